package digitaloceantest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func mailer(name string) *digitalocean.AddOnCreateRequest {
	return &digitalocean.AddOnCreateRequest{AppSlug: "mailer", PlanSlug: "starter", Name: name, Metadata: []digitalocean.AddOnMetadata{
		{Name: "newsletter", Value: digitalocean.AddOnFlag(true)}, {Name: "sender", Value: digitalocean.AddOnText("shop@example.com")},
	}}
}

func TestAddOnLife(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	a, err := client.AddOns.Create(ctx, mailer("mail"))
	require.NoError(t, err)
	require.Equal(t, digitalocean.AddOnPending, a.State)
	_, err = client.AddOns.UpdatePlan(ctx, a.UUID, &digitalocean.AddOnUpdatePlanRequest{PlanSlug: "pro"})
	require.ErrorIs(t, err, digitalocean.ErrConflict)
	srv.Advance(30e9)
	a, err = client.AddOns.Get(ctx, a.UUID)
	require.NoError(t, err)
	require.Equal(t, digitalocean.AddOnProvisioned, a.State)
	require.True(t, a.HasConfig)
	require.NotEmpty(t, a.SSOURL)
	require.Equal(t, digitalocean.AddOnMetadata{Name: "sender", Value: digitalocean.AddOnText("shop@example.com")}, a.Metadata[0])

	a, err = client.AddOns.Update(ctx, a.UUID, &digitalocean.AddOnUpdateRequest{Name: "letters"})
	require.NoError(t, err)
	require.Equal(t, "letters", a.Name)
	a, err = client.AddOns.UpdatePlan(ctx, a.UUID, &digitalocean.AddOnUpdatePlanRequest{PlanSlug: "pro"})
	require.NoError(t, err)
	require.Equal(t, "Pro", a.PlanName)
	require.EqualValues(t, 15, a.PlanPricePerMonth)
	_, err = client.AddOns.UpdatePlan(ctx, a.UUID, &digitalocean.AddOnUpdatePlanRequest{PlanSlug: "basic"})
	require.ErrorContains(t, err, "plan_slug basic does not exist")
	list, err := client.AddOns.List(ctx)
	require.NoError(t, err)
	require.Equal(t, []digitalocean.AddOn{*a}, list)
	require.NoError(t, client.AddOns.Delete(ctx, a.UUID))
	_, err = client.AddOns.Get(ctx, a.UUID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

func TestAddOnFails(t *testing.T) {
	srv, client := checked(t)
	srv.FailNext("add_on")
	a, err := client.AddOns.Create(t.Context(), mailer("mail"))
	require.NoError(t, err)
	srv.Advance(30e9)
	a, err = client.AddOns.Get(t.Context(), a.UUID)
	require.NoError(t, err)
	require.Equal(t, digitalocean.AddOnProvisioningFailed, a.State)
	require.NotEmpty(t, a.Message)
}

func TestAddOnRefusals(t *testing.T) {
	_, client := checked(t)
	for message, spoil := range map[string]func(r *digitalocean.AddOnCreateRequest){
		"app_slug fax does not exist":         func(r *digitalocean.AddOnCreateRequest) { r.AppSlug = "fax" },
		"plan_slug basic does not exist":      func(r *digitalocean.AddOnCreateRequest) { r.PlanSlug = "basic" },
		"name can't be blank":                 func(r *digitalocean.AddOnCreateRequest) { r.Name = "" },
		"metadata: sender can't be blank":     func(r *digitalocean.AddOnCreateRequest) { r.Metadata = r.Metadata[:1] },
		"metadata[0].name color":              func(r *digitalocean.AddOnCreateRequest) { r.Metadata[0].Name = "color" },
		"metadata[0].value must be a boolean": func(r *digitalocean.AddOnCreateRequest) { r.Metadata[0].Value = digitalocean.AddOnText("no") },
		"linked_droplet_id 7 does not exist":  func(r *digitalocean.AddOnCreateRequest) { r.LinkedDropletID = 7 },
		"fleet_uuid f1 does not exist":        func(r *digitalocean.AddOnCreateRequest) { r.FleetUUID = "f1" },
		"metadata[0].value must be one of US": func(r *digitalocean.AddOnCreateRequest) {
			r.AppSlug, r.PlanSlug = "translator", "basic"
			r.Metadata = []digitalocean.AddOnMetadata{{Name: "country", Value: digitalocean.AddOnText("FR")}}
		},
	} {
		request := mailer("mail")
		spoil(request)
		_, err := client.AddOns.Create(t.Context(), request)
		require.ErrorIs(t, err, digitalocean.ErrUnprocessable, message)
		require.ErrorContains(t, err, message)
	}
}

func TestAddOnApps(t *testing.T) {
	_, client := checked(t)
	apps, err := client.AddOns.Apps.List(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, apps)
	for _, app := range apps {
		require.True(t, app.Plans[0].ByDefault)
		metadata, err := client.AddOns.Apps.ListMetadata(t.Context(), app.AppSlug)
		require.NoError(t, err)
		require.NotEmpty(t, metadata)
	}
	_, err = client.AddOns.Apps.ListMetadata(t.Context(), "fax")
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}
