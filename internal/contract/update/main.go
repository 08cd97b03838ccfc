// Command update makes internal/contract/facts.jsonl from an OpenAPI description of the DigitalOcean API:
//
//	go run ./internal/contract/update DESCRIPTION
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/dosdk/digitalocean/internal/contract"
)

func main() {
	out := flag.String("o", "internal/contract/facts.jsonl", "write the facts to `FILE`")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: update [-o FILE] DESCRIPTION")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := update(flag.Arg(0), *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func update(from, to string) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("update: %w", err)
	}
	lines, flaws, err := contract.Describe(raw, contract.Corrections())
	if err != nil {
		return fmt.Errorf("update from %s: %w", from, err)
	}
	if len(flaws) > 0 {
		return fmt.Errorf("update from %s: corrections.go has to deal with\n%s", from, joinLines(flaws))
	}
	facts, err := contract.Parse(string(lines))
	if err != nil {
		return fmt.Errorf("update from %s: %w", from, err)
	}
	if err := facts.Verify(); err != nil {
		return fmt.Errorf("update from %s: %w", from, err)
	}
	if err := os.WriteFile(to, lines, 0o644); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	return nil
}

func joinLines(flaws []contract.Flaw) string {
	var lines strings.Builder
	for _, f := range flaws {
		fmt.Fprintln(&lines, f)
	}
	return lines.String()
}
