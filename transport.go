package digitalocean

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
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

// attempt is what happens once for each time a request is sent: a timeout, a bounded read of the answer, and what the
// client and its limiter learn from it.
type attempt struct {
	client *Client
	next   http.RoundTripper
}

// RoundTrip implements [http.RoundTripper]. The answer is left in the call. What [http.Client] gets to see of it are the
// cookies and the body of a download: it must not follow a Location.
func (t *attempt) RoundTrip(req *http.Request) (*http.Response, error) {
	call := callOf(req.Context())
	call.attempts++
	call.sent, call.answer = nil, answer{}
	log := t.client.beginAttempt(req.Context(), call)

	ctx, cancel := context.WithCancelCause(req.Context())
	call.sending = &sending{}
	if !call.op.repeatable() {
		call.sending.abort = cancel
	}
	if !call.op.isRead() { // whether a read was carried out makes no difference
		ctx = httptrace.WithClientTrace(ctx, call.sending.trace())
	}
	timer := time.AfterFunc(call.timeout, func() { cancel(&timeoutError{call.timeout}) })
	download := false
	defer func() {
		timer.Stop()
		if !download {
			cancel(nil)
		}
	}()

	resp, err := t.next.RoundTrip(req.WithContext(ctx))
	if err == nil && resp == nil {
		err = errNoResponse
	}
	if err == nil {
		timer.Reset(call.timeout)
		call.answer = t.head(resp)
		if download = call.op.streams && call.answer.isSuccess(); !download {
			t.read(ctx, resp, call)
		}
	}
	t.learn(call)
	log()
	if err != nil {
		return nil, causeOf(ctx, err)
	}
	seen := &http.Response{StatusCode: resp.StatusCode, Body: http.NoBody, Request: req}
	if cookies := resp.Header["Set-Cookie"]; cookies != nil {
		seen.Header = http.Header{"Set-Cookie": cookies}
	}
	if download {
		seen.Body = &stream{body: resp.Body, ctx: ctx, cancel: cancel, timer: timer, timeout: call.timeout}
	}
	return seen, nil
}

var errNoResponse = errors.New("the transport returned neither a response nor an error")

func callOf(ctx context.Context) *call { return ctx.Value(callKey{}).(*call) }

// head is the answer as far as its headers tell.
func (t *attempt) head(resp *http.Response) answer {
	return answer{
		status: resp.StatusCode, header: resp.Header,
		rate: parseRate(resp.Header), serverTime: serverNow(resp.Header, t.client.clock),
	}
}

// read reads the body whole, and closes it.
func (t *attempt) read(ctx context.Context, resp *http.Response, call *call) {
	a := &call.answer
	if resp.Body == nil {
		return
	}
	defer resp.Body.Close()
	limit, buffer := min(t.client.maxBody, maxErrorBody), []byte(nil)
	if a.isSuccess() {
		limit = t.client.maxBody
		if call.buffer != nil {
			buffer = *call.buffer
		}
	}
	a.body, a.err = readBody(resp.Body, resp.ContentLength, limit, buffer)
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
	if rate := a.rate; rate.Limit > 0 {
		t.client.rate.Store(&rate)
	}
	if a.status != 0 && a.status < http.StatusInternalServerError && a.err == nil {
		t.client.budget.earn()
	}
	if t.client.limiter == nil {
		return
	}
	learned := Answer{StatusCode: a.status, Rate: a.rate, ResetIn: a.resetIn()}
	learned.RetryAfter, _ = a.retryAfter()
	t.client.limiter.Learn(call.op.Operation, learned)
}

// causeOf says why an attempt failed with err: by its own end, by that of the caller's context, or by itself.
func causeOf(ctx context.Context, err error) error {
	switch cause := context.Cause(ctx).(type) {
	case *timeoutError, *resendError:
		return cause
	}
	if ended := ctx.Err(); ended != nil && !errors.Is(err, ended) {
		return fmt.Errorf("%w: %w", ended, err)
	}
	return err
}

// handover completes the request, which is oauth2's own copy, and hands it to the caller's transport. Before that it cannot have
// been sent. The header is added here because each stage above would copy it.
type handover struct{ next http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (t *handover) RoundTrip(req *http.Request) (*http.Response, error) {
	call := callOf(req.Context())
	call.addHeader(req.Header)
	call.sent = call.sending
	return t.next.RoundTrip(req)
}

// sending observes how far a request got. It counts as not sent only on proof, which is a transport that asked for a
// connection and got none: once there is one, the request may be on its way.
type sending struct {
	wantsConn atomic.Bool
	hasConn   atomic.Bool
	wrote     atomic.Bool
	abort     context.CancelCauseFunc // of a request that must not be sent again
}

func (s *sending) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) { s.wantsConn.Store(true) },
		GotConn: func(info httptrace.GotConnInfo) {
			s.hasConn.Store(true)
			if s.abort != nil && s.wrote.Load() && isHTTP2(info.Conn) {
				s.abort(&resendError{})
			}
		},
		WroteHeaders: func() { s.wrote.Store(true) },
	}
}

// isHTTP2 reports whether a connection speaks HTTP/2. There net/http sends any request again whose stream the server
// reset in one of several ways, and not all of them mean that the request was not carried out. With HTTP/1 it does so
// only when nothing was written, whatever it has reported to have written.
func isHTTP2(conn net.Conn) bool {
	secure, ok := conn.(interface{ ConnectionState() tls.ConnectionState })
	return ok && secure.ConnectionState().NegotiatedProtocol == "h2"
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
	latest atomic.Pointer[[]string] // which is replaced, and never changed
	adding sync.Mutex
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
	if !slices.Contains(s.remembered(), token.AccessToken) {
		s.remember(token.AccessToken)
	}
	return token, nil
}

func (s *tokenSource) remember(token string) {
	s.adding.Lock()
	defer s.adding.Unlock()
	latest := s.remembered()
	if slices.Contains(latest, token) {
		return
	}
	latest = append(slices.Clone(latest[max(0, len(latest)-tokensRemembered+1):]), token)
	s.latest.Store(&latest)
}

func (s *tokenSource) remembered() []string {
	if latest := s.latest.Load(); latest != nil {
		return *latest
	}
	return nil
}

// redact replaces any token in text that came from outside, and the beginning of one where the text was cut off.
func (c *Client) redact(text []byte) []byte {
	for _, token := range c.tokens.remembered() {
		if bytes.Contains(text, []byte(token)) {
			text = bytes.ReplaceAll(text, []byte(token), []byte(redacted))
		}
		if n := tokenAtEnd(text, token); n > 0 {
			text = append(bytes.Clone(text[:len(text)-n]), redacted...)
		}
	}
	return text
}

// tokenAtEnd returns how much of the beginning of a token text ends with. What any token begins with says nothing.
func tokenAtEnd(text []byte, token string) int {
	for n := min(len(token)-1, len(text)); n > len(tokenPrefix); n-- {
		if bytes.HasSuffix(text, []byte(token[:n])) {
			return n
		}
	}
	return 0
}

const tokenPrefix = "dop_v1_"

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
		TLSClientConfig:       &tls.Config{ClientSessionCache: tls.NewLRUClientSessionCache(0)},
		TLSHandshakeTimeout:   10 * time.Second,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
		MaxIdleConns:          100,
		MaxIdleConnsPerHost:   parallelPages,
	}
}
