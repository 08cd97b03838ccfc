package digitalocean

import (
	"context"
	"io"
	"time"
)

// GradientAIDataSourcesService manages what knowledge bases are filled from.
type GradientAIDataSourcesService struct{ client *Client }

// List lists the data sources of a knowledge base.
//
// DigitalOcean: GET /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources (genai_list_knowledge_base_data_sources)
func (s *GradientAIDataSourcesService) List(knowledgeBaseUUID string, options *ListOptions, opts ...CallOption) *Pager[KnowledgeBaseDataSource] {
	return list[KnowledgeBaseDataSource](s.client, get("/v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources", knowledgeBaseUUID).with(options), "knowledge_base_data_sources", opts)
}

// Create adds a data source to a knowledge base. GradientAI.IndexingJobs.Create indexes it. A file, Dropbox or Google Drive
// can only be given to a knowledge base that is being created.
//
// DigitalOcean: POST /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources (genai_create_knowledge_base_data_source)
func (s *GradientAIDataSourcesService) Create(ctx context.Context, knowledgeBaseUUID string, request *KnowledgeBaseDataSourceCreateRequest, opts ...CallOption) (*KnowledgeBaseDataSource, error) {
	return fetch[KnowledgeBaseDataSource](ctx, s.client, post("/v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources", knowledgeBaseUUID).sending(request).repeatingPath(), "knowledge_base_data_source", opts)
}

// CreateUploadURLs returns addresses to upload files to. GradientAI.Upload uploads to one; UploadFile does both for a file.
//
// DigitalOcean: POST /v2/gen-ai/knowledge_bases/data_sources/file_upload_presigned_urls (genai_create_data_source_file_upload_presigned_urls)
func (s *GradientAIDataSourcesService) CreateUploadURLs(ctx context.Context, request *PresignedUploadsCreateRequest, opts ...CallOption) (*PresignedUploads, error) {
	return fetch[PresignedUploads](ctx, s.client, post("/v2/gen-ai/knowledge_bases/data_sources/file_upload_presigned_urls").sending(request), "", opts)
}

// Update changes how a data source is cut into pieces. That has an effect when it is indexed anew.
// [KnowledgeBaseDataSource.UpdateRequest] makes a request of one as it is.
//
// DigitalOcean: PUT /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources/{data_source_uuid} (genai_update_knowledge_base_data_source)
func (s *GradientAIDataSourcesService) Update(ctx context.Context, knowledgeBaseUUID, uuid string, request *KnowledgeBaseDataSourceUpdateRequest, opts ...CallOption) (*KnowledgeBaseDataSource, error) {
	return fetch[KnowledgeBaseDataSource](ctx, s.client, put("/v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources/{data_source_uuid}", knowledgeBaseUUID, uuid).sending(request).repeatingPath(), "knowledge_base_data_source", opts)
}

// Delete takes a data source from a knowledge base.
//
// DigitalOcean: DELETE /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources/{data_source_uuid} (genai_delete_knowledge_base_data_source)
func (s *GradientAIDataSourcesService) Delete(ctx context.Context, knowledgeBaseUUID, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources/{data_source_uuid}", knowledgeBaseUUID, uuid), opts)
}

// UploadFile uploads a file of size bytes, and returns what a [KnowledgeBaseCreateRequest] needs to index it. It is
// CreateUploadURLs with GradientAI.Upload, which has more on the content and the errors.
//
// DigitalOcean: POST /v2/gen-ai/knowledge_bases/data_sources/file_upload_presigned_urls (genai_create_data_source_file_upload_presigned_urls)
func (s *GradientAIDataSourcesService) UploadFile(ctx context.Context, name string, content io.Reader, size int64, opts ...CallOption) (*FileUploadDataSource, error) {
	return s.client.uploadFile(ctx, post("/v2/gen-ai/knowledge_bases/data_sources/file_upload_presigned_urls"), name, content, size, opts)
}

// KnowledgeBaseDataSourceCreateRequest describes a data source to add. It has one of the sources.
type KnowledgeBaseDataSourceCreateRequest struct {
	SpacesDataSource     *SpacesDataSource     `json:"spaces_data_source,omitzero"`
	WebCrawlerDataSource *WebCrawlerDataSource `json:"web_crawler_data_source,omitzero"`
	AWSDataSource        *AWSDataSource        `json:"aws_data_source,omitzero"`
	ChunkingAlgorithm    ChunkingAlgorithm     `json:"chunking_algorithm,omitzero"`
	ChunkingOptions      *ChunkingOptions      `json:"chunking_options,omitzero"`
}

// KnowledgeBaseDataSourceUpdateRequest says how a data source is to be cut into pieces.
type KnowledgeBaseDataSourceUpdateRequest struct {
	ChunkingAlgorithm ChunkingAlgorithm `json:"chunking_algorithm,omitzero"`
	ChunkingOptions   *ChunkingOptions  `json:"chunking_options,omitzero"`
}

// KnowledgeBaseDataSourceSpec describes a data source of a knowledge base that is created. It has one of the sources.
type KnowledgeBaseDataSourceSpec struct {
	FileUploadDataSource  *FileUploadDataSource  `json:"file_upload_data_source,omitzero"`
	SpacesDataSource      *SpacesDataSource      `json:"spaces_data_source,omitzero"`
	WebCrawlerDataSource  *WebCrawlerDataSource  `json:"web_crawler_data_source,omitzero"`
	AWSDataSource         *AWSDataSource         `json:"aws_data_source,omitzero"`
	DropboxDataSource     *DropboxDataSource     `json:"dropbox_data_source,omitzero"`
	GoogleDriveDataSource *GoogleDriveDataSource `json:"google_drive_data_source,omitzero"`
	ChunkingAlgorithm     ChunkingAlgorithm      `json:"chunking_algorithm,omitzero"`
	ChunkingOptions       *ChunkingOptions       `json:"chunking_options,omitzero"`

	// Deprecated: use SpacesDataSource.
	BucketName string `json:"bucket_name,omitzero"`

	// Deprecated: use SpacesDataSource.
	BucketRegion string `json:"bucket_region,omitzero"`

	// Deprecated: use SpacesDataSource.
	ItemPath string `json:"item_path,omitzero"`
}

// KnowledgeBaseDataSource is what a knowledge base is filled from. It has one of the sources, without its credentials.
type KnowledgeBaseDataSource struct {
	UUID                  string                 `json:"uuid"`
	FileUploadDataSource  *FileUploadDataSource  `json:"file_upload_data_source,omitzero"`
	SpacesDataSource      *SpacesDataSource      `json:"spaces_data_source,omitzero"`
	WebCrawlerDataSource  *WebCrawlerDataSource  `json:"web_crawler_data_source,omitzero"`
	AWSDataSource         *AWSDataSource         `json:"aws_data_source,omitzero"`
	DropboxDataSource     *DropboxDataSource     `json:"dropbox_data_source,omitzero"`
	GoogleDriveDataSource *GoogleDriveDataSource `json:"google_drive_data_source,omitzero"`
	ChunkingAlgorithm     ChunkingAlgorithm      `json:"chunking_algorithm"`
	ChunkingOptions       *ChunkingOptions       `json:"chunking_options,omitzero"`
	LastIndexingJob       *IndexedDataSource     `json:"last_datasource_indexing_job,omitzero"`
	CreatedAt             time.Time              `json:"created_at,omitzero"`
	UpdatedAt             time.Time              `json:"updated_at,omitzero"`

	// Deprecated: use SpacesDataSource.
	BucketName string `json:"bucket_name"`

	// Deprecated: use SpacesDataSource.
	Region string `json:"region"`

	// Deprecated: use SpacesDataSource.
	ItemPath string `json:"item_path"`
}

// SpacesDataSource is a bucket of Spaces, or a part of one.
type SpacesDataSource struct {
	BucketName string `json:"bucket_name,omitzero"`
	Region     string `json:"region,omitzero"`    // slug
	ItemPath   string `json:"item_path,omitzero"` // a folder or an object; empty means the whole bucket
}

// AWSDataSource is a bucket of Amazon S3, or a part of one.
type AWSDataSource struct {
	BucketName string `json:"bucket_name,omitzero"`
	Region     string `json:"region,omitzero"`     // one of Amazon's
	ItemPath   string `json:"item_path,omitzero"`  // a folder or an object; empty means the whole bucket
	KeyID      string `json:"key_id,omitzero"`     // of the secret key; only in a request
	SecretKey  Secret `json:"secret_key,omitzero"` // only in a request
}

// WebCrawlerDataSource is a web page, and what it links to.
type WebCrawlerDataSource struct {
	BaseURL        string                   `json:"base_url,omitzero"`
	CrawlingOption WebCrawlerCrawlingOption `json:"crawling_option,omitzero"` // which links are followed
	EmbedMedia     bool                     `json:"embed_media,omitzero"`     // whether images and the like are read too
	ExcludeTags    []string                 `json:"exclude_tags,omitzero"`    // elements of HTML that are left out, such as "nav"
}

// DropboxDataSource is a folder at Dropbox.
type DropboxDataSource struct {
	Folder       string `json:"folder,omitzero"`
	RefreshToken Secret `json:"refresh_token,omitzero"` // from GradientAI.OAuth2; only in a request
}

// GoogleDriveDataSource is a folder at Google Drive.
type GoogleDriveDataSource struct {
	FolderID     string `json:"folder_id,omitzero"`
	FolderName   string `json:"folder_name,omitzero"`   // only in an answer, and not always
	RefreshToken Secret `json:"refresh_token,omitzero"` // from GradientAI.OAuth2; only in a request
}

// ChunkingOptions say how large the pieces are that a text is cut into. Which of them count depends on the algorithm. What is
// zero has the API's default.
type ChunkingOptions struct {
	MaxChunkSize      int     `json:"max_chunk_size,omitzero"`    // tokens, as the other sizes
	ParentChunkSize   int     `json:"parent_chunk_size,omitzero"` // of ChunkingHierarchical, as the next one
	ChildChunkSize    int     `json:"child_chunk_size,omitzero"`
	SemanticThreshold float64 `json:"semantic_threshold,omitzero"` // of ChunkingSemantic, such as 0.5
}

// UpdateRequest returns the request that leaves the data source as it is, to be changed and given to Update.
func (d *KnowledgeBaseDataSource) UpdateRequest() *KnowledgeBaseDataSourceUpdateRequest {
	return &KnowledgeBaseDataSourceUpdateRequest{ChunkingAlgorithm: d.ChunkingAlgorithm, ChunkingOptions: copyOf(d.ChunkingOptions)}
}

// ChunkingAlgorithm is how a text is cut into pieces.
type ChunkingAlgorithm string

const (
	ChunkingUnknown      ChunkingAlgorithm = "CHUNKING_ALGORITHM_UNKNOWN"
	ChunkingSectionBased ChunkingAlgorithm = "CHUNKING_ALGORITHM_SECTION_BASED" // at its headings
	ChunkingHierarchical ChunkingAlgorithm = "CHUNKING_ALGORITHM_HIERARCHICAL"  // small pieces inside large ones
	ChunkingSemantic     ChunkingAlgorithm = "CHUNKING_ALGORITHM_SEMANTIC"      // where its subject changes
	ChunkingFixedLength  ChunkingAlgorithm = "CHUNKING_ALGORITHM_FIXED_LENGTH"
)

// WebCrawlerCrawlingOption says which links of a page are followed.
type WebCrawlerCrawlingOption string

const (
	WebCrawlerUnknown    WebCrawlerCrawlingOption = "UNKNOWN"
	WebCrawlerScoped     WebCrawlerCrawlingOption = "SCOPED"     // none
	WebCrawlerPath       WebCrawlerCrawlingOption = "PATH"       // those to pages below it
	WebCrawlerDomain     WebCrawlerCrawlingOption = "DOMAIN"     // those within its domain
	WebCrawlerSubdomains WebCrawlerCrawlingOption = "SUBDOMAINS" // those within its domain and all below that
	WebCrawlerSitemap    WebCrawlerCrawlingOption = "SITEMAP"    // those in the sitemap that it is
)
