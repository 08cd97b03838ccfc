package digitalocean_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	scanID      = "497dcba3-ecbf-4587-a2dd-5eb0665e6880"
	ruleUUID    = "50e14f43-dd4e-412f-864d-78943ea28d91"
	dropletURN  = "do:droplet:3164444"
	coverage    = `{"basic": {"resources": ["` + dropletURN + `"], "tags": ["web"]}, "free": {"tags": []}}`
	suppression = `{"id": "s1", "rule_uuid": "` + ruleUUID + `", "rule_name": "No backups", "resource_id": "3164444", "resource_type": "Droplet"}`
)

func tierCoverage() map[string]digitalocean.SecurityTierCoverage {
	return map[string]digitalocean.SecurityTierCoverage{
		"basic": {Resources: []string{dropletURN}, Tags: []string{"web"}}, "free": {Tags: []string{}},
	}
}

func securitySuppression() digitalocean.SecuritySuppression {
	return digitalocean.SecuritySuppression{ID: "s1", RuleUUID: ruleUUID, RuleName: "No backups", ResourceID: "3164444", ResourceType: "Droplet"}
}

func TestSecurity(t *testing.T) {
	for _, e := range []exchange{
		{
			name: "Security.GetSettings",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.GetSettings(ctx, &digitalocean.ListOptions{Page: 2, PerPage: 1})
			},
			method: "GET", path: "/v2/security/settings", query: "page=2&per_page=1",
			answer: `{"settings": {"suppressions": {"resources": [` + suppression + `], "meta": {"page": 2, "pages": 3, "total": 25},
				"links": {"pages": {"next": "https://api.digitalocean.com/v2/security/settings/suppressions?page=3"}}}},
				"tier_coverage": ` + coverage + `,
				"plan_downgrades": {"free": {"resources": ["` + dropletURN + `"], "effective_at": "2026-12-01T00:00:00Z"}}}`,
			want: &digitalocean.SecuritySettings{
				Settings: digitalocean.SecurityScanSettings{Suppressions: digitalocean.SecuritySuppressionList{
					Resources: []digitalocean.SecuritySuppression{securitySuppression()},
					Meta:      digitalocean.SecuritySuppressionMeta{Page: 2, Pages: 3, Total: 25},
					Links: digitalocean.Links{Pages: digitalocean.PageLinks{
						Next: "https://api.digitalocean.com/v2/security/settings/suppressions?page=3",
					}},
				}},
				TierCoverage: tierCoverage(),
				PlanDowngrades: map[string]digitalocean.SecurityPlanDowngrade{
					"free": {Resources: []string{dropletURN}, EffectiveAt: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)},
				},
			},
		},
		{
			name: "Security.UpdatePlan",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.UpdatePlan(ctx, &digitalocean.SecurityUpdatePlanRequest{TierCoverage: tierCoverage()})
			},
			method: "PUT", path: "/v2/security/settings/plan", body: `{"tier_coverage": ` + coverage + `}`,
			answer: `{"tier_coverage": ` + coverage + `}`, want: tierCoverage(),
		},
		{
			name: "Security.Suppressions.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.Suppressions.Create(ctx, &digitalocean.SecuritySuppressionCreateRequest{
					RuleUUID: ruleUUID, Resources: []string{dropletURN},
				})
			},
			method: "POST", path: "/v2/security/settings/suppressions", body: `{"rule_uuid": "` + ruleUUID + `", "resources": ["` + dropletURN + `"]}`,
			status: http.StatusCreated, answer: `{"resources": [` + suppression + `], "meta": {"page": 1, "pages": 1, "total": 1}, "links": {}}`,
			want: []digitalocean.SecuritySuppression{securitySuppression()},
		},
		{
			name: "Security.Suppressions.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Security.Suppressions.Delete(ctx, "s1")
			},
			method: "DELETE", path: "/v2/security/settings/suppressions/s1", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestSecurityScans(t *testing.T) {
	const path = "/v2/security/scans"
	const finding = `{"rule_uuid": "` + ruleUUID + `", "name": "All ports open", "details": "a risk", "found_at": "2026-12-04T00:00:01Z", "severity": "CRITICAL",
		"business_impact": "much", "technical_details": "a rule", "mitigation_steps": [{"step": 1, "title": "Close", "description": "Close the ports."}],
		"affected_resources_count": 12}`
	const fields = `{"id": "` + scanID + `", "status": "COMPLETED", "created_at": "2026-12-04T00:00:00Z", "findings": [` + finding + `]}`
	found := digitalocean.SecurityFinding{
		RuleUUID: ruleUUID, Name: "All ports open", Details: "a risk", FoundAt: time.Date(2026, 12, 4, 0, 0, 1, 0, time.UTC),
		Severity: digitalocean.SecurityCritical, BusinessImpact: "much", TechnicalDetails: "a rule",
		MitigationSteps:        []digitalocean.SecurityMitigationStep{{Step: 1, Title: "Close", Description: "Close the ports."}},
		AffectedResourcesCount: 12,
	}
	scan := digitalocean.SecurityScan{
		ID: scanID, Status: digitalocean.SecurityScanCompleted, CreatedAt: time.Date(2026, 12, 4, 0, 0, 0, 0, time.UTC),
		Findings: []digitalocean.SecurityFinding{found},
	}
	options := &digitalocean.SecurityScanGetOptions{
		ListOptions: digitalocean.ListOptions{Page: 2, PerPage: 50}, Severity: digitalocean.SecurityHigh, Type: "CSPM",
	}
	for _, e := range []exchange{
		{
			name: "Security.Scans.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.Scans.List(&digitalocean.ListOptions{PerPage: 2}).Collect(ctx)
			},
			method: "GET", path: path, query: "per_page=2", answer: `{"scans": [` + fields + `], "links": {}, "meta": {"total": 1}}`,
			want: []digitalocean.SecurityScan{scan},
		},
		{
			name: "Security.Scans.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.Scans.Get(ctx, scanID, options)
			},
			method: "GET", path: path + "/" + scanID, query: "page=2&per_page=50&severity=HIGH&type=CSPM", answer: `{"scan": ` + fields + `}`, want: &scan,
		},
		{
			name: "Security.Scans.GetLatest",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.Scans.GetLatest(ctx, nil)
			},
			method: "GET", path: path + "/latest", answer: `{"scan": ` + fields + `}`, want: &scan,
		},
		{
			name: "Security.Scans.ListFindings",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.Scans.ListFindings(scanID, options).Collect(ctx)
			},
			method: "GET", path: path + "/" + scanID, query: "page=2&per_page=50&severity=HIGH&type=CSPM", answer: `{"scan": ` + fields + `}`,
			want: []digitalocean.SecurityFinding{found},
		},
		{
			name: "Security.Scans.ListFindings of none",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.Scans.ListFindings(scanID, nil).Collect(ctx)
			},
			method: "GET", path: path + "/" + scanID, query: "per_page=200", answer: `{"scan": {"id": "` + scanID + `"}}`,
			want: []digitalocean.SecurityFinding{},
		},
		{
			name: "Security.Scans.ListAffectedResources",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.Scans.ListAffectedResources(scanID, ruleUUID, nil).Collect(ctx)
			},
			method: "GET", path: path + "/" + scanID + "/findings/" + ruleUUID + "/affected_resources", query: "per_page=200",
			answer: `{"affected_resources": [{"urn": "` + dropletURN + `", "name": "web-1", "type": "Droplet"}]}`,
			want:   []digitalocean.SecurityAffectedResource{{URN: dropletURN, Name: "web-1", Type: "Droplet"}},
		},
		{
			name: "Security.Scans.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Security.Scans.Create(ctx)
			},
			method: "POST", path: path, status: http.StatusCreated, answer: `{"scan": ` + fields + `}`, want: &scan,
		},
		{
			name: "Security.Scans.CreateRule",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Security.Scans.CreateRule(ctx, &digitalocean.SecurityScanCreateRuleRequest{Resource: dropletURN})
			},
			method: "POST", path: path + "/rules", body: `{"resource": "` + dropletURN + `"}`, status: http.StatusCreated,
		},
	} {
		t.Run(e.name, e.do)
	}
}

// TestSecurityListsWithoutLinks reads lists of five items, two on a page, whose answers say nothing of other pages.
func TestSecurityListsWithoutLinks(t *testing.T) {
	var sent []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.URL.RawQuery)
		items := map[string]string{"": `{}, {}`, "2": `{}, {"name": "4"}`, "3": `{}`}[r.URL.Query().Get("page")]
		if r.URL.Query().Get("per_page") == "5" {
			items = map[string]string{"": `{}, {}, {}, {}, {}`}[r.URL.Query().Get("page")]
		}
		if strings.HasSuffix(r.URL.Path, "affected_resources") {
			_, _ = fmt.Fprintf(w, `{"affected_resources": [%s]}`, items)
			return
		}
		_, _ = fmt.Fprintf(w, `{"scan": {"findings": [%s]}}`, items)
	})
	scans := client.Security.Scans
	two, five := digitalocean.ListOptions{PerPage: 2}, digitalocean.ListOptions{PerPage: 5}

	findings, err := scans.ListFindings(scanID, &digitalocean.SecurityScanGetOptions{ListOptions: two, Severity: digitalocean.SecurityLow}).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, findings, 5)
	require.Equal(t, []string{"per_page=2&severity=LOW", "page=2&per_page=2&severity=LOW", "page=3&per_page=2&severity=LOW"}, sent)

	sent = nil
	resources, err := scans.ListAffectedResources(scanID, ruleUUID, &two).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, resources, 5)
	require.Equal(t, []string{"per_page=2", "page=2&per_page=2", "page=3&per_page=2"}, sent)

	sent = nil
	resources, err = scans.ListAffectedResources(scanID, ruleUUID, &five).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, resources, 5)
	require.Equal(t, []string{"per_page=5", "page=2&per_page=5"}, sent)
}

func TestSecurityListThatDoesNotPage(t *testing.T) {
	requests := 0
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		requests++
		_, _ = io.WriteString(w, `{"scan": {"findings": [{"rule_uuid": "1"}, {"rule_uuid": "2"}]}}`)
	})
	options := &digitalocean.SecurityScanGetOptions{ListOptions: digitalocean.ListOptions{PerPage: 2}}
	_, err := client.Security.Scans.ListFindings(scanID, options).Collect(t.Context())
	require.ErrorContains(t, err, "page 2 is page 1 again")
	require.Equal(t, 2, requests)
}

func TestSecuritySuppressionsList(t *testing.T) {
	var sent []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.URL.String())
		page := r.URL.Query().Get("page")
		if page == "" {
			page = "1"
		}
		_, _ = fmt.Fprintf(w, `{"settings": {"suppressions": {"resources": [{"id": "s%[1]s"}], "meta": {"page": %[1]s, "pages": 2, "total": 2},
			"links": {"pages": {"next": "https://api.digitalocean.com/v2/security/settings/suppressions?page=2"}}}}}`, page)
	})
	suppressions, err := client.Security.Suppressions.List(&digitalocean.ListOptions{PerPage: 1}).Collect(t.Context())
	require.NoError(t, err)
	require.Equal(t, []digitalocean.SecuritySuppression{{ID: "s1"}, {ID: "s2"}}, suppressions)
	require.Equal(t, []string{"/v2/security/settings?per_page=1", "/v2/security/settings?page=2&per_page=1"}, sent)
	total, err := client.Security.Suppressions.List(nil).Total(t.Context())
	require.NoError(t, err)
	require.Equal(t, 2, total)
}

func TestSecurityScansWait(t *testing.T) {
	wait := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.SecurityScan, error) {
		return c.Security.Scans.Wait(ctx, scanID)
	})
	of := func(statuses ...string) (answers []string) {
		for _, status := range statuses {
			answers = append(answers, `{"scan": {"id": "`+scanID+`", "status": "`+status+`"}}`)
		}
		return answers
	}
	for _, w := range []waiting{
		{
			name: "completed", wait: wait, uri: "/v2/security/scans/" + scanID, answers: of("IN_PROGRESS", "later", "COMPLETED"),
			want: &digitalocean.SecurityScan{ID: scanID, Status: digitalocean.SecurityScanCompleted},
		},
		{
			name: "failed", wait: wait, uri: "/v2/security/scans/" + scanID, answers: of("IN_PROGRESS", "FAILED"),
			fails: "digitalocean: security scan " + scanID + " has the status FAILED and does not complete",
			as:    &digitalocean.SecurityScanError{SecurityScan: digitalocean.SecurityScan{ID: scanID, Status: digitalocean.SecurityScanFailed}},
		},
		{
			name: "not enabled", wait: wait, uri: "/v2/security/scans/" + scanID, answers: of("CSPM_NOT_ENABLED"),
			fails: "digitalocean: security scan " + scanID + " has the status CSPM_NOT_ENABLED and does not complete",
			as:    &digitalocean.SecurityScanError{SecurityScan: digitalocean.SecurityScan{ID: scanID, Status: digitalocean.SecurityScanNotEnabled}},
		},
		{
			name: "not run", wait: wait, uri: "/v2/security/scans/" + scanID, answers: of("SCAN_NOT_RUN"),
			fails: "digitalocean: security scan " + scanID + " has the status SCAN_NOT_RUN and does not complete",
			as:    &digitalocean.SecurityScanError{SecurityScan: digitalocean.SecurityScan{ID: scanID, Status: digitalocean.SecurityScanNotRun}},
		},
	} {
		t.Run(w.name, w.do)
	}
}

func TestSecurityScansWaitOfNone(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "gone"}`)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.Security.Scans.Wait(t.Context(), scanID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

func TestSecurityTypesInBothEncodings(t *testing.T) {
	for _, value := range []any{
		digitalocean.SecuritySettings{}, digitalocean.SecurityUpdatePlanRequest{}, digitalocean.SecurityUpdatePlanRequest{TierCoverage: tierCoverage()},
		digitalocean.SecuritySuppression{}, digitalocean.SecuritySuppressionCreateRequest{}, digitalocean.SecurityScan{},
		digitalocean.SecurityFinding{}, digitalocean.SecurityScanCreateRuleRequest{}, digitalocean.SecurityAffectedResource{},
	} {
		texts := bothEncodings(t, value)
		require.JSONEq(t, texts["v1"], texts["v2"])
	}
}
