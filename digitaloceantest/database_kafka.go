package digitaloceantest

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// kafkaSubject is a subject of the schema registry with its versions.
type kafkaSubject struct {
	*object
	versions      []*object
	compatibility string // "" for that of the registry
}

func init() {
	const topics, topic = databasePath + "/topics", "topic_name"
	handle("GET "+topics, ofDatabase(listTopics, "kafka"))
	handle("POST "+topics, ofOnlineDatabase(createTopic, "kafka"))
	handle("GET "+topics+"/{topic_name}", getOfDatabase(topic, "topic", (*database).topicList, "kafka"))
	handle("PUT "+topics+"/{topic_name}", ofDatabase(updateTopic, "kafka"))
	handle("DELETE "+topics+"/{topic_name}", removeOfDatabase(topic, (*database).topicList, "kafka"))
	handle("GET "+databasePath+"/indexes", listOfDatabase("indexes", (*database).indexList, "opensearch"))
	handle("DELETE "+databasePath+"/indexes/{index_name}", removeOfDatabase("index_name", (*database).indexList, "opensearch"))

	const registry = databasePath + "/schema-registry"
	handle("GET "+registry, ofDatabase(listSchemas, "kafka"))
	handle("POST "+registry, ofOnlineDatabase(createSchema, "kafka"))
	handle("GET "+registry+"/config", ofDatabase(func(_ *call, d *database) (reply, error) {
		return bare(http.StatusOK, newObject("compatibility_level", d.compatibility))
	}, "kafka"))
	handle("PUT "+registry+"/config", ofDatabase(func(c *call, d *database) (reply, error) {
		d.compatibility = c.body.text("compatibility_level")
		return bare(http.StatusOK, newObject("compatibility_level", d.compatibility))
	}, "kafka"))
	handle("GET "+registry+"/config/{subject_name}", ofSubject(getSubjectConfig))
	handle("PUT "+registry+"/config/{subject_name}", ofSubject(func(c *call, d *database, s *kafkaSubject) (reply, error) {
		s.compatibility = c.body.text("compatibility_level")
		return getSubjectConfig(c, d, s)
	}))
	handle("GET "+registry+"/{subject_name}", ofSubject(func(_ *call, _ *database, s *kafkaSubject) (reply, error) {
		return bare(http.StatusOK, s.versions[len(s.versions)-1])
	}))
	handle("GET "+registry+"/{subject_name}/versions/{version}", ofSubject(getSchemaVersion))
	handle("DELETE "+registry+"/{subject_name}", ofSubject(func(c *call, d *database, _ *kafkaSubject) (reply, error) {
		d.schemas.remove(c.arguments["subject_name"])
		return empty(http.StatusNoContent)
	}))
}

func (d *database) topicList() *collection[*object] { return &d.topics }
func (d *database) indexList() *collection[*object] { return &d.indexes }

func listTopics(_ *call, d *database) (reply, error) {
	shown := []*object{}
	for topic := range d.topics.all() {
		partitions, _ := topic.get("partitions").([]*object)
		shown = append(shown, newObject(
			"name", topic.text("name"), "state", topic.text("state"),
			"replication_factor", topic.get("replication_factor"), "partition_count", len(partitions),
		))
	}
	return list(http.StatusOK, "topics", shown)
}

func createTopic(c *call, d *database) (reply, error) {
	name := c.newNameOfDatabase("name", "topic", &d.topics)
	topic := newObject("name", name, "state", "configuring", "replication_factor", int64(2), "partitions", partitions(1), "config", map[string]any{
		"cleanup_policy": "delete", "compression_type": "producer", "min_insync_replicas": 1, "retention_ms": 604800000,
	})
	if err := c.fillTopic(d, topic); err != nil {
		return reply{}, err
	}
	d.topics.add(name, topic)
	c.after("kafka_topic", func(time.Time) { topic.set("state", "active") }, func(time.Time) { topic.set("state", "unknown") })
	return answer(http.StatusCreated, "topic", topic)
}

func partitions(n int64) []*object {
	list := make([]*object, 0, n)
	for i := range n {
		list = append(list, newObject("id", i, "size", 0, "in_sync_replicas", 2, "earliest_offset", 0, "consumer_groups", []*object{}))
	}
	return list
}

// fillTopic changes what the request has. Partitions can be added, but not taken away.
func (c *call) fillTopic(d *database, topic *object) error {
	f := c.body
	present, _ := topic.get("partitions").([]*object)
	count := f.within("partition_count", int64(len(present)), 2048, int64(len(present)))
	nodes, _ := d.get("num_nodes").(int64)
	factor, _ := topic.get("replication_factor").(int64)
	factor = f.within("replication_factor", 2, nodes, factor)
	if f.problem != nil {
		return f.problem
	}
	topic.set("partitions", append(slices.Clone(present), partitions(count)[len(present):]...))
	topic.set("replication_factor", factor)
	config, _ := topic.get("config").(map[string]any)
	for name, value := range f.inside("config").values {
		config[name] = value
	}
	topic.set("config", config)
	return nil
}

func updateTopic(c *call, d *database) (reply, error) {
	topic, err := found(c, &d.topics, "topic_name")
	if err != nil {
		return reply{}, err
	}
	if err := c.fillTopic(d, topic); err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "topic", topic)
}

func listSchemas(_ *call, d *database) (reply, error) {
	subjects := []*object{}
	for s := range d.schemas.all() {
		latest := s.versions[len(s.versions)-1]
		subjects = append(subjects, newObject(
			"subject_name", s.text("subject_name"), "schema_id", latest.get("schema_id"),
			"schema_type", latest.text("schema_type"), "schema", latest.text("schema"),
		))
	}
	return list(http.StatusOK, "subjects", subjects)
}

// createSchema adds a version to a subject, which is made by its first one.
func createSchema(c *call, d *database) (reply, error) {
	name := c.body.needText("subject_name")
	kind, schema := c.body.text("schema_type"), c.body.needText("schema")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	s, ok := d.schemas.get(name)
	if !ok {
		s = &kafkaSubject{object: newObject("subject_name", name)}
		d.schemas.add(name, s)
	}
	fields := []any{"subject_name", name, "schema_id", c.ids.count("schema") + 1, "schema_type", kind, "schema", schema}
	s.versions = append(s.versions, newObject(append(fields, "version", strconv.Itoa(len(s.versions)+1))...))
	return bare(http.StatusCreated, newObject(fields...))
}

// ofSubject is a rule of the subject that the path names.
func ofSubject(rule func(c *call, d *database, s *kafkaSubject) (reply, error)) handler {
	return ofDatabase(func(c *call, d *database) (reply, error) {
		s, err := found(c, &d.schemas, "subject_name")
		if err != nil {
			return reply{}, err
		}
		return rule(c, d, s)
	}, "kafka")
}

func getSubjectConfig(_ *call, d *database, s *kafkaSubject) (reply, error) {
	level := s.compatibility
	if level == "" {
		level = d.compatibility
	}
	return bare(http.StatusOK, newObject("subject_name", s.text("subject_name"), "compatibility_level", level))
}

func getSchemaVersion(c *call, _ *database, s *kafkaSubject) (reply, error) {
	for _, version := range s.versions {
		if version.text("version") == c.arguments["version"] {
			return bare(http.StatusOK, version)
		}
	}
	return reply{}, notFound()
}
