package digitalocean

import "context"

// DatabasePoolsService manages the connection pools of PostgreSQL clusters. Through a pool many clients share a few connections
// to the server.
type DatabasePoolsService struct{ client *Client }

// List lists the connection pools of a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/pools (databases_list_connectionPools)
func (s *DatabasePoolsService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabasePool, error) {
	return fetchAll[DatabasePool](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/pools", clusterID), "pools", opts)
}

// Get returns a connection pool.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/pools/{pool_name} (databases_get_connectionPool)
func (s *DatabasePoolsService) Get(ctx context.Context, clusterID, name string, opts ...CallOption) (*DatabasePool, error) {
	return fetch[DatabasePool](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/pools/{pool_name}", clusterID, name), "pool", opts)
}

// Create creates a connection pool. The answer says how to connect to it.
//
// DigitalOcean: POST /v2/databases/{database_cluster_uuid}/pools (databases_add_connectionPool)
func (s *DatabasePoolsService) Create(ctx context.Context, clusterID string, request *DatabasePoolCreateRequest, opts ...CallOption) (*DatabasePool, error) {
	return fetch[DatabasePool](ctx, s.client, post("/v2/databases/{database_cluster_uuid}/pools", clusterID).sending(request), "pool", opts)
}

// Update replaces what a connection pool is. [DatabasePool.UpdateRequest] makes a request of one as it is. The name cannot
// change.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/pools/{pool_name} (databases_update_connectionPool)
func (s *DatabasePoolsService) Update(ctx context.Context, clusterID, name string, request *DatabasePoolUpdateRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/pools/{pool_name}", clusterID, name).sending(request), opts)
}

// Delete deletes a connection pool. The database stays.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/pools/{pool_name} (databases_delete_connectionPool)
func (s *DatabasePoolsService) Delete(ctx context.Context, clusterID, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/pools/{pool_name}", clusterID, name), opts)
}

// DatabasePoolCreateRequest describes a connection pool to create.
type DatabasePoolCreateRequest struct {
	Name string           `json:"name"` // 3 to 60 characters, unique in the cluster
	Mode DatabasePoolMode `json:"mode"`
	Size int              `json:"size"`          // connections; all pools of a cluster together have 25 for each GB of its memory, less 3
	DB   string           `json:"db"`            // the database
	User string           `json:"user,omitzero"` // whom to connect as; empty means as the client's own user
}

// DatabasePoolUpdateRequest is a connection pool as it is to be.
type DatabasePoolUpdateRequest struct {
	Mode DatabasePoolMode `json:"mode"`
	Size int              `json:"size"` // connections
	DB   string           `json:"db"`
	User string           `json:"user,omitzero"` // empty means the client's own user
}

// DatabasePool is a connection pool of a PostgreSQL cluster.
type DatabasePool struct {
	Name                     string              `json:"name"`
	Mode                     DatabasePoolMode    `json:"mode"`
	Size                     int                 `json:"size"` // connections
	DB                       string              `json:"db"`
	User                     string              `json:"user,omitzero"` // empty means the client's own user
	Connection               *DatabaseConnection `json:"connection,omitzero"`
	PrivateConnection        *DatabaseConnection `json:"private_connection,omitzero"` // from the cluster's VPC
	StandbyConnection        *DatabaseConnection `json:"standby_connection,omitzero"` // nil without standby nodes
	StandbyPrivateConnection *DatabaseConnection `json:"standby_private_connection,omitzero"`
}

// UpdateRequest returns the pool as a request for [DatabasePoolsService.Update] that changes nothing.
func (p *DatabasePool) UpdateRequest() *DatabasePoolUpdateRequest {
	return &DatabasePoolUpdateRequest{Mode: p.Mode, Size: p.Size, DB: p.DB, User: p.User}
}

// DatabasePoolMode is how long a client keeps a connection of a pool.
type DatabasePoolMode string

const (
	DatabasePoolSession     DatabasePoolMode = "session"     // until it disconnects
	DatabasePoolTransaction DatabasePoolMode = "transaction" // until its transaction ends
	DatabasePoolStatement   DatabasePoolMode = "statement"   // for one statement: transactions of several are refused
)
