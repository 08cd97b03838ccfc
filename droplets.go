package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// DropletsService manages Droplets, DigitalOcean's virtual machines. What is done to one that exists, such as a reboot or
// a resize, is an action.
type DropletsService struct {
	Actions   *DropletActionsService
	Autoscale *DropletAutoscaleService
	Backups   *DropletBackupsService

	client *Client
}

// List lists the Droplets of the account. Those with a GPU are listed only for the type [DropletListGPUs].
//
// DigitalOcean: GET /v2/droplets (droplets_list)
func (s *DropletsService) List(options *DropletListOptions, opts ...CallOption) *Pager[Droplet] {
	return list[Droplet](s.client, get("/v2/droplets").with(options), "droplets", opts)
}

// Get returns a Droplet.
//
// DigitalOcean: GET /v2/droplets/{droplet_id} (droplets_get)
func (s *DropletsService) Get(ctx context.Context, id int64, opts ...CallOption) (*Droplet, error) {
	return fetch[Droplet](ctx, s.client, get("/v2/droplets/{droplet_id}", id), "droplet", opts)
}

// Create begins to create a Droplet. The answer has its ID, and the status [DropletNew] without addresses: WaitActive
// waits until it runs. The action that creates it is in Actions.List, with the type "create".
//
// DigitalOcean: POST /v2/droplets (droplets_create)
func (s *DropletsService) Create(ctx context.Context, request *DropletCreateRequest, opts ...CallOption) (*Droplet, error) {
	return fetch[Droplet](ctx, s.client, post("/v2/droplets").sending(request), "droplet", opts)
}

// CreateMultiple begins to create up to ten Droplets that differ only in their names. WaitAllActive waits until they run.
//
// DigitalOcean: POST /v2/droplets (droplets_create)
func (s *DropletsService) CreateMultiple(ctx context.Context, request *DropletMultiCreateRequest, opts ...CallOption) ([]Droplet, error) {
	return fetchAll[Droplet](ctx, s.client, post("/v2/droplets").sending(request), "droplets", opts)
}

// Delete deletes a Droplet. Its volumes, snapshots and reserved IPs stay, and still cost: GetAssociatedResources lists
// them, DeleteSelective and DeleteDangerous delete them too.
//
// DigitalOcean: DELETE /v2/droplets/{droplet_id} (droplets_destroy)
func (s *DropletsService) Delete(ctx context.Context, id int64, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/droplets/{droplet_id}", id), opts)
}

// DeleteByTag deletes every Droplet that has the tag. An empty tag is refused. It needs the scope tag:read.
//
// DigitalOcean: DELETE /v2/droplets (droplets_destroy_byTag)
func (s *DropletsService) DeleteByTag(ctx context.Context, tag string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/droplets").where("tag_name", tag), opts)
}

// ListSnapshots lists the snapshots that were taken of a Droplet. Its backups are in Backups.List.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/snapshots (droplets_list_snapshots)
func (s *DropletsService) ListSnapshots(id int64, options *ListOptions, opts ...CallOption) *Pager[DropletSnapshot] {
	return list[DropletSnapshot](s.client, get("/v2/droplets/{droplet_id}/snapshots", id).with(options), "snapshots", opts)
}

// ListKernels lists the kernels that a Droplet can be given. Only Droplets from before March 2017 can change theirs.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/kernels (droplets_list_kernels)
func (s *DropletsService) ListKernels(id int64, options *ListOptions, opts ...CallOption) *Pager[Kernel] {
	return list[Kernel](s.client, get("/v2/droplets/{droplet_id}/kernels", id).with(options), "kernels", opts)
}

// ListFirewalls lists the firewalls that apply to a Droplet, by its ID or by one of its tags.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/firewalls (droplets_list_firewalls)
func (s *DropletsService) ListFirewalls(id int64, options *ListOptions, opts ...CallOption) *Pager[Firewall] {
	return list[Firewall](s.client, get("/v2/droplets/{droplet_id}/firewalls", id).with(options), "firewalls", opts)
}

// ListNeighbors returns the account's other Droplets on the same physical machine; usually there are none.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/neighbors (droplets_list_neighbors)
func (s *DropletsService) ListNeighbors(ctx context.Context, id int64, opts ...CallOption) ([]Droplet, error) {
	return fetchAll[Droplet](ctx, s.client, get("/v2/droplets/{droplet_id}/neighbors", id), "droplets", opts)
}

// ListNeighborIDs returns a group of Droplet IDs for each physical machine that has more than one of the account's
// Droplets.
//
// DigitalOcean: GET /v2/reports/droplet_neighbors_ids (droplets_list_neighborsIds)
func (s *DropletsService) ListNeighborIDs(ctx context.Context, opts ...CallOption) ([][]int64, error) {
	return fetchAll[[]int64](ctx, s.client, get("/v2/reports/droplet_neighbors_ids"), "neighbor_ids", opts)
}

// GetAssociatedResources returns what a Droplet would leave behind, and what that costs. It shows only what the token
// may read.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/destroy_with_associated_resources (droplets_list_associatedResources)
func (s *DropletsService) GetAssociatedResources(ctx context.Context, id int64, opts ...CallOption) (*DropletAssociatedResources, error) {
	return fetch[DropletAssociatedResources](ctx, s.client, get("/v2/droplets/{droplet_id}/destroy_with_associated_resources", id), "", opts)
}

// DeleteSelective begins to delete a Droplet and those of its associated resources that the request names. An empty
// request deletes the Droplet alone. GetDeleteStatus tells how far that has come.
//
// The request is not repeated when it may have been carried out: it starts a deletion, and a second one would meet the
// first. After an error that matches [ErrOutcomeUnknown], GetDeleteStatus tells whether it has begun.
//
// DigitalOcean: DELETE /v2/droplets/{droplet_id}/destroy_with_associated_resources/selective (droplets_destroy_withAssociatedResourcesSelective)
func (s *DropletsService) DeleteSelective(ctx context.Context, id int64, request *DropletDeleteSelectiveRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/droplets/{droplet_id}/destroy_with_associated_resources/selective", id).sending(request).once(), opts)
}

// DeleteDangerous begins to delete a Droplet with everything that GetAssociatedResources lists: its volumes, snapshots
// and reserved IPs are lost for good. GetDeleteStatus tells how far that has come.
//
// The request is not repeated when it may have been carried out: it starts a deletion, and a second one would meet the
// first. After an error that matches [ErrOutcomeUnknown], GetDeleteStatus tells whether it has begun.
//
// DigitalOcean: DELETE /v2/droplets/{droplet_id}/destroy_with_associated_resources/dangerous (droplets_destroy_withAssociatedResourcesDangerous)
func (s *DropletsService) DeleteDangerous(ctx context.Context, id int64, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/droplets/{droplet_id}/destroy_with_associated_resources/dangerous", id).withHeader("X-Dangerous", "true").once(), opts)
}

// GetDeleteStatus returns how far DeleteSelective or DeleteDangerous has come with a Droplet. It can still be asked when
// the Droplet is gone.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/destroy_with_associated_resources/status (droplets_get_DestroyAssociatedResourcesStatus)
func (s *DropletsService) GetDeleteStatus(ctx context.Context, id int64, opts ...CallOption) (*DropletDeleteStatus, error) {
	return fetch[DropletDeleteStatus](ctx, s.client, get("/v2/droplets/{droplet_id}/destroy_with_associated_resources/status", id), "", opts)
}

// RetryDelete begins DeleteSelective or DeleteDangerous again after GetDeleteStatus has shown failures. While a deletion of
// the Droplet is under way the error matches [ErrConflict].
//
// DigitalOcean: POST /v2/droplets/{droplet_id}/destroy_with_associated_resources/retry (droplets_destroy_retryWithAssociatedResources)
func (s *DropletsService) RetryDelete(ctx context.Context, id int64, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/droplets/{droplet_id}/destroy_with_associated_resources/retry", id), opts)
}

// WaitActive waits until a new Droplet is active and returns it, now with its addresses. A Droplet that is off or archived
// ends the wait with a [*DropletError], one that is gone with an error that matches [ErrNotFound]. To wait for a Droplet
// that PowerOn turns on, wait for the action.
func (s *DropletsService) WaitActive(ctx context.Context, id int64, opts ...CallOption) (*Droplet, error) {
	var droplet *Droplet
	err := s.client.waitFor(ctx, fmt.Sprintf("Droplet %d", id), opts, func() (done bool, err error) {
		if droplet, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return droplet.Status == DropletActive, droplet.failure()
	})
	if err != nil {
		return nil, err
	}
	return droplet, nil
}

// WaitAllActive is WaitActive for several Droplets, and returns them in the order of the IDs. It looks at all of them with
// one request where it can: the account's first 200 Droplets come with one. The first that cannot become active ends the
// wait.
func (s *DropletsService) WaitAllActive(ctx context.Context, ids []int64, opts ...CallOption) ([]Droplet, error) {
	latest := make(map[int64]Droplet, len(ids))
	pending := slices.Clone(ids)
	err := s.client.waitFor(ctx, fmt.Sprintf("%d Droplets", len(ids)), opts, func() (done bool, err error) {
		seen, err := s.look(ctx, pending, opts)
		if err != nil {
			return false, err
		}
		for _, id := range pending {
			latest[id] = seen[id]
		}
		pending = slices.DeleteFunc(pending, func(id int64) bool { return latest[id].Status == DropletActive })
		return len(pending) == 0, nil
	})
	if err != nil {
		return nil, fmt.Errorf("%w (pending: %v)", err, pending)
	}
	droplets := make([]Droplet, len(ids))
	for i, id := range ids {
		droplets[i] = latest[id]
	}
	return droplets, nil
}

// look returns Droplets by ID: the first page of the list, and one by one those that it does not have. One that cannot
// become active is an error.
func (s *DropletsService) look(ctx context.Context, ids []int64, opts []CallOption) (map[int64]Droplet, error) {
	seen := map[int64]Droplet{}
	if len(ids) > 1 {
		page, err := s.List(nil, opts...).Page(ctx, 1)
		if err != nil {
			return nil, err
		}
		for _, droplet := range page.Items {
			seen[droplet.ID] = droplet
		}
	}
	for _, id := range ids {
		droplet, ok := seen[id]
		if !ok {
			found, err := s.Get(ctx, id, opts...)
			if err != nil {
				return nil, err
			}
			droplet = *found
			seen[id] = droplet
		}
		if err := droplet.failure(); err != nil {
			return nil, err
		}
	}
	return seen, nil
}

// DropletListOptions select and page Droplets. Tag goes with neither Name nor Type.
type DropletListOptions struct {
	ListOptions

	Tag  string          `url:"tag_name,omitempty"`
	Name string          `url:"name,omitempty"` // the whole name, in upper or lower case
	Type DropletListType `url:"type,omitempty"` // empty means those without a GPU
}

// DropletCreateRequest describes a Droplet to create. A flag that is nil has the API's default, which is false where no
// other is named.
type DropletCreateRequest struct {
	Name             string                      `json:"name"`            // also the host name; one in a domain of the account gets a PTR record
	Region           string                      `json:"region,omitzero"` // slug, or its letters alone, as in "nyc", for one of several; empty means any
	Size             string                      `json:"size"`            // slug
	Image            ImageRef                    `json:"image"`
	SSHKeys          []SSHKeyRef                 `json:"ssh_keys,omitzero"` // of the account, for root
	Backups          *bool                       `json:"backups,omitzero"`
	BackupPolicy     *DropletBackupPolicyRequest `json:"backup_policy,omitzero"` // nil with Backups means daily
	IPv6             *bool                       `json:"ipv6,omitzero"`
	Monitoring       *bool                       `json:"monitoring,omitzero"`         // installs the metrics agent
	Tags             []string                    `json:"tags,omitzero"`               // created where they do not exist; needs the scope tag:create
	UserData         string                      `json:"user_data,omitzero"`          // a script or cloud-config for the first boot, 64 KiB at most
	Volumes          []string                    `json:"volumes,omitzero"`            // IDs of volumes that are attached nowhere
	VPCUUID          string                      `json:"vpc_uuid,omitzero"`           // empty means the region's default VPC
	WithDropletAgent *bool                       `json:"with_droplet_agent,omitzero"` // for the web console; nil tries to install it, true insists
	PublicNetworking *bool                       `json:"public_networking,omitzero"`  // true by default; false rules out IPv6 and any public address, for ever

	// Deprecated: set VPCUUID. Every Droplet is in a VPC.
	PrivateNetworking *bool `json:"private_networking,omitzero"`
}

// DropletMultiCreateRequest describes Droplets to create that differ only in their names.
type DropletMultiCreateRequest struct {
	Names []string `json:"names,omitzero"` // ten at most

	DropletCreateRequest // what they have in common; its Name is not sent
}

// MarshalJSON leaves out the name of the embedded request.
func (r DropletMultiCreateRequest) MarshalJSON() ([]byte, error) {
	type fields DropletMultiCreateRequest
	return json.Marshal(struct {
		Name string `json:"name,omitzero"` // hides the embedded one
		fields
	}{fields: fields(r)})
}

// DropletDeleteSelectiveRequest names the associated resources to delete with a Droplet, by the IDs that
// GetAssociatedResources gives.
type DropletDeleteSelectiveRequest struct {
	ReservedIPs     []string `json:"reserved_ips,omitzero"`
	Snapshots       []string `json:"snapshots,omitzero"`
	Volumes         []string `json:"volumes,omitzero"`
	VolumeSnapshots []string `json:"volume_snapshots,omitzero"`

	// Deprecated: set ReservedIPs.
	FloatingIPs []string `json:"floating_ips,omitzero"`
}

// ImageRef names an image by its ID or by its slug. Make one with [ImageID] or [ImageSlug]; one without a value cannot be
// sent.
type ImageRef struct{ reference }

// ImageID names an image by its ID, as private images must be.
func ImageID(id int64) ImageRef { return ImageRef{reference{id}} }

// ImageSlug names a public image by its slug, such as "ubuntu-24-04-x64".
func ImageSlug(slug string) ImageRef { return ImageRef{reference{slug}} }

// SSHKeyRef names an SSH key of the account by its ID or by its fingerprint. Make one with [SSHKeyID] or
// [SSHKeyFingerprint]; one without a value cannot be sent.
type SSHKeyRef struct{ reference }

// SSHKeyID names an SSH key by its ID.
func SSHKeyID(id int64) SSHKeyRef { return SSHKeyRef{reference{id}} }

// SSHKeyFingerprint names an SSH key by its fingerprint.
func SSHKeyFingerprint(fingerprint string) SSHKeyRef { return SSHKeyRef{reference{fingerprint}} }

// reference is an int64, which JSON has as a number, or a string.
type reference struct{ value any }

// MarshalJSON refuses what names nothing.
func (r reference) MarshalJSON() ([]byte, error) {
	switch v := r.value.(type) {
	case int64:
		if v > 0 {
			return strconv.AppendInt(nil, v, 10), nil
		}
		return nil, fmt.Errorf("%d is not an ID", v)
	case string:
		if v != "" {
			return json.Marshal(v)
		}
	}
	return nil, errors.New("the reference is empty")
}

// UnmarshalJSON reads a number or a string.
func (r *reference) UnmarshalJSON(text []byte) error {
	r.value = nil
	switch kind := jsontext.Value(text).Kind(); kind {
	case 'n':
		return nil
	case '0':
		id, err := strconv.ParseInt(string(text), 10, 64)
		r.value = id
		return err
	case '"':
		var name string
		err := json.Unmarshal(text, &name)
		r.value = name
		return err
	default:
		return fmt.Errorf("a reference is a number or a string, not a %s", kind)
	}
}

// Droplet is a virtual machine.
type Droplet struct {
	ID               int64                `json:"id"`
	Name             string               `json:"name"`
	Memory           int                  `json:"memory"` // MB
	VCPUs            int                  `json:"vcpus"`  // virtual CPUs
	Disk             int                  `json:"disk"`   // GB
	DiskInfo         []DiskInfo           `json:"disk_info,omitzero"`
	Locked           bool                 `json:"locked"` // whether actions are refused, as while another one runs
	Status           DropletStatus        `json:"status"`
	Kernel           *Kernel              `json:"kernel,omitzero"` // nil for Droplets from after March 2017
	CreatedAt        time.Time            `json:"created_at,omitzero"`
	Features         []string             `json:"features,omitzero"`           // such as "backups", "ipv6" or "monitoring"
	BackupIDs        []int64              `json:"backup_ids,omitzero"`         // needs the scope image:read, as SnapshotIDs and Image do
	NextBackupWindow *DropletBackupWindow `json:"next_backup_window,omitzero"` // nil without backups
	SnapshotIDs      []int64              `json:"snapshot_ids,omitzero"`
	Image            *Image               `json:"image,omitzero"`      // what it was created or rebuilt from; nil where the token may not read it
	VolumeIDs        []string             `json:"volume_ids,omitzero"` // needs the scope block_storage:read
	Size             Size                 `json:"size"`
	SizeSlug         string               `json:"size_slug"`
	Networks         DropletNetworks      `json:"networks"` // empty until the Droplet is active
	Region           Region               `json:"region"`
	Tags             []string             `json:"tags,omitzero"`     // needs the scope tag:read
	VPCUUID          string               `json:"vpc_uuid,omitzero"` // needs the scope vpc:read
	GPUInfo          *GPUInfo             `json:"gpu_info,omitzero"` // nil without a GPU
}

// PublicIPv4 returns the first public IPv4 address, or "" when the Droplet has none.
func (d *Droplet) PublicIPv4() string { return d.ipv4(NetworkPublic) }

// PrivateIPv4 returns the first IPv4 address in the VPC, or "" when the Droplet has none.
func (d *Droplet) PrivateIPv4() string { return d.ipv4(NetworkPrivate) }

// PublicIPv6 returns the first public IPv6 address, or "" when the Droplet has none.
func (d *Droplet) PublicIPv6() string {
	for _, network := range d.Networks.V6 {
		if network.Type == NetworkPublic {
			return network.IPAddress
		}
	}
	return ""
}

func (d *Droplet) ipv4(kind NetworkType) string {
	for _, network := range d.Networks.V4 {
		if network.Type == kind {
			return network.IPAddress
		}
	}
	return ""
}

func (d *Droplet) failure() error {
	if d.Status == DropletOff || d.Status == DropletArchive {
		return &DropletError{Droplet: *d}
	}
	return nil
}

// DropletError is a Droplet that was waited for and does not become active by itself.
type DropletError struct{ Droplet Droplet }

func (e *DropletError) Error() string {
	return fmt.Sprintf("digitalocean: Droplet %d (%s) has the status %s and does not become active", e.Droplet.ID, printable(e.Droplet.Name), e.Droplet.Status)
}

// DropletNetworks are the addresses of a Droplet.
type DropletNetworks struct {
	V4 []NetworkV4 `json:"v4,omitzero"`
	V6 []NetworkV6 `json:"v6,omitzero"`
}

// NetworkV4 is an IPv4 address of a Droplet.
type NetworkV4 struct {
	IPAddress string      `json:"ip_address"`
	Netmask   string      `json:"netmask"`          // such as "255.255.240.0"
	Gateway   string      `json:"gateway,omitzero"` // empty or "nil" for a private address
	Type      NetworkType `json:"type"`
}

// NetworkV6 is an IPv6 address of a Droplet.
type NetworkV6 struct {
	IPAddress string      `json:"ip_address"`
	Netmask   int         `json:"netmask"` // bits of the prefix
	Gateway   string      `json:"gateway,omitzero"`
	Type      NetworkType `json:"type"`
}

// Kernel is an operating system's kernel that DigitalOcean boots a Droplet with.
type Kernel struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version"`
}

// DropletBackupWindow is the time in which a backup begins.
type DropletBackupWindow struct {
	Start time.Time `json:"start,omitzero"`
	End   time.Time `json:"end,omitzero"`
}

// DropletSnapshot is a snapshot or a backup of a Droplet. Its ID is that of an image.
type DropletSnapshot struct {
	ID            int64             `json:"id"`
	Name          string            `json:"name"`
	Type          ImageType         `json:"type"` // [ImageSnapshot] or [ImageBackup]
	CreatedAt     time.Time         `json:"created_at,omitzero"`
	Regions       []string          `json:"regions,omitzero"` // slugs of the regions that have it
	MinDiskSize   int               `json:"min_disk_size"`    // GB that a Droplet's disk must have
	SizeGigabytes float64           `json:"size_gigabytes"`   // what is billed
	Distribution  ImageDistribution `json:"distribution,omitzero"`
	Slug          string            `json:"slug,omitzero"`   // usually empty
	Public        bool              `json:"public,omitzero"` // usually false
}

// DropletAssociatedResources are what a Droplet leaves behind when it is deleted alone.
type DropletAssociatedResources struct {
	ReservedIPs     []DropletAssociatedResource `json:"reserved_ips,omitzero"`
	FloatingIPs     []DropletAssociatedResource `json:"floating_ips,omitzero"` // the reserved IPs under their former name
	Snapshots       []DropletAssociatedResource `json:"snapshots,omitzero"`
	Volumes         []DropletAssociatedResource `json:"volumes,omitzero"`
	VolumeSnapshots []DropletAssociatedResource `json:"volume_snapshots,omitzero"`
}

// DropletAssociatedResource is a resource that costs without its Droplet too.
type DropletAssociatedResource struct {
	ID   string `json:"id"` // to put into a [DropletDeleteSelectiveRequest]
	Name string `json:"name"`
	Cost string `json:"cost"` // US dollars a month, such as "0.05"
}

// DropletDeleteStatus is how far the deletion of a Droplet with associated resources has come.
type DropletDeleteStatus struct {
	Droplet     DropletDestroyedResource  `json:"droplet"`
	Resources   DropletDestroyedResources `json:"resources"`
	CompletedAt time.Time                 `json:"completed_at,omitzero"` // zero while it is under way
	Failures    int                       `json:"failures"`              // resources that could not be deleted; RetryDelete tries again
}

// DropletDestroyedResources are the resources that are deleted with a Droplet.
type DropletDestroyedResources struct {
	ReservedIPs     []DropletDestroyedResource `json:"reserved_ips,omitzero"`
	FloatingIPs     []DropletDestroyedResource `json:"floating_ips,omitzero"` // the reserved IPs under their former name
	Snapshots       []DropletDestroyedResource `json:"snapshots,omitzero"`
	Volumes         []DropletDestroyedResource `json:"volumes,omitzero"`
	VolumeSnapshots []DropletDestroyedResource `json:"volume_snapshots,omitzero"`
}

// DropletDestroyedResource is a Droplet, or a resource of it, that is being deleted.
type DropletDestroyedResource struct {
	ID           string    `json:"id"`
	Name         string    `json:"name"`
	DestroyedAt  time.Time `json:"destroyed_at,omitzero"`  // zero until it is deleted
	ErrorMessage string    `json:"error_message,omitzero"` // why it could not be deleted
}

// DropletStatus is the state of a Droplet.
type DropletStatus string

const (
	DropletNew     DropletStatus = "new" // it is being created
	DropletActive  DropletStatus = "active"
	DropletOff     DropletStatus = "off"
	DropletArchive DropletStatus = "archive"
)

// DropletListType selects Droplets in a list.
type DropletListType string

const (
	DropletListDroplets DropletListType = "droplets" // those without a GPU
	DropletListGPUs     DropletListType = "gpus"     // those with a GPU
)

// NetworkType is where an address can be reached from.
type NetworkType string

const (
	NetworkPublic  NetworkType = "public"
	NetworkPrivate NetworkType = "private" // in the VPC; IPv6 does not have it
)
