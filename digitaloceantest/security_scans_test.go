package digitaloceantest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestSecurityScan(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	srv.AddDroplets(3, nil)
	online(t, client, digitalocean.DatabasePostgreSQL, 1)
	began, err := client.Security.Scans.Create(ctx)
	require.NoError(t, err)
	require.Equal(t, digitalocean.SecurityScanInProgress, began.Status)
	_, err = client.Security.Scans.Create(ctx)
	require.ErrorIs(t, err, digitalocean.ErrConflict)
	ended, err := client.Security.Scans.Wait(ctx, began.ID)
	require.NoError(t, err)
	require.Len(t, ended.Findings, 2)
	require.Equal(t, digitalocean.SecurityCritical, ended.Findings[0].Severity)
	affected, err := client.Security.Scans.ListAffectedResources(ended.ID, ended.Findings[1].RuleUUID, nil).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, affected, 3)
	latest, err := client.Security.Scans.GetLatest(ctx, &digitalocean.SecurityScanGetOptions{Severity: digitalocean.SecurityMedium})
	require.NoError(t, err)
	require.Len(t, latest.Findings, 1)

	srv.FailNext("security_scan")
	failing, err := client.Security.Scans.Create(ctx)
	require.NoError(t, err)
	_, err = client.Security.Scans.Wait(ctx, failing.ID)
	require.Error(t, err)
}
