package digitalocean_test

import (
	"context"
	"math"
	"net/http"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestDatabaseTopics(t *testing.T) {
	const (
		path   = databasePath + "/topics"
		fields = `{"name": "orders.v1", "state": "active", "replication_factor": 3, "partition_count": 2, "partitions": [{"size": 4096, "id": 1,
			"in_sync_replicas": 3, "earliest_offset": 17, "consumer_groups": [{"group_name": "a", "name": "b", "offset": 9}]},
			{"id": 0, "consumer_groups": null}], "config": {"cleanup_policy": "compact_delete", "compression_type": "lz4", "delete_retention_ms": 86400000,
			"file_delete_delay_ms": 60000, "flush_messages": 9223372036854776000, "flush_ms": 9223372036854775807, "index_interval_bytes": 4096,
			"max_compaction_lag_ms": 9223372036854776000, "max_message_bytes": 1048588, "message_down_conversion_enable": false,
			"message_format_version": "3.0-IV1", "message_timestamp_difference_max_ms": 9223372036854776000, "message_timestamp_type": "log_append_time",
			"min_cleanable_dirty_ratio": 0.5, "min_compaction_lag_ms": 0, "min_insync_replicas": 1, "preallocate": true, "retention_bytes": -1,
			"retention_ms": 604800000, "segment_bytes": 209715200, "segment_index_bytes": 10485760, "segment_jitter_ms": 0, "segment_ms": 604800001}}`
	)
	topic := digitalocean.DatabaseTopic{
		Name: "orders.v1", State: digitalocean.DatabaseTopicActive, ReplicationFactor: 3, PartitionCount: 2,
		Partitions: []digitalocean.DatabaseTopicPartition{
			{
				ID: 1, Size: 4096, InSyncReplicas: 3, EarliestOffset: 17,
				ConsumerGroups: []digitalocean.DatabaseTopicConsumerGroup{{GroupName: "a", Name: "b", Offset: 9}},
			},
			{},
		},
		Config: &digitalocean.DatabaseTopicConfig{
			CleanupPolicy: new(digitalocean.DatabaseTopicCompactAndDelete), CompressionType: new(digitalocean.KafkaLZ4), DeleteRetentionMs: new(int64(86400000)),
			FileDeleteDelayMs: new(int64(60000)), FlushMessages: new(uint64(9223372036854776000)), FlushMs: new(uint64(math.MaxInt64)),
			IndexIntervalBytes: new(int64(4096)), MaxCompactionLagMs: new(uint64(9223372036854776000)), MaxMessageBytes: new(int64(1048588)),
			MessageDownConversionEnable: new(false), MessageFormatVersion: new(digitalocean.KafkaMessageFormat30IV1),
			MessageTimestampDifferenceMaxMs: new(uint64(9223372036854776000)), MessageTimestampType: new(digitalocean.DatabaseTopicLogAppendTime),
			MinCleanableDirtyRatio: new(0.5), MinCompactionLagMs: new(int64(0)), MinInsyncReplicas: new(1), Preallocate: new(true),
			RetentionBytes: new(int64(-1)), RetentionMs: new(int64(604800000)), SegmentBytes: new(int64(209715200)), SegmentIndexBytes: new(int64(10485760)),
			SegmentJitterMs: new(int64(0)), SegmentMs: new(int64(604800001)),
		},
	}
	requireFilled(t, "DatabaseTopic", reflect.ValueOf(topic), "DatabaseTopic.Partitions.1")
	config := &digitalocean.DatabaseTopicConfig{RetentionBytes: new(int64(-1)), SegmentJitterMs: new(int64(0)), Preallocate: new(false)}
	for _, e := range []exchange{
		{
			name: "Databases.Topics.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Topics.List(ctx, databaseID)
			},
			method: "GET", path: path, answer: `{"topics": [` + fields + `, {"name": "b", "state": "configuring", "partition_count": 10}]}`,
			want: []digitalocean.DatabaseTopic{topic, {Name: "b", State: digitalocean.DatabaseTopicConfiguring, PartitionCount: 10}},
		},
		{
			name: "Databases.Topics.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Topics.Get(ctx, databaseID, "orders.v1")
			},
			method: "GET", path: path + "/orders.v1", answer: `{"topic": ` + fields + `}`, want: &topic,
		},
		{
			name: "Databases.Topics.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Topics.Create(ctx, databaseID, &digitalocean.DatabaseTopicCreateRequest{
					Name: "orders.v1", ReplicationFactor: 3, PartitionCount: 2, Config: config,
				})
			},
			method: "POST", path: path,
			body: `{"name": "orders.v1", "replication_factor": 3, "partition_count": 2,
				"config": {"retention_bytes": -1, "segment_jitter_ms": 0, "preallocate": false}}`,
			status: http.StatusCreated, answer: `{"topic": ` + fields + `}`, want: &topic,
		},
		{
			name: "Databases.Topics.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Topics.Update(ctx, databaseID, "orders.v1", &digitalocean.DatabaseTopicUpdateRequest{
					ReplicationFactor: 2, PartitionCount: 4, Config: config,
				})
			},
			method: "PUT", path: path + "/orders.v1",
			body:   `{"replication_factor": 2, "partition_count": 4, "config": {"retention_bytes": -1, "segment_jitter_ms": 0, "preallocate": false}}`,
			answer: `{"topic": ` + fields + `}`, want: &topic,
		},
		{
			name: "Databases.Topics.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Topics.Delete(ctx, databaseID, "orders.v1")
			},
			method: "DELETE", path: path + "/orders.v1", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDatabaseSchemaRegistry(t *testing.T) {
	const (
		path   = databasePath + "/schema-registry"
		fields = `{"schema_id": 12345, "version": "3", "subject_name": "orders/value", "schema_type": "AVRO", "schema": "{\"type\": \"record\"}"}`
	)
	schema := digitalocean.DatabaseKafkaSchema{
		SchemaID: 12345, Version: "3", SubjectName: "orders/value", SchemaType: digitalocean.DatabaseKafkaSchemaAvro, Schema: `{"type": "record"}`,
	}
	update := &digitalocean.DatabaseKafkaSchemaUpdateConfigRequest{CompatibilityLevel: digitalocean.DatabaseKafkaCompatibilityFullTransitive}
	for _, e := range []exchange{
		{
			name: "Databases.SchemaRegistry.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.SchemaRegistry.List(ctx, databaseID)
			},
			method: "GET", path: path, answer: `{"subjects": [` + fields + `]}`, want: []digitalocean.DatabaseKafkaSchema{schema},
		},
		{
			name: "Databases.SchemaRegistry.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.SchemaRegistry.Get(ctx, databaseID, "orders/value")
			},
			method: "GET", path: path + "/orders%2Fvalue", answer: fields, want: &schema,
		},
		{
			name: "Databases.SchemaRegistry.GetVersion",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.SchemaRegistry.GetVersion(ctx, databaseID, "config", "3")
			},
			method: "GET", path: path + "/config/versions/3", answer: fields, want: &schema,
		},
		{
			name: "Databases.SchemaRegistry.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.SchemaRegistry.Create(ctx, databaseID, &digitalocean.DatabaseKafkaSchemaCreateRequest{
					SubjectName: "orders/value", SchemaType: digitalocean.DatabaseKafkaSchemaAvro, Schema: `{"type": "record"}`,
				})
			},
			method: "POST", path: path, body: `{"subject_name": "orders/value", "schema_type": "AVRO", "schema": "{\"type\": \"record\"}"}`,
			status: http.StatusCreated, answer: fields, want: &schema,
		},
		{
			name: "Databases.SchemaRegistry.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.SchemaRegistry.Delete(ctx, databaseID, "orders/value")
			},
			method: "DELETE", path: path + "/orders%2Fvalue", status: http.StatusNoContent,
		},
		{
			name: "Databases.SchemaRegistry.GetConfig",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.SchemaRegistry.GetConfig(ctx, databaseID)
			},
			method: "GET", path: path + "/config", answer: `{"compatibility_level": "BACKWARD"}`,
			want: &digitalocean.DatabaseKafkaSchemaConfig{CompatibilityLevel: digitalocean.DatabaseKafkaCompatibilityBackward},
		},
		{
			name: "Databases.SchemaRegistry.UpdateConfig",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.SchemaRegistry.UpdateConfig(ctx, databaseID, update)
			},
			method: "PUT", path: path + "/config", body: `{"compatibility_level": "FULL_TRANSITIVE"}`, answer: `{"compatibility_level": "FULL_TRANSITIVE"}`,
			want: &digitalocean.DatabaseKafkaSchemaConfig{CompatibilityLevel: digitalocean.DatabaseKafkaCompatibilityFullTransitive},
		},
		{
			name: "Databases.SchemaRegistry.GetSubjectConfig",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.SchemaRegistry.GetSubjectConfig(ctx, databaseID, "config")
			},
			method: "GET", path: path + "/config/config", answer: `{"subject_name": "config", "compatibility_level": "NONE"}`,
			want: &digitalocean.DatabaseKafkaSchemaConfig{SubjectName: "config", CompatibilityLevel: digitalocean.DatabaseKafkaCompatibilityNone},
		},
		{
			name: "Databases.SchemaRegistry.UpdateSubjectConfig",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.SchemaRegistry.UpdateSubjectConfig(ctx, databaseID, "orders/value", update)
			},
			method: "PUT", path: path + "/config/orders%2Fvalue", body: `{"compatibility_level": "FULL_TRANSITIVE"}`,
			answer: `{"subject_name": "orders/value", "compatibility_level": "FULL_TRANSITIVE"}`,
			want: &digitalocean.DatabaseKafkaSchemaConfig{
				SubjectName: "orders/value", CompatibilityLevel: digitalocean.DatabaseKafkaCompatibilityFullTransitive,
			},
		},
	} {
		t.Run(e.name, e.do)
	}
}

// A subject of this name has the path of something else, so that it is not asked for.
func TestDatabaseSchemaRegistrySubjectConfig(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	_, err := client.Databases.SchemaRegistry.Get(t.Context(), databaseID, "config")
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	require.ErrorIs(t, client.Databases.SchemaRegistry.Delete(t.Context(), databaseID, "config"), digitalocean.ErrInvalidArgument)
}
