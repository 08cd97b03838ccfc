package digitaloceantest

import (
	"fmt"
	"net/http"
	"slices"
)

var volumeSnapshots = stateful(fresh[collection[*object]])

func init() {
	handle("GET /v2/volumes/{volume_id}/snapshots", listSnapshotsOfVolume)
	handle("POST /v2/volumes/{volume_id}/snapshots", createVolumeSnapshot)
	handle("GET /v2/volumes/snapshots/{snapshot_id}", getter(volumeSnapshots, "snapshot_id", "snapshot"))
	handle("DELETE /v2/volumes/snapshots/{snapshot_id}", deleteSnapshotOfVolume)
	taggables["volume_snapshot"] = taggedIn("/v2/volumes/snapshots/", volumeSnapshots.of)
	snapshotSources = append(snapshotSources, snapshotSource{
		resourceType: "volume",
		list:         func(s *Server) []*object { return objects(volumeSnapshots.of(s).all(), nil) },
		delete:       dropVolumeSnapshot,
	})
	associations["volume_snapshots"] = volumeSnapshotsWithDroplet
}

func listSnapshotsOfVolume(c *call) (reply, error) {
	v, err := found(c, volumes.of(c.Server), "volume_id")
	if err != nil {
		return reply{}, err
	}
	return c.page("snapshots", objects(volumeSnapshots.of(c.Server).all(), func(o *object) bool {
		return o.text("resource_id") == v.id
	}))
}

func createVolumeSnapshot(c *call) (reply, error) {
	v, err := found(c, volumes.of(c.Server), "volume_id")
	if err != nil {
		return reply{}, err
	}
	name, tagNames := c.body.needText("name"), c.body.tagNames()
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for o := range volumeSnapshots.of(c.Server).all() {
		if o.text("resource_id") == v.id && o.text("name") == name {
			return reply{}, conflict("name: a snapshot " + name + " of this volume already exists")
		}
	}
	id := c.ids.uuid("volume snapshot")
	o := newObject(
		"id", id,
		"name", name,
		"created_at", c.now,
		"regions", []string{v.region.slug},
		"resource_id", v.id,
		"resource_type", "volume",
		"min_disk_size", v.size,
		"size_gigabytes", float64(v.size)/100, // what is written on it
		"tags", []string{},
	)
	volumeSnapshots.of(c.Server).add(id, o)
	c.addTags("volume_snapshot", id, o, tagNames)
	return answer(http.StatusCreated, "snapshot", o)
}

func deleteSnapshotOfVolume(c *call) (reply, error) {
	if !dropVolumeSnapshot(c.Server, c.arguments["snapshot_id"]) {
		return reply{}, notFound()
	}
	return empty(http.StatusNoContent)
}

func dropVolumeSnapshot(s *Server, id string) bool {
	o, ok := volumeSnapshots.of(s).get(id)
	if !ok {
		return false
	}
	volumeSnapshots.of(s).remove(id)
	s.deleted("volume_snapshot", id, o)
	return true
}

// volumeSnapshotsWithDroplet finds the snapshots of the volumes that are attached to a Droplet.
func volumeSnapshotsWithDroplet(s *Server, d *droplet) []associated {
	var list []associated
	for o := range volumeSnapshots.of(s).all() {
		if !slices.Contains(d.texts("volume_ids"), o.text("resource_id")) {
			continue
		}
		gigabytes, _ := o.get("size_gigabytes").(float64)
		list = append(list, associated{
			id:      o.text("id"),
			name:    o.text("name"),
			cost:    snapshotCost(gigabytes),
			destroy: func() { dropVolumeSnapshot(s, o.text("id")) },
		})
	}
	return list
}

// snapshotCost is the price of a snapshot a month.
func snapshotCost(gigabytes float64) string { return fmt.Sprintf("%.2f", gigabytes*0.06) }
