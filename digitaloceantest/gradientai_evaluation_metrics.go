package digitaloceantest

import (
	"net/http"
	"slices"
	"sync"
)

var customMetrics = stateful(fresh[collection[*object]])

func init() {
	handle("GET /v2/gen-ai/evaluation_metrics", func(*call) (reply, error) {
		return list(http.StatusOK, "metrics", builtInMetrics("EVALUATION_SCOPE_AGENT"))
	})
	handle("GET /v2/gen-ai/model_evaluation_metrics", func(c *call) (reply, error) {
		return list(http.StatusOK, "metrics", c.modelMetrics())
	})
	handle("POST /v2/gen-ai/custom_evaluation_metrics", createMetric)
	handle("PUT /v2/gen-ai/custom_evaluation_metrics/{metric_uuid}", updateMetric)
	handle("DELETE /v2/gen-ai/custom_evaluation_metrics/{metric_uuid}", deleteMetric)
	count("Custom metrics", func(s *Server) int { return customMetrics.of(s).len() })
}

// allBuiltInMetrics are those that every account has.
var allBuiltInMetrics = sync.OnceValue(func() []*object {
	ids := newIdentity(2)
	var metrics []*object
	for i, m := range [][4]string{
		{"Correctness", "EVALUATION_SCOPE_AGENT", "METRIC_TYPE_GENERAL_QUALITY", "METRIC_CATEGORY_CORRECTNESS"},
		{"Context adherence", "EVALUATION_SCOPE_AGENT", "METRIC_TYPE_RAG_AND_TOOL", "METRIC_CATEGORY_CONTEXT_QUALITY"},
		{"Toxicity", "EVALUATION_SCOPE_AGENT", "METRIC_TYPE_GENERAL_QUALITY", "METRIC_CATEGORY_SAFETY_AND_SECURITY"},
		{"Instruction following", "EVALUATION_SCOPE_MODEL", "METRIC_TYPE_MODEL_QUALITY", "METRIC_CATEGORY_MODEL_FIT"},
		{"Factuality", "EVALUATION_SCOPE_MODEL", "METRIC_TYPE_MODEL_QUALITY", "METRIC_CATEGORY_CORRECTNESS"},
	} {
		metric := newMetric(ids.uuid("metric"), m[0], m[0]+" of an answer")
		for _, f := range newObject(
			"evaluation_scope", m[1], "metric_type", m[2], "category", m[3], "source", "EVALUATION_METRIC_SOURCE_BUILTIN",
			"inverted", m[0] == "Toxicity", "metric_rank", i+1,
		).fields {
			metric.set(f.name, f.value)
		}
		metric.json() // so that servers can share it
		metrics = append(metrics, metric)
	}
	return metrics
})

func newMetric(id, name, description string) *object {
	return newObject(
		"metric_uuid", id,
		"metric_name", name,
		"description", description,
		"evaluation_scope", "EVALUATION_SCOPE_MODEL",
		"metric_type", "METRIC_TYPE_MODEL_QUALITY",
		"category", "METRIC_CATEGORY_MODEL_FIT",
		"source", "EVALUATION_METRIC_SOURCE_CUSTOM",
		"metric_value_type", "METRIC_VALUE_TYPE_PERCENTAGE",
		"range_min", 0,
		"range_max", 100,
		"inverted", false,
		"is_metric_goal", true,
		"metric_rank", 0,
		"associated_presets", []*object{},
	)
}

func builtInMetrics(scope string) []*object {
	return objects(slices.Values(allBuiltInMetrics()), matching(scope, "evaluation_scope"))
}

// modelMetrics are the metrics for models, those of the account last.
func (c *call) modelMetrics() []*object {
	return append(builtInMetrics("EVALUATION_SCOPE_MODEL"), objects(customMetrics.of(c.Server).all(), nil)...)
}

// metricsOf reads the metrics that a request names, of those that it may name.
func (c *call) metricsOf(f *fields, name string, offered []*object) []*object {
	var metrics []*object
	for _, id := range f.needTexts(name) {
		at := slices.IndexFunc(offered, func(m *object) bool { return m.text("metric_uuid") == id })
		if at < 0 {
			f.refuseField(name, id+" does not exist")
			continue
		}
		metrics = append(metrics, offered[at])
	}
	return metrics
}

// starMetric reads the metric that decides, which is one of the others. Without one in the request it is the present one.
func (c *call) starMetric(metrics []*object, present any) any {
	f := c.body.nested("star_metric")
	if f == nil {
		return present
	}
	id := f.needText("metric_uuid")
	at := slices.IndexFunc(metrics, func(m *object) bool { return m.text("metric_uuid") == id })
	if at < 0 {
		f.refuseField("metric_uuid", "is none of the metrics")
		return present
	}
	star := newObject("metric_uuid", id, "name", metrics[at].text("metric_name"))
	for _, name := range []string{"success_threshold", "success_threshold_pct"} {
		if f.has(name) {
			star.set(name, f.values[name])
		}
	}
	return star
}

func createMetric(c *call) (reply, error) {
	name, description := c.body.needText("metric_name"), c.body.text("description")
	config := c.body.inside("config")
	prompt, truth := config.needText("scoring_prompt"), config.flag("requires_ground_truth", false)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return c.addMetric(name, description, newObject("scoring_prompt", prompt, "requires_ground_truth", truth, "created_at", c.now, "updated_at", c.now))
}

func (c *call) addMetric(name, description string, config *object) (reply, error) {
	metric := newMetric(c.ids.uuid("custom metric"), name, description)
	metric.set("custom_eval_config", config)
	customMetrics.of(c.Server).add(metric.text("metric_uuid"), metric)
	return answer(http.StatusOK, "metric", metric)
}

// updateMetric puts another metric, with a UUID of its own, in the place of the one that is changed.
func updateMetric(c *call) (reply, error) {
	metric, err := found(c, customMetrics.of(c.Server), "metric_uuid")
	if err != nil {
		return reply{}, err
	}
	name := c.body.changed("metric_name", metric.text("metric_name"), 255)
	description := c.body.changed("description", metric.text("description"), 2048)
	before, config := metric.get("custom_eval_config").(*object), c.body.inside("config")
	prompt := config.changed("scoring_prompt", before.text("scoring_prompt"), 1<<16)
	truth := config.flag("requires_ground_truth", before.get("requires_ground_truth") == true)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	customMetrics.of(c.Server).remove(metric.text("metric_uuid"))
	return c.addMetric(name, description, newObject(
		"scoring_prompt", prompt, "requires_ground_truth", truth, "created_at", before.get("created_at"), "updated_at", c.now,
	))
}

// deleteMetric deletes the presets that use the metric too.
func deleteMetric(c *call) (reply, error) {
	id := c.arguments["metric_uuid"]
	r, err := c.removed(customMetrics, "metric_uuid")
	if err != nil {
		return r, err
	}
	for _, preset := range objects(modelPresets.of(c.Server).all(), nil) {
		metrics, _ := preset.get("metrics").([]*object)
		if slices.ContainsFunc(metrics, func(m *object) bool { return m.text("metric_uuid") == id }) {
			modelPresets.of(c.Server).remove(preset.text("eval_preset_uuid"))
		}
	}
	return r, nil
}
