package digitalocean_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	functionsNamespace = "fn-4a0f2c3e-c5f9-4a5f-8ea0-1f5a2b8c1d7e"
	functionsPath      = "/v2/functions/namespaces/" + functionsNamespace
)

func TestFunctionsNamespaces(t *testing.T) {
	const fields = `{"api_host": "https://faas-nyc1.example.com", "namespace": "` + functionsNamespace + `", "created_at": "2026-09-14T04:16:45Z",
		"updated_at": "2026-09-14T04:16:46Z", "label": "hooks", "region": "nyc1", "uuid": "4a0f2c3e", "key": "d1zcd455h01mqjfs"}`
	namespace := digitalocean.FunctionsNamespace{
		APIHost: "https://faas-nyc1.example.com", Namespace: functionsNamespace, CreatedAt: time.Date(2026, 9, 14, 4, 16, 45, 0, time.UTC),
		UpdatedAt: time.Date(2026, 9, 14, 4, 16, 46, 0, time.UTC), Label: "hooks", Region: "nyc1", UUID: "4a0f2c3e", Key: digitalocean.NewSecret("d1zcd455h01mqjfs"),
	}
	for _, e := range []exchange{
		{
			name: "Functions.Namespaces.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Namespaces.List(ctx)
			},
			method: "GET", path: "/v2/functions/namespaces", answer: `{"namespaces": [` + fields + `]}`,
			want: []digitalocean.FunctionsNamespace{namespace},
		},
		{
			name: "Functions.Namespaces.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Namespaces.Get(ctx, functionsNamespace)
			},
			method: "GET", path: functionsPath, answer: `{"namespace": ` + fields + `}`, want: &namespace,
		},
		{
			name: "Functions.Namespaces.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Namespaces.Create(ctx, &digitalocean.FunctionsNamespaceCreateRequest{Region: "nyc1", Label: "hooks"})
			},
			method: "POST", path: "/v2/functions/namespaces", body: `{"region": "nyc1", "label": "hooks"}`,
			answer: `{"namespace": ` + fields + `}`, want: &namespace,
		},
		{
			name: "Functions.Namespaces.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Functions.Namespaces.Delete(ctx, functionsNamespace)
			},
			method: "DELETE", path: functionsPath, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", namespace, namespace, namespace), "d1zcd455h01mqjfs")
}

func TestFunctionsTriggers(t *testing.T) {
	const path = functionsPath + "/triggers"
	const details = `{"cron": "0 4 * * *", "body": {"name": "Sammy", "id": 1234567890123456789}}`
	const fields = `{"namespace": "` + functionsNamespace + `", "name": "my trigger", "function": "hello", "type": "SCHEDULED", "is_enabled": true,
		"created_at": "2026-11-11T04:16:45Z", "updated_at": "2026-11-11T04:16:46Z", "scheduled_details": ` + details + `,
		"scheduled_runs": {"last_run_at": "2026-11-11T04:16:47Z", "next_run_at": "2026-11-11T04:16:48Z"}}`
	schedule := digitalocean.FunctionsTriggerScheduledDetails{
		Cron: "0 4 * * *", Body: json.RawMessage(`{"name": "Sammy", "id": 1234567890123456789}`),
	}
	trigger := digitalocean.FunctionsTrigger{
		Namespace: functionsNamespace, Name: "my trigger", Function: "hello", Type: digitalocean.FunctionsTriggerScheduled, IsEnabled: true,
		CreatedAt: time.Date(2026, 11, 11, 4, 16, 45, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 11, 4, 16, 46, 0, time.UTC),
		ScheduledDetails: &schedule,
		ScheduledRuns: &digitalocean.FunctionsTriggerScheduledRuns{
			LastRunAt: time.Date(2026, 11, 11, 4, 16, 47, 0, time.UTC), NextRunAt: time.Date(2026, 11, 11, 4, 16, 48, 0, time.UTC),
		},
	}
	for _, e := range []exchange{
		{
			name: "Functions.Triggers.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Triggers.List(ctx, functionsNamespace)
			},
			method: "GET", path: path,
			answer: `{"triggers": [` + fields + `, {"name": "new", "scheduled_details": {"cron": "* * * * *", "body": null},
				"scheduled_runs": {"last_run_at": null, "next_run_at": null}}]}`,
			want: []digitalocean.FunctionsTrigger{trigger, {
				Name:             "new",
				ScheduledDetails: &digitalocean.FunctionsTriggerScheduledDetails{Cron: "* * * * *", Body: json.RawMessage("null")},
				ScheduledRuns:    &digitalocean.FunctionsTriggerScheduledRuns{},
			}},
		},
		{
			name: "Functions.Triggers.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Triggers.Get(ctx, functionsNamespace, "my trigger")
			},
			method: "GET", path: path + "/my%20trigger", answer: `{"trigger": ` + fields + `}`, want: &trigger,
		},
		{
			name: "Functions.Triggers.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Triggers.Create(ctx, functionsNamespace, &digitalocean.FunctionsTriggerCreateRequest{
					Name: "my trigger", Function: "hello", Type: digitalocean.FunctionsTriggerScheduled, ScheduledDetails: schedule,
				})
			},
			method: "POST", path: path,
			body:   `{"name": "my trigger", "function": "hello", "type": "SCHEDULED", "is_enabled": false, "scheduled_details": ` + details + `}`,
			answer: `{"trigger": ` + fields + `}`, want: &trigger,
		},
		{
			name: "Functions.Triggers.Create without a body",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Triggers.Create(ctx, functionsNamespace, &digitalocean.FunctionsTriggerCreateRequest{
					Name: "t", Function: "hello", Type: digitalocean.FunctionsTriggerScheduled, IsEnabled: true,
					ScheduledDetails: digitalocean.FunctionsTriggerScheduledDetails{Cron: "* * * * *"},
				})
			},
			method: "POST", path: path,
			body:   `{"name": "t", "function": "hello", "type": "SCHEDULED", "is_enabled": true, "scheduled_details": {"cron": "* * * * *"}}`,
			answer: `{"trigger": ` + fields + `}`, want: &trigger,
		},
		{
			name: "Functions.Triggers.Update to pause",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Triggers.Update(ctx, functionsNamespace, "my trigger", &digitalocean.FunctionsTriggerUpdateRequest{IsEnabled: new(false)})
			},
			method: "PUT", path: path + "/my%20trigger", body: `{"is_enabled": false}`, answer: `{"trigger": ` + fields + `}`, want: &trigger,
		},
		{
			name: "Functions.Triggers.Update of what Get returned",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.Triggers.Update(ctx, functionsNamespace, "my trigger", trigger.UpdateRequest())
			},
			method: "PUT", path: path + "/my%20trigger", body: `{"is_enabled": true, "scheduled_details": ` + details + `}`,
			answer: `{"trigger": ` + fields + `}`, want: &trigger,
		},
		{
			name: "Functions.Triggers.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Functions.Triggers.Delete(ctx, functionsNamespace, "my trigger")
			},
			method: "DELETE", path: path + "/my%20trigger", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
	sent, err := json.Marshal(trigger.UpdateRequest())
	require.NoError(t, err)
	require.Contains(t, string(sent), "1234567890123456789", "a number that a float64 does not hold")
	request := trigger.UpdateRequest()
	request.ScheduledDetails.Body[0] = 'x'
	require.Equal(t, byte('{'), trigger.ScheduledDetails.Body[0])
}

func TestFunctionsAccessKeys(t *testing.T) {
	const path = functionsPath + "/keys"
	const id = "dof_v1_d79e8aeb42e5476893c7d4c59a166264"
	const times = `"expires_at": "2026-12-19T10:30:00Z", "created_at": "2025-12-19T10:30:01Z", "updated_at": "2025-12-19T10:30:02Z"`
	const fields = `{"id": "` + id + `", "name": "ci", ` + times + `}`
	key := digitalocean.FunctionsAccessKey{
		ID: id, Name: "ci", ExpiresAt: time.Date(2026, 12, 19, 10, 30, 0, 0, time.UTC), CreatedAt: time.Date(2025, 12, 19, 10, 30, 1, 0, time.UTC),
		UpdatedAt: time.Date(2025, 12, 19, 10, 30, 2, 0, time.UTC),
	}
	shown := key
	shown.Secret = digitalocean.NewSecret("fn_secret_1")
	for _, e := range []exchange{
		{
			name: "Functions.AccessKeys.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.AccessKeys.List(ctx, functionsNamespace)
			},
			method: "GET", path: path, answer: `{"access_keys": [` + fields + `, {"id": "2", "name": "never", "expires_at": null}], "count": 2}`,
			want: []digitalocean.FunctionsAccessKey{key, {ID: "2", Name: "never"}},
		},
		{
			name: "Functions.AccessKeys.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.AccessKeys.Create(ctx, functionsNamespace, &digitalocean.FunctionsAccessKeyCreateRequest{Name: "ci", ExpiresIn: "7d"})
			},
			method: "POST", path: path, body: `{"name": "ci", "expires_in": "7d"}`, status: http.StatusCreated,
			answer: `{"access_key": {"id": "` + id + `", "name": "ci", "secret": "fn_secret_1", ` + times + `}}`, want: &shown,
		},
		{
			name: "Functions.AccessKeys.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Functions.AccessKeys.Update(ctx, functionsNamespace, id, &digitalocean.FunctionsAccessKeyUpdateRequest{Name: "ci"})
			},
			method: "PUT", path: path + "/" + id, body: `{"name": "ci"}`, answer: `{"access_key": ` + fields + `}`, want: &key,
		},
		{
			name: "Functions.AccessKeys.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Functions.AccessKeys.Delete(ctx, functionsNamespace, id)
			},
			method: "DELETE", path: path + "/" + id, answer: `{}`,
		},
	} {
		t.Run(e.name, e.do)
	}
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", shown, shown, shown), "fn_secret_1")
}

func TestFunctionsTypesInBothEncodings(t *testing.T) {
	body := json.RawMessage(`{"a": 1}`)
	for _, value := range []any{
		digitalocean.FunctionsNamespace{}, digitalocean.FunctionsNamespaceCreateRequest{}, digitalocean.FunctionsTrigger{},
		digitalocean.FunctionsTriggerCreateRequest{}, digitalocean.FunctionsTriggerUpdateRequest{}, digitalocean.FunctionsAccessKey{},
		digitalocean.FunctionsAccessKeyCreateRequest{}, digitalocean.FunctionsAccessKeyUpdateRequest{},
		digitalocean.FunctionsTriggerScheduledDetails{Cron: "* * * * *", Body: body},
	} {
		texts := bothEncodings(t, value)
		require.JSONEq(t, texts["v1"], texts["v2"])
	}
}
