package digitalocean_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/dosdk/digitalocean"
)

func ExampleMonitoringMetricsService_DropletCPU() {
	client, stop := startAnswering(`{"status": "success", "data": {"resultType": "matrix", "result": [
		{"metric": {"host_id": "3164444", "mode": "idle"}, "values": [[1772366400, "100"], [1772366460, "145"], [1772366520, "160"]]},
		{"metric": {"host_id": "3164444", "mode": "user"}, "values": [[1772366400, "20"], [1772366460, "35"], [1772366520, "80"]]}
	]}}`)
	defer stop()
	end := time.Date(2026, 3, 1, 12, 2, 0, 0, time.UTC)

	metrics, err := client.Monitoring.Metrics.DropletCPU(context.Background(), 3164444, end.Add(-2*time.Minute), end)
	if err != nil {
		log.Fatal(err)
	}
	for _, series := range metrics.Series { // as they come: the seconds that the CPUs have spent in each mode
		fmt.Println(series.Labels["mode"], series.Samples[0].Value)
	}
	for _, sample := range metrics.CPUUsage() { // what people ask for
		fmt.Printf("%s %.0f %%\n", sample.Time.UTC().Format(time.TimeOnly), sample.Value)
	}
	// Output:
	// idle 100
	// user 20
	// 12:01:00 25 %
	// 12:02:00 75 %
}

func ExampleMonitoringMetricsService_LoadBalancerFrontendHTTPResponses() {
	client, stop := startAnswering(`{"status": "success", "data": {"resultType": "matrix", "result": [
		{"metric": {"code": "2xx"}, "values": [[1772366400, "41.5"]]},
		{"metric": {"code": "5xx"}, "values": [[1772366400, "0.25"]]}
	]}}`)
	defer stop()
	end := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

	metrics, err := client.Monitoring.Metrics.LoadBalancerFrontendHTTPResponses(context.Background(),
		"4de7ac8b-495b-4884-9a69-1050c6793cd6", end.Add(-time.Hour), end)
	if err != nil {
		log.Fatal(err)
	}
	for _, series := range metrics.Series {
		latest := series.Samples[len(series.Samples)-1]
		fmt.Println(series.Labels["code"], latest.Value)
	}
	// Output:
	// 2xx 41.5
	// 5xx 0.25
}

func ExampleMonitoringAlertPoliciesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	if _, err := client.Tags.Create(ctx, &digitalocean.TagCreateRequest{Name: "web"}); err != nil {
		log.Fatal(err)
	}

	policy, err := client.Monitoring.AlertPolicies.Create(ctx, &digitalocean.AlertPolicyCreateRequest{
		Type:        digitalocean.AlertPolicyDropletCPU,
		Description: "web servers are busy",
		Compare:     digitalocean.AlertPolicyGreaterThan, Value: 80, Window: digitalocean.AlertPolicyWindow10Minutes,
		Tags:    []string{"web"}, // Droplets that get the tag later too
		Alerts:  digitalocean.AlertPolicyAlerts{Email: []string{"sammy@example.com"}},
		Enabled: true,
	})
	if err != nil {
		log.Fatal(err)
	}
	request := policy.UpdateRequest() // the whole policy, as it is
	request.Value = 90
	if policy, err = client.Monitoring.AlertPolicies.Update(ctx, policy.UUID, request); err != nil {
		log.Fatal(err)
	}
	fmt.Println(policy.Description, policy.Compare, policy.Value, policy.Window, policy.Tags)
	// Output: web servers are busy GreaterThan 90 10m [web]
}

func createDestination(ctx context.Context, client *digitalocean.Client) *digitalocean.MonitoringDestination {
	destination, err := client.Monitoring.Destinations.Create(ctx, &digitalocean.MonitoringDestinationCreateRequest{
		Name: "audit", Type: digitalocean.MonitoringDestinationExternalOpenSearch,
		Config: digitalocean.MonitoringOpenSearchConfig{
			Endpoint: "logs.example.com", IndexName: "k8s", RetentionDays: 30,
			Credentials: &digitalocean.MonitoringOpenSearchCredentials{Username: "writer", Password: digitalocean.NewSecret("s3cr3t")},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	return destination
}

func ExampleMonitoringDestinationsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	destination := createDestination(ctx, client)

	request := destination.UpdateRequest() // without the credentials, which the API does not show
	request.Config.Credentials = &digitalocean.MonitoringOpenSearchCredentials{Username: "writer", Password: digitalocean.NewSecret("s3cr3t")}
	request.Config.RetentionDays = 90
	if err := client.Monitoring.Destinations.Update(ctx, destination.ID, request); err != nil {
		log.Fatal(err)
	}
	destination, err := client.Monitoring.Destinations.Get(ctx, destination.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(destination.Name, destination.Config.Endpoint, destination.Config.RetentionDays)
	// Output: audit logs.example.com 90
}

func ExampleMonitoringSinksService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	urn := "do:kubernetes:" + createCluster(ctx, client, "latest").ID

	err := client.Monitoring.Sinks.Create(ctx, &digitalocean.MonitoringSinkCreateRequest{
		DestinationUUID: createDestination(ctx, client).ID,
		Resources:       []digitalocean.MonitoringSinkResource{{URN: urn}},
	})
	if err != nil {
		log.Fatal(err)
	}
	sinks, err := client.Monitoring.Sinks.List(ctx, &digitalocean.MonitoringSinkListOptions{ResourceID: urn})
	if err != nil {
		log.Fatal(err)
	}
	for _, sink := range sinks {
		for _, resource := range sink.Resources {
			fmt.Println(resource.Name, "logs to", sink.Destination.Name)
		}
	}
	// Output: prod logs to audit
}
