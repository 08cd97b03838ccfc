package inference_test

import (
	"errors"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
	"github.com/dosdk/digitalocean/inference"
)

// What is collected is what Create returns.
func TestCollectedIsCreated(t *testing.T) {
	client := digitaloceantest.NewServer(t, digitaloceantest.ManualClock()).Inference()

	request := &inference.ChatCompletionRequest{
		Model: "m", Messages: []inference.ChatMessage{{Role: inference.ChatUser, Content: "One two three"}},
		StreamOptions: &inference.StreamOptions{IncludeUsage: true},
	}
	created, err := client.ChatCompletions.Create(t.Context(), request)
	require.NoError(t, err)
	require.Equal(t, "You said: One two three", created.Text())
	collected, err := inference.CollectChatCompletion(client.ChatCompletions.CreateStream(t.Context(), request))
	require.NoError(t, err)
	require.NotEqual(t, created.ID, collected.ID)
	collected.ID = created.ID
	require.Equal(t, created, collected)

	messages := &inference.MessageRequest{Model: "m", MaxTokens: 3, Messages: []inference.MessageParam{{Role: inference.MessageUser, Content: inference.Content{Text: "One two"}}}}
	message, err := client.Messages.Create(t.Context(), messages)
	require.NoError(t, err)
	require.Equal(t, "You said: One ", message.Text())
	again, err := inference.CollectMessage(client.Messages.CreateStream(t.Context(), messages))
	require.NoError(t, err)
	again.ID = message.ID
	require.Equal(t, message, again)

	responses := &inference.ModelResponseRequest{Model: "m", Input: inference.ModelResponseInput{Text: "One two"}, StreamOptions: &inference.StreamOptions{IncludeUsage: true}}
	response, err := client.Responses.Create(t.Context(), responses)
	require.NoError(t, err)
	repeated, err := inference.CollectModelResponse(client.Responses.CreateStream(t.Context(), responses))
	require.NoError(t, err)
	require.Equal(t, response.Text(), repeated.Text())
	require.Equal(t, response.Usage, repeated.Usage)
}

// streamOf streams events in place of a service.
func streamOf(events ...string) string { return "data: " + strings.Join(events, "\n\ndata: ") + "\n\n" }

func TestCollectChatCompletion(t *testing.T) {
	client := answering(t, 200, streamOf(
		`{"id":"c","created":1,"model":"m","choices":[{"index":1,"delta":{"role":"assistant","content":"B"}},{"index":0,"delta":{"content":"A"}}]}`,
		`{"id":"c","created":1,"model":"m","choices":[{"index":0,"delta":{"reasoning_content":"Hm.","refusal":"No","tool_calls":[{"index":0,"id":"x","type":"function","function":{"name":"f","arguments":"{\"a\""}}]},"logprobs":{"content":[{"token":"A","logprob":-1}],"refusal":[{"token":"N","logprob":-2}]}}]}`,
		`{"id":"c","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"id":"y","function":{"name":"g","arguments":"{}"}}]},"logprobs":{"content":[{"token":"B","logprob":-1}]}}]}`,
		`{"id":"c","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"},{"index":1,"delta":{},"finish_reason":"stop"}]}`,
		`{"id":"c","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}`,
		"[DONE]"))
	completion, err := inference.CollectChatCompletion(client.ChatCompletions.CreateStream(t.Context(), question))
	require.NoError(t, err)
	require.Equal(t, &inference.ChatCompletion{
		ID: "c", Object: "chat.completion", Created: 1, Model: "m",
		Usage: &inference.CompletionUsage{PromptTokens: 1, CompletionTokens: 2, TotalTokens: 3},
		Choices: []inference.ChatCompletionChoice{
			{
				FinishReason: inference.FinishToolCalls,
				Message: inference.ChatMessage{Role: inference.ChatAssistant, Content: "A", ReasoningContent: "Hm.", Refusal: "No", ToolCalls: []inference.ChatCompletionToolCall{
					{ID: "x", Type: inference.ToolFunction, Function: inference.FunctionCall{Name: "f", Arguments: `{"a":1}`}},
					{ID: "y", Type: inference.ToolFunction, Function: inference.FunctionCall{Name: "g", Arguments: "{}"}},
				}},
				Logprobs: &inference.ChatCompletionLogprobs{
					Content: []inference.ChatCompletionTokenLogprob{{Token: "A", Logprob: -1}, {Token: "B", Logprob: -1}},
					Refusal: []inference.ChatCompletionTokenLogprob{{Token: "N", Logprob: -2}},
				},
			},
			{Index: 1, FinishReason: inference.FinishStop, Message: inference.ChatMessage{Role: inference.ChatAssistant, Content: "B"}},
		},
	}, completion)
}

func TestCollectMessage(t *testing.T) {
	start := `{"type":"message_start","message":{"id":"m","role":"assistant","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}`
	client := answering(t, 200, streamOf(start,
		`{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}`,
		`{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"H"}}`,
		`{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"m."}}`,
		`{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}`,
		`{"type":"content_block_stop","index":0}`, `{"type":"ping"}`,
		`{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"u","name":"weather","input":{}}}`,
		`{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}`,
		`{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"Lisbon\"}"}}`,
		`{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"v","name":"now","input":{}}}`,
		`{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9,"speed":"fast"}}`,
		`{"type":"message_stop"}`))
	message, err := inference.CollectMessage(client.Messages.CreateStream(t.Context(), &inference.MessageRequest{}))
	require.NoError(t, err)
	encoded(t, `{"id":"m","type":"","model":"","role":"assistant","stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":9,"speed":"fast"},"content":[
		{"type":"thinking","thinking":"Hm.","signature":"c2ln"},{"type":"tool_use","id":"u","name":"weather","input":{"city":"Lisbon"}},
		{"type":"tool_use","id":"v","name":"now","input":{}}]}`, *message)

	for name, events := range map[string][]string{
		"a block that was not begun": {start, `{"type":"content_block_delta","index":4,"delta":{"text":"x"}}`},
		"an input that is no JSON":   {start, `{"type":"content_block_start","index":0,"content_block":{"type":"tool_use"}}`, `{"type":"content_block_delta","index":0,"delta":{"partial_json":"{"}}`, `{"type":"message_stop"}`},
		"a stream that is cut":       {start},
	} {
		t.Run(name, func(t *testing.T) {
			message, err := inference.CollectMessage(answering(t, 200, streamOf(events...)).Messages.CreateStream(t.Context(), &inference.MessageRequest{}))
			require.Error(t, err)
			require.Nil(t, message)
		})
	}
}

func TestCollectModelResponse(t *testing.T) {
	client := answering(t, 200, streamOf(
		`{"id":"r","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Hm."}}]}`,
		`{"id":"r","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"A"}},{"index":1,"delta":{"content":"other"}}]}`,
		`{"id":"r","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"id":"x","type":"function","function":{"name":"f","arguments":"{}"}}]}}]}`,
		`{"id":"r","created":1,"model":"m","choices":[],"usage":{"input_tokens":1,"total_tokens":2}}`, "[DONE]"))
	response, err := inference.CollectModelResponse(client.Responses.CreateStream(t.Context(), &inference.ModelResponseRequest{}))
	require.NoError(t, err)
	require.Equal(t, &inference.ModelResponse{
		ID: "r", Object: "response", Created: 1, Model: "m", Usage: inference.ModelResponseUsage{InputTokens: 1, TotalTokens: 2},
		Output: []inference.ResponseItem{
			{Type: inference.ResponseReasoning, Content: []inference.ResponseContent{{Type: inference.ResponseReasoningText, Text: "Hm."}}},
			{Type: inference.ResponseMessage, Role: inference.ChatAssistant, Content: []inference.ResponseContent{{Type: inference.ResponseOutputText, Text: "A"}}},
			{Type: inference.ResponseFunctionCall, CallID: "x", Name: "f", Arguments: "{}"},
		},
	}, response)
}

// A stream that fails gives its error, and nothing of what came before.
func TestCollectFailure(t *testing.T) {
	failing := func(yield func(*inference.ChatCompletionChunk, error) bool) {
		_ = yield(&inference.ChatCompletionChunk{ID: "c"}, nil) && yield(nil, io.ErrUnexpectedEOF)
	}
	completion, err := inference.CollectChatCompletion(iter.Seq2[*inference.ChatCompletionChunk, error](failing))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.Nil(t, completion)
	response, err := inference.CollectModelResponse(func(yield func(*inference.ModelResponseStreamEvent, error) bool) {
		yield(nil, errors.New("failed"))
	})
	require.EqualError(t, err, "failed")
	require.Nil(t, response)
}
