package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func TestLifeOfACluster(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	client, ctx := srv.Client(), t.Context()
	cluster, err := Create(ctx, client, "shop", "nyc3", "1.33", 2)
	require.NoError(t, err)
	for _, node := range cluster.NodePools[0].Nodes {
		require.Equal(t, digitalocean.KubernetesNodeRunning, node.Status.State)
	}
	for _, n := range []int{4, 1} {
		pool, err := Scale(ctx, client, cluster.ID, &cluster.NodePools[0], n)
		require.NoError(t, err)
		require.Equal(t, n, pool.Count)
	}
	path := filepath.Join(t.TempDir(), "config")
	require.NoError(t, SaveKubeconfig(ctx, client, cluster.ID, path))
	file, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(file), "current-context: do-nyc3-shop")
	version, err := UpgradeAll(ctx, client, cluster)
	require.NoError(t, err)
	require.NotEqual(t, cluster.Version, version)

	_, err = Delete(ctx, client, cluster.ID)
	require.NoError(t, err)
	srv.Advance(time.Hour)
	droplets, err := client.Droplets.List(nil).Collect(ctx)
	require.NoError(t, err)
	require.Empty(t, droplets)
}

func TestAClusterThatFails(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	srv.FailNext("kubernetes_cluster")

	_, err := Create(t.Context(), srv.Client(), "shop", "nyc3", "latest", 1)

	require.Error(t, err)
}

func TestRun(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out))
	require.Contains(t, out.String(), "scaled to 4 nodes")
	require.Contains(t, out.String(), "deleted with [pvc-orders]")
}
