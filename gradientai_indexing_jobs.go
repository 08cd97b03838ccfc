package digitalocean

import (
	"context"
	"fmt"
)

// GradientAIIndexingJobsService fills knowledge bases from their data sources. GradientAI.KnowledgeBases.ListIndexingJobs has
// the jobs of one knowledge base.
type GradientAIIndexingJobsService struct{ client *Client }

// List lists the indexing jobs of the account.
//
// DigitalOcean: GET /v2/gen-ai/indexing_jobs (genai_list_indexing_jobs)
func (s *GradientAIIndexingJobsService) List(options *ListOptions, opts ...CallOption) *Pager[IndexingJob] {
	return list[IndexingJob](s.client, get("/v2/gen-ai/indexing_jobs").with(options), "jobs", opts)
}

// ListDataSources returns what a job did with each data source.
//
// DigitalOcean: GET /v2/gen-ai/indexing_jobs/{indexing_job_uuid}/data_sources (genai_list_indexing_job_data_sources)
func (s *GradientAIIndexingJobsService) ListDataSources(ctx context.Context, uuid string, opts ...CallOption) ([]IndexedDataSource, error) {
	return fetchAll[IndexedDataSource](ctx, s.client, get("/v2/gen-ai/indexing_jobs/{indexing_job_uuid}/data_sources", uuid), "indexed_data_sources", opts)
}

// Get returns an indexing job.
//
// DigitalOcean: GET /v2/gen-ai/indexing_jobs/{uuid} (genai_get_indexing_job)
func (s *GradientAIIndexingJobsService) Get(ctx context.Context, uuid string, opts ...CallOption) (*IndexingJob, error) {
	return fetch[IndexingJob](ctx, s.client, get("/v2/gen-ai/indexing_jobs/{uuid}", uuid), "job", opts)
}

// GetDetailsURL returns the address of a report on a job, for a download without the API's token. A job with
// IsReportAvailable has one. Who has the address can read the report.
//
// DigitalOcean: GET /v2/gen-ai/indexing_jobs/{indexing_job_uuid}/details_signed_url (genai_get_indexing_job_details_signed_url)
func (s *GradientAIIndexingJobsService) GetDetailsURL(ctx context.Context, uuid string, opts ...CallOption) (Secret, error) {
	return fetchValue[Secret](ctx, s.client, get("/v2/gen-ai/indexing_jobs/{indexing_job_uuid}/details_signed_url", uuid), "signed_url", opts)
}

// Create begins to index data sources of a knowledge base. Wait waits until that is done.
//
// DigitalOcean: POST /v2/gen-ai/indexing_jobs (genai_create_indexing_job)
func (s *GradientAIIndexingJobsService) Create(ctx context.Context, request *IndexingJobCreateRequest, opts ...CallOption) (*IndexingJob, error) {
	return fetch[IndexingJob](ctx, s.client, post("/v2/gen-ai/indexing_jobs").sending(request), "job", opts)
}

// Cancel ends an indexing job.
//
// DigitalOcean: PUT /v2/gen-ai/indexing_jobs/{uuid}/cancel (genai_cancel_indexing_job)
func (s *GradientAIIndexingJobsService) Cancel(ctx context.Context, uuid string, opts ...CallOption) (*IndexingJob, error) {
	return fetch[IndexingJob](ctx, s.client, put("/v2/gen-ai/indexing_jobs/{uuid}/cancel", uuid).repeatingPath(), "job", opts)
}

// Wait waits until an indexing job is done and returns it. One that has failed, as a whole or in part, or was cancelled ends
// the wait with an [*IndexingJobError]; ListDataSources says what went wrong.
func (s *GradientAIIndexingJobsService) Wait(ctx context.Context, uuid string, opts ...CallOption) (*IndexingJob, error) {
	var job *IndexingJob
	err := s.client.waitFor(ctx, "indexing job "+uuid, opts, func() (done bool, err error) {
		if job, err = s.Get(ctx, uuid, opts...); err != nil {
			return false, err
		}
		return job.isDone(), job.failure()
	})
	if err != nil {
		return nil, err
	}
	return job, nil
}

// IndexingJobCreateRequest says what to index.
type IndexingJobCreateRequest struct {
	KnowledgeBaseUUID string   `json:"knowledge_base_uuid,omitzero"`
	DataSourceUUIDs   []string `json:"data_source_uuids,omitzero"` // empty means all
}

func (j *IndexingJob) isDone() bool {
	return j.Status == IndexingJobCompleted || j.Status == IndexingJobNoChanges || j.Phase == IndexingJobPhaseSucceeded
}

func (j *IndexingJob) failure() error {
	switch j.Status {
	case IndexingJobPartial, IndexingJobFailed, IndexingJobCancelled:
		return &IndexingJobError{Job: *j}
	}
	switch j.Phase {
	case IndexingJobPhaseFailed, IndexingJobPhaseError, IndexingJobPhaseCancelled:
		return &IndexingJobError{Job: *j}
	}
	return nil
}

// IndexingJobError is an indexing job that was waited for and has not indexed everything.
type IndexingJobError struct{ Job IndexingJob }

func (e *IndexingJobError) Error() string {
	return fmt.Sprintf("digitalocean: indexing job %s has the status %q in the phase %q", printable(e.Job.UUID), e.Job.Status, e.Job.Phase)
}
