package digitalocean

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate is the state of the account's hourly limit, as an answer reported it. The zero Rate means that no
// answer has reported one.
type Rate struct {
	Limit     int       // requests in an hour
	Remaining int       // requests left
	Reset     time.Time // when the oldest request of the last hour stops counting, by the server's clock
}

// Answer is what a [Limiter] learns from one attempt. StatusCode is 0 when no answer came.
type Answer struct {
	StatusCode int
	Rate       Rate
	ResetIn    time.Duration // from now until Rate.Reset, by the server's clock; 0 when unknown or past
	RetryAfter time.Duration // 0 when the answer does not say
}

// Limiter decides when a request may be sent. Implementations are safe for use by many goroutines and by
// many clients: clients that use one token share one limiter.
type Limiter interface {
	// Wait returns when op may be sent. It returns an error when ctx ends, and at once when the wait would
	// pass ctx's deadline.
	Wait(ctx context.Context, op Operation) error
	// Learn is told what became of the request.
	Learn(op Operation, answer Answer)
}

// The limits that DigitalOcean documents.
const (
	requestsPerHour    = 5000
	minutesShareOfHour = 20 // a minute allows one twentieth of the hour
)

// windowMargin lengthens each window, because a server counts requests when they arrive and this side knows
// only when they were sent.
const windowMargin = 20 // one twentieth

// RateLimiter is the limiter that each client has by default. It keeps to 250 requests in any minute, or 5 % of
// the hourly limit that the answers report, and to the documented limits of single endpoints: 12 creates of
// reserved IPs a minute, 10 lists of SSH keys a minute, 5 calls of CDN endpoints in 10 seconds. When an answer
// says that none remain, nothing is sent until one does.
type RateLimiter struct {
	clock Clock
	pace  *rate.Limiter

	mu         sync.Mutex
	account    *window
	special    []*specialWindow
	quietUntil time.Time
}

// NewLimiter returns a [RateLimiter], to share between clients with the same token. Its clock is the system's.
func NewLimiter() *RateLimiter { return newLimiter(systemClock{}) }

// NewPacedLimiter returns a [RateLimiter] that sends at pace instead of the account's 250 a minute, for a
// process that must leave a part of the limit to others. The other limits stay.
func NewPacedLimiter(pace *rate.Limiter) *RateLimiter {
	l := newLimiter(systemClock{})
	l.pace, l.account = pace, nil
	return l
}

func newLimiter(clock Clock) *RateLimiter {
	return &RateLimiter{
		clock:   clock,
		account: newWindow(requestsPerHour/minutesShareOfHour, time.Minute),
		special: []*specialWindow{
			{matches: createsReservedIP, window: newWindow(12, time.Minute)},
			{matches: listsSSHKeys, window: newWindow(10, time.Minute)},
			{matches: callsCDN, window: newWindow(5, 10*time.Second)},
		},
	}
}

func createsReservedIP(op Operation) bool {
	return op.Method == http.MethodPost && (op.Path == "/v2/reserved_ips" || op.Path == "/v2/floating_ips")
}

func listsSSHKeys(op Operation) bool {
	return op.Method == http.MethodGet && op.Path == "/v2/account/keys"
}

func callsCDN(op Operation) bool { return strings.HasPrefix(op.Path, "/v2/cdn/endpoints") }

// Wait implements [Limiter].
func (l *RateLimiter) Wait(ctx context.Context, op Operation) error {
	now := l.clock.Now()
	deadline, bounded := ctx.Deadline()
	wait, ok := l.reserve(op, now, func(d time.Duration) bool { return !bounded || d <= time.Until(deadline) })
	if !ok {
		return fmt.Errorf("rate limit: the next request may be sent in %s: %w", wait.Round(time.Millisecond), context.DeadlineExceeded)
	}
	if wait <= 0 {
		return ctx.Err()
	}
	return l.clock.Sleep(ctx, wait)
}

// reserve takes the next free place of op in every window that counts it, unless the wait for it is refused.
func (l *RateLimiter) reserve(op Operation, now time.Time, accepts func(time.Duration) bool) (time.Duration, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := now
	if l.quietUntil.After(at) {
		at = l.quietUntil
	}
	windows := l.windowsOf(op)
	for _, w := range windows {
		if free := w.free(now); free.After(at) {
			at = free
		}
	}
	var paced *rate.Reservation
	if l.pace != nil {
		paced = l.pace.ReserveN(now, 1)
		if free := now.Add(paced.DelayFrom(now)); free.After(at) {
			at = free
		}
	}
	if !accepts(at.Sub(now)) {
		if paced != nil {
			paced.CancelAt(now)
		}
		return at.Sub(now), false
	}
	for _, w := range windows {
		w.take(at)
	}
	return at.Sub(now), true
}

func (l *RateLimiter) windowsOf(op Operation) []*window {
	windows := make([]*window, 0, 2)
	if l.account != nil {
		windows = append(windows, l.account)
	}
	for _, s := range l.special {
		if s.matches(op) {
			windows = append(windows, s.window)
		}
	}
	return windows
}

// Learn implements [Limiter].
func (l *RateLimiter) Learn(op Operation, answer Answer) {
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.account != nil && answer.Rate.Limit > 0 {
		l.account.limit = max(1, answer.Rate.Limit/minutesShareOfHour)
	}
	if answer.Rate.Limit > 0 && answer.Rate.Remaining == 0 {
		l.quiet(now.Add(answer.ResetIn))
	}
	if answer.StatusCode == http.StatusTooManyRequests && answer.RetryAfter > 0 {
		l.holdBack(op, now.Add(answer.RetryAfter))
	}
}

// holdBack keeps back what the answer 429 was about: an endpoint with a limit of its own, or everything.
func (l *RateLimiter) holdBack(op Operation, until time.Time) {
	for _, s := range l.special {
		if s.matches(op) {
			s.window.closedUntil = until
			return
		}
	}
	l.quiet(until)
}

func (l *RateLimiter) quiet(until time.Time) {
	if until.After(l.quietUntil) {
		l.quietUntil = until
	}
}

type specialWindow struct {
	matches func(Operation) bool
	*window
}

// window allows limit requests in any stretch of period. It keeps the times of those that still count.
type window struct {
	limit       int
	period      time.Duration
	taken       []time.Time // in order
	closedUntil time.Time
}

func newWindow(limit int, period time.Duration) *window {
	return &window{limit: limit, period: period + period/windowMargin}
}

// free returns when the next request may be sent; a time that is not after now means at once.
func (w *window) free(now time.Time) time.Time {
	expired := 0
	for expired < len(w.taken) && !w.taken[expired].Add(w.period).After(now) {
		expired++
	}
	w.taken = w.taken[expired:]
	at := w.closedUntil
	if over := len(w.taken) - w.limit; over >= 0 {
		if free := w.taken[over].Add(w.period); free.After(at) {
			at = free
		}
	}
	return at
}

func (w *window) take(at time.Time) {
	if n := len(w.taken); n > 0 && at.Before(w.taken[n-1]) {
		at = w.taken[n-1]
	}
	w.taken = append(w.taken, at)
}

const (
	headerRateLimit     = "Ratelimit-Limit"
	headerRateRemaining = "Ratelimit-Remaining"
	headerRateReset     = "Ratelimit-Reset"
)

// parseRate reads the rate headers. A part that is absent or cannot be read is left zero; where a limit stands alone,
// nothing of it is taken to be spent.
func parseRate(h http.Header) Rate {
	limit, _ := strconv.Atoi(h.Get(headerRateLimit))
	r := Rate{Limit: max(limit, 0)}
	if remaining, err := strconv.Atoi(h.Get(headerRateRemaining)); err == nil {
		r.Remaining = max(remaining, 0)
	} else {
		r.Remaining = r.Limit
	}
	if seconds, err := strconv.ParseInt(h.Get(headerRateReset), 10, 64); err == nil && seconds > 0 && seconds < latestReset {
		r.Reset = time.Unix(seconds, 0).UTC()
	}
	return r
}

const latestReset = 1 << 40 // Unix seconds; what lies beyond is no time

// serverNow returns the server's time when it sent the answer: its Date header corrects a wrong local clock.
func serverNow(h http.Header, local time.Time) time.Time {
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		return date
	}
	return local
}

// retryAfter reads the Retry-After header, in seconds or as a date; 0 when it says nothing usable. known tells
// a header of 0 from none.
func retryAfter(h http.Header, server time.Time) (wait time.Duration, known bool) {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
		return time.Duration(min(max(seconds, 0), 1<<31)) * time.Second, true
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return max(date.Sub(server), 0), true
}
