package compat

import (
	"fmt"
	"testing"
	"time"

	"github.com/digitalocean/godo"
	"github.com/digitalocean/godo/util"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

func webDroplet(name string) *godo.DropletCreateRequest {
	return &godo.DropletCreateRequest{
		Name:   name,
		Region: "nyc3",
		Size:   "s-1vcpu-1gb",
		Image:  godo.DropletCreateImage{Slug: "ubuntu-24-04-x64"},
		Tags:   []string{"web"},
	}
}

func TestGodoDropletLife(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	key, _, err := client.Keys.Create(ctx, &godo.KeyCreateRequest{Name: "laptop", PublicKey: publicKey})
	require.NoError(t, err)

	request := webDroplet("web-1")
	request.SSHKeys = []godo.DropletCreateSSHKey{{ID: key.ID}, {Fingerprint: key.Fingerprint}}
	request.IPv6, request.Monitoring, request.Backups = true, true, true
	request.UserData = "#cloud-config\n"
	created, resp, err := client.Droplets.Create(ctx, request)
	require.NoError(t, err)
	require.Equal(t, 202, resp.StatusCode)
	require.Equal(t, "new", created.Status)
	require.True(t, created.Locked)
	require.Len(t, resp.Links.Actions, 1)
	require.Equal(t, "create", resp.Links.Actions[0].Rel)

	action, _, err := client.DropletActions.GetByURI(ctx, resp.Links.Actions[0].HREF)
	require.NoError(t, err)
	require.Equal(t, godo.ActionInProgress, action.Status)
	require.Nil(t, action.CompletedAt)
	srv.Advance(10 * time.Second)
	require.NoError(t, util.WaitForActive(ctx, client, resp.Links.Actions[0].HREF))

	droplet, _, err := client.Droplets.Get(ctx, created.ID)
	require.NoError(t, err)
	require.Equal(t, "active", droplet.Status)
	require.False(t, droplet.Locked)
	require.Equal(t, request.Name, droplet.Name)
	require.Equal(t, request.Region, droplet.Region.Slug)
	require.Equal(t, request.Size, droplet.SizeSlug)
	require.Equal(t, request.Size, droplet.Size.Slug)
	require.Equal(t, droplet.Size.Memory, droplet.Memory)
	require.Equal(t, droplet.Size.Vcpus, droplet.Vcpus)
	require.Equal(t, droplet.Size.Disk, droplet.Disk)
	require.Equal(t, request.Image.Slug, droplet.Image.Slug)
	require.Equal(t, request.Tags, droplet.Tags)
	require.Subset(t, droplet.Features, []string{"ipv6", "monitoring", "backups"})
	require.Equal(t, began.Format(time.RFC3339), droplet.Created)
	require.NotEmpty(t, droplet.VPCUUID)
	require.NotNil(t, droplet.NextBackupWindow)
	for _, address := range []func() (string, error){droplet.PublicIPv4, droplet.PrivateIPv4, droplet.PublicIPv6} {
		ip, err := address()
		require.NoError(t, err)
		require.NotEmpty(t, ip)
	}

	_, err = client.Droplets.Delete(ctx, droplet.ID)
	require.NoError(t, err)
	_, resp, err = client.Droplets.Get(ctx, droplet.ID)
	require.Error(t, err)
	require.Equal(t, 404, resp.StatusCode)
}

// The waiter of godo polls in real time: with Immediate it need not.
func TestGodoWaitsForActive(t *testing.T) {
	_, client := startGodo(t, digitaloceantest.Immediate())
	droplet, resp, err := client.Droplets.Create(t.Context(), webDroplet("web-1"))
	require.NoError(t, err)
	require.NoError(t, util.WaitForActive(t.Context(), client, resp.Links.Actions[0].HREF))
	droplet, _, err = client.Droplets.Get(t.Context(), droplet.ID)
	require.NoError(t, err)
	require.Equal(t, "active", droplet.Status)
}

func TestGodoDropletActions(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	id := int(srv.AddDroplets(1, nil)[0])
	actions := client.DropletActions
	for _, test := range []struct {
		kind  string
		start func() (*godo.Action, *godo.Response, error)
		check func(t *testing.T, d *godo.Droplet)
	}{
		{
			kind:  "power_off",
			start: func() (*godo.Action, *godo.Response, error) { return actions.PowerOff(ctx, id) },
			check: func(t *testing.T, d *godo.Droplet) { require.Equal(t, "off", d.Status) },
		},
		{
			kind:  "resize",
			start: func() (*godo.Action, *godo.Response, error) { return actions.Resize(ctx, id, "s-2vcpu-4gb", true) },
			check: func(t *testing.T, d *godo.Droplet) {
				require.Equal(t, "s-2vcpu-4gb", d.SizeSlug)
				require.Equal(t, 4096, d.Memory)
				require.Equal(t, 80, d.Disk)
			},
		},
		{
			kind:  "power_on",
			start: func() (*godo.Action, *godo.Response, error) { return actions.PowerOn(ctx, id) },
			check: func(t *testing.T, d *godo.Droplet) { require.Equal(t, "active", d.Status) },
		},
		{
			kind:  "rename",
			start: func() (*godo.Action, *godo.Response, error) { return actions.Rename(ctx, id, "db-1") },
			check: func(t *testing.T, d *godo.Droplet) { require.Equal(t, "db-1", d.Name) },
		},
		{
			kind:  "enable_ipv6",
			start: func() (*godo.Action, *godo.Response, error) { return actions.EnableIPv6(ctx, id) },
			check: func(t *testing.T, d *godo.Droplet) { require.Len(t, d.Networks.V6, 1) },
		},
		{
			kind: "enable_backups",
			start: func() (*godo.Action, *godo.Response, error) {
				return actions.EnableBackupsWithPolicy(ctx, id, &godo.DropletBackupPolicyRequest{Plan: "weekly", Weekday: "TUE", Hour: new(8)})
			},
			check: func(t *testing.T, d *godo.Droplet) {
				policy, _, err := client.Droplets.GetBackupPolicy(ctx, id)
				require.NoError(t, err)
				require.True(t, policy.BackupEnabled)
				require.Equal(t, &godo.DropletBackupPolicyConfig{
					Plan: "weekly", Weekday: "TUE", Hour: 8, WindowLengthHours: 4, RetentionPeriodDays: 28,
				}, policy.BackupPolicy)
				require.Equal(t, d.NextBackupWindow.Start.Time, policy.NextBackupWindow.Start.Time)
			},
		},
		{
			kind: "change_backup_policy",
			start: func() (*godo.Action, *godo.Response, error) {
				return actions.ChangeBackupPolicy(ctx, id, &godo.DropletBackupPolicyRequest{Plan: "daily", Hour: new(20)})
			},
			check: func(t *testing.T, _ *godo.Droplet) {
				policies, _, err := client.Droplets.ListBackupPolicies(ctx, nil)
				require.NoError(t, err)
				require.Equal(t, "daily", policies[id].BackupPolicy.Plan)
			},
		},
		{
			kind:  "disable_backups",
			start: func() (*godo.Action, *godo.Response, error) { return actions.DisableBackups(ctx, id) },
			check: func(t *testing.T, d *godo.Droplet) { require.NotContains(t, d.Features, "backups") },
		},
		{
			kind: "rebuild",
			start: func() (*godo.Action, *godo.Response, error) {
				return actions.RebuildByImageSlug(ctx, id, "debian-12-x64")
			},
			check: func(t *testing.T, d *godo.Droplet) { require.Equal(t, "debian-12-x64", d.Image.Slug) },
		},
		{
			kind:  "reboot",
			start: func() (*godo.Action, *godo.Response, error) { return actions.Reboot(ctx, id) },
			check: func(t *testing.T, d *godo.Droplet) { require.Equal(t, "active", d.Status) },
		},
		{
			kind:  "snapshot",
			start: func() (*godo.Action, *godo.Response, error) { return actions.Snapshot(ctx, id, "before") },
			check: func(t *testing.T, d *godo.Droplet) { require.Len(t, d.SnapshotIDs, 1) },
		},
	} {
		t.Run(test.kind, func(t *testing.T) {
			started, resp, err := test.start()
			require.NoError(t, err)
			require.Equal(t, 201, resp.StatusCode)
			require.Equal(t, test.kind, started.Type)
			require.Equal(t, godo.ActionInProgress, started.Status)
			require.Equal(t, id, started.ResourceID)
			require.Equal(t, "droplet", started.ResourceType)
			require.Equal(t, "nyc3", started.RegionSlug)
			require.Equal(t, srv.Now(), started.StartedAt.UTC())

			_, resp, err = client.DropletActions.PowerCycle(ctx, id)
			require.Error(t, err, "the Droplet is locked")
			require.Equal(t, 422, resp.StatusCode)

			srv.Advance(time.Minute)
			ended, _, err := client.DropletActions.Get(ctx, id, started.ID)
			require.NoError(t, err)
			require.Equal(t, godo.ActionCompleted, ended.Status)
			require.True(t, ended.CompletedAt.After(started.StartedAt.Time))
			same, _, err := client.Actions.Get(ctx, started.ID)
			require.NoError(t, err)
			require.Equal(t, ended, same)
			droplet, _, err := client.Droplets.Get(ctx, id)
			require.NoError(t, err)
			test.check(t, droplet)
		})
	}
	done, _, err := client.Droplets.Actions(ctx, id, &godo.ListOptions{PerPage: 200})
	require.NoError(t, err)
	require.Len(t, done, 11)
}

func TestGodoListsOverPages(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	srv.AddDroplets(45, func(i int, d map[string]any) {
		d["name"] = fmt.Sprintf("web-%02d", i)
		d["tags"] = []string{"all", []string{"even", "odd"}[i%2]}
	})
	all, pages := every(t, 20, func(o *godo.ListOptions) ([]godo.Droplet, *godo.Response, error) { return client.Droplets.List(ctx, o) })
	require.Len(t, all, 45)
	require.Equal(t, 3, pages)
	for i, droplet := range all {
		require.Equal(t, fmt.Sprintf("web-%02d", i), droplet.Name)
	}
	odd, pages := every(t, 11, func(o *godo.ListOptions) ([]godo.Droplet, *godo.Response, error) {
		return client.Droplets.ListByTag(ctx, "odd", o)
	})
	require.Len(t, odd, 22)
	require.Equal(t, 2, pages)
	named, _, err := client.Droplets.ListByName(ctx, "web-07", nil)
	require.NoError(t, err)
	require.Equal(t, all[7:8], named)
	gpus, _, err := client.Droplets.ListWithGPUs(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, gpus)
}

func TestGodoManyDropletsAtOnce(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	created, resp, err := client.Droplets.CreateMultiple(ctx, &godo.DropletMultiCreateRequest{
		Names: []string{"a", "b", "c"}, Region: "ams3", Size: "s-1vcpu-1gb",
		Image: godo.DropletCreateImage{Slug: "debian-12-x64"}, Tags: []string{"batch"},
	})
	require.NoError(t, err)
	require.Len(t, created, 3)
	require.Len(t, resp.Links.Actions, 3)
	srv.Advance(10 * time.Second)

	actions, _, err := client.DropletActions.PowerOffByTag(ctx, "batch")
	require.NoError(t, err)
	require.Len(t, actions, 3)
	srv.Advance(5 * time.Second)
	list, _, err := client.Droplets.ListByTag(ctx, "batch", nil)
	require.NoError(t, err)
	for i, droplet := range list {
		require.Equal(t, created[i].ID, droplet.ID)
		require.Equal(t, created[i].Name, droplet.Name)
		require.Equal(t, "off", droplet.Status)
		neighbors, _, err := client.Droplets.Neighbors(ctx, droplet.ID)
		require.NoError(t, err)
		require.Len(t, neighbors, 2)
	}
	_, err = client.Droplets.DeleteByTag(ctx, "batch")
	require.NoError(t, err)
	list, _, err = client.Droplets.List(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, list)
}
