package inference

import (
	"context"
	"iter"

	"github.com/dosdk/digitalocean"
)

// ChatCompletionsService has models answer conversations.
type ChatCompletionsService struct{ api *api }

const chatPath = "/v1/chat/completions"

// Create returns the model's answer to a conversation when it is complete. A request that got no answer may have been
// carried out, and is not repeated.
//
// DigitalOcean: POST /v1/chat/completions (inference_create_chat_completion)
func (s *ChatCompletionsService) Create(ctx context.Context, request *ChatCompletionRequest, opts ...digitalocean.CallOption) (*ChatCompletion, error) {
	return post[ChatCompletion](ctx, s.api, chatPath, request, opts)
}

// CreateStream is Create with the answer piece by piece, as the model writes it. [CollectChatCompletion] joins the pieces.
//
//	for chunk, err := range client.ChatCompletions.CreateStream(ctx, request) {
//		if err != nil { … }
//		fmt.Print(chunk.Text())
//	}
//
// The request is sent when the sequence is read, which can be done once; leaving the loop ends the answer. A stream that
// ends before its end gives an error that matches [io.ErrUnexpectedEOF], and a failure that the service reports in it a
// [*StreamError].
//
// DigitalOcean: POST /v1/chat/completions (inference_create_chat_completion)
func (s *ChatCompletionsService) CreateStream(ctx context.Context, request *ChatCompletionRequest, opts ...digitalocean.CallOption) iter.Seq2[*ChatCompletionChunk, error] {
	return stream(ctx, s.api, chatPath, request, never[ChatCompletionChunk], opts)
}

// never is the isLast of a stream that only [DONE] ends.
func never[T any](*T) bool { return false }

// ChatCompletionRequest is a conversation that a model is to continue. The numbers and flags that are pointers are left to the
// model when they are nil; new(0.0) sends a zero.
type ChatCompletionRequest struct {
	Model               string               `json:"model"` // an ID of Models.List; an agent has its own, and takes any
	Messages            []ChatMessage        `json:"messages,omitzero"`
	MaxTokens           *int                 `json:"max_tokens,omitzero"`            // of the answer
	MaxCompletionTokens *int                 `json:"max_completion_tokens,omitzero"` // of all turns, reasoning included; at least 256
	Temperature         *float64             `json:"temperature,omitzero"`           // 0 to 2: how much chance there is in the answer
	TopP                *float64             `json:"top_p,omitzero"`                 // 0 to 1: from how much of the probability tokens are drawn
	FrequencyPenalty    *float64             `json:"frequency_penalty,omitzero"`     // -2 to 2: against what came often
	PresencePenalty     *float64             `json:"presence_penalty,omitzero"`      // -2 to 2: against what came at all
	LogitBias           map[string]int       `json:"logit_bias,omitzero"`            // by the IDs of tokens, -100 to 100
	Logprobs            *bool                `json:"logprobs,omitzero"`              // tell the probabilities of the tokens
	TopLogprobs         *int                 `json:"top_logprobs,omitzero"`          // 0 to 20: tell those of so many others; with Logprobs
	N                   *int                 `json:"n,omitzero"`                     // 1 to 128 answers; 1 by default
	Seed                *int64               `json:"seed,omitzero"`                  // for answers that are the same again, as far as possible
	Stop                Texts                `json:"stop,omitzero"`                  // up to 4 texts that end the answer
	Tools               []ChatCompletionTool `json:"tools,omitzero"`
	ToolChoice          ToolChoice           `json:"tool_choice,omitzero"`
	ReasoningEffort     ReasoningEffort      `json:"reasoning_effort,omitzero"`
	StreamOptions       *StreamOptions       `json:"stream_options,omitzero"` // for CreateStream only
	Metadata            map[string]string    `json:"metadata,omitzero"`       // up to 16 pairs
	User                string               `json:"user,omitzero"`           // your user's name for you, to trace abuse
}

// ChatMessage is a message of a conversation.
type ChatMessage struct {
	Role             ChatRole                 `json:"role"`
	Content          string                   `json:"content,omitzero"`           // left out when it is empty
	Refusal          string                   `json:"refusal,omitzero"`           // of the assistant
	ToolCalls        []ChatCompletionToolCall `json:"tool_calls,omitzero"`        // of the assistant
	ToolCallID       string                   `json:"tool_call_id,omitzero"`      // of a tool: the call that it answers
	ReasoningContent string                   `json:"reasoning_content,omitzero"` // of the assistant
}

// ChatCompletionTool is a tool that the model may call.
type ChatCompletionTool struct {
	Type     ToolType           `json:"type"`
	Function FunctionDefinition `json:"function"`
}

// FunctionDefinition is a function that the model may call.
type FunctionDefinition struct {
	Name        string `json:"name"` // letters, digits, underscores and dashes, 64 at most
	Description string `json:"description,omitzero"`
	Parameters  any    `json:"parameters,omitzero"` // a JSON schema: a map, a struct or a [encoding/json.RawMessage]
}

// StreamOptions say what else a stream tells.
type StreamOptions struct {
	IncludeUsage bool `json:"include_usage,omitzero"` // in a last chunk without choices
}

// ChatCompletion is the answer of a model.
type ChatCompletion struct {
	ID      string                 `json:"id"`
	Object  string                 `json:"object"` // "chat.completion"
	Created int64                  `json:"created"`
	Model   string                 `json:"model"`
	Choices []ChatCompletionChoice `json:"choices,omitzero"`
	Usage   *CompletionUsage       `json:"usage,omitzero"`
}

// Text returns the text of the first choice, or "" without one.
func (c *ChatCompletion) Text() string {
	if len(c.Choices) == 0 {
		return ""
	}
	return c.Choices[0].Message.Content
}

// ChatCompletionChoice is one of the answers that were asked for.
type ChatCompletionChoice struct {
	Index        int                     `json:"index"`
	Message      ChatMessage             `json:"message"` // to be appended to the conversation
	FinishReason FinishReason            `json:"finish_reason"`
	Logprobs     *ChatCompletionLogprobs `json:"logprobs,omitzero"`
}

// ChatCompletionLogprobs are the probabilities of the tokens of an answer.
type ChatCompletionLogprobs struct {
	Content []ChatCompletionTokenLogprob `json:"content,omitzero"`
	Refusal []ChatCompletionTokenLogprob `json:"refusal,omitzero"`
}

// ChatCompletionTokenLogprob is the probability of a token.
type ChatCompletionTokenLogprob struct {
	Token       string                     `json:"token"`
	Logprob     float64                    `json:"logprob"`        // -9999 for one that is very unlikely
	Bytes       []int                      `json:"bytes,omitzero"` // of the token in UTF-8; nil where it has none
	TopLogprobs []ChatCompletionTopLogprob `json:"top_logprobs,omitzero"`
}

// ChatCompletionTopLogprob is the probability of another token in the same place.
type ChatCompletionTopLogprob struct {
	Token   string  `json:"token"`
	Logprob float64 `json:"logprob"`
	Bytes   []int   `json:"bytes,omitzero"`
}

// ChatCompletionToolCall is a call that the model wants made. A message with the role [ChatTool] and its ID answers it.
type ChatCompletionToolCall struct {
	ID       string       `json:"id"`
	Type     ToolType     `json:"type"`
	Function FunctionCall `json:"function"`
}

// FunctionCall names a function and its arguments.
type FunctionCall struct {
	Name      string `json:"name"`
	Arguments string `json:"arguments"` // JSON as the model wrote it, which need not be valid
}

// CompletionUsage counts the tokens of a chat completion.
type CompletionUsage struct {
	PromptTokens            int           `json:"prompt_tokens"`
	CompletionTokens        int           `json:"completion_tokens"`
	TotalTokens             int           `json:"total_tokens"`
	CacheReadInputTokens    int           `json:"cache_read_input_tokens"`
	CacheCreatedInputTokens int           `json:"cache_created_input_tokens"`
	CacheCreation           CacheCreation `json:"cache_creation"`
}

// CacheCreation counts the tokens that were written to a cache, by how long they stay there.
type CacheCreation struct {
	Ephemeral5mInputTokens int `json:"ephemeral_5m_input_tokens"`
	Ephemeral1hInputTokens int `json:"ephemeral_1h_input_tokens"`
}

// ChatCompletionChunk is a piece of the answer of a model. All chunks of an answer have the same ID.
type ChatCompletionChunk struct {
	ID      string                      `json:"id"`
	Object  string                      `json:"object"` // "chat.completion.chunk"
	Created int64                       `json:"created"`
	Model   string                      `json:"model"`
	Choices []ChatCompletionChunkChoice `json:"choices,omitzero"` // empty in the chunk with the usage
	Usage   *CompletionUsage            `json:"usage,omitzero"`   // in the last chunk, with IncludeUsage
}

// Text returns the text that the chunk adds to the first choice.
func (c *ChatCompletionChunk) Text() string {
	for _, choice := range c.Choices {
		if choice.Index == 0 {
			return choice.Delta.Content
		}
	}
	return ""
}

// ChatCompletionChunkChoice is what a chunk adds to one of the answers.
type ChatCompletionChunkChoice struct {
	Index        int                     `json:"index"`
	Delta        ChatCompletionDelta     `json:"delta"`
	FinishReason FinishReason            `json:"finish_reason,omitzero"` // in the last chunk of the choice
	Logprobs     *ChatCompletionLogprobs `json:"logprobs,omitzero"`
}

// ChatCompletionDelta is what a chunk adds to a message.
type ChatCompletionDelta struct {
	Role             ChatRole                      `json:"role,omitzero"`
	Content          string                        `json:"content,omitzero"`
	ReasoningContent string                        `json:"reasoning_content,omitzero"`
	Refusal          string                        `json:"refusal,omitzero"`
	ToolCalls        []ChatCompletionToolCallChunk `json:"tool_calls,omitzero"`
}

// ChatCompletionToolCallChunk is a piece of a call that the model wants made: the first has the ID and the name, the others
// more of the arguments.
type ChatCompletionToolCallChunk struct {
	Index    int                `json:"index"`
	ID       string             `json:"id,omitzero"`
	Type     ToolType           `json:"type,omitzero"`
	Function *FunctionCallChunk `json:"function,omitzero"`
}

// FunctionCallChunk is a piece of a [FunctionCall].
type FunctionCallChunk struct {
	Name      string `json:"name,omitzero"`
	Arguments string `json:"arguments,omitzero"`
}

// ChatRole is who a message is from.
type ChatRole string

const (
	ChatSystem    ChatRole = "system"
	ChatDeveloper ChatRole = "developer"
	ChatUser      ChatRole = "user"
	ChatAssistant ChatRole = "assistant"
	ChatTool      ChatRole = "tool"
)

// FinishReason is why a model stopped.
type FinishReason string

const (
	FinishStop          FinishReason = "stop"           // it was done, or came to a text of Stop
	FinishLength        FinishReason = "length"         // it came to the largest number of tokens
	FinishToolCalls     FinishReason = "tool_calls"     // it wants tools called
	FinishContentFilter FinishReason = "content_filter" // what it wrote was held back
)

// ReasoningEffort is how much a model thinks before it answers.
type ReasoningEffort string

const (
	ReasoningNone    ReasoningEffort = "none"
	ReasoningMinimal ReasoningEffort = "minimal"
	ReasoningLow     ReasoningEffort = "low"
	ReasoningMedium  ReasoningEffort = "medium"
	ReasoningHigh    ReasoningEffort = "high"
	ReasoningXHigh   ReasoningEffort = "xhigh"
)

// ToolType is the type of a tool. There is one today.
type ToolType string

// ToolFunction is the type of a tool that is a function of yours.
const ToolFunction ToolType = "function"
