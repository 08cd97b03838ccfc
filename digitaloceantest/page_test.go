package digitaloceantest_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPages(t *testing.T) {
	a := start(t)
	a.srv.AddDroplets(45, func(_ int, d map[string]any) { d["tags"] = []string{"a:b"} })
	for _, test := range []struct {
		query    string
		items    int
		pages    map[string]string // query of each link
		allInOne bool
	}{
		{query: "?tag_name=a:b", items: 20, pages: map[string]string{
			"next": "page=2&tag_name=a%3Ab", "last": "page=3&tag_name=a%3Ab",
		}},
		{query: "?page=2", items: 20, pages: map[string]string{
			"first": "page=1", "prev": "page=1", "next": "page=3", "last": "page=3",
		}},
		{query: "?page=3&per_page=20", items: 5, pages: map[string]string{
			"first": "page=1&per_page=20", "prev": "page=2&per_page=20",
		}},
		{query: "?page=9", items: 0, pages: map[string]string{"first": "page=1", "prev": "page=3"}},
		{query: "?per_page=45", items: 45, allInOne: true},
		{query: "?per_page=200", items: 45, allInOne: true},
	} {
		t.Run(test.query, func(t *testing.T) {
			body := api{t, a.srv}.get("/v2/droplets" + test.query)
			require.Len(t, body["droplets"], test.items)
			require.EqualValues(t, 45, body["meta"].(object)["total"])
			links := body["links"].(object)
			if test.allInOne {
				require.Empty(t, links)
				return
			}
			want := object{}
			for name, query := range test.pages {
				want[name] = a.srv.URL + "/v2/droplets?" + query
			}
			require.Equal(t, want, links["pages"])
		})
	}
}

func TestPagesThatCannotBe(t *testing.T) {
	a := start(t)
	for query, status := range map[string]int{
		"page=0": 422, "page=-1": 422, "per_page=0": 422, "per_page=201": 422, "page=two": 400, "per_page=1.5": 400,
	} {
		got := a.do("GET", "/v2/actions?"+query, nil)
		require.Equal(t, status, got.status, query)
		require.Contains(t, got.body["message"], "page")
	}
}

func TestPagesFollowTheHostOfTheRequest(t *testing.T) {
	a := start(t)
	a.srv.AddDroplets(2, nil)
	body := a.get("/v2/droplets?per_page=1")
	next := body["links"].(object)["pages"].(object)["next"].(string)
	require.Equal(t, a.srv.URL+"/v2/droplets?page=2&per_page=1", next)
}

func TestAnEmptyListIsAList(t *testing.T) {
	got := start(t).do("GET", "/v2/certificates", nil)
	require.Equal(t, `{"certificates":[],"links":{},"meta":{"total":0}}`, got.raw)
}
