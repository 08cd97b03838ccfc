package digitalocean_test

import (
	"context"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

func ExampleAddOnsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	addOn, err := client.AddOns.Create(ctx, &digitalocean.AddOnCreateRequest{
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
	client, stop := start()
	defer stop()
	ctx := context.Background()

	apps, err := client.AddOns.Apps.List(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, app := range apps {
		for _, plan := range app.Plans {
			fmt.Printf("%s %s: $%.2f a month\n", app.AppSlug, plan.Slug, plan.PricePerMonth)
		}
	}
	metadata, err := client.AddOns.Apps.ListMetadata(ctx, apps[0].AppSlug)
	if err != nil {
		log.Fatal(err)
	}
	for _, question := range metadata {
		fmt.Println(apps[0].AppSlug, "asks for the", question.Type, question.Name)
	}
	// Output:
	// mailer starter: $0.00 a month
	// mailer pro: $15.00 a month
	// translator basic: $10.00 a month
	// mailer asks for the string sender
	// mailer asks for the boolean newsletter
}
