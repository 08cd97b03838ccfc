package digitalocean

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"
)

// RetryPolicy says how often and how patiently a call is repeated.
//
// GET, HEAD, PUT and DELETE are repeated after a failed connection, a cut body and an answer 429, 500, 502, 503 or
// 504. POST and PATCH are repeated only when the service cannot have acted: the request was never written, or the
// answer was 429. An operation that differs from its method says so in its documentation.
type RetryPolicy struct {
	MaxAttempts int           // how often a request is sent at most; 0 means 5
	MinWait     time.Duration // the first backoff lies between 0 and this, the next doubles; 0 means 500 ms
	MaxWait     time.Duration // longest single wait; an answer that asks for more ends the call; 0 means 2 minutes
}

// DefaultRetryPolicy is the policy of a client that is given no other.
var DefaultRetryPolicy = RetryPolicy{MaxAttempts: 5, MinWait: 500 * time.Millisecond, MaxWait: 2 * time.Minute}

func (p RetryPolicy) check() error {
	if p.MaxAttempts < 0 || p.MinWait < 0 || p.MaxWait < 0 {
		return errors.New("retry policy: a negative value")
	}
	return nil
}

func (p RetryPolicy) withDefaults() RetryPolicy {
	if p.MaxAttempts == 0 {
		p.MaxAttempts = DefaultRetryPolicy.MaxAttempts
	}
	if p.MinWait == 0 {
		p.MinWait = DefaultRetryPolicy.MinWait
	}
	if p.MaxWait == 0 {
		p.MaxWait = DefaultRetryPolicy.MaxWait
	}
	return p
}

// backoff returns a random part of MinWait doubled with each attempt ("full jitter").
func (p RetryPolicy) backoff(attempts int) time.Duration {
	ceiling := p.MaxWait
	if doubled := p.MinWait << min(attempts-1, 20); doubled > 0 {
		ceiling = min(ceiling, doubled)
	}
	return rand.N(ceiling + 1)
}

// checkRetry decides whether there is another attempt, and works out how long to wait, before anything is slept.
func (c *call) checkRetry(ctx context.Context, err error) bool {
	c.failure, c.wait = nil, 0
	if c.answer.status == 0 {
		c.failure = plainError(err)
	}
	if ctx.Err() != nil || !c.mayRepeat() || c.attempts >= c.policy.MaxAttempts {
		return false
	}
	wait := c.retryWait()
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
		return false
	}
	if wait > c.policy.MaxWait || !c.isRateLimited() && !c.client.budget.spend() {
		return false
	}
	c.wait = wait
	c.acted = c.acted || !c.isRateLimited() && c.sent.mayHaveActed()
	c.client.logRetry(ctx, c)
	return true
}

// mayRepeat reports whether the attempt failed in a way that another may mend without doing anything twice.
func (c *call) mayRepeat() bool {
	switch {
	case c.answer.isSuccess() && c.answer.err == nil:
		return false
	case c.isRateLimited():
		return true
	case c.sent == nil, errors.As(c.failure, new(*tls.CertificateVerificationError)):
		return false
	case c.failure != nil && !c.sent.mayHaveActed():
		return true
	case !c.op.repeatable():
		return false
	case c.failure != nil || c.isCut() && c.decode != nil:
		return true
	}
	switch c.answer.status {
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// isCut reports whether the body of a success did not arrive whole.
func (c *call) isCut() bool {
	return c.answer.isSuccess() && c.answer.err != nil && !errors.Is(c.answer.err, ErrBodyTooLarge)
}

func (c *call) isRateLimited() bool { return c.answer.status == http.StatusTooManyRequests }

// retryWait honours what the answer asks for: Retry-After, then the reset of an exhausted rate limit. Otherwise it
// backs off.
func (c *call) retryWait() time.Duration {
	if wait, known := c.answer.retryAfter(); known {
		return wait
	}
	return c.policy.backoff(c.attempts)
}

// prepareRetry sleeps on the client's clock, then asks the limiter.
func (c *call) prepareRetry(req *http.Request) error {
	req.Header = http.Header{} // without what a cookie jar added to that of the last attempt
	ctx := req.Context()
	if c.stopped = c.client.clock.Sleep(ctx, c.wait); c.stopped == nil {
		c.stopped = c.client.waitForLimiter(ctx, c.op.Operation)
	}
	return c.stopped
}

// budget keeps a dead service from being stormed: retries spend it, answers earn it back. It is the client's, so
// that many goroutines together send less than twice what they would without retries.
type budget struct {
	mu     sync.Mutex
	tokens float64
}

const (
	fullBudget     = 30
	earnedByAnswer = 0.5
)

func newBudget() *budget { return &budget{tokens: fullBudget} }

func (b *budget) spend() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

func (b *budget) earn() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tokens = min(fullBudget, b.tokens+earnedByAnswer)
}

// tokenError is a token source that gave no token. Nothing was sent.
type tokenError struct{ err error }

func (e *tokenError) Error() string { return fmt.Sprintf("get a token: %v", e.err) }
func (e *tokenError) Unwrap() error { return e.err }

// guardError is a request that would have left the API's host. Nothing was sent.
type guardError struct{ host string }

func (e *guardError) Error() string { return fmt.Sprintf("refused to send the token to %s", e.host) }

// resendError ends an attempt in which net/http was about to send a request again that must not be.
type resendError struct{}

func (*resendError) Error() string { return "the server dropped the request" }

// timeoutError is an attempt that got no answer in its time.
type timeoutError struct{ after time.Duration }

func (e *timeoutError) Error() string   { return fmt.Sprintf("no answer within %s", e.after) }
func (e *timeoutError) Timeout() bool   { return true }
func (e *timeoutError) Temporary() bool { return true }

var _ net.Error = (*timeoutError)(nil)
