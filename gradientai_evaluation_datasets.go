package digitalocean

import (
	"context"
	"io"
	"time"
)

// GradientAIEvaluationDatasetsService manages datasets: the prompts of evaluations, with the expected answers where there are any.
type GradientAIEvaluationDatasetsService struct{ client *Client }

// List returns the datasets.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_datasets (genai_list_evaluation_datasets)
func (s *GradientAIEvaluationDatasetsService) List(ctx context.Context, options *EvaluationDatasetListOptions, opts ...CallOption) ([]EvaluationDataset, error) {
	return fetchAll[EvaluationDataset](ctx, s.client, get("/v2/gen-ai/evaluation_datasets").with(options), "evaluation_datasets", opts)
}

// Create makes a dataset of a file that UploadFile has uploaded, and returns its UUID.
//
// DigitalOcean: POST /v2/gen-ai/evaluation_datasets (genai_create_evaluation_dataset)
func (s *GradientAIEvaluationDatasetsService) Create(ctx context.Context, request *EvaluationDatasetCreateRequest, opts ...CallOption) (string, error) {
	return fetchValue[string](ctx, s.client, post("/v2/gen-ai/evaluation_datasets").sending(request), "evaluation_dataset_uuid", opts)
}

// CreateUploadURLs returns addresses to upload files for datasets of agents to. GradientAI.Upload uploads to one; UploadFile
// does both for a file.
//
// DigitalOcean: POST /v2/gen-ai/evaluation_datasets/file_upload_presigned_urls (genai_create_evaluation_dataset_file_upload_presigned_urls)
func (s *GradientAIEvaluationDatasetsService) CreateUploadURLs(ctx context.Context, request *PresignedUploadsCreateRequest, opts ...CallOption) (*PresignedUploads, error) {
	return fetch[PresignedUploads](ctx, s.client, post("/v2/gen-ai/evaluation_datasets/file_upload_presigned_urls").sending(request), "", opts)
}

// Delete deletes a dataset, of agents or of models.
//
// DigitalOcean: DELETE /v2/gen-ai/evaluation_datasets/{dataset_uuid} (genai_delete_evaluation_dataset)
func (s *GradientAIEvaluationDatasetsService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/gen-ai/evaluation_datasets/{dataset_uuid}", uuid), opts)
}

// GetDownloadURL returns where to read the file of a dataset.
//
// DigitalOcean: GET /v2/gen-ai/evaluation_datasets/{dataset_uuid}/download_url (genai_get_evaluation_dataset_download_url)
func (s *GradientAIEvaluationDatasetsService) GetDownloadURL(ctx context.Context, uuid string, opts ...CallOption) (*PresignedDownload, error) {
	return fetch[PresignedDownload](ctx, s.client, get("/v2/gen-ai/evaluation_datasets/{dataset_uuid}/download_url", uuid), "", opts)
}

// UploadFile uploads a file of size bytes for a dataset of agents, and returns what Create needs to make the dataset of it. It is
// CreateUploadURLs with GradientAI.Upload, which has more on the content and the errors. ModelEvaluationRuns.UploadDatasetFile
// is its like for datasets of models.
//
// DigitalOcean: POST /v2/gen-ai/evaluation_datasets/file_upload_presigned_urls (genai_create_evaluation_dataset_file_upload_presigned_urls)
func (s *GradientAIEvaluationDatasetsService) UploadFile(ctx context.Context, name string, content io.Reader, size int64, opts ...CallOption) (*FileUploadDataSource, error) {
	return s.client.uploadFile(ctx, post("/v2/gen-ai/evaluation_datasets/file_upload_presigned_urls"), name, content, size, opts)
}

// EvaluationDatasetListOptions select datasets.
type EvaluationDatasetListOptions struct {
	DatasetType EvaluationDatasetType `url:"dataset_type,omitempty"`
}

// EvaluationDatasetCreateRequest describes a dataset to create.
type EvaluationDatasetCreateRequest struct {
	Name              string                `json:"name,omitzero"`
	DatasetType       EvaluationDatasetType `json:"dataset_type,omitzero"`
	FileUploadDataset *FileUploadDataSource `json:"file_upload_dataset,omitzero"`
}

// PresignedDownload is the address to read a file from. Who has it can read; the request needs no token.
type PresignedDownload struct {
	DownloadURL Secret    `json:"download_url"`
	ExpiresAt   time.Time `json:"expires_at,omitzero"`
}
