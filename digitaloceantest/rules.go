package digitaloceantest

import (
	"iter"
	"net/http"
	"regexp"
	"time"
)

// found returns the resource that a parameter of the path names.
func found[R any](c *call, list *collection[R], parameter string) (R, error) {
	r, ok := list.get(c.arguments[parameter])
	if !ok {
		return r, notFound()
	}
	return r, nil
}

// lister answers with a page of all resources of a service.
func lister[R shown](of state[collection[R]], name string) handler {
	return func(c *call) (reply, error) { return c.page(name, objects(of.of(c.Server).all(), nil)) }
}

// getter answers with the resource that a parameter of the path names.
func getter[R shown](of state[collection[R]], parameter, name string) handler {
	return func(c *call) (reply, error) {
		r, err := found(c, of.of(c.Server), parameter)
		if err != nil {
			return reply{}, err
		}
		return answer(http.StatusOK, name, r.show())
	}
}

// ruleOf is a rule of the resource that a parameter of the path names.
func ruleOf[R any](of state[collection[R]], parameter string, rule func(c *call, r R) (reply, error)) handler {
	return func(c *call) (reply, error) {
		r, err := found(c, of.of(c.Server), parameter)
		if err != nil {
			return reply{}, err
		}
		return rule(c, r)
	}
}

// completeRuleOf is ruleOf for a request that fits the API's description.
func completeRuleOf[R any](of state[collection[R]], parameter string, rule func(c *call, r R) (reply, error)) handler {
	return ruleOf(of, parameter, func(c *call, r R) (reply, error) {
		if err := c.complete(); err != nil {
			return reply{}, err
		}
		return rule(c, r)
	})
}

// remover deletes the resource that a parameter of the path names, for which nothing else has to happen.
func remover[R any](of state[collection[R]], parameter string) handler {
	return func(c *call) (reply, error) {
		if _, err := found(c, of.of(c.Server), parameter); err != nil {
			return reply{}, err
		}
		of.of(c.Server).remove(c.arguments[parameter])
		return empty(http.StatusNoContent)
	}
}

// named returns the resource with a name.
func named[R shown](resources iter.Seq[R], name string) (R, bool) {
	for r := range resources {
		if r.show().text("name") == name {
			return r, true
		}
	}
	var none R
	return none, false
}

// uniqueName reads the name of a resource, which no other of the service may have. It has a form, or is missing.
func uniqueName[R interface {
	shown
	comparable
}](c *call, of state[collection[R]], present R, form *regexp.Regexp, wrong string) string {
	name := c.body.text("name")
	if name != "" && !form.MatchString(name) {
		c.body.refuseField("name", wrong)
	}
	if other, taken := named(of.of(c.Server).all(), name); taken && other != present {
		c.body.refuseField("name", "is already taken")
	}
	return name
}

// after plans the end of a kind of work: done, or failed where that was asked for.
func (c *call) after(kind string, done, failed func(at time.Time)) {
	end := done
	if c.fails(kind) {
		end = failed
	}
	c.at(c.now.Add(c.took(kind)), end)
}
