package digitaloceantest_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	publicKey   = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@example.com"
	fingerprint = "65:96:2d:fc:e8:d5:a9:11:64:0c:0f:ea:00:6e:5b:bd"
)

func TestSSHKeyLife(t *testing.T) {
	a := start(t)
	k := a.post("/v2/account/keys", object{"name": "me", "public_key": publicKey})["ssh_key"].(object)
	require.Equal(t, object{"id": k["id"], "fingerprint": fingerprint, "public_key": publicKey, "name": "me"}, k)
	for _, identifier := range []string{idOf(k), fingerprint} {
		path := "/v2/account/keys/" + identifier
		require.Equal(t, k, a.get(path)["ssh_key"])
		changed := a.do("PUT", path, object{"name": "new " + identifier})
		require.Equal(t, 200, changed.status)
		k = changed.body["ssh_key"].(object)
		require.Equal(t, "new "+identifier, k["name"])
	}
	require.Equal(t, []any{k}, a.get("/v2/account/keys")["ssh_keys"])
	a.delete("/v2/account/keys/" + fingerprint)
	a.gone("/v2/account/keys/" + idOf(k))
	require.Equal(t, 404, a.do("DELETE", "/v2/account/keys/"+fingerprint, nil).status)
	require.Equal(t, 404, a.do("PUT", "/v2/account/keys/"+fingerprint, object{"name": "x"}).status)
}

func TestSSHKeyRefusals(t *testing.T) {
	a := start(t)
	a.post("/v2/account/keys", object{"name": "me", "public_key": publicKey})
	for _, test := range []struct {
		request object
		message string
	}{
		{object{"public_key": publicKey}, "name"},
		{object{"name": "x"}, "public_key"},
		{object{"name": "x", "public_key": "ssh-rsa"}, "type key [comment]"},
		{object{"name": "x", "public_key": "---- BEGIN SSH2 ----"}, "public_key invalid type"},
		{object{"name": "x", "public_key": publicKey + " again"}, "already in use"},
	} {
		a.invalid(a.do("POST", "/v2/account/keys", test.request), test.message)
	}
	a.invalid(a.do("PUT", "/v2/account/keys/"+fingerprint, object{}), "name")
}
