package contract

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

const descriptionFile = "../../../shared/api/digitalocean-v2.openapi.json"

var readDescriptionFile = sync.OnceValues(func() ([]byte, error) { return os.ReadFile(descriptionFile) })

// publishedDescription returns the description that facts.jsonl was made from. It is not part of this repository.
func publishedDescription(t *testing.T) []byte {
	t.Helper()
	raw, err := readDescriptionFile()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("SKIPPED: the OpenAPI description is not at %s, so nothing here is compared with it", descriptionFile)
	}
	require.NoError(t, err)
	return raw
}

func TestUpdateReproducesFacts(t *testing.T) {
	lines, flaws, err := Describe(publishedDescription(t), Corrections())
	require.NoError(t, err)
	require.Empty(t, flaws)
	require.True(t, string(lines) == embedded, "facts.jsonl is not what update makes of the description: run it again")
}

// example is one example of a request or an answer in the description.
type example struct {
	operation string
	place     string // request, or the code of the answer
	name      string
	schema    *Schema
	direction Direction
	value     jsontext.Value
}

type exampleContent struct {
	Schema struct {
		Example jsontext.Value `json:"example"`
	} `json:"schema"`
	Example  jsontext.Value `json:"example"`
	Examples map[string]struct {
		Ref   string         `json:"$ref"`
		Value jsontext.Value `json:"value"`
	} `json:"examples"`
}

type exampleBody struct {
	Ref     string                    `json:"$ref"`
	Content map[string]exampleContent `json:"content"`
}

type exampleDescription struct {
	Paths map[string]map[string]struct {
		ID        string                 `json:"operationId"`
		Body      exampleBody            `json:"requestBody"`
		Responses map[string]exampleBody `json:"responses"`
	} `json:"paths"`
	Components struct {
		Responses map[string]exampleBody `json:"responses"`
		Examples  map[string]struct {
			Value jsontext.Value `json:"value"`
		} `json:"examples"`
	} `json:"components"`
}

func (d *exampleDescription) values(body exampleBody) map[string]jsontext.Value {
	if name, ok := strings.CutPrefix(body.Ref, "#/components/responses/"); ok {
		body = d.Components.Responses[name]
	}
	values := make(map[string]jsontext.Value)
	content := body.Content[mediaJSON]
	if content.Example != nil {
		values[""] = content.Example
	}
	if content.Schema.Example != nil {
		values["of the schema"] = content.Schema.Example
	}
	for name, e := range content.Examples {
		if ref, ok := strings.CutPrefix(e.Ref, "#/components/examples/"); ok {
			e.Value = d.Components.Examples[ref].Value
		}
		values[name] = e.Value
	}
	return values
}

func describedExamples(t *testing.T) []example {
	var d exampleDescription
	require.NoError(t, json.Unmarshal(publishedDescription(t), &d))
	var all []example
	for _, item := range d.Paths {
		for _, described := range item {
			op := ByID(described.ID)
			require.NotNil(t, op, described.ID)
			for name, value := range d.values(described.Body) {
				all = append(all, example{op.ID, "request", name, op.Body().JSON(), Sent, value})
			}
			for _, answer := range op.Answers() {
				code := strconv.Itoa(answer.Code)
				for name, value := range d.values(described.Responses[code]) {
					all = append(all, example{op.ID, code, name, answer.JSON(), Answered, value})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b example) int {
		return cmp.Or(cmp.Compare(a.operation, b.operation), cmp.Compare(a.place, b.place), cmp.Compare(a.name, b.name))
	})
	return all
}

// exampleExceptions has for the operation and the path of a problem why the example is wrong there and the facts right.
var exampleExceptions = map[string]string{
	"apps_cancel_job_invocation job_invocation": "an array of one, where the operation is about one invocation",
	"apps_get_job_invocation job_invocation":    "an array of one, where the operation is about one invocation",
	"apps_get_health components":                "without the envelope app_health, which the schema has",

	"apps_get_event_logs historic_logs":                       logExample,
	"apps_get_event_logs url":                                 logExample,
	"apps_get_job_invocation_logs historic_logs":              logExample,
	"apps_get_job_invocation_logs url":                        logExample,
	"apps_get_logs historic_logs":                             logExample,
	"apps_get_logs url":                                       logExample,
	"apps_get_logs_active_deployment historic_logs":           logExample,
	"apps_get_logs_active_deployment url":                     logExample,
	"apps_get_logs_active_deployment_aggregate historic_logs": logExample,
	"apps_get_logs_active_deployment_aggregate url":           logExample,
	"apps_get_logs_aggregate historic_logs":                   logExample,
	"apps_get_logs_aggregate url":                             logExample,

	"apps_list apps[0].cause":                                         "a field of a deployment, on the app",
	"apps_list apps[0].progress":                                      "a field of a deployment, on the app",
	"apps_list_job_invocations job_invocations[0].trigger.properties": "a piece of a schema in place of a value",

	"databases_create_kafka_topic partitions":  "the schema has partition_count, and so have the other examples",
	"databases_create_kafka_topic replication": "the schema has replication_factor, and so have the other examples",
	"databases_update_kafka_topic partitions":  "the schema has partition_count, and so have the other examples",
	"databases_update_kafka_topic replication": "the schema has replication_factor, and so have the other examples",

	"databases_create_kafka_topic topic.config.flush_messages":                      roundedExample,
	"databases_create_kafka_topic topic.config.flush_ms":                            roundedExample,
	"databases_create_kafka_topic topic.config.max_compaction_lag_ms":               roundedExample,
	"databases_create_kafka_topic topic.config.message_timestamp_difference_max_ms": roundedExample,
	"databases_get_kafka_topic topic.config.flush_messages":                         roundedExample,
	"databases_get_kafka_topic topic.config.flush_ms":                               roundedExample,
	"databases_get_kafka_topic topic.config.max_compaction_lag_ms":                  roundedExample,
	"databases_get_kafka_topic topic.config.message_timestamp_difference_max_ms":    roundedExample,
	"databases_update_kafka_topic topic.config.flush_messages":                      roundedExample,
	"databases_update_kafka_topic topic.config.flush_ms":                            roundedExample,
	"databases_update_kafka_topic topic.config.max_compaction_lag_ms":               roundedExample,
	"databases_update_kafka_topic topic.config.message_timestamp_difference_max_ms": roundedExample,

	"databases_create_logsink sink":           "the sink type of the example before, with the configuration of Datadog",
	"databases_create_logsink sink.sink_type": "the sink type of the example before, with the configuration of Datadog",

	"kubernetes_create_cluster kubernetes_clusters": "the plural, around one cluster; the example beside it has the singular",

	"monitoring_list_alertPolicy links.first":             "without pages, which all other lists have",
	"monitoring_list_alertPolicy links.last":              "without pages, which all other lists have",
	"monitoring_list_alertPolicy links.next":              "without pages, which all other lists have",
	"monitoring_list_alertPolicy links.prev":              "without pages, which all other lists have",
	"monitoring_list_alertPolicy policies[0].entities[0]": "a number; requests and the other examples have strings",

	"nfs_create_access_point access_point.updated_at": "empty until the access point exists",

	"registries_list_repositoriesV2 repositories[0].latest_manifest.blobs[1].compressed_size_byte": blobExample,
	"registries_list_repositoryManifests manifests[0].blobs[1].compressed_size_byte":               blobExample,
	"registry_list_repositoriesV2 repositories[0].latest_manifest.blobs[1].compressed_size_byte":   blobExample,
	"registry_list_repositoryManifests manifests[0].blobs[1].compressed_size_byte":                 blobExample,

	"tags_get tag.tag": "the envelope twice",
}

const (
	logExample     = "the schema has historic_urls and live_url"
	roundedExample = "the largest int64, rounded on its way through a float to a number that no int64 holds"
	blobExample    = "the last letter of compressed_size_bytes is missing; the blob before has it"
)

func TestExamplesPass(t *testing.T) {
	used := make(map[string]bool)
	examples := describedExamples(t)
	require.Greater(t, len(examples), 400)
	for _, e := range examples {
		require.NotNil(t, e.schema, "%s %s", e.operation, e.place)
		for _, p := range e.schema.Check(e.direction, e.value) {
			key := e.operation + " " + p.Path
			used[key] = true
			if exampleExceptions[key] == "" {
				t.Errorf("%s, %s, example %q: %s", e.operation, e.place, e.name, p)
			}
		}
	}
	for key := range exampleExceptions {
		require.True(t, used[key], "%s: the example passes, so the exception can go", key)
	}
}
