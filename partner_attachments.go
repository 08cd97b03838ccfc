package digitalocean

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// PartnerAttachmentsService manages partner attachments, which connect VPCs with networks elsewhere by way of a provider such
// as Megaport. Create one, give the provider the key that GetServiceKey returns, and WaitActive.
type PartnerAttachmentsService struct{ client *Client }

// List lists the partner attachments of the account.
//
// DigitalOcean: GET /v2/partner_network_connect/attachments (partnerAttachments_list)
func (s *PartnerAttachmentsService) List(options *ListOptions, opts ...CallOption) *Pager[PartnerAttachment] {
	return list[PartnerAttachment](s.client, get("/v2/partner_network_connect/attachments").with(options), "partner_attachments", opts)
}

// Get returns a partner attachment.
//
// DigitalOcean: GET /v2/partner_network_connect/attachments/{pa_id} (partnerAttachments_get)
func (s *PartnerAttachmentsService) Get(ctx context.Context, id string, opts ...CallOption) (*PartnerAttachment, error) {
	return fetch[PartnerAttachment](ctx, s.client, get("/v2/partner_network_connect/attachments/{pa_id}", id), "partner_attachment", opts)
}

// Create begins to create a partner attachment.
//
// DigitalOcean: POST /v2/partner_network_connect/attachments (partnerAttachments_create)
func (s *PartnerAttachmentsService) Create(ctx context.Context, request *PartnerAttachmentCreateRequest, opts ...CallOption) (*PartnerAttachment, error) {
	return fetch[PartnerAttachment](ctx, s.client, post("/v2/partner_network_connect/attachments").sending(request), "partner_attachment", opts)
}

// Update begins to change the fields that the request holds.
//
// DigitalOcean: PATCH /v2/partner_network_connect/attachments/{pa_id} (partnerAttachments_patch)
func (s *PartnerAttachmentsService) Update(ctx context.Context, id string, request *PartnerAttachmentUpdateRequest, opts ...CallOption) (*PartnerAttachment, error) {
	return fetch[PartnerAttachment](ctx, s.client, patch("/v2/partner_network_connect/attachments/{pa_id}", id).sending(request), "partner_attachment", opts)
}

// Delete begins to delete a partner attachment, and returns it as it is meanwhile.
//
// DigitalOcean: DELETE /v2/partner_network_connect/attachments/{pa_id} (partnerAttachments_delete)
func (s *PartnerAttachmentsService) Delete(ctx context.Context, id string, opts ...CallOption) (*PartnerAttachment, error) {
	return fetch[PartnerAttachment](ctx, s.client, del("/v2/partner_network_connect/attachments/{pa_id}", id), "partner_attachment", opts)
}

// GetBGPAuthKey returns the key with which the two routers of a partner attachment know each other.
//
// DigitalOcean: GET /v2/partner_network_connect/attachments/{pa_id}/bgp_auth_key (partnerAttachments_get_bgp_auth_key)
func (s *PartnerAttachmentsService) GetBGPAuthKey(ctx context.Context, id string, opts ...CallOption) (*PartnerAttachmentBGPAuthKey, error) {
	return fetch[PartnerAttachmentBGPAuthKey](ctx, s.client, get("/v2/partner_network_connect/attachments/{pa_id}/bgp_auth_key", id), "bgp_auth_key", opts)
}

// ListRemoteRoutes lists the networks that a partner attachment leads to.
//
// DigitalOcean: GET /v2/partner_network_connect/attachments/{pa_id}/remote_routes (partnerAttachments_list_remote_routes)
func (s *PartnerAttachmentsService) ListRemoteRoutes(id string, options *ListOptions, opts ...CallOption) *Pager[PartnerAttachmentRemoteRoute] {
	return list[PartnerAttachmentRemoteRoute](s.client, get("/v2/partner_network_connect/attachments/{pa_id}/remote_routes", id).with(options), "remote_routes", opts)
}

// GetServiceKey returns the key with which the provider sets up its side of a partner attachment.
//
// DigitalOcean: GET /v2/partner_network_connect/attachments/{pa_id}/service_key (partnerAttachments_get_service_key)
func (s *PartnerAttachmentsService) GetServiceKey(ctx context.Context, id string, opts ...CallOption) (*PartnerAttachmentServiceKey, error) {
	return fetch[PartnerAttachmentServiceKey](ctx, s.client, get("/v2/partner_network_connect/attachments/{pa_id}/service_key", id), "service_key", opts)
}

// RegenerateServiceKey begins to replace the service key of a partner attachment. GetServiceKey returns the new one once it
// is there.
//
// DigitalOcean: POST /v2/partner_network_connect/attachments/{pa_id}/service_key (partnerAttachments_create_service_key)
func (s *PartnerAttachmentsService) RegenerateServiceKey(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/partner_network_connect/attachments/{pa_id}/service_key", id), opts)
}

// WaitActive waits until a partner attachment is active and returns it. That needs the provider's side too, and can take long:
// bound it with the context. One that is being deleted ends the wait with a [*PartnerAttachmentError].
func (s *PartnerAttachmentsService) WaitActive(ctx context.Context, id string, opts ...CallOption) (*PartnerAttachment, error) {
	var attachment *PartnerAttachment
	err := s.client.waitFor(ctx, "partner attachment "+id, opts, func() (done bool, err error) {
		if attachment, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return attachment.is("ACTIVE"), attachment.failure()
	})
	if err != nil {
		return nil, err
	}
	return attachment, nil
}

// PartnerAttachmentCreateRequest describes a partner attachment to create.
type PartnerAttachmentCreateRequest struct {
	Name                      string                          `json:"name"`                         // unique; letters, digits, dots and dashes
	ConnectionBandwidthInMbps int                             `json:"connection_bandwidth_in_mbps"` // 1000, 2000, 5000 or 10000
	Region                    string                          `json:"region"`                       // "nyc", "sfo", "fra", "ams" or "sgp"
	NaaSProvider              string                          `json:"naas_provider"`                // such as "megaport"
	VPCIDs                    []string                        `json:"vpc_ids,omitzero"`             // one at least
	ParentUUID                string                          `json:"parent_uuid,omitzero"`         // of the attachment that this one belongs to
	BGP                       *PartnerAttachmentBGPRequest    `json:"bgp,omitzero"`
	RedundancyZone            PartnerAttachmentRedundancyZone `json:"redundancy_zone,omitzero"`
}

// PartnerAttachmentUpdateRequest holds the fields of a partner attachment to change, one at least; nil leaves a field as it
// is.
type PartnerAttachmentUpdateRequest struct {
	Name   *string                      `json:"name,omitzero"`    // unique; letters, digits, dots and dashes
	VPCIDs []string                     `json:"vpc_ids,omitzero"` // all that it is to have, one at least
	BGP    *PartnerAttachmentBGPRequest `json:"bgp,omitzero"`
}

// PartnerAttachmentBGPRequest says how the two routers of a partner attachment are to exchange routes.
type PartnerAttachmentBGPRequest struct {
	LocalRouterIP string `json:"local_router_ip"` // of DigitalOcean's router, such as "169.254.0.1/29"
	PeerRouterIP  string `json:"peer_router_ip"`  // of the provider's router
	PeerRouterASN int64  `json:"peer_router_asn"`
	AuthKey       Secret `json:"auth_key"`
}

// PartnerAttachment connects VPCs with a network elsewhere.
type PartnerAttachment struct {
	ID                        string               `json:"id"`
	URN                       string               `json:"urn,omitzero"` // in lists
	Name                      string               `json:"name"`
	State                     string               `json:"state"` // such as "CREATED", "ACTIVE" or "DELETING"; some answers have it in lower case
	ConnectionBandwidthInMbps int                  `json:"connection_bandwidth_in_mbps"`
	Region                    string               `json:"region"`        // such as "nyc", in some answers in upper case
	NaaSProvider              string               `json:"naas_provider"` // such as "megaport", in some answers in upper case
	VPCIDs                    []string             `json:"vpc_ids,omitzero"`
	BGP                       PartnerAttachmentBGP `json:"bgp,omitzero"`
	CreatedAt                 time.Time            `json:"created_at,omitzero"`
	ParentUUID                string               `json:"parent_uuid,omitzero"` // of the attachment that it belongs to
	Children                  []string             `json:"children,omitzero"`    // UUIDs of the attachments that belong to it
}

func (a *PartnerAttachment) is(state string) bool { return strings.EqualFold(a.State, state) }

func (a *PartnerAttachment) failure() error {
	if a.is("DELETING") {
		return &PartnerAttachmentError{PartnerAttachment: *a}
	}
	return nil
}

// PartnerAttachmentError is a partner attachment that was waited for and is being deleted.
type PartnerAttachmentError struct{ PartnerAttachment PartnerAttachment }

func (e *PartnerAttachmentError) Error() string {
	return fmt.Sprintf("digitalocean: partner attachment %s (%s) is being deleted", printable(e.PartnerAttachment.ID), printable(e.PartnerAttachment.Name))
}

// PartnerAttachmentBGP says how the two routers of a partner attachment exchange routes. The key is in GetBGPAuthKey.
type PartnerAttachmentBGP struct {
	LocalASN      int64  `json:"local_asn"`       // of DigitalOcean's router
	LocalRouterIP string `json:"local_router_ip"` // of DigitalOcean's router, such as "169.254.0.1/29"
	PeerASN       int64  `json:"peer_asn"`        // of the provider's router
	PeerRouterIP  string `json:"peer_router_ip"`  // of the provider's router
}

// PartnerAttachmentBGPAuthKey is the key with which two routers know each other.
type PartnerAttachmentBGPAuthKey struct {
	Value Secret `json:"value"`
}

// PartnerAttachmentServiceKey is the key with which a provider sets up its side of a partner attachment.
type PartnerAttachmentServiceKey struct {
	Value     Secret    `json:"value"`
	State     string    `json:"state"` // such as "CREATED"
	CreatedAt time.Time `json:"created_at,omitzero"`
}

// PartnerAttachmentRemoteRoute is a network that a partner attachment leads to.
type PartnerAttachmentRemoteRoute struct {
	CIDR string `json:"cidr"` // such as "10.10.10.0/24"
}

// PartnerAttachmentRedundancyZone is which of a provider's separate networks a partner attachment runs through.
type PartnerAttachmentRedundancyZone string

const (
	PartnerAttachmentMegaportBlue PartnerAttachmentRedundancyZone = "MEGAPORT_BLUE"
	PartnerAttachmentMegaportRed  PartnerAttachmentRedundancyZone = "MEGAPORT_RED"
)
