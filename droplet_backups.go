package digitalocean

import (
	"context"
	"errors"
	"maps"
	"slices"
)

// DropletBackupsService reads the backups of Droplets, and when they are made. The actions EnableBackups,
// ChangeBackupPolicy, DisableBackups and Restore of [DropletActionsService] change them.
type DropletBackupsService struct{ client *Client }

// List lists the backups of a Droplet.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/backups (droplets_list_backups)
func (s *DropletBackupsService) List(dropletID int64, options *ListOptions, opts ...CallOption) *Pager[DropletSnapshot] {
	return list[DropletSnapshot](s.client, get("/v2/droplets/{droplet_id}/backups", dropletID).with(options), "backups", opts)
}

// GetPolicy returns whether and when backups of a Droplet are made.
//
// DigitalOcean: GET /v2/droplets/{droplet_id}/backups/policy (droplets_get_backup_policy)
func (s *DropletBackupsService) GetPolicy(ctx context.Context, dropletID int64, opts ...CallOption) (*DropletBackupPolicyRecord, error) {
	return fetch[DropletBackupPolicyRecord](ctx, s.client, get("/v2/droplets/{droplet_id}/backups/policy", dropletID), "policy", opts)
}

// ListPolicies lists the backup policies of all Droplets of the account, each page in the order of the Droplets' IDs.
//
// DigitalOcean: GET /v2/droplets/backups/policies (droplets_list_backup_policies)
func (s *DropletBackupsService) ListPolicies(options *ListOptions, opts ...CallOption) *Pager[DropletBackupPolicyRecord] {
	return listWith(s.client, get("/v2/droplets/backups/policies").with(options), decodeBackupPolicies, opts)
}

// ListSupportedPolicies returns the backup plans that there are, with what each one leaves to choose.
//
// DigitalOcean: GET /v2/droplets/backups/supported_policies (droplets_list_supported_backup_policies)
func (s *DropletBackupsService) ListSupportedPolicies(ctx context.Context, opts ...CallOption) ([]DropletSupportedBackupPolicy, error) {
	return fetchAll[DropletSupportedBackupPolicy](ctx, s.client, get("/v2/droplets/backups/supported_policies"), "supported_policies", opts)
}

// decodeBackupPolicies decodes a page whose items come as an object, named by the Droplets' IDs.
func decodeBackupPolicies(body []byte, page *Page[DropletBackupPolicyRecord]) error {
	var answer struct {
		Policies map[int64]DropletBackupPolicyRecord `json:"policies"`
		Links    Links                               `json:"links"`
		Meta     listMeta                            `json:"meta"`
	}
	if err := decodeOne(body, "", &answer); err != nil {
		return err
	}
	page.Links, page.Total = answer.Links, answer.Meta.total()
	if answer.Policies == nil && page.Total != 0 {
		return errors.New(`the body has no "policies"`)
	}
	for _, id := range slices.Sorted(maps.Keys(answer.Policies)) {
		page.Items = append(page.Items, answer.Policies[id])
	}
	return nil
}

// DropletBackupPolicyRequest says when backups are to be made.
type DropletBackupPolicyRequest struct {
	Plan    DropletBackupPlan    `json:"plan,omitzero"`
	Weekday DropletBackupWeekday `json:"weekday,omitzero"` // of a weekly plan
	Hour    *int                 `json:"hour,omitzero"`    // when the window opens: 0, 4, 8, 12, 16 or 20
}

// DropletBackupPolicyRecord is a Droplet's backup policy, and whether it has one.
type DropletBackupPolicyRecord struct {
	DropletID        int64                `json:"droplet_id"`
	BackupEnabled    bool                 `json:"backup_enabled"`
	BackupPolicy     *DropletBackupPolicy `json:"backup_policy,omitzero"`      // nil without backups
	NextBackupWindow *DropletBackupWindow `json:"next_backup_window,omitzero"` // nil without backups
}

// DropletBackupPolicy says when backups are made and how long they are kept.
type DropletBackupPolicy struct {
	Plan                DropletBackupPlan    `json:"plan"`
	Weekday             DropletBackupWeekday `json:"weekday,omitzero"`      // of a weekly plan
	Hour                int                  `json:"hour"`                  // when the window opens
	WindowLengthHours   int                  `json:"window_length_hours"`   // how long the window stays open
	RetentionPeriodDays int                  `json:"retention_period_days"` // how long a backup is kept
}

// DropletSupportedBackupPolicy is a backup plan, with the values that a [DropletBackupPolicyRequest] for it can have.
type DropletSupportedBackupPolicy struct {
	Name                 DropletBackupPlan      `json:"name"`
	PossibleWindowStarts []int                  `json:"possible_window_starts,omitzero"` // hours of the day
	WindowLengthHours    int                    `json:"window_length_hours"`
	RetentionPeriodDays  int                    `json:"retention_period_days"`
	PossibleDays         []DropletBackupWeekday `json:"possible_days,omitzero"` // empty for a daily plan
}

// DropletBackupPlan is how often backups are made.
type DropletBackupPlan string

const (
	DropletBackupDaily  DropletBackupPlan = "daily"
	DropletBackupWeekly DropletBackupPlan = "weekly"
)

// DropletBackupWeekday is the day on which weekly backups are made.
type DropletBackupWeekday string

const (
	DropletBackupSunday    DropletBackupWeekday = "SUN"
	DropletBackupMonday    DropletBackupWeekday = "MON"
	DropletBackupTuesday   DropletBackupWeekday = "TUE"
	DropletBackupWednesday DropletBackupWeekday = "WED"
	DropletBackupThursday  DropletBackupWeekday = "THU"
	DropletBackupFriday    DropletBackupWeekday = "FRI"
	DropletBackupSaturday  DropletBackupWeekday = "SAT"
)
