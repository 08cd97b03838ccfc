package digitalocean

import (
	"context"
	"time"
)

// GradientAIScheduledIndexingService manages when knowledge bases are indexed anew.
type GradientAIScheduledIndexingService struct{ client *Client }

// Get returns the schedule of a knowledge base.
//
// DigitalOcean: GET /v2/gen-ai/scheduled-indexing/knowledge-base/{knowledge_base_uuid} (genai_get_scheduled_indexing)
func (s *GradientAIScheduledIndexingService) Get(ctx context.Context, knowledgeBaseUUID string, opts ...CallOption) (*ScheduledIndexing, error) {
	return fetch[ScheduledIndexing](ctx, s.client, get("/v2/gen-ai/scheduled-indexing/knowledge-base/{knowledge_base_uuid}", knowledgeBaseUUID), "indexing_info", opts)
}

// Create makes a schedule for a knowledge base.
//
// DigitalOcean: POST /v2/gen-ai/scheduled-indexing (genai_create_scheduled_indexing)
func (s *GradientAIScheduledIndexingService) Create(ctx context.Context, request *ScheduledIndexingCreateRequest, opts ...CallOption) (*ScheduledIndexing, error) {
	return fetch[ScheduledIndexing](ctx, s.client, post("/v2/gen-ai/scheduled-indexing").sending(request), "indexing_info", opts)
}

// Delete deletes a schedule, by its own UUID, and returns what it was.
//
// DigitalOcean: DELETE /v2/gen-ai/scheduled-indexing/{uuid} (genai_delete_scheduled_indexing)
func (s *GradientAIScheduledIndexingService) Delete(ctx context.Context, uuid string, opts ...CallOption) (*ScheduledIndexing, error) {
	return fetch[ScheduledIndexing](ctx, s.client, del("/v2/gen-ai/scheduled-indexing/{uuid}", uuid), "indexing_info", opts)
}

// ScheduledIndexingCreateRequest says when a knowledge base is to be indexed anew.
type ScheduledIndexingCreateRequest struct {
	KnowledgeBaseUUID string `json:"knowledge_base_uuid,omitzero"`
	Days              []int  `json:"days,omitzero"` // of the week, counted as cron does: Monday is 1
	Time              string `json:"time,omitzero"` // UTC, such as "18:00"
}

// ScheduledIndexing says when a knowledge base is indexed anew.
type ScheduledIndexing struct {
	UUID              string    `json:"uuid"`
	KnowledgeBaseUUID string    `json:"knowledge_base_uuid"`
	Days              []int     `json:"days,omitzero"` // of the week, counted as cron does: Monday is 1
	Time              string    `json:"time"`          // UTC, such as "18:00:00"
	IsActive          bool      `json:"is_active"`
	LastRanAt         time.Time `json:"last_ran_at,omitzero"` // zero before the first time
	NextRunAt         time.Time `json:"next_run_at,omitzero"`
	CreatedAt         time.Time `json:"created_at,omitzero"`
	UpdatedAt         time.Time `json:"updated_at,omitzero"`
	DeletedAt         time.Time `json:"deleted_at,omitzero"`
}
