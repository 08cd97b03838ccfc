package digitaloceantest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

// monday is a Monday at noon.
var monday = digitaloceantest.StartTime(time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC))

func TestBackupPolicies(t *testing.T) {
	a := start(t, monday)
	path := "/v2/droplets/" + idOf(a.createDroplet(nil))
	policy := func() object { return a.get(path + "/backups/policy")["policy"].(object) }
	act := func(request object) {
		a.post(path+"/actions", request)
		a.srv.Advance(2 * time.Second)
	}
	require.Equal(t, []string{}, missing(policy(), "droplet_id", "backup_enabled"))
	require.Equal(t, false, policy()["backup_enabled"])
	require.Len(t, policy(), 2)

	act(object{"type": "enable_backups", "backup_policy": object{"plan": "daily", "hour": 16}})
	require.Equal(t, true, policy()["backup_enabled"])
	require.Equal(t, object{"plan": "daily", "hour": 16.0, "window_length_hours": 4.0, "retention_period_days": 7.0}, policy()["backup_policy"])
	window := object{"start": "2026-06-01T16:00:00Z", "end": "2026-06-01T20:00:00Z"}
	require.Equal(t, window, policy()["next_backup_window"])
	require.Equal(t, window, a.get(path)["droplet"].(object)["next_backup_window"])

	act(object{"type": "change_backup_policy", "backup_policy": object{"plan": "weekly", "weekday": "MON", "hour": 8}})
	require.Equal(t, object{
		"plan": "weekly", "weekday": "MON", "hour": 8.0, "window_length_hours": 4.0, "retention_period_days": 28.0,
	}, policy()["backup_policy"])
	require.Equal(t, "2026-06-08T08:00:00Z", policy()["next_backup_window"].(object)["start"])

	act(object{"type": "disable_backups"})
	require.Equal(t, false, policy()["backup_enabled"])
	require.Nil(t, a.get(path)["droplet"].(object)["next_backup_window"])
	a.srv.Advance(30 * 24 * time.Hour)
	require.Empty(t, a.get(path + "/backups")["backups"])
}

func TestListBackupPolicies(t *testing.T) {
	a := start(t, monday)
	ids := a.srv.AddDroplets(3, func(i int, d map[string]any) { d["backups"] = i == 1 })
	body := a.get("/v2/droplets/backups/policies?per_page=2")
	policies := body["policies"].(object)
	require.ElementsMatch(t, []string{fmt.Sprint(ids[0]), fmt.Sprint(ids[1])}, names(policies))
	require.Equal(t, true, policies[fmt.Sprint(ids[1])].(object)["backup_enabled"])
	require.Equal(t, "weekly", policies[fmt.Sprint(ids[1])].(object)["backup_policy"].(object)["plan"])
	require.EqualValues(t, 3, body["meta"].(object)["total"])
	require.Contains(t, body["links"].(object)["pages"], "next")
	require.Len(t, a.get("/v2/droplets/backups/policies?per_page=2&page=2")["policies"], 1)

	supported := a.get("/v2/droplets/backups/supported_policies")["supported_policies"]
	require.Equal(t, []any{"weekly", "daily"}, column(supported, "name"))
	require.Equal(t, []any{28.0, 7.0}, column(supported, "retention_period_days"))
}

func TestBackupsAreMadeAndKeptForAWhile(t *testing.T) {
	a := start(t, monday)
	d := a.createDroplet(object{"backups": true, "backup_policy": object{"plan": "daily", "hour": 0}})
	path := "/v2/droplets/" + idOf(d)
	a.srv.Advance(24 * time.Hour)
	backups := a.get(path + "/backups")["backups"].([]any)
	require.Equal(t, []any{"web-1 2026-06-02"}, column(backups, "name"))
	require.Equal(t, []any{"backup"}, column(backups, "type"))
	d = a.get(path)["droplet"].(object)
	require.Equal(t, column(backups, "id"), d["backup_ids"])
	require.Equal(t, "2026-06-03T00:00:00Z", d["next_backup_window"].(object)["start"])

	a.srv.Advance(30 * 24 * time.Hour)
	require.Len(t, a.get(path + "/backups")["backups"], 7)
	require.Len(t, a.get(path)["droplet"].(object)["backup_ids"], 7)
	require.Empty(t, a.get("/v2/snapshots")["snapshots"], "backups are no snapshots")

	a.delete(path)
	require.Empty(t, a.get("/v2/images?private=true")["images"], "backups go with their Droplet")
}

func TestRestoreAndConvertABackup(t *testing.T) {
	a := start(t, monday)
	path := "/v2/droplets/" + idOf(a.createDroplet(object{"backups": true}))
	a.srv.Advance(8 * 24 * time.Hour)
	id := idOf(a.get(path + "/backups")["backups"].([]any)[0])
	a.post(path+"/actions", object{"type": "restore", "image": asNumber(id)})
	a.srv.Advance(time.Minute)
	require.Equal(t, "backup", a.get(path)["droplet"].(object)["image"].(object)["type"])

	action := a.post("/v2/images/"+id+"/actions", object{"type": "convert"})["action"].(object)
	require.Equal(t, "image", action["resource_type"])
	a.srv.Advance(time.Minute)
	require.Equal(t, "snapshot", a.get("/v2/images/" + id)["image"].(object)["type"])
	require.Len(t, a.get(path + "/snapshots")["snapshots"], 1)
	require.Empty(t, a.get(path + "/backups")["backups"])
	require.Equal(t, "snapshot", a.get(path)["droplet"].(object)["image"].(object)["type"])
	a.invalid(a.do("POST", "/v2/images/"+id+"/actions", object{"type": "convert"}), "backup")
}
