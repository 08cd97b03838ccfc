package digitalocean

import (
	"context"
	"time"
)

// AppJobInvocationsService manages the runs of an app's jobs that are started by the clock or by hand.
type AppJobInvocationsService struct{ client *Client }

// List lists the invocations of an app's jobs.
//
// DigitalOcean: GET /v2/apps/{app_id}/job-invocations (apps_list_job_invocations)
func (s *AppJobInvocationsService) List(appID string, options *AppJobInvocationListOptions, opts ...CallOption) *Pager[AppJobInvocation] {
	return list[AppJobInvocation](s.client, get("/v2/apps/{app_id}/job-invocations", appID).with(options), "job_invocations", opts)
}

// Get returns an invocation.
//
// DigitalOcean: GET /v2/apps/{app_id}/job-invocations/{job_invocation_id} (apps_get_job_invocation)
func (s *AppJobInvocationsService) Get(ctx context.Context, appID, id string, options *AppJobInvocationGetOptions, opts ...CallOption) (*AppJobInvocation, error) {
	return fetch[AppJobInvocation](ctx, s.client, get("/v2/apps/{app_id}/job-invocations/{job_invocation_id}", appID, id).with(options), "job_invocation", opts)
}

// Cancel stops an invocation.
//
// DigitalOcean: POST /v2/apps/{app_id}/job-invocations/{job_invocation_id}/cancel (apps_cancel_job_invocation)
func (s *AppJobInvocationsService) Cancel(ctx context.Context, appID, id string, options *AppJobInvocationCancelOptions, opts ...CallOption) (*AppJobInvocation, error) {
	return fetch[AppJobInvocation](ctx, s.client, post("/v2/apps/{app_id}/job-invocations/{job_invocation_id}/cancel", appID, id).with(options), "job_invocation", opts)
}

// GetLogs returns where the logs of an invocation of a job are. [AppsService.FollowLogs] reads what this returns.
//
// DigitalOcean: GET /v2/apps/{app_id}/jobs/{job_name}/invocations/{job_invocation_id}/logs (apps_get_job_invocation_logs)
func (s *AppJobInvocationsService) GetLogs(ctx context.Context, appID, job, id string, options *AppJobInvocationLogsOptions, opts ...CallOption) (*AppLogs, error) {
	return fetch[AppLogs](ctx, s.client, get("/v2/apps/{app_id}/jobs/{job_name}/invocations/{job_invocation_id}/logs", appID, job, id).with(options).where("type", options.logType()), "", opts)
}

// AppJobInvocationListOptions select and page invocations.
type AppJobInvocationListOptions struct {
	ListOptions

	JobNames     []string `url:"job_names,omitempty"`     // none means all
	DeploymentID string   `url:"deployment_id,omitempty"` // empty means all
}

// AppJobInvocationGetOptions go with a request for an invocation.
type AppJobInvocationGetOptions struct {
	JobName string `url:"job_name,omitempty"` // the job that it is of
}

// AppJobInvocationCancelOptions go with a request to stop an invocation.
type AppJobInvocationCancelOptions struct {
	JobName string `url:"job_name,omitempty"` // the job that it is of
}

// AppJobInvocationLogsOptions say which logs are wanted.
type AppJobInvocationLogsOptions struct {
	Type                 AppLogType `url:"type,omitempty"`                   // empty means AppLogJobInvocation, which is the only one
	DeploymentID         string     `url:"deployment_id,omitempty"`          // empty means the active deployment
	Follow               bool       `url:"follow,omitempty"`                 // whether LiveURL goes on with what is logged from now on
	PodConnectionTimeout string     `url:"pod_connection_timeout,omitempty"` // how long to wait for an instance that is not there yet; "3m" by default
	TailLines            string     `url:"tail_lines,omitempty"`             // a number: the last lines only; empty means all
}

func (o *AppJobInvocationLogsOptions) logType() string {
	if o == nil || o.Type == "" {
		return string(AppLogJobInvocation)
	}
	return string(o.Type)
}

// AppJobInvocation is a run of a job.
type AppJobInvocation struct {
	ID           string                   `json:"id"`
	JobName      string                   `json:"job_name"`
	DeploymentID string                   `json:"deployment_id"`
	Phase        AppJobInvocationPhase    `json:"phase"`
	Trigger      *AppJobInvocationTrigger `json:"trigger,omitzero"`
	CreatedAt    time.Time                `json:"created_at,omitzero"`
	StartedAt    time.Time                `json:"started_at,omitzero"`
	CompletedAt  time.Time                `json:"completed_at,omitzero"` // zero while it runs
}

// AppJobInvocationTrigger is what started a job.
type AppJobInvocationTrigger struct {
	Type      AppJobInvocationTriggerType       `json:"type"`
	Scheduled *AppJobInvocationTriggerScheduled `json:"scheduled,omitzero"` // of one that the clock started
	Manual    *AppJobInvocationTriggerManual    `json:"manual,omitzero"`    // of one that somebody started
}

// AppJobInvocationTriggerScheduled is the schedule that started a job.
type AppJobInvocationTriggerScheduled struct {
	Schedule *AppJobSpecSchedule `json:"schedule,omitzero"`
}

// AppJobInvocationTriggerManual is who started a job.
type AppJobInvocationTriggerManual struct {
	User *AppJobInvocationUser `json:"user,omitzero"`
}

// AppJobInvocationUser is a user who started a job.
type AppJobInvocationUser struct {
	UUID     string `json:"uuid"`
	Email    string `json:"email"`
	FullName string `json:"full_name"`
}

// AppJobInvocationPhase is how far a run of a job has come.
type AppJobInvocationPhase string

const (
	AppJobInvocationUnknown   AppJobInvocationPhase = "UNKNOWN"
	AppJobInvocationPending   AppJobInvocationPhase = "PENDING"
	AppJobInvocationRunning   AppJobInvocationPhase = "RUNNING"
	AppJobInvocationSucceeded AppJobInvocationPhase = "SUCCEEDED"
	AppJobInvocationFailed    AppJobInvocationPhase = "FAILED"
	AppJobInvocationCanceled  AppJobInvocationPhase = "CANCELED"
	AppJobInvocationSkipped   AppJobInvocationPhase = "SKIPPED"
)

// AppJobInvocationTriggerType is what kind of thing started a job.
type AppJobInvocationTriggerType string

const (
	AppJobInvocationByUnknown  AppJobInvocationTriggerType = "UNKNOWN"
	AppJobInvocationByManual   AppJobInvocationTriggerType = "MANUAL"
	AppJobInvocationBySchedule AppJobInvocationTriggerType = "SCHEDULE"
)
