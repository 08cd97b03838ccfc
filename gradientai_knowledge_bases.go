package digitalocean

import (
	"context"
	"fmt"
	"slices"
)

// GradientAIKnowledgeBasesService manages knowledge bases, in which agents look things up.
type GradientAIKnowledgeBasesService struct{ client *Client }

// List lists the knowledge bases of the account.
//
// DigitalOcean: GET /v2/gen-ai/knowledge_bases (genai_list_knowledge_bases)
func (s *GradientAIKnowledgeBasesService) List(options *ListOptions, opts ...CallOption) *Pager[KnowledgeBase] {
	return list[KnowledgeBase](s.client, get("/v2/gen-ai/knowledge_bases").with(options), "knowledge_bases", opts)
}

// ListIndexingJobs lists the latest 15 indexing jobs of a knowledge base.
//
// DigitalOcean: GET /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/indexing_jobs (genai_list_indexing_jobs_by_knowledge_base)
func (s *GradientAIKnowledgeBasesService) ListIndexingJobs(uuid string, options *ListOptions, opts ...CallOption) *Pager[IndexingJob] {
	return list[IndexingJob](s.client, get("/v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/indexing_jobs", uuid).with(options), "jobs", opts)
}

// Get returns a knowledge base, and how the database is that holds it.
//
// DigitalOcean: GET /v2/gen-ai/knowledge_bases/{uuid} (genai_get_knowledge_base)
func (s *GradientAIKnowledgeBasesService) Get(ctx context.Context, uuid string, opts ...CallOption) (*KnowledgeBaseDetails, error) {
	return fetch[KnowledgeBaseDetails](ctx, s.client, get("/v2/gen-ai/knowledge_bases/{uuid}", uuid), "", opts)
}

// Create begins to create a knowledge base. WaitOnline waits until its database is there. Where the request has data sources,
// they are indexed then; GradientAI.IndexingJobs.Wait waits for the job in LastIndexingJob.
//
// DigitalOcean: POST /v2/gen-ai/knowledge_bases (genai_create_knowledge_base)
func (s *GradientAIKnowledgeBasesService) Create(ctx context.Context, request *KnowledgeBaseCreateRequest, opts ...CallOption) (*KnowledgeBase, error) {
	return fetch[KnowledgeBase](ctx, s.client, post("/v2/gen-ai/knowledge_bases").sending(request), "knowledge_base", opts)
}

// Update changes a knowledge base. The API promises nothing about what a request leaves out: begin with
// [KnowledgeBase.UpdateRequest], which has everything.
//
// DigitalOcean: PUT /v2/gen-ai/knowledge_bases/{uuid} (genai_update_knowledge_base)
func (s *GradientAIKnowledgeBasesService) Update(ctx context.Context, uuid string, request *KnowledgeBaseUpdateRequest, opts ...CallOption) (*KnowledgeBase, error) {
	return fetch[KnowledgeBase](ctx, s.client, put("/v2/gen-ai/knowledge_bases/{uuid}", uuid).sending(request).repeatingPath(), "knowledge_base", opts)
}

// Delete deletes a knowledge base.
//
// DigitalOcean: DELETE /v2/gen-ai/knowledge_bases/{uuid} (genai_delete_knowledge_base)
func (s *GradientAIKnowledgeBasesService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/gen-ai/knowledge_bases/{uuid}", uuid), opts)
}

// WaitOnline waits until the database of a knowledge base can be used, after Create, and returns the knowledge base. One whose
// database was taken down ends the wait with a [*KnowledgeBaseError].
func (s *GradientAIKnowledgeBasesService) WaitOnline(ctx context.Context, uuid string, opts ...CallOption) (*KnowledgeBaseDetails, error) {
	var details *KnowledgeBaseDetails
	err := s.client.waitFor(ctx, "knowledge base "+uuid, opts, func() (done bool, err error) {
		if details, err = s.Get(ctx, uuid, opts...); err != nil {
			return false, err
		}
		return details.DatabaseStatus == KnowledgeBaseDatabaseOnline, details.failure()
	})
	if err != nil {
		return nil, err
	}
	return details, nil
}

// KnowledgeBaseCreateRequest describes a knowledge base to create. It needs a name, a region, a project and a model.
type KnowledgeBaseCreateRequest struct {
	Name               string                        `json:"name,omitzero"`
	Region             string                        `json:"region,omitzero"` // slug
	ProjectID          string                        `json:"project_id,omitzero"`
	EmbeddingModelUUID string                        `json:"embedding_model_uuid,omitzero"` // of a model with ModelUsecaseKnowledgeBase
	DataSources        []KnowledgeBaseDataSourceSpec `json:"datasources,omitzero"`          // to index at once; more can be added later
	DatabaseID         string                        `json:"database_id,omitzero"`          // of an OpenSearch cluster; empty creates one
	Size               KnowledgeBasePlanSize         `json:"size,omitzero"`                 // of a cluster that is created
	VPCUUID            string                        `json:"vpc_uuid,omitzero"`             // of a cluster that is created
	RerankingConfig    *KnowledgeBaseRerankingConfig `json:"reranking_config,omitzero"`
	Tags               []string                      `json:"tags,omitzero"`
}

// KnowledgeBaseUpdateRequest holds what is to change of a knowledge base.
type KnowledgeBaseUpdateRequest struct {
	Name            string                        `json:"name,omitzero"`
	ProjectID       string                        `json:"project_id,omitzero"`
	DatabaseID      string                        `json:"database_id,omitzero"`
	RerankingConfig *KnowledgeBaseRerankingConfig `json:"reranking_config,omitzero"`
	Tags            []string                      `json:"tags,omitzero"`
}

// KnowledgeBaseDetails is a knowledge base with the state of its database.
type KnowledgeBaseDetails struct {
	KnowledgeBase `json:"knowledge_base"`

	DatabaseStatus KnowledgeBaseDatabaseStatus `json:"database_status"`
}

// UpdateRequest returns the request that leaves the knowledge base as it is, to be changed and given to Update.
func (k *KnowledgeBase) UpdateRequest() *KnowledgeBaseUpdateRequest {
	return &KnowledgeBaseUpdateRequest{
		Name: k.Name, ProjectID: k.ProjectID, DatabaseID: k.DatabaseID,
		RerankingConfig: copyOf(k.RerankingConfig), Tags: slices.Clone(k.Tags),
	}
}

func (d *KnowledgeBaseDetails) failure() error {
	if d.DatabaseStatus == KnowledgeBaseDatabaseDecommissioned {
		return &KnowledgeBaseError{Details: *d}
	}
	return nil
}

// KnowledgeBaseError is a knowledge base that was waited for and has no database any more.
type KnowledgeBaseError struct{ Details KnowledgeBaseDetails }

func (e *KnowledgeBaseError) Error() string {
	return fmt.Sprintf("digitalocean: knowledge base %s: the database has the status %q", printable(e.Details.UUID), e.Details.DatabaseStatus)
}

// KnowledgeBasePlanSize is the size of a knowledge base's own database.
type KnowledgeBasePlanSize string

const (
	KnowledgeBasePlanUnspecified KnowledgeBasePlanSize = "OPEN_SEARCH_PLAN_SIZE_UNSPECIFIED"
	KnowledgeBasePlanSmall       KnowledgeBasePlanSize = "OPEN_SEARCH_PLAN_SIZE_SMALL"
	KnowledgeBasePlanMedium      KnowledgeBasePlanSize = "OPEN_SEARCH_PLAN_SIZE_MEDIUM"
	KnowledgeBasePlanLarge       KnowledgeBasePlanSize = "OPEN_SEARCH_PLAN_SIZE_LARGE"
	KnowledgeBasePlanExtraLarge  KnowledgeBasePlanSize = "OPEN_SEARCH_PLAN_SIZE_EXTRA_LARGE"
)

// KnowledgeBaseDatabaseStatus is the state of a knowledge base's database.
type KnowledgeBaseDatabaseStatus string

const (
	KnowledgeBaseDatabaseCreating       KnowledgeBaseDatabaseStatus = "CREATING"
	KnowledgeBaseDatabaseOnline         KnowledgeBaseDatabaseStatus = "ONLINE"
	KnowledgeBaseDatabasePowerOff       KnowledgeBaseDatabaseStatus = "POWEROFF"
	KnowledgeBaseDatabasePoweringOn     KnowledgeBaseDatabaseStatus = "POWERING_ON"
	KnowledgeBaseDatabaseRebuilding     KnowledgeBaseDatabaseStatus = "REBUILDING"
	KnowledgeBaseDatabaseRebalancing    KnowledgeBaseDatabaseStatus = "REBALANCING"
	KnowledgeBaseDatabaseDecommissioned KnowledgeBaseDatabaseStatus = "DECOMMISSIONED"
	KnowledgeBaseDatabaseForking        KnowledgeBaseDatabaseStatus = "FORKING"
	KnowledgeBaseDatabaseMigrating      KnowledgeBaseDatabaseStatus = "MIGRATING"
	KnowledgeBaseDatabaseResizing       KnowledgeBaseDatabaseStatus = "RESIZING"
	KnowledgeBaseDatabaseRestoring      KnowledgeBaseDatabaseStatus = "RESTORING"
	KnowledgeBaseDatabaseUpgrading      KnowledgeBaseDatabaseStatus = "UPGRADING"
	KnowledgeBaseDatabaseUnhealthy      KnowledgeBaseDatabaseStatus = "UNHEALTHY"
)
