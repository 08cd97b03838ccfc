package digitaloceantest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// policy says when backups of a Droplet are made.
type policy struct {
	plan    string // daily or weekly
	weekday int    // of a weekly plan, as in time.Weekday
	hour    int
}

const windowHours = 4

var (
	weekdays     = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
	windowStarts = []int64{0, 4, 8, 12, 16, 20}
	// retention is how many days a backup is kept.
	retention = map[string]int{"daily": 7, "weekly": 28}
)

func init() {
	handle("GET /v2/droplets/{droplet_id}/backups", listBackups)
	handle("GET /v2/droplets/{droplet_id}/backups/policy", getBackupPolicy)
	handle("GET /v2/droplets/backups/policies", listBackupPolicies)
	handle("GET /v2/droplets/backups/supported_policies", listSupportedPolicies)
}

func listBackups(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	return c.page("backups", c.imagesOf(d, "backup_ids"))
}

func getBackupPolicy(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "policy", d.policyRecord())
}

// listBackupPolicies answers with a page of Droplets as a map: by ID, with its policy.
func listBackupPolicies(c *call) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	all := droplets.of(c.Server).list.entries
	from, to := w.bounds(len(all))
	policies := newObject()
	for _, e := range all[from:to] {
		policies.fields = append(policies.fields, field{e.key, e.resource.policyRecord()})
	}
	return c.paged(newObject("policies", policies), w, len(all))
}

func (d *droplet) policyRecord() *object {
	record := newObject("droplet_id", d.id, "backup_enabled", d.policy != nil)
	if d.policy != nil {
		record.set("backup_policy", d.policy.object())
		record.set("next_backup_window", d.get("next_backup_window"))
	}
	return record
}

func (p *policy) object() *object {
	o := newObject("plan", p.plan)
	if p.plan == "weekly" {
		o.set("weekday", weekdays[p.weekday])
	}
	o.set("hour", p.hour)
	o.set("window_length_hours", windowHours)
	o.set("retention_period_days", retention[p.plan])
	return o
}

func listSupportedPolicies(*call) (reply, error) {
	plan := func(name string, days []string) *object {
		return newObject(
			"name", name,
			"possible_window_starts", windowStarts,
			"window_length_hours", windowHours,
			"retention_period_days", retention[name],
			"possible_days", days,
		)
	}
	return list(http.StatusOK, "supported_policies", []*object{plan("weekly", weekdays), plan("daily", []string{})})
}

// planBackups reads the backups and the backup_policy of a create request.
func planBackups(body *fields) *policy {
	enabled, p := body.flag("backups", false), readPolicy(body)
	switch {
	case !enabled:
		return nil
	case p == nil:
		return defaultPolicy()
	}
	return p
}

func defaultPolicy() *policy { return &policy{plan: "weekly", hour: 20} }

// readPolicy reads the backup_policy of a request, or nil where there is none.
func readPolicy(body *fields) *policy {
	f := body.nested("backup_policy")
	if f == nil {
		return nil
	}
	p := &policy{plan: f.text("plan")}
	if retention[p.plan] == 0 {
		f.refuse("backup_policy.plan must be daily or weekly")
	}
	if hour, ok := f.number("hour"); ok {
		p.hour = int(hour)
		if !slices.Contains(windowStarts, hour) {
			f.refuse("backup_policy.hour must be 0, 4, 8, 12, 16 or 20")
		}
	}
	if weekday := f.text("weekday"); p.plan == "weekly" && weekday != "" {
		p.weekday = slices.Index(weekdays, weekday)
		if p.weekday < 0 {
			f.refuse("backup_policy.weekday must be one of " + strings.Join(weekdays, ", "))
		}
	}
	return p
}

func enableBackups(c *call, d *droplet) change {
	p := readPolicy(c.body)
	if p == nil {
		p = defaultPolicy()
	}
	return func(at time.Time) { c.setPolicy(d, p, at) }
}

func disableBackups(_ *call, d *droplet) change {
	return func(time.Time) {
		d.policy = nil
		d.backups++
		d.dropFeature("backups")
		d.set("next_backup_window", nil)
	}
}

func changeBackupPolicy(c *call, d *droplet) change {
	p := readPolicy(c.body)
	switch {
	case p == nil:
		c.body.refuse("backup_policy can't be blank")
	case d.policy == nil:
		c.body.refuse("backup_policy can't be changed: backups are not enabled for this Droplet")
	}
	return func(at time.Time) { c.setPolicy(d, p, at) }
}

func (s *Server) setPolicy(d *droplet, p *policy, at time.Time) {
	d.policy = p
	d.backups++
	d.addFeature("backups")
	s.planNextBackup(d, at)
}

// next returns the start of the first window after a time.
func (p *policy) next(after time.Time) time.Time {
	after = after.UTC()
	start := time.Date(after.Year(), after.Month(), after.Day(), p.hour, 0, 0, 0, time.UTC)
	for !start.After(after) || p.plan == "weekly" && int(start.Weekday()) != p.weekday {
		start = start.AddDate(0, 0, 1)
	}
	return start
}

// planNextBackup sets the window of the next backup. The backup is made at its start.
func (s *Server) planNextBackup(d *droplet, now time.Time) {
	start, turn := d.policy.next(now), d.backups
	d.set("next_backup_window", newObject("start", start, "end", start.Add(windowHours*time.Hour)))
	s.at(start, func(at time.Time) {
		if d.backups != turn || !droplets.of(s).list.has(key(d.id)) {
			return
		}
		s.backUp(d, at)
		s.planNextBackup(d, at)
	})
}

// backUp makes a backup, and lets go of those that were kept long enough.
func (s *Server) backUp(d *droplet, at time.Time) {
	i := s.imageOf(d, at, "backup", d.text("name")+" "+at.Format(time.DateOnly))
	d.set("backup_ids", append(slices.Clone(d.numbers("backup_ids")), i.id))
	oldest := at.AddDate(0, 0, -retention[d.policy.plan])
	for _, id := range d.numbers("backup_ids") {
		if i := s.image(key(id)); !i.get("created_at").(time.Time).After(oldest) {
			s.dropImage(i)
		}
	}
}
