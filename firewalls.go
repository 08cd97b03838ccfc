package digitalocean

import (
	"context"
	"slices"
	"time"
)

// FirewallsService manages the firewalls in front of Droplets.
type FirewallsService struct{ client *Client }

// List lists the firewalls of the account. Those that apply to one Droplet are in [DropletsService.ListFirewalls].
//
// DigitalOcean: GET /v2/firewalls (firewalls_list)
func (s *FirewallsService) List(options *ListOptions, opts ...CallOption) *Pager[Firewall] {
	return list[Firewall](s.client, get("/v2/firewalls").with(options), "firewalls", opts)
}

// Get returns a firewall.
//
// DigitalOcean: GET /v2/firewalls/{firewall_id} (firewalls_get)
func (s *FirewallsService) Get(ctx context.Context, id string, opts ...CallOption) (*Firewall, error) {
	return fetch[Firewall](ctx, s.client, get("/v2/firewalls/{firewall_id}", id), "firewall", opts)
}

// Create adds a firewall. It needs a rule of either direction. The answer has the status [FirewallWaiting], with the
// Droplets that are still to get the rules in PendingChanges.
//
// DigitalOcean: POST /v2/firewalls (firewalls_create)
func (s *FirewallsService) Create(ctx context.Context, request *FirewallCreateRequest, opts ...CallOption) (*Firewall, error) {
	return fetch[Firewall](ctx, s.client, post("/v2/firewalls").sending(request), "firewall", opts)
}

// Update replaces a firewall: it loses the rules, Droplets and tags that the request leaves out. [Firewall.UpdateRequest]
// makes a request that keeps them. To change single Droplets, tags or rules, use the Add and Remove methods. The token must
// be able to read everything that the firewall names.
//
// DigitalOcean: PUT /v2/firewalls/{firewall_id} (firewalls_update)
func (s *FirewallsService) Update(ctx context.Context, id string, request *FirewallUpdateRequest, opts ...CallOption) (*Firewall, error) {
	return fetch[Firewall](ctx, s.client, put("/v2/firewalls/{firewall_id}", id).sending(request), "firewall", opts)
}

// Delete deletes a firewall. Its Droplets are then open to what no other firewall of theirs keeps out.
//
// DigitalOcean: DELETE /v2/firewalls/{firewall_id} (firewalls_delete)
func (s *FirewallsService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/firewalls/{firewall_id}", id), opts)
}

// AddDroplets puts Droplets behind a firewall.
//
// DigitalOcean: POST /v2/firewalls/{firewall_id}/droplets (firewalls_assign_droplets)
func (s *FirewallsService) AddDroplets(ctx context.Context, id string, request *FirewallDropletsRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/firewalls/{firewall_id}/droplets", id).sending(request), opts)
}

// RemoveDroplets takes Droplets from behind a firewall. It still applies to those that have one of its tags.
//
// DigitalOcean: DELETE /v2/firewalls/{firewall_id}/droplets (firewalls_delete_droplets)
func (s *FirewallsService) RemoveDroplets(ctx context.Context, id string, request *FirewallDropletsRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/firewalls/{firewall_id}/droplets", id).sending(request), opts)
}

// AddTags puts all Droplets with one of the tags behind a firewall, also those that get it later. The tags must exist.
//
// DigitalOcean: POST /v2/firewalls/{firewall_id}/tags (firewalls_add_tags)
func (s *FirewallsService) AddTags(ctx context.Context, id string, request *FirewallTagsRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/firewalls/{firewall_id}/tags", id).sending(request), opts)
}

// RemoveTags takes the Droplets with the tags from behind a firewall.
//
// DigitalOcean: DELETE /v2/firewalls/{firewall_id}/tags (firewalls_delete_tags)
func (s *FirewallsService) RemoveTags(ctx context.Context, id string, request *FirewallTagsRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/firewalls/{firewall_id}/tags", id).sending(request), opts)
}

// AddRules adds rules to a firewall.
//
// DigitalOcean: POST /v2/firewalls/{firewall_id}/rules (firewalls_add_rules)
func (s *FirewallsService) AddRules(ctx context.Context, id string, request *FirewallRulesRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/firewalls/{firewall_id}/rules", id).sending(request), opts)
}

// RemoveRules removes rules from a firewall. Give each rule as Get returns it.
//
// DigitalOcean: DELETE /v2/firewalls/{firewall_id}/rules (firewalls_delete_rules)
func (s *FirewallsService) RemoveRules(ctx context.Context, id string, request *FirewallRulesRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/firewalls/{firewall_id}/rules", id).sending(request), opts)
}

// FirewallCreateRequest describes a firewall to add.
type FirewallCreateRequest struct {
	Name          string                 `json:"name"` // letters, digits, dots and dashes; begins with a letter or a digit
	DropletIDs    []int64                `json:"droplet_ids,omitzero"`
	Tags          []string               `json:"tags,omitzero"` // whose Droplets it applies to; they must exist
	InboundRules  []FirewallInboundRule  `json:"inbound_rules,omitzero"`
	OutboundRules []FirewallOutboundRule `json:"outbound_rules,omitzero"`
}

// FirewallUpdateRequest is a firewall as it is to be. It has the fields of a [FirewallCreateRequest];
// [Firewall.UpdateRequest] makes one.
type FirewallUpdateRequest FirewallCreateRequest

// FirewallDropletsRequest names Droplets to put behind a firewall or to take from behind it.
type FirewallDropletsRequest struct {
	DropletIDs []int64 `json:"droplet_ids,omitzero"`
}

// FirewallTagsRequest names tags whose Droplets are to be put behind a firewall or taken from behind it.
type FirewallTagsRequest struct {
	Tags []string `json:"tags,omitzero"`
}

// FirewallRulesRequest holds rules to add to a firewall or to remove from it, of one direction at least.
type FirewallRulesRequest struct {
	InboundRules  []FirewallInboundRule  `json:"inbound_rules,omitzero"`
	OutboundRules []FirewallOutboundRule `json:"outbound_rules,omitzero"`
}

// Firewall lets through to and from its Droplets what its rules name, and nothing else.
type Firewall struct {
	ID             string                  `json:"id"`
	Status         FirewallStatus          `json:"status"`
	CreatedAt      time.Time               `json:"created_at,omitzero"`
	PendingChanges []FirewallPendingChange `json:"pending_changes,omitzero"` // empty when all Droplets have the rules
	Name           string                  `json:"name"`
	DropletIDs     []int64                 `json:"droplet_ids,omitzero"` // needs the scope droplet:read
	Tags           []string                `json:"tags,omitzero"`        // whose Droplets it applies to; needs the scope tag:read
	InboundRules   []FirewallInboundRule   `json:"inbound_rules,omitzero"`
	OutboundRules  []FirewallOutboundRule  `json:"outbound_rules,omitzero"`
}

// UpdateRequest returns the firewall as a request for [FirewallsService.Update] that changes nothing. To change the firewall,
// change the request: it shares nothing with the firewall.
func (f *Firewall) UpdateRequest() *FirewallUpdateRequest {
	return &FirewallUpdateRequest{
		Name:       f.Name,
		DropletIDs: slices.Clone(f.DropletIDs),
		Tags:       slices.Clone(f.Tags),
		// Never nil: the API wants the rules of one direction, even if there are none.
		InboundRules:  append([]FirewallInboundRule{}, deepCopy(f.InboundRules)...),
		OutboundRules: append([]FirewallOutboundRule{}, deepCopy(f.OutboundRules)...),
	}
}

// FirewallPendingChange is a Droplet that does not have the firewall's rules yet, or still has them.
type FirewallPendingChange struct {
	DropletID int64  `json:"droplet_id"`
	Removing  bool   `json:"removing"` // whether the firewall is being taken from the Droplet
	Status    string `json:"status"`   // such as "waiting"
}

// FirewallInboundRule lets traffic in.
type FirewallInboundRule struct {
	Protocol FirewallProtocol   `json:"protocol"`
	Ports    string             `json:"ports"` // "22", "8000-9000", or "0" for all and for ICMP
	Sources  FirewallRuleTarget `json:"sources"`
}

// FirewallOutboundRule lets traffic out.
type FirewallOutboundRule struct {
	Protocol     FirewallProtocol   `json:"protocol"`
	Ports        string             `json:"ports"` // "22", "8000-9000", or "0" for all and for ICMP
	Destinations FirewallRuleTarget `json:"destinations"`
}

// FirewallRuleTarget is where traffic may come from or go to: everything that one of its fields names.
type FirewallRuleTarget struct {
	Addresses        []string `json:"addresses,omitzero"` // addresses and networks, such as "192.0.2.1" and "2001:db8::/32"
	DropletIDs       []int64  `json:"droplet_ids,omitzero"`
	LoadBalancerUIDs []string `json:"load_balancer_uids,omitzero"`
	KubernetesIDs    []string `json:"kubernetes_ids,omitzero"` // of clusters
	Tags             []string `json:"tags,omitzero"`           // of Droplets; in a request they must exist
}

// FirewallStatus is how far a firewall's latest change has come.
type FirewallStatus string

const (
	FirewallWaiting   FirewallStatus = "waiting"
	FirewallSucceeded FirewallStatus = "succeeded"
	FirewallFailed    FirewallStatus = "failed"
)

// FirewallProtocol is a kind of traffic.
type FirewallProtocol string

const (
	FirewallTCP  FirewallProtocol = "tcp"
	FirewallUDP  FirewallProtocol = "udp"
	FirewallICMP FirewallProtocol = "icmp"
)
