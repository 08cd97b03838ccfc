package digitalocean

import (
	"context"
	"time"
)

// CDNEndpointsService manages CDN endpoints, which serve the files of a Space from caches near to those who ask. The
// limiter keeps to the five calls in ten seconds that the API allows here.
type CDNEndpointsService struct{ client *Client }

// List lists the CDN endpoints of the account.
//
// DigitalOcean: GET /v2/cdn/endpoints (cdn_list_endpoints)
func (s *CDNEndpointsService) List(options *ListOptions, opts ...CallOption) *Pager[CDNEndpoint] {
	return list[CDNEndpoint](s.client, get("/v2/cdn/endpoints").with(options), "endpoints", opts)
}

// Get returns a CDN endpoint.
//
// DigitalOcean: GET /v2/cdn/endpoints/{cdn_id} (cdn_get_endpoint)
func (s *CDNEndpointsService) Get(ctx context.Context, id string, opts ...CallOption) (*CDNEndpoint, error) {
	return fetch[CDNEndpoint](ctx, s.client, get("/v2/cdn/endpoints/{cdn_id}", id), "endpoint", opts)
}

// Create adds a CDN endpoint to a Space.
//
// DigitalOcean: POST /v2/cdn/endpoints (cdn_create_endpoint)
func (s *CDNEndpointsService) Create(ctx context.Context, request *CDNEndpointCreateRequest, opts ...CallOption) (*CDNEndpoint, error) {
	return fetch[CDNEndpoint](ctx, s.client, post("/v2/cdn/endpoints").sending(request), "endpoint", opts)
}

// Update changes the TTL, the certificate and the custom domain of a CDN endpoint. The origin stays.
//
// DigitalOcean: PUT /v2/cdn/endpoints/{cdn_id} (cdn_update_endpoints)
func (s *CDNEndpointsService) Update(ctx context.Context, id string, request *CDNEndpointUpdateRequest, opts ...CallOption) (*CDNEndpoint, error) {
	return fetch[CDNEndpoint](ctx, s.client, put("/v2/cdn/endpoints/{cdn_id}", id).sending(request), "endpoint", opts)
}

// Delete deletes a CDN endpoint. The Space and its files stay.
//
// DigitalOcean: DELETE /v2/cdn/endpoints/{cdn_id} (cdn_delete_endpoint)
func (s *CDNEndpointsService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/cdn/endpoints/{cdn_id}", id), opts)
}

// PurgeCache removes files from the caches of a CDN endpoint, so that they are fetched from the Space again. In 20 seconds it
// takes 50 files, and it refuses a purge of the same files while one is under way.
//
// DigitalOcean: DELETE /v2/cdn/endpoints/{cdn_id}/cache (cdn_purge_cache)
func (s *CDNEndpointsService) PurgeCache(ctx context.Context, id string, request *CDNEndpointPurgeCacheRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/cdn/endpoints/{cdn_id}/cache", id).sending(request), opts)
}

// CDNEndpointCreateRequest describes a CDN endpoint to add.
type CDNEndpointCreateRequest struct {
	Origin        string `json:"origin"`                  // the host name of the Space, such as "static-images.nyc3.digitaloceanspaces.com"
	TTL           int    `json:"ttl,omitzero"`            // seconds that caches keep a file: 60, 600, 3600, 86400 or 604800; 0 means 3600
	CertificateID string `json:"certificate_id,omitzero"` // for the custom domain
	CustomDomain  string `json:"custom_domain,omitzero"`  // such as "static.example.com"; needs a certificate
}

// CDNEndpointUpdateRequest holds what to change of a CDN endpoint. To take its custom domain away, set that and the
// certificate to new("").
type CDNEndpointUpdateRequest struct {
	TTL           int     `json:"ttl,omitzero"` // seconds: 60, 600, 3600, 86400 or 604800; 0 lets the API choose, which may mean 3600
	CertificateID *string `json:"certificate_id,omitzero"`
	CustomDomain  *string `json:"custom_domain,omitzero"`
}

// CDNEndpointPurgeCacheRequest names files to remove from caches.
type CDNEndpointPurgeCacheRequest struct {
	Files []string `json:"files,omitzero"` // paths; "css/*" is all below css, "*" all there are, and each such path counts once
}

// CDNEndpoint is a Space that is served from caches.
type CDNEndpoint struct {
	ID            string    `json:"id"`
	Origin        string    `json:"origin"`                  // the host name of the Space
	Endpoint      string    `json:"endpoint"`                // the host name that serves from caches
	TTL           int       `json:"ttl"`                     // seconds that caches keep a file
	CertificateID string    `json:"certificate_id,omitzero"` // empty without a custom domain
	CustomDomain  string    `json:"custom_domain,omitzero"`
	CreatedAt     time.Time `json:"created_at,omitzero"`
}
