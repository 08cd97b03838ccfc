package digitaloceantest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

var domain = object{"name": "example.com"}

func TestFaultAnswersInPlaceOfTheAPI(t *testing.T) {
	for _, test := range []struct {
		name   string
		fault  digitaloceantest.Fault
		status int
		header map[string]string
		body   string
	}{
		{
			name:   "status",
			fault:  digitaloceantest.Fault{Status: 503},
			status: 503,
			body:   `"id":"service_unavailable"`,
		},
		{
			name:   "status and body",
			fault:  digitaloceantest.Fault{Status: 418, Body: "short and stout", Header: http.Header{"Content-Type": {"text/plain"}}},
			status: 418,
			header: map[string]string{"Content-Type": "text/plain"},
			body:   "short and stout",
		},
		{
			name:   "retry after",
			fault:  digitaloceantest.Fault{RetryAfter: 1500 * time.Millisecond},
			status: 429,
			header: map[string]string{"Retry-After": "2"},
			body:   `"message":"API Rate limit exceeded."`,
		},
		{
			name:   "retry after of a 503",
			fault:  digitaloceantest.Fault{Status: 503, RetryAfter: time.Minute},
			status: 503,
			header: map[string]string{"Retry-After": "60"},
		},
		{
			name:   "rate headers",
			fault:  digitaloceantest.Fault{Header: http.Header{"ratelimit-remaining": {"0"}}},
			status: 201,
			header: map[string]string{"Ratelimit-Remaining": "0"},
			body:   "example.com",
		},
		{
			name:   "HTML page",
			fault:  digitaloceantest.Fault{Break: digitaloceantest.HTMLError},
			status: 502,
			header: map[string]string{"Content-Type": "text/html"},
			body:   "<html>",
		},
		{
			name:   "HTML page of another status",
			fault:  digitaloceantest.Fault{Break: digitaloceantest.HTMLError, Status: 404, Body: "<p>"},
			status: 404,
			body:   "<p>",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := start(t)
			injected := a.srv.Inject(test.fault)
			got := a.do("POST", "/v2/domains", domain)
			require.Equal(t, test.status, got.status)
			require.Contains(t, got.raw, test.body)
			for name, value := range test.header {
				require.Equal(t, value, got.header.Get(name))
			}
			require.Equal(t, 1, injected.Fired())
			require.Equal(t, test.status, a.srv.Requests()[0].Status)
			injected.Remove()
			_, exists := a.get("/v2/domains")["domains"].([]any)
			require.True(t, exists)
			want := 0
			if test.status == 201 {
				want = 1
			}
			require.Len(t, a.get("/v2/domains")["domains"], want)
		})
	}
}

func TestFaultMatches(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault digitaloceantest.Fault
		want  []int
	}{
		{name: "all", fault: digitaloceantest.Fault{}, want: []int{500, 500, 500, 500, 500}},
		{name: "times", fault: digitaloceantest.Fault{Times: 2}, want: []int{500, 500, 404, 200, 200}},
		{name: "skip", fault: digitaloceantest.Fault{Skip: 1, Times: 1}, want: []int{200, 500, 404, 200, 200}},
		{name: "method", fault: digitaloceantest.Fault{Method: "HEAD"}, want: []int{200, 404, 404, 200, 500}},
		{name: "template", fault: digitaloceantest.Fault{Path: "/v2/domains/{domain_name}"}, want: []int{200, 500, 500, 200, 200}},
		{name: "path", fault: digitaloceantest.Fault{Path: "/v2/domains/b.com"}, want: []int{200, 404, 500, 200, 200}},
		{name: "prefix", fault: digitaloceantest.Fault{Path: "/v2/dom*"}, want: []int{500, 500, 500, 200, 200}},
		{name: "chance", fault: digitaloceantest.Fault{Chance: 1e-9}, want: []int{200, 404, 404, 200, 200}},
		{name: "for a while", fault: digitaloceantest.Fault{For: 3 * time.Second}, want: []int{500, 500, 500, 200, 200}},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := start(t)
			test.fault.Status = 500
			injected := a.srv.Inject(test.fault)
			var got []int
			for _, request := range []string{"GET /v2/domains", "GET /v2/domains/a.com", "GET /v2/domains/b.com", "GET /v2/sizes", "HEAD /v2/sizes"} {
				method, path, _ := strings.Cut(request, " ")
				got = append(got, a.do(method, path, nil).status)
				a.srv.Advance(time.Second)
			}
			require.Equal(t, test.want, got)
			require.Equal(t, strings.Count(fmt.Sprint(got), "500"), injected.Fired())
		})
	}
}

func TestChanceIsDrawnFromTheSeed(t *testing.T) {
	run := func(seed uint64) string {
		a := start(t, digitaloceantest.Seed(seed))
		a.srv.Inject(digitaloceantest.Fault{Chance: 0.5, Status: 500})
		statuses := []int{}
		for range 40 {
			statuses = append(statuses, a.do("GET", "/v2/account", nil).status)
		}
		return fmt.Sprint(statuses)
	}
	require.Equal(t, run(1), run(1))
	require.NotEqual(t, run(1), run(2))
	require.Contains(t, run(1), "500")
	require.Contains(t, run(1), "200")
}

func TestAppliedFaultTakesEffect(t *testing.T) {
	a := start(t)
	a.srv.Inject(digitaloceantest.Fault{Status: 504, Applied: true, Times: 1})
	require.Equal(t, 504, a.do("POST", "/v2/domains", domain).status)
	a.get("/v2/domains/example.com")
}

func TestResets(t *testing.T) {
	for _, test := range []struct {
		name    string
		how     digitaloceantest.Break
		applied bool
	}{
		{name: "before", how: digitaloceantest.ResetBefore},
		{name: "after", how: digitaloceantest.ResetAfter, applied: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := start(t)
			injected := a.srv.Inject(digitaloceantest.Fault{Break: test.how, Times: 1})
			_, err := a.try("POST", "/v2/domains", domain)
			require.ErrorIs(t, err, syscall.ECONNRESET)
			require.Equal(t, 1, injected.Fired())
			require.Equal(t, 0, a.srv.Requests()[0].Status)
			got := a.do("GET", "/v2/domains/example.com", nil)
			require.Equal(t, test.applied, got.status == 200)
		})
	}
}

func TestBrokenBodies(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault digitaloceantest.Fault
		err   error
		raw   string
	}{
		{name: "cut", fault: digitaloceantest.Fault{Break: digitaloceantest.CutBody, Bytes: 10}, err: io.ErrUnexpectedEOF, raw: `{"domain":`},
		{name: "cut in half", fault: digitaloceantest.Fault{Break: digitaloceantest.CutBody}, err: io.ErrUnexpectedEOF, raw: `{"domain":{"name":"example.com`},
		{name: "malformed", fault: digitaloceantest.Fault{Break: digitaloceantest.MalformedJSON}, raw: `{"domain":{"name":"example.com`},
		{name: "dripping", fault: digitaloceantest.Fault{Break: digitaloceantest.SlowDrip, Bytes: 7, Latency: time.Microsecond}, raw: `{"domain":{"name":"example.com","ttl":1800,"zone_file":null}}`},
		{name: "too long", fault: digitaloceantest.Fault{Break: digitaloceantest.EndlessBody, Bytes: 64}, raw: `{"domain":{"name":"example.com","ttl":1800,"zone_file":null}    `},
		{name: "cut error", fault: digitaloceantest.Fault{Break: digitaloceantest.CutBody, Bytes: 7, Status: 500}, err: io.ErrUnexpectedEOF, raw: `{"id":"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := start(t)
			a.srv.Inject(test.fault)
			got, err := a.try("POST", "/v2/domains", domain)
			require.ErrorIs(t, err, test.err)
			require.Equal(t, test.raw, got.raw)
		})
	}
}

func TestEndlessBodyEndsWithTheReader(t *testing.T) {
	a := start(t)
	a.srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.EndlessBody})
	r, err := http.NewRequestWithContext(t.Context(), "GET", a.srv.URL+"/v2/account", nil)
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+a.srv.Token)
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	n, err := io.CopyN(io.Discard, resp.Body, 4<<20)
	require.NoError(t, err)
	require.EqualValues(t, 4<<20, n)
	require.NoError(t, resp.Body.Close())
}

func TestMalformedAnswerWithoutABody(t *testing.T) {
	a := start(t)
	a.post("/v2/domains", domain)
	a.srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.MalformedJSON})
	got, err := a.try("DELETE", "/v2/domains/example.com", nil)
	require.NoError(t, err)
	require.Equal(t, "{", got.raw)
}

func TestLatencyEndsWithTheRequest(t *testing.T) {
	a := start(t)
	a.srv.Inject(digitaloceantest.Fault{Latency: time.Hour, Jitter: time.Hour})
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "GET", a.srv.URL+"/v2/account", nil)
	require.NoError(t, err)
	_, err = http.DefaultClient.Do(r)
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestLatenciesAddUpAndTheFirstHarmDecides(t *testing.T) {
	a := start(t)
	slow := a.srv.Inject(digitaloceantest.Fault{Latency: time.Millisecond})
	first := a.srv.Inject(digitaloceantest.Fault{Status: 500, Times: 1})
	second := a.srv.Inject(digitaloceantest.Fault{Status: 502, Times: 1})
	require.Equal(t, 500, a.do("GET", "/v2/account", nil).status)
	require.Equal(t, []int{1, 1, 0}, []int{slow.Fired(), first.Fired(), second.Fired()})
	require.Equal(t, 502, a.do("GET", "/v2/account", nil).status)
	require.Equal(t, 200, a.do("GET", "/v2/account", nil).status)
}

func TestConnectionRefused(t *testing.T) {
	a := start(t)
	a.get("/v2/account") // leaves a connection behind
	injected := a.srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.ConnectionRefused})
	for range 2 {
		_, err := a.try("POST", "/v2/domains", domain)
		require.ErrorIs(t, err, syscall.ECONNREFUSED)
	}
	require.Len(t, a.srv.Requests(), 1)
	injected.Remove()
	a.post("/v2/domains", domain)
	require.Equal(t, 1, injected.Fired())
}

// The server of another test would get what was to be refused.
func TestAPortThatRefusesIsNotGivenAway(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the port is only kept on unix")
	}
	for _, address := range []string{"127.0.0.1:0", "[::1]:0", ":0"} {
		t.Run(address, func(t *testing.T) {
			srv, err := digitaloceantest.Start(digitaloceantest.Addr(address))
			if err != nil {
				t.Skip(err) // no IPv6 here
			}
			t.Cleanup(srv.Close)
			a := api{t, srv}
			other, err := net.Listen("tcp", address)
			require.NoError(t, err)
			defer func() { _ = other.Close() }()
			injected := srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.ConnectionRefused})
			own, err := net.ResolveTCPAddr("tcp", strings.TrimPrefix(srv.URL, "http://"))
			require.NoError(t, err)
			_, err = (&net.Dialer{LocalAddr: own}).Dial("tcp", other.Addr().String())
			require.ErrorIs(t, err, syscall.EADDRINUSE)
			_, err = a.try("GET", "/v2/account", nil)
			require.ErrorIs(t, err, syscall.ECONNREFUSED)
			injected.Remove()
			a.get("/v2/account")
		})
	}
}

func TestConnectionRefusedForAWhile(t *testing.T) {
	for _, test := range []struct {
		name string
		opts []digitaloceantest.Option
		pass func(*digitaloceantest.Server)
	}{
		{name: "until the test goes on", opts: []digitaloceantest.Option{digitaloceantest.ManualClock()}, pass: func(s *digitaloceantest.Server) {
			s.Advance(time.Minute)
		}},
		{name: "until the client has waited", pass: func(s *digitaloceantest.Server) {
			_ = s.Clock().Sleep(context.Background(), time.Minute)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := api{t, digitaloceantest.NewServer(t, test.opts...)}
			a.srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.ConnectionRefused, For: time.Minute})
			_, err := a.try("GET", "/v2/account", nil)
			require.ErrorIs(t, err, syscall.ECONNREFUSED)
			test.pass(a.srv)
			a.get("/v2/account")
		})
	}
}

func TestConnectionRefusedOpensForClientsInRealTime(t *testing.T) {
	a := api{t, digitaloceantest.NewServer(t)}
	a.srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.ConnectionRefused, For: time.Millisecond})
	require.Eventually(t, func() bool {
		_, err := a.try("GET", "/v2/account", nil)
		return err == nil
	}, 10*time.Second, time.Millisecond)
}

func TestCloseWhileRefusing(t *testing.T) {
	srv, err := digitaloceantest.Start()
	require.NoError(t, err)
	injected := srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.ConnectionRefused})
	srv.Close()
	injected.Remove()
	_, err = http.Get(srv.URL)
	require.True(t, errors.Is(err, syscall.ECONNREFUSED))
}

func TestBrokenConnectionsAreOfOneClientOnly(t *testing.T) {
	a := start(t)
	a.srv.Inject(digitaloceantest.Fault{Path: "/v2/sizes", Break: digitaloceantest.SlowDrip, Latency: time.Hour})
	r, err := http.NewRequestWithContext(t.Context(), "GET", a.srv.URL+"/v2/sizes", nil)
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+a.srv.Token)
	go func() {
		resp, err := http.DefaultClient.Do(r)
		if err == nil {
			_, _ = bufio.NewReader(resp.Body).ReadByte()
		}
	}()
	a.get("/v2/account")
}
