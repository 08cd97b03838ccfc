package inference

import (
	"context"
	"net/http"

	"github.com/dosdk/digitalocean"
)

// ModelsService lists the models.
type ModelsService struct{ api *api }

// List lists the models that the key may use.
//
// DigitalOcean: GET /v1/models (inference_list_models)
func (s *ModelsService) List(ctx context.Context, opts ...digitalocean.CallOption) ([]Model, error) {
	list, err := fetch[listOf[Model]](ctx, s.api, http.MethodGet, "/v1/models", nil, opts)
	if err != nil {
		return nil, err
	}
	return list.Data, nil
}

// Model is a model.
type Model struct {
	ID      string `json:"id"`      // that requests name
	Object  string `json:"object"`  // "model"
	Created int64  `json:"created"` // in seconds since 1970
	OwnedBy string `json:"owned_by"`
}
