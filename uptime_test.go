package digitalocean_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	checkID = "5a4981aa-9653-4bd1-bef5-d6bff52042e4"
	alertID = "17f0f0ae-b7e5-4ef6-86e3-aa569db58284"
)

func TestUptimeChecks(t *testing.T) {
	const settings = `"name": "Landing page", "type": "https", "target": "https://www.example.com", "regions": ["us_east", "se_asia"], "enabled": true`
	const fields = `{"id": "` + checkID + `", ` + settings + `}`
	check := digitalocean.UptimeCheck{
		ID: checkID, Name: "Landing page", Type: digitalocean.UptimeCheckHTTPS, Target: "https://www.example.com",
		Regions: []digitalocean.UptimeRegion{digitalocean.UptimeUSEast, digitalocean.UptimeSEAsia}, Enabled: true,
	}
	for _, e := range []exchange{
		{
			name: "Uptime.Checks.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Checks.List(&digitalocean.ListOptions{Page: 2}).Collect(ctx)
			},
			method: "GET", path: "/v2/uptime/checks", query: "page=2&per_page=200",
			answer: `{"checks": [` + fields + `], "links": {}, "meta": {"total": 201}}`, want: []digitalocean.UptimeCheck{check},
		},
		{
			name: "Uptime.Checks.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Checks.Get(ctx, checkID)
			},
			method: "GET", path: "/v2/uptime/checks/" + checkID, answer: `{"check": ` + fields + `}`, want: &check,
		},
		{
			name: "Uptime.Checks.GetState",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Checks.GetState(ctx, checkID)
			},
			method: "GET", path: "/v2/uptime/checks/" + checkID + "/state",
			answer: `{"state": {"regions": {
				"us_east": {"status": "UP", "status_changed_at": "2026-03-17T22:28:51Z", "thirty_day_uptime_percentage": 97.99},
				"us_west": {"status": "CHECKING", "status_changed_at": "", "thirty_day_uptime_percentage": 0},
				"eu_west": {"status": "DOWN", "status_changed_at": "2026-03-17T22:28:52Z", "thirty_day_uptime_percentage": 12.5},
				"se_asia": {"status": "UP", "status_changed_at": "2026-03-17T22:28:53Z", "thirty_day_uptime_percentage": 100}},
				"previous_outage": {"region": "us_east", "started_at": "2026-03-17T18:04:55Z", "ended_at": "2026-03-17T18:06:55Z", "duration_seconds": 120}}}`,
			want: &digitalocean.UptimeCheckState{
				Regions: digitalocean.UptimeRegionalState{
					USEast: &digitalocean.UptimeRegionState{
						Status: digitalocean.UptimeUp, StatusChangedAt: time.Date(2026, 3, 17, 22, 28, 51, 0, time.UTC), ThirtyDayUptimePercentage: 97.99,
					},
					USWest: &digitalocean.UptimeRegionState{Status: digitalocean.UptimeChecking},
					EUWest: &digitalocean.UptimeRegionState{
						Status: digitalocean.UptimeDown, StatusChangedAt: time.Date(2026, 3, 17, 22, 28, 52, 0, time.UTC), ThirtyDayUptimePercentage: 12.5,
					},
					SEAsia: &digitalocean.UptimeRegionState{
						Status: digitalocean.UptimeUp, StatusChangedAt: time.Date(2026, 3, 17, 22, 28, 53, 0, time.UTC), ThirtyDayUptimePercentage: 100,
					},
				},
				PreviousOutage: &digitalocean.UptimePreviousOutage{
					Region: digitalocean.UptimeUSEast, StartedAt: time.Date(2026, 3, 17, 18, 4, 55, 0, time.UTC),
					EndedAt: time.Date(2026, 3, 17, 18, 6, 55, 0, time.UTC), DurationSeconds: 120,
				},
			},
		},
		{
			name: "Uptime.Checks.GetState of a new check",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Checks.GetState(ctx, checkID)
			},
			method: "GET", path: "/v2/uptime/checks/" + checkID + "/state", answer: `{"state": {"regions": {}, "previous_outage": null}}`,
			want: &digitalocean.UptimeCheckState{},
		},
		{
			name: "Uptime.Checks.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Checks.Create(ctx, &digitalocean.UptimeCheckCreateRequest{
					Name: check.Name, Type: check.Type, Target: check.Target, Regions: check.Regions, Enabled: true,
				})
			},
			method: "POST", path: "/v2/uptime/checks", body: `{` + settings + `}`, status: http.StatusCreated,
			answer: `{"check": ` + fields + `}`, want: &check,
		},
		{
			name: "Uptime.Checks.Update of every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Checks.Update(ctx, checkID, &digitalocean.UptimeCheckUpdateRequest{
					Name: "ping", Type: digitalocean.UptimeCheckPing, Target: "192.0.2.1",
					Regions: []digitalocean.UptimeRegion{digitalocean.UptimeUSWest, digitalocean.UptimeEUWest}, Enabled: new(false),
				})
			},
			method: "PUT", path: "/v2/uptime/checks/" + checkID,
			body:   `{"name": "ping", "type": "ping", "target": "192.0.2.1", "regions": ["us_west", "eu_west"], "enabled": false}`,
			answer: `{"check": ` + fields + `}`, want: &check,
		},
		{
			name: "Uptime.Checks.Update of one field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Checks.Update(ctx, checkID, &digitalocean.UptimeCheckUpdateRequest{Target: "http://example.com"})
			},
			method: "PUT", path: "/v2/uptime/checks/" + checkID, body: `{"target": "http://example.com"}`,
			answer: `{"check": ` + fields + `}`, want: &check,
		},
		{
			name: "Uptime.Checks.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Uptime.Checks.Delete(ctx, checkID)
			},
			method: "DELETE", path: "/v2/uptime/checks/" + checkID, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestUptimeAlerts(t *testing.T) {
	const settings = `"name": "slow", "type": "latency", "threshold": 300, "comparison": "greater_than", "notifications": {"email": ["bob@example.com"],
		"slack": [{"channel": "Production Alerts", "url": "https://hooks.slack.com/services/T1/A2/Z3"}]}, "period": "2m"`
	const fields = `{"id": "` + alertID + `", ` + settings + `}`
	const path = "/v2/uptime/checks/" + checkID + "/alerts"
	notifications := digitalocean.UptimeAlertNotifications{
		Email: []string{"bob@example.com"},
		Slack: []digitalocean.SlackDetails{{Channel: "Production Alerts", URL: digitalocean.NewSecret("https://hooks.slack.com/services/T1/A2/Z3")}},
	}
	alert := digitalocean.UptimeAlert{
		ID: alertID, Name: "slow", Type: digitalocean.UptimeAlertLatency, Threshold: new(300), Comparison: digitalocean.UptimeAlertGreaterThan,
		Notifications: notifications, Period: digitalocean.UptimeAlertPeriod2Minutes,
	}
	for _, e := range []exchange{
		{
			name: "Uptime.Alerts.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Alerts.List(checkID, &digitalocean.ListOptions{PerPage: 20}).Collect(ctx)
			},
			method: "GET", path: path, query: "per_page=20",
			answer: `{"alerts": [` + fields + `, {"id": "a-2", "name": "gone", "type": "down_global", "threshold": null,
				"notifications": {"email": [], "slack": []}, "period": "1h"}], "links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.UptimeAlert{
				alert,
				{
					ID: "a-2", Name: "gone", Type: digitalocean.UptimeAlertDownGlobal, Period: digitalocean.UptimeAlertPeriod1Hour,
					Notifications: digitalocean.UptimeAlertNotifications{Email: []string{}, Slack: []digitalocean.SlackDetails{}},
				},
			},
		},
		{
			name: "Uptime.Alerts.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Alerts.Get(ctx, checkID, alertID)
			},
			method: "GET", path: path + "/" + alertID, answer: `{"alert": ` + fields + `}`, want: &alert,
		},
		{
			name: "Uptime.Alerts.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Alerts.Create(ctx, checkID, &digitalocean.UptimeAlertCreateRequest{
					Name: alert.Name, Type: alert.Type, Threshold: new(300), Comparison: alert.Comparison, Notifications: notifications, Period: alert.Period,
				})
			},
			method: "POST", path: path, body: `{` + settings + `}`, status: http.StatusCreated, answer: `{"alert": ` + fields + `}`, want: &alert,
		},
		{
			name: "Uptime.Alerts.Create with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Alerts.Create(ctx, checkID, &digitalocean.UptimeAlertCreateRequest{
					Name: "gone", Type: digitalocean.UptimeAlertDown, Period: digitalocean.UptimeAlertPeriod5Minutes,
					Notifications: digitalocean.UptimeAlertNotifications{Email: []string{"bob@example.com"}},
				})
			},
			method: "POST", path: path,
			body:   `{"name": "gone", "type": "down", "notifications": {"email": ["bob@example.com"], "slack": []}, "period": "5m"}`,
			status: http.StatusCreated, answer: `{"alert": ` + fields + `}`, want: &alert,
		},
		{
			name: "Uptime.Alerts.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Uptime.Alerts.Update(ctx, checkID, alertID, &digitalocean.UptimeAlertUpdateRequest{
					Name: "old", Type: digitalocean.UptimeAlertSSLExpiry, Threshold: new(0), Comparison: digitalocean.UptimeAlertLessThan,
					Period: digitalocean.UptimeAlertPeriod30Minutes,
				})
			},
			method: "PUT", path: path + "/" + alertID,
			body: `{"name": "old", "type": "ssl_expiry", "threshold": 0, "comparison": "less_than", "notifications": {"email": [], "slack": []},
				"period": "30m"}`,
			answer: `{"alert": ` + fields + `}`, want: &alert,
		},
		{
			name: "Uptime.Alerts.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Uptime.Alerts.Delete(ctx, checkID, alertID)
			},
			method: "DELETE", path: path + "/" + alertID, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestUptimeUpdateRequestChangesNothing(t *testing.T) {
	const check = `{"name": "Landing page", "type": "https", "target": "https://www.example.com", "regions": ["us_east"], "enabled": false}`
	require.JSONEq(t, check, sentBack(t, `{"check": `+check+`}`, func(ctx context.Context, c *digitalocean.Client) error {
		got, err := c.Uptime.Checks.Get(ctx, checkID)
		require.NoError(t, err)
		request := got.UpdateRequest()
		_, err = c.Uptime.Checks.Update(ctx, checkID, request)
		request.Regions[0] = "changed"
		require.Equal(t, []digitalocean.UptimeRegion{"us_east"}, got.Regions)
		return err
	}))
	for _, alert := range []string{
		`{"name": "slow", "type": "latency", "threshold": 300, "comparison": "greater_than", "notifications": {"email": ["bob@example.com"],
			"slack": [{"channel": "Alerts", "url": "https://hooks.slack.com/services/T1/A2/Z3"}]}, "period": "2m"}`,
		`{"name": "old", "type": "ssl_expiry", "threshold": 0, "comparison": "less_than", "notifications": {"email": [], "slack": []}, "period": "1h"}`,
		`{"name": "gone", "type": "down", "notifications": {"email": ["bob@example.com"], "slack": []}, "period": "15m"}`,
	} {
		require.JSONEq(t, alert, sentBack(t, `{"alert": `+alert+`}`, func(ctx context.Context, c *digitalocean.Client) error {
			got, err := c.Uptime.Alerts.Get(ctx, checkID, alertID)
			require.NoError(t, err)
			_, err = c.Uptime.Alerts.Update(ctx, checkID, alertID, got.UpdateRequest())
			return err
		}))
	}
}

func TestUptimeTypesInBothEncodings(t *testing.T) {
	webhook := digitalocean.SlackDetails{Channel: "Alerts", URL: digitalocean.NewSecret("https://hooks.slack.com/services/T1/A2/Z3")}
	for _, value := range []any{
		digitalocean.UptimeCheck{}, digitalocean.UptimeCheckState{}, digitalocean.UptimeCheckCreateRequest{}, digitalocean.UptimeCheckUpdateRequest{},
		digitalocean.UptimeAlert{}, digitalocean.UptimeAlertCreateRequest{}, digitalocean.UptimeAlertUpdateRequest{},
		digitalocean.UptimeAlert{Notifications: digitalocean.UptimeAlertNotifications{Slack: []digitalocean.SlackDetails{webhook}}},
	} {
		texts := bothEncodings(t, value)
		require.Equal(t, texts["v1"], texts["v2"])
	}
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", webhook, webhook, webhook), "hooks.slack.com")
	text, err := json.Marshal(webhook)
	require.NoError(t, err)
	require.JSONEq(t, `{"channel": "Alerts", "url": "https://hooks.slack.com/services/T1/A2/Z3"}`, string(text))
}
