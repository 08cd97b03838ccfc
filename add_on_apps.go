package digitalocean

import (
	"context"
	"time"
)

// AddOnAppsService lists the apps that can be ordered as add-ons.
type AddOnAppsService struct{ client *Client }

// List returns the apps that can be ordered, with their plans.
//
// DigitalOcean: GET /v2/add-ons/apps (addons_get_app)
func (s *AddOnAppsService) List(ctx context.Context, opts ...CallOption) ([]AddOnApp, error) {
	return fetchAll[AddOnApp](ctx, s.client, get("/v2/add-ons/apps"), "apps", opts)
}

// ListMetadata returns what an app asks for when it is ordered, as the Metadata of an [AddOnCreateRequest].
//
// DigitalOcean: GET /v2/add-ons/apps/{app_slug}/metadata (addons_get_app_metadata)
func (s *AddOnAppsService) ListMetadata(ctx context.Context, slug string, opts ...CallOption) ([]AddOnAppMetadata, error) {
	return fetchAll[AddOnAppMetadata](ctx, s.client, get("/v2/add-ons/apps/{app_slug}/metadata", slug), "metadata", opts)
}

// AddOnApp is an app that can be ordered.
type AddOnApp struct {
	AppSlug string      `json:"app_slug"`
	TOS     string      `json:"tos"`  // URL of the terms of service
	EULA    string      `json:"eula"` // URL of the license agreement
	Plans   []AddOnPlan `json:"plans,omitzero"`
}

// AddOnPlan is what an app offers for a price.
type AddOnPlan struct {
	ID            int64            `json:"id"`
	AppID         int64            `json:"app_id"`
	DisplayName   string           `json:"display_name"`
	Description   string           `json:"description,omitzero"`
	Slug          string           `json:"slug"`            // for an [AddOnCreateRequest]
	PricePerMonth float64          `json:"price_per_month"` // dollars
	Active        bool             `json:"active"`
	State         AddOnPlanState   `json:"state"`
	Features      []AddOnFeature   `json:"features,omitzero"`
	CreatedAt     time.Time        `json:"created_at,omitzero"`
	UpdatedAt     time.Time        `json:"updated_at,omitzero"`
	Available     bool             `json:"available"` // whether it can be ordered
	UUID          string           `json:"uuid"`
	ByDefault     bool             `json:"by_default"` // whether it is the app's first choice
	Dimensions    []AddOnDimension `json:"dimensions,omitzero"`
}

// AddOnFeature is something that a plan includes.
type AddOnFeature struct {
	ID        int64            `json:"id"`
	Name      string           `json:"name"`
	Type      AddOnFeatureType `json:"type"`
	Unit      AddOnFeatureUnit `json:"unit,omitzero"` // of an allowance
	Value     AddOnValue       `json:"value"`         // for an allowance, a number in a text
	CreatedAt time.Time        `json:"created_at,omitzero"`
	UpdatedAt time.Time        `json:"updated_at,omitzero"`
}

// AddOnDimension is something that a plan charges for by how much of it is used.
type AddOnDimension struct {
	ID          int64                  `json:"id"`
	SKU         string                 `json:"sku"`
	Slug        string                 `json:"slug"`
	DisplayName string                 `json:"display_name"`
	FeatureName string                 `json:"feature_name"`
	Volumes     []AddOnDimensionVolume `json:"volumes,omitzero"`
}

// AddOnDimensionVolume is the price of a unit while the use is within limits.
type AddOnDimensionVolume struct {
	ID           int64  `json:"id"`
	LowVolume    int64  `json:"low_volume"`
	MaxVolume    int64  `json:"max_volume"`
	PricePerUnit string `json:"price_per_unit"` // dollars, a decimal such as "0.10"
}

// AddOnAppMetadata is something that an app asks for when it is ordered.
type AddOnAppMetadata struct {
	ID          int64                `json:"id"`
	Name        string               `json:"name"` // for an [AddOnMetadata]
	DisplayName string               `json:"display_name"`
	Description string               `json:"description"`
	Type        AddOnAppMetadataType `json:"type"`
	Options     []string             `json:"options,omitzero"` // the values to choose from; empty where any will do
}

// AddOnPlanState is the state of a plan.
type AddOnPlanState string

const (
	AddOnPlanUnknown   AddOnPlanState = "unknown"
	AddOnPlanDraft     AddOnPlanState = "draft"
	AddOnPlanInReview  AddOnPlanState = "in_review"
	AddOnPlanApproved  AddOnPlanState = "approved"
	AddOnPlanSuspended AddOnPlanState = "suspended"
	AddOnPlanArchived  AddOnPlanState = "archived"
)

// AddOnFeatureType is what the value of a feature is.
type AddOnFeatureType string

const (
	AddOnFeatureUnknown   AddOnFeatureType = "unknown"
	AddOnFeatureString    AddOnFeatureType = "string"
	AddOnFeatureBoolean   AddOnFeatureType = "boolean"
	AddOnFeatureAllowance AddOnFeatureType = "allowance"
)

// AddOnFeatureUnit is what an allowance counts.
type AddOnFeatureUnit string

const (
	AddOnUnitUnknown    AddOnFeatureUnit = "unit_unknown"
	AddOnUnitGB         AddOnFeatureUnit = "GB"
	AddOnUnitGiB        AddOnFeatureUnit = "GIB"
	AddOnUnitCount      AddOnFeatureUnit = "count"
	AddOnUnitByte       AddOnFeatureUnit = "byte"
	AddOnUnitByteSecond AddOnFeatureUnit = "byte_second"
)

// AddOnAppMetadataType is what the value of metadata has to be.
type AddOnAppMetadataType string

const (
	AddOnAppMetadataString  AddOnAppMetadataType = "string"
	AddOnAppMetadataBoolean AddOnAppMetadataType = "boolean"
)
