package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/google/go-querystring/query"
)

// Operation names a call of the API without its arguments: the HTTP method and the path template, as in
// "GET" and "/v2/droplets/{droplet_id}". It has few distinct values, which makes it a good span name or
// metric label.
type Operation struct {
	Method string
	Path   string
}

// String returns the method and the path template, separated by a space.
func (o Operation) String() string { return o.Method + " " + o.Path }

// OperationFromContext returns the operation that the request being sent belongs to. An
// [http.RoundTripper] given with [WithHTTPClient] calls it with the request's context.
func OperationFromContext(ctx context.Context) (Operation, bool) {
	c, ok := ctx.Value(callKey{}).(*call)
	if !ok {
		return Operation{}, false
	}
	return c.op.Operation, true
}

// repeatability says whether sending a request again is harmless.
type repeatability uint8

const (
	byMethod repeatability = iota // as the method's definition has it
	always                        // a POST that only reads
	never                         // a PUT or DELETE that would start something twice
)

// operation is a call of the API: the template and what fills it. It alone decides how arguments are
// escaped and whether the request may be sent again.
type operation struct {
	Operation
	args    []any
	query   url.Values
	body    any
	header  [2]string // one fixed header, where the operation needs it
	repeat  repeatability
	repeats bool   // whether the body has the arguments of the path too
	size    string // the query parameter for the size of a page, where it is not per_page
	streams bool   // whether the answer is handed to the caller unread
	err     error  // why it cannot be sent
}

func get(path string, args ...any) *operation   { return newOperation(http.MethodGet, path, args) }
func post(path string, args ...any) *operation  { return newOperation(http.MethodPost, path, args) }
func put(path string, args ...any) *operation   { return newOperation(http.MethodPut, path, args) }
func patch(path string, args ...any) *operation { return newOperation(http.MethodPatch, path, args) }
func del(path string, args ...any) *operation   { return newOperation(http.MethodDelete, path, args) }

func newOperation(method, path string, args []any) *operation {
	return &operation{Operation: Operation{Method: method, Path: path}, args: args}
}

// sending gives the operation a JSON body. A nil request is refused when the call is made.
func (op *operation) sending(request any) *operation {
	if v := reflect.ValueOf(request); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		op.err = argumentError("the request is nil")
	}
	op.body = request
	return op
}

// repeatingPath has the body say once more what the path says, by the names of the template.
func (op *operation) repeatingPath() *operation {
	op.repeats = true
	if op.body == nil {
		op.body = struct{}{}
	}
	return op
}

// with adds the query parameters of an options struct, or of url.Values; nil options add none. The options are read now, so
// that a later change of them does not reach the request.
func (op *operation) with(options any) *operation {
	values, ok := options.(url.Values)
	if !ok {
		var err error
		if values, err = query.Values(options); err != nil {
			op.err = argumentError("options: " + err.Error())
			return op
		}
	}
	for name, v := range values {
		op.setQuery(name, v)
	}
	return op
}

// where adds a query parameter that the operation cannot do without. An empty value is refused: a filter that
// is left out matches everything.
func (op *operation) where(name, value string) *operation {
	if value == "" {
		op.err = argumentError(name + " is empty")
	}
	op.setQuery(name, []string{value})
	return op
}

// once keeps the request from being repeated, although its method allows it, when it may have been carried out.
func (op *operation) once() *operation {
	op.repeat = never
	return op
}

// onlyReads lets the request be repeated, although its method does not allow it: it changes nothing.
func (op *operation) onlyReads() *operation {
	op.repeat = always
	return op
}

// sizedBy names the query parameter for the size of a page in a list that does not call it per_page.
func (op *operation) sizedBy(name string) *operation {
	op.size = name
	return op
}

// withHeader adds a header that is part of the operation.
func (op *operation) withHeader(name, value string) *operation {
	op.header = [2]string{name, value}
	return op
}

func (op *operation) setQuery(name string, values []string) {
	if op.query == nil {
		op.query = url.Values{}
	}
	op.query[name] = values
}

// url expands the template below base. Each argument fills one path segment, whatever characters it holds.
func (op *operation) url(base *url.URL) (*url.URL, error) {
	if op.err != nil {
		return nil, op.err
	}
	var path strings.Builder
	path.Grow(2 * len(op.Path)) // for UUIDs, too
	path.WriteString(base.EscapedPath())
	rest, args := op.Path, op.args
	for {
		before, after, found := strings.Cut(rest, "{")
		path.WriteString(before)
		if !found {
			break
		}
		name, after, _ := strings.Cut(after, "}")
		if len(args) == 0 {
			return nil, argumentError(name + " is missing")
		}
		segment, err := pathSegment(name, args[0])
		if err != nil {
			return nil, err
		}
		path.WriteString(url.PathEscape(segment))
		rest, args = after, args[1:]
	}
	if len(args) > 0 {
		return nil, argumentError(fmt.Sprintf("%d arguments are left over", len(args)))
	}
	plain, err := url.PathUnescape(path.String())
	if err != nil {
		return nil, argumentError("the path cannot be unescaped")
	}
	u := &url.URL{Scheme: base.Scheme, Host: base.Host, Path: plain, RawPath: path.String()}
	u.RawQuery = op.query.Encode()
	return u, nil
}

// encodeBody returns the JSON of the body.
func (op *operation) encodeBody() ([]byte, error) {
	body, err := json.Marshal(op.body, json.Deterministic(true))
	if err != nil || !op.repeats {
		return body, err
	}
	named := make(map[string]any, len(op.args))
	for i, part := range strings.Split(op.Path, "{")[1:] {
		name, _, _ := strings.Cut(part, "}")
		named[name] = op.args[i]
	}
	whole, err := json.Marshal(named, json.Deterministic(true))
	if err != nil || string(body) == "{}" {
		return whole, err
	}
	whole[len(whole)-1] = ','
	return append(whole, body[1:]...), nil
}

// pathSegment returns the text of an argument, and refuses what would name another resource than the one
// meant: nothing, an ID that was never set, and the segments that mean this or the parent folder.
func pathSegment(name string, arg any) (string, error) {
	switch v := arg.(type) {
	case int:
		return pathSegment(name, int64(v))
	case int64:
		if v <= 0 {
			return "", argumentError(fmt.Sprintf("%s is %d, not an ID", name, v))
		}
		return strconv.FormatInt(v, 10), nil
	case string:
		switch v {
		case "":
			return "", argumentError(name + " is empty")
		case ".", "..":
			return "", argumentError(fmt.Sprintf("%s is %q, which would name another path", name, v))
		}
		return v, nil
	default:
		return "", argumentError(fmt.Sprintf("%s has the type %T, which no path holds", name, arg))
	}
}

// literal makes an operation of a path that the caller wrote, for [Client.Do] and [Client.Stream]. What could be read in two
// ways is refused. The query and the arguments of the options become those of the operation.
func literal(method, path string, options *callOptions) *operation {
	template, _, _ := strings.Cut(path, "?")
	op := newOperation(method, template, options.args)
	u, err := url.Parse(withoutPlaceholders(path))
	if err != nil {
		op.err = argumentError("the path cannot be parsed")
		return op
	}
	query, err := url.ParseQuery(u.RawQuery)
	switch {
	case method == "" || strings.ContainsFunc(method, func(r rune) bool { return r < 'A' || r > 'Z' }):
		op.err = argumentError(fmt.Sprintf("%q is not a method", method))
	case err != nil:
		op.err = argumentError("the query is not escaped")
	case strings.Contains(path, "#"):
		op.err = argumentError("the path holds a #")
	case u.RawPath != "" && u.EscapedPath() != u.RawPath:
		op.err = argumentError("the path is not escaped")
	case u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//"):
		op.err = argumentError("the path must begin with one slash and name no host")
	case hasDotSegment(u.Path):
		op.err = argumentError("the path holds a . or .. segment")
	}
	if op.err != nil {
		return op
	}
	op.query = query
	op = op.with(options.query)
	options.args, options.query = nil, nil
	return op
}

// withoutPlaceholders puts a plain segment in the place of each that an argument fills, so that the rest can be parsed.
func withoutPlaceholders(path string) string {
	path, query, hasQuery := strings.Cut(path, "?")
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if len(segment) > 2 && segment[0] == '{' && strings.IndexByte(segment, '}') == len(segment)-1 {
			segments[i] = "argument"
		}
	}
	path = strings.Join(segments, "/")
	if hasQuery {
		path += "?" + query
	}
	return path
}

func hasDotSegment(path string) bool {
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "." || segment == ".." {
			return true
		}
	}
	return false
}

// repeatable reports whether the request may be sent again although an earlier one may have been carried out.
func (op *operation) repeatable() bool {
	return op.isRead() || op.repeat != never && (op.Method == http.MethodPut || op.Method == http.MethodDelete)
}

// isRead reports whether the request changes nothing.
func (op *operation) isRead() bool {
	switch op.repeat {
	case always:
		return true
	case never:
		return false
	}
	return op.Method == http.MethodGet || op.Method == http.MethodHead || op.Method == http.MethodOptions
}

func argumentError(what string) error { return fmt.Errorf("%w: %s", ErrInvalidArgument, what) }

// ErrInvalidArgument matches the error of a call whose arguments were refused before anything was sent.
var ErrInvalidArgument = errors.New("invalid argument")
