package contract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Form is how a generated value is filled.
type Form int

// The forms of generated values.
const (
	// Full has every field.
	Full Form = iota
	// Minimal has only what is required, and at the top of an answer also its payload ([Operation.Payload]): a list
	// without its list would not be an answer.
	Minimal
	// Nulls is Full with null wherever null is allowed.
	Nulls
	// Strange is Full with what nobody expects: one more field in each object, and in each enumeration of strings a value
	// that it does not have. It does not pass [Schema.Check].
	Strange
)

// UnexpectedField is the name of the field that [Strange] adds to objects.
const UnexpectedField = "unexpected_field"

// maxDepth is how often a type may stand inside itself.
const maxDepth = 2

// Generator makes values that a schema allows. They depend on nothing but the generator and the schema. In one value
// every string, number, time and address is another one, as far as the schema leaves room for that; booleans are true.
// The zero Generator makes full answers.
type Generator struct {
	Seed      uint64
	Form      Form
	Direction Direction

	// Page is where in a list the answers stand. Without one a list is whole: one page, no links.
	Page *Page
}

// Page describes the page of a list that an answer is.
type Page struct {
	Number, Count int // this page, from 1, and how many there are
	Total         int // elements on all pages
	Items         int // elements on this page

	First, Prev, Next, Last string // URLs; an empty one is left out
}

// Sample is one generated value.
type Sample struct {
	Value jsontext.Value
	Arms  []string // the arms of unions that the value shows, such as config<1> or image<integer>, sorted
}

// Argument is a generated value of a parameter, or several of one that is an array.
type Argument struct {
	Parameter
	Values []string
}

// AnswerSample is one generated answer.
type AnswerSample struct {
	Code        int
	ContentType string // empty when the answer has no body
	Body        []byte
	Arms        []string
}

// Samples makes values of a schema: one, or as many as it takes for each arm of each union in it to be in one of them.
func (g Generator) Samples(s *Schema) []Sample {
	return g.samples(s, false)
}

// Answers makes the successful answers of an operation, all samples of each code and content type.
func (g Generator) Answers(op *Operation) []AnswerSample {
	g.Direction = Answered
	var answers []AnswerSample
	for _, a := range op.Answers() {
		if len(a.Contents) == 0 {
			answers = append(answers, AnswerSample{Code: a.Code})
		}
		for _, content := range a.Contents {
			answers = append(answers, g.contentAnswers(a.Code, content)...)
		}
	}
	return answers
}

// Bodies makes bodies for the requests of an operation. It returns nothing for one that takes no JSON.
func (g Generator) Bodies(op *Operation) []Sample {
	g.Direction = Sent
	s := op.Body().JSON()
	if s == nil {
		return nil
	}
	return g.Samples(s)
}

// Arguments makes a text for each parameter of an operation, several for one that is an array. No two parameters get the
// same, as far as their schemas leave room for that.
func (g Generator) Arguments(op *Operation) []Argument {
	g.Direction = Sent
	g.Form = Full
	r := g.run(newArmChoice())
	var arguments []Argument
	for _, p := range op.Parameters() {
		arguments = append(arguments, Argument{Parameter: p, Values: r.arguments(p)})
	}
	return arguments
}

func (r *run) arguments(p Parameter) []string {
	item := p.Schema
	if p.Array != "" {
		item = p.Schema.Items()
	}
	var texts []string
	for range elementCount(p.Schema) {
		texts = append(texts, plainText(encodeValue(r.value(p.Name, item))))
	}
	return texts
}

// plainText is a JSON value as it stands in a path or a query: strings without their quotes.
func plainText(value jsontext.Value) string {
	text, err := jsontext.AppendUnquote(nil, value)
	if err != nil {
		return string(value)
	}
	return string(text)
}

func (g Generator) contentAnswers(code int, content Content) []AnswerSample {
	var answers []AnswerSample
	switch content.Type {
	case mediaJSON:
		for _, s := range g.samples(content.Schema, true) {
			answers = append(answers, AnswerSample{code, content.Type, s.Value, s.Arms})
		}
	case "text/event-stream":
		for _, s := range g.samples(content.Schema, false) {
			body := fmt.Appendf(nil, "data: %s\n\ndata: [DONE]\n\n", s.Value)
			answers = append(answers, AnswerSample{code, content.Type, body, s.Arms})
		}
	default:
		answers = append(answers, AnswerSample{Code: code, ContentType: content.Type, Body: g.document(content.Type)})
	}
	return answers
}

// document is a small document of a type that has no schema.
func (g Generator) document(mediaType string) []byte {
	switch mediaType {
	case "text/csv":
		return fmt.Appendf(nil, "product,amount\nproduct-%d,%d.50\n", g.Seed+1, g.Seed+1)
	case "application/yaml":
		return fmt.Appendf(nil, "apiVersion: v1\nkind: Config\ncurrent-context: context-%d\n", g.Seed+1)
	case "application/pdf":
		return fmt.Appendf(nil, "%%PDF-1.4\n%% %d\n%%%%EOF\n", g.Seed+1)
	}
	return fmt.Appendf(nil, "%s %d", mediaType, g.Seed+1)
}

func (g Generator) samples(s *Schema, isAnswer bool) []Sample {
	choice := newArmChoice()
	var samples []Sample
	for {
		choice.begin()
		r := g.run(choice)
		var value any
		if isAnswer {
			value = r.answer(s)
		} else {
			value = r.value("", s)
		}
		samples = append(samples, Sample{Value: encodeValue(value), Arms: choice.shown()})
		if !choice.again() {
			return samples
		}
	}
}

func encodeValue(value any) jsontext.Value {
	encoded, err := json.Marshal(value, json.Deterministic(true))
	if err != nil {
		panic(fmt.Sprintf("contract: encode a generated value: %v", err))
	}
	return encoded
}

// run is the making of one sample.
type run struct {
	Generator
	choice *armChoice
	count  uint64   // of values made, which makes each of them another one
	open   []string // the named types around the value that is being made
	top    []string // the payload of an answer
}

func (g Generator) run(choice *armChoice) *run {
	return &run{Generator: g, choice: choice, count: g.Seed % 1_000_000 * 1000}
}

func (r *run) next() uint64 {
	r.count++
	return r.count
}

// value makes a value for a schema. The path tells unions apart, and its last name is what strings are made of.
func (r *run) value(path string, s *Schema) any {
	if r.Form == Nulls && s.Nullable() {
		return nil
	}
	if s.Name() != "" {
		r.open = append(r.open, s.Name())
		defer func() { r.open = r.open[:len(r.open)-1] }()
	}
	switch s.Kind() {
	case Any:
		return map[string]any{r.text("key"): r.text("value")}
	case Union:
		return r.arm(path, s)
	case Object:
		return r.object(path, s)
	case Array:
		return r.array(path, s)
	case Integer, Number:
		return r.number(s)
	case Boolean:
		return true
	}
	return r.string(path, s)
}

// nested reports whether a value of a schema would stand inside itself once too often, and for an array whether its
// elements would.
func (r *run) nested(s *Schema) bool {
	count := 0
	for _, name := range r.open {
		if name == s.Name() && name != "" {
			count++
		}
	}
	if count >= maxDepth {
		return true
	}
	return s.Kind() == Array && s.Items() != nil && r.nested(s.Items())
}

func (r *run) object(path string, s *Schema) any {
	object := make(map[string]any)
	for _, field := range s.Fields() {
		if r.wants(field) || path == "" && slices.Contains(r.top, field.Name) {
			object[field.Name] = r.value(join(path, field.Name), field.Schema)
		}
	}
	if r.Form == Minimal {
		return object
	}
	if s.Values() != nil {
		r.fillMap(object, path, s)
		return object
	}
	if len(s.Fields()) == 0 {
		if s.Open() {
			object[r.text("key")] = r.text("value")
		}
		return object
	}
	if r.Form == Strange {
		object[UnexpectedField] = map[string]any{"unexpected": []any{r.text("unexpected"), r.next()}}
	}
	return object
}

// wants reports whether a field is to be in an object of this form and direction.
func (r *run) wants(field Field) bool {
	if r.Direction == Sent && field.Schema.ReadOnly() || r.Direction == Answered && field.Schema.WriteOnly() {
		return false
	}
	if r.nested(field.Schema) {
		return field.Required && field.Schema.Kind() == Array
	}
	return r.Form != Minimal || field.Required
}

func (r *run) fillMap(object map[string]any, path string, s *Schema) {
	for range 2 {
		if r.nested(s.Values()) {
			return
		}
		object[r.formatted(s.Keys(), "key")] = r.value(path+"{}", s.Values())
	}
}

func (r *run) array(path string, s *Schema) any {
	elements := []any{}
	for _, element := range s.Tuple() {
		elements = append(elements, r.value(path+"[]", element))
	}
	if s.Items() == nil || r.nested(s.Items()) {
		return elements
	}
	for range r.elements(path, s) {
		elements = append(elements, r.value(path+"[]", s.Items()))
	}
	return elements
}

// elements is how many elements an array gets. Those deep inside other values stay short.
func (r *run) elements(path string, s *Schema) int {
	if slices.Contains(r.top, path) {
		if r.Page != nil {
			return r.Page.Items
		}
		return elementCount(s)
	}
	if r.Form == Minimal {
		least, _ := s.MinItems()
		return least
	}
	if len(r.open) > 2 && s.Items().Kind() == Object {
		least, _ := s.MinItems()
		return max(1, least)
	}
	return elementCount(s)
}

func elementCount(s *Schema) int {
	if s.Kind() != Array {
		return 1
	}
	count := 2
	if least, ok := s.MinItems(); ok {
		count = max(count, least)
	}
	if most, ok := s.MaxItems(); ok {
		count = min(count, most)
	}
	return count
}

func (r *run) arm(path string, s *Schema) any {
	arms := s.Arms()
	i := r.choice.pick(path, len(arms), func(i int) string { return armName(arms[i], i) })
	value := r.value(path+"<"+armName(arms[i], i)+">", arms[i].Schema)
	if object, ok := value.(map[string]any); ok && s.Discriminator() != "" && r.Form != Strange {
		object[s.Discriminator()] = arms[i].Value
	}
	return value
}

func armName(arm Arm, i int) string {
	switch {
	case arm.Value != "":
		return arm.Value
	case arm.Schema.Name() != "":
		return arm.Schema.Name()
	case arm.Schema.Kind() == Object || arm.Schema.Enum() != nil:
		return strconv.Itoa(i)
	}
	return string(arm.Schema.Kind())
}

// armChoice sees to it that each arm of each union, wherever it stands, is in one of the samples.
type armChoice struct {
	seen  map[string]bool // by path and arm: false until a sample has it
	used  []string        // in the sample that is being made
	fresh bool            // the sample has an arm that those before it have not
}

func newArmChoice() *armChoice { return &armChoice{seen: make(map[string]bool)} }

func (c *armChoice) begin() { c.used, c.fresh = nil, false }

// again reports whether another sample would show an arm that none has shown.
func (c *armChoice) again() bool {
	if !c.fresh {
		return false
	}
	for _, shown := range c.seen {
		if !shown {
			return true
		}
	}
	return false
}

func (c *armChoice) shown() []string {
	slices.Sort(c.used)
	return slices.Compact(c.used)
}

func (c *armChoice) pick(path string, arms int, name func(int) string) int {
	keys := make([]string, arms)
	for i := range keys {
		keys[i] = path + "<" + name(i) + ">"
		if _, known := c.seen[keys[i]]; !known {
			c.seen[keys[i]] = false
		}
	}
	i := c.best(keys)
	if !c.seen[keys[i]] {
		c.seen[keys[i]], c.fresh = true, true
	}
	c.used = append(c.used, keys[i])
	return i
}

// best is an arm that has not been shown, else one that leads to such an arm, else the first.
func (c *armChoice) best(keys []string) int {
	for i, key := range keys {
		if !c.seen[key] {
			return i
		}
	}
	for i, key := range keys {
		for other, shown := range c.seen {
			if !shown && strings.HasPrefix(other, key) {
				return i
			}
		}
	}
	return 0
}
