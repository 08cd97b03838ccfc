package digitalocean

import (
	"context"
	"time"

	"github.com/go-json-experiment/json"
)

// AppsService manages the apps of App Platform, which builds, runs and scales programs from their sources or images. What an
// app is made of stands in its [AppSpec]; each change of that is rolled out by a deployment.
type AppsService struct {
	Alerts         *AppAlertsService
	Deployments    *AppDeploymentsService
	Events         *AppEventsService
	InstanceSizes  *AppInstanceSizesService
	JobInvocations *AppJobInvocationsService
	Metrics        *AppMetricsService

	client *Client
}

// List lists the apps of the account, with their active deployments and those in progress.
//
// DigitalOcean: GET /v2/apps (apps_list)
func (s *AppsService) List(options *AppListOptions, opts ...CallOption) *Pager[App] {
	return list[App](s.client, get("/v2/apps").with(options), "apps", opts)
}

// Get returns an app, with its active deployment and that in progress.
//
// DigitalOcean: GET /v2/apps/{id} (apps_get)
func (s *AppsService) Get(ctx context.Context, id string, options *AppGetOptions, opts ...CallOption) (*App, error) {
	return fetch[App](ctx, s.client, get("/v2/apps/{id}", id).with(options), "app", opts)
}

// Create creates an app and begins to deploy it. PendingDeployment of the answer is that deployment: Deployments.WaitActive
// waits until it serves. Propose tells beforehand what is wrong with the spec, and what the app would cost.
//
// DigitalOcean: POST /v2/apps (apps_create)
func (s *AppsService) Create(ctx context.Context, request *AppCreateRequest, opts ...CallOption) (*App, error) {
	return fetch[App](ctx, s.client, post("/v2/apps").sending(request), "app", opts)
}

// Update replaces the spec of an app and begins to deploy the new one: what the request leaves out is removed from the app. To
// change single things, change the request that [App.UpdateRequest] makes of what Get has returned. PendingDeployment of the
// answer is the deployment.
//
// DigitalOcean: PUT /v2/apps/{id} (apps_update)
func (s *AppsService) Update(ctx context.Context, id string, request *AppUpdateRequest, opts ...CallOption) (*App, error) {
	return fetch[App](ctx, s.client, put("/v2/apps/{id}", id).sending(request), "app", opts)
}

// Delete deletes an app with its deployments and its databases for development. Keep its spec if it is to come back.
//
// DigitalOcean: DELETE /v2/apps/{id} (apps_delete)
func (s *AppsService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/apps/{id}", id), opts)
}

// ListRegions returns the regions of App Platform. Their slugs are not those of [RegionsService].
//
// DigitalOcean: GET /v2/apps/regions (apps_list_regions)
func (s *AppsService) ListRegions(ctx context.Context, opts ...CallOption) ([]AppRegion, error) {
	return fetchAll[AppRegion](ctx, s.client, get("/v2/apps/regions"), "regions", opts)
}

// ListInstances returns the containers that run for an app now. They come and go: a name does not last.
//
// DigitalOcean: GET /v2/apps/{app_id}/instances (apps_get_instances)
func (s *AppsService) ListInstances(ctx context.Context, id string, opts ...CallOption) ([]AppInstance, error) {
	return fetchAll[AppInstance](ctx, s.client, get("/v2/apps/{app_id}/instances", id), "instances", opts)
}

// GetHealth returns how the components of an app are.
//
// DigitalOcean: GET /v2/apps/{app_id}/health (apps_get_health)
func (s *AppsService) GetHealth(ctx context.Context, id string, opts ...CallOption) (*AppHealth, error) {
	return fetch[AppHealth](ctx, s.client, get("/v2/apps/{app_id}/health", id), "app_health", opts)
}

// GetLogs returns where the logs of an app's active deployment are, those of all components in one. The options need a type.
// Logs of a build are those of the active deployment: for one in progress see Deployments.GetLogs. FollowLogs reads what this
// returns.
//
// DigitalOcean: GET /v2/apps/{app_id}/logs (apps_get_logs_active_deployment_aggregate)
func (s *AppsService) GetLogs(ctx context.Context, id string, options *AppLogsOptions, opts ...CallOption) (*AppLogs, error) {
	return fetch[AppLogs](ctx, s.client, get("/v2/apps/{app_id}/logs", id).with(options).where("type", options.logType()), "", opts)
}

// GetComponentLogs is GetLogs for one component.
//
// DigitalOcean: GET /v2/apps/{app_id}/components/{component_name}/logs (apps_get_logs_active_deployment)
func (s *AppsService) GetComponentLogs(ctx context.Context, id, component string, options *AppLogsOptions, opts ...CallOption) (*AppLogs, error) {
	return fetch[AppLogs](ctx, s.client, get("/v2/apps/{app_id}/components/{component_name}/logs", id, component).with(options).where("type", options.logType()), "", opts)
}

// GetComponentExec returns where to open a console in a component of an app's active deployment.
//
// DigitalOcean: GET /v2/apps/{app_id}/components/{component_name}/exec (apps_get_exec_active_deployment)
func (s *AppsService) GetComponentExec(ctx context.Context, id, component string, options *AppExecOptions, opts ...CallOption) (*AppExec, error) {
	return fetch[AppExec](ctx, s.client, get("/v2/apps/{app_id}/components/{component_name}/exec", id, component).with(options), "", opts)
}

// Propose checks a spec without creating anything, and returns it as the API would have it, with what it would cost. A spec
// that the API does not take is an error. With the ID of an app in the request, the spec is one for an update of that app.
//
// DigitalOcean: POST /v2/apps/propose (apps_validate_appSpec)
func (s *AppsService) Propose(ctx context.Context, request *AppProposeRequest, opts ...CallOption) (*AppProposal, error) {
	return fetch[AppProposal](ctx, s.client, post("/v2/apps/propose").sending(request).onlyReads(), "", opts)
}

// Restart begins to restart the components that the request names, one instance after the other, and all of them where it names
// none. It is a deployment, which Deployments.WaitActive waits for.
//
// DigitalOcean: POST /v2/apps/{app_id}/restart (apps_restart)
func (s *AppsService) Restart(ctx context.Context, id string, request *AppRestartRequest, opts ...CallOption) (*AppDeployment, error) {
	return fetch[AppDeployment](ctx, s.client, post("/v2/apps/{app_id}/restart", id).sending(request), "deployment", opts)
}

// ValidateRollback tells whether Rollback with the same request would work, and what it would be short of.
//
// DigitalOcean: POST /v2/apps/{app_id}/rollback/validate (apps_validate_rollback)
func (s *AppsService) ValidateRollback(ctx context.Context, id string, request *AppRollbackRequest, opts ...CallOption) (*AppRollbackValidation, error) {
	return fetch[AppRollbackValidation](ctx, s.client, post("/v2/apps/{app_id}/rollback/validate", id).sending(request).onlyReads(), "", opts)
}

// Rollback begins to take an app back to an earlier deployment, with a new deployment, which it returns. The app is then pinned
// to it, and nothing else is deployed, until CommitRollback keeps it or RevertRollback takes it back; SkipPin in the request
// keeps it at once.
//
// DigitalOcean: POST /v2/apps/{app_id}/rollback (apps_create_rollback)
func (s *AppsService) Rollback(ctx context.Context, id string, request *AppRollbackRequest, opts ...CallOption) (*AppDeployment, error) {
	return fetch[AppDeployment](ctx, s.client, post("/v2/apps/{app_id}/rollback", id).sending(request), "deployment", opts)
}

// CommitRollback keeps what Rollback went back to, and lets the app be deployed again.
//
// DigitalOcean: POST /v2/apps/{app_id}/rollback/commit (apps_commit_rollback)
func (s *AppsService) CommitRollback(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/apps/{app_id}/rollback/commit", id), opts)
}

// RevertRollback takes a rollback back, with a deployment of the spec that the app had before it, and lets the app be deployed
// again.
//
// DigitalOcean: POST /v2/apps/{app_id}/rollback/revert (apps_revert_rollback)
func (s *AppsService) RevertRollback(ctx context.Context, id string, opts ...CallOption) (*AppDeployment, error) {
	return fetch[AppDeployment](ctx, s.client, post("/v2/apps/{app_id}/rollback/revert", id), "deployment", opts)
}

// AppListOptions page apps.
type AppListOptions struct {
	ListOptions

	WithProjects bool `url:"with_projects,omitempty"` // whether the apps come with their ProjectID; needs the scope project:read
}

// AppGetOptions go with a request for an app.
type AppGetOptions struct {
	Name string `url:"name,omitempty"` // of the app; the API looks for it where a path has no ID, which that of Get always has
}

// AppLogsOptions say which logs are wanted.
type AppLogsOptions struct {
	Type                 AppLogType `url:"type"`                             // needed
	Follow               bool       `url:"follow,omitempty"`                 // whether LiveURL goes on with what is logged from now on
	PodConnectionTimeout string     `url:"pod_connection_timeout,omitempty"` // how long to wait for an instance that is not there yet; "3m" by default
}

// logType returns the type, or nothing for no options.
func (o *AppLogsOptions) logType() string {
	if o == nil {
		return ""
	}
	return string(o.Type)
}

// AppExecOptions say where to open a console.
type AppExecOptions struct {
	InstanceName string `url:"instance_name,omitempty"` // one of ListInstances; empty means any
}

// AppCreateRequest describes an app to create.
type AppCreateRequest struct {
	Spec      *AppSpec `json:"spec"`
	ProjectID string   `json:"project_id,omitzero"` // empty means the default project; otherwise needs the scope project:assign_resource
}

// MarshalJSON leaves out what only the API sets in a spec.
func (r AppCreateRequest) MarshalJSON() ([]byte, error) {
	type fields AppCreateRequest
	r.Spec = r.Spec.settable()
	return json.Marshal(fields(r))
}

// AppUpdateRequest is an app as it is to be.
type AppUpdateRequest struct {
	Spec                    *AppSpec `json:"spec"`
	UpdateAllSourceVersions bool     `json:"update_all_source_versions,omitzero"` // deploys the newest commits and images; by default those that run stay, and only new sources are looked up
}

// MarshalJSON leaves out what only the API sets in a spec.
func (r AppUpdateRequest) MarshalJSON() ([]byte, error) {
	type fields AppUpdateRequest
	r.Spec = r.Spec.settable()
	return json.Marshal(fields(r))
}

// AppProposeRequest holds a spec to check.
type AppProposeRequest struct {
	Spec  *AppSpec `json:"spec"`
	AppID string   `json:"app_id,omitzero"` // of the app to update; empty means a new one
}

// MarshalJSON leaves out what only the API sets in a spec.
func (r AppProposeRequest) MarshalJSON() ([]byte, error) {
	type fields AppProposeRequest
	r.Spec = r.Spec.settable()
	return json.Marshal(fields(r))
}

// AppRestartRequest names what to restart.
type AppRestartRequest struct {
	Components []string `json:"components,omitzero"` // names; none means all
}

// AppRollbackRequest says where to go back to.
type AppRollbackRequest struct {
	DeploymentID string `json:"deployment_id,omitzero"`
	SkipPin      bool   `json:"skip_pin,omitzero"` // goes back for good
}

// App is an app of App Platform.
type App struct {
	ID                      string                 `json:"id"`
	OwnerUUID               string                 `json:"owner_uuid"` // of the account or team
	ProjectID               string                 `json:"project_id"` // in a list only with WithProjects; empty without the scope project:read
	Spec                    *AppSpec               `json:"spec,omitzero"`
	TierSlug                string                 `json:"tier_slug"`                       // of what it costs, such as "basic"
	Region                  *AppRegion             `json:"region,omitzero"`                 // nil until it is deployed for the first time
	DefaultIngress          string                 `json:"default_ingress"`                 // its address under ondigitalocean.app; empty until it is deployed, as are the next three
	LiveURL                 string                 `json:"live_url"`                        // where it is
	LiveURLBase             string                 `json:"live_url_base"`                   // the same without a path
	LiveDomain              string                 `json:"live_domain"`                     // the host of LiveURL
	Domains                 []AppDomain            `json:"domains,omitzero"`                // with how far they have come
	ActiveDeployment        *AppDeployment         `json:"active_deployment,omitzero"`      // which serves
	InProgressDeployment    *AppDeployment         `json:"in_progress_deployment,omitzero"` // which is being built or deployed
	PendingDeployment       *AppDeployment         `json:"pending_deployment,omitzero"`     // the newest that has not begun; in the answers of Create and Update theirs
	PinnedDeployment        *AppDeployment         `json:"pinned_deployment,omitzero"`      // that of a rollback, until it is committed or reverted
	DedicatedIPs            []AppDedicatedEgressIP `json:"dedicated_ips,omitzero"`          // from which it calls others, where Egress asks for that
	VPC                     *AppVPC                `json:"vpc,omitzero"`
	CreatedAt               time.Time              `json:"created_at,omitzero"`
	UpdatedAt               time.Time              `json:"updated_at,omitzero"` // when its spec was changed
	LastDeploymentCreatedAt time.Time              `json:"last_deployment_created_at,omitzero"`
}

// UpdateRequest returns the app as a request for [AppsService.Update] that changes nothing. To change the app, change the
// request: it shares nothing with the app. Encrypted values go back as they came.
func (a *App) UpdateRequest() *AppUpdateRequest {
	return &AppUpdateRequest{Spec: deepCopy(a.Spec.settable())}
}

// AppDomain is a domain of an app, with how far it has come.
type AppDomain struct {
	ID                      string                `json:"id"`
	Spec                    *AppDomainSpec        `json:"spec,omitzero"`
	Phase                   AppDomainPhase        `json:"phase"`
	Progress                *AppDomainProgress    `json:"progress,omitzero"`
	Validations             []AppDomainValidation `json:"validations,omitzero"`      // records to make, where DigitalOcean does not serve the domain
	RotateValidationRecords bool                  `json:"rotate_validation_records"` // whether they have changed, so that they have to be made anew
	CertificateExpiresAt    time.Time             `json:"certificate_expires_at,omitzero"`
}

// AppDomainValidation is a TXT record that proves who has a domain.
type AppDomainValidation struct {
	TXTName  string `json:"txt_name"`
	TXTValue string `json:"txt_value"`
}

// AppDomainProgress is how far a domain has come.
type AppDomainProgress struct {
	Steps []AppDeploymentProgressStep `json:"steps,omitzero"`
}

// AppRegion is a region of App Platform.
type AppRegion struct {
	Slug        string   `json:"slug"`                  // such as "nyc"
	Label       string   `json:"label"`                 // such as "New York"
	Flag        string   `json:"flag"`                  // the country, such as "usa"
	Continent   string   `json:"continent"`             // such as "North America"
	DataCenters []string `json:"data_centers,omitzero"` // slugs of [Region]
	Default     bool     `json:"default"`
	Disabled    bool     `json:"disabled"` // whether new apps cannot be created there
	Reason      string   `json:"reason"`   // why it is disabled
}

// AppDedicatedEgressIP is an address from which an app calls others.
type AppDedicatedEgressIP struct {
	ID     string                     `json:"id"`
	IP     string                     `json:"ip"`
	Status AppDedicatedEgressIPStatus `json:"status"`
}

// AppInstance is a container that runs for a component.
type AppInstance struct {
	ComponentName string           `json:"component_name"`
	ComponentType AppComponentType `json:"component_type"`
	InstanceName  string           `json:"instance_name"`  // its own, such as "web-76b84c7fb8-6p8kq"
	InstanceAlias string           `json:"instance_alias"` // a shorter one, such as "web-0"
}

// AppHealth is how the components of an app are.
type AppHealth struct {
	Components          []AppComponentHealth          `json:"components,omitzero"`
	FunctionsComponents []AppFunctionsComponentHealth `json:"functions_components,omitzero"`
}

// AppComponentHealth is how a component is.
type AppComponentHealth struct {
	Name               string            `json:"name"`
	State              AppComponentState `json:"state"`
	CPUUsagePercent    float64           `json:"cpu_usage_percent"`
	MemoryUsagePercent float64           `json:"memory_usage_percent"`
	ReplicasDesired    int               `json:"replicas_desired"` // instances
	ReplicasReady      int               `json:"replicas_ready"`
}

// AppFunctionsComponentHealth is how a component of functions is.
type AppFunctionsComponentHealth struct {
	Name                            string                              `json:"name"`
	FunctionsComponentHealthMetrics []AppFunctionsComponentHealthMetric `json:"functions_component_health_metrics,omitzero"`
}

// AppFunctionsComponentHealthMetric is a figure of a component of functions.
type AppFunctionsComponentHealthMetric struct {
	MetricLabel string  `json:"metric_label"` // such as "activations_count"
	MetricValue float64 `json:"metric_value"`
	TimeWindow  string  `json:"time_window"` // over how long, such as "1h"
}

// AppLogs says where logs are. The addresses hold a token, with which anybody can read the logs for a while, and so each is a
// [Secret]. They are on other hosts than the API: send the API's token to none of them. [AppsService.FollowLogs] reads them.
type AppLogs struct {
	HistoricURLs []Secret `json:"historic_urls,omitzero"` // of files with what has been logged, in order
	LiveURL      Secret   `json:"live_url,omitzero"`      // https or wss, of what is being logged; empty when nothing runs any more
}

// AppExec says where to open a console.
type AppExec struct {
	URL Secret `json:"url"` // wss; who has it is in the container
}

// AppProposal is what the API makes of a spec.
type AppProposal struct {
	Spec               *AppSpec `json:"spec,omitzero"` // with its defaults filled in
	AppIsStatic        bool     `json:"app_is_static"` // whether it has static sites and nothing else
	AppNameAvailable   bool     `json:"app_name_available"`
	AppNameSuggestion  string   `json:"app_name_suggestion"`  // where the name is taken
	AppCost            int      `json:"app_cost"`             // US dollars a month
	ExistingStaticApps string   `json:"existing_static_apps"` // a number: the static apps that the account has
	MaxFreeStaticApps  string   `json:"max_free_static_apps"` // a number: how many of them cost nothing

	// Deprecated: plans are not in tiers any more.
	AppTierDowngradeCost int `json:"app_tier_downgrade_cost"` // US dollars a month
}

// AppRollbackValidation tells whether a rollback would work.
type AppRollbackValidation struct {
	Valid    bool                             `json:"valid"`
	Error    *AppRollbackValidationCondition  `json:"error,omitzero"`    // why it would not; nil where it would
	Warnings []AppRollbackValidationCondition `json:"warnings,omitzero"` // what it would be short of
}

// AppRollbackValidationCondition is what stands against a rollback.
type AppRollbackValidationCondition struct {
	Code       AppRollbackValidationCode `json:"code"`
	Message    string                    `json:"message"`
	Components []string                  `json:"components,omitzero"` // names; none where it is not about components
}

// AppLogType is which logs are meant.
type AppLogType string

const (
	AppLogUnspecified    AppLogType = "UNSPECIFIED"
	AppLogBuild          AppLogType = "BUILD"
	AppLogDeploy         AppLogType = "DEPLOY"
	AppLogRun            AppLogType = "RUN"             // of the running program
	AppLogRunRestarted   AppLogType = "RUN_RESTARTED"   // of instances that have crashed
	AppLogAutoscaleEvent AppLogType = "AUTOSCALE_EVENT" // only of Events.GetLogs
	AppLogJobInvocation  AppLogType = "JOB_INVOCATION"  // only of JobInvocations.GetLogs
)

// AppComponentType is what a component is.
type AppComponentType string

const (
	AppComponentService AppComponentType = "SERVICE"
	AppComponentWorker  AppComponentType = "WORKER"
	AppComponentJob     AppComponentType = "JOB"
)

// AppComponentState is how a component is.
type AppComponentState string

const (
	AppComponentUnknown   AppComponentState = "UNKNOWN"
	AppComponentHealthy   AppComponentState = "HEALTHY"
	AppComponentUnhealthy AppComponentState = "UNHEALTHY"
)

// AppDomainPhase is how far a domain has come.
type AppDomainPhase string

const (
	AppDomainUnknown     AppDomainPhase = "UNKNOWN"
	AppDomainPending     AppDomainPhase = "PENDING"
	AppDomainConfiguring AppDomainPhase = "CONFIGURING"
	AppDomainActive      AppDomainPhase = "ACTIVE"
	AppDomainErrored     AppDomainPhase = "ERROR"
)

// AppDedicatedEgressIPStatus is how far an address has come.
type AppDedicatedEgressIPStatus string

const (
	AppDedicatedEgressIPUnknown   AppDedicatedEgressIPStatus = "UNKNOWN"
	AppDedicatedEgressIPAssigning AppDedicatedEgressIPStatus = "ASSIGNING"
	AppDedicatedEgressIPAssigned  AppDedicatedEgressIPStatus = "ASSIGNED"
	AppDedicatedEgressIPRemoved   AppDedicatedEgressIPStatus = "REMOVED"
)

// AppRollbackValidationCode is what stands against a rollback.
type AppRollbackValidationCode string

const (
	AppRollbackIncompatiblePhase         AppRollbackValidationCode = "incompatible_phase"           // the deployment is in no phase to go back to
	AppRollbackIncompatibleResult        AppRollbackValidationCode = "incompatible_result"          // the deployment did not succeed
	AppRollbackExceededRevisionLimit     AppRollbackValidationCode = "exceeded_revision_limit"      // the deployment is too old for the app's tier
	AppRollbackAppPinned                 AppRollbackValidationCode = "app_pinned"                   // another rollback is to be committed or reverted first
	AppRollbackDatabaseConfigConflict    AppRollbackValidationCode = "database_config_conflict"     // the databases were others
	AppRollbackRegionConflict            AppRollbackValidationCode = "region_conflict"              // the region was another
	AppRollbackStaticSiteRequiresRebuild AppRollbackValidationCode = "static_site_requires_rebuild" // a warning: it takes longer
	AppRollbackImageSourceMissingDigest  AppRollbackValidationCode = "image_source_missing_digest"  // a warning: the image under the tag may be another by now
)
