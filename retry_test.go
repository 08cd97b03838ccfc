package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// sequence answers the requests with the given statuses, one after the other, and then with 200.
type sequence struct {
	statuses []int
	header   http.Header
	bodies   []string // of the requests
}

func (s *sequence) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.bodies = append(s.bodies, string(body))
	for name, values := range s.header {
		w.Header()[name] = values
	}
	if n := len(s.bodies); n <= len(s.statuses) {
		w.WriteHeader(s.statuses[n-1])
		return
	}
	fmt.Fprint(w, `{"ok": true}`)
}

func TestRetriesByMethodAndStatus(t *testing.T) {
	for _, status := range []int{400, 404, 408, 409, 422, 425, 429, 500, 501, 502, 503, 504} {
		for _, method := range []string{"GET", "HEAD", "PUT", "DELETE", "POST", "PATCH"} {
			t.Run(fmt.Sprint(method, " ", status), func(t *testing.T) {
				s := &sequence{statuses: []int{status}}
				clock := &recordingClock{}
				client := serve(t, s.ServeHTTP, digitalocean.WithClock(clock))
				var resp digitalocean.Response
				var body any
				if method != "GET" && method != "HEAD" {
					body = map[string]int{"n": 1}
				}
				err := client.Do(t.Context(), method, "/v2/things", body, nil, digitalocean.WithResponse(&resp))

				transient := status == 500 || status == 502 || status == 503 || status == 504
				repeated := status == 429 || transient && method != "POST" && method != "PATCH"
				if !repeated {
					require.Len(t, s.bodies, 1)
					apiError, ok := errors.AsType[*digitalocean.Error](err)
					require.True(t, ok)
					require.Equal(t, status, apiError.StatusCode)
					require.Equal(t, 1, apiError.Attempts)
					require.Empty(t, clock.sleeps())
					return
				}
				require.NoError(t, err)
				require.Len(t, s.bodies, 2)
				require.Equal(t, s.bodies[0], s.bodies[1], "the body is sent whole again")
				require.Equal(t, 2, resp.Attempts)
				require.LessOrEqual(t, len(clock.sleeps()), 1)
			})
		}
	}
}

func TestRetryWaits(t *testing.T) {
	date := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		status int
		header http.Header
		want   time.Duration
	}{
		"seconds":                        {429, http.Header{"Retry-After": {"7"}}, 7 * time.Second},
		"a date, by the server's clock":  {429, http.Header{"Retry-After": {date.Add(9 * time.Second).Format(http.TimeFormat)}, "Date": {date.Format(http.TimeFormat)}}, 9 * time.Second},
		"a reset, by the server's clock": {429, http.Header{"Ratelimit-Reset": {strconv.FormatInt(date.Unix()+11, 10)}, "Date": {date.Format(http.TimeFormat)}}, 11 * time.Second},
		"a 503 that says when":           {503, http.Header{"Retry-After": {"3"}}, 3 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			clock := &recordingClock{}
			s := &sequence{statuses: []int{c.status}, header: c.header}
			client := serve(t, s.ServeHTTP, digitalocean.WithClock(clock), digitalocean.WithLimiter(nil))
			require.NoError(t, client.Do(t.Context(), "GET", "/v2/things", nil, nil))
			require.Equal(t, []time.Duration{c.want}, clock.sleeps())
		})
	}
}

func TestBackoffDoublesWithJitter(t *testing.T) {
	clock := &recordingClock{}
	s := &sequence{statuses: []int{500, 502, 503, 504, 500, 500}}
	client := serve(t, s.ServeHTTP, digitalocean.WithClock(clock),
		digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 6, MinWait: time.Second, MaxWait: 3 * time.Second}))
	err := client.Do(t.Context(), "GET", "/v2/things", nil, nil)
	require.ErrorIs(t, err, digitalocean.ErrServer)
	apiError, _ := errors.AsType[*digitalocean.Error](err)
	require.Equal(t, 6, apiError.Attempts)
	require.Len(t, s.bodies, 6)
	ceilings := []time.Duration{time.Second, 2 * time.Second, 3 * time.Second, 3 * time.Second, 3 * time.Second}
	require.Len(t, clock.sleeps(), len(ceilings))
	for i, slept := range clock.sleeps() {
		require.LessOrEqual(t, slept, ceilings[i])
	}
}

func TestRetryStopsInsteadOfWaitingTooLong(t *testing.T) {
	tooLong := http.Header{"Retry-After": {"3600"}, "Ratelimit-Limit": {"5000"}, "Ratelimit-Remaining": {"12"}}
	t.Run("longer than the policy allows", func(t *testing.T) {
		clock := &recordingClock{}
		s := &sequence{statuses: []int{429}, header: tooLong}
		client := serve(t, s.ServeHTTP, digitalocean.WithClock(clock))
		err := client.Do(t.Context(), "POST", "/v2/things", nil, nil)
		require.ErrorIs(t, err, digitalocean.ErrRateLimited)
		limited, ok := errors.AsType[*digitalocean.RateLimitError](err)
		require.True(t, ok)
		require.Equal(t, time.Hour, limited.RetryAfter)
		require.Equal(t, digitalocean.Rate{Limit: 5000, Remaining: 12}, limited.Rate)
		require.Empty(t, clock.sleeps())
		require.Len(t, s.bodies, 1)
	})
	t.Run("longer than the context lives", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		clock := &recordingClock{}
		s := &sequence{statuses: []int{429}, header: http.Header{"Retry-After": {"100"}}}
		err := serve(t, s.ServeHTTP, digitalocean.WithClock(clock)).Do(ctx, "GET", "/v2/things", nil, nil)
		require.ErrorIs(t, err, digitalocean.ErrRateLimited)
		require.Empty(t, clock.sleeps())
	})
	t.Run("retries that are turned off", func(t *testing.T) {
		s := &sequence{statuses: []int{503}}
		err := serve(t, s.ServeHTTP).Do(t.Context(), "GET", "/v2/things", nil, nil, digitalocean.WithRetry(digitalocean.RetryPolicy{MaxAttempts: 1}))
		require.ErrorIs(t, err, digitalocean.ErrServer)
		require.Len(t, s.bodies, 1)
	})
	t.Run("a policy that makes no sense", func(t *testing.T) {
		s := &sequence{}
		err := serve(t, s.ServeHTTP).Do(t.Context(), "GET", "/v2/things", nil, nil, digitalocean.WithRetry(digitalocean.RetryPolicy{MaxAttempts: -1}))
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		require.Empty(t, s.bodies)
	})
}

// A connection that is closed without an answer leaves open whether the request was carried out.
func TestNoAnswer(t *testing.T) {
	for _, method := range []string{"GET", "PUT", "DELETE", "POST", "PATCH"} {
		t.Run(method, func(t *testing.T) {
			var asked atomic.Int32
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) == 1 {
					panic(http.ErrAbortHandler)
				}
				fmt.Fprint(w, `{"ok": true}`)
			}, digitalocean.WithClock(&recordingClock{}))
			err := client.Do(t.Context(), method, "/v2/things", nil, nil)
			if method == "POST" || method == "PATCH" {
				require.ErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
				require.ErrorIs(t, err, io.EOF)
				require.EqualValues(t, 1, asked.Load())
				require.Equal(t, "digitalocean: "+method+" /v2/things: EOF (it may have been carried out)", err.Error())
				return
			}
			require.NoError(t, err)
			require.EqualValues(t, 2, asked.Load())
		})
	}
}

func TestRefusedConnectionIsRepeatedForEveryMethod(t *testing.T) {
	for _, method := range []string{"GET", "POST", "PATCH"} {
		clock := &recordingClock{}
		client, err := digitalocean.New(testToken, digitalocean.WithBaseURL("http://127.0.0.1:1"), digitalocean.WithClock(clock))
		require.NoError(t, err)
		err = client.Do(t.Context(), method, "/v2/things", nil, nil)
		failed, ok := errors.AsType[*digitalocean.RequestError](err)
		require.True(t, ok)
		require.Equal(t, 5, failed.Attempts)
		require.NotErrorIs(t, err, digitalocean.ErrOutcomeUnknown, "nothing was sent")
	}
}

func TestCutBody(t *testing.T) {
	cut := func(asked *atomic.Int32) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) == 1 {
				w.Header().Set("Content-Length", "100")
				w.WriteHeader(http.StatusCreated)
				_, _ = io.WriteString(w, `{"domain": {"name": "exam`)
				_ = http.NewResponseController(w).Flush()
				panic(http.ErrAbortHandler)
			}
			fmt.Fprint(w, `{"domain": {"name": "example.com"}}`)
		}
	}
	t.Run("of a GET is fetched again", func(t *testing.T) {
		var asked atomic.Int32
		domain, err := serve(t, cut(&asked), digitalocean.WithClock(&recordingClock{})).Domains.Get(t.Context(), "example.com")
		require.NoError(t, err)
		require.Equal(t, "example.com", domain.Name)
		require.EqualValues(t, 2, asked.Load())
	})
	t.Run("of a POST is kept", func(t *testing.T) {
		var asked atomic.Int32
		_, err := serve(t, cut(&asked)).Domains.Create(t.Context(), &digitalocean.DomainCreateRequest{Name: "example.com"})
		got, ok := errors.AsType[*digitalocean.DecodeError](err)
		require.True(t, ok)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		require.NotErrorIs(t, err, digitalocean.ErrOutcomeUnknown, "an answer came: it was created")
		require.Equal(t, 201, got.StatusCode)
		require.Equal(t, `{"domain": {"name": "exam`, string(got.Body))
		require.EqualValues(t, 1, asked.Load())
	})
}

func TestDeleteWhoseAnswerWasLost(t *testing.T) {
	for _, c := range []struct {
		name     string
		statuses []int
		gone     bool
	}{
		{"carried out, and then gone", []int{502, 404}, true},
		{"limited, and then gone", []int{429, 404}, false},
		{"gone from the start", []int{404}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &sequence{statuses: c.statuses}
			err := serve(t, s.ServeHTTP, digitalocean.WithClock(&recordingClock{})).Domains.Delete(t.Context(), "example.com")
			require.Len(t, s.bodies, len(c.statuses))
			if c.gone {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, digitalocean.ErrNotFound)
		})
	}
}

func TestMayHaveActedInAnEarlierAttempt(t *testing.T) {
	for _, c := range []struct {
		method   string
		statuses []int
		acted    bool
	}{
		{"PUT", []int{502, 422}, true},
		{"PUT", []int{502, 429, 422}, true},
		{"PUT", []int{429, 422}, false},
		{"POST", []int{429, 422}, false},
		{"GET", []int{502, 404}, false},
	} {
		t.Run(fmt.Sprint(c.method, c.statuses), func(t *testing.T) {
			s := &sequence{statuses: c.statuses}
			err := serve(t, s.ServeHTTP, digitalocean.WithClock(&recordingClock{})).Do(t.Context(), c.method, "/v2/things/1", nil, nil)
			got, ok := errors.AsType[*digitalocean.Error](err)
			require.True(t, ok)
			require.Equal(t, c.statuses[len(c.statuses)-1], got.StatusCode)
			require.Equal(t, c.acted, digitalocean.MayHaveActed(fmt.Errorf("wrapped: %w", err)))
		})
	}
}

func TestMayHaveActedOfOtherErrors(t *testing.T) {
	require.False(t, digitalocean.MayHaveActed(nil))
	require.False(t, digitalocean.MayHaveActed(io.ErrUnexpectedEOF))
	require.True(t, digitalocean.MayHaveActed(&digitalocean.Error{StatusCode: 504}), "that of a test double")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	err := serve(t, http.NotFound).Do(ended, "POST", "/v2/things", nil, nil)
	require.ErrorIs(t, err, context.Canceled)
	require.False(t, digitalocean.MayHaveActed(err))
}

func TestHungServer(t *testing.T) {
	for name, hang := range map[string]func(w http.ResponseWriter){
		"before the headers": func(http.ResponseWriter) {},
		"in the body": func(w http.ResponseWriter) {
			_, _ = io.WriteString(w, `{"domain": `)
			_ = http.NewResponseController(w).Flush()
		},
	} {
		for _, method := range []string{"GET", "POST"} {
			t.Run(method+" "+name, func(t *testing.T) {
				var asked atomic.Int32
				client := serve(t, func(w http.ResponseWriter, r *http.Request) {
					asked.Add(1)
					hang(w)
					<-r.Context().Done()
				}, digitalocean.WithClock(&recordingClock{}), digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 2}))
				err := client.Do(t.Context(), method, "/v2/things", nil, new(any), digitalocean.WithTimeout(20*time.Millisecond))
				require.ErrorContains(t, err, "no answer within 20ms")
				var timeout net.Error
				require.ErrorAs(t, err, &timeout)
				require.True(t, timeout.Timeout())
				if method == "GET" {
					require.EqualValues(t, 2, asked.Load())
					return
				}
				require.EqualValues(t, 1, asked.Load())
				require.Equal(t, name == "before the headers", errors.Is(err, digitalocean.ErrOutcomeUnknown))
			})
		}
	}
}

func TestCancelWhileWaitingToRepeat(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := &sequence{statuses: []int{503}, header: http.Header{"Retry-After": {"60"}}}
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		s.ServeHTTP(w, r)
		time.AfterFunc(10*time.Millisecond, cancel)
	})
	began := time.Now()
	err := client.Do(ctx, "GET", "/v2/things", nil, nil)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, err, digitalocean.ErrServer, "the failure that was to be mended is there too")
	require.Less(t, time.Since(began), 5*time.Second)
}

func TestRetryBudget(t *testing.T) {
	s := &sequence{}
	for range 1000 {
		s.statuses = append(s.statuses, 503)
	}
	client := serve(t, s.ServeHTTP, digitalocean.WithClock(&recordingClock{}), digitalocean.WithLimiter(nil))
	for range 50 {
		require.ErrorIs(t, client.Do(t.Context(), "GET", "/v2/things", nil, nil), digitalocean.ErrServer)
	}
	require.Less(t, len(s.bodies), 100)
}
