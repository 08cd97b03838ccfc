package digitalocean

import "context"

// GradientAIAnthropicKeysService manages the keys with which agents use models of Anthropic on one's own account there.
type GradientAIAnthropicKeysService struct{ client *Client }

// List lists the Anthropic keys of the account.
//
// DigitalOcean: GET /v2/gen-ai/anthropic/keys (genai_list_anthropic_api_keys)
func (s *GradientAIAnthropicKeysService) List(options *ListOptions, opts ...CallOption) *Pager[AnthropicAPIKey] {
	return list[AnthropicAPIKey](s.client, get("/v2/gen-ai/anthropic/keys").with(options), "api_key_infos", opts)
}

// ListAgents lists the agents that use an Anthropic key.
//
// DigitalOcean: GET /v2/gen-ai/anthropic/keys/{uuid}/agents (genai_list_agents_by_anthropic_key)
func (s *GradientAIAnthropicKeysService) ListAgents(uuid string, options *ListOptions, opts ...CallOption) *Pager[Agent] {
	return list[Agent](s.client, get("/v2/gen-ai/anthropic/keys/{uuid}/agents", uuid).with(options), "agents", opts)
}

// Get returns an Anthropic key, without the credential.
//
// DigitalOcean: GET /v2/gen-ai/anthropic/keys/{api_key_uuid} (genai_get_anthropic_api_key)
func (s *GradientAIAnthropicKeysService) Get(ctx context.Context, uuid string, opts ...CallOption) (*AnthropicAPIKey, error) {
	return fetch[AnthropicAPIKey](ctx, s.client, get("/v2/gen-ai/anthropic/keys/{api_key_uuid}", uuid), "api_key_info", opts)
}

// Create stores a key that Anthropic has given out.
//
// DigitalOcean: POST /v2/gen-ai/anthropic/keys (genai_create_anthropic_api_key)
func (s *GradientAIAnthropicKeysService) Create(ctx context.Context, request *AnthropicAPIKeyCreateRequest, opts ...CallOption) (*AnthropicAPIKey, error) {
	return fetch[AnthropicAPIKey](ctx, s.client, post("/v2/gen-ai/anthropic/keys").sending(request), "api_key_info", opts)
}

// Update renames an Anthropic key, or replaces its credential.
//
// DigitalOcean: PUT /v2/gen-ai/anthropic/keys/{api_key_uuid} (genai_update_anthropic_api_key)
func (s *GradientAIAnthropicKeysService) Update(ctx context.Context, uuid string, request *AnthropicAPIKeyUpdateRequest, opts ...CallOption) (*AnthropicAPIKey, error) {
	return fetch[AnthropicAPIKey](ctx, s.client, put("/v2/gen-ai/anthropic/keys/{api_key_uuid}", uuid).sending(request).repeatingPath(), "api_key_info", opts)
}

// Delete deletes an Anthropic key and returns it. The agents that use it cannot answer any more.
//
// DigitalOcean: DELETE /v2/gen-ai/anthropic/keys/{api_key_uuid} (genai_delete_anthropic_api_key)
func (s *GradientAIAnthropicKeysService) Delete(ctx context.Context, uuid string, opts ...CallOption) (*AnthropicAPIKey, error) {
	return fetch[AnthropicAPIKey](ctx, s.client, del("/v2/gen-ai/anthropic/keys/{api_key_uuid}", uuid), "api_key_info", opts)
}

// GradientAIOpenAIKeysService manages the keys with which agents use models of OpenAI on one's own account there.
type GradientAIOpenAIKeysService struct{ client *Client }

// List lists the OpenAI keys of the account.
//
// DigitalOcean: GET /v2/gen-ai/openai/keys (genai_list_openai_api_keys)
func (s *GradientAIOpenAIKeysService) List(options *ListOptions, opts ...CallOption) *Pager[OpenAIAPIKey] {
	return list[OpenAIAPIKey](s.client, get("/v2/gen-ai/openai/keys").with(options), "api_key_infos", opts)
}

// ListAgents lists the agents that use an OpenAI key.
//
// DigitalOcean: GET /v2/gen-ai/openai/keys/{uuid}/agents (genai_list_agents_by_openai_key)
func (s *GradientAIOpenAIKeysService) ListAgents(uuid string, options *ListOptions, opts ...CallOption) *Pager[Agent] {
	return list[Agent](s.client, get("/v2/gen-ai/openai/keys/{uuid}/agents", uuid).with(options), "agents", opts)
}

// Get returns an OpenAI key, without the credential.
//
// DigitalOcean: GET /v2/gen-ai/openai/keys/{api_key_uuid} (genai_get_openai_api_key)
func (s *GradientAIOpenAIKeysService) Get(ctx context.Context, uuid string, opts ...CallOption) (*OpenAIAPIKey, error) {
	return fetch[OpenAIAPIKey](ctx, s.client, get("/v2/gen-ai/openai/keys/{api_key_uuid}", uuid), "api_key_info", opts)
}

// Create stores a key that OpenAI has given out.
//
// DigitalOcean: POST /v2/gen-ai/openai/keys (genai_create_openai_api_key)
func (s *GradientAIOpenAIKeysService) Create(ctx context.Context, request *OpenAIAPIKeyCreateRequest, opts ...CallOption) (*OpenAIAPIKey, error) {
	return fetch[OpenAIAPIKey](ctx, s.client, post("/v2/gen-ai/openai/keys").sending(request), "api_key_info", opts)
}

// Update renames an OpenAI key, or replaces its credential.
//
// DigitalOcean: PUT /v2/gen-ai/openai/keys/{api_key_uuid} (genai_update_openai_api_key)
func (s *GradientAIOpenAIKeysService) Update(ctx context.Context, uuid string, request *OpenAIAPIKeyUpdateRequest, opts ...CallOption) (*OpenAIAPIKey, error) {
	return fetch[OpenAIAPIKey](ctx, s.client, put("/v2/gen-ai/openai/keys/{api_key_uuid}", uuid).sending(request).repeatingPath(), "api_key_info", opts)
}

// Delete deletes an OpenAI key and returns it. The agents that use it cannot answer any more.
//
// DigitalOcean: DELETE /v2/gen-ai/openai/keys/{api_key_uuid} (genai_delete_openai_api_key)
func (s *GradientAIOpenAIKeysService) Delete(ctx context.Context, uuid string, opts ...CallOption) (*OpenAIAPIKey, error) {
	return fetch[OpenAIAPIKey](ctx, s.client, del("/v2/gen-ai/openai/keys/{api_key_uuid}", uuid), "api_key_info", opts)
}

// AnthropicAPIKeyCreateRequest is a key to store.
type AnthropicAPIKeyCreateRequest struct {
	Name   string `json:"name,omitzero"`
	APIKey Secret `json:"api_key,omitzero"` // as Anthropic gave it out
}

// AnthropicAPIKeyUpdateRequest holds what is to change of an Anthropic key. What is empty stays as it is.
type AnthropicAPIKeyUpdateRequest struct {
	Name   string `json:"name,omitzero"`
	APIKey Secret `json:"api_key,omitzero"` // as Anthropic gave it out
}

// OpenAIAPIKeyCreateRequest is a key to store.
type OpenAIAPIKeyCreateRequest struct {
	Name   string `json:"name,omitzero"`
	APIKey Secret `json:"api_key,omitzero"` // as OpenAI gave it out
}

// OpenAIAPIKeyUpdateRequest holds what is to change of an OpenAI key. What is empty stays as it is.
type OpenAIAPIKeyUpdateRequest struct {
	Name   string `json:"name,omitzero"`
	APIKey Secret `json:"api_key,omitzero"` // as OpenAI gave it out
}
