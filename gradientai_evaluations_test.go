package digitalocean_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestEvaluationRunsWait(t *testing.T) {
	agents := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.EvaluationRun, error) {
		return c.GradientAI.EvaluationRuns.Wait(ctx, "r1")
	})
	models := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.ModelEvaluationRunDetail, error) {
		return c.GradientAI.ModelEvaluationRuns.Wait(ctx, "r1")
	})
	ofAgents := func(statuses ...string) (answers []string) {
		for _, status := range statuses {
			answers = append(answers, fmt.Sprintf(`{"evaluation_run": {"evaluation_run_uuid": "r1", "run_name": "x", "status": "EVALUATION_RUN_%s"}}`, status))
		}
		return answers
	}
	ofModels := func(statuses ...string) (answers []string) {
		for _, status := range statuses {
			answers = append(answers, fmt.Sprintf(`{"run": {"eval_run_uuid": "r1", "name": "x", "status": "MODEL_EVALUATION_RUN_%s",
				"error_description": "no judge"}, "results": []}`, status))
		}
		return answers
	}
	agentRun := func(status digitalocean.EvaluationRunStatus) digitalocean.EvaluationRun {
		return digitalocean.EvaluationRun{EvaluationRunUUID: "r1", RunName: "x", Status: status}
	}
	modelRun := func(status digitalocean.ModelEvaluationRunStatus) digitalocean.ModelEvaluationRunDetail {
		return digitalocean.ModelEvaluationRunDetail{EvalRunUUID: "r1", Name: "x", Status: status, ErrorDescription: "no judge"}
	}
	const agentsURI, modelsURI = "/v2/gen-ai/evaluation_runs/r1", "/v2/gen-ai/model_evaluation_runs/r1?per_page=1"
	for _, w := range []waiting{
		{
			name: "agents", wait: agents, uri: agentsURI, answers: ofAgents("QUEUED", "RUNNING_DATASET", "EVALUATING_RESULTS", "SUCCESSFUL"),
			want: new(agentRun(digitalocean.EvaluationRunSuccessful)),
		},
		{
			name: "agents in part", wait: agents, uri: agentsURI, answers: ofAgents("PARTIALLY_SUCCESSFUL"),
			want: new(agentRun(digitalocean.EvaluationRunPartiallySuccessful)),
		},
		{
			name: "agents that fail", wait: agents, uri: agentsURI, answers: ofAgents("STATUS_UNSPECIFIED", "FAILED"),
			fails: "digitalocean: evaluation run r1 (x) has the status EVALUATION_RUN_FAILED: the API does not say why",
			as:    &digitalocean.EvaluationRunError{EvaluationRun: agentRun(digitalocean.EvaluationRunFailed)},
		},
		{
			name: "agents that are cancelled", wait: agents, uri: agentsURI, answers: ofAgents("CANCELLING", "CANCELLED"),
			fails: "digitalocean: evaluation run r1 (x) has the status EVALUATION_RUN_CANCELLED: the API does not say why",
			as:    &digitalocean.EvaluationRunError{EvaluationRun: agentRun(digitalocean.EvaluationRunCancelled)},
		},
		{
			name: "models", wait: models, uri: modelsURI, answers: ofModels("QUEUED", "RUNNING_DATASET", "EVALUATING_RESULTS", "SUCCESSFUL"),
			want: new(modelRun(digitalocean.ModelEvaluationRunSuccessful)),
		},
		{
			name: "models in part", wait: models, uri: modelsURI, answers: ofModels("PARTIALLY_SUCCESSFUL"),
			want: new(modelRun(digitalocean.ModelEvaluationRunPartiallySuccessful)),
		},
		{
			name: "models that fail", wait: models, uri: modelsURI, answers: ofModels("FAILED"),
			fails: "digitalocean: model evaluation run r1 (x) has the status MODEL_EVALUATION_RUN_FAILED: no judge",
			as:    &digitalocean.ModelEvaluationRunError{ModelEvaluationRun: modelRun(digitalocean.ModelEvaluationRunFailed)},
		},
		{
			name: "models that are cancelled", wait: models, uri: modelsURI, answers: ofModels("CANCELLING", "CANCELLED"),
			fails: "digitalocean: model evaluation run r1 (x) has the status MODEL_EVALUATION_RUN_CANCELLED: no judge",
			as:    &digitalocean.ModelEvaluationRunError{ModelEvaluationRun: modelRun(digitalocean.ModelEvaluationRunCancelled)},
		},
	} {
		t.Run(w.name, w.do)
	}
}

// The steps of a trace have steps. What goes into one is any JSON.
func TestEvaluationTrace(t *testing.T) {
	const depth = 50
	span := `{"name": "step", "type": "TRACE_SPAN_TYPE_LLM", "input": [{"role": "user"}], "output": "text", "llm": {"tools": [{"name": "f"}],
		"time_to_first_token_ns": "9007199254740993", "common": {"duration_ns": 7, "metadata": {"a": "b"}}}}`
	for range depth {
		span = `{"type": "TRACE_SPAN_TYPE_WORKFLOW", "workflow": {"spans": [{"type": "TRACE_SPAN_TYPE_AGENT", "agent": {"spans": [` + span + `]}}]}}`
	}
	prompt, err := answering(t, http.StatusOK, `{"prompt": {"prompt_id": 3, "evaluation_trace_spans": [{"spans": [`+span+`]}]}}`).
		GradientAI.EvaluationRuns.GetResult(t.Context(), "r1", 3)
	require.NoError(t, err)
	step := prompt.EvaluationTraceSpans[0].Spans[0]
	for range depth {
		require.Equal(t, digitalocean.TraceSpanWorkflow, step.Type)
		step = step.Workflow.Spans[0]
		require.Equal(t, digitalocean.TraceSpanAgent, step.Type)
		step = step.Agent.Spans[0]
	}
	require.Equal(t, digitalocean.TraceSpan{
		Name: "step", Type: digitalocean.TraceSpanLLM, Input: json.RawMessage(`[{"role": "user"}]`), Output: json.RawMessage(`"text"`),
		LLM: &digitalocean.TraceLLMSpan{
			Tools: []json.RawMessage{json.RawMessage(`{"name": "f"}`)}, TimeToFirstTokenNS: 9007199254740993,
			Common: &digitalocean.TraceSpanCommon{DurationNS: 7, Metadata: map[string]string{"a": "b"}},
		},
	}, step)
}

func TestEvaluationMetricUpdateRequest(t *testing.T) {
	const metric = `{"metric_uuid": "m1", "metric_name": "Tone", "description": "", "custom_eval_config": {"scoring_prompt": "Score the tone.",
		"requires_ground_truth": true, "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-02T00:00:00Z"}}`
	sent := sentBack(t, `{"metrics": [`+metric+`], "metric": `+metric+`}`, func(ctx context.Context, c *digitalocean.Client) error {
		metrics, err := c.GradientAI.ModelEvaluationRuns.ListMetrics(ctx)
		if err != nil {
			return err
		}
		_, err = c.GradientAI.EvaluationMetrics.Update(ctx, "m1", metrics[0].UpdateRequest())
		return err
	})
	require.JSONEq(t, `{"metric_uuid": "m1", "metric_name": "Tone", "description": "",
		"config": {"scoring_prompt": "Score the tone.", "requires_ground_truth": true}}`, sent)
}

func TestEvaluationTestCaseUpdateRequest(t *testing.T) {
	sent := sentBack(t, `{"test_case_uuid": "t1", "version": 2, "evaluation_test_case": {"test_case_uuid": "t1", "name": "Support", "description": "all of it",
		"dataset_uuid": "d1", "dataset": {"dataset_uuid": "d1"}, "metrics": [{"metric_uuid": "m1"}, {"metric_uuid": "m2"}],
		"star_metric": {"metric_uuid": "m2", "name": "Tone", "success_threshold_pct": 0}}}`,
		func(ctx context.Context, c *digitalocean.Client) error {
			testCase, err := c.GradientAI.EvaluationTestCases.Get(ctx, "t1", nil)
			if err != nil {
				return err
			}
			request := testCase.UpdateRequest()
			testCase.StarMetric.Name = "changed"
			_, err = c.GradientAI.EvaluationTestCases.Update(ctx, "t1", request)
			return err
		})
	require.JSONEq(t, `{"test_case_uuid": "t1", "name": "Support", "description": "all of it", "dataset_uuid": "d1",
		"metrics": {"metric_uuids": ["m1", "m2"]}, "star_metric": {"metric_uuid": "m2", "name": "Tone", "success_threshold_pct": 0}}`, sent)
}

// An update that makes something new is not sent twice, although PUT says that it could be.
func TestEvaluationUpdatesAreSentOnce(t *testing.T) {
	sent := 0
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		sent++
		w.WriteHeader(http.StatusBadGateway)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.GradientAI.EvaluationMetrics.Update(t.Context(), "m1", &digitalocean.EvaluationMetricUpdateRequest{})
	require.ErrorIs(t, err, digitalocean.ErrServer)
	_, err = client.GradientAI.EvaluationTestCases.Update(t.Context(), "t1", &digitalocean.EvaluationTestCaseUpdateRequest{})
	require.ErrorIs(t, err, digitalocean.ErrServer)
	require.Equal(t, 2, sent)
}

func TestModelRouterUpdateRequest(t *testing.T) {
	const config = `"policies": [{"task_slug": "summarization", "models": ["a", "b"], "selection_policy": {"prefer": "cheapest"}},
		{"custom_task": {"name": "Poems", "description": "Write verse"}, "models": ["c"]}], "fallback_models": ["d"]`
	sent := sentBack(t, `{"model_router": {"uuid": "r1", "name": "all", "description": "of it", "regions": ["all"], "config": {`+config+`}}}`,
		func(ctx context.Context, c *digitalocean.Client) error {
			router, err := c.GradientAI.ModelRouters.Get(ctx, "r1")
			if err != nil {
				return err
			}
			request := router.UpdateRequest()
			router.Config.Policies[0].Models[0], router.Config.Policies[0].SelectionPolicy.Prefer = "changed", "changed"
			router.Config.Policies[1].CustomTask.Name, router.Config.FallbackModels[0] = "changed", "changed"
			_, err = c.GradientAI.ModelRouters.Update(ctx, "r1", request)
			return err
		})
	require.JSONEq(t, `{"uuid": "r1", "name": "all", "description": "of it", `+config+`}`, sent)
}

// The catalog calls the size of a page limit, and has no links.
func TestModelCatalogPages(t *testing.T) {
	var asked []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.RawQuery)
		page := r.URL.Query().Get("page")
		if page == "" {
			page = "1"
		}
		_, _ = io.WriteString(w, `{"data": [{"id": "`+page+`"}], "meta": {"page": `+page+`, "pages": 3, "total": 3}}`)
	})
	for _, c := range []struct {
		options *digitalocean.GradientAIModelListCatalogOptions
		asked   string
		ids     string
	}{
		{nil, ", page=2, page=3", "1 2 3"},
		{&digitalocean.GradientAIModelListCatalogOptions{Page: 2, Limit: 1}, "limit=1&page=2, limit=1&page=3", "2 3"},
	} {
		asked = nil
		var ids []string
		for entry, err := range client.GradientAI.Models.ListCatalog(c.options).All(t.Context()) {
			require.NoError(t, err)
			ids = append(ids, entry.ID)
		}
		require.Equal(t, c.ids, strings.Join(ids, " "))
		require.Equal(t, c.asked, strings.Join(asked, ", "))
	}
	asked = nil
	total, err := client.GradientAI.Models.ListCatalog(nil).Total(t.Context())
	require.NoError(t, err)
	require.Equal(t, 3, total)
	require.Equal(t, []string{"limit=1&page=1"}, asked)
	_, err = client.GradientAI.Models.ListCatalog(&digitalocean.GradientAIModelListCatalogOptions{Limit: -1}).Collect(t.Context())
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
}
