package contract

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
)

// schema turns a described schema into a fact: allOf is merged, what stands beside a union goes into each of its arms,
// and a reference stays one unless something is merged into it.
func (d *description) schema(s *describedSchema) (*schemaFact, error) {
	if keyword := s.unknownKeyword(); keyword != "" {
		return nil, fmt.Errorf("schema keyword %s is not understood", keyword)
	}
	if s.Ref != "" {
		name, err := componentName(s.Ref, "schemas")
		return &schemaFact{Ref: name}, err
	}
	if s.AllOf == nil {
		return d.plain(s)
	}
	return d.all(s)
}

func (d *description) all(s *describedSchema) (*schemaFact, error) {
	rest := *s
	rest.AllOf = nil
	parts := append(slices.Clone(s.AllOf), &rest)
	structural := slices.DeleteFunc(slices.Clone(parts), (*describedSchema).isAnnotation)
	if len(structural) == 0 {
		structural = parts
	}
	if len(structural) == 1 {
		merged, err := d.schema(structural[0])
		if err != nil {
			return nil, err
		}
		annotate(merged, parts)
		return merged, nil
	}
	merged := &schemaFact{}
	for _, part := range structural {
		fact, err := d.expanded(part)
		if err != nil {
			return nil, err
		}
		if err := d.merge(merged, fact); err != nil {
			return nil, err
		}
	}
	annotate(merged, parts)
	return d.normal(merged)
}

// expanded is a schema whose reference, if it is one, is replaced by what it refers to.
func (d *description) expanded(s *describedSchema) (*schemaFact, error) {
	fact, err := d.schema(s)
	if err != nil {
		return nil, err
	}
	return d.expand(fact)
}

func (d *description) expand(fact *schemaFact) (*schemaFact, error) {
	if fact.Ref == "" {
		return fact, nil
	}
	target := d.Components.Schemas[fact.Ref]
	if target == nil {
		return nil, fmt.Errorf("no schema %s", fact.Ref)
	}
	full, err := d.expanded(target)
	if err != nil {
		return nil, err
	}
	full.Nullable = full.Nullable || fact.Nullable
	full.ReadOnly = full.ReadOnly || fact.ReadOnly
	full.WriteOnly = full.WriteOnly || fact.WriteOnly
	full.Deprecated = full.Deprecated || fact.Deprecated
	if fact.Default != nil {
		full.Default = fact.Default
	}
	return full, nil
}

func annotate(fact *schemaFact, parts []*describedSchema) {
	for _, part := range parts {
		fact.Nullable = fact.Nullable || part.Nullable
		fact.ReadOnly = fact.ReadOnly || part.ReadOnly
		fact.WriteOnly = fact.WriteOnly || part.WriteOnly
		fact.Deprecated = fact.Deprecated || part.Deprecated
		if part.Default != nil {
			fact.Default = part.Default
		}
	}
}

// plain turns a schema without allOf into a fact.
func (d *description) plain(s *describedSchema) (*schemaFact, error) {
	fact := &schemaFact{
		Kind: Kind(s.Type), Format: s.Format,
		Nullable: s.Nullable, ReadOnly: s.ReadOnly, WriteOnly: s.WriteOnly, Deprecated: s.Deprecated,
		Enum: s.Enum, Default: s.Default,
		Min: s.Minimum, Max: s.Maximum, Multiple: s.MultipleOf,
		MinLength: s.MinLength, MaxLength: s.MaxLength, Pattern: s.Pattern,
		Required: s.Required, MinItems: s.MinItems, MaxItems: s.MaxItems,
	}
	if fact.Kind == Any && s.Enum != nil {
		fact.Kind = String
	}
	if err := d.members(fact, s); err != nil {
		return nil, err
	}
	if err := d.elements(fact, s); err != nil {
		return nil, err
	}
	if err := d.union(fact, s); err != nil {
		return nil, err
	}
	return d.normal(fact)
}

func (d *description) members(fact *schemaFact, s *describedSchema) error {
	for name, property := range s.Properties {
		field, err := d.schema(property)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if fact.Fields == nil {
			fact.Fields = make(map[string]*schemaFact)
		}
		fact.Fields[name] = field
	}
	if s.Properties != nil {
		fact.Kind = Object
	}
	if s.Names != nil {
		fact.Keys = s.Names.Format
	}
	switch string(s.Additional) {
	case "false":
		return nil
	case "":
		fact.Open = fact.Kind == Object && len(s.Properties) == 0 && s.OneOf == nil && s.AnyOf == nil && s.Required == nil
		return nil
	case "true":
		fact.Open = true
		return nil
	}
	var values describedSchema
	if err := json.Unmarshal(s.Additional, &values); err != nil {
		return fmt.Errorf("additionalProperties: %w", err)
	}
	var err error
	fact.Values, err = d.schema(&values)
	return err
}

func (d *description) elements(fact *schemaFact, s *describedSchema) (err error) {
	if s.Items != nil {
		if s.Type != "array" {
			return fmt.Errorf("items in a schema of type %s", s.Type)
		}
		fact.Items, err = d.schema(s.Items)
	}
	if err != nil || s.PrefixItems == nil {
		return err
	}
	fact.Items = nil
	fact.Tuple, err = d.schemas(s.PrefixItems)
	return err
}

func (d *description) union(fact *schemaFact, s *describedSchema) (err error) {
	if s.OneOf != nil && s.AnyOf != nil {
		return fmt.Errorf("oneOf beside anyOf")
	}
	if fact.OneOf, err = d.schemas(s.OneOf); err != nil {
		return err
	}
	if fact.AnyOf, err = d.schemas(s.AnyOf); err != nil {
		return err
	}
	if s.Discriminator == nil || s.OneOf == nil && s.AnyOf == nil {
		return nil
	}
	fact.Switch = &switchFact{Field: s.Discriminator.Property, Types: make(map[string]string)}
	for value, ref := range s.Discriminator.Mapping {
		if fact.Switch.Types[value], err = componentName(ref, "schemas"); err != nil {
			return err
		}
	}
	return nil
}

func (d *description) schemas(all []*describedSchema) ([]*schemaFact, error) {
	var facts []*schemaFact
	for _, s := range all {
		fact, err := d.schema(s)
		if err != nil {
			return nil, err
		}
		facts = append(facts, fact)
	}
	return facts, nil
}

// merge adds to a schema what another says of the same value.
func (d *description) merge(into, from *schemaFact) error {
	override(&into.Kind, from.Kind)
	override(&into.Format, from.Format)
	override(&into.Pattern, from.Pattern)
	override(&into.Keys, from.Keys)
	override(&into.Min, from.Min)
	override(&into.Max, from.Max)
	override(&into.Multiple, from.Multiple)
	override(&into.MinLength, from.MinLength)
	override(&into.MaxLength, from.MaxLength)
	override(&into.MinItems, from.MinItems)
	override(&into.MaxItems, from.MaxItems)
	override(&into.Items, from.Items)
	override(&into.Values, from.Values)
	override(&into.Switch, from.Switch)
	if from.Enum != nil {
		into.Enum = from.Enum
	}
	if from.Tuple != nil {
		into.Tuple = from.Tuple
	}
	if from.Default != nil {
		into.Default = from.Default
	}
	into.Nullable = into.Nullable || from.Nullable
	into.ReadOnly = into.ReadOnly || from.ReadOnly
	into.WriteOnly = into.WriteOnly || from.WriteOnly
	into.Deprecated = into.Deprecated || from.Deprecated
	into.Open = (into.Open && from.Fields == nil) || (from.Open && into.Fields == nil)
	into.Required = append(slices.Clone(into.Required), from.Required...)
	if err := mergeUnions(into, from); err != nil {
		return err
	}
	return d.mergeFields(into, from)
}

func override[T comparable](into *T, from T) {
	var zero T
	if from != zero {
		*into = from
	}
}

func mergeUnions(into, from *schemaFact) error {
	if from.OneOf == nil && from.AnyOf == nil {
		return nil
	}
	if into.OneOf != nil || into.AnyOf != nil {
		return fmt.Errorf("two unions in one allOf")
	}
	into.OneOf, into.AnyOf = from.OneOf, from.AnyOf
	return nil
}

func (d *description) mergeFields(into, from *schemaFact) error {
	for name, field := range from.Fields {
		merged, err := d.mergeField(into.Fields[name], field)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if into.Fields == nil {
			into.Fields = make(map[string]*schemaFact)
		}
		into.Fields[name] = merged
	}
	return nil
}

func (d *description) mergeField(old, field *schemaFact) (*schemaFact, error) {
	if old == nil || equalFacts(old, field) {
		return field, nil
	}
	var merged schemaFact
	for _, part := range []*schemaFact{old, field} {
		full, err := d.expand(part)
		if err != nil {
			return nil, err
		}
		if err := d.merge(&merged, full); err != nil {
			return nil, err
		}
	}
	return d.normal(&merged)
}

func equalFacts(a, b *schemaFact) bool {
	first, err1 := encodeLine(a)
	second, err2 := encodeLine(b)
	return err1 == nil && err2 == nil && bytes.Equal(first, second)
}

// normal brings a schema into the one form that the facts have for what it says.
func (d *description) normal(fact *schemaFact) (*schemaFact, error) {
	slices.Sort(fact.Required)
	fact.Required = slices.Compact(fact.Required)
	if fact.OneOf == nil && fact.AnyOf == nil {
		return fact, nil
	}
	if err := d.distribute(fact); err != nil {
		return nil, err
	}
	dropNullArm(fact)
	arms := append(slices.Clone(fact.OneOf), fact.AnyOf...)
	if len(arms) != 1 || fact.Switch != nil {
		return fact, nil
	}
	only := *arms[0]
	only.Nullable = only.Nullable || fact.Nullable
	only.ReadOnly = only.ReadOnly || fact.ReadOnly
	return &only, nil
}

// distribute moves what stands beside a union into each of its arms.
func (d *description) distribute(fact *schemaFact) error {
	fact.Kind, fact.Open = Any, false
	if fact.Fields == nil && fact.Required == nil {
		return nil
	}
	if fact.Switch != nil {
		return fmt.Errorf("fields beside a union with a discriminator")
	}
	for _, arms := range [][]*schemaFact{fact.OneOf, fact.AnyOf} {
		for i, arm := range arms {
			full, err := d.expand(arm)
			if err != nil {
				return err
			}
			whole := schemaFact{Kind: Object}
			if err := d.merge(&whole, &schemaFact{Fields: fact.Fields, Required: fact.Required}); err != nil {
				return err
			}
			if err := d.merge(&whole, full); err != nil {
				return err
			}
			whole.Kind = Object
			if arms[i], err = d.normal(&whole); err != nil {
				return err
			}
		}
	}
	fact.Fields, fact.Required = nil, nil
	return nil
}

// dropNullArm makes a union with an arm that stands for null a nullable value.
func dropNullArm(fact *schemaFact) {
	isNull := func(arm *schemaFact) bool {
		return arm.Nullable && arm.Kind == Object && arm.Open && arm.Ref == "" && arm.Values == nil
	}
	count := len(fact.OneOf) + len(fact.AnyOf)
	fact.OneOf = slices.DeleteFunc(fact.OneOf, isNull)
	fact.AnyOf = slices.DeleteFunc(fact.AnyOf, isNull)
	if len(fact.OneOf)+len(fact.AnyOf) < count {
		fact.Nullable = true
	}
}
