// Edge keeps a firewall and a load balancer in front of the Droplets of each tag, as a document in JSON says. It runs
// against an in-memory DigitalOcean, or with -live on the account of DIGITALOCEAN_TOKEN.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

//go:embed desired.json
var example []byte

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "edge:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("edge", flag.ContinueOnError)
	file := flags.String("desired", "", "the document; without it the desired.json of this example")
	live := flags.Bool("live", false, "work on the account of DIGITALOCEAN_TOKEN")
	every := flags.Duration("every", 0, "with -live: how long until the next look; 0 looks once")
	if err := flags.Parse(args); err != nil {
		return err
	}
	document := example
	if *file != "" {
		var err error
		if document, err = os.ReadFile(*file); err != nil {
			return err
		}
	}
	desired, err := ReadDesired(bytes.NewReader(document))
	if err != nil {
		return err
	}
	if *live {
		return keep(ctx, desired, *every)
	}
	return story(ctx, desired)
}

// keep looks once, or until the context ends. What fails is tried again at the next look.
func keep(ctx context.Context, desired Desired, every time.Duration) error {
	client, err := digitalocean.NewFromEnv()
	if err != nil {
		return err
	}
	for {
		err := reconcile(ctx, client, desired)
		if every == 0 {
			return err
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "edge:", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(every):
		}
	}
}

func reconcile(ctx context.Context, client *digitalocean.Client, desired Desired) error {
	changes, err := Reconcile(ctx, client, desired)
	for _, change := range changes {
		fmt.Println("  " + change.String())
	}
	if err == nil && len(changes) == 0 {
		fmt.Println("  all is as it should be")
	}
	return err
}

func story(ctx context.Context, desired Desired) error {
	srv, err := digitaloceantest.Start()
	if err != nil {
		return err
	}
	defer srv.Close()
	client := srv.Client()
	for _, chapter := range []struct {
		title  string
		before func() error
	}{
		{"Nothing is there yet", func() error { return nil }},
		{"All is well", func() error { return nil }},
		{"Somebody opens the first firewall", func() error { return openFirewall(ctx, client) }},
		{"The applications go", func() error { desired.Apps = nil; return nil }},
	} {
		fmt.Println(chapter.title)
		if err := chapter.before(); err != nil {
			return err
		}
		if err := reconcile(ctx, client, desired); err != nil {
			return err
		}
	}
	return nil
}

func openFirewall(ctx context.Context, client *digitalocean.Client) error {
	firewalls, err := client.Firewalls.List(nil).Collect(ctx)
	if err != nil || len(firewalls) == 0 {
		return err
	}
	everybody := digitalocean.FirewallRuleTarget{Addresses: []string{"0.0.0.0/0"}}
	return client.Firewalls.AddRules(ctx, firewalls[0].ID, &digitalocean.FirewallRulesRequest{
		InboundRules: []digitalocean.FirewallInboundRule{{Protocol: digitalocean.FirewallTCP, Ports: "22", Sources: everybody}},
	})
}
