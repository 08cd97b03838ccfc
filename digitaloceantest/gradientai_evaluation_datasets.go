package digitaloceantest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

var evaluationDatasets = stateful(fresh[collection[*object]])

// datasetRows is how many prompts every dataset has.
const datasetRows = 3

func init() {
	handle("GET /v2/gen-ai/evaluation_datasets", listDatasets)
	handle("POST /v2/gen-ai/evaluation_datasets", createDataset)
	handle("DELETE /v2/gen-ai/evaluation_datasets/{dataset_uuid}", func(c *call) (reply, error) {
		return c.removed(evaluationDatasets, "dataset_uuid")
	})
	handle("GET /v2/gen-ai/evaluation_datasets/{dataset_uuid}/download_url", getDatasetURL)
	count("Evaluation datasets", func(s *Server) int { return evaluationDatasets.of(s).len() })
}

func listDatasets(c *call) (reply, error) {
	kind := matching(c.query.Get("dataset_type"), "dataset_type")
	return list(http.StatusOK, "evaluation_datasets", objects(evaluationDatasets.of(c.Server).all(), kind))
}

// createDataset makes a dataset of a file, whatever is in it.
func createDataset(c *call) (reply, error) {
	name, kind := c.body.needText("name"), c.body.choice("dataset_type", "EVALUATION_DATASET_TYPE_NON_ADK",
		"EVALUATION_DATASET_TYPE_ADK", "EVALUATION_DATASET_TYPE_NON_ADK", "EVALUATION_DATASET_TYPE_MODEL")
	file := c.body.inside("file_upload_dataset")
	file.needText("stored_object_key")
	size, err := strconv.ParseInt(file.needText("size_in_bytes"), 10, 64)
	if err != nil || size <= 0 {
		file.refuseField("size_in_bytes", "must be a number of bytes")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	dataset := newObject(
		"dataset_uuid", c.ids.uuid("evaluation dataset"),
		"dataset_name", name,
		"dataset_type", kind,
		"file_size", key(size),
		"row_count", datasetRows,
		"has_ground_truth", true,
		"created_at", c.now,
	)
	evaluationDatasets.of(c.Server).add(dataset.text("dataset_uuid"), dataset)
	return bare(http.StatusOK, newObject("evaluation_dataset_uuid", dataset.get("dataset_uuid")))
}

func getDatasetURL(c *call) (reply, error) {
	if _, err := found(c, evaluationDatasets.of(c.Server), "dataset_uuid"); err != nil {
		return reply{}, err
	}
	var rows strings.Builder
	rows.WriteString("query,expected_response\n")
	for i := range datasetRows {
		fmt.Fprintf(&rows, "%s,%s\n", question(i), expectedAnswer(i))
	}
	return c.download([]byte(rows.String()))
}

func question(i int) string { return fmt.Sprintf("Question %d", i+1) }

func expectedAnswer(i int) string { return fmt.Sprintf("Answer %d", i+1) }

// removed deletes the resource that a parameter of the path names, and answers as GradientAI does.
func (c *call) removed(resources state[collection[*object]], parameter string) (reply, error) {
	if _, err := found(c, resources.of(c.Server), parameter); err != nil {
		return reply{}, err
	}
	resources.of(c.Server).remove(c.arguments[parameter])
	return bare(http.StatusOK, newObject())
}

// datasetOf reads the dataset that a request names.
func (c *call) datasetOf(name string) *object {
	id := c.body.needText(name)
	dataset, ok := evaluationDatasets.of(c.Server).get(id)
	if id != "" && !ok {
		c.body.refuseField(name, id+" does not exist")
	}
	return dataset
}
