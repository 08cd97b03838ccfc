package digitaloceantest

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// tag knows what it is on. The resources carry its name in their field "tags".
type tag struct {
	name string
	on   collection[use] // by path
}

// use is a resource that has a tag.
type use struct{ resourceType, key string }

var tags = stateful(fresh[collection[*tag]])

// taggable says how the resources of a type are found and where they are.
type taggable struct {
	path string // what its keys are added to, as in "/v2/droplets/"
	find func(s *Server, key string) (*object, bool)
}

// taggedIn is a type whose resources a service keeps in a collection.
func taggedIn[R shown](path string, list func(s *Server) *collection[R]) taggable {
	return taggable{path: path, find: func(s *Server, key string) (*object, bool) {
		r, ok := list(s).get(key)
		if !ok {
			return nil, false
		}
		return r.show(), true
	}}
}

// taggables are the types that can be tagged, by the resource_type of the API. Services add theirs in init.
var taggables = map[string]taggable{}

// tagged are the kinds that every tag counts, whether a service has them or not.
var tagged = []struct{ resourceType, plural string }{
	{"droplet", "droplets"}, {"image", "images"}, {"volume", "volumes"},
	{"volume_snapshot", "volume_snapshots"}, {"database", "databases"},
}

var tagName = regexp.MustCompile(`^[a-zA-Z0-9_:-]{1,255}$`)

func validTag(name string) bool { return tagName.MatchString(name) }

func init() {
	handle("GET /v2/tags", listTags)
	handle("POST /v2/tags", createTag)
	handle("GET /v2/tags/{tag_id}", getTag)
	handle("DELETE /v2/tags/{tag_id}", deleteTag)
	handle("POST /v2/tags/{tag_id}/resources", tagResources)
	handle("DELETE /v2/tags/{tag_id}/resources", untagResources)
	count("Tags", func(s *Server) int { return tags.of(s).len() })
	onDelete(func(s *Server, resourceType, key string, o *object) {
		for _, name := range o.texts("tags") {
			if t, ok := tags.of(s).get(name); ok {
				t.on.remove(pathOf(resourceType, key))
			}
		}
	})
}

func listTags(c *call) (reply, error) {
	list := []*object{}
	for t := range tags.of(c.Server).all() {
		list = append(list, t.show(c.origin))
	}
	return c.page("tags", list)
}

func createTag(c *call) (reply, error) {
	name := c.body.needText("name")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if !validTag(name) {
		return reply{}, invalidTag(name)
	}
	return answer(http.StatusCreated, "tag", c.makeTag(name).show(c.origin))
}

// invalidTag has the form that the API keeps for this refusal alone.
func invalidTag(name string) error {
	message := `Error validating resource tag: "tag-name \"` + name + `\" contains invalid characters"`
	return &apiError{status: http.StatusBadRequest, message: message, body: newObject(
		"error", message,
		"messages", nil,
		"root_causes", []string{"rpc error: code = InvalidArgument desc = " + message},
	).json()}
}

func getTag(c *call) (reply, error) {
	t, err := c.tag()
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "tag", t.show(c.origin))
}

func deleteTag(c *call) (reply, error) {
	t, err := c.tag()
	if err != nil {
		return reply{}, err
	}
	for u := range t.on.all() {
		if o, ok := taggables[u.resourceType].find(c.Server, u.key); ok {
			dropTag(o, t.name)
		}
	}
	tags.of(c.Server).remove(t.name)
	c.deleted("tag", t.name, newObject())
	return empty(http.StatusNoContent)
}

func tagResources(c *call) (reply, error) {
	t, err := c.tag()
	if err != nil {
		return reply{}, err
	}
	return c.eachTagged(func(resourceType, key string, o *object) {
		c.addTags(resourceType, key, o, []string{t.name})
	})
}

func untagResources(c *call) (reply, error) {
	t, err := c.tag()
	if err != nil {
		return reply{}, err
	}
	return c.eachTagged(func(resourceType, key string, o *object) {
		dropTag(o, t.name)
		t.on.remove(pathOf(resourceType, key))
	})
}

// tag returns the tag that the path names. Its capitals count.
func (c *call) tag() (*tag, error) {
	t, ok := tags.of(c.Server).get(c.arguments["tag_id"])
	if !ok {
		return nil, notFound()
	}
	return t, nil
}

// eachTagged does something with each resource that the body names, once all of them are known to exist.
func (c *call) eachTagged(do func(resourceType, key string, o *object)) (reply, error) {
	type target struct {
		resourceType, key string
		object            *object
	}
	var targets []target
	for _, item := range c.body.list("resources") {
		entry, _ := item.(map[string]any)
		f := &fields{values: entry}
		resourceType, id := f.needText("resource_type"), f.identifier("resource_id")
		if f.problem != nil || id == "" {
			return reply{}, unprocessable("resources must be an array of objects with resource_id and resource_type")
		}
		kind, ok := taggables[resourceType]
		if !ok {
			return reply{}, unprocessable("resource_type " + resourceType + " cannot be tagged")
		}
		o, ok := kind.find(c.Server, id)
		if !ok {
			return reply{}, notFound()
		}
		targets = append(targets, target{resourceType, id, o})
	}
	if c.body.problem != nil || targets == nil {
		return reply{}, unprocessable("resources can't be blank")
	}
	for _, t := range targets {
		do(t.resourceType, t.key, t.object)
	}
	return empty(http.StatusNoContent)
}

// makeTag returns the tag of a name. The capitals with which it was first created are its own.
func (s *Server) makeTag(name string) *tag {
	if t, ok := tags.of(s).get(name); ok {
		return t
	}
	for t := range tags.of(s).all() {
		if strings.EqualFold(t.name, name) {
			return t
		}
	}
	t := &tag{name: name}
	tags.of(s).add(name, t)
	return t
}

// addTags tags a resource; tags that do not exist yet are created.
func (s *Server) addTags(resourceType, key string, o *object, names []string) {
	has := slices.Clone(o.texts("tags"))
	for _, name := range names {
		t := s.makeTag(name)
		if slices.Contains(has, t.name) {
			continue
		}
		has = append(has, t.name)
		t.on.add(pathOf(resourceType, key), use{resourceType, key})
	}
	o.set("tags", has)
}

// tagNames reads the field "tags" of a request.
func (f *fields) tagNames() []string {
	names := f.texts("tags")
	for _, name := range names {
		if !validTag(name) {
			f.refuse("tags: " + name + " contains invalid characters")
		}
	}
	return names
}

func dropTag(o *object, name string) {
	o.set("tags", slices.DeleteFunc(slices.Clone(o.texts("tags")), func(t string) bool { return t == name }))
}

// pathOf returns the path of a resource that can be tagged.
func pathOf(resourceType, key string) string { return taggables[resourceType].path + key }

// show counts what the tag is on.
func (t *tag) show(origin string) *object {
	uses, latest := map[string]int{}, map[string]string{}
	for u := range t.on.all() {
		uses[u.resourceType]++
		latest[u.resourceType] = pathOf(u.resourceType, u.key)
	}
	resources := tagUses(t.on.len(), origin, t.on.newestKey())
	for _, kind := range tagged {
		resources.set(kind.plural, tagUses(uses[kind.resourceType], origin, latest[kind.resourceType]))
	}
	return newObject("name", t.name, "resources", resources)
}

func tagUses(n int, origin, latest string) *object {
	if n == 0 {
		return newObject("count", 0)
	}
	return newObject("count", n, "last_tagged_uri", origin+latest)
}
