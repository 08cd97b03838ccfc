package digitalocean_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/dosdk/digitalocean"
)

func TestCDNEndpoints(t *testing.T) {
	const (
		path   = "/v2/cdn/endpoints/19f06b6a-3ace-4315-b086-499a0e521b76"
		id     = "19f06b6a-3ace-4315-b086-499a0e521b76"
		fields = `{"id": "` + id + `", "origin": "images.nyc3.digitaloceanspaces.com", "endpoint": "images.nyc3.cdn.digitaloceanspaces.com",
			"created_at": "2026-07-19T15:04:16Z", "certificate_id": "892071a0", "custom_domain": "static.example.com", "ttl": 600}`
	)
	endpoint := digitalocean.CDNEndpoint{
		ID: id, Origin: "images.nyc3.digitaloceanspaces.com", Endpoint: "images.nyc3.cdn.digitaloceanspaces.com", TTL: 600,
		CertificateID: "892071a0", CustomDomain: "static.example.com", CreatedAt: time.Date(2026, 7, 19, 15, 4, 16, 0, time.UTC),
	}
	for _, e := range []exchange{
		{
			name: "CDNEndpoints.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.CDNEndpoints.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/cdn/endpoints", query: "per_page=200",
			answer: `{"endpoints": [` + fields + `, {"id": "2", "origin": "a.example", "endpoint": "b.example", "ttl": 3600}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.CDNEndpoint{endpoint, {ID: "2", Origin: "a.example", Endpoint: "b.example", TTL: 3600}},
		},
		{
			name:   "CDNEndpoints.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.CDNEndpoints.Get(ctx, id) },
			method: "GET", path: path, answer: `{"endpoint": ` + fields + `}`, want: &endpoint,
		},
		{
			name: "CDNEndpoints.Create with every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.CDNEndpoints.Create(ctx, &digitalocean.CDNEndpointCreateRequest{
					Origin: "images.nyc3.digitaloceanspaces.com", TTL: 600, CertificateID: "892071a0", CustomDomain: "static.example.com",
				})
			},
			method: "POST", path: "/v2/cdn/endpoints",
			body:   `{"origin": "images.nyc3.digitaloceanspaces.com", "ttl": 600, "certificate_id": "892071a0", "custom_domain": "static.example.com"}`,
			status: http.StatusCreated, answer: `{"endpoint": ` + fields + `}`, want: &endpoint,
		},
		{
			name: "CDNEndpoints.Create of an origin",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.CDNEndpoints.Create(ctx, &digitalocean.CDNEndpointCreateRequest{Origin: "images.nyc3.digitaloceanspaces.com"})
			},
			method: "POST", path: "/v2/cdn/endpoints", body: `{"origin": "images.nyc3.digitaloceanspaces.com"}`,
			status: http.StatusCreated, answer: `{"endpoint": ` + fields + `}`, want: &endpoint,
		},
		{
			name: "CDNEndpoints.Update of every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.CDNEndpoints.Update(ctx, id, &digitalocean.CDNEndpointUpdateRequest{
					TTL: 600, CertificateID: new("892071a0"), CustomDomain: new("static.example.com"),
				})
			},
			method: "PUT", path: path, body: `{"ttl": 600, "certificate_id": "892071a0", "custom_domain": "static.example.com"}`,
			answer: `{"endpoint": ` + fields + `}`, want: &endpoint,
		},
		{
			name: "CDNEndpoints.Update that takes the custom domain away",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.CDNEndpoints.Update(ctx, id, &digitalocean.CDNEndpointUpdateRequest{CertificateID: new(""), CustomDomain: new("")})
			},
			method: "PUT", path: path, body: `{"certificate_id": "", "custom_domain": ""}`, answer: `{"endpoint": ` + fields + `}`, want: &endpoint,
		},
		{
			name: "CDNEndpoints.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.CDNEndpoints.Delete(ctx, id)
			},
			method: "DELETE", path: path, status: http.StatusNoContent,
		},
		{
			name: "CDNEndpoints.PurgeCache",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.CDNEndpoints.PurgeCache(ctx, id, &digitalocean.CDNEndpointPurgeCacheRequest{Files: []string{"image.png", "css/*"}})
			},
			method: "DELETE", path: path + "/cache", body: `{"files": ["image.png", "css/*"]}`, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}
