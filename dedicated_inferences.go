package digitalocean

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// DedicatedInferencesService manages dedicated inferences: models that answer on GPUs of one's own.
type DedicatedInferencesService struct {
	Accelerators *DedicatedInferenceAcceleratorsService
	Tokens       *DedicatedInferenceTokensService

	client *Client
}

// List lists the dedicated inferences of the account, or those of a region.
//
// DigitalOcean: GET /v2/dedicated-inferences (dedicatedInferences_list)
func (s *DedicatedInferencesService) List(options *DedicatedInferenceListOptions, opts ...CallOption) *Pager[DedicatedInference] {
	return list[DedicatedInference](s.client, get("/v2/dedicated-inferences").with(options), "dedicated_inferences", opts)
}

// ListSizes returns what GPUs cost in each region.
//
// DigitalOcean: GET /v2/dedicated-inferences/sizes (dedicatedInferences_list_sizes)
func (s *DedicatedInferencesService) ListSizes(ctx context.Context, opts ...CallOption) (*DedicatedInferenceSizes, error) {
	return fetch[DedicatedInferenceSizes](ctx, s.client, get("/v2/dedicated-inferences/sizes"), "", opts)
}

// ListGPUModelConfigs returns the models that can be deployed, and the GPUs that each works on.
//
// DigitalOcean: GET /v2/dedicated-inferences/gpu-model-config (dedicatedInferences_get_gpu_model_config)
func (s *DedicatedInferencesService) ListGPUModelConfigs(ctx context.Context, opts ...CallOption) ([]DedicatedInferenceGPUModelConfig, error) {
	return fetchAll[DedicatedInferenceGPUModelConfig](ctx, s.client, get("/v2/dedicated-inferences/gpu-model-config"), "gpu_model_configs", opts)
}

// Get returns a dedicated inference.
//
// DigitalOcean: GET /v2/dedicated-inferences/{dedicated_inference_id} (dedicatedInferences_get)
func (s *DedicatedInferencesService) Get(ctx context.Context, id string, opts ...CallOption) (*DedicatedInference, error) {
	return fetch[DedicatedInference](ctx, s.client, get("/v2/dedicated-inferences/{dedicated_inference_id}", id), "dedicated_inference", opts)
}

// GetCA returns the certificate that signs that of the private endpoint, in base64. A client in the VPC has to trust it.
//
// DigitalOcean: GET /v2/dedicated-inferences/{dedicated_inference_id}/ca (dedicatedInferences_get_ca)
func (s *DedicatedInferencesService) GetCA(ctx context.Context, id string, opts ...CallOption) (string, error) {
	return fetchValue[string](ctx, s.client, get("/v2/dedicated-inferences/{dedicated_inference_id}/ca", id), "cert", opts)
}

// Create begins to create a dedicated inference. WaitActive waits until it answers. The token is in this answer and in no
// other; Tokens.Create makes more.
//
// DigitalOcean: POST /v2/dedicated-inferences (dedicatedInferences_create)
func (s *DedicatedInferencesService) Create(ctx context.Context, request *DedicatedInferenceCreateRequest, opts ...CallOption) (*DedicatedInferenceCreateResult, error) {
	return fetch[DedicatedInferenceCreateResult](ctx, s.client, post("/v2/dedicated-inferences").sending(request), "", opts)
}

// Update begins to change a dedicated inference. A spec in the request describes the whole of it;
// [DedicatedInference.UpdateRequest] makes a request of one as it is. WaitActive waits until the change is done.
//
// DigitalOcean: PATCH /v2/dedicated-inferences/{dedicated_inference_id} (dedicatedInferences_patch)
func (s *DedicatedInferencesService) Update(ctx context.Context, id string, request *DedicatedInferenceUpdateRequest, opts ...CallOption) (*DedicatedInference, error) {
	return fetch[DedicatedInference](ctx, s.client, patch("/v2/dedicated-inferences/{dedicated_inference_id}", id).sending(request), "dedicated_inference", opts)
}

// Delete begins to delete a dedicated inference. It is gone when Get returns an error that matches [ErrNotFound].
//
// DigitalOcean: DELETE /v2/dedicated-inferences/{dedicated_inference_id} (dedicatedInferences_delete)
func (s *DedicatedInferencesService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/dedicated-inferences/{dedicated_inference_id}", id), opts)
}

// WaitActive waits until a dedicated inference answers, after Create or Update, and returns it. One that has failed or is
// being deleted ends the wait with a [*DedicatedInferenceError].
func (s *DedicatedInferencesService) WaitActive(ctx context.Context, id string, opts ...CallOption) (*DedicatedInference, error) {
	var inference *DedicatedInference
	err := s.client.waitFor(ctx, "dedicated inference "+id, opts, func() (done bool, err error) {
		if inference, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return inference.Status == DedicatedInferenceActive, inference.failure()
	})
	if err != nil {
		return nil, err
	}
	return inference, nil
}

// DedicatedInferenceListOptions select and page dedicated inferences.
type DedicatedInferenceListOptions struct {
	ListOptions

	Region string `url:"region,omitempty"` // "nyc2", "tor1" or "atl1"
}

// DedicatedInferenceCreateRequest describes a dedicated inference to create.
type DedicatedInferenceCreateRequest struct {
	Spec         DedicatedInferenceSpec `json:"spec"`
	AccessTokens map[string]Secret      `json:"access_tokens,omitzero"` // those of model providers; "hugging_face_token" for gated models
}

// DedicatedInferenceUpdateRequest holds what is to change of a dedicated inference.
type DedicatedInferenceUpdateRequest struct {
	Spec         *DedicatedInferenceSpec `json:"spec,omitzero"`          // nil leaves it as it is
	AccessTokens map[string]Secret       `json:"access_tokens,omitzero"` // those of model providers; "hugging_face_token" for gated models
}

// DedicatedInferenceCreateResult is a new dedicated inference with its first token.
type DedicatedInferenceCreateResult struct {
	DedicatedInference DedicatedInference       `json:"dedicated_inference,omitzero"`
	Token              *DedicatedInferenceToken `json:"token,omitzero"` // its Value is shown here only
}

// DedicatedInference is a model that answers on GPUs of one's own.
type DedicatedInference struct {
	ID                    string                               `json:"id"`
	Status                DedicatedInferenceStatus             `json:"status"`
	Region                string                               `json:"region"`
	VPCUUID               string                               `json:"vpc_uuid"`
	Spec                  *DedicatedInferenceSpec              `json:"spec,omitzero"`
	PendingDeploymentSpec *DedicatedInferencePendingDeployment `json:"pending_deployment_spec,omitzero"` // while it is created or changed
	Endpoints             DedicatedInferenceEndpoints          `json:"endpoints,omitzero"`
	CreatedAt             time.Time                            `json:"created_at,omitzero"`
	UpdatedAt             time.Time                            `json:"updated_at,omitzero"`
}

// UpdateRequest returns the request that leaves the dedicated inference as it is, to be changed and given to Update.
func (d *DedicatedInference) UpdateRequest() *DedicatedInferenceUpdateRequest {
	spec := deepCopy(d.Spec)
	if spec != nil {
		spec.forgetStates()
	}
	return &DedicatedInferenceUpdateRequest{Spec: spec}
}

// forgetStates leaves out the states, which a request does not have.
func (s *DedicatedInferenceSpec) forgetStates() {
	for _, deployment := range s.ModelDeployments {
		for i := range deployment.Accelerators {
			deployment.Accelerators[i].Status = ""
		}
	}
}

func (d *DedicatedInference) failure() error {
	if d.Status == DedicatedInferenceErrored || d.Status == DedicatedInferenceDeleting {
		return &DedicatedInferenceError{DedicatedInference: *d}
	}
	return nil
}

// DedicatedInferenceError is a dedicated inference that was waited for and does not become active by itself. The API does
// not say why.
type DedicatedInferenceError struct{ DedicatedInference DedicatedInference }

func (e *DedicatedInferenceError) Error() string {
	return fmt.Sprintf("digitalocean: dedicated inference %s has the status %s and does not become active",
		printable(e.DedicatedInference.ID), printable(string(e.DedicatedInference.Status)))
}

// DedicatedInferenceSpec is the configuration of a dedicated inference.
type DedicatedInferenceSpec struct {
	Version              int                                 `json:"version"` // of the spec
	Name                 string                              `json:"name"`    // unique in the team; 255 letters, digits, "-" and "_" at most
	Region               string                              `json:"region"`  // "nyc2", "tor1" or "atl1"
	VPC                  DedicatedInferenceVPC               `json:"vpc"`
	EnablePublicEndpoint bool                                `json:"enable_public_endpoint"`
	ModelDeployments     []DedicatedInferenceModelDeployment `json:"model_deployments,omitzero"` // one at least
}

// DedicatedInferenceVPC is the VPC that a dedicated inference is in.
type DedicatedInferenceVPC struct {
	UUID string `json:"uuid"`
}

// DedicatedInferencePendingDeployment is a spec that is being deployed.
type DedicatedInferencePendingDeployment struct {
	ID                   string                              `json:"id"`
	Version              int                                 `json:"version"` // of the spec
	Name                 string                              `json:"name"`
	Status               DedicatedInferenceStatus            `json:"status"` // provisioning or updating
	VPC                  DedicatedInferenceVPC               `json:"vpc,omitzero"`
	EnablePublicEndpoint bool                                `json:"enable_public_endpoint"`
	ModelDeployments     []DedicatedInferenceModelDeployment `json:"model_deployments,omitzero"`
	CreatedAt            time.Time                           `json:"created_at,omitzero"`
	UpdatedAt            time.Time                           `json:"updated_at,omitzero"`
}

// DedicatedInferenceModelDeployment is a model, and what it runs on.
type DedicatedInferenceModelDeployment struct {
	ModelID        string                                `json:"model_id,omitzero"`   // of a deployment that exists; empty makes a new one
	ModelSlug      string                                `json:"model_slug,omitzero"` // such as "mistral/mistral-7b-instruct-v3"
	ModelProvider  DedicatedInferenceModelProvider       `json:"model_provider,omitzero"`
	WorkloadConfig json.RawMessage                       `json:"workload_config,omitzero"` // a JSON object; the API documents no fields yet
	Accelerators   []DedicatedInferenceAcceleratorConfig `json:"accelerators,omitzero"`
}

// DedicatedInferenceAcceleratorConfig is a kind of GPU, and how many of it.
type DedicatedInferenceAcceleratorConfig struct {
	Scale           int                                 `json:"scale"`            // how many, 1 at least
	Type            string                              `json:"type"`             // what they do, such as "prefill_decode"
	AcceleratorSlug string                              `json:"accelerator_slug"` // such as "gpu-mi300x1-192gb"
	Status          DedicatedInferenceAcceleratorStatus `json:"status,omitzero"`  // in answers only
}

// DedicatedInferenceEndpoints are the URLs at which a dedicated inference answers, empty until it does.
type DedicatedInferenceEndpoints struct {
	PublicEndpointFQDN  string `json:"public_endpoint_fqdn,omitzero"`  // only with EnablePublicEndpoint
	PrivateEndpointFQDN string `json:"private_endpoint_fqdn,omitzero"` // within the VPC; its certificate is signed by that of GetCA
}

// DedicatedInferenceSizes are what GPUs cost, and where there are any.
type DedicatedInferenceSizes struct {
	EnabledRegions []string                 `json:"enabled_regions,omitzero"`
	Sizes          []DedicatedInferenceSize `json:"sizes,omitzero"`
}

// DedicatedInferenceSize is what a GPU costs in a region.
type DedicatedInferenceSize struct {
	GPUSlug      string `json:"gpu_slug"`
	PricePerHour string `json:"price_per_hour"` // a decimal, such as "2"
	Region       string `json:"region"`
	Currency     string `json:"currency"` // such as "USD"
}

// DedicatedInferenceGPUModelConfig is a model that can be deployed.
type DedicatedInferenceGPUModelConfig struct {
	GPUSlugs     []string `json:"gpu_slugs,omitzero"` // those that it works on
	ModelSlug    string   `json:"model_slug"`
	ModelName    string   `json:"model_name"`
	IsGatedModel bool     `json:"is_gated_model"` // whether its provider asks for an access token
}

// DedicatedInferenceStatus is the state of a dedicated inference or of a deployment.
type DedicatedInferenceStatus string

const (
	DedicatedInferenceActive       DedicatedInferenceStatus = "active"
	DedicatedInferenceNew          DedicatedInferenceStatus = "new"
	DedicatedInferenceProvisioning DedicatedInferenceStatus = "provisioning"
	DedicatedInferenceUpdating     DedicatedInferenceStatus = "updating"
	DedicatedInferenceDeleting     DedicatedInferenceStatus = "deleting"
	DedicatedInferenceErrored      DedicatedInferenceStatus = "error"
)

// DedicatedInferenceModelProvider is where a model comes from.
type DedicatedInferenceModelProvider string

// DedicatedInferenceHuggingFace is the one provider there is.
const DedicatedInferenceHuggingFace DedicatedInferenceModelProvider = "hugging_face"

// DedicatedInferenceAcceleratorStatus is the state of a GPU.
type DedicatedInferenceAcceleratorStatus string

const (
	DedicatedInferenceAcceleratorNew          DedicatedInferenceAcceleratorStatus = "new"
	DedicatedInferenceAcceleratorProvisioning DedicatedInferenceAcceleratorStatus = "provisioning"
	DedicatedInferenceAcceleratorActive       DedicatedInferenceAcceleratorStatus = "active"
)
