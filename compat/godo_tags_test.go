package compat

import (
	"strconv"
	"testing"

	"github.com/digitalocean/godo"
	"github.com/stretchr/testify/require"
)

func TestGodoTags(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	ids := srv.AddDroplets(2, nil)
	tag, resp, err := client.Tags.Create(ctx, &godo.TagCreateRequest{Name: "env:prod"})
	require.NoError(t, err)
	require.Equal(t, 201, resp.StatusCode)
	require.Equal(t, "env:prod", tag.Name)
	require.Zero(t, tag.Resources.Count)

	resources := []godo.Resource{}
	for _, id := range ids {
		resources = append(resources, godo.Resource{ID: strconv.FormatInt(id, 10), Type: godo.DropletResourceType})
	}
	_, err = client.Tags.TagResources(ctx, "env:prod", &godo.TagResourcesRequest{Resources: resources})
	require.NoError(t, err)
	tag, _, err = client.Tags.Get(ctx, "env:prod")
	require.NoError(t, err)
	require.Equal(t, 2, tag.Resources.Count)
	require.Equal(t, 2, tag.Resources.Droplets.Count)
	require.Contains(t, tag.Resources.Droplets.LastTaggedURI, strconv.FormatInt(ids[1], 10))
	list, _, err := client.Droplets.ListByTag(ctx, "env:prod", nil)
	require.NoError(t, err)
	require.Len(t, list, 2)

	_, err = client.Tags.UntagResources(ctx, "env:prod", &godo.UntagResourcesRequest{Resources: resources[:1]})
	require.NoError(t, err)
	tags, _, err := client.Tags.List(ctx, nil)
	require.NoError(t, err)
	require.Len(t, tags, 1)
	require.Equal(t, 1, tags[0].Resources.Count)
	_, err = client.Tags.Delete(ctx, "env:prod")
	require.NoError(t, err)
	droplet, _, err := client.Droplets.Get(ctx, int(ids[1]))
	require.NoError(t, err)
	require.Empty(t, droplet.Tags)
}
