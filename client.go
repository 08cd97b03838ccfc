package digitalocean

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"golang.org/x/oauth2"
)

const (
	// DefaultBaseURL is the address of DigitalOcean's API.
	DefaultBaseURL = "https://api.digitalocean.com"

	// Version is the version of this library, as its User-Agent states it.
	Version = "0.1.0"
)

// Client calls the DigitalOcean API. It has a service for each resource, and is safe for use by many goroutines.
// Make one with [New], [NewFromEnv] or [NewFromTokenSource] and keep it: it holds the connections and the rate limit.
type Client struct {
	Account             *AccountService
	Actions             *ActionsService
	AddOns              *AddOnsService
	Apps                *AppsService
	BYOIPPrefixes       *BYOIPPrefixesService
	Billing             *BillingService
	CDNEndpoints        *CDNEndpointsService
	Certificates        *CertificatesService
	Databases           *DatabasesService
	DedicatedInferences *DedicatedInferencesService
	Domains             *DomainsService
	Droplets            *DropletsService
	Firewalls           *FirewallsService
	FloatingIPs         *FloatingIPsService
	Functions           *FunctionsService
	GradientAI          *GradientAIService
	Images              *ImagesService
	Kubernetes          *KubernetesService
	LoadBalancers       *LoadBalancersService
	Monitoring          *MonitoringService
	NFS                 *NFSService
	OneClicks           *OneClicksService
	Organizations       *OrganizationsService
	PartnerAttachments  *PartnerAttachmentsService
	Projects            *ProjectsService
	Regions             *RegionsService
	Registries          *RegistriesService
	Registry            *DeprecatedRegistryService // Deprecated: use Registries.
	ReservedIPs         *ReservedIPsService
	ReservedIPv6s       *ReservedIPv6sService
	SSHKeys             *SSHKeysService
	Security            *SecurityService
	Sizes               *SizesService
	Snapshots           *SnapshotsService
	SpacesKeys          *SpacesKeysService
	Tags                *TagsService
	Uptime              *UptimeService
	VPCNATGateways      *VPCNATGatewaysService
	VPCPeerings         *VPCPeeringsService
	VPCs                *VPCsService
	VectorDatabases     *VectorDatabasesService
	Volumes             *VolumesService

	base      *url.URL
	sender    *retryablehttp.Client
	plain     *http.Client // without the token, for addresses that are not the API's and files
	tokens    *tokenSource
	userAgent string
	retry     RetryPolicy
	limiter   Limiter
	budget    *budget
	logger    *slog.Logger
	maxBody   int64
	timeout   time.Duration
	clock     Clock
	rate      atomic.Pointer[Rate]
}

// New returns a client that authenticates with an API token. An empty token, an address that cannot be used and an
// option that makes no sense are errors.
func New(token string, opts ...Option) (*Client, error) {
	token = strings.TrimSpace(token)
	if err := checkToken(token); err != nil {
		return nil, fmt.Errorf("digitalocean: new client: %w", err)
	}
	return NewFromTokenSource(oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token}), opts...)
}

// NewFromEnv returns a client with the token in the environment variable DIGITALOCEAN_TOKEN or, where that is not set,
// DIGITALOCEAN_ACCESS_TOKEN. DIGITALOCEAN_API_URL replaces the address of the API; options go before it.
func NewFromEnv(opts ...Option) (*Client, error) {
	token := os.Getenv("DIGITALOCEAN_TOKEN")
	if token == "" {
		token = os.Getenv("DIGITALOCEAN_ACCESS_TOKEN")
	}
	if token == "" {
		return nil, errors.New("digitalocean: new client: neither DIGITALOCEAN_TOKEN nor DIGITALOCEAN_ACCESS_TOKEN is set")
	}
	if address := os.Getenv("DIGITALOCEAN_API_URL"); address != "" {
		opts = append([]Option{WithBaseURL(address)}, opts...)
	}
	return New(token, opts...)
}

// NewFromTokenSource returns a client that asks source for the token of each request.
func NewFromTokenSource(source oauth2.TokenSource, opts ...Option) (*Client, error) {
	cfg := newConfig(opts)
	if source == nil {
		return nil, errors.New("digitalocean: new client: the token source is nil")
	}
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("digitalocean: new client: %w", err)
	}
	base, err := cfg.base()
	if err != nil {
		return nil, fmt.Errorf("digitalocean: new client: %w", err)
	}
	c := &Client{
		base:      base,
		tokens:    &tokenSource{TokenSource: source},
		userAgent: strings.TrimSpace("dosdk-digitalocean/" + Version + " " + cfg.userAgent),
		retry:     cfg.retry.withDefaults(),
		limiter:   cfg.limiter,
		budget:    newBudget(),
		logger:    cfg.logger,
		maxBody:   cfg.maxBody,
		timeout:   cfg.timeout,
		clock:     cfg.clock,
	}
	if c.limiter == nil && !cfg.unlimited {
		c.limiter = newLimiter(c.clock)
	}
	c.sender = newSender(c.httpClient(cfg.http))
	c.plain = withoutToken(cfg.http)
	c.addServices()
	return c, nil
}

// httpClient returns a copy of the caller's client, with the pipeline's inner stages around its transport. From the
// outside in: attempt, guard, oauth2, handover, the caller's transport.
func (c *Client) httpClient(caller *http.Client) *http.Client {
	copied := *caller
	callers := caller.Transport
	if callers == nil {
		callers = http.DefaultTransport
	}
	authenticated := &oauth2.Transport{Source: c.tokens, Base: &handover{next: callers}}
	copied.Transport = &attempt{client: c, next: &guard{base: c.base, next: authenticated}}
	return &copied
}

func (c *Client) addServices() {
	c.Account = &AccountService{c}
	c.Actions = &ActionsService{c}
	c.AddOns = &AddOnsService{client: c, Apps: &AddOnAppsService{c}}
	c.Apps = &AppsService{
		client: c, Alerts: &AppAlertsService{c}, Deployments: &AppDeploymentsService{c}, Events: &AppEventsService{c},
		InstanceSizes: &AppInstanceSizesService{c}, JobInvocations: &AppJobInvocationsService{c}, Metrics: &AppMetricsService{c},
	}
	c.BYOIPPrefixes = &BYOIPPrefixesService{c}
	c.Billing = &BillingService{client: c, Invoices: &BillingInvoicesService{c}}
	c.CDNEndpoints = &CDNEndpointsService{c}
	c.Certificates = &CertificatesService{c}
	c.Databases = &DatabasesService{
		client: c, DBs: &DatabaseDBsService{c}, FirewallRules: &DatabaseFirewallRulesService{c}, Indexes: &DatabaseIndexesService{c},
		LogSinks: &DatabaseLogSinksService{c}, OnlineMigrations: &DatabaseOnlineMigrationsService{c}, Pools: &DatabasePoolsService{c},
		Replicas: &DatabaseReplicasService{c}, SchemaRegistry: &DatabaseSchemaRegistryService{c}, Topics: &DatabaseTopicsService{c},
		Users: &DatabaseUsersService{c},
	}
	c.DedicatedInferences = &DedicatedInferencesService{
		client: c, Accelerators: &DedicatedInferenceAcceleratorsService{c}, Tokens: &DedicatedInferenceTokensService{c},
	}
	c.Domains = &DomainsService{client: c, Records: &DomainRecordsService{c}}
	c.Droplets = &DropletsService{
		client: c, Actions: &DropletActionsService{c}, Autoscale: &DropletAutoscaleService{c}, Backups: &DropletBackupsService{c},
	}
	c.Firewalls = &FirewallsService{c}
	c.FloatingIPs = &FloatingIPsService{client: c, Actions: &FloatingIPActionsService{c}}
	c.Functions = &FunctionsService{
		AccessKeys: &FunctionsAccessKeysService{c}, Namespaces: &FunctionsNamespacesService{c}, Triggers: &FunctionsTriggersService{c},
	}
	c.GradientAI = &GradientAIService{
		client: c, AgentAPIKeys: &GradientAIAgentAPIKeysService{c}, Agents: &GradientAIAgentsService{c},
		AnthropicKeys: &GradientAIAnthropicKeysService{c}, CustomModels: &GradientAICustomModelsService{c}, DataSources: &GradientAIDataSourcesService{c},
		EvaluationDatasets: &GradientAIEvaluationDatasetsService{c}, EvaluationMetrics: &GradientAIEvaluationMetricsService{c},
		EvaluationRuns: &GradientAIEvaluationRunsService{c}, EvaluationTestCases: &GradientAIEvaluationTestCasesService{c},
		IndexingJobs: &GradientAIIndexingJobsService{c}, KnowledgeBases: &GradientAIKnowledgeBasesService{c},
		ModelAPIKeys: &GradientAIModelAPIKeysService{c}, ModelEvaluationPresets: &GradientAIModelEvaluationPresetsService{c},
		ModelEvaluationRuns: &GradientAIModelEvaluationRunsService{c}, ModelRouters: &GradientAIModelRoutersService{c},
		Models: &GradientAIModelsService{c}, OAuth2: &GradientAIOAuth2Service{c}, OpenAIKeys: &GradientAIOpenAIKeysService{c},
		Regions: &GradientAIRegionsService{c}, ScheduledIndexing: &GradientAIScheduledIndexingService{c}, Workspaces: &GradientAIWorkspacesService{c},
	}
	c.Images = &ImagesService{client: c, AccountTransfers: &ImageAccountTransfersService{c}, Actions: &ImageActionsService{c}}
	c.Kubernetes = &KubernetesService{client: c, NodePools: &KubernetesNodePoolsService{c}}
	c.LoadBalancers = &LoadBalancersService{c}
	c.Monitoring = &MonitoringService{
		AlertPolicies: &MonitoringAlertPoliciesService{c}, Destinations: &MonitoringDestinationsService{c},
		Metrics: &MonitoringMetricsService{c}, Sinks: &MonitoringSinksService{c},
	}
	c.NFS = &NFSService{
		client: c, AccessPoints: &NFSAccessPointsService{c}, Actions: &NFSActionsService{c}, Snapshots: &NFSSnapshotsService{c},
	}
	c.OneClicks = &OneClicksService{c}
	c.Organizations = &OrganizationsService{Teams: &OrganizationTeamsService{c}}
	c.PartnerAttachments = &PartnerAttachmentsService{c}
	c.Projects = &ProjectsService{client: c, Resources: &ProjectResourcesService{c}}
	c.Regions = &RegionsService{c}
	c.Registries = &RegistriesService{
		client: c, GarbageCollections: &RegistryGarbageCollectionsService{c}, Repositories: &RegistryRepositoriesService{c},
	}
	c.Registry = &DeprecatedRegistryService{
		client: c, GarbageCollections: &DeprecatedRegistryGarbageCollectionsService{c}, Repositories: &DeprecatedRegistryRepositoriesService{c},
	}
	c.ReservedIPs = &ReservedIPsService{client: c, Actions: &ReservedIPActionsService{c}}
	c.ReservedIPv6s = &ReservedIPv6sService{client: c, Actions: &ReservedIPv6ActionsService{c}}
	c.SSHKeys = &SSHKeysService{c}
	c.Security = &SecurityService{client: c, Scans: &SecurityScansService{c}, Suppressions: &SecuritySuppressionsService{c}}
	c.Sizes = &SizesService{c}
	c.Snapshots = &SnapshotsService{c}
	c.SpacesKeys = &SpacesKeysService{c}
	c.Tags = &TagsService{c}
	c.Uptime = &UptimeService{Checks: &UptimeChecksService{c}, Alerts: &UptimeAlertsService{c}}
	c.VPCNATGateways = &VPCNATGatewaysService{c}
	c.VPCPeerings = &VPCPeeringsService{c}
	c.VPCs = &VPCsService{client: c, Peerings: &VPCsPeeringsService{c}}
	c.VectorDatabases = &VectorDatabasesService{client: c, Backups: &VectorDatabaseBackupsService{c}}
	c.Volumes = &VolumesService{client: c, Actions: &VolumeActionsService{c}, Snapshots: &VolumeSnapshotsService{c}}
}

// Rate returns the state of the hourly limit as the latest answer reported it, and the zero Rate before the first.
func (c *Client) Rate() Rate {
	if r := c.rate.Load(); r != nil {
		return *r
	}
	return Rate{}
}

// Format implements [fmt.Formatter]: no verb shows the token.
func (c *Client) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "digitalocean.Client("+c.base.Redacted()+")")
}

func checkToken(token string) error {
	if token == "" {
		return errors.New("the token is empty")
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("the token holds a character that no token has")
	}
	return nil
}
