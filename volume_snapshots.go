package digitalocean

import "context"

// VolumeSnapshotsService manages the snapshots of volumes. [SnapshotsService] has them too, beside those of Droplets.
type VolumeSnapshotsService struct{ client *Client }

// List lists the snapshots that were taken of a volume.
//
// DigitalOcean: GET /v2/volumes/{volume_id}/snapshots (volumeSnapshots_list)
func (s *VolumeSnapshotsService) List(volumeID string, options *ListOptions, opts ...CallOption) *Pager[Snapshot] {
	return list[Snapshot](s.client, get("/v2/volumes/{volume_id}/snapshots", volumeID).with(options), "snapshots", opts)
}

// Get returns a snapshot by its own ID.
//
// DigitalOcean: GET /v2/volumes/snapshots/{snapshot_id} (volumeSnapshots_get_byId)
func (s *VolumeSnapshotsService) Get(ctx context.Context, id string, opts ...CallOption) (*Snapshot, error) {
	return fetch[Snapshot](ctx, s.client, get("/v2/volumes/snapshots/{snapshot_id}", id), "snapshot", opts)
}

// Create takes a snapshot of a volume.
//
// DigitalOcean: POST /v2/volumes/{volume_id}/snapshots (volumeSnapshots_create)
func (s *VolumeSnapshotsService) Create(ctx context.Context, volumeID string, request *VolumeSnapshotCreateRequest, opts ...CallOption) (*Snapshot, error) {
	return fetch[Snapshot](ctx, s.client, post("/v2/volumes/{volume_id}/snapshots", volumeID).sending(request), "snapshot", opts)
}

// Delete deletes a snapshot by its own ID. Volumes that were created from it stay.
//
// DigitalOcean: DELETE /v2/volumes/snapshots/{snapshot_id} (volumeSnapshots_delete_byId)
func (s *VolumeSnapshotsService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/volumes/snapshots/{snapshot_id}", id), opts)
}

// VolumeSnapshotCreateRequest describes a snapshot to take.
type VolumeSnapshotCreateRequest struct {
	Name string   `json:"name"`
	Tags []string `json:"tags,omitzero"` // created where they do not exist; needs the scope tag:create
}
