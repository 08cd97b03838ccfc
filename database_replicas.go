package digitalocean

import (
	"context"
	"time"
)

// DatabaseReplicasService manages the read-only replicas of MySQL and PostgreSQL clusters.
type DatabaseReplicasService struct{ client *Client }

// List lists the replicas of a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/replicas (databases_list_replicas)
func (s *DatabaseReplicasService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabaseReplica, error) {
	return fetchAll[DatabaseReplica](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/replicas", clusterID), "replicas", opts)
}

// Get returns a replica.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/replicas/{replica_name} (databases_get_replica)
func (s *DatabaseReplicasService) Get(ctx context.Context, clusterID, name string, opts ...CallOption) (*DatabaseReplica, error) {
	return fetch[DatabaseReplica](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/replicas/{replica_name}", clusterID, name), "replica", opts)
}

// Create begins to create a replica. WaitOnline waits until it can be read from.
//
// DigitalOcean: POST /v2/databases/{database_cluster_uuid}/replicas (databases_create_replica)
func (s *DatabaseReplicasService) Create(ctx context.Context, clusterID string, request *DatabaseReplicaCreateRequest, opts ...CallOption) (*DatabaseReplica, error) {
	return fetch[DatabaseReplica](ctx, s.client, post("/v2/databases/{database_cluster_uuid}/replicas", clusterID).sending(request), "replica", opts)
}

// Delete deletes a replica.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/replicas/{replica_name} (databases_destroy_replica)
func (s *DatabaseReplicasService) Delete(ctx context.Context, clusterID, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/replicas/{replica_name}", clusterID, name), opts)
}

// Promote makes a replica a cluster of its own, which can be written to and no longer follows the other one. It is not repeated
// on its own when its answer is lost: the error then matches [ErrOutcomeUnknown], and List tells whether the replica is gone.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/replicas/{replica_name}/promote (databases_promote_replica)
func (s *DatabaseReplicasService) Promote(ctx context.Context, clusterID, name string, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/replicas/{replica_name}/promote", clusterID, name).once(), opts)
}

// WaitOnline waits until a replica is online and returns it. The API has no status for one that failed, so bound the wait with
// ctx. One that does not exist, or no longer, ends it with an error that matches [ErrNotFound].
func (s *DatabaseReplicasService) WaitOnline(ctx context.Context, clusterID, name string, opts ...CallOption) (*DatabaseReplica, error) {
	var replica *DatabaseReplica
	err := s.client.waitFor(ctx, "database replica "+name, opts, func() (done bool, err error) {
		if replica, err = s.Get(ctx, clusterID, name, opts...); err != nil {
			return false, err
		}
		return replica.isOnline(), nil
	})
	if err != nil {
		return nil, err
	}
	return replica, nil
}

// DatabaseReplicaCreateRequest describes a replica to create.
type DatabaseReplicaCreateRequest struct {
	Name               string            `json:"name"`                          // unique in the cluster
	Region             string            `json:"region,omitzero"`               // slug; empty means that of the cluster
	Size               string            `json:"size"`                          // slug; at least that of the cluster
	Tags               []string          `json:"tags,omitzero"`                 // needs the scope tag:create
	PrivateNetworkUUID string            `json:"private_network_uuid,omitzero"` // of a VPC; empty means the region's default VPC
	StorageSizeMiB     int               `json:"storage_size_mib,omitzero"`     // 0 means what the size has
	DOSettings         *DatabaseSettings `json:"do_settings,omitzero"`
}

// DatabaseReplica is a copy of a cluster that can only be read.
type DatabaseReplica struct {
	ID                 string              `json:"id"`
	Name               string              `json:"name"`
	Region             string              `json:"region"` // slug
	Size               string              `json:"size"`   // slug
	Status             DatabaseStatus      `json:"status"`
	Tags               []string            `json:"tags,omitzero"` // needs the scope tag:read
	CreatedAt          time.Time           `json:"created_at,omitzero"`
	PrivateNetworkUUID string              `json:"private_network_uuid,omitzero"` // its VPC
	Connection         *DatabaseConnection `json:"connection,omitzero"`
	PrivateConnection  *DatabaseConnection `json:"private_connection,omitzero"` // from its VPC
	StorageSizeMiB     int                 `json:"storage_size_mib,omitzero"`
	DOSettings         *DatabaseSettings   `json:"do_settings,omitzero"`
}

// isOnline knows the two names that the API has for it.
func (r *DatabaseReplica) isOnline() bool { return r.Status == DatabaseOnline || r.Status == "active" }
