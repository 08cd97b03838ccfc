package digitalocean_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// fault is what a server does with the nth request that it has read whole. It reports whether the connection stays open.
type fault func(conn net.Conn, req *http.Request, n int) (keep bool)

// wire is a server on loopback that is as rude as a network can be.
type wire struct {
	listener net.Listener
	secure   bool
	unread   atomic.Int32 // how many connections are reset at the first byte of a request
	serve    fault
	seen     atomic.Int32 // requests that were read whole
	open     atomic.Int32 // connections

	mu    sync.Mutex
	conns []net.Conn
	done  sync.WaitGroup
}

// newWire starts a server whose requests meet serve.
func newWire(t *testing.T, serve fault) *wire {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	w := &wire{listener: listener, serve: serve}
	w.start(t, w.speakHTTP1)
	return w
}

func (w *wire) start(t *testing.T, speak func(net.Conn)) {
	w.done.Go(func() {
		for {
			conn, err := w.listener.Accept()
			if err != nil {
				return
			}
			w.mu.Lock()
			w.conns = append(w.conns, conn)
			w.mu.Unlock()
			w.open.Add(1)
			w.done.Go(func() {
				defer w.open.Add(-1)
				defer conn.Close()
				speak(conn)
			})
		}
	})
	t.Cleanup(w.close)
}

func (w *wire) close() {
	w.listener.Close()
	w.closeConnections()
	w.done.Wait()
}

func (w *wire) closeConnections() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, conn := range w.conns {
		conn.Close()
	}
}

func (w *wire) url() string {
	if w.secure {
		return "https://" + w.listener.Addr().String()
	}
	return "http://" + w.listener.Addr().String()
}

func (w *wire) speakHTTP1(conn net.Conn) {
	if w.unread.Add(-1) >= 0 {
		_, _ = conn.Read(make([]byte, 1))
		reset(conn)
		return
	}
	for r := bufio.NewReader(conn); ; {
		req, err := http.ReadRequest(r)
		if err != nil {
			return
		}
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		if !w.serve(conn, req, int(w.seen.Add(1))) {
			return
		}
	}
}

// reset makes the end of the connection a RST instead of a FIN.
func reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}

// write sends text as it stands, and closes.
func write(text string) fault {
	return func(conn net.Conn, req *http.Request, _ int) bool {
		_, _ = io.WriteString(conn, headOnly(text, req))
		return false
	}
}

// headOnly leaves out the body in answer to a HEAD.
func headOnly(text string, req *http.Request) string {
	if head, _, found := strings.Cut(text, "\r\n\r\n"); found && req.Method == http.MethodHead {
		return head + "\r\n\r\n"
	}
	return text
}

// answer sends a whole answer, and keeps the connection.
func answer(status int, header http.Header, body string) fault {
	return func(conn net.Conn, req *http.Request, _ int) bool {
		_, _ = io.WriteString(conn, statusLine(status)+fmt.Sprintf("Content-Length: %d\r\n", len(body)))
		_ = header.Write(conn)
		_, _ = io.WriteString(conn, "\r\n")
		if req.Method != http.MethodHead {
			_, _ = io.WriteString(conn, body)
		}
		return true
	}
}

func statusLine(status int) string {
	return fmt.Sprintf("HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
}

// unanswered closes the connection after the request.
func unanswered(net.Conn, *http.Request, int) bool { return false }

// resetting ends the connection with a RST after the request.
func resetting(conn net.Conn, _ *http.Request, _ int) bool {
	reset(conn)
	return false
}

// hanging sends text, and then waits until the other side gives up.
func hanging(text string) fault {
	return func(conn net.Conn, req *http.Request, _ int) bool {
		_, _ = io.WriteString(conn, headOnly(text, req))
		_, _ = io.Copy(io.Discard, conn)
		return false
	}
}

const thing = `{"thing": {"id": 7}}`

// healthy answers as the API does.
var healthy = answer(http.StatusOK, http.Header{"Content-Type": {"application/json"}}, thing)

// The parts of HTTP/2 that a server needs to be rude in.
const (
	frameData     = 0x0
	frameHeaders  = 0x1
	frameReset    = 0x3
	frameSettings = 0x4
	frameGoAway   = 0x7

	flagAck        = 0x1
	flagEndStream  = 0x1
	flagEndHeaders = 0x4

	codeNone     = 0x0
	codeProtocol = 0x1
	codeInternal = 0x2
	codeRefused  = 0x7
)

// stream is a request that an HTTP/2 server has read whole.
type stream struct {
	conn net.Conn
	id   uint32
}

// newWire2 starts a server that speaks HTTP/2, and returns it with a transport that trusts it. It meets the nth request with
// the nth of the faults, and all others with a healthy answer.
func newWire2(t *testing.T, faults ...func(stream)) (*wire, *http.Transport) {
	t.Helper()
	donor := httptest.NewTLSServer(nil)
	t.Cleanup(donor.Close)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: donor.TLS.Certificates, NextProtos: []string{"h2"}})
	require.NoError(t, err)
	w := &wire{listener: listener, secure: true}
	w.start(t, func(conn net.Conn) { w.speakHTTP2(conn, faults) })
	trusting := donor.Client().Transport.(*http.Transport).Clone()
	trusting.ForceAttemptHTTP2 = true
	t.Cleanup(trusting.CloseIdleConnections)
	return w, trusting
}

func (w *wire) speakHTTP2(conn net.Conn, faults []func(stream)) {
	const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	if _, err := io.ReadFull(conn, make([]byte, len(preface))); err != nil {
		return
	}
	writeFrame(conn, frameSettings, 0, 0, nil)
	for {
		kind, flags, id, err := readFrame(conn)
		switch {
		case err != nil:
			return
		case kind == frameSettings && flags&flagAck == 0:
			writeFrame(conn, frameSettings, flagAck, 0, nil)
		case (kind == frameHeaders || kind == frameData) && flags&flagEndStream != 0:
			n := int(w.seen.Add(1))
			if n <= len(faults) && faults[n-1] != nil {
				faults[n-1](stream{conn, id})
				continue
			}
			writeFrame(conn, frameHeaders, flagEndHeaders, id, []byte{0x88}) // :status 200
			writeFrame(conn, frameData, flagEndStream, id, []byte(thing))
		}
	}
}

func readFrame(r io.Reader) (kind, flags byte, id uint32, err error) {
	var head [9]byte
	if _, err = io.ReadFull(r, head[:]); err != nil {
		return 0, 0, 0, err
	}
	length := int64(head[0])<<16 | int64(head[1])<<8 | int64(head[2])
	_, err = io.CopyN(io.Discard, r, length)
	return head[3], head[4], binary.BigEndian.Uint32(head[5:]), err
}

func writeFrame(w io.Writer, kind, flags byte, id uint32, payload []byte) {
	length := len(payload)
	frame := []byte{byte(length >> 16), byte(length >> 8), byte(length), kind, flags}
	frame = binary.BigEndian.AppendUint32(frame, id)
	_, _ = w.Write(append(frame, payload...))
}

// resetStream ends a request without an answer, and keeps the connection.
func resetStream(code uint32) func(stream) {
	return func(s stream) { writeFrame(s.conn, frameReset, 0, s.id, binary.BigEndian.AppendUint32(nil, code)) }
}

// goAway says that the request came too late, and closes the connection.
func goAway(s stream) {
	payload := binary.BigEndian.AppendUint32(nil, 0) // the last request that was looked at
	writeFrame(s.conn, frameGoAway, 0, 0, binary.BigEndian.AppendUint32(payload, codeNone))
	_ = s.conn.(*tls.Conn).CloseWrite()
}
