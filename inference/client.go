package inference

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/dosdk/digitalocean"
)

const (
	// DefaultBaseURL is the address of serverless inference.
	DefaultBaseURL = "https://inference.do-ai.run"

	// DefaultAttemptTimeout is how long a call waits for the headers of its answer, and a stream for its next event: a model may
	// think for minutes before its first word. [digitalocean.WithAttemptTimeout] and [digitalocean.WithTimeout] change it.
	DefaultAttemptTimeout = 10 * time.Minute
)

// Client calls the models that DigitalOcean serves to all. It has a service for each endpoint, and is safe for use by many
// goroutines. Make one with [New] and keep it: it holds the connections.
type Client struct {
	AsyncInvocations *AsyncInvocationsService
	Batches          *BatchesService
	ChatCompletions  *ChatCompletionsService
	Embeddings       *EmbeddingsService
	Images           *ImagesService
	Messages         *MessagesService
	Models           *ModelsService
	Responses        *ResponsesService

	api *api
}

// New returns a client that authenticates with a model access key. The options are those of package digitalocean, with two
// defaults of their own: there is no rate limiter, since the limits of the control plane are not those of the models, and the
// attempt's timeout is [DefaultAttemptTimeout].
func New(modelAccessKey string, opts ...digitalocean.Option) (*Client, error) {
	a, err := newAPI(modelAccessKey, DefaultBaseURL, opts)
	if err != nil {
		return nil, err
	}
	return &Client{
		AsyncInvocations: &AsyncInvocationsService{a},
		Batches:          &BatchesService{Files: &BatchFilesService{a}, api: a},
		ChatCompletions:  &ChatCompletionsService{a},
		Embeddings:       &EmbeddingsService{a},
		Images:           &ImagesService{a},
		Messages:         &MessagesService{a},
		Models:           &ModelsService{a},
		Responses:        &ResponsesService{a},
		api:              a,
	}, nil
}

// Do makes a call that the package does not know, as [digitalocean.Client.Do] does.
func (c *Client) Do(ctx context.Context, method, path string, body, out any, opts ...digitalocean.CallOption) error {
	return c.api.client.Do(ctx, method, path, body, out, opts...)
}

// Format implements [fmt.Formatter]: no verb shows the key.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "inference.Client") }

// AgentClient calls one agent, at the address that the agent has for itself. It is safe for use by many goroutines.
type AgentClient struct {
	ChatCompletions *AgentChatCompletionsService

	api *api
}

// NewAgent returns a client of the agent at agentURL, such as "https://abc123.agents.do-ai.run", with /api/v1 behind it or
// without, that authenticates with an access key of the agent. The options have the defaults that [New] tells.
func NewAgent(agentURL, agentAccessKey string, opts ...digitalocean.Option) (*AgentClient, error) {
	if agentURL = strings.TrimSpace(agentURL); agentURL == "" {
		return nil, errors.New("inference: new client: the agent's URL is empty")
	}
	if !strings.Contains(agentURL, "://") {
		agentURL = "https://" + agentURL
	}
	agentURL = strings.TrimSuffix(strings.TrimRight(agentURL, "/"), "/api/v1")
	a, err := newAPI(agentAccessKey, agentURL, opts)
	if err != nil {
		return nil, err
	}
	return &AgentClient{ChatCompletions: &AgentChatCompletionsService{a}, api: a}, nil
}

// Do makes a call that the package does not know, as [digitalocean.Client.Do] does.
func (c *AgentClient) Do(ctx context.Context, method, path string, body, out any, opts ...digitalocean.CallOption) error {
	return c.api.client.Do(ctx, method, path, body, out, opts...)
}

// Format implements [fmt.Formatter]: no verb shows the key.
func (c *AgentClient) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "inference.AgentClient") }

// api is one host with its credential.
type api struct {
	client *digitalocean.Client
	redact func(text string) string // replaces the key in text that came from outside
}

func newAPI(key, baseURL string, opts []digitalocean.Option) (*api, error) {
	client, err := digitalocean.New(key, append([]digitalocean.Option{
		digitalocean.WithBaseURL(baseURL),
		digitalocean.WithLimiter(nil),
		digitalocean.WithAttemptTimeout(DefaultAttemptTimeout),
	}, opts...)...)
	if err != nil {
		return nil, fmt.Errorf("inference: %w", err)
	}
	return &api{client, strings.NewReplacer(strings.TrimSpace(key), "[redacted]").Replace}, nil
}

// fetch makes a call whose answer is one T. The arguments fill the path.
func fetch[T any](ctx context.Context, a *api, method, path string, request any, opts []digitalocean.CallOption, args ...any) (*T, error) {
	out := new(T)
	if err := a.client.Do(ctx, method, path, request, out, with(opts, digitalocean.WithArguments(args...))...); err != nil {
		return nil, err
	}
	return out, nil
}

func post[T any](ctx context.Context, a *api, path string, request any, opts []digitalocean.CallOption) (*T, error) {
	return fetch[T](ctx, a, http.MethodPost, path, request, opts)
}

// with adds options behind those of the caller.
func with(opts []digitalocean.CallOption, more ...digitalocean.CallOption) []digitalocean.CallOption {
	return append(slices.Clip(opts), more...)
}
