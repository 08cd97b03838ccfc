package digitalocean

import (
	"context"
	"time"
)

// SnapshotsService manages the snapshots of Droplets and volumes.
type SnapshotsService struct{ client *Client }

// List lists the snapshots of the account.
//
// DigitalOcean: GET /v2/snapshots (snapshots_list)
func (s *SnapshotsService) List(options *SnapshotListOptions, opts ...CallOption) *Pager[Snapshot] {
	return list[Snapshot](s.client, get("/v2/snapshots").with(options), "snapshots", opts)
}

// Get returns a snapshot. The ID is a number in digits for a snapshot of a Droplet, and a UUID for one of a volume.
//
// DigitalOcean: GET /v2/snapshots/{snapshot_id} (snapshots_get)
func (s *SnapshotsService) Get(ctx context.Context, id string, opts ...CallOption) (*Snapshot, error) {
	return fetch[Snapshot](ctx, s.client, get("/v2/snapshots/{snapshot_id}", id), "snapshot", opts)
}

// Delete deletes a snapshot.
//
// DigitalOcean: DELETE /v2/snapshots/{snapshot_id} (snapshots_delete)
func (s *SnapshotsService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/snapshots/{snapshot_id}", id), opts)
}

// SnapshotListOptions select and page snapshots.
type SnapshotListOptions struct {
	ListOptions

	ResourceType SnapshotResourceType `url:"resource_type,omitempty"`
}

// Snapshot is a saved state of a Droplet or a volume.
type Snapshot struct {
	ID            string               `json:"id"` // a number in digits for a Droplet's snapshot, a UUID for a volume's
	Name          string               `json:"name"`
	CreatedAt     time.Time            `json:"created_at,omitzero"`
	Regions       []string             `json:"regions,omitzero"` // slugs of the regions that have it
	ResourceID    string               `json:"resource_id"`      // of the Droplet or the volume, which may be gone
	ResourceType  SnapshotResourceType `json:"resource_type"`
	MinDiskSize   int                  `json:"min_disk_size"`  // GB that a Droplet's disk or a volume must have
	SizeGigabytes float64              `json:"size_gigabytes"` // as billed
	Tags          []string             `json:"tags,omitzero"`  // needs the scope tag:read
}

// SnapshotResourceType is what a snapshot was made of.
type SnapshotResourceType string

const (
	SnapshotResourceDroplet SnapshotResourceType = "droplet"
	SnapshotResourceVolume  SnapshotResourceType = "volume"
)
