package digitalocean

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// KubernetesService manages Kubernetes clusters. Their worker nodes come in pools.
type KubernetesService struct {
	NodePools *KubernetesNodePoolsService

	client *Client
}

// List lists the clusters of the account.
//
// DigitalOcean: GET /v2/kubernetes/clusters (kubernetes_list_clusters)
func (s *KubernetesService) List(options *ListOptions, opts ...CallOption) *Pager[KubernetesCluster] {
	return list[KubernetesCluster](s.client, get("/v2/kubernetes/clusters").with(options), "kubernetes_clusters", opts)
}

// Get returns a cluster with its node pools.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id} (kubernetes_get_cluster)
func (s *KubernetesService) Get(ctx context.Context, id string, opts ...CallOption) (*KubernetesCluster, error) {
	return fetch[KubernetesCluster](ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}", id), "kubernetes_cluster", opts)
}

// Create begins to create a cluster. The answer has its ID, and the state [KubernetesClusterProvisioning] without an
// endpoint: WaitRunning waits until it runs.
//
// DigitalOcean: POST /v2/kubernetes/clusters (kubernetes_create_cluster)
func (s *KubernetesService) Create(ctx context.Context, request *KubernetesClusterCreateRequest, opts ...CallOption) (*KubernetesCluster, error) {
	return fetch[KubernetesCluster](ctx, s.client, post("/v2/kubernetes/clusters").sending(request), "kubernetes_cluster", opts)
}

// Update changes the settings of a cluster that the request holds; it always holds the name. The node pools are changed
// with those of NodePools, the version with Upgrade.
//
// DigitalOcean: PUT /v2/kubernetes/clusters/{cluster_id} (kubernetes_update_cluster)
func (s *KubernetesService) Update(ctx context.Context, id string, request *KubernetesClusterUpdateRequest, opts ...CallOption) (*KubernetesCluster, error) {
	return fetch[KubernetesCluster](ctx, s.client, put("/v2/kubernetes/clusters/{cluster_id}", id).sending(request), "kubernetes_cluster", opts)
}

// Delete begins to delete a cluster with its nodes and all that runs on them. The load balancers, volumes and volume
// snapshots that it has made stay, and still cost: GetAssociatedResources lists them, DeleteSelective and DeleteDangerous
// delete them too.
//
// DigitalOcean: DELETE /v2/kubernetes/clusters/{cluster_id} (kubernetes_delete_cluster)
func (s *KubernetesService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/kubernetes/clusters/{cluster_id}", id), opts)
}

// GetAssociatedResources returns what a cluster would leave behind.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/destroy_with_associated_resources (kubernetes_list_associatedResources)
func (s *KubernetesService) GetAssociatedResources(ctx context.Context, id string, opts ...CallOption) (*KubernetesAssociatedResources, error) {
	return fetch[KubernetesAssociatedResources](ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/destroy_with_associated_resources", id), "", opts)
}

// DeleteSelective begins to delete a cluster and those of its associated resources that the request names. The others
// stay, and still cost.
//
// The request is not repeated when it may have been carried out: the resources that it names may be gone by then. After an
// error that matches [ErrOutcomeUnknown], Get tells whether the cluster is being deleted.
//
// DigitalOcean: DELETE /v2/kubernetes/clusters/{cluster_id}/destroy_with_associated_resources/selective (kubernetes_destroy_associatedResourcesSelective)
func (s *KubernetesService) DeleteSelective(ctx context.Context, id string, request *KubernetesClusterDeleteSelectiveRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/kubernetes/clusters/{cluster_id}/destroy_with_associated_resources/selective", id).sending(request).once(), opts)
}

// DeleteDangerous begins to delete a cluster with everything that GetAssociatedResources lists: the data on its volumes is
// lost for good. Like that of DeleteSelective, the request is not repeated when it may have been carried out.
//
// DigitalOcean: DELETE /v2/kubernetes/clusters/{cluster_id}/destroy_with_associated_resources/dangerous (kubernetes_destroy_associatedResourcesDangerous)
func (s *KubernetesService) DeleteDangerous(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/kubernetes/clusters/{cluster_id}/destroy_with_associated_resources/dangerous", id).once(), opts)
}

// GetKubeconfig returns a file with which kubectl and client-go reach a cluster that runs. It holds a new token, which is
// good for seven days where the options do not say otherwise, and may do in the cluster what the role of the caller's
// account allows. With client-go, clientcmd.RESTConfigFromKubeConfig takes what Reveal returns; examples/kubeconfig shows it,
// and how to renew the token.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/kubeconfig (kubernetes_get_kubeconfig)
func (s *KubernetesService) GetKubeconfig(ctx context.Context, id string, options *KubernetesClusterGetKubeconfigOptions, opts ...CallOption) (*Kubeconfig, error) {
	return fetchWith(ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/kubeconfig", id).with(options).withHeader("Accept", "application/yaml"), decodeKubeconfig, opts)
}

// decodeKubeconfig takes a body as it is. What a gateway answers is none.
func decodeKubeconfig(body []byte, config *Kubeconfig) error {
	switch text := bytes.TrimSpace(body); {
	case len(text) == 0:
		return errEmptyBody
	case text[0] == '<':
		return errors.New("the body is not YAML")
	}
	config.file = NewSecret(string(body))
	return nil
}

// GetCredentials returns what a kubeconfig holds, for clients that do not read one.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/credentials (kubernetes_get_credentials)
func (s *KubernetesService) GetCredentials(ctx context.Context, id string, options *KubernetesClusterGetCredentialsOptions, opts ...CallOption) (*KubernetesClusterCredentials, error) {
	return fetch[KubernetesClusterCredentials](ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/credentials", id).with(options), "", opts)
}

// ListUpgrades returns the versions that a cluster can be upgraded to. There are none when it is up to date.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/upgrades (kubernetes_get_availableUpgrades)
func (s *KubernetesService) ListUpgrades(ctx context.Context, id string, opts ...CallOption) ([]KubernetesVersion, error) {
	versions, err := fetchWith(ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/upgrades", id), decodeUpgrades, opts)
	if err != nil {
		return nil, err
	}
	return *versions, nil
}

// decodeUpgrades decodes a list that is null when it is empty.
func decodeUpgrades(body []byte, versions *[]KubernetesVersion) error {
	var answer struct {
		Versions jsontext.Value `json:"available_upgrade_versions"`
	}
	if decodeOne(body, "", &answer) == nil && string(answer.Versions) == "null" {
		return nil
	}
	return decodeOne(body, "available_upgrade_versions", versions)
}

// Upgrade begins to upgrade a cluster to one of the versions that ListUpgrades returns. WaitUpgraded waits until that is
// done.
//
// DigitalOcean: POST /v2/kubernetes/clusters/{cluster_id}/upgrade (kubernetes_upgrade_cluster)
func (s *KubernetesService) Upgrade(ctx context.Context, id string, request *KubernetesClusterUpgradeRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/kubernetes/clusters/{cluster_id}/upgrade", id).sending(request), opts)
}

// GetUser returns who the caller is inside a cluster, for role bindings.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/user (kubernetes_get_clusterUser)
func (s *KubernetesService) GetUser(ctx context.Context, id string, opts ...CallOption) (*KubernetesClusterUser, error) {
	return fetch[KubernetesClusterUser](ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/user", id), "kubernetes_cluster_user", opts)
}

// GetOptions returns the regions, versions and node sizes that a new cluster can have.
//
// DigitalOcean: GET /v2/kubernetes/options (kubernetes_list_options)
func (s *KubernetesService) GetOptions(ctx context.Context, opts ...CallOption) (*KubernetesOptions, error) {
	return fetch[KubernetesOptions](ctx, s.client, get("/v2/kubernetes/options"), "options", opts)
}

// RunClusterlint begins to check a cluster with clusterlint, and returns the ID of the run. GetClusterlintResults returns
// what it has found.
//
// DigitalOcean: POST /v2/kubernetes/clusters/{cluster_id}/clusterlint (kubernetes_run_clusterLint)
func (s *KubernetesService) RunClusterlint(ctx context.Context, id string, request *KubernetesClusterRunClusterlintRequest, opts ...CallOption) (string, error) {
	return fetchValue[string](ctx, s.client, post("/v2/kubernetes/clusters/{cluster_id}/clusterlint", id).sending(request), "run_id", opts)
}

// GetClusterlintResults returns what a run of clusterlint has found, by default the latest.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/clusterlint (kubernetes_get_clusterLintResults)
func (s *KubernetesService) GetClusterlintResults(ctx context.Context, id string, options *KubernetesClusterGetClusterlintResultsOptions, opts ...CallOption) (*KubernetesClusterlintResults, error) {
	return fetch[KubernetesClusterlintResults](ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/clusterlint", id).with(options), "", opts)
}

// AddRegistry lets clusters pull from the account's container registry. With more than one registry, use AddRegistries.
//
// DigitalOcean: POST /v2/kubernetes/registry (kubernetes_add_registry)
func (s *KubernetesService) AddRegistry(ctx context.Context, request *KubernetesClusterRegistryRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/kubernetes/registry").sending(request), opts)
}

// RemoveRegistry undoes AddRegistry.
//
// DigitalOcean: DELETE /v2/kubernetes/registry (kubernetes_remove_registry)
func (s *KubernetesService) RemoveRegistry(ctx context.Context, request *KubernetesClusterRegistryRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/kubernetes/registry").sending(request), opts)
}

// AddRegistries lets clusters pull from container registries.
//
// DigitalOcean: POST /v2/kubernetes/registries (kubernetes_add_registries)
func (s *KubernetesService) AddRegistries(ctx context.Context, request *KubernetesClusterRegistriesRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/kubernetes/registries").sending(request), opts)
}

// RemoveRegistries undoes AddRegistries.
//
// DigitalOcean: DELETE /v2/kubernetes/registries (kubernetes_remove_registries)
func (s *KubernetesService) RemoveRegistries(ctx context.Context, request *KubernetesClusterRegistriesRequest, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/kubernetes/registries").sending(request), opts)
}

// ListStatusMessages returns what DigitalOcean reports of trouble with a cluster.
//
// DigitalOcean: GET /v2/kubernetes/clusters/{cluster_id}/status_messages (kubernetes_get_status_messages)
func (s *KubernetesService) ListStatusMessages(ctx context.Context, id string, options *KubernetesClusterListStatusMessagesOptions, opts ...CallOption) ([]KubernetesStatusMessage, error) {
	return fetchAll[KubernetesStatusMessage](ctx, s.client, get("/v2/kubernetes/clusters/{cluster_id}/status_messages", id).with(options), "messages", opts)
}

// WaitRunning waits until a new cluster runs and returns it, now with its endpoint. Its nodes may take longer:
// NodePools.WaitReady waits for them. A cluster that has failed or is being deleted ends the wait with a
// [*KubernetesClusterError]; one that is degraded may recover, and is waited for.
func (s *KubernetesService) WaitRunning(ctx context.Context, id string, opts ...CallOption) (*KubernetesCluster, error) {
	return s.wait(ctx, id, opts, func(*KubernetesCluster) bool { return true })
}

// WaitUpgraded waits until a cluster runs the version that Upgrade was given, and returns it. It ends early as WaitRunning
// does.
func (s *KubernetesService) WaitUpgraded(ctx context.Context, id, version string, opts ...CallOption) (*KubernetesCluster, error) {
	return s.wait(ctx, id, opts, func(cluster *KubernetesCluster) bool { return cluster.Version == version })
}

// wait waits until a cluster runs and is as it is wanted.
func (s *KubernetesService) wait(ctx context.Context, id string, opts []CallOption, isWanted func(*KubernetesCluster) bool) (*KubernetesCluster, error) {
	var cluster *KubernetesCluster
	err := s.client.waitFor(ctx, "Kubernetes cluster "+id, opts, func() (done bool, err error) {
		if cluster, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return cluster.Status.State == KubernetesClusterRunning && isWanted(cluster), cluster.failure()
	})
	if err != nil {
		return nil, err
	}
	return cluster, nil
}

// KubernetesClusterGetKubeconfigOptions say what a kubeconfig is to hold.
type KubernetesClusterGetKubeconfigOptions struct {
	ExpirySeconds int            `url:"expiry_seconds,omitempty"` // how long its token is good for; 0 means seven days
	Type          KubeconfigType `url:"type,omitempty"`           // empty means what the cluster is set up for
}

// KubernetesClusterGetCredentialsOptions say what credentials are to be.
type KubernetesClusterGetCredentialsOptions struct {
	ExpirySeconds int `url:"expiry_seconds,omitempty"` // how long the token is good for; 0 means seven days
}

// KubernetesClusterGetClusterlintResultsOptions choose a run of clusterlint.
type KubernetesClusterGetClusterlintResultsOptions struct {
	RunID string `url:"run_id,omitempty"` // as RunClusterlint returned it; empty means the latest run
}

// KubernetesClusterListStatusMessagesOptions select status messages.
type KubernetesClusterListStatusMessagesOptions struct {
	Since time.Time `url:"since,omitempty"` // only later ones
}

// KubernetesClusterCreateRequest describes a cluster to create.
type KubernetesClusterCreateRequest struct {
	Name                              string                                       `json:"name"`
	Region                            string                                       `json:"region"`                          // slug
	Version                           string                                       `json:"version"`                         // slug; "1.34" means the latest of that minor version, "latest" the latest of all
	NodePools                         []KubernetesNodePoolCreateRequest            `json:"node_pools,omitzero"`             // one at least, with one node at least
	ClusterSubnet                     string                                       `json:"cluster_subnet,omitzero"`         // of the pods, such as "10.244.0.0/16"; empty lets the API choose
	ServiceSubnet                     string                                       `json:"service_subnet,omitzero"`         // of the services
	VPCUUID                           string                                       `json:"vpc_uuid,omitzero"`               // empty means the region's default VPC
	WorkerSubnetUUID                  string                                       `json:"worker_subnet_uuid,omitzero"`     // of the nodes, in the VPC, which must be named then; cannot change later
	Tags                              []string                                     `json:"tags,omitzero"`                   // needs the scopes tag:read and tag:create
	MaintenancePolicy                 *KubernetesMaintenancePolicyRequest          `json:"maintenance_policy,omitzero"`     // nil lets the API choose
	AutoUpgrade                       bool                                         `json:"auto_upgrade,omitzero"`           // upgrades to patch releases when it is maintained
	IsolatedWorkers                   bool                                         `json:"isolated_workers,omitzero"`       // gives the nodes no public addresses; needs a NAT gateway in the VPC
	SurgeUpgrade                      bool                                         `json:"surge_upgrade,omitzero"`          // upgrades with new nodes beside the old ones
	HA                                *bool                                        `json:"ha,omitzero"`                     // a highly available control plane; true by default from version 1.36.0 on
	ControlPlaneFirewall              *KubernetesControlPlaneFirewall              `json:"control_plane_firewall,omitzero"` // by invitation only
	ClusterAutoscalerConfiguration    *KubernetesClusterAutoscalerConfiguration    `json:"cluster_autoscaler_configuration,omitzero"`
	SSO                               *KubernetesSSO                               `json:"sso,omitzero"`
	RoutingAgent                      *KubernetesRoutingAgent                      `json:"routing_agent,omitzero"`
	AMDGPUDevicePlugin                *KubernetesAMDGPUDevicePlugin                `json:"amd_gpu_device_plugin,omitzero"` // nil enables it where a node pool has such GPUs
	AMDGPUDeviceMetricsExporterPlugin *KubernetesAMDGPUDeviceMetricsExporterPlugin `json:"amd_gpu_device_metrics_exporter_plugin,omitzero"`
	NvidiaGPUDevicePlugin             *KubernetesNvidiaGPUDevicePlugin             `json:"nvidia_gpu_device_plugin,omitzero"` // nil enables it where a node pool has such GPUs
	RDMASharedDevicePlugin            *KubernetesRDMASharedDevicePlugin            `json:"rdma_shared_dev_plugin,omitzero"`
	CoreDNSAutoscaler                 *KubernetesCoreDNSAutoscaler                 `json:"coredns_autoscaler,omitzero"`
	P2POCIRegistryPlugin              *KubernetesP2POCIRegistryPlugin              `json:"p2p_oci_registry_plugin,omitzero"`
}

// KubernetesClusterUpdateRequest holds what is to change of a cluster; nil leaves a field as it is.
type KubernetesClusterUpdateRequest struct {
	Name                              string                                       `json:"name"`          // always needed
	Tags                              []string                                     `json:"tags,omitzero"` // all that it is to have; the API adds its own
	MaintenancePolicy                 *KubernetesMaintenancePolicyRequest          `json:"maintenance_policy,omitzero"`
	AutoUpgrade                       *bool                                        `json:"auto_upgrade,omitzero"`
	SurgeUpgrade                      *bool                                        `json:"surge_upgrade,omitzero"`
	HA                                *bool                                        `json:"ha,omitzero"` // cannot be turned off
	ControlPlaneFirewall              *KubernetesControlPlaneFirewall              `json:"control_plane_firewall,omitzero"`
	ClusterAutoscalerConfiguration    *KubernetesClusterAutoscalerConfiguration    `json:"cluster_autoscaler_configuration,omitzero"`
	SSO                               *KubernetesSSO                               `json:"sso,omitzero"`
	RoutingAgent                      *KubernetesRoutingAgent                      `json:"routing_agent,omitzero"`
	AMDGPUDevicePlugin                *KubernetesAMDGPUDevicePlugin                `json:"amd_gpu_device_plugin,omitzero"`
	AMDGPUDeviceMetricsExporterPlugin *KubernetesAMDGPUDeviceMetricsExporterPlugin `json:"amd_gpu_device_metrics_exporter_plugin,omitzero"`
	NvidiaGPUDevicePlugin             *KubernetesNvidiaGPUDevicePlugin             `json:"nvidia_gpu_device_plugin,omitzero"`
	RDMASharedDevicePlugin            *KubernetesRDMASharedDevicePlugin            `json:"rdma_shared_dev_plugin,omitzero"`
	CoreDNSAutoscaler                 *KubernetesCoreDNSAutoscaler                 `json:"coredns_autoscaler,omitzero"`
	P2POCIRegistryPlugin              *KubernetesP2POCIRegistryPlugin              `json:"p2p_oci_registry_plugin,omitzero"`
}

// KubernetesMaintenancePolicyRequest says when DigitalOcean may work on a cluster.
type KubernetesMaintenancePolicyRequest struct {
	StartTime string                   `json:"start_time,omitzero"` // UTC, such as "15:00"
	Day       KubernetesMaintenanceDay `json:"day,omitzero"`
}

// KubernetesClusterDeleteSelectiveRequest names what is to be deleted with a cluster, by the IDs that
// GetAssociatedResources returns.
type KubernetesClusterDeleteSelectiveRequest struct {
	LoadBalancers   []string `json:"load_balancers,omitzero"`
	Volumes         []string `json:"volumes,omitzero"`
	VolumeSnapshots []string `json:"volume_snapshots,omitzero"`
}

// KubernetesClusterUpgradeRequest names a version to upgrade to.
type KubernetesClusterUpgradeRequest struct {
	Version string `json:"version,omitzero"` // slug
}

// KubernetesClusterRunClusterlintRequest chooses the checks of clusterlint, by their names and those of their groups. An
// empty request runs the group "doks".
type KubernetesClusterRunClusterlintRequest struct {
	IncludeGroups []string `json:"include_groups,omitzero"` // such as "security"
	IncludeChecks []string `json:"include_checks,omitzero"` // such as "bare-pods"
	ExcludeGroups []string `json:"exclude_groups,omitzero"`
	ExcludeChecks []string `json:"exclude_checks,omitzero"`
}

// KubernetesClusterRegistryRequest names clusters for the account's container registry.
type KubernetesClusterRegistryRequest struct {
	ClusterUUIDs []string `json:"cluster_uuids,omitzero"`
}

// KubernetesClusterRegistriesRequest names clusters, and container registries for them.
type KubernetesClusterRegistriesRequest struct {
	ClusterUUIDs []string `json:"cluster_uuids,omitzero"`
	Registries   []string `json:"registries,omitzero"` // names
}

// KubernetesCluster is a Kubernetes cluster. A setting is nil where the API does not state it.
type KubernetesCluster struct {
	ID                                string                                       `json:"id"`
	Name                              string                                       `json:"name"`
	Region                            string                                       `json:"region"`                      // slug
	Version                           string                                       `json:"version"`                     // slug, such as "1.34.1-do.0"
	ClusterSubnet                     string                                       `json:"cluster_subnet,omitzero"`     // of the pods, such as "10.244.0.0/16"
	ServiceSubnet                     string                                       `json:"service_subnet,omitzero"`     // of the services
	VPCUUID                           string                                       `json:"vpc_uuid,omitzero"`           // needs the scope vpc:read
	WorkerSubnetUUID                  string                                       `json:"worker_subnet_uuid,omitzero"` // of the nodes; empty for the VPC's default, and needs the scope vpc:read
	IPv4                              string                                       `json:"ipv4,omitzero"`               // of the control plane; empty until it runs, and with HA
	Endpoint                          string                                       `json:"endpoint,omitzero"`           // URL of the API server; empty until it runs
	Tags                              []string                                     `json:"tags,omitzero"`               // "k8s" and "k8s:" with the ID among them; needs the scope tag:read
	NodePools                         []KubernetesNodePool                         `json:"node_pools,omitzero"`
	MaintenancePolicy                 *KubernetesMaintenancePolicy                 `json:"maintenance_policy,omitzero"`
	AutoUpgrade                       bool                                         `json:"auto_upgrade"`     // upgrades to patch releases when it is maintained
	IsolatedWorkers                   bool                                         `json:"isolated_workers"` // whether the nodes have no public addresses
	Status                            KubernetesClusterStatus                      `json:"status,omitzero"`
	CreatedAt                         time.Time                                    `json:"created_at,omitzero"`
	UpdatedAt                         time.Time                                    `json:"updated_at,omitzero"`
	SurgeUpgrade                      bool                                         `json:"surge_upgrade"`       // upgrades with new nodes beside the old ones
	HA                                bool                                         `json:"ha"`                  // whether the control plane is highly available
	RegistryEnabled                   bool                                         `json:"registry_enabled"`    // whether it can pull from a container registry of the account
	Registries                        []string                                     `json:"registries,omitzero"` // names of those registries
	ControlPlaneFirewall              *KubernetesControlPlaneFirewall              `json:"control_plane_firewall,omitzero"`
	ClusterAutoscalerConfiguration    *KubernetesClusterAutoscalerConfiguration    `json:"cluster_autoscaler_configuration,omitzero"`
	SSO                               *KubernetesSSO                               `json:"sso,omitzero"`
	RoutingAgent                      *KubernetesRoutingAgent                      `json:"routing_agent,omitzero"`
	AMDGPUDevicePlugin                *KubernetesAMDGPUDevicePlugin                `json:"amd_gpu_device_plugin,omitzero"`
	AMDGPUDeviceMetricsExporterPlugin *KubernetesAMDGPUDeviceMetricsExporterPlugin `json:"amd_gpu_device_metrics_exporter_plugin,omitzero"`
	NvidiaGPUDevicePlugin             *KubernetesNvidiaGPUDevicePlugin             `json:"nvidia_gpu_device_plugin,omitzero"`
	RDMASharedDevicePlugin            *KubernetesRDMASharedDevicePlugin            `json:"rdma_shared_dev_plugin,omitzero"`
	CoreDNSAutoscaler                 *KubernetesCoreDNSAutoscaler                 `json:"coredns_autoscaler,omitzero"`
	P2POCIRegistryPlugin              *KubernetesP2POCIRegistryPlugin              `json:"p2p_oci_registry_plugin,omitzero"`
}

func (c *KubernetesCluster) failure() error {
	switch c.Status.State {
	case KubernetesClusterErrored, KubernetesClusterDeleting, KubernetesClusterDeleted:
		return &KubernetesClusterError{KubernetesCluster: *c}
	}
	return nil
}

// KubernetesClusterError is a cluster that was waited for and does not come to run. Its status may say why.
type KubernetesClusterError struct{ KubernetesCluster KubernetesCluster }

func (e *KubernetesClusterError) Error() string {
	c := &e.KubernetesCluster
	text := fmt.Sprintf("digitalocean: Kubernetes cluster %s (%s) has the state %s and does not become running",
		printable(c.ID), printable(c.Name), printable(string(c.Status.State)))
	if c.Status.Message != "" {
		text += ": " + printable(c.Status.Message)
	}
	return text
}

// KubernetesClusterStatus is how a cluster is.
type KubernetesClusterStatus struct {
	State   KubernetesClusterState `json:"state"`
	Message string                 `json:"message,omitzero"`
}

// KubernetesMaintenancePolicy says when DigitalOcean may work on a cluster.
type KubernetesMaintenancePolicy struct {
	StartTime string                   `json:"start_time"`        // UTC, such as "15:00"
	Duration  string                   `json:"duration,omitzero"` // in the form of [time.ParseDuration], such as "4h0m0s"
	Day       KubernetesMaintenanceDay `json:"day"`
}

// KubernetesControlPlaneFirewall says who reaches the API server of a cluster.
type KubernetesControlPlaneFirewall struct {
	Enabled          bool     `json:"enabled"`
	AllowedAddresses []string `json:"allowed_addresses,omitzero"` // IPv4 addresses and CIDRs
}

// KubernetesClusterAutoscalerConfiguration says how a cluster grows and shrinks the node pools that scale by themselves.
type KubernetesClusterAutoscalerConfiguration struct {
	ScaleDownUtilizationThreshold *float64             `json:"scale_down_utilization_threshold,omitzero"` // below which a node is not needed, from 0 to 1; nil means the autoscaler's default
	ScaleDownUnneededTime         string               `json:"scale_down_unneeded_time,omitzero"`         // after which such a node goes, in the form of [time.ParseDuration]
	Expanders                     []KubernetesExpander `json:"expanders,omitzero"`                        // asked in turn which pool grows; an empty list returns to the default, which is [KubernetesExpanderRandom], nil leaves it as it is
}

// KubernetesSSO says whether people reach a cluster by way of an identity provider, with OpenID Connect.
type KubernetesSSO struct {
	Enabled   bool   `json:"enabled"`
	Required  bool   `json:"required"`            // whether there is no other way; only where it is enabled
	IssuerURL string `json:"issuer_url,omitzero"` // needed where it is enabled, as is the client ID
	ClientID  string `json:"client_id,omitzero"`
}

// KubernetesRoutingAgent says whether a cluster has the routing agent, which sets routes on the nodes.
type KubernetesRoutingAgent struct {
	Enabled bool `json:"enabled"`
}

// KubernetesAMDGPUDevicePlugin says whether a cluster has the device plugin for GPUs of AMD.
type KubernetesAMDGPUDevicePlugin struct {
	Enabled bool `json:"enabled"`
}

// KubernetesAMDGPUDeviceMetricsExporterPlugin says whether a cluster exports the metrics of its GPUs of AMD.
type KubernetesAMDGPUDeviceMetricsExporterPlugin struct {
	Enabled bool `json:"enabled"`
}

// KubernetesNvidiaGPUDevicePlugin says whether a cluster has the device plugin for GPUs of Nvidia.
type KubernetesNvidiaGPUDevicePlugin struct {
	Enabled bool `json:"enabled"`
}

// KubernetesRDMASharedDevicePlugin says whether a cluster has the plugin that shares RDMA devices among pods.
type KubernetesRDMASharedDevicePlugin struct {
	Enabled bool `json:"enabled"`
}

// KubernetesCoreDNSAutoscaler says whether the number of CoreDNS pods follows the size of a cluster.
type KubernetesCoreDNSAutoscaler struct {
	Enabled bool `json:"enabled"`
}

// KubernetesP2POCIRegistryPlugin says whether the nodes of a cluster get images from each other.
type KubernetesP2POCIRegistryPlugin struct {
	Enabled bool `json:"enabled"`
}

// KubernetesAssociatedResources are what a cluster has made outside itself.
type KubernetesAssociatedResources struct {
	LoadBalancers   []KubernetesAssociatedResource `json:"load_balancers,omitzero"`
	Volumes         []KubernetesAssociatedResource `json:"volumes,omitzero"`
	VolumeSnapshots []KubernetesAssociatedResource `json:"volume_snapshots,omitzero"`
}

// KubernetesAssociatedResource is one thing that a cluster has made outside itself.
type KubernetesAssociatedResource struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Kubeconfig is a file with which Kubernetes clients reach a cluster, in YAML. It holds a credential, and so prints as
// "[redacted]" with every verb of package fmt and in log/slog. Reveal reads it.
type Kubeconfig struct{ file Secret }

// Reveal returns the file, for clientcmd.Load and clientcmd.RESTConfigFromKubeConfig of client-go.
func (k Kubeconfig) Reveal() []byte { return []byte(k.file.Reveal()) }

// Equal reports whether both are the same file.
func (k Kubeconfig) Equal(other Kubeconfig) bool { return k == other }

// Format implements [fmt.Formatter]: no verb shows the file.
func (k Kubeconfig) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer].
func (k Kubeconfig) LogValue() slog.Value { return slog.StringValue(redacted) }

// KubernetesClusterCredentials are what it takes to reach a cluster.
type KubernetesClusterCredentials struct {
	Server                   string    `json:"server"`                     // URL
	CertificateAuthorityData string    `json:"certificate_authority_data"` // PEM in base64
	Token                    Secret    `json:"token,omitzero"`
	ExpiresAt                time.Time `json:"expires_at,omitzero"` // of the token

	// Deprecated: only old clusters, which take no token, have a certificate for the client. It is PEM in base64.
	ClientCertificateData string `json:"client_certificate_data,omitzero"`

	// Deprecated: it belongs to ClientCertificateData.
	ClientKeyData Secret `json:"client_key_data,omitzero"`
}

// KubernetesClusterUser is who the caller is inside a cluster.
type KubernetesClusterUser struct {
	Username string   `json:"username"`
	Groups   []string `json:"groups,omitzero"` // such as "k8saas:authenticated"
}

// KubernetesOptions are what a new cluster can be.
type KubernetesOptions struct {
	Regions  []KubernetesRegion  `json:"regions,omitzero"`
	Versions []KubernetesVersion `json:"versions,omitzero"`
	Sizes    []KubernetesSize    `json:"sizes,omitzero"`
}

// KubernetesRegion is a region that can have clusters.
type KubernetesRegion struct {
	Name string `json:"name"` // such as "New York 3"
	Slug string `json:"slug"`
}

// KubernetesVersion is a version of Kubernetes that a cluster can have.
type KubernetesVersion struct {
	Slug              string   `json:"slug"`                        // the version with DigitalOcean's revision, such as "1.34.1-do.0"
	KubernetesVersion string   `json:"kubernetes_version"`          // such as "1.34.1"
	SupportedFeatures []string `json:"supported_features,omitzero"` // such as "cluster-autoscaler"
}

// KubernetesSize is a Droplet size that a node can have.
type KubernetesSize struct {
	Name string `json:"name"`
	Slug string `json:"slug"`
}

// KubernetesClusterlintResults are what a run of clusterlint has found.
type KubernetesClusterlintResults struct {
	RunID       string                            `json:"run_id"`
	RequestedAt time.Time                         `json:"requested_at,omitzero"`
	CompletedAt time.Time                         `json:"completed_at,omitzero"` // zero while it runs
	Diagnostics []KubernetesClusterlintDiagnostic `json:"diagnostics,omitzero"`
}

// KubernetesClusterlintDiagnostic is something that clusterlint advises to change.
type KubernetesClusterlintDiagnostic struct {
	CheckName string                         `json:"check_name"` // such as "unused-config-map"
	Severity  KubernetesClusterlintSeverity  `json:"severity"`
	Message   string                         `json:"message"`
	Object    KubernetesClusterlintReference `json:"object,omitzero"`
}

// KubernetesClusterlintReference names an object in a cluster.
type KubernetesClusterlintReference struct {
	Name      string `json:"name"`
	Kind      string `json:"kind"` // such as "config map"
	Namespace string `json:"namespace,omitzero"`
}

// KubernetesStatusMessage is what DigitalOcean reports of trouble with a cluster.
type KubernetesStatusMessage struct {
	Message   string    `json:"message"`
	Timestamp time.Time `json:"timestamp,omitzero"`
}

// KubernetesClusterState is the state of a cluster.
type KubernetesClusterState string

const (
	KubernetesClusterProvisioning KubernetesClusterState = "provisioning"
	KubernetesClusterRunning      KubernetesClusterState = "running"
	KubernetesClusterDegraded     KubernetesClusterState = "degraded" // it runs, and something of it does not
	KubernetesClusterErrored      KubernetesClusterState = "error"
	KubernetesClusterUpgrading    KubernetesClusterState = "upgrading"
	KubernetesClusterDeleting     KubernetesClusterState = "deleting"
	KubernetesClusterDeleted      KubernetesClusterState = "deleted"
)

// KubernetesMaintenanceDay is a day of the week.
type KubernetesMaintenanceDay string

const (
	KubernetesMaintenanceAnyDay    KubernetesMaintenanceDay = "any"
	KubernetesMaintenanceMonday    KubernetesMaintenanceDay = "monday"
	KubernetesMaintenanceTuesday   KubernetesMaintenanceDay = "tuesday"
	KubernetesMaintenanceWednesday KubernetesMaintenanceDay = "wednesday"
	KubernetesMaintenanceThursday  KubernetesMaintenanceDay = "thursday"
	KubernetesMaintenanceFriday    KubernetesMaintenanceDay = "friday"
	KubernetesMaintenanceSaturday  KubernetesMaintenanceDay = "saturday"
	KubernetesMaintenanceSunday    KubernetesMaintenanceDay = "sunday"
)

// KubernetesExpander is how the autoscaler chooses the node pool that grows.
type KubernetesExpander string

const (
	KubernetesExpanderRandom     KubernetesExpander = "random"
	KubernetesExpanderPriority   KubernetesExpander = "priority"    // by the order in a config map of the cluster
	KubernetesExpanderLeastWaste KubernetesExpander = "least_waste" // the one that leaves the least unused
)

// KubeconfigType is how the user of a kubeconfig authenticates.
type KubeconfigType string

const (
	KubeconfigToken KubeconfigType = "token"
	KubeconfigSSO   KubeconfigType = "sso" // the default with [KubernetesSSO]; the client needs doctl
)

// KubernetesClusterlintSeverity is how urgent a diagnostic of clusterlint is.
type KubernetesClusterlintSeverity string

const (
	KubernetesClusterlintError      KubernetesClusterlintSeverity = "error"
	KubernetesClusterlintWarning    KubernetesClusterlintSeverity = "warning"
	KubernetesClusterlintSuggestion KubernetesClusterlintSeverity = "suggestion"
)
