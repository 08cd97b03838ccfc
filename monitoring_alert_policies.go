package digitalocean

import (
	"context"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// MonitoringService watches resources from inside: what their load is, who is told when it is too high, and where their
// logs go.
type MonitoringService struct {
	AlertPolicies *MonitoringAlertPoliciesService
	Destinations  *MonitoringDestinationsService
	Metrics       *MonitoringMetricsService
	Sinks         *MonitoringSinksService
}

// MonitoringAlertPoliciesService manages alert policies, which tell people when a metric of a resource passes a value.
type MonitoringAlertPoliciesService struct{ client *Client }

// List lists the alert policies of the account.
//
// DigitalOcean: GET /v2/monitoring/alerts (monitoring_list_alertPolicy)
func (s *MonitoringAlertPoliciesService) List(options *ListOptions, opts ...CallOption) *Pager[AlertPolicy] {
	return listWith(s.client, get("/v2/monitoring/alerts").with(options), decodeAlertPolicies, opts)
}

// Get returns an alert policy.
//
// DigitalOcean: GET /v2/monitoring/alerts/{alert_uuid} (monitoring_get_alertPolicy)
func (s *MonitoringAlertPoliciesService) Get(ctx context.Context, uuid string, opts ...CallOption) (*AlertPolicy, error) {
	return fetch[AlertPolicy](ctx, s.client, get("/v2/monitoring/alerts/{alert_uuid}", uuid), "policy", opts)
}

// Create adds an alert policy. Without entities and tags it watches all resources that its type is about, also those that
// come later.
//
// DigitalOcean: POST /v2/monitoring/alerts (monitoring_create_alertPolicy)
func (s *MonitoringAlertPoliciesService) Create(ctx context.Context, request *AlertPolicyCreateRequest, opts ...CallOption) (*AlertPolicy, error) {
	return fetch[AlertPolicy](ctx, s.client, post("/v2/monitoring/alerts").sending(request), "policy", opts)
}

// Update replaces an alert policy: the request describes the whole of it. [AlertPolicy.UpdateRequest] makes one of a policy
// as it is.
//
// DigitalOcean: PUT /v2/monitoring/alerts/{alert_uuid} (monitoring_update_alertPolicy)
func (s *MonitoringAlertPoliciesService) Update(ctx context.Context, uuid string, request *AlertPolicyUpdateRequest, opts ...CallOption) (*AlertPolicy, error) {
	return fetch[AlertPolicy](ctx, s.client, put("/v2/monitoring/alerts/{alert_uuid}", uuid).sending(request), "policy", opts)
}

// Delete deletes an alert policy.
//
// DigitalOcean: DELETE /v2/monitoring/alerts/{alert_uuid} (monitoring_delete_alertPolicy)
func (s *MonitoringAlertPoliciesService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/monitoring/alerts/{alert_uuid}", uuid), opts)
}

// decodeAlertPolicies reads a page whose links may stand in links itself instead of in its pages.
func decodeAlertPolicies(body []byte, page *Page[AlertPolicy]) error {
	if err := decodeList(body, "policies", page); err != nil {
		return err
	}
	var links PageLinks
	if page.Links.Pages == links && decodeOne(body, "links", &links) == nil {
		links.Next, links.Last = withColon(links.Next), withColon(links.Last)
		links.First, links.Prev = withColon(links.First), withColon(links.Prev)
		page.Links.Pages = links
	}
	return nil
}

// withColon mends the links of the API's own example, which begin with https//.
func withColon(link string) string {
	if rest, ok := strings.CutPrefix(link, "https//"); ok {
		return "https://" + rest
	}
	return link
}

// AlertPolicyCreateRequest describes an alert policy to add.
type AlertPolicyCreateRequest struct {
	Type        AlertPolicyType       `json:"type"`
	Description string                `json:"description"`
	Compare     AlertPolicyComparison `json:"compare"`           // of the metric with Value
	Value       float64               `json:"value"`             // in the unit of the type
	Window      AlertPolicyWindow     `json:"window"`            // for how long the metric has to be past Value
	Entities    []string              `json:"entities,omitzero"` // IDs, those of Droplets in digits
	Tags        []string              `json:"tags,omitzero"`     // Droplets that have one of them
	Alerts      AlertPolicyAlerts     `json:"alerts"`
	Enabled     bool                  `json:"enabled"` // false adds a policy that tells nobody yet
}

// MarshalJSON writes entities and tags also where they are nil: the API asks for both.
func (r AlertPolicyCreateRequest) MarshalJSON() ([]byte, error) {
	type fields AlertPolicyCreateRequest
	r.Entities, r.Tags = orEmpty(r.Entities), orEmpty(r.Tags)
	return json.Marshal(fields(r))
}

// AlertPolicyUpdateRequest is an alert policy as it is to be. It has the fields of an [AlertPolicyCreateRequest].
type AlertPolicyUpdateRequest AlertPolicyCreateRequest

// MarshalJSON is that of [AlertPolicyCreateRequest].
func (r AlertPolicyUpdateRequest) MarshalJSON() ([]byte, error) {
	return AlertPolicyCreateRequest(r).MarshalJSON()
}

// orEmpty is for lists that the API asks for also where they are empty.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// AlertPolicy tells people when a metric passes a value.
type AlertPolicy struct {
	UUID        string                `json:"uuid"`
	Type        AlertPolicyType       `json:"type"`
	Description string                `json:"description"`
	Compare     AlertPolicyComparison `json:"compare"` // of the metric with Value
	Value       float64               `json:"value"`   // in the unit of the type
	Window      AlertPolicyWindow     `json:"window"`
	Entities    []string              `json:"entities,omitzero"` // IDs; empty without tags means all that the type is about
	Tags        []string              `json:"tags,omitzero"`
	Alerts      AlertPolicyAlerts     `json:"alerts,omitzero"`
	Enabled     bool                  `json:"enabled"`
}

// UpdateRequest returns the request that leaves the policy as it is, to be changed and given to Update.
func (p *AlertPolicy) UpdateRequest() *AlertPolicyUpdateRequest {
	return &AlertPolicyUpdateRequest{
		Type: p.Type, Description: p.Description, Compare: p.Compare, Value: p.Value, Window: p.Window,
		Entities: slices.Clone(p.Entities), Tags: slices.Clone(p.Tags), Enabled: p.Enabled,
		Alerts: AlertPolicyAlerts{Email: slices.Clone(p.Alerts.Email), Slack: slices.Clone(p.Alerts.Slack)},
	}
}

// AlertPolicyAlerts are who is told.
type AlertPolicyAlerts struct {
	Email []string       `json:"email,omitzero"` // verified addresses of the account
	Slack []SlackDetails `json:"slack,omitzero"`
}

// MarshalJSON writes both lists also where they are nil: the API asks for both.
func (a AlertPolicyAlerts) MarshalJSON() ([]byte, error) {
	type fields AlertPolicyAlerts
	a.Email, a.Slack = orEmpty(a.Email), orEmpty(a.Slack)
	return json.Marshal(fields(a))
}

// AlertPolicyComparison is how a metric compares with the value of a policy.
type AlertPolicyComparison string

const (
	AlertPolicyGreaterThan AlertPolicyComparison = "GreaterThan"
	AlertPolicyLessThan    AlertPolicyComparison = "LessThan"
)

// AlertPolicyWindow is for how long a metric has to be past a value.
type AlertPolicyWindow string

const (
	AlertPolicyWindow5Minutes  AlertPolicyWindow = "5m"
	AlertPolicyWindow10Minutes AlertPolicyWindow = "10m"
	AlertPolicyWindow30Minutes AlertPolicyWindow = "30m"
	AlertPolicyWindow1Hour     AlertPolicyWindow = "1h"
)

// AlertPolicyType is the metric that a policy watches, and with it the kind of the resources.
type AlertPolicyType string

// Metrics of Droplets. Their entities are Droplet IDs.
const (
	AlertPolicyDropletCPU                      AlertPolicyType = "v1/insights/droplet/cpu"                        // percent of all CPUs
	AlertPolicyDropletLoad1                    AlertPolicyType = "v1/insights/droplet/load_1"                     // load average of 1 minute
	AlertPolicyDropletLoad5                    AlertPolicyType = "v1/insights/droplet/load_5"                     // load average of 5 minutes
	AlertPolicyDropletLoad15                   AlertPolicyType = "v1/insights/droplet/load_15"                    // load average of 15 minutes
	AlertPolicyDropletMemory                   AlertPolicyType = "v1/insights/droplet/memory_utilization_percent" // percent in use
	AlertPolicyDropletDisk                     AlertPolicyType = "v1/insights/droplet/disk_utilization_percent"   // percent in use
	AlertPolicyDropletDiskRead                 AlertPolicyType = "v1/insights/droplet/disk_read"                  // megabytes a second
	AlertPolicyDropletDiskWrite                AlertPolicyType = "v1/insights/droplet/disk_write"                 // megabytes a second
	AlertPolicyDropletPublicOutboundBandwidth  AlertPolicyType = "v1/insights/droplet/public_outbound_bandwidth"  // megabits a second
	AlertPolicyDropletPublicInboundBandwidth   AlertPolicyType = "v1/insights/droplet/public_inbound_bandwidth"   // megabits a second
	AlertPolicyDropletPrivateOutboundBandwidth AlertPolicyType = "v1/insights/droplet/private_outbound_bandwidth" // megabits a second
	AlertPolicyDropletPrivateInboundBandwidth  AlertPolicyType = "v1/insights/droplet/private_inbound_bandwidth"  // megabits a second
)

// Metrics of load balancers. Their entities are load balancer IDs. Those of errors count 5 minutes.
const (
	AlertPolicyLoadBalancerCPU                   AlertPolicyType = "v1/insights/lbaas/avg_cpu_utilization_percent"                    // percent
	AlertPolicyLoadBalancerConnections           AlertPolicyType = "v1/insights/lbaas/connection_utilization_percent"                 // percent of the limit
	AlertPolicyLoadBalancerDropletHealth         AlertPolicyType = "v1/insights/lbaas/droplet_health"                                 // when it changes
	AlertPolicyLoadBalancerTLSConnections        AlertPolicyType = "v1/insights/lbaas/tls_connections_per_second_utilization_percent" // percent of the limit; needs a rule for HTTPS
	AlertPolicyLoadBalancerServerErrorPercentage AlertPolicyType = "v1/insights/lbaas/increase_in_http_error_rate_percentage_5xx"     // percent more answers 5xx
	AlertPolicyLoadBalancerClientErrorPercentage AlertPolicyType = "v1/insights/lbaas/increase_in_http_error_rate_percentage_4xx"     // percent more answers 4xx
	AlertPolicyLoadBalancerServerErrorCount      AlertPolicyType = "v1/insights/lbaas/increase_in_http_error_rate_count_5xx"          // answers 5xx
	AlertPolicyLoadBalancerClientErrorCount      AlertPolicyType = "v1/insights/lbaas/increase_in_http_error_rate_count_4xx"          // answers 4xx
	AlertPolicyLoadBalancerResponseTime          AlertPolicyType = "v1/insights/lbaas/high_http_request_response_time"                // average
	AlertPolicyLoadBalancerResponseTimeP50       AlertPolicyType = "v1/insights/lbaas/high_http_request_response_time_50p"            // of half of the requests
	AlertPolicyLoadBalancerResponseTimeP95       AlertPolicyType = "v1/insights/lbaas/high_http_request_response_time_95p"            // of 95 % of the requests
	AlertPolicyLoadBalancerResponseTimeP99       AlertPolicyType = "v1/insights/lbaas/high_http_request_response_time_99p"            // of 99 % of the requests
)

// Metrics of database clusters, as averages of the nodes. Their entities are cluster UUIDs.
const (
	AlertPolicyDatabaseLoad15 AlertPolicyType = "v1/dbaas/alerts/load_15_alerts"            // load average of 15 minutes
	AlertPolicyDatabaseMemory AlertPolicyType = "v1/dbaas/alerts/memory_utilization_alerts" // percent in use
	AlertPolicyDatabaseDisk   AlertPolicyType = "v1/dbaas/alerts/disk_utilization_alerts"   // percent in use
	AlertPolicyDatabaseCPU    AlertPolicyType = "v1/dbaas/alerts/cpu_alerts"                // percent
)

// Metrics and events of autoscale pools. Their entities are pool IDs.
const (
	AlertPolicyAutoscaleCurrentInstances AlertPolicyType = "v1/droplet/autoscale_alerts/current_instances"          // Droplets that the pool has
	AlertPolicyAutoscaleTargetInstances  AlertPolicyType = "v1/droplet/autoscale_alerts/target_instances"           // Droplets that it is to have
	AlertPolicyAutoscaleCurrentCPU       AlertPolicyType = "v1/droplet/autoscale_alerts/current_cpu_utilization"    // average of the Droplets
	AlertPolicyAutoscaleTargetCPU        AlertPolicyType = "v1/droplet/autoscale_alerts/target_cpu_utilization"     // what it is to be kept at
	AlertPolicyAutoscaleCurrentMemory    AlertPolicyType = "v1/droplet/autoscale_alerts/current_memory_utilization" // average of the Droplets
	AlertPolicyAutoscaleTargetMemory     AlertPolicyType = "v1/droplet/autoscale_alerts/target_memory_utilization"  // what it is to be kept at
	AlertPolicyAutoscaleScaleUp          AlertPolicyType = "v1/droplet/autoscale_alerts/scale_up"                   // when the pool grows
	AlertPolicyAutoscaleScaleDown        AlertPolicyType = "v1/droplet/autoscale_alerts/scale_down"                 // when the pool shrinks
)
