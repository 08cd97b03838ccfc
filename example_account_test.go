package digitalocean_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"log"
	"maps"
	"math/big"
	"slices"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func ExampleDropletAutoscaleService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	key, err := client.SSHKeys.Create(ctx, &digitalocean.SSHKeyCreateRequest{
		Name:      "laptop",
		PublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl sammy@laptop",
	})
	if err != nil {
		log.Fatal(err)
	}

	pool, err := client.Droplets.Autoscale.Create(ctx, &digitalocean.DropletAutoscalePoolCreateRequest{
		Name:   "web",
		Config: digitalocean.DropletAutoscaleConfig{MinInstances: 2, MaxInstances: 5, TargetCPUUtilization: 0.6},
		DropletTemplate: digitalocean.DropletAutoscaleTemplate{
			Region: "nyc3", Size: "s-1vcpu-1gb", Image: "ubuntu-24-04-x64",
			SSHKeys: []string{key.Fingerprint}, WithDropletAgent: new(true),
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	if pool, err = client.Droplets.Autoscale.WaitActive(ctx, pool.ID); err != nil {
		log.Fatal(err)
	}
	fmt.Println(pool.Name, pool.Status, pool.ActiveResourcesCount)

	request := pool.UpdateRequest()
	request.Config.MaxInstances = 10
	if pool, err = client.Droplets.Autoscale.Update(ctx, pool.ID, request); err != nil {
		log.Fatal(err)
	}
	fmt.Println("up to", pool.Config.MaxInstances)
	// Output:
	// web active 2
	// up to 10
}

func ExampleImageAccountTransfersService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")
	finish(ctx, client)(client.Droplets.Actions.Snapshot(ctx, web.ID, "golden"))
	snapshots, err := client.Droplets.ListSnapshots(web.ID, nil).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	const team = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"

	transferID, err := client.Images.AccountTransfers.Create(ctx, snapshots[0].ID, digitalocean.ImageTransferToTeam(team))
	if err != nil {
		log.Fatal(err)
	}
	// With a token of the team:
	err = client.Images.AccountTransfers.Accept(ctx, snapshots[0].ID, &digitalocean.ImageAccountTransferAcceptRequest{
		TransferID: transferID, RecipientUUID: team,
	})
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.Images.Get(ctx, snapshots[0].ID)
	fmt.Println("moved:", errors.Is(err, digitalocean.ErrNotFound))
	// Output: moved: true
}

func ExampleOneClicksService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	apps, err := client.OneClicks.List(ctx, &digitalocean.OneClickListOptions{Type: digitalocean.OneClickKubernetes})
	if err != nil {
		log.Fatal(err)
	}
	wanted := digitalocean.OneClick{Slug: "metrics-server", Type: digitalocean.OneClickKubernetes}
	fmt.Println("offered:", slices.Contains(apps, wanted))
	cluster := createCluster(ctx, client, "latest")
	_, err = client.OneClicks.InstallKubernetes(ctx, &digitalocean.OneClickInstallKubernetesRequest{
		ClusterUUID: cluster.ID, AddonSlugs: []string{wanted.Slug},
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output: offered: true
}

func ExampleTagsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web, volume := createDroplet(ctx, client, "web-1"), createVolume(ctx, client, "pg-data")

	if _, err := client.Tags.Create(ctx, &digitalocean.TagCreateRequest{Name: "env:prod"}); err != nil {
		log.Fatal(err)
	}
	err := client.Tags.AssignResources(ctx, "env:prod", &digitalocean.TagResourcesRequest{
		Resources: []digitalocean.TagResource{digitalocean.TaggableDroplet(web.ID), digitalocean.TaggableVolume(volume.ID)},
	})
	if err != nil {
		log.Fatal(err)
	}
	tag, err := client.Tags.Get(ctx, "env:prod")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(tag.Resources.Count, "resources,", tag.Resources.Droplets.Count, "of them Droplets")
	// Output: 2 resources, 1 of them Droplets
}

func ExampleProjectsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	project, err := client.Projects.Create(ctx, &digitalocean.ProjectCreateRequest{
		Name: "shop", Purpose: digitalocean.ProjectPurposeWebApplication, Environment: digitalocean.ProjectStaging,
	})
	if err != nil {
		log.Fatal(err)
	}
	project, err = client.Projects.Patch(ctx, project.ID, &digitalocean.ProjectPatchRequest{
		Environment: new(digitalocean.ProjectProduction),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(project.Name, project.Purpose, project.Environment)
	// Output: shop Web Application Production
}

func ExampleProjectResourcesService_Assign() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	web := createDroplet(ctx, client, "web-1")
	project, err := client.Projects.Create(ctx, &digitalocean.ProjectCreateRequest{
		Name: "shop", Purpose: digitalocean.ProjectPurposeWebApplication,
	})
	if err != nil {
		log.Fatal(err)
	}

	moved, err := client.Projects.Resources.Assign(ctx, project.ID, &digitalocean.ProjectResourceAssignRequest{
		Resources: []string{digitalocean.DropletURN(web.ID), digitalocean.DomainURN("example.org")},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, resource := range moved { // each for itself
		fmt.Println(resource.Status)
	}
	// Output:
	// assigned
	// not_found
}

func ExampleBillingService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	balance, err := client.Billing.GetBalance(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("used since the latest invoice:", balance.MonthToDateUsage)

	paid := new(big.Rat)
	for entry, err := range client.Billing.ListHistory(nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		amount, ok := new(big.Rat).SetString(entry.Amount)
		if ok && entry.Type == digitalocean.BillingHistoryPayment {
			paid.Sub(paid, amount) // payments are negative
		}
	}
	fmt.Println("paid:", paid.FloatString(2))
	// Output:
	// used since the latest invoice: 11.66
	// paid: 54.06
}

func ExampleBillingInvoicesService_DownloadCSV() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	preview, err := client.Billing.Invoices.GetPreview(ctx)
	if err != nil {
		log.Fatal(err)
	}

	table, err := client.Billing.Invoices.DownloadCSV(ctx, preview.InvoiceUUID)
	if err != nil {
		log.Fatal(err)
	}
	defer table.Close()
	rows, err := csv.NewReader(table).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	for _, row := range rows[1:] { // below the header
		fmt.Println(row[0], row[6])
	}
	// Output:
	// Droplets $6.00
	// Spaces Subscription $5.00
	// Taxes $0.66
}

func ExampleBillingInvoicesService_ListItems() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	for invoice, err := range client.Billing.Invoices.List(nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		items, err := client.Billing.Invoices.ListItems(invoice.InvoiceUUID, nil).Collect(ctx)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(invoice.Amount, "for", len(items), "items, the first", items[0].Description)
	}
	// Output:
	// 24.38 for 5 items, the first web-1 (s-1vcpu-1gb)
	// 18.02 for 4 items, the first web-1 (s-1vcpu-1gb)
	// 11.66 for 3 items, the first web-1 (s-1vcpu-1gb)
}

func ExampleOrganizationTeamsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	created, err := client.Organizations.Teams.Create(ctx, &digitalocean.OrganizationTeamCreateRequest{
		Name: "payments",
		Invitations: []digitalocean.OrganizationTeamInvitation{
			{Email: "ada@example.com", Role: digitalocean.OrganizationTeamModifier},
			{Email: "grace@example.com", Role: digitalocean.OrganizationTeamBillingViewer},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, email := range slices.Sorted(maps.Keys(created.Invitations)) { // an invitation can fail though the team was created
		fmt.Println(email, created.Invitations[email].Status)
	}
	// Output:
	// ada@example.com ok
	// grace@example.com ok
}

func ExampleUptimeChecksService() {
	client, stop := start(digitaloceantest.Immediate()) // otherwise the first result takes a minute
	defer stop()
	ctx := context.Background()

	check, err := client.Uptime.Checks.Create(ctx, &digitalocean.UptimeCheckCreateRequest{
		Name: "shop", Type: digitalocean.UptimeCheckHTTPS, Target: "https://shop.example.com", Enabled: true,
		Regions: []digitalocean.UptimeRegion{digitalocean.UptimeUSEast, digitalocean.UptimeEUWest},
	})
	if err != nil {
		log.Fatal(err)
	}
	state, err := client.Uptime.Checks.GetState(ctx, check.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("from Europe:", state.Regions.EUWest.Status)
	fmt.Println("an outage:", state.PreviousOutage != nil)
	// Output:
	// from Europe: UP
	// an outage: false
}

func ExampleUptimeAlertsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	check, err := client.Uptime.Checks.Create(ctx, &digitalocean.UptimeCheckCreateRequest{
		Name: "shop", Type: digitalocean.UptimeCheckHTTPS, Target: "https://shop.example.com", Enabled: true,
		Regions: []digitalocean.UptimeRegion{digitalocean.UptimeUSEast},
	})
	if err != nil {
		log.Fatal(err)
	}

	alert, err := client.Uptime.Alerts.Create(ctx, check.ID, &digitalocean.UptimeAlertCreateRequest{
		Name: "slow", Type: digitalocean.UptimeAlertLatency, Period: digitalocean.UptimeAlertPeriod5Minutes,
		Comparison: digitalocean.UptimeAlertGreaterThan, Threshold: new(300), // milliseconds
		Notifications: digitalocean.UptimeAlertNotifications{Email: []string{"sammy@example.com"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	request := alert.UpdateRequest()
	request.Threshold = new(500)
	if alert, err = client.Uptime.Alerts.Update(ctx, check.ID, alert.ID, request); err != nil {
		log.Fatal(err)
	}
	fmt.Println(alert.Name, *alert.Threshold, alert.Notifications.Email)
	// Output: slow 500 [sammy@example.com]
}
