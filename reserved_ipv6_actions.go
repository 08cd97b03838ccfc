package digitalocean

import "context"

// ReservedIPv6ActionsService assigns reserved IPv6 addresses to Droplets. A method returns when the action has begun;
// [ActionsService.Wait] waits until it is completed.
type ReservedIPv6ActionsService struct{ client *Client }

// Create begins an action. Assign and Unassign are shorter.
//
// DigitalOcean: POST /v2/reserved_ipv6/{reserved_ipv6}/actions (reservedIPv6Actions_post)
func (s *ReservedIPv6ActionsService) Create(ctx context.Context, ip string, request *ReservedIPv6ActionRequest, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, post("/v2/reserved_ipv6/{reserved_ipv6}/actions", ip).sending(request), "action", opts)
}

// Assign gives a reserved IPv6 address to a Droplet of its region.
//
// DigitalOcean: POST /v2/reserved_ipv6/{reserved_ipv6}/actions (reservedIPv6Actions_post)
func (s *ReservedIPv6ActionsService) Assign(ctx context.Context, ip string, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, ip, &ReservedIPv6ActionRequest{Type: ReservedIPActionAssign, DropletID: dropletID}, opts...)
}

// Unassign takes a reserved IPv6 address from its Droplet. It stays in the account.
//
// DigitalOcean: POST /v2/reserved_ipv6/{reserved_ipv6}/actions (reservedIPv6Actions_post)
func (s *ReservedIPv6ActionsService) Unassign(ctx context.Context, ip string, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, ip, &ReservedIPv6ActionRequest{Type: ReservedIPActionUnassign}, opts...)
}

// ReservedIPv6ActionRequest describes an action. It has the fields of a [ReservedIPActionRequest].
type ReservedIPv6ActionRequest ReservedIPActionRequest
