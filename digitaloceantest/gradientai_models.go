package digitaloceantest

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// genAIModel is a model that the platform offers: the same for every server, and never changed.
type genAIModel struct {
	modelFacts
	*object          // as the list of models has it
	ofKey    *object // as a key at its provider has it
	entry    *object // as the catalog has it in short
	card     *object // as the catalog has it at length
	uuid     string
	usecases []string
	isDOsOwn bool
}

// modelFacts are what sets a model apart from others.
type modelFacts struct {
	slug, name, creator, provider, kind string
	context, output                     int64   // tokens
	parameters                          float64 // billions
	inputPrice, outputPrice             float64 // dollars for a million tokens
	uses                                string
}

func init() {
	handle("GET /v2/gen-ai/models", listModels)
	handle("GET /v2/gen-ai/models/catalog", listModelCatalog)
	handle("GET /v2/gen-ai/models/catalog/{id}", getModelCard)
	handle("GET /v2/gen-ai/regions", listGenAIRegions)
}

var genAIModels = sync.OnceValue(func() []*genAIModel {
	ids := newIdentity(1)
	var models []*genAIModel
	for _, facts := range []modelFacts{
		{"llama3.3-70b-instruct", "Llama 3.3 Instruct (70B)", "Meta", "DIGITALOCEAN", "chat", 128_000, 8192, 70, 0.65, 0.65, "AGENT SERVERLESS TEXT"},
		{"openai-gpt-oss-120b", "gpt-oss-120b", "OpenAI", "DIGITALOCEAN", "chat", 131_072, 32_768, 120, 0.10, 0.70, "AGENT SERVERLESS EVALUATION_JUDGE TEXT"},
		{"alibaba-qwen3-32b", "Qwen3 32B", "Alibaba", "DIGITALOCEAN", "chat", 40_960, 8192, 32, 0.25, 0.55, "AGENT SERVERLESS TEXT"},
		{"openai-gpt-4o", "GPT-4o", "OpenAI", "OPENAI", "chat", 128_000, 16_384, 0, 2.50, 10, "AGENT SERVERLESS EVALUATION_JUDGE TEXT"},
		{"anthropic-claude-4-sonnet", "Claude Sonnet 4", "Anthropic", "ANTHROPIC", "chat", 200_000, 64_000, 0, 3, 15, "AGENT REASONING SERVERLESS TEXT"},
		{"gte-large-en-v1.5", "GTE Large (v1.5)", "Alibaba", "DIGITALOCEAN", "embedding", 8192, 0, 0.4, 0.09, 0, "KNOWLEDGEBASE"},
	} {
		models = append(models, newGenAIModel(ids.uuid("model"), facts))
	}
	return models
})

func newGenAIModel(id string, facts modelFacts) *genAIModel {
	m := &genAIModel{modelFacts: facts, uuid: id, isDOsOwn: facts.provider == "DIGITALOCEAN"}
	for use := range strings.FieldsSeq(facts.uses) {
		m.usecases = append(m.usecases, "MODEL_USECASE_"+use)
	}
	added := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)
	description := m.name + " by " + m.creator
	common := newObject(
		"name", m.name,
		"type", m.kind,
		"provider", "MODEL_PROVIDER_"+m.provider,
		"capabilities", []string{"streaming"},
		"context_window", key(m.context),
		"parameter_count", m.parameters,
		"benchmark_score", newObject("mmlu", 0.8),
	)
	modalities := newObject("input", []string{"text"}, "output", []string{"text"})
	usable := mergedFields(common, newObject(
		"uuid", m.uuid,
		"lifecycle_status", "active",
		"is_foundational", m.isDOsOwn,
		"parent_uuid", "",
		"url", "",
		"agreement", newObject("uuid", m.uuid, "name", m.name, "description", "Licence of "+m.name, "url", "https://example.com/licence"),
		"modalities", modalities,
		"endpoints", []*object{newObject("endpoint", "/v1/chat/completions", "capabilities", []string{"input_text", "output_text"})},
		"settings", []*object{},
		"reasoning_efforts", []string{},
		"thinking", false,
		"kb_default_chunk_size", 512,
		"kb_min_chunk_size", 100,
		"kb_max_chunk_size", 1024,
		"upload_complete", true,
		"version", newObject("major", 1, "minor", 0, "patch", 0),
		"created_at", added,
		"updated_at", added,
	))
	priced := newObject("pricing", m.pricing())
	m.object = mergedFields(usable, priced, newObject("id", m.slug, "description", description, "model_availability", "serverless"))
	m.ofKey = mergedFields(usable, newObject(
		"inference_name", m.slug, "inference_version", "1", "metadata", newObject(), "usecases", m.usecases,
	))
	inCatalog := mergedFields(common, priced, newObject(
		"id", m.uuid,
		"model_id", m.slug,
		"short_description", description,
		"creator", m.creator,
		"hugging_face_id", "",
		"availability", []string{"serverless"},
		"badges", []string{},
		"max_output_tokens", key(m.output),
	))
	m.entry = mergedFields(inCatalog, newObject("scaled_pricing_enabled", false, "created_at", added))
	variant := newObject(
		"label", "Standard", "tier", "MODEL_PRICING_TIER_STANDARD", "mode", "MODEL_BILLING_MODE_INTERACTIVE", "currency", "USD", "prices", m.pricing(),
	)
	m.card = mergedFields(inCatalog, newObject(
		"description", description+", served by DigitalOcean.",
		"modalities", modalities,
		"pricing_detail", newObject("variants", []*object{variant}),
		"code_snippets", newObject("curl", "curl https://inference.do-ai.run/v1/chat/completions", "javascript", "", "python", "", "sdk", ""),
	))
	for _, o := range []*object{m.object, m.ofKey, m.entry, m.card} {
		o.json() // so that servers can share it
	}
	return m
}

// mergedFields is an object with the fields of several.
func mergedFields(parts ...*object) *object {
	whole := newObject()
	for _, part := range parts {
		whole.fields = append(whole.fields, part.fields...)
	}
	return whole
}

// pricing has every price there can be; a model that counts tokens has two.
func (f modelFacts) pricing() *object {
	prices := newObject("input_price_per_million", f.inputPrice, "output_price_per_million", f.outputPrice)
	for _, name := range []string{
		"cache_read_input_price_per_million", "cache_write_1h_input_price_per_million", "cache_write_5m_input_price_per_million",
		"image_cache_read_input_price_per_million", "image_input_price_per_million", "image_output_price_per_million", "input_cache_read",
		"price_per_audio", "price_per_image", "price_per_megapixel", "price_per_second", "price_per_thousand_characters", "price_per_video",
		"reasoning_price_per_million", "text_cache_read_input_price_per_million", "text_input_price_per_million", "text_output_price_per_million",
	} {
		prices.set(name, 0)
	}
	return prices
}

// modelNamed returns the model with a UUID or a slug, or nil.
func modelNamed(name string) *genAIModel {
	for _, m := range genAIModels() {
		if m.uuid == name || m.slug == name {
			return m
		}
	}
	return nil
}

// modelIn reads the model that a field names by its UUID, which has to be for a use. It returns nil for none.
func (c *call) modelIn(name, usecase string) *genAIModel {
	uuid := c.body.text(name)
	for _, m := range genAIModels() {
		if m.uuid == uuid && slices.Contains(m.usecases, "MODEL_USECASE_"+usecase) {
			return m
		}
	}
	if uuid != "" {
		c.body.refuseField(name, uuid+" is no model with the use "+usecase)
	}
	return nil
}

func listModels(c *call) (reply, error) {
	usecases, publicOnly := c.query["usecases"], c.query.Get("public_only") == "true"
	return c.genAIPage("models", objects(slices.Values(genAIModels()), func(m *genAIModel) bool {
		return (len(usecases) == 0 || slices.ContainsFunc(m.usecases, func(u string) bool { return slices.Contains(usecases, u) })) &&
			(!publicOnly || m.isDOsOwn)
	}))
}

// listModelCatalog calls the size of a page limit, and has no links.
func listModelCatalog(c *call) (reply, error) {
	page, err := c.positive("page", 1)
	if err != nil {
		return reply{}, err
	}
	limit, err := c.positive("limit", defaultPerPage)
	if err != nil {
		return reply{}, err
	}
	var entries []*object
	for _, m := range genAIModels() {
		entries = append(entries, m.entry)
	}
	w := window{page: page, perPage: limit}
	from, to := w.bounds(len(entries))
	return bare(http.StatusOK, newObject("data", entries[from:to], "meta", w.meta(len(entries))))
}

func getModelCard(c *call) (reply, error) {
	name := c.query.Get("model_id")
	if name == "" {
		name = c.arguments["id"]
	}
	m := modelNamed(name)
	if m == nil {
		return reply{}, notFound()
	}
	return answer(http.StatusOK, "data", m.card)
}

func listGenAIRegions(c *call) (reply, error) {
	regions := []*object{}
	for _, r := range []struct {
		slug             string
		inference, batch bool
	}{{"tor1", true, true}, {"atl1", true, false}, {"nyc2", false, true}} {
		if c.query.Get("serves_inference") == "true" && !r.inference || c.query.Get("serves_batch") == "true" && !r.batch {
			continue
		}
		regions = append(regions, newObject(
			"region", r.slug,
			"serves_inference", r.inference,
			"serves_batch", r.batch,
			"inference_url", "https://"+r.slug+".inference.do-ai.run",
			"stream_inference_url", "https://"+r.slug+".stream.inference.do-ai.run",
		))
	}
	return list(http.StatusOK, "regions", regions)
}
