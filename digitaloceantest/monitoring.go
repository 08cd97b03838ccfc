package digitaloceantest

import (
	"net/http"
	"slices"
)

// sink sends the logs of resources to a destination. The API never tells the ID of one, so it has that of its
// destination.
type sink struct {
	destination *object
	resources   []*object
}

var (
	alertPolicies   = stateful(fresh[collection[*object]])
	logDestinations = stateful(fresh[collection[*object]])
	sinks           = stateful(fresh[collection[*sink]])
)

func init() {
	handle("GET /v2/monitoring/alerts", lister(alertPolicies, "policies"))
	handle("POST /v2/monitoring/alerts", func(c *call) (reply, error) {
		if err := c.complete(); err != nil {
			return reply{}, err
		}
		return c.setAlertPolicy(newObject("uuid", c.ids.uuid("alert policy")))
	})
	handle("GET /v2/monitoring/alerts/{alert_uuid}", getter(alertPolicies, "alert_uuid", "policy"))
	handle("PUT /v2/monitoring/alerts/{alert_uuid}", completeRuleOf(alertPolicies, "alert_uuid", (*call).setAlertPolicy))
	handle("DELETE /v2/monitoring/alerts/{alert_uuid}", remover(alertPolicies, "alert_uuid"))

	const destination = "/v2/monitoring/sinks/destinations/{destination_uuid}"
	handle("GET /v2/monitoring/sinks/destinations", func(c *call) (reply, error) {
		return list(http.StatusOK, "destinations", objects(logDestinations.of(c.Server).all(), nil))
	})
	handle("POST /v2/monitoring/sinks/destinations", createDestination)
	handle("GET "+destination, getter(logDestinations, "destination_uuid", "destination"))
	handle("POST "+destination, completeRuleOf(logDestinations, "destination_uuid", func(c *call, o *object) (reply, error) {
		c.setDestination(o)
		return empty(http.StatusNoContent)
	}))
	handle("DELETE "+destination, deleteDestination)
	handle("GET /v2/monitoring/sinks", listSinks)
	handle("POST /v2/monitoring/sinks", createSink)
	handle("GET /v2/monitoring/sinks/{sink_uuid}", getter(sinks, "sink_uuid", "sink"))
	handle("DELETE /v2/monitoring/sinks/{sink_uuid}", remover(sinks, "sink_uuid"))
	count("Alert policies", func(s *Server) int { return alertPolicies.of(s).len() })
}

// setAlertPolicy replaces all of a policy.
func (c *call) setAlertPolicy(o *object) (reply, error) {
	notifications := c.body.inside("alerts")
	if len(notifications.list("email"))+len(notifications.list("slack")) == 0 {
		return reply{}, unprocessable("alerts must name an email or a Slack channel")
	}
	for _, name := range []string{"type", "description", "compare", "value", "window", "entities", "tags", "alerts", "enabled"} {
		o.set(name, c.body.values[name])
	}
	alertPolicies.of(c.Server).add(o.text("uuid"), o)
	return answer(http.StatusOK, "policy", o)
}

func createDestination(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	o := newObject("id", c.ids.uuid("log destination"))
	c.setDestination(o)
	logDestinations.of(c.Server).add(o.text("id"), o)
	return answer(http.StatusOK, "destination", o)
}

// setDestination replaces all of a destination. Its credentials are never shown.
func (c *call) setDestination(o *object) {
	given := c.body.inside("config")
	config := newObject("id", o.text("id"), "retention_days", given.within("retention_days", 1, 1<<16, 14))
	for _, name := range []string{"endpoint", "cluster_uuid", "cluster_name", "index_name"} {
		if given.has(name) {
			config.set(name, given.text(name))
		}
	}
	o.set("name", c.body.text("name"))
	o.set("type", c.body.text("type"))
	o.set("config", config)
}

func deleteDestination(c *call) (reply, error) {
	o, err := found(c, logDestinations.of(c.Server), "destination_uuid")
	if err != nil {
		return reply{}, err
	}
	logDestinations.of(c.Server).remove(o.text("id"))
	sinks.of(c.Server).remove(o.text("id"))
	return empty(http.StatusNoContent)
}

func (s *sink) show() *object {
	return newObject("destination", s.destination, "resources", s.resources)
}

func listSinks(c *call) (reply, error) {
	urn := c.query.Get("resource_id")
	return list(http.StatusOK, "sinks", objects(sinks.of(c.Server).all(), func(s *sink) bool {
		return urn == "" || slices.ContainsFunc(s.resources, func(o *object) bool { return o.text("urn") == urn })
	}))
}

func createSink(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	destination, ok := logDestinations.of(c.Server).get(c.body.text("destination_uuid"))
	if !ok {
		return reply{}, notFound()
	}
	resources := []*object{}
	for _, f := range c.body.objects("resources") {
		urn := f.needText("urn")
		a, ok := c.addressed(urn)
		if !ok {
			f.refuseField("urn", urn+" does not exist")
		}
		resources = append(resources, newObject("urn", urn, "name", a.name))
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	sinks.of(c.Server).add(destination.text("id"), &sink{destination, resources})
	return empty(http.StatusAccepted)
}
