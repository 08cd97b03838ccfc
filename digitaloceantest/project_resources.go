package digitaloceantest

import (
	"net/http"
	"regexp"
	"slices"
	"time"
)

var urnForm = regexp.MustCompile(`^do:[a-z]+:.+$`)

// resourcesOf shows what a project has.
func (c *call) resourcesOf(project *object) []*object {
	list := []*object{}
	for a := range c.addressables() {
		if in := c.assignmentOf(a); in.project == project.text("id") {
			list = append(list, c.projectResource(a, in.at, "ok"))
		}
	}
	return list
}

func (c *call) projectResource(a addressable, at time.Time, status string) *object {
	return newObject(
		"urn", a.urn(),
		"assigned_at", at,
		"links", newObject("self", c.origin+a.kind.path+a.key),
		"status", status,
	)
}

func listProjectResources(c *call) (reply, error) {
	p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	return c.page("resources", c.resourcesOf(p))
}

// assignProjectResources puts resources into a project. The answer tells for each what came of it.
func assignProjectResources(c *call) (reply, error) {
	p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	urns := c.body.texts("resources")
	for _, urn := range urns {
		if !urnForm.MatchString(urn) {
			c.body.refuseField("resources", urn+" is not a URN")
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for _, urn := range urns {
		a, ok := c.addressed(urn)
		if ok && a.holder != "" && !slices.Contains(urns, a.holder) && c.assignmentOf(a).project != p.text("id") {
			return reply{}, preconditionFailed("Cannot move a Reserved IP with an associated Droplet. Move the Droplet instead")
		}
	}
	assigned := []*object{}
	for _, urn := range urns {
		assigned = append(assigned, c.assignURN(urn, p.text("id")))
	}
	return list(http.StatusOK, "resources", assigned)
}

func (c *call) assignURN(urn, project string) *object {
	a, ok := c.addressed(urn)
	if !ok {
		return newObject("urn", urn, "assigned_at", c.now, "links", newObject("self", c.origin+"/v2"), "status", "not_found")
	}
	if in := c.assignmentOf(a); in.project == project {
		return c.projectResource(a, in.at, "already_assigned")
	}
	c.assign(a, project, c.now)
	return c.projectResource(a, c.now, "assigned")
}
