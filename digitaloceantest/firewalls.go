package digitaloceantest

import (
	"net/http"
	"regexp"
	"slices"
	"time"
)

// firewall applies to the Droplets that it lists, and to those of its tags.
type firewall struct {
	*object
	id       string
	inbound  []firewallRule
	outbound []firewallRule
	turn     int // counts its changes
	changes  []firewallChange
}

// firewallChange is a Droplet that is about to get the rules of a firewall, or to be rid of them.
type firewallChange struct {
	droplet  int64
	removing bool
	turn     int
}

var firewalls = stateful(fresh[collection[*firewall]])

var firewallName = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9.-]+$`)

func init() {
	handle("GET /v2/firewalls", lister(firewalls, "firewalls"))
	handle("POST /v2/firewalls", createFirewall)
	handle("GET /v2/firewalls/{firewall_id}", getter(firewalls, "firewall_id", "firewall"))
	handle("PUT /v2/firewalls/{firewall_id}", updateFirewall)
	handle("DELETE /v2/firewalls/{firewall_id}", remover(firewalls, "firewall_id"))
	handle("POST /v2/firewalls/{firewall_id}/droplets", addFirewallDroplets)
	handle("DELETE /v2/firewalls/{firewall_id}/droplets", removeFirewallDroplets)
	handle("POST /v2/firewalls/{firewall_id}/tags", addFirewallTags)
	handle("DELETE /v2/firewalls/{firewall_id}/tags", removeFirewallTags)
	handle("GET /v2/droplets/{droplet_id}/firewalls", listFirewallsOfDroplet)
	count("Firewalls", func(s *Server) int { return firewalls.of(s).len() })
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		for fw := range firewalls.of(s).all() {
			fw.forget(resourceType, key)
		}
	})
}

func createFirewall(c *call) (reply, error) {
	fw := &firewall{object: newObject(
		"id", "",
		"name", "",
		"status", "waiting",
		"inbound_rules", []*object{},
		"outbound_rules", []*object{},
		"created_at", c.now,
		"droplet_ids", []int64{},
		"tags", []string{},
		"pending_changes", []*object{},
	)}
	if err := c.fillFirewall(fw); err != nil {
		return reply{}, err
	}
	fw.id = c.ids.uuid("firewall")
	fw.set("id", fw.id)
	firewalls.of(c.Server).add(fw.id, fw)
	c.applyFirewall(fw, nil)
	return answer(http.StatusAccepted, "firewall", fw.object)
}

// updateFirewall replaces all that a request can say. What it does not say is empty then.
func updateFirewall(c *call) (reply, error) {
	fw, err := found(c, firewalls.of(c.Server), "firewall_id")
	if err != nil {
		return reply{}, err
	}
	before := c.coveredBy(fw)
	if err := c.fillFirewall(fw); err != nil {
		return reply{}, err
	}
	c.applyFirewall(fw, before)
	return answer(http.StatusOK, "firewall", fw.object)
}

// fillFirewall reads a whole firewall. Nothing changes where the request is refused.
func (c *call) fillFirewall(fw *firewall) error {
	name := c.body.needText("name")
	if name != "" && !firewallName.MatchString(name) {
		c.body.refuseField("name", "must begin with a letter or a digit, and hold letters, digits, dots and dashes only")
	}
	inbound, outbound := c.readAllRules()
	ids, tagNames := c.knownDroplets(c.body, "droplet_ids"), c.knownTags(c.body, "tags")
	if c.body.problem != nil {
		return c.body.problem
	}
	if other, taken := named(firewalls.of(c.Server).all(), name); taken && other != fw {
		return conflict("duplicate name")
	}
	fw.set("name", name)
	fw.inbound, fw.outbound = inbound, outbound
	fw.showRules()
	fw.set("droplet_ids", ids)
	fw.set("tags", tagNames)
	return nil
}

// knownDroplets reads IDs of Droplets that exist.
func (c *call) knownDroplets(f *fields, name string) []int64 {
	known := []int64{}
	for _, id := range f.numbers(name) {
		if !droplets.of(c.Server).list.has(key(id)) {
			f.refuseField(name, key(id)+" does not exist")
		}
		if !slices.Contains(known, id) {
			known = append(known, id)
		}
	}
	return known
}

// knownTags reads names of tags that exist.
func (c *call) knownTags(f *fields, name string) []string {
	known := []string{}
	for _, tagName := range f.texts(name) {
		if !tags.of(c.Server).has(tagName) {
			f.refuseField(name, "the tag "+tagName+" does not exist")
		}
		if !slices.Contains(known, tagName) {
			known = append(known, tagName)
		}
	}
	return known
}

// covers reports whether the firewall applies to a Droplet.
func (fw *firewall) covers(d *droplet) bool {
	return slices.Contains(fw.numbers("droplet_ids"), d.id) || slices.ContainsFunc(fw.texts("tags"), d.tagged)
}

func (s *Server) coveredBy(fw *firewall) []int64 {
	ids := []int64{}
	for d := range droplets.of(s).list.all() {
		if fw.covers(d) {
			ids = append(ids, d.id)
		}
	}
	return ids
}

// applyFirewall brings a firewall that was changed to the Droplets that it covers now, and to those before.
func (c *call) applyFirewall(fw *firewall, before []int64) {
	fw.turn++
	turn, now := fw.turn, c.coveredBy(fw)
	for _, id := range now {
		fw.plan(firewallChange{droplet: id, turn: turn})
	}
	for _, id := range before {
		if !slices.Contains(now, id) {
			fw.plan(firewallChange{droplet: id, removing: true, turn: turn})
		}
	}
	fw.set("status", "waiting")
	fw.showChanges()
	c.after("firewall",
		func(time.Time) { fw.settle(turn, "succeeded") },
		func(time.Time) { fw.settle(turn, "failed") })
}

// plan puts a change in the place of one that the Droplet was waiting for.
func (fw *firewall) plan(change firewallChange) {
	fw.changes = slices.DeleteFunc(fw.changes, func(c firewallChange) bool { return c.droplet == change.droplet })
	fw.changes = append(fw.changes, change)
}

func (fw *firewall) settle(turn int, status string) {
	fw.changes = slices.DeleteFunc(fw.changes, func(c firewallChange) bool { return c.turn == turn })
	if fw.turn == turn {
		fw.set("status", status)
	}
	fw.showChanges()
}

func (fw *firewall) showChanges() {
	pending := []*object{}
	for _, change := range fw.changes {
		pending = append(pending, newObject("droplet_id", change.droplet, "removing", change.removing, "status", "waiting"))
	}
	fw.set("pending_changes", pending)
}

// changeFirewall changes a firewall as the request says, once it is known to be sound.
func (c *call) changeFirewall(change func(fw *firewall)) (reply, error) {
	fw, err := found(c, firewalls.of(c.Server), "firewall_id")
	if err != nil {
		return reply{}, err
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	before := c.coveredBy(fw)
	change(fw)
	c.applyFirewall(fw, before)
	return empty(http.StatusNoContent)
}

func addFirewallDroplets(c *call) (reply, error) {
	ids := c.knownDroplets(c.body, "droplet_ids")
	c.needList("droplet_ids", len(ids))
	return c.changeFirewall(func(fw *firewall) { fw.set("droplet_ids", joined(fw.numbers("droplet_ids"), ids)) })
}

func removeFirewallDroplets(c *call) (reply, error) {
	ids := c.body.numbers("droplet_ids")
	c.needList("droplet_ids", len(ids))
	return c.changeFirewall(func(fw *firewall) { fw.set("droplet_ids", lacking(fw.numbers("droplet_ids"), ids)) })
}

func addFirewallTags(c *call) (reply, error) {
	names := c.knownTags(c.body, "tags")
	c.needList("tags", len(names))
	return c.changeFirewall(func(fw *firewall) { fw.set("tags", joined(fw.texts("tags"), names)) })
}

func removeFirewallTags(c *call) (reply, error) {
	names := c.body.texts("tags")
	c.needList("tags", len(names))
	return c.changeFirewall(func(fw *firewall) { fw.set("tags", lacking(fw.texts("tags"), names)) })
}

// needList refuses a request whose list has nothing in it.
func (c *call) needList(name string, length int) {
	if length == 0 {
		c.body.refuseField(name, "can't be blank")
	}
}

// joined returns a list with what of another it does not have yet.
func joined[T comparable](list, more []T) []T {
	list = slices.Clone(list)
	for _, item := range more {
		if !slices.Contains(list, item) {
			list = append(list, item)
		}
	}
	return list
}

// lacking returns a list without what is in another.
func lacking[T comparable](list, gone []T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(item T) bool { return slices.Contains(gone, item) })
}

func listFirewallsOfDroplet(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	return c.page("firewalls", objects(firewalls.of(c.Server).all(), func(fw *firewall) bool { return fw.covers(d) }))
}

// forget lets go of a resource that is gone.
func (fw *firewall) forget(resourceType, gone string) {
	switch resourceType {
	case "droplet":
		is := func(id int64) bool { return key(id) == gone }
		fw.set("droplet_ids", slices.DeleteFunc(slices.Clone(fw.numbers("droplet_ids")), is))
		fw.changes = slices.DeleteFunc(fw.changes, func(c firewallChange) bool { return is(c.droplet) })
		fw.showChanges()
	case "tag":
		fw.set("tags", lacking(fw.texts("tags"), []string{gone}))
	case "load_balancer":
	default:
		return
	}
	fw.forgetInRules(resourceType, gone)
}
