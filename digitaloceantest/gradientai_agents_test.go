package digitaloceantest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// model returns the UUID of a model for a use.
func model(t *testing.T, client *digitalocean.Client, usecase digitalocean.ModelUsecase) string {
	t.Helper()
	models, err := client.GradientAI.Models.List(&digitalocean.GradientAIModelListOptions{Usecases: []digitalocean.ModelUsecase{usecase}}).Collect(t.Context())
	require.NoError(t, err)
	return models[0].UUID
}

// newBase creates a knowledge base from a web page and a file.
func newBase(t *testing.T, client *digitalocean.Client) *digitalocean.KnowledgeBase {
	t.Helper()
	file, err := client.GradientAI.DataSources.UploadFile(t.Context(), "a.txt", strings.NewReader("abc"), 3)
	require.NoError(t, err)
	base, err := client.GradientAI.KnowledgeBases.Create(t.Context(), &digitalocean.KnowledgeBaseCreateRequest{
		Name: "docs", Region: "tor1", ProjectID: "p", EmbeddingModelUUID: model(t, client, digitalocean.ModelUsecaseKnowledgeBase), Tags: []string{"docs"},
		DataSources: []digitalocean.KnowledgeBaseDataSourceSpec{
			{FileUploadDataSource: file},
			{DropboxDataSource: &digitalocean.DropboxDataSource{Folder: "/docs", RefreshToken: digitalocean.NewSecret("sesame")}, ChunkingAlgorithm: digitalocean.ChunkingSemantic},
		},
	})
	require.NoError(t, err)
	return base
}

func newAgent(t *testing.T, client *digitalocean.Client, knowledgeBases ...string) *digitalocean.Agent {
	t.Helper()
	agent, err := client.GradientAI.Agents.Create(t.Context(), &digitalocean.AgentCreateRequest{
		Name: "helper", Instruction: "Help.", Region: "tor1", ProjectID: "p",
		ModelUUID: model(t, client, digitalocean.ModelUsecaseAgent), KnowledgeBaseUUIDs: knowledgeBases,
	})
	require.NoError(t, err)
	return agent
}

func TestKnowledgeBaseLife(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.ManualClock())
	client, ctx := srv.Client(), t.Context()
	bases, sources, jobs := client.GradientAI.KnowledgeBases, client.GradientAI.DataSources, client.GradientAI.IndexingJobs

	base := newBase(t, client)
	require.Equal(t, digitalocean.IndexingJobPending, base.LastIndexingJob.Status)
	details, err := bases.Get(ctx, base.UUID)
	require.NoError(t, err)
	require.Equal(t, digitalocean.KnowledgeBaseDatabaseCreating, details.DatabaseStatus)
	_, err = jobs.Create(ctx, &digitalocean.IndexingJobCreateRequest{KnowledgeBaseUUID: base.UUID})
	require.ErrorIs(t, err, digitalocean.ErrConflict)

	srv.Advance(5 * time.Minute)
	job, err := jobs.Get(ctx, base.LastIndexingJob.UUID)
	require.NoError(t, err)
	require.Equal(t, digitalocean.IndexingJobInProgress, job.Status)
	srv.Advance(time.Minute)
	details, err = bases.Get(ctx, base.UUID)
	require.NoError(t, err)
	require.Equal(t, digitalocean.KnowledgeBaseDatabaseOnline, details.DatabaseStatus)
	require.Equal(t, digitalocean.IndexingJobCompleted, details.LastIndexingJob.Status)
	require.Equal(t, int64(2000), details.LastIndexingJob.TotalTokens)
	indexed, err := jobs.ListDataSources(ctx, job.UUID)
	require.NoError(t, err)
	require.Len(t, indexed, 2)
	require.Equal(t, digitalocean.IndexedDataSourceUpdated, indexed[1].Status)

	all, err := sources.List(base.UUID, nil).Collect(ctx)
	require.NoError(t, err)
	require.Equal(t, "a.txt", all[0].FileUploadDataSource.OriginalFileName)
	require.Equal(t, &digitalocean.DropboxDataSource{Folder: "/docs"}, all[1].DropboxDataSource, "no answer has the token")
	changed, err := sources.Update(ctx, base.UUID, all[1].UUID, &digitalocean.KnowledgeBaseDataSourceUpdateRequest{ChunkingAlgorithm: digitalocean.ChunkingFixedLength})
	require.NoError(t, err)
	require.Equal(t, digitalocean.ChunkingFixedLength, changed.ChunkingAlgorithm)
	page, err := sources.Create(ctx, base.UUID, &digitalocean.KnowledgeBaseDataSourceCreateRequest{
		WebCrawlerDataSource: &digitalocean.WebCrawlerDataSource{BaseURL: "https://example.com"},
	})
	require.NoError(t, err)
	require.NoError(t, sources.Delete(ctx, base.UUID, all[0].UUID))

	again, err := jobs.Create(ctx, &digitalocean.IndexingJobCreateRequest{KnowledgeBaseUUID: base.UUID, DataSourceUUIDs: []string{page.UUID}})
	require.NoError(t, err)
	require.Equal(t, digitalocean.IndexingJobInProgress, again.Status)
	again, err = jobs.Cancel(ctx, again.UUID)
	require.NoError(t, err)
	require.Equal(t, digitalocean.IndexingJobCancelled, again.Status)
	latest, err := bases.ListIndexingJobs(base.UUID, nil).Collect(ctx)
	require.NoError(t, err)
	require.Equal(t, []string{again.UUID, job.UUID}, []string{latest[0].UUID, latest[1].UUID})

	request := details.UpdateRequest()
	request.Name = "handbook"
	updated, err := bases.Update(ctx, base.UUID, request)
	require.NoError(t, err)
	require.Equal(t, "handbook", updated.Name)
	require.Equal(t, []string{"docs"}, updated.Tags)
	agent := newAgent(t, client, base.UUID)
	require.NoError(t, bases.Delete(ctx, base.UUID))
	agent, err = client.GradientAI.Agents.Get(ctx, agent.UUID)
	require.NoError(t, err)
	require.Empty(t, agent.KnowledgeBases)
}

func TestKnowledgeBaseFailures(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.Immediate())
	client, ctx := srv.Client(), t.Context()
	srv.FailNext("indexing_job")
	_, err := client.GradientAI.IndexingJobs.Wait(ctx, newBase(t, client).LastIndexingJob.UUID)
	failed := &digitalocean.IndexingJobError{}
	require.ErrorAs(t, err, &failed)
	require.Equal(t, digitalocean.IndexingJobFailed, failed.Job.Status)

	srv.FailNext("knowledge_base")
	_, err = client.GradientAI.KnowledgeBases.WaitOnline(ctx, newBase(t, client).UUID)
	require.ErrorAs(t, err, new(*digitalocean.KnowledgeBaseError))

	embedding := model(t, client, digitalocean.ModelUsecaseKnowledgeBase)
	for _, spec := range []digitalocean.KnowledgeBaseDataSourceSpec{
		{},
		{SpacesDataSource: &digitalocean.SpacesDataSource{}, AWSDataSource: &digitalocean.AWSDataSource{}},
		{FileUploadDataSource: &digitalocean.FileUploadDataSource{StoredObjectKey: "nothing"}},
	} {
		_, err := client.GradientAI.KnowledgeBases.Create(ctx, &digitalocean.KnowledgeBaseCreateRequest{
			Name: "docs", Region: "tor1", ProjectID: "p", EmbeddingModelUUID: embedding, DataSources: []digitalocean.KnowledgeBaseDataSourceSpec{spec},
		})
		require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	}
}

func TestUploads(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.ManualClock())
	client, ctx := srv.Client(), t.Context()
	uploads, err := client.GradientAI.DataSources.CreateUploadURLs(ctx, &digitalocean.PresignedUploadsCreateRequest{
		Files: []digitalocean.PresignedUploadFile{{FileName: "a.txt", FileSize: 3}, {FileName: "b.txt", FileSize: 3}},
	})
	require.NoError(t, err)
	upload := uploads.Uploads[0]
	require.NoError(t, client.GradientAI.Upload(ctx, &upload, strings.NewReader("abc"), 3))

	refused := func(upload digitalocean.PresignedUpload, content string) string {
		err := client.GradientAI.Upload(ctx, &upload, strings.NewReader(content), int64(len(content)))
		require.ErrorIs(t, err, digitalocean.ErrForbidden)
		var e *digitalocean.Error
		require.ErrorAs(t, err, &e)
		return e.Message
	}
	require.Equal(t, "The size is not the one that was announced", refused(upload, "abcd"))
	forged := upload
	forged.PresignedURL = digitalocean.NewSecret(strings.TrimRight(upload.PresignedURL.Reveal(), "0123456789abcdef"))
	require.Equal(t, "The signature is not that of the address", refused(forged, "abc"))
	srv.Advance(2 * time.Hour)
	require.Equal(t, "Request has expired", refused(upload, "abc"))
}

func TestAgentLife(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.ManualClock())
	client, ctx := srv.Client(), t.Context()
	agents := client.GradientAI.Agents
	base := newBase(t, client)
	agent := newAgent(t, client, base.UUID)
	require.Equal(t, digitalocean.AgentDeploymentWaitingForDeployment, agent.Deployment.Status)
	deployed, err := agents.List(&digitalocean.AgentListOptions{OnlyDeployed: true}).Collect(ctx)
	require.NoError(t, err)
	require.Empty(t, deployed)
	srv.Advance(time.Minute)
	agent, err = agents.WaitRunning(ctx, agent.UUID)
	require.NoError(t, err)
	require.Equal(t, agent.Deployment.URL, agent.URL)
	require.Equal(t, "docs", agent.KnowledgeBases[0].Name)

	request := agent.UpdateRequest()
	request.Temperature = new(0.0)
	updated, err := agents.Update(ctx, agent.UUID, request)
	require.NoError(t, err)
	require.Zero(t, updated.Temperature)
	require.NotEqual(t, agent.VersionHash, updated.VersionHash)
	versions, err := agents.ListVersions(agent.UUID, nil).Collect(ctx)
	require.NoError(t, err)
	require.True(t, versions[0].CurrentlyApplied)
	require.Equal(t, agent.VersionHash, versions[1].VersionHash)
	_, err = agents.RollbackVersion(ctx, agent.UUID, &digitalocean.AgentRollbackVersionRequest{VersionHash: agent.VersionHash})
	require.NoError(t, err)
	updated, err = agents.Get(ctx, agent.UUID)
	require.NoError(t, err)
	require.InDelta(t, 0.7, updated.Temperature, 0)

	updated, err = agents.UpdateVisibility(ctx, agent.UUID, &digitalocean.AgentUpdateVisibilityRequest{Visibility: digitalocean.AgentVisibilityPublic})
	require.NoError(t, err)
	require.Equal(t, digitalocean.AgentVisibilityPublic, updated.Deployment.Visibility)
	updated, err = agents.DetachKnowledgeBase(ctx, agent.UUID, base.UUID)
	require.NoError(t, err)
	require.Empty(t, updated.KnowledgeBases)
	_, err = agents.AttachKnowledgeBases(ctx, agent.UUID, &digitalocean.AgentAttachKnowledgeBasesRequest{KnowledgeBaseUUIDs: []string{base.UUID}})
	require.NoError(t, err)
	updated, err = agents.AttachKnowledgeBase(ctx, agent.UUID, base.UUID)
	require.NoError(t, err)
	require.Len(t, updated.KnowledgeBases, 1)
	usage, err := agents.GetUsage(ctx, agent.UUID, nil)
	require.NoError(t, err)
	require.Equal(t, agent.UUID, usage.Usage.ResourceUUID)
	_, err = agents.Delete(ctx, agent.UUID)
	require.NoError(t, err)
	_, err = agents.Get(ctx, agent.UUID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

func TestAgentFails(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.Immediate())
	srv.FailNext("agent")
	client := srv.Client()
	_, err := client.GradientAI.Agents.WaitRunning(t.Context(), newAgent(t, client).UUID)
	require.ErrorAs(t, err, new(*digitalocean.AgentError))
	for _, request := range []*digitalocean.AgentCreateRequest{
		{Name: "x"},
		{Name: "x", Instruction: "Help.", Region: "tor1", ProjectID: "p"},
		{Name: "x", Instruction: "Help.", Region: "tor1", ProjectID: "p", ModelUUID: model(t, client, digitalocean.ModelUsecaseKnowledgeBase)},
		{Name: "x", Instruction: "Help.", Region: "tor1", ProjectID: "p", ModelRouterUUID: "none"},
	} {
		_, err = client.GradientAI.Agents.Create(t.Context(), request)
		require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	}
}

func TestAgentParts(t *testing.T) {
	client, ctx := digitaloceantest.NewServer(t).Client(), t.Context()
	agents := client.GradientAI.Agents
	parent, child := newAgent(t, client), newAgent(t, client)

	_, err := agents.AttachChild(ctx, parent.UUID, child.UUID, &digitalocean.AgentAttachChildRequest{RouteName: "weather", IfCase: "for the weather"})
	require.NoError(t, err)
	_, err = agents.AttachChild(ctx, parent.UUID, parent.UUID, &digitalocean.AgentAttachChildRequest{})
	require.ErrorIs(t, err, digitalocean.ErrConflict)
	link, err := agents.UpdateChild(ctx, parent.UUID, child.UUID, &digitalocean.AgentUpdateChildRequest{RouteName: "rain"})
	require.NoError(t, err)
	children, err := agents.ListChildren(ctx, parent.UUID)
	require.NoError(t, err)
	require.Equal(t, link.UUID, children[0].RouteUUID)
	require.Equal(t, []string{"rain", "for the weather"}, []string{children[0].RouteName, children[0].IfCase})
	_, err = agents.DetachChild(ctx, parent.UUID, child.UUID)
	require.NoError(t, err)

	with, err := agents.AttachFunction(ctx, parent.UUID, &digitalocean.AgentAttachFunctionRequest{
		FunctionName: "weather", FaaSName: "default/weather", FaaSNamespace: "fn-1", InputSchema: []byte(`{"type":"object"}`),
	})
	require.NoError(t, err)
	function := with.Functions[0]
	request := function.UpdateRequest()
	request.Description = "tells the weather"
	with, err = agents.UpdateFunction(ctx, parent.UUID, function.UUID, request)
	require.NoError(t, err)
	require.Equal(t, "tells the weather", with.Functions[0].Description)
	require.JSONEq(t, `{"type":"object"}`, string(with.Functions[0].InputSchema))
	with, err = agents.DetachFunction(ctx, parent.UUID, function.UUID)
	require.NoError(t, err)
	require.Empty(t, with.Functions)

	with, err = agents.AttachGuardrails(ctx, parent.UUID, &digitalocean.AgentAttachGuardrailsRequest{Guardrails: []digitalocean.AgentGuardrailInput{{GuardrailUUID: "g", Priority: 1}}})
	require.NoError(t, err)
	require.Equal(t, 1, with.Guardrails[0].Priority)
	with, err = agents.DetachGuardrail(ctx, parent.UUID, "g")
	require.NoError(t, err)
	require.Empty(t, with.Guardrails)

	keys := client.GradientAI.AgentAPIKeys
	made, err := keys.Create(ctx, parent.UUID, &digitalocean.AgentAPIKeyCreateRequest{Name: "web"})
	require.NoError(t, err)
	require.NotEmpty(t, made.SecretKey)
	again, err := keys.Regenerate(ctx, parent.UUID, made.UUID)
	require.NoError(t, err)
	require.NotEqual(t, made.SecretKey, again.SecretKey)
	renamed, err := keys.Update(ctx, parent.UUID, made.UUID, &digitalocean.AgentAPIKeyUpdateRequest{Name: "site"})
	require.NoError(t, err)
	require.Equal(t, "site", renamed.Name)
	all, err := keys.List(parent.UUID, nil).Collect(ctx)
	require.NoError(t, err)
	require.Equal(t, []digitalocean.AgentAPIKey{*renamed}, all)
	_, err = keys.Delete(ctx, parent.UUID, made.UUID)
	require.NoError(t, err)
}

func TestWorkspaces(t *testing.T) {
	client, ctx := digitaloceantest.NewServer(t).Client(), t.Context()
	workspaces := client.GradientAI.Workspaces
	first, second := newAgent(t, client), newAgent(t, client)
	team, err := workspaces.Create(ctx, &digitalocean.GradientAIWorkspaceCreateRequest{Name: "team", AgentUUIDs: []string{first.UUID}})
	require.NoError(t, err)
	require.Len(t, team.Agents, 1)
	other, err := workspaces.Create(ctx, &digitalocean.GradientAIWorkspaceCreateRequest{Name: "other"})
	require.NoError(t, err)
	other, err = workspaces.MoveAgents(ctx, other.UUID, &digitalocean.GradientAIWorkspaceMoveAgentsRequest{AgentUUIDs: []string{first.UUID, second.UUID}})
	require.NoError(t, err)
	require.Len(t, other.Agents, 2)
	left, err := workspaces.ListAgents(team.UUID, &digitalocean.AgentListOptions{ListOptions: digitalocean.ListOptions{PerPage: 1}}).Collect(ctx)
	require.NoError(t, err)
	require.Empty(t, left)
	moved, err := workspaces.ListAgents(other.UUID, &digitalocean.AgentListOptions{ListOptions: digitalocean.ListOptions{PerPage: 1}}).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, moved, 2)

	require.ErrorIs(t, workspaces.Delete(ctx, other.UUID), digitalocean.ErrConflict)
	require.NoError(t, workspaces.Delete(ctx, team.UUID))
	renamed, err := workspaces.Update(ctx, other.UUID, &digitalocean.GradientAIWorkspaceUpdateRequest{Description: "theirs"})
	require.NoError(t, err)
	require.Equal(t, []string{"other", "theirs"}, []string{renamed.Name, renamed.Description})
	all, err := workspaces.List(ctx)
	require.NoError(t, err)
	require.Len(t, all, 1)
	cases, err := workspaces.ListEvaluationTestCases(ctx, other.UUID)
	require.NoError(t, err)
	require.Empty(t, cases)
}
