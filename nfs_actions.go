package digitalocean

import (
	"context"
	"time"
)

// NFSActionsService changes shares that exist. A method returns when the action has begun. The API has no way to look at
// such an action again: the share shows what has become of it.
type NFSActionsService struct{ client *Client }

// Create begins an action. Each type has a method of its own, which takes what that type needs.
//
// DigitalOcean: POST /v2/nfs/{nfs_id}/actions (nfs_create_action)
func (s *NFSActionsService) Create(ctx context.Context, shareID string, request *NFSActionRequest, opts ...CallOption) (*NFSAction, error) {
	return fetch[NFSAction](ctx, s.client, post("/v2/nfs/{nfs_id}/actions", shareID).sending(request), "action", opts)
}

// Resize gives a share another size, in GiB. The region is the slug of the share's region, here and below; it may be
// empty.
//
// DigitalOcean: POST /v2/nfs/{nfs_id}/actions (nfs_create_action)
func (s *NFSActionsService) Resize(ctx context.Context, shareID string, sizeGiB int, region string, opts ...CallOption) (*NFSAction, error) {
	return s.Create(ctx, shareID, &NFSActionRequest{Type: NFSActionResize, Region: region, Params: &NFSActionParams{SizeGiB: sizeGiB}}, opts...)
}

// Snapshot takes a snapshot of a share, with the name. NFS.Snapshots.List finds it.
//
// DigitalOcean: POST /v2/nfs/{nfs_id}/actions (nfs_create_action)
func (s *NFSActionsService) Snapshot(ctx context.Context, shareID, name, region string, opts ...CallOption) (*NFSAction, error) {
	return s.Create(ctx, shareID, &NFSActionRequest{Type: NFSActionSnapshot, Region: region, Params: &NFSActionParams{Name: name}}, opts...)
}

// Attach lets the Droplets of a VPC mount a share.
//
// DigitalOcean: POST /v2/nfs/{nfs_id}/actions (nfs_create_action)
func (s *NFSActionsService) Attach(ctx context.Context, shareID, vpcID, region string, opts ...CallOption) (*NFSAction, error) {
	return s.Create(ctx, shareID, &NFSActionRequest{Type: NFSActionAttach, Region: region, Params: &NFSActionParams{VPCID: vpcID}}, opts...)
}

// Detach takes a share from a VPC. Unmount it first. A share without a VPC is [NFSShareInactive].
//
// DigitalOcean: POST /v2/nfs/{nfs_id}/actions (nfs_create_action)
func (s *NFSActionsService) Detach(ctx context.Context, shareID, vpcID, region string, opts ...CallOption) (*NFSAction, error) {
	return s.Create(ctx, shareID, &NFSActionRequest{Type: NFSActionDetach, Region: region, Params: &NFSActionParams{VPCID: vpcID}}, opts...)
}

// Reassign moves a share from one VPC to another.
//
// DigitalOcean: POST /v2/nfs/{nfs_id}/actions (nfs_create_action)
func (s *NFSActionsService) Reassign(ctx context.Context, shareID, oldVPCID, newVPCID, region string, opts ...CallOption) (*NFSAction, error) {
	return s.Create(ctx, shareID, &NFSActionRequest{
		Type: NFSActionReassign, Region: region, Params: &NFSActionParams{OldVPCID: oldVPCID, NewVPCID: newVPCID},
	}, opts...)
}

// SwitchPerformanceTier gives a share another performance tier, "standard" or "high".
//
// DigitalOcean: POST /v2/nfs/{nfs_id}/actions (nfs_create_action)
func (s *NFSActionsService) SwitchPerformanceTier(ctx context.Context, shareID, tier, region string, opts ...CallOption) (*NFSAction, error) {
	return s.Create(ctx, shareID, &NFSActionRequest{
		Type: NFSActionSwitchPerformanceTier, Region: region, Params: &NFSActionParams{PerformanceTier: tier},
	}, opts...)
}

// NFSActionRequest describes an action.
type NFSActionRequest struct {
	Type   NFSActionType    `json:"type"`
	Region string           `json:"region,omitzero"` // slug of the share's region
	Params *NFSActionParams `json:"params,omitzero"`
}

// NFSActionParams are what an action needs, which depends on its type.
type NFSActionParams struct {
	SizeGiB         int    `json:"size_gib,omitzero"`         // of resize
	Name            string `json:"name,omitzero"`             // of snapshot
	VPCID           string `json:"vpc_id,omitzero"`           // of attach and detach
	OldVPCID        string `json:"old_vpc_id,omitzero"`       // of reassign
	NewVPCID        string `json:"new_vpc_id,omitzero"`       // of reassign
	PerformanceTier string `json:"performance_tier,omitzero"` // of switch_performance_tier
}

// NFSAction is something done to a share. Its IDs are UUIDs, unlike those of an [Action].
type NFSAction struct {
	ID           string                `json:"id,omitzero"`
	RegionSlug   string                `json:"region_slug"`
	ResourceID   string                `json:"resource_id"` // of the share, the access point or the snapshot
	ResourceType NFSActionResourceType `json:"resource_type"`
	StartedAt    time.Time             `json:"started_at,omitzero"`
	Status       NFSActionStatus       `json:"status"`
	Type         string                `json:"type"` // such as "RESIZE_SHARE" or "CREATE_ACCESS_POINT"; not an [NFSActionType]
}

// NFSActionType is what can be done to a share.
type NFSActionType string

const (
	NFSActionResize                NFSActionType = "resize"
	NFSActionSnapshot              NFSActionType = "snapshot"
	NFSActionAttach                NFSActionType = "attach"
	NFSActionDetach                NFSActionType = "detach"
	NFSActionReassign              NFSActionType = "reassign"
	NFSActionSwitchPerformanceTier NFSActionType = "switch_performance_tier"
)

// NFSActionStatus is how far an action has come.
type NFSActionStatus string

const (
	NFSActionInProgress NFSActionStatus = "IN_PROGRESS"
	NFSActionCompleted  NFSActionStatus = "COMPLETED"
	NFSActionFailed     NFSActionStatus = "ACTION_FAILED"
)

// NFSActionResourceType is what an action is done to.
type NFSActionResourceType string

const (
	NFSActionResourceShare    NFSActionResourceType = "SHARE" // or an access point
	NFSActionResourceSnapshot NFSActionResourceType = "SNAPSHOT"
)
