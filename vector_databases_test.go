package digitalocean_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const vectorDatabaseFields = `{"id": "v1", "name": "docs", "owner_uuid": "o", "project_id": "p", "region": "tor1", "size": "medium", "status": "active",
	"tags": ["rag"], "config": {"default_quantization": "bq", "enable_auto_schema": true, "weaviate_version": "1.30.0"},
	"endpoints": {"http": "https://docs.example.com", "grpc": "docs.example.com:443"}, "forked_from_id": "v0", "last_restore_id": "b0",
	"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-02T00:00:00Z"}`

var vectorDatabase = digitalocean.VectorDatabase{
	ID: "v1", Name: "docs", OwnerUUID: "o", ProjectID: "p", Region: "tor1", Size: digitalocean.VectorDatabaseMedium, Status: digitalocean.VectorDatabaseActive,
	Tags: []string{"rag"}, Config: &digitalocean.VectorDatabaseConfig{
		DefaultQuantization: digitalocean.VectorDatabaseBQ, EnableAutoSchema: new(true), WeaviateVersion: "1.30.0",
	},
	Endpoints:    &digitalocean.VectorDatabaseEndpoints{HTTP: "https://docs.example.com", GRPC: "docs.example.com:443"},
	ForkedFromID: "v0", LastRestoreID: "b0", CreatedAt: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), UpdatedAt: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC),
}

func TestVectorDatabases(t *testing.T) {
	requireFilled(t, "VectorDatabase", reflect.ValueOf(vectorDatabase))
	for _, e := range []exchange{
		{
			name: "VectorDatabases.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.List(&digitalocean.ListOptions{PerPage: 50}).Collect(ctx)
			},
			method: "GET", path: "/v2/vector-databases", query: "per_page=50", answer: `{"vector_dbs": [` + vectorDatabaseFields + `], "total": "1"}`,
			want: []digitalocean.VectorDatabase{vectorDatabase},
		},
		{
			name: "VectorDatabases.List of none",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/vector-databases", query: "per_page=200", answer: `{"total": 0}`, want: []digitalocean.VectorDatabase{},
		},
		{
			name: "VectorDatabases.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.Get(ctx, "v1")
			},
			method: "GET", path: "/v2/vector-databases/v1", answer: `{"vector_db": ` + vectorDatabaseFields + `}`, want: &vectorDatabase,
		},
		{
			name: "VectorDatabases.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.Create(ctx, &digitalocean.VectorDatabaseCreateRequest{
					Name: "docs", ProjectID: "p", Region: "tor1", Size: digitalocean.VectorDatabaseSmall, Tags: []string{"rag"},
				})
			},
			method: "POST", path: "/v2/vector-databases", body: `{"name": "docs", "project_id": "p", "region": "tor1", "size": "small", "tags": ["rag"]}`,
			status: http.StatusCreated, answer: `{"vector_db": ` + vectorDatabaseFields + `}`, want: &vectorDatabase,
		},
		{
			name: "VectorDatabases.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.Update(ctx, "v1", &digitalocean.VectorDatabaseUpdateRequest{
					Config: &digitalocean.VectorDatabaseConfig{
						DefaultQuantization: digitalocean.VectorDatabasePQ, EnableAutoSchema: new(false), WeaviateVersion: "1.31.0",
					},
					ProjectID: "q",
				})
			},
			method: "PUT", path: "/v2/vector-databases/v1",
			body: `{"id": "v1", "config": {"default_quantization": "pq", "enable_auto_schema": false, "weaviate_version": "1.31.0"},
				"project_id": "q"}`,
			answer: `{"vector_db": ` + vectorDatabaseFields + `}`, want: &vectorDatabase,
		},
		{
			name: "VectorDatabases.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.VectorDatabases.Delete(ctx, "v1")
			},
			method: "DELETE", path: "/v2/vector-databases/v1", status: http.StatusNoContent,
		},
		{
			name: "VectorDatabases.UpdateTags",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.UpdateTags(ctx, "v1", &digitalocean.VectorDatabaseUpdateTagsRequest{Tags: []string{"a", "b"}})
			},
			method: "PUT", path: "/v2/vector-databases/v1/tags", body: `{"id": "v1", "tags": ["a", "b"]}`,
			answer: `{"vector_db": ` + vectorDatabaseFields + `}`, want: &vectorDatabase,
		},
		{
			name: "VectorDatabases.UpdateTags to what they are",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.UpdateTags(ctx, "v1", vectorDatabase.UpdateTagsRequest())
			},
			method: "PUT", path: "/v2/vector-databases/v1/tags", body: `{"id": "v1", "tags": ["rag"]}`,
			answer: `{"vector_db": ` + vectorDatabaseFields + `}`, want: &vectorDatabase,
		},
		{
			name: "VectorDatabases.UpdateTags to none",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.UpdateTags(ctx, "v1", new(digitalocean.VectorDatabase).UpdateTagsRequest())
			},
			method: "PUT", path: "/v2/vector-databases/v1/tags", body: `{"id": "v1", "tags": []}`,
			answer: `{"vector_db": ` + vectorDatabaseFields + `}`, want: &vectorDatabase,
		},
		{
			name: "VectorDatabases.GetCredentials",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.GetCredentials(ctx, "v1")
			},
			method: "GET", path: "/v2/vector-databases/v1/credentials", answer: `{"user_id": "admin", "api_token": "s3cret"}`,
			want: &digitalocean.VectorDatabaseCredentials{UserID: "admin", APIToken: digitalocean.NewSecret("s3cret")},
		},
		{
			name: "VectorDatabases.Resize",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.Resize(ctx, "v1", &digitalocean.VectorDatabaseResizeRequest{Size: digitalocean.VectorDatabaseLarge})
			},
			method: "POST", path: "/v2/vector-databases/v1/resize", body: `{"id": "v1", "size": "large"}`,
			answer: `{"vector_db": ` + vectorDatabaseFields + `}`, want: &vectorDatabase,
		},
		{
			name: "VectorDatabases.Backups.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.Backups.List(ctx, "v1")
			},
			method: "GET", path: "/v2/vector-databases/v1/backups",
			answer: `{"backups": [{"backup_id": "b1", "status": "SUCCESS", "started_at": "2026-01-01T00:00:00Z", "completed_at": "2026-01-01T00:01:00Z"}]}`,
			want: []digitalocean.VectorDatabaseBackup{{
				BackupID: "b1", Status: "SUCCESS", StartedAt: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), CompletedAt: time.Date(2026, 1, 1, 0, 1, 0, 0, time.UTC),
			}},
		},
		{
			name: "VectorDatabases.Backups.Restore",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.Backups.Restore(ctx, "v1", "b1")
			},
			method: "POST", path: "/v2/vector-databases/v1/backups/b1/restore", body: `{"id": "v1", "backup_id": "b1"}`,
			answer: `{"backup_id": "b1", "status": "STARTED"}`,
			want:   &digitalocean.VectorDatabaseRestoreStatus{BackupID: "b1", Status: digitalocean.VectorDatabaseRestoreStarted},
		},
		{
			name: "VectorDatabases.Backups.GetRestoreStatus",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.VectorDatabases.Backups.GetRestoreStatus(ctx, "v1", "b1")
			},
			method: "GET", path: "/v2/vector-databases/v1/backups/b1/restore", answer: `{"backup_id": "b1", "status": "FAILED", "error": "no space"}`,
			want: &digitalocean.VectorDatabaseRestoreStatus{BackupID: "b1", Status: digitalocean.VectorDatabaseRestoreFailed, Error: "no space"},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestVectorDatabaseRequestsMustNotBeNil(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	_, err := client.VectorDatabases.Update(t.Context(), "v1", nil)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	_, err = client.VectorDatabases.UpdateTags(t.Context(), "v1", nil)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	_, err = client.VectorDatabases.Resize(t.Context(), "v1", nil)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
}

// The list has no links, and a server may have its own idea of how long a page is.
func TestVectorDatabasePages(t *testing.T) {
	for _, c := range []struct{ total, size, requests int }{{1, 20, 1}, {20, 20, 1}, {21, 20, 2}, {45, 20, 3}, {60, 20, 3}, {300, 100, 3}} {
		t.Run(fmt.Sprintf("%d by %d", c.total, c.size), func(t *testing.T) {
			requests := make(chan struct{}, 2*c.requests+2)
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				requests <- struct{}{}
				page, _ := strconv.Atoi(r.URL.Query().Get("page"))
				var items []string
				for i := (max(page, 1) - 1) * c.size; i < min(max(page, 1)*c.size, c.total); i++ {
					items = append(items, `{"id": "`+strconv.Itoa(i)+`"}`)
				}
				_, _ = fmt.Fprintf(w, `{"vector_dbs": [%s], "total": %d}`, strings.Join(items, ","), c.total)
			}, digitalocean.WithLimiter(nil))
			all, err := client.VectorDatabases.List(nil).Collect(t.Context())
			require.NoError(t, err)
			require.Len(t, all, c.total)
			for i, one := range all {
				require.Equal(t, strconv.Itoa(i), one.ID)
			}
			require.Len(t, requests, c.requests)

			seen := 0
			for _, err := range client.VectorDatabases.List(nil).All(t.Context()) {
				require.NoError(t, err)
				seen++
			}
			require.Equal(t, c.total, seen)
			require.Len(t, requests, 2*c.requests)
			total, err := client.VectorDatabases.List(nil).Total(t.Context())
			require.NoError(t, err)
			require.Equal(t, c.total, total)
		})
	}
}

func TestVectorDatabasesOfAnAnswerWithoutAList(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"total": 3}`) })
	_, err := client.VectorDatabases.List(nil).Collect(t.Context())
	require.ErrorContains(t, err, `the body has no "vector_dbs"`)
}

func TestVectorDatabaseWaits(t *testing.T) {
	active := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.VectorDatabase, error) {
		return c.VectorDatabases.WaitActive(ctx, "v1")
	})
	restored := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.VectorDatabaseRestoreStatus, error) {
		return c.VectorDatabases.Backups.WaitRestored(ctx, "v1", "b1")
	})
	of := func(format string, statuses ...string) (answers []string) {
		for _, status := range statuses {
			answers = append(answers, fmt.Sprintf(format, status))
		}
		return answers
	}
	const (
		databaseFormat = `{"vector_db": {"id": "v1", "name": "docs", "status": %q}}`
		restoreFormat  = `{"backup_id": "b1", "status": %q, "error": "no space"}`
	)
	for _, w := range []waiting{
		{
			name: "active", wait: active, uri: "/v2/vector-databases/v1", answers: of(databaseFormat, "pending", "creating", "later", "active"),
			want: &digitalocean.VectorDatabase{ID: "v1", Name: "docs", Status: digitalocean.VectorDatabaseActive},
		},
		{
			name: "errored", wait: active, uri: "/v2/vector-databases/v1", answers: of(databaseFormat, "creating", "errored"),
			fails: "digitalocean: vector database v1 (docs) has the status errored and does not become active",
			as: &digitalocean.VectorDatabaseError{
				VectorDatabase: digitalocean.VectorDatabase{ID: "v1", Name: "docs", Status: digitalocean.VectorDatabaseErrored},
			},
		},
		{
			name: "deleting", wait: active, uri: "/v2/vector-databases/v1", answers: of(databaseFormat, "deleting"),
			fails: "digitalocean: vector database v1 (docs) has the status deleting and does not become active",
			as: &digitalocean.VectorDatabaseError{
				VectorDatabase: digitalocean.VectorDatabase{ID: "v1", Name: "docs", Status: digitalocean.VectorDatabaseDeleting},
			},
		},
		{
			name: "restored", wait: restored, uri: "/v2/vector-databases/v1/backups/b1/restore",
			answers: of(restoreFormat, "STARTED", "TRANSFERRING", "TRANSFERRED", "FINALIZING", "SUCCESS"),
			want:    &digitalocean.VectorDatabaseRestoreStatus{BackupID: "b1", Status: digitalocean.VectorDatabaseRestoreSuccess, Error: "no space"},
		},
		{
			name: "not restored", wait: restored, uri: "/v2/vector-databases/v1/backups/b1/restore", answers: of(restoreFormat, "STARTED", "FAILED"),
			fails: "digitalocean: restore from backup b1 has the status FAILED: no space",
			as: &digitalocean.VectorDatabaseRestoreError{
				RestoreStatus: digitalocean.VectorDatabaseRestoreStatus{BackupID: "b1", Status: digitalocean.VectorDatabaseRestoreFailed, Error: "no space"},
			},
		},
		{
			name: "canceled", wait: restored, uri: "/v2/vector-databases/v1/backups/b1/restore", answers: []string{`{"backup_id": "b1", "status": "CANCELED"}`},
			fails: "digitalocean: restore from backup b1 has the status CANCELED",
			as: &digitalocean.VectorDatabaseRestoreError{
				RestoreStatus: digitalocean.VectorDatabaseRestoreStatus{BackupID: "b1", Status: digitalocean.VectorDatabaseRestoreCanceled},
			},
		},
	} {
		t.Run(w.name, w.do)
	}
}
