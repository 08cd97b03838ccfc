// Batch has a model answer questions in a batch, from the upload of the file to its results. It runs against an in-memory
// DigitalOcean, whose models repeat what they are told.
package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "batch:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	srv, err := digitaloceantest.Start()
	if err != nil {
		return err
	}
	defer srv.Close()
	job := &Job{
		Client:    srv.Inference(), // inference.New(modelAccessKey)
		Model:     "llama3.3-70b-instruct",
		RequestID: "c7e3ad1e-20c3-4e47-9bf2-6f2a4d6a2f11",
		Progress:  func(text string) { fmt.Println(text) },
	}
	answers, err := job.Run(ctx, map[string]string{
		"capital": "What is the capital of Portugal?",
		"river":   "Which river does it lie on?",
	})
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		fmt.Printf("%-8s %s\n", id, answers[id].Text)
	}
	return err
}
