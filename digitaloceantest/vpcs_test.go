package digitaloceantest_test

import (
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// createVPC returns a new network in nyc3.
func (a api) createVPC(fields object) object {
	a.t.Helper()
	return a.post("/v2/vpcs", merged(object{"name": "net", "region": "nyc3"}, fields))["vpc"].(object)
}

func TestVPCLife(t *testing.T) {
	a := start(t)
	first := a.createVPC(nil)
	require.Equal(t, true, first["default"], "the first of its region")
	require.Equal(t, "do:vpc:"+idOf(first), first["urn"])
	v := a.createVPC(object{"name": "env.prod", "description": "d", "ip_range": "10.10.10.0/24"})
	require.Equal(t, []any{"env.prod", "d", "nyc3", "10.10.10.0/24", false}, []any{
		v["name"], v["description"], v["region"], v["ip_range"], v["default"],
	})
	path := "/v2/vpcs/" + idOf(v)
	require.Equal(t, v, a.get(path)["vpc"])
	require.Len(t, a.get("/v2/vpcs")["vpcs"], 2)

	v = a.change("PATCH", path, object{"description": "e"})["vpc"].(object)
	require.Equal(t, []any{"env.prod", "e"}, []any{v["name"], v["description"]})
	v = a.change("PUT", path, object{"name": "staging", "default": true})["vpc"].(object)
	require.Equal(t, []any{"staging", "e", true}, []any{v["name"], v["description"], v["default"]})
	require.Equal(t, false, a.get("/v2/vpcs/" + idOf(first))["vpc"].(object)["default"])

	require.Equal(t, 403, a.do("DELETE", path, nil).status, "the default of its region")
	a.delete("/v2/vpcs/" + idOf(first))
	a.gone("/v2/vpcs/" + idOf(first))
}

func TestVPCRefusals(t *testing.T) {
	a := start(t)
	v := a.createVPC(object{"ip_range": "10.10.0.0/20"})
	vpc := func(field string, value any) object {
		return merged(object{"name": "other", "region": "nyc3"}, object{field: value})
	}
	a.refusals("POST", "/v2/vpcs", []refusal{
		{vpc("name", nil), "name"},
		{vpc("name", "a b"), "name"},
		{vpc("name", "net"), "name"},
		{vpc("region", nil), "region"},
		{vpc("region", "moon1"), "region"},
		{vpc("ip_range", "10.10.15.0/24"), "ip_range overlaps with another VPC network in your account: net 10.10.0.0/20"},
		{vpc("ip_range", "8.8.8.0/24"), "ip_range"},
		{vpc("ip_range", "10.0.0.0/8"), "ip_range"},
		{vpc("ip_range", "10.0.0.0/29"), "ip_range"},
		{vpc("ip_range", "10.0.0.1/24"), "ip_range"},
	})
	path := "/v2/vpcs/" + idOf(v)
	a.invalid(a.do("PATCH", path, object{"default": false}), "default")
	a.invalid(a.do("PUT", path, object{"description": "d"}), "name")
	for _, request := range []string{"GET /v2/vpcs/x", "PATCH /v2/vpcs/x", "DELETE /v2/vpcs/x", "GET /v2/vpcs/x/members"} {
		method, path := split(request)
		require.Equal(t, 404, a.do(method, path, nil).status, request)
	}
}

func TestGeneratedRangesDoNotOverlap(t *testing.T) {
	a := start(t)
	a.createVPC(object{"name": "a", "ip_range": "10.124.16.0/20"})
	ranges := []netip.Prefix{}
	for _, name := range []string{"b", "c", "d"} {
		v := a.createVPC(object{"name": name})
		ranges = append(ranges, netip.MustParsePrefix(v["ip_range"].(string)))
		require.Equal(t, 20, ranges[len(ranges)-1].Bits())
	}
	for i, r := range ranges {
		require.False(t, r.Overlaps(netip.MustParsePrefix("10.124.16.0/20")))
		for _, other := range ranges[:i] {
			require.False(t, r.Overlaps(other))
		}
	}
}

func TestDropletsGoToTheDefaultVPC(t *testing.T) {
	a := start(t)
	require.Empty(t, a.get("/v2/vpcs")["vpcs"])
	d := a.createDroplet(nil)
	require.Equal(t, []any{"default-nyc3"}, column(a.get("/v2/vpcs")["vpcs"], "name"))
	v := a.get("/v2/vpcs/" + d["vpc_uuid"].(string))["vpc"].(object)
	require.Equal(t, true, v["default"])
	require.Equal(t, d["vpc_uuid"], a.createDroplet(object{"name": "web-2"})["vpc_uuid"])
	require.NotEqual(t, d["vpc_uuid"], a.createDroplet(object{"region": "ams3"})["vpc_uuid"])
	require.Equal(t, []any{"web-1", "web-2"}, column(a.get("/v2/vpcs/" + idOf(v) + "/members")["members"], "name"))
}

func TestVPCMembers(t *testing.T) {
	a := start(t)
	a.createVPC(nil)
	v := a.createVPC(object{"name": "env.prod", "ip_range": "10.10.10.0/28"})
	d := a.createDroplet(object{"vpc_uuid": v["id"]})
	require.Equal(t, v["id"], d["vpc_uuid"])
	private := d["networks"].(object)["v4"].([]any)[0].(object)
	require.Equal(t, []any{"10.10.10.2", "255.255.255.240"}, []any{private["ip_address"], private["netmask"]})
	a.invalid(a.do("POST", "/v2/droplets", with(object{"region": "ams3", "vpc_uuid": v["id"]})), "vpc_uuid")
	a.invalid(a.do("POST", "/v2/droplets", with(object{"vpc_uuid": "none"})), "vpc_uuid")
	lb := a.createLoadBalancer(object{"vpc_uuid": v["id"]})

	path := "/v2/vpcs/" + idOf(v)
	members := a.get(path + "/members")["members"]
	require.ElementsMatch(t, []any{"do:droplet:" + idOf(d), "do:loadbalancer:" + idOf(lb)}, column(members, "urn"))
	require.Equal(t, []any{"web-1"}, column(a.get(path + "/members?resource_type=droplet")["members"], "name"))
	a.refused(a.do("DELETE", path, nil), 409, "conflict", "members")
	a.delete("/v2/droplets/" + idOf(d))
	a.delete("/v2/load_balancers/" + idOf(lb))
	a.srv.Advance(time.Minute)
	a.delete(path)
}
