package digitalocean_test

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// answering returns a client whose server gives every request the same answer.
func answering(t *testing.T, status int, body string, opts ...digitalocean.Option) *digitalocean.Client {
	t.Helper()
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", "r-1")
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}, opts...)
}

func TestSuccessWithoutAnAnswer(t *testing.T) {
	for body, want := range map[string]string{
		"":                              "the body is empty",
		" \n":                           "the body is empty",
		"null":                          "not a JSON object",
		"[]":                            "not a JSON object",
		`"droplet"`:                     "not a JSON object",
		"{}":                            `no "account"`,
		`{"account": null}`:             `"account" is null`,
		`{"droplet": {}}`:               `no "account"`,
		`{"account": []}`:               `"account" is not an object`,
		`{"account": ""}`:               `"account" is not an object`,
		`{"account": {"uuid": "u"}`:     "unexpected EOF",
		`{"account": {"uuid": "u"}} {}`: "text follows",
		"<html>Bad gateway</html>":      "invalid character",
	} {
		t.Run(body, func(t *testing.T) {
			account, err := answering(t, http.StatusOK, body).Account.Get(t.Context())
			require.Nil(t, account)
			got, ok := errors.AsType[*digitalocean.DecodeError](err)
			require.True(t, ok, "%v", err)
			require.ErrorContains(t, err, want)
			require.Equal(t, body, string(got.Body), "the body is kept")
			require.Equal(t, 200, got.StatusCode)
			require.Equal(t, "r-1", got.RequestID)
			require.Equal(t, "/v2/account", got.Path)
		})
	}
}

func TestListWithoutItems(t *testing.T) {
	for body, want := range map[string]string{
		`{"domains": [], "meta": {"total": 0}}`:   "",
		`{"domains": []}`:                         "",
		`{"domains": null, "meta": {"total": 0}}`: "",
		`{"meta": {"total": 0}}`:                  "",
		`{"meta": {"total": 3}}`:                  `no "domains"`,
		`{"domains": null}`:                       `no "domains"`,
		`{}`:                                      `no "domains"`,
		``:                                        "the body is empty",
		`null`:                                    "not a JSON object",
	} {
		t.Run(body, func(t *testing.T) {
			domains, err := answering(t, http.StatusOK, body).Domains.List(nil).Collect(t.Context())
			require.Empty(t, domains)
			if want == "" {
				require.NoError(t, err)
				return
			}
			require.IsType(t, new(digitalocean.DecodeError), err)
			require.ErrorContains(t, err, want)
		})
	}
}

// What another version of the API or a gateway might send instead of the documented types still decodes.
func TestOddFieldsDecode(t *testing.T) {
	const odd = `{"action": {"id": "36804636", "status": "future-status", "type": 7, "started_at": "", "completed_at": "2020-11-14 16:30:06",
		"resource_id": 3164444.0, "resource_type": true, "region": [], "region_slug": null, "extra": {"a": [1]}, "extra": 2}}`
	action, err := answering(t, http.StatusOK, odd).Actions.Get(t.Context(), 36804636)
	require.NoError(t, err)
	require.Equal(t, &digitalocean.Action{
		ID: 36804636, Status: "future-status", Type: "7", CompletedAt: time.Date(2020, 11, 14, 16, 30, 6, 0, time.UTC),
		ResourceID: 3164444, ResourceType: "true", Region: new(digitalocean.Region),
	}, action)

	account, err := answering(t, http.StatusOK, `{"account": {"droplet_limit": "25", "email_verified": "true", "email": "\u0000", "team": ""}}`).Account.Get(t.Context())
	require.NoError(t, err)
	require.Equal(t, &digitalocean.Account{DropletLimit: 25, EmailVerified: true, Email: "\x00", Team: new(digitalocean.AccountTeam)}, account)

	cluster, err := answering(t, http.StatusOK, `{"database": {"connection": {"port": "25060", "password": 1234, "user": ""}, "private_connection": {"password": null}}}`).Databases.Get(t.Context(), "id")
	require.NoError(t, err)
	require.Equal(t, &digitalocean.DatabaseConnection{Port: 25060, Password: digitalocean.NewSecret("1234")}, cluster.Connection)
	require.True(t, cluster.PrivateConnection.Password.IsZero())

	config, err := answering(t, http.StatusOK, `{"config": {"backup_hour": "3", "max_seeks_for_key": "18446744073709551615"}}`).Databases.GetMySQLConfig(t.Context(), "id")
	require.NoError(t, err)
	require.Equal(t, &digitalocean.MySQLConfig{BackupHour: new(3), MaxSeeksForKey: new(uint64(math.MaxUint64))}, config)

	for _, wrong := range []string{`{"action": {"id": "seven"}}`, `{"action": {"id": 1.5}}`, `{"action": {"id": {}}}`, `{"action": {"started_at": "soon"}}`, `{"action": {"region": ["nyc3"]}}`} {
		_, err := answering(t, http.StatusOK, wrong).Actions.Get(t.Context(), 1)
		require.IsType(t, new(digitalocean.DecodeError), err, wrong)
	}
}

func TestSuccessWithoutAResult(t *testing.T) {
	for _, status := range []int{200, 202, 204} {
		for _, body := range []string{"", "{}", "null", "<html>"} {
			if status == 204 && body != "" {
				continue // net/http lets no 204 have a body
			}
			require.NoError(t, answering(t, status, body).Domains.Delete(t.Context(), "example.com"))
		}
	}
}

func TestBodyIsBounded(t *testing.T) {
	long := `{"account": {"uuid": "` + strings.Repeat("u", 4000) + `"}}`
	_, err := answering(t, http.StatusOK, long, digitalocean.WithMaxBody(int64(len(long)))).Account.Get(t.Context())
	require.NoError(t, err)

	asked := 0
	client := serve(t, func(w http.ResponseWriter, r *http.Request) { asked++; fmt.Fprint(w, long) }, digitalocean.WithMaxBody(int64(len(long)-1)))
	_, err = client.Account.Get(t.Context())
	require.ErrorIs(t, err, digitalocean.ErrBodyTooLarge)
	require.IsType(t, new(digitalocean.DecodeError), err)
	require.Equal(t, 1, asked, "the same body would come again")
}
