package digitalocean

import (
	"context"
	"time"
)

// VPCsService manages VPCs, the private networks of Droplets, databases, clusters and load balancers in a region.
type VPCsService struct {
	Peerings *VPCsPeeringsService

	client *Client
}

// List lists the VPCs of the account.
//
// DigitalOcean: GET /v2/vpcs (vpcs_list)
func (s *VPCsService) List(options *ListOptions, opts ...CallOption) *Pager[VPC] {
	return list[VPC](s.client, get("/v2/vpcs").with(options), "vpcs", opts)
}

// Get returns a VPC.
//
// DigitalOcean: GET /v2/vpcs/{vpc_id} (vpcs_get)
func (s *VPCsService) Get(ctx context.Context, id string, opts ...CallOption) (*VPC, error) {
	return fetch[VPC](ctx, s.client, get("/v2/vpcs/{vpc_id}", id), "vpc", opts)
}

// Create makes a VPC. The first in a region becomes its default.
//
// DigitalOcean: POST /v2/vpcs (vpcs_create)
func (s *VPCsService) Create(ctx context.Context, request *VPCCreateRequest, opts ...CallOption) (*VPC, error) {
	return fetch[VPC](ctx, s.client, post("/v2/vpcs").sending(request), "vpc", opts)
}

// Update sets the name of a VPC and what else the request holds. To change single fields, use Patch: it does not need the
// name.
//
// DigitalOcean: PUT /v2/vpcs/{vpc_id} (vpcs_update)
func (s *VPCsService) Update(ctx context.Context, id string, request *VPCUpdateRequest, opts ...CallOption) (*VPC, error) {
	return fetch[VPC](ctx, s.client, put("/v2/vpcs/{vpc_id}", id).sending(request), "vpc", opts)
}

// Patch changes the fields that the request holds.
//
// DigitalOcean: PATCH /v2/vpcs/{vpc_id} (vpcs_patch)
func (s *VPCsService) Patch(ctx context.Context, id string, request *VPCPatchRequest, opts ...CallOption) (*VPC, error) {
	return fetch[VPC](ctx, s.client, patch("/v2/vpcs/{vpc_id}", id).sending(request), "vpc", opts)
}

// Delete deletes a VPC. For the default VPC of a region, and for one that has members, the error matches [ErrForbidden].
//
// DigitalOcean: DELETE /v2/vpcs/{vpc_id} (vpcs_delete)
func (s *VPCsService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/vpcs/{vpc_id}", id), opts)
}

// ListMembers lists what is in a VPC, as far as the token may read it.
//
// DigitalOcean: GET /v2/vpcs/{vpc_id}/members (vpcs_list_members)
func (s *VPCsService) ListMembers(id string, options *VPCListMembersOptions, opts ...CallOption) *Pager[VPCMember] {
	return list[VPCMember](s.client, get("/v2/vpcs/{vpc_id}/members", id).with(options), "members", opts)
}

// VPCListMembersOptions select and page the members of a VPC.
type VPCListMembersOptions struct {
	ListOptions

	ResourceType string `url:"resource_type,omitempty"` // such as "droplet"
}

// VPCCreateRequest describes a VPC to make.
type VPCCreateRequest struct {
	Name        string `json:"name"`   // unique; letters, digits, dots and dashes
	Region      string `json:"region"` // slug
	Description string `json:"description,omitzero"`
	IPRange     string `json:"ip_range,omitzero"` // private addresses that no other network of the account has, from a /28 to a /16; empty means a free /20
}

// VPCUpdateRequest is a VPC as it is to be. What is nil may return to its default.
type VPCUpdateRequest struct {
	Name        string  `json:"name"` // unique; letters, digits, dots and dashes
	Description *string `json:"description,omitzero"`
	Default     *bool   `json:"default,omitzero"` // as in a [VPCPatchRequest]
}

// VPCPatchRequest holds the fields of a VPC to change; nil leaves a field as it is.
type VPCPatchRequest struct {
	Name        *string `json:"name,omitzero"` // unique; letters, digits, dots and dashes
	Description *string `json:"description,omitzero"`
	Default     *bool   `json:"default,omitzero"` // true makes it the default of its region, in place of the present one; false cannot undo that
}

// VPC is a private network.
type VPC struct {
	ID          string    `json:"id"`
	URN         string    `json:"urn"` // such as "do:vpc:5a4981aa"
	Name        string    `json:"name"`
	Description string    `json:"description,omitzero"` // 255 characters at most
	Region      string    `json:"region"`               // slug
	IPRange     string    `json:"ip_range"`             // such as "10.10.10.0/24"
	Default     bool      `json:"default"`              // whether it is where the region's resources go that name no VPC
	CreatedAt   time.Time `json:"created_at,omitzero"`
}

// VPCMember is a resource in a VPC.
type VPCMember struct {
	URN       string    `json:"urn"` // its type and ID, such as "do:loadbalancer:fb294d78"
	Name      string    `json:"name"`
	CreatedAt time.Time `json:"created_at,omitzero"`
}
