package digitalocean

import (
	"context"
	"time"
)

// FunctionsAccessKeysService manages access keys, with which programs call the functions of a namespace.
type FunctionsAccessKeysService struct{ client *Client }

// List returns the access keys of a namespace, without their secrets.
//
// DigitalOcean: GET /v2/functions/namespaces/{namespace_id}/keys (functionsAccessKey_list)
func (s *FunctionsAccessKeysService) List(ctx context.Context, namespace string, opts ...CallOption) ([]FunctionsAccessKey, error) {
	return fetchAll[FunctionsAccessKey](ctx, s.client, get("/v2/functions/namespaces/{namespace_id}/keys", namespace), "access_keys", opts)
}

// Create adds an access key to a namespace. The secret is in this answer and in no other. One that conflicts with another,
// as by its name, ends with an error that matches [ErrConflict].
//
// DigitalOcean: POST /v2/functions/namespaces/{namespace_id}/keys (functionsAccessKey_create)
func (s *FunctionsAccessKeysService) Create(ctx context.Context, namespace string, request *FunctionsAccessKeyCreateRequest, opts ...CallOption) (*FunctionsAccessKey, error) {
	return fetch[FunctionsAccessKey](ctx, s.client, post("/v2/functions/namespaces/{namespace_id}/keys", namespace).sending(request), "access_key", opts)
}

// Update renames an access key. A name that conflicts with another ends with an error that matches [ErrConflict].
//
// DigitalOcean: PUT /v2/functions/namespaces/{namespace_id}/keys/{key_id} (functionsAccessKey_update)
func (s *FunctionsAccessKeysService) Update(ctx context.Context, namespace, id string, request *FunctionsAccessKeyUpdateRequest, opts ...CallOption) (*FunctionsAccessKey, error) {
	return fetch[FunctionsAccessKey](ctx, s.client, put("/v2/functions/namespaces/{namespace_id}/keys/{key_id}", namespace, id).sending(request), "access_key", opts)
}

// Delete deletes an access key. Calls with it are refused from then on.
//
// DigitalOcean: DELETE /v2/functions/namespaces/{namespace_id}/keys/{key_id} (functionsAccessKey_delete)
func (s *FunctionsAccessKeysService) Delete(ctx context.Context, namespace, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/functions/namespaces/{namespace_id}/keys/{key_id}", namespace, id), opts)
}

// FunctionsAccessKeyCreateRequest describes an access key to add.
type FunctionsAccessKeyCreateRequest struct {
	Name      string `json:"name"`                // unique in the namespace
	ExpiresIn string `json:"expires_in,omitzero"` // hours or days, such as "1h", the least, or "7d"; empty means never
}

// FunctionsAccessKeyUpdateRequest holds the new name of an access key.
type FunctionsAccessKeyUpdateRequest struct {
	Name string `json:"name"`
}

// FunctionsAccessKey lets a program call the functions of a namespace.
type FunctionsAccessKey struct {
	ID        string    `json:"id"` // begins with "dof_v1"
	Name      string    `json:"name"`
	Secret    Secret    `json:"secret,omitzero"`     // in the answer of Create only
	ExpiresAt time.Time `json:"expires_at,omitzero"` // zero means never
	CreatedAt time.Time `json:"created_at,omitzero"`
	UpdatedAt time.Time `json:"updated_at,omitzero"`
}
