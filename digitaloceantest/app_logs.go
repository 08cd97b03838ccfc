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
	if name != "" && !d.hasComponent(name) {
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
	lines, ok := s.appLog(append(strings.Split(strings.TrimPrefix(r.URL.Path, appLogPrefix), "/"), ""))
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	for _, line := range lines {
		_, _ = w.Write([]byte(line + "\n"))
	}
}

// appLog returns the lines at an address: of an app, a deployment, a type and perhaps a component.
func (s *Server) appLog(parts []string) (lines []string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
	a, ok := apps.of(s).get(parts[0])
	if !ok || len(parts) < 4 {
		return nil, false
	}
	d, ok := a.deployments.get(parts[1])
	if !ok {
		return nil, false
	}
	return d.linesOf(parts[2], parts[3]), true
}
