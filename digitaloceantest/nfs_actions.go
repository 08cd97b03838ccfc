package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

func init() {
	handle("POST /v2/nfs/{nfs_id}/actions", startShareAction)
}

// shareActions prepare an action of each type: they check the parameters, and return the change. The name is
// the one that the record of the action has.
var shareActions = map[string]struct {
	name    string
	prepare func(c *call, share *nfsShare, params *fields) change
}{
	"resize":                  {"RESIZE_SHARE", resizeShare},
	"snapshot":                {"SNAPSHOT_SHARE", snapshotShare},
	"attach":                  {"ATTACH_SHARE", attachShare},
	"detach":                  {"DETACH_SHARE", detachShare},
	"reassign":                {"REASSIGN_SHARE", reassignShare},
	"switch_performance_tier": {"SWITCH_PERFORMANCE_TIER", switchTier},
}

func startShareAction(c *call) (reply, error) {
	share, err := found(c, nfsShares.of(c.Server), "nfs_id")
	if err != nil {
		return reply{}, err
	}
	kind := c.body.needChoice("type", "resize", "snapshot", "attach", "detach", "reassign", "switch_performance_tier")
	if slug := c.body.text("region"); slug != "" && slug != share.region.slug {
		c.body.refuseField("region", "is another one than that of the share, "+share.region.slug)
	}
	if !share.ready() {
		c.body.refuse("the share must be ACTIVE or INACTIVE, and is " + share.text("status"))
	}
	action, params := shareActions[kind], c.body.inside("params")
	var done change
	if c.body.problem == nil {
		done = action.prepare(c, share, params)
	}
	if c.body.problem != nil {
		return reply{}, asBadRequest(c.body.problem)
	}
	c.after("nfs_action", done, func(time.Time) {})
	return answer(http.StatusCreated, "action", c.nfsAction(action.name, share.id, share.region))
}

func resizeShare(c *call, share *nfsShare, params *fields) change {
	size := c.readShareSize(params)
	return func(time.Time) { share.set("size_gib", size) }
}

func snapshotShare(c *call, share *nfsShare, params *fields) change {
	name := params.needText("name")
	if c.body.problem == nil {
		c.newNFSSnapshot(share, name)
	}
	return func(time.Time) {}
}

func attachShare(c *call, share *nfsShare, params *fields) change {
	id := params.needText("vpc_id")
	c.checkShareVPC(params, "vpc_id", id, share.region)
	return func(time.Time) { share.setVPCs(joined(share.texts("vpc_ids"), []string{id})) }
}

func detachShare(_ *call, share *nfsShare, params *fields) change {
	id := params.needText("vpc_id")
	share.checkAttached(params, "vpc_id", id)
	return func(time.Time) { share.setVPCs(lacking(share.texts("vpc_ids"), []string{id})) }
}

func reassignShare(c *call, share *nfsShare, params *fields) change {
	from, to := params.needText("old_vpc_id"), params.needText("new_vpc_id")
	share.checkAttached(params, "old_vpc_id", from)
	c.checkShareVPC(params, "new_vpc_id", to, share.region)
	return func(time.Time) { share.setVPCs(joined(lacking(share.texts("vpc_ids"), []string{from}), []string{to})) }
}

func (share *nfsShare) checkAttached(f *fields, name, id string) {
	if !slices.Contains(share.texts("vpc_ids"), id) {
		f.refuseField(name, id+" is not a VPC of the share")
	}
}

func switchTier(_ *call, share *nfsShare, params *fields) change {
	params.needText("performance_tier")
	tier := readTier(params, "standard")
	return func(time.Time) { share.set("performance_tier", tier) }
}
