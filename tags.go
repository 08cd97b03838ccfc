package digitalocean

import (
	"context"
	"strconv"
)

// TagsService manages tags: names under which Droplets, images, volumes, volume snapshots and databases can be listed and
// acted on together. Capitals matter: a tag that was created as "PROD" is not found as "prod".
type TagsService struct{ client *Client }

// List lists the tags of the account. What they count is only what the token may read.
//
// DigitalOcean: GET /v2/tags (tags_list)
func (s *TagsService) List(options *ListOptions, opts ...CallOption) *Pager[Tag] {
	return list[Tag](s.client, get("/v2/tags").with(options), "tags", opts)
}

// Get returns a tag. What it counts is only what the token may read.
//
// DigitalOcean: GET /v2/tags/{tag_id} (tags_get)
func (s *TagsService) Get(ctx context.Context, name string, opts ...CallOption) (*Tag, error) {
	return fetchWith(ctx, s.client, get("/v2/tags/{tag_id}", name), decodeTag, opts)
}

// Create creates a tag. Resources that are created with a tag create it too.
//
// DigitalOcean: POST /v2/tags (tags_create)
func (s *TagsService) Create(ctx context.Context, request *TagCreateRequest, opts ...CallOption) (*Tag, error) {
	return fetch[Tag](ctx, s.client, post("/v2/tags").sending(request), "tag", opts)
}

// Delete deletes a tag, and takes it from all resources that have it. The resources stay.
//
// DigitalOcean: DELETE /v2/tags/{tag_id} (tags_delete)
func (s *TagsService) Delete(ctx context.Context, name string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/tags/{tag_id}", name), opts)
}

// AssignResources puts a tag on resources. Besides tag:create it needs the scope to update each of them.
//
// DigitalOcean: POST /v2/tags/{tag_id}/resources (tags_assign_resources)
func (s *TagsService) AssignResources(ctx context.Context, name string, request *TagResourcesRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/tags/{tag_id}/resources", name).sending(request), opts)
}

// UnassignResources takes a tag from resources. Besides tag:delete it needs the scope to update each of them.
//
// DigitalOcean: DELETE /v2/tags/{tag_id}/resources (tags_unassign_resources)
func (s *TagsService) UnassignResources(ctx context.Context, name string, request *TagResourcesRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/tags/{tag_id}/resources", name).sending(request), opts)
}

// decodeTag reads a tag. The description of the API has it under "tag", its example under "tag" twice: both are read. An
// object without a name is no tag.
func decodeTag(body []byte, tag *Tag) error {
	err := decodeOne(body, "tag", tag)
	if err != nil || tag.Name != "" {
		return err
	}
	var outer struct {
		Tag Tag `json:"tag"`
	}
	if decodeOne(body, "tag", &outer) == nil {
		*tag = outer.Tag
	}
	return nil
}

// TagCreateRequest describes a tag to create.
type TagCreateRequest struct {
	Name string `json:"name"` // up to 255 letters, digits, ":", "-" and "_"
}

// TagResourcesRequest names the resources to put a tag on, or to take it from.
type TagResourcesRequest struct {
	Resources []TagResource `json:"resources,omitzero"`
}

// TagResource names a resource that can have tags. [TaggableDroplet], [TaggableImage], [TaggableVolume],
// [TaggableVolumeSnapshot] and [TaggableDatabase] make one.
type TagResource struct {
	ID   string          `json:"resource_id"` // numbers in digits
	Type TagResourceType `json:"resource_type"`
}

// TaggableDroplet names a Droplet.
func TaggableDroplet(id int64) TagResource {
	return TagResource{ID: strconv.FormatInt(id, 10), Type: TagResourceDroplet}
}

// TaggableImage names an image.
func TaggableImage(id int64) TagResource {
	return TagResource{ID: strconv.FormatInt(id, 10), Type: TagResourceImage}
}

// TaggableVolume names a volume.
func TaggableVolume(id string) TagResource { return TagResource{ID: id, Type: TagResourceVolume} }

// TaggableVolumeSnapshot names a snapshot of a volume.
func TaggableVolumeSnapshot(id string) TagResource {
	return TagResource{ID: id, Type: TagResourceVolumeSnapshot}
}

// TaggableDatabase names a database cluster.
func TaggableDatabase(id string) TagResource { return TagResource{ID: id, Type: TagResourceDatabase} }

// Tag is a name that resources can have.
type Tag struct {
	Name      string       `json:"name"`
	Resources TagResources `json:"resources,omitzero"`
}

// TagResources counts the resources that have a tag, all together and by type. A type that the token may not read is nil.
type TagResources struct {
	Count           int          `json:"count"`
	LastTaggedURI   string       `json:"last_tagged_uri,omitzero"` // of the resource that got the tag last; empty without any
	Droplets        *TagMetadata `json:"droplets,omitzero"`
	Images          *TagMetadata `json:"images,omitzero"`
	Volumes         *TagMetadata `json:"volumes,omitzero"`
	VolumeSnapshots *TagMetadata `json:"volume_snapshots,omitzero"`
	Databases       *TagMetadata `json:"databases,omitzero"`
}

// TagMetadata counts the resources of one type that have a tag.
type TagMetadata struct {
	Count         int    `json:"count"`
	LastTaggedURI string `json:"last_tagged_uri,omitzero"` // of the resource that got the tag last; empty without any
}

// TagResourceType is a type of resources that can have tags.
type TagResourceType string

const (
	TagResourceDroplet        TagResourceType = "droplet"
	TagResourceImage          TagResourceType = "image"
	TagResourceVolume         TagResourceType = "volume"
	TagResourceVolumeSnapshot TagResourceType = "volume_snapshot"
	TagResourceDatabase       TagResourceType = "database"
)
