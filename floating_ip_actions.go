package digitalocean

import "context"

// FloatingIPActionsService assigns floating IPs to Droplets. New code uses [ReservedIPActionsService].
type FloatingIPActionsService struct{ client *Client }

// List lists what was done to a floating IP.
//
// DigitalOcean: GET /v2/floating_ips/{floating_ip}/actions (floatingIPsAction_list)
func (s *FloatingIPActionsService) List(ip string, options *ListOptions, opts ...CallOption) *Pager[Action] {
	return list[Action](s.client, get("/v2/floating_ips/{floating_ip}/actions", ip).with(options), "actions", opts)
}

// Get returns an action of a floating IP.
//
// DigitalOcean: GET /v2/floating_ips/{floating_ip}/actions/{action_id} (floatingIPsAction_get)
func (s *FloatingIPActionsService) Get(ctx context.Context, ip string, actionID int64, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, get("/v2/floating_ips/{floating_ip}/actions/{action_id}", ip, actionID), "action", opts)
}

// Create begins an action. Assign and Unassign are shorter.
//
// DigitalOcean: POST /v2/floating_ips/{floating_ip}/actions (floatingIPsAction_post)
func (s *FloatingIPActionsService) Create(ctx context.Context, ip string, request *FloatingIPActionRequest, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, post("/v2/floating_ips/{floating_ip}/actions", ip).sending(request), "action", opts)
}

// Assign gives a floating IP to a Droplet of its region, and takes it from the one that had it.
//
// DigitalOcean: POST /v2/floating_ips/{floating_ip}/actions (floatingIPsAction_post)
func (s *FloatingIPActionsService) Assign(ctx context.Context, ip string, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, ip, &FloatingIPActionRequest{Type: ReservedIPActionAssign, DropletID: dropletID}, opts...)
}

// Unassign takes a floating IP from its Droplet. It stays in the account, and costs while no Droplet has it.
//
// DigitalOcean: POST /v2/floating_ips/{floating_ip}/actions (floatingIPsAction_post)
func (s *FloatingIPActionsService) Unassign(ctx context.Context, ip string, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, ip, &FloatingIPActionRequest{Type: ReservedIPActionUnassign}, opts...)
}

// FloatingIPActionRequest describes an action. It has the fields of a [ReservedIPActionRequest].
type FloatingIPActionRequest ReservedIPActionRequest
