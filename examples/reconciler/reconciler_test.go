package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// account is a server with a reconciler at work on it.
type account struct {
	t   *testing.T
	srv *digitaloceantest.Server
	r   *Reconciler
}

// start returns an account in which there is one Droplet of the tag too many, with a record of its own.
func start(t *testing.T, opts ...digitaloceantest.Option) account {
	t.Helper()
	srv := digitaloceantest.NewServer(t, opts...)
	addStray(srv)
	r := &Reconciler{Client: srv.Client(), Clock: srv.Clock(), Desired: threeWebServers(), Tell: t.Logf}
	return account{t, srv, r}
}

// requireDesired compares what there is with what is desired, and what was done with the least that leads there:
// one Droplet created for each name, and nothing deleted but the stray and its record.
func (a account) requireDesired() {
	a.t.Helper()
	client, ctx := a.srv.Client(), a.t.Context()
	droplets, err := client.Droplets.List(nil).Collect(ctx)
	require.NoError(a.t, err)
	addresses := map[string]string{}
	for _, d := range droplets {
		require.Equal(a.t, digitalocean.DropletActive, d.Status)
		require.Equal(a.t, []string{"web"}, d.Tags)
		addresses[d.Name] = d.PublicIPv4()
	}
	require.Len(a.t, droplets, 3)
	require.Len(a.t, addresses, 3)
	records, err := client.Domains.Records.List("example.com", &digitalocean.DomainRecordListOptions{Type: "A"}).Collect(ctx)
	require.NoError(a.t, err)
	require.Len(a.t, records, 3)
	for _, record := range records {
		require.Equal(a.t, addresses[record.Name], record.Data)
		require.Equal(a.t, 300, record.TTL)
	}
	done := map[string]int{}
	for action, err := range client.Actions.List(nil).All(ctx) {
		require.NoError(a.t, err)
		done[action.Type]++
	}
	require.Equal(a.t, map[string]int{"create": 3, "destroy": 1}, done)
	require.LessOrEqual(a.t, a.sent("DELETE /v2/domains/{domain_name}/records/{domain_record_id}", 204), 1)
}

// sent counts the requests of an operation that got one of the statuses, or all of it; 0 is a lost answer.
func (a account) sent(operation string, statuses ...int) (n int) {
	for _, r := range a.srv.Requests() {
		if r.Operation == operation && (statuses == nil || slices.Contains(statuses, r.Status)) {
			n++
		}
	}
	return n
}

// writes counts the requests since a moment that were to change something.
func (a account) writes(since int) (n int) {
	for _, r := range a.srv.Requests()[since:] {
		if r.Method != http.MethodGet {
			n++
		}
	}
	return n
}

const (
	createDroplets = "POST /v2/droplets"
	createRecord   = "POST /v2/domains/{domain_name}/records"
	deleteDroplet  = "DELETE /v2/droplets/{droplet_id}"
)

func TestConverges(t *testing.T) {
	post := digitaloceantest.Fault{Method: "POST", Path: "/v2/droplets", Times: 1}
	with := func(f digitaloceantest.Fault, change func(*digitaloceantest.Fault)) digitaloceantest.Fault {
		change(&f)
		return f
	}
	for _, test := range []struct {
		name      string
		faults    []digitaloceantest.Fault
		operation string
		sent      int // how often, which is the least
	}{
		{name: "without trouble", operation: createDroplets, sent: 1},
		{
			name: "the create is lost on its way", operation: createDroplets, sent: 2,
			faults: []digitaloceantest.Fault{with(post, func(f *digitaloceantest.Fault) { f.Break = digitaloceantest.ResetBefore })},
		},
		{
			name: "the answer to the create is lost", operation: createDroplets, sent: 1,
			faults: []digitaloceantest.Fault{with(post, func(f *digitaloceantest.Fault) { f.Break = digitaloceantest.ResetAfter })},
		},
		{
			name: "the answer to the create is cut", operation: createDroplets, sent: 1,
			faults: []digitaloceantest.Fault{with(post, func(f *digitaloceantest.Fault) { f.Break = digitaloceantest.CutBody })},
		},
		{
			name: "the create is not carried out", operation: createDroplets, sent: 2,
			faults: []digitaloceantest.Fault{with(post, func(f *digitaloceantest.Fault) { f.Status = 503 })},
		},
		{
			name: "the create is carried out and reported as failed", operation: createDroplets, sent: 1,
			faults: []digitaloceantest.Fault{with(post, func(f *digitaloceantest.Fault) { f.Status, f.Applied = 504, true })},
		},
		{
			name: "too many requests", operation: createDroplets, sent: 2,
			faults: []digitaloceantest.Fault{with(post, func(f *digitaloceantest.Fault) { f.RetryAfter = time.Minute })},
		},
		{
			name: "the answer to a record is lost", operation: createRecord, sent: 3,
			faults: []digitaloceantest.Fault{{Method: "POST", Path: "/v2/domains/{domain_name}/records", Skip: 1, Times: 1, Break: digitaloceantest.ResetAfter}},
		},
		{
			name: "the answer to the delete is lost", operation: deleteDroplet, sent: 2, // the client repeats a DELETE
			faults: []digitaloceantest.Fault{{Method: "DELETE", Path: "/v2/droplets/*", Times: 1, Break: digitaloceantest.ResetAfter}},
		},
		{
			name: "nobody listens for a while", operation: createDroplets, sent: 1,
			faults: []digitaloceantest.Fault{{Break: digitaloceantest.ConnectionRefused, For: 5 * time.Minute}},
		},
		{
			name: "reading is hard", operation: createDroplets, sent: 1,
			faults: []digitaloceantest.Fault{
				{Path: "/v2/droplets", Method: "GET", Status: 503, Times: 2},
				{Path: "/v2/droplets", Method: "GET", RetryAfter: time.Minute, Times: 1},
				{Path: "/v2/droplets", Method: "GET", Break: digitaloceantest.MalformedJSON, Times: 1},
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := start(t)
			for _, fault := range test.faults {
				a.srv.Inject(fault)
			}
			require.NoError(t, a.r.Run(t.Context()))
			require.Equal(t, test.sent, a.sent(test.operation))
			a.requireDesired()
		})
	}
}

// Whatever goes wrong, and whenever: there is one of each in the end, and nothing was made twice on the way.
func TestConvergesInChaos(t *testing.T) {
	const chance = 0.08
	for seed := range uint64(40) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			a := start(t, digitaloceantest.Seed(seed), digitaloceantest.RateLimit(0, 30))
			faults := []*digitaloceantest.Injected{
				a.srv.Inject(digitaloceantest.Fault{Chance: chance, Status: 503}),
				a.srv.Inject(digitaloceantest.Fault{Chance: chance, Status: 502, Applied: true}),
				a.srv.Inject(digitaloceantest.Fault{Chance: chance, RetryAfter: 7 * time.Second}),
				a.srv.Inject(digitaloceantest.Fault{Chance: chance, Break: digitaloceantest.ResetBefore}),
				a.srv.Inject(digitaloceantest.Fault{Chance: chance, Break: digitaloceantest.ResetAfter}),
				a.srv.Inject(digitaloceantest.Fault{Chance: chance, Break: digitaloceantest.CutBody}),
			}
			require.NoError(t, a.r.Run(t.Context()))
			for _, fault := range faults {
				fault.Remove()
			}
			seen := len(a.srv.Requests())
			require.NoError(t, a.r.Run(t.Context()))
			require.Zero(t, a.writes(seen))
			a.requireDesired()
		})
	}
}

func TestNothingIsDoneWhereAllIsWell(t *testing.T) {
	a := start(t)
	require.NoError(t, a.r.Run(t.Context()))
	for range 3 {
		seen := len(a.srv.Requests())
		require.NoError(t, a.r.Run(t.Context()))
		require.Len(t, a.srv.Requests()[seen:], 2, "one look at the Droplets and one at the records")
		require.Zero(t, a.writes(seen))
	}
}

func TestMendsWhatOthersBroke(t *testing.T) {
	a := start(t)
	require.NoError(t, a.r.Run(t.Context()))
	sabotage(a.srv)
	a.srv.AddDroplets(1, func(_ int, d map[string]any) { d["name"], d["tags"] = "web-1", []string{"web"} })
	seen := len(a.srv.Requests())
	require.NoError(t, a.r.Run(t.Context()))
	require.Equal(t, 4, a.writes(seen), "a Droplet created, one deleted, two records corrected")
	droplets, err := a.r.Client.Droplets.List(nil).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, droplets, 3)
}

func TestMakesTheDomain(t *testing.T) {
	a := start(t)
	require.NoError(t, a.r.Client.Domains.Delete(t.Context(), "example.com"))
	require.NoError(t, a.r.Run(t.Context()))
	a.requireDesired()
}

func TestStopsWhereAskingAgainIsOfNoUse(t *testing.T) {
	a := start(t)
	a.r.Desired.Droplet.Size = "enormous"
	require.ErrorIs(t, a.r.Run(t.Context()), digitalocean.ErrUnprocessable)
	require.Equal(t, 1, a.sent(createDroplets))
}

func TestLosesItsPatience(t *testing.T) {
	a := start(t)
	a.srv.Inject(digitaloceantest.Fault{Method: "POST", Status: 500})
	require.ErrorIs(t, a.r.Run(t.Context()), digitalocean.ErrServer)
	require.Equal(t, patience, a.sent(createDroplets))
}

func TestEndsWithItsContext(t *testing.T) {
	a := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	a.r.Tell = func(string, ...any) { cancel() }
	require.ErrorIs(t, a.r.Run(ctx), context.Canceled)
}

func TestTheStory(t *testing.T) {
	require.NoError(t, run(t.Context()))
}
