// Reconciler keeps Droplets and their DNS records as they are desired, against an in-memory DigitalOcean that has
// a bad day. The reconciler is in reconciler.go; here is its story.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "\nreconciler:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	srv, err := digitaloceantest.Start()
	if err != nil {
		return err
	}
	defer srv.Close()
	began := srv.Now()
	r := &Reconciler{
		Client:  srv.Client(),
		Clock:   srv.Clock(),
		Desired: threeWebServers(),
		Tell: func(format string, args ...any) {
			fmt.Printf("  %3.0f s  %s\n", srv.Now().Sub(began).Seconds(), fmt.Sprintf(format, args...))
		},
	}
	fmt.Println("Wanted are web-1, web-2 and web-3, each with an A record in example.com.")
	fmt.Println("The seconds are virtual; + makes, - removes, ~ changes, ? looks, ! is trouble.")
	for _, chapter := range []struct {
		title  string
		before func()
	}{
		{"A quiet day", func() { addStray(srv) }},
		{"Somebody deletes web-2 and moves a record. The API is busy, and the answer to the create is lost", func() {
			sabotage(srv)
			badDay(srv)
		}},
		{"All is well", func() {}},
	} {
		fmt.Printf("\n%s\n", chapter.title)
		chapter.before()
		seen := len(srv.Requests())
		if err := r.Run(ctx); err != nil {
			return err
		}
		fmt.Printf("  Done: %s.\n", summary(srv.Requests()[seen:]))
	}
	return nil
}

func threeWebServers() Desired {
	return Desired{
		Tag:   "web",
		Names: []string{"web-1", "web-2", "web-3"},
		Droplet: digitalocean.DropletCreateRequest{
			Region: "nyc3", Size: "s-1vcpu-1gb", Image: digitalocean.ImageSlug("ubuntu-24-04-x64"),
		},
		Domain: "example.com",
		TTL:    300,
	}
}

// addStray leaves a Droplet of the tag behind, and its record.
func addStray(srv *digitaloceantest.Server) {
	srv.AddDroplets(1, func(_ int, d map[string]any) { d["name"], d["tags"] = "old-1", []string{"web"} })
	srv.Create("/v2/domains", map[string]any{"name": "example.com"})
	srv.Create("/v2/domains/example.com/records", map[string]any{"type": "A", "name": "old-1", "data": "192.0.2.1"})
}

// sabotage does by hand what the reconciler has to mend.
func sabotage(srv *digitaloceantest.Server) {
	client, ctx := srv.Client(), context.Background()
	for d := range client.Droplets.List(&digitalocean.DropletListOptions{Name: "web-2"}).All(ctx) {
		_ = client.Droplets.Delete(ctx, d.ID)
	}
	options := &digitalocean.DomainRecordListOptions{Name: "web-3.example.com"}
	for record := range client.Domains.Records.List("example.com", options).All(ctx) {
		_, _ = client.Domains.Records.Patch(ctx, "example.com", record.ID, &digitalocean.DomainRecordPatchRequest{
			Type: digitalocean.DomainRecordA, Data: new("192.0.2.66"),
		})
	}
}

func badDay(srv *digitaloceantest.Server) {
	srv.Inject(digitaloceantest.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable, Times: 2})
	srv.Inject(digitaloceantest.Fault{Path: "/v2/droplets", RetryAfter: 30 * time.Second, Skip: 1, Times: 1})
	srv.Inject(digitaloceantest.Fault{Method: http.MethodPost, Path: "/v2/droplets", Break: digitaloceantest.ResetAfter, Times: 1})
	srv.Inject(digitaloceantest.Fault{Method: http.MethodPost, Break: digitaloceantest.ResetBefore, Skip: 1, Times: 1})
}

func summary(requests []digitaloceantest.Request) string {
	reads, writes, failures := 0, 0, 0
	for _, r := range requests {
		switch {
		case r.Status == 0 || r.Status >= 400:
			failures++
		case r.Method == http.MethodGet:
			reads++
		default:
			writes++
		}
	}
	return fmt.Sprintf("%s, %s, and %d without an answer or with a bad one", count(reads, "read"), count(writes, "write"), failures)
}
