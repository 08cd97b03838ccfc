package digitaloceantest

import (
	"fmt"
	"net/http"
	"net/netip"
	"time"
)

// reservedAddress is an IPv4 or IPv6 address that is reserved to a region, and may be assigned to a Droplet there.
type reservedAddress struct {
	*object
	ip       string
	number   int64 // what its actions are listed by
	region   *region
	droplet  *droplet // or nil
	reserved time.Time
	pending  *action  // what it is locked by, or nil
	target   *droplet // which the pending action assigns it to
}

// show follows what the address is assigned to, which changes by itself.
func (r *reservedAddress) show() *object {
	r.set("droplet", nil)
	if r.droplet != nil {
		r.set("droplet", r.droplet.object)
	}
	if r.get("locked") != nil { // those of IPv6 do not tell
		r.set("locked", r.pending != nil)
	}
	return r.object
}

var reservedIPs = stateful(fresh[collection[*reservedAddress]])

// addressNames are the names that reserved IPs have in the API: the present one, and the one that they had before.
type addressNames struct{ one, many string }

var reservedIPNames = []addressNames{{"reserved_ip", "reserved_ips"}, {"floating_ip", "floating_ips"}}

func init() {
	for _, names := range reservedIPNames {
		path := "/v2/" + names.many
		handle("GET "+path, lister(reservedIPs, names.many))
		handle("POST "+path, names.create)
		handle("GET "+path+"/{reserved_ip}", getter(reservedIPs, "reserved_ip", names.one))
		handle("DELETE "+path+"/{reserved_ip}", deleteReservedIP)
		associations[names.many] = reservedIPsWithDroplet
	}
	count("Reserved IPs", func(s *Server) int { return reservedIPs.of(s).len() })
	addURNs(urnKind{name: "floatingip", resourceType: "reserved_ip", path: "/v2/floating_ips/"}, reservedIPs.of,
		func(r *reservedAddress) addressable {
			a := addressable{name: r.ip, created: r.reserved, object: r.object}
			if r.droplet != nil {
				a.holder = "do:droplet:" + key(r.droplet.id)
			}
			return a
		})
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		if resourceType == "droplet" {
			s.freeAddresses(reservedIPs.of(s), key)
		}
	})
}

// create reserves an address to a region, or assigns it to a Droplet as soon as it is reserved.
func (names addressNames) create(c *call) (reply, error) {
	d, r, project := c.readReservation()
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	ip := c.publicAddress("reserved IP")
	a := &reservedAddress{ip: ip, number: ipNumber(ip), region: r, reserved: c.now}
	a.object = newObject("ip", ip, "droplet", nil, "region", r.object, "locked", false, "project_id", project)
	reservedIPs.of(c.Server).add(ip, a)
	c.enter("do:floatingip:"+ip, project)
	links := newObject()
	if d != nil {
		action := c.lockAddress(a, names.one, d, c.assigning(a, d))
		links = newObject(
			"droplets", []*object{newObject("id", d.id, "rel", "droplet", "href", fmt.Sprintf("%s/v2/droplets/%d", c.origin, d.id))},
			"actions", []*object{newObject("id", action.id, "rel", "assign_ip", "href", fmt.Sprintf("%s/v2/actions/%d", c.origin, action.id))},
		)
	}
	return bare(http.StatusAccepted, newObject(names.one, a.show(), "links", links))
}

// readReservation reads what an address is for: a Droplet, or a region and a project.
func (c *call) readReservation() (d *droplet, r *region, project string) {
	if c.body.has("droplet_id") == c.body.has("region") {
		c.body.refuse("one of droplet_id and region must be given")
		return nil, nil, ""
	}
	project = c.chosenProject(c.body)
	if c.body.has("region") {
		return nil, c.body.region("region"), project
	}
	d = c.needDroplet()
	if d == nil {
		return nil, nil, ""
	}
	c.refuseSecondAddress(reservedIPs.of(c.Server), d)
	a, _ := c.addressed("do:droplet:" + key(d.id))
	return d, d.region, c.assignmentOf(a).project
}

// refuseSecondAddress refuses a Droplet that has an address, or is about to get one.
func (c *call) refuseSecondAddress(list *collection[*reservedAddress], d *droplet) {
	for a := range list.all() {
		if a.droplet == d || a.target == d {
			c.body.refuseField("droplet_id", "is a Droplet that has "+a.ip+" already")
		}
	}
}

// ipNumber is an IPv4 address as a number, which is the ID that its actions show.
func ipNumber(ip string) int64 {
	b := netip.MustParseAddr(ip).As4()
	return int64(b[0])<<24 | int64(b[1])<<16 | int64(b[2])<<8 | int64(b[3])
}

func deleteReservedIP(c *call) (reply, error) {
	a, err := found(c, reservedIPs.of(c.Server), "reserved_ip")
	if err != nil {
		return reply{}, err
	}
	if a.pending != nil {
		return reply{}, unprocessable("The reserved IP already has a pending event.")
	}
	c.dropReservedIP(a)
	return empty(http.StatusNoContent)
}

// dropReservedIP releases an address, and takes it from its Droplet.
func (s *Server) dropReservedIP(a *reservedAddress) {
	if reservedIPs.of(s).has(a.ip) {
		reservedIPs.of(s).remove(a.ip)
		s.deleted("reserved_ip", a.ip, a.object)
	}
}

// freeAddresses takes the addresses from a Droplet that is gone. What was going on between them fails.
func (s *Server) freeAddresses(list *collection[*reservedAddress], dropletKey string) {
	is := func(d *droplet) bool { return d != nil && key(d.id) == dropletKey }
	for a := range list.all() {
		if is(a.target) {
			a.pending.fail(s.clock.Now())
			a.pending, a.target = nil, nil
		}
		if is(a.droplet) {
			a.droplet = nil
		}
	}
}

func reservedIPsWithDroplet(s *Server, d *droplet) []associated {
	var list []associated
	for a := range reservedIPs.of(s).all() {
		if a.droplet == d {
			list = append(list, associated{id: key(a.number), name: a.ip, cost: "5.00", destroy: func() { s.dropReservedIP(a) }})
		}
	}
	return list
}
