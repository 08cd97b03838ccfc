package digitalocean_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/dosdk/digitalocean"
)

func TestNewRefuses(t *testing.T) {
	valid := digitalocean.DefaultRetryPolicy
	valid.MaxAttempts = -1
	for _, c := range []struct {
		name  string
		token string
		opts  []digitalocean.Option
		want  string
	}{
		{"an empty token", "", nil, "the token is empty"},
		{"a blank token", " \n", nil, "the token is empty"},
		{"a token of two lines", "one\ntwo", nil, "no token has"},
		{"plain http", "t", []digitalocean.Option{digitalocean.WithBaseURL("http://api.example.com")}, "clear text"},
		{"a host that looks like loopback", "t", []digitalocean.Option{digitalocean.WithBaseURL("http://127.0.0.1.example.com")}, "clear text"},
		{"no scheme", "t", []digitalocean.Option{digitalocean.WithBaseURL("api.digitalocean.com")}, "not an https address"},
		{"another scheme", "t", []digitalocean.Option{digitalocean.WithBaseURL("ftp://api.digitalocean.com")}, "not an https address"},
		{"an empty address", "t", []digitalocean.Option{digitalocean.WithBaseURL("")}, "not an https address"},
		{"a user in the address", "t", []digitalocean.Option{digitalocean.WithBaseURL("https://me:secret@api.digitalocean.com")}, "holds a user"},
		{"a query in the address", "t", []digitalocean.Option{digitalocean.WithBaseURL("https://api.digitalocean.com?x=1")}, "holds a query"},
		{"an address that is none", "t", []digitalocean.Option{digitalocean.WithBaseURL("https://[::1")}, "cannot be parsed"},
		{"no http client", "t", []digitalocean.Option{digitalocean.WithHTTPClient(nil)}, "the client is nil"},
		{"no logger", "t", []digitalocean.Option{digitalocean.WithLogger(nil)}, "the logger is nil"},
		{"no body", "t", []digitalocean.Option{digitalocean.WithMaxBody(0)}, "not a size"},
		{"negative attempts", "t", []digitalocean.Option{digitalocean.WithRetryPolicy(valid)}, "negative"},
		{"a split header", "t", []digitalocean.Option{digitalocean.WithUserAgent("x\r\nX-Evil: 1")}, "control character"},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, err := digitalocean.New(c.token, c.opts...)
			require.ErrorContains(t, err, c.want)
			require.NotContains(t, err.Error(), "secret")
			require.Nil(t, client)
		})
	}
}

func TestNewAccepts(t *testing.T) {
	for _, address := range []string{"http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:80", "https://proxy.example.com/do/"} {
		_, err := digitalocean.New("t", digitalocean.WithBaseURL(address))
		require.NoError(t, err, address)
	}
	_, err := digitalocean.New("t", digitalocean.WithBaseURL("http://proxy.example.com"), digitalocean.WithPlainHTTP())
	require.NoError(t, err)
}

func TestNewFromEnv(t *testing.T) {
	var token, path string
	handler := func(w http.ResponseWriter, r *http.Request) {
		token, path = r.Header.Get("Authorization"), r.URL.Path
		fmt.Fprint(w, `{"account": {"email": "sammy@example.com"}}`)
	}
	address := serverURL(t, handler)
	t.Setenv("DIGITALOCEAN_TOKEN", "")
	t.Setenv("DIGITALOCEAN_ACCESS_TOKEN", "")
	t.Setenv("DIGITALOCEAN_API_URL", address+"/v2/")

	_, err := digitalocean.NewFromEnv()
	require.ErrorContains(t, err, "DIGITALOCEAN_TOKEN")

	for _, c := range []struct{ first, second, want string }{
		{"", "second", "Bearer second"},
		{"first", "second", "Bearer first"},
	} {
		t.Setenv("DIGITALOCEAN_TOKEN", c.first)
		t.Setenv("DIGITALOCEAN_ACCESS_TOKEN", c.second)
		client, err := digitalocean.NewFromEnv()
		require.NoError(t, err)
		_, err = client.Account.Get(t.Context())
		require.NoError(t, err)
		require.Equal(t, c.want, token)
		require.Equal(t, "/v2/account", path)
	}
}

type sourceFunc func() (*oauth2.Token, error)

func (f sourceFunc) Token() (*oauth2.Token, error) { return f() }

func TestTokenSource(t *testing.T) {
	t.Run("is asked for each attempt", func(t *testing.T) {
		tokens := []string{"one", "two"}
		var seen []string
		address := serverURL(t, func(w http.ResponseWriter, r *http.Request) {
			seen = append(seen, r.Header.Get("Authorization"))
			if len(seen) == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			fmt.Fprint(w, `{"account": {}, "x": 1}`)
		})
		client, err := digitalocean.NewFromTokenSource(sourceFunc(func() (*oauth2.Token, error) {
			return &oauth2.Token{AccessToken: tokens[len(seen)]}, nil
		}), digitalocean.WithBaseURL(address), digitalocean.WithClock(&recordingClock{}))
		require.NoError(t, err)
		_, err = client.Account.Get(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{"Bearer one", "Bearer two"}, seen)
	})
	t.Run("that fails ends the call", func(t *testing.T) {
		asked := 0
		refused := errors.New("the refresh token is revoked")
		client, err := digitalocean.NewFromTokenSource(sourceFunc(func() (*oauth2.Token, error) { asked++; return nil, refused }))
		require.NoError(t, err)
		err = client.Domains.Delete(t.Context(), "example.com")
		require.ErrorIs(t, err, refused)
		require.NotErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
		require.Equal(t, 1, asked)
	})
	t.Run("that gives nothing usable", func(t *testing.T) {
		client, err := digitalocean.NewFromTokenSource(oauth2.StaticTokenSource(&oauth2.Token{}))
		require.NoError(t, err)
		_, err = client.Account.Get(t.Context())
		require.ErrorContains(t, err, "the token is empty")
	})
	t.Run("that is nil", func(t *testing.T) {
		_, err := digitalocean.NewFromTokenSource(nil)
		require.ErrorContains(t, err, "the token source is nil")
	})
}

// transportFunc is a caller's own transport.
type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestCallersHTTPClient(t *testing.T) {
	var operations []digitalocean.Operation
	transport := transportFunc(func(r *http.Request) (*http.Response, error) {
		op, ok := digitalocean.OperationFromContext(r.Context())
		if ok {
			operations = append(operations, op)
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	callers := &http.Client{Transport: transport, Jar: jar, Timeout: time.Minute}
	before := *callers

	cookies := 0
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cookies += len(r.Cookies())
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
		fmt.Fprint(w, `{"account": {"uuid": "u"}}`)
	}, digitalocean.WithHTTPClient(callers), digitalocean.WithUserAgent("my-tool/1.0"))

	for range 2 {
		_, err := client.Account.Get(t.Context())
		require.NoError(t, err)
	}
	require.Equal(t, []digitalocean.Operation{{Method: "GET", Path: "/v2/account"}, {Method: "GET", Path: "/v2/account"}}, operations)
	require.Equal(t, "GET /v2/account", operations[0].String())
	require.Equal(t, 1, cookies, "the caller's jar is kept")
	require.Equal(t, before.Timeout, callers.Timeout)
	require.Equal(t, before.Jar, callers.Jar)
	require.Nil(t, callers.CheckRedirect)
	require.IsType(t, transport, callers.Transport)

	_, ok := digitalocean.OperationFromContext(t.Context())
	require.False(t, ok)
}

func TestDo(t *testing.T) {
	var sent string
	var body bytes.Buffer
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sent = r.Method + " " + r.URL.RequestURI()
		body.Reset()
		_, _ = body.ReadFrom(r.Body)
		fmt.Fprint(w, `{"thing": {"id": 7}}`)
	})
	t.Run("decodes the answer", func(t *testing.T) {
		var out struct {
			Thing struct{ ID int64 } `json:"thing"`
		}
		err := client.Do(t.Context(), "POST", "/v2/things/a%2Fb?x=1&x=2", map[string]string{"name": "n"}, &out)
		require.ErrorIs(t, err, nil)
		require.Equal(t, "POST /v2/things/a%2Fb?x=1&x=2", sent)
		require.JSONEq(t, `{"name": "n"}`, body.String())
	})
	t.Run("keeps the raw answer", func(t *testing.T) {
		var raw []byte
		require.NoError(t, client.Do(t.Context(), "GET", "/v2/things", nil, &raw))
		require.JSONEq(t, `{"thing": {"id": 7}}`, string(raw))
	})
	t.Run("drops the answer", func(t *testing.T) {
		require.NoError(t, client.Do(t.Context(), "DELETE", "/v2/things/1", nil, nil))
		require.Equal(t, "DELETE /v2/things/1", sent)
	})
	for _, path := range []string{"", "v2/things", "//evil.example/v2", "https://evil.example/v2", "/v2/../x", "/v2/%2e%2e/x", "/v2/%zz"} {
		t.Run("refuses "+path, func(t *testing.T) {
			sent = ""
			require.ErrorIs(t, client.Do(t.Context(), "GET", path, nil, nil), digitalocean.ErrInvalidArgument)
			require.Empty(t, sent)
		})
	}
	t.Run("refuses an out that cannot be filled", func(t *testing.T) {
		sent = ""
		require.ErrorIs(t, client.Do(t.Context(), "POST", "/v2/things", nil, struct{}{}), digitalocean.ErrInvalidArgument)
		require.Empty(t, sent)
	})
}

func TestCallOptions(t *testing.T) {
	var header http.Header
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		header = r.Header
		w.Header().Set("X-Request-Id", "r-1")
		fmt.Fprint(w, `{"account": {"uuid": "u"}}`)
	}, digitalocean.WithUserAgent("my-tool/1.0"))

	_, err := client.Account.Get(t.Context(), digitalocean.WithHeader("x-trace", "1"), digitalocean.WithHeader("Authorization", "Bearer other"))
	require.NoError(t, err)
	require.Equal(t, "1", header.Get("X-Trace"))
	require.Equal(t, "Bearer "+testToken, header.Get("Authorization"))
	require.Equal(t, "application/json", header.Get("Accept"))
	require.Equal(t, "dosdk-digitalocean/"+digitalocean.Version+" my-tool/1.0", header.Get("User-Agent"))

	for name, value := range map[string]string{"X-Split": "a\r\nb", "bad name": "x", "": "x"} {
		header = nil
		_, err = client.Account.Get(t.Context(), digitalocean.WithHeader(name, value))
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		require.Nil(t, header, "nothing is sent")
	}
}

func TestNoTokenIsShown(t *testing.T) {
	var logged bytes.Buffer
	echo := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", r.Header.Get("Authorization"))
		if r.URL.Path != "/v2/account" {
			w.WriteHeader(http.StatusBadRequest)
		}
		fmt.Fprintf(w, `{"id": %q, "message": "headers: %s"}`, r.Header.Get("Authorization"), r.Header)
	}
	client := serve(t, echo, digitalocean.WithLogger(slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))))

	var resp digitalocean.Response
	_, decodeErr := client.Account.Get(t.Context(), digitalocean.WithResponse(&resp))
	require.IsType(t, new(digitalocean.DecodeError), decodeErr)
	apiErr := client.Domains.Delete(t.Context(), "example.com", digitalocean.WithResponse(&resp))
	require.ErrorIs(t, apiErr, digitalocean.ErrBadRequest)

	for _, value := range []any{client, *client.Domains, client.Domains, decodeErr, apiErr, resp} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			require.NotContains(t, fmt.Sprintf(verb, value), testToken, "%s of %T", verb, value)
		}
		text, err := json.Marshal(value)
		require.NoError(t, err)
		require.NotContains(t, string(text), testToken)
	}
	apiError, _ := errors.AsType[*digitalocean.Error](apiErr)
	require.NotContains(t, string(apiError.Body), testToken)
	decodeError, _ := errors.AsType[*digitalocean.DecodeError](decodeErr)
	require.NotContains(t, string(decodeError.Body), testToken)
	slog.New(slog.NewJSONHandler(&logged, nil)).Error("failed", "err", apiErr, "client", client)
	require.NotContains(t, logged.String(), testToken)
	require.Contains(t, logged.String(), "/v2/domains/{domain_name}")
}

func TestSecret(t *testing.T) {
	type keys struct {
		Key digitalocean.Secret `json:"key"`
	}
	holder := keys{digitalocean.NewSecret("hunter2")}
	hiding := struct {
		hidden  keys
		pointer *keys
		list    []*keys
	}{holder, &holder, []*keys{&holder}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		require.NotContains(t, fmt.Sprintf(verb, holder), "hunter2", verb)
		require.NotContains(t, fmt.Sprintf(verb, &holder), "hunter2", verb)
		require.NotContains(t, fmt.Sprintf(verb, holder.Key), "68756e74657232", verb)
		require.NotContains(t, fmt.Sprintf(verb, hiding), "hunter2", verb)
		require.NotContains(t, fmt.Sprintf(verb, &hiding), "hunter2", verb)
	}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("made", "key", holder.Key, "holder", holder)
	require.NotContains(t, logged.String(), "hunter2")
	text, err := json.Marshal(holder)
	require.NoError(t, err)
	require.JSONEq(t, `{"key": "hunter2"}`, string(text))
	require.Equal(t, "hunter2", holder.Key.Reveal())
	var read keys
	require.NoError(t, json.Unmarshal(text, &read))
	require.Equal(t, holder, read)
	require.True(t, read.Key == holder.Key)
	require.True(t, digitalocean.NewSecret("").IsZero())
}

func TestGuardKeepsTheTokenAtHome(t *testing.T) {
	stolen := 0
	thief := serverURL(t, func(w http.ResponseWriter, r *http.Request) { stolen++ })
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, method := range []string{"GET", "POST", "DELETE"} {
			t.Run(fmt.Sprint(method, status), func(t *testing.T) {
				asked := 0
				client := serve(t, func(w http.ResponseWriter, r *http.Request) {
					asked++
					w.Header().Set("Location", thief+r.URL.Path)
					w.WriteHeader(status)
				})
				err := client.Do(t.Context(), method, "/v2/droplets/1", nil, nil)
				apiError, ok := errors.AsType[*digitalocean.Error](err)
				require.True(t, ok)
				require.Equal(t, status, apiError.StatusCode)
				require.Equal(t, 1, asked)
				require.Zero(t, stolen)
			})
		}
	}
}

func TestLoggerGetsOneLineForEachAttempt(t *testing.T) {
	var logged bytes.Buffer
	attempts := 0
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", fmt.Sprint("r-", attempts))
		if attempts++; attempts == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, `{"droplet": {"id": 3}}`)
	}, digitalocean.WithClock(&recordingClock{}),
		digitalocean.WithLogger(slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	_, err := client.Actions.Get(t.Context(), 3)
	require.ErrorContains(t, err, `no "action"`)
	lines := strings.Split(strings.TrimSpace(logged.String()), "\n")
	require.Len(t, lines, 3)
	require.Contains(t, lines[0], `level=DEBUG msg="digitalocean request" method=GET path=/v2/actions/{action_id} attempt=1 status=502 request_id=r-0`)
	require.Contains(t, lines[1], `level=WARN msg="digitalocean retry" method=GET path=/v2/actions/{action_id} attempt=1 status=502`)
	require.Contains(t, lines[2], `attempt=2 status=200 request_id=r-1`)
}

func TestContextEndsTheCall(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := client.Domains.Delete(ctx, "example.com")
	require.ErrorIs(t, err, context.Canceled)
	require.EqualError(t, err, "digitalocean: DELETE /v2/domains/{domain_name}: context canceled")
}

// serverURL starts a server and returns its address.
func serverURL(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}
