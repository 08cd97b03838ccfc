package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func (a api) createProject(name string) object {
	a.t.Helper()
	return a.post("/v2/projects", object{"name": name, "purpose": "Web Application"})["project"].(object)
}

// urnsOf lists what a project has.
func (a api) urnsOf(project any) []any {
	a.t.Helper()
	return column(a.get("/v2/projects/" + idOf(project) + "/resources?per_page=200")["resources"], "urn")
}

func TestProjectLife(t *testing.T) {
	a := start(t)
	standard := a.get("/v2/projects/default")["project"].(object)
	require.Equal(t, true, standard["is_default"])
	require.Equal(t, standard, a.get("/v2/projects/" + idOf(standard))["project"])
	p := a.post("/v2/projects", object{"name": "api", "purpose": "pets", "description": "d", "environment": "Production"})["project"].(object)
	require.Equal(t, []any{"api", "Other: pets", "d", "Production", false}, []any{
		p["name"], p["purpose"], p["description"], p["environment"], p["is_default"],
	})
	require.Len(t, a.get("/v2/projects")["projects"], 2)

	a.srv.Advance(time.Hour)
	path := "/v2/projects/" + idOf(p)
	changed := a.change("PATCH", path, object{"name": "web"})["project"].(object)
	require.Equal(t, merged(p, object{"name": "web", "updated_at": changed["updated_at"]}), changed)
	require.NotEqual(t, p["updated_at"], changed["updated_at"])
	whole := object{"name": "w", "purpose": "IoT", "description": "", "environment": "Staging", "is_default": false}
	changed = a.change("PUT", path, whole)["project"].(object)
	require.Equal(t, whole, object{
		"name": changed["name"], "purpose": changed["purpose"], "description": changed["description"],
		"environment": changed["environment"], "is_default": changed["is_default"],
	})
	a.delete(path)
	a.gone(path)
}

func TestResourcesBelongToOneProject(t *testing.T) {
	a := start(t)
	d, volume := a.createDroplet(nil), a.createVolume(nil)
	a.post("/v2/domains", domain)
	lb := a.createLoadBalancer(nil)
	droplet := "do:droplet:" + idOf(d)
	all := []any{droplet, "do:volume:" + volume[len("/v2/volumes/"):], "do:domain:example.com", "do:loadbalancer:" + idOf(lb)}
	standard, p := a.get("/v2/projects/default")["project"], a.createProject("api")
	require.ElementsMatch(t, all, a.urnsOf(standard))
	require.ElementsMatch(t, all, column(a.get("/v2/projects/default/resources")["resources"], "urn"))

	path := "/v2/projects/" + idOf(p) + "/resources"
	got := a.change("POST", path, object{"resources": []string{droplet, "do:domain:example.com", "do:droplet:1"}})["resources"]
	require.Equal(t, []any{"assigned", "assigned", "not_found"}, column(got, "status"))
	require.Equal(t, a.srv.URL+"/v2/droplets/"+idOf(d), got.([]any)[0].(object)["links"].(object)["self"])
	got = a.change("POST", path, object{"resources": []string{droplet}})["resources"]
	require.Equal(t, []any{"already_assigned"}, column(got, "status"))
	require.ElementsMatch(t, []any{droplet, "do:domain:example.com"}, a.urnsOf(p))
	require.NotContains(t, a.urnsOf(standard), droplet)
	require.Equal(t, []any{"ok", "ok"}, column(a.get(path)["resources"], "status"))

	a.refused(a.do("DELETE", "/v2/projects/"+idOf(p), nil), 412, "precondition_failed", "resources")
	a.delete("/v2/droplets/" + idOf(d))
	require.Equal(t, []any{"do:domain:example.com"}, a.urnsOf(p))
	a.change("POST", "/v2/projects/default/resources", object{"resources": []string{"do:domain:example.com"}})
	a.delete("/v2/projects/" + idOf(p))
}

func TestResourcesCreatedInAProject(t *testing.T) {
	a := start(t)
	p := a.createProject("api")
	lb := a.createLoadBalancer(object{"project_id": p["id"]})
	ip := a.post("/v2/reserved_ips", object{"region": "nyc3", "project_id": p["id"]})["reserved_ip"].(object)
	require.Equal(t, []any{p["id"], p["id"]}, []any{lb["project_id"], ip["project_id"]})
	require.ElementsMatch(t, []any{"do:loadbalancer:" + idOf(lb), "do:floatingip:" + ip["ip"].(string)}, a.urnsOf(p))

	standard := a.get("/v2/projects/default")["project"].(object)
	a.change("POST", "/v2/projects/default/resources", object{"resources": []string{"do:reservedip:" + ip["ip"].(string)}})
	require.Equal(t, standard["id"], a.get("/v2/reserved_ips/" + ip["ip"].(string))["reserved_ip"].(object)["project_id"])
}

func TestAReservedIPFollowsItsDroplet(t *testing.T) {
	a := start(t)
	p, d := a.createProject("api"), a.createDroplet(nil)
	ip := a.post("/v2/reserved_ips", object{"droplet_id": d["id"]})["reserved_ip"].(object)["ip"].(string)
	a.srv.Advance(time.Minute)
	path, droplet := "/v2/projects/"+idOf(p)+"/resources", "do:droplet:"+idOf(d)
	a.refused(a.do("POST", path, object{"resources": []string{"do:floatingip:" + ip}}), 412, "precondition_failed", "Move the Droplet instead")
	a.change("POST", path, object{"resources": []string{droplet}})
	require.ElementsMatch(t, []any{droplet, "do:floatingip:" + ip}, a.urnsOf(p))
	require.Equal(t, p["id"], a.get("/v2/reserved_ips/" + ip)["reserved_ip"].(object)["project_id"])

	other := a.createDroplet(object{"name": "web-2"})
	a.post("/v2/reserved_ips/"+ip+"/actions", object{"type": "assign", "droplet_id": other["id"]})
	a.srv.Advance(time.Minute)
	require.Equal(t, []any{droplet}, a.urnsOf(p), "it goes to the project of its new Droplet")
	both := a.change("POST", path, object{"resources": []string{"do:floatingip:" + ip, "do:droplet:" + idOf(other)}})["resources"]
	require.Equal(t, []any{"assigned", "assigned"}, column(both, "status"))
}

func TestAnotherDefaultProject(t *testing.T) {
	a := start(t)
	before := a.createDroplet(nil)
	former, p := a.get("/v2/projects/default")["project"].(object), a.createProject("api")
	a.change("PATCH", "/v2/projects/"+idOf(p), object{"is_default": true})
	require.Equal(t, p["id"], a.get("/v2/projects/default")["project"].(object)["id"])
	require.Equal(t, false, a.get("/v2/projects/" + idOf(former))["project"].(object)["is_default"])
	after := a.createDroplet(object{"name": "web-2"})
	require.Equal(t, []any{"do:droplet:" + idOf(before)}, a.urnsOf(former), "what was there stays")
	require.Equal(t, []any{"do:droplet:" + idOf(after)}, a.urnsOf(p))
	a.refused(a.do("DELETE", "/v2/projects/"+idOf(p), nil), 412, "precondition_failed", "default")
	a.invalid(a.do("PATCH", "/v2/projects/default", object{"is_default": false}), "is_default")
	a.change("PUT", "/v2/projects/default", object{"name": "n", "purpose": "IoT", "description": "", "environment": "Staging", "is_default": true})
}

func TestProjectRefusals(t *testing.T) {
	a := start(t)
	p := a.createProject("api")
	path := "/v2/projects/" + idOf(p)
	a.refused(a.do("POST", "/v2/projects", object{"name": "api", "purpose": "IoT"}), 409, "conflict", "name")
	a.refused(a.do("PATCH", "/v2/projects/default", object{"name": "api"}), 409, "conflict", "name")
	a.refusals("POST", "/v2/projects", []refusal{
		{object{"purpose": "IoT"}, "name"},
		{object{"name": "x"}, "purpose"},
		{object{"name": "x", "purpose": "IoT", "environment": "Moon"}, "environment"},
		{object{"name": string(make([]byte, 176)), "purpose": "IoT"}, "name"},
	})
	a.refusals("PATCH", path, []refusal{{object{}, "name"}, {object{"name": ""}, "name"}})
	a.invalid(a.do("PUT", path, object{"name": "x", "purpose": "IoT", "environment": "Staging", "is_default": false}), "description")
	a.refusals("POST", path+"/resources", []refusal{{object{"resources": "x"}, "resources"}, {object{"resources": []string{"x"}}, "resources"}})
	for _, request := range []string{"GET ", "PUT ", "PATCH ", "DELETE ", "GET /resources", "POST /resources"} {
		method, end := split(request)
		require.Equal(t, 404, a.do(method, "/v2/projects/none"+end, wholeOnly(end, object{
			"name": "x", "purpose": "IoT", "description": "", "environment": "Staging", "is_default": false,
		})).status, request)
	}
}
