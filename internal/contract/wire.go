package contract

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// operationLine is one line of facts.jsonl. The index reads its first three members without decoding the rest, so
// they stay first, and none of them holds a character that JSON escapes.
type operationLine struct {
	ID         string          `json:"operation"`
	Method     string          `json:"method"`
	Path       string          `json:"path"`
	Host       string          `json:"host,omitzero"`
	Deprecated bool            `json:"deprecated,omitzero"`
	Pagination Pagination      `json:"pagination,omitzero"`
	Parameters []parameterFact `json:"parameters,omitzero"`
	Body       *bodyFact       `json:"body,omitzero"`
	Answers    []answerFact    `json:"answers,omitzero"`
	Errors     []errorFact     `json:"errors,omitzero"`
}

// typeLine is the other kind of line.
type typeLine struct {
	Name   string      `json:"type"`
	Schema *schemaFact `json:"schema"`
}

type parameterFact struct {
	Name     string      `json:"name"`
	In       Location    `json:"in"`
	Required bool        `json:"required,omitzero"`
	Array    ArrayStyle  `json:"array,omitzero"`
	Schema   *schemaFact `json:"schema"`
}

type bodyFact struct {
	Required bool                   `json:"required,omitzero"`
	Content  map[string]*schemaFact `json:"content"`
}

type answerFact struct {
	Code    int                    `json:"code"`
	Content map[string]*schemaFact `json:"content,omitzero"`
}

// errorFact is a group of codes that answer with one schema. The code 0 is every code without a line of its own.
type errorFact struct {
	Codes  []int       `json:"codes"`
	Schema *schemaFact `json:"schema,omitzero"`
}

type schemaFact struct {
	Ref        string `json:"ref,omitzero"`
	Kind       Kind   `json:"kind,omitzero"`
	Format     string `json:"format,omitzero"`
	Nullable   bool   `json:"nullable,omitzero"`
	ReadOnly   bool   `json:"readOnly,omitzero"`
	WriteOnly  bool   `json:"writeOnly,omitzero"`
	Deprecated bool   `json:"deprecated,omitzero"`

	Enum    []jsontext.Value `json:"enum,omitzero"`
	Default jsontext.Value   `json:"default,omitzero"`

	Min       *float64 `json:"min,omitzero"`
	Max       *float64 `json:"max,omitzero"`
	Multiple  *float64 `json:"multiple,omitzero"`
	MinLength *int     `json:"minLength,omitzero"`
	MaxLength *int     `json:"maxLength,omitzero"`
	Pattern   string   `json:"pattern,omitzero"`

	Required []string               `json:"required,omitzero"`
	Fields   map[string]*schemaFact `json:"fields,omitzero"`
	Values   *schemaFact            `json:"values,omitzero"`
	Keys     string                 `json:"keys,omitzero"`
	Open     bool                   `json:"open,omitzero"`

	Items    *schemaFact   `json:"items,omitzero"`
	Tuple    []*schemaFact `json:"tuple,omitzero"`
	MinItems *int          `json:"minItems,omitzero"`
	MaxItems *int          `json:"maxItems,omitzero"`

	OneOf  []*schemaFact `json:"oneOf,omitzero"`
	AnyOf  []*schemaFact `json:"anyOf,omitzero"`
	Switch *switchFact   `json:"switch,omitzero"`
}

// switchFact names the field that tells the arms of a union apart, and the type for each of its values.
type switchFact struct {
	Field string            `json:"field"`
	Types map[string]string `json:"types"`
}

// encodeLine writes a line so that the same facts are always the same bytes.
func encodeLine(line any) ([]byte, error) {
	return json.Marshal(line, json.Deterministic(true), jsontext.AllowDuplicateNames(false))
}
