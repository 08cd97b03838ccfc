package digitalocean

import "context"

// DomainsService manages the DNS zones that DigitalOcean serves.
type DomainsService struct {
	Records *DomainRecordsService

	client *Client
}

// List lists the domains of the account.
//
// DigitalOcean: GET /v2/domains (domains_list)
func (s *DomainsService) List(options *ListOptions, opts ...CallOption) *Pager[Domain] {
	return list[Domain](s.client, get("/v2/domains").with(options), "domains", opts)
}

// Get returns a domain, with its zone file.
//
// DigitalOcean: GET /v2/domains/{domain_name} (domains_get)
func (s *DomainsService) Get(ctx context.Context, name string, opts ...CallOption) (*Domain, error) {
	return fetch[Domain](ctx, s.client, get("/v2/domains/{domain_name}", name), "domain", opts)
}

// Create adds a domain. The answer has neither TTL nor zone file: the API fills them a moment later.
//
// DigitalOcean: POST /v2/domains (domains_create)
func (s *DomainsService) Create(ctx context.Context, request *DomainCreateRequest, opts ...CallOption) (*Domain, error) {
	return fetch[Domain](ctx, s.client, post("/v2/domains").sending(request), "domain", opts)
}

// Delete removes a domain with all its records.
//
// DigitalOcean: DELETE /v2/domains/{domain_name} (domains_delete)
func (s *DomainsService) Delete(ctx context.Context, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/domains/{domain_name}", name), opts)
}

// DomainCreateRequest describes a domain to add.
type DomainCreateRequest struct {
	Name      string `json:"name"`                // such as "example.com"
	IPAddress string `json:"ip_address,omitzero"` // makes an A record for the domain itself
}

// Domain is a DNS zone.
type Domain struct {
	Name     string `json:"name"`
	TTL      int    `json:"ttl,omitzero"`       // seconds, for records without one of their own
	ZoneFile string `json:"zone_file,omitzero"` // the whole zone, in the format of RFC 1035
}
