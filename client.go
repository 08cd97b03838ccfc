package digitalocean

import (
	"errors"
	"fmt"
	"io"
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
	logger    callLogger // nil where nothing is logged
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
	s := &struct{ client *Client }{c} // what services have that have nothing else
	c.Account = (*AccountService)(s)
	c.Actions = (*ActionsService)(s)
	c.AddOns = &AddOnsService{client: c, Apps: (*AddOnAppsService)(s)}
	c.Apps = &AppsService{
		client: c, Alerts: (*AppAlertsService)(s), Deployments: (*AppDeploymentsService)(s), Events: (*AppEventsService)(s),
		InstanceSizes: (*AppInstanceSizesService)(s), JobInvocations: (*AppJobInvocationsService)(s), Metrics: (*AppMetricsService)(s),
	}
	c.BYOIPPrefixes = (*BYOIPPrefixesService)(s)
	c.Billing = &BillingService{client: c, Invoices: (*BillingInvoicesService)(s)}
	c.CDNEndpoints = (*CDNEndpointsService)(s)
	c.Certificates = (*CertificatesService)(s)
	c.Databases = &DatabasesService{
		client: c, DBs: (*DatabaseDBsService)(s), FirewallRules: (*DatabaseFirewallRulesService)(s), Indexes: (*DatabaseIndexesService)(s),
		LogSinks: (*DatabaseLogSinksService)(s), OnlineMigrations: (*DatabaseOnlineMigrationsService)(s), Pools: (*DatabasePoolsService)(s),
		Replicas: (*DatabaseReplicasService)(s), SchemaRegistry: (*DatabaseSchemaRegistryService)(s), Topics: (*DatabaseTopicsService)(s),
		Users: (*DatabaseUsersService)(s),
	}
	c.DedicatedInferences = &DedicatedInferencesService{
		client: c, Accelerators: (*DedicatedInferenceAcceleratorsService)(s), Tokens: (*DedicatedInferenceTokensService)(s),
	}
	c.Domains = &DomainsService{client: c, Records: (*DomainRecordsService)(s)}
	c.Droplets = &DropletsService{
		client: c, Actions: (*DropletActionsService)(s), Autoscale: (*DropletAutoscaleService)(s), Backups: (*DropletBackupsService)(s),
	}
	c.Firewalls = (*FirewallsService)(s)
	c.FloatingIPs = &FloatingIPsService{client: c, Actions: (*FloatingIPActionsService)(s)}
	c.Functions = &FunctionsService{
		AccessKeys: (*FunctionsAccessKeysService)(s), Namespaces: (*FunctionsNamespacesService)(s), Triggers: (*FunctionsTriggersService)(s),
	}
	c.GradientAI = &GradientAIService{
		client: c, AgentAPIKeys: (*GradientAIAgentAPIKeysService)(s), Agents: (*GradientAIAgentsService)(s),
		AnthropicKeys: (*GradientAIAnthropicKeysService)(s), CustomModels: (*GradientAICustomModelsService)(s), DataSources: (*GradientAIDataSourcesService)(s),
		EvaluationDatasets: (*GradientAIEvaluationDatasetsService)(s), EvaluationMetrics: (*GradientAIEvaluationMetricsService)(s),
		EvaluationRuns: (*GradientAIEvaluationRunsService)(s), EvaluationTestCases: (*GradientAIEvaluationTestCasesService)(s),
		IndexingJobs: (*GradientAIIndexingJobsService)(s), KnowledgeBases: (*GradientAIKnowledgeBasesService)(s),
		ModelAPIKeys: (*GradientAIModelAPIKeysService)(s), ModelEvaluationPresets: (*GradientAIModelEvaluationPresetsService)(s),
		ModelEvaluationRuns: (*GradientAIModelEvaluationRunsService)(s), ModelRouters: (*GradientAIModelRoutersService)(s),
		Models: (*GradientAIModelsService)(s), OAuth2: (*GradientAIOAuth2Service)(s), OpenAIKeys: (*GradientAIOpenAIKeysService)(s),
		Regions: (*GradientAIRegionsService)(s), ScheduledIndexing: (*GradientAIScheduledIndexingService)(s), Workspaces: (*GradientAIWorkspacesService)(s),
	}
	c.Images = &ImagesService{client: c, AccountTransfers: (*ImageAccountTransfersService)(s), Actions: (*ImageActionsService)(s)}
	c.Kubernetes = &KubernetesService{client: c, NodePools: (*KubernetesNodePoolsService)(s)}
	c.LoadBalancers = (*LoadBalancersService)(s)
	c.Monitoring = &MonitoringService{
		AlertPolicies: (*MonitoringAlertPoliciesService)(s), Destinations: (*MonitoringDestinationsService)(s),
		Metrics: (*MonitoringMetricsService)(s), Sinks: (*MonitoringSinksService)(s),
	}
	c.NFS = &NFSService{
		client: c, AccessPoints: (*NFSAccessPointsService)(s), Actions: (*NFSActionsService)(s), Snapshots: (*NFSSnapshotsService)(s),
	}
	c.OneClicks = (*OneClicksService)(s)
	c.Organizations = &OrganizationsService{Teams: (*OrganizationTeamsService)(s)}
	c.PartnerAttachments = (*PartnerAttachmentsService)(s)
	c.Projects = &ProjectsService{client: c, Resources: (*ProjectResourcesService)(s)}
	c.Regions = (*RegionsService)(s)
	c.Registries = &RegistriesService{
		client: c, GarbageCollections: (*RegistryGarbageCollectionsService)(s), Repositories: (*RegistryRepositoriesService)(s),
	}
	c.Registry = &DeprecatedRegistryService{
		client: c, GarbageCollections: (*DeprecatedRegistryGarbageCollectionsService)(s), Repositories: (*DeprecatedRegistryRepositoriesService)(s),
	}
	c.ReservedIPs = &ReservedIPsService{client: c, Actions: (*ReservedIPActionsService)(s)}
	c.ReservedIPv6s = &ReservedIPv6sService{client: c, Actions: (*ReservedIPv6ActionsService)(s)}
	c.SSHKeys = (*SSHKeysService)(s)
	c.Security = &SecurityService{client: c, Scans: (*SecurityScansService)(s), Suppressions: (*SecuritySuppressionsService)(s)}
	c.Sizes = (*SizesService)(s)
	c.Snapshots = (*SnapshotsService)(s)
	c.SpacesKeys = (*SpacesKeysService)(s)
	c.Tags = (*TagsService)(s)
	c.Uptime = &UptimeService{Checks: (*UptimeChecksService)(s), Alerts: (*UptimeAlertsService)(s)}
	c.VPCNATGateways = (*VPCNATGatewaysService)(s)
	c.VPCPeerings = (*VPCPeeringsService)(s)
	c.VPCs = &VPCsService{client: c, Peerings: (*VPCsPeeringsService)(s)}
	c.VectorDatabases = &VectorDatabasesService{client: c, Backups: (*VectorDatabaseBackupsService)(s)}
	c.Volumes = &VolumesService{client: c, Actions: (*VolumeActionsService)(s), Snapshots: (*VolumeSnapshotsService)(s)}
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
