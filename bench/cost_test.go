package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The commands in hello get a Droplet, each with one client.
const module = "github.com/dosdk/digitalocean/bench"

var packages = map[string]string{"official": "github.com/digitalocean/godo", "ours": "github.com/dosdk/digitalocean"}

// BenchmarkBuild builds the commands. With cache=cold not even the standard library has been compiled before, with
// cache=deps all but the client's own package, which is all that is compiled then. cpu-ns/op does not depend on what
// else the machine does.
func BenchmarkBuild(b *testing.B) {
	for _, client := range []string{"nethttp", "official", "ours"} {
		source := module + "/hello/" + client
		b.Run("cache=warm/client="+client, func(b *testing.B) {
			measureBuild(b, source, func() string { return "" })
		})
		b.Run("cache=cold/client="+client, func(b *testing.B) {
			onlyFull(b)
			measureBuild(b, source, b.TempDir)
		})
	}
	for client, path := range packages {
		b.Run("cache=deps/client="+client, func(b *testing.B) {
			onlyFull(b)
			list, _ := goTool(b, "", "list", "-deps", path)
			deps := slices.DeleteFunc(strings.Fields(list), func(p string) bool { return p == path || p == "unsafe" })
			compiled := b.TempDir()
			goTool(b, compiled, append([]string{"build"}, deps...)...)
			measureBuild(b, path, func() string {
				cache := filepath.Join(b.TempDir(), "cache")
				check(b, os.CopyFS(cache, os.DirFS(compiled)))
				return cache
			})
		})
	}
}

func onlyFull(b *testing.B) {
	if !*full {
		b.Skip("takes a minute; measured with -full")
	}
}

// measureBuild builds a package or a command, each time with the build cache that cache makes.
func measureBuild(b *testing.B, path string, cache func() string) {
	var cpu time.Duration
	for b.Loop() {
		b.StopTimer()
		dir := cache()
		b.StartTimer()
		_, took := goTool(b, dir, "build", "-o", os.DevNull, path)
		cpu += took
	}
	b.ReportMetric(float64(cpu.Nanoseconds())/float64(b.N), "cpu-ns/op")
}

// goTool runs the go command, with a build cache of its own where one is named, and returns what it printed and the
// processor's time that it took.
func goTool(b *testing.B, cache string, args ...string) (output string, cpu time.Duration) {
	cmd := exec.Command("go", args...)
	cmd.Env = os.Environ()
	if cache != "" {
		cmd.Env = append(cmd.Env, "GOCACHE="+cache)
	}
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	check(b, err)
	return string(out), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// BenchmarkBinary weighs the commands, as they are built and without symbols, and counts the packages outside the
// standard library that they are linked from. An op is a start that ends before the first request; init-ns is what of
// that the packages' own initialization takes.
func BenchmarkBinary(b *testing.B) {
	for _, client := range []string{"nethttp", "official", "ours"} {
		b.Run("client="+client, func(b *testing.B) {
			binary := filepath.Join(b.TempDir(), client)
			source := module + "/hello/" + client
			goTool(b, "", "build", "-ldflags=-s -w", "-o", binary, source)
			stripped := weight(b, binary)
			goTool(b, "", "build", "-o", binary, source)
			whole := weight(b, binary)
			list, _ := goTool(b, "", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", source)
			foreign := strings.Fields(list)
			var inits []float64
			b.ResetTimer()
			for b.Loop() {
				inits = append(inits, initTime(b, binary))
			}
			slices.Sort(inits)
			b.ReportMetric(inits[len(inits)/2], "init-ns")
			b.ReportMetric(whole, "binary-B")
			b.ReportMetric(stripped, "stripped-B")
			b.ReportMetric(float64(len(foreign)-1), "packages") // without the command itself
		})
	}
}

func weight(b *testing.B, file string) float64 {
	info, err := os.Stat(file)
	check(b, err)
	return float64(info.Size())
}

// initTime starts the command without a token, with which it fails at once, and adds up what its packages report.
func initTime(b *testing.B, binary string) (ns float64) {
	cmd := exec.Command(binary)
	cmd.Env = []string{"GODEBUG=inittrace=1"}
	out, err := cmd.CombinedOutput()
	if err == nil {
		b.Fatal("the command does not miss its token")
	}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var path string
		var at, clock float64
		if _, err := fmt.Sscanf(lines.Text(), "init %s @%f ms, %f ms clock", &path, &at, &clock); err == nil {
			ns += clock * 1e6
		}
	}
	if ns == 0 {
		b.Fatal("no package reports its initialization: " + strconv.Quote(string(out)))
	}
	return ns
}
