package digitalocean

import (
	"context"
	"fmt"
	"time"
)

// NFSService manages shares of network storage, which the Droplets of a VPC mount over NFS.
type NFSService struct {
	AccessPoints *NFSAccessPointsService
	Actions      *NFSActionsService
	Snapshots    *NFSSnapshotsService

	client *Client
}

// List returns the shares of the account in a region.
//
// DigitalOcean: GET /v2/nfs (nfs_list)
func (s *NFSService) List(ctx context.Context, options *NFSOptions, opts ...CallOption) ([]NFSShare, error) {
	return fetchAll[NFSShare](ctx, s.client, get("/v2/nfs").with(options), "shares", opts)
}

// Get returns a share, with its access points.
//
// DigitalOcean: GET /v2/nfs/{nfs_id} (nfs_get)
func (s *NFSService) Get(ctx context.Context, id string, options *NFSOptions, opts ...CallOption) (*NFSShare, error) {
	return fetch[NFSShare](ctx, s.client, get("/v2/nfs/{nfs_id}", id).with(options), "share", opts)
}

// Create begins to create a share. The answer has its ID, and the status [NFSShareCreating]: WaitActive waits until it
// can be mounted.
//
// DigitalOcean: POST /v2/nfs (nfs_create)
func (s *NFSService) Create(ctx context.Context, request *NFSShareCreateRequest, opts ...CallOption) (*NFSShare, error) {
	return fetch[NFSShare](ctx, s.client, post("/v2/nfs").sending(request), "share", opts)
}

// Delete deletes a share and what is stored on it.
//
// DigitalOcean: DELETE /v2/nfs/{nfs_id} (nfs_delete)
func (s *NFSService) Delete(ctx context.Context, id string, options *NFSOptions, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/nfs/{nfs_id}", id).with(options), opts)
}

// WaitActive waits until a share is active and returns it, now with the host and the path to mount. A share that is
// attached to no VPC is waited for: attach it. One that has failed or is deleted ends the wait with an [*NFSShareError].
func (s *NFSService) WaitActive(ctx context.Context, id string, options *NFSOptions, opts ...CallOption) (*NFSShare, error) {
	var share *NFSShare
	err := s.client.waitFor(ctx, "NFS share "+id, opts, func() (done bool, err error) {
		if share, err = s.Get(ctx, id, options, opts...); err != nil {
			return false, err
		}
		return share.Status == NFSShareActive, share.failure()
	})
	if err != nil {
		return nil, err
	}
	return share, nil
}

// NFSOptions say where shares and snapshots are. The API calls the region optional, and uses it in each of its examples:
// give it where it is known.
type NFSOptions struct {
	Region string `url:"region,omitempty"` // slug
}

// NFSShareCreateRequest describes a share to create.
type NFSShareCreateRequest struct {
	Name            string   `json:"name"`
	SizeGiB         int      `json:"size_gib"` // 50 at least
	Region          string   `json:"region"`   // slug
	VPCIDs          []string `json:"vpc_ids,omitzero"`
	PerformanceTier string   `json:"performance_tier,omitzero"` // "standard" or "high"
}

// NFSShare is a share of network storage.
type NFSShare struct {
	ID              string           `json:"id"`
	Name            string           `json:"name"`
	SizeGiB         int              `json:"size_gib"`
	Region          string           `json:"region"` // slug
	Status          NFSShareStatus   `json:"status"`
	CreatedAt       time.Time        `json:"created_at,omitzero"`
	VPCIDs          []string         `json:"vpc_ids,omitzero"`          // whose Droplets can mount it
	PerformanceTier string           `json:"performance_tier,omitzero"` // such as "PERFORMANCE_TIER_HIGH"; requests say "high" for it
	MountPath       string           `json:"mount_path,omitzero"`       // on the host; may be empty until it is active
	Host            string           `json:"host,omitzero"`             // address in the VPC; may be empty until it is active
	AccessPoints    []NFSAccessPoint `json:"access_points,omitzero"`    // the default one is the first
}

func (s *NFSShare) failure() error {
	if s.Status == NFSShareFailed || s.Status == NFSShareDeleted {
		return &NFSShareError{NFSShare: *s}
	}
	return nil
}

// NFSShareError is a share that was waited for and cannot become active. The API does not say why.
type NFSShareError struct{ NFSShare NFSShare }

func (e *NFSShareError) Error() string {
	return fmt.Sprintf("digitalocean: NFS share %s (%s) has the status %s and does not become active",
		printable(e.NFSShare.ID), printable(e.NFSShare.Name), e.NFSShare.Status)
}

// NFSShareStatus is the state of a share.
type NFSShareStatus string

const (
	NFSShareCreating NFSShareStatus = "CREATING"
	NFSShareActive   NFSShareStatus = "ACTIVE"
	NFSShareInactive NFSShareStatus = "INACTIVE" // attached to no VPC
	NFSShareFailed   NFSShareStatus = "FAILED"
	NFSShareDeleted  NFSShareStatus = "DELETED"
)
