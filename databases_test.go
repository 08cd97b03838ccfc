package digitalocean_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	databaseID   = "9cc10173-e9ea-4176-9dbc-a4cee4c4ff30"
	databasePath = "/v2/databases/" + databaseID
)

// connectionFields is a connection by one of the ways into a cluster.
func connectionFields(way string) string {
	return `{"uri": "postgres://doadmin:s3cret@` + way + `:25060/defaultdb?sslmode=require", "database": "defaultdb", "host": "` + way + `",
		"port": 25060, "user": "doadmin", "password": "s3cret", "ssl": true}`
}

func connection(way string) *digitalocean.DatabaseConnection {
	return &digitalocean.DatabaseConnection{
		URI: digitalocean.NewSecret("postgres://doadmin:s3cret@" + way + ":25060/defaultdb?sslmode=require"), Database: "defaultdb", Host: way,
		Port: 25060, User: "doadmin", Password: digitalocean.NewSecret("s3cret"), SSL: true,
	}
}

const (
	databaseUserFields = `{"name": "app-01", "role": "normal", "password": "jge5lfxtzhx42iff", "access_cert": "-----BEGIN CERTIFICATE-----",
		"access_key": "-----BEGIN PRIVATE KEY-----", "mysql_settings": {"auth_plugin": "caching_sha2_password"}, "settings": {"pg_allow_replication": true,
		"opensearch_acl": [{"index": "logs-.*", "permission": "readwrite"}], "acl": [{"id": "acl1", "topic": "orders", "permission": "produce"}],
		"mongo_user_settings": {"databases": ["shop"], "role": "dbAdmin"}}}`
	databaseRuleFields = `{"uuid": "79f26d28-ea8a-41f2-8ad8-8cfcdd020095", "cluster_uuid": "` + databaseID + `", "type": "ip_addr", "value": "192.0.2.1",
		"created_at": "2026-11-14T20:30:28Z", "description": "office"}`
)

var (
	databaseUser = digitalocean.DatabaseUser{
		Name: "app-01", Role: digitalocean.DatabaseUserNormal, Password: digitalocean.NewSecret("jge5lfxtzhx42iff"), AccessCert: digitalocean.NewSecret("-----BEGIN CERTIFICATE-----"),
		AccessKey:     digitalocean.NewSecret("-----BEGIN PRIVATE KEY-----"),
		MySQLSettings: &digitalocean.DatabaseMySQLUserSettings{AuthPlugin: digitalocean.DatabaseMySQLCachingSHA2Password},
		Settings: &digitalocean.DatabaseUserSettings{
			PGAllowReplication: true,
			OpenSearchACL:      []digitalocean.DatabaseUserOpenSearchACL{{Index: "logs-.*", Permission: digitalocean.DatabaseOpenSearchReadWrite}},
			ACL:                []digitalocean.DatabaseUserKafkaACL{{ID: "acl1", Topic: "orders", Permission: digitalocean.DatabaseKafkaProduce}},
			MongoUserSettings:  &digitalocean.DatabaseMongoUserSettings{Databases: []string{"shop"}, Role: digitalocean.DatabaseMongoDBAdmin},
		},
	}
	databaseRule = digitalocean.DatabaseFirewallRule{
		UUID: "79f26d28-ea8a-41f2-8ad8-8cfcdd020095", ClusterUUID: databaseID, Type: digitalocean.DatabaseFirewallRuleIPAddr, Value: "192.0.2.1",
		CreatedAt: time.Date(2026, 11, 14, 20, 30, 28, 0, time.UTC), Description: "office",
	}
	databaseFields = `{"id": "` + databaseID + `", "name": "backend", "engine": "pg", "version": "17", "semantic_version": "17.2", "num_nodes": 2,
		"size": "db-s-2vcpu-4gb", "region": "nyc3", "status": "online", "created_at": "2026-01-11T18:37:36Z",
		"private_network_uuid": "d455e75d-4858-4eec-8c95-da2f0a5f93a7", "tags": ["production"], "db_names": ["defaultdb"],
		"connection": ` + connectionFields("public") + `, "private_connection": ` + connectionFields("private") + `,
		"standby_connection": ` + connectionFields("standby") + `, "standby_private_connection": ` + connectionFields("standby-private") + `,
		"ui_connection": ` + connectionFields("ui") + `, "schema_registry_connection": ` + connectionFields("registry") + `,
		"users": [` + databaseUserFields + `], "maintenance_window": {"day": "saturday", "hour": "08:45:12", "pending": true,
		"description": ["Upgrade to PostgreSQL 17.3"]}, "project_id": "1cc10173-e9ea-4176-9dbc-a4cee4c4ff30", "rules": [` + databaseRuleFields + `],
		"version_end_of_life": "2029-11-08T00:00:00Z", "version_end_of_availability": "2029-05-08T00:00:00Z", "storage_size_mib": 61440,
		"metrics_endpoints": [{"host": "metrics", "port": 9273}], "do_settings": {"service_cnames": ["db.example.com"]}}`
	database = digitalocean.Database{
		ID: databaseID, Name: "backend", Engine: digitalocean.DatabasePostgreSQL, Version: "17", SemanticVersion: "17.2", NumNodes: 2,
		Size: "db-s-2vcpu-4gb", Region: "nyc3", Status: digitalocean.DatabaseOnline, CreatedAt: time.Date(2026, 1, 11, 18, 37, 36, 0, time.UTC),
		PrivateNetworkUUID: "d455e75d-4858-4eec-8c95-da2f0a5f93a7", Tags: []string{"production"}, DBNames: []string{"defaultdb"},
		Connection: connection("public"), PrivateConnection: connection("private"), StandbyConnection: connection("standby"),
		StandbyPrivateConnection: connection("standby-private"), UIConnection: connection("ui"), SchemaRegistryConnection: connection("registry"),
		Users: []digitalocean.DatabaseUser{databaseUser}, MaintenanceWindow: &digitalocean.DatabaseMaintenanceWindow{
			Day: "saturday", Hour: "08:45:12", Pending: true, Description: []string{"Upgrade to PostgreSQL 17.3"},
		},
		ProjectID: "1cc10173-e9ea-4176-9dbc-a4cee4c4ff30", Rules: []digitalocean.DatabaseFirewallRule{databaseRule},
		VersionEndOfLife: time.Date(2029, 11, 8, 0, 0, 0, 0, time.UTC), VersionEndOfAvailability: time.Date(2029, 5, 8, 0, 0, 0, 0, time.UTC),
		StorageSizeMiB: 61440, MetricsEndpoints: []digitalocean.DatabaseServiceEndpoint{{Host: "metrics", Port: 9273}},
		DOSettings: &digitalocean.DatabaseSettings{ServiceCNAMEs: []string{"db.example.com"}},
	}
)

func TestDatabases(t *testing.T) {
	requireFilled(t, "Database", reflect.ValueOf(database))
	for _, e := range []exchange{
		{
			name: "Databases.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.List(ctx, &digitalocean.DatabaseListOptions{Tag: "env:prod"})
			},
			method: "GET", path: "/v2/databases", query: "tag_name=env%3Aprod",
			answer: `{"databases": [` + databaseFields + `, {"id": "b", "tags": null, "db_names": null, "users": null, "maintenance_window": null}]}`,
			want:   []digitalocean.Database{database, {ID: "b"}},
		},
		{
			name:   "Databases.List of all",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Databases.List(ctx, nil) },
			method: "GET", path: "/v2/databases", answer: `{"databases": []}`, want: []digitalocean.Database{},
		},
		{
			name: "Databases.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Get(ctx, databaseID)
			},
			method: "GET", path: databasePath, answer: `{"database": ` + databaseFields + `}`, want: &database,
		},
		{
			name: "Databases.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Create(ctx, &digitalocean.DatabaseCreateRequest{
					Name: "backend", Engine: digitalocean.DatabasePostgreSQL, Version: "17", NumNodes: 2, Size: "db-s-2vcpu-4gb", Region: "nyc3",
					PrivateNetworkUUID: "d455e75d-4858-4eec-8c95-da2f0a5f93a7", Tags: []string{"production"}, ProjectID: "project",
					Rules: []digitalocean.DatabaseFirewallRuleRequest{
						{Type: digitalocean.DatabaseFirewallRuleTag, Value: "web", Description: "the web servers"},
						{Type: digitalocean.DatabaseFirewallRuleDroplet, Value: "163973392"},
					},
					StorageSizeMiB: 61440,
					Autoscale: &digitalocean.DatabaseAutoscale{
						Storage: &digitalocean.DatabaseStorageAutoscale{Enabled: true, ThresholdPercent: 80, IncrementGiB: 10},
					},
					DOSettings:    &digitalocean.DatabaseSettings{ServiceCNAMEs: []string{"db.example.com"}},
					BackupRestore: &digitalocean.DatabaseBackupRestore{DatabaseName: "old", BackupCreatedAt: time.Date(2026, 1, 31, 19, 25, 22, 0, time.UTC)},
				})
			},
			method: "POST", path: "/v2/databases",
			body: `{"name": "backend", "engine": "pg", "version": "17", "num_nodes": 2, "size": "db-s-2vcpu-4gb", "region": "nyc3",
				"private_network_uuid": "d455e75d-4858-4eec-8c95-da2f0a5f93a7", "tags": ["production"], "project_id": "project",
				"rules": [{"type": "tag", "value": "web", "description": "the web servers"}, {"type": "droplet", "value": "163973392"}],
				"storage_size_mib": 61440, "autoscale": {"storage": {"enabled": true, "threshold_percent": 80, "increment_gib": 10}},
				"do_settings": {"service_cnames": ["db.example.com"]},
				"backup_restore": {"database_name": "old", "backup_created_at": "2026-01-31T19:25:22Z"}}`,
			status: http.StatusCreated, answer: `{"database": ` + databaseFields + `}`, want: &database,
		},
		{
			name: "Databases.Create with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Create(ctx, &digitalocean.DatabaseCreateRequest{
					Name: "cache", Engine: digitalocean.DatabaseValkey, NumNodes: 1, Size: "db-s-1vcpu-1gb", Region: "fra1",
				})
			},
			method: "POST", path: "/v2/databases",
			body:   `{"name": "cache", "engine": "valkey", "num_nodes": 1, "size": "db-s-1vcpu-1gb", "region": "fra1"}`,
			status: http.StatusCreated, answer: `{"database": {"id": "c", "status": "creating", "tags": null}}`,
			want: &digitalocean.Database{ID: "c", Status: digitalocean.DatabaseCreating},
		},
		{
			name: "Databases.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Delete(ctx, databaseID)
			},
			method: "DELETE", path: databasePath, status: http.StatusNoContent,
		},
		{
			name:   "Databases.GetOptions",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Databases.GetOptions(ctx) },
			method: "GET", path: "/v2/databases/options",
			answer: `{"options": {"pg": {"regions": ["ams3"], "versions": ["17"], "default_version": "17", "layouts": [{"num_nodes": 1, "sizes": ["db-s-1vcpu-1gb"]}]},
				"later": {"regions": ["nyc3"]}}, "version_availability": {"pg": [{"version": "17", "default": true, "end_of_life": "2029-11-08T00:00:00Z",
				"end_of_availability": "2029-05-08T00:00:00Z"}], "valkey": [{"version": 8, "end_of_life": null}], "later": null, "note": {"a": 1}}}`,
			want: &digitalocean.DatabaseOptions{
				Options: map[digitalocean.DatabaseEngine]digitalocean.DatabaseEngineOptions{
					digitalocean.DatabasePostgreSQL: {
						Regions: []string{"ams3"}, Versions: []string{"17"}, DefaultVersion: "17",
						Layouts: []digitalocean.DatabaseLayoutOption{{NumNodes: 1, Sizes: []string{"db-s-1vcpu-1gb"}}},
					},
					"later": {Regions: []string{"nyc3"}},
				},
				VersionAvailability: map[digitalocean.DatabaseEngine][]digitalocean.DatabaseVersionAvailability{
					digitalocean.DatabasePostgreSQL: {{
						Version: "17", Default: true, EndOfLife: time.Date(2029, 11, 8, 0, 0, 0, 0, time.UTC),
						EndOfAvailability: time.Date(2029, 5, 8, 0, 0, 0, 0, time.UTC),
					}},
					digitalocean.DatabaseValkey: {{Version: "8"}},
				},
			},
		},
		{
			name: "Databases.GetCA",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.GetCA(ctx, databaseID)
			},
			method: "GET", path: databasePath + "/ca", answer: `{"ca": {"certificate": "LS0tLS1CRUdJTg=="}}`,
			want: &digitalocean.DatabaseCA{Certificate: "LS0tLS1CRUdJTg=="},
		},
		{
			name: "Databases.Migrate",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Migrate(ctx, databaseID, &digitalocean.DatabaseMigrateRequest{Region: "lon1"})
			},
			method: "PUT", path: databasePath + "/migrate", body: `{"region": "lon1"}`, status: http.StatusAccepted,
		},
		{
			name: "Databases.Resize",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Resize(ctx, databaseID, &digitalocean.DatabaseResizeRequest{Size: "db-s-4vcpu-8gb", NumNodes: 3, StorageSizeMiB: 163840})
			},
			method: "PUT", path: databasePath + "/resize", body: `{"size": "db-s-4vcpu-8gb", "num_nodes": 3, "storage_size_mib": 163840}`,
			status: http.StatusAccepted,
		},
		{
			name: "Databases.Upgrade",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Upgrade(ctx, databaseID, &digitalocean.DatabaseUpgradeRequest{Version: "18"})
			},
			method: "PUT", path: databasePath + "/upgrade", body: `{"version": "18"}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.InstallUpdate",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.InstallUpdate(ctx, databaseID)
			},
			method: "PUT", path: databasePath + "/install_update", status: http.StatusNoContent,
		},
		{
			name: "Databases.UpdateMaintenanceWindow",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.UpdateMaintenanceWindow(ctx, databaseID, &digitalocean.DatabaseUpdateMaintenanceWindowRequest{Day: "tuesday", Hour: "14:00"})
			},
			method: "PUT", path: databasePath + "/maintenance", body: `{"day": "tuesday", "hour": "14:00"}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.GetSettings",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.GetSettings(ctx, databaseID)
			},
			method: "GET", path: databasePath + "/do_settings", answer: `{"do_settings": {"service_cnames": ["db.example.com"]}}`,
			want: &digitalocean.DatabaseSettings{ServiceCNAMEs: []string{"db.example.com"}},
		},
		{
			name: "Databases.UpdateSettings",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.UpdateSettings(ctx, databaseID, &digitalocean.DatabaseUpdateSettingsRequest{
					DOSettings: digitalocean.DatabaseSettings{ServiceCNAMEs: []string{"db.example.com"}},
				})
			},
			method: "PUT", path: databasePath + "/do_settings", body: `{"do_settings": {"service_cnames": ["db.example.com"]}}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.UpdateSettings to none",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.UpdateSettings(ctx, databaseID, &digitalocean.DatabaseUpdateSettingsRequest{
					DOSettings: digitalocean.DatabaseSettings{ServiceCNAMEs: []string{}},
				})
			},
			method: "PUT", path: databasePath + "/do_settings", body: `{"do_settings": {"service_cnames": []}}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.ListBackups",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.ListBackups(ctx, databaseID)
			},
			method: "GET", path: databasePath + "/backups",
			answer: `{"backups": [{"created_at": "2026-01-11T18:42:27Z", "size_gigabytes": 0.03357696, "incremental": true}],
				"scheduled_backup_time": {"backup_hour": 20, "backup_minute": 40, "backup_interval_hours": 24}, "backup_progress": "36"}`,
			want: &digitalocean.DatabaseBackups{
				Backups:             []digitalocean.DatabaseBackup{{CreatedAt: time.Date(2026, 1, 11, 18, 42, 27, 0, time.UTC), SizeGigabytes: 0.03357696, Incremental: true}},
				ScheduledBackupTime: &digitalocean.DatabaseScheduledBackupTime{BackupHour: 20, BackupMinute: 40, BackupIntervalHours: 24},
				BackupProgress:      "36",
			},
		},
		{
			name: "Databases.ListEvents",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.ListEvents(ctx, databaseID)
			},
			method: "GET", path: databasePath + "/events",
			answer: `{"events": [{"id": "pe8u2huh", "cluster_name": "backend", "event_type": "cluster_create", "create_time": "2026-10-29T15:57:38Z"}]}`,
			want: []digitalocean.DatabaseEvent{{
				ID: "pe8u2huh", ClusterName: "backend", EventType: digitalocean.DatabaseEventCreate, CreateTime: time.Date(2026, 10, 29, 15, 57, 38, 0, time.UTC),
			}},
		},
		{
			name: "Databases.GetEvictionPolicy",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.GetEvictionPolicy(ctx, databaseID)
			},
			method: "GET", path: databasePath + "/eviction_policy", answer: `{"eviction_policy": "allkeys_lru"}`, want: digitalocean.DatabaseAllKeysLRU,
		},
		{
			name: "Databases.UpdateEvictionPolicy",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.UpdateEvictionPolicy(ctx, databaseID, &digitalocean.DatabaseUpdateEvictionPolicyRequest{
					EvictionPolicy: digitalocean.DatabaseVolatileTTL,
				})
			},
			method: "PUT", path: databasePath + "/eviction_policy", body: `{"eviction_policy": "volatile_ttl"}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.GetSQLMode",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.GetSQLMode(ctx, databaseID)
			},
			method: "GET", path: databasePath + "/sql_mode", answer: `{"sql_mode": "ANSI,NO_ZERO_DATE"}`, want: "ANSI,NO_ZERO_DATE",
		},
		{
			name: "Databases.UpdateSQLMode",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.UpdateSQLMode(ctx, databaseID, &digitalocean.DatabaseUpdateSQLModeRequest{SQLMode: "ANSI"})
			},
			method: "PUT", path: databasePath + "/sql_mode", body: `{"sql_mode": "ANSI"}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.GetAutoscale",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.GetAutoscale(ctx, databaseID)
			},
			method: "GET", path: databasePath + "/autoscale",
			answer: `{"autoscale": {"storage": {"enabled": true, "threshold_percent": 80, "increment_gib": 10}}}`,
			want: &digitalocean.DatabaseAutoscale{
				Storage: &digitalocean.DatabaseStorageAutoscale{Enabled: true, ThresholdPercent: 80, IncrementGiB: 10},
			},
		},
		{
			name: "Databases.UpdateAutoscale",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.UpdateAutoscale(ctx, databaseID, &digitalocean.DatabaseUpdateAutoscaleRequest{
					Storage: &digitalocean.DatabaseStorageAutoscale{},
				})
			},
			method: "PUT", path: databasePath + "/autoscale", body: `{"storage": {"enabled": false}}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.GetMetricsCredentials",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.GetMetricsCredentials(ctx)
			},
			method: "GET", path: "/v2/databases/metrics/credentials",
			answer: `{"credentials": {"basic_auth_username": "metrics", "basic_auth_password": "s3cret"}}`,
			want:   &digitalocean.DatabaseMetricsCredentials{BasicAuthUsername: "metrics", BasicAuthPassword: digitalocean.NewSecret("s3cret")},
		},
		{
			name: "Databases.GetMetricsCredentials as they are described",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.GetMetricsCredentials(ctx)
			},
			method: "GET", path: "/v2/databases/metrics/credentials",
			answer: `{"credentials": {"credentials": {"basic_auth_username": "metrics", "basic_auth_password": "s3cret"}}}`,
			want:   &digitalocean.DatabaseMetricsCredentials{BasicAuthUsername: "metrics", BasicAuthPassword: digitalocean.NewSecret("s3cret")},
		},
		{
			name: "Databases.UpdateMetricsCredentials",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.UpdateMetricsCredentials(ctx, &digitalocean.DatabaseUpdateMetricsCredentialsRequest{
					Credentials: digitalocean.DatabaseMetricsCredentials{BasicAuthUsername: "metrics", BasicAuthPassword: digitalocean.NewSecret("s3cret")},
				})
			},
			method: "PUT", path: "/v2/databases/metrics/credentials",
			body: `{"credentials": {"basic_auth_username": "metrics", "basic_auth_password": "s3cret"}}`, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDatabaseCAPEM(t *testing.T) {
	pem, err := (&digitalocean.DatabaseCA{Certificate: "LS0tLS1CRUdJTg=="}).PEM()
	require.NoError(t, err)
	require.Equal(t, "-----BEGIN", string(pem))
	_, err = (&digitalocean.DatabaseCA{Certificate: "no base64"}).PEM()
	require.ErrorContains(t, err, "digitalocean: decode the CA certificate: ")
}

// None of what is shown of a cluster, with every verb and in a log, has a password in it.
func TestDatabaseCredentialsDoNotPrint(t *testing.T) {
	values := []any{
		database, &database, *database.Connection, databaseUser, databaseReplica, databasePool,
		digitalocean.DatabaseMetricsCredentials{BasicAuthPassword: digitalocean.NewSecret("s3cret")}, digitalocean.VectorDatabaseCredentials{APIToken: digitalocean.NewSecret("s3cret")},
		digitalocean.DatabaseOnlineMigrationStartRequest{Source: digitalocean.DatabaseOnlineMigrationSource{Password: digitalocean.NewSecret("s3cret")}},
		digitalocean.DatabaseLogSinkRsyslogConfig{Logline: digitalocean.NewSecret("s3cret"), SD: digitalocean.NewSecret("s3cret"), Key: digitalocean.NewSecret("s3cret"), Cert: digitalocean.NewSecret("s3cret")},
		digitalocean.DatabaseLogSinkOpenSearchConfig{URL: digitalocean.NewSecret("https://u:s3cret@example.com")}, digitalocean.DatabaseLogSinkDatadogConfig{DatadogAPIKey: digitalocean.NewSecret("s3cret")},
		digitalocean.DatabaseLogSink{Config: digitalocean.DatabaseLogsToDatadog(digitalocean.DatabaseLogSinkDatadogConfig{DatadogAPIKey: digitalocean.NewSecret("s3cret")})},
	}
	for _, value := range values {
		var out strings.Builder
		slog.New(slog.NewTextHandler(&out, nil)).Info("shown", "value", value)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%t"} {
			_, _ = fmt.Fprintf(&out, verb, value)
		}
		for _, secret := range []string{"s3cret", "jge5lfxtzhx42iff", "-----BEGIN"} {
			require.NotContains(t, out.String(), secret, "%T", value)
		}
	}
	require.Equal(t, "s3cret", database.Connection.Password.Reveal())
	require.Contains(t, fmt.Sprintf("%+v", *database.Connection), "{URI:[redacted] Database:defaultdb Host:public Port:25060 User:doadmin")
}

// What begins something is sent once: a second request would be refused, or begin it again, although the first was carried
// out.
func TestDatabaseActionsAreSentOnce(t *testing.T) {
	for name, act := range map[string]func(ctx context.Context, s *digitalocean.DatabasesService) error{
		"Migrate": func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.Migrate(ctx, databaseID, &digitalocean.DatabaseMigrateRequest{Region: "lon1"})
		},
		"Resize": func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.Resize(ctx, databaseID, &digitalocean.DatabaseResizeRequest{Size: "db-s-4vcpu-8gb", NumNodes: 3})
		},
		"Upgrade": func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.Upgrade(ctx, databaseID, &digitalocean.DatabaseUpgradeRequest{Version: "18"})
		},
		"InstallUpdate": func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.InstallUpdate(ctx, databaseID)
		},
		"OnlineMigrations.Start": func(ctx context.Context, s *digitalocean.DatabasesService) error {
			_, err := s.OnlineMigrations.Start(ctx, databaseID, &digitalocean.DatabaseOnlineMigrationStartRequest{})
			return err
		},
		"Replicas.Promote": func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.Replicas.Promote(ctx, databaseID, "read-1")
		},
	} {
		t.Run(name, func(t *testing.T) {
			var sent atomic.Int32
			client := serve(t, func(http.ResponseWriter, *http.Request) {
				sent.Add(1)
				panic(http.ErrAbortHandler)
			}, digitalocean.WithClock(&recordingClock{}))
			require.ErrorIs(t, act(t.Context(), client.Databases), digitalocean.ErrOutcomeUnknown)
			require.EqualValues(t, 1, sent.Load())
		})
	}
}

func TestDatabaseWaitOnline(t *testing.T) {
	cluster := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.Database, error) {
		return c.Databases.WaitOnline(ctx, "d1")
	})
	replica := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.DatabaseReplica, error) {
		return c.Databases.Replicas.WaitOnline(ctx, "d1", "read 1")
	})
	migration := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.DatabaseOnlineMigration, error) {
		return c.Databases.OnlineMigrations.Wait(ctx, "d1")
	})
	of := func(format string, statuses ...string) (answers []string) {
		for _, status := range statuses {
			answers = append(answers, fmt.Sprintf(format, status))
		}
		return answers
	}
	const (
		clusterFormat   = `{"database": {"id": "d1", "status": %q}}`
		replicaFormat   = `{"replica": {"name": "read 1", "status": %q}}`
		migrationFormat = `{"id": "m1", "status": %q}`
	)
	for _, w := range []waiting{
		{
			name: "cluster", wait: cluster, uri: "/v2/databases/d1",
			answers: of(clusterFormat, "creating", "forking", "resizing", "migrating", "later", "online"),
			want:    &digitalocean.Database{ID: "d1", Status: digitalocean.DatabaseOnline},
		},
		{
			name: "replica", wait: replica, uri: "/v2/databases/d1/replicas/read%201", answers: of(replicaFormat, "forking", "creating", "online"),
			want: &digitalocean.DatabaseReplica{Name: "read 1", Status: digitalocean.DatabaseOnline},
		},
		{
			name: "replica by the other name", wait: replica, uri: "/v2/databases/d1/replicas/read%201", answers: of(replicaFormat, "forking", "active"),
			want: &digitalocean.DatabaseReplica{Name: "read 1", Status: "active"},
		},
		{
			name: "migration", wait: migration, uri: "/v2/databases/d1/online-migration", answers: of(migrationFormat, "running", "syncing", "done"),
			want: &digitalocean.DatabaseOnlineMigration{ID: "m1", Status: digitalocean.DatabaseOnlineMigrationDone},
		},
		{
			name: "migration that fails", wait: migration, uri: "/v2/databases/d1/online-migration", answers: of(migrationFormat, "running", "error"),
			fails: "digitalocean: online migration m1 has the status error and will not be done",
			as: &digitalocean.DatabaseOnlineMigrationError{
				OnlineMigration: digitalocean.DatabaseOnlineMigration{ID: "m1", Status: digitalocean.DatabaseOnlineMigrationErrored},
			},
		},
		{
			name: "migration that is stopped", wait: migration, uri: "/v2/databases/d1/online-migration", answers: of(migrationFormat, "syncing", "canceled"),
			fails: "digitalocean: online migration m1 has the status canceled and will not be done",
			as: &digitalocean.DatabaseOnlineMigrationError{
				OnlineMigration: digitalocean.DatabaseOnlineMigration{ID: "m1", Status: digitalocean.DatabaseOnlineMigrationCanceled},
			},
		},
	} {
		t.Run(w.name, w.do)
	}
}

func TestDatabaseWaitOnlineOfNone(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "cluster not found"}`)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.Databases.WaitOnline(t.Context(), databaseID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	_, err = client.Databases.Replicas.WaitOnline(t.Context(), databaseID, "read-1")
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	_, err = client.Databases.OnlineMigrations.Wait(t.Context(), databaseID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}
