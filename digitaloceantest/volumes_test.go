package digitaloceantest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var data = object{"name": "data", "region": "nyc3", "size_gigabytes": 10}

// createVolume returns the path of a new volume in nyc3.
func (a api) createVolume(fields object) string {
	a.t.Helper()
	return "/v2/volumes/" + idOf(a.post("/v2/volumes", merged(data, fields))["volume"])
}

func TestVolumeLife(t *testing.T) {
	a := start(t)
	created := a.post("/v2/volumes", merged(data, object{
		"description": "d", "filesystem_type": "ext4", "filesystem_label": "files", "tags": []string{"db"},
	}))["volume"].(object)
	require.Equal(t, []any{"data", 10.0, "d", "ext4", "files", []any{}, []any{"db"}}, []any{
		created["name"], created["size_gigabytes"], created["description"], created["filesystem_type"],
		created["filesystem_label"], created["droplet_ids"], created["tags"],
	})
	path := "/v2/volumes/" + idOf(created)
	require.Equal(t, created, a.get(path)["volume"])
	a.createVolume(object{"region": "ams3"})
	a.createVolume(object{"name": "other"})
	for query, want := range map[string]int{"": 3, "?name=data": 2, "?region=nyc3": 2, "?name=data&region=nyc3": 1, "?name=none": 0} {
		require.Len(t, a.get("/v2/volumes" + query)["volumes"], want, query)
	}
	volumes := a.get("/v2/tags/db")["tag"].(object)["resources"].(object)["volumes"]
	require.Equal(t, object{"count": 1.0, "last_tagged_uri": a.srv.URL + path}, volumes)

	a.delete(path)
	a.gone(path)
	require.EqualValues(t, 0, a.get("/v2/tags/db")["tag"].(object)["resources"].(object)["count"])
	a.delete("/v2/volumes?name=other&region=nyc3")
	require.Equal(t, []any{"data"}, column(a.get("/v2/volumes")["volumes"], "name"))
}

func TestVolumesAreAttachedAndDetached(t *testing.T) {
	a := start(t)
	droplet, other := idOf(a.createDroplet(nil)), idOf(a.createDroplet(object{"name": "web-2"}))
	path := a.createVolume(nil)
	id := asNumber(droplet)
	attached := func() []any {
		return []any{a.get(path)["volume"].(object)["droplet_ids"], a.get("/v2/droplets/" + droplet)["droplet"].(object)["volume_ids"]}
	}
	none, both := []any{[]any{}, []any{}}, []any{[]any{float64(id)}, []any{path[len("/v2/volumes/"):]}}

	action := a.post(path+"/actions", object{"type": "attach", "droplet_id": id, "region": "nyc3", "tags": []string{"db"}})["action"].(object)
	require.Equal(t, []any{"attach_volume", "in-progress", "volume", nil, "nyc3"}, []any{
		action["type"], action["status"], action["resource_type"], action["resource_id"], action["region_slug"],
	})
	require.Equal(t, true, a.get("/v2/droplets/" + droplet)["droplet"].(object)["locked"])
	a.invalid(a.do("POST", "/v2/droplets/"+droplet+"/actions", object{"type": "reboot"}), "pending event")
	a.invalid(a.do("POST", path+"/actions", object{"type": "resize", "size_gigabytes": 20}), "pending event")
	require.Equal(t, none, attached())
	a.srv.Advance(5 * time.Second)
	require.Equal(t, both, attached())
	require.Equal(t, false, a.get("/v2/droplets/" + droplet)["droplet"].(object)["locked"])
	require.Equal(t, []any{"db"}, a.get(path)["volume"].(object)["tags"])
	done := a.get(path + "/actions/" + idOf(action))["action"]
	require.Equal(t, "completed", done.(object)["status"])
	require.Equal(t, done, a.get("/v2/actions/" + idOf(action))["action"])

	a.refused(a.do("DELETE", path, nil), 409, "conflict", "attached")
	a.invalid(a.do("POST", path+"/actions", object{"type": "attach", "droplet_id": asNumber(other)}), "already attached")
	a.invalid(a.do("POST", path+"/actions", object{"type": "detach", "droplet_id": asNumber(other)}), "Attachment not found")
	a.post("/v2/volumes/actions", object{"type": "detach", "volume_name": "data", "droplet_id": id, "region": "nyc3"})
	a.srv.Advance(5 * time.Second)
	require.Equal(t, none, attached())
	require.Equal(t, []any{"detach_volume", "attach_volume"}, column(a.get(path + "/actions")["actions"], "type"))
	a.delete(path)
}

func TestVolumesAreResizedUpwards(t *testing.T) {
	a := start(t)
	path := a.createVolume(nil)
	a.refusals("POST", path+"/actions", []refusal{
		{object{"type": "resize", "size_gigabytes": 10}, "size_gigabytes"},
		{object{"type": "resize", "size_gigabytes": 16385}, "size_gigabytes"},
		{object{"type": "resize"}, "size_gigabytes"},
		{object{"type": "resize", "size_gigabytes": 20, "region": "ams3"}, "region"},
		{object{"type": "shrink"}, "type"},
		{object{"type": "attach"}, "droplet_id"},
		{object{"type": "attach", "droplet_id": 1}, "droplet_id"},
	})
	a.invalid(a.do("POST", "/v2/volumes/actions", object{"type": "resize", "volume_name": "data", "size_gigabytes": 20}), "type")
	a.post(path+"/actions", object{"type": "resize", "size_gigabytes": 16384})
	a.srv.Advance(5 * time.Second)
	require.EqualValues(t, 16384, a.get(path)["volume"].(object)["size_gigabytes"])

	a.createVolume(object{"region": "ams3"})
	a.invalid(a.do("POST", "/v2/volumes/actions", object{"type": "detach", "volume_name": "data", "droplet_id": 1}), "region")
	require.Equal(t, 404, a.do("POST", "/v2/volumes/actions", object{"type": "detach", "volume_name": "none", "droplet_id": 1}).status)
}

func TestAVolumeStaysInItsRegion(t *testing.T) {
	a := start(t)
	path := a.createVolume(object{"region": "ams3"})
	id := path[len("/v2/volumes/"):]
	droplet := a.createDroplet(nil)
	a.invalid(a.do("POST", path+"/actions", object{"type": "attach", "droplet_id": droplet["id"]}), "region")
	a.refusals("POST", "/v2/droplets", []refusal{
		{with(object{"volumes": []string{id}}), "volumes"},
		{with(object{"volumes": []string{"none"}}), "volumes"},
		{with(object{"region": "ams3", "name": nil, "names": []string{"a", "b"}, "volumes": []string{id}}), "volumes"},
	})
}

func TestVolumesOfADroplet(t *testing.T) {
	a := start(t)
	path := a.createVolume(nil)
	id := path[len("/v2/volumes/"):]
	d := a.createDroplet(object{"volumes": []string{id}})
	require.Equal(t, []any{id}, d["volume_ids"])
	require.Equal(t, []any{d["id"]}, a.get(path)["volume"].(object)["droplet_ids"])
	a.invalid(a.do("POST", "/v2/droplets", with(object{"volumes": []string{id}})), "volumes")

	a.delete("/v2/droplets/" + idOf(d))
	require.Equal(t, []any{}, a.get(path)["volume"].(object)["droplet_ids"])
	a.delete(path)
}

func TestADropletThatGoesEndsItsAttaching(t *testing.T) {
	a := start(t)
	droplet, path := a.createDroplet(nil), a.createVolume(nil)
	action := a.post(path+"/actions", object{"type": "attach", "droplet_id": droplet["id"]})["action"]
	a.delete("/v2/droplets/" + idOf(droplet))
	a.srv.Advance(time.Minute)
	require.Equal(t, "errored", a.get("/v2/actions/" + idOf(action))["action"].(object)["status"])
	a.delete(path)
}

func TestADropletHasFifteenVolumesAtMost(t *testing.T) {
	a := start(t)
	ids := []string{}
	for i := range 15 {
		path := a.createVolume(object{"name": fmt.Sprintf("data-%d", i)})
		ids = append(ids, path[len("/v2/volumes/"):])
	}
	d := a.createDroplet(object{"volumes": ids})
	path := a.createVolume(object{"name": "one-more"})
	a.invalid(a.do("POST", path+"/actions", object{"type": "attach", "droplet_id": d["id"]}), "cannot attach more volumes")
}

func TestAFailedAttachChangesNothing(t *testing.T) {
	a := start(t)
	d, path := a.createDroplet(nil), a.createVolume(nil)
	a.srv.FailNext("attach_volume")
	action := a.post(path+"/actions", object{"type": "attach", "droplet_id": d["id"]})["action"]
	a.srv.Advance(time.Minute)
	require.Equal(t, "errored", a.get("/v2/actions/" + idOf(action))["action"].(object)["status"])
	require.Equal(t, []any{}, a.get(path)["volume"].(object)["droplet_ids"])
	a.post(path+"/actions", object{"type": "attach", "droplet_id": d["id"]})
}

func TestVolumeSnapshots(t *testing.T) {
	a := start(t)
	path := a.createVolume(nil)
	s := a.post(path+"/snapshots", object{"name": "before", "tags": []string{"keep"}})["snapshot"].(object)
	require.Equal(t, []any{"before", "volume", path[len("/v2/volumes/"):], []any{"nyc3"}, 10.0, []any{"keep"}}, []any{
		s["name"], s["resource_type"], s["resource_id"], s["regions"], s["min_disk_size"], s["tags"],
	})
	id := idOf(s)
	a.refused(a.do("POST", path+"/snapshots", object{"name": "before"}), 409, "conflict", "already exists")
	require.Equal(t, []any{s}, a.get(path + "/snapshots")["snapshots"])
	require.Equal(t, []any{s}, a.get("/v2/snapshots?resource_type=volume")["snapshots"])
	require.Empty(t, a.get("/v2/snapshots?resource_type=droplet")["snapshots"])
	require.Equal(t, s, a.get("/v2/snapshots/" + id)["snapshot"])
	require.Equal(t, s, a.get("/v2/volumes/snapshots/" + id)["snapshot"])
	counts := a.get("/v2/tags/keep")["tag"].(object)["resources"].(object)
	require.EqualValues(t, 1, counts["volume_snapshots"].(object)["count"])

	a.post("/v2/tags", object{"name": "old"})
	a.done("POST", "/v2/tags/old/resources", object{"resources": []object{{"resource_type": "volume_snapshot", "resource_id": id}}})
	require.Equal(t, []any{"keep", "old"}, a.get("/v2/snapshots/" + id)["snapshot"].(object)["tags"])

	a.delete(path)
	restored := a.post("/v2/volumes", object{"name": "restored", "region": "nyc3", "snapshot_id": id})["volume"].(object)
	require.EqualValues(t, 10, restored["size_gigabytes"])
	larger := a.post("/v2/volumes", object{"name": "larger", "region": "nyc3", "snapshot_id": id, "size_gigabytes": 20})["volume"].(object)
	require.EqualValues(t, 10, larger["size_gigabytes"], "the snapshot's, whatever the request says")
	a.refusals("POST", "/v2/volumes", []refusal{
		{object{"name": "x", "region": "ams3", "snapshot_id": id}, "snapshot_id"},
		{object{"name": "x", "region": "ams3", "snapshot_id": "none"}, "snapshot_id"},
	})
	a.delete("/v2/volumes/snapshots/" + id)
	a.gone("/v2/snapshots/" + id)
	require.Equal(t, 404, a.do("DELETE", "/v2/volumes/snapshots/"+id, nil).status)
	require.EqualValues(t, 0, a.get("/v2/tags/keep")["tag"].(object)["resources"].(object)["count"])
}

func TestVolumeRefusals(t *testing.T) {
	a := start(t)
	path := a.createVolume(nil)
	a.refused(a.do("POST", "/v2/volumes", data), 409, "conflict", "already exists")
	a.refusals("POST", "/v2/volumes", []refusal{
		{merged(data, object{"name": nil}), "name"},
		{merged(data, object{"name": "Data"}), "name"},
		{merged(data, object{"region": nil}), "region"},
		{merged(data, object{"region": "moon1"}), "region"},
		{merged(data, object{"size_gigabytes": nil}), "size_gigabytes"},
		{merged(data, object{"size_gigabytes": 16385}), "size_gigabytes"},
		{merged(data, object{"filesystem_type": "ntfs"}), "filesystem_type"},
		{merged(data, object{"filesystem_label": "l"}), "filesystem_label"},
		{merged(data, object{"filesystem_type": "xfs", "filesystem_label": "thirteen-char"}), "filesystem_label"},
		{merged(data, object{"tags": []string{"a b"}}), "tags"},
	})
	a.invalid(a.do("POST", path+"/snapshots", object{}), "name")
	a.invalid(a.do("DELETE", "/v2/volumes?name=data", nil), "region")
	require.Equal(t, 404, a.do("DELETE", "/v2/volumes?name=data&region=ams3", nil).status)
	for _, request := range []string{"GET /v2/volumes/none", "DELETE /v2/volumes/none", "GET /v2/volumes/none/actions", "GET /v2/volumes/none/snapshots"} {
		method, path := split(request)
		require.Equal(t, 404, a.do(method, path, nil).status, request)
	}
}

func TestDestroyADropletWithItsVolumesAndAddresses(t *testing.T) {
	a := start(t)
	volume := a.createVolume(nil)
	a.post(volume+"/snapshots", object{"name": "s"})
	d := a.createDroplet(object{"volumes": []string{volume[len("/v2/volumes/"):]}})
	ip := a.post("/v2/reserved_ips", object{"droplet_id": d["id"]})["reserved_ip"].(object)["ip"].(string)
	a.srv.Advance(time.Minute)
	path := "/v2/droplets/" + idOf(d) + "/destroy_with_associated_resources"
	body := a.get(path)
	require.Equal(t, []any{"data"}, column(body["volumes"], "name"))
	require.Equal(t, []any{"1.00"}, column(body["volumes"], "cost"))
	require.Equal(t, []any{"s"}, column(body["volume_snapshots"], "name"))
	require.Equal(t, []any{ip}, column(body["reserved_ips"], "name"))
	require.Equal(t, body["reserved_ips"], body["floating_ips"])
	require.Equal(t, 202, a.do("DELETE", path+"/dangerous", nil, "X-Dangerous", "true").status)
	a.srv.Advance(time.Minute)
	for _, path := range []string{volume, "/v2/reserved_ips/" + ip, "/v2/droplets/" + idOf(d)} {
		a.gone(path)
	}
	require.Empty(t, a.get("/v2/snapshots")["snapshots"])
}
