package digitalocean

import "context"

// DeprecatedRegistryService manages the one container registry that an account could have. With several, Get, Delete and
// UpdateSubscription end with an error that matches [ErrPreconditionFailed].
//
// Deprecated: use [RegistriesService].
type DeprecatedRegistryService struct {
	GarbageCollections *DeprecatedRegistryGarbageCollectionsService
	Repositories       *DeprecatedRegistryRepositoriesService

	client *Client
}

// Get returns the registry with its subscription.
//
// Deprecated: use [RegistriesService.Get].
//
// DigitalOcean: GET /v2/registry (registry_get)
func (s *DeprecatedRegistryService) Get(ctx context.Context, opts ...CallOption) (*Registry, error) {
	return fetch[Registry](ctx, s.client, get("/v2/registry"), "registry", opts)
}

// Create makes the registry. The request must name a tier.
//
// Deprecated: use [RegistriesService.Create].
//
// DigitalOcean: POST /v2/registry (registry_create)
func (s *DeprecatedRegistryService) Create(ctx context.Context, request *RegistryCreateRequest, opts ...CallOption) (*Registry, error) {
	return fetch[Registry](ctx, s.client, post("/v2/registry").sending(request), "registry", opts)
}

// Delete deletes the registry with all its images.
//
// Deprecated: use [RegistriesService.Delete].
//
// DigitalOcean: DELETE /v2/registry (registry_delete)
func (s *DeprecatedRegistryService) Delete(ctx context.Context, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/registry"), opts)
}

// GetSubscription returns what the account pays for the registry.
//
// Deprecated: use [RegistriesService.GetSubscription].
//
// DigitalOcean: GET /v2/registry/subscription (registry_get_subscription)
func (s *DeprecatedRegistryService) GetSubscription(ctx context.Context, opts ...CallOption) (*RegistrySubscription, error) {
	return fetch[RegistrySubscription](ctx, s.client, get("/v2/registry/subscription"), "subscription", opts)
}

// UpdateSubscription changes the tier of the subscription.
//
// Deprecated: use [RegistriesService.UpdateSubscription].
//
// DigitalOcean: POST /v2/registry/subscription (registry_update_subscription)
func (s *DeprecatedRegistryService) UpdateSubscription(ctx context.Context, request *RegistryUpdateSubscriptionRequest, opts ...CallOption) (*RegistrySubscription, error) {
	return fetch[RegistrySubscription](ctx, s.client, post("/v2/registry/subscription").sending(request), "subscription", opts)
}

// GetDockerCredentials returns the config.json with which Docker logs in to the registry.
//
// Deprecated: use [RegistriesService.GetDockerCredentials].
//
// DigitalOcean: GET /v2/registry/docker-credentials (registry_get_dockerCredentials)
func (s *DeprecatedRegistryService) GetDockerCredentials(ctx context.Context, options *RegistryGetDockerCredentialsOptions, opts ...CallOption) (*DockerCredentials, error) {
	return fetch[DockerCredentials](ctx, s.client, get("/v2/registry/docker-credentials").with(options), "", opts)
}

// GetOptions returns the regions that the registry can be in, and the tiers of the subscription.
//
// Deprecated: use [RegistriesService.GetOptions].
//
// DigitalOcean: GET /v2/registry/options (registry_get_options)
func (s *DeprecatedRegistryService) GetOptions(ctx context.Context, opts ...CallOption) (*RegistryOptions, error) {
	return fetch[RegistryOptions](ctx, s.client, get("/v2/registry/options"), "options", opts)
}

// ValidateName returns nil when the registry can have the name.
//
// Deprecated: use [RegistriesService.ValidateName].
//
// DigitalOcean: POST /v2/registry/validate-name (registry_validate_name)
func (s *DeprecatedRegistryService) ValidateName(ctx context.Context, request *RegistryValidateNameRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/registry/validate-name").sending(request).onlyReads(), opts)
}

// DeprecatedRegistryRepositoriesService manages the repositories of the registry.
//
// Deprecated: use [RegistryRepositoriesService].
type DeprecatedRegistryRepositoriesService struct{ client *Client }

// List lists the repositories with the latest tag of each.
//
// Deprecated: use [RegistryRepositoriesService.List].
//
// DigitalOcean: GET /v2/registry/{registry_name}/repositories (registry_list_repositories)
func (s *DeprecatedRegistryRepositoriesService) List(registry string, options *ListOptions, opts ...CallOption) *Pager[RegistryRepositoryV1] {
	return list[RegistryRepositoryV1](s.client, get("/v2/registry/{registry_name}/repositories", registry).with(options), "repositories", opts)
}

// ListV2 lists the repositories with the latest manifest of each.
//
// Deprecated: use [RegistryRepositoriesService.List].
//
// DigitalOcean: GET /v2/registry/{registry_name}/repositoriesV2 (registry_list_repositoriesV2)
func (s *DeprecatedRegistryRepositoriesService) ListV2(registry string, options *RegistryRepositoryListOptions, opts ...CallOption) *Pager[RegistryRepository] {
	return list[RegistryRepository](s.client, get("/v2/registry/{registry_name}/repositoriesV2", registry).with(options), "repositories", opts)
}

// ListTags lists the tags of a repository.
//
// Deprecated: use [RegistryRepositoriesService.ListTags].
//
// DigitalOcean: GET /v2/registry/{registry_name}/repositories/{repository_name}/tags (registry_list_repositoryTags)
func (s *DeprecatedRegistryRepositoriesService) ListTags(registry, repository string, options *ListOptions, opts ...CallOption) *Pager[RegistryTag] {
	return list[RegistryTag](s.client, get("/v2/registry/{registry_name}/repositories/{repository_name}/tags", registry, repository).with(options), "tags", opts)
}

// DeleteTag deletes a tag. The manifest that it names stays.
//
// Deprecated: use [RegistryRepositoriesService.DeleteTag].
//
// DigitalOcean: DELETE /v2/registry/{registry_name}/repositories/{repository_name}/tags/{repository_tag} (registry_delete_repositoryTag)
func (s *DeprecatedRegistryRepositoriesService) DeleteTag(ctx context.Context, registry, repository, tag string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/registry/{registry_name}/repositories/{repository_name}/tags/{repository_tag}", registry, repository, tag), opts)
}

// ListManifests lists the manifests of a repository.
//
// Deprecated: use [RegistryRepositoriesService.ListManifests].
//
// DigitalOcean: GET /v2/registry/{registry_name}/repositories/{repository_name}/digests (registry_list_repositoryManifests)
func (s *DeprecatedRegistryRepositoriesService) ListManifests(registry, repository string, options *ListOptions, opts ...CallOption) *Pager[RegistryManifest] {
	return list[RegistryManifest](s.client, get("/v2/registry/{registry_name}/repositories/{repository_name}/digests", registry, repository).with(options), "manifests", opts)
}

// DeleteManifest deletes a manifest by its digest.
//
// Deprecated: use [RegistryRepositoriesService.DeleteManifest].
//
// DigitalOcean: DELETE /v2/registry/{registry_name}/repositories/{repository_name}/digests/{manifest_digest} (registry_delete_repositoryManifest)
func (s *DeprecatedRegistryRepositoriesService) DeleteManifest(ctx context.Context, registry, repository, digest string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/registry/{registry_name}/repositories/{repository_name}/digests/{manifest_digest}", registry, repository, digest), opts)
}

// DeprecatedRegistryGarbageCollectionsService frees the storage of the registry from what no image uses any more.
//
// Deprecated: use [RegistryGarbageCollectionsService].
type DeprecatedRegistryGarbageCollectionsService struct{ client *Client }

// List lists the garbage collections of the registry.
//
// Deprecated: use [RegistryGarbageCollectionsService.List].
//
// DigitalOcean: GET /v2/registry/{registry_name}/garbage-collections (registry_list_garbageCollections)
func (s *DeprecatedRegistryGarbageCollectionsService) List(registry string, options *ListOptions, opts ...CallOption) *Pager[RegistryGarbageCollection] {
	return listGarbageCollections(s.client, get("/v2/registry/{registry_name}/garbage-collections", registry).with(options), opts)
}

// GetActive returns the garbage collection that runs. When none does, the error matches [ErrNotFound].
//
// Deprecated: use [RegistryGarbageCollectionsService.GetActive].
//
// DigitalOcean: GET /v2/registry/{registry_name}/garbage-collection (registry_get_garbageCollection)
func (s *DeprecatedRegistryGarbageCollectionsService) GetActive(ctx context.Context, registry string, opts ...CallOption) (*RegistryGarbageCollection, error) {
	return fetch[RegistryGarbageCollection](ctx, s.client, get("/v2/registry/{registry_name}/garbage-collection", registry), "garbage_collection", opts)
}

// Start begins a garbage collection. Wait of [RegistryGarbageCollectionsService] waits for its end.
//
// Deprecated: use [RegistryGarbageCollectionsService.Start].
//
// DigitalOcean: POST /v2/registry/{registry_name}/garbage-collection (registry_run_garbageCollection)
func (s *DeprecatedRegistryGarbageCollectionsService) Start(ctx context.Context, registry string, request *RegistryGarbageCollectionStartRequest, opts ...CallOption) (*RegistryGarbageCollection, error) {
	return fetch[RegistryGarbageCollection](ctx, s.client, post("/v2/registry/{registry_name}/garbage-collection", registry).sending(request), "garbage_collection", opts)
}

// Update changes the garbage collection that runs. All that the API can do with one is to cancel it, as Cancel does.
//
// Deprecated: use [RegistryGarbageCollectionsService.Update].
//
// DigitalOcean: PUT /v2/registry/{registry_name}/garbage-collection/{garbage_collection_uuid} (registry_update_garbageCollection)
func (s *DeprecatedRegistryGarbageCollectionsService) Update(ctx context.Context, registry, uuid string, request *RegistryGarbageCollectionUpdateRequest, opts ...CallOption) (*RegistryGarbageCollection, error) {
	return fetch[RegistryGarbageCollection](ctx, s.client, put("/v2/registry/{registry_name}/garbage-collection/{garbage_collection_uuid}", registry, uuid).sending(request), "garbage_collection", opts)
}

// Cancel begins to cancel the garbage collection that runs.
//
// Deprecated: use [RegistryGarbageCollectionsService.Cancel].
//
// DigitalOcean: PUT /v2/registry/{registry_name}/garbage-collection/{garbage_collection_uuid} (registry_update_garbageCollection)
func (s *DeprecatedRegistryGarbageCollectionsService) Cancel(ctx context.Context, registry, uuid string, opts ...CallOption) (*RegistryGarbageCollection, error) {
	return s.Update(ctx, registry, uuid, &RegistryGarbageCollectionUpdateRequest{Cancel: true}, opts...)
}

// RegistryGarbageCollectionStartRequest says what a garbage collection is to remove. An empty request leaves that to the API.
type RegistryGarbageCollectionStartRequest struct {
	Type RegistryGarbageCollectionType `json:"type,omitzero"`
}

// RegistryRepositoryV1 is a repository with its latest tag.
type RegistryRepositoryV1 struct {
	RegistryName string       `json:"registry_name"`
	Name         string       `json:"name"`                // may have slashes
	LatestTag    *RegistryTag `json:"latest_tag,omitzero"` // nil when it has none
	TagCount     int          `json:"tag_count"`
}

// RegistryGarbageCollectionType is what a garbage collection removes.
type RegistryGarbageCollectionType string

const (
	RegistryGarbageCollectionManifests         RegistryGarbageCollectionType = "untagged manifests only"
	RegistryGarbageCollectionBlobs             RegistryGarbageCollectionType = "unreferenced blobs only"
	RegistryGarbageCollectionManifestsAndBlobs RegistryGarbageCollectionType = "untagged manifests and unreferenced blobs"
)
