package compat

import (
	"testing"
	"time"

	"github.com/digitalocean/godo"
	"github.com/stretchr/testify/require"
)

func TestGodoVPCs(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	vpc, resp, err := client.VPCs.Create(ctx, &godo.VPCCreateRequest{
		Name: "backend", RegionSlug: "nyc3", Description: "no way out", IPRange: "10.10.10.0/24",
	})
	require.NoError(t, err)
	require.Equal(t, 201, resp.StatusCode)
	require.Equal(t, &godo.VPC{
		ID: vpc.ID, URN: "do:vpc:" + vpc.ID, Name: "backend", RegionSlug: "nyc3", Description: "no way out",
		IPRange: "10.10.10.0/24", CreatedAt: began, Default: true,
	}, vpc)

	request := webDroplet("web-1")
	request.VPCUUID = vpc.ID
	droplet, _, err := client.Droplets.Create(ctx, request)
	require.NoError(t, err)
	srv.Advance(10 * time.Second)
	droplet, _, err = client.Droplets.Get(ctx, droplet.ID)
	require.NoError(t, err)
	require.Equal(t, vpc.ID, droplet.VPCUUID)
	address, err := droplet.PrivateIPv4()
	require.NoError(t, err)
	require.Contains(t, address, "10.10.10.")
	members, _, err := client.VPCs.ListMembers(ctx, vpc.ID, nil, nil)
	require.NoError(t, err)
	require.Len(t, members, 1)
	require.Equal(t, droplet.URN(), members[0].URN)
	resp, err = client.VPCs.Delete(ctx, vpc.ID)
	require.Error(t, err, "it has a member")
	require.GreaterOrEqual(t, resp.StatusCode, 400)

	renamed, _, err := client.VPCs.Set(ctx, vpc.ID, godo.VPCSetName("frontend"))
	require.NoError(t, err)
	require.Equal(t, "frontend", renamed.Name)
	list, _, err := client.VPCs.List(ctx, nil)
	require.NoError(t, err)
	require.Equal(t, []*godo.VPC{renamed}, list)
}

func TestGodoFirewalls(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	droplets := []int{}
	for _, id := range srv.AddDroplets(2, nil) {
		droplets = append(droplets, int(id))
	}
	request := &godo.FirewallRequest{
		Name: "web",
		InboundRules: []godo.InboundRule{
			{Protocol: "tcp", PortRange: "443", Sources: &godo.Sources{Addresses: []string{"0.0.0.0/0", "::/0"}}},
			{Protocol: "tcp", PortRange: "8000-9000", Sources: &godo.Sources{DropletIDs: droplets[1:]}},
		},
		OutboundRules: []godo.OutboundRule{
			{Protocol: "icmp", Destinations: &godo.Destinations{Addresses: []string{"0.0.0.0/0"}}},
		},
		DropletIDs: droplets[:1],
	}
	firewall, resp, err := client.Firewalls.Create(ctx, request)
	require.NoError(t, err)
	require.Equal(t, 202, resp.StatusCode)
	require.Equal(t, "web", firewall.Name)
	require.Equal(t, droplets[:1], firewall.DropletIDs)
	require.Len(t, firewall.InboundRules, 2)
	require.Equal(t, request.InboundRules[0].Sources.Addresses, firewall.InboundRules[0].Sources.Addresses)
	require.Equal(t, "8000-9000", firewall.InboundRules[1].PortRange)
	require.Equal(t, droplets[1:], firewall.InboundRules[1].Sources.DropletIDs)
	require.Equal(t, request.OutboundRules[0].Destinations, firewall.OutboundRules[0].Destinations)

	_, err = client.Firewalls.AddDroplets(ctx, firewall.ID, droplets[1])
	require.NoError(t, err)
	_, err = client.Firewalls.AddRules(ctx, firewall.ID, &godo.FirewallRulesRequest{InboundRules: []godo.InboundRule{
		{Protocol: "tcp", PortRange: "22", Sources: &godo.Sources{Addresses: []string{"192.0.2.0/24"}}},
	}})
	require.NoError(t, err)
	srv.Advance(time.Minute)
	firewall, _, err = client.Firewalls.Get(ctx, firewall.ID)
	require.NoError(t, err)
	require.Equal(t, "succeeded", firewall.Status)
	require.Equal(t, droplets, firewall.DropletIDs)
	require.Len(t, firewall.InboundRules, 3)
	of, _, err := client.Firewalls.ListByDroplet(ctx, droplets[1], nil)
	require.NoError(t, err)
	require.Equal(t, []godo.Firewall{*firewall}, of)

	_, err = client.Firewalls.RemoveDroplets(ctx, firewall.ID, droplets...)
	require.NoError(t, err)
	_, err = client.Firewalls.Delete(ctx, firewall.ID)
	require.NoError(t, err)
	list, _, err := client.Firewalls.List(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, list)
}

func TestGodoReservedIPs(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	droplet := int(srv.AddDroplets(1, nil)[0])
	reserved, resp, err := client.ReservedIPs.Create(ctx, &godo.ReservedIPCreateRequest{Region: "nyc3"})
	require.NoError(t, err)
	require.Equal(t, 202, resp.StatusCode)
	require.Equal(t, "nyc3", reserved.Region.Slug)
	srv.Advance(time.Minute)

	action, _, err := client.ReservedIPActions.Assign(ctx, reserved.IP, droplet)
	require.NoError(t, err)
	srv.Advance(time.Minute)
	action, _, err = client.ReservedIPActions.Get(ctx, reserved.IP, action.ID)
	require.NoError(t, err)
	require.Equal(t, godo.ActionCompleted, action.Status)
	reserved, _, err = client.ReservedIPs.Get(ctx, reserved.IP)
	require.NoError(t, err)
	require.Equal(t, droplet, reserved.Droplet.ID)

	_, err = client.Droplets.Delete(ctx, droplet)
	require.NoError(t, err)
	srv.Advance(time.Minute)
	list, _, err := client.ReservedIPs.List(ctx, nil)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, reserved.IP, list[0].IP)
	require.Nil(t, list[0].Droplet, "it is free again")
	_, err = client.ReservedIPs.Delete(ctx, reserved.IP)
	require.NoError(t, err)
}

func TestGodoLoadBalancers(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	droplets := []int{}
	for _, id := range srv.AddDroplets(2, nil) {
		droplets = append(droplets, int(id))
	}
	request := &godo.LoadBalancerRequest{
		Name: "front", Region: "nyc3", SizeUnit: 2,
		ForwardingRules: []godo.ForwardingRule{{EntryProtocol: "http", EntryPort: 80, TargetProtocol: "http", TargetPort: 8080}},
		HealthCheck:     &godo.HealthCheck{Protocol: "http", Port: 8080, Path: "/health"},
		DropletIDs:      droplets[:1],
	}
	balancer, resp, err := client.LoadBalancers.Create(ctx, request)
	require.NoError(t, err)
	require.Equal(t, 202, resp.StatusCode)
	require.Equal(t, "new", balancer.Status)
	srv.Advance(10 * time.Minute)
	balancer, _, err = client.LoadBalancers.Get(ctx, balancer.ID)
	require.NoError(t, err)
	require.Equal(t, "active", balancer.Status)
	require.NotEmpty(t, balancer.IP)
	require.Equal(t, "front", balancer.Name)
	require.EqualValues(t, 2, balancer.SizeUnit)
	require.Equal(t, request.ForwardingRules, balancer.ForwardingRules)
	require.Equal(t, "/health", balancer.HealthCheck.Path)
	require.Equal(t, droplets[:1], balancer.DropletIDs)

	_, err = client.LoadBalancers.AddDroplets(ctx, balancer.ID, droplets[1])
	require.NoError(t, err)
	rule := godo.ForwardingRule{EntryProtocol: "tcp", EntryPort: 5000, TargetProtocol: "tcp", TargetPort: 5000}
	_, err = client.LoadBalancers.AddForwardingRules(ctx, balancer.ID, rule)
	require.NoError(t, err)
	balancer, _, err = client.LoadBalancers.Get(ctx, balancer.ID)
	require.NoError(t, err)
	require.Equal(t, droplets, balancer.DropletIDs)
	require.Equal(t, append(request.ForwardingRules, rule), balancer.ForwardingRules)
	update := balancer.AsRequest()
	update.Name = "back"
	updated, _, err := client.LoadBalancers.Update(ctx, balancer.ID, update)
	require.NoError(t, err)
	require.Equal(t, "back", updated.Name)
	require.Equal(t, balancer.ForwardingRules, updated.ForwardingRules)
	_, err = client.LoadBalancers.Delete(ctx, balancer.ID)
	require.NoError(t, err)
	_, resp, err = client.LoadBalancers.Get(ctx, balancer.ID)
	require.Error(t, err)
	require.Equal(t, 404, resp.StatusCode)
}

func TestGodoProjects(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	droplet := int(srv.AddDroplets(1, nil)[0])
	standard, _, err := client.Projects.GetDefault(ctx)
	require.NoError(t, err)
	require.True(t, standard.IsDefault)
	project, resp, err := client.Projects.Create(ctx, &godo.CreateProjectRequest{
		Name: "shop", Description: "sells", Purpose: "Web Application", Environment: "Production",
	})
	require.NoError(t, err)
	require.Equal(t, 201, resp.StatusCode)
	require.Equal(t, "shop", project.Name)
	require.Equal(t, "Production", project.Environment)

	assigned, _, err := client.Projects.AssignResources(ctx, project.ID, &godo.Droplet{ID: droplet})
	require.NoError(t, err)
	require.Len(t, assigned, 1)
	resources, _, err := client.Projects.ListResources(ctx, project.ID, nil)
	require.NoError(t, err)
	require.Len(t, resources, 1)
	require.Equal(t, godo.Droplet{ID: droplet}.URN(), resources[0].URN)
	updated, _, err := client.Projects.Update(ctx, project.ID, &godo.UpdateProjectRequest{Description: "sells more"})
	require.NoError(t, err)
	require.Equal(t, "sells more", updated.Description)
	require.Equal(t, "shop", updated.Name)
	list, _ := every(t, 1, func(o *godo.ListOptions) ([]godo.Project, *godo.Response, error) { return client.Projects.List(ctx, o) })
	require.Len(t, list, 2)
}
