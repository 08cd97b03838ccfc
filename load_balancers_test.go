package digitalocean_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"testing"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const balancerID = "4de7ac8b-495b-4884-9a69-1050c6793cd6"

// balancerSettings are the settings of a load balancer that has all of them, in requests and answers alike, without those
// that differ.
const balancerSettings = `"name": "web", "project_id": "9cc10173", "algorithm": "least_connections", "size_unit": 3,
	"forwarding_rules": [
		{"entry_protocol": "https", "entry_port": 443, "target_protocol": "http2", "target_port": 8443, "certificate_id": "892071a0"},
		{"entry_protocol": "http3", "entry_port": 444, "target_protocol": "https", "target_port": 8444, "tls_passthrough": true}],
	"health_check": {"protocol": "tcp", "port": 8080, "path": "/health", "check_interval_seconds": 11, "response_timeout_seconds": 6,
		"healthy_threshold": 4, "unhealthy_threshold": 2, "proxy_protocol": false},
	"sticky_sessions": {"type": "cookies", "cookie_name": "DO-LB", "cookie_ttl_seconds": 300},
	"redirect_http_to_https": true, "enable_proxy_protocol": true, "enable_backend_keepalive": true, "http_idle_timeout_seconds": 90,
	"vpc_uuid": "c33931f2", "subnet_uuid": "5a4981aa", "disable_lets_encrypt_dns_records": true,
	"firewall": {"deny": ["cidr:192.0.2.0/24"], "allow": ["ip:198.51.100.1"]},
	"network": "INTERNAL", "network_stack": "DUALSTACK", "type": "REGIONAL_NETWORK", "tls_cipher_policy": "STRONG",
	"domains": [{"name": "example.com", "is_managed": true, "certificate_id": "892071a1"}],
	"glb_settings": {"target_protocol": "http2", "target_port": 80, "cdn": {"is_enabled": true}, "region_priorities": {"fra1": 2, "nyc1": 1},
		"failover_threshold": 50},
	"target_load_balancer_ids": ["7dbf91fe"]`

const balancerFields = `{"id": "` + balancerID + `", "ip": "192.0.2.7", "ipv6": "2001:db8::7", "status": "active",
	"created_at": "2026-02-01T22:22:58Z", "size": "lb-medium", "droplet_ids": [3164444, 3164445], "tag": "prod:web",
	"region": {"name": "New York 3", "slug": "nyc3", "sizes": ["s-1vcpu-1gb"], "features": ["ipv6"], "available": true}, ` + balancerSettings + `}`

func TestLoadBalancers(t *testing.T) {
	balancer := digitalocean.LoadBalancer{
		ID: balancerID, Name: "web", ProjectID: "9cc10173", IP: "192.0.2.7", IPv6: "2001:db8::7", SizeUnit: 3, Size: digitalocean.LoadBalancerMedium,
		Algorithm: digitalocean.LoadBalancerLeastConnections, Status: digitalocean.LoadBalancerActive,
		CreatedAt: time.Date(2026, 2, 1, 22, 22, 58, 0, time.UTC),
		ForwardingRules: []digitalocean.LoadBalancerForwardingRule{
			{
				EntryProtocol: digitalocean.LoadBalancerHTTPS, EntryPort: 443, TargetProtocol: digitalocean.LoadBalancerHTTP2, TargetPort: 8443,
				CertificateID: "892071a0",
			},
			{
				EntryProtocol: digitalocean.LoadBalancerHTTP3, EntryPort: 444, TargetProtocol: digitalocean.LoadBalancerHTTPS, TargetPort: 8444,
				TLSPassthrough: true,
			},
		},
		HealthCheck: &digitalocean.LoadBalancerHealthCheck{
			Protocol: digitalocean.LoadBalancerTCP, Port: 8080, Path: "/health", CheckIntervalSeconds: 11, ResponseTimeoutSeconds: 6,
			HealthyThreshold: 4, UnhealthyThreshold: 2, ProxyProtocol: new(false),
		},
		StickySessions: &digitalocean.LoadBalancerStickySessions{
			Type: digitalocean.LoadBalancerStickyCookies, CookieName: "DO-LB", CookieTTLSeconds: 300,
		},
		RedirectHTTPToHTTPS: true, EnableProxyProtocol: true, EnableBackendKeepalive: true, HTTPIdleTimeoutSeconds: 90, VPCUUID: "c33931f2", SubnetUUID: "5a4981aa",
		DisableLetsEncryptDNSRecords: true,
		Firewall:                     &digitalocean.LoadBalancerFirewall{Deny: []string{"cidr:192.0.2.0/24"}, Allow: []string{"ip:198.51.100.1"}},
		Network:                      digitalocean.LoadBalancerInternal, NetworkStack: digitalocean.LoadBalancerDualstack,
		Type:    digitalocean.LoadBalancerRegionalNetwork,
		Domains: []digitalocean.LoadBalancerDomain{{Name: "example.com", IsManaged: true, CertificateID: "892071a1"}},
		GLBSettings: &digitalocean.LoadBalancerGLBSettings{
			TargetProtocol: digitalocean.LoadBalancerHTTP2, TargetPort: 80, CDN: &digitalocean.LoadBalancerCDN{IsEnabled: true},
			RegionPriorities: map[string]int{"nyc1": 1, "fra1": 2}, FailoverThreshold: new(50),
		},
		TargetLoadBalancerIDs: []string{"7dbf91fe"}, TLSCipherPolicy: digitalocean.LoadBalancerTLSStrong,
		Region: &digitalocean.Region{
			Name: "New York 3", Slug: "nyc3", Sizes: []string{"s-1vcpu-1gb"}, Features: []string{"ipv6"}, Available: true,
		},
		DropletIDs: []int64{3164444, 3164445}, Tag: "prod:web",
	}
	settings := digitalocean.LoadBalancerCreateRequest{
		Name: "web", Region: "nyc3", Type: balancer.Type, Targets: digitalocean.LoadBalancerTag("prod:web"), SizeUnit: 3,
		ForwardingRules: balancer.ForwardingRules, HealthCheck: balancer.HealthCheck, StickySessions: balancer.StickySessions,
		RedirectHTTPToHTTPS: true, EnableProxyProtocol: true, EnableBackendKeepalive: true, HTTPIdleTimeoutSeconds: 90, VPCUUID: "c33931f2", SubnetUUID: "5a4981aa",
		DisableLetsEncryptDNSRecords: true, Firewall: balancer.Firewall, Network: balancer.Network, NetworkStack: balancer.NetworkStack,
		TLSCipherPolicy: balancer.TLSCipherPolicy, Domains: balancer.Domains, GLBSettings: balancer.GLBSettings,
		TargetLoadBalancerIDs: balancer.TargetLoadBalancerIDs, ProjectID: "9cc10173", Algorithm: balancer.Algorithm,
	}
	rules := &digitalocean.LoadBalancerForwardingRulesRequest{ForwardingRules: []digitalocean.LoadBalancerForwardingRule{
		{EntryProtocol: digitalocean.LoadBalancerUDP, EntryPort: 53, TargetProtocol: digitalocean.LoadBalancerUDP, TargetPort: 5353},
	}}
	const rulesBody = `{"forwarding_rules": [{"entry_protocol": "udp", "entry_port": 53, "target_protocol": "udp", "target_port": 5353}]}`
	for _, e := range []exchange{
		{
			name: "LoadBalancers.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.LoadBalancers.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/load_balancers", query: "per_page=200",
			answer: `{"load_balancers": [` + balancerFields + `, {"id": "56775c3f", "name": "new", "ip": "", "size": "lb-small", "status": "new",
				"forwarding_rules": [{"entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 80, "certificate_id": "",
					"tls_passthrough": false}], "sticky_sessions": {"type": "none"}, "health_check": null, "firewall": null, "region": null,
				"tag": "", "droplet_ids": [], "redirect_http_to_https": false}], "links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.LoadBalancer{balancer, {
				ID: "56775c3f", Name: "new", Size: digitalocean.LoadBalancerSmall, Status: digitalocean.LoadBalancerNew,
				ForwardingRules: []digitalocean.LoadBalancerForwardingRule{
					{EntryProtocol: digitalocean.LoadBalancerHTTP, EntryPort: 80, TargetProtocol: digitalocean.LoadBalancerHTTP, TargetPort: 80},
				},
				StickySessions: &digitalocean.LoadBalancerStickySessions{Type: digitalocean.LoadBalancerStickyNone}, DropletIDs: []int64{},
			}},
		},
		{
			name: "LoadBalancers.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.LoadBalancers.Get(ctx, balancerID)
			},
			method: "GET", path: "/v2/load_balancers/" + balancerID, answer: `{"load_balancer": ` + balancerFields + `}`, want: &balancer,
		},
		{
			name: "LoadBalancers.Create with every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.LoadBalancers.Create(ctx, &settings)
			},
			method: "POST", path: "/v2/load_balancers", body: `{"region": "nyc3", "tag": "prod:web", ` + balancerSettings + `}`,
			status: http.StatusAccepted, answer: `{"load_balancer": ` + balancerFields + `}`, want: &balancer,
		},
		{
			name: "LoadBalancers.Create with Droplets, in a region that does not count nodes",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.LoadBalancers.Create(ctx, &digitalocean.LoadBalancerCreateRequest{
					Name: "web", Region: "nyc2", Size: digitalocean.LoadBalancerLarge, Targets: digitalocean.LoadBalancerDroplets(3164444, 3164445),
					ForwardingRules: rules.ForwardingRules,
				})
			},
			method: "POST", path: "/v2/load_balancers",
			body: `{"name": "web", "region": "nyc2", "size": "lb-large", "droplet_ids": [3164444, 3164445],
				"forwarding_rules": [{"entry_protocol": "udp", "entry_port": 53, "target_protocol": "udp", "target_port": 5353}]}`,
			status: http.StatusAccepted, answer: `{"load_balancer": ` + balancerFields + `}`, want: &balancer,
		},
		{
			name: "LoadBalancers.Create of a global one, which has no Droplets",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.LoadBalancers.Create(ctx, &digitalocean.LoadBalancerCreateRequest{
					Name: "world", Type: digitalocean.LoadBalancerGlobal, Domains: []digitalocean.LoadBalancerDomain{{Name: "example.com"}},
					GLBSettings: &digitalocean.LoadBalancerGLBSettings{
						TargetProtocol: digitalocean.LoadBalancerHTTP, TargetPort: 80, CDN: &digitalocean.LoadBalancerCDN{}, FailoverThreshold: new(0),
					},
					TargetLoadBalancerIDs: []string{"7dbf91fe"},
				})
			},
			method: "POST", path: "/v2/load_balancers",
			body: `{"name": "world", "type": "GLOBAL", "domains": [{"name": "example.com", "is_managed": false}],
				"glb_settings": {"target_protocol": "http", "target_port": 80, "cdn": {"is_enabled": false}, "failover_threshold": 0},
				"target_load_balancer_ids": ["7dbf91fe"]}`,
			status: http.StatusAccepted, answer: `{"load_balancer": ` + balancerFields + `}`, want: &balancer,
		},
		{
			name: "LoadBalancers.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.LoadBalancers.Update(ctx, balancerID, new(digitalocean.LoadBalancerUpdateRequest(settings)))
			},
			method: "PUT", path: "/v2/load_balancers/" + balancerID, body: `{"region": "nyc3", "tag": "prod:web", ` + balancerSettings + `}`,
			answer: `{"load_balancer": ` + balancerFields + `}`, want: &balancer,
		},
		{
			name: "LoadBalancers.Update to one without Droplets",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.LoadBalancers.Update(ctx, balancerID, &digitalocean.LoadBalancerUpdateRequest{
					Name: "web", Region: "nyc3", Targets: digitalocean.LoadBalancerDroplets(),
				})
			},
			method: "PUT", path: "/v2/load_balancers/" + balancerID, body: `{"name": "web", "region": "nyc3", "droplet_ids": []}`,
			answer: `{"load_balancer": ` + balancerFields + `}`, want: &balancer,
		},
		{
			name: "LoadBalancers.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.LoadBalancers.Delete(ctx, balancerID)
			},
			method: "DELETE", path: "/v2/load_balancers/" + balancerID, status: http.StatusNoContent,
		},
		{
			name: "LoadBalancers.PurgeCache",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.LoadBalancers.PurgeCache(ctx, balancerID)
			},
			method: "DELETE", path: "/v2/load_balancers/" + balancerID + "/cache", status: http.StatusNoContent,
		},
		{
			name: "LoadBalancers.AddDroplets",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.LoadBalancers.AddDroplets(ctx, balancerID, &digitalocean.LoadBalancerDropletsRequest{DropletIDs: []int64{3164444, 3164445}})
			},
			method: "POST", path: "/v2/load_balancers/" + balancerID + "/droplets", body: `{"droplet_ids": [3164444, 3164445]}`,
			status: http.StatusNoContent,
		},
		{
			name: "LoadBalancers.RemoveDroplets",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.LoadBalancers.RemoveDroplets(ctx, balancerID, &digitalocean.LoadBalancerDropletsRequest{DropletIDs: []int64{3164444}})
			},
			method: "DELETE", path: "/v2/load_balancers/" + balancerID + "/droplets", body: `{"droplet_ids": [3164444]}`,
			status: http.StatusNoContent,
		},
		{
			name: "LoadBalancers.AddForwardingRules",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.LoadBalancers.AddForwardingRules(ctx, balancerID, rules)
			},
			method: "POST", path: "/v2/load_balancers/" + balancerID + "/forwarding_rules", body: rulesBody, status: http.StatusNoContent,
		},
		{
			name: "LoadBalancers.RemoveForwardingRules",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.LoadBalancers.RemoveForwardingRules(ctx, balancerID, rules)
			},
			method: "DELETE", path: "/v2/load_balancers/" + balancerID + "/forwarding_rules", body: rulesBody, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
	t.Run("UpdateRequest", func(t *testing.T) {
		request := balancer.UpdateRequest()
		require.Equal(t, digitalocean.LoadBalancerUpdateRequest(settings), *request)
		requireFilled(t, "request", reflect.ValueOf(request), "request.Size",
			"request.ForwardingRules.0.TLSPassthrough", "request.ForwardingRules.1.CertificateID")

		request.ForwardingRules[0].EntryPort, request.HealthCheck.Port, request.StickySessions.CookieName = 1, 1, "changed"
		request.Firewall.Deny[0], request.Firewall.Allow[0], request.Domains[0].Name = "changed", "changed", "changed"
		request.GLBSettings.TargetPort, request.GLBSettings.CDN.IsEnabled = 1, false
		request.GLBSettings.RegionPriorities["nyc1"], *request.GLBSettings.FailoverThreshold = 9, 9
		request.TargetLoadBalancerIDs[0] = "changed"
		var unchanged digitalocean.LoadBalancer
		require.NoError(t, json.Unmarshal([]byte(balancerFields), &unchanged))
		require.Equal(t, unchanged, balancer)
	})
}

func TestLoadBalancerUpdateRequestChangesNothing(t *testing.T) {
	for _, c := range []struct{ name, balancer, want string }{
		{
			name:     "of every field, by tag",
			balancer: balancerFields,
			want:     `{"region": "nyc3", "tag": "prod:web", ` + balancerSettings + `}`,
		},
		{
			name: "by Droplets, in a region that does not count nodes",
			balancer: `{"id": "` + balancerID + `", "name": "web", "ip": "192.0.2.7", "status": "active", "size": "lb-medium", "algorithm": "round_robin",
				"forwarding_rules": [{"entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 80, "certificate_id": "",
					"tls_passthrough": false}], "sticky_sessions": {"type": "none"}, "region": {"slug": "nyc2"}, "tag": "", "droplet_ids": [3164444],
				"redirect_http_to_https": false, "firewall": {"deny": [], "allow": ["ip:198.51.100.1"]}}`,
			want: `{"name": "web", "region": "nyc2", "size": "lb-medium", "algorithm": "round_robin", "droplet_ids": [3164444],
				"forwarding_rules": [{"entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 80}],
				"sticky_sessions": {"type": "none"}, "firewall": {"deny": [], "allow": ["ip:198.51.100.1"]}}`,
		},
		{
			name: "with what the description leaves out",
			balancer: `{"id": "` + balancerID + `", "name": "web", "status": "active", "region": {"slug": "nyc3"}, "size_unit": 1, "enable_proxy_protocol": true,
				"subnet_uuid": "s1", "droplet_ids": [1], "health_check": {"protocol": "http", "port": 10256, "path": "/healthz", "proxy_protocol": false}}`,
			want: `{"name": "web", "region": "nyc3", "size_unit": 1, "enable_proxy_protocol": true, "subnet_uuid": "s1", "droplet_ids": [1],
				"health_check": {"protocol": "http", "port": 10256, "path": "/healthz", "proxy_protocol": false}}`,
		},
		{
			name: "with empty lists",
			balancer: `{"id": "` + balancerID + `", "name": "web", "status": "active", "region": {"slug": "nyc3"}, "size_unit": 1, "size": "lb-small", "tag": "",
				"forwarding_rules": [], "droplet_ids": [], "domains": [], "target_load_balancer_ids": [], "glb_settings": {"region_priorities": {}}}`,
			want: `{"name": "web", "region": "nyc3", "size_unit": 1, "forwarding_rules": [], "droplet_ids": [], "domains": [], "target_load_balancer_ids": [],
				"glb_settings": {"region_priorities": {}}}`,
		},
		{
			name: "of a global one, with nulls",
			balancer: `{"id": "` + balancerID + `", "name": "world", "status": "active", "type": "GLOBAL", "region": null, "tag": null, "droplet_ids": null,
				"forwarding_rules": null, "health_check": null, "sticky_sessions": null, "firewall": null, "domains": [{"name": "example.com", "is_managed": false}],
				"glb_settings": {"target_protocol": "http", "target_port": 80, "cdn": {"is_enabled": false}, "failover_threshold": 0},
				"target_load_balancer_ids": ["7dbf91fe"]}`,
			want: `{"name": "world", "type": "GLOBAL", "domains": [{"name": "example.com", "is_managed": false}],
				"glb_settings": {"target_protocol": "http", "target_port": 80, "cdn": {"is_enabled": false}, "failover_threshold": 0},
				"target_load_balancer_ids": ["7dbf91fe"]}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent := sentBack(t, `{"load_balancer": `+c.balancer+`}`, func(ctx context.Context, client *digitalocean.Client) error {
				balancer, err := client.LoadBalancers.Get(ctx, balancerID)
				require.NoError(t, err)
				_, err = client.LoadBalancers.Update(ctx, balancerID, balancer.UpdateRequest())
				return err
			})
			require.JSONEq(t, c.want, sent)
		})
	}
}

func TestLoadBalancerTargets(t *testing.T) {
	for _, c := range []struct {
		name    string
		targets digitalocean.LoadBalancerTargets
		want    string
		fails   string
	}{
		{name: "none", want: `{}`},
		{name: "Droplets", targets: digitalocean.LoadBalancerDroplets(1, 2), want: `{"droplet_ids": [1, 2]}`},
		{name: "no Droplets", targets: digitalocean.LoadBalancerDroplets(), want: `{"droplet_ids": []}`},
		{name: "a tag", targets: digitalocean.LoadBalancerTag("web"), want: `{"tag": "web"}`},
		{name: "an empty tag", targets: digitalocean.LoadBalancerTag(""), fails: "the tag of the load balancer's Droplets is empty"},
		{name: "an ID that was never set", targets: digitalocean.LoadBalancerDroplets(1, 0), fails: "0 is not the ID of a Droplet"},
	} {
		t.Run(c.name, func(t *testing.T) {
			request := &digitalocean.LoadBalancerUpdateRequest{Targets: c.targets}
			if c.fails != "" {
				client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
				_, err := client.LoadBalancers.Update(t.Context(), balancerID, request)
				require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
				require.ErrorContains(t, err, c.fails)
				_, err = client.LoadBalancers.Create(t.Context(), &digitalocean.LoadBalancerCreateRequest{Targets: c.targets})
				require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
				return
			}
			v1, err := json.Marshal(request)
			require.NoError(t, err)
			require.JSONEq(t, c.want, string(v1))
			v2, err := jsonv2.Marshal(request)
			require.NoError(t, err)
			require.Equal(t, string(v1), string(v2))
			require.Equal(t, c.targets, targetsAgain(c.targets))

			for _, unmarshal := range []func([]byte, any) error{
				json.Unmarshal, func(text []byte, v any) error { return jsonv2.Unmarshal(text, v) },
			} {
				var update digitalocean.LoadBalancerUpdateRequest
				require.NoError(t, unmarshal(v1, &update))
				require.Equal(t, *request, update)
				var create digitalocean.LoadBalancerCreateRequest
				require.NoError(t, unmarshal(v1, &create))
				require.Equal(t, digitalocean.LoadBalancerCreateRequest(*request), create)
			}
		})
	}
	require.Error(t, json.Unmarshal([]byte(`{"droplet_ids": "all"}`), new(digitalocean.LoadBalancerUpdateRequest)))
}

// targetsAgain makes targets of what can be read of others.
func targetsAgain(targets digitalocean.LoadBalancerTargets) digitalocean.LoadBalancerTargets {
	switch ids := targets.DropletIDs(); {
	case targets.Tag() != "":
		return digitalocean.LoadBalancerTag(targets.Tag())
	case ids != nil:
		return digitalocean.LoadBalancerDroplets(ids...)
	}
	return digitalocean.LoadBalancerTargets{}
}

func TestLoadBalancerWaitActive(t *testing.T) {
	for _, c := range []struct {
		name   string
		states []string
		fails  string
	}{
		{name: "at once", states: []string{"active"}},
		{name: "after two looks", states: []string{"new", "a new status", "active"}},
		{name: "never", states: []string{"new", "errored"}, fails: "digitalocean: load balancer " + balancerID + " (web) has failed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &statesServer{
				path: "/v2/load_balancers/" + balancerID, states: c.states,
				answer: `{"load_balancer": {"id": "` + balancerID + `", "name": "web", "status": %q}}`,
			}
			balancer, err := server.client(t).LoadBalancers.WaitActive(t.Context(), balancerID)
			server.check(t)
			if c.fails != "" {
				require.EqualError(t, err, c.fails)
				require.Nil(t, balancer)
				failed, ok := errors.AsType[*digitalocean.LoadBalancerError](err)
				require.True(t, ok)
				require.Equal(t, digitalocean.LoadBalancerErrored, failed.LoadBalancer.Status)
				return
			}
			require.NoError(t, err)
			require.Equal(t, &digitalocean.LoadBalancer{ID: balancerID, Name: "web", Status: digitalocean.LoadBalancerActive}, balancer)
		})
	}
}

func TestLoadBalancerWaitActiveOfNone(t *testing.T) {
	server := &statesServer{path: "/v2/load_balancers/" + balancerID}
	_, err := server.client(t).LoadBalancers.WaitActive(t.Context(), balancerID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

// statesServer is a server with one resource, which is in another state at each look. Behind the last state it is gone.
type statesServer struct {
	path   string
	answer string // with a verb for the state
	states []string

	looks int
	clock recordingClock
}

func (s *statesServer) client(t *testing.T) *digitalocean.Client {
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != s.path {
			t.Errorf("sent %s %s, want GET %s", r.Method, r.URL.Path, s.path)
		}
		if s.looks == len(s.states) {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, `{"id": "not_found", "message": "It is gone."}`)
			return
		}
		_, _ = fmt.Fprintf(w, s.answer, s.states[s.looks])
		s.looks++
	}, digitalocean.WithClock(&s.clock))
}

// check fails unless each state was looked at once, with a pause between two looks.
func (s *statesServer) check(t *testing.T) {
	t.Helper()
	require.Equal(t, len(s.states), s.looks, "looks")
	require.Len(t, s.clock.sleeps(), len(s.states)-1, "pauses")
}
