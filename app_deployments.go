package digitalocean

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"time"
)

// AppDeploymentsService manages the deployments of an app. A deployment builds the components, starts them, and then takes the
// place of the one before.
type AppDeploymentsService struct{ client *Client }

// List lists the deployments of an app, the newest first.
//
// DigitalOcean: GET /v2/apps/{app_id}/deployments (apps_list_deployments)
func (s *AppDeploymentsService) List(appID string, options *AppDeploymentListOptions, opts ...CallOption) *Pager[AppDeployment] {
	return list[AppDeployment](s.client, get("/v2/apps/{app_id}/deployments", appID).with(options), "deployments", opts)
}

// Get returns a deployment, with its progress.
//
// DigitalOcean: GET /v2/apps/{app_id}/deployments/{deployment_id} (apps_get_deployment)
func (s *AppDeploymentsService) Get(ctx context.Context, appID, id string, opts ...CallOption) (*AppDeployment, error) {
	return fetch[AppDeployment](ctx, s.client, get("/v2/apps/{app_id}/deployments/{deployment_id}", appID, id), "deployment", opts)
}

// Create begins to deploy an app as its spec has it, from the newest commits and images. WaitActive waits until that is done.
//
// DigitalOcean: POST /v2/apps/{app_id}/deployments (apps_create_deployment)
func (s *AppDeploymentsService) Create(ctx context.Context, appID string, request *AppDeploymentCreateRequest, opts ...CallOption) (*AppDeployment, error) {
	return fetch[AppDeployment](ctx, s.client, post("/v2/apps/{app_id}/deployments", appID).sending(request), "deployment", opts)
}

// Cancel stops a deployment that is in progress. The active one goes on serving.
//
// DigitalOcean: POST /v2/apps/{app_id}/deployments/{deployment_id}/cancel (apps_cancel_deployment)
func (s *AppDeploymentsService) Cancel(ctx context.Context, appID, id string, opts ...CallOption) (*AppDeployment, error) {
	return fetch[AppDeployment](ctx, s.client, post("/v2/apps/{app_id}/deployments/{deployment_id}/cancel", appID, id), "deployment", opts)
}

// GetLogs returns where the logs of a deployment are, those of all components in one. The options need a type.
// [AppsService.FollowLogs] reads what this returns.
//
// DigitalOcean: GET /v2/apps/{app_id}/deployments/{deployment_id}/logs (apps_get_logs_aggregate)
func (s *AppDeploymentsService) GetLogs(ctx context.Context, appID, id string, options *AppLogsOptions, opts ...CallOption) (*AppLogs, error) {
	return fetch[AppLogs](ctx, s.client, get("/v2/apps/{app_id}/deployments/{deployment_id}/logs", appID, id).with(options).where("type", options.logType()), "", opts)
}

// GetComponentLogs is GetLogs for one component.
//
// DigitalOcean: GET /v2/apps/{app_id}/deployments/{deployment_id}/components/{component_name}/logs (apps_get_logs)
func (s *AppDeploymentsService) GetComponentLogs(ctx context.Context, appID, id, component string, options *AppLogsOptions, opts ...CallOption) (*AppLogs, error) {
	return fetch[AppLogs](ctx, s.client, get("/v2/apps/{app_id}/deployments/{deployment_id}/components/{component_name}/logs", appID, id, component).with(options).where("type", options.logType()), "", opts)
}

// GetComponentExec returns where to open a console in a component of a deployment.
//
// DigitalOcean: GET /v2/apps/{app_id}/deployments/{deployment_id}/components/{component_name}/exec (apps_get_exec)
func (s *AppDeploymentsService) GetComponentExec(ctx context.Context, appID, id, component string, options *AppExecOptions, opts ...CallOption) (*AppExec, error) {
	return fetch[AppExec](ctx, s.client, get("/v2/apps/{app_id}/deployments/{deployment_id}/components/{component_name}/exec", appID, id, component).with(options), "", opts)
}

// WaitActive waits until a deployment is active and returns it. One that failed, was canceled or has been superseded ends the
// wait with an [*AppDeploymentError]. Progress shows what happens meanwhile.
func (s *AppDeploymentsService) WaitActive(ctx context.Context, appID, id string, opts ...CallOption) (*AppDeployment, error) {
	var active *AppDeployment
	for deployment, err := range s.Progress(ctx, appID, id, opts...) {
		if err != nil {
			return nil, err
		}
		active = deployment
	}
	return active, nil
}

// Progress is WaitActive step by step: it yields the deployment as it is, and again each time that it has come further, until
// it is active. One that cannot become active is yielded too, and then the [*AppDeploymentError]. After an error it ends.
func (s *AppDeploymentsService) Progress(ctx context.Context, appID, id string, opts ...CallOption) iter.Seq2[*AppDeployment, error] {
	return func(yield func(*AppDeployment, error) bool) {
		var seen *AppDeployment
		stopped := false
		err := s.client.waitFor(ctx, "deployment "+id, opts, func() (done bool, err error) {
			deployment, err := s.Get(ctx, appID, id, opts...)
			if err != nil {
				return false, err
			}
			if !deployment.isAsFarAs(seen) && !yield(deployment, nil) {
				stopped = true
				return true, nil
			}
			seen = deployment
			return deployment.Phase == AppDeploymentActive, deployment.failure()
		})
		if err != nil && !stopped {
			yield(nil, err)
		}
	}
}

// AppDeploymentListOptions select and page deployments.
type AppDeploymentListOptions struct {
	ListOptions

	DeploymentTypes []AppDeploymentType `url:"deployment_types,omitempty"` // why they were made; none means all
}

// AppDeploymentCreateRequest says how to deploy.
type AppDeploymentCreateRequest struct {
	ForceBuild bool `json:"force_build,omitzero"` // builds again what has been built before
}

// AppDeployment is a deployment of an app.
type AppDeployment struct {
	ID                 string                    `json:"id"`
	Phase              AppDeploymentPhase        `json:"phase"`
	PhaseLastUpdatedAt time.Time                 `json:"phase_last_updated_at,omitzero"`
	Progress           *AppDeploymentProgress    `json:"progress,omitzero"`
	Cause              string                    `json:"cause"`       // why it was made, such as "manual"
	ClonedFrom         string                    `json:"cloned_from"` // the ID of the deployment that it repeats; empty for most
	Spec               *AppSpec                  `json:"spec,omitzero"`
	Services           []AppDeploymentService    `json:"services,omitzero"`
	StaticSites        []AppDeploymentStaticSite `json:"static_sites,omitzero"`
	Workers            []AppDeploymentWorker     `json:"workers,omitzero"`
	Jobs               []AppDeploymentJob        `json:"jobs,omitzero"`
	Functions          []AppDeploymentFunctions  `json:"functions,omitzero"`
	TierSlug           string                    `json:"tier_slug"`
	CreatedAt          time.Time                 `json:"created_at,omitzero"`
	UpdatedAt          time.Time                 `json:"updated_at,omitzero"`
}

// isAsFarAs reports whether nothing has happened since another look.
func (d *AppDeployment) isAsFarAs(seen *AppDeployment) bool {
	return seen != nil && d.Phase == seen.Phase && reflect.DeepEqual(d.Progress, seen.Progress)
}

func (d *AppDeployment) failure() error {
	switch d.Phase {
	case AppDeploymentErrored, AppDeploymentCanceled, AppDeploymentSuperseded:
		return &AppDeploymentError{Deployment: *d}
	}
	return nil
}

// AppDeploymentError is a deployment that was waited for and cannot become active any more.
type AppDeploymentError struct{ Deployment AppDeployment }

func (e *AppDeploymentError) Error() string {
	text := fmt.Sprintf("digitalocean: deployment %s ended in the phase %s", printable(e.Deployment.ID), printable(string(e.Deployment.Phase)))
	step := e.Step()
	if step == nil {
		return text
	}
	text += ": " + printable(step.Name)
	if step.ComponentName != "" {
		text += " of " + printable(step.ComponentName)
	}
	if step.Reason != nil {
		text += ": " + printable(step.Reason.Message)
	}
	return text
}

// Step returns the first step that failed, the innermost where steps have steps, or nil where none did.
func (e *AppDeploymentError) Step() *AppDeploymentProgressStep {
	if e.Deployment.Progress == nil {
		return nil
	}
	return failedStep(e.Deployment.Progress.Steps)
}

func failedStep(steps []AppDeploymentProgressStep) *AppDeploymentProgressStep {
	for i := range steps {
		if steps[i].Status != AppDeploymentStepErrored {
			continue
		}
		if inner := failedStep(steps[i].Steps); inner != nil {
			return inner
		}
		return &steps[i]
	}
	return nil
}

// AppDeploymentProgress is how far a deployment has come.
type AppDeploymentProgress struct {
	Steps        []AppDeploymentProgressStep `json:"steps,omitzero"`         // which have steps of their own
	SummarySteps []AppDeploymentProgressStep `json:"summary_steps,omitzero"` // the same in one row, for people
	PendingSteps int                         `json:"pending_steps"`          // how many have not begun, and so on
	RunningSteps int                         `json:"running_steps"`
	SuccessSteps int                         `json:"success_steps"`
	ErrorSteps   int                         `json:"error_steps"`
	TotalSteps   int                         `json:"total_steps"`
}

// AppDeploymentProgressStep is a step of a deployment, or of bringing a domain into service.
type AppDeploymentProgressStep struct {
	Name          string                           `json:"name"` // such as "build"
	Status        AppDeploymentProgressStepStatus  `json:"status"`
	ComponentName string                           `json:"component_name,omitzero"` // empty for steps of the whole app
	MessageBase   string                           `json:"message_base,omitzero"`   // for people, to stand before the name of the component, such as "Building service"
	Reason        *AppDeploymentProgressStepReason `json:"reason,omitzero"`         // why it failed
	StartedAt     time.Time                        `json:"started_at,omitzero"`
	EndedAt       time.Time                        `json:"ended_at,omitzero"`
	Steps         []AppDeploymentProgressStep      `json:"steps,omitzero"`
}

// AppDeploymentProgressStepReason is why a step failed.
type AppDeploymentProgressStepReason struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// AppDeploymentService is what a deployment made of a service.
type AppDeploymentService struct {
	Name             string `json:"name"`
	SourceCommitHash string `json:"source_commit_hash"` // what it was built from; empty for an image
}

// AppDeploymentStaticSite is what a deployment made of a static site. It has the fields of an [AppDeploymentService].
type AppDeploymentStaticSite AppDeploymentService

// AppDeploymentWorker is what a deployment made of a worker. It has the fields of an [AppDeploymentService].
type AppDeploymentWorker AppDeploymentService

// AppDeploymentJob is what a deployment made of a job. It has the fields of an [AppDeploymentService].
type AppDeploymentJob AppDeploymentService

// AppDeploymentFunctions is what a deployment made of a component of functions.
type AppDeploymentFunctions struct {
	Name             string `json:"name"`
	SourceCommitHash string `json:"source_commit_hash"`
	Namespace        string `json:"namespace"` // where the functions are
}

// AppDeploymentPhase is how far a deployment has come.
type AppDeploymentPhase string

const (
	AppDeploymentUnknown       AppDeploymentPhase = "UNKNOWN"
	AppDeploymentPendingBuild  AppDeploymentPhase = "PENDING_BUILD"
	AppDeploymentBuilding      AppDeploymentPhase = "BUILDING"
	AppDeploymentPendingDeploy AppDeploymentPhase = "PENDING_DEPLOY"
	AppDeploymentDeploying     AppDeploymentPhase = "DEPLOYING"
	AppDeploymentActive        AppDeploymentPhase = "ACTIVE"
	AppDeploymentSuperseded    AppDeploymentPhase = "SUPERSEDED" // a later one has taken its place
	AppDeploymentErrored       AppDeploymentPhase = "ERROR"
	AppDeploymentCanceled      AppDeploymentPhase = "CANCELED"
)

// AppDeploymentProgressStepStatus is how far a step has come.
type AppDeploymentProgressStepStatus string

const (
	AppDeploymentStepUnknown   AppDeploymentProgressStepStatus = "UNKNOWN"
	AppDeploymentStepPending   AppDeploymentProgressStepStatus = "PENDING"
	AppDeploymentStepRunning   AppDeploymentProgressStepStatus = "RUNNING"
	AppDeploymentStepErrored   AppDeploymentProgressStepStatus = "ERROR"
	AppDeploymentStepSucceeded AppDeploymentProgressStepStatus = "SUCCESS"
)

// AppDeploymentType is why a deployment was made.
type AppDeploymentType string

const (
	AppDeploymentManual                       AppDeploymentType = "MANUAL"
	AppDeploymentDeployOnPush                 AppDeploymentType = "DEPLOY_ON_PUSH" // by a push to a repository
	AppDeploymentMaintenance                  AppDeploymentType = "MAINTENANCE"
	AppDeploymentManualRollback               AppDeploymentType = "MANUAL_ROLLBACK"
	AppDeploymentAutoRollback                 AppDeploymentType = "AUTO_ROLLBACK"
	AppDeploymentUpdateDatabaseTrustedSources AppDeploymentType = "UPDATE_DATABASE_TRUSTED_SOURCES"
	AppDeploymentAutoscaled                   AppDeploymentType = "AUTOSCALED"
)
