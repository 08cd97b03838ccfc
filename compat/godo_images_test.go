package compat

import (
	"strconv"
	"testing"
	"time"

	"github.com/digitalocean/godo"
	"github.com/stretchr/testify/require"
)

func TestGodoSnapshots(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	id := int(srv.AddDroplets(1, nil)[0])
	_, _, err := client.DropletActions.Snapshot(ctx, id, "before the update")
	require.NoError(t, err)
	srv.Advance(30 * time.Second)

	snapshots, _, err := client.Snapshots.ListDroplet(ctx, nil)
	require.NoError(t, err)
	require.Len(t, snapshots, 1)
	snapshot := snapshots[0]
	require.Equal(t, "before the update", snapshot.Name)
	require.Equal(t, strconv.Itoa(id), snapshot.ResourceID)
	require.Equal(t, "droplet", snapshot.ResourceType)
	require.Equal(t, []string{"nyc3"}, snapshot.Regions)
	require.Equal(t, 25, snapshot.MinDiskSize)
	require.Positive(t, snapshot.SizeGigaBytes)
	same, _, err := client.Snapshots.Get(ctx, snapshot.ID)
	require.NoError(t, err)
	require.Equal(t, &snapshot, same)
	volumes, _, err := client.Snapshots.ListVolume(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, volumes)

	ofDroplet, _, err := client.Droplets.Snapshots(ctx, id, nil)
	require.NoError(t, err)
	require.Len(t, ofDroplet, 1)
	imageID := ofDroplet[0].ID
	require.Equal(t, snapshot.ID, strconv.Itoa(imageID))

	request := webDroplet("web-2")
	request.Image = godo.DropletCreateImage{ID: imageID}
	restored, _, err := client.Droplets.Create(ctx, request)
	require.NoError(t, err)
	require.Equal(t, imageID, restored.Image.ID)

	_, err = client.Snapshots.Delete(ctx, snapshot.ID)
	require.NoError(t, err)
	_, resp, err := client.Snapshots.Get(ctx, snapshot.ID)
	require.Error(t, err)
	require.Equal(t, 404, resp.StatusCode)
}

func TestGodoImages(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	id := int(srv.AddDroplets(1, nil)[0])
	_, _, err := client.DropletActions.Snapshot(ctx, id, "golden")
	require.NoError(t, err)
	srv.Advance(30 * time.Second)
	own, _, err := client.Images.ListUser(ctx, nil)
	require.NoError(t, err)
	require.Len(t, own, 1)

	renamed, _, err := client.Images.Update(ctx, own[0].ID, &godo.ImageUpdateRequest{Name: "golden-1"})
	require.NoError(t, err)
	require.Equal(t, "golden-1", renamed.Name)
	action, _, err := client.ImageActions.Transfer(ctx, own[0].ID, &godo.ActionRequest{"type": "transfer", "region": "ams3"})
	require.NoError(t, err)
	srv.Advance(90 * time.Second)
	action, _, err = client.ImageActions.Get(ctx, own[0].ID, action.ID)
	require.NoError(t, err)
	require.Equal(t, godo.ActionCompleted, action.Status)
	image, _, err := client.Images.GetByID(ctx, own[0].ID)
	require.NoError(t, err)
	require.Equal(t, []string{"nyc3", "ams3"}, image.Regions)
	require.Equal(t, "snapshot", image.Type)

	_, err = client.Images.Delete(ctx, image.ID)
	require.NoError(t, err)
	_, resp, err := client.Images.GetByID(ctx, image.ID)
	require.Error(t, err)
	require.Equal(t, 404, resp.StatusCode)
}

func TestGodoCustomImage(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	image, resp, err := client.Images.Create(ctx, &godo.CustomImageCreateRequest{
		Name: "mine", Url: "https://images.example.com/mine.qcow2", Region: "fra1",
		Distribution: "Debian", Description: "our own", Tags: []string{"custom"},
	})
	require.NoError(t, err)
	require.Equal(t, 202, resp.StatusCode)
	require.Equal(t, "NEW", image.Status)
	srv.Advance(2 * time.Minute)
	image, _, err = client.Images.GetByID(ctx, image.ID)
	require.NoError(t, err)
	require.Equal(t, "available", image.Status)
	require.Equal(t, "mine", image.Name)
	require.Equal(t, "Debian", image.Distribution)
	require.Equal(t, "our own", image.Description)
	require.Equal(t, []string{"fra1"}, image.Regions)
	tagged, _, err := client.Images.ListByTag(ctx, "custom", nil)
	require.NoError(t, err)
	require.Equal(t, []godo.Image{*image}, tagged)
}

func TestGodoPublicImages(t *testing.T) {
	_, client := startGodo(t)
	ctx := t.Context()
	all, pages := every(t, 5, func(o *godo.ListOptions) ([]godo.Image, *godo.Response, error) { return client.Images.List(ctx, o) })
	require.Greater(t, pages, 2)
	distributions, _ := every(t, 200, func(o *godo.ListOptions) ([]godo.Image, *godo.Response, error) {
		return client.Images.ListDistribution(ctx, o)
	})
	applications, _ := every(t, 200, func(o *godo.ListOptions) ([]godo.Image, *godo.Response, error) {
		return client.Images.ListApplication(ctx, o)
	})
	require.Len(t, all, len(distributions)+len(applications))
	for _, image := range all {
		require.True(t, image.Public)
		bySlug, _, err := client.Images.GetBySlug(ctx, image.Slug)
		require.NoError(t, err)
		require.Equal(t, &image, bySlug)
	}
}

func TestGodoBackups(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	request := webDroplet("db-1")
	request.Backups = true
	droplet, _, err := client.Droplets.Create(ctx, request)
	require.NoError(t, err)
	srv.Advance(7 * 24 * time.Hour)
	backups, _, err := client.Droplets.Backups(ctx, droplet.ID, nil)
	require.NoError(t, err)
	require.Len(t, backups, 1)
	require.Equal(t, "backup", backups[0].Type)

	_, _, err = client.DropletActions.Restore(ctx, droplet.ID, backups[0].ID)
	require.NoError(t, err)
	srv.Advance(time.Minute)
	droplet, _, err = client.Droplets.Get(ctx, droplet.ID)
	require.NoError(t, err)
	require.Equal(t, backups[0].ID, droplet.Image.ID)

	_, _, err = client.ImageActions.Convert(ctx, backups[0].ID)
	require.NoError(t, err)
	srv.Advance(time.Minute)
	droplet, _, err = client.Droplets.Get(ctx, droplet.ID)
	require.NoError(t, err)
	require.Empty(t, droplet.BackupIDs)
	require.Equal(t, []int{backups[0].ID}, droplet.SnapshotIDs)
	supported, _, err := client.Droplets.ListSupportedBackupPolicies(ctx)
	require.NoError(t, err)
	require.Len(t, supported, 2)
}
