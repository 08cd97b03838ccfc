package contract

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
)

// Correction is something that the description says and the service does not do. It replaces what stands at one or
// more places of the description.
type Correction struct {
	At     []string // JSON pointers into the description; the last step "-" appends to a list
	To     string   // the JSON to put there; empty removes what is there
	Reason string
}

// Corrections returns the list for the description that DigitalOcean publishes.
func Corrections() []Correction { return slices.Clone(corrections) }

// correct applies the corrections to a description. Where one cannot be applied the description has changed: it now says
// the same as the correction, or what was corrected is gone.
func correct(raw []byte, corrections []Correction) (corrected []byte, flaws []Flaw, err error) {
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return nil, nil, fmt.Errorf("contract: read description: %w", err)
	}
	for _, c := range corrections {
		for _, at := range c.At {
			if err := c.apply(tree, at); err != nil {
				flaws = append(flaws, Flaw{At: at, Cause: "the correction no longer applies: " + err.Error()})
			}
		}
	}
	corrected, err = json.Marshal(tree, json.Deterministic(true))
	return corrected, flaws, err
}

func (c Correction) apply(tree any, at string) error {
	steps := strings.Split(strings.TrimPrefix(at, "/"), "/")
	for i, step := range steps {
		steps[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
	}
	var value any
	if c.To != "" {
		if err := json.Unmarshal([]byte(c.To), &value); err != nil {
			return err
		}
	}
	last := steps[len(steps)-1]
	if last == "-" {
		return appendAt(tree, steps[:len(steps)-1], value)
	}
	parent, err := descend(tree, steps[:len(steps)-1])
	if err != nil {
		return err
	}
	if c.To == "" {
		return removeMember(parent, last)
	}
	return setMember(parent, last, value)
}

func descend(tree any, steps []string) (any, error) {
	for _, step := range steps {
		next, err := member(tree, step)
		if err != nil {
			return nil, err
		}
		tree = next
	}
	return tree, nil
}

func member(node any, step string) (any, error) {
	switch node := node.(type) {
	case map[string]any:
		if next, ok := node[step]; ok {
			return next, nil
		}
	case []any:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(node) {
			return node[i], nil
		}
	}
	return nil, fmt.Errorf("there is no %s", step)
}

func setMember(parent any, name string, value any) error {
	old, _ := member(parent, name)
	if equalJSON(old, value) {
		return errNothingToCorrect
	}
	switch parent := parent.(type) {
	case map[string]any:
		parent[name] = value
		return nil
	case []any:
		i, err := strconv.Atoi(name)
		if err != nil || i >= len(parent) {
			return fmt.Errorf("there is no element %s", name)
		}
		parent[i] = value
		return nil
	}
	return fmt.Errorf("there is nothing to put %s into", name)
}

func removeMember(parent any, name string) error {
	object, ok := parent.(map[string]any)
	if !ok {
		return fmt.Errorf("there is no object to remove %s from", name)
	}
	if _, ok := object[name]; !ok {
		return errNothingToCorrect
	}
	delete(object, name)
	return nil
}

func appendAt(tree any, steps []string, value any) error {
	parent, err := descend(tree, steps[:len(steps)-1])
	if err != nil {
		return err
	}
	last := steps[len(steps)-1]
	old, _ := member(parent, last)
	list, ok := old.([]any)
	if old != nil && !ok {
		return fmt.Errorf("%s is not a list", last)
	}
	if slices.ContainsFunc(list, func(v any) bool { return equalJSON(v, value) }) {
		return errNothingToCorrect
	}
	return setMember(parent, last, append(slices.Clone(list), value))
}

var errNothingToCorrect = errors.New("the description says so itself")

func equalJSON(a, b any) bool {
	first, err1 := json.Marshal(a, json.Deterministic(true))
	second, err2 := json.Marshal(b, json.Deterministic(true))
	return err1 == nil && err2 == nil && bytes.Equal(first, second)
}
