package digitaloceantest

import (
	"encoding/base64"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/dosdk/digitalocean/internal/contract"
)

const defaultSQLMode = "ANSI,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,NO_ZERO_IN_DATE,STRICT_ALL_TABLES"

// metricsCredentials are those of all clusters' metrics.
var metricsCredentials = stateful(func(s *Server) *object {
	return newObject("basic_auth_username", "doadmin", "basic_auth_password", "AVNS_"+s.ids.hex("metrics password", 10))
})

func init() {
	handle("GET "+databasePath+"/config", ofDatabase(func(_ *call, d *database) (reply, error) {
		return bare(http.StatusOK, newObject("config", d.config))
	}))
	handle("PATCH "+databasePath+"/config", ofDatabase(patchDatabaseConfig))
	handle("GET "+databasePath+"/ca", ofDatabase(func(_ *call, d *database) (reply, error) {
		encoded := base64.StdEncoding.EncodeToString([]byte(d.authority))
		return answer(http.StatusOK, "ca", newObject("certificate", encoded))
	}))
	handle("PUT "+databasePath+"/maintenance", ofDatabase(updateMaintenance))
	handle("GET "+databasePath+"/autoscale", ofDatabase(func(_ *call, d *database) (reply, error) {
		return answer(http.StatusOK, "autoscale", d.autoscale)
	}))
	handle("PUT "+databasePath+"/autoscale", ofDatabase(updateAutoscale))
	handle("GET "+databasePath+"/do_settings", ofDatabase(getDatabaseSettings))
	handle("PUT "+databasePath+"/do_settings", ofDatabase(updateDatabaseSettings))
	handle("GET "+databasePath+"/eviction_policy", ofDatabase(func(_ *call, d *database) (reply, error) {
		return bare(http.StatusOK, newObject("eviction_policy", d.eviction))
	}, "redis", "valkey"))
	handle("PUT "+databasePath+"/eviction_policy", ofDatabase(func(c *call, d *database) (reply, error) {
		d.eviction = c.body.text("eviction_policy")
		return empty(http.StatusNoContent)
	}, "redis", "valkey"))
	handle("GET "+databasePath+"/sql_mode", ofDatabase(func(_ *call, d *database) (reply, error) {
		return bare(http.StatusOK, newObject("sql_mode", d.sqlMode))
	}, "mysql", "advanced_mysql"))
	handle("PUT "+databasePath+"/sql_mode", ofDatabase(func(c *call, d *database) (reply, error) {
		d.sqlMode = c.body.text("sql_mode")
		return empty(http.StatusNoContent)
	}, "mysql", "advanced_mysql"))
	handle("GET "+databasePath+"/online-migration", ofDatabase(getOnlineMigration))
	handle("PUT "+databasePath+"/online-migration", ofOnlineDatabase(startOnlineMigration))
	handle("DELETE "+databasePath+"/online-migration/{migration_id}", ofDatabase(stopOnlineMigration))
	handle("GET /v2/databases/metrics/credentials", func(c *call) (reply, error) {
		return answer(http.StatusOK, "credentials", metricsCredentials.of(c.Server))
	})
	handle("PUT /v2/databases/metrics/credentials", updateMetricsCredentials)
}

// defaultsOf returns the configuration that a type of the API begins with.
func defaultsOf(config string) map[string]any {
	defaults := make(map[string]any)
	if config == "" {
		return defaults
	}
	for _, field := range contract.Type(config).Fields() {
		var value any
		if text := field.Schema.Default(); text != nil && json.Unmarshal(text, &value) == nil {
			defaults[field.Name] = value
		}
	}
	return defaults
}

// patchDatabaseConfig changes what the request names, which has to be for the engine.
func patchDatabaseConfig(c *call, d *database) (reply, error) {
	config := c.body.inside("config")
	if d.engine.config != "" && !c.settings.lenient {
		for _, p := range contract.Type(d.engine.config).Check(contract.Sent, appendOther(nil, config.values)) {
			if !c.tolerates(p) {
				return reply{}, unprocessable("config." + p.String())
			}
		}
	}
	for name, value := range config.values {
		d.config[name] = value
	}
	return empty(http.StatusOK)
}

func updateMaintenance(c *call, d *database) (reply, error) {
	day := c.body.needChoice("day", "any", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
	hour := c.body.needText("hour")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if len(hour) == len("15:04") {
		hour += ":00"
	}
	d.set("maintenance_window", newObject("day", day, "hour", hour, "pending", false, "description", []string{}))
	return empty(http.StatusNoContent)
}

func updateAutoscale(c *call, d *database) (reply, error) {
	f := c.body.inside("storage")
	storage := newObject("enabled", f.flag("enabled", false))
	for _, name := range []string{"threshold_percent", "increment_gib"} {
		if n, ok := f.number(name); ok {
			storage.set(name, n)
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	d.autoscale = newObject("storage", storage)
	return empty(http.StatusNoContent)
}

func getDatabaseSettings(_ *call, d *database) (reply, error) {
	settings, ok := d.get("do_settings").(*object)
	if !ok {
		settings = newObject("service_cnames", []string{})
	}
	return answer(http.StatusOK, "do_settings", settings)
}

func updateDatabaseSettings(c *call, d *database) (reply, error) {
	cnames := c.body.inside("do_settings").texts("service_cnames")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	d.set("do_settings", newObject("service_cnames", cnames))
	return empty(http.StatusNoContent)
}

func getOnlineMigration(_ *call, d *database) (reply, error) {
	if d.migration == nil {
		return reply{}, notFound()
	}
	return bare(http.StatusOK, d.migration)
}

func startOnlineMigration(c *call, d *database) (reply, error) {
	if d.migration != nil && d.migration.text("status") == "running" {
		return reply{}, preconditionFailed("a migration is running")
	}
	migration := newObject("id", c.ids.uuid("online migration"), "status", "running", "created_at", c.now)
	d.migration = migration
	c.after("online_migration", func(time.Time) { endMigration(migration, "done") }, func(time.Time) { endMigration(migration, "error") })
	return bare(http.StatusOK, migration)
}

func endMigration(migration *object, status string) {
	if migration.text("status") == "running" {
		migration.set("status", status)
	}
}

func stopOnlineMigration(c *call, d *database) (reply, error) {
	if d.migration == nil || d.migration.text("id") != c.arguments["migration_id"] {
		return reply{}, notFound()
	}
	endMigration(d.migration, "canceled")
	return empty(http.StatusNoContent)
}

func updateMetricsCredentials(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	f := c.body.inside("credentials")
	user, password := f.needText("basic_auth_username"), f.needText("basic_auth_password")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	o := metricsCredentials.of(c.Server)
	o.set("basic_auth_username", user)
	o.set("basic_auth_password", password)
	return empty(http.StatusNoContent)
}
