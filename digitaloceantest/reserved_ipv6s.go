package digitaloceantest

import (
	"fmt"
	"net/http"
	"net/netip"
)

var reservedIPv6s = stateful(fresh[collection[*reservedAddress]])

func init() {
	handle("GET /v2/reserved_ipv6", lister(reservedIPv6s, "reserved_ipv6s"))
	handle("POST /v2/reserved_ipv6", createReservedIPv6)
	handle("GET /v2/reserved_ipv6/{reserved_ipv6}", getReservedIPv6)
	handle("DELETE /v2/reserved_ipv6/{reserved_ipv6}", deleteReservedIPv6)
	handle("POST /v2/reserved_ipv6/{reserved_ipv6}/actions", startReservedIPv6Action)
	count("Reserved IPv6s", func(s *Server) int { return reservedIPv6s.of(s).len() })
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		if resourceType == "droplet" {
			s.freeAddresses(reservedIPv6s.of(s), key)
		}
	})
}

func createReservedIPv6(c *call) (reply, error) {
	r := c.body.needRegion("region_slug")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	ip := fmt.Sprintf("2001:db8:%x:ff00::%x", r.index, 0x1000+c.ids.count("reserved ipv6 address"))
	a := &reservedAddress{ip: ip, number: c.ids.number("reserved ipv6"), region: r, reserved: c.now}
	a.object = newObject("ip", ip, "region_slug", r.slug, "reserved_at", c.now, "droplet", nil)
	reservedIPv6s.of(c.Server).add(ip, a)
	return answer(http.StatusCreated, "reserved_ipv6", a.object)
}

// reservedIPv6 returns the address that the path names, however it is written there.
func (c *call) reservedIPv6() (*reservedAddress, error) {
	ip, err := netip.ParseAddr(c.arguments["reserved_ipv6"])
	if err != nil {
		return nil, notFound()
	}
	a, ok := reservedIPv6s.of(c.Server).get(ip.String())
	if !ok {
		return nil, notFound()
	}
	return a, nil
}

func getReservedIPv6(c *call) (reply, error) {
	a, err := c.reservedIPv6()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "reserved_ipv6", a.show())
}

func deleteReservedIPv6(c *call) (reply, error) {
	a, err := c.reservedIPv6()
	if err != nil {
		return reply{}, err
	}
	if a.droplet != nil || a.pending != nil {
		return reply{}, unprocessable("an assigned address cannot be released")
	}
	reservedIPv6s.of(c.Server).remove(a.ip)
	return empty(http.StatusNoContent)
}

func startReservedIPv6Action(c *call) (reply, error) {
	a, err := c.reservedIPv6()
	if err != nil {
		return reply{}, err
	}
	action, err := c.startAddressAction(a, reservedIPv6s.of(c.Server), "reserved_ipv6")
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusCreated, "action", action.object)
}
