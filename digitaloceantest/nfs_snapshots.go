package digitaloceantest

import (
	"net/http"
	"time"
)

var nfsSnapshots = stateful(fresh[collection[*object]])

func init() {
	handle("GET /v2/nfs/snapshots", listNFSSnapshots)
	handle("GET /v2/nfs/snapshots/{nfs_snapshot_id}", getNFSSnapshot)
	handle("DELETE /v2/nfs/snapshots/{nfs_snapshot_id}", deleteNFSSnapshot)
	count("NFS snapshots", func(s *Server) int { return nfsSnapshots.of(s).len() })
}

func (c *call) newNFSSnapshot(share *nfsShare, name string) {
	id := c.ids.uuid("nfs snapshot")
	o := newObject(
		"id", id,
		"name", name,
		"size_gib", share.get("size_gib"),
		"region", share.region.slug,
		"status", "CREATING",
		"created_at", c.now,
		"share_id", share.id,
	)
	nfsSnapshots.of(c.Server).add(id, o)
	c.after("nfs_snapshot", func(time.Time) { o.set("status", "ACTIVE") }, func(time.Time) { o.set("status", "FAILED") })
}

func listNFSSnapshots(c *call) (reply, error) {
	slug, share := c.query.Get("region"), c.query.Get("share_id")
	return list(http.StatusOK, "snapshots", objects(nfsSnapshots.of(c.Server).all(), func(o *object) bool {
		return (slug == "" || o.text("region") == slug) && (share == "" || o.text("share_id") == share)
	}))
}

// nfsSnapshot returns the snapshot that the path names. A region that is given must be its own.
func (c *call) nfsSnapshot() (*object, error) {
	o, err := found(c, nfsSnapshots.of(c.Server), "nfs_snapshot_id")
	if err != nil {
		return nil, err
	}
	if slug := c.query.Get("region"); slug != "" && slug != o.text("region") {
		return nil, notFound()
	}
	return o, nil
}

func getNFSSnapshot(c *call) (reply, error) {
	o, err := c.nfsSnapshot()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "snapshot", o)
}

func deleteNFSSnapshot(c *call) (reply, error) {
	o, err := c.nfsSnapshot()
	if err != nil {
		return reply{}, err
	}
	nfsSnapshots.of(c.Server).remove(o.text("id"))
	return empty(http.StatusNoContent)
}
