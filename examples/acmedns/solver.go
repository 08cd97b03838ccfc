package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/dosdk/digitalocean"
)

// Solver answers the DNS-01 challenges of an ACME certificate authority: it publishes what the authority asks for as a
// TXT record below the name to be proven, and removes it afterwards. Challenges for one name can be under way side by
// side, as for example.com and *.example.com: each has a record of its own.
type Solver struct {
	Client *digitalocean.Client
	TTL    int // seconds; 0 means 30, the least that DigitalOcean allows
}

const shortestTTL = 30

// Present publishes the answer to a challenge. Doing it twice publishes it once.
func (s *Solver) Present(ctx context.Context, domain, keyAuthorization string) error {
	at, err := s.place(ctx, domain)
	if err != nil {
		return fmt.Errorf("present the challenge for %s: %w", domain, err)
	}
	value := challengeValue(keyAuthorization)
	ids, err := s.find(ctx, at, value)
	if err != nil || len(ids) > 0 {
		return err
	}
	_, err = s.Client.Domains.Records.Create(ctx, at.zone, &digitalocean.DomainRecordCreateRequest{
		Type: digitalocean.DomainRecordTXT, Name: at.name, Data: value, TTL: max(s.TTL, shortestTTL),
	})
	if digitalocean.MayHaveActed(err) {
		// The record may be there. Look, instead of making a second one.
		if ids, lookErr := s.find(ctx, at, value); lookErr == nil && len(ids) > 0 {
			return nil
		}
	}
	return err
}

// CleanUp removes the answer to a challenge, and no other record. Nothing to remove is no error.
func (s *Solver) CleanUp(ctx context.Context, domain, keyAuthorization string) error {
	at, err := s.place(ctx, domain)
	if err != nil {
		return fmt.Errorf("clean up the challenge for %s: %w", domain, err)
	}
	ids, err := s.find(ctx, at, challengeValue(keyAuthorization))
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := s.Client.Domains.Records.Delete(ctx, at.zone, id)
		if err != nil && !errors.Is(err, digitalocean.ErrNotFound) {
			return err
		}
	}
	return nil
}

// place is where a challenge's record belongs: a zone of the account, and a name relative to it.
type place struct{ zone, name string }

func (p place) fqdn() string { return p.name + "." + p.zone }

// place finds the zone with the longest name that domain is in.
func (s *Solver) place(ctx context.Context, domain string) (place, error) {
	name := "_acme-challenge." + strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(domain), "."), "*.")
	var best place
	for zone, err := range s.Client.Domains.List(nil).All(ctx) {
		if err != nil {
			return place{}, err
		}
		if relative, ok := strings.CutSuffix(name, "."+zone.Name); ok && len(zone.Name) > len(best.zone) {
			best = place{zone: zone.Name, name: relative}
		}
	}
	if best.zone == "" {
		return place{}, fmt.Errorf("no domain of the account holds %s", name)
	}
	return best, nil
}

// find returns the TXT records at a place that have the value.
func (s *Solver) find(ctx context.Context, at place, value string) ([]int64, error) {
	var ids []int64
	list := s.Client.Domains.Records.List(at.zone, &digitalocean.DomainRecordListOptions{
		Type: digitalocean.DomainRecordTXT, Name: at.fqdn(),
	})
	for record, err := range list.All(ctx) {
		if err != nil {
			return nil, err
		}
		if record.Data == value {
			ids = append(ids, record.ID)
		}
	}
	return ids, nil
}

// challengeValue is what RFC 8555, section 8.4, has in the record.
func challengeValue(keyAuthorization string) string {
	digest := sha256.Sum256([]byte(keyAuthorization))
	return base64.RawURLEncoding.EncodeToString(digest[:])
}
