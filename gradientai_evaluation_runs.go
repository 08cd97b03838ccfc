package digitalocean

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// GradientAIEvaluationRunsService evaluates agents by test cases.
type GradientAIEvaluationRunsService struct{ client *Client }

// Get returns a run.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_runs/{evaluation_run_uuid} (genai_get_evaluation_run)
func (s *GradientAIEvaluationRunsService) Get(ctx context.Context, uuid string, opts ...CallOption) (*EvaluationRun, error) {
	return fetch[EvaluationRun](ctx, s.client, get("/v2/gen-ai/evaluation_runs/{evaluation_run_uuid}", uuid), "evaluation_run", opts)
}

// ListResults lists the prompts of a run, with what was answered and how that was judged.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_runs/{evaluation_run_uuid}/results (genai_get_evaluation_run_results)
func (s *GradientAIEvaluationRunsService) ListResults(uuid string, options *ListOptions, opts ...CallOption) *Pager[EvaluationPrompt] {
	return list[EvaluationPrompt](s.client, get("/v2/gen-ai/evaluation_runs/{evaluation_run_uuid}/results", uuid).with(options), "prompts", opts)
}

// GetResult returns a prompt of a run, with what was answered and how that was judged.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_runs/{evaluation_run_uuid}/results/{prompt_id} (genai_get_evaluation_run_prompt_results)
func (s *GradientAIEvaluationRunsService) GetResult(ctx context.Context, uuid string, promptID int64, opts ...CallOption) (*EvaluationPrompt, error) {
	return fetch[EvaluationPrompt](ctx, s.client, get("/v2/gen-ai/evaluation_runs/{evaluation_run_uuid}/results/{prompt_id}", uuid, promptID), "prompt", opts)
}

// Create begins to run a test case, once for each agent, and returns the UUIDs of the runs. Wait waits until one has ended.
//
// DigitalOcean: POST /v2/gen-ai/evaluation_runs (genai_run_evaluation_test_case)
func (s *GradientAIEvaluationRunsService) Create(ctx context.Context, request *EvaluationRunCreateRequest, opts ...CallOption) ([]string, error) {
	return fetchAll[string](ctx, s.client, post("/v2/gen-ai/evaluation_runs").sending(request), "evaluation_run_uuids", opts)
}

// Wait waits until a run has ended and returns it. It may be successful in part; PassStatus says how the agent did. One that
// failed or was cancelled ends the wait with an [*EvaluationRunError].
func (s *GradientAIEvaluationRunsService) Wait(ctx context.Context, uuid string, opts ...CallOption) (*EvaluationRun, error) {
	var run *EvaluationRun
	err := s.client.waitFor(ctx, "evaluation run "+uuid, opts, func() (done bool, err error) {
		if run, err = s.Get(ctx, uuid, opts...); err != nil {
			return false, err
		}
		return run.Status == EvaluationRunSuccessful || run.Status == EvaluationRunPartiallySuccessful, run.failure()
	})
	if err != nil {
		return nil, err
	}
	return run, nil
}

// EvaluationRunCreateRequest says which agents to evaluate, and by what.
type EvaluationRunCreateRequest struct {
	RunName              string   `json:"run_name,omitzero"`
	TestCaseUUID         string   `json:"test_case_uuid,omitzero"`
	AgentUUIDs           []string `json:"agent_uuids,omitzero"`
	AgentDeploymentNames []string `json:"agent_deployment_names,omitzero"` // of agents made with the Agent Development Kit
}

// EvaluationRun is the evaluation of an agent by a test case.
type EvaluationRun struct {
	EvaluationRunUUID               string                   `json:"evaluation_run_uuid"`
	RunName                         string                   `json:"run_name"`
	Status                          EvaluationRunStatus      `json:"status"`
	ErrorDescription                string                   `json:"error_description,omitzero"`
	PassStatus                      bool                     `json:"pass_status"` // whether the star metric has reached its threshold
	StarMetricResult                *EvaluationMetricResult  `json:"star_metric_result,omitzero"`
	RunLevelMetricResults           []EvaluationMetricResult `json:"run_level_metric_results,omitzero"`
	TestCaseUUID                    string                   `json:"test_case_uuid"`
	TestCaseName                    string                   `json:"test_case_name"`
	TestCaseDescription             string                   `json:"test_case_description"`
	TestCaseVersion                 int                      `json:"test_case_version"`
	EvaluationTestCaseWorkspaceUUID string                   `json:"evaluation_test_case_workspace_uuid"`
	AgentUUID                       string                   `json:"agent_uuid"`
	AgentName                       string                   `json:"agent_name"`
	AgentVersionHash                string                   `json:"agent_version_hash"`
	AgentDeploymentName             string                   `json:"agent_deployment_name"` // of an agent made with the Agent Development Kit
	AgentWorkspaceUUID              string                   `json:"agent_workspace_uuid"`
	AgentDeleted                    bool                     `json:"agent_deleted"`
	CreatedByUserID                 int64                    `json:"created_by_user_id,string"`
	CreatedByUserEmail              string                   `json:"created_by_user_email"`
	QueuedAt                        time.Time                `json:"queued_at,omitzero"`
	StartedAt                       time.Time                `json:"started_at,omitzero"`
	FinishedAt                      time.Time                `json:"finished_at,omitzero"` // zero before
}

func (r *EvaluationRun) failure() error {
	if r.Status == EvaluationRunFailed || r.Status == EvaluationRunCancelled {
		return &EvaluationRunError{EvaluationRun: *r}
	}
	return nil
}

// EvaluationRunError is a run that was waited for, and that failed or was cancelled.
type EvaluationRunError struct{ EvaluationRun EvaluationRun }

func (e *EvaluationRunError) Error() string {
	return fmt.Sprintf("digitalocean: evaluation run %s (%s) has the status %s: %s", printable(e.EvaluationRun.EvaluationRunUUID),
		printable(e.EvaluationRun.RunName), printable(string(e.EvaluationRun.Status)),
		printable(cmp.Or(e.EvaluationRun.ErrorDescription, "the API does not say why")))
}

// EvaluationPrompt is a prompt of a dataset, what an agent answered and how that was judged.
type EvaluationPrompt struct {
	PromptID                 int64                    `json:"prompt_id"`
	Input                    string                   `json:"input"`
	Output                   string                   `json:"output"`
	GroundTruth              string                   `json:"ground_truth,omitzero"` // the expected answer
	InputTokens              int64                    `json:"input_tokens,string"`
	OutputTokens             int64                    `json:"output_tokens,string"`
	PromptLevelMetricResults []EvaluationMetricResult `json:"prompt_level_metric_results,omitzero"`
	PromptChunks             []EvaluationPromptChunk  `json:"prompt_chunks,omitzero"`
	TraceID                  string                   `json:"trace_id"`
	EvaluationTraceSpans     []EvaluationTraceSpan    `json:"evaluation_trace_spans,omitzero"`
}

// EvaluationPromptChunk is a piece of text that was found in a knowledge base for a prompt.
type EvaluationPromptChunk struct {
	Text          string  `json:"text"`
	SourceName    string  `json:"source_name"` // such as the name of a file
	IndexUUID     string  `json:"index_uuid"`  // of the knowledge base
	ChunkUsed     bool    `json:"chunk_used"`
	ChunkUsagePct float64 `json:"chunk_usage_pct"` // percent
}

// EvaluationMetricResult is a value of a metric.
type EvaluationMetricResult struct {
	MetricUUID       string                       `json:"metric_uuid"`
	MetricName       string                       `json:"metric_name"`
	Status           EvaluationMetricResultStatus `json:"status"`
	ErrorDescription string                       `json:"error_description,omitzero"` // why there is no value
	MetricValueType  EvaluationMetricValueType    `json:"metric_value_type"`          // which of the values it has
	NumberValue      float64                      `json:"number_value"`
	StringValue      string                       `json:"string_value"`
	Reasoning        string                       `json:"reasoning"` // of the model that was the judge
}

// EvaluationTraceSpan is a step on the way to an answer, with how it was judged.
type EvaluationTraceSpan struct {
	Name                   string                   `json:"name"`
	Type                   TraceSpanType            `json:"type"`
	Input                  json.RawMessage          `json:"input,omitzero"`  // any JSON value
	Output                 json.RawMessage          `json:"output,omitzero"` // any JSON value
	RetrieverChunks        []EvaluationPromptChunk  `json:"retriever_chunks,omitzero"`
	SpanLevelMetricResults []EvaluationMetricResult `json:"span_level_metric_results,omitzero"`
	Spans                  []TraceSpan              `json:"spans,omitzero"` // the steps that it consists of
	CreatedAt              time.Time                `json:"created_at,omitzero"`
}

// TraceSpan is a step of another step. Type says which of the five it has.
type TraceSpan struct {
	Name      string              `json:"name"`
	Type      TraceSpanType       `json:"type"`
	Input     json.RawMessage     `json:"input,omitzero"`  // any JSON value
	Output    json.RawMessage     `json:"output,omitzero"` // any JSON value
	LLM       *TraceLLMSpan       `json:"llm,omitzero"`
	Retriever *TraceRetrieverSpan `json:"retriever,omitzero"`
	Tool      *TraceToolSpan      `json:"tool,omitzero"`
	Agent     *TraceAgentSpan     `json:"agent,omitzero"`
	Workflow  *TraceWorkflowSpan  `json:"workflow,omitzero"`
	CreatedAt time.Time           `json:"created_at,omitzero"`
}

// TraceSpanCommon is what steps of all types have.
type TraceSpanCommon struct {
	DurationNS int64             `json:"duration_ns,string"` // nanoseconds
	StatusCode int               `json:"status_code"`
	Tags       []string          `json:"tags,omitzero"`
	Metadata   map[string]string `json:"metadata,omitzero"`
	CreatedAt  time.Time         `json:"created_at,omitzero"`
}

// TraceLLMSpan is a call of a model.
type TraceLLMSpan struct {
	Common             *TraceSpanCommon  `json:"common,omitzero"`
	Model              string            `json:"model"`
	Temperature        float64           `json:"temperature"`
	Tools              []json.RawMessage `json:"tools,omitzero"` // that the model was told of, each a JSON object
	NumInputTokens     int               `json:"num_input_tokens"`
	NumOutputTokens    int               `json:"num_output_tokens"`
	TotalTokens        int               `json:"total_tokens"`
	TimeToFirstTokenNS int64             `json:"time_to_first_token_ns,string"` // nanoseconds
}

// TraceRetrieverSpan is a search in a knowledge base.
type TraceRetrieverSpan struct {
	Common *TraceSpanCommon `json:"common,omitzero"`
}

// TraceToolSpan is the use of a tool.
type TraceToolSpan struct {
	Common     *TraceSpanCommon `json:"common,omitzero"`
	ToolCallID string           `json:"tool_call_id"`
}

// TraceAgentSpan is the work of an agent.
type TraceAgentSpan struct {
	Common         *TraceSpanCommon `json:"common,omitzero"`
	AgentType      TraceAgentType   `json:"agent_type"`
	RedactedInput  string           `json:"redacted_input"`
	RedactedOutput string           `json:"redacted_output"`
	Spans          []TraceSpan      `json:"spans,omitzero"` // of models, tools and retrievers
}

// TraceWorkflowSpan is a sequence of steps.
type TraceWorkflowSpan struct {
	Common *TraceSpanCommon `json:"common,omitzero"`
	Spans  []TraceSpan      `json:"spans,omitzero"` // of all types but workflows
}

// EvaluationRunStatus is how far a run has come.
type EvaluationRunStatus string

const (
	EvaluationRunUnspecified         EvaluationRunStatus = "EVALUATION_RUN_STATUS_UNSPECIFIED"
	EvaluationRunQueued              EvaluationRunStatus = "EVALUATION_RUN_QUEUED"
	EvaluationRunRunningDataset      EvaluationRunStatus = "EVALUATION_RUN_RUNNING_DATASET"
	EvaluationRunEvaluatingResults   EvaluationRunStatus = "EVALUATION_RUN_EVALUATING_RESULTS"
	EvaluationRunCancelling          EvaluationRunStatus = "EVALUATION_RUN_CANCELLING"
	EvaluationRunCancelled           EvaluationRunStatus = "EVALUATION_RUN_CANCELLED"
	EvaluationRunSuccessful          EvaluationRunStatus = "EVALUATION_RUN_SUCCESSFUL"
	EvaluationRunPartiallySuccessful EvaluationRunStatus = "EVALUATION_RUN_PARTIALLY_SUCCESSFUL"
	EvaluationRunFailed              EvaluationRunStatus = "EVALUATION_RUN_FAILED"
)

// EvaluationMetricResultStatus is whether a metric has a value.
type EvaluationMetricResultStatus string

const (
	EvaluationMetricResultUnspecified EvaluationMetricResultStatus = "EVALUATION_METRIC_RESULT_STATUS_UNSPECIFIED"
	EvaluationMetricResultCompleted   EvaluationMetricResultStatus = "EVALUATION_METRIC_RESULT_STATUS_COMPLETED"
	EvaluationMetricResultFailed      EvaluationMetricResultStatus = "EVALUATION_METRIC_RESULT_STATUS_FAILED"
	EvaluationMetricResultSkipped     EvaluationMetricResultStatus = "EVALUATION_METRIC_RESULT_STATUS_SKIPPED"
)

// TraceSpanType is what a step is.
type TraceSpanType string

const (
	TraceSpanUnknown   TraceSpanType = "TRACE_SPAN_TYPE_UNKNOWN"
	TraceSpanLLM       TraceSpanType = "TRACE_SPAN_TYPE_LLM"
	TraceSpanRetriever TraceSpanType = "TRACE_SPAN_TYPE_RETRIEVER"
	TraceSpanTool      TraceSpanType = "TRACE_SPAN_TYPE_TOOL"
	TraceSpanAgent     TraceSpanType = "TRACE_SPAN_TYPE_AGENT"
	TraceSpanWorkflow  TraceSpanType = "TRACE_SPAN_TYPE_WORKFLOW"
)

// TraceAgentType is how an agent works.
type TraceAgentType string

const (
	TraceAgentUnspecified TraceAgentType = "AGENT_TYPE_UNSPECIFIED"
	TraceAgentDefault     TraceAgentType = "AGENT_TYPE_DEFAULT"
	TraceAgentPlanner     TraceAgentType = "AGENT_TYPE_PLANNER"
	TraceAgentReAct       TraceAgentType = "AGENT_TYPE_REACT"
	TraceAgentReflection  TraceAgentType = "AGENT_TYPE_REFLECTION"
	TraceAgentRouter      TraceAgentType = "AGENT_TYPE_ROUTER"
	TraceAgentClassifier  TraceAgentType = "AGENT_TYPE_CLASSIFIER"
	TraceAgentSupervisor  TraceAgentType = "AGENT_TYPE_SUPERVISOR"
	TraceAgentJudge       TraceAgentType = "AGENT_TYPE_JUDGE"
)
