// Agent makes an agent that answers from files: it uploads and indexes them, deploys the agent, and asks it. It runs against an
// in-memory DigitalOcean, which has no models, so the answer is looked up in the files.
package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"os/signal"
	"strings"

	"github.com/dosdk/digitalocean"
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
	fmt.Println("\nWhat can be returned?")
	if err := built.Answer(ctx, lookUp(handbook), "What can be returned?", func(piece string) { fmt.Print(piece) }); err != nil {
		return err
	}
	fmt.Println()
	return nil
}

// lookUp answers in place of a model: with the line of the files that has most of the words of the question, word by word.
func lookUp(files fs.FS) Ask {
	return func(_ context.Context, _ string, _ digitalocean.Secret, question string) iter.Seq2[string, error] {
		return func(yield func(string, error) bool) {
			line, err := bestLine(files, strings.Fields(strings.ToLower(strings.Trim(question, "?"))))
			if err != nil {
				yield("", err)
				return
			}
			for word := range strings.FieldsSeq(line) {
				if !yield(word+" ", nil) {
					return
				}
			}
		}
	}
}

func bestLine(files fs.FS, words []string) (best string, err error) {
	most := 0
	return best, fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(text)) {
			count := 0
			for _, word := range words {
				count += strings.Count(strings.ToLower(line), word)
			}
			if count > most {
				best, most = line, count
			}
		}
		return nil
	})
}
