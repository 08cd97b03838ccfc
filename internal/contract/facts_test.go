package contract

import (
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"
)

func TestFactsHold(t *testing.T) {
	require.NoError(t, Load().Verify())
	require.Len(t, Operations(), 659)
	require.Less(t, len(embedded), 1_000_000)
}

// TestFactsAreNoProse looks for text of the description that is no fact. Only values, defaults and patterns may have
// blanks in them.
func TestFactsAreNoProse(t *testing.T) {
	for line := range strings.Lines(embedded) {
		var fact any
		require.NoError(t, json.Unmarshal([]byte(line), &fact))
		requireNoProse(t, "", fact)
	}
}

func requireNoProse(t *testing.T, name string, fact any) {
	t.Helper()
	switch fact := fact.(type) {
	case map[string]any:
		for name, member := range fact {
			require.NotContains(t, name, " ")
			if name != "enum" && name != "pattern" {
				requireNoProse(t, name, member)
			}
		}
	case []any:
		for _, element := range fact {
			requireNoProse(t, name, element)
		}
	case string:
		require.NotContains(t, fact, " ", name)
	}
}

func TestLookupFindsEveryOperation(t *testing.T) {
	values := []string{"3164444", "a/b", "über uns", "..", "sha256:0f", "50%", "a.b"}
	for i, op := range Operations() {
		want := make(map[string]string)
		path := op.Path
		for j, p := range op.Parameters() {
			if p.In != InPath {
				continue
			}
			value := values[(i+j)%len(values)]
			want[p.Name] = value
			path = strings.Replace(path, "{"+p.Name+"}", strings.ReplaceAll(url.PathEscape(value), ".", "%2E"), 1)
		}
		found, args, ok := Lookup(op.Method, path)
		require.True(t, ok, path)
		require.Equal(t, op.ID, found.ID, path)
		require.Equal(t, want, args, path)
		require.Same(t, op, ByID(op.ID))
	}
}

func TestLookup(t *testing.T) {
	for _, test := range []struct {
		method, path, id string
		args             map[string]string
	}{
		{"GET", "/v2/account", "account_get", map[string]string{}},
		{"GET", "/v2/projects/default", "projects_get_default", map[string]string{}},
		{"GET", "/v2/projects/4e1bfbc3", "projects_get", map[string]string{"project_id": "4e1bfbc3"}},
		{"DELETE", "/v2/projects/default", "projects_delete", map[string]string{"project_id": "default"}},
		{"GET", "/v2/domains/example.com/records/7", "domains_get_record", map[string]string{"domain_name": "example.com", "domain_record_id": "7"}},
		{
			"GET", "/v2/registries/r/repositories/my%2Frepo/tags", "registries_list_repositoryTags",
			map[string]string{"registry_name": "r", "repository_name": "my/repo"},
		},
		{"GET", "/v2/account/", "", nil},
		{"GET", "/v2/droplets/", "", nil},
		{"GET", "/v2/domains//records", "", nil},
		{"PATCH", "/v2/account", "", nil},
		{"GET", "/v2/nothing", "", nil},
		{"GET", "", "", nil},
	} {
		op, args, ok := Lookup(test.method, test.path)
		require.Equal(t, test.id != "", ok, test.path)
		if ok {
			require.Equal(t, test.id, op.ID, test.path)
		}
		require.Equal(t, test.args, args, test.path)
	}
}

func TestOperation(t *testing.T) {
	list := ByID("droplets_list")
	require.Equal(t, Pages, list.Pagination())
	require.Empty(t, list.Host())
	require.Equal(t, []string{"droplets"}, list.Payload())
	require.Nil(t, list.Body())
	require.Equal(t, []string{"droplet", "droplets"}, ByID("droplets_create").Payload())
	require.Equal(t, 200, list.Answers()[0].Code)
	last := list.Errors()[len(list.Errors())-1]
	require.Zero(t, last.Code)
	require.Equal(t, "error", last.Schema.Name())

	tag, ok := list.Parameter(InQuery, "tag_name")
	require.True(t, ok)
	require.False(t, tag.Required)
	require.Equal(t, String, tag.Schema.Kind())

	types, _ := ByID("apps_list_deployments").Parameter(InQuery, "deployment_types")
	require.Equal(t, Repeat, types.Array)
	require.NotEmpty(t, types.Schema.Items().Enum())

	require.Equal(t, "inference.do-ai.run", ByID("inference_list_models").Host())
	require.Equal(t, "*", ByID("inference_upload_batch_file").Host())
	require.True(t, ByID("registry_get").Deprecated())
	require.Empty(t, ByID("genai_create_model_api_key").Answers())
	require.Len(t, ByID("inference_create_async_invoke").Answers(), 2)
	require.Nil(t, ByID("no_such_operation"))
	require.True(t, list.Uses("region"))
	require.False(t, list.Uses("domain"))
}

func TestPaginationStyles(t *testing.T) {
	styles := map[string]Pagination{
		"droplets_list":                      Pages,
		"imageActions_list":                  Pages, // corrected
		"genai_list_agents":                  Pages,
		"registries_list_garbageCollections": UnlinkedPages,
		"security_create_suppression":        LinkedOnly,
		"genai_list_model_catalog":           PageLimit,
		"inference_list_batches":             Cursor,
		"databases_list_clusters":            NoPages,
		"volumeActions_post":                 NoPages, // corrected
		"droplets_create":                    NoPages,
	}
	for id, want := range styles {
		require.Equal(t, want, ByID(id).Pagination(), id)
	}
}

func TestSchema(t *testing.T) {
	droplet := Type("droplet")
	require.Equal(t, Object, droplet.Kind())
	require.Equal(t, "droplet", droplet.Name())
	id, ok := droplet.Field("id")
	require.True(t, ok)
	require.True(t, id.Required)
	require.Equal(t, Integer, id.Schema.Kind())
	kernel, _ := droplet.Field("kernel")
	require.True(t, kernel.Schema.Nullable())
	require.Equal(t, "kernel", kernel.Schema.Name())
	require.NotEmpty(t, kernel.Schema.Fields())
	_, ok = droplet.Field("no_such_field")
	require.False(t, ok)
	require.Nil(t, Type("no_such_type"))
	status, _ := Type("action").Field("status")
	require.Equal(t, `"in-progress"`, string(status.Schema.Default()))
	exact, _ := Type("apps_string_match").Field("prefix")
	require.True(t, exact.Schema.Deprecated())

	agent := Type("apiAgent")
	children, _ := agent.Field("child_agents")
	require.Same(t, agent.Fields()[0].Schema, children.Schema.Items().Fields()[0].Schema, "recursion goes through the name")

	actions := ByID("dropletActions_post").Body().JSON()
	require.Equal(t, Union, actions.Kind())
	require.Equal(t, "type", actions.Discriminator())
	require.Len(t, actions.Arms(), 16)

	floating, _ := Type("floating_ip").Field("droplet")
	require.True(t, floating.Schema.Nullable(), "an arm for null makes the other one nullable")
	require.Equal(t, "droplet", floating.Schema.Name())
}

func TestFactsInParallel(t *testing.T) {
	facts, err := Parse(embedded)
	require.NoError(t, err)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, op := range facts.Operations() {
				facts.Lookup(op.Method, op.Path)
				op.Uses("droplet")
				op.CheckRequest(nil, nil, []byte(`{"name":"x"}`))
				Generator{Form: Minimal}.Answers(op)
			}
		})
	}
	group.Wait()
}

func TestParseRefusesOtherLines(t *testing.T) {
	_, err := Parse(`{"operation":"a","method":"GET","path":"/a"}` + "\n" + `{"path":"/a"}` + "\n")
	require.EqualError(t, err, "contract: parse facts: line 2 is neither an operation nor a type")
}

func TestVerifyFindsDamage(t *testing.T) {
	for _, test := range []struct{ lines, want string }{
		{`{"operation":"a","method":"GET","path":"/a","deprecated":false}`, "it would now be written as"},
		{`{"operation":"a","method":"GET","path":"/a","colour":1}`, "colour"},
		{`{"operation":"a","method":"GET","path":"/a","answers":[{"code":200,"content":{"application/json":{"ref":"x"}}}]}`, "no type x"},
		{`{"operation":"a","method":"GET","path":"/a"}` + "\n" + `{"operation":"b","method":"GET","path":"/a"}`, "another has its path"},
		{`{"type":"x","schema":{"fields":{"y":{"ref":"z"}}}}`, "no type z"},
	} {
		facts, err := Parse(test.lines)
		require.NoError(t, err)
		require.ErrorContains(t, facts.Verify(), test.want)
	}
}

func TestPlaces(t *testing.T) {
	for _, op := range Operations() {
		p, ok := OperationPlace(op.ID)
		require.True(t, ok, op.ID)
		require.NotEmpty(t, p.Service, op.ID)
		require.NotEmpty(t, p.Method, op.ID)
		require.True(t, strings.HasSuffix(p.File, ".go"), op.ID)
	}
	p, _ := TypePlace("droplet")
	require.Equal(t, Place{Type: "Droplet", File: "droplets.go"}, p)
	p, _ = OperationPlace("droplets_list")
	require.Equal(t, Place{Service: "Droplets", Method: "List", Type: "DropletListOptions", File: "droplets.go"}, p)
}

func TestPending(t *testing.T) {
	require.IsIncreasing(t, Pending())
	for _, id := range Pending() {
		require.NotNil(t, ByID(id), id)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	Lookup("GET", "/v2/account")
	for b.Loop() {
		if _, _, ok := Lookup("GET", "/v2/domains/example.com/records/7"); !ok {
			b.Fatal("not found")
		}
	}
}

func BenchmarkDecodeAll(b *testing.B) {
	for b.Loop() {
		facts, _ := Parse(embedded)
		for _, op := range facts.Operations() {
			op.Uses("droplet")
		}
	}
}
