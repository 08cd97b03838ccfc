package digitalocean

import "context"

// AppInstanceSizesService reads the sizes that instances of services, workers and jobs can have.
type AppInstanceSizesService struct{ client *Client }

// List returns the sizes.
//
// DigitalOcean: GET /v2/apps/tiers/instance_sizes (apps_list_instanceSizes)
func (s *AppInstanceSizesService) List(ctx context.Context, opts ...CallOption) (*AppInstanceSizes, error) {
	return fetch[AppInstanceSizes](ctx, s.client, get("/v2/apps/tiers/instance_sizes"), "", opts)
}

// Get returns a size by its slug.
//
// DigitalOcean: GET /v2/apps/tiers/instance_sizes/{slug} (apps_get_instanceSize)
func (s *AppInstanceSizesService) Get(ctx context.Context, slug string, opts ...CallOption) (*AppInstanceSize, error) {
	return fetch[AppInstanceSize](ctx, s.client, get("/v2/apps/tiers/instance_sizes/{slug}", slug), "instance_size", opts)
}

// AppInstanceSizes are the sizes, and what the account gets off their prices.
type AppInstanceSizes struct {
	InstanceSizes   []AppInstanceSize `json:"instance_sizes,omitzero"`
	DiscountPercent float64           `json:"discount_percent"`
}

// AppInstanceSize is a size that an instance can have. Its prices are decimal numbers in text, so that they stay exact.
type AppInstanceSize struct {
	Slug                  string                 `json:"slug"`     // such as "apps-s-1vcpu-1gb"
	Name                  string                 `json:"name"`     // such as "Shared 1VCPU 1GB"
	CPUType               AppInstanceSizeCPUType `json:"cpu_type"` // whether the CPUs are the instance's own
	CPUs                  int64                  `json:"cpus,string"`
	MemoryBytes           int64                  `json:"memory_bytes,string"`
	BandwidthAllowanceGiB int64                  `json:"bandwidth_allowance_gib,string"` // a month, without further cost
	USDPerMonth           string                 `json:"usd_per_month"`                  // such as "12.00"
	USDPerSecond          string                 `json:"usd_per_second"`                 // such as "0.000004960317"
	TierSlug              string                 `json:"tier_slug"`                      // such as "basic"
	SingleInstanceOnly    bool                   `json:"single_instance_only"`           // whether a component can have but one instance
	Scalable              bool                   `json:"scalable"`                       // whether the number of instances can follow the load
	DeprecationIntent     bool                   `json:"deprecation_intent"`             // whether the size is going to be withdrawn

	// Deprecated: plans are not in tiers any more.
	TierUpgradeTo string `json:"tier_upgrade_to"`

	// Deprecated: plans are not in tiers any more.
	TierDowngradeTo string `json:"tier_downgrade_to"`
}

// AppInstanceSizeCPUType is whether the CPUs are the instance's own.
type AppInstanceSizeCPUType string

const (
	AppInstanceSizeUnspecified AppInstanceSizeCPUType = "UNSPECIFIED"
	AppInstanceSizeShared      AppInstanceSizeCPUType = "SHARED"
	AppInstanceSizeDedicated   AppInstanceSizeCPUType = "DEDICATED"
)
