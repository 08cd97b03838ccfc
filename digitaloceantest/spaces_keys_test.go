package digitaloceantest_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSpacesKeyLife(t *testing.T) {
	a := start(t)
	grants := []any{object{"bucket": "b", "permission": "read"}}
	created := a.post("/v2/spaces/keys", object{"name": "k", "grants": grants})["key"].(object)
	require.Regexp(t, `^DO00[A-Z2-7]{16}$`, created["access_key"])
	require.Len(t, created["secret_key"], 43)
	require.Equal(t, grants, created["grants"])
	path := "/v2/spaces/keys/" + created["access_key"].(string)
	k := a.get(path)["key"].(object)
	require.Equal(t, merged(created, object{"secret_key": nil}), k, "the secret is told once")
	require.NotContains(t, a.get("/v2/spaces/keys")["keys"].([]any)[0], "secret_key")

	require.Equal(t, "new", a.change("PUT", path, object{"name": "new", "grants": grants})["key"].(object)["name"])
	changed := a.change("PATCH", path, object{"name": "newer"})["key"].(object)
	require.Equal(t, []any{"newer", grants}, []any{changed["name"], changed["grants"]})
	a.delete(path)
	a.gone(path)
}

func TestListSpacesKeys(t *testing.T) {
	a := start(t)
	a.post("/v2/spaces/keys", object{"name": "b", "grants": []object{{"bucket": "x", "permission": "read"}}})
	a.post("/v2/spaces/keys", object{"name": "a", "grants": []object{{"bucket": "y", "permission": "readwrite"}}})
	a.post("/v2/spaces/keys", object{"name": "c", "grants": []object{{"bucket": "", "permission": "fullaccess"}}})
	for query, want := range map[string][]any{
		"":                               {"c", "a", "b"},
		"?sort_direction=asc":            {"b", "a", "c"},
		"?sort=name&sort_direction=asc":  {"a", "b", "c"},
		"?sort=name&sort_direction=desc": {"c", "b", "a"},
		"?name=a":                        {"a"},
		"?bucket=x":                      {"b"},
		"?permission=fullaccess":         {"c"},
		"?bucket=x&permission=readwrite": {},
	} {
		require.Equal(t, want, column(a.get("/v2/spaces/keys" + query)["keys"], "name"), query)
	}
	a.invalid(a.do("GET", "/v2/spaces/keys?sort=size", nil), "sort")
	a.invalid(a.do("GET", "/v2/spaces/keys?sort_direction=up", nil), "sort_direction")
}

func TestSpacesKeyRefusals(t *testing.T) {
	a := start(t)
	full, scoped := object{"bucket": "", "permission": "fullaccess"}, object{"bucket": "b", "permission": "read"}
	path := "/v2/spaces/keys/" + a.post("/v2/spaces/keys", object{"name": "k", "grants": []object{scoped}})["key"].(object)["access_key"].(string)
	a.refusals("POST", "/v2/spaces/keys", []refusal{
		{object{}, "name"},
		{object{"name": "x", "grants": []object{{"bucket": "b", "permission": "write"}}}, "grants[0].permission"},
		{object{"name": "x", "grants": []object{{"permission": "read"}}}, "grants[0].bucket"},
	})
	a.refused(a.do("POST", "/v2/spaces/keys", object{"name": "x", "grants": []object{full, scoped}}), 400, "bad_request", "cannot mix")
	a.refused(a.do("PATCH", path, object{"grants": []object{full}}), 400, "bad_request", "cannot convert")
	a.invalid(a.do("PUT", path, object{}), "name")
	for _, method := range []string{"GET", "PUT", "PATCH", "DELETE"} {
		require.Equal(t, 404, a.do(method, "/v2/spaces/keys/none", object{"name": "x"}).status, method)
	}
}
