package digitalocean

import "context"

// DatabaseTopicsService manages the topics of Kafka clusters.
type DatabaseTopicsService struct{ client *Client }

// List lists the topics of a cluster, without their partitions and configurations.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/topics (databases_list_kafka_topics)
func (s *DatabaseTopicsService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabaseTopic, error) {
	return fetchAll[DatabaseTopic](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/topics", clusterID), "topics", opts)
}

// Get returns a topic.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/topics/{topic_name} (databases_get_kafka_topic)
func (s *DatabaseTopicsService) Get(ctx context.Context, clusterID, name string, opts ...CallOption) (*DatabaseTopic, error) {
	return fetch[DatabaseTopic](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/topics/{topic_name}", clusterID, name), "topic", opts)
}

// Create creates a topic. It can be used when its state is [DatabaseTopicActive].
//
// DigitalOcean: POST /v2/databases/{database_cluster_uuid}/topics (databases_create_kafka_topic)
func (s *DatabaseTopicsService) Create(ctx context.Context, clusterID string, request *DatabaseTopicCreateRequest, opts ...CallOption) (*DatabaseTopic, error) {
	return fetch[DatabaseTopic](ctx, s.client, post("/v2/databases/{database_cluster_uuid}/topics", clusterID).sending(request), "topic", opts)
}

// Update changes what the request has of a topic.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/topics/{topic_name} (databases_update_kafka_topic)
func (s *DatabaseTopicsService) Update(ctx context.Context, clusterID, name string, request *DatabaseTopicUpdateRequest, opts ...CallOption) (*DatabaseTopic, error) {
	return fetch[DatabaseTopic](ctx, s.client, put("/v2/databases/{database_cluster_uuid}/topics/{topic_name}", clusterID, name).sending(request), "topic", opts)
}

// Delete deletes a topic with its messages.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/topics/{topic_name} (databases_delete_kafka_topic)
func (s *DatabaseTopicsService) Delete(ctx context.Context, clusterID, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/topics/{topic_name}", clusterID, name), opts)
}

// DatabaseTopicCreateRequest describes a topic to create.
type DatabaseTopicCreateRequest struct {
	Name              string               `json:"name"`
	ReplicationFactor int                  `json:"replication_factor,omitzero"` // nodes that have each message; 0 means the cluster's default
	PartitionCount    int                  `json:"partition_count,omitzero"`    // 0 means the cluster's default
	Config            *DatabaseTopicConfig `json:"config,omitzero"`
}

// DatabaseTopicUpdateRequest holds what is to change of a topic.
type DatabaseTopicUpdateRequest struct {
	ReplicationFactor int                  `json:"replication_factor,omitzero"`
	PartitionCount    int                  `json:"partition_count,omitzero"` // can only grow
	Config            *DatabaseTopicConfig `json:"config,omitzero"`
}

// DatabaseTopic is a topic of a Kafka cluster.
type DatabaseTopic struct {
	Name              string                   `json:"name"`
	State             DatabaseTopicState       `json:"state"`
	ReplicationFactor int                      `json:"replication_factor"`       // nodes that have each message
	PartitionCount    int                      `json:"partition_count,omitzero"` // only from List; the others have Partitions
	Partitions        []DatabaseTopicPartition `json:"partitions,omitzero"`
	Config            *DatabaseTopicConfig     `json:"config,omitzero"`
}

// DatabaseTopicPartition is a partition of a topic.
type DatabaseTopicPartition struct {
	ID             int                          `json:"id"`   // from 0
	Size           int64                        `json:"size"` // bytes
	InSyncReplicas int                          `json:"in_sync_replicas"`
	EarliestOffset int64                        `json:"earliest_offset"`
	ConsumerGroups []DatabaseTopicConsumerGroup `json:"consumer_groups,omitzero"`
}

// DatabaseTopicConsumerGroup says how far a group of consumers has read a partition. Its name comes in one of two fields.
type DatabaseTopicConsumerGroup struct {
	GroupName string `json:"group_name,omitzero"`
	Name      string `json:"name,omitzero"`
	Offset    int64  `json:"offset"`
}

// DatabaseTopicConfig is the configuration of a topic. A field that is nil is not sent; a new topic has the cluster's default
// there. Where a uint64 has no limit, Kafka gives the largest int64, which can come rounded up.
type DatabaseTopicConfig struct {
	CleanupPolicy                   *DatabaseTopicCleanupPolicy        `json:"cleanup_policy,omitzero"`
	CompressionType                 *KafkaCompressionType              `json:"compression_type,omitzero"`
	DeleteRetentionMs               *int64                             `json:"delete_retention_ms,omitzero"` // how long the marks of deleted messages stay
	FileDeleteDelayMs               *int64                             `json:"file_delete_delay_ms,omitzero"`
	FlushMessages                   *uint64                            `json:"flush_messages,omitzero"`
	FlushMs                         *uint64                            `json:"flush_ms,omitzero"`
	IndexIntervalBytes              *int64                             `json:"index_interval_bytes,omitzero"`
	MaxCompactionLagMs              *uint64                            `json:"max_compaction_lag_ms,omitzero"`
	MaxMessageBytes                 *int64                             `json:"max_message_bytes,omitzero"`              // of a batch
	MessageDownConversionEnable     *bool                              `json:"message_down_conversion_enable,omitzero"` // false fails consumers of older formats
	MessageFormatVersion            *DatabaseTopicMessageFormatVersion `json:"message_format_version,omitzero"`
	MessageTimestampType            *DatabaseTopicTimestampType        `json:"message_timestamp_type,omitzero"`
	MinCleanableDirtyRatio          *float64                           `json:"min_cleanable_dirty_ratio,omitzero"` // 0 to 1; a larger one compacts less often
	MinCompactionLagMs              *int64                             `json:"min_compaction_lag_ms,omitzero"`
	MinInsyncReplicas               *int                               `json:"min_insync_replicas,omitzero"` // 1 at least
	Preallocate                     *bool                              `json:"preallocate,omitzero"`         // of the files of segments
	RetentionBytes                  *int64                             `json:"retention_bytes,omitzero"`     // -1 means no limit
	RetentionMs                     *int64                             `json:"retention_ms,omitzero"`
	SegmentBytes                    *int64                             `json:"segment_bytes,omitzero"` // 14 at least
	SegmentJitterMs                 *int64                             `json:"segment_jitter_ms,omitzero"`
	SegmentMs                       *int64                             `json:"segment_ms,omitzero"` // 1 at least
	MessageTimestampDifferenceMaxMs *uint64                            `json:"message_timestamp_difference_max_ms,omitzero"`
	SegmentIndexBytes               *int64                             `json:"segment_index_bytes,omitzero"`
}

// DatabaseTopicState is whether a topic can be used.
type DatabaseTopicState string

const (
	DatabaseTopicActive      DatabaseTopicState = "active"
	DatabaseTopicConfiguring DatabaseTopicState = "configuring"
	DatabaseTopicDeleting    DatabaseTopicState = "deleting"
	DatabaseTopicUnknown     DatabaseTopicState = "unknown"
)

// DatabaseTopicCleanupPolicy is what becomes of the old messages of a topic.
type DatabaseTopicCleanupPolicy string

const (
	DatabaseTopicDelete           DatabaseTopicCleanupPolicy = "delete"
	DatabaseTopicCompact          DatabaseTopicCleanupPolicy = "compact" // the latest message of each key stays
	DatabaseTopicCompactAndDelete DatabaseTopicCleanupPolicy = "compact_delete"
)

// DatabaseTopicTimestampType is which time a message of a topic has.
type DatabaseTopicTimestampType string

const (
	DatabaseTopicCreateTime    DatabaseTopicTimestampType = "create_time"
	DatabaseTopicLogAppendTime DatabaseTopicTimestampType = "log_append_time"
)

// DatabaseTopicMessageFormatVersion is the format in which Kafka keeps messages, by the version of Kafka that brought it.
type DatabaseTopicMessageFormatVersion string

const (
	KafkaMessageFormat080     DatabaseTopicMessageFormatVersion = "0.8.0"
	KafkaMessageFormat081     DatabaseTopicMessageFormatVersion = "0.8.1"
	KafkaMessageFormat082     DatabaseTopicMessageFormatVersion = "0.8.2"
	KafkaMessageFormat090     DatabaseTopicMessageFormatVersion = "0.9.0"
	KafkaMessageFormat0100IV0 DatabaseTopicMessageFormatVersion = "0.10.0-IV0"
	KafkaMessageFormat0100IV1 DatabaseTopicMessageFormatVersion = "0.10.0-IV1"
	KafkaMessageFormat0101IV0 DatabaseTopicMessageFormatVersion = "0.10.1-IV0"
	KafkaMessageFormat0101IV1 DatabaseTopicMessageFormatVersion = "0.10.1-IV1"
	KafkaMessageFormat0101IV2 DatabaseTopicMessageFormatVersion = "0.10.1-IV2"
	KafkaMessageFormat0102IV0 DatabaseTopicMessageFormatVersion = "0.10.2-IV0"
	KafkaMessageFormat0110IV0 DatabaseTopicMessageFormatVersion = "0.11.0-IV0"
	KafkaMessageFormat0110IV1 DatabaseTopicMessageFormatVersion = "0.11.0-IV1"
	KafkaMessageFormat0110IV2 DatabaseTopicMessageFormatVersion = "0.11.0-IV2"
	KafkaMessageFormat10IV0   DatabaseTopicMessageFormatVersion = "1.0-IV0"
	KafkaMessageFormat11IV0   DatabaseTopicMessageFormatVersion = "1.1-IV0"
	KafkaMessageFormat20IV0   DatabaseTopicMessageFormatVersion = "2.0-IV0"
	KafkaMessageFormat20IV1   DatabaseTopicMessageFormatVersion = "2.0-IV1"
	KafkaMessageFormat21IV0   DatabaseTopicMessageFormatVersion = "2.1-IV0"
	KafkaMessageFormat21IV1   DatabaseTopicMessageFormatVersion = "2.1-IV1"
	KafkaMessageFormat21IV2   DatabaseTopicMessageFormatVersion = "2.1-IV2"
	KafkaMessageFormat22IV0   DatabaseTopicMessageFormatVersion = "2.2-IV0"
	KafkaMessageFormat22IV1   DatabaseTopicMessageFormatVersion = "2.2-IV1"
	KafkaMessageFormat23IV0   DatabaseTopicMessageFormatVersion = "2.3-IV0"
	KafkaMessageFormat23IV1   DatabaseTopicMessageFormatVersion = "2.3-IV1"
	KafkaMessageFormat24IV0   DatabaseTopicMessageFormatVersion = "2.4-IV0"
	KafkaMessageFormat24IV1   DatabaseTopicMessageFormatVersion = "2.4-IV1"
	KafkaMessageFormat25IV0   DatabaseTopicMessageFormatVersion = "2.5-IV0"
	KafkaMessageFormat26IV0   DatabaseTopicMessageFormatVersion = "2.6-IV0"
	KafkaMessageFormat27IV0   DatabaseTopicMessageFormatVersion = "2.7-IV0"
	KafkaMessageFormat27IV1   DatabaseTopicMessageFormatVersion = "2.7-IV1"
	KafkaMessageFormat27IV2   DatabaseTopicMessageFormatVersion = "2.7-IV2"
	KafkaMessageFormat28IV0   DatabaseTopicMessageFormatVersion = "2.8-IV0"
	KafkaMessageFormat28IV1   DatabaseTopicMessageFormatVersion = "2.8-IV1"
	KafkaMessageFormat30IV0   DatabaseTopicMessageFormatVersion = "3.0-IV0"
	KafkaMessageFormat30IV1   DatabaseTopicMessageFormatVersion = "3.0-IV1"
	KafkaMessageFormat31IV0   DatabaseTopicMessageFormatVersion = "3.1-IV0"
	KafkaMessageFormat32IV0   DatabaseTopicMessageFormatVersion = "3.2-IV0"
	KafkaMessageFormat33IV0   DatabaseTopicMessageFormatVersion = "3.3-IV0"
	KafkaMessageFormat33IV1   DatabaseTopicMessageFormatVersion = "3.3-IV1"
	KafkaMessageFormat33IV2   DatabaseTopicMessageFormatVersion = "3.3-IV2"
	KafkaMessageFormat33IV3   DatabaseTopicMessageFormatVersion = "3.3-IV3"
)
