package digitalocean_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/dosdk/digitalocean"
)

// createDataset uploads questions for evaluations of models, and makes a dataset of them.
func createDataset(ctx context.Context, client *digitalocean.Client) string {
	const questions = "query,expected_response\nWhat is a Droplet?,A virtual machine\n"
	file, err := client.GradientAI.ModelEvaluationRuns.UploadDatasetFile(ctx, "questions.csv", strings.NewReader(questions), int64(len(questions)))
	if err != nil {
		log.Fatal(err)
	}
	dataset, err := client.GradientAI.EvaluationDatasets.Create(ctx, &digitalocean.EvaluationDatasetCreateRequest{
		Name: "questions", DatasetType: digitalocean.EvaluationDatasetModel, FileUploadDataset: file,
	})
	if err != nil {
		log.Fatal(err)
	}
	return dataset
}

// createModelRun begins to evaluate the first model by the metrics that there are, and keeps the judge and the metrics.
func createModelRun(ctx context.Context, client *digitalocean.Client) string {
	candidates, err := client.GradientAI.Models.List(nil).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	judges, err := client.GradientAI.Models.List(&digitalocean.GradientAIModelListOptions{
		Usecases: []digitalocean.ModelUsecase{digitalocean.ModelUsecaseEvaluationJudge},
	}).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	metrics, err := client.GradientAI.ModelEvaluationRuns.ListMetrics(ctx)
	if err != nil {
		log.Fatal(err)
	}
	request := &digitalocean.ModelEvaluationRunCreateRequest{
		Name:                     "first",
		DatasetUUID:              createDataset(ctx, client),
		CandidateModelSource:     digitalocean.ModelEvaluationCandidateServerless,
		CandidateModelUUID:       candidates[0].UUID,
		CandidateModelName:       candidates[0].ID,
		CandidateInferenceConfig: &digitalocean.ModelEvaluationCandidateConfig{MaxTokens: 500, Temperature: new(0.0)},
		JudgeModelUUID:           judges[0].UUID,
		PresetName:               "usual",
		PresetSaveSections: []digitalocean.ModelEvaluationPresetSection{
			digitalocean.ModelEvaluationPresetJudge, digitalocean.ModelEvaluationPresetMetrics,
		},
	}
	for _, metric := range metrics {
		request.MetricUUIDs = append(request.MetricUUIDs, metric.MetricUUID)
	}
	run, err := client.GradientAI.ModelEvaluationRuns.Create(ctx, request)
	if err != nil {
		log.Fatal(err)
	}
	return run
}

func ExampleGradientAIModelEvaluationRunsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	run, err := client.GradientAI.ModelEvaluationRuns.Wait(ctx, createModelRun(ctx, client))
	if err != nil {
		log.Fatal(err)
	}
	for _, summary := range run.ResultSummary.MetricSummaries {
		fmt.Printf("%s: %.0f %% pass\n", summary.MetricName, summary.PassPercent)
	}
	total, err := client.GradientAI.ModelEvaluationRuns.ListResults(run.EvalRunUUID, nil).Total(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("results:", total)
	// Output:
	// Instruction following: 100 % pass
	// Factuality: 100 % pass
	// results: 3
}

func ExampleGradientAIModelEvaluationPresetsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	createModelRun(ctx, client)

	presets, err := client.GradientAI.ModelEvaluationPresets.List(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, preset := range presets {
		fmt.Println(preset.Name, "has", len(preset.Metrics), "metrics and the judge", preset.JudgeModelName)
	}
	// Output: usual has 2 metrics and the judge gpt-oss-120b
}

func ExampleGradientAIEvaluationDatasetsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	const questions = "query,expected_response\nWhat is a Droplet?,A virtual machine\n"
	file, err := client.GradientAI.EvaluationDatasets.UploadFile(ctx, "questions.csv", strings.NewReader(questions), int64(len(questions)))
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.GradientAI.EvaluationDatasets.Create(ctx, &digitalocean.EvaluationDatasetCreateRequest{
		Name: "questions", DatasetType: digitalocean.EvaluationDatasetNonADK, FileUploadDataset: file,
	})
	if err != nil {
		log.Fatal(err)
	}
	datasets, err := client.GradientAI.EvaluationDatasets.List(ctx, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, dataset := range datasets {
		fmt.Println(dataset.DatasetName, "has", dataset.FileSize, "bytes")
	}
	// Output: questions has 61 bytes
}

func ExampleGradientAIEvaluationMetricsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	metric, err := client.GradientAI.EvaluationMetrics.Create(ctx, &digitalocean.EvaluationMetricCreateRequest{
		MetricName: "Tone",
		Config:     &digitalocean.CustomEvaluationMetricConfig{ScoringPrompt: "Score from 0 to 100 how friendly the answer is."},
	})
	if err != nil {
		log.Fatal(err)
	}
	request := metric.UpdateRequest()
	request.Config.RequiresGroundTruth = true
	changed, err := client.GradientAI.EvaluationMetrics.Update(ctx, metric.MetricUUID, request)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(changed.MetricName, "is another metric now:", changed.MetricUUID != metric.MetricUUID)
	// Output: Tone is another metric now: true
}

// createTestCase makes a test case of the first metric for agents.
func createTestCase(ctx context.Context, client *digitalocean.Client) string {
	metrics, err := client.GradientAI.EvaluationMetrics.List(ctx)
	if err != nil {
		log.Fatal(err)
	}
	workspace, err := client.GradientAI.Workspaces.Create(ctx, &digitalocean.GradientAIWorkspaceCreateRequest{Name: "support"})
	if err != nil {
		log.Fatal(err)
	}
	testCase, err := client.GradientAI.EvaluationTestCases.Create(ctx, &digitalocean.EvaluationTestCaseCreateRequest{
		Name:          "support",
		WorkspaceUUID: workspace.UUID,
		DatasetUUID:   createDataset(ctx, client),
		Metrics:       []string{metrics[0].MetricUUID},
		StarMetric:    &digitalocean.EvaluationStarMetric{MetricUUID: metrics[0].MetricUUID, SuccessThresholdPct: new(80)},
	})
	if err != nil {
		log.Fatal(err)
	}
	return testCase
}

func ExampleGradientAIEvaluationTestCasesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	testCase, err := client.GradientAI.EvaluationTestCases.Get(ctx, createTestCase(ctx, client), nil)
	if err != nil {
		log.Fatal(err)
	}
	request := testCase.UpdateRequest()
	request.Description = new("what customers ask most")
	result, err := client.GradientAI.EvaluationTestCases.Update(ctx, testCase.TestCaseUUID, request)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(testCase.Name, "has the version", result.Version)
	// Output: support has the version 2
}

func ExampleGradientAIEvaluationRunsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	runs, err := client.GradientAI.EvaluationRuns.Create(ctx, &digitalocean.EvaluationRunCreateRequest{
		RunName: "nightly", TestCaseUUID: createTestCase(ctx, client), AgentUUIDs: []string{createAgent(ctx, client, "helper").UUID},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, uuid := range runs {
		run, err := client.GradientAI.EvaluationRuns.Wait(ctx, uuid)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(run.RunName, "passes:", run.PassStatus)
	}
	// Output: nightly passes: true
}
