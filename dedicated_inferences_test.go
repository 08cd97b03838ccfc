package digitalocean_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	inferenceID   = "6b5c619c-359c-44ca-87e2-47e98170c01d"
	acceleratorID = "5b5c619c-359c-44ca-87e2-47e98170c02f"
	tokenID       = "f11d4795-c1db-4ac3-9aa6-a0ea3c58877e"
	inferencePath = "/v2/dedicated-inferences/" + inferenceID
)

const (
	inferenceModel = `"model_id": "m1", "model_slug": "mistral/mistral-7b-instruct-v3", "model_provider": "hugging_face", "workload_config": {"isl": 7}`
	inferenceGPU   = `"scale": 2, "type": "prefill_decode", "accelerator_slug": "gpu-mi300x1-192gb"`
	inferenceSpec  = `{"version": 3, "name": "chat", "region": "atl1", "vpc": {"uuid": "v1"}, "enable_public_endpoint": true,
		"model_deployments": [{` + inferenceModel + `, "accelerators": [{` + inferenceGPU + `}]}]}`
	inferenceFields = `{"id": "` + inferenceID + `", "status": "updating", "region": "atl1", "vpc_uuid": "v1",
		"spec": {"version": 3, "name": "chat", "region": "atl1", "vpc": {"uuid": "v1"}, "enable_public_endpoint": true,
			"model_deployments": [{` + inferenceModel + `, "accelerators": [{` + inferenceGPU + `, "status": "active"}]}]},
		"pending_deployment_spec": {"id": "p1", "version": 4, "name": "chat-2", "status": "provisioning", "vpc": {"uuid": "v2"}, "enable_public_endpoint": true,
			"model_deployments": [{"model_slug": "m2"}], "created_at": "2026-01-09T20:44:32Z", "updated_at": "2026-01-09T20:44:33Z"},
		"endpoints": {"public_endpoint_fqdn": "https://public.example.com", "private_endpoint_fqdn": "https://private.example.com"},
		"created_at": "2026-01-09T20:44:34Z", "updated_at": "2026-01-09T20:44:35Z"}`
)

func dedicatedSpec(status digitalocean.DedicatedInferenceAcceleratorStatus) *digitalocean.DedicatedInferenceSpec {
	return &digitalocean.DedicatedInferenceSpec{
		Version: 3, Name: "chat", Region: "atl1", VPC: digitalocean.DedicatedInferenceVPC{UUID: "v1"}, EnablePublicEndpoint: true,
		ModelDeployments: []digitalocean.DedicatedInferenceModelDeployment{{
			ModelID: "m1", ModelSlug: "mistral/mistral-7b-instruct-v3", ModelProvider: digitalocean.DedicatedInferenceHuggingFace,
			WorkloadConfig: json.RawMessage(`{"isl": 7}`),
			Accelerators: []digitalocean.DedicatedInferenceAcceleratorConfig{
				{Scale: 2, Type: "prefill_decode", AcceleratorSlug: "gpu-mi300x1-192gb", Status: status},
			},
		}},
	}
}

func dedicatedInference() digitalocean.DedicatedInference {
	at := func(second int) time.Time { return time.Date(2026, 1, 9, 20, 44, second, 0, time.UTC) }
	return digitalocean.DedicatedInference{
		ID: inferenceID, Status: digitalocean.DedicatedInferenceUpdating, Region: "atl1", VPCUUID: "v1",
		Spec: dedicatedSpec(digitalocean.DedicatedInferenceAcceleratorActive),
		PendingDeploymentSpec: &digitalocean.DedicatedInferencePendingDeployment{
			ID: "p1", Version: 4, Name: "chat-2", Status: digitalocean.DedicatedInferenceProvisioning, VPC: digitalocean.DedicatedInferenceVPC{UUID: "v2"},
			EnablePublicEndpoint: true, ModelDeployments: []digitalocean.DedicatedInferenceModelDeployment{{ModelSlug: "m2"}},
			CreatedAt: at(32), UpdatedAt: at(33),
		},
		Endpoints: digitalocean.DedicatedInferenceEndpoints{
			PublicEndpointFQDN: "https://public.example.com", PrivateEndpointFQDN: "https://private.example.com",
		},
		CreatedAt: at(34), UpdatedAt: at(35),
	}
}

func TestDedicatedInferences(t *testing.T) {
	const path = "/v2/dedicated-inferences"
	inference := dedicatedInference()
	for _, e := range []exchange{
		{
			name: "DedicatedInferences.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.List(&digitalocean.DedicatedInferenceListOptions{Region: "atl1"}).Collect(ctx)
			},
			method: "GET", path: path, query: "region=atl1&per_page=200",
			answer: `{"dedicated_inferences": [` + inferenceFields + `], "links": {"pages": {
				"first": "https://api.digitalocean.com/v2/dedicated-inferences?page=1&per_page=20",
				"last": "https://api.digitalocean.com/v2/dedicated-inferences?page=1&per_page=20"}}, "meta": {"total": 1}}`,
			want: []digitalocean.DedicatedInference{inference},
		},
		{
			name: "DedicatedInferences.ListSizes",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.ListSizes(ctx)
			},
			method: "GET", path: path + "/sizes",
			answer: `{"enabled_regions": ["nyc2", "atl1"], "sizes": [{"gpu_slug": "gpu-mi300x1-192gb", "price_per_hour": "2.10", "region": "nyc2",
				"currency": "USD"}]}`,
			want: &digitalocean.DedicatedInferenceSizes{
				EnabledRegions: []string{"nyc2", "atl1"},
				Sizes: []digitalocean.DedicatedInferenceSize{
					{GPUSlug: "gpu-mi300x1-192gb", PricePerHour: "2.10", Region: "nyc2", Currency: "USD"},
				},
			},
		},
		{
			name: "DedicatedInferences.ListGPUModelConfigs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.ListGPUModelConfigs(ctx)
			},
			method: "GET", path: path + "/gpu-model-config",
			answer: `{"gpu_model_configs": [{"gpu_slugs": ["gpu-mi300x1-192gb"], "model_slug": "mistral/mistral-7b-instruct-v3",
				"model_name": "Mistral-7B-Instruct-v0.3", "is_gated_model": true}]}`,
			want: []digitalocean.DedicatedInferenceGPUModelConfig{{
				GPUSlugs: []string{"gpu-mi300x1-192gb"}, ModelSlug: "mistral/mistral-7b-instruct-v3", ModelName: "Mistral-7B-Instruct-v0.3", IsGatedModel: true,
			}},
		},
		{
			name: "DedicatedInferences.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.Get(ctx, inferenceID)
			},
			method: "GET", path: inferencePath, answer: `{"dedicated_inference": ` + inferenceFields + `}`, want: &inference,
		},
		{
			name: "DedicatedInferences.GetCA",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.GetCA(ctx, inferenceID)
			},
			method: "GET", path: inferencePath + "/ca", answer: `{"cert": "LS0tLS1CRUdJTi"}`, want: "LS0tLS1CRUdJTi",
		},
		{
			name: "DedicatedInferences.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.Create(ctx, &digitalocean.DedicatedInferenceCreateRequest{
					Spec: *dedicatedSpec(""), AccessTokens: map[string]digitalocean.Secret{"hugging_face_token": digitalocean.NewSecret("hf_1")},
				})
			},
			method: "POST", path: path, body: `{"spec": ` + inferenceSpec + `, "access_tokens": {"hugging_face_token": "hf_1"}}`,
			status: http.StatusAccepted,
			answer: `{"dedicated_inference": ` + inferenceFields + `, "token": {"id": "` + tokenID + `", "name": "first", "value": "di_1",
				"created_at": "2026-01-09T20:44:32Z", "is_managed": true}}`,
			want: &digitalocean.DedicatedInferenceCreateResult{
				DedicatedInference: inference,
				Token: &digitalocean.DedicatedInferenceToken{
					ID: tokenID, Name: "first", Value: digitalocean.NewSecret("di_1"), CreatedAt: time.Date(2026, 1, 9, 20, 44, 32, 0, time.UTC), IsManaged: true,
				},
			},
		},
		{
			name: "DedicatedInferences.Update of what Get returned",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.Update(ctx, inferenceID, inference.UpdateRequest())
			},
			method: "PATCH", path: inferencePath, body: `{"spec": ` + inferenceSpec + `}`, status: http.StatusAccepted,
			answer: `{"dedicated_inference": ` + inferenceFields + `}`, want: &inference,
		},
		{
			name: "DedicatedInferences.Update of the tokens",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.Update(ctx, inferenceID, &digitalocean.DedicatedInferenceUpdateRequest{
					AccessTokens: map[string]digitalocean.Secret{"hugging_face_token": digitalocean.NewSecret("hf_2")},
				})
			},
			method: "PATCH", path: inferencePath, body: `{"access_tokens": {"hugging_face_token": "hf_2"}}`, status: http.StatusAccepted,
			answer: `{"dedicated_inference": ` + inferenceFields + `}`, want: &inference,
		},
		{
			name: "DedicatedInferences.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.DedicatedInferences.Delete(ctx, inferenceID)
			},
			method: "DELETE", path: inferencePath, status: http.StatusAccepted,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDedicatedInferenceUpdateRequestIsACopy(t *testing.T) {
	inference := dedicatedInference()
	deployment := &inference.UpdateRequest().Spec.ModelDeployments[0]
	deployment.ModelSlug, deployment.WorkloadConfig[0], deployment.Accelerators[0].Scale = "changed", 'x', 9
	require.Equal(t, dedicatedInference(), inference)
	require.Nil(t, (&digitalocean.DedicatedInference{}).UpdateRequest().Spec)
}

func TestDedicatedInferenceAccelerators(t *testing.T) {
	const path = inferencePath + "/accelerators"
	const fields = `{"id": "` + acceleratorID + `", "name": "mi300x1-ghfpsf", "slug": "gpu-mi300x1-192gb", "role": "prefill_decode", "status": "active",
		"created_at": "2026-01-09T20:44:32Z"}`
	accelerator := digitalocean.DedicatedInferenceAccelerator{
		ID: acceleratorID, Name: "mi300x1-ghfpsf", Slug: "gpu-mi300x1-192gb", Role: "prefill_decode",
		Status: digitalocean.DedicatedInferenceAcceleratorActive, CreatedAt: time.Date(2026, 1, 9, 20, 44, 32, 0, time.UTC),
	}
	for _, e := range []exchange{
		{
			name: "DedicatedInferences.Accelerators.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.Accelerators.List(inferenceID, &digitalocean.DedicatedInferenceAcceleratorListOptions{
					ListOptions: digitalocean.ListOptions{PerPage: 20}, Slug: "gpu-mi300x1-192gb",
				}).Collect(ctx)
			},
			method: "GET", path: path, query: "per_page=20&slug=gpu-mi300x1-192gb",
			answer: `{"accelerators": [` + fields + `], "links": {}, "meta": {"total": 1}}`,
			want:   []digitalocean.DedicatedInferenceAccelerator{accelerator},
		},
		{
			name: "DedicatedInferences.Accelerators.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.Accelerators.Get(ctx, inferenceID, acceleratorID)
			},
			method: "GET", path: path + "/" + acceleratorID, answer: fields, want: &accelerator,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestDedicatedInferenceTokens(t *testing.T) {
	const path = inferencePath + "/tokens"
	const fields = `"id": "` + tokenID + `", "name": "ci", "created_at": "2026-01-09T20:44:32Z", "is_managed": true`
	token := digitalocean.DedicatedInferenceToken{ID: tokenID, Name: "ci", CreatedAt: time.Date(2026, 1, 9, 20, 44, 32, 0, time.UTC), IsManaged: true}
	shown := token
	shown.Value = digitalocean.NewSecret("di_secret")
	for _, e := range []exchange{
		{
			name: "DedicatedInferences.Tokens.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.Tokens.List(inferenceID, nil).Collect(ctx)
			},
			method: "GET", path: path, query: "per_page=200", answer: `{"tokens": [{` + fields + `}], "links": {}, "meta": {"total": 1}}`,
			want: []digitalocean.DedicatedInferenceToken{token},
		},
		{
			name: "DedicatedInferences.Tokens.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.DedicatedInferences.Tokens.Create(ctx, inferenceID, &digitalocean.DedicatedInferenceTokenCreateRequest{Name: "ci"})
			},
			method: "POST", path: path, body: `{"name": "ci"}`, status: http.StatusAccepted,
			answer: `{"token": {` + fields + `, "value": "di_secret"}}`, want: &shown,
		},
		{
			name: "DedicatedInferences.Tokens.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.DedicatedInferences.Tokens.Delete(ctx, inferenceID, tokenID)
			},
			method: "DELETE", path: path + "/" + tokenID, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
	result := digitalocean.DedicatedInferenceCreateResult{Token: &shown}
	require.NotContains(t, fmt.Sprintf("%v %+v %#v %v", shown, shown, shown, result), "di_secret")
}

func TestDedicatedInferencesWaitActive(t *testing.T) {
	wait := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.DedicatedInference, error) {
		return c.DedicatedInferences.WaitActive(ctx, inferenceID)
	})
	of := func(statuses ...string) (answers []string) {
		for _, status := range statuses {
			answers = append(answers, `{"dedicated_inference": {"id": "`+inferenceID+`", "status": "`+status+`"}}`)
		}
		return answers
	}
	for _, w := range []waiting{
		{
			name: "active", wait: wait, uri: inferencePath, answers: of("new", "provisioning", "updating", "later", "active"),
			want: &digitalocean.DedicatedInference{ID: inferenceID, Status: digitalocean.DedicatedInferenceActive},
		},
		{
			name: "error", wait: wait, uri: inferencePath, answers: of("provisioning", "error"),
			fails: "digitalocean: dedicated inference " + inferenceID + " has the status error and does not become active",
			as: &digitalocean.DedicatedInferenceError{
				DedicatedInference: digitalocean.DedicatedInference{ID: inferenceID, Status: digitalocean.DedicatedInferenceErrored},
			},
		},
		{
			name: "deleting", wait: wait, uri: inferencePath, answers: of("deleting"),
			fails: "digitalocean: dedicated inference " + inferenceID + " has the status deleting and does not become active",
			as: &digitalocean.DedicatedInferenceError{
				DedicatedInference: digitalocean.DedicatedInference{ID: inferenceID, Status: digitalocean.DedicatedInferenceDeleting},
			},
		},
	} {
		t.Run(w.name, w.do)
	}
}

func TestDedicatedInferencesWaitActiveOfNone(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "gone"}`)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.DedicatedInferences.WaitActive(t.Context(), inferenceID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

func TestDedicatedInferenceTypesInBothEncodings(t *testing.T) {
	for _, value := range []any{
		digitalocean.DedicatedInference{}, dedicatedInference(), digitalocean.DedicatedInferenceCreateRequest{}, digitalocean.DedicatedInferenceUpdateRequest{},
		digitalocean.DedicatedInferenceCreateResult{}, digitalocean.DedicatedInferenceSizes{}, digitalocean.DedicatedInferenceGPUModelConfig{},
		digitalocean.DedicatedInferenceAccelerator{}, digitalocean.DedicatedInferenceToken{}, digitalocean.DedicatedInferenceTokenCreateRequest{},
		digitalocean.DedicatedInferenceUpdateRequest{AccessTokens: map[string]digitalocean.Secret{"b": digitalocean.NewSecret("1"), "a": digitalocean.NewSecret("2")}},
	} {
		texts := bothEncodings(t, value)
		require.JSONEq(t, texts["v1"], texts["v2"])
	}
}
