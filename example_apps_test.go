package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/dosdk/digitalocean"
)

func shopSpec(instances int) *digitalocean.AppSpec {
	return &digitalocean.AppSpec{
		Name: "shop", Region: "nyc",
		Services: []digitalocean.AppServiceSpec{{
			Name:             "web",
			GitHub:           &digitalocean.AppGitHubSourceSpec{Repo: "sharks/shop", Branch: "main", DeployOnPush: true},
			InstanceSizeSlug: "apps-s-1vcpu-1gb", InstanceCount: instances,
		}},
		Alerts: []digitalocean.AppAlertSpec{{Rule: digitalocean.AppAlertDeploymentFailed}},
	}
}

func createApp(ctx context.Context, client *digitalocean.Client) *digitalocean.App {
	app, err := client.Apps.Create(ctx, &digitalocean.AppCreateRequest{Spec: shopSpec(1)})
	if err != nil {
		log.Fatal(err)
	}
	for deployment, err := range client.Apps.Deployments.List(app.ID, nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		if _, err := client.Apps.Deployments.WaitActive(ctx, app.ID, deployment.ID); err != nil {
			log.Fatal(err)
		}
	}
	if app, err = client.Apps.Get(ctx, app.ID, nil); err != nil {
		log.Fatal(err)
	}
	return app
}

func ExampleAppsService_Update() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	app := createApp(ctx, client)

	request := app.UpdateRequest() // the whole spec, as it is
	request.Spec.Services[0].InstanceCount = 3
	app, err := client.Apps.Update(ctx, app.ID, request)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(app.Spec.Services[0].Name, app.Spec.Services[0].InstanceCount)
	// Output: web 3
}

func ExampleAppsService_Propose() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	proposal, err := client.Apps.Propose(ctx, &digitalocean.AppProposeRequest{Spec: shopSpec(1)})
	if err != nil {
		log.Fatal(err) // what is wrong with the spec
	}
	fmt.Println("the name is free:", proposal.AppNameAvailable, "- costs money:", proposal.AppCost > 0)
	// Output: the name is free: true - costs money: true
}

func ExampleAppsService_FollowLogs() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	app := createApp(ctx, client)

	urls := func(ctx context.Context) (*digitalocean.AppLogs, error) {
		return client.Apps.GetComponentLogs(ctx, app.ID, "web", &digitalocean.AppLogsOptions{Type: digitalocean.AppLogRun, Follow: true})
	}
	for line, err := range client.Apps.FollowLogs(ctx, urls) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("there are lines:", line != "")
		break
	}
	// Output: there are lines: true
}

func ExampleAppsService_Rollback() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	app := createApp(ctx, client)
	former := app.ActiveDeployment
	deployment, err := client.Apps.Deployments.Create(ctx, app.ID, &digitalocean.AppDeploymentCreateRequest{ForceBuild: true})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.Apps.Deployments.WaitActive(ctx, app.ID, deployment.ID); err != nil {
		log.Fatal(err)
	}

	request := &digitalocean.AppRollbackRequest{DeploymentID: former.ID}
	validation, err := client.Apps.ValidateRollback(ctx, app.ID, request)
	if err != nil {
		log.Fatal(err)
	}
	if !validation.Valid {
		log.Fatal(validation.Error.Message)
	}
	back, err := client.Apps.Rollback(ctx, app.ID, request)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.Apps.Deployments.WaitActive(ctx, app.ID, back.ID); err != nil {
		log.Fatal(err)
	}
	if err := client.Apps.CommitRollback(ctx, app.ID); err != nil { // until then nothing else is deployed
		log.Fatal(err)
	}
	fmt.Println("runs what ran before:", back.ClonedFrom == former.ID)
	// Output: runs what ran before: true
}

func ExampleAppDeploymentsService_Progress() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	app := createApp(ctx, client)

	deployment, err := client.Apps.Deployments.Create(ctx, app.ID, &digitalocean.AppDeploymentCreateRequest{})
	if err != nil {
		log.Fatal(err)
	}
	for deployment, err := range client.Apps.Deployments.Progress(ctx, app.ID, deployment.ID) {
		if failed, ok := errors.AsType[*digitalocean.AppDeploymentError](err); ok && failed.Step() != nil {
			log.Fatal(failed.Step().Name, failed.Step().Reason)
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s, %d of %d steps done\n", deployment.Phase, deployment.Progress.SuccessSteps, deployment.Progress.TotalSteps)
	}
	// Output:
	// PENDING_BUILD, 0 of 2 steps done
	// BUILDING, 0 of 2 steps done
	// PENDING_DEPLOY, 1 of 2 steps done
	// DEPLOYING, 1 of 2 steps done
	// ACTIVE, 2 of 2 steps done
}

func ExampleAppAlertsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	app := createApp(ctx, client)

	alerts, err := client.Apps.Alerts.List(ctx, app.ID)
	if err != nil {
		log.Fatal(err)
	}
	for _, alert := range alerts {
		request := alert.UpdateDestinationsRequest()
		request.SlackWebhooks = append(request.SlackWebhooks, digitalocean.AppAlertSlackWebhook{
			URL: digitalocean.NewSecret("https://hooks.slack.com/services/T1/B1/x"), Channel: "#shop",
		})
		changed, err := client.Apps.Alerts.UpdateDestinations(ctx, app.ID, alert.ID, request)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(changed.Spec.Rule, changed.Emails, changed.SlackWebhooks[0].Channel)
	}
	// Output: DEPLOYMENT_FAILED [sammy@example.com] #shop
}

func ExampleAppInstanceSizesService() {
	client, stop := start()
	defer stop()

	sizes, err := client.Apps.InstanceSizes.List(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	for _, size := range sizes.InstanceSizes {
		if size.CPUType == digitalocean.AppInstanceSizeShared && size.Scalable {
			fmt.Printf("%s: %d MiB for $%s a month\n", size.Slug, size.MemoryBytes>>20, size.USDPerMonth)
		}
	}
	// Output:
	// apps-s-1vcpu-1gb: 1024 MiB for $12.00 a month
	// apps-s-1vcpu-2gb: 2048 MiB for $25.00 a month
	// apps-s-2vcpu-4gb: 4096 MiB for $50.00 a month
}

func ExampleAppEventsService() {
	client, stop := startAnswering(`{"events": [
		{"id": "e2", "type": "AUTOSCALING", "deployment_id": "d1", "created_at": "2026-03-01T12:00:00Z",
			"autoscaling": {"phase": "SUCCEEDED", "components": {"web": {"from": 2, "to": 5}}}},
		{"id": "e1", "type": "DEPLOYMENT", "deployment_id": "d1", "created_at": "2026-03-01T09:00:00Z"}
	]}`)
	defer stop()

	for event, err := range client.Apps.Events.List("4f6c71e2-1e90-4762-9fee-6cc4a0a9f2cf", nil).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(event.CreatedAt.Format(time.TimeOnly), event.Type)
		if event.Type == digitalocean.AppEventAutoscaling {
			for name, change := range event.Autoscaling.Components {
				fmt.Println(name, "from", change.From, "to", change.To)
			}
		}
	}
	// Output:
	// 12:00:00 AUTOSCALING
	// web from 2 to 5
	// 09:00:00 DEPLOYMENT
}

func ExampleAppJobInvocationsService() {
	client, stop := startAnswering(`{"job_invocations": [
		{"id": "i2", "job_name": "report", "phase": "FAILED", "created_at": "2026-03-02T06:00:00Z", "completed_at": "2026-03-02T06:00:07Z"},
		{"id": "i1", "job_name": "report", "phase": "SUCCEEDED", "created_at": "2026-03-01T06:00:00Z", "completed_at": "2026-03-01T06:02:00Z"}
	]}`)
	defer stop()

	runs := client.Apps.JobInvocations.List("4f6c71e2-1e90-4762-9fee-6cc4a0a9f2cf", &digitalocean.AppJobInvocationListOptions{
		JobNames: []string{"report"},
	})
	for run, err := range runs.All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		if run.Phase == digitalocean.AppJobInvocationFailed {
			fmt.Println(run.JobName, run.ID, "failed at", run.CompletedAt) // JobInvocations.GetLogs tells why
		}
	}
	// Output: report i2 failed at 2026-03-02 06:00:07 +0000 UTC
}

func ExampleAppMetricsService() {
	client, stop := startAnswering(`{"date": "2026-03-01T00:00:00Z", "app_bandwidth_usage": [
		{"app_id": "4f6c71e2-1e90-4762-9fee-6cc4a0a9f2cf", "bandwidth_bytes": "513668096"}
	]}`)
	defer stop()

	usage, err := client.Apps.Metrics.GetDailyBandwidth(context.Background(), "4f6c71e2-1e90-4762-9fee-6cc4a0a9f2cf", nil) // yesterday
	if err != nil {
		log.Fatal(err)
	}
	for _, app := range usage.AppBandwidthUsage {
		fmt.Println(usage.Date.Format(time.DateOnly), app.BandwidthBytes>>20, "MiB")
	}
	// Output: 2026-03-01 489 MiB
}
