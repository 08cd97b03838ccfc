package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

var check = object{"name": "site", "type": "https", "target": "https://www.example.com", "regions": []any{"us_east", "eu_west"}, "enabled": true}

func TestUptimeCheckLife(t *testing.T) {
	a := start(t)
	created := a.post("/v2/uptime/checks", check)["check"].(object)
	require.Equal(t, merged(check, object{"id": created["id"]}), created)
	path := "/v2/uptime/checks/" + idOf(created)
	status := func() any {
		return a.get(path + "/state")["state"].(object)["regions"].(object)["us_east"].(object)["status"]
	}
	require.Equal(t, "CHECKING", status())
	a.srv.Advance(time.Minute)
	require.Equal(t, "UP", status())
	changed := a.change("PUT", path, object{"name": "shop", "enabled": false})["check"].(object)
	require.Equal(t, merged(created, object{"name": "shop", "enabled": false}), changed)
	require.Equal(t, "UP", status())
	a.change("PUT", path, object{"target": "https://shop.example.com"})
	require.Equal(t, "CHECKING", status(), "another target")
	a.srv.Advance(30 * time.Second)
	a.change("PUT", path, object{"target": "https://www.example.com"})
	a.srv.Advance(30 * time.Second)
	require.Equal(t, "CHECKING", status(), "the result of the former target does not count")
	a.srv.Advance(30 * time.Second)
	require.Equal(t, "UP", status())
	require.Equal(t, []any{"shop"}, column(a.get("/v2/uptime/checks")["checks"], "name"))
	a.delete(path)
	a.gone(path)
	a.gone(path + "/state")
	a.gone(path + "/alerts")
}

func TestUptimeOutage(t *testing.T) {
	a := start(t, digitaloceantest.StartTime(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)))
	a.srv.FailNext("uptime_check")
	path := "/v2/uptime/checks/" + idOf(a.post("/v2/uptime/checks", check)["check"])
	state := func() object { return a.get(path + "/state")["state"].(object) }
	a.srv.Advance(time.Minute)
	require.Equal(t, "DOWN", state()["regions"].(object)["eu_west"].(object)["status"])
	require.NotContains(t, state(), "previous_outage")
	a.srv.Advance(2 * time.Minute)
	require.Equal(t, "UP", state()["regions"].(object)["eu_west"].(object)["status"])
	require.Equal(t, object{
		"region": "us_east", "started_at": "2026-03-01T12:01:00Z", "ended_at": "2026-03-01T12:03:00Z", "duration_seconds": 120.0,
	}, state()["previous_outage"])
}

func TestUptimeAlerts(t *testing.T) {
	a := start(t)
	alerts := "/v2/uptime/checks/" + idOf(a.post("/v2/uptime/checks", check)["check"]) + "/alerts"
	alert := object{
		"name": "slow", "type": "latency", "threshold": 300.0, "comparison": "greater_than", "period": "2m",
		"notifications": object{"email": []any{"sammy@example.com"}, "slack": []any{object{"channel": "ops", "url": "https://hooks.example.com/1"}}},
	}
	created := a.post(alerts, alert)["alert"].(object)
	require.Equal(t, merged(alert, object{"id": created["id"]}), created)
	path := alerts + "/" + idOf(created)
	require.Equal(t, created, a.get(path)["alert"])
	down := a.change("PUT", path, merged(alert, object{"type": "down", "period": "1h"}))["alert"].(object)
	require.Equal(t, []any{"down", "1h", created["id"]}, []any{down["type"], down["period"], down["id"]})
	require.NotContains(t, down, "threshold")
	require.Equal(t, []any{down}, a.get(alerts)["alerts"])
	refusals := []refusal{
		{merged(alert, object{"name": nil}), "name"},
		{merged(alert, object{"type": "up"}), "type"},
		{merged(alert, object{"period": "7m"}), "period"},
		{merged(alert, object{"threshold": nil}), "threshold"},
		{merged(alert, object{"comparison": "equal"}), "comparison"},
		{merged(alert, object{"notifications": nil}), "notifications"},
		{merged(alert, object{"notifications": object{"slack": []object{{"channel": "ops"}}}}), "notifications.slack[0].url"},
	}
	a.refusals("POST", alerts, refusals)
	a.refusals("PUT", path, refusals)
	require.Equal(t, down, a.get(path)["alert"])
	a.delete(path)
	a.gone(path)
}

func TestUptimeCheckRefusals(t *testing.T) {
	a := start(t)
	a.refusals("POST", "/v2/uptime/checks", []refusal{
		{merged(check, object{"name": nil}), "name"},
		{merged(check, object{"type": "tcp"}), "type"},
		{merged(check, object{"target": "www.example.com"}), "target"},
		{merged(check, object{"target": "http://www.example.com"}), "target"},
		{merged(check, object{"regions": []string{"moon"}}), "regions"},
		{merged(check, object{"regions": nil}), "regions"},
	})
	a.post("/v2/uptime/checks", merged(check, object{"type": "ping", "target": "192.0.2.1"}))
	for _, request := range []string{"GET ", "PUT ", "DELETE ", "GET /state", "GET /alerts", "POST /alerts", "GET /alerts/none"} {
		method, end := split(request)
		require.Equal(t, 404, a.do(method, "/v2/uptime/checks/none"+end, wholeOnly(end, check)).status, request)
	}
}
