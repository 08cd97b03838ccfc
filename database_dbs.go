package digitalocean

import "context"

// DatabaseDBsService manages the databases inside a cluster. Caching and Valkey clusters have none of their own.
type DatabaseDBsService struct{ client *Client }

// List lists the databases of a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/dbs (databases_list)
func (s *DatabaseDBsService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabaseDB, error) {
	return fetchAll[DatabaseDB](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/dbs", clusterID), "dbs", opts)
}

// Get returns a database of a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/dbs/{database_name} (databases_get)
func (s *DatabaseDBsService) Get(ctx context.Context, clusterID, name string, opts ...CallOption) (*DatabaseDB, error) {
	return fetch[DatabaseDB](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/dbs/{database_name}", clusterID, name), "db", opts)
}

// Create creates a database in a cluster.
//
// DigitalOcean: POST /v2/databases/{database_cluster_uuid}/dbs (databases_add)
func (s *DatabaseDBsService) Create(ctx context.Context, clusterID string, request *DatabaseDBCreateRequest, opts ...CallOption) (*DatabaseDB, error) {
	return fetch[DatabaseDB](ctx, s.client, post("/v2/databases/{database_cluster_uuid}/dbs", clusterID).sending(request), "db", opts)
}

// Delete deletes a database of a cluster with what is in it.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/dbs/{database_name} (databases_delete)
func (s *DatabaseDBsService) Delete(ctx context.Context, clusterID, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/dbs/{database_name}", clusterID, name), opts)
}

// DatabaseDBCreateRequest describes a database to create.
type DatabaseDBCreateRequest struct {
	Name string `json:"name"`
}

// DatabaseDB is a database inside a cluster.
type DatabaseDB struct {
	Name string `json:"name"`
}
