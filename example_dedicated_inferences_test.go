package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

func ExampleDedicatedInferencesService_WaitActive() {
	client, stop := startAnswering(`{"dedicated_inference": {"id": "2e3f", "status": "active", "region": "tor1",
		"endpoints": {"public_endpoint_fqdn": "https://2e3f.inference.example.com"}}, "token": {"id": "1", "name": "default", "value": "s3cr3t"}}`)
	defer stop()
	ctx := context.Background()

	created, err := client.DedicatedInferences.Create(ctx, &digitalocean.DedicatedInferenceCreateRequest{
		Spec: digitalocean.DedicatedInferenceSpec{
			Version: 1, Name: "chat", Region: "tor1", EnablePublicEndpoint: true,
			VPC: digitalocean.DedicatedInferenceVPC{UUID: "997615ce-132d-4bae-9270-9ee21b395e5d"},
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
	fmt.Println(inference.Status, inference.Endpoints.PublicEndpointFQDN)
	// Output:
	// keep it now, it is not shown again: [redacted]
	// active https://2e3f.inference.example.com
}

func ExampleDedicatedInferenceAcceleratorsService() {
	client, stop := startAnswering(`{"accelerators": [
		{"id": "a1", "name": "chat-1", "slug": "gpu-mi300x1-192gb", "role": "prefill_decode", "status": "active"},
		{"id": "a2", "name": "chat-2", "slug": "gpu-mi300x1-192gb", "role": "prefill_decode", "status": "provisioning"}
	]}`)
	defer stop()

	for accelerator, err := range client.DedicatedInferences.Accelerators.List("2e3f", nil).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(accelerator.Name, accelerator.Slug, accelerator.Status)
	}
	// Output:
	// chat-1 gpu-mi300x1-192gb active
	// chat-2 gpu-mi300x1-192gb provisioning
}

func ExampleDedicatedInferenceTokensService() {
	client, stop := startAnswering(`{"token": {"id": "t1", "name": "shop", "value": "s3cr3t", "is_managed": false}}`)
	defer stop()

	token, err := client.DedicatedInferences.Tokens.Create(context.Background(), "2e3f", &digitalocean.DedicatedInferenceTokenCreateRequest{Name: "shop"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(token.Name, token.Value) // token.Value.Reveal() is what a program sends
	// Output: shop [redacted]
}
