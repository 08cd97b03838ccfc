package digitalocean_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/dosdk/digitalocean"
)

const (
	addressFields = `{"ip": "192.0.2.47", "region": {"name": "New York 3", "slug": "nyc3", "features": ["ipv6"], "available": true,
		"sizes": ["s-1vcpu-1gb"]}, "droplet": {"id": 3164444, "name": "web-1"}, "locked": true, "project_id": "746c6152-2fa2-11ed-92d3-27aaa54e4988"}`
	addressActionFields = `{"id": 72531856, "status": "completed", "type": "assign_ip", "started_at": "2026-11-12T17:51:03Z",
		"completed_at": "2026-11-12T17:51:14Z", "resource_id": 758604968, "resource_type": "reserved_ip", "region_slug": "nyc3",
		"region": {"name": "New York 3", "slug": "nyc3", "features": ["ipv6"], "available": true, "sizes": ["s-1vcpu-1gb"]}}`
)

var (
	addressRegion = digitalocean.Region{
		Name: "New York 3", Slug: "nyc3", Features: []string{"ipv6"}, Available: true, Sizes: []string{"s-1vcpu-1gb"},
	}
	addressAction = digitalocean.Action{
		ID: 72531856, Status: digitalocean.ActionCompleted, Type: "assign_ip", StartedAt: time.Date(2026, 11, 12, 17, 51, 3, 0, time.UTC),
		CompletedAt: time.Date(2026, 11, 12, 17, 51, 14, 0, time.UTC), ResourceID: 758604968, ResourceType: "reserved_ip", RegionSlug: "nyc3",
		Region: &addressRegion,
	}
	address = digitalocean.ReservedIP{
		IP: "192.0.2.47", Region: addressRegion, Droplet: &digitalocean.Droplet{ID: 3164444, Name: "web-1"}, Locked: true,
		ProjectID: "746c6152-2fa2-11ed-92d3-27aaa54e4988",
	}
)

func TestReservedIPs(t *testing.T) {
	inProject := digitalocean.ReservedIPInRegion("nyc3")
	inProject.ProjectID = "746c6152-2fa2-11ed-92d3-27aaa54e4988"
	for _, e := range []exchange{
		{
			name: "ReservedIPs.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.List(&digitalocean.ListOptions{Page: 1, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/reserved_ips", query: "page=1&per_page=5",
			answer: `{"reserved_ips": [` + addressFields + `, {"ip": "192.0.2.48", "droplet": null}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.ReservedIP{address, {IP: "192.0.2.48"}},
		},
		{
			name: "ReservedIPs.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Get(ctx, "192.0.2.47")
			},
			method: "GET", path: "/v2/reserved_ips/192.0.2.47", answer: `{"reserved_ip": ` + addressFields + `}`, want: &address,
		},
		{
			name: "ReservedIPs.Create for a Droplet",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Create(ctx, digitalocean.ReservedIPForDroplet(3164444))
			},
			method: "POST", path: "/v2/reserved_ips", body: `{"droplet_id": 3164444}`, status: http.StatusAccepted,
			answer: `{"reserved_ip": {"ip": "192.0.2.47", "droplet": null, "locked": true}, "links": {
				"droplets": [{"id": 3164444, "rel": "droplet", "href": "https://api.digitalocean.com/v2/droplets/3164444"}],
				"actions": [{"id": 1088924622, "rel": "assign_ip", "href": "https://api.digitalocean.com/v2/actions/1088924622"}]}}`,
			want: &digitalocean.ReservedIP{IP: "192.0.2.47", Locked: true},
		},
		{
			name: "ReservedIPs.Create in a region",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Create(ctx, digitalocean.ReservedIPInRegion("nyc3"))
			},
			method: "POST", path: "/v2/reserved_ips", body: `{"region": "nyc3"}`, status: http.StatusAccepted,
			answer: `{"reserved_ip": ` + addressFields + `, "links": {}}`, want: &address,
		},
		{
			name: "ReservedIPs.Create in a region for a project",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Create(ctx, inProject)
			},
			method: "POST", path: "/v2/reserved_ips", body: `{"region": "nyc3", "project_id": "746c6152-2fa2-11ed-92d3-27aaa54e4988"}`,
			status: http.StatusAccepted, answer: `{"reserved_ip": ` + addressFields + `, "links": {}}`, want: &address,
		},
		{
			name: "ReservedIPs.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.ReservedIPs.Delete(ctx, "192.0.2.47")
			},
			method: "DELETE", path: "/v2/reserved_ips/192.0.2.47", status: http.StatusNoContent,
		},
		{
			name: "ReservedIPs.Actions.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Actions.List("192.0.2.47", &digitalocean.ListOptions{PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/reserved_ips/192.0.2.47/actions", query: "per_page=5",
			answer: `{"actions": [` + addressActionFields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.Action{addressAction},
		},
		{
			name: "ReservedIPs.Actions.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Actions.Get(ctx, "192.0.2.47", 72531856)
			},
			method: "GET", path: "/v2/reserved_ips/192.0.2.47/actions/72531856", answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
		{
			name: "ReservedIPs.Actions.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Actions.Create(ctx, "192.0.2.47", &digitalocean.ReservedIPActionRequest{
					Type: digitalocean.ReservedIPActionAssign, DropletID: 3164444,
				})
			},
			method: "POST", path: "/v2/reserved_ips/192.0.2.47/actions", body: `{"type": "assign", "droplet_id": 3164444}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
		{
			name: "ReservedIPs.Actions.Assign",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Actions.Assign(ctx, "192.0.2.47", 3164444)
			},
			method: "POST", path: "/v2/reserved_ips/192.0.2.47/actions", body: `{"type": "assign", "droplet_id": 3164444}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
		{
			name: "ReservedIPs.Actions.Unassign",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPs.Actions.Unassign(ctx, "192.0.2.47")
			},
			method: "POST", path: "/v2/reserved_ips/192.0.2.47/actions", body: `{"type": "unassign"}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestReservedIPsWaitAssigned(t *testing.T) {
	const (
		uri     = "/v2/reserved_ips/192.0.2.47"
		pending = `{"reserved_ip": {"ip": "192.0.2.47", "droplet": {"id": 5}, "locked": true}}`
	)
	wait := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.ReservedIP, error) {
		return c.ReservedIPs.WaitAssigned(ctx, "192.0.2.47", 3164444)
	})
	for _, w := range []waiting{
		{
			name: "that comes", wait: wait, uri: uri, answers: []string{
				pending, `{"reserved_ip": {"ip": "192.0.2.47", "droplet": {"id": 3164444}, "locked": true}}`,
				`{"reserved_ip": {"ip": "192.0.2.47", "droplet": {"id": 3164444}, "locked": false}}`,
			},
			want: &digitalocean.ReservedIP{IP: "192.0.2.47", Droplet: &digitalocean.Droplet{ID: 3164444}},
		},
		{
			name: "that stays at another Droplet", wait: wait, uri: uri,
			answers: []string{pending, `{"reserved_ip": {"ip": "192.0.2.47", "droplet": {"id": 5}, "locked": false}}`},
			fails:   "digitalocean: reserved IP 192.0.2.47 is assigned to Droplet 5, not to Droplet 3164444, and has no pending action",
			as: &digitalocean.ReservedIPError{
				ReservedIP: digitalocean.ReservedIP{IP: "192.0.2.47", Droplet: &digitalocean.Droplet{ID: 5}}, DropletID: 3164444,
			},
		},
		{
			name: "that stays at none", wait: wait, uri: uri, answers: []string{`{"reserved_ip": {"ip": "192.0.2.47", "droplet": null, "locked": false}}`},
			fails: "digitalocean: reserved IP 192.0.2.47 is assigned to no Droplet, not to Droplet 3164444, and has no pending action",
			as:    &digitalocean.ReservedIPError{ReservedIP: digitalocean.ReservedIP{IP: "192.0.2.47"}, DropletID: 3164444},
		},
	} {
		t.Run(w.name, w.do)
	}
}

func TestReservedIPv6s(t *testing.T) {
	const (
		ip     = "2001:db8:f7:1017::105e:4c6e"
		path   = "/v2/reserved_ipv6/2001:db8:f7:1017::105e:4c6e"
		fields = `{"ip": "2001:db8:f7:1017::105e:4c6e", "region_slug": "nyc3", "reserved_at": "2026-11-20T11:08:30Z",
			"droplet": {"id": 3164444, "name": "web-1"}}`
	)
	reserved := digitalocean.ReservedIPv6{
		IP: ip, RegionSlug: "nyc3", ReservedAt: time.Date(2026, 11, 20, 11, 8, 30, 0, time.UTC),
		Droplet: &digitalocean.Droplet{ID: 3164444, Name: "web-1"},
	}
	for _, e := range []exchange{
		{
			name: "ReservedIPv6s.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPv6s.List(&digitalocean.ListOptions{Page: 1, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/reserved_ipv6", query: "page=1&per_page=5",
			answer: `{"reserved_ipv6s": [` + fields + `, {"ip": "2001:db8::1"}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.ReservedIPv6{reserved, {IP: "2001:db8::1"}},
		},
		{
			name:   "ReservedIPv6s.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.ReservedIPv6s.Get(ctx, ip) },
			method: "GET", path: path, answer: `{"reserved_ipv6": ` + fields + `}`, want: &reserved,
		},
		{
			name: "ReservedIPv6s.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPv6s.Create(ctx, &digitalocean.ReservedIPv6CreateRequest{RegionSlug: "nyc3"})
			},
			method: "POST", path: "/v2/reserved_ipv6", body: `{"region_slug": "nyc3"}`, status: http.StatusCreated,
			answer: `{"reserved_ipv6": {"ip": "2001:db8:f7:1017::105e:4c6e", "region_slug": "nyc3", "reserved_at": "2026-11-20T11:08:30Z", "droplet": null}}`,
			want:   &digitalocean.ReservedIPv6{IP: ip, RegionSlug: "nyc3", ReservedAt: reserved.ReservedAt},
		},
		{
			name: "ReservedIPv6s.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.ReservedIPv6s.Delete(ctx, ip)
			},
			method: "DELETE", path: path, status: http.StatusNoContent,
		},
		{
			name: "ReservedIPv6s.Actions.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPv6s.Actions.Create(ctx, ip, &digitalocean.ReservedIPv6ActionRequest{
					Type: digitalocean.ReservedIPActionAssign, DropletID: 3164444,
				})
			},
			method: "POST", path: path + "/actions", body: `{"type": "assign", "droplet_id": 3164444}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
		{
			name: "ReservedIPv6s.Actions.Assign",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPv6s.Actions.Assign(ctx, ip, 3164444)
			},
			method: "POST", path: path + "/actions", body: `{"type": "assign", "droplet_id": 3164444}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
		{
			name: "ReservedIPv6s.Actions.Unassign",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.ReservedIPv6s.Actions.Unassign(ctx, ip)
			},
			method: "POST", path: path + "/actions", body: `{"type": "unassign"}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestFloatingIPs(t *testing.T) {
	floating := digitalocean.FloatingIP(address)
	for _, e := range []exchange{
		{
			name: "FloatingIPs.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.List(&digitalocean.ListOptions{Page: 1, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/floating_ips", query: "page=1&per_page=5",
			answer: `{"floating_ips": [` + addressFields + `, {"ip": "192.0.2.48", "droplet": null}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.FloatingIP{floating, {IP: "192.0.2.48"}},
		},
		{
			name: "FloatingIPs.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Get(ctx, "192.0.2.47")
			},
			method: "GET", path: "/v2/floating_ips/192.0.2.47", answer: `{"floating_ip": ` + addressFields + `}`, want: &floating,
		},
		{
			name: "FloatingIPs.Create for a Droplet",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Create(ctx, digitalocean.FloatingIPForDroplet(3164444))
			},
			method: "POST", path: "/v2/floating_ips", body: `{"droplet_id": 3164444}`, status: http.StatusAccepted,
			answer: `{"floating_ip": ` + addressFields + `, "links": {"actions": [{"id": 1088924622, "rel": "assign_ip"}]}}`, want: &floating,
		},
		{
			name: "FloatingIPs.Create in a region",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Create(ctx, digitalocean.FloatingIPInRegion("nyc3"))
			},
			method: "POST", path: "/v2/floating_ips", body: `{"region": "nyc3"}`, status: http.StatusAccepted,
			answer: `{"floating_ip": ` + addressFields + `, "links": {}}`, want: &floating,
		},
		{
			name: "FloatingIPs.Create in a region for a project",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Create(ctx, &digitalocean.FloatingIPCreateRequest{Region: "nyc3", ProjectID: "p"})
			},
			method: "POST", path: "/v2/floating_ips", body: `{"region": "nyc3", "project_id": "p"}`, status: http.StatusAccepted,
			answer: `{"floating_ip": ` + addressFields + `, "links": {}}`, want: &floating,
		},
		{
			name: "FloatingIPs.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.FloatingIPs.Delete(ctx, "192.0.2.47")
			},
			method: "DELETE", path: "/v2/floating_ips/192.0.2.47", status: http.StatusNoContent,
		},
		{
			name: "FloatingIPs.Actions.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Actions.List("192.0.2.47", &digitalocean.ListOptions{PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/floating_ips/192.0.2.47/actions", query: "per_page=5",
			answer: `{"actions": [` + addressActionFields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.Action{addressAction},
		},
		{
			name: "FloatingIPs.Actions.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Actions.Get(ctx, "192.0.2.47", 72531856)
			},
			method: "GET", path: "/v2/floating_ips/192.0.2.47/actions/72531856", answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
		{
			name: "FloatingIPs.Actions.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Actions.Create(ctx, "192.0.2.47", &digitalocean.FloatingIPActionRequest{
					Type: digitalocean.ReservedIPActionAssign, DropletID: 3164444,
				})
			},
			method: "POST", path: "/v2/floating_ips/192.0.2.47/actions", body: `{"type": "assign", "droplet_id": 3164444}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
		{
			name: "FloatingIPs.Actions.Assign",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Actions.Assign(ctx, "192.0.2.47", 3164444)
			},
			method: "POST", path: "/v2/floating_ips/192.0.2.47/actions", body: `{"type": "assign", "droplet_id": 3164444}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
		{
			name: "FloatingIPs.Actions.Unassign",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.FloatingIPs.Actions.Unassign(ctx, "192.0.2.47")
			},
			method: "POST", path: "/v2/floating_ips/192.0.2.47/actions", body: `{"type": "unassign"}`,
			status: http.StatusCreated, answer: `{"action": ` + addressActionFields + `}`, want: &addressAction,
		},
	} {
		t.Run(e.name, e.do)
	}
}
