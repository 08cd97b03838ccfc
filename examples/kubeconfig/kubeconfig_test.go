package main

import (
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

// The test server answers with a kubeconfig like DigitalOcean's.
func TestRESTConfig(t *testing.T) {
	client := digitaloceantest.NewServer(t).Client()
	cluster, err := client.Kubernetes.Create(t.Context(), &digitalocean.KubernetesClusterCreateRequest{
		Name: "prod", Region: "nyc3", Version: "latest",
		NodePools: []digitalocean.KubernetesNodePoolCreateRequest{{Name: "workers", Size: "s-2vcpu-4gb", Count: 1}},
	})
	require.NoError(t, err)
	cluster, err = client.Kubernetes.WaitRunning(t.Context(), cluster.ID)
	require.NoError(t, err)

	config, err := RESTConfig(t.Context(), client, cluster.ID)

	require.NoError(t, err)
	require.Equal(t, cluster.Endpoint, config.Host)
	block, _ := pem.Decode(config.CAData)
	require.Equal(t, "CERTIFICATE", block.Type)
	require.NotEmpty(t, config.BearerToken)
}

// kubernetesAPI is the API server of a cluster, which notes the credentials that come.
type kubernetesAPI struct {
	*httptest.Server
	seen []string
}

func serveKubernetes(t *testing.T) *kubernetesAPI {
	t.Helper()
	api := &kubernetesAPI{}
	api.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		api.seen = append(api.seen, r.Header.Get("Authorization"))
		_, _ = fmt.Fprint(w, `{"major": "1", "minor": "34", "gitVersion": "v1.34.1"}`)
	}))
	t.Cleanup(api.Close)
	return api
}

const kubeconfig = `apiVersion: v1
kind: Config
clusters:
- name: prod
  cluster: {server: %q, certificate-authority-data: %s}
users:
- name: prod-admin
  user: {token: from-the-kubeconfig}
contexts:
- name: prod
  context: {cluster: prod, user: prod-admin}
current-context: prod
`

// serveDigitalOcean has one cluster. The tokens that it gives out are numbered, and live as long as it is told.
func serveDigitalOcean(t *testing.T, api *kubernetesAPI, life time.Duration) *digitalocean.Client {
	t.Helper()
	tokens := 0
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v2/kubernetes/clusters/prod/kubeconfig", func(w http.ResponseWriter, _ *http.Request) {
		ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: api.Certificate().Raw})
		_, _ = fmt.Fprintf(w, kubeconfig, api.URL, base64.StdEncoding.EncodeToString(ca))
	})
	mux.HandleFunc("GET /v2/kubernetes/clusters/prod/credentials", func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, "3600", r.URL.Query().Get("expiry_seconds"))
		tokens++
		expires := time.Now().Add(life).UTC().Format(time.RFC3339)
		_, _ = fmt.Fprintf(w, `{"server": %q, "token": "token-%d", "expires_at": %q}`, api.URL, tokens, expires)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	client, err := digitalocean.New("dop_v1_test", digitalocean.WithBaseURL(server.URL))
	require.NoError(t, err)
	return client
}

// visit asks the cluster for its version, twice.
func visit(t *testing.T, config *rest.Config) {
	t.Helper()
	clientset, err := kubernetes.NewForConfig(config)
	require.NoError(t, err)
	for range 2 {
		version, err := clientset.Discovery().ServerVersion()
		require.NoError(t, err)
		require.Equal(t, "v1.34.1", version.GitVersion)
	}
}

func TestClientset(t *testing.T) {
	api := serveKubernetes(t)
	config, err := RESTConfig(t.Context(), serveDigitalOcean(t, api, time.Hour), "prod")
	require.NoError(t, err)
	visit(t, config)
	require.Equal(t, []string{"Bearer from-the-kubeconfig", "Bearer from-the-kubeconfig"}, api.seen)
}

func TestRefreshing(t *testing.T) {
	for name, tt := range map[string]struct {
		life time.Duration
		seen []string
	}{
		"the token lives":       {time.Hour, []string{"Bearer token-1", "Bearer token-1"}},
		"the token is expiring": {4 * time.Minute, []string{"Bearer token-1", "Bearer token-2"}},
	} {
		t.Run(name, func(t *testing.T) {
			api := serveKubernetes(t)
			config, err := Refreshing(t.Context(), serveDigitalOcean(t, api, tt.life), "prod")
			require.NoError(t, err)
			visit(t, config)
			require.Equal(t, tt.seen, api.seen)
		})
	}
}
