package digitaloceantest

import (
	"net/http"
	"time"
)

var customModels = stateful(fresh[collection[*object]])

// maxCustomModels is how many custom models a team may have.
const maxCustomModels = 10

func init() {
	handle("GET /v2/gen-ai/custom_models", listCustomModels)
	handle("POST /v2/gen-ai/custom_models/import", importCustomModel)
	handle("GET /v2/gen-ai/custom_models/{uuid}", getter(customModels, "uuid", "model"))
	handle("PATCH /v2/gen-ai/custom_models/{uuid}/metadata", updateCustomModel)
	handle("DELETE /v2/gen-ai/custom_models/{uuid}", deleteCustomModel)
	count("Custom models", func(s *Server) int { return customModels.of(s).len() })
}

func listCustomModels(c *call) (reply, error) {
	models := objects(customModels.of(c.Server).all(), matching(c.query.Get("status"), "status"))
	return c.genAIPage("models", models, "max_threshold", maxCustomModels)
}

// importCustomModel begins an import. What is wrong with the model itself is told in an answer of success.
func importCustomModel(c *call) (reply, error) {
	name, kind := c.body.needText("name"), c.body.needChoice("source_type",
		"SOURCE_TYPE_HUGGINGFACE", "SOURCE_TYPE_SPACES_BUCKET", "SOURCE_TYPE_SDK_UPLOAD", "SOURCE_TYPE_FINE_TUNING")
	source := c.body.inside("source_ref")
	if kind == "SOURCE_TYPE_HUGGINGFACE" {
		source.needText("repo_id")
	}
	if kind == "SOURCE_TYPE_SPACES_BUCKET" {
		source.needText("bucket")
		source.needText("region")
	}
	access := source.choice("access_type", "ACCESS_TYPE_PUBLIC", "ACCESS_TYPE_PUBLIC", "ACCESS_TYPE_PRIVATE", "ACCESS_TYPE_GATED")
	description, tags := c.body.text("description"), c.body.inside("tags").texts("tags")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	switch {
	case !c.body.flag("accept_terms_and_conditions", false):
		return refusedImport("terms", "the terms and conditions have to be accepted")
	case access != "ACCESS_TYPE_PUBLIC" && source.text("hf_token") == "" && kind == "SOURCE_TYPE_HUGGINGFACE":
		return refusedImport("access", "a repository that is not public needs a token")
	case customModels.of(c.Server).len() >= maxCustomModels:
		return refusedImport("limit", "the team has as many custom models as it may have")
	}
	ref := newObject("access_type", access)
	for _, field := range []string{"repo_id", "commit_sha", "bucket", "prefix", "region"} {
		if text := source.text(field); text != "" {
			ref.set(field, text)
		}
	}
	model := newObject(
		"uuid", c.ids.uuid("custom model"),
		"name", name,
		"description", description,
		"status", "STATUS_IMPORTING",
		"error_message", "",
		"source_type", kind,
		"source_ref", ref,
		"architecture", "",
		"parameters", "0",
		"context_length", 0,
		"input_modalities", []string{"text"},
		"output_modalities", []string{"text"},
		"license", "",
		"config_json", newObject(),
		"file_count", 0,
		"total_size_bytes", "0",
		"storage_region", "nyc3",
		"cost_estimate_per_month", 0,
		"tags", newObject("tags", tags),
		"team_id", key(ownerID),
		"active_deployments", []*object{},
		"created_at", c.now,
		"updated_at", c.now,
	)
	customModels.of(c.Server).add(model.text("uuid"), model)
	job := newObject(
		"uuid", c.ids.uuid("import job"), "status", "RUNNING", "bytes_done", "0", "bytes_total", "15000000000", "files_done", 0, "files_total", 8,
		"created_at", c.now, "started_at", c.now,
	)
	r, err := bare(http.StatusOK, newObject("model", model, "import_job", job, "validation_steps", []*object{
		newObject("name", "access", "passed", true, "error", ""), newObject("name", "files", "passed", true, "error", ""),
	}, "error", ""))
	c.after("custom_model", func(at time.Time) { importedModel(model, at) }, func(at time.Time) {
		model.set("status", "STATUS_FAILED")
		model.set("error_message", "the files of the model could not be read")
		model.set("updated_at", at)
	})
	return r, err
}

// importedModel tells what was found in the repository.
func importedModel(model *object, at time.Time) {
	for _, f := range newObject(
		"status", "STATUS_READY",
		"architecture", "MistralForCausalLM",
		"parameters", "7248023552",
		"context_length", 32768,
		"license", "apache-2.0",
		"config_json", newObject("model_type", "mistral", "max_position_embeddings", 32768),
		"file_count", 8,
		"total_size_bytes", "15000000000",
		"cost_estimate_per_month", 3,
		"updated_at", at,
	).fields {
		model.set(f.name, f.value)
	}
}

// refusedImport says which step did not pass.
func refusedImport(step, why string) (reply, error) {
	return bare(http.StatusOK, newObject("error", why, "validation_steps", []*object{newObject("name", step, "passed", false, "error", why)}))
}

func updateCustomModel(c *call) (reply, error) {
	model, err := found(c, customModels.of(c.Server), "uuid")
	if err != nil {
		return reply{}, err
	}
	changes := newObject("updated_at", c.now)
	for _, field := range []string{"name", "description", "license", "parameters"} {
		changes.set(field, c.body.changed(field, model.text(field), 2048))
	}
	if tags := c.body.nested("tags"); tags != nil {
		changes.set("tags", newObject("tags", tags.texts("tags")))
	}
	for _, field := range []string{"input_modalities", "output_modalities"} {
		texts := c.body.texts(field)
		if len(texts) > 0 && model.text("source_type") != "SOURCE_TYPE_SPACES_BUCKET" {
			c.body.refuseField(field, "can be changed of a model from a Spaces bucket only")
		}
		if len(texts) > 0 {
			changes.set(field, texts)
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for _, f := range changes.fields {
		model.set(f.name, f.value)
	}
	return answer(http.StatusOK, "model", model)
}

func deleteCustomModel(c *call) (reply, error) {
	model, err := found(c, customModels.of(c.Server), "uuid")
	if err != nil {
		return reply{}, err
	}
	if model.text("status") == "STATUS_IMPORTING" {
		return bare(http.StatusOK, newObject("status", "DELETE_CUSTOM_MODEL_STATUS_FAIL", "error", "the model is being imported"))
	}
	customModels.of(c.Server).remove(model.text("uuid"))
	return bare(http.StatusOK, newObject("status", "DELETE_CUSTOM_MODEL_STATUS_SUCCESS", "error", ""))
}
