package digitalocean_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// reusedRow is a fault of a connection that has already served a request. The server is healthy afterwards. net/http may
// send a request again by itself, which the number of attempts does not show.
type reusedRow struct {
	name   string
	server func(t *testing.T) (*wire, *http.Transport)
	want   func(k kind) verdict
	header string // that the call sends
	idle   bool   // the connection is closed before the call, and the client knows
}

// read is how often the server has read the request when it was answered.
func answered(sent, read int) verdict { return verdict{sent: sent, seen: read, got: ok} }

// replays: net/http itself sends a GET and a HEAD again, in the same attempt.
func (k kind) replays() bool { return k.name == "GET" || k.name == "HEAD" }

// writtenAndLost: only what may be repeated is sent again.
func writtenAndLost(readAtFirst int) func(kind) verdict {
	return func(k kind) verdict {
		switch {
		case k.replays():
			return answered(1, readAtFirst+1)
		case k.repeats:
			return answered(2, readAtFirst+1)
		}
		return verdict{sent: 1, seen: readAtFirst, got: outcomeUnknown}
	}
}

// replayed: net/http would send every request again, in the same attempt.
func replayed(k kind) verdict {
	if k.repeats {
		return answered(1, 2)
	}
	return verdict{sent: 1, seen: 1, got: outcomeUnknown}
}

func reusedRows() []reusedRow {
	return []reusedRow{
		{name: "closed while idle", server: closesIdle, want: func(kind) verdict { return answered(1, 1) }, idle: true},
		{name: "closed while idle, noticed before a byte is written", server: breaksSecondWrite, want: func(kind) verdict { return answered(1, 1) }},
		{name: "closed while idle, noticed after the request is written", server: hidesClose, want: writtenAndLost(0)},
		{name: "closed without an answer", server: dropsSecond(unanswered), want: writtenAndLost(1)},
		{name: "reset without an answer", server: dropsSecond(resetting), want: writtenAndLost(1)},
		{name: "closed without an answer, with an idempotency key", server: dropsSecond(unanswered), want: replayed, header: "Idempotency-Key"},
		{name: "HTTP/2: stream reset, an internal error", server: resetsStream(codeInternal), want: func(k kind) verdict {
			if k.repeats {
				return answered(2, 2)
			}
			return verdict{sent: 1, seen: 1, got: outcomeUnknown}
		}},
		{name: "HTTP/2: stream reset, a protocol error", server: resetsStream(codeProtocol), want: replayed},
		{name: "HTTP/2: stream refused", server: resetsStream(codeRefused), want: replayed},
		{name: "HTTP/2: connection going away", server: goesAway, want: replayed},
	}
}

// TestFaultReusedConnection makes every kind of call over a connection that fails after it has served another.
func TestFaultReusedConnection(t *testing.T) {
	measured := map[string]verdict{}
	for _, r := range reusedRows() {
		for _, k := range kinds {
			t.Run(r.name+"/"+k.name, func(t *testing.T) {
				got := r.measure(t, k)
				require.Equal(t, r.want(k), got)
				measured[r.name+k.name] = got
			})
		}
	}
	var table strings.Builder
	table.WriteString("| the fault | the call | sent | read by the server | the caller gets |\n|---|---|---|---|---|\n")
	for _, r := range reusedRows() {
		name := r.name
		for v, calls := range grouped(func(k kind) verdict { return measured[r.name+k.name] }) {
			fmt.Fprintf(&table, "| %s | %s | %d | %d | %s |\n", name, calls, v.sent, v.seen, code(v.got))
			name = ""
		}
	}
	t.Log("\n" + table.String())
	checkDocs(t, "reused", table.String())
}

func (r reusedRow) measure(t *testing.T, k kind) verdict {
	server, transport := r.server(t)
	closed := watchClose(transport)
	client, err := digitalocean.New(testToken, digitalocean.WithBaseURL(server.url()), digitalocean.WithClock(&recordingClock{}),
		digitalocean.WithRetryPolicy(policy), digitalocean.WithHTTPClient(&http.Client{Transport: transport}))
	require.NoError(t, err)
	require.NoError(t, client.Do(t.Context(), "GET", thingPath, nil, new(map[string]any)))
	require.EqualValues(t, 1, server.seen.Load(), "the connection is warm")
	if r.idle {
		<-closed
	}
	var resp digitalocean.Response
	opts := []digitalocean.CallOption{digitalocean.WithResponse(&resp)}
	if r.header != "" {
		opts = append(opts, digitalocean.WithHeader(r.header, "k-1"))
	}
	err = k.call(t.Context(), client, opts...)
	return verdict{sent: resp.Attempts, seen: int(server.seen.Load()) - 1, got: classify(err)}
}

// watchClose tells when the transport closes its first connection.
func watchClose(transport *http.Transport) <-chan struct{} {
	closed := make(chan struct{})
	var once sync.Once
	dial := transport.DialContext
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	transport.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		return &watchedConn{Conn: conn, onClose: func() { once.Do(func() { close(closed) }) }}, err
	}
	return closed
}

type watchedConn struct {
	net.Conn
	onClose func()
}

func (c *watchedConn) Close() error {
	defer c.onClose()
	return c.Conn.Close()
}

func newTransport(t *testing.T) *http.Transport {
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// closesIdle closes the first connection after its first answer.
func closesIdle(t *testing.T) (*wire, *http.Transport) {
	return newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
		healthy(conn, req, n)
		return n > 1
	}), newTransport(t)
}

// dropsSecond meets the second request with a fault.
func dropsSecond(f fault) func(t *testing.T) (*wire, *http.Transport) {
	return func(t *testing.T) (*wire, *http.Transport) {
		return newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
			if n == 2 {
				return f(conn, req, n)
			}
			return healthy(conn, req, n)
		}), newTransport(t)
	}
}

// hidesClose closes the first connection after its first answer. The client learns of it when it has written its second
// request.
func hidesClose(t *testing.T) (*wire, *http.Transport) {
	server, transport := closesIdle(t)
	wrapFirst(transport, func(conn net.Conn) net.Conn { return &lateConn{Conn: conn, second: make(chan struct{})} })
	return server, transport
}

// breaksSecondWrite lets nothing of the second request reach the first connection.
func breaksSecondWrite(t *testing.T) (*wire, *http.Transport) {
	transport := newTransport(t)
	wrapFirst(transport, func(conn net.Conn) net.Conn { return &brokenConn{Conn: conn} })
	return newWire(t, healthy), transport
}

func wrapFirst(transport *http.Transport, wrap func(net.Conn) net.Conn) {
	var dials atomic.Int32
	transport.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, addr)
		if err != nil || dials.Add(1) > 1 {
			return conn, err
		}
		return wrap(conn), nil
	}
}

// lateConn reports its end after its second write.
type lateConn struct {
	net.Conn
	writes atomic.Int32
	second chan struct{}
}

func (c *lateConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if err != nil {
		<-c.second
	}
	return n, err
}

func (c *lateConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if c.writes.Add(1) == 2 {
		close(c.second)
	}
	return n, err
}

// brokenConn fails its second write.
type brokenConn struct {
	net.Conn
	writes atomic.Int32
}

func (c *brokenConn) Write(p []byte) (int, error) {
	if c.writes.Add(1) > 1 {
		return 0, os.NewSyscallError("write", syscall.EPIPE)
	}
	return c.Conn.Write(p)
}

func resetsStream(code uint32) func(t *testing.T) (*wire, *http.Transport) {
	return func(t *testing.T) (*wire, *http.Transport) {
		return newWire2(t, nil, resetStream(code))
	}
}

func goesAway(t *testing.T) (*wire, *http.Transport) { return newWire2(t, nil, goAway) }
