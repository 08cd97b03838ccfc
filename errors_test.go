package digitalocean_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestErrorBodies(t *testing.T) {
	for _, c := range []struct {
		name, contentType, body string
		id, message, requestID  string
	}{
		{"the documented shape", "application/json", `{"id": "forbidden", "message": "You do not have access.", "request_id": "b-1"}`, "forbidden", "You do not have access.", "b-1"},
		{"without a request ID", "application/json", `{"id": "forbidden", "message": "No."}`, "forbidden", "No.", "h-1"},
		{"a code", "application/json", `{"code": "invalid_argument", "message": "name is empty"}`, "invalid_argument", "name is empty", "h-1"},
		{"a numeric code", "application/json", `{"code": 3, "message": "name is empty"}`, "3", "name is empty", "h-1"},
		{"root causes", "application/json", `{"error": "invalid tag", "messages": ["too long", "bad rune"], "root_causes": []}`, "", "invalid tag: too long: bad rune", "h-1"},
		{"root causes without messages", "application/json", `{"error": "invalid tag", "messages": null, "root_causes": []}`, "", "invalid tag", "h-1"},
		{"a nested error", "application/json", `{"type": "error", "error": {"type": "invalid_request_error", "message": "max_tokens is missing"}}`, "invalid_request_error", "max_tokens is missing", "h-1"},
		{"odd types", "application/json", `{"id": ["a"], "message": {"text": "x"}, "request_id": 5}`, "a", "", "5"},
		{"a duplicate name", "application/json", `{"id": "a", "id": "b", "message": "m"}`, "b", "m", "h-1"},
		{"an empty object", "application/json", `{}`, "", "", "h-1"},
		{"an empty body", "application/json", ``, "", "", "h-1"},
		{"null", "application/json", `null`, "", "", "h-1"},
		{"a page of a gateway", "text/html", "<html><title>502 Bad Gateway</title></html>", "", "", "h-1"},
		{"a page that says it is JSON", "application/json", "<html>", "", "", "h-1"},
		{"a short text", "text/plain", "upstream connect error\n", "", "upstream connect error", "h-1"},
		{"a long text", "text/plain", strings.Repeat("x", 1000), "", "", "h-1"},
		{"a cut object", "application/json", `{"id": "x", "mess`, "", `{"id": "x", "mess`, "h-1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", c.contentType)
				w.Header().Set("X-Request-Id", "h-1")
				w.WriteHeader(http.StatusForbidden)
				fmt.Fprint(w, c.body)
			})
			_, err := client.Account.Get(t.Context())
			require.ErrorIs(t, err, digitalocean.ErrForbidden)
			got, ok := errors.AsType[*digitalocean.Error](err)
			require.True(t, ok)
			require.Equal(t, []string{c.id, c.message, c.requestID}, []string{got.ID, got.Message, got.RequestID})
			require.Equal(t, c.body, string(got.Body))
			require.Contains(t, err.Error(), "digitalocean: GET /v2/account: 403 ")
		})
	}
}

func TestErrorSentinels(t *testing.T) {
	sentinels := map[int]error{
		400: digitalocean.ErrBadRequest, 401: digitalocean.ErrUnauthorized, 403: digitalocean.ErrForbidden, 404: digitalocean.ErrNotFound,
		409: digitalocean.ErrConflict, 410: digitalocean.ErrGone, 412: digitalocean.ErrPreconditionFailed, 422: digitalocean.ErrUnprocessable,
		429: digitalocean.ErrRateLimited, 500: digitalocean.ErrServer, 501: digitalocean.ErrServer, 503: digitalocean.ErrServer, 418: nil,
	}
	for status, want := range sentinels {
		_, err := answering(t, status, `{}`, digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1})).Account.Get(t.Context())
		require.Error(t, err)
		for _, sentinel := range sentinels {
			if sentinel == nil {
				continue
			}
			require.Equal(t, sentinel == want, errors.Is(err, sentinel), "%d is %v", status, sentinel)
		}
		require.NotErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
	}
}

func TestErrorIsSafeToPrint(t *testing.T) {
	_, err := answering(t, 404, `{"id": "not\u001b[31m_found", "message": "line\none\u0007\u202e", "request_id": "r\r1"}`).Account.Get(t.Context())
	require.EqualError(t, err, "digitalocean: GET /v2/account: 404 not [31m_found: line one   (request r 1)")
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Error("failed", "err", errors.Unwrap(fmt.Errorf("wrapped: %w", err)))
	require.Contains(t, logged.String(), `"err":{"method":"GET","path":"/v2/account","status":404,"id":"not [31m_found","message":"line one  ","request_id":"r 1","attempts":1}`)
}

func TestErrorBodyIsBounded(t *testing.T) {
	_, err := answering(t, 404, strings.Repeat("x", 1<<20)).Account.Get(t.Context())
	got, ok := errors.AsType[*digitalocean.Error](err)
	require.True(t, ok)
	require.Len(t, got.Body, 64<<10)
}
