package digitalocean_test

import (
	"bufio"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// logHost is a host of logs and the API that names its addresses. Each time that the API is asked it has the next of rounds,
// and the last again when there are no more.
type logHost struct {
	rounds []logRound
	clock  recordingClock

	mu       sync.Mutex
	asked    int
	requests []*http.Request // to the host
}

// logRound is what the API names: files by their names, and whether there is a live log.
type logRound struct {
	files []string
	live  http.HandlerFunc
}

const logToken = "dolog_0123456789"

// follow follows the logs, until there are as many lines or, for 0, to the end.
func (h *logHost) follow(t *testing.T, until int, files map[string]http.HandlerFunc, opts ...digitalocean.Option) ([]string, error) {
	t.Helper()
	return followed(t, h.client(t, files, opts...), until)
}

// client starts the host and the API.
func (h *logHost) client(t *testing.T, files map[string]http.HandlerFunc, opts ...digitalocean.Option) *digitalocean.Client {
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.requests = append(h.requests, r)
		round := h.round()
		h.mu.Unlock()
		if r.URL.Query().Get("token") != logToken {
			t.Errorf("the token is %q", r.URL.Query().Get("token"))
		}
		if r.URL.Path == "/live" {
			round.live(w, r)
			return
		}
		files[strings.TrimPrefix(r.URL.Path, "/")](w, r)
	}))
	t.Cleanup(host.Close)
	return serve(t, func(w http.ResponseWriter, _ *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.asked++
		urls := []string{}
		for _, file := range h.round().files {
			urls = append(urls, fmt.Sprintf("%s/%s?token=%s&signed=%d", host.URL, file, logToken, h.asked))
		}
		answer := map[string]any{"historic_urls": urls}
		if h.round().live != nil {
			answer["live_url"] = strings.Replace(host.URL, "http", "ws", 1) + "/live?token=" + logToken
		}
		_, _ = w.Write(encode(t, answer))
	}, append([]digitalocean.Option{digitalocean.WithClock(&h.clock)}, opts...)...)
}

func (h *logHost) round() logRound { return h.rounds[min(h.asked, len(h.rounds))-1] }

func followed(t *testing.T, client *digitalocean.Client, until int) (lines []string, err error) {
	for line, failure := range client.Apps.FollowLogs(t.Context(), logsOf(client)) {
		if failure != nil {
			return lines, failure
		}
		if lines = append(lines, line); len(lines) == until {
			break
		}
	}
	return lines, nil
}

func logsOf(client *digitalocean.Client) func(ctx context.Context) (*digitalocean.AppLogs, error) {
	return func(ctx context.Context) (*digitalocean.AppLogs, error) {
		return client.Apps.GetLogs(ctx, appID, &digitalocean.AppLogsOptions{Type: digitalocean.AppLogRun, Follow: true})
	}
}

func encode(t *testing.T, value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		t.Error(err)
	}
	return text
}

func logFile(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
}

// frame is what a server sends over a WebSocket.
type frame struct {
	opcode byte
	text   string
	more   bool // whether other frames of the message follow
}

const (
	textFrame  = 0x1
	closeFrame = 0x8
	pingFrame  = 0x9
	pongFrame  = 0xa
)

// message is a message with a part of a log.
func message(text string) frame {
	wrapped, _ := json.Marshal(map[string]string{"data": text})
	return frame{opcode: textFrame, text: string(wrapped)}
}

func closed(code uint16) frame {
	return frame{opcode: closeFrame, text: string(binary.BigEndian.AppendUint16(nil, code)) + "bye"}
}

func (f frame) bytes() []byte {
	b := []byte{f.opcode}
	if !f.more {
		b[0] |= 0x80
	}
	switch n := len(f.text); {
	case n < 126:
		b = append(b, byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 127), uint64(n))
	}
	return append(b, f.text...)
}

// overWebSocket is a live log that comes in frames. Behind the last frame the connection breaks.
func overWebSocket(frames ...frame) http.HandlerFunc {
	return onWebSocket(func(conn net.Conn, _ *bufio.Reader) {
		for _, f := range frames {
			_, _ = conn.Write(f.bytes())
		}
	})
}

func onWebSocket(talk func(conn net.Conn, r *bufio.Reader)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, buffered, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Accept: %s\r\n\r\n",
			webSocketAccept(r.Header.Get("Sec-WebSocket-Key")))
		talk(conn, buffered.Reader)
	}
}

func webSocketAccept(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func TestFollowLogs(t *testing.T) {
	const long = 256 << 10
	for _, c := range []struct {
		name   string
		rounds []logRound
		files  map[string]http.HandlerFunc
		want   []string
		asked  int // how often the API is asked
	}{
		{
			name: "files", rounds: []logRound{{files: []string{"1", "2"}}},
			files: map[string]http.HandlerFunc{"1": logFile("one\ntwo\r\n\nthree"), "2": logFile("four\n")},
			want:  []string{"one", "two", "", "three", "four"}, asked: 1,
		},
		{name: "nothing", rounds: []logRound{{}}, asked: 1},
		{
			name: "a live log that ends in order", want: []string{"one", "two", "three", "no JSON", `{"level": "info"}`, `{"data": 5}`, "wide é"},
			rounds: []logRound{{live: overWebSocket(message("one\ntw"), frame{}, message("o\nthree\n"), frame{opcode: textFrame, text: "no JSON"},
				frame{opcode: textFrame, text: `{"level": "info"}` + "\n"}, frame{opcode: textFrame, text: `{"data": 5}`}, message("wide \u00e9"), closed(1000))}, {}},
			asked: 2,
		},
		{
			name: "a live log that ends without a code", want: []string{"one"},
			rounds: []logRound{{live: overWebSocket(message("one\n"), frame{opcode: closeFrame})}, {}}, asked: 2,
		},
		{
			name: "messages in several frames", want: []string{"one", "two"},
			rounds: []logRound{{live: overWebSocket(
				frame{opcode: textFrame, text: `{"data":`, more: true}, frame{opcode: pingFrame}, frame{text: `"one\n`, more: true}, frame{opcode: pongFrame},
				frame{text: `two"}`}, closed(1000),
			)}, {}}, asked: 2,
		},
		{
			name: "frames of all lengths", want: []string{strings.Repeat("a", 200), strings.Repeat("b", 70_000)},
			rounds: []logRound{{live: overWebSocket(message(strings.Repeat("a", 200)+"\n"), message(strings.Repeat("b", 70_000)+"\n"), closed(1000))}, {}}, asked: 2,
		},
		{
			name: "lines that are too long", want: []string{strings.Repeat("a", long), strings.Repeat("b", long), "c", strings.Repeat("d", long), "e"},
			rounds: []logRound{{files: []string{"1"}, live: overWebSocket(frame{opcode: textFrame, text: strings.Repeat("d", 6*long)}, message("e\n"), closed(1000))}, {}},
			files:  map[string]http.HandlerFunc{"1": logFile(strings.Repeat("a", long) + "\r\n" + strings.Repeat("b", 9*long) + "\nc\n")}, asked: 2,
		},
		{
			name: "a live log without a WebSocket", want: []string{"one", "two"},
			rounds: []logRound{{live: logFile("one\ntwo\n")}, {}}, asked: 2,
		},
		{
			name: "a live log that breaks off and begins anew", want: []string{"one", "two", "three", "one", "four"},
			rounds: []logRound{
				{files: []string{"1"}, live: overWebSocket(message("two\n"))},
				{files: []string{"1"}, live: overWebSocket(message("one\ntwo\nthree\none\n"), closed(1006))},
				{files: []string{"1"}, live: overWebSocket(message("two\n"), closed(1001))},
				{files: []string{"1"}, live: overWebSocket(message("three\nfour\n"), closed(1000))}, {},
			},
			files: map[string]http.HandlerFunc{"1": logFile("one\n")}, asked: 5,
		},
		{
			name: "a live log that breaks off and becomes a file", want: []string{"zero", "one", "two", "three", "four"},
			rounds: []logRound{{files: []string{"1"}, live: overWebSocket(message("one\ntwo\n"))}, {files: []string{"1", "2"}}},
			files:  map[string]http.HandlerFunc{"1": logFile("zero\n"), "2": logFile("one\ntwo\nthree\nfour\n")}, asked: 2,
		},
		{
			name: "a live log that was silent and becomes a file", want: []string{"zero", "one", "two"},
			rounds: []logRound{{files: []string{"1"}, live: overWebSocket(closed(1000))}, {files: []string{"1", "2"}}},
			files:  map[string]http.HandlerFunc{"1": logFile("zero\n"), "2": logFile("one\ntwo\n")}, asked: 2,
		},
		{
			name: "a live log that becomes a file of something else", want: []string{"one"},
			rounds: []logRound{{live: overWebSocket(message("one\n"))}, {files: []string{"2"}}},
			files:  map[string]http.HandlerFunc{"2": logFile("other\n")}, asked: 2,
		},
		{
			name: "a live log that stays silent", rounds: []logRound{{live: overWebSocket(closed(1000))}}, asked: 3,
		},
		{
			name: "a live log that is silent now and then", want: []string{"one", "two"},
			rounds: []logRound{
				{live: overWebSocket(closed(1000))}, {live: overWebSocket(closed(1000))}, {live: overWebSocket(message("one\n"), closed(1000))},
				{live: overWebSocket(closed(1000))}, {live: overWebSocket(closed(1000))}, {live: overWebSocket(message("two\n"), closed(1000))}, {},
			}, asked: 7,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := &logHost{rounds: c.rounds}
			lines, err := host.follow(t, 0, c.files)
			require.NoError(t, err)
			require.Equal(t, c.want, lines)
			require.Equal(t, c.asked, host.asked)
			require.Len(t, host.clock.sleeps(), c.asked-1)
			for _, r := range host.requests {
				require.Empty(t, r.Header["Authorization"])
				require.Empty(t, r.Header["Cookie"])
				require.Empty(t, r.Header["Referer"])
				require.Contains(t, r.UserAgent(), "dosdk-digitalocean/")
			}
		})
	}
}

func TestFollowLogsReadsAFileOnAfterABreak(t *testing.T) {
	attempts := 0
	host := &logHost{rounds: []logRound{{files: []string{"1", "2"}}}}
	lines, err := host.follow(t, 0, map[string]http.HandlerFunc{
		"1": logFile("one\n"),
		"2": func(w http.ResponseWriter, _ *http.Request) {
			if attempts++; attempts < 4 {
				w.Header().Set("Content-Length", "1000")
			}
			_, _ = io.WriteString(w, strings.Join([]string{"two", "two", "two", "three"}[:attempts], "\n")+"\n")
		},
	})
	require.NoError(t, err)
	require.Equal(t, []string{"one", "two", "two", "two", "three"}, lines)
	require.Equal(t, 4, host.asked)
	require.Len(t, host.requests, 5)
}

func TestFollowLogsFails(t *testing.T) {
	gone := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }
	raw := func(b ...byte) http.HandlerFunc {
		return onWebSocket(func(conn net.Conn, _ *bufio.Reader) { _, _ = conn.Write(b) })
	}
	for _, c := range []struct {
		name  string
		live  http.HandlerFunc
		fails string
	}{
		{"refused", gone, "answers 403 Forbidden"},
		{"redirected", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere?token=other", http.StatusFound)
		}, "answers 302 Found"},
		{"broken off at once", overWebSocket(), "unexpected EOF"},
		{"broken off in a frame", raw(0x81, 5, 'a'), "unexpected EOF"},
		{"broken off in a header", raw(0x81, 126, 0), "unexpected EOF"},
		{"broken off in a long header", raw(0x81, 127, 0), "unexpected EOF"},
		{"broken off in what is too long", raw(0x81, 127, 0, 0, 0, 1, 0, 0, 0, 0), "unexpected EOF"},
		{"broken off in a control frame", raw(0x88, 2, 0), "unexpected EOF"},
		{"an extension", raw(0xc1, 0), "a frame that WebSockets do not have"},
		{"a mask", raw(0x81, 0x80), "a frame that WebSockets do not have"},
		{"a control frame in parts", raw(0x09, 0), "a frame that WebSockets do not have"},
		{"a control frame that is too long", raw(0x89, 126), "a frame that WebSockets do not have"},
		{"closed by an error", overWebSocket(closed(1011)), "closes the WebSocket with the code 1011"},
		{"another protocol", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Upgrade", "h2c")
			w.WriteHeader(http.StatusSwitchingProtocols)
		}, "switches to another protocol than was asked for"},
		{"a key of another", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Upgrade", "websocket")
			w.Header().Set("Sec-WebSocket-Accept", webSocketAccept("other"))
			w.WriteHeader(http.StatusSwitchingProtocols)
		}, "switches to another protocol than was asked for"},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := &logHost{rounds: []logRound{{live: c.live}}}
			lines, err := host.follow(t, 0, nil, digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 3}))
			require.Empty(t, lines)
			require.ErrorContains(t, err, "digitalocean: follow logs: ")
			require.ErrorContains(t, err, c.fails)
			require.NotContains(t, fmt.Sprintf("%+v %#v", err, err), logToken)
			require.Equal(t, 3, host.asked)
			require.Equal(t, []time.Duration{2 * time.Second, 4 * time.Second}, host.clock.sleeps())
		})
	}
	t.Run("no connection", func(t *testing.T) {
		_, err := followed(t, namingLog(t, "http://127.0.0.1:1/live?token="+logToken), 0)
		require.ErrorContains(t, err, "connection refused")
		require.NotContains(t, err.Error(), logToken)
	})
}

// namingLog is a client of an API that names an address.
func namingLog(t *testing.T, address string) *digitalocean.Client {
	return serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(encode(t, map[string]any{"live_url": address}))
	}, digitalocean.WithClock(&recordingClock{}))
}

func TestFollowLogsRefusesAddresses(t *testing.T) {
	for name, address := range map[string]string{
		"clear text":            "http://logs.example.com/?token=" + logToken,
		"a WebSocket in clear":  "ws://logs.example.com/?token=" + logToken,
		"a file":                "file:///etc/passwd?token=" + logToken,
		"no host":               "https:///?token=" + logToken,
		"no address":            "%zz" + logToken,
		"a control character":   "https://logs.example.com/\x7f?token=" + logToken,
		"another kind of thing": "javascript:" + logToken,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := followed(t, namingLog(t, address), 0)
			require.ErrorContains(t, err, "the address of a log")
			require.NotContains(t, err.Error(), logToken)
		})
	}
}

func TestFollowLogsEndsWithTheAPI(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "gone"}`)
	})
	_, err := followed(t, client, 0)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)

	for _, err := range client.Apps.FollowLogs(t.Context(), func(context.Context) (*digitalocean.AppLogs, error) { return nil, nil }) {
		require.EqualError(t, err, "digitalocean: follow logs: there are no addresses")
	}
}

func TestFollowLogsAnswersPings(t *testing.T) {
	var got []byte
	host := &logHost{rounds: []logRound{{live: onWebSocket(func(conn net.Conn, r *bufio.Reader) {
		_, _ = conn.Write(frame{opcode: pingFrame, text: "sharks"}.bytes())
		got = make([]byte, 2+4+len("sharks"))
		_, _ = io.ReadFull(r, got)
		_, _ = conn.Write(append(message("one\n").bytes(), closed(1000).bytes()...))
	})}, {}}}
	lines, err := host.follow(t, 0, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"one"}, lines)
	require.Equal(t, []byte{0x8a, 0x86}, got[:2])
	for i := range got[6:] {
		got[6+i] ^= got[2+i%4]
	}
	require.Equal(t, "sharks", string(got[6:]))
}

func TestFollowLogsOfAQuietApp(t *testing.T) {
	host := &logHost{}
	idle := func(w http.ResponseWriter, r *http.Request) {
		_ = host.clock.Sleep(r.Context(), 100*time.Second)
		overWebSocket(closed(1006))(w, r)
	}
	for range 20 {
		host.rounds = append(host.rounds, logRound{live: idle})
	}
	host.rounds = append(host.rounds, logRound{live: overWebSocket(message("one\n"), closed(1000))}, logRound{})
	lines, err := host.follow(t, 0, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"one"}, lines)
	require.Equal(t, 22, host.asked)
}

func TestFollowLogsStops(t *testing.T) {
	hanging := func(left chan<- error) http.HandlerFunc {
		return onWebSocket(func(conn net.Conn, r *bufio.Reader) {
			_, _ = conn.Write(message("one\ntwo\n").bytes())
			_, err := io.Copy(io.Discard, r)
			left <- err
		})
	}
	t.Run("when the caller has seen enough", func(t *testing.T) {
		left := make(chan error, 1)
		host := &logHost{rounds: []logRound{{live: hanging(left)}}}
		lines, err := host.follow(t, 1, nil)
		require.NoError(t, err)
		require.Equal(t, []string{"one"}, lines)
		<-left
		require.Equal(t, 1, host.asked)
	})
	t.Run("in a file", func(t *testing.T) {
		host := &logHost{rounds: []logRound{{files: []string{"1", "2"}}}}
		lines, err := host.follow(t, 1, map[string]http.HandlerFunc{"1": logFile("one\n")})
		require.NoError(t, err)
		require.Equal(t, []string{"one"}, lines)
	})
	for name, live := range map[string]func(chan<- error) http.HandlerFunc{
		"when the context ends": hanging,
		"when the context ends and there is no WebSocket": func(left chan<- error) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.WriteString(w, "one\ntwo\n")
				_ = http.NewResponseController(w).Flush()
				<-r.Context().Done()
				left <- nil
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			left := make(chan error, 1)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			host := &logHost{rounds: []logRound{{live: live(left)}}}
			var lines []string
			var failure error
			client := host.client(t, nil)
			for line, err := range client.Apps.FollowLogs(ctx, logsOf(client)) {
				if failure = err; err == nil {
					lines = append(lines, line)
				}
				if len(lines) == 2 {
					cancel()
				}
			}
			require.ErrorIs(t, failure, context.Canceled)
			require.Equal(t, []string{"one", "two"}, lines)
			<-left
		})
	}
	t.Run("when a host does not answer", func(t *testing.T) {
		release := make(chan struct{})
		defer close(release)
		host := &logHost{rounds: []logRound{{live: func(http.ResponseWriter, *http.Request) { <-release }}}}
		_, err := host.follow(t, 0, nil, digitalocean.WithAttemptTimeout(50*time.Millisecond),
			digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1}))
		require.ErrorContains(t, err, "no answer within 50ms")
		timeout, ok := errors.AsType[net.Error](err)
		require.True(t, ok && timeout.Timeout())
	})
}

func TestFollowLogsUsesTheCallersTransport(t *testing.T) {
	var hosts []string
	transport := logTransport(func(r *http.Request) (*http.Response, error) {
		hosts = append(hosts, r.URL.Host)
		if r.URL.Host == "api.digitalocean.com" {
			return textResponse(r, http.StatusOK, `{"historic_urls": ["https://files.example.com/1?token=`+logToken+`"], "live_url": "wss://live.example.com/"}`), nil
		}
		if len(r.Header["Authorization"]) > 0 {
			t.Error("the token is sent to", r.URL.Host)
		}
		status := http.StatusOK
		if r.URL.Host == "live.example.com" {
			status = http.StatusSwitchingProtocols // with a body that cannot be written to
		}
		resp := textResponse(r, status, "one\n")
		resp.Header.Set("Upgrade", "websocket")
		resp.Header.Set("Sec-WebSocket-Accept", webSocketAccept(r.Header.Get("Sec-WebSocket-Key")))
		return resp, nil
	})
	client, err := digitalocean.New(testToken, digitalocean.WithHTTPClient(&http.Client{Transport: transport}),
		digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1}), digitalocean.WithClock(&recordingClock{}))
	require.NoError(t, err)
	lines, err := followed(t, client, 0)
	require.Equal(t, []string{"one"}, lines)
	require.ErrorContains(t, err, "does not hand over the connection")
	require.Equal(t, []string{"api.digitalocean.com", "files.example.com", "live.example.com", "api.digitalocean.com", "live.example.com"}, hosts)
}

type logTransport func(*http.Request) (*http.Response, error)

func (f logTransport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func textResponse(r *http.Request, status int, text string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text)), Request: r}
}

func TestFollowLogsRemembersManyLines(t *testing.T) {
	var many strings.Builder
	for i := range 40_000 {
		fmt.Fprintln(&many, "line", i)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(many.String(), "\n"), "\n")
	tail := strings.Join(lines[len(lines)-16_000:], "") + "\nmore\n"
	host := &logHost{rounds: []logRound{
		{files: []string{"1"}, live: overWebSocket(message(tail), closed(1000))}, {},
	}}
	got, err := host.follow(t, 0, map[string]http.HandlerFunc{"1": logFile(many.String())})
	require.NoError(t, err)
	require.Len(t, got, 40_001)
	require.Equal(t, "more", got[40_000])
}
