package digitaloceantest_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func asNumber(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

var custom = object{"name": "mine", "url": "https://example.com/image.qcow2", "region": "fra1", "distribution": "Ubuntu", "description": "d", "tags": []string{"base"}}

func TestCustomImageLife(t *testing.T) {
	a := start(t)
	got := a.do("POST", "/v2/images", custom)
	require.Equal(t, 202, got.status)
	i := got.body["image"].(object)
	require.Equal(t, []any{"NEW", "custom", "Ubuntu", "d", false, nil}, []any{i["status"], i["type"], i["distribution"], i["description"], i["public"], i["slug"]})
	path := "/v2/images/" + idOf(i)
	a.invalid(a.do("POST", "/v2/droplets", with(object{"region": "fra1", "image": i["id"]})), "invalid image")
	a.srv.Advance(30 * time.Second)
	require.Equal(t, "pending", a.get(path)["image"].(object)["status"])
	a.srv.Advance(90 * time.Second)
	i = a.get(path)["image"].(object)
	require.Equal(t, []any{"available", []any{"fra1"}}, []any{i["status"], i["regions"]})
	require.NotNil(t, i["min_disk_size"])

	a.invalid(a.do("POST", "/v2/droplets", with(object{"image": i["id"]})), "not available in the selected region")
	d := a.createDroplet(object{"region": "fra1", "image": i["id"]})
	changed := a.do("PUT", path, object{"name": "renamed", "distribution": "Windows", "description": ""})
	require.Equal(t, 200, changed.status)
	i = changed.body["image"].(object)
	require.Equal(t, []any{"renamed", "Unknown", ""}, []any{i["name"], i["distribution"], i["description"]})
	require.Equal(t, "renamed", a.get("/v2/droplets/" + idOf(d))["droplet"].(object)["image"].(object)["name"])

	a.delete(path)
	a.gone(path)
	require.EqualValues(t, 0, a.get("/v2/tags/base")["tag"].(object)["resources"].(object)["count"])
}

func TestFailedImport(t *testing.T) {
	a := start(t)
	a.srv.FailNext("import")
	path := "/v2/images/" + idOf(a.post("/v2/images", custom)["image"])
	a.srv.Advance(time.Hour)
	i := a.get(path)["image"].(object)
	require.Equal(t, "deleted", i["status"])
	require.NotEmpty(t, i["error_message"])
}

func TestImageRefusals(t *testing.T) {
	a := start(t)
	for field, value := range map[string]any{"name": nil, "url": "ftp://x", "region": "moon1", "tags": []string{"?"}} {
		request := object{}
		for name, v := range custom {
			request[name] = v
		}
		request[field] = value
		a.invalid(a.do("POST", "/v2/images", request), field)
	}
	path := "/v2/images/" + idOf(a.post("/v2/images", custom)["image"])
	a.invalid(a.do("PUT", path, object{"name": ""}), "name")
	for _, request := range []string{"PUT", "DELETE"} {
		a.refused(a.do(request, "/v2/images/63663980", object{"name": "x"}), 403, "forbidden", "")
		require.Equal(t, 404, a.do(request, "/v2/images/7", object{"name": "x"}).status)
		require.Equal(t, 404, a.do(request, "/v2/images/ubuntu-24-04-x64", object{"name": "x"}).status)
	}
	for request, message := range map[string]object{
		"type":   {"type": "shrink"},
		"region": {"type": "transfer"},
		"moon1":  {"type": "transfer", "region": "moon1"},
		"backup": {"type": "convert"},
	} {
		a.invalid(a.do("POST", path+"/actions", message), request)
	}
	a.invalid(a.do("GET", "/v2/images?type=boat", nil), "type")
}

func TestListImages(t *testing.T) {
	a := start(t)
	a.post("/v2/images", custom)
	count := func(query string) float64 { return a.get("/v2/images" + query)["meta"].(object)["total"].(float64) }
	all := count("")
	require.EqualValues(t, 1, count("?private=true"))
	require.EqualValues(t, 1, count("?tag_name=base"))
	require.EqualValues(t, 0, count("?tag_name=none"))
	require.EqualValues(t, 4, count("?type=application"))
	require.Equal(t, all-1, count("?type=distribution")+count("?type=application"))
	require.Equal(t, all, count("?private=false"))
}

func TestImagesBySlugAndID(t *testing.T) {
	a := start(t)
	bySlug := a.get("/v2/images/ubuntu-24-04-x64")["image"]
	require.Equal(t, bySlug, a.get("/v2/images/" + idOf(bySlug))["image"])
	a.gone("/v2/images/ubuntu-1-x64")
}

func TestSnapshotLife(t *testing.T) {
	a := start(t)
	path := "/v2/droplets/" + idOf(a.createDroplet(nil))
	a.post(path+"/actions", object{"type": "snapshot", "name": "before"})
	a.srv.Advance(29 * time.Second)
	require.Empty(t, a.get("/v2/snapshots")["snapshots"])
	a.srv.Advance(time.Second)

	listed := a.get("/v2/snapshots")["snapshots"].([]any)
	s := listed[0].(object)
	id := s["id"].(string)
	require.Equal(t, object{
		"id": id, "name": "before", "created_at": s["created_at"], "regions": []any{"nyc3"}, "resource_type": "droplet",
		"resource_id": idOf(a.get(path)["droplet"]), "min_disk_size": 25.0, "size_gigabytes": 2.34, "tags": []any{},
	}, s)
	require.Equal(t, s, a.get("/v2/snapshots/" + id)["snapshot"])
	require.Equal(t, []any{"before"}, column(a.get("/v2/images?private=true")["images"], "name"))
	require.Equal(t, []any{float64(asNumber(id))}, column(a.get(path + "/snapshots")["snapshots"], "id"))
	require.Equal(t, []any{float64(asNumber(id))}, a.get(path)["droplet"].(object)["snapshot_ids"])
	require.Len(t, a.get("/v2/snapshots?resource_type=droplet")["snapshots"], 1)
	require.Empty(t, a.get("/v2/snapshots?resource_type=volume")["snapshots"])
	a.invalid(a.do("GET", "/v2/snapshots?resource_type=boat", nil), "resource_type")

	a.post("/v2/images/"+id+"/actions", object{"type": "transfer", "region": "ams3"})
	a.srv.Advance(90 * time.Second)
	require.Equal(t, []any{"nyc3", "ams3"}, a.get("/v2/snapshots/" + id)["snapshot"].(object)["regions"])
	actions := a.get("/v2/images/" + id + "/actions")["actions"].([]any)
	require.Equal(t, []any{"transfer"}, column(actions, "type"))
	require.Equal(t, actions[0], a.get("/v2/images/" + id + "/actions/" + idOf(actions[0]))["action"])
	a.invalid(a.do("POST", "/v2/images/"+id+"/actions", object{"type": "transfer", "region": "ams3"}), "region")

	a.delete("/v2/snapshots/" + id)
	require.Equal(t, 404, a.do("DELETE", "/v2/snapshots/"+id, nil).status)
	a.gone("/v2/snapshots/" + id)
	a.gone("/v2/images/" + id)
	require.Empty(t, a.get(path)["droplet"].(object)["snapshot_ids"])
}

func TestSnapshotsOutliveTheirDroplet(t *testing.T) {
	a := start(t)
	path, ids := a.withSnapshots("one")
	a.delete(path)
	require.Equal(t, ids, column(a.get("/v2/snapshots")["snapshots"], "id"))
}

func TestSnapshotWithoutAName(t *testing.T) {
	a := start(t)
	path := "/v2/droplets/" + idOf(a.createDroplet(nil))
	a.post(path+"/actions", object{"type": "snapshot"})
	a.srv.Advance(time.Minute)
	require.Regexp(t, `^web-1-\d+$`, a.get("/v2/snapshots")["snapshots"].([]any)[0].(object)["name"])
}
