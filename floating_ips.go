package digitalocean

import "context"

// FloatingIPsService manages reserved IPs under the name that they had until June 2022: the same addresses, with other
// paths and keys. New code uses [ReservedIPsService].
type FloatingIPsService struct {
	Actions *FloatingIPActionsService

	client *Client
}

// List lists the floating IPs of the account.
//
// DigitalOcean: GET /v2/floating_ips (floatingIPs_list)
func (s *FloatingIPsService) List(options *ListOptions, opts ...CallOption) *Pager[FloatingIP] {
	return list[FloatingIP](s.client, get("/v2/floating_ips").with(options), "floating_ips", opts)
}

// Get returns a floating IP, by the address.
//
// DigitalOcean: GET /v2/floating_ips/{floating_ip} (floatingIPs_get)
func (s *FloatingIPsService) Get(ctx context.Context, ip string, opts ...CallOption) (*FloatingIP, error) {
	return fetch[FloatingIP](ctx, s.client, get("/v2/floating_ips/{floating_ip}", ip), "floating_ip", opts)
}

// Create reserves an address: [FloatingIPForDroplet] and [FloatingIPInRegion] make the request. One for a Droplet is not
// assigned yet in the answer; [ReservedIPsService.WaitAssigned] waits until it is.
//
// DigitalOcean: POST /v2/floating_ips (floatingIPs_create)
func (s *FloatingIPsService) Create(ctx context.Context, request *FloatingIPCreateRequest, opts ...CallOption) (*FloatingIP, error) {
	return fetch[FloatingIP](ctx, s.client, post("/v2/floating_ips").sending(request), "floating_ip", opts)
}

// Delete gives an address back. It is lost for the account, and taken from its Droplet.
//
// DigitalOcean: DELETE /v2/floating_ips/{floating_ip} (floatingIPs_delete)
func (s *FloatingIPsService) Delete(ctx context.Context, ip string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/floating_ips/{floating_ip}", ip), opts)
}

// FloatingIPForDroplet is [ReservedIPForDroplet] under the former name.
func FloatingIPForDroplet(dropletID int64) *FloatingIPCreateRequest {
	return &FloatingIPCreateRequest{DropletID: dropletID}
}

// FloatingIPInRegion is [ReservedIPInRegion] under the former name.
func FloatingIPInRegion(region string) *FloatingIPCreateRequest {
	return &FloatingIPCreateRequest{Region: region}
}

// FloatingIPCreateRequest describes an address to reserve, for a Droplet or in a region. It has the fields of a
// [ReservedIPCreateRequest].
type FloatingIPCreateRequest ReservedIPCreateRequest

// FloatingIP is a reserved IP under its former name. It has the fields of a [ReservedIP], and converts to one.
type FloatingIP ReservedIP
