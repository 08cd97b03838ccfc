package main

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// samples are what was measured, by benchmark and unit: "Get/client=ours ns/op".
type samples map[string][]float64

var processors = regexp.MustCompile(`-\d+$`)

// parse reads the lines that benchmarks print. What a name says about sizes is left out: the tables have one.
func parse(r io.Reader) samples {
	all := samples{}
	for lines := bufio.NewScanner(r); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := sizes.ReplaceAllString(processors.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), ""), "")
		for i := 2; i+1 < len(fields); i += 2 {
			if n, err := strconv.ParseFloat(fields[i], 64); err == nil {
				all[name+" "+fields[i+1]] = append(all[name+" "+fields[i+1]], n)
			}
		}
	}
	return all
}

var sizes = regexp.MustCompile(`/(droplets|latency|records)=[^/]*`)

func (s samples) median(name string) (float64, bool) {
	if len(s[name]) == 0 {
		return 0, false
	}
	return middle(s[name]), true
}

// ratio is the middle one of the ratios of each round: what slows a round down slows down both.
func (s samples) ratio(a, b string) float64 {
	if len(s[a]) != len(s[b]) {
		return middle(s[a]) / middle(s[b])
	}
	ratios := make([]float64, len(s[a]))
	for i := range ratios {
		ratios[i] = s[a][i] / s[b][i]
	}
	return middle(ratios)
}

func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// row compares two figures. Its target is a part of the second.
type row struct {
	what         string
	ours, beside string // names of samples
	target       float64
	unit         string
}

var heads = []struct {
	title, beside string
	rows          []row
}{
	{"One call: Get of a Droplet, no network", "official client", []row{
		{"time", "Get/client=ours ns/op", "Get/client=official ns/op", 0.30, "time"},
		{"allocations", "Get/client=ours allocs/op", "Get/client=official allocs/op", 0.50, ""},
	}},
	{"One call without decoding", "net/http alone", []row{
		{"time (target: 4 µs more)", "Get/client=ours-undecoded ns/op", "Get/client=nethttp ns/op", 0, "time"},
	}},
	{"A page of 200 Droplets, no network", "official client", []row{
		{"time, repeated", "Page/mix=repeated/client=ours ns/op", "Page/mix=repeated/client=official ns/op", 0.35, "time"},
		{"time, mixed", "Page/mix=mixed/client=ours ns/op", "Page/mix=mixed/client=official ns/op", 0.35, "time"},
		{"time, unique", "Page/mix=unique/client=ours ns/op", "Page/mix=unique/client=official ns/op", 0.45, "time"},
		{"allocations, mixed", "Page/mix=mixed/client=ours allocs/op", "Page/mix=mixed/client=official allocs/op", 0.125, ""},
	}},
	{"The same page, sonic decoding our types", "sonic, decoding only", []row{
		{"time, repeated", "Page/mix=repeated/client=ours ns/op", "Page/mix=repeated/client=sonic ns/op", 1, "time"},
		{"time, mixed", "Page/mix=mixed/client=ours ns/op", "Page/mix=mixed/client=sonic ns/op", 1, "time"},
		{"time, unique", "Page/mix=unique/client=ours ns/op", "Page/mix=unique/client=sonic ns/op", 1, "time"},
	}},
	{"10,000 Droplets that are 50 ms away, connecting included", "official loop, per_page 200", []row{
		{"Collect, HTTP/1.1", "List/protocol=http1/client=ours ns/op", "List/protocol=http1/client=official ns/op", 0.12, "time"},
		{"Collect, HTTP/1.1 over TLS", "List/protocol=https1/client=ours ns/op", "List/protocol=https1/client=official ns/op", 0.12, "time"},
		{"Collect, HTTP/2", "List/protocol=h2/client=ours ns/op", "List/protocol=h2/client=official ns/op", 0.12, "time"},
		{"Collect, HTTP/1.1, beside its default of 20", "List/protocol=http1/client=ours ns/op", "List/protocol=http1/client=official-default ns/op", 0, "time"},
		{"All, HTTP/1.1", "List/protocol=http1/client=ours-All ns/op", "List/protocol=http1/client=official ns/op", 0, "time"},
		{"All, HTTP/2", "List/protocol=h2/client=ours-All ns/op", "List/protocol=h2/client=official ns/op", 0, "time"},
	}},
	{"Memory", "official loop", []row{
		{"peak of the heap, All of 100,000", "Iterate/client=ours peak-B", "Iterate/client=official peak-B", 1, "bytes"},
		{"allocated in all, All of 100,000", "Iterate/client=ours B/op", "Iterate/client=official B/op", 0.33, "bytes"},
		{"kept for a Droplet, repeated", "Keep/mix=repeated/client=ours kept-B/droplet", "Keep/mix=repeated/client=official kept-B/droplet", 0.50, "bytes"},
		{"kept for a Droplet, mixed", "Keep/mix=mixed/client=ours kept-B/droplet", "Keep/mix=mixed/client=official kept-B/droplet", 0.50, "bytes"},
		{"kept for a Droplet, unique", "Keep/mix=unique/client=ours kept-B/droplet", "Keep/mix=unique/client=official kept-B/droplet", 0, "bytes"},
	}},
	{"A dependency: a command that gets a Droplet", "official client", []row{
		{"cold build, processor's time", "Build/cache=cold/client=ours cpu-ns/op", "Build/cache=cold/client=official cpu-ns/op", 1, "time"},
		{"cold build", "Build/cache=cold/client=ours ns/op", "Build/cache=cold/client=official ns/op", 1, "time"},
		{"the package alone, processor's time", "Build/cache=deps/client=ours cpu-ns/op", "Build/cache=deps/client=official cpu-ns/op", 1, "time"},
		{"the package alone", "Build/cache=deps/client=ours ns/op", "Build/cache=deps/client=official ns/op", 1, "time"},
		{"binary", "Binary/client=ours binary-B", "Binary/client=official binary-B", 1, "bytes"},
		{"binary without symbols", "Binary/client=ours stripped-B", "Binary/client=official stripped-B", 1, "bytes"},
		{"packages outside the standard library", "Binary/client=ours packages", "Binary/client=official packages", 1, ""},
		{"initialization", "Binary/client=ours init-ns", "Binary/client=official init-ns", 1, "time"},
		{"binary, beside net/http alone", "Binary/client=ours binary-B", "Binary/client=nethttp binary-B", 0, "bytes"},
	}},
	{"Growth", "official client", growth()},
	{"Shared locks, 64 goroutines with one client", "without a limiter", []row{
		{"a Get", "Locks/client=ours ns/op", "Locks/client=ours-unlimited ns/op", 0, "time"},
	}},
}

func growth() []row {
	var rows []row
	for _, pages := range []int{1, 10, 100, 1000} {
		name := fmt.Sprintf("Pages/pages=%d/client=", pages)
		rows = append(rows, row{fmt.Sprintf("a page of %d, Collect", pages), name + "ours ns/page", name + "official ns/page", 0, "time"})
	}
	for ways := 1; ways <= 64; ways *= 4 {
		name := fmt.Sprintf("Goroutines/goroutines=%d/client=", ways)
		rows = append(rows, row{fmt.Sprintf("a Get, %d goroutines", ways), name + "ours ns/op", name + "official ns/op", 0, "time"})
	}
	return rows
}

func render(s samples) string {
	var b strings.Builder
	for _, head := range heads {
		var lines []string
		for _, r := range head.rows {
			if line, ok := r.render(s); ok {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			fmt.Fprintf(&b, "**%s**\n\n| | this library | %s | ratio | target | met |\n|---|--:|--:|--:|--:|---|\n%s\n", head.title, head.beside, strings.Join(lines, ""))
		}
	}
	b.WriteString(creates(s))
	return b.String()
}

func (r row) render(s samples) (string, bool) {
	ours, ok := s.median(r.ours)
	beside, ok2 := s.median(r.beside)
	if !ok || !ok2 {
		return "", false
	}
	ratio := s.ratio(r.ours, r.beside)
	target, met := "", ""
	if r.target > 0 {
		target, met = strconv.FormatFloat(r.target, 'f', -1, 64), yes(ratio <= r.target)
	}
	if strings.HasPrefix(r.ours, "Get/client=ours-undecoded") {
		met = yes(ours-beside <= 4000)
	}
	return fmt.Sprintf("| %s | %s | %s | %.2f | %s | %s |\n", r.what, shown(ours, r.unit), shown(beside, r.unit), ratio, target, met), true
}

// creates is the table of the records that are created against a limit. It is measured against the time that the limit
// leaves, not against another client.
func creates(s samples) string {
	var b strings.Builder
	for _, retryAfter := range []string{"false", "true"} {
		for _, ways := range []string{"1", "16", "256"} {
			for _, client := range []string{"ours", "ours-unlimited", "official", "official-static", "official-unretried"} {
				name := fmt.Sprintf("Create/retryafter=%s/ways=%s/client=%s ", retryAfter, ways, client)
				took, ok := s.median(name + "ns/op")
				if !ok {
					continue
				}
				limit, _ := s.median(name + "limit-s/op")
				failures, _ := s.median(name + "failures/op")
				ratio := took / 1e9 / limit
				met := ""
				if client == "ours" {
					met = yes(failures == 0 && ratio <= 1.05)
				}
				fmt.Fprintf(&b, "| %s | %s | %s | %s | %.0f | %.2f | %s |\n", client, ways, retryAfter, shown(took, "time"), failures, ratio, met)
			}
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "**1,000 creates of a record against a limit (a burst of 250, then 100 a second: 7.5 s)**\n\n" +
		"| client | at a time | Retry-After | time | failures | of 7.5 s | met (none fails, 1.05) |\n|---|--:|---|--:|--:|--:|---|\n" + b.String() + "\n"
}

func yes(met bool) string {
	if met {
		return "yes"
	}
	return "**no**"
}

// shown writes a figure with three digits that count.
func shown(n float64, unit string) string {
	switch {
	case unit == "time" && n >= 1e9:
		return fmt.Sprintf("%.3g s", n/1e9)
	case unit == "time" && n >= 1e6:
		return fmt.Sprintf("%.3g ms", n/1e6)
	case unit == "time":
		return fmt.Sprintf("%.3g µs", n/1e3)
	case unit == "bytes" && n >= 1e6:
		return fmt.Sprintf("%.4g MB", n/1e6)
	case unit == "bytes":
		return fmt.Sprintf("%.0f B", n)
	}
	return strconv.FormatFloat(n, 'f', 0, 64)
}
