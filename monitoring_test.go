package digitalocean_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	policyUUID      = "78b3da62-27e5-49ba-ac70-5db0b5935c64"
	destinationUUID = "01f30bfa-319a-4769-ba95-9d43971fb514"
	sinkUUID        = "78b172b6-52c3-4a4b-96d5-78d3f1a0b18c"
	clusterURN      = "do:kubernetes:f453aa14-646e-4cf8-8c62-75a19fb24ec2"
)

const policySettings = `"type": "v1/insights/droplet/cpu", "description": "CPU is high", "compare": "GreaterThan", "value": 80.5, "window": "5m",
	"entities": ["192018292"], "tags": ["web"], "enabled": true, "alerts": {"email": ["bob@example.com"],
	"slack": [{"channel": "Alerts", "url": "https://hooks.slack.com/services/T1/A2/Z3"}]}`

func alertPolicy() digitalocean.AlertPolicy {
	return digitalocean.AlertPolicy{
		UUID: policyUUID, Type: digitalocean.AlertPolicyDropletCPU, Description: "CPU is high", Compare: digitalocean.AlertPolicyGreaterThan,
		Value: 80.5, Window: digitalocean.AlertPolicyWindow5Minutes, Entities: []string{"192018292"}, Tags: []string{"web"}, Enabled: true,
		Alerts: digitalocean.AlertPolicyAlerts{
			Email: []string{"bob@example.com"},
			Slack: []digitalocean.SlackDetails{{Channel: "Alerts", URL: digitalocean.NewSecret("https://hooks.slack.com/services/T1/A2/Z3")}},
		},
	}
}

func TestMonitoringAlertPolicies(t *testing.T) {
	const fields = `{"uuid": "` + policyUUID + `", ` + policySettings + `}`
	policy := alertPolicy()
	for _, e := range []exchange{
		{
			name: "Monitoring.AlertPolicies.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.AlertPolicies.List(&digitalocean.ListOptions{Page: 2}).Collect(ctx)
			},
			method: "GET", path: "/v2/monitoring/alerts", query: "page=2&per_page=200",
			answer: `{"policies": [` + fields + `], "links": {}, "meta": {"total": 201}}`, want: []digitalocean.AlertPolicy{policy},
		},
		{
			name: "Monitoring.AlertPolicies.List with entities that are numbers",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.AlertPolicies.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/monitoring/alerts", query: "per_page=200",
			answer: `{"policies": [{"entities": [192018292]}], "links": null, "meta": {"total": 1}}`,
			want:   []digitalocean.AlertPolicy{{Entities: []string{"192018292"}}},
		},
		{
			name: "Monitoring.AlertPolicies.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.AlertPolicies.Get(ctx, policyUUID)
			},
			method: "GET", path: "/v2/monitoring/alerts/" + policyUUID, answer: `{"policy": ` + fields + `}`, want: &policy,
		},
		{
			name: "Monitoring.AlertPolicies.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.AlertPolicies.Create(ctx, &digitalocean.AlertPolicyCreateRequest{
					Type: policy.Type, Description: policy.Description, Compare: policy.Compare, Value: policy.Value, Window: policy.Window,
					Entities: policy.Entities, Tags: policy.Tags, Alerts: policy.Alerts, Enabled: true,
				})
			},
			method: "POST", path: "/v2/monitoring/alerts", body: `{` + policySettings + `}`, answer: `{"policy": ` + fields + `}`, want: &policy,
		},
		{
			name: "Monitoring.AlertPolicies.Create for all load balancers",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.AlertPolicies.Create(ctx, &digitalocean.AlertPolicyCreateRequest{
					Type: digitalocean.AlertPolicyLoadBalancerDropletHealth, Description: "health", Compare: digitalocean.AlertPolicyLessThan,
					Window: digitalocean.AlertPolicyWindow1Hour,
				})
			},
			method: "POST", path: "/v2/monitoring/alerts",
			body: `{"type": "v1/insights/lbaas/droplet_health", "description": "health", "compare": "LessThan", "value": 0, "window": "1h",
				"entities": [], "tags": [], "enabled": false, "alerts": {"email": [], "slack": []}}`,
			answer: `{"policy": ` + fields + `}`, want: &policy,
		},
		{
			name: "Monitoring.AlertPolicies.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.AlertPolicies.Update(ctx, policyUUID, policy.UpdateRequest())
			},
			method: "PUT", path: "/v2/monitoring/alerts/" + policyUUID, body: `{` + policySettings + `}`,
			answer: `{"policy": ` + fields + `}`, want: &policy,
		},
		{
			name: "Monitoring.AlertPolicies.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Monitoring.AlertPolicies.Delete(ctx, policyUUID)
			},
			method: "DELETE", path: "/v2/monitoring/alerts/" + policyUUID, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestMonitoringAlertPolicyUpdateRequestChangesNothing(t *testing.T) {
	const settings = `{` + policySettings + `}`
	require.JSONEq(t, settings, sentBack(t, `{"policy": `+settings+`}`, func(ctx context.Context, c *digitalocean.Client) error {
		got, err := c.Monitoring.AlertPolicies.Get(ctx, policyUUID)
		require.NoError(t, err)
		request := got.UpdateRequest()
		requireFilled(t, "request", reflect.ValueOf(request))
		_, err = c.Monitoring.AlertPolicies.Update(ctx, policyUUID, request)
		request.Entities[0], request.Tags[0], request.Alerts.Email[0], request.Alerts.Slack[0].Channel = "x", "x", "x", "x"
		require.Equal(t, []string{"192018292", "web", "bob@example.com", "Alerts"},
			[]string{got.Entities[0], got.Tags[0], got.Alerts.Email[0], got.Alerts.Slack[0].Channel})
		return err
	}))
}

// TestMonitoringAlertPoliciesLinks reads lists whose links stand where the description has them, and where its example does.
func TestMonitoringAlertPoliciesLinks(t *testing.T) {
	const example = "https//api.digitalocean.com/v2/monitoring/alerts"
	for name, links := range map[string]string{
		"in pages":             `{"pages": {"next": "https://api.digitalocean.com/v2/monitoring/alerts?page=2&per_page=1", "last": "https://api.digitalocean.com/v2/monitoring/alerts?page=2&per_page=1"}}`,
		"without pages":        `{"next": "https://api.digitalocean.com/v2/monitoring/alerts?page=2&per_page=1", "last": "https://api.digitalocean.com/v2/monitoring/alerts?page=2&per_page=1"}`,
		"without a colon":      `{"first": "` + example + `?page=1", "next": "` + example + `?page=2&per_page=1", "last": "` + example + `?page=2&per_page=1"}`,
		"beside pages of null": `{"pages": null, "next": "https://api.digitalocean.com/v2/monitoring/alerts?page=2&per_page=1"}`,
	} {
		t.Run(name, func(t *testing.T) {
			var sent []string
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				sent = append(sent, r.URL.RawQuery)
				page := r.URL.Query().Get("page")
				here := links
				if page == "2" {
					here = `{"first": "` + example + `?page=1", "prev": "` + example + `?page=1"}`
				}
				_, _ = fmt.Fprintf(w, `{"policies": [{"uuid": "page %s"}], "links": %s, "meta": {"total": 2}}`, page, here)
			})
			policies, err := client.Monitoring.AlertPolicies.List(&digitalocean.ListOptions{PerPage: 1}).Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, []string{"per_page=1", "page=2&per_page=1"}, sent)
			require.Equal(t, []digitalocean.AlertPolicy{{UUID: "page "}, {UUID: "page 2"}}, policies)
		})
	}
}

func TestMonitoringAlertPoliciesLinksElsewhere(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"policies": [{"uuid": "1"}], "links": {"next": "https://example.com/v2/monitoring/alerts?page=2"}, "meta": {"total": 2}}`)
	})
	_, err := client.Monitoring.AlertPolicies.List(nil).Collect(t.Context())
	require.ErrorContains(t, err, "leaves the API")
}

func TestMonitoringDestinations(t *testing.T) {
	const path = "/v2/monitoring/sinks/destinations"
	const settings = `"endpoint": "db-1.example.com", "cluster_uuid": "85148069", "cluster_name": "logs-1", "index_name": "logs", "retention_days": 7`
	const fields = `{"id": "` + destinationUUID + `", "name": "managed", "type": "opensearch_dbaas", "config": {"id": "41078d41", ` + settings + `}}`
	config := digitalocean.MonitoringOpenSearchConfig{
		ID: "41078d41", Endpoint: "db-1.example.com", ClusterUUID: "85148069", ClusterName: "logs-1", IndexName: "logs", RetentionDays: 7,
	}
	destination := digitalocean.MonitoringDestination{
		ID: destinationUUID, Name: "managed", Type: digitalocean.MonitoringDestinationManagedOpenSearch, Config: config,
	}
	for _, e := range []exchange{
		{
			name: "Monitoring.Destinations.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.Destinations.List(ctx)
			},
			method: "GET", path: path, answer: `{"destinations": [` + fields + `]}`, want: []digitalocean.MonitoringDestination{destination},
		},
		{
			name: "Monitoring.Destinations.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.Destinations.Get(ctx, destinationUUID)
			},
			method: "GET", path: path + "/" + destinationUUID, answer: `{"destination": ` + fields + `}`, want: &destination,
		},
		{
			name: "Monitoring.Destinations.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.Destinations.Create(ctx, &digitalocean.MonitoringDestinationCreateRequest{
					Name: "external", Type: digitalocean.MonitoringDestinationExternalOpenSearch,
					Config: digitalocean.MonitoringOpenSearchConfig{
						Endpoint: "example.com", IndexName: "logs", RetentionDays: 30,
						Credentials: &digitalocean.MonitoringOpenSearchCredentials{Username: "sammy", Password: digitalocean.NewSecret("hunter2")},
					},
				})
			},
			method: "POST", path: path,
			body: `{"name": "external", "type": "opensearch_ext", "config": {"endpoint": "example.com", "index_name": "logs", "retention_days": 30,
				"credentials": {"username": "sammy", "password": "hunter2"}}}`,
			answer: `{"destination": ` + fields + `}`, want: &destination,
		},
		{
			name: "Monitoring.Destinations.Update of what Get returned",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Monitoring.Destinations.Update(ctx, destinationUUID, destination.UpdateRequest())
			},
			method: "POST", path: path + "/" + destinationUUID,
			body:   `{"name": "managed", "type": "opensearch_dbaas", "config": {` + settings + `}}`,
			status: http.StatusNoContent,
		},
		{
			name: "Monitoring.Destinations.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Monitoring.Destinations.Delete(ctx, destinationUUID)
			},
			method: "DELETE", path: path + "/" + destinationUUID, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestMonitoringDestinationUpdateRequestIsACopy(t *testing.T) {
	destination := digitalocean.MonitoringDestination{Config: digitalocean.MonitoringOpenSearchConfig{
		Credentials: &digitalocean.MonitoringOpenSearchCredentials{Username: "sammy", Password: digitalocean.NewSecret("hunter2")},
	}}
	request := destination.UpdateRequest()
	require.Equal(t, destination.Config.Credentials, request.Config.Credentials)
	request.Config.Credentials.Username = "changed"
	require.Equal(t, "sammy", destination.Config.Credentials.Username)
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", request.Config.Credentials, *request, request), "hunter2")
}

func TestMonitoringSinks(t *testing.T) {
	const path = "/v2/monitoring/sinks"
	const fields = `{"destination": {"id": "` + destinationUUID + `", "name": "external", "type": "opensearch_ext", "config": {"endpoint": "example.com",
		"credentials": {"username": "sammy", "password": "hunter2"}}}, "resources": [{"urn": "` + clusterURN + `", "name": "k8s"}]}`
	resources := []digitalocean.MonitoringSinkResource{{URN: clusterURN, Name: "k8s"}}
	sink := digitalocean.MonitoringSink{
		Destination: &digitalocean.MonitoringDestination{
			ID: destinationUUID, Name: "external", Type: digitalocean.MonitoringDestinationExternalOpenSearch,
			Config: digitalocean.MonitoringOpenSearchConfig{
				Endpoint: "example.com", Credentials: &digitalocean.MonitoringOpenSearchCredentials{Username: "sammy", Password: digitalocean.NewSecret("hunter2")},
			},
		},
		Resources: resources,
	}
	for _, e := range []exchange{
		{
			name: "Monitoring.Sinks.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.Sinks.List(ctx, nil)
			},
			method: "GET", path: path, answer: `{"sinks": [` + fields + `]}`, want: []digitalocean.MonitoringSink{sink},
		},
		{
			name: "Monitoring.Sinks.List of a resource",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.Sinks.List(ctx, &digitalocean.MonitoringSinkListOptions{ResourceID: clusterURN})
			},
			method: "GET", path: path, query: "resource_id=" + strings.ReplaceAll(clusterURN, ":", "%3A"),
			answer: `{"sinks": []}`, want: []digitalocean.MonitoringSink{},
		},
		{
			name: "Monitoring.Sinks.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Monitoring.Sinks.Get(ctx, sinkUUID)
			},
			method: "GET", path: path + "/" + sinkUUID, answer: `{"sink": ` + fields + `}`, want: &sink,
		},
		{
			name: "Monitoring.Sinks.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Monitoring.Sinks.Create(ctx, &digitalocean.MonitoringSinkCreateRequest{
					DestinationUUID: destinationUUID, Resources: resources,
				})
			},
			method: "POST", path: path,
			body:   `{"destination_uuid": "` + destinationUUID + `", "resources": [{"urn": "` + clusterURN + `", "name": "k8s"}]}`,
			status: http.StatusAccepted,
		},
		{
			name: "Monitoring.Sinks.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Monitoring.Sinks.Delete(ctx, sinkUUID)
			},
			method: "DELETE", path: path + "/" + sinkUUID, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestMonitoringTypesInBothEncodings(t *testing.T) {
	for _, value := range []any{
		digitalocean.AlertPolicy{}, alertPolicy(), digitalocean.AlertPolicyCreateRequest{}, digitalocean.AlertPolicyUpdateRequest{},
		digitalocean.AlertPolicyAlerts{}, digitalocean.MonitoringDestination{}, digitalocean.MonitoringDestinationCreateRequest{},
		digitalocean.MonitoringDestinationUpdateRequest{}, digitalocean.MonitoringSink{}, digitalocean.MonitoringSinkCreateRequest{},
		digitalocean.Metrics{}, digitalocean.MetricSeries{}, digitalocean.MetricSample{},
	} {
		texts := bothEncodings(t, value)
		require.Equal(t, texts["v1"], texts["v2"])
	}
}
