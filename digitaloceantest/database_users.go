package digitaloceantest

import "net/http"

func init() {
	const path = databasePath + "/users"
	handle("GET "+path, listOfDatabase("users", (*database).userList))
	handle("POST "+path, ofOnlineDatabase(createDatabaseUser))
	handle("GET "+path+"/{username}", getOfDatabase("username", "user", (*database).userList))
	handle("PUT "+path+"/{username}", ofDatabaseUser(updateDatabaseUser))
	handle("DELETE "+path+"/{username}", ofDatabaseUser(deleteDatabaseUser))
	handle("POST "+path+"/{username}/reset_auth", ofDatabaseUser(resetDatabaseUser))
}

func (d *database) userList() *collection[*object] { return &d.users }

// listOfDatabase lists what a cluster has.
func listOfDatabase(name string, of func(d *database) *collection[*object], engines ...string) handler {
	return ofDatabase(func(_ *call, d *database) (reply, error) {
		return list(http.StatusOK, name, objects(of(d).all(), nil))
	}, engines...)
}

// getOfDatabase answers with something that a cluster has, named by a parameter of the path.
func getOfDatabase(parameter, name string, of func(d *database) *collection[*object], engines ...string) handler {
	return ofDatabase(func(c *call, d *database) (reply, error) {
		o, err := found(c, of(d), parameter)
		if err != nil {
			return reply{}, err
		}
		return answer(http.StatusOK, name, o)
	}, engines...)
}

// removeOfDatabase deletes something that a cluster has.
func removeOfDatabase(parameter string, of func(d *database) *collection[*object], engines ...string) handler {
	return ofDatabase(func(c *call, d *database) (reply, error) {
		if _, err := found(c, of(d), parameter); err != nil {
			return reply{}, err
		}
		of(d).remove(c.arguments[parameter])
		return empty(http.StatusNoContent)
	}, engines...)
}

// newNameOfDatabase reads a name that nothing of the kind has yet.
func (c *call) newNameOfDatabase(name, kind string, taken *collection[*object]) string {
	text := c.body.needText(name)
	if taken.has(text) {
		c.body.refuseField(name, "is already the name of a "+kind)
	}
	return text
}

func (d *database) newUser(name, role, password string) *object {
	o := newObject("name", name, "role", role, "password", password)
	if d.engine.slug == "mysql" || d.engine.slug == "advanced_mysql" {
		o.set("mysql_settings", newObject("auth_plugin", "caching_sha2_password"))
	}
	return o
}

// ofDatabaseUser is a rule of the user that the path names.
func ofDatabaseUser(rule func(c *call, d *database, user *object) (reply, error)) handler {
	return ofDatabase(func(c *call, d *database) (reply, error) {
		user, err := found(c, &d.users, "username")
		if err != nil {
			return reply{}, err
		}
		return rule(c, d, user)
	})
}

func createDatabaseUser(c *call, d *database) (reply, error) {
	name := c.newNameOfDatabase("name", "user", &d.users)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	user := d.newUser(name, "normal", "AVNS_"+c.ids.hex("database password", 10))
	if d.engine.slug == "kafka" {
		certificate, privateKey := c.authority("database user", name, c.now)
		user.set("access_cert", certificate)
		user.set("access_key", privateKey)
	}
	c.setUser(user)
	d.users.add(name, user)
	d.refresh()
	return answer(http.StatusCreated, "user", user)
}

// setUser changes the settings that the request has. Each entry of an access list gets an ID.
func (c *call) setUser(user *object) {
	if c.body.has("mysql_settings") {
		user.set("mysql_settings", c.body.values["mysql_settings"])
	}
	settings := c.body.nested("settings")
	if settings == nil {
		return
	}
	for _, entry := range settings.objects("acl") {
		if !entry.has("id") {
			entry.values["id"] = "acl" + c.ids.hex("database acl", 6)
		}
	}
	user.set("settings", settings.values)
}

func updateDatabaseUser(c *call, d *database, user *object) (reply, error) {
	c.setUser(user)
	d.refresh()
	return answer(http.StatusCreated, "user", user)
}

func deleteDatabaseUser(c *call, d *database, user *object) (reply, error) {
	if user.text("name") == d.engine.user {
		return reply{}, unprocessable("name: " + d.engine.user + " is the administrator, and can't be deleted")
	}
	for pool := range d.pools.all() {
		if pool.text("user") == user.text("name") {
			return reply{}, preconditionFailed("the connection pool " + pool.text("name") + " needs the user")
		}
	}
	d.users.remove(user.text("name"))
	d.refresh()
	return empty(http.StatusNoContent)
}

func resetDatabaseUser(c *call, d *database, user *object) (reply, error) {
	user.set("password", "AVNS_"+c.ids.hex("database password", 10))
	c.setUser(user)
	if user.text("name") == d.engine.user {
		d.secret = user.text("password")
	}
	d.connect()
	c.connectPools(d)
	return answer(http.StatusOK, "user", user)
}
