package digitalocean

import (
	"context"
	"time"
)

// KubernetesNodePoolsService manages the node pools of clusters. The nodes of a pool are Droplets of one size.
type KubernetesNodePoolsService struct{ client *Client }

// List returns the node pools of a cluster.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/node_pools (kubernetes_list_nodePools)
func (s *KubernetesNodePoolsService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]KubernetesNodePool, error) {
	return fetchAll[KubernetesNodePool](ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/node_pools", clusterID), "node_pools", opts)
}

// Get returns a node pool with its nodes.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id} (kubernetes_get_nodePool)
func (s *KubernetesNodePoolsService) Get(ctx context.Context, clusterID, id string, opts ...CallOption) (*KubernetesNodePool, error) {
	return fetch[KubernetesNodePool](ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id}", clusterID, id), "node_pool", opts)
}

// Create adds a node pool to a cluster. WaitReady waits until its nodes run.
//
// DigitalOcean: POST /v2/kubernetes/clusters/{cluster_id}/node_pools (kubernetes_add_nodePool)
func (s *KubernetesNodePoolsService) Create(ctx context.Context, clusterID string, request *KubernetesNodePoolCreateRequest, opts ...CallOption) (*KubernetesNodePool, error) {
	return fetch[KubernetesNodePool](ctx, s.client, post("/v2/kubernetes/clusters/{cluster_id}/node_pools", clusterID).sending(request), "node_pool", opts)
}

// Update changes what the request holds of a node pool, with all its nodes. Another count begins to add or to remove
// nodes: WaitReady waits until that is done.
//
// DigitalOcean: PUT /v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id} (kubernetes_update_nodePool)
func (s *KubernetesNodePoolsService) Update(ctx context.Context, clusterID, id string, request *KubernetesNodePoolUpdateRequest, opts ...CallOption) (*KubernetesNodePool, error) {
	return fetch[KubernetesNodePool](ctx, s.client, put("/v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id}", clusterID, id).sending(request), "node_pool", opts)
}

// Delete deletes a node pool. Its nodes are then drained and deleted.
//
// DigitalOcean: DELETE /v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id} (kubernetes_delete_nodePool)
func (s *KubernetesNodePoolsService) Delete(ctx context.Context, clusterID, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id}", clusterID, id), opts)
}

// DeleteNode begins to drain and delete a node. Its pool has one node less then, unless the options ask for another in its
// place.
//
// The request is not repeated when it may have been carried out: a second one could cost the pool another node, or add
// another. After an error that matches [ErrOutcomeUnknown], Get tells whether the node is being deleted.
//
// DigitalOcean: DELETE /v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id}/nodes/{node_id} (kubernetes_delete_node)
func (s *KubernetesNodePoolsService) DeleteNode(ctx context.Context, clusterID, id, nodeID string, options *KubernetesNodePoolDeleteNodeOptions, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id}/nodes/{node_id}", clusterID, id, nodeID).with(options).once(), opts)
}

// Recycle replaces nodes of a pool by new ones.
//
// Deprecated: use DeleteNode with Replace, for each node.
//
// DigitalOcean: POST /v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id}/recycle (kubernetes_recycle_node_pool)
func (s *KubernetesNodePoolsService) Recycle(ctx context.Context, clusterID, id string, request *KubernetesNodePoolRecycleRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/kubernetes/clusters/{cluster_id}/node_pools/{node_pool_id}/recycle", clusterID, id).sending(request), opts)
}

// WaitReady waits until a node pool has as many nodes as it is to have and all of them run, and returns it. No state of a
// node is final, so only ctx ends the wait for nodes that never come. A pool that is gone ends it with an error that matches
// [ErrNotFound].
func (s *KubernetesNodePoolsService) WaitReady(ctx context.Context, clusterID, id string, opts ...CallOption) (*KubernetesNodePool, error) {
	var pool *KubernetesNodePool
	err := s.client.waitFor(ctx, "node pool "+id, opts, func() (done bool, err error) {
		if pool, err = s.Get(ctx, clusterID, id, opts...); err != nil {
			return false, err
		}
		return pool.isReady(), nil
	})
	if err != nil {
		return nil, err
	}
	return pool, nil
}

// KubernetesNodePoolDeleteNodeOptions say how a node is deleted.
type KubernetesNodePoolDeleteNodeOptions struct {
	SkipDrain bool `url:"skip_drain,int,omitempty"` // ends what runs on the node instead of moving it away first
	Replace   bool `url:"replace,int,omitempty"`    // puts a new node in its place
}

// KubernetesNodePoolCreateRequest describes a node pool to add.
type KubernetesNodePoolCreateRequest struct {
	Name      string                    `json:"name"`
	Size      string                    `json:"size"` // slug of a Droplet size
	Count     int                       `json:"count"`
	Tags      []string                  `json:"tags,omitzero"`
	Labels    map[string]string         `json:"labels,omitzero"`
	Taints    []KubernetesNodePoolTaint `json:"taints,omitzero"`
	AutoScale bool                      `json:"auto_scale,omitzero"` // lets the cluster choose how many nodes there are
	MinNodes  *int                      `json:"min_nodes,omitzero"`  // with AutoScale only, as is MaxNodes
	MaxNodes  int                       `json:"max_nodes,omitzero"`
}

// KubernetesNodePoolUpdateRequest holds what is to change of a node pool; nil leaves a field as it is.
type KubernetesNodePoolUpdateRequest struct {
	Name      string                    `json:"name"`            // always needed
	Count     *int                      `json:"count,omitzero"`  // the API asks for it too; 0 leaves no nodes
	Tags      []string                  `json:"tags,omitzero"`   // all that it is to have; the API adds its own
	Labels    map[string]string         `json:"labels,omitzero"` // all that it is to have; nodes keep a label that it loses
	Taints    []KubernetesNodePoolTaint `json:"taints,omitzero"` // all that it is to have; nodes lose a taint that it loses
	AutoScale *bool                     `json:"auto_scale,omitzero"`
	MinNodes  *int                      `json:"min_nodes,omitzero"`
	MaxNodes  *int                      `json:"max_nodes,omitzero"`
}

// KubernetesNodePoolRecycleRequest names nodes to replace.
type KubernetesNodePoolRecycleRequest struct {
	Nodes []string `json:"nodes,omitzero"` // IDs
}

// KubernetesNodePool is a group of nodes of one size.
type KubernetesNodePool struct {
	ID        string                    `json:"id"`
	Name      string                    `json:"name"`
	Size      string                    `json:"size"`            // slug of a Droplet size
	Count     int                       `json:"count"`           // nodes that it is to have
	Tags      []string                  `json:"tags,omitzero"`   // "k8s" and "k8s:" with the cluster's ID among them; needs the scope tag:read
	Labels    map[string]string         `json:"labels,omitzero"` // of each node
	Taints    []KubernetesNodePoolTaint `json:"taints,omitzero"` // of each node
	AutoScale bool                      `json:"auto_scale"`      // whether the cluster chooses how many nodes there are
	MinNodes  int                       `json:"min_nodes"`       // 0 without AutoScale
	MaxNodes  int                       `json:"max_nodes"`       // 0 without AutoScale
	Nodes     []KubernetesNode          `json:"nodes,omitzero"`
}

func (p *KubernetesNodePool) isReady() bool {
	for _, node := range p.Nodes {
		if node.Status.State != KubernetesNodeRunning {
			return false
		}
	}
	return len(p.Nodes) == p.Count
}

// KubernetesNodePoolTaint keeps pods that do not tolerate it from the nodes of a pool.
type KubernetesNodePoolTaint struct {
	Key    string                `json:"key"`
	Value  string                `json:"value"`
	Effect KubernetesTaintEffect `json:"effect"`
}

// KubernetesNode is a worker node of a cluster.
type KubernetesNode struct {
	ID        string               `json:"id"`
	Name      string               `json:"name"` // empty until it has a Droplet
	Status    KubernetesNodeStatus `json:"status,omitzero"`
	DropletID string               `json:"droplet_id"` // a number; empty until it has a Droplet
	CreatedAt time.Time            `json:"created_at,omitzero"`
	UpdatedAt time.Time            `json:"updated_at,omitzero"`
}

// KubernetesNodeStatus is how a node is.
type KubernetesNodeStatus struct {
	State KubernetesNodeState `json:"state"`
}

// KubernetesNodeState is the state of a node.
type KubernetesNodeState string

const (
	KubernetesNodeProvisioning KubernetesNodeState = "provisioning"
	KubernetesNodeRunning      KubernetesNodeState = "running"
	KubernetesNodeDraining     KubernetesNodeState = "draining" // its pods are being moved away
	KubernetesNodeDeleting     KubernetesNodeState = "deleting"
)

// KubernetesTaintEffect is what a taint does to pods that do not tolerate it.
type KubernetesTaintEffect string

const (
	KubernetesTaintNoSchedule       KubernetesTaintEffect = "NoSchedule"       // they do not come to the node
	KubernetesTaintPreferNoSchedule KubernetesTaintEffect = "PreferNoSchedule" // they come if there is no other
	KubernetesTaintNoExecute        KubernetesTaintEffect = "NoExecute"        // they do not come, and those that run there go
)
