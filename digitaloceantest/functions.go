package digitaloceantest

import (
	"net/http"
	"strconv"
	"time"
)

// namespace has serverless functions, their triggers and the keys to call them with.
type namespace struct {
	*object
	id       string
	triggers collection[*object]
	keys     collection[*object]
}

var namespaces = stateful(fresh[collection[*namespace]])

const namespacePath = "/v2/functions/namespaces/{namespace_id}"

func init() {
	handle("GET /v2/functions/namespaces", func(c *call) (reply, error) {
		return list(http.StatusOK, "namespaces", objects(namespaces.of(c.Server).all(), nil))
	})
	handle("POST /v2/functions/namespaces", createNamespace)
	handle("GET "+namespacePath, getter(namespaces, "namespace_id", "namespace"))
	handle("DELETE "+namespacePath, remover(namespaces, "namespace_id"))
	handle("GET "+namespacePath+"/triggers", ofNamespace(func(_ *call, n *namespace) (reply, error) {
		return list(http.StatusOK, "triggers", objects(n.triggers.all(), nil))
	}))
	handle("POST "+namespacePath+"/triggers", ofNamespace(createTrigger))
	handle("GET "+namespacePath+"/triggers/{trigger_name}", ofTrigger(func(_ *call, _ *namespace, o *object) (reply, error) {
		return answer(http.StatusOK, "trigger", o)
	}))
	handle("PUT "+namespacePath+"/triggers/{trigger_name}", ofTrigger(updateTrigger))
	handle("DELETE "+namespacePath+"/triggers/{trigger_name}", ofTrigger(func(_ *call, n *namespace, o *object) (reply, error) {
		n.triggers.remove(o.text("name"))
		return empty(http.StatusNoContent)
	}))
	handle("GET "+namespacePath+"/keys", ofNamespace(func(_ *call, n *namespace) (reply, error) {
		return bare(http.StatusOK, newObject("access_keys", objects(n.keys.all(), nil), "count", n.keys.len()))
	}))
	handle("POST "+namespacePath+"/keys", ofNamespace(createFunctionsKey))
	handle("PUT "+namespacePath+"/keys/{key_id}", ofNamespace(func(c *call, n *namespace) (reply, error) {
		o, err := found(c, &n.keys, "key_id")
		if err != nil {
			return reply{}, err
		}
		o.set("name", c.body.text("name"))
		o.set("updated_at", c.now)
		return answer(http.StatusOK, "access_key", o)
	}))
	handle("DELETE "+namespacePath+"/keys/{key_id}", ofNamespace(func(c *call, n *namespace) (reply, error) {
		if _, err := found(c, &n.keys, "key_id"); err != nil {
			return reply{}, err
		}
		n.keys.remove(c.arguments["key_id"])
		return bare(http.StatusOK, newObject())
	}))
	count("Functions namespaces", func(s *Server) int { return namespaces.of(s).len() })
}

// ofNamespace is a rule of the namespace that the path names, for a request that fits the API's description.
func ofNamespace(rule func(c *call, n *namespace) (reply, error)) handler {
	return completeRuleOf(namespaces, "namespace_id", rule)
}

// ofTrigger is a rule of the trigger that the path names.
func ofTrigger(rule func(c *call, n *namespace, o *object) (reply, error)) handler {
	return ofNamespace(func(c *call, n *namespace) (reply, error) {
		o, err := found(c, &n.triggers, "trigger_name")
		if err != nil {
			return reply{}, err
		}
		return rule(c, n, o)
	})
}

func createNamespace(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	label, region := c.body.needText("label"), c.body.needText("region")
	for other := range namespaces.of(c.Server).all() {
		if other.text("label") == label {
			c.body.refuseField("label", "is already taken")
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	n := &namespace{id: "fn-" + c.ids.uuid("namespace")}
	n.object = newObject(
		"namespace", n.id,
		"label", label,
		"region", region,
		"api_host", "https://faas-"+region+"-"+c.ids.hex("namespace host", 4)+".doserverless.co",
		"uuid", c.ids.uuid("namespace"),
		"key", c.ids.hex("namespace key", 32),
		"created_at", c.now,
		"updated_at", c.now,
	)
	namespaces.of(c.Server).add(n.id, n)
	return answer(http.StatusOK, "namespace", n.object)
}

func createTrigger(c *call, n *namespace) (reply, error) {
	name := c.body.needText("name")
	c.body.needChoice("type", "SCHEDULED")
	if n.triggers.has(name) {
		c.body.refuseField("name", "is already taken")
	}
	c.body.inside("scheduled_details").needText("cron")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	o := newObject(
		"namespace", n.id, "name", name, "function", c.body.text("function"), "type", "SCHEDULED",
		"is_enabled", c.body.flag("is_enabled", true), "scheduled_details", c.body.values["scheduled_details"],
		"scheduled_runs", newObject("next_run_at", c.now.Truncate(time.Minute).Add(time.Minute)),
		"created_at", c.now, "updated_at", c.now,
	)
	n.triggers.add(name, o)
	return answer(http.StatusOK, "trigger", o)
}

func updateTrigger(c *call, _ *namespace, o *object) (reply, error) {
	o.set("is_enabled", c.body.flag("is_enabled", o.get("is_enabled") == true))
	if c.body.has("scheduled_details") {
		o.set("scheduled_details", c.body.values["scheduled_details"])
	}
	o.set("updated_at", c.now)
	return answer(http.StatusOK, "trigger", o)
}

// createFunctionsKey answers with the key's secret, once.
func createFunctionsKey(c *call, n *namespace) (reply, error) {
	o := newObject("id", "dof_v1_"+c.ids.hex("functions key", 8), "name", c.body.text("name"), "created_at", c.now, "updated_at", c.now)
	if lasts := c.body.text("expires_in"); lasts != "" {
		lifetime, ok := hoursOrDays(lasts)
		if !ok {
			return reply{}, unprocessable("expires_in must be hours or days, as in 24h or 7d")
		}
		o.set("expires_at", c.now.Add(lifetime))
	}
	n.keys.add(o.text("id"), o)
	shown := &object{fields: append([]field{}, o.fields...)}
	shown.set("secret", c.ids.hex("functions key", 32))
	return answer(http.StatusCreated, "access_key", shown)
}

// hoursOrDays reads a lifetime such as 24h or 7d.
func hoursOrDays(text string) (time.Duration, bool) {
	number, unit := text[:len(text)-1], text[len(text)-1:]
	n, err := strconv.Atoi(number)
	hours := map[string]int{"h": 1, "d": 24}[unit]
	return time.Duration(n*hours) * time.Hour, err == nil && n > 0 && hours > 0
}
