package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func TestDomainLife(t *testing.T) {
	a := start(t, digitaloceantest.StartTime(time.Unix(1415982609, 0)))
	created := a.post("/v2/domains", object{"name": "example.com", "ip_address": "192.0.2.1"})["domain"]
	require.Equal(t, object{"name": "example.com", "ttl": 1800.0, "zone_file": nil}, created)
	records := a.get("/v2/domains/example.com/records")["domain_records"]
	require.Equal(t, []any{"SOA", "NS", "NS", "NS", "A"}, column(records, "type"))
	require.Equal(t, []any{"1800", "ns1.digitalocean.com", "ns2.digitalocean.com", "ns3.digitalocean.com", "192.0.2.1"}, column(records, "data"))
	zone := "$ORIGIN example.com.\n" +
		"$TTL 1800\n" +
		"example.com. IN SOA ns1.digitalocean.com. hostmaster.example.com. 1415982609 10800 3600 604800 1800\n" +
		"example.com. 1800 IN NS ns1.digitalocean.com.\n" +
		"example.com. 1800 IN NS ns2.digitalocean.com.\n" +
		"example.com. 1800 IN NS ns3.digitalocean.com.\n" +
		"example.com. 1800 IN A 192.0.2.1\n"
	require.Equal(t, zone, a.get("/v2/domains/example.com")["domain"].(object)["zone_file"])
	require.Equal(t, []any{zone}, column(a.get("/v2/domains")["domains"], "zone_file"))
	a.get("/v2/domains/EXAMPLE.com")

	a.delete("/v2/domains/example.com")
	a.gone("/v2/domains/example.com")
	a.gone("/v2/domains/example.com/records")
}

func TestDomainRefusals(t *testing.T) {
	a := start(t)
	a.post("/v2/domains", domain)
	for _, test := range []struct {
		request object
		message string
	}{
		{object{}, "name"},
		{object{"name": "localhost"}, "name"},
		{object{"name": "exa mple.com"}, "name"},
		{object{"name": "example.com"}, "name"},
		{object{"name": "EXAMPLE.com"}, "name"},
		{object{"name": "other.com", "ip_address": "300.1.1.1"}, "ip_address"},
	} {
		a.invalid(a.do("POST", "/v2/domains", test.request), test.message)
	}
	require.Len(t, a.get("/v2/domains")["domains"], 1)
}

func TestRecordsOfEachType(t *testing.T) {
	record := func(kind, name, data string, more object) object {
		r := object{
			"type": kind, "name": name, "data": data, "ttl": 1800.0,
			"priority": nil, "port": nil, "weight": nil, "flags": nil, "tag": nil,
		}
		for field, value := range more {
			r[field] = value
		}
		return r
	}
	for _, test := range []struct {
		request object
		want    object
		zone    string
	}{
		{
			object{"type": "A", "name": "www", "data": "192.0.2.9", "ttl": 60},
			record("A", "www", "192.0.2.9", object{"ttl": 60.0}), "www.example.com. 60 IN A 192.0.2.9\n",
		},
		{
			object{"type": "AAAA", "name": "www.example.com.", "data": "2001:db8::9"},
			record("AAAA", "www", "2001:db8::9", nil), "www.example.com. 1800 IN AAAA 2001:db8::9\n",
		},
		{
			object{"type": "CNAME", "name": "blog", "data": "@"},
			record("CNAME", "blog", "@", nil), "blog.example.com. 1800 IN CNAME example.com.\n",
		},
		{
			object{"type": "CNAME", "name": "shop", "data": "shops.example.net."},
			record("CNAME", "shop", "shops.example.net", nil), "shop.example.com. 1800 IN CNAME shops.example.net.\n",
		},
		{
			object{"type": "MX", "data": "mail.example.net.", "priority": 0},
			record("MX", "@", "mail.example.net", object{"priority": 0.0}), "example.com. 1800 IN MX 0 mail.example.net.\n",
		},
		{
			object{"type": "TXT", "name": "@", "data": "v=spf1 -all"},
			record("TXT", "@", "v=spf1 -all", nil), "example.com. 1800 IN TXT \"v=spf1 -all\"\n",
		},
		{
			object{"type": "NS", "name": "sub", "data": "ns1.example.net."},
			record("NS", "sub", "ns1.example.net", nil), "sub.example.com. 1800 IN NS ns1.example.net.\n",
		},
		{
			object{"type": "SRV", "name": "_sip._tcp", "data": "sip.example.net.", "priority": 1, "port": 5060, "weight": 2},
			record("SRV", "_sip._tcp", "sip.example.net", object{"priority": 1.0, "port": 5060.0, "weight": 2.0}),
			"_sip._tcp.example.com. 1800 IN SRV 1 2 5060 sip.example.net.\n",
		},
		{
			object{"type": "CAA", "name": "@", "data": "letsencrypt.org.", "flags": 0, "tag": "issue"},
			record("CAA", "@", "letsencrypt.org", object{"flags": 0.0, "tag": "issue"}), "example.com. 1800 IN CAA 0 issue \"letsencrypt.org\"\n",
		},
	} {
		t.Run(test.request["type"].(string), func(t *testing.T) {
			a := start(t)
			a.post("/v2/domains", domain)
			created := a.post("/v2/domains/example.com/records", test.request)["domain_record"].(object)
			test.want["id"] = created["id"]
			require.Equal(t, test.want, created)
			path := "/v2/domains/example.com/records/" + idOf(created)
			require.Equal(t, created, a.get(path)["domain_record"])
			require.Contains(t, a.get("/v2/domains/example.com")["domain"].(object)["zone_file"], test.zone)

			changed := a.do("PATCH", path, object{"type": test.request["type"], "ttl": 7200})
			require.Equal(t, 200, changed.status, changed.raw)
			test.want["ttl"] = 7200.0
			require.Equal(t, test.want, changed.body["domain_record"], "the rest stays as it was")
			a.delete(path)
			a.gone(path)
			require.NotContains(t, a.get("/v2/domains/example.com")["domain"].(object)["zone_file"], test.zone)
		})
	}
}

func TestRecordRefusals(t *testing.T) {
	a := start(t)
	a.post("/v2/domains", object{"name": "example.com", "ip_address": "192.0.2.1"})
	for _, test := range []struct {
		name    string
		request object
		message string
	}{
		{"no type", object{"name": "a", "data": "192.0.2.1"}, "type"},
		{"unknown type", object{"type": "X", "name": "a", "data": "b"}, "type"},
		{"second SOA", object{"type": "SOA", "name": "@", "data": "1800"}, "SOA"},
		{"no name", object{"type": "A", "data": "192.0.2.1"}, "name"},
		{"no data", object{"type": "A", "name": "a"}, "data"},
		{"A that is no address", object{"type": "A", "name": "a", "data": "example.com"}, "IPv4"},
		{"A that is IPv6", object{"type": "A", "name": "a", "data": "::1"}, "IPv4"},
		{"AAAA that is IPv4", object{"type": "AAAA", "name": "a", "data": "192.0.2.1"}, "IPv6"},
		{"CNAME without a dot", object{"type": "CNAME", "name": "a", "data": "example.net"}, "end with a dot"},
		{"CNAME beside another", object{"type": "CNAME", "name": "@", "data": "example.net."}, "CNAME"},
		{"MX without priority", object{"type": "MX", "name": "@", "data": "mail."}, "priority"},
		{"SRV without port", object{"type": "SRV", "name": "a", "data": "b.", "priority": 1}, "port"},
		{"SRV with a large port", object{"type": "SRV", "name": "a", "data": "b.", "priority": 1, "port": 70000}, "port"},
		{"CAA without flags", object{"type": "CAA", "name": "@", "data": "b.", "tag": "issue"}, "flags"},
		{"CAA with large flags", object{"type": "CAA", "name": "@", "data": "b.", "tag": "issue", "flags": 256}, "flags"},
		{"CAA with another tag", object{"type": "CAA", "name": "@", "data": "b.", "tag": "x", "flags": 1}, "tag"},
		{"TTL", object{"type": "A", "name": "a", "data": "192.0.2.1", "ttl": 0}, "ttl"},
		{"TTL of a wrong type", object{"type": "A", "name": "a", "data": "192.0.2.1", "ttl": "60"}, "ttl must be an integer"},
		{"TTL that is no integer", object{"type": "A", "name": "a", "data": "192.0.2.1", "ttl": 1.5}, "ttl must be an integer"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := api{t, a.srv}
			a.invalid(a.do("POST", "/v2/domains/example.com/records", test.request), test.message)
		})
	}
	require.Len(t, a.get("/v2/domains/example.com/records")["domain_records"], 5)
	require.Equal(t, 404, a.do("POST", "/v2/domains/other.com/records", object{}).status)
}

func TestTheSOARecordOnlyChangesItsTTL(t *testing.T) {
	a := start(t)
	a.post("/v2/domains", domain)
	soa := a.get("/v2/domains/example.com/records?type=SOA")["domain_records"].([]any)[0]
	path := "/v2/domains/example.com/records/" + idOf(soa)
	changed := a.do("PUT", path, object{"type": "SOA", "ttl": 300, "data": "other"}).body["domain_record"].(object)
	require.Equal(t, []any{300.0, "1800"}, []any{changed["ttl"], changed["data"]})
	a.invalid(a.do("DELETE", path, nil), "SOA")
	a.invalid(a.do("PATCH", path, object{"type": "A"}), "type")
}

func TestListRecords(t *testing.T) {
	a := start(t)
	a.post("/v2/domains", object{"name": "example.com", "ip_address": "192.0.2.1"})
	for _, request := range []object{
		{"type": "A", "name": "www", "data": "192.0.2.2"},
		{"type": "AAAA", "name": "www", "data": "2001:db8::2"},
	} {
		a.post("/v2/domains/example.com/records", request)
	}
	for query, want := range map[string][]any{
		"?type=A":                        {"192.0.2.1", "192.0.2.2"},
		"?name=www.example.com":          {"192.0.2.2", "2001:db8::2"},
		"?name=www.example.com&type=A":   {"192.0.2.2"},
		"?name=example.com&type=A":       {"192.0.2.1"},
		"?name=www":                      {},
		"?type=NS&per_page=2&page=2":     {"ns3.digitalocean.com"},
		"?type=MX":                       {},
		"?name=WWW.example.com.&type=A":  {"192.0.2.2"},
		"?name=www.example.com&type=TXT": {},
	} {
		require.Equal(t, want, column(a.get("/v2/domains/example.com/records" + query)["domain_records"], "data"), query)
	}
	a.invalid(a.do("GET", "/v2/domains/example.com/records?type=X", nil), "type")
}
