package digitalocean

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// MonitoringMetricsService reads metrics: what the load of Droplets, apps, load balancers, autoscale pools and MySQL
// clusters was. Most of a Droplet need the metrics agent on it, which Monitoring of [DropletCreateRequest] installs.
//
// A method has the name of its metric's path, behind the kind of the resource: DropletCPU, LoadBalancerDropletsQueueSize,
// MySQLLoad. It takes the resource, what else the metric asks for, and the times between which it looks, which the API
// counts in whole seconds. The API chooses how far the samples are apart. A metric without samples has no series, and
// that is no error.
type MonitoringMetricsService struct{ client *Client }

// DropletBandwidth returns the traffic of a Droplet on one of its networks, in one direction, in megabits a second.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/bandwidth (monitoring_get_dropletBandwidthMetrics)
func (s *MonitoringMetricsService) DropletBandwidth(ctx context.Context, dropletID int64, network MetricsInterface, direction MetricsDirection, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/bandwidth").ofDroplet(dropletID).
		where("interface", string(network)).where("direction", string(direction)), start, end, opts)
}

// DropletCPU returns the time that the CPUs of a Droplet have spent since it booted: a series for each mode, which its
// label "mode" names, such as "idle", "user" or "system". [Metrics.CPUUsage] makes percentages of them.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/cpu (monitoring_get_DropletCpuMetrics)
func (s *MonitoringMetricsService) DropletCPU(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/cpu").ofDroplet(dropletID), start, end, opts)
}

// DropletFilesystemFree returns the free space of each file system of a Droplet, in bytes. The labels "device",
// "fstype" and "mountpoint" name it.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/filesystem_free (monitoring_get_dropletFilesystemFreeMetrics)
func (s *MonitoringMetricsService) DropletFilesystemFree(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/filesystem_free").ofDroplet(dropletID), start, end, opts)
}

// DropletFilesystemSize returns the size of each file system of a Droplet, in bytes. It has the labels of
// DropletFilesystemFree.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/filesystem_size (monitoring_get_dropletFilesystemSizeMetrics)
func (s *MonitoringMetricsService) DropletFilesystemSize(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/filesystem_size").ofDroplet(dropletID), start, end, opts)
}

// DropletLoad1 returns the load average of a Droplet over 1 minute.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/load_1 (monitoring_get_dropletLoad1Metrics)
func (s *MonitoringMetricsService) DropletLoad1(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/load_1").ofDroplet(dropletID), start, end, opts)
}

// DropletLoad5 returns the load average of a Droplet over 5 minutes.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/load_5 (monitoring_get_dropletLoad5Metrics)
func (s *MonitoringMetricsService) DropletLoad5(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/load_5").ofDroplet(dropletID), start, end, opts)
}

// DropletLoad15 returns the load average of a Droplet over 15 minutes.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/load_15 (monitoring_get_dropletLoad15Metrics)
func (s *MonitoringMetricsService) DropletLoad15(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/load_15").ofDroplet(dropletID), start, end, opts)
}

// DropletMemoryCached returns the memory of a Droplet that caches files, in bytes.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/memory_cached (monitoring_get_dropletMemoryCachedMetrics)
func (s *MonitoringMetricsService) DropletMemoryCached(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/memory_cached").ofDroplet(dropletID), start, end, opts)
}

// DropletMemoryFree returns the memory of a Droplet that nothing uses, in bytes. What programs can still get is in
// DropletMemoryAvailable.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/memory_free (monitoring_get_dropletMemoryFreeMetrics)
func (s *MonitoringMetricsService) DropletMemoryFree(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/memory_free").ofDroplet(dropletID), start, end, opts)
}

// DropletMemoryTotal returns the memory of a Droplet, in bytes.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/memory_total (monitoring_get_dropletMemoryTotalMetrics)
func (s *MonitoringMetricsService) DropletMemoryTotal(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/memory_total").ofDroplet(dropletID), start, end, opts)
}

// DropletMemoryAvailable returns the memory of a Droplet that programs can still get, caches included, in bytes.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet/memory_available (monitoring_get_dropletMemoryAvailableMetrics)
func (s *MonitoringMetricsService) DropletMemoryAvailable(ctx context.Context, dropletID int64, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet/memory_available").ofDroplet(dropletID), start, end, opts)
}

// AppMemoryPercentage returns the memory in use by each instance of an app, in percent. The labels "app_component" and
// "app_component_instance" name it.
//
// DigitalOcean: GET /v2/monitoring/metrics/apps/memory_percentage (monitoring_get_appMemoryPercentageMetrics)
func (s *MonitoringMetricsService) AppMemoryPercentage(ctx context.Context, appID string, start, end time.Time, options *AppMetricsOptions, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/apps/memory_percentage").where("app_id", appID).with(options), start, end, opts)
}

// AppCPUPercentage returns the CPU in use by each instance of an app, in percent. It has the labels of
// AppMemoryPercentage.
//
// DigitalOcean: GET /v2/monitoring/metrics/apps/cpu_percentage (monitoring_get_appCPUPercentageMetrics)
func (s *MonitoringMetricsService) AppCPUPercentage(ctx context.Context, appID string, start, end time.Time, options *AppMetricsOptions, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/apps/cpu_percentage").where("app_id", appID).with(options), start, end, opts)
}

// AppRestartCount returns how often each instance of an app was restarted. It has the labels of AppMemoryPercentage.
//
// DigitalOcean: GET /v2/monitoring/metrics/apps/restart_count (monitoring_get_appRestartCountMetrics.yml)
func (s *MonitoringMetricsService) AppRestartCount(ctx context.Context, appID string, start, end time.Time, options *AppMetricsOptions, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/apps/restart_count").where("app_id", appID).with(options), start, end, opts)
}

// LoadBalancerFrontendConnectionsCurrent returns how many connections clients have open to a load balancer.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_connections_current (monitoring_get_lb_frontend_connections_current)
func (s *MonitoringMetricsService) LoadBalancerFrontendConnectionsCurrent(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_connections_current").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendConnectionsLimit returns how many connections clients can have open to a load balancer.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_connections_limit (monitoring_get_lb_frontend_connections_limit)
func (s *MonitoringMetricsService) LoadBalancerFrontendConnectionsLimit(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_connections_limit").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendCPUUtilization returns the average CPU in use by the nodes of a load balancer, in percent.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_cpu_utilization (monitoring_get_lb_frontend_cpu_utilization)
func (s *MonitoringMetricsService) LoadBalancerFrontendCPUUtilization(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_cpu_utilization").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendFirewallDroppedBytes returns the bytes that the firewall of a network load balancer has dropped.
// Other load balancers do not have this metric.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_firewall_dropped_bytes (monitoring_get_lb_frontend_firewall_dropped_bytes)
func (s *MonitoringMetricsService) LoadBalancerFrontendFirewallDroppedBytes(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_firewall_dropped_bytes").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendFirewallDroppedPackets returns the packets a second that the firewall of a network load balancer
// drops. Other load balancers do not have this metric.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_firewall_dropped_packets (monitoring_get_lb_frontend_firewall_dropped_packets)
func (s *MonitoringMetricsService) LoadBalancerFrontendFirewallDroppedPackets(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_firewall_dropped_packets").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendHTTPResponses returns the rate at which a load balancer answers clients, by status code.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_http_responses (monitoring_get_lb_frontend_http_responses)
func (s *MonitoringMetricsService) LoadBalancerFrontendHTTPResponses(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_http_responses").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendHTTPRequestsPerSecond returns the requests a second that clients send to a load balancer.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_http_requests_per_second (monitoring_get_lb_frontend_http_requests_per_second)
func (s *MonitoringMetricsService) LoadBalancerFrontendHTTPRequestsPerSecond(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_http_requests_per_second").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendNetworkThroughputHTTP returns the HTTP traffic between clients and a load balancer, in bytes a
// second.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_network_throughput_http (monitoring_get_lb_frontend_network_throughput_http)
func (s *MonitoringMetricsService) LoadBalancerFrontendNetworkThroughputHTTP(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_network_throughput_http").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendNetworkThroughputUDP returns the UDP traffic between clients and a load balancer, in bytes a
// second.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_network_throughput_udp (monitoring_get_lb_frontend_network_throughput_udp)
func (s *MonitoringMetricsService) LoadBalancerFrontendNetworkThroughputUDP(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_network_throughput_udp").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendNetworkThroughputTCP returns the TCP traffic between clients and a load balancer, in bytes a
// second.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_network_throughput_tcp (monitoring_get_lb_frontend_network_throughput_tcp)
func (s *MonitoringMetricsService) LoadBalancerFrontendNetworkThroughputTCP(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_network_throughput_tcp").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendNLBTCPNetworkThroughput returns the TCP traffic between clients and a network load balancer, in
// bytes a second.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_nlb_tcp_network_throughput (monitoring_get_lb_frontend_nlb_tcp_network_throughput)
func (s *MonitoringMetricsService) LoadBalancerFrontendNLBTCPNetworkThroughput(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_nlb_tcp_network_throughput").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendNLBUDPNetworkThroughput returns the UDP traffic between clients and a network load balancer, in
// bytes a second.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_nlb_udp_network_throughput (monitoring_get_lb_frontend_nlb_udp_network_throughput)
func (s *MonitoringMetricsService) LoadBalancerFrontendNLBUDPNetworkThroughput(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_nlb_udp_network_throughput").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendTLSConnectionsCurrent returns the rate at which clients open TLS connections to a load balancer.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_tls_connections_current (monitoring_get_lb_frontend_tls_connections_current)
func (s *MonitoringMetricsService) LoadBalancerFrontendTLSConnectionsCurrent(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_tls_connections_current").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendTLSConnectionsLimit returns the rate at which clients can open TLS connections to a load
// balancer.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_tls_connections_limit (monitoring_get_lb_frontend_tls_connections_limit)
func (s *MonitoringMetricsService) LoadBalancerFrontendTLSConnectionsLimit(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_tls_connections_limit").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerFrontendTLSConnectionsExceedingRateLimit returns the TLS connections that a load balancer closed because
// they passed its limit.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/frontend_tls_connections_exceeding_rate_limit (monitoring_get_lb_frontend_tls_connections_exceeding_rate_limit)
func (s *MonitoringMetricsService) LoadBalancerFrontendTLSConnectionsExceedingRateLimit(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/frontend_tls_connections_exceeding_rate_limit").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHTTPSessionDurationAvg returns the average of how long HTTP sessions with the Droplets of a load
// balancer last, in seconds.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_http_session_duration_avg (monitoring_get_lb_droplets_http_session_duration_avg)
func (s *MonitoringMetricsService) LoadBalancerDropletsHTTPSessionDurationAvg(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_http_session_duration_avg").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHTTPSessionDurationP50 returns the median of how long HTTP sessions with the Droplets of a load
// balancer last, in seconds.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_http_session_duration_50p (monitoring_get_lb_droplets_http_session_duration_50p)
func (s *MonitoringMetricsService) LoadBalancerDropletsHTTPSessionDurationP50(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_http_session_duration_50p").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHTTPSessionDurationP95 returns the 95th percentile of how long HTTP sessions with the Droplets of
// a load balancer last, in seconds.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_http_session_duration_95p (monitoring_get_lb_droplets_http_session_duration_95p)
func (s *MonitoringMetricsService) LoadBalancerDropletsHTTPSessionDurationP95(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_http_session_duration_95p").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHTTPResponseTimeAvg returns the average of the time in which the Droplets of a load balancer
// answer, in seconds.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_http_response_time_avg (monitoring_get_lb_droplets_http_response_time_avg)
func (s *MonitoringMetricsService) LoadBalancerDropletsHTTPResponseTimeAvg(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_http_response_time_avg").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHTTPResponseTimeP50 returns the median of the time in which the Droplets of a load balancer
// answer, in seconds.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_http_response_time_50p (monitoring_get_lb_droplets_http_response_time_50p)
func (s *MonitoringMetricsService) LoadBalancerDropletsHTTPResponseTimeP50(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_http_response_time_50p").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHTTPResponseTimeP95 returns the 95th percentile of the time in which the Droplets of a load
// balancer answer, in seconds.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_http_response_time_95p (monitoring_get_lb_droplets_http_response_time_95p)
func (s *MonitoringMetricsService) LoadBalancerDropletsHTTPResponseTimeP95(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_http_response_time_95p").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHTTPResponseTimeP99 returns the 99th percentile of the time in which the Droplets of a load
// balancer answer, in seconds.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_http_response_time_99p (monitoring_get_lb_droplets_http_response_time_99p)
func (s *MonitoringMetricsService) LoadBalancerDropletsHTTPResponseTimeP99(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_http_response_time_99p").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsQueueSize returns how many requests wait for the Droplets of a load balancer.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_queue_size (monitoring_get_lb_droplets_queue_size)
func (s *MonitoringMetricsService) LoadBalancerDropletsQueueSize(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_queue_size").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHTTPResponses returns the rate at which the Droplets of a load balancer answer, by status code.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_http_responses (monitoring_get_lb_droplets_http_responses)
func (s *MonitoringMetricsService) LoadBalancerDropletsHTTPResponses(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_http_responses").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsConnections returns how many connections a load balancer has open to its Droplets.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_connections (monitoring_get_lb_droplets_connections)
func (s *MonitoringMetricsService) LoadBalancerDropletsConnections(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_connections").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsHealthChecks returns whether the Droplets of a load balancer pass their health checks.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_health_checks (monitoring_get_lb_droplets_health_checks)
func (s *MonitoringMetricsService) LoadBalancerDropletsHealthChecks(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_health_checks").where("lb_id", loadBalancerID), start, end, opts)
}

// LoadBalancerDropletsDowntime returns whether the Droplets of a load balancer are down.
//
// DigitalOcean: GET /v2/monitoring/metrics/load_balancer/droplets_downtime (monitoring_get_lb_droplets_downtime)
func (s *MonitoringMetricsService) LoadBalancerDropletsDowntime(ctx context.Context, loadBalancerID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/load_balancer/droplets_downtime").where("lb_id", loadBalancerID), start, end, opts)
}

// AutoscaleCurrentInstances returns how many Droplets an autoscale pool has.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet_autoscale/current_instances (monitoring_get_droplet_autoscale_current_instances)
func (s *MonitoringMetricsService) AutoscaleCurrentInstances(ctx context.Context, poolID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet_autoscale/current_instances").where("autoscale_pool_id", poolID), start, end, opts)
}

// AutoscaleTargetInstances returns how many Droplets an autoscale pool is to have.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet_autoscale/target_instances (monitoring_get_droplet_autoscale_target_instances)
func (s *MonitoringMetricsService) AutoscaleTargetInstances(ctx context.Context, poolID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet_autoscale/target_instances").where("autoscale_pool_id", poolID), start, end, opts)
}

// AutoscaleCurrentCPUUtilization returns the average CPU in use by the Droplets of an autoscale pool.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet_autoscale/current_cpu_utilization (monitoring_get_droplet_autoscale_current_cpu_utilization.yml)
func (s *MonitoringMetricsService) AutoscaleCurrentCPUUtilization(ctx context.Context, poolID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet_autoscale/current_cpu_utilization").where("autoscale_pool_id", poolID), start, end, opts)
}

// AutoscaleTargetCPUUtilization returns the average CPU that an autoscale pool is to keep its Droplets at.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet_autoscale/target_cpu_utilization (monitoring_get_droplet_autoscale_target_cpu_utilization)
func (s *MonitoringMetricsService) AutoscaleTargetCPUUtilization(ctx context.Context, poolID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet_autoscale/target_cpu_utilization").where("autoscale_pool_id", poolID), start, end, opts)
}

// AutoscaleCurrentMemoryUtilization returns the average memory in use by the Droplets of an autoscale pool.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet_autoscale/current_memory_utilization (monitoring_get_droplet_autoscale_current_memory_utilization)
func (s *MonitoringMetricsService) AutoscaleCurrentMemoryUtilization(ctx context.Context, poolID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet_autoscale/current_memory_utilization").where("autoscale_pool_id", poolID), start, end, opts)
}

// AutoscaleTargetMemoryUtilization returns the average memory that an autoscale pool is to keep its Droplets at.
//
// DigitalOcean: GET /v2/monitoring/metrics/droplet_autoscale/target_memory_utilization (monitoring_get_droplet_autoscale_target_memory_utilization)
func (s *MonitoringMetricsService) AutoscaleTargetMemoryUtilization(ctx context.Context, poolID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/droplet_autoscale/target_memory_utilization").where("autoscale_pool_id", poolID), start, end, opts)
}

// MySQLCPUUsage returns the CPU in use by a MySQL cluster, in percent.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/cpu_usage (monitoring_get_database_mysql_cpu_usage)
func (s *MonitoringMetricsService) MySQLCPUUsage(ctx context.Context, clusterID string, aggregate MetricsAggregate, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/cpu_usage").where("db_id", clusterID).where("aggregate", string(aggregate)), start, end, opts)
}

// MySQLLoad returns the load average of a MySQL cluster over 1, 5 or 15 minutes. The aggregate is [MetricsAvg] or
// [MetricsMax].
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/load (monitoring_get_database_mysql_load)
func (s *MonitoringMetricsService) MySQLLoad(ctx context.Context, clusterID string, window MySQLLoadWindow, aggregate MetricsAggregate, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/load").where("db_id", clusterID).where("metric", string(window)).where("aggregate", string(aggregate)), start, end, opts)
}

// MySQLMemoryUsage returns the memory in use by a MySQL cluster, in percent.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/memory_usage (monitoring_get_database_mysql_memory_usage)
func (s *MonitoringMetricsService) MySQLMemoryUsage(ctx context.Context, clusterID string, aggregate MetricsAggregate, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/memory_usage").where("db_id", clusterID).where("aggregate", string(aggregate)), start, end, opts)
}

// MySQLDiskUsage returns the disk space in use by a MySQL cluster, in percent.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/disk_usage (monitoring_get_database_mysql_disk_usage)
func (s *MonitoringMetricsService) MySQLDiskUsage(ctx context.Context, clusterID string, aggregate MetricsAggregate, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/disk_usage").where("db_id", clusterID).where("aggregate", string(aggregate)), start, end, opts)
}

// MySQLThreadsConnected returns how many connections a MySQL service has open, each of which has a thread.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/threads_connected (monitoring_get_database_mysql_threads_connected)
func (s *MonitoringMetricsService) MySQLThreadsConnected(ctx context.Context, clusterID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/threads_connected").where("db_id", clusterID), start, end, opts)
}

// MySQLThreadsCreatedRate returns how many threads a second a MySQL service starts.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/threads_created_rate (monitoring_get_database_mysql_threads_created_rate)
func (s *MonitoringMetricsService) MySQLThreadsCreatedRate(ctx context.Context, clusterID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/threads_created_rate").where("db_id", clusterID), start, end, opts)
}

// MySQLThreadsActive returns how many threads of a MySQL service are at work.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/threads_active (monitoring_get_database_mysql_threads_active)
func (s *MonitoringMetricsService) MySQLThreadsActive(ctx context.Context, clusterID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/threads_active").where("db_id", clusterID), start, end, opts)
}

// MySQLIndexVsSequentialReads returns how many of the reads of a MySQL service use an index, in percent.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/index_vs_sequential_reads (monitoring_get_database_mysql_index_vs_sequential_reads)
func (s *MonitoringMetricsService) MySQLIndexVsSequentialReads(ctx context.Context, clusterID string, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/index_vs_sequential_reads").where("db_id", clusterID), start, end, opts)
}

// MySQLOpRates returns how many statements of a kind a MySQL service executes a second.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/op_rates (monitoring_get_database_mysql_op_rates)
func (s *MonitoringMetricsService) MySQLOpRates(ctx context.Context, clusterID string, statement MySQLStatement, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/op_rates").where("db_id", clusterID).where("metric", string(statement)), start, end, opts)
}

// MySQLSchemaThroughput returns how many rows a second an operation reads or writes in the tables of a schema.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/schema_throughput (monitoring_get_database_mysql_schema_throughput)
func (s *MonitoringMetricsService) MySQLSchemaThroughput(ctx context.Context, clusterID string, schema string, operation MySQLTableOperation, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/schema_throughput").where("db_id", clusterID).where("schema", schema).where("metric", string(operation)), start, end, opts)
}

// MySQLSchemaLatency returns how long an operation on the tables of a schema takes, in seconds.
//
// DigitalOcean: GET /v2/monitoring/metrics/database/mysql/schema_latency (monitoring_get_database_mysql_schema_latency)
func (s *MonitoringMetricsService) MySQLSchemaLatency(ctx context.Context, clusterID string, schema string, operation MySQLTableOperation, start, end time.Time, opts ...CallOption) (*Metrics, error) {
	return s.read(ctx, get("/v2/monitoring/metrics/database/mysql/schema_latency").where("db_id", clusterID).where("schema", schema).where("metric", string(operation)), start, end, opts)
}

// read reads a metric between two times. A time that was never set is refused.
func (s *MonitoringMetricsService) read(ctx context.Context, op *operation, start, end time.Time, opts []CallOption) (*Metrics, error) {
	if start.IsZero() || end.IsZero() {
		op.err = argumentError("start and end must be times")
	}
	op.setQuery("start", []string{strconv.FormatInt(start.Unix(), 10)})
	op.setQuery("end", []string{strconv.FormatInt(end.Unix(), 10)})
	return fetch[Metrics](ctx, s.client, op, "", opts)
}

// ofDroplet names the Droplet whose metric is read.
func (op *operation) ofDroplet(id int64) *operation {
	text, err := pathSegment("host_id", id)
	if err != nil {
		op.err = err
	}
	return op.where("host_id", text)
}

// AppMetricsOptions select a part of an app.
type AppMetricsOptions struct {
	AppComponent string `url:"app_component,omitempty"` // the name of a component; empty means all
}

// Metrics are the time series of a metric, one for each set of labels.
type Metrics struct {
	Status     MetricsStatus
	ResultType MetricsResultType
	Series     []MetricSeries
}

// metricsAnswer is how the API has metrics.
type metricsAnswer struct {
	Status MetricsStatus  `json:"status"`
	Data   *metricsResult `json:"data,omitzero"`
}

type metricsResult struct {
	ResultType MetricsResultType `json:"resultType"`
	Result     []MetricSeries    `json:"result,omitzero"`
}

// MarshalJSON writes the metrics as the API has them.
func (m Metrics) MarshalJSON() ([]byte, error) {
	return json.Marshal(metricsAnswer{m.Status, &metricsResult{m.ResultType, orEmpty(m.Series)}}, json.Deterministic(true))
}

// UnmarshalJSON reads an answer of the API. One without data is not taken for metrics without samples.
func (m *Metrics) UnmarshalJSON(text []byte) error {
	var answer metricsAnswer
	err := decode(func(opts ...json.Options) error {
		answer = metricsAnswer{}
		return json.Unmarshal(text, &answer, opts...)
	})
	if err != nil {
		return err
	}
	if answer.Data == nil {
		return errors.New("the metrics have no data")
	}
	*m = Metrics{answer.Status, answer.Data.ResultType, answer.Data.Result}
	return nil
}

// CPUUsage makes one series of those of DropletCPU: how busy all CPUs of the Droplet together were, in percent, between
// each sample and the one before. What is not idle is busy. Times at which a mode has no sample are left out, and the time
// in which the Droplet booted. Without the mode "idle" there is nothing.
func (m *Metrics) CPUUsage() []MetricSample {
	var usage []MetricSample
	var before cpuTime
	times := m.cpuTimes()
	for i, at := range slices.Sorted(maps.Keys(times)) {
		now := times[at]
		idle, all := now.idle-before.idle, now.all-before.all
		if before = now; i > 0 && all > 0 && idle >= 0 && idle <= all {
			usage = append(usage, MetricSample{Time: time.Unix(0, at).UTC(), Value: 100 * (all - idle) / all})
		}
	}
	return usage
}

// cpuTime is the time that CPUs have spent, in seconds.
type cpuTime struct {
	idle, all float64
	modes     int
}

// cpuTimes returns the time spent by the nanosecond of the samples, where every mode has one.
func (m *Metrics) cpuTimes() map[int64]cpuTime {
	hasIdle := false
	times := map[int64]cpuTime{}
	for _, series := range m.Series {
		isIdle := series.Labels["mode"] == "idle"
		hasIdle = hasIdle || isIdle
		for _, sample := range series.Samples {
			spent := times[sample.Time.UnixNano()]
			spent.modes++
			spent.all += sample.Value
			if isIdle {
				spent.idle += sample.Value
			}
			times[sample.Time.UnixNano()] = spent
		}
	}
	if !hasIdle {
		return nil
	}
	maps.DeleteFunc(times, func(_ int64, spent cpuTime) bool { return spent.modes != len(m.Series) })
	return times
}

// MetricSeries is a series of samples, the oldest first.
type MetricSeries struct {
	Labels  map[string]string `json:"metric,omitzero"` // what it is about, such as "host_id": "3164444"
	Samples []MetricSample    `json:"values,omitzero"`
}

// MetricSample is a value at a time.
type MetricSample struct {
	Time  time.Time
	Value float64 // NaN where Text is not a number
	Text  string  // the value as the API sent it
}

// MarshalJSON writes the sample as the API has it: the time in seconds since 1970, and the value as a string.
func (s MetricSample) MarshalJSON() ([]byte, error) {
	text := s.Text
	if text == "" {
		text = strconv.FormatFloat(s.Value, 'g', -1, 64)
	}
	seconds := strconv.AppendInt([]byte{'['}, s.Time.Unix(), 10)
	if fraction := s.Time.Nanosecond(); fraction != 0 {
		seconds = strconv.AppendFloat(seconds[:1], float64(s.Time.Unix())+float64(fraction)/1e9, 'f', 3, 64)
	}
	sample, err := jsontext.AppendQuote(append(seconds, ','), text)
	return append(sample, ']'), err
}

// UnmarshalJSON reads a sample of the API. A value that is not a number is no error: the other samples are good.
func (s *MetricSample) UnmarshalJSON(text []byte) error {
	first, second, found := bytes.Cut(bytes.Trim(text, "[ \t\r\n]"), []byte(","))
	if !found || text[0] != '[' {
		return errors.New("a sample is not a pair of a time and a value")
	}
	seconds, err := strconv.ParseFloat(scalarText(first), 64)
	if err != nil || math.Abs(seconds) > 1<<53 {
		return errors.New("the time of a sample is not a number of seconds")
	}
	whole, fraction := math.Modf(seconds)
	s.Time = time.Unix(int64(whole), int64(math.Round(fraction*1000))*int64(time.Millisecond)).UTC()
	s.Text = scalarText(second)
	if s.Value, err = strconv.ParseFloat(s.Text, 64); err != nil {
		s.Value = math.NaN()
	}
	return nil
}

// scalarText is a JSON value without the quotes of a string.
func scalarText(value []byte) string {
	value = bytes.TrimSpace(value)
	text, err := jsontext.AppendUnquote(nil, value)
	if err != nil {
		return string(value)
	}
	return string(text)
}

// MetricsStatus is whether a metric could be read.
type MetricsStatus string

const (
	MetricsSucceeded MetricsStatus = "success"
	MetricsFailed    MetricsStatus = "error"
)

// MetricsResultType is the form of metrics.
type MetricsResultType string

// MetricsMatrix is the one form there is: series of samples.
const MetricsMatrix MetricsResultType = "matrix"

// MetricsInterface is a network of a Droplet.
type MetricsInterface string

const (
	MetricsPublic  MetricsInterface = "public"
	MetricsPrivate MetricsInterface = "private"
)

// MetricsDirection is where traffic goes.
type MetricsDirection string

const (
	MetricsInbound  MetricsDirection = "inbound"
	MetricsOutbound MetricsDirection = "outbound"
)

// MetricsAggregate is what a sample is of the values that it stands for.
type MetricsAggregate string

const (
	MetricsAvg MetricsAggregate = "avg"
	MetricsMax MetricsAggregate = "max"
	MetricsMin MetricsAggregate = "min"
)

// MySQLLoadWindow is how much time a load average is of.
type MySQLLoadWindow string

const (
	MySQLLoad1  MySQLLoadWindow = "load1"  // 1 minute
	MySQLLoad5  MySQLLoadWindow = "load5"  // 5 minutes
	MySQLLoad15 MySQLLoadWindow = "load15" // 15 minutes
)

// MySQLStatement is a kind of SQL statement.
type MySQLStatement string

const (
	MySQLSelect MySQLStatement = "select"
	MySQLInsert MySQLStatement = "insert"
	MySQLUpdate MySQLStatement = "update"
	MySQLDelete MySQLStatement = "delete"
)

// MySQLTableOperation is what is done with the rows of a table.
type MySQLTableOperation string

const (
	MySQLTableInsert MySQLTableOperation = "insert"
	MySQLTableFetch  MySQLTableOperation = "fetch"
	MySQLTableUpdate MySQLTableOperation = "update"
	MySQLTableDelete MySQLTableOperation = "delete"
)
