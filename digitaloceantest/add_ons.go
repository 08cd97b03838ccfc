package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

// addOn is an app in use.
type addOn struct {
	*object
	uuid string
	app  *addOnApp
}

var addOns = stateful(fresh[collection[*addOn]])

func init() {
	const path = "/v2/add-ons/saas/{resource_uuid}"
	handle("GET /v2/add-ons/saas", func(c *call) (reply, error) {
		return list(http.StatusOK, "resources", objects(addOns.of(c.Server).all(), nil))
	})
	handle("POST /v2/add-ons/saas", createAddOn)
	handle("GET "+path, getter(addOns, "resource_uuid", "resource"))
	handle("PATCH "+path, ofAddOn(func(c *call, a *addOn) (reply, error) {
		name := c.body.needText("name")
		if c.body.problem != nil {
			return reply{}, c.body.problem
		}
		a.set("name", name)
		return answer(http.StatusOK, "resource", a.object)
	}))
	handle("PATCH "+path+"/plan", ofAddOn(func(c *call, a *addOn) (reply, error) {
		plan := a.app.needPlan(c.body)
		if c.body.problem != nil {
			return reply{}, c.body.problem
		}
		if state := a.text("state"); state != "provisioned" {
			return reply{}, conflict("the add-on is " + state)
		}
		a.choose(plan)
		return answer(http.StatusOK, "resource", a.object)
	}))
	handle("DELETE "+path, ofAddOn(func(c *call, a *addOn) (reply, error) {
		addOns.of(c.Server).remove(a.uuid)
		return empty(http.StatusOK)
	}))
	count("Add-ons", func(s *Server) int { return addOns.of(s).len() })
}

// ofAddOn is a rule of the add-on that the path names.
func ofAddOn(rule func(c *call, a *addOn) (reply, error)) handler {
	return ruleOf(addOns, "resource_uuid", rule)
}

func createAddOn(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	f := c.body
	name, slug := f.needText("name"), f.needText("app_slug")
	app := addOnAppOf(slug)
	if app == nil {
		return reply{}, unprocessable("app_slug " + slug + " does not exist")
	}
	plan, metadata := app.needPlan(f), app.readMetadata(f)
	if id, ok := f.number("linked_droplet_id"); ok && !droplets.of(c.Server).list.has(key(id)) {
		f.refuseField("linked_droplet_id", key(id)+" does not exist")
	}
	if project := f.text("fleet_uuid"); project != "" && !projects.of(c.Server).list.has(project) {
		f.refuseField("fleet_uuid", project+" does not exist")
	}
	if f.problem != nil {
		return reply{}, f.problem
	}
	a := &addOn{uuid: c.ids.uuid("add-on"), app: app}
	a.object = newObject(
		"uuid", a.uuid, "name", name, "state", "pending", "app_name", app.name, "app_slug", app.slug, "has_config", false, "metadata", metadata,
	)
	a.choose(plan)
	addOns.of(c.Server).add(a.uuid, a)
	c.after("add_on", func(time.Time) {
		a.set("state", "provisioned")
		a.set("has_config", true)
		a.set("sso_url", "https://"+app.slug+".example.com/sso/"+a.uuid)
	}, func(time.Time) {
		a.set("state", "provisioning-failed")
		a.set("message", "the vendor could not provide it")
	})
	return answer(http.StatusOK, "resource", a.object)
}

func (a *addOn) choose(plan addOnPlan) {
	a.set("plan_name", plan.name)
	a.set("plan_slug", plan.slug)
	a.set("plan_price_per_month", plan.price)
}

// readMetadata reads an answer to everything that the app asks for, and to nothing else.
func (a *addOnApp) readMetadata(f *fields) []*object {
	answers := make(map[string]*fields)
	for _, item := range f.objects("metadata") {
		name := item.text("name")
		if !slices.ContainsFunc(a.asked, func(q addOnQuestion) bool { return q.name == name }) {
			item.refuseField("name", name+" does not exist")
		}
		answers[name] = item
	}
	metadata := []*object{}
	for _, q := range a.asked {
		item, ok := answers[q.name]
		if !ok {
			f.refuse("metadata: " + q.name + " can't be blank")
			continue
		}
		metadata = append(metadata, newObject("name", q.name, "value", q.read(item)))
	}
	return metadata
}

func (q addOnQuestion) read(item *fields) any {
	if q.kind == "boolean" {
		return item.flag("value", false)
	}
	if len(q.options) > 0 {
		return item.needChoice("value", q.options...)
	}
	return item.needText("value")
}
