// Deploy brings an app to what its app.yaml says, and shows how its deployment goes on. It needs a DIGITALOCEAN_TOKEN:
//
//	go run . -spec app.yaml            creates the app of that name, or updates it
//	go run . -spec app.yaml -rollback  goes back to what ran before
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/appspec"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "deploy:", err)
		if failed, ok := errors.AsType[*digitalocean.AppDeploymentError](err); ok && failed.Step() != nil && failed.Step().Reason != nil {
			fmt.Fprintln(os.Stderr, failed.Step().Reason.Message)
		}
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	path := flag.String("spec", "app.yaml", "`file` with the spec of the app")
	back := flag.Bool("rollback", false, "go back to the deployment before")
	flag.Parse()
	text, err := os.ReadFile(*path)
	if err != nil {
		return err
	}
	spec, err := appspec.Parse(text)
	if err != nil {
		return fmt.Errorf("%s: %w", *path, err)
	}
	client, err := digitalocean.NewFromEnv()
	if err != nil {
		return err
	}
	deployer := &Deployer{Client: client, Log: log.New(os.Stdout, "", log.Ltime)}
	if *back {
		return deployer.RollBack(ctx, spec.Name)
	}
	app, err := deployer.Deploy(ctx, spec)
	if err != nil {
		return err
	}
	fmt.Println(app.LiveURL)
	return nil
}
