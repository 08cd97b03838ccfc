package digitalocean

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// GradientAIAgentsService manages AI agents, and what they may use: knowledge bases, functions, guardrails and other agents.
type GradientAIAgentsService struct{ client *Client }

// List lists the agents of the account. Get has more of each than the list.
//
// DigitalOcean: GET /v2/gen-ai/agents (genai_list_agents)
func (s *GradientAIAgentsService) List(options *AgentListOptions, opts ...CallOption) *Pager[Agent] {
	return list[Agent](s.client, get("/v2/gen-ai/agents").with(options), "agents", opts)
}

// ListChildren returns the agents that an agent hands questions on to.
//
// DigitalOcean: GET /v2/gen-ai/agents/{uuid}/child_agents (genai_get_agent_children)
func (s *GradientAIAgentsService) ListChildren(ctx context.Context, uuid string, opts ...CallOption) ([]Agent, error) {
	return fetchAll[Agent](ctx, s.client, get("/v2/gen-ai/agents/{uuid}/child_agents", uuid), "children", opts)
}

// ListVersions lists the configurations that an agent has had. RollbackVersion goes back to one.
//
// DigitalOcean: GET /v2/gen-ai/agents/{uuid}/versions (genai_list_agent_versions)
func (s *GradientAIAgentsService) ListVersions(uuid string, options *ListOptions, opts ...CallOption) *Pager[AgentVersion] {
	return list[AgentVersion](s.client, get("/v2/gen-ai/agents/{uuid}/versions", uuid).with(options), "agent_versions", opts)
}

// Get returns an agent.
//
// DigitalOcean: GET /v2/gen-ai/agents/{uuid} (genai_get_agent)
func (s *GradientAIAgentsService) Get(ctx context.Context, uuid string, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, get("/v2/gen-ai/agents/{uuid}", uuid), "agent", opts)
}

// GetUsage returns how many tokens an agent has used in a time.
//
// DigitalOcean: GET /v2/gen-ai/agents/{uuid}/usage (genai_get_agent_usage)
func (s *GradientAIAgentsService) GetUsage(ctx context.Context, uuid string, options *AgentGetUsageOptions, opts ...CallOption) (*AgentUsage, error) {
	return fetch[AgentUsage](ctx, s.client, get("/v2/gen-ai/agents/{uuid}/usage", uuid).with(options), "", opts)
}

// Create creates an agent, and begins to deploy it. WaitRunning waits until it can be asked.
//
// DigitalOcean: POST /v2/gen-ai/agents (genai_create_agent)
func (s *GradientAIAgentsService) Create(ctx context.Context, request *AgentCreateRequest, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, post("/v2/gen-ai/agents").sending(request), "agent", opts)
}

// Update changes an agent. The API promises nothing about what a request leaves out: begin with [Agent.UpdateRequest], which
// has everything.
//
// DigitalOcean: PUT /v2/gen-ai/agents/{uuid} (genai_update_agent)
func (s *GradientAIAgentsService) Update(ctx context.Context, uuid string, request *AgentUpdateRequest, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, put("/v2/gen-ai/agents/{uuid}", uuid).sending(request).repeatingPath(), "agent", opts)
}

// UpdateVisibility changes who can ask an agent.
//
// DigitalOcean: PUT /v2/gen-ai/agents/{uuid}/deployment_visibility (genai_update_agent_deployment_visibility)
func (s *GradientAIAgentsService) UpdateVisibility(ctx context.Context, uuid string, request *AgentUpdateVisibilityRequest, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, put("/v2/gen-ai/agents/{uuid}/deployment_visibility", uuid).sending(request).repeatingPath(), "agent", opts)
}

// Delete deletes an agent and returns what it was. Its knowledge bases and functions stay.
//
// DigitalOcean: DELETE /v2/gen-ai/agents/{uuid} (genai_delete_agent)
func (s *GradientAIAgentsService) Delete(ctx context.Context, uuid string, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, del("/v2/gen-ai/agents/{uuid}", uuid), "agent", opts)
}

// RollbackVersion gives an agent the configuration of an earlier version. Only a version with CanRollback has one to give.
//
// DigitalOcean: PUT /v2/gen-ai/agents/{uuid}/versions (genai_rollback_to_agent_version)
func (s *GradientAIAgentsService) RollbackVersion(ctx context.Context, uuid string, request *AgentRollbackVersionRequest, opts ...CallOption) (*AgentVersionRollback, error) {
	return fetch[AgentVersionRollback](ctx, s.client, put("/v2/gen-ai/agents/{uuid}/versions", uuid).sending(request).repeatingPath(), "", opts)
}

// AttachKnowledgeBase lets an agent look things up in a knowledge base.
//
// DigitalOcean: POST /v2/gen-ai/agents/{agent_uuid}/knowledge_bases/{knowledge_base_uuid} (genai_attach_knowledge_base)
func (s *GradientAIAgentsService) AttachKnowledgeBase(ctx context.Context, uuid, knowledgeBaseUUID string, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, post("/v2/gen-ai/agents/{agent_uuid}/knowledge_bases/{knowledge_base_uuid}", uuid, knowledgeBaseUUID), "agent", opts)
}

// AttachKnowledgeBases lets an agent look things up in several knowledge bases.
//
// DigitalOcean: POST /v2/gen-ai/agents/{agent_uuid}/knowledge_bases (genai_attach_knowledge_bases)
func (s *GradientAIAgentsService) AttachKnowledgeBases(ctx context.Context, uuid string, request *AgentAttachKnowledgeBasesRequest, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, post("/v2/gen-ai/agents/{agent_uuid}/knowledge_bases", uuid).sending(request).repeatingPath(), "agent", opts)
}

// DetachKnowledgeBase takes a knowledge base from an agent.
//
// DigitalOcean: DELETE /v2/gen-ai/agents/{agent_uuid}/knowledge_bases/{knowledge_base_uuid} (genai_detach_knowledge_base)
func (s *GradientAIAgentsService) DetachKnowledgeBase(ctx context.Context, uuid, knowledgeBaseUUID string, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, del("/v2/gen-ai/agents/{agent_uuid}/knowledge_bases/{knowledge_base_uuid}", uuid, knowledgeBaseUUID), "agent", opts)
}

// AttachFunction lets an agent call a function of DigitalOcean Functions.
//
// DigitalOcean: POST /v2/gen-ai/agents/{agent_uuid}/functions (genai_attach_agent_function)
func (s *GradientAIAgentsService) AttachFunction(ctx context.Context, uuid string, request *AgentAttachFunctionRequest, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, post("/v2/gen-ai/agents/{agent_uuid}/functions", uuid).sending(request).repeatingPath(), "agent", opts)
}

// UpdateFunction changes a function of an agent. [AgentFunction.UpdateRequest] makes a request of one as it is.
//
// DigitalOcean: PUT /v2/gen-ai/agents/{agent_uuid}/functions/{function_uuid} (genai_update_agent_function)
func (s *GradientAIAgentsService) UpdateFunction(ctx context.Context, uuid, functionUUID string, request *AgentUpdateFunctionRequest, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, put("/v2/gen-ai/agents/{agent_uuid}/functions/{function_uuid}", uuid, functionUUID).sending(request).repeatingPath(), "agent", opts)
}

// DetachFunction takes a function from an agent.
//
// DigitalOcean: DELETE /v2/gen-ai/agents/{agent_uuid}/functions/{function_uuid} (genai_detach_agent_function)
func (s *GradientAIAgentsService) DetachFunction(ctx context.Context, uuid, functionUUID string, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, del("/v2/gen-ai/agents/{agent_uuid}/functions/{function_uuid}", uuid, functionUUID), "agent", opts)
}

// AttachGuardrails adds guardrails to an agent.
//
// DigitalOcean: POST /v2/gen-ai/agents/{agent_uuid}/guardrails (genai_attach_agent_guardrails)
func (s *GradientAIAgentsService) AttachGuardrails(ctx context.Context, uuid string, request *AgentAttachGuardrailsRequest, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, post("/v2/gen-ai/agents/{agent_uuid}/guardrails", uuid).sending(request).repeatingPath(), "agent", opts)
}

// DetachGuardrail takes a guardrail from an agent.
//
// DigitalOcean: DELETE /v2/gen-ai/agents/{agent_uuid}/guardrails/{guardrail_uuid} (genai_detach_agent_guardrail)
func (s *GradientAIAgentsService) DetachGuardrail(ctx context.Context, uuid, guardrailUUID string, opts ...CallOption) (*Agent, error) {
	return fetch[Agent](ctx, s.client, del("/v2/gen-ai/agents/{agent_uuid}/guardrails/{guardrail_uuid}", uuid, guardrailUUID), "agent", opts)
}

// AttachChild lets an agent hand questions on to another one.
//
// DigitalOcean: POST /v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid} (genai_attach_agent)
func (s *GradientAIAgentsService) AttachChild(ctx context.Context, parentUUID, childUUID string, request *AgentAttachChildRequest, opts ...CallOption) (*AgentChildLink, error) {
	return fetch[AgentChildLink](ctx, s.client, post("/v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid}", parentUUID, childUUID).sending(request).repeatingPath(), "", opts)
}

// UpdateChild changes when an agent hands a question on to another one.
//
// DigitalOcean: PUT /v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid} (genai_update_attached_agent)
func (s *GradientAIAgentsService) UpdateChild(ctx context.Context, parentUUID, childUUID string, request *AgentUpdateChildRequest, opts ...CallOption) (*AgentChildLink, error) {
	return fetch[AgentChildLink](ctx, s.client, put("/v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid}", parentUUID, childUUID).sending(request).repeatingPath(), "", opts)
}

// DetachChild keeps an agent from handing questions on to another one.
//
// DigitalOcean: DELETE /v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid} (genai_detach_agent)
func (s *GradientAIAgentsService) DetachChild(ctx context.Context, parentUUID, childUUID string, opts ...CallOption) (*AgentChildLink, error) {
	return fetch[AgentChildLink](ctx, s.client, del("/v2/gen-ai/agents/{parent_agent_uuid}/child_agents/{child_agent_uuid}", parentUUID, childUUID), "", opts)
}

// WaitRunning waits until an agent is deployed and can be asked, and returns it. An agent whose deployment has failed or is
// being taken down ends the wait with an [*AgentError].
func (s *GradientAIAgentsService) WaitRunning(ctx context.Context, uuid string, opts ...CallOption) (*Agent, error) {
	var agent *Agent
	err := s.client.waitFor(ctx, "agent "+uuid, opts, func() (done bool, err error) {
		if agent, err = s.Get(ctx, uuid, opts...); err != nil {
			return false, err
		}
		return agent.deploymentStatus() == AgentDeploymentRunning, agent.failure()
	})
	if err != nil {
		return nil, err
	}
	return agent, nil
}

// AgentListOptions select and page agents.
type AgentListOptions struct {
	ListOptions

	OnlyDeployed bool `url:"only_deployed,omitempty"`
}

// AgentGetUsageOptions is the time of which the usage is asked for.
type AgentGetUsageOptions struct {
	Start string `url:"start,omitempty"` // a date
	Stop  string `url:"stop,omitempty"`  // a date; empty means now
}

// AgentCreateRequest describes an agent to create. It needs a name, an instruction, a region, a project, and a model or a
// router of models.
type AgentCreateRequest struct {
	Name                 string           `json:"name,omitzero"`
	Description          string           `json:"description,omitzero"` // the model does not see it
	Instruction          string           `json:"instruction,omitzero"` // what the model is told to do, and how
	ModelUUID            string           `json:"model_uuid,omitzero"`
	ModelRouterUUID      string           `json:"model_router_uuid,omitzero"`       // a router in place of the model
	RouterPresetSlug     string           `json:"router_preset_slug,omitzero"`      // a router that the API has, such as "general"
	ModelProviderKeyUUID string           `json:"model_provider_key_uuid,omitzero"` // for a model of another provider, as the next two
	AnthropicKeyUUID     string           `json:"anthropic_key_uuid,omitzero"`
	OpenAIKeyUUID        string           `json:"open_ai_key_uuid,omitzero"`
	Region               string           `json:"region,omitzero"` // slug
	ProjectID            string           `json:"project_id,omitzero"`
	WorkspaceUUID        string           `json:"workspace_uuid,omitzero"`
	KnowledgeBaseUUIDs   []string         `json:"knowledge_base_uuid,omitzero"`
	MCPServers           []AgentMCPServer `json:"mcp_servers,omitzero"`
	ReasoningEffort      string           `json:"reasoning_effort,omitzero"`      // one of the model's, such as "low"
	ThinkingTokenBudget  *int             `json:"thinking_token_budget,omitzero"` // 0 keeps the model from thinking first
	WebFetchEnabled      *bool            `json:"web_fetch_enabled,omitzero"`     // whether it may read public web pages
	WebSearchEnabled     *bool            `json:"web_search_enabled,omitzero"`    // whether it may search the web
	Tags                 []string         `json:"tags,omitzero"`
}

// AgentUpdateRequest holds what is to change of an agent.
type AgentUpdateRequest struct {
	Name                    string               `json:"name,omitzero"`
	Description             string               `json:"description,omitzero"`
	Instruction             string               `json:"instruction,omitzero"`
	ModelUUID               string               `json:"model_uuid,omitzero"`
	ModelRouterUUID         string               `json:"model_router_uuid,omitzero"`
	RouterPresetSlug        string               `json:"router_preset_slug,omitzero"`
	ModelProviderKeyUUID    string               `json:"model_provider_key_uuid,omitzero"`
	AnthropicKeyUUID        string               `json:"anthropic_key_uuid,omitzero"`
	OpenAIKeyUUID           string               `json:"open_ai_key_uuid,omitzero"`
	ProjectID               string               `json:"project_id,omitzero"`
	MaxTokens               *int                 `json:"max_tokens,omitzero"`            // of an answer, from 1 to 512
	Temperature             *float64             `json:"temperature,omitzero"`           // from 0 to 1
	TopP                    *float64             `json:"top_p,omitzero"`                 // from 0 to 1
	ReasoningEffort         string               `json:"reasoning_effort,omitzero"`      // one of the model's
	ThinkingTokenBudget     *int                 `json:"thinking_token_budget,omitzero"` // 0 keeps the model from thinking first
	K                       *int                 `json:"k,omitzero"`                     // results of a knowledge base that are considered
	RetrievalMethod         AgentRetrievalMethod `json:"retrieval_method,omitzero"`
	ProvideCitations        *bool                `json:"provide_citations,omitzero"`
	WebFetchEnabled         *bool                `json:"web_fetch_enabled,omitzero"`
	WebSearchEnabled        *bool                `json:"web_search_enabled,omitzero"`
	MCPServers              []AgentMCPServer     `json:"mcp_servers,omitzero"`
	ClearMCPServers         bool                 `json:"clear_mcp_servers,omitzero"` // takes all from it, which no empty list does
	AllowedDomains          []string             `json:"allowed_domains,omitzero"`   // where its chat window may be shown, such as "https://example.com"
	ConversationLogsEnabled *bool                `json:"conversation_logs_enabled,omitzero"`
	AgentLogInsightsEnabled *bool                `json:"agent_log_insights_enabled,omitzero"`
	Tags                    []string             `json:"tags,omitzero"`
}

// AgentUpdateVisibilityRequest says who can ask an agent.
type AgentUpdateVisibilityRequest struct {
	Visibility AgentDeploymentVisibility `json:"visibility,omitzero"`
}

// AgentRollbackVersionRequest names the version to go back to.
type AgentRollbackVersionRequest struct {
	VersionHash string `json:"version_hash,omitzero"`
}

// AgentAttachKnowledgeBasesRequest names knowledge bases.
type AgentAttachKnowledgeBasesRequest struct {
	KnowledgeBaseUUIDs []string `json:"knowledge_base_uuids,omitzero"`
}

// AgentAttachFunctionRequest describes a function to an agent.
type AgentAttachFunctionRequest struct {
	FunctionName  string          `json:"function_name,omitzero"`
	Description   string          `json:"description,omitzero"` // tells the model when to call it
	FaaSNamespace string          `json:"faas_namespace,omitzero"`
	FaaSName      string          `json:"faas_name,omitzero"`     // its name in the namespace
	InputSchema   json.RawMessage `json:"input_schema,omitzero"`  // a JSON object, from which the model learns how to call it
	OutputSchema  json.RawMessage `json:"output_schema,omitzero"` // a JSON object, from which the model learns to read its answer
}

// AgentUpdateFunctionRequest describes a function to an agent anew.
type AgentUpdateFunctionRequest AgentAttachFunctionRequest

// AgentAttachGuardrailsRequest names guardrails.
type AgentAttachGuardrailsRequest struct {
	Guardrails []AgentGuardrailInput `json:"guardrails,omitzero"`
}

// AgentGuardrailInput names a guardrail and says when its turn is.
type AgentGuardrailInput struct {
	GuardrailUUID string `json:"guardrail_uuid,omitzero"`
	Priority      int    `json:"priority"`
}

// AgentAttachChildRequest says when an agent hands a question on to another one.
type AgentAttachChildRequest struct {
	RouteName string `json:"route_name,omitzero"`
	IfCase    string `json:"if_case,omitzero"` // in words, for the model: "use this for questions about the weather"
}

// AgentUpdateChildRequest says anew when an agent hands a question on to another one.
type AgentUpdateChildRequest struct {
	UUID      string `json:"uuid,omitzero"` // of the route
	RouteName string `json:"route_name,omitzero"`
	IfCase    string `json:"if_case,omitzero"`
}

// AgentChildLink says that an agent hands questions on to another one.
type AgentChildLink struct {
	UUID            string `json:"uuid"` // of the route; only after an update
	ParentAgentUUID string `json:"parent_agent_uuid"`
	ChildAgentUUID  string `json:"child_agent_uuid"`
	Rollback        bool   `json:"rollback"` // only after an update
}

// AgentUsage is what an agent has used.
type AgentUsage struct {
	Usage            *AgentResourceUsage `json:"usage,omitzero"`
	LogInsightsUsage *AgentResourceUsage `json:"log_insights_usage,omitzero"`
}

// AgentResourceUsage is what was used in a time.
type AgentResourceUsage struct {
	ResourceUUID string                  `json:"resource_uuid"`
	Start        time.Time               `json:"start,omitzero"`
	Stop         time.Time               `json:"stop,omitzero"`
	Measurements []AgentUsageMeasurement `json:"measurements,omitzero"`
}

// AgentUsageMeasurement is how much was used of one kind.
type AgentUsageMeasurement struct {
	UsageType string `json:"usage_type"`
	Tokens    int    `json:"tokens"`
}

// AgentVersion is a configuration that an agent has or had.
type AgentVersion struct {
	ID                     int64                       `json:"id,string"`
	VersionHash            string                      `json:"version_hash"`
	AgentUUID              string                      `json:"agent_uuid"`
	Name                   string                      `json:"name"`
	Description            string                      `json:"description"`
	Instruction            string                      `json:"instruction"`
	ModelName              string                      `json:"model_name"`
	MaxTokens              int                         `json:"max_tokens"`
	Temperature            float64                     `json:"temperature"`
	TopP                   float64                     `json:"top_p"`
	K                      int                         `json:"k"`
	RetrievalMethod        AgentRetrievalMethod        `json:"retrieval_method"`
	ProvideCitations       bool                        `json:"provide_citations"`
	AttachedKnowledgeBases []AgentVersionKnowledgeBase `json:"attached_knowledgebases,omitzero"`
	AttachedFunctions      []AgentVersionFunction      `json:"attached_functions,omitzero"`
	AttachedGuardrails     []AgentVersionGuardrail     `json:"attached_guardrails,omitzero"`
	AttachedChildAgents    []AgentVersionChild         `json:"attached_child_agents,omitzero"`
	Tags                   []string                    `json:"tags,omitzero"`
	CurrentlyApplied       bool                        `json:"currently_applied"`
	CanRollback            bool                        `json:"can_rollback"`
	TriggerAction          string                      `json:"trigger_action"` // what the version was made by
	CreatedByEmail         string                      `json:"created_by_email"`
	CreatedAt              time.Time                   `json:"created_at,omitzero"`
}

// AgentVersionKnowledgeBase is a knowledge base of a version.
type AgentVersionKnowledgeBase struct {
	UUID      string `json:"uuid"`
	Name      string `json:"name"`
	IsDeleted bool   `json:"is_deleted"`
}

// AgentVersionFunction is a function of a version.
type AgentVersionFunction struct {
	Name          string `json:"name"`
	Description   string `json:"description"`
	FaaSName      string `json:"faas_name"`
	FaaSNamespace string `json:"faas_namespace"`
	IsDeleted     bool   `json:"is_deleted"`
}

// AgentVersionGuardrail is a guardrail of a version.
type AgentVersionGuardrail struct {
	UUID      string `json:"uuid"`
	Name      string `json:"name"`
	Priority  int    `json:"priority"`
	IsDeleted bool   `json:"is_deleted"`
}

// AgentVersionChild is an agent that a version hands questions on to.
type AgentVersionChild struct {
	ChildAgentUUID string `json:"child_agent_uuid"`
	AgentName      string `json:"agent_name"`
	RouteName      string `json:"route_name"`
	IfCase         string `json:"if_case"`
	IsDeleted      bool   `json:"is_deleted"`
}

// AgentVersionRollback is the version that an agent went back to.
type AgentVersionRollback struct {
	VersionHash string            `json:"version_hash"`
	AuditHeader *AgentAuditHeader `json:"audit_header,omitzero"`
}

// AgentAuditHeader says who asked for a change.
type AgentAuditHeader struct {
	ActorID           int64  `json:"actor_id,string"`
	ActorUUID         string `json:"actor_uuid"`
	ActorIP           string `json:"actor_ip"`
	UserID            int64  `json:"user_id,string"`
	UserUUID          string `json:"user_uuid"`
	ContextURN        string `json:"context_urn"`
	OriginApplication string `json:"origin_application"`
}

// UpdateRequest returns the request that leaves the agent as it is, to be changed and given to Update. The agent has to come
// from Get: a list leaves out the keys. It has no RouterPresetSlug, as an agent does not tell it.
func (a *Agent) UpdateRequest() *AgentUpdateRequest {
	request := &AgentUpdateRequest{
		Name: a.Name, Description: a.Description, Instruction: a.Instruction, ProjectID: a.ProjectID,
		MaxTokens: new(a.MaxTokens), Temperature: new(a.Temperature), TopP: new(a.TopP),
		ReasoningEffort: a.ReasoningEffort, ThinkingTokenBudget: new(a.ThinkingTokenBudget),
		K: new(a.K), RetrievalMethod: a.RetrievalMethod, ProvideCitations: new(a.ProvideCitations),
		WebFetchEnabled: new(a.WebFetchEnabled), WebSearchEnabled: new(a.WebSearchEnabled),
		MCPServers: slices.Clone(a.MCPServers), ConversationLogsEnabled: new(a.ConversationLogsEnabled), Tags: slices.Clone(a.Tags),
	}
	if a.Model != nil {
		request.ModelUUID = a.Model.UUID
	}
	if a.ModelRouter != nil {
		request.ModelRouterUUID = a.ModelRouter.UUID
	}
	if a.ModelProviderKey != nil {
		request.ModelProviderKeyUUID = a.ModelProviderKey.APIKeyUUID
	}
	if a.AnthropicAPIKey != nil {
		request.AnthropicKeyUUID = a.AnthropicAPIKey.UUID
	}
	if a.OpenAIAPIKey != nil {
		request.OpenAIKeyUUID = a.OpenAIAPIKey.UUID
	}
	if a.Chatbot != nil {
		request.AllowedDomains = slices.Clone(a.Chatbot.AllowedDomains)
	}
	if a.LoggingConfig != nil {
		request.AgentLogInsightsEnabled = new(a.LoggingConfig.InsightsEnabled)
	}
	return request
}

// UpdateRequest returns the request that leaves the function as it is, to be changed and given to UpdateFunction.
func (f *AgentFunction) UpdateRequest() *AgentUpdateFunctionRequest {
	return &AgentUpdateFunctionRequest{
		FunctionName: f.Name, Description: f.Description, FaaSNamespace: f.FaaSNamespace, FaaSName: f.FaaSName,
		InputSchema: slices.Clone(f.InputSchema), OutputSchema: slices.Clone(f.OutputSchema),
	}
}

func (a *Agent) deploymentStatus() AgentDeploymentStatus {
	if a.Deployment == nil {
		return AgentDeploymentUnknown
	}
	return a.Deployment.Status
}

func (a *Agent) failure() error {
	switch a.deploymentStatus() {
	case AgentDeploymentFailed, AgentDeploymentWaitingForUndeployment, AgentDeploymentUndeploying, AgentDeploymentUndeploymentFailed, AgentDeploymentDeleted:
		return &AgentError{Agent: *a}
	}
	return nil
}

// AgentError is an agent that was waited for and is not going to run. The API does not say why.
type AgentError struct{ Agent Agent }

func (e *AgentError) Error() string {
	return fmt.Sprintf("digitalocean: agent %s: the deployment has the status %q", printable(e.Agent.UUID), e.Agent.deploymentStatus())
}
