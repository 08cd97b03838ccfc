package inference

import (
	"encoding/json"
	"fmt"

	jsonv2 "github.com/go-json-experiment/json"
)

// Texts are one or more texts, as in
//
//	Stop: []string{"END"}
//
// The API takes a single one as a string, and more as an array.
type Texts []string

// MarshalJSON writes a string or an array.
func (t Texts) MarshalJSON() ([]byte, error) {
	if len(t) == 1 {
		return jsonv2.Marshal(t[0])
	}
	return jsonv2.Marshal([]string(t))
}

// UnmarshalJSON reads a string or an array.
func (t *Texts) UnmarshalJSON(text []byte) error {
	return readEither(text, func(s string) { *t = Texts{s} }, (*[]string)(t))
}

// Content is a text, or a list of blocks where Blocks is not nil:
//
//	Content: inference.Content{Text: "What is in this picture?"}
type Content struct {
	Text   string
	Blocks []ContentBlock
}

// IsZero reports whether there is neither text nor a list.
func (c Content) IsZero() bool { return c.Text == "" && c.Blocks == nil }

// MarshalJSON writes a string or an array.
func (c Content) MarshalJSON() ([]byte, error) {
	if c.Blocks != nil {
		return jsonv2.Marshal(c.Blocks, jsonv2.Deterministic(true))
	}
	return jsonv2.Marshal(c.Text)
}

// UnmarshalJSON reads a string or an array.
func (c *Content) UnmarshalJSON(text []byte) error {
	*c = Content{}
	return readEither(text, func(s string) { c.Text = s }, &c.Blocks)
}

// ToolChoice says whether a model calls tools: one of the constants, or the result of [ToolChoiceFunction] or [ToolChoiceTool].
type ToolChoice string

const (
	ToolChoiceNone     ToolChoice = "none"     // no tool
	ToolChoiceAuto     ToolChoice = "auto"     // as the model sees fit
	ToolChoiceRequired ToolChoice = "required" // some tool; for chat completions and responses
	ToolChoiceAny      ToolChoice = "any"      // some tool; for messages
)

// ToolChoiceFunction makes the model of a chat completion or a response call the function with that name.
func ToolChoiceFunction(name string) ToolChoice {
	return toolChoice(map[string]any{"type": "function", "function": map[string]any{"name": name}})
}

// ToolChoiceTool makes the model of a message call the tool with that name.
func ToolChoiceTool(name string) ToolChoice {
	return toolChoice(map[string]any{"type": "tool", "name": name})
}

func toolChoice(choice map[string]any) ToolChoice {
	text, _ := jsonv2.Marshal(choice, jsonv2.Deterministic(true)) // the error would be a name that is no UTF-8, which no tool has
	return ToolChoice(text)
}

// isObject reports whether the choice is an object in JSON, and not the name of one of the constants.
func (c ToolChoice) isObject() bool { return len(c) > 0 && c[0] == '{' }

// MarshalJSON writes a string or an object.
func (c ToolChoice) MarshalJSON() ([]byte, error) {
	if c.isObject() {
		return []byte(c), nil
	}
	return jsonv2.Marshal(string(c))
}

// UnmarshalJSON reads a string, or an object of any form.
func (c *ToolChoice) UnmarshalJSON(text []byte) error {
	var object map[string]any
	if err := readEither(text, func(s string) { *c = ToolChoice(s) }, &object); err != nil || object == nil {
		return err
	}
	*c = toolChoice(object)
	return nil
}

// readEither reads a string, or else into other. It leaves both alone for null.
func readEither(text []byte, set func(string), other any) error {
	if string(text) == "null" {
		return nil
	}
	if text[0] != '"' {
		return jsonv2.Unmarshal(text, other)
	}
	var s string
	if err := jsonv2.Unmarshal(text, &s); err != nil {
		return err
	}
	set(s)
	return nil
}

// Vector is what an embedding is: numbers, or their encoding where base64 was asked for.
type Vector struct {
	Floats []float64
	Base64 string // little-endian float32 values
}

// MarshalJSON writes an array or a string.
func (v Vector) MarshalJSON() ([]byte, error) {
	if v.Floats == nil && v.Base64 != "" {
		return jsonv2.Marshal(v.Base64)
	}
	return jsonv2.Marshal(v.Floats)
}

// UnmarshalJSON reads an array or a string.
func (v *Vector) UnmarshalJSON(text []byte) error {
	*v = Vector{}
	return readEither(text, func(s string) { v.Base64 = s }, &v.Floats)
}

// listOf is an answer that holds a list under data.
type listOf[T any] struct {
	Data    []T
	LastID  string
	HasMore bool
}

// UnmarshalJSON refuses an answer without data: one that says nothing is no proof of an empty list.
func (l *listOf[T]) UnmarshalJSON(text []byte) error {
	var fields struct {
		Data    json.RawMessage `json:"data"`
		LastID  string          `json:"last_id"`
		HasMore bool            `json:"has_more"`
	}
	if err := jsonv2.Unmarshal(text, &fields); err != nil {
		return err
	}
	if len(fields.Data) == 0 || fields.Data[0] != '[' {
		return fmt.Errorf(`the body has no list under "data"`)
	}
	l.LastID, l.HasMore = fields.LastID, fields.HasMore
	return jsonv2.Unmarshal(fields.Data, &l.Data)
}
