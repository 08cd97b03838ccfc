package digitalocean

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// FunctionsTriggersService manages triggers, each of which calls a function of a namespace over and over.
type FunctionsTriggersService struct{ client *Client }

// List returns the triggers of a namespace.
//
// DigitalOcean: GET /v2/functions/namespaces/{namespace_id}/triggers (functions_list_triggers)
func (s *FunctionsTriggersService) List(ctx context.Context, namespace string, opts ...CallOption) ([]FunctionsTrigger, error) {
	return fetchAll[FunctionsTrigger](ctx, s.client, get("/v2/functions/namespaces/{namespace_id}/triggers", namespace), "triggers", opts)
}

// Get returns a trigger of a namespace.
//
// DigitalOcean: GET /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name} (functions_get_trigger)
func (s *FunctionsTriggersService) Get(ctx context.Context, namespace, name string, opts ...CallOption) (*FunctionsTrigger, error) {
	return fetch[FunctionsTrigger](ctx, s.client, get("/v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}", namespace, name), "trigger", opts)
}

// Create adds a trigger to a namespace.
//
// DigitalOcean: POST /v2/functions/namespaces/{namespace_id}/triggers (functions_create_trigger)
func (s *FunctionsTriggersService) Create(ctx context.Context, namespace string, request *FunctionsTriggerCreateRequest, opts ...CallOption) (*FunctionsTrigger, error) {
	return fetch[FunctionsTrigger](ctx, s.client, post("/v2/functions/namespaces/{namespace_id}/triggers", namespace).sending(request), "trigger", opts)
}

// Update pauses a trigger, lets it go on, or changes its schedule. [FunctionsTrigger.UpdateRequest] makes a request of a
// trigger as it is. Its name and its function cannot change.
//
// DigitalOcean: PUT /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name} (functions_update_trigger)
func (s *FunctionsTriggersService) Update(ctx context.Context, namespace, name string, request *FunctionsTriggerUpdateRequest, opts ...CallOption) (*FunctionsTrigger, error) {
	return fetch[FunctionsTrigger](ctx, s.client, put("/v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}", namespace, name).sending(request), "trigger", opts)
}

// Delete deletes a trigger. Its function stays.
//
// DigitalOcean: DELETE /v2/functions/namespaces/{namespace_id}/triggers/{trigger_name} (functions_delete_trigger)
func (s *FunctionsTriggersService) Delete(ctx context.Context, namespace, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/functions/namespaces/{namespace_id}/triggers/{trigger_name}", namespace, name), opts)
}

// FunctionsTriggerCreateRequest describes a trigger to add.
type FunctionsTriggerCreateRequest struct {
	Name             string                           `json:"name"`       // unique in the namespace
	Function         string                           `json:"function"`   // the name of one in the namespace
	Type             FunctionsTriggerType             `json:"type"`       // [FunctionsTriggerScheduled]
	IsEnabled        bool                             `json:"is_enabled"` // false adds a trigger that is paused
	ScheduledDetails FunctionsTriggerScheduledDetails `json:"scheduled_details"`
}

// FunctionsTriggerUpdateRequest holds what is to change of a trigger; nil leaves it as it is.
type FunctionsTriggerUpdateRequest struct {
	IsEnabled        *bool                             `json:"is_enabled,omitzero"`
	ScheduledDetails *FunctionsTriggerScheduledDetails `json:"scheduled_details,omitzero"`
}

// FunctionsTrigger calls a function over and over.
type FunctionsTrigger struct {
	Namespace        string                            `json:"namespace"`
	Name             string                            `json:"name"`
	Function         string                            `json:"function"`
	Type             FunctionsTriggerType              `json:"type"`
	IsEnabled        bool                              `json:"is_enabled"`
	CreatedAt        time.Time                         `json:"created_at,omitzero"`
	UpdatedAt        time.Time                         `json:"updated_at,omitzero"`
	ScheduledDetails *FunctionsTriggerScheduledDetails `json:"scheduled_details,omitzero"`
	ScheduledRuns    *FunctionsTriggerScheduledRuns    `json:"scheduled_runs,omitzero"`
}

// UpdateRequest returns the request that leaves the trigger as it is, to be changed and given to Update.
func (t *FunctionsTrigger) UpdateRequest() *FunctionsTriggerUpdateRequest {
	details := copyOf(t.ScheduledDetails)
	if details != nil {
		details.Body = slices.Clone(details.Body)
	}
	return &FunctionsTriggerUpdateRequest{IsEnabled: new(t.IsEnabled), ScheduledDetails: details}
}

// FunctionsTriggerScheduledDetails say when a trigger calls its function, and with what.
type FunctionsTriggerScheduledDetails struct {
	Cron string          `json:"cron"`          // five fields in UTC, such as "0 4 * * *" for every day at 4:00
	Body json.RawMessage `json:"body,omitzero"` // a JSON object, the arguments of the function; empty means none
}

// FunctionsTriggerScheduledRuns say when a trigger has called its function, and when it will.
type FunctionsTriggerScheduledRuns struct {
	LastRunAt time.Time `json:"last_run_at,omitzero"` // zero before the first
	NextRunAt time.Time `json:"next_run_at,omitzero"` // zero where none is to come
}

// FunctionsTriggerType is what makes a trigger call its function.
type FunctionsTriggerType string

// FunctionsTriggerScheduled is the one type there is: by the clock.
const FunctionsTriggerScheduled FunctionsTriggerType = "SCHEDULED"
