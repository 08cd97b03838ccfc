package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const certificateID = "892071a0-bb95-49bc-8021-3afd67a210bf"

func TestCertificates(t *testing.T) {
	const fields = `{"id": "` + certificateID + `", "name": "web", "not_after": "2026-05-22T00:23:00Z", "sha1_fingerprint": "dfcc9f57d86bf58e",
		"created_at": "2026-02-08T16:02:37Z", "dns_names": ["www.example.com", "example.com"], "state": "verified", "type": "lets_encrypt"}`
	const custom = `{"certificate": {"id": "` + certificateID + `", "name": "own", "not_after": "2027-05-22T00:23:00Z", "sha1_fingerprint": "479c82b5c63cb6d3",
		"created_at": "2026-02-08T16:02:37Z", "dns_names": [""], "state": "verified", "type": "custom"}}`
	certificate := digitalocean.Certificate{
		ID: certificateID, Name: "web", NotAfter: time.Date(2026, 5, 22, 0, 23, 0, 0, time.UTC), SHA1Fingerprint: "dfcc9f57d86bf58e",
		CreatedAt: time.Date(2026, 2, 8, 16, 2, 37, 0, time.UTC), DNSNames: []string{"www.example.com", "example.com"},
		State: digitalocean.CertificateVerified, Type: digitalocean.CertificateLetsEncrypt,
	}
	for _, e := range []exchange{
		{
			name: "Certificates.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Certificates.List(&digitalocean.CertificateListOptions{Name: "web"}).Collect(ctx)
			},
			method: "GET", path: "/v2/certificates", query: "name=web&per_page=200",
			answer: `{"certificates": [` + fields + `], "links": {}, "meta": {"total": 1}}`,
			want:   []digitalocean.Certificate{certificate},
		},
		{
			name: "Certificates.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Certificates.Get(ctx, certificateID)
			},
			method: "GET", path: "/v2/certificates/" + certificateID, answer: `{"certificate": ` + fields + `}`, want: &certificate,
		},
		{
			name: "Certificates.Create from Let's Encrypt, still pending",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Certificates.Create(ctx, digitalocean.LetsEncryptCertificate("web", "www.example.com", "example.com"))
			},
			method: "POST", path: "/v2/certificates", body: `{"name": "web", "type": "lets_encrypt", "dns_names": ["www.example.com", "example.com"]}`,
			status: http.StatusCreated,
			answer: `{"certificate": {"id": "` + certificateID + `", "name": "web", "not_after": "", "sha1_fingerprint": "",
				"created_at": "2026-02-08T16:02:37Z", "dns_names": ["www.example.com", "example.com"], "state": "pending", "type": "lets_encrypt"}}`,
			want: &digitalocean.Certificate{
				ID: certificateID, Name: "web", CreatedAt: certificate.CreatedAt, DNSNames: certificate.DNSNames,
				State: digitalocean.CertificatePending, Type: digitalocean.CertificateLetsEncrypt,
			},
		},
		{
			name: "Certificates.Create of one's own",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Certificates.Create(ctx, digitalocean.CustomCertificate("own", "KEY", "LEAF", "CHAIN"))
			},
			method: "POST", path: "/v2/certificates",
			body:   `{"name": "own", "type": "custom", "private_key": "KEY", "leaf_certificate": "LEAF", "certificate_chain": "CHAIN"}`,
			status: http.StatusCreated, answer: custom,
			want: &digitalocean.Certificate{
				ID: certificateID, Name: "own", NotAfter: time.Date(2027, 5, 22, 0, 23, 0, 0, time.UTC), SHA1Fingerprint: "479c82b5c63cb6d3",
				CreatedAt: certificate.CreatedAt, DNSNames: []string{""}, State: digitalocean.CertificateVerified, Type: digitalocean.CertificateCustom,
			},
		},
		{
			name: "Certificates.Create without a chain",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Certificates.Create(ctx, digitalocean.CustomCertificate("own", "KEY", "LEAF", ""))
			},
			method: "POST", path: "/v2/certificates", body: `{"name": "own", "type": "custom", "private_key": "KEY", "leaf_certificate": "LEAF"}`,
			status: http.StatusCreated, answer: custom,
		},
		{
			name: "Certificates.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Certificates.Delete(ctx, certificateID)
			},
			method: "DELETE", path: "/v2/certificates/" + certificateID, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestCertificateRequestHidesItsKey(t *testing.T) {
	request := digitalocean.CustomCertificate("own", "KEY", "LEAF", "CHAIN")
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", request, request, request), "KEY")
}

func TestWaitVerified(t *testing.T) {
	for _, c := range []struct {
		name   string
		states []digitalocean.CertificateState
		sleeps []time.Duration
		fails  string
	}{
		{name: "at once", states: []digitalocean.CertificateState{"verified"}},
		{
			name:   "after two looks",
			states: []digitalocean.CertificateState{"pending", "a new state", "verified"},
			sleeps: []time.Duration{time.Second, 1500 * time.Millisecond},
		},
		{
			name:   "never",
			states: []digitalocean.CertificateState{"pending", "error"},
			sleeps: []time.Duration{time.Second},
			fails:  "digitalocean: certificate " + certificateID + " (web) could not be issued",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			clock, looks := &recordingClock{}, 0
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				_, _ = fmt.Fprintf(w, `{"certificate": {"id": %q, "name": "web", "state": %q}}`, certificateID, c.states[looks])
				looks++
			}, digitalocean.WithClock(clock))
			certificate, err := client.Certificates.WaitVerified(t.Context(), certificateID)
			require.Equal(t, len(c.states), looks)
			require.Equal(t, c.sleeps, clock.sleeps())
			if c.fails != "" {
				require.EqualError(t, err, c.fails)
				require.Nil(t, certificate)
				failed, ok := errors.AsType[*digitalocean.CertificateError](err)
				require.True(t, ok)
				require.Equal(t, digitalocean.CertificateErrored, failed.Certificate.State)
				return
			}
			require.NoError(t, err)
			require.Equal(t, digitalocean.CertificateVerified, certificate.State)
		})
	}
}

func TestWaitVerifiedOfNone(t *testing.T) {
	looks := 0
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		looks++
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "Certificate not found"}`)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.Certificates.WaitVerified(t.Context(), certificateID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	require.Equal(t, 1, looks)
}
