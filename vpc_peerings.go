package digitalocean

import (
	"context"
	"fmt"
	"time"
)

// VPCsPeeringsService manages the peerings of one VPC. [VPCPeeringsService] manages all of the account, and also gets, deletes
// and waits.
type VPCsPeeringsService struct{ client *Client }

// List lists the peerings of a VPC.
//
// DigitalOcean: GET /v2/vpcs/{vpc_id}/peerings (vpcs_list_peerings)
func (s *VPCsPeeringsService) List(vpcID string, options *ListOptions, opts ...CallOption) *Pager[VPCPeering] {
	return list[VPCPeering](s.client, get("/v2/vpcs/{vpc_id}/peerings", vpcID).with(options), "peerings", opts)
}

// Create begins to peer a VPC with another one. The answer has the status [VPCPeeringProvisioning]:
// [VPCPeeringsService.WaitActive] waits until the peering works.
//
// DigitalOcean: POST /v2/vpcs/{vpc_id}/peerings (vpcs_create_peerings)
func (s *VPCsPeeringsService) Create(ctx context.Context, vpcID string, request *VPCPeeringCreateForVPCRequest, opts ...CallOption) (*VPCPeering, error) {
	return fetch[VPCPeering](ctx, s.client, post("/v2/vpcs/{vpc_id}/peerings", vpcID).sending(request), "peering", opts)
}

// Update renames a peering of a VPC.
//
// DigitalOcean: PATCH /v2/vpcs/{vpc_id}/peerings/{vpc_peering_id} (vpcs_patch_peerings)
func (s *VPCsPeeringsService) Update(ctx context.Context, vpcID, peeringID string, request *VPCPeeringUpdateRequest, opts ...CallOption) (*VPCPeering, error) {
	return fetch[VPCPeering](ctx, s.client, patch("/v2/vpcs/{vpc_id}/peerings/{vpc_peering_id}", vpcID, peeringID).sending(request), "peering", opts)
}

// VPCPeeringsService manages the peerings of the account. A peering lets the members of two VPCs reach each other.
type VPCPeeringsService struct{ client *Client }

// List lists the peerings of the account.
//
// DigitalOcean: GET /v2/vpc_peerings (vpcPeerings_list)
func (s *VPCPeeringsService) List(options *VPCPeeringListOptions, opts ...CallOption) *Pager[VPCPeering] {
	return list[VPCPeering](s.client, get("/v2/vpc_peerings").with(options), "vpc_peerings", opts)
}

// Get returns a peering.
//
// DigitalOcean: GET /v2/vpc_peerings/{vpc_peering_id} (vpcPeerings_get)
func (s *VPCPeeringsService) Get(ctx context.Context, id string, opts ...CallOption) (*VPCPeering, error) {
	return fetch[VPCPeering](ctx, s.client, get("/v2/vpc_peerings/{vpc_peering_id}", id), "vpc_peering", opts)
}

// Create begins to peer two VPCs. The answer has the status [VPCPeeringProvisioning]: WaitActive waits until the peering
// works.
//
// DigitalOcean: POST /v2/vpc_peerings (vpcPeerings_create)
func (s *VPCPeeringsService) Create(ctx context.Context, request *VPCPeeringCreateRequest, opts ...CallOption) (*VPCPeering, error) {
	return fetch[VPCPeering](ctx, s.client, post("/v2/vpc_peerings").sending(request), "vpc_peering", opts)
}

// Update renames a peering.
//
// DigitalOcean: PATCH /v2/vpc_peerings/{vpc_peering_id} (vpcPeerings_patch)
func (s *VPCPeeringsService) Update(ctx context.Context, id string, request *VPCPeeringUpdateRequest, opts ...CallOption) (*VPCPeering, error) {
	return fetch[VPCPeering](ctx, s.client, patch("/v2/vpc_peerings/{vpc_peering_id}", id).sending(request), "vpc_peering", opts)
}

// Delete begins to delete a peering, and returns it with the status [VPCPeeringDeleting].
//
// DigitalOcean: DELETE /v2/vpc_peerings/{vpc_peering_id} (vpcPeerings_delete)
func (s *VPCPeeringsService) Delete(ctx context.Context, id string, opts ...CallOption) (*VPCPeering, error) {
	return fetch[VPCPeering](ctx, s.client, del("/v2/vpc_peerings/{vpc_peering_id}", id), "vpc_peering", opts)
}

// WaitActive waits until a new peering is active and returns it. One that is being deleted ends the wait with a
// [*VPCPeeringError], one that is gone with an error that matches [ErrNotFound].
func (s *VPCPeeringsService) WaitActive(ctx context.Context, id string, opts ...CallOption) (*VPCPeering, error) {
	var peering *VPCPeering
	err := s.client.waitFor(ctx, "VPC peering "+id, opts, func() (done bool, err error) {
		if peering, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return peering.Status == VPCPeeringActive, peering.failure()
	})
	if err != nil {
		return nil, err
	}
	return peering, nil
}

// VPCPeeringListOptions select and page peerings.
type VPCPeeringListOptions struct {
	ListOptions

	Region string `url:"region,omitempty"` // slug; only peerings with a VPC there
}

// VPCPeeringCreateForVPCRequest describes a peering of a VPC that the call names.
type VPCPeeringCreateForVPCRequest struct {
	Name  string `json:"name"`   // unique; letters, digits, dots and dashes
	VPCID string `json:"vpc_id"` // the other VPC
}

// VPCPeeringCreateRequest describes a peering to make.
type VPCPeeringCreateRequest struct {
	Name   string   `json:"name"`             // unique; letters, digits and dashes
	VPCIDs []string `json:"vpc_ids,omitzero"` // of the two VPCs
}

// VPCPeeringUpdateRequest renames a peering.
type VPCPeeringUpdateRequest struct {
	Name string `json:"name"` // unique; letters, digits and dashes
}

// VPCPeering is a connection of two VPCs.
type VPCPeering struct {
	ID        string           `json:"id"`
	Name      string           `json:"name"`
	VPCIDs    []string         `json:"vpc_ids,omitzero"` // of the two VPCs
	CreatedAt time.Time        `json:"created_at,omitzero"`
	Status    VPCPeeringStatus `json:"status"`
}

func (p *VPCPeering) failure() error {
	if p.Status == VPCPeeringDeleting {
		return &VPCPeeringError{VPCPeering: *p}
	}
	return nil
}

// VPCPeeringError is a peering that was waited for and is being deleted.
type VPCPeeringError struct{ VPCPeering VPCPeering }

func (e *VPCPeeringError) Error() string {
	return fmt.Sprintf("digitalocean: VPC peering %s (%s) is being deleted", printable(e.VPCPeering.ID), printable(e.VPCPeering.Name))
}

// VPCPeeringStatus is the state of a peering.
type VPCPeeringStatus string

const (
	VPCPeeringProvisioning VPCPeeringStatus = "PROVISIONING"
	VPCPeeringActive       VPCPeeringStatus = "ACTIVE"
	VPCPeeringDeleting     VPCPeeringStatus = "DELETING"
)
