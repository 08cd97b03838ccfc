package digitalocean_test

import (
	"context"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestTags(t *testing.T) {
	const fields = `{"name": "env:prod", "resources": {"count": 15, "last_tagged_uri": "https://api.digitalocean.com/v2/images/7555620",
		"droplets": {"count": 1, "last_tagged_uri": "https://api.digitalocean.com/v2/droplets/3164444"},
		"images": {"count": 2, "last_tagged_uri": "https://api.digitalocean.com/v2/images/7555620"},
		"volumes": {"count": 3, "last_tagged_uri": "https://api.digitalocean.com/v2/volumes/3d80cb72"},
		"volume_snapshots": {"count": 4, "last_tagged_uri": "https://api.digitalocean.com/v2/snapshots/1f6f46e8"},
		"databases": {"count": 5, "last_tagged_uri": "https://api.digitalocean.com/v2/databases/b92438f6"}}}`
	tag := digitalocean.Tag{Name: "env:prod", Resources: digitalocean.TagResources{
		Count: 15, LastTaggedURI: "https://api.digitalocean.com/v2/images/7555620",
		Droplets:        &digitalocean.TagMetadata{Count: 1, LastTaggedURI: "https://api.digitalocean.com/v2/droplets/3164444"},
		Images:          &digitalocean.TagMetadata{Count: 2, LastTaggedURI: "https://api.digitalocean.com/v2/images/7555620"},
		Volumes:         &digitalocean.TagMetadata{Count: 3, LastTaggedURI: "https://api.digitalocean.com/v2/volumes/3d80cb72"},
		VolumeSnapshots: &digitalocean.TagMetadata{Count: 4, LastTaggedURI: "https://api.digitalocean.com/v2/snapshots/1f6f46e8"},
		Databases:       &digitalocean.TagMetadata{Count: 5, LastTaggedURI: "https://api.digitalocean.com/v2/databases/b92438f6"},
	}}
	const resources = `{"resources": [{"resource_id": "9569411", "resource_type": "droplet"}, {"resource_id": "7555620", "resource_type": "image"},
		{"resource_id": "3d80cb72", "resource_type": "volume"}, {"resource_id": "1f6f46e8", "resource_type": "volume_snapshot"},
		{"resource_id": "b92438f6", "resource_type": "database"}]}`
	request := &digitalocean.TagResourcesRequest{Resources: []digitalocean.TagResource{
		digitalocean.TaggableDroplet(9569411), digitalocean.TaggableImage(7555620), digitalocean.TaggableVolume("3d80cb72"),
		digitalocean.TaggableVolumeSnapshot("1f6f46e8"), digitalocean.TaggableDatabase("b92438f6"),
	}}
	getTag := func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Tags.Get(ctx, "env:prod") }
	for _, e := range []exchange{
		{
			name: "Tags.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Tags.List(&digitalocean.ListOptions{Page: 1, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/tags", query: "page=1&per_page=5",
			answer: `{"tags": [` + fields + `, {"name": "new", "resources": {"count": 0, "droplets": {"count": 0}}}], "links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.Tag{
				tag, {Name: "new", Resources: digitalocean.TagResources{Droplets: &digitalocean.TagMetadata{}}},
			},
		},
		{
			name: "Tags.Get", call: getTag,
			method: "GET", path: "/v2/tags/env:prod", answer: `{"tag": ` + fields + `}`, want: &tag,
		},
		// The example of the description has the key twice.
		{
			name: "Tags.Get under its key twice", call: getTag,
			method: "GET", path: "/v2/tags/env:prod", answer: `{"tag": {"tag": ` + fields + `}}`, want: &tag,
		},
		{
			name: "Tags.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Tags.Create(ctx, &digitalocean.TagCreateRequest{Name: "env:prod"})
			},
			method: "POST", path: "/v2/tags", body: `{"name": "env:prod"}`,
			status: http.StatusCreated, answer: `{"tag": ` + fields + `}`, want: &tag,
		},
		{
			name: "Tags.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Tags.Delete(ctx, "env:prod")
			},
			method: "DELETE", path: "/v2/tags/env:prod", status: http.StatusNoContent,
		},
		{
			name: "Tags.AssignResources",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Tags.AssignResources(ctx, "env:prod", request)
			},
			method: "POST", path: "/v2/tags/env:prod/resources", body: resources, status: http.StatusNoContent,
		},
		{
			name: "Tags.UnassignResources",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Tags.UnassignResources(ctx, "env:prod", request)
			},
			method: "DELETE", path: "/v2/tags/env:prod/resources", body: resources, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

// The service that has tags answers with errors of its own form.
func TestTagThatIsRefused(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error": "the tag contains invalid characters", "messages": null, "root_causes": ["rpc error"]}`)
	})
	_, err := client.Tags.Create(t.Context(), &digitalocean.TagCreateRequest{Name: "web server"})
	require.ErrorContains(t, err, "the tag contains invalid characters")
}
