package digitaloceantest

import (
	"net/http"
	"net/netip"
	"time"
)

var byoipPrefixes = stateful(fresh[collection[*object]])

func init() {
	handle("GET /v2/byoip_prefixes", lister(byoipPrefixes, "byoip_prefixes"))
	handle("POST /v2/byoip_prefixes", createBYOIPPrefix)
	handle("GET /v2/byoip_prefixes/{byoip_prefix_uuid}", getter(byoipPrefixes, "byoip_prefix_uuid", "byoip_prefix"))
	handle("PATCH /v2/byoip_prefixes/{byoip_prefix_uuid}", updateBYOIPPrefix)
	handle("DELETE /v2/byoip_prefixes/{byoip_prefix_uuid}", deleteBYOIPPrefix)
	handle("GET /v2/byoip_prefixes/{byoip_prefix_uuid}/ips", listBYOIPs)
	count("BYOIP prefixes", func(s *Server) int { return byoipPrefixes.of(s).len() })
}

// createBYOIPPrefix begins to validate a prefix. The answer tells little of it.
func createBYOIPPrefix(c *call) (reply, error) {
	prefix, r := c.body.needText("prefix"), c.body.needRegion("region")
	c.body.needText("signature")
	block, err := netip.ParsePrefix(prefix)
	if prefix != "" && (err != nil || block != block.Masked() || !block.Addr().Is4() || block.Bits() > 24) {
		c.body.refuseField("prefix", "must be an IPv4 network of a /24 or more, as in 203.0.113.0/24")
	}
	for o := range byoipPrefixes.of(c.Server).all() {
		if other := netip.MustParsePrefix(o.text("prefix")); err == nil && other.Overlaps(block) {
			c.body.refuseField("prefix", "overlaps with "+o.text("prefix"))
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	id := c.ids.uuid("byoip prefix")
	o := newObject(
		"uuid", id,
		"name", "",
		"prefix", prefix,
		"status", "in_progress",
		"region", r.slug,
		"validations", []*object{},
		"failure_reason", "",
		"locked", false,
		"advertised", false,
		"project_id", projects.of(c.Server).standard,
	)
	byoipPrefixes.of(c.Server).add(id, o)
	c.after("byoip_prefix", func(time.Time) { o.set("status", "active") }, func(time.Time) {
		o.set("status", "failed")
		o.set("failure_reason", "The prefix could not be validated.")
		o.set("validations", []*object{newObject("name", "SIGNATURE HASH", "status", "FAILED", "note", "")})
	})
	return answer(http.StatusAccepted, "byoip_prefix", newObject("uuid", id, "region", r.slug, "status", "in_progress"))
}

func updateBYOIPPrefix(c *call) (reply, error) {
	o, err := found(c, byoipPrefixes.of(c.Server), "byoip_prefix_uuid")
	if err != nil {
		return reply{}, err
	}
	advertise := c.body.flag("advertise", o.get("advertised") == true)
	if advertise && o.text("status") != "active" {
		c.body.refuseField("advertise", "is for a prefix that is active")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	o.set("advertised", advertise)
	return answer(http.StatusAccepted, "byoip_prefix", o)
}

// deleteBYOIPPrefix refuses a prefix that the world is still told of.
func deleteBYOIPPrefix(c *call) (reply, error) {
	o, err := found(c, byoipPrefixes.of(c.Server), "byoip_prefix_uuid")
	if err != nil {
		return reply{}, err
	}
	if o.get("advertised") == true {
		return reply{}, unprocessable("advertise: the prefix is advertised, which must end before it is deleted")
	}
	o.set("status", "deleting")
	o.set("locked", true)
	c.at(c.now.Add(c.took("byoip_prefix")), func(time.Time) { byoipPrefixes.of(c.Server).remove(o.text("uuid")) })
	return empty(http.StatusAccepted)
}

// listBYOIPs has none to show: nothing in the API gives a Droplet an address of such a prefix.
func listBYOIPs(c *call) (reply, error) {
	if _, err := found(c, byoipPrefixes.of(c.Server), "byoip_prefix_uuid"); err != nil {
		return reply{}, err
	}
	return c.page("ips", []*object{})
}
