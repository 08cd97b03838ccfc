package digitalocean

import (
	"context"
	"slices"
	"time"
)

// UptimeService watches from outside whether an address answers.
type UptimeService struct {
	Checks *UptimeChecksService
	Alerts *UptimeAlertsService
}

// UptimeChecksService manages checks, each of which asks one address over and over from several parts of the world.
type UptimeChecksService struct{ client *Client }

// List lists the checks of the account.
//
// DigitalOcean: GET /v2/uptime/checks (uptime_list_checks)
func (s *UptimeChecksService) List(options *ListOptions, opts ...CallOption) *Pager[UptimeCheck] {
	return list[UptimeCheck](s.client, get("/v2/uptime/checks").with(options), "checks", opts)
}

// Get returns a check. GetState returns what it has found.
//
// DigitalOcean: GET /v2/uptime/checks/{check_id} (uptime_get_check)
func (s *UptimeChecksService) Get(ctx context.Context, id string, opts ...CallOption) (*UptimeCheck, error) {
	return fetch[UptimeCheck](ctx, s.client, get("/v2/uptime/checks/{check_id}", id), "check", opts)
}

// GetState returns what a check has found: the state in each region, and the latest outage.
//
// DigitalOcean: GET /v2/uptime/checks/{check_id}/state (uptime_get_checkState)
func (s *UptimeChecksService) GetState(ctx context.Context, id string, opts ...CallOption) (*UptimeCheckState, error) {
	return fetch[UptimeCheckState](ctx, s.client, get("/v2/uptime/checks/{check_id}/state", id), "state", opts)
}

// Create adds a check. It tells nobody of what it finds before it has an alert: see [UptimeAlertsService].
//
// DigitalOcean: POST /v2/uptime/checks (uptime_create_check)
func (s *UptimeChecksService) Create(ctx context.Context, request *UptimeCheckCreateRequest, opts ...CallOption) (*UptimeCheck, error) {
	return fetch[UptimeCheck](ctx, s.client, post("/v2/uptime/checks").sending(request), "check", opts)
}

// Update changes a check. The API promises nothing about what a request leaves out: begin with [UptimeCheck.UpdateRequest],
// which has everything.
//
// DigitalOcean: PUT /v2/uptime/checks/{check_id} (uptime_update_check)
func (s *UptimeChecksService) Update(ctx context.Context, id string, request *UptimeCheckUpdateRequest, opts ...CallOption) (*UptimeCheck, error) {
	return fetch[UptimeCheck](ctx, s.client, put("/v2/uptime/checks/{check_id}", id).sending(request), "check", opts)
}

// Delete deletes a check with its alerts.
//
// DigitalOcean: DELETE /v2/uptime/checks/{check_id} (uptime_delete_check)
func (s *UptimeChecksService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/uptime/checks/{check_id}", id), opts)
}

// UptimeCheckCreateRequest describes a check to add.
type UptimeCheckCreateRequest struct {
	Name    string          `json:"name"`
	Type    UptimeCheckType `json:"type"`
	Target  string          `json:"target"`           // a URL, such as "https://www.example.com"; for a ping an address
	Regions []UptimeRegion  `json:"regions,omitzero"` // where to ask from
	Enabled bool            `json:"enabled"`          // false creates a check that does not run yet
}

// UptimeCheckUpdateRequest holds what is to change of a check.
type UptimeCheckUpdateRequest struct {
	Name    string          `json:"name,omitzero"`
	Type    UptimeCheckType `json:"type,omitzero"`
	Target  string          `json:"target,omitzero"`
	Regions []UptimeRegion  `json:"regions,omitzero"`
	Enabled *bool           `json:"enabled,omitzero"` // the API's default is true
}

// UptimeCheck asks an address over and over.
type UptimeCheck struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	Type    UptimeCheckType `json:"type"`
	Target  string          `json:"target"`
	Regions []UptimeRegion  `json:"regions,omitzero"`
	Enabled bool            `json:"enabled"`
}

// UpdateRequest returns the request that leaves the check as it is, to be changed and given to Update.
func (c *UptimeCheck) UpdateRequest() *UptimeCheckUpdateRequest {
	return &UptimeCheckUpdateRequest{
		Name: c.Name, Type: c.Type, Target: c.Target, Regions: slices.Clone(c.Regions), Enabled: new(c.Enabled),
	}
}

// UptimeCheckState is what a check has found.
type UptimeCheckState struct {
	Regions        UptimeRegionalState   `json:"regions,omitzero"`
	PreviousOutage *UptimePreviousOutage `json:"previous_outage,omitzero"` // nil when there was none
}

// UptimeRegionalState is what a check has found from each region; nil where it does not ask from.
type UptimeRegionalState struct {
	USEast *UptimeRegionState `json:"us_east,omitzero"`
	USWest *UptimeRegionState `json:"us_west,omitzero"`
	EUWest *UptimeRegionState `json:"eu_west,omitzero"`
	SEAsia *UptimeRegionState `json:"se_asia,omitzero"`
}

// UptimeRegionState is what a check has found from one region.
type UptimeRegionState struct {
	Status                    UptimeRegionStatus `json:"status"`
	StatusChangedAt           time.Time          `json:"status_changed_at,omitzero"`
	ThirtyDayUptimePercentage float64            `json:"thirty_day_uptime_percentage"` // 0 to 100
}

// UptimePreviousOutage is the latest time in which an address did not answer.
type UptimePreviousOutage struct {
	Region          UptimeRegion `json:"region"`
	StartedAt       time.Time    `json:"started_at,omitzero"`
	EndedAt         time.Time    `json:"ended_at,omitzero"`
	DurationSeconds int          `json:"duration_seconds"`
}

// UptimeCheckType is how a check asks.
type UptimeCheckType string

const (
	UptimeCheckPing  UptimeCheckType = "ping"
	UptimeCheckHTTP  UptimeCheckType = "http"
	UptimeCheckHTTPS UptimeCheckType = "https"
)

// UptimeRegion is where a check asks from.
type UptimeRegion string

const (
	UptimeUSEast UptimeRegion = "us_east"
	UptimeUSWest UptimeRegion = "us_west"
	UptimeEUWest UptimeRegion = "eu_west"
	UptimeSEAsia UptimeRegion = "se_asia"
)

// UptimeRegionStatus is whether an address answers a region.
type UptimeRegionStatus string

const (
	UptimeDown     UptimeRegionStatus = "DOWN"
	UptimeUp       UptimeRegionStatus = "UP"
	UptimeChecking UptimeRegionStatus = "CHECKING" // it is not known yet
)
