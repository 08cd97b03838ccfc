// Command report runs the benchmarks at their full size and writes the table of docs/performance.md. Run it in bench/:
//
//	go run ./report
//
// It takes about 25 minutes. The rounds run one after the other, so that what disturbs the machine for a while
// disturbs all clients; the table shows medians.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

const (
	document = "../docs/performance.md"
	begins   = "<!-- the table: go run ./report -->\n"
	ends     = "<!-- the end of the table -->\n"
)

// A group of benchmarks is run for benchtime, in as many rounds.
type group struct {
	bench, benchtime string
	rounds           int
}

var groups = []group{
	{"^Benchmark(Get|Page)$", "300ms", 5},
	{"^BenchmarkList$/./././^client=(official|ours|ours-All)$", "1x", 5},
	{"^BenchmarkList$/./././^client=official-default$", "1x", 1},
	{"^Benchmark(Iterate|Keep)$", "1x", 5},
	{"^BenchmarkCreate$", "1x", 2},
	{"^BenchmarkBuild$", "1x", 3},
	{"^BenchmarkBinary$", "20x", 3},
	{"^BenchmarkPages$", "1x", 3},
	{"^Benchmark(Goroutines|Locks)$", "10000x", 3},
}

func main() {
	log.SetFlags(0)
	only := flag.String("only", "", "run just the groups whose pattern contains this, print the rows and write nothing")
	in := flag.String("in", "", "make the table of what this file holds, instead of running anything")
	out := flag.String("out", "", "also write what the benchmarks print to this file, for benchstat")
	flag.Parse()
	printed, err := results(*in, *only)
	if err != nil {
		log.Fatal(err)
	}
	if *out != "" {
		if err := os.WriteFile(*out, printed, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	table := render(parse(bytes.NewReader(printed)))
	fmt.Print(table)
	if *only != "" {
		return
	}
	if err := write(document, conditions()+"\n"+table); err != nil {
		log.Fatal(err)
	}
}

// results are what the benchmarks print.
func results(file, only string) ([]byte, error) {
	if file != "" {
		return os.ReadFile(file)
	}
	dir, err := os.MkdirTemp("", "report")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "bench.test")
	if err := run(os.Stderr, "go", "test", "-c", "-o", binary, "."); err != nil {
		return nil, err
	}
	var printed bytes.Buffer
	for _, g := range groups {
		if !strings.Contains(g.bench, only) {
			continue
		}
		for range g.rounds {
			err := run(io.MultiWriter(&printed, os.Stderr), binary, "-full", "-test.run=^$", "-test.bench="+g.bench, "-test.benchtime="+g.benchtime, "-test.timeout=1h")
			if err != nil {
				return nil, err
			}
		}
	}
	return printed.Bytes(), nil
}

func run(out io.Writer, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	return cmd.Run()
}

// conditions say where and with what the table was measured.
func conditions() string {
	versions, err := exec.Command("go", "list", "-m", "-f", "{{.Path}} {{.Version}}", "github.com/digitalocean/godo", "github.com/bytedance/sonic", "github.com/go-json-experiment/json").Output()
	if err != nil {
		log.Fatal(err)
	}
	commit, err := exec.Command("git", "describe", "--always", "--dirty").Output()
	if err != nil {
		log.Fatal(err)
	}
	return fmt.Sprintf("Measured on %s at commit %s: %s, %d processors, %s, %s/%s; %s. Medians.\n",
		time.Now().UTC().Format("2 January 2006"), strings.TrimSpace(string(commit)), processor(), runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH,
		strings.Join(strings.Split(strings.TrimSpace(string(versions)), "\n"), ", "))
}

func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "an unknown processor"
	}
	for line := range strings.Lines(string(info)) {
		if name, model, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return "an unknown processor"
}

// write replaces what is between the markers of the document.
func write(file, table string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, ok := bytes.Cut(text, []byte(begins))
	_, after, ok2 := bytes.Cut(rest, []byte(ends))
	if !ok || !ok2 {
		return fmt.Errorf("%s has no markers for the table", file)
	}
	return os.WriteFile(file, slices.Concat(before, []byte(begins+"\n"+table+"\n"+ends), after), 0o644)
}
