package digitalocean_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestPathArgumentIsOneSegment(t *testing.T) {
	for argument, segment := range map[string]string{
		"example.com":                     "example.com",
		"a/b":                             "a%2Fb",
		"a?b#c":                           "a%3Fb%23c",
		"../droplets?tag_name=prod":       "..%2Fdroplets%3Ftag_name=prod",
		"..\\droplets":                    "..%5Cdroplets",
		"%2e%2e":                          "%252e%252e",
		"100%":                            "100%25",
		"my zone":                         "my%20zone",
		" ":                               "%20",
		"3b:16:bf:e4":                     "3b:16:bf:e4",
		"2604:a880:800:14::42c3:d000":     "2604:a880:800:14::42c3:d000",
		"sha256:0123":                     "sha256:0123",
		"...":                             "...",
		"{domain_name}":                   "%7Bdomain_name%7D",
		"bücher.example":                  "b%C3%BCcher.example",
		"a\r\nHost: evil":                 "a%0D%0AHost:%20evil",
		"nul\x00":                         "nul%00",
		"not utf-8 \xff":                  "not%20utf-8%20%FF",
		"a;b,c&d=e+f":                     "a%3Bb%2Cc&d=e+f",
		"https://evil.example/v2/account": "https:%2F%2Fevil.example%2Fv2%2Faccount",
		"@evil.example":                   "@evil.example",
	} {
		t.Run(argument, func(t *testing.T) {
			var requested []string
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				requested = append(requested, r.RequestURI)
				w.WriteHeader(http.StatusNoContent)
			})
			require.NoError(t, client.Domains.Records.Delete(t.Context(), argument, 7))
			require.Equal(t, []string{"/v2/domains/" + segment + "/records/7"}, requested)
		})
	}
}

func TestPathArgumentIsRefused(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"empty":            {client.Domains.Delete(t.Context(), ""), "domain_name is empty"},
		"this folder":      {client.Domains.Delete(t.Context(), "."), `domain_name is "."`},
		"the parent":       {client.Domains.Delete(t.Context(), ".."), `domain_name is ".."`},
		"an ID of 0":       {client.Domains.Records.Delete(t.Context(), "example.com", 0), "domain_record_id is 0"},
		"a negative ID":    {client.Domains.Records.Delete(t.Context(), "example.com", -1), "domain_record_id is -1"},
		"a second that is": {client.Domains.Records.Delete(t.Context(), "", 1), "domain_name is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			require.ErrorIs(t, c.err, digitalocean.ErrInvalidArgument)
			require.ErrorContains(t, c.err, c.want)
			require.True(t, strings.HasPrefix(c.err.Error(), "digitalocean: DELETE /v2/domains/{domain_name}"), c.err)
		})
	}
}

func TestRequestIsRefused(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	_, err := client.Domains.Create(t.Context(), nil)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	require.EqualError(t, err, "digitalocean: POST /v2/domains: invalid argument: the request is nil")

	err = client.Do(t.Context(), "POST", "/v2/things", map[string]any{"f": func() {}}, nil)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	require.ErrorContains(t, err, "encode the request")
}

func TestBaseURLWithAPath(t *testing.T) {
	var requested string
	address := serverURL(t, func(w http.ResponseWriter, r *http.Request) {
		requested = r.RequestURI
		w.WriteHeader(http.StatusNoContent)
	})
	for base, want := range map[string]string{
		address:                   "/v2/domains/a%2Fb",
		address + "/":             "/v2/domains/a%2Fb",
		address + "/v2":           "/v2/domains/a%2Fb",
		address + "/do%2Fproxy/":  "/do%2Fproxy/v2/domains/a%2Fb",
		address + "/do/proxy/v2/": "/do/proxy/v2/domains/a%2Fb",
	} {
		client, err := digitalocean.New(testToken, digitalocean.WithBaseURL(base))
		require.NoError(t, err)
		require.NoError(t, client.Domains.Delete(t.Context(), "a/b"))
		require.Equal(t, want, requested, base)
	}
}
