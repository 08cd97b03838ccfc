package digitalocean_test

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const metricsAnswer = `{"status": "success", "data": {"resultType": "matrix", "result": [
	{"metric": {"host_id": "3164444", "mode": "idle"}, "values": [[1635386880, "122901.18"], [1635387000, "1e-3"]]},
	{"metric": {"host_id": "3164444", "mode": "user"}, "values": [[1635386880, "NaN"]]}]}}`

// TestMonitoringMetrics calls every method of the service.
func TestMonitoringMetrics(t *testing.T) {
	type metrics = digitalocean.MonitoringMetricsService
	start, end := time.Unix(1635386880, 999_999_999), time.Date(2021, 10, 28, 4, 10, 0, 0, time.FixedZone("", 2*60*60))
	rows := []struct {
		name, path, query string
		call              func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error)
	}{
		{"DropletBandwidth", "droplet/bandwidth", "host_id=3164444&interface=public&direction=outbound", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletBandwidth(ctx, 3164444, digitalocean.MetricsPublic, digitalocean.MetricsOutbound, start, end)
		}},
		{"DropletCPU", "droplet/cpu", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletCPU(ctx, 3164444, start, end)
		}},
		{"DropletFilesystemFree", "droplet/filesystem_free", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletFilesystemFree(ctx, 3164444, start, end)
		}},
		{"DropletFilesystemSize", "droplet/filesystem_size", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletFilesystemSize(ctx, 3164444, start, end)
		}},
		{"DropletLoad1", "droplet/load_1", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletLoad1(ctx, 3164444, start, end)
		}},
		{"DropletLoad5", "droplet/load_5", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletLoad5(ctx, 3164444, start, end)
		}},
		{"DropletLoad15", "droplet/load_15", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletLoad15(ctx, 3164444, start, end)
		}},
		{"DropletMemoryCached", "droplet/memory_cached", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletMemoryCached(ctx, 3164444, start, end)
		}},
		{"DropletMemoryFree", "droplet/memory_free", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletMemoryFree(ctx, 3164444, start, end)
		}},
		{"DropletMemoryTotal", "droplet/memory_total", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletMemoryTotal(ctx, 3164444, start, end)
		}},
		{"DropletMemoryAvailable", "droplet/memory_available", "host_id=3164444", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.DropletMemoryAvailable(ctx, 3164444, start, end)
		}},
		{"AppMemoryPercentage", "apps/memory_percentage", "app_id=app-1&app_component=web", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AppMemoryPercentage(ctx, "app-1", start, end, &digitalocean.AppMetricsOptions{AppComponent: "web"})
		}},
		{"AppCPUPercentage", "apps/cpu_percentage", "app_id=app-1&app_component=web", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AppCPUPercentage(ctx, "app-1", start, end, &digitalocean.AppMetricsOptions{AppComponent: "web"})
		}},
		{"AppRestartCount", "apps/restart_count", "app_id=app-1&app_component=web", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AppRestartCount(ctx, "app-1", start, end, &digitalocean.AppMetricsOptions{AppComponent: "web"})
		}},
		{"LoadBalancerFrontendConnectionsCurrent", "load_balancer/frontend_connections_current", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendConnectionsCurrent(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendConnectionsLimit", "load_balancer/frontend_connections_limit", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendConnectionsLimit(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendCPUUtilization", "load_balancer/frontend_cpu_utilization", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendCPUUtilization(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendFirewallDroppedBytes", "load_balancer/frontend_firewall_dropped_bytes", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendFirewallDroppedBytes(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendFirewallDroppedPackets", "load_balancer/frontend_firewall_dropped_packets", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendFirewallDroppedPackets(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendHTTPResponses", "load_balancer/frontend_http_responses", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendHTTPResponses(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendHTTPRequestsPerSecond", "load_balancer/frontend_http_requests_per_second", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendHTTPRequestsPerSecond(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendNetworkThroughputHTTP", "load_balancer/frontend_network_throughput_http", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendNetworkThroughputHTTP(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendNetworkThroughputUDP", "load_balancer/frontend_network_throughput_udp", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendNetworkThroughputUDP(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendNetworkThroughputTCP", "load_balancer/frontend_network_throughput_tcp", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendNetworkThroughputTCP(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendNLBTCPNetworkThroughput", "load_balancer/frontend_nlb_tcp_network_throughput", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendNLBTCPNetworkThroughput(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendNLBUDPNetworkThroughput", "load_balancer/frontend_nlb_udp_network_throughput", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendNLBUDPNetworkThroughput(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendTLSConnectionsCurrent", "load_balancer/frontend_tls_connections_current", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendTLSConnectionsCurrent(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendTLSConnectionsLimit", "load_balancer/frontend_tls_connections_limit", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendTLSConnectionsLimit(ctx, balancerID, start, end)
		}},
		{"LoadBalancerFrontendTLSConnectionsExceedingRateLimit", "load_balancer/frontend_tls_connections_exceeding_rate_limit", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerFrontendTLSConnectionsExceedingRateLimit(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHTTPSessionDurationAvg", "load_balancer/droplets_http_session_duration_avg", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHTTPSessionDurationAvg(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHTTPSessionDurationP50", "load_balancer/droplets_http_session_duration_50p", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHTTPSessionDurationP50(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHTTPSessionDurationP95", "load_balancer/droplets_http_session_duration_95p", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHTTPSessionDurationP95(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHTTPResponseTimeAvg", "load_balancer/droplets_http_response_time_avg", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHTTPResponseTimeAvg(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHTTPResponseTimeP50", "load_balancer/droplets_http_response_time_50p", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHTTPResponseTimeP50(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHTTPResponseTimeP95", "load_balancer/droplets_http_response_time_95p", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHTTPResponseTimeP95(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHTTPResponseTimeP99", "load_balancer/droplets_http_response_time_99p", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHTTPResponseTimeP99(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsQueueSize", "load_balancer/droplets_queue_size", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsQueueSize(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHTTPResponses", "load_balancer/droplets_http_responses", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHTTPResponses(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsConnections", "load_balancer/droplets_connections", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsConnections(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsHealthChecks", "load_balancer/droplets_health_checks", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsHealthChecks(ctx, balancerID, start, end)
		}},
		{"LoadBalancerDropletsDowntime", "load_balancer/droplets_downtime", "lb_id=" + balancerID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.LoadBalancerDropletsDowntime(ctx, balancerID, start, end)
		}},
		{"AutoscaleCurrentInstances", "droplet_autoscale/current_instances", "autoscale_pool_id=" + poolID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AutoscaleCurrentInstances(ctx, poolID, start, end)
		}},
		{"AutoscaleTargetInstances", "droplet_autoscale/target_instances", "autoscale_pool_id=" + poolID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AutoscaleTargetInstances(ctx, poolID, start, end)
		}},
		{"AutoscaleCurrentCPUUtilization", "droplet_autoscale/current_cpu_utilization", "autoscale_pool_id=" + poolID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AutoscaleCurrentCPUUtilization(ctx, poolID, start, end)
		}},
		{"AutoscaleTargetCPUUtilization", "droplet_autoscale/target_cpu_utilization", "autoscale_pool_id=" + poolID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AutoscaleTargetCPUUtilization(ctx, poolID, start, end)
		}},
		{"AutoscaleCurrentMemoryUtilization", "droplet_autoscale/current_memory_utilization", "autoscale_pool_id=" + poolID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AutoscaleCurrentMemoryUtilization(ctx, poolID, start, end)
		}},
		{"AutoscaleTargetMemoryUtilization", "droplet_autoscale/target_memory_utilization", "autoscale_pool_id=" + poolID, func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.AutoscaleTargetMemoryUtilization(ctx, poolID, start, end)
		}},
		{"MySQLCPUUsage", "database/mysql/cpu_usage", "db_id=db-1&aggregate=avg", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLCPUUsage(ctx, "db-1", digitalocean.MetricsAvg, start, end)
		}},
		{"MySQLLoad", "database/mysql/load", "db_id=db-1&metric=load5&aggregate=max", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLLoad(ctx, "db-1", digitalocean.MySQLLoad5, digitalocean.MetricsMax, start, end)
		}},
		{"MySQLMemoryUsage", "database/mysql/memory_usage", "db_id=db-1&aggregate=min", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLMemoryUsage(ctx, "db-1", digitalocean.MetricsMin, start, end)
		}},
		{"MySQLDiskUsage", "database/mysql/disk_usage", "db_id=db-1&aggregate=avg", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLDiskUsage(ctx, "db-1", digitalocean.MetricsAvg, start, end)
		}},
		{"MySQLThreadsConnected", "database/mysql/threads_connected", "db_id=db-1", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLThreadsConnected(ctx, "db-1", start, end)
		}},
		{"MySQLThreadsCreatedRate", "database/mysql/threads_created_rate", "db_id=db-1", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLThreadsCreatedRate(ctx, "db-1", start, end)
		}},
		{"MySQLThreadsActive", "database/mysql/threads_active", "db_id=db-1", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLThreadsActive(ctx, "db-1", start, end)
		}},
		{"MySQLIndexVsSequentialReads", "database/mysql/index_vs_sequential_reads", "db_id=db-1", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLIndexVsSequentialReads(ctx, "db-1", start, end)
		}},
		{"MySQLOpRates", "database/mysql/op_rates", "db_id=db-1&metric=select", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLOpRates(ctx, "db-1", digitalocean.MySQLSelect, start, end)
		}},
		{"MySQLSchemaThroughput", "database/mysql/schema_throughput", "db_id=db-1&schema=defaultdb&metric=fetch", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLSchemaThroughput(ctx, "db-1", "defaultdb", digitalocean.MySQLTableFetch, start, end)
		}},
		{"MySQLSchemaLatency", "database/mysql/schema_latency", "db_id=db-1&schema=defaultdb&metric=fetch", func(ctx context.Context, s *metrics) (*digitalocean.Metrics, error) {
			return s.MySQLSchemaLatency(ctx, "db-1", "defaultdb", digitalocean.MySQLTableFetch, start, end)
		}},
	}
	require.Len(t, rows, reflect.TypeFor[*metrics]().NumMethod())
	for _, row := range rows {
		exchange{
			name: "Monitoring.Metrics." + row.name,
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return row.call(ctx, c.Monitoring.Metrics)
			},
			method: "GET", path: "/v2/monitoring/metrics/" + row.path, query: row.query + "&start=1635386880&end=1635387000",
			answer: metricsAnswer,
		}.do(t)
	}
}

func TestMonitoringMetricsSeries(t *testing.T) {
	got := readMetrics(t, metricsAnswer)
	require.Equal(t, digitalocean.MetricsSucceeded, got.Status)
	require.Equal(t, digitalocean.MetricsMatrix, got.ResultType)
	require.Len(t, got.Series, 2)
	require.Equal(t, digitalocean.MetricSeries{
		Labels: map[string]string{"host_id": "3164444", "mode": "idle"},
		Samples: []digitalocean.MetricSample{
			{Time: time.Date(2021, 10, 28, 2, 8, 0, 0, time.UTC), Value: 122901.18, Text: "122901.18"},
			{Time: time.Date(2021, 10, 28, 2, 10, 0, 0, time.UTC), Value: 0.001, Text: "1e-3"},
		},
	}, got.Series[0])
	require.True(t, math.IsNaN(got.Series[1].Samples[0].Value))

	for encoding, text := range bothEncodings(t, got) {
		require.JSONEq(t, metricsAnswer, text, encoding)
	}
	var again digitalocean.Metrics
	require.NoError(t, json.Unmarshal([]byte(metricsAnswer), &again))
	require.Equal(t, got.Series[0], again.Series[0])
}

// readMetrics calls a method with an answer.
func readMetrics(t *testing.T, answer string) *digitalocean.Metrics {
	t.Helper()
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) })
	got, err := client.Monitoring.Metrics.DropletCPU(t.Context(), 3164444, time.Unix(1, 0), time.Unix(2, 0))
	require.NoError(t, err)
	return got
}

func TestMonitoringMetricsWithoutSamples(t *testing.T) {
	require.Empty(t, readMetrics(t, `{"status": "success", "data": {"resultType": "matrix", "result": []}}`).Series)
	require.Empty(t, readMetrics(t, `{"status": "success", "data": {"resultType": "matrix", "result": null}}`).Series)
}

func TestMonitoringMetricsOtherForms(t *testing.T) {
	got := readMetrics(t, `{"status": "success", "data": {"resultType": "matrix", "stats": {}, "result": [
		{"metric": {"host_id": 3164444}, "values": [["1635386880", 7], [1635386880.781, "+Inf"], [1, "n/a"]]}]}}`)
	require.Equal(t, map[string]string{"host_id": "3164444"}, got.Series[0].Labels)
	samples := got.Series[0].Samples
	require.Equal(t, digitalocean.MetricSample{Time: time.Unix(1635386880, 0).UTC(), Value: 7, Text: "7"}, samples[0])
	require.Equal(t, digitalocean.MetricSample{Time: time.UnixMilli(1635386880781).UTC(), Value: math.Inf(1), Text: "+Inf"}, samples[1])
	require.True(t, math.IsNaN(samples[2].Value))
	require.Equal(t, "n/a", samples[2].Text)
	for encoding, text := range bothEncodings(t, samples[1]) {
		require.JSONEq(t, `[1635386880.781, "+Inf"]`, text, encoding)
	}
	for encoding, text := range bothEncodings(t, digitalocean.MetricSample{Time: time.Unix(5, 0), Value: 12.5}) {
		require.JSONEq(t, `[5, "12.5"]`, text, encoding)
	}
}

func TestMonitoringMetricsThatAreNone(t *testing.T) {
	for _, answer := range []string{
		`{}`, `[]`, `{"status": "error", "error": "too many samples"}`, `{"status": "success", "data": null}`, `{"data": {"result": {"a": 1}}}`,
		`{"data": {"result": [{"values": [[1]]}]}}`, `{"data": {"result": [{"values": [[true, "1"]]}]}}`, `{"data": {"result": [{"values": [7]}]}}`,
	} {
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) })
		_, err := client.Monitoring.Metrics.DropletLoad1(t.Context(), 3164444, time.Unix(1, 0), time.Unix(2, 0))
		var undecoded *digitalocean.DecodeError
		require.ErrorAs(t, err, &undecoded, answer)
		require.Equal(t, answer, string(undecoded.Body))
	}
}

func TestMonitoringMetricsArguments(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	metrics, ctx := client.Monitoring.Metrics, t.Context()
	start, end := time.Unix(1, 0), time.Unix(2, 0)
	for name, call := range map[string]func() (*digitalocean.Metrics, error){
		"Droplet":   func() (*digitalocean.Metrics, error) { return metrics.DropletCPU(ctx, 0, start, end) },
		"start":     func() (*digitalocean.Metrics, error) { return metrics.DropletCPU(ctx, 1, time.Time{}, end) },
		"end":       func() (*digitalocean.Metrics, error) { return metrics.DropletCPU(ctx, 1, start, time.Time{}) },
		"app":       func() (*digitalocean.Metrics, error) { return metrics.AppRestartCount(ctx, "", start, end, nil) },
		"aggregate": func() (*digitalocean.Metrics, error) { return metrics.MySQLCPUUsage(ctx, "db-1", "", start, end) },
		"direction": func() (*digitalocean.Metrics, error) {
			return metrics.DropletBandwidth(ctx, 1, "public", "", start, end)
		},
	} {
		_, err := call()
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument, name)
	}
}

func TestMetricsCPUUsage(t *testing.T) {
	at := func(minute int, value float64) digitalocean.MetricSample {
		return digitalocean.MetricSample{Time: time.Date(2026, 3, 1, 8, minute, 0, 0, time.UTC), Value: value}
	}
	mode := func(name string, samples ...digitalocean.MetricSample) digitalocean.MetricSeries {
		return digitalocean.MetricSeries{Labels: map[string]string{"mode": name}, Samples: samples}
	}
	metrics := &digitalocean.Metrics{Series: []digitalocean.MetricSeries{
		mode("user", at(0, 100), at(2, 130), at(4, 130), at(6, 1), at(8, 61), at(10, 99), at(12, 121)),
		mode("idle", at(0, 900), at(2, 990), at(4, 1110), at(6, 2), at(8, 62), at(12, 122)),
		mode("system", at(0, 10), at(2, 10), at(4, 10), at(6, 0), at(8, 0), at(10, 0), at(12, math.NaN())),
	}}
	require.Equal(t, []digitalocean.MetricSample{
		at(2, 25), // 30 of 120 seconds
		at(4, 0),  // after it the Droplet booted, so that 6 is left out
		at(8, 50), // 10 lacks a mode, and 12 has one that is no number
	}, metrics.CPUUsage())
	require.Empty(t, (&digitalocean.Metrics{}).CPUUsage())
	require.Empty(t, (&digitalocean.Metrics{Series: metrics.Series[:1]}).CPUUsage())
}
