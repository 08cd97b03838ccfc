package digitalocean

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/oauth2"
)

// maxErrorBody is how much of an error's body is read and kept.
const maxErrorBody = 64 << 10

// attempt is what happens once for each time a request is sent: a timeout, a trace of how far the request got,
// a bounded read of the answer, and what the client and its limiter learn from it.
type attempt struct {
	client *Client
	next   http.RoundTripper
}

// RoundTrip implements [http.RoundTripper]. The answer is left in the call; the response that it returns has no body.
func (t *attempt) RoundTrip(req *http.Request) (*http.Response, error) {
	call := req.Context().Value(callKey{}).(*call)
	call.attempts++
	call.sent, call.answer = &sending{}, answer{}
	began := t.client.clock.Now()

	ctx, cancel := context.WithCancelCause(req.Context())
	timer := time.AfterFunc(call.timeout, func() { cancel(&timeoutError{call.timeout}) })
	resp, err := t.next.RoundTrip(req.WithContext(httptrace.WithClientTrace(ctx, call.sent.trace())))
	if err == nil {
		timer.Reset(call.timeout)
		call.answer = t.head(resp)
		if call.op.streams && call.answer.isSuccess() {
			timer.Stop()
			call.answer.stream = &stream{body: resp.Body, ctx: ctx, cancel: cancel, timer: timer, timeout: call.timeout}
		} else {
			t.read(ctx, resp, &call.answer)
		}
	}
	if call.answer.stream == nil {
		timer.Stop()
		cancel(nil)
	}
	t.learn(call)
	t.client.logAttempt(req.Context(), call, t.client.clock.Now().Sub(began))
	if err != nil {
		return nil, causeOf(ctx, err)
	}
	resp.Body = http.NoBody
	return resp, nil
}

// head is the answer as far as its headers tell.
func (t *attempt) head(resp *http.Response) answer {
	return answer{
		status: resp.StatusCode, header: resp.Header,
		rate: parseRate(resp.Header), serverTime: serverNow(resp.Header, t.client.clock.Now()),
	}
}

// read reads the body whole, and closes it.
func (t *attempt) read(ctx context.Context, resp *http.Response, a *answer) {
	defer resp.Body.Close()
	limit := t.client.maxBody
	if !a.isSuccess() {
		limit = min(limit, maxErrorBody)
	}
	a.body, a.err = readBody(resp.Body, resp.ContentLength, limit)
	if a.err != nil {
		a.err = causeOf(ctx, a.err)
	}
}

// stream is the body of a download. Each read has the attempt's timeout; the whole has the caller's context.
type stream struct {
	body    io.ReadCloser
	ctx     context.Context
	cancel  context.CancelCauseFunc
	timer   *time.Timer
	timeout time.Duration
}

// Read implements [io.Reader].
func (s *stream) Read(p []byte) (int, error) {
	s.timer.Reset(s.timeout)
	n, err := s.body.Read(p)
	s.timer.Stop()
	if err != nil && err != io.EOF {
		err = causeOf(s.ctx, err)
	}
	return n, err
}

// Close implements [io.Closer].
func (s *stream) Close() error {
	defer s.cancel(nil)
	return s.body.Close()
}

func (t *attempt) learn(call *call) {
	a := &call.answer
	if a.rate.Limit > 0 {
		t.client.rate.Store(&a.rate)
	}
	if a.status != 0 && a.status < http.StatusInternalServerError {
		t.client.budget.earn()
	}
	if t.client.limiter == nil {
		return
	}
	learned := Answer{StatusCode: a.status, Rate: a.rate, ResetIn: a.resetIn()}
	learned.RetryAfter, _ = a.retryAfter()
	t.client.limiter.Learn(call.op.Operation, learned)
}

// causeOf tells an attempt's own timeout from the end of the caller's context.
func causeOf(ctx context.Context, err error) error {
	if timeout, ok := errors.AsType[*timeoutError](context.Cause(ctx)); ok {
		return timeout
	}
	return err
}

// sending observes how far a request got. It counts as not sent only on proof, which is a transport that asked for a
// connection and got none: once there is one, the request may be on its way.
type sending struct {
	wantsConn atomic.Bool
	hasConn   atomic.Bool
}

func (s *sending) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) { s.wantsConn.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { s.hasConn.Store(true) },
	}
}

// mayHaveActed reports whether the service may have received the request.
func (s *sending) mayHaveActed() bool {
	return s != nil && (s.hasConn.Load() || !s.wantsConn.Load())
}

// guard refuses any host but the API's, before a credential is attached.
type guard struct {
	base *url.URL
	next http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (t *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != t.base.Scheme || req.URL.Host != t.base.Host || req.Host != t.base.Host {
		return nil, &guardError{host: req.URL.Host}
	}
	return t.next.RoundTrip(req)
}

// tokenSource remembers the tokens that it hands out, so that an answer that echoes one can be redacted.
type tokenSource struct {
	oauth2.TokenSource
	mu     sync.Mutex
	latest []string
}

const tokensRemembered = 4

// Token implements [oauth2.TokenSource].
func (s *tokenSource) Token() (*oauth2.Token, error) {
	token, err := s.TokenSource.Token()
	if err != nil {
		return nil, &tokenError{err}
	}
	if err := checkToken(token.AccessToken); err != nil {
		return nil, &tokenError{err}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.latest, token.AccessToken) {
		s.latest = append(s.latest[max(0, len(s.latest)-tokensRemembered+1):], token.AccessToken)
	}
	return token, nil
}

func (s *tokenSource) remembered() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.latest)
}

// redact replaces any token in text that came from outside.
func (c *Client) redact(text []byte) []byte {
	for _, token := range c.tokens.remembered() {
		text = bytes.ReplaceAll(text, []byte(token), []byte(redacted))
	}
	return text
}

func (c *Client) redactText(text string) string { return string(c.redact([]byte(text))) }

func (c *Client) redactHeader(h http.Header) http.Header {
	clean := h.Clone()
	for _, values := range clean {
		for i, v := range values {
			values[i] = c.redactText(v)
		}
	}
	return clean
}

// redactError replaces an error whose text holds a token; the error itself is then out of reach.
func (c *Client) redactError(err error) error {
	text := err.Error()
	if clean := c.redactText(text); clean != text {
		return errors.New(clean)
	}
	return err
}

// defaultTransport is net/http's, with as many idle connections to the one host as pages are fetched side by side.
func defaultTransport() http.RoundTripper {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		TLSHandshakeTimeout:   10 * time.Second,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
		MaxIdleConns:          100,
		MaxIdleConnsPerHost:   parallelPages,
	}
}
