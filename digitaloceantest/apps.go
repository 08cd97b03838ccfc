package digitaloceantest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"time"
)

// app is an application with its deployments.
type app struct {
	*object
	id          string
	deployments collection[*deployment]
	alerts      collection[*object]
	active      *deployment // or nil
	progressing *deployment // or nil
	pinned      *deployment // which a rollback went to and nothing has confirmed, or nil
}

var apps = stateful(fresh[collection[*app]])

var appName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}[a-z0-9]$`)

// componentKinds are the lists of components in a spec, with the type that the API gives their instances.
var componentKinds = []struct{ list, kind string }{
	{"services", "SERVICE"}, {"static_sites", "STATIC_SITE"}, {"workers", "WORKER"}, {"jobs", "JOB"}, {"functions", "FUNCTIONS"},
}

func init() {
	handle("GET /v2/apps", listApps)
	handle("POST /v2/apps", createApp)
	handle("POST /v2/apps/propose", proposeApp)
	handle("GET /v2/apps/{id}", getApp)
	handle("PUT /v2/apps/{id}", ofApp("id", updateApp))
	handle("DELETE /v2/apps/{id}", ofApp("id", func(c *call, a *app) (reply, error) {
		apps.of(c.Server).remove(a.id)
		c.deleted("app", a.id, a.object)
		return bare(http.StatusOK, newObject("id", a.id))
	}))
	handle("GET /v2/apps/{app_id}/instances", ofApp("app_id", listAppInstances))
	handle("GET /v2/apps/{app_id}/health", ofApp("app_id", getAppHealth))
	handle("GET /v2/apps/{app_id}/alerts", ofApp("app_id", func(_ *call, a *app) (reply, error) {
		return list(http.StatusOK, "alerts", objects(a.alerts.all(), nil))
	}))
	handle("POST /v2/apps/{app_id}/alerts/{alert_id}/destinations", ofApp("app_id", updateAppAlert))
	count("Apps", func(s *Server) int { return apps.of(s).len() })
	trustedSources["app"] = func(s *Server, value string) bool { return apps.of(s).has(value) }
	addURNs(urnKind{name: "app", resourceType: "app", path: "/v2/apps/"}, apps.of, func(a *app) addressable {
		return addressable{name: a.name(), created: a.get("created_at").(time.Time), object: a.object}
	})
}

// ofApp is a rule of the app that a parameter of the path names, for a request that fits the API's description.
func ofApp(parameter string, rule func(c *call, a *app) (reply, error)) handler {
	return completeRuleOf(apps, parameter, rule)
}

func (a *app) spec() map[string]any {
	spec, _ := a.get("spec").(map[string]any)
	return spec
}

func (a *app) name() string {
	name, _ := a.spec()["name"].(string)
	return name
}

// show follows the deployments, which change by themselves.
func (a *app) show() *object {
	for _, d := range []struct {
		name       string
		deployment *deployment
	}{{"active_deployment", a.active}, {"in_progress_deployment", a.progressing}, {"pinned_deployment", a.pinned}} {
		a.drop(d.name)
		if d.deployment != nil {
			a.set(d.name, d.deployment.object)
		}
	}
	return a.object
}

func appNamed(s *Server, name string) *app {
	for a := range apps.of(s).all() {
		if a.name() == name {
			return a
		}
	}
	return nil
}

func listApps(c *call) (reply, error) {
	return c.page("apps", objects(apps.of(c.Server).all(), nil))
}

// getApp finds an app by its name too, where the query has one.
func getApp(c *call) (reply, error) {
	if a := appNamed(c.Server, c.query.Get("name")); a != nil && c.query.Has("name") {
		return answer(http.StatusOK, "app", a.show())
	}
	a, err := found(c, apps.of(c.Server), "id")
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "app", a.show())
}

// readSpec reads the spec of an app: its name, which no other has, and its components, of which one is needed.
func (c *call) readSpec(present *app) map[string]any {
	f := c.body.inside("spec")
	name := f.needText("name")
	if name != "" && !appName.MatchString(name) {
		f.refuseField("name", "must begin with a letter, and hold lower-case letters, digits and dashes only, 2 to 32")
	}
	if other := appNamed(c.Server, name); other != nil && other != present {
		f.refuseField("name", "is already taken")
	}
	names := map[string]bool{}
	for _, kind := range componentKinds {
		for _, component := range f.objects(kind.list) {
			component.needText("name")
			if names[component.text("name")] {
				component.refuseField("name", "is the name of another component")
			}
			names[component.text("name")] = true
		}
	}
	if len(names) == 0 && len(f.objects("databases")) == 0 {
		f.refuse("spec must have a component: a service, a static site, a worker, a job or functions")
	}
	return f.values
}

// regionOfApp returns the region of a spec as apps show it.
func regionOfApp(spec map[string]any) *object {
	slug, _ := spec["region"].(string)
	for _, r := range appRegions() {
		if r.text("slug") == slug {
			return r
		}
	}
	return appRegions()[0]
}

func createApp(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	spec, project := c.readSpec(nil), c.chosenProject(c.body)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	a := &app{id: c.ids.uuid("app")}
	host := fmt.Sprintf("%s-%s.ondigitalocean.app", spec["name"], c.ids.hex("app host", 3))
	a.object = newObject(
		"id", a.id,
		"owner_uuid", accountUUID,
		"spec", spec,
		"default_ingress", "https://"+host,
		"created_at", c.now,
		"updated_at", c.now,
		"last_deployment_created_at", c.now,
		"region", regionOfApp(spec),
		"tier_slug", "professional",
		"live_url", "",
		"live_url_base", "",
		"live_domain", host,
		"project_id", project,
	)
	apps.of(c.Server).add(a.id, a)
	c.enter("do:app:"+a.id, project)
	c.setAlerts(a)
	c.deploy(a, "initial deployment", nil)
	return answer(http.StatusOK, "app", a.show())
}

func updateApp(c *call, a *app) (reply, error) {
	spec := c.readSpec(a)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	a.set("spec", spec)
	a.set("region", regionOfApp(spec))
	a.set("updated_at", c.now)
	c.setAlerts(a)
	c.deploy(a, "app spec updated", nil)
	return answer(http.StatusOK, "app", a.show())
}

// setAlerts makes the alerts of the spec. One that was there keeps its ID and whom it tells.
func (c *call) setAlerts(a *app) {
	former := slices.Collect(a.alerts.all())
	a.alerts = collection[*object]{}
	for _, alert := range c.body.inside("spec").objects("alerts") {
		at := slices.IndexFunc(former, func(o *object) bool {
			spec, _ := o.get("spec").(map[string]any)
			return spec["rule"] == alert.values["rule"]
		})
		if at < 0 {
			former = append(former, newObject("id", c.ids.uuid("app alert"), "spec", nil, "emails", []string{accountEmail}, "slack_webhooks", []*object{}, "phase", "ACTIVE"))
			at = len(former) - 1
		}
		former[at].set("spec", alert.values)
		a.alerts.add(former[at].text("id"), former[at])
	}
}

func updateAppAlert(c *call, a *app) (reply, error) {
	alert, err := found(c, &a.alerts, "alert_id")
	if err != nil {
		return reply{}, err
	}
	alert.set("emails", c.body.texts("emails"))
	webhooks := []*object{}
	for _, hook := range c.body.objects("slack_webhooks") {
		webhooks = append(webhooks, newObject("url", hook.text("url"), "channel", hook.text("channel")))
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	alert.set("slack_webhooks", webhooks)
	return answer(http.StatusOK, "alert", alert)
}

// proposeApp says what an app would be and cost, and makes nothing.
func proposeApp(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	present, _ := apps.of(c.Server).get(c.body.text("app_id"))
	f := c.body.inside("spec")
	taken := appNamed(c.Server, f.text("name"))
	isFree := taken == nil || taken == present
	paid := 0
	for _, kind := range componentKinds {
		if kind.list != "static_sites" {
			paid += len(f.objects(kind.list))
		}
	}
	proposal := newObject(
		"app_name_available", isFree, "app_is_static", paid == 0, "app_cost", paid*5, "spec", f.values,
		"existing_static_apps", "0", "max_free_static_apps", "3", "app_tier_downgrade_cost", 0,
	)
	if !isFree {
		proposal.set("app_name_suggestion", f.text("name")+"-"+c.ids.hex("app name", 2))
	}
	return bare(http.StatusOK, proposal)
}

// component is one of a spec.
type component struct {
	list, kind, name string
	instances        int
}

func componentsOf(spec map[string]any) []component {
	var found []component
	for _, kind := range componentKinds {
		list, _ := spec[kind.list].([]any)
		for _, item := range list {
			m, _ := item.(map[string]any)
			name, _ := m["name"].(string)
			n, ok := m["instance_count"].(float64)
			if !ok {
				n = 1
			}
			found = append(found, component{kind.list, kind.kind, name, int(n)})
		}
	}
	return found
}

func listAppInstances(_ *call, a *app) (reply, error) {
	instances := []*object{}
	for _, k := range a.runningComponents() {
		for i := range k.instances {
			instances = append(instances, newObject(
				"component_name", k.name, "component_type", k.kind,
				"instance_name", fmt.Sprintf("%s-%s-%d", k.name, a.active.id[:8], i), "instance_alias", fmt.Sprintf("%s-%d", k.name, i),
			))
		}
	}
	return list(http.StatusOK, "instances", instances)
}

// runningComponents are those of the active deployment that run all the time.
func (a *app) runningComponents() []component {
	if a.active == nil {
		return nil
	}
	return slices.DeleteFunc(componentsOf(a.active.spec), func(k component) bool { return k.kind != "SERVICE" && k.kind != "WORKER" })
}

func getAppHealth(_ *call, a *app) (reply, error) {
	components := []*object{}
	for _, k := range a.runningComponents() {
		components = append(components, newObject(
			"name", k.name, "state", "HEALTHY", "replicas_desired", k.instances, "replicas_ready", k.instances,
			"cpu_usage_percent", 12.5, "memory_usage_percent", 25.0,
		))
	}
	return answer(http.StatusOK, "app_health", newObject("components", components))
}
