package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/dosdk/digitalocean"
)

func createVolume(ctx context.Context, client *digitalocean.Client, name string) *digitalocean.Volume {
	volume, err := client.Volumes.Create(ctx, &digitalocean.VolumeCreateRequest{Name: name, Region: "nyc3", SizeGigabytes: 10})
	if err != nil {
		log.Fatal(err)
	}
	return volume
}

func createShare(ctx context.Context, client *digitalocean.Client, vpc *digitalocean.VPC) *digitalocean.NFSShare {
	share, err := client.NFS.Create(ctx, &digitalocean.NFSShareCreateRequest{
		Name: "uploads", Region: vpc.Region, SizeGiB: 50, VPCIDs: []string{vpc.ID},
	})
	if err != nil {
		log.Fatal(err)
	}
	share, err = client.NFS.WaitActive(ctx, share.ID, &digitalocean.NFSOptions{Region: vpc.Region})
	if err != nil {
		log.Fatal(err)
	}
	return share
}

func ExampleVolumesService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	_, err := client.Volumes.Create(ctx, &digitalocean.VolumeCreateRequest{
		Name: "pg-data", Region: "nyc3", SizeGigabytes: 100,
		FilesystemType: digitalocean.VolumeExt4, FilesystemLabel: "pg-data",
	})
	if err != nil {
		log.Fatal(err)
	}
	// A name belongs to one volume in a region.
	found, err := client.Volumes.List(&digitalocean.VolumeListOptions{Name: "pg-data", Region: "nyc3"}).Collect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, volume := range found {
		fmt.Println(volume.Name, volume.SizeGigabytes, "GiB,", volume.FilesystemType)
	}
	if err := client.Volumes.DeleteByName(ctx, "pg-data", "nyc3"); err != nil {
		log.Fatal(err)
	}
	// Output: pg-data 100 GiB, ext4
}

func ExampleVolumeActionsService_Attach() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	wait := finish(ctx, client)
	db, standby := createDroplet(ctx, client, "db-1"), createDroplet(ctx, client, "db-2")
	volume := createVolume(ctx, client, "pg-data")

	wait(client.Volumes.Actions.Attach(ctx, volume.ID, db.ID, nil))
	wait(client.Volumes.Actions.Resize(ctx, volume.ID, 20, nil))
	wait(client.Volumes.Actions.Detach(ctx, volume.ID, db.ID, nil)) // unmount it in the Droplet first
	wait(client.Volumes.Actions.Attach(ctx, volume.ID, standby.ID, nil))

	volume, err := client.Volumes.Get(ctx, volume.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(volume.SizeGigabytes, "GiB, at the standby:", volume.DropletIDs[0] == standby.ID)
	// Output: 20 GiB, at the standby: true
}

func ExampleVolumeSnapshotsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	volume := createVolume(ctx, client, "pg-data")

	snapshot, err := client.Volumes.Snapshots.Create(ctx, volume.ID, &digitalocean.VolumeSnapshotCreateRequest{Name: "before-upgrade"})
	if err != nil {
		log.Fatal(err)
	}
	restored, err := client.Volumes.Create(ctx, &digitalocean.VolumeCreateRequest{
		Name: "pg-data-restored", Region: "nyc3", SizeGigabytes: volume.SizeGigabytes, SnapshotID: snapshot.ID,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("restored:", restored.Name)
	for snapshot, err := range client.Volumes.Snapshots.List(volume.ID, nil).All(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("kept:", snapshot.Name)
	}
	// Output:
	// restored: pg-data-restored
	// kept: before-upgrade
}

func ExampleNFSService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	vpc := createVPC(ctx, client, "backend")
	inNYC := &digitalocean.NFSOptions{Region: "nyc3"}

	share, err := client.NFS.Create(ctx, &digitalocean.NFSShareCreateRequest{
		Name: "uploads", Region: "nyc3", SizeGiB: 50, VPCIDs: []string{vpc.ID},
	})
	if err != nil {
		log.Fatal(err)
	}
	if share, err = client.NFS.WaitActive(ctx, share.ID, inNYC); err != nil {
		log.Fatal(err)
	}
	source := share.Host + ":" + share.MountPath // what the Droplets of the VPC mount
	fmt.Println(share.Name, share.Status, source != ":")
	if err := client.NFS.Delete(ctx, share.ID, inNYC); err != nil {
		log.Fatal(err)
	}
	// Output: uploads ACTIVE true
}

func ExampleNFSAccessPointsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	vpc := createVPC(ctx, client, "backend")
	share := createShare(ctx, client, vpc)

	created, err := client.NFS.AccessPoints.Create(ctx, share.ID, &digitalocean.NFSAccessPointCreateRequest{
		Name: "reports", Path: "/reports", VPCID: vpc.ID,
		AccessPolicy: digitalocean.NFSAccessPolicy{
			AnonUID: digitalocean.NFSNobody, AnonGID: digitalocean.NFSNobody,
			Protocols:    []digitalocean.NFSProtocol{digitalocean.NFSProtocolNFS4},
			SquashConfig: digitalocean.NFSRootSquash,
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	reports, err := client.NFS.AccessPoints.WaitActive(ctx, created.AccessPoint.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(reports.Path, reports.AccessPolicy.SquashConfig)

	accessPoints, err := client.NFS.AccessPoints.List(ctx, share.ID, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range accessPoints {
		fmt.Println(p.Name, p.IsDefault)
	}
	// Output:
	// /reports ROOT_SQUASH
	// default true
	// reports false
}

func ExampleNFSActionsService_Resize() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	share := createShare(ctx, client, createVPC(ctx, client, "backend"))

	// The API tells nothing more of such an action: the share does, once it is done.
	action, err := client.NFS.Actions.Resize(ctx, share.ID, 100, share.Region)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(action.Type, action.Status)
	// Output: RESIZE_SHARE IN_PROGRESS
}

func ExampleNFSSnapshotsService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()
	share := createShare(ctx, client, createVPC(ctx, client, "backend"))

	if _, err := client.NFS.Actions.Snapshot(ctx, share.ID, "nightly", share.Region); err != nil {
		log.Fatal(err)
	}
	inRegion := &digitalocean.NFSOptions{Region: share.Region}
	snapshots, err := client.NFS.Snapshots.List(ctx, &digitalocean.NFSSnapshotListOptions{Region: share.Region, ShareID: share.ID})
	if err != nil {
		log.Fatal(err)
	}
	for _, snapshot := range snapshots {
		whole, err := client.NFS.Snapshots.WaitActive(ctx, snapshot.ID, inRegion)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(whole.Name, whole.SizeGiB, "GiB", whole.Status)
	}
	// Output: nightly 50 GiB ACTIVE
}

func ExampleSpacesKeysService() {
	client, stop := start()
	defer stop()
	ctx := context.Background()

	key, err := client.SpacesKeys.Create(ctx, &digitalocean.SpacesKeyCreateRequest{
		Name:   "backup-writer",
		Grants: []digitalocean.SpacesKeyGrant{{Bucket: "backups", Permission: digitalocean.SpacesKeyReadWrite}},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("secret:", key.SecretKey) // key.SecretKey.Reveal() is what an S3 client takes, and this the only time to read it

	if err := client.SpacesKeys.Delete(ctx, key.AccessKey); err != nil {
		log.Fatal(err)
	}
	_, err = client.SpacesKeys.Get(ctx, key.AccessKey)
	fmt.Println("revoked:", errors.Is(err, digitalocean.ErrNotFound))
	// Output:
	// secret: [redacted]
	// revoked: true
}
