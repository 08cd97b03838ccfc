package digitaloceantest

import (
	"iter"
	"net/http"
	"slices"
	"strings"
	"time"
)

// image is a distribution or application of the catalog, or a snapshot, backup or custom image of the account.
type image struct {
	*object
	id          int64
	application bool
	droplet     int64 // the Droplet it was made of, or 0
}

// images are those of the account. The catalog's are the same for all.
var images = stateful(fresh[collection[*image]])

func init() {
	handle("GET /v2/images", listImages)
	handle("POST /v2/images", createImage)
	handle("GET /v2/images/{image_id}", getImage)
	handle("PUT /v2/images/{image_id}", updateImage)
	handle("DELETE /v2/images/{image_id}", deleteImage)
	handle("GET /v2/images/{image_id}/actions", listImageActions)
	handle("POST /v2/images/{image_id}/actions", startImageAction)
	handle("GET /v2/images/{image_id}/actions/{action_id}", getImageAction)
	count("Images", func(s *Server) int { return images.of(s).len() })
	taggables["image"] = taggedIn("/v2/images/", images.of)
}

// allImages yields the catalog's images and then the account's.
func (s *Server) allImages() iter.Seq[*image] {
	return func(yield func(*image) bool) {
		for _, i := range offer().images {
			if !yield(i) {
				return
			}
		}
		for i := range images.of(s).all() {
			if !yield(i) {
				return
			}
		}
	}
}

func listImages(c *call) (reply, error) {
	kind, tagName := c.query.Get("type"), c.query.Get("tag_name")
	private := c.query.Get("private") == "true"
	if kind != "" && kind != "application" && kind != "distribution" {
		return reply{}, unprocessable("type must be application or distribution")
	}
	return c.page("images", objects(c.allImages(), func(i *image) bool {
		public := i.get("public") == true
		switch {
		case private && public:
			return false
		case kind == "application" && !i.application, kind == "distribution" && (i.application || !public):
			return false
		}
		return tagName == "" || slices.Contains(i.texts("tags"), tagName)
	}))
}

var distributions = []string{
	"Arch Linux", "CentOS", "CoreOS", "Debian", "Fedora", "Fedora Atomic", "FreeBSD", "Gentoo", "openSUSE",
	"RancherOS", "Rocky Linux", "Ubuntu",
}

// distribution returns what the API makes of a distribution's name.
func distribution(name string) string {
	if slices.Contains(distributions, name) {
		return name
	}
	return "Unknown"
}

// createImage imports a custom image: it is NEW, then pending, then available.
func createImage(c *call) (reply, error) {
	name, url, slug := c.body.needText("name"), c.body.needText("url"), c.body.needText("region")
	description, distro, tagNames := c.body.text("description"), c.body.text("distribution"), c.body.tagNames()
	if url != "" && !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		c.body.refuse("url must be an HTTP or HTTPS URL")
	}
	if slug != "" && offer().region(slug) == nil {
		c.body.refuse("region " + slug + " does not exist")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	i := c.newImage(c.now, "custom", name)
	i.set("description", description)
	i.set("distribution", distribution(distro))
	i.set("status", "NEW")
	c.addTags("image", key(i.id), i.object, tagNames)
	fails, took := c.fails("import"), c.took("import")
	c.at(c.now.Add(took/4), func(time.Time) { i.set("status", "pending") })
	c.at(c.now.Add(took), func(time.Time) {
		if fails {
			i.set("status", "deleted")
			i.set("error_message", "The image could not be imported.")
			return
		}
		i.set("status", "available")
		i.set("regions", []string{slug})
		i.set("min_disk_size", 10)
		i.set("size_gigabytes", 1.5)
	})
	return answer(http.StatusAccepted, "image", i.object)
}

// newImage adds an image to the account.
func (s *Server) newImage(now time.Time, kind, name string) *image {
	i := &image{id: s.ids.number("image")}
	i.object = newObject(
		"id", i.id,
		"name", name,
		"type", kind,
		"distribution", "Unknown",
		"slug", nil,
		"public", false,
		"regions", []string{},
		"created_at", now,
		"min_disk_size", nil,
		"size_gigabytes", nil,
		"description", "",
		"tags", []string{},
		"status", "available",
		"error_message", "",
	)
	images.of(s).add(key(i.id), i)
	return i
}

func getImage(c *call) (reply, error) {
	i := c.image(c.arguments["image_id"])
	if i == nil {
		return reply{}, notFound()
	}
	return answer(http.StatusOK, "image", i.object)
}

// image finds an image by its ID or slug; nil if there is none.
func (s *Server) image(identifier string) *image {
	if i, ok := images.of(s).get(identifier); ok {
		return i
	}
	for _, i := range offer().images {
		if i.text("slug") == identifier || key(i.id) == identifier {
			return i
		}
	}
	return nil
}

// ownImage returns the image that the path names by its ID. The catalog's belong to nobody.
func (c *call) ownImage() (*image, error) {
	id, err := c.numericArgument("image_id")
	if err != nil {
		return nil, err
	}
	i := c.image(key(id))
	if i == nil {
		return nil, notFound()
	}
	if i.get("public") == true {
		return nil, forbidden()
	}
	return i, nil
}

func updateImage(c *call) (reply, error) {
	i, err := c.ownImage()
	if err != nil {
		return reply{}, err
	}
	name, distro, description := c.body.text("name"), c.body.text("distribution"), c.body.text("description")
	if c.body.present("name") && name == "" {
		c.body.refuse("name can't be blank")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if name != "" {
		i.set("name", name)
	}
	if i.text("type") == "custom" {
		if distro != "" {
			i.set("distribution", distribution(distro))
		}
		if c.body.has("description") {
			i.set("description", description)
		}
	}
	c.imageChanged(i)
	return answer(http.StatusOK, "image", i.object)
}

// imageChanged makes the Droplets that show the image encode it again.
func (s *Server) imageChanged(i *image) {
	for d := range droplets.of(s).list.all() {
		if d.image == i {
			d.touch()
		}
	}
}

func deleteImage(c *call) (reply, error) {
	i, err := c.ownImage()
	if err != nil {
		return reply{}, err
	}
	c.dropImage(i)
	return empty(http.StatusNoContent)
}

// dropImage removes an image from the account and from the Droplet that it was made of.
func (s *Server) dropImage(i *image) {
	images.of(s).remove(key(i.id))
	if d, ok := droplets.of(s).list.get(key(i.droplet)); ok {
		d.set("snapshot_ids", without(d.numbers("snapshot_ids"), i.id))
		d.set("backup_ids", without(d.numbers("backup_ids"), i.id))
	}
	s.deleted("image", key(i.id), i.object)
}

func listImageActions(c *call) (reply, error) {
	i, err := c.actionImage()
	if err != nil {
		return reply{}, err
	}
	return c.listActionsOf("image", i.id)
}

func getImageAction(c *call) (reply, error) {
	i, err := c.actionImage()
	if err != nil {
		return reply{}, err
	}
	return c.getActionOf("image", i.id)
}

// actionImage returns the image that the path names by its ID.
func (c *call) actionImage() (*image, error) {
	id, err := c.numericArgument("image_id")
	if err != nil {
		return nil, err
	}
	i := c.image(key(id))
	if i == nil {
		return nil, notFound()
	}
	return i, nil
}

func startImageAction(c *call) (reply, error) {
	i, err := c.ownImage()
	if err != nil {
		return reply{}, err
	}
	w := work{kind: c.body.needText("type"), resourceType: "image", resourceID: i.id}
	switch w.kind {
	case "convert":
		c.convert(i, &w)
	case "transfer":
		c.transfer(i, &w)
	case "":
	default:
		c.body.refuse("type must be convert or transfer")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return answer(http.StatusCreated, "action", c.start(c.now, w).object)
}

// convert makes a snapshot of a backup, which then is kept until somebody deletes it.
func (c *call) convert(i *image, w *work) {
	if i.text("type") != "backup" {
		c.body.refuse("type: only a backup can be converted")
		return
	}
	w.region = offer().region(firstOf(i.texts("regions")))
	w.completed = func(time.Time) {
		i.set("type", "snapshot")
		if d, ok := droplets.of(c.Server).list.get(key(i.droplet)); ok {
			d.set("backup_ids", without(d.numbers("backup_ids"), i.id))
			d.set("snapshot_ids", append(slices.Clone(d.numbers("snapshot_ids")), i.id))
		}
		c.imageChanged(i)
	}
}

func (c *call) transfer(i *image, w *work) {
	slug := c.body.needText("region")
	if c.body.problem != nil {
		return
	}
	w.region = offer().region(slug)
	if w.region == nil {
		c.body.refuse("region " + slug + " does not exist")
		return
	}
	if slices.Contains(i.texts("regions"), slug) {
		c.body.refuse("region: the image is available in " + slug + " already")
		return
	}
	w.completed = func(time.Time) {
		i.set("regions", append(slices.Clone(i.texts("regions")), slug))
		c.imageChanged(i)
	}
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func without(list []int64, id int64) []int64 {
	return slices.DeleteFunc(slices.Clone(list), func(n int64) bool { return n == id })
}
