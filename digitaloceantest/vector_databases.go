package digitaloceantest

import (
	"net/http"
	"time"
)

// vectorDatabase is a database of vectors with its backups.
type vectorDatabase struct {
	*object
	id       string
	token    string
	backups  collection[*object]
	restored map[string]*object // by the ID of the backup
}

var vectorDatabases = stateful(fresh[collection[*vectorDatabase]])

func init() {
	const path = "/v2/vector-databases/{id}"
	handle("GET /v2/vector-databases", listVectorDatabases)
	handle("POST /v2/vector-databases", createVectorDatabase)
	handle("GET "+path, getter(vectorDatabases, "id", "vector_db"))
	handle("PUT "+path, ofVectorDatabase(updateVectorDatabase))
	handle("DELETE "+path, ofVectorDatabase(func(c *call, v *vectorDatabase) (reply, error) {
		vectorDatabases.of(c.Server).remove(v.id)
		c.deleted("vector_database", v.id, v.object)
		return empty(http.StatusNoContent)
	}))
	handle("PUT "+path+"/tags", ofVectorDatabase(func(c *call, v *vectorDatabase) (reply, error) {
		names := c.body.tagNames()
		if c.body.problem != nil {
			return reply{}, c.body.problem
		}
		v.change(c.now, "tags", names)
		return answer(http.StatusOK, "vector_db", v.object)
	}))
	handle("POST "+path+"/resize", ofVectorDatabase(resizeVectorDatabase))
	handle("GET "+path+"/credentials", ofVectorDatabase(func(_ *call, v *vectorDatabase) (reply, error) {
		return bare(http.StatusOK, newObject("user_id", "admin", "api_token", v.token))
	}))
	handle("GET "+path+"/backups", ofVectorDatabase(listVectorBackups))
	handle("GET "+path+"/backups/{backup_id}/restore", ofVectorDatabase(getVectorRestore))
	handle("POST "+path+"/backups/{backup_id}/restore", ofVectorDatabase(restoreVectorDatabase))
	count("Vector databases", func(s *Server) int { return vectorDatabases.of(s).len() })
}

// ofVectorDatabase is a rule of the vector database that the path names.
func ofVectorDatabase(rule func(c *call, v *vectorDatabase) (reply, error)) handler {
	return completeRuleOf(vectorDatabases, "id", rule)
}

// listVectorDatabases has a total and no links.
func listVectorDatabases(c *call) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	all := objects(vectorDatabases.of(c.Server).all(), nil)
	from, to := w.bounds(len(all))
	return bare(http.StatusOK, newObject("vector_dbs", all[from:to], "total", len(all)))
}

func createVectorDatabase(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	f := c.body
	name, r, size := f.needText("name"), f.needRegion("region"), f.needText("size")
	if other, taken := named(vectorDatabases.of(c.Server).all(), name); taken && other != nil {
		f.refuseField("name", "is already taken")
	}
	project, tagNames := c.chosenProject(f), f.tagNames()
	if f.problem != nil {
		return reply{}, f.problem
	}
	v := &vectorDatabase{id: c.ids.uuid("vector database"), token: c.ids.hex("vector token", 20), restored: make(map[string]*object)}
	v.object = newObject(
		"id", v.id,
		"name", name,
		"owner_uuid", accountUUID,
		"project_id", project,
		"region", r.slug,
		"size", size,
		"status", "creating",
		"tags", tagNames,
		"config", newObject("weaviate_version", "1.30", "enable_auto_schema", true, "default_quantization", "none"),
		"created_at", c.now,
		"updated_at", c.now,
	)
	vectorDatabases.of(c.Server).add(v.id, v)
	c.after("vector_database", func(at time.Time) {
		host := name + "-" + v.id[:8] + ".vectordb.ondigitalocean.com"
		v.set("endpoints", newObject("http", "https://"+host, "grpc", "grpc-"+host+":443"))
		v.change(at, "status", "active")
		v.backups.add(v.id+"-1", newObject("backup_id", v.id+"-1", "status", "SUCCESS", "started_at", at, "completed_at", at))
	}, func(at time.Time) { v.change(at, "status", "errored") })
	return answer(http.StatusCreated, "vector_db", v.object)
}

func updateVectorDatabase(c *call, v *vectorDatabase) (reply, error) {
	project := v.text("project_id")
	if c.body.has("project_id") {
		project = c.chosenProject(c.body)
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	config, _ := v.get("config").(*object)
	for _, name := range []string{"weaviate_version", "enable_auto_schema", "default_quantization"} {
		if changes := c.body.inside("config"); changes.has(name) {
			config.set(name, changes.values[name])
		}
	}
	v.change(c.now, "project_id", project)
	return answer(http.StatusOK, "vector_db", v.object)
}

func resizeVectorDatabase(c *call, v *vectorDatabase) (reply, error) {
	size := c.body.needText("size")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if v.text("status") != "active" {
		return reply{}, conflict("the vector database is " + v.text("status"))
	}
	v.change(c.now, "status", "resizing")
	c.after("vector_database", func(at time.Time) {
		v.set("size", size)
		v.change(at, "status", "active")
	}, func(at time.Time) { v.change(at, "status", "errored") })
	return answer(http.StatusOK, "vector_db", v.object)
}

func listVectorBackups(_ *call, v *vectorDatabase) (reply, error) {
	return list(http.StatusOK, "backups", objects(v.backups.all(), nil))
}

func restoreVectorDatabase(c *call, v *vectorDatabase) (reply, error) {
	backup, err := found(c, &v.backups, "backup_id")
	if err != nil {
		return reply{}, err
	}
	id := backup.text("backup_id")
	state := newObject("backup_id", id, "status", "STARTED", "error", "")
	v.restored[id] = state
	v.change(c.now, "last_restore_id", id)
	c.after("vector_database", func(time.Time) { state.set("status", "SUCCESS") }, func(time.Time) {
		state.set("status", "FAILED")
		state.set("error", "the backup could not be read")
	})
	return bare(http.StatusOK, newObject("backup_id", id, "status", "STARTED"))
}

func getVectorRestore(c *call, v *vectorDatabase) (reply, error) {
	state, ok := v.restored[c.arguments["backup_id"]]
	if !ok {
		return reply{}, notFound()
	}
	return bare(http.StatusOK, state)
}
