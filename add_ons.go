package digitalocean

import (
	"context"
	"errors"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// AddOnsService manages add-ons: services of other vendors, which DigitalOcean bills.
type AddOnsService struct {
	Apps *AddOnAppsService

	client *Client
}

// List returns the add-ons of the account.
//
// DigitalOcean: GET /v2/add-ons/saas (addons_list)
func (s *AddOnsService) List(ctx context.Context, opts ...CallOption) ([]AddOn, error) {
	return fetchAll[AddOn](ctx, s.client, get("/v2/add-ons/saas"), "resources", opts)
}

// Get returns an add-on.
//
// DigitalOcean: GET /v2/add-ons/saas/{resource_uuid} (addons_get)
func (s *AddOnsService) Get(ctx context.Context, uuid string, opts ...CallOption) (*AddOn, error) {
	return fetch[AddOn](ctx, s.client, get("/v2/add-ons/saas/{resource_uuid}", uuid), "resource", opts)
}

// Create orders an add-on. Apps.List has the apps with their plans, and Apps.ListMetadata what an app asks for. The add-on is
// in use when Get returns it with the state [AddOnProvisioned].
//
// DigitalOcean: POST /v2/add-ons/saas (addons_create)
func (s *AddOnsService) Create(ctx context.Context, request *AddOnCreateRequest, opts ...CallOption) (*AddOn, error) {
	return fetch[AddOn](ctx, s.client, post("/v2/add-ons/saas").sending(request), "resource", opts)
}

// Update renames an add-on.
//
// DigitalOcean: PATCH /v2/add-ons/saas/{resource_uuid} (addons_patch)
func (s *AddOnsService) Update(ctx context.Context, uuid string, request *AddOnUpdateRequest, opts ...CallOption) (*AddOn, error) {
	return fetch[AddOn](ctx, s.client, patch("/v2/add-ons/saas/{resource_uuid}", uuid).sending(request), "resource", opts)
}

// UpdatePlan moves an add-on to another plan, and so to another price.
//
// DigitalOcean: PATCH /v2/add-ons/saas/{resource_uuid}/plan (addons_patch_plan)
func (s *AddOnsService) UpdatePlan(ctx context.Context, uuid string, request *AddOnUpdatePlanRequest, opts ...CallOption) (*AddOn, error) {
	return fetch[AddOn](ctx, s.client, patch("/v2/add-ons/saas/{resource_uuid}/plan", uuid).sending(request), "resource", opts)
}

// Delete cancels an add-on, which cannot be undone: it costs no more, and its vendor is asked to delete it.
//
// DigitalOcean: DELETE /v2/add-ons/saas/{resource_uuid} (addons_delete)
func (s *AddOnsService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/add-ons/saas/{resource_uuid}", uuid), opts)
}

// AddOnCreateRequest describes an add-on to order.
type AddOnCreateRequest struct {
	AppSlug         string          `json:"app_slug"`
	PlanSlug        string          `json:"plan_slug"`
	Name            string          `json:"name"`
	Metadata        []AddOnMetadata `json:"metadata,omitzero"`          // what Apps.ListMetadata names
	LinkedDropletID int64           `json:"linked_droplet_id,omitzero"` // where the app works on a Droplet
	FleetUUID       string          `json:"fleet_uuid,omitzero"`        // the project that the add-on belongs to
}

// MarshalJSON writes the metadata also where they are nil: the API asks for them.
func (r AddOnCreateRequest) MarshalJSON() ([]byte, error) {
	type fields AddOnCreateRequest
	r.Metadata = orEmpty(r.Metadata)
	return json.Marshal(fields(r))
}

// AddOnUpdateRequest holds the new name of an add-on.
type AddOnUpdateRequest struct {
	Name string `json:"name"`
}

// AddOnUpdatePlanRequest names the new plan of an add-on.
type AddOnUpdatePlanRequest struct {
	PlanSlug string `json:"plan_slug"`
}

// AddOn is a service of another vendor in use.
type AddOn struct {
	UUID              string          `json:"uuid"`
	Name              string          `json:"name"`
	State             AddOnState      `json:"state"`
	AppName           string          `json:"app_name,omitzero"`
	AppSlug           string          `json:"app_slug"`
	PlanName          string          `json:"plan_name,omitzero"`
	PlanSlug          string          `json:"plan_slug"`
	PlanPricePerMonth float64         `json:"plan_price_per_month,omitzero"` // dollars
	HasConfig         bool            `json:"has_config"`                    // whether the vendor has set configuration values
	Metadata          []AddOnMetadata `json:"metadata,omitzero"`             // as they were ordered
	SSOURL            string          `json:"sso_url,omitzero"`              // where one signs in at the vendor; empty where one cannot
	Message           string          `json:"message,omitzero"`
}

// AddOnMetadata is something that an app asks for when it is ordered, and what was answered.
type AddOnMetadata struct {
	Name  string     `json:"name"`
	Value AddOnValue `json:"value"`
}

// AddOnValue is a text or a flag. Make one with [AddOnText] or [AddOnFlag]; the zero value is the empty text.
type AddOnValue struct {
	text   string
	isFlag bool
	flag   bool
}

// AddOnText is a value that is a text.
func AddOnText(text string) AddOnValue { return AddOnValue{text: text} }

// AddOnFlag is a value that is true or false.
func AddOnFlag(flag bool) AddOnValue { return AddOnValue{isFlag: true, flag: flag} }

// Flag returns the value of a flag, and false for a text.
func (v AddOnValue) Flag() (flag, isFlag bool) { return v.flag, v.isFlag }

// Equal reports whether both are the same text or the same flag.
func (v AddOnValue) Equal(other AddOnValue) bool { return v == other }

// String returns the text, and "true" or "false" for a flag.
func (v AddOnValue) String() string {
	if v.isFlag {
		return strconv.FormatBool(v.flag)
	}
	return v.text
}

// MarshalJSON writes a text as a string and a flag as a boolean.
func (v AddOnValue) MarshalJSON() ([]byte, error) {
	if v.isFlag {
		return json.Marshal(v.flag)
	}
	return json.Marshal(v.text)
}

// UnmarshalJSON reads a string or a boolean. A number is read as a text.
func (v *AddOnValue) UnmarshalJSON(text []byte) error {
	switch value := jsontext.Value(text); value.Kind() {
	case 't', 'f':
		*v = AddOnFlag(value.Kind() == 't')
	case '"', '0':
		*v = AddOnText(scalarText(value))
	case 'n':
		*v = AddOnValue{}
	default:
		return errors.New("the value of an add-on is neither a string nor a boolean")
	}
	return nil
}

// AddOnState is the state of an add-on.
type AddOnState string

const (
	AddOnPending              AddOnState = "pending"
	AddOnProvisioning         AddOnState = "provisioning"
	AddOnProvisioned          AddOnState = "provisioned" // in use
	AddOnDeprovisioning       AddOnState = "deprovisioning"
	AddOnDeprovisioned        AddOnState = "deprovisioned"
	AddOnProvisioningFailed   AddOnState = "provisioning-failed"
	AddOnDeprovisioningFailed AddOnState = "deprovisioning-failed"
	AddOnSuspended            AddOnState = "suspended"
)
