package digitaloceantest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// testCase is what agents are evaluated by, in all its versions.
type testCase struct {
	id       string
	versions []*object // the first is version 1
	server   *Server
}

// evaluationRun is the evaluation of an agent by a version of a test case.
type evaluationRun struct {
	*object
	testCase *testCase
	version  int
	prompts  []*object // once it was successful
}

var (
	testCases      = stateful(fresh[collection[*testCase]])
	evaluationRuns = stateful(fresh[collection[*evaluationRun]])
)

// runPhases are the statuses that a run goes through. They follow EVALUATION_RUN_ and MODEL_EVALUATION_RUN_.
var runPhases = []string{"QUEUED", "RUNNING_DATASET", "EVALUATING_RESULTS"}

func init() {
	handle("GET /v2/gen-ai/evaluation_test_cases", func(c *call) (reply, error) {
		return list(http.StatusOK, "evaluation_test_cases", objects(testCases.of(c.Server).all(), nil))
	})
	handle("POST /v2/gen-ai/evaluation_test_cases", createTestCase)
	handle("GET /v2/gen-ai/evaluation_test_cases/{test_case_uuid}", getTestCase)
	handle("PUT /v2/gen-ai/evaluation_test_cases/{test_case_uuid}", updateTestCase)
	handle("GET /v2/gen-ai/evaluation_test_cases/{evaluation_test_case_uuid}/evaluation_runs", listRunsOfTestCase)
	handle("POST /v2/gen-ai/evaluation_runs", createEvaluationRuns)
	handle("GET /v2/gen-ai/evaluation_runs/{evaluation_run_uuid}", getter(evaluationRuns, "evaluation_run_uuid", "evaluation_run"))
	handle("GET /v2/gen-ai/evaluation_runs/{evaluation_run_uuid}/results", listRunResults)
	handle("GET /v2/gen-ai/evaluation_runs/{evaluation_run_uuid}/results/{prompt_id}", getRunResult)
	count("Evaluation test cases", func(s *Server) int { return testCases.of(s).len() })
	count("Evaluation runs", func(s *Server) int { return evaluationRuns.of(s).len() })
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		for run := range evaluationRuns.of(s).all() {
			if resourceType == "agent" && run.text("agent_uuid") == key {
				run.set("agent_deleted", true)
			}
		}
	})
}

// show is the latest version.
func (t *testCase) show() *object { return t.at(len(t.versions)) }

// at is a version, with the runs that there are.
func (t *testCase) at(version int) *object {
	total, latest := 0, 0
	for run := range evaluationRuns.of(t.server).all() {
		if run.testCase == t {
			total++
		}
		if run.testCase == t && run.version == len(t.versions) {
			latest++
		}
	}
	o := t.versions[version-1]
	o.set("total_runs", total)
	o.set("latest_version_number_of_runs", latest)
	return o
}

func createTestCase(c *call) (reply, error) {
	c.body.needText("name")
	w := c.testCaseWorkspace()
	c.datasetOf("dataset_uuid")
	c.body.needTexts("metrics")
	t := &testCase{id: c.ids.uuid("test case"), server: c.Server}
	version := newObject(
		"test_case_uuid", t.id, "name", "", "description", "", "version", 0, "dataset_uuid", "", "dataset_name", "", "dataset", nil,
		"metrics", []*object{}, "created_by_user_id", key(ownerID), "created_by_user_email", accountEmail, "created_at", c.now,
	)
	if err := c.addVersion(t, version, c.body, "metrics"); err != nil {
		return reply{}, err
	}
	testCases.of(c.Server).add(t.id, t)
	if w != nil {
		w.testCases.add(t.id, t)
	}
	return bare(http.StatusOK, newObject("test_case_uuid", t.id))
}

// testCaseWorkspace reads the workspace of a new test case. Those of the Agent Development Kit, which have names, are not on
// the server.
func (c *call) testCaseWorkspace() *workspace {
	if c.body.text("agent_workspace_name") != "" {
		return nil
	}
	id := c.body.needText("workspace_uuid")
	w, ok := workspaces.of(c.Server).get(id)
	if id != "" && !ok {
		c.body.refuseField("workspace_uuid", id+" does not exist")
	}
	return w
}

// addVersion adds a version with what the request has. Nothing changes where the request is refused.
func (c *call) addVersion(t *testCase, version *object, metricFields *fields, metricName string) error {
	name := c.body.changed("name", version.text("name"), 255)
	description := c.body.changed("description", version.text("description"), 2048)
	dataset, _ := version.get("dataset").(*object)
	if c.body.has("dataset_uuid") {
		dataset = c.datasetOf("dataset_uuid")
	}
	metrics, _ := version.get("metrics").([]*object)
	if metricFields != nil {
		metrics = c.metricsOf(metricFields, metricName, builtInMetrics("EVALUATION_SCOPE_AGENT"))
	}
	star := c.starMetric(metrics, version.get("star_metric"))
	if c.body.problem != nil {
		return c.body.problem
	}
	version.set("name", name)
	version.set("description", description)
	version.set("dataset", dataset)
	version.set("dataset_uuid", dataset.get("dataset_uuid"))
	version.set("dataset_name", dataset.get("dataset_name"))
	version.set("metrics", metrics)
	if star != nil {
		version.set("star_metric", star)
	}
	version.set("version", len(t.versions)+1)
	version.set("updated_by_user_id", key(ownerID))
	version.set("updated_by_user_email", accountEmail)
	version.set("updated_at", c.now)
	t.versions = append(t.versions, version)
	return nil
}

// version reads the version of a test case that the query asks for; without one it is 0.
func (c *call) version(t *testCase) (int, error) {
	text := c.query.Get("evaluation_test_case_version")
	if text == "" {
		return 0, nil
	}
	version, err := strconv.Atoi(text)
	if err != nil || version < 1 || version > len(t.versions) {
		return 0, notFound()
	}
	return version, nil
}

func getTestCase(c *call) (reply, error) {
	t, err := found(c, testCases.of(c.Server), "test_case_uuid")
	if err != nil {
		return reply{}, err
	}
	version, err := c.version(t)
	if err != nil {
		return reply{}, err
	}
	if version == 0 {
		version = len(t.versions)
	}
	return answer(http.StatusOK, "evaluation_test_case", t.at(version))
}

func updateTestCase(c *call) (reply, error) {
	t, err := found(c, testCases.of(c.Server), "test_case_uuid")
	if err != nil {
		return reply{}, err
	}
	version := &object{fields: slices.Clone(t.show().fields)}
	if err := c.addVersion(t, version, c.body.nested("metrics"), "metric_uuids"); err != nil {
		return reply{}, err
	}
	return bare(http.StatusOK, newObject("test_case_uuid", t.id, "version", len(t.versions)))
}

func listRunsOfTestCase(c *call) (reply, error) {
	t, err := found(c, testCases.of(c.Server), "evaluation_test_case_uuid")
	if err != nil {
		return reply{}, err
	}
	version, err := c.version(t)
	if err != nil {
		return reply{}, err
	}
	return list(http.StatusOK, "evaluation_runs", objects(evaluationRuns.of(c.Server).newestFirst(), func(run *evaluationRun) bool {
		return run.testCase == t && (version == 0 || run.version == version)
	}))
}

// createEvaluationRuns begins a run for each agent. Deployments of the Agent Development Kit are taken for there.
func createEvaluationRuns(c *call) (reply, error) {
	id, name := c.body.needText("test_case_uuid"), c.body.needText("run_name")
	t, ok := testCases.of(c.Server).get(id)
	if id != "" && !ok {
		c.body.refuseField("test_case_uuid", id+" does not exist")
	}
	evaluated, deployments := needKnown(c.body, "agent_uuids", agents.of(c.Server)), c.body.texts("agent_deployment_names")
	if len(evaluated)+len(deployments) == 0 {
		c.body.refuseField("agent_uuids", "can't be blank")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	runs := []string{}
	for _, a := range evaluated {
		runs = append(runs, c.beginRun(t, name, newObject(
			"agent_uuid", a.uuid, "agent_name", a.text("name"), "agent_version_hash", a.text("version_hash"),
		)))
	}
	for _, deployment := range deployments {
		runs = append(runs, c.beginRun(t, name, newObject("agent_deployment_name", deployment)))
	}
	return bare(http.StatusOK, newObject("evaluation_run_uuids", runs))
}

// beginRun begins the evaluation of an agent, of which the run has some fields.
func (c *call) beginRun(t *testCase, name string, ofAgent *object) string {
	evaluated := t.show()
	run := &evaluationRun{testCase: t, version: len(t.versions)}
	run.object = mergedFields(ofAgent, newObject(
		"evaluation_run_uuid", c.ids.uuid("evaluation run"),
		"run_name", name,
		"status", "EVALUATION_RUN_QUEUED",
		"error_description", "",
		"pass_status", false,
		"run_level_metric_results", []*object{},
		"test_case_uuid", t.id,
		"test_case_name", evaluated.get("name"),
		"test_case_description", evaluated.get("description"),
		"test_case_version", run.version,
		"agent_deleted", false,
		"created_by_user_id", key(ownerID),
		"created_by_user_email", accountEmail,
		"queued_at", c.now,
	))
	id := run.text("evaluation_run_uuid")
	evaluationRuns.of(c.Server).add(id, run)
	metrics, _ := evaluated.get("metrics").([]*object)
	star, _ := evaluated.get("star_metric").(*object)
	c.inPhases("evaluation_run", runPhases, func(phase string, at time.Time) {
		run.set("status", "EVALUATION_RUN_"+phase)
		if phase == "RUNNING_DATASET" {
			run.set("started_at", at)
		}
	}, func(at time.Time) { run.succeed(metrics, star, at) }, func(at time.Time) {
		run.set("status", "EVALUATION_RUN_FAILED")
		run.set("error_description", "the agent did not answer")
		run.set("finished_at", at)
	})
	return id
}

// succeed gives the run its results: every answer is as it should be.
func (run *evaluationRun) succeed(metrics []*object, star *object, at time.Time) {
	for i := range datasetRows {
		run.prompts = append(run.prompts, newObject(
			"prompt_id", i+1,
			"input", question(i),
			"output", expectedAnswer(i),
			"ground_truth", expectedAnswer(i),
			"input_tokens", "12",
			"output_tokens", "34",
			"prompt_level_metric_results", metricResults(metrics),
			"prompt_chunks", []*object{},
			"trace_id", "",
			"evaluation_trace_spans", []*object{},
		))
	}
	run.set("status", "EVALUATION_RUN_SUCCESSFUL")
	run.set("run_level_metric_results", metricResults(metrics))
	if star != nil {
		run.set("star_metric_result", metricResults([]*object{newObject("metric_uuid", star.get("metric_uuid"), "metric_name", star.get("name"))})[0])
	}
	run.set("pass_status", true)
	run.set("finished_at", at)
}

// metricResults gives each metric its best value.
func metricResults(metrics []*object) []*object {
	results := []*object{}
	for _, metric := range metrics {
		value := 100.0
		if metric.get("inverted") == true {
			value = 0
		}
		results = append(results, newObject(
			"metric_uuid", metric.get("metric_uuid"),
			"metric_name", metric.get("metric_name"),
			"status", "EVALUATION_METRIC_RESULT_STATUS_COMPLETED",
			"error_description", "",
			"metric_value_type", "METRIC_VALUE_TYPE_PERCENTAGE",
			"number_value", value,
			"string_value", "",
			"reasoning", "The answer is as it should be.",
		))
	}
	return results
}

func listRunResults(c *call) (reply, error) {
	run, err := found(c, evaluationRuns.of(c.Server), "evaluation_run_uuid")
	if err != nil {
		return reply{}, err
	}
	return c.genAIPage("prompts", run.prompts, "evaluation_run", run.object)
}

func getRunResult(c *call) (reply, error) {
	run, err := found(c, evaluationRuns.of(c.Server), "evaluation_run_uuid")
	if err != nil {
		return reply{}, err
	}
	for _, prompt := range run.prompts {
		if fmt.Sprint(prompt.get("prompt_id")) == c.arguments["prompt_id"] {
			return answer(http.StatusOK, "prompt", prompt)
		}
	}
	return reply{}, notFound()
}
