package inference

import (
	"context"
	"encoding/json"
	"time"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/dosdk/digitalocean"
)

// AsyncInvocationsService has models make what takes long: images, music, speech.
type AsyncInvocationsService struct{ api *api }

// Create starts a model. The answer has the state of the work, which is done already where the model was fast. A request
// that got no answer may have been carried out, and is not repeated.
//
// DigitalOcean: POST /v1/async-invoke (inference_create_async_invoke)
func (s *AsyncInvocationsService) Create(ctx context.Context, request *AsyncInvocationRequest, opts ...digitalocean.CallOption) (*AsyncInvocation, error) {
	return post[AsyncInvocation](ctx, s.api, "/v1/async-invoke", request, opts)
}

// AsyncInvocationRequest names a model and says what it is to make.
type AsyncInvocationRequest struct {
	ModelID string               `json:"model_id"` // such as "fal-ai/flux/schnell"
	Input   AsyncInvocationInput `json:"input"`
	Tags    []InvocationTag      `json:"tags,omitzero"`
}

// AsyncInvocationInput is what a model makes something of. Which fields it takes is up to the model; those that are not here go
// into Extra, by their names.
type AsyncInvocationInput struct {
	Prompt              string         `json:"prompt,omitzero"`              // for images and music
	Text                string         `json:"text,omitzero"`                // for speech
	OutputFormat        string         `json:"output_format,omitzero"`       // such as "landscape_4_3"
	NumInferenceSteps   *int           `json:"num_inference_steps,omitzero"` // more take longer, for a better image
	GuidanceScale       *float64       `json:"guidance_scale,omitzero"`      // how close the image keeps to the prompt
	NumImages           *int           `json:"num_images,omitzero"`
	EnableSafetyChecker *bool          `json:"enable_safety_checker,omitzero"`
	SecondsTotal        *int           `json:"seconds_total,omitzero"` // how long the music lasts
	Extra               map[string]any `json:",embed"`
}

type plainAsyncInvocationInput AsyncInvocationInput

// MarshalJSON writes the fields and those of Extra.
func (i AsyncInvocationInput) MarshalJSON() ([]byte, error) {
	return jsonv2.Marshal(plainAsyncInvocationInput(i), jsonv2.Deterministic(true))
}

// UnmarshalJSON reads the fields, and what it does not know into Extra.
func (i *AsyncInvocationInput) UnmarshalJSON(text []byte) error {
	*i = AsyncInvocationInput{}
	return jsonv2.Unmarshal(text, (*plainAsyncInvocationInput)(i))
}

// InvocationTag is a note on a request.
type InvocationTag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// AsyncInvocation is the work of a model.
type AsyncInvocation struct {
	RequestID   string                `json:"request_id"`
	Status      AsyncInvocationStatus `json:"status"`
	ModelID     string                `json:"model_id"`
	CreatedAt   time.Time             `json:"created_at,omitzero"`
	StartedAt   time.Time             `json:"started_at,omitzero"`
	CompletedAt time.Time             `json:"completed_at,omitzero"`
	Output      json.RawMessage       `json:"output,omitzero"` // a JSON object, by the model; nil before the work is completed
	Error       string                `json:"error,omitzero"`  // why the work failed
}

// AsyncInvocationStatus is how far the work of a model has come.
type AsyncInvocationStatus string

const (
	AsyncInvocationQueued     AsyncInvocationStatus = "QUEUED"
	AsyncInvocationInProgress AsyncInvocationStatus = "IN_PROGRESS"
	AsyncInvocationCompleted  AsyncInvocationStatus = "COMPLETED"
	AsyncInvocationFailed     AsyncInvocationStatus = "FAILED"
)
