package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	appID           = "4f6c71e2-1e90-4762-9fee-6cc4a0a9f2cf"
	appDeploymentID = "3aa4d20e-5527-4c00-b496-601fbd22520a"

	appDeploymentFields = `{"id": "` + appDeploymentID + `", "phase": "DEPLOYING", "phase_last_updated_at": "2026-11-14T16:29:21Z",
		"progress": {"pending_steps": 1, "running_steps": 2, "success_steps": 3, "error_steps": 4, "total_steps": 10,
			"steps": [{"name": "deploy", "status": "RUNNING", "component_name": "web", "message_base": "Deploying service",
				"started_at": "2026-11-14T16:29:22.572347485Z", "ended_at": "0001-01-01T00:00:00Z",
				"steps": [{"name": "wait", "status": "ERROR", "reason": {"code": "exit", "message": "The program ended."},
					"started_at": "2026-11-14T16:29:23Z", "ended_at": "2026-11-14T16:29:24Z"}]}],
			"summary_steps": [{"name": "deploy", "status": "PENDING"}]},
		"cause": "manual", "cloned_from": "b6bdf840-2854-4f87-a36c-5f231c617c84", "spec": ` + appSpecFields + `,
		"services": [{"name": "web", "source_commit_hash": "54d4a727"}], "static_sites": [{"name": "site", "source_commit_hash": "64d4a727"}],
		"workers": [{"name": "queue", "source_commit_hash": "74d4a727"}], "jobs": [{"name": "report", "source_commit_hash": "84d4a727"}],
		"functions": [{"name": "hooks", "source_commit_hash": "94d4a727", "namespace": "ap-b2a93513"}], "tier_slug": "basic",
		"created_at": "2026-11-14T16:29:19Z", "updated_at": "2026-11-14T16:29:25Z"}`
	appRegionFields = `{"slug": "nyc", "label": "New York", "flag": "usa", "continent": "North America", "data_centers": ["nyc1", "nyc3"], "default": true,
		"disabled": true, "reason": "It is full."}`
	appFields = `{"id": "` + appID + `", "owner_uuid": "ff36cbc6", "project_id": "88b72d1a", "spec": ` + appSpecFields + `, "tier_slug": "professional",
		"region": ` + appRegionFields + `, "default_ingress": "https://shop-iaj87.ondigitalocean.app", "live_url": "https://shop.example.com/start",
		"live_url_base": "https://shop.example.com", "live_domain": "shop.example.com",
		"domains": [{"id": "d1", "spec": {"domain": "shop.example.com"}, "phase": "CONFIGURING", "rotate_validation_records": true,
			"progress": {"steps": [{"name": "default-ingress", "status": "SUCCESS", "steps": [{"name": "inner", "status": "UNKNOWN"}]}]},
			"validations": [{"txt_name": "_acme-challenge", "txt_value": "lXLOcN6c"}], "certificate_expires_at": "2027-01-29T23:59:59Z"}],
		"active_deployment": ` + appDeploymentFields + `, "in_progress_deployment": {"id": "p1"}, "pending_deployment": {"id": "p2"},
		"pinned_deployment": {"id": "p3"}, "dedicated_ips": [{"id": "9e7bc2ac", "ip": "192.0.2.1", "status": "ASSIGNED"}],
		"vpc": {"id": "c22d8f48", "egress_ips": [{"ip": "10.0.0.2"}]}, "created_at": "2026-11-13T20:27:18Z", "updated_at": "2026-11-13T20:28:18Z",
		"last_deployment_created_at": "2026-11-14T16:29:19Z"}`
)

var (
	appDeployment = digitalocean.AppDeployment{
		ID: appDeploymentID, Phase: digitalocean.AppDeploymentDeploying, PhaseLastUpdatedAt: time.Date(2026, 11, 14, 16, 29, 21, 0, time.UTC),
		Progress: &digitalocean.AppDeploymentProgress{
			PendingSteps: 1, RunningSteps: 2, SuccessSteps: 3, ErrorSteps: 4, TotalSteps: 10,
			Steps: []digitalocean.AppDeploymentProgressStep{{
				Name: "deploy", Status: digitalocean.AppDeploymentStepRunning, ComponentName: "web", MessageBase: "Deploying service",
				StartedAt: time.Date(2026, 11, 14, 16, 29, 22, 572347485, time.UTC),
				Steps: []digitalocean.AppDeploymentProgressStep{{
					Name: "wait", Status: digitalocean.AppDeploymentStepErrored,
					Reason:    &digitalocean.AppDeploymentProgressStepReason{Code: "exit", Message: "The program ended."},
					StartedAt: time.Date(2026, 11, 14, 16, 29, 23, 0, time.UTC), EndedAt: time.Date(2026, 11, 14, 16, 29, 24, 0, time.UTC),
				}},
			}},
			SummarySteps: []digitalocean.AppDeploymentProgressStep{{Name: "deploy", Status: digitalocean.AppDeploymentStepPending}},
		},
		Cause: "manual", ClonedFrom: "b6bdf840-2854-4f87-a36c-5f231c617c84", Spec: appSpec(),
		Services:    []digitalocean.AppDeploymentService{{Name: "web", SourceCommitHash: "54d4a727"}},
		StaticSites: []digitalocean.AppDeploymentStaticSite{{Name: "site", SourceCommitHash: "64d4a727"}},
		Workers:     []digitalocean.AppDeploymentWorker{{Name: "queue", SourceCommitHash: "74d4a727"}},
		Jobs:        []digitalocean.AppDeploymentJob{{Name: "report", SourceCommitHash: "84d4a727"}},
		Functions:   []digitalocean.AppDeploymentFunctions{{Name: "hooks", SourceCommitHash: "94d4a727", Namespace: "ap-b2a93513"}},
		TierSlug:    "basic", CreatedAt: time.Date(2026, 11, 14, 16, 29, 19, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 14, 16, 29, 25, 0, time.UTC),
	}
	appRegion = digitalocean.AppRegion{
		Slug: "nyc", Label: "New York", Flag: "usa", Continent: "North America", DataCenters: []string{"nyc1", "nyc3"}, Default: true, Disabled: true,
		Reason: "It is full.",
	}
	shopApp = digitalocean.App{
		ID: appID, OwnerUUID: "ff36cbc6", ProjectID: "88b72d1a", Spec: appSpec(), TierSlug: "professional", Region: &appRegion,
		DefaultIngress: "https://shop-iaj87.ondigitalocean.app", LiveURL: "https://shop.example.com/start", LiveURLBase: "https://shop.example.com",
		LiveDomain: "shop.example.com",
		Domains: []digitalocean.AppDomain{{
			ID: "d1", Spec: &digitalocean.AppDomainSpec{Domain: "shop.example.com"}, Phase: digitalocean.AppDomainConfiguring, RotateValidationRecords: true,
			Progress: &digitalocean.AppDomainProgress{Steps: []digitalocean.AppDeploymentProgressStep{{
				Name: "default-ingress", Status: digitalocean.AppDeploymentStepSucceeded,
				Steps: []digitalocean.AppDeploymentProgressStep{{Name: "inner", Status: digitalocean.AppDeploymentStepUnknown}},
			}}},
			Validations:          []digitalocean.AppDomainValidation{{TXTName: "_acme-challenge", TXTValue: "lXLOcN6c"}},
			CertificateExpiresAt: time.Date(2027, 1, 29, 23, 59, 59, 0, time.UTC),
		}},
		ActiveDeployment: &appDeployment, InProgressDeployment: &digitalocean.AppDeployment{ID: "p1"}, PendingDeployment: &digitalocean.AppDeployment{ID: "p2"},
		PinnedDeployment: &digitalocean.AppDeployment{ID: "p3"},
		DedicatedIPs: []digitalocean.AppDedicatedEgressIP{
			{ID: "9e7bc2ac", IP: "192.0.2.1", Status: digitalocean.AppDedicatedEgressIPAssigned},
		},
		VPC:       &digitalocean.AppVPC{ID: "c22d8f48", EgressIPs: []digitalocean.AppVPCEgressIP{{IP: "10.0.0.2"}}},
		CreatedAt: time.Date(2026, 11, 13, 20, 27, 18, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 13, 20, 28, 18, 0, time.UTC),
		LastDeploymentCreatedAt: time.Date(2026, 11, 14, 16, 29, 19, 0, time.UTC),
	}
)

func TestApps(t *testing.T) {
	requireFilled(t, "app", reflect.ValueOf(shopApp), "app.Spec", "app.ActiveDeployment.Spec", "app.InProgressDeployment", "app.PendingDeployment", "app.PinnedDeployment",
		"app.Domains.0.Spec", "app.Domains.0.Progress.Steps", "app.ActiveDeployment.Progress.Steps", "app.ActiveDeployment.Progress.SummarySteps")
	minimal := &digitalocean.AppSpec{Name: "tiny"}
	for _, e := range []exchange{
		{
			name: "Apps.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.List(&digitalocean.AppListOptions{WithProjects: true}).Collect(ctx)
			},
			method: "GET", path: "/v2/apps", query: "with_projects=true&per_page=200",
			answer: `{"apps": [` + appFields + `, {"spec": {"name": "tiny"}}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.App{shopApp, {Spec: minimal}},
		},
		{
			name:   "Apps.List of all",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Apps.List(nil).Collect(ctx) },
			method: "GET", path: "/v2/apps", query: "per_page=200", answer: `{"apps": [], "links": {}, "meta": {"total": 0}}`,
			want: []digitalocean.App{},
		},
		{
			name:   "Apps.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Apps.Get(ctx, appID, nil) },
			method: "GET", path: "/v2/apps/" + appID, answer: `{"app": ` + appFields + `}`, want: &shopApp,
		},
		{
			name: "Apps.Get with a name",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Get(ctx, appID, &digitalocean.AppGetOptions{Name: "shop"})
			},
			method: "GET", path: "/v2/apps/" + appID, query: "name=shop", answer: `{"app": ` + appFields + `}`, want: &shopApp,
		},
		{
			name: "Apps.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: appSpec(), ProjectID: "88b72d1a"})
			},
			method: "POST", path: "/v2/apps", body: `{"spec": ` + appSpecSent + `, "project_id": "88b72d1a"}`,
			answer: `{"app": ` + appFields + `}`, want: &shopApp,
		},
		{
			name: "Apps.Create with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: minimal})
			},
			method: "POST", path: "/v2/apps", body: `{"spec": {"name": "tiny"}}`, answer: `{"app": ` + appFields + `}`, want: &shopApp,
		},
		{
			name: "Apps.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Update(ctx, appID, &digitalocean.AppUpdateRequest{Spec: appSpec(), UpdateAllSourceVersions: true})
			},
			method: "PUT", path: "/v2/apps/" + appID, body: `{"spec": ` + appSpecSent + `, "update_all_source_versions": true}`,
			answer: `{"app": ` + appFields + `}`, want: &shopApp,
		},
		{
			name:   "Apps.Delete",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return nil, c.Apps.Delete(ctx, appID) },
			method: "DELETE", path: "/v2/apps/" + appID, answer: `{"id": "` + appID + `"}`,
		},
		{
			name:   "Apps.ListRegions",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Apps.ListRegions(ctx) },
			method: "GET", path: "/v2/apps/regions", answer: `{"regions": [` + appRegionFields + `, {"slug": "ams"}]}`,
			want: []digitalocean.AppRegion{appRegion, {Slug: "ams"}},
		},
		{
			name: "Apps.ListInstances",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.ListInstances(ctx, appID)
			},
			method: "GET", path: "/v2/apps/" + appID + "/instances",
			answer: `{"instances": [{"component_name": "web", "component_type": "SERVICE", "instance_name": "web-76b84c7fb8-6p8kq", "instance_alias": "web-0"}]}`,
			want: []digitalocean.AppInstance{
				{ComponentName: "web", ComponentType: digitalocean.AppComponentService, InstanceName: "web-76b84c7fb8-6p8kq", InstanceAlias: "web-0"},
			},
		},
		{
			name:   "Apps.GetHealth",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Apps.GetHealth(ctx, appID) },
			method: "GET", path: "/v2/apps/" + appID + "/health",
			answer: `{"app_health": {"components": [{"name": "web", "state": "HEALTHY", "cpu_usage_percent": 5.555, "memory_usage_percent": 20.32,
				"replicas_desired": 1, "replicas_ready": 2}], "functions_components": [{"name": "hooks", "functions_component_health_metrics":
				[{"metric_label": "activations_count", "metric_value": 100.5, "time_window": "1h"}]}]}}`,
			want: &digitalocean.AppHealth{
				Components: []digitalocean.AppComponentHealth{{
					Name: "web", State: digitalocean.AppComponentHealthy, CPUUsagePercent: 5.555, MemoryUsagePercent: 20.32, ReplicasDesired: 1, ReplicasReady: 2,
				}},
				FunctionsComponents: []digitalocean.AppFunctionsComponentHealth{{
					Name: "hooks", FunctionsComponentHealthMetrics: []digitalocean.AppFunctionsComponentHealthMetric{
						{MetricLabel: "activations_count", MetricValue: 100.5, TimeWindow: "1h"},
					},
				}},
			},
		},
		{
			name: "Apps.Propose",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Propose(ctx, &digitalocean.AppProposeRequest{Spec: appSpec(), AppID: appID})
			},
			method: "POST", path: "/v2/apps/propose", body: `{"spec": ` + appSpecSent + `, "app_id": "` + appID + `"}`,
			answer: `{"spec": ` + appSpecFields + `, "app_is_static": true, "app_name_available": true, "app_name_suggestion": "shop2", "app_cost": 5,
				"existing_static_apps": "2", "max_free_static_apps": "3", "app_tier_downgrade_cost": 17}`,
			want: &digitalocean.AppProposal{
				Spec: appSpec(), AppIsStatic: true, AppNameAvailable: true, AppNameSuggestion: "shop2", AppCost: 5, ExistingStaticApps: "2",
				MaxFreeStaticApps: "3", AppTierDowngradeCost: 17,
			},
		},
		{
			name: "Apps.Restart",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Restart(ctx, appID, &digitalocean.AppRestartRequest{Components: []string{"web", "queue"}})
			},
			method: "POST", path: "/v2/apps/" + appID + "/restart", body: `{"components": ["web", "queue"]}`,
			answer: `{"deployment": ` + appDeploymentFields + `}`, want: &appDeployment,
		},
		{
			name: "Apps.Restart of everything",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Restart(ctx, appID, &digitalocean.AppRestartRequest{})
			},
			method: "POST", path: "/v2/apps/" + appID + "/restart", body: `{}`, answer: `{"deployment": ` + appDeploymentFields + `}`, want: &appDeployment,
		},
		{
			name: "Apps.ValidateRollback",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.ValidateRollback(ctx, appID, &digitalocean.AppRollbackRequest{DeploymentID: appDeploymentID, SkipPin: true})
			},
			method: "POST", path: "/v2/apps/" + appID + "/rollback/validate", body: `{"deployment_id": "` + appDeploymentID + `", "skip_pin": true}`,
			answer: `{"valid": true, "warnings": [{"code": "image_source_missing_digest", "components": ["queue"], "message": "It has no digest."}]}`,
			want: &digitalocean.AppRollbackValidation{Valid: true, Warnings: []digitalocean.AppRollbackValidationCondition{
				{Code: digitalocean.AppRollbackImageSourceMissingDigest, Components: []string{"queue"}, Message: "It has no digest."},
			}},
		},
		{
			name: "Apps.ValidateRollback of what would not work",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.ValidateRollback(ctx, appID, &digitalocean.AppRollbackRequest{DeploymentID: appDeploymentID})
			},
			method: "POST", path: "/v2/apps/" + appID + "/rollback/validate", body: `{"deployment_id": "` + appDeploymentID + `"}`,
			answer: `{"valid": false, "error": {"code": "incompatible_result", "message": "It failed."}}`,
			want: &digitalocean.AppRollbackValidation{
				Error: &digitalocean.AppRollbackValidationCondition{Code: digitalocean.AppRollbackIncompatibleResult, Message: "It failed."},
			},
		},
		{
			name: "Apps.Rollback",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Rollback(ctx, appID, &digitalocean.AppRollbackRequest{DeploymentID: appDeploymentID, SkipPin: true})
			},
			method: "POST", path: "/v2/apps/" + appID + "/rollback", body: `{"deployment_id": "` + appDeploymentID + `", "skip_pin": true}`,
			answer: `{"deployment": ` + appDeploymentFields + `}`, want: &appDeployment,
		},
		{
			name: "Apps.CommitRollback",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Apps.CommitRollback(ctx, appID)
			},
			method: "POST", path: "/v2/apps/" + appID + "/rollback/commit",
		},
		{
			name: "Apps.RevertRollback",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.RevertRollback(ctx, appID)
			},
			method: "POST", path: "/v2/apps/" + appID + "/rollback/revert", answer: `{"deployment": ` + appDeploymentFields + `}`, want: &appDeployment,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestAppLogURLs(t *testing.T) {
	const (
		answer = `{"live_url": "wss://logs.example.com/?token=xxx", "historic_urls": ["https://files.example.com/1", "https://files.example.com/2"]}`
		query  = "type=RUN&follow=true&pod_connection_timeout=1m"
	)
	options := &digitalocean.AppLogsOptions{Type: digitalocean.AppLogRun, Follow: true, PodConnectionTimeout: "1m"}
	logs := &digitalocean.AppLogs{
		HistoricURLs: []digitalocean.Secret{digitalocean.NewSecret("https://files.example.com/1"), digitalocean.NewSecret("https://files.example.com/2")}, LiveURL: digitalocean.NewSecret("wss://logs.example.com/?token=xxx"),
	}
	exec := &digitalocean.AppExec{URL: digitalocean.NewSecret("wss://exec.example.com/?token=xxx")}
	for _, e := range []exchange{
		{
			name: "Apps.GetLogs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.GetLogs(ctx, appID, options)
			},
			method: "GET", path: "/v2/apps/" + appID + "/logs", query: query, answer: answer, want: logs,
		},
		{
			name: "Apps.GetComponentLogs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.GetComponentLogs(ctx, appID, "web", options)
			},
			method: "GET", path: "/v2/apps/" + appID + "/components/web/logs", query: query, answer: answer, want: logs,
		},
		{
			name: "Apps.GetComponentExec",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.GetComponentExec(ctx, appID, "web", &digitalocean.AppExecOptions{InstanceName: "web-0"})
			},
			method: "GET", path: "/v2/apps/" + appID + "/components/web/exec", query: "instance_name=web-0",
			answer: `{"url": "wss://exec.example.com/?token=xxx"}`, want: exec,
		},
		{
			name: "Apps.Deployments.GetLogs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Deployments.GetLogs(ctx, appID, appDeploymentID, options)
			},
			method: "GET", path: "/v2/apps/" + appID + "/deployments/" + appDeploymentID + "/logs", query: query, answer: answer, want: logs,
		},
		{
			name: "Apps.Deployments.GetComponentLogs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Deployments.GetComponentLogs(ctx, appID, appDeploymentID, "web", options)
			},
			method: "GET", path: "/v2/apps/" + appID + "/deployments/" + appDeploymentID + "/components/web/logs", query: query, answer: answer, want: logs,
		},
		{
			name: "Apps.Deployments.GetComponentExec",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Deployments.GetComponentExec(ctx, appID, appDeploymentID, "web", nil)
			},
			method: "GET", path: "/v2/apps/" + appID + "/deployments/" + appDeploymentID + "/components/web/exec",
			answer: `{"url": "wss://exec.example.com/?token=xxx"}`, want: exec,
		},
		{
			name: "Apps.JobInvocations.GetLogs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.JobInvocations.GetLogs(ctx, appID, "report", "i1", &digitalocean.AppJobInvocationLogsOptions{
					DeploymentID: appDeploymentID, Follow: true, PodConnectionTimeout: "1m", TailLines: "100",
				})
			},
			method: "GET", path: "/v2/apps/" + appID + "/jobs/report/invocations/i1/logs",
			query: "type=JOB_INVOCATION&follow=true&pod_connection_timeout=1m&tail_lines=100&deployment_id=" + appDeploymentID, answer: answer, want: logs,
		},
		{
			name: "Apps.JobInvocations.GetLogs without options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.JobInvocations.GetLogs(ctx, appID, "report", "i1", nil)
			},
			method: "GET", path: "/v2/apps/" + appID + "/jobs/report/invocations/i1/logs", query: "type=JOB_INVOCATION", answer: answer, want: logs,
		},
		{
			name: "Apps.JobInvocations.GetLogs of a type",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.JobInvocations.GetLogs(ctx, appID, "report", "i1", &digitalocean.AppJobInvocationLogsOptions{Type: "LATER"})
			},
			method: "GET", path: "/v2/apps/" + appID + "/jobs/report/invocations/i1/logs", query: "type=LATER", answer: answer, want: logs,
		},
		{
			name: "Apps.Events.GetLogs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Events.GetLogs(ctx, appID, "e1", options)
			},
			method: "GET", path: "/v2/apps/" + appID + "/events/e1/logs", query: query, answer: answer, want: logs,
		},
		{
			name: "Apps.Events.GetLogs without a type",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Events.GetLogs(ctx, appID, "e1", &digitalocean.AppLogsOptions{Follow: true})
			},
			method: "GET", path: "/v2/apps/" + appID + "/events/e1/logs", query: "type=AUTOSCALE_EVENT&follow=true", answer: answer, want: logs,
		},
	} {
		t.Run(e.name, e.do)
	}
	require.NotContains(t, fmt.Sprintf("%v %+v %#v %+v", logs, logs, logs, exec), "example.com")
}

func TestAppLogsNeedAType(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	for name, options := range map[string]*digitalocean.AppLogsOptions{"no options": nil, "no type": {Follow: true}} {
		t.Run(name, func(t *testing.T) {
			_, err := client.Apps.GetLogs(t.Context(), appID, options)
			require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
			_, err = client.Apps.GetComponentLogs(t.Context(), appID, "web", options)
			require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
			_, err = client.Apps.Deployments.GetLogs(t.Context(), appID, appDeploymentID, options)
			require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
			_, err = client.Apps.Deployments.GetComponentLogs(t.Context(), appID, appDeploymentID, "web", options)
			require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		})
	}
}

// TestAppCallsThatRead is about calls with POST that change nothing: they are repeated like those with GET.
func TestAppCallsThatRead(t *testing.T) {
	for name, call := range map[string]func(ctx context.Context, c *digitalocean.Client) error{
		"Propose": func(ctx context.Context, c *digitalocean.Client) error {
			_, err := c.Apps.Propose(ctx, &digitalocean.AppProposeRequest{Spec: appSpec()})
			return err
		},
		"ValidateRollback": func(ctx context.Context, c *digitalocean.Client) error {
			_, err := c.Apps.ValidateRollback(ctx, appID, &digitalocean.AppRollbackRequest{})
			return err
		},
		"QueryDailyBandwidth": func(ctx context.Context, c *digitalocean.Client) error {
			_, err := c.Apps.Metrics.QueryDailyBandwidth(ctx, &digitalocean.AppBandwidthQueryRequest{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			sent := 0
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if sent++; sent == 1 {
					w.WriteHeader(http.StatusBadGateway)
					return
				}
				_, _ = io.WriteString(w, `{"valid": true, "app_cost": 5, "date": "2026-01-17T00:00:00Z"}`)
			}, digitalocean.WithClock(&recordingClock{}))
			require.NoError(t, call(t.Context(), client))
			require.Equal(t, 2, sent)
		})
	}
}

func TestAppDeployments(t *testing.T) {
	const path = "/v2/apps/" + appID + "/deployments"
	for _, e := range []exchange{
		{
			name: "Apps.Deployments.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Deployments.List(appID, &digitalocean.AppDeploymentListOptions{
					DeploymentTypes: []digitalocean.AppDeploymentType{digitalocean.AppDeploymentManual, digitalocean.AppDeploymentAutoscaled},
				}).Collect(ctx)
			},
			method: "GET", path: path, query: "deployment_types=MANUAL&deployment_types=AUTOSCALED&per_page=200",
			answer: `{"deployments": [` + appDeploymentFields + `, {"id": "b"}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.AppDeployment{appDeployment, {ID: "b"}},
		},
		{
			name: "Apps.Deployments.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Deployments.Get(ctx, appID, appDeploymentID)
			},
			method: "GET", path: path + "/" + appDeploymentID, answer: `{"deployment": ` + appDeploymentFields + `}`, want: &appDeployment,
		},
		{
			name: "Apps.Deployments.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Deployments.Create(ctx, appID, &digitalocean.AppDeploymentCreateRequest{ForceBuild: true})
			},
			method: "POST", path: path, body: `{"force_build": true}`, answer: `{"deployment": ` + appDeploymentFields + `}`, want: &appDeployment,
		},
		{
			name: "Apps.Deployments.Create as it comes",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Deployments.Create(ctx, appID, &digitalocean.AppDeploymentCreateRequest{})
			},
			method: "POST", path: path, body: `{}`, answer: `{"deployment": ` + appDeploymentFields + `}`, want: &appDeployment,
		},
		{
			name: "Apps.Deployments.Cancel",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Deployments.Cancel(ctx, appID, appDeploymentID)
			},
			method: "POST", path: path + "/" + appDeploymentID + "/cancel", answer: `{"deployment": ` + appDeploymentFields + `}`, want: &appDeployment,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestAppDeploymentWaitActive(t *testing.T) {
	for _, c := range []struct {
		name   string
		states []string
		fails  string
		phase  digitalocean.AppDeploymentPhase
	}{
		{
			name:   "active after a while",
			states: []string{`"PENDING_BUILD"`, `"BUILDING"`, `"PENDING_DEPLOY"`, `"DEPLOYING"`, `"UNKNOWN"`, `"ACTIVE"`},
			phase:  digitalocean.AppDeploymentActive,
		},
		{name: "active already", states: []string{`"ACTIVE"`}, phase: digitalocean.AppDeploymentActive},
		{
			name: "failed in a step of a component",
			states: []string{`"BUILDING"`, `"ERROR", "progress": {"steps": [{"name": "build", "status": "SUCCESS"}, {"name": "deploy", "status": "ERROR",
				"steps": [{"name": "components", "status": "ERROR", "steps": [{"name": "web", "status": "RUNNING"},
				{"name": "wait", "component_name": "web", "status": "ERROR", "reason": {"code": "exit", "message": "It ended\u001b[2J."}}]}]}]}`},
			fails: "digitalocean: deployment " + appDeploymentID + " ended in the phase ERROR: wait of web: It ended [2J.",
			phase: digitalocean.AppDeploymentErrored,
		},
		{
			name:   "failed in a step of the app",
			states: []string{`"ERROR", "progress": {"steps": [{"name": "finalize", "status": "ERROR"}]}`},
			fails:  "digitalocean: deployment " + appDeploymentID + " ended in the phase ERROR: finalize",
			phase:  digitalocean.AppDeploymentErrored,
		},
		{
			name: "failed in no step", states: []string{`"ERROR", "progress": {"steps": []}`},
			fails: "digitalocean: deployment " + appDeploymentID + " ended in the phase ERROR", phase: digitalocean.AppDeploymentErrored,
		},
		{
			name: "canceled", states: []string{`"BUILDING"`, `"CANCELED"`},
			fails: "digitalocean: deployment " + appDeploymentID + " ended in the phase CANCELED", phase: digitalocean.AppDeploymentCanceled,
		},
		{
			name: "superseded", states: []string{`"SUPERSEDED"`},
			fails: "digitalocean: deployment " + appDeploymentID + " ended in the phase SUPERSEDED", phase: digitalocean.AppDeploymentSuperseded,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := deploymentServer(c.states...)
			deployment, err := server.client(t).Apps.Deployments.WaitActive(t.Context(), appID, appDeploymentID)
			server.check(t)
			if c.fails == "" {
				require.NoError(t, err)
				require.Equal(t, c.phase, deployment.Phase)
				return
			}
			require.Nil(t, deployment)
			failed, ok := errors.AsType[*digitalocean.AppDeploymentError](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, c.phase, failed.Deployment.Phase)
			require.EqualError(t, err, c.fails)
		})
	}
}

// deploymentServer has a deployment whose states are its phase and what follows that.
func deploymentServer(states ...string) *statesServer {
	return &statesServer{
		path: "/v2/apps/" + appID + "/deployments/" + appDeploymentID, states: states,
		answer: `{"deployment": {"id": "` + appDeploymentID + `", "phase": %s}}`,
	}
}

func TestAppDeploymentWaitActiveOfNone(t *testing.T) {
	_, err := deploymentServer().client(t).Apps.Deployments.WaitActive(t.Context(), appID, appDeploymentID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

func TestAppDeploymentProgress(t *testing.T) {
	states := []string{
		`"BUILDING", "progress": {"running_steps": 1, "total_steps": 2}`,
		`"BUILDING", "progress": {"running_steps": 1, "total_steps": 2}, "updated_at": "2026-11-14T16:29:21Z"`, // nothing has happened
		`"BUILDING", "progress": {"running_steps": 1, "success_steps": 1, "total_steps": 2}`,
		`"DEPLOYING", "progress": {"running_steps": 1, "success_steps": 1, "total_steps": 2}`,
		`"DEPLOYING", "progress": {"running_steps": 1, "success_steps": 1, "total_steps": 2, "steps": [{"name": "deploy", "status": "RUNNING"}]}`,
	}
	follow := func(t *testing.T, server *statesServer, until int) (seen []string, failure error) {
		for deployment, err := range server.client(t).Apps.Deployments.Progress(t.Context(), appID, appDeploymentID) {
			if err != nil {
				require.Nil(t, deployment)
				require.NoError(t, failure)
				failure = err
				continue
			}
			seen = append(seen, fmt.Sprintf("%s %d", deployment.Phase, deployment.Progress.SuccessSteps))
			if len(seen) == until {
				break
			}
		}
		return seen, failure
	}
	t.Run("to the end", func(t *testing.T) {
		server := deploymentServer(append(states, `"ACTIVE", "progress": {"success_steps": 2, "total_steps": 2}`)...)
		seen, err := follow(t, server, 0)
		require.NoError(t, err)
		require.Equal(t, []string{"BUILDING 0", "BUILDING 1", "DEPLOYING 1", "DEPLOYING 1", "ACTIVE 2"}, seen)
		server.check(t)
	})
	t.Run("to a failure", func(t *testing.T) {
		seen, err := follow(t, deploymentServer(append(states[:1:1], `"ERROR", "progress": {"error_steps": 1}`)...), 0)
		_, ok := errors.AsType[*digitalocean.AppDeploymentError](err)
		require.True(t, ok)
		require.Equal(t, []string{"BUILDING 0", "ERROR 0"}, seen)
	})
	t.Run("while it is there", func(t *testing.T) {
		seen, err := follow(t, deploymentServer(states[:3]...), 0)
		require.ErrorIs(t, err, digitalocean.ErrNotFound)
		require.Equal(t, []string{"BUILDING 0", "BUILDING 1"}, seen)
	})
	t.Run("until the caller has seen enough", func(t *testing.T) {
		server := deploymentServer(states...)
		seen, err := follow(t, server, 2)
		require.NoError(t, err)
		require.Len(t, seen, 2)
		require.Equal(t, 3, server.looks)
	})
	t.Run("until the context ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		server := deploymentServer(states...)
		var failure error
		for _, err := range server.client(t).Apps.Deployments.Progress(ctx, appID, appDeploymentID) {
			cancel()
			failure = err
		}
		require.ErrorIs(t, failure, context.Canceled)
		require.Equal(t, 1, server.looks)
	})
}

func TestAppJobInvocations(t *testing.T) {
	const (
		path   = "/v2/apps/" + appID + "/job-invocations"
		fields = `{"id": "ba32b134", "job_name": "report", "deployment_id": "` + appDeploymentID + `", "phase": "SUCCEEDED",
			"trigger": {"type": "SCHEDULE", "scheduled": {"schedule": {"cron": "0 0 * * *", "time_zone": "America/New_York"}},
				"manual": {"user": {"uuid": "550e8400", "email": "sammy@example.com", "full_name": "Sammy Shark"}}},
			"created_at": "2026-10-01T12:00:00Z", "started_at": "2026-10-01T12:05:00Z", "completed_at": "2026-10-01T12:10:00Z"}`
	)
	invocation := digitalocean.AppJobInvocation{
		ID: "ba32b134", JobName: "report", DeploymentID: appDeploymentID, Phase: digitalocean.AppJobInvocationSucceeded,
		Trigger: &digitalocean.AppJobInvocationTrigger{
			Type: digitalocean.AppJobInvocationBySchedule,
			Scheduled: &digitalocean.AppJobInvocationTriggerScheduled{
				Schedule: &digitalocean.AppJobSpecSchedule{Cron: "0 0 * * *", TimeZone: "America/New_York"},
			},
			Manual: &digitalocean.AppJobInvocationTriggerManual{
				User: &digitalocean.AppJobInvocationUser{UUID: "550e8400", Email: "sammy@example.com", FullName: "Sammy Shark"},
			},
		},
		CreatedAt: time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC), StartedAt: time.Date(2026, 10, 1, 12, 5, 0, 0, time.UTC),
		CompletedAt: time.Date(2026, 10, 1, 12, 10, 0, 0, time.UTC),
	}
	requireFilled(t, "invocation", reflect.ValueOf(invocation))
	for _, e := range []exchange{
		{
			name: "Apps.JobInvocations.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.JobInvocations.List(appID, &digitalocean.AppJobInvocationListOptions{
					JobNames: []string{"report", "migrate"}, DeploymentID: appDeploymentID,
				}).Collect(ctx)
			},
			method: "GET", path: path, query: "job_names=report&job_names=migrate&per_page=200&deployment_id=" + appDeploymentID,
			answer: `{"job_invocations": [` + fields + `, {"id": "b", "phase": "RUNNING"}], "links": {}}`,
			want:   []digitalocean.AppJobInvocation{invocation, {ID: "b", Phase: digitalocean.AppJobInvocationRunning}},
		},
		{
			name: "Apps.JobInvocations.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.JobInvocations.Get(ctx, appID, "ba32b134", &digitalocean.AppJobInvocationGetOptions{JobName: "report"})
			},
			method: "GET", path: path + "/ba32b134", query: "job_name=report", answer: `{"job_invocation": ` + fields + `}`, want: &invocation,
		},
		{
			name: "Apps.JobInvocations.Cancel",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.JobInvocations.Cancel(ctx, appID, "ba32b134", &digitalocean.AppJobInvocationCancelOptions{JobName: "report"})
			},
			method: "POST", path: path + "/ba32b134/cancel", query: "job_name=report", answer: `{"job_invocation": ` + fields + `}`, want: &invocation,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestAppEvents(t *testing.T) {
	const (
		path   = "/v2/apps/" + appID + "/events"
		fields = `{"id": "ba32b134", "type": "AUTOSCALING", "deployment_id": "` + appDeploymentID + `", "deployment": {"id": "` + appDeploymentID + `"},
			"autoscaling": {"phase": "IN_PROGRESS", "components": {"web": {"from": 1, "to": 3, "triggering_metric": "cpu"}}},
			"created_at": "2026-10-01T12:00:00Z"}`
	)
	event := digitalocean.AppEvent{
		ID: "ba32b134", Type: digitalocean.AppEventAutoscaling, DeploymentID: appDeploymentID, Deployment: &digitalocean.AppDeployment{ID: appDeploymentID},
		Autoscaling: &digitalocean.AppAutoscalingEvent{
			Phase:      digitalocean.AppAutoscalingEventInProgress,
			Components: map[string]digitalocean.AppAutoscalingEventComponent{"web": {From: 1, To: 3, TriggeringMetric: "cpu"}},
		},
		CreatedAt: time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC),
	}
	for _, e := range []exchange{
		{
			name: "Apps.Events.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Events.List(appID, &digitalocean.AppEventListOptions{
					EventTypes: []digitalocean.AppEventType{digitalocean.AppEventDeployment, digitalocean.AppEventAutoscaling},
				}).Collect(ctx)
			},
			method: "GET", path: path, query: "event_types=DEPLOYMENT&event_types=AUTOSCALING&per_page=200",
			answer: `{"events": [` + fields + `, {"id": "b", "type": "DEPLOYMENT"}], "links": {}}`,
			want:   []digitalocean.AppEvent{event, {ID: "b", Type: digitalocean.AppEventDeployment}},
		},
		{
			name: "Apps.Events.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Events.Get(ctx, appID, "ba32b134")
			},
			method: "GET", path: path + "/ba32b134", answer: `{"event": ` + fields + `}`, want: &event,
		},
		{
			name: "Apps.Events.Cancel",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Events.Cancel(ctx, appID, "ba32b134")
			},
			method: "POST", path: path + "/ba32b134/cancel", answer: `{"event": ` + fields + `}`, want: &event,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestAppInstanceSizes(t *testing.T) {
	const fields = `{"slug": "apps-s-1vcpu-0.5gb", "name": "Shared 1VCPU 0.5GB", "cpu_type": "SHARED", "cpus": "1", "memory_bytes": "536870912",
		"bandwidth_allowance_gib": "50", "usd_per_month": "5.00", "usd_per_second": "0.000002066799", "tier_slug": "basic", "single_instance_only": true,
		"scalable": true, "deprecation_intent": true, "tier_upgrade_to": "apps-s-1vcpu-1gb", "tier_downgrade_to": "basic-xxs"}`
	size := digitalocean.AppInstanceSize{
		Slug: "apps-s-1vcpu-0.5gb", Name: "Shared 1VCPU 0.5GB", CPUType: digitalocean.AppInstanceSizeShared, CPUs: 1, MemoryBytes: 536870912,
		BandwidthAllowanceGiB: 50, USDPerMonth: "5.00", USDPerSecond: "0.000002066799", TierSlug: "basic", SingleInstanceOnly: true, Scalable: true,
		DeprecationIntent: true, TierUpgradeTo: "apps-s-1vcpu-1gb", TierDowngradeTo: "basic-xxs",
	}
	requireFilled(t, "size", reflect.ValueOf(size))
	for _, e := range []exchange{
		{
			name: "Apps.InstanceSizes.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Apps.InstanceSizes.List(ctx) },
			// A number in place of the text is read too.
			method: "GET", path: "/v2/apps/tiers/instance_sizes",
			answer: `{"instance_sizes": [` + fields + `, {"slug": "b", "cpus": 2}], "discount_percent": 2.5}`,
			want: &digitalocean.AppInstanceSizes{
				InstanceSizes: []digitalocean.AppInstanceSize{size, {Slug: "b", CPUs: 2}}, DiscountPercent: 2.5,
			},
		},
		{
			name: "Apps.InstanceSizes.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.InstanceSizes.Get(ctx, "apps-s-1vcpu-0.5gb")
			},
			method: "GET", path: "/v2/apps/tiers/instance_sizes/apps-s-1vcpu-0.5gb", answer: `{"instance_size": ` + fields + `}`, want: &size,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestAppAlerts(t *testing.T) {
	const (
		path   = "/v2/apps/" + appID + "/alerts"
		fields = `{"id": "e552e1f9", "component_name": "web", "spec": {"rule": "CPU_UTILIZATION", "disabled": true, "operator": "GREATER_THAN", "value": 85,
			"window": "TEN_MINUTES"}, "emails": ["sammy@example.com"], "slack_webhooks": [{"url": "https://hooks.example.com/T0", "channel": "ops"}],
			"phase": "ACTIVE", "progress": {"steps": [{"name": "configure", "status": "ERROR", "reason": {"code": "no", "message": "It cannot."},
			"started_at": "2026-07-28T18:00:00Z", "ended_at": "2026-07-28T18:00:01Z"}]}}`
	)
	alert := digitalocean.AppAlert{
		ID: "e552e1f9", ComponentName: "web", Spec: &digitalocean.AppAlertSpec{
			Rule: digitalocean.AppAlertCPUUtilization, Disabled: true, Operator: digitalocean.AppAlertGreaterThan, Value: new(85.0),
			Window: digitalocean.AppAlertTenMinutes,
		},
		Emails: []string{"sammy@example.com"}, SlackWebhooks: []digitalocean.AppAlertSlackWebhook{{URL: digitalocean.NewSecret("https://hooks.example.com/T0"), Channel: "ops"}},
		Phase: digitalocean.AppAlertActive, Progress: &digitalocean.AppAlertProgress{Steps: []digitalocean.AppAlertProgressStep{{
			Name: "configure", Status: digitalocean.AppAlertStepErrored, Reason: &digitalocean.AppAlertProgressStepReason{Code: "no", Message: "It cannot."},
			StartedAt: time.Date(2026, 7, 28, 18, 0, 0, 0, time.UTC), EndedAt: time.Date(2026, 7, 28, 18, 0, 1, 0, time.UTC),
		}}},
	}
	requireFilled(t, "alert", reflect.ValueOf(alert))
	for _, e := range []exchange{
		{
			name:   "Apps.Alerts.List",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Apps.Alerts.List(ctx, appID) },
			method: "GET", path: path, answer: `{"alerts": [` + fields + `, {"id": "b", "spec": {"rule": "DEPLOYMENT_FAILED"}}]}`,
			want: []digitalocean.AppAlert{alert, {ID: "b", Spec: &digitalocean.AppAlertSpec{Rule: digitalocean.AppAlertDeploymentFailed}}},
		},
		{
			name: "Apps.Alerts.UpdateDestinations",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Alerts.UpdateDestinations(ctx, appID, "e552e1f9", alert.UpdateDestinationsRequest())
			},
			method: "POST", path: path + "/e552e1f9/destinations",
			body:   `{"emails": ["sammy@example.com"], "slack_webhooks": [{"url": "https://hooks.example.com/T0", "channel": "ops"}]}`,
			answer: `{"alert": ` + fields + `}`, want: &alert,
		},
		{
			name: "Apps.Alerts.UpdateDestinations to nobody",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Alerts.UpdateDestinations(ctx, appID, "e552e1f9", &digitalocean.AppAlertUpdateDestinationsRequest{
					Emails: []string{}, SlackWebhooks: []digitalocean.AppAlertSlackWebhook{},
				})
			},
			method: "POST", path: path + "/e552e1f9/destinations", body: `{"emails": [], "slack_webhooks": []}`,
			answer: `{"alert": ` + fields + `}`, want: &alert,
		},
	} {
		t.Run(e.name, e.do)
	}
	request := alert.UpdateDestinationsRequest()
	request.Emails[0], request.SlackWebhooks[0].Channel = "changed", "changed"
	require.Equal(t, "sammy@example.com", alert.Emails[0])
	require.Equal(t, "ops", alert.SlackWebhooks[0].Channel)
}

func TestAppMetrics(t *testing.T) {
	const answer = `{"app_bandwidth_usage": [{"app_id": "` + appID + `", "bandwidth_bytes": "513668"}, {"app_id": "b", "bandwidth_bytes": "9007199254740993"}],
		"date": "2026-01-17T00:00:00Z"}`
	day := time.Date(2026, 1, 17, 0, 0, 0, 0, time.UTC)
	usage := &digitalocean.AppBandwidthUsage{
		AppBandwidthUsage: []digitalocean.AppBandwidthUsageDetails{{AppID: appID, BandwidthBytes: 513668}, {AppID: "b", BandwidthBytes: 9007199254740993}},
		Date:              day,
	}
	for _, e := range []exchange{
		{
			name: "Apps.Metrics.GetDailyBandwidth",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Metrics.GetDailyBandwidth(ctx, appID, &digitalocean.AppMetricsGetDailyBandwidthOptions{Date: day})
			},
			method: "GET", path: "/v2/apps/" + appID + "/metrics/bandwidth_daily", query: "date=2026-01-17T00:00:00Z", answer: answer, want: usage,
		},
		{
			name: "Apps.Metrics.GetDailyBandwidth of yesterday",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Metrics.GetDailyBandwidth(ctx, appID, nil)
			},
			method: "GET", path: "/v2/apps/" + appID + "/metrics/bandwidth_daily", answer: answer, want: usage,
		},
		{
			name: "Apps.Metrics.QueryDailyBandwidth",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Apps.Metrics.QueryDailyBandwidth(ctx, &digitalocean.AppBandwidthQueryRequest{AppIDs: []string{appID, "b"}, Date: day})
			},
			method: "POST", path: "/v2/apps/metrics/bandwidth_daily", body: `{"app_ids": ["` + appID + `", "b"], "date": "2026-01-17T00:00:00Z"}`,
			answer: answer, want: usage,
		},
	} {
		t.Run(e.name, e.do)
	}
}
