package digitalocean_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestTransfer(t *testing.T) {
	var seen *http.Request
	var got string
	address := digitalocean.NewSecret(serverURL(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		seen, got = r, string(text)
		if r.Method == http.MethodDelete {
			w.WriteHeader(http.StatusGone)
			_, _ = io.WriteString(w, `{"id": "gone", "message": "the address is /f?signature=0123456789"}`)
			return
		}
		part(w, "first")
		part(w, "second")
	}) + "/f?signature=0123456789")
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the API was asked") })
	op := digitalocean.Operation{Method: "GET", Path: "/<url>"}
	body, err := client.Transfer(t.Context(), op, address, nil, 0, digitalocean.WithHeader("X-Trace", "1"), digitalocean.WithHeader("Authorization", "Bearer x"))
	require.NoError(t, err)
	text, err := readAll(body, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"firstsecond", "1", "", "/f?signature=0123456789"}, []string{text, seen.Header.Get("X-Trace"), seen.Header.Get("Authorization"), seen.RequestURI})
	require.Contains(t, seen.UserAgent(), "dosdk-digitalocean/")

	op.Method = "PUT"
	body, err = client.Transfer(t.Context(), op, address, strings.NewReader("content"), 7)
	require.NoError(t, err)
	require.NoError(t, body.Close())
	require.Equal(t, "content", got)

	op.Method = "DELETE"
	_, err = client.Transfer(t.Context(), op, address, nil, 0)
	require.ErrorIs(t, err, digitalocean.ErrGone)
	require.NotContains(t, err.Error(), "0123456789")

	require.NotContains(t, fmt.Sprintf("%+v", err), "0123456789")
	_, err = client.Transfer(t.Context(), op, digitalocean.NewSecret("http://example.com/?signature=0123456789"), nil, 0)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	require.NotContains(t, err.Error(), "0123456789")
}

func TestTransferFromAHungServer(t *testing.T) {
	address := digitalocean.NewSecret(serverURL(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	client := serve(t, nil)
	_, err := client.Transfer(t.Context(), digitalocean.Operation{Method: "GET", Path: "/<url>"}, address, nil, 0, digitalocean.WithTimeout(20*time.Millisecond))
	require.ErrorContains(t, err, "no answer within 20ms")
}

// store is a store of files, which an upload is addressed to.
func store(t *testing.T, handler http.HandlerFunc) *digitalocean.PresignedUpload {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &digitalocean.PresignedUpload{ObjectKey: "o1", PresignedURL: digitalocean.NewSecret(server.URL + "/o1?X-Amz-Signature=opensesame")}
}

func TestUpload(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the API was asked") })
	for _, content := range []string{"", "a", strings.Repeat("long ", 100_000)} {
		var stored []byte
		upload := store(t, func(w http.ResponseWriter, r *http.Request) {
			stored, _ = io.ReadAll(r.Body)
			if r.Method != "PUT" || r.URL.Query().Get("X-Amz-Signature") != "opensesame" || r.ContentLength != int64(len(content)) || len(r.TransferEncoding) > 0 {
				t.Errorf("sent %s %s with %d bytes and the encoding %s", r.Method, r.URL, r.ContentLength, r.TransferEncoding)
			}
			if r.Header.Get("Authorization") != "" || !strings.HasPrefix(r.UserAgent(), "dosdk-digitalocean/") {
				t.Errorf("sent the headers %v", r.Header)
			}
		})
		file := &closing{Reader: strings.NewReader(content)}
		require.NoError(t, client.GradientAI.Upload(t.Context(), upload, file, int64(len(content))))
		require.Equal(t, content, string(stored))
		require.False(t, file.closed, "the content is the caller's to close")
	}
}

// closing knows whether it was closed.
type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}

func TestUploadFails(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the API was asked") })
	accepts := store(t, func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) })
	at := func(address string) *digitalocean.PresignedUpload {
		return &digitalocean.PresignedUpload{PresignedURL: digitalocean.NewSecret(address)}
	}
	broken := errors.New("the disk is broken")
	for _, c := range []struct {
		name    string
		upload  *digitalocean.PresignedUpload
		content io.Reader
		size    int64
		fails   string
		is      error
	}{
		{"no upload", nil, strings.NewReader("a"), 1, "is nil", digitalocean.ErrInvalidArgument},
		{"no content", accepts, nil, 1, "is nil", digitalocean.ErrInvalidArgument},
		{"no size", accepts, strings.NewReader("a"), -1, "the size is -1", digitalocean.ErrInvalidArgument},
		{"no address", at(""), strings.NewReader("a"), 1, "the address cannot be parsed", digitalocean.ErrInvalidArgument},
		{"no URL", at("https://%zz?opensesame"), strings.NewReader("a"), 1, "the address cannot be parsed", digitalocean.ErrInvalidArgument},
		{"in clear text", at("http://store.example.com/o1?opensesame"), strings.NewReader("a"), 1, `the address at "store.example.com" is not https`, digitalocean.ErrInvalidArgument},
		{"too short", accepts, strings.NewReader("a"), 2, "the file ends after 1 of 2 bytes", nil},
		{"too long", accepts, strings.NewReader("abc"), 2, "the file is longer than 2 bytes", nil},
		{"too long by its last byte", accepts, iotest.OneByteReader(strings.NewReader("abc")), 2, "the file is longer than 2 bytes", nil},
		{"not empty", accepts, strings.NewReader("a"), 0, "the file is longer than 0 bytes", nil},
		{"cannot be read", accepts, iotest.ErrReader(broken), 2, "the disk is broken", broken},
		{"nobody there", at("http://127.0.0.1:1/o1?opensesame"), strings.NewReader("a"), 1, "dial tcp 127.0.0.1:1", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := client.GradientAI.Upload(t.Context(), c.upload, c.content, c.size)
			require.ErrorContains(t, err, c.fails)
			require.Regexp(t, "^digitalocean: (PUT /<presigned_url>|upload a file): ", err.Error())
			require.NotContains(t, err.Error(), "sesame")
			require.NotErrorIs(t, err, context.Canceled)
			if c.is != nil {
				require.ErrorIs(t, err, c.is)
			}
			if errors.Is(err, digitalocean.ErrInvalidArgument) || c.name == "nobody there" {
				require.False(t, digitalocean.MayHaveActed(err))
			}
		})
	}
}

func TestUploadIsRefused(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the API was asked") })
	for name, c := range map[string]struct {
		status int
		body   string
		want   digitalocean.Error
		fails  string
	}{
		"with a reason": {
			403, `<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message><RequestId>tx1</RequestId><Signature>opensesame</Signature></Error>`,
			digitalocean.Error{ID: "AccessDenied", Message: "Request has expired", RequestID: "tx1"}, "403 AccessDenied: Request has expired (request tx1)",
		},
		"without a reason":         {500, `<Code>opensesame`, digitalocean.Error{}, "500 Internal Server Error"},
		"with another way":         {307, ``, digitalocean.Error{}, "307 Temporary Redirect"},
		"with letters that ring":   {400, "<Error><Message>a\n&amp; b\u009b2J</Message></Error>", digitalocean.Error{Message: "a\n& b\u009b2J"}, "400 Bad Request: a & b 2J"},
		"before the file is there": {413, `<Error><Code>EntityTooLarge</Code></Error>`, digitalocean.Error{ID: "EntityTooLarge"}, "413 EntityTooLarge"},
	} {
		t.Run(name, func(t *testing.T) {
			upload := store(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/o1" {
					t.Errorf("sent to %s", r.URL)
				}
				_, _ = io.Copy(io.Discard, r.Body)
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			})
			err := client.GradientAI.Upload(t.Context(), upload, strings.NewReader("abc"), 3)
			refused, ok := errors.AsType[*digitalocean.Error](err)
			require.True(t, ok, "%v", err)
			require.NotContains(t, string(refused.Body), "sesame")
			c.want.StatusCode, c.want.Method, c.want.Path, c.want.Attempts, c.want.Body = c.status, "PUT", "/<presigned_url>", 1, refused.Body
			require.Equal(t, c.want, *refused)
			require.EqualError(t, err, "digitalocean: PUT /<presigned_url>: "+c.fails)
		})
	}
}

// An upload may last as long as it goes on. One that stands still ends.
func TestUploadTakesItsTime(t *testing.T) {
	const timeout = 30 * time.Second
	upload := &digitalocean.PresignedUpload{PresignedURL: digitalocean.NewSecret("https://store.example.com/o1?opensesame")}
	for name, c := range map[string]struct {
		content io.Reader
		after   time.Duration // until the store answers
		fails   string
	}{
		"a source that is slow":        {content: &slow{strings.NewReader("abc"), 10 * timeout}},
		"a store that is slow":         {content: strings.NewReader("abc"), after: timeout - 1},
		"a store that is slow at last": {content: &slow{strings.NewReader("abc"), timeout}, after: timeout - 1},
		"a store that does not answer": {content: strings.NewReader("abc"), after: timeout + 1, fails: "no answer within 30s"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := transportFunc(func(r *http.Request) (*http.Response, error) {
					stored, err := io.ReadAll(r.Body)
					require.NoError(t, err)
					require.Equal(t, "abc", string(stored))
					select {
					case <-time.After(c.after):
						return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
					case <-r.Context().Done():
						return nil, r.Context().Err()
					}
				})
				client, err := digitalocean.New(testToken, digitalocean.WithHTTPClient(&http.Client{Transport: store}), digitalocean.WithAttemptTimeout(timeout))
				require.NoError(t, err)
				err = client.GradientAI.Upload(t.Context(), upload, c.content, 3)
				if c.fails != "" {
					require.ErrorContains(t, err, c.fails)
					return
				}
				require.NoError(t, err)
			})
		})
	}
}

// slow takes a pause before each read.
type slow struct {
	io.Reader
	pause time.Duration
}

func (s *slow) Read(b []byte) (int, error) {
	time.Sleep(s.pause)
	return s.Reader.Read(b)
}

// A store may answer before it has the whole file. The time for the rest is not that of the answer.
func TestTransferIsAnsweredEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sending context.Context
		store := transportFunc(func(r *http.Request) (*http.Response, error) {
			sending = r.Context()
			go func() { _, _ = io.Copy(io.Discard, r.Body) }()
			time.Sleep(time.Second)
			return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
		})
		client, err := digitalocean.New(testToken, digitalocean.WithHTTPClient(&http.Client{Transport: store}))
		require.NoError(t, err)
		op := digitalocean.Operation{Method: "PUT", Path: "/<url>"}
		answer, err := client.Transfer(t.Context(), op, digitalocean.NewSecret("https://store.example.com/o1"), &slow{strings.NewReader("abc"), time.Minute}, 3)
		require.NoError(t, err)
		time.Sleep(time.Hour)
		require.NoError(t, sending.Err())
		require.NoError(t, answer.Close())
	})
}

func TestUploadEndsWithTheContext(t *testing.T) {
	client := serve(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	upload := store(t, func(http.ResponseWriter, *http.Request) {
		cancel()
		<-done
	})
	err := client.GradientAI.Upload(ctx, upload, bytes.NewReader(make([]byte, 1<<20)), 1<<20)
	close(done)
	require.ErrorIs(t, err, context.Canceled)
}

func TestUploadWithoutAnAnswer(t *testing.T) {
	server := newWire(t, unanswered)
	upload := &digitalocean.PresignedUpload{PresignedURL: digitalocean.NewSecret(server.url() + "/o1")}
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the API was asked") })
	err := client.GradientAI.Upload(t.Context(), upload, strings.NewReader("a"), 1)
	require.ErrorIs(t, err, io.EOF)
	require.True(t, digitalocean.MayHaveActed(err))
}

func TestUploadFile(t *testing.T) {
	var stored []byte
	upload := store(t, func(_ http.ResponseWriter, r *http.Request) { stored, _ = io.ReadAll(r.Body) })
	answer := `{"request_id": "r", "uploads": [{"original_file_name": "a.txt", "object_key": "o1", "presigned_url": "` + upload.PresignedURL.Reveal() + `"}]}`
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if got := r.Method + " " + r.URL.Path + " " + string(body); got !=
			`POST /v2/gen-ai/knowledge_bases/data_sources/file_upload_presigned_urls {"files":[{"file_name":"a.txt","file_size":"3"}]}` {
			t.Errorf("sent %s", got)
		}
		_, _ = io.WriteString(w, answer)
	})
	file, err := client.GradientAI.DataSources.UploadFile(t.Context(), "a.txt", strings.NewReader("abc"), 3)
	require.NoError(t, err)
	require.Equal(t, &digitalocean.FileUploadDataSource{OriginalFileName: "a.txt", StoredObjectKey: "o1", SizeInBytes: 3}, file)
	require.Equal(t, "abc", string(stored))

	_, err = client.GradientAI.DataSources.UploadFile(t.Context(), "a.txt", nil, 3)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)

	answer = `{"request_id": "r", "uploads": []}`
	_, err = client.GradientAI.DataSources.UploadFile(t.Context(), "a.txt", strings.NewReader("abc"), 3)
	require.EqualError(t, err, "digitalocean: upload a file: the API names 0 addresses")
}
