package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/dosdk/digitalocean"
)

// Desired is what there is to be: for each application a firewall and a load balancer, both named by the prefix and the
// application's tag.
type Desired struct {
	Prefix string `json:"prefix"` // whatever is named so belongs to the document, and goes when nothing here wants it
	Region string `json:"region"` // slug
	Apps   []App  `json:"apps"`
}

// App is an application: the Droplets that have a tag.
type App struct {
	Tag         string                                    `json:"tag"`
	Forward     []digitalocean.LoadBalancerForwardingRule `json:"forward"`      // what comes in through the load balancer
	HealthCheck digitalocean.LoadBalancerHealthCheck      `json:"health_check"` // what it does not say stays as it is
	Admit       []Admission                               `json:"admit"`        // what comes in beside the load balancer
}

// Admission lets addresses and networks reach ports of the Droplets by TCP.
type Admission struct {
	Ports string   `json:"ports"` // "22" or "8000-9000"
	From  []string `json:"from"`
}

// ReadDesired reads a document in JSON. A field that it does not know is an error: a slip in a document that opens ports
// must not pass.
func ReadDesired(r io.Reader) (Desired, error) {
	var desired Desired
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&desired); err != nil {
		return Desired{}, fmt.Errorf("read the desired state: %w", err)
	}
	return desired, desired.check()
}

// check refuses what would delete or open more than anybody means.
func (d Desired) check() error {
	if d.Prefix == "" {
		return errors.New("the desired state has no prefix: everything would belong to it")
	}
	tags := map[string]bool{}
	for _, app := range d.Apps {
		switch {
		case app.Tag == "":
			return errors.New("an application has no tag")
		case tags[app.Tag]:
			return fmt.Errorf("two applications have the tag %s", app.Tag)
		case len(app.Forward) == 0:
			return fmt.Errorf("the application %s forwards nothing", app.Tag)
		}
		tags[app.Tag] = true
	}
	return nil
}

// name is that of an application's firewall, and of its load balancer.
func (d Desired) name(app App) string { return d.Prefix + app.Tag }

func (d Desired) wants(name string) bool {
	return slices.ContainsFunc(d.Apps, func(app App) bool { return d.name(app) == name })
}

// balance sets what the application wants of a load balancer, and leaves the rest.
func (a App) balance(request *digitalocean.LoadBalancerUpdateRequest) {
	have := digitalocean.LoadBalancerHealthCheck{}
	if request.HealthCheck != nil {
		have = *request.HealthCheck
	}
	want := a.HealthCheck
	request.HealthCheck = &digitalocean.LoadBalancerHealthCheck{
		Protocol:               cmp.Or(want.Protocol, have.Protocol),
		Port:                   cmp.Or(want.Port, have.Port),
		Path:                   cmp.Or(want.Path, have.Path),
		CheckIntervalSeconds:   cmp.Or(want.CheckIntervalSeconds, have.CheckIntervalSeconds),
		ResponseTimeoutSeconds: cmp.Or(want.ResponseTimeoutSeconds, have.ResponseTimeoutSeconds),
		UnhealthyThreshold:     cmp.Or(want.UnhealthyThreshold, have.UnhealthyThreshold),
		HealthyThreshold:       cmp.Or(want.HealthyThreshold, have.HealthyThreshold),
	}
	request.ForwardingRules = a.Forward
	request.Targets = digitalocean.LoadBalancerTag(a.Tag)
}

// guard sets what the application wants of a firewall, and leaves the rest.
func (a App) guard(request *digitalocean.FirewallUpdateRequest, balancerID string) {
	if !slices.Contains(request.Tags, a.Tag) {
		request.Tags = append(request.Tags, a.Tag)
	}
	request.InboundRules = nil
	balancer := digitalocean.FirewallRuleTarget{LoadBalancerUIDs: []string{balancerID}}
	for _, port := range a.balancedPorts() {
		request.InboundRules = append(request.InboundRules, digitalocean.FirewallInboundRule{
			Protocol: port.protocol, Ports: strconv.Itoa(port.number), Sources: balancer,
		})
	}
	for _, admission := range a.Admit {
		request.InboundRules = append(request.InboundRules, digitalocean.FirewallInboundRule{
			Protocol: digitalocean.FirewallTCP, Ports: admission.Ports,
			Sources: digitalocean.FirewallRuleTarget{Addresses: admission.From},
		})
	}
	request.OutboundRules = nil
	everywhere := digitalocean.FirewallRuleTarget{Addresses: []string{"0.0.0.0/0", "::/0"}}
	for _, protocol := range []digitalocean.FirewallProtocol{digitalocean.FirewallTCP, digitalocean.FirewallUDP, digitalocean.FirewallICMP} {
		request.OutboundRules = append(request.OutboundRules, digitalocean.FirewallOutboundRule{
			Protocol: protocol, Ports: "0", Destinations: everywhere,
		})
	}
}

type port struct {
	protocol digitalocean.FirewallProtocol
	number   int
}

// balancedPorts are the ports of the Droplets that the load balancer has to reach, each once.
func (a App) balancedPorts() []port {
	ports := []port{{digitalocean.FirewallTCP, cmp.Or(a.HealthCheck.Port, 80)}}
	for _, rule := range a.Forward {
		p := port{digitalocean.FirewallTCP, rule.TargetPort}
		if rule.TargetProtocol == digitalocean.LoadBalancerUDP {
			p.protocol = digitalocean.FirewallUDP
		}
		if !slices.Contains(ports, p) {
			ports = append(ports, p)
		}
	}
	return ports
}
