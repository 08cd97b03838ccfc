package digitalocean

import "context"

// MonitoringSinksService manages sinks, each of which sends the logs of resources to a destination.
type MonitoringSinksService struct{ client *Client }

// List returns the sinks of the account, or those of one resource.
//
// DigitalOcean: GET /v2/monitoring/sinks (monitoring_list_sinks)
func (s *MonitoringSinksService) List(ctx context.Context, options *MonitoringSinkListOptions, opts ...CallOption) ([]MonitoringSink, error) {
	return fetchAll[MonitoringSink](ctx, s.client, get("/v2/monitoring/sinks").with(options), "sinks", opts)
}

// Get returns a sink.
//
// DigitalOcean: GET /v2/monitoring/sinks/{sink_uuid} (monitoring_get_sink)
func (s *MonitoringSinksService) Get(ctx context.Context, uuid string, opts ...CallOption) (*MonitoringSink, error) {
	return fetch[MonitoringSink](ctx, s.client, get("/v2/monitoring/sinks/{sink_uuid}", uuid), "sink", opts)
}

// Create begins to send the logs of resources to a destination. The API accepts the request and answers nothing: List with
// the URN of a resource tells whether the sink is there.
//
// DigitalOcean: POST /v2/monitoring/sinks (monitoring_create_sink)
func (s *MonitoringSinksService) Create(ctx context.Context, request *MonitoringSinkCreateRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/monitoring/sinks").sending(request), opts)
}

// Delete deletes a sink. Its destination stays.
//
// DigitalOcean: DELETE /v2/monitoring/sinks/{sink_uuid} (monitoring_delete_sink)
func (s *MonitoringSinksService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/monitoring/sinks/{sink_uuid}", uuid), opts)
}

// MonitoringSinkListOptions select sinks.
type MonitoringSinkListOptions struct {
	ResourceID string `url:"resource_id,omitempty"` // a URN, such as "do:kubernetes:5ba4518b-b9e2-4978-aa92-2d4c727e8824"
}

// MonitoringSinkCreateRequest describes a sink to add.
type MonitoringSinkCreateRequest struct {
	DestinationUUID string                   `json:"destination_uuid,omitzero"`
	Resources       []MonitoringSinkResource `json:"resources,omitzero"`
}

// MonitoringSink sends the logs of resources to a destination. The API does not document that it tells a sink's UUID.
type MonitoringSink struct {
	Destination *MonitoringDestination   `json:"destination,omitzero"`
	Resources   []MonitoringSinkResource `json:"resources,omitzero"`
}

// MonitoringSinkResource is a resource whose logs a sink sends.
type MonitoringSinkResource struct {
	URN  string `json:"urn"` // of a Kubernetes cluster, such as "do:kubernetes:f453aa14-646e-4cf8-8c62-75a19fb24ec2"
	Name string `json:"name,omitzero"`
}
