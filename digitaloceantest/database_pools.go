package digitaloceantest

import (
	"fmt"
	"net/http"
)

const (
	connectionsPerGigabyte = 25
	reservedConnections    = 3
	poolPort               = 25061
)

func init() {
	const path, pool = databasePath + "/pools", "pool_name"
	handle("GET "+databasePath+"/dbs", listOfDatabase("dbs", (*database).dbList))
	handle("POST "+databasePath+"/dbs", ofOnlineDatabase(createDB))
	handle("GET "+databasePath+"/dbs/{database_name}", getOfDatabase("database_name", "db", (*database).dbList))
	handle("DELETE "+databasePath+"/dbs/{database_name}", ofDatabase(deleteDB))
	handle("GET "+path, listOfDatabase("pools", (*database).poolList, "pg", "advanced_pg"))
	handle("POST "+path, ofOnlineDatabase(createDatabasePool, "pg", "advanced_pg"))
	handle("GET "+path+"/{pool_name}", getOfDatabase(pool, "pool", (*database).poolList, "pg", "advanced_pg"))
	handle("PUT "+path+"/{pool_name}", ofDatabase(updateDatabasePool, "pg", "advanced_pg"))
	handle("DELETE "+path+"/{pool_name}", removeOfDatabase(pool, (*database).poolList, "pg", "advanced_pg"))
}

func (d *database) dbList() *collection[*object]   { return &d.dbs }
func (d *database) poolList() *collection[*object] { return &d.pools }

func createDB(c *call, d *database) (reply, error) {
	if !d.engine.relational() && d.engine.slug != "mongodb" {
		return reply{}, preconditionFailed("clusters of the engine " + d.engine.slug + " have no databases")
	}
	name := c.newNameOfDatabase("name", "database", &d.dbs)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	o := newObject("name", name)
	d.dbs.add(name, o)
	d.refresh()
	return answer(http.StatusCreated, "db", o)
}

func deleteDB(c *call, d *database) (reply, error) {
	o, err := found(c, &d.dbs, "database_name")
	if err != nil {
		return reply{}, err
	}
	for pool := range d.pools.all() {
		if pool.text("db") == o.text("name") {
			return reply{}, preconditionFailed("the connection pool " + pool.text("name") + " needs the database")
		}
	}
	d.dbs.remove(o.text("name"))
	d.refresh()
	return empty(http.StatusNoContent)
}

func createDatabasePool(c *call, d *database) (reply, error) {
	name := c.newNameOfDatabase("name", "connection pool", &d.pools)
	pool := newObject("name", name)
	if err := c.fillConnectionPool(d, pool); err != nil {
		return reply{}, err
	}
	d.pools.add(name, pool)
	return answer(http.StatusCreated, "pool", pool)
}

// fillConnectionPool reads a whole pool. Its database and its user have to be there, and all pools have to fit into the
// connections of the cluster.
func (c *call) fillConnectionPool(d *database, pool *object) error {
	f := c.body
	db, user := f.needText("db"), f.text("user")
	mode := f.needChoice("mode", "transaction", "session", "statement")
	size, _ := f.number("size")
	if !d.dbs.has(db) {
		f.refuseField("db", db+" does not exist")
	}
	if user != "" && !d.users.has(user) {
		f.refuseField("user", user+" does not exist")
	}
	free := int64(memoryOf(d.text("size"))*connectionsPerGigabyte - reservedConnections)
	for other := range d.pools.all() {
		if other != pool {
			used, _ := other.get("size").(int64)
			free -= used
		}
	}
	if size < 1 || size > free {
		f.refuseField("size", fmt.Sprintf("must be between 1 and %d, which are the connections left", free))
	}
	if f.problem != nil {
		return f.problem
	}
	pool.set("mode", mode)
	pool.set("size", size)
	pool.set("db", db)
	pool.drop("user")
	if user != "" {
		pool.set("user", user)
	}
	c.showConnections(d, pool)
	return nil
}

// showConnections tells how a pool is reached: as its user, or as the one that comes.
func (c *call) showConnections(d *database, pool *object) {
	user, password := d.engine.user, d.secret
	if o, ok := d.users.get(pool.text("user")); ok {
		user, password = o.text("name"), o.text("password")
	}
	pool.set("connection", d.engine.connection(d.host, poolPort, pool.text("name"), user, password))
	pool.set("private_connection", d.engine.connection("private-"+d.host, poolPort, pool.text("name"), user, password))
	if nodes, _ := d.get("num_nodes").(int64); nodes > 1 {
		pool.set("standby_connection", d.engine.connection("replica-"+d.host, poolPort, pool.text("name"), user, password))
		pool.set("standby_private_connection", d.engine.connection("private-replica-"+d.host, poolPort, pool.text("name"), user, password))
	}
}

func (c *call) connectPools(d *database) {
	for pool := range d.pools.all() {
		c.showConnections(d, pool)
	}
}

func updateDatabasePool(c *call, d *database) (reply, error) {
	pool, err := found(c, &d.pools, "pool_name")
	if err != nil {
		return reply{}, err
	}
	if err := c.fillConnectionPool(d, pool); err != nil {
		return reply{}, err
	}
	return empty(http.StatusNoContent)
}
