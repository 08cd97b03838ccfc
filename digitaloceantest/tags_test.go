package digitaloceantest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTagLife(t *testing.T) {
	a := start(t)
	created := a.post("/v2/tags", object{"name": "env:prod"})["tag"].(object)
	none := object{"count": 0.0}
	require.Equal(t, object{"name": "env:prod", "resources": object{
		"count": 0.0, "droplets": none, "images": none, "volumes": none, "volume_snapshots": none, "databases": none,
	}}, created)
	ids := a.srv.AddDroplets(2, nil)
	image := idOf(a.post("/v2/images", custom)["image"])
	tagged := object{"resources": []object{
		{"resource_id": fmt.Sprint(ids[0]), "resource_type": "droplet"},
		{"resource_id": image, "resource_type": "image"},
		{"resource_id": fmt.Sprint(ids[1]), "resource_type": "droplet"},
	}}
	require.Equal(t, 204, a.do("POST", "/v2/tags/env:prod/resources", tagged).status)
	resources := a.get("/v2/tags/env:prod")["tag"].(object)["resources"].(object)
	latest := fmt.Sprintf("%s/v2/droplets/%d", a.srv.URL, ids[1])
	require.Equal(t, object{
		"count": 3.0, "last_tagged_uri": latest,
		"droplets": object{"count": 2.0, "last_tagged_uri": latest},
		"images":   object{"count": 1.0, "last_tagged_uri": a.srv.URL + "/v2/images/" + image},
		"volumes":  none, "volume_snapshots": none, "databases": none,
	}, resources)
	require.Len(t, a.get("/v2/droplets?tag_name=env:prod")["droplets"], 2)
	require.Len(t, a.get("/v2/images?tag_name=env:prod")["images"], 1)

	untagged := object{"resources": []object{{"resource_id": ids[1], "resource_type": "droplet"}}}
	require.Equal(t, 204, a.do("DELETE", "/v2/tags/env:prod/resources", untagged).status)
	require.Len(t, a.get("/v2/droplets?tag_name=env:prod")["droplets"], 1)
	require.EqualValues(t, 2, a.get("/v2/tags/env:prod")["tag"].(object)["resources"].(object)["count"])

	a.delete("/v2/tags/env:prod")
	a.gone("/v2/tags/env:prod")
	require.Equal(t, []any{}, a.get(fmt.Sprintf("/v2/droplets/%d", ids[0]))["droplet"].(object)["tags"])
	require.Equal(t, []any{"base"}, a.get("/v2/images/" + image)["image"].(object)["tags"])
}

func TestTagsKeepTheirCapitals(t *testing.T) {
	a := start(t)
	a.srv.AddDroplets(1, func(_ int, d map[string]any) { d["tags"] = []string{"Web"} })
	a.srv.AddDroplets(1, func(_ int, d map[string]any) { d["tags"] = []string{"WEB"} })
	require.Equal(t, []any{"Web"}, column(a.get("/v2/tags")["tags"], "name"))
	require.Len(t, a.get("/v2/droplets?tag_name=Web")["droplets"], 2)
	a.gone("/v2/tags/web")
}

func TestTagRefusals(t *testing.T) {
	a := start(t)
	a.post("/v2/tags", object{"name": "web"})
	id := a.srv.AddDroplets(1, nil)[0]
	a.invalid(a.do("POST", "/v2/tags", object{}), "name")
	got := a.do("POST", "/v2/tags", object{"name": "no blanks"})
	require.Equal(t, 400, got.status)
	require.ElementsMatch(t, []string{"error", "messages", "root_causes"}, names(got.body))
	for _, resources := range []any{nil, []object{}, []object{{}}, []object{{"resource_type": "boat", "resource_id": "1"}}, "x"} {
		a.invalid(a.do("POST", "/v2/tags/web/resources", object{"resources": resources}), "resource")
	}
	got = a.do("POST", "/v2/tags/web/resources", object{"resources": []object{
		{"resource_type": "droplet", "resource_id": fmt.Sprint(id)},
		{"resource_type": "droplet", "resource_id": "1"},
	}})
	require.Equal(t, 404, got.status)
	require.Empty(t, a.get("/v2/droplets?tag_name=web")["droplets"], "all or nothing")
	require.Equal(t, 404, a.do("POST", "/v2/tags/none/resources", object{}).status)
}
