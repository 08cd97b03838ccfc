package inference

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	jsonv2 "github.com/go-json-experiment/json"
)

// CollectChatCompletion reads a stream to its end and returns the answer, as Create would have. To see the pieces as they
// come, range over the stream and pass them on:
//
//	completion, err := inference.CollectChatCompletion(func(yield func(*inference.ChatCompletionChunk, error) bool) {
//		for chunk, err := range stream {
//			if chunk != nil {
//				fmt.Print(chunk.Text())
//			}
//			if !yield(chunk, err) {
//				return
//			}
//		}
//	})
func CollectChatCompletion(stream iter.Seq2[*ChatCompletionChunk, error]) (*ChatCompletion, error) {
	completion := &ChatCompletion{Object: "chat.completion"}
	choices := map[int]*ChatCompletionChoice{}
	for chunk, err := range stream {
		if err != nil {
			return nil, err
		}
		completion.ID, completion.Created, completion.Model = chunk.ID, chunk.Created, chunk.Model
		if chunk.Usage != nil {
			completion.Usage = chunk.Usage
		}
		for _, piece := range chunk.Choices {
			choice := choices[piece.Index]
			if choice == nil {
				choice = &ChatCompletionChoice{Index: piece.Index, Message: ChatMessage{Role: ChatAssistant}}
				choices[piece.Index] = choice
			}
			choice.add(piece)
		}
	}
	for _, index := range slices.Sorted(maps.Keys(choices)) {
		completion.Choices = append(completion.Choices, *choices[index])
	}
	return completion, nil
}

func (c *ChatCompletionChoice) add(piece ChatCompletionChunkChoice) {
	m, delta := &c.Message, piece.Delta
	if delta.Role != "" {
		m.Role = delta.Role
	}
	if piece.FinishReason != "" {
		c.FinishReason = piece.FinishReason
	}
	m.Content += delta.Content
	m.ReasoningContent += delta.ReasoningContent
	m.Refusal += delta.Refusal
	for _, call := range delta.ToolCalls {
		m.ToolCalls = addToolCall(m.ToolCalls, call)
	}
	if piece.Logprobs == nil {
		return
	}
	if c.Logprobs == nil {
		c.Logprobs = &ChatCompletionLogprobs{}
	}
	c.Logprobs.Content = append(c.Logprobs.Content, piece.Logprobs.Content...)
	c.Logprobs.Refusal = append(c.Logprobs.Refusal, piece.Logprobs.Refusal...)
}

// addToolCall adds a piece of a call to the call with its index, which is the last one or the next.
func addToolCall(calls []ChatCompletionToolCall, piece ChatCompletionToolCallChunk) []ChatCompletionToolCall {
	at := min(max(piece.Index, 0), len(calls))
	if at == len(calls) {
		calls = append(calls, ChatCompletionToolCall{Type: ToolFunction})
	}
	call := &calls[at]
	if piece.ID != "" {
		call.ID = piece.ID
	}
	if piece.Type != "" {
		call.Type = piece.Type
	}
	if piece.Function != nil {
		call.Function.Name += piece.Function.Name
		call.Function.Arguments += piece.Function.Arguments
	}
	return calls
}

// CollectModelResponse reads a stream to its end and returns the answer, as Create would have: the reasoning, the message and
// the calls of functions of the first choice.
func CollectModelResponse(stream iter.Seq2[*ModelResponseStreamEvent, error]) (*ModelResponse, error) {
	response := &ModelResponse{Object: "response"}
	var reasoning, text string
	var calls []ResponseItem
	for event, err := range stream {
		if err != nil {
			return nil, err
		}
		response.ID, response.Created, response.Model = event.ID, event.Created, event.Model
		if event.Usage != nil {
			response.Usage = *event.Usage
		}
		for _, choice := range event.Choices {
			if choice.Index != 0 {
				continue
			}
			reasoning += choice.Delta.ReasoningContent
			text += choice.Delta.Content
			for _, call := range choice.Delta.ToolCalls {
				calls = append(calls, ResponseItem{Type: ResponseFunctionCall, CallID: call.ID, Name: call.Function.Name, Arguments: call.Function.Arguments})
			}
		}
	}
	if reasoning != "" {
		response.Output = append(response.Output, ResponseItem{Type: ResponseReasoning, Content: []ResponseContent{{ResponseReasoningText, reasoning}}})
	}
	if text != "" {
		response.Output = append(response.Output, ResponseItem{Type: ResponseMessage, Role: ChatAssistant, Content: []ResponseContent{{ResponseOutputText, text}}})
	}
	response.Output = append(response.Output, calls...)
	return response, nil
}

// CollectMessage reads a stream to its end and returns the answer, as Create would have.
func CollectMessage(stream iter.Seq2[*MessageStreamEvent, error]) (*Message, error) {
	c := messageCollector{blocks: map[int]*collectedBlock{}}
	for event, err := range stream {
		if err == nil {
			err = c.add(event)
		}
		if err != nil {
			return nil, err
		}
	}
	return c.message()
}

type messageCollector struct {
	Message
	blocks map[int]*collectedBlock
}

type collectedBlock struct {
	ContentBlock
	input string
}

func (c *messageCollector) add(event *MessageStreamEvent) error {
	switch event.Type {
	case MessageStart:
		if event.Message != nil {
			c.Message = *event.Message
		}
	case ContentBlockStart:
		if event.ContentBlock != nil {
			c.blocks[event.Index] = &collectedBlock{ContentBlock: *event.ContentBlock}
		}
	case ContentBlockDelta:
		block := c.blocks[event.Index]
		if block == nil || event.Delta == nil {
			return fmt.Errorf("inference: collect a message: block %d was not begun", event.Index)
		}
		return block.add(event.Delta)
	case MessageDeltaEvent:
		c.addDelta(event)
	}
	return nil
}

func (c *messageCollector) addDelta(event *MessageStreamEvent) {
	if event.Delta != nil && event.Delta.StopReason != "" {
		c.StopReason, c.StopSequence = event.Delta.StopReason, event.Delta.StopSequence
	}
	if event.Usage == nil {
		return
	}
	c.Usage.OutputTokens = event.Usage.OutputTokens
	if event.Usage.Speed != "" {
		c.Usage.Speed = event.Usage.Speed
	}
}

// add adds to the text or the arguments of a block. Of what the package does not know texts grow, as the thoughts of a model
// do, and anything else takes the place of what was there.
func (b *collectedBlock) add(delta *MessageDelta) error {
	b.Text += delta.Text
	b.input += delta.PartialJSON
	for name, more := range delta.Extra {
		var before, after string
		if jsonv2.Unmarshal(more, &after) == nil && (b.Extra[name] == nil || jsonv2.Unmarshal(b.Extra[name], &before) == nil) {
			joined, err := jsonv2.Marshal(before + after)
			if err != nil {
				return err
			}
			more = joined
		}
		if b.Extra == nil {
			b.Extra = map[string]json.RawMessage{}
		}
		b.Extra[name] = more
	}
	return nil
}

func (c *messageCollector) message() (*Message, error) {
	message := c.Message
	message.Content = nil
	for _, index := range slices.Sorted(maps.Keys(c.blocks)) {
		block := c.blocks[index]
		if block.input != "" {
			if !json.Valid([]byte(block.input)) {
				return nil, fmt.Errorf("inference: collect a message: the input of %q is not JSON", block.Name)
			}
			block.Input = json.RawMessage(block.input)
		}
		message.Content = append(message.Content, block.ContentBlock)
	}
	return &message, nil
}
