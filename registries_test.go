package digitalocean_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	registryCollectionID = "eff0feee-49c7-4e8f-ba5c-a320c109c8a8"
	registryDigest       = "sha256:cb8a924afdf0229ef7515d9e5b3024e23b3eb03ddbba287f4a19c6ac90b8d221"
)

const (
	registryTierFields = `"name": "Basic", "slug": "basic", "included_repositories": 5, "included_storage_bytes": 5368709120, "allow_storage_overage": true,
		"included_bandwidth_bytes": 5368709121, "monthly_price_in_cents": 500, "storage_overage_price_in_cents": 2`
	registrySubscriptionFields = `{"tier": {` + registryTierFields + `}, "created_at": "2026-01-23T21:19:12Z", "updated_at": "2026-11-05T15:53:24Z"}`
	registryFields             = `"name": "example", "created_at": "2026-03-21T16:02:37Z", "region": "fra1", "storage_usage_bytes": 29393920,
		"storage_usage_bytes_updated_at": "2026-11-04T21:39:49.530562231Z"`
	registryCollectionFields = `{"uuid": "` + registryCollectionID + `", "registry_name": "example", "status": "requested", "created_at": "2026-10-30T21:03:24Z",
		"updated_at": "2026-10-30T21:03:44Z", "blobs_deleted": 42, "freed_bytes": 667}`
	registryManifestFields = `{"registry_name": "example", "repository": "team/image", "digest": "` + registryDigest + `", "compressed_size_bytes": 1972332,
		"size_bytes": 2816445, "updated_at": "2026-04-09T23:54:25Z", "tags": ["v1", "v2"], "blobs": [{"digest": "sha256:14119a10", "compressed_size_bytes": 1471}]}`
	registryTagFields = `{"registry_name": "example", "repository": "team/image", "tag": "v1.2", "manifest_digest": "` + registryDigest + `",
		"compressed_size_bytes": 2803255, "size_bytes": 5861888, "updated_at": "2026-04-09T23:54:26Z"}`
	registryRepositoryFields = `{"registry_name": "example", "name": "team/image", "latest_manifest": ` + registryManifestFields + `, "tag_count": 57, "manifest_count": 82}`
)

func registryTier() digitalocean.RegistrySubscriptionTier {
	return digitalocean.RegistrySubscriptionTier{
		Name: "Basic", Slug: digitalocean.RegistryBasic, IncludedRepositories: 5, IncludedStorageBytes: 5368709120, AllowStorageOverage: true,
		IncludedBandwidthBytes: 5368709121, MonthlyPriceInCents: 500, StorageOveragePriceInCents: 2,
	}
}

func registrySubscription() digitalocean.RegistrySubscription {
	return digitalocean.RegistrySubscription{
		Tier: registryTier(), CreatedAt: time.Date(2026, 1, 23, 21, 19, 12, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 5, 15, 53, 24, 0, time.UTC),
	}
}

func containerRegistry() digitalocean.Registry {
	return digitalocean.Registry{
		Name: "example", CreatedAt: time.Date(2026, 3, 21, 16, 2, 37, 0, time.UTC), Region: "fra1", StorageUsageBytes: 29393920,
		StorageUsageBytesUpdatedAt: time.Date(2026, 11, 4, 21, 39, 49, 530562231, time.UTC),
	}
}

func registryCollection() digitalocean.RegistryGarbageCollection {
	return digitalocean.RegistryGarbageCollection{
		UUID: registryCollectionID, RegistryName: "example", Status: digitalocean.RegistryGarbageCollectionRequested,
		CreatedAt: time.Date(2026, 10, 30, 21, 3, 24, 0, time.UTC), UpdatedAt: time.Date(2026, 10, 30, 21, 3, 44, 0, time.UTC),
		BlobsDeleted: 42, FreedBytes: 667,
	}
}

func registryManifest() digitalocean.RegistryManifest {
	return digitalocean.RegistryManifest{
		RegistryName: "example", Repository: "team/image", Digest: registryDigest, CompressedSizeBytes: 1972332, SizeBytes: 2816445,
		UpdatedAt: time.Date(2026, 4, 9, 23, 54, 25, 0, time.UTC), Tags: []string{"v1", "v2"},
		Blobs: []digitalocean.RegistryBlob{{Digest: "sha256:14119a10", CompressedSizeBytes: 1471}},
	}
}

func registryTag() digitalocean.RegistryTag {
	return digitalocean.RegistryTag{
		RegistryName: "example", Repository: "team/image", Tag: "v1.2", ManifestDigest: registryDigest, CompressedSizeBytes: 2803255, SizeBytes: 5861888,
		UpdatedAt: time.Date(2026, 4, 9, 23, 54, 26, 0, time.UTC),
	}
}

func registryRepository() digitalocean.RegistryRepository {
	return digitalocean.RegistryRepository{
		RegistryName: "example", Name: "team/image", LatestManifest: new(registryManifest()), TagCount: 57, ManifestCount: 82,
	}
}

const (
	registryOptionsAnswer = `{"options": {"available_regions": ["nyc3", "fra1"], "subscription_tiers": [
		{` + registryTierFields + `, "eligible": true}, {"name": "Starter", "slug": "starter", "eligible": false, "eligibility_reasons": ["OverRepositoryLimit", "OverStorageLimit"]}]}}`
	dockerCredentialsAnswer = `{"auths": {"registry.digitalocean.com": {"auth": "dXNlcjpwYXNz"}, "registry.example.com": {"auth": "b3RoZXI6cGFzcw=="}}}`
)

func registryOptions() *digitalocean.RegistryOptions {
	eligible := registryTier()
	eligible.Eligible = true
	return &digitalocean.RegistryOptions{
		AvailableRegions: []string{"nyc3", "fra1"},
		SubscriptionTiers: []digitalocean.RegistrySubscriptionTier{eligible, {
			Name: "Starter", Slug: digitalocean.RegistryStarter,
			EligibilityReasons: []digitalocean.RegistryTierEligibilityReason{digitalocean.RegistryOverRepositoryLimit, digitalocean.RegistryOverStorageLimit},
		}},
	}
}

func dockerCredentials() *digitalocean.DockerCredentials {
	return &digitalocean.DockerCredentials{Auths: map[string]digitalocean.DockerAuth{
		"registry.digitalocean.com": {Auth: digitalocean.NewSecret("dXNlcjpwYXNz")}, "registry.example.com": {Auth: digitalocean.NewSecret("b3RoZXI6cGFzcw==")},
	}}
}

func TestRegistries(t *testing.T) {
	plain, subscription := containerRegistry(), registrySubscription()
	full := plain
	full.Subscription = &subscription
	requireFilled(t, "registry", reflect.ValueOf(full), "registry.Subscription.Tier.Eligible", "registry.Subscription.Tier.EligibilityReasons")
	for _, e := range []exchange{
		{
			name:   "Registries.List",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Registries.List(ctx) },
			method: "GET", path: "/v2/registries",
			answer: `{"registries": [{` + registryFields + `, "subscription": ` + registrySubscriptionFields + `}, {"name": "new"}]}`,
			want:   []digitalocean.Registry{full, {Name: "new"}},
		},
		{
			name: "Registries.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.Get(ctx, "example")
			},
			method: "GET", path: "/v2/registries/example", answer: `{"registry": {` + registryFields + `}}`, want: &plain,
		},
		{
			name: "Registries.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.Create(ctx, &digitalocean.RegistryCreateRequest{
					Name: "example", SubscriptionTierSlug: digitalocean.RegistryProfessional, Region: "fra1",
				})
			},
			method: "POST", path: "/v2/registries", body: `{"name": "example", "subscription_tier_slug": "professional", "region": "fra1"}`,
			status: http.StatusCreated, answer: `{"registry": {` + registryFields + `}}`, want: &plain,
		},
		{
			name: "Registries.Create beside another",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.Create(ctx, &digitalocean.RegistryCreateRequest{Name: "example"})
			},
			method: "POST", path: "/v2/registries", body: `{"name": "example"}`,
			status: http.StatusCreated, answer: `{"registry": {` + registryFields + `}}`, want: &plain,
		},
		{
			name: "Registries.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Registries.Delete(ctx, "example")
			},
			method: "DELETE", path: "/v2/registries/example", status: http.StatusNoContent,
		},
		{
			name: "Registries.GetDockerCredentials",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.GetDockerCredentials(ctx, "example", nil)
			},
			method: "GET", path: "/v2/registries/example/docker-credentials", answer: dockerCredentialsAnswer, want: dockerCredentials(),
		},
		{
			name: "Registries.GetDockerCredentials with options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.GetDockerCredentials(ctx, "example", &digitalocean.RegistryGetDockerCredentialsOptions{ExpirySeconds: 3600, ReadWrite: true})
			},
			method: "GET", path: "/v2/registries/example/docker-credentials", query: "expiry_seconds=3600&read_write=true",
			answer: dockerCredentialsAnswer, want: dockerCredentials(),
		},
		{
			name: "Registries.GetSubscription",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.GetSubscription(ctx)
			},
			method: "GET", path: "/v2/registries/subscription", answer: `{"subscription": ` + registrySubscriptionFields + `}`, want: &subscription,
		},
		{
			name: "Registries.UpdateSubscription",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.UpdateSubscription(ctx, &digitalocean.RegistryUpdateSubscriptionRequest{TierSlug: digitalocean.RegistryBasic})
			},
			method: "POST", path: "/v2/registries/subscription", body: `{"tier_slug": "basic"}`,
			answer: `{"subscription": ` + registrySubscriptionFields + `}`, want: &subscription,
		},
		{
			name:   "Registries.GetOptions",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Registries.GetOptions(ctx) },
			method: "GET", path: "/v2/registries/options", answer: registryOptionsAnswer, want: registryOptions(),
		},
		{
			name: "Registries.ValidateName",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Registries.ValidateName(ctx, &digitalocean.RegistryValidateNameRequest{Name: "example"})
			},
			method: "POST", path: "/v2/registries/validate-name", body: `{"name": "example"}`, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestRegistryGarbageCollections(t *testing.T) {
	collection := registryCollection()
	requireFilled(t, "collection", reflect.ValueOf(collection))
	wire := `{"garbage_collection": ` + registryCollectionFields + `}`
	for _, e := range []exchange{
		{
			name: "Registries.GarbageCollections.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.GarbageCollections.List("example", &digitalocean.ListOptions{Page: 2, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/registries/example/garbage-collections", query: "page=2&per_page=5",
			answer: `{"garbage_collections": [` + registryCollectionFields + `]}`, want: []digitalocean.RegistryGarbageCollection{collection},
		},
		{
			name: "Registries.GarbageCollections.GetActive",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.GarbageCollections.GetActive(ctx, "example")
			},
			method: "GET", path: "/v2/registries/example/garbage-collection", answer: wire, want: &collection,
		},
		{
			name: "Registries.GarbageCollections.Start",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.GarbageCollections.Start(ctx, "example")
			},
			method: "POST", path: "/v2/registries/example/garbage-collection", status: http.StatusCreated, answer: wire, want: &collection,
		},
		{
			name: "Registries.GarbageCollections.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.GarbageCollections.Update(ctx, "example", registryCollectionID, &digitalocean.RegistryGarbageCollectionUpdateRequest{Cancel: true})
			},
			method: "PUT", path: "/v2/registries/example/garbage-collection/" + registryCollectionID, body: `{"cancel": true}`, answer: wire, want: &collection,
		},
		{
			name: "Registries.GarbageCollections.Cancel",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.GarbageCollections.Cancel(ctx, "example", registryCollectionID)
			},
			method: "PUT", path: "/v2/registries/example/garbage-collection/" + registryCollectionID, body: `{"cancel": true}`, answer: wire, want: &collection,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestRegistryRepositories(t *testing.T) {
	repository, tag, manifest := registryRepository(), registryTag(), registryManifest()
	for _, value := range []any{repository, tag, manifest} {
		requireFilled(t, reflect.TypeOf(value).Name(), reflect.ValueOf(value))
	}
	for _, e := range []exchange{
		{
			name: "Registries.Repositories.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.Repositories.List("example", &digitalocean.RegistryRepositoryListOptions{
					ListOptions: digitalocean.ListOptions{Page: 2, PerPage: 5}, PageToken: "JPZmZzZXQiOjB9",
				}).Collect(ctx)
			},
			method: "GET", path: "/v2/registries/example/repositoriesV2", query: "page=2&per_page=5&page_token=JPZmZzZXQiOjB9",
			answer: `{"repositories": [` + registryRepositoryFields + `, {"name": "empty"}], "meta": {"total": 7}}`,
			want:   []digitalocean.RegistryRepository{repository, {Name: "empty"}},
		},
		{
			name: "Registries.Repositories.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Registries.Repositories.Delete(ctx, "example", "team/image")
			},
			method: "DELETE", path: "/v2/registries/example/repositories/team%2Fimage", status: http.StatusNoContent,
		},
		{
			name: "Registries.Repositories.ListTags",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.Repositories.ListTags("example", "team/image", nil).Collect(ctx)
			},
			method: "GET", path: "/v2/registries/example/repositories/team%2Fimage/tags", query: "per_page=200",
			answer: `{"tags": [` + registryTagFields + `], "meta": {"total": 1}}`, want: []digitalocean.RegistryTag{tag},
		},
		{
			name: "Registries.Repositories.DeleteTag",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Registries.Repositories.DeleteTag(ctx, "example", "team/image", "v1.2_rc-1")
			},
			method: "DELETE", path: "/v2/registries/example/repositories/team%2Fimage/tags/v1.2_rc-1", status: http.StatusNoContent,
		},
		{
			name: "Registries.Repositories.ListManifests",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registries.Repositories.ListManifests("example", "team/image", &digitalocean.ListOptions{PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/registries/example/repositories/team%2Fimage/digests", query: "per_page=5",
			answer: `{"manifests": [` + registryManifestFields + `], "meta": {"total": 1}}`, want: []digitalocean.RegistryManifest{manifest},
		},
		{
			name: "Registries.Repositories.DeleteManifest",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Registries.Repositories.DeleteManifest(ctx, "example", "team/image", registryDigest)
			},
			method: "DELETE", path: "/v2/registries/example/repositories/team%2Fimage/digests/" + registryDigest, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDeprecatedRegistry(t *testing.T) {
	subscription, collection, tag := registrySubscription(), registryCollection(), registryTag()
	registry := containerRegistry()
	registry.Subscription = &subscription
	wire := `{"registry": {` + registryFields + `, "subscription": ` + registrySubscriptionFields + `}}`
	collectionWire := `{"garbage_collection": ` + registryCollectionFields + `}`
	for _, e := range []exchange{
		{
			name:   "Registry.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Registry.Get(ctx) },
			method: "GET", path: "/v2/registry", answer: wire, want: &registry,
		},
		{
			name: "Registry.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.Create(ctx, &digitalocean.RegistryCreateRequest{
					Name: "example", SubscriptionTierSlug: digitalocean.RegistryBasic, Region: "fra1",
				})
			},
			method: "POST", path: "/v2/registry", body: `{"name": "example", "subscription_tier_slug": "basic", "region": "fra1"}`,
			status: http.StatusCreated, answer: wire, want: &registry,
		},
		{
			name:   "Registry.Delete",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return nil, c.Registry.Delete(ctx) },
			method: "DELETE", path: "/v2/registry", status: http.StatusNoContent,
		},
		{
			name: "Registry.GetSubscription",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.GetSubscription(ctx)
			},
			method: "GET", path: "/v2/registry/subscription", answer: `{"subscription": ` + registrySubscriptionFields + `}`, want: &subscription,
		},
		{
			name: "Registry.UpdateSubscription",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.UpdateSubscription(ctx, &digitalocean.RegistryUpdateSubscriptionRequest{TierSlug: digitalocean.RegistryBasic})
			},
			method: "POST", path: "/v2/registry/subscription", body: `{"tier_slug": "basic"}`,
			answer: `{"subscription": ` + registrySubscriptionFields + `}`, want: &subscription,
		},
		{
			name: "Registry.GetDockerCredentials",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.GetDockerCredentials(ctx, &digitalocean.RegistryGetDockerCredentialsOptions{ExpirySeconds: 3600, ReadWrite: true})
			},
			method: "GET", path: "/v2/registry/docker-credentials", query: "expiry_seconds=3600&read_write=true",
			answer: dockerCredentialsAnswer, want: dockerCredentials(),
		},
		{
			name:   "Registry.GetOptions",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Registry.GetOptions(ctx) },
			method: "GET", path: "/v2/registry/options", answer: registryOptionsAnswer, want: registryOptions(),
		},
		{
			name: "Registry.ValidateName",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Registry.ValidateName(ctx, &digitalocean.RegistryValidateNameRequest{Name: "example"})
			},
			method: "POST", path: "/v2/registry/validate-name", body: `{"name": "example"}`, status: http.StatusNoContent,
		},
		{
			name: "Registry.Repositories.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.Repositories.List("example", &digitalocean.ListOptions{PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/registry/example/repositories", query: "per_page=5",
			answer: `{"repositories": [{"registry_name": "example", "name": "team/image", "latest_tag": ` + registryTagFields + `, "tag_count": 3}, {"name": "empty"}],
				"meta": {"total": 2}}`,
			want: []digitalocean.RegistryRepositoryV1{{RegistryName: "example", Name: "team/image", LatestTag: &tag, TagCount: 3}, {Name: "empty"}},
		},
		{
			name: "Registry.Repositories.ListV2",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.Repositories.ListV2("example", &digitalocean.RegistryRepositoryListOptions{PageToken: "JPZmZzZXQiOjB9"}).Collect(ctx)
			},
			method: "GET", path: "/v2/registry/example/repositoriesV2", query: "per_page=200&page_token=JPZmZzZXQiOjB9",
			answer: `{"repositories": [` + registryRepositoryFields + `], "meta": {"total": 1}}`, want: []digitalocean.RegistryRepository{registryRepository()},
		},
		{
			name: "Registry.Repositories.ListTags",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.Repositories.ListTags("example", "team/image", nil).Collect(ctx)
			},
			method: "GET", path: "/v2/registry/example/repositories/team%2Fimage/tags", query: "per_page=200",
			answer: `{"tags": [` + registryTagFields + `], "meta": {"total": 1}}`, want: []digitalocean.RegistryTag{tag},
		},
		{
			name: "Registry.Repositories.DeleteTag",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Registry.Repositories.DeleteTag(ctx, "example", "team/image", "v1.2")
			},
			method: "DELETE", path: "/v2/registry/example/repositories/team%2Fimage/tags/v1.2", status: http.StatusNoContent,
		},
		{
			name: "Registry.Repositories.ListManifests",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.Repositories.ListManifests("example", "team/image", nil).Collect(ctx)
			},
			method: "GET", path: "/v2/registry/example/repositories/team%2Fimage/digests", query: "per_page=200",
			answer: `{"manifests": [` + registryManifestFields + `], "meta": {"total": 1}}`, want: []digitalocean.RegistryManifest{registryManifest()},
		},
		{
			name: "Registry.Repositories.DeleteManifest",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Registry.Repositories.DeleteManifest(ctx, "example", "team/image", registryDigest)
			},
			method: "DELETE", path: "/v2/registry/example/repositories/team%2Fimage/digests/" + registryDigest, status: http.StatusNoContent,
		},
		{
			name: "Registry.GarbageCollections.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.GarbageCollections.List("example", nil).Collect(ctx)
			},
			method: "GET", path: "/v2/registry/example/garbage-collections", query: "per_page=200",
			answer: `{"garbage_collections": [` + registryCollectionFields + `], "meta": {"total": 1}}`,
			want:   []digitalocean.RegistryGarbageCollection{collection},
		},
		{
			name: "Registry.GarbageCollections.GetActive",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.GarbageCollections.GetActive(ctx, "example")
			},
			method: "GET", path: "/v2/registry/example/garbage-collection", answer: collectionWire, want: &collection,
		},
		{
			name: "Registry.GarbageCollections.Start",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.GarbageCollections.Start(ctx, "example", &digitalocean.RegistryGarbageCollectionStartRequest{
					Type: digitalocean.RegistryGarbageCollectionManifestsAndBlobs,
				})
			},
			method: "POST", path: "/v2/registry/example/garbage-collection", body: `{"type": "untagged manifests and unreferenced blobs"}`,
			status: http.StatusCreated, answer: collectionWire, want: &collection,
		},
		{
			name: "Registry.GarbageCollections.Start of the usual type",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.GarbageCollections.Start(ctx, "example", &digitalocean.RegistryGarbageCollectionStartRequest{})
			},
			method: "POST", path: "/v2/registry/example/garbage-collection", body: `{}`,
			status: http.StatusCreated, answer: collectionWire, want: &collection,
		},
		{
			name: "Registry.GarbageCollections.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.GarbageCollections.Update(ctx, "example", registryCollectionID, &digitalocean.RegistryGarbageCollectionUpdateRequest{Cancel: true})
			},
			method: "PUT", path: "/v2/registry/example/garbage-collection/" + registryCollectionID, body: `{"cancel": true}`, answer: collectionWire, want: &collection,
		},
		{
			name: "Registry.GarbageCollections.Cancel",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Registry.GarbageCollections.Cancel(ctx, "example", registryCollectionID)
			},
			method: "PUT", path: "/v2/registry/example/garbage-collection/" + registryCollectionID, body: `{"cancel": true}`, answer: collectionWire, want: &collection,
		},
	} {
		t.Run(e.name, e.do)
	}
}

// Whatever a repository, a tag or a digest is called, a request reaches its operation and no other.
func TestRegistryNamesReachTheirOperation(t *testing.T) {
	const sha512 = "sha512:2ffc6"
	for _, c := range []struct{ repository, tag, digest, repositoryPath, tagPath, digestPath string }{
		{"image", "latest", registryDigest, "image", "latest", registryDigest}, // a colon stands for itself
		{"team/sub/image", "v1.2.3", sha512, "team%2Fsub%2Fimage", "v1.2.3", "sha512:2ffc6"},
		{"tags", "tags", sha512, "tags", "tags", "sha512:2ffc6"},
		{"image/tags/latest", "latest/../v1", "sha256:a/b", "image%2Ftags%2Flatest", "latest%2F..%2Fv1", "sha256:a%2Fb"},
		{"image/digests/" + sha512, "a b", "sha256%3Aff", "image%2Fdigests%2Fsha512:2ffc6", "a%20b", "sha256%253Aff"},
		{"../../registry", "50%", "a?b#c", "..%2F..%2Fregistry", "50%25", "a%3Fb%23c"},
		{"a..b__c", "_x.", "sha256:", "a..b__c", "_x.", "sha256:"},
	} {
		t.Run(c.repository, func(t *testing.T) {
			var sent []string
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				sent = append(sent, r.Method+" "+r.URL.RequestURI())
				_, _ = io.WriteString(w, `{"tags": [], "manifests": []}`)
			})
			registries, registry := client.Registries.Repositories, client.Registry.Repositories
			for _, pager := range []*digitalocean.Pager[digitalocean.RegistryTag]{
				registries.ListTags("example", c.repository, nil), registry.ListTags("example", c.repository, nil),
			} {
				_, err := pager.Collect(t.Context())
				require.NoError(t, err)
			}
			for _, pager := range []*digitalocean.Pager[digitalocean.RegistryManifest]{
				registries.ListManifests("example", c.repository, nil), registry.ListManifests("example", c.repository, nil),
			} {
				_, err := pager.Collect(t.Context())
				require.NoError(t, err)
			}
			require.NoError(t, registries.DeleteTag(t.Context(), "example", c.repository, c.tag))
			require.NoError(t, registry.DeleteTag(t.Context(), "example", c.repository, c.tag))
			require.NoError(t, registries.DeleteManifest(t.Context(), "example", c.repository, c.digest))
			require.NoError(t, registry.DeleteManifest(t.Context(), "example", c.repository, c.digest))
			require.NoError(t, registries.Delete(t.Context(), "example", c.repository))

			path, deprecated := "/v2/registries/example/repositories/"+c.repositoryPath, "/v2/registry/example/repositories/"+c.repositoryPath
			require.Equal(t, []string{
				"GET " + path + "/tags?per_page=200", "GET " + deprecated + "/tags?per_page=200",
				"GET " + path + "/digests?per_page=200", "GET " + deprecated + "/digests?per_page=200",
				"DELETE " + path + "/tags/" + c.tagPath, "DELETE " + deprecated + "/tags/" + c.tagPath,
				"DELETE " + path + "/digests/" + c.digestPath, "DELETE " + deprecated + "/digests/" + c.digestPath,
				"DELETE " + path,
			}, sent)
		})
	}
}

// A name that is missing must not widen a deletion to the repository or the registry.
func TestRegistryNamesThatNameNothing(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	for _, name := range []string{"", ".", ".."} {
		for _, err := range []error{
			client.Registries.Delete(t.Context(), name),
			client.Registries.Repositories.Delete(t.Context(), "example", name),
			client.Registries.Repositories.Delete(t.Context(), name, "image"),
			client.Registries.Repositories.DeleteTag(t.Context(), "example", "image", name),
			client.Registries.Repositories.DeleteManifest(t.Context(), "example", "image", name),
			client.Registry.Repositories.DeleteTag(t.Context(), "example", "image", name),
			client.Registry.Repositories.DeleteManifest(t.Context(), "example", "image", name),
		} {
			require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		}
	}
}

// repositoriesServer pages repositories as the API does: by the token of the link, which is worth more than the number.
type repositoriesServer struct {
	t        *testing.T
	pages    int
	path     string                // of the request
	linkPath string                // of the links
	link     func(next int) string // the query of a link
	sent     atomic.Int32
}

func (s *repositoriesServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.sent.Add(1)
	if r.URL.EscapedPath() != s.path {
		s.t.Errorf("sent %s, want %s", r.URL.EscapedPath(), s.path)
	}
	number := number(r.URL.Query(), "page", 1)
	if token := r.URL.Query().Get("page_token"); token != "" {
		number, _ = strconv.Atoi(token[len("token-"):])
	}
	links := map[string]any{}
	if number < s.pages {
		base := "https://api.digitalocean.com" + s.linkPath
		links["next"] = base + "?" + s.link(number+1)
		links["last"] = base + "?" + url.Values{"page": {strconv.Itoa(s.pages)}, "per_page": {"200"}}.Encode()
	}
	_ = json.NewEncoder(w).Encode(map[string]any{
		"repositories": []map[string]string{{"name": "repository-" + strconv.Itoa(number)}},
		"meta":         map[string]int{"total": s.pages}, "links": map[string]any{"pages": links},
	})
}

func TestRegistryRepositoriesArePagedByToken(t *testing.T) {
	const pages = 5
	links := map[string]func(next int) string{
		"page and token": func(next int) string { return fmt.Sprintf("page=%d&page_token=token-%d&per_page=200", next, next) },
		"token alone":    func(next int) string { return fmt.Sprintf("page_token=token-%d", next) },
		"page alone":     func(next int) string { return fmt.Sprintf("page=%d&per_page=200", next) },
	}
	const path, deprecated = "/v2/registries/example/repositoriesV2", "/v2/registry/example/repositoriesV2"
	newList := func(c *digitalocean.Client, options *digitalocean.RegistryRepositoryListOptions) *digitalocean.Pager[digitalocean.RegistryRepository] {
		return c.Registries.Repositories.List("example", options)
	}
	for _, c := range []struct {
		name           string
		path, linkPath string
		list           func(*digitalocean.Client, *digitalocean.RegistryRepositoryListOptions) *digitalocean.Pager[digitalocean.RegistryRepository]
	}{
		{"Registries", path, path, newList},
		{"Registries with the links of Registry", path, deprecated, newList},
		{"Registry", deprecated, deprecated, func(c *digitalocean.Client, options *digitalocean.RegistryRepositoryListOptions) *digitalocean.Pager[digitalocean.RegistryRepository] {
			return c.Registry.Repositories.ListV2("example", options)
		}},
	} {
		for name, link := range links {
			t.Run(c.name+", "+name, func(t *testing.T) {
				server := &repositoriesServer{t: t, pages: pages, path: c.path, linkPath: c.linkPath, link: link}
				client := serve(t, server.ServeHTTP)
				read := func(first int, options *digitalocean.RegistryRepositoryListOptions) {
					var want, read []string
					for n := first; n <= pages; n++ {
						want = append(want, "repository-"+strconv.Itoa(n))
					}
					collected, err := c.list(client, options).Collect(t.Context())
					require.NoError(t, err)
					for _, repository := range collected {
						read = append(read, repository.Name)
					}
					require.Equal(t, want, read)
					read = nil
					for repository, err := range c.list(client, options).All(t.Context()) {
						require.NoError(t, err)
						read = append(read, repository.Name)
					}
					require.Equal(t, want, read)
					require.EqualValues(t, 2*len(want), server.sent.Swap(0), "requests")
				}
				read(1, nil)
				read(3, &digitalocean.RegistryRepositoryListOptions{PageToken: "token-3"})
			})
		}
	}
}

// The links of a repository whose name has a slash may leave the slash as it is.
func TestRegistryTagsOfARepositoryWithASlash(t *testing.T) {
	for _, repository := range []string{"team%2Fimage", "team/image"} {
		for _, root := range []string{"/v2/registries", "/v2/registry"} {
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.EscapedPath() != "/v2/registries/example/repositories/team%2Fimage/tags" {
					t.Errorf("sent %s", r.URL.EscapedPath())
				}
				if r.URL.Query().Get("page") == "2" {
					_, _ = io.WriteString(w, `{"tags": [{"tag": "v2"}], "meta": {"total": 2}, "links": {}}`)
					return
				}
				_, _ = io.WriteString(w, `{"tags": [{"tag": "v1"}], "meta": {"total": 2}, "links": {"pages": {
					"next": "https://api.digitalocean.com`+root+`/example/repositories/`+repository+`/tags?page=2"}}}`)
			})
			tags, err := client.Registries.Repositories.ListTags("example", "team/image", nil).Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, []digitalocean.RegistryTag{{Tag: "v1"}, {Tag: "v2"}}, tags)
		}
	}
}

// The list of garbage collections has a total and no links.
func TestRegistryGarbageCollectionsArePagedByCount(t *testing.T) {
	for _, c := range []struct{ total, size, requests int }{{0, 3, 1}, {2, 3, 1}, {3, 3, 1}, {4, 3, 2}, {9, 3, 3}, {11, 3, 4}, {5, 1, 5}} {
		t.Run(fmt.Sprintf("%d by %d", c.total, c.size), func(t *testing.T) {
			var sent atomic.Int32
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				sent.Add(1)
				collections := []map[string]int{}
				first := (number(r.URL.Query(), "page", 1) - 1) * c.size
				for i := first; i < min(first+c.size, c.total); i++ {
					collections = append(collections, map[string]int{"blobs_deleted": i + 1})
				}
				_ = json.NewEncoder(w).Encode(map[string]any{"garbage_collections": collections, "meta": map[string]int{"total": c.total}})
			})
			collected, err := client.Registries.GarbageCollections.List("example", nil).Collect(t.Context())
			require.NoError(t, err)
			require.EqualValues(t, c.requests, sent.Swap(0), "requests")
			require.Len(t, collected, c.total)
			for i, collection := range collected {
				require.Equal(t, i+1, collection.BlobsDeleted)
			}
			count := 0
			for collection, err := range client.Registry.GarbageCollections.List("example", nil).All(t.Context()) {
				require.NoError(t, err)
				count++
				require.Equal(t, count, collection.BlobsDeleted)
			}
			require.Equal(t, c.total, count)
			require.EqualValues(t, c.requests, sent.Load(), "requests")
		})
	}
}

func TestRegistryNameThatIsTaken(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, `{"id": "conflict", "message": "registry name already exists"}`)
	})
	err := client.Registries.ValidateName(t.Context(), &digitalocean.RegistryValidateNameRequest{Name: "example"})
	require.ErrorIs(t, err, digitalocean.ErrConflict)
}

// A POST that only reads is repeated like a GET; one that begins something is not.
func TestRegistryRequestsThatAreRepeated(t *testing.T) {
	for name, c := range map[string]struct {
		call func(ctx context.Context, c *digitalocean.Client) error
		sent int
	}{
		"Registries.ValidateName": {func(ctx context.Context, c *digitalocean.Client) error {
			return c.Registries.ValidateName(ctx, &digitalocean.RegistryValidateNameRequest{Name: "example"})
		}, 2},
		"Registry.ValidateName": {func(ctx context.Context, c *digitalocean.Client) error {
			return c.Registry.ValidateName(ctx, &digitalocean.RegistryValidateNameRequest{Name: "example"})
		}, 2},
		"Registries.GarbageCollections.Start": {func(ctx context.Context, c *digitalocean.Client) error {
			_, err := c.Registries.GarbageCollections.Start(ctx, "example")
			return err
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var sent atomic.Int32
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if sent.Add(1) == 1 {
					panic(http.ErrAbortHandler)
				}
				w.WriteHeader(http.StatusNoContent)
			}, digitalocean.WithClock(&recordingClock{}))
			err := c.call(t.Context(), client)
			require.EqualValues(t, c.sent, sent.Load())
			if c.sent == 1 {
				require.ErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
				return
			}
			require.NoError(t, err)
		})
	}
}

func TestDockerCredentialsDoNotPrint(t *testing.T) {
	credentials := dockerCredentials()
	for _, value := range []any{credentials, *credentials, credentials.Auths} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			require.NotContains(t, fmt.Sprintf(verb, value), "dXNlcjpwYXNz", verb)
		}
	}
	require.Equal(t, "dXNlcjpwYXNz", credentials.Auths["registry.digitalocean.com"].Auth.Reveal())
	text, err := json.Marshal(credentials)
	require.NoError(t, err)
	require.JSONEq(t, dockerCredentialsAnswer, string(text))
}

// collectionServer is a registry of which each request sees another state.
type collectionServer struct {
	t       *testing.T
	answers []string // "L" and a list, or "A" and the one that runs, in the order of the requests; an empty one is a 404
	sent    int
}

func (s *collectionServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := map[byte]string{'L': "/v2/registries/example/garbage-collections", 'A': "/v2/registries/example/garbage-collection"}
	answer := s.answers[s.sent]
	s.sent++
	if r.Method != http.MethodGet || r.URL.Path != path[answer[0]] {
		s.t.Errorf("sent %s %s, want GET %s", r.Method, r.URL.Path, path[answer[0]])
	}
	if answer = answer[1:]; answer == "" {
		w.WriteHeader(http.StatusNotFound)
		answer = `{"id": "not_found", "message": "There is none."}`
	}
	_, _ = io.WriteString(w, answer)
}

func TestRegistryGarbageCollectionWait(t *testing.T) {
	one := func(uuid, status string) string {
		return `{"uuid": "` + uuid + `", "registry_name": "example", "status": "` + status + `"}`
	}
	list := func(status string) string {
		return `L{"garbage_collections": [` + one("c0", "succeeded") + `, ` + one("c1", status) + `]}`
	}
	active := func(uuid, status string) string { return `A{"garbage_collection": ` + one(uuid, status) + `}` }
	const others, none = `L{"garbage_collections": [{"uuid": "c0", "status": "succeeded"}]}`, "A"
	in := func(status digitalocean.RegistryGarbageCollectionStatus) digitalocean.RegistryGarbageCollection {
		return digitalocean.RegistryGarbageCollection{UUID: "c1", RegistryName: "example", Status: status}
	}
	for _, c := range []struct {
		name    string
		answers []string
		fails   string
		as      error
	}{
		{name: "that has succeeded", answers: []string{list("succeeded")}},
		{name: "that is listed while it runs", answers: []string{
			list("requested"), list("waiting for write JWTs to expire"), list("scanning manifests"), list("deleting unreferenced blobs"), list("a new one"), list("succeeded"),
		}},
		{name: "that is not listed while it runs", answers: []string{others, active("c1", "requested"), others, active("c1", "scanning manifests"), list("succeeded")}},
		{name: "that succeeds between two requests", answers: []string{others, none, list("succeeded")}},
		{name: "that succeeds between two requests, and another begins", answers: []string{others, active("c2", "requested"), list("succeeded")}},
		{
			name: "that fails", answers: []string{list("requested"), list("failed")},
			fails: "digitalocean: garbage collection c1 of registry example ended as failed",
			as:    &digitalocean.RegistryGarbageCollectionError{RegistryGarbageCollection: in(digitalocean.RegistryGarbageCollectionFailed)},
		},
		{
			name: "that is cancelled", answers: []string{list("cancelling"), list("cancelled")},
			fails: "digitalocean: garbage collection c1 of registry example ended as cancelled",
			as:    &digitalocean.RegistryGarbageCollectionError{RegistryGarbageCollection: in(digitalocean.RegistryGarbageCollectionCancelled)},
		},
		{
			name: "that is none", answers: []string{others, none, others, active("c2", "requested")},
			fails: "digitalocean: registry example has no garbage collection c1: not found",
		},
		{name: "of no registry", answers: []string{"L"}, fails: "digitalocean: GET /v2/registries/{registry_name}/garbage-collections: 404 not_found: There is none."},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &collectionServer{t: t, answers: c.answers}
			client := serve(t, server.ServeHTTP, digitalocean.WithClock(&recordingClock{}))
			collection, err := client.Registries.GarbageCollections.Wait(t.Context(), "example", "c1")
			require.Equal(t, len(c.answers), server.sent, "requests")
			if c.fails == "" {
				require.NoError(t, err)
				require.Equal(t, new(in(digitalocean.RegistryGarbageCollectionSucceeded)), collection)
				return
			}
			require.Nil(t, collection)
			require.EqualError(t, err, c.fails)
			if c.as != nil {
				require.Equal(t, c.as, err)
				_, ok := errors.AsType[*digitalocean.RegistryGarbageCollectionError](err)
				require.True(t, ok)
				return
			}
			require.ErrorIs(t, err, digitalocean.ErrNotFound)
		})
	}
}

func TestRegistryGarbageCollectionWaitEndsWithAFailure(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v2/registries/example/garbage-collections" {
			_, _ = io.WriteString(w, `{"garbage_collections": []}`)
			return
		}
		w.WriteHeader(http.StatusForbidden)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.Registries.GarbageCollections.Wait(t.Context(), "example", "c1")
	require.ErrorIs(t, err, digitalocean.ErrForbidden)
}
