package digitaloceantest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"time"
)

// volume is block storage. It is attached to one Droplet, or to none.
type volume struct {
	*object
	id      string
	number  int64 // what its actions are listed by
	region  *region
	size    int64 // GiB
	droplet *droplet
	pending *action  // what it is locked by, or nil
	target  *droplet // which the pending action attaches it to or takes it from
}

var volumes = stateful(fresh[collection[*volume]])

const (
	maxVolumeSize        = 16 << 10 // GiB
	maxVolumesPerDroplet = 15
)

// labelLengths are the longest labels of each filesystem.
var labelLengths = map[string]int{"ext4": 16, "xfs": 12}

// volumeName lets the underscore pass, which the API's description forbids and its examples have.
var volumeName = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,63}$`)

func init() {
	handle("GET /v2/volumes", listVolumes)
	handle("POST /v2/volumes", createVolume)
	handle("DELETE /v2/volumes", deleteVolumeByName)
	handle("GET /v2/volumes/{volume_id}", getter(volumes, "volume_id", "volume"))
	handle("DELETE /v2/volumes/{volume_id}", deleteVolume)
	count("Volumes", func(s *Server) int { return volumes.of(s).len() })
	taggables["volume"] = taggedIn("/v2/volumes/", volumes.of)
	addURNs(urnKind{name: "volume", resourceType: "volume", path: "/v2/volumes/"}, volumes.of, func(v *volume) addressable {
		return addressable{name: v.text("name"), created: v.get("created_at").(time.Time), object: v.object}
	})
	associations["volumes"] = volumesWithDroplet
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		if resourceType == "droplet" {
			s.freeVolumes(key)
		}
	})
}

func listVolumes(c *call) (reply, error) {
	name, slug := c.query.Get("name"), c.query.Get("region")
	return c.page("volumes", objects(volumes.of(c.Server).all(), func(v *volume) bool {
		return (name == "" || v.text("name") == name) && (slug == "" || v.region.slug == slug)
	}))
}

// volumeNamed returns the volume with a name in a region.
func (s *Server) volumeNamed(name, slug string) *volume {
	for v := range volumes.of(s).all() {
		if v.text("name") == name && v.region.slug == slug {
			return v
		}
	}
	return nil
}

func createVolume(c *call) (reply, error) {
	name, tagNames := c.body.needText("name"), c.body.tagNames()
	if name != "" && !volumeName.MatchString(name) {
		c.body.refuseField("name", "must begin with a letter, and hold lower-case letters, digits and dashes only, 64 at most")
	}
	r, description := c.body.needRegion("region"), c.body.text("description")
	size := c.readVolumeSize(r)
	filesystem, label := c.readFilesystem()
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if c.volumeNamed(name, r.slug) != nil {
		return reply{}, conflict("name: a volume " + name + " already exists in " + r.slug)
	}
	v := &volume{id: c.ids.uuid("volume"), number: c.ids.number("volume"), region: r, size: size}
	v.object = newObject(
		"id", v.id,
		"region", r.object,
		"droplet_ids", []int64{},
		"name", name,
		"description", description,
		"size_gigabytes", size,
		"created_at", c.now,
		"filesystem_type", filesystem,
		"filesystem_label", label,
		"tags", []string{},
	)
	volumes.of(c.Server).add(v.id, v)
	c.addTags("volume", v.id, v.object, tagNames)
	return answer(http.StatusCreated, "volume", v.object)
}

// readVolumeSize reads the size of a new volume. One made of a snapshot has the snapshot's, whatever the request says.
func (c *call) readVolumeSize(r *region) int64 {
	id := c.body.text("snapshot_id")
	if id == "" {
		return c.body.needWithin("size_gigabytes", 1, maxVolumeSize)
	}
	o, ok := volumeSnapshots.of(c.Server).get(id)
	if !ok {
		c.body.refuseField("snapshot_id", id+" does not exist")
		return 0
	}
	if r != nil && !slices.Contains(o.texts("regions"), r.slug) {
		c.body.refuseField("snapshot_id", "is in another region than "+r.slug)
	}
	size, _ := o.get("min_disk_size").(int64)
	return size
}

func (c *call) readFilesystem() (kind, label string) {
	kind, label = c.body.choice("filesystem_type", "", "ext4", "xfs"), c.body.text("filesystem_label")
	switch {
	case label == "":
	case kind == "":
		c.body.refuseField("filesystem_label", "needs a filesystem_type")
	case len(label) > labelLengths[kind]:
		c.body.refuseField("filesystem_label", fmt.Sprintf("must not be longer than %d characters", labelLengths[kind]))
	}
	return kind, label
}

// chosenVolumes reads the volumes to attach to a new Droplet.
func (c *call) chosenVolumes(body *fields, r *region) []*volume {
	var chosen []*volume
	for _, id := range body.texts("volumes") {
		v, ok := volumes.of(c.Server).get(id)
		switch {
		case !ok:
			body.refuseField("volumes", id+" does not exist")
		case r != nil && v.region != r:
			body.refuseField("volumes", id+" is in another region than "+r.slug)
		case v.droplet != nil || v.pending != nil || slices.Contains(chosen, v):
			body.refuseField("volumes", id+" is attached to a Droplet already")
		default:
			chosen = append(chosen, v)
		}
	}
	if len(chosen) > maxVolumesPerDroplet {
		body.refuse("cannot attach more volumes to the Droplet")
	}
	return chosen
}

func (v *volume) attach(d *droplet) {
	v.droplet = d
	v.set("droplet_ids", []int64{d.id})
	d.set("volume_ids", append(slices.Clone(d.texts("volume_ids")), v.id))
}

func (v *volume) detach() {
	d := v.droplet
	v.droplet = nil
	v.set("droplet_ids", []int64{})
	d.set("volume_ids", slices.DeleteFunc(slices.Clone(d.texts("volume_ids")), func(id string) bool { return id == v.id }))
}

// freeVolumes lets go of the volumes of a Droplet that is gone. What was going on between them fails.
func (s *Server) freeVolumes(dropletKey string) {
	for v := range volumes.of(s).all() {
		if v.target != nil && key(v.target.id) == dropletKey {
			v.pending.fail(s.clock.Now())
			v.pending, v.target = nil, nil
		}
		if v.droplet != nil && key(v.droplet.id) == dropletKey {
			v.detach()
		}
	}
}

func deleteVolume(c *call) (reply, error) {
	v, err := found(c, volumes.of(c.Server), "volume_id")
	if err != nil {
		return reply{}, err
	}
	return c.removeVolume(v)
}

func deleteVolumeByName(c *call) (reply, error) {
	for _, name := range []string{"name", "region"} {
		if c.query.Get(name) == "" {
			return reply{}, unprocessable(name + " can't be blank")
		}
	}
	v := c.volumeNamed(c.query.Get("name"), c.query.Get("region"))
	if v == nil {
		return reply{}, notFound()
	}
	return c.removeVolume(v)
}

func (c *call) removeVolume(v *volume) (reply, error) {
	if v.droplet != nil || v.pending != nil {
		return reply{}, conflict("A volume that's attached to a Droplet cannot be deleted. Please detach it first before deleting.")
	}
	c.dropVolume(v)
	return empty(http.StatusNoContent)
}

// dropVolume takes a volume out of the account. Its snapshots stay.
func (s *Server) dropVolume(v *volume) {
	if v.droplet != nil {
		v.detach()
	}
	volumes.of(s).remove(v.id)
	s.deleted("volume", v.id, v.object)
}

func volumesWithDroplet(s *Server, d *droplet) []associated {
	var list []associated
	for _, id := range d.texts("volume_ids") {
		v, ok := volumes.of(s).get(id)
		if !ok {
			continue
		}
		list = append(list, associated{
			id:      id,
			name:    v.text("name"),
			cost:    fmt.Sprintf("%.2f", float64(v.size)*0.10),
			destroy: func() { s.dropVolume(v) },
		})
	}
	return list
}
