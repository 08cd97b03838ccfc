// Quickstart takes a tour of the library. Without an account it starts an in-memory DigitalOcean and changes things
// there; with DIGITALOCEAN_TOKEN set it looks at the real account and changes nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "\nquickstart:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	if os.Getenv("DIGITALOCEAN_TOKEN") != "" {
		client, err := digitalocean.NewFromEnv()
		if err != nil {
			return err
		}
		return look(ctx, client)
	}
	srv, err := digitaloceantest.Start()
	if err != nil {
		return err
	}
	defer srv.Close()
	fmt.Printf("No DIGITALOCEAN_TOKEN, so this is an in-memory DigitalOcean at %s.\n", srv.URL)
	return tour{srv.Client(), srv.Clock()}.run(ctx)
}

// look reads the real account.
func look(ctx context.Context, client *digitalocean.Client) error {
	fmt.Println("This is your account. Nothing is changed.")
	if err := showAccount(ctx, client); err != nil {
		return err
	}
	title("Droplets")
	for droplet, err := range client.Droplets.List(nil).All(ctx) {
		if err != nil {
			return err
		}
		showDroplet(droplet)
	}
	title("Domains")
	domains, err := client.Domains.List(nil).Collect(ctx)
	if err != nil {
		return err
	}
	for _, domain := range domains {
		line("%s", domain.Name)
	}
	showRate(client)
	return nil
}

func showAccount(ctx context.Context, client *digitalocean.Client) error {
	title("Account")
	account, err := client.Account.Get(ctx)
	if err != nil {
		return err
	}
	line("%s is %s and may have %d Droplets", account.Email, account.Status, account.DropletLimit)
	return nil
}

func showDroplet(d digitalocean.Droplet) {
	line("%-8s %-10d %-8s %-12s %-6s %s", d.Name, d.ID, d.Status, d.SizeSlug, d.Region.Slug, d.PublicIPv4())
}

func showRate(client *digitalocean.Client) {
	title("Rate")
	rate := client.Rate()
	line("%d of %d requests are left this hour", rate.Remaining, rate.Limit)
}

// tour makes things and removes them again.
type tour struct {
	client *digitalocean.Client
	clock  digitalocean.Clock
}

func (t tour) run(ctx context.Context) error {
	if err := showAccount(ctx, t.client); err != nil {
		return err
	}
	web, err := t.createDroplet(ctx)
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{
		t.createTagged,
		t.list,
		func(ctx context.Context) error { return t.snapshot(ctx, web) },
		func(ctx context.Context) error { return t.makeDomain(ctx, web) },
		t.fail,
		func(context.Context) error { showRate(t.client); return nil },
		func(ctx context.Context) error { return t.cleanUp(ctx, web) },
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (t tour) createDroplet(ctx context.Context) (*digitalocean.Droplet, error) {
	title("Create a Droplet")
	web, err := t.client.Droplets.Create(ctx, &digitalocean.DropletCreateRequest{
		Name: "web-1", Region: "nyc3", Size: "s-1vcpu-1gb",
		Image:      digitalocean.ImageSlug("ubuntu-24-04-x64"),
		Monitoring: new(true),
		Tags:       []string{"quickstart"},
	})
	if err != nil {
		return nil, err
	}
	line("%s has the ID %d and is %s", web.Name, web.ID, web.Status)

	// Droplets.WaitActive does this in one call; here the steps are to be seen.
	began := t.clock.Now()
	for web.Status == digitalocean.DropletNew {
		if err := t.clock.Sleep(ctx, 2*time.Second); err != nil {
			return nil, err
		}
		if web, err = t.client.Droplets.Get(ctx, web.ID); err != nil {
			return nil, err
		}
		line("%3.0f s  %s", t.clock.Now().Sub(began).Seconds(), web.Status)
	}
	showDroplet(*web)
	return web, nil
}

func (t tour) createTagged(ctx context.Context) error {
	title("Create three more, in one request, and wait for all")
	workers, err := t.client.Droplets.CreateMultiple(ctx, &digitalocean.DropletMultiCreateRequest{
		Names: []string{"work-1", "work-2", "work-3"},
		DropletCreateRequest: digitalocean.DropletCreateRequest{
			Region: "ams3", Size: "s-2vcpu-4gb",
			Image: digitalocean.ImageSlug("debian-12-x64"),
			Tags:  []string{"quickstart", "workers"},
		},
	})
	if err != nil {
		return err
	}
	var ids []int64
	for _, worker := range workers {
		ids = append(ids, worker.ID)
	}
	if workers, err = t.client.Droplets.WaitAllActive(ctx, ids); err != nil {
		return err
	}
	for _, worker := range workers {
		showDroplet(worker)
	}
	return nil
}

const listed = 45

func (t tour) list(ctx context.Context) error {
	title("List %d Droplets, 20 to a page", listed)
	if err := t.fill(ctx); err != nil {
		return err
	}
	list := t.client.Droplets.List(&digitalocean.DropletListOptions{
		ListOptions: digitalocean.ListOptions{PerPage: 20}, Tag: "quickstart",
	})
	for page, err := range list.Pages(ctx) {
		if err != nil {
			return err
		}
		line("page %d of %d Droplets: %s … %s", page.Number, page.Total, page.Items[0].Name, page.Items[len(page.Items)-1].Name)
	}
	memory := 0
	for droplet, err := range list.All(ctx) {
		if err != nil {
			return err
		}
		memory += droplet.Memory
	}
	line("one by one: together they have %d GB of memory", memory/1024)
	all, err := list.Collect(ctx)
	if err != nil {
		return err
	}
	line("all at once: %d Droplets, pages side by side", len(all))
	return nil
}

// fill creates as many Droplets as are missing, ten to a request, as the API allows.
func (t tour) fill(ctx context.Context) error {
	var names []string
	for n := 5; n <= listed; n++ {
		names = append(names, fmt.Sprintf("spare-%d", n))
	}
	for len(names) > 0 {
		batch := names[:min(10, len(names))]
		names = names[len(batch):]
		_, err := t.client.Droplets.CreateMultiple(ctx, &digitalocean.DropletMultiCreateRequest{
			Names: batch,
			DropletCreateRequest: digitalocean.DropletCreateRequest{
				Region: "fra1", Size: "s-1vcpu-1gb",
				Image: digitalocean.ImageSlug("debian-12-x64"),
				Tags:  []string{"quickstart"},
			},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t tour) snapshot(ctx context.Context, web *digitalocean.Droplet) error {
	title("Take a snapshot")
	action, err := t.client.Droplets.Actions.Snapshot(ctx, web.ID, "web-1 before the update")
	if err != nil {
		return err
	}
	line("action %d is %s", action.ID, action.Status)
	if action, err = t.client.Actions.Wait(ctx, action.ID); err != nil {
		return err
	}
	line("action %d is %s, after %s", action.ID, action.Status, action.CompletedAt.Sub(action.StartedAt))
	snapshots, err := t.client.Droplets.ListSnapshots(web.ID, nil).Collect(ctx)
	if err != nil {
		return err
	}
	for _, snapshot := range snapshots {
		line("%d  %s  %.2f GB", snapshot.ID, snapshot.Name, snapshot.SizeGigabytes)
	}
	return nil
}

func (t tour) makeDomain(ctx context.Context, web *digitalocean.Droplet) error {
	title("Make a domain")
	const name = "quickstart.example"
	if _, err := t.client.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: name, IPAddress: web.PublicIPv4()}); err != nil {
		return err
	}
	for _, record := range []digitalocean.DomainRecordCreateRequest{
		{Type: digitalocean.DomainRecordCNAME, Name: "www", Data: "@", TTL: 600},
		{Type: digitalocean.DomainRecordMX, Name: "@", Data: "mail.example.net.", Priority: new(0)},
		{Type: digitalocean.DomainRecordTXT, Name: "@", Data: "v=spf1 mx -all"},
	} {
		if _, err := t.client.Domains.Records.Create(ctx, name, &record); err != nil {
			return err
		}
	}
	for record, err := range t.client.Domains.Records.List(name, nil).All(ctx) {
		if err != nil {
			return err
		}
		line("%-4s %-6s %5d  %s", record.Name, record.Type, record.TTL, record.Data)
	}
	return nil
}

// fail makes two mistakes, to show what a caller learns from them.
func (t tour) fail(ctx context.Context) error {
	title("Make mistakes")
	_, err := t.client.Droplets.Get(ctx, 1)
	line("%v", err)
	line("errors.Is(err, ErrNotFound) is %t", errors.Is(err, digitalocean.ErrNotFound))

	_, err = t.client.Droplets.Create(ctx, &digitalocean.DropletCreateRequest{
		Name: "web-2", Region: "atlantis", Size: "s-1vcpu-1gb", Image: digitalocean.ImageSlug("ubuntu-24-04-x64"),
	})
	e, ok := errors.AsType[*digitalocean.Error](err)
	if !ok {
		return fmt.Errorf("a Droplet in atlantis: %w", err)
	}
	line("%d %s: %s", e.StatusCode, e.ID, e.Message)
	line("to quote in a ticket: request %s", e.RequestID)

	err = t.client.Domains.Delete(ctx, "..")
	line("%v", err)
	return nil
}

func (t tour) cleanUp(ctx context.Context, web *digitalocean.Droplet) error {
	title("Clean up")
	snapshots, err := t.client.Snapshots.List(nil).Collect(ctx)
	if err != nil {
		return err
	}
	for _, snapshot := range snapshots {
		if snapshot.ResourceID != fmt.Sprint(web.ID) {
			continue
		}
		if err := t.client.Snapshots.Delete(ctx, snapshot.ID); err != nil {
			return err
		}
	}
	if err := t.client.Domains.Delete(ctx, "quickstart.example"); err != nil {
		return err
	}
	if err := t.client.Droplets.DeleteByTag(ctx, "quickstart"); err != nil {
		return err
	}
	left, err := t.client.Droplets.List(nil).Total(ctx)
	if err != nil {
		return err
	}
	line("%d Droplets are left", left)
	return nil
}

func title(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	fmt.Printf("\n%s\n%s\n", text, strings.Repeat("─", len(text)))
}

func line(format string, args ...any) { fmt.Printf("  "+format+"\n", args...) }
