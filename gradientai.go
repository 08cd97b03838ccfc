package digitalocean

// GradientAIService groups the services of GradientAI: agents and what they know, use and are evaluated by.
type GradientAIService struct {
	AgentAPIKeys           *GradientAIAgentAPIKeysService
	Agents                 *GradientAIAgentsService
	AnthropicKeys          *GradientAIAnthropicKeysService
	CustomModels           *GradientAICustomModelsService
	DataSources            *GradientAIDataSourcesService
	EvaluationDatasets     *GradientAIEvaluationDatasetsService
	EvaluationMetrics      *GradientAIEvaluationMetricsService
	EvaluationRuns         *GradientAIEvaluationRunsService
	EvaluationTestCases    *GradientAIEvaluationTestCasesService
	IndexingJobs           *GradientAIIndexingJobsService
	KnowledgeBases         *GradientAIKnowledgeBasesService
	ModelAPIKeys           *GradientAIModelAPIKeysService
	ModelEvaluationPresets *GradientAIModelEvaluationPresetsService
	ModelEvaluationRuns    *GradientAIModelEvaluationRunsService
	ModelRouters           *GradientAIModelRoutersService
	Models                 *GradientAIModelsService
	OAuth2                 *GradientAIOAuth2Service
	OpenAIKeys             *GradientAIOpenAIKeysService
	Regions                *GradientAIRegionsService
	ScheduledIndexing      *GradientAIScheduledIndexingService
	Workspaces             *GradientAIWorkspacesService

	client *Client
}

// accepted takes what a call returned, and makes an error of an answer that says that the call was refused.
func accepted[A interface{ failure() error }](answer A, err error) (A, error) {
	if err == nil {
		err = answer.failure()
	}
	if err != nil {
		return *new(A), err
	}
	return answer, nil
}
