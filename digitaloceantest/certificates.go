package digitaloceantest

import (
	"crypto/sha1" // what the API's fingerprints are made with
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"net/http"
	"time"
)

var certificates = stateful(fresh[collection[*object]])

const (
	letsEncryptLife = 90 * 24 * time.Hour
	customLife      = 365 * 24 * time.Hour // of a leaf that is no real certificate
)

func init() {
	handle("GET /v2/certificates", listCertificates)
	handle("POST /v2/certificates", createCertificate)
	handle("GET /v2/certificates/{certificate_id}", getCertificate)
	handle("DELETE /v2/certificates/{certificate_id}", deleteCertificate)
	count("Certificates", func(s *Server) int { return certificates.of(s).len() })
}

func listCertificates(c *call) (reply, error) {
	name := c.query.Get("name")
	return c.page("certificates", objects(certificates.of(c.Server).all(), func(o *object) bool {
		return name == "" || o.text("name") == name
	}))
}

func createCertificate(c *call) (reply, error) {
	name := c.body.needText("name")
	if c.body.problem == nil && c.certificateNamed(name) {
		return reply{}, unprocessable("name is already taken by another certificate")
	}
	kind := c.body.text("type")
	if kind == "" && c.body.has("private_key") {
		kind = "custom"
	}
	var o *object
	switch kind {
	case "custom":
		o = c.customCertificate(name)
	case "lets_encrypt", "":
		o = c.letsEncryptCertificate(name)
	default:
		return reply{}, unprocessable("type must be custom or lets_encrypt")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	certificates.of(c.Server).add(o.text("id"), o)
	return answer(http.StatusCreated, "certificate", o)
}

func (s *Server) certificateNamed(name string) bool {
	for o := range certificates.of(s).all() {
		if o.text("name") == name {
			return true
		}
	}
	return false
}

func (c *call) customCertificate(name string) *object {
	c.body.needText("private_key")
	leaf := c.body.needText("leaf_certificate")
	c.body.text("certificate_chain")
	if c.body.problem != nil {
		return nil
	}
	block, _ := pem.Decode([]byte(leaf))
	if block == nil {
		block = &pem.Block{Bytes: []byte(leaf)}
	}
	expires, names := c.now.Add(customLife), []string{}
	if parsed, err := x509.ParseCertificate(block.Bytes); err == nil {
		expires, names = parsed.NotAfter, parsed.DNSNames
	}
	sum := sha1.Sum(block.Bytes)
	return c.newCertificate(name, "custom", "verified", expires, hex.EncodeToString(sum[:]), names)
}

func (c *call) letsEncryptCertificate(name string) *object {
	names := c.body.texts("dns_names")
	if len(names) == 0 {
		c.body.refuse("dns_names can't be blank")
	}
	if c.body.problem != nil {
		return nil
	}
	expires, fingerprint := c.now.Add(letsEncryptLife), c.ids.hex("fingerprint", sha1.Size)
	o := c.newCertificate(name, "lets_encrypt", "pending", expires, fingerprint, names)
	state := "verified"
	if c.fails("certificate") {
		state = "error"
	}
	c.at(c.now.Add(c.took("certificate")), func(time.Time) { o.set("state", state) })
	return o
}

func (c *call) newCertificate(name, kind, state string, expires time.Time, fingerprint string, names []string) *object {
	return newObject(
		"id", c.ids.uuid("certificate"),
		"name", name,
		"not_after", expires,
		"sha1_fingerprint", fingerprint,
		"created_at", c.now,
		"dns_names", names,
		"state", state,
		"type", kind,
	)
}

func getCertificate(c *call) (reply, error) {
	o, ok := certificates.of(c.Server).get(c.arguments["certificate_id"])
	if !ok {
		return reply{}, certificateNotFound()
	}
	return answer(http.StatusOK, "certificate", o)
}

func deleteCertificate(c *call) (reply, error) {
	id := c.arguments["certificate_id"]
	o, ok := certificates.of(c.Server).get(id)
	if !ok {
		return reply{}, certificateNotFound()
	}
	if c.usesCertificate(id) {
		return reply{}, &apiError{status: http.StatusForbidden, message: "Make sure the certificate is not in use before deleting it"}
	}
	certificates.of(c.Server).remove(id)
	c.deleted("certificate", id, o)
	return empty(http.StatusNoContent)
}

// usesCertificate reports whether a load balancer or a CDN endpoint has a certificate.
func (s *Server) usesCertificate(id string) bool {
	for lb := range loadBalancers.of(s).all() {
		if lb.hasCertificate(id) {
			return true
		}
	}
	for endpoint := range cdnEndpoints.of(s).all() {
		if endpoint.text("certificate_id") == id {
			return true
		}
	}
	return false
}

func certificateNotFound() error {
	return &apiError{status: http.StatusNotFound, message: "Certificate not found"}
}
