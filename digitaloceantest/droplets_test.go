package digitaloceantest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

var minimal = object{"name": "web-1", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"}

// with returns the minimal create request with other fields.
func with(fields object) object {
	r := object{}
	for name, value := range minimal {
		r[name] = value
	}
	for name, value := range fields {
		r[name] = value
		if value == nil {
			delete(r, name)
		}
	}
	return r
}

func TestDropletLife(t *testing.T) {
	began := time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)
	a := start(t, digitaloceantest.StartTime(began))
	key := a.post("/v2/account/keys", object{"name": "me", "public_key": "ssh-ed25519 AAAAC3Nz me"})["ssh_key"].(object)
	created := a.post("/v2/droplets", with(object{
		"ssh_keys": []any{key["id"], key["fingerprint"]}, "backups": true, "ipv6": true, "monitoring": true,
		"tags": []string{"env:prod", "web"}, "user_data": "#cloud-config", "volumes": []string{},
	}))
	d := created["droplet"].(object)
	require.Equal(t, "new", d["status"])
	require.Equal(t, true, d["locked"])
	require.Equal(t, object{"v4": []any{}, "v6": []any{}}, d["networks"])
	require.Equal(t, "2026-05-04T03:02:01Z", d["created_at"])
	require.Equal(t, []any{"backups", "droplet_agent", "private_networking", "ipv6", "monitoring"}, d["features"])
	require.Equal(t, []any{"env:prod", "web"}, d["tags"])
	require.Equal(t, "s-1vcpu-1gb", d["size"].(object)["slug"])
	require.Equal(t, "nyc3", d["region"].(object)["slug"])
	require.Equal(t, "ubuntu-24-04-x64", d["image"].(object)["slug"])

	link := created["links"].(object)["actions"].([]any)[0].(object)
	require.Equal(t, "create", link["rel"])
	require.Equal(t, a.srv.URL+"/v2/actions/"+idOf(link), link["href"])
	action := strings.TrimPrefix(link["href"].(string), a.srv.URL)
	require.Equal(t, "in-progress", a.get(action)["action"].(object)["status"])
	require.Nil(t, a.get(action)["action"].(object)["completed_at"])

	a.srv.Advance(10 * time.Second)
	path := "/v2/droplets/" + idOf(d)
	d = a.get(path)["droplet"].(object)
	require.Equal(t, "active", d["status"])
	require.Equal(t, false, d["locked"])
	require.Equal(t, "2026-05-04T03:02:11Z", a.get(action)["action"].(object)["completed_at"])
	networks := d["networks"].(object)
	require.Equal(t, []any{"private", "public"}, column(networks["v4"], "type"))
	require.Len(t, networks["v6"], 1)

	a.delete(path)
	a.gone(path)
	require.Empty(t, a.get("/v2/droplets")["droplets"])
	require.EqualValues(t, 0, a.get("/v2/tags/web")["tag"].(object)["resources"].(object)["count"])
	destroy := a.get("/v2/actions")["actions"].([]any)[0].(object)
	require.Equal(t, []any{"destroy", "in-progress"}, []any{destroy["type"], destroy["status"]})
	a.srv.Advance(4 * time.Second)
	require.Equal(t, "completed", a.get("/v2/actions/" + idOf(destroy))["action"].(object)["status"])
}

func TestCreateSeveralDroplets(t *testing.T) {
	a := start(t)
	created := a.post("/v2/droplets", with(object{"name": nil, "names": []string{"a.example.com", "b.example.com"}}))
	require.Equal(t, []any{"a.example.com", "b.example.com"}, column(created["droplets"], "name"))
	require.Equal(t, []any{"create", "create"}, column(created["links"].(object)["actions"], "rel"))
	require.NotContains(t, created, "droplet")
	a.srv.Advance(time.Minute)
	addresses := map[any]bool{}
	for _, d := range a.get("/v2/droplets")["droplets"].([]any) {
		for _, v4 := range d.(object)["networks"].(object)["v4"].([]any) {
			addresses[v4.(object)["ip_address"]] = true
		}
	}
	require.Len(t, addresses, 4)
}

func TestCreateDropletRefusals(t *testing.T) {
	a := start(t)
	eleven := strings.Split(strings.TrimSuffix(strings.Repeat("a,", 11), ","), ",")
	for _, test := range []struct {
		name    string
		change  object
		message string
	}{
		{"no name", object{"name": nil}, "name"},
		{"name with a blank", object{"name": "web 1"}, "name: Only valid hostname characters"},
		{"name that ends in a dash", object{"name": "web-"}, "name"},
		{"name and names", object{"names": []string{"a"}}, "names"},
		{"eleven names", object{"name": nil, "names": eleven}, "names"},
		{"no size", object{"size": nil}, "invalid size"},
		{"unknown size", object{"size": "xxl"}, "invalid size"},
		{"no image", object{"image": nil}, "invalid image"},
		{"unknown image", object{"image": 1}, "invalid image"},
		{"image of a wrong type", object{"image": true}, "image must be"},
		{"unknown region", object{"region": "moon1"}, "invalid region"},
		{"full region", object{"region": "nyc2"}, "Region is not available"},
		{"size not there", object{"region": "syd1", "size": "gpu-h100x1-80gb"}, "Size is not available in this region"},
		{"image too large", object{"size": "s-1vcpu-512mb-10gb", "region": "nyc1", "image": "docker-20-04"}, "larger disk"},
		{"unknown SSH key", object{"ssh_keys": []int{12}}, "12 are invalid key identifiers"},
		{"tag", object{"tags": []string{"a b"}}, "tags"},
		{"tags that are no list", object{"tags": "web"}, "tags must be an array"},
		{"backup plan", object{"backups": true, "backup_policy": object{"plan": "hourly"}}, "backup_policy.plan"},
		{"backup hour", object{"backups": true, "backup_policy": object{"plan": "daily", "hour": 3}}, "backup_policy.hour"},
		{"backup weekday", object{"backups": true, "backup_policy": object{"plan": "weekly", "weekday": "DAY"}}, "backup_policy.weekday"},
		{"long user data", object{"user_data": strings.Repeat("x", 64<<10+1)}, "user_data"},
		{"flag of a wrong type", object{"ipv6": "yes"}, "ipv6 must be a boolean"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := api{t, a.srv}
			a.invalid(a.do("POST", "/v2/droplets", with(test.change)), test.message)
		})
	}
	require.Empty(t, a.get("/v2/droplets")["droplets"])
}

func TestRegionMayBeLeftOpen(t *testing.T) {
	a := start(t)
	for region, want := range map[any]string{nil: "nyc1", "sfo": "sfo2", "fra1": "fra1"} {
		d := a.post("/v2/droplets", with(object{"region": region}))["droplet"].(object)
		require.Equal(t, want, d["region"].(object)["slug"])
	}
	gpu := a.post("/v2/droplets", with(object{"region": nil, "size": "gpu-h100x1-80gb", "image": "gpu-h100x1-base"}))["droplet"].(object)
	require.Equal(t, "ams3", gpu["region"].(object)["slug"])
	require.Equal(t, "nvidia_h100", gpu["gpu_info"].(object)["model"])
}

func TestDropletWithoutPublicNetwork(t *testing.T) {
	d := start(t).createDroplet(object{"public_networking": false})
	require.Equal(t, []any{"private"}, column(d["networks"].(object)["v4"], "type"))
}

func TestDropletLimit(t *testing.T) {
	a := start(t, digitaloceantest.DropletLimit(2))
	require.EqualValues(t, 2, a.get("/v2/account")["account"].(object)["droplet_limit"])
	a.invalid(a.do("POST", "/v2/droplets", with(object{"name": nil, "names": []string{"a", "b", "c"}})), "limit")
	a.createDroplet(nil)
}

func TestFailedCreationLeavesNothing(t *testing.T) {
	a := start(t)
	a.srv.FailNext("create")
	created := a.post("/v2/droplets", minimal)
	a.srv.Advance(10 * time.Second)
	a.gone("/v2/droplets/" + idOf(created["droplet"]))
	require.Equal(t, []any{"errored"}, column(a.get("/v2/actions")["actions"], "status"))
	a.createDroplet(nil)
}

func TestListDroplets(t *testing.T) {
	a := start(t)
	a.srv.AddDroplets(3, func(i int, d map[string]any) {
		d["name"] = fmt.Sprintf("web-%d", i)
		d["tags"] = []string{"web", fmt.Sprintf("n:%d", i)}
	})
	a.srv.AddDroplets(1, func(_ int, d map[string]any) {
		d["name"], d["region"], d["size"], d["image"] = "gpu", "tor1", "gpu-h100x1-80gb", "gpu-h100x1-base"
		d["tags"] = []string{"web"}
	})
	for query, want := range map[string][]any{
		"":                      {"web-0", "web-1", "web-2"},
		"?type=droplets":        {"web-0", "web-1", "web-2"},
		"?type=gpus":            {"gpu"},
		"?tag_name=web":         {"web-0", "web-1", "web-2", "gpu"},
		"?tag_name=n:1":         {"web-1"},
		"?tag_name=none":        {},
		"?name=WEB-2":           {"web-2"},
		"?name=web":             {},
		"?name=gpu&type=gpus":   {"gpu"},
		"?per_page=1&page=2":    {"web-1"},
		"?tag_name=web&page=44": {},
	} {
		require.Equal(t, want, column(a.get("/v2/droplets" + query)["droplets"], "name"), query)
	}
	a.invalid(a.do("GET", "/v2/droplets?tag_name=web&name=web-1", nil), "tag_name")
	a.invalid(a.do("GET", "/v2/droplets?type=boats", nil), "type")
}

func TestDeleteDropletsByTag(t *testing.T) {
	a := start(t)
	a.srv.AddDroplets(4, func(i int, d map[string]any) {
		d["name"] = fmt.Sprintf("d-%d", i)
		d["tags"] = []string{[]string{"even", "odd"}[i%2]}
	})
	a.invalid(a.do("DELETE", "/v2/droplets", nil), "tag_name")
	a.invalid(a.do("DELETE", "/v2/droplets?tag_name=", nil), "tag_name")
	require.Equal(t, 404, a.do("DELETE", "/v2/droplets?tag_name=none", nil).status)
	require.Len(t, a.get("/v2/droplets")["droplets"], 4)
	a.delete("/v2/droplets?tag_name=odd")
	require.Equal(t, []any{"d-0", "d-2"}, column(a.get("/v2/droplets")["droplets"], "name"))
}

func TestNeighbors(t *testing.T) {
	a := start(t)
	ids := a.srv.AddDroplets(6, nil)
	other := a.srv.AddDroplets(1, func(_ int, d map[string]any) { d["region"] = "fra1" })
	require.Len(t, a.get(fmt.Sprintf("/v2/droplets/%d/neighbors", ids[0]))["droplets"], 3)
	require.Empty(t, a.get(fmt.Sprintf("/v2/droplets/%d/neighbors", other[0]))["droplets"])
	groups := a.get("/v2/reports/droplet_neighbors_ids")["neighbor_ids"].([]any)
	require.Equal(t, []any{float64(ids[4]), float64(ids[5])}, groups[1])
	require.Len(t, groups, 2)
}

func TestWhatADropletHasNoneOf(t *testing.T) {
	a := start(t)
	path := "/v2/droplets/" + idOf(a.createDroplet(nil))
	for _, name := range []string{"snapshots", "backups", "firewalls"} {
		body := a.get(path + "/" + name)
		require.Empty(t, body[name])
		require.EqualValues(t, 0, body["meta"].(object)["total"])
		require.Equal(t, 404, a.do("GET", "/v2/droplets/1/"+name, nil).status)
	}
	require.Len(t, a.get(path + "/kernels")["kernels"], 3)
}

func TestAddDroplets(t *testing.T) {
	a := start(t)
	ids := a.srv.AddDroplets(2, func(i int, d map[string]any) {
		d["name"] = fmt.Sprintf("old-%d", i)
		d["region"], d["size"], d["ipv6"], d["tags"] = "ams3", "c-2", true, []string{"old"}
		d["status"], d["created_at"] = "off", "2020-01-01T00:00:00Z"
	})
	d := a.get(fmt.Sprintf("/v2/droplets/%d", ids[1]))["droplet"].(object)
	require.Equal(t, []any{"old-1", "off", "2020-01-01T00:00:00Z", "c-2", false},
		[]any{d["name"], d["status"], d["created_at"], d["size_slug"], d["locked"]})
	require.Len(t, d["networks"].(object)["v6"], 1)
	require.EqualValues(t, 2, a.get("/v2/tags/old")["tag"].(object)["resources"].(object)["count"])
	require.Panics(t, func() {
		a.srv.AddDroplets(1, func(_ int, d map[string]any) { d["size"] = "none" })
	})
}

func TestTenThousandDroplets(t *testing.T) {
	a := start(t)
	a.srv.AddDroplets(10_000, func(i int, d map[string]any) { d["name"] = fmt.Sprintf("d-%d", i) })
	seen, addresses := 0, map[any]bool{}
	for page := 1; page <= 50; page++ {
		body := a.get(fmt.Sprintf("/v2/droplets?per_page=200&page=%d", page))
		require.EqualValues(t, 10_000, body["meta"].(object)["total"])
		for _, d := range body["droplets"].([]any) {
			require.Equal(t, fmt.Sprintf("d-%d", seen), d.(object)["name"])
			seen++
			for _, v4 := range d.(object)["networks"].(object)["v4"].([]any) {
				addresses[v4.(object)["ip_address"]] = true
			}
		}
	}
	require.Equal(t, 10_000, seen)
	require.Len(t, addresses, 20_000, "no address twice")
}
