package digitalocean_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// jsonPath leads from a JSON value to one inside it: the names of members, and [0] for an element.
type jsonPath []string

// String leaves out which element it is: forwarding_rules[].entry_port.
func (p jsonPath) String() string {
	var text strings.Builder
	for _, step := range p {
		switch {
		case isElement(step):
			text.WriteString("[]")
		case text.Len() > 0:
			text.WriteString("." + step)
		default:
			text.WriteString(step)
		}
	}
	return text.String()
}

func (p jsonPath) key() string { return strings.Join(p, "\x00") }

func (p jsonPath) to(step string) jsonPath { return append(slices.Clip(p), step) }

func (p jsonPath) startsWith(other jsonPath) bool {
	return len(p) >= len(other) && slices.Equal(p[:len(other)], other)
}

func elementStep(i int) string { return "[" + strconv.Itoa(i) + "]" }

func isElement(step string) bool { return strings.HasPrefix(step, "[") }

// jsonLeaf is a value that has no others inside it: a scalar, null, an empty object or an empty array.
type jsonLeaf struct {
	path  jsonPath
	value any
}

// readJSON decodes JSON and keeps numbers as they are written. It returns nil for what is no JSON.
func readJSON(text []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil
	}
	return value
}

func writeJSON(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}

// jsonLeaves returns the leaves of a value, members by name.
func jsonLeaves(value any) []jsonLeaf { return appendLeaves(nil, nil, value) }

func appendLeaves(leaves []jsonLeaf, path jsonPath, value any) []jsonLeaf {
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			leaves = appendLeaves(leaves, path.to(name), value[name])
		}
		if len(value) > 0 {
			return leaves
		}
	case []any:
		for i, element := range value {
			leaves = appendLeaves(leaves, path.to(elementStep(i)), element)
		}
		if len(value) > 0 {
			return leaves
		}
	}
	return append(leaves, jsonLeaf{path, value})
}

// jsonAt returns the value that a path leads to.
func jsonAt(value any, path jsonPath) (any, bool) {
	for _, step := range path {
		next, ok := jsonStep(value, step)
		if !ok {
			return nil, false
		}
		value = next
	}
	return value, true
}

func jsonStep(value any, step string) (any, bool) {
	switch value := value.(type) {
	case map[string]any:
		member, ok := value[step]
		return member, ok
	case []any:
		i, err := strconv.Atoi(strings.Trim(step, "[]"))
		if !isElement(step) || err != nil || i >= len(value) {
			return nil, false
		}
		return value[i], true
	}
	return nil, false
}

// jsonWith returns a copy of a value with another one at a path that exists.
func jsonWith(value any, path jsonPath, replacement any) any {
	if len(path) == 0 {
		return replacement
	}
	switch value := value.(type) {
	case map[string]any:
		changed := maps.Clone(value)
		changed[path[0]] = jsonWith(value[path[0]], path[1:], replacement)
		return changed
	case []any:
		changed := slices.Clone(value)
		i, _ := strconv.Atoi(strings.Trim(path[0], "[]"))
		changed[i] = jsonWith(value[i], path[1:], replacement)
		return changed
	}
	return value
}

// sameJSON reports whether two decoded values are the same; 1, 1.0 and 1e0 are.
func sameJSON(a, b any) bool {
	x, isNumber := a.(json.Number)
	y, both := b.(json.Number)
	if isNumber && both {
		first, ok1 := new(big.Rat).SetString(x.String())
		second, ok2 := new(big.Rat).SetString(y.String())
		return ok1 && ok2 && first.Cmp(second) == 0
	}
	return reflect.DeepEqual(a, b)
}

// lostLeaves returns the leaves of one value that another does not have at the same place.
func lostLeaves(want, got any) []jsonLeaf {
	var lost []jsonLeaf
	for _, leaf := range jsonLeaves(want) {
		if found, ok := jsonAt(got, leaf.path); !ok || !sameJSON(leaf.value, found) {
			lost = append(lost, leaf)
		}
	}
	return lost
}
