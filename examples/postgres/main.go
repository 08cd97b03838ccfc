// Postgres brings up a PostgreSQL cluster with a database, a user, a connection pool and trusted sources, against an
// in-memory DigitalOcean. The work is in postgres.go.
package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "postgres:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	srv, err := digitaloceantest.Start()
	if err != nil {
		return err
	}
	defer srv.Close()
	began := srv.Now()
	ready, err := Provision(ctx, srv.Client(), Wanted{
		Name: "shop-db", Region: "nyc3", Size: "db-s-2vcpu-4gb", Nodes: 2,
		Database: "shop", User: "app", PoolSize: 20, Trusted: []string{"192.0.2.0/24"},
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "online after %.0f virtual seconds\n", srv.Now().Sub(began).Seconds())
	fmt.Fprintf(out, "connect as %s to %s, port %d, with the password %v\n", ready.Pool.User, ready.Pool.Database, ready.Pool.Port, ready.Pool.Password)
	fmt.Fprintf(out, "or in one: %v\n", ready.Pool.URI)
	return nil
}
