package digitaloceantest

// A service is a file of its own. It declares the state it keeps, gives the rules of its operations to handle,
// and tells the others what they need to know of it; nothing else changes:
//
//	var cdnEndpoints = stateful(fresh[collection[*object]])
//
//	func init() {
//		handle("GET /v2/cdn/endpoints", lister(cdnEndpoints, "endpoints"))
//		handle("POST /v2/cdn/endpoints", createCDNEndpoint)
//		handle("GET /v2/cdn/endpoints/{cdn_id}", getter(cdnEndpoints, "cdn_id", "endpoint"))
//		count("CDN endpoints", func(s *Server) int { return cdnEndpoints.of(s).len() })
//	}
//
//	func createCDNEndpoint(c *call) (reply, error) {
//		origin := c.body.needText("origin") // 422 when it is missing or no string
//		if c.body.problem != nil {
//			return reply{}, c.body.problem
//		}
//		o := newObject("id", c.ids.uuid("CDN endpoint"), "origin", origin, "created_at", c.now)
//		cdnEndpoints.of(c.Server).add(o.text("id"), o)
//		return answer(http.StatusCreated, "endpoint", o)
//	}
//
// What takes time is planned with Server.at or call.after, or with Server.start where it is an action. A resource
// that is deleted is announced with Server.deleted, and onDelete lets a service act on that. taggables, addURNs (for
// projects and the members of VPCs), needsVPC, snapshotSources and associations are where resources of a new type
// join in.
//
// A rule takes the time from c.now, identifiers and chances from c.ids, and nothing from the map order of Go, so that
// [Data] can carry a request out again with the same result. A setting that rules read belongs in [startLine] too.

// states make what the services keep, one for each that declared a state.
var states []func(s *Server)

// state is where a service keeps what it knows, one value for each server.
type state[T any] struct {
	index int
	make  func(s *Server) *T
}

// stateful declares the state of a service. make is called when a server starts, or when another state that is
// made before it needs it.
func stateful[T any](make func(s *Server) *T) state[T] {
	v := state[T]{index: len(states), make: make}
	states = append(states, func(s *Server) { v.of(s) })
	return v
}

// of returns the state of a server. The caller holds the server's lock.
func (v state[T]) of(s *Server) *T {
	if s.states[v.index] == nil {
		s.states[v.index] = v.make(s)
	}
	return s.states[v.index].(*T)
}

// fresh makes an empty state, for a service that begins with nothing.
func fresh[T any](*Server) *T { return new(T) }

// deletions are what services do when a resource of any type is gone.
var deletions []func(s *Server, resourceType, key string, o *object)

// onDelete has f called when a resource is deleted, so that a service can let go of it.
func onDelete(f func(s *Server, resourceType, key string, o *object)) {
	deletions = append(deletions, f)
}

// deleted tells the services that a resource is gone.
func (s *Server) deleted(resourceType, key string, o *object) {
	for _, f := range deletions {
		f(s, resourceType, key, o)
	}
}

// counts are the lines of the overview.
var counts []countOf

type countOf struct {
	name string
	of   func(s *Server) int
}

// count adds a line to the overview at GET /.
func count(name string, of func(s *Server) int) { counts = append(counts, countOf{name, of}) }
