package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

// associated is a resource that can be destroyed along with its Droplet.
type associated struct {
	id, name string
	cost     string // in US dollars a month
	destroy  func()
}

// associations find what belongs to a Droplet, by the name that the API has for the kind. Services that have
// such resources put themselves here in init.
var associations = map[string]func(s *Server, d *droplet) []associated{
	"snapshots": snapshotsWithDroplet,
}

// associationKinds are all kinds that the API knows, in its order.
var associationKinds = []string{"reserved_ips", "floating_ips", "snapshots", "volumes", "volume_snapshots"}

func init() {
	const path = " /v2/droplets/{droplet_id}/destroy_with_associated_resources"
	handle("GET"+path, listAssociatedResources)
	handle("DELETE"+path+"/selective", destroySelective)
	handle("DELETE"+path+"/dangerous", destroyDangerous)
	handle("GET"+path+"/status", getDestroyStatus)
	handle("POST"+path+"/retry", retryDestroy)
}

func snapshotsWithDroplet(s *Server, d *droplet) []associated {
	var list []associated
	for _, id := range d.numbers("snapshot_ids") {
		i, ok := images.of(s).get(key(id))
		if !ok {
			continue
		}
		gigabytes, _ := i.get("size_gigabytes").(float64)
		list = append(list, associated{
			id:      key(id),
			name:    i.text("name"),
			cost:    snapshotCost(gigabytes),
			destroy: func() { s.dropImage(i) },
		})
	}
	return list
}

func (s *Server) associatedWith(d *droplet, kind string) []associated {
	find, ok := associations[kind]
	if !ok {
		return nil
	}
	return find(s, d)
}

func listAssociatedResources(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	o := newObject()
	for _, kind := range associationKinds {
		list := []*object{}
		for _, a := range c.associatedWith(d, kind) {
			list = append(list, newObject("id", a.id, "name", a.name, "cost", a.cost))
		}
		o.set(kind, list)
	}
	return bare(http.StatusOK, o)
}

// destruction is a Droplet being destroyed together with other resources.
type destruction struct {
	droplet  *droplet
	status   *object // of the Droplet
	parts    []*part
	running  bool
	finished time.Time
	failures int
}

// part is a resource to be destroyed with the Droplet.
type part struct {
	associated
	kind   string
	status *object
	gone   bool
}

// destroySelective destroys the Droplet and what the body lists. Nothing listed is nothing but the Droplet.
func destroySelective(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	chosen := map[string][]string{}
	for _, kind := range associationKinds {
		chosen[kind] = c.body.texts(kind)
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return c.destroyWith(d, func(kind, id string) bool { return slices.Contains(chosen[kind], id) })
}

// destroyDangerous destroys the Droplet and all that belongs to it, which the header has to acknowledge.
func destroyDangerous(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	if c.header.Get("X-Dangerous") != "true" {
		return reply{}, badRequest("the header X-Dangerous must be true")
	}
	return c.destroyWith(d, func(string, string) bool { return true })
}

func (c *call) destroyWith(d *droplet, wanted func(kind, id string) bool) (reply, error) {
	state := droplets.of(c.Server)
	if running := state.destroyings[key(d.id)]; running != nil && running.running {
		return reply{}, conflict("A destroy is already in progress for this Droplet.")
	}
	x := &destruction{droplet: d, status: newObject("id", key(d.id), "name", d.text("name"))}
	for _, kind := range associationKinds {
		for _, a := range c.associatedWith(d, kind) {
			if wanted(kind, a.id) {
				x.parts = append(x.parts, &part{associated: a, kind: kind, status: newObject("id", a.id, "name", a.name)})
			}
		}
	}
	state.destroyings[key(d.id)] = x
	c.run(x)
	return empty(http.StatusAccepted)
}

// run destroys what is left: halfway the resources, at the end the Droplet. When a resource fails, the
// Droplet stays.
func (c *call) run(x *destruction) {
	took, fails := c.took("destroy_with_associated_resources"), c.fails("destroy_with_associated_resources")
	x.running, x.finished, x.failures = true, time.Time{}, 0
	c.at(c.now.Add(took/2), func(at time.Time) { x.destroyParts(at, fails) })
	c.at(c.now.Add(took), func(at time.Time) {
		x.running, x.finished = false, at
		switch {
		case x.failures > 0:
			return
		case fails && len(x.parts) == 0:
			x.failures = 1
			x.status.set("error_message", "The Droplet could not be destroyed.")
			return
		}
		x.status = newObject("id", x.status.get("id"), "name", x.status.get("name"), "destroyed_at", at)
		if droplets.of(c.Server).list.has(key(x.droplet.id)) {
			c.dropDroplet(x.droplet)
		}
	})
}

// destroyParts destroys the resources that are still there. With fails the first of them cannot be.
func (x *destruction) destroyParts(at time.Time, fails bool) {
	for _, p := range x.parts {
		switch {
		case p.gone:
		case fails:
			fails = false
			x.failures++
			p.status.set("error_message", "The resource could not be destroyed.")
		default:
			p.gone = true
			p.destroy()
			p.status = newObject("id", p.id, "name", p.name, "destroyed_at", at)
		}
	}
}

// destruction returns the one that was asked for of the Droplet in the path, which may be gone by now.
func (c *call) destruction() (*destruction, error) {
	id, err := c.numericArgument("droplet_id")
	if err != nil {
		return nil, err
	}
	x := droplets.of(c.Server).destroyings[key(id)]
	if x == nil {
		return nil, notFound()
	}
	return x, nil
}

func getDestroyStatus(c *call) (reply, error) {
	x, err := c.destruction()
	if err != nil {
		return reply{}, err
	}
	resources := newObject()
	for _, kind := range associationKinds {
		list := []*object{}
		for _, p := range x.parts {
			if p.kind == kind {
				list = append(list, p.status)
			}
		}
		resources.set(kind, list)
	}
	return bare(http.StatusOK, newObject(
		"droplet", x.status,
		"resources", resources,
		"completed_at", x.finished,
		"failures", x.failures,
	))
}

func retryDestroy(c *call) (reply, error) {
	x, err := c.destruction()
	if err != nil {
		return reply{}, err
	}
	if x.running {
		return reply{}, conflict("A destroy is already in progress for this Droplet.")
	}
	c.run(x)
	return empty(http.StatusAccepted)
}
