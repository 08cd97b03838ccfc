package digitaloceantest

import (
	"net/http"
	"time"
)

// securityRule is what a scan looks for among the resources of a kind.
type securityRule struct {
	uuid, name, severity string
	details, mitigation  string
	kind, resourceType   string // as in do:droplet:1, and as findings have it
	breaks               func(s *Server, key string) bool
}

// scan is a look at all resources. Its findings come at its end.
type scan struct {
	*object
	findings []*finding
}

type finding struct {
	*object
	affected []*object
}

var scans = stateful(fresh[collection[*scan]])

var securityRules = []securityRule{
	{
		"0e2d9cbc-5f3c-4d55-8c0b-8a6f1a3c2b01", "Database accepts connections from anywhere", "CRITICAL",
		"The cluster has no trusted sources.", "Add trusted sources to the cluster.", "dbaas", "Database",
		func(s *Server, key string) bool {
			d, _ := databases.of(s).get(key)
			return len(d.rules) == 0
		},
	},
	{
		"0e2d9cbc-5f3c-4d55-8c0b-8a6f1a3c2b02", "Droplet without backups", "MEDIUM",
		"Backups of the Droplet are off.", "Turn on backups of the Droplet.", "droplet", "Droplet",
		func(s *Server, key string) bool {
			d, _ := droplets.of(s).list.get(key)
			return d.policy == nil
		},
	},
}

// against returns what breaks the rule, but for what no scan looks at, and what the rule is not to find.
func (r securityRule) against(s *Server) (affected []*object) {
	excluded := securitySetup.of(s).excluded
	for a := range s.addressables() {
		if a.kind.name != r.kind || excluded[a.urn()] || !r.breaks(s, a.key) {
			continue
		}
		if _, ok := s.suppressed(r, a); !ok {
			affected = append(affected, newObject("urn", a.urn(), "name", a.name, "type", r.resourceType))
		}
	}
	return affected
}

func init() {
	handle("GET /v2/security/scans", func(c *call) (reply, error) {
		shown := []*object{}
		for s := range scans.of(c.Server).newestFirst() {
			shown = append(shown, s.object)
		}
		return c.page("scans", shown)
	})
	handle("POST /v2/security/scans", createScan)
	handle("GET /v2/security/scans/latest", func(c *call) (reply, error) {
		s, ok := scans.of(c.Server).get(scans.of(c.Server).newestKey())
		if !ok {
			return reply{}, notFound()
		}
		return c.answerScan(s)
	})
	handle("GET /v2/security/scans/{scan_id}", func(c *call) (reply, error) {
		s, err := found(c, scans.of(c.Server), "scan_id")
		if err != nil {
			return reply{}, err
		}
		return c.answerScan(s)
	})
	handle("GET /v2/security/scans/{scan_id}/findings/{finding_uuid}/affected_resources", listAffectedResources)
}

// createScan begins a scan, unless one goes on.
func createScan(c *call) (reply, error) {
	for s := range scans.of(c.Server).all() {
		if s.text("status") == "IN_PROGRESS" {
			return reply{}, conflict("a scan goes on")
		}
	}
	s := &scan{object: newObject("id", c.ids.uuid("security scan"), "status", "IN_PROGRESS", "created_at", c.now, "findings", []*object{})}
	scans.of(c.Server).add(s.text("id"), s)
	c.after("security_scan", func(at time.Time) {
		s.findings = findingsOf(c.Server, at)
		s.set("status", "COMPLETED")
		s.set("findings", objects(s.all, nil))
	}, func(time.Time) { s.set("status", "FAILED") })
	return answer(http.StatusCreated, "scan", s.object)
}

// all yields the findings.
func (s *scan) all(yield func(*finding) bool) {
	for _, f := range s.findings {
		if !yield(f) {
			return
		}
	}
}

func findingsOf(s *Server, at time.Time) []*finding {
	var found []*finding
	for _, rule := range securityRules {
		affected := rule.against(s)
		if len(affected) == 0 {
			continue
		}
		found = append(found, &finding{affected: affected, object: newObject(
			"rule_uuid", rule.uuid,
			"name", rule.name,
			"severity", rule.severity,
			"details", rule.details,
			"business_impact", "",
			"technical_details", "",
			"found_at", at,
			"affected_resources_count", len(affected),
			"mitigation_steps", []*object{newObject("step", 1, "title", rule.mitigation, "description", rule.mitigation)},
		)})
	}
	return found
}

// answerScan shows the page of the findings that the request asks for, of one severity or of all.
func (c *call) answerScan(s *scan) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	severity := c.query.Get("severity")
	findings := objects(s.all, func(f *finding) bool { return severity == "" || f.text("severity") == severity })
	from, to := w.bounds(len(findings))
	shown := &object{fields: append([]field{}, s.fields...)}
	shown.set("findings", findings[from:to])
	return answer(http.StatusOK, "scan", shown)
}

func listAffectedResources(c *call) (reply, error) {
	s, err := found(c, scans.of(c.Server), "scan_id")
	if err != nil {
		return reply{}, err
	}
	for _, f := range s.findings {
		if f.text("rule_uuid") != c.arguments["finding_uuid"] {
			continue
		}
		w, err := c.window()
		if err != nil {
			return reply{}, err
		}
		from, to := w.bounds(len(f.affected))
		return list(http.StatusOK, "affected_resources", f.affected[from:to])
	}
	return reply{}, notFound()
}
