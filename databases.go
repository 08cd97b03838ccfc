package digitalocean

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// DatabasesService manages database clusters. What a cluster has inside is in the services below; not every engine has all of
// it. A token without the scope database:view_credentials gets no passwords.
type DatabasesService struct {
	DBs              *DatabaseDBsService
	FirewallRules    *DatabaseFirewallRulesService
	Indexes          *DatabaseIndexesService
	LogSinks         *DatabaseLogSinksService
	OnlineMigrations *DatabaseOnlineMigrationsService
	Pools            *DatabasePoolsService
	Replicas         *DatabaseReplicasService
	SchemaRegistry   *DatabaseSchemaRegistryService
	Topics           *DatabaseTopicsService
	Users            *DatabaseUsersService

	client *Client
}

// List lists the database clusters of the account.
//
// DigitalOcean: GET /v2/databases (databases_list_clusters)
func (s *DatabasesService) List(ctx context.Context, options *DatabaseListOptions, opts ...CallOption) ([]Database, error) {
	return fetchAll[Database](ctx, s.client, get("/v2/databases").with(options), "databases", opts)
}

// Get returns a database cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid} (databases_get_cluster)
func (s *DatabasesService) Get(ctx context.Context, id string, opts ...CallOption) (*Database, error) {
	return fetch[Database](ctx, s.client, get("/v2/databases/{database_cluster_uuid}", id), "database", opts)
}

// Create begins to create a database cluster, empty or from a backup of another one. GetOptions says what there is to choose
// from. It takes some minutes: WaitOnline waits. A new cluster lets everyone in who has a password, unless the request has
// Rules. Caching clusters can no longer be created.
//
// DigitalOcean: POST /v2/databases (databases_create_cluster)
func (s *DatabasesService) Create(ctx context.Context, request *DatabaseCreateRequest, opts ...CallOption) (*Database, error) {
	return fetch[Database](ctx, s.client, post("/v2/databases").sending(request), "database", opts)
}

// Delete deletes a database cluster with its data and its backups.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid} (databases_destroy_cluster)
func (s *DatabasesService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}", id), opts)
}

// GetOptions returns the regions, versions and sizes that each engine can be had in.
//
// DigitalOcean: GET /v2/databases/options (databases_list_options)
func (s *DatabasesService) GetOptions(ctx context.Context, opts ...CallOption) (*DatabaseOptions, error) {
	return fetch[DatabaseOptions](ctx, s.client, get("/v2/databases/options"), "", opts)
}

// GetConfig returns the configuration of a cluster of any engine, also the fields that this library does not know. Each engine
// has a method of its own, such as GetMySQLConfig, which returns a struct.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/config (databases_get_config)
func (s *DatabasesService) GetConfig(ctx context.Context, id string, opts ...CallOption) (*DatabaseConfig, error) {
	return fetch[DatabaseConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/config", id), "config", opts)
}

// UpdateConfig changes the fields of a cluster's configuration that the request has, and leaves the others as they are. Each
// engine has a method of its own, such as [DatabasesService.UpdateMySQLConfig].
//
// DigitalOcean: PATCH /v2/databases/{database_cluster_uuid}/config (databases_patch_config)
func (s *DatabasesService) UpdateConfig(ctx context.Context, id string, request *DatabaseUpdateConfigRequest, opts ...CallOption) error {
	return run(ctx, s.client, patch("/v2/databases/{database_cluster_uuid}/config", id).sending(request), opts)
}

// GetCA returns the certificate of the authority that has signed those of a cluster. Clients check the cluster with it.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/ca (databases_get_ca)
func (s *DatabasesService) GetCA(ctx context.Context, id string, opts ...CallOption) (*DatabaseCA, error) {
	return fetch[DatabaseCA](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/ca", id), "ca", opts)
}

// Migrate begins to move a cluster to another region. WaitOnline waits until it is there. It is not repeated on its own when
// its answer is lost: the error then matches [ErrOutcomeUnknown], and the status of the cluster tells.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/migrate (databases_update_region)
func (s *DatabasesService) Migrate(ctx context.Context, id string, request *DatabaseMigrateRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/migrate", id).sending(request).once(), opts)
}

// Resize begins to change the size, the number of nodes or the storage of a cluster. WaitOnline waits until it is done. It is
// not repeated on its own when its answer is lost: the error then matches [ErrOutcomeUnknown], and the status of the cluster
// tells.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/resize (databases_update_clusterSize)
func (s *DatabasesService) Resize(ctx context.Context, id string, request *DatabaseResizeRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/resize", id).sending(request).once(), opts)
}

// Upgrade begins to upgrade a cluster to a newer major version. It cannot go back. It is not repeated on its own when its
// answer is lost: the error then matches [ErrOutcomeUnknown].
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/upgrade (databases_update_major_version)
func (s *DatabasesService) Upgrade(ctx context.Context, id string, request *DatabaseUpgradeRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/upgrade", id).sending(request).once(), opts)
}

// InstallUpdate begins to install the updates that wait for the maintenance window; the cluster's MaintenanceWindow lists them.
// It is not repeated on its own when its answer is lost: the error then matches [ErrOutcomeUnknown].
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/install_update (databases_install_update)
func (s *DatabasesService) InstallUpdate(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/install_update", id).once(), opts)
}

// UpdateMaintenanceWindow sets when updates are installed.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/maintenance (databases_update_maintenanceWindow)
func (s *DatabasesService) UpdateMaintenanceWindow(ctx context.Context, id string, request *DatabaseUpdateMaintenanceWindowRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/maintenance", id).sending(request), opts)
}

// GetSettings returns the names of your own that a cluster has.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/do_settings (databases_get_do_settings)
func (s *DatabasesService) GetSettings(ctx context.Context, id string, opts ...CallOption) (*DatabaseSettings, error) {
	return fetch[DatabaseSettings](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/do_settings", id), "do_settings", opts)
}

// UpdateSettings replaces the names of your own that a cluster has: those that the request leaves out are gone. The nodes are
// replaced one by one, as their certificate has the names.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/do_settings (databases_update_do_settings)
func (s *DatabasesService) UpdateSettings(ctx context.Context, id string, request *DatabaseUpdateSettingsRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/do_settings", id).sending(request), opts)
}

// ListBackups lists the backups of a cluster, and says when they are made. Caching and Valkey clusters have none. To restore
// one, create a cluster with it as BackupRestore.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/backups (databases_list_backups)
func (s *DatabasesService) ListBackups(ctx context.Context, id string, opts ...CallOption) (*DatabaseBackups, error) {
	return fetch[DatabaseBackups](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/backups", id), "", opts)
}

// ListEvents lists what has happened to a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/events (databases_list_events_logs)
func (s *DatabasesService) ListEvents(ctx context.Context, id string, opts ...CallOption) ([]DatabaseEvent, error) {
	return fetchAll[DatabaseEvent](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/events", id), "events", opts)
}

// GetEvictionPolicy returns what a Caching or Valkey cluster drops when its memory is full.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/eviction_policy (databases_get_evictionPolicy)
func (s *DatabasesService) GetEvictionPolicy(ctx context.Context, id string, opts ...CallOption) (DatabaseEvictionPolicy, error) {
	return fetchValue[DatabaseEvictionPolicy](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/eviction_policy", id), "eviction_policy", opts)
}

// UpdateEvictionPolicy sets what a Caching or Valkey cluster drops when its memory is full.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/eviction_policy (databases_update_evictionPolicy)
func (s *DatabasesService) UpdateEvictionPolicy(ctx context.Context, id string, request *DatabaseUpdateEvictionPolicyRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/eviction_policy", id).sending(request), opts)
}

// GetSQLMode returns the SQL modes of a MySQL cluster, separated by commas.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/sql_mode (databases_get_sql_mode)
func (s *DatabasesService) GetSQLMode(ctx context.Context, id string, opts ...CallOption) (string, error) {
	return fetchValue[string](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/sql_mode", id), "sql_mode", opts)
}

// UpdateSQLMode replaces the SQL modes of a MySQL cluster.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/sql_mode (databases_update_sql_mode)
func (s *DatabasesService) UpdateSQLMode(ctx context.Context, id string, request *DatabaseUpdateSQLModeRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/sql_mode", id).sending(request), opts)
}

// GetAutoscale returns when a cluster gets more storage on its own.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/autoscale (databases_get_autoscale)
func (s *DatabasesService) GetAutoscale(ctx context.Context, id string, opts ...CallOption) (*DatabaseAutoscale, error) {
	return fetch[DatabaseAutoscale](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/autoscale", id), "autoscale", opts)
}

// UpdateAutoscale sets when a cluster gets more storage on its own.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/autoscale (databases_update_autoscale)
func (s *DatabasesService) UpdateAutoscale(ctx context.Context, id string, request *DatabaseUpdateAutoscaleRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/autoscale", id).sending(request), opts)
}

// GetMetricsCredentials returns the credentials for the metrics of all clusters, which are at their MetricsEndpoints.
//
// DigitalOcean: GET /v2/databases/metrics/credentials (databases_get_cluster_metrics_credentials)
func (s *DatabasesService) GetMetricsCredentials(ctx context.Context, opts ...CallOption) (*DatabaseMetricsCredentials, error) {
	return fetchWith(ctx, s.client, get("/v2/databases/metrics/credentials"), decodeMetricsCredentials, opts)
}

// UpdateMetricsCredentials replaces the credentials for the metrics of all clusters.
//
// DigitalOcean: PUT /v2/databases/metrics/credentials (databases_update_cluster_metrics_credentials)
func (s *DatabasesService) UpdateMetricsCredentials(ctx context.Context, request *DatabaseUpdateMetricsCredentialsRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/metrics/credentials").sending(request), opts)
}

// WaitOnline waits until a cluster is online, after it was created, resized or migrated, and returns it. The API has no status
// for a cluster that failed, so bound the wait with ctx. One that does not exist, or no longer, ends it with an error that
// matches [ErrNotFound].
func (s *DatabasesService) WaitOnline(ctx context.Context, id string, opts ...CallOption) (*Database, error) {
	var cluster *Database
	err := s.client.waitFor(ctx, "database cluster "+id, opts, func() (done bool, err error) {
		if cluster, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return cluster.Status == DatabaseOnline, nil
	})
	if err != nil {
		return nil, err
	}
	return cluster, nil
}

// decodeMetricsCredentials reads credentials. The description of the API has them inside two objects of the name credentials,
// its example inside one: both are read.
func decodeMetricsCredentials(body []byte, credentials *DatabaseMetricsCredentials) error {
	var answer struct {
		DatabaseMetricsCredentials
		Inner DatabaseMetricsCredentials `json:"credentials"`
	}
	if err := decodeOne(body, "credentials", &answer); err != nil {
		return err
	}
	*credentials = answer.DatabaseMetricsCredentials
	if *credentials == (DatabaseMetricsCredentials{}) {
		*credentials = answer.Inner
	}
	return nil
}

// DatabaseListOptions select database clusters.
type DatabaseListOptions struct {
	Tag string `url:"tag_name,omitempty"` // only those with the tag; needs the scope tag:read
}

// DatabaseCreateRequest describes a database cluster to create.
type DatabaseCreateRequest struct {
	Name               string                        `json:"name"` // unique in the account
	Engine             DatabaseEngine                `json:"engine"`
	Version            string                        `json:"version,omitzero"` // of the engine, such as "17"; empty means its default
	NumNodes           int                           `json:"num_nodes"`
	Size               string                        `json:"size"`                          // slug, such as "db-s-2vcpu-4gb"
	Region             string                        `json:"region"`                        // slug
	PrivateNetworkUUID string                        `json:"private_network_uuid,omitzero"` // of a VPC; empty means the region's default VPC
	Tags               []string                      `json:"tags,omitzero"`                 // needs the scope tag:create
	ProjectID          string                        `json:"project_id,omitzero"`           // empty means the default project
	Rules              []DatabaseFirewallRuleRequest `json:"rules,omitzero"`                // who may connect; empty means everyone
	StorageSizeMiB     int                           `json:"storage_size_mib,omitzero"`     // 0 means what the size has
	Autoscale          *DatabaseAutoscale            `json:"autoscale,omitzero"`
	DOSettings         *DatabaseSettings             `json:"do_settings,omitzero"`
	BackupRestore      *DatabaseBackupRestore        `json:"backup_restore,omitzero"` // the backup to begin with; nil means an empty cluster
}

// DatabaseBackupRestore names a backup.
type DatabaseBackupRestore struct {
	DatabaseName    string    `json:"database_name"`              // of the cluster that it is of
	BackupCreatedAt time.Time `json:"backup_created_at,omitzero"` // zero means the latest
}

// DatabaseMigrateRequest says where a cluster is to go.
type DatabaseMigrateRequest struct {
	Region string `json:"region"` // slug
}

// DatabaseResizeRequest says how large a cluster is to be.
type DatabaseResizeRequest struct {
	Size           string `json:"size"`                      // slug, also where it does not change
	NumNodes       int    `json:"num_nodes"`                 // also where it does not change
	StorageSizeMiB int    `json:"storage_size_mib,omitzero"` // 0 leaves it as it is
}

// DatabaseUpgradeRequest names the version that a cluster is to have.
type DatabaseUpgradeRequest struct {
	Version string `json:"version,omitzero"` // a major version, such as "17"
}

// DatabaseUpdateMaintenanceWindowRequest says when updates are to be installed.
type DatabaseUpdateMaintenanceWindowRequest struct {
	Day  string `json:"day"`  // in lower case, such as "tuesday"
	Hour string `json:"hour"` // in UTC, such as "14:00"
}

// DatabaseUpdateSettingsRequest holds the names of your own that a cluster is to have.
type DatabaseUpdateSettingsRequest struct {
	DOSettings DatabaseSettings `json:"do_settings"`
}

// DatabaseUpdateEvictionPolicyRequest says what a cluster is to drop.
type DatabaseUpdateEvictionPolicyRequest struct {
	EvictionPolicy DatabaseEvictionPolicy `json:"eviction_policy"`
}

// DatabaseUpdateSQLModeRequest holds the SQL modes that a cluster is to have.
type DatabaseUpdateSQLModeRequest struct {
	SQLMode string `json:"sql_mode"` // separated by commas, such as "ANSI,STRICT_ALL_TABLES"
}

// DatabaseUpdateAutoscaleRequest says when a cluster is to get more storage. It has the fields of a [DatabaseAutoscale].
type DatabaseUpdateAutoscaleRequest DatabaseAutoscale

// DatabaseUpdateMetricsCredentialsRequest holds new credentials for the metrics of all clusters.
type DatabaseUpdateMetricsCredentialsRequest struct {
	Credentials DatabaseMetricsCredentials `json:"credentials,omitzero"`
}

// Database is a database cluster.
type Database struct {
	ID                       string                     `json:"id"`
	Name                     string                     `json:"name"`
	Engine                   DatabaseEngine             `json:"engine"`
	Version                  string                     `json:"version"`                   // such as "17"
	SemanticVersion          string                     `json:"semantic_version,omitzero"` // such as "17.2"
	NumNodes                 int                        `json:"num_nodes"`
	Size                     string                     `json:"size"`   // slug
	Region                   string                     `json:"region"` // slug
	Status                   DatabaseStatus             `json:"status"`
	CreatedAt                time.Time                  `json:"created_at,omitzero"`
	PrivateNetworkUUID       string                     `json:"private_network_uuid,omitzero"` // its VPC
	Tags                     []string                   `json:"tags,omitzero"`                 // needs the scope tag:read
	DBNames                  []string                   `json:"db_names,omitzero"`             // the databases in it; empty until it is online
	Connection               *DatabaseConnection        `json:"connection,omitzero"`
	PrivateConnection        *DatabaseConnection        `json:"private_connection,omitzero"` // from its VPC
	StandbyConnection        *DatabaseConnection        `json:"standby_connection,omitzero"` // to read from the standby nodes; nil without them
	StandbyPrivateConnection *DatabaseConnection        `json:"standby_private_connection,omitzero"`
	UIConnection             *DatabaseConnection        `json:"ui_connection,omitzero"`              // of OpenSearch's dashboard
	SchemaRegistryConnection *DatabaseConnection        `json:"schema_registry_connection,omitzero"` // of Kafka, where it has a registry
	Users                    []DatabaseUser             `json:"users,omitzero"`
	MaintenanceWindow        *DatabaseMaintenanceWindow `json:"maintenance_window,omitzero"`
	ProjectID                string                     `json:"project_id,omitzero"` // needs the scope project:read
	Rules                    []DatabaseFirewallRule     `json:"rules,omitzero"`
	VersionEndOfLife         time.Time                  `json:"version_end_of_life,omitzero"`         // zero when no date is set
	VersionEndOfAvailability time.Time                  `json:"version_end_of_availability,omitzero"` // for new clusters; zero when no date is set
	StorageSizeMiB           int                        `json:"storage_size_mib,omitzero"`
	MetricsEndpoints         []DatabaseServiceEndpoint  `json:"metrics_endpoints,omitzero"` // of the primary node and then of the standby nodes
	DOSettings               *DatabaseSettings          `json:"do_settings,omitzero"`
}

// DatabaseConnection says how to connect to a cluster or a part of it. The user and the password are those of its primary user.
type DatabaseConnection struct {
	URI      Secret `json:"uri"`               // holds the password, and all of the below
	Database string `json:"database,omitzero"` // the one to begin with
	Host     string `json:"host"`
	Port     int    `json:"port"`
	User     string `json:"user"`
	Password Secret `json:"password"`
	SSL      bool   `json:"ssl"` // whether it has to be with TLS
}

// DatabaseServiceEndpoint is where a cluster offers something besides its databases.
type DatabaseServiceEndpoint struct {
	Host string `json:"host"`
	Port int    `json:"port"`
}

// DatabaseMaintenanceWindow is when the updates of a cluster are installed.
type DatabaseMaintenanceWindow struct {
	Day         string   `json:"day"`                  // in lower case, such as "tuesday"
	Hour        string   `json:"hour"`                 // in UTC, such as "14:00" or "14:00:00"
	Pending     bool     `json:"pending"`              // whether there are updates to install
	Description []string `json:"description,omitzero"` // the updates
}

// DatabaseSettings holds the names of your own that a cluster or a replica has. Its certificate is good for them.
type DatabaseSettings struct {
	ServiceCNAMEs []string `json:"service_cnames,omitzero"` // such as "db.example.com", 16 at most; your DNS leads from them to the cluster
}

// DatabaseAutoscale says when a cluster grows on its own.
type DatabaseAutoscale struct {
	Storage *DatabaseStorageAutoscale `json:"storage,omitzero"`
}

// DatabaseStorageAutoscale says when a cluster gets more storage, and how much.
type DatabaseStorageAutoscale struct {
	Enabled          bool `json:"enabled"`
	ThresholdPercent int  `json:"threshold_percent,omitzero"` // of the storage in use, 15 to 95
	IncrementGiB     int  `json:"increment_gib,omitzero"`     // 10 to 500
}

// DatabaseMetricsCredentials are what the metrics of all clusters ask for, by HTTP basic authentication.
type DatabaseMetricsCredentials struct {
	BasicAuthUsername string `json:"basic_auth_username,omitzero"`
	BasicAuthPassword Secret `json:"basic_auth_password,omitzero"`
}

// DatabaseCA is the certificate that clients check a cluster with. It is public.
type DatabaseCA struct {
	Certificate string `json:"certificate"` // PEM, and that in base64
}

// PEM returns the certificate in PEM, as a file for a client has it.
func (c *DatabaseCA) PEM() ([]byte, error) {
	pem, err := base64.StdEncoding.DecodeString(c.Certificate)
	if err != nil {
		return nil, fmt.Errorf("digitalocean: decode the CA certificate: %w", err)
	}
	return pem, nil
}

// DatabaseBackups are the backups of a cluster.
type DatabaseBackups struct {
	Backups             []DatabaseBackup             `json:"backups,omitzero"`
	ScheduledBackupTime *DatabaseScheduledBackupTime `json:"scheduled_backup_time,omitzero"`
	BackupProgress      string                       `json:"backup_progress,omitzero"` // percent, such as "36"; empty when none is being made
}

// DatabaseBackup is a backup of a cluster. CreatedAt tells it from the others.
type DatabaseBackup struct {
	CreatedAt     time.Time `json:"created_at,omitzero"`
	SizeGigabytes float64   `json:"size_gigabytes"`
	Incremental   bool      `json:"incremental"` // only with MySQL
}

// DatabaseScheduledBackupTime is when the backups of a cluster are made.
type DatabaseScheduledBackupTime struct {
	BackupHour          int `json:"backup_hour"` // in UTC
	BackupMinute        int `json:"backup_minute"`
	BackupIntervalHours int `json:"backup_interval_hours"`
}

// DatabaseEvent is something that has happened to a cluster.
type DatabaseEvent struct {
	ID          string            `json:"id"`
	ClusterName string            `json:"cluster_name"`
	EventType   DatabaseEventType `json:"event_type"`
	CreateTime  time.Time         `json:"create_time,omitzero"`
}

// DatabaseOptions is what can be chosen for a cluster, by engine.
type DatabaseOptions struct {
	Options             map[DatabaseEngine]DatabaseEngineOptions         `json:"options,omitzero"`
	VersionAvailability map[DatabaseEngine][]DatabaseVersionAvailability `json:"version_availability,omitzero"`
}

// UnmarshalJSON passes over what stands among the engines and is no list of versions.
func (o *DatabaseOptions) UnmarshalJSON(text []byte) error {
	var read struct {
		Options             map[DatabaseEngine]DatabaseEngineOptions `json:"options"`
		VersionAvailability map[DatabaseEngine]jsontext.Value        `json:"version_availability"`
	}
	if err := decode(func(opts ...json.Options) error { return json.Unmarshal(text, &read, opts...) }); err != nil {
		return err
	}
	*o = DatabaseOptions{Options: read.Options}
	for engine, list := range read.VersionAvailability {
		if list.Kind() != '[' {
			continue
		}
		var versions []DatabaseVersionAvailability
		if err := decode(func(opts ...json.Options) error { return json.Unmarshal(list, &versions, opts...) }); err != nil {
			return err
		}
		if o.VersionAvailability == nil {
			o.VersionAvailability = make(map[DatabaseEngine][]DatabaseVersionAvailability, len(read.VersionAvailability))
		}
		o.VersionAvailability[engine] = versions
	}
	return nil
}

// DatabaseEngineOptions is what can be chosen for a cluster of an engine.
type DatabaseEngineOptions struct {
	Regions        []string               `json:"regions,omitzero"` // slugs
	Versions       []string               `json:"versions,omitzero"`
	DefaultVersion string                 `json:"default_version,omitzero"`
	Layouts        []DatabaseLayoutOption `json:"layouts,omitzero"`
}

// DatabaseLayoutOption is a number of nodes, with the sizes that they can have.
type DatabaseLayoutOption struct {
	NumNodes int      `json:"num_nodes"`
	Sizes    []string `json:"sizes,omitzero"` // slugs
}

// DatabaseVersionAvailability says how long there is a version.
type DatabaseVersionAvailability struct {
	Version           string    `json:"version"`
	Default           bool      `json:"default"`
	EndOfLife         time.Time `json:"end_of_life,omitzero"`         // zero when no date is set
	EndOfAvailability time.Time `json:"end_of_availability,omitzero"` // for new clusters; zero when no date is set
}

// DatabaseEngine is the software that a cluster runs.
type DatabaseEngine string

const (
	DatabasePostgreSQL         DatabaseEngine = "pg"
	DatabaseMySQL              DatabaseEngine = "mysql"
	DatabaseRedis              DatabaseEngine = "redis" // Caching: there are no new ones
	DatabaseValkey             DatabaseEngine = "valkey"
	DatabaseMongoDB            DatabaseEngine = "mongodb"
	DatabaseKafka              DatabaseEngine = "kafka"
	DatabaseOpenSearch         DatabaseEngine = "opensearch"
	DatabaseAdvancedPostgreSQL DatabaseEngine = "advanced_pg"
	DatabaseAdvancedMySQL      DatabaseEngine = "advanced_mysql" // one or three nodes
)

// DatabaseStatus is what a cluster or a replica is at.
type DatabaseStatus string

const (
	DatabaseCreating  DatabaseStatus = "creating"
	DatabaseOnline    DatabaseStatus = "online"
	DatabaseResizing  DatabaseStatus = "resizing"
	DatabaseMigrating DatabaseStatus = "migrating"
	DatabaseForking   DatabaseStatus = "forking" // a copy of another one is being made
)

// DatabaseEvictionPolicy is what a Caching or Valkey cluster drops when its memory is full.
type DatabaseEvictionPolicy string

const (
	DatabaseNoEviction     DatabaseEvictionPolicy = "noeviction"  // nothing: writes fail
	DatabaseAllKeysLRU     DatabaseEvictionPolicy = "allkeys_lru" // the key that was not used for the longest time
	DatabaseAllKeysRandom  DatabaseEvictionPolicy = "allkeys_random"
	DatabaseVolatileLRU    DatabaseEvictionPolicy = "volatile_lru" // of the keys that expire, as with those below
	DatabaseVolatileRandom DatabaseEvictionPolicy = "volatile_random"
	DatabaseVolatileTTL    DatabaseEvictionPolicy = "volatile_ttl" // the key that expires next
)

// DatabaseEventType is what has happened to a cluster.
type DatabaseEventType string

const (
	DatabaseEventMaintenance     DatabaseEventType = "cluster_maintenance_perform"
	DatabaseEventMasterPromotion DatabaseEventType = "cluster_master_promotion" // a standby node took over
	DatabaseEventCreate          DatabaseEventType = "cluster_create"
	DatabaseEventUpdate          DatabaseEventType = "cluster_update"
	DatabaseEventDelete          DatabaseEventType = "cluster_delete"
	DatabaseEventPowerOn         DatabaseEventType = "cluster_poweron"
	DatabaseEventPowerOff        DatabaseEventType = "cluster_poweroff"
)
