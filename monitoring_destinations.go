package digitalocean

import "context"

// MonitoringDestinationsService manages destinations: the OpenSearch clusters that logs can go to. A sink sends the logs of
// a resource to one: see [MonitoringSinksService].
type MonitoringDestinationsService struct{ client *Client }

// List returns the destinations of the account, without the credentials.
//
// DigitalOcean: GET /v2/monitoring/sinks/destinations (monitoring_list_destinations)
func (s *MonitoringDestinationsService) List(ctx context.Context, opts ...CallOption) ([]MonitoringDestination, error) {
	return fetchAll[MonitoringDestination](ctx, s.client, get("/v2/monitoring/sinks/destinations"), "destinations", opts)
}

// Get returns a destination, without the credentials.
//
// DigitalOcean: GET /v2/monitoring/sinks/destinations/{destination_uuid} (monitoring_get_destination)
func (s *MonitoringDestinationsService) Get(ctx context.Context, uuid string, opts ...CallOption) (*MonitoringDestination, error) {
	return fetch[MonitoringDestination](ctx, s.client, get("/v2/monitoring/sinks/destinations/{destination_uuid}", uuid), "destination", opts)
}

// Create adds a destination. No logs go there before it has a sink.
//
// DigitalOcean: POST /v2/monitoring/sinks/destinations (monitoring_create_destination)
func (s *MonitoringDestinationsService) Create(ctx context.Context, request *MonitoringDestinationCreateRequest, opts ...CallOption) (*MonitoringDestination, error) {
	return fetch[MonitoringDestination](ctx, s.client, post("/v2/monitoring/sinks/destinations").sending(request), "destination", opts)
}

// Update changes a destination. [MonitoringDestination.UpdateRequest] makes a request of one as it is, but for the
// credentials, which no answer has: give them again.
//
// DigitalOcean: POST /v2/monitoring/sinks/destinations/{destination_uuid} (monitoring_update_destination)
func (s *MonitoringDestinationsService) Update(ctx context.Context, uuid string, request *MonitoringDestinationUpdateRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/monitoring/sinks/destinations/{destination_uuid}", uuid).sending(request), opts)
}

// Delete deletes a destination with all its sinks.
//
// DigitalOcean: DELETE /v2/monitoring/sinks/destinations/{destination_uuid} (monitoring_delete_destination)
func (s *MonitoringDestinationsService) Delete(ctx context.Context, uuid string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/monitoring/sinks/destinations/{destination_uuid}", uuid), opts)
}

// MonitoringDestinationCreateRequest describes a destination to add.
type MonitoringDestinationCreateRequest struct {
	Name   string                     `json:"name,omitzero"`
	Type   MonitoringDestinationType  `json:"type"`
	Config MonitoringOpenSearchConfig `json:"config"`
}

// MonitoringDestinationUpdateRequest is a destination as it is to be. It has the fields of a
// [MonitoringDestinationCreateRequest].
type MonitoringDestinationUpdateRequest MonitoringDestinationCreateRequest

// MonitoringDestination is a place that logs can go to.
type MonitoringDestination struct {
	ID     string                     `json:"id"`
	Name   string                     `json:"name"`
	Type   MonitoringDestinationType  `json:"type"`
	Config MonitoringOpenSearchConfig `json:"config,omitzero"`
}

// UpdateRequest returns the request that leaves the destination as it is, to be changed and given to Update. It has the
// credentials only where the destination has them, which is in no answer of Get and List.
func (d *MonitoringDestination) UpdateRequest() *MonitoringDestinationUpdateRequest {
	config := d.Config
	config.ID, config.Credentials = "", copyOf(config.Credentials)
	return &MonitoringDestinationUpdateRequest{Name: d.Name, Type: d.Type, Config: config}
}

// MonitoringOpenSearchConfig says how to reach an OpenSearch cluster, and what to write there.
type MonitoringOpenSearchConfig struct {
	ID            string                           `json:"id,omitzero"`           // in answers only
	Credentials   *MonitoringOpenSearchCredentials `json:"credentials,omitzero"`  // needed without ClusterUUID
	Endpoint      string                           `json:"endpoint"`              // the host
	ClusterUUID   string                           `json:"cluster_uuid,omitzero"` // of one that DigitalOcean manages
	ClusterName   string                           `json:"cluster_name,omitzero"`
	IndexName     string                           `json:"index_name,omitzero"`     // to write to
	RetentionDays int                              `json:"retention_days,omitzero"` // how long logs are kept; 0 means 14
}

// MonitoringOpenSearchCredentials are those of a user of an OpenSearch cluster.
type MonitoringOpenSearchCredentials struct {
	Username string `json:"username,omitzero"`
	Password Secret `json:"password,omitzero"`
}

// MonitoringDestinationType is whose OpenSearch cluster a destination is.
type MonitoringDestinationType string

const (
	MonitoringDestinationManagedOpenSearch  MonitoringDestinationType = "opensearch_dbaas" // one that DigitalOcean manages
	MonitoringDestinationExternalOpenSearch MonitoringDestinationType = "opensearch_ext"
)
