package contract

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// Kind is what a value is.
type Kind string

// The kinds of values. Any is a value of which the description says nothing.
const (
	Any     Kind = ""
	Object  Kind = "object"
	Array   Kind = "array"
	String  Kind = "string"
	Integer Kind = "integer"
	Number  Kind = "number"
	Boolean Kind = "boolean"
	Union   Kind = "union"
)

// Schema describes a value. One that is a reference to a named type answers for that type, so nobody has to follow
// references; Name says that it is one, and recursive types are recursive schemas.
type Schema struct {
	name   string
	fact   *schemaFact
	facts  *Facts
	fields []Field
	values *Schema
	items  *Schema
	tuple  []*Schema
	arms   []Arm
}

// Field is a named member of an object.
type Field struct {
	Name     string
	Required bool
	Schema   *Schema
}

// Arm is one of the forms of a union. Value is what the union's [Schema.Discriminator] holds in this form; without a
// discriminator it is empty.
type Arm struct {
	Value  string
	Schema *Schema
}

func (f *Facts) newSchema(fact *schemaFact) *Schema {
	if fact == nil {
		return nil
	}
	s := &Schema{
		name:   fact.Ref,
		fact:   fact,
		facts:  f,
		values: f.newSchema(fact.Values),
		items:  f.newSchema(fact.Items),
	}
	for name, field := range fact.Fields {
		required := slices.Contains(fact.Required, name)
		s.fields = append(s.fields, Field{Name: name, Required: required, Schema: f.newSchema(field)})
	}
	slices.SortFunc(s.fields, func(a, b Field) int { return cmp.Compare(a.Name, b.Name) })
	for _, element := range fact.Tuple {
		s.tuple = append(s.tuple, f.newSchema(element))
	}
	s.arms = f.newArms(fact)
	return s
}

func (f *Facts) newArms(fact *schemaFact) []Arm {
	var arms []Arm
	if fact.Switch != nil {
		for value, name := range fact.Switch.Types {
			arms = append(arms, Arm{Value: value, Schema: f.newSchema(&schemaFact{Ref: name})})
		}
		slices.SortFunc(arms, func(a, b Arm) int { return cmp.Compare(a.Value, b.Value) })
		return arms
	}
	for _, arm := range fact.OneOf {
		arms = append(arms, Arm{Schema: f.newSchema(arm)})
	}
	for _, arm := range fact.AnyOf {
		arms = append(arms, Arm{Schema: f.newSchema(arm)})
	}
	return arms
}

// target is the schema that a reference stands for, and any other itself.
func (s *Schema) target() *Schema {
	if s.fact.Ref == "" {
		return s
	}
	return s.facts.Type(s.fact.Ref)
}

// Name is the name of the type, and empty for a schema that is declared where it is used.
func (s *Schema) Name() string { return s.name }

// Kind is what the value is.
func (s *Schema) Kind() Kind {
	t := s.target()
	if len(t.arms) > 0 {
		return Union
	}
	return t.fact.Kind
}

// Format narrows the kind down: date-time, date, uuid, ipv4, uri and so on for strings; int64, uint64 and decimal for
// strings that hold a number.
func (s *Schema) Format() string { return s.target().fact.Format }

// Nullable reports whether null may stand in place of the value.
func (s *Schema) Nullable() bool { return s.fact.Nullable || s.target().fact.Nullable }

// ReadOnly reports whether the value is only in answers.
func (s *Schema) ReadOnly() bool { return s.fact.ReadOnly || s.target().fact.ReadOnly }

// WriteOnly reports whether the value is only in requests.
func (s *Schema) WriteOnly() bool { return s.fact.WriteOnly || s.target().fact.WriteOnly }

// Deprecated reports whether the description marks the value as deprecated.
func (s *Schema) Deprecated() bool { return s.fact.Deprecated || s.target().fact.Deprecated }

// Enum returns the values allowed, as JSON, or nil when there is no such list.
func (s *Schema) Enum() []jsontext.Value { return s.target().fact.Enum }

// Default returns the value that the service takes in place of an absent one, as JSON, or nil.
func (s *Schema) Default() jsontext.Value {
	if s.fact.Default != nil {
		return s.fact.Default
	}
	return s.target().fact.Default
}

// Fields returns the members declared for an object, by name.
func (s *Schema) Fields() []Field { return s.target().fields }

// Field returns the member of an object with a name.
func (s *Schema) Field(name string) (Field, bool) {
	fields := s.target().fields
	i, ok := slices.BinarySearchFunc(fields, name, func(f Field, name string) int { return cmp.Compare(f.Name, name) })
	if !ok {
		return Field{}, false
	}
	return fields[i], true
}

// Values returns the schema of the members of a map, an object whose names are data, or nil for any other.
func (s *Schema) Values() *Schema { return s.target().values }

// Keys is the format that the names in a map have, if there is one.
func (s *Schema) Keys() string { return s.target().fact.Keys }

// Open reports whether an object may have members that are not declared: one without any, a map, and one that says so.
func (s *Schema) Open() bool {
	t := s.target()
	return t.fact.Open || t.values != nil
}

// Items returns the schema of the elements of an array. It is nil for a tuple.
func (s *Schema) Items() *Schema { return s.target().items }

// Tuple returns the schemas of the elements of an array which has a fixed number of different ones, or nil.
func (s *Schema) Tuple() []*Schema { return s.target().tuple }

// Arms returns the forms of a union.
func (s *Schema) Arms() []Arm { return s.target().arms }

// Discriminator names the field that tells the arms of a union apart, if one does.
func (s *Schema) Discriminator() string {
	if sw := s.target().fact.Switch; sw != nil {
		return sw.Field
	}
	return ""
}

// exclusive reports whether a value may have the members of one arm only.
func (s *Schema) exclusive() bool { return len(s.target().fact.OneOf) > 0 }

// Min is the smallest number allowed; like the other bounds it is false when none is declared.
func (s *Schema) Min() (float64, bool) { return bound(s.target().fact.Min) }

// Max is the largest number allowed.
func (s *Schema) Max() (float64, bool) { return bound(s.target().fact.Max) }

// Multiple is the number that the value must be a multiple of.
func (s *Schema) Multiple() (float64, bool) { return bound(s.target().fact.Multiple) }

// MinLength is the least number of characters of a string.
func (s *Schema) MinLength() (int, bool) { return bound(s.target().fact.MinLength) }

// MaxLength is the largest number of characters of a string.
func (s *Schema) MaxLength() (int, bool) { return bound(s.target().fact.MaxLength) }

// MinItems is the least number of elements of an array.
func (s *Schema) MinItems() (int, bool) { return bound(s.target().fact.MinItems) }

// MaxItems is the largest number of elements of an array.
func (s *Schema) MaxItems() (int, bool) { return bound(s.target().fact.MaxItems) }

// Pattern is the regular expression that a string matches, or empty.
func (s *Schema) Pattern() string { return s.target().fact.Pattern }

func bound[T any](limit *T) (value T, ok bool) {
	if limit == nil {
		return value, false
	}
	return *limit, true
}

// children returns the schemas that this one declares inside itself.
func (s *Schema) children() []*Schema {
	var all []*Schema
	for _, field := range s.fields {
		all = append(all, field.Schema)
	}
	if s.values != nil {
		all = append(all, s.values)
	}
	if s.items != nil {
		all = append(all, s.items)
	}
	all = append(all, s.tuple...)
	for _, arm := range s.arms {
		all = append(all, arm.Schema)
	}
	return all
}
