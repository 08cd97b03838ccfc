package digitalocean

import (
	"context"
	"time"
)

// DedicatedInferenceTokensService manages the tokens with which programs ask dedicated inferences.
type DedicatedInferenceTokensService struct{ client *Client }

// List lists the tokens of a dedicated inference, without their values.
//
// DigitalOcean: GET /v2/dedicated-inferences/{dedicated_inference_id}/tokens (dedicatedInferences_list_tokens)
func (s *DedicatedInferenceTokensService) List(inferenceID string, options *ListOptions, opts ...CallOption) *Pager[DedicatedInferenceToken] {
	return list[DedicatedInferenceToken](s.client, get("/v2/dedicated-inferences/{dedicated_inference_id}/tokens", inferenceID).with(options), "tokens", opts)
}

// Create adds a token to a dedicated inference. Its value is in this answer and in no other.
//
// DigitalOcean: POST /v2/dedicated-inferences/{dedicated_inference_id}/tokens (dedicatedInferences_create_tokens)
func (s *DedicatedInferenceTokensService) Create(ctx context.Context, inferenceID string, request *DedicatedInferenceTokenCreateRequest, opts ...CallOption) (*DedicatedInferenceToken, error) {
	return fetch[DedicatedInferenceToken](ctx, s.client, post("/v2/dedicated-inferences/{dedicated_inference_id}/tokens", inferenceID).sending(request), "token", opts)
}

// Delete revokes a token.
//
// DigitalOcean: DELETE /v2/dedicated-inferences/{dedicated_inference_id}/tokens/{token_id} (dedicatedInferences_delete_tokens)
func (s *DedicatedInferenceTokensService) Delete(ctx context.Context, inferenceID, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/dedicated-inferences/{dedicated_inference_id}/tokens/{token_id}", inferenceID, id), opts)
}

// DedicatedInferenceTokenCreateRequest describes a token to add.
type DedicatedInferenceTokenCreateRequest struct {
	Name string `json:"name"` // 255 letters, digits, "-" and "_" at most
}

// DedicatedInferenceToken lets a program ask a dedicated inference.
type DedicatedInferenceToken struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Value     Secret    `json:"value,omitzero"` // in the answer of a Create only
	CreatedAt time.Time `json:"created_at,omitzero"`
	IsManaged bool      `json:"is_managed"` // whether DigitalOcean made it for itself
}
