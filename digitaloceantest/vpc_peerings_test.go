package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestPeeringLife(t *testing.T) {
	a := start(t)
	a.createVPC(nil)
	one, two := a.createVPC(object{"name": "one"}), a.post("/v2/vpcs", object{"name": "two", "region": "ams3"})["vpc"].(object)
	created := a.post("/v2/vpc_peerings", object{"name": "p", "vpc_ids": []any{one["id"], two["id"]}})["vpc_peering"].(object)
	require.Equal(t, []any{"p", "PROVISIONING", []any{one["id"], two["id"]}}, []any{created["name"], created["status"], created["vpc_ids"]})
	path := "/v2/vpc_peerings/" + idOf(created)
	a.srv.Advance(20 * time.Second)
	p := a.get(path)["vpc_peering"]
	require.Equal(t, "ACTIVE", p.(object)["status"])
	for query, want := range map[string]int{"": 1, "?region=ams3": 1, "?region=fra1": 0} {
		require.Len(t, a.get("/v2/vpc_peerings" + query)["vpc_peerings"], want, query)
	}
	require.Equal(t, []any{p}, a.get("/v2/vpcs/" + idOf(one) + "/peerings")["peerings"])
	require.Equal(t, []any{p}, a.get("/v2/vpcs/" + idOf(two) + "/peerings")["peerings"])
	require.Equal(t, "q", a.change("PATCH", path, object{"name": "q"})["vpc_peering"].(object)["name"])
	require.Equal(t, "r", a.change("PATCH", "/v2/vpcs/"+idOf(one)+"/peerings/"+idOf(p), object{"name": "r"})["peering"].(object)["name"])

	a.refused(a.do("DELETE", "/v2/vpcs/"+idOf(one), nil), 409, "conflict", "members")
	require.Equal(t, "DELETING", a.change("DELETE", path, nil)["vpc_peering"].(object)["status"])
	a.srv.Advance(20 * time.Second)
	a.gone(path)
	a.delete("/v2/vpcs/" + idOf(one))
}

func TestPeeringRefusals(t *testing.T) {
	a := start(t)
	one, two := a.createVPC(nil), a.createVPC(object{"name": "two"})
	both := []any{one["id"], two["id"]}
	path := "/v2/vpcs/" + idOf(one) + "/peerings"
	a.post(path, object{"name": "p", "vpc_id": two["id"]})
	a.refusals("POST", "/v2/vpc_peerings", []refusal{
		{object{"vpc_ids": both}, "name"},
		{object{"name": "a.b", "vpc_ids": both}, "name"},
		{object{"name": "p", "vpc_ids": both}, "name"},
		{object{"name": "x"}, "vpc_ids"},
		{object{"name": "x", "vpc_ids": []any{one["id"], one["id"]}}, "vpc_ids"},
		{object{"name": "x", "vpc_ids": []any{one["id"], "none"}}, "vpc_ids"},
		{object{"name": "x", "vpc_ids": []any{two["id"], one["id"]}}, "vpc_ids"},
	})
	a.refusals("POST", path, []refusal{{object{"name": "x"}, "vpc_id"}, {object{"name": "x", "vpc_id": one["id"]}, "vpc_id"}})
	require.Equal(t, 404, a.do("POST", "/v2/vpcs/none/peerings", object{}).status)
	require.Equal(t, 404, a.do("PATCH", "/v2/vpcs/none/peerings/none", object{"name": "x"}).status)
}
