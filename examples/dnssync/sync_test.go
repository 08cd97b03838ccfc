package main

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func newSyncer(t *testing.T) (*Syncer, *digitaloceantest.Server) {
	t.Helper()
	srv := digitaloceantest.NewServer(t)
	srv.Create("/v2/domains", map[string]any{"name": "example.com", "ip_address": "192.0.2.1"})
	return &Syncer{Client: srv.Client(), Zone: "example.com", Owner: "test"}, srv
}

// zone returns the records of the zone, but for those that were there from the start, and for the marks unless asked.
func zone(t *testing.T, s *Syncer, marks bool) []string {
	t.Helper()
	records, err := s.Client.Domains.Records.List(s.Zone, nil).Collect(t.Context())
	require.NoError(t, err)
	lines := []string{}
	for _, r := range records {
		fromTheStart := r.Type == digitalocean.DomainRecordSOA || r.Type == digitalocean.DomainRecordNS || r.Name == "@"
		if !fromTheStart && (marks || !s.isMark(r)) {
			lines = append(lines, fmt.Sprint(r.Name, " ", r.Type, " ", r.Data, " ", r.TTL))
		}
	}
	slices.Sort(lines)
	return lines
}

func (s *Syncer) sync(t *testing.T, endpoints ...Endpoint) (changes []Change, err error) {
	t.Helper()
	changes, err = s.Plan(t.Context(), endpoints)
	require.NoError(t, err)
	return changes, s.Apply(t.Context(), changes)
}

var (
	api = Endpoint{Name: "api", Type: digitalocean.DomainRecordA, Targets: []string{"192.0.2.10", "192.0.2.11"}, TTL: 300}
	www = Endpoint{Name: "www", Type: digitalocean.DomainRecordCNAME, Targets: []string{"api.example.com."}, TTL: 300}
)

func TestSync(t *testing.T) {
	s, _ := newSyncer(t)
	_, err := s.sync(t, api, www)
	require.NoError(t, err)
	require.Equal(t, []string{"api A 192.0.2.10 300", "api A 192.0.2.11 300", "www CNAME api.example.com 300"}, zone(t, s, false))

	changes, err := s.sync(t, api, www)
	require.NoError(t, err)
	require.Empty(t, changes, "nothing is left to do")

	moved := Endpoint{Name: "api", Type: digitalocean.DomainRecordA, Targets: []string{"192.0.2.11", "192.0.2.12"}, TTL: 60}
	_, err = s.sync(t, moved)
	require.NoError(t, err)
	require.Equal(t, []string{"api A 192.0.2.11 60", "api A 192.0.2.12 60"}, zone(t, s, false))

	_, err = s.sync(t)
	require.NoError(t, err)
	require.Empty(t, zone(t, s, true), "the marks are gone too")
}

func TestSyncLeavesOthersAlone(t *testing.T) {
	s, srv := newSyncer(t)
	srv.Create("/v2/domains/example.com/records", map[string]any{"type": "A", "name": "legacy", "data": "192.0.2.99", "ttl": 900})
	other := &Syncer{Client: s.Client, Zone: s.Zone, Owner: "other"}
	_, err := other.sync(t, www)
	require.NoError(t, err)

	_, err = s.sync(t, api)
	require.NoError(t, err)
	_, err = s.sync(t)
	require.NoError(t, err)
	require.Equal(t, []string{"legacy A 192.0.2.99 900", "www CNAME api.example.com 300"}, slices.DeleteFunc(zone(t, s, false), func(line string) bool {
		return line == "_dnssync-cname.www TXT heritage=dnssync,owner=other 300"
	}))

	for _, taken := range []Endpoint{{Name: "legacy", Type: digitalocean.DomainRecordA, Targets: []string{"192.0.2.1"}, TTL: 60}, www} {
		_, err = s.Plan(t.Context(), []Endpoint{taken})
		require.ErrorContains(t, err, "belongs to somebody else")
	}
}

// Whatever goes wrong, syncing again until it succeeds ends with the zone that was asked for, and no record twice.
func TestSyncConverges(t *testing.T) {
	for name, fault := range map[string]digitaloceantest.Fault{
		"limited":                  {Chance: 0.3, Status: http.StatusTooManyRequests, RetryAfter: 1e9},
		"unavailable":              {Chance: 0.3, Status: http.StatusServiceUnavailable},
		"reset before it is done":  {Chance: 0.3, Break: digitaloceantest.ResetBefore},
		"reset after it was done":  {Chance: 0.3, Break: digitaloceantest.ResetAfter},
		"answers that are cut off": {Chance: 0.3, Break: digitaloceantest.CutBody, Bytes: 20},
	} {
		t.Run(name, func(t *testing.T) {
			s, srv := newSyncer(t)
			injected := srv.Inject(fault)
			synced := false
			for range 50 {
				changes, err := s.Plan(t.Context(), []Endpoint{api, www})
				if err == nil && len(changes) == 0 {
					synced = true
					break
				}
				if err == nil {
					_ = s.Apply(t.Context(), changes) // the next plan sees how far it came
				}
			}
			require.True(t, synced)
			require.Positive(t, injected.Fired())
			injected.Remove()
			require.Equal(t, []string{
				"_dnssync-a.api TXT heritage=dnssync,owner=test 300", "_dnssync-cname.www TXT heritage=dnssync,owner=test 300",
				"api A 192.0.2.10 300", "api A 192.0.2.11 300", "www CNAME api.example.com 300",
			}, zone(t, s, true))
		})
	}
}
