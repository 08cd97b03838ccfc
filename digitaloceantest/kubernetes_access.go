package digitaloceantest

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

func init() {
	handle("GET "+clusterPath+"/kubeconfig", ofRunningCluster(getKubeconfig))
	handle("GET "+clusterPath+"/credentials", ofRunningCluster(getClusterCredentials))
	handle("POST "+clusterPath+"/clusterlint", ofRunningCluster(runClusterlint))
	handle("GET "+clusterPath+"/clusterlint", ofCluster(getClusterlint))
	handle("GET "+clusterPath+"/destroy_with_associated_resources", ofCluster(listClusterResources))
	handle("DELETE "+clusterPath+"/destroy_with_associated_resources/selective", ofCluster(deleteClusterSelective))
	handle("DELETE "+clusterPath+"/destroy_with_associated_resources/dangerous", ofCluster(deleteClusterDangerous))
	handle("POST /v2/kubernetes/registry", ofClusters(func(_ *call, k *cluster) { k.set("registry_enabled", true) }))
	handle("DELETE /v2/kubernetes/registry", ofClusters(func(_ *call, k *cluster) { k.set("registry_enabled", false) }))
	handle("POST /v2/kubernetes/registries", ofClusters(func(c *call, k *cluster) {
		k.setRegistries(append(slices.Clone(k.texts("registries")), c.body.texts("registries")...))
	}))
	handle("DELETE /v2/kubernetes/registries", ofClusters(func(c *call, k *cluster) {
		gone := c.body.texts("registries")
		k.setRegistries(slices.DeleteFunc(slices.Clone(k.texts("registries")), func(name string) bool { return slices.Contains(gone, name) }))
	}))
}

const kubeconfig = `apiVersion: v1
kind: Config
clusters:
- name: %[1]s
  cluster:
    certificate-authority-data: %[2]s
    server: %[3]s
contexts:
- name: %[1]s
  context:
    cluster: %[1]s
    user: %[1]s-admin
current-context: %[1]s
preferences: {}
users:
- name: %[1]s-admin
  user:
    token: %[4]s
`

// getKubeconfig answers with a file that client-go reads. Nothing listens at its server.
func getKubeconfig(c *call, k *cluster) (reply, error) {
	authority := base64.StdEncoding.EncodeToString([]byte(k.ca))
	file := fmt.Sprintf(kubeconfig, k.label(), authority, k.text("endpoint"), c.newClusterToken())
	return reply{status: http.StatusOK, header: http.Header{"Content-Type": {"application/yaml"}}, body: []byte(file)}, nil
}

func (c *call) newClusterToken() string { return "dop_v1_" + c.ids.hex("cluster token", 32) }

func getClusterCredentials(c *call, k *cluster) (reply, error) {
	lasts := defaultCredential
	if seconds, err := strconv.Atoi(c.query.Get("expiry_seconds")); err == nil && seconds > 0 {
		lasts = time.Duration(seconds) * time.Second
	}
	return bare(http.StatusOK, newObject(
		"server", k.text("endpoint"),
		"certificate_authority_data", base64.StdEncoding.EncodeToString([]byte(k.ca)),
		"client_certificate_data", "",
		"client_key_data", "",
		"token", c.newClusterToken(),
		"expires_at", c.now.Add(lasts),
	))
}

// runClusterlint looks at a cluster that nothing runs in, so that it finds nothing.
func runClusterlint(c *call, k *cluster) (reply, error) {
	run := newObject("run_id", c.ids.uuid("clusterlint"), "requested_at", c.now, "diagnostics", []*object{})
	k.lints.add(run.text("run_id"), run)
	c.at(c.now.Add(c.took("clusterlint")), func(at time.Time) { run.set("completed_at", at) })
	return bare(http.StatusAccepted, newObject("run_id", run.text("run_id")))
}

// getClusterlint answers with the run that the query names, or the latest.
func getClusterlint(c *call, k *cluster) (reply, error) {
	id := c.query.Get("run_id")
	if id == "" {
		id = k.lints.newestKey()
	}
	run, ok := k.lints.get(id)
	if !ok {
		return reply{}, notFound()
	}
	return bare(http.StatusOK, run)
}

// clusterResource is something that a cluster has made: it bears the cluster's tag.
type clusterResource struct {
	kind, id, name string
	destroy        func()
}

func (c *call) clusterResources(k *cluster) []clusterResource {
	var found []clusterResource
	tag := "k8s:" + k.id
	for lb := range loadBalancers.of(c.Server).all() {
		if lb.text("tag") == tag {
			found = append(found, clusterResource{"load_balancers", lb.id, lb.text("name"), func() {
				loadBalancers.of(c.Server).remove(lb.id)
				c.deleted("load_balancer", lb.id, lb.object)
			}})
		}
	}
	for v := range volumes.of(c.Server).all() {
		if slices.Contains(v.texts("tags"), tag) {
			found = append(found, clusterResource{"volumes", v.id, v.text("name"), func() { c.dropVolume(v) }})
		}
	}
	for o := range volumeSnapshots.of(c.Server).all() {
		if slices.Contains(o.texts("tags"), tag) {
			found = append(found, clusterResource{"volume_snapshots", o.text("id"), o.text("name"), func() {
				volumeSnapshots.of(c.Server).remove(o.text("id"))
				c.deleted("volume_snapshot", o.text("id"), o)
			}})
		}
	}
	return found
}

var clusterResourceKinds = []string{"load_balancers", "volumes", "volume_snapshots"}

func listClusterResources(c *call, k *cluster) (reply, error) {
	o := newObject()
	for _, kind := range clusterResourceKinds {
		list := []*object{}
		for _, r := range c.clusterResources(k) {
			if r.kind == kind {
				list = append(list, newObject("id", r.id, "name", r.name))
			}
		}
		o.set(kind, list)
	}
	return bare(http.StatusOK, o)
}

// deleteClusterSelective deletes a cluster and those of its resources that the request names.
func deleteClusterSelective(c *call, k *cluster) (reply, error) {
	chosen := map[string][]string{}
	for _, kind := range clusterResourceKinds {
		chosen[kind] = c.body.texts(kind)
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	for _, r := range c.clusterResources(k) {
		if slices.Contains(chosen[r.kind], r.id) {
			r.destroy()
		}
	}
	c.deleteCluster(k)
	return empty(http.StatusNoContent)
}

func deleteClusterDangerous(c *call, k *cluster) (reply, error) {
	for _, r := range c.clusterResources(k) {
		r.destroy()
	}
	c.deleteCluster(k)
	return empty(http.StatusNoContent)
}

func (k *cluster) setRegistries(names []string) {
	slices.Sort(names)
	k.set("registries", slices.Compact(names))
	k.set("registry_enabled", len(names) > 0)
}

// ofClusters is a change of the clusters that the request names.
func ofClusters(change func(c *call, k *cluster)) handler {
	return func(c *call) (reply, error) {
		if err := c.complete(); err != nil {
			return reply{}, err
		}
		var chosen []*cluster
		for _, id := range c.body.texts("cluster_uuids") {
			k, ok := clusters.of(c.Server).get(id)
			if !ok {
				return reply{}, notFound()
			}
			chosen = append(chosen, k)
		}
		if c.body.problem != nil {
			return reply{}, c.body.problem
		}
		for _, k := range chosen {
			change(c, k)
		}
		return empty(http.StatusNoContent)
	}
}
