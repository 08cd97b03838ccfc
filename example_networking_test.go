package digitalocean_test

import (
	"context"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func createVPC(ctx context.Context, client *digitalocean.Client, name string) *digitalocean.VPC {
	vpc, err := client.VPCs.Create(ctx, &digitalocean.VPCCreateRequest{Name: name, Region: "nyc3"})
	if err != nil {
		log.Fatal(err)
	}
	return vpc
}

func ExampleReservedIPsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")

	address, err := client.ReservedIPs.Create(ctx, digitalocean.ReservedIPForDroplet(web.ID))
	if err != nil {
		log.Fatal(err)
	}
	if address, err = client.ReservedIPs.WaitAssigned(ctx, address.IP, web.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(address.Droplet.Name, "in", address.Region.Slug)
	// Output: web-1 in nyc3
}

func ExampleReservedIPActionsService_Assign() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	active, standby := createDroplet(ctx, client, "web-1"), createDroplet(ctx, client, "web-2")
	address, err := client.ReservedIPs.Create(ctx, digitalocean.ReservedIPForDroplet(active.ID))
	if err != nil {
		log.Fatal(err)
	}
	if address, err = client.ReservedIPs.WaitAssigned(ctx, address.IP, active.ID); err != nil {
		log.Fatal(err)
	}

	// The active one fails: its address moves to the standby.
	if _, err := client.ReservedIPs.Actions.Assign(ctx, address.IP, standby.ID); err != nil {
		log.Fatal(err)
	}
	if address, err = client.ReservedIPs.WaitAssigned(ctx, address.IP, standby.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(address.Droplet.Name)
	// Output: web-2
}

func ExampleReservedIPv6sService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	address, err := client.ReservedIPv6s.Create(ctx, &digitalocean.ReservedIPv6CreateRequest{RegionSlug: "nyc3"})
	if err != nil {
		log.Fatal(err)
	}
	for address, err := range client.ReservedIPv6s.List(nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(address.RegionSlug, "assigned:", address.Droplet != nil)
	}
	if err := client.ReservedIPv6s.Delete(ctx, address.IP); err != nil {
		log.Fatal(err)
	}
	// Output: nyc3 assigned: false
}

func ExampleReservedIPv6ActionsService_Assign() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")
	wait := finish(ctx, client)
	address, err := client.ReservedIPv6s.Create(ctx, &digitalocean.ReservedIPv6CreateRequest{RegionSlug: web.Region.Slug})
	if err != nil {
		log.Fatal(err)
	}

	wait(client.ReservedIPv6s.Actions.Assign(ctx, address.IP, web.ID))
	if address, err = client.ReservedIPv6s.Get(ctx, address.IP); err != nil {
		log.Fatal(err)
	}
	fmt.Println(address.Droplet.Name)
	// Output: web-1
}

func ExampleFloatingIPsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	// Floating IPs are reserved IPs under their former name: what one service makes, the other finds.
	floating, err := client.FloatingIPs.Create(ctx, digitalocean.FloatingIPInRegion("nyc3"))
	if err != nil {
		log.Fatal(err)
	}
	reserved, err := client.ReservedIPs.Get(ctx, floating.IP)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(reserved.IP == floating.IP, reserved.Region.Slug)
	// Output: true nyc3
}

func ExampleFloatingIPActionsService_Assign() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")
	wait := finish(ctx, client)
	floating, err := client.FloatingIPs.Create(ctx, digitalocean.FloatingIPInRegion("nyc3"))
	if err != nil {
		log.Fatal(err)
	}

	wait(client.FloatingIPs.Actions.Assign(ctx, floating.IP, web.ID))
	if floating, err = client.FloatingIPs.Get(ctx, floating.IP); err != nil {
		log.Fatal(err)
	}
	fmt.Println(floating.Droplet.Name)
	// Output: web-1
}

func ExampleBYOIPPrefixesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	prefix, err := client.BYOIPPrefixes.Create(ctx, &digitalocean.BYOIPPrefixCreateRequest{
		Prefix: "203.0.113.0/24", Region: "nyc3", Signature: "signed with the key of the network's owner",
	})
	if err != nil {
		log.Fatal(err)
	}
	if prefix, err = client.BYOIPPrefixes.WaitActive(ctx, prefix.UUID); err != nil { // days, if not in a test
		log.Fatal(err)
	}
	prefix, err = client.BYOIPPrefixes.Update(ctx, prefix.UUID, &digitalocean.BYOIPPrefixUpdateRequest{Advertise: new(true)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(prefix.Prefix, prefix.Status, prefix.Advertised)
	// Output: 203.0.113.0/24 active true
}

func ExampleFirewallsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	if _, err := client.Tags.Create(ctx, &digitalocean.TagCreateRequest{Name: "web"}); err != nil {
		log.Fatal(err)
	}
	everywhere := digitalocean.FirewallRuleTarget{Addresses: []string{"0.0.0.0/0", "::/0"}}

	firewall, err := client.Firewalls.Create(ctx, &digitalocean.FirewallCreateRequest{
		Name: "web",
		Tags: []string{"web"}, // also for Droplets that get the tag later
		InboundRules: []digitalocean.FirewallInboundRule{
			{Protocol: digitalocean.FirewallTCP, Ports: "443", Sources: everywhere},
			{Protocol: digitalocean.FirewallTCP, Ports: "22", Sources: digitalocean.FirewallRuleTarget{Addresses: []string{"192.0.2.0/24"}}},
		},
		OutboundRules: []digitalocean.FirewallOutboundRule{
			{Protocol: digitalocean.FirewallTCP, Ports: "0", Destinations: everywhere},
			{Protocol: digitalocean.FirewallUDP, Ports: "53", Destinations: everywhere},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	err = client.Firewalls.AddRules(ctx, firewall.ID, &digitalocean.FirewallRulesRequest{
		InboundRules: []digitalocean.FirewallInboundRule{{Protocol: digitalocean.FirewallTCP, Ports: "80", Sources: everywhere}},
	})
	if err != nil {
		log.Fatal(err)
	}
	if firewall, err = client.Firewalls.Get(ctx, firewall.ID); err != nil {
		log.Fatal(err)
	}
	for _, rule := range firewall.InboundRules {
		fmt.Println(rule.Protocol, rule.Ports, rule.Sources.Addresses)
	}
	// Output:
	// tcp 443 [0.0.0.0/0 ::/0]
	// tcp 22 [192.0.2.0/24]
	// tcp 80 [0.0.0.0/0 ::/0]
}

func ExampleLoadBalancersService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	balancer, err := client.LoadBalancers.Create(ctx, &digitalocean.LoadBalancerCreateRequest{
		Name: "web", Region: "nyc3",
		Targets: digitalocean.LoadBalancerTag("web"),
		ForwardingRules: []digitalocean.LoadBalancerForwardingRule{{
			EntryProtocol: digitalocean.LoadBalancerHTTP, EntryPort: 80,
			TargetProtocol: digitalocean.LoadBalancerHTTP, TargetPort: 8080,
		}},
		HealthCheck: &digitalocean.LoadBalancerHealthCheck{
			Protocol: digitalocean.LoadBalancerHTTP, Port: 8080, Path: "/healthz",
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	if balancer, err = client.LoadBalancers.WaitActive(ctx, balancer.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(balancer.Status, "with an address:", balancer.IP != "")
	// Output: active with an address: true
}

func ExampleLoadBalancer_UpdateRequest() {
	client, stop := start(digitaloceantest.Immediate())
	defer stop()
	ctx := context.Background()
	balancer, err := client.LoadBalancers.Create(ctx, &digitalocean.LoadBalancerCreateRequest{
		Name: "web", Region: "nyc3", Targets: digitalocean.LoadBalancerTag("web"),
		ForwardingRules: []digitalocean.LoadBalancerForwardingRule{{
			EntryProtocol: digitalocean.LoadBalancerHTTP, EntryPort: 80,
			TargetProtocol: digitalocean.LoadBalancerHTTP, TargetPort: 8080,
		}},
	})
	if err != nil {
		log.Fatal(err)
	}

	// An update replaces all settings: begin with those that there are.
	if balancer, err = client.LoadBalancers.Get(ctx, balancer.ID); err != nil {
		log.Fatal(err)
	}
	request := balancer.UpdateRequest()
	request.SizeUnit = 3
	if balancer, err = client.LoadBalancers.Update(ctx, balancer.ID, request); err != nil {
		log.Fatal(err)
	}
	fmt.Println(balancer.SizeUnit, "nodes,", len(balancer.ForwardingRules), "rule, tag", balancer.Tag)
	// Output: 3 nodes, 1 rule, tag web
}

func ExampleVPCsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	vpc, err := client.VPCs.Create(ctx, &digitalocean.VPCCreateRequest{Name: "backend", Region: "nyc3", IPRange: "10.20.0.0/20"})
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.Droplets.Create(ctx, &digitalocean.DropletCreateRequest{
		Name: "db-1", Region: vpc.Region, Size: "s-1vcpu-1gb", Image: digitalocean.ImageSlug("ubuntu-24-04-x64"), VPCUUID: vpc.ID,
	})
	if err != nil {
		log.Fatal(err)
	}
	for member, err := range client.VPCs.ListMembers(vpc.ID, &digitalocean.VPCListMembersOptions{ResourceType: "droplet"}).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(member.Name, "in", vpc.IPRange)
	}
	// Output: db-1 in 10.20.0.0/20
}

func ExampleVPCsPeeringsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	frontend, backend := createVPC(ctx, client, "frontend"), createVPC(ctx, client, "backend")

	_, err := client.VPCs.Peerings.Create(ctx, frontend.ID, &digitalocean.VPCPeeringCreateForVPCRequest{
		Name: "frontend-backend", VPCID: backend.ID,
	})
	if err != nil {
		log.Fatal(err)
	}
	for peering, err := range client.VPCs.Peerings.List(backend.ID, nil).All(ctx) { // it is one of both
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(peering.Name, peering.Status)
	}
	// Output: frontend-backend PROVISIONING
}

func ExampleVPCPeeringsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	frontend, backend := createVPC(ctx, client, "frontend"), createVPC(ctx, client, "backend")

	peering, err := client.VPCPeerings.Create(ctx, &digitalocean.VPCPeeringCreateRequest{
		Name: "frontend-backend", VPCIDs: []string{frontend.ID, backend.ID},
	})
	if err != nil {
		log.Fatal(err)
	}
	if peering, err = client.VPCPeerings.WaitActive(ctx, peering.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(peering.Name, peering.Status)
	if peering, err = client.VPCPeerings.Delete(ctx, peering.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(peering.Name, peering.Status)
	// Output:
	// frontend-backend ACTIVE
	// frontend-backend DELETING
}

func ExampleVPCNATGatewaysService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	vpc := createVPC(ctx, client, "backend")

	gateway, err := client.VPCNATGateways.Create(ctx, &digitalocean.VPCNATGatewayCreateRequest{
		Name: "egress", Type: digitalocean.VPCNATGatewayPublic, Region: vpc.Region, Size: 1,
		VPCs: []digitalocean.VPCNATGatewayVPCRequest{{VPCUUID: vpc.ID, DefaultGateway: new(true)}},
	})
	if err != nil {
		log.Fatal(err)
	}
	if gateway, err = client.VPCNATGateways.WaitActive(ctx, gateway.ID); err != nil {
		log.Fatal(err)
	}
	allow := []string{} // for the other side's allow-list
	for _, address := range gateway.Egresses.PublicGateways {
		allow = append(allow, address.IPv4)
	}
	fmt.Println(gateway.State, len(allow))
	// Output: ACTIVE 1
}

func ExamplePartnerAttachmentsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	vpc := createVPC(ctx, client, "backend")

	attachment, err := client.PartnerAttachments.Create(ctx, &digitalocean.PartnerAttachmentCreateRequest{
		Name: "office", Region: "nyc", NaaSProvider: "megaport", ConnectionBandwidthInMbps: 1000, VPCIDs: []string{vpc.ID},
		BGP: &digitalocean.PartnerAttachmentBGPRequest{
			LocalRouterIP: "169.254.0.1/29", PeerRouterIP: "169.254.0.6/29", PeerRouterASN: 65001,
			AuthKey: digitalocean.NewSecret("known to both routers"),
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	key, err := client.PartnerAttachments.GetServiceKey(ctx, attachment.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("for the provider:", key.Value.Reveal() != "")
	if attachment, err = client.PartnerAttachments.WaitActive(ctx, attachment.ID); err != nil {
		log.Fatal(err)
	}
	for route, err := range client.PartnerAttachments.ListRemoteRoutes(attachment.ID, nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("reachable:", route.CIDR)
	}
	// Output:
	// for the provider: true
	// reachable: 172.16.0.0/24
	// reachable: 172.16.1.0/24
}

func ExampleCDNEndpointsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	cdn, err := client.CDNEndpoints.Create(ctx, &digitalocean.CDNEndpointCreateRequest{
		Origin: "static-images.nyc3.digitaloceanspaces.com", TTL: 86400,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cdn.Endpoint)
	err = client.CDNEndpoints.PurgeCache(ctx, cdn.ID, &digitalocean.CDNEndpointPurgeCacheRequest{
		Files: []string{"index.html", "css/*"}, // what a release has changed
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output: static-images.nyc3.cdn.digitaloceanspaces.com
}
