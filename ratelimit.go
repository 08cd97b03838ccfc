package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
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
	turn  chan struct{} // full while somebody waits for the pace

	hourly atomic.Int64 // the limit that account is made from; 0 before the first answer

	mu         sync.Mutex
	queued     int // how many wait for their turn
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
	l.pace, l.account, l.turn = pace, nil, make(chan struct{}, 1)
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
	if err := ctx.Err(); err != nil {
		return err
	}
	special := l.specialOf(op)
	atOnce, err := l.keepPace(ctx)
	if err != nil || atOnce && special == nil {
		return err
	}
	for ctx.Err() == nil {
		place, wait, err := l.reserve(ctx, special)
		if err != nil {
			return err
		}
		if wait <= 0 {
			return nil
		}
		if err := l.clock.Sleep(ctx, wait); err != nil {
			l.release(place)
			return err
		}
		if l.stands(place) {
			return nil
		}
		l.release(place)
	}
	return ctx.Err()
}

// place is a reserved time to send one request.
type place struct {
	at      time.Time
	special *window // nil where the account's limit is the only one
}

// reserve takes the first time that every window that counts the request has free, unless it lies behind ctx's deadline.
func (l *RateLimiter) reserve(ctx context.Context, special *window) (p place, wait time.Duration, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	p = place{at: later(now, l.quietUntil), special: special}
	for settled := false; !settled; {
		at := special.free(l.account.free(p.at, now), now)
		p.at, settled = at, at.Equal(p.at)
	}
	wait = p.at.Sub(now)
	if err := checkWait(ctx, wait); err != nil {
		return p, wait, err
	}
	l.account.take(p.at)
	special.take(p.at)
	return p, wait, nil
}

// release gives back a place that was not used.
func (l *RateLimiter) release(p place) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.account.release(p.at)
	p.special.release(p.at)
}

// checkWait refuses a wait that would pass ctx's deadline.
func checkWait(ctx context.Context, wait time.Duration) error {
	if deadline, ok := ctx.Deadline(); ok && wait > 0 && wait > time.Until(deadline) {
		return fmt.Errorf("%w: the next request may be sent in %s: %w", ErrRateLimited, wait.Round(time.Millisecond), context.DeadlineExceeded)
	}
	return nil
}

// keepPace returns when the pace allows a request, and whether that was at once. One at a time waits for it, the others for
// their turn: so no more than one request is reserved when an answer asks for a pause, and the pause costs no more than itself.
func (l *RateLimiter) keepPace(ctx context.Context) (atOnce bool, err error) {
	if l.pace == nil {
		return false, nil
	}
	wait := l.queueForPace()
	if wait <= 0 {
		return true, nil
	}
	defer l.leaveQueue()
	if err := checkWait(ctx, wait); err != nil {
		return false, err
	}
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
		return false, l.waitForPace(ctx)
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// queueForPace returns 0 where a request may be sent at once. Otherwise it counts the request as waiting, and returns
// for how long.
func (l *RateLimiter) queueForPace() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	quiet := l.quietUntil.Sub(now)
	if quiet <= 0 && l.queued == 0 && l.pace.AllowN(now, 1) {
		return 0
	}
	l.queued++
	seconds := (float64(l.queued) - l.pace.TokensAt(now)) / float64(l.pace.Limit())
	return max(quiet, time.Duration(min(seconds, longestQuiet.Seconds())*float64(time.Second)), 1)
}

func (l *RateLimiter) leaveQueue() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queued--
}

// waitForPace waits until no answer asks for a pause, and then for the pace.
func (l *RateLimiter) waitForPace(ctx context.Context) error {
	for quiet := l.quiet(); quiet > 0; quiet = l.quiet() {
		if err := l.clock.Sleep(ctx, quiet); err != nil {
			return err
		}
	}
	now := l.clock.Now()
	paced := l.pace.ReserveN(now, 1)
	if !paced.OK() {
		return errors.New("rate limit: the pace allows no request")
	}
	wait := paced.DelayFrom(now)
	err := checkWait(ctx, wait)
	if err == nil && wait > 0 {
		err = l.clock.Sleep(ctx, wait)
	}
	if err != nil {
		paced.CancelAt(l.clock.Now())
	}
	return err
}

// quiet returns for how long an answer has asked that nothing is sent.
func (l *RateLimiter) quiet() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.quietUntil.Sub(l.clock.Now())
}

// stands reports whether a place is still good: an answer may have closed the time that it lies in.
func (l *RateLimiter) stands(p place) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.quietUntil.After(p.at) && (p.special == nil || !p.special.closedUntil.After(p.at))
}

func (l *RateLimiter) specialOf(op Operation) *window {
	for _, s := range l.special {
		if s.matches(op) {
			return s.window
		}
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Learn implements [Limiter].
func (l *RateLimiter) Learn(op Operation, answer Answer) {
	if !l.isNews(answer) {
		return
	}
	special := l.specialOf(op)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.account != nil && answer.Rate.Limit > 0 {
		l.account.limit = max(1, answer.Rate.Limit/minutesShareOfHour)
		l.hourly.Store(int64(answer.Rate.Limit))
	}
	if answer.Rate.Limit > 0 && answer.Rate.Remaining == 0 && (l.pace == nil || answer.ResetIn > finestReset) {
		l.quietUntil = later(l.quietUntil, l.quietFor(answer.ResetIn))
	}
	if answer.StatusCode != http.StatusTooManyRequests || answer.RetryAfter <= 0 {
		return
	}
	until := l.quietFor(answer.RetryAfter)
	if special != nil { // the answer is about the endpoint's own limit
		special.closedUntil = later(special.closedUntil, until)
		return
	}
	l.quietUntil = later(l.quietUntil, until)
}

// isNews reports whether an answer says more than the one before. Most do not, and need no lock.
func (l *RateLimiter) isNews(answer Answer) bool {
	return answer.StatusCode == http.StatusTooManyRequests ||
		answer.Rate.Limit > 0 && (answer.Rate.Remaining == 0 || l.account != nil && l.hourly.Load() != int64(answer.Rate.Limit))
}

func (l *RateLimiter) quietFor(wait time.Duration) (until time.Time) {
	return l.clock.Now().Add(min(wait, longestQuiet))
}

// longestQuiet bounds what an answer can ask for: the longest window of the API is an hour.
const longestQuiet = time.Hour

// finestReset is what a reset is exact to. Where the caller sets the pace, one that is no farther away says only that
// the pace and the limit are the same.
const finestReset = time.Second

type specialWindow struct {
	matches func(Operation) bool
	*window
}

// window allows limit requests in any stretch of period. It keeps the times of those that count now and of those that
// wait for theirs. A nil window allows everything.
type window struct {
	limit       int
	period      time.Duration
	taken       []time.Time // in order
	closedUntil time.Time
}

func newWindow(limit int, period time.Duration) *window {
	return &window{limit: limit, period: period + period/windowMargin}
}

// free returns the first time, from at on, at which one more request keeps to the limit. Where limit requests lie within
// one period, there is no room around them.
func (w *window) free(at, now time.Time) time.Time {
	if w == nil {
		return at
	}
	w.forget(now)
	at = later(at, w.closedUntil)
	for first := 0; first+w.limit <= len(w.taken); first++ {
		last := w.taken[first+w.limit-1]
		if opens := w.taken[first].Add(w.period); last.Before(opens) && at.Before(opens) && last.Sub(at) < w.period {
			at = opens
		}
	}
	return at
}

// forget drops the requests that no longer count.
func (w *window) forget(now time.Time) {
	expired := 0
	for expired < len(w.taken) && !w.taken[expired].Add(w.period).After(now) {
		expired++
	}
	if expired > 0 {
		w.taken = slices.Delete(w.taken, 0, expired)
	}
}

func (w *window) take(at time.Time) {
	if w == nil {
		return
	}
	i, _ := slices.BinarySearchFunc(w.taken, at, time.Time.Compare)
	w.taken = slices.Insert(w.taken, i, at)
}

func (w *window) release(at time.Time) {
	if w == nil {
		return
	}
	if i, ok := slices.BinarySearchFunc(w.taken, at, time.Time.Compare); ok {
		w.taken = slices.Delete(w.taken, i, i+1)
	}
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

const latestReset = 253402300800 // the year 10000 in Unix seconds, which JSON has no time for

// serverNow returns the server's time when it sent the answer: its Date header corrects a wrong local clock.
func serverNow(h http.Header, local Clock) time.Time {
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		return date
	}
	return local.Now()
}

// retryAfter reads the Retry-After header, in seconds or as a date; 0 when it says nothing usable. known tells
// a header of 0 from none.
func retryAfter(h http.Header, server time.Time) (wait time.Duration, known bool) {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(min(max(seconds, 0), 1<<31)) * time.Second, true
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return max(date.Sub(server), 0), true
}
