package digitalocean

import (
	"context"
	"time"
)

// SecurityService looks for weaknesses in how the resources of an account are set up (CSPM): a scan finds them, and the
// settings say what is scanned and which findings do not count.
type SecurityService struct {
	Scans        *SecurityScansService
	Suppressions *SecuritySuppressionsService

	client *Client
}

// GetSettings returns what is scanned, in which tier, and a page of the suppressions; Suppressions.List has them all.
//
// DigitalOcean: GET /v2/security/settings (security_list_settings)
func (s *SecurityService) GetSettings(ctx context.Context, options *ListOptions, opts ...CallOption) (*SecuritySettings, error) {
	return fetch[SecuritySettings](ctx, s.client, get("/v2/security/settings").with(options), "", opts)
}

// UpdatePlan says what is scanned, in which tier, and returns what then is, by the name of the tier. Begin with the
// TierCoverage that GetSettings returns: the API promises nothing about a tier that the request leaves out.
//
// DigitalOcean: PUT /v2/security/settings/plan (security_update_settings_plan)
func (s *SecurityService) UpdatePlan(ctx context.Context, request *SecurityUpdatePlanRequest, opts ...CallOption) (map[string]SecurityTierCoverage, error) {
	return fetchValue[map[string]SecurityTierCoverage](ctx, s.client, put("/v2/security/settings/plan").sending(request), "tier_coverage", opts)
}

// SecurityUpdatePlanRequest says what is to be scanned.
type SecurityUpdatePlanRequest struct {
	TierCoverage map[string]SecurityTierCoverage `json:"tier_coverage,omitzero"` // by the name of the tier, such as "basic"
}

// SecuritySettings are what is scanned, and which findings do not count.
type SecuritySettings struct {
	Settings       SecurityScanSettings             `json:"settings,omitzero"`
	TierCoverage   map[string]SecurityTierCoverage  `json:"tier_coverage,omitzero"`   // by the name of the tier, such as "basic"
	PlanDowngrades map[string]SecurityPlanDowngrade `json:"plan_downgrades,omitzero"` // by the name of the tier that resources will move to
}

// SecurityScanSettings are the settings of scans.
type SecurityScanSettings struct {
	Suppressions SecuritySuppressionList `json:"suppressions,omitzero"`
}

// SecurityTierCoverage is what is scanned in a tier.
type SecurityTierCoverage struct {
	Resources []string `json:"resources,omitzero"` // URNs
	Tags      []string `json:"tags,omitzero"`
}

// SecurityPlanDowngrade is a change to a smaller tier that is still to come.
type SecurityPlanDowngrade struct {
	Resources   []string  `json:"resources,omitzero"` // URNs
	EffectiveAt time.Time `json:"effective_at,omitzero"`
}
