package compat

import (
	"testing"

	"github.com/digitalocean/godo"
	"github.com/stretchr/testify/require"
)

func TestGodoDomains(t *testing.T) {
	_, client := startGodo(t)
	ctx := t.Context()
	created, resp, err := client.Domains.Create(ctx, &godo.DomainCreateRequest{Name: "example.com", IPAddress: "192.0.2.10"})
	require.NoError(t, err)
	require.Equal(t, 201, resp.StatusCode)
	require.Equal(t, "example.com", created.Name)
	domain, _, err := client.Domains.Get(ctx, "example.com")
	require.NoError(t, err)
	require.Equal(t, created.TTL, domain.TTL)
	require.Contains(t, domain.ZoneFile, "example.com. 1800 IN A 192.0.2.10")
	list, _, err := client.Domains.List(ctx, nil)
	require.NoError(t, err)
	require.Equal(t, []godo.Domain{*domain}, list)

	_, err = client.Domains.Delete(ctx, "example.com")
	require.NoError(t, err)
	_, resp, err = client.Domains.Records(ctx, "example.com", nil)
	require.Error(t, err)
	require.Equal(t, 404, resp.StatusCode)
}

func TestGodoRecords(t *testing.T) {
	srv, client := startGodo(t)
	ctx := t.Context()
	const zone = "example.com"
	srv.Create("/v2/domains", map[string]any{"name": zone})
	written := map[int]*godo.DomainRecord{}
	for _, request := range []godo.DomainRecordEditRequest{
		{Type: "A", Name: "www", Data: "192.0.2.1", TTL: 300},
		{Type: "AAAA", Name: "www", Data: "2001:db8::1", TTL: 3600},
		{Type: "CNAME", Name: "blog", Data: "www.example.net.", TTL: 60},
		{Type: "MX", Name: "@", Data: "mail.example.net.", Priority: 10, TTL: 1800},
		{Type: "MX", Name: "@", Data: "fallback.example.net.", Priority: 0, TTL: 1800},
		{Type: "TXT", Name: "@", Data: `v=spf1 "quoted" -all`, TTL: 1800},
		{Type: "SRV", Name: "_sip._tcp", Data: "sip.example.net.", Priority: 1, Weight: 2, Port: 5060, TTL: 1800},
		{Type: "CAA", Name: "@", Data: "letsencrypt.org.", Flags: 0, Tag: "issue", TTL: 1800},
		{Type: "NS", Name: "sub", Data: "ns1.example.net.", TTL: 1800},
	} {
		record, resp, err := client.Domains.CreateRecord(ctx, zone, &request)
		require.NoError(t, err, request.Type)
		require.Equal(t, 201, resp.StatusCode)
		require.Equal(t, request.Type, record.Type)
		require.Equal(t, request.Name, record.Name)
		require.Equal(t, request.Priority, record.Priority)
		require.Equal(t, request.Port, record.Port)
		require.Equal(t, request.Weight, record.Weight)
		require.Equal(t, request.Flags, record.Flags)
		require.Equal(t, request.Tag, record.Tag)
		require.Equal(t, request.TTL, record.TTL)
		require.Contains(t, request.Data, record.Data)
		written[record.ID] = record
	}
	all, _ := every(t, 4, func(o *godo.ListOptions) ([]godo.DomainRecord, *godo.Response, error) {
		return client.Domains.Records(ctx, zone, o)
	})
	require.Len(t, all, len(written)+4, "and one SOA and three NS")
	for _, record := range all {
		if own := written[record.ID]; own != nil {
			require.Equal(t, *own, record)
		}
	}

	list, _, err := client.Domains.RecordsByType(ctx, zone, "MX", nil)
	require.NoError(t, err)
	require.Len(t, list, 2)
	list, _, err = client.Domains.RecordsByName(ctx, zone, "www.example.com", nil)
	require.NoError(t, err)
	require.Len(t, list, 2)
	list, _, err = client.Domains.RecordsByTypeAndName(ctx, zone, "A", "www.example.com", nil)
	require.NoError(t, err)
	require.Len(t, list, 1)

	edited, _, err := client.Domains.EditRecord(ctx, zone, list[0].ID, &godo.DomainRecordEditRequest{
		Type: "A", Name: "web", Data: "192.0.2.2", TTL: 600,
	})
	require.NoError(t, err)
	require.Equal(t, &godo.DomainRecord{ID: list[0].ID, Type: "A", Name: "web", Data: "192.0.2.2", TTL: 600}, edited)
	same, _, err := client.Domains.Record(ctx, zone, edited.ID)
	require.NoError(t, err)
	require.Equal(t, edited, same)
	_, err = client.Domains.DeleteRecord(ctx, zone, edited.ID)
	require.NoError(t, err)
	_, resp, err := client.Domains.Record(ctx, zone, edited.ID)
	require.Error(t, err)
	require.Equal(t, 404, resp.StatusCode)
}
