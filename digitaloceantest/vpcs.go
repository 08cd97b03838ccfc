package digitaloceantest

import (
	"net/http"
	"net/netip"
	"regexp"
	"time"
)

// vpc is a private network of a region.
type vpc struct {
	*object
	id     string
	region *region
	block  netip.Prefix
	used   int64 // addresses ever given out
}

var vpcs = stateful(fresh[collection[*vpc]])

// vpcUsers tell whether something that is no member of a VPC needs it all the same.
var vpcUsers []func(s *Server, id string) bool

// needsVPC keeps VPCs that a service's resources use from being deleted. Services call it from init.
func needsVPC[R any](of state[collection[R]], uses func(r R, id string) bool) {
	vpcUsers = append(vpcUsers, func(s *Server, id string) bool {
		for r := range of.of(s).all() {
			if uses(r, id) {
				return true
			}
		}
		return false
	})
}

const (
	firstGeneratedIPv4 = 10<<24 | 124<<16 // of the networks whose range the request leaves open
	generatedBits      = 20
)

var vpcName = regexp.MustCompile(`^[a-zA-Z0-9.-]+$`)

func init() {
	handle("GET /v2/vpcs", lister(vpcs, "vpcs"))
	handle("POST /v2/vpcs", createVPC)
	handle("GET /v2/vpcs/{vpc_id}", getter(vpcs, "vpc_id", "vpc"))
	handle("PUT /v2/vpcs/{vpc_id}", updateVPC)
	handle("PATCH /v2/vpcs/{vpc_id}", updateVPC)
	handle("DELETE /v2/vpcs/{vpc_id}", deleteVPC)
	handle("GET /v2/vpcs/{vpc_id}/members", listVPCMembers)
	count("VPCs", func(s *Server) int { return vpcs.of(s).len() })
}

func createVPC(c *call) (reply, error) {
	name, r := c.readVPCName(nil), c.body.needRegion("region")
	c.body.needText("name")
	description := c.body.changed("description", "", 255)
	block := c.readBlock()
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	v := c.newVPC(c.ids.uuid("vpc"), name, r, block, c.now)
	v.set("description", description)
	return answer(http.StatusCreated, "vpc", v.object)
}

func (c *call) readVPCName(present *vpc) string {
	return uniqueName(c, vpcs, present, vpcName, "must hold letters, digits, dots and dashes only")
}

// readBlock reads a range that no other network has, or finds one.
func (c *call) readBlock() netip.Prefix {
	text := c.body.text("ip_range")
	if text == "" {
		return c.freeBlock()
	}
	block, err := netip.ParsePrefix(text)
	if err != nil || block != block.Masked() || !block.Addr().Is4() || !block.Addr().IsPrivate() {
		c.body.refuseField("ip_range", "must be a range of private addresses, as in 10.10.10.0/24")
		return block
	}
	if block.Bits() < 16 || block.Bits() > 28 {
		c.body.refuseField("ip_range", "must be between a /16 and a /28")
	}
	if other := c.overlapping(block); other != nil {
		c.body.refuseField("ip_range", "overlaps with another VPC network in your account: "+other.text("name")+" "+other.text("ip_range"))
	}
	return block
}

func (s *Server) overlapping(block netip.Prefix) *vpc {
	for v := range vpcs.of(s).all() {
		if v.block.Overlaps(block) {
			return v
		}
	}
	return nil
}

func (s *Server) freeBlock() netip.Prefix {
	for n := int64(firstGeneratedIPv4); ; n += 1 << (32 - generatedBits) {
		block := netip.MustParsePrefix(ipv4(n) + "/20")
		if s.overlapping(block) == nil {
			return block
		}
	}
}

// newVPC adds a network to the account. The first one of a region is its default.
func (s *Server) newVPC(id, name string, r *region, block netip.Prefix, now time.Time) *vpc {
	v := &vpc{id: id, region: r, block: block}
	v.object = newObject(
		"id", id,
		"urn", "do:vpc:"+id,
		"name", name,
		"description", "",
		"region", r.slug,
		"ip_range", block.String(),
		"created_at", now,
		"default", s.presentDefaultVPC(r) == nil,
	)
	vpcs.of(s).add(id, v)
	return v
}

func (s *Server) presentDefaultVPC(r *region) *vpc {
	for v := range vpcs.of(s).all() {
		if v.region == r && v.get("default") == true {
			return v
		}
	}
	return nil
}

// defaultVPC is where the resources of a region go that name no network. It is made when the first one comes.
func (s *Server) defaultVPC(r *region, now time.Time) *vpc {
	if v := s.presentDefaultVPC(r); v != nil {
		return v
	}
	block := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(100 + r.index)}), 16)
	if s.overlapping(block) != nil {
		block = s.freeBlock()
	}
	return s.newVPC(newIdentity(s.settings.seed).uuid("vpc "+r.slug), "default-"+r.slug, r, block, now)
}

// chosenVPC reads the network of a new resource. It is nil where the request names none, or the region is not known.
func (c *call) chosenVPC(body *fields, name string, r *region) *vpc {
	id := body.text(name)
	if id == "" || r == nil {
		return nil
	}
	v, ok := vpcs.of(c.Server).get(id)
	if !ok {
		body.refuseField(name, id+" does not exist")
		return nil
	}
	if v.region != r {
		body.refuseField(name, "is in another region than "+r.slug)
	}
	return v
}

// address gives out the next private address. When all were given out it begins anew.
func (v *vpc) address() string {
	size := int64(1) << (32 - v.block.Bits())
	first := v.block.Addr().As4()
	n := int64(first[0])<<24 | int64(first[1])<<16 | int64(first[2])<<8 | int64(first[3])
	v.used++
	return ipv4(n + 2 + (v.used-1)%(size-3))
}

func (v *vpc) netmask() string { return ipv4(1<<32 - 1<<(32-v.block.Bits())) }

// updateVPC changes what the request has, for PUT as for PATCH.
func updateVPC(c *call) (reply, error) {
	v, err := found(c, vpcs.of(c.Server), "vpc_id")
	if err != nil {
		return reply{}, err
	}
	if c.method == http.MethodPut {
		c.body.needText("name")
	}
	name := c.readVPCName(v)
	description := c.body.changed("description", v.text("description"), 255)
	wasDefault := v.get("default") == true
	isDefault := c.body.flag("default", wasDefault)
	if wasDefault && !isDefault {
		c.body.refuseField("default", "can't be unset: make another VPC the default one")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if name != "" {
		v.set("name", name)
	}
	v.set("description", description)
	if former := c.presentDefaultVPC(v.region); isDefault && former != v {
		former.set("default", false)
		v.set("default", true)
	}
	return answer(http.StatusOK, "vpc", v.object)
}

func deleteVPC(c *call) (reply, error) {
	v, err := found(c, vpcs.of(c.Server), "vpc_id")
	if err != nil {
		return reply{}, err
	}
	if v.get("default") == true {
		return reply{}, forbidden()
	}
	if c.vpcUsed(v.id) {
		return reply{}, conflict("Can not delete VPC with members")
	}
	vpcs.of(c.Server).remove(v.id)
	c.deleted("vpc", v.id, v.object)
	return empty(http.StatusNoContent)
}

func (c *call) vpcUsed(id string) bool {
	for _, uses := range vpcUsers {
		if uses(c.Server, id) {
			return true
		}
	}
	return len(c.membersOf(id, "")) > 0
}

func (s *Server) membersOf(id, urnType string) []*object {
	members := []*object{}
	for a := range s.addressables() {
		if a.vpc == id && (urnType == "" || urnType == a.kind.name) {
			members = append(members, newObject("urn", a.urn(), "name", a.name, "created_at", a.created))
		}
	}
	return members
}

func listVPCMembers(c *call) (reply, error) {
	v, err := found(c, vpcs.of(c.Server), "vpc_id")
	if err != nil {
		return reply{}, err
	}
	return c.page("members", c.membersOf(v.id, c.query.Get("resource_type")))
}
