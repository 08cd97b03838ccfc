package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var http80 = object{"entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 8080}

// createLoadBalancer returns a new load balancer in nyc3 that has become active.
func (a api) createLoadBalancer(fields object) object {
	a.t.Helper()
	request := merged(object{"name": "lb", "region": "nyc3", "forwarding_rules": []object{http80}}, fields)
	lb := a.post("/v2/load_balancers", request)["load_balancer"]
	a.srv.Advance(time.Minute)
	return a.get("/v2/load_balancers/" + idOf(lb))["load_balancer"].(object)
}

func TestLoadBalancerLife(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	created := a.post("/v2/load_balancers", object{
		"name": "lb", "region": "nyc3", "forwarding_rules": []object{http80}, "droplet_ids": []any{d["id"]},
	})["load_balancer"].(object)
	require.Equal(t, []any{"new", "", "nyc3"}, []any{created["status"], created["ip"], created["region"].(object)["slug"]})
	require.Equal(t, d["vpc_uuid"], created["vpc_uuid"])
	require.Equal(t, []any{"REGIONAL", "EXTERNAL", "IPV4", "lb-small", 1.0, "round_robin", 60.0, "DEFAULT"}, []any{
		created["type"], created["network"], created["network_stack"], created["size"], created["size_unit"],
		created["algorithm"], created["http_idle_timeout_seconds"], created["tls_cipher_policy"],
	})
	require.Equal(t, object{
		"protocol": "http", "port": 80.0, "path": "/", "check_interval_seconds": 10.0, "response_timeout_seconds": 5.0,
		"unhealthy_threshold": 5.0, "healthy_threshold": 3.0,
	}, created["health_check"])
	require.Equal(t, object{"type": "none"}, created["sticky_sessions"])
	path := "/v2/load_balancers/" + idOf(created)
	a.refused(a.do("PUT", path, object{}), 403, "forbidden", "processes previous actions")

	a.srv.Advance(time.Minute)
	lb := a.get(path)["load_balancer"].(object)
	require.Equal(t, "active", lb["status"])
	require.Regexp(t, `^198\.19\.`, lb["ip"])
	require.Equal(t, []any{d["id"]}, lb["droplet_ids"])
	require.Equal(t, []any{lb}, a.get("/v2/load_balancers")["load_balancers"])
	a.delete(path)
	a.gone(path)
}

func TestFailedLoadBalancer(t *testing.T) {
	a := start(t)
	a.srv.FailNext("load_balancer")
	require.Equal(t, "errored", a.createLoadBalancer(nil)["status"])
}

func TestLoadBalancerUpdateReplacesAll(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	lb := a.createLoadBalancer(object{
		"droplet_ids": []any{d["id"]}, "size_unit": 3, "enable_proxy_protocol": true,
		"health_check":    object{"protocol": "tcp", "port": 8080},
		"sticky_sessions": object{"type": "cookies", "cookie_name": "c", "cookie_ttl_seconds": 300},
		"firewall":        object{"deny": []string{"cidr:1.2.0.0/16"}, "allow": []string{"ip:1.2.3.4"}},
	})
	path := "/v2/load_balancers/" + idOf(lb)
	same := merged(lb, object{"region": "nyc3"})
	require.Equal(t, lb, a.change("PUT", path, same)["load_balancer"], "what was read can be sent back")

	changed := a.change("PUT", path, object{"name": "new", "region": "nyc3", "forwarding_rules": []object{http80}})["load_balancer"].(object)
	require.Equal(t, []any{"new", 1.0, false, []any{}, object{"type": "none"}, object{"deny": []any{}, "allow": []any{}}}, []any{
		changed["name"], changed["size_unit"], changed["enable_proxy_protocol"], changed["droplet_ids"], changed["sticky_sessions"], changed["firewall"],
	})
	for _, field := range []string{"id", "ip", "status", "created_at", "vpc_uuid", "project_id"} {
		require.Equal(t, lb[field], changed[field], field)
	}
	a.refusals("PUT", path, []refusal{
		{merged(same, object{"region": "ams3"}), "region"},
		{merged(same, object{"type": "REGIONAL_NETWORK"}), "type"},
		{merged(same, object{"network": "INTERNAL"}), "network"},
		{merged(same, object{"forwarding_rules": nil}), "forwarding_rules"},
	})
	require.Equal(t, changed, a.get(path)["load_balancer"], "a refused update changes nothing")
}

func TestLoadBalancerTargets(t *testing.T) {
	a := start(t)
	one, two := a.createDroplet(nil), a.createDroplet(object{"name": "web-2"})
	path := "/v2/load_balancers/" + idOf(a.createLoadBalancer(nil))
	ids := func() any { return a.get(path)["load_balancer"].(object)["droplet_ids"] }
	a.done("POST", path+"/droplets", object{"droplet_ids": []any{one["id"], two["id"]}})
	a.done("POST", path+"/droplets", object{"droplet_ids": []any{two["id"]}})
	require.Equal(t, []any{one["id"], two["id"]}, ids())
	a.done("DELETE", path+"/droplets", object{"droplet_ids": []any{one["id"]}})
	require.Equal(t, []any{two["id"]}, ids())
	a.delete("/v2/droplets/" + idOf(two))
	require.Equal(t, []any{}, ids())
	a.refusals("POST", path+"/droplets", []refusal{
		{object{}, "droplet_ids"},
		{object{"droplet_ids": []int{1}}, "droplet_ids"},
		{object{"droplet_ids": []any{a.createDroplet(object{"region": "ams3"})["id"]}}, "droplet_ids"},
	})
}

func TestLoadBalancerOfATag(t *testing.T) {
	a := start(t)
	path := "/v2/load_balancers/" + idOf(a.createLoadBalancer(object{"tag": "web"}))
	ids := func() any { return a.get(path)["load_balancer"].(object)["droplet_ids"] }
	require.Equal(t, []any{}, ids())
	d := a.createDroplet(object{"tags": []string{"web"}})
	a.createDroplet(object{"tags": []string{"web"}, "region": "ams3"})
	require.Equal(t, []any{d["id"]}, ids(), "those of its region")
	a.invalid(a.do("POST", path+"/droplets", object{"droplet_ids": []any{d["id"]}}), "either a tag or a list of droplets")
	a.delete("/v2/tags/web")
	require.Equal(t, []any{}, ids())
	require.Equal(t, "", a.get(path)["load_balancer"].(object)["tag"])
}

func TestForwardingRules(t *testing.T) {
	a := start(t)
	path := "/v2/load_balancers/" + idOf(a.createLoadBalancer(nil))
	ports := func() any { return column(a.get(path)["load_balancer"].(object)["forwarding_rules"], "entry_port") }
	passthrough := object{"entry_protocol": "https", "entry_port": 443, "target_protocol": "https", "target_port": 443, "tls_passthrough": true}
	a.done("POST", path+"/forwarding_rules", object{"forwarding_rules": []object{passthrough}})
	require.Equal(t, []any{80.0, 443.0}, ports())
	a.done("DELETE", path+"/forwarding_rules", object{"forwarding_rules": []object{http80}})
	require.Equal(t, []any{443.0}, ports())
	a.invalid(a.do("DELETE", path+"/forwarding_rules", object{"forwarding_rules": []object{passthrough}}), "forwarding_rules")
	rule := func(fields object) object { return object{"forwarding_rules": []object{merged(http80, fields)}} }
	a.refusals("POST", path+"/forwarding_rules", []refusal{
		{object{}, "forwarding_rules"},
		{rule(object{"entry_port": 443}), "entry_port"},
		{rule(object{"entry_port": 0}), "forwarding_rules[0].entry_port"},
		{rule(object{"target_port": nil}), "forwarding_rules[0].target_port"},
		{rule(object{"entry_protocol": "gopher"}), "forwarding_rules[0].entry_protocol"},
		{rule(object{"entry_protocol": "udp"}), "forwarding_rules[0].target_protocol"},
		{rule(object{"entry_protocol": "https"}), "forwarding_rules[0].certificate_id"},
		{rule(object{"entry_protocol": "https", "certificate_id": "none"}), "forwarding_rules[0].certificate_id"},
	})
	certificate := a.post("/v2/certificates", object{"name": "c", "dns_names": []string{"example.com"}})["certificate"]
	a.done("POST", path+"/forwarding_rules", rule(object{"entry_protocol": "https", "entry_port": 8443, "certificate_id": idOf(certificate)}))
	require.Equal(t, []any{443.0, 8443.0}, ports())
}

func TestGlobalLoadBalancer(t *testing.T) {
	a := start(t)
	target := a.createLoadBalancer(nil)
	global := a.createLoadBalancer(object{
		"name": "global", "type": "GLOBAL", "region": nil, "forwarding_rules": nil,
		"domains":                  []object{{"name": "example.com", "is_managed": true}},
		"glb_settings":             object{"target_protocol": "http", "target_port": 80, "region_priorities": object{"nyc3": 1}, "cdn": object{"is_enabled": true}},
		"target_load_balancer_ids": []any{target["id"]},
	})
	require.NotContains(t, global, "region")
	require.Equal(t, []any{"example.com"}, column(global["domains"], "name"))
	require.Equal(t, object{"nyc3": 1.0}, global["glb_settings"].(object)["region_priorities"])
	require.Equal(t, []any{target["id"]}, global["target_load_balancer_ids"])
	path := "/v2/load_balancers/" + idOf(global)
	require.Equal(t, global, a.change("PUT", path, global)["load_balancer"])
	a.delete(path + "/cache")
	a.invalid(a.do("DELETE", "/v2/load_balancers/"+idOf(target)+"/cache", nil), "type")
	a.delete("/v2/load_balancers/" + idOf(target))
	require.Equal(t, []any{}, a.get(path)["load_balancer"].(object)["target_load_balancer_ids"])
}

func TestInternalAndDualstackLoadBalancers(t *testing.T) {
	a := start(t)
	require.Regexp(t, `^10\.`, a.createLoadBalancer(object{"network": "INTERNAL"})["ip"])
	require.Regexp(t, `^2001:db8:`, a.createLoadBalancer(object{"network_stack": "DUALSTACK"})["ipv6"])
}

func TestLoadBalancerSizes(t *testing.T) {
	a := start(t)
	lb := a.createLoadBalancer(object{"size": "lb-medium"})
	require.Equal(t, []any{"lb-medium", 3.0}, []any{lb["size"], lb["size_unit"]})
	for units, name := range map[int]string{1: "lb-small", 2: "lb-small", 3: "lb-medium", 5: "lb-medium", 6: "lb-large", 100: "lb-large"} {
		request := object{"name": "lb", "region": "nyc3", "forwarding_rules": []object{http80}, "size_unit": units}
		lb := a.change("PUT", "/v2/load_balancers/"+idOf(lb), request)["load_balancer"].(object)
		require.Equal(t, []any{name, float64(units)}, []any{lb["size"], lb["size_unit"]})
	}
}

func TestRulesOverUDPHavePortsOfTheirOwn(t *testing.T) {
	a := start(t)
	certificate := idOf(a.post("/v2/certificates", object{"name": "c", "dns_names": []string{"example.com"}})["certificate"])
	rule := func(entry, target string) object {
		o := object{"entry_protocol": entry, "entry_port": 443, "target_protocol": target, "target_port": 80}
		if entry != "udp" {
			o["certificate_id"] = certificate
		}
		return o
	}
	a.createLoadBalancer(object{"forwarding_rules": []object{rule("https", "http"), rule("http3", "http")}})
	a.refusals("POST", "/v2/load_balancers", []refusal{
		{object{"name": "lb", "region": "nyc3", "forwarding_rules": []object{rule("udp", "udp"), rule("http3", "http")}}, "forwarding_rules[1]"},
		{object{"name": "lb", "region": "nyc3", "forwarding_rules": []object{rule("http2", "http"), rule("https", "http")}}, "forwarding_rules[1]"},
	})
}

func TestACertificateInUseStays(t *testing.T) {
	a := start(t)
	certificate := func(name string) string {
		return "/v2/certificates/" + idOf(a.post("/v2/certificates", object{"name": name, "dns_names": []string{"example.com"}})["certificate"])
	}
	byRule, byDomain, byCDN := certificate("rule"), certificate("domain"), certificate("cdn")
	id := func(path string) string { return path[len("/v2/certificates/"):] }
	https := object{"entry_protocol": "https", "entry_port": 443, "target_protocol": "http", "target_port": 80, "certificate_id": id(byRule)}
	lb := a.createLoadBalancer(object{"forwarding_rules": []object{https}})
	global := a.post("/v2/load_balancers", object{
		"name": "global", "type": "GLOBAL", "domains": []object{{"name": "example.com", "certificate_id": id(byDomain)}},
	})["load_balancer"]
	endpoint := a.post("/v2/cdn/endpoints", object{
		"origin": "static.nyc3.digitaloceanspaces.com", "custom_domain": "static.example.com", "certificate_id": id(byCDN),
	})["endpoint"]
	for path, user := range map[string]string{
		byRule: "/v2/load_balancers/" + idOf(lb), byDomain: "/v2/load_balancers/" + idOf(global), byCDN: "/v2/cdn/endpoints/" + idOf(endpoint),
	} {
		a.refused(a.do("DELETE", path, nil), 403, "forbidden", "not in use")
		a.delete(user)
		a.delete(path)
	}
}

// What the API takes, and its description leaves out.
func TestUndescribedLoadBalancerSettings(t *testing.T) {
	a := start(t)
	lb := a.createLoadBalancer(object{
		"name": "web", "tags": []string{"k8s:abc"}, "subnet_uuid": "5a4981aa-9653-4bd1-bef5-d6bff52042e4", "enable_proxy_protocol": true,
		"health_check": object{"proxy_protocol": false},
	})
	require.Equal(t, "5a4981aa-9653-4bd1-bef5-d6bff52042e4", lb["subnet_uuid"])
	require.Equal(t, false, lb["health_check"].(object)["proxy_protocol"])
	a.createLoadBalancer(nil)
	require.Equal(t, []any{"web"}, column(a.get("/v2/load_balancers?names=web,other")["load_balancers"], "name"))
}

func TestLoadBalancerRefusals(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	lb := func(fields object) object {
		return merged(object{"name": "lb", "region": "nyc3", "forwarding_rules": []object{http80}}, fields)
	}
	a.refusals("POST", "/v2/load_balancers", []refusal{
		{lb(object{"name": nil}), "name"},
		{lb(object{"region": nil}), "region"},
		{lb(object{"forwarding_rules": nil}), "forwarding_rules"},
		{lb(object{"forwarding_rules": []string{"x"}}), "forwarding_rules"},
		{lb(object{"forwarding_rules": []object{http80, http80}}), "forwarding_rules[1]"},
		{lb(object{"type": "REGIONAL_NETWORK"}), "forwarding_rules[0]"},
		{lb(object{"type": "LOCAL"}), "type"},
		{lb(object{"tag": "web", "droplet_ids": []any{d["id"]}}), "tag and droplet_ids"},
		{lb(object{"tag": "a b"}), "tag"},
		{lb(object{"size": "lb-huge"}), "size"},
		{lb(object{"size_unit": 101}), "size_unit"},
		{lb(object{"size": "lb-large", "size_unit": 1}), "size and size_unit"},
		{lb(object{"http_idle_timeout_seconds": 10}), "http_idle_timeout_seconds"},
		{lb(object{"vpc_uuid": "none"}), "vpc_uuid"},
		{lb(object{"project_id": "none"}), "project_id"},
		{lb(object{"health_check": object{"protocol": "udp"}}), "health_check.protocol"},
		{lb(object{"sticky_sessions": object{"type": "cookies"}}), "sticky_sessions.cookie_name"},
		{lb(object{"firewall": object{"deny": []string{"1.2.3.4"}}}), "firewall.deny"},
		{lb(object{"target_load_balancer_ids": []string{}, "glb_settings": object{}}), "GLOBAL"},
	})
	require.Empty(t, a.get("/v2/load_balancers")["load_balancers"])
	require.Equal(t, 404, a.do("DELETE", "/v2/load_balancers/none", nil).status)
	require.Equal(t, 404, a.do("POST", "/v2/load_balancers/none/droplets", object{}).status)
}
