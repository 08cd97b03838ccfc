package digitaloceantest

import (
	"net/http"
	"slices"
	"strings"
)

var cdnEndpoints = stateful(fresh[collection[*object]])

const (
	spacesDomain  = ".digitaloceanspaces.com"
	defaultCDNTTL = 3600
)

var cdnTTLs = []int64{60, 600, 3600, 86400, 604800}

func init() {
	handle("GET /v2/cdn/endpoints", lister(cdnEndpoints, "endpoints"))
	handle("POST /v2/cdn/endpoints", createCDNEndpoint)
	handle("GET /v2/cdn/endpoints/{cdn_id}", getter(cdnEndpoints, "cdn_id", "endpoint"))
	handle("PUT /v2/cdn/endpoints/{cdn_id}", updateCDNEndpoint)
	handle("DELETE /v2/cdn/endpoints/{cdn_id}", remover(cdnEndpoints, "cdn_id"))
	handle("DELETE /v2/cdn/endpoints/{cdn_id}/cache", purgeCDNCache)
	count("CDN endpoints", func(s *Server) int { return cdnEndpoints.of(s).len() })
}

func createCDNEndpoint(c *call) (reply, error) {
	origin := c.body.needText("origin")
	space, isSpace := strings.CutSuffix(origin, spacesDomain)
	if origin != "" && (!isSpace || !strings.Contains(space, ".")) {
		c.body.refuseField("origin", "must be a Space, as in static.nyc3.digitaloceanspaces.com")
	}
	for o := range cdnEndpoints.of(c.Server).all() {
		if o.text("origin") == origin {
			c.body.refuseField("origin", "has an endpoint already")
		}
	}
	o := newObject(
		"id", "",
		"origin", origin,
		"endpoint", space+".cdn"+spacesDomain,
		"created_at", c.now,
		"ttl", defaultCDNTTL,
	)
	if err := c.fillCDNEndpoint(o); err != nil {
		return reply{}, err
	}
	o.set("id", c.ids.uuid("CDN endpoint"))
	cdnEndpoints.of(c.Server).add(o.text("id"), o)
	return answer(http.StatusCreated, "endpoint", o)
}

// fillCDNEndpoint changes what the request has. Empty texts take the domain and its certificate away.
func (c *call) fillCDNEndpoint(o *object) error {
	ttl := c.body.within("ttl", 0, 604800, 0)
	if c.body.has("ttl") && !slices.Contains(cdnTTLs, ttl) {
		c.body.refuseField("ttl", "must be one of 60, 600, 3600, 86400, 604800")
	}
	certificate, domain := c.knownCertificate(c.body), c.body.text("custom_domain")
	if !c.body.has("certificate_id") {
		certificate = o.text("certificate_id")
	}
	if !c.body.has("custom_domain") {
		domain = o.text("custom_domain")
	}
	if (certificate == "") != (domain == "") {
		c.body.refuse("custom_domain and certificate_id need each other")
	}
	if c.body.problem != nil {
		return c.body.problem
	}
	if ttl > 0 {
		o.set("ttl", ttl)
	}
	o.drop("certificate_id")
	o.drop("custom_domain")
	if domain != "" {
		o.set("certificate_id", certificate)
		o.set("custom_domain", domain)
	}
	return nil
}

func updateCDNEndpoint(c *call) (reply, error) {
	o, err := found(c, cdnEndpoints.of(c.Server), "cdn_id")
	if err != nil {
		return reply{}, err
	}
	if err := c.fillCDNEndpoint(o); err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "endpoint", o)
}

func purgeCDNCache(c *call) (reply, error) {
	if _, err := found(c, cdnEndpoints.of(c.Server), "cdn_id"); err != nil {
		return reply{}, err
	}
	c.body.needTexts("files")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return empty(http.StatusNoContent)
}
