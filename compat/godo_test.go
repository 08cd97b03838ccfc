package compat

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/digitalocean/godo"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

var began = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// startGodo returns a server on which time stands still, and a godo client of it.
func startGodo(t *testing.T, opts ...digitaloceantest.Option) (*digitaloceantest.Server, *godo.Client) {
	t.Helper()
	srv := digitaloceantest.NewServer(t, append([]digitaloceantest.Option{
		digitaloceantest.ManualClock(), digitaloceantest.StartTime(began),
	}, opts...)...)
	return srv, newGodo(t, srv, srv.Token)
}

func newGodo(t *testing.T, srv *digitaloceantest.Server, token string, opts ...godo.ClientOpt) *godo.Client {
	t.Helper()
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})
	client, err := godo.New(oauth2.NewClient(context.Background(), source), append([]godo.ClientOpt{godo.SetBaseURL(srv.URL)}, opts...)...)
	require.NoError(t, err)
	return client
}

// every reads all pages of a list, in the way that godo's documentation tells.
func every[T any](t *testing.T, perPage int, list func(*godo.ListOptions) ([]T, *godo.Response, error)) (all []T, pages int) {
	t.Helper()
	options := &godo.ListOptions{PerPage: perPage}
	for {
		items, resp, err := list(options)
		require.NoError(t, err)
		all = append(all, items...)
		pages++
		require.LessOrEqual(t, len(items), perPage)
		if resp.Meta != nil { // godo drops that of records
			require.GreaterOrEqual(t, resp.Meta.Total, len(all))
		}
		if resp.Links.IsLastPage() {
			require.True(t, resp.Meta == nil || resp.Meta.Total == len(all))
			return all, pages
		}
		page, err := resp.Links.CurrentPage()
		require.NoError(t, err)
		require.Equal(t, pages, page)
		options.Page = page + 1
	}
}

func TestGodoAccount(t *testing.T) {
	_, client := startGodo(t, digitaloceantest.DropletLimit(7))
	account, resp, err := client.Account.Get(t.Context())
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.Equal(t, 7, account.DropletLimit)
	require.Equal(t, "active", account.Status)
	require.True(t, account.EmailVerified)
	require.NotEmpty(t, account.Email)
	require.NotEmpty(t, account.UUID)
	require.NotNil(t, account.Team)
	require.NotEmpty(t, account.Team.UUID)
}

func TestGodoRegionsAndSizes(t *testing.T) {
	_, client := startGodo(t)
	ctx := t.Context()
	regions, _ := every(t, 5, func(o *godo.ListOptions) ([]godo.Region, *godo.Response, error) {
		return client.Regions.List(ctx, o)
	})
	sizes, _ := every(t, 7, func(o *godo.ListOptions) ([]godo.Size, *godo.Response, error) {
		return client.Sizes.List(ctx, o)
	})
	offered := map[string][]string{}
	for _, region := range regions {
		require.NotEmpty(t, region.Name)
		require.NotEmpty(t, region.Features)
		offered[region.Slug] = region.Sizes
	}
	require.Contains(t, offered, "nyc3")
	for _, size := range sizes {
		require.Positive(t, size.Memory)
		require.Positive(t, size.Vcpus)
		require.Positive(t, size.Disk)
		require.Positive(t, size.PriceMonthly)
		require.Positive(t, size.PriceHourly)
		require.Positive(t, size.Transfer)
		require.NotEmpty(t, size.DiskInfo)
		for _, slug := range size.Regions {
			require.Contains(t, offered[slug], size.Slug)
		}
	}
}

func TestGodoErrors(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	for _, test := range []struct {
		name    string
		call    func() (*godo.Response, error)
		status  int
		message string
	}{
		{
			name: "not found", status: 404, message: "could not be found",
			call: func() (*godo.Response, error) {
				_, resp, err := client.Droplets.Get(ctx, 1)
				return resp, err
			},
		},
		{
			name: "unprocessable", status: 422, message: "invalid region",
			call: func() (*godo.Response, error) {
				request := webDroplet("web-1")
				request.Region = "atlantis"
				_, resp, err := client.Droplets.Create(ctx, request)
				return resp, err
			},
		},
		{
			name: "unauthorized", status: 401, message: "Unable to authenticate you",
			call: func() (*godo.Response, error) {
				_, resp, err := newGodo(t, srv, "another").Account.Get(ctx)
				return resp, err
			},
		},
		{
			name: "taken", status: 422, message: "already",
			call: func() (*godo.Response, error) {
				srv.Create("/v2/domains", map[string]any{"name": "example.com"})
				_, resp, err := client.Domains.Create(ctx, &godo.DomainCreateRequest{Name: "example.com"})
				return resp, err
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			resp, err := test.call()
			var refused *godo.ErrorResponse
			require.ErrorAs(t, err, &refused)
			require.Equal(t, test.status, refused.Response.StatusCode)
			require.Equal(t, test.status, resp.StatusCode)
			require.Contains(t, refused.Message, test.message)
			require.Equal(t, resp.Header.Get("x-request-id"), refused.RequestID)
			require.NotEmpty(t, refused.RequestID)
		})
	}
}

func TestGodoRate(t *testing.T) {
	_, client := startGodo(t)
	for spent := 1; spent <= 3; spent++ {
		_, resp, err := client.Account.Get(t.Context())
		require.NoError(t, err)
		require.Equal(t, 5000, resp.Rate.Limit)
		require.Equal(t, 5000-spent, resp.Rate.Remaining)
		require.Equal(t, began.Add(time.Hour), resp.Rate.Reset.UTC())
		require.Equal(t, resp.Rate, client.GetRate())
	}
}

func TestGodoRateLimited(t *testing.T) {
	srv, client := startGodo(t, digitaloceantest.RateLimit(0, 2))
	for range 2 {
		_, _, err := client.Account.Get(t.Context())
		require.NoError(t, err)
	}
	_, resp, err := client.Account.Get(t.Context())
	require.Error(t, err)
	require.Equal(t, http.StatusTooManyRequests, resp.StatusCode)
	require.Equal(t, "60", resp.Header.Get("Retry-After"))
	srv.Advance(time.Minute)
	_, _, err = client.Account.Get(t.Context())
	require.NoError(t, err)
}

func TestGodoRetries(t *testing.T) {
	srv, _ := startGodo(t)
	client := newGodo(t, srv, srv.Token, godo.WithRetryAndBackoffs(godo.RetryConfig{
		RetryMax: 3, RetryWaitMin: new(0.001), RetryWaitMax: new(0.002),
	}))
	srv.AddDroplets(1, nil)
	for _, test := range []struct {
		name  string
		fault digitaloceantest.Fault
	}{
		{name: "503", fault: digitaloceantest.Fault{Status: http.StatusServiceUnavailable, Times: 2}},
		{name: "reset", fault: digitaloceantest.Fault{Break: digitaloceantest.ResetBefore, Times: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			fault := srv.Inject(test.fault)
			list, _, err := client.Droplets.List(t.Context(), nil)
			require.NoError(t, err)
			require.Len(t, list, 1)
			require.Equal(t, test.fault.Times, fault.Fired())
		})
	}
	t.Run("too often", func(t *testing.T) {
		fault := srv.Inject(digitaloceantest.Fault{Status: http.StatusServiceUnavailable})
		defer fault.Remove()
		_, _, err := client.Droplets.List(t.Context(), nil)
		var refused *godo.ErrorResponse
		require.ErrorAs(t, err, &refused)
		require.Equal(t, 4, refused.Attempts)
		require.Equal(t, 4, fault.Fired())
	})
}
