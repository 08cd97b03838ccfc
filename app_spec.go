package digitalocean

// AppSpec is what an app is to be: its components, and how traffic comes to them. The API takes it in a request and gives it
// back in an answer, and users keep it as app.yaml in their repositories: package appspec reads and writes that. A field that
// is zero has its default.
//
// A component is built from a repository (Git, GitHub, GitLab or Bitbucket) or runs an image; it has one of these sources.
// Components of one app need different names, of 2 to 32 lower-case letters, digits and dashes.
type AppSpec struct {
	Name                         string                  `json:"name"`                                     // 2 to 32 lower-case letters, digits and dashes; no other app of the account may have it
	Region                       string                  `json:"region,omitzero"`                          // slug, such as "nyc"; empty means the nearest that is open
	Services                     []AppServiceSpec        `json:"services,omitzero"`                        // what answers requests
	StaticSites                  []AppStaticSiteSpec     `json:"static_sites,omitzero"`                    // files, served as they are
	Workers                      []AppWorkerSpec         `json:"workers,omitzero"`                         // what runs and answers no requests
	Jobs                         []AppJobSpec            `json:"jobs,omitzero"`                            // what runs to its end, around a deployment or by the clock
	Functions                    []AppFunctionsSpec      `json:"functions,omitzero"`                       // projects of serverless functions
	Databases                    []AppDatabaseSpec       `json:"databases,omitzero"`                       // what the components store data in
	Domains                      []AppDomainSpec         `json:"domains,omitzero"`                         // names under which the app is reached
	Ingress                      *AppIngressSpec         `json:"ingress,omitzero"`                         // which requests go where
	Egress                       *AppEgressSpec          `json:"egress,omitzero"`                          // from which addresses the app calls others
	VPC                          *AppVPC                 `json:"vpc,omitzero"`                             // the VPC that the app is connected to
	Envs                         []AppVariableDefinition `json:"envs,omitzero"`                            // for all components
	Alerts                       []AppAlertSpec          `json:"alerts,omitzero"`                          // about the app as a whole
	Features                     []string                `json:"features,omitzero"`                        // such as "buildpack-stack=ubuntu-22"
	Maintenance                  *AppMaintenanceSpec     `json:"maintenance,omitzero"`                     // nil means none
	DisableEdgeCache             bool                    `json:"disable_edge_cache,omitzero"`              // turns the CDN off, but not for static sites
	DisableEmailObfuscation      bool                    `json:"disable_email_obfuscation,omitzero"`       // leaves mail addresses in pages as they are
	EnhancedThreatControlEnabled bool                    `json:"enhanced_threat_control_enabled,omitzero"` // challenges requests that look like an attack
}

// settable returns the spec without what only the API sets.
func (s *AppSpec) settable() *AppSpec {
	if s == nil || s.VPC == nil || s.VPC.EgressIPs == nil {
		return s
	}
	settable := *s
	settable.VPC = &AppVPC{ID: s.VPC.ID}
	return &settable
}

// AppServiceSpec is a component that answers HTTP requests.
type AppServiceSpec struct {
	Name                string                     `json:"name"`
	Git                 *AppGitSourceSpec          `json:"git,omitzero"`
	GitHub              *AppGitHubSourceSpec       `json:"github,omitzero"`
	GitLab              *AppGitLabSourceSpec       `json:"gitlab,omitzero"`
	Bitbucket           *AppBitbucketSourceSpec    `json:"bitbucket,omitzero"`
	Image               *AppImageSourceSpec        `json:"image,omitzero"`
	DockerfilePath      string                     `json:"dockerfile_path,omitzero"`  // in the repository; empty means a buildpack builds
	BuildCommand        string                     `json:"build_command,omitzero"`    // empty means that of the buildpack
	RunCommand          string                     `json:"run_command,omitzero"`      // empty means that of the buildpack or image
	SourceDir           string                     `json:"source_dir,omitzero"`       // in the repository: where to build, the context of a Dockerfile
	EnvironmentSlug     string                     `json:"environment_slug,omitzero"` // the kind of program, such as "go" or "node-js"
	Envs                []AppVariableDefinition    `json:"envs,omitzero"`
	InstanceSizeSlug    string                     `json:"instance_size_slug,omitzero"`    // one of InstanceSizes.List; empty means "apps-s-1vcpu-0.5gb"
	InstanceCount       int                        `json:"instance_count,omitzero"`        // 1 by default; leave it out with autoscaling
	Autoscaling         *AppAutoscalingSpecService `json:"autoscaling,omitzero"`           // nil keeps the number of instances
	HTTPPort            int                        `json:"http_port,omitzero"`             // where the program listens, also in the variable PORT; 8080 by default
	Protocol            AppServiceProtocol         `json:"protocol,omitzero"`              // what it speaks on HTTPPort; HTTP by default
	InternalPorts       []int                      `json:"internal_ports,omitzero"`        // where it listens for other components
	HealthCheck         *AppServiceSpecHealthCheck `json:"health_check,omitzero"`          // one that fails gets no requests; nil looks for an open HTTPPort
	LivenessHealthCheck *AppHealthCheckSpec        `json:"liveness_health_check,omitzero"` // one that fails is started anew; nil means never
	Termination         *AppServiceSpecTermination `json:"termination,omitzero"`
	Alerts              []AppAlertSpec             `json:"alerts,omitzero"`
	LogDestinations     []AppLogDestination        `json:"log_destinations,omitzero"`

	// Deprecated: set CORS of a rule in [AppSpec.Ingress].
	CORS *AppCORSPolicy `json:"cors,omitzero"`

	// Deprecated: set rules in [AppSpec.Ingress].
	Routes []AppRouteSpec `json:"routes,omitzero"`
}

// AppStaticSiteSpec is a component of files that are built once and served as they are.
type AppStaticSiteSpec struct {
	Name             string                  `json:"name"`
	Git              *AppGitSourceSpec       `json:"git,omitzero"`
	GitHub           *AppGitHubSourceSpec    `json:"github,omitzero"`
	GitLab           *AppGitLabSourceSpec    `json:"gitlab,omitzero"`
	Bitbucket        *AppBitbucketSourceSpec `json:"bitbucket,omitzero"`
	Image            *AppImageSourceSpec     `json:"image,omitzero"`
	DockerfilePath   string                  `json:"dockerfile_path,omitzero"` // in the repository; empty means a buildpack builds
	BuildCommand     string                  `json:"build_command,omitzero"`   // empty means that of the buildpack
	RunCommand       string                  `json:"run_command,omitzero"`
	SourceDir        string                  `json:"source_dir,omitzero"`       // in the repository: where to build, the context of a Dockerfile
	EnvironmentSlug  string                  `json:"environment_slug,omitzero"` // the kind of site, such as "html" or "hugo"
	Envs             []AppVariableDefinition `json:"envs,omitzero"`
	OutputDir        string                  `json:"output_dir,omitzero"`        // where the build leaves the files; empty looks for _static, dist, public and build
	IndexDocument    string                  `json:"index_document,omitzero"`    // "index.html" by default
	ErrorDocument    string                  `json:"error_document,omitzero"`    // for what is not found; "404.html" by default
	CatchallDocument string                  `json:"catchall_document,omitzero"` // served for what is not found, as single-page apps need it; goes without ErrorDocument
	LogDestinations  []AppLogDestination     `json:"log_destinations,omitzero"`

	// Deprecated: set CORS of a rule in [AppSpec.Ingress].
	CORS *AppCORSPolicy `json:"cors,omitzero"`

	// Deprecated: set rules in [AppSpec.Ingress].
	Routes []AppRouteSpec `json:"routes,omitzero"`
}

// AppWorkerSpec is a component that runs all the time and answers no requests.
type AppWorkerSpec struct {
	Name                string                    `json:"name"`
	Git                 *AppGitSourceSpec         `json:"git,omitzero"`
	GitHub              *AppGitHubSourceSpec      `json:"github,omitzero"`
	GitLab              *AppGitLabSourceSpec      `json:"gitlab,omitzero"`
	Bitbucket           *AppBitbucketSourceSpec   `json:"bitbucket,omitzero"`
	Image               *AppImageSourceSpec       `json:"image,omitzero"`
	DockerfilePath      string                    `json:"dockerfile_path,omitzero"`  // in the repository; empty means a buildpack builds
	BuildCommand        string                    `json:"build_command,omitzero"`    // empty means that of the buildpack
	RunCommand          string                    `json:"run_command,omitzero"`      // empty means that of the buildpack or image
	SourceDir           string                    `json:"source_dir,omitzero"`       // in the repository: where to build, the context of a Dockerfile
	EnvironmentSlug     string                    `json:"environment_slug,omitzero"` // the kind of program, such as "go" or "node-js"
	Envs                []AppVariableDefinition   `json:"envs,omitzero"`
	InstanceSizeSlug    string                    `json:"instance_size_slug,omitzero"`    // one of InstanceSizes.List; empty means "apps-s-1vcpu-0.5gb"
	InstanceCount       int                       `json:"instance_count,omitzero"`        // 1 by default; leave it out with autoscaling
	Autoscaling         *AppAutoscalingSpec       `json:"autoscaling,omitzero"`           // nil keeps the number of instances
	LivenessHealthCheck *AppHealthCheckSpec       `json:"liveness_health_check,omitzero"` // one that fails is started anew; nil means never
	Termination         *AppWorkerSpecTermination `json:"termination,omitzero"`
	Alerts              []AppAlertSpec            `json:"alerts,omitzero"`
	LogDestinations     []AppLogDestination       `json:"log_destinations,omitzero"`
}

// AppJobSpec is a component that runs to its end, at a point of a deployment or by the clock.
type AppJobSpec struct {
	Name             string                  `json:"name"`
	Kind             AppJobKind              `json:"kind,omitzero"`     // when it runs; after a deployment by default
	Schedule         *AppJobSpecSchedule     `json:"schedule,omitzero"` // of the kind [AppJobScheduled], and of no other
	Git              *AppGitSourceSpec       `json:"git,omitzero"`
	GitHub           *AppGitHubSourceSpec    `json:"github,omitzero"`
	GitLab           *AppGitLabSourceSpec    `json:"gitlab,omitzero"`
	Bitbucket        *AppBitbucketSourceSpec `json:"bitbucket,omitzero"`
	Image            *AppImageSourceSpec     `json:"image,omitzero"`
	DockerfilePath   string                  `json:"dockerfile_path,omitzero"`  // in the repository; empty means a buildpack builds
	BuildCommand     string                  `json:"build_command,omitzero"`    // empty means that of the buildpack
	RunCommand       string                  `json:"run_command,omitzero"`      // empty means that of the buildpack or image
	SourceDir        string                  `json:"source_dir,omitzero"`       // in the repository: where to build, the context of a Dockerfile
	EnvironmentSlug  string                  `json:"environment_slug,omitzero"` // the kind of program, such as "go" or "node-js"
	Envs             []AppVariableDefinition `json:"envs,omitzero"`
	InstanceSizeSlug string                  `json:"instance_size_slug,omitzero"` // one of InstanceSizes.List; empty means "apps-s-1vcpu-0.5gb"
	InstanceCount    int                     `json:"instance_count,omitzero"`     // 1 by default
	Termination      *AppJobSpecTermination  `json:"termination,omitzero"`
	Alerts           []AppAlertSpec          `json:"alerts,omitzero"`
	LogDestinations  []AppLogDestination     `json:"log_destinations,omitzero"`
}

// AppJobSpecSchedule says when a job runs.
type AppJobSpecSchedule struct {
	Cron     string `json:"cron,omitzero"`      // five fields, such as "*/15 * * * *"
	TimeZone string `json:"time_zone,omitzero"` // its name in the tz database, such as "Europe/Berlin"
}

// AppFunctionsSpec is a component of serverless functions.
type AppFunctionsSpec struct {
	Name            string                  `json:"name"`
	Git             *AppGitSourceSpec       `json:"git,omitzero"`
	GitHub          *AppGitHubSourceSpec    `json:"github,omitzero"`
	GitLab          *AppGitLabSourceSpec    `json:"gitlab,omitzero"`
	Bitbucket       *AppBitbucketSourceSpec `json:"bitbucket,omitzero"`
	SourceDir       string                  `json:"source_dir,omitzero"` // in the repository: where the project is
	Envs            []AppVariableDefinition `json:"envs,omitzero"`
	Alerts          []AppAlertSpec          `json:"alerts,omitzero"`
	LogDestinations []AppLogDestination     `json:"log_destinations,omitzero"`

	// Deprecated: set CORS of a rule in [AppSpec.Ingress].
	CORS *AppCORSPolicy `json:"cors,omitzero"`

	// Deprecated: set rules in [AppSpec.Ingress].
	Routes []AppRouteSpec `json:"routes,omitzero"`
}

// AppDatabaseSpec is a database of an app. Other components find it in variables such as "${db.DATABASE_URL}", for one with
// the name db.
type AppDatabaseSpec struct {
	Name        string            `json:"name"`
	Engine      AppDatabaseEngine `json:"engine,omitzero"`
	Version     string            `json:"version,omitzero"`      // of the engine, such as "16"
	Production  bool              `json:"production,omitzero"`   // a managed cluster of the account; otherwise a small one for development
	ClusterName string            `json:"cluster_name,omitzero"` // of the managed cluster; needed for production, made where development names none
	DBName      string            `json:"db_name,omitzero"`      // of MySQL and PostgreSQL
	DBUser      string            `json:"db_user,omitzero"`      // of MySQL and PostgreSQL
}

// AppGitSourceSpec is a public repository.
type AppGitSourceSpec struct {
	RepoCloneURL string `json:"repo_clone_url,omitzero"` // such as "https://github.com/digitalocean/sample-golang.git"
	Branch       string `json:"branch,omitzero"`
}

// AppGitHubSourceSpec is a repository at GitHub that DigitalOcean has been given access to.
type AppGitHubSourceSpec struct {
	Repo         string `json:"repo,omitzero"` // owner and name, such as "digitalocean/sample-golang"
	Branch       string `json:"branch,omitzero"`
	DeployOnPush bool   `json:"deploy_on_push,omitzero"` // whether a push to the branch starts a deployment
}

// AppGitLabSourceSpec is a repository at GitLab; groups stand between owner and name. It has the fields of an
// [AppGitHubSourceSpec].
type AppGitLabSourceSpec AppGitHubSourceSpec

// AppBitbucketSourceSpec is a repository at Bitbucket. It has the fields of an [AppGitHubSourceSpec].
type AppBitbucketSourceSpec AppGitHubSourceSpec

// AppImageSourceSpec is a container image. One that is named by its digest does not change; one that is named by its tag is
// looked up for a deployment.
type AppImageSourceSpec struct {
	RegistryType        AppImageRegistryType            `json:"registry_type,omitzero"`
	Registry            string                          `json:"registry,omitzero"`             // empty for DOCR, needed for Docker Hub
	RegistryCredentials Secret                          `json:"registry_credentials,omitzero"` // "user:token" for Docker Hub and GitHub; afterwards the API gives "EV[…]" for it, and takes that
	Repository          string                          `json:"repository,omitzero"`
	Tag                 string                          `json:"tag,omitzero"`            // "latest" by default; goes without Digest
	Digest              string                          `json:"digest,omitzero"`         // such as "sha256:795e…"
	DeployOnPush        *AppImageSourceSpecDeployOnPush `json:"deploy_on_push,omitzero"` // of DOCR, with a tag
}

// AppImageSourceSpecDeployOnPush says whether a new image under the tag starts a deployment.
type AppImageSourceSpecDeployOnPush struct {
	Enabled bool `json:"enabled,omitzero"`
}

// AppVariableDefinition is an environment variable. Its value can take in others of the app and its components:
// "${APP_URL}", "${web.PRIVATE_URL}", "${db.DATABASE_URL}".
//
// The value is a [Secret] whatever its type is, because addresses with passwords in them are often of no type. That of a
// variable of the type [AppVariableSecret] can be read nowhere once it has been sent: the API gives "EV[…]" for it, which is
// what an update has to send back for the value to stay.
type AppVariableDefinition struct {
	Key   string           `json:"key"` // letters, digits and underscores, no digit at the beginning
	Value Secret           `json:"value,omitzero"`
	Scope AppVariableScope `json:"scope,omitzero"` // who sees it: the build, the running program, or by default both
	Type  AppVariableType  `json:"type,omitzero"`  // general by default
}

// AppAutoscalingSpec says how the number of instances follows the load.
type AppAutoscalingSpec struct {
	MinInstanceCount int                        `json:"min_instance_count,omitzero"` // 1 at least
	MaxInstanceCount int                        `json:"max_instance_count,omitzero"` // 250 at most
	Metrics          *AppAutoscalingSpecMetrics `json:"metrics,omitzero"`
}

// AppAutoscalingSpecMetrics say what the number of instances of a worker is to keep level.
type AppAutoscalingSpecMetrics struct {
	CPU *AppAutoscalingSpecMetricCPU `json:"cpu,omitzero"`
}

// AppAutoscalingSpecService says how the number of instances of a service follows the load.
type AppAutoscalingSpecService struct {
	MinInstanceCount int                               `json:"min_instance_count,omitzero"` // 1 at least
	MaxInstanceCount int                               `json:"max_instance_count,omitzero"` // 250 at most
	Metrics          *AppAutoscalingSpecServiceMetrics `json:"metrics,omitzero"`
}

// AppAutoscalingSpecServiceMetrics say what the number of instances of a service is to keep level.
type AppAutoscalingSpecServiceMetrics struct {
	CPU               *AppAutoscalingSpecMetricCPU               `json:"cpu,omitzero"`
	RequestsPerSecond *AppAutoscalingSpecMetricRequestsPerSecond `json:"requests_per_second,omitzero"`
	RequestDuration   *AppAutoscalingSpecMetricRequestDuration   `json:"request_duration,omitzero"`
}

// AppAutoscalingSpecMetricCPU is how busy the instances are to be.
type AppAutoscalingSpecMetricCPU struct {
	Percent int `json:"percent,omitzero"` // of their CPUs, on average; 80 by default
}

// AppAutoscalingSpecMetricRequestsPerSecond is how many requests an instance is to get.
type AppAutoscalingSpecMetricRequestsPerSecond struct {
	PerInstance int `json:"per_instance,omitzero"` // each second
}

// AppAutoscalingSpecMetricRequestDuration is how long requests may take.
type AppAutoscalingSpecMetricRequestDuration struct {
	P95Milliseconds int `json:"p95_milliseconds,omitzero"` // for 95 of 100 requests
}

// AppHealthCheckSpec says how to find out whether an instance works. A field that is zero or nil has its default; the defaults
// are those of a liveness check.
type AppHealthCheckSpec struct {
	HTTPPath            string `json:"http_path,omitzero"`             // what to ask for; empty looks for an open port
	Port                int    `json:"port,omitzero"`                  // HTTPPort by default, where there is one
	InitialDelaySeconds *int   `json:"initial_delay_seconds,omitzero"` // before the first check, 0 to 3600; 5 by default
	PeriodSeconds       int    `json:"period_seconds,omitzero"`        // between two checks, 1 to 300; 10 by default
	TimeoutSeconds      int    `json:"timeout_seconds,omitzero"`       // of a check, 1 to 120; 1 by default
	SuccessThreshold    int    `json:"success_threshold,omitzero"`     // successes until an instance counts as healthy; 1, and nothing else
	FailureThreshold    int    `json:"failure_threshold,omitzero"`     // failures until it does not, 1 to 50; 18 by default
}

// AppServiceSpecHealthCheck is the check that decides whether an instance of a service gets requests. It has the fields of an
// [AppHealthCheckSpec] with other defaults: InitialDelaySeconds 0, FailureThreshold 9; SuccessThreshold may be more than 1.
type AppServiceSpecHealthCheck AppHealthCheckSpec

// AppServiceSpecTermination says how long an instance of a service has to end.
type AppServiceSpecTermination struct {
	DrainSeconds       int `json:"drain_seconds,omitzero"`        // without new requests before SIGTERM, 1 to 110; 15 by default
	GracePeriodSeconds int `json:"grace_period_seconds,omitzero"` // from SIGTERM to SIGKILL, 1 to 600; 120 by default
}

// AppWorkerSpecTermination says how long an instance of a worker has to end.
type AppWorkerSpecTermination struct {
	GracePeriodSeconds int `json:"grace_period_seconds,omitzero"` // from SIGTERM to SIGKILL, 1 to 600; 120 by default
}

// AppJobSpecTermination says how long a job has to end. It has the fields of an [AppWorkerSpecTermination].
type AppJobSpecTermination AppWorkerSpecTermination

// AppAlertSpec says when to tell of something. Operator, Value and Window are for the rules that measure; those that tell of
// an event have none. To whom an alert goes is not part of the spec: see Alerts.UpdateDestinations.
type AppAlertSpec struct {
	Rule     AppAlertSpecRule     `json:"rule,omitzero"`
	Disabled bool                 `json:"disabled,omitzero"`
	Operator AppAlertSpecOperator `json:"operator,omitzero"`
	Value    *float64             `json:"value,omitzero"` // the threshold, in what the rule measures
	Window   AppAlertSpecWindow   `json:"window,omitzero"`
}

// AppLogDestination is where logs are sent, besides to DigitalOcean. It has one of the services.
type AppLogDestination struct {
	Name       string                           `json:"name"` // 2 to 42 characters
	Papertrail *AppLogDestinationPapertrailSpec `json:"papertrail,omitzero"`
	Datadog    *AppLogDestinationDatadogSpec    `json:"datadog,omitzero"`
	Logtail    *AppLogDestinationLogtailSpec    `json:"logtail,omitzero"`
	OpenSearch *AppLogDestinationOpenSearchSpec `json:"open_search,omitzero"`
}

// AppLogDestinationPapertrailSpec is an account at Papertrail.
type AppLogDestinationPapertrailSpec struct {
	Endpoint string `json:"endpoint"` // host and port of its syslog
}

// AppLogDestinationDatadogSpec is an account at Datadog.
type AppLogDestinationDatadogSpec struct {
	Endpoint string `json:"endpoint,omitzero"` // of its HTTP intake
	APIKey   Secret `json:"api_key"`
}

// AppLogDestinationLogtailSpec is an account at Logtail.
type AppLogDestinationLogtailSpec struct {
	Token Secret `json:"token,omitzero"`
}

// AppLogDestinationOpenSearchSpec is a cluster of OpenSearch: a managed one of the account by its name, or any by its endpoint.
type AppLogDestinationOpenSearchSpec struct {
	Endpoint    string                                    `json:"endpoint,omitzero"`     // such as "https://example.com:9300"
	ClusterName string                                    `json:"cluster_name,omitzero"` // of a managed cluster
	BasicAuth   *AppLogDestinationOpenSearchSpecBasicAuth `json:"basic_auth,omitzero"`
	IndexName   string                                    `json:"index_name,omitzero"` // "logs" by default
}

// AppLogDestinationOpenSearchSpecBasicAuth is a user of a cluster of OpenSearch.
type AppLogDestinationOpenSearchSpecBasicAuth struct {
	User     string `json:"user,omitzero"`     // of a managed cluster "doadmin" by default
	Password Secret `json:"password,omitzero"` // of a managed cluster none
}

// AppDomainSpec is a name under which an app is reached.
type AppDomainSpec struct {
	Domain            string        `json:"domain"` // such as "www.example.com"
	Type              AppDomainType `json:"type,omitzero"`
	Wildcard          bool          `json:"wildcard,omitzero"`            // whether it stands for the names below it too
	Zone              string        `json:"zone,omitzero"`                // a domain of the account in which the API is to make the records; empty means you make them
	MinimumTLSVersion AppTLSVersion `json:"minimum_tls_version,omitzero"` // older versions are refused
}

// AppIngressSpec says which requests go where.
type AppIngressSpec struct {
	Rules              []AppIngressSpecRule `json:"rules,omitzero"`
	CustomErrorPageURL string               `json:"custom_error_page_url,omitzero"` // https, of a page that may be framed; shown while the app cannot be reached
}

// AppIngressSpecRule sends requests to a component or redirects them. It has one of Component and Redirect.
type AppIngressSpecRule struct {
	Match     *AppIngressSpecRuleMatch            `json:"match,omitzero"` // nil means every request
	Component *AppIngressSpecRuleRoutingComponent `json:"component,omitzero"`
	Redirect  *AppIngressSpecRuleRoutingRedirect  `json:"redirect,omitzero"`
	CORS      *AppCORSPolicy                      `json:"cors,omitzero"`
}

// AppIngressSpecRuleMatch says which requests a rule is for.
type AppIngressSpecRuleMatch struct {
	Path      *AppIngressSpecRuleStringMatchPrefix `json:"path,omitzero"`
	Authority *AppIngressSpecRuleStringMatchExact  `json:"authority,omitzero"` // the host that was asked for
}

// AppIngressSpecRuleStringMatchPrefix matches a path. An empty text counts, so both are pointers; one is set.
type AppIngressSpecRuleStringMatchPrefix struct {
	Prefix *string `json:"prefix,omitzero"` // "/api" matches "/api", "/api/" and "/api/v1"
	Exact  *string `json:"exact,omitzero"`
}

// AppIngressSpecRuleStringMatchExact matches a host. It has the fields of an [AppIngressSpecRuleStringMatchPrefix].
type AppIngressSpecRuleStringMatchExact AppIngressSpecRuleStringMatchPrefix

// AppIngressSpecRuleRoutingComponent sends requests to a component. What the rule matched of the path is cut off, unless
// PreservePathPrefix or Rewrite says otherwise, of which one at most is set.
type AppIngressSpecRuleRoutingComponent struct {
	Name               string `json:"name"`
	PreservePathPrefix bool   `json:"preserve_path_prefix,omitzero"` // leaves the path as it is; not for functions
	Rewrite            string `json:"rewrite,omitzero"`              // what stands in place of the part that matched, such as "/v1/"
}

// AppIngressSpecRuleRoutingRedirect answers requests with another address. What is empty is taken from the request.
type AppIngressSpecRuleRoutingRedirect struct {
	URI          string `json:"uri,omitzero"` // a path, which takes the place of the whole one
	Authority    string `json:"authority,omitzero"`
	Port         int    `json:"port,omitzero"`
	Scheme       string `json:"scheme,omitzero"`        // "http" or "https"; "https" by default
	RedirectCode int    `json:"redirect_code,omitzero"` // 300 to 304, 307 or 308; 302 by default
}

// AppCORSPolicy says which other sites may call from a browser.
type AppCORSPolicy struct {
	AllowOrigins     []AppStringMatch `json:"allow_origins,omitzero"`
	AllowMethods     []string         `json:"allow_methods,omitzero"`
	AllowHeaders     []string         `json:"allow_headers,omitzero"`
	ExposeHeaders    []string         `json:"expose_headers,omitzero"`
	MaxAge           string           `json:"max_age,omitzero"` // how long a browser may keep the answer, such as "5h30m"
	AllowCredentials bool             `json:"allow_credentials,omitzero"`
}

// AppStringMatch matches a text in one of three ways. Make one with [AppMatchExact] or [AppMatchRegex]. An empty text counts,
// so that nil and empty differ.
type AppStringMatch struct {
	Exact *string `json:"exact,omitzero"`
	Regex string  `json:"regex,omitzero"` // in the syntax of RE2, as package regexp has it

	// Deprecated: set Exact or Regex.
	Prefix *string `json:"prefix,omitzero"`
}

// AppMatchExact matches a text and nothing else.
func AppMatchExact(text string) AppStringMatch { return AppStringMatch{Exact: &text} }

// AppMatchRegex matches what a regular expression matches.
func AppMatchRegex(expression string) AppStringMatch { return AppStringMatch{Regex: expression} }

// AppRouteSpec sends requests to the component that it belongs to.
//
// Deprecated: use [AppIngressSpecRule].
type AppRouteSpec struct {
	Path               string `json:"path,omitzero"`                 // the beginning of paths, such as "/api"; no other component of the app may have it
	PreservePathPrefix bool   `json:"preserve_path_prefix,omitzero"` // leaves the path as it is, instead of cutting off its beginning
}

// AppEgressSpec says from which addresses an app calls others.
type AppEgressSpec struct {
	Type AppEgressTypeSpec `json:"type,omitzero"`
}

// AppMaintenanceSpec takes an app out of service.
type AppMaintenanceSpec struct {
	Enabled        bool   `json:"enabled,omitzero"`          // answers every request with a page that says so
	Archive        bool   `json:"archive,omitzero"`          // takes the app down as well; implies Enabled
	OfflinePageURL string `json:"offline_page_url,omitzero"` // of a page of your own
}

// AppVPC is the VPC that an app is connected to.
type AppVPC struct {
	ID        string           `json:"id,omitzero"`
	EgressIPs []AppVPCEgressIP `json:"egress_ips,omitzero"` // given by the API; requests leave them out
}

// AppVPCEgressIP is an address in a VPC from which an app calls others.
type AppVPCEgressIP struct {
	IP string `json:"ip"`
}

// AppServiceProtocol is what a service speaks.
type AppServiceProtocol string

const (
	AppServiceHTTP  AppServiceProtocol = "HTTP"
	AppServiceHTTP2 AppServiceProtocol = "HTTP2" // without TLS (h2c)
)

// AppJobKind is when a job runs.
type AppJobKind string

const (
	AppJobUnspecified  AppJobKind = "UNSPECIFIED" // as AppJobPostDeploy
	AppJobPreDeploy    AppJobKind = "PRE_DEPLOY"
	AppJobPostDeploy   AppJobKind = "POST_DEPLOY"
	AppJobFailedDeploy AppJobKind = "FAILED_DEPLOY" // after a component has failed to deploy
	AppJobScheduled    AppJobKind = "SCHEDULED"     // by the clock, as its Schedule says
)

// AppDatabaseEngine is what a database of an app runs.
type AppDatabaseEngine string

const (
	AppDatabaseUnset      AppDatabaseEngine = "UNSET"
	AppDatabaseMySQL      AppDatabaseEngine = "MYSQL"
	AppDatabasePostgreSQL AppDatabaseEngine = "PG"
	AppDatabaseRedis      AppDatabaseEngine = "REDIS"
	AppDatabaseMongoDB    AppDatabaseEngine = "MONGODB"
	AppDatabaseKafka      AppDatabaseEngine = "KAFKA"
	AppDatabaseOpenSearch AppDatabaseEngine = "OPENSEARCH"
	AppDatabaseValkey     AppDatabaseEngine = "VALKEY"
)

// AppImageRegistryType is where an image is.
type AppImageRegistryType string

const (
	AppImageDockerHub AppImageRegistryType = "DOCKER_HUB"
	AppImageDOCR      AppImageRegistryType = "DOCR" // DigitalOcean's registry of the account
	AppImageGHCR      AppImageRegistryType = "GHCR" // GitHub's
)

// AppVariableScope is who sees an environment variable.
type AppVariableScope string

const (
	AppVariableUnset           AppVariableScope = "UNSET"
	AppVariableRunTime         AppVariableScope = "RUN_TIME"
	AppVariableBuildTime       AppVariableScope = "BUILD_TIME"
	AppVariableRunAndBuildTime AppVariableScope = "RUN_AND_BUILD_TIME"
)

// AppVariableType is whether an environment variable can be read again.
type AppVariableType string

const (
	AppVariableGeneral AppVariableType = "GENERAL"
	AppVariableSecret  AppVariableType = "SECRET" // encrypted when it is first sent
)

// AppDomainType is what a domain is to its app.
type AppDomainType string

const (
	AppDomainUnspecified AppDomainType = "UNSPECIFIED"
	AppDomainDefault     AppDomainType = "DEFAULT" // the one under ondigitalocean.app
	AppDomainPrimary     AppDomainType = "PRIMARY" // where the app says it is, of which it has one
	AppDomainAlias       AppDomainType = "ALIAS"
)

// AppTLSVersion is a version of TLS.
type AppTLSVersion string

const (
	AppTLS12 AppTLSVersion = "1.2"
	AppTLS13 AppTLSVersion = "1.3"
)

// AppEgressTypeSpec is from which addresses an app calls others.
type AppEgressTypeSpec string

const (
	AppEgressAutoassign  AppEgressTypeSpec = "AUTOASSIGN"   // from any of DigitalOcean's
	AppEgressDedicatedIP AppEgressTypeSpec = "DEDICATED_IP" // from addresses of its own, which cost
)

// AppAlertSpecRule is what an alert is about.
type AppAlertSpecRule string

const (
	AppAlertUnspecifiedRule             AppAlertSpecRule = "UNSPECIFIED_RULE"
	AppAlertCPUUtilization              AppAlertSpecRule = "CPU_UTILIZATION"     // percent, of a component
	AppAlertMemUtilization              AppAlertSpecRule = "MEM_UTILIZATION"     // percent, of a component
	AppAlertRestartCount                AppAlertSpecRule = "RESTART_COUNT"       // of a component
	AppAlertRequestsPerSecond           AppAlertSpecRule = "REQUESTS_PER_SECOND" // of a component
	AppAlertRequestDurationP95MS        AppAlertSpecRule = "REQUEST_DURATION_P95_MS"
	AppAlertDeploymentStarted           AppAlertSpecRule = "DEPLOYMENT_STARTED"
	AppAlertDeploymentLive              AppAlertSpecRule = "DEPLOYMENT_LIVE"
	AppAlertDeploymentFailed            AppAlertSpecRule = "DEPLOYMENT_FAILED"
	AppAlertDeploymentCanceled          AppAlertSpecRule = "DEPLOYMENT_CANCELED"
	AppAlertDomainLive                  AppAlertSpecRule = "DOMAIN_LIVE"
	AppAlertDomainFailed                AppAlertSpecRule = "DOMAIN_FAILED"
	AppAlertAutoscaleSucceeded          AppAlertSpecRule = "AUTOSCALE_SUCCEEDED"
	AppAlertAutoscaleFailed             AppAlertSpecRule = "AUTOSCALE_FAILED"
	AppAlertFunctionsActivationCount    AppAlertSpecRule = "FUNCTIONS_ACTIVATION_COUNT"
	AppAlertFunctionsAverageDurationMS  AppAlertSpecRule = "FUNCTIONS_AVERAGE_DURATION_MS"
	AppAlertFunctionsAverageWaitTimeMS  AppAlertSpecRule = "FUNCTIONS_AVERAGE_WAIT_TIME_MS"
	AppAlertFunctionsErrorCount         AppAlertSpecRule = "FUNCTIONS_ERROR_COUNT"
	AppAlertFunctionsErrorRatePerMinute AppAlertSpecRule = "FUNCTIONS_ERROR_RATE_PER_MINUTE"
	AppAlertFunctionsGBRatePerSecond    AppAlertSpecRule = "FUNCTIONS_GB_RATE_PER_SECOND" // memory in use
)

// AppAlertSpecOperator is how what was measured compares with the threshold.
type AppAlertSpecOperator string

const (
	AppAlertUnspecifiedOperator AppAlertSpecOperator = "UNSPECIFIED_OPERATOR"
	AppAlertGreaterThan         AppAlertSpecOperator = "GREATER_THAN"
	AppAlertLessThan            AppAlertSpecOperator = "LESS_THAN"
)

// AppAlertSpecWindow is over how long is measured.
type AppAlertSpecWindow string

const (
	AppAlertUnspecifiedWindow AppAlertSpecWindow = "UNSPECIFIED_WINDOW"
	AppAlertFiveMinutes       AppAlertSpecWindow = "FIVE_MINUTES"
	AppAlertTenMinutes        AppAlertSpecWindow = "TEN_MINUTES"
	AppAlertThirtyMinutes     AppAlertSpecWindow = "THIRTY_MINUTES"
	AppAlertOneHour           AppAlertSpecWindow = "ONE_HOUR"
)
