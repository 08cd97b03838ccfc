package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"

	"github.com/dosdk/digitalocean"
)

// ledger is the service, without a network, on the time of a synctest bubble: it notes when requests come.
type ledger struct {
	header func(r *http.Request) http.Header
	status func(r *http.Request) int

	mu   sync.Mutex
	came []arrival
}

type arrival struct {
	at   time.Duration // since the bubble's time began
	path string
}

var bubbleBegan = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func (l *ledger) RoundTrip(r *http.Request) (*http.Response, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.came = append(l.came, arrival{time.Since(bubbleBegan), r.URL.Path})
	resp := &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(thing)), Request: r}
	if l.header != nil {
		resp.Header = l.header(r)
	}
	if l.status != nil {
		resp.StatusCode = l.status(r)
	}
	return resp, nil
}

// client returns a client of the ledger, on the system's clock.
func (l *ledger) client(t *testing.T, opts ...digitalocean.Option) *digitalocean.Client {
	t.Helper()
	client, err := digitalocean.New(testToken, append([]digitalocean.Option{digitalocean.WithHTTPClient(&http.Client{Transport: l})}, opts...)...)
	require.NoError(t, err)
	return client
}

// times returns when the requests of a path came, in order.
func (l *ledger) times(path string) []time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []time.Duration
	for _, a := range l.came {
		if path == "" || a.path == path {
			all = append(all, a.at)
		}
	}
	slices.Sort(all)
	return all
}

// most returns how many requests lie in the fullest stretch of a period.
func most(times []time.Duration, period time.Duration) int {
	fullest, first := 0, 0
	for last := range times {
		for times[last]-times[first] >= period {
			first++
		}
		fullest = max(fullest, last-first+1)
	}
	return fullest
}

// calling makes n calls from so many goroutines, and returns when all are through.
func calling(t *testing.T, goroutines, n int, call func() error) {
	var next atomic.Int32
	var calls sync.WaitGroup
	for range goroutines {
		calls.Go(func() {
			for int(next.Add(1)) <= n {
				if err := call(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	calls.Wait()
}

func get(t *testing.T, client *digitalocean.Client, path string) func() error {
	return func() error { return client.Do(t.Context(), "GET", path, nil, nil) }
}

// The limits that are documented, each with a few times as many calls as it allows at once.
func TestFaultLimits(t *testing.T) {
	for _, c := range []struct {
		name, method, path string
		calls, limit       int
		period, longest    time.Duration
	}{
		{"of the account", "GET", "/v2/droplets", 300, 250, time.Minute, 66 * time.Second},
		{"of reserved IPs", "POST", "/v2/reserved_ips", 30, 12, time.Minute, 132 * time.Second},
		{"of floating IPs", "POST", "/v2/floating_ips", 13, 12, time.Minute, 66 * time.Second},
		{"of SSH keys", "GET", "/v2/account/keys", 25, 10, time.Minute, 132 * time.Second},
		{"of CDN endpoints", "DELETE", "/v2/cdn/endpoints/19f06b6a", 18, 5, 10 * time.Second, 33 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				service := &ledger{}
				client := service.client(t)
				calling(t, 50, c.calls, func() error { return client.Do(t.Context(), c.method, c.path, nil, nil) })
				came := service.times("")
				require.Len(t, came, c.calls)
				require.Equal(t, c.limit, most(came, c.period), "the limit is kept, and used")
				require.LessOrEqual(t, came[len(came)-1], c.longest)
			})
		})
	}
}

// A wait for an endpoint's own limit holds nothing else up, and does not use up the account's.
func TestFaultSpecialLimitHoldsNothingElseUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &ledger{}
		client := service.client(t)
		var creates sync.WaitGroup
		for range 120 {
			creates.Go(func() {
				if err := client.Do(t.Context(), "POST", "/v2/reserved_ips", nil, nil); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		calling(t, 50, 200, get(t, client, "/v2/droplets"))
		time.Sleep(2 * time.Minute)
		calling(t, 50, 200, get(t, client, "/v2/images"))
		creates.Wait()
		require.Zero(t, slices.Max(service.times("/v2/droplets")))
		require.Equal(t, 2*time.Minute, slices.Max(service.times("/v2/images")))
		require.Equal(t, 12, most(service.times("/v2/reserved_ips"), time.Minute))
	})
}

func TestFaultLimitFollowsTheHeaders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &ledger{header: func(*http.Request) http.Header {
			return http.Header{"Ratelimit-Limit": {"10000"}, "Ratelimit-Remaining": {"9000"}}
		}}
		client := service.client(t)
		require.NoError(t, get(t, client, "/v2/droplets")())
		calling(t, 50, 600, get(t, client, "/v2/droplets"))
		require.Equal(t, 500, most(service.times(""), time.Minute))
	})
}

// spending is a service whose hourly limit is used up by the nth request. Its clock is wrong by skew.
func spending(n int, reset, skew time.Duration) *ledger {
	requests := 0
	var until time.Time
	return &ledger{header: func(*http.Request) http.Header {
		requests++
		now := time.Now().Add(skew)
		remaining := 100
		if requests == n {
			remaining, until = 0, now.Add(reset)
		}
		return http.Header{
			"Date":            {now.UTC().Format(http.TimeFormat)},
			"Ratelimit-Limit": {"5000"}, "Ratelimit-Remaining": {strconv.Itoa(remaining)}, "Ratelimit-Reset": {strconv.FormatInt(until.Unix(), 10)},
		}
	}}
}

// With Remaining 0 nothing is sent until Reset, whichever clock is wrong; also by those who were already waiting.
func TestFaultNothingIsSentUntilReset(t *testing.T) {
	for name, skew := range map[string]time.Duration{"clocks agree": 0, "the server's clock is ahead": time.Hour, "the server's clock is behind": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const reset = 10 * time.Minute
				service := spending(250, reset, skew)
				client := service.client(t)
				calling(t, 300, 600, get(t, client, "/v2/droplets")) // 50 wait for the minute when the hour is used up
				came := service.times("")
				require.Len(t, came, 600)
				require.Zero(t, came[249])
				require.Equal(t, reset, came[250])
				require.Equal(t, 250, most(came, time.Minute), "and then not all at once")
			})
		})
	}
}

func TestFaultQuietIsBounded(t *testing.T) {
	for name, header := range map[string]http.Header{
		"by a reset in a year":     {"Ratelimit-Limit": {"5000"}, "Ratelimit-Remaining": {"0"}, "Ratelimit-Reset": {fmt.Sprint(bubbleBegan.AddDate(1, 0, 0).Unix())}},
		"by a wait of a year":      {"Retry-After": {"31536000"}},
		"by a wait without bounds": {"Retry-After": {"99999999999999999999"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				service := &ledger{header: func(*http.Request) http.Header { return header }, status: func(*http.Request) int { return 429 }}
				client := service.client(t)
				require.ErrorIs(t, get(t, client, "/v2/droplets")(), digitalocean.ErrRateLimited)
				require.ErrorIs(t, get(t, client, "/v2/droplets")(), digitalocean.ErrRateLimited)
				require.Equal(t, []time.Duration{0, time.Hour}, service.times(""))
			})
		})
	}
}

// A 429 holds back the endpoint with a limit of its own, and otherwise everything.
func TestFaultLimitedAnswerHoldsBack(t *testing.T) {
	for _, c := range []struct {
		limited string
		others  time.Duration
	}{{"/v2/account/keys", 0}, {"/v2/droplets", 30 * time.Second}} {
		t.Run(c.limited, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				answers := 0
				service := &ledger{
					header: func(*http.Request) http.Header { return http.Header{"Retry-After": {"30"}} },
					status: func(*http.Request) int {
						if answers++; answers == 1 {
							return 429
						}
						return 200
					},
				}
				client := service.client(t)
				var calls sync.WaitGroup
				for range 2 {
					calls.Go(func() {
						if err := get(t, client, c.limited)(); err != nil {
							t.Error(err)
						}
					})
					synctest.Wait()
				}
				require.NoError(t, get(t, client, "/v2/images")())
				calls.Wait()
				require.Equal(t, []time.Duration{0, 30 * time.Second, 30 * time.Second}, service.times(c.limited))
				require.Equal(t, []time.Duration{c.others}, service.times("/v2/images"))
			})
		})
	}
}

func TestFaultClientsShareALimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service, limiter := &ledger{}, digitalocean.NewLimiter()
		var clients sync.WaitGroup
		for range 2 {
			client := service.client(t, digitalocean.WithLimiter(limiter))
			clients.Go(func() { calling(t, 25, 150, get(t, client, "/v2/droplets")) })
		}
		clients.Wait()
		require.Equal(t, 250, most(service.times(""), time.Minute))
	})
}

func TestFaultPacedLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &ledger{}
		client := service.client(t, digitalocean.WithLimiter(digitalocean.NewPacedLimiter(rate.NewLimiter(2, 1))))
		calling(t, 10, 21, get(t, client, "/v2/droplets"))
		require.Equal(t, 10*time.Second, slices.Max(service.times("")))
		require.Equal(t, 2, most(service.times(""), time.Second))
	})
	synctest.Test(t, func(t *testing.T) {
		client := (&ledger{}).client(t, digitalocean.WithLimiter(digitalocean.NewPacedLimiter(rate.NewLimiter(2, 0))))
		require.ErrorContains(t, get(t, client, "/v2/droplets")(), "the pace allows no request")
	})
}

// A pause that an answer asks for costs no more than itself, and nobody makes up for it faster than the pace allows.
func TestFaultPacedLimiterIsInterrupted(t *testing.T) {
	for name, c := range map[string]struct {
		perSecond   rate.Limit
		burst       int
		calls, most int
		last        time.Duration
	}{
		"the pause is made up for from the burst":     {100, 250, 1000, 250, 7510 * time.Millisecond},
		"without a burst there is nothing to make up": {100, 1, 1000, 101, 10990 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked := 0
				service := &ledger{}
				service.header = func(*http.Request) http.Header {
					if asked++; asked == 300 {
						return http.Header{"Retry-After": {"1"}}
					}
					return http.Header{}
				}
				service.status = func(*http.Request) int {
					if asked == 300 {
						return http.StatusTooManyRequests
					}
					return http.StatusOK
				}
				pace := rate.NewLimiter(c.perSecond, c.burst)
				client := service.client(t, digitalocean.WithLimiter(digitalocean.NewPacedLimiter(pace)))
				calling(t, 256, c.calls, get(t, client, "/v2/droplets"))
				came := service.times("")
				require.Len(t, came, c.calls+1)
				require.InDelta(t, c.last, slices.Max(came), float64(20*time.Millisecond))
				require.LessOrEqual(t, most(came, time.Second), c.most+int(c.perSecond))
			})
		})
	}
}

// Who gives up waiting gives the place to others.
func TestFaultCancelledWaitersGiveUpTheirPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &ledger{}
		client := service.client(t)
		calling(t, 50, 250, get(t, client, "/v2/droplets"))
		ctx, cancel := context.WithCancel(t.Context())
		var waiters sync.WaitGroup
		for range 1000 {
			waiters.Go(func() {
				if err := client.Do(ctx, "GET", "/v2/droplets", nil, nil); !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		cancel()
		waiters.Wait()
		calling(t, 50, 250, get(t, client, "/v2/images"))
		require.Equal(t, 63*time.Second, slices.Max(service.times("/v2/images")))
	})
}

// The limiter keeps the times of one period, however long it runs.
func TestFaultLimiterMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter := digitalocean.NewLimiter()
		op := digitalocean.Operation{Method: "GET", Path: "/v2/droplets"}
		heap := func() uint64 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			return m.HeapAlloc
		}
		before := heap()
		for range 100_000 {
			require.NoError(t, limiter.Wait(t.Context(), op))
		}
		require.Less(t, int64(heap()-before), int64(256<<10))
	})
}

func TestFaultLimiterAllocatesNothing(t *testing.T) {
	limiter := digitalocean.NewLimiter()
	limiter.Learn(digitalocean.Operation{}, digitalocean.Answer{StatusCode: 200, Rate: digitalocean.Rate{Limit: 1 << 30, Remaining: 1}})
	op := digitalocean.Operation{Method: "POST", Path: "/v2/droplets"}
	ctx := t.Context()
	require.Zero(t, testing.AllocsPerRun(10_000, func() {
		if err := limiter.Wait(ctx, op); err != nil {
			t.Error(err)
		}
		limiter.Learn(op, digitalocean.Answer{StatusCode: 202, Rate: digitalocean.Rate{Limit: 1 << 30, Remaining: 1}})
	}))
}

// scaledClock runs factor times as fast as real time.
type scaledClock struct {
	factor time.Duration
	began  time.Time
}

func (c scaledClock) Now() time.Time { return c.began.Add(time.Since(c.began) * c.factor) }

func (c scaledClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d / c.factor)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// strict is a server that enforces 250 requests in any minute of its clock.
type strict struct {
	clock   digitalocean.Clock
	mu      sync.Mutex
	came    []time.Duration
	refused int
}

func (s *strict) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now().Sub(bubbleBegan)
	if n := len(s.came); n >= 250 && now-s.came[n-250] < time.Minute {
		s.refused++
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	s.came = append(s.came, now)
	_, _ = io.WriteString(w, thing)
}

// 300 calls from 50 goroutines over real connections, with a minute of three seconds. TestFaultLimits has the exact times.
func TestFaultRealServerThatEnforcesItsLimit(t *testing.T) {
	clock := scaledClock{factor: 20, began: time.Now()}
	server := &strict{clock: clock}
	client := serve(t, server.ServeHTTP, digitalocean.WithClock(clock))
	calling(t, 50, 300, get(t, client, "/v2/droplets"))
	require.Zero(t, server.refused)
	require.Len(t, server.came, 300)
	took := server.came[299] - server.came[0]
	require.GreaterOrEqual(t, took, time.Minute)
	require.LessOrEqual(t, took, 66*time.Second, "1.1 times what the limit asks for")
}
