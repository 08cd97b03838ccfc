package digitalocean_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const prefixUUID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"

func TestBYOIPPrefixes(t *testing.T) {
	const fields = `{"uuid": "f47ac10b-58cc-4372-a567-0e02b2c3d479", "name": "edge", "prefix": "203.0.113.0/24", "status": "active", "region": "nyc3",
		"validations": [{"name": "SIGNATURE HASH", "status": "FAILED", "note": "expired"}], "failure_reason": "once", "locked": true,
		"advertised": true, "project_id": "12345678-1234-1234-1234-123456789012"}`
	prefix := digitalocean.BYOIPPrefix{
		UUID: prefixUUID, Name: "edge", Prefix: "203.0.113.0/24", Status: digitalocean.BYOIPPrefixActive, Region: "nyc3",
		Validations:   []digitalocean.BYOIPPrefixValidation{{Name: "SIGNATURE HASH", Status: "FAILED", Note: "expired"}},
		FailureReason: "once", Locked: true, Advertised: true, ProjectID: "12345678-1234-1234-1234-123456789012",
	}
	create := func(ctx context.Context, c *digitalocean.Client) (any, error) {
		return c.BYOIPPrefixes.Create(ctx, &digitalocean.BYOIPPrefixCreateRequest{Prefix: "203.0.113.0/24", Region: "nyc3", Signature: "c2lnbmVk"})
	}
	const (
		createBody    = `{"prefix": "203.0.113.0/24", "region": "nyc3", "signature": "c2lnbmVk"}`
		createdFields = `{"uuid": "f47ac10b-58cc-4372-a567-0e02b2c3d479", "status": "in_progress", "region": "nyc3"}`
	)
	created := &digitalocean.BYOIPPrefix{UUID: prefixUUID, Status: digitalocean.BYOIPPrefixInProgress, Region: "nyc3"}
	for _, e := range []exchange{
		{
			name: "BYOIPPrefixes.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.BYOIPPrefixes.List(&digitalocean.ListOptions{Page: 1, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/byoip_prefixes", query: "page=1&per_page=5",
			answer: `{"byoip_prefixes": [` + fields + `, {"uuid": "b", "validations": []}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.BYOIPPrefix{prefix, {UUID: "b", Validations: []digitalocean.BYOIPPrefixValidation{}}},
		},
		{
			name: "BYOIPPrefixes.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.BYOIPPrefixes.Get(ctx, prefixUUID)
			},
			method: "GET", path: "/v2/byoip_prefixes/" + prefixUUID, answer: `{"byoip_prefix": ` + fields + `}`, want: &prefix,
		},
		// The description has the prefix bare, its example has it under a key.
		{
			name: "BYOIPPrefixes.Create", call: create, method: "POST", path: "/v2/byoip_prefixes", body: createBody,
			status: http.StatusAccepted, answer: `{"byoip_prefix": ` + createdFields + `}`, want: created,
		},
		{
			name: "BYOIPPrefixes.Create bare", call: create, method: "POST", path: "/v2/byoip_prefixes", body: createBody,
			status: http.StatusAccepted, answer: createdFields, want: created,
		},
		{
			name: "BYOIPPrefixes.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.BYOIPPrefixes.Update(ctx, prefixUUID, &digitalocean.BYOIPPrefixUpdateRequest{Advertise: new(false)})
			},
			method: "PATCH", path: "/v2/byoip_prefixes/" + prefixUUID, body: `{"advertise": false}`,
			status: http.StatusAccepted, answer: `{"byoip_prefix": ` + fields + `}`, want: &prefix,
		},
		{
			name: "BYOIPPrefixes.Update of nothing",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.BYOIPPrefixes.Update(ctx, prefixUUID, &digitalocean.BYOIPPrefixUpdateRequest{})
			},
			method: "PATCH", path: "/v2/byoip_prefixes/" + prefixUUID, body: `{}`,
			status: http.StatusAccepted, answer: `{"byoip_prefix": ` + fields + `}`, want: &prefix,
		},
		{
			name: "BYOIPPrefixes.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.BYOIPPrefixes.Delete(ctx, prefixUUID)
			},
			method: "DELETE", path: "/v2/byoip_prefixes/" + prefixUUID, status: http.StatusAccepted,
		},
		{
			name: "BYOIPPrefixes.ListResources",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.BYOIPPrefixes.ListResources(prefixUUID, nil).Collect(ctx)
			},
			method: "GET", path: "/v2/byoip_prefixes/" + prefixUUID + "/ips", query: "per_page=200",
			answer: `{"ips": [{"id": 11111023, "byoip": "203.0.113.2", "region": "nyc3", "resource": "do:droplet:fa3c10b",
				"assigned_at": "2026-06-25T12:00:00Z"}], "links": {}, "meta": {"total": 1}}`,
			want: []digitalocean.BYOIPPrefixResource{{
				ID: 11111023, BYOIP: "203.0.113.2", Region: "nyc3", Resource: "do:droplet:fa3c10b",
				AssignedAt: time.Date(2026, 6, 25, 12, 0, 0, 0, time.UTC),
			}},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestBYOIPPrefixThatIsNone(t *testing.T) {
	for _, answer := range []string{`{}`, `{"byoip_prefix": null}`, `{"message": "accepted"}`, ``, `[]`} {
		t.Run(answer, func(t *testing.T) {
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) })
			prefix, err := client.BYOIPPrefixes.Create(t.Context(), &digitalocean.BYOIPPrefixCreateRequest{Prefix: "203.0.113.0/24"})
			require.Nil(t, prefix)
			odd, ok := errors.AsType[*digitalocean.DecodeError](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, answer, string(odd.Body))
		})
	}
}

func TestBYOIPPrefixesWaitActive(t *testing.T) {
	wait := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.BYOIPPrefix, error) {
		return c.BYOIPPrefixes.WaitActive(ctx, "p1", digitalocean.WithPollInterval(time.Hour))
	})
	const pending = `{"byoip_prefix": {"uuid": "p1", "status": "in_progress", "failure_reason": ""}}`
	for _, w := range []waiting{
		{
			name: "that comes", wait: wait, uri: "/v2/byoip_prefixes/p1",
			answers: []string{pending, `{"byoip_prefix": {"uuid": "p1", "status": "later"}}`, `{"byoip_prefix": {"uuid": "p1", "status": "active", "failure_reason": "once"}}`},
			want:    &digitalocean.BYOIPPrefix{UUID: "p1", Status: digitalocean.BYOIPPrefixActive, FailureReason: "once"},
		},
		{
			name: "that fails", wait: wait, uri: "/v2/byoip_prefixes/p1",
			answers: []string{pending, `{"byoip_prefix": {"uuid": "p1", "prefix": "203.0.113.0/24", "status": "failed", "failure_reason": " wrong signature\n"}}`},
			fails:   "digitalocean: BYOIP prefix p1 (203.0.113.0/24) has the status failed: wrong signature",
			as: &digitalocean.BYOIPPrefixError{BYOIPPrefix: digitalocean.BYOIPPrefix{
				UUID: "p1", Prefix: "203.0.113.0/24", Status: "failed", FailureReason: " wrong signature\n",
			}},
		},
	} {
		t.Run(w.name, w.do)
	}
}
