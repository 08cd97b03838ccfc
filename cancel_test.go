package digitalocean_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"
	"golang.org/x/time/rate"

	"github.com/dosdk/digitalocean"
)

// stop is a place where a call waits. It tells arrived when the call is there.
type stop struct {
	name string
	call func(t *testing.T, ctx context.Context, arrived func()) error
	// What else the error matches.
	is error
}

// waitingClock tells when someone sleeps, and sleeps until the context ends.
type waitingClock struct{ arrived func() }

func (waitingClock) Now() time.Time { return time.Now() }

func (c waitingClock) Sleep(ctx context.Context, _ time.Duration) error {
	c.arrived()
	<-ctx.Done()
	return ctx.Err()
}

func getThing(ctx context.Context, c *digitalocean.Client) error {
	return c.Do(ctx, "GET", thingPath, nil, new(any))
}

func postThing(ctx context.Context, c *digitalocean.Client) error {
	return c.Do(ctx, "POST", thingPath, request, new(any))
}

// wired returns a client of a wire.
func wired(t *testing.T, w *wire, opts ...digitalocean.Option) *digitalocean.Client {
	t.Helper()
	client, err := digitalocean.New(testToken, append([]digitalocean.Option{digitalocean.WithBaseURL(w.url())}, opts...)...)
	require.NoError(t, err)
	return client
}

var stops = []stop{
	{name: "in the limiter", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		spent := asking(200, "Ratelimit-Limit", "5000", "Ratelimit-Remaining", "0", "Ratelimit-Reset", unixAfter(time.Hour))
		client := wired(t, newWire(t, spent), digitalocean.WithClock(waitingClock{arrived}))
		require.NoError(t, client.Do(ctx, "GET", thingPath, nil, nil))
		return getThing(ctx, client)
	}},
	{name: "in a shared pace", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		limiter := digitalocean.NewPacedLimiter(rate.NewLimiter(rate.Every(time.Hour), 1))
		client := wired(t, newWire(t, healthy), digitalocean.WithLimiter(limiter))
		require.NoError(t, getThing(ctx, client))
		arrived() // or about to
		return getThing(ctx, client)
	}},
	{name: "in the backoff", is: digitalocean.ErrServer, call: func(t *testing.T, ctx context.Context, arrived func()) error {
		return getThing(ctx, wired(t, newWire(t, failing(503)), digitalocean.WithClock(waitingClock{arrived})))
	}},
	{name: "in the wait that a 429 asks for", is: digitalocean.ErrRateLimited, call: func(t *testing.T, ctx context.Context, arrived func()) error {
		return postThing(ctx, wired(t, newWire(t, asking(429, "Retry-After", "60")), digitalocean.WithClock(waitingClock{arrived})))
	}},
	{name: "in the dial", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		return postThing(ctx, wired(t, newWire(t, healthy), digitalocean.WithHTTPClient(&http.Client{Transport: &http.Transport{
			DialContext: func(context.Context, string, string) (net.Conn, error) {
				arrived()
				<-t.Context().Done() // net/http lets a dial go on, for the next request
				return nil, t.Context().Err()
			},
		}})))
	}},
	{name: "in the TLS handshake", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		server := silentWire(t, arrived)
		server.secure = true
		return postThing(ctx, wired(t, server))
	}},
	{name: "before the headers", is: digitalocean.ErrOutcomeUnknown, call: func(t *testing.T, ctx context.Context, arrived func()) error {
		return postThing(ctx, wired(t, newWire(t, telling(arrived, hanging("")))))
	}},
	{name: "in the headers", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		return getThing(ctx, wired(t, newWire(t, telling(arrived, hanging("HTTP/1.1 200 OK\r\n")))))
	}},
	{name: "in the body", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		return getThing(ctx, wired(t, newWire(t, hanging(partOf100)), afterHeaders(t, arrived)))
	}},
	{name: "in an error's body", is: digitalocean.ErrNotFound, call: func(t *testing.T, ctx context.Context, arrived func()) error {
		return getThing(ctx, wired(t, newWire(t, hanging("HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n{")), afterHeaders(t, arrived)))
	}},
	{name: "in the request's body", is: digitalocean.ErrOutcomeUnknown, call: func(t *testing.T, ctx context.Context, arrived func()) error {
		return wired(t, silentWire(t, arrived)).Do(ctx, "POST", thingPath, strings.Repeat("x", 16<<20), nil)
	}},
	{name: "in a proxy's CONNECT", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		proxy := silentWire(t, arrived)
		server := newWire(t, healthy)
		server.secure = true
		return postThing(ctx, wired(t, server, digitalocean.WithHTTPClient(&http.Client{Transport: &http.Transport{Proxy: func(*http.Request) (*url.URL, error) { return url.Parse(proxy.url()) }}})))
	}},
	{name: "in a waiter", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		pending := answer(200, nil, `{"action": {"id": 1, "status": "in-progress"}}`)
		_, err := wired(t, newWire(t, pending), digitalocean.WithClock(waitingClock{arrived})).Actions.Wait(ctx, 1)
		return err
	}},
	{name: "in the pages of a Collect", call: func(t *testing.T, ctx context.Context, arrived func()) error {
		first := answer(200, nil, `{"domains": [{"name": "a"}], "links": {"pages": {"next": "/v2/domains?page=2", "last": "/v2/domains?page=9"}}, "meta": {"total": 9}}`)
		_, err := wired(t, newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
			if n == 1 {
				return first(conn, req, n)
			}
			return telling(arrived, hanging(""))(conn, req, n)
		})).Domains.List(nil).Collect(ctx)
		return err
	}},
}

// telling tells that a request has come.
func telling(arrived func(), f fault) fault {
	return func(conn net.Conn, req *http.Request, n int) bool {
		arrived()
		return f(conn, req, n)
	}
}

// afterHeaders tells that the headers of an answer have come.
func afterHeaders(t *testing.T, arrived func()) digitalocean.Option {
	transport := newTransport(t)
	return digitalocean.WithHTTPClient(&http.Client{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
		resp, err := transport.RoundTrip(r)
		arrived()
		return resp, err
	})})
}

// silentWire accepts connections, reads a little, and says nothing.
func silentWire(t *testing.T, arrived func()) *wire {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	w := &wire{listener: listener}
	w.start(t, func(conn net.Conn) {
		_, _ = io.ReadFull(conn, make([]byte, 10))
		arrived()
		<-t.Context().Done()
	})
	return w
}

// prompt is how soon a call returns after its context has ended.
const prompt = 50 * time.Millisecond

// TestFaultCancel ends the context while the call waits, wherever that is.
func TestFaultCancel(t *testing.T) {
	for _, s := range stops {
		t.Run(s.name, func(t *testing.T) {
			var took time.Duration
			for range 3 { // a busy machine may be late, but not each time
				var err error
				took, err = s.cancel(t)
				require.ErrorIs(t, err, context.Canceled)
				require.Equal(t, s.is == digitalocean.ErrOutcomeUnknown, errors.Is(err, digitalocean.ErrOutcomeUnknown), "%v", err)
				if s.is != nil {
					require.ErrorIs(t, err, s.is)
				}
				if took < prompt {
					return
				}
			}
			require.Less(t, took, prompt)
		})
	}
}

// errStopped is why the context ends. The call's error matches context.Canceled all the same.
var errStopped = errors.New("the operator is told to stop")

// cancel returns how long the call went on after its context had ended.
func (s stop) cancel(t *testing.T) (took time.Duration, err error) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	var once sync.Once
	canceled := make(chan time.Time, 1)
	arrived := func() {
		once.Do(func() {
			go func() {
				canceled <- time.Now()
				cancel(errStopped)
			}()
		})
	}
	err = s.call(t, ctx, arrived)
	return time.Since(<-canceled), err
}

// A deadline ends a call as soon, and nothing waits where it cannot be met.
func TestFaultDeadline(t *testing.T) {
	spent := asking(200, "Ratelimit-Limit", "5000", "Ratelimit-Remaining", "0", "Ratelimit-Reset", unixAfter(time.Hour))
	for _, c := range []struct {
		name  string
		fault fault
		sent  int
		is    error
	}{
		{"the limiter would wait longer", spent, 0, context.DeadlineExceeded},
		{"the answer asks to wait longer", asking(429, "Retry-After", "61"), 1, digitalocean.ErrRateLimited},
		{"the server asks to wait longer", asking(503, "Retry-After", "61"), 1, digitalocean.ErrServer},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			clock := &recordingClock{}
			server := newWire(t, c.fault)
			client := wired(t, server, digitalocean.WithClock(clock))
			if c.sent == 0 {
				require.NoError(t, client.Do(ctx, "GET", thingPath, nil, nil))
			}
			before := server.seen.Load()
			err := getThing(ctx, client)
			require.ErrorIs(t, err, c.is)
			if c.sent == 0 {
				require.ErrorIs(t, err, digitalocean.ErrRateLimited)
			}
			require.EqualValues(t, c.sent, server.seen.Load()-before)
			require.Empty(t, clock.sleeps())
			require.NoError(t, ctx.Err(), "it did not wait for the deadline")
		})
	}
	t.Run("a hung server", func(t *testing.T) {
		ctx := &endingContext{Context: t.Context(), ended: make(chan struct{})}
		err := postThing(ctx, wired(t, newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
			close(ctx.ended) // the request has arrived
			return hanging("")(conn, req, n)
		})))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
	})
	t.Run("a context that has ended sends nothing", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for name, limiter := range map[string]digitalocean.Limiter{"limited": digitalocean.NewLimiter(), "unlimited": nil} {
			server := newWire(t, healthy)
			err := postThing(ctx, wired(t, server, digitalocean.WithLimiter(limiter)))
			require.ErrorIs(t, err, context.Canceled, name)
			require.NotErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
			require.Zero(t, server.seen.Load())
		}
	})
}

// endingContext has a deadline that passes when the test says so.
type endingContext struct {
	context.Context
	ended chan struct{}
}

func (c *endingContext) Done() <-chan struct{} { return c.ended }

func (c *endingContext) Err() error {
	select {
	case <-c.ended:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// What fails on this side of the network was not sent, whatever the method.
func TestFaultBeforeTheNetwork(t *testing.T) {
	refused := errors.New("the refresh token is revoked")
	source := sourceFunc(func() (*oauth2.Token, error) { return nil, refused })
	server := newWire(t, healthy)
	client, err := digitalocean.NewFromTokenSource(source, digitalocean.WithBaseURL(server.url()))
	require.NoError(t, err)
	for _, k := range kinds {
		err := k.call(t.Context(), client)
		require.ErrorIs(t, err, refused)
		require.Equal(t, noAnswer, classify(err), k.name)
	}
	require.Zero(t, server.seen.Load())
}
