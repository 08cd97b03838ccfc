// Command drift says what a newer OpenAPI description changes, and where in the Go code that belongs:
//
//	go run ./internal/contract/drift DESCRIPTION
//
// It prints a line for each operation, field, enum value, parameter and so on that is new, changed or gone since
// facts.jsonl was made, and for each flaw that the list of corrections has to deal with. The status is 0 when there is
// nothing to print, 1 when there is, and 2 when the description cannot be read.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"github.com/dosdk/digitalocean/internal/contract"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: drift DESCRIPTION")
		os.Exit(2)
	}
	lines, err := drift(os.Stdout, contract.Load(), os.Args[1], contract.Corrections())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if lines > 0 {
		os.Exit(1)
	}
}

// drift compares facts with those in a description, and returns how many lines it wrote.
func drift(w io.Writer, facts *contract.Facts, file string, corrections []contract.Correction) (lines int, err error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return 0, fmt.Errorf("drift: %w", err)
	}
	described, flaws, err := contract.Describe(raw, corrections)
	if err != nil {
		return 0, fmt.Errorf("drift: %s: %w", file, err)
	}
	newer, err := contract.Parse(string(described))
	if err != nil {
		return 0, fmt.Errorf("drift: %s: %w", file, err)
	}
	changes := contract.Compare(facts, newer)
	out := bufio.NewWriter(w)
	for _, c := range changes {
		writeChange(out, c, place(c, facts, newer))
	}
	for _, f := range flaws {
		fmt.Fprintf(out, "%-8s %-11s %s (%s)  => internal/contract/corrections.go\n", "flaw", "description", f.At, f.Cause)
	}
	return len(changes) + len(flaws), out.Flush()
}

func writeChange(w io.Writer, c contract.Change, place string) {
	detail := c.Detail()
	if detail != "" {
		detail = " (" + detail + ")"
	}
	fmt.Fprintf(w, "%-8s %-11s %s%s  => %s\n", c.Kind, c.What, c.Subject(), detail, place)
}
