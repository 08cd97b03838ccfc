package digitalocean

import (
	"context"
	"time"
)

// FunctionsService manages what serverless functions run in. The functions themselves are deployed with doctl.
type FunctionsService struct {
	AccessKeys *FunctionsAccessKeysService
	Namespaces *FunctionsNamespacesService
	Triggers   *FunctionsTriggersService
}

// FunctionsNamespacesService manages namespaces, each of which holds functions of a region. A namespace is named by its
// Namespace, which begins with "fn-", not by its UUID.
type FunctionsNamespacesService struct{ client *Client }

// List returns the namespaces of the account.
//
// DigitalOcean: GET /v2/functions/namespaces (functions_list_namespaces)
func (s *FunctionsNamespacesService) List(ctx context.Context, opts ...CallOption) ([]FunctionsNamespace, error) {
	return fetchAll[FunctionsNamespace](ctx, s.client, get("/v2/functions/namespaces"), "namespaces", opts)
}

// Get returns a namespace.
//
// DigitalOcean: GET /v2/functions/namespaces/{namespace_id} (functions_get_namespace)
func (s *FunctionsNamespacesService) Get(ctx context.Context, namespace string, opts ...CallOption) (*FunctionsNamespace, error) {
	return fetch[FunctionsNamespace](ctx, s.client, get("/v2/functions/namespaces/{namespace_id}", namespace), "namespace", opts)
}

// Create adds a namespace.
//
// DigitalOcean: POST /v2/functions/namespaces (functions_create_namespace)
func (s *FunctionsNamespacesService) Create(ctx context.Context, request *FunctionsNamespaceCreateRequest, opts ...CallOption) (*FunctionsNamespace, error) {
	return fetch[FunctionsNamespace](ctx, s.client, post("/v2/functions/namespaces").sending(request), "namespace", opts)
}

// Delete deletes a namespace with its functions and triggers, which are lost for good.
//
// DigitalOcean: DELETE /v2/functions/namespaces/{namespace_id} (functions_delete_namespace)
func (s *FunctionsNamespacesService) Delete(ctx context.Context, namespace string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/functions/namespaces/{namespace_id}", namespace), opts)
}

// FunctionsNamespaceCreateRequest describes a namespace to add.
type FunctionsNamespaceCreateRequest struct {
	Region string `json:"region"` // such as "nyc1"
	Label  string `json:"label"`  // a name, unique in the account
}

// FunctionsNamespace holds functions.
type FunctionsNamespace struct {
	APIHost   string    `json:"api_host"`  // the URL under which the functions are called
	Namespace string    `json:"namespace"` // what the methods ask for, such as "fn-4a0f2c3e-…"
	CreatedAt time.Time `json:"created_at,omitzero"`
	UpdatedAt time.Time `json:"updated_at,omitzero"`
	Label     string    `json:"label"`
	Region    string    `json:"region"`
	UUID      string    `json:"uuid"`         // the user name that goes with Key
	Key       Secret    `json:"key,omitzero"` // with it doctl, and whoever has it, works in the namespace
}
