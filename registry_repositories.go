package digitalocean

import (
	"context"
	"strings"
	"time"
)

// RegistryRepositoriesService manages the repositories of a registry, with their tags and manifests. The name of a
// repository may have slashes, as in "team/image".
type RegistryRepositoriesService struct{ client *Client }

// List lists the repositories of a registry.
//
// DigitalOcean: GET /v2/registries/{registry_name}/repositoriesV2 (registries_list_repositoriesV2)
func (s *RegistryRepositoriesService) List(registry string, options *RegistryRepositoryListOptions, opts ...CallOption) *Pager[RegistryRepository] {
	return listOfRegistry[RegistryRepository](s.client, get("/v2/registries/{registry_name}/repositoriesV2", registry).with(options), "repositories", opts)
}

// Delete deletes a repository with its tags. The storage of its images is freed by the next garbage collection.
//
// DigitalOcean: DELETE /v2/registries/{registry_name}/repositories/{repository_name} (registries_delete_repository)
func (s *RegistryRepositoriesService) Delete(ctx context.Context, registry, repository string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/registries/{registry_name}/repositories/{repository_name}", registry, repository), opts)
}

// ListTags lists the tags of a repository.
//
// DigitalOcean: GET /v2/registries/{registry_name}/repositories/{repository_name}/tags (registries_list_repositoryTags)
func (s *RegistryRepositoriesService) ListTags(registry, repository string, options *ListOptions, opts ...CallOption) *Pager[RegistryTag] {
	return listOfRegistry[RegistryTag](s.client, get("/v2/registries/{registry_name}/repositories/{repository_name}/tags", registry, repository).with(options), "tags", opts)
}

// DeleteTag deletes a tag. The manifest that it names stays.
//
// DigitalOcean: DELETE /v2/registries/{registry_name}/repositories/{repository_name}/tags/{repository_tag} (registries_delete_repositoryTag)
func (s *RegistryRepositoriesService) DeleteTag(ctx context.Context, registry, repository, tag string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/registries/{registry_name}/repositories/{repository_name}/tags/{repository_tag}", registry, repository, tag), opts)
}

// ListManifests lists the manifests of a repository, those without a tag among them.
//
// DigitalOcean: GET /v2/registries/{registry_name}/repositories/{repository_name}/digests (registries_list_repositoryManifests)
func (s *RegistryRepositoriesService) ListManifests(registry, repository string, options *ListOptions, opts ...CallOption) *Pager[RegistryManifest] {
	return listOfRegistry[RegistryManifest](s.client, get("/v2/registries/{registry_name}/repositories/{repository_name}/digests", registry, repository).with(options), "manifests", opts)
}

// DeleteManifest deletes a manifest by its digest, such as "sha256:cb8a924a". The storage of its layers is freed by the next
// garbage collection.
//
// DigitalOcean: DELETE /v2/registries/{registry_name}/repositories/{repository_name}/digests/{manifest_digest} (registries_delete_repositoryManifest)
func (s *RegistryRepositoriesService) DeleteManifest(ctx context.Context, registry, repository, digest string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/registries/{registry_name}/repositories/{repository_name}/digests/{manifest_digest}", registry, repository, digest), opts)
}

// listOfRegistry is list for what the API also has under /v2/registry. The links can name that path: only their query counts.
func listOfRegistry[T any](client *Client, op *operation, key string, opts []CallOption) *Pager[T] {
	return listWith(client, op, func(body []byte, page *Page[T]) error {
		err := decodeList(body, key, page)
		page.Links.Pages.Next = strings.Replace(page.Links.Pages.Next, "/v2/registry/", "/v2/registries/", 1)
		return err
	}, opts)
}

// RegistryRepositoryListOptions page repositories.
type RegistryRepositoryListOptions struct {
	ListOptions

	PageToken string `url:"page_token,omitempty"` // from a link to another page, to begin with that one; Page counts for nothing then
}

// RegistryRepository is a repository: the images of one name.
type RegistryRepository struct {
	RegistryName   string            `json:"registry_name"`
	Name           string            `json:"name"`                     // may have slashes
	LatestManifest *RegistryManifest `json:"latest_manifest,omitzero"` // nil when it has none
	TagCount       int               `json:"tag_count"`
	ManifestCount  int               `json:"manifest_count"`
}

// RegistryTag is a name for a manifest, such as "latest".
type RegistryTag struct {
	RegistryName        string    `json:"registry_name"`
	Repository          string    `json:"repository"`
	Tag                 string    `json:"tag"`
	ManifestDigest      string    `json:"manifest_digest"` // such as "sha256:cb8a924a"
	CompressedSizeBytes int64     `json:"compressed_size_bytes"`
	SizeBytes           int64     `json:"size_bytes"` // uncompressed; 0 until the API has found out
	UpdatedAt           time.Time `json:"updated_at,omitzero"`
}

// RegistryManifest is an image, or an index of images for several platforms.
type RegistryManifest struct {
	RegistryName        string         `json:"registry_name"`
	Repository          string         `json:"repository"`
	Digest              string         `json:"digest"` // such as "sha256:cb8a924a"
	CompressedSizeBytes int64          `json:"compressed_size_bytes"`
	SizeBytes           int64          `json:"size_bytes"` // uncompressed; 0 until the API has found out
	UpdatedAt           time.Time      `json:"updated_at,omitzero"`
	Tags                []string       `json:"tags,omitzero"`
	Blobs               []RegistryBlob `json:"blobs,omitzero"`
}

// RegistryBlob is what a manifest consists of: a layer, or its configuration.
type RegistryBlob struct {
	Digest              string `json:"digest"`
	CompressedSizeBytes int64  `json:"compressed_size_bytes"`
}
