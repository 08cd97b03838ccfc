package digitaloceantest

import (
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/dosdk/digitalocean/internal/contract"
)

// An operation that no service has a rule for is answered from what the API is known to answer: a whole answer, with
// the seed's values. It does not remember anything. The facts are not loaded before they are needed.

// generatedItems is how many elements a list has that no rule keeps.
const generatedItems = 3

// described returns the operation of the API that a request is for, or nil. What other hosts serve is not there.
func described(method, escapedPath string) (op *contract.Operation, arguments map[string]string) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	op, arguments, ok := contract.Lookup(method, escapedPath)
	if !ok || op.Host() != "" {
		return nil, nil
	}
	return op, arguments
}

// describedMethods lists the methods that the API has for a path.
func describedMethods(escapedPath string) (methods []string) {
	for _, method := range []string{http.MethodDelete, http.MethodGet, http.MethodPatch, http.MethodPost, http.MethodPut} {
		if op, _ := described(method, escapedPath); op != nil {
			methods = append(methods, method)
		}
	}
	return methods
}

// generate answers an operation without a rule. An argument that cannot be the name of anything is not found.
func generate(c *call) (reply, error) {
	op := c.described
	if len(op.CheckPath(c.arguments)) > 0 {
		return reply{}, notFound()
	}
	if len(op.Answers()) == 0 {
		return reply{}, &apiError{status: http.StatusGone, message: "This endpoint is no longer available."}
	}
	g := contract.Generator{Seed: c.generatedSeed()}
	from := 0
	if op.Pagination() != contract.NoPages {
		w, err := c.generatedWindow()
		if err != nil {
			return reply{}, err
		}
		g.Page, from = c.generatedPage(w), min((w.page-1)*w.perPage, generatedItems)
	}
	sample := g.Answers(op)[0]
	r := reply{status: sample.Code, body: sample.Body}
	switch sample.ContentType {
	case "":
	case "application/json":
		r.body = c.personal(sample.Body, from)
	default:
		r.header = http.Header{"Content-Type": {sample.ContentType}}
	}
	return r, nil
}

// generatedSeed is another one for each seed of the server, operation and arguments: the pages of a list share one.
func (c *call) generatedSeed() uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(c.method + " " + c.path))
	return (h.Sum64() ^ c.settings.seed*0x9e3779b97f4a7c15) % 100_000
}

// generatedWindow is window for lists that count in limit too.
func (c *call) generatedWindow() (window, error) {
	w, err := c.window()
	if err != nil || !c.query.Has("limit") {
		return w, err
	}
	w.perPage, err = c.positive("limit", defaultPerPage)
	return w, err
}

// generatedPage has the elements up to the end of the window; those before it are cut off later.
func (c *call) generatedPage(w window) *contract.Page {
	last := w.last(generatedItems)
	p := &contract.Page{
		Number: w.page, Count: last, Total: generatedItems,
		Items: min(w.page*w.perPage, generatedItems),
	}
	if w.page > 1 {
		p.First, p.Prev = c.pageURL(1), c.pageURL(min(w.page-1, last))
	}
	if w.page < last {
		p.Next, p.Last = c.pageURL(w.page+1), c.pageURL(last)
	}
	return p
}

// personal puts into an answer what the request says of the resource: the last argument of the path, and the fields
// that both have. Of a list it cuts off the elements before the page.
func (c *call) personal(body []byte, from int) []byte {
	schema := c.described.AnswerSchema()
	if schema.Kind() != contract.Object {
		return body
	}
	top := members(body)
	for _, name := range c.described.Payload() {
		field, _ := schema.Field(name)
		switch top[name].Kind() {
		case '{':
			resource := members(top[name])
			c.echo(resource, field.Schema)
			top[name] = encodeMembers(resource)
		case '[':
			top[name] = rest(top[name], from)
		}
	}
	c.echo(top, schema)
	return encodeMembers(top)
}

// echo puts what the request says into the fields of a resource, where they can hold it.
func (c *call) echo(resource map[string]jsontext.Value, schema *contract.Schema) {
	for name, value := range c.body.values {
		replace(resource, schema, name, appendOther(nil, value))
	}
	path := c.described.Path
	if !strings.HasSuffix(path, "}") {
		return
	}
	parameter := path[strings.LastIndexByte(path, '{')+1 : len(path)-1]
	text := c.arguments[parameter]
	for _, name := range []string{parameter, parameter[strings.LastIndexByte(parameter, '_')+1:]} {
		if !replace(resource, schema, name, appendString(nil, text)) && isDecimal(text) {
			replace(resource, schema, name, []byte(text))
		}
	}
}

// replace changes a field that is there, if its schema allows the value.
func replace(resource map[string]jsontext.Value, schema *contract.Schema, name string, value []byte) bool {
	field, declared := schema.Field(name)
	if _, there := resource[name]; !there || !declared || len(field.Schema.Check(contract.Answered, value)) > 0 {
		return false
	}
	resource[name] = value
	return true
}

func isDecimal(text string) bool {
	_, err := strconv.ParseInt(text, 10, 64)
	return err == nil
}

func members(object jsontext.Value) (m map[string]jsontext.Value) {
	if err := json.Unmarshal(object, &m); err != nil {
		panic("digitaloceantest: a generated answer: " + err.Error())
	}
	return m
}

func encodeMembers(m map[string]jsontext.Value) jsontext.Value { return appendOther(nil, m) }

// rest is an array without its first elements.
func rest(array jsontext.Value, from int) jsontext.Value {
	var elements []jsontext.Value
	if err := json.Unmarshal(array, &elements); err != nil {
		panic("digitaloceantest: a generated answer: " + err.Error())
	}
	return appendOther(nil, elements[min(from, len(elements)):])
}
