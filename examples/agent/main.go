// Agent makes an agent that answers from files: it uploads and indexes them, deploys the agent, and asks it. It runs against an
// in-memory DigitalOcean, whose agent repeats what it is told.
package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/signal"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

//go:embed handbook
var embedded embed.FS

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "agent:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	srv, err := digitaloceantest.Start()
	if err != nil {
		return err
	}
	defer srv.Close()
	handbook, err := fs.Sub(embedded, "handbook")
	if err != nil {
		return err
	}
	began := srv.Now()
	builder := &Builder{
		Client:         srv.Client(),
		Region:         "tor1",
		ProjectID:      "4e1bfbc3-dc3e-41f2-a18f-1b4d7ba71679",
		Model:          "llama3.3-70b-instruct",
		EmbeddingModel: "gte-large-en-v1.5",
		Tell: func(format string, args ...any) {
			fmt.Printf("%4.0f s  %s\n", srv.Now().Sub(began).Seconds(), fmt.Sprintf(format, args...))
		},
	}
	built, err := builder.Build(ctx, "handbook", "You answer what customers of our shop ask.", handbook)
	if err != nil {
		return err
	}
	builder.Tell("its key is %s", built.Key)
	agent := srv.Agent() // inference.NewAgent(built.Agent.URL, built.Key.Reveal()) for one that runs at DigitalOcean
	if err := Answer(ctx, agent, "What can be returned?", func(piece string) { fmt.Print(piece) }); err != nil {
		return err
	}
	fmt.Println()
	return nil
}
