package digitalocean_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// logSinks has a log sink of each type.
var logSinks = []struct {
	sinkType digitalocean.DatabaseLogSinkType
	config   digitalocean.DatabaseLogSinkConfig
	json     string
}{
	{
		digitalocean.DatabaseLogSinkRsyslog,
		digitalocean.DatabaseLogsToRsyslog(digitalocean.DatabaseLogSinkRsyslogConfig{
			Server: "192.0.2.1", Port: 514, TLS: true, Format: digitalocean.DatabaseLogSinkCustom, Logline: digitalocean.NewSecret("KEY %msg%"), SD: digitalocean.NewSecret("TOKEN"), CA: "ca", Key: digitalocean.NewSecret("key"), Cert: digitalocean.NewSecret("cert"),
		}),
		`{"server": "192.0.2.1", "port": 514, "tls": true, "format": "custom", "logline": "KEY %msg%", "sd": "TOKEN", "ca": "ca", "key": "key", "cert": "cert"}`,
	},
	{
		digitalocean.DatabaseLogSinkElasticsearch,
		digitalocean.DatabaseLogsToElasticsearch(digitalocean.DatabaseLogSinkElasticsearchConfig{
			URL: digitalocean.NewSecret("https://u:p@192.0.2.1:9200"), IndexPrefix: "logs", IndexDaysMax: 5, Timeout: 12.5, CA: "ca",
		}),
		`{"url": "https://u:p@192.0.2.1:9200", "index_prefix": "logs", "index_days_max": 5, "timeout": 12.5, "ca": "ca"}`,
	},
	{
		digitalocean.DatabaseLogSinkOpenSearch,
		digitalocean.DatabaseLogsToOpenSearch(digitalocean.DatabaseLogSinkOpenSearchConfig{
			URL: digitalocean.NewSecret("https://u:p@192.0.2.1:9200"), IndexPrefix: "logs", IndexDaysMax: 5, Timeout: 12.5, CA: "ca",
		}),
		`{"url": "https://u:p@192.0.2.1:9200", "index_prefix": "logs", "index_days_max": 5, "timeout": 12.5, "ca": "ca"}`,
	},
	{
		digitalocean.DatabaseLogSinkDatadog,
		digitalocean.DatabaseLogsToDatadog(digitalocean.DatabaseLogSinkDatadogConfig{Site: "http-intake.logs.datadoghq.com", DatadogAPIKey: digitalocean.NewSecret("key")}),
		`{"site": "http-intake.logs.datadoghq.com", "datadog_api_key": "key"}`,
	},
}

func TestDatabaseLogSinks(t *testing.T) {
	const path = databasePath + "/logsink"
	for _, s := range logSinks {
		fields := `{"sink_id": "dfcc9f57", "sink_name": "central", "sink_type": "` + string(s.sinkType) + `", "config": ` + s.json + `}`
		sink := digitalocean.DatabaseLogSink{SinkID: "dfcc9f57", SinkName: "central", SinkType: s.sinkType, Config: s.config}
		for _, e := range []exchange{
			{
				name: "Databases.LogSinks.List",
				call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
					return c.Databases.LogSinks.List(ctx, databaseID)
				},
				method: "GET", path: path, answer: `{"sinks": [` + fields + `]}`, want: []digitalocean.DatabaseLogSink{sink},
			},
			{
				name: "Databases.LogSinks.Get",
				call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
					return c.Databases.LogSinks.Get(ctx, databaseID, "dfcc9f57")
				},
				method: "GET", path: path + "/dfcc9f57", answer: fields, want: &sink,
			},
			{
				name: "Databases.LogSinks.Create",
				call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
					return c.Databases.LogSinks.Create(ctx, databaseID, &digitalocean.DatabaseLogSinkCreateRequest{SinkName: "central", Config: s.config})
				},
				method: "POST", path: path, body: `{"sink_name": "central", "sink_type": "` + string(s.sinkType) + `", "config": ` + s.json + `}`,
				status: http.StatusCreated, answer: `{"sink": ` + fields + `}`, want: &sink,
			},
			{
				name: "Databases.LogSinks.Update",
				call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
					return nil, c.Databases.LogSinks.Update(ctx, databaseID, "dfcc9f57", sink.UpdateRequest())
				},
				method: "PUT", path: path + "/dfcc9f57", body: `{"config": ` + s.json + `}`,
			},
			{
				name: "Databases.LogSinks.Delete",
				call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
					return nil, c.Databases.LogSinks.Delete(ctx, databaseID, "dfcc9f57")
				},
				method: "DELETE", path: path + "/dfcc9f57",
			},
		} {
			t.Run(e.name+" of "+string(s.sinkType), e.do)
		}
	}
}

func TestDatabaseLogSinkConfigIsOfOneType(t *testing.T) {
	for _, s := range logSinks {
		require.Equal(t, s.sinkType, s.config.SinkType())
		require.Equal(t, s.sinkType == digitalocean.DatabaseLogSinkRsyslog, s.config.Rsyslog() != nil)
		require.Equal(t, s.sinkType == digitalocean.DatabaseLogSinkElasticsearch, s.config.Elasticsearch() != nil)
		require.Equal(t, s.sinkType == digitalocean.DatabaseLogSinkOpenSearch, s.config.OpenSearch() != nil)
		require.Equal(t, s.sinkType == digitalocean.DatabaseLogSinkDatadog, s.config.Datadog() != nil)
	}
	require.Equal(t, "192.0.2.1", logSinks[0].config.Rsyslog().Server)
}

// Both encoders write the same, and read it back.
func TestDatabaseLogSinkEncodings(t *testing.T) {
	for _, s := range logSinks {
		request := digitalocean.DatabaseLogSinkCreateRequest{SinkName: "central", Config: s.config}
		v1, err := json.Marshal(request)
		require.NoError(t, err)
		v2, err := jsonv2.Marshal(request)
		require.NoError(t, err)
		require.Equal(t, string(v2), string(v1))
		var first, second digitalocean.DatabaseLogSinkCreateRequest
		require.NoError(t, json.Unmarshal(v1, &first))
		require.NoError(t, jsonv2.Unmarshal(v1, &second))
		require.Equal(t, request, first)
		require.Equal(t, request, second)
	}
}

func TestDatabaseLogSinkOfAnotherType(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		want         digitalocean.DatabaseLogSink
	}{
		{
			"one that the library does not know", `{"sink_id": "a", "sink_type": "later", "config": {"to": "x"}}`,
			digitalocean.DatabaseLogSink{SinkID: "a", SinkType: "later"},
		},
		{"one without a configuration", `{"sink_id": "a", "sink_type": "rsyslog"}`, digitalocean.DatabaseLogSink{SinkID: "a", SinkType: digitalocean.DatabaseLogSinkRsyslog}},
		{
			"one whose type is not that of its configuration", `{"sink_id": "a", "sink_type": "rsyslog", "config": {"site": "s", "datadog_api_key": "k"}}`,
			digitalocean.DatabaseLogSink{
				SinkID: "a", SinkType: digitalocean.DatabaseLogSinkRsyslog,
				Config: digitalocean.DatabaseLogsToDatadog(digitalocean.DatabaseLogSinkDatadogConfig{Site: "s", DatadogAPIKey: digitalocean.NewSecret("k")}),
			},
		},
		{
			"one with a number in quotes", `{"sink_id": 7, "sink_type": "rsyslog", "config": {"server": "s", "port": "514", "tls": "true", "format": "rfc3164"}}`,
			digitalocean.DatabaseLogSink{
				SinkID: "7", SinkType: digitalocean.DatabaseLogSinkRsyslog,
				Config: digitalocean.DatabaseLogsToRsyslog(digitalocean.DatabaseLogSinkRsyslogConfig{
					Server: "s", Port: 514, TLS: true, Format: digitalocean.DatabaseLogSinkRFC3164,
				}),
			},
		},
	} {
		t.Run(c.name, exchange{
			call: func(ctx context.Context, client *digitalocean.Client) (any, error) {
				return client.Databases.LogSinks.Get(ctx, databaseID, "a")
			},
			method: "GET", path: databasePath + "/logsink/a", answer: c.answer, want: &c.want,
		}.do)
	}
}

func TestDatabaseLogSinkRefusesNoConfig(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	_, err := client.Databases.LogSinks.Create(t.Context(), databaseID, &digitalocean.DatabaseLogSinkCreateRequest{SinkName: "central"})
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	require.ErrorContains(t, err, "the configuration of the log sink is empty")
	err = client.Databases.LogSinks.Update(t.Context(), databaseID, "a", new(digitalocean.DatabaseLogSink).UpdateRequest())
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
}
