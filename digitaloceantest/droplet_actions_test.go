package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestDropletActions(t *testing.T) {
	for _, test := range []struct {
		request object
		before  object // fields of the Droplet while the action goes on
		after   object // and when it is completed
	}{
		{request: object{"type": "reboot"}, after: object{"status": "active"}},
		{request: object{"type": "power_cycle"}, after: object{"status": "active"}},
		{request: object{"type": "password_reset"}, after: object{"status": "active"}},
		{request: object{"type": "power_off"}, before: object{"status": "active"}, after: object{"status": "off"}},
		{request: object{"type": "shutdown"}, before: object{"status": "active"}, after: object{"status": "off"}},
		{request: object{"type": "power_on"}, after: object{"status": "active"}},
		{
			request: object{"type": "rename", "name": "new.example.com"},
			before:  object{"name": "web-1"},
			after:   object{"name": "new.example.com"},
		},
		{
			request: object{"type": "resize", "size": "s-2vcpu-4gb"},
			before:  object{"size_slug": "s-1vcpu-1gb", "memory": 1024.0},
			after:   object{"size_slug": "s-2vcpu-4gb", "memory": 4096.0, "vcpus": 2.0, "disk": 25.0},
		},
		{
			request: object{"type": "resize", "size": "s-2vcpu-4gb", "disk": true},
			after:   object{"size_slug": "s-2vcpu-4gb", "disk": 80.0},
		},
		{request: object{"type": "rebuild", "image": "debian-12-x64"}, after: object{"status": "active"}},
		{
			request: object{"type": "change_kernel", "kernel": 7515},
			after: object{"kernel": object{
				"id": 7515.0, "name": "DigitalOcean GrubLoader v0.2 (20160714)", "version": "2016.07.13-DigitalOcean_loader_Ubuntu",
			}},
		},
		{
			request: object{"type": "enable_ipv6"},
			before:  object{"features": []any{"droplet_agent", "private_networking"}},
			after:   object{"features": []any{"droplet_agent", "private_networking", "ipv6"}},
		},
		{request: object{"type": "enable_backups"}, after: object{"features": []any{"droplet_agent", "private_networking", "backups"}}},
	} {
		kind := test.request["type"].(string)
		t.Run(kind, func(t *testing.T) {
			a := start(t)
			path := "/v2/droplets/" + idOf(a.createDroplet(nil))
			check := func(want object) {
				t.Helper()
				d := a.get(path)["droplet"].(object)
				for name, value := range want {
					require.Equal(t, value, d[name], name)
				}
			}
			action := a.post(path+"/actions", test.request)["action"].(object)
			require.Equal(t, kind, action["type"])
			require.Equal(t, "droplet", action["resource_type"])
			require.Equal(t, "nyc3", action["region_slug"])
			require.Equal(t, "New York 3", action["region"].(object)["name"])
			check(object{"locked": true})
			check(test.before)
			a.invalid(a.do("POST", path+"/actions", object{"type": "reboot"}), "pending event")

			a.srv.Advance(2 * time.Minute)
			check(object{"locked": false})
			check(test.after)
			done := a.get(path + "/actions/" + idOf(action))["action"].(object)
			require.Equal(t, "completed", done["status"])
			require.NotNil(t, done["completed_at"])
			require.Equal(t, []any{kind, "create"}, column(a.get(path + "/actions")["actions"], "type"))
		})
	}
}

func TestRebuildChangesTheImage(t *testing.T) {
	a := start(t)
	path := "/v2/droplets/" + idOf(a.createDroplet(nil))
	a.post(path+"/actions", object{"type": "rebuild", "image": 159651797})
	a.srv.Advance(time.Minute)
	require.Equal(t, "debian-12-x64", a.get(path)["droplet"].(object)["image"].(object)["slug"])
}

func TestFailedActionChangesNothing(t *testing.T) {
	a := start(t)
	path := "/v2/droplets/" + idOf(a.createDroplet(nil))
	a.srv.FailNext("power_off")
	action := a.post(path+"/actions", object{"type": "power_off"})["action"]
	require.Equal(t, "in-progress", action.(object)["status"])
	a.srv.Advance(time.Minute)
	require.Equal(t, "errored", a.get("/v2/actions/" + idOf(action))["action"].(object)["status"])
	d := a.get(path)["droplet"].(object)
	require.Equal(t, []any{"active", false}, []any{d["status"], d["locked"]})
	a.post(path+"/actions", object{"type": "power_off"})
	a.srv.Advance(time.Minute)
	require.Equal(t, "off", a.get(path)["droplet"].(object)["status"])
}

func TestDropletActionRefusals(t *testing.T) {
	a := start(t)
	path := "/v2/droplets/" + idOf(a.createDroplet(object{"size": "s-2vcpu-4gb"})) + "/actions"
	for _, test := range []struct {
		name    string
		request object
		message string
	}{
		{"no type", object{}, "type"},
		{"unknown type", object{"type": "fly"}, "type fly"},
		{"rename without a name", object{"type": "rename"}, "name"},
		{"resize without a size", object{"type": "resize"}, "size"},
		{"resize to a smaller disk", object{"type": "resize", "size": "s-1vcpu-1gb"}, "Size can not decrease"},
		{"resize to what is not there", object{"type": "resize", "size": "gpu-h100x1-80gb"}, "not available in this region"},
		{"rebuild without an image", object{"type": "rebuild"}, "invalid image"},
		{"restore what is no backup", object{"type": "restore", "image": 63663980}, "image must be the ID of a backup"},
		{"unknown kernel", object{"type": "change_kernel", "kernel": 1}, "kernel"},
		{"no policy", object{"type": "change_backup_policy"}, "backup_policy"},
		{"policy without backups", object{"type": "change_backup_policy", "backup_policy": object{"plan": "daily"}}, "not enabled"},
		{"bad policy", object{"type": "enable_backups", "backup_policy": object{"plan": "never"}}, "backup_policy.plan"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := api{t, a.srv}
			a.invalid(a.do("POST", path, test.request), test.message)
		})
	}
	require.Equal(t, 404, a.do("POST", "/v2/droplets/1/actions", object{"type": "reboot"}).status)
	require.Equal(t, 404, a.do("GET", path+"/1", nil).status)
}

func TestActionsOfAnotherDropletAreNotFound(t *testing.T) {
	a := start(t)
	ids := a.srv.AddDroplets(2, nil)
	first, second := "/v2/droplets/"+sprint(ids[0]), "/v2/droplets/"+sprint(ids[1])
	action := a.post(first+"/actions", object{"type": "reboot"})["action"]
	a.get(first + "/actions/" + idOf(action))
	a.gone(second + "/actions/" + idOf(action))
}

func TestActionsByTag(t *testing.T) {
	a := start(t)
	a.srv.AddDroplets(3, func(i int, d map[string]any) {
		if i > 0 {
			d["tags"] = []string{"web"}
		}
	})
	body := a.post("/v2/droplets/actions?tag_name=web", object{"type": "power_off"})
	require.Equal(t, []any{"power_off", "power_off"}, column(body["actions"], "type"))
	a.srv.Advance(time.Minute)
	require.Equal(t, []any{"active", "off", "off"}, column(a.get("/v2/droplets")["droplets"], "status"))

	a.invalid(a.do("POST", "/v2/droplets/actions", object{"type": "power_off"}), "tag_name")
	a.invalid(a.do("POST", "/v2/droplets/actions?tag_name=web", object{"type": "reboot"}), "type reboot")
	require.Empty(t, a.post("/v2/droplets/actions?tag_name=none", object{"type": "power_on"})["actions"])
}

func TestDeletingADropletEndsItsAction(t *testing.T) {
	a := start(t)
	created := a.post("/v2/droplets", minimal)
	a.delete("/v2/droplets/" + idOf(created["droplet"]))
	a.srv.Advance(time.Minute)
	actions := a.get("/v2/actions")["actions"]
	require.Equal(t, []any{"destroy", "create"}, column(actions, "type"))
	require.Equal(t, []any{"completed", "errored"}, column(actions, "status"))
}

func TestFailedDestroyKeepsTheDroplet(t *testing.T) {
	a := start(t)
	path := "/v2/droplets/" + idOf(a.createDroplet(nil))
	a.srv.FailNext("destroy")
	a.delete(path)
	a.srv.Advance(time.Minute)
	a.get(path)
	require.Equal(t, "errored", a.get("/v2/actions")["actions"].([]any)[0].(object)["status"])
	a.delete(path)
	a.gone(path)
}
