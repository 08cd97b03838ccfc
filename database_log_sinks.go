package digitalocean

import (
	"context"
	"errors"
	"reflect"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// DatabaseLogSinksService manages the log sinks of clusters: where they send their logs.
type DatabaseLogSinksService struct{ client *Client }

// List lists the log sinks of a cluster.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/logsink (databases_list_logsink)
func (s *DatabaseLogSinksService) List(ctx context.Context, clusterID string, opts ...CallOption) ([]DatabaseLogSink, error) {
	return fetchAll[DatabaseLogSink](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/logsink", clusterID), "sinks", opts)
}

// Get returns a log sink.
//
// DigitalOcean: GET /v2/databases/{database_cluster_uuid}/logsink/{logsink_id} (databases_get_logsink)
func (s *DatabaseLogSinksService) Get(ctx context.Context, clusterID, id string, opts ...CallOption) (*DatabaseLogSink, error) {
	return fetch[DatabaseLogSink](ctx, s.client, get("/v2/databases/{database_cluster_uuid}/logsink/{logsink_id}", clusterID, id), "", opts)
}

// Create adds a log sink.
//
// DigitalOcean: POST /v2/databases/{database_cluster_uuid}/logsink (databases_create_logsink)
func (s *DatabaseLogSinksService) Create(ctx context.Context, clusterID string, request *DatabaseLogSinkCreateRequest, opts ...CallOption) (*DatabaseLogSink, error) {
	return fetch[DatabaseLogSink](ctx, s.client, post("/v2/databases/{database_cluster_uuid}/logsink", clusterID).sending(request), "sink", opts)
}

// Update replaces where a log sink sends to. It must stay of the same type. [DatabaseLogSink.UpdateRequest] makes a request of
// one as it is.
//
// DigitalOcean: PUT /v2/databases/{database_cluster_uuid}/logsink/{logsink_id} (databases_update_logsink)
func (s *DatabaseLogSinksService) Update(ctx context.Context, clusterID, id string, request *DatabaseLogSinkUpdateRequest, opts ...CallOption) error {
	return run(ctx, s.client, put("/v2/databases/{database_cluster_uuid}/logsink/{logsink_id}", clusterID, id).sending(request), opts)
}

// Delete deletes a log sink. What it has sent stays where it is.
//
// DigitalOcean: DELETE /v2/databases/{database_cluster_uuid}/logsink/{logsink_id} (databases_delete_logsink)
func (s *DatabaseLogSinksService) Delete(ctx context.Context, clusterID, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/databases/{database_cluster_uuid}/logsink/{logsink_id}", clusterID, id), opts)
}

// DatabaseLogSinkCreateRequest describes a log sink to add. Its type is that of Config.
type DatabaseLogSinkCreateRequest struct {
	SinkName string                `json:"sink_name"`
	Config   DatabaseLogSinkConfig `json:"config"`
}

// MarshalJSON writes the type of the log sink too.
func (r DatabaseLogSinkCreateRequest) MarshalJSON() ([]byte, error) {
	type fields DatabaseLogSinkCreateRequest
	return json.Marshal(struct {
		fields
		SinkType DatabaseLogSinkType `json:"sink_type"`
	}{fields(r), r.Config.SinkType()}, json.Deterministic(true))
}

// UnmarshalJSON reads the configuration as the type says.
func (r *DatabaseLogSinkCreateRequest) UnmarshalJSON(text []byte) error {
	var sink DatabaseLogSink
	if err := sink.UnmarshalJSON(text); err != nil {
		return err
	}
	*r = DatabaseLogSinkCreateRequest{SinkName: sink.SinkName, Config: sink.Config}
	return nil
}

// DatabaseLogSinkUpdateRequest says where a log sink is to send to.
type DatabaseLogSinkUpdateRequest struct {
	Config DatabaseLogSinkConfig `json:"config"`
}

// DatabaseLogSinkConfig is where a log sink sends to. Make one with [DatabaseLogsToRsyslog], [DatabaseLogsToElasticsearch],
// [DatabaseLogsToOpenSearch] or [DatabaseLogsToDatadog]. The zero value, which cannot be sent, is one of a type that this
// library does not know.
type DatabaseLogSinkConfig struct {
	destination any // a pointer to one of the four
}

// DatabaseLogsToRsyslog sends to an rsyslog server, from all engines but MongoDB.
func DatabaseLogsToRsyslog(config DatabaseLogSinkRsyslogConfig) DatabaseLogSinkConfig {
	return DatabaseLogSinkConfig{&config}
}

// DatabaseLogsToElasticsearch sends to an Elasticsearch cluster.
func DatabaseLogsToElasticsearch(config DatabaseLogSinkElasticsearchConfig) DatabaseLogSinkConfig {
	return DatabaseLogSinkConfig{&config}
}

// DatabaseLogsToOpenSearch sends to an OpenSearch cluster.
func DatabaseLogsToOpenSearch(config DatabaseLogSinkOpenSearchConfig) DatabaseLogSinkConfig {
	return DatabaseLogSinkConfig{&config}
}

// DatabaseLogsToDatadog sends to Datadog, from MongoDB only. The others reach it by rsyslog, with the API key in Logline.
func DatabaseLogsToDatadog(config DatabaseLogSinkDatadogConfig) DatabaseLogSinkConfig {
	return DatabaseLogSinkConfig{&config}
}

// Equal reports whether both send to the same place.
func (c DatabaseLogSinkConfig) Equal(other DatabaseLogSinkConfig) bool {
	return reflect.DeepEqual(c, other)
}

// Rsyslog returns the configuration if it is for an rsyslog server, and nil if not.
func (c DatabaseLogSinkConfig) Rsyslog() *DatabaseLogSinkRsyslogConfig {
	config, _ := c.destination.(*DatabaseLogSinkRsyslogConfig)
	return config
}

// Elasticsearch returns the configuration if it is for an Elasticsearch cluster, and nil if not.
func (c DatabaseLogSinkConfig) Elasticsearch() *DatabaseLogSinkElasticsearchConfig {
	config, _ := c.destination.(*DatabaseLogSinkElasticsearchConfig)
	return config
}

// OpenSearch returns the configuration if it is for an OpenSearch cluster, and nil if not.
func (c DatabaseLogSinkConfig) OpenSearch() *DatabaseLogSinkOpenSearchConfig {
	config, _ := c.destination.(*DatabaseLogSinkOpenSearchConfig)
	return config
}

// Datadog returns the configuration if it is for Datadog, and nil if not.
func (c DatabaseLogSinkConfig) Datadog() *DatabaseLogSinkDatadogConfig {
	config, _ := c.destination.(*DatabaseLogSinkDatadogConfig)
	return config
}

// SinkType returns the type of a log sink with the configuration.
func (c DatabaseLogSinkConfig) SinkType() DatabaseLogSinkType {
	switch c.destination.(type) {
	case *DatabaseLogSinkRsyslogConfig:
		return DatabaseLogSinkRsyslog
	case *DatabaseLogSinkElasticsearchConfig:
		return DatabaseLogSinkElasticsearch
	case *DatabaseLogSinkOpenSearchConfig:
		return DatabaseLogSinkOpenSearch
	case *DatabaseLogSinkDatadogConfig:
		return DatabaseLogSinkDatadog
	}
	return ""
}

// MarshalJSON writes the configuration. It refuses the zero value.
func (c DatabaseLogSinkConfig) MarshalJSON() ([]byte, error) {
	if c.destination == nil {
		return nil, errors.New("the configuration of the log sink is empty")
	}
	return json.Marshal(c.destination, json.Deterministic(true))
}

// UnmarshalJSON tells by its fields what a configuration is for. Those for Elasticsearch and for OpenSearch have the same.
func (c *DatabaseLogSinkConfig) UnmarshalJSON(text []byte) error {
	var fields map[string]jsontext.Value
	if err := json.Unmarshal(text, &fields, jsontext.AllowDuplicateNames(true)); err != nil {
		return err
	}
	*c = DatabaseLogSinkConfig{}
	switch {
	case fields["server"] != nil:
		c.destination = new(DatabaseLogSinkRsyslogConfig)
	case fields["url"] != nil:
		c.destination = new(DatabaseLogSinkOpenSearchConfig)
	case fields["datadog_api_key"] != nil:
		c.destination = new(DatabaseLogSinkDatadogConfig)
	default:
		return nil
	}
	return decode(func(opts ...json.Options) error { return json.Unmarshal(text, c.destination, opts...) })
}

// of returns the configuration as the type says, where the fields alone do not tell.
func (c DatabaseLogSinkConfig) of(sinkType DatabaseLogSinkType) DatabaseLogSinkConfig {
	if config := c.OpenSearch(); config != nil && sinkType == DatabaseLogSinkElasticsearch {
		return DatabaseLogsToElasticsearch(DatabaseLogSinkElasticsearchConfig(*config))
	}
	return c
}

// DatabaseLogSinkRsyslogConfig is an rsyslog server.
type DatabaseLogSinkRsyslogConfig struct {
	Server  string                `json:"server"` // name or IPv4 address
	Port    int                   `json:"port"`
	TLS     bool                  `json:"tls"` // logs can hold what nobody else should read
	Format  DatabaseLogSinkFormat `json:"format"`
	Logline Secret                `json:"logline,omitzero"` // of the custom format, such as "<%pri%>%timestamp% %HOSTNAME% %msg%"; may hold an API key
	SD      Secret                `json:"sd,omitzero"`      // structured data of RFC 5424, which often hold a token
	CA      string                `json:"ca,omitzero"`      // PEM
	Key     Secret                `json:"key,omitzero"`     // PEM, where the server asks for a client's certificate
	Cert    Secret                `json:"cert,omitzero"`    // PEM, of Key
}

// DatabaseLogSinkElasticsearchConfig is an Elasticsearch cluster. It has the fields of a [DatabaseLogSinkOpenSearchConfig].
type DatabaseLogSinkElasticsearchConfig DatabaseLogSinkOpenSearchConfig

// DatabaseLogSinkOpenSearchConfig is an OpenSearch cluster.
type DatabaseLogSinkOpenSearchConfig struct {
	URL          Secret  `json:"url"` // such as "https://user:password@192.0.2.1:9200"
	IndexPrefix  string  `json:"index_prefix"`
	IndexDaysMax int     `json:"index_days_max,omitzero"` // how long logs are kept, 1 to 10000; 0 means 7
	Timeout      float64 `json:"timeout,omitzero"`        // of a request, in seconds, 10 to 120; 0 means 10
	CA           string  `json:"ca,omitzero"`             // PEM
}

// DatabaseLogSinkDatadogConfig is an account of Datadog.
type DatabaseLogSinkDatadogConfig struct {
	Site          string `json:"site"` // such as "http-intake.logs.datadoghq.com"
	DatadogAPIKey Secret `json:"datadog_api_key"`
}

// DatabaseLogSink is where a cluster sends its logs.
type DatabaseLogSink struct {
	SinkID   string                `json:"sink_id"`
	SinkName string                `json:"sink_name"`
	SinkType DatabaseLogSinkType   `json:"sink_type"`
	Config   DatabaseLogSinkConfig `json:"config,omitzero"`
}

// UnmarshalJSON reads the configuration as the type says.
func (s *DatabaseLogSink) UnmarshalJSON(text []byte) error {
	type fields DatabaseLogSink
	var read fields
	if err := decode(func(opts ...json.Options) error { return json.Unmarshal(text, &read, opts...) }); err != nil {
		return err
	}
	*s = DatabaseLogSink(read)
	s.Config = s.Config.of(s.SinkType)
	return nil
}

// UpdateRequest returns the log sink as a request for [DatabaseLogSinksService.Update] that changes nothing.
func (s *DatabaseLogSink) UpdateRequest() *DatabaseLogSinkUpdateRequest {
	return &DatabaseLogSinkUpdateRequest{Config: s.Config}
}

// DatabaseLogSinkType is what a log sink sends to.
type DatabaseLogSinkType string

const (
	DatabaseLogSinkRsyslog       DatabaseLogSinkType = "rsyslog"
	DatabaseLogSinkElasticsearch DatabaseLogSinkType = "elasticsearch"
	DatabaseLogSinkOpenSearch    DatabaseLogSinkType = "opensearch"
	DatabaseLogSinkDatadog       DatabaseLogSinkType = "datadog"
)

// DatabaseLogSinkFormat is the format in which an rsyslog server gets logs.
type DatabaseLogSinkFormat string

const (
	DatabaseLogSinkRFC5424 DatabaseLogSinkFormat = "rfc5424"
	DatabaseLogSinkRFC3164 DatabaseLogSinkFormat = "rfc3164" // the old one of BSD
	DatabaseLogSinkCustom  DatabaseLogSinkFormat = "custom"  // as Logline says
)
