package digitaloceantest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Shown returns what every list answers, at a time by which all is over that goes on. No faults or limits apply.
func (s *Server) Shown() []string {
	s.Advance(24 * time.Hour)
	var answers []string
	for _, path := range routes.lists("") {
		c := s.newCall(http.MethodGet, "", &url.URL{Path: path, RawQuery: "per_page=200"}, http.Header{}, nil)
		s.mu.Lock()
		s.begin(c)
		r := c.carryOut()
		s.mu.Unlock()
		if r.status == http.StatusOK {
			answers = append(answers, path+" "+string(r.body))
		}
	}
	return answers
}

// lists returns the paths below a node that are read without a parameter.
func (n *node) lists(path string) []string {
	var paths []string
	if n.operations[http.MethodGet] != nil {
		paths = append(paths, path)
	}
	for segment, child := range n.literal {
		paths = append(paths, child.lists(path+"/"+segment)...)
	}
	slices.SortFunc(paths, strings.Compare)
	return paths
}

// Ruled reports whether a service has a rule for an operation.
func Ruled(method, template string) bool {
	for prefix := range families {
		if strings.HasPrefix(template, prefix) {
			return true
		}
	}
	n, _ := routes.find(strings.Split(template[1:], "/"), nil)
	return n != nil && n.operations[method] != nil
}
