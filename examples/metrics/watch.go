package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/dosdk/digitalocean"
)

// Watch sees to it that people are told when a Droplet of a tag is busy or cannot be reached: by one alert policy for the tag,
// which is for Droplets that get it later too, and by an uptime check for each Droplet that has a public address. It returns
// what it did. Where all is as it should be that is nothing, so it can be called over and over.
func Watch(ctx context.Context, client *digitalocean.Client, tag, email string) (changes []string, err error) {
	w := &watcher{client: client, tag: tag, email: email}
	if err := w.alertPolicy(ctx); err != nil {
		return w.changes, err
	}
	droplets, err := client.Droplets.List(&digitalocean.DropletListOptions{Tag: tag}).Collect(ctx)
	if err != nil {
		return w.changes, err
	}
	checks, err := client.Uptime.Checks.List(nil).Collect(ctx)
	if err != nil {
		return w.changes, err
	}
	for _, droplet := range droplets {
		if droplet.PublicIPv4() == "" {
			continue
		}
		if err := w.uptimeCheck(ctx, &droplet, checks); err != nil {
			return w.changes, fmt.Errorf("%s: %w", droplet.Name, err)
		}
	}
	return w.changes, nil
}

type watcher struct {
	client     *digitalocean.Client
	tag, email string
	changes    []string
}

// did notes a change, unless it failed.
func (w *watcher) did(err error, format string, a ...any) error {
	if err == nil {
		w.changes = append(w.changes, fmt.Sprintf(format, a...))
	}
	return err
}

// alertPolicy makes the policy of the tag, or what it should be of one that is there. It is known by its description.
func (w *watcher) alertPolicy(ctx context.Context) error {
	wanted := digitalocean.AlertPolicyUpdateRequest{
		Type: digitalocean.AlertPolicyDropletCPU, Description: "CPU of " + w.tag,
		Compare: digitalocean.AlertPolicyGreaterThan, Value: 90, Window: digitalocean.AlertPolicyWindow10Minutes,
		Tags:    []string{w.tag},
		Alerts:  digitalocean.AlertPolicyAlerts{Email: []string{w.email}},
		Enabled: true,
	}
	policies := w.client.Monitoring.AlertPolicies
	for policy, err := range policies.List(nil).All(ctx) {
		if err != nil {
			return err
		}
		if policy.Type != wanted.Type || policy.Description != wanted.Description {
			continue
		}
		if same(policy.UpdateRequest(), &wanted) {
			return nil
		}
		_, err = policies.Update(ctx, policy.UUID, &wanted)
		return w.did(err, "changed the alert policy %q", wanted.Description)
	}
	request := digitalocean.AlertPolicyCreateRequest(wanted)
	_, err := policies.Create(ctx, &request)
	return w.did(err, "created the alert policy %q", wanted.Description)
}

// same reports whether two policies are sent alike.
func same(a, b *digitalocean.AlertPolicyUpdateRequest) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// uptimeCheck makes the check of a Droplet, which is known by its name, and the alert of it.
func (w *watcher) uptimeCheck(ctx context.Context, droplet *digitalocean.Droplet, checks []digitalocean.UptimeCheck) error {
	name := fmt.Sprintf("%s (%d)", droplet.Name, droplet.ID)
	i := slices.IndexFunc(checks, func(c digitalocean.UptimeCheck) bool { return c.Name == name })
	if i < 0 {
		check, err := w.client.Uptime.Checks.Create(ctx, &digitalocean.UptimeCheckCreateRequest{
			Name: name, Type: digitalocean.UptimeCheckPing, Target: droplet.PublicIPv4(),
			Regions: []digitalocean.UptimeRegion{digitalocean.UptimeUSEast, digitalocean.UptimeEUWest}, Enabled: true,
		})
		if w.did(err, "created the uptime check %q", name) != nil {
			return err
		}
		return w.uptimeAlert(ctx, check)
	}
	check := &checks[i]
	if check.Target != droplet.PublicIPv4() || !check.Enabled {
		request := check.UpdateRequest()
		request.Target, request.Enabled = droplet.PublicIPv4(), new(true)
		_, err := w.client.Uptime.Checks.Update(ctx, check.ID, request)
		if w.did(err, "changed the uptime check %q", name) != nil {
			return err
		}
	}
	return w.uptimeAlert(ctx, check)
}

// uptimeAlert adds the alert to a check that has none of its kind.
func (w *watcher) uptimeAlert(ctx context.Context, check *digitalocean.UptimeCheck) error {
	alerts := w.client.Uptime.Alerts
	for alert, err := range alerts.List(check.ID, nil).All(ctx) {
		if err != nil {
			return err
		}
		if alert.Type == digitalocean.UptimeAlertDownGlobal {
			return nil
		}
	}
	_, err := alerts.Create(ctx, check.ID, &digitalocean.UptimeAlertCreateRequest{
		Name: check.Name + " is down", Type: digitalocean.UptimeAlertDownGlobal, Period: digitalocean.UptimeAlertPeriod2Minutes,
		Notifications: digitalocean.UptimeAlertNotifications{Email: []string{w.email}},
	})
	return w.did(err, "created the alert of %q", check.Name)
}
