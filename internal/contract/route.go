package contract

import (
	"net/url"
	"strings"
)

// route is a node of the tree of path templates: one segment, and what may follow it.
type route struct {
	literals    map[string]*route
	placeholder *route
	operations  []*Operation
}

// Lookup finds the operation of a request by its method and its path, which is escaped as it was sent
// ([net/url.URL.EscapedPath]) and has no query. A literal segment of a template wins over a placeholder. The arguments
// are the unescaped segments by the names of their placeholders.
func (f *Facts) Lookup(method, path string) (op *Operation, args map[string]string, ok bool) {
	segments := make([]string, 0, 12)
	for segment := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		segments = append(segments, segment)
	}
	op = f.routes().find(method, segments)
	if op == nil {
		return nil, nil, false
	}
	return op, op.pathArguments(segments), true
}

func (r *route) find(method string, segments []string) *Operation {
	if len(segments) == 0 {
		return r.operation(method)
	}
	if next := r.literals[unescape(segments[0])]; next != nil {
		if op := next.find(method, segments[1:]); op != nil {
			return op
		}
	}
	if r.placeholder == nil || segments[0] == "" {
		return nil
	}
	return r.placeholder.find(method, segments[1:])
}

func (r *route) operation(method string) *Operation {
	for _, op := range r.operations {
		if op.Method == method {
			return op
		}
	}
	return nil
}

func (f *Facts) buildRoutes() *route {
	root := &route{}
	for _, op := range f.operations {
		r := root
		for segment := range strings.SplitSeq(strings.TrimPrefix(op.Path, "/"), "/") {
			r = r.next(segment)
		}
		r.operations = append(r.operations, op)
	}
	return root
}

func (r *route) next(segment string) *route {
	if isPlaceholder(segment) {
		if r.placeholder == nil {
			r.placeholder = &route{}
		}
		return r.placeholder
	}
	if r.literals == nil {
		r.literals = make(map[string]*route)
	}
	if r.literals[segment] == nil {
		r.literals[segment] = &route{}
	}
	return r.literals[segment]
}

func (o *Operation) pathArguments(segments []string) map[string]string {
	args := make(map[string]string)
	i := 0
	for segment := range strings.SplitSeq(strings.TrimPrefix(o.Path, "/"), "/") {
		if isPlaceholder(segment) {
			args[segment[1:len(segment)-1]] = unescape(segments[i])
		}
		i++
	}
	return args
}

func isPlaceholder(segment string) bool {
	return strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}")
}

// unescape leaves a segment that is not well escaped as it is.
func unescape(segment string) string {
	if !strings.Contains(segment, "%") {
		return segment
	}
	plain, err := url.PathUnescape(segment)
	if err != nil {
		return segment
	}
	return plain
}
