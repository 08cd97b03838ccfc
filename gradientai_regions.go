package digitalocean

import "context"

// GradientAIRegionsService lists the data centers of the GradientAI platform.
type GradientAIRegionsService struct{ client *Client }

// List returns the data centers. The options narrow them down to those that serve inference, or batch jobs.
//
// DigitalOcean: GET /v2/gen-ai/regions (genai_list_datacenter_regions)
func (s *GradientAIRegionsService) List(ctx context.Context, options *GradientAIRegionListOptions, opts ...CallOption) ([]GradientAIRegion, error) {
	return fetchAll[GradientAIRegion](ctx, s.client, get("/v2/gen-ai/regions").with(options), "regions", opts)
}

// GradientAIRegionListOptions select data centers by what they do.
type GradientAIRegionListOptions struct {
	ServesInference bool `url:"serves_inference,omitempty"`
	ServesBatch     bool `url:"serves_batch,omitempty"`
}

// GradientAIRegion is a data center of the GradientAI platform.
type GradientAIRegion struct {
	Region             string `json:"region"` // slug
	ServesInference    bool   `json:"serves_inference"`
	ServesBatch        bool   `json:"serves_batch"`
	InferenceURL       string `json:"inference_url"`
	StreamInferenceURL string `json:"stream_inference_url"` // where answers come as they are written
}
