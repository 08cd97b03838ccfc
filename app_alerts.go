package digitalocean

import (
	"context"
	"slices"
	"time"
)

// AppAlertsService manages whom the alerts of an app tell. The alerts themselves are in its [AppSpec].
type AppAlertsService struct{ client *Client }

// List returns the alerts of an app and its components.
//
// DigitalOcean: GET /v2/apps/{app_id}/alerts (apps_list_alerts)
func (s *AppAlertsService) List(ctx context.Context, appID string, opts ...CallOption) ([]AppAlert, error) {
	return fetchAll[AppAlert](ctx, s.client, get("/v2/apps/{app_id}/alerts", appID), "alerts", opts)
}

// UpdateDestinations says whom an alert tells. The request replaces what was set: [AppAlert.UpdateDestinationsRequest] makes
// one that changes nothing.
//
// DigitalOcean: POST /v2/apps/{app_id}/alerts/{alert_id}/destinations (apps_assign_alertDestinations)
func (s *AppAlertsService) UpdateDestinations(ctx context.Context, appID, id string, request *AppAlertUpdateDestinationsRequest, opts ...CallOption) (*AppAlert, error) {
	return fetch[AppAlert](ctx, s.client, post("/v2/apps/{app_id}/alerts/{alert_id}/destinations", appID, id).sending(request), "alert", opts)
}

// AppAlertUpdateDestinationsRequest says whom an alert tells.
type AppAlertUpdateDestinationsRequest struct {
	Emails        []string               `json:"emails,omitzero"` // of users who can see the app
	SlackWebhooks []AppAlertSlackWebhook `json:"slack_webhooks,omitzero"`
}

// AppAlert is an alert of an app.
type AppAlert struct {
	ID            string                 `json:"id"`
	ComponentName string                 `json:"component_name"` // empty for an alert about the app as a whole
	Spec          *AppAlertSpec          `json:"spec,omitzero"`
	Emails        []string               `json:"emails,omitzero"`
	SlackWebhooks []AppAlertSlackWebhook `json:"slack_webhooks,omitzero"`
	Phase         AppAlertPhase          `json:"phase"`
	Progress      *AppAlertProgress      `json:"progress,omitzero"`
}

// UpdateDestinationsRequest returns whom the alert tells as a request for [AppAlertsService.UpdateDestinations] that changes
// nothing. To change that, change the request: it shares nothing with the alert.
func (a *AppAlert) UpdateDestinationsRequest() *AppAlertUpdateDestinationsRequest {
	return &AppAlertUpdateDestinationsRequest{Emails: slices.Clone(a.Emails), SlackWebhooks: slices.Clone(a.SlackWebhooks)}
}

// AppAlertSlackWebhook is a channel in Slack to be told.
type AppAlertSlackWebhook struct {
	URL     Secret `json:"url,omitzero"`     // who has it can write to the channel
	Channel string `json:"channel,omitzero"` // its name
}

// AppAlertProgress is how far an alert has come.
type AppAlertProgress struct {
	Steps []AppAlertProgressStep `json:"steps,omitzero"`
}

// AppAlertProgressStep is a step of bringing an alert into service.
type AppAlertProgressStep struct {
	Name      string                      `json:"name"`
	Status    AppAlertProgressStepStatus  `json:"status"`
	Reason    *AppAlertProgressStepReason `json:"reason,omitzero"` // why it failed
	StartedAt time.Time                   `json:"started_at,omitzero"`
	EndedAt   time.Time                   `json:"ended_at,omitzero"`
}

// AppAlertProgressStepReason is why a step failed.
type AppAlertProgressStepReason struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// AppAlertPhase is how far an alert has come.
type AppAlertPhase string

const (
	AppAlertUnknown     AppAlertPhase = "UNKNOWN"
	AppAlertPending     AppAlertPhase = "PENDING"
	AppAlertConfiguring AppAlertPhase = "CONFIGURING"
	AppAlertActive      AppAlertPhase = "ACTIVE"
	AppAlertErrored     AppAlertPhase = "ERROR"
)

// AppAlertProgressStepStatus is how far a step has come.
type AppAlertProgressStepStatus string

const (
	AppAlertStepUnknown   AppAlertProgressStepStatus = "UNKNOWN"
	AppAlertStepPending   AppAlertProgressStepStatus = "PENDING"
	AppAlertStepRunning   AppAlertProgressStepStatus = "RUNNING"
	AppAlertStepErrored   AppAlertProgressStepStatus = "ERROR"
	AppAlertStepSucceeded AppAlertProgressStepStatus = "SUCCESS"
)
