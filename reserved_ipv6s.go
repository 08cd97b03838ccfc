package digitalocean

import (
	"context"
	"time"
)

// ReservedIPv6sService manages reserved IPv6 addresses, which belong to the account and can be moved between the Droplets
// of a region. An address is written without brackets.
type ReservedIPv6sService struct {
	Actions *ReservedIPv6ActionsService

	client *Client
}

// List lists the reserved IPv6 addresses of the account.
//
// DigitalOcean: GET /v2/reserved_ipv6 (reservedIPv6_list)
func (s *ReservedIPv6sService) List(options *ListOptions, opts ...CallOption) *Pager[ReservedIPv6] {
	return list[ReservedIPv6](s.client, get("/v2/reserved_ipv6").with(options), "reserved_ipv6s", opts)
}

// Get returns a reserved IPv6 address.
//
// DigitalOcean: GET /v2/reserved_ipv6/{reserved_ipv6} (reservedIPv6_get)
func (s *ReservedIPv6sService) Get(ctx context.Context, ip string, opts ...CallOption) (*ReservedIPv6, error) {
	return fetch[ReservedIPv6](ctx, s.client, get("/v2/reserved_ipv6/{reserved_ipv6}", ip), "reserved_ipv6", opts)
}

// Create reserves an address in a region. Actions.Assign assigns it to a Droplet.
//
// DigitalOcean: POST /v2/reserved_ipv6 (reservedIPv6_create)
func (s *ReservedIPv6sService) Create(ctx context.Context, request *ReservedIPv6CreateRequest, opts ...CallOption) (*ReservedIPv6, error) {
	return fetch[ReservedIPv6](ctx, s.client, post("/v2/reserved_ipv6").sending(request), "reserved_ipv6", opts)
}

// Delete gives an address back. It is lost for the account.
//
// DigitalOcean: DELETE /v2/reserved_ipv6/{reserved_ipv6} (reservedIPv6_delete)
func (s *ReservedIPv6sService) Delete(ctx context.Context, ip string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/reserved_ipv6/{reserved_ipv6}", ip), opts)
}

// ReservedIPv6CreateRequest describes an address to reserve.
type ReservedIPv6CreateRequest struct {
	RegionSlug string `json:"region_slug"`
}

// ReservedIPv6 is an IPv6 address that belongs to the account.
type ReservedIPv6 struct {
	IP         string    `json:"ip"`
	RegionSlug string    `json:"region_slug"`
	ReservedAt time.Time `json:"reserved_at,omitzero"`
	Droplet    *Droplet  `json:"droplet,omitzero"` // nil while it is assigned to none; needs the scope droplet:read
}
