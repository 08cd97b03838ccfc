package fleet_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
	"github.com/dosdk/digitalocean/examples/fleet"
)

func TestEnsureFillsUp(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	srv.AddDroplets(2, func(i int, d map[string]any) { d["tags"] = []string{"web"} })
	srv.AddDroplets(1, nil) // somebody else's

	droplets, err := fleet.Ensure(t.Context(), srv.Client(), "web", 5)

	require.NoError(t, err)
	require.Len(t, droplets, 5)
	for _, d := range droplets {
		require.Equal(t, digitalocean.DropletActive, d.Status)
	}
	all, err := srv.Client().Droplets.List(nil).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 6)
}

func TestEnsureAsksForWhatIsMissing(t *testing.T) {
	srv := digitaloceantest.NewServer(t)

	_, err := fleet.Ensure(t.Context(), srv.Client(), "web", 1)
	require.NoError(t, err)

	var creates []digitaloceantest.Request
	for _, r := range srv.Requests() {
		if r.Operation == "POST /v2/droplets" {
			creates = append(creates, r)
		}
	}
	require.Len(t, creates, 1)
	require.JSONEq(t, `{"name": "web-1", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64",
		"tags": ["web"]}`, string(creates[0].Body))
}

func TestEnsureSurvivesABusyAPI(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	busy := srv.Inject(digitaloceantest.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable, Times: 3})

	_, err := fleet.Ensure(t.Context(), srv.Client(), "web", 1)

	require.NoError(t, err)
	require.Equal(t, 3, busy.Fired())
}

func TestEnsureCreatesNothingTwice(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	srv.Inject(digitaloceantest.Fault{Path: "/v2/droplets", Method: http.MethodPost, Break: digitaloceantest.ResetAfter, Times: 1})

	_, err := fleet.Ensure(t.Context(), srv.Client(), "web", 1)
	require.ErrorIs(t, err, digitalocean.ErrOutcomeUnknown)

	droplets, err := fleet.Ensure(t.Context(), srv.Client(), "web", 1) // it looks first, and finds the Droplet
	require.NoError(t, err)
	require.Len(t, droplets, 1)
	require.Equal(t, "web-1", droplets[0].Name)
}

func TestEnsureTellsOfADropletThatFails(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	srv.FailNext("create")

	_, err := fleet.Ensure(t.Context(), srv.Client(), "web", 1)

	require.Error(t, err)
}

func TestEnsureKeepsToTheRateLimit(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.RateLimit(1000, 10)) // an hour, a minute

	began := srv.Now()
	_, err := fleet.Ensure(t.Context(), srv.Client(), "web", 30)

	require.NoError(t, err)
	require.Greater(t, srv.Now().Sub(began), 2*time.Minute) // of virtual time
}

func TestEnsureHeedsItsDeadline(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()

	_, err := fleet.Ensure(ctx, srv.Client(), "web", 1)

	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestEnsureWaits(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.ManualClock())
	done := make(chan error)
	go func() {
		_, err := fleet.Ensure(t.Context(), srv.Client(), "web", 1)
		done <- err
	}()

	require.NoError(t, srv.Clock().AwaitSleepers(t.Context(), 1)) // it has created the Droplet and waits
	select {
	case err := <-done:
		require.Fail(t, "Ensure came back too early", err)
	default:
	}
	srv.Advance(10 * time.Second) // the Droplet becomes active

	require.NoError(t, <-done)
}

func TestAMisspeltFieldIsRefused(t *testing.T) {
	srv := digitaloceantest.NewServer(t)

	request := map[string]any{"name": "web-1", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64", "tag": "web"}
	err := srv.Client().Do(t.Context(), http.MethodPost, "/v2/droplets", request, nil)

	require.ErrorContains(t, err, "tag is not a field")
}
