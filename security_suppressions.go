package digitalocean

import "context"

// SecuritySuppressionsService manages suppressions, each of which keeps a rule from finding a resource.
type SecuritySuppressionsService struct{ client *Client }

// List lists the suppressions of the account.
//
// DigitalOcean: GET /v2/security/settings (security_list_settings)
func (s *SecuritySuppressionsService) List(options *ListOptions, opts ...CallOption) *Pager[SecuritySuppression] {
	return listWith(s.client, get("/v2/security/settings").with(options), decodeSuppressions, opts)
}

// Create keeps a rule from finding resources, and returns a suppression for each.
//
// DigitalOcean: POST /v2/security/settings/suppressions (security_create_suppression)
func (s *SecuritySuppressionsService) Create(ctx context.Context, request *SecuritySuppressionCreateRequest, opts ...CallOption) ([]SecuritySuppression, error) {
	return fetchAll[SecuritySuppression](ctx, s.client, post("/v2/security/settings/suppressions").sending(request), "resources", opts)
}

// Delete removes a suppression: from the next scan on, its rule finds the resource again.
//
// DigitalOcean: DELETE /v2/security/settings/suppressions/{suppression_uuid} (security_delete_suppression)
func (s *SecuritySuppressionsService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/security/settings/suppressions/{suppression_uuid}", uuid), opts)
}

// decodeSuppressions reads a page of the suppressions in the settings. Its links name a path that cannot be read, so its
// numbers say what comes next.
func decodeSuppressions(body []byte, page *Page[SecuritySuppression]) error {
	var settings SecuritySettings
	if err := decodeOne(body, "", &settings); err != nil {
		return err
	}
	suppressions := settings.Settings.Suppressions
	page.Items, page.Total = suppressions.Resources, suppressions.Meta.Total
	page.Links.Pages = countedLinks(page.Number, suppressions.Meta.Pages)
	return nil
}

// SecuritySuppressionCreateRequest names a rule and the resources that it is not to find.
type SecuritySuppressionCreateRequest struct {
	RuleUUID  string   `json:"rule_uuid,omitzero"` // of a finding
	Resources []string `json:"resources,omitzero"` // URNs
}

// SecuritySuppressionList is a page of suppressions.
type SecuritySuppressionList struct {
	Resources []SecuritySuppression   `json:"resources,omitzero"`
	Meta      SecuritySuppressionMeta `json:"meta,omitzero"`
	Links     Links                   `json:"links,omitzero"`
}

// SecuritySuppressionMeta says where in the list a page is.
type SecuritySuppressionMeta struct {
	Page  int `json:"page"` // from 1
	Pages int `json:"pages"`
	Total int `json:"total"` // suppressions on all pages
}

// SecuritySuppression keeps a rule from finding a resource.
type SecuritySuppression struct {
	ID           string `json:"id"` // for Delete
	RuleUUID     string `json:"rule_uuid"`
	RuleName     string `json:"rule_name"` // such as "Droplet Backups Not Enabled"
	ResourceID   string `json:"resource_id"`
	ResourceType string `json:"resource_type"` // such as "Droplet"
}
