package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// A success that says why nothing was done is an error, which has the whole answer.
func TestGradientAIRefusals(t *testing.T) {
	deleteModel := func(ctx context.Context, c *digitalocean.Client) error {
		return c.GradientAI.CustomModels.Delete(ctx, "m1")
	}
	deleteRun := func(ctx context.Context, c *digitalocean.Client) error {
		return c.GradientAI.ModelEvaluationRuns.Delete(ctx, "r1")
	}
	importModel := func(ctx context.Context, c *digitalocean.Client) error {
		result, err := c.GradientAI.CustomModels.Import(ctx, &digitalocean.CustomModelImportRequest{Name: "mistral"})
		if err == nil && result == nil || err != nil && result != nil {
			return errors.New("a value beside an error, or neither")
		}
		return err
	}
	for name, c := range map[string]struct {
		call   func(ctx context.Context, c *digitalocean.Client) error
		answer string
		want   error
		text   string
	}{
		"import": {
			importModel, `{"error": "no weights", "validation_steps": [{"name": "files", "passed": false, "error": "no *.safetensors"}]}`,
			&digitalocean.CustomModelImportError{Result: digitalocean.CustomModelImportResult{
				Error: "no weights", ValidationSteps: []digitalocean.CustomModelValidationStep{{Name: "files", Error: "no *.safetensors"}},
			}},
			"digitalocean: the import of a custom model was refused: no weights",
		},
		"import that begins": {importModel, `{"model": {"uuid": "m1", "status": "STATUS_IMPORTING"}, "error": ""}`, nil, ""},
		"model": {
			deleteModel, `{"status": "DELETE_CUSTOM_MODEL_STATUS_FAIL", "error": "it is deployed"}`,
			&digitalocean.CustomModelDeleteError{Result: digitalocean.CustomModelDeleteResult{
				Status: digitalocean.CustomModelDeleteFailed, Error: "it is deployed",
			}},
			"digitalocean: the custom model was not deleted: it is deployed",
		},
		"model without a reason": {
			deleteModel, `{"status": "DELETE_CUSTOM_MODEL_STATUS_FAIL"}`,
			&digitalocean.CustomModelDeleteError{Result: digitalocean.CustomModelDeleteResult{Status: digitalocean.CustomModelDeleteFailed}},
			"digitalocean: the custom model was not deleted: DELETE_CUSTOM_MODEL_STATUS_FAIL",
		},
		"model that is deleted": {deleteModel, `{"status": "DELETE_CUSTOM_MODEL_STATUS_SUCCESS", "error": ""}`, nil, ""},
		"run": {
			deleteRun, `{"status": "DELETE_MODEL_EVALUATION_RUN_STATUS_FAIL", "error": "it is running"}`,
			&digitalocean.ModelEvaluationRunDeleteError{Result: digitalocean.ModelEvaluationRunDeleteResult{
				Status: digitalocean.ModelEvaluationRunDeleteFailed, Error: "it is running",
			}},
			"digitalocean: the model evaluation run was not deleted: it is running",
		},
		"run that is deleted": {deleteRun, `{"status": "DELETE_MODEL_EVALUATION_RUN_STATUS_SUCCESS"}`, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := c.call(t.Context(), answering(t, http.StatusOK, c.answer))
			require.Equal(t, c.want, err)
			if err != nil {
				require.EqualError(t, err, c.text)
			}
		})
	}
}

func TestCustomModelWaitReady(t *testing.T) {
	wait := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.CustomModel, error) {
		return c.GradientAI.CustomModels.WaitReady(ctx, "m1")
	})
	of := func(statuses ...string) (answers []string) {
		for _, status := range statuses {
			answers = append(answers, fmt.Sprintf(`{"model": {"uuid": "m1", "name": "x", "status": %q, "error_message": "no space"}}`, status))
		}
		return answers
	}
	model := func(status digitalocean.CustomModelStatus) digitalocean.CustomModel {
		return digitalocean.CustomModel{UUID: "m1", Name: "x", Status: status, ErrorMessage: "no space"}
	}
	for _, w := range []waiting{
		{
			name: "ready", answers: of("STATUS_UNSPECIFIED", "STATUS_IMPORTING", "STATUS_LATER", "STATUS_READY"),
			want: new(model(digitalocean.CustomModelReady)),
		},
		{
			name: "failed", answers: of("STATUS_IMPORTING", "STATUS_FAILED"),
			fails: "digitalocean: custom model m1 (x) has the status STATUS_FAILED: no space",
			as:    &digitalocean.CustomModelError{CustomModel: model(digitalocean.CustomModelFailed)},
		},
		{
			name: "deleted", answers: of("STATUS_DELETED"),
			fails: "digitalocean: custom model m1 (x) has the status STATUS_DELETED: no space",
			as:    &digitalocean.CustomModelError{CustomModel: model(digitalocean.CustomModelDeleted)},
		},
	} {
		w.wait, w.uri = wait, "/v2/gen-ai/custom_models/m1"
		t.Run(w.name, w.do)
	}
}
