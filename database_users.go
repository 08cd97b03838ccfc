package digitalocean

import (
	"context"
	"slices"
)

// DatabaseUsersService manages the users of clusters. Caching and Valkey clusters have one user only. A name may hold any
// character.
type DatabaseUsersService struct{ client *Client }

// List lists the users of a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/users (databases_list_users)
func (s *DatabaseUsersService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabaseUser, error) {
	return fetchAll[DatabaseUser](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/users", clusterID), "users", opts)
}

// Get returns a user.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/users/{username} (databases_get_user)
func (s *DatabaseUsersService) Get(ctx context.Context, clusterID, username string, opts ...CallOption) (*DatabaseUser, error) {
	return fetch[DatabaseUser](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/users/{username}", clusterID, username), "user", opts)
}

// Create adds a user. The answer has the password, and with Kafka a certificate and its key.
//
// DigitalOcean: POST /v2/databases/{database_cluster_uuid}/users (databases_add_user)
func (s *DatabaseUsersService) Create(ctx context.Context, clusterID string, request *DatabaseUserCreateRequest, opts ...CallOption) (*DatabaseUser, error) {
	return fetch[DatabaseUser](ctx, s.client, post("/v2/databases/{database_cluster_uuid}/users", clusterID).sending(request), "user", opts)
}

// Update replaces what a user may do: it loses what the request leaves out. [DatabaseUser.UpdateRequest] makes a request that
// keeps it. The name and the password stay; ResetAuth changes the password.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/users/{username} (databases_update_user)
func (s *DatabaseUsersService) Update(ctx context.Context, clusterID, username string, request *DatabaseUserUpdateRequest, opts ...CallOption) (*DatabaseUser, error) {
	return fetch[DatabaseUser](ctx, s.client, put("/v2/databases/{database_cluster_uuid}/users/{username}", clusterID, username).sending(request), "user", opts)
}

// Delete deletes a user.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/users/{username} (databases_delete_user)
func (s *DatabaseUsersService) Delete(ctx context.Context, clusterID, username string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/users/{username}", clusterID, username), opts)
}

// ResetAuth gives a user a new password, which the answer has. With MySQL the request can also choose how the user
// authenticates; with other engines it is empty.
//
// DigitalOcean: POST /v2/databases/{database_cluster_uuid}/users/{username}/reset_auth (databases_reset_auth)
func (s *DatabaseUsersService) ResetAuth(ctx context.Context, clusterID, username string, request *DatabaseUserResetAuthRequest, opts ...CallOption) (*DatabaseUser, error) {
	return fetch[DatabaseUser](ctx, s.client, post("/v2/databases/{database_cluster_uuid}/users/{username}/reset_auth", clusterID, username).sending(request), "user", opts)
}

// DatabaseUserCreateRequest describes a user to add.
type DatabaseUserCreateRequest struct {
	Name          string                     `json:"name"`
	MySQLSettings *DatabaseMySQLUserSettings `json:"mysql_settings,omitzero"` // nil means the default of the version
	Settings      *DatabaseUserSettings      `json:"settings,omitzero"`       // of the other engines

	// Deprecated: for MongoDB set the role in MongoUserSettings.
	ReadOnly bool `json:"readonly,omitzero"`
}

// DatabaseUserUpdateRequest holds what a user may do.
type DatabaseUserUpdateRequest struct {
	Settings DatabaseUserSettings `json:"settings"`
}

// DatabaseUserResetAuthRequest says how a user of a MySQL cluster is to authenticate.
type DatabaseUserResetAuthRequest struct {
	MySQLSettings *DatabaseMySQLUserSettings `json:"mysql_settings,omitzero"` // nil leaves it as it is
}

// DatabaseUser is a user of a cluster.
type DatabaseUser struct {
	Name          string                     `json:"name"`
	Role          DatabaseUserRole           `json:"role"`
	Password      Secret                     `json:"password,omitzero"`    // needs the scope database:view_credentials
	AccessCert    Secret                     `json:"access_cert,omitzero"` // of Kafka, PEM, to authenticate with
	AccessKey     Secret                     `json:"access_key,omitzero"`  // of Kafka, PEM, the key of AccessCert
	MySQLSettings *DatabaseMySQLUserSettings `json:"mysql_settings,omitzero"`
	Settings      *DatabaseUserSettings      `json:"settings,omitzero"`
}

// UpdateRequest returns the user as a request for [DatabaseUsersService.Update] that changes nothing. To change the user, change
// the request: it shares nothing with the user.
func (u *DatabaseUser) UpdateRequest() *DatabaseUserUpdateRequest {
	request := &DatabaseUserUpdateRequest{}
	if u.Settings == nil {
		return request
	}
	request.Settings = *u.Settings
	request.Settings.OpenSearchACL = slices.Clone(u.Settings.OpenSearchACL)
	request.Settings.ACL = slices.Clone(u.Settings.ACL)
	if mongo := copyOf(u.Settings.MongoUserSettings); mongo != nil {
		mongo.Databases = slices.Clone(mongo.Databases)
		request.Settings.MongoUserSettings = mongo
	}
	return request
}

// DatabaseMySQLUserSettings says how a user of a MySQL cluster authenticates.
type DatabaseMySQLUserSettings struct {
	AuthPlugin DatabaseMySQLAuthPlugin `json:"auth_plugin"`
}

// DatabaseUserSettings is what a user may do. Each field is of one engine.
type DatabaseUserSettings struct {
	PGAllowReplication bool                        `json:"pg_allow_replication,omitzero"` // of PostgreSQL: whether the user may replicate
	OpenSearchACL      []DatabaseUserOpenSearchACL `json:"opensearch_acl,omitzero"`
	ACL                []DatabaseUserKafkaACL      `json:"acl,omitzero"` // of Kafka
	MongoUserSettings  *DatabaseMongoUserSettings  `json:"mongo_user_settings,omitzero"`
}

// DatabaseUserOpenSearchACL is what a user may do with some indexes.
type DatabaseUserOpenSearchACL struct {
	Index      string                       `json:"index,omitzero"` // a regular expression, such as "logs-.*"
	Permission DatabaseOpenSearchPermission `json:"permission,omitzero"`
}

// DatabaseUserKafkaACL is what a user may do with some topics.
type DatabaseUserKafkaACL struct {
	ID         string                  `json:"id,omitzero"` // of one that exists; empty for a new one
	Topic      string                  `json:"topic"`       // a regular expression, such as "orders\\..*"
	Permission DatabaseKafkaPermission `json:"permission"`
}

// DatabaseMongoUserSettings is what a user of a MongoDB cluster may do.
type DatabaseMongoUserSettings struct {
	Databases []string          `json:"databases,omitzero"` // "admin" means all
	Role      DatabaseMongoRole `json:"role,omitzero"`      // in these databases
}

// DatabaseUserRole tells the user that a cluster came with from those that were added.
type DatabaseUserRole string

const (
	DatabaseUserPrimary DatabaseUserRole = "primary"
	DatabaseUserNormal  DatabaseUserRole = "normal"
)

// DatabaseMySQLAuthPlugin is how a user of a MySQL cluster authenticates.
type DatabaseMySQLAuthPlugin string

const (
	DatabaseMySQLNativePassword      DatabaseMySQLAuthPlugin = "mysql_native_password"
	DatabaseMySQLCachingSHA2Password DatabaseMySQLAuthPlugin = "caching_sha2_password" // the default since MySQL 8
)

// DatabaseOpenSearchPermission is what a user may do with an index.
type DatabaseOpenSearchPermission string

const (
	DatabaseOpenSearchDeny      DatabaseOpenSearchPermission = "deny" // nothing; the default
	DatabaseOpenSearchRead      DatabaseOpenSearchPermission = "read"
	DatabaseOpenSearchWrite     DatabaseOpenSearchPermission = "write"
	DatabaseOpenSearchReadWrite DatabaseOpenSearchPermission = "readwrite"
	DatabaseOpenSearchAdmin     DatabaseOpenSearchPermission = "admin" // all of it
)

// DatabaseKafkaPermission is what a user may do with a topic.
type DatabaseKafkaPermission string

const (
	DatabaseKafkaConsume        DatabaseKafkaPermission = "consume"
	DatabaseKafkaProduce        DatabaseKafkaPermission = "produce"
	DatabaseKafkaProduceConsume DatabaseKafkaPermission = "produceconsume"
	DatabaseKafkaAdmin          DatabaseKafkaPermission = "admin" // also change and delete the topic
)

// DatabaseMongoRole is a role of MongoDB's own.
type DatabaseMongoRole string

const (
	DatabaseMongoReadOnly  DatabaseMongoRole = "readOnly"
	DatabaseMongoReadWrite DatabaseMongoRole = "readWrite"
	DatabaseMongoDBAdmin   DatabaseMongoRole = "dbAdmin"
)
