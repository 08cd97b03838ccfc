package compat

import (
	"testing"
	"time"

	"github.com/digitalocean/godo"
	"github.com/stretchr/testify/require"
)

func TestGodoVolumes(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	droplet := int(srv.AddDroplets(1, nil)[0])
	volume, resp, err := client.Storage.CreateVolume(ctx, &godo.VolumeCreateRequest{
		Region: "nyc3", Name: "data", Description: "of the database", SizeGigaBytes: 10,
		FilesystemType: "ext4", FilesystemLabel: "data", Tags: []string{"db"},
	})
	require.NoError(t, err)
	require.Equal(t, 201, resp.StatusCode)
	require.Equal(t, "data", volume.Name)
	require.Equal(t, "of the database", volume.Description)
	require.EqualValues(t, 10, volume.SizeGigaBytes)
	require.Equal(t, "nyc3", volume.Region.Slug)
	require.Equal(t, "ext4", volume.FilesystemType)
	require.Equal(t, "data", volume.FilesystemLabel)
	require.Equal(t, []string{"db"}, volume.Tags)
	require.Equal(t, began, volume.CreatedAt.UTC())

	attach, _, err := client.StorageActions.Attach(ctx, volume.ID, droplet)
	require.NoError(t, err)
	require.Equal(t, "attach_volume", attach.Type)
	srv.Advance(time.Minute)
	attach, _, err = client.StorageActions.Get(ctx, volume.ID, attach.ID)
	require.NoError(t, err)
	require.Equal(t, godo.ActionCompleted, attach.Status)
	volume, _, err = client.Storage.GetVolume(ctx, volume.ID)
	require.NoError(t, err)
	require.Equal(t, []int{droplet}, volume.DropletIDs)
	holder, _, err := client.Droplets.Get(ctx, droplet)
	require.NoError(t, err)
	require.Equal(t, []string{volume.ID}, holder.VolumeIDs)
	resp, err = client.Storage.DeleteVolume(ctx, volume.ID)
	require.Error(t, err, "it is attached")
	require.GreaterOrEqual(t, resp.StatusCode, 400)

	_, _, err = client.StorageActions.Resize(ctx, volume.ID, 20, "nyc3")
	require.NoError(t, err)
	srv.Advance(time.Minute)
	_, _, err = client.StorageActions.DetachByDropletID(ctx, volume.ID, droplet)
	require.NoError(t, err)
	srv.Advance(time.Minute)
	volumes, _, err := client.Storage.ListVolumes(ctx, &godo.ListVolumeParams{Name: "data", Region: "nyc3"})
	require.NoError(t, err)
	require.Len(t, volumes, 1)
	require.EqualValues(t, 20, volumes[0].SizeGigaBytes)
	require.Empty(t, volumes[0].DropletIDs)
	actions, _, err := client.StorageActions.List(ctx, volume.ID, nil)
	require.NoError(t, err)
	require.Len(t, actions, 3)
}

func TestGodoVolumeSnapshots(t *testing.T) {
	_, client := startGodo(t)
	ctx := t.Context()
	volume, _, err := client.Storage.CreateVolume(ctx, &godo.VolumeCreateRequest{Region: "nyc3", Name: "data", SizeGigaBytes: 10})
	require.NoError(t, err)
	snapshot, _, err := client.Storage.CreateSnapshot(ctx, &godo.SnapshotCreateRequest{
		VolumeID: volume.ID, Name: "nightly", Tags: []string{"backup"},
	})
	require.NoError(t, err)
	require.Equal(t, "nightly", snapshot.Name)
	require.Equal(t, volume.ID, snapshot.ResourceID)
	require.Equal(t, "volume", snapshot.ResourceType)
	require.Equal(t, 10, snapshot.MinDiskSize)
	for _, get := range []func() (*godo.Snapshot, *godo.Response, error){
		func() (*godo.Snapshot, *godo.Response, error) { return client.Storage.GetSnapshot(ctx, snapshot.ID) },
		func() (*godo.Snapshot, *godo.Response, error) { return client.Snapshots.Get(ctx, snapshot.ID) },
	} {
		same, _, err := get()
		require.NoError(t, err)
		require.Equal(t, snapshot, same)
	}
	list, _, err := client.Snapshots.ListVolume(ctx, nil)
	require.NoError(t, err)
	require.Equal(t, []godo.Snapshot{*snapshot}, list)
	copied, _, err := client.Storage.CreateVolume(ctx, &godo.VolumeCreateRequest{
		Name: "copy", SizeGigaBytes: 20, Region: "nyc3", SnapshotID: snapshot.ID,
	})
	require.NoError(t, err)
	require.EqualValues(t, 10, copied.SizeGigaBytes, "the snapshot's: the size does not apply")

	_, err = client.Storage.DeleteSnapshot(ctx, snapshot.ID)
	require.NoError(t, err)
	for _, id := range []string{volume.ID, copied.ID} {
		_, err = client.Storage.DeleteVolume(ctx, id)
		require.NoError(t, err)
	}
	volumes, _, err := client.Storage.ListVolumes(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, volumes)
}
