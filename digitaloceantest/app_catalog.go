package digitaloceantest

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
)

func init() {
	handle("GET /v2/apps/regions", func(*call) (reply, error) { return list(http.StatusOK, "regions", appRegions()) })
	handle("GET /v2/apps/tiers/instance_sizes", func(*call) (reply, error) {
		return bare(http.StatusOK, newObject("instance_sizes", appSizes(), "discount_percent", 0))
	})
	handle("GET /v2/apps/tiers/instance_sizes/{slug}", func(c *call) (reply, error) {
		for _, size := range appSizes() {
			if size.text("slug") == c.arguments["slug"] {
				return answer(http.StatusOK, "instance_size", size)
			}
		}
		return reply{}, notFound()
	})
}

// appRegions are those of the catalog without the numbers of their data centers. Their objects are encoded once, so that
// servers can share them.
var appRegions = sync.OnceValue(func() []*object {
	regions := []*object{}
	for _, slug := range []string{"nyc", "ams", "fra", "lon", "sfo", "sgp", "syd", "tor", "blr", "atl"} {
		var centers []string
		label := ""
		for _, r := range offer().regions {
			if strings.HasPrefix(r.slug, slug) {
				centers = append(centers, r.slug)
				label = strings.TrimRight(r.text("name"), " 0123456789")
			}
		}
		o := newObject(
			"slug", slug, "label", label, "flag", slug, "continent", "", "disabled", false, "data_centers", centers,
			"reason", "", "default", slug == "nyc",
		)
		o.json()
		regions = append(regions, o)
	}
	return regions
})

var appSizes = sync.OnceValue(func() []*object {
	sizes := []*object{}
	for _, s := range []struct {
		slug      string
		cpus      int
		gigabytes float64
		month     int
		dedicated bool
	}{
		{"apps-s-1vcpu-0.5gb", 1, 0.5, 5, false}, {"apps-s-1vcpu-1gb-fixed", 1, 1, 10, false}, {"apps-s-1vcpu-1gb", 1, 1, 12, false},
		{"apps-s-1vcpu-2gb", 1, 2, 25, false}, {"apps-s-2vcpu-4gb", 2, 4, 50, false}, {"apps-d-1vcpu-0.5gb", 1, 0.5, 29, true},
		{"apps-d-1vcpu-1gb", 1, 1, 34, true}, {"apps-d-2vcpu-4gb", 2, 4, 78, true}, {"apps-d-4vcpu-8gb", 4, 8, 156, true},
	} {
		kind := "SHARED"
		if s.dedicated {
			kind = "DEDICATED"
		}
		o := newObject(
			"name", s.slug, "slug", s.slug, "cpu_type", kind, "cpus", fmt.Sprint(s.cpus), "memory_bytes", fmt.Sprintf("%.0f", s.gigabytes*(1<<30)),
			"usd_per_month", fmt.Sprintf("%d.00", s.month), "usd_per_second", fmt.Sprintf("%.12f", float64(s.month)/2_678_400),
			"scalable", s.month > 10, "single_instance_only", s.month <= 10, "tier_slug", "professional",
			"bandwidth_allowance_gib", fmt.Sprint(s.month*4), "deprecation_intent", false,
		)
		o.json()
		sizes = append(sizes, o)
	}
	return sizes
})
