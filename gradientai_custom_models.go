package digitalocean

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// GradientAICustomModelsService imports models of one's own, to be deployed as dedicated inferences.
type GradientAICustomModelsService struct{ client *Client }

// List lists the custom models of the team.
//
// DigitalOcean: GET /v2/gen-ai/custom_models (genai_list_custom_models)
func (s *GradientAICustomModelsService) List(options *CustomModelListOptions, opts ...CallOption) *Pager[CustomModel] {
	return list[CustomModel](s.client, get("/v2/gen-ai/custom_models").with(options), "models", opts)
}

// GetLimits returns how many custom models the team may have.
//
// DigitalOcean: GET /v2/gen-ai/custom_models (genai_list_custom_models)
func (s *GradientAICustomModelsService) GetLimits(ctx context.Context, opts ...CallOption) (*CustomModelLimits, error) {
	return fetch[CustomModelLimits](ctx, s.client, get("/v2/gen-ai/custom_models").with(&ListOptions{PerPage: 1}), "", opts)
}

// Get returns a custom model.
//
// DigitalOcean: GET /v2/gen-ai/custom_models/{uuid} (genai_get_custom_model)
func (s *GradientAICustomModelsService) Get(ctx context.Context, uuid string, opts ...CallOption) (*CustomModel, error) {
	return fetch[CustomModel](ctx, s.client, get("/v2/gen-ai/custom_models/{uuid}", uuid), "model", opts)
}

// Import begins to import a model. WaitReady waits until it can be deployed. A model that is refused, as one that fails a
// validation step, is a [*CustomModelImportError].
//
// DigitalOcean: POST /v2/gen-ai/custom_models/import (genai_import_custom_model)
func (s *GradientAICustomModelsService) Import(ctx context.Context, request *CustomModelImportRequest, opts ...CallOption) (*CustomModelImportResult, error) {
	return accepted(fetch[CustomModelImportResult](ctx, s.client, post("/v2/gen-ai/custom_models/import").sending(request), "", opts))
}

// UpdateMetadata changes what the request has, and leaves the rest as it is.
//
// DigitalOcean: PATCH /v2/gen-ai/custom_models/{uuid}/metadata (genai_update_custom_model_metadata)
func (s *GradientAICustomModelsService) UpdateMetadata(ctx context.Context, uuid string, request *CustomModelUpdateMetadataRequest, opts ...CallOption) (*CustomModel, error) {
	return fetch[CustomModel](ctx, s.client, patch("/v2/gen-ai/custom_models/{uuid}/metadata", uuid).sending(request).repeatingPath(), "model", opts)
}

// Delete deletes a custom model. Where DigitalOcean answers that it did not, the error is a [*CustomModelDeleteError].
//
// DigitalOcean: DELETE /v2/gen-ai/custom_models/{uuid} (genai_delete_custom_model)
func (s *GradientAICustomModelsService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	_, err := accepted(fetch[CustomModelDeleteResult](ctx, s.client, del("/v2/gen-ai/custom_models/{uuid}", uuid), "", opts))
	return err
}

// WaitReady waits until a custom model is imported and returns it. One whose import failed, or that is deleted, ends the wait
// with a [*CustomModelError].
func (s *GradientAICustomModelsService) WaitReady(ctx context.Context, uuid string, opts ...CallOption) (*CustomModel, error) {
	var model *CustomModel
	err := s.client.waitFor(ctx, "custom model "+uuid, opts, func() (done bool, err error) {
		if model, err = s.Get(ctx, uuid, opts...); err != nil {
			return false, err
		}
		return model.Status == CustomModelReady, model.failure()
	})
	if err != nil {
		return nil, err
	}
	return model, nil
}

// CustomModelListOptions select and page custom models.
type CustomModelListOptions struct {
	ListOptions

	Status CustomModelStatus `url:"status,omitempty"`
}

// CustomModelImportRequest describes a model to import, and where it comes from.
type CustomModelImportRequest struct {
	Name                     string                `json:"name,omitzero"`
	Description              string                `json:"description,omitzero"`
	SourceType               CustomModelSourceType `json:"source_type,omitzero"`
	SourceRef                CustomModelSourceRef  `json:"source_ref,omitzero"`
	Tags                     CustomModelTags       `json:"tags,omitzero"`
	PreferredGPURegion       string                `json:"preferred_gpu_region,omitzero"` // slug of the region where it is to be deployed
	AcceptTermsAndConditions bool                  `json:"accept_terms_and_conditions,omitzero"`
	AcceptHFTokenStorage     bool                  `json:"accept_hf_token_storage,omitzero"` // whether DigitalOcean may keep SourceRef.HFToken
}

// CustomModelUpdateMetadataRequest holds what is to change of a custom model. What is nil stays as it is.
type CustomModelUpdateMetadataRequest struct {
	Name             *string          `json:"name,omitzero"`
	Description      *string          `json:"description,omitzero"`
	License          *string          `json:"license,omitzero"`
	Parameters       *int64           `json:"parameters,omitzero,string"` // how many the model has
	Tags             *CustomModelTags `json:"tags,omitzero"`              // all that it is to have
	InputModalities  []string         `json:"input_modalities,omitzero"`  // such as "text"; only of a model from a Spaces bucket
	OutputModalities []string         `json:"output_modalities,omitzero"` // such as "text"; only of a model from a Spaces bucket
}

// CustomModelImportResult is what came of an import.
type CustomModelImportResult struct {
	Model           *CustomModel                `json:"model,omitzero"`
	ImportJob       *CustomModelImportJob       `json:"import_job,omitzero"`
	ValidationSteps []CustomModelValidationStep `json:"validation_steps,omitzero"`
	Error           string                      `json:"error,omitzero"` // why it was refused; only in a [CustomModelImportError]
}

func (r *CustomModelImportResult) failure() error {
	if r.Error != "" {
		return &CustomModelImportError{Result: *r}
	}
	return nil
}

// CustomModelImportError is an import that was refused. The validation steps say which of them did not pass.
type CustomModelImportError struct{ Result CustomModelImportResult }

func (e *CustomModelImportError) Error() string {
	return "digitalocean: the import of a custom model was refused: " + printable(e.Result.Error)
}

// CustomModelImportJob is how far an import has come.
type CustomModelImportJob struct {
	UUID         string    `json:"uuid"`
	Status       string    `json:"status"`
	BytesDone    int64     `json:"bytes_done,string"`
	BytesTotal   int64     `json:"bytes_total,string"`
	FilesDone    int       `json:"files_done"`
	FilesTotal   int       `json:"files_total"`
	ErrorMessage string    `json:"error_message,omitzero"`
	ErrorStep    string    `json:"error_step,omitzero"` // where it failed
	CreatedAt    time.Time `json:"created_at,omitzero"`
	StartedAt    time.Time `json:"started_at,omitzero"`
	CompletedAt  time.Time `json:"completed_at,omitzero"`
}

// CustomModelValidationStep is something that was looked at before an import.
type CustomModelValidationStep struct {
	Name   string `json:"name"`
	Passed bool   `json:"passed"`
	Error  string `json:"error,omitzero"` // why it did not pass
}

// CustomModelDeleteResult is what came of a deletion.
type CustomModelDeleteResult struct {
	Status CustomModelDeleteStatus `json:"status"`
	Error  string                  `json:"error,omitzero"`
}

func (r *CustomModelDeleteResult) failure() error {
	if r.Status == CustomModelDeleteFailed || r.Error != "" {
		return &CustomModelDeleteError{Result: *r}
	}
	return nil
}

// CustomModelDeleteError is a deletion that DigitalOcean answered with a reason why it was not done.
type CustomModelDeleteError struct{ Result CustomModelDeleteResult }

func (e *CustomModelDeleteError) Error() string {
	return "digitalocean: the custom model was not deleted: " + printable(cmp.Or(e.Result.Error, string(e.Result.Status)))
}

// CustomModel is a model of one's own.
type CustomModel struct {
	UUID                 string                  `json:"uuid"`
	Name                 string                  `json:"name"`
	Description          string                  `json:"description"`
	Status               CustomModelStatus       `json:"status"`
	ErrorMessage         string                  `json:"error_message,omitzero"` // why the latest import failed
	SourceType           CustomModelSourceType   `json:"source_type"`
	SourceRef            *CustomModelSourceRef   `json:"source_ref,omitzero"`
	Architecture         string                  `json:"architecture"` // as in its config.json
	Parameters           int64                   `json:"parameters,string"`
	ContextLength        int                     `json:"context_length"` // tokens
	InputModalities      []string                `json:"input_modalities,omitzero"`
	OutputModalities     []string                `json:"output_modalities,omitzero"`
	License              string                  `json:"license"`
	ConfigJSON           json.RawMessage         `json:"config_json,omitzero"` // the config.json of its repository
	FileCount            int                     `json:"file_count"`
	TotalSizeBytes       int64                   `json:"total_size_bytes,string"`
	StorageRegion        string                  `json:"storage_region"`          // of the Spaces bucket that holds it
	CostEstimatePerMonth int                     `json:"cost_estimate_per_month"` // dollars
	Tags                 CustomModelTags         `json:"tags,omitzero"`
	TeamID               int64                   `json:"team_id,string"`
	ActiveDeployments    []CustomModelDeployment `json:"active_deployments,omitzero"`
	CreatedAt            time.Time               `json:"created_at,omitzero"`
	UpdatedAt            time.Time               `json:"updated_at,omitzero"`
}

func (m *CustomModel) failure() error {
	if m.Status == CustomModelFailed || m.Status == CustomModelDeleted {
		return &CustomModelError{CustomModel: *m}
	}
	return nil
}

// CustomModelError is a custom model that was waited for and does not become ready. Its ErrorMessage says why.
type CustomModelError struct{ CustomModel CustomModel }

func (e *CustomModelError) Error() string {
	return fmt.Sprintf("digitalocean: custom model %s (%s) has the status %s: %s", printable(e.CustomModel.UUID),
		printable(e.CustomModel.Name), printable(string(e.CustomModel.Status)), printable(e.CustomModel.ErrorMessage))
}

// CustomModelLimits is how many custom models a team may have.
type CustomModelLimits struct {
	MaxThreshold int `json:"max_threshold"`
}

// CustomModelSourceRef is where a custom model comes from: a repository of Hugging Face, or a folder in a Spaces bucket.
type CustomModelSourceRef struct {
	RepoID     string                      `json:"repo_id,omitzero"` // such as "mistralai/Mistral-7B-v0.3"
	CommitSHA  string                      `json:"commit_sha,omitzero"`
	AccessType CustomModelSourceAccessType `json:"access_type,omitzero"`
	HFToken    Secret                      `json:"hf_token,omitzero"` // of Hugging Face, for what is not public; in requests only
	Bucket     string                      `json:"bucket,omitzero"`
	Prefix     string                      `json:"prefix,omitzero"` // of the objects in the bucket
	Region     string                      `json:"region,omitzero"` // of the bucket
}

// CustomModelTags are the tags of a custom model.
type CustomModelTags struct {
	Tags []string `json:"tags,omitzero"`
}

// CustomModelDeployment is a dedicated inference that runs a custom model. [Client.DedicatedInferences] has it by its ID.
type CustomModelDeployment struct {
	ID         string                         `json:"id"`
	Name       string                         `json:"name"`
	RegionSlug string                         `json:"region_slug"`
	State      string                         `json:"state"` // such as "ACTIVE" or "PROVISIONING"
	Endpoints  CustomModelDeploymentEndpoints `json:"endpoints,omitzero"`
	CreatedAt  time.Time                      `json:"created_at,omitzero"`
	UpdatedAt  time.Time                      `json:"updated_at,omitzero"`
}

// CustomModelDeploymentEndpoints are the names of the hosts at which a deployment answers.
type CustomModelDeploymentEndpoints struct {
	PublicEndpointFQDN  string `json:"public_endpoint_fqdn,omitzero"`
	PrivateEndpointFQDN string `json:"private_endpoint_fqdn,omitzero"` // within the VPC
}

// CustomModelStatus is the state of a custom model.
type CustomModelStatus string

const (
	CustomModelUnspecified CustomModelStatus = "STATUS_UNSPECIFIED"
	CustomModelImporting   CustomModelStatus = "STATUS_IMPORTING"
	CustomModelReady       CustomModelStatus = "STATUS_READY"
	CustomModelFailed      CustomModelStatus = "STATUS_FAILED"
	CustomModelDeleted     CustomModelStatus = "STATUS_DELETED"
)

// CustomModelDeleteStatus is whether a custom model was deleted.
type CustomModelDeleteStatus string

const (
	CustomModelDeleteUnspecified CustomModelDeleteStatus = "DELETE_CUSTOM_MODEL_STATUS_UNSPECIFIED"
	CustomModelDeleteSucceeded   CustomModelDeleteStatus = "DELETE_CUSTOM_MODEL_STATUS_SUCCESS"
	CustomModelDeleteFailed      CustomModelDeleteStatus = "DELETE_CUSTOM_MODEL_STATUS_FAIL"
)

// CustomModelSourceType is the kind of place that a custom model comes from.
type CustomModelSourceType string

const (
	CustomModelSourceUnspecified  CustomModelSourceType = "SOURCE_TYPE_UNSPECIFIED"
	CustomModelSourceHuggingFace  CustomModelSourceType = "SOURCE_TYPE_HUGGINGFACE"
	CustomModelSourceSpacesBucket CustomModelSourceType = "SOURCE_TYPE_SPACES_BUCKET"
	CustomModelSourceSDKUpload    CustomModelSourceType = "SOURCE_TYPE_SDK_UPLOAD"
	CustomModelSourceFineTuning   CustomModelSourceType = "SOURCE_TYPE_FINE_TUNING"
)

// CustomModelSourceAccessType is who can read the repository that a custom model comes from.
type CustomModelSourceAccessType string

const (
	CustomModelSourceAccessUnspecified CustomModelSourceAccessType = "ACCESS_TYPE_UNSPECIFIED"
	CustomModelSourcePublic            CustomModelSourceAccessType = "ACCESS_TYPE_PUBLIC"
	CustomModelSourcePrivate           CustomModelSourceAccessType = "ACCESS_TYPE_PRIVATE"
	CustomModelSourceGated             CustomModelSourceAccessType = "ACCESS_TYPE_GATED" // after its owner has agreed
)
