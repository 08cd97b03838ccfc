package digitaloceantest

import (
	"slices"
	"strings"
)

var loadBalancerSizes = map[string]int64{"lb-small": 1, "lb-medium": 3, "lb-large": 6}

// fillLoadBalancer reads a whole load balancer, and returns its project. Nothing changes where the request is refused.
func (c *call) fillLoadBalancer(lb *loadBalancer) (project string, err error) {
	o := &object{fields: slices.Clone(lb.fields)}
	c.readFixedSettings(lb, o)
	r, network := c.placeLoadBalancer(lb, o.text("type"))
	rules := c.readForwardingRules()
	if len(rules) == 0 && o.text("type") != "GLOBAL" {
		c.body.refuseField("forwarding_rules", "can't be blank")
	}
	c.checkForwardingRules(rules, o.text("type"))
	readBalancerSettings(c.body, o)
	c.readTargets(o, r)
	c.readGlobal(o)
	project = c.chosenProject(c.body)
	if present := lb.text("project_id"); present != "" && !c.body.has("project_id") {
		project = present
	}
	if c.body.problem != nil {
		return "", c.body.problem
	}
	o.set("project_id", project)
	if r != nil && network == nil {
		network = c.defaultVPC(r, c.now)
	}
	if r != nil {
		o.set("region", r.object)
		o.set("vpc_uuid", network.id)
		if subnet := c.body.text("subnet_uuid"); subnet != "" {
			o.set("subnet_uuid", subnet)
		}
	}
	lb.fields, lb.region, lb.rules = o.fields, r, rules
	lb.showForwardingRules()
	return project, nil
}

// readFixedSettings reads what cannot change once a load balancer exists.
func (c *call) readFixedSettings(lb *loadBalancer, o *object) {
	for _, fixed := range []struct {
		name    string
		allowed []string // the default first
	}{
		{"type", []string{"REGIONAL", "REGIONAL_NETWORK", "GLOBAL"}},
		{"network", []string{"EXTERNAL", "INTERNAL"}},
		{"network_stack", []string{"IPV4", "DUALSTACK"}},
	} {
		present := lb.text(fixed.name)
		if present == "" {
			o.set(fixed.name, c.body.choice(fixed.name, fixed.allowed[0], fixed.allowed...))
			continue
		}
		if c.body.choice(fixed.name, present, fixed.allowed...) != present {
			c.body.refuseField(fixed.name, "can't be changed")
		}
	}
}

// placeLoadBalancer reads the region and the network, which cannot change either. A global load balancer has none,
// and a nil network of another one is the default of the region.
func (c *call) placeLoadBalancer(lb *loadBalancer, balancerType string) (*region, *vpc) {
	if balancerType == "GLOBAL" {
		return nil, nil
	}
	r := c.body.needRegion("region")
	network := c.chosenVPC(c.body, "vpc_uuid", r)
	if lb.region == nil {
		return r, network
	}
	if r != lb.region {
		c.body.refuseField("region", "can't be changed")
	}
	present, _ := vpcs.of(c.Server).get(lb.text("vpc_uuid"))
	if network != nil && network != present {
		c.body.refuseField("vpc_uuid", "can't be changed")
	}
	return r, present
}

// readBalancerSettings reads what can change and concerns nothing else.
func readBalancerSettings(f *fields, o *object) {
	o.set("name", f.needText("name"))
	readBalancerSize(f, o)
	o.set("algorithm", f.choice("algorithm", "round_robin", "round_robin", "least_connections"))
	o.set("tls_cipher_policy", f.choice("tls_cipher_policy", "DEFAULT", "DEFAULT", "STRONG"))
	o.set("http_idle_timeout_seconds", f.within("http_idle_timeout_seconds", 30, 600, 60))
	for _, name := range []string{
		"redirect_http_to_https", "enable_proxy_protocol", "enable_backend_keepalive", "disable_lets_encrypt_dns_records",
	} {
		o.set(name, f.flag(name, false))
	}
	o.set("health_check", readHealthCheck(f.inside("health_check")))
	o.set("sticky_sessions", readStickySessions(f.inside("sticky_sessions")))
	o.set("firewall", readBalancerFirewall(f.inside("firewall")))
}

// readBalancerSize reads the number of nodes, or the name that it once had. The answer has both, so that a client may send both
// back: the name is that of the largest size that has no more nodes.
func readBalancerSize(f *fields, o *object) {
	named := f.choice("size", "", "lb-small", "lb-medium", "lb-large")
	units := f.within("size_unit", 1, 100, max(loadBalancerSizes[named], 1))
	size := "lb-small"
	for name, nodes := range loadBalancerSizes {
		if nodes <= units && nodes > loadBalancerSizes[size] {
			size = name
		}
	}
	if named != "" && named != size {
		f.refuse("size and size_unit contradict each other")
	}
	o.set("size", size)
	o.set("size_unit", units)
}

// readTargets reads which Droplets the traffic goes to.
func (c *call) readTargets(o *object, r *region) {
	ids, tagName := c.readBalanced(r), c.body.text("tag")
	if len(ids) > 0 && tagName != "" {
		c.body.refuse("tag and droplet_ids can't be given together")
	}
	if r == nil && len(ids)+len(tagName) > 0 {
		c.body.refuse("droplet_ids and tag can't be given for a load balancer of the type GLOBAL")
	}
	if tagName != "" && !validTag(tagName) {
		c.body.refuseField("tag", "contains invalid characters")
	}
	o.set("droplet_ids", ids)
	o.set("tag", tagName)
}

func readHealthCheck(f *fields) *object {
	check := newObject(
		"protocol", f.choice("protocol", "http", "http", "https", "tcp"),
		"port", f.within("port", 1, 65535, 80),
		"path", f.changed("path", "/", 1024),
		"check_interval_seconds", f.within("check_interval_seconds", 3, 300, 10),
		"response_timeout_seconds", f.within("response_timeout_seconds", 3, 300, 5),
		"unhealthy_threshold", f.within("unhealthy_threshold", 2, 10, 5),
		"healthy_threshold", f.within("healthy_threshold", 2, 10, 3),
	)
	if f.has("proxy_protocol") {
		check.set("proxy_protocol", f.flag("proxy_protocol", false))
	}
	return check
}

func readStickySessions(f *fields) *object {
	o := newObject("type", f.choice("type", "none", "none", "cookies"))
	if o.text("type") == "cookies" {
		o.set("cookie_name", f.needText("cookie_name"))
		o.set("cookie_ttl_seconds", f.needWithin("cookie_ttl_seconds", 1, 1<<31-1))
	}
	return o
}

func readBalancerFirewall(f *fields) *object {
	o := newObject()
	for _, name := range []string{"deny", "allow"} {
		rules := f.texts(name)
		for _, rule := range rules {
			kind, network, _ := strings.Cut(rule, ":")
			if kind != "ip" && kind != "cidr" || !isNetwork(network) {
				f.refuseField(name, `must be of the form "ip:1.2.3.4" or "cidr:1.2.0.0/16"`)
			}
		}
		o.set(name, rules)
	}
	return o
}

// readGlobal reads what only a global load balancer has.
func (c *call) readGlobal(o *object) {
	domains := []*object{}
	for _, f := range c.body.objects("domains") {
		d := newObject("name", f.needText("name"), "is_managed", f.flag("is_managed", false))
		if id := c.knownCertificate(f); id != "" {
			d.set("certificate_id", id)
		}
		domains = append(domains, d)
	}
	targets, global := c.knownLoadBalancers(c.body, "target_load_balancer_ids"), o.text("type") == "GLOBAL"
	if !global && len(domains)+len(targets) > 0 || !global && c.body.has("glb_settings") {
		c.body.refuse("domains, glb_settings and target_load_balancer_ids are for a load balancer of the type GLOBAL")
	}
	o.set("domains", domains)
	o.set("target_load_balancer_ids", targets)
	if global {
		o.set("glb_settings", readGLBSettings(c.body.inside("glb_settings")))
	}
}

func readGLBSettings(f *fields) *object {
	priorities := newObject()
	if p := f.inside("region_priorities"); p.values != nil {
		for _, r := range offer().regions {
			if p.has(r.slug) {
				priorities.set(r.slug, p.within(r.slug, 1, 1000, 1))
			}
		}
	}
	return newObject(
		"target_protocol", f.choice("target_protocol", "http", "http", "https", "http2"),
		"target_port", f.within("target_port", 1, 65535, 80),
		"cdn", newObject("is_enabled", f.inside("cdn").flag("is_enabled", false)),
		"region_priorities", priorities,
		"failover_threshold", f.within("failover_threshold", 0, 100, 50),
	)
}

// knownCertificate reads the ID of a certificate that exists, or "".
func (c *call) knownCertificate(f *fields) string {
	id := f.text("certificate_id")
	if id != "" && !certificates.of(c.Server).has(id) {
		f.refuseField("certificate_id", id+" does not exist")
	}
	return id
}
