package digitaloceantest

import (
	"net/http"
	"regexp"
	"slices"
	"time"
)

var vpcPeerings = stateful(fresh[collection[*object]])

var peeringName = regexp.MustCompile(`^[a-zA-Z0-9-]+$`)

func init() {
	handle("GET /v2/vpc_peerings", listPeerings)
	handle("POST /v2/vpc_peerings", createPeering)
	handle("GET /v2/vpc_peerings/{vpc_peering_id}", getter(vpcPeerings, "vpc_peering_id", "vpc_peering"))
	handle("PATCH /v2/vpc_peerings/{vpc_peering_id}", updatePeering)
	handle("DELETE /v2/vpc_peerings/{vpc_peering_id}", deletePeering)
	handle("GET /v2/vpcs/{vpc_id}/peerings", listPeeringsOfVPC)
	handle("POST /v2/vpcs/{vpc_id}/peerings", createPeeringOfVPC)
	handle("PATCH /v2/vpcs/{vpc_id}/peerings/{vpc_peering_id}", updatePeeringOfVPC)
	count("VPC peerings", func(s *Server) int { return vpcPeerings.of(s).len() })
	needsVPC(vpcPeerings, func(o *object, id string) bool { return slices.Contains(o.texts("vpc_ids"), id) })
}

// listPeerings filters by the region of either network.
func listPeerings(c *call) (reply, error) {
	slug := c.query.Get("region")
	return c.page("vpc_peerings", objects(vpcPeerings.of(c.Server).all(), func(o *object) bool {
		return slug == "" || slices.ContainsFunc(o.texts("vpc_ids"), func(id string) bool {
			v, ok := vpcs.of(c.Server).get(id)
			return ok && v.region.slug == slug
		})
	}))
}

func (s *Server) peeringsOf(id string) []*object {
	return objects(vpcPeerings.of(s).all(), func(o *object) bool { return slices.Contains(o.texts("vpc_ids"), id) })
}

func createPeering(c *call) (reply, error) {
	return c.newPeering("vpc_peering", c.body.texts("vpc_ids"), "vpc_ids")
}

// newPeering connects two networks.
func (c *call) newPeering(envelope string, ids []string, field string) (reply, error) {
	name := c.readPeeringName(nil)
	if len(ids) != 2 || ids[0] == ids[1] {
		c.body.refuseField(field, "must name two VPCs")
	}
	for _, id := range ids {
		if !vpcs.of(c.Server).has(id) {
			c.body.refuseField(field, id+" does not exist")
		}
	}
	for o := range vpcPeerings.of(c.Server).all() {
		if len(lacking(ids, o.texts("vpc_ids"))) == 0 {
			c.body.refuseField(field, "are peered already by "+o.text("name"))
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	id := c.ids.uuid("vpc peering")
	o := newObject("id", id, "name", name, "vpc_ids", ids, "created_at", c.now, "status", "PROVISIONING")
	vpcPeerings.of(c.Server).add(id, o)
	c.after("vpc_peering",
		func(time.Time) { o.set("status", "ACTIVE") },
		func(time.Time) { vpcPeerings.of(c.Server).remove(id) }) // the API has no status for failure
	return answer(http.StatusAccepted, envelope, o)
}

func (c *call) readPeeringName(present *object) string {
	c.body.needText("name")
	return uniqueName(c, vpcPeerings, present, peeringName, "must hold letters, digits and dashes only")
}

func updatePeering(c *call) (reply, error) {
	o, err := found(c, vpcPeerings.of(c.Server), "vpc_peering_id")
	if err != nil {
		return reply{}, err
	}
	return c.renamePeering(o, "vpc_peering")
}

func (c *call) renamePeering(o *object, envelope string) (reply, error) {
	name := c.readPeeringName(o)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	o.set("name", name)
	return answer(http.StatusOK, envelope, o)
}

func deletePeering(c *call) (reply, error) {
	o, err := found(c, vpcPeerings.of(c.Server), "vpc_peering_id")
	if err != nil {
		return reply{}, err
	}
	o.set("status", "DELETING")
	c.at(c.now.Add(c.took("vpc_peering")), func(time.Time) { vpcPeerings.of(c.Server).remove(o.text("id")) })
	return answer(http.StatusAccepted, "vpc_peering", o)
}

func listPeeringsOfVPC(c *call) (reply, error) {
	v, err := found(c, vpcs.of(c.Server), "vpc_id")
	if err != nil {
		return reply{}, err
	}
	return c.page("peerings", c.peeringsOf(v.id))
}

// createPeeringOfVPC connects a network to the one that the body names.
func createPeeringOfVPC(c *call) (reply, error) {
	v, err := found(c, vpcs.of(c.Server), "vpc_id")
	if err != nil {
		return reply{}, err
	}
	return c.newPeering("peering", []string{v.id, c.body.needText("vpc_id")}, "vpc_id")
}

func updatePeeringOfVPC(c *call) (reply, error) {
	o, err := found(c, vpcPeerings.of(c.Server), "vpc_peering_id")
	if err != nil || !slices.Contains(o.texts("vpc_ids"), c.arguments["vpc_id"]) {
		return reply{}, notFound()
	}
	return c.renamePeering(o, "peering")
}
