package main

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/dosdk/digitalocean"
)

// Changes are what a call of [Reconcile] has done, in its order.
type Changes []Change

// Change is something that was created, updated or deleted.
type Change struct {
	Do      string // "create", "update" or "delete"
	Kind    string // "load balancer", "firewall" or "tag"
	Name    string
	Details []string // what it has got, after a "+", and lost, after a "-"
}

func (c Change) String() string {
	return strings.Join(append([]string{fmt.Sprintf("%s %s %s", c.Do, c.Kind, c.Name)}, c.Details...), "\n    ")
}

// difference tells two lists of lines apart, whatever their order.
func difference(before, after []string) []string {
	var lines []string
	for _, line := range before {
		if !slices.Contains(after, line) {
			lines = append(lines, "- "+line)
		}
	}
	for _, line := range after {
		if !slices.Contains(before, line) {
			lines = append(lines, "+ "+line)
		}
	}
	return lines
}

// balancerLines are what applications want of a load balancer, a line each.
func balancerLines(tag string, rules []digitalocean.LoadBalancerForwardingRule, check *digitalocean.LoadBalancerHealthCheck) []string {
	var lines []string
	if tag != "" {
		lines = append(lines, "tag "+tag)
	}
	for _, rule := range rules {
		line := fmt.Sprintf("%s %d to %s %d", rule.EntryProtocol, rule.EntryPort, rule.TargetProtocol, rule.TargetPort)
		if rule.CertificateID != "" {
			line += " with the certificate " + rule.CertificateID
		}
		if rule.TLSPassthrough {
			line += " with TLS"
		}
		lines = append(lines, line)
	}
	if check != nil {
		lines = append(lines, checkLines(*check)...)
	}
	return lines
}

// checkLines leave out what a request leaves to the API.
func checkLines(check digitalocean.LoadBalancerHealthCheck) []string {
	var lines []string
	for _, setting := range []struct {
		name  string
		value any
	}{
		{"protocol", check.Protocol},
		{"port", check.Port},
		{"path", check.Path},
		{"interval in seconds", check.CheckIntervalSeconds},
		{"timeout in seconds", check.ResponseTimeoutSeconds},
		{"failures until it is unhealthy", check.UnhealthyThreshold},
		{"successes until it is healthy", check.HealthyThreshold},
	} {
		if !reflect.ValueOf(setting.value).IsZero() {
			lines = append(lines, fmt.Sprintf("health check: %s %v", setting.name, setting.value))
		}
	}
	return lines
}

// firewallLines are what applications want of a firewall: a line for the tag, and one for each other end of each rule. So
// it does not matter how the API groups the ends into rules.
func firewallLines(request *digitalocean.FirewallUpdateRequest, tag string) []string {
	var lines []string
	if slices.Contains(request.Tags, tag) {
		lines = append(lines, "tag "+tag)
	}
	for _, rule := range request.InboundRules {
		for _, end := range ends(rule.Sources) {
			lines = append(lines, fmt.Sprintf("in: %s %s from %s", rule.Protocol, rule.Ports, end))
		}
	}
	for _, rule := range request.OutboundRules {
		for _, end := range ends(rule.Destinations) {
			lines = append(lines, fmt.Sprintf("out: %s %s to %s", rule.Protocol, rule.Ports, end))
		}
	}
	return lines
}

func ends(t digitalocean.FirewallRuleTarget) []string {
	lines := slices.Clone(t.Addresses)
	for _, id := range t.DropletIDs {
		lines = append(lines, fmt.Sprintf("Droplet %d", id))
	}
	for _, id := range t.LoadBalancerUIDs {
		lines = append(lines, "load balancer "+id)
	}
	for _, id := range t.KubernetesIDs {
		lines = append(lines, "cluster "+id)
	}
	for _, tag := range t.Tags {
		lines = append(lines, "tag "+tag)
	}
	return lines
}
