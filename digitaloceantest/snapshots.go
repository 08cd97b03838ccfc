package digitaloceantest

import "net/http"

// snapshotSource is a kind of resource whose snapshots are managed at /v2/snapshots.
type snapshotSource struct {
	resourceType string // as the filter has it
	list         func(s *Server) []*object
	delete       func(s *Server, id string) bool
}

// snapshotSources are added to by services in init.
var snapshotSources []snapshotSource

func init() {
	handle("GET /v2/snapshots", listSnapshots)
	handle("GET /v2/snapshots/{snapshot_id}", getSnapshot)
	handle("DELETE /v2/snapshots/{snapshot_id}", deleteSnapshot)
	count("Snapshots", func(s *Server) int { return len(s.snapshots("")) })
	snapshotSources = append(snapshotSources, snapshotSource{
		resourceType: "droplet",
		list:         dropletSnapshots,
		delete:       deleteDropletSnapshot,
	})
}

func listSnapshots(c *call) (reply, error) {
	resourceType := c.query.Get("resource_type")
	if resourceType != "" && resourceType != "droplet" && resourceType != "volume" {
		return reply{}, unprocessable("resource_type must be droplet or volume")
	}
	return c.page("snapshots", c.snapshots(resourceType))
}

// snapshots returns those of one type of resource, or all for "".
func (s *Server) snapshots(resourceType string) []*object {
	list := []*object{}
	for _, source := range snapshotSources {
		if resourceType == "" || source.resourceType == resourceType {
			list = append(list, source.list(s)...)
		}
	}
	return list
}

func getSnapshot(c *call) (reply, error) {
	for _, o := range c.snapshots("") {
		if o.text("id") == c.arguments["snapshot_id"] {
			return answer(http.StatusOK, "snapshot", o)
		}
	}
	return reply{}, notFound()
}

func deleteSnapshot(c *call) (reply, error) {
	for _, source := range snapshotSources {
		if source.delete(c.Server, c.arguments["snapshot_id"]) {
			return empty(http.StatusNoContent)
		}
	}
	return reply{}, notFound()
}

// dropletSnapshots shows the account's images of that type as snapshots: their IDs are strings here.
func dropletSnapshots(s *Server) []*object {
	list := []*object{}
	for i := range images.of(s).all() {
		if i.text("type") != "snapshot" {
			continue
		}
		list = append(list, newObject(
			"id", key(i.id),
			"name", i.get("name"),
			"created_at", i.get("created_at"),
			"regions", i.get("regions"),
			"resource_id", key(i.droplet),
			"resource_type", "droplet",
			"min_disk_size", i.get("min_disk_size"),
			"size_gigabytes", i.get("size_gigabytes"),
			"tags", i.get("tags"),
		))
	}
	return list
}

func deleteDropletSnapshot(s *Server, id string) bool {
	i, ok := images.of(s).get(id)
	if !ok || i.text("type") != "snapshot" {
		return false
	}
	s.dropImage(i)
	return true
}
