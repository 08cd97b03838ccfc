package digitaloceantest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// natGateway lets the members of VPCs reach the internet from one address.
type natGateway struct {
	*object
	id     string
	region *region
	uses   []natGatewayVPC
}

// natGatewayVPC is a network that a gateway is in.
type natGatewayVPC struct {
	vpc       *vpc
	byDefault bool
	address   string // of the gateway in the network; "" until it is active
}

var natGateways = stateful(fresh[collection[*natGateway]])

const (
	natGatewayTimeout    = 30 // seconds, of each protocol
	maxNATGatewayTimeout = 3600
	maxNATGatewaySize    = 100
)

func init() {
	handle("GET /v2/vpc_nat_gateways", listNATGateways)
	handle("POST /v2/vpc_nat_gateways", createNATGateway)
	handle("GET /v2/vpc_nat_gateways/{id}", getter(natGateways, "id", "vpc_nat_gateway"))
	handle("PUT /v2/vpc_nat_gateways/{id}", updateNATGateway)
	handle("DELETE /v2/vpc_nat_gateways/{id}", deleteNATGateway)
	count("VPC NAT gateways", func(s *Server) int { return natGateways.of(s).len() })
	needsVPC(natGateways, func(g *natGateway, id string) bool {
		return slices.ContainsFunc(g.uses, func(use natGatewayVPC) bool { return use.vpc.id == id })
	})
}

// listNATGateways takes its filters in lower case, and shows the values in upper case.
func listNATGateways(c *call) (reply, error) {
	return c.page("vpc_nat_gateways", objects(natGateways.of(c.Server).all(), func(g *natGateway) bool {
		for _, name := range []string{"state", "region", "type", "name"} {
			if wanted := c.query.Get(name); wanted != "" && !strings.EqualFold(g.text(name), wanted) {
				return false
			}
		}
		return true
	}))
}

func createNATGateway(c *call) (reply, error) {
	r := c.body.needRegion("region")
	c.body.needChoice("type", "PUBLIC")
	project := c.chosenProject(c.body)
	g := &natGateway{region: r}
	g.object = newObject(
		"id", "",
		"name", "",
		"type", "PUBLIC",
		"state", "NEW",
		"region", c.body.text("region"),
		"size", 0,
		"vpcs", []*object{},
		"egresses", newObject("public_gateways", []*object{}),
		"udp_timeout_seconds", 0,
		"icmp_timeout_seconds", 0,
		"tcp_timeout_seconds", 0,
		"created_at", c.now,
		"updated_at", c.now,
		"project_id", project,
	)
	if err := c.fillNATGateway(g); err != nil {
		return reply{}, err
	}
	g.id = c.ids.uuid("NAT gateway")
	g.set("id", g.id)
	natGateways.of(c.Server).add(g.id, g)
	ip := c.publicAddress("NAT gateway")
	c.after("vpc_nat_gateway", func(at time.Time) {
		g.set("state", "ACTIVE")
		g.set("egresses", newObject("public_gateways", []*object{newObject("ipv4", ip)}))
		g.set("updated_at", at)
		g.showVPCs()
	}, func(time.Time) { g.set("state", "ERROR") })
	return answer(http.StatusAccepted, "vpc_nat_gateway", g.object)
}

// fillNATGateway reads what PUT can change too. Nothing changes where the request is refused.
func (c *call) fillNATGateway(g *natGateway) error {
	f, o := c.body, &object{fields: slices.Clone(g.fields)}
	o.set("name", f.needText("name"))
	o.set("size", f.needWithin("size", 1, maxNATGatewaySize))
	for _, name := range []string{"udp_timeout_seconds", "icmp_timeout_seconds", "tcp_timeout_seconds"} {
		o.set(name, f.within(name, 1, maxNATGatewayTimeout, natGatewayTimeout))
	}
	uses := c.readNATGatewayVPCs(g)
	if f.problem != nil {
		return f.problem
	}
	for i := range uses {
		if uses[i].address == "" {
			uses[i].address = uses[i].vpc.address()
		}
	}
	g.fields, g.uses = o.fields, uses
	g.set("updated_at", c.now)
	g.showVPCs()
	return nil
}

// readNATGatewayVPCs reads the networks. One that stays keeps the address of the gateway.
func (c *call) readNATGatewayVPCs(g *natGateway) []natGatewayVPC {
	uses := []natGatewayVPC{}
	for _, f := range c.body.objects("vpcs") {
		f.needText("vpc_uuid")
		v := c.chosenVPC(f, "vpc_uuid", g.region)
		if v == nil {
			continue
		}
		use := natGatewayVPC{vpc: v, byDefault: f.flag("default_gateway", false)}
		for _, present := range g.uses {
			if present.vpc == v {
				use.address = present.address
			}
		}
		uses = append(uses, use)
	}
	c.needList("vpcs", len(uses))
	return uses
}

// showVPCs tells the addresses of the gateway once it is active.
func (g *natGateway) showVPCs() {
	list := []*object{}
	for _, use := range g.uses {
		o := newObject("vpc_uuid", use.vpc.id, "gateway_ip", "", "default_gateway", use.byDefault)
		if g.text("state") == "ACTIVE" {
			o.set("gateway_ip", use.address)
		}
		list = append(list, o)
	}
	g.set("vpcs", list)
}

// updateNATGateway replaces all that can change. What the request does not say gets its default.
func updateNATGateway(c *call) (reply, error) {
	g, err := found(c, natGateways.of(c.Server), "id")
	if err != nil {
		return reply{}, err
	}
	if g.text("state") != "ACTIVE" {
		return reply{}, unprocessable("state: only an active VPC NAT gateway can be changed")
	}
	if err := c.fillNATGateway(g); err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "vpc_nat_gateway", g.object)
}

func deleteNATGateway(c *call) (reply, error) {
	g, err := found(c, natGateways.of(c.Server), "id")
	if err != nil {
		return reply{}, err
	}
	g.set("state", "DELETING")
	c.at(c.now.Add(c.took("vpc_nat_gateway")), func(time.Time) { natGateways.of(c.Server).remove(g.id) })
	return empty(http.StatusAccepted)
}
