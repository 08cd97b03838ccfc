package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestNATGatewayLife(t *testing.T) {
	a := start(t)
	a.createVPC(nil)
	v := a.createVPC(object{"name": "private", "ip_range": "10.10.10.0/24"})
	request := object{
		"name": "out", "type": "PUBLIC", "region": "nyc3", "size": 1, "tcp_timeout_seconds": 60,
		"vpcs": []object{{"vpc_uuid": v["id"], "default_gateway": true}},
	}
	created := a.post("/v2/vpc_nat_gateways", request)["vpc_nat_gateway"].(object)
	require.Equal(t, []any{"NEW", []any{}, 30.0, 30.0, 60.0}, []any{
		created["state"], created["egresses"].(object)["public_gateways"],
		created["udp_timeout_seconds"], created["icmp_timeout_seconds"], created["tcp_timeout_seconds"],
	})
	path := "/v2/vpc_nat_gateways/" + idOf(created)
	a.invalid(a.do("PUT", path, object{"name": "x", "size": 1}), "state")
	a.srv.Advance(time.Minute)
	g := a.get(path)["vpc_nat_gateway"].(object)
	require.Equal(t, "ACTIVE", g["state"])
	require.Regexp(t, `^198\.19\.`, column(g["egresses"].(object)["public_gateways"], "ipv4")[0])
	require.Equal(t, []any{object{"vpc_uuid": v["id"], "gateway_ip": "10.10.10.2", "default_gateway": true}}, g["vpcs"])
	for query, want := range map[string]int{"": 1, "?state=active&type=public&region=nyc3&name=out": 1, "?state=new": 0, "?name=in": 0, "?region=ams3": 0} {
		require.Len(t, a.get("/v2/vpc_nat_gateways" + query)["vpc_nat_gateways"], want, query)
	}
	a.refused(a.do("DELETE", "/v2/vpcs/"+idOf(v), nil), 409, "conflict", "")

	changed := a.change("PUT", path, object{"name": "out-2", "size": 2, "vpcs": []object{{"vpc_uuid": v["id"]}}})["vpc_nat_gateway"].(object)
	require.Equal(t, []any{"out-2", 2.0, 30.0}, []any{changed["name"], changed["size"], changed["tcp_timeout_seconds"]})
	require.Equal(t, []any{object{"vpc_uuid": v["id"], "gateway_ip": "10.10.10.2", "default_gateway": false}}, changed["vpcs"])
	require.Equal(t, g["egresses"], changed["egresses"])

	require.Equal(t, 202, a.do("DELETE", path, nil).status)
	require.Equal(t, "DELETING", a.get(path)["vpc_nat_gateway"].(object)["state"])
	a.srv.Advance(time.Minute)
	a.gone(path)
	a.delete("/v2/vpcs/" + idOf(v))
}

func TestNATGatewayRefusals(t *testing.T) {
	a := start(t)
	v := a.createVPC(nil)
	g := object{"name": "out", "type": "PUBLIC", "region": "nyc3", "size": 1, "vpcs": []object{{"vpc_uuid": v["id"]}}}
	other := a.post("/v2/vpcs", object{"name": "other", "region": "ams3"})["vpc"].(object)
	refusals := []refusal{
		{merged(g, object{"name": nil}), "name"},
		{merged(g, object{"size": nil}), "size"},
		{merged(g, object{"vpcs": nil}), "vpcs"},
		{merged(g, object{"vpcs": []object{{}}}), "vpcs[0].vpc_uuid"},
		{merged(g, object{"vpcs": []object{{"vpc_uuid": "none"}}}), "vpcs[0].vpc_uuid"},
		{merged(g, object{"vpcs": []object{{"vpc_uuid": other["id"]}}}), "vpcs[0].vpc_uuid"},
		{merged(g, object{"udp_timeout_seconds": 0}), "udp_timeout_seconds"},
	}
	a.refusals("POST", "/v2/vpc_nat_gateways", append([]refusal{
		{merged(g, object{"type": "PRIVATE"}), "type"},
		{merged(g, object{"region": "moon1"}), "region"},
		{merged(g, object{"project_id": "none"}), "project_id"},
	}, refusals...))
	path := "/v2/vpc_nat_gateways/" + idOf(a.post("/v2/vpc_nat_gateways", g)["vpc_nat_gateway"])
	a.srv.Advance(time.Minute)
	before := a.get(path)
	a.refusals("PUT", path, refusals)
	require.Equal(t, before, a.get(path))
	require.Equal(t, 404, a.do("DELETE", "/v2/vpc_nat_gateways/none", nil).status)
}

func TestFailedNATGateway(t *testing.T) {
	a := start(t)
	v := a.createVPC(nil)
	a.srv.FailNext("vpc_nat_gateway")
	g := a.post("/v2/vpc_nat_gateways", object{"name": "out", "type": "PUBLIC", "region": "nyc3", "size": 1, "vpcs": []object{{"vpc_uuid": v["id"]}}})
	a.srv.Advance(time.Minute)
	require.Equal(t, "ERROR", a.get("/v2/vpc_nat_gateways/" + idOf(g["vpc_nat_gateway"]))["vpc_nat_gateway"].(object)["state"])
}
