package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

// repository has the images of one name.
type repository struct {
	name      string
	registry  *registry
	manifests collection[*object] // by digest
	tags      collection[*object] // by name
}

const imageSize = 24 << 20 // bytes of an image, compressed; it is twice that when it is not

func init() {
	for _, at := range []string{"/v2/registries/{registry_name}", "/v2/registry/{registry_name}"} {
		path := at + "/repositories/{repository_name}"
		handle("GET "+at+"/repositoriesV2", ofRegistry(func(c *call, r *registry) (reply, error) {
			return c.page("repositories", objects(r.repositories.all(), nil))
		}))
		handle("GET "+path+"/tags", ofRepository(func(c *call, r *repository) (reply, error) {
			return c.page("tags", objects(r.tags.all(), nil))
		}))
		handle("DELETE "+path+"/tags/{repository_tag}", ofRepository(deleteImageTag))
		handle("GET "+path+"/digests", ofRepository(func(c *call, r *repository) (reply, error) {
			return c.page("manifests", objects(r.manifests.all(), nil))
		}))
		handle("DELETE "+path+"/digests/{manifest_digest}", ofRepository(deleteManifest))
		handle("GET "+at+"/garbage-collection", ofRegistry(getGarbageCollection))
		handle("POST "+at+"/garbage-collection", ofRegistry(startGarbageCollection))
		handle("GET "+at+"/garbage-collections", ofRegistry(listGarbageCollections))
		handle("PUT "+at+"/garbage-collection/{garbage_collection_uuid}", ofRegistry(updateGarbageCollection))
	}
	handle("GET /v2/registry/{registry_name}/repositories", ofRegistry(func(c *call, r *registry) (reply, error) {
		shown := []*object{}
		for repository := range r.repositories.all() {
			o := newObject("registry_name", r.name, "name", repository.name, "tag_count", repository.tags.len())
			if latest, ok := repository.tags.get(repository.tags.newestKey()); ok {
				o.set("latest_tag", latest)
			}
			shown = append(shown, o)
		}
		return c.page("repositories", shown)
	}))
	handle("DELETE /v2/registries/{registry_name}/repositories/{repository_name}", ofRepository(func(_ *call, r *repository) (reply, error) {
		r.registry.repositories.remove(r.name)
		r.registry.measure()
		return empty(http.StatusNoContent)
	}))
}

// ofRepository is a rule of the repository that the path names.
func ofRepository(rule func(c *call, r *repository) (reply, error)) handler {
	return ofRegistry(func(c *call, registry *registry) (reply, error) {
		r, err := found(c, &registry.repositories, "repository_name")
		if err != nil {
			return reply{}, err
		}
		return rule(c, r)
	})
}

func (r *repository) show() *object {
	o := newObject(
		"registry_name", r.registry.name, "name", r.name, "tag_count", r.tags.len(), "manifest_count", r.manifests.len(),
	)
	if latest, ok := r.manifests.get(r.manifests.newestKey()); ok {
		o.set("latest_manifest", latest)
	}
	return o
}

// PushImage adds an image to a repository of a registry, as docker push does, which does not use the API. The repository
// is made by its first image. A tag that is there moves to the new image. It returns the image's digest, and panics when
// there is no such registry.
func (s *Server) PushImage(registry, repository, tag string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	s.settle(now)
	digest, ok := s.pushImage(now, registry, repository, tag)
	if !ok {
		panic("digitaloceantest: there is no registry " + registry)
	}
	_ = s.journal.add(journalLine{Time: now.UTC(), Image: &imageLine{registry, repository, tag}}) // a failure ends the next change
	return digest
}

func (s *Server) pushImage(now time.Time, registryName, repositoryName, tag string) (digest string, ok bool) {
	registry, ok := registries.of(s).list.get(registryName)
	if !ok {
		return "", false
	}
	r, known := registry.repositories.get(repositoryName)
	if !known {
		r = &repository{name: repositoryName, registry: registry}
		registry.repositories.add(repositoryName, r)
	}
	digest = "sha256:" + s.ids.hex("image digest", 32)
	r.untag(tag)
	r.manifests.add(digest, newObject(
		"registry_name", registryName, "repository", repositoryName, "digest", digest, "compressed_size_bytes", imageSize,
		"size_bytes", 2*imageSize, "updated_at", now, "tags", []string{tag},
		"blobs", []*object{newObject("digest", "sha256:"+s.ids.hex("image digest", 32), "compressed_size_bytes", imageSize)},
	))
	r.tags.add(tag, newObject(
		"registry_name", registryName, "repository", repositoryName, "tag", tag, "manifest_digest", digest,
		"compressed_size_bytes", imageSize, "size_bytes", 2*imageSize, "updated_at", now,
	))
	registry.measure()
	return digest, true
}

// untag takes a tag from the image that has it.
func (r *repository) untag(tag string) {
	for manifest := range r.manifests.all() {
		manifest.set("tags", slices.DeleteFunc(slices.Clone(manifest.texts("tags")), func(t string) bool { return t == tag }))
	}
	r.tags.remove(tag)
}

// measure shows how much the images take. What is deleted counts until garbage is collected.
func (r *registry) measure() {
	total := int64(0)
	for repository := range r.repositories.all() {
		total += int64(repository.manifests.len()) * imageSize
	}
	r.set("storage_usage_bytes", total)
}

func deleteImageTag(c *call, r *repository) (reply, error) {
	if _, err := found(c, &r.tags, "repository_tag"); err != nil {
		return reply{}, err
	}
	r.untag(c.arguments["repository_tag"])
	return empty(http.StatusNoContent)
}

// deleteManifest deletes an image with its tags.
func deleteManifest(c *call, r *repository) (reply, error) {
	manifest, err := found(c, &r.manifests, "manifest_digest")
	if err != nil {
		return reply{}, err
	}
	for _, tag := range manifest.texts("tags") {
		r.tags.remove(tag)
	}
	r.manifests.remove(manifest.text("digest"))
	return empty(http.StatusNoContent)
}

// activeCollection returns the garbage collection that goes on, or nil.
func (r *registry) activeCollection() *object {
	if len(r.collections) == 0 || slices.Contains([]string{"succeeded", "failed", "cancelled"}, r.collections[0].text("status")) {
		return nil
	}
	return r.collections[0]
}

func getGarbageCollection(_ *call, r *registry) (reply, error) {
	collection := r.activeCollection()
	if collection == nil {
		return reply{}, notFound()
	}
	return answer(http.StatusOK, "garbage_collection", collection)
}

func listGarbageCollections(c *call, r *registry) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	from, to := w.bounds(len(r.collections))
	page := newObject("garbage_collections", append([]*object{}, r.collections[from:to]...))
	page.set("meta", newObject("total", len(r.collections)))
	return bare(http.StatusOK, page)
}

// startGarbageCollection begins to delete the images that have no tag.
func startGarbageCollection(c *call, r *registry) (reply, error) {
	if r.activeCollection() != nil {
		return reply{}, conflict("a garbage collection goes on")
	}
	collection := newObject(
		"uuid", c.ids.uuid("garbage collection"), "registry_name", r.name, "status", "requested",
		"created_at", c.now, "updated_at", c.now, "blobs_deleted", 0, "freed_bytes", int64(0),
	)
	r.collections = slices.Insert(r.collections, 0, collection)
	become := func(status string, at time.Time) {
		if r.activeCollection() == collection {
			collection.set("status", status)
			collection.set("updated_at", at)
		}
	}
	for i, status := range []string{"waiting for write JWTs to expire", "scanning manifests", "deleting unreferenced blobs"} {
		c.at(c.now.Add(c.took("garbage_collection")*time.Duration(i+1)/4), func(at time.Time) { become(status, at) })
	}
	c.after("garbage_collection", func(at time.Time) {
		if r.activeCollection() != collection {
			return
		}
		freed := r.sweep()
		collection.set("blobs_deleted", freed)
		collection.set("freed_bytes", int64(freed)*imageSize)
		become("succeeded", at)
	}, func(at time.Time) { become("failed", at) })
	return answer(http.StatusCreated, "garbage_collection", collection)
}

// sweep deletes the images without a tag, and returns how many there were.
func (r *registry) sweep() (freed int) {
	for repository := range r.repositories.all() {
		for _, manifest := range slices.Collect(repository.manifests.all()) {
			if len(manifest.texts("tags")) == 0 {
				repository.manifests.remove(manifest.text("digest"))
				freed++
			}
		}
	}
	r.measure()
	return freed
}

func updateGarbageCollection(c *call, r *registry) (reply, error) {
	collection := r.activeCollection()
	if collection == nil || collection.text("uuid") != c.arguments["garbage_collection_uuid"] {
		return reply{}, notFound()
	}
	if c.body.flag("cancel", false) {
		collection.set("status", "cancelled")
		collection.set("updated_at", c.now)
	}
	return answer(http.StatusOK, "garbage_collection", collection)
}
