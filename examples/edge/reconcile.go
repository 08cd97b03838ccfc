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

// Reconcile makes the firewalls and load balancers of an account what is desired, and returns what it changed, also beside
// an error. It needs no memory: after an error or a crash the next call sees what there is, and goes on from there. Where
// all is well it changes nothing.
func Reconcile(ctx context.Context, client *digitalocean.Client, desired Desired) (Changes, error) {
	if err := desired.check(); err != nil {
		return nil, err
	}
	r := &reconciler{client: client, desired: desired}
	err := r.run(ctx)
	return r.changes, err
}

type reconciler struct {
	client  *digitalocean.Client
	desired Desired
	changes Changes
}

// run begins with what takes longest, and closes before it opens: a firewall is there as soon as its load balancer has an
// ID, and what nobody wants loses its load balancer first.
func (r *reconciler) run(ctx context.Context) error {
	balancers, strayBalancers, err := owned(ctx, r.desired, r.client.LoadBalancers.List(nil), balancerKey)
	if err != nil {
		return fmt.Errorf("list the load balancers: %w", err)
	}
	firewalls, strayFirewalls, err := owned(ctx, r.desired, r.client.Firewalls.List(nil), firewallKey)
	if err != nil {
		return fmt.Errorf("list the firewalls: %w", err)
	}
	ids := map[string]string{} // of the load balancers, by name
	for _, app := range r.desired.Apps {
		name := r.desired.name(app)
		balancer, ok := balancers[name]
		if !ok {
			if balancer, err = r.createBalancer(ctx, name, app); err != nil {
				return fmt.Errorf("create load balancer %s: %w", name, err)
			}
		}
		ids[name] = balancer.ID
	}
	for _, app := range r.desired.Apps {
		name := r.desired.name(app)
		if err := r.guard(ctx, name, app, firewalls[name], ids[name]); err != nil {
			return fmt.Errorf("firewall %s: %w", name, err)
		}
	}
	for _, app := range r.desired.Apps {
		name := r.desired.name(app)
		if err := r.balance(ctx, name, app, ids[name]); err != nil {
			return fmt.Errorf("load balancer %s: %w", name, err)
		}
	}
	for _, balancer := range strayBalancers {
		if err := r.deleted("load balancer", balancer.Name, r.client.LoadBalancers.Delete(ctx, balancer.ID)); err != nil {
			return err
		}
	}
	for _, firewall := range strayFirewalls {
		if err := r.deleted("firewall", firewall.Name, r.client.Firewalls.Delete(ctx, firewall.ID)); err != nil {
			return err
		}
	}
	return nil
}

// owned lists what belongs to the desired state: what is wanted, by name, and what is not. Of two with one name the older
// is wanted.
func owned[T any](ctx context.Context, desired Desired, list *digitalocean.Pager[T], key func(T) (string, time.Time)) (wanted map[string]*T, stray []T, err error) {
	all, err := list.Collect(ctx)
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(all, func(a, b T) int {
		_, madeA := key(a)
		_, madeB := key(b)
		return madeA.Compare(madeB)
	})
	wanted = map[string]*T{}
	for _, item := range all {
		name, _ := key(item)
		switch {
		case !strings.HasPrefix(name, desired.Prefix):
		case desired.wants(name) && wanted[name] == nil:
			wanted[name] = &item
		default:
			stray = append(stray, item)
		}
	}
	return wanted, stray, nil
}

func balancerKey(b digitalocean.LoadBalancer) (string, time.Time) { return b.Name, b.CreatedAt }

func firewallKey(f digitalocean.Firewall) (string, time.Time) { return f.Name, f.CreatedAt }

// createOnce creates something. Where nobody knows whether that was done, it looks for the name instead of creating a
// second one.
func createOnce[T any](ctx context.Context, name string, create func() (*T, error), list *digitalocean.Pager[T], key func(T) (string, time.Time)) (*T, error) {
	made, err := create()
	if !digitalocean.MayHaveActed(err) {
		return made, err
	}
	for item, listErr := range list.All(ctx) {
		if listErr != nil {
			return nil, errors.Join(err, listErr)
		}
		if found, _ := key(item); found == name {
			return &item, nil
		}
	}
	return nil, err
}

func (r *reconciler) createBalancer(ctx context.Context, name string, app App) (*digitalocean.LoadBalancer, error) {
	request := &digitalocean.LoadBalancerUpdateRequest{Name: name, Region: r.desired.Region}
	app.balance(request)
	balancer, err := createOnce(ctx, name, func() (*digitalocean.LoadBalancer, error) {
		return r.client.LoadBalancers.Create(ctx, (*digitalocean.LoadBalancerCreateRequest)(request))
	}, r.client.LoadBalancers.List(nil), balancerKey)
	if err != nil {
		return nil, err
	}
	r.did("create", "load balancer", name, difference(nil, balancerLines(app.Tag, request.ForwardingRules, request.HealthCheck)))
	return balancer, nil
}

// balance waits until a load balancer is active, and makes it what the application wants.
func (r *reconciler) balance(ctx context.Context, name string, app App, id string) error {
	balancer, err := r.client.LoadBalancers.WaitActive(ctx, id)
	if err != nil {
		return err
	}
	request := balancer.UpdateRequest()
	app.balance(request)
	differs := difference(
		balancerLines(balancer.Tag, balancer.ForwardingRules, balancer.HealthCheck),
		balancerLines(app.Tag, request.ForwardingRules, request.HealthCheck))
	if len(differs) == 0 {
		return nil
	}
	if _, err := r.client.LoadBalancers.Update(ctx, id, request); err != nil {
		return err
	}
	r.did("update", "load balancer", name, differs)
	return nil
}

// guard makes a firewall what the application wants, or creates it where there is none.
func (r *reconciler) guard(ctx context.Context, name string, app App, firewall *digitalocean.Firewall, balancerID string) error {
	if firewall == nil {
		return r.createFirewall(ctx, name, app, balancerID)
	}
	firewall, err := r.client.Firewalls.Get(ctx, firewall.ID)
	if err != nil {
		return err
	}
	request := firewall.UpdateRequest()
	before := firewallLines(request, app.Tag)
	app.guard(request, balancerID)
	differs := difference(before, firewallLines(request, app.Tag))
	if len(differs) == 0 {
		return nil
	}
	if err := r.ensureTag(ctx, app.Tag); err != nil {
		return err
	}
	if _, err := r.client.Firewalls.Update(ctx, firewall.ID, request); err != nil {
		return err
	}
	r.did("update", "firewall", name, differs)
	return nil
}

func (r *reconciler) createFirewall(ctx context.Context, name string, app App, balancerID string) error {
	if err := r.ensureTag(ctx, app.Tag); err != nil {
		return err
	}
	request := &digitalocean.FirewallUpdateRequest{Name: name}
	app.guard(request, balancerID)
	_, err := createOnce(ctx, name, func() (*digitalocean.Firewall, error) {
		return r.client.Firewalls.Create(ctx, (*digitalocean.FirewallCreateRequest)(request))
	}, r.client.Firewalls.List(nil), firewallKey)
	if err != nil {
		return err
	}
	r.did("create", "firewall", name, difference(nil, firewallLines(request, app.Tag)))
	return nil
}

// ensureTag creates a tag that a firewall is to name: the API refuses those that do not exist.
func (r *reconciler) ensureTag(ctx context.Context, name string) error {
	_, err := r.client.Tags.Get(ctx, name)
	if !errors.Is(err, digitalocean.ErrNotFound) {
		return err
	}
	if _, err := r.client.Tags.Create(ctx, &digitalocean.TagCreateRequest{Name: name}); err != nil {
		return err
	}
	r.did("create", "tag", name, nil)
	return nil
}

// deleted records what a Delete has done. What is gone already is as good.
func (r *reconciler) deleted(kind, name string, err error) error {
	if err != nil && !errors.Is(err, digitalocean.ErrNotFound) {
		return fmt.Errorf("delete %s %s: %w", kind, name, err)
	}
	r.did("delete", kind, name, nil)
	return nil
}

func (r *reconciler) did(do, kind, name string, details []string) {
	r.changes = append(r.changes, Change{do, kind, name, details})
}
