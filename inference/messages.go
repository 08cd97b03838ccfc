package inference

import (
	"context"
	"encoding/json"
	"iter"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/dosdk/digitalocean"
)

// MessagesService has models answer conversations that are made of blocks: text, images, tools.
type MessagesService struct{ api *api }

const messagesPath = "/v1/messages"

// Create returns the model's answer to a conversation when it is complete. A request that got no answer may have been
// carried out, and is not repeated.
//
// DigitalOcean: POST /v1/messages (inference_create_messages)
func (s *MessagesService) Create(ctx context.Context, request *MessageRequest, opts ...digitalocean.CallOption) (*Message, error) {
	return post[Message](ctx, s.api, messagesPath, request, opts)
}

// CreateStream is Create with the answer event by event, as the model writes it. [CollectMessage] joins the events. The
// sequence behaves as that of [ChatCompletionsService.CreateStream].
//
// DigitalOcean: POST /v1/messages (inference_create_messages)
func (s *MessagesService) CreateStream(ctx context.Context, request *MessageRequest, opts ...digitalocean.CallOption) iter.Seq2[*MessageStreamEvent, error] {
	isLast := func(event *MessageStreamEvent) bool { return event.Type == MessageStop }
	return stream(ctx, s.api, messagesPath, request, isLast, opts)
}

// MessageRequest is a conversation that a model is to continue. The numbers that are pointers are left to the model when they
// are nil; new(0.0) sends a zero.
type MessageRequest struct {
	Model           string           `json:"model"`
	MaxTokens       int              `json:"max_tokens"` // of the answer; at least 1
	Messages        []MessageParam   `json:"messages,omitzero"`
	System          Content          `json:"system,omitzero"` // a text, or blocks of text
	StopSequences   []string         `json:"stop_sequences,omitzero"`
	Temperature     *float64         `json:"temperature,omitzero"` // 0 to 1: how much chance there is in the answer
	TopP            *float64         `json:"top_p,omitzero"`       // from how much of the probability tokens are drawn; this or Temperature
	TopK            *int             `json:"top_k,omitzero"`       // from how many tokens one is drawn
	Tools           []ToolDefinition `json:"tools,omitzero"`
	ToolChoice      ToolChoice       `json:"tool_choice,omitzero"` // auto by default
	Metadata        *MessageMetadata `json:"metadata,omitzero"`
	ReasoningEffort ReasoningEffort  `json:"reasoning_effort,omitzero"` // where the model heeds it
	Speed           MessageSpeed     `json:"speed,omitzero"`            // where the model heeds it
	Thinking        *ThinkingConfig  `json:"thinking,omitzero"`         // where the model heeds it
}

// MessageParam is a message of a conversation. What a model has answered is one too: MessageParam{Role: message.Role, Content:
// inference.Content{Blocks: message.Content}}.
type MessageParam struct {
	Role    MessageRole `json:"role"`
	Content Content     `json:"content"`
}

// ContentBlock is a part of a message. Its Type says which of the fields it has:
//
//	MessageText        Text
//	MessageImage       Source
//	MessageToolUse     ID, Name, Input
//	MessageToolResult  ToolUseID, Content
//
// Extra has the fields that the package does not know, by their names, and is sent as it came: so a block of any type can be
// received, and sent back.
type ContentBlock struct {
	Type      ContentBlockType           `json:"type,omitzero"`
	Text      string                     `json:"text,omitzero"`
	Source    *ImageSource               `json:"source,omitzero"`
	ID        string                     `json:"id,omitzero"`
	Name      string                     `json:"name,omitzero"`
	Input     json.RawMessage            `json:"input,omitzero"`       // the arguments, a JSON object
	ToolUseID string                     `json:"tool_use_id,omitzero"` // of the block that the result is for
	Content   Content                    `json:"content,omitzero"`
	Extra     map[string]json.RawMessage `json:",embed"`
}

// TextBlock returns a block of text.
func TextBlock(text string) ContentBlock { return ContentBlock{Type: MessageText, Text: text} }

// ImageBlock returns a block with an image in base64, of a type such as "image/png".
func ImageBlock(mediaType, base64 string) ContentBlock {
	return ContentBlock{Type: MessageImage, Source: &ImageSource{Type: "base64", MediaType: mediaType, Data: base64}}
}

// ToolResultBlock returns a block with what came of the tool that a block with that ID asked for.
func ToolResultBlock(toolUseID, text string) ContentBlock {
	return ContentBlock{Type: MessageToolResult, ToolUseID: toolUseID, Content: Content{Text: text}}
}

type plainContentBlock ContentBlock

// MarshalJSON writes the fields and those of Extra.
func (b ContentBlock) MarshalJSON() ([]byte, error) {
	return jsonv2.Marshal(plainContentBlock(b), jsonv2.Deterministic(true))
}

// UnmarshalJSON reads the fields, and what it does not know into Extra.
func (b *ContentBlock) UnmarshalJSON(text []byte) error {
	*b = ContentBlock{}
	return jsonv2.Unmarshal(text, (*plainContentBlock)(b))
}

// ImageSource is an image.
type ImageSource struct {
	Type      string `json:"type"`       // how Data is encoded: "base64"
	MediaType string `json:"media_type"` // such as "image/jpeg"
	Data      string `json:"data"`
}

// ToolDefinition is a tool that the model may use.
type ToolDefinition struct {
	Name        string `json:"name"`
	Description string `json:"description,omitzero"`
	InputSchema any    `json:"input_schema"` // a JSON schema: a map, a struct or a [encoding/json.RawMessage]
}

// MessageMetadata is about a request.
type MessageMetadata struct {
	UserID string `json:"user_id,omitzero"` // your name for your user, without personal data
}

// ThinkingConfig says whether the model thinks at length before it answers.
type ThinkingConfig struct {
	Type  string                     `json:"type"` // such as "enabled" or "disabled"
	Extra map[string]json.RawMessage `json:",embed"`
}

type plainThinkingConfig ThinkingConfig

// MarshalJSON writes the type and the fields of Extra.
func (c ThinkingConfig) MarshalJSON() ([]byte, error) {
	return jsonv2.Marshal(plainThinkingConfig(c), jsonv2.Deterministic(true))
}

// UnmarshalJSON reads the type, and what it does not know into Extra.
func (c *ThinkingConfig) UnmarshalJSON(text []byte) error {
	*c = ThinkingConfig{}
	return jsonv2.Unmarshal(text, (*plainThinkingConfig)(c))
}

// Message is the answer of a model.
type Message struct {
	ID           string         `json:"id"`
	Type         string         `json:"type"` // "message"
	Role         MessageRole    `json:"role"`
	Content      []ContentBlock `json:"content,omitzero"`
	Model        string         `json:"model"`
	StopReason   StopReason     `json:"stop_reason,omitzero"`
	StopSequence string         `json:"stop_sequence,omitzero"` // the one that ended the answer
	Usage        MessageUsage   `json:"usage"`
}

// Text returns the text of the answer, which may be in several blocks.
func (m *Message) Text() string {
	text := ""
	for _, block := range m.Content {
		if block.Type == MessageText {
			text += block.Text
		}
	}
	return text
}

// MessageUsage counts the tokens of a message.
type MessageUsage struct {
	InputTokens              int          `json:"input_tokens,omitzero"`
	OutputTokens             int          `json:"output_tokens,omitzero"`
	CacheCreationInputTokens int          `json:"cache_creation_input_tokens,omitzero"`
	CacheReadInputTokens     int          `json:"cache_read_input_tokens,omitzero"`
	Speed                    MessageSpeed `json:"speed,omitzero"`
}

// MessageStreamEvent is a step of the answer of a model. Its Type says which of the fields it has:
//
//	MessageStart       Message, still without content
//	ContentBlockStart  Index, ContentBlock
//	ContentBlockDelta  Index, Delta
//	ContentBlockStop   Index
//	MessageDeltaEvent  Delta, Usage
type MessageStreamEvent struct {
	Type         MessageEventType `json:"type"`
	Message      *Message         `json:"message,omitzero"`
	Index        int              `json:"index,omitzero"` // of the block
	ContentBlock *ContentBlock    `json:"content_block,omitzero"`
	Delta        *MessageDelta    `json:"delta,omitzero"`
	Usage        *MessageUsage    `json:"usage,omitzero"` // up to here
}

// Text returns the text that the event adds to the answer.
func (e *MessageStreamEvent) Text() string {
	if e.Delta == nil {
		return ""
	}
	return e.Delta.Text
}

// MessageDelta is what an event adds to a block, or to the message. Extra has the fields that the package does not know.
type MessageDelta struct {
	Type         string                     `json:"type,omitzero"`          // "text_delta", "input_json_delta", "thinking_delta" …
	Text         string                     `json:"text,omitzero"`          // more text
	PartialJSON  string                     `json:"partial_json,omitzero"`  // more of the arguments of a tool
	StopReason   StopReason                 `json:"stop_reason,omitzero"`   // of the message
	StopSequence string                     `json:"stop_sequence,omitzero"` // of the message
	Extra        map[string]json.RawMessage `json:",embed"`
}

type plainMessageDelta MessageDelta

// MarshalJSON writes the fields and those of Extra.
func (d MessageDelta) MarshalJSON() ([]byte, error) {
	return jsonv2.Marshal(plainMessageDelta(d), jsonv2.Deterministic(true))
}

// UnmarshalJSON reads the fields, and what it does not know into Extra.
func (d *MessageDelta) UnmarshalJSON(text []byte) error {
	*d = MessageDelta{}
	return jsonv2.Unmarshal(text, (*plainMessageDelta)(d))
}

// MessageRole is who a message is from.
type MessageRole string

const (
	MessageUser      MessageRole = "user"
	MessageAssistant MessageRole = "assistant"
)

// ContentBlockType is what a block holds. Models may answer with blocks of other types.
type ContentBlockType string

const (
	MessageText       ContentBlockType = "text"
	MessageImage      ContentBlockType = "image"
	MessageToolUse    ContentBlockType = "tool_use"
	MessageToolResult ContentBlockType = "tool_result"
)

// StopReason is why a model stopped.
type StopReason string

const (
	StopEndTurn      StopReason = "end_turn"
	StopMaxTokens    StopReason = "max_tokens"
	StopStopSequence StopReason = "stop_sequence"
	StopToolUse      StopReason = "tool_use" // it wants a tool used
)

// MessageSpeed is how fast a message is wanted.
type MessageSpeed string

const (
	MessageStandard MessageSpeed = "standard"
	MessageFast     MessageSpeed = "fast"
)

// MessageEventType is what an event of a stream tells.
type MessageEventType string

const (
	MessageStart      MessageEventType = "message_start"
	ContentBlockStart MessageEventType = "content_block_start"
	ContentBlockDelta MessageEventType = "content_block_delta"
	ContentBlockStop  MessageEventType = "content_block_stop"
	MessageDeltaEvent MessageEventType = "message_delta"
	MessageStop       MessageEventType = "message_stop" // the last
	MessagePing       MessageEventType = "ping"         // nothing
)
