package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dosdk/digitalocean"
)

// Endpoint is a name that is to resolve to some targets: what a Service or an Ingress of a cluster asks for.
type Endpoint struct {
	Name    string // relative to the zone, "@" for the zone itself
	Type    digitalocean.DomainRecordType
	Targets []string
	TTL     int // seconds
}

// Syncer makes a zone's records what the endpoints ask for. It leaves alone whatever it did not make: each name and type
// that it owns is marked by a TXT record beside it.
type Syncer struct {
	Client *digitalocean.Client
	Zone   string
	Owner  string // tells the marks of several syncers apart
}

// Change is a step on the way from what is to what is to be.
type Change struct {
	Do     string // "create", "update" or "delete"
	Record digitalocean.DomainRecord
}

func (c Change) String() string {
	return fmt.Sprintf("%-6s  %-5s  %-22s  %4d  %s", c.Do, c.Record.Type, c.Record.Name, c.Record.TTL, c.Record.Data)
}

// Plan compares the zone with the endpoints. The changes come in an order in which stopping half-way is harmless: what is
// made is marked first, and what is removed loses its mark last.
func (s *Syncer) Plan(ctx context.Context, endpoints []Endpoint) ([]Change, error) {
	records, err := s.Client.Domains.Records.List(s.Zone, nil).Collect(ctx)
	if err != nil {
		return nil, fmt.Errorf("plan %s: %w", s.Zone, err)
	}
	wanted := map[key]digitalocean.DomainRecord{}
	for _, endpoint := range endpoints {
		if foreign := s.foreign(records, endpoint); foreign != nil {
			return nil, fmt.Errorf("plan %s: %s %s belongs to somebody else", s.Zone, foreign.Type, foreign.Name)
		}
		for _, record := range s.records(endpoint) {
			wanted[keyOf(record)] = record
		}
	}
	var changes []Change
	for _, record := range records {
		want, ok := wanted[keyOf(record)]
		delete(wanted, keyOf(record))
		switch {
		case !ok && s.owns(records, record):
			changes = append(changes, Change{"delete", record})
		case ok && record.TTL != want.TTL:
			record.TTL = want.TTL
			changes = append(changes, Change{"update", record})
		}
	}
	for _, record := range wanted {
		changes = append(changes, Change{"create", record})
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(s.rank(a), s.rank(b)), cmp.Compare(a.String(), b.String()))
	})
	return changes, nil
}

// Apply carries the changes out. After a create whose outcome is unknown it stops: the next Plan sees what is there.
func (s *Syncer) Apply(ctx context.Context, changes []Change) error {
	records := s.Client.Domains.Records
	for _, change := range changes {
		var err error
		r := change.Record
		switch change.Do {
		case "create":
			_, err = records.Create(ctx, s.Zone, &digitalocean.DomainRecordCreateRequest{Type: r.Type, Name: r.Name, Data: r.Data, TTL: r.TTL})
		case "update":
			_, err = records.Patch(ctx, s.Zone, r.ID, &digitalocean.DomainRecordPatchRequest{Type: r.Type, TTL: new(r.TTL)})
		case "delete":
			if err = records.Delete(ctx, s.Zone, r.ID); errors.Is(err, digitalocean.ErrNotFound) {
				err = nil
			}
		}
		if err != nil {
			return fmt.Errorf("%s %s %s: %w", change.Do, r.Type, r.Name, err)
		}
	}
	return nil
}

// key is what tells two records apart.
type key struct {
	name, data string
	kind       digitalocean.DomainRecordType
}

// keyOf leaves out the final dot of a target, which the API takes and does not give back.
func keyOf(r digitalocean.DomainRecord) key {
	return key{r.Name, strings.TrimSuffix(r.Data, "."), r.Type}
}

// records are an endpoint's own and its mark.
func (s *Syncer) records(e Endpoint) []digitalocean.DomainRecord {
	all := []digitalocean.DomainRecord{{
		Type: digitalocean.DomainRecordTXT, Name: markName(e.Name, e.Type), Data: s.markData(), TTL: e.TTL,
	}}
	for _, target := range e.Targets {
		all = append(all, digitalocean.DomainRecord{Type: e.Type, Name: e.Name, Data: target, TTL: e.TTL})
	}
	return all
}

func markName(name string, kind digitalocean.DomainRecordType) string {
	prefix := "_dnssync-" + strings.ToLower(string(kind))
	if name == "@" {
		return prefix
	}
	return prefix + "." + name
}

func (s *Syncer) markData() string { return "heritage=dnssync,owner=" + s.Owner }

func (s *Syncer) isMark(r digitalocean.DomainRecord) bool {
	return r.Type == digitalocean.DomainRecordTXT && r.Data == s.markData()
}

func (s *Syncer) isMarked(records []digitalocean.DomainRecord, name string, kind digitalocean.DomainRecordType) bool {
	mark := markName(name, kind)
	return slices.ContainsFunc(records, func(r digitalocean.DomainRecord) bool { return r.Name == mark && s.isMark(r) })
}

// owns reports whether a record is a mark of this syncer or stands beside one.
func (s *Syncer) owns(records []digitalocean.DomainRecord, r digitalocean.DomainRecord) bool {
	return s.isMark(r) || s.isMarked(records, r.Name, r.Type)
}

// foreign returns a record that has the endpoint's name and type and is not this syncer's.
func (s *Syncer) foreign(records []digitalocean.DomainRecord, e Endpoint) *digitalocean.DomainRecord {
	if s.isMarked(records, e.Name, e.Type) {
		return nil
	}
	for _, r := range records {
		if r.Name == e.Name && r.Type == e.Type {
			return &r
		}
	}
	return nil
}

// rank orders the changes: marks are made first and removed last.
func (s *Syncer) rank(c Change) int {
	switch {
	case c.Do == "create" && s.isMark(c.Record):
		return 0
	case c.Do == "delete" && s.isMark(c.Record):
		return 2
	}
	return 1
}
