package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestMetrics(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	id := srv.AddDroplets(1, nil)[0]
	srv.Advance(3 * time.Hour)
	from, end := srv.Now().Add(-time.Hour), srv.Now()
	first, err := client.Monitoring.Metrics.DropletMemoryFree(ctx, id, from, end)
	require.NoError(t, err)
	require.Len(t, first.Series, 1)
	require.InDelta(t, 60, len(first.Series[0].Samples), 1)
	again, err := client.Monitoring.Metrics.DropletMemoryFree(ctx, id, from, end)
	require.NoError(t, err)
	require.Equal(t, first, again)
	cpu, err := client.Monitoring.Metrics.DropletCPU(ctx, id, from, end)
	require.NoError(t, err)
	require.Len(t, cpu.Series, 8)
	for _, s := range cpu.Series {
		require.Greater(t, s.Samples[len(s.Samples)-1].Value, s.Samples[0].Value)
	}
	before, err := client.Monitoring.Metrics.DropletMemoryFree(ctx, id, from.Add(-24*time.Hour), end)
	require.NoError(t, err)
	require.Less(t, len(before.Series[0].Samples), 200, "none from before it was made")
	none, err := client.Monitoring.Metrics.DropletMemoryFree(ctx, 1, from, end)
	require.NoError(t, err)
	require.Empty(t, none.Series)
	a := start(t)
	require.Equal(t, 422, a.do("GET", "/v2/monitoring/metrics/droplet/cpu?start=1&end=2", nil).status)
	require.Equal(t, 400, a.do("GET", "/v2/monitoring/metrics/droplet/cpu?host_id=1&start=now&end=2", nil).status)
}

func TestAlertPolicies(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	request := &digitalocean.AlertPolicyCreateRequest{
		Type: "v1/insights/droplet/cpu", Description: "busy", Compare: "GreaterThan", Value: 80, Window: "5m", Enabled: true,
		Alerts: digitalocean.AlertPolicyAlerts{Email: []string{"ops@example.com"}},
	}
	policy, err := client.Monitoring.AlertPolicies.Create(ctx, request)
	require.NoError(t, err)
	all, err := client.Monitoring.AlertPolicies.List(nil).Collect(ctx)
	require.NoError(t, err)
	require.Equal(t, *policy, all[0])
	request.Window = "5y"
	_, err = client.Monitoring.AlertPolicies.Create(ctx, request)
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	require.NoError(t, client.Monitoring.AlertPolicies.Delete(ctx, policy.UUID))
}

func TestSinks(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	k := running(t, client, "latest")
	destination, err := client.Monitoring.Destinations.Create(ctx, &digitalocean.MonitoringDestinationCreateRequest{
		Name: "logs", Type: "opensearch_ext", Config: digitalocean.MonitoringOpenSearchConfig{Endpoint: "logs.example.com:9200"},
	})
	require.NoError(t, err)
	urn := "do:kubernetes:" + k.ID
	request := &digitalocean.MonitoringSinkCreateRequest{DestinationUUID: destination.ID, Resources: []digitalocean.MonitoringSinkResource{{URN: urn}}}
	require.NoError(t, client.Monitoring.Sinks.Create(ctx, request))
	sinks, err := client.Monitoring.Sinks.List(ctx, &digitalocean.MonitoringSinkListOptions{ResourceID: urn})
	require.NoError(t, err)
	require.Equal(t, "shop", sinks[0].Resources[0].Name)
	require.NoError(t, client.Monitoring.Destinations.Delete(ctx, destination.ID))
	sinks, err = client.Monitoring.Sinks.List(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, sinks)
	require.ErrorIs(t, client.Monitoring.Sinks.Create(ctx, request), digitalocean.ErrNotFound)
}

func TestFunctions(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	n, err := client.Functions.Namespaces.Create(ctx, &digitalocean.FunctionsNamespaceCreateRequest{Region: "nyc1", Label: "jobs"})
	require.NoError(t, err)
	_, err = client.Functions.Namespaces.Create(ctx, &digitalocean.FunctionsNamespaceCreateRequest{Region: "nyc1", Label: "jobs"})
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	_, err = client.Functions.Triggers.Create(ctx, n.Namespace, &digitalocean.FunctionsTriggerCreateRequest{
		Name: "nightly", Function: "clean", Type: digitalocean.FunctionsTriggerScheduled, IsEnabled: true,
		ScheduledDetails: digitalocean.FunctionsTriggerScheduledDetails{Cron: "0 3 * * *"},
	})
	require.NoError(t, err)
	off, err := client.Functions.Triggers.Update(ctx, n.Namespace, "nightly", &digitalocean.FunctionsTriggerUpdateRequest{IsEnabled: new(false)})
	require.NoError(t, err)
	require.False(t, off.IsEnabled)
	key, err := client.Functions.AccessKeys.Create(ctx, n.Namespace, &digitalocean.FunctionsAccessKeyCreateRequest{Name: "ci", ExpiresIn: "7d"})
	require.NoError(t, err)
	require.NotEmpty(t, key.Secret)
	keys, err := client.Functions.AccessKeys.List(ctx, n.Namespace)
	require.NoError(t, err)
	require.Len(t, keys, 1)
	require.NoError(t, client.Functions.AccessKeys.Delete(ctx, n.Namespace, key.ID))
	require.NoError(t, client.Functions.Triggers.Delete(ctx, n.Namespace, "nightly"))
	require.NoError(t, client.Functions.Namespaces.Delete(ctx, n.Namespace))
	_, err = client.Functions.Namespaces.Get(ctx, n.Namespace)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}
