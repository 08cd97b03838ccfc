package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

// createInference returns a dedicated inference that has one model on two GPUs, and answers.
func createInference(ctx context.Context, client *digitalocean.Client) *digitalocean.DedicatedInference {
	vpc, err := client.VPCs.Create(ctx, &digitalocean.VPCCreateRequest{Name: "models", Region: "tor1"})
	if err != nil {
		log.Fatal(err)
	}
	created, err := client.DedicatedInferences.Create(ctx, &digitalocean.DedicatedInferenceCreateRequest{
		Spec: digitalocean.DedicatedInferenceSpec{
			Version: 1, Name: "chat", Region: "tor1", VPC: digitalocean.DedicatedInferenceVPC{UUID: vpc.ID},
			ModelDeployments: []digitalocean.DedicatedInferenceModelDeployment{{
				ModelSlug: "openai/gpt-oss-20b", ModelProvider: digitalocean.DedicatedInferenceHuggingFace,
				Accelerators: []digitalocean.DedicatedInferenceAcceleratorConfig{
					{AcceleratorSlug: "gpu-mi300x1-192gb", Scale: 2, Type: "prefill_decode"},
				},
			}},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	inference, err := client.DedicatedInferences.WaitActive(ctx, created.DedicatedInference.ID)
	if err != nil {
		log.Fatal(err)
	}
	return inference
}

func ExampleDedicatedInferencesService_WaitActive() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	vpc, err := client.VPCs.Create(ctx, &digitalocean.VPCCreateRequest{Name: "models", Region: "tor1"})
	if err != nil {
		log.Fatal(err)
	}
	created, err := client.DedicatedInferences.Create(ctx, &digitalocean.DedicatedInferenceCreateRequest{
		Spec: digitalocean.DedicatedInferenceSpec{
			Version: 1, Name: "chat", Region: "tor1", EnablePublicEndpoint: true,
			VPC: digitalocean.DedicatedInferenceVPC{UUID: vpc.ID},
			ModelDeployments: []digitalocean.DedicatedInferenceModelDeployment{{
				ModelSlug: "mistral/mistral-7b-instruct-v3", ModelProvider: digitalocean.DedicatedInferenceHuggingFace,
				Accelerators: []digitalocean.DedicatedInferenceAcceleratorConfig{
					{AcceleratorSlug: "gpu-mi300x1-192gb", Scale: 1, Type: "prefill_decode"},
				},
			}},
		},
		AccessTokens: map[string]digitalocean.Secret{"hugging_face_token": digitalocean.NewSecret("hf_0123456789")},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("keep it now, it is not shown again:", created.Token.Value)

	inference, err := client.DedicatedInferences.WaitActive(ctx, created.DedicatedInference.ID)
	if failed, ok := errors.AsType[*digitalocean.DedicatedInferenceError](err); ok {
		log.Fatal(failed.DedicatedInference.Status)
	} else if err != nil {
		log.Fatal(err)
	}
	fmt.Println(inference.Status, inference.Endpoints.PublicEndpointFQDN != "")
	// Output:
	// keep it now, it is not shown again: [redacted]
	// active true
}

func ExampleDedicatedInferenceAcceleratorsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	inference := createInference(ctx, client)

	for accelerator, err := range client.DedicatedInferences.Accelerators.List(inference.ID, nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(accelerator.Slug, accelerator.Role, accelerator.Status)
	}
	// Output:
	// gpu-mi300x1-192gb prefill_decode active
	// gpu-mi300x1-192gb prefill_decode active
}

func ExampleDedicatedInferenceTokensService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	inference := createInference(ctx, client)

	token, err := client.DedicatedInferences.Tokens.Create(ctx, inference.ID, &digitalocean.DedicatedInferenceTokenCreateRequest{Name: "shop"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(token.Name, token.Value) // token.Value.Reveal() is what a program sends
	// Output: shop [redacted]
}
