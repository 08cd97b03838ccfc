package digitaloceantest

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// nfsShare is a share of network storage.
type nfsShare struct {
	*object
	server *Server
	id     string
	region *region
}

var nfsShares = stateful(fresh[collection[*nfsShare]])

const (
	minShareSize = 50      // GiB
	maxShareSize = 1 << 20 // GiB
)

var performanceTiers = map[string]string{"standard": "PERFORMANCE_TIER_STANDARD", "high": "PERFORMANCE_TIER_HIGH"}

func init() {
	handle("GET /v2/nfs", listShares)
	handle("POST /v2/nfs", createShare)
	handle("GET /v2/nfs/{nfs_id}", getShare)
	handle("DELETE /v2/nfs/{nfs_id}", deleteShare)
	count("NFS shares", func(s *Server) int { return nfsShares.of(s).len() })
	needsVPC(nfsShares, func(share *nfsShare, id string) bool { return slices.Contains(share.texts("vpc_ids"), id) })
}

// show lists the access points, the default one first.
func (share *nfsShare) show() *object {
	share.set("access_points", share.server.accessPointsOf(share.id, ""))
	return share.object
}

// asBadRequest gives a refusal the status that network storage has for all of them.
func asBadRequest(err error) error {
	var e *apiError
	if !errors.As(err, &e) || e.status != http.StatusUnprocessableEntity {
		return err
	}
	return badRequest(e.message)
}

func listShares(c *call) (reply, error) {
	slug := c.query.Get("region")
	return list(http.StatusOK, "shares", objects(nfsShares.of(c.Server).all(), func(share *nfsShare) bool {
		return slug == "" || share.region.slug == slug
	}))
}

func createShare(c *call) (reply, error) {
	name, r := c.body.needText("name"), c.body.needRegion("region")
	size, tier := c.readShareSize(c.body), readTier(c.body, "standard")
	ids := c.body.needTexts("vpc_ids")
	for _, id := range ids {
		c.checkShareVPC(c.body, "vpc_ids", id, r)
	}
	if c.body.problem != nil {
		return reply{}, asBadRequest(c.body.problem)
	}
	share := &nfsShare{server: c.Server, id: c.ids.uuid("nfs share"), region: r}
	share.object = newObject(
		"id", share.id,
		"name", name,
		"size_gib", size,
		"region", r.slug,
		"status", "CREATING",
		"created_at", c.now,
		"vpc_ids", ids,
		"performance_tier", tier,
		"mount_path", "",
		"host", "",
		"access_points", nil,
	)
	nfsShares.of(c.Server).add(share.id, share)
	point := c.newAccessPoint(share, accessPoint{name: "default", path: "/", policy: defaultPolicyOfAccess()})
	point.set("is_default", true)
	path := fmt.Sprintf("/%d/%s", ownerID, share.id)
	host := fmt.Sprintf("10.%d.32.%d", 100+r.index, 2+c.ids.count("nfs host "+r.slug)%250)
	c.after("nfs_share", func(at time.Time) {
		share.set("status", "ACTIVE")
		share.set("mount_path", path)
		share.set("host", host)
		point.become("ACCESS_POINT_ACTIVE", at)
	}, func(at time.Time) {
		share.set("status", "FAILED")
		point.become("ACCESS_POINT_FAILED", at)
	})
	return answer(http.StatusCreated, "share", share.show())
}

func (c *call) readShareSize(f *fields) int64 {
	size := f.needWithin("size_gib", 0, maxShareSize)
	if size < minShareSize {
		f.refuse(fmt.Sprintf("The value for 'size_gib' must be greater than or equal to %dGib.", minShareSize))
	}
	return size
}

func readTier(f *fields, otherwise string) string {
	return performanceTiers[f.choice("performance_tier", otherwise, "standard", "high")]
}

// checkShareVPC refuses a network that is not there, or in another region.
func (c *call) checkShareVPC(f *fields, name, id string, r *region) {
	v, ok := vpcs.of(c.Server).get(id)
	switch {
	case !ok:
		f.refuseField(name, id+" does not exist")
	case r != nil && v.region != r:
		f.refuseField(name, id+" is in another region than "+r.slug)
	}
}

// share returns the share that the path names. A region that is given must be its own.
func (c *call) share() (*nfsShare, error) {
	share, err := found(c, nfsShares.of(c.Server), "nfs_id")
	if err != nil {
		return nil, err
	}
	if slug := c.query.Get("region"); slug != "" && slug != share.region.slug {
		return nil, notFound()
	}
	return share, nil
}

func getShare(c *call) (reply, error) {
	share, err := c.share()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "share", share.show())
}

// deleteShare deletes a share with its access points. Its snapshots stay.
func deleteShare(c *call) (reply, error) {
	share, err := c.share()
	if err != nil {
		return reply{}, err
	}
	nfsShares.of(c.Server).remove(share.id)
	for _, status := range accessPointStatuses {
		for _, o := range c.accessPointsOf(share.id, status) {
			accessPoints.of(c.Server).remove(o.text("id"))
		}
	}
	return empty(http.StatusNoContent)
}

// ready reports whether something can be done with the share.
func (share *nfsShare) ready() bool {
	return share.text("status") == "ACTIVE" || share.text("status") == "INACTIVE"
}

// setVPCs changes the networks of a share. Without any it is inactive.
func (share *nfsShare) setVPCs(ids []string) {
	share.set("vpc_ids", ids)
	share.set("status", "ACTIVE")
	if len(ids) == 0 {
		share.set("status", "INACTIVE")
	}
}

// nfsAction is the record of an action, which nobody can ask for later.
func (c *call) nfsAction(kind, resourceID string, r *region) *object {
	return newObject(
		"id", c.ids.uuid("nfs action"),
		"region_slug", r.slug,
		"resource_id", resourceID,
		"resource_type", "SHARE",
		"type", kind,
		"status", "IN_PROGRESS",
		"started_at", c.now,
	)
}
