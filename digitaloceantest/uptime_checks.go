package digitaloceantest

import (
	"net/http"
	"net/url"
	"slices"
	"time"
)

// uptimeCheck asks a target from several regions whether it is up.
type uptimeCheck struct {
	*object
	id     string
	alerts collection[*object]
	status string // of all regions
	since  time.Time
	turn   int // counts the times that it began anew
	outage *object
}

var uptimeChecks = stateful(fresh[collection[*uptimeCheck]])

var uptimeRegions = []string{"us_east", "us_west", "eu_west", "se_asia"}

// outageLength is how long a target is down that was told to fail.
const outageLength = 2 * time.Minute

func init() {
	handle("GET /v2/uptime/checks", lister(uptimeChecks, "checks"))
	handle("POST /v2/uptime/checks", createCheck)
	handle("GET /v2/uptime/checks/{check_id}", getter(uptimeChecks, "check_id", "check"))
	handle("PUT /v2/uptime/checks/{check_id}", updateCheck)
	handle("DELETE /v2/uptime/checks/{check_id}", remover(uptimeChecks, "check_id"))
	handle("GET /v2/uptime/checks/{check_id}/state", getCheckState)
	count("Uptime checks", func(s *Server) int { return uptimeChecks.of(s).len() })
}

func createCheck(c *call) (reply, error) {
	for _, name := range []string{"name", "type", "target"} {
		c.body.needText(name)
	}
	c.body.needTexts("regions")
	check := &uptimeCheck{object: newObject("id", "", "name", "", "type", "", "target", "", "regions", []string{}, "enabled", true)}
	if err := c.fillCheck(check); err != nil {
		return reply{}, err
	}
	check.id = c.ids.uuid("uptime check")
	check.set("id", check.id)
	uptimeChecks.of(c.Server).add(check.id, check)
	c.beginChecking(check)
	return answer(http.StatusCreated, "check", check.object)
}

// fillCheck changes what the request has. Nothing changes where the request is refused.
func (c *call) fillCheck(check *uptimeCheck) error {
	name := c.body.changed("name", check.text("name"), 255)
	kind := c.body.choice("type", check.text("type"), "ping", "http", "https")
	target := c.body.changed("target", check.text("target"), 2048)
	if u, err := url.Parse(target); kind != "ping" && target != "" && (err != nil || u.Scheme != kind || u.Host == "") {
		c.body.refuseField("target", "must be a URL that begins with "+kind+"://")
	}
	regions := check.texts("regions")
	if c.body.has("regions") {
		regions = c.body.needTexts("regions")
	}
	if unknown := lacking(regions, uptimeRegions); len(unknown) > 0 {
		c.body.refuseField("regions", unknown[0]+" does not exist")
	}
	enabled := c.body.flag("enabled", check.get("enabled") == true)
	if c.body.problem != nil {
		return c.body.problem
	}
	check.set("name", name)
	check.set("type", kind)
	check.set("target", target)
	check.set("regions", regions)
	check.set("enabled", enabled)
	return nil
}

// beginChecking asks the target: it is up, or down for a while where that was asked for.
func (c *call) beginChecking(check *uptimeCheck) {
	check.turn++
	turn := check.turn
	become := func(status string) func(at time.Time) {
		return func(at time.Time) {
			if check.turn == turn {
				check.status, check.since = status, at
			}
		}
	}
	become("CHECKING")(c.now)
	c.after("uptime_check", become("UP"), func(at time.Time) {
		become("DOWN")(at)
		c.at(at.Add(outageLength), func(up time.Time) {
			become("UP")(up)
			check.outage = newObject(
				"region", check.texts("regions")[0],
				"started_at", at,
				"ended_at", up,
				"duration_seconds", int64(up.Sub(at)/time.Second),
			)
		})
	})
}

func updateCheck(c *call) (reply, error) {
	check, err := found(c, uptimeChecks.of(c.Server), "check_id")
	if err != nil {
		return reply{}, err
	}
	target := check.text("target")
	if err := c.fillCheck(check); err != nil {
		return reply{}, err
	}
	if check.text("target") != target {
		c.beginChecking(check)
	}
	return answer(http.StatusOK, "check", check.object)
}

// getCheckState tells what each region of the check saw. Without an outage it has none to tell.
func getCheckState(c *call) (reply, error) {
	check, err := found(c, uptimeChecks.of(c.Server), "check_id")
	if err != nil {
		return reply{}, err
	}
	percentage := 100.0
	if check.outage != nil || check.status == "DOWN" {
		percentage = 99.99
	}
	regions := newObject()
	for _, region := range uptimeRegions {
		if slices.Contains(check.texts("regions"), region) {
			regions.set(region, newObject(
				"status", check.status, "status_changed_at", check.since, "thirty_day_uptime_percentage", percentage,
			))
		}
	}
	state := newObject("regions", regions)
	if check.outage != nil {
		state.set("previous_outage", check.outage)
	}
	return answer(http.StatusOK, "state", state)
}
