package digitaloceantest

import (
	"net/http"
	"regexp"
	"slices"
	"sync"
)

var modelRouters = stateful(fresh[collection[*object]])

var routerName = regexp.MustCompile(`^[a-z0-9-]{1,255}$`)

func init() {
	handle("GET /v2/gen-ai/models/routers", genAILister(modelRouters, "model_routers"))
	handle("POST /v2/gen-ai/models/routers", createRouter)
	handle("GET /v2/gen-ai/models/routers/presets", listRouterPresets)
	handle("GET /v2/gen-ai/models/routers/tasks/presets", func(c *call) (reply, error) { return c.genAIPage("tasks", routerTasks()) })
	handle("GET /v2/gen-ai/models/routers/{uuid}", getter(modelRouters, "uuid", "model_router"))
	handle("PUT /v2/gen-ai/models/routers/{uuid}", updateRouter)
	handle("DELETE /v2/gen-ai/models/routers/{uuid}", removeRouter)
	count("Model routers", func(s *Server) int { return modelRouters.of(s).len() })
}

// routerTasks are the tasks that a policy can name by their slugs.
var routerTasks = sync.OnceValue(func() []*object {
	var tasks []*object
	for _, t := range [][3]string{
		{"summarization", "Summarization", "Say in short what a text says"},
		{"code-generation", "Code generation", "Write and change programs"},
		{"question-answering", "Question answering", "Answer questions about facts"},
	} {
		task := newObject(
			"task_slug", t[0], "name", t[1], "description", t[2], "category", "Text", "tags", []string{"text"},
			"models", []string{"llama3.3-70b-instruct"}, "selection_policy", newObject("prefer", "none"),
		)
		task.json() // so that servers can share it
		tasks = append(tasks, task)
	}
	return tasks
})

func listRouterPresets(c *call) (reply, error) {
	policy := newObject("task_slug", "summarization", "models", []string{"alibaba-qwen3-32b"}, "selection_policy", newObject("prefer", "cheapest"))
	return c.genAIPage("presets", []*object{newObject(
		"slug", "cheapest",
		"display_name", "Cheapest",
		"short_description", "Small models where they do",
		"long_description", "Small models for what they do well, and a large one for the rest.",
		"config", newObject("policies", []*object{policy}, "fallback_models", []string{"llama3.3-70b-instruct"}),
	)})
}

func createRouter(c *call) (reply, error) {
	c.body.needText("name")
	c.body.needTexts("fallback_models")
	router := newObject("uuid", "", "name", "", "description", "", "regions", []string{"all"}, "config", newObject(
		"policies", []*object{}, "fallback_models", []string{},
	), "created_at", c.now, "updated_at", c.now)
	if err := c.fillRouter(router); err != nil {
		return reply{}, err
	}
	router.set("uuid", c.ids.uuid("model router"))
	modelRouters.of(c.Server).add(router.text("uuid"), router)
	return answer(http.StatusOK, "model_router", router)
}

// fillRouter changes what the request has. Nothing changes where the request is refused.
func (c *call) fillRouter(router *object) error {
	name := c.body.changed("name", router.text("name"), 255)
	if name != "" && !routerName.MatchString(name) {
		c.body.refuseField("name", "must hold lower-case letters, digits and dashes only")
	}
	description := c.body.changed("description", router.text("description"), 1024)
	config := router.get("config").(*object)
	policies, fallback := config.get("policies"), config.texts("fallback_models")
	if c.body.has("fallback_models") {
		fallback = c.body.needTexts("fallback_models")
		checkModels(c.body, "fallback_models", fallback)
	}
	if c.body.has("policies") {
		policies = c.readPolicies()
	}
	if regions := c.body.texts("regions"); len(regions) > 0 && !slices.Equal(regions, []string{"all"}) {
		c.body.refuseField("regions", `must be left out or ["all"]`)
	}
	if c.body.problem != nil {
		return c.body.problem
	}
	router.set("name", name)
	router.set("description", description)
	router.set("config", newObject("policies", policies, "fallback_models", fallback))
	router.set("updated_at", c.now)
	return nil
}

func (c *call) readPolicies() []*object {
	policies := []*object{}
	for _, f := range c.body.objects("policies") {
		models := f.needTexts("models")
		checkModels(f, "models", models)
		policy := newObject("models", models)
		if task := f.nested("custom_task"); task != nil {
			policy.set("custom_task", newObject("name", task.needText("name"), "description", task.needText("description")))
		} else {
			slug := f.needText("task_slug")
			if !slices.ContainsFunc(routerTasks(), func(task *object) bool { return task.text("task_slug") == slug }) {
				f.refuseField("task_slug", slug+" does not exist")
			}
			policy.set("task_slug", slug)
		}
		policy.set("selection_policy", newObject("prefer", f.inside("selection_policy").choice("prefer", "none", "none", "cheapest", "fastest")))
		policies = append(policies, policy)
	}
	return policies
}

// checkModels refuses models that do not exist.
func checkModels(f *fields, name string, models []string) {
	for _, slug := range models {
		if modelNamed(slug) == nil {
			f.refuseField(name, slug+" does not exist")
		}
	}
}

func updateRouter(c *call) (reply, error) {
	router, err := found(c, modelRouters.of(c.Server), "uuid")
	if err != nil {
		return reply{}, err
	}
	if err := c.fillRouter(router); err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "model_router", router)
}

func removeRouter(c *call) (reply, error) {
	router, err := found(c, modelRouters.of(c.Server), "uuid")
	if err != nil {
		return reply{}, err
	}
	modelRouters.of(c.Server).remove(router.text("uuid"))
	return bare(http.StatusOK, newObject("uuid", router.get("uuid")))
}
