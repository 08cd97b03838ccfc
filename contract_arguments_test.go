package digitalocean_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/internal/contract"
)

// requestPlace is where in a request a value stands: an argument of the path, a parameter of the query, a header, or a path in
// the body.
type requestPlace struct {
	in   contract.Location
	name string // of a body the key of its jsonPath
}

func (p requestPlace) String() string {
	if p.in == contract.InBody {
		return "body field " + jsonPath(strings.Split(p.name, "\x00")).String()
	}
	return string(p.in) + " parameter " + p.name
}

// schemas returns the schemas that a place in the body of an operation may follow.
func (p requestPlace) schemas(op *contract.Operation) []*contract.Schema {
	if p.in != contract.InBody || op.Body().JSON() == nil {
		return nil
	}
	return schemasAt(op.Body().JSON(), strings.Split(p.name, "\x00"))
}

// filling is what the arguments of a call are filled with, and so what the request is to hold.
type filling struct {
	values map[requestPlace][]string // of the path, the query and the header
	body   any                       // decoded JSON; nil without one
}

// fillings are the fillings for an operation: one for each body that shows an arm of a union, and one for an operation
// that takes no body. The minimal form has only what is required.
func fillings(op *contract.Operation, form contract.Form) []filling {
	values := map[requestPlace][]string{}
	for _, argument := range (contract.Generator{Seed: 1}).Arguments(op) {
		if form != contract.Minimal || argument.Required {
			values[requestPlace{argument.In, argument.Name}] = argument.Values
		}
	}
	var all []filling
	for _, sample := range (contract.Generator{Seed: 2, Form: form}).Bodies(op) {
		all = append(all, filling{values, readJSON(sample.Value)})
	}
	if len(all) == 0 {
		all = []filling{{values, nil}}
	}
	return all
}

// parameterKind is what a parameter of a method is for.
type parameterKind int

const (
	plainParameter   parameterKind = iota // a value of its own: an ID, a name, a part of the body
	requestParameter                      // a pointer to a struct with JSON tags: the body
	optionsParameter                      // a pointer to a struct with url tags: the query
	looseParameter                        // a pointer to a struct without tags, whose fields are as plain parameters
	foreignParameter                      // of a request to an address that another answer has named
)

// methodParameter is a parameter of a method between the context and the call options.
type methodParameter struct {
	kind  parameterKind
	signs reflect.Type
	slots []*argumentSlot // the values of a plain or a loose parameter
}

// argumentSlot is a value that ends up in one place of the request, which is found by trying.
type argumentSlot struct {
	signs reflect.Type
	field int // of a loose parameter
	place requestPlace

	// schemas are those that a place in the body may follow.
	schemas []*contract.Schema

	// optional is true in a loose parameter, whose fields may stay unset, and are not all for each of the methods that take it.
	optional bool
}

// newParameter tells by the type what a parameter is for. The schema is that of the body, or nil.
func newParameter(t reflect.Type, body *contract.Schema) *methodParameter {
	switch {
	case t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct || hasTag(t.Elem(), "json") && !isWholeBody(t.Elem(), body):
		return &methodParameter{kind: plainParameter, signs: t, slots: []*argumentSlot{{signs: t}}}
	case hasTag(t.Elem(), "url"):
		return &methodParameter{kind: optionsParameter, signs: t}
	case hasTag(t.Elem(), "json"):
		return &methodParameter{kind: requestParameter, signs: t}
	}
	p := &methodParameter{kind: looseParameter, signs: t}
	for i := range t.Elem().NumField() {
		p.slots = append(p.slots, &argumentSlot{signs: t.Elem().Field(i).Type, field: i, optional: true})
	}
	return p
}

// isWholeBody reports whether a struct has fields of the body, rather than those of something inside it.
func isWholeBody(t reflect.Type, body *contract.Schema) bool {
	if body == nil {
		return true
	}
	fields := jsonFields(t)
	for _, s := range withArms([]*contract.Schema{body}) {
		if s.Kind() == contract.Any || slices.ContainsFunc(s.Fields(), func(f contract.Field) bool { return fields[f.Name].Name != "" }) {
			return true
		}
	}
	return false
}

func hasTag(t reflect.Type, name string) bool {
	for i := range t.NumField() {
		field := t.Field(i)
		if _, ok := field.Tag.Lookup(name); ok || field.Anonymous && field.Type.Kind() == reflect.Struct && hasTag(field.Type, name) {
			return true
		}
	}
	return false
}

// methodFiller fills the arguments of a method.
type methodFiller struct {
	parameters []*methodParameter
}

func newFiller(m *apiMethod) *methodFiller {
	f := &methodFiller{}
	var body *contract.Schema
	op := m.operation()
	if op != nil {
		body = op.Body().JSON()
	}
	for i := range m.signs.NumIn() {
		if i == 0 && m.takesContext() || i == m.signs.NumIn()-1 && m.signs.IsVariadic() {
			continue
		}
		if op != nil && op.Host() == anyHost {
			f.parameters = append(f.parameters, &methodParameter{kind: foreignParameter, signs: m.signs.In(i)})
			continue
		}
		f.parameters = append(f.parameters, newParameter(m.signs.In(i), body))
	}
	return f
}

// request returns the type of the request that the method takes, or nil.
func (f *methodFiller) request() reflect.Type { return f.ofKind(requestParameter) }

// options returns the type of the options that the method takes, or nil.
func (f *methodFiller) options() reflect.Type { return f.ofKind(optionsParameter) }

func (f *methodFiller) ofKind(kind parameterKind) reflect.Type {
	for _, p := range f.parameters {
		if p.kind == kind {
			return p.signs.Elem()
		}
	}
	return nil
}

func (f *methodFiller) slots() []*argumentSlot {
	var all []*argumentSlot
	for _, p := range f.parameters {
		all = append(all, p.slots...)
	}
	return all
}

// takesStruct reports whether an argument has fields of the body in it.
func (f *methodFiller) takesStruct() bool {
	return f.request() != nil || slices.ContainsFunc(f.slots(), func(s *argumentSlot) bool {
		return s.signs.Kind() == reflect.Pointer && s.signs.Elem().Kind() == reflect.Struct
	})
}

// typeOf returns the type of the argument that a field of the body is in, and the path of the field inside that.
func (f *methodFiller) typeOf(path jsonPath) (reflect.Type, jsonPath) {
	if request := f.request(); request != nil {
		return request, path
	}
	for _, s := range f.slots() {
		at := jsonPath(strings.Split(s.place.name, "\x00"))
		if s.place.in == contract.InBody && path.startsWith(at) {
			return s.signs, path[len(at):]
		}
	}
	return nil, nil
}

// hasSlot reports whether an argument of the method ends up in a place.
func (f *methodFiller) hasSlot(p requestPlace) bool {
	return slices.ContainsFunc(f.slots(), func(s *argumentSlot) bool { return s.place == p })
}

// findPlaces calls the method again for each slot, with another value there, and looks at what that changes in the
// request.
func (f *methodFiller) findPlaces(ctx context.Context, c *apiCaller, m *apiMethod, with filling) error {
	before, err := f.try(ctx, c, m, with, nil)
	if err != nil {
		return err
	}
	for i, s := range f.slots() {
		after, err := f.try(ctx, c, m, with, s)
		if err != nil {
			return err
		}
		changed := changedPlaces(before, after)
		if len(changed) == 0 && !s.optional {
			return fmt.Errorf("argument %d is not sent", i+1)
		}
		if len(changed) > 0 {
			s.place = s.whole(changed)
			s.schemas = s.place.schemas(m.operation())
		}
	}
	return f.checkOrder(before)
}

// whole is the place of the value of a slot, of which the changed places are parts.
func (s *argumentSlot) whole(changed []requestPlace) requestPlace {
	first := changed[0]
	if first.in != contract.InBody {
		return first
	}
	path := jsonPath(strings.Split(first.name, "\x00"))
	switch t := s.signs; {
	case t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8:
		path = path[:slices.IndexFunc(path, isElement)]
	case t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct:
		path = path[:len(path)-1]
	}
	return requestPlace{contract.InBody, path.key()}
}

// checkOrder returns an error when arguments of the path come in another order than their places in it.
func (f *methodFiller) checkOrder(r *apiRequest) error {
	last := -1
	for _, s := range f.slots() {
		if s.place.in != contract.InPath {
			continue
		}
		at := strings.Index(r.Operation.Path, "{"+s.place.name+"}")
		if at < last {
			return fmt.Errorf("the argument for {%s} comes too late: arguments stand in the order of the path", s.place.name)
		}
		last = at
	}
	return nil
}

// try sends a request with a value in each slot that no other has, and with another one in the slot that is different.
func (f *methodFiller) try(ctx context.Context, c *apiCaller, m *apiMethod, with filling, different *argumentSlot) (*apiRequest, error) {
	numbers := map[*argumentSlot]int{}
	for i, s := range f.slots() {
		numbers[s] = 2*i + 1
		if s == different {
			numbers[s]++
		}
	}
	arguments, err := f.fill(with, func(s *argumentSlot) (reflect.Value, error) { return trialValue(s.signs, numbers[s]) })
	if err != nil {
		return nil, err
	}
	return c.send(ctx, m, arguments)
}

// changedPlaces returns the places where two requests differ: those of the path first, and those of the body last.
func changedPlaces(a, b *apiRequest) []requestPlace {
	before, after := a.places(), b.places()
	changed := maps.Clone(before)
	maps.Copy(changed, after)
	maps.DeleteFunc(changed, func(p requestPlace, _ string) bool { return before[p] == after[p] })
	return slices.SortedFunc(maps.Keys(changed), func(a, b requestPlace) int {
		return cmp.Or(cmp.Compare(placeOrder[a.in], placeOrder[b.in]), cmp.Compare(a.name, b.name))
	})
}

var placeOrder = map[contract.Location]int{contract.InPath: 0, contract.InQuery: 1, contract.InHeader: 2, contract.InBody: 3}

// places has the text at each place of a request.
func (r *apiRequest) places() map[requestPlace]string {
	texts := map[requestPlace]string{}
	if _, arguments, ok := r.lookup(); ok {
		for name, text := range arguments {
			texts[requestPlace{contract.InPath, name}] = text
		}
	}
	for name, values := range r.url.Query() {
		texts[requestPlace{contract.InQuery, name}] = strings.Join(values, "\x00")
	}
	for name, values := range r.header {
		texts[requestPlace{contract.InHeader, name}] = strings.Join(values, "\x00")
	}
	for _, leaf := range jsonLeaves(readJSON(r.body)) {
		texts[requestPlace{contract.InBody, leaf.path.key()}] = string(writeJSON(leaf.value))
	}
	return texts
}

// arguments fills the arguments of a call.
func (f *methodFiller) arguments(with filling) ([]reflect.Value, error) {
	return f.fill(with, with.slotValue)
}

func (f *methodFiller) fill(with filling, value func(*argumentSlot) (reflect.Value, error)) ([]reflect.Value, error) {
	var arguments []reflect.Value
	for _, p := range f.parameters {
		argument, err := p.fill(with, value)
		if err != nil {
			return nil, err
		}
		arguments = append(arguments, argument)
	}
	return arguments, nil
}

// anyHost is the host of an operation that the caller gets the whole URL of.
const anyHost = "*"

// foreignDocument is what is sent to a foreign address, for which the facts have a placeholder.
const (
	foreignDocument = "{}\n"
	foreignAddress  = "https://store.example.com/%3Cupload_url%3E"
)

func (p *methodParameter) foreign() (reflect.Value, error) {
	switch p.signs {
	case reflect.TypeFor[digitalocean.Secret]():
		return reflect.ValueOf(digitalocean.NewSecret(foreignAddress)), nil
	case reflect.TypeFor[io.Reader]():
		return reflect.ValueOf(io.Reader(strings.NewReader(foreignDocument))).Convert(p.signs), nil
	case reflect.TypeFor[int64]():
		return reflect.ValueOf(int64(len(foreignDocument))), nil
	}
	return reflect.Value{}, fmt.Errorf("a %s is neither an address nor a document", p.signs)
}

func (p *methodParameter) fill(with filling, value func(*argumentSlot) (reflect.Value, error)) (reflect.Value, error) {
	switch p.kind {
	case foreignParameter:
		return p.foreign()
	case requestParameter:
		return with.request(p.signs)
	case optionsParameter:
		return with.options(p.signs)
	case looseParameter:
		filled := reflect.New(p.signs.Elem())
		for _, s := range p.slots {
			v, err := value(s)
			if err != nil {
				return reflect.Value{}, err
			}
			filled.Elem().Field(s.field).Set(v)
		}
		return filled, nil
	}
	return value(p.slots[0])
}

// errCannotHold is the error of a Go type that has no room for a value of the description.
var errCannotHold = errors.New("cannot hold")

// request decodes the body into the type of a request.
func (with filling) request(pointer reflect.Type) (reflect.Value, error) {
	request := reflect.New(pointer.Elem())
	if with.body == nil {
		return request, nil
	}
	if err := json.Unmarshal(writeJSON(with.body), request.Interface()); err != nil {
		return request, fmt.Errorf("%s %w %s: %w", pointer.Elem().Name(), errCannotHold, writeJSON(with.body), err)
	}
	return request, nil
}

// options fills an options struct with the parameters of the query, and is nil where there are none.
func (with filling) options(pointer reflect.Type) (reflect.Value, error) {
	options := reflect.New(pointer.Elem())
	any, err := with.fillOptions(options.Elem())
	if err != nil {
		return options, fmt.Errorf("%s %w", pointer.Elem().Name(), err)
	}
	if !any {
		return reflect.Zero(pointer), nil
	}
	return options, nil
}

func (with filling) fillOptions(options reflect.Value) (any bool, err error) {
	for i := range options.NumField() {
		field := options.Type().Field(i)
		if field.Anonymous && field.Type.Kind() == reflect.Struct {
			inner, err := with.fillOptions(options.Field(i))
			if err != nil {
				return false, err
			}
			any = any || inner
			continue
		}
		texts, ok := with.values[requestPlace{contract.InQuery, parameterName(field)}]
		if !ok {
			continue
		}
		value, err := valueOfTexts(field.Type, texts)
		if err != nil {
			return false, fmt.Errorf("%w %s in %s", errCannotHold, texts, field.Name)
		}
		options.Field(i).Set(value)
		any = true
	}
	return any, nil
}

// parameterName is the name of the query parameter that a field of an options struct stands for.
func parameterName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("url"), ",")
	return name
}

// slotValue returns what the place of a slot is to hold. What the body does not ask for has to be given all the same, where
// it is an argument of its own.
func (with filling) slotValue(s *argumentSlot) (reflect.Value, error) {
	if s.place.in == contract.InBody {
		wanted, ok := jsonAt(with.body, strings.Split(s.place.name, "\x00"))
		value, err := valueOfJSON(s.signs, writeJSON(wanted))
		switch {
		case ok && err == nil:
			return value, nil
		case s.optional:
			return reflect.Zero(s.signs), nil
		}
		return s.generated() // the body is that of another method
	}
	texts, ok := with.values[s.place]
	if !ok {
		return reflect.Zero(s.signs), nil
	}
	value, err := valueOfTexts(s.signs, texts)
	if err != nil {
		return trialValue(s.signs, 1) // of a narrower type: the ID where a name would do as well, a time for a text
	}
	return value, err
}

// generated makes a value that one of the schemas of the slot allows, and that it can hold.
func (s *argumentSlot) generated() (reflect.Value, error) {
	var texts []string
	for _, schema := range s.schemas {
		for _, sample := range (contract.Generator{Seed: 2, Direction: contract.Sent}).Samples(schema) {
			texts = append(texts, string(sample.Value))
		}
	}
	return firstValue(s.signs, texts...)
}

// valueOfTexts makes a Go value of the texts of a parameter.
func valueOfTexts(t reflect.Type, texts []string) (reflect.Value, error) {
	if t.Kind() == reflect.Bool && (texts[0] == "0" || texts[0] == "1") {
		return reflect.ValueOf(texts[0] == "1").Convert(t), nil
	}
	quoted, plain := make([]string, len(texts)), make([]string, len(texts))
	for i, text := range texts {
		quoted[i], plain[i] = string(writeJSON(text)), text
	}
	return firstValue(t,
		quoted[0], plain[0], "["+strings.Join(quoted, ",")+"]", "["+strings.Join(plain, ",")+"]",
	)
}

// trialValue makes one of many values of a type, whatever that is.
func trialValue(t reflect.Type, number int) (reflect.Value, error) {
	if t == reflect.TypeFor[io.Reader]() {
		return reflect.ValueOf(io.Reader(strings.NewReader("trial " + strconv.Itoa(number)))).Convert(t), nil
	}
	if t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct {
		return trialStruct(t, number)
	}
	n, elements := strconv.Itoa(number), strings.TrimSuffix(strings.Repeat("{},", number), ",")
	return firstValue(t,
		`"trial-`+n+`"`, "77000"+n, strconv.FormatBool(number%2 == 0), `["trial-`+n+`"]`, "[77000"+n+"]",
		fmt.Sprintf(`"2024-03-01T08:00:%02dZ"`, number), "["+elements+"]",
	)
}

// trialStruct makes one of many pointers to a struct, with one field that can be filled.
func trialStruct(pointer reflect.Type, number int) (reflect.Value, error) {
	made := reflect.New(pointer.Elem())
	for i := range pointer.Elem().NumField() {
		if value, err := trialValue(pointer.Elem().Field(i).Type, number); err == nil && pointer.Elem().Field(i).IsExported() {
			made.Elem().Field(i).Set(value)
			return made, nil
		}
	}
	return made, fmt.Errorf("%s has no field that can be filled", pointer)
}

// firstValue decodes the first of some JSON values that a type can hold.
func firstValue(t reflect.Type, texts ...string) (reflect.Value, error) {
	for _, text := range texts {
		if value, err := valueOfJSON(t, []byte(text)); err == nil {
			return value, nil
		}
	}
	return reflect.Value{}, fmt.Errorf("%s %w any of %s", t, errCannotHold, strings.Join(texts, ", "))
}

func valueOfJSON(t reflect.Type, text []byte) (reflect.Value, error) {
	value := reflect.New(t)
	if err := json.Unmarshal(text, value.Interface()); err != nil {
		return value.Elem(), fmt.Errorf("%s %w %s: %w", t, errCannotHold, text, err)
	}
	return value.Elem(), nil
}
