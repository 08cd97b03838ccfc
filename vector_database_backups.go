package digitalocean

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// VectorDatabaseBackupsService lists the backups of vector databases and restores them.
type VectorDatabaseBackupsService struct{ client *Client }

// List lists the backups of a vector database that can be restored.
//
// DigitalOcean: GET /v2/vector-databases/{id}/backups (vectorDatabases_list_backups)
func (s *VectorDatabaseBackupsService) List(ctx context.Context, databaseID string, opts ...CallOption) ([]VectorDatabaseBackup, error) {
	return fetchAll[VectorDatabaseBackup](ctx, s.client, get("/v2/vector-databases/{id}/backups", databaseID), "backups", opts)
}

// Restore begins to restore a vector database from one of its backups. WaitRestored waits until that is done.
//
// DigitalOcean: POST /v2/vector-databases/{id}/backups/{backup_id}/restore (vectorDatabases_post_restore_backup)
func (s *VectorDatabaseBackupsService) Restore(ctx context.Context, databaseID, backupID string, opts ...CallOption) (*VectorDatabaseRestoreStatus, error) {
	return fetch[VectorDatabaseRestoreStatus](ctx, s.client, post("/v2/vector-databases/{id}/backups/{backup_id}/restore", databaseID, backupID).sending(vectorDatabaseRestoreRequest{databaseID, backupID}), "", opts)
}

// GetRestoreStatus returns how far a restore has come. The vector database has the backup of the latest in LastRestoreID.
//
// DigitalOcean: GET /v2/vector-databases/{id}/backups/{backup_id}/restore (vectorDatabases_get_restore_status)
func (s *VectorDatabaseBackupsService) GetRestoreStatus(ctx context.Context, databaseID, backupID string, opts ...CallOption) (*VectorDatabaseRestoreStatus, error) {
	return fetch[VectorDatabaseRestoreStatus](ctx, s.client, get("/v2/vector-databases/{id}/backups/{backup_id}/restore", databaseID, backupID), "", opts)
}

// WaitRestored waits until a vector database is restored from a backup. A restore that failed or was canceled ends the wait
// with a [*VectorDatabaseRestoreError].
func (s *VectorDatabaseBackupsService) WaitRestored(ctx context.Context, databaseID, backupID string, opts ...CallOption) (*VectorDatabaseRestoreStatus, error) {
	var restore *VectorDatabaseRestoreStatus
	err := s.client.waitFor(ctx, "restore of vector database "+databaseID, opts, func() (done bool, err error) {
		if restore, err = s.GetRestoreStatus(ctx, databaseID, backupID, opts...); err != nil {
			return false, err
		}
		return restore.Status == VectorDatabaseRestoreSuccess, restore.failure()
	})
	if err != nil {
		return nil, err
	}
	return restore, nil
}

// vectorDatabaseRestoreRequest repeats what the path has.
type vectorDatabaseRestoreRequest struct {
	ID       string `json:"id"`
	BackupID string `json:"backup_id"`
}

// VectorDatabaseBackup is a backup of a vector database.
type VectorDatabaseBackup struct {
	BackupID    string    `json:"backup_id"`
	Status      string    `json:"status"` // "SUCCESS": others are not listed
	StartedAt   time.Time `json:"started_at,omitzero"`
	CompletedAt time.Time `json:"completed_at,omitzero"`
}

// VectorDatabaseRestoreStatus is how far a restore has come.
type VectorDatabaseRestoreStatus struct {
	BackupID string                     `json:"backup_id"`
	Status   VectorDatabaseRestoreState `json:"status"`
	Error    string                     `json:"error,omitzero"` // why it failed
}

func (r *VectorDatabaseRestoreStatus) failure() error {
	switch r.Status {
	case VectorDatabaseRestoreFailed, VectorDatabaseRestoreCancelling, VectorDatabaseRestoreCanceled:
		return &VectorDatabaseRestoreError{RestoreStatus: *r}
	}
	return nil
}

// VectorDatabaseRestoreError is a restore that was waited for and has failed or was canceled.
type VectorDatabaseRestoreError struct{ RestoreStatus VectorDatabaseRestoreStatus }

func (e *VectorDatabaseRestoreError) Error() string {
	text := fmt.Sprintf("digitalocean: restore from backup %s has the status %s", printable(e.RestoreStatus.BackupID), printable(string(e.RestoreStatus.Status)))
	if why := strings.TrimSpace(e.RestoreStatus.Error); why != "" {
		text += ": " + printable(why)
	}
	return text
}

// VectorDatabaseRestoreState is how far a restore has come.
type VectorDatabaseRestoreState string

const (
	VectorDatabaseRestoreStarted      VectorDatabaseRestoreState = "STARTED"
	VectorDatabaseRestoreTransferring VectorDatabaseRestoreState = "TRANSFERRING"
	VectorDatabaseRestoreTransferred  VectorDatabaseRestoreState = "TRANSFERRED"
	VectorDatabaseRestoreFinalizing   VectorDatabaseRestoreState = "FINALIZING"
	VectorDatabaseRestoreSuccess      VectorDatabaseRestoreState = "SUCCESS"
	VectorDatabaseRestoreFailed       VectorDatabaseRestoreState = "FAILED"
	VectorDatabaseRestoreCancelling   VectorDatabaseRestoreState = "CANCELLING"
	VectorDatabaseRestoreCanceled     VectorDatabaseRestoreState = "CANCELED"
)
