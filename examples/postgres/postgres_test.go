package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

var wanted = Wanted{
	Name: "shop-db", Region: "nyc3", Size: "db-s-2vcpu-4gb", Nodes: 1,
	Database: "shop", User: "app", PoolSize: 20, Trusted: []string{"192.0.2.1", "198.51.100.0/24"},
}

func TestProvision(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	client := srv.Client()

	ready, err := Provision(t.Context(), client, wanted)

	require.NoError(t, err)
	require.Equal(t, []any{"app", "app-pool"}, []any{ready.Pool.User, ready.Pool.Database})
	users, err := client.Databases.Users.List(t.Context(), ready.ClusterID)
	require.NoError(t, err)
	require.Equal(t, users[1].Password, ready.Pool.Password)
	rules, err := client.Databases.FirewallRules.List(t.Context(), ready.ClusterID)
	require.NoError(t, err)
	require.Len(t, rules, 2)

	again, err := Provision(t.Context(), client, wanted)
	require.NoError(t, err)
	require.Equal(t, ready, again)
}

func TestProvisionGoesOnAfterAFailure(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	srv.Inject(digitaloceantest.Fault{Method: http.MethodPost, Path: "/v2/databases/{database_cluster_uuid}/pools", Status: http.StatusInternalServerError, Times: 1})

	_, err := Provision(t.Context(), srv.Client(), wanted)
	require.Error(t, err)
	ready, err := Provision(t.Context(), srv.Client(), wanted)
	require.NoError(t, err)
	require.NotNil(t, ready.Pool)
	clusters, err := srv.Client().Databases.List(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, clusters, 1)
}

func TestRunPrintsNoSecrets(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out))
	require.Contains(t, out.String(), "connect as app to app-pool, port 25061, with the password [redacted]")
	require.NotContains(t, out.String(), "AVNS_")
}
