package digitaloceantest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
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

// affectedBy returns the names of what a scan finds now, of one rule.
func affectedBy(t *testing.T, client *digitalocean.Client, rule string) []string {
	ctx := t.Context()
	scan, err := client.Security.Scans.Create(ctx)
	require.NoError(t, err)
	scan, err = client.Security.Scans.Wait(ctx, scan.ID)
	require.NoError(t, err)
	names := []string{}
	for _, finding := range scan.Findings {
		if finding.RuleUUID != rule {
			continue
		}
		require.Positive(t, finding.AffectedResourcesCount)
		resources, err := client.Security.Scans.ListAffectedResources(scan.ID, rule, nil).Collect(ctx)
		require.NoError(t, err)
		for _, resource := range resources {
			names = append(names, resource.Name)
		}
	}
	return names
}

// withoutBackups prepares Droplets and returns the rule that finds them.
func withoutBackups(t *testing.T, srv *digitaloceantest.Server, client *digitalocean.Client, n int) (rule string, urns []string) {
	for _, d := range srv.AddDroplets(n, func(i int, d map[string]any) { d["name"] = fmt.Sprintf("web-%d", i+1) }) {
		urns = append(urns, fmt.Sprintf("do:droplet:%d", d))
	}
	scan, err := client.Security.Scans.Create(t.Context())
	require.NoError(t, err)
	scan, err = client.Security.Scans.Wait(t.Context(), scan.ID)
	require.NoError(t, err)
	return scan.Findings[0].RuleUUID, urns
}

func TestSecuritySuppressions(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	rule, urns := withoutBackups(t, srv, client, 3)
	suppressions := client.Security.Suppressions
	created, err := suppressions.Create(ctx, &digitalocean.SecuritySuppressionCreateRequest{RuleUUID: rule, Resources: urns[:2]})
	require.NoError(t, err)
	require.Equal(t, "Droplet", created[1].ResourceType)
	require.Equal(t, []string{"web-3"}, affectedBy(t, client, rule))
	again, err := suppressions.Create(ctx, &digitalocean.SecuritySuppressionCreateRequest{RuleUUID: rule, Resources: urns[1:]})
	require.NoError(t, err)
	require.Equal(t, created[1], again[0])
	require.Empty(t, affectedBy(t, client, rule))

	all, err := suppressions.List(&digitalocean.ListOptions{PerPage: 2}).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, all, 3)
	settings, err := client.Security.GetSettings(ctx, &digitalocean.ListOptions{Page: 2, PerPage: 2})
	require.NoError(t, err)
	require.Equal(t, all[2:], settings.Settings.Suppressions.Resources)
	require.Equal(t, digitalocean.SecuritySuppressionMeta{Page: 2, Pages: 2, Total: 3}, settings.Settings.Suppressions.Meta)
	require.NoError(t, suppressions.Delete(ctx, created[0].ID))
	require.ErrorIs(t, suppressions.Delete(ctx, created[0].ID), digitalocean.ErrNotFound)
	require.Equal(t, []string{"web-1"}, affectedBy(t, client, rule))

	for message, request := range map[string]*digitalocean.SecuritySuppressionCreateRequest{
		"rule_uuid":    {RuleUUID: all[0].ID, Resources: urns},
		"do:droplet:1": {RuleUUID: rule, Resources: []string{"do:droplet:1"}},
		"resources":    {RuleUUID: rule},
	} {
		_, err := suppressions.Create(ctx, request)
		require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
		require.ErrorContains(t, err, message)
	}
}

func TestSecurityScanLeavesOut(t *testing.T) {
	srv, client := checked(t)
	rule, urns := withoutBackups(t, srv, client, 2)
	require.NoError(t, client.Security.Scans.CreateRule(t.Context(), &digitalocean.SecurityScanCreateRuleRequest{Resource: urns[0]}))
	require.Equal(t, []string{"web-2"}, affectedBy(t, client, rule))
	err := client.Security.Scans.CreateRule(t.Context(), &digitalocean.SecurityScanCreateRuleRequest{Resource: "do:droplet:1"})
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
}

func TestSecurityPlan(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	_, urns := withoutBackups(t, srv, client, 1)
	coverage := map[string]digitalocean.SecurityTierCoverage{"basic": {Resources: urns, Tags: []string{"web"}}}
	updated, err := client.Security.UpdatePlan(ctx, &digitalocean.SecurityUpdatePlanRequest{TierCoverage: coverage})
	require.NoError(t, err)
	require.Equal(t, coverage, updated)
	settings, err := client.Security.GetSettings(ctx, nil)
	require.NoError(t, err)
	require.Equal(t, coverage, settings.TierCoverage)
	coverage["basic"].Resources[0] = "do:droplet:1"
	_, err = client.Security.UpdatePlan(ctx, &digitalocean.SecurityUpdatePlanRequest{TierCoverage: coverage})
	require.ErrorContains(t, err, "tier_coverage.basic.resources do:droplet:1 does not exist")
}
