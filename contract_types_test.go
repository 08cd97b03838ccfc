package digitalocean_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dosdk/digitalocean/internal/contract"
)

// typePairs walks Go types side by side with the schemas of what they hold.
type typePairs struct {
	structs map[string]reflect.Type // those of ours that were walked, by name
	sources *goSources
	seen    map[typePair]bool
	fields  map[string]map[string]bool // for each struct type and JSON name whether the description has it anywhere
	enums   map[string]map[string]bool // the values that the description has for each string type
	schemas map[string]map[string]int  // how often each named schema is held by each Go type
	users   map[string]*apiMethod      // a method for each Go type
}

type typePair struct {
	goType    reflect.Type
	direction contract.Direction
	name      string           // of the schema
	schema    *contract.Schema // of one without a name
}

func newTypePairs(sources *goSources) *typePairs {
	return &typePairs{
		structs: map[string]reflect.Type{}, sources: sources, seen: map[typePair]bool{}, fields: map[string]map[string]bool{}, enums: map[string]map[string]bool{},
		schemas: map[string]map[string]int{}, users: map[string]*apiMethod{},
	}
}

// pair walks a Go type and the schemas, any of which a value of the type may follow.
func (p *typePairs) pair(m *apiMethod, t reflect.Type, direction contract.Direction, schemas ...*contract.Schema) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	schemas = slices.DeleteFunc(withArms(schemas), func(s *contract.Schema) bool { return !p.isNew(t, direction, s) })
	if len(schemas) == 0 {
		return
	}
	p.note(m, t, schemas)
	switch {
	case t == reflect.TypeFor[time.Time]() || isRaw(t):
	case t.Kind() == reflect.Struct && !hasTag(t, "json"):
		p.pairForms(m, t, direction, schemas)
	case t.Kind() == reflect.Struct:
		p.structs[t.Name()] = t
		p.pairFields(m, t, direction, schemas)
	case t.Kind() == reflect.Slice:
		p.pair(m, t.Elem(), direction, append(insideSchemas(schemas, (*contract.Schema).Items), insideSchemas(schemas, (*contract.Schema).Values)...)...)
	case t.Kind() == reflect.Map:
		p.pair(m, t.Elem(), direction, insideSchemas(schemas, (*contract.Schema).Values)...)
	case t.Kind() == reflect.String && t.PkgPath() != "":
		p.pairEnum(t, schemas)
	}
}

// isNew reports whether a pair has not been walked.
func (p *typePairs) isNew(t reflect.Type, direction contract.Direction, s *contract.Schema) bool {
	key := typePair{goType: t, direction: direction, name: s.Name()}
	if s.Name() == "" {
		key.schema = s
	}
	isNew := !p.seen[key]
	p.seen[key] = true
	return isNew
}

// isRaw reports whether a type holds JSON as it came.
func isRaw(t reflect.Type) bool {
	return t.Kind() == reflect.Interface || t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
}

// withArms adds to schemas the arms of those that are unions.
func withArms(schemas []*contract.Schema) []*contract.Schema {
	var all []*contract.Schema
	for _, s := range schemas {
		all = append(all, s)
		for _, arm := range s.Arms() {
			all = append(all, withArms([]*contract.Schema{arm.Schema})...)
		}
	}
	return all
}

// insideSchemas returns what the schemas have inside themselves, as far as they have it.
func insideSchemas(schemas []*contract.Schema, get func(*contract.Schema) *contract.Schema) []*contract.Schema {
	var all []*contract.Schema
	for _, s := range schemas {
		if inner := get(s); inner != nil {
			all = append(all, inner)
		}
	}
	return all
}

// note keeps which schemas a type of ours holds.
func (p *typePairs) note(m *apiMethod, t reflect.Type, schemas []*contract.Schema) {
	if t.Name() == "" || p.sources.types[t.Name()] == "" {
		return
	}
	if p.users[t.Name()] == nil {
		p.users[t.Name()] = m
	}
	for _, s := range schemas {
		if s.Name() == "" {
			continue
		}
		if p.schemas[s.Name()] == nil {
			p.schemas[s.Name()] = map[string]int{}
		}
		p.schemas[s.Name()][t.Name()]++
	}
}

// pairForms walks a struct that is a union: each of its fields is one of the forms.
func (p *typePairs) pairForms(m *apiMethod, t reflect.Type, direction contract.Direction, schemas []*contract.Schema) {
	for i := range t.NumField() {
		if field := t.Field(i); field.IsExported() {
			p.pair(m, field.Type, direction, schemas...)
		}
	}
}

func (p *typePairs) pairFields(m *apiMethod, t reflect.Type, direction contract.Direction, schemas []*contract.Schema) {
	if slices.ContainsFunc(schemas, isFree) {
		return
	}
	for name, field := range jsonFields(t) {
		declared := insideSchemas(schemas, func(s *contract.Schema) *contract.Schema {
			f, ok := s.Field(name)
			if !ok || direction == contract.Sent && f.Schema.ReadOnly() {
				return nil
			}
			return f.Schema
		})
		p.noteField(m, p.sources.fieldOwner(t, jsonPath{name}), len(declared) > 0)
		p.pair(m, field.Type, direction, declared...)
	}
}

// noteField keeps whether the description has a field, in one of the places where its type is used.
func (p *typePairs) noteField(m *apiMethod, subject string, declared bool) {
	owner, field, _ := strings.Cut(subject, ".")
	if p.fields[owner] == nil {
		p.fields[owner] = map[string]bool{}
	}
	if p.users[owner] == nil {
		p.users[owner] = m
	}
	p.fields[owner][field] = p.fields[owner][field] || declared
}

// isFree reports whether a schema says nothing of the members that an object may have.
func isFree(s *contract.Schema) bool {
	return s.Kind() == contract.Any || s.Kind() == contract.Object && len(s.Fields()) == 0 && s.Open()
}

func (p *typePairs) pairEnum(t reflect.Type, schemas []*contract.Schema) {
	for _, s := range schemas {
		for _, value := range s.Enum() {
			var text string
			if json.Unmarshal(value, &text) != nil || text == "" {
				continue
			}
			if p.enums[t.Name()] == nil {
				p.enums[t.Name()] = map[string]bool{}
			}
			p.enums[t.Name()][text] = true
		}
	}
}

// jsonFields returns the fields of a struct by their names in JSON, those of embedded structs among them.
func jsonFields(t reflect.Type) map[string]reflect.StructField {
	fields := map[string]reflect.StructField{}
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous && name == "" && field.Type.Kind() == reflect.Struct:
			for inner, f := range jsonFields(field.Type) {
				if _, hidden := fields[inner]; !hidden {
					fields[inner] = f
				}
			}
		case field.IsExported() && name != "-" && name != "":
			fields[name] = field
		}
	}
	return fields
}

// report reports what does not hold of the types that were walked.
func (p *typePairs) report(f *contractFindings) {
	p.reportEnums(f)
	p.reportFields(f)
	p.reportEncodings(f)
	f.foldFields(p.sources)
}

// reportEnums reports the string types that lack a constant for a value of the description.
func (p *typePairs) reportEnums(f *contractFindings) {
	for name, values := range p.enums {
		constants := p.sources.constants[name]
		lacking := slices.DeleteFunc(slices.Sorted(maps.Keys(values)), func(v string) bool { return slices.Contains(constants, v) })
		if len(lacking) == 0 {
			continue
		}
		text := "no constant for " + quotedList(lacking)
		if strange := slices.DeleteFunc(slices.Clone(constants), func(v string) bool { return values[v] }); len(strange) > 0 {
			text += "; the description does not have " + quotedList(strange)
		}
		f.add(p.users[name], wrongEnum, name, "%s", text)
	}
}

// reportFields reports the fields that the description has nowhere.
func (p *typePairs) reportFields(f *contractFindings) {
	for name, fields := range p.fields {
		for field, declared := range fields {
			if !declared {
				f.add(p.users[name], strangeField, name+"."+field, "the description has no such field")
			}
		}
	}
}

// reportEncodings reports the structs whose zero value the encoders do not agree on, as on a slice that is nil.
func (p *typePairs) reportEncodings(f *contractFindings) {
	for name, t := range p.structs {
		if t.Name() == "" {
			continue
		}
		if _, fault := encodeBoth(reflect.Zero(t).Interface()); fault != "" {
			f.add(p.users[name], wrongEncoding, name, "the zero value: %s", fault)
		}
	}
}

func quotedList(texts []string) string {
	var quoted []string
	for _, text := range texts {
		quoted = append(quoted, strconv.Quote(text))
	}
	return strings.Join(quoted, ", ")
}

// fieldOwner names the Go field that a value in JSON belongs to, as in Droplet.vcpus, by the struct type that has or lacks
// it. It returns "" where no struct type of ours is on the way.
func (s *goSources) fieldOwner(t reflect.Type, path jsonPath) string {
	owner := ""
	for _, step := range path {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Slice, reflect.Map:
			t = t.Elem()
			continue
		case reflect.Struct:
		default:
			return owner
		}
		name := memberName(step)
		if t.Name() == "" || s.types[t.Name()] == "" {
			owner += "." + name
		} else {
			owner = s.origin(t.Name()) + "." + name
		}
		field, ok := jsonFields(t)[step]
		if !ok {
			return owner
		}
		t = field.Type
	}
	return owner
}

// memberName is the name of a member, or {} for one whose name the generator made up.
func memberName(step string) string {
	if strings.HasPrefix(step, "key-") {
		return "{}"
	}
	return step
}

// typeAt is the Go type of a value in JSON, or nil where it cannot be told.
func typeAt(t reflect.Type, path jsonPath) reflect.Type {
	for _, step := range path {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Slice, reflect.Map:
			t = t.Elem()
		case reflect.Struct:
			field, ok := jsonFields(t)[step]
			if !ok {
				return nil
			}
			t = field.Type
		default:
			return nil
		}
	}
	return t
}
