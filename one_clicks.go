package digitalocean

import "context"

// OneClicksService finds the 1-Click applications of DigitalOcean's Marketplace, and installs those for Kubernetes. Those
// for Droplets are images: [ImageSlug] of the slug creates a Droplet from one.
type OneClicksService struct{ client *Client }

// List returns the 1-Click applications.
//
// DigitalOcean: GET /v2/1-clicks (oneClicks_list)
func (s *OneClicksService) List(ctx context.Context, options *OneClickListOptions, opts ...CallOption) ([]OneClick, error) {
	return fetchAll[OneClick](ctx, s.client, get("/v2/1-clicks").with(options), "1_clicks", opts)
}

// InstallKubernetes begins to install applications on a Kubernetes cluster, and returns what the API says of it in words.
// The API cannot tell how far that has come; the cluster can.
//
// DigitalOcean: POST /v2/1-clicks/kubernetes (oneClicks_install_kubernetes)
func (s *OneClicksService) InstallKubernetes(ctx context.Context, request *OneClickInstallKubernetesRequest, opts ...CallOption) (string, error) {
	return fetchValue[string](ctx, s.client, post("/v2/1-clicks/kubernetes").sending(request), "message", opts)
}

// OneClickListOptions select 1-Click applications.
type OneClickListOptions struct {
	Type OneClickType `url:"type,omitempty"` // empty means both
}

// OneClickInstallKubernetesRequest names the applications to install, and where.
type OneClickInstallKubernetesRequest struct {
	AddonSlugs  []string `json:"addon_slugs,omitzero"` // of applications with the type [OneClickKubernetes]
	ClusterUUID string   `json:"cluster_uuid"`
}

// OneClick is an application that is ready to run.
type OneClick struct {
	Slug string       `json:"slug"`
	Type OneClickType `json:"type"`
}

// OneClickType is what a 1-Click application runs on.
type OneClickType string

const (
	OneClickDroplet    OneClickType = "droplet"
	OneClickKubernetes OneClickType = "kubernetes"
)
