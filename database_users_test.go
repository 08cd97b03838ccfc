package digitalocean_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestDatabaseUsers(t *testing.T) {
	const path = databasePath + "/users"
	settings := digitalocean.DatabaseUserSettings{
		ACL: []digitalocean.DatabaseUserKafkaACL{{Topic: "orders.*", Permission: digitalocean.DatabaseKafkaConsume}},
	}
	for _, e := range []exchange{
		{
			name: "Databases.Users.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Users.List(ctx, databaseID)
			},
			method: "GET", path: path, answer: `{"users": [` + databaseUserFields + `, {"name": "doadmin", "role": "primary"}]}`,
			want: []digitalocean.DatabaseUser{databaseUser, {Name: "doadmin", Role: digitalocean.DatabaseUserPrimary}},
		},
		{
			name: "Databases.Users.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Users.Get(ctx, databaseID, "app-01")
			},
			method: "GET", path: path + "/app-01", answer: `{"user": ` + databaseUserFields + `}`, want: &databaseUser,
		},
		{
			name: "Databases.Users.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Users.Create(ctx, databaseID, &digitalocean.DatabaseUserCreateRequest{
					Name: "app-01", MySQLSettings: databaseUser.MySQLSettings, Settings: databaseUser.Settings, ReadOnly: true,
				})
			},
			method: "POST", path: path,
			body: `{"name": "app-01", "mysql_settings": {"auth_plugin": "caching_sha2_password"}, "settings": {"pg_allow_replication": true,
				"opensearch_acl": [{"index": "logs-.*", "permission": "readwrite"}], "acl": [{"id": "acl1", "topic": "orders", "permission": "produce"}],
				"mongo_user_settings": {"databases": ["shop"], "role": "dbAdmin"}}, "readonly": true}`,
			status: http.StatusCreated, answer: `{"user": ` + databaseUserFields + `}`, want: &databaseUser,
		},
		{
			name: "Databases.Users.Create of a name",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Users.Create(ctx, databaseID, &digitalocean.DatabaseUserCreateRequest{Name: "app-01"})
			},
			method: "POST", path: path, body: `{"name": "app-01"}`, status: http.StatusCreated, answer: `{"user": ` + databaseUserFields + `}`, want: &databaseUser,
		},
		{
			name: "Databases.Users.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Users.Update(ctx, databaseID, "app-01", &digitalocean.DatabaseUserUpdateRequest{Settings: settings})
			},
			method: "PUT", path: path + "/app-01", body: `{"settings": {"acl": [{"topic": "orders.*", "permission": "consume"}]}}`,
			status: http.StatusCreated, answer: `{"user": ` + databaseUserFields + `}`, want: &databaseUser,
		},
		{
			name: "Databases.Users.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Users.Delete(ctx, databaseID, "app-01")
			},
			method: "DELETE", path: path + "/app-01", status: http.StatusNoContent,
		},
		{
			name: "Databases.Users.ResetAuth",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Users.ResetAuth(ctx, databaseID, "app-01", &digitalocean.DatabaseUserResetAuthRequest{
					MySQLSettings: &digitalocean.DatabaseMySQLUserSettings{AuthPlugin: digitalocean.DatabaseMySQLNativePassword},
				})
			},
			method: "POST", path: path + "/app-01/reset_auth", body: `{"mysql_settings": {"auth_plugin": "mysql_native_password"}}`,
			answer: `{"user": ` + databaseUserFields + `}`, want: &databaseUser,
		},
		{
			name: "Databases.Users.ResetAuth of the password alone",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Users.ResetAuth(ctx, databaseID, "app-01", &digitalocean.DatabaseUserResetAuthRequest{})
			},
			method: "POST", path: path + "/app-01/reset_auth", body: `{}`, answer: `{"user": ` + databaseUserFields + `}`, want: &databaseUser,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDatabaseUserUpdateRequestKeepsEverything(t *testing.T) {
	body := sentBack(t, `{"user": `+databaseUserFields+`}`, func(ctx context.Context, c *digitalocean.Client) error {
		user, err := c.Databases.Users.Get(ctx, databaseID, "app-01")
		if err != nil {
			return err
		}
		_, err = c.Databases.Users.Update(ctx, databaseID, "app-01", user.UpdateRequest())
		return err
	})
	require.JSONEq(t, `{"settings": {"pg_allow_replication": true, "opensearch_acl": [{"index": "logs-.*", "permission": "readwrite"}],
		"acl": [{"id": "acl1", "topic": "orders", "permission": "produce"}], "mongo_user_settings": {"databases": ["shop"], "role": "dbAdmin"}}}`, body)

	request := databaseUser.UpdateRequest()
	request.Settings.OpenSearchACL[0].Index, request.Settings.ACL[0].Topic, request.Settings.MongoUserSettings.Databases[0] = "x", "x", "x"
	request.Settings.MongoUserSettings.Role = "x"
	require.Equal(t, "logs-.*", databaseUser.Settings.OpenSearchACL[0].Index)
	require.Equal(t, "orders", databaseUser.Settings.ACL[0].Topic)
	require.Equal(t, &digitalocean.DatabaseMongoUserSettings{Databases: []string{"shop"}, Role: digitalocean.DatabaseMongoDBAdmin}, databaseUser.Settings.MongoUserSettings)
	require.Equal(t, &digitalocean.DatabaseUserUpdateRequest{}, new(digitalocean.DatabaseUser).UpdateRequest())
}

// A name of whatever characters stays one segment of the path.
func TestDatabaseNamesOfAnyCharacter(t *testing.T) {
	names := []string{"a/b", "a%2Fb", "user@host", "%", "#1?x=y", "b ü", "日本", "orders.v1", "..orders", "logs-*", "a;b,c:d", "\"'\\", "config", "users"}
	for name, del := range map[string]func(ctx context.Context, s *digitalocean.DatabasesService, name string) error{
		"users": func(ctx context.Context, s *digitalocean.DatabasesService, name string) error {
			return s.Users.Delete(ctx, databaseID, name)
		},
		"topics": func(ctx context.Context, s *digitalocean.DatabasesService, name string) error {
			return s.Topics.Delete(ctx, databaseID, name)
		},
		"dbs": func(ctx context.Context, s *digitalocean.DatabasesService, name string) error {
			return s.DBs.Delete(ctx, databaseID, name)
		},
		"pools": func(ctx context.Context, s *digitalocean.DatabasesService, name string) error {
			return s.Pools.Delete(ctx, databaseID, name)
		},
		"indexes": func(ctx context.Context, s *digitalocean.DatabasesService, name string) error {
			return s.Indexes.Delete(ctx, databaseID, name)
		},
		"replicas": func(ctx context.Context, s *digitalocean.DatabasesService, name string) error {
			return s.Replicas.Delete(ctx, databaseID, name)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var sent string
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				sent = r.Method + " " + r.RequestURI
				w.WriteHeader(http.StatusNoContent)
			}, digitalocean.WithLimiter(nil))
			for _, one := range names {
				require.NoError(t, del(t.Context(), client.Databases, one))
				require.Equal(t, "DELETE "+databasePath+"/"+name+"/"+url.PathEscape(one), sent)
			}
			sent = ""
			for _, one := range []string{"", ".", ".."} {
				require.ErrorIs(t, del(t.Context(), client.Databases, one), digitalocean.ErrInvalidArgument)
			}
			require.Empty(t, sent)
		})
	}
}
