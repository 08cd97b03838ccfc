package digitaloceantest

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// reply is an answer before it is sent. Its body is JSON unless header says otherwise.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// answer holds one resource under its key.
func answer(status int, name string, o *object) (reply, error) {
	return bare(status, newObject(name, o))
}

// bare is an answer without an envelope, or with several keys.
func bare(status int, o *object) (reply, error) { return reply{status: status, body: o.json()}, nil }

// list holds resources that the API does not page.
func list(status int, name string, resources []*object) (reply, error) {
	return bare(status, newObject(name, resources))
}

// empty is an answer without a body, as for 202 and 204.
func empty(status int) (reply, error) { return reply{status: status}, nil }

// apiError is a refusal. Without an id it gets the one of its status.
type apiError struct {
	status  int
	id      string
	message string
	header  http.Header
	body    []byte // in place of the usual error object
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.status, e.message) }

func notFound() error {
	return &apiError{status: http.StatusNotFound, message: "The resource you were accessing could not be found."}
}

func unprocessable(message string) error {
	return &apiError{status: http.StatusUnprocessableEntity, message: message}
}

func badRequest(message string) error {
	return &apiError{status: http.StatusBadRequest, message: message}
}

func forbidden() error {
	return &apiError{status: http.StatusForbidden, message: "You do not have access for the attempted action."}
}

func conflict(message string) error {
	return &apiError{status: http.StatusConflict, message: message}
}

func preconditionFailed(message string) error {
	return &apiError{status: http.StatusPreconditionFailed, message: message}
}

// errorReply puts an error in the API's form.
func errorReply(err error, requestID string) reply {
	var e *apiError
	if !errors.As(err, &e) {
		e = &apiError{status: http.StatusInternalServerError, message: err.Error()}
	}
	if e.body != nil {
		return reply{status: e.status, header: e.header, body: e.body}
	}
	id := e.id
	if id == "" {
		id = errorID(e.status)
	}
	o := newObject("id", id, "message", e.message, "request_id", requestID)
	return reply{status: e.status, header: e.header, body: o.json()}
}

// errorID returns the short identifier that the API gives a status, as "not_found" for 404.
func errorID(status int) string {
	switch status {
	case http.StatusInternalServerError:
		return "server_error"
	case http.StatusUnprocessableEntity:
		return "unprocessable_entity"
	}
	text := http.StatusText(status)
	if text == "" {
		return "error"
	}
	return strings.ReplaceAll(strings.ToLower(text), " ", "_")
}

// errorMessage is what a status says where nothing more is known.
func errorMessage(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "Unable to authenticate you."
	case http.StatusTooManyRequests:
		return "API Rate limit exceeded."
	case http.StatusInternalServerError:
		return "Unexpected server-side error"
	case http.StatusNotFound:
		return "The resource you were accessing could not be found."
	case http.StatusForbidden:
		return "You do not have access for the attempted action."
	}
	if text := http.StatusText(status); text != "" {
		return text + "."
	}
	return "An error occurred."
}
