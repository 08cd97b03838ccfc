package digitalocean_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/dosdk/digitalocean"
)

// echo answers with the request's Authorization wherever format has a %s.
func echo(format string) fault {
	return func(conn net.Conn, req *http.Request, _ int) bool {
		_, _ = io.WriteString(conn, strings.ReplaceAll(format, "%s", req.Header.Get("Authorization")))
		return false
	}
}

// echoed answers with a status and a body that holds the request's Authorization.
func echoed(status int, body string) fault {
	return echo(statusLine(status) + "X-Request-Id: %s\r\nX-Echo: %s\r\nConnection: close\r\n\r\n" + body)
}

// leaks are servers, transports and sources of tokens that hand the token back wherever they can.
var leaks = map[string]struct {
	fault fault
	opts  []digitalocean.Option
}{
	"in an error":                    {fault: echoed(400, `{"id": "%s", "message": "%s", "request_id": "%s"}`)},
	"in an error of one line":        {fault: echoed(400, `no such token: %s`)},
	"in an error that is cut off":    {fault: echoed(400, strings.Repeat("x", 64<<10-len("Bearer "+testToken)+1)+"%s, you said")},
	"in an error of a rate limit":    {fault: echoed(429, `{"id": "%s", "message": "%s"}`), opts: once},
	"in a server's error":            {fault: echoed(503, `<html>%s</html>`)},
	"in a value of the wrong type":   {fault: echoed(200, `{"account": {"droplet_limit": "%s"}}`)},
	"in a time":                      {fault: echoed(200, `{"action": {"started_at": "%s"}, "account": {"team": "%s"}}`)},
	"in a name":                      {fault: echoed(200, `{"%s": 1}`)},
	"in a success that is cut off":   {fault: echo(partHead + "Content-Length: 4000\r\n\r\n" + `{"account": {"uuid": "%s`)},
	"in the status line":             {fault: echo("HTTP/1.1 %s\r\n\r\n")},
	"in a header that is none":       {fault: echo("HTTP/1.1 200 OK\r\n%s\r\n\r\n")},
	"in a header with a bad length":  {fault: echo("HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n")},
	"in a place to go":               {fault: echo("HTTP/1.1 302 Found\r\nLocation: http://[%s\r\nContent-Length: 0\r\n\r\n")},
	"in a transport's error":         {fault: healthy, opts: quoting},
	"in a transport's error's field": {fault: healthy, opts: []digitalocean.Option{digitalocean.WithHTTPClient(&http.Client{Transport: transportFunc(failingWithRequest)})}},
}

var once = []digitalocean.Option{digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1})}

var quoting = []digitalocean.Option{digitalocean.WithHTTPClient(&http.Client{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("cannot send %v", r.Header)
})})}

// requestFailed is an error that holds more than it says.
type requestFailed struct{ Header http.Header }

func (requestFailed) Error() string { return "failed" }

func failingWithRequest(r *http.Request) (*http.Response, error) { return nil, requestFailed{r.Header} }

// TestFaultNoTokenIsShown has the token handed back in every way, and looks for it in all that a program may print.
func TestFaultNoTokenIsShown(t *testing.T) {
	for name, leak := range leaks {
		t.Run(name, func(t *testing.T) {
			var logged bytes.Buffer
			logger := slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
			client := wired(t, newWire(t, leak.fault), append([]digitalocean.Option{
				digitalocean.WithClock(&recordingClock{}), digitalocean.WithLogger(logger),
			}, leak.opts...)...)
			var resp digitalocean.Response
			failed := 0
			for _, err := range []error{
				func() error { _, err := client.Account.Get(t.Context(), digitalocean.WithResponse(&resp)); return err }(),
				func() error { _, err := client.Actions.Get(t.Context(), 1); return err }(),
				func() error { _, err := client.Domains.List(nil).Collect(t.Context()); return err }(),
				postThing(t.Context(), client),
			} {
				if err != nil {
					failed++
				}
				for ; err != nil; err = errors.Unwrap(err) {
					if _, foreign := err.(requestFailed); foreign {
						break // what the caller's own transport made
					}
					requireNoToken(t, err)
					require.NotContains(t, string(bodyOf(err)), secretPart)
					logger.Error("failed", "err", err)
				}
			}
			require.Positive(t, failed)
			requireNoToken(t, resp)
			require.NotContains(t, logged.String(), secretPart)
		})
	}
}

// secretPart is what must not be seen of the token, not even that.
var secretPart = testToken[:len(testToken)-4]

func requireNoToken(t *testing.T, value any) {
	t.Helper()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		text := fmt.Sprintf(verb, value)
		require.NotContains(t, text, secretPart, "%s of %T", verb, value)
		require.NotContains(t, text, fmt.Sprintf("%x", secretPart), "%s of %T", verb, value)
	}
	text, err := json.Marshal(value)
	if err == nil {
		require.NotContains(t, string(text), secretPart, "JSON of %T", value)
	}
}

// What holds the client shows no token either.
func TestFaultNothingExportedShowsTheToken(t *testing.T) {
	client := wired(t, newWire(t, healthy))
	requireNoToken(t, client)
	requireNoToken(t, client.Domains.List(nil))
	requireNoToken(t, *client.Domains.List(nil))
	requireNoToken(t, digitalocean.WithHeader("Authorization", testToken))
	requireNoToken(t, struct{ C *digitalocean.Client }{client})
	requireNoToken(t, []any{client, client.Domains, *client.Domains})
	services := reflect.ValueOf(client).Elem()
	for i := range services.NumField() {
		if services.Type().Field(i).IsExported() {
			requireNoToken(t, services.Field(i).Interface())
			requireNoToken(t, services.Field(i).Elem().Interface())
		}
	}
	_, err := digitalocean.New(testToken, digitalocean.WithBaseURL("https://"+testToken+":x@api.digitalocean.com/%zz"))
	requireNoToken(t, err)
	_, err = digitalocean.New(testToken + "\n" + testToken)
	requireNoToken(t, err)
}

func TestFaultPanicShowsNoToken(t *testing.T) {
	client := wired(t, newWire(t, healthy), digitalocean.WithHTTPClient(&http.Client{Transport: transportFunc(func(*http.Request) (*http.Response, error) {
		panic("out of luck")
	})}))
	defer func() {
		require.Equal(t, "out of luck", recover())
		require.NotContains(t, string(debug.Stack()), secretPart)
	}()
	_ = getThing(t.Context(), client)
}

// No redirect is followed, wherever it leads; so that a DELETE never becomes a GET that succeeds.
func TestFaultRedirects(t *testing.T) {
	thief := newWire(t, healthy)
	for name, location := range map[string]string{
		"another port":        thief.url() + "/v2/droplets",
		"another scheme":      "https://" + thief.listener.Addr().String() + "/",
		"the same host":       "/v2/droplets",
		"no scheme":           "//" + thief.listener.Addr().String() + "/",
		"a user":              "http://me:secret@" + thief.listener.Addr().String() + "/",
		"an address for mail": "mailto:me@example.com",
		"no address":          "http://[::1",
		"nowhere":             "",
	} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			for _, k := range kinds {
				t.Run(fmt.Sprint(name, "/", status, "/", k.name), func(t *testing.T) {
					server := newWire(t, asking(status, "Location", location))
					err := k.call(t.Context(), wired(t, server, digitalocean.WithClock(&recordingClock{})))
					require.Equal(t, statusError(status), classify(err))
					require.EqualValues(t, 1, server.seen.Load())
				})
			}
		}
	}
	require.Zero(t, thief.seen.Load())
}

// An absolute URL in an answer is data: nothing follows it.
func TestFaultURLsInAnswersAreNotFollowed(t *testing.T) {
	thief := newWire(t, healthy)
	href := thief.url() + "/v2/actions/1"
	action := `{"action": {"id": 1, "status": "completed"}, "links": {"actions": [{"id": 1, "rel": "create", "href": "` + href + `"}], "pages": {"next": "` + href + `"}}}`
	client := wired(t, newWire(t, answer(200, nil, action)))
	_, err := client.Actions.Wait(t.Context(), 1)
	require.NoError(t, err)
	require.Zero(t, thief.seen.Load())
}

func TestFaultHeadersCannotMoveTheRequest(t *testing.T) {
	var host, proxy string
	server := newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
		host, proxy = req.Host, req.Header.Get("Authorization")
		return healthy(conn, req, n)
	})
	require.NoError(t, wired(t, server).Do(t.Context(), "GET", thingPath, nil, nil,
		digitalocean.WithHeader("Host", "evil.example"), digitalocean.WithHeader("authorization", "Bearer other")))
	require.Equal(t, server.listener.Addr().String(), host)
	require.Equal(t, "Bearer "+testToken, proxy)
}

// A token source's own failure, whatever it says, does not show a token that was handed out before.
func TestFaultTokenSourceThatQuotes(t *testing.T) {
	asked := 0
	source := sourceFunc(func() (*oauth2.Token, error) {
		if asked++; asked > 1 {
			return nil, errors.New("cannot refresh " + testToken)
		}
		return &oauth2.Token{AccessToken: testToken}, nil
	})
	client, err := digitalocean.NewFromTokenSource(source, digitalocean.WithBaseURL(newWire(t, healthy).url()))
	require.NoError(t, err)
	require.NoError(t, getThing(t.Context(), client))
	err = getThing(t.Context(), client)
	require.ErrorContains(t, err, "cannot refresh [redacted]")
	requireNoToken(t, err)
}

// What a server says reaches a terminal without its control characters.
func TestFaultErrorsArePrintable(t *testing.T) {
	const rude = "\x1b]0;owned\x07\x1b[31m\u202e\u0085"
	for name, f := range map[string]fault{
		"an error":         asking(404, "X-Request-Id", "r"),
		"a message":        answer(404, nil, `{"id": "a\u001b[31m", "message": "b\u0007\u202e\r\n", "request_id": "\u001b"}`),
		"plain text":       answer(404, nil, rude),
		"a status line":    write("HTTP/1.1 " + rude + "\r\n\r\n"),
		"a header":         write("HTTP/1.1 200 OK\r\n" + rude + "\r\n\r\n"),
		"a name in a body": answer(200, nil, `{"`+strings.ReplaceAll(rude, "\x1b", `\u001b`)+`": tru}`),
		"a next link":      answer(200, nil, `{"domains": [], "links": {"pages": {"next": "http://\u001b/\u001b"}}}`),
		"another list":     answer(200, nil, `{"domains": [], "links": {"pages": {"next": "/\u202e"}}}`),
		"a circle":         answer(200, nil, `{"domains": [], "links": {"pages": {"next": "?page=1&per_page=200&x=%1b"}}}`),
		"an errored thing": answer(200, nil, `{"action": {"id": 1, "status": "errored", "type": "\u001b", "resource_type": "\u001b"}}`),
	} {
		t.Run(name, func(t *testing.T) {
			client := wired(t, newWire(t, f), digitalocean.WithClock(&recordingClock{}))
			_, err := client.Domains.List(nil).Collect(t.Context())
			require.Error(t, err)
			_, getErr := client.Actions.Wait(t.Context(), 1)
			for _, err := range []error{err, getErr} {
				if err != nil {
					require.False(t, strings.ContainsFunc(err.Error(), func(r rune) bool { return !unicode.IsPrint(r) }), "%q", err)
				}
			}
		})
	}
}
