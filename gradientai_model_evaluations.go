package digitalocean

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"
)

// GradientAIModelEvaluationRunsService evaluates models and model routers: one answers the prompts of a dataset, and another,
// the judge, scores the answers.
type GradientAIModelEvaluationRunsService struct{ client *Client }

// List lists the runs, the latest first unless the options say otherwise.
//
// DigitalOcean: GET /v2/gen-ai/model_evaluation_runs (genai_list_model_evaluation_runs)
func (s *GradientAIModelEvaluationRunsService) List(options *ModelEvaluationRunListOptions, opts ...CallOption) *Pager[ModelEvaluationRun] {
	return list[ModelEvaluationRun](s.client, get("/v2/gen-ai/model_evaluation_runs").with(options), "runs", opts)
}

// ListFilters returns the values that a list of runs can be filtered by, for a user to choose from.
//
// DigitalOcean: GET /v2/gen-ai/model_evaluation_runs (genai_list_model_evaluation_runs)
func (s *GradientAIModelEvaluationRunsService) ListFilters(ctx context.Context, opts ...CallOption) (*ModelEvaluationRunFilters, error) {
	return fetch[ModelEvaluationRunFilters](ctx, s.client, get("/v2/gen-ai/model_evaluation_runs").with(&ListOptions{PerPage: 1}), "", opts)
}

// ListMetrics returns the metrics for models, those of the account among them.
//
// DigitalOcean: GET /v2/gen-ai/model_evaluation_metrics (genai_list_model_evaluation_metrics)
func (s *GradientAIModelEvaluationRunsService) ListMetrics(ctx context.Context, opts ...CallOption) ([]EvaluationMetric, error) {
	return fetchAll[EvaluationMetric](ctx, s.client, get("/v2/gen-ai/model_evaluation_metrics"), "metrics", opts)
}

// ListResults lists the prompts of a run, with what was answered and how that was judged.
//
// DigitalOcean: GET /v2/gen-ai/model_evaluation_runs/{eval_run_uuid} (genai_get_model_evaluation_run)
func (s *GradientAIModelEvaluationRunsService) ListResults(uuid string, options *ListOptions, opts ...CallOption) *Pager[ModelEvaluationResult] {
	return list[ModelEvaluationResult](s.client, get("/v2/gen-ai/model_evaluation_runs/{eval_run_uuid}", uuid).with(options), "results", opts)
}

// Get returns a run with a summary of its results. ListResults has them prompt by prompt.
//
// DigitalOcean: GET /v2/gen-ai/model_evaluation_runs/{eval_run_uuid} (genai_get_model_evaluation_run)
func (s *GradientAIModelEvaluationRunsService) Get(ctx context.Context, uuid string, opts ...CallOption) (*ModelEvaluationRunDetail, error) {
	return fetch[ModelEvaluationRunDetail](ctx, s.client, get("/v2/gen-ai/model_evaluation_runs/{eval_run_uuid}", uuid).with(&ListOptions{PerPage: 1}), "run", opts)
}

// GetResultsDownloadURL returns where to read all results of a run, as JSON compressed with gzip.
//
// DigitalOcean: GET /v2/gen-ai/model_evaluation_runs/{eval_run_uuid}/results/download_url (genai_get_model_evaluation_run_results_download_url)
func (s *GradientAIModelEvaluationRunsService) GetResultsDownloadURL(ctx context.Context, uuid string, opts ...CallOption) (*PresignedDownload, error) {
	return fetch[PresignedDownload](ctx, s.client, get("/v2/gen-ai/model_evaluation_runs/{eval_run_uuid}/results/download_url", uuid), "", opts)
}

// Create begins a run and returns its UUID. Wait waits until it has ended.
//
// DigitalOcean: POST /v2/gen-ai/model_evaluation_runs (genai_create_model_evaluation_run)
func (s *GradientAIModelEvaluationRunsService) Create(ctx context.Context, request *ModelEvaluationRunCreateRequest, opts ...CallOption) (string, error) {
	return fetchValue[string](ctx, s.client, post("/v2/gen-ai/model_evaluation_runs").sending(request), "eval_run_uuid", opts)
}

// CreateDatasetUploadURLs returns addresses to upload files for datasets of models to. GradientAI.Upload uploads to one;
// UploadDatasetFile does both for a file.
//
// DigitalOcean: POST /v2/gen-ai/model_evaluation/datasets/file_upload_presigned_urls (genai_create_model_eval_dataset_upload_presigned_urls)
func (s *GradientAIModelEvaluationRunsService) CreateDatasetUploadURLs(ctx context.Context, request *PresignedUploadsCreateRequest, opts ...CallOption) (*PresignedUploads, error) {
	return fetch[PresignedUploads](ctx, s.client, post("/v2/gen-ai/model_evaluation/datasets/file_upload_presigned_urls").sending(request), "", opts)
}

// Update renames a run.
//
// DigitalOcean: PATCH /v2/gen-ai/model_evaluation_runs/{eval_run_uuid} (genai_update_model_evaluation_run)
func (s *GradientAIModelEvaluationRunsService) Update(ctx context.Context, uuid string, request *ModelEvaluationRunUpdateRequest, opts ...CallOption) (*ModelEvaluationRun, error) {
	return fetch[ModelEvaluationRun](ctx, s.client, patch("/v2/gen-ai/model_evaluation_runs/{eval_run_uuid}", uuid).sending(request).repeatingPath(), "run", opts)
}

// Delete deletes a run that has ended. Where DigitalOcean answers that it did not, the error is a
// [*ModelEvaluationRunDeleteError].
//
// DigitalOcean: DELETE /v2/gen-ai/model_evaluation_runs/{eval_run_uuid} (genai_delete_model_evaluation_run)
func (s *GradientAIModelEvaluationRunsService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	_, err := accepted(fetch[ModelEvaluationRunDeleteResult](ctx, s.client, del("/v2/gen-ai/model_evaluation_runs/{eval_run_uuid}", uuid), "", opts))
	return err
}

// Cancel begins to cancel a run. One that has ended is an error.
//
// DigitalOcean: PUT /v2/gen-ai/model_evaluation_runs/{eval_run_uuid}/cancel (genai_cancel_model_evaluation_run)
func (s *GradientAIModelEvaluationRunsService) Cancel(ctx context.Context, uuid string, opts ...CallOption) (*ModelEvaluationRun, error) {
	return fetch[ModelEvaluationRun](ctx, s.client, put("/v2/gen-ai/model_evaluation_runs/{eval_run_uuid}/cancel", uuid).repeatingPath(), "run", opts)
}

// UploadDatasetFile uploads a file of size bytes for a dataset of models, and returns what EvaluationDatasets.Create needs to make
// the dataset of it. It is CreateDatasetUploadURLs with GradientAI.Upload, which has more on the content and the errors.
//
// DigitalOcean: POST /v2/gen-ai/model_evaluation/datasets/file_upload_presigned_urls (genai_create_model_eval_dataset_upload_presigned_urls)
func (s *GradientAIModelEvaluationRunsService) UploadDatasetFile(ctx context.Context, name string, content io.Reader, size int64, opts ...CallOption) (*FileUploadDataSource, error) {
	return s.client.uploadFile(ctx, post("/v2/gen-ai/model_evaluation/datasets/file_upload_presigned_urls"), name, content, size, opts)
}

// Wait waits until a run has ended and returns it. It may be successful in part. One that failed or was cancelled ends the wait
// with a [*ModelEvaluationRunError].
func (s *GradientAIModelEvaluationRunsService) Wait(ctx context.Context, uuid string, opts ...CallOption) (*ModelEvaluationRunDetail, error) {
	var run *ModelEvaluationRunDetail
	err := s.client.waitFor(ctx, "model evaluation run "+uuid, opts, func() (done bool, err error) {
		if run, err = s.Get(ctx, uuid, opts...); err != nil {
			return false, err
		}
		return run.Status == ModelEvaluationRunSuccessful || run.Status == ModelEvaluationRunPartiallySuccessful, run.failure()
	})
	if err != nil {
		return nil, err
	}
	return run, nil
}

// GradientAIModelEvaluationPresetsService manages presets: parts of requests for model evaluations, kept to be used again.
// ModelEvaluationRuns.Create makes them, with PresetSaveSections.
type GradientAIModelEvaluationPresetsService struct{ client *Client }

// List returns the presets.
//
// DigitalOcean: GET /v2/gen-ai/model_evaluation_presets (genai_list_model_evaluation_presets)
func (s *GradientAIModelEvaluationPresetsService) List(ctx context.Context, opts ...CallOption) ([]ModelEvaluationPreset, error) {
	return fetchAll[ModelEvaluationPreset](ctx, s.client, get("/v2/gen-ai/model_evaluation_presets"), "presets", opts)
}

// Get returns a preset.
//
// DigitalOcean: GET /v2/gen-ai/model_evaluation_presets/{eval_preset_uuid} (genai_get_model_evaluation_preset)
func (s *GradientAIModelEvaluationPresetsService) Get(ctx context.Context, uuid string, opts ...CallOption) (*ModelEvaluationPreset, error) {
	return fetch[ModelEvaluationPreset](ctx, s.client, get("/v2/gen-ai/model_evaluation_presets/{eval_preset_uuid}", uuid), "preset", opts)
}

// Delete deletes a preset.
//
// DigitalOcean: DELETE /v2/gen-ai/model_evaluation_presets/{eval_preset_uuid} (genai_delete_model_evaluation_preset)
func (s *GradientAIModelEvaluationPresetsService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/gen-ai/model_evaluation_presets/{eval_preset_uuid}", uuid), opts)
}

// ModelEvaluationRunListOptions select, order and page runs.
type ModelEvaluationRunListOptions struct {
	ListOptions

	EvalPresetUUID string                           `url:"eval_preset_uuid,omitempty"`
	Status         ModelEvaluationRunStatus         `url:"status,omitempty"`
	Statuses       []ModelEvaluationRunStatus       `url:"statuses,omitempty"` // any of them
	CandidateTypes []ModelEvaluationCandidateSource `url:"candidate_types,omitempty"`
	Search         string                           `url:"search,omitempty"` // part of the name of the run, the candidate or the dataset, in upper or lower case
	SortBy         ModelEvaluationRunSortField      `url:"sort_by,omitempty"`
	SortDirection  ModelEvaluationRunSortDirection  `url:"sort_direction,omitempty"`
}

// ModelEvaluationRunCreateRequest describes a run. What a preset has need not be given again.
type ModelEvaluationRunCreateRequest struct {
	Name                     string                          `json:"name,omitzero"`
	EvalPresetUUID           string                          `json:"eval_preset_uuid,omitzero"`
	DatasetUUID              string                          `json:"dataset_uuid,omitzero"`
	CandidateModelSource     ModelEvaluationCandidateSource  `json:"candidate_model_source,omitzero"`
	CandidateModelUUID       string                          `json:"candidate_model_uuid,omitzero"` // of the dedicated inference where that is the source
	CandidateModelName       string                          `json:"candidate_model_name,omitzero"` // what a request for inference calls it
	CandidateInferenceConfig *ModelEvaluationCandidateConfig `json:"candidate_inference_config,omitzero"`
	JudgeModelUUID           string                          `json:"judge_model_uuid,omitzero"`
	MetricUUIDs              []string                        `json:"metric_uuids,omitzero"`
	StarMetric               *EvaluationStarMetric           `json:"star_metric,omitzero"`
	PresetName               string                          `json:"preset_name,omitzero"`          // of the preset that is made of this request
	PresetSaveSections       []ModelEvaluationPresetSection  `json:"preset_save_sections,omitzero"` // what it is to have; empty makes none
	Source                   string                          `json:"source,omitzero"`               // "api", "sdk" or "cli"

	// Deprecated: use PresetSaveSections.
	SaveAsPreset bool `json:"save_as_preset,omitzero"`
}

// ModelEvaluationCandidateConfig is how a model is asked while it is evaluated.
type ModelEvaluationCandidateConfig struct {
	SystemPrompt string   `json:"system_prompt,omitzero"`
	MaxTokens    int      `json:"max_tokens,omitzero"` // of an answer
	Temperature  *float64 `json:"temperature,omitzero"`
	StopToken    string   `json:"stop_token,omitzero"` // ends an answer
}

// ModelEvaluationRunUpdateRequest holds what is to change of a run.
type ModelEvaluationRunUpdateRequest struct {
	Name *string `json:"name,omitzero"` // 255 characters at most
}

// ModelEvaluationRunDeleteResult is what came of a deletion.
type ModelEvaluationRunDeleteResult struct {
	Status ModelEvaluationRunDeleteStatus `json:"status"`
	Error  string                         `json:"error,omitzero"`
}

func (r *ModelEvaluationRunDeleteResult) failure() error {
	if r.Status == ModelEvaluationRunDeleteFailed || r.Error != "" {
		return &ModelEvaluationRunDeleteError{Result: *r}
	}
	return nil
}

// ModelEvaluationRunDeleteError is a deletion that DigitalOcean answered with a reason why it was not done.
type ModelEvaluationRunDeleteError struct {
	Result ModelEvaluationRunDeleteResult
}

func (e *ModelEvaluationRunDeleteError) Error() string {
	return "digitalocean: the model evaluation run was not deleted: " + printable(cmp.Or(e.Result.Error, string(e.Result.Status)))
}

// ModelEvaluationRunFilters are the values that a list of runs can be filtered by.
type ModelEvaluationRunFilters struct {
	AvailableStatuses       []ModelEvaluationRunStatus       `json:"available_statuses,omitzero"`
	AvailableCandidateTypes []ModelEvaluationCandidateSource `json:"available_candidate_types,omitzero"`
}

// ModelEvaluationRun is the evaluation of a model, as a list has it.
type ModelEvaluationRun struct {
	EvalRunUUID          string                         `json:"eval_run_uuid"`
	Name                 string                         `json:"name"`
	Status               ModelEvaluationRunStatus       `json:"status"`
	Progress             *ModelEvaluationRunProgress    `json:"progress,omitzero"`
	CandidateModelSource ModelEvaluationCandidateSource `json:"candidate_model_source"`
	CandidateModelUUID   string                         `json:"candidate_model_uuid"`
	CandidateModelName   string                         `json:"candidate_model_name"`
	JudgeModelUUID       string                         `json:"judge_model_uuid"`
	JudgeModelName       string                         `json:"judge_model_name"`
	DatasetUUID          string                         `json:"dataset_uuid"`
	DatasetName          string                         `json:"dataset_name"`
	CreatedAt            time.Time                      `json:"created_at,omitzero"`
}

// ModelEvaluationRunDetail is the evaluation of a model, with a summary of the results.
type ModelEvaluationRunDetail struct {
	EvalRunUUID              string                           `json:"eval_run_uuid"`
	Name                     string                           `json:"name"`
	Status                   ModelEvaluationRunStatus         `json:"status"`
	ErrorDescription         string                           `json:"error_description,omitzero"`
	Progress                 *ModelEvaluationRunProgress      `json:"progress,omitzero"`
	ResultSummary            *ModelEvaluationRunResultSummary `json:"result_summary,omitzero"` // nil before the run has ended
	EvalPresetUUID           string                           `json:"eval_preset_uuid"`
	EvalPresetName           string                           `json:"eval_preset_name"`
	CandidateModelSource     ModelEvaluationCandidateSource   `json:"candidate_model_source"`
	CandidateModelUUID       string                           `json:"candidate_model_uuid"`
	CandidateModelName       string                           `json:"candidate_model_name"`
	CandidateInferenceConfig *ModelEvaluationCandidateConfig  `json:"candidate_inference_config,omitzero"`
	JudgeModelUUID           string                           `json:"judge_model_uuid"`
	JudgeModelName           string                           `json:"judge_model_name"`
	DatasetUUID              string                           `json:"dataset_uuid"`
	DatasetName              string                           `json:"dataset_name"`
	Metrics                  []EvaluationMetric               `json:"metrics,omitzero"`
	StarMetric               *EvaluationStarMetric            `json:"star_metric,omitzero"`
	CreatedAt                time.Time                        `json:"created_at,omitzero"`
	StartedAt                time.Time                        `json:"started_at,omitzero"`
	CompletedAt              time.Time                        `json:"completed_at,omitzero"` // zero before
}

func (r *ModelEvaluationRunDetail) failure() error {
	if r.Status == ModelEvaluationRunFailed || r.Status == ModelEvaluationRunCancelled {
		return &ModelEvaluationRunError{ModelEvaluationRun: *r}
	}
	return nil
}

// ModelEvaluationRunError is a run that was waited for, and that failed or was cancelled.
type ModelEvaluationRunError struct{ ModelEvaluationRun ModelEvaluationRunDetail }

func (e *ModelEvaluationRunError) Error() string {
	return fmt.Sprintf("digitalocean: model evaluation run %s (%s) has the status %s: %s", printable(e.ModelEvaluationRun.EvalRunUUID),
		printable(e.ModelEvaluationRun.Name), printable(string(e.ModelEvaluationRun.Status)),
		printable(cmp.Or(e.ModelEvaluationRun.ErrorDescription, "the API does not say why")))
}

// ModelEvaluationRunProgress is how far a run has come.
type ModelEvaluationRunProgress struct {
	TotalRows              int `json:"total_rows"`               // of the dataset
	CandidateRowsEvaluated int `json:"candidate_rows_evaluated"` // that the candidate has answered, or failed to
	JudgeRowsEvaluated     int `json:"judge_rows_evaluated"`     // of those answered, that the judge is done with
}

// ModelEvaluationRunResultSummary is what came of a run.
type ModelEvaluationRunResultSummary struct {
	OverallScorePercent  float64                           `json:"overall_score_percent"`
	StarMetricSummary    *ModelEvaluationStarMetricSummary `json:"star_metric_summary,omitzero"`
	MetricSummaries      []ModelEvaluationMetricSummary    `json:"metric_summaries,omitzero"`
	PerModelSummaries    *ModelEvaluationPerModelSummaries `json:"per_model_summaries,omitzero"` // of a router
	PerTaskSummaries     *ModelEvaluationPerTaskSummaries  `json:"per_task_summaries,omitzero"`  // of a router
	PerformanceMetrics   *ModelEvaluationPerformance       `json:"performance_metrics,omitzero"`
	Pricing              *ModelEvaluationPricing           `json:"pricing,omitzero"`
	StartTime            time.Time                         `json:"start_time,omitzero"`
	EndTime              time.Time                         `json:"end_time,omitzero"`
	TotalDurationSeconds int64                             `json:"total_duration_seconds"`
}

// ModelEvaluationStarMetricSummary names the metric that decides whether the candidate passes.
type ModelEvaluationStarMetricSummary struct {
	MetricUUID string  `json:"metric_uuid"`
	MetricName string  `json:"metric_name"`
	Threshold  float64 `json:"threshold"`
}

// ModelEvaluationMetricSummary is how many answers pass by a metric.
type ModelEvaluationMetricSummary struct {
	MetricUUID   string  `json:"metric_uuid"`
	MetricName   string  `json:"metric_name"`
	Description  string  `json:"description"`
	PassCount    int     `json:"pass_count"`
	PassPercent  float64 `json:"pass_percent"`
	FailCount    int     `json:"fail_count"` // those that could not be scored among them
	FailPercent  float64 `json:"fail_percent"`
	SkippedCount int     `json:"skipped_count"`
	SkipPercent  float64 `json:"skip_percent"`
}

// ModelEvaluationPerModelSummaries are the results of a router's models.
type ModelEvaluationPerModelSummaries struct {
	Summaries []ModelEvaluationPerModelSummary `json:"summaries,omitzero"`
}

// ModelEvaluationPerModelSummary are the results of the prompts that a router gave to one model.
type ModelEvaluationPerModelSummary struct {
	ModelName          string                         `json:"model_name"`
	PromptCount        int                            `json:"prompt_count"`
	MetricSummaries    []ModelEvaluationMetricSummary `json:"metric_summaries,omitzero"`
	PerformanceMetrics *ModelEvaluationPerformance    `json:"performance_metrics,omitzero"`
}

// ModelEvaluationPerTaskSummaries are the results of a router's tasks.
type ModelEvaluationPerTaskSummaries struct {
	Summaries []ModelEvaluationPerTaskSummary `json:"summaries,omitzero"`
}

// ModelEvaluationPerTaskSummary are the results of the prompts that a router took for one task.
type ModelEvaluationPerTaskSummary struct {
	TaskName           string                         `json:"task_name"`
	PromptCount        int                            `json:"prompt_count"`
	MetricSummaries    []ModelEvaluationMetricSummary `json:"metric_summaries,omitzero"`
	PerformanceMetrics *ModelEvaluationPerformance    `json:"performance_metrics,omitzero"`
}

// ModelEvaluationPerformance is how fast the candidate was, and what it used.
type ModelEvaluationPerformance struct {
	CandidateLatency *ModelEvaluationLatency    `json:"candidate_latency,omitzero"`
	TokenUsage       *ModelEvaluationTokenUsage `json:"token_usage,omitzero"`
}

// ModelEvaluationLatency is how long answers took, in milliseconds.
type ModelEvaluationLatency struct {
	AvgE2ELatencyMS float64 `json:"avg_e2e_latency_ms"` // from the request to the end of the answer
	MinE2ELatencyMS float64 `json:"min_e2e_latency_ms"`
	MaxE2ELatencyMS float64 `json:"max_e2e_latency_ms"`
	P50LatencyMS    float64 `json:"p50_latency_ms"` // half of the answers took no longer
	P90LatencyMS    float64 `json:"p90_latency_ms"`
	P95LatencyMS    float64 `json:"p95_latency_ms"`
}

// ModelEvaluationTokenUsage is how many tokens a run used.
type ModelEvaluationTokenUsage struct {
	TotalCandidateInputTokens  int64 `json:"total_candidate_input_tokens,string"`
	TotalCandidateOutputTokens int64 `json:"total_candidate_output_tokens,string"`
	TotalCandidateTokens       int64 `json:"total_candidate_tokens,string"`
	TotalJudgeInputTokens      int64 `json:"total_judge_input_tokens,string"`
	TotalJudgeOutputTokens     int64 `json:"total_judge_output_tokens,string"`
	TotalJudgeTokens           int64 `json:"total_judge_tokens,string"`
}

// ModelEvaluationPricing is what a run cost.
type ModelEvaluationPricing struct {
	Currency                 string                        `json:"currency"` // such as "USD"
	TotalCost                float64                       `json:"total_cost"`
	JudgeModelPricing        *ModelEvaluationTokenPricing  `json:"judge_model_pricing,omitzero"`
	PerCandidateModelPricing []ModelEvaluationPricingEntry `json:"per_candidate_model_pricing,omitzero"` // several of a router
}

// ModelEvaluationPricingEntry is what the answers of a model cost.
type ModelEvaluationPricingEntry struct {
	ModelUUID   string                       `json:"model_uuid"`
	ModelName   string                       `json:"model_name"`
	PromptCount int                          `json:"prompt_count"`
	Pricing     *ModelEvaluationTokenPricing `json:"pricing,omitzero"`
}

// ModelEvaluationTokenPricing is what the tokens of a model cost.
type ModelEvaluationTokenPricing struct {
	InputCost  float64 `json:"input_cost"`
	OutputCost float64 `json:"output_cost"`
	TotalCost  float64 `json:"total_cost"`
}

// ModelEvaluationResult is a prompt of a dataset, what the candidate answered and how that was judged.
type ModelEvaluationResult struct {
	Input               string                   `json:"input"`
	Output              string                   `json:"output"`
	GroundTruth         string                   `json:"ground_truth,omitzero"` // the expected answer
	MetricResults       []EvaluationMetricResult `json:"metric_results,omitzero"`
	CandidateModelUUID  string                   `json:"candidate_model_uuid"`
	CandidateModelName  string                   `json:"candidate_model_name"`
	CandidateRoutedTask string                   `json:"candidate_routed_task,omitzero"` // what a router took it for
}

// ModelEvaluationPreset is a part of a request for a model evaluation. SavedSections says which; the fields of the others are
// empty.
type ModelEvaluationPreset struct {
	EvalPresetUUID           string                          `json:"eval_preset_uuid"`
	Name                     string                          `json:"name"`
	SavedSections            []ModelEvaluationPresetSection  `json:"saved_sections,omitzero"`
	CandidateModelSource     ModelEvaluationCandidateSource  `json:"candidate_model_source"`
	CandidateModelUUID       string                          `json:"candidate_model_uuid"`
	CandidateModelName       string                          `json:"candidate_model_name"`
	CandidateInferenceConfig *ModelEvaluationCandidateConfig `json:"candidate_inference_config,omitzero"`
	CandidateSystemPrompt    string                          `json:"candidate_system_prompt"`
	JudgeModelUUID           string                          `json:"judge_model_uuid"`
	JudgeModelName           string                          `json:"judge_model_name"` // empty too when the model is gone
	DatasetUUID              string                          `json:"dataset_uuid"`
	DatasetName              string                          `json:"dataset_name"` // empty too when the dataset is gone
	Metrics                  []EvaluationMetric              `json:"metrics,omitzero"`
	StarMetric               *EvaluationStarMetric           `json:"star_metric,omitzero"`
	CreatedAt                time.Time                       `json:"created_at,omitzero"`
}

// ModelEvaluationRunStatus is how far a run has come.
type ModelEvaluationRunStatus string

const (
	ModelEvaluationRunUnspecified         ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_STATUS_UNSPECIFIED"
	ModelEvaluationRunQueued              ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_QUEUED"
	ModelEvaluationRunRunningDataset      ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_RUNNING_DATASET"
	ModelEvaluationRunEvaluatingResults   ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_EVALUATING_RESULTS"
	ModelEvaluationRunCancelling          ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_CANCELLING"
	ModelEvaluationRunCancelled           ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_CANCELLED"
	ModelEvaluationRunSuccessful          ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_SUCCESSFUL"
	ModelEvaluationRunPartiallySuccessful ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_PARTIALLY_SUCCESSFUL"
	ModelEvaluationRunFailed              ModelEvaluationRunStatus = "MODEL_EVALUATION_RUN_FAILED"
)

// ModelEvaluationRunDeleteStatus is whether a run was deleted.
type ModelEvaluationRunDeleteStatus string

const (
	ModelEvaluationRunDeleteUnspecified ModelEvaluationRunDeleteStatus = "DELETE_MODEL_EVALUATION_RUN_STATUS_UNSPECIFIED"
	ModelEvaluationRunDeleteSucceeded   ModelEvaluationRunDeleteStatus = "DELETE_MODEL_EVALUATION_RUN_STATUS_SUCCESS"
	ModelEvaluationRunDeleteFailed      ModelEvaluationRunDeleteStatus = "DELETE_MODEL_EVALUATION_RUN_STATUS_FAIL"
)

// ModelEvaluationRunSortField is what a list of runs is ordered by.
type ModelEvaluationRunSortField string

const (
	ModelEvaluationRunSortUnspecified ModelEvaluationRunSortField = "MODEL_EVALUATION_RUN_SORT_FIELD_UNSPECIFIED"
	ModelEvaluationRunSortCreatedAt   ModelEvaluationRunSortField = "MODEL_EVALUATION_RUN_SORT_FIELD_CREATED_AT"
	ModelEvaluationRunSortStatus      ModelEvaluationRunSortField = "MODEL_EVALUATION_RUN_SORT_FIELD_STATUS"
)

// ModelEvaluationRunSortDirection is which end of a list of runs comes first.
type ModelEvaluationRunSortDirection string

const (
	ModelEvaluationRunDirectionUnspecified ModelEvaluationRunSortDirection = "SORT_DIRECTION_UNSPECIFIED"
	ModelEvaluationRunAscending            ModelEvaluationRunSortDirection = "SORT_DIRECTION_ASC"
	ModelEvaluationRunDescending           ModelEvaluationRunSortDirection = "SORT_DIRECTION_DESC"
)

// ModelEvaluationCandidateSource is where the model that is evaluated runs.
type ModelEvaluationCandidateSource string

const (
	ModelEvaluationCandidateServerless ModelEvaluationCandidateSource = "CANDIDATE_MODEL_SOURCE_SERVERLESS"
	ModelEvaluationCandidateDedicated  ModelEvaluationCandidateSource = "CANDIDATE_MODEL_SOURCE_DEDICATED" // a dedicated inference
	ModelEvaluationCandidateRouter     ModelEvaluationCandidateSource = "CANDIDATE_MODEL_SOURCE_ROUTER"
)

// ModelEvaluationPresetSection is a part of a request that a preset can have.
type ModelEvaluationPresetSection string

const (
	ModelEvaluationPresetUnspecified  ModelEvaluationPresetSection = "PRESET_SAVE_SECTION_UNSPECIFIED"
	ModelEvaluationPresetCandidate    ModelEvaluationPresetSection = "PRESET_SAVE_SECTION_CANDIDATE" // and how it is asked, without the system prompt
	ModelEvaluationPresetMetrics      ModelEvaluationPresetSection = "PRESET_SAVE_SECTION_METRICS"   // and the star metric
	ModelEvaluationPresetJudge        ModelEvaluationPresetSection = "PRESET_SAVE_SECTION_JUDGE"
	ModelEvaluationPresetDataset      ModelEvaluationPresetSection = "PRESET_SAVE_SECTION_DATASET"
	ModelEvaluationPresetSystemPrompt ModelEvaluationPresetSection = "PRESET_SAVE_SECTION_SYSTEM_PROMPT"
)
