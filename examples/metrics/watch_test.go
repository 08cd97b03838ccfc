package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

const email = "sammy@example.com"

func watch(t *testing.T, client *digitalocean.Client) []string {
	t.Helper()
	changes, err := Watch(t.Context(), client, "web", email)
	require.NoError(t, err)
	return changes
}

func TestWatch(t *testing.T) {
	srv, client := startWeb(t)
	droplets := web(t, client)
	first, second := fmt.Sprintf("web-1 (%d)", droplets[0].ID), fmt.Sprintf("web-2 (%d)", droplets[1].ID)

	require.Equal(t, []string{
		`created the alert policy "CPU of web"`,
		fmt.Sprintf("created the uptime check %q", first), fmt.Sprintf("created the alert of %q", first),
		fmt.Sprintf("created the uptime check %q", second), fmt.Sprintf("created the alert of %q", second),
	}, watch(t, client))

	before := len(srv.Requests())
	require.Empty(t, watch(t, client), "a second run changes nothing")
	for _, r := range srv.Requests()[before:] {
		require.Equal(t, "GET", r.Method)
	}

	policies, err := client.Monitoring.AlertPolicies.List(nil).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, policies, 1)
	require.Equal(t, []string{"web"}, policies[0].Tags)
	checks, err := client.Uptime.Checks.List(nil).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, checks, 2)
	require.Equal(t, droplets[0].PublicIPv4(), checks[0].Target)
}

func TestWatchMendsWhatWasChanged(t *testing.T) {
	_, client := startWeb(t)
	watch(t, client)
	policies, err := client.Monitoring.AlertPolicies.List(nil).Collect(t.Context())
	require.NoError(t, err)
	request := policies[0].UpdateRequest()
	request.Enabled = false
	_, err = client.Monitoring.AlertPolicies.Update(t.Context(), policies[0].UUID, request)
	require.NoError(t, err)
	checks, err := client.Uptime.Checks.List(nil).Collect(t.Context())
	require.NoError(t, err)
	_, err = client.Uptime.Checks.Update(t.Context(), checks[1].ID, &digitalocean.UptimeCheckUpdateRequest{Enabled: new(false)})
	require.NoError(t, err)

	require.Equal(t, []string{
		`changed the alert policy "CPU of web"`, fmt.Sprintf("changed the uptime check %q", checks[1].Name),
	}, watch(t, client))
	require.Empty(t, watch(t, client))
}

// Wherever a run is broken off, the next one goes on, and nothing is there twice.
func TestWatchGoesOn(t *testing.T) {
	srv, client := startWeb(t)
	srv.Inject(digitaloceantest.Fault{Method: "POST", Break: digitaloceantest.ResetAfter, Times: 4})
	for range 4 {
		_, err := Watch(t.Context(), client, "web", email)
		require.ErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
	}

	watch(t, client)

	require.Empty(t, watch(t, client))
	policies, err := client.Monitoring.AlertPolicies.List(nil).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, policies, 1)
	checks, err := client.Uptime.Checks.List(nil).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, checks, 2)
}
