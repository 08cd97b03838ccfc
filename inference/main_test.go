package inference_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/inference"
)

const testKey = "sk-do-test-0123456789"

var once = digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1})

// transport answers in memory.
type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

// over returns a client whose requests go to a transport.
func over(t *testing.T, transport transport, opts ...digitalocean.Option) *inference.Client {
	t.Helper()
	client, err := inference.New(testKey, append([]digitalocean.Option{digitalocean.WithHTTPClient(&http.Client{Transport: transport}), once}, opts...)...)
	require.NoError(t, err)
	return client
}

// answering returns a client that gets the same answer each time.
func answering(t *testing.T, status int, body string) *inference.Client {
	t.Helper()
	return over(t, func(r *http.Request) (*http.Response, error) { return answer(r, status, strings.NewReader(body)), nil })
}

func answer(r *http.Request, status int, body io.Reader) *http.Response {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(body), Request: r, ContentLength: -1}
}

var question = &inference.ChatCompletionRequest{Model: "m", Messages: []inference.ChatMessage{{Role: inference.ChatUser, Content: "Hi"}}}

// read reads a sequence to its end.
func read[T any](sequence func(yield func(T, error) bool)) (values []T, err error) {
	for value, failed := range sequence {
		if failed != nil {
			if err != nil {
				return nil, errors.New("two errors")
			}
			err = failed
			continue
		}
		if err != nil {
			return nil, errors.New("a value after an error")
		}
		values = append(values, value)
	}
	return values, err
}
