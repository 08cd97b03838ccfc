package digitaloceantest

import (
	"net/http"
	"slices"
)

// suppression keeps a rule from finding a resource.
type suppression struct {
	*object
	rule, urn string
}

var suppressions = stateful(fresh[collection[*suppression]])

func init() {
	handle("POST /v2/security/settings/suppressions", createSuppressions)
	handle("DELETE /v2/security/settings/suppressions/{suppression_uuid}", remover(suppressions, "suppression_uuid"))
}

// createSuppressions answers with one for each resource, be it new or there already.
func createSuppressions(c *call) (reply, error) {
	uuid := c.body.needText("rule_uuid")
	rule := slices.IndexFunc(securityRules, func(r securityRule) bool { return r.uuid == uuid })
	if rule < 0 {
		c.body.refuseField("rule_uuid", uuid+" does not exist")
	}
	resources := c.needURNs("resources")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	created := []*object{}
	for _, a := range resources {
		created = append(created, c.suppress(securityRules[rule], a).object)
	}
	return bare(http.StatusCreated, suppressionList(created, window{page: 1, perPage: max(1, len(created))}, len(created), newObject()))
}

func (c *call) suppress(rule securityRule, a addressable) *suppression {
	if present, ok := c.suppressed(rule, a); ok {
		return present
	}
	p := &suppression{rule: rule.uuid, urn: a.urn(), object: newObject(
		"id", c.ids.uuid("suppression"),
		"rule_uuid", rule.uuid,
		"rule_name", rule.name,
		"resource_id", a.key,
		"resource_type", rule.resourceType,
	)}
	suppressions.of(c.Server).add(p.text("id"), p)
	return p
}

// suppressed returns what keeps a rule from finding a resource.
func (s *Server) suppressed(rule securityRule, a addressable) (*suppression, bool) {
	for p := range suppressions.of(s).all() {
		if p.rule == rule.uuid && p.urn == a.urn() {
			return p, true
		}
	}
	return nil, false
}

// needURNs reads the URNs of resources that there have to be, one at least.
func (c *call) needURNs(name string) []addressable {
	resources := []addressable{}
	for _, urn := range c.body.needTexts(name) {
		a, ok := c.addressed(urn)
		if !ok {
			c.body.refuseField(name, urn+" does not exist")
		}
		resources = append(resources, a)
	}
	return resources
}

// suppressionList is a page of suppressions with its number, as in GradientAI.
func suppressionList(page []*object, w window, total int, links *object) *object {
	return newObject("resources", page, "meta", w.meta(total), "links", links)
}
