package digitalocean_test

import (
	"context"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

var (
	databasePoolFields = `{"name": "backend-pool", "mode": "transaction", "size": 10, "db": "defaultdb", "user": "doadmin",
		"connection": ` + connectionFields("public") + `, "private_connection": ` + connectionFields("private") + `,
		"standby_connection": ` + connectionFields("standby") + `, "standby_private_connection": ` + connectionFields("standby-private") + `}`
	databasePool = digitalocean.DatabasePool{
		Name: "backend-pool", Mode: digitalocean.DatabasePoolTransaction, Size: 10, DB: "defaultdb", User: "doadmin", Connection: connection("public"),
		PrivateConnection: connection("private"), StandbyConnection: connection("standby"), StandbyPrivateConnection: connection("standby-private"),
	}
)

func TestDatabaseDBs(t *testing.T) {
	const path = databasePath + "/dbs"
	for _, e := range []exchange{
		{
			name: "Databases.DBs.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.DBs.List(ctx, databaseID)
			},
			method: "GET", path: path, answer: `{"dbs": [{"name": "alpha"}]}`, want: []digitalocean.DatabaseDB{{Name: "alpha"}},
		},
		{
			name: "Databases.DBs.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.DBs.Get(ctx, databaseID, "alpha")
			},
			method: "GET", path: path + "/alpha", answer: `{"db": {"name": "alpha"}}`, want: &digitalocean.DatabaseDB{Name: "alpha"},
		},
		{
			name: "Databases.DBs.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.DBs.Create(ctx, databaseID, &digitalocean.DatabaseDBCreateRequest{Name: "alpha"})
			},
			method: "POST", path: path, body: `{"name": "alpha"}`, status: http.StatusCreated, answer: `{"db": {"name": "alpha"}}`,
			want: &digitalocean.DatabaseDB{Name: "alpha"},
		},
		{
			name: "Databases.DBs.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.DBs.Delete(ctx, databaseID, "alpha")
			},
			method: "DELETE", path: path + "/alpha", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDatabasePools(t *testing.T) {
	requireFilled(t, "DatabasePool", reflect.ValueOf(databasePool))
	const path = databasePath + "/pools"
	for _, e := range []exchange{
		{
			name: "Databases.Pools.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Pools.List(ctx, databaseID)
			},
			method: "GET", path: path, answer: `{"pools": [` + databasePoolFields + `]}`, want: []digitalocean.DatabasePool{databasePool},
		},
		{
			name: "Databases.Pools.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Pools.Get(ctx, databaseID, "backend-pool")
			},
			method: "GET", path: path + "/backend-pool", answer: `{"pool": ` + databasePoolFields + `}`, want: &databasePool,
		},
		{
			name: "Databases.Pools.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Pools.Create(ctx, databaseID, &digitalocean.DatabasePoolCreateRequest{
					Name: "backend-pool", Mode: digitalocean.DatabasePoolTransaction, Size: 10, DB: "defaultdb", User: "doadmin",
				})
			},
			method: "POST", path: path, body: `{"name": "backend-pool", "mode": "transaction", "size": 10, "db": "defaultdb", "user": "doadmin"}`,
			status: http.StatusCreated, answer: `{"pool": ` + databasePoolFields + `}`, want: &databasePool,
		},
		{
			name: "Databases.Pools.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Pools.Update(ctx, databaseID, "backend-pool", &digitalocean.DatabasePoolUpdateRequest{
					Mode: digitalocean.DatabasePoolSession, Size: 5, DB: "defaultdb",
				})
			},
			method: "PUT", path: path + "/backend-pool", body: `{"mode": "session", "size": 5, "db": "defaultdb"}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.Pools.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Pools.Delete(ctx, databaseID, "backend-pool")
			},
			method: "DELETE", path: path + "/backend-pool", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDatabasePoolUpdateRequestKeepsEverything(t *testing.T) {
	body := sentBack(t, `{"pool": `+databasePoolFields+`}`, func(ctx context.Context, c *digitalocean.Client) error {
		pool, err := c.Databases.Pools.Get(ctx, databaseID, "backend-pool")
		if err != nil {
			return err
		}
		return c.Databases.Pools.Update(ctx, databaseID, "backend-pool", pool.UpdateRequest())
	})
	require.JSONEq(t, `{"mode": "transaction", "size": 10, "db": "defaultdb", "user": "doadmin"}`, body)
}

func TestDatabaseFirewallRules(t *testing.T) {
	const path = databasePath + "/firewall"
	for _, e := range []exchange{
		{
			name: "Databases.FirewallRules.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.FirewallRules.List(ctx, databaseID)
			},
			method: "GET", path: path, answer: `{"rules": [` + databaseRuleFields + `]}`, want: []digitalocean.DatabaseFirewallRule{databaseRule},
		},
		{
			name: "Databases.FirewallRules.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.FirewallRules.Update(ctx, databaseID, &digitalocean.DatabaseFirewallRulesUpdateRequest{
					Rules: []digitalocean.DatabaseFirewallRuleRequest{
						{UUID: "u", Type: digitalocean.DatabaseFirewallRuleKubernetes, Value: "ff2a6c52-5a44-4b63-b99c-0e98e7a63d61"},
						{Type: digitalocean.DatabaseFirewallRuleApp, Value: "app", Description: "shop"},
					},
				})
			},
			method: "PUT", path: path, body: `{"rules": [{"uuid": "u", "type": "k8s", "value": "ff2a6c52-5a44-4b63-b99c-0e98e7a63d61"},
				{"type": "app", "value": "app", "description": "shop"}]}`, status: http.StatusNoContent,
		},
		{
			name: "Databases.FirewallRules.Update to none",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.FirewallRules.Update(ctx, databaseID, digitalocean.DatabaseFirewallRulesRequest(nil))
			},
			method: "PUT", path: path, body: `{"rules": []}`, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDatabaseFirewallRulesRequestKeepsEverything(t *testing.T) {
	body := sentBack(t, `{"rules": [`+databaseRuleFields+`]}`, func(ctx context.Context, c *digitalocean.Client) error {
		rules, err := c.Databases.FirewallRules.List(ctx, databaseID)
		if err != nil {
			return err
		}
		return c.Databases.FirewallRules.Update(ctx, databaseID, digitalocean.DatabaseFirewallRulesRequest(rules))
	})
	require.JSONEq(t, `{"rules": [{"uuid": "79f26d28-ea8a-41f2-8ad8-8cfcdd020095", "type": "ip_addr", "value": "192.0.2.1", "description": "office"}]}`, body)
}

func TestDatabaseIndexes(t *testing.T) {
	const path = databasePath + "/indexes"
	for _, e := range []exchange{
		{
			name: "Databases.Indexes.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Databases.Indexes.List(ctx, databaseID)
			},
			method: "GET", path: path,
			answer: `{"indexes": [{"index_name": "logs", "number_of_shards": 2, "number_of_replicas": 3, "size": 208, "created_time": "2026-01-01T00:00:00Z",
				"status": "open", "health": "red*"}]}`,
			want: []digitalocean.DatabaseIndex{{
				IndexName: "logs", NumberOfShards: 2, NumberOfReplicas: 3, Size: 208, CreatedTime: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
				Status: digitalocean.DatabaseIndexOpen, Health: digitalocean.DatabaseIndexRedStar,
			}},
		},
		{
			name: "Databases.Indexes.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Databases.Indexes.Delete(ctx, databaseID, "logs-*")
			},
			method: "DELETE", path: path + "/logs-%2A", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}
