package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

func ExampleSecurityService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	settings, err := client.Security.GetSettings(ctx, nil)
	if err != nil {
		log.Fatal(err)
	}
	tiers := settings.TierCoverage
	tiers["basic"] = digitalocean.SecurityTierCoverage{Tags: []string{"web"}}
	if tiers, err = client.Security.UpdatePlan(ctx, &digitalocean.SecurityUpdatePlanRequest{TierCoverage: tiers}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(tiers["basic"].Tags)
	// Output: [web]
}

func ExampleSecurityScansService_Wait() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	createDroplet(ctx, client, "web-1")

	scan, err := client.Security.Scans.Create(ctx)
	if err != nil {
		log.Fatal(err)
	}
	scan, err = client.Security.Scans.Wait(ctx, scan.ID)
	if failed, ok := errors.AsType[*digitalocean.SecurityScanError](err); ok {
		log.Fatal("there is no result: ", failed.SecurityScan.Status)
	} else if err != nil {
		log.Fatal(err)
	}
	for _, finding := range scan.Findings {
		fmt.Println(finding.Severity, finding.Name)
		for resource, err := range client.Security.Scans.ListAffectedResources(scan.ID, finding.RuleUUID, nil).All(ctx) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println(resource.Type, resource.Name)
		}
	}
	// Output:
	// MEDIUM Droplet without backups
	// Droplet web-1
}

func ExampleSecuritySuppressionsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	droplet := createDroplet(ctx, client, "web-1")
	scan, err := client.Security.Scans.Create(ctx)
	if err != nil {
		log.Fatal(err)
	}
	if scan, err = client.Security.Scans.Wait(ctx, scan.ID); err != nil {
		log.Fatal(err)
	}

	suppressions, err := client.Security.Suppressions.Create(ctx, &digitalocean.SecuritySuppressionCreateRequest{
		RuleUUID:  scan.Findings[0].RuleUUID,
		Resources: []string{digitalocean.DropletURN(droplet.ID)}, // which needs no backups
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, suppression := range suppressions {
		fmt.Println(suppression.RuleName, "is fine for", suppression.ResourceType, droplet.Name)
	}
	// Output: Droplet without backups is fine for Droplet web-1
}
