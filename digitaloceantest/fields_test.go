package digitaloceantest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// missing returns the names that a resource has no field for.
func missing(resource any, want ...string) []string {
	list := []string{}
	for _, name := range want {
		if _, ok := resource.(object)[name]; !ok {
			list = append(list, name)
		}
	}
	return list
}

// TestResourcesHaveEveryField compares answers with the fields of the published description.
func TestResourcesHaveEveryField(t *testing.T) {
	a := start(t)
	a.srv.AddDroplets(1, func(_ int, d map[string]any) {
		d["region"], d["size"], d["image"] = "tor1", "gpu-h100x1-80gb", "gpu-h100x1-base"
		d["backups"], d["ipv6"] = true, true
	})
	a.post("/v2/domains", domain)
	a.post("/v2/tags", object{"name": "web"})
	a.post("/v2/account/keys", object{"name": "me", "public_key": publicKey})
	a.post("/v2/certificates", object{"name": "c", "dns_names": []string{"example.com"}})
	droplet := a.get("/v2/droplets?type=gpus")["droplets"].([]any)[0].(object)
	path := "/v2/droplets/" + idOf(droplet)
	a.post(path+"/actions", object{"type": "snapshot", "name": "s"})
	a.srv.Advance(time.Minute)
	first := func(path, name string) any { return a.get(path)[name].([]any)[0] }
	network := droplet["networks"].(object)["v4"].([]any)[0]
	for _, test := range []struct {
		name     string
		resource any
		fields   string
	}{
		{"account", a.get("/v2/account")["account"], "droplet_limit floating_ip_limit email name uuid email_verified status status_message team"},
		{"action", first("/v2/actions", "actions"), "id status type started_at completed_at resource_id resource_type region region_slug"},
		{"certificate", first("/v2/certificates", "certificates"), "id name not_after sha1_fingerprint created_at dns_names state type"},
		{"domain", first("/v2/domains", "domains"), "name ttl zone_file"},
		{"record", first("/v2/domains/example.com/records", "domain_records"), "id type name data priority port ttl weight flags tag"},
		{"droplet", droplet, "id name memory vcpus disk disk_info locked status kernel created_at features backup_ids next_backup_window snapshot_ids image volume_ids size size_slug networks region tags vpc_uuid gpu_info"},
		{"IPv4 network", network, "ip_address netmask gateway type"},
		{"IPv6 network", droplet["networks"].(object)["v6"].([]any)[0], "ip_address netmask gateway type"},
		{"backup window", droplet["next_backup_window"], "start end"},
		{"image", droplet["image"], "id name type distribution slug public regions created_at min_disk_size size_gigabytes description tags status error_message"},
		{"size", droplet["size"], "slug memory vcpus disk transfer price_monthly price_hourly regions available description disk_info gpu_info"},
		{"region", droplet["region"], "name slug features available sizes"},
		{"key", first("/v2/account/keys", "ssh_keys"), "id fingerprint public_key name"},
		{"snapshot", first("/v2/snapshots", "snapshots"), "id name created_at regions resource_id resource_type min_disk_size size_gigabytes tags"},
		{"snapshot of a Droplet", first(path+"/snapshots", "snapshots"), "id name created_at regions min_disk_size size_gigabytes type"},
		{"kernel", first(path+"/kernels", "kernels"), "id name version"},
		{"policy", a.get(path + "/backups/policy")["policy"], "droplet_id backup_enabled backup_policy next_backup_window"},
		{"supported policy", first("/v2/droplets/backups/supported_policies", "supported_policies"), "name possible_window_starts window_length_hours retention_period_days possible_days"},
		{"tag", first("/v2/tags", "tags"), "name resources"},
		{"associated resource", first(path+"/destroy_with_associated_resources", "snapshots"), "id name cost"},
	} {
		require.Empty(t, missing(test.resource, strings.Fields(test.fields)...), test.name)
	}
}

func TestCatalog(t *testing.T) {
	a := start(t)
	regions := a.get("/v2/regions?per_page=200")["regions"].([]any)
	sizes := a.get("/v2/sizes?per_page=200")["sizes"].([]any)
	require.GreaterOrEqual(t, len(regions), 10)
	require.GreaterOrEqual(t, len(sizes), 20)
	require.GreaterOrEqual(t, len(a.get("/v2/images?per_page=200")["images"].([]any)), 15)
	for _, region := range regions {
		for _, size := range sizes {
			there := slices.Contains(region.(object)["sizes"].([]any), size.(object)["slug"])
			require.Equal(t, there, slices.Contains(size.(object)["regions"].([]any), region.(object)["slug"]))
		}
	}
}
