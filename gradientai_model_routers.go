package digitalocean

import (
	"context"
	"slices"
)

// GradientAIModelRoutersService manages routers, which choose a model for each request by the task that it is.
type GradientAIModelRoutersService struct{ client *Client }

// List lists the routers of the account.
//
// DigitalOcean: GET /v2/gen-ai/models/routers (genai_list_model_routers)
func (s *GradientAIModelRoutersService) List(options *ListOptions, opts ...CallOption) *Pager[ModelRouter] {
	return list[ModelRouter](s.client, get("/v2/gen-ai/models/routers").with(options), "model_routers", opts)
}

// ListPresets lists configurations that a new router can begin with.
//
// DigitalOcean: GET /v2/gen-ai/models/routers/presets (genai_list_model_router_presets)
func (s *GradientAIModelRoutersService) ListPresets(options *ListOptions, opts ...CallOption) *Pager[ModelRouterPreset] {
	return list[ModelRouterPreset](s.client, get("/v2/gen-ai/models/routers/presets").with(options), "presets", opts)
}

// ListTaskPresets lists the tasks that the API knows. A policy names one by its slug.
//
// DigitalOcean: GET /v2/gen-ai/models/routers/tasks/presets (genai_list_model_router_task_presets)
func (s *GradientAIModelRoutersService) ListTaskPresets(options *ListOptions, opts ...CallOption) *Pager[ModelRouterTaskPreset] {
	return list[ModelRouterTaskPreset](s.client, get("/v2/gen-ai/models/routers/tasks/presets").with(options), "tasks", opts)
}

// Get returns a router.
//
// DigitalOcean: GET /v2/gen-ai/models/routers/{uuid} (genai_get_model_router)
func (s *GradientAIModelRoutersService) Get(ctx context.Context, uuid string, opts ...CallOption) (*ModelRouter, error) {
	return fetch[ModelRouter](ctx, s.client, get("/v2/gen-ai/models/routers/{uuid}", uuid), "model_router", opts)
}

// Create makes a router. It can be used in all regions.
//
// DigitalOcean: POST /v2/gen-ai/models/routers (genai_create_model_router)
func (s *GradientAIModelRoutersService) Create(ctx context.Context, request *ModelRouterCreateRequest, opts ...CallOption) (*ModelRouter, error) {
	return fetch[ModelRouter](ctx, s.client, post("/v2/gen-ai/models/routers").sending(request), "model_router", opts)
}

// Update changes a router. [ModelRouter.UpdateRequest] makes a request of one as it is.
//
// DigitalOcean: PUT /v2/gen-ai/models/routers/{uuid} (genai_update_model_router)
func (s *GradientAIModelRoutersService) Update(ctx context.Context, uuid string, request *ModelRouterUpdateRequest, opts ...CallOption) (*ModelRouter, error) {
	return fetch[ModelRouter](ctx, s.client, put("/v2/gen-ai/models/routers/{uuid}", uuid).sending(request).repeatingPath(), "model_router", opts)
}

// Delete deletes a router.
//
// DigitalOcean: DELETE /v2/gen-ai/models/routers/{uuid} (genai_delete_model_router)
func (s *GradientAIModelRoutersService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/gen-ai/models/routers/{uuid}", uuid), opts)
}

// ModelRouterCreateRequest describes a router to create.
type ModelRouterCreateRequest struct {
	Name           string                  `json:"name,omitzero"` // 255 lower-case letters, digits and "-" at most
	Description    string                  `json:"description,omitzero"`
	Policies       []ModelRouterTaskPolicy `json:"policies,omitzero"`
	FallbackModels []string                `json:"fallback_models,omitzero"` // one at least, the first choice first

	// Deprecated: a router is in all regions.
	Regions []string `json:"regions,omitzero"`
}

// ModelRouterUpdateRequest describes how a router is to be.
type ModelRouterUpdateRequest struct {
	Name           string                  `json:"name,omitzero"` // 255 lower-case letters, digits and "-" at most
	Description    *string                 `json:"description,omitzero"`
	Policies       []ModelRouterTaskPolicy `json:"policies,omitzero"`
	FallbackModels []string                `json:"fallback_models,omitzero"` // one at least, the first choice first

	// Deprecated: a router is in all regions.
	Regions []string `json:"regions,omitzero"`
}

// UpdateRequest returns the request that leaves the router as it is, to be changed and given to Update. It shares nothing with
// the router.
func (r *ModelRouter) UpdateRequest() *ModelRouterUpdateRequest {
	request := &ModelRouterUpdateRequest{Name: r.Name, Description: new(r.Description)}
	if r.Config != nil {
		request.FallbackModels = slices.Clone(r.Config.FallbackModels)
		request.Policies = deepCopy(r.Config.Policies)
	}
	return request
}

// ModelRouterPreset is a configuration that a new router can begin with.
type ModelRouterPreset struct {
	Slug             string             `json:"slug"`
	DisplayName      string             `json:"display_name"`
	ShortDescription string             `json:"short_description"`
	LongDescription  string             `json:"long_description"`
	Config           *ModelRouterConfig `json:"config,omitzero"`
}

// ModelRouterTaskPreset is a task that the API knows.
type ModelRouterTaskPreset struct {
	TaskSlug        string                      `json:"task_slug"`
	Name            string                      `json:"name"`
	Description     string                      `json:"description"`
	Category        string                      `json:"category"`
	Tags            []string                    `json:"tags,omitzero"`
	Models          []string                    `json:"models,omitzero"` // that do it unless a policy says otherwise
	SelectionPolicy *ModelRouterSelectionPolicy `json:"selection_policy,omitzero"`
}
