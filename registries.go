package digitalocean

import (
	"context"
	"time"
)

// RegistriesService manages container registries. The images of a registry are in repositories, under addresses such as
// "registry.digitalocean.com/example/image:tag". All registries of an account share its subscription.
type RegistriesService struct {
	GarbageCollections *RegistryGarbageCollectionsService
	Repositories       *RegistryRepositoriesService

	client *Client
}

// List returns the registries of the account.
//
// DigitalOcean: GET /v2/registries (registries_list)
func (s *RegistriesService) List(ctx context.Context, opts ...CallOption) ([]Registry, error) {
	return fetchAll[Registry](ctx, s.client, get("/v2/registries"), "registries", opts)
}

// Get returns a registry, without the subscription.
//
// DigitalOcean: GET /v2/registries/{registry_name} (registries_get)
func (s *RegistriesService) Get(ctx context.Context, name string, opts ...CallOption) (*Registry, error) {
	return fetch[Registry](ctx, s.client, get("/v2/registries/{registry_name}", name), "registry", opts)
}

// Create makes a registry. Its name must be free among those of all accounts: ValidateName tells.
//
// DigitalOcean: POST /v2/registries (registries_create)
func (s *RegistriesService) Create(ctx context.Context, request *RegistryCreateRequest, opts ...CallOption) (*Registry, error) {
	return fetch[Registry](ctx, s.client, post("/v2/registries").sending(request), "registry", opts)
}

// Delete deletes a registry with all its images.
//
// DigitalOcean: DELETE /v2/registries/{registry_name} (registries_delete)
func (s *RegistriesService) Delete(ctx context.Context, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/registries/{registry_name}", name), opts)
}

// GetDockerCredentials returns the config.json with which Docker logs in to a registry. Encoded as JSON, it is also what a
// Kubernetes secret of the type kubernetes.io/dockerconfigjson holds. The credentials can only pull, and do not expire,
// unless the options say otherwise.
//
// DigitalOcean: GET /v2/registries/{registry_name}/docker-credentials (registries_get_dockerCredentials)
func (s *RegistriesService) GetDockerCredentials(ctx context.Context, name string, options *RegistryGetDockerCredentialsOptions, opts ...CallOption) (*DockerCredentials, error) {
	return fetch[DockerCredentials](ctx, s.client, get("/v2/registries/{registry_name}/docker-credentials", name).with(options), "", opts)
}

// GetSubscription returns what the account pays for its registries. The first registry begins it.
//
// DigitalOcean: GET /v2/registries/subscription (registries_get_subscription)
func (s *RegistriesService) GetSubscription(ctx context.Context, opts ...CallOption) (*RegistrySubscription, error) {
	return fetch[RegistrySubscription](ctx, s.client, get("/v2/registries/subscription"), "subscription", opts)
}

// UpdateSubscription changes the tier of the subscription. GetOptions tells which tiers the account can change to.
//
// DigitalOcean: POST /v2/registries/subscription (registries_update_subscription)
func (s *RegistriesService) UpdateSubscription(ctx context.Context, request *RegistryUpdateSubscriptionRequest, opts ...CallOption) (*RegistrySubscription, error) {
	return fetch[RegistrySubscription](ctx, s.client, post("/v2/registries/subscription").sending(request), "subscription", opts)
}

// GetOptions returns the regions that a registry can be in, and the tiers of the subscription.
//
// DigitalOcean: GET /v2/registries/options (registries_get_options)
func (s *RegistriesService) GetOptions(ctx context.Context, opts ...CallOption) (*RegistryOptions, error) {
	return fetch[RegistryOptions](ctx, s.client, get("/v2/registries/options"), "options", opts)
}

// ValidateName returns nil when a new registry can have the name. For one that is taken the error matches [ErrConflict]. It
// changes nothing, and so is repeated like a GET.
//
// DigitalOcean: POST /v2/registries/validate-name (registries_validate_name)
func (s *RegistriesService) ValidateName(ctx context.Context, request *RegistryValidateNameRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/registries/validate-name").sending(request).onlyReads(), opts)
}

// RegistryGetDockerCredentialsOptions say what credentials for Docker are to be.
type RegistryGetDockerCredentialsOptions struct {
	ExpirySeconds int  `url:"expiry_seconds,omitempty"` // how long they are good for; 0 means for ever
	ReadWrite     bool `url:"read_write,omitempty"`     // whether they can push too
}

// RegistryCreateRequest describes a registry to make.
type RegistryCreateRequest struct {
	Name                 string       `json:"name"`                            // lower-case letters, digits and dashes, 63 at most; part of the address of each image
	SubscriptionTierSlug RegistryTier `json:"subscription_tier_slug,omitzero"` // for the account's first registry
	Region               string       `json:"region,omitzero"`                 // slug; empty lets the API choose
}

// RegistryUpdateSubscriptionRequest names the tier to change to.
type RegistryUpdateSubscriptionRequest struct {
	TierSlug RegistryTier `json:"tier_slug,omitzero"`
}

// RegistryValidateNameRequest holds a name for a registry.
type RegistryValidateNameRequest struct {
	Name string `json:"name"`
}

// Registry is a container registry.
type Registry struct {
	Name                       string                `json:"name"`
	CreatedAt                  time.Time             `json:"created_at,omitzero"`
	Region                     string                `json:"region"` // slug
	StorageUsageBytes          int64                 `json:"storage_usage_bytes"`
	StorageUsageBytesUpdatedAt time.Time             `json:"storage_usage_bytes_updated_at,omitzero"` // how old StorageUsageBytes is
	Subscription               *RegistrySubscription `json:"subscription,omitzero"`                   // the account's; nil where the answer does not have it
}

// RegistrySubscription is what an account pays for its registries.
type RegistrySubscription struct {
	Tier      RegistrySubscriptionTier `json:"tier,omitzero"`
	CreatedAt time.Time                `json:"created_at,omitzero"`
	UpdatedAt time.Time                `json:"updated_at,omitzero"`
}

// RegistrySubscriptionTier is what a subscription includes, and its price.
type RegistrySubscriptionTier struct {
	Name                       string       `json:"name"` // such as "Basic"
	Slug                       RegistryTier `json:"slug"`
	IncludedRepositories       int          `json:"included_repositories"` // 0 means any number
	IncludedStorageBytes       int64        `json:"included_storage_bytes"`
	AllowStorageOverage        bool         `json:"allow_storage_overage"` // whether more can be stored, for StorageOveragePriceInCents
	IncludedBandwidthBytes     int64        `json:"included_bandwidth_bytes"`
	MonthlyPriceInCents        int          `json:"monthly_price_in_cents"`         // US cents
	StorageOveragePriceInCents int          `json:"storage_overage_price_in_cents"` // US cents for a GiB

	// Whether the account can change to the tier, and why not. Only the answer of GetOptions says that.
	Eligible           bool                            `json:"eligible"`
	EligibilityReasons []RegistryTierEligibilityReason `json:"eligibility_reasons,omitzero"`
}

// RegistryOptions are what a new registry, and its subscription, can be.
type RegistryOptions struct {
	AvailableRegions  []string                   `json:"available_regions,omitzero"` // slugs
	SubscriptionTiers []RegistrySubscriptionTier `json:"subscription_tiers,omitzero"`
}

// DockerCredentials is Docker's config.json. It holds credentials by host, such as "registry.digitalocean.com".
type DockerCredentials struct {
	Auths map[string]DockerAuth `json:"auths,omitzero"`
}

// DockerAuth is a credential for a host.
type DockerAuth struct {
	Auth Secret `json:"auth"` // user and password with a colon between, in base64
}

// RegistryTier is the slug of a tier of the subscription.
type RegistryTier string

const (
	RegistryStarter      RegistryTier = "starter"
	RegistryBasic        RegistryTier = "basic"
	RegistryProfessional RegistryTier = "professional"
)

// RegistryTierEligibilityReason is why an account cannot change to a tier.
type RegistryTierEligibilityReason string

const (
	RegistryOverRepositoryLimit RegistryTierEligibilityReason = "OverRepositoryLimit"
	RegistryOverStorageLimit    RegistryTierEligibilityReason = "OverStorageLimit"
)
