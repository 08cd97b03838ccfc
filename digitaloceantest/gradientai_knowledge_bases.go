package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

// knowledgeBase is indexed from its data sources. A job that is created before its database is there waits for that.
type knowledgeBase struct {
	*object
	uuid     string
	database string // the status of its database
	sources  collection[*object]
	jobs     collection[*indexingJob]
}

var knowledgeBases = stateful(fresh[collection[*knowledgeBase]])

// sourceKinds are the fields of which a data source has one.
var sourceKinds = []string{
	"file_upload_data_source", "spaces_data_source", "web_crawler_data_source", "aws_data_source", "dropbox_data_source", "google_drive_data_source",
}

// sourceSecrets are the fields of a data source that no answer has.
var sourceSecrets = []string{"key_id", "secret_key", "refresh_token"}

var chunkingAlgorithms = []string{
	"CHUNKING_ALGORITHM_SECTION_BASED", "CHUNKING_ALGORITHM_HIERARCHICAL", "CHUNKING_ALGORITHM_SEMANTIC", "CHUNKING_ALGORITHM_FIXED_LENGTH",
}

func init() {
	handle("GET /v2/gen-ai/knowledge_bases", genAILister(knowledgeBases, "knowledge_bases"))
	handle("POST /v2/gen-ai/knowledge_bases", createKnowledgeBase)
	handle("GET /v2/gen-ai/knowledge_bases/{uuid}", onKnowledgeBase("uuid", getKnowledgeBase))
	handle("PUT /v2/gen-ai/knowledge_bases/{uuid}", onKnowledgeBase("uuid", updateKnowledgeBase))
	handle("DELETE /v2/gen-ai/knowledge_bases/{uuid}", onKnowledgeBase("uuid", deleteKnowledgeBase))
	handle("GET /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources", onKnowledgeBase("knowledge_base_uuid", listDataSources))
	handle("POST /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources", onKnowledgeBase("knowledge_base_uuid", createDataSource))
	handle("PUT /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources/{data_source_uuid}", onKnowledgeBase("knowledge_base_uuid", updateDataSource))
	handle("DELETE /v2/gen-ai/knowledge_bases/{knowledge_base_uuid}/data_sources/{data_source_uuid}", onKnowledgeBase("knowledge_base_uuid", deleteDataSource))
	count("Knowledge bases", func(s *Server) int { return knowledgeBases.of(s).len() })
}

// onKnowledgeBase is a rule about the knowledge base that a parameter of the path names.
func onKnowledgeBase(parameter string, rule func(c *call, k *knowledgeBase) (reply, error)) handler {
	return ruleOf(knowledgeBases, parameter, rule)
}

func (k *knowledgeBase) show() *object {
	if job, ok := k.jobs.get(k.jobs.newestKey()); ok {
		k.set("last_indexing_job", job.object)
	}
	return k.object
}

func createKnowledgeBase(c *call) (reply, error) {
	for _, name := range []string{"name", "project_id", "embedding_model_uuid"} {
		c.body.needText(name)
	}
	model := c.modelIn("embedding_model_uuid", "KNOWLEDGEBASE")
	r, database, tags := c.body.needRegion("region"), c.body.text("database_id"), c.body.texts("tags")
	specs := c.body.objects("datasources")
	for _, spec := range specs {
		c.checkSource(spec)
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if database == "" {
		database = c.ids.uuid("knowledge base database")
	}
	k := &knowledgeBase{uuid: c.ids.uuid("knowledge base")}
	k.object = newObject(
		"uuid", k.uuid, "name", c.body.text("name"), "region", r.slug, "project_id", c.body.text("project_id"), "database_id", database,
		"embedding_model_uuid", model.uuid, "is_public", false, "tags", tags, "user_id", key(ownerID),
		"created_at", c.now, "updated_at", c.now,
	)
	if reranking := c.body.nested("reranking_config"); reranking != nil {
		k.set("reranking_config", reranking.values)
	}
	knowledgeBases.of(c.Server).add(k.uuid, k)
	c.beginDatabase(k)
	for _, spec := range specs {
		c.addSource(k, spec)
	}
	if len(specs) > 0 {
		c.index(k, slices.Collect(k.sources.all()))
	}
	return answer(http.StatusOK, "knowledge_base", k.show())
}

// beginDatabase lets the database of a knowledge base come up, and then the jobs begin that wait for it.
func (c *call) beginDatabase(k *knowledgeBase) {
	k.database = "CREATING"
	c.after("knowledge_base", func(at time.Time) {
		k.database = "ONLINE"
		for job := range k.jobs.all() {
			c.beginJob(job, at)
		}
	}, func(at time.Time) {
		k.database = "DECOMMISSIONED"
		for job := range k.jobs.all() {
			job.end(at, "FAILED")
		}
	})
}

func getKnowledgeBase(_ *call, k *knowledgeBase) (reply, error) {
	return bare(http.StatusOK, newObject("knowledge_base", k.show(), "database_status", k.database))
}

func updateKnowledgeBase(c *call, k *knowledgeBase) (reply, error) {
	changes := newObject("tags", c.body.changedTexts("tags", k.texts("tags")))
	for _, name := range []string{"name", "project_id", "database_id"} {
		changes.set(name, c.body.changed(name, k.text(name), 255))
	}
	if reranking := c.body.nested("reranking_config"); reranking != nil {
		changes.set("reranking_config", reranking.values)
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for _, f := range changes.fields {
		k.set(f.name, f.value)
	}
	k.set("updated_at", c.now)
	return answer(http.StatusOK, "knowledge_base", k.show())
}

func deleteKnowledgeBase(c *call, k *knowledgeBase) (reply, error) {
	knowledgeBases.of(c.Server).remove(k.uuid)
	c.deleted("knowledge_base", k.uuid, k.object)
	return bare(http.StatusOK, newObject("uuid", k.uuid))
}

func listDataSources(c *call, k *knowledgeBase) (reply, error) {
	return c.genAIPage("knowledge_base_data_sources", objects(k.sources.all(), nil))
}

func createDataSource(c *call, k *knowledgeBase) (reply, error) {
	c.checkSource(c.body)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return answer(http.StatusOK, "knowledge_base_data_source", c.addSource(k, c.body))
}

// checkSource checks the description of a data source: it has one of the kinds, and a file is there.
func (c *call) checkSource(spec *fields) {
	kinds := slices.DeleteFunc(slices.Clone(sourceKinds), func(name string) bool { return !spec.has(name) })
	if len(kinds) != 1 {
		spec.refuse("a data source must have one of its kinds")
		return
	}
	spec.choice("chunking_algorithm", "", chunkingAlgorithms...)
	spec.nested("chunking_options")
	source := spec.inside(kinds[0])
	if kinds[0] != "file_upload_data_source" {
		return
	}
	name := source.needText("stored_object_key")
	if f, ok := storedFiles.of(c.Server).get(name); name != "" && (!ok || !f.present) {
		source.refuseField("stored_object_key", name+" was not uploaded")
	}
}

// addSource adds what checkSource has accepted.
func (c *call) addSource(k *knowledgeBase, spec *fields) *object {
	source := newObject("uuid", c.ids.uuid("data source"))
	for _, kind := range sourceKinds {
		if !spec.has(kind) {
			continue
		}
		values := spec.nested(kind).values
		for _, name := range sourceSecrets {
			delete(values, name)
		}
		source.set(kind, values)
	}
	source.set("chunking_algorithm", spec.choice("chunking_algorithm", chunkingAlgorithms[0], chunkingAlgorithms...))
	if options := spec.nested("chunking_options"); options != nil {
		source.set("chunking_options", options.values)
	}
	source.set("created_at", c.now)
	source.set("updated_at", c.now)
	k.sources.add(source.text("uuid"), source)
	return source
}

func updateDataSource(c *call, k *knowledgeBase) (reply, error) {
	source, err := found(c, &k.sources, "data_source_uuid")
	if err != nil {
		return reply{}, err
	}
	algorithm := c.body.choice("chunking_algorithm", source.text("chunking_algorithm"), chunkingAlgorithms...)
	options := c.body.nested("chunking_options")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	source.set("chunking_algorithm", algorithm)
	if options != nil {
		source.set("chunking_options", options.values)
	}
	source.set("updated_at", c.now)
	return answer(http.StatusOK, "knowledge_base_data_source", source)
}

func deleteDataSource(c *call, k *knowledgeBase) (reply, error) {
	source, err := found(c, &k.sources, "data_source_uuid")
	if err != nil {
		return reply{}, err
	}
	k.sources.remove(source.text("uuid"))
	return bare(http.StatusOK, newObject("knowledge_base_uuid", k.uuid, "data_source_uuid", source.text("uuid")))
}
