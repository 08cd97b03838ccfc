package digitalocean

import "context"

// GradientAIAgentAPIKeysService manages the keys that agents are asked with.
type GradientAIAgentAPIKeysService struct{ client *Client }

// List lists the keys of an agent, without their credentials.
//
// DigitalOcean: GET /v2/gen-ai/agents/{agent_uuid}/api_keys (genai_list_agent_api_keys)
func (s *GradientAIAgentAPIKeysService) List(agentUUID string, options *ListOptions, opts ...CallOption) *Pager[AgentAPIKey] {
	return list[AgentAPIKey](s.client, get("/v2/gen-ai/agents/{agent_uuid}/api_keys", agentUUID).with(options), "api_key_infos", opts)
}

// Create makes a key for an agent. The credential is in this answer and in no other.
//
// DigitalOcean: POST /v2/gen-ai/agents/{agent_uuid}/api_keys (genai_create_agent_api_key)
func (s *GradientAIAgentAPIKeysService) Create(ctx context.Context, agentUUID string, request *AgentAPIKeyCreateRequest, opts ...CallOption) (*AgentAPIKey, error) {
	return fetch[AgentAPIKey](ctx, s.client, post("/v2/gen-ai/agents/{agent_uuid}/api_keys", agentUUID).sending(request).repeatingPath(), "api_key_info", opts)
}

// Update gives a key another name.
//
// DigitalOcean: PUT /v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid} (genai_update_agent_api_key)
func (s *GradientAIAgentAPIKeysService) Update(ctx context.Context, agentUUID, keyUUID string, request *AgentAPIKeyUpdateRequest, opts ...CallOption) (*AgentAPIKey, error) {
	return fetch[AgentAPIKey](ctx, s.client, put("/v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid}", agentUUID, keyUUID).sending(request).repeatingPath(), "api_key_info", opts)
}

// Delete deletes a key and returns what it was. It lets nobody ask the agent any more.
//
// DigitalOcean: DELETE /v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid} (genai_delete_agent_api_key)
func (s *GradientAIAgentAPIKeysService) Delete(ctx context.Context, agentUUID, keyUUID string, opts ...CallOption) (*AgentAPIKey, error) {
	return fetch[AgentAPIKey](ctx, s.client, del("/v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid}", agentUUID, keyUUID), "api_key_info", opts)
}

// Regenerate gives a key another credential, which is in this answer and in no other. The one before is void.
//
// DigitalOcean: PUT /v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid}/regenerate (genai_regenerate_agent_api_key)
func (s *GradientAIAgentAPIKeysService) Regenerate(ctx context.Context, agentUUID, keyUUID string, opts ...CallOption) (*AgentAPIKey, error) {
	return fetch[AgentAPIKey](ctx, s.client, put("/v2/gen-ai/agents/{agent_uuid}/api_keys/{api_key_uuid}/regenerate", agentUUID, keyUUID).once(), "api_key_info", opts)
}

// AgentAPIKeyCreateRequest describes a key to make.
type AgentAPIKeyCreateRequest struct {
	Name string `json:"name,omitzero"`
}

// AgentAPIKeyUpdateRequest holds the name that a key is to have.
type AgentAPIKeyUpdateRequest struct {
	Name string `json:"name,omitzero"`
}
