package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

func ExampleGradientAIModelsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	judges := client.GradientAI.Models.List(&digitalocean.GradientAIModelListOptions{
		Usecases: []digitalocean.ModelUsecase{digitalocean.ModelUsecaseEvaluationJudge},
	})
	for model, err := range judges.All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: $%.2f for a million tokens of input\n", model.ID, model.Pricing.InputPricePerMillion)
	}

	catalog, err := client.GradientAI.Models.ListCatalog(nil).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	card, err := client.GradientAI.Models.GetCatalogCard(ctx, catalog[0].ID, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(card.Name, "by", card.Creator, "reads", card.ContextWindow, "tokens")
	// Output:
	// openai-gpt-oss-120b: $0.10 for a million tokens of input
	// openai-gpt-4o: $2.50 for a million tokens of input
	// Llama 3.3 Instruct (70B) by Meta reads 128000 tokens
}

func ExampleGradientAIRegionsService() {
	client, stop := start()
	defer stop()

	regions, err := client.GradientAI.Regions.List(context.Background(), &digitalocean.GradientAIRegionListOptions{ServesInference: true})
	if err != nil {
		log.Fatal(err)
	}
	for _, region := range regions {
		fmt.Println(region.Region)
	}
	// Output:
	// tor1
	// atl1
}

func ExampleGradientAIModelRoutersService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	router, err := client.GradientAI.ModelRouters.Create(ctx, &digitalocean.ModelRouterCreateRequest{
		Name: "support",
		Policies: []digitalocean.ModelRouterTaskPolicy{{
			TaskSlug:        "summarization",
			Models:          []string{"alibaba-qwen3-32b", "llama3.3-70b-instruct"},
			SelectionPolicy: &digitalocean.ModelRouterSelectionPolicy{Prefer: "cheapest"},
		}},
		FallbackModels: []string{"llama3.3-70b-instruct"},
	})
	if err != nil {
		log.Fatal(err)
	}

	request := router.UpdateRequest()
	request.FallbackModels = append(request.FallbackModels, "openai-gpt-oss-120b")
	router, err = client.GradientAI.ModelRouters.Update(ctx, router.UUID, request)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(router.Name, "falls back to", router.Config.FallbackModels)
	// Output: support falls back to [llama3.3-70b-instruct openai-gpt-oss-120b]
}

func ExampleGradientAIModelAPIKeysService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	for key, err := range client.GradientAI.ModelAPIKeys.List(nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		renewed, err := client.GradientAI.ModelAPIKeys.Regenerate(ctx, key.UUID)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(renewed.Name, renewed.SecretKey, len(renewed.SecretKey.Reveal()))
	}
	// Output: default [redacted] 70
}

func ExampleGradientAIAnthropicKeysService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	key, err := client.GradientAI.AnthropicKeys.Create(ctx, &digitalocean.AnthropicAPIKeyCreateRequest{Name: "production", APIKey: digitalocean.NewSecret("sk-ant-0123")})
	if err != nil {
		log.Fatal(err)
	}
	deleted, err := client.GradientAI.AnthropicKeys.Delete(ctx, key.UUID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(deleted.Name, "is deleted:", !deleted.DeletedAt.IsZero())
	// Output: production is deleted: true
}

func ExampleGradientAIOpenAIKeysService() {
	client, stop := start()
	defer stop()

	key, err := client.GradientAI.OpenAIKeys.Create(context.Background(), &digitalocean.OpenAIAPIKeyCreateRequest{Name: "production", APIKey: digitalocean.NewSecret("sk-proj-0123")})
	if err != nil {
		log.Fatal(err)
	}
	for _, model := range key.Models {
		fmt.Println(key.Name, "is for", model.Name)
	}
	// Output: production is for GPT-4o
}

func ExampleGradientAICustomModelsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	request := &digitalocean.CustomModelImportRequest{
		Name:       "support",
		SourceType: digitalocean.CustomModelSourceHuggingFace,
		SourceRef:  digitalocean.CustomModelSourceRef{RepoID: "mistralai/Mistral-7B-v0.3"},
	}

	_, err := client.GradientAI.CustomModels.Import(ctx, request)
	if refused, ok := errors.AsType[*digitalocean.CustomModelImportError](err); ok {
		for _, step := range refused.Result.ValidationSteps {
			fmt.Println(step.Name, "passed:", step.Passed)
		}
	}

	request.AcceptTermsAndConditions = true
	result, err := client.GradientAI.CustomModels.Import(ctx, request)
	if err != nil {
		log.Fatal(err)
	}
	model, err := client.GradientAI.CustomModels.WaitReady(ctx, result.Model.UUID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(model.Name, "has", model.Parameters, "parameters")
	// Output:
	// terms passed: false
	// support has 7248023552 parameters
}
