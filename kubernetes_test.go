package digitalocean_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	kubernetesClusterID  = "bd5f5959-5e1e-4205-a714-a914373942af"
	kubernetesNodePoolID = "cdda885e-7663-40c8-bc74-3a036c66545d"
	kubernetesNodeID     = "e78247f8-b1bb-4f7a-8db9-2a5f8d4b8f8f"

	kubernetesClusterPath  = "/v2/kubernetes/clusters/" + kubernetesClusterID
	kubernetesNodePoolPath = kubernetesClusterPath + "/node_pools/" + kubernetesNodePoolID
)

const kubernetesNodePoolFields = `{"id": "` + kubernetesNodePoolID + `", "name": "frontend", "size": "s-1vcpu-2gb", "count": 3, "tags": ["k8s", "k8s:worker"],
	"labels": {"tier": "web"}, "taints": [{"key": "priority", "value": "high", "effect": "NoSchedule"}], "auto_scale": true, "min_nodes": 2,
	"max_nodes": 6, "nodes": [{"id": "` + kubernetesNodeID + `", "name": "adoring-newton", "status": {"state": "running"}, "droplet_id": "205545370",
		"created_at": "2026-11-15T16:00:11Z", "updated_at": "2026-11-15T16:05:12Z"}]}`

// kubernetesClusterSettings are the settings of a cluster that requests and answers have alike.
const kubernetesClusterSettings = `"auto_upgrade": true, "surge_upgrade": true, "ha": true,
	"control_plane_firewall": {"enabled": true, "allowed_addresses": ["192.0.2.0/24"]},
	"cluster_autoscaler_configuration": {"scale_down_utilization_threshold": 0.65, "scale_down_unneeded_time": "1m0s", "expanders": ["priority", "random"]},
	"sso": {"enabled": true, "required": true, "issuer_url": "https://sso.example.com", "client_id": "doks"},
	"routing_agent": {"enabled": true}, "amd_gpu_device_plugin": {"enabled": true}, "amd_gpu_device_metrics_exporter_plugin": {"enabled": true},
	"nvidia_gpu_device_plugin": {"enabled": true}, "rdma_shared_dev_plugin": {"enabled": true}, "coredns_autoscaler": {"enabled": true},
	"p2p_oci_registry_plugin": {"enabled": true}`

const kubernetesClusterFields = `{"id": "` + kubernetesClusterID + `", "name": "prod", "region": "nyc1", "version": "1.34.1-do.0", "cluster_subnet": "10.244.0.0/16",
	"service_subnet": "10.245.0.0/16", "vpc_uuid": "c33931f2", "worker_subnet_uuid": "cbd79771", "ipv4": "192.0.2.7",
	"endpoint": "https://bd5f5959.k8s.ondigitalocean.com", "tags": ["k8s", "production"], "node_pools": [` + kubernetesNodePoolFields + `],
	"maintenance_policy": {"start_time": "12:00", "duration": "4h0m0s", "day": "monday"}, "isolated_workers": true,
	"status": {"state": "running", "message": "all is well"}, "created_at": "2026-11-15T16:00:01Z", "updated_at": "2026-11-15T16:10:02Z",
	"registry_enabled": true, "registries": ["registry-a", "registry-b"], ` + kubernetesClusterSettings + `}`

func kubernetesNodePool() digitalocean.KubernetesNodePool {
	return digitalocean.KubernetesNodePool{
		ID: kubernetesNodePoolID, Name: "frontend", Size: "s-1vcpu-2gb", Count: 3, Tags: []string{"k8s", "k8s:worker"},
		Labels:    map[string]string{"tier": "web"},
		Taints:    []digitalocean.KubernetesNodePoolTaint{{Key: "priority", Value: "high", Effect: digitalocean.KubernetesTaintNoSchedule}},
		AutoScale: true, MinNodes: 2, MaxNodes: 6,
		Nodes: []digitalocean.KubernetesNode{{
			ID: kubernetesNodeID, Name: "adoring-newton", Status: digitalocean.KubernetesNodeStatus{State: digitalocean.KubernetesNodeRunning},
			DropletID: "205545370", CreatedAt: time.Date(2026, 11, 15, 16, 0, 11, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 15, 16, 5, 12, 0, time.UTC),
		}},
	}
}

func kubernetesCluster() digitalocean.KubernetesCluster {
	return digitalocean.KubernetesCluster{
		ID: kubernetesClusterID, Name: "prod", Region: "nyc1", Version: "1.34.1-do.0", ClusterSubnet: "10.244.0.0/16", ServiceSubnet: "10.245.0.0/16",
		VPCUUID: "c33931f2", WorkerSubnetUUID: "cbd79771", IPv4: "192.0.2.7", Endpoint: "https://bd5f5959.k8s.ondigitalocean.com",
		Tags: []string{"k8s", "production"}, NodePools: []digitalocean.KubernetesNodePool{kubernetesNodePool()},
		MaintenancePolicy: &digitalocean.KubernetesMaintenancePolicy{StartTime: "12:00", Duration: "4h0m0s", Day: digitalocean.KubernetesMaintenanceMonday},
		AutoUpgrade:       true, IsolatedWorkers: true,
		Status:    digitalocean.KubernetesClusterStatus{State: digitalocean.KubernetesClusterRunning, Message: "all is well"},
		CreatedAt: time.Date(2026, 11, 15, 16, 0, 1, 0, time.UTC), UpdatedAt: time.Date(2026, 11, 15, 16, 10, 2, 0, time.UTC),
		SurgeUpgrade: true, HA: true, RegistryEnabled: true, Registries: []string{"registry-a", "registry-b"},
		ControlPlaneFirewall: &digitalocean.KubernetesControlPlaneFirewall{Enabled: true, AllowedAddresses: []string{"192.0.2.0/24"}},
		ClusterAutoscalerConfiguration: &digitalocean.KubernetesClusterAutoscalerConfiguration{
			ScaleDownUtilizationThreshold: new(0.65), ScaleDownUnneededTime: "1m0s",
			Expanders: []digitalocean.KubernetesExpander{digitalocean.KubernetesExpanderPriority, digitalocean.KubernetesExpanderRandom},
		},
		SSO:                               &digitalocean.KubernetesSSO{Enabled: true, Required: true, IssuerURL: "https://sso.example.com", ClientID: "doks"},
		RoutingAgent:                      &digitalocean.KubernetesRoutingAgent{Enabled: true},
		AMDGPUDevicePlugin:                &digitalocean.KubernetesAMDGPUDevicePlugin{Enabled: true},
		AMDGPUDeviceMetricsExporterPlugin: &digitalocean.KubernetesAMDGPUDeviceMetricsExporterPlugin{Enabled: true},
		NvidiaGPUDevicePlugin:             &digitalocean.KubernetesNvidiaGPUDevicePlugin{Enabled: true},
		RDMASharedDevicePlugin:            &digitalocean.KubernetesRDMASharedDevicePlugin{Enabled: true},
		CoreDNSAutoscaler:                 &digitalocean.KubernetesCoreDNSAutoscaler{Enabled: true},
		P2POCIRegistryPlugin:              &digitalocean.KubernetesP2POCIRegistryPlugin{Enabled: true},
	}
}

func TestKubernetes(t *testing.T) {
	cluster := kubernetesCluster()
	requireFilled(t, "cluster", reflect.ValueOf(cluster))
	wire := `{"kubernetes_cluster": ` + kubernetesClusterFields + `}`
	policy := &digitalocean.KubernetesMaintenancePolicyRequest{StartTime: "12:00", Day: digitalocean.KubernetesMaintenanceMonday}
	selective := &digitalocean.KubernetesClusterDeleteSelectiveRequest{
		LoadBalancers: []string{"4de7ac8b"}, Volumes: []string{"ba49449a"}, VolumeSnapshots: []string{"edb0478d"},
	}
	registry := &digitalocean.KubernetesClusterRegistryRequest{ClusterUUIDs: []string{kubernetesClusterID, "50c2f44c"}}
	registries := &digitalocean.KubernetesClusterRegistriesRequest{ClusterUUIDs: []string{kubernetesClusterID}, Registries: []string{"registry-a", "registry-b"}}
	const (
		registryBody   = `{"cluster_uuids": ["` + kubernetesClusterID + `", "50c2f44c"]}`
		registriesBody = `{"cluster_uuids": ["` + kubernetesClusterID + `"], "registries": ["registry-a", "registry-b"]}`
	)
	for _, e := range []exchange{
		{
			name: "Kubernetes.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.List(nil).Collect(ctx)
			},
			method: "GET", path: "/v2/kubernetes/clusters", query: "per_page=200",
			answer: `{"kubernetes_clusters": [` + kubernetesClusterFields + `, {"id": "50c2f44c", "name": "new", "ipv4": "", "endpoint": "",
				"node_pools": [{"id": "f49f4379", "labels": null, "taints": [], "count": 0}], "maintenance_policy": null, "registries": null,
				"control_plane_firewall": null, "cluster_autoscaler_configuration": null, "sso": null, "routing_agent": null,
				"amd_gpu_device_plugin": null, "amd_gpu_device_metrics_exporter_plugin": null, "nvidia_gpu_device_plugin": {"enabled": false},
				"rdma_shared_dev_plugin": null, "coredns_autoscaler": null, "p2p_oci_registry_plugin": null, "status": {"state": "provisioning"}}],
				"links": {}, "meta": {"total": 2}}`,
			want: []digitalocean.KubernetesCluster{cluster, {
				ID: "50c2f44c", Name: "new", NodePools: []digitalocean.KubernetesNodePool{{ID: "f49f4379", Taints: []digitalocean.KubernetesNodePoolTaint{}}},
				NvidiaGPUDevicePlugin: &digitalocean.KubernetesNvidiaGPUDevicePlugin{},
				Status:                digitalocean.KubernetesClusterStatus{State: digitalocean.KubernetesClusterProvisioning},
			}},
		},
		{
			name: "Kubernetes.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.Get(ctx, kubernetesClusterID)
			},
			method: "GET", path: kubernetesClusterPath, answer: wire, want: &cluster,
		},
		{
			name: "Kubernetes.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.Create(ctx, &digitalocean.KubernetesClusterCreateRequest{
					Name: "prod", Region: "nyc1", Version: "latest",
					NodePools: []digitalocean.KubernetesNodePoolCreateRequest{
						{
							Name: "frontend", Size: "s-1vcpu-2gb", Count: 3, Tags: []string{"web"}, Labels: map[string]string{"tier": "web"},
							Taints:    []digitalocean.KubernetesNodePoolTaint{{Key: "priority", Value: "high", Effect: digitalocean.KubernetesTaintNoExecute}},
							AutoScale: true, MinNodes: new(0), MaxNodes: 6,
						},
						{Name: "backend", Size: "g-4vcpu-16gb", Count: 0},
					},
					ClusterSubnet: "10.244.0.0/16", ServiceSubnet: "10.245.0.0/16", VPCUUID: "c33931f2", WorkerSubnetUUID: "cbd79771",
					Tags: []string{"production"}, MaintenancePolicy: policy, AutoUpgrade: true, IsolatedWorkers: true, SurgeUpgrade: true, HA: new(true),
					ControlPlaneFirewall: cluster.ControlPlaneFirewall, ClusterAutoscalerConfiguration: cluster.ClusterAutoscalerConfiguration,
					SSO: cluster.SSO, RoutingAgent: cluster.RoutingAgent, AMDGPUDevicePlugin: cluster.AMDGPUDevicePlugin,
					AMDGPUDeviceMetricsExporterPlugin: cluster.AMDGPUDeviceMetricsExporterPlugin, NvidiaGPUDevicePlugin: cluster.NvidiaGPUDevicePlugin,
					RDMASharedDevicePlugin: cluster.RDMASharedDevicePlugin, CoreDNSAutoscaler: cluster.CoreDNSAutoscaler,
					P2POCIRegistryPlugin: cluster.P2POCIRegistryPlugin,
				})
			},
			method: "POST", path: "/v2/kubernetes/clusters",
			body: `{"name": "prod", "region": "nyc1", "version": "latest", "node_pools": [
				{"name": "frontend", "size": "s-1vcpu-2gb", "count": 3, "tags": ["web"], "labels": {"tier": "web"},
					"taints": [{"key": "priority", "value": "high", "effect": "NoExecute"}], "auto_scale": true, "min_nodes": 0, "max_nodes": 6},
				{"name": "backend", "size": "g-4vcpu-16gb", "count": 0}],
				"cluster_subnet": "10.244.0.0/16", "service_subnet": "10.245.0.0/16", "vpc_uuid": "c33931f2", "worker_subnet_uuid": "cbd79771",
				"tags": ["production"], "maintenance_policy": {"start_time": "12:00", "day": "monday"}, "isolated_workers": true, ` + kubernetesClusterSettings + `}`,
			status: http.StatusCreated, answer: wire, want: &cluster,
		},
		{
			name: "Kubernetes.Create with what is needed",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.Create(ctx, &digitalocean.KubernetesClusterCreateRequest{
					Name: "prod", Region: "nyc1", Version: "1.34", HA: new(false),
					NodePools: []digitalocean.KubernetesNodePoolCreateRequest{{Name: "workers", Size: "s-1vcpu-2gb", Count: 3}},
				})
			},
			method: "POST", path: "/v2/kubernetes/clusters",
			body: `{"name": "prod", "region": "nyc1", "version": "1.34", "ha": false,
				"node_pools": [{"name": "workers", "size": "s-1vcpu-2gb", "count": 3}]}`,
			status: http.StatusCreated, answer: wire, want: &cluster,
		},
		{
			name: "Kubernetes.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.Update(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterUpdateRequest{
					Name: "prod", Tags: []string{"production"}, MaintenancePolicy: policy, AutoUpgrade: new(true), SurgeUpgrade: new(true), HA: new(true),
					ControlPlaneFirewall: cluster.ControlPlaneFirewall, ClusterAutoscalerConfiguration: cluster.ClusterAutoscalerConfiguration,
					SSO: cluster.SSO, RoutingAgent: cluster.RoutingAgent, AMDGPUDevicePlugin: cluster.AMDGPUDevicePlugin,
					AMDGPUDeviceMetricsExporterPlugin: cluster.AMDGPUDeviceMetricsExporterPlugin, NvidiaGPUDevicePlugin: cluster.NvidiaGPUDevicePlugin,
					RDMASharedDevicePlugin: cluster.RDMASharedDevicePlugin, CoreDNSAutoscaler: cluster.CoreDNSAutoscaler,
					P2POCIRegistryPlugin: cluster.P2POCIRegistryPlugin,
				})
			},
			method: "PUT", path: kubernetesClusterPath,
			body:   `{"name": "prod", "tags": ["production"], "maintenance_policy": {"start_time": "12:00", "day": "monday"}, ` + kubernetesClusterSettings + `}`,
			status: http.StatusAccepted, answer: wire, want: &cluster,
		},
		{
			name: "Kubernetes.Update to nothing",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.Update(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterUpdateRequest{
					Name: "prod", Tags: []string{}, AutoUpgrade: new(false), SurgeUpgrade: new(false), HA: new(false),
					ControlPlaneFirewall: &digitalocean.KubernetesControlPlaneFirewall{AllowedAddresses: []string{}},
					ClusterAutoscalerConfiguration: &digitalocean.KubernetesClusterAutoscalerConfiguration{
						ScaleDownUtilizationThreshold: new(0.0), Expanders: []digitalocean.KubernetesExpander{},
					},
					SSO: &digitalocean.KubernetesSSO{}, RoutingAgent: &digitalocean.KubernetesRoutingAgent{},
					AMDGPUDevicePlugin:                &digitalocean.KubernetesAMDGPUDevicePlugin{},
					AMDGPUDeviceMetricsExporterPlugin: &digitalocean.KubernetesAMDGPUDeviceMetricsExporterPlugin{},
					NvidiaGPUDevicePlugin:             &digitalocean.KubernetesNvidiaGPUDevicePlugin{},
					RDMASharedDevicePlugin:            &digitalocean.KubernetesRDMASharedDevicePlugin{},
					CoreDNSAutoscaler:                 &digitalocean.KubernetesCoreDNSAutoscaler{},
					P2POCIRegistryPlugin:              &digitalocean.KubernetesP2POCIRegistryPlugin{},
				})
			},
			method: "PUT", path: kubernetesClusterPath,
			body: `{"name": "prod", "tags": [], "auto_upgrade": false, "surge_upgrade": false, "ha": false,
				"control_plane_firewall": {"enabled": false, "allowed_addresses": []},
				"cluster_autoscaler_configuration": {"scale_down_utilization_threshold": 0, "expanders": []},
				"sso": {"enabled": false, "required": false}, "routing_agent": {"enabled": false}, "amd_gpu_device_plugin": {"enabled": false},
				"amd_gpu_device_metrics_exporter_plugin": {"enabled": false}, "nvidia_gpu_device_plugin": {"enabled": false},
				"rdma_shared_dev_plugin": {"enabled": false}, "coredns_autoscaler": {"enabled": false}, "p2p_oci_registry_plugin": {"enabled": false}}`,
			status: http.StatusAccepted, answer: wire, want: &cluster,
		},
		{
			name: "Kubernetes.Update of the name",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.Update(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterUpdateRequest{
					Name: "prod", ClusterAutoscalerConfiguration: &digitalocean.KubernetesClusterAutoscalerConfiguration{ScaleDownUnneededTime: "5m"},
				})
			},
			method: "PUT", path: kubernetesClusterPath, body: `{"name": "prod", "cluster_autoscaler_configuration": {"scale_down_unneeded_time": "5m"}}`,
			status: http.StatusAccepted, answer: wire, want: &cluster,
		},
		{
			name: "Kubernetes.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.Delete(ctx, kubernetesClusterID)
			},
			method: "DELETE", path: kubernetesClusterPath, status: http.StatusNoContent,
		},
		{
			name: "Kubernetes.GetAssociatedResources",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.GetAssociatedResources(ctx, kubernetesClusterID)
			},
			method: "GET", path: kubernetesClusterPath + "/destroy_with_associated_resources",
			answer: `{"load_balancers": [{"id": "4de7ac8b", "name": "lb-001"}], "volumes": [{"id": "ba49449a", "name": "volume-001"}],
				"volume_snapshots": [{"id": "edb0478d", "name": "snapshot-001"}]}`,
			want: &digitalocean.KubernetesAssociatedResources{
				LoadBalancers:   []digitalocean.KubernetesAssociatedResource{{ID: "4de7ac8b", Name: "lb-001"}},
				Volumes:         []digitalocean.KubernetesAssociatedResource{{ID: "ba49449a", Name: "volume-001"}},
				VolumeSnapshots: []digitalocean.KubernetesAssociatedResource{{ID: "edb0478d", Name: "snapshot-001"}},
			},
		},
		{
			name: "Kubernetes.DeleteSelective",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.DeleteSelective(ctx, kubernetesClusterID, selective)
			},
			method: "DELETE", path: kubernetesClusterPath + "/destroy_with_associated_resources/selective",
			body:   `{"load_balancers": ["4de7ac8b"], "volumes": ["ba49449a"], "volume_snapshots": ["edb0478d"]}`,
			status: http.StatusNoContent,
		},
		{
			name: "Kubernetes.DeleteDangerous",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.DeleteDangerous(ctx, kubernetesClusterID)
			},
			method: "DELETE", path: kubernetesClusterPath + "/destroy_with_associated_resources/dangerous", status: http.StatusNoContent,
		},
		{
			name: "Kubernetes.GetKubeconfig",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return revealed(c.Kubernetes.GetKubeconfig(ctx, kubernetesClusterID, nil))
			},
			method: "GET", path: kubernetesClusterPath + "/kubeconfig", answer: kubeconfig, want: kubeconfig,
		},
		{
			name: "Kubernetes.GetKubeconfig with options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return revealed(c.Kubernetes.GetKubeconfig(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterGetKubeconfigOptions{
					ExpirySeconds: 3600, Type: digitalocean.KubeconfigToken,
				}))
			},
			method: "GET", path: kubernetesClusterPath + "/kubeconfig", query: "expiry_seconds=3600&type=token",
			answer: kubeconfig, want: kubeconfig,
		},
		{
			name: "Kubernetes.GetCredentials",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.GetCredentials(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterGetCredentialsOptions{ExpirySeconds: 3600})
			},
			method: "GET", path: kubernetesClusterPath + "/credentials", query: "expiry_seconds=3600",
			answer: `{"server": "https://bd5f5959.k8s.ondigitalocean.com", "certificate_authority_data": "Y2E=", "client_certificate_data": "Y2VydA==",
				"client_key_data": "a2V5", "token": "the-token", "expires_at": "2026-11-09T11:50:28.889080521Z"}`,
			want: &digitalocean.KubernetesClusterCredentials{
				Server: "https://bd5f5959.k8s.ondigitalocean.com", CertificateAuthorityData: "Y2E=", ClientCertificateData: "Y2VydA==",
				ClientKeyData: digitalocean.NewSecret("a2V5"), Token: digitalocean.NewSecret("the-token"), ExpiresAt: time.Date(2026, 11, 9, 11, 50, 28, 889080521, time.UTC),
			},
		},
		{
			name: "Kubernetes.GetCredentials of a cluster with tokens",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.GetCredentials(ctx, kubernetesClusterID, nil)
			},
			method: "GET", path: kubernetesClusterPath + "/credentials",
			answer: `{"server": "https://bd5f5959.k8s.ondigitalocean.com", "certificate_authority_data": "Y2E=", "client_certificate_data": null,
				"client_key_data": null, "token": "the-token"}`,
			want: &digitalocean.KubernetesClusterCredentials{
				Server: "https://bd5f5959.k8s.ondigitalocean.com", CertificateAuthorityData: "Y2E=", Token: digitalocean.NewSecret("the-token"),
			},
		},
		{
			name: "Kubernetes.ListUpgrades",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.ListUpgrades(ctx, kubernetesClusterID)
			},
			method: "GET", path: kubernetesClusterPath + "/upgrades",
			answer: `{"available_upgrade_versions": [{"slug": "1.34.2-do.0", "kubernetes_version": "1.34.2", "supported_features": ["token-authentication"]}]}`,
			want: []digitalocean.KubernetesVersion{
				{Slug: "1.34.2-do.0", KubernetesVersion: "1.34.2", SupportedFeatures: []string{"token-authentication"}},
			},
		},
		{
			name: "Kubernetes.ListUpgrades of a cluster that is up to date",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.ListUpgrades(ctx, kubernetesClusterID)
			},
			method: "GET", path: kubernetesClusterPath + "/upgrades", answer: `{"available_upgrade_versions": null}`, want: []digitalocean.KubernetesVersion(nil),
		},
		{
			name: "Kubernetes.Upgrade",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.Upgrade(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterUpgradeRequest{Version: "1.34.2-do.0"})
			},
			method: "POST", path: kubernetesClusterPath + "/upgrade", body: `{"version": "1.34.2-do.0"}`, status: http.StatusAccepted,
		},
		{
			name: "Kubernetes.GetUser",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.GetUser(ctx, kubernetesClusterID)
			},
			method: "GET", path: kubernetesClusterPath + "/user",
			answer: `{"kubernetes_cluster_user": {"username": "sammy@example.com", "groups": ["k8saas:authenticated"]}}`,
			want:   &digitalocean.KubernetesClusterUser{Username: "sammy@example.com", Groups: []string{"k8saas:authenticated"}},
		},
		{
			name: "Kubernetes.GetOptions",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.GetOptions(ctx)
			},
			method: "GET", path: "/v2/kubernetes/options",
			answer: `{"options": {"regions": [{"name": "New York 3", "slug": "nyc3"}],
				"versions": [{"slug": "1.34.1-do.0", "kubernetes_version": "1.34.1", "supported_features": ["docr-integration"]}],
				"sizes": [{"name": "c-2-4GiB", "slug": "c-2"}]}}`,
			want: &digitalocean.KubernetesOptions{
				Regions:  []digitalocean.KubernetesRegion{{Name: "New York 3", Slug: "nyc3"}},
				Versions: []digitalocean.KubernetesVersion{{Slug: "1.34.1-do.0", KubernetesVersion: "1.34.1", SupportedFeatures: []string{"docr-integration"}}},
				Sizes:    []digitalocean.KubernetesSize{{Name: "c-2-4GiB", Slug: "c-2"}},
			},
		},
		{
			name: "Kubernetes.RunClusterlint",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.RunClusterlint(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterRunClusterlintRequest{
					IncludeGroups: []string{"basic"}, IncludeChecks: []string{"bare-pods"},
					ExcludeGroups: []string{"workload-health"}, ExcludeChecks: []string{"default-namespace"},
				})
			},
			method: "POST", path: kubernetesClusterPath + "/clusterlint",
			body: `{"include_groups": ["basic"], "include_checks": ["bare-pods"], "exclude_groups": ["workload-health"],
				"exclude_checks": ["default-namespace"]}`,
			status: http.StatusAccepted, answer: `{"run_id": "50c2f44c"}`, want: "50c2f44c",
		},
		{
			name: "Kubernetes.RunClusterlint with the usual checks",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.RunClusterlint(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterRunClusterlintRequest{})
			},
			method: "POST", path: kubernetesClusterPath + "/clusterlint", body: `{}`, status: http.StatusAccepted, answer: `{"run_id": "50c2f44c"}`, want: "50c2f44c",
		},
		{
			name: "Kubernetes.GetClusterlintResults",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.GetClusterlintResults(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterGetClusterlintResultsOptions{RunID: "50c2f44c"})
			},
			method: "GET", path: kubernetesClusterPath + "/clusterlint", query: "run_id=50c2f44c",
			answer: `{"run_id": "50c2f44c", "requested_at": "2026-10-30T05:34:07Z", "completed_at": "2026-10-30T05:34:11Z",
				"diagnostics": [{"check_name": "unused-config-map", "severity": "warning", "message": "Unused config map",
					"object": {"name": "foo", "kind": "config map", "namespace": "kube-system"}}]}`,
			want: &digitalocean.KubernetesClusterlintResults{
				RunID: "50c2f44c", RequestedAt: time.Date(2026, 10, 30, 5, 34, 7, 0, time.UTC), CompletedAt: time.Date(2026, 10, 30, 5, 34, 11, 0, time.UTC),
				Diagnostics: []digitalocean.KubernetesClusterlintDiagnostic{{
					CheckName: "unused-config-map", Severity: digitalocean.KubernetesClusterlintWarning, Message: "Unused config map",
					Object: digitalocean.KubernetesClusterlintReference{Name: "foo", Kind: "config map", Namespace: "kube-system"},
				}},
			},
		},
		{
			name: "Kubernetes.AddRegistry",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.AddRegistry(ctx, registry)
			},
			method: "POST", path: "/v2/kubernetes/registry", body: registryBody, status: http.StatusNoContent,
		},
		{
			name: "Kubernetes.RemoveRegistry",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.RemoveRegistry(ctx, registry)
			},
			method: "DELETE", path: "/v2/kubernetes/registry", body: registryBody, status: http.StatusNoContent,
		},
		{
			name: "Kubernetes.AddRegistries",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.AddRegistries(ctx, registries)
			},
			method: "POST", path: "/v2/kubernetes/registries", body: registriesBody, status: http.StatusNoContent,
		},
		{
			name: "Kubernetes.RemoveRegistries",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.RemoveRegistries(ctx, registries)
			},
			method: "DELETE", path: "/v2/kubernetes/registries", body: registriesBody, status: http.StatusNoContent,
		},
		{
			name: "Kubernetes.ListStatusMessages",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.ListStatusMessages(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterListStatusMessagesOptions{
					Since: time.Date(2026, 11, 15, 16, 0, 11, 0, time.UTC),
				})
			},
			method: "GET", path: kubernetesClusterPath + "/status_messages", query: "since=2026-11-15T16%3A00%3A11Z",
			answer: `{"messages": [{"message": "Provisioning may be delayed.", "timestamp": "2026-11-15T16:01:12Z"}]}`,
			want: []digitalocean.KubernetesStatusMessage{
				{Message: "Provisioning may be delayed.", Timestamp: time.Date(2026, 11, 15, 16, 1, 12, 0, time.UTC)},
			},
		},
		{
			name: "Kubernetes.ListStatusMessages of all time",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.ListStatusMessages(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterListStatusMessagesOptions{})
			},
			method: "GET", path: kubernetesClusterPath + "/status_messages", answer: `{"messages": []}`, want: []digitalocean.KubernetesStatusMessage{},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestKubernetesNodePools(t *testing.T) {
	pool := kubernetesNodePool()
	requireFilled(t, "pool", reflect.ValueOf(pool))
	wire := `{"node_pool": ` + kubernetesNodePoolFields + `}`
	taints := []digitalocean.KubernetesNodePoolTaint{{Key: "dedicated", Effect: digitalocean.KubernetesTaintPreferNoSchedule}}
	for _, e := range []exchange{
		{
			name: "Kubernetes.NodePools.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.NodePools.List(ctx, kubernetesClusterID)
			},
			method: "GET", path: kubernetesClusterPath + "/node_pools", answer: `{"node_pools": [` + kubernetesNodePoolFields + `, {"id": "f49f4379", "labels": null}]}`,
			want: []digitalocean.KubernetesNodePool{pool, {ID: "f49f4379"}},
		},
		{
			name: "Kubernetes.NodePools.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.NodePools.Get(ctx, kubernetesClusterID, kubernetesNodePoolID)
			},
			method: "GET", path: kubernetesNodePoolPath, answer: wire, want: &pool,
		},
		{
			name: "Kubernetes.NodePools.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.NodePools.Create(ctx, kubernetesClusterID, &digitalocean.KubernetesNodePoolCreateRequest{
					Name: "frontend", Size: "s-1vcpu-2gb", Count: 3, Tags: []string{"web"}, Labels: map[string]string{"tier": "web"},
					Taints: taints, AutoScale: true, MinNodes: new(2), MaxNodes: 6,
				})
			},
			method: "POST", path: kubernetesClusterPath + "/node_pools",
			body: `{"name": "frontend", "size": "s-1vcpu-2gb", "count": 3, "tags": ["web"], "labels": {"tier": "web"},
				"taints": [{"key": "dedicated", "value": "", "effect": "PreferNoSchedule"}], "auto_scale": true, "min_nodes": 2, "max_nodes": 6}`,
			status: http.StatusCreated, answer: wire, want: &pool,
		},
		{
			name: "Kubernetes.NodePools.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.NodePools.Update(ctx, kubernetesClusterID, kubernetesNodePoolID, &digitalocean.KubernetesNodePoolUpdateRequest{
					Name: "frontend", Count: new(3), Tags: []string{"web"}, Labels: map[string]string{"tier": "web"}, Taints: taints,
					AutoScale: new(true), MinNodes: new(2), MaxNodes: new(6),
				})
			},
			method: "PUT", path: kubernetesNodePoolPath,
			body: `{"name": "frontend", "count": 3, "tags": ["web"], "labels": {"tier": "web"},
				"taints": [{"key": "dedicated", "value": "", "effect": "PreferNoSchedule"}], "auto_scale": true, "min_nodes": 2, "max_nodes": 6}`,
			status: http.StatusAccepted, answer: wire, want: &pool,
		},
		{
			name: "Kubernetes.NodePools.Update to nothing",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.NodePools.Update(ctx, kubernetesClusterID, kubernetesNodePoolID, &digitalocean.KubernetesNodePoolUpdateRequest{
					Name: "frontend", Count: new(0), Tags: []string{}, Labels: map[string]string{}, Taints: []digitalocean.KubernetesNodePoolTaint{},
					AutoScale: new(false), MinNodes: new(0), MaxNodes: new(0),
				})
			},
			method: "PUT", path: kubernetesNodePoolPath,
			body: `{"name": "frontend", "count": 0, "tags": [], "labels": {}, "taints": [], "auto_scale": false, "min_nodes": 0,
				"max_nodes": 0}`,
			status: http.StatusAccepted, answer: wire, want: &pool,
		},
		{
			name: "Kubernetes.NodePools.Update of the name, which leaves the nodes alone",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Kubernetes.NodePools.Update(ctx, kubernetesClusterID, kubernetesNodePoolID, &digitalocean.KubernetesNodePoolUpdateRequest{Name: "frontend"})
			},
			method: "PUT", path: kubernetesNodePoolPath, body: `{"name": "frontend"}`, status: http.StatusAccepted, answer: wire, want: &pool,
		},
		{
			name: "Kubernetes.NodePools.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.NodePools.Delete(ctx, kubernetesClusterID, kubernetesNodePoolID)
			},
			method: "DELETE", path: kubernetesNodePoolPath, status: http.StatusNoContent,
		},
		{
			name: "Kubernetes.NodePools.DeleteNode",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.NodePools.DeleteNode(ctx, kubernetesClusterID, kubernetesNodePoolID, kubernetesNodeID, nil)
			},
			method: "DELETE", path: kubernetesNodePoolPath + "/nodes/" + kubernetesNodeID, status: http.StatusAccepted,
		},
		{
			name: "Kubernetes.NodePools.DeleteNode with options",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.NodePools.DeleteNode(ctx, kubernetesClusterID, kubernetesNodePoolID, kubernetesNodeID, &digitalocean.KubernetesNodePoolDeleteNodeOptions{
					SkipDrain: true, Replace: true,
				})
			},
			method: "DELETE", path: kubernetesNodePoolPath + "/nodes/" + kubernetesNodeID, query: "skip_drain=1&replace=1", status: http.StatusAccepted,
		},
		{
			name: "Kubernetes.NodePools.Recycle",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Kubernetes.NodePools.Recycle(ctx, kubernetesClusterID, kubernetesNodePoolID, &digitalocean.KubernetesNodePoolRecycleRequest{Nodes: []string{kubernetesNodeID}})
			},
			method: "POST", path: kubernetesNodePoolPath + "/recycle", body: `{"nodes": ["` + kubernetesNodeID + `"]}`, status: http.StatusAccepted,
		},
	} {
		t.Run(e.name, e.do)
	}
}

const kubeconfig = `apiVersion: v1
kind: Config
clusters:
- cluster:
    server: https://bd5f5959.k8s.ondigitalocean.com
users:
- name: do-nyc1-prod-admin
  user:
    token: 403d085aaa80102277d8da97ffd2db2b
`

func revealed(config *digitalocean.Kubeconfig, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return string(config.Reveal()), nil
}

func TestKubeconfigIsAskedForAsYAML(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if accept := r.Header.Get("Accept"); accept != "application/yaml" {
			t.Errorf("sent the Accept %q", accept)
		}
		_, _ = io.WriteString(w, kubeconfig)
	})
	_, err := client.Kubernetes.GetKubeconfig(t.Context(), kubernetesClusterID, nil)
	require.NoError(t, err)
}

func TestKubeconfigThatIsNone(t *testing.T) {
	for _, answer := range []string{"", "\n", "<html>Sign in to the network</html>"} {
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) })
		config, err := client.Kubernetes.GetKubeconfig(t.Context(), kubernetesClusterID, nil)
		require.Nil(t, config)
		odd, ok := errors.AsType[*digitalocean.DecodeError](err)
		require.True(t, ok, "%v", err)
		require.Equal(t, answer, string(odd.Body))
	}
}

func TestKubernetesSecretsDoNotPrint(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, kubeconfig) })
	config, err := client.Kubernetes.GetKubeconfig(t.Context(), kubernetesClusterID, nil)
	require.NoError(t, err)
	credentials := digitalocean.KubernetesClusterCredentials{Token: digitalocean.NewSecret("403d085aaa80"), ClientKeyData: digitalocean.NewSecret("403d085aaa80")}
	type holder struct {
		Config      *digitalocean.Kubeconfig
		Credentials digitalocean.KubernetesClusterCredentials
		config      digitalocean.Kubeconfig
		credentials *digitalocean.KubernetesClusterCredentials
	}
	for _, value := range []any{config, &config, *config, credentials, &credentials, holder{config, credentials, *config, &credentials}, []digitalocean.Kubeconfig{*config}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			text := fmt.Sprintf(verb, value)
			require.NotContains(t, text, "403d085aaa80", verb)
			require.NotContains(t, text, fmt.Sprintf("%x", "403d085aaa80"), verb)
		}
	}
	require.Equal(t, "[redacted]", fmt.Sprint(config))
	for _, handler := range []func(io.Writer) slog.Handler{
		func(w io.Writer) slog.Handler { return slog.NewTextHandler(w, nil) },
		func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) },
	} {
		var log bytes.Buffer
		slog.New(handler(&log)).Info("created", "kubeconfig", config, "token", credentials.Token)
		require.NotContains(t, log.String(), "403d085aaa80")
	}

	require.Equal(t, kubeconfig, string(config.Reveal()))
	require.Equal(t, "403d085aaa80", credentials.Token.Reveal())
}

func TestKubernetesUpgradesThatAreNone(t *testing.T) {
	for _, answer := range []string{`{}`, `{"versions": null}`, `null`, `[]`, `{"available_upgrade_versions": {}, "available_upgrade_versions": 1}`} {
		t.Run(answer, func(t *testing.T) {
			client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) })
			versions, err := client.Kubernetes.ListUpgrades(t.Context(), kubernetesClusterID)
			require.Nil(t, versions)
			_, ok := errors.AsType[*digitalocean.DecodeError](err)
			require.True(t, ok, "%v", err)
		})
	}
}

// A second request could cost a pool another node, or be refused although the first was carried out.
func TestKubernetesRequestsThatAreSentOnce(t *testing.T) {
	for name, call := range map[string]func(ctx context.Context, c *digitalocean.Client) error{
		"DeleteSelective": func(ctx context.Context, c *digitalocean.Client) error {
			return c.Kubernetes.DeleteSelective(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterDeleteSelectiveRequest{})
		},
		"DeleteDangerous": func(ctx context.Context, c *digitalocean.Client) error {
			return c.Kubernetes.DeleteDangerous(ctx, kubernetesClusterID)
		},
		"DeleteNode": func(ctx context.Context, c *digitalocean.Client) error {
			return c.Kubernetes.NodePools.DeleteNode(ctx, kubernetesClusterID, kubernetesNodePoolID, kubernetesNodeID, nil)
		},
		"Recycle": func(ctx context.Context, c *digitalocean.Client) error {
			return c.Kubernetes.NodePools.Recycle(ctx, kubernetesClusterID, kubernetesNodePoolID, &digitalocean.KubernetesNodePoolRecycleRequest{Nodes: []string{kubernetesNodeID}})
		},
		"Upgrade": func(ctx context.Context, c *digitalocean.Client) error {
			return c.Kubernetes.Upgrade(ctx, kubernetesClusterID, &digitalocean.KubernetesClusterUpgradeRequest{Version: "1.34.2-do.0"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			var sent atomic.Int32
			client := serve(t, func(http.ResponseWriter, *http.Request) {
				sent.Add(1)
				panic(http.ErrAbortHandler)
			}, digitalocean.WithClock(&recordingClock{}))
			require.ErrorIs(t, call(t.Context(), client), digitalocean.ErrOutcomeUnknown)
			require.EqualValues(t, 1, sent.Load())
		})
	}
}

func TestKubernetesWaiters(t *testing.T) {
	running := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.KubernetesCluster, error) {
		return c.Kubernetes.WaitRunning(ctx, kubernetesClusterID)
	})
	upgraded := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.KubernetesCluster, error) {
		return c.Kubernetes.WaitUpgraded(ctx, kubernetesClusterID, "1.34.2-do.0")
	})
	ready := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.KubernetesNodePool, error) {
		return c.Kubernetes.NodePools.WaitReady(ctx, kubernetesClusterID, kubernetesNodePoolID)
	})
	state := func(version, state string) string {
		return `{"kubernetes_cluster": {"id": "c1", "name": "prod", "version": "` + version + `", "status": {"state": "` + state + `"}}}`
	}
	inState := func(version string, state digitalocean.KubernetesClusterState) digitalocean.KubernetesCluster {
		return digitalocean.KubernetesCluster{ID: "c1", Name: "prod", Version: version, Status: digitalocean.KubernetesClusterStatus{State: state}}
	}
	pool := func(count int, states ...string) string {
		nodes := []map[string]any{}
		for _, state := range states {
			nodes = append(nodes, map[string]any{"status": map[string]string{"state": state}})
		}
		text, _ := json.Marshal(map[string]any{"node_pool": map[string]any{"id": "p1", "count": count, "nodes": nodes}})
		return string(text)
	}
	node := digitalocean.KubernetesNode{Status: digitalocean.KubernetesNodeStatus{State: digitalocean.KubernetesNodeRunning}}
	failed := inState("1.34.1-do.0", digitalocean.KubernetesClusterErrored)
	failed.Status.Message = "no capacity"
	for _, w := range []waiting{
		{
			name: "a cluster that runs", wait: running, uri: kubernetesClusterPath, answers: []string{state("1", "running")},
			want: new(inState("1", digitalocean.KubernetesClusterRunning)),
		},
		{
			name: "a cluster that comes to run", wait: running, uri: kubernetesClusterPath,
			answers: []string{state("1", "provisioning"), state("1", "degraded"), state("1", "a new state"), state("1", "upgrading"), state("1", "running")},
			want:    new(inState("1", digitalocean.KubernetesClusterRunning)),
		},
		{
			name: "a cluster that fails", wait: running, uri: kubernetesClusterPath,
			answers: []string{state("1", "provisioning"), `{"kubernetes_cluster": {"id": "c1", "name": "prod", "version": "1.34.1-do.0",
				"status": {"state": "error", "message": "no capacity"}}}`},
			fails: "digitalocean: Kubernetes cluster c1 (prod) has the state error and does not become running: no capacity",
			as:    &digitalocean.KubernetesClusterError{KubernetesCluster: failed},
		},
		{
			name: "a cluster that is being deleted", wait: running, uri: kubernetesClusterPath, answers: []string{state("1", "deleting")},
			fails: "digitalocean: Kubernetes cluster c1 (prod) has the state deleting and does not become running",
			as:    &digitalocean.KubernetesClusterError{KubernetesCluster: inState("1", digitalocean.KubernetesClusterDeleting)},
		},
		{
			name: "a cluster that is deleted", wait: upgraded, uri: kubernetesClusterPath, answers: []string{state("1", "running"), state("1", "deleted")},
			fails: "digitalocean: Kubernetes cluster c1 (prod) has the state deleted and does not become running",
			as:    &digitalocean.KubernetesClusterError{KubernetesCluster: inState("1", digitalocean.KubernetesClusterDeleted)},
		},
		{
			name: "an upgrade", wait: upgraded, uri: kubernetesClusterPath,
			answers: []string{
				state("1.34.1-do.0", "running"), state("1.34.1-do.0", "upgrading"), state("1.34.2-do.0", "upgrading"), state("1.34.2-do.0", "running"),
			},
			want: new(inState("1.34.2-do.0", digitalocean.KubernetesClusterRunning)),
		},
		{
			name: "a node pool that grows", wait: ready, uri: kubernetesNodePoolPath,
			answers: []string{pool(2, "running"), pool(2, "running", "provisioning"), pool(2, "running", "running")},
			want:    &digitalocean.KubernetesNodePool{ID: "p1", Count: 2, Nodes: []digitalocean.KubernetesNode{node, node}},
		},
		{
			name: "a node pool that shrinks", wait: ready, uri: kubernetesNodePoolPath,
			answers: []string{pool(1, "running", "running"), pool(1, "running", "draining"), pool(1, "running", "deleting"), pool(1, "running")},
			want:    &digitalocean.KubernetesNodePool{ID: "p1", Count: 1, Nodes: []digitalocean.KubernetesNode{node}},
		},
		{
			name: "a node pool without nodes", wait: ready, uri: kubernetesNodePoolPath, answers: []string{pool(0, "deleting"), pool(0)},
			want: &digitalocean.KubernetesNodePool{ID: "p1", Nodes: []digitalocean.KubernetesNode{}},
		},
	} {
		t.Run(w.name, w.do)
	}
}

func TestKubernetesWaitersForNothing(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "gone"}`)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.Kubernetes.WaitRunning(t.Context(), kubernetesClusterID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	_, err = client.Kubernetes.WaitUpgraded(t.Context(), kubernetesClusterID, "1.34.2-do.0")
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	_, err = client.Kubernetes.NodePools.WaitReady(t.Context(), kubernetesClusterID, kubernetesNodePoolID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

// An empty list of expanders unsets them, nil leaves them as they are.
func TestKubernetesExpandersInJSON(t *testing.T) {
	for want, expanders := range map[string][]digitalocean.KubernetesExpander{
		`{}`:               nil,
		`{"expanders":[]}`: {},
		`{"expanders":["random","priority","least_waste"]}`: {
			digitalocean.KubernetesExpanderRandom, digitalocean.KubernetesExpanderPriority, digitalocean.KubernetesExpanderLeastWaste,
		},
	} {
		configuration := digitalocean.KubernetesClusterAutoscalerConfiguration{Expanders: expanders}
		v1, err := json.Marshal(configuration)
		require.NoError(t, err)
		require.Equal(t, want, string(v1))
		v2, err := jsonv2.Marshal(configuration)
		require.NoError(t, err)
		require.Equal(t, want, string(v2))
	}
}
