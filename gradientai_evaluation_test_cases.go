package digitalocean

import "context"

// GradientAIEvaluationTestCasesService manages test cases, which say what agents are evaluated by.
type GradientAIEvaluationTestCasesService struct{ client *Client }

// List returns the test cases.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_test_cases (genai_list_evaluation_test_cases)
func (s *GradientAIEvaluationTestCasesService) List(ctx context.Context, opts ...CallOption) ([]EvaluationTestCase, error) {
	return fetchAll[EvaluationTestCase](ctx, s.client, get("/v2/gen-ai/evaluation_test_cases"), "evaluation_test_cases", opts)
}

// ListRuns returns the runs of a test case.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_test_cases/{evaluation_test_case_uuid}/evaluation_runs (genai_list_evaluation_runs_by_test_case)
func (s *GradientAIEvaluationTestCasesService) ListRuns(ctx context.Context, uuid string, options *EvaluationTestCaseListRunsOptions, opts ...CallOption) ([]EvaluationRun, error) {
	op := get("/v2/gen-ai/evaluation_test_cases/{evaluation_test_case_uuid}/evaluation_runs", uuid).with(options)
	return fetchAll[EvaluationRun](ctx, s.client, op, "evaluation_runs", opts)
}

// Get returns a test case.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_test_cases/{test_case_uuid} (genai_get_evaluation_test_case)
func (s *GradientAIEvaluationTestCasesService) Get(ctx context.Context, uuid string, options *EvaluationTestCaseGetOptions, opts ...CallOption) (*EvaluationTestCase, error) {
	return fetch[EvaluationTestCase](ctx, s.client, get("/v2/gen-ai/evaluation_test_cases/{test_case_uuid}", uuid).with(options), "evaluation_test_case", opts)
}

// Create makes a test case and returns its UUID. EvaluationRuns.Create runs it.
//
// DigitalOcean: POST /v2/gen-ai/evaluation_test_cases (genai_create_evaluation_test_case)
func (s *GradientAIEvaluationTestCasesService) Create(ctx context.Context, request *EvaluationTestCaseCreateRequest, opts ...CallOption) (string, error) {
	return fetchValue[string](ctx, s.client, post("/v2/gen-ai/evaluation_test_cases").sending(request), "test_case_uuid", opts)
}

// Update makes a new version of a test case. The runs of earlier ones stay as they are. [EvaluationTestCase.UpdateRequest] makes
// a request of one as it is.
//
// DigitalOcean: PUT /v2/gen-ai/evaluation_test_cases/{test_case_uuid} (genai_update_evaluation_test_case)
func (s *GradientAIEvaluationTestCasesService) Update(ctx context.Context, uuid string, request *EvaluationTestCaseUpdateRequest, opts ...CallOption) (*EvaluationTestCaseUpdateResult, error) {
	return fetch[EvaluationTestCaseUpdateResult](ctx, s.client, put("/v2/gen-ai/evaluation_test_cases/{test_case_uuid}", uuid).sending(request).repeatingPath().once(), "", opts)
}

// EvaluationTestCaseListRunsOptions select runs of a test case.
type EvaluationTestCaseListRunsOptions struct {
	EvaluationTestCaseVersion int `url:"evaluation_test_case_version,omitempty"`
}

// EvaluationTestCaseGetOptions choose a version of a test case.
type EvaluationTestCaseGetOptions struct {
	EvaluationTestCaseVersion int `url:"evaluation_test_case_version,omitempty"` // 0 means the latest
}

// EvaluationTestCaseCreateRequest describes a test case to create.
type EvaluationTestCaseCreateRequest struct {
	Name               string                `json:"name,omitzero"`
	Description        string                `json:"description,omitzero"`
	DatasetUUID        string                `json:"dataset_uuid,omitzero"`
	Metrics            []string              `json:"metrics,omitzero"` // their UUIDs
	StarMetric         *EvaluationStarMetric `json:"star_metric,omitzero"`
	WorkspaceUUID      string                `json:"workspace_uuid,omitzero"`
	AgentWorkspaceName string                `json:"agent_workspace_name,omitzero"` // of agents made with the Agent Development Kit, in place of a UUID
}

// EvaluationTestCaseUpdateRequest describes how a test case is to be.
type EvaluationTestCaseUpdateRequest struct {
	Name        string                        `json:"name,omitzero"`
	Description *string                       `json:"description,omitzero"`
	DatasetUUID string                        `json:"dataset_uuid,omitzero"`
	Metrics     *EvaluationTestCaseMetricList `json:"metrics,omitzero"`
	StarMetric  *EvaluationStarMetric         `json:"star_metric,omitzero"`
}

// EvaluationTestCaseMetricList names all metrics that a test case is to have.
type EvaluationTestCaseMetricList struct {
	MetricUUIDs []string `json:"metric_uuids,omitzero"`
}

// UpdateRequest returns the request that leaves the test case as it is, to be changed and given to Update.
func (c *EvaluationTestCase) UpdateRequest() *EvaluationTestCaseUpdateRequest {
	metrics := &EvaluationTestCaseMetricList{MetricUUIDs: make([]string, len(c.Metrics))}
	for i, metric := range c.Metrics {
		metrics.MetricUUIDs[i] = metric.MetricUUID
	}
	return &EvaluationTestCaseUpdateRequest{
		Name: c.Name, Description: new(c.Description), DatasetUUID: c.DatasetUUID, Metrics: metrics, StarMetric: copyOf(c.StarMetric),
	}
}

// EvaluationTestCaseUpdateResult names the version that an update made.
type EvaluationTestCaseUpdateResult struct {
	TestCaseUUID string `json:"test_case_uuid"`
	Version      int    `json:"version"`
}
