package bench

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/digitalocean/godo"
	"golang.org/x/oauth2"
	"golang.org/x/time/rate"

	"github.com/dosdk/digitalocean"
)

// canned is a transport that gives every request the same answer, without a network.
type canned []byte

var cannedHeader = http.Header{
	"Content-Type":        {"application/json; charset=utf-8"},
	"Ratelimit-Limit":     {"5000"},
	"Ratelimit-Remaining": {"4990"},
	"Ratelimit-Reset":     {strconv.FormatInt(time.Now().Add(time.Hour).Unix(), 10)},
	"X-Request-Id":        {"3f9ed76d-0e12-4a8b-ab42-f7f5cdbb8c0f"},
	"Date":                {time.Now().UTC().Format(http.TimeFormat)},
}

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: cannedHeader, Body: io.NopCloser(bytes.NewReader(c)), ContentLength: int64(len(c)), Request: r,
	}, nil
}

// newOurs returns our client as it comes, but for a limiter that never has to wait.
func newOurs(b *testing.B, transport http.RoundTripper, opts ...digitalocean.Option) *digitalocean.Client {
	opts = append([]digitalocean.Option{digitalocean.WithHTTPClient(&http.Client{Transport: transport}), digitalocean.WithLimiter(generous())}, opts...)
	client, err := digitalocean.New("token", opts...)
	check(b, err)
	return client
}

// generous is our limiter with all its work and no waits.
func generous() digitalocean.Limiter {
	return digitalocean.NewPacedLimiter(rate.NewLimiter(rate.Inf, 0))
}

// newOfficial returns the official client as its documentation makes it for a transport of the caller's.
func newOfficial(b *testing.B, transport http.RoundTripper) *godo.Client {
	client, err := godo.New(&http.Client{Transport: &oauth2.Transport{
		Source: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "token"}), Base: transport,
	}})
	check(b, err)
	return client
}
