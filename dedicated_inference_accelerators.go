package digitalocean

import (
	"context"
	"time"
)

// DedicatedInferenceAcceleratorsService reads the GPUs of dedicated inferences.
type DedicatedInferenceAcceleratorsService struct{ client *Client }

// List lists the GPUs of a dedicated inference.
//
// DigitalOcean: GET /v2/dedicated-inferences/{dedicated_inference_id}/accelerators (dedicatedInferences_list_accelerators)
func (s *DedicatedInferenceAcceleratorsService) List(inferenceID string, options *DedicatedInferenceAcceleratorListOptions, opts ...CallOption) *Pager[DedicatedInferenceAccelerator] {
	return list[DedicatedInferenceAccelerator](s.client, get("/v2/dedicated-inferences/{dedicated_inference_id}/accelerators", inferenceID).with(options), "accelerators", opts)
}

// Get returns a GPU of a dedicated inference.
//
// DigitalOcean: GET /v2/dedicated-inferences/{dedicated_inference_id}/accelerators/{accelerator_id} (dedicatedInferences_get_accelerator)
func (s *DedicatedInferenceAcceleratorsService) Get(ctx context.Context, inferenceID, id string, opts ...CallOption) (*DedicatedInferenceAccelerator, error) {
	return fetch[DedicatedInferenceAccelerator](ctx, s.client, get("/v2/dedicated-inferences/{dedicated_inference_id}/accelerators/{accelerator_id}", inferenceID, id), "", opts)
}

// DedicatedInferenceAcceleratorListOptions select and page GPUs.
type DedicatedInferenceAcceleratorListOptions struct {
	ListOptions

	Slug string `url:"slug,omitempty"` // such as "gpu-mi300x1-192gb"
}

// DedicatedInferenceAccelerator is a GPU of a dedicated inference.
type DedicatedInferenceAccelerator struct {
	ID        string                              `json:"id"`
	Name      string                              `json:"name"`
	Slug      string                              `json:"slug"` // such as "gpu-mi300x1-192gb"
	Role      string                              `json:"role"` // what it does, such as "prefill_decode"
	Status    DedicatedInferenceAcceleratorStatus `json:"status"`
	CreatedAt time.Time                           `json:"created_at,omitzero"`
}
