package compat

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

// TestDots runs the workflows in node/ with the official TypeScript client.
func TestDots(t *testing.T) {
	installDots(t)
	// The client polls in real time, so what takes minutes in the API takes a moment here.
	const moment = 50 * time.Millisecond
	options := []digitaloceantest.Option{}
	for _, kind := range []string{
		"create", "power_off", "power_on", "resize", "rename", "rebuild", "snapshot", "transfer", "certificate",
		"attach_volume", "detach_volume", "resize_volume", "assign_ip", "firewall",
	} {
		options = append(options, digitaloceantest.Duration(kind, moment))
	}
	srv := digitaloceantest.NewServer(t, options...)
	busy := srv.Inject(digitaloceantest.Fault{Path: "/v2/snapshots/none", Times: 1, Status: 503})

	node := exec.CommandContext(t.Context(), "node", "--test", "--test-reporter=spec", "workflows.test.mjs")
	node.Dir = "node"
	node.Env = append(os.Environ(), "DIGITALOCEAN_URL="+srv.URL, "DIGITALOCEAN_TOKEN="+srv.Token)
	output, err := node.CombinedOutput()
	t.Logf("%s", output)
	require.NoError(t, err)
	require.Equal(t, 1, busy.Fired())
	require.NotEmpty(t, srv.Requests())
	require.True(t, strings.HasPrefix(srv.Requests()[0].Header.Get("User-Agent"), "DigitalOcean-Dots/"), "it was the client")
}

// installDots skips the test where there is no node, and installs the client where it is missing.
func installDots(t *testing.T) {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("the TypeScript client is not tried: there is no %s", program)
		}
	}
	if _, err := os.Stat("node/node_modules/@digitalocean/dots"); err == nil {
		return
	}
	install := exec.CommandContext(t.Context(), "npm", "ci")
	install.Dir = "node"
	output, err := install.CombinedOutput()
	require.NoError(t, err, "npm ci: %s", output)
}
