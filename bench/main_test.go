package bench

import (
	"context"
	"encoding/pem"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// full asks for the sizes that the report states. Without it each benchmark is small enough to be run for its working.
var full = flag.Bool("full", false, "measure at the sizes of docs/performance.md, which takes minutes")

// sized returns the size of the report, or the small one.
func sized(report, small int) int {
	if *full {
		return report
	}
	return small
}

func latency() time.Duration { return time.Duration(sized(50, 5)) * time.Millisecond }

var ctx = context.Background()

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	if err := trustTestServers(filepath.Join(dir, "roots.pem")); err != nil {
		return 1, err
	}
	if droplets, err = store(dir, Mixed, sized(10_000, 1_000)); err != nil {
		return 1, err
	}
	defer droplets.file.Close()
	return m.Run(), nil
}

// trustTestServers makes the system's roots those of the TLS servers of httptest, so that each client can keep the
// transport that it comes with.
func trustTestServers(file string) error {
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, root, 0o600); err != nil {
		return err
	}
	return os.Setenv("SSL_CERT_FILE", file)
}

func check(b *testing.B, err error) {
	if err != nil {
		b.Fatal(err)
	}
}

func checkCount(b *testing.B, got, want int) {
	if got != want {
		b.Fatalf("got %d items, want %d", got, want)
	}
}
