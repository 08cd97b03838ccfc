package digitaloceantest

import (
	"math"
	"slices"
	"strings"
	"sync"
	"time"
)

// catalog is what DigitalOcean offers: the same for every server, and never changed.
type catalog struct {
	regions []*region
	sizes   []*size
	images  []*image
}

type region struct {
	*object
	slug      string
	available bool
	index     int64
}

type size struct {
	*object
	slug    string
	memory  int // MB
	vcpus   int
	disk    int // GB
	regions []string
	gpu     *object
	disks   []*object
}

// offer is the catalog. Its objects are encoded once, so that servers can share them.
var offer = sync.OnceValue(func() *catalog {
	c := &catalog{regions: catalogRegions(), sizes: catalogSizes()}
	for _, r := range c.regions {
		slugs := []string{}
		for _, s := range c.sizes {
			if slices.Contains(s.regions, r.slug) {
				slugs = append(slugs, s.slug)
			}
		}
		r.set("sizes", slugs)
		r.json()
	}
	for _, s := range c.sizes {
		s.json()
	}
	c.images = catalogImages()
	for _, i := range c.images {
		i.json()
	}
	return c
})

func (c *catalog) region(slug string) *region {
	for _, r := range c.regions {
		if r.slug == slug {
			return r
		}
	}
	return nil
}

func (c *catalog) size(slug string) *size {
	for _, s := range c.sizes {
		if s.slug == slug {
			return s
		}
	}
	return nil
}

func catalogRegions() []*region {
	list := []struct{ slug, name string }{
		{"nyc1", "New York 1"}, {"nyc2", "New York 2"}, {"nyc3", "New York 3"},
		{"ams3", "Amsterdam 3"}, {"sfo2", "San Francisco 2"}, {"sfo3", "San Francisco 3"},
		{"sgp1", "Singapore 1"}, {"lon1", "London 1"}, {"fra1", "Frankfurt 1"},
		{"tor1", "Toronto 1"}, {"blr1", "Bangalore 1"}, {"syd1", "Sydney 1"},
		{"atl1", "Atlanta 1"}, // for network storage: it has no sizes and no images
	}
	regions := make([]*region, 0, len(list))
	for i, r := range list {
		available := r.slug != "nyc2" // full: no new Droplets there
		regions = append(regions, &region{slug: r.slug, available: available, index: int64(i), object: newObject(
			"name", r.name,
			"slug", r.slug,
			"features", []string{"backups", "ipv6", "metadata", "install_agent", "storage", "image_transfer"},
			"available", available,
			"sizes", nil,
		)})
	}
	return regions
}

var (
	everywhere  = []string{"nyc1", "nyc2", "nyc3", "ams3", "sfo2", "sfo3", "sgp1", "lon1", "fra1", "tor1", "blr1", "syd1"}
	newerSites  = []string{"nyc1", "nyc3", "ams3", "sfo3", "sgp1", "lon1", "fra1", "tor1", "blr1", "syd1"}
	smallSites  = []string{"nyc1", "ams3", "sfo3", "sgp1", "fra1", "blr1", "syd1"}
	gpuSites    = []string{"ams3", "tor1"}
	gpuH100     = newObject("count", 1, "vram", gib(80), "model", "nvidia_h100")
	gpuH100x8   = newObject("count", 8, "vram", gib(640), "model", "nvidia_h100")
	scratch5TB  = newObject("type", "scratch", "size", gib(5120))
	scratch40TB = newObject("type", "scratch", "size", gib(40960))
)

func gib(amount int) *object { return newObject("amount", amount, "unit", "gib") }

func catalogSizes() []*size {
	basic := func(slug string, memory, vcpus, disk int, transfer, price float64) *size {
		return newSize(slug, "Basic", memory, vcpus, disk, transfer, price, everywhere)
	}
	class := func(name string) func(string, int, int, int, float64, float64) *size {
		return func(slug string, memory, vcpus, disk int, transfer, price float64) *size {
			return newSize(slug, name, memory, vcpus, disk, transfer, price, newerSites)
		}
	}
	amd, intel := class("Premium AMD"), class("Premium Intel")
	cpu, general, memory := class("CPU-Optimized"), class("General Purpose"), class("Memory-Optimized")
	storage := class("Storage-Optimized")
	return []*size{
		newSize("s-1vcpu-512mb-10gb", "Basic", 512, 1, 10, 0.5, 4, smallSites),
		basic("s-1vcpu-1gb", 1024, 1, 25, 1, 6),
		amd("s-1vcpu-1gb-amd", 1024, 1, 25, 1, 7),
		intel("s-1vcpu-1gb-intel", 1024, 1, 25, 1, 7),
		basic("s-1vcpu-2gb", 2048, 1, 50, 2, 12),
		basic("s-2vcpu-2gb", 2048, 2, 60, 3, 18),
		basic("s-2vcpu-4gb", 4096, 2, 80, 4, 24),
		amd("s-2vcpu-4gb-amd", 4096, 2, 80, 4, 28),
		basic("s-4vcpu-8gb", 8192, 4, 160, 5, 48),
		basic("s-8vcpu-16gb", 16384, 8, 320, 6, 96),
		cpu("c-2", 4096, 2, 25, 4, 42),
		cpu("c-4", 8192, 4, 50, 5, 84),
		cpu("c-8", 16384, 8, 100, 6, 168),
		general("g-2vcpu-8gb", 8192, 2, 25, 4, 63),
		general("g-4vcpu-16gb", 16384, 4, 50, 5, 126),
		general("gd-2vcpu-8gb", 8192, 2, 50, 4, 68),
		memory("m-2vcpu-16gb", 16384, 2, 50, 4, 84),
		memory("m-4vcpu-32gb", 32768, 4, 100, 6, 168),
		storage("so-2vcpu-16gb", 16384, 2, 300, 4, 131),
		newSize("gpu-h100x1-80gb", "H100 GPU - 1X", 245760, 20, 720, 15, 2522.77, gpuSites).withGPU(gpuH100, scratch5TB),
		newSize("gpu-h100x8-640gb", "H100 GPU - 8X", 1966080, 160, 2046, 60, 17796.14, gpuSites).withGPU(gpuH100x8, scratch40TB),
	}
}

func newSize(slug, class string, memory, vcpus, disk int, transfer, price float64, regions []string) *size {
	s := &size{slug: slug, memory: memory, vcpus: vcpus, disk: disk, regions: regions}
	s.disks = []*object{newObject("type", "local", "size", gib(disk))}
	s.object = newObject(
		"slug", slug,
		"memory", memory,
		"vcpus", vcpus,
		"disk", disk,
		"transfer", transfer,
		"price_monthly", price,
		"price_hourly", math.Round(price/672*1e5)/1e5, // a month is billed as 672 hours
		"regions", regions,
		"available", true,
		"description", class,
		"disk_info", s.disks,
	)
	return s
}

func (s *size) withGPU(gpu, scratch *object) *size {
	s.gpu = gpu
	s.disks = append(s.disks, scratch)
	s.set("disk_info", s.disks)
	s.set("gpu_info", gpu)
	return s
}

// disksOf returns what a disk of so many GB looks like on this size.
func (s *size) disksOf(disk int) []*object {
	disks := slices.Clone(s.disks)
	disks[0] = newObject("type", "local", "size", gib(disk))
	return disks
}

func catalogImages() []*image {
	const base, application = "base", "snapshot"
	list := []struct {
		id                       int64
		slug, distribution, name string
		kind                     string
		disk                     int
		gigabytes                float64
		created                  string
	}{
		{63663980, "ubuntu-20-04-x64", "Ubuntu", "20.04 (LTS) x64", base, 15, 2.36, "2020-05-15"},
		{129211873, "ubuntu-22-04-x64", "Ubuntu", "22.04 (LTS) x64", base, 7, 0.6, "2023-03-20"},
		{155133621, "ubuntu-24-04-x64", "Ubuntu", "24.04 (LTS) x64", base, 7, 0.66, "2024-05-15"},
		{194382907, "ubuntu-25-04-x64", "Ubuntu", "25.04 x64", base, 7, 0.7, "2025-04-18"},
		{159651797, "debian-12-x64", "Debian", "12 x64", base, 7, 0.64, "2024-07-02"},
		{201234567, "debian-13-x64", "Debian", "13 x64", base, 7, 0.65, "2025-08-11"},
		{194382911, "fedora-42-x64", "Fedora", "42 x64", base, 7, 1.2, "2025-04-18"},
		{106427237, "centos-stream-9-x64", "CentOS", "Stream 9 x64", base, 10, 1.3, "2022-04-14"},
		{180321465, "centos-stream-10-x64", "CentOS", "Stream 10 x64", base, 10, 1.35, "2025-01-21"},
		{106434098, "rockylinux-8-x64", "Rocky Linux", "8 x64", base, 10, 1.8, "2022-04-14"},
		{112929454, "rockylinux-9-x64", "Rocky Linux", "9 x64", base, 10, 1.4, "2022-07-20"},
		{152441036, "docker-20-04", "Ubuntu", "Docker on Ubuntu 22.04", application, 25, 2.9, "2024-03-21"},
		{151218233, "wordpress-20-04", "Ubuntu", "WordPress on Ubuntu 22.04", application, 25, 3.4, "2024-03-08"},
		{147892391, "nodejs-20-04", "Ubuntu", "NodeJS on Ubuntu 22.04", application, 25, 2.5, "2024-01-30"},
		{149011482, "lemp-20-04", "Ubuntu", "LEMP on Ubuntu 22.04", application, 25, 2.6, "2024-02-12"},
		{166407044, "gpu-h100x1-base", "Ubuntu", "AI/ML Ready H100x1", base, 25, 18.47, "2024-09-27"},
	}
	images := make([]*image, 0, len(list))
	for _, i := range list {
		created, _ := time.Parse(time.DateOnly, i.created)
		description := ""
		if strings.HasPrefix(i.slug, "gpu-") {
			description = "GPU H100 1x Base Image"
		}
		images = append(images, &image{id: i.id, application: i.kind == application, object: newObject(
			"id", i.id,
			"name", i.name,
			"type", i.kind,
			"distribution", i.distribution,
			"slug", i.slug,
			"public", true,
			"regions", everywhere,
			"created_at", created,
			"min_disk_size", i.disk,
			"size_gigabytes", i.gigabytes,
			"description", description,
			"tags", []string{},
			"status", "available",
			"error_message", "",
		)})
	}
	return images
}
