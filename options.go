package digitalocean

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Option sets up a [Client].
type Option func(*config)

type config struct {
	baseURL   string
	plainHTTP bool
	http      *http.Client
	userAgent string
	retry     RetryPolicy
	limiter   Limiter
	unlimited bool
	logger    callLogger
	nilLogger bool
	maxBody   int64
	timeout   time.Duration
	clock     Clock
}

const (
	defaultTimeout = 30 * time.Second
	defaultMaxBody = 32 << 20
)

func newConfig(opts []Option) *config {
	cfg := &config{
		baseURL: DefaultBaseURL,
		http:    &http.Client{Transport: defaultTransport()},
		retry:   DefaultRetryPolicy,
		maxBody: defaultMaxBody,
		timeout: defaultTimeout,
		clock:   systemClock{},
	}
	for _, opt := range opts {
		opt(cfg)
	}
	return cfg
}

// WithBaseURL sends the calls to another address than [DefaultBaseURL], such as a proxy or a test server. The
// address may have a path, without the /v2 of the API. It must be https, or http on a loopback address.
func WithBaseURL(url string) Option { return func(c *config) { c.baseURL = url } }

// WithPlainHTTP allows a base URL with http on any host. The token then crosses the network in clear text.
func WithPlainHTTP() Option { return func(c *config) { c.plainHTTP = true } }

// WithHTTPClient sends the requests through the client's transport, with its cookie jar and timeout. The client is
// copied, neither it nor its transport is changed. Redirects are never followed.
func WithHTTPClient(client *http.Client) Option { return func(c *config) { c.http = client } }

// WithUserAgent puts a suffix behind the library's own User-Agent, such as "my-controller/1.4".
func WithUserAgent(suffix string) Option { return func(c *config) { c.userAgent = suffix } }

// WithRetryPolicy replaces [DefaultRetryPolicy].
func WithRetryPolicy(policy RetryPolicy) Option { return func(c *config) { c.retry = policy } }

// WithLimiter replaces the client's own [RateLimiter]. Clients with the same token share one. Nil turns the limiter
// off; answers 429 are then still waited out.
func WithLimiter(limiter Limiter) Option {
	return func(c *config) { c.limiter, c.unlimited = limiter, limiter == nil }
}

// WithLogger logs each attempt at level Debug and each retry at level Warn. No credential, query, body or header is
// ever logged. By default nothing is.
func WithLogger(logger *slog.Logger) Option {
	return func(c *config) { c.logger, c.nilLogger = slogger{logger}, logger == nil }
}

// WithMaxBody sets how long an answer may be, decompressed, in bytes. The default is 32 MiB. A longer one ends with
// an error that matches [ErrBodyTooLarge].
func WithMaxBody(bytes int64) Option { return func(c *config) { c.maxBody = bytes } }

// WithAttemptTimeout sets the default of [WithTimeout] for all calls.
func WithAttemptTimeout(d time.Duration) Option { return func(c *config) { c.timeout = d } }

// WithClock replaces the system's clock for retries, rate limits and waiters, in tests.
func WithClock(clock Clock) Option { return func(c *config) { c.clock = clock } }

func (c *config) check() error {
	switch {
	case c.http == nil:
		return errors.New("WithHTTPClient: the client is nil")
	case c.nilLogger:
		return errors.New("WithLogger: the logger is nil")
	case c.clock == nil:
		return errors.New("WithClock: the clock is nil")
	case c.maxBody <= 0:
		return fmt.Errorf("WithMaxBody: %d is not a size", c.maxBody)
	case c.timeout <= 0:
		return fmt.Errorf("WithAttemptTimeout: %s is not a duration to wait", c.timeout)
	case strings.ContainsFunc(c.userAgent, isControl):
		return errors.New("WithUserAgent: the suffix holds a control character")
	}
	return c.retry.check()
}

// base returns the parsed base URL. The messages leave out the URL where it may hold a credential.
func (c *config) base() (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(c.baseURL))
	switch {
	case err != nil:
		return nil, errors.New("the base URL cannot be parsed")
	case u.User != nil:
		return nil, errors.New("the base URL holds a user: the token is the only credential")
	case u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Opaque != "":
		return nil, fmt.Errorf("the base URL %q is not an https address", c.baseURL)
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return nil, errors.New("the base URL holds a query or a fragment")
	case u.Scheme == "http" && !c.plainHTTP && !isLoopback(u.Hostname()):
		return nil, fmt.Errorf("the base URL %q would send the token in clear text: use https, or WithPlainHTTP", c.baseURL)
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	path = strings.TrimSuffix(path, "/v2")
	u.RawPath = path
	if u.Path, err = url.PathUnescape(path); err != nil {
		return nil, errors.New("the path of the base URL cannot be unescaped")
	}
	return u, nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// CallOption changes one call.
type CallOption func(*callOptions)

type callOptions struct {
	response *Response
	header   http.Header
	timeout  time.Duration
	retry    *RetryPolicy
	poll     time.Duration
	args     []any // of Do and Stream
	query    any   // of Do and Stream
}

// Response is what a call learns besides its result; [WithResponse] fills it. It is filled for errors too, as far
// as an answer came.
type Response struct {
	StatusCode int
	Header     http.Header
	RequestID  string
	Rate       Rate
	Attempts   int           // how often the request was sent
	Elapsed    time.Duration // from the call to its end, waits included
}

// WithResponse fills response when the call ends. A call that sends several requests, as a pager does, leaves that of
// the last; such a call must not share response with another goroutine.
func WithResponse(response *Response) CallOption {
	return func(o *callOptions) { o.response = response }
}

// WithHeader adds a header to the request. It cannot replace the token.
func WithHeader(name, value string) CallOption {
	return func(o *callOptions) {
		if o.header == nil {
			o.header = http.Header{}
		}
		o.header.Add(name, value)
	}
}

// WithTimeout sets how long one attempt may wait for the answer's headers, and then as long again for its body. The
// default is 30 seconds. The context bounds the whole call.
func WithTimeout(attempt time.Duration) CallOption {
	return func(o *callOptions) { o.timeout = attempt }
}

// WithRetry replaces the client's retry policy; RetryPolicy{MaxAttempts: 1} turns retries off.
func WithRetry(policy RetryPolicy) CallOption { return func(o *callOptions) { o.retry = &policy } }

// WithPollInterval sets how long a waiter waits between two looks. By default it begins with one second and slows
// down to ten.
func WithPollInterval(d time.Duration) CallOption { return func(o *callOptions) { o.poll = d } }

// WithArguments fills the placeholders in the path of [Client.Do] and [Client.Stream], each of which is a whole segment, as
// in "/v2/droplets/{droplet_id}/actions". An argument is a string or an integer, and fills its segment whatever characters it
// holds; one that is empty, "." or "..", and an ID that is not above 0, are refused. Errors, logs and traces name the path with
// its placeholders. Other methods refuse the option.
func WithArguments(args ...any) CallOption { return func(o *callOptions) { o.args = args } }

// WithQuery adds the query parameters of options to the path of [Client.Do] and [Client.Stream]: a struct with the tags of
// github.com/google/go-querystring, such as [ListOptions], a pointer to one, or [net/url.Values]. Other methods refuse the
// option.
func WithQuery(options any) CallOption { return func(o *callOptions) { o.query = options } }

func gather(opts []CallOption) callOptions {
	if len(opts) == 0 {
		return callOptions{}
	}
	var o callOptions // which the options move to the heap
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

// checkHeader refuses what net/http would refuse, before anything is sent and without quoting the value.
func checkHeader(h http.Header) error {
	for name, values := range h {
		if name == "" || strings.ContainsFunc(name, func(r rune) bool { return r > '~' || r <= ' ' || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r) }) {
			return argumentError(fmt.Sprintf("WithHeader: %q is not a header's name", name))
		}
		if slices.ContainsFunc(values, func(v string) bool { return strings.ContainsFunc(v, isControl) }) {
			return argumentError("WithHeader: the value of " + name + " holds a control character")
		}
	}
	return nil
}
