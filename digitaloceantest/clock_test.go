package digitaloceantest_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func TestAutomaticClockDoesNotWait(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	began, really := srv.Now(), time.Now()
	require.NoError(t, srv.Clock().Sleep(t.Context(), 24*time.Hour))
	require.GreaterOrEqual(t, srv.Now().Sub(began), 24*time.Hour)
	require.Less(t, time.Since(really), time.Minute)
}

func TestAutomaticClockMovesTheServer(t *testing.T) {
	a := api{t, digitaloceantest.NewServer(t)}
	created := a.post("/v2/droplets", object{"name": "web", "size": "s-1vcpu-1gb", "image": "debian-12-x64"})
	path := "/v2/droplets/" + idOf(created["droplet"])
	require.Equal(t, "new", a.get(path)["droplet"].(object)["status"])
	require.NoError(t, a.srv.Clock().Sleep(t.Context(), 10*time.Second))
	require.Equal(t, "active", a.get(path)["droplet"].(object)["status"])
}

func TestManualClockWaitsForTheTest(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.ManualClock())
	began := srv.Now()
	slept := make(chan error)
	go func() { slept <- srv.Clock().Sleep(context.Background(), time.Minute) }()
	require.NoError(t, srv.Clock().AwaitSleepers(t.Context(), 1))
	srv.Advance(59 * time.Second)
	select {
	case <-slept:
		require.Fail(t, "woke too early")
	default:
	}
	srv.Advance(time.Second)
	require.NoError(t, <-slept)
	require.Equal(t, time.Minute, srv.Now().Sub(began))
}

func TestSleepEndsWithItsContext(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.ManualClock())
	ctx, cancel := context.WithCancel(t.Context())
	slept := make(chan error)
	go func() { slept <- srv.Clock().Sleep(ctx, time.Hour) }()
	require.NoError(t, srv.Clock().AwaitSleepers(t.Context(), 1))
	cancel()
	require.ErrorIs(t, <-slept, context.Canceled)
	require.ErrorIs(t, srv.Clock().Sleep(ctx, time.Hour), context.Canceled)
	require.ErrorIs(t, srv.Clock().AwaitSleepers(ctx, 1), context.Canceled)
}

func TestDeadlinesLieInVirtualTime(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	began := srv.Now()
	require.NoError(t, srv.Clock().Sleep(ctx, 40*time.Second))
	within, end := context.WithCancel(ctx)
	defer end()
	require.ErrorIs(t, srv.Clock().Sleep(within, 40*time.Second), context.DeadlineExceeded)
	require.ErrorIs(t, srv.Clock().Sleep(ctx, time.Nanosecond), context.DeadlineExceeded)
	require.NoError(t, ctx.Err())
	require.WithinDuration(t, began.Add(time.Minute), srv.Now(), 10*time.Second)

	later, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	require.NoError(t, srv.Clock().Sleep(later, 40*time.Second))
}

func TestUnknownKindsOfWorkPanic(t *testing.T) {
	require.PanicsWithValue(t, `digitaloceantest: there is no work of the kind "attach"`, func() { start(t).srv.FailNext("attach") })
	require.PanicsWithValue(t, `digitaloceantest: there is no work of the kind "attach"`, func() { digitaloceantest.Duration("attach", 0) })
}

func TestSleepEndsWithTheServer(t *testing.T) {
	srv, err := digitaloceantest.Start(digitaloceantest.ManualClock())
	require.NoError(t, err)
	slept := make(chan error)
	go func() { slept <- srv.Clock().Sleep(context.Background(), time.Hour) }()
	require.NoError(t, srv.Clock().AwaitSleepers(t.Context(), 1))
	srv.Close()
	require.ErrorContains(t, <-slept, "closed")
	require.ErrorContains(t, srv.Clock().Sleep(context.Background(), time.Hour), "closed")
}

func TestImmediateTakesNoTime(t *testing.T) {
	a := start(t, digitaloceantest.Immediate())
	created := a.post("/v2/droplets", object{"name": "web", "size": "s-1vcpu-1gb", "image": "debian-12-x64"})
	require.Equal(t, "new", created["droplet"].(object)["status"], "the answer shows the beginning")
	path := "/v2/droplets/" + idOf(created["droplet"])
	require.Equal(t, "active", a.get(path)["droplet"].(object)["status"])
	action := a.post(path+"/actions", object{"type": "power_off"})["action"]
	require.Equal(t, "completed", a.get("/v2/actions/" + idOf(action))["action"].(object)["status"])
}

func TestDurationOfOneKind(t *testing.T) {
	a := start(t, digitaloceantest.Duration("create", time.Hour))
	created := a.post("/v2/droplets", object{"name": "web", "size": "s-1vcpu-1gb", "image": "debian-12-x64"})
	path := "/v2/droplets/" + idOf(created["droplet"])
	a.srv.Advance(59 * time.Minute)
	require.Equal(t, "new", a.get(path)["droplet"].(object)["status"])
	a.srv.Advance(time.Minute)
	require.Equal(t, "active", a.get(path)["droplet"].(object)["status"])
}
