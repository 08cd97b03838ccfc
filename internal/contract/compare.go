package contract

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ChangeKind says what became of something.
type ChangeKind string

// The kinds of changes.
const (
	Added   ChangeKind = "new"
	Changed ChangeKind = "changed"
	Removed ChangeKind = "gone"
)

// Change is one difference between two versions of the facts. Either Operation or Type is set.
type Change struct {
	Kind      ChangeKind
	What      string // operation, type, parameter, field, enum value, body, answer, error, host, pagination or mark
	Operation string // an ID
	Type      string // a name
	Path      string // where in the operation or type; empty is the whole of it
	Old, New  string // what is said of it, as in "string date-time, required"
}

// Subject names what has changed, as in droplet.networks.v4[].type or droplets_list query tag_name.
func (c Change) Subject() string {
	switch {
	case c.Path == "":
		return c.Operation + c.Type
	case c.Operation != "":
		return c.Operation + " " + c.Path
	case strings.HasPrefix(c.Path, "<") || strings.HasPrefix(c.Path, "[") || strings.HasPrefix(c.Path, " "):
		return c.Type + c.Path
	}
	return c.Type + "." + c.Path
}

// Detail says what the change is, and nothing where the subject says it all.
func (c Change) Detail() string {
	if c.Kind == Changed {
		return c.Old + " -> " + c.New
	}
	return c.Old + c.New
}

// Compare returns what is different in newer facts: operations first, then types, each by name. What is inside
// something new or gone is not listed again.
func Compare(older, newer *Facts) []Change {
	var changes []Change
	for _, id := range bothKeys(older.byID, newer.byID) {
		before, after := older.ByID(id), newer.ByID(id)
		switch {
		case before == nil:
			changes = append(changes, Change{Kind: Added, What: "operation", Operation: id, New: after.signature()})
		case after == nil:
			changes = append(changes, Change{Kind: Removed, What: "operation", Operation: id, Old: before.signature()})
		case before.line != after.line:
			changes = append(changes, compareEntries(Change{Operation: id}, before.entries(), after.entries())...)
		}
	}
	for _, name := range bothKeys(older.types, newer.types) {
		before, after := older.Type(name), newer.Type(name)
		switch {
		case before == nil:
			changes = append(changes, Change{Kind: Added, What: "type", Type: name, New: after.signature(false)})
		case after == nil:
			changes = append(changes, Change{Kind: Removed, What: "type", Type: name, Old: before.signature(false)})
		case older.types[name].line != newer.types[name].line:
			changes = append(changes, compareEntries(Change{Type: name}, before.typeEntries(), after.typeEntries())...)
		}
	}
	return changes
}

func bothKeys[T any](a, b map[string]T) []string {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(keys)
	return slices.Compact(keys)
}

// entries are the single facts of an operation or a type, each with what is said of it.
type entries map[entryKey]string

type entryKey struct{ what, path string }

func compareEntries(subject Change, before, after entries) []Change {
	var changes []Change
	for key, old := range before {
		if now, ok := after[key]; !ok && !inside(key, before, after) {
			changes = append(changes, subject.at(Removed, key, old, ""))
		} else if ok && now != old {
			changes = append(changes, subject.at(Changed, key, old, now))
		}
	}
	for key, now := range after {
		if _, ok := before[key]; !ok && !inside(key, after, before) {
			changes = append(changes, subject.at(Added, key, "", now))
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.What, b.What), cmp.Compare(a.Kind, b.Kind))
	})
	return changes
}

func (c Change) at(kind ChangeKind, key entryKey, old, now string) Change {
	c.Kind, c.What, c.Path, c.Old, c.New = kind, key.what, key.path, old, now
	return c
}

// inside reports whether a fact is part of another one that is as new, or as gone, as itself, or that has become
// something else altogether.
func inside(key entryKey, has, lacks entries) bool {
	for end := len(key.path) - 1; end > 0; end-- {
		if !strings.ContainsRune(".[{< ", rune(key.path[end])) {
			continue
		}
		for _, what := range []string{"field", "parameter", "body", "answer", "error"} {
			parent := entryKey{what, key.path[:end]}
			mine, here := has[parent]
			theirs, there := lacks[parent]
			if here && (!there || firstWord(mine) != firstWord(theirs)) {
				return true
			}
		}
	}
	return false
}

// firstWord is the kind, or the name of the type, at the beginning of a signature.
func firstWord(signature string) string {
	word, _, _ := strings.Cut(signature, ",")
	word, _, _ = strings.Cut(word, " ")
	return word
}

func (o *Operation) signature() string { return o.Method + " " + o.Path }

func (o *Operation) entries() entries {
	e := entries{{"operation", ""}: o.signature()}
	if host := o.Host(); host != "" {
		e[entryKey{"host", ""}] = host
	}
	if o.Deprecated() {
		e[entryKey{"mark", "deprecated"}] = ""
	}
	e[entryKey{"pagination", ""}] = cmp.Or(string(o.Pagination()), "none")
	for _, p := range o.Parameters() {
		e.addSchema("parameter", fmt.Sprintf("%s %s", p.In, p.Name), p.Schema, p.Required)
	}
	if body := o.Body(); body != nil {
		e[entryKey{"body", "request"}] = requiredWord(body.Required)
		e.addContents("request", body.Contents)
	}
	for _, a := range o.Answers() {
		path := "answer " + strconv.Itoa(a.Code)
		e[entryKey{"answer", path}] = ""
		e.addContents(path, a.Contents)
	}
	for _, failure := range o.Errors() {
		e[entryKey{"error", "error " + strconv.Itoa(failure.Code)}] = failure.signature()
	}
	return e
}

func (e ErrorAnswer) signature() string {
	if e.Schema == nil {
		return "no body"
	}
	return e.Schema.signature(false)
}

func requiredWord(required bool) string {
	if required {
		return "required"
	}
	return "optional"
}

func (e entries) addContents(path string, contents []Content) {
	for _, c := range contents {
		if c.Type == mediaJSON {
			e.addSchema("field", path+" body", c.Schema, false)
			continue
		}
		e.addSchema("field", path+" "+c.Type, c.Schema, false)
	}
}

func (s *Schema) typeEntries() entries {
	e := make(entries)
	e.addSchema("type", "", s, false)
	return e
}

// addSchema adds a schema and what it declares inside itself; a reference is one fact.
func (e entries) addSchema(what, path string, s *Schema, required bool) {
	e[entryKey{what, path}] = s.signature(required)
	if s.fact.Ref != "" {
		return
	}
	for _, value := range s.fact.Enum {
		e[entryKey{"enum value", path + " " + string(value)}] = ""
	}
	for _, field := range s.fields {
		e.addSchema("field", join(path, field.Name), field.Schema, field.Required)
	}
	if s.values != nil {
		e.addSchema("field", path+"{}", s.values, false)
	}
	if s.items != nil {
		e.addSchema("field", path+"[]", s.items, false)
	}
	for i, element := range s.tuple {
		e.addSchema("field", fmt.Sprintf("%s[%d]", path, i), element, false)
	}
	for i, arm := range s.arms {
		e.addSchema("field", path+"<"+armName(arm, i)+">", arm.Schema, false)
	}
}

// signature says in a few words what a schema asks for, apart from what it declares inside itself.
func (s *Schema) signature(required bool) string {
	fact := s.fact
	words := []string{cmp.Or(fact.Ref, string(s.Kind()), "anything")}
	if fact.Ref == "" && fact.Format != "" {
		words[0] += " " + fact.Format
	}
	for _, mark := range []struct {
		set  bool
		word string
	}{
		{required, "required"}, {fact.Nullable, "nullable"}, {fact.ReadOnly, "read only"}, {fact.WriteOnly, "write only"},
		{fact.Deprecated, "deprecated"}, {fact.Open, "open"}, {fact.OneOf != nil, "exclusive"},
	} {
		if mark.set {
			words = append(words, mark.word)
		}
	}
	if fact.Default != nil {
		words = append(words, "default "+string(fact.Default))
	}
	return strings.Join(append(words, fact.limits()...), ", ")
}

func (fact *schemaFact) limits() []string {
	var words []string
	for _, limit := range []struct {
		word  string
		value *float64
	}{{"at least", fact.Min}, {"at most", fact.Max}, {"multiple of", fact.Multiple}} {
		if limit.value != nil {
			words = append(words, fmt.Sprint(limit.word, " ", *limit.value))
		}
	}
	for _, limit := range []struct {
		word  string
		value *int
	}{
		{"min length", fact.MinLength}, {"max length", fact.MaxLength}, {"min items", fact.MinItems}, {"max items", fact.MaxItems},
	} {
		if limit.value != nil {
			words = append(words, fmt.Sprint(limit.word, " ", *limit.value))
		}
	}
	if fact.Pattern != "" {
		words = append(words, "pattern "+fact.Pattern)
	}
	if fact.Keys != "" {
		words = append(words, "names "+fact.Keys)
	}
	return words
}
