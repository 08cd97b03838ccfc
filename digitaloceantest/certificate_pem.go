package digitaloceantest

import (
	"crypto/ed25519"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"time"
)

// authority is a certificate of its own signing with its key, both PEM, for what clients check before they use it.
func (s *Server) authority(kind, commonName string, now time.Time) (certificate, privateKey string) {
	private := ed25519.NewKeyFromSeed(s.ids.bytes(kind, ed25519.SeedSize))
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(s.ids.number(kind)),
		Subject:               pkix.Name{CommonName: commonName},
		NotBefore:             now,
		NotAfter:              now.AddDate(10, 0, 0),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	signed, err := x509.CreateCertificate(nil, template, template, private.Public(), private)
	if err != nil {
		panic("digitaloceantest: " + err.Error())
	}
	key, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		panic("digitaloceantest: " + err.Error())
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed})),
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
}
