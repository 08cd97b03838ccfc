// Dnssync keeps the records of a zone like a list of endpoints, as a controller in a cluster does. It runs against an
// in-memory DigitalOcean.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "dnssync:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	srv, err := digitaloceantest.Start()
	if err != nil {
		return err
	}
	defer srv.Close()
	client := srv.Client()
	if _, err := client.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: "example.com", IPAddress: "192.0.2.1"}); err != nil {
		return err
	}
	syncer := &Syncer{Client: client, Zone: "example.com", Owner: "cluster-1"}
	for _, step := range []struct {
		title     string
		endpoints []Endpoint
	}{
		{"Two services appear", []Endpoint{
			{Name: "api", Type: digitalocean.DomainRecordA, Targets: []string{"192.0.2.10", "192.0.2.11"}, TTL: 300},
			{Name: "www", Type: digitalocean.DomainRecordCNAME, Targets: []string{"api.example.com."}, TTL: 300},
		}},
		{"One moves, its TTL shrinks, the other goes", []Endpoint{
			{Name: "api", Type: digitalocean.DomainRecordA, Targets: []string{"192.0.2.11", "192.0.2.12"}, TTL: 60},
		}},
		{"Nothing has changed", []Endpoint{
			{Name: "api", Type: digitalocean.DomainRecordA, Targets: []string{"192.0.2.11", "192.0.2.12"}, TTL: 60},
		}},
	} {
		fmt.Println(step.title)
		changes, err := syncer.Plan(ctx, step.endpoints)
		if err != nil {
			return err
		}
		for _, change := range changes {
			fmt.Println("  " + change.String())
		}
		if len(changes) == 0 {
			fmt.Println("  the zone is as it should be")
		}
		if err := syncer.Apply(ctx, changes); err != nil {
			return err
		}
	}
	return nil
}
