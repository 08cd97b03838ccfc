package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

// addOnApp is an app of another vendor that can be ordered.
type addOnApp struct {
	id          int64
	slug, name  string
	plans       []addOnPlan // the default one first
	asked       []addOnQuestion
	description string
}

type addOnPlan struct {
	id                      int64
	slug, name, uuid, mails string
	price                   int64 // dollars a month
}

// addOnQuestion is metadata that an app asks for.
type addOnQuestion struct {
	id                            int64
	name, displayName, kind, text string
	options                       []string
}

var addOnApps = []*addOnApp{
	{
		id: 1, slug: "mailer", name: "Mailer", description: "Sends mails.",
		plans: []addOnPlan{
			{1, "starter", "Starter", "5d0f3c7e-8f0a-4a53-9a55-0d7c4d0e9a01", "1000", 0},
			{2, "pro", "Pro", "5d0f3c7e-8f0a-4a53-9a55-0d7c4d0e9a02", "100000", 15},
		},
		asked: []addOnQuestion{
			{1, "sender", "Sender", "string", "The address that mails come from.", []string{}},
			{2, "newsletter", "Newsletter", "boolean", "Whether to hear of what is new.", []string{}},
		},
	},
	{
		id: 2, slug: "translator", name: "Translator", description: "Translates mails.",
		plans: []addOnPlan{{3, "basic", "Basic", "5d0f3c7e-8f0a-4a53-9a55-0d7c4d0e9a03", "5000", 10}},
		asked: []addOnQuestion{{3, "country", "Country", "string", "Where most of the readers are.", []string{"US", "UK", "CA"}}},
	},
}

var addOnsSince = time.Date(2025, time.October, 1, 12, 0, 0, 0, time.UTC)

func init() {
	handle("GET /v2/add-ons/apps", func(*call) (reply, error) {
		apps := make([]*object, 0, len(addOnApps))
		for _, app := range addOnApps {
			apps = append(apps, app.show())
		}
		return list(http.StatusOK, "apps", apps)
	})
	handle("GET /v2/add-ons/apps/{app_slug}/metadata", func(c *call) (reply, error) {
		app := addOnAppOf(c.arguments["app_slug"])
		if app == nil {
			return reply{}, notFound()
		}
		questions := make([]*object, 0, len(app.asked))
		for _, q := range app.asked {
			questions = append(questions, newObject(
				"id", q.id, "name", q.name, "display_name", q.displayName, "description", q.text, "type", q.kind, "options", q.options,
			))
		}
		return list(http.StatusOK, "metadata", questions)
	})
}

// addOnAppOf returns the app with a slug, or nil.
func addOnAppOf(slug string) *addOnApp {
	at := slices.IndexFunc(addOnApps, func(a *addOnApp) bool { return a.slug == slug })
	if at < 0 {
		return nil
	}
	return addOnApps[at]
}

// needPlan reads the slug of one of the app's plans.
func (a *addOnApp) needPlan(f *fields) (plan addOnPlan) {
	slug := f.needText("plan_slug")
	at := slices.IndexFunc(a.plans, func(p addOnPlan) bool { return p.slug == slug })
	if at < 0 {
		f.refuseField("plan_slug", slug+" does not exist")
		return addOnPlan{}
	}
	return a.plans[at]
}

func (a *addOnApp) show() *object {
	plans := make([]*object, 0, len(a.plans))
	for i, p := range a.plans {
		plans = append(plans, newObject(
			"id", p.id,
			"app_id", a.id,
			"display_name", p.name,
			"description", a.description,
			"slug", p.slug,
			"price_per_month", p.price,
			"active", true,
			"state", "approved",
			"features", []*object{newObject(
				"id", p.id, "name", "Mails a month", "type", "allowance", "unit", "count", "value", p.mails,
				"created_at", addOnsSince, "updated_at", addOnsSince,
			)},
			"created_at", addOnsSince,
			"updated_at", addOnsSince,
			"available", true,
			"uuid", p.uuid,
			"by_default", i == 0,
			"dimensions", []*object{},
		))
	}
	site := "https://" + a.slug + ".example.com"
	return newObject("app_slug", a.slug, "tos", site+"/tos", "eula", site+"/eula", "plans", plans)
}
