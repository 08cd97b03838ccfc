package digitalocean

// SizesService lists the Droplet sizes.
type SizesService struct{ client *Client }

// List lists the Droplet sizes, those that no new Droplet can have included.
//
// DigitalOcean: GET /v2/sizes (sizes_list)
func (s *SizesService) List(options *ListOptions, opts ...CallOption) *Pager[Size] {
	return list[Size](s.client, get("/v2/sizes").with(options), "sizes", opts)
}

// Size is a plan for Droplets: what one of them has, and what it costs. Equal sizes of the items of a list share their slices:
// do not change them.
type Size struct {
	Slug         string     `json:"slug"`             // such as "s-1vcpu-1gb"
	Memory       int        `json:"memory"`           // MB
	VCPUs        int        `json:"vcpus"`            // virtual CPUs
	Disk         int        `json:"disk"`             // GB
	Transfer     float64    `json:"transfer"`         // TB a month, on the public interface
	PriceMonthly float64    `json:"price_monthly"`    // US dollars
	PriceHourly  float64    `json:"price_hourly"`     // US dollars
	Regions      []string   `json:"regions,omitzero"` // slugs of the regions in which new Droplets can have it
	Available    bool       `json:"available"`        // whether new Droplets can have it
	Description  string     `json:"description"`      // its class, such as "Basic" or "CPU-Optimized"
	DiskInfo     []DiskInfo `json:"disk_info,omitzero"`
	GPUInfo      *GPUInfo   `json:"gpu_info,omitzero"` // nil without a GPU
}

func (Size) isInherited() {}

// DiskInfo is a disk of a Droplet.
type DiskInfo struct {
	Type DiskType `json:"type"`
	Size Capacity `json:"size"`
}

// GPUInfo is the graphics hardware of a Droplet.
type GPUInfo struct {
	Count int      `json:"count"`
	Model string   `json:"model"` // such as "nvidia_h100"
	VRAM  Capacity `json:"vram"`
}

// Capacity is the room of a disk or a GPU's memory.
type Capacity struct {
	Amount int    `json:"amount"`
	Unit   string `json:"unit"` // such as "gib"
}

// DiskType is the kind of a disk.
type DiskType string

const (
	DiskLocal   DiskType = "local"
	DiskBoot    DiskType = "boot"
	DiskScratch DiskType = "scratch" // of GPU Droplets; its content does not last
)
