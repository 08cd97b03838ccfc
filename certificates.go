package digitalocean

import (
	"context"
	"fmt"
	"time"
)

// CertificatesService manages the TLS certificates of load balancers and CDN endpoints.
type CertificatesService struct{ client *Client }

// List lists the certificates of the account.
//
// DigitalOcean: GET /v2/certificates (certificates_list)
func (s *CertificatesService) List(options *CertificateListOptions, opts ...CallOption) *Pager[Certificate] {
	return list[Certificate](s.client, get("/v2/certificates").with(options), "certificates", opts)
}

// Get returns a certificate.
//
// DigitalOcean: GET /v2/certificates/{certificate_id} (certificates_get)
func (s *CertificatesService) Get(ctx context.Context, id string, opts ...CallOption) (*Certificate, error) {
	return fetch[Certificate](ctx, s.client, get("/v2/certificates/{certificate_id}", id), "certificate", opts)
}

// Create adds a certificate: [LetsEncryptCertificate] and [CustomCertificate] make the request. One of Let's Encrypt is
// pending at first; WaitVerified waits until it has been issued.
//
// DigitalOcean: POST /v2/certificates (certificates_create)
func (s *CertificatesService) Create(ctx context.Context, request *CertificateCreateRequest, opts ...CallOption) (*Certificate, error) {
	return fetch[Certificate](ctx, s.client, post("/v2/certificates").sending(request), "certificate", opts)
}

// Delete deletes a certificate.
//
// DigitalOcean: DELETE /v2/certificates/{certificate_id} (certificates_delete)
func (s *CertificatesService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/certificates/{certificate_id}", id), opts)
}

// WaitVerified waits until a certificate is ready for use and returns it. One that cannot be issued ends the wait with a
// [*CertificateError].
func (s *CertificatesService) WaitVerified(ctx context.Context, id string, opts ...CallOption) (*Certificate, error) {
	var certificate *Certificate
	err := s.client.waitFor(ctx, "certificate "+id, opts, func() (done bool, err error) {
		if certificate, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return certificate.State == CertificateVerified, certificate.failure()
	})
	if err != nil {
		return nil, err
	}
	return certificate, nil
}

// CertificateListOptions select and page certificates.
type CertificateListOptions struct {
	ListOptions

	Name string `url:"name,omitempty"` // only the one with this name
}

// LetsEncryptCertificate asks for a certificate that Let's Encrypt issues for the names, and renews. DigitalOcean must
// serve the DNS of the names. "*.example.com" covers all names one level below example.com.
func LetsEncryptCertificate(name string, dnsNames ...string) *CertificateCreateRequest {
	return &CertificateCreateRequest{Name: name, Type: CertificateLetsEncrypt, DNSNames: dnsNames}
}

// CustomCertificate asks to upload a certificate with its private key, both in PEM. The chain holds the certificates
// between it and the authority's; it may be empty.
func CustomCertificate(name string, privateKey, leaf, chain string) *CertificateCreateRequest {
	return &CertificateCreateRequest{
		Name: name, Type: CertificateCustom, PrivateKey: NewSecret(privateKey), LeafCertificate: leaf, CertificateChain: chain,
	}
}

// CertificateCreateRequest describes a certificate to add. [LetsEncryptCertificate] and [CustomCertificate] make one
// whose fields belong together.
type CertificateCreateRequest struct {
	Name             string          `json:"name"` // unique in the account
	Type             CertificateType `json:"type,omitzero"`
	DNSNames         []string        `json:"dns_names,omitzero"`         // of Let's Encrypt only
	PrivateKey       Secret          `json:"private_key,omitzero"`       // PEM, of a custom certificate only, as are the two below
	LeafCertificate  string          `json:"leaf_certificate,omitzero"`  // PEM
	CertificateChain string          `json:"certificate_chain,omitzero"` // PEM
}

// Certificate is a TLS certificate. Its private key cannot be read back.
type Certificate struct {
	ID              string           `json:"id"`
	Name            string           `json:"name"`
	NotAfter        time.Time        `json:"not_after,omitzero"`
	SHA1Fingerprint string           `json:"sha1_fingerprint"`
	CreatedAt       time.Time        `json:"created_at,omitzero"`
	DNSNames        []string         `json:"dns_names,omitzero"`
	State           CertificateState `json:"state"`
	Type            CertificateType  `json:"type"`
}

func (c *Certificate) failure() error {
	if c.State == CertificateErrored {
		return &CertificateError{Certificate: *c}
	}
	return nil
}

// CertificateError is a certificate that could not be issued. The API does not say why.
type CertificateError struct{ Certificate Certificate }

func (e *CertificateError) Error() string {
	return fmt.Sprintf("digitalocean: certificate %s (%s) could not be issued", printable(e.Certificate.ID), printable(e.Certificate.Name))
}

// CertificateState is how far a certificate has come.
type CertificateState string

const (
	CertificatePending  CertificateState = "pending" // Let's Encrypt has not issued it yet
	CertificateVerified CertificateState = "verified"
	CertificateErrored  CertificateState = "error"
)

// CertificateType is where a certificate comes from.
type CertificateType string

const (
	CertificateCustom      CertificateType = "custom" // uploaded
	CertificateLetsEncrypt CertificateType = "lets_encrypt"
)
