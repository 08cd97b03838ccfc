package digitaloceantest

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// port is the listening side of a server, which a fault can close for a while.
type port struct {
	portLock sync.Mutex
	listener net.Listener // nil while the port is closed
	held     heldPort     // while it is closed
	ended    bool
	serving  sync.WaitGroup

	connections connections
}

// connections are those that clients keep open.
type connections struct {
	lock     sync.Mutex
	idle     map[net.Conn]bool // those that carry no request; true once dismissed
	active   map[net.Conn]bool
	requests int // being answered
}

// track is told of each connection's state by the HTTP server.
func (c *connections) track(connection net.Conn, state http.ConnState) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.idle == nil {
		c.idle, c.active = make(map[net.Conn]bool), make(map[net.Conn]bool)
	}
	delete(c.idle, connection)
	delete(c.active, connection)
	switch state {
	case http.StateNew, http.StateIdle:
		c.idle[connection] = false
	case http.StateActive:
		c.active[connection] = true
	}
}

func (c *connections) answering(change int) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.requests += change
}

// dismiss asks the clients to close their idle connections, and gives them a moment to do so: a request sent on
// a connection that is just being closed would fail in another way than a refused one.
func (c *connections) dismiss() {
	for attempt := 0; attempt < 100 && !c.dismissed(); attempt++ {
		time.Sleep(time.Millisecond)
	}
}

// dismissed reports whether no connection is idle, or about to be because its request has been answered.
func (c *connections) dismissed() bool {
	c.lock.Lock()
	defer c.lock.Unlock()
	for connection, asked := range c.idle {
		if tcp, ok := connection.(*net.TCPConn); ok && !asked {
			_ = tcp.CloseWrite()
		}
		c.idle[connection] = true
	}
	return len(c.idle) == 0 && len(c.active) <= c.requests
}

// open serves what comes in on a listener.
func (s *Server) open(listener net.Listener) {
	s.portLock.Lock()
	defer s.portLock.Unlock()
	s.listener = listener
	s.serving.Go(func() { _ = s.http.Serve(listener) })
}

// shut closes the port and the connections that carry no request.
func (s *Server) shut() {
	s.portLock.Lock()
	defer s.portLock.Unlock()
	if s.listener == nil || s.ended {
		return
	}
	held, err := hold(s.listener)
	if err != nil {
		panic(fmt.Sprintf("digitaloceantest: the port cannot be closed: %v", err))
	}
	s.listener, s.held = nil, held
	s.connections.dismiss()
	s.http.SetKeepAlivesEnabled(false)
}

// end closes the port for good, and all connections.
func (s *Server) end() {
	s.portLock.Lock()
	defer s.portLock.Unlock()
	s.ended = true
	if s.listener == nil {
		s.held.release()
	}
	_ = s.http.Close()
}

// reopen opens the port again once no fault keeps it closed.
func (s *Server) reopen() {
	if s.refusing() {
		return
	}
	s.portLock.Lock()
	defer s.portLock.Unlock()
	if s.listener != nil || s.ended {
		return
	}
	listener, err := s.held.listen()
	if err != nil {
		panic(fmt.Sprintf("digitaloceantest: the port cannot be opened again: %v", err))
	}
	s.http.SetKeepAlivesEnabled(true)
	s.listener = listener
	s.serving.Go(func() { _ = s.http.Serve(listener) })
}

func (s *Server) refusing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	for _, i := range s.faults {
		if i.fault.Break == ConnectionRefused && i.lasts(now) {
			return true
		}
	}
	return false
}

// breakAnswer sends an answer that is not as it should be.
func (s *Server) breakAnswer(w http.ResponseWriter, r *http.Request, answer reply, f *Fault) {
	switch f.Break {
	case ResetBefore, ResetAfter:
		reset(w)
	case CutBody:
		cut(w, answer, f)
	case MalformedJSON:
		answer.body = answer.body[:len(answer.body)/2]
		if len(answer.body) == 0 {
			answer = reply{status: http.StatusOK, body: []byte("{")}
		}
		start(w, answer)
		_, _ = w.Write(answer.body)
	case SlowDrip:
		s.drip(w, r, answer, f)
	case EndlessBody:
		s.pour(w, r, answer, f)
	}
}

// reset ends the connection so that the client's system reports a reset and not an orderly end.
func reset(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
}

// start sends the headers of an answer.
func start(w http.ResponseWriter, answer reply) {
	if answer.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(len(answer.body)))
	}
	w.WriteHeader(answer.status)
}

func cut(w http.ResponseWriter, answer reply, f *Fault) {
	n := f.Bytes
	if n == 0 {
		n = len(answer.body) / 2
	}
	start(w, answer)
	_, _ = w.Write(answer.body[:min(n, len(answer.body))])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

func (s *Server) drip(w http.ResponseWriter, r *http.Request, answer reply, f *Fault) {
	wait := f.Latency
	if wait == 0 {
		wait = 10 * time.Millisecond
	}
	start(w, answer)
	for rest := answer.body; len(rest) > 0; {
		n := min(max(f.Bytes, 1), len(rest))
		if !s.pause(r.Context(), wait) {
			panic(http.ErrAbortHandler)
		}
		if _, err := w.Write(rest[:n]); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		rest = rest[n:]
	}
}

func (s *Server) pour(w http.ResponseWriter, r *http.Request, answer reply, f *Fault) {
	blanks := bytes.Repeat([]byte{' '}, 32<<10)
	w.WriteHeader(answer.status)
	piece := bytes.TrimSuffix(answer.body, []byte("}"))
	for sent := 0; f.Bytes == 0 || sent < f.Bytes; sent += len(piece) {
		if sent > 0 {
			piece = blanks
		}
		if f.Bytes > 0 {
			piece = piece[:min(len(piece), f.Bytes-sent)]
		}
		if len(piece) == 0 {
			piece = blanks[:1]
		}
		if _, err := w.Write(piece); err != nil || r.Context().Err() != nil {
			return
		}
	}
}
