package digitalocean

import (
	"cmp"
	"context"
	"time"
)

// AppEventsService reads what has happened to an app: deployments, and changes of the number of instances.
type AppEventsService struct{ client *Client }

// List lists the events of an app.
//
// DigitalOcean: GET /v2/apps/{app_id}/events (apps_list_events)
func (s *AppEventsService) List(appID string, options *AppEventListOptions, opts ...CallOption) *Pager[AppEvent] {
	return list[AppEvent](s.client, get("/v2/apps/{app_id}/events", appID).with(options), "events", opts)
}

// Get returns an event.
//
// DigitalOcean: GET /v2/apps/{app_id}/events/{event_id} (apps_get_event)
func (s *AppEventsService) Get(ctx context.Context, appID, id string, opts ...CallOption) (*AppEvent, error) {
	return fetch[AppEvent](ctx, s.client, get("/v2/apps/{app_id}/events/{event_id}", appID, id), "event", opts)
}

// Cancel stops a change of the number of instances that is in progress. Deployments.Cancel stops a deployment.
//
// DigitalOcean: POST /v2/apps/{app_id}/events/{event_id}/cancel (apps_cancel_event)
func (s *AppEventsService) Cancel(ctx context.Context, appID, id string, opts ...CallOption) (*AppEvent, error) {
	return fetch[AppEvent](ctx, s.client, post("/v2/apps/{app_id}/events/{event_id}/cancel", appID, id), "event", opts)
}

// GetLogs returns where the logs of a change of the number of instances are. A type that the options leave empty is
// [AppLogAutoscaleEvent]. [AppsService.FollowLogs] reads what this returns.
//
// DigitalOcean: GET /v2/apps/{app_id}/events/{event_id}/logs (apps_get_event_logs)
func (s *AppEventsService) GetLogs(ctx context.Context, appID, id string, options *AppLogsOptions, opts ...CallOption) (*AppLogs, error) {
	return fetch[AppLogs](ctx, s.client, get("/v2/apps/{app_id}/events/{event_id}/logs", appID, id).with(options).where("type", cmp.Or(options.logType(), string(AppLogAutoscaleEvent))), "", opts)
}

// AppEventListOptions select and page events.
type AppEventListOptions struct {
	ListOptions

	EventTypes []AppEventType `url:"event_types,omitempty"` // none means all
}

// AppEvent is something that happened to an app.
type AppEvent struct {
	ID           string               `json:"id"`
	Type         AppEventType         `json:"type"`
	DeploymentID string               `json:"deployment_id"`        // the deployment, or the one whose instances have changed in number
	Deployment   *AppDeployment       `json:"deployment,omitzero"`  // of a deployment
	Autoscaling  *AppAutoscalingEvent `json:"autoscaling,omitzero"` // of a change of the number of instances
	CreatedAt    time.Time            `json:"created_at,omitzero"`
}

// AppAutoscalingEvent is a change of the number of instances.
type AppAutoscalingEvent struct {
	Phase      AppAutoscalingEventPhase                `json:"phase"`
	Components map[string]AppAutoscalingEventComponent `json:"components,omitzero"` // by name
}

// AppAutoscalingEventComponent is how the number of instances of a component has changed.
type AppAutoscalingEventComponent struct {
	From             int    `json:"from"` // instances
	To               int    `json:"to"`
	TriggeringMetric string `json:"triggering_metric"` // such as "cpu", "requests_per_second" or "request_duration"; "scale_to_zero" and "scale_from_zero" of an app that sleeps
}

// AppEventType is what happened to an app.
type AppEventType string

const (
	AppEventUnknown     AppEventType = "UNKNOWN"
	AppEventDeployment  AppEventType = "DEPLOYMENT"
	AppEventAutoscaling AppEventType = "AUTOSCALING" // a change of the number of instances
)

// AppAutoscalingEventPhase is how far a change of the number of instances has come.
type AppAutoscalingEventPhase string

const (
	AppAutoscalingEventUnknown    AppAutoscalingEventPhase = "UNKNOWN"
	AppAutoscalingEventPending    AppAutoscalingEventPhase = "PENDING"
	AppAutoscalingEventInProgress AppAutoscalingEventPhase = "IN_PROGRESS"
	AppAutoscalingEventSucceeded  AppAutoscalingEventPhase = "SUCCEEDED"
	AppAutoscalingEventFailed     AppAutoscalingEventPhase = "FAILED"
	AppAutoscalingEventCanceled   AppAutoscalingEventPhase = "CANCELED"
)
