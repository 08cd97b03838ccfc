package digitalocean

import (
	"context"
	"fmt"
	"time"
)

// NFSSnapshotsService reads and deletes the snapshots of shares. The action [NFSActionsService.Snapshot] takes one.
type NFSSnapshotsService struct{ client *Client }

// List returns the snapshots of the account in a region, or those of one share.
//
// DigitalOcean: GET /v2/nfs/snapshots (nfs_list_snapshot)
func (s *NFSSnapshotsService) List(ctx context.Context, options *NFSSnapshotListOptions, opts ...CallOption) ([]NFSSnapshot, error) {
	return fetchAll[NFSSnapshot](ctx, s.client, get("/v2/nfs/snapshots").with(options), "snapshots", opts)
}

// Get returns a snapshot.
//
// DigitalOcean: GET /v2/nfs/snapshots/{nfs_snapshot_id} (nfs_get_snapshot)
func (s *NFSSnapshotsService) Get(ctx context.Context, id string, options *NFSOptions, opts ...CallOption) (*NFSSnapshot, error) {
	return fetch[NFSSnapshot](ctx, s.client, get("/v2/nfs/snapshots/{nfs_snapshot_id}", id).with(options), "snapshot", opts)
}

// Delete deletes a snapshot.
//
// DigitalOcean: DELETE /v2/nfs/snapshots/{nfs_snapshot_id} (nfs_delete_snapshot)
func (s *NFSSnapshotsService) Delete(ctx context.Context, id string, options *NFSOptions, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/nfs/snapshots/{nfs_snapshot_id}", id).with(options), opts)
}

// WaitActive waits until a snapshot is whole and returns it. One that has failed or is deleted ends the wait with an
// [*NFSSnapshotError].
func (s *NFSSnapshotsService) WaitActive(ctx context.Context, id string, options *NFSOptions, opts ...CallOption) (*NFSSnapshot, error) {
	var snapshot *NFSSnapshot
	err := s.client.waitFor(ctx, "NFS snapshot "+id, opts, func() (done bool, err error) {
		if snapshot, err = s.Get(ctx, id, options, opts...); err != nil {
			return false, err
		}
		return snapshot.Status == NFSSnapshotActive, snapshot.failure()
	})
	if err != nil {
		return nil, err
	}
	return snapshot, nil
}

// NFSSnapshotListOptions select snapshots.
type NFSSnapshotListOptions struct {
	Region  string `url:"region,omitempty"` // slug
	ShareID string `url:"share_id,omitempty"`
}

// NFSSnapshot is a saved state of a share.
type NFSSnapshot struct {
	ID        string            `json:"id"`
	Name      string            `json:"name"`
	SizeGiB   int               `json:"size_gib"`
	Region    string            `json:"region"` // slug
	Status    NFSSnapshotStatus `json:"status"`
	CreatedAt time.Time         `json:"created_at,omitzero"`
	ShareID   string            `json:"share_id"` // of the share it was taken of
}

func (s *NFSSnapshot) failure() error {
	if s.Status == NFSSnapshotFailed || s.Status == NFSSnapshotDeleted {
		return &NFSSnapshotError{NFSSnapshot: *s}
	}
	return nil
}

// NFSSnapshotError is a snapshot that was waited for and cannot become active. The API does not say why.
type NFSSnapshotError struct{ NFSSnapshot NFSSnapshot }

func (e *NFSSnapshotError) Error() string {
	return fmt.Sprintf("digitalocean: NFS snapshot %s (%s) has the status %s and does not become active",
		printable(e.NFSSnapshot.ID), printable(e.NFSSnapshot.Name), e.NFSSnapshot.Status)
}

// NFSSnapshotStatus is the state of a snapshot.
type NFSSnapshotStatus string

const (
	NFSSnapshotUnknown  NFSSnapshotStatus = "UNKNOWN"
	NFSSnapshotCreating NFSSnapshotStatus = "CREATING"
	NFSSnapshotActive   NFSSnapshotStatus = "ACTIVE"
	NFSSnapshotFailed   NFSSnapshotStatus = "FAILED"
	NFSSnapshotDeleted  NFSSnapshotStatus = "DELETED"
)
