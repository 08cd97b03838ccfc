package digitaloceantest_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCDNEndpointLife(t *testing.T) {
	a := start(t)
	e := a.post("/v2/cdn/endpoints", object{"origin": "static.nyc3.digitaloceanspaces.com"})["endpoint"].(object)
	require.Equal(t, []any{"static.nyc3.digitaloceanspaces.com", "static.nyc3.cdn.digitaloceanspaces.com", 3600.0}, []any{e["origin"], e["endpoint"], e["ttl"]})
	require.NotContains(t, e, "custom_domain")
	path := "/v2/cdn/endpoints/" + idOf(e)
	certificate := a.post("/v2/certificates", object{"name": "c", "dns_names": []string{"static.example.com"}})["certificate"].(object)
	changed := a.change("PUT", path, object{"ttl": 60, "custom_domain": "static.example.com", "certificate_id": certificate["id"]})["endpoint"].(object)
	require.Equal(t, []any{60.0, "static.example.com", certificate["id"]}, []any{changed["ttl"], changed["custom_domain"], changed["certificate_id"]})
	require.Equal(t, []any{changed}, a.get("/v2/cdn/endpoints")["endpoints"])
	a.done("DELETE", path+"/cache", object{"files": []string{"assets/*"}})
	changed = a.change("PUT", path, object{"custom_domain": "", "certificate_id": ""})["endpoint"].(object)
	require.NotContains(t, changed, "custom_domain")
	require.EqualValues(t, 60, changed["ttl"])
	a.delete(path)
	a.gone(path)
}

func TestCDNEndpointRefusals(t *testing.T) {
	a := start(t)
	origin := object{"origin": "static.nyc3.digitaloceanspaces.com"}
	path := "/v2/cdn/endpoints/" + idOf(a.post("/v2/cdn/endpoints", origin)["endpoint"])
	a.refusals("POST", "/v2/cdn/endpoints", []refusal{
		{object{}, "origin"},
		{object{"origin": "www.example.com"}, "origin"},
		{origin, "origin"},
		{object{"origin": "b.nyc3.digitaloceanspaces.com", "ttl": 61}, "ttl"},
	})
	a.refusals("PUT", path, []refusal{
		{object{"ttl": 0}, "ttl"},
		{object{"custom_domain": "static.example.com"}, "certificate_id"},
		{object{"certificate_id": "none", "custom_domain": "static.example.com"}, "certificate_id"},
	})
	a.invalid(a.do("DELETE", path+"/cache", object{}), "files")
	require.Equal(t, 404, a.do("DELETE", "/v2/cdn/endpoints/none/cache", object{"files": []string{"*"}}).status)
}
