package digitaloceantest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func TestHourlyLimitIsEnforced(t *testing.T) {
	began := time.Unix(1_800_000_000, 0)
	a := start(t, digitaloceantest.RateLimit(3, 100), digitaloceantest.StartTime(began))
	for i := range 3 {
		require.Equal(t, 200, a.do("GET", "/v2/account", nil).status)
		if i == 0 {
			a.srv.Advance(10 * time.Minute)
		}
	}
	got := a.do("GET", "/v2/account", nil)
	a.refused(got, 429, "too_many_requests", "API Rate limit exceeded.")
	require.Equal(t, "0", got.header.Get("ratelimit-remaining"))
	require.Equal(t, fmt.Sprint(began.Add(time.Hour).Unix()), got.header.Get("ratelimit-reset"))
	require.Equal(t, "3000", got.header.Get("Retry-After"))

	a.srv.Advance(50 * time.Minute) // the first request has expired, the two others have not
	require.Equal(t, 200, a.do("GET", "/v2/account", nil).status)
	require.Equal(t, 429, a.do("GET", "/v2/account", nil).status)
}

func TestLimitOfAMinuteIsEnforced(t *testing.T) {
	a := start(t, digitaloceantest.RateLimit(0, 2))
	a.get("/v2/account")
	a.get("/v2/account")
	got := a.do("GET", "/v2/account", nil)
	require.Equal(t, 429, got.status)
	require.Equal(t, "60", got.header.Get("Retry-After"))
	require.Equal(t, "4998", got.header.Get("ratelimit-remaining"))
	a.srv.Advance(time.Minute)
	a.get("/v2/account")
}

func TestSpecialLimits(t *testing.T) {
	a := start(t, digitaloceantest.RateLimit(0, 0, digitaloceantest.DocumentedLimits()...))
	for range 10 {
		a.get("/v2/account/keys")
	}
	require.Equal(t, 429, a.do("GET", "/v2/account/keys", nil).status)
	require.Equal(t, 422, a.do("POST", "/v2/account/keys", object{}).status, "only lists are limited")
	a.get("/v2/account")
	for range 5 {
		require.Equal(t, 404, a.do("GET", "/v2/cdn/endpoints/x", nil).status)
	}
	require.Equal(t, 429, a.do("GET", "/v2/cdn/endpoints", nil).status)
	a.srv.Advance(10 * time.Second)
	require.Equal(t, 200, a.do("GET", "/v2/cdn/endpoints", nil).status)
}

func TestWithoutALimitTheCountNeverEnds(t *testing.T) {
	a := start(t)
	for range 5001 {
		a.do("GET", "/v2/account", nil)
	}
	got := a.do("GET", "/v2/account", nil)
	require.Equal(t, 200, got.status)
	require.Equal(t, "1", got.header.Get("ratelimit-remaining"))
}

func TestRefusedTokensDoNotCount(t *testing.T) {
	a := start(t)
	for range 5 {
		a.do("GET", "/v2/account", nil, "Authorization", "Bearer x")
	}
	require.Equal(t, "4999", a.do("GET", "/v2/account", nil).header.Get("ratelimit-remaining"))
}
