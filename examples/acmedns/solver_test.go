package main

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// newSolver returns a solver for an account with example.com and eu.example.com.
func newSolver(t *testing.T) (*Solver, *digitaloceantest.Server) {
	t.Helper()
	srv := digitaloceantest.NewServer(t)
	srv.Create("/v2/domains", map[string]any{"name": "example.com"})
	srv.Create("/v2/domains", map[string]any{"name": "eu.example.com"})
	return &Solver{Client: srv.Client()}, srv
}

// challenges returns the values of the TXT records with a name.
func challenges(t *testing.T, s *Solver, zone, name string) []string {
	t.Helper()
	records, err := s.Client.Domains.Records.List(zone, &digitalocean.DomainRecordListOptions{Type: digitalocean.DomainRecordTXT}).Collect(t.Context())
	require.NoError(t, err)
	values := []string{}
	for _, record := range records {
		require.Equal(t, 30, record.TTL)
		if record.Name == name {
			values = append(values, record.Data)
		}
	}
	return values
}

// The value of RFC 8555 for this key authorization, by openssl: printf token.thumb | openssl dgst -sha256 -binary | basenc --base64url
const tokenThumb = "lCdftpJCXapaZHkBGIZbcubeKW8RmA0jSG_aZN01zbU"

func TestPresentAndCleanUp(t *testing.T) {
	for domain, want := range map[string]place{
		"example.com":         {"example.com", "_acme-challenge"},
		"*.example.com":       {"example.com", "_acme-challenge"},
		"WWW.Example.Com.":    {"example.com", "_acme-challenge.www"},
		"eu.example.com":      {"eu.example.com", "_acme-challenge"},
		"a.b.eu.example.com":  {"eu.example.com", "_acme-challenge.a.b"},
		"neu.example.com":     {"example.com", "_acme-challenge.neu"},
		"*.www.example.com":   {"example.com", "_acme-challenge.www"},
		"deep.er.example.com": {"example.com", "_acme-challenge.deep.er"},
	} {
		t.Run(domain, func(t *testing.T) {
			s, _ := newSolver(t)
			for range 2 {
				require.NoError(t, s.Present(t.Context(), domain, "token.thumb"))
			}
			require.Equal(t, []string{challengeValue("token.thumb")}, challenges(t, s, want.zone, want.name))
			for range 2 {
				require.NoError(t, s.CleanUp(t.Context(), domain, "token.thumb"))
			}
			require.Empty(t, challenges(t, s, want.zone, want.name))
		})
	}
}

func TestChallengesSideBySide(t *testing.T) {
	s, _ := newSolver(t)
	require.NoError(t, s.Present(t.Context(), "example.com", "one"))
	require.NoError(t, s.Present(t.Context(), "*.example.com", "two"))
	require.ElementsMatch(t, []string{challengeValue("one"), challengeValue("two")}, challenges(t, s, "example.com", "_acme-challenge"))
	require.NoError(t, s.CleanUp(t.Context(), "example.com", "one"))
	require.Equal(t, []string{challengeValue("two")}, challenges(t, s, "example.com", "_acme-challenge"))
}

func TestForeignDomain(t *testing.T) {
	s, _ := newSolver(t)
	err := s.Present(t.Context(), "example.org", "one")
	require.EqualError(t, err, "present the challenge for example.org: no domain of the account holds _acme-challenge.example.org")
}

// An answer that is lost after the record was made must not lead to a second record.
func TestLostAnswer(t *testing.T) {
	s, srv := newSolver(t)
	lost := srv.Inject(digitaloceantest.Fault{
		Method: http.MethodPost, Path: "/v2/domains/{domain_name}/records", Times: 1, Break: digitaloceantest.ResetAfter,
	})
	require.NoError(t, s.Present(t.Context(), "example.com", "one"))
	require.Equal(t, 1, lost.Fired())
	require.Equal(t, []string{challengeValue("one")}, challenges(t, s, "example.com", "_acme-challenge"))
}

func TestBusyService(t *testing.T) {
	s, srv := newSolver(t)
	srv.Inject(digitaloceantest.Fault{Times: 2, Status: http.StatusTooManyRequests, RetryAfter: 1e9})
	require.NoError(t, s.Present(t.Context(), "example.com", "one"))
	srv.Inject(digitaloceantest.Fault{Method: http.MethodDelete, Times: 2, Status: http.StatusServiceUnavailable})
	require.NoError(t, s.CleanUp(t.Context(), "example.com", "one"))
	require.Empty(t, challenges(t, s, "example.com", "_acme-challenge"))
}

func TestChallengeValue(t *testing.T) {
	require.Equal(t, tokenThumb, challengeValue("token.thumb"))
}
