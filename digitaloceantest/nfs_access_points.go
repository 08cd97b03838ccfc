package digitaloceantest

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// accessPoint is a path of a share that can be mounted.
type accessPoint struct {
	*object
	share  *nfsShare
	name   string
	path   string
	vpc    string // "" for the default one
	policy *object
}

var accessPoints = stateful(fresh[collection[*accessPoint]])

const nobody = 65534 // the only user and group that others can be mapped to

var (
	accessPointName     = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$`)
	accessPointPath     = regexp.MustCompile(`^/[a-zA-Z0-9_./-]+$`)
	accessPointStatuses = []string{"ACCESS_POINT_CREATING", "ACCESS_POINT_ACTIVE", "ACCESS_POINT_FAILED", "ACCESS_POINT_DELETED"}
)

func init() {
	handle("GET /v2/nfs/shares/{share_id}/access_points", listAccessPoints)
	handle("POST /v2/nfs/shares/{share_id}/access_points", createAccessPoint)
	handle("GET /v2/nfs/access_points/{access_point_id}", getter(accessPoints, "access_point_id", "access_point"))
	handle("DELETE /v2/nfs/access_points/{access_point_id}", deleteAccessPoint)
	needsVPC(accessPoints, func(p *accessPoint, id string) bool { return p.vpc == id && !p.deleted() })
}

func defaultPolicyOfAccess() *object {
	return newObject(
		"anonuid", nobody,
		"anongid", nobody,
		"protocols", []string{"NFS4", "NFS"},
		"squash_config", "ROOT_SQUASH",
		"identity_enforcement_enabled", false,
	)
}

// newAccessPoint adds an access point to a share.
func (c *call) newAccessPoint(share *nfsShare, p accessPoint) *accessPoint {
	p.share = share
	id := c.ids.uuid("access point")
	p.object = newObject(
		"id", id,
		"name", p.name,
		"share_id", share.id,
		"path", p.path,
		"status", "ACCESS_POINT_CREATING",
		"is_default", false,
		"created_at", c.now,
		"updated_at", c.now,
		"access_policy", p.policy,
	)
	if p.vpc != "" {
		p.set("vpc_id", p.vpc)
	}
	accessPoints.of(c.Server).add(id, &p)
	return &p
}

func (p *accessPoint) become(status string, at time.Time) {
	if p.deleted() {
		return
	}
	p.set("status", status)
	p.set("updated_at", at)
}

func (p *accessPoint) deleted() bool { return p.text("status") == "ACCESS_POINT_DELETED" }

// accessPointsOf returns those of a share, in the order of their creation: the default one is the first. Deleted
// ones are shown only to those who ask for that status.
func (s *Server) accessPointsOf(share, status string) []*object {
	return objects(accessPoints.of(s).all(), func(p *accessPoint) bool {
		if p.share.id != share {
			return false
		}
		return status == "" && !p.deleted() || p.text("status") == status
	})
}

// accessPointError has the form that errors of access points have.
func accessPointError(status int, code, message string) error {
	return &apiError{status: status, message: message, body: newObject("code", code, "message", message).json()}
}

func listAccessPoints(c *call) (reply, error) {
	share, err := found(c, nfsShares.of(c.Server), "share_id")
	if err != nil {
		return reply{}, err
	}
	status := c.query.Get("status")
	if status != "" && !slices.Contains(accessPointStatuses, status) {
		return reply{}, accessPointError(http.StatusBadRequest, "INVALID_ACCESS_POINT_STATUS", "invalid access point status")
	}
	return list(http.StatusOK, "access_points", c.accessPointsOf(share.id, status))
}

func createAccessPoint(c *call) (reply, error) {
	share, err := found(c, nfsShares.of(c.Server), "share_id")
	if err != nil {
		return reply{}, err
	}
	p, err := c.readAccessPoint(share)
	if err != nil {
		return reply{}, err
	}
	for other := range accessPoints.of(c.Server).all() {
		if other.share == share && !other.deleted() && (other.name == p.name || other.path == p.path) {
			return reply{}, accessPointError(http.StatusConflict, "AlreadyExists", "access point with this name or path already exists for this share")
		}
	}
	made := c.newAccessPoint(share, p)
	c.after("nfs_access_point",
		func(at time.Time) { made.become("ACCESS_POINT_ACTIVE", at) },
		func(at time.Time) { made.become("ACCESS_POINT_FAILED", at) })
	return c.answerAccessPoint(http.StatusCreated, "CREATE_ACCESS_POINT", made)
}

func (c *call) answerAccessPoint(status int, action string, p *accessPoint) (reply, error) {
	return bare(status, newObject("access_point", p.object, "action", c.nfsAction(action, p.text("id"), p.share.region)))
}

func (c *call) readAccessPoint(share *nfsShare) (accessPoint, error) {
	if c.body.text("name") == "" {
		return accessPoint{}, accessPointError(http.StatusBadRequest, "MISSING_NAME", "name is required")
	}
	p := accessPoint{name: c.body.text("name"), path: c.body.needText("path"), vpc: c.body.needText("vpc_id")}
	if !accessPointName.MatchString(p.name) || strings.EqualFold(p.name, "default") {
		c.body.refuseField("name", "must be 3 to 63 letters, digits and dashes, and not default")
	}
	if len(p.path) > 1024 || !accessPointPath.MatchString(p.path) || slices.Contains(strings.Split(p.path, "/"), "..") {
		c.body.refuseField("path", "must begin with / and hold letters, digits, dashes, underscores, dots and slashes only")
	}
	c.checkShareVPC(c.body, "vpc_id", p.vpc, share.region)
	p.policy = readAccessPolicy(c.body)
	if !share.ready() {
		c.body.refuse("the share must be ACTIVE or INACTIVE, and is " + share.text("status"))
	}
	var e *apiError
	if errors.As(c.body.problem, &e) {
		return p, accessPointError(http.StatusBadRequest, "InvalidArgument", e.message)
	}
	return p, nil
}

func readAccessPolicy(body *fields) *object {
	f := body.inside("access_policy")
	protocols := f.needTexts("protocols")
	for _, protocol := range protocols {
		if protocol != "NFS4" && protocol != "NFS" {
			f.refuseField("protocols", "must hold NFS4 and NFS only")
		}
	}
	return newObject(
		"anonuid", f.needWithin("anonuid", nobody, nobody),
		"anongid", f.needWithin("anongid", nobody, nobody),
		"protocols", protocols,
		"squash_config", f.needChoice("squash_config", "NO_SQUASH", "ROOT_SQUASH", "ALL_SQUASH"),
		"identity_enforcement_enabled", f.flag("identity_enforcement_enabled", false),
	)
}

// deleteAccessPoint leaves the record of the access point.
func deleteAccessPoint(c *call) (reply, error) {
	p, err := found(c, accessPoints.of(c.Server), "access_point_id")
	if err != nil {
		return reply{}, err
	}
	if p.get("is_default") == true {
		return reply{}, accessPointError(http.StatusBadRequest, "InvalidArgument", "the default access point cannot be deleted")
	}
	if status := p.text("status"); status == "ACCESS_POINT_DELETED" || status == "ACCESS_POINT_FAILED" {
		return reply{}, accessPointError(http.StatusBadRequest, "InvalidArgument", "the access point has the status "+status)
	}
	p.become("ACCESS_POINT_DELETED", c.now)
	return c.answerAccessPoint(http.StatusOK, "DELETE_ACCESS_POINT", p)
}
