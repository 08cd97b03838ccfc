package digitaloceantest

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"slices"
	"strings"
	"time"
)

// modelRun is the evaluation of a model.
type modelRun struct {
	*object // in detail
	results []*object
	ended   bool // nothing more comes of it
}

var (
	modelRuns    = stateful(fresh[collection[*modelRun]])
	modelPresets = stateful(fresh[collection[*object]])
)

var modelRunStatuses = []string{
	"QUEUED", "RUNNING_DATASET", "EVALUATING_RESULTS", "CANCELLING", "CANCELLED", "SUCCESSFUL", "PARTIALLY_SUCCESSFUL", "FAILED",
}

var candidateSources = []string{
	"CANDIDATE_MODEL_SOURCE_SERVERLESS", "CANDIDATE_MODEL_SOURCE_DEDICATED", "CANDIDATE_MODEL_SOURCE_ROUTER",
}

func init() {
	handle("GET /v2/gen-ai/model_evaluation_presets", func(c *call) (reply, error) {
		return list(http.StatusOK, "presets", objects(modelPresets.of(c.Server).all(), nil))
	})
	handle("GET /v2/gen-ai/model_evaluation_presets/{eval_preset_uuid}", getter(modelPresets, "eval_preset_uuid", "preset"))
	handle("DELETE /v2/gen-ai/model_evaluation_presets/{eval_preset_uuid}", func(c *call) (reply, error) {
		return c.removed(modelPresets, "eval_preset_uuid")
	})
	handle("GET /v2/gen-ai/model_evaluation_runs", listModelRuns)
	handle("POST /v2/gen-ai/model_evaluation_runs", createModelRun)
	handle("GET /v2/gen-ai/model_evaluation_runs/{eval_run_uuid}", getModelRun)
	handle("PATCH /v2/gen-ai/model_evaluation_runs/{eval_run_uuid}", renameModelRun)
	handle("DELETE /v2/gen-ai/model_evaluation_runs/{eval_run_uuid}", deleteModelRun)
	handle("PUT /v2/gen-ai/model_evaluation_runs/{eval_run_uuid}/cancel", cancelModelRun)
	handle("GET /v2/gen-ai/model_evaluation_runs/{eval_run_uuid}/results/download_url", getModelRunURL)
	count("Model evaluation runs", func(s *Server) int { return modelRuns.of(s).len() })
	count("Model evaluation presets", func(s *Server) int { return modelPresets.of(s).len() })
}

// become gives the run a status, by its short name.
func (run *modelRun) become(status string) { run.set("status", "MODEL_EVALUATION_RUN_"+status) }

// summary is the run as a list has it.
func (run *modelRun) summary() *object {
	o := newObject()
	for _, name := range []string{
		"eval_run_uuid", "name", "status", "progress", "candidate_model_source", "candidate_model_uuid", "candidate_model_name",
		"judge_model_uuid", "judge_model_name", "dataset_uuid", "dataset_name", "created_at",
	} {
		o.set(name, run.get(name))
	}
	return o
}

func listModelRuns(c *call) (reply, error) {
	statuses, sources := c.query["statuses"], c.query["candidate_types"]
	if one := c.query.Get("status"); one != "" {
		statuses = append(slices.Clip(statuses), one)
	}
	preset, search := matching(c.query.Get("eval_preset_uuid"), "eval_preset_uuid"), strings.ToLower(c.query.Get("search"))
	runs := []*object{}
	for run := range modelRuns.of(c.Server).newestFirst() {
		names := strings.ToLower(run.text("name") + "\n" + run.text("candidate_model_name") + "\n" + run.text("dataset_name"))
		if (len(statuses) == 0 || slices.Contains(statuses, run.text("status"))) &&
			(len(sources) == 0 || slices.Contains(sources, run.text("candidate_model_source"))) &&
			preset(run.object) && strings.Contains(names, search) {
			runs = append(runs, run.summary())
		}
	}
	if c.query.Get("sort_by") == "MODEL_EVALUATION_RUN_SORT_FIELD_STATUS" {
		slices.SortStableFunc(runs, func(a, b *object) int { return strings.Compare(b.text("status"), a.text("status")) })
	}
	if c.query.Get("sort_direction") == "SORT_DIRECTION_ASC" {
		slices.Reverse(runs)
	}
	var all []string
	for _, status := range modelRunStatuses {
		all = append(all, "MODEL_EVALUATION_RUN_"+status)
	}
	return c.genAIPage("runs", runs, "available_statuses", all, "available_candidate_types", candidateSources)
}

// createModelRun begins a run. What the request lacks is taken from its preset.
func createModelRun(c *call) (reply, error) {
	preset, err := c.usePreset()
	if err != nil {
		return reply{}, err
	}
	name := c.body.needText("name")
	source := c.body.choice("candidate_model_source", candidateSources[0], candidateSources...)
	candidate, judge := c.body.needText("candidate_model_uuid"), c.body.needText("judge_model_uuid")
	model, judgeModel := modelNamed(candidate), modelNamed(judge)
	if source == candidateSources[0] && candidate != "" && model == nil {
		c.body.refuseField("candidate_model_uuid", candidate+" does not exist")
	}
	if judge != "" && judgeModel == nil {
		c.body.refuseField("judge_model_uuid", judge+" does not exist")
	}
	candidateName := c.body.text("candidate_model_name")
	if candidateName == "" && model != nil {
		candidateName = model.slug
	}
	dataset, metrics := c.datasetOf("dataset_uuid"), c.metricsOf(c.body, "metric_uuids", c.modelMetrics())
	star := c.starMetric(metrics, nil)
	config := c.body.values["candidate_inference_config"]
	sections := c.readSections()
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	run := &modelRun{object: newObject(
		"eval_run_uuid", c.ids.uuid("model evaluation run"),
		"name", name,
		"candidate_model_source", source,
		"candidate_model_uuid", candidate,
		"candidate_model_name", candidateName,
		"candidate_inference_config", newObject(),
		"judge_model_uuid", judge,
		"judge_model_name", judgeModel.text("name"),
		"dataset_uuid", dataset.get("dataset_uuid"),
		"dataset_name", dataset.get("dataset_name"),
		"metrics", metrics,
		"eval_preset_uuid", preset.text("eval_preset_uuid"),
		"eval_preset_name", preset.text("name"),
		"error_description", "",
		"progress", progress(0, 0),
		"created_at", c.now,
	)}
	if star != nil {
		run.set("star_metric", star)
	}
	if config != nil {
		run.set("candidate_inference_config", config)
	}
	run.become("QUEUED")
	modelRuns.of(c.Server).add(run.text("eval_run_uuid"), run)
	if len(sections) > 0 && preset.text("eval_preset_uuid") == "" {
		c.savePreset(run, sections)
	}
	c.work(run, metrics)
	return bare(http.StatusOK, newObject("eval_run_uuid", run.get("eval_run_uuid")))
}

// usePreset puts what a preset has into the request, where the request does not have it. Without a preset it is empty.
func (c *call) usePreset() (*object, error) {
	id := c.body.text("eval_preset_uuid")
	if id == "" {
		return newObject(), nil
	}
	preset, ok := modelPresets.of(c.Server).get(id)
	if !ok {
		return nil, unprocessable("eval_preset_uuid " + id + " does not exist")
	}
	for _, name := range []string{"dataset_uuid", "judge_model_uuid", "candidate_model_uuid", "candidate_model_source", "candidate_model_name"} {
		if !c.body.has(name) && preset.text(name) != "" {
			c.body.values[name] = preset.get(name)
		}
	}
	if metrics, _ := preset.get("metrics").([]*object); !c.body.has("metric_uuids") && len(metrics) > 0 {
		var ids []any
		for _, metric := range metrics {
			ids = append(ids, metric.get("metric_uuid"))
		}
		c.body.values["metric_uuids"] = ids
	}
	return preset, nil
}

// presetFields are what each section of a preset has.
var presetFields = map[string][]string{
	"PRESET_SAVE_SECTION_CANDIDATE":     {"candidate_model_uuid", "candidate_model_source", "candidate_model_name", "candidate_inference_config"},
	"PRESET_SAVE_SECTION_METRICS":       {"metrics", "star_metric"},
	"PRESET_SAVE_SECTION_JUDGE":         {"judge_model_uuid", "judge_model_name"},
	"PRESET_SAVE_SECTION_DATASET":       {"dataset_uuid", "dataset_name"},
	"PRESET_SAVE_SECTION_SYSTEM_PROMPT": {},
}

// readSections reads what of the request is to be a preset.
func (c *call) readSections() []string {
	sections := c.body.texts("preset_save_sections")
	for _, section := range sections {
		if presetFields[section] == nil {
			c.body.refuseField("preset_save_sections", section+" is none")
		}
	}
	if len(sections) == 0 && c.body.flag("save_as_preset", false) {
		sections = []string{
			"PRESET_SAVE_SECTION_CANDIDATE", "PRESET_SAVE_SECTION_METRICS", "PRESET_SAVE_SECTION_JUDGE", "PRESET_SAVE_SECTION_DATASET",
			"PRESET_SAVE_SECTION_SYSTEM_PROMPT",
		}
	}
	return sections
}

func (c *call) savePreset(run *modelRun, sections []string) {
	name := c.body.text("preset_name")
	if name == "" {
		name = run.text("name")
	}
	preset := newObject(
		"eval_preset_uuid", c.ids.uuid("model evaluation preset"), "name", name, "saved_sections", sections,
		"candidate_model_source", candidateSources[0], "candidate_model_uuid", "", "candidate_model_name", "",
		"candidate_inference_config", newObject(), "candidate_system_prompt", "", "judge_model_uuid", "", "judge_model_name", "",
		"dataset_uuid", "", "dataset_name", "", "metrics", []*object{}, "created_at", c.now,
	)
	for _, section := range sections {
		for _, field := range presetFields[section] {
			if value := run.get(field); value != nil {
				preset.set(field, value)
			}
		}
	}
	if slices.Contains(sections, "PRESET_SAVE_SECTION_SYSTEM_PROMPT") {
		preset.set("candidate_system_prompt", c.body.inside("candidate_inference_config").text("system_prompt"))
	}
	modelPresets.of(c.Server).add(preset.text("eval_preset_uuid"), preset)
}

func progress(candidate, judge int) *object {
	return newObject("total_rows", datasetRows, "candidate_rows_evaluated", candidate, "judge_rows_evaluated", judge)
}

// work takes the run through its phases, unless it is cancelled.
func (c *call) work(run *modelRun, metrics []*object) {
	c.inPhases("model_evaluation_run", runPhases, func(phase string, at time.Time) {
		if run.ended {
			return
		}
		run.become(phase)
		switch phase {
		case "RUNNING_DATASET":
			run.set("started_at", at)
		case "EVALUATING_RESULTS":
			run.set("progress", progress(datasetRows, 0))
		}
	}, func(at time.Time) {
		if !run.ended {
			run.succeed(metrics, at)
		}
	}, func(at time.Time) {
		if !run.ended {
			run.end("FAILED", at)
			run.set("error_description", "the candidate did not answer")
		}
	})
}

func (run *modelRun) end(status string, at time.Time) {
	run.ended = true
	run.become(status)
	run.set("completed_at", at)
}

// succeed gives the run its results: every answer is as it should be.
func (run *modelRun) succeed(metrics []*object, at time.Time) {
	run.end("SUCCESSFUL", at)
	run.set("progress", progress(datasetRows, datasetRows))
	for i := range datasetRows {
		run.results = append(run.results, newObject(
			"input", question(i),
			"output", expectedAnswer(i),
			"ground_truth", expectedAnswer(i),
			"metric_results", metricResults(metrics),
			"candidate_model_uuid", run.get("candidate_model_uuid"),
			"candidate_model_name", run.get("candidate_model_name"),
			"candidate_routed_task", "",
		))
	}
	summaries := []*object{}
	for _, metric := range metrics {
		summaries = append(summaries, newObject(
			"metric_uuid", metric.get("metric_uuid"), "metric_name", metric.get("metric_name"), "description", metric.get("description"),
			"pass_count", datasetRows, "pass_percent", 100, "fail_count", 0, "fail_percent", 0, "skipped_count", 0, "skip_percent", 0,
		))
	}
	started, _ := run.get("started_at").(time.Time)
	run.set("result_summary", newObject(
		"overall_score_percent", 100, "metric_summaries", summaries, "start_time", started, "end_time", at,
		"total_duration_seconds", int64(at.Sub(started)/time.Second),
	))
}

func getModelRun(c *call) (reply, error) {
	run, err := found(c, modelRuns.of(c.Server), "eval_run_uuid")
	if err != nil {
		return reply{}, err
	}
	return c.genAIPage("results", run.results, "run", run.object)
}

func renameModelRun(c *call) (reply, error) {
	run, err := found(c, modelRuns.of(c.Server), "eval_run_uuid")
	if err != nil {
		return reply{}, err
	}
	name := c.body.changed("name", run.text("name"), 255)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	run.set("name", name)
	return answer(http.StatusOK, "run", run.summary())
}

func deleteModelRun(c *call) (reply, error) {
	run, err := found(c, modelRuns.of(c.Server), "eval_run_uuid")
	if err != nil {
		return reply{}, err
	}
	if run.get("completed_at") == nil {
		return bare(http.StatusOK, newObject("status", "DELETE_MODEL_EVALUATION_RUN_STATUS_FAIL", "error", "the run has not ended"))
	}
	modelRuns.of(c.Server).remove(run.text("eval_run_uuid"))
	return bare(http.StatusOK, newObject("status", "DELETE_MODEL_EVALUATION_RUN_STATUS_SUCCESS", "error", ""))
}

func cancelModelRun(c *call) (reply, error) {
	run, err := found(c, modelRuns.of(c.Server), "eval_run_uuid")
	if err != nil {
		return reply{}, err
	}
	if run.ended {
		return reply{}, unprocessable("the run has ended")
	}
	run.ended = true
	run.become("CANCELLING")
	c.at(c.now.Add(c.took("model_evaluation_run")/10), func(at time.Time) { run.end("CANCELLED", at) })
	return answer(http.StatusOK, "run", run.summary())
}

func getModelRunURL(c *call) (reply, error) {
	run, err := found(c, modelRuns.of(c.Server), "eval_run_uuid")
	if err != nil {
		return reply{}, err
	}
	if run.text("status") != "MODEL_EVALUATION_RUN_SUCCESSFUL" {
		return reply{}, notFound()
	}
	var file bytes.Buffer
	compressed := gzip.NewWriter(&file)
	_, _ = compressed.Write(newObject("results", run.results).json())
	_ = compressed.Close()
	return c.download(file.Bytes())
}
