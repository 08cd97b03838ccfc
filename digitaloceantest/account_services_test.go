package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestOrganizationTeams(t *testing.T) {
	a := start(t)
	require.Equal(t, []any{"My Team"}, column(a.get("/v2/organizations/teams")["teams"], "name"))
	made := a.post("/v2/organizations/team", object{"name": "production", "invitations": []object{
		{"email": "member@example.com", "role": "member"}, {"email": "biller@example.com", "role": "billing viewer"},
	}})
	require.Equal(t, object{"member@example.com": object{"status": "ok"}, "biller@example.com": object{"status": "ok"}}, made["invitations"])
	teams := a.get("/v2/organizations/teams")["teams"].([]any)
	require.Len(t, teams, 2)
	require.Equal(t, made["team"].(object)["uuid"], teams[1].(object)["uuid"])
	require.NotEqual(t, teams[0].(object)["uuid"], teams[1].(object)["uuid"])
	a.refusals("POST", "/v2/organizations/team", []refusal{
		{object{}, "name"},
		{object{"name": "x", "invitations": []object{{"role": "member"}}}, "invitations[0].email"},
		{object{"name": "x", "invitations": []object{{"email": "a@example.com", "role": "owner"}}}, "invitations[0].role"},
	})
}

func TestOneClicks(t *testing.T) {
	a := start(t)
	all := a.get("/v2/1-clicks")["1_clicks"].([]any)
	clusters, droplets := a.get("/v2/1-clicks?type=kubernetes")["1_clicks"].([]any), a.get("/v2/1-clicks?type=droplet")["1_clicks"].([]any)
	require.Equal(t, len(all), len(clusters)+len(droplets))
	require.Contains(t, column(clusters, "slug"), "monitoring")
	a.get("/v2/images/" + droplets[0].(object)["slug"].(string))
	a.invalid(a.do("GET", "/v2/1-clicks?type=app", nil), "type")

	k := a.srv.Create("/v2/kubernetes/clusters", object{
		"name": "shop", "region": "nyc3", "version": "latest", "node_pools": []object{{"name": "web", "size": "s-2vcpu-4gb", "count": 1}},
	})
	install := object{"addon_slugs": []string{"monitoring"}, "cluster_uuid": idOf(k["kubernetes_cluster"])}
	require.NotEmpty(t, a.change("POST", "/v2/1-clicks/kubernetes", install)["message"])
	a.refusals("POST", "/v2/1-clicks/kubernetes", []refusal{
		{merged(install, object{"cluster_uuid": nil}), "cluster_uuid"},
		{merged(install, object{"addon_slugs": nil}), "addon_slugs"},
		{merged(install, object{"addon_slugs": []string{"doom"}}), "addon_slugs"},
	})
}

// snapshotOf returns the path of a new snapshot of a Droplet.
func (a api) snapshotOf(d object) string {
	a.t.Helper()
	a.post("/v2/droplets/"+idOf(d)+"/actions", object{"type": "snapshot", "name": "s"})
	a.srv.Advance(time.Minute)
	snapshots := a.get("/v2/droplets/" + idOf(d) + "/snapshots")["snapshots"].([]any)
	return "/v2/images/" + idOf(snapshots[len(snapshots)-1])
}

func TestImageAccountTransfers(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	image := a.snapshotOf(d)
	path := image + "/account_transfer"
	offer := func(recipient object) object {
		return object{"transfer_id": a.post(path, recipient)["transfer_id"]}
	}
	for _, end := range []string{"/cancel", "/decline"} {
		transfer := offer(object{"recipient_email": "other@example.com"})
		a.refused(a.do("POST", path, object{"recipient_uuid": "t"}), 400, "bad_request", "already")
		a.done("POST", path+end, transfer)
		require.Equal(t, 404, a.do("POST", path+end, transfer).status, "it has ended")
		a.get(image)
	}
	transfer := offer(object{"recipient_uuid": "t"})
	a.refused(a.do("POST", path+"/accept", merged(transfer, object{"recipient_uuid": "u"})), 400, "bad_request", "recipient_uuid")
	require.Equal(t, 201, a.do("POST", path+"/accept", merged(transfer, object{"recipient_uuid": "t"})).status)
	a.gone(image)
	require.Equal(t, []any{}, a.get("/v2/droplets/" + idOf(d))["droplet"].(object)["snapshot_ids"])
}

func TestImageAccountTransferRefusals(t *testing.T) {
	a := start(t)
	d := a.createDroplet(nil)
	image := a.snapshotOf(d)
	a.refusals("POST", image+"/account_transfer", []refusal{
		{object{}, "recipient_email"},
		{object{"recipient_email": "a@example.com", "recipient_uuid": "t"}, "recipient_email"},
	})
	a.invalid(a.do("POST", image+"/account_transfer/cancel", object{}), "transfer_id")
	custom := "/v2/images/" + idOf(a.post("/v2/images", custom)["image"])
	a.refused(a.do("POST", custom+"/account_transfer", object{"recipient_email": "a@example.com"}), 400, "bad_request", "snapshot")
	require.Equal(t, 404, a.do("POST", "/v2/images/1/account_transfer", object{"recipient_email": "a@example.com"}).status)

	transfer := object{"transfer_id": a.post(image+"/account_transfer", object{"recipient_email": "a@example.com"})["transfer_id"]}
	other := a.snapshotOf(d)
	require.Equal(t, 404, a.do("POST", other+"/account_transfer/cancel", transfer).status, "it is one of another image")
	a.delete(image)
	require.Equal(t, 404, a.do("POST", image+"/account_transfer/cancel", transfer).status)
}
