package digitaloceantest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

// object is a decoded JSON object.
type object = map[string]any

// api sends requests over HTTP, without the typed client.
type api struct {
	t   *testing.T
	srv *digitaloceantest.Server
}

func start(t *testing.T, opts ...digitaloceantest.Option) api {
	t.Helper()
	return api{t, startKept(t, append([]digitaloceantest.Option{digitaloceantest.ManualClock()}, opts...))}
}

type answer struct {
	status int
	header http.Header
	raw    string
	body   object
}

// try sends a request and returns what came of it. A string is sent as it is, anything else as JSON.
func (a api) try(method, path string, body any, header ...string) (answer, error) {
	a.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		encoded, err := json.Marshal(b)
		require.NoError(a.t, err)
		reader = bytes.NewReader(encoded)
	}
	r, err := http.NewRequestWithContext(a.t.Context(), method, a.srv.URL+path, reader)
	require.NoError(a.t, err)
	r.Header.Set("Authorization", "Bearer "+a.srv.Token)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	got := answer{status: resp.StatusCode, header: resp.Header, raw: string(raw)}
	_ = json.Unmarshal(raw, &got.body)
	return got, err
}

func (a api) do(method, path string, body any, header ...string) answer {
	a.t.Helper()
	got, err := a.try(method, path, body, header...)
	require.NoError(a.t, err)
	a.conforms(method, path, got)
	return got
}

// get returns the body of a successful GET.
func (a api) get(path string) object {
	a.t.Helper()
	got := a.do(http.MethodGet, path, nil)
	require.Equal(a.t, 200, got.status, got.raw)
	return got.body
}

// post returns the body of a successful POST.
func (a api) post(path string, body any) object {
	a.t.Helper()
	got := a.do(http.MethodPost, path, body)
	require.Contains(a.t, []int{201, 202}, got.status, got.raw)
	return got.body
}

// change returns the body of a successful PUT or PATCH.
func (a api) change(method, path string, body any) object {
	a.t.Helper()
	got := a.do(method, path, body)
	require.Contains(a.t, []int{200, 202}, got.status, got.raw)
	return got.body
}

// done expects 204 from a request with a body.
func (a api) done(method, path string, body any) {
	a.t.Helper()
	got := a.do(method, path, body)
	require.Equal(a.t, 204, got.status, got.raw)
}

// refusals expects 422 from a request with each of the bodies, with the message that stands beside it.
func (a api) refusals(method, path string, bodies []refusal) {
	a.t.Helper()
	for _, r := range bodies {
		a.invalid(a.do(method, path, r.body), r.message)
	}
}

type refusal struct {
	body    object
	message string
}

// delete expects 204.
func (a api) delete(path string) {
	a.t.Helper()
	got := a.do(http.MethodDelete, path, nil)
	require.Equal(a.t, 204, got.status, got.raw)
	require.Empty(a.t, got.raw)
}

// refused expects an error object of the API with a message that holds a text.
func (a api) refused(got answer, status int, id, message string) {
	a.t.Helper()
	require.Equal(a.t, status, got.status, got.raw)
	require.Equal(a.t, id, got.body["id"])
	require.Contains(a.t, got.body["message"], message)
	require.Equal(a.t, got.header.Get("X-Request-Id"), got.body["request_id"])
}

// invalid expects 422 with a message that holds a text.
func (a api) invalid(got answer, message string) {
	a.t.Helper()
	a.refused(got, 422, "unprocessable_entity", message)
}

// gone expects 404.
func (a api) gone(path string) {
	a.t.Helper()
	a.refused(a.do(http.MethodGet, path, nil), 404, "not_found", "not")
}

// createDroplet returns a new Droplet that has become active.
func (a api) createDroplet(request object) object {
	a.t.Helper()
	r := object{"name": "web-1", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"}
	for name, value := range request {
		r[name] = value
	}
	id := idOf(a.post("/v2/droplets", r)["droplet"])
	a.srv.Advance(time.Minute)
	return a.get("/v2/droplets/" + id)["droplet"].(object)
}

// idOf returns the ID of a resource as it stands in a path.
func idOf(resource any) string {
	encoded, _ := json.Marshal(resource.(object)["id"])
	return strings.Trim(string(encoded), `"`)
}

// column returns a field of each resource in a list.
func column(list any, name string) []any {
	values := []any{}
	for _, resource := range list.([]any) {
		values = append(values, resource.(object)[name])
	}
	return values
}

// merged returns an object with other fields; those that are nil are left out.
func merged(o, fields object) object {
	m := object{}
	for _, from := range []object{o, fields} {
		for name, value := range from {
			m[name] = value
			if value == nil {
				delete(m, name)
			}
		}
	}
	return m
}

func names(of object) []string {
	list := []string{}
	for name := range of {
		list = append(list, name)
	}
	return list
}

func sprint(value any) string { return fmt.Sprint(value) }

// wholeOnly is the body of a resource for requests to the resource itself, and none for those to something below it.
func wholeOnly(end string, body object) any {
	if end == "" {
		return body
	}
	return nil
}

// split takes a request such as "GET /v2/account" apart.
func split(request string) (method, path string) {
	method, path, _ = strings.Cut(request, " ")
	return method, path
}
