package digitaloceantest_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// online creates a cluster and waits for it.
func online(t *testing.T, client *digitalocean.Client, engine digitalocean.DatabaseEngine, nodes int) *digitalocean.Database {
	t.Helper()
	cluster, err := client.Databases.Create(t.Context(), &digitalocean.DatabaseCreateRequest{
		Name: "main-" + string(engine), Engine: engine, NumNodes: nodes, Size: "db-s-2vcpu-4gb", Region: "nyc3", Tags: []string{"prod"},
	})
	require.NoError(t, err)
	require.Equal(t, digitalocean.DatabaseStatus("creating"), cluster.Status)
	cluster, err = client.Databases.WaitOnline(t.Context(), cluster.ID)
	require.NoError(t, err)
	return cluster
}

func status(t *testing.T, err error) int {
	t.Helper()
	var failure *digitalocean.Error
	require.ErrorAs(t, err, &failure)
	return failure.StatusCode
}

func TestDatabaseLife(t *testing.T) {
	srv, client := checked(t)
	ctx, began := t.Context(), srv.Now()
	cluster := online(t, client, digitalocean.DatabasePostgreSQL, 2)
	require.GreaterOrEqual(t, srv.Now().Sub(began), 4*time.Minute)
	require.Equal(t, []string{"defaultdb"}, cluster.DBNames)
	require.Contains(t, cluster.Connection.URI.Reveal(), "postgresql://doadmin:AVNS_")
	require.Contains(t, cluster.PrivateConnection.Host, "private-")
	require.NotNil(t, cluster.StandbyConnection)

	tagged, err := client.Databases.List(ctx, &digitalocean.DatabaseListOptions{Tag: "prod"})
	require.NoError(t, err)
	require.Len(t, tagged, 1)
	members, err := client.VPCs.ListMembers(cluster.PrivateNetworkUUID, nil).Collect(ctx)
	require.NoError(t, err)
	require.Equal(t, "do:dbaas:"+cluster.ID, members[0].URN)

	require.NoError(t, client.Databases.Resize(ctx, cluster.ID, &digitalocean.DatabaseResizeRequest{Size: "db-s-4vcpu-8gb", NumNodes: 3}))
	err = client.Databases.Migrate(ctx, cluster.ID, &digitalocean.DatabaseMigrateRequest{Region: "ams3"})
	require.Equal(t, http.StatusPreconditionFailed, status(t, err))
	cluster, err = client.Databases.WaitOnline(ctx, cluster.ID)
	require.NoError(t, err)
	require.Equal(t, "db-s-4vcpu-8gb", cluster.Size)
	require.NoError(t, client.Databases.Migrate(ctx, cluster.ID, &digitalocean.DatabaseMigrateRequest{Region: "ams3"}))
	cluster, err = client.Databases.WaitOnline(ctx, cluster.ID)
	require.NoError(t, err)
	require.Equal(t, "ams3", cluster.Region)
	events, err := client.Databases.ListEvents(ctx, cluster.ID)
	require.NoError(t, err)
	require.Len(t, events, 3)
	require.Equal(t, cluster.Name, events[0].ClusterName)

	srv.Advance(72 * time.Hour)
	backups, err := client.Databases.ListBackups(ctx, cluster.ID)
	require.NoError(t, err)
	require.Len(t, backups.Backups, 3)
	require.NoError(t, client.Databases.Delete(ctx, cluster.ID))
	_, err = client.Databases.Get(ctx, cluster.ID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

func TestDatabaseUsersAndPools(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	id := online(t, client, digitalocean.DatabasePostgreSQL, 1).ID
	db, err := client.Databases.DBs.Create(ctx, id, &digitalocean.DatabaseDBCreateRequest{Name: "shop"})
	require.NoError(t, err)
	require.Equal(t, "shop", db.Name)
	user, err := client.Databases.Users.Create(ctx, id, &digitalocean.DatabaseUserCreateRequest{Name: "app"})
	require.NoError(t, err)
	require.NotEmpty(t, user.Password.Reveal())

	request := &digitalocean.DatabasePoolCreateRequest{Name: "app-pool", Mode: digitalocean.DatabasePoolTransaction, Size: 10, DB: "shop", User: "app"}
	pool, err := client.Databases.Pools.Create(ctx, id, request)
	require.NoError(t, err)
	require.Contains(t, pool.Connection.URI.Reveal(), "app:"+user.Password.Reveal()+"@")
	again, err := client.Databases.Users.ResetAuth(ctx, id, "app", &digitalocean.DatabaseUserResetAuthRequest{})
	require.NoError(t, err)
	require.NotEqual(t, user.Password, again.Password)
	pool, err = client.Databases.Pools.Get(ctx, id, "app-pool")
	require.NoError(t, err)
	require.Equal(t, again.Password, pool.Connection.Password)
	require.NoError(t, client.Databases.Pools.Update(ctx, id, "app-pool", &digitalocean.DatabasePoolUpdateRequest{Mode: "session", Size: 97, DB: "shop"}))

	for _, wrong := range []digitalocean.DatabasePoolCreateRequest{
		*request, // its name is taken
		{Name: "other", Mode: "session", Size: 1, DB: "shop"}, // no connections are left
		{Name: "other", Mode: "magic", Size: 1, DB: "shop"},
		{Name: "other", Mode: "session", Size: 1, DB: "none"},
	} {
		_, err = client.Databases.Pools.Create(ctx, id, &wrong)
		require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	}
	require.Equal(t, http.StatusPreconditionFailed, status(t, client.Databases.DBs.Delete(ctx, id, "shop")))
	require.NoError(t, client.Databases.Pools.Delete(ctx, id, "app-pool"))
	require.NoError(t, client.Databases.DBs.Delete(ctx, id, "shop"))
	require.NoError(t, client.Databases.Users.Delete(ctx, id, "app"))
	require.ErrorIs(t, client.Databases.Users.Delete(ctx, id, "doadmin"), digitalocean.ErrUnprocessable)
	users, err := client.Databases.Users.List(ctx, id)
	require.NoError(t, err)
	require.Len(t, users, 1)
}

func TestDatabaseFirewall(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	id, droplet := online(t, client, digitalocean.DatabasePostgreSQL, 1).ID, srv.AddDroplets(1, nil)[0]
	request := &digitalocean.DatabaseFirewallRulesUpdateRequest{Rules: []digitalocean.DatabaseFirewallRuleRequest{
		{Type: digitalocean.DatabaseFirewallRuleDroplet, Value: fmt.Sprint(droplet)},
		{Type: digitalocean.DatabaseFirewallRuleIPAddr, Value: "192.0.2.1", Description: "office"},
	}}
	require.NoError(t, client.Databases.FirewallRules.Update(ctx, id, request))
	first, err := client.Databases.FirewallRules.List(ctx, id)
	require.NoError(t, err)
	require.NoError(t, client.Databases.FirewallRules.Update(ctx, id, digitalocean.DatabaseFirewallRulesRequest(first)))
	second, err := client.Databases.FirewallRules.List(ctx, id)
	require.NoError(t, err)
	require.Equal(t, first, second)
	require.NoError(t, client.Droplets.Delete(ctx, droplet))
	srv.Advance(time.Minute)
	left, err := client.Databases.FirewallRules.List(ctx, id)
	require.NoError(t, err)
	require.Equal(t, first[1:], left)
	for _, rule := range []digitalocean.DatabaseFirewallRuleRequest{
		{Type: "droplet", Value: "1"}, {Type: "tag", Value: "none"}, {Type: "ip_addr", Value: "office"}, {Type: "moon", Value: "x"},
	} {
		err := client.Databases.FirewallRules.Update(ctx, id, &digitalocean.DatabaseFirewallRulesUpdateRequest{Rules: []digitalocean.DatabaseFirewallRuleRequest{rule}})
		require.ErrorIs(t, err, digitalocean.ErrUnprocessable, rule)
	}
}

func TestDatabaseReplicas(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	id := online(t, client, digitalocean.DatabaseMySQL, 1).ID
	_, err := client.Databases.Replicas.Create(ctx, id, &digitalocean.DatabaseReplicaCreateRequest{Name: "read", Size: "db-s-2vcpu-4gb", Region: "ams3"})
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, status(t, client.Databases.Replicas.Promote(ctx, id, "read")))
	replica, err := client.Databases.Replicas.WaitOnline(ctx, id, "read")
	require.NoError(t, err)
	require.NoError(t, client.Databases.Replicas.Promote(ctx, id, "read"))
	replicas, err := client.Databases.Replicas.List(ctx, id)
	require.NoError(t, err)
	require.Empty(t, replicas)
	promoted, err := client.Databases.Get(ctx, replica.ID)
	require.NoError(t, err)
	require.Equal(t, []any{"read", "ams3", 1}, []any{promoted.Name, promoted.Region, promoted.NumNodes})
}

func TestKafka(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	id := online(t, client, digitalocean.DatabaseKafka, 3).ID
	user, err := client.Databases.Users.Create(ctx, id, &digitalocean.DatabaseUserCreateRequest{
		Name: "app", Settings: &digitalocean.DatabaseUserSettings{ACL: []digitalocean.DatabaseUserKafkaACL{{Topic: "orders", Permission: digitalocean.DatabaseKafkaProduce}}},
	})
	require.NoError(t, err)
	require.NotEmpty(t, user.Settings.ACL[0].ID)
	require.NotEmpty(t, user.AccessCert)
	_, err = client.Databases.Topics.Create(ctx, id, &digitalocean.DatabaseTopicCreateRequest{Name: "orders", PartitionCount: 2})
	require.NoError(t, err)
	srv.Advance(time.Minute)
	topics, err := client.Databases.Topics.List(ctx, id)
	require.NoError(t, err)
	require.Equal(t, digitalocean.DatabaseTopicState("active"), topics[0].State)
	topic, err := client.Databases.Topics.Update(ctx, id, "orders", &digitalocean.DatabaseTopicUpdateRequest{PartitionCount: 4})
	require.NoError(t, err)
	require.Len(t, topic.Partitions, 4)
	_, err = client.Databases.Topics.Update(ctx, id, "orders", &digitalocean.DatabaseTopicUpdateRequest{PartitionCount: 1})
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)

	for range 2 {
		_, err = client.Databases.SchemaRegistry.Create(ctx, id, &digitalocean.DatabaseKafkaSchemaCreateRequest{SubjectName: "orders-value", SchemaType: "AVRO", Schema: `"int"`})
		require.NoError(t, err)
	}
	schema, err := client.Databases.SchemaRegistry.Get(ctx, id, "orders-value")
	require.NoError(t, err)
	require.Equal(t, "2", schema.Version)
	_, err = client.Databases.SchemaRegistry.UpdateSubjectConfig(ctx, id, "orders-value", &digitalocean.DatabaseKafkaSchemaUpdateConfigRequest{CompatibilityLevel: "FULL"})
	require.NoError(t, err)
	config, err := client.Databases.SchemaRegistry.GetSubjectConfig(ctx, id, "orders-value")
	require.NoError(t, err)
	require.EqualValues(t, "FULL", config.CompatibilityLevel)
	require.NoError(t, client.Databases.SchemaRegistry.Delete(ctx, id, "orders-value"))
	require.NoError(t, client.Databases.Topics.Delete(ctx, id, "orders"))
	_, err = client.Databases.Pools.List(ctx, id)
	require.Equal(t, http.StatusPreconditionFailed, status(t, err))
}

func TestDatabaseSettings(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	id := online(t, client, digitalocean.DatabaseMySQL, 1).ID
	require.NoError(t, client.Databases.UpdateMySQLConfig(ctx, id, &digitalocean.MySQLConfig{ConnectTimeout: new(20)}))
	config, err := client.Databases.GetMySQLConfig(ctx, id)
	require.NoError(t, err)
	require.Equal(t, 20, *config.ConnectTimeout)
	err = client.Databases.UpdatePostgreSQLConfig(ctx, id, &digitalocean.PostgreSQLConfig{Timezone: new("Europe/Berlin")})
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)

	require.NoError(t, client.Databases.UpdateSQLMode(ctx, id, &digitalocean.DatabaseUpdateSQLModeRequest{SQLMode: "ANSI"}))
	mode, err := client.Databases.GetSQLMode(ctx, id)
	require.NoError(t, err)
	require.Equal(t, "ANSI", mode)
	_, err = client.Databases.GetEvictionPolicy(ctx, id)
	require.Equal(t, http.StatusPreconditionFailed, status(t, err))
	require.NoError(t, client.Databases.UpdateMaintenanceWindow(ctx, id, &digitalocean.DatabaseUpdateMaintenanceWindowRequest{Day: "friday", Hour: "14:00"}))
	ca, err := client.Databases.GetCA(ctx, id)
	require.NoError(t, err)
	require.NotEmpty(t, ca.Certificate)
	_, err = client.Databases.GetOptions(ctx)
	require.NoError(t, err)
	require.NoError(t, client.Databases.UpdateAutoscale(ctx, id, &digitalocean.DatabaseUpdateAutoscaleRequest{
		Storage: &digitalocean.DatabaseStorageAutoscale{Enabled: true, ThresholdPercent: 80, IncrementGiB: 10},
	}))
	autoscale, err := client.Databases.GetAutoscale(ctx, id)
	require.NoError(t, err)
	require.Equal(t, 80, autoscale.Storage.ThresholdPercent)
	require.NoError(t, client.Databases.UpdateMetricsCredentials(ctx, &digitalocean.DatabaseUpdateMetricsCredentialsRequest{
		Credentials: digitalocean.DatabaseMetricsCredentials{BasicAuthUsername: "me", BasicAuthPassword: digitalocean.NewSecret("secret")},
	}))
	credentials, err := client.Databases.GetMetricsCredentials(ctx)
	require.NoError(t, err)
	require.Equal(t, "me", credentials.BasicAuthUsername)

	sink, err := client.Databases.LogSinks.Create(ctx, id, &digitalocean.DatabaseLogSinkCreateRequest{
		SinkName: "logs", Config: digitalocean.DatabaseLogsToRsyslog(digitalocean.DatabaseLogSinkRsyslogConfig{Server: "192.0.2.1", Port: 514, Format: "rfc5424"}),
	})
	require.NoError(t, err)
	require.NoError(t, client.Databases.LogSinks.Delete(ctx, id, sink.SinkID))
	_, err = client.Databases.OnlineMigrations.Start(ctx, id, &digitalocean.DatabaseOnlineMigrationStartRequest{Source: digitalocean.DatabaseOnlineMigrationSource{Host: "db.example.com", Port: 3306}})
	require.NoError(t, err)
	migration, err := client.Databases.OnlineMigrations.Wait(ctx, id)
	require.NoError(t, err)
	require.EqualValues(t, "done", migration.Status)
}

func TestDatabaseRefusals(t *testing.T) {
	a := start(t)
	cluster := object{"name": "main", "engine": "pg", "num_nodes": 1, "size": "db-s-1vcpu-1gb", "region": "nyc3"}
	a.refusals("POST", "/v2/databases", []refusal{
		{object{"name": "main"}, "engine can't be blank"},
		{merged(cluster, object{"engine": "oracle"}), "engine"},
		{merged(cluster, object{"num_nodes": 7}), "num_nodes"},
		{merged(cluster, object{"size": "huge"}), "size"},
		{merged(cluster, object{"region": "moon1"}), "region"},
		{merged(cluster, object{"version": "1"}), "version"},
		{merged(cluster, object{"nodes": 1}), "nodes is not a field"},
	})
	created := a.srv.Create("/v2/databases", cluster)
	require.Equal(t, 412, a.do("POST", "/v2/databases/"+idOf(created["database"])+"/users", object{"name": "x"}).status)
	a.invalid(a.do("POST", "/v2/databases", cluster), "name")
	require.Equal(t, 404, a.do("PUT", "/v2/databases/5a4981aa-9653-4bd1-bef5-d6bff52042e4/resize", object{}).status)
}

func TestRestoredDatabase(t *testing.T) {
	_, client := checked(t, digitaloceantest.Immediate())
	ctx := t.Context()
	cluster := online(t, client, digitalocean.DatabasePostgreSQL, 1)
	_, err := client.Databases.DBs.Create(ctx, cluster.ID, &digitalocean.DatabaseDBCreateRequest{Name: "shop"})
	require.NoError(t, err)
	restored, err := client.Databases.Create(ctx, &digitalocean.DatabaseCreateRequest{
		Name: "restored", Engine: "pg", NumNodes: 1, Size: "db-s-2vcpu-4gb", Region: "nyc3",
		BackupRestore: &digitalocean.DatabaseBackupRestore{DatabaseName: cluster.Name},
	})
	require.NoError(t, err)
	require.Equal(t, []string{"defaultdb", "shop"}, restored.DBNames)
}
