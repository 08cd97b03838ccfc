package contract

import (
	"cmp"
	"iter"
	"slices"
	"sync"
)

// Operation is one operation of the API. What its methods return is decoded at the first use of any of them.
type Operation struct {
	ID     string // as the description has it: droplets_get
	Method string // in capitals: GET
	Path   string // the template: /v2/droplets/{droplet_id}

	facts   *Facts
	line    string
	once    sync.Once
	decoded operationDetails
}

type operationDetails struct {
	operationLine
	parameters []Parameter
	body       *Body
	answers    []Answer
	errors     []ErrorAnswer
}

// Location is where in a request a parameter stands.
type Location string

// The places of a request. A parameter is never in the body; a [Problem] may be.
const (
	InPath   Location = "path"
	InQuery  Location = "query"
	InHeader Location = "header"
	InBody   Location = "body"
)

// ArrayStyle is how a parameter with several values is written.
type ArrayStyle string

// The styles of arrays.
const (
	Repeat ArrayStyle = "repeat" // a=1&a=2
	Commas ArrayStyle = "commas" // a=1,2
)

// Pagination is how the answers of a list are divided.
type Pagination string

// The styles of pagination.
const (
	NoPages       Pagination = ""         // the whole list at once, or not a list
	Pages         Pagination = "pages"    // page and per_page in the query, links.pages in the answer
	UnlinkedPages Pagination = "unlinked" // page and per_page in the query, no links in the answer
	LinkedOnly    Pagination = "linked"   // links.pages in the answer of a request that takes no page
	PageLimit     Pagination = "limit"    // page and limit in the query
	Cursor        Pagination = "cursor"   // after and limit in the query
)

// Parameter is a parameter of the path, the query or the header of an operation.
type Parameter struct {
	Name     string
	In       Location
	Required bool
	Array    ArrayStyle // empty unless the parameter is an array
	Schema   *Schema
}

// Content is one of the media types that a body may have, and its schema, which is nil when none is declared.
type Content struct {
	Type   string
	Schema *Schema
}

// Body is what an operation takes as the body of its request.
type Body struct {
	Required bool
	Contents []Content
}

// Answer is one of the successful answers of an operation. Without contents it has no body.
type Answer struct {
	Code     int
	Contents []Content
}

// ErrorAnswer is an answer that reports a failure. The code 0 stands for all that are not listed.
type ErrorAnswer struct {
	Code   int
	Schema *Schema // nil when it has no body
}

const mediaJSON = "application/json"

// JSON returns the schema of the JSON content, or nil.
func (b *Body) JSON() *Schema {
	if b == nil {
		return nil
	}
	return jsonSchema(b.Contents)
}

// JSON returns the schema of the JSON content, or nil.
func (a Answer) JSON() *Schema { return jsonSchema(a.Contents) }

func jsonSchema(contents []Content) *Schema {
	for _, c := range contents {
		if c.Type == mediaJSON {
			return c.Schema
		}
	}
	return nil
}

// Host is the host that serves the operation. It is empty for api.digitalocean.com, "*" when the caller gets the whole
// URL from another answer, and a template such as {agent_url} when the caller has a host of their own.
func (o *Operation) Host() string { return o.details().Host }

// Deprecated reports whether the description marks the operation as deprecated.
func (o *Operation) Deprecated() bool { return o.details().Deprecated }

// Pagination returns how the operation divides its list.
func (o *Operation) Pagination() Pagination { return o.details().Pagination }

// Parameters returns the parameters, those of the path first in the order of the path, then query and header by name.
func (o *Operation) Parameters() []Parameter { return o.details().parameters }

// Body returns what the operation takes as a body, or nil when it takes none.
func (o *Operation) Body() *Body { return o.details().body }

// Answers returns the successful answers by code. It is empty for an endpoint that is retired.
func (o *Operation) Answers() []Answer { return o.details().answers }

// Errors returns the documented failures by code, with the one for all others last.
func (o *Operation) Errors() []ErrorAnswer { return o.details().errors }

// Parameter returns the parameter with a name in a location.
func (o *Operation) Parameter(in Location, name string) (Parameter, bool) {
	for _, p := range o.Parameters() {
		if p.In == in && p.Name == name {
			return p, true
		}
	}
	return Parameter{}, false
}

// AnswerSchema returns the schema of the first successful JSON answer, or nil when the operation answers without one.
func (o *Operation) AnswerSchema() *Schema {
	for _, a := range o.Answers() {
		if s := a.JSON(); s != nil {
			return s
		}
	}
	return nil
}

// Payload returns the names of the members of the JSON answer which hold what the caller asked for: the one besides
// links and meta, or each that is an object or an array when there are several.
func (o *Operation) Payload() []string {
	s := o.AnswerSchema()
	if s == nil {
		return nil
	}
	names := payload(s)
	for _, arm := range s.Arms() {
		names = append(names, payload(arm.Schema)...)
	}
	return names
}

func payload(s *Schema) []string {
	var all, structured []string
	for _, field := range s.Fields() {
		if field.Name == "links" || field.Name == "meta" {
			continue
		}
		all = append(all, field.Name)
		if k := field.Schema.Kind(); k == Object || k == Array || k == Union {
			structured = append(structured, field.Name)
		}
	}
	if len(all) == 1 {
		return all
	}
	return structured
}

func (o *Operation) details() *operationDetails {
	o.once.Do(func() {
		decodeLine(o.line, &o.decoded.operationLine)
		o.decoded.build(o.facts)
	})
	return &o.decoded
}

func (d *operationDetails) build(f *Facts) {
	for _, p := range d.Parameters {
		d.parameters = append(d.parameters, Parameter{
			Name: p.Name, In: p.In, Required: p.Required, Array: p.Array, Schema: f.newSchema(p.Schema),
		})
	}
	if d.Body != nil {
		d.body = &Body{Required: d.Body.Required, Contents: f.contents(d.Body.Content)}
	}
	for _, a := range d.Answers {
		d.answers = append(d.answers, Answer{Code: a.Code, Contents: f.contents(a.Content)})
	}
	for _, e := range d.Errors {
		schema := f.newSchema(e.Schema)
		for _, code := range e.Codes {
			d.errors = append(d.errors, ErrorAnswer{Code: code, Schema: schema})
		}
	}
	slices.SortFunc(d.errors, func(a, b ErrorAnswer) int { return compareErrorCodes(a.Code, b.Code) })
}

// compareErrorCodes puts 0, the code for all others, last.
func compareErrorCodes(a, b int) int {
	if (a == 0) != (b == 0) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

func (f *Facts) contents(content map[string]*schemaFact) []Content {
	contents := make([]Content, 0, len(content))
	for media, schema := range content {
		contents = append(contents, Content{Type: media, Schema: f.newSchema(schema)})
	}
	slices.SortFunc(contents, func(a, b Content) int { return cmp.Compare(a.Type, b.Type) })
	return contents
}

// schemas yields the schemas that the operation itself declares.
func (o *Operation) schemas() iter.Seq[*Schema] {
	return func(yield func(*Schema) bool) {
		var all []*Schema
		for _, p := range o.Parameters() {
			all = append(all, p.Schema)
		}
		var contents []Content
		if body := o.Body(); body != nil {
			contents = append(contents, body.Contents...)
		}
		for _, a := range o.Answers() {
			contents = append(contents, a.Contents...)
		}
		for _, c := range contents {
			all = append(all, c.Schema)
		}
		for _, e := range o.Errors() {
			all = append(all, e.Schema)
		}
		for _, s := range all {
			if s != nil && !yield(s) {
				return
			}
		}
	}
}

// Uses reports whether a type is part of the operation, be it inside other types.
func (o *Operation) Uses(name string) bool {
	seen := make(map[string]bool)
	for s := range o.schemas() {
		s.collectTypes(seen)
	}
	return seen[name]
}

func (s *Schema) collectTypes(seen map[string]bool) {
	if s.fact.Ref != "" {
		if seen[s.fact.Ref] {
			return
		}
		seen[s.fact.Ref] = true
		s = s.target()
	}
	for _, child := range s.children() {
		child.collectTypes(seen)
	}
}
