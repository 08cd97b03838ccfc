package digitalocean

import "context"

// DomainRecordsService manages the records of a domain.
type DomainRecordsService struct{ client *Client }

// List lists the records of a domain.
//
// DigitalOcean: GET /v2/domains/{domain_name}/records (domains_list_records)
func (s *DomainRecordsService) List(domain string, options *DomainRecordListOptions, opts ...CallOption) *Pager[DomainRecord] {
	return list[DomainRecord](s.client, get("/v2/domains/{domain_name}/records", domain).with(options), "domain_records", opts)
}

// Get returns a record.
//
// DigitalOcean: GET /v2/domains/{domain_name}/records/{domain_record_id} (domains_get_record)
func (s *DomainRecordsService) Get(ctx context.Context, domain string, id int64, opts ...CallOption) (*DomainRecord, error) {
	return fetch[DomainRecord](ctx, s.client, get("/v2/domains/{domain_name}/records/{domain_record_id}", domain, id), "domain_record", opts)
}

// Create adds a record. Which fields it needs depends on its type.
//
// DigitalOcean: POST /v2/domains/{domain_name}/records (domains_create_record)
func (s *DomainRecordsService) Create(ctx context.Context, domain string, request *DomainRecordCreateRequest, opts ...CallOption) (*DomainRecord, error) {
	return fetch[DomainRecord](ctx, s.client, post("/v2/domains/{domain_name}/records", domain).sending(request), "domain_record", opts)
}

// Update replaces a record: what the request leaves out returns to its default. To change single fields, use Patch.
//
// DigitalOcean: PUT /v2/domains/{domain_name}/records/{domain_record_id} (domains_update_record)
func (s *DomainRecordsService) Update(ctx context.Context, domain string, id int64, request *DomainRecordUpdateRequest, opts ...CallOption) (*DomainRecord, error) {
	return fetch[DomainRecord](ctx, s.client, put("/v2/domains/{domain_name}/records/{domain_record_id}", domain, id).sending(request), "domain_record", opts)
}

// Patch changes the fields that the request holds.
//
// DigitalOcean: PATCH /v2/domains/{domain_name}/records/{domain_record_id} (domains_patch_record)
func (s *DomainRecordsService) Patch(ctx context.Context, domain string, id int64, request *DomainRecordPatchRequest, opts ...CallOption) (*DomainRecord, error) {
	return fetch[DomainRecord](ctx, s.client, patch("/v2/domains/{domain_name}/records/{domain_record_id}", domain, id).sending(request), "domain_record", opts)
}

// Delete removes a record.
//
// DigitalOcean: DELETE /v2/domains/{domain_name}/records/{domain_record_id} (domains_delete_record)
func (s *DomainRecordsService) Delete(ctx context.Context, domain string, id int64, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/domains/{domain_name}/records/{domain_record_id}", domain, id), opts)
}

// DomainRecordListOptions select and page records.
type DomainRecordListOptions struct {
	ListOptions

	Name string           `url:"name,omitempty"` // a full name, such as "www.example.com"; "example.com" for the domain itself
	Type DomainRecordType `url:"type,omitempty"`
}

// DomainRecordCreateRequest describes a record to add.
type DomainRecordCreateRequest struct {
	Type     DomainRecordType `json:"type"`
	Name     string           `json:"name,omitzero"`     // relative to the domain, "@" for the domain itself
	Data     string           `json:"data,omitzero"`     // an address, a name that ends with a dot, a text
	Priority *int             `json:"priority,omitzero"` // of MX and SRV
	Port     *int             `json:"port,omitzero"`     // of SRV
	TTL      int              `json:"ttl,omitzero"`      // seconds, 30 at least; 0 means 1800
	Weight   *int             `json:"weight,omitzero"`   // of SRV
	Flags    *int             `json:"flags,omitzero"`    // of CAA, 0 to 255
	Tag      string           `json:"tag,omitzero"`      // of CAA: "issue", "issuewild" or "iodef"
}

// DomainRecordUpdateRequest is a record as it is to be. It has the fields of a [DomainRecordCreateRequest].
type DomainRecordUpdateRequest DomainRecordCreateRequest

// DomainRecordPatchRequest holds the fields of a record to change; nil leaves a field as it is.
type DomainRecordPatchRequest struct {
	Type     DomainRecordType `json:"type"` // needed, though a record's type cannot change
	Name     *string          `json:"name,omitzero"`
	Data     *string          `json:"data,omitzero"`
	Priority *int             `json:"priority,omitzero"`
	Port     *int             `json:"port,omitzero"`
	TTL      *int             `json:"ttl,omitzero"`
	Weight   *int             `json:"weight,omitzero"`
	Flags    *int             `json:"flags,omitzero"`
	Tag      *string          `json:"tag,omitzero"`
}

// DomainRecord is a DNS record.
type DomainRecord struct {
	ID       int64            `json:"id"`
	Type     DomainRecordType `json:"type"`
	Name     string           `json:"name"` // relative to the domain, "@" for the domain itself
	Data     string           `json:"data"`
	Priority *int             `json:"priority,omitzero"` // of MX and SRV; nil for other types, as are Port, Weight and Flags
	Port     *int             `json:"port,omitzero"`
	TTL      int              `json:"ttl"` // seconds
	Weight   *int             `json:"weight,omitzero"`
	Flags    *int             `json:"flags,omitzero"`
	Tag      string           `json:"tag,omitzero"` // of CAA
}

// DomainRecordType is the type of a DNS record.
type DomainRecordType string

const (
	DomainRecordA     DomainRecordType = "A"
	DomainRecordAAAA  DomainRecordType = "AAAA"
	DomainRecordCAA   DomainRecordType = "CAA"
	DomainRecordCNAME DomainRecordType = "CNAME"
	DomainRecordMX    DomainRecordType = "MX"
	DomainRecordNS    DomainRecordType = "NS"
	DomainRecordSOA   DomainRecordType = "SOA"
	DomainRecordSRV   DomainRecordType = "SRV"
	DomainRecordTXT   DomainRecordType = "TXT"
)
