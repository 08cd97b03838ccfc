package digitalocean

import (
	"reflect"

	"github.com/go-json-experiment/json"
)

// Null is the value of a field whose null means something of its own. The zero Null is no value at all: in a request the field
// is left out. [NotNull] and [ExplicitNull] make the others.
type Null[T any] struct {
	value T
	state nullState
}

type nullState uint8

const (
	isAbsent nullState = iota
	isNull
	isValue
)

// NotNull returns a value, which may be zero.
func NotNull[T any](value T) Null[T] { return Null[T]{value: value, state: isValue} }

// ExplicitNull returns null, as in
//
//	config.InnoDBFTUserStopwordTable = digitalocean.ExplicitNull[string]()
func ExplicitNull[T any]() Null[T] { return Null[T]{state: isNull} }

// Get returns the value, and whether there is one: neither null nor nothing.
func (n Null[T]) Get() (value T, ok bool) { return n.value, n.state == isValue }

// IsNull reports whether it is null, and not left out.
func (n Null[T]) IsNull() bool { return n.state == isNull }

// IsZero reports whether it is neither a value nor null. The tag omitzero leaves it out then.
func (n Null[T]) IsZero() bool { return n.state == isAbsent }

// Equal reports whether both are the same value, null, or nothing.
func (n Null[T]) Equal(other Null[T]) bool { return reflect.DeepEqual(n, other) }

// MarshalJSON writes the value, and null without one.
func (n Null[T]) MarshalJSON() ([]byte, error) {
	if n.state != isValue {
		return []byte("null"), nil
	}
	return json.Marshal(n.value, json.Deterministic(true))
}

// UnmarshalJSON reads a value or null.
func (n *Null[T]) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*n = ExplicitNull[T]()
		return nil
	}
	var value T
	if err := decode(func(opts ...json.Options) error { return json.Unmarshal(text, &value, opts...) }); err != nil {
		return err
	}
	*n = NotNull(value)
	return nil
}
