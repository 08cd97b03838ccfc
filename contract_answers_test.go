package digitalocean_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/internal/contract"
)

// itemsOnPage is how many elements the lists in generated answers have.
const itemsOnPage = 2

// answerForms are the forms in which every answer has to be readable.
var answerForms = map[contract.Form]string{
	contract.Full: "full", contract.Minimal: "minimal", contract.Nulls: "with nulls", contract.Strange: "strange",
}

// checkAnswers holds what the methods of an operation make of its answers to the facts.
func (t *contractTest) checkAnswers(ctx context.Context, op *heldOperation) {
	full := fullAnswers(op.Operation)
	var all []readAnswer
	for _, m := range op.methods {
		all = append(all, t.readFull(ctx, op, m, full)...)
		for _, form := range []contract.Form{contract.Minimal, contract.Nulls, contract.Strange} {
			t.readForm(ctx, op, m, form)
		}
	}
	t.reportUnread(op, full, all)
}

// fullAnswers are the answers that have everything: the pages of a list, of which there are always some, or one for each
// form of the answer.
func fullAnswers(op *contract.Operation) []contract.AnswerSample {
	answers := contract.Generator{Seed: 3}.Answers(op)
	if !isPaged(op) {
		return answers
	}
	pages := make([]contract.AnswerSample, max(3, len(answers)))
	for i := range pages {
		page := pageFacts(i+1, len(pages))
		forms := contract.Generator{Seed: uint64(4 + i), Page: page}.Answers(op)
		pages[i] = forms[i%len(forms)]
		pages[i].Body = writeJSON(renumbered(readJSON(pages[i].Body), page))
	}
	return pages
}

// isPaged reports whether the answers of an operation are pages that the request chooses.
func isPaged(op *contract.Operation) bool {
	return op.Pagination() != contract.NoPages && op.Pagination() != contract.LinkedOnly
}

func pageFacts(number, count int) *contract.Page {
	link := func(n int) string { return (&url.URL{Path: "/", RawQuery: "page=" + strconv.Itoa(n)}).String() }
	page := &contract.Page{Number: number, Count: count, Total: count * itemsOnPage, Items: itemsOnPage}
	if number > 1 {
		page.First, page.Prev = link(1), link(number-1)
	}
	if number < count {
		page.Next, page.Last = link(number+1), link(count)
	}
	return page
}

// answerPages answers with the page that the query names, or with one after the other where it names none, and behind the
// last with an empty one. The links get the address of the request.
func answerPages(pages []contract.AnswerSample) func(*apiRequest, int) contract.AnswerSample {
	return func(r *apiRequest, number int) contract.AnswerSample {
		if named, err := strconv.Atoi(r.url.Query().Get("page")); err == nil {
			number = named
		}
		if number > len(pages)+1 {
			return refuseAll(r, number)
		}
		if number > len(pages) && len(pages[0].Body) > 0 {
			page := pages[len(pages)-1]
			page.Body = writeJSON(emptiedJSON(readJSON(page.Body)))
			return page
		}
		address := url.URL{Scheme: r.url.Scheme, Host: r.url.Host, Path: r.url.Path, RawPath: r.url.RawPath}
		page := pages[number-1]
		page.Body = bytes.ReplaceAll(page.Body, []byte(`"/?page=`), []byte(`"`+address.String()+`?page=`))
		return page
	}
}

// emptiedJSON is a value without the elements of its arrays.
func emptiedJSON(value any) any {
	switch value := value.(type) {
	case []any:
		return []any{}
	case map[string]any:
		empty := map[string]any{}
		for name, member := range value {
			empty[name] = emptiedJSON(member)
		}
		return empty
	}
	return value
}

// renumbered puts the numbers of a page beside a list that is inside another object, where the generator does not see it.
func renumbered(value any, page *contract.Page) any {
	object, ok := value.(map[string]any)
	if !ok {
		return value
	}
	changed := map[string]any{}
	for name, member := range object {
		changed[name] = renumbered(member, page)
		if meta, isMeta := member.(map[string]any); isMeta && name == "meta" {
			changed[name] = renumberedMeta(meta, page)
		}
	}
	return changed
}

func renumberedMeta(meta map[string]any, page *contract.Page) map[string]any {
	numbers := map[string]int{"total": page.Total, "pages": page.Count, "page": page.Number}
	changed := maps.Clone(meta)
	for name := range meta {
		if number, ok := numbers[name]; ok {
			changed[name] = number
		}
	}
	return changed
}

func answerWith(answer contract.AnswerSample) func(*apiRequest, int) contract.AnswerSample {
	return func(*apiRequest, int) contract.AnswerSample { return answer }
}

// readAnswer is what a method made of a full answer.
type readAnswer struct {
	method *heldMethod
	form   int      // the index of the answer
	at     jsonPath // where in the answer what the method returned begins
	found  map[string]bool
	value  any // what the method returned, as JSON
}

// readFull has a method read the full answers.
func (t *contractTest) readFull(ctx context.Context, op *heldOperation, m *heldMethod, full []contract.AnswerSample) []readAnswer {
	if m.returnsPager() && isPaged(op.Operation) {
		return t.readPages(ctx, op, m, full)
	}
	var all []readAnswer
	var failed []error
	for form, answer := range full {
		outcome := t.answered(ctx, m, answerWith(answer))
		if outcome.err != nil {
			failed = append(failed, outcome.err)
			continue
		}
		t.checkEncodings(m, outcome.value)
		all = append(all, t.compare(op, m, form, answer, outcome.value))
	}
	if len(all) == 0 || !op.hasForms() {
		t.reportUnreadable(m, contract.Full, failed)
	}
	return all
}

// answered calls a method with arguments that fit. What the method returns must outlive its answer, so that is overwritten.
func (t *contractTest) answered(ctx context.Context, m *heldMethod, answer func(*apiRequest, int) contract.AnswerSample) apiOutcome {
	arguments, err := m.filler.arguments(m.answerable())
	if err != nil {
		return apiOutcome{err: err}
	}
	var longest atomic.Int64
	outcome := m.caller.call(ctx, m.apiMethod, arguments, func(r *apiRequest, number int) contract.AnswerSample {
		sample := answer(r, number)
		longest.Store(max(longest.Load(), int64(len(sample.Body))))
		return sample
	})
	overwriteBuffer(ctx, int(longest.Load()))
	return outcome
}

// overwriteBuffer makes a call whose answer comes into the buffer of the call before.
func overwriteBuffer(ctx context.Context, size int) {
	client, err := digitalocean.New(testToken, digitalocean.WithHTTPClient(&http.Client{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
		return httpAnswer(r, contract.AnswerSample{Code: http.StatusOK, Body: bytes.Repeat([]byte("x"), size)}), nil
	})}))
	if err == nil {
		err = client.Do(ctx, http.MethodGet, "/v2/account", nil, new(any))
	}
	if !errors.As(err, new(*digitalocean.DecodeError)) {
		panic(err) // for x is no JSON
	}
}

// answerable is a filling that the method can send, and that asks for pages of the size that there are.
func (m *heldMethod) answerable() filling {
	if len(m.usable) == 0 {
		return filling{}
	}
	with := m.usable[0]
	if isPaged(m.operation()) {
		with.values = maps.Clone(with.values)
		maps.DeleteFunc(with.values, func(p requestPlace, _ []string) bool { return p.in == contract.InQuery && pagingNames[p.name] })
		with.values[requestPlace{contract.InQuery, "per_page"}] = []string{strconv.Itoa(itemsOnPage)}
	}
	return with
}

// pagingNames are the parameters with which pages are asked for.
var pagingNames = map[string]bool{"page": true, "per_page": true, "limit": true, "after": true}

// readPages has a method read a list of several pages.
func (t *contractTest) readPages(ctx context.Context, op *heldOperation, m *heldMethod, pages []contract.AnswerSample) []readAnswer {
	outcome := t.answered(ctx, m, answerPages(pages))
	if outcome.err != nil {
		t.reportUnreadable(m, contract.Full, []error{outcome.err})
		return nil
	}
	t.checkEncodings(m, outcome.value)
	list := reflect.ValueOf(outcome.value)
	if list.Len() != len(pages)*itemsOnPage {
		t.findings.add(m.apiMethod, wrongAnswer, m.String(), "%d pages with %d elements each come back as %d elements", len(pages), itemsOnPage, list.Len())
		return nil
	}
	var all []readAnswer
	for i, page := range pages {
		all = append(all, t.compare(op, m, i, page, list.Slice(i*itemsOnPage, (i+1)*itemsOnPage).Interface()))
	}
	t.checkPage(ctx, m, pages)
	return all
}

// readForm has a method read the answers in a form that has less, or more, than the full one.
func (t *contractTest) readForm(ctx context.Context, op *heldOperation, m *heldMethod, form contract.Form) {
	var failed []error
	generator := contract.Generator{Seed: 3, Form: form}
	if form == contract.Strange && isPaged(op.Operation) {
		generator.Page = pageFacts(1, 1)
	}
	answers := generator.Answers(op.Operation)
	for _, answer := range answers {
		if string(answer.Body) == "{}" {
			continue // which says nothing, and is refused for that
		}
		if isPaged(op.Operation) {
			answer.Body = writeJSON(renumbered(readJSON(answer.Body), pageFacts(1, 1)))
		}
		outcome := t.answered(ctx, m, answerPages([]contract.AnswerSample{answer}))
		if outcome.err != nil {
			failed = append(failed, outcome.err)
			continue
		}
		t.checkEncodings(m, outcome.value)
	}
	if len(failed) == len(answers) || !op.hasForms() {
		t.reportUnreadable(m, form, failed)
	}
}

// hasForms reports whether the answers of an operation have forms of which each method may be for one.
func (op *heldOperation) hasForms() bool {
	types, arms := map[string]bool{}, false
	for _, answer := range (contract.Generator{Seed: 3}).Answers(op.Operation) {
		types[answer.ContentType] = true
		arms = arms || len(answer.Arms) > 0
	}
	return len(types) > 1 || arms && len(op.methods) > 1
}

func (t *contractTest) reportUnreadable(m *heldMethod, form contract.Form, failed []error) {
	for _, err := range failed {
		subject := m.String()
		if semantic, ok := errors.AsType[*jsonv2.SemanticError](err); ok && m.returned() != nil {
			subject = cmp.Or(m.answerOwner(pointerPath(string(semantic.JSONPointer))), subject)
		}
		t.findings.add(m.apiMethod, wrongAnswer, subject, "the %s answer cannot be read: %v", answerForms[form], err)
	}
}

// answerOwner names the Go field that a value of the answer belongs to, with an envelope around it or not.
func (m *heldMethod) answerOwner(path jsonPath) string {
	for depth := range min(3, len(path)) {
		if typeAt(m.returned(), path[depth:]) != nil {
			return m.sources.fieldOwner(m.returned(), path[depth:])
		}
	}
	return ""
}

// compare looks in what a method returned for every value of the answer.
func (t *contractTest) compare(op *heldOperation, m *heldMethod, form int, answer contract.AnswerSample, value any) readAnswer {
	read := readAnswer{method: m, form: form}
	if bytes.Equal(documentOf(value), answer.Body) {
		read.found = map[string]bool{"": true}
		return read
	}
	body, schema := answerJSON(answer), jsonSchemaOf(op.Operation, answer)
	if value = firstOf(answer, value); value == nil || body == nil {
		return read
	}
	encoded, err := jsonv2.Marshal(value, jsonv2.Deterministic(true))
	if err != nil {
		t.findings.add(m.apiMethod, wrongEncoding, m.String(), "what was returned cannot be encoded: %v", err)
		return read
	}
	read.value = readJSON(encoded)
	read.at, read.found = locateAnswer(readJSON(body), read.value)
	t.types.pair(m.apiMethod, m.returned(), contract.Answered, schemasAt(schema, read.at)...)
	return read
}

// documentOf returns the bytes of a document that is returned as it came.
func documentOf(value any) []byte {
	if secret, ok := value.(interface{ Reveal() []byte }); ok {
		return secret.Reveal()
	}
	switch v := reflect.ValueOf(value); {
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		return v.Bytes()
	case v.Kind() == reflect.String:
		return []byte(v.String())
	}
	return nil
}

// locateAnswer finds the part of an answer that a method returned, and which leaves of it came back.
func locateAnswer(answer, returned any) (at jsonPath, found map[string]bool) {
	for _, path := range envelopes(answer) {
		part, _ := jsonAt(answer, path)
		if leaves := foundLeaves(path, part, returned); len(leaves) > len(found) {
			at, found = path, leaves
		}
	}
	return at, found
}

// envelopes are the paths to what a method may return of an answer: the whole, and what is at most three objects deep.
func envelopes(answer any) []jsonPath { return appendEnvelopes(nil, nil, answer) }

func appendEnvelopes(paths []jsonPath, path jsonPath, value any) []jsonPath {
	paths = append(paths, path)
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if len(path) < 3 {
				paths = appendEnvelopes(paths, path.to(name), value[name])
			}
		}
	case []any:
		if len(path) == 1 {
			paths = append(paths, path.to(elementStep(0)))
		}
	}
	return paths
}

// foundLeaves returns the paths of the leaves of a part that came back. A map may come back as the list of its values.
func foundLeaves(at jsonPath, part, returned any) map[string]bool {
	members, isMap := part.(map[string]any)
	list, isList := returned.([]any)
	if isMap && isList && len(members) == len(list) {
		returned = listAsMap(members, list)
	}
	found := map[string]bool{}
	lost := lostLeaves(part, returned)
	for _, leaf := range jsonLeaves(part) {
		if !slices.ContainsFunc(lost, func(l jsonLeaf) bool { return slices.Equal(l.path, leaf.path) }) {
			found[append(slices.Clip(at), leaf.path...).key()] = true
		}
	}
	return found
}

// listAsMap gives the elements of a list the names of a map, in their order.
func listAsMap(names map[string]any, list []any) map[string]any {
	sorted := slices.SortedFunc(maps.Keys(names), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	named := map[string]any{}
	for i, name := range sorted {
		named[name] = list[i]
	}
	return named
}

// schemasAt returns the schemas that the part of an answer may follow.
func schemasAt(s *contract.Schema, path jsonPath) []*contract.Schema {
	schemas := []*contract.Schema{s}
	for _, step := range path {
		schemas = insideSchemas(withArms(schemas), func(s *contract.Schema) *contract.Schema {
			if field, ok := s.Field(step); ok {
				return field.Schema
			}
			if s.Kind() == contract.Array {
				return s.Items()
			}
			return s.Values()
		})
	}
	return schemas
}

// reportUnread reports each value of the full answers that no method returns.
func (t *contractTest) reportUnread(op *heldOperation, full []contract.AnswerSample, all []readAnswer) {
	if isPaged(op.Operation) && !slices.ContainsFunc(op.methods, func(m *heldMethod) bool { return m.returnsPager() }) {
		t.findings.add(op.methods[0].apiMethod, wrongAnswer, op.methods[0].String(), "the list has pages, and no pager is returned")
	}
	for form, answer := range full {
		var ofForm []readAnswer
		for _, read := range all {
			if read.form == form {
				ofForm = append(ofForm, read)
			}
		}
		if len(ofForm) == 0 {
			continue // reported as unreadable
		}
		best := slices.MaxFunc(ofForm, func(a, b readAnswer) int { return cmp.Compare(len(a.found), len(b.found)) })
		body, schema := answerJSON(answer), jsonSchemaOf(op.Operation, answer)
		if body == nil {
			if answer.ContentType != "" && len(best.found) == 0 {
				t.findings.add(best.method.apiMethod, wrongAnswer, best.method.String(), "the answer of the type %s is not returned", answer.ContentType)
			}
			continue
		}
		for _, leaf := range jsonLeaves(readJSON(body)) {
			isFound := func(read readAnswer) bool { return read.found[leaf.path.key()] }
			if len(leaf.path) > 0 && !isFree(schema) && !isEnvelope(op.Operation, leaf.path) && !slices.ContainsFunc(ofForm, isFound) {
				t.reportLost(best, leaf)
			}
		}
	}
}

// isEnvelope reports whether a member of the answer is about the list and not in it. The pager reads those.
func isEnvelope(op *contract.Operation, path jsonPath) bool {
	switch path[0] {
	case "links", "meta":
		return true
	case "total", "total_items", "total_pages", "current_page", "has_more", "first_id", "last_id":
		return len(path) == 1 && isPaged(op)
	case "count":
		return len(path) == 1
	case "object":
		return len(path) == 1 && slices.Contains(op.Payload(), "data")
	}
	return false
}

func (t *contractTest) reportLost(best readAnswer, leaf jsonLeaf) {
	m := best.method
	if len(best.found) == 0 || !leaf.path.startsWith(best.at) || m.returned() == nil {
		t.findings.add(m.apiMethod, wrongAnswer, m.String()+" "+leaf.path[:1].String(), "answer field %s is not returned", leaf.path)
		return
	}
	path := leaf.path[len(best.at):]
	owner := cmp.Or(m.sources.fieldOwner(m.returned(), path), m.String()+" "+leaf.path.String())
	if other, ok := jsonAt(best.value, path); ok {
		t.findings.add(m.apiMethod, wrongField, owner, "answer field %s is %s, and comes back as %s", leaf.path, writeJSON(leaf.value), writeJSON(other))
		return
	}
	t.findings.add(m.apiMethod, lostField, owner, "answer field %s is lost", leaf.path)
}

// checkPage holds what the first page says of its list to the answer.
func (t *contractTest) checkPage(ctx context.Context, m *heldMethod, pages []contract.AnswerSample) {
	page, err := t.firstPage(ctx, m, pages)
	if err != nil {
		t.reportUnreadable(m, contract.Full, []error{err})
		return
	}
	first := readJSON(pages[0].Body)
	if total, ok := jsonAt(first, jsonPath{"meta", "total"}); ok && fmt.Sprint(total) != fmt.Sprint(page.FieldByName("Total")) {
		t.findings.add(m.apiMethod, wrongAnswer, m.String(), "the total of the list is %s, and the page has %v", total, page.FieldByName("Total"))
	}
	next := page.FieldByName("Links").FieldByName("Pages").FieldByName("Next")
	if linked, ok := jsonAt(first, jsonPath{"links", "pages", "next"}); ok && !strings.HasSuffix(next.String(), strings.TrimPrefix(linked.(string), "/")) {
		t.findings.add(m.apiMethod, wrongAnswer, m.String(), "the link to the next page is %s, and the page has %s", linked, next)
	}
}

// firstPage returns the first page of a list, a Page.
func (t *contractTest) firstPage(ctx context.Context, m *heldMethod, pages []contract.AnswerSample) (reflect.Value, error) {
	arguments, err := m.filler.arguments(m.answerable())
	if err != nil {
		return reflect.Value{}, err
	}
	m.caller.wire.answer = answerPages(pages)
	pager := m.in(m.caller.client).Call(arguments)[0]
	results := pager.MethodByName("Page").Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(1)})
	if err, failed := results[1].Interface().(error); failed {
		return reflect.Value{}, err
	}
	return results[0].Elem(), nil
}

// checkEncodings encodes a value with both encoders, and decodes what they make of it.
func (t *contractTest) checkEncodings(m *heldMethod, value any) {
	if value == nil || documentOf(value) != nil {
		return
	}
	if text := encodingFault(value); text != "" {
		t.findings.add(m.apiMethod, wrongEncoding, elementName(reflect.TypeOf(value)), "%s", text)
	}
}

func elementName(t reflect.Type) string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t.Name()
}

// encodingFault says where the two encoders differ on a value, or what they do not decode again as it was.
func encodingFault(value any) string {
	text, fault := encodeBoth(value)
	if fault != "" {
		return fault
	}
	again := reflect.New(reflect.TypeOf(value))
	if err := json.Unmarshal(text, again.Interface()); err != nil || !reflect.DeepEqual(value, again.Elem().Interface()) {
		return fmt.Sprintf("encoding/json decodes it to another value, or not (%v): %s", err, text)
	}
	again = reflect.New(reflect.TypeOf(value))
	if err := jsonv2.Unmarshal(text, again.Interface()); err != nil || !reflect.DeepEqual(value, again.Elem().Interface()) {
		return fmt.Sprintf("encoding/json/v2 decodes it to another value, or not (%v): %s", err, text)
	}
	return ""
}

// encodeBoth encodes a value with both encoders. A value that neither takes has no text and no fault.
func encodeBoth(value any) (text []byte, fault string) {
	first, err1 := json.Marshal(value)
	second, err2 := jsonv2.Marshal(value, jsonv2.Deterministic(true), jsonv2.FormatNilSliceAsNull(isNilSlice(value)))
	switch {
	case err1 != nil && err2 != nil:
		return nil, ""
	case err1 != nil || err2 != nil:
		return nil, fmt.Sprintf("one encoder refuses it: encoding/json (%v), v2 (%v)", err1, err2)
	case !bytes.Equal(first, second):
		return nil, fmt.Sprintf("encoding/json has %s where v2 has %s", differingPart(first, second), differingPart(second, first))
	}
	return first, ""
}

// isNilSlice reports whether a value is a slice that is nil, for which each encoder has its own word.
func isNilSlice(value any) bool {
	v := reflect.ValueOf(value)
	return v.Kind() == reflect.Slice && v.IsNil()
}

// differingPart is a text from a little before the place where it begins to differ from another.
func differingPart(text, other []byte) string {
	at := 0
	for at < len(text) && at < len(other) && text[at] == other[at] {
		at++
	}
	part := text[max(0, at-40):min(len(text), at+40)]
	return strings.ToValidUTF8(string(part), "?")
}
