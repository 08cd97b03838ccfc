package digitaloceantest_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// chatInference is a request for an open model in a VPC of its own, which is not the default one.
func chatInference(t *testing.T, client *digitalocean.Client, name string) *digitalocean.DedicatedInferenceCreateRequest {
	_, err := client.VPCs.Create(t.Context(), &digitalocean.VPCCreateRequest{Name: "first", Region: "tor1"})
	require.NoError(t, err)
	vpc, err := client.VPCs.Create(t.Context(), &digitalocean.VPCCreateRequest{Name: name, Region: "tor1"})
	require.NoError(t, err)
	return &digitalocean.DedicatedInferenceCreateRequest{Spec: digitalocean.DedicatedInferenceSpec{
		Version: 1, Name: name, Region: "tor1", VPC: digitalocean.DedicatedInferenceVPC{UUID: vpc.ID}, EnablePublicEndpoint: true,
		ModelDeployments: []digitalocean.DedicatedInferenceModelDeployment{{
			ModelSlug: "openai/gpt-oss-20b", ModelProvider: digitalocean.DedicatedInferenceHuggingFace,
			Accelerators: []digitalocean.DedicatedInferenceAcceleratorConfig{{AcceleratorSlug: "gpu-h100x1-80gb", Scale: 2, Type: "prefill_decode"}},
		}},
	}}
}

func TestDedicatedInferenceLife(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	request := chatInference(t, client, "chat")
	created, err := client.DedicatedInferences.Create(ctx, request)
	require.NoError(t, err)
	d := &created.DedicatedInference
	require.Equal(t, digitalocean.DedicatedInferenceProvisioning, d.Status)
	require.Equal(t, "chat", d.PendingDeploymentSpec.Name)
	require.Empty(t, d.Endpoints)
	_, err = client.DedicatedInferences.Update(ctx, d.ID, d.UpdateRequest())
	require.ErrorIs(t, err, digitalocean.ErrConflict)

	d, err = client.DedicatedInferences.WaitActive(ctx, d.ID)
	require.NoError(t, err)
	require.Nil(t, d.PendingDeploymentSpec)
	require.NotEmpty(t, d.Endpoints.PublicEndpointFQDN)
	require.NotEmpty(t, d.Endpoints.PrivateEndpointFQDN)
	require.ErrorIs(t, client.VPCs.Delete(ctx, d.VPCUUID), digitalocean.ErrConflict)
	before := accelerators(t, client, d.ID, "")
	require.Len(t, before, 2)
	one, err := client.DedicatedInferences.Accelerators.Get(ctx, d.ID, before[1].ID)
	require.NoError(t, err)
	require.Equal(t, before[1], *one)
	require.Equal(t, digitalocean.DedicatedInferenceAcceleratorActive, one.Status)

	update := d.UpdateRequest()
	update.Spec.EnablePublicEndpoint = false
	update.Spec.ModelDeployments[0].Accelerators = []digitalocean.DedicatedInferenceAcceleratorConfig{
		{AcceleratorSlug: "gpu-h100x1-80gb", Scale: 1, Type: "prefill_decode"}, {AcceleratorSlug: "gpu-mi300x1-192gb", Scale: 1, Type: "prefill_decode"},
	}
	changing, err := client.DedicatedInferences.Update(ctx, d.ID, update)
	require.NoError(t, err)
	require.Equal(t, digitalocean.DedicatedInferenceUpdating, changing.Status)
	require.True(t, changing.Spec.EnablePublicEndpoint)
	require.False(t, changing.PendingDeploymentSpec.EnablePublicEndpoint)
	d, err = client.DedicatedInferences.WaitActive(ctx, d.ID)
	require.NoError(t, err)
	require.Empty(t, d.Endpoints.PublicEndpointFQDN)
	require.Equal(t, changing.Spec.ModelDeployments[0].ModelID, d.Spec.ModelDeployments[0].ModelID)
	require.Equal(t, before[:1], accelerators(t, client, d.ID, "gpu-h100x1-80gb"))
	require.Len(t, accelerators(t, client, d.ID, ""), 2)

	ca, err := client.DedicatedInferences.GetCA(ctx, d.ID)
	require.NoError(t, err)
	certificate, err := base64.StdEncoding.DecodeString(ca)
	require.NoError(t, err)
	require.Contains(t, string(certificate), "-----BEGIN CERTIFICATE-----")

	require.NoError(t, client.DedicatedInferences.Delete(ctx, d.ID))
	_, err = client.DedicatedInferences.WaitActive(ctx, d.ID)
	require.ErrorAs(t, err, new(*digitalocean.DedicatedInferenceError))
	require.ErrorIs(t, client.DedicatedInferences.Delete(ctx, d.ID), digitalocean.ErrConflict)
}

func TestDedicatedInferenceOfAGatedModel(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	request := chatInference(t, client, "chat")
	request.Spec.ModelDeployments[0].ModelSlug = "mistral/mistral-7b-instruct-v3"
	request.AccessTokens = map[string]digitalocean.Secret{"hugging_face_token": digitalocean.NewSecret("hf_0123456789")}
	created, err := client.DedicatedInferences.Create(ctx, request)
	require.NoError(t, err)
	d, err := client.DedicatedInferences.WaitActive(ctx, created.DedicatedInference.ID)
	require.NoError(t, err)
	_, err = client.DedicatedInferences.Update(ctx, d.ID, d.UpdateRequest()) // the token is known
	require.NoError(t, err)
}

func accelerators(t *testing.T, client *digitalocean.Client, id, slug string) []digitalocean.DedicatedInferenceAccelerator {
	options := &digitalocean.DedicatedInferenceAcceleratorListOptions{Slug: slug}
	list, err := client.DedicatedInferences.Accelerators.List(id, options).Collect(t.Context())
	require.NoError(t, err)
	return list
}

func TestDedicatedInferenceIsDeleted(t *testing.T) {
	srv, client := checked(t, digitaloceantest.ManualClock())
	ctx := t.Context()
	created, err := client.DedicatedInferences.Create(ctx, chatInference(t, client, "chat"))
	require.NoError(t, err)
	id := created.DedicatedInference.ID
	srv.Advance(270e9)
	require.NoError(t, client.DedicatedInferences.Delete(ctx, id))
	srv.Advance(40e9) // it would be active
	d, err := client.DedicatedInferences.Get(ctx, id)
	require.NoError(t, err)
	require.Equal(t, digitalocean.DedicatedInferenceDeleting, d.Status)
	srv.Advance(20e9)
	_, err = client.DedicatedInferences.Get(ctx, id)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	require.NoError(t, client.VPCs.Delete(ctx, d.VPCUUID))
}

func TestDedicatedInferenceFails(t *testing.T) {
	srv, client := checked(t)
	ctx := t.Context()
	srv.FailNext("dedicated_inference")
	created, err := client.DedicatedInferences.Create(ctx, chatInference(t, client, "chat"))
	require.NoError(t, err)
	d := &created.DedicatedInference
	_, err = client.DedicatedInferences.WaitActive(ctx, d.ID)
	require.ErrorAs(t, err, new(*digitalocean.DedicatedInferenceError))
	_, err = client.DedicatedInferences.Update(ctx, d.ID, d.UpdateRequest())
	require.NoError(t, err)
	_, err = client.DedicatedInferences.WaitActive(ctx, d.ID)
	require.NoError(t, err)
}

func TestDedicatedInferenceTokens(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	created, err := client.DedicatedInferences.Create(ctx, chatInference(t, client, "chat"))
	require.NoError(t, err)
	require.False(t, created.Token.Value.IsZero())
	id, tokens := created.DedicatedInference.ID, client.DedicatedInferences.Tokens
	token, err := tokens.Create(ctx, id, &digitalocean.DedicatedInferenceTokenCreateRequest{Name: "shop"})
	require.NoError(t, err)
	require.False(t, token.Value.IsZero())
	require.NoError(t, tokens.Delete(ctx, id, created.Token.ID))
	require.ErrorIs(t, tokens.Delete(ctx, id, created.Token.ID), digitalocean.ErrNotFound)
	_, err = tokens.Create(ctx, id, &digitalocean.DedicatedInferenceTokenCreateRequest{Name: "the shop"})
	require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	list, err := tokens.List(id, nil).Collect(ctx)
	require.NoError(t, err)
	token.Value = digitalocean.Secret{}
	require.Equal(t, []digitalocean.DedicatedInferenceToken{*token}, list)
}

func TestDedicatedInferenceRefusals(t *testing.T) {
	_, client := checked(t)
	ctx := t.Context()
	first, err := client.DedicatedInferences.Create(ctx, chatInference(t, client, "chat"))
	require.NoError(t, err)
	for message, spoil := range map[string]func(r *digitalocean.DedicatedInferenceCreateRequest){
		"spec.name is already taken":     func(r *digitalocean.DedicatedInferenceCreateRequest) { r.Spec.Name = "chat" },
		"is in another region than atl1": func(r *digitalocean.DedicatedInferenceCreateRequest) { r.Spec.Region = "atl1" },
		"spec.region":                    func(r *digitalocean.DedicatedInferenceCreateRequest) { r.Spec.Region = "fra1" },
		"spec.vpc.uuid":                  func(r *digitalocean.DedicatedInferenceCreateRequest) { r.Spec.VPC.UUID = first.DedicatedInference.ID },
		"model_slug gpt does not exist":  func(r *digitalocean.DedicatedInferenceCreateRequest) { r.Spec.ModelDeployments[0].ModelSlug = "gpt" },
		"access_tokens.hugging_face_token": func(r *digitalocean.DedicatedInferenceCreateRequest) {
			r.Spec.ModelDeployments[0].ModelSlug = "mistral/mistral-7b-instruct-v3"
		},
		"gpu-h200x1-141gb is not available in tor1": func(r *digitalocean.DedicatedInferenceCreateRequest) {
			r.Spec.ModelDeployments[0].Accelerators[0].AcceleratorSlug = "gpu-h200x1-141gb"
		},
		"gpu-h100x1-80gb does not run meta/llama-3.3-70b-instruct": func(r *digitalocean.DedicatedInferenceCreateRequest) {
			r.Spec.ModelDeployments[0].ModelSlug = "meta/llama-3.3-70b-instruct"
			r.AccessTokens = map[string]digitalocean.Secret{"hugging_face_token": digitalocean.NewSecret("hf_0123456789")}
		},
	} {
		request := *chatInferenceIn(first.DedicatedInference, "other")
		spoil(&request)
		_, err := client.DedicatedInferences.Create(ctx, &request)
		require.ErrorContains(t, err, message)
		require.ErrorIs(t, err, digitalocean.ErrUnprocessable)
	}
	d, err := client.DedicatedInferences.WaitActive(ctx, first.DedicatedInference.ID)
	require.NoError(t, err)
	update := d.UpdateRequest()
	update.Spec.Region = "atl1"
	_, err = client.DedicatedInferences.Update(ctx, d.ID, update)
	require.ErrorContains(t, err, "spec.region can't be changed")
	for region, n := range map[string]int{"tor1": 1, "atl1": 0} {
		list, err := client.DedicatedInferences.List(&digitalocean.DedicatedInferenceListOptions{Region: region}).Collect(ctx)
		require.NoError(t, err)
		require.Len(t, list, n)
	}
}

// chatInferenceIn is a request for the same as there is, under another name.
func chatInferenceIn(d digitalocean.DedicatedInference, name string) *digitalocean.DedicatedInferenceCreateRequest {
	spec := d.UpdateRequest().Spec
	spec.Name = name
	spec.ModelDeployments[0].ModelID = ""
	return &digitalocean.DedicatedInferenceCreateRequest{Spec: *spec}
}

func TestDedicatedInferenceCatalog(t *testing.T) {
	_, client := checked(t)
	sizes, err := client.DedicatedInferences.ListSizes(t.Context())
	require.NoError(t, err)
	require.Len(t, sizes.EnabledRegions, 3)
	offered := map[string]bool{}
	for _, size := range sizes.Sizes {
		offered[size.GPUSlug] = true
	}
	models, err := client.DedicatedInferences.ListGPUModelConfigs(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, models)
	for _, model := range models {
		for _, slug := range model.GPUSlugs {
			require.True(t, offered[slug], slug)
		}
	}
}
