package digitalocean

import "context"

// SSHKeysService manages the public SSH keys that new Droplets can be given.
type SSHKeysService struct{ client *Client }

// List lists the keys of the account. The API allows ten pages a minute; the [RateLimiter] keeps to that.
//
// DigitalOcean: GET /v2/account/keys (sshKeys_list)
func (s *SSHKeysService) List(options *ListOptions, opts ...CallOption) *Pager[SSHKey] {
	return list[SSHKey](s.client, get("/v2/account/keys").with(options), "ssh_keys", opts)
}

// Get returns a key.
//
// DigitalOcean: GET /v2/account/keys/{ssh_key_identifier} (sshKeys_get)
func (s *SSHKeysService) Get(ctx context.Context, id int64, opts ...CallOption) (*SSHKey, error) {
	return fetch[SSHKey](ctx, s.client, get("/v2/account/keys/{ssh_key_identifier}", id), "ssh_key", opts)
}

// GetByFingerprint returns the key with a fingerprint.
//
// DigitalOcean: GET /v2/account/keys/{ssh_key_identifier} (sshKeys_get)
func (s *SSHKeysService) GetByFingerprint(ctx context.Context, fingerprint string, opts ...CallOption) (*SSHKey, error) {
	return fetch[SSHKey](ctx, s.client, get("/v2/account/keys/{ssh_key_identifier}", fingerprint), "ssh_key", opts)
}

// Create adds a key.
//
// DigitalOcean: POST /v2/account/keys (sshKeys_create)
func (s *SSHKeysService) Create(ctx context.Context, request *SSHKeyCreateRequest, opts ...CallOption) (*SSHKey, error) {
	return fetch[SSHKey](ctx, s.client, post("/v2/account/keys").sending(request), "ssh_key", opts)
}

// Update renames a key.
//
// DigitalOcean: PUT /v2/account/keys/{ssh_key_identifier} (sshKeys_update)
func (s *SSHKeysService) Update(ctx context.Context, id int64, request *SSHKeyUpdateRequest, opts ...CallOption) (*SSHKey, error) {
	return fetch[SSHKey](ctx, s.client, put("/v2/account/keys/{ssh_key_identifier}", id).sending(request), "ssh_key", opts)
}

// UpdateByFingerprint renames the key with a fingerprint.
//
// DigitalOcean: PUT /v2/account/keys/{ssh_key_identifier} (sshKeys_update)
func (s *SSHKeysService) UpdateByFingerprint(ctx context.Context, fingerprint string, request *SSHKeyUpdateRequest, opts ...CallOption) (*SSHKey, error) {
	return fetch[SSHKey](ctx, s.client, put("/v2/account/keys/{ssh_key_identifier}", fingerprint).sending(request), "ssh_key", opts)
}

// Delete removes a key from the account. Droplets that have it keep it.
//
// DigitalOcean: DELETE /v2/account/keys/{ssh_key_identifier} (sshKeys_delete)
func (s *SSHKeysService) Delete(ctx context.Context, id int64, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/account/keys/{ssh_key_identifier}", id), opts)
}

// DeleteByFingerprint removes the key with a fingerprint from the account. Droplets that have it keep it.
//
// DigitalOcean: DELETE /v2/account/keys/{ssh_key_identifier} (sshKeys_delete)
func (s *SSHKeysService) DeleteByFingerprint(ctx context.Context, fingerprint string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/account/keys/{ssh_key_identifier}", fingerprint), opts)
}

// SSHKeyCreateRequest describes a key to add.
type SSHKeyCreateRequest struct {
	Name      string `json:"name"`
	PublicKey string `json:"public_key"` // the whole line, as in the file id_ed25519.pub
}

// SSHKeyUpdateRequest gives a key another name.
type SSHKeyUpdateRequest struct {
	Name string `json:"name"`
}

// SSHKey is a public SSH key.
type SSHKey struct {
	ID          int64  `json:"id"`
	Fingerprint string `json:"fingerprint"` // MD5, such as "3b:16:bf:e4:8b:00:8b:b8:59:8c:a9:d3:f0:19:45:fa"
	PublicKey   string `json:"public_key"`
	Name        string `json:"name"`
}
