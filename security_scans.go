package digitalocean

import (
	"context"
	"fmt"
	"time"
)

// SecurityScansService runs scans and reads what they have found.
type SecurityScansService struct{ client *Client }

// List lists the scans of the account.
//
// DigitalOcean: GET /v2/security/scans (security_list_scans)
func (s *SecurityScansService) List(options *ListOptions, opts ...CallOption) *Pager[SecurityScan] {
	return list[SecurityScan](s.client, get("/v2/security/scans").with(options), "scans", opts)
}

// Get returns a scan with a page of its findings; ListFindings has them all.
//
// DigitalOcean: GET /v2/security/scans/{scan_id} (security_get_scan)
func (s *SecurityScansService) Get(ctx context.Context, id string, options *SecurityScanGetOptions, opts ...CallOption) (*SecurityScan, error) {
	return fetch[SecurityScan](ctx, s.client, get("/v2/security/scans/{scan_id}", id).with(options), "scan", opts)
}

// GetLatest returns the latest scan with a page of its findings.
//
// DigitalOcean: GET /v2/security/scans/latest (security_get_latest_scan)
func (s *SecurityScansService) GetLatest(ctx context.Context, options *SecurityScanGetOptions, opts ...CallOption) (*SecurityScan, error) {
	return fetch[SecurityScan](ctx, s.client, get("/v2/security/scans/latest").with(options), "scan", opts)
}

// ListFindings lists what a scan has found.
//
// DigitalOcean: GET /v2/security/scans/{scan_id} (security_get_scan)
func (s *SecurityScansService) ListFindings(id string, options *SecurityScanGetOptions, opts ...CallOption) *Pager[SecurityFinding] {
	return listUnlinked(s.client, get("/v2/security/scans/{scan_id}", id).with(options), decodeFindings, opts)
}

// ListAffectedResources lists the resources that a finding is about. The one UUID that a finding has is its RuleUUID.
//
// DigitalOcean: GET /v2/security/scans/{scan_id}/findings/{finding_uuid}/affected_resources (security_list_scan_finding_affected_resources)
func (s *SecurityScansService) ListAffectedResources(scanID, findingUUID string, options *ListOptions, opts ...CallOption) *Pager[SecurityAffectedResource] {
	op := get("/v2/security/scans/{scan_id}/findings/{finding_uuid}/affected_resources", scanID, findingUUID).with(options)
	return listUnlinked(s.client, op, decodeAffectedResources, opts)
}

// Create begins a scan of the whole account. Wait waits until it has ended.
//
// DigitalOcean: POST /v2/security/scans (security_create_scan)
func (s *SecurityScansService) Create(ctx context.Context, opts ...CallOption) (*SecurityScan, error) {
	return fetch[SecurityScan](ctx, s.client, post("/v2/security/scans"), "scan", opts)
}

// CreateRule excludes a resource from all scans to come. To keep only one rule from finding it, use Suppressions.Create.
//
// DigitalOcean: POST /v2/security/scans/rules (security_create_scan_rule)
func (s *SecurityScansService) CreateRule(ctx context.Context, request *SecurityScanCreateRuleRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/security/scans/rules").sending(request), opts)
}

// Wait waits until a scan has ended and returns it, with the first of its findings; ListFindings has them all. One that
// failed, or cannot run, ends the wait with a [*SecurityScanError].
func (s *SecurityScansService) Wait(ctx context.Context, id string, opts ...CallOption) (*SecurityScan, error) {
	var scan *SecurityScan
	err := s.client.waitFor(ctx, "security scan "+id, opts, func() (done bool, err error) {
		if scan, err = s.Get(ctx, id, nil, opts...); err != nil {
			return false, err
		}
		return scan.Status == SecurityScanCompleted, scan.failure()
	})
	if err != nil {
		return nil, err
	}
	return scan, nil
}

// decodeFindings reads a page of the findings in a scan. A scan without findings has none to show.
func decodeFindings(body []byte, page *Page[SecurityFinding]) error {
	var scan SecurityScan
	if err := decodeOne(body, "scan", &scan); err != nil {
		return err
	}
	page.Items, page.Total = scan.Findings, -1
	return nil
}

func decodeAffectedResources(body []byte, page *Page[SecurityAffectedResource]) error {
	return decodeList(body, "affected_resources", page)
}

// SecurityScanGetOptions select and page the findings of a scan.
type SecurityScanGetOptions struct {
	ListOptions

	Severity SecuritySeverity `url:"severity,omitempty"`
	Type     string           `url:"type,omitempty"` // of the findings, such as "CSPM"
}

// SecurityScanCreateRuleRequest names a resource that no scan is to look at.
type SecurityScanCreateRuleRequest struct {
	Resource string `json:"resource,omitzero"` // a URN, such as "do:droplet:3164444"
}

// SecurityScan looks for weaknesses once.
type SecurityScan struct {
	ID        string             `json:"id"`
	Status    SecurityScanStatus `json:"status"`
	CreatedAt time.Time          `json:"created_at,omitzero"`
	Findings  []SecurityFinding  `json:"findings,omitzero"` // one page of them
}

func (s *SecurityScan) failure() error {
	switch s.Status {
	case SecurityScanFailed, SecurityScanNotEnabled, SecurityScanNotRun:
		return &SecurityScanError{SecurityScan: *s}
	}
	return nil
}

// SecurityScanError is a scan that was waited for and does not complete. The API does not say why.
type SecurityScanError struct{ SecurityScan SecurityScan }

func (e *SecurityScanError) Error() string {
	return fmt.Sprintf("digitalocean: security scan %s has the status %s and does not complete",
		printable(e.SecurityScan.ID), printable(string(e.SecurityScan.Status)))
}

// SecurityFinding is a weakness that a scan has found.
type SecurityFinding struct {
	RuleUUID               string                   `json:"rule_uuid"` // of the rule that found it, for ListAffectedResources and Suppressions.Create
	Name                   string                   `json:"name"`
	Details                string                   `json:"details"` // what the risk is
	FoundAt                time.Time                `json:"found_at,omitzero"`
	Severity               SecuritySeverity         `json:"severity"`
	BusinessImpact         string                   `json:"business_impact"`
	TechnicalDetails       string                   `json:"technical_details"`
	MitigationSteps        []SecurityMitigationStep `json:"mitigation_steps,omitzero"`
	AffectedResourcesCount int                      `json:"affected_resources_count"`
}

// SecurityMitigationStep is something to do about a finding.
type SecurityMitigationStep struct {
	Step        int    `json:"step"` // from 1
	Title       string `json:"title"`
	Description string `json:"description"`
}

// SecurityAffectedResource is a resource that a finding is about.
type SecurityAffectedResource struct {
	URN  string `json:"urn"`
	Name string `json:"name"`
	Type string `json:"type"` // such as "Droplet"
}

// SecurityScanStatus is how far a scan has come.
type SecurityScanStatus string

const (
	SecurityScanInProgress SecurityScanStatus = "IN_PROGRESS"
	SecurityScanCompleted  SecurityScanStatus = "COMPLETED"
	SecurityScanFailed     SecurityScanStatus = "FAILED"
	SecurityScanNotEnabled SecurityScanStatus = "CSPM_NOT_ENABLED"
	SecurityScanNotRun     SecurityScanStatus = "SCAN_NOT_RUN"
)

// SecuritySeverity is how bad a finding is.
type SecuritySeverity string

const (
	SecurityCritical SecuritySeverity = "CRITICAL"
	SecurityHigh     SecuritySeverity = "HIGH"
	SecurityMedium   SecuritySeverity = "MEDIUM"
	SecurityLow      SecuritySeverity = "LOW"
)
