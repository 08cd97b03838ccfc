package digitalocean

import (
	"context"
	"fmt"
)

// ReservedIPsService manages reserved IPs: public IPv4 addresses that belong to the account and can be moved between the
// Droplets of a region.
type ReservedIPsService struct {
	Actions *ReservedIPActionsService

	client *Client
}

// List lists the reserved IPs of the account.
//
// DigitalOcean: GET /v2/reserved_ips (reservedIPs_list)
func (s *ReservedIPsService) List(options *ListOptions, opts ...CallOption) *Pager[ReservedIP] {
	return list[ReservedIP](s.client, get("/v2/reserved_ips").with(options), "reserved_ips", opts)
}

// Get returns a reserved IP, by the address.
//
// DigitalOcean: GET /v2/reserved_ips/{reserved_ip} (reservedIPs_get)
func (s *ReservedIPsService) Get(ctx context.Context, ip string, opts ...CallOption) (*ReservedIP, error) {
	return fetch[ReservedIP](ctx, s.client, get("/v2/reserved_ips/{reserved_ip}", ip), "reserved_ip", opts)
}

// Create reserves an address: [ReservedIPForDroplet] and [ReservedIPInRegion] make the request. One for a Droplet is not
// assigned yet in the answer: WaitAssigned waits until it is, and the action that assigns it is in Actions.List. The API
// allows twelve creates a minute; the [RateLimiter] keeps to that. An address costs while it is assigned to no Droplet.
//
// DigitalOcean: POST /v2/reserved_ips (reservedIPs_create)
func (s *ReservedIPsService) Create(ctx context.Context, request *ReservedIPCreateRequest, opts ...CallOption) (*ReservedIP, error) {
	return fetch[ReservedIP](ctx, s.client, post("/v2/reserved_ips").sending(request), "reserved_ip", opts)
}

// Delete gives an address back. It is lost for the account, and taken from its Droplet.
//
// DigitalOcean: DELETE /v2/reserved_ips/{reserved_ip} (reservedIPs_delete)
func (s *ReservedIPsService) Delete(ctx context.Context, ip string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/reserved_ips/{reserved_ip}", ip), opts)
}

// WaitAssigned waits until an address is assigned to a Droplet, as Create or Actions.Assign has begun to, and returns it.
// One that has no pending action and is not assigned to the Droplet ends the wait with a [*ReservedIPError]. It needs the
// scope droplet:read, without which no address shows its Droplet.
func (s *ReservedIPsService) WaitAssigned(ctx context.Context, ip string, dropletID int64, opts ...CallOption) (*ReservedIP, error) {
	var address *ReservedIP
	err := s.client.waitFor(ctx, "reserved IP "+ip, opts, func() (done bool, err error) {
		if address, err = s.Get(ctx, ip, opts...); err != nil {
			return false, err
		}
		return !address.Locked, address.failure(dropletID)
	})
	if err != nil {
		return nil, err
	}
	return address, nil
}

// ReservedIPForDroplet asks for an address in the region of a Droplet that is assigned to it.
func ReservedIPForDroplet(dropletID int64) *ReservedIPCreateRequest {
	return &ReservedIPCreateRequest{DropletID: dropletID}
}

// ReservedIPInRegion asks for an address in a region, given by its slug, that is assigned to no Droplet. Its ProjectID may
// be set.
func ReservedIPInRegion(region string) *ReservedIPCreateRequest {
	return &ReservedIPCreateRequest{Region: region}
}

// ReservedIPCreateRequest describes an address to reserve, for a Droplet or in a region. [ReservedIPForDroplet] and
// [ReservedIPInRegion] make one whose fields belong together.
type ReservedIPCreateRequest struct {
	DropletID int64  `json:"droplet_id,omitzero"`
	Region    string `json:"region,omitzero"`     // slug
	ProjectID string `json:"project_id,omitzero"` // only with a region; empty means the default project
}

// ReservedIP is a public IPv4 address that belongs to the account.
type ReservedIP struct {
	IP        string   `json:"ip"`
	Region    Region   `json:"region,omitzero"`
	Droplet   *Droplet `json:"droplet,omitzero"`    // nil while it is assigned to none; needs the scope droplet:read
	Locked    bool     `json:"locked"`              // whether actions are refused, as while another one runs
	ProjectID string   `json:"project_id,omitzero"` // needs the scope project:read
}

// failure says why an address cannot come to be assigned to a Droplet without another action.
func (r *ReservedIP) failure(dropletID int64) error {
	if r.Locked || r.Droplet != nil && r.Droplet.ID == dropletID {
		return nil
	}
	return &ReservedIPError{ReservedIP: *r, DropletID: dropletID}
}

// ReservedIPError is a reserved IP that was waited for and is not going to be assigned to the Droplet.
type ReservedIPError struct {
	ReservedIP ReservedIP
	DropletID  int64 // that it was to be assigned to
}

func (e *ReservedIPError) Error() string {
	where := "no Droplet"
	if e.ReservedIP.Droplet != nil {
		where = fmt.Sprintf("Droplet %d", e.ReservedIP.Droplet.ID)
	}
	return fmt.Sprintf("digitalocean: reserved IP %s is assigned to %s, not to Droplet %d, and has no pending action",
		printable(e.ReservedIP.IP), where, e.DropletID)
}
