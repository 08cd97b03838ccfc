package digitaloceantest

import "net/http"

// maxDedicatedScale is how many GPUs of a kind a model may have.
const maxDedicatedScale = 64

// dedicatedGPU is a kind of GPU for dedicated inferences.
type dedicatedGPU struct {
	slug, price string // dollars an hour
	regions     []string
}

var dedicatedGPUs = []dedicatedGPU{
	{"gpu-mi300x1-192gb", "1.99", []string{"nyc2", "tor1", "atl1"}},
	{"gpu-h100x1-80gb", "3.39", []string{"nyc2", "tor1"}},
	{"gpu-h200x1-141gb", "3.44", []string{"nyc2", "atl1"}},
}

// dedicatedModel is a model that can be deployed, and the GPUs that it runs on.
type dedicatedModel struct {
	slug, name string
	gated      bool
	gpus       []string
}

var dedicatedModels = []dedicatedModel{
	{"mistral/mistral-7b-instruct-v3", "Mistral-7B-Instruct-v0.3", true, []string{"gpu-mi300x1-192gb", "gpu-h100x1-80gb", "gpu-h200x1-141gb"}},
	{"meta/llama-3.3-70b-instruct", "Llama-3.3-70B-Instruct", true, []string{"gpu-mi300x1-192gb", "gpu-h200x1-141gb"}},
	{"openai/gpt-oss-20b", "gpt-oss-20b", false, []string{"gpu-mi300x1-192gb", "gpu-h100x1-80gb", "gpu-h200x1-141gb"}},
}

func listDedicatedSizes(*call) (reply, error) {
	sizes := []*object{}
	for _, gpu := range dedicatedGPUs {
		for _, region := range gpu.regions {
			sizes = append(sizes, newObject("gpu_slug", gpu.slug, "price_per_hour", gpu.price, "region", region, "currency", "USD"))
		}
	}
	return bare(http.StatusOK, newObject("enabled_regions", []string{"nyc2", "tor1", "atl1"}, "sizes", sizes))
}

func listDedicatedModels(*call) (reply, error) {
	configs := make([]*object, 0, len(dedicatedModels))
	for _, m := range dedicatedModels {
		configs = append(configs, newObject("gpu_slugs", m.gpus, "model_slug", m.slug, "model_name", m.name, "is_gated_model", m.gated))
	}
	return list(http.StatusOK, "gpu_model_configs", configs)
}
