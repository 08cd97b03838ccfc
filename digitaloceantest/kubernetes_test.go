package digitaloceantest_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// running creates a cluster with two nodes and waits for it.
func running(t *testing.T, client *digitalocean.Client, version string) *digitalocean.KubernetesCluster {
	t.Helper()
	k, err := client.Kubernetes.Create(t.Context(), &digitalocean.KubernetesClusterCreateRequest{
		Name: "shop", Region: "nyc3", Version: version, Tags: []string{"prod"},
		NodePools: []digitalocean.KubernetesNodePoolCreateRequest{{Name: "web", Size: "s-2vcpu-4gb", Count: 2, Labels: map[string]string{"tier": "web"}}},
	})
	require.NoError(t, err)
	require.EqualValues(t, "provisioning", k.Status.State)
	require.Empty(t, k.Endpoint)
	k, err = client.Kubernetes.WaitRunning(t.Context(), k.ID)
	require.NoError(t, err)
	return k
}

func TestKubernetesLife(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	k := running(t, client, "1.34")
	require.Contains(t, k.Endpoint, k.ID)
	require.Equal(t, []string{"k8s", "k8s:" + k.ID, "prod"}, k.Tags)
	_, err := client.Kubernetes.NodePools.WaitReady(ctx, k.ID, k.NodePools[0].ID)
	require.NoError(t, err)
	droplets, err := client.Droplets.List(&digitalocean.DropletListOptions{Tag: "k8s:" + k.ID}).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, droplets, 2)

	upgrades, err := client.Kubernetes.ListUpgrades(ctx, k.ID)
	require.NoError(t, err)
	require.NoError(t, client.Kubernetes.Upgrade(ctx, k.ID, &digitalocean.KubernetesClusterUpgradeRequest{Version: upgrades[0].Slug}))
	require.Equal(t, 412, status(t, client.Kubernetes.Upgrade(ctx, k.ID, &digitalocean.KubernetesClusterUpgradeRequest{Version: upgrades[0].Slug})))
	k, err = client.Kubernetes.WaitUpgraded(ctx, k.ID, upgrades[0].Slug)
	require.NoError(t, err)
	upgrades, err = client.Kubernetes.ListUpgrades(ctx, k.ID)
	require.NoError(t, err)
	require.Empty(t, upgrades)
	k, err = client.Kubernetes.Update(ctx, k.ID, &digitalocean.KubernetesClusterUpdateRequest{Name: "store", AutoUpgrade: new(true)})
	require.NoError(t, err)
	require.Equal(t, []any{"store", true}, []any{k.Name, k.AutoUpgrade})

	require.NoError(t, client.Kubernetes.Delete(ctx, k.ID))
	srv.Advance(2 * time.Minute)
	_, err = client.Kubernetes.Get(ctx, k.ID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	droplets, err = client.Droplets.List(nil).Collect(ctx)
	require.NoError(t, err)
	require.Empty(t, droplets)
}

func TestNodesComeAndGo(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	k := running(t, client, "latest")
	pools := client.Kubernetes.NodePools
	p := &k.NodePools[0]
	states := func() map[string]int {
		srv.Advance(0)
		pool, err := pools.Get(ctx, k.ID, p.ID)
		require.NoError(t, err)
		*p = *pool
		counts := map[string]int{}
		for _, n := range pool.Nodes {
			counts[string(n.Status.State)]++
		}
		return counts
	}
	srv.Advance(time.Minute)
	require.Equal(t, map[string]int{"running": 2}, states())
	scale := func(n int) {
		_, err := pools.Update(ctx, k.ID, p.ID, &digitalocean.KubernetesNodePoolUpdateRequest{Name: "web", Count: new(n)})
		require.NoError(t, err)
	}
	scale(4)
	require.Equal(t, map[string]int{"running": 2, "provisioning": 2}, states())
	srv.Advance(time.Minute)
	require.Equal(t, map[string]int{"running": 4}, states())
	scale(3)
	require.Equal(t, map[string]int{"running": 3, "draining": 1}, states())
	srv.Advance(time.Minute)
	require.Equal(t, map[string]int{"running": 3}, states())

	require.NoError(t, pools.DeleteNode(ctx, k.ID, p.ID, p.Nodes[0].ID, &digitalocean.KubernetesNodePoolDeleteNodeOptions{Replace: true, SkipDrain: true}))
	require.Equal(t, map[string]int{"running": 2, "deleting": 1, "provisioning": 1}, states())
	srv.Advance(time.Minute)
	//lint:ignore SA1019 the API still has it
	require.NoError(t, pools.Recycle(ctx, k.ID, p.ID, &digitalocean.KubernetesNodePoolRecycleRequest{Nodes: []string{p.Nodes[1].ID}}))
	srv.Advance(time.Minute)
	require.Equal(t, map[string]int{"running": 3}, states())

	id, err := strconv.ParseInt(p.Nodes[0].DropletID, 10, 64)
	require.NoError(t, err)
	require.NoError(t, client.Droplets.Delete(ctx, id))
	srv.Advance(10 * time.Second)
	require.Equal(t, map[string]int{"running": 2, "provisioning": 1}, states())
	srv.Advance(2 * time.Minute)
	require.Equal(t, map[string]int{"running": 3}, states())

	extra, err := pools.Create(ctx, k.ID, &digitalocean.KubernetesNodePoolCreateRequest{
		Name: "jobs", Size: "s-4vcpu-8gb", Count: 1, AutoScale: true, MinNodes: new(2), MaxNodes: 5,
	})
	require.NoError(t, err)
	require.Len(t, extra.Nodes, 2)
	require.NoError(t, pools.Delete(ctx, k.ID, extra.ID))
}

func TestKubernetesAccess(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	k := running(t, client, "latest")
	config, err := client.Kubernetes.GetKubeconfig(ctx, k.ID, nil)
	require.NoError(t, err)
	require.Contains(t, string(config.Reveal()), "server: "+k.Endpoint)
	credentials, err := client.Kubernetes.GetCredentials(ctx, k.ID, &digitalocean.KubernetesClusterGetCredentialsOptions{ExpirySeconds: 60})
	require.NoError(t, err)
	require.NotEmpty(t, credentials.Token)
	run, err := client.Kubernetes.RunClusterlint(ctx, k.ID, &digitalocean.KubernetesClusterRunClusterlintRequest{})
	require.NoError(t, err)
	results, err := client.Kubernetes.GetClusterlintResults(ctx, k.ID, &digitalocean.KubernetesClusterGetClusterlintResultsOptions{RunID: run})
	require.NoError(t, err)
	require.Equal(t, run, results.RunID)
	_, err = client.Kubernetes.GetOptions(ctx)
	require.NoError(t, err)
	_, err = client.Kubernetes.GetUser(ctx, k.ID)
	require.NoError(t, err)
	messages, err := client.Kubernetes.ListStatusMessages(ctx, k.ID, nil)
	require.NoError(t, err)
	require.Len(t, messages, 2)
	require.NoError(t, client.Kubernetes.AddRegistries(ctx, &digitalocean.KubernetesClusterRegistriesRequest{ClusterUUIDs: []string{k.ID}, Registries: []string{"shop"}}))
	k, err = client.Kubernetes.Get(ctx, k.ID)
	require.NoError(t, err)
	require.True(t, k.RegistryEnabled)
	_, err = client.OneClicks.InstallKubernetes(ctx, &digitalocean.OneClickInstallKubernetesRequest{ClusterUUID: k.ID, AddonSlugs: []string{"loki"}})
	require.NoError(t, err)
}

func TestDeleteClusterWithItsResources(t *testing.T) {
	srv, client := checked(t, digitaloceantest.Immediate())
	ctx := t.Context()
	k := running(t, client, "latest")
	tag := "k8s:" + k.ID
	for i := range 2 {
		srv.Create("/v2/volumes", map[string]any{"name": fmt.Sprintf("pvc-%d", i), "region": "nyc3", "size_gigabytes": 1, "tags": []string{tag}})
	}
	resources, err := client.Kubernetes.GetAssociatedResources(ctx, k.ID)
	require.NoError(t, err)
	require.Len(t, resources.Volumes, 2)
	require.NoError(t, client.Kubernetes.DeleteSelective(ctx, k.ID, &digitalocean.KubernetesClusterDeleteSelectiveRequest{Volumes: []string{resources.Volumes[0].ID}}))
	volumes, err := client.Volumes.List(nil).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, volumes, 1)
	require.Equal(t, resources.Volumes[1].ID, volumes[0].ID)
	_, err = client.Kubernetes.Get(ctx, k.ID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

func TestClusterRefusals(t *testing.T) {
	a := start(t)
	pool := object{"name": "web", "size": "s-2vcpu-4gb", "count": 1}
	k := object{"name": "shop", "region": "nyc3", "version": "latest", "node_pools": []object{pool}}
	a.refusals("POST", "/v2/kubernetes/clusters", []refusal{
		{object{"name": "shop"}, "node_pools can't be blank"},
		{merged(k, object{"node_pools": []object{}}), "node_pools"},
		{merged(k, object{"version": "1.2"}), "version"},
		{merged(k, object{"region": "moon1"}), "region"},
		{merged(k, object{"node_pools": []object{merged(pool, object{"size": "s-1vcpu-1gb"})}}), "node_pools[0].size"},
		{merged(k, object{"node_pools": []object{pool, pool}}), "node_pools[1].name"},
		{merged(k, object{"node_pools": []object{merged(pool, object{"auto_scale": true})}}), "node_pools[0].max_nodes"},
	})
	require.Empty(t, a.get("/v2/droplets")["droplets"])
	id := idOf(a.srv.Create("/v2/kubernetes/clusters", k)["kubernetes_cluster"])
	require.Equal(t, 412, a.do("GET", "/v2/kubernetes/clusters/"+id+"/kubeconfig", nil).status)
	a.invalid(a.do("POST", "/v2/kubernetes/clusters", k), "name")
}
