package digitaloceantest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// withSnapshots creates a Droplet with snapshots of these names, and returns its path and their IDs.
func (a api) withSnapshots(names ...string) (path string, ids []any) {
	a.t.Helper()
	path = "/v2/droplets/" + idOf(a.createDroplet(nil))
	for _, name := range names {
		a.post(path+"/actions", object{"type": "snapshot", "name": name})
		a.srv.Advance(time.Minute)
	}
	return path, column(a.get("/v2/snapshots")["snapshots"], "id")
}

func TestDestroyWithSomeAssociatedResources(t *testing.T) {
	a := start(t)
	path, ids := a.withSnapshots("one", "two")
	destroy := path + "/destroy_with_associated_resources"
	body := a.get(destroy)
	require.Equal(t, ids, column(body["snapshots"], "id"))
	require.Equal(t, []any{"0.14", "0.14"}, column(body["snapshots"], "cost"))
	for _, kind := range []string{"reserved_ips", "floating_ips", "volumes", "volume_snapshots"} {
		require.Equal(t, []any{}, body[kind])
	}
	a.gone(destroy + "/status")

	require.Equal(t, 202, a.do("DELETE", destroy+"/selective", object{"snapshots": ids[:1]}).status)
	require.Nil(t, a.get(destroy + "/status")["completed_at"])
	require.Equal(t, 409, a.do("POST", destroy+"/retry", nil).status)
	require.Equal(t, 409, a.do("DELETE", destroy+"/selective", nil).status)
	a.get(path)

	a.srv.Advance(10 * time.Second)
	a.gone(path)
	status := a.get(destroy + "/status")
	require.EqualValues(t, 0, status["failures"])
	require.NotNil(t, status["completed_at"])
	require.NotNil(t, status["droplet"].(object)["destroyed_at"])
	require.Equal(t, ids[:1], column(status["resources"].(object)["snapshots"], "id"))
	require.Equal(t, ids[1:], column(a.get("/v2/snapshots")["snapshots"], "id"))
}

func TestDestroyWithAllNeedsTheHeader(t *testing.T) {
	a := start(t)
	path, _ := a.withSnapshots("one", "two")
	dangerous := path + "/destroy_with_associated_resources/dangerous"
	a.refused(a.do("DELETE", dangerous, nil), 400, "bad_request", "X-Dangerous")
	require.Equal(t, 202, a.do("DELETE", dangerous, nil, "X-Dangerous", "true").status)
	a.srv.Advance(time.Minute)
	a.gone(path)
	require.Empty(t, a.get("/v2/snapshots")["snapshots"])
}

func TestRetryAFailedDestroy(t *testing.T) {
	a := start(t)
	path, ids := a.withSnapshots("one", "two")
	destroy := path + "/destroy_with_associated_resources"
	a.srv.FailNext("destroy_with_associated_resources")
	a.do("DELETE", destroy+"/dangerous", nil, "X-Dangerous", "true")
	a.srv.Advance(time.Minute)
	status := a.get(destroy + "/status")
	require.EqualValues(t, 1, status["failures"])
	require.Len(t, column(status["resources"].(object)["snapshots"], "error_message"), 2)
	require.Equal(t, ids[:1], column(a.get("/v2/snapshots")["snapshots"], "id"))
	a.get(path)

	require.Equal(t, 202, a.do("POST", destroy+"/retry", nil).status)
	a.srv.Advance(time.Minute)
	require.EqualValues(t, 0, a.get(destroy + "/status")["failures"])
	a.gone(path)
	require.Empty(t, a.get("/v2/snapshots")["snapshots"])
}
