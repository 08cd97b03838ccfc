package contract

import (
	"os"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"
)

// describeSmall describes the API of testdata/before.json, after edits of its text.
func describeSmall(t *testing.T, edits ...string) (string, []Flaw, error) {
	t.Helper()
	raw, err := os.ReadFile("testdata/before.json")
	require.NoError(t, err)
	text := string(raw)
	for i := 0; i < len(edits); i += 2 {
		require.Contains(t, text, edits[i])
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	lines, flaws, err := Describe([]byte(text), nil)
	return string(lines), flaws, err
}

func TestDescribe(t *testing.T) {
	lines, flaws, err := describeSmall(t)
	require.NoError(t, err)
	require.Empty(t, flaws)
	facts, err := Parse(lines)
	require.NoError(t, err)
	require.NoError(t, facts.Verify())
	require.Equal(t, []string{
		"account", "droplet", "droplet_action", "droplet_action_rename", "droplet_create", "error", "kernel", "meta", "page_links", "region",
	}, facts.TypeNames(), "what is merged, and what no operation uses, has no line")

	for _, want := range []string{
		`"path":"/v1/models","host":"inference.do-ai.run","deprecated":true,"answers":[{"code":200,"content":{"text/csv":{}}}]`,
		`"errors":[{"codes":[404,0],"schema":{"ref":"error"}}]`,
		`{"name":"ids","in":"query","array":"repeat","schema":{"kind":"array","items":{"kind":"integer"}}}`,
		// allOf is merged
		`{"type":"droplet_create","schema":{"kind":"object","required":["name","size"],"fields":{"image":{"oneOf":[{"kind":"string"},{"kind":"integer"}]},"name":{"kind":"string","maxLength":255},"size":{"kind":"string"}}}}`,
		// a reference with marks stays one
		`"kernel":{"ref":"kernel","nullable":true,"readOnly":true}`,
		// an arm for null makes the other one nullable
		`"owner":{"ref":"account","nullable":true}`,
		`"labels":{"kind":"object","values":{"kind":"string"}}`,
		`"neighbours":{"kind":"array","items":{"ref":"droplet"}}`,
		`"switch":{"field":"type","types":{"reboot":"droplet_action","rename":"droplet_action_rename"}}`,
		// what stands beside a union is in each of its arms
		`"anyOf":[{"kind":"object","required":["inbound","name"],"fields":{"inbound":{"kind":"string"},"name":{"kind":"string"},"outbound":{"kind":"string"}}},{"kind":"object","required":["name","outbound"],"fields"`,
	} {
		require.Contains(t, lines, want)
	}
	require.Equal(t, Pages, facts.ByID("droplets_list").Pagination())
}

func TestDescribeRefusesWhatItDoesNotUnderstand(t *testing.T) {
	for _, test := range []struct{ old, now, want string }{
		{`"nullable": true`, `"nullable": true, "if": {}`, "schema keyword if is not understood"},
		{`#/components/schemas/kernel`, `#/components/schemas/kernels`, "kernels"},
		{`#/components/responses/failed`, `#/components/responses/lost`, "reference #/components/responses/lost leads nowhere"},
		{`"/v2/droplets/{droplet_id}"`, `"/v2/droplets/{id}"`, "parameter droplet_id is not in the path"},
		{`"operationId": "account_get"`, `"operationId": ""`, "it needs an ID"},
		{`"paths"`, `"roads"`, "is it an OpenAPI 3 description?"},
	} {
		_, _, err := describeSmall(t, test.old, test.now)
		require.ErrorContains(t, err, test.want)
	}
	_, _, err := Describe([]byte("openapi: 3.0.0"), nil)
	require.ErrorContains(t, err, "contract: read description")
}

func TestDescribeReportsContradictions(t *testing.T) {
	lines, flaws, err := describeSmall(t, `"id",
     "name"`, `"id",
     "colour"`)
	require.NoError(t, err)
	require.Equal(t, []Flaw{{At: "droplet", Cause: "field colour is required but not declared"}}, flaws)
	require.Contains(t, lines, `{"type":"droplet","schema":{"kind":"object","required":["id"],`)
}

func TestCorrect(t *testing.T) {
	const before = `{"a":{"b":[1,{"c~/d":2}]},"e":"f"}`
	for _, test := range []struct{ at, to, want, flaw string }{
		{"/e", `"g"`, `{"a":{"b":[1,{"c~/d":2}]},"e":"g"}`, ""},
		{"/a/b/1/c~0~1d", `[]`, `{"a":{"b":[1,{"c~/d":[]}]},"e":"f"}`, ""},
		{"/a/b/0", `{"x":1}`, `{"a":{"b":[{"x":1},{"c~/d":2}]},"e":"f"}`, ""},
		{"/a/b/-", `3`, `{"a":{"b":[1,{"c~/d":2},3]},"e":"f"}`, ""},
		{"/a/new/-", `3`, `{"a":{"b":[1,{"c~/d":2}],"new":[3]},"e":"f"}`, ""},
		{"/a", ``, `{"e":"f"}`, ""},
		{"/e", `"f"`, before, "the description says so itself"},
		{"/a/b/-", `1`, before, "the description says so itself"},
		{"/x", ``, before, "the description says so itself"},
		{"/x/y", `1`, before, "there is no x"},
		{"/a/b/7", `1`, before, "there is no element 7"},
		{"/e/-", `1`, before, "e is not a list"},
		{"/e/x", `1`, before, "there is nothing to put x into"},
		{"/e/x", ``, before, "there is no object to remove x from"},
		{"/e", `{`, before, "unexpected EOF"},
	} {
		after, flaws, err := correct([]byte(before), []Correction{{At: []string{test.at}, To: test.to}})
		require.NoError(t, err)
		require.JSONEq(t, test.want, string(after), test.at)
		if test.flaw == "" {
			require.Empty(t, flaws, test.at)
			continue
		}
		require.Len(t, flaws, 1, test.at)
		require.Contains(t, flaws[0].String(), test.flaw)
	}
}

func TestCorrectionsHaveReasons(t *testing.T) {
	for _, c := range Corrections() {
		require.NotEmpty(t, c.At)
		require.NotEmpty(t, c.Reason, c.At)
		if c.To != "" {
			var value any
			require.NoError(t, json.Unmarshal([]byte(c.To), &value), c.At)
		}
	}
}
