package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
)

// LoadBalancersService manages load balancers, which spread traffic over Droplets or, if they are global, over the load
// balancers of several regions.
type LoadBalancersService struct{ client *Client }

// List lists the load balancers of the account.
//
// DigitalOcean: GET /v2/load_balancers (loadBalancers_list)
func (s *LoadBalancersService) List(options *ListOptions, opts ...CallOption) *Pager[LoadBalancer] {
	return list[LoadBalancer](s.client, get("/v2/load_balancers").with(options), "load_balancers", opts)
}

// Get returns a load balancer.
//
// DigitalOcean: GET /v2/load_balancers/{lb_id} (loadBalancers_get)
func (s *LoadBalancersService) Get(ctx context.Context, id string, opts ...CallOption) (*LoadBalancer, error) {
	return fetch[LoadBalancer](ctx, s.client, get("/v2/load_balancers/{lb_id}", id), "load_balancer", opts)
}

// Create begins to create a load balancer. The answer has its ID, and the status [LoadBalancerNew], perhaps without an
// address: WaitActive waits until it works.
//
// DigitalOcean: POST /v2/load_balancers (loadBalancers_create)
func (s *LoadBalancersService) Create(ctx context.Context, request *LoadBalancerCreateRequest, opts ...CallOption) (*LoadBalancer, error) {
	return fetch[LoadBalancer](ctx, s.client, post("/v2/load_balancers").sending(request), "load_balancer", opts)
}

// Update replaces the settings of a load balancer: what the request leaves out returns to its default, and without targets
// it has none. [LoadBalancer.UpdateRequest] makes a request that keeps them. To change single Droplets or forwarding rules,
// use the Add and Remove methods. While the load balancer is new, or still at work on another change, the error matches
// [ErrForbidden]: wait and try again.
//
// DigitalOcean: PUT /v2/load_balancers/{lb_id} (loadBalancers_update)
func (s *LoadBalancersService) Update(ctx context.Context, id string, request *LoadBalancerUpdateRequest, opts ...CallOption) (*LoadBalancer, error) {
	return fetch[LoadBalancer](ctx, s.client, put("/v2/load_balancers/{lb_id}", id).sending(request), "load_balancer", opts)
}

// Delete deletes a load balancer. Its Droplets stay.
//
// DigitalOcean: DELETE /v2/load_balancers/{lb_id} (loadBalancers_delete)
func (s *LoadBalancersService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/load_balancers/{lb_id}", id), opts)
}

// PurgeCache empties the CDN cache of a global load balancer.
//
// DigitalOcean: DELETE /v2/load_balancers/{lb_id}/cache (loadBalancers_delete_cache)
func (s *LoadBalancersService) PurgeCache(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/load_balancers/{lb_id}/cache", id), opts)
}

// AddDroplets puts Droplets behind a load balancer. Where a tag says which Droplets are behind it, the error matches
// [ErrUnprocessable]: tag the Droplets then.
//
// DigitalOcean: POST /v2/load_balancers/{lb_id}/droplets (loadBalancers_add_droplets)
func (s *LoadBalancersService) AddDroplets(ctx context.Context, id string, request *LoadBalancerDropletsRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/load_balancers/{lb_id}/droplets", id).sending(request), opts)
}

// RemoveDroplets takes Droplets from behind a load balancer.
//
// DigitalOcean: DELETE /v2/load_balancers/{lb_id}/droplets (loadBalancers_remove_droplets)
func (s *LoadBalancersService) RemoveDroplets(ctx context.Context, id string, request *LoadBalancerDropletsRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/load_balancers/{lb_id}/droplets", id).sending(request), opts)
}

// AddForwardingRules adds forwarding rules to a load balancer.
//
// DigitalOcean: POST /v2/load_balancers/{lb_id}/forwarding_rules (loadBalancers_add_forwardingRules)
func (s *LoadBalancersService) AddForwardingRules(ctx context.Context, id string, request *LoadBalancerForwardingRulesRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/load_balancers/{lb_id}/forwarding_rules", id).sending(request), opts)
}

// RemoveForwardingRules removes forwarding rules from a load balancer. Give each rule as Get returns it.
//
// DigitalOcean: DELETE /v2/load_balancers/{lb_id}/forwarding_rules (loadBalancers_remove_forwardingRules)
func (s *LoadBalancersService) RemoveForwardingRules(ctx context.Context, id string, request *LoadBalancerForwardingRulesRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/load_balancers/{lb_id}/forwarding_rules", id).sending(request), opts)
}

// WaitActive waits until a new load balancer is active and returns it, now with its addresses. One that failed ends the wait
// with a [*LoadBalancerError].
func (s *LoadBalancersService) WaitActive(ctx context.Context, id string, opts ...CallOption) (*LoadBalancer, error) {
	var balancer *LoadBalancer
	err := s.client.waitFor(ctx, "load balancer "+id, opts, func() (done bool, err error) {
		if balancer, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return balancer.Status == LoadBalancerActive, balancer.failure()
	})
	if err != nil {
		return nil, err
	}
	return balancer, nil
}

// LoadBalancerCreateRequest describes a load balancer to create.
type LoadBalancerCreateRequest struct {
	Name                         string                       `json:"name,omitzero"`
	Region                       string                       `json:"region,omitzero"`    // slug; empty only for a global load balancer
	Type                         LoadBalancerType             `json:"type,omitzero"`      // empty means [LoadBalancerRegional]
	Targets                      LoadBalancerTargets          `json:"-"`                  // the Droplets behind it; none for a global load balancer
	SizeUnit                     int                          `json:"size_unit,omitzero"` // nodes, 1 to 100; 0 means 1
	Size                         LoadBalancerSize             `json:"size,omitzero"`      // in place of SizeUnit in AMS2, NYC2 and SFO1
	ForwardingRules              []LoadBalancerForwardingRule `json:"forwarding_rules,omitzero"`
	HealthCheck                  *LoadBalancerHealthCheck     `json:"health_check,omitzero"`                     // nil means one by HTTP on port 80
	StickySessions               *LoadBalancerStickySessions  `json:"sticky_sessions,omitzero"`                  // nil means none
	RedirectHTTPToHTTPS          bool                         `json:"redirect_http_to_https,omitzero"`           // from port 80 to port 443
	EnableProxyProtocol          bool                         `json:"enable_proxy_protocol,omitzero"`            // tells the Droplets who the client is
	EnableBackendKeepalive       bool                         `json:"enable_backend_keepalive,omitzero"`         // keeps HTTP connections to the Droplets open
	HTTPIdleTimeoutSeconds       int                          `json:"http_idle_timeout_seconds,omitzero"`        // 30 to 600; 0 means 60
	VPCUUID                      string                       `json:"vpc_uuid,omitzero"`                         // empty means the region's default VPC
	SubnetUUID                   string                       `json:"subnet_uuid,omitzero"`                      // of the VPC; empty leaves the choice to the API
	DisableLetsEncryptDNSRecords bool                         `json:"disable_lets_encrypt_dns_records,omitzero"` // makes no records for certificates of Let's Encrypt
	Firewall                     *LoadBalancerFirewall        `json:"firewall,omitzero"`                         // nil lets everyone in
	Network                      LoadBalancerNetwork          `json:"network,omitzero"`                          // empty means [LoadBalancerExternal]; cannot change later
	NetworkStack                 LoadBalancerNetworkStack     `json:"network_stack,omitzero"`                    // empty means [LoadBalancerIPv4]; cannot change later
	TLSCipherPolicy              LoadBalancerTLSCipherPolicy  `json:"tls_cipher_policy,omitzero"`                // empty means [LoadBalancerTLSDefault]
	Domains                      []LoadBalancerDomain         `json:"domains,omitzero"`                          // of a global load balancer only, as are the two below
	GLBSettings                  *LoadBalancerGLBSettings     `json:"glb_settings,omitzero"`
	TargetLoadBalancerIDs        []string                     `json:"target_load_balancer_ids,omitzero"` // regional load balancers behind it
	ProjectID                    string                       `json:"project_id,omitzero"`               // empty means the default project

	// Deprecated: the API no longer lets one choose.
	Algorithm LoadBalancerAlgorithm `json:"algorithm,omitzero"`
}

// MarshalJSON writes the targets where the API has them, beside the other fields.
func (r LoadBalancerCreateRequest) MarshalJSON() ([]byte, error) {
	type fields LoadBalancerCreateRequest
	targets, err := r.Targets.fields()
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		fields
		loadBalancerTargets
	}{fields(r), targets}, json.Deterministic(true))
}

// UnmarshalJSON reads the targets from beside the other fields.
func (r *LoadBalancerCreateRequest) UnmarshalJSON(text []byte) error {
	type fields LoadBalancerCreateRequest
	var all struct {
		fields
		loadBalancerTargets
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return err
	}
	*r = LoadBalancerCreateRequest(all.fields)
	r.Targets = targetsOf(all.DropletIDs, all.Tag)
	return nil
}

// LoadBalancerUpdateRequest holds the settings of a load balancer as they are to be. It has the fields of a
// [LoadBalancerCreateRequest]; [LoadBalancer.UpdateRequest] makes one.
type LoadBalancerUpdateRequest LoadBalancerCreateRequest

// MarshalJSON is that of [LoadBalancerCreateRequest].
func (r LoadBalancerUpdateRequest) MarshalJSON() ([]byte, error) {
	return LoadBalancerCreateRequest(r).MarshalJSON()
}

// UnmarshalJSON is that of [LoadBalancerCreateRequest].
func (r *LoadBalancerUpdateRequest) UnmarshalJSON(text []byte) error {
	return (*LoadBalancerCreateRequest)(r).UnmarshalJSON(text)
}

// LoadBalancerTargets are the Droplets behind a load balancer: those that are named by ID, or those that have a tag. Make
// them with [LoadBalancerDroplets] or [LoadBalancerTag]; the zero value is no Droplets.
type LoadBalancerTargets struct {
	dropletIDs []int64
	tag        string
	byTag      bool
}

// LoadBalancerDroplets are Droplets by their IDs.
func LoadBalancerDroplets(ids ...int64) LoadBalancerTargets {
	return LoadBalancerTargets{dropletIDs: append([]int64{}, ids...)}
}

// LoadBalancerTag are all Droplets that have a tag, also those that get it later. An empty tag cannot be sent.
func LoadBalancerTag(tag string) LoadBalancerTargets {
	return LoadBalancerTargets{tag: tag, byTag: true}
}

// DropletIDs returns the IDs of the Droplets, and nothing where they are those with a tag.
func (t LoadBalancerTargets) DropletIDs() []int64 { return slices.Clone(t.dropletIDs) }

// Tag returns the tag of the Droplets, and "" where they are named by ID.
func (t LoadBalancerTargets) Tag() string { return t.tag }

// Equal reports whether both name the same Droplets in the same way.
func (t LoadBalancerTargets) Equal(other LoadBalancerTargets) bool {
	return reflect.DeepEqual(t, other)
}

// loadBalancerTargets is how the API has the targets in a request.
type loadBalancerTargets struct {
	DropletIDs []int64 `json:"droplet_ids,omitzero"`
	Tag        string  `json:"tag,omitzero"`
}

// fields refuses what names nothing.
func (t LoadBalancerTargets) fields() (loadBalancerTargets, error) {
	if t.byTag && t.tag == "" {
		return loadBalancerTargets{}, errors.New("the tag of the load balancer's Droplets is empty")
	}
	for _, id := range t.dropletIDs {
		if id <= 0 {
			return loadBalancerTargets{}, fmt.Errorf("%d is not the ID of a Droplet", id)
		}
	}
	return loadBalancerTargets{DropletIDs: t.dropletIDs, Tag: t.tag}, nil
}

// targetsOf returns the targets by the tag, if there is one: the IDs are then those of the Droplets that have it.
func targetsOf(dropletIDs []int64, tag string) LoadBalancerTargets {
	switch {
	case tag != "":
		return LoadBalancerTag(tag)
	case dropletIDs != nil:
		return LoadBalancerDroplets(dropletIDs...)
	default:
		return LoadBalancerTargets{}
	}
}

// LoadBalancerDropletsRequest names Droplets to put behind a load balancer or to take from behind it.
type LoadBalancerDropletsRequest struct {
	DropletIDs []int64 `json:"droplet_ids,omitzero"`
}

// LoadBalancerForwardingRulesRequest holds forwarding rules to add to a load balancer or to remove from it.
type LoadBalancerForwardingRulesRequest struct {
	ForwardingRules []LoadBalancerForwardingRule `json:"forwarding_rules,omitzero"`
}

// LoadBalancer spreads traffic over Droplets or over other load balancers.
type LoadBalancer struct {
	ID                           string                       `json:"id"`
	Name                         string                       `json:"name"`
	ProjectID                    string                       `json:"project_id,omitzero"`
	IP                           string                       `json:"ip,omitzero"`   // empty until it is active; of an internal one a private address
	IPv6                         string                       `json:"ipv6,omitzero"` // empty without [LoadBalancerDualstack]
	SizeUnit                     int                          `json:"size_unit,omitzero"`
	Size                         LoadBalancerSize             `json:"size,omitzero"`      // what counts where SizeUnit is 0
	Algorithm                    LoadBalancerAlgorithm        `json:"algorithm,omitzero"` // no longer of any effect
	Status                       LoadBalancerStatus           `json:"status"`
	CreatedAt                    time.Time                    `json:"created_at,omitzero"`
	ForwardingRules              []LoadBalancerForwardingRule `json:"forwarding_rules,omitzero"`
	HealthCheck                  *LoadBalancerHealthCheck     `json:"health_check,omitzero"`
	StickySessions               *LoadBalancerStickySessions  `json:"sticky_sessions,omitzero"`
	RedirectHTTPToHTTPS          bool                         `json:"redirect_http_to_https"`
	EnableProxyProtocol          bool                         `json:"enable_proxy_protocol"`
	EnableBackendKeepalive       bool                         `json:"enable_backend_keepalive"`
	HTTPIdleTimeoutSeconds       int                          `json:"http_idle_timeout_seconds,omitzero"`
	VPCUUID                      string                       `json:"vpc_uuid,omitzero"`
	SubnetUUID                   string                       `json:"subnet_uuid,omitzero"` // of the VPC
	DisableLetsEncryptDNSRecords bool                         `json:"disable_lets_encrypt_dns_records"`
	Firewall                     *LoadBalancerFirewall        `json:"firewall,omitzero"`
	Network                      LoadBalancerNetwork          `json:"network,omitzero"`
	NetworkStack                 LoadBalancerNetworkStack     `json:"network_stack,omitzero"`
	Type                         LoadBalancerType             `json:"type,omitzero"`
	Domains                      []LoadBalancerDomain         `json:"domains,omitzero"`      // of a global load balancer
	GLBSettings                  *LoadBalancerGLBSettings     `json:"glb_settings,omitzero"` // of a global load balancer
	TargetLoadBalancerIDs        []string                     `json:"target_load_balancer_ids,omitzero"`
	TLSCipherPolicy              LoadBalancerTLSCipherPolicy  `json:"tls_cipher_policy,omitzero"`
	Region                       *Region                      `json:"region,omitzero"`      // nil for a global load balancer
	DropletIDs                   []int64                      `json:"droplet_ids,omitzero"` // those behind it, also when a tag says which
	Tag                          string                       `json:"tag,omitzero"`         // which Droplets are behind it; empty where IDs say that
}

// Targets returns what says which Droplets are behind the load balancer: its tag, or their IDs.
func (b *LoadBalancer) Targets() LoadBalancerTargets { return targetsOf(b.DropletIDs, b.Tag) }

// UpdateRequest returns the load balancer as a request for [LoadBalancersService.Update] that changes nothing. To change the
// load balancer, change the request: it shares nothing with the load balancer. A token without the scope droplet:read does not
// see the Droplets behind a load balancer, and the request would remove them.
func (b *LoadBalancer) UpdateRequest() *LoadBalancerUpdateRequest {
	request := &LoadBalancerUpdateRequest{
		Name:                         b.Name,
		Type:                         b.Type,
		Targets:                      b.Targets(),
		SizeUnit:                     b.SizeUnit,
		ForwardingRules:              slices.Clone(b.ForwardingRules),
		HealthCheck:                  deepCopy(b.HealthCheck),
		StickySessions:               copyOf(b.StickySessions),
		RedirectHTTPToHTTPS:          b.RedirectHTTPToHTTPS,
		EnableProxyProtocol:          b.EnableProxyProtocol,
		EnableBackendKeepalive:       b.EnableBackendKeepalive,
		HTTPIdleTimeoutSeconds:       b.HTTPIdleTimeoutSeconds,
		VPCUUID:                      b.VPCUUID,
		SubnetUUID:                   b.SubnetUUID,
		DisableLetsEncryptDNSRecords: b.DisableLetsEncryptDNSRecords,
		Firewall:                     deepCopy(b.Firewall),
		Network:                      b.Network,
		NetworkStack:                 b.NetworkStack,
		TLSCipherPolicy:              b.TLSCipherPolicy,
		Domains:                      slices.Clone(b.Domains),
		GLBSettings:                  deepCopy(b.GLBSettings),
		TargetLoadBalancerIDs:        slices.Clone(b.TargetLoadBalancerIDs),
		ProjectID:                    b.ProjectID,
		Algorithm:                    b.Algorithm,
	}
	if b.Region != nil {
		request.Region = b.Region.Slug
	}
	if b.SizeUnit == 0 {
		request.Size = b.Size // the API takes one of the two
	}
	return request
}

func (b *LoadBalancer) failure() error {
	if b.Status == LoadBalancerErrored {
		return &LoadBalancerError{LoadBalancer: *b}
	}
	return nil
}

// LoadBalancerError is a load balancer that was waited for and has failed. The API does not say why.
type LoadBalancerError struct{ LoadBalancer LoadBalancer }

func (e *LoadBalancerError) Error() string {
	return fmt.Sprintf("digitalocean: load balancer %s (%s) has failed", printable(e.LoadBalancer.ID), printable(e.LoadBalancer.Name))
}

// LoadBalancerForwardingRule says where traffic on a port of a load balancer goes.
type LoadBalancerForwardingRule struct {
	EntryProtocol  LoadBalancerProtocol `json:"entry_protocol"`
	EntryPort      int                  `json:"entry_port"`
	TargetProtocol LoadBalancerProtocol `json:"target_protocol"` // not HTTP/3; UDP where, and only where, the entry is UDP
	TargetPort     int                  `json:"target_port"`
	CertificateID  string               `json:"certificate_id,omitzero"`  // with which TLS ends at the load balancer
	TLSPassthrough bool                 `json:"tls_passthrough,omitzero"` // hands TLS through to the Droplets
}

// LoadBalancerHealthCheck says how a load balancer finds out which Droplets work. A field that is zero in a request has its
// default. Traffic by UDP needs a check by another protocol.
type LoadBalancerHealthCheck struct {
	Protocol               LoadBalancerProtocol `json:"protocol,omitzero"`                 // HTTP, HTTPS or TCP; HTTP by default
	Port                   int                  `json:"port,omitzero"`                     // 80 by default
	Path                   string               `json:"path,omitzero"`                     // "/" by default
	CheckIntervalSeconds   int                  `json:"check_interval_seconds,omitzero"`   // 10 by default
	ResponseTimeoutSeconds int                  `json:"response_timeout_seconds,omitzero"` // 5 by default
	UnhealthyThreshold     int                  `json:"unhealthy_threshold,omitzero"`      // failures until a Droplet gets no more traffic, 5 by default
	HealthyThreshold       int                  `json:"healthy_threshold,omitzero"`        // successes until it gets traffic again, 3 by default
	ProxyProtocol          *bool                `json:"proxy_protocol,omitzero"`           // whether checks speak it too, where EnableProxyProtocol is set; nil leaves that to the API
}

// LoadBalancerStickySessions says whether the requests of a client go to the same Droplet.
type LoadBalancerStickySessions struct {
	Type             LoadBalancerStickiness `json:"type,omitzero"`
	CookieName       string                 `json:"cookie_name,omitzero"`        // with cookies only, as is the TTL
	CookieTTLSeconds int                    `json:"cookie_ttl_seconds,omitzero"` // how long a client stays with its Droplet
}

// LoadBalancerFirewall says who reaches a load balancer. A rule is "ip:192.0.2.1" or "cidr:192.0.2.0/24".
type LoadBalancerFirewall struct {
	Deny  []string `json:"deny,omitzero"`
	Allow []string `json:"allow,omitzero"`
}

// LoadBalancerDomain is a name under which a global load balancer is reached.
type LoadBalancerDomain struct {
	Name          string `json:"name,omitzero"`
	IsManaged     bool   `json:"is_managed"`              // whether DigitalOcean serves its DNS, and makes the records itself
	CertificateID string `json:"certificate_id,omitzero"` // for TLS
}

// LoadBalancerGLBSettings say how a global load balancer passes traffic on.
type LoadBalancerGLBSettings struct {
	TargetProtocol    LoadBalancerProtocol `json:"target_protocol,omitzero"` // HTTP, HTTPS or HTTP/2
	TargetPort        int                  `json:"target_port,omitzero"`
	CDN               *LoadBalancerCDN     `json:"cdn,omitzero"`
	RegionPriorities  map[string]int       `json:"region_priorities,omitzero"`  // by region slug; the lowest is preferred
	FailoverThreshold *int                 `json:"failover_threshold,omitzero"` // percent of failures in a region that turn traffic to the next
}

// LoadBalancerCDN says whether a global load balancer caches.
type LoadBalancerCDN struct {
	IsEnabled bool `json:"is_enabled"`
}

// LoadBalancerStatus is the state of a load balancer.
type LoadBalancerStatus string

const (
	LoadBalancerNew     LoadBalancerStatus = "new" // it is being created
	LoadBalancerActive  LoadBalancerStatus = "active"
	LoadBalancerErrored LoadBalancerStatus = "errored"
)

// LoadBalancerType is what a load balancer works on and where.
type LoadBalancerType string

const (
	LoadBalancerRegional        LoadBalancerType = "REGIONAL"         // on HTTP, in one region
	LoadBalancerRegionalNetwork LoadBalancerType = "REGIONAL_NETWORK" // on TCP and UDP, in one region
	LoadBalancerGlobal          LoadBalancerType = "GLOBAL"           // in front of the load balancers of several regions
)

// LoadBalancerProtocol is what a load balancer, its Droplets or its health checks speak.
type LoadBalancerProtocol string

const (
	LoadBalancerHTTP  LoadBalancerProtocol = "http"
	LoadBalancerHTTPS LoadBalancerProtocol = "https"
	LoadBalancerHTTP2 LoadBalancerProtocol = "http2"
	LoadBalancerHTTP3 LoadBalancerProtocol = "http3" // only on the side of the clients
	LoadBalancerTCP   LoadBalancerProtocol = "tcp"
	LoadBalancerUDP   LoadBalancerProtocol = "udp"
)

// LoadBalancerStickiness is how a load balancer recognizes a client.
type LoadBalancerStickiness string

const (
	LoadBalancerStickyCookies LoadBalancerStickiness = "cookies"
	LoadBalancerStickyNone    LoadBalancerStickiness = "none"
)

// LoadBalancerNetwork is where a load balancer can be reached from.
type LoadBalancerNetwork string

const (
	LoadBalancerExternal LoadBalancerNetwork = "EXTERNAL"
	LoadBalancerInternal LoadBalancerNetwork = "INTERNAL" // only from its VPC
)

// LoadBalancerNetworkStack is which addresses a load balancer has.
type LoadBalancerNetworkStack string

const (
	LoadBalancerIPv4      LoadBalancerNetworkStack = "IPV4"
	LoadBalancerDualstack LoadBalancerNetworkStack = "DUALSTACK" // IPv4 and IPv6
)

// LoadBalancerTLSCipherPolicy is which cipher suites a load balancer offers.
type LoadBalancerTLSCipherPolicy string

const (
	LoadBalancerTLSDefault LoadBalancerTLSCipherPolicy = "DEFAULT"
	LoadBalancerTLSStrong  LoadBalancerTLSCipherPolicy = "STRONG"
)

// LoadBalancerSize is the size of a load balancer in the regions that do not count nodes.
type LoadBalancerSize string

const (
	LoadBalancerSmall  LoadBalancerSize = "lb-small"  // 1 node
	LoadBalancerMedium LoadBalancerSize = "lb-medium" // 3 nodes
	LoadBalancerLarge  LoadBalancerSize = "lb-large"  // 6 nodes
)

// LoadBalancerAlgorithm is how a load balancer chose a Droplet while that could be set.
type LoadBalancerAlgorithm string

const (
	LoadBalancerRoundRobin       LoadBalancerAlgorithm = "round_robin"
	LoadBalancerLeastConnections LoadBalancerAlgorithm = "least_connections"
)
