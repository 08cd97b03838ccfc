package digitalocean

import "strconv"

// A URN names a resource where an ID alone would not say of which kind: in projects, in what things cost, in security scans.

// DatabaseURN names a database cluster.
func DatabaseURN(id string) string { return "do:dbaas:" + id }

// DomainURN names a domain.
func DomainURN(name string) string { return "do:domain:" + name }

// DropletURN names a Droplet.
func DropletURN(id int64) string { return "do:droplet:" + strconv.FormatInt(id, 10) }

// KubernetesURN names a Kubernetes cluster.
func KubernetesURN(id string) string { return "do:kubernetes:" + id }

// LoadBalancerURN names a load balancer.
func LoadBalancerURN(id string) string { return "do:loadbalancer:" + id }

// OrganizationURN names an organization.
func OrganizationURN(uuid string) string { return "do:teamgroup:" + uuid }

// ReservedIPURN names a reserved IP, in the API's former words for it.
func ReservedIPURN(ip string) string { return "do:floatingip:" + ip }

// SpaceURN names a bucket of Spaces.
func SpaceURN(name string) string { return "do:space:" + name }

// TeamURN names a team.
func TeamURN(uuid string) string { return "do:team:" + uuid }

// VolumeURN names a volume.
func VolumeURN(id string) string { return "do:volume:" + id }

// VPCURN names a VPC.
func VPCURN(id string) string { return "do:vpc:" + id }
