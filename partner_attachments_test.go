package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestPartnerAttachments(t *testing.T) {
	const (
		id     = "5a4981aa-9653-4bd1-bef5-d6bff52042e4"
		path   = "/v2/partner_network_connect/attachments/" + id
		fields = `{"id": "` + id + `", "urn": "do:partner_attachment:5a4981aa", "name": "prod", "state": "CREATED", "created_at": "2026-03-27T13:03:53.5Z",
			"connection_bandwidth_in_mbps": 1000, "region": "NYC", "naas_provider": "MEGAPORT", "vpc_ids": ["796c6fe3", "9a2fdc35"],
			"bgp": {"local_asn": 4200000000, "local_router_ip": "169.254.0.1/29", "peer_asn": 133937, "peer_router_ip": "169.254.0.6/29"},
			"parent_uuid": "34259a41", "children": ["ee1ad867"]}`
	)
	attachment := digitalocean.PartnerAttachment{
		ID: id, URN: "do:partner_attachment:5a4981aa", Name: "prod", State: "CREATED", CreatedAt: time.Date(2026, 3, 27, 13, 3, 53, 500000000, time.UTC),
		ConnectionBandwidthInMbps: 1000, Region: "NYC", NaaSProvider: "MEGAPORT", VPCIDs: []string{"796c6fe3", "9a2fdc35"},
		BGP: digitalocean.PartnerAttachmentBGP{
			LocalASN: 4200000000, LocalRouterIP: "169.254.0.1/29", PeerASN: 133937, PeerRouterIP: "169.254.0.6/29",
		},
		ParentUUID: "34259a41", Children: []string{"ee1ad867"},
	}
	bgp := &digitalocean.PartnerAttachmentBGPRequest{
		LocalRouterIP: "169.254.0.1/29", PeerRouterIP: "169.254.0.6/29", PeerRouterASN: 4200000000, AuthKey: digitalocean.NewSecret("BGP-KEY"),
	}
	for _, e := range []exchange{
		{
			name: "PartnerAttachments.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/partner_network_connect/attachments", query: "per_page=200",
			answer: `{"partner_attachments": [` + fields + `, {"id": "2", "state": "active"}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.PartnerAttachment{attachment, {ID: "2", State: "active"}},
		},
		{
			name: "PartnerAttachments.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.Get(ctx, id)
			},
			method: "GET", path: path, answer: `{"partner_attachment": ` + fields + `}`, want: &attachment,
		},
		{
			name: "PartnerAttachments.Create with every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.Create(ctx, &digitalocean.PartnerAttachmentCreateRequest{
					Name: "prod", ConnectionBandwidthInMbps: 1000, Region: "nyc", NaaSProvider: "megaport", VPCIDs: []string{"796c6fe3", "9a2fdc35"},
					ParentUUID: "34259a41", BGP: bgp, RedundancyZone: digitalocean.PartnerAttachmentMegaportBlue,
				})
			},
			method: "POST", path: "/v2/partner_network_connect/attachments",
			body: `{"name": "prod", "connection_bandwidth_in_mbps": 1000, "region": "nyc", "naas_provider": "megaport", "vpc_ids": ["796c6fe3", "9a2fdc35"],
				"parent_uuid": "34259a41", "redundancy_zone": "MEGAPORT_BLUE",
				"bgp": {"local_router_ip": "169.254.0.1/29", "peer_router_ip": "169.254.0.6/29", "peer_router_asn": 4200000000, "auth_key": "BGP-KEY"}}`,
			status: http.StatusAccepted, answer: `{"partner_attachment": ` + fields + `}`, want: &attachment,
		},
		{
			name: "PartnerAttachments.Create with what is required",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.Create(ctx, &digitalocean.PartnerAttachmentCreateRequest{
					Name: "prod", ConnectionBandwidthInMbps: 10000, Region: "sgp", NaaSProvider: "megaport", VPCIDs: []string{"796c6fe3"},
				})
			},
			method: "POST", path: "/v2/partner_network_connect/attachments",
			body:   `{"name": "prod", "connection_bandwidth_in_mbps": 10000, "region": "sgp", "naas_provider": "megaport", "vpc_ids": ["796c6fe3"]}`,
			status: http.StatusAccepted, answer: `{"partner_attachment": ` + fields + `}`, want: &attachment,
		},
		{
			name: "PartnerAttachments.Update of every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.Update(ctx, id, &digitalocean.PartnerAttachmentUpdateRequest{
					Name: new("prod"), VPCIDs: []string{"796c6fe3"}, BGP: bgp,
				})
			},
			method: "PATCH", path: path,
			body: `{"name": "prod", "vpc_ids": ["796c6fe3"],
				"bgp": {"local_router_ip": "169.254.0.1/29", "peer_router_ip": "169.254.0.6/29", "peer_router_asn": 4200000000, "auth_key": "BGP-KEY"}}`,
			status: http.StatusAccepted, answer: `{"partner_attachment": ` + fields + `}`, want: &attachment,
		},
		{
			name: "PartnerAttachments.Update of the name",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.Update(ctx, id, &digitalocean.PartnerAttachmentUpdateRequest{Name: new("prod")})
			},
			method: "PATCH", path: path, body: `{"name": "prod"}`,
			status: http.StatusAccepted, answer: `{"partner_attachment": ` + fields + `}`, want: &attachment,
		},
		{
			name: "PartnerAttachments.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.Delete(ctx, id)
			},
			method: "DELETE", path: path, status: http.StatusAccepted, answer: `{"partner_attachment": {"id": "` + id + `", "state": "DELETING"}}`,
			want: &digitalocean.PartnerAttachment{ID: id, State: "DELETING"},
		},
		{
			name: "PartnerAttachments.GetBGPAuthKey",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.GetBGPAuthKey(ctx, id)
			},
			method: "GET", path: path + "/bgp_auth_key", answer: `{"bgp_auth_key": {"value": "BGP-KEY"}}`,
			want: &digitalocean.PartnerAttachmentBGPAuthKey{Value: digitalocean.NewSecret("BGP-KEY")},
		},
		{
			name: "PartnerAttachments.ListRemoteRoutes",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.ListRemoteRoutes(id, &digitalocean.ListOptions{PerPage: 2}).Collect(ctx)
			},
			method: "GET", path: path + "/remote_routes", query: "per_page=2",
			answer: `{"remote_routes": [{"cidr": "10.10.10.0/24"}, {"cidr": "10.10.11.0/24"}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.PartnerAttachmentRemoteRoute{{CIDR: "10.10.10.0/24"}, {CIDR: "10.10.11.0/24"}},
		},
		{
			name: "PartnerAttachments.GetServiceKey",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.PartnerAttachments.GetServiceKey(ctx, id)
			},
			method: "GET", path: path + "/service_key",
			answer: `{"service_key": {"created_at": "2026-03-13T19:20:47Z", "value": "SERVICE-KEY", "state": "CREATED"}}`,
			want: &digitalocean.PartnerAttachmentServiceKey{
				Value: digitalocean.NewSecret("SERVICE-KEY"), State: "CREATED", CreatedAt: time.Date(2026, 3, 13, 19, 20, 47, 0, time.UTC),
			},
		},
		{
			name: "PartnerAttachments.RegenerateServiceKey",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.PartnerAttachments.RegenerateServiceKey(ctx, id)
			},
			method: "POST", path: path + "/service_key", status: http.StatusAccepted, answer: `{}`,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestPartnerAttachmentKeysAreHidden(t *testing.T) {
	for _, v := range []any{
		&digitalocean.PartnerAttachmentBGPAuthKey{Value: digitalocean.NewSecret("KEY")},
		&digitalocean.PartnerAttachmentServiceKey{Value: digitalocean.NewSecret("KEY")},
		digitalocean.PartnerAttachmentBGPRequest{AuthKey: digitalocean.NewSecret("KEY")},
	} {
		require.NotContains(t, fmt.Sprintf("%v %+v %#v", v, v, v), "KEY")
	}
}

func TestPartnerAttachmentWaitActive(t *testing.T) {
	for _, c := range []struct {
		name   string
		states []string
		fails  string
	}{
		{name: "at once", states: []string{"ACTIVE"}},
		{name: "after two looks, in lower case", states: []string{"CREATED", "a new state", "active"}},
		{name: "never", states: []string{"CREATED", "deleting"}, fails: "digitalocean: partner attachment 5a49 (prod) is being deleted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &statesServer{
				path: "/v2/partner_network_connect/attachments/5a49", states: c.states,
				answer: `{"partner_attachment": {"id": "5a49", "name": "prod", "state": %q}}`,
			}
			attachment, err := server.client(t).PartnerAttachments.WaitActive(t.Context(), "5a49")
			server.check(t)
			last := c.states[len(c.states)-1]
			if c.fails != "" {
				require.EqualError(t, err, c.fails)
				require.Nil(t, attachment)
				failed, ok := errors.AsType[*digitalocean.PartnerAttachmentError](err)
				require.True(t, ok)
				require.Equal(t, last, failed.PartnerAttachment.State)
				return
			}
			require.NoError(t, err)
			require.Equal(t, &digitalocean.PartnerAttachment{ID: "5a49", Name: "prod", State: last}, attachment)
		})
	}
}

func TestPartnerAttachmentWaitActiveOfNone(t *testing.T) {
	server := &statesServer{path: "/v2/partner_network_connect/attachments/5a49"}
	_, err := server.client(t).PartnerAttachments.WaitActive(t.Context(), "5a49")
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}
