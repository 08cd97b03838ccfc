package contract

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
)

const defaultHost = "api.digitalocean.com"

var methods = []string{"get", "put", "post", "delete", "patch", "head", "options"}

// Describe makes facts out of an OpenAPI 3.0 description, as the lines that [Parse] reads: first the operations by ID,
// then the types that they lead to by name. It applies corrections, those of the published description being
// [Corrections]. The facts are complete even when there are flaws, but not to be relied on there.
func Describe(raw []byte, corrections []Correction) (lines []byte, flaws []Flaw, err error) {
	corrected, flaws, err := correct(raw, corrections)
	if err != nil {
		return nil, nil, err
	}
	d, err := readDescription(corrected)
	if err != nil {
		return nil, nil, err
	}
	lines, err = d.lines()
	slices.SortFunc(d.flaws, func(a, b Flaw) int { return cmp.Compare(a.String(), b.String()) })
	return lines, append(flaws, slices.Compact(d.flaws)...), err
}

// Flaw is something in a description that the list of corrections has to deal with: a place where a correction could not
// be applied, or a contradiction that nobody has corrected yet.
type Flaw struct {
	At    string // a JSON pointer, or what has the contradiction
	Cause string
}

// String returns the flaw as a sentence.
func (f Flaw) String() string { return f.At + ": " + f.Cause }

func (d *description) lines() ([]byte, error) {
	operations, err := d.operations()
	if err != nil {
		return nil, err
	}
	types, err := d.reachableTypes(operations)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, op := range operations {
		if err := writeLine(&out, op); err != nil {
			return nil, fmt.Errorf("contract: write operation %s: %w", op.ID, err)
		}
	}
	for _, t := range types {
		if err := writeLine(&out, t); err != nil {
			return nil, fmt.Errorf("contract: write type %s: %w", t.Name, err)
		}
	}
	return out.Bytes(), nil
}

func writeLine(out *bytes.Buffer, line any) error {
	text, err := encodeLine(line)
	if err != nil {
		return err
	}
	out.Write(text)
	return out.WriteByte('\n')
}

func (d *description) operations() ([]*operationLine, error) {
	var lines []*operationLine
	for path, item := range d.Paths {
		for _, method := range methods {
			if item[method] == nil {
				continue
			}
			var op describedOperation
			if err := json.Unmarshal(item[method], &op); err != nil {
				return nil, fmt.Errorf("contract: describe %s %s: %w", strings.ToUpper(method), path, err)
			}
			line, err := d.operation(method, path, &op)
			if err != nil {
				return nil, fmt.Errorf("contract: describe operation %s: %w", op.ID, err)
			}
			lines = append(lines, line)
		}
	}
	slices.SortFunc(lines, func(a, b *operationLine) int { return cmp.Compare(a.ID, b.ID) })
	return lines, nil
}

func (d *description) operation(method, path string, op *describedOperation) (*operationLine, error) {
	line := &operationLine{
		ID: op.ID, Method: strings.ToUpper(method), Path: path, Host: d.host(op), Deprecated: op.Deprecated,
	}
	if strings.ContainsAny(line.ID+line.Path, `"\`) || line.ID == "" {
		return nil, fmt.Errorf("it needs an ID, and the ID and the path %s may not hold quotes", path)
	}
	if err := d.parameters(line, op.Parameters); err != nil {
		return nil, err
	}
	if err := d.body(line, op.RequestBody); err != nil {
		return nil, err
	}
	if err := d.responses(line, op.Responses); err != nil {
		return nil, err
	}
	var err error
	line.Pagination, err = d.pagination(line)
	return line, err
}

// host is empty for the host of the API, and "*" for a server that is only the start of a URL.
func (d *description) host(op *describedOperation) string {
	servers := d.Servers
	if len(op.Servers) > 0 {
		servers = op.Servers
	}
	host := strings.TrimPrefix(servers[0].URL, "https://")
	if host == defaultHost {
		return ""
	}
	return cmp.Or(host, "*")
}

func (d *description) parameters(line *operationLine, described []*describedParameter) error {
	for _, p := range described {
		if p.Ref != "" {
			target, err := component(d.Components.Parameters, p.Ref, "parameters")
			if err != nil {
				return err
			}
			p = target
		}
		fact, err := d.parameter(p)
		if err != nil {
			return fmt.Errorf("parameter %s: %w", p.Name, err)
		}
		line.Parameters = append(line.Parameters, fact)
	}
	slices.SortFunc(line.Parameters, func(a, b parameterFact) int {
		return cmp.Or(cmp.Compare(parameterRank(line.Path, a), parameterRank(line.Path, b)), cmp.Compare(a.Name, b.Name))
	})
	return checkPlaceholders(line)
}

func parameterRank(path string, p parameterFact) int {
	switch p.In {
	case InPath:
		return strings.Index(path, "{"+p.Name+"}")
	case InQuery:
		return len(path) + 1
	}
	return len(path) + 2
}

func checkPlaceholders(line *operationLine) error {
	declared := 0
	for _, p := range line.Parameters {
		if p.In != InPath {
			continue
		}
		declared++
		if !strings.Contains(line.Path, "{"+p.Name+"}") {
			return fmt.Errorf("parameter %s is not in the path %s", p.Name, line.Path)
		}
	}
	if declared != strings.Count(line.Path, "{") {
		return fmt.Errorf("the path %s has a placeholder that no parameter declares", line.Path)
	}
	return nil
}

func (d *description) parameter(p *describedParameter) (parameterFact, error) {
	if p.Schema == nil {
		return parameterFact{}, fmt.Errorf("no schema")
	}
	fact := parameterFact{Name: p.Name, In: p.In, Required: p.Required}
	var err error
	fact.Schema, err = d.schema(p.Schema)
	if err != nil || fact.Schema.Kind != Array {
		return fact, err
	}
	fact.Array = Commas
	if p.In == InQuery && (p.Style == "" || p.Style == "form") && (p.Explode == nil || *p.Explode) {
		fact.Array = Repeat
	}
	return fact, nil
}

func (d *description) body(line *operationLine, body *describedBody) error {
	if body == nil {
		return nil
	}
	content, err := d.content(body.Content)
	if err != nil {
		return fmt.Errorf("request body: %w", err)
	}
	line.Body = &bodyFact{Required: body.Required, Content: content}
	return nil
}

func (d *description) content(described map[string]describedContent) (map[string]*schemaFact, error) {
	content := make(map[string]*schemaFact)
	for media, c := range described {
		content[media] = &schemaFact{}
		if c.Schema == nil {
			continue
		}
		fact, err := d.schema(c.Schema)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", media, err)
		}
		content[media] = fact
	}
	if len(content) == 0 {
		return nil, nil
	}
	return content, nil
}

func (d *description) responses(line *operationLine, responses map[string]*describedResponse) error {
	for _, key := range slices.Sorted(maps.Keys(responses)) {
		response := responses[key]
		if response.Ref != "" {
			target, err := component(d.Components.Responses, response.Ref, "responses")
			if err != nil {
				return err
			}
			response = target
		}
		if err := d.response(line, key, response); err != nil {
			return fmt.Errorf("response %s: %w", key, err)
		}
	}
	return nil
}

func (d *description) response(line *operationLine, key string, response *describedResponse) error {
	content, err := d.content(response.Content)
	if err != nil {
		return err
	}
	code := 0
	if key != "default" {
		if code, err = strconv.Atoi(key); err != nil {
			return err
		}
	}
	if code >= 200 && code < 300 {
		line.Answers = append(line.Answers, answerFact{Code: code, Content: content})
		return nil
	}
	line.addError(code, content[mediaJSON])
	return nil
}

func (line *operationLine) addError(code int, schema *schemaFact) {
	for i, e := range line.Errors {
		if equalFacts(e.Schema, schema) {
			line.Errors[i].Codes = append(e.Codes, code)
			return
		}
	}
	line.Errors = append(line.Errors, errorFact{Codes: []int{code}, Schema: schema})
}

// pagination reads off the query and the answer how a list is divided.
func (d *description) pagination(line *operationLine) (Pagination, error) {
	query := make(map[string]bool)
	for _, p := range line.Parameters {
		query[p.Name] = p.In == InQuery
	}
	linked, err := d.hasPageLinks(line)
	if err != nil {
		return NoPages, err
	}
	switch {
	case query["page"] && query["per_page"] && linked:
		return Pages, nil
	case query["page"] && query["per_page"]:
		return UnlinkedPages, nil
	case query["page"] && query["limit"]:
		return PageLimit, nil
	case query["after"] && query["limit"]:
		return Cursor, nil
	case linked:
		return LinkedOnly, nil
	}
	return NoPages, nil
}

// hasPageLinks reports whether an answer has links.pages.
func (d *description) hasPageLinks(line *operationLine) (bool, error) {
	for _, answer := range line.Answers {
		schema := answer.Content[mediaJSON]
		if schema == nil {
			continue
		}
		whole, err := d.expand(schema)
		if err != nil {
			return false, err
		}
		if whole.Fields["links"] == nil {
			continue
		}
		links, err := d.expand(whole.Fields["links"])
		if err != nil {
			return false, err
		}
		return links.Fields["pages"] != nil, nil
	}
	return false, nil
}

// reachableTypes follows the references out of the operations, and returns a line for each type it comes by.
func (d *description) reachableTypes(operations []*operationLine) ([]*typeLine, error) {
	types := make(map[string]*typeLine)
	var queue []string
	for _, op := range operations {
		queue = append(queue, d.references(op.ID, op.schemas()...)...)
	}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if types[name] != nil {
			continue
		}
		fact, err := d.expand(&schemaFact{Ref: name})
		if err != nil {
			return nil, fmt.Errorf("contract: describe type %s: %w", name, err)
		}
		types[name] = &typeLine{Name: name, Schema: fact}
		queue = append(queue, d.references(name, fact)...)
	}
	lines := slices.Collect(maps.Values(types))
	slices.SortFunc(lines, func(a, b *typeLine) int { return cmp.Compare(a.Name, b.Name) })
	return lines, nil
}

func (line *operationLine) schemas() []*schemaFact {
	var all []*schemaFact
	for _, p := range line.Parameters {
		all = append(all, p.Schema)
	}
	if line.Body != nil {
		all = slices.AppendSeq(all, maps.Values(line.Body.Content))
	}
	for _, a := range line.Answers {
		all = slices.AppendSeq(all, maps.Values(a.Content))
	}
	for _, e := range line.Errors {
		all = append(all, e.Schema)
	}
	return all
}

// references returns the names of the types that schemas refer to. On its way it takes back requirements that no value
// could meet, as the field is not declared.
func (d *description) references(owner string, facts ...*schemaFact) []string {
	var names []string
	for _, fact := range facts {
		if fact == nil {
			continue
		}
		if fact.Ref != "" {
			names = append(names, fact.Ref)
			continue
		}
		d.dropUndeclared(owner, fact)
		names = append(names, d.references(owner, fact.Items, fact.Values)...)
		names = append(names, d.references(owner, fact.Tuple...)...)
		names = append(names, d.references(owner, fact.OneOf...)...)
		names = append(names, d.references(owner, fact.AnyOf...)...)
		names = append(names, d.references(owner, slices.Collect(maps.Values(fact.Fields))...)...)
		if fact.Switch != nil {
			names = slices.AppendSeq(names, maps.Values(fact.Switch.Types))
		}
	}
	return names
}

func (d *description) dropUndeclared(owner string, fact *schemaFact) {
	fact.Required = slices.DeleteFunc(fact.Required, func(name string) bool {
		undeclared := fact.Fields[name] == nil
		if undeclared {
			d.flaws = append(d.flaws, Flaw{At: owner, Cause: "field " + name + " is required but not declared"})
		}
		return undeclared
	})
	if len(fact.Required) == 0 {
		fact.Required = nil
	}
}
