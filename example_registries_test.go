package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// startRegistry starts a server that has a registry with two images, as if they had been pushed with Docker. The older one has
// lost its tag to the other.
func startRegistry() (client *digitalocean.Client, stop func()) {
	srv, err := digitaloceantest.Start()
	if err != nil {
		log.Fatal(err)
	}
	srv.Create("/v2/registries", map[string]any{"name": "sharks", "subscription_tier_slug": "basic", "region": "nyc3"})
	srv.PushImage("sharks", "team/shop", "latest")
	srv.PushImage("sharks", "team/shop", "latest")
	return srv.Client(), srv.Close
}

func ExampleRegistriesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	err := client.Registries.ValidateName(ctx, &digitalocean.RegistryValidateNameRequest{Name: "sharks"})
	if errors.Is(err, digitalocean.ErrConflict) {
		log.Fatal("somebody else has the name")
	} else if err != nil {
		log.Fatal(err)
	}
	registry, err := client.Registries.Create(ctx, &digitalocean.RegistryCreateRequest{
		Name: "sharks", SubscriptionTierSlug: digitalocean.RegistryBasic, Region: "nyc3",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("docker push registry.digitalocean.com/" + registry.Name + "/shop:latest")
	// Output: docker push registry.digitalocean.com/sharks/shop:latest
}

func ExampleRegistriesService_GetDockerCredentials() {
	client, stop := startRegistry()
	defer stop()

	credentials, err := client.Registries.GetDockerCredentials(context.Background(), "sharks", &digitalocean.RegistryGetDockerCredentialsOptions{
		ReadWrite: true, ExpirySeconds: 3600,
	})
	if err != nil {
		log.Fatal(err)
	}
	for host, login := range credentials.Auths { // json.Marshal(credentials) is a config.json
		fmt.Println(host, login.Auth)
	}
	// Output: registry.digitalocean.com [redacted]
}

func ExampleRegistryRepositoriesService() {
	client, stop := startRegistry()
	defer stop()
	ctx := context.Background()

	for tag, err := range client.Registries.Repositories.ListTags("sharks", "team/shop", nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(tag.Repository, tag.Tag)
	}
	manifests, err := client.Registries.Repositories.ListManifests("sharks", "team/shop", nil).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, manifest := range manifests {
		if len(manifest.Tags) == 0 { // nothing names it any more
			if err := client.Registries.Repositories.DeleteManifest(ctx, "sharks", "team/shop", manifest.Digest); err != nil {
				log.Fatal(err)
			}
			fmt.Println("deleted one of", len(manifests))
		}
	}
	// Output:
	// team/shop latest
	// deleted one of 2
}

func ExampleRegistryGarbageCollectionsService_Wait() {
	client, stop := startRegistry()
	defer stop()
	ctx := context.Background()

	collection, err := client.Registries.GarbageCollections.Start(ctx, "sharks")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(collection.Status) // nothing can be pushed meanwhile
	if collection, err = client.Registries.GarbageCollections.Wait(ctx, "sharks", collection.UUID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(collection.Status)
	// Output:
	// requested
	// succeeded
}

func ExampleDeprecatedRegistryService() {
	client, stop := startRegistry()
	defer stop()
	ctx := context.Background()

	registry, err := client.Registry.Get(ctx) // the account's only one
	if errors.Is(err, digitalocean.ErrPreconditionFailed) {
		log.Fatal("there are several: see client.Registries")
	} else if err != nil {
		log.Fatal(err)
	}
	for repository, err := range client.Registries.Repositories.List(registry.Name, nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(registry.Name, repository.Name, repository.TagCount)
	}
	// Output: sharks team/shop 1
}

func ExampleDeprecatedRegistryRepositoriesService() {
	client, stop := startRegistry()
	defer stop()

	tags := client.Registry.Repositories.ListTags("sharks", "team/shop", nil)
	for tag, err := range tags.All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(tag.Repository, tag.Tag)
	}
	// Output: team/shop latest
}

func ExampleDeprecatedRegistryGarbageCollectionsService() {
	client, stop := startRegistry()
	defer stop()
	ctx := context.Background()

	_, err := client.Registry.GarbageCollections.Start(ctx, "sharks", &digitalocean.RegistryGarbageCollectionStartRequest{
		Type: digitalocean.RegistryGarbageCollectionBlobs, // leaves images without a tag alone, which Registries cannot
	})
	if err != nil {
		log.Fatal(err)
	}
	active, err := client.Registry.GarbageCollections.GetActive(ctx, "sharks")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(active.RegistryName, active.Status)
	// Output: sharks requested
}
