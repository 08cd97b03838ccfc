package digitaloceantest

import (
	"net/http"
	"slices"
)

// kubernetesOneClicks can be installed on clusters. Those for Droplets are the applications of the catalog.
var kubernetesOneClicks = []string{"cert-manager", "ingress-nginx", "kube-state-metrics", "loki", "metrics-server", "monitoring"}

func init() {
	handle("GET /v2/1-clicks", listOneClicks)
	handle("POST /v2/1-clicks/kubernetes", installOneClicks)
}

func listOneClicks(c *call) (reply, error) {
	kind := c.query.Get("type")
	if kind != "" && kind != "droplet" && kind != "kubernetes" {
		return reply{}, unprocessable("type must be droplet or kubernetes")
	}
	found := []*object{}
	for _, slug := range kubernetesOneClicks {
		if kind != "droplet" {
			found = append(found, newObject("slug", slug, "type", "kubernetes"))
		}
	}
	for _, i := range offer().images {
		if i.application && kind != "kubernetes" {
			found = append(found, newObject("slug", i.text("slug"), "type", "droplet"))
		}
	}
	return list(http.StatusOK, "1_clicks", found)
}

func installOneClicks(c *call) (reply, error) {
	if id := c.body.needText("cluster_uuid"); id != "" && !clusters.of(c.Server).has(id) {
		return reply{}, notFound()
	}
	for _, slug := range c.body.needTexts("addon_slugs") {
		if !slices.Contains(kubernetesOneClicks, slug) {
			c.body.refuseField("addon_slugs", slug+" does not exist")
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return bare(http.StatusOK, newObject("message", "Successfully kicked off addon job."))
}
