package inference

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/tmaxmax/go-sse"

	"github.com/dosdk/digitalocean"
)

const (
	// maxEvent is how long an event of a stream may be. The longest hold an image.
	maxEvent = 32 << 20

	// maxKept is how much of what was not understood an error keeps.
	maxKept = 64 << 10

	// done is the data of the event that ends most streams.
	done = "[DONE]"
)

// StreamError is a failure that the service reports inside a stream, after an answer that began well. What came before it is
// valid; nothing comes after it.
type StreamError struct {
	Method  string
	Path    string // of the operation
	ID      string // the service's name for the error, such as "overloaded_error"; empty when it gives none
	Message string // what the service says of it
	Data    []byte // of the event
}

func (e *StreamError) Error() string {
	what := strconv.Quote(e.Message)
	if e.ID != "" {
		what = strconv.Quote(e.ID) + ": " + what
	}
	return fmt.Sprintf("digitalocean: %s %s: the stream ends with an error: %s", e.Method, e.Path, what)
}

// streamed is a request with the field that asks for a stream.
type streamed[R any] struct {
	Request *R   `json:",embed"`
	Stream  bool `json:"stream"`
}

// stream asks for a stream of T. It ends with [DONE], or with an event for which isLast is true. The sequence posts the
// request when it is read, and can be read once.
func stream[T, R any](ctx context.Context, a *api, path string, request *R, isLast func(*T) bool, opts []digitalocean.CallOption) iter.Seq2[*T, error] {
	template, _, _ := strings.Cut(path, "?")
	s := &eventStream{api: a, op: digitalocean.Operation{Method: http.MethodPost, Path: template}}
	var body any = request // which is refused when it is nil
	if request != nil {
		body = streamed[R]{request, true}
	}
	var begun atomic.Bool
	return func(yield func(*T, error) bool) {
		if begun.Swap(true) {
			yield(nil, s.failure(errors.New("the stream has been read")))
			return
		}
		answer, err := a.client.Stream(ctx, http.MethodPost, path, body, with(opts, digitalocean.WithHeader("Accept", "text/event-stream"))...)
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = answer.Close() }()
		for data, err := range s.events(ctx, answer) {
			var value *T
			if err == nil {
				value, err = decodeEvent[T](s, data)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(value, nil) || isLast(value) {
				return
			}
		}
	}
}

// eventStream reads one stream of events.
type eventStream struct {
	*api
	op digitalocean.Operation
}

// events yields the data of the events up to [DONE]. After an error it ends.
func (s *eventStream) events(ctx context.Context, answer io.Reader) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		text := bufio.NewReader(answer)
		if first, _ := text.Peek(1); len(first) > 0 && strings.ContainsAny(string(first), "{[<") {
			yield("", s.notEvents(text))
			return
		}
		for event, err := range sse.Read(text, &sse.ReadConfig{MaxEventSize: maxEvent}) {
			switch {
			case err != nil:
				yield("", s.broken(ctx, err))
				return
			case event.Data == done:
				return
			case event.Type == "error" || reportsError(event.Data):
				yield("", s.reported(event.Data))
				return
			case event.Data != "" && !yield(event.Data, nil):
				return
			}
		}
		yield("", s.broken(ctx, io.ErrUnexpectedEOF))
	}
}

func decodeEvent[T any](s *eventStream, data string) (*T, error) {
	value := new(T)
	if err := jsonv2.Unmarshal([]byte(data), value, jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)); err != nil {
		return nil, s.undecodable([]byte(data), err)
	}
	return value, nil
}

func (s *eventStream) failure(err error) error { return fmt.Errorf("digitalocean: %s: %w", s.op, err) }

// broken is the error of a stream that ends before its end.
func (s *eventStream) broken(ctx context.Context, err error) error {
	timeout, ok := errors.AsType[interface {
		error
		Timeout() bool
	}](err)
	switch {
	case errors.Is(err, bufio.ErrTooLong):
		return s.failure(fmt.Errorf("an event of the stream is longer than %d bytes: %w", maxEvent, digitalocean.ErrBodyTooLarge))
	case ctx.Err() != nil, ok && timeout.Timeout(), errors.Is(err, io.ErrUnexpectedEOF):
		return s.failure(fmt.Errorf("the stream was cut: %w", err))
	}
	return s.failure(fmt.Errorf("the stream was cut: %w: %w", io.ErrUnexpectedEOF, err))
}

// notEvents is the error of an answer that is a document and no stream.
func (s *eventStream) notEvents(text io.Reader) error {
	body, _ := io.ReadAll(io.LimitReader(text, maxKept))
	if reportsError(string(body)) {
		return s.reported(string(body))
	}
	return s.undecodable(body, errors.New("the answer is not a stream of events"))
}

func (s *eventStream) undecodable(body []byte, err error) error {
	return &digitalocean.DecodeError{
		StatusCode: http.StatusOK, Method: s.op.Method, Path: s.op.Path,
		Body: []byte(s.redact(string(body[:min(len(body), maxKept)]))), Err: errors.New(s.redact(err.Error())),
	}
}

// reportsError reports whether data is an object with an error in it.
func reportsError(data string) bool {
	var fields struct {
		Error json.RawMessage `json:"error"`
	}
	return strings.Contains(data, `"error"`) && jsonv2.Unmarshal([]byte(data), &fields) == nil &&
		len(fields.Error) > 0 && string(fields.Error) != "null"
}

// reported is the error that an event reports, in one of the shapes
//
//	{"error": {"message": "…", "type": "…", "code": "…"}}
//	{"error": "…"}
//	{"message": "…", "code": "…"}
func (s *eventStream) reported(data string) error {
	data = s.redact(data[:min(len(data), maxKept)])
	e := &StreamError{Method: s.op.Method, Path: s.op.Path, Data: []byte(data)}
	var fields map[string]any
	if jsonv2.Unmarshal(e.Data, &fields) != nil {
		e.Message = data
		return e
	}
	if inner, ok := fields["error"].(map[string]any); ok {
		fields = inner
	}
	e.ID = textOf(fields, "id", "code", "type")
	e.Message = textOf(fields, "message", "error", "detail")
	return e
}

// textOf returns the first of some members that is a text or a number.
func textOf(fields map[string]any, names ...string) string {
	for _, name := range names {
		switch v := fields[name].(type) {
		case string:
			if v != "" {
				return v
			}
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return ""
}
