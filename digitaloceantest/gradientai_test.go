package digitaloceantest_test

import (
	"compress/gzip"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func (a api) created(path string, body any) object {
	a.t.Helper()
	return a.change(http.MethodPost, path, body)
}

// ended expects 200 from a DELETE, and returns its body.
func (a api) ended(path string) object {
	a.t.Helper()
	return a.change(http.MethodDelete, path, nil)
}

func TestGenAIModels(t *testing.T) {
	a := start(t)
	all := a.get("/v2/gen-ai/models")
	require.Equal(t, object{"page": 1.0, "pages": 1.0, "total": 6.0}, all["meta"])
	require.Equal(t, []any{"gte-large-en-v1.5"}, column(a.get("/v2/gen-ai/models?usecases=MODEL_USECASE_KNOWLEDGEBASE")["models"], "id"))
	require.Len(t, a.get("/v2/gen-ai/models?usecases=MODEL_USECASE_KNOWLEDGEBASE&usecases=MODEL_USECASE_EVALUATION_JUDGE")["models"], 3)
	require.Len(t, a.get("/v2/gen-ai/models?public_only=true")["models"], 4)

	second := a.get("/v2/gen-ai/models?per_page=2&page=2")
	pages := second["links"].(object)["pages"].(object)
	require.Contains(t, pages["previous"], "page=1")
	require.Contains(t, pages["next"], "page=3")
	require.NotContains(t, pages, "prev")

	catalog := a.get("/v2/gen-ai/models/catalog?limit=4&page=2")
	require.Equal(t, object{"page": 2.0, "pages": 2.0, "total": 6.0}, catalog["meta"])
	entry := catalog["data"].([]any)[0].(object)
	card := a.get("/v2/gen-ai/models/catalog/" + entry["id"].(string))["data"].(object)
	require.Equal(t, entry["name"], card["name"])
	require.Equal(t, card, a.get("/v2/gen-ai/models/catalog/any?model_id=" + entry["model_id"].(string))["data"])
	a.gone("/v2/gen-ai/models/catalog/none")
	a.invalid(a.do("GET", "/v2/gen-ai/models/catalog?limit=0", nil), "limit")
	a.invalid(a.do("GET", "/v2/gen-ai/models/catalog?page=0", nil), "page")

	require.Equal(t, []any{"tor1", "atl1", "nyc2"}, column(a.get("/v2/gen-ai/regions")["regions"], "region"))
	require.Equal(t, []any{"tor1"}, column(a.get("/v2/gen-ai/regions?serves_inference=true&serves_batch=true")["regions"], "region"))
}

func TestProviderKeys(t *testing.T) {
	for _, provider := range []string{"anthropic", "openai"} {
		t.Run(provider, func(t *testing.T) {
			a := start(t)
			keys := "/v2/gen-ai/" + provider + "/keys"
			key := a.created(keys, object{"name": "k", "api_key": "sk-1"})["api_key_info"].(object)
			require.NotContains(t, key, "api_key")
			path := keys + "/" + key["uuid"].(string)
			require.Equal(t, key, a.get(path)["api_key_info"])
			a.srv.Advance(time.Minute)
			changed := a.change("PUT", path, object{"name": "new"})["api_key_info"].(object)
			require.Equal(t, "new", changed["name"])
			require.NotEqual(t, key["updated_at"], changed["updated_at"])
			require.Empty(t, a.get(path + "/agents")["agents"])
			require.Equal(t, []any{changed}, a.get(keys)["api_key_infos"])
			require.NotEmpty(t, a.ended(path)["api_key_info"].(object)["deleted_at"])
			a.gone(path)
			a.gone(path + "/agents")
			a.refusals("POST", keys, []refusal{{object{"api_key": "sk-1"}, "name"}, {object{"name": "k"}, "api_key"}})
			require.Equal(t, 404, a.do("PUT", path, object{"name": "x"}).status)
			require.Equal(t, 404, a.do("DELETE", path, nil).status)
		})
	}
}

func TestAgentsOfProviderKeys(t *testing.T) {
	client, ctx := start(t).srv.Client(), t.Context()
	key, err := client.GradientAI.AnthropicKeys.Create(ctx, &digitalocean.AnthropicAPIKeyCreateRequest{Name: "k", APIKey: digitalocean.NewSecret("sk-1")})
	require.NoError(t, err)
	newAgent(t, client)
	agent := newAgent(t, client)
	_, err = client.GradientAI.Agents.Update(ctx, agent.UUID, &digitalocean.AgentUpdateRequest{AnthropicKeyUUID: key.UUID})
	require.NoError(t, err)
	agents, err := client.GradientAI.AnthropicKeys.ListAgents(key.UUID, nil).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, agents, 1)
	require.Equal(t, []string{agent.UUID, key.UUID}, []string{agents[0].UUID, agents[0].AnthropicAPIKey.UUID})
	_, err = client.GradientAI.Agents.Update(ctx, agent.UUID, &digitalocean.AgentUpdateRequest{OpenAIKeyUUID: "none"})
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
}

func TestModelKeys(t *testing.T) {
	a := start(t)
	key := a.get("/v2/gen-ai/models/api_keys")["api_key_infos"].([]any)[0].(object)
	path := "/v2/gen-ai/models/api_keys/" + key["uuid"].(string)
	a.refused(a.do("POST", "/v2/gen-ai/models/api_keys", object{"name": "k"}), 410, "gone", "control panel")
	require.Equal(t, "ci", a.change("PUT", path, object{"name": "ci"})["api_key_info"].(object)["name"])
	require.Regexp(t, `^sk-do-[0-9a-f]{64}$`, a.change("PUT", path+"/regenerate", nil)["api_key_info"].(object)["secret_key"])
	require.NotContains(t, a.get("/v2/gen-ai/models/api_keys")["api_key_infos"].([]any)[0], "secret_key")
	a.invalid(a.do("PUT", path, object{"name": strings.Repeat("x", 256)}), "name")
	a.ended(path)
	require.Empty(t, a.get("/v2/gen-ai/models/api_keys")["api_key_infos"])
	for _, c := range [][2]string{{"PUT", path}, {"PUT", path + "/regenerate"}, {"DELETE", path}} {
		require.Equal(t, 404, a.do(c[0], c[1], object{}).status)
	}
}

func TestModelRouterLife(t *testing.T) {
	a := start(t)
	request := object{
		"name": "all", "description": "of it", "fallback_models": []any{"llama3.3-70b-instruct"}, "policies": []any{
			object{"task_slug": "summarization", "models": []any{"alibaba-qwen3-32b"}, "selection_policy": object{"prefer": "cheapest"}},
			object{"custom_task": object{"name": "Poems", "description": "Write verse"}, "models": []any{"openai-gpt-4o"}},
		},
	}
	router := a.created("/v2/gen-ai/models/routers", request)["model_router"].(object)
	require.Equal(t, []any{"all"}, router["regions"])
	path := "/v2/gen-ai/models/routers/" + router["uuid"].(string)
	require.Equal(t, router, a.get(path)["model_router"])
	changed := a.change("PUT", path, object{"description": "", "fallback_models": []any{"openai-gpt-oss-120b"}})["model_router"].(object)
	require.Equal(t, []any{"openai-gpt-oss-120b"}, changed["config"].(object)["fallback_models"])
	require.Equal(t, router["config"].(object)["policies"], changed["config"].(object)["policies"])
	require.Equal(t, []any{"all"}, column(a.get("/v2/gen-ai/models/routers")["model_routers"], "name"))
	require.Equal(t, router["uuid"], a.ended(path)["uuid"])
	a.gone(path)
	require.Equal(t, 404, a.do("PUT", path, object{}).status)
	require.Equal(t, 404, a.do("DELETE", path, nil).status)
	require.Len(t, a.get("/v2/gen-ai/models/routers/presets")["presets"], 1)
	require.Len(t, a.get("/v2/gen-ai/models/routers/tasks/presets")["tasks"], 3)
	without := func(name string, value any) object { return merged(request, object{name: value}) }
	policy := func(fields object) object { return without("policies", []any{fields}) }
	a.refusals("POST", "/v2/gen-ai/models/routers", []refusal{
		{without("name", nil), "name"},
		{without("name", "Upper"), "name"},
		{without("fallback_models", nil), "fallback_models"},
		{without("fallback_models", []any{"none"}), "fallback_models none"},
		{without("regions", []any{"nyc3"}), "regions"},
		{policy(object{"task_slug": "summarization"}), "policies[0].models"},
		{policy(object{"models": []any{"alibaba-qwen3-32b"}}), "policies[0].task_slug"},
		{policy(object{"models": []any{"alibaba-qwen3-32b"}, "task_slug": "none"}), "policies[0].task_slug none"},
		{policy(object{"models": []any{"alibaba-qwen3-32b"}, "custom_task": object{"name": "x"}}), "custom_task.description"},
	})
}

func TestCustomModelLife(t *testing.T) {
	a := start(t)
	request := object{
		"name": "mistral", "source_type": "SOURCE_TYPE_HUGGINGFACE", "source_ref": object{"repo_id": "mistralai/Mistral-7B-v0.3"},
		"accept_terms_and_conditions": true, "tags": object{"tags": []any{"support"}},
	}
	const custom = "/v2/gen-ai/custom_models"
	result := a.created(custom+"/import", request)
	require.Empty(t, result["error"])
	path := custom + "/" + result["model"].(object)["uuid"].(string)
	model := func() object { return a.get(path)["model"].(object) }
	require.Equal(t, "STATUS_IMPORTING", model()["status"])
	require.Equal(t, "DELETE_CUSTOM_MODEL_STATUS_FAIL", a.ended(path)["status"])
	a.srv.Advance(2 * time.Minute)
	require.Equal(t, []any{"STATUS_READY", "7248023552"}, []any{model()["status"], model()["parameters"]})
	changed := a.change("PATCH", path+"/metadata", object{"name": "m", "parameters": "7", "tags": object{"tags": []any{}}})["model"].(object)
	require.Equal(t, []any{"m", "7", object{"tags": []any{}}}, []any{changed["name"], changed["parameters"], changed["tags"]})
	a.invalid(a.do("PATCH", path+"/metadata", object{"input_modalities": []any{"image"}}), "input_modalities")

	a.srv.FailNext("custom_model")
	bucket := merged(request, object{"source_type": "SOURCE_TYPE_SPACES_BUCKET", "source_ref": object{"bucket": "b", "region": "nyc3"}})
	failing := a.created(custom+"/import", bucket)["model"].(object)["uuid"].(string)
	require.Equal(t, []any{"image"},
		a.change("PATCH", custom+"/"+failing+"/metadata", object{"input_modalities": []any{"image"}})["model"].(object)["input_modalities"])
	a.srv.Advance(2 * time.Minute)
	failed := a.get(custom + "?status=STATUS_FAILED")
	require.Equal(t, []any{failing}, column(failed["models"], "uuid"))
	require.Equal(t, 10.0, failed["max_threshold"])
	require.NotEmpty(t, failed["models"].([]any)[0].(object)["error_message"])

	for _, c := range []struct {
		fields object
		step   string
	}{
		{object{"accept_terms_and_conditions": false}, "terms"},
		{object{"source_ref": object{"repo_id": "meta/llama", "access_type": "ACCESS_TYPE_GATED"}}, "access"},
	} {
		refused := a.created(custom+"/import", merged(request, c.fields))
		require.NotEmpty(t, refused["error"])
		require.Equal(t, []any{c.step}, column(refused["validation_steps"], "name"))
	}
	for range 8 {
		a.created(custom+"/import", request)
	}
	require.Equal(t, []any{"limit"}, column(a.created(custom+"/import", request)["validation_steps"], "name"))
	a.refusals("POST", custom+"/import", []refusal{
		{merged(request, object{"name": nil}), "name"},
		{merged(request, object{"source_type": nil}), "source_type"},
		{merged(request, object{"source_ref": nil}), "source_ref.repo_id"},
		{merged(bucket, object{"source_ref": object{"bucket": "b"}}), "source_ref.region"},
	})
	require.Equal(t, "DELETE_CUSTOM_MODEL_STATUS_SUCCESS", a.ended(path)["status"])
	a.gone(path)
	require.Equal(t, 404, a.do("DELETE", path, nil).status)
	require.Equal(t, 404, a.do("PATCH", path+"/metadata", object{}).status)
}

// dataset makes a dataset and returns its UUID.
func (a api) dataset(kind string) string {
	a.t.Helper()
	return a.created("/v2/gen-ai/evaluation_datasets", object{
		"name": "questions", "dataset_type": "EVALUATION_DATASET_TYPE_" + kind,
		"file_upload_dataset": object{"original_file_name": "q.csv", "stored_object_key": "uploads/q.csv", "size_in_bytes": "100"},
	})["evaluation_dataset_uuid"].(string)
}

func TestEvaluationDatasetLife(t *testing.T) {
	a := start(t)
	const datasets = "/v2/gen-ai/evaluation_datasets"
	id := a.dataset("MODEL")
	a.dataset("ADK")
	require.Equal(t, []any{id}, column(a.get(datasets + "?dataset_type=EVALUATION_DATASET_TYPE_MODEL")["evaluation_datasets"], "dataset_uuid"))
	require.Len(t, a.get(datasets)["evaluation_datasets"], 2)
	address := a.get(datasets + "/" + id + "/download_url")["download_url"].(string)
	content := a.store("GET", address, "")
	require.Equal(t, 200, content.status)
	require.Equal(t, 4, strings.Count(content.raw, "\n"))
	a.ended(datasets + "/" + id)
	require.Equal(t, 404, a.do("DELETE", datasets+"/"+id, nil).status)
	a.gone(datasets + "/" + id + "/download_url")
	file := object{"stored_object_key": "k", "size_in_bytes": "1"}
	a.refusals("POST", datasets, []refusal{
		{object{"file_upload_dataset": file}, "name"},
		{object{"name": "x"}, "file_upload_dataset.stored_object_key"},
		{object{"name": "x", "file_upload_dataset": object{"stored_object_key": "k", "size_in_bytes": "0"}}, "size_in_bytes"},
	})
}

// workspace makes a workspace and returns its UUID.
func (a api) workspace() string {
	a.t.Helper()
	w, err := a.srv.Client().GradientAI.Workspaces.Create(a.t.Context(), &digitalocean.GradientAIWorkspaceCreateRequest{Name: "team"})
	require.NoError(a.t, err)
	return w.UUID
}

func TestEvaluationRunLife(t *testing.T) {
	a := start(t)
	metrics := column(a.get("/v2/gen-ai/evaluation_metrics")["metrics"], "metric_uuid")
	const cases, runs = "/v2/gen-ai/evaluation_test_cases", "/v2/gen-ai/evaluation_runs"
	request := object{
		"name": "support", "workspace_uuid": a.workspace(), "dataset_uuid": a.dataset("NON_ADK"), "metrics": metrics[:2],
		"star_metric": object{"metric_uuid": metrics[0], "success_threshold_pct": 80},
	}
	id := a.created(cases, request)["test_case_uuid"].(string)
	path := cases + "/" + id
	require.Equal(t, object{"test_case_uuid": id, "version": 2.0},
		a.change("PUT", path, object{"name": "all", "metrics": object{"metric_uuids": metrics}}))
	get := func(query string) object { return a.get(path + query)["evaluation_test_case"].(object) }
	require.Equal(t, []any{"all", 2.0}, []any{get("")["name"], get("")["version"]})
	require.Equal(t, "support", get("?evaluation_test_case_version=1")["name"])
	a.gone(path + "?evaluation_test_case_version=3")

	agent := newAgent(t, a.srv.Client()).UUID
	started := a.created(runs, object{
		"test_case_uuid": id, "run_name": "r", "agent_uuids": []any{agent}, "agent_deployment_names": []any{"main"},
	})["evaluation_run_uuids"].([]any)
	require.Len(t, started, 2)
	run := func() object { return a.get(runs + "/" + started[0].(string))["evaluation_run"].(object) }
	for _, status := range []string{"QUEUED", "RUNNING_DATASET", "EVALUATING_RESULTS", "SUCCESSFUL"} {
		require.Equal(t, "EVALUATION_RUN_"+status, run()["status"])
		a.srv.Advance(30 * time.Second)
	}
	require.Equal(t, true, run()["pass_status"])
	require.Equal(t, metrics[0], run()["star_metric_result"].(object)["metric_uuid"])
	results := a.get(runs + "/" + started[0].(string) + "/results?per_page=2")
	require.Len(t, results["prompts"], 2)
	require.Equal(t, run(), results["evaluation_run"])
	require.Equal(t, results["prompts"].([]any)[1], a.get(runs + "/" + started[0].(string) + "/results/2")["prompt"])
	a.gone(runs + "/" + started[0].(string) + "/results/9")
	require.Equal(t, 2.0, get("")["total_runs"])
	require.Len(t, a.get(path + "/evaluation_runs")["evaluation_runs"], 2)
	require.Empty(t, a.get(path + "/evaluation_runs?evaluation_test_case_version=1")["evaluation_runs"])

	a.srv.FailNext("evaluation_run")
	started = a.created(runs, object{"test_case_uuid": id, "run_name": "r", "agent_uuids": []any{agent}})["evaluation_run_uuids"].([]any)
	a.srv.Advance(2 * time.Minute)
	require.Equal(t, "EVALUATION_RUN_FAILED", run()["status"])
	require.Equal(t, []any{"helper", false}, []any{run()["agent_name"], run()["agent_deleted"]})
	_, err := a.srv.Client().GradientAI.Agents.Delete(t.Context(), agent)
	require.NoError(t, err)
	require.Equal(t, true, run()["agent_deleted"])
	require.Len(t, a.get(cases)["evaluation_test_cases"], 1)
	require.Equal(t, []any{id}, column(a.get("/v2/gen-ai/workspaces/" + request["workspace_uuid"].(string) + "/evaluation_test_cases")["evaluation_test_cases"], "test_case_uuid"))
	a.created(cases, merged(request, object{"workspace_uuid": nil, "agent_workspace_name": "kit"}))
	a.refusals("POST", cases, []refusal{
		{merged(request, object{"name": nil}), "name"},
		{merged(request, object{"workspace_uuid": nil}), "workspace_uuid"},
		{merged(request, object{"workspace_uuid": "none"}), "workspace_uuid none"},
		{merged(request, object{"dataset_uuid": "none"}), "dataset_uuid none"},
		{merged(request, object{"metrics": []any{"none"}}), "metrics none"},
		{merged(request, object{"star_metric": object{"metric_uuid": metrics[2]}}), "star_metric.metric_uuid"},
	})
	a.refusals("POST", runs, []refusal{
		{object{"test_case_uuid": id, "run_name": "r"}, "agent_uuids"},
		{object{"test_case_uuid": id, "run_name": "r", "agent_uuids": []any{"none"}}, "agent_uuids none"},
		{object{"test_case_uuid": "none", "run_name": "r", "agent_uuids": []any{agent}}, "test_case_uuid none"},
	})
	for _, path := range []string{cases + "/none", cases + "/none/evaluation_runs", runs + "/none", runs + "/none/results", runs + "/none/results/1"} {
		a.gone(path)
	}
	require.Equal(t, 404, a.do("PUT", cases+"/none", object{}).status)
}

func TestCustomMetricLife(t *testing.T) {
	a := start(t)
	const custom = "/v2/gen-ai/custom_evaluation_metrics"
	config := object{"scoring_prompt": "Score the tone.", "requires_ground_truth": true}
	metric := a.created(custom, object{"metric_name": "Tone", "config": config})["metric"].(object)
	changed := a.change("PUT", custom+"/"+metric["metric_uuid"].(string), object{"metric_name": "Voice"})["metric"].(object)
	require.NotEqual(t, metric["metric_uuid"], changed["metric_uuid"])
	require.Equal(t, []any{"Instruction following", "Factuality", "Voice"}, column(a.get("/v2/gen-ai/model_evaluation_metrics")["metrics"], "metric_name"))
	require.Equal(t, "Score the tone.", changed["custom_eval_config"].(object)["scoring_prompt"])
	require.Equal(t, 404, a.do("PUT", custom+"/"+metric["metric_uuid"].(string), object{}).status)
	a.ended(custom + "/" + changed["metric_uuid"].(string))
	require.Equal(t, 404, a.do("DELETE", custom+"/"+changed["metric_uuid"].(string), nil).status)
	a.refusals("POST", custom, []refusal{{object{"config": config}, "metric_name"}, {object{"metric_name": "x"}, "config.scoring_prompt"}})
}

func TestModelEvaluationRunLife(t *testing.T) {
	a := start(t)
	const runs, presets = "/v2/gen-ai/model_evaluation_runs", "/v2/gen-ai/model_evaluation_presets"
	models := column(a.get("/v2/gen-ai/models")["models"], "uuid")
	custom := a.created("/v2/gen-ai/custom_evaluation_metrics", object{"metric_name": "Tone", "config": object{"scoring_prompt": "Score it."}})
	metric := custom["metric"].(object)["metric_uuid"].(string)
	request := object{
		"name": "compare", "dataset_uuid": a.dataset("MODEL"), "candidate_model_source": "CANDIDATE_MODEL_SOURCE_SERVERLESS",
		"candidate_model_uuid": models[0], "candidate_inference_config": object{"system_prompt": "Be short.", "temperature": 0},
		"judge_model_uuid": models[3], "metric_uuids": []any{metric}, "star_metric": object{"metric_uuid": metric, "success_threshold": 80},
		"preset_name": "usual", "preset_save_sections": []any{
			"PRESET_SAVE_SECTION_CANDIDATE", "PRESET_SAVE_SECTION_JUDGE", "PRESET_SAVE_SECTION_METRICS", "PRESET_SAVE_SECTION_DATASET",
			"PRESET_SAVE_SECTION_SYSTEM_PROMPT",
		},
	}
	id := a.created(runs, request)["eval_run_uuid"].(string)
	path := runs + "/" + id
	run := func() object { return a.get(path)["run"].(object) }
	for _, status := range []string{"QUEUED", "RUNNING_DATASET", "EVALUATING_RESULTS", "SUCCESSFUL"} {
		require.Equal(t, "MODEL_EVALUATION_RUN_"+status, run()["status"])
		if status != "SUCCESSFUL" {
			require.Equal(t, "DELETE_MODEL_EVALUATION_RUN_STATUS_FAIL", a.ended(path)["status"])
			a.gone(path + "/results/download_url")
		}
		a.srv.Advance(30 * time.Second)
	}
	require.Equal(t, 100.0, run()["result_summary"].(object)["overall_score_percent"])
	require.Len(t, a.get(path + "?per_page=2")["results"], 2)
	content := a.store("GET", a.get(path + "/results/download_url")["download_url"], "")
	require.Equal(t, 200, content.status)
	file, err := gzip.NewReader(strings.NewReader(content.raw))
	require.NoError(t, err)
	var whole struct{ Results []object }
	require.NoError(t, json.NewDecoder(file).Decode(&whole))
	require.Len(t, whole.Results, 3)

	preset := a.get(presets)["presets"].([]any)[0].(object)
	require.Equal(t, []any{"usual", "Be short."}, []any{preset["name"], preset["candidate_system_prompt"]})
	presetPath := presets + "/" + preset["eval_preset_uuid"].(string)
	require.Equal(t, preset, a.get(presetPath)["preset"])
	again := runs + "/" + a.created(runs, object{"name": "again", "eval_preset_uuid": preset["eval_preset_uuid"]})["eval_run_uuid"].(string)
	cancelled := a.change("PUT", again+"/cancel", object{})["run"].(object)
	require.Equal(t, []any{models[0], "MODEL_EVALUATION_RUN_CANCELLING"}, []any{cancelled["candidate_model_uuid"], cancelled["status"]})
	a.invalid(a.do("PUT", again+"/cancel", object{}), "ended")
	require.Equal(t, "DELETE_MODEL_EVALUATION_RUN_STATUS_FAIL", a.ended(again)["status"])
	a.srv.Advance(2 * time.Minute)
	require.Equal(t, "MODEL_EVALUATION_RUN_CANCELLED", a.get(again)["run"].(object)["status"])
	require.Equal(t, "new", a.change("PATCH", again, object{"name": "new"})["run"].(object)["name"])
	a.srv.FailNext("model_evaluation_run")
	a.created(runs, merged(request, object{"name": "broken", "save_as_preset": true, "preset_save_sections": nil}))
	a.srv.Advance(2 * time.Minute)

	for query, want := range map[string][]any{
		"":                                   {"broken", "new", "compare"},
		"?sort_direction=SORT_DIRECTION_ASC": {"compare", "new", "broken"},
		"?sort_by=MODEL_EVALUATION_RUN_SORT_FIELD_STATUS":                                   {"compare", "broken", "new"},
		"?status=MODEL_EVALUATION_RUN_FAILED":                                               {"broken"},
		"?statuses=MODEL_EVALUATION_RUN_CANCELLED&statuses=MODEL_EVALUATION_RUN_SUCCESSFUL": {"new", "compare"},
		"?search=COMP": {"compare"},
		"?candidate_types=CANDIDATE_MODEL_SOURCE_ROUTER":           {},
		"?eval_preset_uuid=" + preset["eval_preset_uuid"].(string): {"new"},
	} {
		require.Equal(t, want, column(a.get(runs + query)["runs"], "name"), query)
	}
	require.Len(t, a.get(runs)["available_statuses"], 8)
	require.Equal(t, "DELETE_MODEL_EVALUATION_RUN_STATUS_SUCCESS", a.ended(path)["status"])
	a.gone(path)
	require.Len(t, a.get(presets)["presets"], 2)
	a.ended(presetPath)
	a.gone(presetPath)
	a.refusals("POST", runs, []refusal{
		{merged(request, object{"name": nil}), "name"},
		{merged(request, object{"candidate_model_uuid": "none"}), "candidate_model_uuid none"},
		{merged(request, object{"judge_model_uuid": "none"}), "judge_model_uuid none"},
		{merged(request, object{"dataset_uuid": "none"}), "dataset_uuid none"},
		{merged(request, object{"preset_save_sections": []any{"none"}}), "preset_save_sections"},
		{object{"eval_preset_uuid": "none"}, "eval_preset_uuid"},
	})
	a.ended("/v2/gen-ai/custom_evaluation_metrics/" + metric)
	require.Empty(t, a.get(presets)["presets"], "they use the metric")
	for _, c := range [][2]string{{"PATCH", path}, {"DELETE", path}, {"PUT", path + "/cancel"}, {"GET", path + "/results/download_url"}} {
		require.Equal(t, 404, a.do(c[0], c[1], object{}).status)
	}
}
