package digitaloceantest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// databaseEngine is what clusters of one kind have in common.
type databaseEngine struct {
	slug     string
	versions []string // the last one is the default
	user     string   // of the administrator
	database string   // that is there from the beginning, or ""
	scheme   string   // of the URI of a connection
	query    string   // of that URI
	port     int
	config   string // the type of its configuration in the API's description, or ""
	layouts  []int  // numbers of nodes
	sizes    []string
}

var (
	commonDatabaseSizes = []string{
		"db-s-1vcpu-1gb", "db-s-1vcpu-2gb", "db-s-2vcpu-4gb", "db-s-4vcpu-8gb", "db-s-6vcpu-16gb", "db-s-8vcpu-32gb",
		"gd-2vcpu-8gb", "gd-4vcpu-16gb", "m-2vcpu-16gb", "m-4vcpu-32gb",
	}
	largeDatabaseSizes = []string{"db-s-2vcpu-2gb", "db-s-2vcpu-4gb", "db-s-4vcpu-8gb", "gd-2vcpu-8gb", "gd-4vcpu-16gb"}
)

var databaseEngines = []*databaseEngine{
	{"pg", []string{"13", "14", "15", "16", "17", "18"}, "doadmin", "defaultdb", "postgresql", "sslmode=require", 25060, "postgres_advanced_config", []int{1, 2, 3}, commonDatabaseSizes},
	{"mysql", []string{"8"}, "doadmin", "defaultdb", "mysql", "ssl-mode=REQUIRED", 25060, "mysql_advanced_config", []int{1, 2, 3}, commonDatabaseSizes},
	{"redis", []string{"7"}, "default", "", "rediss", "", 25061, "redis_advanced_config", []int{1, 2}, commonDatabaseSizes},
	{"valkey", []string{"8"}, "default", "", "rediss", "", 25061, "valkey_advanced_config", []int{1, 2}, commonDatabaseSizes},
	{"mongodb", []string{"6.0", "7.0", "8.0"}, "doadmin", "admin", "mongodb+srv", "tls=true&authSource=admin", 27017, "mongo_advanced_config", []int{1, 3}, commonDatabaseSizes},
	{"kafka", []string{"3.7", "3.8"}, "doadmin", "", "kafka", "", 25073, "kafka_advanced_config", []int{3, 6, 9, 15}, largeDatabaseSizes},
	{"opensearch", []string{"1", "2"}, "doadmin", "", "https", "", 25060, "opensearch_advanced_config", []int{1, 3, 6, 9, 15}, largeDatabaseSizes},
	{"advanced_pg", []string{"17", "18"}, "doadmin", "defaultdb", "postgresql", "sslmode=require", 25060, "", []int{1, 2, 3}, largeDatabaseSizes},
	{"advanced_mysql", []string{"8"}, "doadmin", "defaultdb", "mysql", "ssl-mode=REQUIRED", 25060, "", []int{1, 2, 3}, largeDatabaseSizes},
}

func engineOf(slug string) *databaseEngine {
	i := slices.IndexFunc(databaseEngines, func(e *databaseEngine) bool { return e.slug == slug })
	if i < 0 {
		return nil
	}
	return databaseEngines[i]
}

func (e *databaseEngine) version() string { return e.versions[len(e.versions)-1] }

// relational reports whether clusters of the engine have databases and a standby to read from.
func (e *databaseEngine) relational() bool { return e.database != "" && e.slug != "mongodb" }

// connection is a way into a cluster for a user.
func (e *databaseEngine) connection(host string, port int, database, user, password string) *object {
	u := url.URL{
		Scheme: e.scheme, User: url.UserPassword(user, password), Host: fmt.Sprintf("%s:%d", host, port),
		Path: "/" + database, RawQuery: e.query,
	}
	return newObject(
		"uri", u.String(),
		"database", database,
		"host", host,
		"port", port,
		"user", user,
		"password", password,
		"ssl", true,
	)
}

// endpoint is a way into what a cluster serves over HTTPS.
func (e *databaseEngine) endpoint(host string, port int, password string) *object {
	u := url.URL{Scheme: "https", User: url.UserPassword(e.user, password), Host: fmt.Sprintf("%s:%d", host, port)}
	return newObject("uri", u.String(), "host", host, "port", port, "user", e.user, "password", password, "ssl", true)
}

func listDatabaseOptions(*call) (reply, error) {
	options, availability := newObject(), newObject()
	var regions []string
	for _, r := range offer().regions {
		regions = append(regions, r.slug)
	}
	for _, e := range databaseEngines {
		layouts, versions := []*object{}, []*object{}
		for _, nodes := range e.layouts {
			layouts = append(layouts, newObject("num_nodes", nodes, "sizes", e.sizes))
		}
		for i, version := range e.versions {
			ends := time.Date(2028+i, time.November, 8, 0, 0, 0, 0, time.UTC)
			versions = append(versions, newObject(
				"version", version,
				"end_of_life", ends,
				"end_of_availability", ends.AddDate(0, -6, 0),
				"default", version == e.version(),
			))
		}
		options.set(e.slug, newObject(
			"regions", regions, "versions", e.versions, "layouts", layouts, "default_version", e.version(),
		))
		availability.set(e.slug, versions)
	}
	return bare(http.StatusOK, newObject("options", options, "version_availability", availability))
}
