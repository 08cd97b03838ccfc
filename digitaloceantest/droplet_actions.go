package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

func init() {
	handle("GET /v2/droplets/{droplet_id}/actions", listDropletActions)
	handle("POST /v2/droplets/{droplet_id}/actions", startDropletAction)
	handle("POST /v2/droplets/actions", startDropletActionByTag)
	handle("GET /v2/droplets/{droplet_id}/actions/{action_id}", getDropletAction)
}

func listDropletActions(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	return c.listActionsOf("droplet", d.id)
}

func getDropletAction(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	return c.getActionOf("droplet", d.id)
}

// change is what an action does to a Droplet when it completes.
type change func(at time.Time)

// dropletActions prepare an action of each type: they check what the request holds, and return the change.
// change_backup_policy is missing in the published list of types, and works all the same.
var dropletActions = map[string]func(c *call, d *droplet) change{
	"reboot":               turnOn,
	"power_cycle":          turnOn,
	"power_on":             turnOn,
	"power_off":            turnOff,
	"shutdown":             turnOff,
	"password_reset":       func(*call, *droplet) change { return func(time.Time) {} },
	"enable_ipv6":          enableIPv6,
	"enable_backups":       enableBackups,
	"disable_backups":      disableBackups,
	"change_backup_policy": changeBackupPolicy,
	"restore":              restore,
	"resize":               resize,
	"rebuild":              rebuild,
	"rename":               rename,
	"change_kernel":        changeKernel,
	"snapshot":             snapshot,
}

// byTagActions are the types that can be started for all Droplets of a tag.
var byTagActions = []string{
	"enable_backups", "disable_backups", "power_cycle", "shutdown", "power_off", "power_on", "enable_ipv6", "snapshot",
}

func startDropletAction(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	w, err := c.prepare(d)
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusCreated, "action", c.lock(d, w).object)
}

// startDropletActionByTag starts an action for each Droplet of a tag, or for none when one cannot take it.
func startDropletActionByTag(c *call) (reply, error) {
	name := c.query.Get("tag_name")
	if name == "" {
		return reply{}, unprocessable("tag_name can't be blank")
	}
	if kind := c.body.text("type"); !slices.Contains(byTagActions, kind) {
		return reply{}, unprocessable("type " + kind + " can't be started by tag")
	}
	targets := c.dropletsTagged(name)
	works := make([]work, 0, len(targets))
	for _, d := range targets {
		w, err := c.prepare(d)
		if err != nil {
			return reply{}, err
		}
		works = append(works, w)
	}
	started := []*object{}
	for i, d := range targets {
		started = append(started, c.lock(d, works[i]).object)
	}
	return list(http.StatusCreated, "actions", started)
}

// prepare checks the action that the request asks for.
func (c *call) prepare(d *droplet) (work, error) {
	kind := c.body.needText("type")
	if c.body.problem != nil {
		return work{}, c.body.problem
	}
	prepare, ok := dropletActions[kind]
	if !ok {
		return work{}, unprocessable("type " + kind + " is not an action of a Droplet")
	}
	if d.pending != nil {
		return work{}, unprocessable("Droplet already has a pending event.")
	}
	change := prepare(c, d)
	return work{kind: kind, completed: change}, c.body.problem
}

// lock starts an action on a Droplet, which stays locked until the action has ended.
func (c *call) lock(d *droplet, w work) *action {
	w.resourceType, w.resourceID, w.region = "droplet", d.id, d.region
	w.ended = func(time.Time) {
		d.pending = nil
		d.set("locked", false)
	}
	d.pending = c.start(c.now, w)
	d.set("locked", true)
	return d.pending
}

func turnOn(_ *call, d *droplet) change {
	return func(time.Time) { d.set("status", "active") }
}

func turnOff(_ *call, d *droplet) change {
	return func(time.Time) { d.set("status", "off") }
}

func enableIPv6(c *call, d *droplet) change {
	return func(time.Time) {
		if slices.Contains(d.texts("features"), "ipv6") {
			return
		}
		d.addFeature("ipv6")
		networks, _ := d.get("networks").(*object)
		d.set("networks", newObject("v4", networks.get("v4"), "v6", []*object{d.publicIPv6(c.Server)}))
	}
}

func (d *droplet) addFeature(name string) {
	if !slices.Contains(d.texts("features"), name) {
		d.set("features", append(slices.Clone(d.texts("features")), name))
	}
}

func (d *droplet) dropFeature(name string) {
	d.set("features", slices.DeleteFunc(slices.Clone(d.texts("features")), func(f string) bool { return f == name }))
}

// restore puts a backup of the Droplet back.
func restore(c *call, d *droplet) change {
	id, _ := c.body.number("image")
	if !slices.Contains(d.numbers("backup_ids"), id) {
		c.body.refuse("image must be the ID of a backup of this Droplet")
		return nil
	}
	i := c.image(key(id))
	return func(time.Time) { d.setImage(i) }
}

func (d *droplet) setImage(i *image) {
	d.image = i
	d.set("image", i.object)
}

func resize(c *call, d *droplet) change {
	slug, withDisk := c.body.needText("size"), c.body.flag("disk", false)
	s := offer().size(slug)
	disk, _ := d.get("disk").(int)
	switch {
	case s == nil:
		c.body.refuse("You specified an invalid size: " + slug)
	case !slices.Contains(s.regions, d.region.slug):
		c.body.refuse("Size is not available in this region.")
	case s.disk < disk:
		c.body.refuse("Size can not decrease size of Droplet's disk image")
	}
	return func(time.Time) {
		d.size = s
		d.set("memory", s.memory)
		d.set("vcpus", s.vcpus)
		d.set("size", s.object)
		d.set("size_slug", s.slug)
		if withDisk {
			disk = s.disk
		}
		d.set("disk", disk)
		d.set("disk_info", s.disksOf(disk))
	}
}

func rebuild(c *call, d *droplet) change {
	i := c.image(c.body.identifier("image"))
	disk, _ := d.get("disk").(int)
	switch {
	case i == nil || i.text("status") != "available":
		c.body.refuse("You specified an invalid image")
	case !slices.Contains(i.texts("regions"), d.region.slug):
		c.body.refuse("The image you specified is not available in the Droplet's region.")
	case i.minDisk() > disk:
		c.body.refuse("The image you specified requires a larger disk.")
	}
	return func(time.Time) {
		d.setImage(i)
		d.set("status", "active")
	}
}

func rename(c *call, d *droplet) change {
	name := c.body.text("name")
	checkNames(c.body, []string{name}, false)
	return func(time.Time) { d.set("name", name) }
}

func changeKernel(c *call, d *droplet) change {
	id, _ := c.body.number("kernel")
	for _, kernel := range kernels {
		if kernel.get("id") == id {
			return func(time.Time) { d.set("kernel", kernel) }
		}
	}
	c.body.refuse("kernel must be the ID of a kernel available to this Droplet")
	return nil
}

// snapshot makes an image of the Droplet. Without a name it is named after the Droplet.
func snapshot(c *call, d *droplet) change {
	name := c.body.text("name")
	if name == "" {
		name = d.text("name") + "-" + key(c.now.UnixMilli())
	}
	return func(at time.Time) {
		i := c.imageOf(d, at, "snapshot", name)
		d.set("snapshot_ids", append(slices.Clone(d.numbers("snapshot_ids")), i.id))
	}
}

// imageOf makes a snapshot or a backup of a Droplet.
func (s *Server) imageOf(d *droplet, at time.Time, kind, name string) *image {
	i := s.newImage(at, kind, name)
	i.droplet = d.id
	i.set("distribution", d.image.get("distribution"))
	i.set("regions", []string{d.region.slug})
	i.set("min_disk_size", d.get("disk"))
	i.set("size_gigabytes", 2.34)
	return i
}
