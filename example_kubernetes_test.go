package digitalocean_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/dosdk/digitalocean"
)

func createCluster(ctx context.Context, client *digitalocean.Client, version string) *digitalocean.KubernetesCluster {
	cluster, err := client.Kubernetes.Create(ctx, &digitalocean.KubernetesClusterCreateRequest{
		Name: "prod", Region: "nyc3", Version: version,
		NodePools: []digitalocean.KubernetesNodePoolCreateRequest{{Name: "workers", Size: "s-2vcpu-4gb", Count: 2}},
	})
	if err != nil {
		log.Fatal(err)
	}
	if cluster, err = client.Kubernetes.WaitRunning(ctx, cluster.ID); err != nil {
		log.Fatal(err)
	}
	return cluster
}

// The life of a cluster: it is created, gets more nodes, is reached with kubectl, upgraded, and deleted with all that it has
// made.
func ExampleKubernetesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	options, err := client.Kubernetes.GetOptions(ctx)
	if err != nil {
		log.Fatal(err)
	}
	oldest := options.Versions[len(options.Versions)-1]
	cluster, err := client.Kubernetes.Create(ctx, &digitalocean.KubernetesClusterCreateRequest{
		Name: "prod", Region: "nyc3", Version: oldest.Slug,
		NodePools: []digitalocean.KubernetesNodePoolCreateRequest{{Name: "workers", Size: "s-2vcpu-4gb", Count: 2}},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cluster.Name, "is", cluster.Status.State)
	if cluster, err = client.Kubernetes.WaitRunning(ctx, cluster.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(cluster.Name, "is", cluster.Status.State)

	workers := cluster.NodePools[0]
	_, err = client.Kubernetes.NodePools.Update(ctx, cluster.ID, workers.ID, &digitalocean.KubernetesNodePoolUpdateRequest{
		Name: workers.Name, Count: new(4),
	})
	if err != nil {
		log.Fatal(err)
	}
	pool, err := client.Kubernetes.NodePools.WaitReady(ctx, cluster.ID, workers.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(pool.Name, "has", len(pool.Nodes), "nodes")

	kubeconfig, err := client.Kubernetes.GetKubeconfig(ctx, cluster.ID, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("for ~/.kube/config:", strings.HasPrefix(string(kubeconfig.Reveal()), "apiVersion: v1\n"))

	upgrades, err := client.Kubernetes.ListUpgrades(ctx, cluster.ID)
	if err != nil {
		log.Fatal(err)
	}
	next := upgrades[0].Slug
	if err := client.Kubernetes.Upgrade(ctx, cluster.ID, &digitalocean.KubernetesClusterUpgradeRequest{Version: next}); err != nil {
		log.Fatal(err)
	}
	if cluster, err = client.Kubernetes.WaitUpgraded(ctx, cluster.ID, next); err != nil {
		log.Fatal(err)
	}
	fmt.Println("upgraded:", cluster.Version == next && cluster.Version != oldest.Slug)

	if err := client.Kubernetes.DeleteDangerous(ctx, cluster.ID); err != nil {
		log.Fatal(err)
	}
	_, err = client.Kubernetes.WaitRunning(ctx, cluster.ID)
	fmt.Println("deleted:", err != nil)
	// Output:
	// prod is provisioning
	// prod is running
	// workers has 4 nodes
	// for ~/.kube/config: true
	// upgraded: true
	// deleted: true
}

func ExampleKubernetesService_GetCredentials() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createCluster(ctx, client, "latest")

	credentials, err := client.Kubernetes.GetCredentials(ctx, cluster.ID, &digitalocean.KubernetesClusterGetCredentialsOptions{
		ExpirySeconds: 600, // enough for one run of a pipeline
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(credentials.Server == cluster.Endpoint, credentials.Token)
	// Output: true [redacted]
}

func ExampleKubernetesNodePoolsService_Create() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createCluster(ctx, client, "latest")

	pool, err := client.Kubernetes.NodePools.Create(ctx, cluster.ID, &digitalocean.KubernetesNodePoolCreateRequest{
		Name: "batch", Size: "s-4vcpu-8gb", Count: 1,
		AutoScale: true, MinNodes: new(1), MaxNodes: 5,
		Labels: map[string]string{"role": "batch"},
		Taints: []digitalocean.KubernetesNodePoolTaint{{Key: "role", Value: "batch", Effect: digitalocean.KubernetesTaintNoSchedule}},
	})
	if err != nil {
		log.Fatal(err)
	}
	if pool, err = client.Kubernetes.NodePools.WaitReady(ctx, cluster.ID, pool.ID); err != nil {
		log.Fatal(err)
	}
	for _, node := range pool.Nodes {
		fmt.Println(pool.Name, node.Status.State)
	}
	// Output: batch running
}

func ExampleKubernetesNodePoolsService_Recycle() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	cluster := createCluster(ctx, client, "latest")
	pool := cluster.NodePools[0]
	broken := pool.Nodes[0].ID

	err := client.Kubernetes.NodePools.Recycle(ctx, cluster.ID, pool.ID, &digitalocean.KubernetesNodePoolRecycleRequest{Nodes: []string{broken}})
	if err != nil {
		log.Fatal(err)
	}
	after, err := client.Kubernetes.NodePools.WaitReady(ctx, cluster.ID, pool.ID)
	if err != nil {
		log.Fatal(err)
	}
	replaced := true
	for _, node := range after.Nodes {
		replaced = replaced && node.ID != broken
	}
	fmt.Println(len(after.Nodes), "nodes, replaced:", replaced)
	// Output: 2 nodes, replaced: true
}
