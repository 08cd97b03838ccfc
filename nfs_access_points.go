package digitalocean

import (
	"context"
	"fmt"
	"time"
)

// NFSAccessPointsService manages the access points of shares: each exports a folder of a share to a VPC, under rules of its
// own.
type NFSAccessPointsService struct{ client *Client }

// List returns the access points of a share: the default one, then the others from the oldest to the newest.
//
// DigitalOcean: GET /v2/nfs/shares/{share_id}/access_points (nfs_list_access_points)
func (s *NFSAccessPointsService) List(ctx context.Context, shareID string, options *NFSAccessPointListOptions, opts ...CallOption) ([]NFSAccessPoint, error) {
	return fetchAll[NFSAccessPoint](ctx, s.client, get("/v2/nfs/shares/{share_id}/access_points", shareID).with(options), "access_points", opts)
}

// Get returns an access point.
//
// DigitalOcean: GET /v2/nfs/access_points/{access_point_id} (nfs_get_access_point)
func (s *NFSAccessPointsService) Get(ctx context.Context, id string, opts ...CallOption) (*NFSAccessPoint, error) {
	return fetch[NFSAccessPoint](ctx, s.client, get("/v2/nfs/access_points/{access_point_id}", id), "access_point", opts)
}

// Create begins to add an access point to a share that is active or inactive. WaitActive waits until it can be mounted. A
// name or a path that another access point of the share has is an error that matches [ErrConflict].
//
// DigitalOcean: POST /v2/nfs/shares/{share_id}/access_points (nfs_create_access_point)
func (s *NFSAccessPointsService) Create(ctx context.Context, shareID string, request *NFSAccessPointCreateRequest, opts ...CallOption) (*NFSAccessPointResult, error) {
	return fetch[NFSAccessPointResult](ctx, s.client, post("/v2/nfs/shares/{share_id}/access_points", shareID).sending(request), "", opts)
}

// Delete deletes an access point, and returns it with the status [NFSAccessPointDeleted] at once. The default access point
// of a share cannot be deleted.
//
// The request is not repeated when it may have been carried out: the API refuses to delete an access point twice. After an
// error that matches [ErrOutcomeUnknown], Get tells whether it is deleted.
//
// DigitalOcean: DELETE /v2/nfs/access_points/{access_point_id} (nfs_delete_access_point)
func (s *NFSAccessPointsService) Delete(ctx context.Context, id string, opts ...CallOption) (*NFSAccessPointResult, error) {
	return fetch[NFSAccessPointResult](ctx, s.client, del("/v2/nfs/access_points/{access_point_id}", id).once(), "", opts)
}

// WaitActive waits until an access point can be mounted and returns it. One that has failed or is deleted ends the wait
// with an [*NFSAccessPointError].
func (s *NFSAccessPointsService) WaitActive(ctx context.Context, id string, opts ...CallOption) (*NFSAccessPoint, error) {
	var accessPoint *NFSAccessPoint
	err := s.client.waitFor(ctx, "NFS access point "+id, opts, func() (done bool, err error) {
		if accessPoint, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return accessPoint.Status == NFSAccessPointActive, accessPoint.failure()
	})
	if err != nil {
		return nil, err
	}
	return accessPoint, nil
}

// NFSAccessPointListOptions select access points.
type NFSAccessPointListOptions struct {
	Status NFSAccessPointStatus `url:"status,omitempty"`
}

// NFSAccessPointCreateRequest describes an access point to add.
type NFSAccessPointCreateRequest struct {
	Name         string          `json:"name"` // unique in the share; 3 to 63 letters, digits and "-", not "default"
	Path         string          `json:"path"` // folder of the share, such as "/reports"; "/" is that of the default access point
	AccessPolicy NFSAccessPolicy `json:"access_policy"`
	VPCID        string          `json:"vpc_id"` // whose Droplets can mount it, whether or not the share is attached there
}

// NFSAccessPointResult is an access point with the action that creates or deletes it.
type NFSAccessPointResult struct {
	AccessPoint NFSAccessPoint `json:"access_point"`
	Action      NFSAction      `json:"action"`
}

// NFSAccessPoint exports a folder of a share.
type NFSAccessPoint struct {
	ID           string               `json:"id"`
	Name         string               `json:"name"`
	ShareID      string               `json:"share_id"`
	Path         string               `json:"path"` // folder of the share
	Status       NFSAccessPointStatus `json:"status"`
	AccessPolicy NFSAccessPolicy      `json:"access_policy"`
	CreatedAt    time.Time            `json:"created_at,omitzero"`
	UpdatedAt    time.Time            `json:"updated_at,omitzero"` // zero while it is being created
	IsDefault    bool                 `json:"is_default"`          // whether the share came with it
	VPCID        string               `json:"vpc_id,omitzero"`     // empty for the default one, which follows the share
}

func (p *NFSAccessPoint) failure() error {
	if p.Status == NFSAccessPointFailed || p.Status == NFSAccessPointDeleted {
		return &NFSAccessPointError{NFSAccessPoint: *p}
	}
	return nil
}

// NFSAccessPolicy says what the clients of an access point may do. Each field is sent as it is: an ID of 0 would be root's.
type NFSAccessPolicy struct {
	AnonUID                    int             `json:"anonuid"` // of squashed users; the API takes only [NFSNobody], as it does for AnonGID
	AnonGID                    int             `json:"anongid"`
	Protocols                  []NFSProtocol   `json:"protocols,omitzero"`
	SquashConfig               NFSSquashConfig `json:"squash_config"`
	IdentityEnforcementEnabled bool            `json:"identity_enforcement_enabled"`
}

// NFSNobody is the ID of the user and the group that squashed users become.
const NFSNobody = 65534

// NFSAccessPointError is an access point that was waited for and cannot become active. The API does not say why.
type NFSAccessPointError struct{ NFSAccessPoint NFSAccessPoint }

func (e *NFSAccessPointError) Error() string {
	return fmt.Sprintf("digitalocean: NFS access point %s (%s) has the status %s and does not become active",
		printable(e.NFSAccessPoint.ID), printable(e.NFSAccessPoint.Name), e.NFSAccessPoint.Status)
}

// NFSAccessPointStatus is the state of an access point.
type NFSAccessPointStatus string

const (
	NFSAccessPointCreating NFSAccessPointStatus = "ACCESS_POINT_CREATING"
	NFSAccessPointActive   NFSAccessPointStatus = "ACCESS_POINT_ACTIVE"
	NFSAccessPointFailed   NFSAccessPointStatus = "ACCESS_POINT_FAILED"
	NFSAccessPointDeleted  NFSAccessPointStatus = "ACCESS_POINT_DELETED"
)

// NFSProtocol is a protocol that an access point answers.
type NFSProtocol string

const (
	NFSProtocolNFS4 NFSProtocol = "NFS4"
	NFSProtocolNFS  NFSProtocol = "NFS"
)

// NFSSquashConfig says which users become [NFSNobody].
type NFSSquashConfig string

const (
	NFSNoSquash   NFSSquashConfig = "NO_SQUASH"
	NFSRootSquash NFSSquashConfig = "ROOT_SQUASH"
	NFSAllSquash  NFSSquashConfig = "ALL_SQUASH"
)
