package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const attachments = "/v2/partner_network_connect/attachments"

func TestPartnerAttachmentLife(t *testing.T) {
	a := start(t)
	v := a.createVPC(nil)
	bgp := object{"local_router_ip": "169.254.0.1/29", "peer_router_ip": "169.254.0.6/29", "peer_router_asn": 64999, "auth_key": "k"}
	request := object{
		"name": "blue", "connection_bandwidth_in_mbps": 1000, "region": "nyc", "naas_provider": "megaport",
		"vpc_ids": []any{v["id"]}, "redundancy_zone": "MEGAPORT_BLUE", "bgp": bgp,
	}
	p := a.post(attachments, request)["partner_attachment"].(object)
	require.Equal(t, []any{"CREATED", "blue", 1000.0, "nyc", "megaport", []any{v["id"]}}, []any{
		p["state"], p["name"], p["connection_bandwidth_in_mbps"], p["region"], p["naas_provider"], p["vpc_ids"],
	})
	require.Equal(t, object{"local_asn": 64532.0, "local_router_ip": "169.254.0.1/29", "peer_asn": 64999.0, "peer_router_ip": "169.254.0.6/29"}, p["bgp"])
	path := attachments + "/" + idOf(p)
	require.Empty(t, a.get(path + "/remote_routes")["remote_routes"])
	a.srv.Advance(time.Minute)
	require.Equal(t, "ACTIVE", a.get(path)["partner_attachment"].(object)["state"])
	require.Len(t, a.get(path + "/remote_routes")["remote_routes"], 2)
	require.Equal(t, "k", a.get(path + "/bgp_auth_key")["bgp_auth_key"].(object)["value"])

	child := a.post(attachments, merged(request, object{"name": "red", "parent_uuid": p["id"], "bgp": nil}))["partner_attachment"].(object)
	require.Equal(t, p["id"], child["parent_uuid"])
	require.Equal(t, []any{child["id"]}, a.get(path)["partner_attachment"].(object)["children"])
	changed := a.change("PATCH", path, object{"name": "green"})["partner_attachment"].(object)
	require.Equal(t, []any{"green", []any{v["id"]}}, []any{changed["name"], changed["vpc_ids"]})

	a.change("DELETE", attachments+"/"+idOf(child), nil)
	require.Equal(t, "DELETING", a.get(attachments + "/" + idOf(child))["partner_attachment"].(object)["state"])
	a.srv.Advance(time.Minute)
	a.gone(attachments + "/" + idOf(child))
	require.NotContains(t, a.get(path)["partner_attachment"], "children")
	require.Equal(t, []any{"green"}, column(a.get(attachments)["partner_attachments"], "name"))
}

func TestServiceKeysOfPartnerAttachments(t *testing.T) {
	a := start(t)
	path := attachments + "/" + idOf(a.post(attachments, object{
		"name": "blue", "connection_bandwidth_in_mbps": 1000, "region": "nyc", "naas_provider": "megaport",
		"vpc_ids": []any{a.createVPC(nil)["id"]},
	})["partner_attachment"])
	key := func() object { return a.get(path + "/service_key")["service_key"].(object) }
	first := key()
	require.Equal(t, "CREATED", first["state"])
	got := a.do("POST", path+"/service_key", nil)
	require.Equal(t, []any{202, "{}"}, []any{got.status, got.raw})
	require.Equal(t, []any{first["value"], "CREATING"}, []any{key()["value"], key()["state"]})
	a.srv.Advance(5 * time.Second)
	require.NotEqual(t, first["value"], key()["value"])
	require.Equal(t, "CREATED", key()["state"])
}

func TestPartnerAttachmentRefusals(t *testing.T) {
	a := start(t)
	p := object{
		"name": "blue", "connection_bandwidth_in_mbps": 1000, "region": "nyc", "naas_provider": "megaport",
		"vpc_ids": []any{a.createVPC(nil)["id"]},
	}
	path := attachments + "/" + idOf(a.post(attachments, p)["partner_attachment"])
	other := merged(p, object{"name": "x"})
	a.refusals("POST", attachments, []refusal{
		{p, "name"},
		{merged(other, object{"name": nil}), "name"},
		{merged(other, object{"name": "a b"}), "name"},
		{merged(other, object{"connection_bandwidth_in_mbps": 1500}), "connection_bandwidth_in_mbps"},
		{merged(other, object{"region": "nyc3"}), "region"},
		{merged(other, object{"naas_provider": nil}), "naas_provider"},
		{merged(other, object{"vpc_ids": nil}), "vpc_ids"},
		{merged(other, object{"vpc_ids": []string{"none"}}), "vpc_ids"},
		{merged(other, object{"parent_uuid": "none"}), "parent_uuid"},
		{merged(other, object{"bgp": object{}}), "bgp.local_router_ip"},
	})
	a.refusals("PATCH", path, []refusal{{object{}, "name"}, {object{"vpc_ids": []string{}}, "vpc_ids"}})
	for _, request := range []string{"GET ", "PATCH ", "DELETE ", "GET /service_key", "POST /service_key", "GET /bgp_auth_key", "GET /remote_routes"} {
		method, end := split(request)
		require.Equal(t, 404, a.do(method, attachments+"/none"+end, nil).status, request)
	}
}
