package digitalocean_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/dosdk/digitalocean"
)

func TestSSHKeys(t *testing.T) {
	const (
		fingerprint = "3b:16:bf:e4:8b:00:8b:b8:59:8c:a9:d3:f0:19:45:fa"
		answer      = `{"ssh_key": {"id": 512189, "fingerprint": "` + fingerprint + `", "public_key": "ssh-ed25519 AAAAC3Nz sammy", "name": "laptop"}}`
	)
	key := digitalocean.SSHKey{ID: 512189, Fingerprint: fingerprint, PublicKey: "ssh-ed25519 AAAAC3Nz sammy", Name: "laptop"}
	for _, e := range []exchange{
		{
			name: "SSHKeys.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SSHKeys.List(&digitalocean.ListOptions{Page: 2, PerPage: 50}).Collect(ctx)
			},
			method: "GET", path: "/v2/account/keys", query: "page=2&per_page=50",
			answer: `{"ssh_keys": [{"id": 512189, "fingerprint": "` + fingerprint + `", "public_key": "ssh-ed25519 AAAAC3Nz sammy", "name": "laptop"}],
				"links": {}, "meta": {"total": 51}}`,
			want: []digitalocean.SSHKey{key},
		},
		{
			name:   "SSHKeys.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.SSHKeys.Get(ctx, 512189) },
			method: "GET", path: "/v2/account/keys/512189", answer: answer, want: &key,
		},
		{
			name: "SSHKeys.GetByFingerprint",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SSHKeys.GetByFingerprint(ctx, fingerprint)
			},
			method: "GET", path: "/v2/account/keys/" + fingerprint, answer: answer, want: &key,
		},
		{
			name: "SSHKeys.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SSHKeys.Create(ctx, &digitalocean.SSHKeyCreateRequest{Name: "laptop", PublicKey: "ssh-ed25519 AAAAC3Nz sammy"})
			},
			method: "POST", path: "/v2/account/keys", body: `{"name": "laptop", "public_key": "ssh-ed25519 AAAAC3Nz sammy"}`,
			status: http.StatusCreated, answer: answer, want: &key,
		},
		{
			name: "SSHKeys.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SSHKeys.Update(ctx, 512189, &digitalocean.SSHKeyUpdateRequest{Name: "laptop"})
			},
			method: "PUT", path: "/v2/account/keys/512189", body: `{"name": "laptop"}`, answer: answer, want: &key,
		},
		{
			name: "SSHKeys.UpdateByFingerprint",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SSHKeys.UpdateByFingerprint(ctx, fingerprint, &digitalocean.SSHKeyUpdateRequest{Name: "laptop"})
			},
			method: "PUT", path: "/v2/account/keys/" + fingerprint, body: `{"name": "laptop"}`, answer: answer, want: &key,
		},
		{
			name: "SSHKeys.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.SSHKeys.Delete(ctx, 512189)
			},
			method: "DELETE", path: "/v2/account/keys/512189", status: http.StatusNoContent,
		},
		{
			name: "SSHKeys.DeleteByFingerprint",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.SSHKeys.DeleteByFingerprint(ctx, fingerprint)
			},
			method: "DELETE", path: "/v2/account/keys/" + fingerprint, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}
