package digitaloceantest

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/dosdk/digitalocean/internal/contract"
)

// call is one request on its way through the server.
type call struct {
	*Server

	id        string // the request ID
	now       time.Time
	method    string
	path      string // as it was sent, escapes and all
	query     url.Values
	header    http.Header
	raw       []byte
	origin    string // scheme and host that the links in the answer begin with
	operation *operation
	described *contract.Operation // what is known of the operation, or nil
	allow     []string            // the methods of a path that is known for others only
	arguments map[string]string
	body      *fields
}

func (s *Server) newCall(method, origin string, u *url.URL, header http.Header, raw []byte) *call {
	c := &call{
		Server: s,
		method: method,
		path:   u.EscapedPath(),
		query:  u.Query(),
		header: header,
		raw:    raw,
		origin: origin,
	}
	op, values, allow := route(method, c.path)
	c.operation, c.allow = op, allow
	if op != nil {
		c.arguments = op.arguments(values)
	}
	c.describe()
	return c
}

// describe finds what is known of the operation. One without a rule is answered from that.
func (c *call) describe() {
	op, arguments := described(c.method, c.path)
	c.described = op
	switch {
	case c.operation != nil:
	case op != nil:
		c.operation, c.arguments, c.allow = unlisted(op), arguments, nil
	default:
		c.allow = append(c.allow, describedMethods(c.path)...)
		slices.Sort(c.allow)
		c.allow = slices.Compact(c.allow)
	}
}

// template returns the path template of the operation, or "" for a path that the server does not know.
func (c *call) template() string {
	switch {
	case c.described != nil:
		return c.described.Path
	case c.operation != nil:
		return c.operation.template
	}
	return ""
}

// numericArgument returns a path parameter that holds a positive integer. Anything else names nothing.
func (c *call) numericArgument(name string) (int64, error) {
	id, err := strconv.ParseInt(c.arguments[name], 10, 64)
	if err != nil || id <= 0 {
		return 0, notFound()
	}
	return id, nil
}

// decodeBody reads the JSON object of the request. No body is an empty object: the rules name what is missing.
// Of a name that comes twice the last value counts, as in the API: its TypeScript client sends such bodies.
func (c *call) decodeBody() error {
	c.body = &fields{}
	if len(bytes.TrimSpace(c.raw)) == 0 {
		return nil
	}
	if err := json.Unmarshal(c.raw, &c.body.values, jsontext.AllowDuplicateNames(true)); err != nil {
		return &apiError{status: http.StatusBadRequest, message: "error parsing request body"}
	}
	return nil
}

// fields reads the JSON object of a request. The first field of a wrong type is remembered, so that a rule
// reads all it needs and asks for problem once.
type fields struct {
	values  map[string]any
	problem error
	path    string  // of an object inside the request: what its names begin with, as in "health_check."
	parent  *fields // of such an object; it has its problems too
}

func (f *fields) has(name string) bool { return f.values[name] != nil }

// present reports whether the field was sent, be it null.
func (f *fields) present(name string) bool {
	_, ok := f.values[name]
	return ok
}

func (f *fields) refuse(message string) { f.fail(unprocessable(message)) }

// refuseField says what is wrong with a field, as in "must be an integer".
func (f *fields) refuseField(name, wrong string) { f.refuse(f.path + name + " " + wrong) }

func (f *fields) fail(problem error) {
	if f.problem == nil {
		f.problem = problem
	}
	if f.parent != nil {
		f.parent.fail(problem)
	}
}

func read[T any](f *fields, name, kind string) (T, bool) {
	value := f.values[name]
	if value == nil {
		var none T
		return none, false
	}
	v, ok := value.(T)
	if !ok {
		f.refuseField(name, "must be "+kind)
	}
	return v, ok
}

// text returns a string, or "" where the field is absent or null.
func (f *fields) text(name string) string {
	s, _ := read[string](f, name, "a string")
	return s
}

// needText is text for a field that may not be missing or empty.
func (f *fields) needText(name string) string {
	s := f.text(name)
	if s == "" {
		f.refuseField(name, "can't be blank")
	}
	return s
}

// flag returns a boolean, or otherwise where the field is absent or null.
func (f *fields) flag(name string, otherwise bool) bool {
	if b, ok := read[bool](f, name, "a boolean"); ok {
		return b
	}
	return otherwise
}

// number returns an integer; ok is false where the field is absent or null.
func (f *fields) number(name string) (n int64, ok bool) {
	v, ok := read[float64](f, name, "an integer")
	if !ok {
		return 0, false
	}
	if v != float64(int64(v)) {
		f.refuseField(name, "must be an integer")
		return 0, false
	}
	return int64(v), true
}

func (f *fields) list(name string) []any {
	l, _ := read[[]any](f, name, "an array")
	return l
}

func (f *fields) texts(name string) []string {
	list := f.list(name)
	texts := make([]string, 0, len(list))
	for _, item := range list {
		s, ok := item.(string)
		if !ok {
			f.refuseField(name, "must be an array of strings")
			return nil
		}
		texts = append(texts, s)
	}
	return texts
}

// nested returns the object in a field, or nil where the field is absent or null.
func (f *fields) nested(name string) *fields {
	m, ok := read[map[string]any](f, name, "an object")
	if !ok {
		return nil
	}
	return &fields{values: m, path: f.path + name + ".", parent: f}
}

// identifier returns a field that holds an ID or a slug: the text of either, or "".
func (f *fields) identifier(name string) string {
	if !f.has(name) {
		return ""
	}
	s, ok := identifierText(f.values[name])
	if !ok {
		f.refuseField(name, "must be an integer or a string")
	}
	return s
}

func identifierText(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	default:
		return "", false
	}
}
