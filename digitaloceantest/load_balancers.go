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
	handle("GET /v2/load_balancers", listLoadBalancers)
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

// listLoadBalancers heeds names, by which the official client asks.
func listLoadBalancers(c *call) (reply, error) {
	var names []string
	if c.query.Has("names") {
		names = strings.Split(c.query.Get("names"), ",")
	}
	return c.page("load_balancers", objects(loadBalancers.of(c.Server).all(), func(lb *loadBalancer) bool {
		return names == nil || slices.Contains(names, lb.text("name"))
	}))
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

func (lb *loadBalancer) hasCertificate(id string) bool {
	domains, _ := lb.get("domains").([]*object)
	return slices.ContainsFunc(lb.rules, func(r forwardingRule) bool { return r.certificate == id }) ||
		slices.ContainsFunc(domains, func(d *object) bool { return d.text("certificate_id") == id })
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
	ip, number := c.balancerAddress(lb), c.ids.count("load balancer ipv6")
	c.after("load_balancer", func(time.Time) {
		lb.set("status", "active")
		lb.set("ip", ip)
		if lb.text("network_stack") == "DUALSTACK" {
			lb.set("ipv6", fmt.Sprintf("2001:db8:fff0::%x", 0x1000+number))
		}
	}, func(time.Time) { lb.set("status", "errored") })
	return answer(http.StatusAccepted, "load_balancer", lb.show())
}

// balancerAddress is a public address, and one of the network for an internal load balancer.
func (c *call) balancerAddress(lb *loadBalancer) string {
	if network, ok := vpcs.of(c.Server).get(lb.text("vpc_uuid")); ok && lb.text("network") == "INTERNAL" {
		return network.address()
	}
	return c.publicAddress("load balancer")
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
