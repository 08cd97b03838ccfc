package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestImages(t *testing.T) {
	const fields = `{"id": 7555620, "name": "base", "type": "custom", "distribution": "Rocky Linux", "slug": "rocky-base", "public": true,
		"regions": ["nyc2", "nyc3"], "created_at": "2026-11-04T22:23:02Z", "min_disk_size": 20, "size_gigabytes": 2.34,
		"description": "for web servers", "tags": ["web", "prod"], "status": "retired", "error_message": "too old"}`
	image := digitalocean.Image{
		ID: 7555620, Name: "base", Type: digitalocean.ImageCustom, Distribution: digitalocean.DistributionRockyLinux, Slug: "rocky-base", Public: true,
		Regions: []string{"nyc2", "nyc3"}, CreatedAt: time.Date(2026, 11, 4, 22, 23, 2, 0, time.UTC), MinDiskSize: 20, SizeGigabytes: 2.34,
		Description: "for web servers", Tags: []string{"web", "prod"}, Status: digitalocean.ImageRetired, ErrorMessage: "too old",
	}
	for _, e := range []exchange{
		{
			name: "Images.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/images", query: "per_page=200",
			answer: `{"images": [` + fields + `, {"id": 2, "name": "plain", "slug": null, "min_disk_size": null, "size_gigabytes": null, "tags": null}],
				"links": {"pages": {}}, "meta": {"total": 2}}`,
			want: []digitalocean.Image{image, {ID: 2, Name: "plain"}},
		},
		{
			name: "Images.List with options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.List(&digitalocean.ImageListOptions{
					ListOptions: digitalocean.ListOptions{Page: 3, PerPage: 10},
					Type:        digitalocean.ImageListApplication, Private: true, Tag: "web",
				}).Collect(ctx)
			},
			method: "GET", path: "/v2/images", query: "page=3&per_page=10&type=application&private=true&tag_name=web",
			answer: `{"images": [], "links": {}, "meta": {"total": 0}}`, want: []digitalocean.Image{},
		},
		{
			name:   "Images.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Images.Get(ctx, 7555620) },
			method: "GET", path: "/v2/images/7555620", answer: `{"image": ` + fields + `}`, want: &image,
		},
		{
			name: "Images.GetBySlug",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.GetBySlug(ctx, "rocky-base")
			},
			method: "GET", path: "/v2/images/rocky-base", answer: `{"image": ` + fields + `}`, want: &image,
		},
		{
			name: "Images.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.Create(ctx, &digitalocean.ImageCreateRequest{
					Name: "base", URL: "https://example.com/base.img", Region: "nyc3", Distribution: digitalocean.DistributionUbuntu,
					Description: "small", Tags: []string{"web"},
				})
			},
			method: "POST", path: "/v2/images",
			body: `{"name": "base", "url": "https://example.com/base.img", "region": "nyc3", "distribution": "Ubuntu",
				"description": "small", "tags": ["web"]}`,
			status: http.StatusAccepted,
			answer: `{"image": {"id": 38413969, "name": "base", "type": "custom", "distribution": "Ubuntu", "regions": [], "status": "NEW",
				"description": "small", "tags": ["web"], "created_at": "2026-09-20T19:28:00Z", "error_message": ""}}`,
			want: &digitalocean.Image{
				ID: 38413969, Name: "base", Type: digitalocean.ImageCustom, Distribution: digitalocean.DistributionUbuntu, Regions: []string{},
				Status: digitalocean.ImageNew, Description: "small", Tags: []string{"web"}, CreatedAt: time.Date(2026, 9, 20, 19, 28, 0, 0, time.UTC),
			},
		},
		{
			name: "Images.Create with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.Create(ctx, &digitalocean.ImageCreateRequest{Name: "base", URL: "https://example.com/base.img", Region: "nyc3"})
			},
			method: "POST", path: "/v2/images", body: `{"name": "base", "url": "https://example.com/base.img", "region": "nyc3"}`,
			status: http.StatusAccepted, answer: `{"image": ` + fields + `}`, want: &image,
		},
		{
			name: "Images.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.Update(ctx, 7555620, &digitalocean.ImageUpdateRequest{
					Name: "base", Distribution: digitalocean.DistributionRockyLinux, Description: new("for web servers"),
				})
			},
			method: "PUT", path: "/v2/images/7555620",
			body:   `{"name": "base", "distribution": "Rocky Linux", "description": "for web servers"}`,
			answer: `{"image": ` + fields + `}`, want: &image,
		},
		{
			name: "Images.Update that clears the description",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.Update(ctx, 7555620, &digitalocean.ImageUpdateRequest{Description: new("")})
			},
			method: "PUT", path: "/v2/images/7555620", body: `{"description": ""}`, answer: `{"image": ` + fields + `}`, want: &image,
		},
		{
			name: "Images.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Images.Delete(ctx, 7555620)
			},
			method: "DELETE", path: "/v2/images/7555620", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestImageActions(t *testing.T) {
	const fields = `{"id": 36805527, "status": "in-progress", "type": "transfer", "started_at": "2026-11-14T16:42:45Z", "completed_at": null,
		"resource_id": 7938269, "resource_type": "image", "region_slug": "nyc3",
		"region": {"name": "New York 3", "slug": "nyc3", "sizes": ["s-1vcpu-1gb"], "features": ["image_transfer"], "available": true}}`
	action := digitalocean.Action{
		ID: 36805527, Status: digitalocean.ActionInProgress, Type: "transfer", StartedAt: time.Date(2026, 11, 14, 16, 42, 45, 0, time.UTC),
		ResourceID: 7938269, ResourceType: "image", RegionSlug: "nyc3", Region: &digitalocean.Region{
			Name: "New York 3", Slug: "nyc3", Sizes: []string{"s-1vcpu-1gb"}, Features: []string{"image_transfer"}, Available: true,
		},
	}
	getAction := func(ctx context.Context, c *digitalocean.Client) (any, error) {
		return c.Images.Actions.Get(ctx, 7938269, 36805527)
	}
	transfer := func(ctx context.Context, c *digitalocean.Client) (any, error) {
		return c.Images.Actions.Transfer(ctx, 7938269, "nyc3")
	}
	for _, e := range []exchange{
		{
			name: "Images.Actions.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.Actions.List(7938269, nil).Collect(ctx)
			},
			method: "GET", path: "/v2/images/7938269/actions", query: "per_page=200",
			answer: `{"actions": [` + fields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.Action{action},
		},
		{
			name: "Images.Actions.List with options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.Actions.List(7938269, &digitalocean.ListOptions{Page: 2, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/images/7938269/actions", query: "page=2&per_page=5",
			answer: `{"actions": [], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.Action{},
		},
		// The description has the action bare, its examples have it under a key.
		{
			name: "Images.Actions.Get under its key", call: getAction,
			method: "GET", path: "/v2/images/7938269/actions/36805527", answer: `{"action": ` + fields + `}`, want: &action,
		},
		{
			name: "Images.Actions.Get bare", call: getAction,
			method: "GET", path: "/v2/images/7938269/actions/36805527", answer: fields, want: &action,
		},
		{
			name: "Images.Actions.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.Actions.Create(ctx, 7938269, &digitalocean.ImageActionRequest{Type: digitalocean.ImageActionTransfer, Region: "ams3"})
			},
			method: "POST", path: "/v2/images/7938269/actions", body: `{"type": "transfer", "region": "ams3"}`,
			status: http.StatusCreated, answer: `{"action": ` + fields + `}`, want: &action,
		},
		{
			name: "Images.Actions.Convert",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.Actions.Convert(ctx, 7938269)
			},
			method: "POST", path: "/v2/images/7938269/actions", body: `{"type": "convert"}`,
			status: http.StatusCreated, answer: `{"action": ` + fields + `}`, want: &action,
		},
		{
			name: "Images.Actions.Transfer under its key", call: transfer,
			method: "POST", path: "/v2/images/7938269/actions", body: `{"type": "transfer", "region": "nyc3"}`,
			status: http.StatusCreated, answer: `{"action": ` + fields + `}`, want: &action,
		},
		{
			name: "Images.Actions.Transfer bare", call: transfer,
			method: "POST", path: "/v2/images/7938269/actions", body: `{"type": "transfer", "region": "nyc3"}`,
			status: http.StatusCreated, answer: fields, want: &action,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestImageActionThatIsNone(t *testing.T) {
	for _, answer := range []string{``, `{}`, `null`, `{"action": null}`, `{"action": "later"}`, `{"message": "accepted"}`, `[1]`} {
		t.Run(answer, func(t *testing.T) {
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusCreated)
				_, _ = io.WriteString(w, answer)
			})
			action, err := client.Images.Actions.Convert(t.Context(), 7938269)
			require.Nil(t, action)
			odd, ok := errors.AsType[*digitalocean.DecodeError](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, answer, string(odd.Body))
		})
	}
}

func TestWaitAvailable(t *testing.T) {
	for _, c := range []struct {
		name     string
		statuses []digitalocean.ImageStatus
		message  string
		opts     []digitalocean.CallOption
		sleeps   []time.Duration
		fails    string
	}{
		{name: "at once", statuses: []digitalocean.ImageStatus{"available"}},
		{
			name:     "after three looks",
			statuses: []digitalocean.ImageStatus{"NEW", "pending", "a new status", "available"},
			sleeps:   []time.Duration{time.Second, 1500 * time.Millisecond, 2250 * time.Millisecond},
		},
		{
			name:     "at the caller's pace",
			statuses: []digitalocean.ImageStatus{"NEW", "pending", "available"},
			opts:     []digitalocean.CallOption{digitalocean.WithPollInterval(time.Minute)},
			sleeps:   []time.Duration{time.Minute, time.Minute},
		},
		{
			name: "never, with a reason", statuses: []digitalocean.ImageStatus{"pending", "deleted"}, message: " no kernel found\n",
			sleeps: []time.Duration{time.Second},
			fails:  "digitalocean: image 38413969 (base) is deleted: no kernel found",
		},
		{name: "never", statuses: []digitalocean.ImageStatus{"retired"}, message: " ", fails: "digitalocean: image 38413969 (base) is retired"},
	} {
		t.Run(c.name, func(t *testing.T) {
			clock, looks := &recordingClock{}, 0
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/v2/images/38413969" {
					t.Errorf("looked at %s", r.URL.Path)
				}
				_, _ = fmt.Fprintf(w, `{"image": {"id": 38413969, "name": "base", "status": %q, "error_message": %q}}`, c.statuses[looks], c.message)
				looks++
			}, digitalocean.WithClock(clock))
			image, err := client.Images.WaitAvailable(t.Context(), 38413969, c.opts...)
			require.Equal(t, len(c.statuses), looks)
			require.Equal(t, c.sleeps, clock.sleeps())
			if c.fails != "" {
				require.EqualError(t, err, c.fails)
				require.Nil(t, image)
				failed, ok := errors.AsType[*digitalocean.ImageError](err)
				require.True(t, ok)
				require.Equal(t, c.statuses[len(c.statuses)-1], failed.Image.Status)
				return
			}
			require.NoError(t, err)
			require.Equal(t, digitalocean.ImageAvailable, image.Status)
		})
	}
}

func TestWaitAvailableOfNone(t *testing.T) {
	looks := 0
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		looks++
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "The resource you were accessing could not be found."}`)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.Images.WaitAvailable(t.Context(), 38413969)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	require.Equal(t, 1, looks)
}
