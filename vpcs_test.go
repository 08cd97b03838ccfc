package digitalocean_test

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestVPCs(t *testing.T) {
	const (
		id     = "5a4981aa-9653-4bd1-bef5-d6bff52042e4"
		path   = "/v2/vpcs/" + id
		fields = `{"id": "` + id + `", "urn": "do:vpc:5a4981aa", "name": "env.prod-vpc", "description": "production", "region": "nyc1",
			"ip_range": "10.10.10.0/24", "default": true, "created_at": "2026-03-13T19:20:47.442049222Z"}`
	)
	vpc := digitalocean.VPC{
		ID: id, URN: "do:vpc:5a4981aa", Name: "env.prod-vpc", Description: "production", Region: "nyc1", IPRange: "10.10.10.0/24", Default: true,
		CreatedAt: time.Date(2026, 3, 13, 19, 20, 47, 442049222, time.UTC),
	}
	for _, e := range []exchange{
		{
			name:   "VPCs.List",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.VPCs.List(nil).Collect(ctx) },
			method: "GET", path: "/v2/vpcs", query: "per_page=200",
			answer: `{"vpcs": [` + fields + `, {"id": "2", "name": "other", "description": "", "default": false}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.VPC{vpc, {ID: "2", Name: "other"}},
		},
		{
			name:   "VPCs.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.VPCs.Get(ctx, id) },
			method: "GET", path: path, answer: `{"vpc": ` + fields + `}`, want: &vpc,
		},
		{
			name: "VPCs.Create with every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Create(ctx, &digitalocean.VPCCreateRequest{
					Name: "env.prod-vpc", Region: "nyc1", Description: "production", IPRange: "10.10.10.0/24",
				})
			},
			method: "POST", path: "/v2/vpcs",
			body:   `{"name": "env.prod-vpc", "region": "nyc1", "description": "production", "ip_range": "10.10.10.0/24"}`,
			status: http.StatusCreated, answer: `{"vpc": ` + fields + `}`, want: &vpc,
		},
		{
			name: "VPCs.Create with what is required",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Create(ctx, &digitalocean.VPCCreateRequest{Name: "env.prod-vpc", Region: "nyc1"})
			},
			method: "POST", path: "/v2/vpcs", body: `{"name": "env.prod-vpc", "region": "nyc1"}`,
			status: http.StatusCreated, answer: `{"vpc": ` + fields + `}`, want: &vpc,
		},
		{
			name: "VPCs.Update of every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Update(ctx, id, &digitalocean.VPCUpdateRequest{Name: "env.prod-vpc", Description: new(""), Default: new(true)})
			},
			method: "PUT", path: path, body: `{"name": "env.prod-vpc", "description": "", "default": true}`, answer: `{"vpc": ` + fields + `}`, want: &vpc,
		},
		{
			name: "VPCs.Update of the name",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Update(ctx, id, &digitalocean.VPCUpdateRequest{Name: "env.prod-vpc"})
			},
			method: "PUT", path: path, body: `{"name": "env.prod-vpc"}`, answer: `{"vpc": ` + fields + `}`, want: &vpc,
		},
		{
			name: "VPCs.Patch of every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Patch(ctx, id, &digitalocean.VPCPatchRequest{Name: new("env.prod-vpc"), Description: new(""), Default: new(false)})
			},
			method: "PATCH", path: path, body: `{"name": "env.prod-vpc", "description": "", "default": false}`,
			answer: `{"vpc": ` + fields + `}`, want: &vpc,
		},
		{
			name: "VPCs.Patch of one field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Patch(ctx, id, &digitalocean.VPCPatchRequest{Default: new(true)})
			},
			method: "PATCH", path: path, body: `{"default": true}`, answer: `{"vpc": ` + fields + `}`, want: &vpc,
		},
		{
			name:   "VPCs.Delete",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return nil, c.VPCs.Delete(ctx, id) },
			method: "DELETE", path: path, status: http.StatusNoContent,
		},
		{
			name: "VPCs.ListMembers",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.ListMembers(id, &digitalocean.VPCListMembersOptions{ResourceType: "loadbalancer"}).Collect(ctx)
			},
			method: "GET", path: path + "/members", query: "resource_type=loadbalancer&per_page=200",
			answer: `{"members": [{"urn": "do:loadbalancer:fb294d78", "name": "web", "created_at": "2026-03-13T19:30:48Z"}], "links": {}, "meta": {"total": 1}}`,
			want: []digitalocean.VPCMember{
				{URN: "do:loadbalancer:fb294d78", Name: "web", CreatedAt: time.Date(2026, 3, 13, 19, 30, 48, 0, time.UTC)},
			},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestVPCPeerings(t *testing.T) {
	const (
		id     = "6b5c619c-359c-44ca-87e2-47e98170c01d"
		vpcID  = "997615ce-132d-4bae-9270-9ee21b395e5d"
		fields = `{"id": "` + id + `", "name": "nyc1-blr1", "vpc_ids": ["` + vpcID + `", "e51aed59"], "created_at": "2026-01-09T20:44:32Z", "status": "PROVISIONING"}`
	)
	peering := digitalocean.VPCPeering{
		ID: id, Name: "nyc1-blr1", VPCIDs: []string{vpcID, "e51aed59"}, CreatedAt: time.Date(2026, 1, 9, 20, 44, 32, 0, time.UTC),
		Status: digitalocean.VPCPeeringProvisioning,
	}
	for _, e := range []exchange{
		{
			name: "VPCs.Peerings.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Peerings.List(vpcID, nil).Collect(ctx)
			},
			method: "GET", path: "/v2/vpcs/" + vpcID + "/peerings", query: "per_page=200",
			answer: `{"peerings": [` + fields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.VPCPeering{peering},
		},
		{
			name: "VPCs.Peerings.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Peerings.Create(ctx, vpcID, &digitalocean.VPCPeeringCreateForVPCRequest{Name: "nyc1-blr1", VPCID: "e51aed59"})
			},
			method: "POST", path: "/v2/vpcs/" + vpcID + "/peerings", body: `{"name": "nyc1-blr1", "vpc_id": "e51aed59"}`,
			status: http.StatusAccepted, answer: `{"peering": ` + fields + `}`, want: &peering,
		},
		{
			name: "VPCs.Peerings.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCs.Peerings.Update(ctx, vpcID, id, &digitalocean.VPCPeeringUpdateRequest{Name: "nyc1-blr1"})
			},
			method: "PATCH", path: "/v2/vpcs/" + vpcID + "/peerings/" + id, body: `{"name": "nyc1-blr1"}`,
			answer: `{"peering": ` + fields + `}`, want: &peering,
		},
		{
			name: "VPCPeerings.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCPeerings.List(&digitalocean.VPCPeeringListOptions{Region: "nyc1"}).Collect(ctx)
			},
			method: "GET", path: "/v2/vpc_peerings", query: "region=nyc1&per_page=200",
			answer: `{"vpc_peerings": [` + fields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.VPCPeering{peering},
		},
		{
			name:   "VPCPeerings.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.VPCPeerings.Get(ctx, id) },
			method: "GET", path: "/v2/vpc_peerings/" + id, answer: `{"vpc_peering": ` + fields + `}`, want: &peering,
		},
		{
			name: "VPCPeerings.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCPeerings.Create(ctx, &digitalocean.VPCPeeringCreateRequest{Name: "nyc1-blr1", VPCIDs: []string{vpcID, "e51aed59"}})
			},
			method: "POST", path: "/v2/vpc_peerings", body: `{"name": "nyc1-blr1", "vpc_ids": ["` + vpcID + `", "e51aed59"]}`,
			status: http.StatusAccepted, answer: `{"vpc_peering": ` + fields + `}`, want: &peering,
		},
		{
			name: "VPCPeerings.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCPeerings.Update(ctx, id, &digitalocean.VPCPeeringUpdateRequest{Name: "nyc1-blr1"})
			},
			method: "PATCH", path: "/v2/vpc_peerings/" + id, body: `{"name": "nyc1-blr1"}`, answer: `{"vpc_peering": ` + fields + `}`, want: &peering,
		},
		{
			name:   "VPCPeerings.Delete",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.VPCPeerings.Delete(ctx, id) },
			method: "DELETE", path: "/v2/vpc_peerings/" + id, status: http.StatusAccepted,
			answer: `{"vpc_peering": {"id": "` + id + `", "status": "DELETING"}}`,
			want:   &digitalocean.VPCPeering{ID: id, Status: digitalocean.VPCPeeringDeleting},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestVPCPeeringWaitActive(t *testing.T) {
	for _, c := range []struct {
		name   string
		states []string
		fails  string
	}{
		{name: "at once", states: []string{"ACTIVE"}},
		{name: "after two looks", states: []string{"PROVISIONING", "A_NEW_STATUS", "ACTIVE"}},
		{name: "never", states: []string{"PROVISIONING", "DELETING"}, fails: "digitalocean: VPC peering 6b5c (nyc1-blr1) is being deleted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &statesServer{
				path: "/v2/vpc_peerings/6b5c", states: c.states, answer: `{"vpc_peering": {"id": "6b5c", "name": "nyc1-blr1", "status": %q}}`,
			}
			peering, err := server.client(t).VPCPeerings.WaitActive(t.Context(), "6b5c")
			server.check(t)
			if c.fails != "" {
				require.EqualError(t, err, c.fails)
				require.Nil(t, peering)
				failed, ok := errors.AsType[*digitalocean.VPCPeeringError](err)
				require.True(t, ok)
				require.Equal(t, digitalocean.VPCPeeringDeleting, failed.VPCPeering.Status)
				return
			}
			require.NoError(t, err)
			require.Equal(t, &digitalocean.VPCPeering{ID: "6b5c", Name: "nyc1-blr1", Status: digitalocean.VPCPeeringActive}, peering)
		})
	}
}

func TestVPCPeeringWaitActiveOfNone(t *testing.T) {
	server := &statesServer{path: "/v2/vpc_peerings/6b5c"}
	_, err := server.client(t).VPCPeerings.WaitActive(t.Context(), "6b5c")
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

const (
	natGatewayID     = "70e1b58d-cdec-4e95-b3ee-2d4d95feff51"
	natGatewayFields = `{"id": "` + natGatewayID + `", "name": "out", "type": "PUBLIC", "state": "ACTIVE", "region": "tor1", "size": 2,
		"vpcs": [{"vpc_uuid": "0eb1752f", "gateway_ip": "10.118.0.35", "default_gateway": true},
			{"vpc_uuid": "0eb17530", "gateway_ip": "10.119.0.35", "default_gateway": false}, {"vpc_uuid": "0eb17531", "gateway_ip": "10.120.0.35"}],
		"egresses": {"public_gateways": [{"ipv4": "192.0.2.197"}]}, "udp_timeout_seconds": 30, "icmp_timeout_seconds": 31,
		"tcp_timeout_seconds": 32, "created_at": "2026-08-12T18:43:14Z", "updated_at": "2026-08-12T19:00:04Z", "project_id": "9cc10173"}`
)

func TestVPCNATGateways(t *testing.T) {
	const (
		path     = "/v2/vpc_nat_gateways/" + natGatewayID
		settings = `"size": 2, "vpcs": [{"vpc_uuid": "0eb1752f", "default_gateway": true}, {"vpc_uuid": "0eb17530", "default_gateway": false},
			{"vpc_uuid": "0eb17531"}], "udp_timeout_seconds": 30, "icmp_timeout_seconds": 31, "tcp_timeout_seconds": 32`
	)
	gateway := digitalocean.VPCNATGateway{
		ID: natGatewayID, Name: "out", Type: digitalocean.VPCNATGatewayPublic, State: digitalocean.VPCNATGatewayActive, Region: "tor1", Size: 2,
		VPCs: []digitalocean.VPCNATGatewayVPC{
			{VPCUUID: "0eb1752f", GatewayIP: "10.118.0.35", DefaultGateway: new(true)},
			{VPCUUID: "0eb17530", GatewayIP: "10.119.0.35", DefaultGateway: new(false)},
			{VPCUUID: "0eb17531", GatewayIP: "10.120.0.35"},
		},
		Egresses:          digitalocean.VPCNATGatewayEgresses{PublicGateways: []digitalocean.VPCNATGatewayAddress{{IPv4: "192.0.2.197"}}},
		UDPTimeoutSeconds: 30, ICMPTimeoutSeconds: 31, TCPTimeoutSeconds: 32,
		CreatedAt: time.Date(2026, 8, 12, 18, 43, 14, 0, time.UTC), UpdatedAt: time.Date(2026, 8, 12, 19, 0, 4, 0, time.UTC),
		ProjectID: "9cc10173",
	}
	vpcs := []digitalocean.VPCNATGatewayVPCRequest{
		{VPCUUID: "0eb1752f", DefaultGateway: new(true)}, {VPCUUID: "0eb17530", DefaultGateway: new(false)}, {VPCUUID: "0eb17531"},
	}
	for _, e := range []exchange{
		{
			name: "VPCNATGateways.List, whose filters are in lower case",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCNATGateways.List(&digitalocean.VPCNATGatewayListOptions{
					State: digitalocean.VPCNATGatewayActive, Region: "tor1", Type: digitalocean.VPCNATGatewayPublic, Name: "Out",
				}).Collect(ctx)
			},
			method: "GET", path: "/v2/vpc_nat_gateways", query: "state=active&region=tor1&type=public&name=Out&per_page=200",
			answer: `{"vpc_nat_gateways": [` + natGatewayFields + `, {"id": "2", "state": "NEW", "egresses": {}}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.VPCNATGateway{gateway, {ID: "2", State: digitalocean.VPCNATGatewayNew}},
		},
		{
			name: "VPCNATGateways.List of all",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCNATGateways.List(&digitalocean.VPCNATGatewayListOptions{}).Collect(ctx)
			},
			method: "GET", path: "/v2/vpc_nat_gateways", query: "per_page=200",
			answer: `{"vpc_nat_gateways": [` + natGatewayFields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.VPCNATGateway{gateway},
		},
		{
			name: "VPCNATGateways.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCNATGateways.Get(ctx, natGatewayID)
			},
			method: "GET", path: path, answer: `{"vpc_nat_gateway": ` + natGatewayFields + `}`, want: &gateway,
		},
		{
			name: "VPCNATGateways.Create with every field, which answers with the whole gateway",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCNATGateways.Create(ctx, &digitalocean.VPCNATGatewayCreateRequest{
					Name: "out", Type: digitalocean.VPCNATGatewayPublic, Region: "tor1", Size: 2, VPCs: vpcs,
					UDPTimeoutSeconds: 30, ICMPTimeoutSeconds: 31, TCPTimeoutSeconds: 32, ProjectID: "9cc10173",
				})
			},
			method: "POST", path: "/v2/vpc_nat_gateways", body: `{"name": "out", "type": "PUBLIC", "region": "tor1", "project_id": "9cc10173", ` + settings + `}`,
			status: http.StatusAccepted, answer: `{"vpc_nat_gateway": ` + natGatewayFields + `}`, want: &gateway,
		},
		{
			name: "VPCNATGateways.Create with what is required",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCNATGateways.Create(ctx, &digitalocean.VPCNATGatewayCreateRequest{
					Name: "out", Type: digitalocean.VPCNATGatewayPublic, Region: "tor1", Size: 1, VPCs: vpcs[2:],
				})
			},
			method: "POST", path: "/v2/vpc_nat_gateways",
			body:   `{"name": "out", "type": "PUBLIC", "region": "tor1", "size": 1, "vpcs": [{"vpc_uuid": "0eb17531"}]}`,
			status: http.StatusAccepted, answer: `{"vpc_nat_gateway": ` + natGatewayFields + `}`, want: &gateway,
		},
		{
			name: "VPCNATGateways.Update, which answers with the whole gateway",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VPCNATGateways.Update(ctx, natGatewayID, &digitalocean.VPCNATGatewayUpdateRequest{
					Name: "out", Size: 2, VPCs: vpcs, UDPTimeoutSeconds: 30, ICMPTimeoutSeconds: 31, TCPTimeoutSeconds: 32,
				})
			},
			method: "PUT", path: path, body: `{"name": "out", ` + settings + `}`, answer: `{"vpc_nat_gateway": ` + natGatewayFields + `}`, want: &gateway,
		},
		{
			name: "VPCNATGateways.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.VPCNATGateways.Delete(ctx, natGatewayID)
			},
			method: "DELETE", path: path, status: http.StatusAccepted,
		},
	} {
		t.Run(e.name, e.do)
	}
	t.Run("UpdateRequest", func(t *testing.T) {
		request := gateway.UpdateRequest()
		require.Equal(t, vpcs, request.VPCs)
		requireFilled(t, "request", reflect.ValueOf(request), "request.VPCs.2.DefaultGateway")

		*request.VPCs[0].DefaultGateway = false
		require.Equal(t, new(true), gateway.VPCs[0].DefaultGateway)
	})
}

func TestVPCNATGatewayUpdateRequestChangesNothing(t *testing.T) {
	for _, c := range []struct{ name, gateway, want string }{
		{
			name:    "of every field",
			gateway: natGatewayFields,
			want: `{"name": "out", "size": 2, "udp_timeout_seconds": 30, "icmp_timeout_seconds": 31, "tcp_timeout_seconds": 32,
				"vpcs": [{"vpc_uuid": "0eb1752f", "default_gateway": true}, {"vpc_uuid": "0eb17530", "default_gateway": false}, {"vpc_uuid": "0eb17531"}]}`,
		},
		{
			name:    "with an empty list",
			gateway: `{"id": "` + natGatewayID + `", "name": "out", "size": 1, "vpcs": []}`,
			want:    `{"name": "out", "size": 1, "vpcs": []}`,
		},
		{
			name:    "with nulls",
			gateway: `{"id": "` + natGatewayID + `", "name": "out", "size": 1, "vpcs": null, "egresses": null, "tcp_timeout_seconds": null}`,
			want:    `{"name": "out", "size": 1}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent := sentBack(t, `{"vpc_nat_gateway": `+c.gateway+`}`, func(ctx context.Context, client *digitalocean.Client) error {
				gateway, err := client.VPCNATGateways.Get(ctx, natGatewayID)
				require.NoError(t, err)
				_, err = client.VPCNATGateways.Update(ctx, natGatewayID, gateway.UpdateRequest())
				return err
			})
			require.JSONEq(t, c.want, sent)
		})
	}
}

func TestVPCNATGatewayWaitActive(t *testing.T) {
	for _, c := range []struct {
		name   string
		states []string
		fails  bool
	}{
		{name: "at once", states: []string{"ACTIVE"}},
		{name: "after three looks", states: []string{"NEW", "PROVISIONING", "A_NEW_STATE", "ACTIVE"}},
		{name: "not when it has failed", states: []string{"NEW", "ERROR"}, fails: true},
		{name: "not when it is invalid", states: []string{"INVALID"}, fails: true},
		{name: "not when it is being deleted", states: []string{"PROVISIONING", "DELETING"}, fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &statesServer{
				path: "/v2/vpc_nat_gateways/70e1", states: c.states, answer: `{"vpc_nat_gateway": {"id": "70e1", "name": "out", "state": %q}}`,
			}
			gateway, err := server.client(t).VPCNATGateways.WaitActive(t.Context(), "70e1")
			server.check(t)
			last := c.states[len(c.states)-1]
			if c.fails {
				require.EqualError(t, err, "digitalocean: VPC NAT gateway 70e1 (out) has the state "+last+" and does not become active")
				require.Nil(t, gateway)
				failed, ok := errors.AsType[*digitalocean.VPCNATGatewayError](err)
				require.True(t, ok)
				require.EqualValues(t, last, failed.VPCNATGateway.State)
				return
			}
			require.NoError(t, err)
			require.Equal(t, &digitalocean.VPCNATGateway{ID: "70e1", Name: "out", State: digitalocean.VPCNATGatewayActive}, gateway)
		})
	}
}

func TestVPCNATGatewayWaitActiveOfNone(t *testing.T) {
	server := &statesServer{path: "/v2/vpc_nat_gateways/70e1"}
	_, err := server.client(t).VPCNATGateways.WaitActive(t.Context(), "70e1")
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}
