package digitalocean_test

import (
	"context"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/dosdk/digitalocean"
)

var (
	databaseReplicaFields = `{"id": "r1", "name": "read-1", "region": "nyc3", "size": "db-s-2vcpu-4gb", "status": "online", "tags": ["production"],
		"created_at": "2026-01-11T18:37:36Z", "private_network_uuid": "9423cbad-9211-442f-820b-ef6915e99b5f", "connection": ` + connectionFields("public") + `,
		"private_connection": ` + connectionFields("private") + `, "storage_size_mib": 61440, "do_settings": {"service_cnames": ["read.example.com"]}}`
	databaseReplica = digitalocean.DatabaseReplica{
		ID: "r1", Name: "read-1", Region: "nyc3", Size: "db-s-2vcpu-4gb", Status: digitalocean.DatabaseOnline, Tags: []string{"production"},
		CreatedAt: time.Date(2026, 1, 11, 18, 37, 36, 0, time.UTC), PrivateNetworkUUID: "9423cbad-9211-442f-820b-ef6915e99b5f",
		Connection: connection("public"), PrivateConnection: connection("private"), StorageSizeMiB: 61440,
		DOSettings: &digitalocean.DatabaseSettings{ServiceCNAMEs: []string{"read.example.com"}},
	}
)

func TestDatabaseReplicas(t *testing.T) {
	requireFilled(t, "DatabaseReplica", reflect.ValueOf(databaseReplica))
	const path = databasePath + "/replicas"
	for _, e := range []exchange{
		{
			name: "Databases.Replicas.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Replicas.List(ctx, databaseID)
			},
			method: "GET", path: path, answer: `{"replicas": [` + databaseReplicaFields + `]}`, want: []digitalocean.DatabaseReplica{databaseReplica},
		},
		{
			name: "Databases.Replicas.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Replicas.Get(ctx, databaseID, "read-1")
			},
			method: "GET", path: path + "/read-1", answer: `{"replica": ` + databaseReplicaFields + `}`, want: &databaseReplica,
		},
		{
			name: "Databases.Replicas.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Replicas.Create(ctx, databaseID, &digitalocean.DatabaseReplicaCreateRequest{
					Name: "read-1", Region: "nyc3", Size: "db-s-2vcpu-4gb", Tags: []string{"production"}, PrivateNetworkUUID: "vpc", StorageSizeMiB: 61440,
					DOSettings: &digitalocean.DatabaseSettings{ServiceCNAMEs: []string{"read.example.com"}},
				})
			},
			method: "POST", path: path,
			body: `{"name": "read-1", "region": "nyc3", "size": "db-s-2vcpu-4gb", "tags": ["production"], "private_network_uuid": "vpc",
				"storage_size_mib": 61440, "do_settings": {"service_cnames": ["read.example.com"]}}`,
			status: http.StatusCreated, answer: `{"replica": ` + databaseReplicaFields + `}`, want: &databaseReplica,
		},
		{
			name: "Databases.Replicas.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Replicas.Delete(ctx, databaseID, "read-1")
			},
			method: "DELETE", path: path + "/read-1", status: http.StatusNoContent,
		},
		{
			name: "Databases.Replicas.Promote",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Replicas.Promote(ctx, databaseID, "read-1")
			},
			method: "PUT", path: path + "/read-1/promote", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDatabaseOnlineMigrations(t *testing.T) {
	const (
		path   = databasePath + "/online-migration"
		fields = `{"id": "77b28fc8-19ff-11eb-8c9c-c68e24557488", "status": "running", "created_at": "2026-10-29T15:57:38Z"}`
	)
	migration := digitalocean.DatabaseOnlineMigration{
		ID: "77b28fc8-19ff-11eb-8c9c-c68e24557488", Status: digitalocean.DatabaseOnlineMigrationRunning,
		CreatedAt: time.Date(2026, 10, 29, 15, 57, 38, 0, time.UTC),
	}
	for _, e := range []exchange{
		{
			name: "Databases.OnlineMigrations.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.OnlineMigrations.Get(ctx, databaseID)
			},
			method: "GET", path: path, answer: fields, want: &migration,
		},
		{
			name: "Databases.OnlineMigrations.Start",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.OnlineMigrations.Start(ctx, databaseID, &digitalocean.DatabaseOnlineMigrationStartRequest{
					Source: digitalocean.DatabaseOnlineMigrationSource{
						Host: "db.example.com", Port: 5432, DBName: "shop", Username: "replicator", Password: digitalocean.NewSecret("s3cret"),
					},
					DisableSSL: true, IgnoreDBs: []string{"test"},
				})
			},
			method: "PUT", path: path,
			body: `{"source": {"host": "db.example.com", "port": 5432, "dbname": "shop", "username": "replicator", "password": "s3cret"},
				"disable_ssl": true, "ignore_dbs": ["test"]}`,
			answer: fields, want: &migration,
		},
		{
			name: "Databases.OnlineMigrations.Stop",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.OnlineMigrations.Stop(ctx, databaseID, migration.ID)
			},
			method: "DELETE", path: path + "/77b28fc8-19ff-11eb-8c9c-c68e24557488", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}
