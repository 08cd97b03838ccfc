package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const poolsPath = "/v2/droplets/autoscale"

// poolRequest is one for a pool with a configuration.
func (a api) poolRequest(config object) object {
	a.t.Helper()
	keys := a.get("/v2/account/keys")["ssh_keys"].([]any)
	if len(keys) == 0 {
		keys = []any{a.post("/v2/account/keys", object{"name": "me", "public_key": publicKey})["ssh_key"]}
	}
	return object{"name": "web", "config": config, "droplet_template": object{
		"region": "nyc3", "size": "c-2", "image": "ubuntu-24-04-x64", "tags": []string{"pool"},
		"ssh_keys": []any{keys[0].(object)["fingerprint"]},
	}}
}

func (a api) pool(path string) object { return a.get(path)["autoscale_pool"].(object) }

func TestFixedPool(t *testing.T) {
	a := start(t)
	request := a.poolRequest(object{"target_number_instances": 2})
	created := a.post(poolsPath, request)["autoscale_pool"].(object)
	require.Equal(t, []any{"web", "active", 0.0, object{"target_number_instances": 2.0}}, []any{
		created["name"], created["status"], created["active_resources_count"], created["config"],
	})
	template := created["droplet_template"].(object)
	require.Equal(t, []any{"c-2", true, true}, []any{template["size"], template["public_networking"], template["with_droplet_agent"]})
	path := poolsPath + "/" + idOf(created)
	require.Equal(t, []any{"provisioning", "provisioning"}, column(a.get(path + "/members")["droplets"], "status"))
	require.Equal(t, []any{"in_progress"}, column(a.get(path + "/history")["history"], "status"))
	a.srv.Advance(10 * time.Second)
	require.EqualValues(t, 2, a.pool(path)["active_resources_count"])
	members := a.get(path + "/members")["droplets"]
	require.Equal(t, []any{"active", "active"}, column(members, "status"))
	droplets := a.get("/v2/droplets?tag_name=pool")["droplets"]
	require.Equal(t, column(droplets, "id"), column(members, "droplet_id"))
	require.Equal(t, []any{"web-1", "web-2"}, column(droplets, "name"))
	event := a.get(path + "/history")["history"].([]any)[0].(object)
	require.Equal(t, []any{"success", 2.0, 2.0, "CONFIGURATION_CHANGE"}, []any{
		event["status"], event["current_instance_count"], event["desired_instance_count"], event["reason"],
	})

	changed := a.change("PUT", path, merged(request, object{"name": "shop", "config": object{"target_number_instances": 1}}))["autoscale_pool"].(object)
	require.Equal(t, []any{"shop", 1.0}, []any{changed["name"], changed["active_resources_count"]})
	require.Equal(t, []any{"web-1"}, column(a.get("/v2/droplets")["droplets"], "name"), "the youngest goes")
	require.Len(t, a.get(poolsPath + "?name=shop")["autoscale_pools"], 1)
	require.Empty(t, a.get(poolsPath + "?name=web")["autoscale_pools"])

	require.Equal(t, 202, a.do("DELETE", path, nil).status)
	require.Equal(t, "deleting", a.pool(path)["status"])
	a.srv.Advance(5 * time.Second)
	a.gone(path)
	require.Len(t, a.get("/v2/droplets")["droplets"], 1, "its Droplets stay")
}

func TestPoolThatFollowsTheLoad(t *testing.T) {
	a := start(t)
	request := a.poolRequest(object{"min_instances": 2, "max_instances": 5, "target_cpu_utilization": 0.3, "cooldown_minutes": 5})
	path := poolsPath + "/" + idOf(a.post(poolsPath, request)["autoscale_pool"])
	a.srv.Advance(time.Minute)
	require.EqualValues(t, 2, a.pool(path)["active_resources_count"])
	require.InDelta(t, 0.6, a.pool(path)["current_utilization"].(object)["cpu"], 0.001)
	a.srv.Advance(5 * time.Minute)
	require.EqualValues(t, 4, a.pool(path)["active_resources_count"])
	require.InDelta(t, 0.3, a.pool(path)["current_utilization"].(object)["cpu"], 0.001)
	require.Equal(t, []any{"SCALE_UP", "CONFIGURATION_CHANGE"}, column(a.get(path + "/history")["history"], "reason"))

	request["config"].(object)["target_cpu_utilization"] = 0.6
	a.change("PUT", path, request)
	a.srv.Advance(6 * time.Minute)
	require.EqualValues(t, 2, a.pool(path)["active_resources_count"])
	require.Equal(t, "SCALE_DOWN", a.get(path + "/history")["history"].([]any)[0].(object)["reason"])
	require.Len(t, a.get("/v2/droplets")["droplets"], 2)

	request["config"].(object)["target_cpu_utilization"] = 0.05
	a.change("PUT", path, request)
	a.srv.Advance(time.Hour)
	require.EqualValues(t, 5, a.pool(path)["active_resources_count"], "never more than the configuration allows")
}

func TestPoolReplacesALostDroplet(t *testing.T) {
	a := start(t)
	path := poolsPath + "/" + idOf(a.post(poolsPath, a.poolRequest(object{"target_number_instances": 2}))["autoscale_pool"])
	a.srv.Advance(time.Minute)
	first := a.get(path + "/members")["droplets"].([]any)[0].(object)
	a.delete("/v2/droplets/" + sprint(asNumber(sprint(int64(first["droplet_id"].(float64))))))
	require.Len(t, a.get(path + "/members")["droplets"], 1)
	a.srv.Advance(time.Minute)
	require.EqualValues(t, 2, a.pool(path)["active_resources_count"])
	require.Equal(t, []any{"web-2", "web-3"}, column(a.get("/v2/droplets")["droplets"], "name"))
}

func TestDeleteAPoolWithItsDroplets(t *testing.T) {
	a := start(t)
	path := poolsPath + "/" + idOf(a.post(poolsPath, a.poolRequest(object{"target_number_instances": 2}))["autoscale_pool"])
	a.refused(a.do("DELETE", path+"/dangerous", nil), 400, "bad_request", "X-Dangerous")
	require.Equal(t, 202, a.do("DELETE", path+"/dangerous", nil, "X-Dangerous", "true").status)
	a.srv.Advance(time.Hour)
	a.gone(path)
	require.Empty(t, a.get("/v2/droplets")["droplets"])
}

func TestPoolRefusals(t *testing.T) {
	a := start(t)
	fixed := a.poolRequest(object{"target_number_instances": 1})
	config := func(config object) object { return merged(fixed, object{"config": config}) }
	template := func(fields object) object {
		return merged(fixed, object{"droplet_template": merged(fixed["droplet_template"].(object), fields)})
	}
	path := poolsPath + "/" + idOf(a.post(poolsPath, fixed)["autoscale_pool"])
	a.srv.Advance(time.Minute)
	refusals := []refusal{
		{merged(fixed, object{"name": nil}), "name"},
		{config(nil), "config.min_instances"},
		{config(object{"target_number_instances": 1001}), "config.target_number_instances"},
		{config(object{"min_instances": 2, "max_instances": 1}), "config.max_instances"},
		{config(object{"min_instances": 1, "max_instances": 2, "cooldown_minutes": 1}), "config.cooldown_minutes"},
		{config(object{"min_instances": 1, "max_instances": 2, "target_cpu_utilization": 2}), "config.target_cpu_utilization"},
		{merged(fixed, object{"droplet_template": nil}), "droplet_template.region"},
		{template(object{"size": "xxl"}), "size"},
		{template(object{"ssh_keys": nil}), "droplet_template.ssh_keys"},
		{template(object{"ssh_keys": []string{"12"}}), "ssh_keys"},
		{template(object{"project_id": "none"}), "droplet_template.project_id"},
	}
	a.refusals("POST", poolsPath, refusals)
	before := a.pool(path)
	a.refusals("PUT", path, refusals)
	require.Equal(t, before, a.pool(path))
	for _, request := range []string{"GET ", "PUT ", "DELETE ", "DELETE /dangerous", "GET /members", "GET /history"} {
		method, end := split(request)
		require.Equal(t, 404, a.do(method, poolsPath+"/none"+end, fixed).status, request)
	}
}
