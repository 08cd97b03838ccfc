package digitaloceantest

import (
	"net/http"
	"slices"
	"time"
)

func init() {
	for _, names := range reservedIPNames {
		path := "/v2/" + names.many + "/{reserved_ip}/actions"
		handle("GET "+path, listReservedIPActions)
		handle("POST "+path, names.startAction)
		handle("GET "+path+"/{action_id}", getReservedIPAction)
	}
}

func listReservedIPActions(c *call) (reply, error) {
	a, err := found(c, reservedIPs.of(c.Server), "reserved_ip")
	if err != nil {
		return reply{}, err
	}
	return c.listActionsOf("reserved_ip", a.number)
}

func getReservedIPAction(c *call) (reply, error) {
	a, err := found(c, reservedIPs.of(c.Server), "reserved_ip")
	if err != nil {
		return reply{}, err
	}
	action, err := c.actionOf("reserved_ip", a.number)
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusOK, "action", a.withProject(action))
}

func (names addressNames) startAction(c *call) (reply, error) {
	a, err := found(c, reservedIPs.of(c.Server), "reserved_ip")
	if err != nil {
		return reply{}, err
	}
	action, err := c.startAddressAction(a, reservedIPs.of(c.Server), names.one)
	if err != nil {
		return reply{}, err
	}
	return answer(http.StatusCreated, "action", a.withProject(action))
}

// withProject returns an action with the project of its address, which only the address's own endpoints tell.
func (r *reservedAddress) withProject(a *action) *object {
	o := &object{fields: slices.Clone(a.fields)}
	o.set("project_id", r.get("project_id"))
	return o
}

// startAddressAction assigns an address, or takes it from its Droplet, as the request says.
func (c *call) startAddressAction(a *reservedAddress, list *collection[*reservedAddress], resourceType string) (*action, error) {
	kind := c.body.needChoice("type", "assign", "unassign")
	if a.pending != nil {
		c.body.refuse("The reserved IP already has a pending event.")
	}
	var target *droplet
	w := work{kind: "unassign_ip", completed: func(time.Time) { a.droplet = nil }}
	switch {
	case c.body.problem != nil:
	case kind == "assign":
		target = c.chosenTarget(a, list)
		w = c.assigning(a, target)
	case a.droplet == nil:
		c.body.refuse("The reserved IP is not assigned to a Droplet.")
	}
	if c.body.problem != nil {
		return nil, c.body.problem
	}
	return c.lockAddress(a, resourceType, target, w), nil
}

// chosenTarget reads the Droplet to assign an address to.
func (c *call) chosenTarget(a *reservedAddress, list *collection[*reservedAddress]) *droplet {
	d := c.needDroplet()
	if d == nil {
		return nil
	}
	if d.region != a.region {
		c.body.refuseField("droplet_id", "is a Droplet in another region than the address, "+a.region.slug)
	}
	c.refuseSecondAddress(list, d)
	return d
}

// assigning is the work of giving an address to a Droplet. The address follows the Droplet into its project.
func (c *call) assigning(a *reservedAddress, d *droplet) work {
	return work{kind: "assign_ip", completed: func(at time.Time) {
		a.droplet = d
		if ip, ok := c.addressed("do:floatingip:" + a.ip); ok {
			holder, _ := c.addressed(ip.holder)
			c.assign(ip, c.assignmentOf(holder).project, at)
		}
	}}
}

// lockAddress starts an action on an address, which locks it.
func (c *call) lockAddress(a *reservedAddress, resourceType string, target *droplet, w work) *action {
	w.resourceType, w.resourceID, w.region = "reserved_ip", a.number, a.region
	w.ended = func(time.Time) { a.pending, a.target = nil, nil }
	a.pending, a.target = c.start(c.now, w), target
	a.pending.set("resource_type", resourceType)
	return a.pending
}
