package digitalocean_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestAddOns(t *testing.T) {
	const uuid = "123e4567-e89b-12d3-a456-426614174000"
	const path = "/v2/add-ons/saas"
	const metadata = `[{"name": "country", "value": "US"}, {"name": "backups", "value": true}, {"name": "trial", "value": false}]`
	const fields = `{"uuid": "` + uuid + `", "name": "mail-1", "state": "provisioned", "app_name": "Mail", "app_slug": "mail", "plan_name": "Basic",
		"plan_slug": "mail-basic", "plan_price_per_month": 10, "has_config": true, "metadata": ` + metadata + `,
		"sso_url": "https://example.com/sso", "message": "Ready."}`
	values := []digitalocean.AddOnMetadata{
		{Name: "country", Value: digitalocean.AddOnText("US")}, {Name: "backups", Value: digitalocean.AddOnFlag(true)},
		{Name: "trial", Value: digitalocean.AddOnFlag(false)},
	}
	addOn := digitalocean.AddOn{
		UUID: uuid, Name: "mail-1", State: digitalocean.AddOnProvisioned, AppName: "Mail", AppSlug: "mail", PlanName: "Basic", PlanSlug: "mail-basic",
		PlanPricePerMonth: 10, HasConfig: true, Metadata: values, SSOURL: "https://example.com/sso", Message: "Ready.",
	}
	for _, e := range []exchange{
		{
			name: "AddOns.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.AddOns.List(ctx)
			},
			method: "GET", path: path, answer: `{"resources": [` + fields + `, {"uuid": "2", "state": "later"}]}`,
			want: []digitalocean.AddOn{addOn, {UUID: "2", State: "later"}},
		},
		{
			name: "AddOns.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.AddOns.Get(ctx, uuid)
			},
			method: "GET", path: path + "/" + uuid, answer: `{"resource": ` + fields + `}`, want: &addOn,
		},
		{
			name: "AddOns.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.AddOns.Create(ctx, &digitalocean.AddOnCreateRequest{
					AppSlug: "mail", PlanSlug: "mail-basic", Name: "mail-1", Metadata: values, LinkedDropletID: 3164444, FleetUUID: "f1",
				})
			},
			method: "POST", path: path,
			body: `{"app_slug": "mail", "plan_slug": "mail-basic", "name": "mail-1", "metadata": ` + metadata + `, "linked_droplet_id": 3164444,
				"fleet_uuid": "f1"}`,
			answer: `{"resource": ` + fields + `}`, want: &addOn,
		},
		{
			name: "AddOns.Create without metadata",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.AddOns.Create(ctx, &digitalocean.AddOnCreateRequest{AppSlug: "mail", PlanSlug: "mail-basic", Name: "mail-1"})
			},
			method: "POST", path: path, body: `{"app_slug": "mail", "plan_slug": "mail-basic", "name": "mail-1", "metadata": []}`,
			answer: `{"resource": ` + fields + `}`, want: &addOn,
		},
		{
			name: "AddOns.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.AddOns.Update(ctx, uuid, &digitalocean.AddOnUpdateRequest{Name: "mail-1"})
			},
			method: "PATCH", path: path + "/" + uuid, body: `{"name": "mail-1"}`, answer: `{"resource": ` + fields + `}`, want: &addOn,
		},
		{
			name: "AddOns.UpdatePlan",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.AddOns.UpdatePlan(ctx, uuid, &digitalocean.AddOnUpdatePlanRequest{PlanSlug: "mail-pro"})
			},
			method: "PATCH", path: path + "/" + uuid + "/plan", body: `{"plan_slug": "mail-pro"}`, answer: `{"resource": ` + fields + `}`, want: &addOn,
		},
		{
			name: "AddOns.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.AddOns.Delete(ctx, uuid)
			},
			method: "DELETE", path: path + "/" + uuid, status: http.StatusOK,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestAddOnApps(t *testing.T) {
	const times = `"created_at": "2026-10-01T12:00:00Z", "updated_at": "2026-10-01T12:00:01Z"`
	created, updated := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC), time.Date(2026, 10, 1, 12, 0, 1, 0, time.UTC)
	for _, e := range []exchange{
		{
			name: "AddOns.Apps.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.AddOns.Apps.List(ctx)
			},
			method: "GET", path: "/v2/add-ons/apps",
			answer: `{"apps": [{"app_slug": "mail", "tos": "https://example.com/tos", "eula": "https://example.com/eula", "plans": [
				{"id": 1, "app_id": 2, "display_name": "Basic", "description": "For all.", "slug": "mail-basic", "price_per_month": 10, "active": true,
				"state": "approved", "available": true, "uuid": "u1", "by_default": true, ` + times + `, "features": [
					{"id": 3, "name": "Support", "type": "string", "value": "Unlimited", ` + times + `},
					{"id": 4, "name": "Backups", "type": "boolean", "value": true, ` + times + `},
					{"id": 5, "name": "Mails", "type": "allowance", "unit": "GIB", "value": "1000", ` + times + `},
					{"id": 6, "name": "Users", "type": "allowance", "unit": "count", "value": 7, ` + times + `}],
				"dimensions": [{"id": 7, "sku": "sku-1", "slug": "mails", "display_name": "Mails", "feature_name": "Mail", "volumes": [
					{"id": 8, "low_volume": 1, "max_volume": 100, "price_per_unit": "0.10"}]}]}]}]}`,
			want: []digitalocean.AddOnApp{{
				AppSlug: "mail", TOS: "https://example.com/tos", EULA: "https://example.com/eula",
				Plans: []digitalocean.AddOnPlan{{
					ID: 1, AppID: 2, DisplayName: "Basic", Description: "For all.", Slug: "mail-basic", PricePerMonth: 10, Active: true,
					State: digitalocean.AddOnPlanApproved, Available: true, UUID: "u1", ByDefault: true, CreatedAt: created, UpdatedAt: updated,
					Features: []digitalocean.AddOnFeature{
						{ID: 3, Name: "Support", Type: digitalocean.AddOnFeatureString, Value: digitalocean.AddOnText("Unlimited"), CreatedAt: created, UpdatedAt: updated},
						{ID: 4, Name: "Backups", Type: digitalocean.AddOnFeatureBoolean, Value: digitalocean.AddOnFlag(true), CreatedAt: created, UpdatedAt: updated},
						{
							ID: 5, Name: "Mails", Type: digitalocean.AddOnFeatureAllowance, Unit: digitalocean.AddOnUnitGiB,
							Value: digitalocean.AddOnText("1000"), CreatedAt: created, UpdatedAt: updated,
						},
						{
							ID: 6, Name: "Users", Type: digitalocean.AddOnFeatureAllowance, Unit: digitalocean.AddOnUnitCount,
							Value: digitalocean.AddOnText("7"), CreatedAt: created, UpdatedAt: updated,
						},
					},
					Dimensions: []digitalocean.AddOnDimension{{
						ID: 7, SKU: "sku-1", Slug: "mails", DisplayName: "Mails", FeatureName: "Mail",
						Volumes: []digitalocean.AddOnDimensionVolume{{ID: 8, LowVolume: 1, MaxVolume: 100, PricePerUnit: "0.10"}},
					}},
				}},
			}},
		},
		{
			name: "AddOns.Apps.ListMetadata",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.AddOns.Apps.ListMetadata(ctx, "mail")
			},
			method: "GET", path: "/v2/add-ons/apps/mail/metadata",
			answer: `{"metadata": [{"id": 1, "name": "country", "display_name": "Country", "description": "Where you are.", "type": "string",
				"options": ["US", "UK"]}]}`,
			want: []digitalocean.AddOnAppMetadata{{
				ID: 1, Name: "country", DisplayName: "Country", Description: "Where you are.", Type: digitalocean.AddOnAppMetadataString,
				Options: []string{"US", "UK"},
			}},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestAddOnValue(t *testing.T) {
	for text, value := range map[string]digitalocean.AddOnValue{
		`"US"`: digitalocean.AddOnText("US"), `"true"`: digitalocean.AddOnText("true"), `""`: {}, `true`: digitalocean.AddOnFlag(true),
		`false`: digitalocean.AddOnFlag(false),
	} {
		var read digitalocean.AddOnValue
		require.NoError(t, json.Unmarshal([]byte(text), &read))
		require.Equal(t, value, read)
		for encoding, written := range bothEncodings(t, value) {
			require.Equal(t, text, written, encoding)
		}
	}
	flag, isFlag := digitalocean.AddOnFlag(true).Flag()
	require.True(t, flag && isFlag)
	_, isFlag = digitalocean.AddOnText("true").Flag()
	require.False(t, isFlag)
	require.Equal(t, "true US", digitalocean.AddOnFlag(true).String()+" "+digitalocean.AddOnText("US").String())
	var read digitalocean.AddOnValue
	require.NoError(t, json.Unmarshal([]byte("null"), &read))
	require.Equal(t, digitalocean.AddOnValue{}, read)
	require.Error(t, json.Unmarshal([]byte(`{"a": 1}`), &read))
}

func TestAddOnTypesInBothEncodings(t *testing.T) {
	for _, value := range []any{
		digitalocean.AddOn{}, digitalocean.AddOnCreateRequest{}, digitalocean.AddOnUpdateRequest{}, digitalocean.AddOnUpdatePlanRequest{},
		digitalocean.AddOnApp{}, digitalocean.AddOnPlan{}, digitalocean.AddOnFeature{}, digitalocean.AddOnDimension{}, digitalocean.AddOnAppMetadata{},
	} {
		texts := bothEncodings(t, value)
		require.Equal(t, texts["v1"], texts["v2"])
	}
}
