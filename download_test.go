package digitalocean_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// part sends a part of an answer at once.
func part(w http.ResponseWriter, text string) {
	_, _ = io.WriteString(w, text)
	_ = http.NewResponseController(w).Flush()
}

// read reads as many bytes as text has, and requires that they are it.
func read(t *testing.T, body io.Reader, text string) {
	t.Helper()
	got := make([]byte, len(text))
	_, err := io.ReadFull(body, got)
	require.NoError(t, err)
	require.Equal(t, text, string(got))
}

func downloadOf(t *testing.T, handler http.HandlerFunc, opts ...digitalocean.CallOption) io.ReadCloser {
	t.Helper()
	body, err := serve(t, handler).Billing.Invoices.DownloadCSV(t.Context(), "1", opts...)
	require.NoError(t, err)
	return body
}

func TestDownloadIsReadWhileItArrives(t *testing.T) {
	proceed := make(chan struct{})
	body := downloadOf(t, func(w http.ResponseWriter, r *http.Request) {
		part(w, "product,")
		select {
		case <-proceed:
			part(w, "USD\n")
		case <-r.Context().Done():
		}
	})
	read(t, body, "product,")
	close(proceed)
	rest, err := readAll(body, nil)
	require.NoError(t, err)
	require.Equal(t, "USD\n", rest)
}

// gone is a handler that sends a part, and says when the client has hung up.
func gone() (handler http.HandlerFunc, gone <-chan struct{}) {
	done := make(chan struct{})
	return func(w http.ResponseWriter, r *http.Request) {
		part(w, "product,")
		<-r.Context().Done()
		close(done)
	}, done
}

func TestDownloadCloseEndsTheConnection(t *testing.T) {
	handler, gone := gone()
	body := downloadOf(t, handler)
	read(t, body, "product,")
	require.NoError(t, body.Close())
	<-gone
	_, err := body.Read(make([]byte, 1))
	require.Error(t, err)
	require.NotErrorIs(t, err, io.EOF, "what was not read to its end has no end")
}

func TestDownloadFromAHungServer(t *testing.T) {
	t.Run("between two parts", func(t *testing.T) {
		handler, gone := gone()
		body := downloadOf(t, handler, digitalocean.WithTimeout(20*time.Millisecond))
		read(t, body, "product,")
		_, err := body.Read(make([]byte, 1))
		timeout, ok := errors.AsType[net.Error](err)
		require.True(t, ok, "%v", err)
		require.True(t, timeout.Timeout())
		require.ErrorContains(t, err, "20ms")
		<-gone
		require.NoError(t, body.Close())
	})
	t.Run("before the headers", func(t *testing.T) {
		client := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		body, err := client.Billing.Invoices.DownloadCSV(t.Context(), "1",
			digitalocean.WithTimeout(20*time.Millisecond), digitalocean.WithRetry(digitalocean.RetryPolicy{MaxAttempts: 1}))
		require.Nil(t, body)
		_, ok := errors.AsType[*digitalocean.RequestError](err)
		require.True(t, ok)
		timeout, ok := errors.AsType[net.Error](err)
		require.True(t, ok)
		require.True(t, timeout.Timeout())
	})
}

func TestDownloadEndsWithItsContext(t *testing.T) {
	handler, gone := gone()
	ctx, cancel := context.WithCancel(t.Context())
	body, err := serve(t, handler).Billing.Invoices.DownloadCSV(ctx, "1")
	require.NoError(t, err)
	read(t, body, "product,")
	cancel()
	_, err = body.Read(make([]byte, 1))
	require.ErrorIs(t, err, context.Canceled)
	<-gone
	require.NoError(t, body.Close())
}

func TestDownloadThatIsCut(t *testing.T) {
	_, err := readAll(downloadOf(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		part(w, "product,")
		panic(http.ErrAbortHandler)
	}), nil)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

func TestDownloadOfMoreThanMaxBody(t *testing.T) {
	want := strings.Repeat("product,USD\n", 10_000)
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, want) }, digitalocean.WithMaxBody(16))
	got, err := readAll(client.Billing.Invoices.DownloadCSV(t.Context(), "1"))
	require.NoError(t, err)
	require.Equal(t, len(want), len(got))
	require.Equal(t, want, got)
}

func TestDownloadErrors(t *testing.T) {
	t.Run("not found", func(t *testing.T) {
		client := answering(t, http.StatusNotFound, `{"id": "not_found", "message": "Invoice not found"}`)
		body, err := client.Billing.Invoices.DownloadPDF(t.Context(), "1")
		require.Nil(t, body)
		require.ErrorIs(t, err, digitalocean.ErrNotFound)
		failed, ok := errors.AsType[*digitalocean.Error](err)
		require.True(t, ok)
		require.Equal(t, "Invoice not found", failed.Message)
		require.Equal(t, "/v2/customers/my/invoices/{invoice_uuid}/pdf", failed.Path)
		require.Equal(t, "r-1", failed.RequestID)
	})
	t.Run("redirected", func(t *testing.T) {
		client := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://example.com/", http.StatusFound)
		})
		body, err := client.Billing.Invoices.DownloadPDF(t.Context(), "1")
		require.Nil(t, body)
		failed, ok := errors.AsType[*digitalocean.Error](err)
		require.True(t, ok)
		require.Equal(t, http.StatusFound, failed.StatusCode)
	})
	t.Run("unavailable at first", func(t *testing.T) {
		sent := 0
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if sent++; sent == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			part(w, "product,USD\n")
		}, digitalocean.WithClock(&recordingClock{}))
		got, err := readAll(client.Billing.Invoices.DownloadCSV(t.Context(), "1"))
		require.NoError(t, err)
		require.Equal(t, "product,USD\n", got)
		require.Equal(t, 2, sent)
	})
	t.Run("no invoice", func(t *testing.T) {
		client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
		body, err := client.Billing.Invoices.DownloadCSV(t.Context(), "")
		require.Nil(t, body)
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	})
}

// What the answer says besides its body is known before the body is read.
func TestDownloadResponse(t *testing.T) {
	var resp digitalocean.Response
	body := downloadOf(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="invoice.csv"`)
		w.Header().Set("X-Request-Id", "r-1")
		w.Header().Set("Ratelimit-Limit", "5000")
		part(w, "product,USD\n")
	}, digitalocean.WithResponse(&resp))
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.Equal(t, `attachment; filename="invoice.csv"`, resp.Header.Get("Content-Disposition"))
	require.Equal(t, "r-1", resp.RequestID)
	require.Equal(t, 5000, resp.Rate.Limit)
	require.NoError(t, body.Close())
}
