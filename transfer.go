package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Transfer sends a request to an address that an answer named and that is not the API's: a presigned URL, to which a file is
// uploaded or from which one is read. It goes through the transport of [WithHTTPClient], without the token; op names it in
// errors and traces, which leave the address out. The address has to be https, or http on a loopback address. No redirect is
// followed, and nothing is repeated.
//
// A body is sent as it is read, with size as its length; one that is shorter or longer is an error, and nil sends none. The
// caller reads the answer, and closes it. An answer outside 2xx is an [*Error]. The timeout of [WithTimeout] covers the time in
// which a part of the body is sent, the wait for the headers, and each read of the answer; ctx covers the whole. Of the other
// options only [WithHeader] is heeded.
func (c *Client) Transfer(ctx context.Context, op Operation, address Secret, body io.Reader, size int64, opts ...CallOption) (io.ReadCloser, error) {
	options := gather(opts)
	t := &transfer{call: c.newCall(&operation{Operation: op}, options, nil), address: address}
	req, err := t.request(body, size)
	if err != nil {
		return nil, t.call.notSent(err)
	}
	return t.send(ctx, req)
}

// withoutToken returns a client with the caller's transport, for addresses that are not the API's.
func withoutToken(caller *http.Client) *http.Client {
	return &http.Client{
		Transport:     caller.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// transfer is one request to a foreign address.
type transfer struct {
	call    *call
	address Secret
}

func (t *transfer) request(body io.Reader, size int64) (*http.Request, error) {
	if err := checkHeader(t.call.options.header); err != nil {
		return nil, err
	}
	u, err := url.Parse(t.address.Reveal())
	if err != nil || u.Host == "" {
		return nil, argumentError("the address cannot be parsed")
	}
	if !isPrivate(u) {
		return nil, argumentError(fmt.Sprintf("the address at %q is not https", u.Host))
	}
	header := t.call.options.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Del("Authorization")
	header.Set("User-Agent", t.call.client.userAgent)
	req := &http.Request{Method: t.call.op.Method, URL: u, Host: u.Host, Header: header}
	switch {
	case body == nil:
	case size < 0:
		return nil, argumentError(fmt.Sprintf("the size is %d", size))
	case size == 0:
		req.Body = http.NoBody
		if err := checkEnd(body, size); err != nil {
			return nil, err
		}
	default:
		req.Body, req.ContentLength = &upload{file: body, size: size, timeout: t.call.timeout}, size
	}
	return req, nil
}

func (t *transfer) send(ctx context.Context, req *http.Request) (io.ReadCloser, error) {
	t.call.attempts = 1
	t.call.sent = new(sending)
	log := t.call.client.beginAttempt(ctx, t.call)
	ctx = httptrace.WithClientTrace(context.WithValue(ctx, callKey{}, t.call), t.call.sent.trace())
	resp, body, err := t.call.client.openPlain(ctx, req, t.call.timeout)
	if err == nil {
		t.call.answer = answer{status: resp.StatusCode, header: resp.Header}
	}
	log()
	if err != nil {
		t.call.failure = err
		return nil, t.call.unanswered(ctx)
	}
	if t.call.answer.isSuccess() {
		return body, nil
	}
	defer body.Close()
	return nil, t.refusal(resp, body)
}

// openPlain sends a request to an address that is not the API's, without the token. The body of the answer is to be read as
// it comes: what is sent, the wait for the headers, and each read have the timeout.
func (c *Client) openPlain(ctx context.Context, req *http.Request, timeout time.Duration) (*http.Response, *stream, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(timeout, func() { cancel(&timeoutError{timeout}) })
	file, uploads := req.Body.(*upload)
	if uploads {
		file.timer = timer
	}
	resp, err := c.plain.Do(req.WithContext(ctx))
	if uploads {
		file.end()
	}
	timer.Stop()
	if err != nil {
		defer cancel(nil)
		return nil, nil, causeOf(ctx, plainError(err))
	}
	return resp, &stream{body: resp.Body, ctx: ctx, cancel: cancel, timer: timer, timeout: timeout}, nil
}

// isPrivate reports whether what is sent to an address, or comes from it, cannot be read on the way.
func isPrivate(u *url.URL) bool {
	return u.Host != "" && (u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()))
}

// refusal is the error of an answer outside 2xx. A store of objects quotes the address in it, of which the query is secret.
func (t *transfer) refusal(resp *http.Response, answer io.Reader) error {
	text, _ := readBody(answer, resp.ContentLength, maxErrorBody, nil)
	body := string(text)
	address, _ := url.Parse(t.address.Reveal())
	for _, values := range address.Query() {
		for _, value := range values {
			if len(value) >= shortestSecret {
				body = strings.NewReplacer(value, redacted, url.QueryEscape(value), redacted).Replace(body)
			}
		}
	}
	body = t.call.client.redactText(body)
	e := &Error{StatusCode: resp.StatusCode, Method: t.call.op.Method, Path: t.call.op.Path, Attempts: 1, Body: []byte(body)}
	e.ID, e.Message, e.RequestID = storeError(body)
	if e.ID == "" && e.Message == "" {
		e.ID, e.Message, e.RequestID = errorBody(e.Body, resp.Header.Get("Content-Type"))
	}
	return e
}

// shortestSecret is how long a value in the query of an address is at least, for it to be worth hiding.
const shortestSecret = 8

// storeError reads the error of a store of objects: an element of XML with elements of text. A decoder for all of XML would be
// initialized in every program, for this alone.
func storeError(body string) (id, message, requestID string) {
	return storeElement(body, "Code"), storeElement(body, "Message"), storeElement(body, "RequestId")
}

func storeElement(body, name string) string {
	_, text, _ := strings.Cut(body, "<"+name+">")
	text, _, found := strings.Cut(text, "</"+name+">")
	if !found {
		return ""
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&").Replace(text)
}

// upload is the body of a request. The timer stands still while the file is read, and starts anew for each part. When the
// transfer is over, the file and the timer are left alone: net/http may still be reading then.
type upload struct {
	file    io.Reader
	size    int64
	sent    int64
	timer   *time.Timer
	timeout time.Duration
	mu      sync.Mutex // for over
	over    bool
}

var errTransferOver = errors.New("the transfer is over")

// Read implements [io.Reader].
func (u *upload) Read(p []byte) (int, error) {
	if !u.unlessOver(func() { u.timer.Stop() }) {
		return 0, errTransferOver
	}
	n, err := u.next(p)
	u.unlessOver(func() { u.timer.Reset(u.timeout) })
	return n, err
}

// next reads the next part. The last is not handed out before the file is known to end with it: what has another size is
// never sent whole, and so never stored.
func (u *upload) next(p []byte) (int, error) {
	left := u.size - u.sent
	if left == 0 {
		return 0, io.EOF
	}
	n, err := u.file.Read(p[:min(int64(len(p)), left)])
	u.sent += int64(n)
	switch {
	case u.sent == u.size && (err == nil || err == io.EOF):
		if err = checkEnd(u.file, u.size); err == nil {
			return n, io.EOF
		}
		return 0, err
	case err == io.EOF:
		return 0, fmt.Errorf("the file ends after %d of %d bytes", u.sent, u.size)
	}
	return n, err
}

func checkEnd(file io.Reader, size int64) error {
	_, err := io.ReadFull(file, make([]byte, 1))
	switch err {
	case io.EOF:
		return nil
	case nil:
		return fmt.Errorf("the file is longer than %d bytes", size)
	}
	return err
}

func (u *upload) unlessOver(do func()) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.over {
		do()
	}
	return !u.over
}

func (u *upload) end() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.over = true
}

// Close implements [io.Closer]. The file is the caller's to close.
func (u *upload) Close() error { return nil }
