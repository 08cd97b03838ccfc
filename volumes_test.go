package digitalocean_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const volumeID = "506f78a4-e098-11e5-ad9f-000f53306ae1"

func TestVolumes(t *testing.T) {
	const fields = `{"id": "506f78a4-e098-11e5-ad9f-000f53306ae1", "droplet_ids": [11612190], "name": "pg-data", "description": "for Postgres",
		"size_gigabytes": 100, "created_at": "2026-03-02T17:00:49Z", "filesystem_type": "ext4", "filesystem_label": "pg", "tags": ["db", "env:prod"],
		"region": {"name": "New York 1", "slug": "nyc1", "sizes": ["s-1vcpu-1gb"], "features": ["storage"], "available": true}}`
	volume := digitalocean.Volume{
		ID: volumeID, DropletIDs: []int64{11612190}, Name: "pg-data", Description: "for Postgres", SizeGigabytes: 100,
		CreatedAt: time.Date(2026, 3, 2, 17, 0, 49, 0, time.UTC), FilesystemType: digitalocean.VolumeExt4, FilesystemLabel: "pg",
		Tags: []string{"db", "env:prod"}, Region: digitalocean.Region{
			Name: "New York 1", Slug: "nyc1", Sizes: []string{"s-1vcpu-1gb"}, Features: []string{"storage"}, Available: true,
		},
	}
	for _, e := range []exchange{
		{
			name: "Volumes.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/volumes", query: "per_page=200",
			answer: `{"volumes": [` + fields + `, {"id": "b", "name": "raw", "droplet_ids": null, "filesystem_type": "", "tags": null}],
				"links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.Volume{volume, {ID: "b", Name: "raw"}},
		},
		{
			name: "Volumes.List with options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.List(&digitalocean.VolumeListOptions{
					ListOptions: digitalocean.ListOptions{Page: 2, PerPage: 10}, Name: "pg-data", Region: "nyc1",
				}).Collect(ctx)
			},
			method: "GET", path: "/v2/volumes", query: "page=2&per_page=10&name=pg-data&region=nyc1",
			answer: `{"volumes": [], "links": {}, "meta": {"total": 0}}`, want: []digitalocean.Volume{},
		},
		{
			name:   "Volumes.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Volumes.Get(ctx, volumeID) },
			method: "GET", path: "/v2/volumes/" + volumeID, answer: `{"volume": ` + fields + `}`, want: &volume,
		},
		{
			name: "Volumes.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Create(ctx, &digitalocean.VolumeCreateRequest{
					Name: "pg-data", Description: "for Postgres", SizeGigabytes: 100, Region: "nyc1", SnapshotID: "b0798135-fb76-11eb-946a-0a58ac146f33",
					FilesystemType: digitalocean.VolumeXFS, FilesystemLabel: "pg", Tags: []string{"db"},
				})
			},
			method: "POST", path: "/v2/volumes",
			body: `{"name": "pg-data", "description": "for Postgres", "size_gigabytes": 100, "region": "nyc1",
				"snapshot_id": "b0798135-fb76-11eb-946a-0a58ac146f33", "filesystem_type": "xfs", "filesystem_label": "pg", "tags": ["db"]}`,
			status: http.StatusCreated, answer: `{"volume": ` + fields + `}`, want: &volume,
		},
		{
			name: "Volumes.Create with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Create(ctx, &digitalocean.VolumeCreateRequest{Name: "pg-data", SizeGigabytes: 1, Region: "nyc1"})
			},
			method: "POST", path: "/v2/volumes", body: `{"name": "pg-data", "size_gigabytes": 1, "region": "nyc1"}`,
			status: http.StatusCreated, answer: `{"volume": ` + fields + `}`, want: &volume,
		},
		{
			name: "Volumes.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Volumes.Delete(ctx, volumeID)
			},
			method: "DELETE", path: "/v2/volumes/" + volumeID, status: http.StatusNoContent,
		},
		{
			name: "Volumes.DeleteByName",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Volumes.DeleteByName(ctx, "pg-data", "nyc1")
			},
			method: "DELETE", path: "/v2/volumes", query: "name=pg-data&region=nyc1", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

// Half of the two would match volumes that are not meant.
func TestVolumesDeleteByNameNeedsBoth(t *testing.T) {
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("sent %s %s", r.Method, r.URL) })
	require.ErrorIs(t, client.Volumes.DeleteByName(t.Context(), "", "nyc1"), digitalocean.ErrInvalidArgument)
	require.ErrorIs(t, client.Volumes.DeleteByName(t.Context(), "pg-data", ""), digitalocean.ErrInvalidArgument)
}

func TestVolumeActions(t *testing.T) {
	const fields = `{"id": 72531856, "status": "completed", "type": "attach_volume", "started_at": "2026-11-12T17:51:03Z",
		"completed_at": "2026-11-12T17:51:14Z", "resource_id": null, "resource_type": "volume", "region_slug": "nyc1",
		"region": {"name": "New York 1", "slug": "nyc1", "sizes": ["s-1vcpu-1gb"], "features": ["storage"], "available": true}}`
	action := digitalocean.Action{
		ID: 72531856, Status: digitalocean.ActionCompleted, Type: "attach_volume", StartedAt: time.Date(2026, 11, 12, 17, 51, 3, 0, time.UTC),
		CompletedAt: time.Date(2026, 11, 12, 17, 51, 14, 0, time.UTC), ResourceType: "volume", RegionSlug: "nyc1", Region: &digitalocean.Region{
			Name: "New York 1", Slug: "nyc1", Sizes: []string{"s-1vcpu-1gb"}, Features: []string{"storage"}, Available: true,
		},
	}
	const actions = "/v2/volumes/" + volumeID + "/actions"
	options := &digitalocean.VolumeActionOptions{Region: "nyc1", Tags: []string{"db"}}
	begin := func(name, path, body string, call func(ctx context.Context, c *digitalocean.Client) (any, error)) exchange {
		return exchange{
			name: "Volumes.Actions." + name, call: call, method: "POST", path: path, body: body,
			status: http.StatusAccepted, answer: `{"action": ` + fields + `}`, want: &action,
		}
	}
	for _, e := range []exchange{
		{
			name: "Volumes.Actions.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.List(volumeID, &digitalocean.ListOptions{Page: 1, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: actions, query: "page=1&per_page=5",
			answer: `{"actions": [` + fields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.Action{action},
		},
		{
			name: "Volumes.Actions.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.Get(ctx, volumeID, 72531856)
			},
			method: "GET", path: actions + "/72531856", answer: `{"action": ` + fields + `}`, want: &action,
		},
		begin("Create", actions, `{"type": "attach", "droplet_id": 11612190, "region": "nyc1", "tags": ["db"]}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.Create(ctx, volumeID, &digitalocean.VolumeActionRequest{
					Type: digitalocean.VolumeActionAttach, DropletID: 11612190, Region: "nyc1", Tags: []string{"db"},
				})
			}),
		begin("CreateByName", "/v2/volumes/actions",
			`{"type": "attach", "volume_name": "pg-data", "droplet_id": 11612190, "region": "nyc1", "tags": ["db"]}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.CreateByName(ctx, &digitalocean.VolumeActionRequest{
					Type: digitalocean.VolumeActionAttach, VolumeName: "pg-data", DropletID: 11612190, Region: "nyc1", Tags: []string{"db"},
				})
			}),
		begin("Attach", actions, `{"type": "attach", "droplet_id": 11612190}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.Attach(ctx, volumeID, 11612190, nil)
			}),
		begin("Attach with options", actions, `{"type": "attach", "droplet_id": 11612190, "region": "nyc1", "tags": ["db"]}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.Attach(ctx, volumeID, 11612190, options)
			}),
		begin("Detach", actions, `{"type": "detach", "droplet_id": 11612190}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.Detach(ctx, volumeID, 11612190, nil)
			}),
		begin("Detach with options", actions, `{"type": "detach", "droplet_id": 11612190, "region": "nyc1"}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.Detach(ctx, volumeID, 11612190, options)
			}),
		begin("Resize", actions, `{"type": "resize", "size_gigabytes": 200}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.Resize(ctx, volumeID, 200, nil)
			}),
		begin("Resize with options", actions, `{"type": "resize", "size_gigabytes": 200, "region": "nyc1"}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.Resize(ctx, volumeID, 200, options)
			}),
		begin("AttachByName", "/v2/volumes/actions", `{"type": "attach", "volume_name": "pg-data", "droplet_id": 11612190, "region": "nyc1"}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.AttachByName(ctx, "pg-data", 11612190, "nyc1")
			}),
		begin("DetachByName", "/v2/volumes/actions", `{"type": "detach", "volume_name": "pg-data", "droplet_id": 11612190, "region": "nyc1"}`,
			func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Actions.DetachByName(ctx, "pg-data", 11612190, "nyc1")
			}),
	} {
		t.Run(e.name, e.do)
	}
}

func TestVolumeSnapshots(t *testing.T) {
	const (
		snapshotID = "8fa70202-873f-11e6-8b68-000f533176b1"
		fields     = `{"id": "8fa70202-873f-11e6-8b68-000f533176b1", "name": "before-upgrade", "regions": ["nyc1"], "created_at": "2026-09-30T18:56:14Z",
			"resource_id": "506f78a4-e098-11e5-ad9f-000f53306ae1", "resource_type": "volume", "min_disk_size": 100, "size_gigabytes": 10.5, "tags": ["db"]}`
	)
	snapshot := digitalocean.Snapshot{
		ID: snapshotID, Name: "before-upgrade", Regions: []string{"nyc1"}, CreatedAt: time.Date(2026, 9, 30, 18, 56, 14, 0, time.UTC),
		ResourceID: volumeID, ResourceType: digitalocean.SnapshotResourceVolume, MinDiskSize: 100, SizeGigabytes: 10.5, Tags: []string{"db"},
	}
	for _, e := range []exchange{
		{
			name: "Volumes.Snapshots.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Snapshots.List(volumeID, &digitalocean.ListOptions{Page: 1, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/volumes/" + volumeID + "/snapshots", query: "page=1&per_page=5",
			answer: `{"snapshots": [` + fields + `, {"id": "b", "size_gigabytes": 0, "tags": null}], "links": {}, "meta": {"total": 2}}`,
			want:   []digitalocean.Snapshot{snapshot, {ID: "b"}},
		},
		{
			name: "Volumes.Snapshots.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Snapshots.Get(ctx, snapshotID)
			},
			method: "GET", path: "/v2/volumes/snapshots/" + snapshotID, answer: `{"snapshot": ` + fields + `}`, want: &snapshot,
		},
		{
			name: "Volumes.Snapshots.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Snapshots.Create(ctx, volumeID, &digitalocean.VolumeSnapshotCreateRequest{Name: "before-upgrade", Tags: []string{"db"}})
			},
			method: "POST", path: "/v2/volumes/" + volumeID + "/snapshots", body: `{"name": "before-upgrade", "tags": ["db"]}`,
			status: http.StatusCreated, answer: `{"snapshot": ` + fields + `}`, want: &snapshot,
		},
		{
			name: "Volumes.Snapshots.Create with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Volumes.Snapshots.Create(ctx, volumeID, &digitalocean.VolumeSnapshotCreateRequest{Name: "before-upgrade"})
			},
			method: "POST", path: "/v2/volumes/" + volumeID + "/snapshots", body: `{"name": "before-upgrade"}`,
			status: http.StatusCreated, answer: `{"snapshot": ` + fields + `}`, want: &snapshot,
		},
		{
			name: "Volumes.Snapshots.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Volumes.Snapshots.Delete(ctx, snapshotID)
			},
			method: "DELETE", path: "/v2/volumes/snapshots/" + snapshotID, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}
