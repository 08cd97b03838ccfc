package digitaloceantest

import (
	"net/http"
	"net/netip"
	"slices"
)

// trustedSources tell whether a resource is there that a rule names, by the type of the rule. Services add theirs in
// init.
var trustedSources = map[string]func(s *Server, value string) bool{
	"droplet": func(s *Server, value string) bool { return droplets.of(s).list.has(value) },
	"tag":     func(s *Server, value string) bool { return tags.of(s).has(value) },
}

func init() {
	handle("GET "+databasePath+"/firewall", ofDatabase(func(_ *call, d *database) (reply, error) {
		return list(http.StatusOK, "rules", d.rules)
	}))
	handle("PUT "+databasePath+"/firewall", ofDatabase(updateDatabaseRules))
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		if resourceType == "kubernetes" {
			resourceType = "k8s"
		}
		for d := range databases.of(s).all() {
			d.rules = slices.DeleteFunc(slices.Clone(d.rules), func(rule *object) bool {
				return rule.text("type") == resourceType && rule.text("value") == key
			})
			d.set("rules", d.rules)
		}
	})
}

// readDatabaseRules reads the trusted sources of a cluster. One that was there keeps its identity.
func (c *call) readDatabaseRules(d *database) []*object {
	rules := []*object{}
	for _, f := range c.body.objects("rules") {
		kind, value := f.needChoice("type", "droplet", "k8s", "ip_addr", "tag", "app"), f.needText("value")
		if wrong := c.wrongSource(kind, value); wrong != "" && f.problem == nil {
			f.refuseField("value", wrong)
		}
		rule := newObject("uuid", "", "cluster_uuid", d.id, "type", kind, "value", value, "created_at", c.now)
		if f.has("description") {
			rule.set("description", f.text("description"))
		}
		rules = append(rules, rule)
	}
	if c.body.problem != nil {
		return nil
	}
	for i, rule := range rules {
		present := slices.IndexFunc(d.rules, func(r *object) bool {
			return r.text("type") == rule.text("type") && r.text("value") == rule.text("value")
		})
		if present < 0 {
			rule.set("uuid", c.ids.uuid("database rule"))
			continue
		}
		rule.set("uuid", d.rules[present].text("uuid"))
		rule.set("created_at", d.rules[present].get("created_at"))
		rules[i] = rule
	}
	return rules
}

// wrongSource says what is wrong with a trusted source, or "".
func (c *call) wrongSource(kind, value string) string {
	if kind == "ip_addr" {
		_, notAddress := netip.ParseAddr(value)
		if _, err := netip.ParsePrefix(value); err != nil && notAddress != nil {
			return "must be an address or a network"
		}
		return ""
	}
	if there, ok := trustedSources[kind]; ok && !there(c.Server, value) {
		return value + " does not exist"
	}
	return ""
}

func updateDatabaseRules(c *call, d *database) (reply, error) {
	rules := c.readDatabaseRules(d)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	d.rules = rules
	d.set("rules", rules)
	return empty(http.StatusNoContent)
}
