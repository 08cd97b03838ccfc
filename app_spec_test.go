package digitalocean_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// appSpecFields is a spec with every field, as the API answers it.
const appSpecFields = `{"name": "shop", "region": "nyc",
	"services": [{"name": "web", "git": {"repo_clone_url": "https://example.com/web.git", "branch": "main"},
		"github": {"repo": "sharks/web", "branch": "stable", "deploy_on_push": true},
		"gitlab": {"repo": "sharks/group/web", "branch": "next", "deploy_on_push": true},
		"bitbucket": {"repo": "sharks/bucket", "branch": "old", "deploy_on_push": true},
		"image": {"registry_type": "GHCR", "registry": "sharks", "registry_credentials": "EV[1:registry]", "repository": "web", "tag": "v1",
			"digest": "sha256:795e", "deploy_on_push": {"enabled": true}},
		"dockerfile_path": "Dockerfile", "build_command": "make", "run_command": "bin/web", "source_dir": "web", "environment_slug": "go",
		"envs": [{"key": "API_KEY", "value": "EV[1:api]", "scope": "RUN_TIME", "type": "SECRET"}],
		"instance_size_slug": "apps-s-1vcpu-1gb", "instance_count": 2,
		"autoscaling": {"min_instance_count": 2, "max_instance_count": 10, "metrics": {"cpu": {"percent": 75},
			"requests_per_second": {"per_instance": 100}, "request_duration": {"p95_milliseconds": 500}}},
		"http_port": 3000, "protocol": "HTTP2", "internal_ports": [9090],
		"health_check": {"http_path": "/ready", "port": 3001, "initial_delay_seconds": 0, "period_seconds": 11, "timeout_seconds": 3,
			"success_threshold": 2, "failure_threshold": 4},
		"liveness_health_check": {"http_path": "/live", "port": 3002, "initial_delay_seconds": 6, "period_seconds": 12, "timeout_seconds": 5,
			"success_threshold": 1, "failure_threshold": 19},
		"termination": {"drain_seconds": 16, "grace_period_seconds": 121},
		"alerts": [{"rule": "RESTART_COUNT", "disabled": true, "operator": "GREATER_THAN", "value": 0, "window": "FIVE_MINUTES"}],
		"log_destinations": [{"name": "logs", "papertrail": {"endpoint": "logs.example.com:12345"},
			"datadog": {"endpoint": "https://datadog.example.com", "api_key": "EV[1:datadog]"}, "logtail": {"token": "EV[1:logtail]"},
			"open_search": {"endpoint": "https://search.example.com:9300", "cluster_name": "search", "index_name": "web",
				"basic_auth": {"user": "writer", "password": "EV[1:search]"}}}],
		"cors": {"allow_origins": [{"exact": "https://example.com", "regex": "^.*example.com$", "prefix": "https://"}], "allow_methods": ["GET"],
			"allow_headers": ["X-Request"], "expose_headers": ["X-Answer"], "max_age": "5h30m", "allow_credentials": true},
		"routes": [{"path": "/web", "preserve_path_prefix": true}]}],
	"static_sites": [{"name": "site", "git": {"repo_clone_url": "https://example.com/site.git", "branch": "main"},
		"github": {"repo": "sharks/site", "branch": "main", "deploy_on_push": true}, "gitlab": {"repo": "sharks/site", "branch": "lab"},
		"bitbucket": {"repo": "sharks/site", "branch": "bucket"}, "image": {"registry_type": "DOCR", "repository": "site"},
		"dockerfile_path": "site/Dockerfile", "build_command": "hugo", "run_command": "serve", "source_dir": "site", "environment_slug": "hugo",
		"envs": [{"key": "HUGO_VERSION", "value": "0.150.0", "scope": "BUILD_TIME", "type": "GENERAL"}], "output_dir": "public",
		"index_document": "main.html", "error_document": "error.html", "catchall_document": "index.html",
		"log_destinations": [{"name": "site-logs"}], "cors": {"max_age": "1h"}, "routes": [{"path": "/"}]}],
	"workers": [{"name": "queue", "git": {"repo_clone_url": "https://example.com/queue.git"}, "github": {"repo": "sharks/queue"},
		"gitlab": {"repo": "sharks/queue"}, "bitbucket": {"repo": "sharks/queue"}, "image": {"registry_type": "DOCKER_HUB", "repository": "queue"},
		"dockerfile_path": "queue/Dockerfile", "build_command": "make queue", "run_command": "bin/queue", "source_dir": "queue",
		"environment_slug": "python", "envs": [{"key": "QUEUE", "value": "mail", "scope": "RUN_AND_BUILD_TIME"}],
		"instance_size_slug": "apps-s-1vcpu-0.5gb", "instance_count": 3,
		"autoscaling": {"min_instance_count": 1, "max_instance_count": 4, "metrics": {"cpu": {"percent": 60}}},
		"liveness_health_check": {"http_path": "/alive"}, "termination": {"grace_period_seconds": 122},
		"alerts": [{"rule": "CPU_UTILIZATION", "operator": "LESS_THAN", "value": 2.5, "window": "ONE_HOUR"}], "log_destinations": [{"name": "queue-logs"}]}],
	"jobs": [{"name": "report", "kind": "SCHEDULED", "schedule": {"cron": "*/15 * * * *", "time_zone": "Europe/Berlin"},
		"git": {"repo_clone_url": "https://example.com/report.git"}, "github": {"repo": "sharks/report"}, "gitlab": {"repo": "sharks/report"},
		"bitbucket": {"repo": "sharks/report"}, "image": {"repository": "report"}, "dockerfile_path": "report/Dockerfile",
		"build_command": "make report", "run_command": "bin/report", "source_dir": "report", "environment_slug": "ruby",
		"envs": [{"key": "TO", "value": "sammy@example.com"}], "instance_size_slug": "basic-xxs", "instance_count": 1,
		"termination": {"grace_period_seconds": 123}, "alerts": [{"rule": "MEM_UTILIZATION"}], "log_destinations": [{"name": "report-logs"}]}],
	"functions": [{"name": "hooks", "git": {"repo_clone_url": "https://example.com/hooks.git"}, "github": {"repo": "sharks/hooks"},
		"gitlab": {"repo": "sharks/hooks"}, "bitbucket": {"repo": "sharks/hooks"}, "source_dir": "hooks", "envs": [{"key": "HOOK", "value": "1"}],
		"alerts": [{"rule": "FUNCTIONS_ERROR_COUNT"}], "log_destinations": [{"name": "hook-logs"}], "cors": {"max_age": "2h"}, "routes": [{"path": "/hooks"}]}],
	"databases": [{"name": "db", "engine": "PG", "version": "16", "production": true, "cluster_name": "shop-db", "db_name": "shop", "db_user": "shopkeeper"}],
	"domains": [{"domain": "shop.example.com", "type": "PRIMARY", "wildcard": true, "zone": "example.com", "minimum_tls_version": "1.3"}],
	"ingress": {"rules": [
		{"match": {"path": {"prefix": "/api", "exact": "/only"}, "authority": {"exact": "", "prefix": "api."}},
			"component": {"name": "web", "preserve_path_prefix": true, "rewrite": "/v1"},
			"redirect": {"uri": "/about", "authority": "example.com", "port": 443, "scheme": "https", "redirect_code": 301},
			"cors": {"allow_origins": [{"exact": ""}]}}], "custom_error_page_url": "https://status.example.com/shop"},
	"egress": {"type": "DEDICATED_IP"},
	"vpc": {"id": "c22d8f48-4bc4-49f5-8ca0-58e7164427ac", "egress_ips": [{"ip": "10.0.0.1"}]},
	"envs": [{"key": "STAGE", "value": "live"}], "alerts": [{"rule": "DEPLOYMENT_FAILED"}], "features": ["buildpack-stack=ubuntu-22"],
	"maintenance": {"enabled": true, "archive": true, "offline_page_url": "https://example.com/offline.html"},
	"disable_edge_cache": true, "disable_email_obfuscation": true, "enhanced_threat_control_enabled": true}`

// appSpecSent is the same as it is sent: without the addresses in the VPC.
var appSpecSent = strings.Replace(appSpecFields, `, "egress_ips": [{"ip": "10.0.0.1"}]`, "", 1)

// appSpec is the spec of appSpecFields.
func appSpec() *digitalocean.AppSpec {
	github := func(repo string) *digitalocean.AppGitHubSourceSpec {
		return &digitalocean.AppGitHubSourceSpec{Repo: repo}
	}
	gitlab := func(repo string) *digitalocean.AppGitLabSourceSpec {
		return &digitalocean.AppGitLabSourceSpec{Repo: repo}
	}
	bitbucket := func(repo string) *digitalocean.AppBitbucketSourceSpec {
		return &digitalocean.AppBitbucketSourceSpec{Repo: repo}
	}
	git := func(url string) *digitalocean.AppGitSourceSpec {
		return &digitalocean.AppGitSourceSpec{RepoCloneURL: url}
	}
	return &digitalocean.AppSpec{
		Name: "shop", Region: "nyc",
		Services: []digitalocean.AppServiceSpec{{
			Name: "web", Git: &digitalocean.AppGitSourceSpec{RepoCloneURL: "https://example.com/web.git", Branch: "main"},
			GitHub:    &digitalocean.AppGitHubSourceSpec{Repo: "sharks/web", Branch: "stable", DeployOnPush: true},
			GitLab:    &digitalocean.AppGitLabSourceSpec{Repo: "sharks/group/web", Branch: "next", DeployOnPush: true},
			Bitbucket: &digitalocean.AppBitbucketSourceSpec{Repo: "sharks/bucket", Branch: "old", DeployOnPush: true},
			Image: &digitalocean.AppImageSourceSpec{
				RegistryType: digitalocean.AppImageGHCR, Registry: "sharks", RegistryCredentials: digitalocean.NewSecret("EV[1:registry]"), Repository: "web", Tag: "v1",
				Digest: "sha256:795e", DeployOnPush: &digitalocean.AppImageSourceSpecDeployOnPush{Enabled: true},
			},
			DockerfilePath: "Dockerfile", BuildCommand: "make", RunCommand: "bin/web", SourceDir: "web", EnvironmentSlug: "go",
			Envs: []digitalocean.AppVariableDefinition{
				{Key: "API_KEY", Value: digitalocean.NewSecret("EV[1:api]"), Scope: digitalocean.AppVariableRunTime, Type: digitalocean.AppVariableSecret},
			},
			InstanceSizeSlug: "apps-s-1vcpu-1gb", InstanceCount: 2,
			Autoscaling: &digitalocean.AppAutoscalingSpecService{
				MinInstanceCount: 2, MaxInstanceCount: 10, Metrics: &digitalocean.AppAutoscalingSpecServiceMetrics{
					CPU:               &digitalocean.AppAutoscalingSpecMetricCPU{Percent: 75},
					RequestsPerSecond: &digitalocean.AppAutoscalingSpecMetricRequestsPerSecond{PerInstance: 100},
					RequestDuration:   &digitalocean.AppAutoscalingSpecMetricRequestDuration{P95Milliseconds: 500},
				},
			},
			HTTPPort: 3000, Protocol: digitalocean.AppServiceHTTP2, InternalPorts: []int{9090},
			HealthCheck: &digitalocean.AppServiceSpecHealthCheck{
				HTTPPath: "/ready", Port: 3001, InitialDelaySeconds: new(0), PeriodSeconds: 11, TimeoutSeconds: 3, SuccessThreshold: 2, FailureThreshold: 4,
			},
			LivenessHealthCheck: &digitalocean.AppHealthCheckSpec{
				HTTPPath: "/live", Port: 3002, InitialDelaySeconds: new(6), PeriodSeconds: 12, TimeoutSeconds: 5, SuccessThreshold: 1, FailureThreshold: 19,
			},
			Termination: &digitalocean.AppServiceSpecTermination{DrainSeconds: 16, GracePeriodSeconds: 121},
			Alerts: []digitalocean.AppAlertSpec{{
				Rule: digitalocean.AppAlertRestartCount, Disabled: true, Operator: digitalocean.AppAlertGreaterThan, Value: new(0.0),
				Window: digitalocean.AppAlertFiveMinutes,
			}},
			LogDestinations: []digitalocean.AppLogDestination{{
				Name: "logs", Papertrail: &digitalocean.AppLogDestinationPapertrailSpec{Endpoint: "logs.example.com:12345"},
				Datadog: &digitalocean.AppLogDestinationDatadogSpec{Endpoint: "https://datadog.example.com", APIKey: digitalocean.NewSecret("EV[1:datadog]")},
				Logtail: &digitalocean.AppLogDestinationLogtailSpec{Token: digitalocean.NewSecret("EV[1:logtail]")},
				OpenSearch: &digitalocean.AppLogDestinationOpenSearchSpec{
					Endpoint: "https://search.example.com:9300", ClusterName: "search", IndexName: "web",
					BasicAuth: &digitalocean.AppLogDestinationOpenSearchSpecBasicAuth{User: "writer", Password: digitalocean.NewSecret("EV[1:search]")},
				},
			}},
			CORS: &digitalocean.AppCORSPolicy{
				AllowOrigins: []digitalocean.AppStringMatch{{Exact: new("https://example.com"), Regex: "^.*example.com$", Prefix: new("https://")}},
				AllowMethods: []string{"GET"}, AllowHeaders: []string{"X-Request"}, ExposeHeaders: []string{"X-Answer"}, MaxAge: "5h30m", AllowCredentials: true,
			},
			Routes: []digitalocean.AppRouteSpec{{Path: "/web", PreservePathPrefix: true}},
		}},
		StaticSites: []digitalocean.AppStaticSiteSpec{{
			Name: "site", Git: &digitalocean.AppGitSourceSpec{RepoCloneURL: "https://example.com/site.git", Branch: "main"},
			GitHub:    &digitalocean.AppGitHubSourceSpec{Repo: "sharks/site", Branch: "main", DeployOnPush: true},
			GitLab:    &digitalocean.AppGitLabSourceSpec{Repo: "sharks/site", Branch: "lab"},
			Bitbucket: &digitalocean.AppBitbucketSourceSpec{Repo: "sharks/site", Branch: "bucket"},
			Image:     &digitalocean.AppImageSourceSpec{RegistryType: digitalocean.AppImageDOCR, Repository: "site"}, DockerfilePath: "site/Dockerfile",
			BuildCommand: "hugo", RunCommand: "serve", SourceDir: "site", EnvironmentSlug: "hugo",
			Envs: []digitalocean.AppVariableDefinition{
				{Key: "HUGO_VERSION", Value: digitalocean.NewSecret("0.150.0"), Scope: digitalocean.AppVariableBuildTime, Type: digitalocean.AppVariableGeneral},
			},
			OutputDir: "public", IndexDocument: "main.html", ErrorDocument: "error.html", CatchallDocument: "index.html",
			LogDestinations: []digitalocean.AppLogDestination{{Name: "site-logs"}}, CORS: &digitalocean.AppCORSPolicy{MaxAge: "1h"},
			Routes: []digitalocean.AppRouteSpec{{Path: "/"}},
		}},
		Workers: []digitalocean.AppWorkerSpec{{
			Name: "queue", Git: git("https://example.com/queue.git"), GitHub: github("sharks/queue"), GitLab: gitlab("sharks/queue"),
			Bitbucket: bitbucket("sharks/queue"), Image: &digitalocean.AppImageSourceSpec{RegistryType: digitalocean.AppImageDockerHub, Repository: "queue"},
			DockerfilePath: "queue/Dockerfile", BuildCommand: "make queue", RunCommand: "bin/queue", SourceDir: "queue", EnvironmentSlug: "python",
			Envs:             []digitalocean.AppVariableDefinition{{Key: "QUEUE", Value: digitalocean.NewSecret("mail"), Scope: digitalocean.AppVariableRunAndBuildTime}},
			InstanceSizeSlug: "apps-s-1vcpu-0.5gb", InstanceCount: 3,
			Autoscaling: &digitalocean.AppAutoscalingSpec{
				MinInstanceCount: 1, MaxInstanceCount: 4,
				Metrics: &digitalocean.AppAutoscalingSpecMetrics{CPU: &digitalocean.AppAutoscalingSpecMetricCPU{Percent: 60}},
			},
			LivenessHealthCheck: &digitalocean.AppHealthCheckSpec{HTTPPath: "/alive"}, Termination: &digitalocean.AppWorkerSpecTermination{GracePeriodSeconds: 122},
			Alerts: []digitalocean.AppAlertSpec{
				{Rule: digitalocean.AppAlertCPUUtilization, Operator: digitalocean.AppAlertLessThan, Value: new(2.5), Window: digitalocean.AppAlertOneHour},
			},
			LogDestinations: []digitalocean.AppLogDestination{{Name: "queue-logs"}},
		}},
		Jobs: []digitalocean.AppJobSpec{{
			Name: "report", Kind: digitalocean.AppJobScheduled, Schedule: &digitalocean.AppJobSpecSchedule{Cron: "*/15 * * * *", TimeZone: "Europe/Berlin"},
			Git: git("https://example.com/report.git"), GitHub: github("sharks/report"), GitLab: gitlab("sharks/report"), Bitbucket: bitbucket("sharks/report"),
			Image: &digitalocean.AppImageSourceSpec{Repository: "report"}, DockerfilePath: "report/Dockerfile", BuildCommand: "make report",
			RunCommand: "bin/report", SourceDir: "report", EnvironmentSlug: "ruby", Envs: []digitalocean.AppVariableDefinition{{Key: "TO", Value: digitalocean.NewSecret("sammy@example.com")}},
			InstanceSizeSlug: "basic-xxs", InstanceCount: 1, Termination: &digitalocean.AppJobSpecTermination{GracePeriodSeconds: 123},
			Alerts:          []digitalocean.AppAlertSpec{{Rule: digitalocean.AppAlertMemUtilization}},
			LogDestinations: []digitalocean.AppLogDestination{{Name: "report-logs"}},
		}},
		Functions: []digitalocean.AppFunctionsSpec{{
			Name: "hooks", Git: git("https://example.com/hooks.git"), GitHub: github("sharks/hooks"), GitLab: gitlab("sharks/hooks"),
			Bitbucket: bitbucket("sharks/hooks"), SourceDir: "hooks", Envs: []digitalocean.AppVariableDefinition{{Key: "HOOK", Value: digitalocean.NewSecret("1")}},
			Alerts:          []digitalocean.AppAlertSpec{{Rule: digitalocean.AppAlertFunctionsErrorCount}},
			LogDestinations: []digitalocean.AppLogDestination{{Name: "hook-logs"}}, CORS: &digitalocean.AppCORSPolicy{MaxAge: "2h"},
			Routes: []digitalocean.AppRouteSpec{{Path: "/hooks"}},
		}},
		Databases: []digitalocean.AppDatabaseSpec{{
			Name: "db", Engine: digitalocean.AppDatabasePostgreSQL, Version: "16", Production: true, ClusterName: "shop-db", DBName: "shop", DBUser: "shopkeeper",
		}},
		Domains: []digitalocean.AppDomainSpec{{
			Domain: "shop.example.com", Type: digitalocean.AppDomainPrimary, Wildcard: true, Zone: "example.com", MinimumTLSVersion: digitalocean.AppTLS13,
		}},
		Ingress: &digitalocean.AppIngressSpec{
			Rules: []digitalocean.AppIngressSpecRule{{
				Match: &digitalocean.AppIngressSpecRuleMatch{
					Path:      &digitalocean.AppIngressSpecRuleStringMatchPrefix{Prefix: new("/api"), Exact: new("/only")},
					Authority: &digitalocean.AppIngressSpecRuleStringMatchExact{Exact: new(""), Prefix: new("api.")},
				},
				Component: &digitalocean.AppIngressSpecRuleRoutingComponent{Name: "web", PreservePathPrefix: true, Rewrite: "/v1"},
				Redirect: &digitalocean.AppIngressSpecRuleRoutingRedirect{
					URI: "/about", Authority: "example.com", Port: 443, Scheme: "https", RedirectCode: 301,
				},
				CORS: &digitalocean.AppCORSPolicy{AllowOrigins: []digitalocean.AppStringMatch{digitalocean.AppMatchExact("")}},
			}},
			CustomErrorPageURL: "https://status.example.com/shop",
		},
		Egress: &digitalocean.AppEgressSpec{Type: digitalocean.AppEgressDedicatedIP},
		VPC: &digitalocean.AppVPC{
			ID: "c22d8f48-4bc4-49f5-8ca0-58e7164427ac", EgressIPs: []digitalocean.AppVPCEgressIP{{IP: "10.0.0.1"}},
		},
		Envs: []digitalocean.AppVariableDefinition{{Key: "STAGE", Value: digitalocean.NewSecret("live")}}, Alerts: []digitalocean.AppAlertSpec{{Rule: digitalocean.AppAlertDeploymentFailed}},
		Features:         []string{"buildpack-stack=ubuntu-22"},
		Maintenance:      &digitalocean.AppMaintenanceSpec{Enabled: true, Archive: true, OfflinePageURL: "https://example.com/offline.html"},
		DisableEdgeCache: true, DisableEmailObfuscation: true, EnhancedThreatControlEnabled: true,
	}
}

func TestAppSpec(t *testing.T) {
	requireEveryFieldSet(t, appSpec())

	var v1, v2 digitalocean.AppSpec
	require.NoError(t, json.Unmarshal([]byte(appSpecFields), &v1))
	require.Equal(t, appSpec(), &v1)
	require.NoError(t, jsonv2.Unmarshal([]byte(appSpecFields), &v2))
	require.Equal(t, appSpec(), &v2)

	first, err := json.Marshal(appSpec())
	require.NoError(t, err)
	require.JSONEq(t, appSpecFields, string(first))
	second, err := jsonv2.Marshal(appSpec())
	require.NoError(t, err)
	require.Equal(t, string(first), string(second))
}

// requireEveryFieldSet fails for each field of each type in a value that is zero everywhere in it.
func requireEveryFieldSet(t *testing.T, value any) {
	t.Helper()
	set := map[string]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for field, inner := range v.Fields() {
				name := v.Type().Name() + "." + field.Name
				set[name] = set[name] || !inner.IsZero()
				walk(inner)
			}
		}
	}
	walk(reflect.ValueOf(value))
	for name, isSet := range set {
		require.True(t, isSet, name)
	}
}

func TestAppSpecOfNothing(t *testing.T) {
	text, err := json.Marshal(&digitalocean.AppSpec{Name: "empty"})
	require.NoError(t, err)
	require.Equal(t, `{"name":"empty"}`, string(text))
}

func TestAppUpdateRequestChangesNothing(t *testing.T) {
	for _, c := range []struct{ name, spec, want string }{
		{name: "of every field", spec: appSpecFields, want: appSpecSent},
		{name: "of a name", spec: `{"name": "empty"}`, want: `{"name": "empty"}`},
		{
			name: "of empty lists and objects",
			spec: `{"name": "empty", "services": [], "ingress": {"rules": []}, "egress": {}, "vpc": {}, "envs": [], "maintenance": {}}`,
			want: `{"name": "empty", "services": [], "ingress": {"rules": []}, "egress": {}, "vpc": {}, "envs": [], "maintenance": {}}`,
		},
		{
			name: "of a flag in quotes",
			spec: `{"name": "quoted", "ingress": {"rules": [{"component": {"name": "web", "preserve_path_prefix": "true"}}]}}`,
			want: `{"name": "quoted", "ingress": {"rules": [{"component": {"name": "web", "preserve_path_prefix": true}}]}}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent := sentBack(t, `{"app": {"id": "`+appID+`", "spec": `+c.spec+`}}`, func(ctx context.Context, client *digitalocean.Client) error {
				app, err := client.Apps.Get(ctx, appID, nil)
				require.NoError(t, err)
				_, err = client.Apps.Update(ctx, appID, app.UpdateRequest())
				return err
			})
			require.JSONEq(t, `{"spec": `+c.want+`}`, sent)
		})
	}
}

func TestAppUpdateRequestSharesNothing(t *testing.T) {
	app := &digitalocean.App{Spec: appSpec()}
	spoil(reflect.ValueOf(app.UpdateRequest()))
	require.Equal(t, appSpec(), app.Spec)

	require.Nil(t, new(digitalocean.App).UpdateRequest().Spec)
}

// spoil sets every text, number and flag that can be reached from a value to another.
func spoil(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			spoil(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i))
		}
	case reflect.Struct:
		if secret, ok := v.Addr().Interface().(*digitalocean.Secret); ok {
			*secret = digitalocean.NewSecret("spoilt")
			return
		}
		for _, inner := range v.Fields() {
			spoil(inner)
		}
	case reflect.String:
		v.SetString("spoilt")
	case reflect.Int:
		v.SetInt(-1)
	case reflect.Float64:
		v.SetFloat(-1)
	case reflect.Bool:
		v.SetBool(false)
	}
}

func TestAppRequestsLeaveOutAddresses(t *testing.T) {
	spec := appSpec()
	for _, request := range []any{
		&digitalocean.AppCreateRequest{Spec: spec}, &digitalocean.AppUpdateRequest{Spec: spec}, &digitalocean.AppProposeRequest{Spec: spec},
	} {
		text, err := json.Marshal(request)
		require.NoError(t, err)
		require.JSONEq(t, `{"spec": `+appSpecSent+`}`, string(text))
	}
	require.Equal(t, appSpec(), spec)
}

func TestAppSpecHidesSecrets(t *testing.T) {
	spec := appSpec()
	spec.Services[0].Envs[0].Value = digitalocean.NewSecret("s3cret-value")
	spec.Services[0].Image.RegistryCredentials = digitalocean.NewSecret("s3cret-registry")
	spec.Services[0].LogDestinations[0].Datadog.APIKey = digitalocean.NewSecret("s3cret-datadog")
	spec.Services[0].LogDestinations[0].Logtail.Token = digitalocean.NewSecret("s3cret-logtail")
	spec.Services[0].LogDestinations[0].OpenSearch.BasicAuth.Password = digitalocean.NewSecret("s3cret-search")
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("spec", "service", spec.Services[0], "env", spec.Services[0].Envs[0])
	text := log.String() + fmt.Sprintf("%v %+v %#v", spec.Services, spec.Services, spec.Services) +
		fmt.Sprintf("%+v %#v", spec.Services[0].Image, spec.Services[0].LogDestinations[0].OpenSearch.BasicAuth)
	require.NotContains(t, text, "s3cret")

	sent, err := json.Marshal(spec)
	require.NoError(t, err)
	require.Equal(t, 5, strings.Count(string(sent), "s3cret"))
}

func TestAppMatch(t *testing.T) {
	for want, match := range map[string]digitalocean.AppStringMatch{
		`{"exact":""}`:                     digitalocean.AppMatchExact(""),
		`{"exact":"https://example.com"}`:  digitalocean.AppMatchExact("https://example.com"),
		`{"regex":"^https://.*[.]com"}`:    digitalocean.AppMatchRegex("^https://.*[.]com"),
		`{}`:                               {},
		`{"prefix":"https://example.com"}`: {Prefix: new("https://example.com")},
	} {
		text, err := json.Marshal(match)
		require.NoError(t, err)
		require.Equal(t, want, string(text))
		var again digitalocean.AppStringMatch
		require.NoError(t, json.Unmarshal(text, &again))
		require.Equal(t, match, again)
	}
}
