package compat

import (
	"testing"
	"time"

	"github.com/digitalocean/godo"
	"github.com/stretchr/testify/require"
)

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJbGyEXrjKYT7mSIJeNVqaGhfjYlFRVJ0/2VDvFKZKv2 me@example.com"

func TestGodoSSHKeys(t *testing.T) {
	_, client := startGodo(t)
	ctx := t.Context()
	key, resp, err := client.Keys.Create(ctx, &godo.KeyCreateRequest{Name: "laptop", PublicKey: publicKey})
	require.NoError(t, err)
	require.Equal(t, 201, resp.StatusCode)
	require.Equal(t, "laptop", key.Name)
	require.Equal(t, publicKey, key.PublicKey)
	require.Regexp(t, `^([0-9a-f]{2}:){15}[0-9a-f]{2}$`, key.Fingerprint)

	for _, get := range []func() (*godo.Key, *godo.Response, error){
		func() (*godo.Key, *godo.Response, error) { return client.Keys.GetByID(ctx, key.ID) },
		func() (*godo.Key, *godo.Response, error) { return client.Keys.GetByFingerprint(ctx, key.Fingerprint) },
	} {
		same, _, err := get()
		require.NoError(t, err)
		require.Equal(t, key, same)
	}
	_, resp, err = client.Keys.Create(ctx, &godo.KeyCreateRequest{Name: "again", PublicKey: publicKey})
	require.Error(t, err)
	require.Equal(t, 422, resp.StatusCode)

	renamed, _, err := client.Keys.UpdateByFingerprint(ctx, key.Fingerprint, &godo.KeyUpdateRequest{Name: "desktop"})
	require.NoError(t, err)
	require.Equal(t, "desktop", renamed.Name)
	list, _, err := client.Keys.List(ctx, nil)
	require.NoError(t, err)
	require.Equal(t, []godo.Key{*renamed}, list)
	_, err = client.Keys.DeleteByID(ctx, key.ID)
	require.NoError(t, err)
	list, _, err = client.Keys.List(ctx, nil)
	require.NoError(t, err)
	require.Empty(t, list)
}

func TestGodoCertificates(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	issued, resp, err := client.Certificates.Create(ctx, &godo.CertificateRequest{
		Name: "web", Type: "lets_encrypt", DNSNames: []string{"example.com", "www.example.com"},
	})
	require.NoError(t, err)
	require.Equal(t, 201, resp.StatusCode)
	require.Equal(t, "pending", issued.State)
	srv.Advance(time.Minute)
	certificate, _, err := client.Certificates.Get(ctx, issued.ID)
	require.NoError(t, err)
	require.Equal(t, "verified", certificate.State)
	issued.State = "verified"
	require.Equal(t, issued, certificate)
	require.Equal(t, []string{"example.com", "www.example.com"}, certificate.DNSNames)

	custom, _, err := client.Certificates.Create(ctx, &godo.CertificateRequest{
		Name: "own", Type: "custom", PrivateKey: "key", LeafCertificate: "leaf", CertificateChain: "chain",
	})
	require.NoError(t, err)
	require.Equal(t, "custom", custom.Type)
	require.Equal(t, "verified", custom.State)
	list, _ := every(t, 1, func(o *godo.ListOptions) ([]godo.Certificate, *godo.Response, error) {
		return client.Certificates.List(ctx, o)
	})
	require.Equal(t, []godo.Certificate{*certificate, *custom}, list)
	named, _, err := client.Certificates.ListByName(ctx, "own", nil)
	require.NoError(t, err)
	require.Equal(t, []godo.Certificate{*custom}, named)
	_, err = client.Certificates.Delete(ctx, custom.ID)
	require.NoError(t, err)
	_, resp, err = client.Certificates.Get(ctx, custom.ID)
	require.Error(t, err)
	require.Equal(t, 404, resp.StatusCode)
}
