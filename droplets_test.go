package digitalocean_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const dropletFields = `{"id": 3164444, "name": "web-1", "memory": 1024, "vcpus": 2, "disk": 25,
	"disk_info": [{"type": "scratch", "size": {"amount": 5120, "unit": "gib"}}], "locked": true, "status": "active",
	"kernel": {"id": 7515, "name": "GrubLoader", "version": "v0.2"}, "created_at": "2026-07-21T18:37:44Z",
	"features": ["backups", "ipv6"], "backup_ids": [53893572],
	"next_backup_window": {"start": "2026-07-30T00:00:00Z", "end": "2026-07-30T23:00:00Z"}, "snapshot_ids": [67512819],
	"image": {"id": 63663980, "name": "24.04", "type": "base", "distribution": "Ubuntu", "public": true, "status": "available"},
	"volume_ids": ["506f78a4"],
	"size": {"slug": "s-2vcpu-1gb", "memory": 1025, "vcpus": 3, "disk": 26, "transfer": 1.5, "price_monthly": 5, "price_hourly": 0.25,
		"available": true, "description": "Basic"},
	"size_slug": "s-2vcpu-1gb-intel",
	"networks": {
		"v4": [{"ip_address": "10.0.0.2", "netmask": "255.255.0.0", "gateway": "nil", "type": "private"},
			{"ip_address": "192.0.2.2", "netmask": "255.255.255.0", "gateway": "192.0.2.1", "type": "public"}],
		"v6": [{"ip_address": "2001:db8::2", "netmask": 64, "gateway": "2001:db8::1", "type": "public"}]},
	"region": {"name": "New York 3", "slug": "nyc3", "available": true},
	"tags": ["web", "env:prod"], "vpc_uuid": "760e09ef", "gpu_info": {"count": 8, "model": "nvidia_h100", "vram": {"amount": 80, "unit": "gb"}}}`

// fullDroplet is what dropletFields hold.
func fullDroplet() digitalocean.Droplet {
	return digitalocean.Droplet{
		ID: 3164444, Name: "web-1", Memory: 1024, VCPUs: 2, Disk: 25,
		DiskInfo: []digitalocean.DiskInfo{{Type: digitalocean.DiskScratch, Size: digitalocean.Capacity{Amount: 5120, Unit: "gib"}}},
		Locked:   true, Status: digitalocean.DropletActive,
		Kernel:    &digitalocean.Kernel{ID: 7515, Name: "GrubLoader", Version: "v0.2"},
		CreatedAt: time.Date(2026, 7, 21, 18, 37, 44, 0, time.UTC),
		Features:  []string{"backups", "ipv6"}, BackupIDs: []int64{53893572},
		NextBackupWindow: &digitalocean.DropletBackupWindow{
			Start: time.Date(2026, 7, 30, 0, 0, 0, 0, time.UTC), End: time.Date(2026, 7, 30, 23, 0, 0, 0, time.UTC),
		},
		SnapshotIDs: []int64{67512819},
		Image: &digitalocean.Image{
			ID: 63663980, Name: "24.04", Type: digitalocean.ImageBase, Distribution: digitalocean.DistributionUbuntu, Public: true,
			Status: digitalocean.ImageAvailable,
		},
		VolumeIDs: []string{"506f78a4"},
		Size: digitalocean.Size{
			Slug: "s-2vcpu-1gb", Memory: 1025, VCPUs: 3, Disk: 26, Transfer: 1.5, PriceMonthly: 5, PriceHourly: 0.25, Available: true,
			Description: "Basic",
		},
		SizeSlug: "s-2vcpu-1gb-intel",
		Networks: digitalocean.DropletNetworks{
			V4: []digitalocean.NetworkV4{
				{IPAddress: "10.0.0.2", Netmask: "255.255.0.0", Gateway: "nil", Type: digitalocean.NetworkPrivate},
				{IPAddress: "192.0.2.2", Netmask: "255.255.255.0", Gateway: "192.0.2.1", Type: digitalocean.NetworkPublic},
			},
			V6: []digitalocean.NetworkV6{{IPAddress: "2001:db8::2", Netmask: 64, Gateway: "2001:db8::1", Type: digitalocean.NetworkPublic}},
		},
		Region: digitalocean.Region{Name: "New York 3", Slug: "nyc3", Available: true},
		Tags:   []string{"web", "env:prod"}, VPCUUID: "760e09ef",
		GPUInfo: &digitalocean.GPUInfo{Count: 8, Model: "nvidia_h100", VRAM: digitalocean.Capacity{Amount: 80, Unit: "gb"}},
	}
}

// createRequest is a request with every field, and createFields what it sends besides the name.
func createRequest() digitalocean.DropletCreateRequest {
	return digitalocean.DropletCreateRequest{
		Name: "web-1", Region: "nyc3", Size: "s-1vcpu-1gb", Image: digitalocean.ImageSlug("ubuntu-24-04-x64"),
		SSHKeys: []digitalocean.SSHKeyRef{digitalocean.SSHKeyID(289794), digitalocean.SSHKeyFingerprint("3b:16:e4")},
		Backups: new(true),
		BackupPolicy: &digitalocean.DropletBackupPolicyRequest{
			Plan: digitalocean.DropletBackupWeekly, Weekday: digitalocean.DropletBackupSunday, Hour: new(0),
		},
		IPv6: new(false), Monitoring: new(true), Tags: []string{"env:prod", "web"}, UserData: "#cloud-config\n", Volumes: []string{"12e97116"},
		VPCUUID: "760e09ef", WithDropletAgent: new(false), PublicNetworking: new(false), PrivateNetworking: new(true),
	}
}

const createFields = `"region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64", "ssh_keys": [289794, "3b:16:e4"], "backups": true,
	"backup_policy": {"plan": "weekly", "weekday": "SUN", "hour": 0}, "ipv6": false, "monitoring": true, "tags": ["env:prod", "web"],
	"user_data": "#cloud-config\n", "volumes": ["12e97116"], "vpc_uuid": "760e09ef", "with_droplet_agent": false,
	"public_networking": false, "private_networking": true`

func TestDroplets(t *testing.T) {
	droplet := fullDroplet()
	second := digitalocean.Droplet{ID: 3164445, Name: "web-2", Status: digitalocean.DropletNew}
	const secondFields = `{"id": 3164445, "name": "web-2", "status": "new", "kernel": null, "next_backup_window": null,
		"networks": {"v4": [], "v6": []}}`
	second.Networks = digitalocean.DropletNetworks{V4: []digitalocean.NetworkV4{}, V6: []digitalocean.NetworkV6{}}
	destroyed := time.Date(2026, 4, 1, 18, 11, 49, 0, time.UTC)

	for _, e := range []exchange{
		{
			name: "List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets", query: "per_page=200",
			answer: `{"droplets": [` + dropletFields + `, ` + secondFields + `], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.Droplet{droplet, second},
		},
		{
			name: "List by tag",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.List(&digitalocean.DropletListOptions{Tag: "env:prod"}).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets", query: "per_page=200&tag_name=env%3Aprod",
			answer: `{"droplets": [], "meta": {"total": 0}}`, want: []digitalocean.Droplet{},
		},
		{
			name: "List by name and type",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.List(&digitalocean.DropletListOptions{
					ListOptions: digitalocean.ListOptions{PerPage: 50}, Name: "web-1", Type: digitalocean.DropletListGPUs,
				}).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets", query: "name=web-1&per_page=50&type=gpus",
			answer: `{"droplets": [], "meta": {"total": 0}}`, want: []digitalocean.Droplet{},
		},
		{
			name: "Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Get(ctx, 3164444)
			},
			method: "GET", path: "/v2/droplets/3164444",
			answer: `{"droplet": ` + dropletFields + `}`, want: &droplet,
		},
		{
			name: "Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				request := createRequest()
				return c.Droplets.Create(ctx, &request)
			},
			method: "POST", path: "/v2/droplets", body: `{"name": "web-1", ` + createFields + `}`,
			status: http.StatusAccepted,
			answer: `{"droplet": ` + secondFields + `, "links": {"actions": [{"id": 7515, "rel": "create", "href": "https://api.digitalocean.com/v2/actions/7515"}]}}`,
			want:   &second,
		},
		{
			name: "Create of what is required",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Create(ctx, &digitalocean.DropletCreateRequest{
					Name: "web-1", Size: "s-1vcpu-1gb", Image: digitalocean.ImageID(123),
				})
			},
			method: "POST", path: "/v2/droplets", body: `{"name": "web-1", "size": "s-1vcpu-1gb", "image": 123}`,
			status: http.StatusAccepted, answer: `{"droplet": ` + secondFields + `, "links": {}}`, want: &second,
		},
		{
			name: "CreateMultiple",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.CreateMultiple(ctx, &digitalocean.DropletMultiCreateRequest{
					Names: []string{"web-1", "web-2"}, DropletCreateRequest: createRequest(),
				})
			},
			method: "POST", path: "/v2/droplets", body: `{"names": ["web-1", "web-2"], ` + createFields + `}`,
			status: http.StatusAccepted,
			answer: `{"droplets": [` + dropletFields + `, ` + secondFields + `], "links": {"actions": [{"id": 7515, "rel": "create"}, {"id": 7516, "rel": "create"}]}}`,
			want:   []digitalocean.Droplet{droplet, second},
		},
		{
			name: "Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Droplets.Delete(ctx, 3164444)
			},
			method: "DELETE", path: "/v2/droplets/3164444", status: http.StatusNoContent,
		},
		{
			name: "DeleteByTag",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Droplets.DeleteByTag(ctx, "env:test")
			},
			method: "DELETE", path: "/v2/droplets", query: "tag_name=env%3Atest", status: http.StatusNoContent,
		},
		{
			name: "ListSnapshots",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.ListSnapshots(3164444, &digitalocean.ListOptions{PerPage: 2}).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/3164444/snapshots", query: "per_page=2",
			answer: `{"snapshots": [{"id": 6372321, "name": "web-1-fresh", "created_at": "2026-07-28T16:47:44Z", "regions": ["nyc3", "sfo3"],
				"min_disk_size": 25, "size_gigabytes": 2.34, "type": "snapshot"}], "links": {}, "meta": {"total": 1}}`,
			want: []digitalocean.DropletSnapshot{{
				ID: 6372321, Name: "web-1-fresh", CreatedAt: time.Date(2026, 7, 28, 16, 47, 44, 0, time.UTC), Regions: []string{"nyc3", "sfo3"},
				MinDiskSize: 25, SizeGigabytes: 2.34, Type: digitalocean.ImageSnapshot,
			}},
		},
		{
			name: "ListKernels",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.ListKernels(3164444, nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/3164444/kernels", query: "per_page=200",
			answer: `{"kernels": [{"id": 7515, "name": "GrubLoader", "version": "v0.2"}], "links": {}, "meta": {"total": 1}}`,
			want:   []digitalocean.Kernel{{ID: 7515, Name: "GrubLoader", Version: "v0.2"}},
		},
		{
			name: "ListFirewalls",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.ListFirewalls(3164444, nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/3164444/firewalls", query: "per_page=200",
			answer: `{"firewalls": [{"id": "bb4b2611", "status": "succeeded", "created_at": "2026-05-23T21:24:00Z",
				"pending_changes": [{"droplet_id": 8043964, "removing": true, "status": "waiting"}], "name": "web", "droplet_ids": [89989],
				"tags": ["base"], "inbound_rules": [{"protocol": "udp", "ports": "8000-9000", "sources": {"addresses": ["192.0.2.0/24"],
				"droplet_ids": [8282823], "load_balancer_uids": ["4de7ac8b"], "kubernetes_ids": ["41b74c5d"], "tags": ["dev"]}}],
				"outbound_rules": [{"protocol": "icmp", "ports": "0", "destinations": {"addresses": ["::/0"]}}]},
				{"id": "cc", "droplet_ids": null, "tags": null, "inbound_rules": null, "outbound_rules": null}],
				"links": {"pages": {}}, "meta": {"total": 2}}`,
			want: []digitalocean.Firewall{{
				ID: "bb4b2611", Status: digitalocean.FirewallSucceeded, CreatedAt: time.Date(2026, 5, 23, 21, 24, 0, 0, time.UTC),
				PendingChanges: []digitalocean.FirewallPendingChange{{DropletID: 8043964, Removing: true, Status: "waiting"}},
				Name:           "web", DropletIDs: []int64{89989}, Tags: []string{"base"},
				InboundRules: []digitalocean.FirewallInboundRule{{
					Protocol: digitalocean.FirewallUDP, Ports: "8000-9000", Sources: digitalocean.FirewallRuleTarget{
						Addresses: []string{"192.0.2.0/24"}, DropletIDs: []int64{8282823}, LoadBalancerUIDs: []string{"4de7ac8b"},
						KubernetesIDs: []string{"41b74c5d"}, Tags: []string{"dev"},
					},
				}},
				OutboundRules: []digitalocean.FirewallOutboundRule{{
					Protocol: digitalocean.FirewallICMP, Ports: "0", Destinations: digitalocean.FirewallRuleTarget{Addresses: []string{"::/0"}},
				}},
			}, {ID: "cc"}},
		},
		{
			name: "ListNeighbors",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.ListNeighbors(ctx, 3164446)
			},
			method: "GET", path: "/v2/droplets/3164446/neighbors",
			answer: `{"droplets": [` + dropletFields + `]}`, want: []digitalocean.Droplet{droplet},
		},
		{
			name: "ListNeighborIDs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.ListNeighborIDs(ctx)
			},
			method: "GET", path: "/v2/reports/droplet_neighbors_ids",
			answer: `{"neighbor_ids": [[168671828, 168663509], [168671883, 168671750]]}`,
			want:   [][]int64{{168671828, 168663509}, {168671883, 168671750}},
		},
		{
			name: "GetAssociatedResources",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.GetAssociatedResources(ctx, 3164444)
			},
			method: "GET", path: "/v2/droplets/3164444/destroy_with_associated_resources",
			answer: `{"reserved_ips": [{"id": "6186916", "name": "192.0.2.47", "cost": "4.00"}],
				"floating_ips": [{"id": "6186917", "name": "192.0.2.48", "cost": "5.00"}],
				"snapshots": [{"id": "61486916", "name": "fresh", "cost": "0.05"}], "volumes": [{"id": "ba49449a", "name": "data", "cost": "10.00"}],
				"volume_snapshots": [{"id": "edb0478d", "name": "data-fresh", "cost": "0.04"}]}`,
			want: &digitalocean.DropletAssociatedResources{
				ReservedIPs:     []digitalocean.DropletAssociatedResource{{ID: "6186916", Name: "192.0.2.47", Cost: "4.00"}},
				FloatingIPs:     []digitalocean.DropletAssociatedResource{{ID: "6186917", Name: "192.0.2.48", Cost: "5.00"}},
				Snapshots:       []digitalocean.DropletAssociatedResource{{ID: "61486916", Name: "fresh", Cost: "0.05"}},
				Volumes:         []digitalocean.DropletAssociatedResource{{ID: "ba49449a", Name: "data", Cost: "10.00"}},
				VolumeSnapshots: []digitalocean.DropletAssociatedResource{{ID: "edb0478d", Name: "data-fresh", Cost: "0.04"}},
			},
		},
		{
			name: "DeleteSelective",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Droplets.DeleteSelective(ctx, 3164444, &digitalocean.DropletDeleteSelectiveRequest{
					ReservedIPs: []string{"6186916"}, Snapshots: []string{"61486916"}, Volumes: []string{"ba49449a"},
					VolumeSnapshots: []string{"edb0478d"}, FloatingIPs: []string{"6186917"},
				})
			},
			method: "DELETE", path: "/v2/droplets/3164444/destroy_with_associated_resources/selective",
			body: `{"reserved_ips": ["6186916"], "snapshots": ["61486916"], "volumes": ["ba49449a"], "volume_snapshots": ["edb0478d"],
				"floating_ips": ["6186917"]}`,
			status: http.StatusAccepted,
		},
		{
			name: "DeleteSelective of the Droplet alone",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Droplets.DeleteSelective(ctx, 3164444, &digitalocean.DropletDeleteSelectiveRequest{})
			},
			method: "DELETE", path: "/v2/droplets/3164444/destroy_with_associated_resources/selective", body: `{}`,
			status: http.StatusAccepted,
		},
		{
			name: "DeleteDangerous",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Droplets.DeleteDangerous(ctx, 3164444)
			},
			method: "DELETE", path: "/v2/droplets/3164444/destroy_with_associated_resources/dangerous", status: http.StatusAccepted,
		},
		{
			name: "GetDeleteStatus",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.GetDeleteStatus(ctx, 3164444)
			},
			method: "GET", path: "/v2/droplets/3164444/destroy_with_associated_resources/status",
			answer: `{"droplet": {"id": "3164444", "name": "web-1", "destroyed_at": "2026-04-01T18:11:49Z"},
				"resources": {"reserved_ips": [{"id": "6186916", "name": "192.0.2.47"}], "floating_ips": [{"id": "6186917", "name": "192.0.2.48"}],
				"snapshots": [{"id": "61486916", "name": "fresh"}],
				"volumes": [{"id": "ba49449a", "name": "data", "destroyed_at": null, "error_message": "in use"}],
				"volume_snapshots": [{"id": "edb0478d", "name": "data-fresh"}]}, "completed_at": "2026-04-01T18:11:49Z", "failures": 1}`,
			want: &digitalocean.DropletDeleteStatus{
				Droplet: digitalocean.DropletDestroyedResource{ID: "3164444", Name: "web-1", DestroyedAt: destroyed},
				Resources: digitalocean.DropletDestroyedResources{
					ReservedIPs:     []digitalocean.DropletDestroyedResource{{ID: "6186916", Name: "192.0.2.47"}},
					FloatingIPs:     []digitalocean.DropletDestroyedResource{{ID: "6186917", Name: "192.0.2.48"}},
					Snapshots:       []digitalocean.DropletDestroyedResource{{ID: "61486916", Name: "fresh"}},
					Volumes:         []digitalocean.DropletDestroyedResource{{ID: "ba49449a", Name: "data", ErrorMessage: "in use"}},
					VolumeSnapshots: []digitalocean.DropletDestroyedResource{{ID: "edb0478d", Name: "data-fresh"}},
				},
				CompletedAt: destroyed, Failures: 1,
			},
		},
		{
			name: "RetryDelete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Droplets.RetryDelete(ctx, 3164444)
			},
			method: "POST", path: "/v2/droplets/3164444/destroy_with_associated_resources/retry", status: http.StatusAccepted,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDropletActions(t *testing.T) {
	const fields = `{"id": 36804636, "status": "in-progress", "type": "reboot", "started_at": "2026-11-14T16:29:21Z", "completed_at": null,
		"resource_id": 3164444, "resource_type": "droplet", "region": {"name": "New York 3", "slug": "nyc3"}, "region_slug": "nyc3"}`
	action := digitalocean.Action{
		ID: 36804636, Status: digitalocean.ActionInProgress, Type: "reboot", StartedAt: time.Date(2026, 11, 14, 16, 29, 21, 0, time.UTC),
		ResourceID: 3164444, ResourceType: "droplet", Region: &digitalocean.Region{Name: "New York 3", Slug: "nyc3"}, RegionSlug: "nyc3",
	}
	for _, e := range []exchange{
		{
			name: "List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Actions.List(3164444, nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/3164444/actions", query: "per_page=200",
			answer: `{"actions": [` + fields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.Action{action},
		},
		{
			name: "Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Actions.Get(ctx, 3164444, 36804636)
			},
			method: "GET", path: "/v2/droplets/3164444/actions/36804636", answer: `{"action": ` + fields + `}`, want: &action,
		},
	} {
		t.Run(e.name, e.do)
	}

	type actions = digitalocean.DropletActionsService
	weekly := &digitalocean.DropletBackupPolicyRequest{
		Plan: digitalocean.DropletBackupWeekly, Weekday: digitalocean.DropletBackupSunday, Hour: new(20),
	}
	for _, c := range []struct {
		name string
		call func(ctx context.Context, s *actions) (*digitalocean.Action, error)
		body string
	}{
		{"Create", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Create(ctx, 3164444, &digitalocean.DropletActionRequest{
				Type: "new_type", BackupPolicy: weekly, Image: digitalocean.ImageID(7), Size: "s", Disk: new(true), Name: "n", Kernel: 8,
			})
		}, `{"type": "new_type", "backup_policy": {"plan": "weekly", "weekday": "SUN", "hour": 20}, "image": 7, "size": "s", "disk": true,
			"name": "n", "kernel": 8}`},
		{"Reboot", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Reboot(ctx, 3164444)
		}, `{"type": "reboot"}`},
		{"PowerCycle", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.PowerCycle(ctx, 3164444)
		}, `{"type": "power_cycle"}`},
		{"Shutdown", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Shutdown(ctx, 3164444)
		}, `{"type": "shutdown"}`},
		{"PowerOff", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.PowerOff(ctx, 3164444)
		}, `{"type": "power_off"}`},
		{"PowerOn", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.PowerOn(ctx, 3164444)
		}, `{"type": "power_on"}`},
		{"PasswordReset", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.PasswordReset(ctx, 3164444)
		}, `{"type": "password_reset"}`},
		{"EnableIPv6", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.EnableIPv6(ctx, 3164444)
		}, `{"type": "enable_ipv6"}`},
		{"EnableBackups", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.EnableBackups(ctx, 3164444, weekly)
		}, `{"type": "enable_backups", "backup_policy": {"plan": "weekly", "weekday": "SUN", "hour": 20}}`},
		{"EnableBackups by default", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.EnableBackups(ctx, 3164444, nil)
		}, `{"type": "enable_backups"}`},
		{"ChangeBackupPolicy", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.ChangeBackupPolicy(ctx, 3164444, &digitalocean.DropletBackupPolicyRequest{Plan: digitalocean.DropletBackupDaily, Hour: new(0)})
		}, `{"type": "change_backup_policy", "backup_policy": {"plan": "daily", "hour": 0}}`},
		{"DisableBackups", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.DisableBackups(ctx, 3164444)
		}, `{"type": "disable_backups"}`},
		{"Restore", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Restore(ctx, 3164444, 12389723)
		}, `{"type": "restore", "image": 12389723}`},
		{"Resize", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Resize(ctx, 3164444, "s-2vcpu-2gb", true)
		}, `{"type": "resize", "size": "s-2vcpu-2gb", "disk": true}`},
		{"Resize without the disk", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Resize(ctx, 3164444, "s-2vcpu-2gb", false)
		}, `{"type": "resize", "size": "s-2vcpu-2gb", "disk": false}`},
		{"Rebuild", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Rebuild(ctx, 3164444, digitalocean.ImageSlug("ubuntu-24-04-x64"))
		}, `{"type": "rebuild", "image": "ubuntu-24-04-x64"}`},
		{"Rebuild from an ID", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Rebuild(ctx, 3164444, digitalocean.ImageID(12389724))
		}, `{"type": "rebuild", "image": 12389724}`},
		{"Rename", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Rename(ctx, 3164444, "web-3")
		}, `{"type": "rename", "name": "web-3"}`},
		{"ChangeKernel", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.ChangeKernel(ctx, 3164444, 991)
		}, `{"type": "change_kernel", "kernel": 991}`},
		{"Snapshot", func(ctx context.Context, s *actions) (*digitalocean.Action, error) {
			return s.Snapshot(ctx, 3164444, "fresh")
		}, `{"type": "snapshot", "name": "fresh"}`},
	} {
		t.Run(c.name, exchange{
			call: func(ctx context.Context, client *digitalocean.Client) (any, error) {
				return c.call(ctx, client.Droplets.Actions)
			},
			method: "POST", path: "/v2/droplets/3164444/actions", body: c.body,
			status: http.StatusCreated, answer: `{"action": ` + fields + `}`, want: &action,
		}.do)
	}

	for _, c := range []struct {
		name string
		call func(ctx context.Context, s *actions) ([]digitalocean.Action, error)
		body string
	}{
		{"CreateByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.CreateByTag(ctx, "env:prod", &digitalocean.DropletActionRequest{Type: digitalocean.DropletActionReboot})
		}, `{"type": "reboot"}`},
		{"PowerCycleByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.PowerCycleByTag(ctx, "env:prod")
		}, `{"type": "power_cycle"}`},
		{"ShutdownByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.ShutdownByTag(ctx, "env:prod")
		}, `{"type": "shutdown"}`},
		{"PowerOffByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.PowerOffByTag(ctx, "env:prod")
		}, `{"type": "power_off"}`},
		{"PowerOnByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.PowerOnByTag(ctx, "env:prod")
		}, `{"type": "power_on"}`},
		{"EnableIPv6ByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.EnableIPv6ByTag(ctx, "env:prod")
		}, `{"type": "enable_ipv6"}`},
		{"EnableBackupsByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.EnableBackupsByTag(ctx, "env:prod")
		}, `{"type": "enable_backups"}`},
		{"DisableBackupsByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.DisableBackupsByTag(ctx, "env:prod")
		}, `{"type": "disable_backups"}`},
		{"SnapshotByTag", func(ctx context.Context, s *actions) ([]digitalocean.Action, error) {
			return s.SnapshotByTag(ctx, "env:prod", "fresh")
		}, `{"type": "snapshot", "name": "fresh"}`},
	} {
		t.Run(c.name, exchange{
			call: func(ctx context.Context, client *digitalocean.Client) (any, error) {
				return c.call(ctx, client.Droplets.Actions)
			},
			method: "POST", path: "/v2/droplets/actions", query: "tag_name=env%3Aprod", body: c.body,
			status: http.StatusCreated, answer: `{"actions": [` + fields + `, {"id": 36804637}]}`,
			want: []digitalocean.Action{action, {ID: 36804637}},
		}.do)
	}
}

func TestDropletBackups(t *testing.T) {
	const weekly = `{"droplet_id": 444909706, "backup_enabled": true,
		"backup_policy": {"plan": "weekly", "weekday": "TUE", "hour": 20, "window_length_hours": 4, "retention_period_days": 28},
		"next_backup_window": {"start": "2026-09-15T20:00:00Z", "end": "2026-09-16T00:00:00Z"}}`
	record := digitalocean.DropletBackupPolicyRecord{
		DropletID: 444909706, BackupEnabled: true,
		BackupPolicy: &digitalocean.DropletBackupPolicy{
			Plan: digitalocean.DropletBackupWeekly, Weekday: digitalocean.DropletBackupTuesday, Hour: 20, WindowLengthHours: 4, RetentionPeriodDays: 28,
		},
		NextBackupWindow: &digitalocean.DropletBackupWindow{
			Start: time.Date(2026, 9, 15, 20, 0, 0, 0, time.UTC), End: time.Date(2026, 9, 16, 0, 0, 0, 0, time.UTC),
		},
	}
	for _, e := range []exchange{
		{
			name: "List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Backups.List(3164444, nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/3164444/backups", query: "per_page=200",
			answer: `{"backups": [{"id": 67539192, "name": "web-1 2026-07-29", "distribution": "Ubuntu", "slug": "web-1", "public": true,
				"regions": ["nyc3"], "created_at": "2026-07-29T01:44:35Z", "min_disk_size": 50, "size_gigabytes": 2.34, "type": "backup"},
				{"id": 67539193, "slug": null}], "links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.DropletSnapshot{{
				ID: 67539192, Name: "web-1 2026-07-29", Distribution: digitalocean.DistributionUbuntu, Slug: "web-1", Public: true,
				Regions: []string{"nyc3"}, CreatedAt: time.Date(2026, 7, 29, 1, 44, 35, 0, time.UTC), MinDiskSize: 50, SizeGigabytes: 2.34,
				Type: digitalocean.ImageBackup,
			}, {ID: 67539193}},
		},
		{
			name: "GetPolicy",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Backups.GetPolicy(ctx, 444909706)
			},
			method: "GET", path: "/v2/droplets/444909706/backups/policy", answer: `{"policy": ` + weekly + `}`, want: &record,
		},
		{
			name: "ListPolicies",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Backups.ListPolicies(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/backups/policies", query: "per_page=200",
			answer: `{"policies": {"444909706": ` + weekly + `, "1000000000": {"droplet_id": 1000000000, "backup_enabled": false},
				"99": {"droplet_id": 99, "backup_enabled": false}}, "links": {}, "meta": {"total": 3}}`,
			want: []digitalocean.DropletBackupPolicyRecord{{DropletID: 99}, record, {DropletID: 1000000000}},
		},
		{
			name: "ListPolicies with an odd field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Backups.ListPolicies(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/backups/policies", query: "per_page=200",
			answer: `{"policies": {"99": {"droplet_id": "99", "backup_enabled": "true"}}, "meta": {"total": 1}}`,
			want:   []digitalocean.DropletBackupPolicyRecord{{DropletID: 99, BackupEnabled: true}},
		},
		{
			name: "ListPolicies without Droplets",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Backups.ListPolicies(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/backups/policies", query: "per_page=200",
			answer: `{"policies": null, "meta": {"total": 0}}`, want: []digitalocean.DropletBackupPolicyRecord{},
		},
		{
			name: "ListSupportedPolicies",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Backups.ListSupportedPolicies(ctx)
			},
			method: "GET", path: "/v2/droplets/backups/supported_policies",
			answer: `{"supported_policies": [{"name": "weekly", "possible_window_starts": [0, 20], "window_length_hours": 4,
				"retention_period_days": 28, "possible_days": ["SUN", "SAT"]}]}`,
			want: []digitalocean.DropletSupportedBackupPolicy{{
				Name: digitalocean.DropletBackupWeekly, PossibleWindowStarts: []int{0, 20}, WindowLengthHours: 4, RetentionPeriodDays: 28,
				PossibleDays: []digitalocean.DropletBackupWeekday{digitalocean.DropletBackupSunday, digitalocean.DropletBackupSaturday},
			}},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestBackupPoliciesPageByPage(t *testing.T) {
	var queries []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		queries = append(queries, r.URL.RawQuery)
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		next := ""
		if page = max(page, 1); page < 3 {
			next = fmt.Sprintf(`"next": "https://api.digitalocean.com/v2/droplets/backups/policies?page=%d&per_page=1"`, page+1)
		}
		fmt.Fprintf(w, `{"policies": {"%d": {"droplet_id": %d}}, "links": {"pages": {%s}}, "meta": {"total": 3}}`, page, page, next)
	})
	pager := client.Droplets.Backups.ListPolicies(&digitalocean.ListOptions{PerPage: 1})
	var ids []int64
	for policy, err := range pager.All(t.Context()) {
		require.NoError(t, err)
		ids = append(ids, policy.DropletID)
	}
	require.Equal(t, []int64{1, 2, 3}, ids)
	require.Equal(t, []string{"per_page=1", "page=2&per_page=1", "page=3&per_page=1"}, queries)
}

func TestBackupPoliciesThatAreMissing(t *testing.T) {
	for _, body := range []string{`{"meta": {"total": 3}}`, `{"policies": null}`, `{"policies": []}`, `{}`, ``} {
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })
		_, err := client.Droplets.Backups.ListPolicies(nil).Collect(t.Context())
		_, ok := errors.AsType[*digitalocean.DecodeError](err)
		require.True(t, ok, "%s: %v", body, err)
	}
}

func TestReferences(t *testing.T) {
	for text, want := range map[string]digitalocean.ImageRef{
		`123`:                digitalocean.ImageID(123),
		`9007199254740993`:   digitalocean.ImageID(1<<53 + 1),
		`"ubuntu-24-04-x64"`: digitalocean.ImageSlug("ubuntu-24-04-x64"),
		`"123"`:              digitalocean.ImageSlug("123"),
	} {
		for name, got := range bothEncodings(t, want) {
			require.Equal(t, text, got, name)
		}
		var v1, v2 digitalocean.ImageRef
		require.NoError(t, json.Unmarshal([]byte(text), &v1))
		require.NoError(t, jsonv2.Unmarshal([]byte(text), &v2))
		require.Equal(t, want, v1)
		require.Equal(t, want, v2)
	}
	var key digitalocean.SSHKeyRef
	require.NoError(t, json.Unmarshal([]byte(`289794`), &key))
	require.Equal(t, digitalocean.SSHKeyID(289794), key)
	require.NoError(t, json.Unmarshal([]byte(`null`), &key))
	require.Zero(t, key)
	require.ErrorContains(t, json.Unmarshal([]byte(`true`), &key), "a reference is a number or a string")
	require.Error(t, json.Unmarshal([]byte(`1.5`), &key))
}

// A reference that names nothing is found before anything is sent.
func TestEmptyReferences(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
	slug := digitalocean.ImageSlug("ubuntu-24-04-x64")
	for want, request := range map[string]*digitalocean.DropletCreateRequest{
		`within "/image": the reference is empty`:      {Name: "web-1"},
		`within "/image": 0 is not an ID`:              {Name: "web-1", Image: digitalocean.ImageID(0)},
		`within "/ssh_keys/0": the reference is empty`: {Name: "web-1", Image: slug, SSHKeys: []digitalocean.SSHKeyRef{digitalocean.SSHKeyFingerprint("")}},
		`within "/ssh_keys/1": -1 is not an ID`:        {Name: "web-1", Image: slug, SSHKeys: []digitalocean.SSHKeyRef{digitalocean.SSHKeyID(1), digitalocean.SSHKeyID(-1)}},
	} {
		_, err := client.Droplets.Create(t.Context(), request)
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		require.ErrorContains(t, err, want)
	}
	_, err := client.Droplets.Actions.Restore(t.Context(), 3164444, 0)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
}

func TestDropletRequestsAreRefused(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
	ctx, droplets := t.Context(), client.Droplets
	require.ErrorIs(t, droplets.Delete(ctx, 0), digitalocean.ErrInvalidArgument)
	require.ErrorIs(t, droplets.DeleteByTag(ctx, ""), digitalocean.ErrInvalidArgument)
	require.ErrorIs(t, droplets.DeleteSelective(ctx, 3164444, nil), digitalocean.ErrInvalidArgument)
	require.ErrorIs(t, droplets.DeleteDangerous(ctx, 0), digitalocean.ErrInvalidArgument)
	_, err := droplets.CreateMultiple(ctx, nil)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	_, err = droplets.Actions.PowerOffByTag(ctx, "")
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
}

func TestMultiCreateRequestKeepsTheCallersName(t *testing.T) {
	request := digitalocean.DropletMultiCreateRequest{Names: []string{"a", "b"}, DropletCreateRequest: createRequest()}
	for name, text := range bothEncodings(t, request) {
		require.JSONEq(t, `{"names": ["a", "b"], `+createFields+`}`, text, name)
	}
	require.Equal(t, "web-1", request.Name)

	var back digitalocean.DropletMultiCreateRequest
	require.NoError(t, json.Unmarshal([]byte(`{"names": ["a", "b"], `+createFields+`}`), &back))
	request.Name = ""
	require.Equal(t, request, back)
}

func TestDropletTypesInBothEncodings(t *testing.T) {
	request := createRequest()
	for _, value := range []any{
		fullDroplet(), digitalocean.Droplet{}, request, digitalocean.DropletDeleteSelectiveRequest{}, digitalocean.DropletActionRequest{},
		digitalocean.DropletBackupPolicyRequest{}, digitalocean.DropletBackupPolicyRecord{}, digitalocean.DropletBackupPolicy{},
		digitalocean.DropletSupportedBackupPolicy{}, digitalocean.DropletBackupWindow{}, digitalocean.DropletSnapshot{},
		digitalocean.DropletAssociatedResources{}, digitalocean.DropletDeleteStatus{}, digitalocean.Firewall{},
		digitalocean.FirewallInboundRule{}, digitalocean.FirewallOutboundRule{},
	} {
		texts := bothEncodings(t, value)
		require.Equal(t, texts["v1"], texts["v2"])
	}
}

func bothEncodings(t *testing.T, value any) map[string]string {
	t.Helper()
	v1, err := json.Marshal(value)
	require.NoError(t, err)
	v2, err := jsonv2.Marshal(value)
	require.NoError(t, err)
	return map[string]string{"v1": string(v1), "v2": string(v2)}
}

func TestDropletAddresses(t *testing.T) {
	droplet := fullDroplet()
	require.Equal(t, "192.0.2.2", droplet.PublicIPv4())
	require.Equal(t, "10.0.0.2", droplet.PrivateIPv4())
	require.Equal(t, "2001:db8::2", droplet.PublicIPv6())

	var none digitalocean.Droplet
	require.Empty(t, none.PublicIPv4()+none.PrivateIPv4()+none.PublicIPv6())
}

func TestDeleteDangerousSaysSo(t *testing.T) {
	var header http.Header
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		header = r.Header
		w.WriteHeader(http.StatusAccepted)
	})
	require.NoError(t, client.Droplets.DeleteDangerous(t.Context(), 3164444))
	require.Equal(t, []string{"true"}, header["X-Dangerous"])
	require.NoError(t, client.Droplets.Delete(t.Context(), 3164444))
	require.Empty(t, header["X-Dangerous"])
}

// A deletion with associated resources is started once, whatever becomes of the answer.
func TestDeletionIsStartedOnce(t *testing.T) {
	for name, remove := range map[string]func(ctx context.Context, s *digitalocean.DropletsService) error{
		"DeleteDangerous": func(ctx context.Context, s *digitalocean.DropletsService) error {
			return s.DeleteDangerous(ctx, 3164444)
		},
		"DeleteSelective": func(ctx context.Context, s *digitalocean.DropletsService) error {
			return s.DeleteSelective(ctx, 3164444, &digitalocean.DropletDeleteSelectiveRequest{Volumes: []string{"ba49449a"}})
		},
		"RetryDelete": func(ctx context.Context, s *digitalocean.DropletsService) error { return s.RetryDelete(ctx, 3164444) },
	} {
		t.Run(name, func(t *testing.T) {
			var sent atomic.Int32
			client := serve(t, func(http.ResponseWriter, *http.Request) {
				sent.Add(1)
				panic(http.ErrAbortHandler)
			}, digitalocean.WithClock(&recordingClock{}))
			require.ErrorIs(t, remove(t.Context(), client.Droplets), digitalocean.ErrOutcomeUnknown)
			require.EqualValues(t, 1, sent.Load())

			s := &sequence{statuses: []int{503}}
			client = serve(t, s.ServeHTTP, digitalocean.WithClock(&recordingClock{}))
			require.ErrorIs(t, remove(t.Context(), client.Droplets), digitalocean.ErrServer)
			require.Len(t, s.bodies, 1)

			s = &sequence{statuses: []int{429}}
			client = serve(t, s.ServeHTTP, digitalocean.WithClock(&recordingClock{}))
			require.NoError(t, remove(t.Context(), client.Droplets))
			require.Len(t, s.bodies, 2, "nothing was started by the first")
		})
	}
}

func TestWaitActive(t *testing.T) {
	for _, c := range []struct {
		name     string
		statuses []digitalocean.DropletStatus
		sleeps   []time.Duration
		fails    string
	}{
		{name: "at once", statuses: []digitalocean.DropletStatus{"active"}},
		{
			name:     "after two looks",
			statuses: []digitalocean.DropletStatus{"new", "a new status", "active"},
			sleeps:   []time.Duration{time.Second, 1500 * time.Millisecond},
		},
		{
			name:     "off",
			statuses: []digitalocean.DropletStatus{"new", "off"},
			sleeps:   []time.Duration{time.Second},
			fails:    "digitalocean: Droplet 7 (web-7) has the status off and does not become active",
		},
		{
			name:     "archived",
			statuses: []digitalocean.DropletStatus{"archive"},
			fails:    "digitalocean: Droplet 7 (web-7) has the status archive and does not become active",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			clock, looks := &recordingClock{}, 0
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				fmt.Fprintf(w, `{"droplet": {"id": 7, "name": "web-7", "status": %q}}`, c.statuses[looks])
				looks++
			}, digitalocean.WithClock(clock))
			droplet, err := client.Droplets.WaitActive(t.Context(), 7)
			require.Equal(t, len(c.statuses), looks)
			require.Equal(t, c.sleeps, clock.sleeps())
			if c.fails != "" {
				require.EqualError(t, err, c.fails)
				require.Nil(t, droplet)
				failed, ok := errors.AsType[*digitalocean.DropletError](err)
				require.True(t, ok)
				require.Equal(t, c.statuses[looks-1], failed.Droplet.Status)
				return
			}
			require.NoError(t, err)
			require.Equal(t, &digitalocean.Droplet{ID: 7, Name: "web-7", Status: digitalocean.DropletActive}, droplet)
		})
	}
}

// fleet is a server of Droplets. It lists those that are listed, and counts the looks at each path.
type fleet struct {
	statuses map[int64][]string // of each Droplet, look by look; the last stays; none means that it is gone
	listed   []int64
	looks    map[string]int
}

func (f *fleet) droplet(id int64) string {
	statuses := f.statuses[id]
	if len(statuses) > 1 {
		f.statuses[id] = statuses[1:]
	}
	return fmt.Sprintf(`{"id": %d, "name": "web-%d", "status": %q}`, id, id, statuses[0])
}

func (f *fleet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.looks == nil {
		f.looks = map[string]int{}
	}
	f.looks[r.URL.Path]++
	if r.URL.Path == "/v2/droplets" {
		droplets := make([]string, len(f.listed))
		for i, id := range f.listed {
			droplets[i] = f.droplet(id)
		}
		fmt.Fprintf(w, `{"droplets": [%s], "meta": {"total": 1000}}`, strings.Join(droplets, ", "))
		return
	}
	id, _ := strconv.ParseInt(strings.TrimPrefix(r.URL.Path, "/v2/droplets/"), 10, 64)
	if len(f.statuses[id]) == 0 {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	fmt.Fprintf(w, `{"droplet": %s}`, f.droplet(id))
}

func TestWaitAllActive(t *testing.T) {
	t.Run("in the order of the IDs", func(t *testing.T) {
		f := &fleet{
			statuses: map[int64][]string{1: {"new", "active"}, 2: {"active"}, 3: {"new", "new", "new", "active"}, 8: {"off"}},
			listed:   []int64{8, 1, 2},
		}
		clock := &recordingClock{}
		droplets, err := serve(t, f.ServeHTTP, digitalocean.WithClock(clock)).Droplets.WaitAllActive(t.Context(), []int64{3, 1, 2})
		require.NoError(t, err)
		require.Equal(t, []digitalocean.Droplet{
			{ID: 3, Name: "web-3", Status: "active"}, {ID: 1, Name: "web-1", Status: "active"}, {ID: 2, Name: "web-2", Status: "active"},
		}, droplets)
		require.Equal(t, map[string]int{"/v2/droplets": 2, "/v2/droplets/3": 4}, f.looks, "the list serves all but the last")
		require.Len(t, clock.sleeps(), 3)
	})
	t.Run("none", func(t *testing.T) {
		f := &fleet{}
		droplets, err := serve(t, f.ServeHTTP).Droplets.WaitAllActive(t.Context(), nil)
		require.NoError(t, err)
		require.Empty(t, droplets)
		require.Empty(t, f.looks)
	})
	t.Run("one is off", func(t *testing.T) {
		f := &fleet{statuses: map[int64][]string{1: {"active"}, 2: {"new"}, 3: {"new", "off"}}, listed: []int64{1, 2, 3}}
		_, err := serve(t, f.ServeHTTP, digitalocean.WithClock(&recordingClock{})).Droplets.WaitAllActive(t.Context(), []int64{1, 2, 3})
		require.EqualError(t, err, "digitalocean: Droplet 3 (web-3) has the status off and does not become active (pending: [2 3])")
		_, ok := errors.AsType[*digitalocean.DropletError](err)
		require.True(t, ok)
	})
	t.Run("one is gone", func(t *testing.T) {
		f := &fleet{statuses: map[int64][]string{1: {"new"}}, listed: []int64{1}}
		_, err := serve(t, f.ServeHTTP).Droplets.WaitAllActive(t.Context(), []int64{1, 2})
		require.ErrorIs(t, err, digitalocean.ErrNotFound)
	})
	t.Run("until the context ends", func(t *testing.T) {
		f := &fleet{statuses: map[int64][]string{1: {"active"}, 2: {"new"}}, listed: []int64{1, 2}}
		ctx, cancel := context.WithCancel(t.Context())
		client := serve(t, f.ServeHTTP, digitalocean.WithClock(stoppingClock{cancel}))
		_, err := client.Droplets.WaitAllActive(ctx, []int64{1, 2})
		require.ErrorIs(t, err, context.Canceled)
		require.EqualError(t, err, "digitalocean: wait for 2 Droplets: context canceled (pending: [2])")
	})
}

// stoppingClock is a clock on which the first wait ends the context.
type stoppingClock struct{ cancel context.CancelFunc }

func (stoppingClock) Now() time.Time { return time.Now() }

func (c stoppingClock) Sleep(ctx context.Context, _ time.Duration) error {
	c.cancel()
	return ctx.Err()
}

func TestWaitActiveOfNone(t *testing.T) {
	f := &fleet{}
	_, err := serve(t, f.ServeHTTP).Droplets.WaitActive(t.Context(), 7)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	require.Equal(t, map[string]int{"/v2/droplets/7": 1}, f.looks)
}
