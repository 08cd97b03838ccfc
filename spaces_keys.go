package digitalocean

import (
	"context"
	"time"
)

// SpacesKeysService manages the access keys of Spaces, DigitalOcean's object storage. What is stored in its buckets is
// reached with an S3 client and such a key, not with this library.
type SpacesKeysService struct{ client *Client }

// List lists the keys of the account, the newest first unless the options say otherwise.
//
// DigitalOcean: GET /v2/spaces/keys (spacesKey_list)
func (s *SpacesKeysService) List(options *SpacesKeyListOptions, opts ...CallOption) *Pager[SpacesKey] {
	return list[SpacesKey](s.client, get("/v2/spaces/keys").with(options), "keys", opts)
}

// Get returns a key, without its secret.
//
// DigitalOcean: GET /v2/spaces/keys/{access_key} (spacesKey_get)
func (s *SpacesKeysService) Get(ctx context.Context, accessKey string, opts ...CallOption) (*SpacesKey, error) {
	return fetchWith(ctx, s.client, get("/v2/spaces/keys/{access_key}", accessKey), decodeSpacesKey, opts)
}

// Create creates a key. Only this answer has its secret: keep it. When the answer is lost, so is the secret: delete the
// key, which List finds by its name, and create another.
//
// DigitalOcean: POST /v2/spaces/keys (spacesKey_create)
func (s *SpacesKeysService) Create(ctx context.Context, request *SpacesKeyCreateRequest, opts ...CallOption) (*SpacesKey, error) {
	return fetch[SpacesKey](ctx, s.client, post("/v2/spaces/keys").sending(request), "key", opts)
}

// Update renames a key. The API does not change its grants yet.
//
// DigitalOcean: PUT /v2/spaces/keys/{access_key} (spacesKey_update)
func (s *SpacesKeysService) Update(ctx context.Context, accessKey string, request *SpacesKeyUpdateRequest, opts ...CallOption) (*SpacesKey, error) {
	return fetch[SpacesKey](ctx, s.client, put("/v2/spaces/keys/{access_key}", accessKey).sending(request), "key", opts)
}

// Patch changes the fields that the request holds. The API does not change the grants yet.
//
// DigitalOcean: PATCH /v2/spaces/keys/{access_key} (spacesKey_patch)
func (s *SpacesKeysService) Patch(ctx context.Context, accessKey string, request *SpacesKeyPatchRequest, opts ...CallOption) (*SpacesKey, error) {
	return fetch[SpacesKey](ctx, s.client, patch("/v2/spaces/keys/{access_key}", accessKey).sending(request), "key", opts)
}

// Delete deletes a key. Who uses it loses access at once.
//
// DigitalOcean: DELETE /v2/spaces/keys/{access_key} (spacesKey_delete)
func (s *SpacesKeysService) Delete(ctx context.Context, accessKey string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/spaces/keys/{access_key}", accessKey), opts)
}

// decodeSpacesKey reads a key. The description of the API has it alone in the array "keys", its example under "key": both
// are read.
func decodeSpacesKey(body []byte, key *SpacesKey) error {
	err := decodeOne(body, "key", key)
	var keys []SpacesKey
	if err != nil && decodeOne(body, "keys", &keys) == nil && len(keys) == 1 {
		*key = keys[0]
		return nil
	}
	return err
}

// SpacesKeyListOptions select, sort and page keys.
type SpacesKeyListOptions struct {
	ListOptions

	Sort          string              `url:"sort,omitempty"`           // a field, such as "created_at"; goes with SortDirection
	SortDirection string              `url:"sort_direction,omitempty"` // "asc" or "desc"
	Name          string              `url:"name,omitempty"`
	Bucket        string              `url:"bucket,omitempty"` // only keys with a grant for it
	Permission    SpacesKeyPermission `url:"permission,omitempty"`
}

// SpacesKeyCreateRequest describes a key to create.
type SpacesKeyCreateRequest struct {
	Name   string           `json:"name"`
	Grants []SpacesKeyGrant `json:"grants,omitzero"` // none means no access; full access rules out the others
}

// SpacesKeyUpdateRequest is what a key is to be.
type SpacesKeyUpdateRequest struct {
	Name   string           `json:"name,omitzero"`
	Grants []SpacesKeyGrant `json:"grants,omitzero"` // nil leaves them as they are
}

// SpacesKeyPatchRequest holds the fields of a key to change; nil leaves a field as it is.
type SpacesKeyPatchRequest struct {
	Name   *string          `json:"name,omitzero"`
	Grants []SpacesKeyGrant `json:"grants,omitzero"`
}

// SpacesKey is an access key of Spaces.
type SpacesKey struct {
	Name      string           `json:"name"`
	Grants    []SpacesKeyGrant `json:"grants,omitzero"`
	AccessKey string           `json:"access_key"`          // its ID; the public half
	SecretKey Secret           `json:"secret_key,omitzero"` // only in the answer of Create
	CreatedAt time.Time        `json:"created_at,omitzero"`
}

// SpacesKeyGrant lets a key do something with a bucket.
type SpacesKeyGrant struct {
	Bucket     string              `json:"bucket"` // empty with full access, which is to all buckets
	Permission SpacesKeyPermission `json:"permission"`
}

// SpacesKeyPermission is what a key may do. It can be empty.
type SpacesKeyPermission string

const (
	SpacesKeyRead       SpacesKeyPermission = "read"
	SpacesKeyReadWrite  SpacesKeyPermission = "readwrite"
	SpacesKeyFullAccess SpacesKeyPermission = "fullaccess" // to all buckets, and to create and delete them
)
