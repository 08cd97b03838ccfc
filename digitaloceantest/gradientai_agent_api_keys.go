package digitaloceantest

import (
	"cmp"
	"net/http"
	"slices"
)

func init() {
	handle("GET /v2/gen-ai/agents/{agent_uuid}/api_keys", onAgent("agent_uuid", listAgentKeys))
	handle("POST /v2/gen-ai/agents/{agent_uuid}/api_keys", onAgent("agent_uuid", createAgentKey))
	handle("PUT /v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid}", onAgent("agent_uuid", updateAgentKey))
	handle("DELETE /v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid}", onAgent("agent_uuid", deleteAgentKey))
	handle("PUT /v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid}/regenerate", onAgent("agent_uuid", regenerateAgentKey))
}

func listAgentKeys(c *call, a *agent) (reply, error) {
	return c.genAIPage("api_key_infos", objects(a.keys.all(), nil))
}

func createAgentKey(c *call, a *agent) (reply, error) {
	name := c.body.needText("name")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	info := newObject("uuid", c.ids.uuid("agent key"), "name", name, "created_by", key(ownerID), "created_at", c.now)
	a.keys.add(info.text("uuid"), info)
	return c.withSecret(info)
}

// withSecret answers with a key and its credential, which the key itself does not keep.
func (c *call) withSecret(info *object) (reply, error) {
	shown := newObject()
	shown.fields = slices.Clone(info.fields)
	shown.set("secret_key", c.ids.hex("agent key", 16))
	return answer(http.StatusOK, "api_key_info", shown)
}

func updateAgentKey(c *call, a *agent) (reply, error) {
	info, err := found(c, &a.keys, "api_key_uuid")
	if err != nil {
		return reply{}, err
	}
	info.set("name", cmp.Or(c.body.text("name"), info.text("name")))
	return answer(http.StatusOK, "api_key_info", info)
}

func deleteAgentKey(c *call, a *agent) (reply, error) {
	info, err := found(c, &a.keys, "api_key_uuid")
	if err != nil {
		return reply{}, err
	}
	a.keys.remove(info.text("uuid"))
	info.set("deleted_at", c.now)
	return answer(http.StatusOK, "api_key_info", info)
}

func regenerateAgentKey(c *call, a *agent) (reply, error) {
	info, err := found(c, &a.keys, "api_key_uuid")
	if err != nil {
		return reply{}, err
	}
	return c.withSecret(info)
}
