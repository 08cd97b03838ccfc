package digitalocean

import (
	"context"
	"fmt"
	"time"
)

// DatabaseOnlineMigrationsService copies the data of another database server into a MySQL, PostgreSQL, Caching or Valkey cluster
// while that server stays in use.
type DatabaseOnlineMigrationsService struct{ client *Client }

// Get returns the latest migration into a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/online-migration (databases_get_migrationStatus)
func (s *DatabaseOnlineMigrationsService) Get(ctx context.Context, clusterID string, opts ...CallOption) (*DatabaseOnlineMigration, error) {
	return fetch[DatabaseOnlineMigration](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/online-migration", clusterID), "", opts)
}

// Start begins a migration into a cluster. As long as the source is written to, it keeps up with that, for two weeks at most;
// Stop ends it. It is not repeated on its own when its answer is lost: the error then matches [ErrOutcomeUnknown], and Get tells.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/online-migration (databases_update_onlineMigration)
func (s *DatabaseOnlineMigrationsService) Start(ctx context.Context, clusterID string, request *DatabaseOnlineMigrationStartRequest, opts ...CallOption) (*DatabaseOnlineMigration, error) {
	return fetch[DatabaseOnlineMigration](ctx, s.client, put("/v2/databases/{database_cluster_uuid}/online-migration", clusterID).sending(request).once(), "", opts)
}

// Stop ends a migration. What it has copied stays.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/online-migration/{migration_id} (databases_delete_onlineMigration)
func (s *DatabaseOnlineMigrationsService) Stop(ctx context.Context, clusterID, migrationID string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/online-migration/{migration_id}", clusterID, migrationID), opts)
}

// Wait waits until the latest migration into a cluster is done and returns it. One that failed or was stopped ends the wait with
// a [*DatabaseOnlineMigrationError]. One whose source is still written to is not done: look with Get whether it is
// [DatabaseOnlineMigrationSyncing], end the writing, and call Stop.
func (s *DatabaseOnlineMigrationsService) Wait(ctx context.Context, clusterID string, opts ...CallOption) (*DatabaseOnlineMigration, error) {
	var migration *DatabaseOnlineMigration
	err := s.client.waitFor(ctx, "online migration into database cluster "+clusterID, opts, func() (done bool, err error) {
		if migration, err = s.Get(ctx, clusterID, opts...); err != nil {
			return false, err
		}
		return migration.Status == DatabaseOnlineMigrationDone, migration.failure()
	})
	if err != nil {
		return nil, err
	}
	return migration, nil
}

// DatabaseOnlineMigrationStartRequest describes a migration to begin.
type DatabaseOnlineMigrationStartRequest struct {
	Source     DatabaseOnlineMigrationSource `json:"source"`
	DisableSSL bool                          `json:"disable_ssl,omitzero"` // connects to the source without TLS
	IgnoreDBs  []string                      `json:"ignore_dbs,omitzero"`  // the databases that are not to be copied
}

// DatabaseOnlineMigrationSource is the server to copy from. The cluster must be able to reach it.
type DatabaseOnlineMigrationSource struct {
	Host     string `json:"host,omitzero"`
	Port     int    `json:"port,omitzero"`
	DBName   string `json:"dbname,omitzero"` // the database to connect to
	Username string `json:"username,omitzero"`
	Password Secret `json:"password,omitzero"`
}

// DatabaseOnlineMigration is a migration into a cluster.
type DatabaseOnlineMigration struct {
	ID        string                        `json:"id"`
	Status    DatabaseOnlineMigrationStatus `json:"status"`
	CreatedAt time.Time                     `json:"created_at,omitzero"`
}

func (m *DatabaseOnlineMigration) failure() error {
	switch m.Status {
	case DatabaseOnlineMigrationErrored, DatabaseOnlineMigrationCanceled:
		return &DatabaseOnlineMigrationError{OnlineMigration: *m}
	}
	return nil
}

// DatabaseOnlineMigrationError is a migration that was waited for and has failed or was stopped. The API does not say why.
type DatabaseOnlineMigrationError struct{ OnlineMigration DatabaseOnlineMigration }

func (e *DatabaseOnlineMigrationError) Error() string {
	return fmt.Sprintf("digitalocean: online migration %s has the status %s and will not be done",
		printable(e.OnlineMigration.ID), printable(string(e.OnlineMigration.Status)))
}

// DatabaseOnlineMigrationStatus is how far a migration has come.
type DatabaseOnlineMigrationStatus string

const (
	DatabaseOnlineMigrationRunning  DatabaseOnlineMigrationStatus = "running"
	DatabaseOnlineMigrationSyncing  DatabaseOnlineMigrationStatus = "syncing" // all is copied, and what is written since follows
	DatabaseOnlineMigrationCanceled DatabaseOnlineMigrationStatus = "canceled"
	DatabaseOnlineMigrationErrored  DatabaseOnlineMigrationStatus = "error"
	DatabaseOnlineMigrationDone     DatabaseOnlineMigrationStatus = "done"
)
