package digitalocean

// RegionsService lists the regions.
type RegionsService struct{ client *Client }

// List lists the regions in which Droplets run.
//
// DigitalOcean: GET /v2/regions (regions_list)
func (s *RegionsService) List(options *ListOptions, opts ...CallOption) *Pager[Region] {
	return list[Region](s.client, get("/v2/regions").with(options), "regions", opts)
}

// Region is a place with one or more data centers. Equal regions of the items of a list share their slices: do not change them.
type Region struct {
	Name      string   `json:"name"`
	Slug      string   `json:"slug"`              // such as "nyc3"
	Features  []string `json:"features,omitzero"` // such as "backups", "ipv6" or "storage"
	Available bool     `json:"available"`         // whether new Droplets can be created there
	Sizes     []string `json:"sizes,omitzero"`    // slugs of the Droplet sizes there; needs the scope sizes:read
}

func (Region) isInherited() {}
