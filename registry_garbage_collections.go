package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

// RegistryGarbageCollectionsService frees the storage of a registry from what no image uses any more.
type RegistryGarbageCollectionsService struct{ client *Client }

// List lists the garbage collections of a registry.
//
// DigitalOcean: GET /v2/registries/{registry_name}/garbage-collections (registries_list_garbageCollections)
func (s *RegistryGarbageCollectionsService) List(registry string, options *ListOptions, opts ...CallOption) *Pager[RegistryGarbageCollection] {
	return listGarbageCollections(s.client, get("/v2/registries/{registry_name}/garbage-collections", registry).with(options), opts)
}

// listGarbageCollections is list for pages without links that say how many items the whole list has. How many pages that
// makes follows from the fullest one so far, which the first is unless it is the only one.
func listGarbageCollections(client *Client, op *operation, opts []CallOption) *Pager[RegistryGarbageCollection] {
	var fullest atomic.Int64
	return listWith(client, op, func(body []byte, page *Page[RegistryGarbageCollection]) error {
		err := decodeList(body, "garbage_collections", page)
		size := max(int64(len(page.Items)), fullest.Load())
		fullest.Store(size)
		if len(page.Items) > 0 && page.Total > 0 && page.Links.Pages == (PageLinks{}) {
			page.Links.Pages = countedLinks(page.Number, (page.Total+int(size)-1)/int(size))
		}
		return err
	}, opts)
}

// GetActive returns the garbage collection of a registry that runs. When none does, the error matches [ErrNotFound].
//
// DigitalOcean: GET /v2/registries/{registry_name}/garbage-collection (registries_get_garbageCollection)
func (s *RegistryGarbageCollectionsService) GetActive(ctx context.Context, registry string, opts ...CallOption) (*RegistryGarbageCollection, error) {
	return fetch[RegistryGarbageCollection](ctx, s.client, get("/v2/registries/{registry_name}/garbage-collection", registry), "garbage_collection", opts)
}

// Start begins a garbage collection. Until it has ended nobody can push to the registry; it first waits up to 15 minutes for
// those who may push already. Wait waits for its end.
//
// DigitalOcean: POST /v2/registries/{registry_name}/garbage-collection (registries_run_garbageCollection)
func (s *RegistryGarbageCollectionsService) Start(ctx context.Context, registry string, opts ...CallOption) (*RegistryGarbageCollection, error) {
	return fetch[RegistryGarbageCollection](ctx, s.client, post("/v2/registries/{registry_name}/garbage-collection", registry), "garbage_collection", opts)
}

// Update changes the garbage collection that runs. All that the API can do with one is to cancel it, as Cancel does.
//
// DigitalOcean: PUT /v2/registries/{registry_name}/garbage-collection/{garbage_collection_uuid} (registries_update_garbageCollection)
func (s *RegistryGarbageCollectionsService) Update(ctx context.Context, registry, uuid string, request *RegistryGarbageCollectionUpdateRequest, opts ...CallOption) (*RegistryGarbageCollection, error) {
	return fetch[RegistryGarbageCollection](ctx, s.client, put("/v2/registries/{registry_name}/garbage-collection/{garbage_collection_uuid}", registry, uuid).sending(request), "garbage_collection", opts)
}

// Cancel begins to cancel the garbage collection that runs.
//
// DigitalOcean: PUT /v2/registries/{registry_name}/garbage-collection/{garbage_collection_uuid} (registries_update_garbageCollection)
func (s *RegistryGarbageCollectionsService) Cancel(ctx context.Context, registry, uuid string, opts ...CallOption) (*RegistryGarbageCollection, error) {
	return s.Update(ctx, registry, uuid, &RegistryGarbageCollectionUpdateRequest{Cancel: true}, opts...)
}

// Wait waits until a garbage collection has succeeded and returns it, now with what it has freed. One that failed or was
// cancelled ends the wait with a [*RegistryGarbageCollectionError], one that the registry does not have with an error that
// matches [ErrNotFound].
func (s *RegistryGarbageCollectionsService) Wait(ctx context.Context, registry, uuid string, opts ...CallOption) (*RegistryGarbageCollection, error) {
	var collection *RegistryGarbageCollection
	err := s.client.waitFor(ctx, "garbage collection "+uuid, opts, func() (done bool, err error) {
		if collection, err = s.look(ctx, registry, uuid, opts); err != nil {
			return false, err
		}
		return collection.Status == RegistryGarbageCollectionSucceeded, collection.failure()
	})
	if err != nil {
		return nil, err
	}
	return collection, nil
}

// look finds a garbage collection in the list or, where the list has only those that have ended, as the one that runs. One
// that ends between the two requests is in the list then.
func (s *RegistryGarbageCollectionsService) look(ctx context.Context, registry, uuid string, opts []CallOption) (*RegistryGarbageCollection, error) {
	for range 2 {
		for collection, err := range s.List(registry, nil, opts...).All(ctx) {
			if err != nil {
				return nil, err
			}
			if collection.UUID == uuid {
				return &collection, nil
			}
		}
		active, err := s.GetActive(ctx, registry, opts...)
		switch {
		case err == nil && active.UUID == uuid:
			return active, nil
		case err != nil && !errors.Is(err, ErrNotFound):
			return nil, err
		}
	}
	return nil, fmt.Errorf("digitalocean: registry %s has no garbage collection %s: %w", registry, uuid, ErrNotFound)
}

// RegistryGarbageCollectionUpdateRequest says what is to become of the garbage collection that runs.
type RegistryGarbageCollectionUpdateRequest struct {
	Cancel bool `json:"cancel,omitzero"`
}

// RegistryGarbageCollection removes from a registry what no image uses.
type RegistryGarbageCollection struct {
	UUID         string                          `json:"uuid"`
	RegistryName string                          `json:"registry_name"`
	Status       RegistryGarbageCollectionStatus `json:"status"`
	CreatedAt    time.Time                       `json:"created_at,omitzero"`
	UpdatedAt    time.Time                       `json:"updated_at,omitzero"`
	BlobsDeleted int                             `json:"blobs_deleted"`
	FreedBytes   int64                           `json:"freed_bytes"`
}

func (c *RegistryGarbageCollection) failure() error {
	switch c.Status {
	case RegistryGarbageCollectionFailed, RegistryGarbageCollectionCancelled:
		return &RegistryGarbageCollectionError{RegistryGarbageCollection: *c}
	}
	return nil
}

// RegistryGarbageCollectionError is a garbage collection that was waited for and did not succeed. The API does not say why.
type RegistryGarbageCollectionError struct {
	RegistryGarbageCollection RegistryGarbageCollection
}

func (e *RegistryGarbageCollectionError) Error() string {
	c := &e.RegistryGarbageCollection
	return fmt.Sprintf("digitalocean: garbage collection %s of registry %s ended as %s",
		printable(c.UUID), printable(c.RegistryName), printable(string(c.Status)))
}

// RegistryGarbageCollectionStatus is how far a garbage collection has come.
type RegistryGarbageCollectionStatus string

const (
	RegistryGarbageCollectionRequested         RegistryGarbageCollectionStatus = "requested"
	RegistryGarbageCollectionWaiting           RegistryGarbageCollectionStatus = "waiting for write JWTs to expire" // for those who may still push
	RegistryGarbageCollectionScanningManifests RegistryGarbageCollectionStatus = "scanning manifests"
	RegistryGarbageCollectionDeletingBlobs     RegistryGarbageCollectionStatus = "deleting unreferenced blobs"
	RegistryGarbageCollectionCancelling        RegistryGarbageCollectionStatus = "cancelling"
	RegistryGarbageCollectionFailed            RegistryGarbageCollectionStatus = "failed"
	RegistryGarbageCollectionSucceeded         RegistryGarbageCollectionStatus = "succeeded"
	RegistryGarbageCollectionCancelled         RegistryGarbageCollectionStatus = "cancelled"
)
