package digitaloceantest

import (
	"crypto/md5" // what the API's fingerprints are made with
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

type sshKey struct {
	*object
	id          int64
	fingerprint string
}

var sshKeys = stateful(fresh[collection[*sshKey]])

func init() {
	handle("GET /v2/account/keys", listSSHKeys)
	handle("POST /v2/account/keys", createSSHKey)
	handle("GET /v2/account/keys/{ssh_key_identifier}", getSSHKey)
	handle("PUT /v2/account/keys/{ssh_key_identifier}", updateSSHKey)
	handle("DELETE /v2/account/keys/{ssh_key_identifier}", deleteSSHKey)
	count("SSH keys", func(s *Server) int { return sshKeys.of(s).len() })
}

func listSSHKeys(c *call) (reply, error) {
	return c.page("ssh_keys", objects(sshKeys.of(c.Server).all(), nil))
}

func createSSHKey(c *call) (reply, error) {
	name, publicKey := c.body.needText("name"), c.body.needText("public_key")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	fingerprint, err := fingerprintOf(publicKey)
	if err != nil {
		return reply{}, err
	}
	if c.sshKey(fingerprint) != nil {
		return reply{}, unprocessable("SSH Key is already in use on your account")
	}
	k := &sshKey{id: c.ids.number("ssh key"), fingerprint: fingerprint}
	k.object = newObject("id", k.id, "fingerprint", fingerprint, "public_key", publicKey, "name", name)
	sshKeys.of(c.Server).add(key(k.id), k)
	return answer(http.StatusCreated, "ssh_key", k.object)
}

func getSSHKey(c *call) (reply, error) {
	k := c.sshKey(c.arguments["ssh_key_identifier"])
	if k == nil {
		return reply{}, notFound()
	}
	return answer(http.StatusOK, "ssh_key", k.object)
}

func updateSSHKey(c *call) (reply, error) {
	k := c.sshKey(c.arguments["ssh_key_identifier"])
	if k == nil {
		return reply{}, notFound()
	}
	name := c.body.needText("name")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	k.set("name", name)
	return answer(http.StatusOK, "ssh_key", k.object)
}

func deleteSSHKey(c *call) (reply, error) {
	k := c.sshKey(c.arguments["ssh_key_identifier"])
	if k == nil {
		return reply{}, notFound()
	}
	sshKeys.of(c.Server).remove(key(k.id))
	c.deleted("ssh_key", key(k.id), k.object)
	return empty(http.StatusNoContent)
}

// sshKey finds a key by its ID or its fingerprint; nil if there is none.
func (s *Server) sshKey(identifier string) *sshKey {
	if k, ok := sshKeys.of(s).get(identifier); ok {
		return k
	}
	for k := range sshKeys.of(s).all() {
		if k.fingerprint == identifier {
			return k
		}
	}
	return nil
}

var sshKeyTypes = []string{
	"ssh-rsa", "ssh-dss", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
	"sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
}

// fingerprintOf returns the MD5 fingerprint of a public key. A key that only looks like one, as tests have
// them, gets a fingerprint too.
func fingerprintOf(publicKey string) (string, error) {
	parts := strings.Fields(publicKey)
	if len(parts) < 2 {
		return "", unprocessable("public_key invalid, key should be of the format `type key [comment]`")
	}
	if !slices.Contains(sshKeyTypes, parts[0]) {
		return "", unprocessable("public_key invalid type, we support '" + strings.Join(sshKeyTypes, "', '") + "'")
	}
	blob, err := base64.StdEncoding.DecodeString(parts[1])
	if err != nil {
		blob = []byte(parts[1])
	}
	sum := md5.Sum(blob)
	pairs := make([]string, 0, len(sum))
	for _, b := range sum {
		pairs = append(pairs, fmt.Sprintf("%02x", b))
	}
	return strings.Join(pairs, ":"), nil
}
