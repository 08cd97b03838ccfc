package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var prefix = object{"prefix": "203.0.113.0/24", "region": "nyc3", "signature": "s"}

func TestBYOIPPrefixLife(t *testing.T) {
	a := start(t)
	created := a.post("/v2/byoip_prefixes", prefix)["byoip_prefix"].(object)
	require.Equal(t, object{"uuid": created["uuid"], "region": "nyc3", "status": "in_progress"}, created)
	path := "/v2/byoip_prefixes/" + created["uuid"].(string)
	a.invalid(a.do("PATCH", path, object{"advertise": true}), "advertise")
	a.srv.Advance(2 * time.Minute)
	p := a.get(path)["byoip_prefix"].(object)
	require.Equal(t, []any{"active", false, "203.0.113.0/24", false}, []any{p["status"], p["advertised"], p["prefix"], p["locked"]})
	require.Equal(t, []any{p}, a.get("/v2/byoip_prefixes")["byoip_prefixes"])
	require.Empty(t, a.get(path + "/ips")["ips"])

	require.Equal(t, true, a.change("PATCH", path, object{"advertise": true})["byoip_prefix"].(object)["advertised"])
	a.invalid(a.do("DELETE", path, nil), "advertise")
	a.change("PATCH", path, object{"advertise": false})
	require.Equal(t, 202, a.do("DELETE", path, nil).status)
	require.Equal(t, true, a.get(path)["byoip_prefix"].(object)["locked"])
	a.srv.Advance(2 * time.Minute)
	a.gone(path)
	a.gone(path + "/ips")
}

func TestFailedBYOIPPrefix(t *testing.T) {
	a := start(t)
	a.srv.FailNext("byoip_prefix")
	path := "/v2/byoip_prefixes/" + a.post("/v2/byoip_prefixes", prefix)["byoip_prefix"].(object)["uuid"].(string)
	a.srv.Advance(2 * time.Minute)
	p := a.get(path)["byoip_prefix"].(object)
	require.Equal(t, "failed", p["status"])
	require.NotEmpty(t, p["failure_reason"])
	require.Equal(t, []any{"FAILED"}, column(p["validations"], "status"))
}

func TestBYOIPPrefixRefusals(t *testing.T) {
	a := start(t)
	a.post("/v2/byoip_prefixes", prefix)
	a.refusals("POST", "/v2/byoip_prefixes", []refusal{
		{merged(prefix, object{"prefix": nil}), "prefix"},
		{merged(prefix, object{"prefix": "203.0.112.0/25"}), "prefix"},
		{merged(prefix, object{"prefix": "203.0.112.1/24"}), "prefix"},
		{merged(prefix, object{"prefix": "203.0.112.0/20"}), "prefix"},
		{merged(prefix, object{"region": nil}), "region"},
		{merged(prefix, object{"signature": nil}), "signature"},
	})
}
