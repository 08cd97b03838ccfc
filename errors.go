package digitalocean

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Sentinels for [errors.Is]. Those of a status match an [*Error] with that status.
var (
	ErrBadRequest         = errors.New("bad request")         // 400
	ErrUnauthorized       = errors.New("unauthorized")        // 401: the token is missing, wrong or revoked
	ErrForbidden          = errors.New("forbidden")           // 403: the token may not do this
	ErrNotFound           = errors.New("not found")           // 404
	ErrConflict           = errors.New("conflict")            // 409
	ErrGone               = errors.New("gone")                // 410: the endpoint is retired
	ErrPreconditionFailed = errors.New("precondition failed") // 412
	ErrUnprocessable      = errors.New("unprocessable")       // 422: the request was understood and refused
	ErrRateLimited        = errors.New("rate limited")        // 429, and a limit that has no room before the context's deadline
	ErrServer             = errors.New("server error")        // 500 and above

	// ErrOutcomeUnknown matches when a request that must not be repeated was sent and no answer came back: it
	// may have been carried out. Look before sending it again.
	ErrOutcomeUnknown = errors.New("the outcome is unknown")

	// ErrBodyTooLarge matches when an answer is longer than [WithMaxBody] allows.
	ErrBodyTooLarge = errors.New("the body is too large")
)

// MayHaveActed reports whether the call that err comes from may have been carried out, although it failed: the request was sent
// and no answer came, a server said 500 or above, or the answer was a success that cannot be read. After a create, look for what
// it may have made before you send it again. It is false where the API refused the request, where it was never sent, and for a call
// that only reads.
func MayHaveActed(err error) bool {
	var failed interface{ mayHaveActed() bool }
	return errors.As(err, &failed) && failed.mayHaveActed()
}

// Error is an answer with a status outside 2xx.
type Error struct {
	StatusCode int
	ID         string        // the API's name for the error, such as "not_found"; empty when the body names none
	Message    string        // what the API says of it; empty when the body says nothing readable
	RequestID  string        // to quote in a support ticket
	Method     string        // of the operation
	Path       string        // the operation's path template, such as "/v2/droplets/{droplet_id}"
	Rate       Rate          // as this answer reported it
	RetryAfter time.Duration // how long the API asks to wait; 0 when it does not say
	Attempts   int           // how often the request was sent
	Body       []byte        // the answer's body, at most its first 64 KiB

	effect effect
}

// effect says whether the call of an [*Error] may have been carried out.
type effect uint8

const (
	effectByStatus   effect = iota // 500 and above may have been
	effectByAttempts               // an earlier attempt may have been
	noEffect                       // the call only reads
)

func (e *Error) mayHaveActed() bool {
	return e.effect == effectByAttempts || e.effect == effectByStatus && e.StatusCode >= http.StatusInternalServerError
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "digitalocean: %s %s: %d ", e.Method, e.Path, e.StatusCode)
	if e.ID != "" {
		b.WriteString(printable(e.ID))
	} else {
		b.WriteString(http.StatusText(e.StatusCode))
	}
	if e.Message != "" {
		b.WriteString(": " + printable(e.Message))
	}
	if e.RequestID != "" {
		b.WriteString(" (request " + printable(e.RequestID) + ")")
	}
	return b.String()
}

// Is matches the sentinel of the status.
func (e *Error) Is(target error) bool {
	switch target {
	case ErrBadRequest:
		return e.StatusCode == http.StatusBadRequest
	case ErrUnauthorized:
		return e.StatusCode == http.StatusUnauthorized
	case ErrForbidden:
		return e.StatusCode == http.StatusForbidden
	case ErrNotFound:
		return e.StatusCode == http.StatusNotFound
	case ErrConflict:
		return e.StatusCode == http.StatusConflict
	case ErrGone:
		return e.StatusCode == http.StatusGone
	case ErrPreconditionFailed:
		return e.StatusCode == http.StatusPreconditionFailed
	case ErrUnprocessable:
		return e.StatusCode == http.StatusUnprocessableEntity
	case ErrRateLimited:
		return e.StatusCode == http.StatusTooManyRequests
	case ErrServer:
		return e.StatusCode >= http.StatusInternalServerError
	}
	return false
}

// LogValue implements [slog.LogValuer] with the fields that identify the failure; the body stays out.
func (e *Error) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("method", e.Method), slog.String("path", e.Path), slog.Int("status", e.StatusCode),
		slog.String("id", printable(e.ID)), slog.String("message", printable(e.Message)),
		slog.String("request_id", printable(e.RequestID)), slog.Int("attempts", e.Attempts))
}

// RateLimitError is an answer 429 that was not waited out: the wait would have passed the context's deadline,
// the policy's longest wait or its number of attempts. It unwraps to the [*Error].
type RateLimitError struct {
	Rate       Rate
	RetryAfter time.Duration // until a request may be sent again, as far as the answer says
	Err        *Error
}

func (e *RateLimitError) Error() string { return e.Err.Error() }

func (e *RateLimitError) Unwrap() error { return e.Err }

// RequestError is a call that got no answer: the connection failed, the context ended, or the request was
// refused on this side. Err says why. When a request that must not be repeated was sent, the error matches
// [ErrOutcomeUnknown]; [MayHaveActed] knows of the others as well.
type RequestError struct {
	Method   string
	Path     string // the operation's path template
	Attempts int    // how often it was sent
	Err      error

	outcomeUnknown bool
	acted          bool // whether an attempt may have been carried out
}

func (e *RequestError) mayHaveActed() bool { return e.acted }

func (e *RequestError) Error() string {
	text := fmt.Sprintf("digitalocean: %s %s: %s", e.Method, e.Path, printable(e.Err.Error()))
	if e.outcomeUnknown {
		text += " (it may have been carried out)"
	}
	return text
}

func (e *RequestError) Unwrap() error { return e.Err }

// Format implements [fmt.Formatter]: each verb shows the message. Err may come from the caller's transport and hold the
// request, with the token.
func (e *RequestError) Format(f fmt.State, verb rune) { format(f, verb, e) }

// MarshalText implements [encoding.TextMarshaler], for the same reason.
func (e *RequestError) MarshalText() ([]byte, error) { return []byte(e.Error()), nil }

// Is matches [ErrOutcomeUnknown] where that is the case.
func (e *RequestError) Is(target error) bool {
	return target == ErrOutcomeUnknown && e.outcomeUnknown
}

// DecodeError is a success whose body is not what the operation answers with. It keeps the body, so that the
// ID of something just created is not lost.
type DecodeError struct {
	StatusCode int
	RequestID  string
	Method     string
	Path       string // the operation's path template
	Body       []byte // as far as it arrived
	Err        error

	reads bool // whether the call only reads
}

func (e *DecodeError) Error() string {
	return fmt.Sprintf("digitalocean: %s %s: %d: decode the answer: %s", e.Method, e.Path, e.StatusCode, printable(e.Err.Error()))
}

func (e *DecodeError) Unwrap() error { return e.Err }

func (e *DecodeError) mayHaveActed() bool { return !e.reads }

// Format implements [fmt.Formatter]: each verb shows the message.
func (e *DecodeError) Format(f fmt.State, verb rune) { format(f, verb, e) }

func format(f fmt.State, verb rune, err error) {
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), err.Error())
}

// errorBody reads the error's own name and words from a body, in the shapes that the API's products answer with:
//
//	{"id": "not_found", "message": "…", "request_id": "…"}
//	{"code": "…", "message": "…"}
//	{"error": "…", "messages": ["…"], "root_causes": ["…"]}
//	{"type": "error", "error": {"type": "…", "message": "…"}}
//
// What is not JSON gives a message only when it is short plain text.
func errorBody(body []byte, contentType string) (id, message, requestID string) {
	var fields map[string]any
	err := json.Unmarshal(body, &fields, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return "", plainText(body, contentType), ""
	}
	nested, _ := fields["error"].(map[string]any)
	id = firstText(fields["id"], fields["code"], nested["id"], nested["code"], nested["type"])
	message = firstText(fields["message"], nested["message"], fields["error"], fields["detail"])
	message = strings.Join(append(texts(message), texts(fields["messages"])...), ": ")
	return id, message, firstText(fields["request_id"], nested["request_id"])
}

// firstText returns the first of the values that is a text or a number.
func firstText(values ...any) string {
	for _, v := range values {
		if t := texts(v); len(t) > 0 {
			return t[0]
		}
	}
	return ""
}

func texts(value any) []string {
	switch v := value.(type) {
	case string:
		if v != "" {
			return []string{v}
		}
	case float64:
		return []string{strconv.FormatFloat(v, 'f', -1, 64)}
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, texts(item)...)
		}
		return all
	}
	return nil
}

const longestPlainMessage = 300

func plainText(body []byte, contentType string) string {
	text := bytes.TrimSpace(body)
	if strings.Contains(contentType, "html") || bytes.HasPrefix(text, []byte("<")) || len(text) > longestPlainMessage || !utf8.Valid(text) {
		return ""
	}
	return string(text)
}

// printable makes a server's words safe for a terminal and a log line.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
}
