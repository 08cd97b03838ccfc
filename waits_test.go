package digitalocean_test

import (
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// Backoffs are spread over the whole of their range: clients that failed together do not come back together.
func TestFaultFullJitter(t *testing.T) {
	var firsts, seconds []time.Duration
	for range 300 {
		clock := &recordingClock{}
		server := &said{status: 503, header: http.Header{}}
		require.ErrorIs(t, getThing(t.Context(), server.client(t, digitalocean.WithClock(clock), digitalocean.WithRetryPolicy(policy))), digitalocean.ErrServer)
		firsts, seconds = append(firsts, clock.sleeps()[0]), append(seconds, clock.sleeps()[1])
	}
	for _, c := range []struct {
		sleeps  []time.Duration
		ceiling time.Duration
	}{{firsts, policy.MinWait}, {seconds, 2 * policy.MinWait}} {
		require.Less(t, slices.Min(c.sleeps), c.ceiling/10)
		require.Greater(t, slices.Max(c.sleeps), c.ceiling*9/10)
		require.LessOrEqual(t, slices.Max(c.sleeps), c.ceiling)
	}
}

// 50 goroutines against a dead service send less than twice their calls, in whatever way it is dead.
func TestFaultRetryBudget(t *testing.T) {
	for name, f := range map[string]fault{"answers 503": failing(503), "closes": unanswered, "resets": resetting, "is cut": write(partOf100)} {
		t.Run(name, func(t *testing.T) {
			server := newWire(t, f)
			require.Less(t, int(stormed(t, server, nil)), 100)
			require.Less(t, int(server.seen.Load()), 100)
		})
	}
	t.Run("refuses", func(t *testing.T) {
		require.Less(t, int(stormed(t, newWire(t, healthy), refusing(t, 1000))), 100)
	})
}

// stormed makes 50 calls at once, and returns how often they were sent.
func stormed(t *testing.T, server *wire, transport http.RoundTripper) int32 {
	client := wired(t, server, digitalocean.WithClock(&recordingClock{}), digitalocean.WithHTTPClient(&http.Client{Transport: transport}))
	var sent atomic.Int32
	var calls sync.WaitGroup
	for range 50 {
		calls.Go(func() {
			var resp digitalocean.Response
			if err := client.Do(t.Context(), "GET", thingPath, nil, new(any), digitalocean.WithResponse(&resp)); err == nil {
				t.Error("the service is dead")
			}
			sent.Add(int32(resp.Attempts))
		})
	}
	calls.Wait()
	return sent.Load()
}

// The budget comes back with the service.
func TestFaultRetryBudgetIsEarnedBack(t *testing.T) {
	server := &said{status: 503, header: http.Header{}}
	client := server.client(t, digitalocean.WithClock(&recordingClock{}), digitalocean.WithRetryPolicy(policy), digitalocean.WithLimiter(nil))
	attempts := func(method string) int {
		var resp digitalocean.Response
		_ = client.Do(t.Context(), method, thingPath, nil, nil, digitalocean.WithResponse(&resp))
		return resp.Attempts
	}
	for range 15 {
		require.Equal(t, policy.MaxAttempts, attempts("GET"))
	}
	require.Equal(t, 1, attempts("GET"), "it is spent")
	server.status = 200
	for range 4 {
		require.Equal(t, 1, attempts("GET"))
	}
	server.status = 503
	require.Equal(t, policy.MaxAttempts, attempts("GET"))
	require.Equal(t, 1, attempts("GET"))
}

// A DELETE whose answer was lost and whose repetition finds nothing was carried out; another call's 404 is a 404.
func TestFaultLostAnswerAndThen404(t *testing.T) {
	for name, lost := range map[string]fault{"503": failing(503), "no answer": unanswered, "reset": resetting} {
		for _, k := range kinds {
			t.Run(name+"/"+k.name, func(t *testing.T) {
				server := newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
					if n == 1 {
						return lost(conn, req, n)
					}
					return failing(404)(conn, req, n)
				})
				err := k.call(t.Context(), wired(t, server, digitalocean.WithClock(&recordingClock{})))
				switch {
				case k.name == "DELETE":
					require.NoError(t, err)
				case k.repeats:
					require.ErrorIs(t, err, digitalocean.ErrNotFound)
				default:
					require.NotErrorIs(t, err, digitalocean.ErrNotFound)
					require.EqualValues(t, 1, server.seen.Load())
				}
			})
		}
	}
	t.Run("refused, which is not lost", func(t *testing.T) {
		server := newWire(t, failing(404))
		client := wired(t, server, digitalocean.WithClock(&recordingClock{}), digitalocean.WithHTTPClient(&http.Client{Transport: refusing(t, 1)}))
		require.ErrorIs(t, client.Domains.Delete(t.Context(), "example.com"), digitalocean.ErrNotFound)
	})
}
