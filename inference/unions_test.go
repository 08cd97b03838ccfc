package inference_test

import (
	"encoding/json"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/inference"
)

// encoded requires that both encoders make the same of a value, and that it comes back.
func encoded[T any](t *testing.T, want string, value T) {
	t.Helper()
	first, err := json.Marshal(value)
	require.NoError(t, err)
	require.JSONEq(t, want, string(first))
	second, err := jsonv2.Marshal(value, jsonv2.Deterministic(true))
	require.NoError(t, err)
	require.Equal(t, string(first), string(second))
	var again T
	require.NoError(t, json.Unmarshal(first, &again))
	require.Equal(t, value, again)
	again = *new(T)
	require.NoError(t, jsonv2.Unmarshal(first, &again))
	require.Equal(t, value, again)
}

func TestUnionsInRequests(t *testing.T) {
	encoded(t, `{"model":"m","messages":[{"role":"user","content":"Hi"}],"stop":"END","tool_choice":"auto","temperature":0,"top_p":0,"seed":0,"logprobs":false}`,
		inference.ChatCompletionRequest{
			Model: "m", Messages: []inference.ChatMessage{{Role: inference.ChatUser, Content: "Hi"}}, Stop: []string{"END"},
			ToolChoice: inference.ToolChoiceAuto, Temperature: new(0.0), TopP: new(0.0), Seed: new(int64(0)), Logprobs: new(false),
		})
	encoded(t, `{"model":"m","stop":["a","b"],"tool_choice":{"type":"function","function":{"name":"f"}}}`,
		inference.ChatCompletionRequest{Model: "m", Stop: []string{"a", "b"}, ToolChoice: inference.ToolChoiceFunction("f")})
	encoded(t, `{"model":"m","max_tokens":5,"system":"Be brief.","messages":[{"role":"user","content":"Hi"}],"tool_choice":{"type":"tool","name":"t"},"temperature":0}`,
		inference.MessageRequest{
			Model: "m", MaxTokens: 5, System: inference.Content{Text: "Be brief."}, ToolChoice: inference.ToolChoiceTool("t"), Temperature: new(0.0),
			Messages: []inference.MessageParam{{Role: inference.MessageUser, Content: inference.Content{Text: "Hi"}}},
		})
	encoded(t, `{"role":"user","content":[{"type":"text","text":"What is this?"},
		{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}},
		{"type":"tool_result","tool_use_id":"u","content":"18 degrees"}]}`,
		inference.MessageParam{Role: inference.MessageUser, Content: inference.Content{Blocks: []inference.ContentBlock{
			inference.TextBlock("What is this?"), inference.ImageBlock("image/png", "aGk="), inference.ToolResultBlock("u", "18 degrees"),
		}}})
	encoded(t, `{"model":"m","input":"Hi","top_p":0}`, inference.ModelResponseRequest{Model: "m", Input: inference.ModelResponseInput{Text: "Hi"}, TopP: new(0.0)})
	encoded(t, `{"model":"m","input":[{"role":"user","content":"Hi"}],"stop":["a","b"]}`, inference.ModelResponseRequest{
		Model: "m", Stop: inference.Texts{"a", "b"}, Input: inference.ModelResponseInput{Messages: []inference.InputMessage{{Role: inference.ChatUser, Content: "Hi"}}},
	})
	encoded(t, `{"model":"m","input":"a"}`, inference.EmbeddingsRequest{Model: "m", Input: []string{"a"}})
	encoded(t, `{"model":"m","input":["a","b"]}`, inference.EmbeddingsRequest{Model: "m", Input: []string{"a", "b"}})
	encoded(t, `{"model_id":"m","input":{"prompt":"a city","guidance_scale":0,"colour":"red"}}`, inference.AsyncInvocationRequest{
		ModelID: "m", Input: inference.AsyncInvocationInput{Prompt: "a city", GuidanceScale: new(0.0), Extra: map[string]any{"colour": "red"}},
	})
}

func TestUnionsInAnswers(t *testing.T) {
	encoded(t, `{"object":"embedding","index":0,"embedding":[0.5,-1]}`, inference.Embedding{Object: "embedding", Embedding: inference.Vector{Floats: []float64{0.5, -1}}})
	encoded(t, `{"object":"embedding","index":0,"embedding":"AAA="}`, inference.Embedding{Object: "embedding", Embedding: inference.Vector{Base64: "AAA="}})
}

// What a model answers can be sent back unchanged, whatever blocks it is made of.
func TestBlocksSurviveARoundTrip(t *testing.T) {
	blocks := `[
		{"type":"text","text":"Let me see.","citations":[{"start":1,"end":2}]},
		{"type":"thinking","thinking":"Hm.","signature":"c2ln"},
		{"type":"redacted_thinking","data":"x"},
		{"type":"tool_use","id":"u","name":"weather","input":{"city":"Lisbon","days":12345678901234567890}},
		{"type":"server_tool_use","id":"s","name":"search","input":{}},
		{"type":"search_result","content":[{"type":"text","text":"…"},{"kind":"free"}],"error":null},
		{"no":"type"}]`
	var message inference.Message
	require.NoError(t, json.Unmarshal([]byte(`{"role":"assistant","content":`+blocks+`}`), &message))
	require.Equal(t, "Let me see.", message.Text())
	require.Equal(t, `{"city":"Lisbon","days":12345678901234567890}`, string(message.Content[3].Input))
	require.Equal(t, `"c2ln"`, string(message.Content[1].Extra["signature"]))
	encoded(t, `{"role":"assistant","content":`+blocks+`}`, inference.MessageParam{
		Role: message.Role, Content: inference.Content{Blocks: message.Content},
	})
}

func TestUnionsOfAnotherForm(t *testing.T) {
	require.Error(t, json.Unmarshal([]byte(`7`), new(inference.Texts)))
	require.Error(t, json.Unmarshal([]byte(`{}`), new(inference.Content)))
	require.Error(t, json.Unmarshal([]byte(`[]`), new(inference.ToolChoice)))
	require.Error(t, json.Unmarshal([]byte(`true`), new(inference.Vector)))
	require.Error(t, json.Unmarshal([]byte(`1`), new(inference.ModelResponseInput)))
	var choice inference.ToolChoice
	require.NoError(t, json.Unmarshal([]byte(`{"type":"allowed_tools","mode":"auto"}`), &choice))
	encoded(t, `{"type":"allowed_tools","mode":"auto"}`, choice)
	var content inference.Content
	require.NoError(t, json.Unmarshal([]byte(`null`), &content))
	require.True(t, content.IsZero())
}
