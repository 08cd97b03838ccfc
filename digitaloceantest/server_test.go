package digitaloceantest_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func TestRefusesRequestsBeforeTheRules(t *testing.T) {
	a := start(t)
	for _, test := range []struct {
		name, method, path string
		body               any
		header             []string
		status             int
		id                 string
	}{
		{name: "no token", method: "GET", path: "/v2/account", header: []string{"Authorization", ""}, status: 401, id: "unauthorized"},
		{name: "another token", method: "GET", path: "/v2/account", header: []string{"Authorization", "Bearer x"}, status: 401, id: "unauthorized"},
		{name: "another scheme", method: "GET", path: "/v2/account", header: []string{"Authorization", "Basic dop_v1_test"}, status: 401, id: "unauthorized"},
		{name: "unknown path", method: "GET", path: "/v2/submarines", status: 404, id: "not_found"},
		{name: "unknown path below a known one", method: "GET", path: "/v2/droplets/1/wings", status: 404, id: "not_found"},
		{name: "empty segment", method: "GET", path: "/v2/droplets/", status: 404, id: "not_found"},
		{name: "ID that is no number", method: "GET", path: "/v2/droplets/web", status: 404, id: "not_found"},
		{name: "method", method: "PATCH", path: "/v2/account", status: 405, id: "method_not_allowed"},
		{name: "malformed JSON", method: "POST", path: "/v2/domains", body: `{"name":`, status: 400, id: "bad_request"},
		{name: "JSON that is no object", method: "POST", path: "/v2/domains", body: `["name"]`, status: 400, id: "bad_request"},
		{name: "empty body", method: "POST", path: "/v2/domains", status: 422, id: "unprocessable_entity"},
		{name: "field of a wrong type", method: "POST", path: "/v2/domains", body: object{"name": 7}, status: 422, id: "unprocessable_entity"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := api{t, a.srv}
			a.refused(a.do(test.method, test.path, test.body, test.header...), test.status, test.id, "")
		})
	}
}

func TestOfANameSentTwiceTheLastValueCounts(t *testing.T) {
	a := start(t)
	created := a.post("/v2/droplets", `{"name":"web","size":"s-1vcpu-1gb","image":"debian-12-x64","tags":["a","b"],"name":"db","tags":["c"]}`)
	require.Equal(t, "db", created["droplet"].(object)["name"])
	require.Equal(t, []any{"c"}, created["droplet"].(object)["tags"])
	a.post("/v2/domains", `{"name":"example.com","name":"example.com"}`)
	nested := a.post("/v2/droplets", `{"name":"web","size":"s-1vcpu-1gb","image":"debian-12-x64","backups":true,
		"backup_policy":{"plan":"daily","hour":20},"backup_policy":{"plan":"daily","hour":4}}`)
	policy := a.get("/v2/droplets/" + idOf(nested["droplet"]) + "/backups/policy")["policy"].(object)
	require.EqualValues(t, 4, policy["backup_policy"].(object)["hour"])
}

func TestMethodNotAllowedNamesTheMethods(t *testing.T) {
	a := start(t)
	require.Equal(t, []string{"GET", "POST"}, a.do("PUT", "/v2/domains", nil).header.Values("Allow"))
}

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	began := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	a := start(t, digitaloceantest.StartTime(began))
	for i, path := range []string{"/v2/account", "/v2/nothing", "/v2/droplets"} {
		got := a.do("GET", path, nil)
		require.Equal(t, "5000", got.header.Get("ratelimit-limit"))
		require.Equal(t, fmt.Sprint(4999-i), got.header.Get("ratelimit-remaining"))
		require.Equal(t, fmt.Sprint(began.Add(time.Hour).Unix()), got.header.Get("ratelimit-reset"))
		require.Equal(t, "Sun, 01 Mar 2026 12:00:00 GMT", got.header.Get("Date"))
		require.Equal(t, "application/json; charset=utf-8", got.header.Get("Content-Type"))
		require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, got.header.Get("x-request-id"))
	}
}

func TestHeadHasNoBody(t *testing.T) {
	got := start(t).do(http.MethodHead, "/v2/account", nil)
	require.Equal(t, 200, got.status)
	require.Empty(t, got.raw)
	require.NotEqual(t, "0", got.header.Get("Content-Length"))
}

func TestRequestsAreRecorded(t *testing.T) {
	a := start(t)
	a.do("POST", "/v2/domains?page=1", object{"name": "example.com"}, "X-Probe", "yes")
	a.do("GET", "/v2/domains/none%2Fsuch", nil)
	requests := a.srv.Requests()
	require.Len(t, requests, 2)
	first, second := requests[0], requests[1]
	require.Equal(t, "POST", first.Method)
	require.Equal(t, "/v2/domains", first.Path)
	require.Equal(t, "POST /v2/domains", first.Operation)
	require.Equal(t, "1", first.Query.Get("page"))
	require.Equal(t, "yes", first.Header.Get("X-Probe"))
	require.JSONEq(t, `{"name":"example.com"}`, string(first.Body))
	require.Equal(t, 201, first.Status)
	require.Equal(t, a.srv.Now(), first.Time)
	require.Equal(t, "/v2/domains/none%2Fsuch", second.Path)
	require.Equal(t, "GET /v2/domains/{domain_name}", second.Operation)
	require.Equal(t, 404, second.Status)
}

func TestKeepsTheLatestRequests(t *testing.T) {
	a := start(t, digitaloceantest.KeepRequests(3))
	for i := range 20 {
		a.do("GET", fmt.Sprintf("/v2/domains?page=%d", i+1), nil)
	}
	requests := a.srv.Requests()
	require.Len(t, requests, 3)
	require.Equal(t, "20", requests[2].Query.Get("page"))
}

func TestTheSeedDecidesIdentifiers(t *testing.T) {
	story := func(seed uint64) string {
		a := start(t, digitaloceantest.Seed(seed), digitaloceantest.StartTime(time.Unix(1_700_000_000, 0)))
		d := a.createDroplet(object{"ipv6": true})
		certificate := a.post("/v2/certificates", object{"name": "c", "type": "lets_encrypt", "dns_names": []string{"example.com"}})
		return fmt.Sprint(d, certificate, a.do("GET", "/v2/account", nil).header)
	}
	require.Equal(t, story(7), story(7))
	require.NotEqual(t, story(7), story(8))
}

func TestResetBringsBackTheBeginning(t *testing.T) {
	a := start(t)
	first := a.createDroplet(object{"tags": []string{"web"}})
	a.srv.Inject(digitaloceantest.Fault{Status: 503})
	a.srv.Reset()
	require.Empty(t, a.srv.Requests())
	require.Empty(t, a.get("/v2/droplets")["droplets"])
	require.Empty(t, a.get("/v2/tags")["tags"])
	require.Equal(t, first["id"], a.createDroplet(nil)["id"])
}

func TestCreateActsAsARequest(t *testing.T) {
	a := start(t)
	got := a.srv.Create("/v2/domains", map[string]any{"name": "example.com"})
	require.Equal(t, "example.com", got["domain"].(object)["name"])
	require.Empty(t, a.srv.Requests())
	a.get("/v2/domains/example.com")
	require.Panics(t, func() { a.srv.Create("/v2/domains", map[string]any{"name": "example.com"}) })
}

func TestOverviewNeedsNoToken(t *testing.T) {
	a := start(t)
	a.createDroplet(nil)
	got := a.do("GET", "/", nil, "Authorization", "")
	require.Equal(t, 200, got.status)
	require.Regexp(t, `(?m)^Droplets +1$`, got.raw)
	require.Contains(t, got.raw, "POST   /v2/droplets  202 Accepted")
}

func TestCloseEndsConnections(t *testing.T) {
	srv, err := digitaloceantest.Start()
	require.NoError(t, err)
	srv.Close()
	srv.Close()
	_, err = http.Get(srv.URL)
	require.Error(t, err)
}

func TestManyClientsAtOnce(t *testing.T) {
	a := start(t)
	var clients sync.WaitGroup
	for worker := range 8 {
		clients.Go(func() {
			for i := range 10 {
				name := fmt.Sprintf("w%d-%d", worker, i)
				created, err := a.try("POST", "/v2/droplets", object{
					"name": name, "region": "nyc3", "size": "s-1vcpu-1gb", "image": "debian-12-x64", "tags": []string{"busy"},
				})
				if err != nil || created.status != 202 {
					t.Errorf("create %s: %d %v", name, created.status, err)
					return
				}
				a.srv.Advance(time.Second)
				for _, path := range []string{"/v2/droplets?per_page=200", "/v2/tags/busy", "/v2/actions", "/v2/images"} {
					if got, err := a.try("GET", path, nil); err != nil || got.status != 200 {
						t.Errorf("GET %s: %d %v", path, got.status, err)
					}
				}
			}
		})
	}
	clients.Wait()
	require.EqualValues(t, 80, a.get("/v2/tags/busy")["tag"].(object)["resources"].(object)["count"])
}
