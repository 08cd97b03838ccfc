// Package bench measures this library beside other clients, in the same run and on the same answers.
package bench

import (
	"encoding/json"
	"fmt"
)

// Mix says how much of a page's Droplets is the same.
type Mix string

const (
	Repeated Mix = "repeated" // one region, one size, one image
	Mixed    Mix = "mixed"    // 8 regions, 12 sizes, 15 images, and a fifth of the images is unique
	Unique   Mix = "unique"   // nothing repeats
)

// Mixes are all of them.
var Mixes = []Mix{Repeated, Mixed, Unique}

// choose returns which of many variants Droplet i has.
func (m Mix) choose(i, variants int) int {
	switch m {
	case Repeated:
		return 0
	case Mixed:
		return i * 7 % variants
	default:
		return i
	}
}

func (m Mix) image(i int) int {
	if m == Mixed && i%5 == 0 {
		return 1000 + i
	}
	return m.choose(i, 15)
}

// Droplets returns count Droplets as the API sends them, from number first on. One is about 2 KB.
func Droplets(m Mix, first, count int) []json.RawMessage {
	all := make([]json.RawMessage, count)
	for i := range all {
		all[i] = Droplet(m, first+i)
	}
	return all
}

// Droplet returns one Droplet as the API sends it.
func Droplet(m Mix, i int) json.RawMessage {
	size := size(m.choose(i, 12))
	text, err := json.Marshal(map[string]any{
		"id": 3164444 + i, "name": fmt.Sprintf("web-%05d.example.com", i),
		"memory": 1024, "vcpus": 1, "disk": 25, "disk_info": diskInfo(25), "locked": false, "status": "active", "kernel": nil,
		"created_at": fmt.Sprintf("2020-07-21T18:%02d:%02dZ", i/60%60, i%60),
		"features":   []string{"backups", "private_networking", "ipv6", "monitoring"},
		"backup_ids": []int{53893572 + i}, "next_backup_window": map[string]string{"start": "2020-07-30T00:00:00Z", "end": "2020-07-30T23:00:00Z"},
		"snapshot_ids": []int{67512819 + i}, "image": image(m.image(i)), "volume_ids": []string{}, "size": size, "size_slug": size["slug"],
		"networks": map[string]any{
			"v4": []map[string]string{
				{"ip_address": fmt.Sprintf("10.128.%d.%d", i/250%250, i%250), "netmask": "255.255.0.0", "gateway": "nil", "type": "private"},
				{"ip_address": fmt.Sprintf("192.0.%d.%d", i/250%250, i%250), "netmask": "255.255.240.0", "gateway": "192.0.2.1", "type": "public"},
			},
			"v6": []map[string]any{
				{"ip_address": fmt.Sprintf("2604:a880:0:1::18a:%x", i), "netmask": 64, "gateway": "2604:a880:0:1::1", "type": "public"},
			},
		},
		"region": region(m.choose(i, 8)), "tags": []string{"web", "env:prod"}, "vpc_uuid": fmt.Sprintf("760e09ef-dc84-11e8-981e-%012d", i),
	})
	if err != nil {
		panic(err)
	}
	return text
}

func diskInfo(size int) []map[string]any {
	return []map[string]any{{"type": "local", "size": map[string]any{"amount": size, "unit": "gib"}}}
}

func region(i int) map[string]any {
	return map[string]any{
		"name": fmt.Sprintf("New York %d", i), "slug": fmt.Sprintf("nyc%d", i), "available": true,
		"features": []string{"private_networking", "backups", "ipv6", "metadata", "install_agent", "storage", "image_transfer"},
		"sizes":    []string{"s-1vcpu-1gb", "s-1vcpu-2gb", "s-1vcpu-3gb", "s-2vcpu-2gb", "s-3vcpu-1gb", "s-2vcpu-4gb", "s-4vcpu-8gb"},
	}
}

func size(i int) map[string]any {
	return map[string]any{
		"slug": fmt.Sprintf("s-%dvcpu-1gb", i+1), "memory": 1024 * (i + 1), "vcpus": i + 1, "disk": 25, "transfer": 1.0,
		"price_monthly": 5.0, "price_hourly": 0.00743999984115362, "available": true, "description": "Basic",
		"regions": []string{"ams2", "ams3", "blr1", "fra1", "lon1", "nyc1", "nyc2", "nyc3", "sfo1", "sfo2", "sfo3", "sgp1", "tor1"},
	}
}

func image(i int) map[string]any {
	return map[string]any{
		"id": 63663980 + i, "name": "24.04 (LTS) x64", "distribution": "Ubuntu", "slug": fmt.Sprintf("ubuntu-24-04-x64-%d", i), "public": true,
		"regions":    []string{"ams2", "ams3", "blr1", "fra1", "lon1", "nyc1", "nyc2", "nyc3", "sfo1", "sfo2", "sfo3", "sgp1", "tor1"},
		"created_at": "2020-05-15T05:47:50Z", "type": "snapshot", "min_disk_size": 20, "size_gigabytes": 2.36,
		"description": "", "tags": []string{}, "status": "available", "error_message": "",
	}
}

// One returns the answer to a Get.
func One() []byte { return []byte(fmt.Sprintf(`{"droplet":%s}`, Droplet(Mixed, 1))) }

// Page returns the answer to a List: a page of perPage Droplets out of total. origin is what its links begin with.
func Page(m Mix, origin string, page, perPage, total int) []byte {
	first := (page - 1) * perPage
	pages := (total + perPage - 1) / perPage
	links := map[string]string{}
	if page < pages {
		links["next"] = fmt.Sprintf("%s/v2/droplets?page=%d&per_page=%d", origin, page+1, perPage)
		links["last"] = fmt.Sprintf("%s/v2/droplets?page=%d&per_page=%d", origin, pages, perPage)
	}
	text, err := json.Marshal(map[string]any{
		"droplets": Droplets(m, first, max(0, min(perPage, total-first))),
		"links":    map[string]any{"pages": links},
		"meta":     map[string]int{"total": total},
	})
	if err != nil {
		panic(err)
	}
	return text
}
