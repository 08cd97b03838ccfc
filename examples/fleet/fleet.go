// Package fleet keeps a number of Droplets. It is the code under test in docs/testing.md.
package fleet

import (
	"context"
	"fmt"

	"github.com/dosdk/digitalocean"
)

// Ensure creates Droplets until there are n with the tag, and returns all of them once they are active.
func Ensure(ctx context.Context, client *digitalocean.Client, tag string, n int) ([]digitalocean.Droplet, error) {
	droplets, err := client.Droplets.List(&digitalocean.DropletListOptions{Tag: tag}).Collect(ctx)
	if err != nil {
		return nil, err
	}
	for i := len(droplets); i < n; i++ {
		d, err := client.Droplets.Create(ctx, &digitalocean.DropletCreateRequest{
			Name: fmt.Sprintf("%s-%d", tag, i+1), Region: "nyc3", Size: "s-1vcpu-1gb",
			Image: digitalocean.ImageSlug("ubuntu-24-04-x64"),
			Tags:  []string{tag},
		})
		if err != nil {
			return nil, fmt.Errorf("create Droplet %d of %d: %w", i+1, n, err)
		}
		droplets = append(droplets, *d)
	}
	ids := make([]int64, 0, len(droplets))
	for _, d := range droplets {
		ids = append(ids, d.ID)
	}
	return client.Droplets.WaitAllActive(ctx, ids)
}
