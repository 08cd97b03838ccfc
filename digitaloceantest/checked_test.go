package digitaloceantest_test

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
	"github.com/dosdk/digitalocean/internal/contract"
)

// checked is a client of a server that holds every answer to the API's description.
func checked(t *testing.T, opts ...digitaloceantest.Option) (*digitaloceantest.Server, *digitalocean.Client) {
	t.Helper()
	srv := digitaloceantest.NewServer(t, opts...)
	return srv, srv.Client(digitalocean.WithHTTPClient(&http.Client{Transport: checkingTransport{t}}))
}

type checkingTransport struct{ t *testing.T }

func (c checkingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || resp.StatusCode >= 300 {
		return resp, err
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if op, _, ok := contract.Lookup(r.Method, r.URL.EscapedPath()); ok {
		at := slices.IndexFunc(op.Answers(), func(a contract.Answer) bool { return a.Code == resp.StatusCode })
		if assert.GreaterOrEqual(c.t, at, 0, "%s: %d is not documented", op.ID, resp.StatusCode) && op.Answers()[at].JSON() != nil {
			problems := slices.DeleteFunc(op.Answers()[at].JSON().Check(contract.Answered, body), func(p contract.Problem) bool {
				return strings.HasSuffix(p.Path, "spec.alerts") // which the description leaves out
			})
			assert.Empty(c.t, problems, "%s: %s", op.ID, body)
		}
	}
	return resp, err
}
