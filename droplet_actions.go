package digitalocean

import "context"

// DropletActionsService changes Droplets that exist: turns them on and off, resizes them, takes snapshots. A method
// returns when the action has begun; [ActionsService.Wait] waits until it is completed, and WaitAll for several.
type DropletActionsService struct{ client *Client }

// List lists what was done to a Droplet, its creation included.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/actions (dropletActions_list)
func (s *DropletActionsService) List(dropletID int64, options *ListOptions, opts ...CallOption) *Pager[Action] {
	return list[Action](s.client, get("/v2/droplets/{droplet_id}/actions", dropletID).with(options), "actions", opts)
}

// Get returns an action of a Droplet.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/actions/{action_id} (dropletActions_get)
func (s *DropletActionsService) Get(ctx context.Context, dropletID, actionID int64, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, get("/v2/droplets/{droplet_id}/actions/{action_id}", dropletID, actionID), "action", opts)
}

// Create begins an action. Each type has a method of its own, which takes what that type needs.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) Create(ctx context.Context, dropletID int64, request *DropletActionRequest, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, post("/v2/droplets/{droplet_id}/actions", dropletID).sending(request), "action", opts)
}

// CreateByTag begins an action on every Droplet that has the tag, and returns one for each. An empty tag is refused. Only
// the types with a method that ends with ByTag can be begun so.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) CreateByTag(ctx context.Context, tag string, request *DropletActionRequest, opts ...CallOption) ([]Action, error) {
	return fetchAll[Action](ctx, s.client, post("/v2/droplets/actions").sending(request).where("tag_name", tag), "actions", opts)
}

// Reboot asks the operating system of a Droplet to restart.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) Reboot(ctx context.Context, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionReboot}, opts...)
}

// PowerCycle turns a Droplet off and on again without asking its operating system, like the reset button.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) PowerCycle(ctx context.Context, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionPowerCycle}, opts...)
}

// Shutdown asks the operating system of a Droplet to shut down. That the action is completed means that it was asked, not
// that it did: where the Droplet is not off in good time, PowerOff turns it off.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) Shutdown(ctx context.Context, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionShutdown}, opts...)
}

// PowerOff turns a Droplet off without asking its operating system, which can lose data. Try Shutdown first.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) PowerOff(ctx context.Context, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionPowerOff}, opts...)
}

// PowerOn turns a Droplet on.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) PowerOn(ctx context.Context, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionPowerOn}, opts...)
}

// PasswordReset gives root a new password, which comes by e-mail and has to be changed at the first login.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) PasswordReset(ctx context.Context, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionPasswordReset}, opts...)
}

// EnableIPv6 gives a Droplet an IPv6 address, for good. Its operating system has to be set up for it by hand.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) EnableIPv6(ctx context.Context, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionEnableIPv6}, opts...)
}

// EnableBackups begins to make backups of a Droplet. A nil policy means daily ones.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) EnableBackups(ctx context.Context, dropletID int64, policy *DropletBackupPolicyRequest, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionEnableBackups, BackupPolicy: policy}, opts...)
}

// ChangeBackupPolicy changes when backups of a Droplet are made.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) ChangeBackupPolicy(ctx context.Context, dropletID int64, policy *DropletBackupPolicyRequest, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionChangeBackupPolicy, BackupPolicy: policy}, opts...)
}

// DisableBackups stops making backups of a Droplet.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) DisableBackups(ctx context.Context, dropletID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionDisableBackups}, opts...)
}

// Restore puts a Droplet back to one of its own backups: what its disk holds now is lost.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) Restore(ctx context.Context, dropletID int64, imageID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionRestore, Image: ImageID(imageID)}, opts...)
}

// Resize gives a Droplet, which must be off, another size. With disk, its disk grows too, for good: it can never return to a
// size with a smaller disk.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) Resize(ctx context.Context, dropletID int64, size string, disk bool, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionResize, Size: size, Disk: new(disk)}, opts...)
}

// Rebuild installs an image on a Droplet anew: what its disk holds now is lost.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) Rebuild(ctx context.Context, dropletID int64, image ImageRef, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionRebuild, Image: image}, opts...)
}

// Rename gives a Droplet another name.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) Rename(ctx context.Context, dropletID int64, name string, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionRename, Name: name}, opts...)
}

// ChangeKernel gives a Droplet from before March 2017 another kernel of those that [DropletsService.ListKernels] lists. Newer
// Droplets boot the kernel on their disk.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) ChangeKernel(ctx context.Context, dropletID int64, kernelID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionChangeKernel, Kernel: kernelID}, opts...)
}

// Snapshot makes an image of a Droplet, with the name. It needs the scope image:create.
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/actions (dropletActions_post)
func (s *DropletActionsService) Snapshot(ctx context.Context, dropletID int64, name string, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, dropletID, &DropletActionRequest{Type: DropletActionSnapshot, Name: name}, opts...)
}

// PowerCycleByTag is PowerCycle for every Droplet that has the tag.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) PowerCycleByTag(ctx context.Context, tag string, opts ...CallOption) ([]Action, error) {
	return s.CreateByTag(ctx, tag, &DropletActionRequest{Type: DropletActionPowerCycle}, opts...)
}

// ShutdownByTag is Shutdown for every Droplet that has the tag.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) ShutdownByTag(ctx context.Context, tag string, opts ...CallOption) ([]Action, error) {
	return s.CreateByTag(ctx, tag, &DropletActionRequest{Type: DropletActionShutdown}, opts...)
}

// PowerOffByTag is PowerOff for every Droplet that has the tag.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) PowerOffByTag(ctx context.Context, tag string, opts ...CallOption) ([]Action, error) {
	return s.CreateByTag(ctx, tag, &DropletActionRequest{Type: DropletActionPowerOff}, opts...)
}

// PowerOnByTag is PowerOn for every Droplet that has the tag.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) PowerOnByTag(ctx context.Context, tag string, opts ...CallOption) ([]Action, error) {
	return s.CreateByTag(ctx, tag, &DropletActionRequest{Type: DropletActionPowerOn}, opts...)
}

// EnableIPv6ByTag is EnableIPv6 for every Droplet that has the tag.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) EnableIPv6ByTag(ctx context.Context, tag string, opts ...CallOption) ([]Action, error) {
	return s.CreateByTag(ctx, tag, &DropletActionRequest{Type: DropletActionEnableIPv6}, opts...)
}

// EnableBackupsByTag is EnableBackups for every Droplet that has the tag, with daily backups.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) EnableBackupsByTag(ctx context.Context, tag string, opts ...CallOption) ([]Action, error) {
	return s.CreateByTag(ctx, tag, &DropletActionRequest{Type: DropletActionEnableBackups}, opts...)
}

// DisableBackupsByTag is DisableBackups for every Droplet that has the tag.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) DisableBackupsByTag(ctx context.Context, tag string, opts ...CallOption) ([]Action, error) {
	return s.CreateByTag(ctx, tag, &DropletActionRequest{Type: DropletActionDisableBackups}, opts...)
}

// SnapshotByTag is Snapshot for every Droplet that has the tag; the images all have the one name.
//
// DigitalOcean: POST /v2/droplets/actions (dropletActions_post_byTag)
func (s *DropletActionsService) SnapshotByTag(ctx context.Context, tag string, name string, opts ...CallOption) ([]Action, error) {
	return s.CreateByTag(ctx, tag, &DropletActionRequest{Type: DropletActionSnapshot, Name: name}, opts...)
}

// DropletActionRequest describes an action. Which fields it needs depends on its type.
type DropletActionRequest struct {
	Type         DropletActionType           `json:"type"`
	BackupPolicy *DropletBackupPolicyRequest `json:"backup_policy,omitzero"` // of enable_backups and change_backup_policy
	Image        ImageRef                    `json:"image,omitzero"`         // of rebuild, and of restore by its ID
	Size         string                      `json:"size,omitzero"`          // of resize: slug
	Disk         *bool                       `json:"disk,omitzero"`          // of resize: whether the disk grows too, for good
	Name         string                      `json:"name,omitzero"`          // of rename and snapshot
	Kernel       int64                       `json:"kernel,omitzero"`        // of change_kernel: ID
}

// DropletActionType is what can be done to a Droplet.
type DropletActionType string

const (
	DropletActionReboot             DropletActionType = "reboot"
	DropletActionPowerCycle         DropletActionType = "power_cycle"
	DropletActionShutdown           DropletActionType = "shutdown"
	DropletActionPowerOff           DropletActionType = "power_off"
	DropletActionPowerOn            DropletActionType = "power_on"
	DropletActionPasswordReset      DropletActionType = "password_reset"
	DropletActionEnableIPv6         DropletActionType = "enable_ipv6"
	DropletActionEnableBackups      DropletActionType = "enable_backups"
	DropletActionChangeBackupPolicy DropletActionType = "change_backup_policy"
	DropletActionDisableBackups     DropletActionType = "disable_backups"
	DropletActionRestore            DropletActionType = "restore"
	DropletActionResize             DropletActionType = "resize"
	DropletActionRebuild            DropletActionType = "rebuild"
	DropletActionRename             DropletActionType = "rename"
	DropletActionChangeKernel       DropletActionType = "change_kernel"
	DropletActionSnapshot           DropletActionType = "snapshot"
)
