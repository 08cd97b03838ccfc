package digitalocean

import "time"

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
