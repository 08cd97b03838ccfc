package digitalocean

import (
	"context"
	"encoding/json"
	"time"
)

// GradientAIModelsService reads which models there are, what they can do and what they cost.
type GradientAIModelsService struct{ client *Client }

// List lists the models that the account can use.
//
// DigitalOcean: GET /v2/gen-ai/models (genai_list_models)
func (s *GradientAIModelsService) List(options *GradientAIModelListOptions, opts ...CallOption) *Pager[GradientAIModel] {
	return list[GradientAIModel](s.client, get("/v2/gen-ai/models").with(options), "models", opts)
}

// ListCatalog lists the models of the catalog in short. GetCatalogCard has more of each.
//
// DigitalOcean: GET /v2/gen-ai/models/catalog (genai_list_model_catalog)
func (s *GradientAIModelsService) ListCatalog(options *GradientAIModelListCatalogOptions, opts ...CallOption) *Pager[ModelCatalogEntry] {
	return list[ModelCatalogEntry](s.client, get("/v2/gen-ai/models/catalog").with(options).sizedBy("limit"), "data", opts)
}

// GetCatalogCard returns all that the catalog has of a model: its prices by the hour of the day too, and samples of code. The
// ID is that of a [ModelCatalogEntry].
//
// DigitalOcean: GET /v2/gen-ai/models/catalog/{id} (genai_get_model_catalog_card)
func (s *GradientAIModelsService) GetCatalogCard(ctx context.Context, id string, options *GradientAIModelGetCatalogCardOptions, opts ...CallOption) (*ModelCatalogCard, error) {
	return fetch[ModelCatalogCard](ctx, s.client, get("/v2/gen-ai/models/catalog/{id}", id).with(options), "data", opts)
}

// GradientAIModelListOptions select and page models.
type GradientAIModelListOptions struct {
	ListOptions

	Usecases   []ModelUsecase `url:"usecases,omitempty"` // those with any of them
	PublicOnly bool           `url:"public_only,omitempty"`
}

// GradientAIModelListCatalogOptions page the catalog.
type GradientAIModelListCatalogOptions struct {
	Page  int `url:"page,omitempty"`  // the page to begin with; 0 means the first
	Limit int `url:"limit,omitempty"` // models in a page; 0 leaves it to the API
}

// GradientAIModelGetCatalogCardOptions name a model in another way than by its ID in the catalog.
type GradientAIModelGetCatalogCardOptions struct {
	ModelID string `url:"model_id,omitempty"` // such as "llama3.1-70b-instruct"
}

// ModelCatalogEntry is a model of the catalog, in short.
type ModelCatalogEntry struct {
	ID                   string          `json:"id"`       // in the catalog
	ModelID              string          `json:"model_id"` // what a request for inference calls it
	Name                 string          `json:"name"`
	ShortDescription     string          `json:"short_description"`
	Type                 string          `json:"type"`    // such as "text-to-text"
	Creator              string          `json:"creator"` // who made it, such as "Meta"
	Provider             ModelProvider   `json:"provider"`
	HuggingFaceID        string          `json:"hugging_face_id,omitzero"` // of the repository that it comes from
	Availability         []string        `json:"availability,omitzero"`
	Badges               []string        `json:"badges,omitzero"`
	Capabilities         []string        `json:"capabilities,omitzero"`
	ContextWindow        int64           `json:"context_window,string"`    // tokens
	MaxOutputTokens      int64           `json:"max_output_tokens,string"` // of one answer
	ParameterCount       float64         `json:"parameter_count"`          // billions
	BenchmarkScore       json.RawMessage `json:"benchmark_score,omitzero"` // a JSON object
	Pricing              *ModelPricing   `json:"pricing,omitzero"`
	ScaledPricingEnabled bool            `json:"scaled_pricing_enabled"` // whether the prices change with the hour; the card has them all
	CreatedAt            time.Time       `json:"created_at,omitzero"`    // when it came into the catalog
}

// ModelCatalogCard is a model of the catalog, with all that there is to know of it.
type ModelCatalogCard struct {
	ID               string                    `json:"id"`       // in the catalog
	ModelID          string                    `json:"model_id"` // what a request for inference calls it
	Name             string                    `json:"name"`
	ShortDescription string                    `json:"short_description"`
	Description      string                    `json:"description"`
	Type             string                    `json:"type"`    // such as "text-to-text"
	Creator          string                    `json:"creator"` // who made it, such as "Meta"
	Provider         ModelProvider             `json:"provider"`
	HuggingFaceID    string                    `json:"hugging_face_id,omitzero"` // of the repository that it comes from
	Availability     []string                  `json:"availability,omitzero"`
	Badges           []string                  `json:"badges,omitzero"`
	Capabilities     []string                  `json:"capabilities,omitzero"`
	Modalities       *ModelModalities          `json:"modalities,omitzero"`
	ContextWindow    int64                     `json:"context_window,string"`    // tokens
	MaxOutputTokens  int64                     `json:"max_output_tokens,string"` // of one answer
	ParameterCount   float64                   `json:"parameter_count"`          // billions
	BenchmarkScore   json.RawMessage           `json:"benchmark_score,omitzero"` // a JSON object
	Pricing          *ModelPricing             `json:"pricing,omitzero"`
	PricingDetail    *ModelPricingDetail       `json:"pricing_detail,omitzero"`
	CodeSnippets     *ModelCatalogCodeSnippets `json:"code_snippets,omitzero"`
}

// ModelCatalogCodeSnippets are samples of code that use a model.
type ModelCatalogCodeSnippets struct {
	Curl       string `json:"curl"`
	JavaScript string `json:"javascript"`
	Python     string `json:"python"`
	SDK        string `json:"sdk"`
}

// ModelPricing is what a model costs, in the currency of the [ModelPricingVariant] or in US dollars. What it does not charge
// for is 0.
type ModelPricing struct {
	InputPricePerMillion               float64 `json:"input_price_per_million"` // tokens, as all prices that end in this
	OutputPricePerMillion              float64 `json:"output_price_per_million"`
	ReasoningPricePerMillion           float64 `json:"reasoning_price_per_million"`
	CacheReadInputPricePerMillion      float64 `json:"cache_read_input_price_per_million"`
	CacheWrite5mInputPricePerMillion   float64 `json:"cache_write_5m_input_price_per_million"` // kept for five minutes
	CacheWrite1hInputPricePerMillion   float64 `json:"cache_write_1h_input_price_per_million"` // kept for an hour
	InputCacheRead                     float64 `json:"input_cache_read"`                       // for one token
	TextInputPricePerMillion           float64 `json:"text_input_price_per_million"`           // where text and images have different prices, as the next five
	TextOutputPricePerMillion          float64 `json:"text_output_price_per_million"`
	TextCacheReadInputPricePerMillion  float64 `json:"text_cache_read_input_price_per_million"`
	ImageInputPricePerMillion          float64 `json:"image_input_price_per_million"`
	ImageOutputPricePerMillion         float64 `json:"image_output_price_per_million"`
	ImageCacheReadInputPricePerMillion float64 `json:"image_cache_read_input_price_per_million"`
	PricePerImage                      float64 `json:"price_per_image"` // of a model that does not count tokens, as those below
	PricePerMegapixel                  float64 `json:"price_per_megapixel"`
	PricePerVideo                      float64 `json:"price_per_video"`
	PricePerAudio                      float64 `json:"price_per_audio"`
	PricePerSecond                     float64 `json:"price_per_second"`
	PricePerThousandCharacters         float64 `json:"price_per_thousand_characters"`
}

// ModelPricingDetail are all prices of a model.
type ModelPricingDetail struct {
	Variants []ModelPricingVariant `json:"variants,omitzero"`
}

// ModelPricingVariant is what a model costs in one of the ways to use it.
type ModelPricingVariant struct {
	Label         string              `json:"label"` // such as "Fast Mode"
	Tier          ModelPricingTier    `json:"tier"`
	Mode          ModelBillingMode    `json:"mode"`
	Currency      string              `json:"currency"` // such as "USD"
	Prices        *ModelPricing       `json:"prices,omitzero"`
	ScaledPricing *ModelScaledPricing `json:"scaled_pricing,omitzero"` // nil where the prices do not change with the hour
}

// ModelScaledPricing is how prices change with the hour.
type ModelScaledPricing struct {
	MinPrices *ModelPricing          `json:"min_prices,omitzero"`
	MaxPrices *ModelPricing          `json:"max_prices,omitzero"`
	Intervals []ModelPricingInterval `json:"intervals,omitzero"` // one after the other, without gaps
}

// ModelPricingInterval is a time in which prices do not change.
type ModelPricingInterval struct {
	StartTime time.Time     `json:"start_time,omitzero"` // a full hour
	EndTime   time.Time     `json:"end_time,omitzero"`   // a full hour, when the next interval begins
	Prices    *ModelPricing `json:"prices,omitzero"`
}

// ModelPricingTier is a way in which a model is served.
type ModelPricingTier string

const (
	ModelPricingTierUnspecified  ModelPricingTier = "MODEL_PRICING_TIER_UNSPECIFIED"
	ModelPricingTierStandard     ModelPricingTier = "MODEL_PRICING_TIER_STANDARD"
	ModelPricingTierFastMode     ModelPricingTier = "MODEL_PRICING_TIER_FAST_MODE"
	ModelPricingTierExtended1M   ModelPricingTier = "MODEL_PRICING_TIER_EXTENDED_1M"   // with a context of a million tokens
	ModelPricingTierExtended272K ModelPricingTier = "MODEL_PRICING_TIER_EXTENDED_272K" // with a context of 272,000 tokens
	ModelPricingTierBYOK         ModelPricingTier = "MODEL_PRICING_TIER_BYOK"          // with a key of one's own at the provider
)

// ModelBillingMode is whether answers are wanted at once.
type ModelBillingMode string

const (
	ModelBillingModeUnspecified ModelBillingMode = "MODEL_BILLING_MODE_UNSPECIFIED"
	ModelBillingModeInteractive ModelBillingMode = "MODEL_BILLING_MODE_INTERACTIVE"
	ModelBillingModeBatch       ModelBillingMode = "MODEL_BILLING_MODE_BATCH"
)
