package digitaloceantest

import (
	"net/http"
	"time"
)

func init() {
	handle("POST /v2/volumes/actions", startVolumeActionByName)
	handle("GET /v2/volumes/{volume_id}/actions", listVolumeActions)
	handle("POST /v2/volumes/{volume_id}/actions", startVolumeActionByID)
	handle("GET /v2/volumes/{volume_id}/actions/{action_id}", getVolumeAction)
}

func listVolumeActions(c *call) (reply, error) {
	v, err := found(c, volumes.of(c.Server), "volume_id")
	if err != nil {
		return reply{}, err
	}
	return c.listActionsOf("volume", v.number)
}

func getVolumeAction(c *call) (reply, error) {
	v, err := found(c, volumes.of(c.Server), "volume_id")
	if err != nil {
		return reply{}, err
	}
	return c.getActionOf("volume", v.number)
}

func startVolumeActionByID(c *call) (reply, error) {
	v, err := found(c, volumes.of(c.Server), "volume_id")
	if err != nil {
		return reply{}, err
	}
	return c.startVolumeAction(v, "attach", "detach", "resize")
}

// startVolumeActionByName needs the region only where several regions have a volume of the name.
func startVolumeActionByName(c *call) (reply, error) {
	name, slug := c.body.needText("volume_name"), c.body.text("region")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	var matches []*volume
	for v := range volumes.of(c.Server).all() {
		if v.text("name") == name && (slug == "" || v.region.slug == slug) {
			matches = append(matches, v)
		}
	}
	switch len(matches) {
	case 0:
		return reply{}, notFound()
	case 1:
		return c.startVolumeAction(matches[0], "attach", "detach")
	}
	return reply{}, unprocessable("region can't be blank: several regions have a volume " + name)
}

func (c *call) startVolumeAction(v *volume, types ...string) (reply, error) {
	kind := c.body.needChoice("type", types...)
	if slug := c.body.text("region"); slug != "" && slug != v.region.slug {
		c.body.refuseField("region", "is another one than that of the volume, "+v.region.slug)
	}
	if v.pending != nil {
		c.body.refuse("Volume already has a pending event.")
	}
	w, target := work{}, (*droplet)(nil)
	if c.body.problem == nil {
		switch kind {
		case "attach":
			w, target = c.attachVolume(v)
		case "detach":
			w, target = c.detachVolume(v)
		case "resize":
			w = c.resizeVolume(v)
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return answer(http.StatusAccepted, "action", c.lockVolume(v, target, w).object)
}

// lockVolume starts an action on a volume, which locks it and the Droplet that it is about. The action shows no
// ID of the volume, as that is no number.
func (c *call) lockVolume(v *volume, target *droplet, w work) *action {
	w.resourceType, w.resourceID, w.region = "volume", v.number, v.region
	w.ended = func(time.Time) {
		v.pending, v.target = nil, nil
		if target != nil {
			target.pending = nil
			target.set("locked", false)
		}
	}
	v.pending, v.target = c.start(c.now, w), target
	v.pending.set("resource_id", nil)
	if target != nil {
		target.pending = v.pending
		target.set("locked", true)
	}
	return v.pending
}

// needDroplet reads the ID of a Droplet that nothing goes on with.
func (c *call) needDroplet() *droplet {
	id, ok := c.body.number("droplet_id")
	if !ok {
		c.body.refuseField("droplet_id", "can't be blank")
		return nil
	}
	d, ok := droplets.of(c.Server).list.get(key(id))
	if !ok {
		c.body.refuseField("droplet_id", key(id)+" does not exist")
		return nil
	}
	if d.pending != nil {
		c.body.refuse("Droplet already has a pending event.")
	}
	return d
}

func (c *call) attachVolume(v *volume) (work, *droplet) {
	d, tagNames := c.needDroplet(), c.body.tagNames()
	switch {
	case d == nil:
	case v.droplet != nil:
		c.body.refuse("This volume is already attached")
	case d.region != v.region:
		c.body.refuseField("droplet_id", "is a Droplet in another region than the volume, "+v.region.slug)
	case len(d.texts("volume_ids")) >= maxVolumesPerDroplet:
		c.body.refuse("cannot attach more volumes to the Droplet")
	}
	return work{kind: "attach_volume", completed: func(time.Time) {
		v.attach(d)
		c.addTags("volume", v.id, v.object, tagNames)
	}}, d
}

func (c *call) detachVolume(v *volume) (work, *droplet) {
	d := c.needDroplet()
	if d != nil && v.droplet != d {
		c.body.refuse("Attachment not found")
	}
	return work{kind: "detach_volume", completed: func(time.Time) { v.detach() }}, d
}

func (c *call) resizeVolume(v *volume) work {
	size := c.body.needWithin("size_gigabytes", 1, maxVolumeSize)
	if size <= v.size {
		c.body.refuseField("size_gigabytes", "must be larger than the volume is")
	}
	return work{kind: "resize_volume", completed: func(time.Time) {
		v.size = size
		v.set("size_gigabytes", size)
	}}
}
