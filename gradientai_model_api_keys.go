package digitalocean

import (
	"context"
	"time"
)

// GradientAIModelAPIKeysService manages the keys with which serverless inference is called. New ones are made in the control
// panel.
type GradientAIModelAPIKeysService struct{ client *Client }

// List lists the model keys of the account, without their credentials.
//
// DigitalOcean: GET /v2/gen-ai/models/api_keys (genai_list_model_api_keys)
func (s *GradientAIModelAPIKeysService) List(options *ListOptions, opts ...CallOption) *Pager[ModelAPIKey] {
	return list[ModelAPIKey](s.client, get("/v2/gen-ai/models/api_keys").with(options), "api_key_infos", opts)
}

// Create asks for a new model key.
//
// Deprecated: DigitalOcean refuses it with the status 410; model keys are made in the control panel.
//
// DigitalOcean: POST /v2/gen-ai/models/api_keys (genai_create_model_api_key)
func (s *GradientAIModelAPIKeysService) Create(ctx context.Context, request *ModelAPIKeyCreateRequest, opts ...CallOption) (*ModelAPIKey, error) {
	return fetch[ModelAPIKey](ctx, s.client, post("/v2/gen-ai/models/api_keys").sending(request), "api_key_info", opts)
}

// Update renames a model key.
//
// DigitalOcean: PUT /v2/gen-ai/models/api_keys/{api_key_uuid} (genai_update_model_api_key)
func (s *GradientAIModelAPIKeysService) Update(ctx context.Context, uuid string, request *ModelAPIKeyUpdateRequest, opts ...CallOption) (*ModelAPIKey, error) {
	return fetch[ModelAPIKey](ctx, s.client, put("/v2/gen-ai/models/api_keys/{api_key_uuid}", uuid).sending(request).repeatingPath(), "api_key_info", opts)
}

// Delete deletes a model key and returns it. Calls with it are refused from then on.
//
// DigitalOcean: DELETE /v2/gen-ai/models/api_keys/{api_key_uuid} (genai_delete_model_api_key)
func (s *GradientAIModelAPIKeysService) Delete(ctx context.Context, uuid string, opts ...CallOption) (*ModelAPIKey, error) {
	return fetch[ModelAPIKey](ctx, s.client, del("/v2/gen-ai/models/api_keys/{api_key_uuid}", uuid), "api_key_info", opts)
}

// Regenerate gives a model key a new credential, which is in this answer and in no other. The old one stops working.
//
// DigitalOcean: PUT /v2/gen-ai/models/api_keys/{api_key_uuid}/regenerate (genai_regenerate_model_api_key)
func (s *GradientAIModelAPIKeysService) Regenerate(ctx context.Context, uuid string, opts ...CallOption) (*ModelAPIKey, error) {
	return fetch[ModelAPIKey](ctx, s.client, put("/v2/gen-ai/models/api_keys/{api_key_uuid}/regenerate", uuid), "api_key_info", opts)
}

// ModelAPIKeyCreateRequest describes a model key to create.
type ModelAPIKeyCreateRequest struct {
	Name string `json:"name,omitzero"`
}

// ModelAPIKeyUpdateRequest holds what is to change of a model key.
type ModelAPIKeyUpdateRequest struct {
	Name string `json:"name,omitzero"`
}

// ModelAPIKey is a key with which serverless inference is called.
type ModelAPIKey struct {
	UUID      string    `json:"uuid"`
	Name      string    `json:"name"`
	SecretKey Secret    `json:"secret_key,omitzero"` // shown once, by Regenerate
	CreatedBy int64     `json:"created_by,string"`   // the ID of a user
	CreatedAt time.Time `json:"created_at,omitzero"`
	DeletedAt time.Time `json:"deleted_at,omitzero"`
}
