package digitaloceantest

import (
	"net/http"
	"strconv"
	"time"
)

// indexingJob indexes data sources of a knowledge base.
type indexingJob struct {
	*object
	uuid    string
	sources []*object
	fails   bool
}

// tokensOfSource are the tokens that a data source is said to have.
const tokensOfSource = 1000

var indexingJobs = stateful(fresh[collection[*indexingJob]])

func init() {
	handle("GET /v2/gen-ai/indexing_jobs", genAILister(indexingJobs, "jobs"))
	handle("POST /v2/gen-ai/indexing_jobs", createIndexingJob)
	handle("GET /v2/gen-ai/indexing_jobs/{uuid}", getter(indexingJobs, "uuid", "job"))
	handle("PUT /v2/gen-ai/indexing_jobs/{uuid}/cancel", cancelIndexingJob)
	handle("GET /v2/gen-ai/indexing_jobs/{indexing_job_uuid}/data_sources", listIndexedSources)
	handle("GET /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/indexing_jobs", onKnowledgeBase("knowledge_base_uuid", listKnowledgeBaseJobs))
}

func createIndexingJob(c *call) (reply, error) {
	uuid := c.body.needText("knowledge_base_uuid")
	k, ok := knowledgeBases.of(c.Server).get(uuid)
	if !ok {
		c.body.refuseField("knowledge_base_uuid", uuid+" does not exist")
		return reply{}, c.body.problem
	}
	sources := needKnown(c.body, "data_source_uuids", &k.sources)
	if len(sources) == 0 {
		for source := range k.sources.all() {
			sources = append(sources, source)
		}
	}
	if len(sources) == 0 {
		c.body.refuse("the knowledge base has no data sources")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for job := range k.jobs.all() {
		if !job.isOver() {
			return reply{}, conflict("the knowledge base is being indexed")
		}
	}
	return answer(http.StatusOK, "job", c.index(k, sources).object)
}

// index makes a job. It begins at once where the database is there.
func (c *call) index(k *knowledgeBase, sources []*object) *indexingJob {
	job := &indexingJob{uuid: c.ids.uuid("indexing job"), sources: sources, fails: c.fails("indexing_job")}
	uuids := make([]string, len(sources))
	for i, source := range sources {
		uuids[i] = source.text("uuid")
		source.set("last_datasource_indexing_job", newObject("data_source_uuid", uuids[i], "status", "DATA_SOURCE_STATUS_UNKNOWN"))
	}
	job.object = newObject(
		"uuid", job.uuid, "knowledge_base_uuid", k.uuid, "status", "INDEX_JOB_STATUS_PENDING", "phase", "BATCH_JOB_PHASE_PENDING",
		"data_source_uuids", uuids, "data_source_jobs", job.indexed(), "total_datasources", len(sources), "completed_datasources", 0,
		"tokens", 0, "total_tokens", "0", "is_report_available", false, "created_at", c.now, "updated_at", c.now,
	)
	indexingJobs.of(c.Server).add(job.uuid, job)
	k.jobs.add(job.uuid, job)
	if k.database == "ONLINE" {
		c.beginJob(job, c.now)
	}
	return job
}

// indexed is what the job did with each data source.
func (j *indexingJob) indexed() []*object {
	list := make([]*object, len(j.sources))
	for i, source := range j.sources {
		list[i] = source.get("last_datasource_indexing_job").(*object)
	}
	return list
}

// beginJob begins a job that waits, at a time.
func (s *Server) beginJob(job *indexingJob, at time.Time) {
	if job.isOver() {
		return
	}
	job.become(at, "IN_PROGRESS", "RUNNING", "IN_PROGRESS")
	job.set("started_at", at)
	outcome := "COMPLETED"
	if job.fails {
		outcome = "FAILED"
	}
	s.at(at.Add(s.took("indexing_job")), func(at time.Time) { job.end(at, outcome) })
}

func (j *indexingJob) isOver() bool { return j.get("finished_at") != nil }

// end ends a job that goes on: it is COMPLETED, FAILED or CANCELLED.
func (j *indexingJob) end(at time.Time, status string) {
	if j.isOver() {
		return
	}
	if status != "COMPLETED" {
		j.become(at, status, status, status)
		j.set("finished_at", at)
		return
	}
	j.become(at, status, "SUCCEEDED", "UPDATED")
	j.set("finished_at", at)
	j.set("completed_datasources", len(j.sources))
	j.set("tokens", len(j.sources)*tokensOfSource)
	j.set("total_tokens", strconv.Itoa(len(j.sources)*tokensOfSource))
}

func (j *indexingJob) become(at time.Time, status, phase, ofSources string) {
	j.set("status", "INDEX_JOB_STATUS_"+status)
	j.set("phase", "BATCH_JOB_PHASE_"+phase)
	j.set("updated_at", at)
	for _, source := range j.sources {
		source.touch()
		source.get("last_datasource_indexing_job").(*object).set("status", "DATA_SOURCE_STATUS_"+ofSources)
	}
}

func cancelIndexingJob(c *call) (reply, error) {
	job, err := found(c, indexingJobs.of(c.Server), "uuid")
	if err != nil {
		return reply{}, err
	}
	if job.isOver() {
		return reply{}, conflict("the job is over")
	}
	job.end(c.now, "CANCELLED")
	return answer(http.StatusOK, "job", job.object)
}

func listIndexedSources(c *call) (reply, error) {
	job, err := found(c, indexingJobs.of(c.Server), "indexing_job_uuid")
	if err != nil {
		return reply{}, err
	}
	return list(http.StatusOK, "indexed_data_sources", job.get("data_source_jobs").([]*object))
}

// listKnowledgeBaseJobs answers with the latest jobs.
func listKnowledgeBaseJobs(c *call, k *knowledgeBase) (reply, error) {
	const latest = 15
	jobs := objects(k.jobs.newestFirst(), nil)
	return c.genAIPage("jobs", jobs[:min(latest, len(jobs))])
}
