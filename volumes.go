package digitalocean

import (
	"context"
	"time"
)

// VolumesService manages volumes, the disks that can be moved between the Droplets of a region. A volume can be attached
// as soon as it is created.
type VolumesService struct {
	Actions   *VolumeActionsService
	Snapshots *VolumeSnapshotsService

	client *Client
}

// List lists the volumes of the account.
//
// DigitalOcean: GET /v2/volumes (volumes_list)
func (s *VolumesService) List(options *VolumeListOptions, opts ...CallOption) *Pager[Volume] {
	return list[Volume](s.client, get("/v2/volumes").with(options), "volumes", opts)
}

// Get returns a volume. To find one by its name, list with the options Name and Region: they match one volume at most.
//
// DigitalOcean: GET /v2/volumes/{volume_id} (volumes_get)
func (s *VolumesService) Get(ctx context.Context, id string, opts ...CallOption) (*Volume, error) {
	return fetch[Volume](ctx, s.client, get("/v2/volumes/{volume_id}", id), "volume", opts)
}

// Create creates a volume, empty or from a snapshot. Actions.Attach attaches it to a Droplet.
//
// DigitalOcean: POST /v2/volumes (volumes_create)
func (s *VolumesService) Create(ctx context.Context, request *VolumeCreateRequest, opts ...CallOption) (*Volume, error) {
	return fetch[Volume](ctx, s.client, post("/v2/volumes").sending(request), "volume", opts)
}

// Delete deletes a volume and what is stored on it. Detach it first. Its snapshots stay, and still cost.
//
// DigitalOcean: DELETE /v2/volumes/{volume_id} (volumes_delete)
func (s *VolumesService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/volumes/{volume_id}", id), opts)
}

// DeleteByName is Delete for the volume that has the name in a region, given by its slug. If either is empty, the call is
// refused.
//
// DigitalOcean: DELETE /v2/volumes (volumes_delete_byName)
func (s *VolumesService) DeleteByName(ctx context.Context, name, region string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/volumes").where("name", name).where("region", region), opts)
}

// VolumeListOptions select and page volumes.
type VolumeListOptions struct {
	ListOptions

	Name   string `url:"name,omitempty"`   // the whole name; each region can have one volume with it
	Region string `url:"region,omitempty"` // slug
}

// VolumeCreateRequest describes a volume to create.
type VolumeCreateRequest struct {
	Name            string               `json:"name"` // unique in the region; up to 64 lower-case letters, digits and "-", the first a letter
	Description     string               `json:"description,omitzero"`
	SizeGigabytes   int                  `json:"size_gigabytes,omitzero"`   // GiB, 1 to 16384; without a meaning beside SnapshotID: the volume has the snapshot's size
	Region          string               `json:"region"`                    // slug
	SnapshotID      string               `json:"snapshot_id,omitzero"`      // of the volume snapshot to begin with; empty means an empty volume
	FilesystemType  VolumeFilesystemType `json:"filesystem_type,omitzero"`  // empty leaves it unformatted; most images mount a formatted one by themselves
	FilesystemLabel string               `json:"filesystem_label,omitzero"` // only with a type; up to 16 characters with ext4, 12 with XFS
	Tags            []string             `json:"tags,omitzero"`             // created where they do not exist; needs the scope tag:create
}

// Volume is a disk that can be attached to a Droplet of its region.
type Volume struct {
	ID              string               `json:"id"`
	Region          Region               `json:"region,omitzero"`
	DropletIDs      []int64              `json:"droplet_ids,omitzero"` // where it is attached: one Droplet, or none
	Name            string               `json:"name"`
	Description     string               `json:"description"`
	SizeGigabytes   int                  `json:"size_gigabytes"` // GiB
	CreatedAt       time.Time            `json:"created_at,omitzero"`
	FilesystemType  VolumeFilesystemType `json:"filesystem_type,omitzero"` // empty when it was created unformatted, as is the label
	FilesystemLabel string               `json:"filesystem_label,omitzero"`
	Tags            []string             `json:"tags,omitzero"` // needs the scope tag:read
}

// VolumeFilesystemType is what a volume is formatted with when it is created.
type VolumeFilesystemType string

const (
	VolumeExt4 VolumeFilesystemType = "ext4"
	VolumeXFS  VolumeFilesystemType = "xfs"
)
