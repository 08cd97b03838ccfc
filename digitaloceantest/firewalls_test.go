package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	ssh   = object{"protocol": "tcp", "ports": "22", "sources": object{"addresses": []any{"192.0.2.0/24", "::/0"}}}
	ping  = object{"protocol": "icmp", "ports": "0", "sources": object{"addresses": []any{"0.0.0.0/0"}}}
	all   = object{"protocol": "tcp", "ports": "0", "destinations": object{"addresses": []any{"0.0.0.0/0"}}}
	basic = object{"name": "fw", "inbound_rules": []any{ssh}, "outbound_rules": []any{all}}
)

// createFirewall returns the path of a new firewall whose changes have come to its Droplets.
func (a api) createFirewall(fields object) string {
	a.t.Helper()
	path := "/v2/firewalls/" + idOf(a.post("/v2/firewalls", merged(basic, fields))["firewall"])
	a.srv.Advance(5 * time.Second)
	return path
}

func (a api) firewall(path string) object { return a.get(path)["firewall"].(object) }

func TestFirewallLife(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	created := a.post("/v2/firewalls", merged(basic, object{"droplet_ids": []any{d["id"]}}))["firewall"].(object)
	require.Equal(t, []any{"fw", "waiting", []any{d["id"]}, []any{}}, []any{created["name"], created["status"], created["droplet_ids"], created["tags"]})
	require.Equal(t, []any{ssh}, created["inbound_rules"])
	require.Equal(t, []any{all}, created["outbound_rules"])
	require.Equal(t, []any{object{"droplet_id": d["id"], "removing": false, "status": "waiting"}}, created["pending_changes"])
	path := "/v2/firewalls/" + idOf(created)
	a.srv.Advance(5 * time.Second)
	settled := a.firewall(path)
	require.Equal(t, []any{"succeeded", []any{}}, []any{settled["status"], settled["pending_changes"]})
	require.Equal(t, []any{settled}, a.get("/v2/firewalls")["firewalls"])
	require.Equal(t, []any{settled}, a.get("/v2/droplets/" + idOf(d) + "/firewalls")["firewalls"])

	a.delete("/v2/droplets/" + idOf(d))
	require.Equal(t, []any{}, a.firewall(path)["droplet_ids"])
	a.delete(path)
	a.gone(path)
}

func TestFirewallUpdateReplacesAll(t *testing.T) {
	a := start(t)
	d := a.createDroplet(object{"tags": []string{"web"}})
	path := a.createFirewall(object{"droplet_ids": []any{d["id"]}, "tags": []string{"web"}})
	before := a.firewall(path)
	same := a.change("PUT", path, before)["firewall"].(object)
	require.Equal(t, merged(before, object{"status": "waiting", "pending_changes": same["pending_changes"]}), same)
	changed := a.change("PUT", path, object{"name": "other", "inbound_rules": []any{ping}})["firewall"].(object)
	require.Equal(t, []any{"other", []any{ping}, []any{}, []any{}, []any{}}, []any{
		changed["name"], changed["inbound_rules"], changed["outbound_rules"], changed["droplet_ids"], changed["tags"],
	})
	require.Equal(t, []any{object{"droplet_id": d["id"], "removing": true, "status": "waiting"}}, changed["pending_changes"])
	require.Empty(t, a.get("/v2/droplets/" + idOf(d) + "/firewalls")["firewalls"])
	a.srv.Advance(5 * time.Second)
	require.Equal(t, "succeeded", a.firewall(path)["status"])
}

func TestFirewallDropletsAndTags(t *testing.T) {
	a := start(t)
	one, two := a.createDroplet(nil), a.createDroplet(object{"name": "web-2", "tags": []string{"web"}})
	path := a.createFirewall(nil)
	of := func(d object) int { return len(a.get("/v2/droplets/" + idOf(d) + "/firewalls")["firewalls"].([]any)) }
	a.done("POST", path+"/droplets", object{"droplet_ids": []any{one["id"]}})
	a.done("POST", path+"/tags", object{"tags": []string{"web"}})
	require.Equal(t, []any{1, 1}, []any{of(one), of(two)})
	require.Equal(t, []any{[]any{one["id"]}, []any{"web"}}, []any{a.firewall(path)["droplet_ids"], a.firewall(path)["tags"]})
	require.ElementsMatch(t, []any{one["id"], two["id"]}, column(a.firewall(path)["pending_changes"], "droplet_id"))

	a.done("DELETE", path+"/droplets", object{"droplet_ids": []any{one["id"]}})
	a.done("DELETE", path+"/tags", object{"tags": []string{"web"}})
	require.Equal(t, []any{0, 0}, []any{of(one), of(two)})
	require.Equal(t, []any{true, true}, column(a.firewall(path)["pending_changes"], "removing"))
	a.srv.Advance(5 * time.Second)
	require.Empty(t, a.firewall(path)["pending_changes"])

	a.refusals("POST", path+"/droplets", []refusal{{object{}, "droplet_ids"}, {object{"droplet_ids": []int{1}}, "droplet_ids"}})
	a.refusals("POST", path+"/tags", []refusal{{object{}, "tags"}, {object{"tags": []string{"none"}}, "tags"}})
}

func TestFirewallRules(t *testing.T) {
	a := start(t)
	path := a.createFirewall(nil)
	a.done("POST", path+"/rules", object{"inbound_rules": []any{ping, ssh}})
	require.Equal(t, []any{ssh, ping}, a.firewall(path)["inbound_rules"])
	a.done("DELETE", path+"/rules", object{"inbound_rules": []any{ssh}, "outbound_rules": []any{all}})
	require.Equal(t, []any{ping}, a.firewall(path)["inbound_rules"])
	require.Empty(t, a.firewall(path)["outbound_rules"])
	a.done("POST", path+"/rules", object{"outbound_rules": []any{merged(all, object{"ports": "all"})}})
	require.Equal(t, []any{all}, a.firewall(path)["outbound_rules"])
	a.invalid(a.do("POST", path+"/rules", object{}), "inbound_rules")
}

func TestFirewallChangesOverlap(t *testing.T) {
	a := start(t)
	one, two := a.createDroplet(nil), a.createDroplet(object{"name": "web-2"})
	path := a.createFirewall(nil)
	pending := func() []any {
		return append(column(a.firewall(path)["pending_changes"], "droplet_id"), a.firewall(path)["status"])
	}
	a.done("POST", path+"/droplets", object{"droplet_ids": []any{one["id"]}})
	a.srv.Advance(3 * time.Second)
	a.done("DELETE", path+"/droplets", object{"droplet_ids": []any{one["id"]}})
	a.done("POST", path+"/droplets", object{"droplet_ids": []any{two["id"]}})
	require.Equal(t, []any{one["id"], two["id"], "waiting"}, pending(), "a Droplet waits for its latest change only")
	a.srv.Advance(2 * time.Second)
	require.Equal(t, []any{one["id"], two["id"], "waiting"}, pending())
	a.srv.Advance(3 * time.Second)
	require.Equal(t, []any{"succeeded"}, pending())
}

func TestFirewallsForgetWhatIsGone(t *testing.T) {
	a := start(t)
	d := a.createDroplet(object{"tags": []string{"web"}})
	lb := a.createLoadBalancer(nil)
	from := func(source object) object {
		return object{"protocol": "tcp", "ports": "80", "sources": source}
	}
	path := a.createFirewall(object{"tags": []string{"web"}, "inbound_rules": []any{
		from(object{"droplet_ids": []any{d["id"]}, "addresses": []any{"192.0.2.1"}}),
		from(object{"load_balancer_uids": []any{lb["id"]}}),
		from(object{"tags": []any{"web"}}),
	}})
	require.Len(t, a.firewall(path)["inbound_rules"], 3)
	a.delete("/v2/droplets/" + idOf(d))
	a.delete("/v2/load_balancers/" + idOf(lb))
	a.delete("/v2/tags/web")
	got := a.firewall(path)
	require.Equal(t, []any{from(object{"addresses": []any{"192.0.2.1"}})}, got["inbound_rules"])
	require.Equal(t, []any{}, got["tags"])
}

func TestFailedFirewall(t *testing.T) {
	a := start(t)
	a.srv.FailNext("firewall")
	require.Equal(t, "failed", a.firewall(a.createFirewall(nil))["status"])
}

func TestFirewallRefusals(t *testing.T) {
	a := start(t)
	path := a.createFirewall(nil)
	a.refused(a.do("POST", "/v2/firewalls", basic), 409, "conflict", "duplicate name")
	inbound := func(fields object) object {
		return object{"name": "new", "inbound_rules": []object{merged(ssh, fields)}}
	}
	source := func(fields object) object { return inbound(object{"sources": fields}) }
	refusals := []refusal{
		{merged(basic, object{"name": nil}), "name"},
		{merged(basic, object{"name": "a b"}), "name"},
		{object{"name": "new"}, "inbound_rules"},
		{inbound(object{"protocol": "sctp"}), "inbound_rules[0].protocol"},
		{inbound(object{"ports": nil}), "inbound_rules[0].ports"},
		{inbound(object{"ports": "9000-8000"}), "inbound_rules[0].ports"},
		{inbound(object{"ports": "ssh"}), "inbound_rules[0].ports"},
		{source(nil), "inbound_rules[0].sources"},
		{source(object{"addresses": []string{"192.0.2.1/33"}}), "inbound_rules[0].sources.addresses"},
		{source(object{"droplet_ids": []int{1}}), "inbound_rules[0].sources.droplet_ids"},
		{source(object{"load_balancer_uids": []string{"x"}}), "inbound_rules[0].sources.load_balancer_uids"},
		{source(object{"tags": []string{"none"}}), "inbound_rules[0].sources.tags"},
		{merged(basic, object{"name": "new", "droplet_ids": []int{1}}), "droplet_ids"},
		{merged(basic, object{"name": "new", "tags": []string{"none"}}), "tags"},
	}
	a.refusals("POST", "/v2/firewalls", refusals)
	before := a.firewall(path)
	a.refusals("PUT", path, refusals)
	require.Equal(t, before, a.firewall(path))
	for _, request := range []string{"GET ", "PUT ", "DELETE ", "POST /droplets", "DELETE /tags", "POST /rules"} {
		method, end := split(request)
		require.Equal(t, 404, a.do(method, "/v2/firewalls/none"+end, wholeOnly(end, basic)).status, request)
	}
}
