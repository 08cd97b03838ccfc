package inference_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
	"github.com/dosdk/digitalocean/inference"
)

// start returns a client of an in-memory server, whose models repeat what they are told. With inference.New(modelAccessKey) in
// its place, the examples run against real ones.
func start() (client *inference.Client, stop func()) {
	srv, err := digitaloceantest.Start()
	if err != nil {
		log.Fatal(err)
	}
	return srv.Inference(), srv.Close
}

func Example() {
	client, stop := start() // client, err := inference.New(modelAccessKey)
	defer stop()

	completion, err := client.ChatCompletions.Create(context.Background(), &inference.ChatCompletionRequest{
		Model:       "llama3.3-70b-instruct",
		Messages:    []inference.ChatMessage{{Role: inference.ChatUser, Content: "What is the capital of Portugal?"}},
		Temperature: new(0.0),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(completion.Text())
	// Output:
	// You said: What is the capital of Portugal?
}

func ExampleChatCompletionsService() {
	client, stop := start()
	defer stop()
	request := &inference.ChatCompletionRequest{
		Model:    "llama3.3-70b-instruct",
		Messages: []inference.ChatMessage{{Role: inference.ChatUser, Content: "Count to three."}},
		Stop:     []string{"four"},
	}

	for chunk, err := range client.ChatCompletions.CreateStream(context.Background(), request) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s|", chunk.Text())
	}
	// Output:
	// |You |said: |Count |to |three.||
}

func ExampleCollectChatCompletion() {
	client, stop := start()
	defer stop()
	request := &inference.ChatCompletionRequest{
		Model:         "llama3.3-70b-instruct",
		Messages:      []inference.ChatMessage{{Role: inference.ChatUser, Content: "Hello!"}},
		StreamOptions: &inference.StreamOptions{IncludeUsage: true},
	}

	completion, err := inference.CollectChatCompletion(client.ChatCompletions.CreateStream(context.Background(), request))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(completion.Text(), completion.Choices[0].FinishReason, completion.Usage.TotalTokens)
	// Output:
	// You said: Hello! stop 4
}

func ExampleAgentChatCompletionsService() {
	srv, err := digitaloceantest.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer srv.Close()
	agent := srv.Agent() // agent, err := inference.NewAgent("https://abc123.agents.do-ai.run", agentAccessKey)

	completion, err := agent.ChatCompletions.Create(context.Background(), &inference.ChatCompletionRequest{
		Messages: []inference.ChatMessage{{Role: inference.ChatUser, Content: "When do you open?"}}, Model: "n/a",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(completion.Text())
	// Output:
	// You said: When do you open?
}

func ExampleMessagesService() {
	client, stop := start()
	defer stop()
	request := &inference.MessageRequest{
		Model:     "anthropic-claude-sonnet-4",
		MaxTokens: 100,
		System:    inference.Content{Text: "Answer in one sentence."},
		Messages: []inference.MessageParam{{Role: inference.MessageUser, Content: inference.Content{Blocks: []inference.ContentBlock{
			inference.TextBlock("What is in this picture?"),
			inference.ImageBlock("image/png", "iVBORw0KGgo="),
		}}}},
	}

	message, err := client.Messages.Create(context.Background(), request)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(message.Text())

	// The conversation goes on with what the model has answered, whatever blocks that is made of.
	request.Messages = append(request.Messages,
		inference.MessageParam{Role: message.Role, Content: inference.Content{Blocks: message.Content}},
		inference.MessageParam{Role: inference.MessageUser, Content: inference.Content{Text: "Are you sure?"}})
	for event, err := range client.Messages.CreateStream(context.Background(), request) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Print(event.Text())
	}
	// Output:
	// You said: What is in this picture?
	// You said: Are you sure?
}

func ExampleResponsesService() {
	client, stop := start()
	defer stop()

	response, err := client.Responses.Create(context.Background(), &inference.ModelResponseRequest{
		Model: "openai-gpt-oss-20b",
		Input: inference.ModelResponseInput{Text: "What is the capital of France?"},
		Tools: []inference.ResponseTool{{Type: inference.ToolFunction, Name: "look_up", Parameters: json.RawMessage(`{"type":"object"}`)}},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Text())
	// Output:
	// You said: What is the capital of France?
}

func ExampleEmbeddingsService() {
	client, stop := start()
	defer stop()

	embeddings, err := client.Embeddings.Create(context.Background(), &inference.EmbeddingsRequest{
		Model: "qwen3-embedding-0.6b",
		Input: []string{"hello world", "goodbye world"},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range embeddings.Data {
		fmt.Println(e.Index, len(e.Embedding.Floats))
	}
	// Output:
	// 0 8
	// 1 8
}

func ExampleImagesService() {
	client, stop := start()
	defer stop()
	request := &inference.ImageGenerateRequest{Model: "openai-gpt-image-1", Prompt: "A sea otter", N: 1, PartialImages: new(2)}

	for event, err := range client.Images.GenerateStream(context.Background(), request) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(event.Type, event.PartialImageIndex)
	}
	// Output:
	// image_generation.partial_image 0
	// image_generation.partial_image 1
	// image_generation.completed 2
}

func ExampleModelsService() {
	client, stop := start()
	defer stop()

	models, err := client.Models.List(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(models[0].ID)
	// Output:
	// llama3.3-70b-instruct
}

func ExampleAsyncInvocationsService() {
	client, stop := start()
	defer stop()

	invocation, err := client.AsyncInvocations.Create(context.Background(), &inference.AsyncInvocationRequest{
		ModelID: "fal-ai/flux/schnell",
		Input:   inference.AsyncInvocationInput{Prompt: "A futuristic city at sunset", NumImages: new(1)},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(invocation.Status)
	// Output:
	// QUEUED
}

func ExampleBatchesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	var lines bytes.Buffer
	for i, question := range []string{"Why?", "How?"} {
		err := inference.EncodeBatch(&lines, inference.ChatCompletionLine(fmt.Sprint(i), &inference.ChatCompletionRequest{
			Model: "llama3.3-70b-instruct", Messages: []inference.ChatMessage{{Role: inference.ChatUser, Content: question}},
		}))
		if err != nil {
			log.Fatal(err)
		}
	}

	file, err := client.Batches.Files.Create(ctx, &inference.BatchFileCreateRequest{FileName: "questions.jsonl"})
	if err != nil {
		log.Fatal(err)
	}
	if err := client.Batches.Files.Upload(ctx, file.UploadURL, &lines, int64(lines.Len())); err != nil {
		log.Fatal(err)
	}
	batch, err := client.Batches.Create(ctx, &inference.BatchCreateRequest{
		FileID: file.ID, Provider: inference.BatchOpenAI, Endpoint: inference.BatchChatCompletions,
		CompletionWindow: inference.BatchDay, RequestID: "c7e3ad1e-20c3-4e47-9bf2-6f2a4d6a2f11",
	})
	if err != nil {
		log.Fatal(err)
	}
	if batch, err = client.Batches.Wait(ctx, batch.ID); err != nil {
		log.Fatal(err) // an *inference.BatchError tells how it ended
	}
	for result, err := range client.Batches.Results(ctx, batch.ID) {
		if err != nil {
			log.Fatal(err)
		}
		var completion inference.ChatCompletion
		if err := result.Decode(&completion); err != nil {
			log.Fatal(err)
		}
		fmt.Println(result.CustomID, completion.Text())
	}
	// Output:
	// 0 You said: Why?
	// 1 You said: How?
}

func ExampleBatchFilesService() {
	client, stop := start()
	defer stop()
	content := `{"custom_id":"1"}` + "\n"

	file, err := client.Batches.Files.Create(context.Background(), &inference.BatchFileCreateRequest{FileName: "in.jsonl"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(file.UploadURL) // who knows it could write the file
	size := int64(len(content))
	body := inference.UploadProgress(strings.NewReader(content), size, func(sent, total int64) { fmt.Println(sent, "of", total) })
	if err := client.Batches.Files.Upload(context.Background(), file.UploadURL, body, size); err != nil {
		log.Fatal(err)
	}
	// Output:
	// [redacted]
	// 18 of 18
}

func ExampleStreamError() {
	client, stop := start()
	defer stop()

	for _, err := range client.ChatCompletions.CreateStream(context.Background(), &inference.ChatCompletionRequest{Model: "m"}) {
		switch failed, ok := errors.AsType[*inference.StreamError](err); {
		case ok:
			fmt.Println("the service failed in the middle:", failed.Message)
		case errors.Is(err, digitalocean.ErrUnprocessable):
			fmt.Println("the request was refused")
		}
	}
	// Output:
	// the request was refused
}
