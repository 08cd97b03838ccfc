// Kubernetes takes a cluster through its life: it is created, scaled, upgraded and deleted with what it has made, against
// an in-memory DigitalOcean. The work is in kubernetes.go.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "kubernetes:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	srv, err := digitaloceantest.Start()
	if err != nil {
		return err
	}
	defer srv.Close()
	client := srv.Client()
	cluster, err := Create(ctx, client, "shop", "nyc3", "1.33", 2)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s runs %s with %d nodes\n", cluster.Name, cluster.Version, len(cluster.NodePools[0].Nodes))
	pool, err := Scale(ctx, client, cluster.ID, &cluster.NodePools[0], 4)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "scaled to %d nodes\n", len(pool.Nodes))

	folder, err := os.MkdirTemp("", "kubernetes")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := SaveKubeconfig(ctx, client, cluster.ID, filepath.Join(folder, "config")); err != nil {
		return err
	}
	version, err := UpgradeAll(ctx, client, cluster)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "upgraded to %s\n", version)

	srv.Create("/v2/volumes", map[string]any{ // as a workload does by claiming storage
		"name": "pvc-orders", "region": "nyc3", "size_gigabytes": 10, "tags": []string{"k8s:" + cluster.ID},
	})
	gone, err := Delete(ctx, client, cluster.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "deleted with %v\n", gone)
	return nil
}
