package digitalocean

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/hashicorp/go-retryablehttp"
)

// fetch makes a call whose answer holds one T under key, or is one where key is empty.
func fetch[T any](ctx context.Context, client *Client, op *operation, key string, opts []CallOption) (*T, error) {
	out := new(T)
	if err := client.fetchInto(ctx, op, key, out, opts); err != nil {
		return nil, err
	}
	return out, nil
}

// fetchInto is what of fetch need not know the type. It is compiled once, and not once for each type of answer.
//
//go:noinline
func (c *Client) fetchInto(ctx context.Context, op *operation, key string, out any, opts []CallOption) error {
	return c.call(ctx, op, opts, func(body []byte) error { return decodeOne(body, key, out) })
}

// fetchWith is fetch for an answer that comes in more forms than one: decode reads it.
func fetchWith[T any](ctx context.Context, client *Client, op *operation, decode func(body []byte, out *T) error, opts []CallOption) (*T, error) {
	out := new(T)
	if err := client.call(ctx, op, opts, func(body []byte) error { return decode(body, out) }); err != nil {
		return nil, err
	}
	return out, nil
}

// fetchValue is fetch for an answer that holds no more than a number or a text under key.
func fetchValue[T any](ctx context.Context, client *Client, op *operation, key string, opts []CallOption) (T, error) {
	out, err := fetch[T](ctx, client, op, key, opts)
	if err != nil {
		return *new(T), err
	}
	return *out, nil
}

// fetchAll makes a call whose answer holds a whole list under key, in one page.
func fetchAll[T any](ctx context.Context, client *Client, op *operation, key string, opts []CallOption) ([]T, error) {
	page := new(Page[T])
	if err := client.fetchList(ctx, op, key, page, opts); err != nil {
		return nil, err
	}
	return page.Items, nil
}

// fetchList is what of fetchAll need not know the type.
//
//go:noinline
func (c *Client) fetchList(ctx context.Context, op *operation, key string, page anyPage, opts []CallOption) error {
	return c.call(ctx, op, opts, func(body []byte) error { return decodeList(body, key, page) })
}

// run makes a call whose answer holds nothing that the caller needs.
func run(ctx context.Context, client *Client, op *operation, opts []CallOption) error {
	return client.call(ctx, op, opts, nil)
}

// download makes a call whose answer the caller reads, and closes. It may be longer than [WithMaxBody] allows.
func download(ctx context.Context, client *Client, op *operation, opts []CallOption) (io.ReadCloser, error) {
	op.streams = true
	return client.newCall(op, gather(opts), nil).do(ctx)
}

// Do makes a call that the library does not know yet, through the same pipeline as all others. The path begins with
// a slash, may have a query, and is sent as it is written: escape what you put into it, or leave that to [WithArguments] and
// [WithQuery]:
//
//	err := client.Do(ctx, http.MethodGet, "/v2/things/{thing_id}", nil, &out, digitalocean.WithArguments(id))
//
// A body that is not nil is sent as JSON. The answer's JSON is decoded into out; nil drops it, and a *[]byte takes it as it
// came. [Client.Stream] hands out the answer while it arrives; [NewCursorPager] makes a pager of such calls.
func (c *Client) Do(ctx context.Context, method, path string, body, out any, opts ...CallOption) error {
	options := gather(opts)
	op := literalSending(method, path, body, &options)
	if v := reflect.ValueOf(out); out != nil && (v.Kind() != reflect.Pointer || v.IsNil()) {
		op.err = argumentError("out is not a pointer to a value")
	}
	call := c.newCall(op, options, decoder(out))
	_, call.keeps = out.(*[]byte)
	_, err := call.do(ctx)
	return err
}

// Stream is Do for an answer that the caller reads while it arrives, and closes: a document of any length, or events. It is
// not bounded by [WithMaxBody]. The timeout of [WithTimeout] covers the wait for the headers, and then each read by itself;
// ctx covers the whole.
func (c *Client) Stream(ctx context.Context, method, path string, body any, opts ...CallOption) (io.ReadCloser, error) {
	options := gather(opts)
	op := literalSending(method, path, body, &options)
	op.streams = true
	return c.newCall(op, options, nil).do(ctx)
}

func literalSending(method, path string, body any, options *callOptions) *operation {
	op := literal(method, path, options)
	if body != nil && op.err == nil {
		op = op.sending(body)
	}
	return op
}

// decoder returns what reads the answer of a call into out.
func decoder(out any) func(body []byte) error {
	switch out := out.(type) {
	case nil:
		return nil
	case *[]byte:
		return func(body []byte) error { *out = body; return nil }
	}
	return func(body []byte) error {
		return decode(func(opts ...json.Options) error { return readWhole(body, out, opts) })
	}
}

// call is one call through the pipeline, with what its attempts leave behind.
type call struct {
	client  *Client
	op      *operation
	options callOptions
	decode  func(body []byte) error // nil where the caller needs nothing of the body
	keeps   bool                    // whether what is decoded keeps the body
	policy  RetryPolicy
	timeout time.Duration
	start   time.Time // where the caller wants a Response

	buffer   *[]byte // for the body of a success; nil where the caller gets the body itself
	attempts int
	sending  *sending      // of the latest attempt
	sent     *sending      // the same: how far the request got; nil when it did not leave
	answer   answer        // of the latest attempt; zero when none came
	failure  error         // of the latest attempt: why no answer came
	wait     time.Duration // before the next attempt
	stopped  error         // why there was no next attempt after the wait
	acted    bool          // an earlier attempt may have been carried out
}

type callKey struct{}

// answer is what came back, read whole.
type answer struct {
	status     int
	header     http.Header
	body       []byte
	err        error // why the body is not whole
	rate       Rate
	serverTime time.Time
}

func (a *answer) isSuccess() bool { return a.status >= 200 && a.status <= 299 }

// retryAfter returns how long the answer asks to wait, by the server's clock.
func (a *answer) retryAfter() (wait time.Duration, known bool) {
	if a.status == 0 {
		return 0, false
	}
	if wait, known = retryAfter(a.header, a.serverTime); known {
		return wait, true
	}
	if a.status == http.StatusTooManyRequests && a.rate.Remaining == 0 && !a.rate.Reset.IsZero() {
		return a.resetIn(), true
	}
	return 0, false
}

func (a *answer) resetIn() time.Duration {
	if a.rate.Reset.IsZero() {
		return 0
	}
	return max(a.rate.Reset.Sub(a.serverTime), 0)
}

// call makes a call, and decodes its answer unless decode is nil.
func (c *Client) call(ctx context.Context, op *operation, opts []CallOption, decode func(body []byte) error) error {
	_, err := c.newCall(op, gather(opts), decode).do(ctx)
	return err
}

// do runs the pipeline once: expand, encode, limit, then attempts as the policy has it, and at last decode. It returns
// the body of a download, and otherwise nil.
func (c *call) do(ctx context.Context) (io.ReadCloser, error) {
	req, err := c.request(ctx)
	if err != nil {
		return nil, c.notSent(err)
	}
	if err := c.client.waitForLimiter(ctx, c.op.Operation); err != nil {
		return nil, c.notSent(err)
	}
	if !c.keeps && !c.op.streams {
		c.buffer = bodyBuffers.Get().(*[]byte)
	}
	resp, err := c.client.sender.Do(req)
	c.fillResponse()
	if err = c.result(ctx, err); err == nil && c.op.streams {
		return resp.Body, nil
	}
	if resp != nil {
		resp.Body.Close() // it is empty, but it ends the timer of an http.Client with a timeout
	}
	if err == nil && c.buffer != nil { // an error may hold the body
		c.reuseBuffer()
	}
	return nil, err
}

// bodyBuffers are for the bodies of successes. What is decoded from one keeps nothing of it.
var bodyBuffers = sync.Pool{New: func() any { return new([]byte) }}

// reuseBuffer gives the buffer back, or the larger one that the body needed.
func (c *call) reuseBuffer() {
	if size := cap(c.answer.body); size > cap(*c.buffer) && size <= largestBuffer {
		*c.buffer = c.answer.body[:0]
	}
	bodyBuffers.Put(c.buffer)
}

// newSender returns what repeats the attempts of a client's calls, as each call decides.
func newSender(client *http.Client) *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient: client,
		RetryMax:   math.MaxInt,
		CheckRetry: func(ctx context.Context, _ *http.Response, err error) (bool, error) {
			return callOf(ctx).checkRetry(ctx, err), nil
		},
		Backoff:      func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return 0 }, // prepareRetry waits, on the client's clock
		PrepareRetry: func(req *http.Request) error { return callOf(req.Context()).prepareRetry(req) },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

func (c *Client) newCall(op *operation, options callOptions, decode func(body []byte) error) *call {
	call := &call{client: c, op: op, options: options, decode: decode, policy: c.retry, timeout: c.timeout}
	if options.response != nil {
		call.start = c.clock.Now()
	}
	if options.retry != nil {
		call.policy = options.retry.withDefaults()
	}
	if options.timeout > 0 {
		call.timeout = options.timeout
	}
	return call
}

// request builds the request, with a body that each attempt can send again.
func (c *call) request(ctx context.Context) (*retryablehttp.Request, error) {
	if c.options.retry != nil {
		if err := c.options.retry.check(); err != nil {
			return nil, argumentError(err.Error())
		}
	}
	if err := checkHeader(c.options.header); err != nil {
		return nil, err
	}
	if c.options.args != nil || c.options.query != nil {
		return nil, argumentError("WithArguments and WithQuery are for Do and Stream")
	}
	u, err := c.op.url(c.client.base)
	if err != nil {
		return nil, err
	}
	req := &http.Request{Method: c.op.Method, URL: u, Host: u.Host, Header: http.Header{}}
	retryable := &retryablehttp.Request{Request: req.WithContext(context.WithValue(ctx, callKey{}, c))}
	if c.op.body == nil {
		return retryable, nil
	}
	body, err := c.op.encodeBody()
	if err != nil {
		return nil, fmt.Errorf("%w: encode the request: %w", ErrInvalidArgument, err)
	}
	return retryable, retryable.SetBody(body)
}

// addHeader adds the call's header to that of an attempt, which has the token and what an http.Client's jar knows: they stay.
func (c *call) addHeader(h http.Header) {
	for name, values := range c.options.header {
		if _, ok := h[name]; !ok {
			h[c.spelling(name)] = values
		}
	}
	values := [...]string{c.client.userAgent, "application/json", "application/json"} // of the three below
	h["User-Agent"] = values[0:1:1]
	if h.Get("Accept") == "" {
		h["Accept"] = values[1:2:2]
	}
	if c.op.body != nil {
		h["Content-Type"] = values[2:3:3]
	}
	if c.op.header[0] != "" {
		h.Set(c.op.header[0], c.op.header[1])
	}
}

// spelling keeps net/http from sending a request again that must not be: it does so for one with an idempotency key,
// and knows that by this spelling.
func (c *call) spelling(name string) string {
	if (name == "Idempotency-Key" || name == "X-Idempotency-Key") && !c.op.repeatable() {
		return strings.ToLower(name)
	}
	return name
}

func (c *Client) waitForLimiter(ctx context.Context, op Operation) error {
	if c.limiter == nil {
		return ctx.Err()
	}
	return c.limiter.Wait(ctx, op)
}

// result turns what the attempts left behind into the call's error, or decodes the answer.
func (c *call) result(ctx context.Context, err error) error {
	switch {
	case c.stopped != nil:
		c.failure = c.whileRetrying(c.stopped)
	case err != nil && c.failure == nil:
		c.failure = c.whileRetrying(plainError(err))
	}
	a := &c.answer
	switch {
	case c.failure != nil:
		return c.unanswered(ctx)
	case a.status == http.StatusNotFound && c.op.Method == http.MethodDelete && c.acted && c.decode == nil:
		return nil // an earlier attempt was carried out and its answer lost
	case !a.isSuccess() && a.err != nil && ctx.Err() != nil:
		c.failure = fmt.Errorf("%w while reading the answer: %w", ctx.Err(), c.apiError())
		return c.unanswered(ctx)
	case !a.isSuccess():
		return c.apiError()
	case c.decode == nil:
		return nil
	case a.err != nil:
		return c.decodeError(a.err)
	}
	if err := c.decode(a.body); err != nil {
		return c.decodeError(err)
	}
	return nil
}

// whileRetrying joins the end of a wait with the failure that the wait was to mend.
func (c *call) whileRetrying(stopped error) error {
	last := c.failure
	if last == nil && c.answer.status != 0 {
		last = c.apiError()
	}
	if last == nil {
		return stopped
	}
	return fmt.Errorf("%w while waiting to repeat after: %w", stopped, last)
}

// notSent is the error of a call that ended before its first attempt.
func (c *call) notSent(err error) error {
	return &RequestError{Method: c.op.Method, Path: c.op.Path, Err: err}
}

// unanswered is the error of a call whose last attempt got no answer.
func (c *call) unanswered(ctx context.Context) error {
	err := c.failure
	if ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
		err = fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	lost := c.answer.status == 0 && c.sent.mayHaveActed()
	failed := c.answer.status >= http.StatusInternalServerError
	return &RequestError{
		Method: c.op.Method, Path: c.op.Path, Attempts: c.attempts, Err: c.client.redactError(err),
		outcomeUnknown: lost && !c.op.repeatable(), acted: (lost || failed || c.acted) && !c.op.isRead(),
	}
}

func (c *call) apiError() error {
	a := &c.answer
	body := c.client.redact(a.body)
	id, message, requestID := errorBody(body, a.header.Get("Content-Type"))
	if requestID == "" {
		requestID = c.requestID()
	}
	wait, _ := a.retryAfter()
	e := &Error{
		StatusCode: a.status, ID: id, Message: message, RequestID: requestID,
		Method: c.op.Method, Path: c.op.Path,
		Rate: a.rate, RetryAfter: wait, Attempts: c.attempts, Body: body,
	}
	switch {
	case a.status >= http.StatusInternalServerError && c.op.isRead():
		e.effect = noEffect
	case c.acted && !c.op.isRead():
		e.effect = effectByAttempts
	}
	if c.isRateLimited() {
		return &RateLimitError{Rate: e.Rate, RetryAfter: e.RetryAfter, Err: e}
	}
	return e
}

func (c *call) decodeError(err error) error {
	body := c.client.redact(c.answer.body)
	if !bytes.Equal(body, c.answer.body) { // the decoder's error may quote what is redacted
		err = errors.New(c.client.redactText(err.Error()))
	}
	return &DecodeError{
		StatusCode: c.answer.status, RequestID: c.requestID(),
		Method: c.op.Method, Path: c.op.Path,
		Body: body, Err: err, reads: c.op.isRead(),
	}
}

func (c *call) requestID() string { return c.client.redactText(c.answer.header.Get("X-Request-Id")) }

func (c *call) fillResponse() {
	r := c.options.response
	if r == nil {
		return
	}
	*r = Response{
		StatusCode: c.answer.status, Header: c.client.redactHeader(c.answer.header), Rate: c.answer.rate,
		Attempts: c.attempts, Elapsed: c.client.clock.Now().Sub(c.start),
	}
	if c.answer.status != 0 {
		r.RequestID = c.requestID()
	}
}

// plainError strips the layer that net/http's client puts around an error: it names the URL, which the operation
// names better.
func plainError(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// readBody reads a body up to limit, into buf as far as it has room. What has arrived is returned with the error too.
func readBody(r io.Reader, size, limit int64, buf []byte) ([]byte, error) {
	if r == http.NoBody {
		return nil, nil
	}
	if size < 0 {
		size = minBuffer
	}
	if size = min(size+1, maxFirstBuffer, limit+1); int64(cap(buf)) < size {
		buf = make([]byte, 0, size)
	}
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case int64(len(buf)) > limit:
			return buf[:limit], ErrBodyTooLarge
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf, err
		}
		if len(buf) == cap(buf) {
			buf = append(make([]byte, 0, min(int64(2*cap(buf)), limit+1)), buf...)
		}
	}
}

// A body's announced size is believed up to here; beyond, the buffer grows with what arrives.
const (
	minBuffer      = 4 << 10
	maxFirstBuffer = 1 << 20
	largestBuffer  = 4 << 20 // that is kept for another body
)
