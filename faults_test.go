package digitalocean_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

var updateDocs = flag.Bool("update-docs", false, "write the measured tables to docs/resilience.md")

// kind is a kind of call, as far as faults tell one from another.
type kind struct {
	name     string
	repeats  bool // whether it may be sent again although it may have been carried out
	reads    bool // whether the caller needs the answer's body
	harmless bool // whether it changes nothing
	call     func(ctx context.Context, c *digitalocean.Client, opts ...digitalocean.CallOption) error
}

var kinds = []kind{
	{"GET", true, true, true, doing("GET", nil)},
	{"HEAD", true, false, true, dropping("HEAD")},
	{"PUT", true, true, false, doing("PUT", request)},
	{"DELETE", true, false, false, dropping("DELETE")},
	{"POST", false, true, false, doing("POST", request)},
	{"PATCH", false, true, false, doing("PATCH", request)},
	{"POST that only reads", true, true, true, func(ctx context.Context, c *digitalocean.Client, opts ...digitalocean.CallOption) error {
		return c.DoOnlyReads(ctx, "POST", thingPath, request, new(map[string]any), opts...)
	}},
	{"PUT once", false, true, false, func(ctx context.Context, c *digitalocean.Client, opts ...digitalocean.CallOption) error {
		return c.DoOnce(ctx, "PUT", thingPath, request, new(map[string]any), opts...)
	}},
	{"DELETE once", false, false, false, func(ctx context.Context, c *digitalocean.Client, opts ...digitalocean.CallOption) error {
		return c.DoOnce(ctx, "DELETE", thingPath, nil, nil, opts...)
	}},
}

const thingPath = "/v2/things/7"

var request = map[string]string{"name": "n"}

func doing(method string, body any) func(context.Context, *digitalocean.Client, ...digitalocean.CallOption) error {
	return func(ctx context.Context, c *digitalocean.Client, opts ...digitalocean.CallOption) error {
		return c.Do(ctx, method, thingPath, body, new(map[string]any), opts...)
	}
}

func dropping(method string) func(context.Context, *digitalocean.Client, ...digitalocean.CallOption) error {
	return func(ctx context.Context, c *digitalocean.Client, opts ...digitalocean.CallOption) error {
		return c.Do(ctx, method, thingPath, nil, nil, opts...)
	}
}

// verdict is what became of a call.
type verdict struct {
	sent  int    // attempts
	seen  int    // requests that the server read whole
	got   string // what the caller got
	acted bool   // what MayHaveActed says of it
	slept string // on the client's clock
}

// What the caller gets.
const (
	ok             = "ok"
	noAnswer       = "*RequestError"
	outcomeUnknown = "*RequestError, ErrOutcomeUnknown"
	rateLimited    = "*RateLimitError"
	undecodable    = "*DecodeError"
)

func statusError(status int) string { return fmt.Sprint("*Error ", status) }

func classify(err error) string {
	if err == nil {
		return ok
	}
	if errors.Is(err, digitalocean.ErrOutcomeUnknown) {
		return outcomeUnknown
	}
	if _, is := errors.AsType[*digitalocean.RateLimitError](err); is {
		return rateLimited
	}
	if apiError, is := errors.AsType[*digitalocean.Error](err); is {
		return statusError(apiError.StatusCode)
	}
	if _, is := errors.AsType[*digitalocean.DecodeError](err); is {
		return undecodable
	}
	if _, is := errors.AsType[*digitalocean.RequestError](err); is {
		return noAnswer
	}
	return fmt.Sprintf("%T", err)
}

// The policy of the tables. A hung attempt ends after patience, which is real time.
var policy = digitalocean.RetryPolicy{MaxAttempts: 3, MinWait: time.Second, MaxWait: 2 * time.Minute}

const patience = 50 * time.Millisecond

// rule is what must become of a call that meets a fault each time it is sent.
type rule func(k kind) (sent int, got string)

// notSent: nothing reached the server, so that every call may be repeated.
func notSent(kind) (int, string) { return policy.MaxAttempts, noAnswer }

// lost: the request was written, and no answer came.
func lost(k kind) (int, string) {
	if k.repeats {
		return policy.MaxAttempts, noAnswer
	}
	return 1, outcomeUnknown
}

// cut: the answer came, but not the whole body.
func cut(k kind) (int, string) {
	if !k.reads {
		return 1, ok
	}
	if k.repeats {
		return policy.MaxAttempts, undecodable
	}
	return 1, undecodable
}

// garbled: the whole body came, and is not what the caller needs. It would be so again.
func garbled(k kind) (int, string) {
	if !k.reads {
		return 1, ok
	}
	return 1, undecodable
}

// transient: the answer says that another attempt may succeed, and not whether this one was carried out.
func transient(status int) rule {
	return func(k kind) (int, string) {
		if k.repeats {
			return policy.MaxAttempts, statusError(status)
		}
		return 1, statusError(status)
	}
}

// final: the answer would be the same again.
func final(status int) rule { return func(kind) (int, string) { return 1, statusError(status) } }

// limited: the request was not carried out, and may be repeated after a wait.
func limited(kind) (int, string) { return policy.MaxAttempts, rateLimited }

// limitedForLong: the wait is longer than the policy's longest.
func limitedForLong(kind) (int, string) { return 1, rateLimited }

func fine(kind) (int, string) { return 1, ok }

// row is a fault, and what must become of a call that meets it.
type row struct {
	name    string
	fault   fault
	rule    rule
	told    time.Duration // how long the answer asks to wait; backoff where it does not ask
	refused bool          // nothing listens
	unread  bool          // the connection ends before the request is read whole
}

const backoff = -1 * time.Nanosecond

var serverDate = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

// asking answers with a status, and headers that ask for a wait.
func asking(status int, pairs ...string) fault {
	header := http.Header{"Date": {serverDate.Format(http.TimeFormat)}}
	for i := 0; i < len(pairs); i += 2 {
		header.Set(pairs[i], pairs[i+1])
	}
	return answer(status, header, `{"id": "slow_down", "message": "Later."}`)
}

func failing(status int) fault { return asking(status) }

func unixAfter(d time.Duration) string { return fmt.Sprint(serverDate.Add(d).Unix()) }

func compressed(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

const (
	partHead  = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	partOf100 = partHead + "Content-Length: 100\r\n\r\n" + `{"thing": {"id"`
)

var rows = []row{
	{name: "refused", refused: true, rule: notSent, told: backoff},
	{name: "reset before the request is read", unread: true, rule: lost, told: backoff},
	{name: "reset after the request is read", fault: resetting, rule: lost, told: backoff},
	{name: "closed without an answer", fault: unanswered, rule: lost, told: backoff},
	{name: "closed in the status line", fault: write("HTTP/1."), rule: lost, told: backoff},
	{name: "closed in the headers", fault: write("HTTP/1.1 200 OK\r\nContent-Le"), rule: lost, told: backoff},
	{name: "not HTTP", fault: write("SSH-2.0-OpenSSH_9.9\r\n"), rule: lost, told: backoff},
	{name: "headers that contradict themselves", fault: write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"), rule: lost, told: backoff},
	{name: "hang before the headers", fault: hanging(""), rule: lost, told: backoff},
	{name: "hang in the headers", fault: hanging("HTTP/1.1 200 OK\r\n"), rule: lost, told: backoff},
	{name: "hang in the body", fault: hanging(partOf100), rule: cut, told: backoff},
	{name: "closed in the body", fault: write(partOf100), rule: cut, told: backoff},
	{name: "closed in a chunk", fault: write(partHead + "Transfer-Encoding: chunked\r\n\r\n20\r\n{\"thing\""), rule: cut, told: backoff},
	{name: "closed before the last chunk", fault: write(partHead + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"), rule: cut, told: backoff},
	{name: "cut gzip", fault: answer(200, http.Header{"Content-Encoding": {"gzip"}}, compressed(thing)[:20]), rule: cut, told: backoff},
	{name: "gzip that is none", fault: answer(200, http.Header{"Content-Encoding": {"gzip"}}, thing), rule: cut, told: backoff},

	{name: "200, healthy", fault: healthy, rule: fine},
	{name: "200, another content type", fault: answer(200, http.Header{"Content-Type": {"text/html"}}, thing), rule: fine},
	{name: "200, after an interim answer", fault: interim, rule: fine},
	{name: "200, empty", fault: answer(200, nil, ""), rule: garbled},
	{name: "200, null", fault: answer(200, nil, "null"), rule: garbled},
	{name: "200, an empty object", fault: answer(200, nil, "{}"), rule: garbled},
	{name: "200, malformed", fault: answer(200, nil, `{"thing": {"id"`), rule: garbled},
	{name: "200, HTML", fault: answer(200, http.Header{"Content-Type": {"text/html"}}, "<html>Welcome</html>"), rule: garbled},
	{name: "200, longer than allowed", fault: answer(200, nil, `{"thing": "`+strings.Repeat("x", 4000)+`"}`), rule: garbled},
	{name: "204, without a body", fault: write("HTTP/1.1 204 No Content\r\n\r\n"), rule: garbled},

	{name: "302, to an address that is none", fault: asking(302, "Location", "http://[::1"), rule: final(302)},
	{name: "307, to another host", fault: asking(307, "Location", "http://127.0.0.1:9/"), rule: final(307)},
	{name: "404", fault: failing(404), rule: final(404)},
	{name: "408", fault: failing(408), rule: final(408)},
	{name: "409", fault: failing(409), rule: final(409)},
	{name: "422", fault: failing(422), rule: final(422)},
	{name: "425", fault: failing(425), rule: final(425)},
	{name: "429, Retry-After in seconds", fault: asking(429, "Retry-After", "7"), rule: limited, told: 7 * time.Second},
	{name: "429, Retry-After as a date", fault: asking(429, "Retry-After", serverDate.Add(9*time.Second).Format(http.TimeFormat)), rule: limited, told: 9 * time.Second},
	{name: "429, Retry-After 0", fault: asking(429, "Retry-After", "0"), rule: limited, told: 0},
	{name: "429, Retry-After an hour", fault: asking(429, "Retry-After", "3600"), rule: limitedForLong},
	{name: "429, Retry-After without end", fault: asking(429, "Retry-After", "99999999999999999999"), rule: limitedForLong},
	{name: "429, only ratelimit-reset", fault: asking(429, "Ratelimit-Reset", unixAfter(11*time.Second)), rule: limited, told: 11 * time.Second},
	{name: "429, no requests remain", fault: asking(429, "Ratelimit-Limit", "5000", "Ratelimit-Remaining", "0", "Ratelimit-Reset", unixAfter(13*time.Second)), rule: limited, told: 13 * time.Second},
	{name: "429, ratelimit-reset in an hour", fault: asking(429, "Ratelimit-Reset", unixAfter(time.Hour)), rule: limitedForLong},
	{name: "429, says nothing", fault: failing(429), rule: limited, told: backoff},
	{name: "500", fault: failing(500), rule: transient(500), told: backoff},
	{name: "501", fault: failing(501), rule: final(501)},
	{name: "502", fault: failing(502), rule: transient(502), told: backoff},
	{name: "502, HTML", fault: answer(502, http.Header{"Content-Type": {"text/html"}}, "<html>Bad gateway</html>"), rule: transient(502), told: backoff},
	{name: "502, cut", fault: write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 100\r\n\r\n<html>"), rule: transient(502), told: backoff},
	{name: "503", fault: failing(503), rule: transient(503), told: backoff},
	{name: "503, Retry-After in seconds", fault: asking(503, "Retry-After", "3"), rule: transient(503), told: 3 * time.Second},
	{name: "503, Retry-After an hour", fault: asking(503, "Retry-After", "3600"), rule: final(503)},
	{name: "504", fault: failing(504), rule: transient(504), told: backoff},
}

// interim announces the answer before it comes.
func interim(conn net.Conn, req *http.Request, n int) bool {
	_, _ = conn.Write([]byte("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"))
	return healthy(conn, req, n)
}

// always is what must become of a call whose every attempt meets the fault.
func (r row) always(k kind) verdict {
	sent, got := r.rule(k)
	v := verdict{sent: sent, seen: sent, got: got, slept: r.sleeps(sent - 1)}
	if r.refused || r.unread {
		v.seen = 0
	}
	unclear := got == noAnswer || got == outcomeUnknown || got == undecodable || strings.HasPrefix(got, statusError(5))
	v.acted = unclear && !r.refused && !k.harmless
	return v
}

// once is what must become of a call whose first attempt meets the fault, and whose others do not.
func (r row) once(k kind) verdict {
	v := r.always(k)
	if v.sent == 1 {
		return v
	}
	v = verdict{sent: 2, seen: 2, got: ok, slept: r.sleeps(1)}
	if r.refused || r.unread {
		v.seen = 1
	}
	return v
}

// sleeps is how the table shows what is slept in so many waits. Of a backoff, which is random, it shows the bound.
func (r row) sleeps(waits int) string {
	if waits == 0 {
		return "0s"
	}
	if r.told != backoff {
		return (time.Duration(waits) * r.told).String()
	}
	bound := time.Duration(0)
	for i := range waits {
		bound += policy.MinWait << i
	}
	return "≤ " + bound.String()
}

// expect measures until it finds what it must. Only a hang gets a second chance: a busy machine can make a healthy server
// look hung, but not each time.
func (r row) expect(t *testing.T, k kind, faulty int, want verdict) verdict {
	got := r.measure(t, k, faulty)
	for tries := 1; got != want && strings.HasPrefix(r.name, "hang") && tries < 3; tries++ {
		got = r.measure(t, k, faulty)
	}
	require.Equal(t, want, got, "the fault happens %d times", faulty)
	return got
}

// measure makes the call, whose first attempts meet the fault, and says what became of it.
func (r row) measure(t *testing.T, k kind, faulty int) verdict {
	server := newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
		if r.fault == nil || n > faulty {
			return healthy(conn, req, n)
		}
		return r.fault(conn, req, n)
	})
	refusals := 0
	if r.refused {
		refusals = faulty
	}
	if r.unread {
		server.unread.Store(int32(faulty))
	}
	clock := &recordingClock{}
	client := wired(t, server, digitalocean.WithClock(clock), digitalocean.WithRetryPolicy(policy), digitalocean.WithMaxBody(1000),
		digitalocean.WithHTTPClient(&http.Client{Transport: refusing(t, refusals)}))
	var resp digitalocean.Response
	opts := []digitalocean.CallOption{digitalocean.WithResponse(&resp)}
	if strings.HasPrefix(r.name, "hang") {
		opts = append(opts, digitalocean.WithTimeout(patience))
	}
	err := k.call(t.Context(), client, opts...)
	if err != nil {
		require.True(t, strings.HasPrefix(err.Error(), "digitalocean: "), err)
		require.NotContains(t, err.Error(), testToken)
	}
	return verdict{sent: resp.Attempts, seen: int(server.seen.Load()), got: classify(err), acted: digitalocean.MayHaveActed(err), slept: r.slept(clock.sleeps(), resp.Attempts-1)}
}

// refusing returns a transport whose first connections are refused.
func refusing(t *testing.T, refusals int) *http.Transport {
	const nobody = "127.0.0.1:1"
	var dials atomic.Int32
	transport := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		if int(dials.Add(1)) <= refusals {
			addr = nobody
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

func (r row) slept(sleeps []time.Duration, waits int) string {
	total := time.Duration(0)
	for i, slept := range sleeps {
		if r.told == backoff && slept > policy.MinWait<<i {
			return fmt.Sprint(sleeps)
		}
		total += slept
	}
	if r.told == backoff && len(sleeps) <= waits {
		return r.sleeps(waits)
	}
	return total.String()
}

// TestFaultMatrix makes every kind of call against every fault, through the whole pipeline. With -v it prints what
// docs/resilience.md shows.
func TestFaultMatrix(t *testing.T) {
	var mu sync.Mutex
	measured := map[string][2]verdict{}
	t.Run("fault", func(t *testing.T) {
		for _, r := range rows {
			for _, k := range kinds {
				t.Run(r.name+"/"+k.name, func(t *testing.T) {
					t.Parallel()
					always := r.expect(t, k, policy.MaxAttempts, r.always(k))
					once := r.expect(t, k, 1, r.once(k))
					mu.Lock()
					defer mu.Unlock()
					measured[r.name+k.name] = [2]verdict{always, once}
				})
			}
		}
	})
	var table strings.Builder
	table.WriteString("| the fault | the call | sent | read by the server | slept | the caller gets | `MayHaveActed` | if it happens once |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		name := r.name
		for v, calls := range grouped(func(k kind) [2]verdict { return measured[r.name+k.name] }) {
			fmt.Fprintf(&table, "| %s | %s | %d | %d | %s | %s | %s | %s |\n", name, calls, v[0].sent, v[0].seen, v[0].slept, code(v[0].got), yes(v[0].acted), onceCell(v[0], v[1]))
			name = ""
		}
	}
	t.Log("\n" + table.String())
	checkDocs(t, "faults", table.String())
}

// onceCell shows what happens when the fault happens once.
func onceCell(always, once verdict) string {
	if once == always {
		return "the same"
	}
	return fmt.Sprintf("%s, sent %d×", code(once.got), once.sent)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// code shows names of the library as such.
func code(got string) string {
	if got == ok {
		return got
	}
	return "`" + strings.ReplaceAll(got, ", ", "`, `") + "`"
}

// grouped joins the kinds of calls with the same verdicts, in order.
func grouped[V comparable](of func(kind) V) func(yield func(V, string) bool) {
	return func(yield func(V, string) bool) {
		var order []V
		calls := map[V][]string{}
		for _, k := range kinds {
			v := of(k)
			if !slices.Contains(order, v) {
				order = append(order, v)
			}
			calls[v] = append(calls[v], k.name)
		}
		if len(order) == 1 {
			calls[order[0]] = []string{"all"}
		}
		for _, v := range order {
			if !yield(v, strings.Join(calls[v], ", ")) {
				return
			}
		}
	}
}

// checkDocs holds the document to what was measured.
func checkDocs(t *testing.T, name, table string) {
	t.Helper()
	const path = "docs/resilience.md"
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	begin, end := "<!-- "+name+": measured -->\n", "<!-- end -->"
	before, rest, found := strings.Cut(string(text), begin)
	require.True(t, found, "%s has no table of %s", path, name)
	old, after, found := strings.Cut(rest, end)
	require.True(t, found)
	if *updateDocs {
		require.NoError(t, os.WriteFile(path, []byte(before+begin+table+end+after), 0o644))
		return
	}
	if t.Failed() {
		return
	}
	require.Equal(t, old, table, "docs/resilience.md is not what was measured; go test -run 'TestFault' -update-docs writes it")
}
