package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Upload uploads a file of size bytes to an address from CreateUploadURLs. It reads the content as it sends it, and does not
// close it. Content that is shorter or longer than size is an error.
//
// The address is used through the transport of [WithHTTPClient], without the API's token. It has to be https, and redirects are
// not followed. An upload that makes no progress ends after the time of [WithAttemptTimeout]. None is repeated, but the same address
// may be used again with the content from its beginning, until it expires. A refusal is an [*UploadError].
func (s *GradientAIService) Upload(ctx context.Context, upload *PresignedUpload, content io.Reader, size int64) error {
	if err := s.client.upload(ctx, upload, content, size); err != nil {
		return fmt.Errorf("digitalocean: upload a file: %w", err)
	}
	return nil
}

// uploadFile uploads a file to the address that an operation gives for it.
func (c *Client) uploadFile(ctx context.Context, op operation, name string, content io.Reader, size int64, opts []CallOption) (*FileUploadDataSource, error) {
	request := &PresignedUploadsCreateRequest{Files: []PresignedUploadFile{{FileName: name, FileSize: size}}}
	uploads, err := fetch[PresignedUploads](ctx, c, op.sending(request), "", opts)
	if err != nil {
		return nil, err
	}
	if len(uploads.Uploads) != 1 {
		return nil, fmt.Errorf("digitalocean: upload a file: the API names %d addresses", len(uploads.Uploads))
	}
	upload := &uploads.Uploads[0]
	if err := c.GradientAI.Upload(ctx, upload, content, size); err != nil {
		return nil, err
	}
	return &FileUploadDataSource{OriginalFileName: name, StoredObjectKey: upload.ObjectKey, SizeInBytes: size}, nil
}

// upload sends content with PUT. The errors leave the address out.
func (c *Client) upload(ctx context.Context, upload *PresignedUpload, content io.Reader, size int64) error {
	switch {
	case upload == nil:
		return argumentError("the upload is nil")
	case content == nil:
		return argumentError("the content is nil")
	case size < 0:
		return argumentError(fmt.Sprintf("the size is %d", size))
	}
	u, err := uploadAddress(upload.PresignedURL)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(c.timeout, func() { cancel(&timeoutError{c.timeout}) })
	defer timer.Stop()
	req := &http.Request{Method: http.MethodPut, URL: u, Host: u.Host, Header: http.Header{"User-Agent": {c.userAgent}}, ContentLength: size}
	if req.Body = http.NoBody; size > 0 {
		req.Body = io.NopCloser(&paced{content: content, timer: timer, timeout: c.timeout})
	}
	resp, err := c.plain.Do(req.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("%s: %w", u.Host, causeOf(ctx, plainError(err)))
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
		return nil
	}
	body, _ := readBody(resp.Body, resp.ContentLength, maxErrorBody, nil)
	return &UploadError{Host: u.Host, StatusCode: resp.StatusCode, Code: element(body, "Code"), Message: element(body, "Message")}
}

// uploadAddress parses the address of an upload, and refuses what would send the file in clear text.
func uploadAddress(address Secret) (*url.URL, error) {
	u, err := url.Parse(address.Reveal())
	if err != nil {
		return nil, errors.New("the address cannot be parsed")
	}
	if !isPrivate(u) {
		return nil, fmt.Errorf("the address at %q is not https", u.Host)
	}
	return u, nil
}

// paced is content on its way. From one read to the next there is the time that a part of it may take to be sent.
type paced struct {
	content io.Reader
	timer   *time.Timer
	timeout time.Duration
}

// Read implements [io.Reader].
func (p *paced) Read(b []byte) (int, error) {
	p.timer.Stop()
	defer p.timer.Reset(p.timeout)
	return p.content.Read(b)
}

// element returns what the first XML element of a name holds.
func element(body []byte, name string) string {
	_, after, _ := strings.Cut(string(body), "<"+name+">")
	text, _, found := strings.Cut(after, "</"+name+">")
	if !found {
		return ""
	}
	return text
}

// UploadError is an upload that the store of files refused.
type UploadError struct {
	Host       string
	StatusCode int
	Code       string // the store's name for the reason, such as "AccessDenied"; empty when it names none
	Message    string // what the store says of it, such as "Request has expired"
}

func (e *UploadError) Error() string {
	text := fmt.Sprintf("%s answers %d %s", e.Host, e.StatusCode, http.StatusText(e.StatusCode))
	for _, reason := range []string{e.Code, e.Message} {
		if reason != "" {
			text += ": " + printable(reason)
		}
	}
	return text
}
