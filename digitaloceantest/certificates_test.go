package digitaloceantest_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestLetsEncryptCertificate(t *testing.T) {
	a := start(t)
	request := object{"name": "le", "type": "lets_encrypt", "dns_names": []string{"www.example.com", "example.com"}}
	c := a.post("/v2/certificates", request)["certificate"].(object)
	require.Equal(t, []any{"pending", []any{"www.example.com", "example.com"}}, []any{c["state"], c["dns_names"]})
	require.Regexp(t, `^[0-9a-f]{40}$`, c["sha1_fingerprint"])
	path := "/v2/certificates/" + idOf(c)
	a.srv.Advance(45 * time.Second)
	require.Equal(t, "verified", a.get(path)["certificate"].(object)["state"])
	a.delete(path)
	a.refused(a.do("GET", path, nil), 404, "not_found", "Certificate not found")
	a.refused(a.do("DELETE", path, nil), 404, "not_found", "Certificate not found")
}

func TestFailedCertificate(t *testing.T) {
	a := start(t)
	a.srv.FailNext("certificate")
	c := a.post("/v2/certificates", object{"name": "le", "dns_names": []string{"example.com"}})["certificate"]
	a.srv.Advance(time.Hour)
	require.Equal(t, "error", a.get("/v2/certificates/" + idOf(c))["certificate"].(object)["state"])
}

func TestCustomCertificateIsRead(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotAfter:     time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC),
		DNSNames:     []string{"example.com"},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	leaf := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	a := start(t)
	c := a.post("/v2/certificates", object{"name": "mine", "type": "custom", "private_key": "k", "leaf_certificate": leaf})["certificate"].(object)
	require.Equal(t, []any{"verified", "2031-01-02T03:04:05Z", []any{"example.com"}}, []any{c["state"], c["not_after"], c["dns_names"]})
	require.NotContains(t, names(c), "private_key")
}

func TestCertificateRefusals(t *testing.T) {
	a := start(t)
	a.post("/v2/certificates", object{"name": "taken", "dns_names": []string{"example.com"}})
	for _, test := range []struct {
		request object
		message string
	}{
		{object{"type": "lets_encrypt", "dns_names": []string{"a.com"}}, "name"},
		{object{"name": "taken", "dns_names": []string{"a.com"}}, "name"},
		{object{"name": "x", "type": "lets_encrypt"}, "dns_names"},
		{object{"name": "x", "type": "lets_encrypt", "dns_names": []int{1}}, "dns_names"},
		{object{"name": "x", "type": "custom", "leaf_certificate": "l"}, "private_key"},
		{object{"name": "x", "type": "custom", "private_key": "k"}, "leaf_certificate"},
		{object{"name": "x", "type": "paper"}, "type"},
	} {
		a.invalid(a.do("POST", "/v2/certificates", test.request), test.message)
	}
}

func TestListCertificatesByName(t *testing.T) {
	a := start(t)
	for _, name := range []string{"one", "two"} {
		a.post("/v2/certificates", object{"name": name, "dns_names": []string{"example.com"}})
	}
	require.Equal(t, []any{"one", "two"}, column(a.get("/v2/certificates")["certificates"], "name"))
	require.Equal(t, []any{"two"}, column(a.get("/v2/certificates?name=two")["certificates"], "name"))
	require.Empty(t, a.get("/v2/certificates?name=three")["certificates"])
}
