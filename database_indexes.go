package digitalocean

import (
	"context"
	"time"
)

// DatabaseIndexesService manages the indexes of OpenSearch clusters.
type DatabaseIndexesService struct{ client *Client }

// List lists the indexes of a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/indexes (databases_list_opeasearch_indexes)
func (s *DatabaseIndexesService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabaseIndex, error) {
	return fetchAll[DatabaseIndex](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/indexes", clusterID), "indexes", opts)
}

// Delete deletes an index with the documents in it.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/indexes/{index_name} (databases_delete_opensearch_index)
func (s *DatabaseIndexesService) Delete(ctx context.Context, clusterID, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/indexes/{index_name}", clusterID, name), opts)
}

// DatabaseIndex is an index of an OpenSearch cluster.
type DatabaseIndex struct {
	IndexName        string              `json:"index_name"`
	NumberOfShards   int                 `json:"number_of_shards"`
	NumberOfReplicas int                 `json:"number_of_replicas"` // of each shard
	Size             int64               `json:"size"`               // bytes
	CreatedTime      time.Time           `json:"created_time,omitzero"`
	Status           DatabaseIndexStatus `json:"status,omitzero"`
	Health           DatabaseIndexHealth `json:"health,omitzero"`
}

// DatabaseIndexStatus is whether an index can be used.
type DatabaseIndexStatus string

const (
	DatabaseIndexStatusUnknown DatabaseIndexStatus = "unknown"
	DatabaseIndexOpen          DatabaseIndexStatus = "open"
	DatabaseIndexClosed        DatabaseIndexStatus = "close"
	DatabaseIndexStatusNone    DatabaseIndexStatus = "none"
)

// DatabaseIndexHealth is how much of an index is there.
type DatabaseIndexHealth string

const (
	DatabaseIndexHealthUnknown DatabaseIndexHealth = "unknown"
	DatabaseIndexGreen         DatabaseIndexHealth = "green"
	DatabaseIndexYellow        DatabaseIndexHealth = "yellow" // a replica is missing
	DatabaseIndexRed           DatabaseIndexHealth = "red"    // a shard is missing
	DatabaseIndexRedStar       DatabaseIndexHealth = "red*"
)
