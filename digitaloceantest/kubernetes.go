package digitaloceantest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// cluster is a Kubernetes cluster. Its nodes are Droplets.
type cluster struct {
	*object
	id       string
	region   *region
	vpc      *vpc
	pools    collection[*nodePool]
	messages []*object
	lints    collection[*object]
	ca       string // PEM
}

var clusters = stateful(fresh[collection[*cluster]])

const (
	clusterPath       = "/v2/kubernetes/clusters/{cluster_id}"
	defaultCredential = 7 * 24 * time.Hour // how long credentials last
)

var (
	clusterName        = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9.-]{0,254}$`)
	kubernetesVersions = []string{"1.35.1-do.0", "1.34.4-do.0", "1.33.8-do.0"} // the latest first
)

func init() {
	handle("GET /v2/kubernetes/options", listKubernetesOptions)
	handle("GET /v2/kubernetes/clusters", lister(clusters, "kubernetes_clusters"))
	handle("POST /v2/kubernetes/clusters", createCluster)
	handle("GET "+clusterPath, getter(clusters, "cluster_id", "kubernetes_cluster"))
	handle("PUT "+clusterPath, ofCluster(updateCluster))
	handle("DELETE "+clusterPath, ofCluster(func(c *call, k *cluster) (reply, error) {
		c.deleteCluster(k)
		return empty(http.StatusNoContent)
	}))
	handle("GET "+clusterPath+"/upgrades", ofCluster(func(_ *call, k *cluster) (reply, error) {
		return list(http.StatusOK, "available_upgrade_versions", versionObjects(k.upgrades()))
	}))
	handle("POST "+clusterPath+"/upgrade", ofRunningCluster(upgradeCluster))
	handle("GET "+clusterPath+"/user", ofCluster(func(*call, *cluster) (reply, error) {
		return answer(http.StatusOK, "kubernetes_cluster_user", newObject("username", accountEmail, "groups", []string{"k8saas:authenticated"}))
	}))
	handle("GET "+clusterPath+"/status_messages", ofCluster(listStatusMessages))
	count("Kubernetes clusters", func(s *Server) int { return clusters.of(s).len() })
	trustedSources["k8s"] = func(s *Server, value string) bool { return clusters.of(s).has(value) }
	addURNs(urnKind{name: "kubernetes", resourceType: "kubernetes", path: "/v2/kubernetes/clusters/"}, clusters.of, func(k *cluster) addressable {
		return addressable{name: k.text("name"), created: k.get("created_at").(time.Time), object: k.object, vpc: k.vpc.id}
	})
}

// show follows the node pools, which change by themselves.
func (k *cluster) show() *object {
	k.set("node_pools", objects(k.pools.all(), nil))
	return k.object
}

// ofCluster is a rule of the cluster that the path names, for a request that fits the API's description.
func ofCluster(rule func(c *call, k *cluster) (reply, error)) handler {
	return completeRuleOf(clusters, "cluster_id", rule)
}

// ofRunningCluster is ofCluster for what a cluster cannot do while it is being created or changed.
func ofRunningCluster(rule func(c *call, k *cluster) (reply, error)) handler {
	return ofCluster(func(c *call, k *cluster) (reply, error) {
		if state := k.state(); state != "running" {
			return reply{}, preconditionFailed("the cluster is " + state + ", and must be running")
		}
		return rule(c, k)
	})
}

func (k *cluster) state() string {
	status, _ := k.get("status").(*object)
	return status.text("state")
}

// become changes the state of a cluster, and says so.
func (k *cluster) become(state string, at time.Time) {
	k.set("status", newObject("state", state))
	k.set("updated_at", at)
	k.messages = append(k.messages, newObject("message", "The cluster is "+state+".", "timestamp", at))
}

func versionObjects(slugs []string) []*object {
	versions := []*object{}
	for _, slug := range slugs {
		number, _, _ := strings.Cut(slug, "-")
		versions = append(versions, newObject(
			"slug", slug, "kubernetes_version", number,
			"supported_features", []string{"cluster-autoscaler", "docr-integration", "ha-control-plane", "token-authentication"},
		))
	}
	return versions
}

func listKubernetesOptions(*call) (reply, error) {
	regions, sizes := []*object{}, []*object{}
	for _, r := range offer().regions {
		regions = append(regions, newObject("name", r.text("name"), "slug", r.slug))
	}
	for _, s := range offer().sizes {
		if runsNodes(s) {
			sizes = append(sizes, newObject("name", s.slug, "slug", s.slug))
		}
	}
	return answer(http.StatusOK, "options", newObject("regions", regions, "versions", versionObjects(kubernetesVersions), "sizes", sizes))
}

// runsNodes reports whether a size has the memory that a node needs.
func runsNodes(s *size) bool { return s.memory >= 2<<10 }

// readClusterVersion reads a version: its slug, or a prefix for the latest one that has it.
func (c *call) readClusterVersion(offered []string) string {
	wanted := c.body.needText("version")
	for _, slug := range offered {
		if wanted == "latest" || slug == wanted || strings.HasPrefix(slug, wanted+".") {
			return slug
		}
	}
	c.body.refuseField("version", wanted+" is not available")
	return ""
}

// clusterSettings are the fields that requests set as they are, with what they are otherwise.
var clusterSettings = []field{
	{"auto_upgrade", false},
	{"surge_upgrade", false},
	{"ha", false},
	{"control_plane_firewall", nil},
	{"cluster_autoscaler_configuration", nil},
	{"routing_agent", nil},
	{"amd_gpu_device_plugin", nil},
	{"amd_gpu_device_metrics_exporter_plugin", nil},
	{"nvidia_gpu_device_plugin", nil},
	{"rdma_shared_dev_plugin", nil},
	{"coredns_autoscaler", nil},
	{"p2p_oci_registry_plugin", nil},
	{"sso", nil},
}

// setCluster changes the settings that the request has.
func (c *call) setCluster(k *cluster) {
	for _, setting := range clusterSettings {
		if c.body.has(setting.name) {
			k.set(setting.name, c.body.values[setting.name])
		}
	}
	if policy := c.body.nested("maintenance_policy"); policy != nil {
		k.set("maintenance_policy", newObject(
			"start_time", policy.changed("start_time", "00:00", 5), "duration", "4h0m0s", "day", policy.choice("day", "any"),
		))
	}
	if c.body.has("tags") {
		k.set("tags", k.ownTags(c.body.tagNames()))
	}
}

// ownTags adds those that each cluster has.
func (k *cluster) ownTags(names []string) []string {
	own := []string{"k8s", "k8s:" + k.id}
	for _, name := range names {
		if !slices.Contains(own, name) {
			own = append(own, name)
		}
	}
	return own
}

func createCluster(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	f := c.body
	name := uniqueName(c, clusters, nil, clusterName, "must hold letters, digits, dots and dashes only")
	k := &cluster{region: f.needRegion("region")}
	version := c.readClusterVersion(kubernetesVersions)
	k.vpc = c.chosenVPC(f, "vpc_uuid", k.region)
	plans := c.readNodePools(k)
	tagNames := f.tagNames()
	if f.problem != nil {
		return reply{}, f.problem
	}
	if k.vpc == nil {
		k.vpc = c.defaultVPC(k.region, c.now)
	}
	k.id = c.ids.uuid("cluster")
	k.object = newObject(
		"id", k.id,
		"name", name,
		"region", k.region.slug,
		"version", version,
		"cluster_subnet", f.changed("cluster_subnet", "10.108.0.0/16", 18),
		"service_subnet", f.changed("service_subnet", "10.109.0.0/19", 18),
		"vpc_uuid", k.vpc.id,
		"ipv4", "",
		"endpoint", "",
		"tags", k.ownTags(tagNames),
		"node_pools", []*object{},
		"maintenance_policy", newObject("start_time", "00:00", "duration", "4h0m0s", "day", "any"),
		"registry_enabled", false,
		"registries", []string{},
		"status", nil,
		"created_at", c.now,
		"updated_at", c.now,
	)
	for _, setting := range clusterSettings {
		if setting.value != nil {
			k.set(setting.name, setting.value)
		}
	}
	c.setCluster(k)
	k.ca, _ = c.authority("cluster authority", "k8saas Cluster CA", c.now)
	k.become("provisioning", c.now)
	clusters.of(c.Server).add(k.id, k)
	for _, plan := range plans {
		c.addNodePool(k, plan, c.took("kubernetes_cluster"))
	}
	address := c.publicAddress("cluster")
	c.after("kubernetes_cluster", func(at time.Time) {
		k.set("ipv4", address)
		k.set("endpoint", "https://"+k.id+".k8s.ondigitalocean.com")
		k.become("running", at)
	}, func(at time.Time) { k.become("error", at) })
	return answer(http.StatusCreated, "kubernetes_cluster", k.show())
}

func updateCluster(c *call, k *cluster) (reply, error) {
	name := uniqueName(c, clusters, k, clusterName, "must hold letters, digits, dots and dashes only")
	c.body.tagNames()
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	k.set("name", name)
	k.set("updated_at", c.now)
	c.setCluster(k)
	return answer(http.StatusAccepted, "kubernetes_cluster", k.show())
}

// upgrades are the versions that a cluster can go to: later ones of its minor version and of the next.
func (k *cluster) upgrades() []string {
	present := slices.Index(kubernetesVersions, k.text("version"))
	if present <= 0 {
		return nil
	}
	return kubernetesVersions[present-1 : present]
}

func upgradeCluster(c *call, k *cluster) (reply, error) {
	version := c.readClusterVersion(k.upgrades())
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	k.become("upgrading", c.now)
	c.after("kubernetes_upgrade", func(at time.Time) {
		k.set("version", version)
		k.become("running", at)
	}, func(at time.Time) { k.become("degraded", at) })
	return empty(http.StatusAccepted)
}

// deleteCluster ends a cluster and its nodes. What it made besides, such as volumes, stays.
func (c *call) deleteCluster(k *cluster) {
	k.become("deleting", c.now)
	c.at(c.now.Add(c.took("kubernetes_deletion")), func(time.Time) {
		if !clusters.of(c.Server).has(k.id) {
			return
		}
		for pool := range k.pools.all() {
			for len(pool.nodes) > 0 {
				c.dropNode(pool.nodes[0])
			}
		}
		clusters.of(c.Server).remove(k.id)
		c.deleted("kubernetes", k.id, k.object)
	})
}

func listStatusMessages(c *call, k *cluster) (reply, error) {
	since, _ := time.Parse(time.RFC3339, c.query.Get("since"))
	messages := []*object{}
	for _, message := range k.messages {
		if at, _ := message.get("timestamp").(time.Time); at.After(since) {
			messages = append(messages, message)
		}
	}
	return list(http.StatusOK, "messages", messages)
}

// label is what a kubeconfig calls the cluster.
func (k *cluster) label() string { return fmt.Sprintf("do-%s-%s", k.region.slug, k.text("name")) }
