package digitalocean

import (
	"context"
	"time"
)

// AppMetricsService reads how much apps have sent. Their CPUs, memory and restarts are in [MonitoringMetricsService].
type AppMetricsService struct{ client *Client }

// GetDailyBandwidth returns how much an app sent on a day. The answer is a list with one element.
//
// DigitalOcean: GET /v2/apps/{app_id}/metrics/bandwidth_daily (apps_get_metrics_bandwidth_daily)
func (s *AppMetricsService) GetDailyBandwidth(ctx context.Context, appID string, options *AppMetricsGetDailyBandwidthOptions, opts ...CallOption) (*AppBandwidthUsage, error) {
	return fetch[AppBandwidthUsage](ctx, s.client, get("/v2/apps/{app_id}/metrics/bandwidth_daily", appID).with(options), "", opts)
}

// QueryDailyBandwidth is GetDailyBandwidth for up to 100 apps.
//
// DigitalOcean: POST /v2/apps/metrics/bandwidth_daily (apps_list_metrics_bandwidth_daily)
func (s *AppMetricsService) QueryDailyBandwidth(ctx context.Context, request *AppBandwidthQueryRequest, opts ...CallOption) (*AppBandwidthUsage, error) {
	return fetch[AppBandwidthUsage](ctx, s.client, post("/v2/apps/metrics/bandwidth_daily").sending(request).onlyReads(), "", opts)
}

// AppMetricsGetDailyBandwidthOptions select a day.
type AppMetricsGetDailyBandwidthOptions struct {
	Date time.Time `url:"date,omitempty"` // any time of the day; zero means yesterday
}

// AppBandwidthQueryRequest selects apps and a day.
type AppBandwidthQueryRequest struct {
	AppIDs []string  `json:"app_ids,omitzero"` // 100 at most
	Date   time.Time `json:"date,omitzero"`    // any time of the day; zero means yesterday
}

// AppBandwidthUsage is how much apps sent on a day.
type AppBandwidthUsage struct {
	AppBandwidthUsage []AppBandwidthUsageDetails `json:"app_bandwidth_usage,omitzero"`
	Date              time.Time                  `json:"date,omitzero"`
}

// AppBandwidthUsageDetails is how much an app sent.
type AppBandwidthUsageDetails struct {
	AppID          string `json:"app_id"`
	BandwidthBytes int64  `json:"bandwidth_bytes,string"`
}
