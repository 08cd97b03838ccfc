package digitalocean_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// exchange is a call of one method, the request that it must send, the answer that the server gives, and the value that
// must come back.
type exchange struct {
	name   string
	call   func(ctx context.Context, c *digitalocean.Client) (any, error)
	method string
	path   string // escaped
	query  string // per_page=200 of a list included
	body   string // JSON; empty for a request without a body
	status int    // of the answer; 0 means 200
	answer string
	want   any // nil where only the error matters
}

// do runs the exchange against a server of its own.
func (e exchange) do(t *testing.T) {
	t.Helper()
	sent := 0
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sent++
		e.check(t, r)
		if e.status != 0 {
			w.WriteHeader(e.status)
		}
		_, _ = io.WriteString(w, e.answer)
	})
	got, err := e.call(t.Context(), client)
	require.NoError(t, err)
	require.Equal(t, 1, sent, "requests")
	if e.want != nil {
		require.Equal(t, e.want, got)
	}
}

func (e exchange) check(t *testing.T, r *http.Request) {
	if r.Method != e.method || r.URL.EscapedPath() != e.path {
		t.Errorf("sent %s %s, want %s %s", r.Method, r.URL.EscapedPath(), e.method, e.path)
	}
	if want, err := url.ParseQuery(e.query); err != nil || r.URL.Query().Encode() != want.Encode() {
		t.Errorf("sent the query %q, want %q", r.URL.RawQuery, e.query)
	}
	if got := r.Header.Get("Authorization"); got != "Bearer "+testToken {
		t.Errorf("sent the Authorization %q", got)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	if e.body == "" {
		if len(body) > 0 {
			t.Errorf("sent the body %s, want none", body)
		}
		return
	}
	if got := r.Header.Get("Content-Type"); got != "application/json" {
		t.Errorf("sent the Content-Type %q", got)
	}
	var got, want any
	if json.Unmarshal(body, &got) != nil || json.Unmarshal([]byte(e.body), &want) != nil {
		t.Errorf("not JSON: sent %s, want %s", body, e.body)
	}
	if !equalJSON(got, want) {
		t.Errorf("sent the body %s, want %s", body, e.body)
	}
}

func equalJSON(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

const testToken = "dop_v1_0123456789abcdef"

// serve starts a server and returns a client of it.
func serve(t *testing.T, handler http.HandlerFunc, opts ...digitalocean.Option) *digitalocean.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client, err := digitalocean.New(testToken, append([]digitalocean.Option{digitalocean.WithBaseURL(server.URL)}, opts...)...)
	require.NoError(t, err)
	return client
}

func TestServices(t *testing.T) {
	const (
		actionFields = `{"id": 36804636, "status": "completed", "type": "create", "started_at": "2026-11-14T16:29:21Z",
			"completed_at": "2026-11-14T16:30:06Z", "resource_id": 3164444, "resource_type": "droplet", "region_slug": "nyc3",
			"region": {"name": "New York 3", "slug": "nyc3", "features": ["backups"], "available": true, "sizes": ["s-1vcpu-1gb"]}}`
		recordFields = `{"id": 3352896, "type": "SRV", "name": "_sip._tcp", "data": "sip.example.com.", "priority": 10, "port": 5060,
			"ttl": 1800, "weight": 100, "flags": 128, "tag": "issuewild"}`
		snapshotFields = `{"id": "fbe805e8-866b-11e6-96bf-000f53315a41", "name": "pvc-01", "created_at": "2026-09-28T23:14:30Z", "regions": ["nyc1"],
			"resource_id": "89bcc42f-85cf-11e6-a004-000f53315871", "resource_type": "volume", "min_disk_size": 2, "size_gigabytes": 0.1008, "tags": ["k8s"]}`
	)
	action := digitalocean.Action{
		ID: 36804636, Status: digitalocean.ActionCompleted, Type: "create", StartedAt: time.Date(2026, 11, 14, 16, 29, 21, 0, time.UTC),
		CompletedAt: time.Date(2026, 11, 14, 16, 30, 6, 0, time.UTC), ResourceID: 3164444, ResourceType: "droplet", RegionSlug: "nyc3",
		Region: &digitalocean.Region{Name: "New York 3", Slug: "nyc3", Features: []string{"backups"}, Available: true, Sizes: []string{"s-1vcpu-1gb"}},
	}
	record := digitalocean.DomainRecord{
		ID: 3352896, Type: digitalocean.DomainRecordSRV, Name: "_sip._tcp", Data: "sip.example.com.", Priority: new(10), Port: new(5060),
		TTL: 1800, Weight: new(100), Flags: new(128), Tag: "issuewild",
	}
	snapshot := digitalocean.Snapshot{
		ID: "fbe805e8-866b-11e6-96bf-000f53315a41", Name: "pvc-01", CreatedAt: time.Date(2026, 9, 28, 23, 14, 30, 0, time.UTC), Regions: []string{"nyc1"},
		ResourceID: "89bcc42f-85cf-11e6-a004-000f53315871", ResourceType: digitalocean.SnapshotResourceVolume,
		MinDiskSize: 2, SizeGigabytes: 0.1008, Tags: []string{"k8s"},
	}
	for _, e := range []exchange{
		{
			name:   "Account.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Account.Get(ctx) },
			method: "GET", path: "/v2/account",
			answer: `{"account": {"droplet_limit": 25, "floating_ip_limit": 5, "email": "sammy@example.com", "name": "Sammy", "uuid": "b6fr89",
				"email_verified": true, "status": "active", "status_message": "", "team": {"uuid": "5df3e3", "name": "Sharks"}}}`,
			want: &digitalocean.Account{
				DropletLimit: 25, FloatingIPLimit: 5, Email: "sammy@example.com", Name: "Sammy", UUID: "b6fr89",
				EmailVerified: true, Status: digitalocean.AccountActive, Team: &digitalocean.AccountTeam{UUID: "5df3e3", Name: "Sharks"},
			},
		},
		{
			name:   "Account.Get without a team",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Account.Get(ctx) },
			method: "GET", path: "/v2/account",
			answer: `{"account": {"email": "sammy@example.com", "status": "locked", "status_message": "Please pay."}}`,
			want:   &digitalocean.Account{Email: "sammy@example.com", Status: digitalocean.AccountLocked, StatusMessage: "Please pay."},
		},
		{
			name: "Actions.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Actions.List(&digitalocean.ListOptions{PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/actions", query: "per_page=5",
			answer: `{"actions": [` + actionFields + `, {"id": 2, "status": "in-progress", "completed_at": null, "resource_id": null, "region_slug": null}],
				"links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.Action{action, {ID: 2, Status: digitalocean.ActionInProgress}},
		},
		{
			name:   "Actions.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Actions.Get(ctx, 36804636) },
			method: "GET", path: "/v2/actions/36804636", answer: `{"action": ` + actionFields + `}`, want: &action,
		},
		{
			name: "Domains.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/domains", query: "per_page=200",
			answer: `{"domains": [{"name": "example.com", "ttl": 1800, "zone_file": "$ORIGIN example.com."}], "links": {}, "meta": {"total": 1}}`,
			want:   []digitalocean.Domain{{Name: "example.com", TTL: 1800, ZoneFile: "$ORIGIN example.com."}},
		},
		{
			name: "Domains.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Get(ctx, "example.com")
			},
			method: "GET", path: "/v2/domains/example.com",
			answer: `{"domain": {"name": "example.com", "ttl": 1800, "zone_file": "$ORIGIN example.com."}}`,
			want:   &digitalocean.Domain{Name: "example.com", TTL: 1800, ZoneFile: "$ORIGIN example.com."},
		},
		{
			name: "Domains.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: "example.com", IPAddress: "192.0.2.1"})
			},
			method: "POST", path: "/v2/domains", body: `{"name": "example.com", "ip_address": "192.0.2.1"}`,
			status: http.StatusCreated, answer: `{"domain": {"name": "example.com", "ttl": null, "zone_file": null}}`,
			want: &digitalocean.Domain{Name: "example.com"},
		},
		{
			name: "Domains.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Domains.Delete(ctx, "example.com")
			},
			method: "DELETE", path: "/v2/domains/example.com", status: http.StatusNoContent,
		},
		{
			name: "Domains.Records.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Records.List("example.com", &digitalocean.DomainRecordListOptions{
					Name: "www.example.com", Type: digitalocean.DomainRecordA,
				}).Collect(ctx)
			},
			method: "GET", path: "/v2/domains/example.com/records", query: "name=www.example.com&type=A&per_page=200",
			answer: `{"domain_records": [` + recordFields + `,
				{"id": 4, "type": "CAA", "name": "@", "data": "example.org.", "priority": null, "port": null, "ttl": 60, "weight": null, "flags": 0, "tag": "issue"},
				{"id": 5, "type": "A", "name": "www", "data": "192.0.2.1", "priority": null, "port": null, "ttl": 60, "weight": null, "flags": null, "tag": null}],
				"links": {}, "meta": {"total": 3}}`,
			want: []digitalocean.DomainRecord{
				record,
				{ID: 4, Type: digitalocean.DomainRecordCAA, Name: "@", Data: "example.org.", TTL: 60, Flags: new(0), Tag: "issue"},
				{ID: 5, Type: digitalocean.DomainRecordA, Name: "www", Data: "192.0.2.1", TTL: 60},
			},
		},
		{
			name: "Domains.Records.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Records.Get(ctx, "example.com", 3352896)
			},
			method: "GET", path: "/v2/domains/example.com/records/3352896", answer: `{"domain_record": ` + recordFields + `}`, want: &record,
		},
		{
			name: "Domains.Records.Create with every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Records.Create(ctx, "example.com", &digitalocean.DomainRecordCreateRequest{
					Type: digitalocean.DomainRecordSRV, Name: "_sip._tcp", Data: "sip.example.com.", Priority: new(10), Port: new(5060), TTL: 1800,
					Weight: new(100), Flags: new(128), Tag: "issuewild",
				})
			},
			method: "POST", path: "/v2/domains/example.com/records",
			body: `{"type": "SRV", "name": "_sip._tcp", "data": "sip.example.com.", "priority": 10, "port": 5060, "ttl": 1800,
				"weight": 100, "flags": 128, "tag": "issuewild"}`,
			status: http.StatusCreated, answer: `{"domain_record": ` + recordFields + `}`, want: &record,
		},
		{
			name: "Domains.Records.Create with zeros",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Records.Create(ctx, "example.com", &digitalocean.DomainRecordCreateRequest{
					Type: digitalocean.DomainRecordSRV, Name: "_sip._tcp", Data: "sip.example.com.", Priority: new(0), Port: new(5060), Weight: new(0),
				})
			},
			method: "POST", path: "/v2/domains/example.com/records",
			body:   `{"type": "SRV", "name": "_sip._tcp", "data": "sip.example.com.", "priority": 0, "port": 5060, "weight": 0}`,
			status: http.StatusCreated, answer: `{"domain_record": ` + recordFields + `}`, want: &record,
		},
		{
			name: "Domains.Records.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Records.Update(ctx, "example.com", 3352896, &digitalocean.DomainRecordUpdateRequest{
					Type: digitalocean.DomainRecordCAA, Name: "@", Data: "example.org.", Flags: new(0), Tag: "issue",
				})
			},
			method: "PUT", path: "/v2/domains/example.com/records/3352896",
			body:   `{"type": "CAA", "name": "@", "data": "example.org.", "flags": 0, "tag": "issue"}`,
			answer: `{"domain_record": ` + recordFields + `}`, want: &record,
		},
		{
			name: "Domains.Records.Patch of every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Records.Patch(ctx, "example.com", 3352896, &digitalocean.DomainRecordPatchRequest{
					Type: digitalocean.DomainRecordSRV, Name: new("_sip._tcp"), Data: new("sip.example.com."), Priority: new(0), Port: new(5060),
					TTL: new(30), Weight: new(0), Flags: new(0), Tag: new(""),
				})
			},
			method: "PATCH", path: "/v2/domains/example.com/records/3352896",
			body: `{"type": "SRV", "name": "_sip._tcp", "data": "sip.example.com.", "priority": 0, "port": 5060, "ttl": 30, "weight": 0,
				"flags": 0, "tag": ""}`,
			answer: `{"domain_record": ` + recordFields + `}`, want: &record,
		},
		{
			name: "Domains.Records.Patch of one field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Domains.Records.Patch(ctx, "example.com", 3352896, &digitalocean.DomainRecordPatchRequest{
					Type: digitalocean.DomainRecordSRV, Priority: new(0),
				})
			},
			method: "PATCH", path: "/v2/domains/example.com/records/3352896", body: `{"type": "SRV", "priority": 0}`,
			answer: `{"domain_record": ` + recordFields + `}`, want: &record,
		},
		{
			name: "Domains.Records.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Domains.Records.Delete(ctx, "example.com", 3352896)
			},
			method: "DELETE", path: "/v2/domains/example.com/records/3352896", status: http.StatusNoContent,
		},
		{
			name: "Regions.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Regions.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/regions", query: "per_page=200",
			answer: `{"regions": [{"name": "New York 3", "slug": "nyc3", "features": ["backups", "ipv6"], "available": true, "sizes": ["s-1vcpu-1gb"]}],
				"links": {}, "meta": {"total": 1}}`,
			want: []digitalocean.Region{
				{Name: "New York 3", Slug: "nyc3", Features: []string{"backups", "ipv6"}, Available: true, Sizes: []string{"s-1vcpu-1gb"}},
			},
		},
		{
			name:   "Sizes.List",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Sizes.List(nil).Collect(ctx) },
			method: "GET", path: "/v2/sizes", query: "per_page=200",
			answer: `{"sizes": [{"slug": "gpu-h100x1-80gb", "memory": 245760, "vcpus": 20, "disk": 720, "transfer": 15.5, "price_monthly": 2522.16,
				"price_hourly": 3.39, "regions": ["nyc2", "tor1"], "available": true, "description": "H100 GPU",
				"disk_info": [{"type": "local", "size": {"amount": 720, "unit": "gib"}}, {"type": "scratch", "size": {"amount": 5120, "unit": "gib"}}],
				"gpu_info": {"count": 1, "model": "nvidia_h100", "vram": {"amount": 80, "unit": "gib"}}}, {"slug": "s-1vcpu-1gb", "memory": 1024}],
				"links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.Size{
				{
					Slug: "gpu-h100x1-80gb", Memory: 245760, VCPUs: 20, Disk: 720, Transfer: 15.5, PriceMonthly: 2522.16, PriceHourly: 3.39,
					Regions: []string{"nyc2", "tor1"}, Available: true, Description: "H100 GPU",
					DiskInfo: []digitalocean.DiskInfo{
						{Type: digitalocean.DiskLocal, Size: digitalocean.Capacity{Amount: 720, Unit: "gib"}},
						{Type: digitalocean.DiskScratch, Size: digitalocean.Capacity{Amount: 5120, Unit: "gib"}},
					},
					GPUInfo: &digitalocean.GPUInfo{Count: 1, Model: "nvidia_h100", VRAM: digitalocean.Capacity{Amount: 80, Unit: "gib"}},
				},
				{Slug: "s-1vcpu-1gb", Memory: 1024},
			},
		},
		{
			name: "Snapshots.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Snapshots.List(&digitalocean.SnapshotListOptions{ResourceType: digitalocean.SnapshotResourceVolume}).Collect(ctx)
			},
			method: "GET", path: "/v2/snapshots", query: "resource_type=volume&per_page=200",
			answer: `{"snapshots": [` + snapshotFields + `, {"id": "6372321", "resource_id": "200776916", "resource_type": "droplet", "tags": null}],
				"links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.Snapshot{
				snapshot, {ID: "6372321", ResourceID: "200776916", ResourceType: digitalocean.SnapshotResourceDroplet},
			},
		},
		{
			name: "Snapshots.Get of a volume",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Snapshots.Get(ctx, snapshot.ID)
			},
			method: "GET", path: "/v2/snapshots/fbe805e8-866b-11e6-96bf-000f53315a41", answer: `{"snapshot": ` + snapshotFields + `}`, want: &snapshot,
		},
		{
			name:   "Snapshots.Get of a Droplet, with numbers for IDs",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Snapshots.Get(ctx, "6372321") },
			method: "GET", path: "/v2/snapshots/6372321", answer: `{"snapshot": {"id": 6372321, "resource_id": 200776916, "resource_type": "droplet"}}`,
			want: &digitalocean.Snapshot{ID: "6372321", ResourceID: "200776916", ResourceType: digitalocean.SnapshotResourceDroplet},
		},
		{
			name: "Snapshots.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Snapshots.Delete(ctx, "6372321")
			},
			method: "DELETE", path: "/v2/snapshots/6372321", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}
