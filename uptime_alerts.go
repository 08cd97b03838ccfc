package digitalocean

import (
	"context"
	"slices"

	"github.com/go-json-experiment/json"
)

// UptimeAlertsService manages the alerts of a check: what it has to find, and who is told of it.
type UptimeAlertsService struct{ client *Client }

// List lists the alerts of a check.
//
// DigitalOcean: GET /v2/uptime/checks/{check_id}/alerts (uptime_list_alerts)
func (s *UptimeAlertsService) List(checkID string, options *ListOptions, opts ...CallOption) *Pager[UptimeAlert] {
	return list[UptimeAlert](s.client, get("/v2/uptime/checks/{check_id}/alerts", checkID).with(options), "alerts", opts)
}

// Get returns an alert of a check.
//
// DigitalOcean: GET /v2/uptime/checks/{check_id}/alerts/{alert_id} (uptime_get_alert)
func (s *UptimeAlertsService) Get(ctx context.Context, checkID, alertID string, opts ...CallOption) (*UptimeAlert, error) {
	return fetch[UptimeAlert](ctx, s.client, get("/v2/uptime/checks/{check_id}/alerts/{alert_id}", checkID, alertID), "alert", opts)
}

// Create adds an alert to a check.
//
// DigitalOcean: POST /v2/uptime/checks/{check_id}/alerts (uptime_create_alert)
func (s *UptimeAlertsService) Create(ctx context.Context, checkID string, request *UptimeAlertCreateRequest, opts ...CallOption) (*UptimeAlert, error) {
	return fetch[UptimeAlert](ctx, s.client, post("/v2/uptime/checks/{check_id}/alerts", checkID).sending(request), "alert", opts)
}

// Update replaces an alert of a check. [UptimeAlert.UpdateRequest] makes a request of an alert as it is.
//
// DigitalOcean: PUT /v2/uptime/checks/{check_id}/alerts/{alert_id} (uptime_update_alert)
func (s *UptimeAlertsService) Update(ctx context.Context, checkID, alertID string, request *UptimeAlertUpdateRequest, opts ...CallOption) (*UptimeAlert, error) {
	return fetch[UptimeAlert](ctx, s.client, put("/v2/uptime/checks/{check_id}/alerts/{alert_id}", checkID, alertID).sending(request), "alert", opts)
}

// Delete deletes an alert of a check.
//
// DigitalOcean: DELETE /v2/uptime/checks/{check_id}/alerts/{alert_id} (uptime_delete_alert)
func (s *UptimeAlertsService) Delete(ctx context.Context, checkID, alertID string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/uptime/checks/{check_id}/alerts/{alert_id}", checkID, alertID), opts)
}

// UptimeAlertCreateRequest describes an alert to add.
type UptimeAlertCreateRequest struct {
	Name          string                   `json:"name"`
	Type          UptimeAlertType          `json:"type"`
	Threshold     *int                     `json:"threshold,omitzero"`  // in what the type counts
	Comparison    UptimeAlertComparison    `json:"comparison,omitzero"` // of what was found with Threshold
	Notifications UptimeAlertNotifications `json:"notifications"`
	Period        UptimeAlertPeriod        `json:"period"` // for how long it has to be found
}

// UptimeAlertUpdateRequest is an alert as it is to be. It has the fields of a [UptimeAlertCreateRequest].
type UptimeAlertUpdateRequest UptimeAlertCreateRequest

// UptimeAlert tells people of what a check finds.
type UptimeAlert struct {
	ID            string                   `json:"id"`
	Name          string                   `json:"name"`
	Type          UptimeAlertType          `json:"type"`
	Threshold     *int                     `json:"threshold,omitzero"` // in what the type counts; nil where it counts nothing, as Comparison is empty
	Comparison    UptimeAlertComparison    `json:"comparison,omitzero"`
	Notifications UptimeAlertNotifications `json:"notifications,omitzero"`
	Period        UptimeAlertPeriod        `json:"period"`
}

// UpdateRequest returns the request that leaves the alert as it is, to be changed and given to Update.
func (a *UptimeAlert) UpdateRequest() *UptimeAlertUpdateRequest {
	request := &UptimeAlertUpdateRequest{
		Name: a.Name, Type: a.Type, Comparison: a.Comparison, Period: a.Period,
		Notifications: UptimeAlertNotifications{Email: slices.Clone(a.Notifications.Email), Slack: slices.Clone(a.Notifications.Slack)},
	}
	if a.Threshold != nil {
		request.Threshold = new(*a.Threshold)
	}
	return request
}

// UptimeAlertNotifications are who is told.
type UptimeAlertNotifications struct {
	Email []string       `json:"email,omitzero"` // verified addresses of the account
	Slack []SlackDetails `json:"slack,omitzero"`
}

// MarshalJSON writes both lists also where they are nil: the API asks for both.
func (n UptimeAlertNotifications) MarshalJSON() ([]byte, error) {
	type fields UptimeAlertNotifications
	if n.Email == nil {
		n.Email = []string{}
	}
	if n.Slack == nil {
		n.Slack = []SlackDetails{}
	}
	return json.Marshal(fields(n))
}

// SlackDetails is a channel in Slack to be told.
type SlackDetails struct {
	Channel string `json:"channel"` // its name
	URL     Secret `json:"url"`     // of the webhook; who has it can write to the channel
}

// UptimeAlertType is what an alert is about.
type UptimeAlertType string

const (
	UptimeAlertLatency    UptimeAlertType = "latency"     // milliseconds until the answer
	UptimeAlertDown       UptimeAlertType = "down"        // no answer in a region
	UptimeAlertDownGlobal UptimeAlertType = "down_global" // no answer in any region
	UptimeAlertSSLExpiry  UptimeAlertType = "ssl_expiry"  // days until the certificate ends
)

// UptimeAlertComparison is how what was found compares with the threshold.
type UptimeAlertComparison string

const (
	UptimeAlertGreaterThan UptimeAlertComparison = "greater_than"
	UptimeAlertLessThan    UptimeAlertComparison = "less_than"
)

// UptimeAlertPeriod is for how long something has to be found before an alert is sent.
type UptimeAlertPeriod string

const (
	UptimeAlertPeriod2Minutes  UptimeAlertPeriod = "2m"
	UptimeAlertPeriod3Minutes  UptimeAlertPeriod = "3m"
	UptimeAlertPeriod5Minutes  UptimeAlertPeriod = "5m"
	UptimeAlertPeriod10Minutes UptimeAlertPeriod = "10m"
	UptimeAlertPeriod15Minutes UptimeAlertPeriod = "15m"
	UptimeAlertPeriod30Minutes UptimeAlertPeriod = "30m"
	UptimeAlertPeriod1Hour     UptimeAlertPeriod = "1h"
)
