package digitaloceantest

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// nodePool is a group of equal nodes.
type nodePool struct {
	*object
	id      string
	cluster *cluster
	plan    plan
	nodes   []*kubernetesNode
}

// kubernetesNode is a node of a pool.
type kubernetesNode struct {
	*object
	pool    *nodePool
	droplet *droplet
}

// nodePoolPlan is a pool that a request asks for.
type nodePoolPlan struct {
	fields *object
	plan   plan
	count  int64
}

const (
	nodePoolsPath = clusterPath + "/node_pools"
	nodePoolPath  = nodePoolsPath + "/{node_pool_id}"
	maxNodes      = 512
)

func init() {
	handle("GET "+nodePoolsPath, ofCluster(func(_ *call, k *cluster) (reply, error) {
		return list(http.StatusOK, "node_pools", objects(k.pools.all(), nil))
	}))
	handle("POST "+nodePoolsPath, ofRunningCluster(createNodePool))
	handle("GET "+nodePoolPath, ofNodePool(func(_ *call, p *nodePool) (reply, error) {
		return answer(http.StatusOK, "node_pool", p.show())
	}))
	handle("PUT "+nodePoolPath, ofNodePool(updateNodePool))
	handle("DELETE "+nodePoolPath, ofNodePool(deleteNodePool))
	handle("DELETE "+nodePoolPath+"/nodes/{node_id}", ofNodePool(deleteNode))
	handle("POST "+nodePoolPath+"/recycle", ofNodePool(recycleNodes))
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		if resourceType == "droplet" {
			s.lostNode(key)
		}
	})
}

// show follows the nodes, which change by themselves.
func (p *nodePool) show() *object {
	nodes := []*object{}
	for _, n := range p.nodes {
		nodes = append(nodes, n.object)
	}
	p.set("nodes", nodes)
	return p.object
}

// ofNodePool is a rule of the node pool that the path names.
func ofNodePool(rule func(c *call, p *nodePool) (reply, error)) handler {
	return ofCluster(func(c *call, k *cluster) (reply, error) {
		p, err := found(c, &k.pools, "node_pool_id")
		if err != nil {
			return reply{}, err
		}
		return rule(c, p)
	})
}

// readNodePools reads the pools of a new cluster.
func (c *call) readNodePools(k *cluster) []nodePoolPlan {
	var plans []nodePoolPlan
	names := map[string]bool{}
	for _, f := range c.body.objects("node_pools") {
		p := c.readNodePool(f, k)
		if names[f.text("name")] {
			f.refuseField("name", "is already taken")
		}
		names[f.text("name")] = true
		plans = append(plans, p)
	}
	if len(plans) == 0 {
		c.body.refuseField("node_pools", "can't be blank")
	}
	return plans
}

// readNodePool reads a new pool: its nodes are Droplets of its size in the network of the cluster.
func (c *call) readNodePool(f *fields, k *cluster) nodePoolPlan {
	name, slug := f.needText("name"), f.needText("size")
	p := nodePoolPlan{fields: newObject("id", "", "name", name, "size", slug)}
	i := slices.IndexFunc(offer().sizes, func(s *size) bool { return s.slug == slug })
	if i < 0 || !runsNodes(offer().sizes[i]) {
		f.refuseField("size", slug+" is no size of nodes")
	}
	c.fillNodePool(f, p.fields)
	p.count, _ = p.fields.get("count").(int64)
	if c.body.problem != nil || k.region == nil {
		return p
	}
	droplet := map[string]any{"region": k.region.slug, "size": slug, "image": "debian-12-x64"}
	if k.vpc != nil {
		droplet["vpc_uuid"] = k.vpc.id
	}
	p.plan = c.planDroplet(&fields{values: droplet, parent: f})
	return p
}

// fillNodePool reads what can change of a pool. An autoscaled one stays between its bounds.
func (c *call) fillNodePool(f *fields, o *object) {
	present, _ := o.get("count").(int64)
	autoscale := f.flag("auto_scale", o.get("auto_scale") == true)
	least, _ := o.get("min_nodes").(int64)
	most, _ := o.get("max_nodes").(int64)
	least, most = f.within("min_nodes", 0, maxNodes, least), f.within("max_nodes", 0, maxNodes, most)
	number := f.within("count", 0, maxNodes, present)
	if autoscale && (most < least || most == 0) {
		f.refuseField("max_nodes", "must be 1 at least, and not less than min_nodes")
	}
	if autoscale {
		number = min(max(number, least), most)
	}
	o.set("count", number)
	o.set("auto_scale", autoscale)
	o.set("min_nodes", least)
	o.set("max_nodes", most)
	for _, other := range []field{{"tags", []string{}}, {"labels", map[string]any{}}, {"taints", []*object{}}} {
		if f.has(other.name) {
			o.set(other.name, f.values[other.name])
		} else if o.get(other.name) == nil {
			o.set(other.name, other.value)
		}
	}
}

func (c *call) addNodePool(k *cluster, plan nodePoolPlan, delay time.Duration) *nodePool {
	p := &nodePool{object: plan.fields, id: c.ids.uuid("node pool"), cluster: k, plan: plan.plan}
	p.set("id", p.id)
	k.pools.add(p.id, p)
	c.addNodes(p, plan.count, delay)
	return p
}

// addNodes adds nodes to a pool, which run after a while.
func (c *call) addNodes(p *nodePool, n int64, delay time.Duration) {
	for range n {
		name := fmt.Sprintf("%s-%s", p.text("name"), c.ids.hex("node name", 3))
		d := c.newDroplet(c.now, name, p.plan)
		c.addTags("droplet", key(d.id), d.object, append([]string{"k8s:worker"}, p.cluster.texts("tags")...))
		node := &kubernetesNode{pool: p, droplet: d}
		node.object = newObject(
			"id", c.ids.uuid("node"), "name", name, "status", newObject("state", "provisioning"),
			"droplet_id", key(d.id), "created_at", c.now, "updated_at", c.now,
		)
		p.nodes = append(p.nodes, node)
		c.at(c.now.Add(delay+c.took("kubernetes_node")), func(at time.Time) {
			d.set("status", "active")
			node.become("running", at)
		})
	}
}

func (n *kubernetesNode) become(state string, at time.Time) {
	n.set("status", newObject("state", state))
	n.set("updated_at", at)
}

// removeNode drains a node, which is gone after a while.
func (c *call) removeNode(n *kubernetesNode, state string) {
	n.become(state, c.now)
	c.at(c.now.Add(c.took("kubernetes_node")), func(time.Time) { c.dropNode(n) })
}

// dropNode takes a node out of its pool, and its Droplet out of the account.
func (c *call) dropNode(n *kubernetesNode) {
	if at := slices.Index(n.pool.nodes, n); at >= 0 {
		n.pool.nodes = slices.Delete(n.pool.nodes, at, at+1)
		c.dropDroplet(n.droplet)
	}
}

// lostNode replaces a node whose Droplet somebody else has deleted.
func (s *Server) lostNode(dropletKey string) {
	for k := range clusters.of(s).all() {
		for p := range k.pools.all() {
			at := slices.IndexFunc(p.nodes, func(n *kubernetesNode) bool { return key(n.droplet.id) == dropletKey })
			if at < 0 {
				continue
			}
			p.nodes = slices.Delete(p.nodes, at, at+1)
			c := &call{Server: s, now: s.clock.Now(), origin: s.URL}
			c.addNodes(p, 1, 0)
			return
		}
	}
}

// resizePool brings a pool to its count: new nodes come at its end, and the last ones leave.
func (c *call) resizePool(p *nodePool) {
	wanted, _ := p.get("count").(int64)
	var staying []*kubernetesNode
	for _, n := range p.nodes {
		if state := n.get("status").(*object).text("state"); state == "provisioning" || state == "running" {
			staying = append(staying, n)
		}
	}
	c.addNodes(p, max(0, wanted-int64(len(staying))), 0)
	for _, n := range staying[min(wanted, int64(len(staying))):] {
		c.removeNode(n, "draining")
	}
}

func createNodePool(c *call, k *cluster) (reply, error) {
	plan := c.readNodePool(c.body, k)
	if other, taken := named(k.pools.all(), c.body.text("name")); taken && other != nil {
		c.body.refuseField("name", "is already taken")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return answer(http.StatusCreated, "node_pool", c.addNodePool(k, plan, 0).show())
}

func updateNodePool(c *call, p *nodePool) (reply, error) {
	changed := &object{fields: slices.Clone(p.fields)}
	c.fillNodePool(c.body, changed)
	if other, taken := named(p.cluster.pools.all(), c.body.text("name")); taken && other != p {
		c.body.refuseField("name", "is already taken")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	p.object = changed
	p.set("name", c.body.text("name"))
	c.resizePool(p)
	return answer(http.StatusAccepted, "node_pool", p.show())
}

func deleteNodePool(c *call, p *nodePool) (reply, error) {
	for len(p.nodes) > 0 {
		c.dropNode(p.nodes[0])
	}
	p.cluster.pools.remove(p.id)
	return empty(http.StatusNoContent)
}

// node returns a node of the pool by its ID.
func (p *nodePool) node(id string) *kubernetesNode {
	for _, n := range p.nodes {
		if n.text("id") == id {
			return n
		}
	}
	return nil
}

func deleteNode(c *call, p *nodePool) (reply, error) {
	n := p.node(c.arguments["node_id"])
	if n == nil {
		return reply{}, notFound()
	}
	if c.query.Get("replace") == "1" {
		c.addNodes(p, 1, 0)
	} else if present, _ := p.get("count").(int64); present > 0 {
		p.set("count", present-1)
	}
	state := "draining"
	if c.query.Get("skip_drain") == "1" {
		state = "deleting"
	}
	c.removeNode(n, state)
	return empty(http.StatusAccepted)
}

func recycleNodes(c *call, p *nodePool) (reply, error) {
	wanted := c.body.texts("nodes")
	for _, id := range wanted {
		if p.node(id) == nil {
			c.body.refuseField("nodes", id+" does not exist")
		}
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for _, n := range slices.Clone(p.nodes) {
		if len(wanted) == 0 || slices.Contains(wanted, n.text("id")) {
			c.removeNode(n, "draining")
			c.addNodes(p, 1, 0)
		}
	}
	return empty(http.StatusAccepted)
}
