package digitaloceantest

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"time"
)

// pool keeps a number of Droplets: a fixed one, or one that follows how busy they are.
type pool struct {
	*object
	server  *Server
	id      string
	config  poolConfig
	plan    plan
	prefix  string // what the names of its Droplets begin with
	project string
	members []*poolMember
	events  []*object // newest first
	made    int       // Droplets ever
	work    float64   // what the Droplets have to do; one that does as much as it can does 1
	turn    int       // counts the plans to look at it again
}

type poolMember struct {
	droplet          *droplet
	created, updated time.Time
}

var pools = stateful(fresh[collection[*pool]])

const (
	workPerDroplet = 0.6  // of those that a pool begins with
	memoryPerWork  = 0.75 // how busy the memory is when the CPU is at 1
)

func init() {
	const path = "/v2/droplets/autoscale"
	handle("GET "+path, listPools)
	handle("POST "+path, createPool)
	handle("GET "+path+"/{autoscale_pool_id}", getter(pools, "autoscale_pool_id", "autoscale_pool"))
	handle("PUT "+path+"/{autoscale_pool_id}", updatePool)
	handle("DELETE "+path+"/{autoscale_pool_id}", deletePool)
	handle("DELETE "+path+"/{autoscale_pool_id}/dangerous", deletePoolWithDroplets)
	handle("GET "+path+"/{autoscale_pool_id}/members", listPoolMembers)
	handle("GET "+path+"/{autoscale_pool_id}/history", listPoolHistory)
	count("Autoscale pools", func(s *Server) int { return pools.of(s).len() })
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		if resourceType == "droplet" {
			s.lost(key)
		}
	})
}

func listPools(c *call) (reply, error) {
	name := c.query.Get("name")
	return c.page("autoscale_pools", objects(pools.of(c.Server).all(), func(p *pool) bool {
		return name == "" || p.text("name") == name
	}))
}

// show follows the Droplets, which change by themselves.
func (p *pool) show() *object {
	active := 0
	for _, m := range p.members {
		if m.droplet.text("status") == "active" {
			active++
		}
	}
	p.set("active_resources_count", active)
	p.set("current_utilization", p.utilization())
	return p.object
}

// utilization is how busy each Droplet is.
func (p *pool) utilization() *object {
	busy := math.Min(1, p.work/math.Max(1, float64(len(p.members))))
	return newObject("memory", busy*memoryPerWork, "cpu", busy)
}

func createPool(c *call) (reply, error) {
	p := &pool{server: c.Server, object: newObject("id", "", "name", "", "config", nil, "droplet_template", nil,
		"created_at", c.now, "updated_at", c.now, "current_utilization", nil, "status", "active", "active_resources_count", 0)}
	if err := c.fillPool(p); err != nil {
		return reply{}, err
	}
	p.id = c.ids.uuid("autoscale pool")
	p.set("id", p.id)
	p.work = workPerDroplet * float64(p.config.least)
	pools.of(c.Server).add(p.id, p)
	c.scale(p, p.config.least, "CONFIGURATION_CHANGE")
	return answer(http.StatusAccepted, "autoscale_pool", p.show())
}

// updatePool replaces all of a pool. Its Droplets stay as they are, as far as their number allows.
func updatePool(c *call) (reply, error) {
	p, err := found(c, pools.of(c.Server), "autoscale_pool_id")
	if err != nil {
		return reply{}, err
	}
	if err := c.fillPool(p); err != nil {
		return reply{}, err
	}
	p.set("updated_at", c.now)
	c.scale(p, min(max(len(p.members), p.config.least), p.config.most), "CONFIGURATION_CHANGE")
	return answer(http.StatusOK, "autoscale_pool", p.show())
}

// wanted is the number of Droplets that would be as busy as the configuration asks for.
func (p *pool) wanted() int {
	wanted := p.config.least
	if p.config.cpu > 0 {
		wanted = max(wanted, int(math.Ceil(p.work/p.config.cpu)))
	}
	if p.config.memory > 0 {
		wanted = max(wanted, int(math.Ceil(p.work*memoryPerWork/p.config.memory)))
	}
	return min(wanted, p.config.most)
}

// scale gives a pool another number of Droplets, and looks at it again after the cooldown.
func (c *call) scale(p *pool, desired int, reason string) {
	event := newObject(
		"history_event_id", c.ids.uuid("autoscale event"),
		"current_instance_count", len(p.members),
		"desired_instance_count", desired,
		"reason", reason,
		"status", "in_progress",
		"created_at", c.now,
		"updated_at", c.now,
	)
	p.events = append([]*object{event}, p.events...)
	took := c.took("create")
	for len(p.members) < desired {
		c.grow(p)
	}
	for len(p.members) > desired {
		took = c.took("destroy")
		c.shrink(p)
	}
	c.at(c.now.Add(took), func(at time.Time) {
		event.set("status", "success")
		event.set("current_instance_count", desired)
		event.set("updated_at", at)
	})
	if p.config.cooldown > 0 {
		p.lookAgain(c.now.Add(p.config.cooldown))
	}
}

func (c *call) grow(p *pool) {
	p.made++
	d := c.newDroplet(c.now, fmt.Sprintf("%s-%d", p.prefix, p.made), p.plan)
	m := &poolMember{droplet: d, created: c.now, updated: c.now}
	p.members = append(p.members, m)
	c.enter("do:droplet:"+key(d.id), p.project)
	c.boot(d)
	c.at(c.now.Add(c.took("create")), func(at time.Time) { m.updated = at })
}

// shrink destroys the youngest Droplet of a pool.
func (c *call) shrink(p *pool) {
	last := p.members[len(p.members)-1]
	p.members = p.members[:len(p.members)-1]
	c.destroy(last.droplet)
}

// lookAgain plans to bring a pool to the number of Droplets that it should have by then.
func (p *pool) lookAgain(at time.Time) {
	p.turn++
	turn := p.turn
	p.server.at(at, func(at time.Time) {
		if p.turn != turn || p.text("status") == "deleting" {
			return
		}
		c := &call{Server: p.server, now: at}
		switch wanted := p.wanted(); {
		case wanted > len(p.members):
			c.scale(p, wanted, "SCALE_UP")
		case wanted < len(p.members):
			c.scale(p, wanted, "SCALE_DOWN")
		}
	})
}

// lost lets a pool replace a Droplet that somebody else has deleted.
func (s *Server) lost(dropletKey string) {
	for p := range pools.of(s).all() {
		members := len(p.members)
		p.members = slices.DeleteFunc(p.members, func(m *poolMember) bool { return key(m.droplet.id) == dropletKey })
		if len(p.members) < members {
			p.lookAgain(s.clock.Now().Add(s.took("autoscale_pool")))
		}
	}
}

// deletePool deletes a pool and leaves its Droplets.
func deletePool(c *call) (reply, error) {
	p, err := found(c, pools.of(c.Server), "autoscale_pool_id")
	if err != nil {
		return reply{}, err
	}
	p.set("status", "deleting")
	c.at(c.now.Add(c.took("autoscale_pool")), func(time.Time) { pools.of(c.Server).remove(p.id) })
	return empty(http.StatusAccepted)
}

// deletePoolWithDroplets deletes a pool and its Droplets, which the header has to acknowledge.
func deletePoolWithDroplets(c *call) (reply, error) {
	p, err := found(c, pools.of(c.Server), "autoscale_pool_id")
	if err != nil {
		return reply{}, err
	}
	if c.header.Get("X-Dangerous") != "true" {
		return reply{}, badRequest("the header X-Dangerous must be true")
	}
	for len(p.members) > 0 {
		c.shrink(p)
	}
	return deletePool(c)
}

func listPoolMembers(c *call) (reply, error) {
	p, err := found(c, pools.of(c.Server), "autoscale_pool_id")
	if err != nil {
		return reply{}, err
	}
	members := []*object{}
	for _, m := range p.members {
		status := m.droplet.text("status")
		if status == "new" {
			status = "provisioning"
		}
		members = append(members, newObject(
			"droplet_id", m.droplet.id,
			"created_at", m.created,
			"updated_at", m.updated,
			"health_status", "healthy",
			"status", status,
			"current_utilization", p.utilization(),
		))
	}
	return c.page("droplets", members)
}

func listPoolHistory(c *call) (reply, error) {
	p, err := found(c, pools.of(c.Server), "autoscale_pool_id")
	if err != nil {
		return reply{}, err
	}
	return c.page("history", p.events)
}
