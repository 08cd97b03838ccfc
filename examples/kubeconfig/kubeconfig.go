package main

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/oauth2"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/dosdk/digitalocean"
)

// tokenLife is how long a token of the cluster is good for. A leaked one is worth little when it is short.
const tokenLife = time.Hour

// RESTConfig returns what it takes to talk to a cluster with client-go, for as long as the token of its kubeconfig lives.
func RESTConfig(ctx context.Context, client *digitalocean.Client, clusterID string) (*rest.Config, error) {
	kubeconfig, err := client.Kubernetes.GetKubeconfig(ctx, clusterID, &digitalocean.KubernetesClusterGetKubeconfigOptions{
		ExpirySeconds: int(tokenLife.Seconds()),
	})
	if err != nil {
		return nil, err
	}
	return clientcmd.RESTConfigFromKubeConfig(kubeconfig.Reveal())
}

// Refreshing is RESTConfig for a program that runs longer than a token lives: it gets a new one some minutes before. The
// requests for them use ctx.
func Refreshing(ctx context.Context, client *digitalocean.Client, clusterID string) (*rest.Config, error) {
	config, err := RESTConfig(ctx, client, clusterID)
	if err != nil {
		return nil, err
	}
	config.BearerToken = ""
	tokens := oauth2.ReuseTokenSourceWithExpiry(nil, &tokenSource{ctx, client, clusterID}, 5*time.Minute)
	config.Wrap(func(next http.RoundTripper) http.RoundTripper { return &oauth2.Transport{Source: tokens, Base: next} })
	return config, nil
}

// tokenSource asks DigitalOcean for a new token each time.
type tokenSource struct {
	ctx       context.Context
	client    *digitalocean.Client
	clusterID string
}

// Token implements oauth2.TokenSource.
func (s *tokenSource) Token() (*oauth2.Token, error) {
	credentials, err := s.client.Kubernetes.GetCredentials(s.ctx, s.clusterID, &digitalocean.KubernetesClusterGetCredentialsOptions{
		ExpirySeconds: int(tokenLife.Seconds()),
	})
	if err != nil {
		return nil, err
	}
	return &oauth2.Token{AccessToken: credentials.Token.Reveal(), Expiry: credentials.ExpiresAt}, nil
}
