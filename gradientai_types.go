package digitalocean

import (
	"encoding/json"
	"time"
)

// Agent is an AI agent: a model with instructions, and what it may use to answer. A list of all agents leaves out the keys,
// functions, guardrails, knowledge bases, other agents and the workspace.
type Agent struct {
	UUID                    string                   `json:"uuid"`
	Name                    string                   `json:"name"`
	Description             string                   `json:"description"` // the model does not see it
	Instruction             string                   `json:"instruction"` // what the model is told to do, and how
	Region                  string                   `json:"region"`      // slug
	ProjectID               string                   `json:"project_id"`
	Workspace               *GradientAIWorkspace     `json:"workspace,omitzero"`
	Tags                    []string                 `json:"tags,omitzero"`
	UserID                  int64                    `json:"user_id,string"` // of who created it
	URL                     string                   `json:"url"`            // where it answers, once it is deployed
	Deployment              *AgentDeployment         `json:"deployment,omitzero"`
	VersionHash             string                   `json:"version_hash"` // of the configuration that it has now
	Model                   *GradientAIModel         `json:"model,omitzero"`
	ModelRouter             *ModelRouter             `json:"model_router,omitzero"` // which chooses a model for each request
	ModelProviderKey        *ModelProviderKey        `json:"model_provider_key,omitzero"`
	AnthropicAPIKey         *AnthropicAPIKey         `json:"anthropic_api_key,omitzero"`
	OpenAIAPIKey            *OpenAIAPIKey            `json:"openai_api_key,omitzero"`
	MaxTokens               int                      `json:"max_tokens"`            // of an answer
	Temperature             float64                  `json:"temperature"`           // from 0, the same each time, to 1, with variety
	TopP                    float64                  `json:"top_p"`                 // from 0 to 1: how much of the likely words it chooses from
	ReasoningEffort         string                   `json:"reasoning_effort"`      // one of the model's
	ThinkingTokenBudget     int                      `json:"thinking_token_budget"` // 0 when the model does not think first
	K                       int                      `json:"k"`                     // results of a knowledge base that are considered
	RetrievalMethod         AgentRetrievalMethod     `json:"retrieval_method"`
	ProvideCitations        bool                     `json:"provide_citations"` // whether its answers name their sources
	WebFetchEnabled         bool                     `json:"web_fetch_enabled"`
	WebSearchEnabled        bool                     `json:"web_search_enabled"`
	KnowledgeBases          []KnowledgeBase          `json:"knowledge_bases,omitzero"`
	Functions               []AgentFunction          `json:"functions,omitzero"`
	Guardrails              []AgentGuardrail         `json:"guardrails,omitzero"`
	MCPServers              []AgentMCPServer         `json:"mcp_servers,omitzero"`
	ChildAgents             []Agent                  `json:"child_agents,omitzero"` // those that it hands questions on to
	ParentAgents            []Agent                  `json:"parent_agents,omitzero"`
	IfCase                  string                   `json:"if_case"` // of a child: when its parent hands a question on to it
	RouteName               string                   `json:"route_name"`
	RouteUUID               string                   `json:"route_uuid"`
	RouteCreatedBy          int64                    `json:"route_created_by,string"` // ID of a user
	RouteCreatedAt          time.Time                `json:"route_created_at,omitzero"`
	APIKeyInfos             []AgentAPIKey            `json:"api_key_infos,omitzero"`
	APIKeys                 []AgentAPIKeyValue       `json:"api_keys,omitzero"`
	Chatbot                 *AgentChatbot            `json:"chatbot,omitzero"`
	ChatbotIdentifiers      []AgentChatbotIdentifier `json:"chatbot_identifiers,omitzero"`
	ConversationLogsEnabled bool                     `json:"conversation_logs_enabled"`
	LoggingConfig           *AgentLoggingConfig      `json:"logging_config,omitzero"`
	Template                *AgentTemplate           `json:"template,omitzero"` // what it was made from
	VPCUUID                 string                   `json:"vpc_uuid"`
	VPCEgressIPs            []string                 `json:"vpc_egress_ips,omitzero"`
	CreatedAt               time.Time                `json:"created_at,omitzero"`
	UpdatedAt               time.Time                `json:"updated_at,omitzero"`
}

// AgentDeployment is where an agent runs.
type AgentDeployment struct {
	UUID       string                    `json:"uuid"`
	Name       string                    `json:"name"`
	Status     AgentDeploymentStatus     `json:"status"`
	Visibility AgentDeploymentVisibility `json:"visibility"`
	URL        string                    `json:"url"` // where the agent answers
	CreatedAt  time.Time                 `json:"created_at,omitzero"`
	UpdatedAt  time.Time                 `json:"updated_at,omitzero"`
}

// AgentAPIKey is a key that lets its bearer ask an agent.
type AgentAPIKey struct {
	UUID      string    `json:"uuid"`
	Name      string    `json:"name"`
	SecretKey Secret    `json:"secret_key"`        // only when the key has just been made
	CreatedBy int64     `json:"created_by,string"` // ID of a user
	CreatedAt time.Time `json:"created_at,omitzero"`
	DeletedAt time.Time `json:"deleted_at,omitzero"`
}

// AgentAPIKeyValue is the credential of a key that the API itself made for an agent.
type AgentAPIKeyValue struct {
	APIKey Secret `json:"api_key"`
}

// AgentChatbot is the look of an agent's chat window on web pages.
type AgentChatbot struct {
	Name                  string   `json:"name"`
	Logo                  string   `json:"logo"`
	StartingMessage       string   `json:"starting_message"`
	PrimaryColor          string   `json:"primary_color"`
	SecondaryColor        string   `json:"secondary_color"`
	ButtonBackgroundColor string   `json:"button_background_color"`
	AllowedDomains        []string `json:"allowed_domains,omitzero"` // where it may be shown, such as "https://example.com"
}

// AgentChatbotIdentifier names a chat window to the script that shows it.
type AgentChatbotIdentifier struct {
	AgentChatbotIdentifier string `json:"agent_chatbot_identifier"`
}

// AgentFunction is a function that an agent can call. It is one of DigitalOcean Functions.
type AgentFunction struct {
	UUID          string          `json:"uuid"`
	Name          string          `json:"name"`
	Description   string          `json:"description"` // tells the model when to call it
	FaaSName      string          `json:"faas_name"`   // its name in the namespace
	FaaSNamespace string          `json:"faas_namespace"`
	InputSchema   json.RawMessage `json:"input_schema,omitzero"`  // a JSON object
	OutputSchema  json.RawMessage `json:"output_schema,omitzero"` // a JSON object
	URL           string          `json:"url"`
	APIKey        Secret          `json:"api_key"`
	CreatedBy     int64           `json:"created_by,string"` // ID of a user
	CreatedAt     time.Time       `json:"created_at,omitzero"`
	UpdatedAt     time.Time       `json:"updated_at,omitzero"`
}

// AgentGuardrail is a check of what goes into a model and what comes out of it.
type AgentGuardrail struct {
	UUID            string             `json:"uuid"`
	GuardrailUUID   string             `json:"guardrail_uuid"`
	AgentUUID       string             `json:"agent_uuid"`
	Name            string             `json:"name"`
	Description     string             `json:"description"`
	Type            AgentGuardrailType `json:"type"`
	Priority        int                `json:"priority"`
	DefaultResponse string             `json:"default_response"` // what is said instead of what it stops
	IsAttached      bool               `json:"is_attached"`
	IsDefault       bool               `json:"is_default"`
	Metadata        json.RawMessage    `json:"metadata,omitzero"` // a JSON object
	CreatedAt       time.Time          `json:"created_at,omitzero"`
	UpdatedAt       time.Time          `json:"updated_at,omitzero"`
}

// AgentLoggingConfig says where the traces of an agent go.
type AgentLoggingConfig struct {
	GalileoProjectID   string    `json:"galileo_project_id"`
	GalileoProjectName string    `json:"galileo_project_name"`
	LogStreamID        string    `json:"log_stream_id"`
	LogStreamName      string    `json:"log_stream_name"`
	InsightsEnabled    bool      `json:"insights_enabled"`
	InsightsEnabledAt  time.Time `json:"insights_enabled_at,omitzero"`
}

// AgentMCPServer is a server of the Model Context Protocol, whose tools an agent can use.
type AgentMCPServer struct {
	ServerLabel   string            `json:"server_label,omitzero"` // the name that the agent has for it
	ServerURL     string            `json:"server_url,omitzero"`
	Authorization Secret            `json:"authorization,omitzero"` // the value of the header of that name
	Headers       map[string]Secret `json:"headers,omitzero"`
	AllowedTools  []string          `json:"allowed_tools,omitzero"` // those that the agent may use; empty means all
}

// AgentTemplate is what agents for a purpose are made from.
type AgentTemplate struct {
	UUID             string                   `json:"uuid"`
	Name             string                   `json:"name"`
	TemplateType     AgentTemplateType        `json:"template_type"`
	Summary          string                   `json:"summary"`
	ShortDescription string                   `json:"short_description"`
	LongDescription  string                   `json:"long_description"`
	Instruction      string                   `json:"instruction"`
	Model            *GradientAIModel         `json:"model,omitzero"`
	MaxTokens        int                      `json:"max_tokens"`
	Temperature      float64                  `json:"temperature"`
	TopP             float64                  `json:"top_p"`
	K                int                      `json:"k"`
	KnowledgeBases   []KnowledgeBase          `json:"knowledge_bases,omitzero"`
	Guardrails       []AgentTemplateGuardrail `json:"guardrails,omitzero"`
	Tags             []string                 `json:"tags,omitzero"`
	CreatedAt        time.Time                `json:"created_at,omitzero"`
	UpdatedAt        time.Time                `json:"updated_at,omitzero"`

	// Deprecated: use Summary.
	Description string `json:"description"`
}

// AgentTemplateGuardrail names a guardrail of a template.
type AgentTemplateGuardrail struct {
	UUID     string `json:"uuid"`
	Priority int    `json:"priority"`
}

// GradientAIModel is a model that agents, knowledge bases or requests for inference can use.
type GradientAIModel struct {
	UUID               string           `json:"uuid"`
	Name               string           `json:"name"`
	ID                 string           `json:"id"` // such as "llama3.3-70b-instruct"; only in the list of models, as the next three
	Description        string           `json:"description"`
	ModelAvailability  string           `json:"model_availability"` // such as "serverless"
	Pricing            *ModelPricing    `json:"pricing,omitzero"`
	InferenceName      string           `json:"inference_name"` // what a request for inference calls it
	InferenceVersion   string           `json:"inference_version"`
	Provider           ModelProvider    `json:"provider"`
	Type               string           `json:"type"`             // such as "chat" or "embedding"
	LifecycleStatus    string           `json:"lifecycle_status"` // such as "public-preview", "active" or "end_of_life"
	Usecases           []ModelUsecase   `json:"usecases,omitzero"`
	Capabilities       []string         `json:"capabilities,omitzero"` // such as "tool_calling" or "vision"
	Modalities         *ModelModalities `json:"modalities,omitzero"`
	Endpoints          []ModelEndpoint  `json:"endpoints,omitzero"`
	Settings           []ModelSetting   `json:"settings,omitzero"`
	ReasoningEfforts   []string         `json:"reasoning_efforts,omitzero"` // that an agent can ask for
	Thinking           bool             `json:"thinking"`                   // whether it can think before it answers
	ContextWindow      int64            `json:"context_window,string"`      // tokens
	ParameterCount     float64          `json:"parameter_count"`            // billions
	BenchmarkScore     json.RawMessage  `json:"benchmark_score,omitzero"`   // a JSON object
	Metadata           json.RawMessage  `json:"metadata,omitzero"`          // a JSON object
	Agreement          *ModelAgreement  `json:"agreement,omitzero"`         // what has to be agreed to before it is used
	IsFoundational     bool             `json:"is_foundational"`            // whether DigitalOcean offers it
	ParentUUID         string           `json:"parent_uuid"`                // of the model that it was made from
	Version            *ModelVersion    `json:"version,omitzero"`
	UploadComplete     bool             `json:"upload_complete"`
	URL                string           `json:"url"`
	KBDefaultChunkSize int              `json:"kb_default_chunk_size"` // tokens; of a model for knowledge bases, as the next two
	KBMinChunkSize     int              `json:"kb_min_chunk_size"`
	KBMaxChunkSize     int              `json:"kb_max_chunk_size"`
	CreatedAt          time.Time        `json:"created_at,omitzero"`
	UpdatedAt          time.Time        `json:"updated_at,omitzero"`
}

// ModelAgreement is the licence of a model.
type ModelAgreement struct {
	UUID        string `json:"uuid"`
	Name        string `json:"name"`
	Description string `json:"description"`
	URL         string `json:"url"`
}

// ModelEndpoint is a path under which a model answers.
type ModelEndpoint struct {
	Endpoint     string   `json:"endpoint"`              // such as "/chat/responses"
	Capabilities []string `json:"capabilities,omitzero"` // such as "input_text"
}

// ModelModalities says what a model reads and writes, such as text or images.
type ModelModalities struct {
	Input  []string `json:"input,omitzero"`
	Output []string `json:"output,omitzero"`
}

// ModelSetting is a setting of a model. It is a number within limits or one of several options, as Type says.
type ModelSetting struct {
	Name          string   `json:"name"`          // such as "temperature"
	Type          string   `json:"type"`          // "number" or "dropdown"
	DefaultValue  float64  `json:"default_value"` // of a number, as the next three
	Min           float64  `json:"min"`
	Max           float64  `json:"max"`
	Step          float64  `json:"step"`
	DefaultString string   `json:"default_string"` // of a dropdown
	Options       []string `json:"options,omitzero"`
}

// ModelVersion is the version of a model.
type ModelVersion struct {
	Major int `json:"major"`
	Minor int `json:"minor"`
	Patch int `json:"patch"`
}

// ModelProviderKey is a key of the account at a provider of models.
type ModelProviderKey struct {
	APIKeyUUID string            `json:"api_key_uuid"`
	Name       string            `json:"name"`
	Provider   ModelProvider     `json:"provider"`
	Models     []GradientAIModel `json:"models,omitzero"`   // that can be used with it
	CreatedBy  int64             `json:"created_by,string"` // ID of a user
	CreatedAt  time.Time         `json:"created_at,omitzero"`
	UpdatedAt  time.Time         `json:"updated_at,omitzero"`
	DeletedAt  time.Time         `json:"deleted_at,omitzero"`
}

// AnthropicAPIKey is a key of the account at Anthropic. The credential itself cannot be read.
type AnthropicAPIKey struct {
	UUID      string    `json:"uuid"`
	Name      string    `json:"name"`
	CreatedBy int64     `json:"created_by,string"` // ID of a user
	CreatedAt time.Time `json:"created_at,omitzero"`
	UpdatedAt time.Time `json:"updated_at,omitzero"`
	DeletedAt time.Time `json:"deleted_at,omitzero"`
}

// OpenAIAPIKey is a key of the account at OpenAI. The credential itself cannot be read.
type OpenAIAPIKey struct {
	UUID      string            `json:"uuid"`
	Name      string            `json:"name"`
	Models    []GradientAIModel `json:"models,omitzero"`   // that can be used with it
	CreatedBy int64             `json:"created_by,string"` // ID of a user
	CreatedAt time.Time         `json:"created_at,omitzero"`
	UpdatedAt time.Time         `json:"updated_at,omitzero"`
	DeletedAt time.Time         `json:"deleted_at,omitzero"`
}

// ModelRouter chooses a model for each request, by the task that it recognizes in it.
type ModelRouter struct {
	UUID        string             `json:"uuid"`
	Name        string             `json:"name"`
	Description string             `json:"description"`
	Regions     []string           `json:"regions,omitzero"` // slugs
	Config      *ModelRouterConfig `json:"config,omitzero"`
	CreatedAt   time.Time          `json:"created_at,omitzero"`
	UpdatedAt   time.Time          `json:"updated_at,omitzero"`
}

// ModelRouterConfig says which models a router uses.
type ModelRouterConfig struct {
	Policies       []ModelRouterTaskPolicy `json:"policies,omitzero"`
	FallbackModels []string                `json:"fallback_models,omitzero"` // for what is none of the tasks, or where a task's models fail
}

// ModelRouterTaskPolicy says which models do a task. The task is one of the API's, by its slug, or a custom one.
type ModelRouterTaskPolicy struct {
	TaskSlug        string                      `json:"task_slug,omitzero"`
	CustomTask      *ModelRouterTaskDetails     `json:"custom_task,omitzero"`
	Models          []string                    `json:"models,omitzero"`
	SelectionPolicy *ModelRouterSelectionPolicy `json:"selection_policy,omitzero"`
}

// ModelRouterTaskDetails describes a task, so that the router recognizes it.
type ModelRouterTaskDetails struct {
	Name        string `json:"name,omitzero"`
	Description string `json:"description,omitzero"`
}

// ModelRouterSelectionPolicy says which of a task's models comes first.
type ModelRouterSelectionPolicy struct {
	Prefer string `json:"prefer,omitzero"` // "none", "cheapest" or "fastest"
}

// KnowledgeBase is a collection of texts, indexed by their meaning, in which agents look things up.
type KnowledgeBase struct {
	UUID               string                        `json:"uuid"`
	Name               string                        `json:"name"`
	Region             string                        `json:"region"` // slug
	ProjectID          string                        `json:"project_id"`
	DatabaseID         string                        `json:"database_id"` // of the OpenSearch cluster that holds it
	EmbeddingModelUUID string                        `json:"embedding_model_uuid"`
	RerankingConfig    *KnowledgeBaseRerankingConfig `json:"reranking_config,omitzero"`
	LastIndexingJob    *IndexingJob                  `json:"last_indexing_job,omitzero"`
	IsPublic           bool                          `json:"is_public"`
	Tags               []string                      `json:"tags,omitzero"`
	UserID             int64                         `json:"user_id,string"`             // of who created it
	AddedToAgentAt     time.Time                     `json:"added_to_agent_at,omitzero"` // only as part of an agent
	CreatedAt          time.Time                     `json:"created_at,omitzero"`
	UpdatedAt          time.Time                     `json:"updated_at,omitzero"`
}

// KnowledgeBaseRerankingConfig says whether what was found is put in order by a model of its own.
type KnowledgeBaseRerankingConfig struct {
	Enabled bool   `json:"enabled"`
	Model   string `json:"model,omitzero"` // such as "bge-reranker-v2-m3"
}

// IndexingJob reads the data sources of a knowledge base and indexes what is new in them.
type IndexingJob struct {
	UUID                 string              `json:"uuid"`
	KnowledgeBaseUUID    string              `json:"knowledge_base_uuid"`
	Status               IndexingJobStatus   `json:"status"`
	Phase                IndexingJobPhase    `json:"phase"`
	DataSourceUUIDs      []string            `json:"data_source_uuids,omitzero"`
	DataSourceJobs       []IndexedDataSource `json:"data_source_jobs,omitzero"`
	TotalDataSources     int                 `json:"total_datasources"`
	CompletedDataSources int                 `json:"completed_datasources"`
	TotalTokens          int64               `json:"total_tokens,string"`
	IsReportAvailable    bool                `json:"is_report_available"` // whether IndexingJobs.GetDetailsURL has a report
	CreatedAt            time.Time           `json:"created_at,omitzero"`
	StartedAt            time.Time           `json:"started_at,omitzero"`
	FinishedAt           time.Time           `json:"finished_at,omitzero"` // zero before
	UpdatedAt            time.Time           `json:"updated_at,omitzero"`

	// Deprecated: use TotalTokens.
	Tokens int `json:"tokens"`
}

// IndexedDataSource is what an indexing job did with a data source.
type IndexedDataSource struct {
	DataSourceUUID    string                  `json:"data_source_uuid"`
	Status            IndexedDataSourceStatus `json:"status"`
	ErrorMessage      string                  `json:"error_msg"` // a code for the part that failed
	ErrorDetails      string                  `json:"error_details"`
	TotalFileCount    int64                   `json:"total_file_count,string"`
	IndexedFileCount  int64                   `json:"indexed_file_count,string"`
	IndexedItemCount  int64                   `json:"indexed_item_count,string"`
	SkippedItemCount  int64                   `json:"skipped_item_count,string"`
	RemovedItemCount  int64                   `json:"removed_item_count,string"`
	FailedItemCount   int64                   `json:"failed_item_count,string"`
	TotalBytes        int64                   `json:"total_bytes,string"`
	TotalBytesIndexed int64                   `json:"total_bytes_indexed,string"`
	StartedAt         time.Time               `json:"started_at,omitzero"`
	CompletedAt       time.Time               `json:"completed_at,omitzero"` // zero before
}

// GradientAIWorkspace is a group of agents with the test cases that they are evaluated by.
type GradientAIWorkspace struct {
	UUID                string               `json:"uuid"`
	Name                string               `json:"name"`
	Description         string               `json:"description"`
	Agents              []Agent              `json:"agents,omitzero"`
	EvaluationTestCases []EvaluationTestCase `json:"evaluation_test_cases,omitzero"`
	CreatedBy           int64                `json:"created_by,string"` // ID of a user
	CreatedByEmail      string               `json:"created_by_email"`
	CreatedAt           time.Time            `json:"created_at,omitzero"`
	UpdatedAt           time.Time            `json:"updated_at,omitzero"`
	DeletedAt           time.Time            `json:"deleted_at,omitzero"`
}

// EvaluationTestCase says what agents are evaluated by: the prompts of a dataset, and metrics of the answers.
type EvaluationTestCase struct {
	TestCaseUUID              string                `json:"test_case_uuid"`
	Name                      string                `json:"name"`
	Description               string                `json:"description"`
	Version                   int                   `json:"version"`
	DatasetUUID               string                `json:"dataset_uuid"`
	DatasetName               string                `json:"dataset_name"`
	Dataset                   *EvaluationDataset    `json:"dataset,omitzero"`
	Metrics                   []EvaluationMetric    `json:"metrics,omitzero"`
	StarMetric                *EvaluationStarMetric `json:"star_metric,omitzero"`
	TotalRuns                 int                   `json:"total_runs"`
	LatestVersionNumberOfRuns int                   `json:"latest_version_number_of_runs"`
	CreatedByUserID           int64                 `json:"created_by_user_id,string"`
	CreatedByUserEmail        string                `json:"created_by_user_email"`
	UpdatedByUserID           int64                 `json:"updated_by_user_id,string"`
	UpdatedByUserEmail        string                `json:"updated_by_user_email"`
	CreatedAt                 time.Time             `json:"created_at,omitzero"`
	UpdatedAt                 time.Time             `json:"updated_at,omitzero"`
	ArchivedAt                time.Time             `json:"archived_at,omitzero"`
}

// EvaluationDataset holds prompts for evaluations.
type EvaluationDataset struct {
	DatasetUUID    string                `json:"dataset_uuid"`
	DatasetName    string                `json:"dataset_name"`
	DatasetType    EvaluationDatasetType `json:"dataset_type"`
	FileSize       int64                 `json:"file_size,string"` // bytes
	RowCount       int                   `json:"row_count"`
	HasGroundTruth bool                  `json:"has_ground_truth"` // whether there are expected answers too
	CreatedAt      time.Time             `json:"created_at,omitzero"`
}

// EvaluationMetric is a way to judge answers.
type EvaluationMetric struct {
	MetricUUID        string                        `json:"metric_uuid"`
	MetricName        string                        `json:"metric_name"`
	Description       string                        `json:"description"`
	MetricType        EvaluationMetricType          `json:"metric_type"`
	Category          EvaluationMetricCategory      `json:"category"`
	EvaluationScope   EvaluationScope               `json:"evaluation_scope"`
	Source            EvaluationMetricSource        `json:"source"`
	MetricValueType   EvaluationMetricValueType     `json:"metric_value_type"`
	RangeMin          float64                       `json:"range_min"`
	RangeMax          float64                       `json:"range_max"`
	Inverted          bool                          `json:"inverted"` // whether a lower value is better
	IsMetricGoal      bool                          `json:"is_metric_goal"`
	MetricRank        int                           `json:"metric_rank"`
	CustomEvalConfig  *CustomEvaluationMetricConfig `json:"custom_eval_config,omitzero"` // of a custom metric only
	AssociatedPresets []EvaluationMetricPreset      `json:"associated_presets,omitzero"` // that are deleted with a custom metric
}

// EvaluationMetricPreset names a preset that uses a metric.
type EvaluationMetricPreset struct {
	EvalPresetUUID string `json:"eval_preset_uuid"`
	Name           string `json:"name"`
}

// CustomEvaluationMetricConfig says how a model judges answers by a custom metric. It sees the prompt and the answer.
type CustomEvaluationMetricConfig struct {
	ScoringPrompt       string    `json:"scoring_prompt,omitzero"` // tells the judge how to score
	RequiresGroundTruth bool      `json:"requires_ground_truth"`   // whether it sees the expected answer, which each row needs then
	CreatedAt           time.Time `json:"created_at,omitzero"`
	UpdatedAt           time.Time `json:"updated_at,omitzero"`
	DeletedAt           time.Time `json:"deleted_at,omitzero"`
}

// EvaluationStarMetric is the metric that decides whether an evaluation succeeds. It has one of the thresholds.
type EvaluationStarMetric struct {
	MetricUUID          string   `json:"metric_uuid,omitzero"`
	Name                string   `json:"name,omitzero"`
	SuccessThreshold    *float64 `json:"success_threshold,omitzero"`
	SuccessThresholdPct *int     `json:"success_threshold_pct,omitzero"` // from 0 to 100
}

// PresignedUploadsCreateRequest names the files to upload.
type PresignedUploadsCreateRequest struct {
	Files []PresignedUploadFile `json:"files,omitzero"`
}

// PresignedUploadFile is a file to upload.
type PresignedUploadFile struct {
	FileName string `json:"file_name"`
	FileSize int64  `json:"file_size,string"` // bytes
}

// PresignedUploads are the addresses to upload files to.
type PresignedUploads struct {
	RequestID string            `json:"request_id"`
	Uploads   []PresignedUpload `json:"uploads,omitzero"` // in the order of the files
}

// PresignedUpload is the address to upload a file to. Who has it can upload.
type PresignedUpload struct {
	OriginalFileName string    `json:"original_file_name"`
	ObjectKey        string    `json:"object_key"` // names the file in the request that uses it
	PresignedURL     Secret    `json:"presigned_url"`
	ExpiresAt        time.Time `json:"expires_at,omitzero"`
}

// FileUploadDataSource is a file that was uploaded. Its key is that of the [PresignedUpload].
type FileUploadDataSource struct {
	OriginalFileName string `json:"original_file_name,omitzero"`
	StoredObjectKey  string `json:"stored_object_key,omitzero"`
	SizeInBytes      int64  `json:"size_in_bytes,string,omitzero"`
}

// AgentDeploymentStatus is how far the deployment of an agent has come.
type AgentDeploymentStatus string

const (
	AgentDeploymentUnknown                AgentDeploymentStatus = "STATUS_UNKNOWN"
	AgentDeploymentWaitingForDeployment   AgentDeploymentStatus = "STATUS_WAITING_FOR_DEPLOYMENT"
	AgentDeploymentBuilding               AgentDeploymentStatus = "STATUS_BUILDING"
	AgentDeploymentDeploying              AgentDeploymentStatus = "STATUS_DEPLOYING"
	AgentDeploymentRunning                AgentDeploymentStatus = "STATUS_RUNNING"
	AgentDeploymentFailed                 AgentDeploymentStatus = "STATUS_FAILED"
	AgentDeploymentWaitingForUndeployment AgentDeploymentStatus = "STATUS_WAITING_FOR_UNDEPLOYMENT"
	AgentDeploymentUndeploying            AgentDeploymentStatus = "STATUS_UNDEPLOYING"
	AgentDeploymentUndeploymentFailed     AgentDeploymentStatus = "STATUS_UNDEPLOYMENT_FAILED"
	AgentDeploymentDeleted                AgentDeploymentStatus = "STATUS_DELETED"
)

// AgentDeploymentVisibility is who can ask an agent.
type AgentDeploymentVisibility string

const (
	AgentVisibilityUnknown  AgentDeploymentVisibility = "VISIBILITY_UNKNOWN"
	AgentVisibilityDisabled AgentDeploymentVisibility = "VISIBILITY_DISABLED" // nobody
	AgentVisibilityPublic   AgentDeploymentVisibility = "VISIBILITY_PUBLIC"   // everybody
	AgentVisibilityPrivate  AgentDeploymentVisibility = "VISIBILITY_PRIVATE"  // other agents, and who has one of its API keys

	// Deprecated: an agent cannot have it any more.
	AgentVisibilityPlayground AgentDeploymentVisibility = "VISIBILITY_PLAYGROUND"
)

// AgentRetrievalMethod is what an agent makes of a question before it looks that up in knowledge bases.
type AgentRetrievalMethod string

const (
	AgentRetrievalUnknown    AgentRetrievalMethod = "RETRIEVAL_METHOD_UNKNOWN"
	AgentRetrievalRewrite    AgentRetrievalMethod = "RETRIEVAL_METHOD_REWRITE"     // the question in other words
	AgentRetrievalStepBack   AgentRetrievalMethod = "RETRIEVAL_METHOD_STEP_BACK"   // a more general question
	AgentRetrievalSubQueries AgentRetrievalMethod = "RETRIEVAL_METHOD_SUB_QUERIES" // several smaller questions
	AgentRetrievalNone       AgentRetrievalMethod = "RETRIEVAL_METHOD_NONE"
)

// AgentGuardrailType is what a guardrail looks for.
type AgentGuardrailType string

const (
	AgentGuardrailUnknown           AgentGuardrailType = "GUARDRAIL_TYPE_UNKNOWN"
	AgentGuardrailJailbreak         AgentGuardrailType = "GUARDRAIL_TYPE_JAILBREAK"
	AgentGuardrailSensitiveData     AgentGuardrailType = "GUARDRAIL_TYPE_SENSITIVE_DATA"
	AgentGuardrailContentModeration AgentGuardrailType = "GUARDRAIL_TYPE_CONTENT_MODERATION"
)

// AgentTemplateType is the kind of a template.
type AgentTemplateType string

const (
	AgentTemplateStandard AgentTemplateType = "AGENT_TEMPLATE_TYPE_STANDARD"
	AgentTemplateOneClick AgentTemplateType = "AGENT_TEMPLATE_TYPE_ONE_CLICK"
)

// ModelProvider is who runs a model.
type ModelProvider string

const (
	ModelProviderDigitalOcean ModelProvider = "MODEL_PROVIDER_DIGITALOCEAN"
	ModelProviderAnthropic    ModelProvider = "MODEL_PROVIDER_ANTHROPIC"
	ModelProviderOpenAI       ModelProvider = "MODEL_PROVIDER_OPENAI"
)

// ModelUsecase is what a model can be used for.
type ModelUsecase string

const (
	ModelUsecaseUnknown         ModelUsecase = "MODEL_USECASE_UNKNOWN"
	ModelUsecaseAgent           ModelUsecase = "MODEL_USECASE_AGENT"
	ModelUsecaseFineTuned       ModelUsecase = "MODEL_USECASE_FINETUNED"
	ModelUsecaseKnowledgeBase   ModelUsecase = "MODEL_USECASE_KNOWLEDGEBASE" // it makes embeddings
	ModelUsecaseGuardrail       ModelUsecase = "MODEL_USECASE_GUARDRAIL"
	ModelUsecaseReasoning       ModelUsecase = "MODEL_USECASE_REASONING"
	ModelUsecaseServerless      ModelUsecase = "MODEL_USECASE_SERVERLESS"
	ModelUsecaseEvaluationJudge ModelUsecase = "MODEL_USECASE_EVALUATION_JUDGE"
	ModelUsecaseCoding          ModelUsecase = "MODEL_USECASE_CODING"
	ModelUsecaseAudio           ModelUsecase = "MODEL_USECASE_AUDIO"
	ModelUsecaseReranking       ModelUsecase = "MODEL_USECASE_RERANKING" // it puts in order what a knowledge base has found
	ModelUsecaseText            ModelUsecase = "MODEL_USECASE_TEXT"
)

// IndexingJobStatus is the outcome of an indexing job, as far as it has one.
type IndexingJobStatus string

const (
	IndexingJobUnknown    IndexingJobStatus = "INDEX_JOB_STATUS_UNKNOWN"
	IndexingJobPending    IndexingJobStatus = "INDEX_JOB_STATUS_PENDING"
	IndexingJobInProgress IndexingJobStatus = "INDEX_JOB_STATUS_IN_PROGRESS"
	IndexingJobCompleted  IndexingJobStatus = "INDEX_JOB_STATUS_COMPLETED"
	IndexingJobNoChanges  IndexingJobStatus = "INDEX_JOB_STATUS_NO_CHANGES" // everything was indexed already
	IndexingJobPartial    IndexingJobStatus = "INDEX_JOB_STATUS_PARTIAL"    // some of it failed
	IndexingJobFailed     IndexingJobStatus = "INDEX_JOB_STATUS_FAILED"
	IndexingJobCancelled  IndexingJobStatus = "INDEX_JOB_STATUS_CANCELLED"
)

// IndexingJobPhase is how far the work of an indexing job has come.
type IndexingJobPhase string

const (
	IndexingJobPhaseUnknown   IndexingJobPhase = "BATCH_JOB_PHASE_UNKNOWN"
	IndexingJobPhasePending   IndexingJobPhase = "BATCH_JOB_PHASE_PENDING"
	IndexingJobPhaseRunning   IndexingJobPhase = "BATCH_JOB_PHASE_RUNNING"
	IndexingJobPhaseSucceeded IndexingJobPhase = "BATCH_JOB_PHASE_SUCCEEDED"
	IndexingJobPhaseFailed    IndexingJobPhase = "BATCH_JOB_PHASE_FAILED"
	IndexingJobPhaseError     IndexingJobPhase = "BATCH_JOB_PHASE_ERROR"
	IndexingJobPhaseCancelled IndexingJobPhase = "BATCH_JOB_PHASE_CANCELLED"
)

// IndexedDataSourceStatus is what came of indexing a data source.
type IndexedDataSourceStatus string

const (
	IndexedDataSourceUnknown          IndexedDataSourceStatus = "DATA_SOURCE_STATUS_UNKNOWN"
	IndexedDataSourceInProgress       IndexedDataSourceStatus = "DATA_SOURCE_STATUS_IN_PROGRESS"
	IndexedDataSourceUpdated          IndexedDataSourceStatus = "DATA_SOURCE_STATUS_UPDATED"
	IndexedDataSourcePartiallyUpdated IndexedDataSourceStatus = "DATA_SOURCE_STATUS_PARTIALLY_UPDATED"
	IndexedDataSourceNotUpdated       IndexedDataSourceStatus = "DATA_SOURCE_STATUS_NOT_UPDATED"
	IndexedDataSourceFailed           IndexedDataSourceStatus = "DATA_SOURCE_STATUS_FAILED"
	IndexedDataSourceCancelled        IndexedDataSourceStatus = "DATA_SOURCE_STATUS_CANCELLED"
)

// EvaluationDatasetType is what a dataset is for.
type EvaluationDatasetType string

const (
	EvaluationDatasetUnknown EvaluationDatasetType = "EVALUATION_DATASET_TYPE_UNKNOWN"
	EvaluationDatasetADK     EvaluationDatasetType = "EVALUATION_DATASET_TYPE_ADK"     // agents made with the Agent Development Kit
	EvaluationDatasetNonADK  EvaluationDatasetType = "EVALUATION_DATASET_TYPE_NON_ADK" // other agents
	EvaluationDatasetModel   EvaluationDatasetType = "EVALUATION_DATASET_TYPE_MODEL"
)

// EvaluationMetricCategory is what a metric looks at.
type EvaluationMetricCategory string

const (
	EvaluationMetricCategoryUnspecified       EvaluationMetricCategory = "METRIC_CATEGORY_UNSPECIFIED"
	EvaluationMetricCategoryCorrectness       EvaluationMetricCategory = "METRIC_CATEGORY_CORRECTNESS"
	EvaluationMetricCategoryUserOutcomes      EvaluationMetricCategory = "METRIC_CATEGORY_USER_OUTCOMES"
	EvaluationMetricCategorySafetyAndSecurity EvaluationMetricCategory = "METRIC_CATEGORY_SAFETY_AND_SECURITY"
	EvaluationMetricCategoryContextQuality    EvaluationMetricCategory = "METRIC_CATEGORY_CONTEXT_QUALITY"
	EvaluationMetricCategoryModelFit          EvaluationMetricCategory = "METRIC_CATEGORY_MODEL_FIT"
)

// EvaluationScope is what a metric judges.
type EvaluationScope string

const (
	EvaluationScopeUnspecified EvaluationScope = "EVALUATION_SCOPE_UNSPECIFIED"
	EvaluationScopeAgent       EvaluationScope = "EVALUATION_SCOPE_AGENT"
	EvaluationScopeModel       EvaluationScope = "EVALUATION_SCOPE_MODEL"
)

// EvaluationMetricType is the kind of a metric.
type EvaluationMetricType string

const (
	EvaluationMetricUnspecified    EvaluationMetricType = "METRIC_TYPE_UNSPECIFIED"
	EvaluationMetricGeneralQuality EvaluationMetricType = "METRIC_TYPE_GENERAL_QUALITY"
	EvaluationMetricRAGAndTool     EvaluationMetricType = "METRIC_TYPE_RAG_AND_TOOL"
	EvaluationMetricModelQuality   EvaluationMetricType = "METRIC_TYPE_MODEL_QUALITY"
	EvaluationMetricModelSafety    EvaluationMetricType = "METRIC_TYPE_MODEL_SAFETY"
)

// EvaluationMetricValueType is what the values of a metric are.
type EvaluationMetricValueType string

const (
	EvaluationMetricValueUnspecified EvaluationMetricValueType = "METRIC_VALUE_TYPE_UNSPECIFIED"
	EvaluationMetricValueNumber      EvaluationMetricValueType = "METRIC_VALUE_TYPE_NUMBER"
	EvaluationMetricValueString      EvaluationMetricValueType = "METRIC_VALUE_TYPE_STRING"
	EvaluationMetricValuePercentage  EvaluationMetricValueType = "METRIC_VALUE_TYPE_PERCENTAGE"
)

// EvaluationMetricSource is where a metric comes from.
type EvaluationMetricSource string

const (
	EvaluationMetricSourceUnspecified EvaluationMetricSource = "EVALUATION_METRIC_SOURCE_UNSPECIFIED"
	EvaluationMetricSourceBuiltIn     EvaluationMetricSource = "EVALUATION_METRIC_SOURCE_BUILTIN"
	EvaluationMetricSourceCustom      EvaluationMetricSource = "EVALUATION_METRIC_SOURCE_CUSTOM" // made by the account
)
