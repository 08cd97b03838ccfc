package inference

import (
	"context"
	"iter"

	"github.com/dosdk/digitalocean"
)

// ImagesService has models make images.
type ImagesService struct{ api *api }

const imagesPath = "/v1/images/generations"

// Generate returns images of what a text describes. They come in base64: [digitalocean.WithMaxBody] may have to be raised for
// many large ones. A request that got no answer may have been carried out, and is not repeated.
//
// DigitalOcean: POST /v1/images/generations (inference_create_image)
func (s *ImagesService) Generate(ctx context.Context, request *ImageGenerateRequest, opts ...digitalocean.CallOption) (*ImageGeneration, error) {
	return post[ImageGeneration](ctx, s.api, imagesPath, request, opts)
}

// GenerateStream is Generate with the stages of an image, as many as PartialImages asks for. The last event holds the image.
// The sequence behaves as that of [ChatCompletionsService.CreateStream].
//
// DigitalOcean: POST /v1/images/generations (inference_create_image)
func (s *ImagesService) GenerateStream(ctx context.Context, request *ImageGenerateRequest, opts ...digitalocean.CallOption) iter.Seq2[*ImageStreamEvent, error] {
	isLast := func(event *ImageStreamEvent) bool { return event.Type == ImageCompleted }
	return stream(ctx, s.api, imagesPath, request, isLast, opts)
}

// ImageGenerateRequest describes images. What is left out is left to the model.
type ImageGenerateRequest struct {
	Model             string `json:"model"`
	Prompt            string `json:"prompt"` // up to 32,000 characters
	N                 int    `json:"n"`      // how many, 1 to 10
	Size              string `json:"size,omitzero"`
	Quality           string `json:"quality,omitzero"`            // "low", "medium", "high" or "auto"
	Background        string `json:"background,omitzero"`         // "transparent", "opaque" or "auto"
	OutputFormat      string `json:"output_format,omitzero"`      // "png", "webp" or "jpeg"
	OutputCompression *int   `json:"output_compression,omitzero"` // 0 to 100
	Moderation        string `json:"moderation,omitzero"`         // "low" or "auto"
	PartialImages     *int   `json:"partial_images,omitzero"`     // for GenerateStream: how many stages to tell
	User              string `json:"user,omitzero"`               // your name for your user, to trace abuse
}

// ImageGeneration are images.
type ImageGeneration struct {
	Created      int64                 `json:"created"` // in seconds since 1970
	Data         []GeneratedImage      `json:"data,omitzero"`
	Background   string                `json:"background,omitzero"`
	OutputFormat string                `json:"output_format,omitzero"`
	Quality      string                `json:"quality,omitzero"`
	Size         string                `json:"size,omitzero"`
	Usage        *ImageGenerationUsage `json:"usage,omitzero"`
}

// GeneratedImage is an image.
type GeneratedImage struct {
	B64JSON       string `json:"b64_json"`                // the image in base64
	RevisedPrompt string `json:"revised_prompt,omitzero"` // that the image was made from
}

// ImageGenerationUsage counts the tokens of a request.
type ImageGenerationUsage struct {
	TotalTokens        int                `json:"total_tokens"`
	InputTokens        int                `json:"input_tokens"`
	OutputTokens       int                `json:"output_tokens"`
	InputTokensDetails ImageTokensDetails `json:"input_tokens_details"`
}

// ImageTokensDetails counts tokens by what they stand for.
type ImageTokensDetails struct {
	TextTokens  int `json:"text_tokens"`
	ImageTokens int `json:"image_tokens"`
}

// ImageStreamEvent is a stage of an image, or the image.
type ImageStreamEvent struct {
	Type              ImageEventType `json:"type"`
	B64JSON           string         `json:"b64_json"` // the image in base64
	CreatedAt         int64          `json:"created_at"`
	Size              string         `json:"size"`
	Quality           string         `json:"quality"`
	Background        string         `json:"background"`
	OutputFormat      string         `json:"output_format"`
	PartialImageIndex int            `json:"partial_image_index"` // of the stage, from 0
}

// ImageEventType is what an event of a stream holds.
type ImageEventType string

const (
	ImagePartial   ImageEventType = "image_generation.partial_image"
	ImageCompleted ImageEventType = "image_generation.completed" // the last
)
