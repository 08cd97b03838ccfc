package inference

import (
	"context"

	"github.com/dosdk/digitalocean"
)

// EmbeddingsService turns texts into vectors.
type EmbeddingsService struct{ api *api }

// Create returns a vector for each text, in the order of the texts.
//
// DigitalOcean: POST /v1/embeddings (inference_create_embedding)
func (s *EmbeddingsService) Create(ctx context.Context, request *EmbeddingsRequest, opts ...digitalocean.CallOption) (*Embeddings, error) {
	return post[Embeddings](ctx, s.api, "/v1/embeddings", request, opts)
}

// EmbeddingsRequest has the texts that are to become vectors.
type EmbeddingsRequest struct {
	Model          string            `json:"model"`
	Input          Texts             `json:"input,omitzero"` // up to 2048
	EncodingFormat EmbeddingEncoding `json:"encoding_format,omitzero"`
	User           string            `json:"user,omitzero"` // your name for your user, to trace abuse
}

// Embeddings are vectors.
type Embeddings struct {
	Object string          `json:"object"` // "list"
	Model  string          `json:"model"`
	Data   []Embedding     `json:"data,omitzero"`
	Usage  EmbeddingsUsage `json:"usage"`
}

// Embedding is the vector of a text.
type Embedding struct {
	Object    string `json:"object"` // "embedding"
	Index     int    `json:"index"`  // of the text
	Embedding Vector `json:"embedding"`
}

// EmbeddingsUsage counts the tokens of a request.
type EmbeddingsUsage struct {
	PromptTokens int `json:"prompt_tokens"`
	TotalTokens  int `json:"total_tokens"`
}

// EmbeddingEncoding is how vectors are written.
type EmbeddingEncoding string

const (
	EmbeddingFloat  EmbeddingEncoding = "float" // the default
	EmbeddingBase64 EmbeddingEncoding = "base64"
)
