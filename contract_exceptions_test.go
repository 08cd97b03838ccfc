package digitalocean_test

// contractExceptions are the findings that stay, each with its reason. One that excuses nothing any more fails the test.
var contractExceptions = []contractException{
	{
		[]string{
			"DomainCreateRequest.name", "SSHKeyUpdateRequest.name", "SpacesKeyCreateRequest.name", "TagCreateRequest.name",
		},
		"the description leaves open whether the name is required, and without one there would be nothing to create or to change",
	},
	{
		[]string{"UptimeRegionalState.se_asia", "UptimeRegionalState.us_west"},
		"a check asks from four regions, and the description shows what it found from two of them",
	},
	{
		[]string{
			"AppJobSpec.alerts", "AppJobSpec.schedule", "AppServiceSpec.alerts", "AppSpec.alerts", "AppSpec.envs", "AppSpec.features", "AppWorkerSpec.alerts",
		},
		"the reference of the app spec has them, and the description leaves them out",
	},
	{
		[]string{"AppDeploymentProgressStep.{}"},
		"the description leaves open what the steps inside a step are; they are steps, as its example shows",
	},
	{
		[]string{
			"Apps.Delete id", "GradientAI.DataSources.Delete data_source_uuid", "GradientAI.DataSources.Delete knowledge_base_uuid",
			"GradientAI.KnowledgeBases.Delete uuid", "GradientAI.ModelRouters.Delete uuid", "GradientAI.Workspaces.Delete workspace_uuid",
		},
		"the answer has the ID that was in the path, and nothing else",
	},
	{
		[]string{"GradientAI.CustomModels.Delete", "GradientAI.CustomModels.Import", "GradientAI.ModelEvaluationRuns.Delete"},
		"an answer that says why nothing was done is returned as an error",
	},
	{
		[]string{"GradientAI.EvaluationRuns.ListResults evaluation_run"},
		"the run that the results belong to is what Get returns",
	},
	{
		[]string{"VPCNATGatewayState", "VPCNATGatewayType"},
		"as filters of a list they are written in lower case, which the types do by themselves, and everywhere else in upper case",
	},
	{
		[]string{
			"GradientAI.DataSources.UploadFile", "GradientAI.EvaluationDatasets.UploadFile", "GradientAI.ModelEvaluationRuns.UploadDatasetFile",
			"GradientAI.Upload",
		},
		"the content of a file goes to where the API says, and not to the API",
	},
	{
		[]string{"Security.Scans.GetLatest"},
		"the scan comes with a page of its findings; ListFindings has all, by the ID of the scan",
	},
	{
		[]string{"Message.{}"},
		"the description leaves open what the message at the beginning of a stream has; it is a message, still without content",
	},
}
