package digitalocean_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/dosdk/digitalocean/internal/contract"
)

// checkRequests holds the requests of an operation to the facts.
func (t *contractTest) checkRequests(ctx context.Context, op *heldOperation) {
	sent := t.sendFull(ctx, op)
	t.checkParameters(op, sent)
	t.reportUnsent(op, sent)
	for _, m := range op.methods {
		t.checkOptions(op, m)
		t.sendMinimal(ctx, op, m)
		t.sendZeros(ctx, op, m)
	}
	t.sendNulls(ctx, op)
}

// sentRequest is what a method sent for a filling, and what of the filling's body it left out or sent otherwise.
type sentRequest struct {
	method  *heldMethod
	form    int // the index of the filling
	with    filling
	request *apiRequest
	lost    []jsonLeaf
}

// sendFull has each method send everything that the description knows, for each form of the body.
func (t *contractTest) sendFull(ctx context.Context, op *heldOperation) []sentRequest {
	var all []sentRequest
	refused := map[int]error{}
	for _, m := range op.methods {
		var ofMethod []sentRequest
		for form, with := range op.full {
			sent, err := t.send(ctx, m, with)
			if err != nil {
				refused[form] = err
				continue
			}
			sent.form = form
			ofMethod = append(ofMethod, sent)
		}
		if len(ofMethod) == 0 {
			t.reportUncallable(m, refused[0])
		}
		for _, sent := range nearestForms(ofMethod) {
			m.usable = append(m.usable, sent.with)
			t.checkSent(op, sent)
		}
		all = append(all, ofMethod...)
	}
	for form, err := range refused {
		if !slices.ContainsFunc(all, func(sent sentRequest) bool { return sent.form == form }) {
			t.reportUncallable(op.methods[0], err)
		}
	}
	return all
}

// send has a method send a filling. It may refuseAll one for another form of the body than its own.
func (t *contractTest) send(ctx context.Context, m *heldMethod, with filling) (sentRequest, error) {
	arguments, err := m.filler.arguments(with)
	if err != nil {
		return sentRequest{}, err
	}
	request, err := m.caller.send(ctx, m.apiMethod, arguments)
	if err != nil {
		return sentRequest{}, err
	}
	sent := sentRequest{method: m, with: with, request: request}
	if with.body != nil {
		sent.lost = lostLeaves(with.body, readJSON(request.body))
	}
	return sent, nil
}

// nearestForms returns the requests with the fewest losses: those of the forms that the method is for.
func nearestForms(all []sentRequest) []sentRequest {
	var found []sentRequest
	for _, sent := range all {
		if len(found) > 0 && len(sent.lost) < len(found[0].lost) {
			found = nil
		}
		if len(found) == 0 || len(sent.lost) == len(found[0].lost) {
			found = append(found, sent)
		}
	}
	return found
}

// pointerPath is a JSON pointer as a path.
func pointerPath(pointer string) jsonPath {
	var path jsonPath
	for step := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if step != "" && strings.Trim(step, "0123456789") == "" {
			step = "[" + step + "]"
		}
		path = append(path, strings.NewReplacer("~1", "/", "~0", "~").Replace(step))
	}
	return path
}

// checkSent holds one request to the facts by itself.
func (t *contractTest) checkSent(op *heldOperation, sent sentRequest) {
	m, r := sent.method, sent.request
	host := op.Host()
	if host == "" {
		host = "api.digitalocean.com"
	}
	if r.url.Host != host && !strings.ContainsAny(host, "*{") {
		t.findings.add(m.apiMethod, wrongCall, m.String(), "sends to %s, not to %s", r.url.Host, host)
	}
	_, arguments, _ := r.lookup()
	problems := append(op.CheckPath(arguments), op.CheckRequest(r.url.Query(), r.header, r.body)...)
	for _, p := range problems {
		t.reportProblem(op, m, p)
	}
}

func (t *contractTest) reportProblem(op *heldOperation, m *heldMethod, p contract.Problem) {
	if p.In != contract.InBody {
		t.findings.add(m.apiMethod, wrongParameter, m.String(), "%s", p)
		return
	}
	path := factPath(p.Path)
	kind, subject := wrongField, m.owner(path)
	switch p.Kind {
	case contract.Missing:
		kind = lostField
	case contract.Unknown:
		kind = strangeField
	case contract.NotInEnum:
		if of := op.enumAt(path, m.sources); of != "" {
			kind, subject = wrongEnum, of
		}
	}
	t.findings.add(m.apiMethod, kind, subject, "sent: %s", p)
}

// enumAt returns the string type that a field of the body has, or "".
func (op *heldOperation) enumAt(path jsonPath, sources *goSources) string {
	for _, m := range op.methods {
		t, rest := m.filler.typeOf(path)
		if t == nil {
			continue
		}
		if of := typeAt(t, rest); of != nil && sources.constants[of.Name()] != nil {
			return of.Name()
		}
	}
	return ""
}

// factPath is a path as package contract writes it: forwarding_rules[0].entry_port.
func factPath(text string) jsonPath {
	if text == "" {
		return nil
	}
	return strings.Split(strings.ReplaceAll(text, "[", ".["), ".")
}

// owner names the Go field that a field of the request's body belongs to.
func (m *heldMethod) owner(path jsonPath) string {
	t, rest := m.filler.typeOf(path)
	if t != nil {
		if owner := m.sources.fieldOwner(t, rest); owner != "" {
			return owner
		}
	}
	return m.String() + " " + path.String()
}

// reportUnsent reports each part of a body that no method sends.
func (t *contractTest) reportUnsent(op *heldOperation, all []sentRequest) {
	for form, with := range op.full {
		ofForm := slices.DeleteFunc(slices.Clone(all), func(sent sentRequest) bool { return sent.form != form })
		if with.body == nil || len(ofForm) == 0 {
			continue
		}
		best := nearestForms(ofForm)[0]
		for _, leaf := range best.lost {
			if !slices.ContainsFunc(ofForm, func(sent sentRequest) bool { return sent.carries(leaf.path) }) && !repeatsPath(op, leaf.path) {
				t.findings.add(best.method.apiMethod, lostField, best.method.owner(leaf.path), "body field %s cannot be sent", leaf.path)
			}
		}
	}
}

// carries reports whether a part of the filling's body was sent.
func (s sentRequest) carries(path jsonPath) bool {
	return !slices.ContainsFunc(s.lost, func(leaf jsonLeaf) bool { return slices.Equal(leaf.path, path) })
}

// repeatsPath reports whether a field of the body says again what the path says.
func repeatsPath(op *heldOperation, path jsonPath) bool {
	_, ok := op.Parameter(contract.InPath, path[0])
	return ok && len(path) == 1
}

// asksForStream reports whether a field of the body is the one by which a method asks for a stream.
func (m *apiMethod) asksForStream(path jsonPath) bool {
	return isSequence(m.signs.Out(0)) && slices.Equal(path, jsonPath{"stream"})
}

// checkParameters reports each parameter of the query and the header that no method sends as it was given.
func (t *contractTest) checkParameters(op *heldOperation, all []sentRequest) {
	for _, p := range op.Parameters() {
		if len(all) == 0 || p.In == contract.InPath || p.In == contract.InHeader && !p.Required {
			continue
		}
		if !slices.ContainsFunc(all, func(sent sentRequest) bool { return sent.has(p) }) {
			m := all[0].method
			t.findings.add(m.apiMethod, lostField, m.parameterOwner(p.Name), "%s parameter %s cannot be sent", p.In, p.Name)
		}
	}
}

// has reports whether a parameter was sent as it was given, in a type of Go that may be narrower. A pager pages by itself.
func (s sentRequest) has(p contract.Parameter) bool {
	if p.In == contract.InHeader {
		return s.request.header.Get(p.Name) != ""
	}
	wanted, got := s.with.values[requestPlace{p.In, p.Name}], s.request.url.Query()[p.Name]
	if p.Array == contract.Commas {
		wanted = []string{strings.Join(wanted, ",")}
	}
	if slices.Equal(wanted, got) || len(got) > 0 && s.method.filler.hasSlot(requestPlace{p.In, p.Name}) {
		return true
	}
	return pagingNames[p.Name] && s.method.returnsPager() && s.method.filler.options() == nil
}

// checkOptions holds the Go fields of the options, and the arguments of the path, to the parameters.
func (t *contractTest) checkOptions(op *heldOperation, m *heldMethod) {
	if options := m.filler.options(); options != nil {
		t.checkOptionFields(op, m, options)
	}
	for _, s := range m.filler.slots() {
		t.types.pair(m.apiMethod, s.signs, contract.Sent, s.schemas...)
		p, ok := op.Parameter(s.place.in, s.place.name)
		switch {
		case !ok:
		case kindFits(s.signs, p):
			t.types.pair(m.apiMethod, s.signs, contract.Sent, p.Schema)
		default:
			t.findings.add(m.apiMethod, wrongParameter, m.String(), "%s is a %s, and %s in Go", s.place, p.Schema.Kind(), s.signs)
		}
	}
}

// parameterOwner names the options that have, or lack, a parameter.
func (m *heldMethod) parameterOwner(name string) string {
	options := m.filler.options()
	switch {
	case options == nil:
		return m.String() + " " + name
	case pagingNames[name] && m.sources.embeds[options.Name()] != "":
		return m.sources.embeds[options.Name()] + "." + name
	}
	return options.Name() + "." + name
}

func (t *contractTest) checkOptionFields(op *heldOperation, m *heldMethod, options reflect.Type) {
	for i := range options.NumField() {
		field := options.Field(i)
		if field.Anonymous {
			t.checkOptionFields(op, m, field.Type)
			continue
		}
		name := parameterName(field)
		p, ok := op.Parameter(contract.InQuery, name)
		switch {
		case !ok:
			t.findings.add(m.apiMethod, strangeField, options.Name()+"."+name, "%s has no query parameter %s", op.ID, name)
		case !kindFits(field.Type, p) && !isNumberedBool(field):
			t.findings.add(m.apiMethod, wrongParameter, options.Name()+"."+name, "query parameter %s is a %s, and %s in Go", p.Name, p.Schema.Kind(), field.Type)
		default:
			t.types.pair(m.apiMethod, field.Type, contract.Sent, p.Schema)
		}
	}
}

// kindFits reports whether a Go type is one for a parameter. An ID in digits may be a number, and a time a time.Time, where
// the description has no more to say than that it is a string.
func kindFits(t reflect.Type, p contract.Parameter) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	schema := p.Schema
	if p.Array != "" {
		if t.Kind() != reflect.Slice {
			return false
		}
		t, schema = t.Elem(), schema.Items()
	}
	switch schema.Kind() {
	case contract.Integer:
		return t.Kind() == reflect.Int || t.Kind() == reflect.Int64
	case contract.Boolean:
		return t.Kind() == reflect.Bool
	case contract.String:
		return t.Kind() == reflect.String || t == reflect.TypeFor[time.Time]() || schema.Format() == "" && t.Kind() == reflect.Int64
	}
	return true
}

// isNumberedBool reports whether a field is a boolean that is sent as 0 or 1.
func isNumberedBool(field reflect.StructField) bool {
	return field.Type.Kind() == reflect.Bool && strings.Contains(field.Tag.Get("url"), ",int")
}

// sendMinimal has a method send only what is required.
func (t *contractTest) sendMinimal(ctx context.Context, op *heldOperation, m *heldMethod) {
	var all []sentRequest
	var refused error
	for _, with := range fillings(op.Operation, contract.Minimal) {
		sent, err := t.send(ctx, m, with)
		if err != nil {
			refused = err
			continue
		}
		all = append(all, sent)
	}
	if len(all) == 0 {
		t.reportUncallable(m, fmt.Errorf("with no more than what is required: %w", refused))
	}
	for _, sent := range nearestForms(all) {
		t.checkSent(op, sent)
		if m.filler.request() == nil {
			continue
		}
		for _, leaf := range lostLeaves(readJSON(sent.request.body), sent.with.body) {
			if !repeatsPath(op, leaf.path) && !m.asksForStream(leaf.path) {
				t.findings.add(m.apiMethod, wrongField, m.owner(leaf.path), "body field %s is sent as %s although it was not set", leaf.path, writeJSON(leaf.value))
			}
		}
	}
}

// sendZeros has a method send the zero value of each field where that means something.
func (t *contractTest) sendZeros(ctx context.Context, op *heldOperation, m *heldMethod) {
	for _, with := range m.usable {
		if with.body == nil || !m.filler.takesStruct() {
			continue
		}
		zeros := zeroing{patches: op.Method == http.MethodPatch}
		zeros.walk(nil, op.Body().JSON(), with.body)
		for _, zero := range zeros.found {
			with.body = jsonWith(with.body, zero.path, zero.value)
		}
		sent, err := t.send(ctx, m, with)
		if err != nil {
			t.reportUncallable(m, fmt.Errorf("with zero values that mean something: %w", err))
			continue
		}
		for _, leaf := range sent.lost {
			if slices.ContainsFunc(zeros.found, func(zero jsonLeaf) bool { return slices.Equal(zero.path, leaf.path) }) && !repeatsPath(op, leaf.path) {
				t.findings.add(m.apiMethod, lostZero, m.owner(leaf.path), "body field %s cannot be sent as %s", leaf.path, writeJSON(leaf.value))
			}
		}
	}
}

// zeroing finds the zero values that mean something: false for a boolean that is required or true by default, 0 where it is
// allowed in so many words or null stands for nothing, and any in a request that changes only what it has.
type zeroing struct {
	patches bool
	found   []jsonLeaf
}

func (z *zeroing) walk(path jsonPath, s *contract.Schema, value any) {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			for _, schema := range withArms([]*contract.Schema{s}) {
				if field, ok := schema.Field(name); ok && name != s.Discriminator() {
					z.walkField(path.to(name), field, member)
					break
				}
			}
		}
	case []any:
		for i, element := range value {
			if s.Items() != nil {
				z.walk(path.to(elementStep(i)), s.Items(), element)
			}
		}
	}
}

func (z *zeroing) walkField(path jsonPath, field contract.Field, value any) {
	zero, meaningful := zeroOf(field, z.patches && len(path) == 1)
	if meaningful {
		z.found = append(z.found, jsonLeaf{path, zero})
		return
	}
	z.walk(path, field.Schema, value)
}

// zeroOf returns the zero value of a field, and whether it means something. No ID is 0.
func zeroOf(field contract.Field, patches bool) (zero any, meaningful bool) {
	s := field.Schema
	switch s.Kind() {
	case contract.Boolean:
		return false, field.Required || patches || string(s.Default()) == "true"
	case contract.Integer, contract.Number:
		zero = json.Number("0")
		least, bounded := s.Min()
		isID := field.Name == "id" || strings.HasSuffix(field.Name, "_id")
		return zero, schemaAllows(s, zero) && !isID && (patches || s.Nullable() || bounded && least == 0 && string(s.Default()) != "0")
	case contract.String:
		return "", schemaAllows(s, "") && (patches || slices.ContainsFunc(s.Enum(), func(v jsontext.Value) bool { return string(v) == `""` }))
	case contract.Array:
		return []any{}, schemaAllows(s, []any{}) && patches
	}
	return nil, false
}

func schemaAllows(s *contract.Schema, value any) bool {
	return len(s.Check(contract.Sent, writeJSON(value))) == 0
}

// meaningfulNull is a field of a request in which null is something else than no field at all.
type meaningfulNull struct{ operation, path, reason string }

var meaningfulNulls = []meaningfulNull{
	{"databases_patch_config", "config.innodb_ft_user_stopword_table", "null takes back the table that was set"},
}

// sendNulls has the methods of an operation send null where that means something.
func (t *contractTest) sendNulls(ctx context.Context, op *heldOperation) {
	for _, null := range meaningfulNulls {
		if null.operation == op.ID && !slices.ContainsFunc(op.methods, func(m *heldMethod) bool { return t.sendsNull(ctx, m, factPath(null.path)) }) {
			t.findings.add(op.methods[0].apiMethod, lostZero, op.ID+" "+null.path, "it cannot be sent as null, although %s", null.reason)
		}
	}
}

func (t *contractTest) sendsNull(ctx context.Context, m *heldMethod, path jsonPath) bool {
	for _, with := range m.usable {
		if _, ok := jsonAt(with.body, path); !ok {
			continue
		}
		with.body = jsonWith(with.body, path, nil)
		sent, err := t.send(ctx, m, with)
		return err == nil && sent.carries(path)
	}
	return false
}

// findOperation calls a method and looks at what it sends, which has to be what its comment says. It returns nil where
// that is unclear.
func (t *contractTest) findOperation(ctx context.Context, m *heldMethod) *contract.Operation {
	commented := m.operation()
	with := filling{}
	if commented != nil {
		with = fillings(commented, contract.Full)[0]
	}
	request, err := m.filler.try(ctx, m.caller, m.apiMethod, with, nil)
	if err != nil {
		t.reportUncallable(m, err)
		t.mention(commented)
		return nil
	}
	op, _, ok := request.lookup()
	if !ok || request.Operation.Path != op.Path {
		t.findings.add(m.apiMethod, wrongCall, request.Operation.String(), "the description has no such operation")
		t.mention(commented)
		return nil
	}
	if text := commentFault(m.apiMethod, commented, op); text != "" {
		t.findings.add(m.apiMethod, wrongComment, m.String(), "%s", text)
		t.mention(commented, op)
		return nil
	}
	if err := m.filler.findPlaces(ctx, m.caller, m.apiMethod, with); err != nil {
		t.findings.add(m.apiMethod, wrongCall, m.String(), "%v", err)
		t.mention(op)
		return nil
	}
	return op
}

// reportUncallable reports a method that sends nothing, and a type that has no room for a value of the description.
func (t *contractTest) reportUncallable(m *heldMethod, err error) {
	semantic, ok := errors.AsType[*jsonv2.SemanticError](err)
	if !errors.Is(err, errCannotHold) || !ok || m.filler.request() == nil {
		t.findings.add(m.apiMethod, wrongCall, m.String(), "it cannot be called: %v", err)
		return
	}
	t.findings.add(m.apiMethod, lostField, m.owner(pointerPath(string(semantic.JSONPointer))), "%v", err)
}

// commentFault says what the comment of a method has wrong about the operation that it sends.
func commentFault(m *apiMethod, commented, sent *contract.Operation) string {
	switch {
	case len(m.comments) == 0:
		return fmt.Sprintf("the comment names no operation; the method sends %s %s (%s)", sent.Method, sent.Path, sent.ID)
	case len(m.comments) > 1:
		return "the comment names several operations"
	case commented == nil:
		return fmt.Sprintf("the comment names %s, which is no operation; the method sends %s", m.comments[0].id, sent.ID)
	case commented != sent:
		return fmt.Sprintf("the comment names %s; the method sends %s", commented.ID, sent.ID)
	case m.comments[0] != commentedOperation{sent.Method, sent.Path, sent.ID}:
		return fmt.Sprintf("the comment says %s %s; the method sends %s %s", m.comments[0].method, m.comments[0].path, sent.Method, sent.Path)
	}
	return ""
}

// checkWaiter calls a method that waits, for which no answer means anything, and looks at what it sends.
func (t *contractTest) checkWaiter(ctx context.Context, m *heldMethod) {
	request, err := m.filler.try(ctx, m.caller, m.apiMethod, filling{}, nil)
	if err != nil {
		t.findings.add(m.apiMethod, wrongCall, m.String(), "%v", err)
		return
	}
	op, arguments, ok := request.lookup()
	if !ok {
		t.findings.add(m.apiMethod, wrongCall, request.Operation.String(), "the description has no such operation")
		return
	}
	for _, p := range append(op.CheckPath(arguments), op.CheckRequest(request.url.Query(), request.header, request.body)...) {
		if p.Kind != contract.Format && p.Kind != contract.NotInEnum { // the arguments are no real ones
			t.reportProblem(&heldOperation{Operation: op}, m, p)
		}
	}
}
