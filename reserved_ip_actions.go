package digitalocean

import "context"

// ReservedIPActionsService assigns reserved IPs to Droplets. A method returns when the action has begun;
// [ActionsService.Wait] waits until it is completed.
type ReservedIPActionsService struct{ client *Client }

// List lists what was done to a reserved IP.
//
// DigitalOcean: GET /v2/reserved_ips/{reserved_ip}/actions (reservedIPsActions_list)
func (s *ReservedIPActionsService) List(ip string, options *ListOptions, opts ...CallOption) *Pager[Action] {
	return list[Action](s.client, get("/v2/reserved_ips/{reserved_ip}/actions", ip).with(options), "actions", opts)
}

// Get returns an action of a reserved IP.
//
// DigitalOcean: GET /v2/reserved_ips/{reserved_ip}/actions/{action_id} (reservedIPsActions_get)
func (s *ReservedIPActionsService) Get(ctx context.Context, ip string, actionID int64, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, get("/v2/reserved_ips/{reserved_ip}/actions/{action_id}", ip, actionID), "action", opts)
}

// Create begins an action. Assign and Unassign are shorter.
//
// DigitalOcean: POST /v2/reserved_ips/{reserved_ip}/actions (reservedIPsActions_post)
func (s *ReservedIPActionsService) Create(ctx context.Context, ip string, request *ReservedIPActionRequest, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, post("/v2/reserved_ips/{reserved_ip}/actions", ip).sending(request), "action", opts)
}

// Assign gives a reserved IP to a Droplet of its region, and takes it from the one that had it.
//
// DigitalOcean: POST /v2/reserved_ips/{reserved_ip}/actions (reservedIPsActions_post)
func (s *ReservedIPActionsService) Assign(ctx context.Context, ip string, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, ip, &ReservedIPActionRequest{Type: ReservedIPActionAssign, DropletID: dropletID}, opts...)
}

// Unassign takes a reserved IP from its Droplet. It stays in the account, and costs while no Droplet has it.
//
// DigitalOcean: POST /v2/reserved_ips/{reserved_ip}/actions (reservedIPsActions_post)
func (s *ReservedIPActionsService) Unassign(ctx context.Context, ip string, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, ip, &ReservedIPActionRequest{Type: ReservedIPActionUnassign}, opts...)
}

// ReservedIPActionRequest describes an action.
type ReservedIPActionRequest struct {
	Type      ReservedIPActionType `json:"type"`
	DropletID int64                `json:"droplet_id,omitzero"` // of assign
}

// ReservedIPActionType is what can be done to a reserved address, whether IPv4 or IPv6.
type ReservedIPActionType string

const (
	ReservedIPActionAssign   ReservedIPActionType = "assign"
	ReservedIPActionUnassign ReservedIPActionType = "unassign"
)
