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
func newOurs(tb testing.TB, transport http.RoundTripper, opts ...digitalocean.Option) *digitalocean.Client {
	tb.Helper()
	opts = append([]digitalocean.Option{digitalocean.WithHTTPClient(&http.Client{Transport: transport}), digitalocean.WithLimiter(generous())}, opts...)
	client, err := digitalocean.New("token", opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return client
}

// newOfficial returns the official client as its documentation makes it.
func newOfficial(tb testing.TB, transport http.RoundTripper, opts ...godo.ClientOpt) *godo.Client {
	tb.Helper()
	authenticated := &http.Client{Transport: &oauth2.Transport{
		Source: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "token"}), Base: transport,
	}}
	client, err := godo.New(authenticated, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return client
}
