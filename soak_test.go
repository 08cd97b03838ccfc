package digitalocean_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

var soak = flag.Duration("soak", 2*time.Second, "how long TestFaultSoak runs")

// registry is a server of domains that goes wrong at random, and keeps books of what it carried out.
type registry struct {
	mu      sync.Mutex
	random  *rand.Rand
	created map[string]int // how often
	exists  map[string]bool
}

// beforehand are faults that keep a request from being carried out, and afterwards those that hide that it was.
var (
	beforehand = []fault{
		unanswered, resetting, hanging(""), failing(500), failing(503), failing(409), asking(429, "Retry-After", "1"), failing(429),
		answer(502, http.Header{"Content-Type": {"text/html"}}, "<html>"),
	}
	afterwards = []fault{
		unanswered, resetting, hanging(""), hanging(partOf100), failing(502), failing(504),
		write("HTTP/1.1 201 Created\r\nContent-Le"), write(partOf100), answer(201, nil, ""), answer(201, nil, `{"domain": {"na`), answer(201, nil, "{}"),
	}
)

func (r *registry) serve(conn net.Conn, req *http.Request, n int) bool {
	if req.Method == "GET" && req.URL.Path == "/v2/domains" {
		return r.fails(beforehand, r.list)(conn, req, n)
	}
	return r.fails(beforehand, r.carryOut)(conn, req, n)
}

// fails returns one of the faults, or most of the time what is right.
func (r *registry) fails(faults []fault, right fault) fault {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.random.IntN(4) > 0 {
		return right
	}
	return faults[r.random.IntN(len(faults))]
}

func (r *registry) carryOut(conn net.Conn, req *http.Request, n int) bool {
	status, body := r.act(req)
	return r.fails(afterwards, answer(status, nil, body))(conn, req, n)
}

func (r *registry) act(req *http.Request) (status int, body string) {
	var domain struct{ Name string }
	name := strings.TrimPrefix(req.URL.Path, "/v2/domains/")
	if req.Method == "POST" {
		_ = json.NewDecoder(req.Body).Decode(&domain)
		name = domain.Name
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case req.Method == "POST":
		r.created[name]++
		r.exists[name] = true
		status = http.StatusCreated
	case !r.exists[name]:
		return http.StatusNotFound, `{"id": "not_found", "message": "No such domain."}`
	case req.Method == "DELETE":
		delete(r.exists, name)
		return http.StatusNoContent, ""
	default:
		status = http.StatusOK
	}
	return status, fmt.Sprintf(`{"domain": {"name": %q}}`, name)
}

const soakListed = 90

// list answers with a list that never changes.
func (r *registry) list(conn net.Conn, req *http.Request, n int) bool {
	z := &zones{total: soakListed, last: true}
	w := &bodyWriter{}
	z.ServeHTTP(w, req)
	return answer(http.StatusOK, nil, w.String())(conn, req, n)
}

type bodyWriter struct{ strings.Builder }

func (*bodyWriter) Header() http.Header { return http.Header{} }
func (*bodyWriter) WriteHeader(int)     {}

// TestFaultSoak makes calls from 64 goroutines to a server that goes wrong half of the time, and then balances the books:
// nothing was created twice, and whatever was created was returned, or its caller was told that it may have been.
func TestFaultSoak(t *testing.T) {
	r := &registry{random: rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano()))), created: map[string]int{}, exists: map[string]bool{}}
	server := newWire(t, r.serve)
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	defer transport.CloseIdleConnections()
	client := wired(t, server, digitalocean.WithHTTPClient(&http.Client{Transport: transport}), digitalocean.WithClock(&recordingClock{}),
		digitalocean.WithAttemptTimeout(50*time.Millisecond))
	outcomes := make([]map[string]error, 64)
	end := time.Now().Add(*soak)
	var goroutines sync.WaitGroup
	for g := range outcomes {
		outcomes[g] = map[string]error{}
		goroutines.Go(func() {
			for n := 0; time.Now().Before(end); n++ {
				name := fmt.Sprintf("%d-%d.example", g, n)
				outcomes[g][name] = live(t, client, r, name)
			}
		})
	}
	goroutines.Wait()
	transport.CloseIdleConnections()
	server.close()
	r.balance(t, outcomes)
}

// live creates a domain, reads it and deletes it, and returns what its create came to.
func live(t *testing.T, client *digitalocean.Client, r *registry, name string) error {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if rand.IntN(10) == 0 {
		time.AfterFunc(rand.N(5*time.Millisecond), cancel)
	}
	domain, err := client.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: name})
	if err != nil {
		return err
	}
	if domain.Name != name {
		t.Errorf("created %q, want %q", domain.Name, name)
	}
	if got, err := client.Domains.Get(ctx, name); err == nil && got.Name != name {
		t.Errorf("got %q, want %q", got.Name, name)
	}
	if err := client.Domains.Delete(ctx, name); err == nil && r.has(name) {
		t.Errorf("%s is said to be deleted", name)
	}
	if all, err := client.Domains.List(&digitalocean.ListOptions{PerPage: 30}).Collect(ctx); err == nil && len(all) != soakListed {
		t.Errorf("a list of %d", len(all))
	}
	return nil
}

func (r *registry) has(name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.exists[name]
}

// balance compares what the server carried out with what the callers were told.
func (r *registry) balance(t *testing.T, outcomes []map[string]error) {
	told := map[string]int{}
	for _, mine := range outcomes {
		for name, err := range mine {
			outcome := classify(err)
			created := r.created[name]
			told[fmt.Sprintf("%s, created %d", outcome, created)]++
			switch outcome {
			case ok:
				require.Equal(t, 1, created, name)
			case undecodable:
				require.Equal(t, 1, created, "%s: %v", name, err)
			case outcomeUnknown, statusError(500), statusError(502), statusError(503), statusError(504):
				require.LessOrEqual(t, created, 1, "%s: %v", name, err)
			default:
				require.Zero(t, created, "%s: %v", name, err)
			}
			delete(r.created, name)
		}
	}
	require.Empty(t, r.created, "nobody asked for these")
	for line, n := range told {
		t.Logf("%6d  %s", n, line)
	}
}
