package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// VectorDatabasesService manages vector databases, which run Weaviate.
type VectorDatabasesService struct {
	Backups *VectorDatabaseBackupsService

	client *Client
}

// List lists the vector databases of the account.
//
// DigitalOcean: GET /v2/vector-databases (vectorDatabases_list)
func (s *VectorDatabasesService) List(options *ListOptions, opts ...CallOption) *Pager[VectorDatabase] {
	return listWith(s.client, get("/v2/vector-databases").with(options), new(vectorDatabasePages).decode, opts)
}

// Get returns a vector database.
//
// DigitalOcean: GET /v2/vector-databases/{id} (vectorDatabases_get)
func (s *VectorDatabasesService) Get(ctx context.Context, id string, opts ...CallOption) (*VectorDatabase, error) {
	return fetch[VectorDatabase](ctx, s.client, get("/v2/vector-databases/{id}", id), "vector_db", opts)
}

// Create begins to create a vector database. WaitActive waits until it can be used.
//
// DigitalOcean: POST /v2/vector-databases (vectorDatabases_create)
func (s *VectorDatabasesService) Create(ctx context.Context, request *VectorDatabaseCreateRequest, opts ...CallOption) (*VectorDatabase, error) {
	return fetch[VectorDatabase](ctx, s.client, post("/v2/vector-databases").sending(request), "vector_db", opts)
}

// Update changes the settings that the request has, or the project, and leaves the others as they are.
//
// DigitalOcean: PUT /v2/vector-databases/{id} (vectorDatabases_update)
func (s *VectorDatabasesService) Update(ctx context.Context, id string, request *VectorDatabaseUpdateRequest, opts ...CallOption) (*VectorDatabase, error) {
	return fetch[VectorDatabase](ctx, s.client, put("/v2/vector-databases/{id}", id).sending(request).repeatingPath(), "vector_db", opts)
}

// Delete deletes a vector database with its data.
//
// DigitalOcean: DELETE /v2/vector-databases/{id} (vectorDatabases_delete)
func (s *VectorDatabasesService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/vector-databases/{id}", id), opts)
}

// UpdateTags replaces the tags of a vector database. [VectorDatabase.UpdateTagsRequest] makes a request with those that it has.
//
// DigitalOcean: PUT /v2/vector-databases/{id}/tags (vectorDatabases_update_tags)
func (s *VectorDatabasesService) UpdateTags(ctx context.Context, id string, request *VectorDatabaseUpdateTagsRequest, opts ...CallOption) (*VectorDatabase, error) {
	return fetch[VectorDatabase](ctx, s.client, put("/v2/vector-databases/{id}/tags", id).sending(request).repeatingPath(), "vector_db", opts)
}

// GetCredentials returns the administrator's credentials.
//
// DigitalOcean: GET /v2/vector-databases/{id}/credentials (vectorDatabases_get_credentials)
func (s *VectorDatabasesService) GetCredentials(ctx context.Context, id string, opts ...CallOption) (*VectorDatabaseCredentials, error) {
	return fetch[VectorDatabaseCredentials](ctx, s.client, get("/v2/vector-databases/{id}/credentials", id), "", opts)
}

// Resize begins to change the size of a vector database. WaitActive waits until it is done.
//
// DigitalOcean: POST /v2/vector-databases/{id}/resize (vectorDatabases_post_resize)
func (s *VectorDatabasesService) Resize(ctx context.Context, id string, request *VectorDatabaseResizeRequest, opts ...CallOption) (*VectorDatabase, error) {
	return fetch[VectorDatabase](ctx, s.client, post("/v2/vector-databases/{id}/resize", id).sending(request).repeatingPath(), "vector_db", opts)
}

// WaitActive waits until a vector database is active and returns it. One that failed or is being deleted ends the wait with a
// [*VectorDatabaseError].
func (s *VectorDatabasesService) WaitActive(ctx context.Context, id string, opts ...CallOption) (*VectorDatabase, error) {
	var database *VectorDatabase
	err := s.client.waitFor(ctx, "vector database "+id, opts, func() (done bool, err error) {
		if database, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return database.Status == VectorDatabaseActive, database.failure()
	})
	if err != nil {
		return nil, err
	}
	return database, nil
}

// vectorDatabasePages reads the pages of a list that has a total and no links. How many elements a full page has is not
// documented, so that is learnt from the pages. A page without a total is taken for the whole list.
type vectorDatabasePages struct {
	mu   sync.Mutex
	size int // of the largest page
}

func (p *vectorDatabasePages) decode(body []byte, page *Page[VectorDatabase]) error {
	var answer struct {
		VectorDBs []VectorDatabase `json:"vector_dbs"`
		Total     *int             `json:"total"`
	}
	if err := decodeOne(body, "", &answer); err != nil {
		return err
	}
	page.Items, page.Total = answer.VectorDBs, listMeta{Total: answer.Total}.total()
	if page.Items == nil && page.Total != 0 {
		return errors.New(`the body has no "vector_dbs"`)
	}
	if size := p.learn(len(page.Items)); len(page.Items) > 0 {
		page.Links.Pages = countedLinks(page.Number, (page.Total+size-1)/size)
	}
	return nil
}

// learn returns how many elements a full page has, as far as is known after one with so many.
func (p *vectorDatabasePages) learn(items int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.size = max(p.size, items)
	return p.size
}

// VectorDatabaseCreateRequest describes a vector database to create. It needs all but the tags.
type VectorDatabaseCreateRequest struct {
	Name      string             `json:"name,omitzero"`
	ProjectID string             `json:"project_id,omitzero"`
	Region    string             `json:"region,omitzero"` // slug
	Size      VectorDatabaseSize `json:"size,omitzero"`
	Tags      []string           `json:"tags,omitzero"`
}

// VectorDatabaseUpdateRequest holds what is to change of a vector database.
type VectorDatabaseUpdateRequest struct {
	Config    *VectorDatabaseConfig `json:"config,omitzero"`
	ProjectID string                `json:"project_id,omitzero"` // empty leaves it in its project
}

// VectorDatabaseUpdateTagsRequest holds all tags that a vector database is to have.
type VectorDatabaseUpdateTagsRequest struct {
	Tags []string `json:"tags,omitzero"` // an empty slice that is not nil takes all away
}

// VectorDatabaseResizeRequest says how large a vector database is to be.
type VectorDatabaseResizeRequest struct {
	Size VectorDatabaseSize `json:"size,omitzero"`
}

// VectorDatabase is a vector database.
type VectorDatabase struct {
	ID            string                   `json:"id"`
	Name          string                   `json:"name"`
	OwnerUUID     string                   `json:"owner_uuid"`
	ProjectID     string                   `json:"project_id"`
	Region        string                   `json:"region"` // slug
	Size          VectorDatabaseSize       `json:"size"`
	Status        VectorDatabaseStatus     `json:"status"`
	Tags          []string                 `json:"tags,omitzero"`
	Config        *VectorDatabaseConfig    `json:"config,omitzero"`
	Endpoints     *VectorDatabaseEndpoints `json:"endpoints,omitzero"`       // may be nil until it is active
	ForkedFromID  string                   `json:"forked_from_id,omitzero"`  // the vector database that it began as a copy of
	LastRestoreID string                   `json:"last_restore_id,omitzero"` // the backup that it was last restored from; goes with Backups.GetRestoreStatus
	CreatedAt     time.Time                `json:"created_at,omitzero"`
	UpdatedAt     time.Time                `json:"updated_at,omitzero"`
}

// UpdateTagsRequest returns the tags as a request for [VectorDatabasesService.UpdateTags] that changes nothing. It shares nothing
// with the vector database.
func (d *VectorDatabase) UpdateTagsRequest() *VectorDatabaseUpdateTagsRequest {
	return &VectorDatabaseUpdateTagsRequest{Tags: append([]string{}, slices.Clone(d.Tags)...)}
}

func (d *VectorDatabase) failure() error {
	switch d.Status {
	case VectorDatabaseErrored, VectorDatabaseDeleting:
		return &VectorDatabaseError{VectorDatabase: *d}
	}
	return nil
}

// VectorDatabaseError is a vector database that was waited for and does not become active. The API does not say why.
type VectorDatabaseError struct{ VectorDatabase VectorDatabase }

func (e *VectorDatabaseError) Error() string {
	return fmt.Sprintf("digitalocean: vector database %s (%s) has the status %s and does not become active",
		printable(e.VectorDatabase.ID), printable(e.VectorDatabase.Name), printable(string(e.VectorDatabase.Status)))
}

// VectorDatabaseConfig holds settings of a vector database. In a request, what is empty stays as it is.
type VectorDatabaseConfig struct {
	DefaultQuantization VectorDatabaseQuantization `json:"default_quantization,omitzero"` // of new collections; empty means [VectorDatabaseRQ]
	EnableAutoSchema    *bool                      `json:"enable_auto_schema,omitzero"`   // makes the schema of a collection from what is put into it
	WeaviateVersion     string                     `json:"weaviate_version,omitzero"`
}

// VectorDatabaseEndpoints is where clients connect to a vector database, with the credentials.
type VectorDatabaseEndpoints struct {
	HTTP string `json:"http"` // a URL
	GRPC string `json:"grpc"` // a host and a port
}

// VectorDatabaseCredentials are the administrator's credentials of a vector database.
type VectorDatabaseCredentials struct {
	UserID   string `json:"user_id"`
	APIToken Secret `json:"api_token"`
}

// VectorDatabaseSize is how large a vector database is.
type VectorDatabaseSize string

const (
	VectorDatabaseSmall  VectorDatabaseSize = "small"
	VectorDatabaseMedium VectorDatabaseSize = "medium"
	VectorDatabaseLarge  VectorDatabaseSize = "large"
)

// VectorDatabaseStatus is the state of a vector database.
type VectorDatabaseStatus string

const (
	VectorDatabasePending  VectorDatabaseStatus = "pending"
	VectorDatabaseCreating VectorDatabaseStatus = "creating"
	VectorDatabaseActive   VectorDatabaseStatus = "active"
	VectorDatabaseErrored  VectorDatabaseStatus = "errored"
	VectorDatabaseDeleting VectorDatabaseStatus = "deleting"
)

// VectorDatabaseQuantization is how Weaviate compresses vectors.
type VectorDatabaseQuantization string

const (
	VectorDatabaseRQ VectorDatabaseQuantization = "rq" // rotational
	VectorDatabasePQ VectorDatabaseQuantization = "pq" // product
	VectorDatabaseBQ VectorDatabaseQuantization = "bq" // binary
	VectorDatabaseSQ VectorDatabaseQuantization = "sq" // scalar
)
