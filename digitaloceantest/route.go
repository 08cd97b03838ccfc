package digitaloceantest

import (
	"net/url"
	"slices"
	"strings"

	"github.com/dosdk/digitalocean/internal/contract"
)

// handler answers one operation. It runs with the server's lock held and everything due settled.
type handler func(c *call) (reply, error)

// operation is a method and a path template of the API.
type operation struct {
	method   string
	template string
	handle   handler
	signed   bool // whether its address says who may send it, in place of a token, and its body is a file
	ruled    bool // by a service, and not answered from the API's description
}

// node is a segment of the known path templates.
type node struct {
	literal    map[string]*node
	parameter  *node // matches any one segment
	operations map[string]*operation
}

var routes = &node{}

// handle adds a rule for an operation, named as in "GET /v2/droplets/{droplet_id}". Services call it from
// init; the table does not change after that.
func handle(name string, h handler) { addRoute(name, &operation{handle: h}) }

// handleSigned is handle for an operation whose address bears a signature in place of a token, and whose body is a file.
func handleSigned(name string, h handler) { addRoute(name, &operation{handle: h, signed: true}) }

func addRoute(name string, op *operation) {
	method, template, _ := strings.Cut(name, " ")
	n := routes
	for segment := range strings.SplitSeq(template[1:], "/") {
		n = n.child(segment)
	}
	if n.operations == nil {
		n.operations = make(map[string]*operation)
	}
	if n.operations[method] != nil {
		panic("digitaloceantest: two rules for " + name)
	}
	op.method, op.template, op.ruled = method, template, true
	n.operations[method] = op
}

// families are rules for all operations below a path that have none of their own. Services add theirs in init.
var families = map[string]handler{}

// unlisted is an operation of the API that was given no rule of its own.
func unlisted(op *contract.Operation) *operation {
	for prefix, h := range families {
		if strings.HasPrefix(op.Path, prefix) {
			return &operation{method: op.Method, template: op.Path, handle: h, ruled: true}
		}
	}
	return &operation{method: op.Method, template: op.Path, handle: generate}
}

func (n *node) child(segment string) *node {
	if strings.HasPrefix(segment, "{") {
		if n.parameter == nil {
			n.parameter = &node{}
		}
		return n.parameter
	}
	if n.literal == nil {
		n.literal = make(map[string]*node)
	}
	if n.literal[segment] == nil {
		n.literal[segment] = &node{}
	}
	return n.literal[segment]
}

// find returns the node of a path's segments and what its parameters hold. A literal segment wins over a
// parameter, as /v2/droplets/actions does over /v2/droplets/{droplet_id}.
func (n *node) find(segments, values []string) (*node, []string) {
	if len(segments) == 0 {
		if n.operations == nil {
			return nil, nil
		}
		return n, values
	}
	if next := n.literal[segments[0]]; next != nil {
		if found, v := next.find(segments[1:], values); found != nil {
			return found, v
		}
	}
	if n.parameter == nil || segments[0] == "" {
		return nil, nil
	}
	value, err := url.PathUnescape(segments[0])
	if err != nil {
		return nil, nil
	}
	return n.parameter.find(segments[1:], append(slices.Clip(values), value))
}

// route finds the operation of a request. allow lists the methods of a path that is known for others only.
func route(method, escapedPath string) (op *operation, values, allow []string) {
	n, values := routes.find(strings.Split(strings.TrimPrefix(escapedPath, "/"), "/"), nil)
	if n == nil {
		return nil, nil, nil
	}
	if method == "HEAD" {
		method = "GET"
	}
	if op := n.operations[method]; op != nil {
		return op, values, nil
	}
	for m := range n.operations {
		allow = append(allow, m)
	}
	slices.Sort(allow)
	return nil, nil, allow
}

// arguments names what the parameters of a template hold.
func (op *operation) arguments(values []string) map[string]string {
	arguments := make(map[string]string, len(values))
	for segment := range strings.SplitSeq(op.template, "/") {
		if strings.HasPrefix(segment, "{") {
			arguments[strings.Trim(segment, "{}")] = values[len(arguments)]
		}
	}
	return arguments
}
