package inference

import (
	"context"
	"iter"

	"github.com/dosdk/digitalocean"
)

// AgentChatCompletionsService has an agent answer conversations. An agent has instructions, knowledge and tools of its own.
type AgentChatCompletionsService struct{ api *api }

const agentChatPath = "/api/v1/chat/completions?agent=true"

// Create returns the agent's answer to a conversation when it is complete. A request that got no answer may have been
// carried out, and is not repeated.
//
// DigitalOcean: POST /api/v1/chat/completions (agentInference_create_chat_completion)
func (s *AgentChatCompletionsService) Create(ctx context.Context, request *ChatCompletionRequest, opts ...digitalocean.CallOption) (*ChatCompletion, error) {
	return post[ChatCompletion](ctx, s.api, agentChatPath, request, opts)
}

// CreateStream is Create with the answer piece by piece, as [ChatCompletionsService.CreateStream] has it.
//
// DigitalOcean: POST /api/v1/chat/completions (agentInference_create_chat_completion)
func (s *AgentChatCompletionsService) CreateStream(ctx context.Context, request *ChatCompletionRequest, opts ...digitalocean.CallOption) iter.Seq2[*ChatCompletionChunk, error] {
	return stream(ctx, s.api, agentChatPath, request, never[ChatCompletionChunk], opts)
}
