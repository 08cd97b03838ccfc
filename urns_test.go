package digitalocean_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestURNs(t *testing.T) {
	for want, urn := range map[string]string{
		"do:dbaas:9cc10173":        digitalocean.DatabaseURN("9cc10173"),
		"do:domain:example.com":    digitalocean.DomainURN("example.com"),
		"do:droplet:13457723":      digitalocean.DropletURN(13457723),
		"do:kubernetes:bd5f5959":   digitalocean.KubernetesURN("bd5f5959"),
		"do:loadbalancer:4de7ac8b": digitalocean.LoadBalancerURN("4de7ac8b"),
		"do:teamgroup:3fa85f64":    digitalocean.OrganizationURN("3fa85f64"),
		"do:floatingip:192.0.2.1":  digitalocean.ReservedIPURN("192.0.2.1"),
		"do:space:backups":         digitalocean.SpaceURN("backups"),
		"do:team:f81d4fae":         digitalocean.TeamURN("f81d4fae"),
		"do:volume:506f78a4":       digitalocean.VolumeURN("506f78a4"),
		"do:vpc:5a4981aa":          digitalocean.VPCURN("5a4981aa"),
	} {
		require.Equal(t, want, urn)
	}
}
