package digitaloceantest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestRegistryLife(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	_, err := client.Registries.Create(ctx, &digitalocean.RegistryCreateRequest{Name: "shop", Region: "ams3", SubscriptionTierSlug: "basic"})
	require.NoError(t, err)
	_, err = client.Registries.Create(ctx, &digitalocean.RegistryCreateRequest{Name: "other"})
	require.Equal(t, 412, status(t, err))
	require.ErrorIs(t, client.Registries.ValidateName(ctx, &digitalocean.RegistryValidateNameRequest{Name: "shop"}), digitalocean.ErrConflict)
	_, err = client.Registries.UpdateSubscription(ctx, &digitalocean.RegistryUpdateSubscriptionRequest{TierSlug: "professional"})
	require.NoError(t, err)
	_, err = client.Registries.Create(ctx, &digitalocean.RegistryCreateRequest{Name: "other"})
	require.NoError(t, err)
	all, err := client.Registries.List(ctx)
	require.NoError(t, err)
	require.Len(t, all, 2)

	first := srv.PushImage("shop", "web", "latest")
	srv.PushImage("shop", "web", "v1")
	last := srv.PushImage("shop", "web", "latest")
	repositories, err := client.Registries.Repositories.List("shop", nil).Collect(ctx)
	require.NoError(t, err)
	require.Equal(t, []any{2, 3, last}, []any{repositories[0].TagCount, repositories[0].ManifestCount, repositories[0].LatestManifest.Digest})
	tags, err := client.Registries.Repositories.ListTags("shop", "web", nil).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, tags, 2)

	began, err := client.Registries.GarbageCollections.Start(ctx, "shop")
	require.NoError(t, err)
	_, err = client.Registries.GarbageCollections.Start(ctx, "shop")
	require.ErrorIs(t, err, digitalocean.ErrConflict)
	ended, err := client.Registries.GarbageCollections.Wait(ctx, "shop", began.UUID)
	require.NoError(t, err)
	require.EqualValues(t, 1, ended.BlobsDeleted)
	manifests, err := client.Registries.Repositories.ListManifests("shop", "web", nil).Collect(ctx)
	require.NoError(t, err)
	require.Len(t, manifests, 2)
	for _, m := range manifests {
		require.NotEqual(t, first, m.Digest)
	}
	require.NoError(t, client.Registries.Repositories.DeleteTag(ctx, "shop", "web", "v1"))
	require.NoError(t, client.Registries.Repositories.DeleteManifest(ctx, "shop", "web", last))
	credentials, err := client.Registries.GetDockerCredentials(ctx, "shop", nil)
	require.NoError(t, err)
	require.NotNil(t, credentials)
	_, err = client.Registries.GetOptions(ctx)
	require.NoError(t, err)
	require.NoError(t, client.Registries.Repositories.Delete(ctx, "shop", "web"))
	require.NoError(t, client.Registries.Delete(ctx, "shop"))
	require.Panics(t, func() { srv.PushImage("shop", "web", "v2") })
}

func TestTheFormerNameOfRegistries(t *testing.T) {
	a := start(t)
	require.Equal(t, 404, a.do("GET", "/v2/registry", nil).status)
	made := a.srv.Create("/v2/registry", object{"name": "shop", "subscription_tier_slug": "starter"})
	require.NotNil(t, made["registry"].(object)["subscription"])
	a.srv.PushImage("shop", "web", "latest")
	got := a.do("GET", "/v2/registry/shop/repositories", nil)
	require.Equal(t, "latest", got.body["repositories"].([]any)[0].(object)["latest_tag"].(object)["tag"])
	require.Equal(t, 204, a.do("DELETE", "/v2/registry", nil).status)
}

func TestPushedImagesAreKept(t *testing.T) {
	k := keep(t)
	k.srv.Create("/v2/registries", object{"name": "shop"})
	digest := k.srv.PushImage("shop", "web", "latest")
	k.restart()
	manifests := k.get("/v2/registries/shop/repositories/web/digests")["manifests"].([]any)
	require.Equal(t, digest, manifests[0].(object)["digest"])
}
