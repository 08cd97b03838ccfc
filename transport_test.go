package digitalocean_test

import (
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// A certificate that is not trusted will not be at the next attempt.
func TestFaultUntrustedCertificate(t *testing.T) {
	server := httptest.NewUnstartedServer(nil)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	clock := &recordingClock{}
	client, err := digitalocean.New(testToken, digitalocean.WithBaseURL(server.URL), digitalocean.WithClock(clock))
	require.NoError(t, err)
	err = postThing(t.Context(), client)
	require.ErrorAs(t, err, new(x509.UnknownAuthorityError))
	require.Equal(t, noAnswer, classify(err), "nothing was sent")
	require.Empty(t, clock.sleeps())
}

// A transport that breaks the rules of http.RoundTripper gives an error, or what it can.
func TestFaultTransportsThatBreakTheRules(t *testing.T) {
	given := func(resp *http.Response, err error) *digitalocean.Client {
		return wired(t, newWire(t, healthy), digitalocean.WithClock(&recordingClock{}),
			digitalocean.WithHTTPClient(&http.Client{Transport: transportFunc(func(*http.Request) (*http.Response, error) { return resp, err })}))
	}
	require.ErrorContains(t, getThing(t.Context(), given(nil, nil)), "neither a response nor an error")
	require.ErrorIs(t, postThing(t.Context(), given(nil, nil)), digitalocean.ErrOutcomeUnknown)
	require.NoError(t, given(&http.Response{StatusCode: 204}, nil).Domains.Delete(t.Context(), "example.com"))
	require.IsType(t, new(digitalocean.DecodeError), getThing(t.Context(), given(&http.Response{StatusCode: 200}, nil)))
	broken := errors.New("broken")
	require.ErrorIs(t, getThing(t.Context(), given(nil, broken)), broken)
}

// Each attempt sends the cookies of the jar once.
func TestFaultCookiesOfARepeatedRequest(t *testing.T) {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	var cookies []string
	server := newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
		cookies = append(cookies, req.Header.Get("Cookie"))
		return asking(503, "Set-Cookie", "seen=1")(conn, req, n)
	})
	client := wired(t, server, digitalocean.WithClock(&recordingClock{}), digitalocean.WithRetryPolicy(policy), digitalocean.WithHTTPClient(&http.Client{Jar: jar}))
	require.ErrorIs(t, getThing(t.Context(), client), digitalocean.ErrServer)
	require.Equal(t, []string{"", "seen=1", "seen=1"}, cookies)
}

// A download goes on after its call has returned, also through an http.Client with a timeout.
func TestFaultDownloadThroughAClientWithATimeout(t *testing.T) {
	proceed := make(chan struct{})
	server := newWire(t, func(conn net.Conn, _ *http.Request, _ int) bool {
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc")
		<-proceed
		_, _ = io.WriteString(conn, "def")
		return false
	})
	body, err := wired(t, server, digitalocean.WithHTTPClient(&http.Client{Timeout: time.Minute})).Billing.Invoices.DownloadCSV(t.Context(), "1")
	require.NoError(t, err)
	close(proceed)
	text, err := io.ReadAll(body)
	require.NoError(t, err)
	require.Equal(t, "abcdef", string(text))
	require.NoError(t, body.Close())
}
