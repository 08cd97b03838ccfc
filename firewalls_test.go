package digitalocean_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const firewallID = "bb4b2611-3d72-467b-8602-280330ecd65c"

func TestFirewalls(t *testing.T) {
	const fields = `{"id": "` + firewallID + `", "name": "web", "status": "waiting", "created_at": "2026-05-23T21:24:00Z",
		"pending_changes": [{"droplet_id": 8043964, "removing": true, "status": "waiting"}],
		"inbound_rules": [
			{"protocol": "tcp", "ports": "8000-9000", "sources": {"addresses": ["192.0.2.0/24", "2001:db8::1"], "droplet_ids": [8043965],
				"load_balancer_uids": ["4de7ac8b"], "kubernetes_ids": ["41b74c5d"], "tags": ["gateway"]}},
			{"protocol": "icmp", "ports": "0", "sources": {"addresses": ["0.0.0.0/0", "::/0"]}}],
		"outbound_rules": [{"protocol": "udp", "ports": "0", "destinations": {"tags": ["dns"]}}],
		"droplet_ids": [8043964], "tags": ["frontend"]}`
	inbound := []digitalocean.FirewallInboundRule{
		{
			Protocol: digitalocean.FirewallTCP, Ports: "8000-9000",
			Sources: digitalocean.FirewallRuleTarget{
				Addresses: []string{"192.0.2.0/24", "2001:db8::1"}, DropletIDs: []int64{8043965}, LoadBalancerUIDs: []string{"4de7ac8b"},
				KubernetesIDs: []string{"41b74c5d"}, Tags: []string{"gateway"},
			},
		},
		{Protocol: digitalocean.FirewallICMP, Ports: "0", Sources: digitalocean.FirewallRuleTarget{Addresses: []string{"0.0.0.0/0", "::/0"}}},
	}
	outbound := []digitalocean.FirewallOutboundRule{
		{Protocol: digitalocean.FirewallUDP, Ports: "0", Destinations: digitalocean.FirewallRuleTarget{Tags: []string{"dns"}}},
	}
	firewall := digitalocean.Firewall{
		ID: firewallID, Name: "web", Status: digitalocean.FirewallWaiting, CreatedAt: time.Date(2026, 5, 23, 21, 24, 0, 0, time.UTC),
		PendingChanges: []digitalocean.FirewallPendingChange{{DropletID: 8043964, Removing: true, Status: "waiting"}},
		InboundRules:   inbound, OutboundRules: outbound, DropletIDs: []int64{8043964}, Tags: []string{"frontend"},
	}
	const everything = `{"name": "web", "droplet_ids": [8043964], "tags": ["frontend"],
		"inbound_rules": [
			{"protocol": "tcp", "ports": "8000-9000", "sources": {"addresses": ["192.0.2.0/24", "2001:db8::1"], "droplet_ids": [8043965],
				"load_balancer_uids": ["4de7ac8b"], "kubernetes_ids": ["41b74c5d"], "tags": ["gateway"]}},
			{"protocol": "icmp", "ports": "0", "sources": {"addresses": ["0.0.0.0/0", "::/0"]}}],
		"outbound_rules": [{"protocol": "udp", "ports": "0", "destinations": {"tags": ["dns"]}}]}`
	for _, e := range []exchange{
		{
			name: "Firewalls.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Firewalls.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/firewalls", query: "per_page=200",
			answer: `{"firewalls": [` + fields + `, {"id": "fb6045f1", "name": "idle", "status": "succeeded", "inbound_rules": null, "outbound_rules": [],
				"droplet_ids": null, "tags": null, "pending_changes": []}], "links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.Firewall{firewall, {
				ID: "fb6045f1", Name: "idle", Status: digitalocean.FirewallSucceeded, OutboundRules: []digitalocean.FirewallOutboundRule{},
				PendingChanges: []digitalocean.FirewallPendingChange{},
			}},
		},
		{
			name: "Firewalls.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Firewalls.Get(ctx, firewallID)
			},
			method: "GET", path: "/v2/firewalls/" + firewallID, answer: `{"firewall": ` + fields + `}`, want: &firewall,
		},
		{
			name: "Firewalls.Create with every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Firewalls.Create(ctx, &digitalocean.FirewallCreateRequest{
					Name: "web", DropletIDs: []int64{8043964}, Tags: []string{"frontend"}, InboundRules: inbound, OutboundRules: outbound,
				})
			},
			method: "POST", path: "/v2/firewalls", body: everything,
			status: http.StatusAccepted, answer: `{"firewall": ` + fields + `}`, want: &firewall,
		},
		{
			name: "Firewalls.Create with one rule",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Firewalls.Create(ctx, &digitalocean.FirewallCreateRequest{Name: "dns", OutboundRules: outbound})
			},
			method: "POST", path: "/v2/firewalls",
			body:   `{"name": "dns", "outbound_rules": [{"protocol": "udp", "ports": "0", "destinations": {"tags": ["dns"]}}]}`,
			status: http.StatusAccepted, answer: `{"firewall": ` + fields + `}`, want: &firewall,
		},
		{
			name: "Firewalls.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Firewalls.Update(ctx, firewallID, &digitalocean.FirewallUpdateRequest{
					Name: "web", DropletIDs: []int64{8043964}, Tags: []string{"frontend"}, InboundRules: inbound, OutboundRules: outbound,
				})
			},
			method: "PUT", path: "/v2/firewalls/" + firewallID, body: everything, answer: `{"firewall": ` + fields + `}`, want: &firewall,
		},
		{
			name: "Firewalls.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Firewalls.Delete(ctx, firewallID)
			},
			method: "DELETE", path: "/v2/firewalls/" + firewallID, status: http.StatusNoContent,
		},
		{
			name: "Firewalls.AddDroplets",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Firewalls.AddDroplets(ctx, firewallID, &digitalocean.FirewallDropletsRequest{DropletIDs: []int64{49696269}})
			},
			method: "POST", path: "/v2/firewalls/" + firewallID + "/droplets", body: `{"droplet_ids": [49696269]}`, status: http.StatusNoContent,
		},
		{
			name: "Firewalls.RemoveDroplets",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Firewalls.RemoveDroplets(ctx, firewallID, &digitalocean.FirewallDropletsRequest{DropletIDs: []int64{49696269, 7}})
			},
			method: "DELETE", path: "/v2/firewalls/" + firewallID + "/droplets", body: `{"droplet_ids": [49696269, 7]}`, status: http.StatusNoContent,
		},
		{
			name: "Firewalls.AddTags",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Firewalls.AddTags(ctx, firewallID, &digitalocean.FirewallTagsRequest{Tags: []string{"frontend"}})
			},
			method: "POST", path: "/v2/firewalls/" + firewallID + "/tags", body: `{"tags": ["frontend"]}`, status: http.StatusNoContent,
		},
		{
			name: "Firewalls.RemoveTags",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Firewalls.RemoveTags(ctx, firewallID, &digitalocean.FirewallTagsRequest{Tags: []string{"frontend", "old"}})
			},
			method: "DELETE", path: "/v2/firewalls/" + firewallID + "/tags", body: `{"tags": ["frontend", "old"]}`, status: http.StatusNoContent,
		},
		{
			name: "Firewalls.AddRules",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Firewalls.AddRules(ctx, firewallID, &digitalocean.FirewallRulesRequest{
					InboundRules: []digitalocean.FirewallInboundRule{
						{Protocol: digitalocean.FirewallTCP, Ports: "all", Sources: digitalocean.FirewallRuleTarget{DropletIDs: []int64{49696269}}},
					},
					OutboundRules: outbound,
				})
			},
			method: "POST", path: "/v2/firewalls/" + firewallID + "/rules",
			body: `{"inbound_rules": [{"protocol": "tcp", "ports": "all", "sources": {"droplet_ids": [49696269]}}],
				"outbound_rules": [{"protocol": "udp", "ports": "0", "destinations": {"tags": ["dns"]}}]}`,
			status: http.StatusNoContent,
		},
		{
			name: "Firewalls.RemoveRules of one direction",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Firewalls.RemoveRules(ctx, firewallID, &digitalocean.FirewallRulesRequest{InboundRules: inbound[1:]})
			},
			method: "DELETE", path: "/v2/firewalls/" + firewallID + "/rules",
			body:   `{"inbound_rules": [{"protocol": "icmp", "ports": "0", "sources": {"addresses": ["0.0.0.0/0", "::/0"]}}]}`,
			status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
	t.Run("UpdateRequest", func(t *testing.T) {
		request := firewall.UpdateRequest()
		requireFilled(t, "request", reflect.ValueOf(request), "request.InboundRules.1.Sources", "request.OutboundRules.0.Destinations")

		request.DropletIDs[0], request.Tags[0] = 1, "changed"
		request.InboundRules[0].Ports, request.OutboundRules[0].Ports = "1", "1"
		request.InboundRules[0].Sources.Addresses[0], request.OutboundRules[0].Destinations.Tags[0] = "changed", "changed"
		var unchanged digitalocean.Firewall
		require.NoError(t, json.Unmarshal([]byte(fields), &unchanged))
		require.Equal(t, unchanged, firewall)
	})
}

func TestFirewallUpdateRequestChangesNothing(t *testing.T) {
	for _, c := range []struct{ name, firewall, want string }{
		{
			name: "of every field",
			firewall: `{"id": "` + firewallID + `", "name": "web", "status": "succeeded", "created_at": "2026-05-23T21:24:00Z", "pending_changes": [],
				"inbound_rules": [{"protocol": "icmp", "ports": "0", "sources": {"addresses": ["::/0"], "droplet_ids": [], "tags": ["gateway"]}}],
				"outbound_rules": [{"protocol": "tcp", "ports": "8000-9000", "destinations": {"kubernetes_ids": ["41b74c5d"], "load_balancer_uids": ["4de7ac8b"]}}],
				"droplet_ids": [8043964], "tags": ["frontend"]}`,
			want: `{"name": "web", "droplet_ids": [8043964], "tags": ["frontend"],
				"inbound_rules": [{"protocol": "icmp", "ports": "0", "sources": {"addresses": ["::/0"], "droplet_ids": [], "tags": ["gateway"]}}],
				"outbound_rules": [{"protocol": "tcp", "ports": "8000-9000", "destinations": {"kubernetes_ids": ["41b74c5d"], "load_balancer_uids": ["4de7ac8b"]}}]}`,
		},
		{
			name:     "with empty lists",
			firewall: `{"id": "` + firewallID + `", "name": "web", "status": "succeeded", "inbound_rules": [], "outbound_rules": [], "droplet_ids": [], "tags": []}`,
			want:     `{"name": "web", "inbound_rules": [], "outbound_rules": [], "droplet_ids": [], "tags": []}`,
		},
		{
			name:     "with null lists, of which the rules are needed",
			firewall: `{"id": "` + firewallID + `", "name": "web", "status": "failed", "inbound_rules": null, "outbound_rules": null, "droplet_ids": null, "tags": null}`,
			want:     `{"name": "web", "inbound_rules": [], "outbound_rules": []}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent := sentBack(t, `{"firewall": `+c.firewall+`}`, func(ctx context.Context, client *digitalocean.Client) error {
				firewall, err := client.Firewalls.Get(ctx, firewallID)
				require.NoError(t, err)
				_, err = client.Firewalls.Update(ctx, firewallID, firewall.UpdateRequest())
				return err
			})
			require.JSONEq(t, c.want, sent)
		})
	}
}

// sentBack runs a Get and an Update against a server that gives the same answer to both, and returns the body of the update.
func sentBack(t *testing.T, answer string, getAndUpdate func(ctx context.Context, client *digitalocean.Client) error) string {
	t.Helper()
	var sent []byte
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			var err error
			if sent, err = io.ReadAll(r.Body); err != nil {
				t.Error(err)
			}
		}
		_, _ = io.WriteString(w, answer)
	})
	require.NoError(t, getAndUpdate(t.Context(), client))
	return string(sent)
}

// requireFilled fails for each exported field in a value that is zero. It does not look at and below the exceptions.
func requireFilled(t *testing.T, path string, value reflect.Value, exceptions ...string) {
	t.Helper()
	if slices.Contains(exceptions, path) {
		return
	}
	if value.IsZero() {
		t.Errorf("%s is zero", path)
		return
	}
	switch value.Kind() {
	case reflect.Pointer:
		if value.Elem().Kind() == reflect.Struct { // a pointer to a scalar may point to false or 0
			requireFilled(t, path, value.Elem(), exceptions...)
		}
	case reflect.Slice:
		for i := range value.Len() {
			requireFilled(t, path+"."+strconv.Itoa(i), value.Index(i), exceptions...)
		}
	case reflect.Struct:
		for field, v := range value.Fields() {
			if field.IsExported() {
				requireFilled(t, path+"."+field.Name, v, exceptions...)
			}
		}
	}
}
