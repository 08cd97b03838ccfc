package digitaloceantest

import (
	"maps"
	"net/http"
	"slices"
)

// securitySettings say what is scanned. A scan looks at everything but what is excluded, whatever the tiers cover.
type securitySettings struct {
	coverage *object         // by the name of the tier
	excluded map[string]bool // by URN
}

var securitySetup = stateful(func(*Server) *securitySettings {
	basic := newObject("resources", []string{}, "tags", []string{})
	return &securitySettings{coverage: newObject("basic", basic), excluded: make(map[string]bool)}
})

func init() {
	handle("GET /v2/security/settings", getSecuritySettings)
	handle("PUT /v2/security/settings/plan", updateSecurityPlan)
	handle("POST /v2/security/scans/rules", excludeFromScans)
}

func getSecuritySettings(c *call) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	all := objects(suppressions.of(c.Server).all(), nil)
	from, to := w.bounds(len(all))
	return bare(http.StatusOK, newObject(
		"settings", newObject("suppressions", suppressionList(all[from:to], w, len(all), c.links(w, len(all)))),
		"tier_coverage", securitySetup.of(c.Server).coverage,
		"plan_downgrades", newObject(),
	))
}

// updateSecurityPlan replaces the tiers that the request has.
func updateSecurityPlan(c *call) (reply, error) {
	tiers := c.body.inside("tier_coverage")
	covered := newObject()
	for _, tier := range slices.Sorted(maps.Keys(tiers.values)) {
		f := tiers.inside(tier)
		urns := f.texts("resources")
		for _, urn := range urns {
			if _, ok := c.addressed(urn); !ok {
				f.refuseField("resources", urn+" does not exist")
			}
		}
		covered.set(tier, newObject("resources", urns, "tags", f.tagNames()))
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	coverage := securitySetup.of(c.Server).coverage
	for _, tier := range covered.fields {
		coverage.set(tier.name, tier.value)
	}
	return answer(http.StatusOK, "tier_coverage", coverage)
}

func excludeFromScans(c *call) (reply, error) {
	urn := c.body.needText("resource")
	if _, ok := c.addressed(urn); !ok {
		c.body.refuseField("resource", urn+" does not exist")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	securitySetup.of(c.Server).excluded[urn] = true
	return empty(http.StatusCreated)
}
