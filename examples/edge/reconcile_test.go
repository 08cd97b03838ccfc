package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// account is a server, and what is desired there.
type account struct {
	t       *testing.T
	srv     *digitaloceantest.Server
	client  *digitalocean.Client
	desired Desired
}

func start(t *testing.T, opts ...digitaloceantest.Option) *account {
	t.Helper()
	desired, err := ReadDesired(bytes.NewReader(example))
	require.NoError(t, err)
	srv := digitaloceantest.NewServer(t, opts...)
	return &account{t, srv, srv.Client(), desired}
}

// reconcile returns the changes, without their details.
func (a *account) reconcile() []string {
	a.t.Helper()
	changes, err := Reconcile(a.t.Context(), a.client, a.desired)
	require.NoError(a.t, err)
	lines := []string{}
	for _, c := range changes {
		lines = append(lines, c.Do+" "+c.Kind+" "+c.Name)
	}
	return lines
}

// untilItSucceeds reconciles until there is no error any more, and returns how often there was one.
func (a *account) untilItSucceeds() (failures int) {
	a.t.Helper()
	for ; failures < 50; failures++ {
		if _, err := Reconcile(a.t.Context(), a.client, a.desired); err == nil {
			return failures
		}
	}
	require.Fail(a.t, "it never succeeds")
	return failures
}

func (a *account) balancers() []digitalocean.LoadBalancer {
	a.t.Helper()
	balancers, err := a.client.LoadBalancers.List(nil).Collect(a.t.Context())
	require.NoError(a.t, err)
	return balancers
}

func (a *account) firewalls() []digitalocean.Firewall {
	a.t.Helper()
	firewalls, err := a.client.Firewalls.List(nil).Collect(a.t.Context())
	require.NoError(a.t, err)
	return firewalls
}

// sent counts the requests of an operation that came.
func (a *account) sent(operation string) (n int) {
	for _, r := range a.srv.Requests() {
		if r.Operation == operation {
			n++
		}
	}
	return n
}

// requireDesired compares what there is with what is desired, and reconciles once more, which must change nothing.
func (a *account) requireDesired() {
	a.t.Helper()
	balancers, firewalls := a.balancers(), a.firewalls()
	require.Len(a.t, balancers, len(a.desired.Apps))
	require.Len(a.t, firewalls, len(a.desired.Apps))
	for _, app := range a.desired.Apps {
		name := a.desired.name(app)
		b := slices.IndexFunc(balancers, func(b digitalocean.LoadBalancer) bool { return b.Name == name })
		f := slices.IndexFunc(firewalls, func(f digitalocean.Firewall) bool { return f.Name == name })
		require.NotEqual(a.t, -1, b, "the load balancer %s", name)
		require.NotEqual(a.t, -1, f, "the firewall %s", name)
		require.Equal(a.t, digitalocean.LoadBalancerActive, balancers[b].Status)
		require.Equal(a.t, app.Tag, balancers[b].Tag)
		require.Equal(a.t, app.Forward, balancers[b].ForwardingRules)
		require.Equal(a.t, app.HealthCheck.Port, balancers[b].HealthCheck.Port)
		require.Equal(a.t, []string{app.Tag}, firewalls[f].Tags)
		require.Equal(a.t, []string{balancers[b].ID}, firewalls[f].InboundRules[0].Sources.LoadBalancerUIDs)
	}
	seen := len(a.srv.Requests())
	require.Empty(a.t, a.reconcile())
	for _, r := range a.srv.Requests()[seen:] {
		require.Equal(a.t, http.MethodGet, r.Method)
	}
}

const createBalancer, createFirewall = "POST /v2/load_balancers", "POST /v2/firewalls"

func TestCreatesWhatIsMissing(t *testing.T) {
	a := start(t)
	require.Equal(t, []string{
		"create load balancer edge-shop", "create load balancer edge-mail",
		"create tag shop", "create firewall edge-shop", "create tag mail", "create firewall edge-mail",
	}, a.reconcile())
	a.requireDesired()
	rules := firewallLines(a.firewalls()[0].UpdateRequest(), "shop")
	balancer := a.balancers()[0].ID
	require.Equal(t, []string{
		"tag shop",
		"in: tcp 8080 from load balancer " + balancer,
		"in: tcp 8443 from load balancer " + balancer,
		"in: tcp 22 from 192.0.2.0/24", "in: tcp 22 from 2001:db8::/32",
		"out: tcp 0 to 0.0.0.0/0", "out: tcp 0 to ::/0", "out: udp 0 to 0.0.0.0/0", "out: udp 0 to ::/0",
		"out: icmp 0 to 0.0.0.0/0", "out: icmp 0 to ::/0",
	}, rules)
}

func TestReachesByUDPAndForTheHealthCheck(t *testing.T) {
	a := start(t)
	a.desired.Apps = []App{{
		Tag: "dns",
		Forward: []digitalocean.LoadBalancerForwardingRule{{
			EntryProtocol: digitalocean.LoadBalancerUDP, EntryPort: 53, TargetProtocol: digitalocean.LoadBalancerUDP, TargetPort: 5353,
		}},
		HealthCheck: digitalocean.LoadBalancerHealthCheck{Protocol: digitalocean.LoadBalancerTCP, Port: 8081},
	}}
	require.Equal(t, []port{{digitalocean.FirewallTCP, 8081}, {digitalocean.FirewallUDP, 5353}}, a.desired.Apps[0].balancedPorts())
	a.reconcile()
	a.requireDesired()
}

func TestMendsWhatDiffersAndKeepsTheRest(t *testing.T) {
	a := start(t)
	a.reconcile()
	ctx, outsider := t.Context(), a.srv.AddDroplets(1, nil)[0]
	balancer, firewall := a.balancers()[0], a.firewalls()[0]

	settings := balancer.UpdateRequest()
	settings.HTTPIdleTimeoutSeconds, settings.EnableProxyProtocol, settings.SizeUnit = 300, true, 3
	settings.StickySessions = &digitalocean.LoadBalancerStickySessions{
		Type: digitalocean.LoadBalancerStickyCookies, CookieName: "shop", CookieTTLSeconds: 600,
	}
	settings.HealthCheck.Path, settings.HealthCheck.CheckIntervalSeconds = "/", 30
	settings.Targets = digitalocean.LoadBalancerDroplets()
	_, err := a.client.LoadBalancers.Update(ctx, balancer.ID, settings)
	require.NoError(t, err)
	rules := firewall.UpdateRequest()
	rules.DropletIDs, rules.InboundRules, rules.Tags = []int64{outsider}, rules.InboundRules[:1], nil
	_, err = a.client.Firewalls.Update(ctx, firewall.ID, rules)
	require.NoError(t, err)

	changes, err := Reconcile(ctx, a.client, a.desired)
	require.NoError(t, err)
	require.Equal(t, Changes{
		{"update", "firewall", "edge-shop", []string{
			"+ tag shop", "+ in: tcp 8443 from load balancer " + balancer.ID, "+ in: tcp 22 from 192.0.2.0/24", "+ in: tcp 22 from 2001:db8::/32",
		}},
		{"update", "load balancer", "edge-shop", []string{
			"- health check: path /", "+ tag shop", "+ health check: path /healthz",
		}},
	}, changes)
	a.requireDesired()
	mended := a.balancers()[0]
	require.Equal(t, 30, mended.HealthCheck.CheckIntervalSeconds, "the document says nothing of it")
	require.Equal(t, 300, mended.HTTPIdleTimeoutSeconds)
	require.Equal(t, 3, mended.SizeUnit)
	require.True(t, mended.EnableProxyProtocol)
	require.Equal(t, settings.StickySessions, mended.StickySessions)
	require.Equal(t, []int64{outsider}, a.firewalls()[0].DropletIDs)
}

func TestFollowsTheDocument(t *testing.T) {
	a := start(t)
	a.reconcile()
	a.desired.Apps[1].Forward[0].TargetPort = 2626
	a.desired.Apps[1].HealthCheck.Port = 2626
	a.desired.Apps = append(a.desired.Apps[1:], App{Tag: "chat", Forward: a.desired.Apps[0].Forward})
	a.desired.Apps[1].HealthCheck.Port = 8080
	require.Equal(t, []string{
		"create load balancer edge-chat", "update firewall edge-mail", "create tag chat", "create firewall edge-chat",
		"update load balancer edge-mail", "delete load balancer edge-shop", "delete firewall edge-shop",
	}, a.reconcile())
	a.requireDesired()
}

func TestDeletesOnlyItsOwn(t *testing.T) {
	a := start(t)
	a.srv.Create("/v2/load_balancers", map[string]any{
		"name": "somebody-elses", "region": "nyc3",
		"forwarding_rules": []map[string]any{{"entry_protocol": "tcp", "entry_port": 1, "target_protocol": "tcp", "target_port": 1}},
	})
	a.srv.Create("/v2/firewalls", map[string]any{
		"name": "somebody-elses", "inbound_rules": []map[string]any{{"protocol": "icmp", "sources": map[string]any{"addresses": []string{"0.0.0.0/0"}}}},
	})
	a.reconcile()
	a.desired.Apps = nil
	a.reconcile()
	require.Len(t, a.balancers(), 1)
	require.Len(t, a.firewalls(), 1)
}

func TestDeletesTheYoungerOfTwo(t *testing.T) {
	a := start(t)
	a.reconcile()
	older := a.balancers()[0]
	a.srv.Advance(time.Minute)
	_, err := a.client.LoadBalancers.Create(t.Context(), (*digitalocean.LoadBalancerCreateRequest)(older.UpdateRequest()))
	require.NoError(t, err)
	require.Equal(t, []string{"delete load balancer edge-shop"}, a.reconcile())
	require.Equal(t, older.ID, a.balancers()[0].ID)
	a.requireDesired()
}

func TestConverges(t *testing.T) {
	for _, test := range []struct {
		name     string
		fault    digitaloceantest.Fault
		creates  int // requests, of each kind; one for each application is the least
		failures int // of the whole
	}{
		{"the answer to a create is lost", digitaloceantest.Fault{Break: digitaloceantest.ResetAfter}, 2, 0},
		{"the answer to a create is cut", digitaloceantest.Fault{Break: digitaloceantest.CutBody}, 2, 0},
		{"the answer to a create cannot be read", digitaloceantest.Fault{Break: digitaloceantest.MalformedJSON}, 2, 0},
		{"a create is carried out and reported as failed", digitaloceantest.Fault{Status: 504, Applied: true}, 2, 0},
		{"a create is lost on its way", digitaloceantest.Fault{Break: digitaloceantest.ResetBefore}, 3, 2},
		{"a create is not carried out", digitaloceantest.Fault{Status: 503}, 3, 2},
		{"too many requests", digitaloceantest.Fault{RetryAfter: time.Minute}, 3, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := start(t)
			var injected []*digitaloceantest.Injected
			for _, path := range []string{"/v2/load_balancers", "/v2/firewalls"} {
				fault := test.fault
				fault.Method, fault.Path, fault.Times = http.MethodPost, path, 1
				injected = append(injected, a.srv.Inject(fault))
			}
			require.Equal(t, test.failures, a.untilItSucceeds())
			for _, fault := range injected {
				require.Equal(t, 1, fault.Fired())
			}
			require.Equal(t, test.creates, a.sent(createBalancer))
			require.Equal(t, test.creates, a.sent(createFirewall))
			a.requireDesired()
		})
	}
}

// Whatever goes wrong, and whenever: there is one of each in the end, and nothing was made twice on the way.
func TestConvergesInChaos(t *testing.T) {
	const chance = 0.08
	for seed := range uint64(20) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			a := start(t, digitaloceantest.Seed(seed), digitaloceantest.RateLimit(0, 30))
			var injected []*digitaloceantest.Injected
			for _, fault := range []digitaloceantest.Fault{
				{Status: 503}, {Status: 502, Applied: true}, {RetryAfter: 7 * time.Second},
				{Break: digitaloceantest.ResetBefore}, {Break: digitaloceantest.ResetAfter}, {Break: digitaloceantest.CutBody},
			} {
				fault.Chance = chance
				injected = append(injected, a.srv.Inject(fault))
			}
			a.untilItSucceeds()
			for _, fault := range injected {
				fault.Remove()
			}
			a.requireDesired()
			require.Zero(t, a.sent("DELETE /v2/load_balancers/{lb_id}"), "no load balancer was made twice")
		})
	}
}

func TestGoesOnAfterAnError(t *testing.T) {
	a := start(t)
	a.srv.Inject(digitaloceantest.Fault{Method: http.MethodGet, Path: "/v2/load_balancers/{lb_id}", Status: 404, Times: 1})
	changes, err := Reconcile(t.Context(), a.client, a.desired)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	require.Len(t, changes, 6, "what was done is reported beside the error")
	require.Empty(t, a.reconcile())
	a.requireDesired()
}

func TestTellsOfALoadBalancerThatFails(t *testing.T) {
	a := start(t)
	a.srv.FailNext("load_balancer")
	_, err := Reconcile(t.Context(), a.client, a.desired)
	var failed *digitalocean.LoadBalancerError
	require.ErrorAs(t, err, &failed)
	require.ErrorContains(t, err, "load balancer edge-shop: ")
}

func TestRefusesDocuments(t *testing.T) {
	for document, message := range map[string]string{
		`{`:                                 "unexpected EOF",
		`{"prefixx": ""}`:                   `unknown field "prefixx"`,
		`{"apps": []}`:                      "has no prefix",
		`{"prefix": "edge-", "apps": [{}]}`: "no tag",
		`{"prefix": "edge-", "apps": [{"tag": "shop"}]}`:                                              "forwards nothing",
		`{"prefix": "edge-", "apps": [{"tag": "a", "forward": [{}]}, {"tag": "a", "forward": [{}]}]}`: "two applications have the tag a",
	} {
		_, err := ReadDesired(strings.NewReader(document))
		require.ErrorContains(t, err, message)
	}
	_, err := Reconcile(t.Context(), nil, Desired{})
	require.ErrorContains(t, err, "has no prefix")
}

func TestTheStory(t *testing.T) {
	require.NoError(t, run(t.Context(), nil))
}

func TestLooksAgainAndAgain(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	looks := 0
	srv := digitaloceantest.NewServer(t, digitaloceantest.Immediate(), digitaloceantest.OnRequest(func(r digitaloceantest.Request) {
		if r.Operation != "GET /v2/load_balancers" {
			return
		}
		if looks++; looks == 3 {
			cancel()
		}
	}))
	t.Setenv("DIGITALOCEAN_TOKEN", srv.Token)
	t.Setenv("DIGITALOCEAN_API_URL", srv.URL)
	require.NoError(t, run(ctx, []string{"-live", "-desired", "desired.json", "-every", "1ms"}))
	firewalls, err := srv.Client().Firewalls.List(nil).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, firewalls, 2)
}
