package digitalocean_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/internal/contract"
)

// apiRequest is a request that a method sent.
type apiRequest struct {
	digitalocean.Operation // that the request's context names

	url    *url.URL
	header http.Header
	body   []byte
}

// lookup finds the operation of the request by its path.
func (r *apiRequest) lookup() (op *contract.Operation, args map[string]string, ok bool) {
	return contract.Lookup(r.Method, r.url.EscapedPath())
}

// apiWire is a transport that answers in memory and keeps what was sent.
type apiWire struct {
	answer func(r *apiRequest, number int) contract.AnswerSample

	mu       sync.Mutex
	requests []apiRequest
}

func (w *apiWire) RoundTrip(req *http.Request) (*http.Response, error) {
	sent := apiRequest{url: req.URL, header: req.Header}
	sent.Operation, _ = digitalocean.OperationFromContext(req.Context())
	sent.Method = req.Method
	if req.Body != nil {
		sent.body, _ = io.ReadAll(req.Body)
		_ = req.Body.Close()
	}
	w.mu.Lock()
	w.requests = append(w.requests, sent)
	number := len(w.requests)
	w.mu.Unlock()
	return httpAnswer(req, w.answer(&sent, number)), nil
}

func httpAnswer(req *http.Request, answer contract.AnswerSample) *http.Response {
	header := http.Header{}
	if answer.ContentType != "" {
		header.Set("Content-Type", answer.ContentType)
	}
	return &http.Response{
		Status: strconv.Itoa(answer.Code) + " " + http.StatusText(answer.Code), StatusCode: answer.Code,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header, Request: req,
		Body: io.NopCloser(bytes.NewReader(answer.Body)), ContentLength: int64(len(answer.Body)),
	}
}

// refuseAll answers every request with an error, for those who only want to see it sent.
func refuseAll(*apiRequest, int) contract.AnswerSample {
	return contract.AnswerSample{Code: http.StatusNotFound, ContentType: "application/json", Body: []byte(`{"id":"not_found","message":"Not found."}`)}
}

// apiOutcome is what became of a call.
type apiOutcome struct {
	value    any // what the method returned, the whole list of a pager; nil when it returns no more than an error
	err      error
	requests []apiRequest
}

// apiCaller calls the methods of a client of its own.
type apiCaller struct {
	client any
	wire   *apiWire
}

func newCaller(client *apiClient) (*apiCaller, error) {
	wire := &apiWire{answer: refuseAll}
	made, err := client.make(wire)
	return &apiCaller{made, wire}, err
}

// call calls a method. The arguments are those between the context and the call options.
func (c *apiCaller) call(ctx context.Context, m *apiMethod, arguments []reflect.Value, answer func(*apiRequest, int) contract.AnswerSample) apiOutcome {
	c.wire.answer, c.wire.requests = answer, nil
	if m.takesContext() {
		arguments = append([]reflect.Value{reflect.ValueOf(ctx)}, arguments...)
	}
	value, err := readResults(ctx, m.in(c.client).Call(arguments))
	return apiOutcome{value, err, c.wire.requests}
}

// send calls a method whose answer does not matter, and returns the request.
func (c *apiCaller) send(ctx context.Context, m *apiMethod, arguments []reflect.Value) (*apiRequest, error) {
	outcome := c.call(ctx, m, arguments, refuseAll)
	switch len(outcome.requests) {
	case 0:
		return nil, fmt.Errorf("nothing is sent: %w", outcome.err)
	case 1:
		return &outcome.requests[0], nil
	}
	return nil, fmt.Errorf("%d requests are sent, where one was refused", len(outcome.requests))
}

// readResults reads a pager, a sequence and a stream to their ends.
func readResults(ctx context.Context, results []reflect.Value) (value any, err error) {
	for _, result := range results {
		switch {
		case result.Type() == errorType:
			if !result.IsNil() {
				return nil, result.Interface().(error)
			}
		case isPager(result.Type()):
			return readResults(ctx, result.MethodByName("Collect").Call([]reflect.Value{reflect.ValueOf(ctx)}))
		case isSequence(result.Type()):
			return readSequence(result)
		default:
			value = result.Interface()
		}
	}
	if stream, ok := value.(io.ReadCloser); ok {
		defer func() { _ = stream.Close() }()
		return io.ReadAll(stream)
	}
	return value, nil
}

func readSequence(sequence reflect.Value) (any, error) {
	element := sequence.Type().In(0).In(0)
	values := reflect.MakeSlice(reflect.SliceOf(element), 0, 0)
	for value, err := range sequence.Seq2() {
		if !err.IsNil() {
			return nil, err.Interface().(error)
		}
		values = reflect.Append(values, value)
	}
	return values.Interface(), nil
}

// isSequence reports whether a type is that of an iterator of values and errors.
func isSequence(t reflect.Type) bool { return t.Kind() == reflect.Func && t.CanSeq2() }

func isPager(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer && strings.HasPrefix(t.Elem().Name(), "Pager[")
}

func (m *apiMethod) takesContext() bool { return m.signs.NumIn() > 0 && m.signs.In(0) == contextType }

// returnsPager reports whether the method returns a list page by page.
func (m *apiMethod) returnsPager() bool { return m.signs.NumOut() == 1 && isPager(m.signs.Out(0)) }

// returned is the type of what the method returns, of the whole list for a pager, and of an event for a stream; it is nil when
// the method returns no more than an error.
func (m *apiMethod) returned() reflect.Type {
	result := m.signs.Out(0)
	switch {
	case result == errorType:
		return nil
	case isPager(result):
		collect, _ := result.MethodByName("Collect")
		return collect.Type.Out(0)
	case isSequence(result):
		return result.In(0).In(0)
	}
	return result
}
