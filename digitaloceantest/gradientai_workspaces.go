package digitaloceantest

import "net/http"

// workspace groups agents, and the test cases that they are evaluated by.
type workspace struct {
	*object
	uuid      string
	agents    collection[*agent]
	testCases collection[*testCase]
}

var workspaces = stateful(fresh[collection[*workspace]])

func init() {
	handle("GET /v2/gen-ai/workspaces", listWorkspaces)
	handle("POST /v2/gen-ai/workspaces", createWorkspace)
	handle("GET /v2/gen-ai/workspaces/{workspace_uuid}", getter(workspaces, "workspace_uuid", "workspace"))
	handle("PUT /v2/gen-ai/workspaces/{workspace_uuid}", onWorkspace(updateWorkspace))
	handle("DELETE /v2/gen-ai/workspaces/{workspace_uuid}", onWorkspace(deleteWorkspace))
	handle("GET /v2/gen-ai/workspaces/{workspace_uuid}/agents", onWorkspace(listWorkspaceAgents))
	handle("PUT /v2/gen-ai/workspaces/{workspace_uuid}/agents", onWorkspace(moveAgents))
	handle("GET /v2/gen-ai/workspaces/{workspace_uuid}/evaluation_test_cases", onWorkspace(listWorkspaceTestCases))
	count("Workspaces", func(s *Server) int { return workspaces.of(s).len() })
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		if resourceType != "agent" {
			return
		}
		for w := range workspaces.of(s).all() {
			w.agents.remove(key)
		}
	})
}

// onWorkspace is a rule about the workspace that the path names.
func onWorkspace(rule func(c *call, w *workspace) (reply, error)) handler {
	return ruleOf(workspaces, "workspace_uuid", rule)
}

func (w *workspace) show() *object {
	w.set("agents", objects(w.agents.all(), nil))
	w.set("evaluation_test_cases", objects(w.testCases.all(), nil))
	return w.object
}

func listWorkspaces(c *call) (reply, error) {
	return list(http.StatusOK, "workspaces", objects(workspaces.of(c.Server).all(), nil))
}

func createWorkspace(c *call) (reply, error) {
	name, description := c.body.needText("name"), c.body.text("description")
	moved := needKnown(c.body, "agent_uuids", agents.of(c.Server))
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	w := &workspace{uuid: c.ids.uuid("workspace")}
	w.object = newObject(
		"uuid", w.uuid, "name", name, "description", description, "created_by", key(ownerID), "created_by_email", accountEmail,
		"created_at", c.now, "updated_at", c.now,
	)
	workspaces.of(c.Server).add(w.uuid, w)
	c.moveInto(w, moved)
	return answer(http.StatusOK, "workspace", w.show())
}

// moveInto moves agents out of the workspaces that they are in.
func (s *Server) moveInto(w *workspace, moved []*agent) {
	for _, a := range moved {
		for other := range workspaces.of(s).all() {
			other.agents.remove(a.uuid)
		}
		w.agents.add(a.uuid, a)
	}
}

func updateWorkspace(c *call, w *workspace) (reply, error) {
	name, description := c.body.changed("name", w.text("name"), 255), c.body.changed("description", w.text("description"), 2000)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	w.set("name", name)
	w.set("description", description)
	w.set("updated_at", c.now)
	return answer(http.StatusOK, "workspace", w.show())
}

func deleteWorkspace(c *call, w *workspace) (reply, error) {
	if w.agents.len() > 0 {
		return reply{}, conflict("the workspace has agents")
	}
	workspaces.of(c.Server).remove(w.uuid)
	return bare(http.StatusOK, newObject("workspace_uuid", w.uuid))
}

func listWorkspaceAgents(c *call, w *workspace) (reply, error) {
	return c.genAIPage("agents", objects(w.agents.all(), c.isWanted))
}

func moveAgents(c *call, w *workspace) (reply, error) {
	c.body.needTexts("agent_uuids")
	moved := needKnown(c.body, "agent_uuids", agents.of(c.Server))
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	c.moveInto(w, moved)
	return answer(http.StatusOK, "workspace", w.show())
}

func listWorkspaceTestCases(_ *call, w *workspace) (reply, error) {
	return list(http.StatusOK, "evaluation_test_cases", objects(w.testCases.all(), nil))
}
