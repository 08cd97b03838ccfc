package digitaloceantest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// droplet is a virtual machine.
type droplet struct {
	*object
	id      int64
	region  *region
	size    *size
	image   *image
	host    string  // the physical server
	pending *action // what it is locked by, or nil
	policy  *policy // of its backups, or nil
	backups int     // how often backups were turned on, so that an old plan can be told from the present one
}

type dropletState struct {
	list        collection[*droplet]
	placed      map[string]int          // Droplets ever placed, by region
	destroyings map[string]*destruction // by Droplet, also of those that are gone
}

var droplets = stateful(func(*Server) *dropletState {
	return &dropletState{placed: make(map[string]int), destroyings: make(map[string]*destruction)}
})

// hostCapacity is how many Droplets of a region share a physical server.
const hostCapacity = 4

func init() {
	handle("GET /v2/droplets", listDroplets)
	handle("POST /v2/droplets", createDroplets)
	handle("DELETE /v2/droplets", deleteDropletsByTag)
	handle("GET /v2/droplets/{droplet_id}", getDroplet)
	handle("DELETE /v2/droplets/{droplet_id}", deleteDroplet)
	handle("GET /v2/droplets/{droplet_id}/snapshots", listSnapshotsOfDroplet)
	handle("GET /v2/droplets/{droplet_id}/kernels", listKernels)
	handle("GET /v2/droplets/{droplet_id}/neighbors", listNeighbors)
	handle("GET /v2/reports/droplet_neighbors_ids", listNeighborIDs)
	count("Droplets", func(s *Server) int { return droplets.of(s).list.len() })
	taggables["droplet"] = taggedIn("/v2/droplets/", listOfDroplets)
	addURNs(urnKind{name: "droplet", resourceType: "droplet", path: "/v2/droplets/"}, listOfDroplets, func(d *droplet) addressable {
		created, _ := d.get("created_at").(time.Time)
		return addressable{name: d.text("name"), vpc: d.text("vpc_uuid"), created: created, object: d.object}
	})
	for _, kernel := range kernels {
		kernel.json() // now, because servers share them
	}
}

func listOfDroplets(s *Server) *collection[*droplet] { return &droplets.of(s).list }

func listDroplets(c *call) (reply, error) {
	name, tagName, kind := c.query.Get("name"), c.query.Get("tag_name"), c.query.Get("type")
	if tagName != "" && (name != "" || kind != "") {
		return reply{}, unprocessable("tag_name can't be combined with name or type")
	}
	if kind != "" && kind != "droplets" && kind != "gpus" {
		return reply{}, unprocessable("type must be droplets or gpus")
	}
	return c.page("droplets", objects(droplets.of(c.Server).list.all(), func(d *droplet) bool {
		if tagName != "" {
			return d.tagged(tagName)
		}
		return (d.size.gpu != nil) == (kind == "gpus") && (name == "" || strings.EqualFold(d.text("name"), name))
	}))
}

func (d *droplet) tagged(name string) bool { return slices.Contains(d.texts("tags"), name) }

func getDroplet(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "droplet", d.object)
}

// droplet returns the Droplet that the path names.
func (c *call) droplet() (*droplet, error) {
	id, err := c.numericArgument("droplet_id")
	if err != nil {
		return nil, err
	}
	d, ok := droplets.of(c.Server).list.get(key(id))
	if !ok {
		return nil, notFound()
	}
	return d, nil
}

// createDroplets makes one Droplet for "name", and one for each of "names".
func createDroplets(c *call) (reply, error) {
	names, many := []string{c.body.text("name")}, c.body.has("names")
	if many {
		names = c.body.texts("names")
	}
	checkNames(c.body, names, many)
	plan := c.planDroplet(c.body)
	if len(names) > 1 && len(plan.volumes) > 0 {
		c.body.refuseField("volumes", "can be attached to one Droplet only")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if droplets.of(c.Server).list.len()+len(names) > c.settings.dropletLimit {
		return reply{}, unprocessable("creating this/these droplet(s) will exceed your droplet limit")
	}
	made, links := []*object{}, []*object{}
	for _, name := range names {
		d := c.newDroplet(c.now, name, plan)
		a := c.boot(d)
		made = append(made, d.object)
		links = append(links, newObject("id", a.id, "rel", "create", "href", fmt.Sprintf("%s/v2/actions/%d", c.origin, a.id)))
	}
	linked := newObject("actions", links)
	if many {
		return bare(http.StatusAccepted, newObject("droplets", made, "links", linked))
	}
	return bare(http.StatusAccepted, newObject("droplet", made[0], "links", linked))
}

var dropletName = regexp.MustCompile(`^[a-zA-Z0-9]?[a-zA-Z0-9.-]*[a-zA-Z0-9]$`)

const maxDropletsAtOnce = 10

func checkNames(body *fields, names []string, many bool) {
	switch {
	case many && body.has("name"):
		body.refuse("name and names can't be given together")
	case many && (len(names) == 0 || len(names) > maxDropletsAtOnce):
		body.refuse(fmt.Sprintf("names must hold 1 to %d names", maxDropletsAtOnce))
	}
	for _, name := range names {
		switch {
		case name == "":
			body.refuse("name can't be blank")
		case len(name) > 255:
			body.refuse("name must not be longer than 255 characters")
		case !dropletName.MatchString(name):
			body.refuse("name: Only valid hostname characters are allowed. (a-z, A-Z, 0-9, . and -)")
		}
	}
}

// plan is what the Droplets of one request have in common.
type plan struct {
	region   *region
	size     *size
	image    *image
	policy   *policy
	features []string
	public   bool
	ipv6     bool
	tags     []string
	volumes  []*volume
	vpc      *vpc // nil for the region's default
}

const maxUserData = 64 << 10

func (c *call) planDroplet(body *fields) plan {
	p := plan{
		size:   offer().size(body.text("size")),
		image:  c.image(body.identifier("image")),
		public: body.flag("public_networking", true),
		ipv6:   body.flag("ipv6", false),
		tags:   body.tagNames(),
	}
	if len(body.text("user_data")) > maxUserData {
		body.refuse("user_data must not be longer than 64 KiB")
	}
	c.checkSSHKeys(body)
	p.policy = planBackups(body)
	p.features = planFeatures(body, p)
	p.region = c.placeDroplet(body, p)
	p.vpc = c.chosenVPC(body, "vpc_uuid", p.region)
	p.volumes = c.chosenVolumes(body, p.region)
	return p
}

func planFeatures(body *fields, p plan) []string {
	features := []string{}
	if p.policy != nil {
		features = append(features, "backups")
	}
	if body.flag("with_droplet_agent", true) {
		features = append(features, "droplet_agent")
	}
	body.flag("private_networking", false)
	features = append(features, "private_networking")
	if p.ipv6 {
		features = append(features, "ipv6")
	}
	if body.flag("monitoring", false) {
		features = append(features, "monitoring")
	}
	return features
}

// checkSSHKeys refuses keys that the account does not have.
func (c *call) checkSSHKeys(body *fields) {
	for _, item := range body.list("ssh_keys") {
		identifier, ok := identifierText(item)
		if !ok || c.sshKey(identifier) == nil {
			body.refuse("ssh_keys: " + identifier + " are invalid key identifiers for Droplet creation.")
		}
	}
}

// placeDroplet finds the region. The request may name it, name the beginning of its slug, or leave it open.
func (c *call) placeDroplet(body *fields, p plan) *region {
	slug := body.text("region")
	if exact := offer().region(slug); exact != nil {
		if problem := p.fits(exact); problem != "" {
			body.refuse(problem)
		}
		return exact
	}
	problem := "You specified an invalid region for Droplet creation."
	for _, r := range offer().regions {
		if !strings.HasPrefix(r.slug, slug) {
			continue
		}
		if problem = p.fits(r); problem == "" {
			return r
		}
	}
	body.refuse(problem)
	return nil
}

// fits says what keeps the Droplet out of a region, or nothing.
func (p plan) fits(r *region) string {
	switch {
	case p.size == nil:
		return "You specified an invalid size for Droplet creation."
	case p.image == nil || p.image.text("status") != "available":
		return "You specified an invalid image for Droplet creation."
	case !r.available:
		return "Region is not available"
	case !slices.Contains(p.size.regions, r.slug):
		return "Size is not available in this region."
	case !slices.Contains(p.image.texts("regions"), r.slug):
		return "The image you specified is not available in the selected region, you can transfer it to this region from the images pages."
	case p.image.minDisk() > p.size.disk:
		return "The image you specified requires a size with a larger disk."
	}
	return ""
}

func (i *image) minDisk() int {
	disk, _ := i.get("min_disk_size").(int)
	return disk
}

// newDroplet adds a Droplet to the account, with its tags, backups and networks.
func (s *Server) newDroplet(now time.Time, name string, p plan) *droplet {
	d := &droplet{id: s.ids.number("droplet"), region: p.region, size: p.size, image: p.image, policy: p.policy}
	d.object = newObject(
		"id", d.id,
		"name", name,
		"memory", p.size.memory,
		"vcpus", p.size.vcpus,
		"disk", p.size.disk,
		"disk_info", p.size.disks,
		"locked", false,
		"status", "new",
		"kernel", nil,
		"created_at", now,
		"features", p.features,
		"backup_ids", []int64{},
		"next_backup_window", nil,
		"snapshot_ids", []int64{},
		"image", p.image.object,
		"volume_ids", []string{},
		"size", p.size.object,
		"size_slug", p.size.slug,
		"networks", noNetworks(),
		"region", p.region.object,
		"tags", []string{},
		"vpc_uuid", nil,
	)
	if p.size.gpu != nil {
		d.set("gpu_info", p.size.gpu)
	}
	state := droplets.of(s)
	d.host = fmt.Sprintf("%s-%d", p.region.slug, state.placed[p.region.slug]/hostCapacity)
	state.placed[p.region.slug]++
	state.list.add(key(d.id), d)
	if len(p.tags) > 0 {
		s.addTags("droplet", key(d.id), d.object, p.tags)
	}
	if d.policy != nil {
		s.planNextBackup(d, now)
	}
	network := p.vpc
	if network == nil {
		network = s.defaultVPC(p.region, now)
	}
	d.set("vpc_uuid", network.id)
	d.connect(s, p, network)
	for _, v := range p.volumes {
		v.attach(d)
	}
	return d
}

// boot starts the creation of a Droplet: it gets its networks and becomes active.
func (c *call) boot(d *droplet) *action {
	networks := d.get("networks")
	d.set("networks", noNetworks())
	return c.lock(d, work{
		kind:      "create",
		completed: func(time.Time) { d.set("networks", networks); d.set("status", "active") },
		failed:    func(time.Time) { c.dropDroplet(d) },
	})
}

func deleteDroplet(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	c.destroy(d)
	return empty(http.StatusNoContent)
}

// deleteDropletsByTag deletes the Droplets of a tag. Without a tag it would mean all of them.
func deleteDropletsByTag(c *call) (reply, error) {
	name := c.query.Get("tag_name")
	if name == "" {
		return reply{}, unprocessable("tag_name can't be blank")
	}
	if !tags.of(c.Server).has(name) {
		return reply{}, notFound()
	}
	for _, d := range c.dropletsTagged(name) {
		c.destroy(d)
	}
	return empty(http.StatusNoContent)
}

func (s *Server) dropletsTagged(name string) []*droplet {
	var list []*droplet
	for d := range droplets.of(s).list.all() {
		if d.tagged(name) {
			list = append(list, d)
		}
	}
	return list
}

// destroy removes a Droplet at once, unless that was told to fail. Its action goes on for a while.
func (c *call) destroy(d *droplet) {
	stays := c.failing["destroy"] > 0
	c.start(c.now, work{kind: "destroy", resourceType: "droplet", resourceID: d.id, region: d.region})
	if stays {
		return
	}
	if d.pending != nil {
		d.pending.end("errored", c.now)
	}
	c.dropDroplet(d)
}

// dropDroplet takes a Droplet out of the account. Its snapshots stay; its backups go with it.
func (s *Server) dropDroplet(d *droplet) {
	droplets.of(s).list.remove(key(d.id))
	for _, id := range d.numbers("backup_ids") {
		if i, ok := images.of(s).get(key(id)); ok {
			s.dropImage(i)
		}
	}
	s.deleted("droplet", key(d.id), d.object)
}

func listSnapshotsOfDroplet(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	return c.page("snapshots", c.imagesOf(d, "snapshot_ids"))
}

// imagesOf shows snapshots or backups as the endpoints of a Droplet do.
func (s *Server) imagesOf(d *droplet, name string) []*object {
	list := []*object{}
	for _, id := range d.numbers(name) {
		i, ok := images.of(s).get(key(id))
		if !ok {
			continue
		}
		o := newObject()
		for _, name := range []string{
			"id", "name", "distribution", "slug", "public", "regions", "created_at", "min_disk_size", "size_gigabytes", "type",
		} {
			o.set(name, i.get(name))
		}
		list = append(list, o)
	}
	return list
}

// kernels are those that a Droplet with a kernel of its own could have.
var kernels = []*object{
	newObject("id", int64(7515), "name", "DigitalOcean GrubLoader v0.2 (20160714)", "version", "2016.07.13-DigitalOcean_loader_Ubuntu"),
	newObject("id", int64(7516), "name", "DigitalOcean GrubLoader v0.2 (20160714) Debian", "version", "2016.07.13-DigitalOcean_loader_Debian"),
	newObject("id", int64(8175), "name", "Ubuntu 16.04 x64 vmlinuz-4.4.0-36-generic", "version", "4.4.0-36-generic"),
}

func listKernels(c *call) (reply, error) {
	if _, err := c.droplet(); err != nil {
		return reply{}, err
	}
	return c.page("kernels", kernels)
}

func listNeighbors(c *call) (reply, error) {
	d, err := c.droplet()
	if err != nil {
		return reply{}, err
	}
	return list(http.StatusOK, "droplets", objects(droplets.of(c.Server).list.all(), func(other *droplet) bool {
		return other.host == d.host && other != d
	}))
}

func listNeighborIDs(c *call) (reply, error) {
	hosts, byHost := []string{}, map[string][]int64{}
	for d := range droplets.of(c.Server).list.all() {
		if byHost[d.host] == nil {
			hosts = append(hosts, d.host)
		}
		byHost[d.host] = append(byHost[d.host], d.id)
	}
	ids := [][]int64{}
	for _, host := range hosts {
		if len(byHost[host]) > 1 {
			ids = append(ids, byHost[host])
		}
	}
	return bare(http.StatusOK, newObject("neighbor_ids", ids))
}
