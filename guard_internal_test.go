package digitalocean

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

type unreachable struct{ t *testing.T }

func (u unreachable) RoundTrip(r *http.Request) (*http.Response, error) {
	u.t.Errorf("sent to %s %s", r.URL, r.Host)
	return nil, nil
}

// No request that the library makes can leave the API's host. The guard stands behind that.
func TestGuard(t *testing.T) {
	base := &url.URL{Scheme: "https", Host: "api.digitalocean.com"}
	g := &guard{base: base, next: unreachable{t}}
	for _, c := range []struct{ address, host string }{
		{"https://evil.example/v2/account", ""},
		{"http://api.digitalocean.com/v2/account", ""},
		{"https://api.digitalocean.com:8443/v2/account", ""},
		{"https://api.digitalocean.com@evil.example/v2/account", ""},
		{"https://api.digitalocean.com/v2/account", "evil.example"},
	} {
		req, err := http.NewRequest(http.MethodGet, c.address, nil)
		require.NoError(t, err)
		if c.host != "" {
			req.Host = c.host
		}
		_, err = g.RoundTrip(req)
		require.ErrorAs(t, err, new(*guardError), c.address)
	}
}
