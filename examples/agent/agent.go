package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/inference"
)

// Builder makes agents that answer from files.
type Builder struct {
	Client         *digitalocean.Client
	Region         string // slug
	ProjectID      string
	Model          string // the ID of the model that answers, such as "llama3.3-70b-instruct"
	EmbeddingModel string // the ID of the model that the files are indexed with, such as "gte-large-en-v1.5"
	Tell           func(format string, args ...any)
}

// Built is an agent that runs, with all that was made for it.
type Built struct {
	Agent         *digitalocean.Agent
	KnowledgeBase *digitalocean.KnowledgeBase
	Key           digitalocean.Secret // to ask the agent with
}

// Build uploads the files, indexes them, and deploys an agent that looks things up in them. Where a step fails, what the steps
// before it have made is deleted.
func (b *Builder) Build(ctx context.Context, name, instruction string, files fs.FS) (*Built, error) {
	built := &Built{}
	if err := b.build(ctx, built, name, instruction, files); err != nil {
		return nil, errors.Join(err, b.Delete(context.WithoutCancel(ctx), built))
	}
	return built, nil
}

func (b *Builder) build(ctx context.Context, built *Built, name, instruction string, files fs.FS) (err error) {
	if built.KnowledgeBase, err = b.createKnowledgeBase(ctx, name, files); err != nil {
		return err
	}
	if err := b.waitIndexed(ctx, built.KnowledgeBase); err != nil {
		return err
	}
	if built.Agent, err = b.createAgent(ctx, name, instruction); err != nil {
		return err
	}
	if _, err := b.Client.GradientAI.Agents.AttachKnowledgeBase(ctx, built.Agent.UUID, built.KnowledgeBase.UUID); err != nil {
		return err
	}
	running, err := b.Client.GradientAI.Agents.WaitRunning(ctx, built.Agent.UUID)
	if err != nil {
		return err
	}
	built.Agent = running
	b.Tell("the agent answers at %s", running.URL)
	key, err := b.Client.GradientAI.AgentAPIKeys.Create(ctx, running.UUID, &digitalocean.AgentAPIKeyCreateRequest{Name: name})
	if err != nil {
		return err
	}
	built.Key = key.SecretKey
	return nil
}

// Delete deletes what was made, as far as it was.
func (b *Builder) Delete(ctx context.Context, built *Built) error {
	var failures []error
	if built.Agent != nil {
		_, err := b.Client.GradientAI.Agents.Delete(ctx, built.Agent.UUID)
		failures = append(failures, err)
	}
	if built.KnowledgeBase != nil {
		failures = append(failures, b.Client.GradientAI.KnowledgeBases.Delete(ctx, built.KnowledgeBase.UUID))
	}
	return errors.Join(failures...)
}

// createKnowledgeBase uploads the files and begins to index them.
func (b *Builder) createKnowledgeBase(ctx context.Context, name string, files fs.FS) (*digitalocean.KnowledgeBase, error) {
	var sources []digitalocean.KnowledgeBaseDataSourceSpec
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		source, err := b.upload(ctx, files, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		b.Tell("%s is uploaded", path)
		sources = append(sources, digitalocean.KnowledgeBaseDataSourceSpec{
			FileUploadDataSource: source, ChunkingAlgorithm: digitalocean.ChunkingSectionBased,
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	model, err := b.model(ctx, b.EmbeddingModel, digitalocean.ModelUsecaseKnowledgeBase)
	if err != nil {
		return nil, err
	}
	return b.Client.GradientAI.KnowledgeBases.Create(ctx, &digitalocean.KnowledgeBaseCreateRequest{
		Name: name, Region: b.Region, ProjectID: b.ProjectID, EmbeddingModelUUID: model, DataSources: sources,
	})
}

// model returns the UUID of a model that can be used for something.
func (b *Builder) model(ctx context.Context, id string, usecase digitalocean.ModelUsecase) (string, error) {
	models := b.Client.GradientAI.Models.List(&digitalocean.GradientAIModelListOptions{Usecases: []digitalocean.ModelUsecase{usecase}})
	for model, err := range models.All(ctx) {
		if err != nil {
			return "", err
		}
		if model.ID == id {
			return model.UUID, nil
		}
	}
	return "", fmt.Errorf("there is no model %q with the use %s", id, usecase)
}

func (b *Builder) upload(ctx context.Context, files fs.FS, path string) (*digitalocean.FileUploadDataSource, error) {
	file, err := files.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return b.Client.GradientAI.DataSources.UploadFile(ctx, info.Name(), file, info.Size())
}

// waitIndexed waits until the database of a knowledge base is there and the files are indexed.
func (b *Builder) waitIndexed(ctx context.Context, base *digitalocean.KnowledgeBase) error {
	details, err := b.Client.GradientAI.KnowledgeBases.WaitOnline(ctx, base.UUID)
	if err != nil {
		return err
	}
	b.Tell("the knowledge base is %s", strings.ToLower(string(details.DatabaseStatus)))
	if details.LastIndexingJob == nil {
		return fmt.Errorf("knowledge base %s has no indexing job", base.UUID)
	}
	job, err := b.Client.GradientAI.IndexingJobs.Wait(ctx, details.LastIndexingJob.UUID)
	if err != nil {
		return err
	}
	b.Tell("%d of %d files are indexed, %d tokens in all", job.CompletedDataSources, job.TotalDataSources, job.TotalTokens)
	return nil
}

func (b *Builder) createAgent(ctx context.Context, name, instruction string) (*digitalocean.Agent, error) {
	model, err := b.model(ctx, b.Model, digitalocean.ModelUsecaseAgent)
	if err != nil {
		return nil, err
	}
	agent, err := b.Client.GradientAI.Agents.Create(ctx, &digitalocean.AgentCreateRequest{
		Name: name, Instruction: instruction, Region: b.Region, ProjectID: b.ProjectID, ModelUUID: model,
	})
	if err != nil {
		return nil, err
	}
	b.Tell("the agent %s is being deployed", agent.Name)
	return agent, nil
}

// Answer asks an agent a question, and hands on the pieces of the answer as they come.
func Answer(ctx context.Context, agent *inference.AgentClient, question string, say func(piece string)) error {
	request := &inference.ChatCompletionRequest{
		Model:    "n/a", // the agent has one of its own
		Messages: []inference.ChatMessage{{Role: inference.ChatUser, Content: question}},
	}
	for chunk, err := range agent.ChatCompletions.CreateStream(ctx, request) {
		if err != nil {
			return fmt.Errorf("ask the agent: %w", err)
		}
		say(chunk.Text())
	}
	return nil
}
