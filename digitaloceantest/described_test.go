package digitaloceantest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
	"github.com/dosdk/digitalocean/internal/contract"
)

// request is a request for an operation with generated arguments and the smallest body.
func request(t *testing.T, srv *digitaloceantest.Server, op *contract.Operation) *http.Request {
	t.Helper()
	path, query, header := op.Path, url.Values{}, http.Header{"Authorization": {"Bearer " + srv.Token}}
	for _, argument := range (contract.Generator{}).Arguments(op) {
		switch {
		case argument.In == contract.InPath:
			path = strings.Replace(path, "{"+argument.Name+"}", url.PathEscape(argument.Values[0]), 1)
		case argument.In == contract.InQuery && argument.Required:
			query[argument.Name] = argument.Values[:1]
		case argument.In == contract.InHeader && argument.Required:
			header.Set(argument.Name, argument.Values[0])
		}
	}
	var body []byte
	for _, sample := range (contract.Generator{Form: contract.Minimal}).Bodies(op) {
		body = sample.Value
		break
	}
	r, err := http.NewRequestWithContext(t.Context(), op.Method, srv.URL+path+"?"+query.Encode(), bytes.NewReader(body))
	require.NoError(t, err)
	r.Header = header
	return r
}

func (a api) send(r *http.Request) answer {
	a.t.Helper()
	resp, err := http.DefaultClient.Do(r)
	require.NoError(a.t, err)
	defer resp.Body.Close()
	var raw bytes.Buffer
	_, err = raw.ReadFrom(resp.Body)
	require.NoError(a.t, err)
	got := answer{status: resp.StatusCode, header: resp.Header, raw: raw.String()}
	_ = json.Unmarshal(raw.Bytes(), &got.body)
	return got
}

func here() []*contract.Operation {
	var list []*contract.Operation
	for _, op := range contract.Operations() {
		if op.Host() == "" {
			list = append(list, op)
		}
	}
	return list
}

// TestEveryOperationIsAnswered sends a request for each operation of the API. One without a rule is answered whole; a
// rule may say that the resource is not there, or that it cannot be made of the smallest request.
func TestEveryOperationIsAnswered(t *testing.T) {
	a := start(t)
	generated := 0
	for _, op := range here() {
		got := a.send(request(t, a.srv, op))
		requests := a.srv.Requests()
		require.Equal(t, op.Method+" "+op.Path, requests[len(requests)-1].Operation)
		if digitaloceantest.Ruled(op.Method, op.Path) {
			require.NotEqual(t, http.StatusMethodNotAllowed, got.status, op.ID)
			require.Less(t, got.status, 500, op.ID)
			continue
		}
		generated++
		a.answers(op, got)
	}
	require.Positive(t, generated)
}

// answers holds a generated answer to the description.
func (a api) answers(op *contract.Operation, got answer) {
	a.t.Helper()
	if len(op.Answers()) == 0 {
		require.Equal(a.t, http.StatusGone, got.status, op.ID)
		return
	}
	want := op.Answers()[0]
	require.Equal(a.t, want.Code, got.status, "%s: %s", op.ID, got.raw)
	switch {
	case len(want.Contents) == 0:
		require.Empty(a.t, got.raw, op.ID)
	case want.JSON() != nil:
		require.Equal(a.t, "application/json; charset=utf-8", got.header.Get("Content-Type"), op.ID)
		require.Empty(a.t, want.JSON().Check(contract.Answered, []byte(got.raw)), "%s: %s", op.ID, got.raw)
	default:
		require.Equal(a.t, want.Contents[0].Type, got.header.Get("Content-Type"), op.ID)
	}
}

// TestWhatIsMissingIsNamed leaves out one required field after the other, where no rule has more to say.
func TestWhatIsMissingIsNamed(t *testing.T) {
	a := start(t)
	for _, op := range here() {
		body := op.Body().JSON()
		if body == nil || digitaloceantest.Ruled(op.Method, op.Path) {
			continue
		}
		for _, field := range body.Fields() {
			if !field.Required || field.Schema.ReadOnly() {
				continue
			}
			r := request(t, a.srv, op)
			var fields object
			require.NoError(t, json.NewDecoder(r.Body).Decode(&fields))
			delete(fields, field.Name)
			encoded, err := json.Marshal(fields)
			require.NoError(t, err)
			again := r.Clone(t.Context())
			again.Body, again.ContentLength = http.NoBody, 0
			if len(fields) > 0 {
				again, err = http.NewRequestWithContext(t.Context(), r.Method, r.URL.String(), bytes.NewReader(encoded))
				require.NoError(t, err)
				again.Header = r.Header
			}
			a.invalid(a.send(again), field.Name+" can't be blank")
		}
	}
}

// without returns an operation that no service has a rule for, of which a condition is true.
func without(t *testing.T, is func(op *contract.Operation) bool) *contract.Operation {
	t.Helper()
	for _, op := range here() {
		if !digitaloceantest.Ruled(op.Method, op.Path) && is(op) {
			return op
		}
	}
	t.Skip("there is a rule for each")
	return nil
}

func TestGeneratedAnswersFollowTheRequest(t *testing.T) {
	op := without(t, func(op *contract.Operation) bool {
		payload := op.Payload()
		if op.Method != http.MethodGet || len(payload) != 1 || !strings.HasSuffix(op.Path, "/{uuid}") {
			return false
		}
		_, ok := op.AnswerSchema().Fields()[0].Schema.Field("uuid")
		return ok
	})
	const id = "5a4981aa-9653-4bd1-bef5-d6bff52042e4"
	path, a := strings.Replace(op.Path, "{uuid}", id, 1), start(t)
	first := a.get(path)
	require.Equal(t, id, first[op.Payload()[0]].(object)["uuid"])
	require.Equal(t, first, a.get(path))
	require.NotEqual(t, first, start(t, digitaloceantest.Seed(2)).get(path))
}

func TestGeneratedListsArePaged(t *testing.T) {
	op := without(t, func(op *contract.Operation) bool {
		if op.Pagination() != contract.Pages || len(op.Payload()) != 1 {
			return false
		}
		_, counted := op.AnswerSchema().Field("meta")
		return counted
	})
	a := start(t)
	r := request(t, a.srv, op)
	path := strings.TrimPrefix(r.URL.Path, "/")
	read := func(query string) object {
		got := a.do(op.Method, "/"+path+"?"+query, nil)
		require.Equal(t, 200, got.status, got.raw)
		return got.body
	}
	whole := read("")[op.Payload()[0]].([]any)
	require.Len(t, whole, 3)
	var paged []any
	for page := 1; page <= 3; page++ {
		body := read(fmt.Sprintf("per_page=1&page=%d", page))
		paged = append(paged, body[op.Payload()[0]].([]any)...)
		require.EqualValues(t, 3, body["meta"].(object)["total"])
	}
	require.Equal(t, whole, paged)
	require.Empty(t, read("page=7")[op.Payload()[0]])
	a.refused(a.do("GET", "/"+path+"?page=x", nil), 400, "bad_request", "page")
}

func TestStrict(t *testing.T) {
	a := start(t)
	droplet := object{"name": "web", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "debian-12-x64"}
	for _, test := range []struct {
		name, method, path string
		body               any
		message            string
	}{
		{"unknown field", "POST", "/v2/droplets", merged(droplet, object{"tag": "web"}), "tag is not a field"},
		{"field of a wrong type that no rule reads", "POST", "/v2/droplets", merged(droplet, object{"with_droplet_agent": "yes"}), "with_droplet_agent must be a boolean"},
		{"unknown field inside another", "POST", "/v2/droplets", merged(droplet, object{"backup_policy": object{"day": "MON"}}), "backup_policy.day"},
		{"unknown parameter", "GET", "/v2/droplets?tag=web", nil, "query parameter tag is not"},
		{"unknown parameter of a deletion", "DELETE", "/v2/droplets?tag_name=web&name=x", nil, "query parameter name is not"},
	} {
		t.Run(test.name, func(t *testing.T) {
			api{t, a.srv}.invalid(a.do(test.method, test.path, test.body), test.message)
		})
	}
	require.Empty(t, a.get("/v2/droplets")["droplets"])
}

func TestToleratesWhatClientsSend(t *testing.T) {
	a := start(t)
	d := a.createDroplet(object{"user_data": nil, "vpc_uuid": nil, "ssh_keys": nil, "backups": false})
	a.createDroplet(object{"private_network": nil, "kernel": ""})
	a.post("/v2/tags", object{"name": "web", "resources": object{"count": 0}}) // as it was read
	require.Equal(t, 204, a.do("POST", "/v2/tags/web/resources", object{
		"resources": []object{{"resource_id": d["id"], "resource_type": "droplet"}}, // a number
	}).status)
	require.Equal(t, 200, a.do("GET", "/v2/account?per_page=20", nil).status)
	require.Equal(t, 204, a.do("DELETE", "/v2/droplets/"+idOf(d), object{}).status)
}

func TestLenient(t *testing.T) {
	a := start(t, digitaloceantest.Lenient())
	a.createDroplet(object{"tag": "web", "tier": "gold"})
	a.get("/v2/droplets?tag=web")
	a.invalid(a.do("POST", "/v2/droplets", object{"name": "web"}), "size")
}
