package digitaloceantest

import (
	"net/http"
	"strings"
)

const appLogPrefix = "/logs/apps/"

func init() {
	const app = "/v2/apps/{app_id}"
	handle("GET "+app+"/logs", ofApp("app_id", getAppLogs))
	handle("GET "+app+"/components/{component_name}/logs", ofApp("app_id", getAppLogs))
	handle("GET "+app+"/deployments/{deployment_id}/logs", ofApp("app_id", getAppLogs))
	handle("GET "+app+"/deployments/{deployment_id}/components/{component_name}/logs", ofApp("app_id", getAppLogs))
}

// getAppLogs tells where logs are: of a deployment, or of the latest one. The server itself has them, see serveAppLog.
func getAppLogs(c *call, a *app) (reply, error) {
	id, named := c.arguments["deployment_id"]
	if !named {
		id = a.deployments.newestKey()
	}
	d, ok := a.deployments.get(id)
	if !ok {
		return reply{}, notFound()
	}
	name := c.arguments["component_name"]
	if _, of := c.arguments["component_name"]; of && len(d.linesOf("", name)) == 0 && !d.hasComponent(name) {
		return reply{}, notFound()
	}
	kind := c.query.Get("type")
	if kind == "" || kind == "UNSPECIFIED" {
		kind = "RUN"
	}
	address := c.origin + appLogPrefix + a.id + "/" + d.id + "/" + kind
	if name != "" {
		address += "/" + name
	}
	urls := newObject("historic_urls", []string{address})
	if c.query.Get("follow") == "true" && (a.progressing == d || a.active == d) {
		urls.set("live_url", address)
	}
	return bare(http.StatusOK, urls)
}

func (d *deployment) hasComponent(name string) bool {
	for _, k := range componentsOf(d.spec) {
		if k.name == name {
			return true
		}
	}
	return false
}

// linesOf returns what a component logged, or all of them where it has no name.
func (d *deployment) linesOf(kind, name string) []string {
	var lines []string
	for _, line := range d.logs[kind] {
		if name == "" || strings.HasPrefix(line, name+" ") {
			lines = append(lines, line)
		}
	}
	return lines
}

// serveAppLog sends the log at an address that getAppLogs has told, which needs no token. As a live log it has what
// came so far, and ends.
func (s *Server) serveAppLog(w http.ResponseWriter, r *http.Request) {
	parts := append(strings.Split(strings.TrimPrefix(r.URL.Path, appLogPrefix), "/"), "")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
	var d *deployment
	if a, ok := apps.of(s).get(parts[0]); ok && len(parts) > 3 {
		d, _ = a.deployments.get(parts[1])
	}
	if d == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	for _, line := range d.linesOf(parts[2], parts[3]) {
		_, _ = w.Write([]byte(line + "\n"))
	}
}
