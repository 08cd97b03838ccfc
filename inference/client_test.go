package inference_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/inference"
)

func TestNew(t *testing.T) {
	for name, make := range map[string]func() (any, error){
		"no key":               func() (any, error) { return inference.New(" ") },
		"a key with a newline": func() (any, error) { return inference.New("sk-\nx") },
		"clear text":           func() (any, error) { return inference.New(testKey, digitalocean.WithBaseURL("http://example.com")) },
		"no agent":             func() (any, error) { return inference.NewAgent(" ", testKey) },
		"an agent without key": func() (any, error) { return inference.NewAgent("a.agents.do-ai.run", "") },
		"an agent with a user": func() (any, error) { return inference.NewAgent("https://u:p@a.agents.do-ai.run", testKey) },
	} {
		t.Run(name, func(t *testing.T) {
			client, err := make()
			require.Error(t, err)
			require.Empty(t, client)
		})
	}
}

func TestHosts(t *testing.T) {
	var asked *http.Request
	seen := digitalocean.WithHTTPClient(&http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		asked = r
		return answer(r, 200, strings.NewReader(`{"id": "c", "data": []}`)), nil
	})})
	client, err := inference.New(testKey, seen)
	require.NoError(t, err)
	_, err = client.Models.List(t.Context())
	require.NoError(t, err)
	require.Equal(t, "https://inference.do-ai.run/v1/models", asked.URL.String())
	require.Equal(t, "Bearer "+testKey, asked.Header.Get("Authorization"))

	for _, address := range []string{"abc.agents.do-ai.run", "https://abc.agents.do-ai.run", "https://abc.agents.do-ai.run/", "https://abc.agents.do-ai.run/api/v1/"} {
		agent, err := inference.NewAgent(address, testKey, seen)
		require.NoError(t, err)
		_, err = agent.ChatCompletions.Create(t.Context(), question)
		require.NoError(t, err)
		require.Equal(t, "https://abc.agents.do-ai.run/api/v1/chat/completions?agent=true", asked.URL.String())
	}
	op, _ := digitalocean.OperationFromContext(asked.Context())
	require.Equal(t, "POST /api/v1/chat/completions", op.String())

	client, err = inference.New(testKey, seen, digitalocean.WithBaseURL("https://proxy.example/ai"))
	require.NoError(t, err)
	var out map[string]any
	require.NoError(t, client.Do(t.Context(), "GET", "/v1/async-invoke/{request_id}", nil, &out, digitalocean.WithArguments("a/b")))
	require.Equal(t, "https://proxy.example/ai/v1/async-invoke/a%2Fb", asked.URL.String())
}

// A model may think for minutes before it answers, and no limiter holds back the calls of many goroutines.
func TestDefaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		client := over(t, func(r *http.Request) (*http.Response, error) {
			if calls++; calls <= 300 {
				return answer(r, 200, strings.NewReader(`{"id": "c"}`)), nil
			}
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		began := time.Now()
		for range 300 {
			_, err := client.ChatCompletions.Create(t.Context(), question)
			require.NoError(t, err)
		}
		require.Zero(t, time.Since(began))
		_, err := client.ChatCompletions.Create(t.Context(), question)
		require.ErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
		require.Equal(t, inference.DefaultAttemptTimeout, time.Since(began))
	})
}

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		status      int
		body        string
		id, message string
		is          error
	}{
		"of DigitalOcean":   {401, `{"id": "unauthorized", "message": "Unable to authenticate you."}`, "unauthorized", "Unable to authenticate you.", digitalocean.ErrUnauthorized},
		"of messages":       {400, `{"type": "error", "error": {"type": "invalid_request_error", "message": "max_tokens must be positive"}}`, "invalid_request_error", "max_tokens must be positive", digitalocean.ErrBadRequest},
		"with a type":       {404, `{"error": {"message": "no such model", "type": "not_found_error", "code": null, "param": null}}`, "not_found_error", "no such model", digitalocean.ErrNotFound},
		"with a code":       {429, `{"error": {"message": "slow down", "type": "requests", "code": "rate_limit_exceeded"}}`, "rate_limit_exceeded", "slow down", digitalocean.ErrRateLimited},
		"flat, with a code": {422, `{"object": "error", "message": "too long", "type": "BadRequestError", "code": 422}`, "422", "too long", digitalocean.ErrUnprocessable},
		"with a text":       {403, `{"error": "the key may not do this"}`, "", "the key may not do this", digitalocean.ErrForbidden},
		"with a detail":     {500, `{"detail": "Internal error"}`, "", "Internal error", digitalocean.ErrServer},
		"of a gateway":      {502, `<html><body>Bad gateway</body></html>`, "", "", digitalocean.ErrServer},
	} {
		t.Run(name, func(t *testing.T) {
			client := answering(t, c.status, c.body)
			_, err := client.Messages.Create(t.Context(), &inference.MessageRequest{Model: "m"})
			_, streamed := read(client.Messages.CreateStream(t.Context(), &inference.MessageRequest{Model: "m"}))
			for _, err := range []error{err, streamed} {
				require.ErrorIs(t, err, c.is)
				e, ok := errors.AsType[*digitalocean.Error](err)
				require.True(t, ok)
				require.Equal(t, []any{c.status, c.id, c.message, "/v1/messages"}, []any{e.StatusCode, e.ID, e.Message, e.Path})
			}
		})
	}
}

func TestNilRequestsAreRefused(t *testing.T) {
	client := over(t, func(*http.Request) (*http.Response, error) { panic("it is sent") })
	_, err := client.ChatCompletions.Create(t.Context(), nil)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	_, err = read(client.ChatCompletions.CreateStream(t.Context(), nil))
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	_, err = client.Batches.Create(t.Context(), nil)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
}

// Whatever an argument holds, it is one segment of the path.
func TestHostileArguments(t *testing.T) {
	var path string
	client := over(t, func(r *http.Request) (*http.Response, error) {
		path = r.URL.EscapedPath()
		return answer(r, 404, http.NoBody), nil
	})
	for _, id := range []string{"", ".", ".."} {
		_, err := client.Batches.Get(t.Context(), id)
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		_, err = client.Batches.Cancel(t.Context(), id)
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		_, err = read(client.Batches.Results(t.Context(), id))
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		require.Empty(t, path)
	}
	for id, want := range map[string]string{"a/b": "a%2Fb", "../batches": "..%2Fbatches", "?x=1": "%3Fx=1", "#": "%23", "{other}": "%7Bother%7D"} {
		_, err := client.Batches.Get(t.Context(), id)
		require.ErrorIs(t, err, digitalocean.ErrNotFound)
		require.Equal(t, "/v1/batches/"+want, path)
		require.Contains(t, err.Error(), "/v1/batches/{batch_id}: 404")
	}
}

// The key is handed back wherever it can be, and not shown anywhere.
func TestNoKeyIsShown(t *testing.T) {
	var logged bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var shown []any
	for _, body := range []string{
		`{"error": {"message": "KEY", "code": "KEY"}}`, `data: {"error": {"message": "KEY", "code": "KEY"}}` + "\n\n", "data: KEY\n\n", "{KEY",
		"event: error\ndata: KEY\n\n", `data: {"id": 1, "KEY": 2}` + "\n\n",
	} {
		for _, status := range []int{200, 400} {
			client := over(t, func(r *http.Request) (*http.Response, error) {
				body := strings.ReplaceAll(body, "KEY", r.Header.Get("Authorization"))
				return answer(r, status, strings.NewReader(body)), nil
			}, digitalocean.WithLogger(logger))
			_, err := read(client.ChatCompletions.CreateStream(t.Context(), question))
			require.Error(t, err)
			shown = append(shown, client, *client.ChatCompletions, client.Batches)
			for ; err != nil; err = errors.Unwrap(err) {
				shown = append(shown, err)
			}
		}
	}
	agent, err := inference.NewAgent("a.agents.do-ai.run", testKey)
	require.NoError(t, err)
	shown = append(shown, agent, agent.ChatCompletions,
		&inference.BatchFile{UploadURL: digitalocean.NewSecret(testKey)}, inference.BatchResults{OutputFileURL: digitalocean.NewSecret(testKey), ErrorFileURL: digitalocean.NewSecret(testKey)})
	for _, value := range shown {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			text := fmt.Sprintf(verb, value)
			require.NotContains(t, text, testKey, "%s of %T", verb, value)
			require.NotContains(t, text, fmt.Sprintf("%x", testKey), "%s of %T", verb, value)
		}
		logger.Error("failed", "value", value)
		if err, ok := value.(error); ok {
			text, _ := json.Marshal(err)
			require.NotContains(t, string(text), testKey)
		}
		if e, ok := value.(*inference.StreamError); ok {
			require.NotContains(t, string(e.Data), testKey)
		}
	}
	logged.Reset() // JSON of what holds an address has it: it is data
	logger.Info("clients", "client", agent)
	require.NotContains(t, logged.String(), testKey)
}

// A redirect would take the key to another host.
func TestRedirectsAreNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was followed") }))
	defer elsewhere.Close()
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	client, err := inference.New(testKey, digitalocean.WithBaseURL(server.URL), once)
	require.NoError(t, err)
	_, err = read(client.ChatCompletions.CreateStream(t.Context(), question))
	e, ok := errors.AsType[*digitalocean.Error](err)
	require.True(t, ok)
	require.Equal(t, http.StatusTemporaryRedirect, e.StatusCode)
}
