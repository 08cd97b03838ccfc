package appspec

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/dosdk/digitalocean"
)

// What is beyond these is no spec.
const (
	maxBytes    = 4 << 20
	maxNodes    = 100_000 // aliases resolved
	maxProblems = 20
)

// Read reads a spec from r, to its end. It does not close r.
func Read(r io.Reader) (*digitalocean.AppSpec, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("appspec: read: %w", err)
	}
	return Parse(text)
}

// Parse reads a spec. What is wrong with it is an [*Error]; then there is no spec. Whether the values make sense, only the API
// knows: ask its Propose.
func Parse(text []byte) (*digitalocean.AppSpec, error) {
	if len(text) > maxBytes {
		return nil, &Error{[]Problem{{Message: fmt.Sprintf("it is longer than %d bytes", maxBytes)}}}
	}
	var document yaml.Node
	if err := yaml.Load(text, &document); err != nil {
		return nil, &Error{[]Problem{syntaxProblem(err)}}
	}
	spec := new(digitalocean.AppSpec)
	r := &reader{open: map[*yaml.Node]bool{}}
	r.set(reflect.ValueOf(spec).Elem(), document.Content[0], "")
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(a, b Problem) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		return nil, &Error{r.problems}
	}
	return spec, nil
}

// Error says what is wrong with a spec.
type Error struct {
	Problems []Problem // one at least, 20 at most, by line
}

func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, problem := range e.Problems {
		lines[i] = "appspec: " + problem.String()
	}
	return strings.Join(lines, "\n")
}

// Problem is one thing that is wrong with a spec.
type Problem struct {
	Line, Column int    // from 1; 0 where it is about the whole file
	Path         string // of the field, such as "services[0].http_port"; empty for the whole spec and for what is no YAML
	Message      string // it quotes no values
}

// String returns the problem as a line of text.
func (p Problem) String() string {
	text := p.Message
	if p.Path != "" {
		text = p.Path + ": " + text
	}
	if p.Line == 0 {
		return text
	}
	return fmt.Sprintf("line %d, column %d: %s", p.Line, p.Column, text)
}

// syntaxProblem is the problem of a text that is no YAML.
func syntaxProblem(err error) Problem {
	failed, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		return Problem{Message: "it is no YAML"}
	}
	message := strings.TrimPrefix(failed.Message, "yaml: ")
	switch message {
	case "no documents in stream":
		message = "it is empty"
	case "expected single document, found multiple":
		message = "it has more than one document"
	}
	return Problem{Line: failed.Mark.Line, Column: failed.Mark.Column, Message: strings.ToValidUTF8(message, "?")}
}

// reader sets Go values to what stands in YAML.
type reader struct {
	problems []Problem
	nodes    int
	full     bool                // whether there are too many nodes
	open     map[*yaml.Node]bool // those that the present one is inside, by way of an alias
}

func (r *reader) add(node *yaml.Node, path, format string, args ...any) {
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, Problem{Line: node.Line, Column: node.Column, Path: path, Message: fmt.Sprintf(format, args...)})
	}
}

// addTooMany says once that there is too much.
func (r *reader) addTooMany(node *yaml.Node, path string) {
	if !r.full {
		r.add(node, path, "there is more than a spec can have")
	}
	r.full = true
}

// set sets v to what node has. Null leaves the zero value.
func (r *reader) set(v reflect.Value, node *yaml.Node, path string) {
	if r.nodes++; r.nodes > maxNodes {
		r.addTooMany(node, path)
		return
	}
	if node.Kind == yaml.AliasNode {
		r.setAlias(v, node, path)
		return
	}
	if node.ShortTag() == "!!null" && path != "" {
		return
	}
	if v.Type() == secretType {
		r.setSecret(v, node, path)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		r.set(v.Elem(), node, path)
	case reflect.Struct:
		r.setStruct(v, node, path)
	case reflect.Slice:
		r.setSlice(v, node, path)
	default:
		r.setScalar(v, node, path)
	}
}

func (r *reader) setAlias(v reflect.Value, node *yaml.Node, path string) {
	if r.open[node.Alias] {
		r.add(node, path, "the alias stands inside what it names")
		return
	}
	r.open[node.Alias] = true
	defer delete(r.open, node.Alias)
	r.set(v, node.Alias, path)
}

func (r *reader) setSlice(v reflect.Value, node *yaml.Node, path string) {
	if node.Kind != yaml.SequenceNode {
		r.add(node, path, "a list is needed, with a dash before each element")
		return
	}
	list := reflect.MakeSlice(v.Type(), len(node.Content), len(node.Content))
	for i, element := range node.Content {
		at := path + "[" + strconv.Itoa(i) + "]"
		if element.ShortTag() == "!!null" {
			r.add(element, at, "the element is empty")
			continue
		}
		r.set(list.Index(i), element, at)
	}
	v.Set(list)
}

func (r *reader) setStruct(v reflect.Value, node *yaml.Node, path string) {
	if node.Kind != yaml.MappingNode {
		r.add(node, path, "fields are needed: %s", strings.Join(fieldNames(v.Type()), ", "))
		return
	}
	members := r.members(node, path)
	for i := range v.NumField() {
		name, required := fieldName(v.Type().Field(i))
		member, ok := members[name]
		delete(members, name)
		switch {
		case ok:
			r.set(v.Field(i), member.value, join(path, name))
		case required:
			r.add(node, path, "%s is missing", name)
		}
	}
	for _, name := range inOrder(members) {
		message := "there is no such field"
		if near := nearest(name, fieldNames(v.Type())); near != "" {
			message += "; is " + near + " meant?"
		}
		r.add(members[name].key, join(path, printable(name)), "%s", message)
	}
}

func (r *reader) setSecret(v reflect.Value, node *yaml.Node, path string) {
	var text string
	r.setScalar(reflect.ValueOf(&text).Elem(), node, path)
	v.Set(reflect.ValueOf(digitalocean.NewSecret(text)))
}

func (r *reader) setScalar(v reflect.Value, node *yaml.Node, path string) {
	if node.Kind != yaml.ScalarNode {
		r.add(node, path, "a single value is needed")
		return
	}
	switch v.Kind() {
	case reflect.String:
		if node.ShortTag() == "!!binary" {
			r.add(node, path, "a text is needed, not binary data")
			return
		}
		v.SetString(node.Value)
	case reflect.Bool:
		var flag bool
		if isQuoted(node) || node.Decode(&flag) != nil {
			r.add(node, path, "true or false is needed")
		}
		v.SetBool(flag)
	case reflect.Int:
		var number int
		if node.ShortTag() != "!!int" || node.Decode(&number) != nil {
			r.add(node, path, "a whole number is needed")
		}
		v.SetInt(int64(number))
	case reflect.Float64:
		var number float64
		if tag := node.ShortTag(); tag != "!!int" && tag != "!!float" || node.Decode(&number) != nil || math.IsNaN(number) || math.IsInf(number, 0) {
			r.add(node, path, "a number is needed")
		}
		v.SetFloat(number)
	}
}

func isQuoted(node *yaml.Node) bool {
	return node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
}
