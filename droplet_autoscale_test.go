package digitalocean_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	poolID             = "0d3db13e-a604-4944-9827-7ec2642d32ac"
	poolTemplateFields = `{"name": "web", "region": "tor1", "size": "c-2", "image": "ubuntu-24-04-x64", "ssh_keys": ["3b:16:e4:bf", "289794"],
		"tags": ["web", "prod"], "vpc_uuid": "760e09ef", "with_droplet_agent": true, "project_id": "746c6152", "ipv6": false,
		"user_data": "#cloud-config", "public_networking": true, "backups": true, "monitoring": true}`
	poolConfigFields = `{"min_instances": 1, "max_instances": 5, "target_cpu_utilization": 0.5, "target_memory_utilization": 0.7, "cooldown_minutes": 15}`
	poolFields       = `{"id": "` + poolID + `", "name": "workers", "config": ` + poolConfigFields + `, "droplet_template": ` + poolTemplateFields + `,
		"current_utilization": {"memory": 0.25, "cpu": 0.75}, "created_at": "2026-11-19T20:27:18Z", "updated_at": "2026-12-01T00:42:16Z",
		"status": "active", "active_resources_count": 2}`
)

func poolTemplate() digitalocean.DropletAutoscaleTemplate {
	return digitalocean.DropletAutoscaleTemplate{
		Name: "web", Region: "tor1", Size: "c-2", Image: "ubuntu-24-04-x64", SSHKeys: []string{"3b:16:e4:bf", "289794"},
		Tags: []string{"web", "prod"}, VPCUUID: "760e09ef", WithDropletAgent: new(true), ProjectID: "746c6152", IPv6: new(false),
		UserData: "#cloud-config", PublicNetworking: new(true), Backups: new(true), Monitoring: new(true),
	}
}

func TestDropletAutoscale(t *testing.T) {
	dynamic := digitalocean.DropletAutoscaleConfig{
		MinInstances: 1, MaxInstances: 5, TargetCPUUtilization: 0.5, TargetMemoryUtilization: 0.7, CooldownMinutes: 15,
	}
	pool := digitalocean.DropletAutoscalePool{
		ID: poolID, Name: "workers", Config: dynamic, DropletTemplate: poolTemplate(),
		CurrentUtilization: &digitalocean.DropletAutoscaleUtilization{Memory: 0.25, CPU: 0.75},
		CreatedAt:          time.Date(2026, 11, 19, 20, 27, 18, 0, time.UTC), UpdatedAt: time.Date(2026, 12, 1, 0, 42, 16, 0, time.UTC),
		Status: digitalocean.DropletAutoscalePoolActive, ActiveResourcesCount: 2,
	}
	for _, e := range []exchange{
		{
			name: "Droplets.Autoscale.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Autoscale.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/autoscale", query: "per_page=200",
			answer: `{"autoscale_pools": [` + poolFields + `, {"id": "p-2", "config": {"target_number_instances": 3}, "status": "error"}],
				"links": {"pages": null}, "meta": {"total": 2}}`,
			want: []digitalocean.DropletAutoscalePool{
				pool,
				{ID: "p-2", Config: digitalocean.DropletAutoscaleConfig{TargetNumberInstances: 3}, Status: digitalocean.DropletAutoscalePoolErrored},
			},
		},
		{
			name: "Droplets.Autoscale.List with options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Autoscale.List(&digitalocean.DropletAutoscalePoolListOptions{
					ListOptions: digitalocean.ListOptions{Page: 2, PerPage: 10}, Name: "workers",
				}).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/autoscale", query: "page=2&per_page=10&name=workers",
			answer: `{"autoscale_pools": [], "links": {}, "meta": {"total": 0}}`, want: []digitalocean.DropletAutoscalePool{},
		},
		{
			name: "Droplets.Autoscale.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Autoscale.Get(ctx, poolID)
			},
			method: "GET", path: "/v2/droplets/autoscale/" + poolID, answer: `{"autoscale_pool": ` + poolFields + `}`, want: &pool,
		},
		{
			name: "Droplets.Autoscale.Create of a pool that follows the load",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Autoscale.Create(ctx, &digitalocean.DropletAutoscalePoolCreateRequest{
					Name: "workers", Config: dynamic, DropletTemplate: poolTemplate(),
				})
			},
			method: "POST", path: "/v2/droplets/autoscale",
			body:   `{"name": "workers", "config": ` + poolConfigFields + `, "droplet_template": ` + poolTemplateFields + `}`,
			status: http.StatusAccepted, answer: `{"autoscale_pool": ` + poolFields + `}`, want: &pool,
		},
		{
			name: "Droplets.Autoscale.Create of a fixed number, with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Autoscale.Create(ctx, &digitalocean.DropletAutoscalePoolCreateRequest{
					Name:   "workers",
					Config: digitalocean.DropletAutoscaleConfig{TargetNumberInstances: 3},
					DropletTemplate: digitalocean.DropletAutoscaleTemplate{
						Region: "tor1", Size: "c-2", Image: "123456", SSHKeys: []string{"289794"},
					},
				})
			},
			method: "POST", path: "/v2/droplets/autoscale",
			body: `{"name": "workers", "config": {"target_number_instances": 3},
				"droplet_template": {"region": "tor1", "size": "c-2", "image": "123456", "ssh_keys": ["289794"]}}`,
			status: http.StatusAccepted,
			answer: `{"autoscale_pool": {"id": "` + poolID + `", "config": {"target_number_instances": 3}, "status": "active", "active_resources_count": 0}}`,
			want: &digitalocean.DropletAutoscalePool{
				ID: poolID, Config: digitalocean.DropletAutoscaleConfig{TargetNumberInstances: 3}, Status: digitalocean.DropletAutoscalePoolActive,
			},
		},
		{
			name: "Droplets.Autoscale.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Autoscale.Update(ctx, poolID, &digitalocean.DropletAutoscalePoolUpdateRequest{
					Name: "workers", Config: dynamic, DropletTemplate: poolTemplate(),
				})
			},
			method: "PUT", path: "/v2/droplets/autoscale/" + poolID,
			body:   `{"name": "workers", "config": ` + poolConfigFields + `, "droplet_template": ` + poolTemplateFields + `}`,
			answer: `{"autoscale_pool": ` + poolFields + `}`, want: &pool,
		},
		{
			name: "Droplets.Autoscale.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Droplets.Autoscale.Delete(ctx, poolID)
			},
			method: "DELETE", path: "/v2/droplets/autoscale/" + poolID, status: http.StatusAccepted,
		},
		{
			name: "Droplets.Autoscale.DeleteDangerous",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Droplets.Autoscale.DeleteDangerous(ctx, poolID)
			},
			method: "DELETE", path: "/v2/droplets/autoscale/" + poolID + "/dangerous", status: http.StatusAccepted,
		},
		{
			name: "Droplets.Autoscale.ListMembers",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Autoscale.ListMembers(poolID, &digitalocean.ListOptions{PerPage: 50}).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/autoscale/" + poolID + "/members", query: "per_page=50",
			answer: `{"droplets": [{"droplet_id": 459903570, "created_at": "2026-11-19T20:27:18Z", "updated_at": "2026-12-01T00:42:16Z",
				"health_status": "unhealthy", "unhealthy_reason": "it is full", "status": "off", "current_utilization": {"memory": 0.9, "cpu": 0.1}},
				{"droplet_id": 2, "health_status": "healthy", "status": "provisioning", "current_utilization": {}}], "links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.DropletAutoscaleMember{
				{
					DropletID: 459903570, CreatedAt: pool.CreatedAt, UpdatedAt: pool.UpdatedAt,
					HealthStatus: digitalocean.DropletAutoscaleMemberUnhealthy, UnhealthyReason: "it is full",
					Status:             digitalocean.DropletAutoscaleMemberOff,
					CurrentUtilization: digitalocean.DropletAutoscaleUtilization{Memory: 0.9, CPU: 0.1},
				},
				{
					DropletID: 2, HealthStatus: digitalocean.DropletAutoscaleMemberHealthy,
					Status: digitalocean.DropletAutoscaleMemberProvisioning,
				},
			},
		},
		{
			name: "Droplets.Autoscale.ListHistory",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Droplets.Autoscale.ListHistory(poolID, &digitalocean.ListOptions{Page: 3}).Collect(ctx)
			},
			method: "GET", path: "/v2/droplets/autoscale/" + poolID + "/history", query: "page=3&per_page=200",
			answer: `{"history": [{"history_event_id": "01936530", "current_instance_count": 2, "desired_instance_count": 3, "reason": "SCALE_UP",
				"status": "in_progress", "created_at": "2026-11-19T20:27:18Z", "updated_at": "2026-12-01T00:42:16Z"}], "links": {}, "meta": {"total": 1}}`,
			want: []digitalocean.DropletAutoscaleHistoryEvent{{
				HistoryEventID: "01936530", CurrentInstanceCount: 2, DesiredInstanceCount: 3, Reason: digitalocean.DropletAutoscaleScaleUp,
				Status: digitalocean.DropletAutoscaleHistoryInProgress, CreatedAt: pool.CreatedAt, UpdatedAt: pool.UpdatedAt,
			}},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDropletAutoscaleDeleteDangerousSaysSo(t *testing.T) {
	var header http.Header
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) { header = r.Header })
	require.NoError(t, client.Droplets.Autoscale.DeleteDangerous(t.Context(), poolID))
	require.Equal(t, "true", header.Get("X-Dangerous"))
	require.NoError(t, client.Droplets.Autoscale.Delete(t.Context(), poolID))
	require.Empty(t, header.Get("X-Dangerous"))
}

func TestDropletAutoscaleUpdateRequestChangesNothing(t *testing.T) {
	for name, want := range map[string]string{
		"of every field":                `{"name": "workers", "config": ` + poolConfigFields + `, "droplet_template": ` + poolTemplateFields + `}`,
		"of a fixed number, with empty": `{"name": "w", "config": {"target_number_instances": 3}, "droplet_template": {"region": "tor1", "size": "c-2", "image": "1", "ssh_keys": [], "tags": []}}`,
	} {
		t.Run(name, func(t *testing.T) {
			sent := sentBack(t, `{"autoscale_pool": `+want+`}`, func(ctx context.Context, c *digitalocean.Client) error {
				pool, err := c.Droplets.Autoscale.Get(ctx, poolID)
				require.NoError(t, err)
				_, err = c.Droplets.Autoscale.Update(ctx, poolID, pool.UpdateRequest())
				return err
			})
			require.JSONEq(t, want, sent)
		})
	}
	pool := digitalocean.DropletAutoscalePool{DropletTemplate: poolTemplate()}
	request := pool.UpdateRequest()
	request.DropletTemplate.Tags[0], request.DropletTemplate.SSHKeys[0] = "changed", "changed"
	require.Equal(t, poolTemplate(), pool.DropletTemplate, "the pool is left as it was")
}

func TestDropletAutoscaleConfigIsOneOfTwo(t *testing.T) {
	fixed := digitalocean.DropletAutoscaleConfig{TargetNumberInstances: 3}
	for _, mixed := range []digitalocean.DropletAutoscaleConfig{
		{TargetNumberInstances: 3, MinInstances: 1},
		{TargetNumberInstances: 3, MaxInstances: 5},
		{TargetNumberInstances: 3, TargetCPUUtilization: 0.5},
		{TargetNumberInstances: 3, TargetMemoryUtilization: 0.5},
		{TargetNumberInstances: 3, CooldownMinutes: 5},
	} {
		client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
		_, err := client.Droplets.Autoscale.Create(t.Context(), &digitalocean.DropletAutoscalePoolCreateRequest{Name: "w", Config: mixed})
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		require.ErrorContains(t, err, "a fixed number of Droplets and a range")
	}
	for name, text := range bothEncodings(t, fixed) {
		require.Equal(t, `{"target_number_instances":3}`, text, name)
	}
	for name, text := range bothEncodings(t, digitalocean.DropletAutoscalePool{}.Config) {
		require.Equal(t, `{}`, text, name)
	}
	for _, pool := range []digitalocean.DropletAutoscalePool{{}, {Config: fixed, DropletTemplate: poolTemplate()}} {
		texts := bothEncodings(t, pool)
		require.Equal(t, texts["v1"], texts["v2"])
		var back digitalocean.DropletAutoscalePool
		require.NoError(t, json.Unmarshal([]byte(texts["v1"]), &back))
		require.Equal(t, pool, back)
	}
}

func TestDropletAutoscaleWaitActive(t *testing.T) {
	const fixed, ranged = `{"target_number_instances": 3}`, `{"min_instances": 2, "max_instances": 5}`
	type look struct {
		status digitalocean.DropletAutoscalePoolStatus
		count  int
	}
	for _, c := range []struct {
		name   string
		config string
		looks  []look
		sleeps []time.Duration
		fails  string
	}{
		{name: "at once", config: fixed, looks: []look{{"active", 3}}},
		{
			name: "when it has all its Droplets", config: fixed, looks: []look{{"active", 0}, {"active", 2}, {"active", 3}},
			sleeps: []time.Duration{time.Second, 1500 * time.Millisecond},
		},
		{
			name: "when it has the fewest that it may have", config: ranged, looks: []look{{"a new status", 2}, {"active", 1}, {"active", 2}},
			sleeps: []time.Duration{time.Second, 1500 * time.Millisecond},
		},
		{name: "with more than it asks for", config: fixed, looks: []look{{"active", 4}}},
		{
			name: "failed", config: ranged, looks: []look{{"active", 0}, {"error", 2}}, sleeps: []time.Duration{time.Second},
			fails: "digitalocean: autoscale pool " + poolID + " (workers) has the status error and does not become active",
		},
		{
			name: "deleted", config: fixed, looks: []look{{"deleting", 3}},
			fails: "digitalocean: autoscale pool " + poolID + " (workers) has the status deleting and does not become active",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			clock, looks := &recordingClock{}, 0
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				look := c.looks[looks]
				fmt.Fprintf(w, `{"autoscale_pool": {"id": %q, "name": "workers", "config": %s, "status": %q, "active_resources_count": %d}}`,
					poolID, c.config, look.status, look.count)
				looks++
			}, digitalocean.WithClock(clock))
			pool, err := client.Droplets.Autoscale.WaitActive(t.Context(), poolID)
			require.Equal(t, len(c.looks), looks)
			require.Equal(t, c.sleeps, clock.sleeps())
			last := c.looks[looks-1]
			if c.fails != "" {
				require.EqualError(t, err, c.fails)
				require.Nil(t, pool)
				failed, ok := errors.AsType[*digitalocean.DropletAutoscalePoolError](err)
				require.True(t, ok)
				require.Equal(t, last.status, failed.Pool.Status)
				return
			}
			require.NoError(t, err)
			require.Equal(t, last.count, pool.ActiveResourcesCount)
		})
	}
}

func TestDropletAutoscaleWaitActiveOfNone(t *testing.T) {
	client := answering(t, http.StatusNotFound, `{"id": "not_found"}`)
	_, err := client.Droplets.Autoscale.WaitActive(t.Context(), poolID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}
