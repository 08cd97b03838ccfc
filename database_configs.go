package digitalocean

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// GetMySQLConfig returns the configuration of a MySQL cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/config (databases_get_config)
func (s *DatabasesService) GetMySQLConfig(ctx context.Context, clusterID string, opts ...CallOption) (*MySQLConfig, error) {
	return fetch[MySQLConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/config", clusterID), "config", opts)
}

// GetPostgreSQLConfig returns the configuration of a PostgreSQL cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/config (databases_get_config)
func (s *DatabasesService) GetPostgreSQLConfig(ctx context.Context, clusterID string, opts ...CallOption) (*PostgreSQLConfig, error) {
	return fetch[PostgreSQLConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/config", clusterID), "config", opts)
}

// GetRedisConfig returns the configuration of a Caching cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/config (databases_get_config)
func (s *DatabasesService) GetRedisConfig(ctx context.Context, clusterID string, opts ...CallOption) (*RedisConfig, error) {
	return fetch[RedisConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/config", clusterID), "config", opts)
}

// GetValkeyConfig returns the configuration of a Valkey cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/config (databases_get_config)
func (s *DatabasesService) GetValkeyConfig(ctx context.Context, clusterID string, opts ...CallOption) (*ValkeyConfig, error) {
	return fetch[ValkeyConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/config", clusterID), "config", opts)
}

// GetKafkaConfig returns the configuration of a Kafka cluster. Topics have one of their own.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/config (databases_get_config)
func (s *DatabasesService) GetKafkaConfig(ctx context.Context, clusterID string, opts ...CallOption) (*KafkaConfig, error) {
	return fetch[KafkaConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/config", clusterID), "config", opts)
}

// GetOpenSearchConfig returns the configuration of an OpenSearch cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/config (databases_get_config)
func (s *DatabasesService) GetOpenSearchConfig(ctx context.Context, clusterID string, opts ...CallOption) (*OpenSearchConfig, error) {
	return fetch[OpenSearchConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/config", clusterID), "config", opts)
}

// GetMongoDBConfig returns the configuration of a MongoDB cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/config (databases_get_config)
func (s *DatabasesService) GetMongoDBConfig(ctx context.Context, clusterID string, opts ...CallOption) (*MongoDBConfig, error) {
	return fetch[MongoDBConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/config", clusterID), "config", opts)
}

// UpdateMySQLConfig changes the fields of a MySQL cluster's configuration that are set, and leaves the others as they are.
// Send a new struct, not the one that GetMySQLConfig returned, which would send everything back:
//
//	config, err := client.Databases.GetMySQLConfig(ctx, id)
//	…
//	if *config.MaxAllowedPacket < 128<<20 {
//		err = client.Databases.UpdateMySQLConfig(ctx, id, &digitalocean.MySQLConfig{MaxAllowedPacket: new(int64(128 << 20))})
//	}
//
// DigitalOcean: PATCH /v2/databases/{database_cluster_uuid}/config (databases_patch_config)
func (s *DatabasesService) UpdateMySQLConfig(ctx context.Context, clusterID string, config *MySQLConfig, opts ...CallOption) error {
	return s.UpdateConfig(ctx, clusterID, &DatabaseUpdateConfigRequest{Config: DatabaseConfigOf(config)}, opts...)
}

// UpdatePostgreSQLConfig is [DatabasesService.UpdateMySQLConfig] for a PostgreSQL cluster: send a new struct with the fields
// that are to change.
//
// DigitalOcean: PATCH /v2/databases/{database_cluster_uuid}/config (databases_patch_config)
func (s *DatabasesService) UpdatePostgreSQLConfig(ctx context.Context, clusterID string, config *PostgreSQLConfig, opts ...CallOption) error {
	return s.UpdateConfig(ctx, clusterID, &DatabaseUpdateConfigRequest{Config: DatabaseConfigOf(config)}, opts...)
}

// UpdateRedisConfig is [DatabasesService.UpdateMySQLConfig] for a Caching cluster: send a new struct with the fields that are
// to change.
//
// DigitalOcean: PATCH /v2/databases/{database_cluster_uuid}/config (databases_patch_config)
func (s *DatabasesService) UpdateRedisConfig(ctx context.Context, clusterID string, config *RedisConfig, opts ...CallOption) error {
	return s.UpdateConfig(ctx, clusterID, &DatabaseUpdateConfigRequest{Config: DatabaseConfigOf(config)}, opts...)
}

// UpdateValkeyConfig is [DatabasesService.UpdateMySQLConfig] for a Valkey cluster: send a new struct with the fields that are
// to change.
//
// DigitalOcean: PATCH /v2/databases/{database_cluster_uuid}/config (databases_patch_config)
func (s *DatabasesService) UpdateValkeyConfig(ctx context.Context, clusterID string, config *ValkeyConfig, opts ...CallOption) error {
	return s.UpdateConfig(ctx, clusterID, &DatabaseUpdateConfigRequest{Config: DatabaseConfigOf(config)}, opts...)
}

// UpdateKafkaConfig is [DatabasesService.UpdateMySQLConfig] for a Kafka cluster: send a new struct with the fields that are to
// change.
//
// DigitalOcean: PATCH /v2/databases/{database_cluster_uuid}/config (databases_patch_config)
func (s *DatabasesService) UpdateKafkaConfig(ctx context.Context, clusterID string, config *KafkaConfig, opts ...CallOption) error {
	return s.UpdateConfig(ctx, clusterID, &DatabaseUpdateConfigRequest{Config: DatabaseConfigOf(config)}, opts...)
}

// UpdateOpenSearchConfig is [DatabasesService.UpdateMySQLConfig] for an OpenSearch cluster: send a new struct with the fields
// that are to change.
//
// DigitalOcean: PATCH /v2/databases/{database_cluster_uuid}/config (databases_patch_config)
func (s *DatabasesService) UpdateOpenSearchConfig(ctx context.Context, clusterID string, config *OpenSearchConfig, opts ...CallOption) error {
	return s.UpdateConfig(ctx, clusterID, &DatabaseUpdateConfigRequest{Config: DatabaseConfigOf(config)}, opts...)
}

// UpdateMongoDBConfig is [DatabasesService.UpdateMySQLConfig] for a MongoDB cluster: send a new struct with the fields that are
// to change.
//
// DigitalOcean: PATCH /v2/databases/{database_cluster_uuid}/config (databases_patch_config)
func (s *DatabasesService) UpdateMongoDBConfig(ctx context.Context, clusterID string, config *MongoDBConfig, opts ...CallOption) error {
	return s.UpdateConfig(ctx, clusterID, &DatabaseUpdateConfigRequest{Config: DatabaseConfigOf(config)}, opts...)
}

// DatabaseUpdateConfigRequest holds what is to change of a cluster's configuration.
type DatabaseUpdateConfigRequest struct {
	Config DatabaseConfig `json:"config,omitzero"`
}

// DatabaseConfig is the configuration of a cluster of any engine. It does not tell which: read it with Decode, or get it with
// the method for the engine. Make one with [DatabaseConfigOf].
type DatabaseConfig struct {
	config any // what was given, or the JSON that was read
}

// DatabaseConfigOf returns a configuration to send: a pointer to a [MySQLConfig], a [PostgreSQLConfig], a [RedisConfig], a
// [ValkeyConfig], a [KafkaConfig], an [OpenSearchConfig] or a [MongoDBConfig], or a map with fields that these do not have.
func DatabaseConfigOf(config any) DatabaseConfig { return DatabaseConfig{config} }

// Decode reads the configuration into the one that config points to, such as a [MySQLConfig] or a map. Fields that config
// does not have are left out.
func (c DatabaseConfig) Decode(config any) error {
	text, err := c.MarshalJSON()
	if err != nil {
		return err
	}
	return decode(func(opts ...json.Options) error { return json.Unmarshal(text, config, opts...) })
}

// MarshalJSON writes the configuration. It refuses nil.
func (c DatabaseConfig) MarshalJSON() ([]byte, error) {
	if v := reflect.ValueOf(c.config); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return nil, errors.New("the configuration is nil")
	}
	return json.Marshal(c.config, json.Deterministic(true))
}

// UnmarshalJSON keeps the configuration as it is.
func (c *DatabaseConfig) UnmarshalJSON(text []byte) error {
	c.config = jsontext.Value(slices.Clone(text))
	return nil
}

// MySQLConfig is the configuration of a MySQL cluster. A field that is nil is not sent.
type MySQLConfig struct {
	BackupHour                   *int                      `json:"backup_hour,omitzero"` // in UTC, with the minute below
	BackupMinute                 *int                      `json:"backup_minute,omitzero"`
	AutomaticSPPrivileges        *bool                     `json:"automatic_sp_privileges,omitzero"` // gives who creates a routine the right to run and to alter it
	SQLMode                      *string                   `json:"sql_mode,omitzero"`                // upper case, separated by commas; "" means that of the server
	ConnectTimeout               *int                      `json:"connect_timeout,omitzero"`         // seconds, 2 to 3600
	DefaultTimeZone              *string                   `json:"default_time_zone,omitzero"`       // such as "+03:00", "EST" or "SYSTEM"
	DivPrecisionIncrement        *int                      `json:"div_precision_increment,omitzero"` // digits, 0 to 30
	EndMarkersInJSON             *bool                     `json:"end_markers_in_json,omitzero"`
	EqRangeIndexDiveLimit        *int64                    `json:"eq_range_index_dive_limit,omitzero"`
	GroupConcatMaxLen            *uint64                   `json:"group_concat_max_len,omitzero"`            // bytes, 4 at least
	InformationSchemaStatsExpiry *int                      `json:"information_schema_stats_expiry,omitzero"` // seconds, 900 to 31536000
	InnoDBFTEnableStopword       *bool                     `json:"innodb_ft_enable_stopword,omitzero"`
	InnoDBFTMaxTokenSize         *int                      `json:"innodb_ft_max_token_size,omitzero"`         // characters, 10 to 84; restarts MySQL
	InnoDBFTMinTokenSize         *int                      `json:"innodb_ft_min_token_size,omitzero"`         // characters, 0 to 16
	InnoDBFTNumWordOptimize      *int                      `json:"innodb_ft_num_word_optimize,omitzero"`      // 1000 to 10000
	InnoDBFTResultCacheLimit     *int64                    `json:"innodb_ft_result_cache_limit,omitzero"`     // bytes, 1000000 at least
	InnoDBFTServerStopwordTable  *string                   `json:"innodb_ft_server_stopword_table,omitzero"`  // such as "db_name/table_name"
	InnoDBFTUserStopwordTable    Null[string]              `json:"innodb_ft_user_stopword_table,omitzero"`    // such as "db_name/table_name"; null takes it away
	InnoDBLockWaitTimeout        *int                      `json:"innodb_lock_wait_timeout,omitzero"`         // seconds, 1 to 3600
	InnoDBLogBufferSize          *int64                    `json:"innodb_log_buffer_size,omitzero"`           // bytes, 1 MiB at least
	InnoDBOnlineAlterLogMaxSize  *int64                    `json:"innodb_online_alter_log_max_size,omitzero"` // bytes, 64 KiB to 1 TiB
	InnoDBOptimizeFulltextOnly   *bool                     `json:"innodb_optimize_fulltext_only,omitzero"`
	InnoDBPrintAllDeadlocks      *bool                     `json:"innodb_print_all_deadlocks,omitzero"`
	InnoDBRollbackOnTimeout      *bool                     `json:"innodb_rollback_on_timeout,omitzero"`
	InteractiveTimeout           *int                      `json:"interactive_timeout,omitzero"` // seconds, 30 to 604800
	InternalTmpMemStorageEngine  *MySQLTmpMemStorageEngine `json:"internal_tmp_mem_storage_engine,omitzero"`
	NetReadTimeout               *int                      `json:"net_read_timeout,omitzero"`  // seconds, 1 to 3600
	NetWriteTimeout              *int                      `json:"net_write_timeout,omitzero"` // seconds, 1 to 3600
	SQLRequirePrimaryKey         *bool                     `json:"sql_require_primary_key,omitzero"`
	WaitTimeout                  *int                      `json:"wait_timeout,omitzero"` // seconds, 1 to 2147483
	WindowingUseHighPrecision    *bool                     `json:"windowing_use_high_precision,omitzero"`
	MaxAllowedPacket             *int64                    `json:"max_allowed_packet,omitzero"`            // bytes, 100 KiB to 1 GiB
	MaxExecutionTime             *int64                    `json:"max_execution_time,omitzero"`            // of a SELECT, in milliseconds; 0 means no limit
	MaxHeapTableSize             *int64                    `json:"max_heap_table_size,omitzero"`           // bytes, 1 MiB to 1 GiB; goes with TmpTableSize
	MaxSeeksForKey               *uint64                   `json:"max_seeks_for_key,omitzero"`             // 1 at least
	OptimizerPruneLevel          *int                      `json:"optimizer_prune_level,omitzero"`         // 0 or 1
	OptimizerSearchDepth         *int                      `json:"optimizer_search_depth,omitzero"`        // 0 to 62; 0 lets the server choose
	OptimizerSwitch              *string                   `json:"optimizer_switch,omitzero"`              // such as "batched_key_access=on,hash_join=off", or "default"
	SortBufferSize               *int64                    `json:"sort_buffer_size,omitzero"`              // bytes, 32 KiB to 1 GiB
	TmpTableSize                 *int64                    `json:"tmp_table_size,omitzero"`                // bytes, 1 MiB to 1 GiB; goes with MaxHeapTableSize
	SlowQueryLog                 *bool                     `json:"slow_query_log,omitzero"`                // false also empties the table of slow queries
	LongQueryTime                *float64                  `json:"long_query_time,omitzero"`               // seconds, 0 to 3600
	BinlogRetentionPeriod        *float64                  `json:"binlog_retention_period,omitzero"`       // seconds, 600 to 604800
	InnoDBChangeBufferMaxSize    *int                      `json:"innodb_change_buffer_max_size,omitzero"` // percent of the buffer pool, 0 to 50
	InnoDBFlushNeighbors         *int                      `json:"innodb_flush_neighbors,omitzero"`        // 0 flushes none, 1 those next to it, 2 all of the extent
	InnoDBReadIOThreads          *int                      `json:"innodb_read_io_threads,omitzero"`        // 1 to 64; restarts MySQL
	InnoDBWriteIOThreads         *int                      `json:"innodb_write_io_threads,omitzero"`       // 1 to 64; restarts MySQL
	InnoDBThreadConcurrency      *int                      `json:"innodb_thread_concurrency,omitzero"`     // 0 to 1000; 0 means no limit
	NetBufferLength              *int64                    `json:"net_buffer_length,omitzero"`             // bytes, a multiple of 1024 up to 1 MiB; restarts MySQL
	LogOutput                    *MySQLLogOutput           `json:"log_output,omitzero"`
	MySQLIncrementalBackup       *MySQLIncrementalBackup   `json:"mysql_incremental_backup,omitzero"`
}

// MySQLIncrementalBackup says on which days the backups of a MySQL cluster are full. Those of other days have only what has
// changed since the latest.
type MySQLIncrementalBackup struct {
	Enabled                *bool   `json:"enabled,omitzero"`                   // needs FullBackupWeekSchedule
	FullBackupWeekSchedule *string `json:"full_backup_week_schedule,omitzero"` // days, such as "mon,thu"
}

// PostgreSQLConfig is the configuration of a PostgreSQL cluster. A field that is nil is not sent.
type PostgreSQLConfig struct {
	AutovacuumFreezeMaxAge          *int                              `json:"autovacuum_freeze_max_age,omitzero"`       // transactions, 200000000 to 1500000000; restarts PostgreSQL
	AutovacuumMaxWorkers            *int                              `json:"autovacuum_max_workers,omitzero"`          // 1 to 20
	AutovacuumNaptime               *int                              `json:"autovacuum_naptime,omitzero"`              // seconds, 0 to 86400
	AutovacuumVacuumThreshold       *int                              `json:"autovacuum_vacuum_threshold,omitzero"`     // rows
	AutovacuumAnalyzeThreshold      *int                              `json:"autovacuum_analyze_threshold,omitzero"`    // rows
	AutovacuumVacuumScaleFactor     *float64                          `json:"autovacuum_vacuum_scale_factor,omitzero"`  // share of the table, 0 to 1
	AutovacuumAnalyzeScaleFactor    *float64                          `json:"autovacuum_analyze_scale_factor,omitzero"` // share of the table, 0 to 1
	AutovacuumVacuumCostDelay       *int                              `json:"autovacuum_vacuum_cost_delay,omitzero"`    // milliseconds, up to 100; -1 means 20
	AutovacuumVacuumCostLimit       *int                              `json:"autovacuum_vacuum_cost_limit,omitzero"`    // up to 10000; -1 means that of a manual VACUUM
	BackupHour                      *int                              `json:"backup_hour,omitzero"`                     // in UTC, with the minute below
	BackupMinute                    *int                              `json:"backup_minute,omitzero"`
	BGWriterDelay                   *int                              `json:"bgwriter_delay,omitzero"`          // milliseconds, 10 to 10000
	BGWriterFlushAfter              *int                              `json:"bgwriter_flush_after,omitzero"`    // KiB, 0 to 2048; 0 leaves it to the system
	BGWriterLRUMaxpages             *int                              `json:"bgwriter_lru_maxpages,omitzero"`   // buffers; 0 turns the background writer off
	BGWriterLRUMultiplier           *float64                          `json:"bgwriter_lru_multiplier,omitzero"` // 0 to 10
	DeadlockTimeout                 *int                              `json:"deadlock_timeout,omitzero"`        // milliseconds, 500 to 1800000
	DefaultToastCompression         *PostgreSQLToastCompression       `json:"default_toast_compression,omitzero"`
	IdleInTransactionSessionTimeout *int                              `json:"idle_in_transaction_session_timeout,omitzero"` // milliseconds, up to 7 days
	JIT                             *bool                             `json:"jit,omitzero"`                                 // compiles queries just in time
	LogAutovacuumMinDuration        *int                              `json:"log_autovacuum_min_duration,omitzero"`         // milliseconds; 0 logs all, -1 none
	LogErrorVerbosity               *PostgreSQLLogErrorVerbosity      `json:"log_error_verbosity,omitzero"`
	LogLinePrefix                   *PostgreSQLLogLinePrefix          `json:"log_line_prefix,omitzero"`
	LogMinDurationStatement         *int                              `json:"log_min_duration_statement,omitzero"`      // milliseconds, up to one day; -1 logs none
	MaxFilesPerProcess              *int                              `json:"max_files_per_process,omitzero"`           // 1000 to 4096
	MaxPreparedTransactions         *int                              `json:"max_prepared_transactions,omitzero"`       // 0 to 10000; cannot be lowered
	MaxPredLocksPerTransaction      *int                              `json:"max_pred_locks_per_transaction,omitzero"`  // 64 to 640
	MaxLocksPerTransaction          *int                              `json:"max_locks_per_transaction,omitzero"`       // 64 to 6400; cannot be lowered
	MaxStackDepth                   *int64                            `json:"max_stack_depth,omitzero"`                 // bytes, 2 MiB to 6 MiB
	MaxStandbyArchiveDelay          *int                              `json:"max_standby_archive_delay,omitzero"`       // milliseconds, up to 12 hours
	MaxStandbyStreamingDelay        *int                              `json:"max_standby_streaming_delay,omitzero"`     // milliseconds, up to 12 hours
	MaxReplicationSlots             *int                              `json:"max_replication_slots,omitzero"`           // 8 to 64
	MaxLogicalReplicationWorkers    *int                              `json:"max_logical_replication_workers,omitzero"` // 4 to 64
	MaxParallelWorkers              *int                              `json:"max_parallel_workers,omitzero"`            // 0 to 96
	MaxParallelWorkersPerGather     *int                              `json:"max_parallel_workers_per_gather,omitzero"` // 0 to 96
	MaxWorkerProcesses              *int                              `json:"max_worker_processes,omitzero"`            // 8 to 96; cannot be lowered
	PGPartmanBGWRole                *string                           `json:"pg_partman_bgw.role,omitzero"`             // runs the scheduled tasks of pg_partman
	PGPartmanBGWInterval            *int                              `json:"pg_partman_bgw.interval,omitzero"`         // seconds, 3600 to 604800
	PGStatStatementsTrack           *PostgreSQLStatStatementsTrack    `json:"pg_stat_statements.track,omitzero"`
	TempFileLimit                   *int                              `json:"temp_file_limit,omitzero"`           // KiB; -1 means no limit
	Timezone                        *string                           `json:"timezone,omitzero"`                  // such as "Europe/Helsinki"
	TrackActivityQuerySize          *int                              `json:"track_activity_query_size,omitzero"` // bytes, 1024 to 10240
	TrackCommitTimestamp            *PostgreSQLSwitch                 `json:"track_commit_timestamp,omitzero"`
	TrackFunctions                  *PostgreSQLTrackFunctions         `json:"track_functions,omitzero"`
	TrackIOTiming                   *PostgreSQLSwitch                 `json:"track_io_timing,omitzero"`
	MaxWALSenders                   *int                              `json:"max_wal_senders,omitzero"`           // 20 to 64; cannot be lowered
	WALSenderTimeout                *int                              `json:"wal_sender_timeout,omitzero"`        // milliseconds, 5000 to 10800000; 0 means none
	WALWriterDelay                  *int                              `json:"wal_writer_delay,omitzero"`          // milliseconds, 10 to 200
	SharedBuffersPercentage         *float64                          `json:"shared_buffers_percentage,omitzero"` // of the memory, 20 to 60
	PgBouncer                       *PgBouncerConfig                  `json:"pgbouncer,omitzero"`
	WorkMem                         *int                              `json:"work_mem,omitzero"` // MiB for one sort or hash, 1 to 1024
	TimescaleDB                     *TimescaleDBConfig                `json:"timescaledb,omitzero"`
	SynchronousReplication          *PostgreSQLSynchronousReplication `json:"synchronous_replication,omitzero"`           // needs a plan that has it
	StatMonitorEnable               *bool                             `json:"stat_monitor_enable,omitzero"`               // the extension pg_stat_monitor; restarts PostgreSQL
	MaxFailoverReplicationTimeLag   *uint64                           `json:"max_failover_replication_time_lag,omitzero"` // seconds until a standby takes over, 10 at least
	MaxConnections                  *int                              `json:"max_connections,omitzero"`                   // 25 at least, for chosen accounts; cannot be lowered; restarts PostgreSQL
	MaxSlotWALKeepSize              *int                              `json:"max_slot_wal_keep_size,omitzero"`            // MB; -1 means no limit
}

// PgBouncerConfig is the configuration of the connection pools of a PostgreSQL cluster.
type PgBouncerConfig struct {
	ServerResetQueryAlways  *bool                       `json:"server_reset_query_always,omitzero"` // DISCARD ALL in all modes
	IgnoreStartupParameters []PgBouncerStartupParameter `json:"ignore_startup_parameters,omitzero"` // 32 at most
	MinPoolSize             *int                        `json:"min_pool_size,omitzero"`             // connections, 0 to 10000
	ServerLifetime          *int                        `json:"server_lifetime,omitzero"`           // seconds, 60 to 86400
	ServerIdleTimeout       *int                        `json:"server_idle_timeout,omitzero"`       // seconds, 0 to 86400; 0 means none
	AutoDBPoolSize          *int                        `json:"autodb_pool_size,omitzero"`          // of a pool for each user without one, 0 to 10000; 0 makes none
	AutoDBPoolMode          *DatabasePoolMode           `json:"autodb_pool_mode,omitzero"`
	AutoDBMaxDBConnections  *int                        `json:"autodb_max_db_connections,omitzero"` // 0 means no limit
	AutoDBIdleTimeout       *int                        `json:"autodb_idle_timeout,omitzero"`       // seconds, 0 to 86400; 0 means none
}

// TimescaleDBConfig is the configuration of the extension TimescaleDB.
type TimescaleDBConfig struct {
	MaxBackgroundWorkers *int `json:"max_background_workers,omitzero"` // 1 to 4096
}

// RedisConfig is the configuration of a Caching cluster. A field that is nil is not sent.
type RedisConfig struct {
	MaxmemoryPolicy               *RedisMaxmemoryPolicy `json:"redis_maxmemory_policy,omitzero"`
	PubSubClientOutputBufferLimit *int                  `json:"redis_pubsub_client_output_buffer_limit,omitzero"` // MB, 32 to 512; the soft limit is a quarter of it
	NumberOfDatabases             *int                  `json:"redis_number_of_databases,omitzero"`               // 1 to 128; restarts Caching
	IOThreads                     *int                  `json:"redis_io_threads,omitzero"`                        // 1 to 32
	LFULogFactor                  *int                  `json:"redis_lfu_log_factor,omitzero"`                    // 0 to 100
	LFUDecayTime                  *int                  `json:"redis_lfu_decay_time,omitzero"`                    // minutes, 1 to 120
	SSL                           *bool                 `json:"redis_ssl,omitzero"`                               // false also opens port 25060, without TLS
	Timeout                       *int                  `json:"redis_timeout,omitzero"`                           // seconds, up to a year; 0 means none
	NotifyKeyspaceEvents          *string               `json:"redis_notify_keyspace_events,omitzero"`            // K or E, and letters for what to tell of; "" tells of nothing
	Persistence                   *RedisPersistence     `json:"redis_persistence,omitzero"`                       // without it data can be lost, and the cluster cannot be forked
	ACLChannelsDefault            *RedisACLChannels     `json:"redis_acl_channels_default,omitzero"`
}

// ValkeyConfig is the configuration of a Valkey cluster. A field that is nil is not sent.
type ValkeyConfig struct {
	MaxmemoryPolicy               *DatabaseEvictionPolicy `json:"valkey_maxmemory_policy,omitzero"`
	PubSubClientOutputBufferLimit *int                    `json:"valkey_pubsub_client_output_buffer_limit,omitzero"` // MB, 32 to 512; the soft limit is a quarter of it
	NumberOfDatabases             *int                    `json:"valkey_number_of_databases,omitzero"`               // 1 to 128; restarts Valkey
	IOThreads                     *int                    `json:"valkey_io_threads,omitzero"`                        // 1 to 32
	LFULogFactor                  *int                    `json:"valkey_lfu_log_factor,omitzero"`                    // 0 to 100
	LFUDecayTime                  *int                    `json:"valkey_lfu_decay_time,omitzero"`                    // minutes, 1 to 120
	SSL                           *bool                   `json:"valkey_ssl,omitzero"`                               // false lets clients in without TLS
	Timeout                       *int                    `json:"valkey_timeout,omitzero"`                           // seconds, up to a year; 0 means none
	NotifyKeyspaceEvents          *string                 `json:"valkey_notify_keyspace_events,omitzero"`            // K or E, and letters for what to tell of; "" tells of nothing
	Persistence                   *RedisPersistence       `json:"valkey_persistence,omitzero"`                       // without it data can be lost, and the cluster cannot be forked
	ACLChannelsDefault            *RedisACLChannels       `json:"valkey_acl_channels_default,omitzero"`
	FrequentSnapshots             *bool                   `json:"frequent_snapshots,omitzero"`          // false takes them with the backups only
	ActiveExpireEffort            *int                    `json:"valkey_active_expire_effort,omitzero"` // 1 to 10; more frees memory sooner and takes more CPU
}

// KafkaConfig is the configuration of a Kafka cluster. A field that is nil is not sent. Where a uint64 has no limit of its own,
// Kafka gives the largest int64, which can come rounded up.
type KafkaConfig struct {
	CompressionType                                      *KafkaCompressionType      `json:"compression_type,omitzero"`
	GroupInitialRebalanceDelayMs                         *int                       `json:"group_initial_rebalance_delay_ms,omitzero"`          // 0 to 300000
	GroupMinSessionTimeoutMs                             *int                       `json:"group_min_session_timeout_ms,omitzero"`              // 0 to 60000
	GroupMaxSessionTimeoutMs                             *int                       `json:"group_max_session_timeout_ms,omitzero"`              // 0 to 1800000
	ConnectionsMaxIdleMs                                 *int                       `json:"connections_max_idle_ms,omitzero"`                   // 1000 to 3600000
	MaxIncrementalFetchSessionCacheSlots                 *int                       `json:"max_incremental_fetch_session_cache_slots,omitzero"` // 1000 to 10000
	MessageMaxBytes                                      *int64                     `json:"message_max_bytes,omitzero"`                         // 0 to 100001200
	OffsetsRetentionMinutes                              *int                       `json:"offsets_retention_minutes,omitzero"`                 // 1 at least
	LogCleanerDeleteRetentionMs                          *int64                     `json:"log_cleaner_delete_retention_ms,omitzero"`           // up to 10 years
	LogCleanerMinCleanableRatio                          *float64                   `json:"log_cleaner_min_cleanable_ratio,omitzero"`           // 0.2 to 0.9; a larger one compacts less often
	LogCleanerMaxCompactionLagMs                         *uint64                    `json:"log_cleaner_max_compaction_lag_ms,omitzero"`         // 30000 at least
	LogCleanerMinCompactionLagMs                         *uint64                    `json:"log_cleaner_min_compaction_lag_ms,omitzero"`
	LogCleanupPolicy                                     *KafkaLogCleanupPolicy     `json:"log_cleanup_policy,omitzero"`
	LogFlushIntervalMessages                             *uint64                    `json:"log_flush_interval_messages,omitzero"` // 1 at least
	LogFlushIntervalMs                                   *uint64                    `json:"log_flush_interval_ms,omitzero"`
	LogIndexIntervalBytes                                *int64                     `json:"log_index_interval_bytes,omitzero"` // up to 100 MiB
	LogIndexSizeMaxBytes                                 *int64                     `json:"log_index_size_max_bytes,omitzero"` // 1 MiB to 100 MiB
	LogMessageDownconversionEnable                       *bool                      `json:"log_message_downconversion_enable,omitzero"`
	LogMessageTimestampType                              *KafkaMessageTimestampType `json:"log_message_timestamp_type,omitzero"`
	LogMessageTimestampDifferenceMaxMs                   *uint64                    `json:"log_message_timestamp_difference_max_ms,omitzero"`
	LogPreallocate                                       *bool                      `json:"log_preallocate,omitzero"`
	LogRetentionBytes                                    *int64                     `json:"log_retention_bytes,omitzero"` // -1 means no limit
	LogRetentionHours                                    *int                       `json:"log_retention_hours,omitzero"` // -1 means no limit
	LogRetentionMs                                       *int64                     `json:"log_retention_ms,omitzero"`    // -1 means no limit; goes before LogRetentionHours
	LogRollJitterMs                                      *uint64                    `json:"log_roll_jitter_ms,omitzero"`
	LogRollMs                                            *uint64                    `json:"log_roll_ms,omitzero"`                 // 1 at least
	LogSegmentBytes                                      *int64                     `json:"log_segment_bytes,omitzero"`           // 10 MiB to 1 GiB
	LogSegmentDeleteDelayMs                              *int                       `json:"log_segment_delete_delay_ms,omitzero"` // up to one hour
	AutoCreateTopicsEnable                               *bool                      `json:"auto_create_topics_enable,omitzero"`
	MinInsyncReplicas                                    *int                       `json:"min_insync_replicas,omitzero"`                                        // 1 to 7, for producers that wait for all
	NumPartitions                                        *int                       `json:"num_partitions,omitzero"`                                             // of topics created on their own, 1 to 1000
	DefaultReplicationFactor                             *int                       `json:"default_replication_factor,omitzero"`                                 // of topics created on their own, 1 to 10
	ReplicaFetchMaxBytes                                 *int64                     `json:"replica_fetch_max_bytes,omitzero"`                                    // of a partition, 1 MiB to 100 MiB
	ReplicaFetchResponseMaxBytes                         *int64                     `json:"replica_fetch_response_max_bytes,omitzero"`                           // 10 MiB to 1000 MiB
	MaxConnectionsPerIP                                  *int                       `json:"max_connections_per_ip,omitzero"`                                     // 256 at least
	ProducerPurgatoryPurgeIntervalRequests               *int                       `json:"producer_purgatory_purge_interval_requests,omitzero"`                 // 10 to 10000
	SocketRequestMaxBytes                                *int64                     `json:"socket_request_max_bytes,omitzero"`                                   // 10 MiB to 200 MiB
	TransactionStateLogSegmentBytes                      *int64                     `json:"transaction_state_log_segment_bytes,omitzero"`                        // 1 MiB to 2 GiB
	TransactionRemoveExpiredTransactionCleanupIntervalMs *int                       `json:"transaction_remove_expired_transaction_cleanup_interval_ms,omitzero"` // 10 minutes to one hour
	SchemaRegistry                                       *bool                      `json:"schema_registry,omitzero"`                                            // of the cluster; needs dedicated CPUs
}

// OpenSearchConfig is the configuration of an OpenSearch cluster. A field that is nil is not sent.
type OpenSearchConfig struct {
	HTTPMaxContentLengthBytes                        *int64   `json:"http_max_content_length_bytes,omitzero"`               // up to 2 GiB
	HTTPMaxHeaderSizeBytes                           *int64   `json:"http_max_header_size_bytes,omitzero"`                  // 1024 to 262144
	HTTPMaxInitialLineLengthBytes                    *int64   `json:"http_max_initial_line_length_bytes,omitzero"`          // 1024 to 65536; how long a URL may be
	IndicesQueryBoolMaxClauseCount                   *int     `json:"indices_query_bool_max_clause_count,omitzero"`         // 64 to 4096
	IndicesFielddataCacheSizePercentage              *int     `json:"indices_fielddata_cache_size_percentage,omitzero"`     // of the heap, 3 to 100
	IndicesMemoryIndexBufferSizePercentage           *int     `json:"indices_memory_index_buffer_size_percentage,omitzero"` // of the heap, 3 to 40
	IndicesMemoryMinIndexBufferSizeMB                *int     `json:"indices_memory_min_index_buffer_size_mb,omitzero"`     // 3 to 2048
	IndicesMemoryMaxIndexBufferSizeMB                *int     `json:"indices_memory_max_index_buffer_size_mb,omitzero"`     // 3 to 2048
	IndicesQueriesCacheSizePercentage                *int     `json:"indices_queries_cache_size_percentage,omitzero"`       // of the heap, 3 to 40
	IndicesRecoveryMaxMBPerSec                       *int     `json:"indices_recovery_max_mb_per_sec,omitzero"`             // 40 to 400
	IndicesRecoveryMaxConcurrentFileChunks           *int     `json:"indices_recovery_max_concurrent_file_chunks,omitzero"` // 2 to 5
	ThreadPoolSearchSize                             *int     `json:"thread_pool_search_size,omitzero"`                     // workers, as are those below; 1 to 128, and never more than the CPUs allow
	ThreadPoolSearchThrottledSize                    *int     `json:"thread_pool_search_throttled_size,omitzero"`           // 1 to 128
	ThreadPoolGetSize                                *int     `json:"thread_pool_get_size,omitzero"`                        // 1 to 128
	ThreadPoolAnalyzeSize                            *int     `json:"thread_pool_analyze_size,omitzero"`                    // 1 to 128
	ThreadPoolWriteSize                              *int     `json:"thread_pool_write_size,omitzero"`                      // 1 to 128
	ThreadPoolForceMergeSize                         *int     `json:"thread_pool_force_merge_size,omitzero"`                // 1 to 128
	ThreadPoolSearchQueueSize                        *int     `json:"thread_pool_search_queue_size,omitzero"`               // operations that may wait, as those below; 10 to 2000
	ThreadPoolSearchThrottledQueueSize               *int     `json:"thread_pool_search_throttled_queue_size,omitzero"`     // 10 to 2000
	ThreadPoolGetQueueSize                           *int     `json:"thread_pool_get_queue_size,omitzero"`                  // 10 to 2000
	ThreadPoolAnalyzeQueueSize                       *int     `json:"thread_pool_analyze_queue_size,omitzero"`              // 10 to 2000
	ThreadPoolWriteQueueSize                         *int     `json:"thread_pool_write_queue_size,omitzero"`                // 10 to 2000
	ISMEnabled                                       *bool    `json:"ism_enabled,omitzero"`                                 // index state management
	ISMHistoryEnabled                                *bool    `json:"ism_history_enabled,omitzero"`
	ISMHistoryMaxAgeHours                            *int     `json:"ism_history_max_age_hours,omitzero"`                  // 1 at least
	ISMHistoryMaxDocs                                *uint64  `json:"ism_history_max_docs,omitzero"`                       // 1 at least
	ISMHistoryRolloverCheckPeriodHours               *int     `json:"ism_history_rollover_check_period_hours,omitzero"`    // 1 at least
	ISMHistoryRolloverRetentionPeriodDays            *int     `json:"ism_history_rollover_retention_period_days,omitzero"` // 1 at least
	SearchMaxBuckets                                 *int     `json:"search_max_buckets,omitzero"`                         // 1 to 1000000
	ActionAutoCreateIndexEnabled                     *bool    `json:"action_auto_create_index_enabled,omitzero"`
	EnableSecurityAudit                              *bool    `json:"enable_security_audit,omitzero"`
	ActionDestructiveRequiresName                    *bool    `json:"action_destructive_requires_name,omitzero"`
	ClusterMaxShardsPerNode                          *int     `json:"cluster_max_shards_per_node,omitzero"`                           // 100 to 10000
	OverrideMainResponseVersion                      *bool    `json:"override_main_response_version,omitzero"`                        // true tells clients that it is version 7.10
	ScriptMaxCompilationsRate                        *string  `json:"script_max_compilations_rate,omitzero"`                          // such as "75/5m"
	ClusterRoutingAllocationNodeConcurrentRecoveries *int     `json:"cluster_routing_allocation_node_concurrent_recoveries,omitzero"` // 2 to 16
	ReindexRemoteWhitelist                           []string `json:"reindex_remote_whitelist,omitzero"`                              // addresses with ports; restarts OpenSearch
	PluginsAlertingFilterByBackendRolesEnabled       *bool    `json:"plugins_alerting_filter_by_backend_roles_enabled,omitzero"`
	KNNMemoryCircuitBreakerEnabled                   *bool    `json:"knn_memory_circuit_breaker_enabled,omitzero"`
	KNNMemoryCircuitBreakerLimit                     *int     `json:"knn_memory_circuit_breaker_limit,omitzero"` // percent of the heap, 0 to 100; 0 means null, which clears caches
	KeepIndexRefreshInterval                         *bool    `json:"keep_index_refresh_interval,omitzero"`      // false lets DigitalOcean reset it to one second
}

// MongoDBConfig is the configuration of a MongoDB cluster. A field that is nil is not sent.
type MongoDBConfig struct {
	DefaultReadConcern              *MongoDBReadConcern `json:"default_read_concern,omitzero"`
	DefaultWriteConcern             *string             `json:"default_write_concern,omitzero"`              // "majority", or a number of nodes such as "1"
	TransactionLifetimeLimitSeconds *int                `json:"transaction_lifetime_limit_seconds,omitzero"` // 1 at least; restarts MongoDB
	SlowOpThresholdMs               *int                `json:"slow_op_threshold_ms,omitzero"`               // restarts MongoDB
	Verbosity                       *int                `json:"verbosity,omitzero"`                          // 0 to 5; restarts MongoDB
}

// MySQLTmpMemStorageEngine is what MySQL keeps its temporary tables in.
type MySQLTmpMemStorageEngine string

const (
	MySQLTempTable MySQLTmpMemStorageEngine = "TempTable"
	MySQLMemory    MySQLTmpMemStorageEngine = "MEMORY"
)

// MySQLLogOutput is where MySQL writes its logs.
type MySQLLogOutput string

const (
	MySQLLogInsights         MySQLLogOutput = "INSIGHTS"
	MySQLLogTable            MySQLLogOutput = "TABLE"
	MySQLLogInsightsAndTable MySQLLogOutput = "INSIGHTS,TABLE"
	MySQLLogNone             MySQLLogOutput = "NONE"
)

// PostgreSQLToastCompression is how PostgreSQL compresses large values.
type PostgreSQLToastCompression string

const (
	PostgreSQLToastLZ4  PostgreSQLToastCompression = "lz4"
	PostgreSQLToastPGLZ PostgreSQLToastCompression = "pglz"
)

// PostgreSQLLogErrorVerbosity is how much PostgreSQL logs of an error.
type PostgreSQLLogErrorVerbosity string

const (
	PostgreSQLLogTerse   PostgreSQLLogErrorVerbosity = "TERSE"
	PostgreSQLLogDefault PostgreSQLLogErrorVerbosity = "DEFAULT"
	PostgreSQLLogVerbose PostgreSQLLogErrorVerbosity = "VERBOSE"
)

// PostgreSQLLogLinePrefix is what each line of PostgreSQL's log begins with.
type PostgreSQLLogLinePrefix string

const (
	PostgreSQLLogPrefixNamed       PostgreSQLLogLinePrefix = "pid=%p,user=%u,db=%d,app=%a,client=%h"
	PostgreSQLLogPrefixMilliTime   PostgreSQLLogLinePrefix = "%m [%p] %q[user=%u,db=%d,app=%a]"
	PostgreSQLLogPrefixTimeAndLine PostgreSQLLogLinePrefix = "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h"
)

// PostgreSQLStatStatementsTrack is which statements pg_stat_statements counts.
type PostgreSQLStatStatementsTrack string

const (
	PostgreSQLStatStatementsAll  PostgreSQLStatStatementsTrack = "all" // those within functions too
	PostgreSQLStatStatementsTop  PostgreSQLStatStatementsTrack = "top" // those of clients
	PostgreSQLStatStatementsNone PostgreSQLStatStatementsTrack = "none"
)

// PostgreSQLSwitch turns something on or off.
type PostgreSQLSwitch string

const (
	PostgreSQLOff PostgreSQLSwitch = "off"
	PostgreSQLOn  PostgreSQLSwitch = "on"
)

// PostgreSQLTrackFunctions is which calls of functions PostgreSQL counts.
type PostgreSQLTrackFunctions string

const (
	PostgreSQLTrackAllFunctions        PostgreSQLTrackFunctions = "all"
	PostgreSQLTrackProceduralFunctions PostgreSQLTrackFunctions = "pl" // not those in SQL and C
	PostgreSQLTrackNoFunctions         PostgreSQLTrackFunctions = "none"
)

// PostgreSQLSynchronousReplication is whether a transaction waits for standby nodes.
type PostgreSQLSynchronousReplication string

const (
	PostgreSQLSynchronousReplicationOff    PostgreSQLSynchronousReplication = "off"
	PostgreSQLSynchronousReplicationQuorum PostgreSQLSynchronousReplication = "quorum"
)

// PgBouncerStartupParameter is what a client may ask for at the start and PgBouncer is to pass over.
type PgBouncerStartupParameter string

const (
	PgBouncerExtraFloatDigits PgBouncerStartupParameter = "extra_float_digits"
	PgBouncerSearchPath       PgBouncerStartupParameter = "search_path"
)

// RedisMaxmemoryPolicy is what a Caching cluster drops when its memory is full. [DatabaseEvictionPolicy] is the same in another
// notation.
type RedisMaxmemoryPolicy string

const (
	RedisNoEviction     RedisMaxmemoryPolicy = "noeviction" // nothing: writes fail
	RedisAllKeysLRU     RedisMaxmemoryPolicy = "allkeys-lru"
	RedisAllKeysRandom  RedisMaxmemoryPolicy = "allkeys-random"
	RedisVolatileLRU    RedisMaxmemoryPolicy = "volatile-lru" // of the keys that expire, as with those below
	RedisVolatileRandom RedisMaxmemoryPolicy = "volatile-random"
	RedisVolatileTTL    RedisMaxmemoryPolicy = "volatile-ttl" // those that expire next
)

// RedisPersistence is whether a Caching or Valkey cluster writes its data to disk.
type RedisPersistence string

const (
	RedisPersistenceOff RedisPersistence = "off"
	RedisPersistenceRDB RedisPersistence = "rdb" // every ten minutes, if something has changed
)

// RedisACLChannels is which channels new users of a Caching or Valkey cluster may use.
type RedisACLChannels string

const (
	RedisAllChannels   RedisACLChannels = "allchannels"
	RedisResetChannels RedisACLChannels = "resetchannels" // none
)

// KafkaCompressionType is how Kafka compresses messages.
type KafkaCompressionType string

const (
	KafkaGzip         KafkaCompressionType = "gzip"
	KafkaSnappy       KafkaCompressionType = "snappy"
	KafkaLZ4          KafkaCompressionType = "lz4"
	KafkaZstd         KafkaCompressionType = "zstd"
	KafkaUncompressed KafkaCompressionType = "uncompressed"
	KafkaProducer     KafkaCompressionType = "producer" // as they came
)

// KafkaLogCleanupPolicy is what becomes of old messages, where a topic does not say.
type KafkaLogCleanupPolicy string

const (
	KafkaLogDelete           KafkaLogCleanupPolicy = "delete"
	KafkaLogCompact          KafkaLogCleanupPolicy = "compact" // the latest message of each key stays
	KafkaLogCompactAndDelete KafkaLogCleanupPolicy = "compact,delete"
)

// KafkaMessageTimestampType is which time a message has.
type KafkaMessageTimestampType string

const (
	KafkaCreateTime    KafkaMessageTimestampType = "CreateTime"
	KafkaLogAppendTime KafkaMessageTimestampType = "LogAppendTime"
)

// MongoDBReadConcern is which data MongoDB returns.
type MongoDBReadConcern string

const (
	MongoDBReadLocal     MongoDBReadConcern = "local" // what the node has
	MongoDBReadAvailable MongoDBReadConcern = "available"
	MongoDBReadMajority  MongoDBReadConcern = "majority" // what most nodes have
)
