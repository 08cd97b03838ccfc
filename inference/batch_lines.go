package inference

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/dosdk/digitalocean"
)

// BatchLine is a request in the file of a batch. For [BatchOpenAI] it has a Method, a URL and a Body, for [BatchAnthropic] it
// has Params.
type BatchLine struct {
	CustomID string        `json:"custom_id"` // of your choice; the result has it again
	Method   string        `json:"method,omitzero"`
	URL      BatchEndpoint `json:"url,omitzero"`
	Body     any           `json:"body,omitzero"`
	Params   any           `json:"params,omitzero"`
}

// ChatCompletionLine returns a line of a batch for [BatchChatCompletions].
func ChatCompletionLine(customID string, request *ChatCompletionRequest) BatchLine {
	return BatchLine{CustomID: customID, Method: http.MethodPost, URL: BatchChatCompletions, Body: request}
}

// ModelResponseLine returns a line of a batch for [BatchResponses].
func ModelResponseLine(customID string, request *ModelResponseRequest) BatchLine {
	return BatchLine{CustomID: customID, Method: http.MethodPost, URL: BatchResponses, Body: request}
}

// MessageLine returns a line of a batch for [BatchAnthropic].
func MessageLine(customID string, request *MessageRequest) BatchLine {
	return BatchLine{CustomID: customID, Params: request}
}

// EncodeBatch writes the lines of the file of a batch.
func EncodeBatch(w io.Writer, lines ...BatchLine) error {
	for _, line := range lines {
		text, err := jsonv2.Marshal(line, jsonv2.Deterministic(true))
		if err != nil {
			return fmt.Errorf("inference: encode the line %q of a batch: %w", line.CustomID, err)
		}
		if _, err := w.Write(append(text, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// BatchResult is what came of a line of a batch: a Response or an Error for [BatchOpenAI], a Result for [BatchAnthropic].
// Decode reads any of them.
type BatchResult struct {
	ID       string              `json:"id,omitzero"`
	CustomID string              `json:"custom_id"` // of the line
	Response *BatchResponse      `json:"response,omitzero"`
	Error    *BatchResultError   `json:"error,omitzero"`
	Result   *BatchMessageResult `json:"result,omitzero"`
}

// BatchResponse is the answer to a line.
type BatchResponse struct {
	StatusCode int             `json:"status_code"`
	RequestID  string          `json:"request_id,omitzero"`
	Body       json.RawMessage `json:"body,omitzero"` // a [ChatCompletion] or a [ModelResponse], or an error
}

// BatchResultError is why a line has no answer, or another one than asked for.
type BatchResultError struct {
	Code    string `json:"code,omitzero"`
	Type    string `json:"type,omitzero"`
	Message string `json:"message,omitzero"`
}

func (e *BatchResultError) Error() string {
	return fmt.Sprintf("digitalocean: a request of the batch failed: %s%s: %q", e.Code, e.Type, e.Message)
}

// BatchMessageResult is what came of a line for [BatchAnthropic].
type BatchMessageResult struct {
	Type    string          `json:"type"` // "succeeded", "errored", "canceled" or "expired"
	Message *Message        `json:"message,omitzero"`
	Error   json.RawMessage `json:"error,omitzero"`
}

// Decode reads the answer into out, a [*ChatCompletion], [*ModelResponse] or [*Message]. A line that failed gives a
// [*BatchResultError].
func (r *BatchResult) Decode(out any) error {
	answer, err := r.answer()
	if err != nil {
		return err
	}
	if err := jsonv2.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("digitalocean: the result %q of a batch: %w", r.CustomID, err)
	}
	return nil
}

func (r *BatchResult) answer() ([]byte, error) {
	switch {
	case r.Error != nil:
		return nil, r.Error
	case r.Response != nil && r.Response.StatusCode >= 200 && r.Response.StatusCode <= 299:
		return r.Response.Body, nil
	case r.Response != nil:
		return nil, reportedIn(r.Response.Body)
	case r.Result != nil && r.Result.Message != nil:
		return jsonv2.Marshal(r.Result.Message)
	case r.Result != nil:
		e := reportedIn(r.Result.Error)
		if e.Type == "" {
			e.Type = r.Result.Type
		}
		return nil, e
	}
	return nil, fmt.Errorf("digitalocean: the result %q of a batch holds nothing", r.CustomID)
}

// reportedIn reads the error object that stands alone, or under error.
func reportedIn(body []byte) *BatchResultError {
	var fields map[string]any
	_ = jsonv2.Unmarshal(body, &fields) // what cannot be read says nothing
	for inner, ok := fields["error"].(map[string]any); ok; inner, ok = fields["error"].(map[string]any) {
		fields = inner
	}
	return &BatchResultError{Code: textOf(fields, "code"), Type: textOf(fields, "type"), Message: textOf(fields, "message")}
}

func resultsError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, bufio.ErrTooLong):
		err = fmt.Errorf("a line is longer than %d bytes: %w", maxResult, digitalocean.ErrBodyTooLarge)
	}
	return fmt.Errorf("digitalocean: read the results of a batch: %w", err)
}

func undecodableResult(line string, err error) error {
	return &digitalocean.DecodeError{StatusCode: http.StatusOK, Method: resultsFile.Method, Path: resultsFile.Path, Body: []byte(line), Err: err}
}
