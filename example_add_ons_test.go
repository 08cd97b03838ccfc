package digitalocean_test

import (
	"context"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

func ExampleAddOnsService() {
	client, stop := startAnswering(`{"resource": {"uuid": "9a4d4a3e-5f4f-4a3b-9c5b-0a1b2c3d4e5f", "name": "mail", "state": "pending",
		"app_slug": "mailer", "plan_slug": "starter", "has_config": false}}`)
	defer stop()

	addOn, err := client.AddOns.Create(context.Background(), &digitalocean.AddOnCreateRequest{
		AppSlug: "mailer", PlanSlug: "starter", Name: "mail",
		Metadata: []digitalocean.AddOnMetadata{
			{Name: "sender", Value: digitalocean.AddOnText("shop@example.com")},
			{Name: "newsletter", Value: digitalocean.AddOnFlag(false)},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(addOn.Name, "is", addOn.State)
	// Output: mail is pending
}

func ExampleAddOnAppsService() {
	client, stop := startAnswering(`{"apps": [{"app_slug": "mailer", "plans": [
		{"slug": "starter", "price_per_month": 0, "available": true},
		{"slug": "pro", "price_per_month": 14.95, "available": true}
	]}]}`)
	defer stop()

	apps, err := client.AddOns.Apps.List(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	for _, app := range apps {
		for _, plan := range app.Plans {
			fmt.Printf("%s %s: $%.2f a month\n", app.AppSlug, plan.Slug, plan.PricePerMonth)
		}
	}
	// Output:
	// mailer starter: $0.00 a month
	// mailer pro: $14.95 a month
}
