package digitalocean

import (
	"context"
	"time"
)

// DatabaseFirewallRulesService manages who may connect to a cluster: its trusted sources. A cluster without rules lets everyone
// connect.
type DatabaseFirewallRulesService struct{ client *Client }

// List lists the rules of a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/firewall (databases_list_firewall_rules)
func (s *DatabaseFirewallRulesService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabaseFirewallRule, error) {
	return fetchAll[DatabaseFirewallRule](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/firewall", clusterID), "rules", opts)
}

// Update replaces all rules of a cluster: those that the request leaves out are gone, and without any the cluster lets everyone
// connect. [DatabaseFirewallRulesRequest] makes a request of the rules that List returned, to which others can be added. There
// can be 100.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/firewall (databases_update_firewall_rules)
func (s *DatabaseFirewallRulesService) Update(ctx context.Context, clusterID string, request *DatabaseFirewallRulesUpdateRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/firewall", clusterID).sending(request), opts)
}

// DatabaseFirewallRulesUpdateRequest holds all rules that a cluster is to have.
type DatabaseFirewallRulesUpdateRequest struct {
	Rules []DatabaseFirewallRuleRequest `json:"rules,omitzero"` // an empty slice that is not nil takes all away
}

// DatabaseFirewallRulesRequest returns the rules as a request for [DatabaseFirewallRulesService.Update] that changes nothing. It
// shares nothing with them.
func DatabaseFirewallRulesRequest(rules []DatabaseFirewallRule) *DatabaseFirewallRulesUpdateRequest {
	request := &DatabaseFirewallRulesUpdateRequest{Rules: make([]DatabaseFirewallRuleRequest, 0, len(rules))}
	for _, rule := range rules {
		request.Rules = append(request.Rules, DatabaseFirewallRuleRequest{
			UUID: rule.UUID, Type: rule.Type, Value: rule.Value, Description: rule.Description,
		})
	}
	return request
}

// DatabaseFirewallRuleRequest describes a rule that a cluster is to have.
type DatabaseFirewallRuleRequest struct {
	UUID        string                   `json:"uuid,omitzero"` // of a rule that exists; empty for a new one
	Type        DatabaseFirewallRuleType `json:"type"`
	Value       string                   `json:"value"` // what Type says: an ID, a tag or an IPv4 address
	Description string                   `json:"description,omitzero"`
}

// DatabaseFirewallRule lets something connect to a cluster.
type DatabaseFirewallRule struct {
	UUID        string                   `json:"uuid"`
	ClusterUUID string                   `json:"cluster_uuid,omitzero"`
	Type        DatabaseFirewallRuleType `json:"type"`
	Value       string                   `json:"value"` // what Type says: an ID, a tag or an IPv4 address
	CreatedAt   time.Time                `json:"created_at,omitzero"`
	Description string                   `json:"description,omitzero"`
}

// DatabaseFirewallRuleType is what a rule lets connect.
type DatabaseFirewallRuleType string

const (
	DatabaseFirewallRuleDroplet    DatabaseFirewallRuleType = "droplet" // by ID
	DatabaseFirewallRuleKubernetes DatabaseFirewallRuleType = "k8s"     // a cluster, by ID
	DatabaseFirewallRuleIPAddr     DatabaseFirewallRuleType = "ip_addr" // IPv4 only
	DatabaseFirewallRuleTag        DatabaseFirewallRuleType = "tag"     // the Droplets and nodes that have it
	DatabaseFirewallRuleApp        DatabaseFirewallRuleType = "app"     // by ID
)
