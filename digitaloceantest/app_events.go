package digitaloceantest

import (
	"net/http"
	"slices"
)

func init() {
	const path = "/v2/apps/{app_id}/events"
	handle("GET "+path, ofApp("app_id", listAppEvents))
	handle("GET "+path+"/{event_id}", ofAppEvent(func(d *deployment) (reply, error) { return answer(http.StatusOK, "event", d.event()) }))
	handle("POST "+path+"/{event_id}/cancel", ofAppEvent(func(*deployment) (reply, error) {
		return reply{}, conflict("only a change of the number of instances can be canceled here")
	}))
}

// listAppEvents has the deployments: no other events happen here. It has links and no total.
func listAppEvents(c *call, a *app) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	types, events := c.query["event_types"], []*object{}
	if len(types) == 0 || slices.Contains(types, "DEPLOYMENT") {
		for d := range a.deployments.newestFirst() {
			events = append(events, d.event())
		}
	}
	from, to := w.bounds(len(events))
	return bare(http.StatusOK, newObject("events", events[from:to], "links", c.links(w, len(events))))
}

// ofAppEvent is a rule of the event that the path names: the deployment with the same ID.
func ofAppEvent(rule func(d *deployment) (reply, error)) handler {
	return ofApp("app_id", func(c *call, a *app) (reply, error) {
		d, err := found(c, &a.deployments, "event_id")
		if err != nil {
			return reply{}, err
		}
		return rule(d)
	})
}

// event is the deployment as something that happened to its app.
func (d *deployment) event() *object {
	return newObject("id", d.id, "type", "DEPLOYMENT", "deployment_id", d.id, "deployment", d.object, "created_at", d.get("created_at"))
}
