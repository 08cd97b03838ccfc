package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"slices"
	"strings"

	"github.com/dosdk/digitalocean"
)

func createDatabase(ctx context.Context, client *digitalocean.Client, engine digitalocean.DatabaseEngine) *digitalocean.Database {
	nodes := 1
	if engine == digitalocean.DatabaseKafka {
		nodes = 3
	}
	cluster, err := client.Databases.Create(ctx, &digitalocean.DatabaseCreateRequest{
		Name: "shop", Engine: engine, NumNodes: nodes, Size: "db-s-2vcpu-4gb", Region: "nyc3",
	})
	if err != nil {
		log.Fatal(err)
	}
	if cluster, err = client.Databases.WaitOnline(ctx, cluster.ID); err != nil {
		log.Fatal(err)
	}
	return cluster
}

// From nothing to a connection string: a PostgreSQL cluster that only the Droplets of a tag can reach, with a database, a
// user and a connection pool for an application.
func ExampleDatabasesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	if _, err := client.Tags.Create(ctx, &digitalocean.TagCreateRequest{Name: "web"}); err != nil {
		log.Fatal(err)
	}

	cluster, err := client.Databases.Create(ctx, &digitalocean.DatabaseCreateRequest{
		Name: "shop", Engine: digitalocean.DatabasePostgreSQL, Version: "17",
		NumNodes: 2, Size: "db-s-2vcpu-4gb", Region: "nyc3",
		Rules: []digitalocean.DatabaseFirewallRuleRequest{{Type: digitalocean.DatabaseFirewallRuleTag, Value: "web"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cluster.Name, "is", cluster.Status)
	if cluster, err = client.Databases.WaitOnline(ctx, cluster.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(cluster.Name, "is", cluster.Status)

	db, err := client.Databases.DBs.Create(ctx, cluster.ID, &digitalocean.DatabaseDBCreateRequest{Name: "orders"})
	if err != nil {
		log.Fatal(err)
	}
	user, err := client.Databases.Users.Create(ctx, cluster.ID, &digitalocean.DatabaseUserCreateRequest{Name: "app"})
	if err != nil {
		log.Fatal(err)
	}
	pool, err := client.Databases.Pools.Create(ctx, cluster.ID, &digitalocean.DatabasePoolCreateRequest{
		Name: "app-pool", Mode: digitalocean.DatabasePoolTransaction, Size: 20, DB: db.Name, User: user.Name,
	})
	if err != nil {
		log.Fatal(err)
	}
	connection := pool.PrivateConnection
	fmt.Println(connection.User, connection.Database, connection.Port, connection.SSL)
	fmt.Println(connection.URI) // connection.URI.Reveal() is what the application needs
	// Output:
	// shop is creating
	// shop is online
	// app app-pool 25061 true
	// [redacted]
}

func ExampleDatabasesService_Resize() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabaseMySQL)

	err := client.Databases.Resize(ctx, cluster.ID, &digitalocean.DatabaseResizeRequest{Size: "db-s-4vcpu-8gb", NumNodes: 2})
	if err != nil {
		log.Fatal(err)
	}
	if cluster, err = client.Databases.WaitOnline(ctx, cluster.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(cluster.Size, cluster.NumNodes)
	// Output: db-s-4vcpu-8gb 2
}

func ExampleDatabasesService_UpdatePostgreSQLConfig() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabasePostgreSQL)

	// What is nil stays as it is.
	err := client.Databases.UpdatePostgreSQLConfig(ctx, cluster.ID, &digitalocean.PostgreSQLConfig{
		IdleInTransactionSessionTimeout: new(60_000),
		JIT:                             new(false),
	})
	if err != nil {
		log.Fatal(err)
	}
	config, err := client.Databases.GetPostgreSQLConfig(ctx, cluster.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*config.IdleInTransactionSessionTimeout, *config.JIT)
	// Output: 60000 false
}

func ExampleDatabaseDBsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabasePostgreSQL)

	if _, err := client.Databases.DBs.Create(ctx, cluster.ID, &digitalocean.DatabaseDBCreateRequest{Name: "orders"}); err != nil {
		log.Fatal(err)
	}
	dbs, err := client.Databases.DBs.List(ctx, cluster.ID)
	if err != nil {
		log.Fatal(err)
	}
	for _, db := range dbs {
		fmt.Println(db.Name)
	}
	// Output:
	// defaultdb
	// orders
}

func ExampleDatabaseFirewallRulesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabasePostgreSQL)

	if _, err := client.Tags.Create(ctx, &digitalocean.TagCreateRequest{Name: "web"}); err != nil {
		log.Fatal(err)
	}

	// An update replaces all rules, so it begins with those that are there.
	present, err := client.Databases.FirewallRules.List(ctx, cluster.ID)
	if err != nil {
		log.Fatal(err)
	}
	request := digitalocean.DatabaseFirewallRulesRequest(present)
	request.Rules = append(request.Rules,
		digitalocean.DatabaseFirewallRuleRequest{Type: digitalocean.DatabaseFirewallRuleTag, Value: "web"},
		digitalocean.DatabaseFirewallRuleRequest{Type: digitalocean.DatabaseFirewallRuleIPAddr, Value: "192.0.2.7", Description: "the office"},
	)
	if err := client.Databases.FirewallRules.Update(ctx, cluster.ID, request); err != nil {
		log.Fatal(err)
	}

	rules, err := client.Databases.FirewallRules.List(ctx, cluster.ID)
	if err != nil {
		log.Fatal(err)
	}
	for _, rule := range rules {
		fmt.Println(rule.Type, rule.Value)
	}
	// Output:
	// tag web
	// ip_addr 192.0.2.7
}

func ExampleDatabaseUsersService_ResetAuth() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabasePostgreSQL)

	user, err := client.Databases.Users.Create(ctx, cluster.ID, &digitalocean.DatabaseUserCreateRequest{Name: "app"})
	if err != nil {
		log.Fatal(err)
	}
	after, err := client.Databases.Users.ResetAuth(ctx, cluster.ID, user.Name, &digitalocean.DatabaseUserResetAuthRequest{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(after.Name, after.Role, after.Password)
	fmt.Println("another password:", after.Password.Reveal() != user.Password.Reveal())
	// Output:
	// app normal [redacted]
	// another password: true
}

func ExampleDatabasePoolsService_Update() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabasePostgreSQL)
	pool, err := client.Databases.Pools.Create(ctx, cluster.ID, &digitalocean.DatabasePoolCreateRequest{
		Name: "app-pool", Mode: digitalocean.DatabasePoolTransaction, Size: 10, DB: "defaultdb",
	})
	if err != nil {
		log.Fatal(err)
	}

	request := pool.UpdateRequest() // the whole pool, as it is
	request.Size = 25
	if err := client.Databases.Pools.Update(ctx, cluster.ID, pool.Name, request); err != nil {
		log.Fatal(err)
	}
	if pool, err = client.Databases.Pools.Get(ctx, cluster.ID, pool.Name); err != nil {
		log.Fatal(err)
	}
	fmt.Println(pool.Mode, pool.Size, pool.DB)
	// Output: transaction 25 defaultdb
}

func ExampleDatabaseReplicasService_Promote() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabasePostgreSQL)

	replica, err := client.Databases.Replicas.Create(ctx, cluster.ID, &digitalocean.DatabaseReplicaCreateRequest{
		Name: "shop-ams", Region: "ams3", Size: cluster.Size,
	})
	if err != nil {
		log.Fatal(err)
	}
	if replica, err = client.Databases.Replicas.WaitOnline(ctx, cluster.ID, replica.Name); err != nil {
		log.Fatal(err)
	}
	fmt.Println(replica.Name, replica.Region, replica.Status)

	if err := client.Databases.Replicas.Promote(ctx, cluster.ID, replica.Name); err != nil {
		log.Fatal(err)
	}
	_, err = client.Databases.Replicas.Get(ctx, cluster.ID, replica.Name)
	fmt.Println("still a replica:", !errors.Is(err, digitalocean.ErrNotFound))
	// Output:
	// shop-ams ams3 online
	// still a replica: false
}

func ExampleDatabaseOnlineMigrationsService_Wait() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabasePostgreSQL)

	migration, err := client.Databases.OnlineMigrations.Start(ctx, cluster.ID, &digitalocean.DatabaseOnlineMigrationStartRequest{
		Source: digitalocean.DatabaseOnlineMigrationSource{
			Host: "db.example.com", Port: 5432, DBName: "shop", Username: "replicator", Password: digitalocean.NewSecret("s3cr3t"),
		},
		IgnoreDBs: []string{"scratch"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(migration.Status)
	migration, err = client.Databases.OnlineMigrations.Wait(ctx, cluster.ID)
	if failed, ok := errors.AsType[*digitalocean.DatabaseOnlineMigrationError](err); ok {
		fmt.Println("start it again:", failed.OnlineMigration.Status)
	} else if err != nil {
		log.Fatal(err)
	}
	fmt.Println(migration.Status)
	// Output:
	// running
	// done
}

func ExampleDatabaseTopicsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabaseKafka)

	_, err := client.Databases.Topics.Create(ctx, cluster.ID, &digitalocean.DatabaseTopicCreateRequest{
		Name: "orders.paid", PartitionCount: 6, ReplicationFactor: 3,
		Config: &digitalocean.DatabaseTopicConfig{
			CleanupPolicy: new(digitalocean.DatabaseTopicCompact),
			RetentionMs:   new(int64(7 * 24 * 3600 * 1000)),
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	topic, err := client.Databases.Topics.Get(ctx, cluster.ID, "orders.paid")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(topic.Name, len(topic.Partitions), topic.ReplicationFactor, *topic.Config.CleanupPolicy)
	// Output: orders.paid 6 3 compact
}

func ExampleDatabaseSchemaRegistryService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabaseKafka)
	registry := client.Databases.SchemaRegistry

	for _, schema := range []string{
		`{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "long"}]}`,
		`{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "long"}, {"name": "note", "type": "string", "default": ""}]}`,
	} {
		_, err := registry.Create(ctx, cluster.ID, &digitalocean.DatabaseKafkaSchemaCreateRequest{
			SubjectName: "orders.paid-value", SchemaType: digitalocean.DatabaseKafkaSchemaAvro, Schema: schema,
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	_, err := registry.UpdateSubjectConfig(ctx, cluster.ID, "orders.paid-value", &digitalocean.DatabaseKafkaSchemaUpdateConfigRequest{
		CompatibilityLevel: digitalocean.DatabaseKafkaCompatibilityFull,
	})
	if err != nil {
		log.Fatal(err)
	}
	latest, err := registry.Get(ctx, cluster.ID, "orders.paid-value")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(latest.SubjectName, latest.SchemaType, "version", latest.Version)
	// Output: orders.paid-value AVRO version 2
}

func ExampleDatabaseLogSinksService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createDatabase(ctx, client, digitalocean.DatabasePostgreSQL)

	sink, err := client.Databases.LogSinks.Create(ctx, cluster.ID, &digitalocean.DatabaseLogSinkCreateRequest{
		SinkName: "papers",
		Config: digitalocean.DatabaseLogsToRsyslog(digitalocean.DatabaseLogSinkRsyslogConfig{
			Server: "logs.example.com", Port: 6514, TLS: true, Format: digitalocean.DatabaseLogSinkRFC5424,
		}),
	})
	if err != nil {
		log.Fatal(err)
	}
	if sink, err = client.Databases.LogSinks.Get(ctx, cluster.ID, sink.SinkID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(sink.SinkName, sink.SinkType, sink.Config.Rsyslog().Server)
	// Output: papers rsyslog logs.example.com
}

func ExampleDatabaseIndexesService() {
	client, stop := startAnswering(`{"indexes": [
		{"index_name": "logs-2026.02.27", "number_of_shards": 1, "number_of_replicas": 1, "size": 83456, "status": "open", "health": "green"},
		{"index_name": "logs-2026.02.28", "number_of_shards": 1, "number_of_replicas": 1, "size": 12345, "status": "open", "health": "yellow"}
	]}`)
	defer stop()

	indexes, err := client.Databases.Indexes.List(context.Background(), "9cc10173-e9ea-4176-9dbc-a4cee4c4ff30")
	if err != nil {
		log.Fatal(err)
	}
	for _, index := range indexes {
		if index.Health != digitalocean.DatabaseIndexGreen {
			fmt.Println(index.IndexName, "is", index.Health)
		}
	}
	// Output: logs-2026.02.28 is yellow
}

func createVectorDatabase(ctx context.Context, client *digitalocean.Client) *digitalocean.VectorDatabase {
	database, err := client.VectorDatabases.Create(ctx, &digitalocean.VectorDatabaseCreateRequest{
		Name: "papers", Region: "nyc3", Size: digitalocean.VectorDatabaseSmall, Tags: []string{"search"},
	})
	if err != nil {
		log.Fatal(err)
	}
	if database, err = client.VectorDatabases.WaitActive(ctx, database.ID); err != nil {
		log.Fatal(err)
	}
	return database
}

func ExampleVectorDatabasesService_GetCredentials() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	database := createVectorDatabase(ctx, client)

	credentials, err := client.VectorDatabases.GetCredentials(ctx, database.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("connect to a URL:", strings.HasPrefix(database.Endpoints.HTTP, "https://"))
	fmt.Println("as", credentials.UserID, "with", credentials.APIToken) // credentials.APIToken.Reveal() is the token
	// Output:
	// connect to a URL: true
	// as admin with [redacted]
}

func ExampleVectorDatabaseBackupsService_Restore() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	database := createVectorDatabase(ctx, client)

	backups, err := client.VectorDatabases.Backups.List(ctx, database.ID)
	if err != nil {
		log.Fatal(err)
	}
	latest := slices.MaxFunc(backups, func(a, b digitalocean.VectorDatabaseBackup) int { return a.CompletedAt.Compare(b.CompletedAt) })
	if _, err := client.VectorDatabases.Backups.Restore(ctx, database.ID, latest.BackupID); err != nil {
		log.Fatal(err)
	}
	restore, err := client.VectorDatabases.Backups.WaitRestored(ctx, database.ID, latest.BackupID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(restore.Status)
	// Output: SUCCESS
}
