package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// asCommand makes the test's program the command itself, so that a test can kill it.
const asCommand = "DIGITALOCEAN_FAKE_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is a running digitalocean-fake.
type process struct {
	command  *exec.Cmd
	restored string // what it said before it listened
	client   *digitalocean.Client
}

func begin(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{command: exec.Command(os.Args[0], append([]string{"-addr", "127.0.0.1:0"}, args...)...)}
	p.command.Env = append(os.Environ(), asCommand+"=1")
	out, err := p.command.StdoutPipe()
	require.NoError(t, err)
	p.command.Stderr = os.Stderr
	require.NoError(t, p.command.Start())
	t.Cleanup(p.kill)
	lines := bufio.NewScanner(out)
	url := ""
	for url == "" {
		require.True(t, lines.Scan(), "it ended: %s", p.restored)
		url = regexp.MustCompile(`http://[0-9.:]+`).FindString(lines.Text())
		if url == "" {
			p.restored += lines.Text()
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	p.client, err = digitalocean.New("dop_v1_test", digitalocean.WithBaseURL(url), digitalocean.WithLimiter(nil),
		digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1}))
	require.NoError(t, err)
	return p
}

// kill ends the process as kill -9 does.
func (p *process) kill() {
	_ = p.command.Process.Kill()
	_ = p.command.Wait()
}

func request(name string) *digitalocean.DropletCreateRequest {
	return &digitalocean.DropletCreateRequest{
		Name: name, Region: "nyc3", Size: "s-1vcpu-1gb", Image: digitalocean.ImageSlug("debian-12-x64"), Tags: []string{"kept"},
	}
}

func TestStateOutlivesTheCommand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	first := begin(t, "-data", path, "-seed", "7")
	require.Empty(t, first.restored)
	created, err := first.client.Droplets.Create(t.Context(), request("web-1"))
	require.NoError(t, err)
	first.kill()

	second := begin(t, "-data", path, "-immediate")
	require.Equal(t, path+": 1 change is back", second.restored)
	restored, err := second.client.Droplets.Get(t.Context(), created.ID)
	require.NoError(t, err)
	require.Equal(t, created.Name, restored.Name)
	require.Equal(t, created.CreatedAt, restored.CreatedAt)
	require.Equal(t, created.Tags, restored.Tags)
}

// Several clients create Droplets while the command is killed, again and again. Whatever was acknowledged is
// there afterwards, under its ID, and there is no more than was asked for.
func TestKilledInTheMiddleItLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	kept := &acknowledged{ids: map[int64]string{}}
	for round := range 8 {
		p := begin(t, "-data", path)
		p.check(t, kept)
		p.create(t.Context(), kept, round)
	}
	p := begin(t, "-data", path)
	p.check(t, kept)
	t.Logf("%d Droplets were acknowledged in 8 lives, %d asked for", len(kept.ids), kept.asked.Load())
}

// acknowledged are the Droplets that the command said it had made.
type acknowledged struct {
	lock  sync.Mutex
	ids   map[int64]string
	asked atomic.Int64
}

func (a *acknowledged) add(d *digitalocean.Droplet) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.ids[d.ID] = d.Name
}

// create has clients create Droplets until the process is killed, which one of them does between two requests.
func (p *process) create(ctx context.Context, kept *acknowledged, round int) {
	var clients sync.WaitGroup
	for client := range 4 {
		clients.Go(func() {
			for i := 0; ; i++ {
				if client == 0 && i == 5+round {
					p.kill()
				}
				kept.asked.Add(1)
				d, err := p.client.Droplets.Create(ctx, request(fmt.Sprintf("r%d-c%d-%d", round, client, i)))
				if err != nil {
					return
				}
				kept.add(d)
			}
		})
	}
	clients.Wait()
}

func (p *process) check(t *testing.T, kept *acknowledged) {
	t.Helper()
	droplets, err := p.client.Droplets.List(nil).Collect(t.Context())
	require.NoError(t, err)
	found := map[int64]string{}
	for _, d := range droplets {
		found[d.ID] = d.Name
	}
	for id, name := range kept.ids {
		require.Equal(t, name, found[id])
	}
	require.LessOrEqual(t, len(found), int(kept.asked.Load()))
}

func TestTellsOfWhatItLeavesOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	first := begin(t, "-data", path)
	_, err := first.client.Droplets.Create(t.Context(), request("web-1"))
	require.NoError(t, err)
	first.kill()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, append(content, `{"time":"2026-`...), 0o600))

	second := begin(t, "-data", path)
	require.Contains(t, second.restored, "line 3, which was not written whole, is left out: its 14 bytes are in "+path+".cut")
}

func TestLeavesOtherFilesAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(path, []byte("Buy milk.\n"), 0o600))
	err := run(t.Context(), []string{"-addr", "127.0.0.1:0", "-data", path}, io.Discard)
	require.ErrorContains(t, err, "notes.txt: line 1: damaged, or not of a journal")
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "Buy milk.\n", string(content))
}

// BenchmarkRequest tells what a create costs over HTTP, with the state kept and without.
func BenchmarkRequest(b *testing.B) {
	for _, args := range [][]string{nil, {"-data", filepath.Join(b.TempDir(), "state.json")}} {
		b.Run(fmt.Sprintf("kept=%t", args != nil), func(b *testing.B) {
			ctx, stop := context.WithCancel(b.Context())
			out, in := io.Pipe()
			done := make(chan error, 1)
			go func() { done <- run(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), in) }()
			lines := bufio.NewScanner(out)
			require.True(b, lines.Scan())
			url := regexp.MustCompile(`http://[0-9.:]+`).FindString(lines.Text())
			go func() { _, _ = io.Copy(io.Discard, out) }()
			for b.Loop() {
				r, err := http.NewRequest(http.MethodPost, url+"/v2/droplets",
					strings.NewReader(`{"name":"web","size":"s-1vcpu-1gb","image":"debian-12-x64"}`))
				require.NoError(b, err)
				r.Header.Set("Authorization", "Bearer dop_v1_test")
				resp, err := http.DefaultClient.Do(r)
				require.NoError(b, err)
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
				require.Equal(b, http.StatusAccepted, resp.StatusCode)
			}
			stop()
			require.NoError(b, <-done)
		})
	}
}
