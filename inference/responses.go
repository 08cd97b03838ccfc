package inference

import (
	"context"
	"iter"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/dosdk/digitalocean"
)

// ResponsesService has models answer a text or a conversation with a list of items: reasoning, messages, calls of functions.
type ResponsesService struct{ api *api }

const responsesPath = "/v1/responses"

// Create returns the model's answer when it is complete. A request that got no answer may have been carried out, and is not
// repeated.
//
// DigitalOcean: POST /v1/responses (inference_create_response)
func (s *ResponsesService) Create(ctx context.Context, request *ModelResponseRequest, opts ...digitalocean.CallOption) (*ModelResponse, error) {
	return post[ModelResponse](ctx, s.api, responsesPath, request, opts)
}

// CreateStream is Create with the answer piece by piece, as the model writes it. [CollectModelResponse] joins the pieces. The
// sequence behaves as that of [ChatCompletionsService.CreateStream].
//
// DigitalOcean: POST /v1/responses (inference_create_response)
func (s *ResponsesService) CreateStream(ctx context.Context, request *ModelResponseRequest, opts ...digitalocean.CallOption) iter.Seq2[*ModelResponseStreamEvent, error] {
	return stream(ctx, s.api, responsesPath, request, never[ModelResponseStreamEvent], opts)
}

// ModelResponseRequest is what a model is to respond to. The numbers that are pointers are left to the model when they are nil;
// new(0.0) sends a zero.
type ModelResponseRequest struct {
	Model           string             `json:"model"`
	Input           ModelResponseInput `json:"input"`
	Instructions    string             `json:"instructions,omitzero"` // that stand above the input
	MaxOutputTokens *int               `json:"max_output_tokens,omitzero"`
	Temperature     *float64           `json:"temperature,omitzero"` // 0 to 2: how much chance there is in the answer
	TopP            *float64           `json:"top_p,omitzero"`       // 0 to 1: from how much of the probability tokens are drawn
	Stop            Texts              `json:"stop,omitzero"`        // up to 4 texts that end the answer
	Tools           []ResponseTool     `json:"tools,omitzero"`
	ToolChoice      ToolChoice         `json:"tool_choice,omitzero"`
	StreamOptions   *StreamOptions     `json:"stream_options,omitzero"` // for CreateStream only
	Metadata        map[string]string  `json:"metadata,omitzero"`
	User            string             `json:"user,omitzero"` // your name for your user, to trace abuse
}

// ModelResponseInput is a text, or a conversation where Messages is not nil:
//
//	Input: inference.ModelResponseInput{Text: "What is the capital of France?"}
type ModelResponseInput struct {
	Text     string
	Messages []InputMessage
}

// MarshalJSON writes a string or an array.
func (i ModelResponseInput) MarshalJSON() ([]byte, error) {
	if i.Messages != nil {
		return jsonv2.Marshal(i.Messages)
	}
	return jsonv2.Marshal(i.Text)
}

// UnmarshalJSON reads a string or an array.
func (i *ModelResponseInput) UnmarshalJSON(text []byte) error {
	*i = ModelResponseInput{}
	return readEither(text, func(s string) { i.Text = s }, &i.Messages)
}

// InputMessage is a message of a conversation.
type InputMessage struct {
	Role    ChatRole `json:"role,omitzero"`
	Content string   `json:"content"`
}

// ResponseTool is a tool that the model may call.
type ResponseTool struct {
	Type        ToolType `json:"type"`
	Name        string   `json:"name,omitzero"`
	Description string   `json:"description,omitzero"`
	Parameters  any      `json:"parameters,omitzero"` // a JSON schema: a map, a struct or a [encoding/json.RawMessage]
}

// ModelResponse is the answer of a model.
type ModelResponse struct {
	ID                string             `json:"id"`
	Object            string             `json:"object"`  // "response"
	Created           int64              `json:"created"` // in seconds since 1970
	Model             string             `json:"model"`
	Status            string             `json:"status,omitzero"` // such as "completed"
	Output            []ResponseItem     `json:"output,omitzero"`
	Usage             ModelResponseUsage `json:"usage"`
	ParallelToolCalls *bool              `json:"parallel_tool_calls,omitzero"`
	Temperature       *float64           `json:"temperature,omitzero"`
	TopP              *float64           `json:"top_p,omitzero"`
	MaxOutputTokens   *int               `json:"max_output_tokens,omitzero"`
	ToolChoice        ToolChoice         `json:"tool_choice,omitzero"`
	Tools             []ResponseTool     `json:"tools,omitzero"`
	User              string             `json:"user,omitzero"`
}

// Text returns the text of the answer, without the reasoning.
func (r *ModelResponse) Text() string {
	text := ""
	for _, item := range r.Output {
		for _, part := range item.Content {
			if part.Type == ResponseOutputText {
				text += part.Text
			}
		}
	}
	return text
}

// ResponseItem is a part of an answer.
type ResponseItem struct {
	Type      ResponseItemType  `json:"type"`
	ID        string            `json:"id,omitzero"`
	Status    string            `json:"status,omitzero"` // such as "completed"
	Role      ChatRole          `json:"role,omitzero"`
	Content   []ResponseContent `json:"content,omitzero"`
	CallID    string            `json:"call_id,omitzero"`   // of a call of a function
	Name      string            `json:"name,omitzero"`      // of the function
	Arguments string            `json:"arguments,omitzero"` // JSON as the model wrote it, which need not be valid
}

// ResponseContent is a text of an item.
type ResponseContent struct {
	Type ResponseContentType `json:"type"`
	Text string              `json:"text"`
}

// ModelResponseUsage counts the tokens of a response.
type ModelResponseUsage struct {
	InputTokens         int                 `json:"input_tokens"`
	InputTokensDetails  InputTokensDetails  `json:"input_tokens_details"`
	OutputTokens        int                 `json:"output_tokens"`
	OutputTokensDetails OutputTokensDetails `json:"output_tokens_details"`
	TotalTokens         int                 `json:"total_tokens"`
}

// InputTokensDetails counts tokens that were read.
type InputTokensDetails struct {
	CachedTokens int `json:"cached_tokens"`
}

// OutputTokensDetails counts tokens that were written.
type OutputTokensDetails struct {
	ReasoningTokens  int `json:"reasoning_tokens"`
	ToolOutputTokens int `json:"tool_output_tokens"`
}

// ModelResponseStreamEvent is a piece of the answer of a model. All pieces of an answer have the same ID.
type ModelResponseStreamEvent struct {
	ID      string                `json:"id"`
	Object  string                `json:"object"`  // "response.chunk"
	Created int64                 `json:"created"` // in seconds since 1970
	Model   string                `json:"model"`
	Choices []ModelResponseChoice `json:"choices,omitzero"` // empty in the piece with the usage
	Usage   *ModelResponseUsage   `json:"usage,omitzero"`   // in the last piece, with IncludeUsage
}

// Text returns the text that the piece adds to the answer.
func (e *ModelResponseStreamEvent) Text() string {
	for _, choice := range e.Choices {
		if choice.Index == 0 {
			return choice.Delta.Content
		}
	}
	return ""
}

// ModelResponseChoice is what a piece adds to an answer.
type ModelResponseChoice struct {
	Index        int                    `json:"index"`
	Delta        ModelResponseDelta     `json:"delta"`
	FinishReason FinishReason           `json:"finish_reason,omitzero"` // in the last piece
	Logprobs     *ModelResponseLogprobs `json:"logprobs,omitzero"`
}

// ModelResponseDelta is what a piece adds to an answer.
type ModelResponseDelta struct {
	Role             ChatRole                 `json:"role,omitzero"` // in the first piece
	Content          string                   `json:"content,omitzero"`
	ReasoningContent string                   `json:"reasoning_content,omitzero"`
	ToolCalls        []ChatCompletionToolCall `json:"tool_calls,omitzero"` // each of them whole
}

// ModelResponseLogprobs are the probabilities of the tokens of a piece.
type ModelResponseLogprobs struct {
	Content []ChatCompletionTokenLogprob `json:"content,omitzero"`
}

// ResponseItemType is what a part of an answer is.
type ResponseItemType string

const (
	ResponseReasoning    ResponseItemType = "reasoning"
	ResponseMessage      ResponseItemType = "message"
	ResponseFunctionCall ResponseItemType = "function_call"
)

// ResponseContentType is what a text of an item is.
type ResponseContentType string

const (
	ResponseReasoningText ResponseContentType = "reasoning_text"
	ResponseOutputText    ResponseContentType = "output_text"
)
