package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
)

// DropletAutoscaleService manages autoscale pools: groups of Droplets made from one template, of which DigitalOcean keeps
// a fixed number, or as many as their load asks for.
type DropletAutoscaleService struct{ client *Client }

// List lists the autoscale pools of the account.
//
// DigitalOcean: GET /v2/droplets/autoscale (autoscalepools_list)
func (s *DropletAutoscaleService) List(options *DropletAutoscalePoolListOptions, opts ...CallOption) *Pager[DropletAutoscalePool] {
	return list[DropletAutoscalePool](s.client, get("/v2/droplets/autoscale").with(options), "autoscale_pools", opts)
}

// Get returns an autoscale pool. Its Droplets are in ListMembers.
//
// DigitalOcean: GET /v2/droplets/autoscale/{autoscale_pool_id} (autoscalepools_get)
func (s *DropletAutoscaleService) Get(ctx context.Context, id string, opts ...CallOption) (*DropletAutoscalePool, error) {
	return fetch[DropletAutoscalePool](ctx, s.client, get("/v2/droplets/autoscale/{autoscale_pool_id}", id), "autoscale_pool", opts)
}

// Create begins to create an autoscale pool. WaitActive waits until its Droplets run.
//
// DigitalOcean: POST /v2/droplets/autoscale (autoscalepools_create)
func (s *DropletAutoscaleService) Create(ctx context.Context, request *DropletAutoscalePoolCreateRequest, opts ...CallOption) (*DropletAutoscalePool, error) {
	return fetch[DropletAutoscalePool](ctx, s.client, post("/v2/droplets/autoscale").sending(request), "autoscale_pool", opts)
}

// Update replaces the configuration and the template of an autoscale pool: the request describes the whole pool, with what
// is to stay. [DropletAutoscalePool.UpdateRequest] makes one of a pool as it is. The name cannot change.
//
// DigitalOcean: PUT /v2/droplets/autoscale/{autoscale_pool_id} (autoscalepools_update)
func (s *DropletAutoscaleService) Update(ctx context.Context, id string, request *DropletAutoscalePoolUpdateRequest, opts ...CallOption) (*DropletAutoscalePool, error) {
	return fetch[DropletAutoscalePool](ctx, s.client, put("/v2/droplets/autoscale/{autoscale_pool_id}", id).sending(request), "autoscale_pool", opts)
}

// Delete begins to delete an autoscale pool and leaves its Droplets, which still cost. DeleteDangerous deletes them too.
//
// DigitalOcean: DELETE /v2/droplets/autoscale/{autoscale_pool_id} (autoscalepools_delete)
func (s *DropletAutoscaleService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/droplets/autoscale/{autoscale_pool_id}", id), opts)
}

// DeleteDangerous begins to delete an autoscale pool with all its Droplets, which are lost for good.
//
// DigitalOcean: DELETE /v2/droplets/autoscale/{autoscale_pool_id}/dangerous (autoscalepools_delete_dangerous)
func (s *DropletAutoscaleService) DeleteDangerous(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/droplets/autoscale/{autoscale_pool_id}/dangerous", id).withHeader("X-Dangerous", "true"), opts)
}

// ListMembers lists the Droplets of an autoscale pool, with their health and their load.
//
// DigitalOcean: GET /v2/droplets/autoscale/{autoscale_pool_id}/members (autoscalepools_list_members)
func (s *DropletAutoscaleService) ListMembers(id string, options *ListOptions, opts ...CallOption) *Pager[DropletAutoscaleMember] {
	return list[DropletAutoscaleMember](s.client, get("/v2/droplets/autoscale/{autoscale_pool_id}/members", id).with(options), "droplets", opts)
}

// ListHistory lists when an autoscale pool has grown or shrunk, and why.
//
// DigitalOcean: GET /v2/droplets/autoscale/{autoscale_pool_id}/history (autoscalepools_list_history)
func (s *DropletAutoscaleService) ListHistory(id string, options *ListOptions, opts ...CallOption) *Pager[DropletAutoscaleHistoryEvent] {
	return list[DropletAutoscaleHistoryEvent](s.client, get("/v2/droplets/autoscale/{autoscale_pool_id}/history", id).with(options), "history", opts)
}

// WaitActive waits until an autoscale pool is active and has at least the Droplets that its configuration asks for, and
// returns it. A pool that fails or is being deleted ends the wait with a [*DropletAutoscalePoolError].
func (s *DropletAutoscaleService) WaitActive(ctx context.Context, id string, opts ...CallOption) (*DropletAutoscalePool, error) {
	var pool *DropletAutoscalePool
	err := s.client.waitFor(ctx, "autoscale pool "+id, opts, func() (done bool, err error) {
		if pool, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return pool.isComplete(), pool.failure()
	})
	if err != nil {
		return nil, err
	}
	return pool, nil
}

// DropletAutoscalePoolListOptions select and page autoscale pools.
type DropletAutoscalePoolListOptions struct {
	ListOptions

	Name string `url:"name,omitempty"`
}

// DropletAutoscalePoolCreateRequest describes an autoscale pool to create.
type DropletAutoscalePoolCreateRequest struct {
	Name            string                   `json:"name"` // cannot change later
	Config          DropletAutoscaleConfig   `json:"config"`
	DropletTemplate DropletAutoscaleTemplate `json:"droplet_template"`
}

// DropletAutoscalePoolUpdateRequest is an autoscale pool as it is to be. It has the fields of a
// [DropletAutoscalePoolCreateRequest]; the name must be the one that the pool has.
type DropletAutoscalePoolUpdateRequest DropletAutoscalePoolCreateRequest

// DropletAutoscalePool is a group of Droplets made from one template.
type DropletAutoscalePool struct {
	ID                   string                       `json:"id"`
	Name                 string                       `json:"name"`
	Config               DropletAutoscaleConfig       `json:"config"`
	DropletTemplate      DropletAutoscaleTemplate     `json:"droplet_template"`
	CurrentUtilization   *DropletAutoscaleUtilization `json:"current_utilization,omitzero"` // average of the Droplets; nil before it is known
	CreatedAt            time.Time                    `json:"created_at,omitzero"`
	UpdatedAt            time.Time                    `json:"updated_at,omitzero"`
	Status               DropletAutoscalePoolStatus   `json:"status"`
	ActiveResourcesCount int                          `json:"active_resources_count"` // Droplets that run
}

// UpdateRequest returns the request that leaves the pool as it is, to be changed and given to Update.
func (p *DropletAutoscalePool) UpdateRequest() *DropletAutoscalePoolUpdateRequest {
	template := p.DropletTemplate
	template.SSHKeys, template.Tags = slices.Clone(template.SSHKeys), slices.Clone(template.Tags)
	return &DropletAutoscalePoolUpdateRequest{Name: p.Name, Config: p.Config, DropletTemplate: template}
}

func (p *DropletAutoscalePool) isComplete() bool {
	return p.Status == DropletAutoscalePoolActive && p.ActiveResourcesCount >= max(p.Config.TargetNumberInstances, p.Config.MinInstances)
}

func (p *DropletAutoscalePool) failure() error {
	if p.Status == DropletAutoscalePoolErrored || p.Status == DropletAutoscalePoolDeleting {
		return &DropletAutoscalePoolError{Pool: *p}
	}
	return nil
}

// DropletAutoscalePoolError is an autoscale pool that was waited for and does not become active by itself. The API does
// not say why; the latest event of ListHistory and the members' UnhealthyReason may.
type DropletAutoscalePoolError struct{ Pool DropletAutoscalePool }

func (e *DropletAutoscalePoolError) Error() string {
	return fmt.Sprintf("digitalocean: autoscale pool %s (%s) has the status %s and does not become active",
		printable(e.Pool.ID), printable(e.Pool.Name), printable(string(e.Pool.Status)))
}

// DropletAutoscaleConfig says how many Droplets a pool has. A fixed number is TargetNumberInstances alone:
//
//	DropletAutoscaleConfig{TargetNumberInstances: 3}
//
// A number that follows the load has a range and what to keep the load at, and no TargetNumberInstances:
//
//	DropletAutoscaleConfig{MinInstances: 1, MaxInstances: 5, TargetCPUUtilization: 0.6}
//
// One that mixes both cannot be sent.
type DropletAutoscaleConfig struct {
	TargetNumberInstances int `json:"target_number_instances,omitzero"` // 1 to 1000

	MinInstances            int     `json:"min_instances,omitzero"`             // 1 to 500
	MaxInstances            int     `json:"max_instances,omitzero"`             // 1 to 1000
	TargetCPUUtilization    float64 `json:"target_cpu_utilization,omitzero"`    // 0.05 to 1; 0 leaves CPU out of account
	TargetMemoryUtilization float64 `json:"target_memory_utilization,omitzero"` // 0.05 to 1; 0 leaves memory out of account
	CooldownMinutes         int     `json:"cooldown_minutes,omitzero"`          // between two changes, 5 to 20; 0 means 10
}

// MarshalJSON refuses a fixed number of Droplets together with a range.
func (c DropletAutoscaleConfig) MarshalJSON() ([]byte, error) {
	type fields DropletAutoscaleConfig
	if fixed := (DropletAutoscaleConfig{TargetNumberInstances: c.TargetNumberInstances}); c.TargetNumberInstances != 0 && c != fixed {
		return nil, errors.New("the autoscale configuration has a fixed number of Droplets and a range")
	}
	return json.Marshal(fields(c))
}

// DropletAutoscaleTemplate is what the Droplets of a pool are made from. A flag that is nil has the API's default, which
// is false where no other is named.
type DropletAutoscaleTemplate struct {
	Name             string   `json:"name,omitzero"`
	Region           string   `json:"region"`                      // slug
	Size             string   `json:"size"`                        // slug
	Image            string   `json:"image"`                       // slug, or an ID in digits
	SSHKeys          []string `json:"ssh_keys,omitzero"`           // fingerprints, or IDs in digits; needed, and read with the scope ssh_key:read
	Tags             []string `json:"tags,omitzero"`               // read with the scope tag:read
	VPCUUID          string   `json:"vpc_uuid,omitzero"`           // in the same region; read with the scope vpc:read
	WithDropletAgent *bool    `json:"with_droplet_agent,omitzero"` // must be true for a number that follows the load
	ProjectID        string   `json:"project_id,omitzero"`         // read with the scope project:read
	IPv6             *bool    `json:"ipv6,omitzero"`
	UserData         string   `json:"user_data,omitzero"`         // a script or cloud-config for the first boot, 64 KiB at most
	PublicNetworking *bool    `json:"public_networking,omitzero"` // true by default; false rules out IPv6 and any public address, for ever
	Backups          *bool    `json:"backups,omitzero"`
	Monitoring       *bool    `json:"monitoring,omitzero"` // installs the metrics agent
}

// DropletAutoscaleUtilization is how busy a Droplet is, or a pool's Droplets on average. 1 means wholly.
type DropletAutoscaleUtilization struct {
	Memory float64 `json:"memory"`
	CPU    float64 `json:"cpu"`
}

// DropletAutoscaleMember is a Droplet of an autoscale pool.
type DropletAutoscaleMember struct {
	DropletID          int64                        `json:"droplet_id"`
	CreatedAt          time.Time                    `json:"created_at,omitzero"`
	UpdatedAt          time.Time                    `json:"updated_at,omitzero"`
	HealthStatus       DropletAutoscaleMemberHealth `json:"health_status"`
	UnhealthyReason    string                       `json:"unhealthy_reason,omitzero"` // empty while it is healthy
	Status             DropletAutoscaleMemberStatus `json:"status"`
	CurrentUtilization DropletAutoscaleUtilization  `json:"current_utilization"`
}

// DropletAutoscaleHistoryEvent is a change of the number of Droplets in a pool.
type DropletAutoscaleHistoryEvent struct {
	HistoryEventID       string                        `json:"history_event_id"`
	CurrentInstanceCount int                           `json:"current_instance_count"`
	DesiredInstanceCount int                           `json:"desired_instance_count"`
	Reason               DropletAutoscaleHistoryReason `json:"reason"`
	Status               DropletAutoscaleHistoryStatus `json:"status"`
	CreatedAt            time.Time                     `json:"created_at,omitzero"`
	UpdatedAt            time.Time                     `json:"updated_at,omitzero"`
}

// DropletAutoscalePoolStatus is the state of an autoscale pool.
type DropletAutoscalePoolStatus string

const (
	DropletAutoscalePoolActive   DropletAutoscalePoolStatus = "active"
	DropletAutoscalePoolDeleting DropletAutoscalePoolStatus = "deleting"
	DropletAutoscalePoolErrored  DropletAutoscalePoolStatus = "error"
)

// DropletAutoscaleMemberStatus is the state of a Droplet in a pool.
type DropletAutoscaleMemberStatus string

const (
	DropletAutoscaleMemberProvisioning DropletAutoscaleMemberStatus = "provisioning"
	DropletAutoscaleMemberActive       DropletAutoscaleMemberStatus = "active"
	DropletAutoscaleMemberDeleting     DropletAutoscaleMemberStatus = "deleting"
	DropletAutoscaleMemberOff          DropletAutoscaleMemberStatus = "off"
)

// DropletAutoscaleMemberHealth is whether a Droplet in a pool works.
type DropletAutoscaleMemberHealth string

const (
	DropletAutoscaleMemberHealthy   DropletAutoscaleMemberHealth = "healthy"
	DropletAutoscaleMemberUnhealthy DropletAutoscaleMemberHealth = "unhealthy"
)

// DropletAutoscaleHistoryReason is why the number of Droplets in a pool was changed.
type DropletAutoscaleHistoryReason string

const (
	DropletAutoscaleConfigurationChange DropletAutoscaleHistoryReason = "CONFIGURATION_CHANGE"
	DropletAutoscaleScaleUp             DropletAutoscaleHistoryReason = "SCALE_UP"
	DropletAutoscaleScaleDown           DropletAutoscaleHistoryReason = "SCALE_DOWN"
)

// DropletAutoscaleHistoryStatus is how far a change has come.
type DropletAutoscaleHistoryStatus string

const (
	DropletAutoscaleHistoryInProgress DropletAutoscaleHistoryStatus = "in_progress"
	DropletAutoscaleHistorySuccess    DropletAutoscaleHistoryStatus = "success"
	DropletAutoscaleHistoryErrored    DropletAutoscaleHistoryStatus = "error"
)
