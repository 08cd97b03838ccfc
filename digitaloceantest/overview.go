package digitaloceantest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// overview tells a person what the server holds.
func (s *Server) overview(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(s.describe()))
}

func (s *Server) describe() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	s.settle(now)
	var b strings.Builder
	fmt.Fprintf(&b, "An in-memory DigitalOcean at %s\n\n", s.URL)
	fmt.Fprintf(&b, "%-20s %s\n", "time", now.UTC().Format(time.DateTime))
	fmt.Fprintf(&b, "%-20s %d\n", "requests", s.answered)
	fmt.Fprintf(&b, "%-20s %d\n\n", "faults", len(s.faults))
	lines := slices.Clone(counts)
	slices.SortFunc(lines, func(a, b countOf) int { return strings.Compare(a.name, b.name) })
	for _, line := range lines {
		fmt.Fprintf(&b, "%-20s %d\n", line.name, line.of(s))
	}
	b.WriteString("\nlatest requests\n")
	for _, r := range s.requests[max(0, len(s.requests)-10):] {
		b.WriteString(r.String() + "\n")
	}
	return b.String()
}

// String is a line for a person: time, method, path, query and status.
func (r Request) String() string {
	path := r.Path
	if len(r.Query) > 0 {
		path += "?" + r.Query.Encode()
	}
	status := "connection ended"
	if r.Status > 0 {
		status = fmt.Sprintf("%d %s", r.Status, http.StatusText(r.Status))
	}
	return fmt.Sprintf("%s  %-6s %s  %s", r.Time.UTC().Format(time.DateTime), r.Method, path, status)
}
