package digitaloceantest

import (
	"fmt"
	"net/http"
	"slices"
)

// forwardingRule says where traffic goes that comes to a port of a load balancer.
type forwardingRule struct {
	entryProtocol, targetProtocol string
	entryPort, targetPort         int64
	certificate                   string
	passthrough                   bool
}

func (c *call) readForwardingRules() []forwardingRule {
	var rules []forwardingRule
	for _, f := range c.body.objects("forwarding_rules") {
		rule := forwardingRule{
			entryProtocol:  f.needChoice("entry_protocol", "http", "https", "http2", "http3", "tcp", "udp"),
			entryPort:      f.needWithin("entry_port", 1, 65535),
			targetProtocol: f.needChoice("target_protocol", "http", "https", "http2", "tcp", "udp"),
			targetPort:     f.needWithin("target_port", 1, 65535),
			certificate:    c.knownCertificate(f),
			passthrough:    f.flag("tls_passthrough", false),
		}
		if (rule.entryProtocol == "udp") != (rule.targetProtocol == "udp") {
			f.refuseField("target_protocol", "must be udp where entry_protocol is, and only there")
		}
		if rule.encrypted() && rule.certificate == "" && !rule.passthrough {
			f.refuseField("certificate_id", "can't be blank where entry_protocol is "+rule.entryProtocol+" without tls_passthrough")
		}
		rules = append(rules, rule)
	}
	return rules
}

func (r forwardingRule) encrypted() bool {
	return slices.Contains([]string{"https", "http2", "http3"}, r.entryProtocol)
}

// checkForwardingRules refuses rules that cannot be together in a load balancer of a type.
func (c *call) checkForwardingRules(rules []forwardingRule, balancerType string) {
	for i, rule := range rules {
		name := fmt.Sprintf("forwarding_rules[%d]", i)
		if balancerType == "REGIONAL_NETWORK" && rule.entryProtocol != "tcp" && rule.entryProtocol != "udp" {
			c.body.refuseField(name, "must be tcp or udp in a load balancer of the type REGIONAL_NETWORK")
		}
		if slices.ContainsFunc(rules[:i], rule.clashes) {
			c.body.refuseField(name, fmt.Sprintf("has the entry_port %d of another rule", rule.entryPort))
		}
	}
}

// clashes reports whether two rules are for the same port. UDP, on which HTTP/3 runs, has ports of its own.
func (r forwardingRule) clashes(other forwardingRule) bool {
	return r.entryPort == other.entryPort && r.overUDP() == other.overUDP()
}

func (r forwardingRule) overUDP() bool { return r.entryProtocol == "udp" || r.entryProtocol == "http3" }

func (lb *loadBalancer) showForwardingRules() {
	rules := []*object{}
	for _, rule := range lb.rules {
		rules = append(rules, newObject(
			"entry_protocol", rule.entryProtocol,
			"entry_port", rule.entryPort,
			"target_protocol", rule.targetProtocol,
			"target_port", rule.targetPort,
			"certificate_id", rule.certificate,
			"tls_passthrough", rule.passthrough,
		))
	}
	lb.set("forwarding_rules", rules)
}

func addForwardingRules(c *call) (reply, error) {
	return c.changeForwardingRules(joined[forwardingRule])
}

func removeForwardingRules(c *call) (reply, error) {
	return c.changeForwardingRules(lacking[forwardingRule])
}

func (c *call) changeForwardingRules(change func(present, given []forwardingRule) []forwardingRule) (reply, error) {
	lb, err := c.readyLoadBalancer()
	if err != nil {
		return reply{}, err
	}
	given := c.readForwardingRules()
	c.needList("forwarding_rules", len(given))
	rules := change(lb.rules, given)
	c.checkForwardingRules(rules, lb.text("type"))
	if len(rules) == 0 {
		c.body.refuseField("forwarding_rules", "can't all be removed: a load balancer needs one")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	lb.rules = rules
	lb.showForwardingRules()
	return empty(http.StatusNoContent)
}
