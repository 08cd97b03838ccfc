package contract

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
)

//go:embed facts.jsonl
var embedded string

// Facts is one version of the API's facts.
type Facts struct {
	operations []*Operation
	byID       map[string]*Operation
	types      map[string]*namedType
	routes     func() *route
}

type namedType struct {
	line   string
	schema func() *Schema
}

// Load returns the facts of this repository. The first call indexes them, the others return the same value.
var Load = sync.OnceValue(func() *Facts {
	facts, err := Parse(embedded)
	if err != nil {
		panic(err)
	}
	return facts
})

// Parse indexes facts written by [Describe]. Each line is decoded when it is asked for; one that cannot be decoded then
// panics, as no caller could go on without it. [Facts.Verify] decodes them all.
func Parse(lines string) (*Facts, error) {
	f := &Facts{
		operations: make([]*Operation, 0, 700),
		byID:       make(map[string]*Operation, 700),
		types:      make(map[string]*namedType, 900),
	}
	f.routes = sync.OnceValue(f.buildRoutes)
	number := 0
	for line := range strings.Lines(lines) {
		number++
		if !f.index(strings.TrimSuffix(line, "\n")) {
			return nil, fmt.Errorf("contract: parse facts: line %d is neither an operation nor a type", number)
		}
	}
	return f, nil
}

func (f *Facts) index(line string) bool {
	if name, _, ok := cutMember(line, `{"type":"`); ok {
		f.types[name] = f.newType(name, line)
		return true
	}
	id, rest, ok := cutMember(line, `{"operation":"`)
	if !ok {
		return false
	}
	method, rest, ok := cutMember(rest, `,"method":"`)
	if !ok {
		return false
	}
	path, _, ok := cutMember(rest, `,"path":"`)
	if !ok {
		return false
	}
	op := &Operation{ID: id, Method: method, Path: path, facts: f, line: line}
	f.operations = append(f.operations, op)
	f.byID[id] = op
	return true
}

// cutMember cuts a string member off the front of a line. It relies on the encoding of facts.jsonl: no white space, and
// no escape in these members.
func cutMember(s, prefix string) (value, rest string, ok bool) {
	s, ok = strings.CutPrefix(s, prefix)
	if !ok {
		return "", "", false
	}
	return strings.Cut(s, `"`)
}

func (f *Facts) newType(name, line string) *namedType {
	return &namedType{line: line, schema: sync.OnceValue(func() *Schema {
		var decoded typeLine
		decodeLine(line, &decoded)
		s := f.newSchema(decoded.Schema)
		s.name = name
		return s
	})}
}

func decodeLine(line string, out any) {
	if err := json.Unmarshal([]byte(line), out, json.RejectUnknownMembers(true)); err != nil {
		panic(fmt.Sprintf("contract: decode %.80s: %v", line, err))
	}
}

// Operations returns every operation, sorted by ID.
func (f *Facts) Operations() []*Operation { return f.operations }

// ByID returns the operation with an ID as the description has it, such as droplets_get, or nil.
func (f *Facts) ByID(id string) *Operation { return f.byID[id] }

// Type returns the type with a name as the description has it, such as droplet, or nil.
func (f *Facts) Type(name string) *Schema {
	t := f.types[name]
	if t == nil {
		return nil
	}
	return t.schema()
}

// TypeNames returns the names of all types, sorted.
func (f *Facts) TypeNames() []string {
	names := make([]string, 0, len(f.types))
	for name := range f.types {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Verify decodes every line, and returns what does not hold: a line that is not written as [Describe] would write it,
// a reference to a type that is not there, a path that two operations share.
func (f *Facts) Verify() error {
	for _, op := range f.operations {
		if err := verifyLine(op.line, new(operationLine)); err != nil {
			return fmt.Errorf("contract: verify operation %s: %w", op.ID, err)
		}
		for s := range op.schemas() {
			if err := f.verifyReferences(s); err != nil {
				return fmt.Errorf("contract: verify operation %s: %w", op.ID, err)
			}
		}
		if found, _, _ := f.Lookup(op.Method, op.Path); found != op {
			return fmt.Errorf("contract: verify operation %s: another has its path %s", op.ID, op.Path)
		}
	}
	for name, t := range f.types {
		if err := verifyLine(t.line, new(typeLine)); err != nil {
			return fmt.Errorf("contract: verify type %s: %w", name, err)
		}
		if err := f.verifyReferences(t.schema()); err != nil {
			return fmt.Errorf("contract: verify type %s: %w", name, err)
		}
	}
	return nil
}

func verifyLine(line string, out any) error {
	if err := json.Unmarshal([]byte(line), out, json.RejectUnknownMembers(true)); err != nil {
		return err
	}
	again, err := encodeLine(out)
	if err != nil {
		return err
	}
	if string(again) != line {
		return fmt.Errorf("it would now be written as %s", again)
	}
	return nil
}

func (f *Facts) verifyReferences(s *Schema) error {
	if s.fact.Ref != "" && f.types[s.fact.Ref] == nil {
		return fmt.Errorf("no type %s", s.fact.Ref)
	}
	for _, child := range s.children() {
		if err := f.verifyReferences(child); err != nil {
			return err
		}
	}
	return nil
}

// Operations returns every operation of the facts that [Load] returns, sorted by ID.
func Operations() []*Operation { return Load().Operations() }

// ByID is [Facts.ByID] of the facts that [Load] returns.
func ByID(id string) *Operation { return Load().ByID(id) }

// Type is [Facts.Type] of the facts that [Load] returns.
func Type(name string) *Schema { return Load().Type(name) }

// Lookup is [Facts.Lookup] of the facts that [Load] returns.
func Lookup(method, path string) (op *Operation, args map[string]string, ok bool) {
	return Load().Lookup(method, path)
}
