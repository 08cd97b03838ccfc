package main

import (
	"context"
	"fmt"
	"os"

	"github.com/dosdk/digitalocean"
)

// Create makes a cluster with one pool of nodes, and waits until all of them run.
func Create(ctx context.Context, client *digitalocean.Client, name, region, version string, nodes int) (*digitalocean.KubernetesCluster, error) {
	cluster, err := client.Kubernetes.Create(ctx, &digitalocean.KubernetesClusterCreateRequest{
		Name: name, Region: region, Version: version,
		NodePools: []digitalocean.KubernetesNodePoolCreateRequest{{Name: "workers", Size: "s-2vcpu-4gb", Count: nodes}},
	})
	if err != nil {
		return nil, err
	}
	if _, err := client.Kubernetes.WaitRunning(ctx, cluster.ID); err != nil {
		return nil, err
	}
	if _, err := client.Kubernetes.NodePools.WaitReady(ctx, cluster.ID, cluster.NodePools[0].ID); err != nil {
		return nil, err
	}
	return client.Kubernetes.Get(ctx, cluster.ID)
}

// Scale brings a pool to a number of nodes, and waits until they run.
func Scale(ctx context.Context, client *digitalocean.Client, clusterID string, pool *digitalocean.KubernetesNodePool, nodes int) (*digitalocean.KubernetesNodePool, error) {
	request := &digitalocean.KubernetesNodePoolUpdateRequest{Name: pool.Name, Count: new(nodes)}
	if _, err := client.Kubernetes.NodePools.Update(ctx, clusterID, pool.ID, request); err != nil {
		return nil, err
	}
	return client.Kubernetes.NodePools.WaitReady(ctx, clusterID, pool.ID)
}

// SaveKubeconfig writes the file that kubectl reads, for nobody else's eyes.
func SaveKubeconfig(ctx context.Context, client *digitalocean.Client, clusterID, path string) error {
	config, err := client.Kubernetes.GetKubeconfig(ctx, clusterID, nil)
	if err != nil {
		return err
	}
	return os.WriteFile(path, config.Reveal(), 0o600)
}

// UpgradeAll goes from version to version until there is none to go to, and returns the last one.
func UpgradeAll(ctx context.Context, client *digitalocean.Client, cluster *digitalocean.KubernetesCluster) (string, error) {
	version := cluster.Version
	for {
		upgrades, err := client.Kubernetes.ListUpgrades(ctx, cluster.ID)
		if err != nil || len(upgrades) == 0 {
			return version, err
		}
		version = upgrades[0].Slug
		if err := client.Kubernetes.Upgrade(ctx, cluster.ID, &digitalocean.KubernetesClusterUpgradeRequest{Version: version}); err != nil {
			return "", fmt.Errorf("upgrade to %s: %w", version, err)
		}
		if _, err := client.Kubernetes.WaitUpgraded(ctx, cluster.ID, version); err != nil {
			return "", err
		}
	}
}

// Delete deletes a cluster with the volumes and load balancers that it has made, which would cost on. It returns their
// names.
func Delete(ctx context.Context, client *digitalocean.Client, clusterID string) ([]string, error) {
	resources, err := client.Kubernetes.GetAssociatedResources(ctx, clusterID)
	if err != nil {
		return nil, err
	}
	var names []string
	request := &digitalocean.KubernetesClusterDeleteSelectiveRequest{}
	for _, volume := range resources.Volumes {
		names = append(names, volume.Name)
		request.Volumes = append(request.Volumes, volume.ID)
	}
	for _, balancer := range resources.LoadBalancers {
		names = append(names, balancer.Name)
		request.LoadBalancers = append(request.LoadBalancers, balancer.ID)
	}
	return names, client.Kubernetes.DeleteSelective(ctx, clusterID, request)
}
