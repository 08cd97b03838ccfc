package digitaloceantest

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
)

// AddDroplets adds n active Droplets to the account, faster than requests would, and returns their IDs. edit,
// which may be nil, is called with the number of each Droplet and the fields of a create request, to change:
// name, region, size, image, tags, backups, ipv6 and so on. Fields that a create request does not have, such
// as status, created_at or locked, are set on the Droplet itself.
//
//	srv.AddDroplets(10_000, func(i int, d map[string]any) {
//		d["name"] = fmt.Sprintf("web-%d", i)
//		d["tags"] = []string{"web"}
//	})
//
// It panics when the API would refuse such a Droplet: a test's own data is wrong then.
func (s *Server) AddDroplets(n int, edit func(i int, d map[string]any)) []int64 {
	requests := make([]map[string]any, 0, n)
	for i := range n {
		request := map[string]any{
			"name":   fmt.Sprintf("droplet-%d", i+1),
			"region": "nyc3",
			"size":   "s-1vcpu-1gb",
			"image":  "ubuntu-24-04-x64",
		}
		if edit != nil {
			edit(i, request)
		}
		requests = append(requests, request)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now, line := s.clock.Now(), journalLine{}
	if s.settings.data != "" {
		line = dropletsLine(now, requests)
	}
	ids := s.addDroplets(now, requests)
	_ = s.journal.add(line) // a failure ends the next change
	return ids
}

// addDroplets adds what is requested. It puts the requests into the form of JSON.
func (s *Server) addDroplets(now time.Time, requests []map[string]any) []int64 {
	c := &call{Server: s, now: now, origin: s.URL}
	s.settle(now)
	ids := make([]int64, 0, len(requests))
	for _, request := range requests {
		ids = append(ids, c.addDroplet(request))
	}
	return ids
}

func (c *call) addDroplet(request map[string]any) int64 {
	own := maps.Clone(request)
	body := &fields{values: asJSON(request)}
	name := body.text("name")
	checkNames(body, []string{name}, false)
	plan := c.planDroplet(body)
	if body.problem != nil {
		panic("digitaloceantest: " + body.problem.Error())
	}
	d := c.newDroplet(c.now, name, plan)
	d.set("status", "active")
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if !createFields[name] {
			d.set(name, own[name])
		}
	}
	return d.id
}

// createFields are those of a create request.
var createFields = map[string]bool{
	"name": true, "region": true, "size": true, "image": true, "ssh_keys": true, "backups": true,
	"backup_policy": true, "ipv6": true, "monitoring": true, "tags": true, "user_data": true,
	"private_networking": true, "volumes": true, "vpc_uuid": true, "with_droplet_agent": true,
	"public_networking": true,
}

// asJSON brings Go values into the form in which a request's JSON is read.
func asJSON(values map[string]any) map[string]any {
	for name, value := range values {
		switch value.(type) {
		case string, bool, nil:
			continue
		}
		var decoded any
		if err := json.Unmarshal(appendValue(nil, value), &decoded); err != nil {
			panic("digitaloceantest: " + name + ": " + err.Error())
		}
		values[name] = decoded
	}
	return values
}
