package main

import (
	"context"
	"fmt"

	"github.com/dosdk/digitalocean"
)

// Wanted is a PostgreSQL cluster with what an application needs to use it.
type Wanted struct {
	Name, Region, Size string
	Nodes              int
	Database, User     string
	PoolSize           int      // connections
	Trusted            []string // addresses and networks that may connect
}

// Ready is how the application connects: through the pool, as its user. Both are secrets; printing them shows nothing.
type Ready struct {
	ClusterID string
	Pool      *digitalocean.DatabaseConnection
	CA        *digitalocean.DatabaseCA
}

// Provision brings up the cluster. It can be run again after a failure: what is there already is used.
func Provision(ctx context.Context, client *digitalocean.Client, w Wanted) (*Ready, error) {
	cluster, err := ensureCluster(ctx, client, w)
	if err != nil {
		return nil, err
	}
	if cluster, err = client.Databases.WaitOnline(ctx, cluster.ID); err != nil {
		return nil, err
	}
	if err := trust(ctx, client, cluster.ID, w.Trusted); err != nil {
		return nil, err
	}
	if err := ensureUser(ctx, client, cluster, w); err != nil {
		return nil, err
	}
	pool, err := ensurePool(ctx, client, cluster.ID, w)
	if err != nil {
		return nil, err
	}
	ca, err := client.Databases.GetCA(ctx, cluster.ID)
	if err != nil {
		return nil, err
	}
	return &Ready{ClusterID: cluster.ID, Pool: pool.Connection, CA: ca}, nil
}

func ensureCluster(ctx context.Context, client *digitalocean.Client, w Wanted) (*digitalocean.Database, error) {
	clusters, err := client.Databases.List(ctx, nil)
	if err != nil {
		return nil, err
	}
	for _, cluster := range clusters {
		if cluster.Name == w.Name {
			return &cluster, nil
		}
	}
	return client.Databases.Create(ctx, &digitalocean.DatabaseCreateRequest{
		Name: w.Name, Engine: digitalocean.DatabasePostgreSQL, Region: w.Region, Size: w.Size, NumNodes: w.Nodes,
	})
}

// trust lets nobody but the trusted sources connect. It comes before the user: a new cluster is open to everyone.
func trust(ctx context.Context, client *digitalocean.Client, id string, sources []string) error {
	request := &digitalocean.DatabaseFirewallRulesUpdateRequest{Rules: []digitalocean.DatabaseFirewallRuleRequest{}}
	for _, source := range sources {
		request.Rules = append(request.Rules, digitalocean.DatabaseFirewallRuleRequest{
			Type: digitalocean.DatabaseFirewallRuleIPAddr, Value: source,
		})
	}
	return client.Databases.FirewallRules.Update(ctx, id, request)
}

func ensureUser(ctx context.Context, client *digitalocean.Client, cluster *digitalocean.Database, w Wanted) error {
	has := map[string]bool{}
	for _, name := range cluster.DBNames {
		has["database "+name] = true
	}
	for _, user := range cluster.Users {
		has["user "+user.Name] = true
	}
	if !has["database "+w.Database] {
		if _, err := client.Databases.DBs.Create(ctx, cluster.ID, &digitalocean.DatabaseDBCreateRequest{Name: w.Database}); err != nil {
			return fmt.Errorf("create the database %s: %w", w.Database, err)
		}
	}
	if !has["user "+w.User] {
		if _, err := client.Databases.Users.Create(ctx, cluster.ID, &digitalocean.DatabaseUserCreateRequest{Name: w.User}); err != nil {
			return fmt.Errorf("create the user %s: %w", w.User, err)
		}
	}
	return nil
}

func ensurePool(ctx context.Context, client *digitalocean.Client, id string, w Wanted) (*digitalocean.DatabasePool, error) {
	name := w.User + "-pool"
	pools, err := client.Databases.Pools.List(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, pool := range pools {
		if pool.Name == name {
			return &pool, nil
		}
	}
	return client.Databases.Pools.Create(ctx, id, &digitalocean.DatabasePoolCreateRequest{
		Name: name, Mode: digitalocean.DatabasePoolTransaction, Size: w.PoolSize, DB: w.Database, User: w.User,
	})
}
