package digitaloceantest

import (
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// firewallRule allows traffic between the Droplets of a firewall and others.
type firewallRule struct {
	protocol  string
	ports     string
	addresses []string
	droplets  []int64
	balancers []string
	clusters  []string
	tags      []string
}

func init() {
	handle("POST /v2/firewalls/{firewall_id}/rules", addFirewallRules)
	handle("DELETE /v2/firewalls/{firewall_id}/rules", removeFirewallRules)
}

func addFirewallRules(c *call) (reply, error) {
	return c.changeRules(func(present, given []firewallRule) []firewallRule {
		return append(slices.Clone(present), rulesWithout(given, present)...)
	})
}

func removeFirewallRules(c *call) (reply, error) { return c.changeRules(rulesWithout) }

func (c *call) changeRules(change func(present, given []firewallRule) []firewallRule) (reply, error) {
	inbound, outbound := c.readAllRules()
	return c.changeFirewall(func(fw *firewall) {
		fw.inbound, fw.outbound = change(fw.inbound, inbound), change(fw.outbound, outbound)
		fw.showRules()
	})
}

// rulesWithout returns rules that are not among others.
func rulesWithout(rules, others []firewallRule) []firewallRule {
	return slices.DeleteFunc(slices.Clone(rules), func(rule firewallRule) bool {
		return slices.ContainsFunc(others, func(other firewallRule) bool { return reflect.DeepEqual(rule, other) })
	})
}

// readAllRules reads the rules of a request, of which there must be one.
func (c *call) readAllRules() (inbound, outbound []firewallRule) {
	inbound, outbound = c.readRules("inbound_rules", "sources"), c.readRules("outbound_rules", "destinations")
	if len(inbound)+len(outbound) == 0 {
		c.body.refuse("inbound_rules and outbound_rules can't both be blank")
	}
	return inbound, outbound
}

func (c *call) readRules(name, end string) []firewallRule {
	rules := []firewallRule{}
	for _, f := range c.body.objects(name) {
		at := f.inside(end)
		rule := firewallRule{
			protocol:  f.needChoice("protocol", "tcp", "udp", "icmp"),
			addresses: at.texts("addresses"),
			droplets:  c.knownDroplets(at, "droplet_ids"),
			balancers: c.knownLoadBalancers(at, "load_balancer_uids"),
			clusters:  at.texts("kubernetes_ids"),
			tags:      c.knownTags(at, "tags"),
		}
		rule.ports = readPorts(f, rule.protocol)
		if slices.ContainsFunc(rule.addresses, func(address string) bool { return !isNetwork(address) }) {
			at.refuseField("addresses", "must be IP addresses and networks, as in 192.0.2.0/24")
		}
		if rule.endless() {
			f.refuseField(end, "can't be blank")
		}
		rules = append(rules, rule)
	}
	return rules
}

// readPorts reads a port, a range of ports, or all of them, which are "0".
func readPorts(f *fields, protocol string) string {
	if protocol == "icmp" {
		return "0"
	}
	ports := f.needText("ports")
	if ports == "" || ports == "0" || ports == "all" {
		return "0"
	}
	first, last, isRange := strings.Cut(ports, "-")
	if !isRange {
		last = first
	}
	from, errFrom := strconv.ParseUint(first, 10, 16)
	to, errTo := strconv.ParseUint(last, 10, 16)
	if errFrom != nil || errTo != nil || from == 0 || from > to {
		f.refuseField("ports", `must be a port, a range as in "8000-9000", or "0" for all`)
	}
	return ports
}

// isNetwork reports whether a text is an IP address, or a network in CIDR notation.
func isNetwork(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	_, err := netip.ParsePrefix(text)
	return err == nil
}

// endless reports whether the rule says nothing of the other end.
func (r firewallRule) endless() bool {
	return len(r.addresses)+len(r.droplets)+len(r.balancers)+len(r.clusters)+len(r.tags) == 0
}

// show has only those lists of the other end that hold something.
func (r firewallRule) show(end string) *object {
	at := newObject()
	if len(r.droplets) > 0 {
		at.set("droplet_ids", r.droplets)
	}
	for _, list := range []struct {
		name  string
		texts []string
	}{
		{"addresses", r.addresses}, {"load_balancer_uids", r.balancers}, {"kubernetes_ids", r.clusters}, {"tags", r.tags},
	} {
		if len(list.texts) > 0 {
			at.set(list.name, list.texts)
		}
	}
	return newObject("protocol", r.protocol, "ports", r.ports, end, at)
}

func (fw *firewall) showRules() {
	shown := func(rules []firewallRule, end string) []*object {
		list := []*object{}
		for _, rule := range rules {
			list = append(list, rule.show(end))
		}
		return list
	}
	fw.set("inbound_rules", shown(fw.inbound, "sources"))
	fw.set("outbound_rules", shown(fw.outbound, "destinations"))
}

// forgetInRules takes a resource that is gone out of the rules, and those that have no other end then.
func (fw *firewall) forgetInRules(resourceType, gone string) {
	forget := func(rules []firewallRule) []firewallRule {
		left := []firewallRule{}
		for _, rule := range rules {
			switch resourceType {
			case "droplet":
				rule.droplets = slices.DeleteFunc(slices.Clone(rule.droplets), func(id int64) bool { return key(id) == gone })
			case "tag":
				rule.tags = lacking(rule.tags, []string{gone})
			case "load_balancer":
				rule.balancers = lacking(rule.balancers, []string{gone})
			}
			if !rule.endless() {
				left = append(left, rule)
			}
		}
		return left
	}
	fw.inbound, fw.outbound = forget(fw.inbound), forget(fw.outbound)
	fw.showRules()
}
