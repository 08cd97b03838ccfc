package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func TestReservedIPForARegion(t *testing.T) {
	a := start(t)
	created := a.post("/v2/reserved_ips", object{"region": "nyc3"})
	require.Equal(t, object{}, created["links"])
	ip := created["reserved_ip"].(object)
	require.Equal(t, []any{nil, false, "nyc3"}, []any{ip["droplet"], ip["locked"], ip["region"].(object)["slug"]})
	address := ip["ip"].(string)
	require.Equal(t, ip, a.get("/v2/reserved_ips/" + address)["reserved_ip"])
	require.Equal(t, ip, a.get("/v2/floating_ips/" + address)["floating_ip"], "the same address under its former name")
	require.Equal(t, []any{address}, column(a.get("/v2/floating_ips")["floating_ips"], "ip"))
	a.delete("/v2/floating_ips/" + address)
	a.gone("/v2/reserved_ips/" + address)
}

func TestReservedIPForADroplet(t *testing.T) {
	a := start(t)
	d, other := a.createDroplet(nil), a.createDroplet(object{"name": "web-2"})
	created := a.post("/v2/reserved_ips", object{"droplet_id": d["id"]})
	links := created["links"].(object)
	require.Equal(t, []any{d["id"]}, column(links["droplets"], "id"))
	require.Equal(t, []any{"assign_ip"}, column(links["actions"], "rel"))
	ip := created["reserved_ip"].(object)
	require.Equal(t, []any{nil, true}, []any{ip["droplet"], ip["locked"]})
	path := "/v2/reserved_ips/" + ip["ip"].(string)
	a.invalid(a.do("DELETE", path, nil), "pending event")
	a.invalid(a.do("POST", path+"/actions", object{"type": "unassign"}), "pending event")

	holder := func() any {
		got := a.get(path)["reserved_ip"].(object)
		if d, ok := got["droplet"].(object); ok {
			return d["name"]
		}
		return nil
	}
	a.srv.Advance(5 * time.Second)
	require.Equal(t, "web-1", holder())
	a.invalid(a.do("POST", path+"/actions", object{"type": "assign", "droplet_id": d["id"]}), "droplet_id")
	action := a.post(path+"/actions", object{"type": "assign", "droplet_id": other["id"]})["action"].(object)
	require.Equal(t, []any{"assign_ip", "reserved_ip", "in-progress"}, []any{action["type"], action["resource_type"], action["status"]})
	a.srv.Advance(5 * time.Second)
	require.Equal(t, "web-2", holder())
	a.post(path+"/actions", object{"type": "unassign"})
	a.srv.Advance(5 * time.Second)
	require.Nil(t, holder())
	a.invalid(a.do("POST", path+"/actions", object{"type": "unassign"}), "not assigned")

	actions := a.get(path + "/actions")["actions"]
	require.Equal(t, []any{"unassign_ip", "assign_ip", "assign_ip"}, column(actions, "type"))
	got := a.get(path + "/actions/" + idOf(action))["action"].(object)
	require.Equal(t, "completed", got["status"])
	require.Equal(t, ip["project_id"], got["project_id"])
	require.Equal(t, "completed", a.get("/v2/actions/" + idOf(action))["action"].(object)["status"])
}

func TestFloatingIPActions(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	path := "/v2/floating_ips/" + a.post("/v2/floating_ips", object{"region": "nyc3"})["floating_ip"].(object)["ip"].(string)
	action := a.post(path+"/actions", object{"type": "assign", "droplet_id": d["id"]})["action"].(object)
	require.Equal(t, "floating_ip", action["resource_type"])
	a.srv.Advance(5 * time.Second)
	require.Equal(t, d["id"], a.get(path)["floating_ip"].(object)["droplet"].(object)["id"])
	require.Equal(t, "completed", a.get(path + "/actions/" + idOf(action))["action"].(object)["status"])
	require.Len(t, a.get(path + "/actions")["actions"], 1)
}

func TestDeletingADropletFreesItsAddresses(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	ip := a.post("/v2/reserved_ips", object{"droplet_id": d["id"]})["reserved_ip"].(object)["ip"].(string)
	a.srv.Advance(5 * time.Second)
	ipv6 := a.post("/v2/reserved_ipv6", object{"region_slug": "nyc3"})["reserved_ipv6"].(object)["ip"].(string)
	action := a.post("/v2/reserved_ipv6/"+ipv6+"/actions", object{"type": "assign", "droplet_id": d["id"]})["action"]
	require.NotNil(t, a.get("/v2/reserved_ips/" + ip)["reserved_ip"].(object)["droplet"])
	a.srv.Advance(3 * time.Second)
	a.delete("/v2/droplets/" + idOf(d))
	a.srv.Advance(time.Minute)
	freed := a.get("/v2/reserved_ips/" + ip)["reserved_ip"].(object)
	require.Equal(t, []any{nil, false}, []any{freed["droplet"], freed["locked"]})
	require.Equal(t, "errored", a.get("/v2/actions/" + idOf(action))["action"].(object)["status"])
	require.Nil(t, a.get("/v2/reserved_ipv6/" + ipv6)["reserved_ipv6"].(object)["droplet"])
	a.delete("/v2/reserved_ipv6/" + ipv6)
	a.delete("/v2/reserved_ips/" + ip)
}

func TestReservedIPv6Life(t *testing.T) {
	a := start(t, digitaloceantest.StartTime(time.Unix(1_700_000_000, 0)))
	d := a.createDroplet(nil)
	created := a.post("/v2/reserved_ipv6", object{"region_slug": "nyc3"})["reserved_ipv6"].(object)
	require.Equal(t, []any{"nyc3", nil, "2023-11-14T22:14:20Z"}, []any{created["region_slug"], created["droplet"], created["reserved_at"]})
	path := "/v2/reserved_ipv6/" + created["ip"].(string)
	action := a.post(path+"/actions", object{"type": "assign", "droplet_id": d["id"]})["action"].(object)
	require.Equal(t, []any{"assign_ip", "reserved_ipv6"}, []any{action["type"], action["resource_type"]})
	a.srv.Advance(5 * time.Second)
	require.Equal(t, "web-1", a.get(path)["reserved_ipv6"].(object)["droplet"].(object)["name"])
	require.Len(t, a.get("/v2/reserved_ipv6")["reserved_ipv6s"], 1)
	require.Equal(t, a.get(path), a.get("/v2/reserved_ipv6/2001:0DB8"+created["ip"].(string)[len("2001:db8"):]), "however it is written")

	a.invalid(a.do("DELETE", path, nil), "assigned")
	a.post(path+"/actions", object{"type": "unassign"})
	a.srv.Advance(5 * time.Second)
	a.delete(path)
	a.gone(path)
	a.gone("/v2/reserved_ipv6/x")
	a.refusals("POST", "/v2/reserved_ipv6", []refusal{{object{}, "region_slug"}, {object{"region_slug": "moon1"}, "region_slug"}})
}

func TestReservedIPRefusals(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	a.post("/v2/reserved_ips", object{"droplet_id": d["id"]})
	a.refusals("POST", "/v2/reserved_ips", []refusal{
		{object{}, "droplet_id and region"},
		{object{"droplet_id": d["id"], "region": "nyc3"}, "droplet_id and region"},
		{object{"region": "moon1"}, "region"},
		{object{"region": "nyc3", "project_id": "none"}, "project_id"},
		{object{"droplet_id": 1}, "droplet_id"},
		{object{"droplet_id": d["id"]}, "droplet_id"},
		{object{"droplet_id": a.post("/v2/droplets", minimal)["droplet"].(object)["id"]}, "pending event"},
	})
	path := "/v2/reserved_ips/" + a.post("/v2/reserved_ips", object{"region": "ams3"})["reserved_ip"].(object)["ip"].(string)
	a.refusals("POST", path+"/actions", []refusal{
		{object{}, "type"},
		{object{"type": "move"}, "type"},
		{object{"type": "assign"}, "droplet_id"},
		{object{"type": "assign", "droplet_id": d["id"]}, "droplet_id"},
	})
	for _, request := range []string{"GET /v2/reserved_ips/192.0.2.1", "DELETE /v2/reserved_ips/192.0.2.1", "GET /v2/floating_ips/192.0.2.1/actions"} {
		method, path := split(request)
		require.Equal(t, 404, a.do(method, path, nil).status, request)
	}
}

func TestTwelveReservedIPsAMinute(t *testing.T) {
	a := start(t, digitaloceantest.RateLimit(0, 0, digitaloceantest.DocumentedLimits()...))
	for range 12 {
		a.post("/v2/reserved_ips", object{"region": "nyc3"})
	}
	require.Equal(t, 429, a.do("POST", "/v2/reserved_ips", object{"region": "nyc3"}).status)
	a.srv.Advance(time.Minute)
	a.post("/v2/reserved_ips", object{"region": "nyc3"})
}
