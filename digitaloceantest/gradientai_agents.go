package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

// agent is an AI agent with what it may use.
type agent struct {
	*object
	uuid       string
	deployment *object
	bases      []*knowledgeBase
	keys       collection[*object]
	functions  collection[*object]
	guardrails collection[*object]
	routes     collection[*object]       // to child agents, by the UUIDs of those
	versions   collection[*agentVersion] // by their hashes
}

// agentVersion is a configuration that an agent has or had.
type agentVersion struct {
	*object
	config *object // fields of the agent
}

var agents = stateful(fresh[collection[*agent]])

// versioned are the fields of an agent that a version keeps.
var versioned = []string{"name", "description", "instruction", "k", "max_tokens", "temperature", "top_p", "retrieval_method", "provide_citations", "tags"}

func init() {
	handle("GET /v2/gen-ai/agents", listAgents)
	handle("POST /v2/gen-ai/agents", createAgent)
	handle("GET /v2/gen-ai/agents/{uuid}", getter(agents, "uuid", "agent"))
	handle("PUT /v2/gen-ai/agents/{uuid}", onAgent("uuid", updateAgent))
	handle("DELETE /v2/gen-ai/agents/{uuid}", onAgent("uuid", deleteAgent))
	handle("PUT /v2/gen-ai/agents/{uuid}/deployment_visibility", onAgent("uuid", updateAgentVisibility))
	handle("GET /v2/gen-ai/agents/{uuid}/usage", onAgent("uuid", getAgentUsage))
	handle("GET /v2/gen-ai/agents/{uuid}/versions", onAgent("uuid", listAgentVersions))
	handle("PUT /v2/gen-ai/agents/{uuid}/versions", onAgent("uuid", rollbackAgent))
	handle("POST /v2/gen-ai/agents/{agent_uuid}/knowledge_bases", onAgent("agent_uuid", attachKnowledgeBases))
	handle("POST /v2/gen-ai/agents/{agent_uuid}/knowledge_bases/{knowledge_base_uuid}", onAgent("agent_uuid", attachKnowledgeBase))
	handle("DELETE /v2/gen-ai/agents/{agent_uuid}/knowledge_bases/{knowledge_base_uuid}", onAgent("agent_uuid", detachKnowledgeBase))
	handle("POST /v2/gen-ai/agents/{agent_uuid}/functions", onAgent("agent_uuid", attachFunction))
	handle("PUT /v2/gen-ai/agents/{agent_uuid}/functions/{function_uuid}", onAgent("agent_uuid", updateFunction))
	handle("DELETE /v2/gen-ai/agents/{agent_uuid}/functions/{function_uuid}", onAgent("agent_uuid", detachFunction))
	handle("POST /v2/gen-ai/agents/{agent_uuid}/guardrails", onAgent("agent_uuid", attachGuardrails))
	handle("DELETE /v2/gen-ai/agents/{agent_uuid}/guardrails/{guardrail_uuid}", onAgent("agent_uuid", detachGuardrail))
	handle("GET /v2/gen-ai/agents/{uuid}/child_agents", onAgent("uuid", listChildAgents))
	handle("POST /v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid}", onAgent("parent_agent_uuid", attachChildAgent))
	handle("PUT /v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid}", onAgent("parent_agent_uuid", updateChildAgent))
	handle("DELETE /v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid}", onAgent("parent_agent_uuid", detachChildAgent))
	count("Agents", func(s *Server) int { return agents.of(s).len() })
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		for a := range agents.of(s).all() {
			switch resourceType {
			case "knowledge_base":
				a.bases = slices.DeleteFunc(a.bases, func(k *knowledgeBase) bool { return k.uuid == key })
			case "agent":
				a.routes.remove(key)
			}
		}
	})
}

// onAgent is a rule about the agent that a parameter of the path names.
func onAgent(parameter string, rule func(c *call, a *agent) (reply, error)) handler {
	return ruleOf(agents, parameter, rule)
}

func (a *agent) show() *object {
	a.set("deployment", a.deployment)
	a.set("knowledge_bases", objects(slices.Values(a.bases), nil))
	a.set("functions", objects(a.functions.all(), nil))
	a.set("guardrails", objects(a.guardrails.all(), nil))
	a.set("child_agents", objects(a.routes.all(), nil))
	a.set("api_key_infos", objects(a.keys.all(), nil))
	return a.object
}

func listAgents(c *call) (reply, error) {
	return c.genAIPage("agents", objects(agents.of(c.Server).all(), c.isWanted))
}

// isWanted reports whether an agent is in a list that may be one of the deployed only.
func (c *call) isWanted(a *agent) bool {
	return c.query.Get("only_deployed") != "true" || a.deployment.text("status") == "STATUS_RUNNING"
}

func createAgent(c *call) (reply, error) {
	for _, name := range []string{"name", "instruction", "project_id"} {
		c.body.needText(name)
	}
	r := c.body.needRegion("region")
	if c.body.text("model_uuid")+c.body.text("model_router_uuid")+c.body.text("router_preset_slug") == "" {
		c.body.refuseField("model_uuid", "can't be blank without a router")
	}
	a := &agent{bases: needKnown(c.body, "knowledge_base_uuid", knowledgeBases.of(c.Server))}
	a.object = newObject(
		"uuid", "", "name", "", "description", "", "instruction", "", "region", "", "project_id", "", "user_id", key(ownerID), "url", "",
		"version_hash", "", "if_case", "", "route_name", "", "route_uuid", "", "route_created_by", "0", "reasoning_effort", "",
		"k", int64(10), "max_tokens", int64(512), "temperature", 0.7, "top_p", 0.9, "thinking_token_budget", int64(0),
		"retrieval_method", "RETRIEVAL_METHOD_NONE", "provide_citations", false, "conversation_logs_enabled", false,
		"web_fetch_enabled", false, "web_search_enabled", false, "tags", []string{}, "vpc_uuid", "", "vpc_egress_ips", []string{},
		"created_at", c.now, "updated_at", c.now,
	)
	workspace, ok := workspaces.of(c.Server).get(c.body.text("workspace_uuid"))
	if !ok && c.body.has("workspace_uuid") {
		c.body.refuseField("workspace_uuid", "does not exist")
	}
	if err := c.fillAgent(a); err != nil {
		return reply{}, err
	}
	a.uuid = c.ids.uuid("agent")
	a.set("uuid", a.uuid)
	a.set("region", r.slug)
	a.deployment = newObject(
		"uuid", c.ids.uuid("agent deployment"), "name", a.text("name"), "status", "", "visibility", "VISIBILITY_PRIVATE", "url", "",
		"created_at", c.now, "updated_at", c.now,
	)
	agents.of(c.Server).add(a.uuid, a)
	if ok {
		workspace.agents.add(a.uuid, a)
	}
	c.keepVersion(a, "CREATE_AGENT")
	c.deployAgent(a)
	return answer(http.StatusOK, "agent", a.show())
}

// fillAgent changes what the request has. Nothing changes where the request is refused.
func (c *call) fillAgent(a *agent) error {
	changes := newObject()
	for _, name := range []string{"name", "description", "instruction", "project_id", "reasoning_effort"} {
		changes.set(name, c.body.changed(name, a.text(name), 10_000))
	}
	for _, name := range []string{"provide_citations", "conversation_logs_enabled", "web_fetch_enabled", "web_search_enabled"} {
		changes.set(name, c.body.flag(name, a.get(name) == true))
	}
	for _, name := range []string{"k", "max_tokens", "thinking_token_budget"} {
		changes.set(name, c.body.within(name, 0, 1<<20, a.get(name).(int64)))
	}
	for _, name := range []string{"temperature", "top_p"} {
		changes.set(name, c.body.decimal(name, 0, 1, a.get(name).(float64)))
	}
	changes.set("retrieval_method", c.body.choice("retrieval_method", a.text("retrieval_method"),
		"RETRIEVAL_METHOD_REWRITE", "RETRIEVAL_METHOD_STEP_BACK", "RETRIEVAL_METHOD_SUB_QUERIES", "RETRIEVAL_METHOD_NONE"))
	changes.set("tags", c.body.changedTexts("tags", a.texts("tags")))
	if m := c.modelIn("model_uuid", "AGENT"); m != nil {
		changes.set("model", m.ofKey)
	}
	if uuid := c.body.text("model_router_uuid"); uuid != "" {
		router, ok := modelRouters.of(c.Server).get(uuid)
		if !ok {
			c.body.refuseField("model_router_uuid", uuid+" does not exist")
		}
		changes.set("model_router", router)
	}
	c.providerKeyIn("anthropic_key_uuid", anthropicKeys, changes, "anthropic_api_key")
	c.providerKeyIn("open_ai_key_uuid", openAIKeys, changes, "openai_api_key")
	if c.body.has("mcp_servers") {
		changes.set("mcp_servers", c.body.values["mcp_servers"])
	}
	if c.body.flag("clear_mcp_servers", false) {
		changes.set("mcp_servers", []string{})
	}
	if c.body.problem != nil {
		return c.body.problem
	}
	for _, f := range changes.fields {
		a.set(f.name, f.value)
	}
	a.set("updated_at", c.now)
	return nil
}

// deployAgent lets the deployment of an agent go on until it runs.
func (c *call) deployAgent(a *agent) {
	become := func(status string) func(at time.Time) {
		return func(at time.Time) {
			a.deployment.set("status", status)
			a.deployment.set("updated_at", at)
		}
	}
	become("STATUS_WAITING_FOR_DEPLOYMENT")(c.now)
	c.at(c.now.Add(c.took("agent")/2), become("STATUS_DEPLOYING"))
	url := "https://" + c.ids.hex("agent address", 8) + ".agents.do-ai.run"
	c.after("agent", func(at time.Time) {
		become("STATUS_RUNNING")(at)
		a.deployment.set("url", url)
		a.set("url", url)
	}, become("STATUS_FAILED"))
}

// keepVersion keeps the configuration that an agent has now.
func (c *call) keepVersion(a *agent, trigger string) {
	v := &agentVersion{config: newObject()}
	v.object = newObject("id", key(c.ids.number("agent version")), "version_hash", c.ids.hex("agent version", 32), "agent_uuid", a.uuid)
	for _, name := range versioned {
		v.set(name, a.get(name))
		v.config.set(name, a.get(name))
	}
	v.set("can_rollback", true)
	v.set("trigger_action", trigger)
	v.set("created_by_email", accountEmail)
	v.set("created_at", c.now)
	a.versions.add(v.text("version_hash"), v)
	a.set("version_hash", v.text("version_hash"))
}

func updateAgent(c *call, a *agent) (reply, error) {
	if err := c.fillAgent(a); err != nil {
		return reply{}, err
	}
	c.keepVersion(a, "UPDATE_AGENT")
	return answer(http.StatusOK, "agent", a.show())
}

func deleteAgent(c *call, a *agent) (reply, error) {
	agents.of(c.Server).remove(a.uuid)
	c.deleted("agent", a.uuid, a.object)
	return answer(http.StatusOK, "agent", a.show())
}

func updateAgentVisibility(c *call, a *agent) (reply, error) {
	visibility := c.body.needChoice("visibility", "VISIBILITY_DISABLED", "VISIBILITY_PUBLIC", "VISIBILITY_PRIVATE")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	a.deployment.set("visibility", visibility)
	return answer(http.StatusOK, "agent", a.show())
}

// getAgentUsage tells that nothing was used: nobody asks the agent.
func getAgentUsage(c *call, a *agent) (reply, error) {
	usage := newObject("resource_uuid", a.uuid, "start", a.get("created_at"), "stop", c.now, "measurements", []*object{})
	return bare(http.StatusOK, newObject("usage", usage, "log_insights_usage", usage))
}

func listAgentVersions(c *call, a *agent) (reply, error) {
	return c.genAIPage("agent_versions", objects(a.versions.newestFirst(), func(v *agentVersion) bool {
		v.set("currently_applied", v.text("version_hash") == a.text("version_hash"))
		return true
	}))
}

func rollbackAgent(c *call, a *agent) (reply, error) {
	hash := c.body.needText("version_hash")
	v, ok := a.versions.get(hash)
	if !ok && hash != "" {
		c.body.refuseField("version_hash", hash+" does not exist")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for _, f := range v.config.fields {
		a.set(f.name, f.value)
	}
	a.set("version_hash", hash)
	return bare(http.StatusOK, newObject("version_hash", hash))
}

func attachKnowledgeBases(c *call, a *agent) (reply, error) {
	c.body.needTexts("knowledge_base_uuids")
	bases := needKnown(c.body, "knowledge_base_uuids", knowledgeBases.of(c.Server))
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return c.addBases(a, bases...)
}

func attachKnowledgeBase(c *call, a *agent) (reply, error) {
	base, err := found(c, knowledgeBases.of(c.Server), "knowledge_base_uuid")
	if err != nil {
		return reply{}, err
	}
	return c.addBases(a, base)
}

func (c *call) addBases(a *agent, bases ...*knowledgeBase) (reply, error) {
	for _, base := range bases {
		if !slices.Contains(a.bases, base) {
			a.bases = append(a.bases, base)
		}
	}
	c.keepVersion(a, "ATTACH_KNOWLEDGE_BASE")
	return answer(http.StatusOK, "agent", a.show())
}

func detachKnowledgeBase(c *call, a *agent) (reply, error) {
	at := slices.IndexFunc(a.bases, func(k *knowledgeBase) bool { return k.uuid == c.arguments["knowledge_base_uuid"] })
	if at < 0 {
		return reply{}, notFound()
	}
	a.bases = slices.Delete(a.bases, at, at+1)
	c.keepVersion(a, "DETACH_KNOWLEDGE_BASE")
	return answer(http.StatusOK, "agent", a.show())
}

func attachFunction(c *call, a *agent) (reply, error) {
	for _, name := range []string{"function_name", "faas_name", "faas_namespace"} {
		c.body.needText(name)
	}
	f := newObject("uuid", c.ids.uuid("agent function"), "created_by", key(ownerID), "created_at", c.now)
	if err := c.fillFunction(f); err != nil {
		return reply{}, err
	}
	a.functions.add(f.text("uuid"), f)
	return answer(http.StatusOK, "agent", a.show())
}

func (c *call) fillFunction(f *object) error {
	changes := newObject("name", c.body.changed("function_name", f.text("name"), 255))
	for _, name := range []string{"description", "faas_name", "faas_namespace"} {
		changes.set(name, c.body.changed(name, f.text(name), 2000))
	}
	for _, name := range []string{"input_schema", "output_schema"} {
		if schema := c.body.nested(name); schema != nil {
			changes.set(name, schema.values)
		}
	}
	if c.body.problem != nil {
		return c.body.problem
	}
	for _, change := range changes.fields {
		f.set(change.name, change.value)
	}
	f.set("updated_at", c.now)
	return nil
}

func updateFunction(c *call, a *agent) (reply, error) {
	f, err := found(c, &a.functions, "function_uuid")
	if err != nil {
		return reply{}, err
	}
	if err := c.fillFunction(f); err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "agent", a.show())
}

func detachFunction(c *call, a *agent) (reply, error) {
	if _, err := found(c, &a.functions, "function_uuid"); err != nil {
		return reply{}, err
	}
	a.functions.remove(c.arguments["function_uuid"])
	return answer(http.StatusOK, "agent", a.show())
}

// attachGuardrails takes any guardrail: the API has no list of them.
func attachGuardrails(c *call, a *agent) (reply, error) {
	guardrails := c.body.objects("guardrails")
	for _, g := range guardrails {
		g.needText("guardrail_uuid")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for _, g := range guardrails {
		uuid := g.text("guardrail_uuid")
		a.guardrails.add(uuid, newObject(
			"uuid", uuid, "guardrail_uuid", uuid, "agent_uuid", a.uuid, "priority", g.within("priority", 0, 1000, 0), "is_attached", true,
		))
	}
	return answer(http.StatusOK, "agent", a.show())
}

func detachGuardrail(c *call, a *agent) (reply, error) {
	if _, err := found(c, &a.guardrails, "guardrail_uuid"); err != nil {
		return reply{}, err
	}
	a.guardrails.remove(c.arguments["guardrail_uuid"])
	return answer(http.StatusOK, "agent", a.show())
}

func listChildAgents(_ *call, a *agent) (reply, error) {
	return list(http.StatusOK, "children", objects(a.routes.all(), nil))
}

func attachChildAgent(c *call, parent *agent) (reply, error) {
	child, err := found(c, agents.of(c.Server), "child_agent_uuid")
	if err != nil {
		return reply{}, err
	}
	if child == parent || parent.routes.has(child.uuid) {
		return reply{}, conflict("the agent cannot be a child of this one, or is it already")
	}
	route := newObject(
		"uuid", child.uuid, "name", child.text("name"), "route_uuid", c.ids.uuid("agent route"), "route_created_by", key(ownerID), "route_created_at", c.now,
		"route_name", c.body.text("route_name"), "if_case", c.body.text("if_case"),
	)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	parent.routes.add(child.uuid, route)
	return childLink(parent, child.uuid)
}

func childLink(parent *agent, child string) (reply, error) {
	return bare(http.StatusOK, newObject("parent_agent_uuid", parent.uuid, "child_agent_uuid", child))
}

func updateChildAgent(c *call, parent *agent) (reply, error) {
	route, err := found(c, &parent.routes, "child_agent_uuid")
	if err != nil {
		return reply{}, err
	}
	name, ifCase := c.body.changed("route_name", route.text("route_name"), 255), c.body.changed("if_case", route.text("if_case"), 2000)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	route.set("route_name", name)
	route.set("if_case", ifCase)
	return bare(http.StatusOK, newObject(
		"parent_agent_uuid", parent.uuid, "child_agent_uuid", route.text("uuid"), "uuid", route.text("route_uuid"), "rollback", false,
	))
}

func detachChildAgent(c *call, parent *agent) (reply, error) {
	if _, err := found(c, &parent.routes, "child_agent_uuid"); err != nil {
		return reply{}, err
	}
	parent.routes.remove(c.arguments["child_agent_uuid"])
	return childLink(parent, c.arguments["child_agent_uuid"])
}
