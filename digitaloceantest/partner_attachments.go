package digitaloceantest

import (
	"net/http"
	"net/netip"
	"slices"
	"time"
)

// partnerAttachment connects VPCs to a network outside by way of a provider.
type partnerAttachment struct {
	*object
	id      string
	authKey string
	key     *object // the service key
}

var partnerAttachments = stateful(fresh[collection[*partnerAttachment]])

// localASN is the number of the API's side in BGP.
const localASN = 64532

func init() {
	const path = "/v2/partner_network_connect/attachments"
	handle("GET "+path, lister(partnerAttachments, "partner_attachments"))
	handle("POST "+path, createPartnerAttachment)
	handle("GET "+path+"/{pa_id}", getter(partnerAttachments, "pa_id", "partner_attachment"))
	handle("PATCH "+path+"/{pa_id}", updatePartnerAttachment)
	handle("DELETE "+path+"/{pa_id}", deletePartnerAttachment)
	handle("GET "+path+"/{pa_id}/bgp_auth_key", getBGPAuthKey)
	handle("GET "+path+"/{pa_id}/remote_routes", listRemoteRoutes)
	handle("GET "+path+"/{pa_id}/service_key", getServiceKey)
	handle("POST "+path+"/{pa_id}/service_key", createServiceKey)
	count("Partner attachments", func(s *Server) int { return partnerAttachments.of(s).len() })
	needsVPC(partnerAttachments, func(p *partnerAttachment, id string) bool { return slices.Contains(p.texts("vpc_ids"), id) })
}

func createPartnerAttachment(c *call) (reply, error) {
	c.body.needText("name")
	name := c.readAttachmentName(nil)
	bandwidth := c.body.needWithin("connection_bandwidth_in_mbps", 1000, 10000)
	if !slices.Contains([]int64{1000, 2000, 5000, 10000}, bandwidth) {
		c.body.refuseField("connection_bandwidth_in_mbps", "must be one of 1000, 2000, 5000, 10000")
	}
	region, provider := c.body.needChoice("region", "nyc", "sfo", "fra", "ams", "sgp"), c.body.needText("naas_provider")
	c.body.choice("redundancy_zone", "", "MEGAPORT_BLUE", "MEGAPORT_RED")
	ids, bgp := c.readAttachedVPCs(), c.readBGP()
	c.needList("vpc_ids", len(ids))
	parent := c.readParent()
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	p := &partnerAttachment{id: c.ids.uuid("partner attachment"), authKey: c.ids.hex("BGP auth key", 12)}
	p.object = newObject(
		"id", p.id,
		"urn", "do:partner_attachment:"+p.id,
		"name", name,
		"state", "CREATED",
		"connection_bandwidth_in_mbps", bandwidth,
		"region", region,
		"naas_provider", provider,
		"vpc_ids", ids,
		"bgp", newObject("local_asn", localASN, "local_router_ip", "", "peer_asn", 0, "peer_router_ip", ""),
		"created_at", c.now,
		"parent_uuid", "",
	)
	partnerAttachments.of(c.Server).add(p.id, p)
	p.setBGP(bgp)
	if parent != nil {
		p.set("parent_uuid", parent.id)
		parent.setChildren(append(slices.Clone(parent.texts("children")), p.id))
	}
	c.newServiceKey(p)
	c.after("partner_attachment", func(time.Time) { p.set("state", "ACTIVE") }, func(time.Time) { p.set("state", "ERROR") })
	return answer(http.StatusAccepted, "partner_attachment", p.object)
}

// setChildren shows the attachments that have this one as their parent. Without any it shows nothing.
func (p *partnerAttachment) setChildren(ids []string) {
	p.drop("children")
	if len(ids) > 0 {
		p.set("children", ids)
	}
}

func (c *call) readAttachmentName(present *partnerAttachment) string {
	return uniqueName(c, partnerAttachments, present, vpcName, "must hold letters, digits, dots and dashes only")
}

func (c *call) readAttachedVPCs() []string {
	ids := c.body.texts("vpc_ids")
	for _, id := range ids {
		if !vpcs.of(c.Server).has(id) {
			c.body.refuseField("vpc_ids", id+" does not exist")
		}
	}
	return ids
}

// bgp is what a request says of BGP.
type bgp struct {
	local, peer, authKey string
	peerASN              int64
}

func (c *call) readBGP() *bgp {
	f := c.body.nested("bgp")
	if f == nil {
		return nil
	}
	return &bgp{
		local:   needRouter(f, "local_router_ip"),
		peer:    needRouter(f, "peer_router_ip"),
		authKey: f.needText("auth_key"),
		peerASN: f.needWithin("peer_router_asn", 1, 1<<32-1),
	}
}

func needRouter(f *fields, name string) string {
	address := f.needText(name)
	if _, err := netip.ParsePrefix(address); err != nil {
		f.refuseField(name, "must be an address with the length of its prefix, as in 169.254.0.1/29")
	}
	return address
}

func (p *partnerAttachment) setBGP(b *bgp) {
	if b == nil {
		return
	}
	p.authKey = b.authKey
	p.set("bgp", newObject("local_asn", localASN, "local_router_ip", b.local, "peer_asn", b.peerASN, "peer_router_ip", b.peer))
}

func (c *call) readParent() *partnerAttachment {
	id := c.body.text("parent_uuid")
	parent, ok := partnerAttachments.of(c.Server).get(id)
	if id != "" && !ok {
		c.body.refuseField("parent_uuid", id+" does not exist")
	}
	return parent
}

func updatePartnerAttachment(c *call) (reply, error) {
	p, err := found(c, partnerAttachments.of(c.Server), "pa_id")
	if err != nil {
		return reply{}, err
	}
	if !c.body.has("name") && !c.body.has("vpc_ids") && !c.body.has("bgp") {
		c.body.refuse("one of name, vpc_ids and bgp must be given")
	}
	name, ids, bgp := c.readAttachmentName(p), c.readAttachedVPCs(), c.readBGP()
	if c.body.has("vpc_ids") {
		c.needList("vpc_ids", len(ids))
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if name != "" {
		p.set("name", name)
	}
	if len(ids) > 0 {
		p.set("vpc_ids", ids)
	}
	p.setBGP(bgp)
	return answer(http.StatusAccepted, "partner_attachment", p.object)
}

func deletePartnerAttachment(c *call) (reply, error) {
	p, err := found(c, partnerAttachments.of(c.Server), "pa_id")
	if err != nil {
		return reply{}, err
	}
	p.set("state", "DELETING")
	c.at(c.now.Add(c.took("partner_attachment")), func(time.Time) { c.dropAttachment(p) })
	return answer(http.StatusAccepted, "partner_attachment", p.object)
}

// dropAttachment takes an attachment out of the account, and off its parent and children.
func (s *Server) dropAttachment(p *partnerAttachment) {
	partnerAttachments.of(s).remove(p.id)
	for other := range partnerAttachments.of(s).all() {
		other.setChildren(lacking(other.texts("children"), []string{p.id}))
		if other.text("parent_uuid") == p.id {
			other.set("parent_uuid", "")
		}
	}
}

func getBGPAuthKey(c *call) (reply, error) {
	p, err := found(c, partnerAttachments.of(c.Server), "pa_id")
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "bgp_auth_key", newObject("value", p.authKey))
}

// listRemoteRoutes shows what the other side announces, once there is one.
func listRemoteRoutes(c *call) (reply, error) {
	p, err := found(c, partnerAttachments.of(c.Server), "pa_id")
	if err != nil {
		return reply{}, err
	}
	routes := []*object{}
	bgp, _ := p.get("bgp").(*object)
	if p.text("state") == "ACTIVE" && bgp.text("peer_router_ip") != "" {
		routes = append(routes, newObject("cidr", "172.16.0.0/24"), newObject("cidr", "172.16.1.0/24"))
	}
	return c.page("remote_routes", routes)
}

func getServiceKey(c *call) (reply, error) {
	p, err := found(c, partnerAttachments.of(c.Server), "pa_id")
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "service_key", p.key)
}

// createServiceKey begins to make a key, which takes the place of the present one.
func createServiceKey(c *call) (reply, error) {
	p, err := found(c, partnerAttachments.of(c.Server), "pa_id")
	if err != nil {
		return reply{}, err
	}
	c.newServiceKey(p)
	return bare(http.StatusAccepted, newObject())
}

func (c *call) newServiceKey(p *partnerAttachment) {
	value := c.ids.uuid("service key")
	made := newObject("value", value, "state", "CREATED", "created_at", c.now)
	if p.key == nil {
		p.key = made
		return
	}
	p.key.set("state", "CREATING")
	c.at(c.now.Add(c.took("service_key")), func(time.Time) { p.key = made })
}
