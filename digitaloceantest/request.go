package digitaloceantest

import (
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Request is a request that the server got.
type Request struct {
	Method    string
	Path      string // as it was sent, with its escapes
	Operation string // method and path template, as in "GET /v2/droplets/{droplet_id}"; "" for an unknown path
	Query     url.Values
	Header    http.Header
	Body      []byte
	Status    int       // of the answer; 0 where a fault ended the connection instead
	ID        string    // the request ID of the answer
	Time      time.Time // virtual time
}

// Requests returns the requests that came so far, in the order in which they were answered. Those that an
// injected fault hit are among them.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.kept())
}

// kept returns the requests that the server remembers.
func (s *Server) kept() []Request {
	if keep := s.settings.keepRequests; keep > 0 {
		return s.requests[max(0, len(s.requests)-keep):]
	}
	return s.requests
}

func (s *Server) record(c *call, fault outcome, answer reply) {
	r := Request{
		Method: c.method,
		Path:   c.path,
		Query:  c.query,
		Header: c.header,
		Body:   c.raw,
		Status: answer.status,
		ID:     c.id,
		Time:   c.now,
	}
	if c.operation != nil {
		r.Operation = c.operation.method + " " + c.template()
	}
	if fault.resets() {
		r.Status = 0
	}
	s.mu.Lock()
	s.answered++
	s.requests = append(s.requests, r)
	if keep := s.settings.keepRequests; keep > 0 && len(s.requests) > 2*keep {
		s.requests = slices.Clone(s.kept())
	}
	s.mu.Unlock()
	s.settings.onRequest(r)
}
