package digitaloceantest

import (
	"net/http"
	"time"
)

// action is something that goes on with a resource, and afterwards the record of it.
type action struct {
	*object
	id           int64
	resourceType string
	resourceID   int64
}

var actions = stateful(fresh[collection[*action]])

func init() {
	handle("GET /v2/actions", listActions)
	handle("GET /v2/actions/{action_id}", getAction)
	count("Actions", func(s *Server) int { return actions.of(s).len() })
}

func listActions(c *call) (reply, error) {
	return c.page("actions", objects(actions.of(c.Server).newestFirst(), nil))
}

func getAction(c *call) (reply, error) {
	a, err := c.action()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "action", a.object)
}

// action returns the action that the path names.
func (c *call) action() (*action, error) {
	id, err := c.numericArgument("action_id")
	if err != nil {
		return nil, err
	}
	a, ok := actions.of(c.Server).get(key(id))
	if !ok {
		return nil, notFound()
	}
	return a, nil
}

// listActionsOf answers with the actions on one resource.
func (c *call) listActionsOf(resourceType string, id int64) (reply, error) {
	mine := func(a *action) bool { return a.resourceType == resourceType && a.resourceID == id }
	return c.page("actions", objects(actions.of(c.Server).newestFirst(), mine))
}

// getActionOf answers with an action if it is one on the resource.
func (c *call) getActionOf(resourceType string, id int64) (reply, error) {
	a, err := c.actionOf(resourceType, id)
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "action", a.object)
}

// actionOf returns the action that the path names if it is one on the resource.
func (c *call) actionOf(resourceType string, id int64) (*action, error) {
	a, err := c.action()
	if err != nil {
		return nil, err
	}
	if a.resourceType != resourceType || a.resourceID != id {
		return nil, notFound()
	}
	return a, nil
}

// work is an action to start.
type work struct {
	kind         string
	resourceType string
	resourceID   int64
	region       *region
	completed    func(at time.Time) // when it completes; each of these may be nil
	failed       func(at time.Time) // when it fails
	ended        func(at time.Time) // after either
}

// start begins an action, which completes when its time is over or fails when it was told to.
func (s *Server) start(now time.Time, w work) *action {
	a := &action{id: s.ids.number("action"), resourceType: w.resourceType, resourceID: w.resourceID}
	a.object = newObject(
		"id", a.id,
		"status", "in-progress",
		"type", w.kind,
		"started_at", now,
		"completed_at", nil,
		"resource_id", w.resourceID,
		"resource_type", w.resourceType,
		"region", nil,
		"region_slug", nil,
	)
	if w.region != nil {
		a.set("region", w.region.object)
		a.set("region_slug", w.region.slug)
	}
	actions.of(s).add(key(a.id), a)
	status, effect := "completed", w.completed
	if s.fails(w.kind) {
		status, effect = "errored", w.failed
	}
	s.at(now.Add(s.took(w.kind)), func(at time.Time) {
		if !a.inProgress() {
			return
		}
		a.end(status, at)
		for _, follow := range []func(time.Time){effect, w.ended} {
			if follow != nil {
				follow(at)
			}
		}
	})
	return a
}

func (a *action) inProgress() bool { return a.text("status") == "in-progress" }

func (a *action) end(status string, at time.Time) {
	a.set("status", status)
	a.set("completed_at", at)
}

// fail ends an action that goes on with a resource that is gone.
func (a *action) fail(at time.Time) {
	if a.inProgress() {
		a.end("errored", at)
	}
}
