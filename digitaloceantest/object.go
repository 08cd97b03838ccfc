package digitaloceantest

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// object is a resource as the API sends it: its fields in order. Its JSON is kept until a field changes, so
// that a page of 200 resources is put together without encoding any of them again.
//
// A field holds nil, a bool, an int, an int64, a float64, a string, a time, an object, or a slice of these.
// An object inside another one is encoded with it: whoever changes the inner one calls touch on the outer.
type object struct {
	fields  []field
	encoded []byte
}

type field struct {
	name  string
	value any
}

// newObject makes an object of names and values that take turns.
func newObject(pairs ...any) *object {
	o := &object{fields: make([]field, 0, len(pairs)/2)}
	for i := 0; i < len(pairs); i += 2 {
		o.fields = append(o.fields, field{pairs[i].(string), pairs[i+1]})
	}
	return o
}

// set changes a field, or adds it at the end.
func (o *object) set(name string, value any) {
	o.touch()
	for i := range o.fields {
		if o.fields[i].name == name {
			o.fields[i].value = value
			return
		}
	}
	o.fields = append(o.fields, field{name, value})
}

// change is set at a time that the object names.
func (o *object) change(now time.Time, name string, value any) {
	o.set(name, value)
	o.set("updated_at", now)
}

// drop takes a field out.
func (o *object) drop(name string) {
	o.touch()
	o.fields = slices.DeleteFunc(o.fields, func(f field) bool { return f.name == name })
}

// touch makes the object encode itself again.
func (o *object) touch() { o.encoded = nil }

func (o *object) get(name string) any {
	for i := range o.fields {
		if o.fields[i].name == name {
			return o.fields[i].value
		}
	}
	return nil
}

// text returns a string field, or "" where the field is null or of another type.
func (o *object) text(name string) string {
	s, _ := o.get(name).(string)
	return s
}

func (o *object) texts(name string) []string {
	s, _ := o.get(name).([]string)
	return s
}

func (o *object) numbers(name string) []int64 {
	n, _ := o.get(name).([]int64)
	return n
}

func (o *object) json() []byte {
	if o.encoded != nil {
		return o.encoded
	}
	dst := append(make([]byte, 0, 512), '{')
	for i, f := range o.fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, f.name)
		dst = append(dst, ':')
		dst = appendValue(dst, f.value)
	}
	o.encoded = append(dst, '}')
	return o.encoded
}

func appendValue(dst []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return strconv.AppendBool(dst, v)
	case int:
		return strconv.AppendInt(dst, int64(v), 10)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case float64:
		return strconv.AppendFloat(dst, v, 'f', -1, 64)
	case string:
		return appendString(dst, v)
	case time.Time:
		return appendTime(dst, v)
	case *object:
		if v == nil {
			return append(dst, "null"...)
		}
		return append(dst, v.json()...)
	case []*object:
		return appendList(dst, v, func(dst []byte, o *object) []byte { return append(dst, o.json()...) })
	case []string:
		return appendList(dst, v, appendString)
	case []int64:
		return appendList(dst, v, func(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) })
	case [][]int64:
		return appendList(dst, v, func(dst []byte, n []int64) []byte { return appendValue(dst, n) })
	default:
		return appendOther(dst, v)
	}
}

func appendList[T any](dst []byte, list []T, appendItem func([]byte, T) []byte) []byte {
	dst = append(dst, '[')
	for i, item := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendItem(dst, item)
	}
	return append(dst, ']')
}

func appendString(dst []byte, s string) []byte {
	dst, _ = jsontext.AppendQuote(dst, s) // the only error is invalid UTF-8, which is replaced
	return dst
}

// appendTime writes whole seconds in UTC, as the API does, and null for no time.
func appendTime(dst []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	dst = t.UTC().AppendFormat(dst, time.RFC3339)
	return append(dst, '"')
}

// appendOther encodes what a test put in a map of its own.
func appendOther(dst []byte, value any) []byte {
	encoded, err := json.Marshal(value, json.Deterministic(true))
	if err != nil {
		panic(fmt.Sprintf("digitaloceantest: a field of type %T cannot be JSON: %v", value, err))
	}
	return append(dst, encoded...)
}
