package appspec

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"github.com/dosdk/digitalocean"
)

// secretType is the one struct that stands in YAML as a text.
var secretType = reflect.TypeFor[digitalocean.Secret]()

// member is a field as it stands in YAML.
type member struct{ key, value *yaml.Node }

// members returns the fields of a mapping by name. What a merge key brings in yields to what stands there itself.
func (r *reader) members(node *yaml.Node, path string) map[string]member {
	members := map[string]member{}
	if r.nodes += len(node.Content) / 2; r.nodes > maxNodes {
		r.addTooMany(node, path)
		return members
	}
	var merged []member
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := resolved(node.Content[i]), node.Content[i+1]
		if key.ShortTag() == "!!merge" {
			merged = append(merged, member{key, value})
			continue
		}
		if key.Kind != yaml.ScalarNode {
			r.add(key, path, "the name of a field is needed")
			continue
		}
		if earlier, ok := members[key.Value]; ok {
			r.add(node.Content[i], join(path, printable(key.Value)), "the field stands in line %d already", earlier.key.Line)
			continue
		}
		members[key.Value] = member{node.Content[i], value}
	}
	for _, m := range merged {
		r.merge(members, m.value, path)
	}
	return members
}

// merge adds the fields of a mapping, or of each mapping in a list, that members does not have.
func (r *reader) merge(members map[string]member, node *yaml.Node, path string) {
	source := resolved(node)
	if r.nodes++; r.nodes > maxNodes {
		r.addTooMany(node, path)
		return
	}
	if r.open[source] {
		r.add(node, path, "the alias stands inside what it names")
		return
	}
	r.open[source] = true
	defer delete(r.open, source)
	switch source.Kind {
	case yaml.MappingNode:
		for name, m := range r.members(source, path) {
			if _, ok := members[name]; !ok {
				members[name] = m
			}
		}
	case yaml.SequenceNode:
		for _, element := range source.Content {
			r.merge(members, element, path)
		}
	default:
		r.add(node, path, "only fields can be merged")
	}
}

// resolved follows an alias.
func resolved(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

// inOrder returns the names of members in the order of their lines.
func inOrder(members map[string]member) []string {
	return slices.SortedFunc(maps.Keys(members), func(a, b string) int {
		x, y := members[a].key, members[b].key
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(a, b))
	})
}

// fieldName returns the name of a struct field in a spec, and whether a spec needs it: what may be left out has omitzero.
func fieldName(field reflect.StructField) (name string, required bool) {
	name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name, options == ""
}

func fieldNames(t reflect.Type) []string {
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _ = fieldName(t.Field(i))
	}
	return names
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// printable keeps what stands in a file from doing anything in a terminal.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, name)
}

// nearest returns the one of names that can be made of name with the fewest changes of letters, if two suffice.
func nearest(name string, names []string) string {
	if len(name) > 50 {
		return ""
	}
	near, fewest := "", 3
	for _, candidate := range names {
		if changes := distance(name, candidate); changes < min(fewest, len(candidate)) {
			near, fewest = candidate, changes
		}
	}
	return near
}

// distance is how many letters have to be changed, added and removed to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
