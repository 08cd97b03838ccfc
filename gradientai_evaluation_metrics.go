package digitalocean

import "context"

// GradientAIEvaluationMetricsService manages the metrics that agents and models are evaluated by.
type GradientAIEvaluationMetricsService struct{ client *Client }

// List returns the metrics for agents. ModelEvaluationRuns.ListMetrics has those for models.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_metrics (genai_list_evaluation_metrics)
func (s *GradientAIEvaluationMetricsService) List(ctx context.Context, opts ...CallOption) ([]EvaluationMetric, error) {
	return fetchAll[EvaluationMetric](ctx, s.client, get("/v2/gen-ai/evaluation_metrics"), "metrics", opts)
}

// Create makes a custom metric for models: a prompt that tells a model how to score answers.
//
// DigitalOcean: POST /v2/gen-ai/custom_evaluation_metrics (genai_create_custom_evaluation_metric)
func (s *GradientAIEvaluationMetricsService) Create(ctx context.Context, request *EvaluationMetricCreateRequest, opts ...CallOption) (*EvaluationMetric, error) {
	return fetch[EvaluationMetric](ctx, s.client, post("/v2/gen-ai/custom_evaluation_metrics").sending(request), "metric", opts)
}

// Update replaces a custom metric by another, which has a UUID of its own. [EvaluationMetric.UpdateRequest] makes a request of
// one as it is.
//
// DigitalOcean: PUT /v2/gen-ai/custom_evaluation_metrics/{metric_uuid} (genai_update_custom_evaluation_metric)
func (s *GradientAIEvaluationMetricsService) Update(ctx context.Context, uuid string, request *EvaluationMetricUpdateRequest, opts ...CallOption) (*EvaluationMetric, error) {
	return fetch[EvaluationMetric](ctx, s.client, put("/v2/gen-ai/custom_evaluation_metrics/{metric_uuid}", uuid).sending(request).repeatingPath().once(), "metric", opts)
}

// Delete deletes a custom metric, and the presets that use it.
//
// DigitalOcean: DELETE /v2/gen-ai/custom_evaluation_metrics/{metric_uuid} (genai_delete_custom_evaluation_metric)
func (s *GradientAIEvaluationMetricsService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/gen-ai/custom_evaluation_metrics/{metric_uuid}", uuid), opts)
}

// EvaluationMetricCreateRequest describes a custom metric to create.
type EvaluationMetricCreateRequest struct {
	MetricName  string                        `json:"metric_name,omitzero"`
	Description string                        `json:"description,omitzero"`
	Config      *CustomEvaluationMetricConfig `json:"config,omitzero"`
}

// EvaluationMetricUpdateRequest describes how a custom metric is to be.
type EvaluationMetricUpdateRequest struct {
	MetricName  string                        `json:"metric_name,omitzero"`
	Description *string                       `json:"description,omitzero"`
	Config      *CustomEvaluationMetricConfig `json:"config,omitzero"`
}

// UpdateRequest returns the request that makes a custom metric just like this one, to be changed and given to Update.
func (m *EvaluationMetric) UpdateRequest() *EvaluationMetricUpdateRequest {
	request := &EvaluationMetricUpdateRequest{MetricName: m.MetricName, Description: new(m.Description)}
	if config := m.CustomEvalConfig; config != nil {
		request.Config = &CustomEvaluationMetricConfig{ScoringPrompt: config.ScoringPrompt, RequiresGroundTruth: config.RequiresGroundTruth}
	}
	return request
}
