package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestServesUntilItIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"-addr", "127.0.0.1:0", "-token", "secret", "-seed", "7", "-latency", "1ms", "-fail", "0%"}, in)
		_ = in.Close()
	}()
	lines := bufio.NewScanner(out)
	require.True(t, lines.Scan())
	url := regexp.MustCompile(`http://[0-9.:]+`).FindString(lines.Text())
	require.Contains(t, lines.Text(), "secret")

	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/v2/account?page=1", nil)
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer secret")
	answered := make(chan error, 1)
	go func() {
		resp, err := http.DefaultClient.Do(r)
		if err == nil {
			_ = resp.Body.Close()
		}
		answered <- err
	}()
	require.True(t, lines.Scan())
	require.Regexp(t, `^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  GET    /v2/account\?page=1  200 OK$`, lines.Text())
	require.NoError(t, <-answered)

	stop()
	require.True(t, lines.Scan())
	require.Contains(t, lines.Text(), "stops")
	require.NoError(t, <-done)
}

func TestFailsAShareOfTheRequests(t *testing.T) {
	for text, want := range map[string]float64{"2%": 0.02, "0.5": 0.5, "0%": 0, "100%": 1} {
		got, err := share(text)
		require.NoError(t, err)
		require.InDelta(t, want, got, 1e-12)
	}
	for _, text := range []string{"", "%", "x", "-1%", "101%", "2"} {
		_, err := share(text)
		require.ErrorContains(t, err, "-fail")
	}
}

// The command lines of the documents work.
func TestDocumentedArguments(t *testing.T) {
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	for _, document := range []string{"README.md", "docs/testing.md"} {
		content, err := os.ReadFile(filepath.Join(root, document))
		require.NoError(t, err)
		commands := regexp.MustCompile(`(?m)^go run \S*cmd/digitalocean-fake(.*)$`).FindAllStringSubmatch(string(content), -1)
		require.NotEmpty(t, commands, document)
		for _, command := range commands {
			t.Chdir(t.TempDir())
			ctx, stop := context.WithCancel(t.Context())
			stop()
			require.NoError(t, run(ctx, append(strings.Fields(command[1]), "-addr", "127.0.0.1:0"), io.Discard))
		}
	}
}

func TestRefusesWrongArguments(t *testing.T) {
	require.Error(t, run(t.Context(), []string{"-fail", "often"}, io.Discard))
	require.Error(t, run(t.Context(), []string{"-addr", "nowhere:none"}, io.Discard))
	require.Error(t, run(t.Context(), []string{"now"}, io.Discard))
}
