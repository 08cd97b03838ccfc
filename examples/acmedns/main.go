// Acmedns shows a solver of ACME's DNS-01 challenges on DigitalOcean's DNS. It runs against an in-memory DigitalOcean.
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
		fmt.Fprintln(os.Stderr, "acmedns:", err)
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
	if _, err := client.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: "example.com"}); err != nil {
		return err
	}
	solver := &Solver{Client: client}
	challenges := map[string]string{"example.com": "token-a.thumbprint", "*.example.com": "token-b.thumbprint"}
	for domain, keyAuthorization := range challenges {
		if err := solver.Present(ctx, domain, keyAuthorization); err != nil {
			return err
		}
	}
	if err := show(ctx, client, "while the authority looks"); err != nil {
		return err
	}
	for domain, keyAuthorization := range challenges {
		if err := solver.CleanUp(ctx, domain, keyAuthorization); err != nil {
			return err
		}
	}
	return show(ctx, client, "afterwards")
}

func show(ctx context.Context, client *digitalocean.Client, when string) error {
	fmt.Printf("TXT records of example.com %s:\n", when)
	list := client.Domains.Records.List("example.com", &digitalocean.DomainRecordListOptions{Type: digitalocean.DomainRecordTXT})
	for record, err := range list.All(ctx) {
		if err != nil {
			return err
		}
		fmt.Printf("  %-16s %4d s  %s\n", record.Name, record.TTL, record.Data)
	}
	return nil
}
