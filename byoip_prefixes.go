package digitalocean

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// BYOIPPrefixesService manages IPv4 networks of your own that DigitalOcean announces (bring your own IP). Their addresses
// are assigned to Droplets as reserved IPs are, with [ReservedIPActionsService].
type BYOIPPrefixesService struct{ client *Client }

// List lists the prefixes of the account.
//
// DigitalOcean: GET /v2/byoip_prefixes (byoipPrefixes_list)
func (s *BYOIPPrefixesService) List(options *ListOptions, opts ...CallOption) *Pager[BYOIPPrefix] {
	return list[BYOIPPrefix](s.client, get("/v2/byoip_prefixes").with(options), "byoip_prefixes", opts)
}

// Get returns a prefix.
//
// DigitalOcean: GET /v2/byoip_prefixes/{byoip_prefix_uuid} (byoipPrefixes_get)
func (s *BYOIPPrefixesService) Get(ctx context.Context, uuid string, opts ...CallOption) (*BYOIPPrefix, error) {
	return fetch[BYOIPPrefix](ctx, s.client, get("/v2/byoip_prefixes/{byoip_prefix_uuid}", uuid), "byoip_prefix", opts)
}

// Create asks DigitalOcean to take over a prefix. The answer has its UUID, region and status, and nothing else. WaitActive
// waits until it can be used; Update then announces it.
//
// DigitalOcean: POST /v2/byoip_prefixes (byoipPrefixes_create)
func (s *BYOIPPrefixesService) Create(ctx context.Context, request *BYOIPPrefixCreateRequest, opts ...CallOption) (*BYOIPPrefix, error) {
	return fetchWith(ctx, s.client, post("/v2/byoip_prefixes").sending(request), decodeNewBYOIPPrefix, opts)
}

// Update begins or ends to announce a prefix to the internet.
//
// DigitalOcean: PATCH /v2/byoip_prefixes/{byoip_prefix_uuid} (byoipPrefixes_patch)
func (s *BYOIPPrefixesService) Update(ctx context.Context, uuid string, request *BYOIPPrefixUpdateRequest, opts ...CallOption) (*BYOIPPrefix, error) {
	return fetch[BYOIPPrefix](ctx, s.client, patch("/v2/byoip_prefixes/{byoip_prefix_uuid}", uuid).sending(request), "byoip_prefix", opts)
}

// Delete begins to take a prefix from the account.
//
// DigitalOcean: DELETE /v2/byoip_prefixes/{byoip_prefix_uuid} (byoipPrefixes_delete)
func (s *BYOIPPrefixesService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/byoip_prefixes/{byoip_prefix_uuid}", uuid), opts)
}

// ListResources lists the addresses of a prefix that are assigned.
//
// DigitalOcean: GET /v2/byoip_prefixes/{byoip_prefix_uuid}/ips (byoipPrefixes_list_resources)
func (s *BYOIPPrefixesService) ListResources(uuid string, options *ListOptions, opts ...CallOption) *Pager[BYOIPPrefixResource] {
	return list[BYOIPPrefixResource](s.client, get("/v2/byoip_prefixes/{byoip_prefix_uuid}/ips", uuid).with(options), "ips", opts)
}

// WaitActive waits until a prefix can be used and returns it. DigitalOcean looks at each request, which can take days: give
// it a [WithPollInterval]. A prefix with a failure ends the wait with a [*BYOIPPrefixError].
func (s *BYOIPPrefixesService) WaitActive(ctx context.Context, uuid string, opts ...CallOption) (*BYOIPPrefix, error) {
	var prefix *BYOIPPrefix
	err := s.client.waitFor(ctx, "BYOIP prefix "+uuid, opts, func() (done bool, err error) {
		if prefix, err = s.Get(ctx, uuid, opts...); err != nil {
			return false, err
		}
		return prefix.Status == BYOIPPrefixActive, prefix.failure()
	})
	if err != nil {
		return nil, err
	}
	return prefix, nil
}

// decodeNewBYOIPPrefix reads a prefix that has just been created. The description of the API has it bare, its example has
// it under "byoip_prefix": both are read. A body without a UUID is no bare prefix.
func decodeNewBYOIPPrefix(body []byte, prefix *BYOIPPrefix) error {
	err := decodeOne(body, "byoip_prefix", prefix)
	if err != nil && decodeOne(body, "", prefix) == nil && prefix.UUID != "" {
		return nil
	}
	return err
}

// BYOIPPrefixCreateRequest describes a prefix to take over.
type BYOIPPrefixCreateRequest struct {
	Prefix    string `json:"prefix"`    // such as "203.0.113.0/24"; /24 to /18
	Region    string `json:"region"`    // slug
	Signature string `json:"signature"` // proves that the network is yours
}

// BYOIPPrefixUpdateRequest holds what is to change of a prefix.
type BYOIPPrefixUpdateRequest struct {
	Advertise *bool `json:"advertise,omitzero"` // whether it is announced; a new prefix is not
}

// BYOIPPrefix is an IPv4 network of your own.
type BYOIPPrefix struct {
	UUID          string                  `json:"uuid"`
	Name          string                  `json:"name,omitzero"`
	Prefix        string                  `json:"prefix"` // such as "203.0.113.0/24"
	Status        BYOIPPrefixStatus       `json:"status"`
	Region        string                  `json:"region"` // slug
	Validations   []BYOIPPrefixValidation `json:"validations,omitzero"`
	FailureReason string                  `json:"failure_reason,omitzero"`
	Locked        bool                    `json:"locked"`
	Advertised    bool                    `json:"advertised"` // whether it is announced to the internet
	ProjectID     string                  `json:"project_id,omitzero"`
}

func (p *BYOIPPrefix) failure() error {
	if p.Status != BYOIPPrefixActive && strings.TrimSpace(p.FailureReason) != "" {
		return &BYOIPPrefixError{BYOIPPrefix: *p}
	}
	return nil
}

// BYOIPPrefixError is a prefix that was waited for and cannot become active. Its Validations may say more than its
// FailureReason.
type BYOIPPrefixError struct{ BYOIPPrefix BYOIPPrefix }

func (e *BYOIPPrefixError) Error() string {
	return fmt.Sprintf("digitalocean: BYOIP prefix %s (%s) has the status %s: %s", printable(e.BYOIPPrefix.UUID),
		printable(e.BYOIPPrefix.Prefix), printable(string(e.BYOIPPrefix.Status)), printable(strings.TrimSpace(e.BYOIPPrefix.FailureReason)))
}

// BYOIPPrefixValidation is one of the checks that a prefix has to pass.
type BYOIPPrefixValidation struct {
	Name   string `json:"name"`   // such as "SIGNATURE HASH"
	Status string `json:"status"` // such as "FAILED"
	Note   string `json:"note,omitzero"`
}

// BYOIPPrefixResource is an address of a prefix that is assigned.
type BYOIPPrefixResource struct {
	ID         int64     `json:"id"`
	BYOIP      string    `json:"byoip"`    // the address
	Region     string    `json:"region"`   // slug
	Resource   string    `json:"resource"` // URN of what has it, such as "do:droplet:…"
	AssignedAt time.Time `json:"assigned_at,omitzero"`
}

// BYOIPPrefixStatus is the state of a prefix. There are others than those below: the API does not list them.
type BYOIPPrefixStatus string

const (
	BYOIPPrefixInProgress BYOIPPrefixStatus = "in_progress"
	BYOIPPrefixActive     BYOIPPrefixStatus = "active"
)
