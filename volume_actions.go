package digitalocean

import "context"

// VolumeActionsService attaches volumes to Droplets, detaches and enlarges them. A method returns when the action has
// begun; [ActionsService.Wait] waits until it is completed.
type VolumeActionsService struct{ client *Client }

// List lists what was done to a volume.
//
// DigitalOcean: GET /v2/volumes/{volume_id}/actions (volumeActions_list)
func (s *VolumeActionsService) List(volumeID string, options *ListOptions, opts ...CallOption) *Pager[Action] {
	return list[Action](s.client, get("/v2/volumes/{volume_id}/actions", volumeID).with(options), "actions", opts)
}

// Get returns an action of a volume.
//
// DigitalOcean: GET /v2/volumes/{volume_id}/actions/{action_id} (volumeActions_get)
func (s *VolumeActionsService) Get(ctx context.Context, volumeID string, actionID int64, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, get("/v2/volumes/{volume_id}/actions/{action_id}", volumeID, actionID), "action", opts)
}

// Create begins an action. Each type has a method of its own, which takes what that type needs.
//
// DigitalOcean: POST /v2/volumes/{volume_id}/actions (volumeActions_post_byId)
func (s *VolumeActionsService) Create(ctx context.Context, volumeID string, request *VolumeActionRequest, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, post("/v2/volumes/{volume_id}/actions", volumeID).sending(request), "action", opts)
}

// CreateByName begins an action on the volume that the request names. AttachByName and DetachByName are shorter; no other
// action can be begun so.
//
// DigitalOcean: POST /v2/volumes/actions (volumeActions_post)
func (s *VolumeActionsService) CreateByName(ctx context.Context, request *VolumeActionRequest, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, post("/v2/volumes/actions").sending(request), "action", opts)
}

// Attach attaches a volume to a Droplet of its region. A volume can be attached to one Droplet at a time, and a Droplet
// can have fifteen volumes.
//
// DigitalOcean: POST /v2/volumes/{volume_id}/actions (volumeActions_post_byId)
func (s *VolumeActionsService) Attach(ctx context.Context, volumeID string, dropletID int64, options *VolumeActionOptions, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, volumeID, options.request(VolumeActionRequest{Type: VolumeActionAttach, DropletID: dropletID}), opts...)
}

// Detach takes a volume from a Droplet. Unmount it there first, or data that is not written yet is lost.
//
// DigitalOcean: POST /v2/volumes/{volume_id}/actions (volumeActions_post_byId)
func (s *VolumeActionsService) Detach(ctx context.Context, volumeID string, dropletID int64, options *VolumeActionOptions, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, volumeID, options.request(VolumeActionRequest{Type: VolumeActionDetach, DropletID: dropletID}), opts...)
}

// Resize enlarges a volume to a size in GiB, 16384 at most. No volume can be made smaller. The file system on it has to be
// enlarged afterwards, in the Droplet.
//
// DigitalOcean: POST /v2/volumes/{volume_id}/actions (volumeActions_post_byId)
func (s *VolumeActionsService) Resize(ctx context.Context, volumeID string, sizeGigabytes int, options *VolumeActionOptions, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, volumeID, options.request(VolumeActionRequest{Type: VolumeActionResize, SizeGigabytes: sizeGigabytes}), opts...)
}

// AttachByName is Attach for the volume that has the name in a region, given by its slug.
//
// DigitalOcean: POST /v2/volumes/actions (volumeActions_post)
func (s *VolumeActionsService) AttachByName(ctx context.Context, name string, dropletID int64, region string, opts ...CallOption) (*Action, error) {
	return s.CreateByName(ctx, &VolumeActionRequest{Type: VolumeActionAttach, VolumeName: name, DropletID: dropletID, Region: region}, opts...)
}

// DetachByName is Detach for the volume that has the name in a region, given by its slug.
//
// DigitalOcean: POST /v2/volumes/actions (volumeActions_post)
func (s *VolumeActionsService) DetachByName(ctx context.Context, name string, dropletID int64, region string, opts ...CallOption) (*Action, error) {
	return s.CreateByName(ctx, &VolumeActionRequest{Type: VolumeActionDetach, VolumeName: name, DropletID: dropletID, Region: region}, opts...)
}

// VolumeActionOptions are what Attach, Detach and Resize can say besides what they need. Nil says nothing.
type VolumeActionOptions struct {
	Region string   // slug of the volume's region
	Tags   []string // put on the volume by Attach, and created where they do not exist; needs the scope tag:create
}

// request completes a request with the options that its type takes.
func (o *VolumeActionOptions) request(r VolumeActionRequest) *VolumeActionRequest {
	if o == nil {
		return &r
	}
	r.Region = o.Region
	if r.Type == VolumeActionAttach {
		r.Tags = o.Tags
	}
	return &r
}

// VolumeActionRequest describes an action. Which fields it needs depends on its type.
type VolumeActionRequest struct {
	Type          VolumeActionType `json:"type"`
	VolumeName    string           `json:"volume_name,omitzero"`    // for CreateByName, which needs the region too
	DropletID     int64            `json:"droplet_id,omitzero"`     // of attach and detach
	SizeGigabytes int              `json:"size_gigabytes,omitzero"` // of resize: GiB, 16384 at most
	Region        string           `json:"region,omitzero"`         // slug of the volume's region
	Tags          []string         `json:"tags,omitzero"`           // of attach
}

// VolumeActionType is what can be done to a volume.
type VolumeActionType string

const (
	VolumeActionAttach VolumeActionType = "attach"
	VolumeActionDetach VolumeActionType = "detach"
	VolumeActionResize VolumeActionType = "resize"
)
