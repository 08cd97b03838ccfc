package digitaloceantest

import (
	"encoding/binary"
	"fmt"
	"net/netip"
)

// Public addresses are those of 198.18.0.0/15, which belongs to nobody, and of the IPv6 prefix for
// documentation, 2001:db8::/32. Droplets have the first half of the former.
const (
	firstPublicIPv4  = 198<<24 | 18<<16
	publicIPv4s      = 1 << 16
	dropletsInSubnet = 4000 // of a /20, without its first addresses
)

func ipv4(n int64) string {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], uint32(n))
	return netip.AddrFrom4(b).String()
}

func noNetworks() *object { return newObject("v4", []*object{}, "v6", []*object{}) }

// connect gives a Droplet its addresses. They stay its own as long as it lives.
func (d *droplet) connect(s *Server, p plan, network *vpc) {
	v4, v6 := []*object{}, []*object{}
	v4 = append(v4, newObject(
		"ip_address", network.address(),
		"netmask", network.netmask(),
		"gateway", "nil", // what the API has for no gateway
		"type", "private",
	))
	if p.public {
		v4 = append(v4, s.publicIPv4())
	}
	if p.ipv6 {
		v6 = append(v6, d.publicIPv6(s))
	}
	d.set("networks", newObject("v4", v4, "v6", v6))
}

// addressBlocks are where the public addresses begin that are not those of Droplets.
var addressBlocks = map[string]int64{
	"reserved IP":   firstPublicIPv4 + 1<<16,
	"load balancer": firstPublicIPv4 + 1<<16 + 1<<14,
	"NAT gateway":   firstPublicIPv4 + 1<<16 + 2<<14,
}

// publicAddress gives out the next public address of a kind of resource.
func (s *Server) publicAddress(kind string) string {
	return ipv4(addressBlocks[kind] + 1 + s.ids.count(kind+" address")%(1<<14-2))
}

func (s *Server) publicIPv4() *object {
	n := s.ids.count("public")
	subnet := firstPublicIPv4 + n/dropletsInSubnet<<12%publicIPv4s
	return newObject(
		"ip_address", ipv4(subnet+2+n%dropletsInSubnet),
		"netmask", "255.255.240.0",
		"gateway", ipv4(subnet+1),
		"type", "public",
	)
}

func (d *droplet) publicIPv6(s *Server) *object {
	n := s.ids.count("ipv6")
	return newObject(
		"ip_address", fmt.Sprintf("2001:db8:%x::%x", d.region.index, 0x1000+n),
		"netmask", 64,
		"gateway", fmt.Sprintf("2001:db8:%x::1", d.region.index),
		"type", "public",
	)
}
