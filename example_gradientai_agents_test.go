package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/dosdk/digitalocean"
)

// modelFor returns the UUID of a model for a use.
func modelFor(ctx context.Context, client *digitalocean.Client, usecase digitalocean.ModelUsecase) string {
	models, err := client.GradientAI.Models.List(&digitalocean.GradientAIModelListOptions{Usecases: []digitalocean.ModelUsecase{usecase}}).Collect(ctx)
	if err != nil || len(models) == 0 {
		log.Fatal("no model for ", usecase, ": ", err)
	}
	return models[0].UUID
}

func createAgent(ctx context.Context, client *digitalocean.Client, name string) *digitalocean.Agent {
	agent, err := client.GradientAI.Agents.Create(ctx, &digitalocean.AgentCreateRequest{
		Name: name, Instruction: "You answer questions about our products.", Region: "tor1",
		ProjectID: "4e1bfbc3-dc3e-41f2-a18f-1b4d7ba71679", ModelUUID: modelFor(ctx, client, digitalocean.ModelUsecaseAgent),
	})
	if err != nil {
		log.Fatal(err)
	}
	return agent
}

func createKnowledgeBase(ctx context.Context, client *digitalocean.Client, name string) *digitalocean.KnowledgeBase {
	base, err := client.GradientAI.KnowledgeBases.Create(ctx, &digitalocean.KnowledgeBaseCreateRequest{
		Name: name, Region: "tor1", ProjectID: "4e1bfbc3-dc3e-41f2-a18f-1b4d7ba71679",
		EmbeddingModelUUID: modelFor(ctx, client, digitalocean.ModelUsecaseKnowledgeBase),
		DataSources: []digitalocean.KnowledgeBaseDataSourceSpec{
			{WebCrawlerDataSource: &digitalocean.WebCrawlerDataSource{BaseURL: "https://example.com/docs", CrawlingOption: digitalocean.WebCrawlerPath}},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	return base
}

func ExampleGradientAIAgentsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	base := createKnowledgeBase(ctx, client, "handbook")
	agent := createAgent(ctx, client, "helper")

	agent, err := client.GradientAI.Agents.WaitRunning(ctx, agent.UUID)
	if failed, ok := errors.AsType[*digitalocean.AgentError](err); ok {
		log.Fatalf("the deployment is %s", failed.Agent.Deployment.Status)
	}
	if err != nil {
		log.Fatal(err)
	}
	if agent, err = client.GradientAI.Agents.AttachKnowledgeBase(ctx, agent.UUID, base.UUID); err != nil {
		log.Fatal(err)
	}
	request := agent.UpdateRequest() // what the agent is now
	request.Temperature = new(0.0)
	request.ProvideCitations = new(true)
	if agent, err = client.GradientAI.Agents.Update(ctx, agent.UUID, request); err != nil {
		log.Fatal(err)
	}
	fmt.Println(agent.Name, "knows the", agent.KnowledgeBases[0].Name)
	for version, err := range client.GradientAI.Agents.ListVersions(agent.UUID, nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("temperature", version.Temperature, "applied:", version.CurrentlyApplied)
	}
	// Output:
	// helper knows the handbook
	// temperature 0 applied: true
	// temperature 0.7 applied: false
	// temperature 0.7 applied: false
}

func ExampleGradientAIAgentAPIKeysService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	agent := createAgent(ctx, client, "helper")

	key, err := client.GradientAI.AgentAPIKeys.Create(ctx, agent.UUID, &digitalocean.AgentAPIKeyCreateRequest{Name: "website"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(key.Name, key.SecretKey, len(key.SecretKey.Reveal()) > 0)
	keys, err := client.GradientAI.AgentAPIKeys.List(agent.UUID, nil).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(keys), "key, whose credential is not shown again:", keys[0].SecretKey.Reveal() == "")
	// Output:
	// website [redacted] true
	// 1 key, whose credential is not shown again: true
}

func ExampleGradientAIKnowledgeBasesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	base := createKnowledgeBase(ctx, client, "handbook")

	details, err := client.GradientAI.KnowledgeBases.WaitOnline(ctx, base.UUID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(details.Name, "is", details.DatabaseStatus)
	job, err := client.GradientAI.IndexingJobs.Wait(ctx, details.LastIndexingJob.UUID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(job.CompletedDataSources, "of", job.TotalDataSources, "data sources are indexed")
	// Output:
	// handbook is ONLINE
	// 1 of 1 data sources are indexed
}

func ExampleGradientAIDataSourcesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	base := createKnowledgeBase(ctx, client, "handbook")

	_, err := client.GradientAI.DataSources.Create(ctx, base.UUID, &digitalocean.KnowledgeBaseDataSourceCreateRequest{
		SpacesDataSource:  &digitalocean.SpacesDataSource{BucketName: "manuals", Region: "tor1"},
		ChunkingAlgorithm: digitalocean.ChunkingSemantic,
		ChunkingOptions:   &digitalocean.ChunkingOptions{MaxChunkSize: 500, SemanticThreshold: 0.5},
	})
	if err != nil {
		log.Fatal(err)
	}
	for source, err := range client.GradientAI.DataSources.List(base.UUID, nil).All(ctx) {
		switch {
		case err != nil:
			log.Fatal(err)
		case source.WebCrawlerDataSource != nil:
			fmt.Println("pages at", source.WebCrawlerDataSource.BaseURL)
		case source.SpacesDataSource != nil:
			fmt.Println("the bucket", source.SpacesDataSource.BucketName)
		}
	}
	// Output:
	// pages at https://example.com/docs
	// the bucket manuals
}

func ExampleGradientAIDataSourcesService_UploadFile() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	file, err := os.Open("README.md")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		log.Fatal(err)
	}
	source, err := client.GradientAI.DataSources.UploadFile(ctx, info.Name(), file, info.Size())
	if err != nil {
		log.Fatal(err)
	}
	base, err := client.GradientAI.KnowledgeBases.Create(ctx, &digitalocean.KnowledgeBaseCreateRequest{
		Name: "handbook", Region: "tor1", ProjectID: "4e1bfbc3-dc3e-41f2-a18f-1b4d7ba71679",
		EmbeddingModelUUID: modelFor(ctx, client, digitalocean.ModelUsecaseKnowledgeBase),
		DataSources:        []digitalocean.KnowledgeBaseDataSourceSpec{{FileUploadDataSource: source}},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(base.Name, "is made of", source.OriginalFileName)
	// Output: handbook is made of README.md
}

func ExampleGradientAIService_Upload() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	pages := []string{"Opening hours: 9 to 5.", "Returns: within 30 days."}

	request := &digitalocean.PresignedUploadsCreateRequest{}
	for i, page := range pages {
		request.Files = append(request.Files, digitalocean.PresignedUploadFile{FileName: fmt.Sprintf("page-%d.txt", i+1), FileSize: int64(len(page))})
	}
	uploads, err := client.GradientAI.DataSources.CreateUploadURLs(ctx, request)
	if err != nil {
		log.Fatal(err)
	}
	for i, upload := range uploads.Uploads {
		err := client.GradientAI.Upload(ctx, &upload, strings.NewReader(pages[i]), int64(len(pages[i])))
		if refused, ok := errors.AsType[*digitalocean.Error](err); ok {
			log.Fatalf("%s is refused: %s", upload.OriginalFileName, refused.ID)
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(upload.OriginalFileName, "is at", upload.PresignedURL)
	}
	// Output:
	// page-1.txt is at [redacted]
	// page-2.txt is at [redacted]
}

func ExampleGradientAIIndexingJobsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	base := createKnowledgeBase(ctx, client, "handbook")
	if _, err := client.GradientAI.IndexingJobs.Wait(ctx, base.LastIndexingJob.UUID); err != nil {
		log.Fatal(err)
	}

	job, err := client.GradientAI.IndexingJobs.Create(ctx, &digitalocean.IndexingJobCreateRequest{KnowledgeBaseUUID: base.UUID})
	if err != nil {
		log.Fatal(err)
	}
	job, err = client.GradientAI.IndexingJobs.Wait(ctx, job.UUID)
	if failed, ok := errors.AsType[*digitalocean.IndexingJobError](err); ok && failed.Job.Status == digitalocean.IndexingJobPartial {
		job, err = &failed.Job, nil // some of it is better than nothing
	}
	if err != nil {
		log.Fatal(err)
	}
	sources, err := client.GradientAI.IndexingJobs.ListDataSources(ctx, job.UUID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(job.Status, sources[0].Status)
	// Output: INDEX_JOB_STATUS_COMPLETED DATA_SOURCE_STATUS_UPDATED
}

func ExampleGradientAIWorkspacesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	agent := createAgent(ctx, client, "helper")

	workspace, err := client.GradientAI.Workspaces.Create(ctx, &digitalocean.GradientAIWorkspaceCreateRequest{Name: "support"})
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.GradientAI.Workspaces.MoveAgents(ctx, workspace.UUID, &digitalocean.GradientAIWorkspaceMoveAgentsRequest{AgentUUIDs: []string{agent.UUID}})
	if err != nil {
		log.Fatal(err)
	}
	agents, err := client.GradientAI.Workspaces.ListAgents(workspace.UUID, nil).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(workspace.Name, "has", agents[0].Name)
	// Output: support has helper
}

func ExampleGradientAIScheduledIndexingService() {
	client, stop := startAnswering(`{"indexing_info": {"uuid": "0b3a2b3c-5d5f-4a7f-9c38-2f8f7e1f6f10", "days": [1, 4], "time": "04:30:00", "is_active": true,
		"next_run_at": "2026-03-02T04:30:00Z"}}`)
	defer stop()
	ctx := context.Background()

	schedule, err := client.GradientAI.ScheduledIndexing.Create(ctx, &digitalocean.ScheduledIndexingCreateRequest{
		KnowledgeBaseUUID: "683c4bd5-9d45-4d6a-bd0d-94fd94ba0b7d", Days: []int{1, 4}, Time: "04:30", // Mondays and Thursdays, UTC
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("indexed next on", schedule.NextRunAt.Format("Monday at 15:04"))
	// Output: indexed next on Monday at 04:30
}

func ExampleGradientAIOAuth2Service() {
	client, stop := startAnswering(`{"url": "https://www.dropbox.com/oauth2/authorize?client_id=1", "token": "sl.u.1", "refresh_token": "1"}`)
	defer stop()
	ctx := context.Background()

	const back = "http://localhost:3000"
	address, err := client.GradientAI.OAuth2.GetURL(ctx, &digitalocean.OAuth2GetURLOptions{Type: "dropbox", RedirectURL: back})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("open", address)
	code := digitalocean.NewSecret("what the browser came back with")
	tokens, err := client.GradientAI.OAuth2.CreateDropboxTokens(ctx, &digitalocean.DropboxOAuth2TokensCreateRequest{Code: code, RedirectURL: back})
	if err != nil {
		log.Fatal(err)
	}
	source := digitalocean.DropboxDataSource{Folder: "/handbook", RefreshToken: tokens.RefreshToken}
	fmt.Println(source.Folder, source.RefreshToken)
	// Output:
	// open https://www.dropbox.com/oauth2/authorize?client_id=1
	// /handbook [redacted]
}
