package digitaloceantest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
)

const maxRequestBody = 8 << 20

// Server is an in-memory DigitalOcean that listens on loopback. It is safe for use by several goroutines.
type Server struct {
	// URL is where the server listens, such as "http://127.0.0.1:41234", without the /v2 of the paths.
	URL string

	// Token is the one that requests must bear.
	Token string

	settings settings
	clock    *Clock
	http     *http.Server
	closed   chan struct{}
	closing  sync.Once
	journal  journal
	restored string // what came back from the journal, for a person

	mu            sync.Mutex
	requestStream string // what the IDs of requests are drawn from
	world
	port
}

// world is what [Server.Reset] brings back to its beginning.
type world struct {
	states   []any // of the services, see [stateful]
	ids      *identity
	events   eventQueue
	planned  int
	failing  map[string]int
	meter    *meter
	faults   []*Injected
	requests []Request // the latest
	answered int       // requests ever
}

func newWorld(s settings) world {
	return world{
		states:  make([]any, len(states)),
		ids:     newIdentity(s.seed),
		failing: make(map[string]int),
		meter:   newMeter(s),
	}
}

// prepare makes the states of all services, so that what is there at the beginning does not depend on what is
// asked for first.
func (s *Server) prepare() {
	for _, prepare := range states {
		prepare(s)
	}
}

// NewServer starts a server that is closed when the test ends.
func NewServer(t testing.TB, opts ...Option) *Server {
	t.Helper()
	s, err := Start(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// Start starts a server. The caller closes it.
func Start(opts ...Option) (*Server, error) {
	settings := newSettings(opts)
	listener, err := net.Listen("tcp", settings.addr)
	if err != nil {
		return nil, fmt.Errorf("digitaloceantest: %w", err)
	}
	s := &Server{
		URL:      "http://" + listener.Addr().String(),
		Token:    settings.token,
		settings: settings,
		clock:    newClock(settings.start, settings.manual),
		closed:   make(chan struct{}),
		world:    newWorld(settings),

		requestStream: "request",
	}
	s.prepare()
	if settings.data != "" {
		if err := s.keepData(); err != nil {
			_ = listener.Close()
			s.journal.close()
			return nil, fmt.Errorf("digitaloceantest: %w", err)
		}
	}
	s.http = &http.Server{
		Handler:           http.HandlerFunc(s.serve),
		ConnState:         s.connections.track,
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	s.clock.moved = s.timeMoved
	s.open(listener)
	return s, nil
}

// Close stops the server and ends its connections. Closing it again does nothing.
func (s *Server) Close() {
	s.closing.Do(func() {
		close(s.closed)
		s.clock.close()
		s.end()
		s.serving.Wait()
		s.journal.close()
	})
}

// timeMoved is told of each step that virtual time was moved by.
func (s *Server) timeMoved(d time.Duration) {
	_ = s.journal.add(journalLine{Advance: d.String()}) // a failure ends the next change
	s.reopen()
}

// Clock returns the server's virtual time.
func (s *Server) Clock() *Clock { return s.clock }

// Now returns the server's virtual time.
func (s *Server) Now() time.Time { return s.clock.Now() }

// Advance moves virtual time forward: whatever is due by then has happened when it returns.
func (s *Server) Advance(d time.Duration) {
	s.clock.advance(d)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
}

// Reset brings the server back to what it was at its start: no resources but the catalog's, no faults, no
// record of requests, and the sequence of identifiers from its beginning. Virtual time goes on.
func (s *Server) Reset() {
	s.mu.Lock()
	s.world = newWorld(s.settings)
	s.prepare()
	if s.settings.data != "" {
		s.journal.restart(s.settings.startLine(s.clock.Now()))
	}
	s.mu.Unlock()
	s.reopen()
}

// Create carries out a POST on the server without HTTP, faults, limits or a record of it, and returns the
// decoded answer. It panics when the API would refuse the request: a test's own data is wrong then.
//
//	srv.Create("/v2/domains", map[string]any{"name": "example.com"})
func (s *Server) Create(path string, request map[string]any) map[string]any {
	u, err := url.Parse(path)
	if err != nil {
		panic("digitaloceantest: " + err.Error())
	}
	body := appendOther(nil, request)
	c := s.newCall(http.MethodPost, s.URL, u, http.Header{}, body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin(c)
	r := c.carryOut()
	if r.status >= 300 {
		panic(fmt.Sprintf("digitaloceantest: POST %s: %d %s", path, r.status, r.body))
	}
	var decoded map[string]any
	if len(r.body) > 0 && json.Unmarshal(r.body, &decoded) != nil {
		panic("digitaloceantest: POST " + path + ": the answer is no JSON object")
	}
	return decoded
}

// serve takes a request through the server: the faults, the rules, the record, and the answer.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	s.connections.answering(1)
	defer s.connections.answering(-1)
	if r.URL.Path == "/" {
		s.overview(w)
		return
	}
	if strings.HasPrefix(r.URL.Path, appLogPrefix) {
		s.serveAppLog(w, r)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequestBody))
	if tooLarge := (*http.MaxBytesError)(nil); err != nil && !errors.As(err, &tooLarge) {
		panic(http.ErrAbortHandler) // the client went away
	}
	c := s.newCall(r.Method, "http://"+r.Host, r.URL, r.Header, raw)
	s.mu.Lock()
	s.begin(c)
	fault := s.fault(c)
	s.mu.Unlock()

	if !s.pause(r.Context(), fault.latency) {
		panic(http.ErrAbortHandler)
	}
	header, answer := s.answer(c, fault, err)
	s.record(c, fault, answer)
	s.send(w, r, header, answer, fault)
}

// begin gives a request its time and its ID.
func (s *Server) begin(c *call) {
	c.now = s.clock.Now()
	c.id = s.ids.uuid(s.requestStream)
}

// answer carries the request out, unless a fault comes first, and returns the answer with the headers that
// every answer has.
func (s *Server) answer(c *call, fault outcome, unread error) (http.Header, reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.now = s.clock.Now()
	var r reply
	switch {
	case unread != nil:
		r = errorReply(&apiError{status: http.StatusRequestEntityTooLarge, message: "the request is too large"}, c.id)
	case fault.first():
		r = fault.reply(c)
	default:
		r = c.admitted()
		if fault.answers() {
			r = fault.reply(c)
		}
	}
	header := http.Header{}
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Date", c.now.UTC().Format(http.TimeFormat))
	header.Set("X-Request-Id", c.id)
	s.meter.header(header, c.now)
	for name, values := range r.header {
		header[http.CanonicalHeaderKey(name)] = values
	}
	for name, values := range fault.header() {
		header[http.CanonicalHeaderKey(name)] = values
	}
	return header, r
}

// admitted carries the request out when it bears the token and the rate allows it, or when its address is signed.
func (c *call) admitted() reply {
	if c.operation != nil && c.operation.signed {
		if c.header.Get("Authorization") != "" {
			return errorReply(refusedByStore(http.StatusBadRequest, "InvalidRequest", "Only one way to authenticate is allowed"), c.id)
		}
		return c.carryOut()
	}
	scheme, token, _ := strings.Cut(c.header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token != c.Token {
		return errorReply(&apiError{status: http.StatusUnauthorized, message: errorMessage(http.StatusUnauthorized)}, c.id)
	}
	if wait, ok := c.meter.admit(c); !ok {
		return errorReply(tooManyRequests(wait), c.id)
	}
	return c.carryOut()
}

// carryOut applies the rule of the operation to the state, and keeps the request if it may have changed that.
func (c *call) carryOut() reply {
	if problem := c.journal.problem(); problem != nil && c.writes() {
		return errorReply(problem, c.id)
	}
	c.settle(c.now)
	drawn := c.ids.drawn
	r, err := c.apply()
	if err != nil {
		r = errorReply(err, c.id)
	}
	if c.settings.data != "" && (c.writes() || c.ids.drawn != drawn) {
		if err := c.journal.add(c.line(r)); err != nil {
			return errorReply(err, c.id)
		}
	}
	return r
}

// writes reports whether the method is one that changes something.
func (c *call) writes() bool { return c.method != http.MethodGet && c.method != http.MethodHead }

func (c *call) apply() (reply, error) {
	if c.operation == nil && c.allow != nil {
		return reply{}, methodNotAllowed(c.allow)
	}
	if c.operation == nil {
		return reply{}, notFound()
	}
	if c.operation.signed {
		return c.operation.handle(c)
	}
	if err := c.decodeBody(); err != nil {
		return reply{}, err
	}
	if err := c.validate(c); err != nil {
		return reply{}, err
	}
	return c.operation.handle(c)
}

func methodNotAllowed(allow []string) error {
	e := &apiError{status: http.StatusMethodNotAllowed, message: "This path does not answer that method.", header: http.Header{}}
	for _, method := range allow {
		e.header.Add("Allow", method)
	}
	return e
}

// pause waits in real time, for latency. It reports false when the request or the server ended first.
func (s *Server) pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(min(d, maxLatency))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	case <-s.closed:
		return false
	}
}

// send writes the answer, as whole as the fault lets it be.
func (s *Server) send(w http.ResponseWriter, r *http.Request, header http.Header, answer reply, fault outcome) {
	for name, values := range header {
		w.Header()[name] = values
	}
	if fault.breaks() {
		s.breakAnswer(w, r, answer, fault.Fault)
		return
	}
	if header.Get("Content-Type") == contentEvents {
		w.WriteHeader(answer.status)
		sendEvents(w, answer.body)
		return
	}
	if answer.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(len(answer.body)))
	}
	w.WriteHeader(answer.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(answer.body)
	}
}
