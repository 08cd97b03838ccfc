package digitaloceantest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// loadBalancer sends traffic to the Droplets that it lists, or to those of a tag; a global one to other load balancers.
type loadBalancer struct {
	*object
	server *Server
	id     string
	region *region // nil for a global one
	rules  []forwardingRule
}

var loadBalancers = stateful(fresh[collection[*loadBalancer]])

func init() {
	handle("GET /v2/load_balancers", lister(loadBalancers, "load_balancers"))
	handle("POST /v2/load_balancers", createLoadBalancer)
	handle("GET /v2/load_balancers/{lb_id}", getter(loadBalancers, "lb_id", "load_balancer"))
	handle("PUT /v2/load_balancers/{lb_id}", updateLoadBalancer)
	handle("DELETE /v2/load_balancers/{lb_id}", deleteLoadBalancer)
	handle("DELETE /v2/load_balancers/{lb_id}/cache", purgeLoadBalancerCache)
	handle("POST /v2/load_balancers/{lb_id}/droplets", addBalancedDroplets)
	handle("DELETE /v2/load_balancers/{lb_id}/droplets", removeBalancedDroplets)
	handle("POST /v2/load_balancers/{lb_id}/forwarding_rules", addForwardingRules)
	handle("DELETE /v2/load_balancers/{lb_id}/forwarding_rules", removeForwardingRules)
	count("Load balancers", func(s *Server) int { return loadBalancers.of(s).len() })
	addURNs(urnKind{name: "loadbalancer", resourceType: "load_balancer", path: "/v2/load_balancers/"}, loadBalancers.of,
		func(lb *loadBalancer) addressable {
			return addressable{
				name: lb.text("name"), vpc: lb.text("vpc_uuid"), created: lb.get("created_at").(time.Time), object: lb.object,
			}
		})
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		for lb := range loadBalancers.of(s).all() {
			lb.forget(resourceType, key)
		}
	})
}

// show finds the Droplets of the tag, which change by themselves.
func (lb *loadBalancer) show() *object {
	if name := lb.text("tag"); name != "" {
		ids := []int64{}
		for _, d := range lb.server.dropletsTagged(name) {
			if d.region == lb.region {
				ids = append(ids, d.id)
			}
		}
		lb.set("droplet_ids", ids)
	}
	return lb.object
}

// forget lets go of a resource that is gone.
func (lb *loadBalancer) forget(resourceType, gone string) {
	switch resourceType {
	case "droplet":
		lb.set("droplet_ids", slices.DeleteFunc(slices.Clone(lb.numbers("droplet_ids")), func(id int64) bool { return key(id) == gone }))
	case "tag":
		if lb.text("tag") == gone {
			lb.set("tag", "")
			lb.set("droplet_ids", []int64{})
		}
	case "load_balancer":
		lb.set("target_load_balancer_ids", lacking(lb.texts("target_load_balancer_ids"), []string{gone}))
	}
}

// knownLoadBalancers reads IDs of load balancers that exist.
func (c *call) knownLoadBalancers(f *fields, name string) []string {
	ids := f.texts(name)
	for _, id := range ids {
		if !loadBalancers.of(c.Server).has(id) {
			f.refuseField(name, id+" does not exist")
		}
	}
	return ids
}

func createLoadBalancer(c *call) (reply, error) {
	lb := &loadBalancer{server: c.Server, object: newObject("id", "", "ip", "", "ipv6", "", "status", "new", "created_at", c.now)}
	project, err := c.fillLoadBalancer(lb)
	if err != nil {
		return reply{}, err
	}
	lb.id = c.ids.uuid("load balancer")
	lb.set("id", lb.id)
	loadBalancers.of(c.Server).add(lb.id, lb)
	c.enter("do:loadbalancer:"+lb.id, project)
	ip, number := c.publicAddress("load balancer"), c.ids.count("load balancer ipv6")
	c.after("load_balancer", func(time.Time) {
		lb.set("status", "active")
		if lb.text("network") == "EXTERNAL" {
			lb.set("ip", ip)
		}
		if lb.text("network_stack") == "DUALSTACK" {
			lb.set("ipv6", fmt.Sprintf("2001:db8:fff0::%x", 0x1000+number))
		}
	}, func(time.Time) { lb.set("status", "errored") })
	return answer(http.StatusAccepted, "load_balancer", lb.show())
}

// updateLoadBalancer replaces all that can change. What the request does not say gets its default.
func updateLoadBalancer(c *call) (reply, error) {
	lb, err := c.readyLoadBalancer()
	if err != nil {
		return reply{}, err
	}
	project, err := c.fillLoadBalancer(lb)
	if err != nil {
		return reply{}, err
	}
	c.enter("do:loadbalancer:"+lb.id, project)
	return answer(http.StatusOK, "load_balancer", lb.show())
}

// readyLoadBalancer returns the load balancer that the path names, if it can be changed.
func (c *call) readyLoadBalancer() (*loadBalancer, error) {
	lb, err := found(c, loadBalancers.of(c.Server), "lb_id")
	if err != nil {
		return nil, err
	}
	if lb.text("status") == "new" {
		return nil, &apiError{status: http.StatusForbidden, message: "Load Balancer can't be updated while it processes previous actions"}
	}
	return lb, nil
}

func deleteLoadBalancer(c *call) (reply, error) {
	lb, err := found(c, loadBalancers.of(c.Server), "lb_id")
	if err != nil {
		return reply{}, err
	}
	loadBalancers.of(c.Server).remove(lb.id)
	c.deleted("load_balancer", lb.id, lb.object)
	return empty(http.StatusNoContent)
}

func purgeLoadBalancerCache(c *call) (reply, error) {
	lb, err := found(c, loadBalancers.of(c.Server), "lb_id")
	if err != nil {
		return reply{}, err
	}
	if lb.text("type") != "GLOBAL" {
		return reply{}, unprocessable("type: only a load balancer of the type GLOBAL has a cache")
	}
	return empty(http.StatusNoContent)
}

func addBalancedDroplets(c *call) (reply, error) { return c.changeBalanced(joined[int64]) }

func removeBalancedDroplets(c *call) (reply, error) { return c.changeBalanced(lacking[int64]) }

// changeBalanced changes the Droplets of a load balancer that has no tag.
func (c *call) changeBalanced(change func(present, given []int64) []int64) (reply, error) {
	lb, err := c.readyLoadBalancer()
	if err != nil {
		return reply{}, err
	}
	var ids []int64
	if c.method == http.MethodPost {
		ids = c.readBalanced(lb.region)
	} else {
		ids = c.body.numbers("droplet_ids")
	}
	c.needList("droplet_ids", len(ids))
	if lb.text("tag") != "" {
		c.body.refuse("droplet_ids can't be changed: need to provide either a tag or a list of droplets")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	lb.set("droplet_ids", change(lb.numbers("droplet_ids"), ids))
	return empty(http.StatusNoContent)
}

// readBalanced reads IDs of Droplets in the region of the load balancer.
func (c *call) readBalanced(r *region) []int64 {
	ids := c.knownDroplets(c.body, "droplet_ids")
	for _, id := range ids {
		if d, ok := droplets.of(c.Server).list.get(key(id)); ok && d.region != r {
			c.body.refuseField("droplet_ids", key(id)+" is in another region than the load balancer")
		}
	}
	return ids
}

var loadBalancerSizes = map[string]int64{"lb-small": 1, "lb-medium": 3, "lb-large": 6}

// fillLoadBalancer reads a whole load balancer, and returns its project. Nothing changes where the request is refused.
func (c *call) fillLoadBalancer(lb *loadBalancer) (project string, err error) {
	f, o := c.body, &object{fields: slices.Clone(lb.fields)}
	o.set("name", f.needText("name"))
	for _, fixed := range []struct {
		name    string
		allowed []string // the default first
	}{
		{"type", []string{"REGIONAL", "REGIONAL_NETWORK", "GLOBAL"}},
		{"network", []string{"EXTERNAL", "INTERNAL"}},
		{"network_stack", []string{"IPV4", "DUALSTACK"}},
	} {
		o.set(fixed.name, c.readFixed(lb, fixed.name, fixed.allowed...))
	}
	r := c.placeLoadBalancer(lb, o)
	rules := c.readForwardingRules()
	if len(rules) == 0 && r != nil {
		f.refuseField("forwarding_rules", "can't be blank")
	}
	c.checkForwardingRules(rules, o.text("type"))
	size := f.choice("size", "lb-small", "lb-small", "lb-medium", "lb-large")
	o.set("size", size)
	o.set("size_unit", f.within("size_unit", 1, 100, loadBalancerSizes[size]))
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
	c.readTargets(o, r)
	c.readGlobal(o)
	project = c.chosenProject(f)
	if present := lb.text("project_id"); present != "" && !f.has("project_id") {
		project = present
	}
	o.set("project_id", project)
	if f.problem != nil {
		return "", f.problem
	}
	lb.region, lb.rules = r, rules
	lb.fields = o.fields
	lb.showForwardingRules()
	return project, nil
}

// readFixed reads what cannot change once a load balancer exists.
func (c *call) readFixed(lb *loadBalancer, name string, allowed ...string) string {
	present := lb.text(name)
	if present == "" {
		return c.body.choice(name, allowed[0], allowed...)
	}
	if c.body.choice(name, present, allowed...) != present {
		c.body.refuseField(name, "can't be changed")
	}
	return present
}

// placeLoadBalancer reads the region and the network. A global load balancer has neither.
func (c *call) placeLoadBalancer(lb *loadBalancer, o *object) *region {
	if o.text("type") == "GLOBAL" {
		return nil
	}
	r := c.body.needRegion("region")
	if r == nil {
		return nil
	}
	network := c.chosenVPC(c.body, "vpc_uuid", r)
	present := lb.text("vpc_uuid")
	if lb.region != nil && r != lb.region {
		c.body.refuseField("region", "can't be changed")
	}
	if present != "" && network != nil && network.id != present {
		c.body.refuseField("vpc_uuid", "can't be changed")
	}
	o.set("region", r.object)
	switch {
	case present != "":
	case network != nil:
		o.set("vpc_uuid", network.id)
	case c.body.problem == nil:
		o.set("vpc_uuid", c.defaultVPC(r, c.now).id)
	}
	return r
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
	return newObject(
		"protocol", f.choice("protocol", "http", "http", "https", "tcp"),
		"port", f.within("port", 1, 65535, 80),
		"path", f.changed("path", "/", 1024),
		"check_interval_seconds", f.within("check_interval_seconds", 3, 300, 10),
		"response_timeout_seconds", f.within("response_timeout_seconds", 3, 300, 5),
		"unhealthy_threshold", f.within("unhealthy_threshold", 2, 10, 5),
		"healthy_threshold", f.within("healthy_threshold", 2, 10, 3),
	)
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
