package digitaloceantest

import (
	"iter"
	"strings"
	"time"
)

// addressable is a resource that has a URN: it belongs to a project, and may be a member of a VPC.
type addressable struct {
	kind    *urnKind
	key     string
	name    string
	vpc     string // the ID of the VPC that it is a member of, or ""
	holder  string // the URN of the resource that it follows from project to project, or ""
	created time.Time
	object  *object
}

func (a addressable) urn() string { return "do:" + a.kind.name + ":" + a.key }

// urnKind is a type of resources with URNs.
type urnKind struct {
	name         string // as in do:droplet:1
	resourceType string // as Server.deleted has it
	path         string // what its keys are added to, as in "/v2/droplets/"
	find         func(s *Server, key string) (addressable, bool)
	all          func(s *Server) iter.Seq[addressable]
}

var urnKinds []*urnKind

// addURNs gives URNs to the resources of a service. Services call it from init.
func addURNs[R any](kind urnKind, list func(s *Server) *collection[R], describe func(r R) addressable) {
	identify := func(key string, r R) addressable {
		a := describe(r)
		a.kind, a.key = &kind, key
		return a
	}
	kind.find = func(s *Server, key string) (addressable, bool) {
		r, ok := list(s).get(key)
		if !ok {
			return addressable{}, false
		}
		return identify(key, r), true
	}
	kind.all = func(s *Server) iter.Seq[addressable] {
		return func(yield func(addressable) bool) {
			for _, e := range list(s).entries {
				if !yield(identify(e.key, e.resource)) {
					return
				}
			}
		}
	}
	urnKinds = append(urnKinds, &kind)
}

// addressables yields all resources that have URNs, type by type.
func (s *Server) addressables() iter.Seq[addressable] {
	return func(yield func(addressable) bool) {
		for _, kind := range urnKinds {
			for a := range kind.all(s) {
				if !yield(a) {
					return
				}
			}
		}
	}
}

// addressed finds the resource of a URN. A URN of a type that is not known is none.
func (s *Server) addressed(urn string) (a addressable, ok bool) {
	prefix, rest, _ := strings.Cut(urn, ":")
	name, key, _ := strings.Cut(rest, ":")
	if name == "reservedip" {
		name = "floatingip" // the API takes the present name and answers with the former
	}
	for _, kind := range urnKinds {
		if prefix == "do" && kind.name == name {
			return kind.find(s, key)
		}
	}
	return addressable{}, false
}
