package digitaloceantest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// database is a cluster of a database engine.
type database struct {
	*object
	id     string
	engine *databaseEngine
	region *region
	vpc    *vpc
	host   string
	secret string // the administrator's password

	users, dbs, pools, replicas, topics, sinks, indexes collection[*object]
	schemas                                             collection[*kafkaSubject]

	rules, events     []*object
	config            map[string]any
	compatibility     string // of the schema registry
	eviction, sqlMode string
	autoscale         *object
	migration         *object
	authority         string // PEM
}

var databases = stateful(fresh[collection[*database]])

var databaseName = regexp.MustCompile(`^[a-z][a-z0-9-]{2,62}$`)

const databasePath = "/v2/databases/{database_cluster_uuid}"

func init() {
	handle("GET /v2/databases", listDatabases)
	handle("POST /v2/databases", createDatabase)
	handle("GET /v2/databases/options", listDatabaseOptions)
	handle("GET "+databasePath, getter(databases, "database_cluster_uuid", "database"))
	handle("DELETE "+databasePath, deleteDatabase)
	handle("PUT "+databasePath+"/resize", ofOnlineDatabase(resizeDatabase))
	handle("PUT "+databasePath+"/migrate", ofOnlineDatabase(migrateDatabase))
	handle("PUT "+databasePath+"/upgrade", ofOnlineDatabase(upgradeDatabase))
	handle("PUT "+databasePath+"/install_update", ofOnlineDatabase(installDatabaseUpdate))
	handle("GET "+databasePath+"/backups", ofDatabase(listDatabaseBackups))
	handle("GET "+databasePath+"/events", ofDatabase(func(_ *call, d *database) (reply, error) {
		return list(http.StatusOK, "events", d.events)
	}))
	count("Databases", func(s *Server) int { return databases.of(s).len() })
	taggables["database"] = taggedIn("/v2/databases/", databases.of)
	addURNs(urnKind{name: "dbaas", resourceType: "database", path: "/v2/databases/"}, databases.of, func(d *database) addressable {
		return addressable{name: d.text("name"), created: d.get("created_at").(time.Time), object: d.object, vpc: d.vpc.id}
	})
}

// ofDatabase is a rule of the cluster that the path names, for a request that fits the API's description.
func ofDatabase(rule func(c *call, d *database) (reply, error), engines ...string) handler {
	return completeRuleOf(databases, "database_cluster_uuid", func(c *call, d *database) (reply, error) {
		if len(engines) > 0 && !slices.Contains(engines, d.engine.slug) {
			return reply{}, preconditionFailed("this operation is not for clusters of the engine " + d.engine.slug)
		}
		return rule(c, d)
	})
}

// ofOnlineDatabase is ofDatabase for what a cluster cannot do while it is being created or changed.
func ofOnlineDatabase(rule func(c *call, d *database) (reply, error), engines ...string) handler {
	return ofDatabase(func(c *call, d *database) (reply, error) {
		if d.text("status") != "online" {
			return reply{}, preconditionFailed("the cluster is " + d.text("status") + ", and must be online")
		}
		return rule(c, d)
	}, engines...)
}

func listDatabases(c *call) (reply, error) {
	tag := c.query.Get("tag_name")
	return list(http.StatusOK, "databases", objects(databases.of(c.Server).all(), func(d *database) bool {
		return tag == "" || slices.Contains(d.texts("tags"), tag)
	}))
}

func createDatabase(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	f := c.body
	name := uniqueName(c, databases, nil, databaseName, "must begin with a letter, and hold lower-case letters, digits and dashes only, 3 to 63")
	d := &database{engine: engineOf(f.text("engine")), region: f.needRegion("region")}
	if d.engine == nil {
		return reply{}, unprocessable("engine " + f.text("engine") + " is not supported")
	}
	version := f.choice("version", d.engine.version(), d.engine.versions...)
	size, nodes := c.readDatabaseLayout(d.engine)
	d.vpc = c.chosenVPC(f, "private_network_uuid", d.region)
	project, tagNames, source := c.chosenProject(f), f.tagNames(), c.readRestore(d.engine)
	d.rules = c.readDatabaseRules(d)
	if f.problem != nil {
		return reply{}, f.problem
	}
	if d.vpc == nil {
		d.vpc = c.defaultVPC(d.region, c.now)
	}
	d.id = c.ids.uuid("database")
	d.host = fmt.Sprintf("%s-do-user-%d-0.%s.db.ondigitalocean.com", name, ownerID, c.ids.hex("database host", 2))
	d.secret = "AVNS_" + c.ids.hex("database password", 10)
	d.object = newObject(
		"id", d.id,
		"name", name,
		"engine", d.engine.slug,
		"version", version,
		"semantic_version", version+".0",
		"num_nodes", nodes,
		"size", size,
		"region", d.region.slug,
		"status", "creating",
		"created_at", c.now,
		"private_network_uuid", d.vpc.id,
		"tags", []string{},
		"db_names", []string(nil),
		"users", []*object{},
		"rules", d.rules,
		"maintenance_window", newObject("day", "sunday", "hour", "01:00:00", "pending", false, "description", []string{}),
		"project_id", project,
		"storage_size_mib", storageOf(f, size),
		"version_end_of_life", time.Date(2029, time.November, 8, 0, 0, 0, 0, time.UTC),
		"version_end_of_availability", time.Date(2029, time.May, 8, 0, 0, 0, 0, time.UTC),
		"metrics_endpoints", []*object{newObject("host", d.host, "port", 9273)},
	)
	if f.has("do_settings") {
		d.set("do_settings", newObject("service_cnames", f.inside("do_settings").texts("service_cnames")))
	}
	c.furnish(d, source)
	databases.of(c.Server).add(d.id, d)
	c.addTags("database", d.id, d.object, tagNames)
	c.enter("do:dbaas:"+d.id, project)
	d.happened(c, "cluster_create")
	c.become(d, "database", "online", nil)
	return answer(http.StatusCreated, "database", d.object)
}

// readDatabaseLayout reads the size and the number of nodes, which the engine has to offer.
func (c *call) readDatabaseLayout(e *databaseEngine) (size string, nodes int64) {
	size = c.body.choice("size", "", e.sizes...)
	nodes, _ = c.body.number("num_nodes")
	if !slices.Contains(e.layouts, int(nodes)) {
		c.body.refuseField("num_nodes", fmt.Sprintf("must be one of %v for %s", e.layouts, e.slug))
	}
	return size, nodes
}

// readRestore finds the cluster whose backup a new one begins with, or nil.
func (c *call) readRestore(e *databaseEngine) *database {
	backup := c.body.nested("backup_restore")
	if backup == nil {
		return nil
	}
	source, ok := named(databases.of(c.Server).all(), backup.text("database_name"))
	if !ok || source.engine != e {
		backup.refuseField("database_name", "is no cluster of the engine "+e.slug)
		return nil
	}
	return source
}

var gigabytes = regexp.MustCompile(`(\d+)gb$`)

// memoryOf returns the memory of a size, in GiB.
func memoryOf(size string) int {
	found := gigabytes.FindStringSubmatch(size)
	if found == nil {
		return 1
	}
	n, _ := strconv.Atoi(found[1])
	return n
}

// storageOf reads the storage, in MiB. Each size comes with some.
func storageOf(f *fields, size string) int64 {
	least := int64(memoryOf(size)) * 15 << 10
	return max(least, f.within("storage_size_mib", 0, 1<<40, least))
}

// furnish gives a new cluster what it begins with: its own, or what a backup of another one has.
func (c *call) furnish(d *database, source *database) {
	d.users.add(d.engine.user, d.newUser(d.engine.user, "primary", d.secret))
	if d.engine.database != "" {
		d.dbs.add(d.engine.database, newObject("name", d.engine.database))
	}
	if source != nil {
		for o := range source.dbs.all() {
			d.dbs.add(o.text("name"), newObject("name", o.text("name")))
		}
	}
	d.authority, _ = c.authority("database authority", d.text("name")+" Project CA", c.now)
	d.config = defaultsOf(d.engine.config)
	d.compatibility, d.eviction, d.sqlMode = "BACKWARD", "noeviction", defaultSQLMode
	d.autoscale = newObject("storage", newObject("enabled", false))
	d.connect()
}

// connect shows how the cluster is reached now.
func (d *database) connect() {
	e := d.engine
	way := func(host string) *object { return e.connection(host, e.port, e.database, e.user, d.secret) }
	d.set("connection", way(d.host))
	d.set("private_connection", way("private-"+d.host))
	if nodes, _ := d.get("num_nodes").(int64); nodes > 1 && e.relational() {
		d.set("standby_connection", way("replica-"+d.host))
		d.set("standby_private_connection", way("private-replica-"+d.host))
	}
	if e.slug == "opensearch" {
		d.set("ui_connection", e.endpoint(d.host, 443, d.secret))
	}
	if e.slug == "kafka" {
		d.set("schema_registry_connection", e.endpoint(d.host, 25065, d.secret))
	}
	d.refresh()
}

// refresh shows the users and the databases as they are now.
func (d *database) refresh() {
	d.set("users", objects(d.users.all(), nil))
	var names []string
	for o := range d.dbs.all() {
		names = append(names, o.text("name"))
	}
	if names != nil {
		d.set("db_names", names)
	}
}

// happened adds to the events of the cluster, the latest first.
func (d *database) happened(c *call, kind string) {
	d.events = slices.Insert(d.events, 0, newObject(
		"id", c.ids.uuid("database event"),
		"cluster_name", d.text("name"),
		"event_type", kind,
		"create_time", c.now,
	))
}

// become plans the end of a change of a cluster or a replica. One that fails goes on with its status for ever, as the
// API has none for it.
func (c *call) become(o shown, kind, status string, change func()) {
	c.after(kind, func(time.Time) {
		if change != nil {
			change()
		}
		o.show().set("status", status)
	}, func(time.Time) {})
}

func deleteDatabase(c *call) (reply, error) {
	d, err := found(c, databases.of(c.Server), "database_cluster_uuid")
	if err != nil {
		return reply{}, err
	}
	databases.of(c.Server).remove(d.id)
	c.deleted("database", d.id, d.object)
	return empty(http.StatusNoContent)
}

func resizeDatabase(c *call, d *database) (reply, error) {
	size, nodes := c.readDatabaseLayout(d.engine)
	storage := storageOf(c.body, size)
	if present, _ := d.get("storage_size_mib").(int64); c.body.has("storage_size_mib") && storage < present {
		c.body.refuseField("storage_size_mib", "can't be less than it is")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	d.set("status", "resizing")
	d.happened(c, "cluster_update")
	c.become(d, "database_change", "online", func() {
		d.set("size", size)
		d.set("num_nodes", nodes)
		d.set("storage_size_mib", storage)
		d.connect()
	})
	return empty(http.StatusAccepted)
}

func migrateDatabase(c *call, d *database) (reply, error) {
	r := c.body.needRegion("region")
	network := c.chosenVPC(c.body, "private_network_uuid", r)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if network == nil {
		network = c.defaultVPC(r, c.now)
	}
	d.set("status", "migrating")
	d.happened(c, "cluster_update")
	c.become(d, "database_change", "online", func() {
		d.region, d.vpc = r, network
		d.set("region", r.slug)
		d.set("private_network_uuid", network.id)
	})
	return empty(http.StatusAccepted)
}

// upgradeDatabase goes to a later version, at once: only the cluster's own upkeep takes time.
func upgradeDatabase(c *call, d *database) (reply, error) {
	version := c.body.choice("version", "", d.engine.versions...)
	if c.body.problem == nil && slices.Index(d.engine.versions, version) <= slices.Index(d.engine.versions, d.text("version")) {
		c.body.refuseField("version", "must be later than "+d.text("version"))
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	d.set("version", version)
	d.set("semantic_version", version+".0")
	d.happened(c, "cluster_update")
	return empty(http.StatusNoContent)
}

func installDatabaseUpdate(c *call, d *database) (reply, error) {
	d.happened(c, "cluster_maintenance_perform")
	return empty(http.StatusNoContent)
}

// keptBackups is how many daily backups are kept.
const keptBackups = 7

// listDatabaseBackups has one for each day of the cluster's life.
func listDatabaseBackups(c *call, d *database) (reply, error) {
	if d.engine.slug == "redis" || d.engine.slug == "valkey" || d.engine.slug == "kafka" {
		return reply{}, preconditionFailed("clusters of the engine " + d.engine.slug + " have no backups")
	}
	created := d.get("created_at").(time.Time)
	backups := []*object{}
	for at := created.Add(time.Hour); !at.After(c.now); at = at.AddDate(0, 0, 1) {
		backups = append(backups, newObject("created_at", at, "size_gigabytes", 0.25, "incremental", false))
	}
	backups = backups[max(0, len(backups)-keptBackups):]
	hour := created.Add(time.Hour)
	return bare(http.StatusOK, newObject(
		"backups", backups,
		"scheduled_backup_time", newObject("backup_hour", hour.Hour(), "backup_minute", hour.Minute(), "backup_interval_hours", 24),
	))
}
