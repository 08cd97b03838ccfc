package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dosdk/digitalocean"
)

// Desired is what there should be: the Droplets of a tag, and for each an A record of its name in a domain.
type Desired struct {
	Tag     string
	Names   []string                          // of the Droplets
	Droplet digitalocean.DropletCreateRequest // what they have in common
	Domain  string                            // its A records belong to the reconciler, all others are left alone
	TTL     int                               // of the records, in seconds
}

// Reconciler brings an account to what is desired, by passes that each look before they act. So it needs no
// memory: after a crash, or a request of which nobody knows whether it was carried out, the next pass sees what
// there is and goes on from there.
type Reconciler struct {
	Client  *digitalocean.Client
	Clock   digitalocean.Clock
	Desired Desired
	Tell    func(format string, args ...any) // hears of each step

	changes int
}

const (
	firstPause   = 2 * time.Second
	longestPause = time.Minute
	patience     = 10 // passes in a row that fail and change nothing
)

// Run makes passes until one finds nothing to do.
func (r *Reconciler) Run(ctx context.Context) error {
	for failed := 0; ; {
		before := r.changes
		err := r.pass(ctx)
		if err == nil && r.changes == before {
			return nil
		}
		if r.changes > before {
			failed = 0
		}
		if err == nil {
			continue
		}
		if failed++; failed == patience || final(err) || ctx.Err() != nil {
			return err
		}
		r.Tell("! %s", trouble(err))
		// What an unknown request did may take a moment to show. A list that is read too early would have
		// the same Droplet created twice.
		if err := r.Clock.Sleep(ctx, min(firstPause<<(failed-1), longestPause)); err != nil {
			return err
		}
	}
}

// did counts a change.
func (r *Reconciler) did(format string, args ...any) {
	r.changes++
	r.Tell(format, args...)
}

// final reports whether the API has understood and refused: the same request will be refused again.
func final(err error) bool {
	return slices.ContainsFunc([]error{
		digitalocean.ErrBadRequest, digitalocean.ErrUnauthorized, digitalocean.ErrForbidden,
		digitalocean.ErrUnprocessable, digitalocean.ErrInvalidArgument,
	}, func(refusal error) bool { return errors.Is(err, refusal) })
}

func trouble(err error) string {
	if errors.Is(err, digitalocean.ErrOutcomeUnknown) {
		return "asked, but no answer came: it may be done or not, so look again before asking again"
	}
	return fmt.Sprintf("%v: look again", err)
}

// pass looks at everything once and changes what is not as desired.
func (r *Reconciler) pass(ctx context.Context) error {
	droplets, err := r.Client.Droplets.List(&digitalocean.DropletListOptions{Tag: r.Desired.Tag}).Collect(ctx)
	if err != nil {
		return err
	}
	records, err := r.records(ctx)
	if err != nil {
		return err
	}
	r.Tell("? %s, %s", count(len(droplets), "Droplet"), count(len(records), "record"))
	keep, surplus, missing := r.compare(droplets)
	if err := r.delete(ctx, surplus); err != nil {
		return err
	}
	made, err := r.create(ctx, missing)
	if err != nil {
		return err
	}
	keep, err = r.await(ctx, append(keep, made...))
	if err != nil {
		return err
	}
	return r.name(ctx, keep, records)
}

// compare tells the Droplets that are wanted from those that are not: by name, and of two with one name the
// older stays.
func (r *Reconciler) compare(droplets []digitalocean.Droplet) (keep, surplus []digitalocean.Droplet, missing []string) {
	missing = slices.Clone(r.Desired.Names)
	for _, d := range droplets {
		at := slices.Index(missing, d.Name)
		if at < 0 {
			surplus = append(surplus, d)
			continue
		}
		keep = append(keep, d)
		missing = slices.Delete(missing, at, at+1)
	}
	return keep, surplus, missing
}

func (r *Reconciler) delete(ctx context.Context, surplus []digitalocean.Droplet) error {
	for _, d := range surplus {
		err := r.Client.Droplets.Delete(ctx, d.ID)
		if err != nil && !errors.Is(err, digitalocean.ErrNotFound) {
			return err
		}
		r.did("- Droplet %s: nobody wants it", d.Name)
	}
	return nil
}

const atOnce = 10 // Droplets that one request may create

func (r *Reconciler) create(ctx context.Context, missing []string) ([]digitalocean.Droplet, error) {
	var made []digitalocean.Droplet
	for names := range slices.Chunk(missing, atOnce) {
		request := &digitalocean.DropletMultiCreateRequest{Names: names, DropletCreateRequest: r.Desired.Droplet}
		request.Tags = append(slices.Clone(request.Tags), r.Desired.Tag)
		droplets, err := r.Client.Droplets.CreateMultiple(ctx, request)
		if err != nil {
			return nil, err
		}
		r.did("+ %s %s", plural(len(names), "Droplet"), strings.Join(names, ", "))
		made = append(made, droplets...)
	}
	return made, nil
}

// await waits for the Droplets that are not active yet: they have no address before.
func (r *Reconciler) await(ctx context.Context, droplets []digitalocean.Droplet) ([]digitalocean.Droplet, error) {
	var fresh []int64
	for _, d := range droplets {
		if d.Status == digitalocean.DropletNew {
			fresh = append(fresh, d.ID)
		}
	}
	if len(fresh) == 0 {
		return droplets, nil
	}
	active, err := r.Client.Droplets.WaitAllActive(ctx, fresh)
	if err != nil {
		return nil, err
	}
	r.Tell("= %s active", count(len(active), "Droplet"))
	droplets = slices.DeleteFunc(droplets, func(d digitalocean.Droplet) bool { return d.Status == digitalocean.DropletNew })
	return append(droplets, active...), nil
}

// records returns the A records of the domain, which it makes if there is none.
func (r *Reconciler) records(ctx context.Context) ([]digitalocean.DomainRecord, error) {
	list := r.Client.Domains.Records.List(r.Desired.Domain, &digitalocean.DomainRecordListOptions{Type: digitalocean.DomainRecordA})
	records, err := list.Collect(ctx)
	if !errors.Is(err, digitalocean.ErrNotFound) {
		return records, err
	}
	if _, err := r.Client.Domains.Create(ctx, &digitalocean.DomainCreateRequest{Name: r.Desired.Domain}); err != nil {
		return nil, err
	}
	r.did("+ domain %s", r.Desired.Domain)
	return nil, nil
}

// name gives each Droplet its record, and removes the records of those that are gone.
func (r *Reconciler) name(ctx context.Context, droplets []digitalocean.Droplet, records []digitalocean.DomainRecord) error {
	missing := make(map[string]string, len(droplets))
	for _, d := range droplets {
		missing[d.Name] = d.PublicIPv4()
	}
	for _, record := range records {
		address := missing[record.Name]
		delete(missing, record.Name)
		if record.Data == address && record.TTL == r.Desired.TTL {
			continue
		}
		if err := r.correct(ctx, record, address); err != nil {
			return err
		}
	}
	for _, name := range r.Desired.Names {
		if address, ok := missing[name]; ok {
			if err := r.addRecord(ctx, name, address); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Reconciler) addRecord(ctx context.Context, name, address string) error {
	request := r.record(name, address)
	if _, err := r.Client.Domains.Records.Create(ctx, r.Desired.Domain, &request); err != nil {
		return err
	}
	r.did("+ record %s → %s", name, address)
	return nil
}

func (r *Reconciler) record(name, address string) digitalocean.DomainRecordCreateRequest {
	return digitalocean.DomainRecordCreateRequest{Type: digitalocean.DomainRecordA, Name: name, Data: address, TTL: r.Desired.TTL}
}

// correct points a record to an address, or removes it where there is none to point to.
func (r *Reconciler) correct(ctx context.Context, record digitalocean.DomainRecord, address string) error {
	if address == "" {
		err := r.Client.Domains.Records.Delete(ctx, r.Desired.Domain, record.ID)
		if err != nil && !errors.Is(err, digitalocean.ErrNotFound) {
			return err
		}
		r.did("- record %s → %s", record.Name, record.Data)
		return nil
	}
	request := digitalocean.DomainRecordUpdateRequest(r.record(record.Name, address))
	if _, err := r.Client.Domains.Records.Update(ctx, r.Desired.Domain, record.ID, &request); err != nil {
		return err
	}
	r.did("~ record %s → %s, was %s", record.Name, address, record.Data)
	return nil
}

func count(n int, what string) string { return fmt.Sprintf("%d %s", n, plural(n, what)) }

func plural(n int, what string) string {
	if n == 1 {
		return what
	}
	return what + "s"
}
