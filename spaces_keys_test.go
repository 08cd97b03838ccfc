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

func TestSpacesKeys(t *testing.T) {
	const (
		grants = `[{"bucket": "media", "permission": "read"}, {"bucket": "logs", "permission": "readwrite"}, {"bucket": "", "permission": "fullaccess"},
			{"bucket": "old", "permission": ""}]`
		fields = `{"name": "backups", "access_key": "DO00EXAMPLE", "grants": ` + grants + `, "created_at": "2026-07-19T15:04:16Z"}`
	)
	granted := []digitalocean.SpacesKeyGrant{
		{Bucket: "media", Permission: digitalocean.SpacesKeyRead}, {Bucket: "logs", Permission: digitalocean.SpacesKeyReadWrite},
		{Permission: digitalocean.SpacesKeyFullAccess}, {Bucket: "old"},
	}
	key := digitalocean.SpacesKey{
		Name: "backups", AccessKey: "DO00EXAMPLE", Grants: granted, CreatedAt: time.Date(2026, 7, 19, 15, 4, 16, 0, time.UTC),
	}
	created := key
	created.SecretKey = digitalocean.NewSecret("the+secret/key")
	getKey := func(ctx context.Context, c *digitalocean.Client) (any, error) {
		return c.SpacesKeys.Get(ctx, "DO00EXAMPLE")
	}
	for _, e := range []exchange{
		{
			name: "SpacesKeys.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SpacesKeys.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/spaces/keys", query: "per_page=200",
			answer: `{"keys": [` + fields + `, {"name": "none", "grants": []}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.SpacesKey{key, {Name: "none", Grants: []digitalocean.SpacesKeyGrant{}}},
		},
		{
			name: "SpacesKeys.List with options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SpacesKeys.List(&digitalocean.SpacesKeyListOptions{
					ListOptions: digitalocean.ListOptions{Page: 2, PerPage: 10}, Sort: "created_at", SortDirection: "asc",
					Name: "backups", Bucket: "media", Permission: digitalocean.SpacesKeyReadWrite,
				}).Collect(ctx)
			},
			method: "GET", path: "/v2/spaces/keys",
			query:  "page=2&per_page=10&sort=created_at&sort_direction=asc&name=backups&bucket=media&permission=readwrite",
			answer: `{"keys": [], "links": {}, "meta": {"total": 0}}`, want: []digitalocean.SpacesKey{},
		},
		// The description has the key in an array, its example has it under a key of its own.
		{
			name: "SpacesKeys.Get", call: getKey,
			method: "GET", path: "/v2/spaces/keys/DO00EXAMPLE", answer: `{"key": ` + fields + `}`, want: &key,
		},
		{
			name: "SpacesKeys.Get in an array", call: getKey,
			method: "GET", path: "/v2/spaces/keys/DO00EXAMPLE", answer: `{"keys": [` + fields + `]}`, want: &key,
		},
		{
			name: "SpacesKeys.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SpacesKeys.Create(ctx, &digitalocean.SpacesKeyCreateRequest{Name: "backups", Grants: granted})
			},
			method: "POST", path: "/v2/spaces/keys", body: `{"name": "backups", "grants": ` + grants + `}`, status: http.StatusCreated,
			answer: `{"key": {"name": "backups", "access_key": "DO00EXAMPLE", "secret_key": "the+secret/key", "grants": ` + grants + `,
				"created_at": "2026-07-19T15:04:16Z"}}`,
			want: &created,
		},
		{
			name: "SpacesKeys.Create without grants",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SpacesKeys.Create(ctx, &digitalocean.SpacesKeyCreateRequest{Name: "backups", Grants: []digitalocean.SpacesKeyGrant{}})
			},
			method: "POST", path: "/v2/spaces/keys", body: `{"name": "backups", "grants": []}`,
			status: http.StatusCreated, answer: `{"key": ` + fields + `}`, want: &key,
		},
		{
			name: "SpacesKeys.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SpacesKeys.Update(ctx, "DO00EXAMPLE", &digitalocean.SpacesKeyUpdateRequest{Name: "backups", Grants: granted})
			},
			method: "PUT", path: "/v2/spaces/keys/DO00EXAMPLE", body: `{"name": "backups", "grants": ` + grants + `}`,
			answer: `{"key": ` + fields + `}`, want: &key,
		},
		{
			name: "SpacesKeys.Update of the name",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SpacesKeys.Update(ctx, "DO00EXAMPLE", &digitalocean.SpacesKeyUpdateRequest{Name: "backups"})
			},
			method: "PUT", path: "/v2/spaces/keys/DO00EXAMPLE", body: `{"name": "backups"}`, answer: `{"key": ` + fields + `}`, want: &key,
		},
		{
			name: "SpacesKeys.Patch",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SpacesKeys.Patch(ctx, "DO00EXAMPLE", &digitalocean.SpacesKeyPatchRequest{Name: new("backups"), Grants: granted})
			},
			method: "PATCH", path: "/v2/spaces/keys/DO00EXAMPLE", body: `{"name": "backups", "grants": ` + grants + `}`,
			answer: `{"key": ` + fields + `}`, want: &key,
		},
		{
			name: "SpacesKeys.Patch of nothing",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.SpacesKeys.Patch(ctx, "DO00EXAMPLE", &digitalocean.SpacesKeyPatchRequest{})
			},
			method: "PATCH", path: "/v2/spaces/keys/DO00EXAMPLE", body: `{}`, answer: `{"key": ` + fields + `}`, want: &key,
		},
		{
			name: "SpacesKeys.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.SpacesKeys.Delete(ctx, "DO00EXAMPLE")
			},
			method: "DELETE", path: "/v2/spaces/keys/DO00EXAMPLE", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestSpacesKeySecretDoesNotPrint(t *testing.T) {
	key := digitalocean.SpacesKey{AccessKey: "DO00EXAMPLE", SecretKey: digitalocean.NewSecret("the+secret/key")}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		require.NotContains(t, fmt.Sprintf(verb, key), "the+secret", verb)
	}
	require.Equal(t, "the+secret/key", key.SecretKey.Reveal())
}

func TestSpacesKeyThatIsNone(t *testing.T) {
	for _, answer := range []string{`{}`, `{"keys": []}`, `{"keys": [{"name": "a"}, {"name": "b"}]}`, `{"keys": null}`, `{"key": null}`, `[]`} {
		t.Run(answer, func(t *testing.T) {
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) })
			key, err := client.SpacesKeys.Get(t.Context(), "DO00EXAMPLE")
			require.Nil(t, key)
			odd, ok := errors.AsType[*digitalocean.DecodeError](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, answer, string(odd.Body))
		})
	}
}
