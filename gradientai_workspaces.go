package digitalocean

import "context"

// GradientAIWorkspacesService manages workspaces, which group agents.
type GradientAIWorkspacesService struct{ client *Client }

// List returns the workspaces of the account.
//
// DigitalOcean: GET /v2/gen-ai/workspaces (genai_list_workspaces)
func (s *GradientAIWorkspacesService) List(ctx context.Context, opts ...CallOption) ([]GradientAIWorkspace, error) {
	return fetchAll[GradientAIWorkspace](ctx, s.client, get("/v2/gen-ai/workspaces"), "workspaces", opts)
}

// ListAgents lists the agents in a workspace.
//
// DigitalOcean: GET /v2/gen-ai/workspaces/{workspace_uuid}/agents (genai_list_agents_by_workspace)
func (s *GradientAIWorkspacesService) ListAgents(uuid string, options *AgentListOptions, opts ...CallOption) *Pager[Agent] {
	return list[Agent](s.client, get("/v2/gen-ai/workspaces/{workspace_uuid}/agents", uuid).with(options), "agents", opts)
}

// ListEvaluationTestCases returns the test cases in a workspace.
//
// DigitalOcean: GET /v2/gen-ai/workspaces/{workspace_uuid}/evaluation_test_cases (genai_list_evaluation_test_cases_by_workspace)
func (s *GradientAIWorkspacesService) ListEvaluationTestCases(ctx context.Context, uuid string, opts ...CallOption) ([]EvaluationTestCase, error) {
	return fetchAll[EvaluationTestCase](ctx, s.client, get("/v2/gen-ai/workspaces/{workspace_uuid}/evaluation_test_cases", uuid), "evaluation_test_cases", opts)
}

// Get returns a workspace.
//
// DigitalOcean: GET /v2/gen-ai/workspaces/{workspace_uuid} (genai_get_workspace)
func (s *GradientAIWorkspacesService) Get(ctx context.Context, uuid string, opts ...CallOption) (*GradientAIWorkspace, error) {
	return fetch[GradientAIWorkspace](ctx, s.client, get("/v2/gen-ai/workspaces/{workspace_uuid}", uuid), "workspace", opts)
}

// Create creates a workspace.
//
// DigitalOcean: POST /v2/gen-ai/workspaces (genai_create_workspace)
func (s *GradientAIWorkspacesService) Create(ctx context.Context, request *GradientAIWorkspaceCreateRequest, opts ...CallOption) (*GradientAIWorkspace, error) {
	return fetch[GradientAIWorkspace](ctx, s.client, post("/v2/gen-ai/workspaces").sending(request), "workspace", opts)
}

// Update changes the name and the description of a workspace. [GradientAIWorkspace.UpdateRequest] makes a request of one as
// it is.
//
// DigitalOcean: PUT /v2/gen-ai/workspaces/{workspace_uuid} (genai_update_workspace)
func (s *GradientAIWorkspacesService) Update(ctx context.Context, uuid string, request *GradientAIWorkspaceUpdateRequest, opts ...CallOption) (*GradientAIWorkspace, error) {
	return fetch[GradientAIWorkspace](ctx, s.client, put("/v2/gen-ai/workspaces/{workspace_uuid}", uuid).sending(request).repeatingPath(), "workspace", opts)
}

// Delete deletes a workspace.
//
// DigitalOcean: DELETE /v2/gen-ai/workspaces/{workspace_uuid} (genai_delete_workspace)
func (s *GradientAIWorkspacesService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/gen-ai/workspaces/{workspace_uuid}", uuid), opts)
}

// MoveAgents moves agents into a workspace, out of those that they are in.
//
// DigitalOcean: PUT /v2/gen-ai/workspaces/{workspace_uuid}/agents (genai_update_agents_workspace)
func (s *GradientAIWorkspacesService) MoveAgents(ctx context.Context, uuid string, request *GradientAIWorkspaceMoveAgentsRequest, opts ...CallOption) (*GradientAIWorkspace, error) {
	return fetch[GradientAIWorkspace](ctx, s.client, put("/v2/gen-ai/workspaces/{workspace_uuid}/agents", uuid).sending(request).repeatingPath(), "workspace", opts)
}

// GradientAIWorkspaceCreateRequest describes a workspace to create.
type GradientAIWorkspaceCreateRequest struct {
	Name        string   `json:"name,omitzero"`
	Description string   `json:"description,omitzero"`
	AgentUUIDs  []string `json:"agent_uuids,omitzero"` // to move into it
}

// GradientAIWorkspaceUpdateRequest holds what is to change of a workspace.
type GradientAIWorkspaceUpdateRequest struct {
	Name        string `json:"name,omitzero"`
	Description string `json:"description,omitzero"`
}

// GradientAIWorkspaceMoveAgentsRequest names agents.
type GradientAIWorkspaceMoveAgentsRequest struct {
	AgentUUIDs []string `json:"agent_uuids,omitzero"`
}

// UpdateRequest returns the request that leaves the workspace as it is, to be changed and given to Update.
func (w *GradientAIWorkspace) UpdateRequest() *GradientAIWorkspaceUpdateRequest {
	return &GradientAIWorkspaceUpdateRequest{Name: w.Name, Description: w.Description}
}
