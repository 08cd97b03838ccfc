package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

type projectState struct {
	list     collection[*object]
	standard string                // the ID of the default project
	assigned map[string]assignment // by URN; what is not here is in the default project
}

// assignment says in which project a resource is.
type assignment struct {
	project string
	at      time.Time
}

var projects = stateful(func(s *Server) *projectState {
	id := newIdentity(s.settings.seed).uuid("default project")
	state := &projectState{standard: id, assigned: make(map[string]assignment)}
	state.list.add(id, newProject(id, s.settings.start, projectFields{
		name:        "first-project",
		description: "Update your project information under Settings",
		purpose:     "Just trying out DigitalOcean",
		environment: "Development",
		standard:    true,
	}))
	return state
})

func init() {
	handle("GET /v2/projects", listProjects)
	handle("POST /v2/projects", createProject)
	handle("DELETE /v2/projects/{project_id}", deleteProject)
	for _, path := range []string{"/v2/projects/{project_id}", "/v2/projects/default"} {
		handle("GET "+path, getProject)
		handle("PUT "+path, updateProject)
		handle("PATCH "+path, patchProject)
		handle("GET "+path+"/resources", listProjectResources)
		handle("POST "+path+"/resources", assignProjectResources)
	}
	count("Projects", func(s *Server) int { return projects.of(s).list.len() })
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		for _, kind := range urnKinds {
			if kind.resourceType == resourceType {
				delete(projects.of(s).assigned, addressable{kind: kind, key: key}.urn())
			}
		}
	})
}

func listProjects(c *call) (reply, error) {
	return c.page("projects", objects(projects.of(c.Server).list.all(), nil))
}

// projectFields are those of a request.
type projectFields struct {
	name, description, purpose, environment string
	standard                                bool
}

var purposes = []string{
	"Just trying out DigitalOcean", "Class project / Educational purposes", "Website or blog", "Web Application",
	"Service or API", "Mobile Application", "Machine learning / AI / Data processing", "IoT",
	"Operational / Developer tooling",
}

// readProject reads a request. What it does not have stays as it is in present.
func (c *call) readProject(present projectFields) projectFields {
	p := present
	p.name = c.body.changed("name", p.name, 175)
	p.description = c.body.changed("description", p.description, 255)
	p.purpose = c.body.changed("purpose", p.purpose, 255)
	if p.name == "" {
		c.body.refuseField("name", "can't be blank")
	}
	if c.body.has("purpose") && !slices.Contains(purposes, p.purpose) && p.purpose != present.purpose {
		p.purpose = "Other: " + p.purpose
	}
	p.environment = c.body.choice("environment", present.environment, "Development", "Staging", "Production")
	p.standard = c.body.flag("is_default", present.standard)
	if present.standard && !p.standard {
		c.body.refuseField("is_default", "can't be unset: make another project the default one")
	}
	return p
}

func createProject(c *call) (reply, error) {
	c.body.needText("name")
	c.body.needText("purpose")
	f := c.readProject(projectFields{environment: "Development"})
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	list := &projects.of(c.Server).list
	if _, taken := named(list.all(), f.name); taken {
		return reply{}, conflict("name is already in use")
	}
	o := newProject(c.ids.uuid("project"), c.now, f)
	list.add(o.text("id"), o)
	return answer(http.StatusCreated, "project", o)
}

func newProject(id string, now time.Time, f projectFields) *object {
	return newObject(
		"id", id,
		"owner_uuid", accountUUID,
		"owner_id", ownerID,
		"name", f.name,
		"description", f.description,
		"purpose", f.purpose,
		"environment", f.environment,
		"is_default", f.standard,
		"created_at", now,
		"updated_at", now,
	)
}

// project returns the project that the path names, which is the default one where it names none.
func (c *call) project() (*object, error) {
	id := c.arguments["project_id"]
	if id == "" {
		id = projects.of(c.Server).standard
	}
	p, ok := projects.of(c.Server).list.get(id)
	if !ok {
		return nil, notFound()
	}
	return p, nil
}

func getProject(c *call) (reply, error) {
	p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "project", p)
}

// updateProject needs every field.
func updateProject(c *call) (reply, error) {
	for _, name := range []string{"name", "description", "purpose", "environment", "is_default"} {
		if !c.body.present(name) {
			c.body.refuseField(name, "must be given")
		}
	}
	return c.changeProject()
}

func patchProject(c *call) (reply, error) {
	if len(c.body.values) == 0 {
		c.body.refuse("one of name, description, purpose, environment and is_default must be given")
	}
	return c.changeProject()
}

func (c *call) changeProject() (reply, error) {
	p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	f := c.readProject(projectFields{
		name:        p.text("name"),
		description: p.text("description"),
		purpose:     p.text("purpose"),
		environment: p.text("environment"),
		standard:    p.get("is_default") == true,
	})
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if other, taken := named(projects.of(c.Server).list.all(), f.name); taken && other != p {
		return reply{}, conflict("name is already in use")
	}
	p.set("name", f.name)
	p.set("description", f.description)
	p.set("purpose", f.purpose)
	p.set("environment", f.environment)
	p.set("updated_at", c.now)
	if f.standard {
		c.makeDefault(p)
	}
	return answer(http.StatusOK, "project", p)
}

// makeDefault makes a project the default one. What the former one has stays there.
func (c *call) makeDefault(p *object) {
	state := projects.of(c.Server)
	for a := range c.addressables() {
		if _, ok := state.assigned[a.urn()]; !ok {
			state.assigned[a.urn()] = assignment{state.standard, a.created}
		}
	}
	if former, ok := state.list.get(state.standard); ok {
		former.set("is_default", false)
	}
	p.set("is_default", true)
	state.standard = p.text("id")
}

func deleteProject(c *call) (reply, error) {
	p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	if p.get("is_default") == true {
		return reply{}, preconditionFailed("cannot delete the default project")
	}
	if len(c.resourcesOf(p)) > 0 {
		return reply{}, preconditionFailed("cannot delete a project with resources. move or remove the resources first")
	}
	projects.of(c.Server).list.remove(p.text("id"))
	return empty(http.StatusNoContent)
}

// assignmentOf returns the project of a resource, and since when it is there.
func (s *Server) assignmentOf(a addressable) assignment {
	state := projects.of(s)
	if in, ok := state.assigned[a.urn()]; ok {
		return in
	}
	return assignment{state.standard, a.created}
}

// assign puts a resource into a project, and what follows it.
func (s *Server) assign(a addressable, project string, at time.Time) {
	projects.of(s).assigned[a.urn()] = assignment{project, at}
	if a.object.get("project_id") != nil {
		a.object.set("project_id", project)
	}
	for other := range s.addressables() {
		if other.holder == a.urn() {
			s.assign(other, project, at)
		}
	}
}

// chosenProject reads the project_id of a request to create something; the default project where there is none.
func (c *call) chosenProject(body *fields) string {
	id := body.text("project_id")
	if id == "" {
		return projects.of(c.Server).standard
	}
	if !projects.of(c.Server).list.has(id) {
		body.refuseField("project_id", id+" does not exist")
	}
	return id
}

// enter puts a new resource into a project.
func (c *call) enter(urn, project string) {
	if a, ok := c.addressed(urn); ok && c.assignmentOf(a).project != project {
		c.assign(a, project, c.now)
	}
}
