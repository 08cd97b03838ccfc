package digitalocean

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// VPCNATGatewaysService manages NAT gateways, through which the members of VPCs reach the internet under one address.
type VPCNATGatewaysService struct{ client *Client }

// List lists the NAT gateways of the account.
//
// DigitalOcean: GET /v2/vpc_nat_gateways (vpcnatgateways_list)
func (s *VPCNATGatewaysService) List(options *VPCNATGatewayListOptions, opts ...CallOption) *Pager[VPCNATGateway] {
	return list[VPCNATGateway](s.client, get("/v2/vpc_nat_gateways").with(options), "vpc_nat_gateways", opts)
}

// Get returns a NAT gateway.
//
// DigitalOcean: GET /v2/vpc_nat_gateways/{id} (vpcnatgateways_get)
func (s *VPCNATGatewaysService) Get(ctx context.Context, id string, opts ...CallOption) (*VPCNATGateway, error) {
	return fetch[VPCNATGateway](ctx, s.client, get("/v2/vpc_nat_gateways/{id}", id), "vpc_nat_gateway", opts)
}

// Create begins to create a NAT gateway. WaitActive waits until it works.
//
// DigitalOcean: POST /v2/vpc_nat_gateways (vpcnatgateways_create)
func (s *VPCNATGatewaysService) Create(ctx context.Context, request *VPCNATGatewayCreateRequest, opts ...CallOption) (*VPCNATGateway, error) {
	return fetch[VPCNATGateway](ctx, s.client, post("/v2/vpc_nat_gateways").sending(request), "vpc_nat_gateway", opts)
}

// Update replaces the settings of a NAT gateway: the request must hold all that are to stay. [VPCNATGateway.UpdateRequest]
// makes one that does.
//
// DigitalOcean: PUT /v2/vpc_nat_gateways/{id} (vpcnatgateways_update)
func (s *VPCNATGatewaysService) Update(ctx context.Context, id string, request *VPCNATGatewayUpdateRequest, opts ...CallOption) (*VPCNATGateway, error) {
	return fetch[VPCNATGateway](ctx, s.client, put("/v2/vpc_nat_gateways/{id}", id).sending(request), "vpc_nat_gateway", opts)
}

// Delete begins to delete a NAT gateway.
//
// DigitalOcean: DELETE /v2/vpc_nat_gateways/{id} (vpcnatgateways_delete)
func (s *VPCNATGatewaysService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/vpc_nat_gateways/{id}", id), opts)
}

// WaitActive waits until a new NAT gateway is active and returns it, now with its addresses. One that has failed or is being
// deleted ends the wait with a [*VPCNATGatewayError].
func (s *VPCNATGatewaysService) WaitActive(ctx context.Context, id string, opts ...CallOption) (*VPCNATGateway, error) {
	var gateway *VPCNATGateway
	err := s.client.waitFor(ctx, "VPC NAT gateway "+id, opts, func() (done bool, err error) {
		if gateway, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return gateway.State == VPCNATGatewayActive, gateway.failure()
	})
	if err != nil {
		return nil, err
	}
	return gateway, nil
}

// VPCNATGatewayListOptions select and page NAT gateways.
type VPCNATGatewayListOptions struct {
	ListOptions

	State  VPCNATGatewayState `url:"state,omitempty"`
	Region string             `url:"region,omitempty"` // slug
	Type   VPCNATGatewayType  `url:"type,omitempty"`
	Name   string             `url:"name,omitempty"`
}

// VPCNATGatewayCreateRequest describes a NAT gateway to create.
type VPCNATGatewayCreateRequest struct {
	Name               string                    `json:"name"`
	Type               VPCNATGatewayType         `json:"type"`
	Region             string                    `json:"region"`        // slug
	Size               int                       `json:"size"`          // from 1
	VPCs               []VPCNATGatewayVPCRequest `json:"vpcs,omitzero"` // whose members use it
	UDPTimeoutSeconds  int                       `json:"udp_timeout_seconds,omitzero"`
	ICMPTimeoutSeconds int                       `json:"icmp_timeout_seconds,omitzero"`
	TCPTimeoutSeconds  int                       `json:"tcp_timeout_seconds,omitzero"`
	ProjectID          string                    `json:"project_id,omitzero"` // empty means the default project
}

// VPCNATGatewayUpdateRequest holds the settings of a NAT gateway as they are to be. [VPCNATGateway.UpdateRequest] makes one.
type VPCNATGatewayUpdateRequest struct {
	Name               string                    `json:"name"`
	Size               int                       `json:"size"`
	VPCs               []VPCNATGatewayVPCRequest `json:"vpcs,omitzero"`
	UDPTimeoutSeconds  int                       `json:"udp_timeout_seconds,omitzero"`
	ICMPTimeoutSeconds int                       `json:"icmp_timeout_seconds,omitzero"`
	TCPTimeoutSeconds  int                       `json:"tcp_timeout_seconds,omitzero"`
}

// VPCNATGatewayVPCRequest is a VPC whose members are to use a NAT gateway.
type VPCNATGatewayVPCRequest struct {
	VPCUUID        string `json:"vpc_uuid"`
	DefaultGateway *bool  `json:"default_gateway,omitzero"` // whether traffic from the VPC leaves through the gateway by default
}

// VPCNATGateway gives the members of VPCs an address on the internet.
type VPCNATGateway struct {
	ID                 string                `json:"id"`
	Name               string                `json:"name"`
	Type               VPCNATGatewayType     `json:"type"`
	State              VPCNATGatewayState    `json:"state"`
	Region             string                `json:"region"` // slug
	Size               int                   `json:"size"`
	VPCs               []VPCNATGatewayVPC    `json:"vpcs,omitzero"`
	Egresses           VPCNATGatewayEgresses `json:"egresses,omitzero"` // empty until it is active
	UDPTimeoutSeconds  int                   `json:"udp_timeout_seconds"`
	ICMPTimeoutSeconds int                   `json:"icmp_timeout_seconds"`
	TCPTimeoutSeconds  int                   `json:"tcp_timeout_seconds"`
	CreatedAt          time.Time             `json:"created_at,omitzero"`
	UpdatedAt          time.Time             `json:"updated_at,omitzero"`
	ProjectID          string                `json:"project_id,omitzero"` // not in every answer
}

// UpdateRequest returns the gateway as a request for [VPCNATGatewaysService.Update] that changes nothing, if Get returned the
// gateway: other answers can lack which VPCs it is the default gateway of. To change the gateway, change the request: it
// shares nothing with the gateway.
func (g *VPCNATGateway) UpdateRequest() *VPCNATGatewayUpdateRequest {
	request := &VPCNATGatewayUpdateRequest{
		Name:               g.Name,
		Size:               g.Size,
		UDPTimeoutSeconds:  g.UDPTimeoutSeconds,
		ICMPTimeoutSeconds: g.ICMPTimeoutSeconds,
		TCPTimeoutSeconds:  g.TCPTimeoutSeconds,
	}
	if g.VPCs != nil {
		request.VPCs = make([]VPCNATGatewayVPCRequest, len(g.VPCs))
	}
	for i, vpc := range g.VPCs {
		request.VPCs[i] = VPCNATGatewayVPCRequest{VPCUUID: vpc.VPCUUID, DefaultGateway: copyOf(vpc.DefaultGateway)}
	}
	return request
}

func (g *VPCNATGateway) failure() error {
	if slices.Contains([]VPCNATGatewayState{VPCNATGatewayErrored, VPCNATGatewayInvalid, VPCNATGatewayDeleting}, g.State) {
		return &VPCNATGatewayError{VPCNATGateway: *g}
	}
	return nil
}

// VPCNATGatewayError is a NAT gateway that was waited for and does not become active.
type VPCNATGatewayError struct{ VPCNATGateway VPCNATGateway }

func (e *VPCNATGatewayError) Error() string {
	return fmt.Sprintf("digitalocean: VPC NAT gateway %s (%s) has the state %s and does not become active",
		printable(e.VPCNATGateway.ID), printable(e.VPCNATGateway.Name), e.VPCNATGateway.State)
}

// VPCNATGatewayVPC is a VPC whose members use a NAT gateway.
type VPCNATGatewayVPC struct {
	VPCUUID        string `json:"vpc_uuid"`
	GatewayIP      string `json:"gateway_ip,omitzero"`      // the gateway's address in the VPC; empty until it is active
	DefaultGateway *bool  `json:"default_gateway,omitzero"` // whether traffic from the VPC leaves through the gateway by default; nil where the answer does not say
}

// VPCNATGatewayEgresses are the ways out of a NAT gateway.
type VPCNATGatewayEgresses struct {
	PublicGateways []VPCNATGatewayAddress `json:"public_gateways,omitzero"`
}

// VPCNATGatewayAddress is a public address of a NAT gateway.
type VPCNATGatewayAddress struct {
	IPv4 string `json:"ipv4"`
}

// VPCNATGatewayState is the state of a NAT gateway.
type VPCNATGatewayState string

const (
	VPCNATGatewayNew          VPCNATGatewayState = "NEW"
	VPCNATGatewayProvisioning VPCNATGatewayState = "PROVISIONING"
	VPCNATGatewayActive       VPCNATGatewayState = "ACTIVE"
	VPCNATGatewayDeleting     VPCNATGatewayState = "DELETING"
	VPCNATGatewayErrored      VPCNATGatewayState = "ERROR"
	VPCNATGatewayInvalid      VPCNATGatewayState = "INVALID"
)

// EncodeValues writes the state as a list's filter has it, in lower case.
func (s VPCNATGatewayState) EncodeValues(name string, query *url.Values) error {
	query.Set(name, strings.ToLower(string(s)))
	return nil
}

// VPCNATGatewayType is what a NAT gateway leads to.
type VPCNATGatewayType string

// VPCNATGatewayPublic leads to the internet.
const VPCNATGatewayPublic VPCNATGatewayType = "PUBLIC"

// EncodeValues writes the type as a list's filter has it, in lower case.
func (t VPCNATGatewayType) EncodeValues(name string, query *url.Values) error {
	query.Set(name, strings.ToLower(string(t)))
	return nil
}
