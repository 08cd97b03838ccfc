package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// createShare returns a new share in atl1 that has become active, and its VPC.
func (a api) createShare() (path string, vpc object) {
	a.t.Helper()
	vpc = a.post("/v2/vpcs", object{"name": "files", "region": "atl1"})["vpc"].(object)
	share := a.post("/v2/nfs", object{"name": "s", "size_gib": 100, "region": "atl1", "vpc_ids": []any{vpc["id"]}})["share"]
	a.srv.Advance(time.Minute)
	return "/v2/nfs/" + idOf(share), vpc
}

func (a api) share(path string) object { return a.get(path)["share"].(object) }

func TestShareLife(t *testing.T) {
	a := start(t)
	v := a.post("/v2/vpcs", object{"name": "files", "region": "atl1"})["vpc"].(object)
	created := a.post("/v2/nfs", object{
		"name": "s", "size_gib": 100, "region": "atl1", "vpc_ids": []any{v["id"]}, "performance_tier": "high",
	})["share"].(object)
	require.Equal(t, []any{"CREATING", "PERFORMANCE_TIER_HIGH", "", 100.0}, []any{created["status"], created["performance_tier"], created["host"], created["size_gib"]})
	path := "/v2/nfs/" + idOf(created)
	refused := a.do("POST", path+"/actions", object{"type": "resize", "params": object{"size_gib": 200}})
	a.refused(refused, 400, "bad_request", "CREATING")
	a.srv.Advance(30 * time.Second)
	s := a.share(path)
	require.Equal(t, "ACTIVE", s["status"])
	require.NotEmpty(t, s["host"])
	require.NotEmpty(t, s["mount_path"])
	require.Equal(t, []any{true}, column(s["access_points"], "is_default"))
	require.Equal(t, []any{"ACCESS_POINT_ACTIVE"}, column(s["access_points"], "status"))
	require.Equal(t, []any{s}, a.get("/v2/nfs?region=atl1")["shares"])
	require.Empty(t, a.get("/v2/nfs?region=nyc2")["shares"])
	a.gone(path + "?region=nyc2")
	a.delete(path + "?region=atl1")
	a.gone(path)
}

func TestShareActions(t *testing.T) {
	a := start(t)
	path, v := a.createShare()
	other := a.post("/v2/vpcs", object{"name": "other", "region": "atl1"})["vpc"].(object)
	act := func(kind string, params object) object {
		action := a.post(path+"/actions", object{"type": kind, "region": "atl1", "params": params})["action"].(object)
		a.srv.Advance(10 * time.Second)
		return action
	}
	action := act("resize", object{"size_gib": 200})
	require.Equal(t, []any{"RESIZE_SHARE", "IN_PROGRESS", "SHARE", "atl1", path[len("/v2/nfs/"):]}, []any{
		action["type"], action["status"], action["resource_type"], action["region_slug"], action["resource_id"],
	})
	require.EqualValues(t, 200, a.share(path)["size_gib"])
	act("switch_performance_tier", object{"performance_tier": "high"})
	require.Equal(t, "PERFORMANCE_TIER_HIGH", a.share(path)["performance_tier"])
	act("attach", object{"vpc_id": other["id"]})
	require.Equal(t, []any{v["id"], other["id"]}, a.share(path)["vpc_ids"])
	a.refused(a.do("DELETE", "/v2/vpcs/"+idOf(other), nil), 409, "conflict", "")
	act("detach", object{"vpc_id": other["id"]})
	act("reassign", object{"old_vpc_id": v["id"], "new_vpc_id": other["id"]})
	require.Equal(t, []any{other["id"]}, a.share(path)["vpc_ids"])
	act("detach", object{"vpc_id": other["id"]})
	require.Equal(t, []any{"INACTIVE", []any{}}, []any{a.share(path)["status"], a.share(path)["vpc_ids"]})
	act("attach", object{"vpc_id": v["id"]})
	require.Equal(t, "ACTIVE", a.share(path)["status"])

	for _, test := range []refusal{
		{object{}, "type"},
		{object{"type": "rename"}, "type"},
		{object{"type": "resize", "region": "nyc2", "params": object{"size_gib": 60}}, "region"},
		{object{"type": "resize"}, "size_gib"},
		{object{"type": "resize", "params": object{"size_gib": 49}}, "size_gib"},
		{object{"type": "snapshot"}, "params.name"},
		{object{"type": "attach", "params": object{"vpc_id": "none"}}, "params.vpc_id"},
		{object{"type": "detach", "params": object{"vpc_id": other["id"]}}, "params.vpc_id"},
		{object{"type": "reassign", "params": object{"old_vpc_id": v["id"]}}, "params.new_vpc_id"},
		{object{"type": "switch_performance_tier", "params": object{"performance_tier": "low"}}, "params.performance_tier"},
	} {
		a.refused(a.do("POST", path+"/actions", test.body), 400, "bad_request", test.message)
	}
	require.Equal(t, 404, a.do("POST", "/v2/nfs/none/actions", object{}).status)
}

func TestShareSnapshots(t *testing.T) {
	a := start(t)
	path, _ := a.createShare()
	a.post(path+"/actions", object{"type": "snapshot", "params": object{"name": "daily"}})
	snapshots := a.get("/v2/nfs/snapshots?region=atl1&share_id=" + path[len("/v2/nfs/"):])["snapshots"].([]any)
	require.Equal(t, []any{"CREATING"}, column(snapshots, "status"))
	snapshot := "/v2/nfs/snapshots/" + idOf(snapshots[0])
	a.srv.Advance(20 * time.Second)
	s := a.get(snapshot)["snapshot"].(object)
	require.Equal(t, []any{"ACTIVE", "daily", 100.0, "atl1"}, []any{s["status"], s["name"], s["size_gib"], s["region"]})
	require.Empty(t, a.get("/v2/nfs/snapshots?share_id=none")["snapshots"])
	require.Empty(t, a.get("/v2/nfs/snapshots?region=nyc2")["snapshots"])
	a.delete(path)
	a.gone(snapshot + "?region=nyc2")
	a.delete(snapshot)
	a.gone(snapshot)
}

func TestAccessPoints(t *testing.T) {
	a := start(t)
	path, v := a.createShare()
	list := "/v2/nfs/shares/" + path[len("/v2/nfs/"):] + "/access_points"
	policy := object{"anonuid": 65534, "anongid": 65534, "protocols": []string{"NFS4"}, "squash_config": "ALL_SQUASH", "identity_enforcement_enabled": true}
	request := object{"name": "other", "path": "/other", "vpc_id": v["id"], "access_policy": policy}
	made := a.post(list, request)
	require.Equal(t, []any{"CREATE_ACCESS_POINT", "IN_PROGRESS"}, []any{made["action"].(object)["type"], made["action"].(object)["status"]})
	p := made["access_point"].(object)
	require.Equal(t, []any{"ACCESS_POINT_CREATING", false, "/other", v["id"]}, []any{p["status"], p["is_default"], p["path"], p["vpc_id"]})
	point := "/v2/nfs/access_points/" + idOf(p)
	a.srv.Advance(10 * time.Second)
	require.Equal(t, "ACCESS_POINT_ACTIVE", a.get(point)["access_point"].(object)["status"])
	require.Equal(t, []any{"default", "other"}, column(a.get(list)["access_points"], "name"))
	require.Equal(t, []any{"default", "other"}, column(a.share(path)["access_points"], "name"))
	require.Empty(t, a.get(list + "?status=ACCESS_POINT_FAILED")["access_points"])

	refused := func(got answer, status int, code string) {
		t.Helper()
		require.Equal(t, []any{status, code}, []any{got.status, got.body["code"]}, got.raw)
		require.NotEmpty(t, got.body["message"])
	}
	refused(a.do("POST", list, request), 409, "AlreadyExists")
	refused(a.do("POST", list, merged(request, object{"name": nil})), 400, "MISSING_NAME")
	for field, value := range map[string]any{"name": "Default", "path": "/a/../b", "vpc_id": "none", "access_policy": object{}} {
		got := a.do("POST", list, merged(merged(request, object{"name": "third", "path": "/third"}), object{field: value}))
		refused(got, 400, "InvalidArgument")
		require.Contains(t, got.body["message"], field)
	}
	refused(a.do("GET", list+"?status=GONE", nil), 400, "INVALID_ACCESS_POINT_STATUS")
	standard := "/v2/nfs/access_points/" + idOf(a.get(list)["access_points"].([]any)[0])
	refused(a.do("DELETE", standard, nil), 400, "InvalidArgument")

	deleted := a.change("DELETE", point, nil)
	require.Equal(t, "ACCESS_POINT_DELETED", deleted["access_point"].(object)["status"])
	require.Equal(t, "DELETE_ACCESS_POINT", deleted["action"].(object)["type"])
	refused(a.do("DELETE", point, nil), 400, "InvalidArgument")
	require.Equal(t, []any{"default"}, column(a.get(list)["access_points"], "name"))
	require.Equal(t, []any{"other"}, column(a.get(list + "?status=ACCESS_POINT_DELETED")["access_points"], "name"))
	a.delete(path)
	a.gone(point)
	a.gone(list)
}

func TestFailedShare(t *testing.T) {
	a := start(t)
	a.srv.FailNext("nfs_share")
	path, _ := a.createShare()
	require.Equal(t, "FAILED", a.share(path)["status"])
	require.Equal(t, []any{"ACCESS_POINT_FAILED"}, column(a.share(path)["access_points"], "status"))
}

func TestShareRefusals(t *testing.T) {
	a := start(t)
	v := a.createVPC(nil)
	share := object{"name": "s", "size_gib": 100, "region": "nyc3", "vpc_ids": []any{v["id"]}}
	for _, test := range []refusal{
		{merged(share, object{"name": nil}), "name"},
		{merged(share, object{"size_gib": 49}), "size_gib"},
		{merged(share, object{"region": "moon1"}), "region"},
		{merged(share, object{"region": "atl1"}), "vpc_ids"},
		{merged(share, object{"vpc_ids": nil}), "vpc_ids"},
		{merged(share, object{"performance_tier": "low"}), "performance_tier"},
	} {
		a.refused(a.do("POST", "/v2/nfs", test.body), 400, "bad_request", test.message)
	}
}
