package digitaloceantest

import "net/http"

func init() {
	const path = "/v2/uptime/checks/{check_id}/alerts"
	handle("GET "+path, listUptimeAlerts)
	handle("POST "+path, createUptimeAlert)
	handle("GET "+path+"/{alert_id}", getUptimeAlert)
	handle("PUT "+path+"/{alert_id}", updateUptimeAlert)
	handle("DELETE "+path+"/{alert_id}", deleteUptimeAlert)
}

func listUptimeAlerts(c *call) (reply, error) {
	check, err := found(c, uptimeChecks.of(c.Server), "check_id")
	if err != nil {
		return reply{}, err
	}
	return c.page("alerts", objects(check.alerts.all(), nil))
}

func createUptimeAlert(c *call) (reply, error) {
	check, err := found(c, uptimeChecks.of(c.Server), "check_id")
	if err != nil {
		return reply{}, err
	}
	o := newObject("id", "")
	if err := c.fillUptimeAlert(o); err != nil {
		return reply{}, err
	}
	o.set("id", c.ids.uuid("uptime alert"))
	check.alerts.add(o.text("id"), o)
	return answer(http.StatusCreated, "alert", o)
}

// fillUptimeAlert reads a whole alert. Only those that compare have a threshold and a comparison.
func (c *call) fillUptimeAlert(o *object) error {
	f := c.body
	read := newObject("id", o.get("id"), "name", f.needText("name"))
	kind := f.needChoice("type", "latency", "down", "down_global", "ssl_expiry")
	read.set("type", kind)
	if kind == "latency" || kind == "ssl_expiry" {
		read.set("threshold", f.needWithin("threshold", 1, 1<<31-1))
		read.set("comparison", f.needChoice("comparison", "greater_than", "less_than"))
	}
	read.set("notifications", readNotifications(f.inside("notifications")))
	read.set("period", f.needChoice("period", "2m", "3m", "5m", "10m", "15m", "30m", "1h"))
	if f.problem != nil {
		return f.problem
	}
	o.fields = read.fields
	o.touch()
	return nil
}

func readNotifications(f *fields) *object {
	emails, slack := f.texts("email"), []*object{}
	for _, s := range f.objects("slack") {
		slack = append(slack, newObject("channel", s.needText("channel"), "url", s.needText("url")))
	}
	if len(emails)+len(slack) == 0 {
		f.refuse("notifications must name an email or a Slack channel")
	}
	return newObject("email", emails, "slack", slack)
}

// uptimeAlert returns the alert that the path names, with its check.
func (c *call) uptimeAlert() (*uptimeCheck, *object, error) {
	check, err := found(c, uptimeChecks.of(c.Server), "check_id")
	if err != nil {
		return nil, nil, err
	}
	o, err := found(c, &check.alerts, "alert_id")
	return check, o, err
}

func getUptimeAlert(c *call) (reply, error) {
	_, o, err := c.uptimeAlert()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "alert", o)
}

func updateUptimeAlert(c *call) (reply, error) {
	_, o, err := c.uptimeAlert()
	if err != nil {
		return reply{}, err
	}
	if err := c.fillUptimeAlert(o); err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "alert", o)
}

func deleteUptimeAlert(c *call) (reply, error) {
	check, o, err := c.uptimeAlert()
	if err != nil {
		return reply{}, err
	}
	check.alerts.remove(o.text("id"))
	return empty(http.StatusNoContent)
}
