package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

func ExampleSecurityService() {
	client, stop := startAnswering(`{"settings": {}, "tier_coverage": {"basic": {"resources": [], "tags": ["web"]}}}`)
	defer stop()

	settings, err := client.Security.GetSettings(context.Background(), nil)
	if err != nil {
		log.Fatal(err)
	}
	for tier, coverage := range settings.TierCoverage {
		fmt.Println(tier, coverage.Tags)
	}
	// Output: basic [web]
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
	client, stop := startAnswering(`{"resources": [{
		"id": "50e14f43-dd4e-412f-864d-78943ea28d91", "rule_uuid": "497dcba3-ecbf-4587-a2dd-5eb0665e6880",
		"rule_name": "Droplet Backups Not Enabled", "resource_id": "3164444", "resource_type": "Droplet"
	}]}`)
	defer stop()

	suppressions, err := client.Security.Suppressions.Create(context.Background(), &digitalocean.SecuritySuppressionCreateRequest{
		RuleUUID:  "497dcba3-ecbf-4587-a2dd-5eb0665e6880", // of the finding
		Resources: []string{"do:droplet:3164444"},         // which needs no backups
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, suppression := range suppressions {
		fmt.Println(suppression.RuleName, "is fine for", suppression.ResourceType, suppression.ResourceID)
	}
	// Output: Droplet Backups Not Enabled is fine for Droplet 3164444
}
