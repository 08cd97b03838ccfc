package digitaloceantest

import "net/http"

var replicated = []string{"pg", "mysql", "advanced_pg", "advanced_mysql"}

func init() {
	const path, replica = databasePath + "/replicas", "replica_name"
	handle("GET "+path, listOfDatabase("replicas", (*database).replicaList, replicated...))
	handle("POST "+path, ofOnlineDatabase(createReplica, replicated...))
	handle("GET "+path+"/{replica_name}", getOfDatabase(replica, "replica", (*database).replicaList, replicated...))
	handle("DELETE "+path+"/{replica_name}", removeOfDatabase(replica, (*database).replicaList, replicated...))
	handle("PUT "+path+"/{replica_name}/promote", ofDatabase(promoteReplica, replicated...))
}

func (d *database) replicaList() *collection[*object] { return &d.replicas }

func createReplica(c *call, d *database) (reply, error) {
	f := c.body
	name := c.newNameOfDatabase("name", "replica", &d.replicas)
	r, size := d.region, f.choice("size", d.text("size"), d.engine.sizes...)
	if f.has("region") {
		r = f.needRegion("region")
	}
	network, tagNames := c.chosenVPC(f, "private_network_uuid", r), f.tagNames()
	if f.problem != nil {
		return reply{}, f.problem
	}
	if network == nil {
		network = c.defaultVPC(r, c.now)
	}
	host := name + "-" + d.host
	replica := newObject(
		"id", c.ids.uuid("database replica"),
		"name", name,
		"region", r.slug,
		"size", size,
		"status", "creating",
		"tags", tagNames,
		"created_at", c.now,
		"private_network_uuid", network.id,
		"storage_size_mib", storageOf(f, size),
		"connection", d.engine.connection(host, d.engine.port, d.engine.database, d.engine.user, d.secret),
		"private_connection", d.engine.connection("private-"+host, d.engine.port, d.engine.database, d.engine.user, d.secret),
	)
	if f.has("do_settings") {
		replica.set("do_settings", f.values["do_settings"])
	}
	d.replicas.add(name, replica)
	c.become(replica, "database_replica", "online", nil)
	return answer(http.StatusCreated, "replica", replica)
}

// promoteReplica makes a cluster of its own of a replica.
func promoteReplica(c *call, d *database) (reply, error) {
	replica, err := found(c, &d.replicas, "replica_name")
	if err != nil {
		return reply{}, err
	}
	if replica.text("status") != "online" {
		return reply{}, preconditionFailed("the replica must be online")
	}
	size, _ := replica.get("storage_size_mib").(int64)
	r := offer().region(replica.text("region"))
	network, _ := vpcs.of(c.Server).get(replica.text("private_network_uuid"))
	primary := &database{
		id: replica.text("id"), engine: d.engine, region: r, vpc: network, host: replica.text("name") + "-" + d.host, secret: d.secret,
	}
	primary.object = newObject("id", primary.id, "name", replica.text("name"))
	for _, f := range d.fields {
		if f.name != "id" && f.name != "name" && f.name != "standby_connection" && f.name != "standby_private_connection" {
			primary.set(f.name, f.value)
		}
	}
	for name, value := range map[string]any{
		"region": r.slug, "size": replica.text("size"), "num_nodes": int64(1), "created_at": c.now, "tags": []string{},
		"private_network_uuid": network.id, "storage_size_mib": size, "rules": []*object{}, "status": "online",
	} {
		primary.set(name, value)
	}
	c.furnish(primary, d)
	d.replicas.remove(replica.text("name"))
	databases.of(c.Server).add(primary.id, primary)
	primary.happened(c, "cluster_master_promotion")
	return empty(http.StatusNoContent)
}
