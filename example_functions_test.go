package digitalocean_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

func createNamespace(ctx context.Context, client *digitalocean.Client) *digitalocean.FunctionsNamespace {
	namespace, err := client.Functions.Namespaces.Create(ctx, &digitalocean.FunctionsNamespaceCreateRequest{Region: "nyc1", Label: "shop"})
	if err != nil {
		log.Fatal(err)
	}
	return namespace
}

func ExampleFunctionsNamespacesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	created := createNamespace(ctx, client)

	namespace, err := client.Functions.Namespaces.Get(ctx, created.Namespace) // not its UUID
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(namespace.Label, namespace.Region, namespace.Key)
	// Output: shop nyc1 [redacted]
}

func ExampleFunctionsTriggersService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	namespace := createNamespace(ctx, client)

	trigger, err := client.Functions.Triggers.Create(ctx, namespace.Namespace, &digitalocean.FunctionsTriggerCreateRequest{
		Name: "nightly", Function: "shop/report", Type: digitalocean.FunctionsTriggerScheduled, IsEnabled: true,
		ScheduledDetails: digitalocean.FunctionsTriggerScheduledDetails{Cron: "0 4 * * *", Body: json.RawMessage(`{"day": "yesterday"}`)},
	})
	if err != nil {
		log.Fatal(err)
	}
	request := trigger.UpdateRequest()
	request.IsEnabled = new(false) // a pause
	if trigger, err = client.Functions.Triggers.Update(ctx, namespace.Namespace, trigger.Name, request); err != nil {
		log.Fatal(err)
	}
	fmt.Println(trigger.Name, trigger.ScheduledDetails.Cron, trigger.IsEnabled)
	// Output: nightly 0 4 * * * false
}

func ExampleFunctionsAccessKeysService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	namespace := createNamespace(ctx, client)

	key, err := client.Functions.AccessKeys.Create(ctx, namespace.Namespace, &digitalocean.FunctionsAccessKeyCreateRequest{
		Name: "pipeline", ExpiresIn: "7d",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(key.Name, "keep it now, it is not shown again:", key.Secret.Reveal() != "")
	// Output: pipeline keep it now, it is not shown again: true
}
