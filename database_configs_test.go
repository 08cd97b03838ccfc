package digitalocean_test

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"reflect"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/internal/contract"
)

// engineConfig is the configuration of an engine and its two methods.
type engineConfig struct {
	schema string
	config any // a pointer to a zero configuration
	get    func(ctx context.Context, s *digitalocean.DatabasesService) (any, error)
	update func(ctx context.Context, s *digitalocean.DatabasesService, config any) error
}

func newEngineConfig[T any](schema string,
	get func(s *digitalocean.DatabasesService, ctx context.Context, id string, opts ...digitalocean.CallOption) (*T, error),
	update func(s *digitalocean.DatabasesService, ctx context.Context, id string, config *T, opts ...digitalocean.CallOption) error,
) engineConfig {
	return engineConfig{
		schema: schema, config: new(T),
		get: func(ctx context.Context, s *digitalocean.DatabasesService) (any, error) {
			return get(s, ctx, databaseID)
		},
		update: func(ctx context.Context, s *digitalocean.DatabasesService, config any) error {
			return update(s, ctx, databaseID, config.(*T))
		},
	}
}

var engineConfigs = []engineConfig{
	newEngineConfig("mysql_advanced_config", (*digitalocean.DatabasesService).GetMySQLConfig, (*digitalocean.DatabasesService).UpdateMySQLConfig),
	newEngineConfig("postgres_advanced_config", (*digitalocean.DatabasesService).GetPostgreSQLConfig, (*digitalocean.DatabasesService).UpdatePostgreSQLConfig),
	newEngineConfig("redis_advanced_config", (*digitalocean.DatabasesService).GetRedisConfig, (*digitalocean.DatabasesService).UpdateRedisConfig),
	newEngineConfig("valkey_advanced_config", (*digitalocean.DatabasesService).GetValkeyConfig, (*digitalocean.DatabasesService).UpdateValkeyConfig),
	newEngineConfig("kafka_advanced_config", (*digitalocean.DatabasesService).GetKafkaConfig, (*digitalocean.DatabasesService).UpdateKafkaConfig),
	newEngineConfig("opensearch_advanced_config", (*digitalocean.DatabasesService).GetOpenSearchConfig, (*digitalocean.DatabasesService).UpdateOpenSearchConfig),
	newEngineConfig("mongo_advanced_config", (*digitalocean.DatabasesService).GetMongoDBConfig, (*digitalocean.DatabasesService).UpdateMongoDBConfig),
}

const databaseConfigPath = "/v2/databases/" + databaseID + "/config"

// A configuration that has every field comes back whole, and is sent whole.
func TestDatabaseConfigsHaveEveryField(t *testing.T) {
	for _, c := range engineConfigs {
		t.Run(c.schema, func(t *testing.T) {
			full := contract.Generator{}.Samples(contract.Type(c.schema))[0].Value
			var sent []byte
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				require.Equal(t, databaseConfigPath, r.URL.Path)
				sent, _ = io.ReadAll(r.Body)
				if r.Method == http.MethodGet {
					_, _ = io.WriteString(w, `{"config": `+string(full)+`}`)
				}
			})
			config, err := c.get(t.Context(), client.Databases)
			require.NoError(t, err)
			requireFilled(t, c.schema, reflect.ValueOf(config))
			require.NoError(t, c.update(t.Context(), client.Databases, config))
			require.JSONEq(t, `{"config": `+string(full)+`}`, string(sent))

			v1, err := json.Marshal(config)
			require.NoError(t, err)
			v2, err := jsonv2.Marshal(config)
			require.NoError(t, err)
			require.Equal(t, string(v2), string(v1))
		})
	}
}

// A field that is set is sent alone, be it zero; one that is not set is never sent.
func TestDatabaseConfigsSendWhatIsSet(t *testing.T) {
	for _, c := range engineConfigs {
		t.Run(c.schema, func(t *testing.T) {
			var sent []byte
			client := serve(t, func(_ http.ResponseWriter, r *http.Request) { sent, _ = io.ReadAll(r.Body) })
			require.NoError(t, c.update(t.Context(), client.Databases, c.config))
			require.JSONEq(t, `{"config": {}}`, string(sent))
			for field := range reflect.TypeOf(c.config).Elem().Fields() {
				config := reflect.New(reflect.TypeOf(c.config).Elem())
				value := config.Elem().FieldByIndex(field.Index)
				switch value.Kind() {
				case reflect.Pointer:
					value.Set(reflect.New(field.Type.Elem()))
				case reflect.Slice:
					value.Set(reflect.MakeSlice(field.Type, 0, 0))
				default:
					value.Set(reflect.ValueOf(digitalocean.NotNull("")))
				}
				require.NoError(t, c.update(t.Context(), client.Databases, config.Interface()))
				var body struct {
					Config map[string]any `json:"config"`
				}
				require.NoError(t, json.Unmarshal(sent, &body))
				require.Len(t, body.Config, 1, "%s: %s", field.Name, sent)
			}
		})
	}
}

func TestDatabaseConfigUpdateOfOneField(t *testing.T) {
	for _, c := range []struct {
		name   string
		update func(ctx context.Context, s *digitalocean.DatabasesService) error
		body   string
	}{
		{"a value", func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.UpdateMySQLConfig(ctx, databaseID, &digitalocean.MySQLConfig{MaxAllowedPacket: new(int64(128 << 20))})
		}, `{"config": {"max_allowed_packet": 134217728}}`},
		{"zero", func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.UpdateOpenSearchConfig(ctx, databaseID, &digitalocean.OpenSearchConfig{KNNMemoryCircuitBreakerLimit: new(0)})
		}, `{"config": {"knn_memory_circuit_breaker_limit": 0}}`},
		{"false", func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.UpdateRedisConfig(ctx, databaseID, &digitalocean.RedisConfig{SSL: new(false)})
		}, `{"config": {"redis_ssl": false}}`},
		{"no text", func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.UpdateValkeyConfig(ctx, databaseID, &digitalocean.ValkeyConfig{NotifyKeyspaceEvents: new("")})
		}, `{"config": {"valkey_notify_keyspace_events": ""}}`},
		{"a null", func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.UpdateMySQLConfig(ctx, databaseID, &digitalocean.MySQLConfig{InnoDBFTUserStopwordTable: digitalocean.ExplicitNull[string]()})
		}, `{"config": {"innodb_ft_user_stopword_table": null}}`},
		{"something inside", func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.UpdatePostgreSQLConfig(ctx, databaseID, &digitalocean.PostgreSQLConfig{
				PgBouncer: &digitalocean.PgBouncerConfig{AutoDBPoolMode: new(digitalocean.DatabasePoolTransaction), ServerIdleTimeout: new(0)},
			})
		}, `{"config": {"pgbouncer": {"autodb_pool_mode": "transaction", "server_idle_timeout": 0}}}`},
		{"the largest number", func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.UpdateMySQLConfig(ctx, databaseID, &digitalocean.MySQLConfig{MaxSeeksForKey: new(uint64(math.MaxUint64))})
		}, `{"config": {"max_seeks_for_key": 18446744073709551615}}`},
		{"a field that the library does not know", func(ctx context.Context, s *digitalocean.DatabasesService) error {
			return s.UpdateConfig(ctx, databaseID, &digitalocean.DatabaseUpdateConfigRequest{
				Config: digitalocean.DatabaseConfigOf(map[string]any{"later": 1, "earlier": nil}),
			})
		}, `{"config": {"earlier": null, "later": 1}}`},
	} {
		t.Run(c.name, exchange{
			call: func(ctx context.Context, client *digitalocean.Client) (any, error) {
				return nil, c.update(ctx, client.Databases)
			},
			method: "PATCH", path: databaseConfigPath, body: c.body,
		}.do)
	}
}

func TestDatabaseConfigRefusesNothing(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	for _, c := range engineConfigs {
		none := reflect.Zero(reflect.TypeOf(c.config)).Interface()
		require.ErrorIs(t, c.update(t.Context(), client.Databases, none), digitalocean.ErrInvalidArgument, c.schema)
	}
	require.ErrorIs(t, client.Databases.UpdateConfig(t.Context(), databaseID, nil), digitalocean.ErrInvalidArgument)
	require.Error(t, new(digitalocean.DatabaseConfig).Decode(new(digitalocean.MySQLConfig)))
}

func TestDatabaseConfigIsReadAsThatOfAnEngine(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"config": {"backup_hour": "3", "log_flush_interval_ms": 9223372036854776000, "innodb_ft_user_stopword_table": null, "later": [1]}}`)
	})
	config, err := client.Databases.GetConfig(t.Context(), databaseID)
	require.NoError(t, err)

	var mysql digitalocean.MySQLConfig
	require.NoError(t, config.Decode(&mysql))
	require.Equal(t, digitalocean.MySQLConfig{BackupHour: new(3), InnoDBFTUserStopwordTable: digitalocean.ExplicitNull[string]()}, mysql)

	var kafka digitalocean.KafkaConfig
	require.NoError(t, config.Decode(&kafka))
	require.Equal(t, digitalocean.KafkaConfig{LogFlushIntervalMs: new(uint64(9223372036854776000))}, kafka)

	var all map[string]any
	require.NoError(t, config.Decode(&all))
	require.Equal(t, []any{1.0}, all["later"])
}
