package digitalocean

import "context"

// DatabaseSchemaRegistryService manages the schema registry of Kafka clusters, where the configuration has one. A subject is a
// name under which the versions of a schema are kept. A subject of the name "config" cannot be reached and is refused: the API
// has the configuration of the registry in its place.
type DatabaseSchemaRegistryService struct{ client *Client }

// List lists the schemas of a cluster, the latest of each subject.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/schema-registry (databases_list_kafka_schemas)
func (s *DatabaseSchemaRegistryService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabaseKafkaSchema, error) {
	return fetchAll[DatabaseKafkaSchema](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/schema-registry", clusterID), "subjects", opts)
}

// Get returns the latest schema of a subject.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/schema-registry/{subject_name} (databases_get_kafka_schema)
func (s *DatabaseSchemaRegistryService) Get(ctx context.Context, clusterID, subject string, opts ...CallOption) (*DatabaseKafkaSchema, error) {
	return fetch[DatabaseKafkaSchema](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/schema-registry/{subject_name}", clusterID, subject).onSubject(subject), "", opts)
}

// GetVersion returns a version of the schema of a subject.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/schema-registry/{subject_name}/versions/{version} (databases_get_kafka_schema_version)
func (s *DatabaseSchemaRegistryService) GetVersion(ctx context.Context, clusterID, subject, version string, opts ...CallOption) (*DatabaseKafkaSchema, error) {
	return fetch[DatabaseKafkaSchema](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/schema-registry/{subject_name}/versions/{version}", clusterID, subject, version), "", opts)
}

// Create adds a schema to a subject, and the subject where there is none. The answer has no version.
//
// DigitalOcean: POST /v2/databases/{database_cluster_uuid}/schema-registry (databases_create_kafka_schema)
func (s *DatabaseSchemaRegistryService) Create(ctx context.Context, clusterID string, request *DatabaseKafkaSchemaCreateRequest, opts ...CallOption) (*DatabaseKafkaSchema, error) {
	return fetch[DatabaseKafkaSchema](ctx, s.client, post("/v2/databases/{database_cluster_uuid}/schema-registry", clusterID).sending(request), "", opts)
}

// Delete deletes a subject with its schemas.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/schema-registry/{subject_name} (databases_delete_kafka_schema)
func (s *DatabaseSchemaRegistryService) Delete(ctx context.Context, clusterID, subject string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/schema-registry/{subject_name}", clusterID, subject).onSubject(subject), opts)
}

// GetConfig returns the configuration of the registry, which holds for subjects without one of their own.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/schema-registry/config (databases_get_kafka_schema_config)
func (s *DatabaseSchemaRegistryService) GetConfig(ctx context.Context, clusterID string, opts ...CallOption) (*DatabaseKafkaSchemaConfig, error) {
	return fetch[DatabaseKafkaSchemaConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/schema-registry/config", clusterID), "", opts)
}

// UpdateConfig replaces the configuration of the registry.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/schema-registry/config (databases_update_kafka_schema_config)
func (s *DatabaseSchemaRegistryService) UpdateConfig(ctx context.Context, clusterID string, request *DatabaseKafkaSchemaUpdateConfigRequest, opts ...CallOption) (*DatabaseKafkaSchemaConfig, error) {
	return fetch[DatabaseKafkaSchemaConfig](ctx, s.client, put("/v2/databases/{database_cluster_uuid}/schema-registry/config", clusterID).sending(request), "", opts)
}

// GetSubjectConfig returns the configuration of a subject.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/schema-registry/config/{subject_name} (databases_get_kafka_schema_subject_config)
func (s *DatabaseSchemaRegistryService) GetSubjectConfig(ctx context.Context, clusterID, subject string, opts ...CallOption) (*DatabaseKafkaSchemaConfig, error) {
	return fetch[DatabaseKafkaSchemaConfig](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/schema-registry/config/{subject_name}", clusterID, subject), "", opts)
}

// UpdateSubjectConfig replaces the configuration of a subject.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/schema-registry/config/{subject_name} (databases_update_kafka_schema_subject_config)
func (s *DatabaseSchemaRegistryService) UpdateSubjectConfig(ctx context.Context, clusterID, subject string, request *DatabaseKafkaSchemaUpdateConfigRequest, opts ...CallOption) (*DatabaseKafkaSchemaConfig, error) {
	return fetch[DatabaseKafkaSchemaConfig](ctx, s.client, put("/v2/databases/{database_cluster_uuid}/schema-registry/config/{subject_name}", clusterID, subject).sending(request), "", opts)
}

// onSubject refuses the subject whose path is that of the registry's configuration.
func (op *operation) onSubject(name string) *operation {
	if name == "config" {
		op.err = argumentError(`subject_name is "config", which would name the configuration of the registry`)
	}
	return op
}

// DatabaseKafkaSchemaCreateRequest describes a schema to add.
type DatabaseKafkaSchemaCreateRequest struct {
	SubjectName string                  `json:"subject_name"`
	SchemaType  DatabaseKafkaSchemaType `json:"schema_type"`
	Schema      string                  `json:"schema"` // its text, in the language of the type
}

// DatabaseKafkaSchemaUpdateConfigRequest is the configuration that a registry or a subject is to have.
type DatabaseKafkaSchemaUpdateConfigRequest struct {
	CompatibilityLevel DatabaseKafkaCompatibilityLevel `json:"compatibility_level"`
}

// DatabaseKafkaSchema is a schema of a subject.
type DatabaseKafkaSchema struct {
	SchemaID    int64                   `json:"schema_id"`
	Version     string                  `json:"version,omitzero"` // of the subject, such as "1"; empty from List and Create
	SubjectName string                  `json:"subject_name"`
	SchemaType  DatabaseKafkaSchemaType `json:"schema_type"`
	Schema      string                  `json:"schema"` // its text, in the language of the type
}

// DatabaseKafkaSchemaConfig is the configuration of a registry or of a subject.
type DatabaseKafkaSchemaConfig struct {
	SubjectName        string                          `json:"subject_name,omitzero"` // empty for the registry
	CompatibilityLevel DatabaseKafkaCompatibilityLevel `json:"compatibility_level"`
}

// DatabaseKafkaSchemaType is the language of a schema.
type DatabaseKafkaSchemaType string

const (
	DatabaseKafkaSchemaAvro     DatabaseKafkaSchemaType = "AVRO"
	DatabaseKafkaSchemaJSON     DatabaseKafkaSchemaType = "JSON"
	DatabaseKafkaSchemaProtobuf DatabaseKafkaSchemaType = "PROTOBUF"
)

// DatabaseKafkaCompatibilityLevel is what a new version of a schema may change.
type DatabaseKafkaCompatibilityLevel string

const (
	DatabaseKafkaCompatibilityNone               DatabaseKafkaCompatibilityLevel = "NONE"     // anything
	DatabaseKafkaCompatibilityBackward           DatabaseKafkaCompatibilityLevel = "BACKWARD" // what is new reads what the one before wrote
	DatabaseKafkaCompatibilityBackwardTransitive DatabaseKafkaCompatibilityLevel = "BACKWARD_TRANSITIVE"
	DatabaseKafkaCompatibilityForward            DatabaseKafkaCompatibilityLevel = "FORWARD" // the one before reads what is new
	DatabaseKafkaCompatibilityForwardTransitive  DatabaseKafkaCompatibilityLevel = "FORWARD_TRANSITIVE"
	DatabaseKafkaCompatibilityFull               DatabaseKafkaCompatibilityLevel = "FULL" // both; transitive means with all before
	DatabaseKafkaCompatibilityFullTransitive     DatabaseKafkaCompatibilityLevel = "FULL_TRANSITIVE"
)
