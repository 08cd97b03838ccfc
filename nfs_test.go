package digitalocean_test

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const (
	nfsShareID           = "baf4827c-6fa9-456f-9dbd-9ddfcacd0720"
	nfsAccessPointID     = "7659ce91-354d-4f61-9cda-ae2c7feb61d9"
	nfsAccessPointFields = `{"id": "7659ce91-354d-4f61-9cda-ae2c7feb61d9", "name": "reports", "share_id": "baf4827c-6fa9-456f-9dbd-9ddfcacd0720",
		"path": "/reports", "status": "ACCESS_POINT_ACTIVE", "created_at": "2026-06-25T08:11:12Z", "updated_at": "2026-06-25T08:11:16Z",
		"is_default": true, "vpc_id": "3f34cdb2-1e4f-4100-b5c7-f55f2762085f", "access_policy": {"anonuid": 65534, "anongid": 65533,
		"protocols": ["NFS4", "NFS"], "squash_config": "ALL_SQUASH", "identity_enforcement_enabled": true}}`
	nfsActionFields = `{"id": "084c3b9c-2382-441b-92d4-10b095bb5d7c", "region_slug": "atl1", "resource_id": "baf4827c-6fa9-456f-9dbd-9ddfcacd0720",
		"resource_type": "SNAPSHOT", "type": "RESIZE_SHARE", "status": "IN_PROGRESS", "started_at": "2026-06-25T08:11:12Z"}`
)

var (
	nfsAccessPoint = digitalocean.NFSAccessPoint{
		ID: nfsAccessPointID, Name: "reports", ShareID: nfsShareID, Path: "/reports", Status: digitalocean.NFSAccessPointActive,
		CreatedAt: time.Date(2026, 6, 25, 8, 11, 12, 0, time.UTC), UpdatedAt: time.Date(2026, 6, 25, 8, 11, 16, 0, time.UTC),
		IsDefault: true, VPCID: "3f34cdb2-1e4f-4100-b5c7-f55f2762085f", AccessPolicy: digitalocean.NFSAccessPolicy{
			AnonUID: digitalocean.NFSNobody, AnonGID: 65533, Protocols: []digitalocean.NFSProtocol{digitalocean.NFSProtocolNFS4, digitalocean.NFSProtocolNFS},
			SquashConfig: digitalocean.NFSAllSquash, IdentityEnforcementEnabled: true,
		},
	}
	nfsAction = digitalocean.NFSAction{
		ID: "084c3b9c-2382-441b-92d4-10b095bb5d7c", RegionSlug: "atl1", ResourceID: nfsShareID, ResourceType: digitalocean.NFSActionResourceSnapshot,
		Type: "RESIZE_SHARE", Status: digitalocean.NFSActionInProgress, StartedAt: time.Date(2026, 6, 25, 8, 11, 12, 0, time.UTC),
	}
)

func TestNFS(t *testing.T) {
	const fields = `{"id": "baf4827c-6fa9-456f-9dbd-9ddfcacd0720", "name": "shared", "size_gib": 1024, "region": "atl1", "status": "INACTIVE",
		"created_at": "2026-01-01T00:00:00Z", "vpc_ids": ["796c6fe3-2a1d-4da2-9f3e-38239827dc91"], "performance_tier": "PERFORMANCE_TIER_HIGH",
		"mount_path": "/123456/baf4827c", "host": "10.128.32.2", "access_points": [` + nfsAccessPointFields + `]}`
	share := digitalocean.NFSShare{
		ID: nfsShareID, Name: "shared", SizeGiB: 1024, Region: "atl1", Status: digitalocean.NFSShareInactive,
		CreatedAt: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), VPCIDs: []string{"796c6fe3-2a1d-4da2-9f3e-38239827dc91"},
		PerformanceTier: "PERFORMANCE_TIER_HIGH", MountPath: "/123456/baf4827c", Host: "10.128.32.2",
		AccessPoints: []digitalocean.NFSAccessPoint{nfsAccessPoint},
	}
	options := &digitalocean.NFSOptions{Region: "atl1"}
	for _, e := range []exchange{
		{
			name:   "NFS.List",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.NFS.List(ctx, options) },
			method: "GET", path: "/v2/nfs", query: "region=atl1", answer: `{"shares": [` + fields + `, {"id": "b"}]}`,
			want: []digitalocean.NFSShare{share, {ID: "b"}},
		},
		{
			name:   "NFS.List without a region",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.NFS.List(ctx, nil) },
			method: "GET", path: "/v2/nfs", answer: `{"shares": []}`, want: []digitalocean.NFSShare{},
		},
		{
			name: "NFS.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.Get(ctx, nfsShareID, options)
			},
			method: "GET", path: "/v2/nfs/" + nfsShareID, query: "region=atl1", answer: `{"share": ` + fields + `}`, want: &share,
		},
		{
			name: "NFS.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.Create(ctx, &digitalocean.NFSShareCreateRequest{
					Name: "shared", SizeGiB: 1024, Region: "atl1", VPCIDs: []string{"796c6fe3-2a1d-4da2-9f3e-38239827dc91"}, PerformanceTier: "high",
				})
			},
			method: "POST", path: "/v2/nfs",
			body: `{"name": "shared", "size_gib": 1024, "region": "atl1", "vpc_ids": ["796c6fe3-2a1d-4da2-9f3e-38239827dc91"],
				"performance_tier": "high"}`,
			status: http.StatusCreated, answer: `{"share": ` + fields + `}`, want: &share,
		},
		{
			name: "NFS.Create with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.Create(ctx, &digitalocean.NFSShareCreateRequest{Name: "shared", SizeGiB: 50, Region: "atl1", VPCIDs: []string{"vpc"}})
			},
			method: "POST", path: "/v2/nfs", body: `{"name": "shared", "size_gib": 50, "region": "atl1", "vpc_ids": ["vpc"]}`,
			status: http.StatusCreated, answer: `{"share": ` + fields + `}`, want: &share,
		},
		{
			name: "NFS.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.NFS.Delete(ctx, nfsShareID, options)
			},
			method: "DELETE", path: "/v2/nfs/" + nfsShareID, query: "region=atl1", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestNFSActions(t *testing.T) {
	begin := func(name, body string, call func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error)) exchange {
		return exchange{
			name:   "NFS.Actions." + name,
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return call(ctx, c.NFS.Actions) },
			method: "POST", path: "/v2/nfs/" + nfsShareID + "/actions", body: body,
			status: http.StatusCreated, answer: `{"action": ` + nfsActionFields + `}`, want: &nfsAction,
		}
	}
	for _, e := range []exchange{
		begin("Create", `{"type": "resize", "region": "atl1", "params": {"size_gib": 2048, "name": "n", "vpc_id": "v", "old_vpc_id": "o",
			"new_vpc_id": "w", "performance_tier": "high"}}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.Create(ctx, nfsShareID, &digitalocean.NFSActionRequest{
					Type: digitalocean.NFSActionResize, Region: "atl1", Params: &digitalocean.NFSActionParams{
						SizeGiB: 2048, Name: "n", VPCID: "v", OldVPCID: "o", NewVPCID: "w", PerformanceTier: "high",
					},
				})
			}),
		begin("Create of a type alone", `{"type": "later"}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.Create(ctx, nfsShareID, &digitalocean.NFSActionRequest{Type: "later"})
			}),
		begin("Resize", `{"type": "resize", "region": "atl1", "params": {"size_gib": 2048}}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.Resize(ctx, nfsShareID, 2048, "atl1")
			}),
		begin("Resize without a region", `{"type": "resize", "params": {"size_gib": 2048}}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.Resize(ctx, nfsShareID, 2048, "")
			}),
		begin("Snapshot", `{"type": "snapshot", "region": "atl1", "params": {"name": "daily"}}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.Snapshot(ctx, nfsShareID, "daily", "atl1")
			}),
		begin("Attach", `{"type": "attach", "region": "atl1", "params": {"vpc_id": "vpc-1"}}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.Attach(ctx, nfsShareID, "vpc-1", "atl1")
			}),
		begin("Detach", `{"type": "detach", "region": "atl1", "params": {"vpc_id": "vpc-1"}}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.Detach(ctx, nfsShareID, "vpc-1", "atl1")
			}),
		begin("Reassign", `{"type": "reassign", "region": "atl1", "params": {"old_vpc_id": "vpc-1", "new_vpc_id": "vpc-2"}}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.Reassign(ctx, nfsShareID, "vpc-1", "vpc-2", "atl1")
			}),
		begin("SwitchPerformanceTier", `{"type": "switch_performance_tier", "region": "atl1", "params": {"performance_tier": "standard"}}`,
			func(ctx context.Context, s *digitalocean.NFSActionsService) (*digitalocean.NFSAction, error) {
				return s.SwitchPerformanceTier(ctx, nfsShareID, "standard", "atl1")
			}),
	} {
		t.Run(e.name, e.do)
	}
}

func TestNFSSnapshots(t *testing.T) {
	const (
		snapshotID = "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d"
		fields     = `{"id": "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d", "name": "daily", "size_gib": 1024, "region": "atl1", "status": "CREATING",
			"created_at": "2026-11-14T16:29:21Z", "share_id": "baf4827c-6fa9-456f-9dbd-9ddfcacd0720"}`
	)
	snapshot := digitalocean.NFSSnapshot{
		ID: snapshotID, Name: "daily", SizeGiB: 1024, Region: "atl1", Status: digitalocean.NFSSnapshotCreating,
		CreatedAt: time.Date(2026, 11, 14, 16, 29, 21, 0, time.UTC), ShareID: nfsShareID,
	}
	options := &digitalocean.NFSOptions{Region: "atl1"}
	for _, e := range []exchange{
		{
			name: "NFS.Snapshots.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.Snapshots.List(ctx, &digitalocean.NFSSnapshotListOptions{Region: "atl1", ShareID: nfsShareID})
			},
			method: "GET", path: "/v2/nfs/snapshots", query: "region=atl1&share_id=" + nfsShareID,
			answer: `{"snapshots": [` + fields + `]}`, want: []digitalocean.NFSSnapshot{snapshot},
		},
		{
			name: "NFS.Snapshots.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.Snapshots.Get(ctx, snapshotID, options)
			},
			method: "GET", path: "/v2/nfs/snapshots/" + snapshotID, query: "region=atl1", answer: `{"snapshot": ` + fields + `}`, want: &snapshot,
		},
		{
			name: "NFS.Snapshots.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.NFS.Snapshots.Delete(ctx, snapshotID, options)
			},
			method: "DELETE", path: "/v2/nfs/snapshots/" + snapshotID, query: "region=atl1", status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestNFSAccessPoints(t *testing.T) {
	const path = "/v2/nfs/shares/" + nfsShareID + "/access_points"
	result := digitalocean.NFSAccessPointResult{AccessPoint: nfsAccessPoint, Action: nfsAction}
	for _, e := range []exchange{
		{
			name: "NFS.AccessPoints.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.AccessPoints.List(ctx, nfsShareID, nil)
			},
			method: "GET", path: path, answer: `{"access_points": [` + nfsAccessPointFields + `]}`, want: []digitalocean.NFSAccessPoint{nfsAccessPoint},
		},
		{
			name: "NFS.AccessPoints.List with a status",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.AccessPoints.List(ctx, nfsShareID, &digitalocean.NFSAccessPointListOptions{Status: digitalocean.NFSAccessPointFailed})
			},
			method: "GET", path: path, query: "status=ACCESS_POINT_FAILED", answer: `{"access_points": []}`, want: []digitalocean.NFSAccessPoint{},
		},
		{
			name: "NFS.AccessPoints.Get",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.AccessPoints.Get(ctx, nfsAccessPointID)
			},
			method: "GET", path: "/v2/nfs/access_points/" + nfsAccessPointID, answer: `{"access_point": ` + nfsAccessPointFields + `}`, want: &nfsAccessPoint,
		},
		{
			name: "NFS.AccessPoints.Get of one that is being created",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.AccessPoints.Get(ctx, nfsAccessPointID)
			},
			method: "GET", path: "/v2/nfs/access_points/" + nfsAccessPointID,
			answer: `{"access_point": {"id": "7659ce91-354d-4f61-9cda-ae2c7feb61d9", "status": "ACCESS_POINT_CREATING", "created_at": "2026-06-25T08:11:12Z", "updated_at": ""}}`,
			want: &digitalocean.NFSAccessPoint{
				ID: nfsAccessPointID, Status: digitalocean.NFSAccessPointCreating, CreatedAt: time.Date(2026, 6, 25, 8, 11, 12, 0, time.UTC),
			},
		},
		{
			name: "NFS.AccessPoints.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.AccessPoints.Create(ctx, nfsShareID, &digitalocean.NFSAccessPointCreateRequest{
					Name: "reports", Path: "/reports", VPCID: "3f34cdb2-1e4f-4100-b5c7-f55f2762085f", AccessPolicy: digitalocean.NFSAccessPolicy{
						AnonUID: digitalocean.NFSNobody, AnonGID: digitalocean.NFSNobody, Protocols: []digitalocean.NFSProtocol{digitalocean.NFSProtocolNFS4},
						SquashConfig: digitalocean.NFSRootSquash,
					},
				})
			},
			method: "POST", path: path,
			body: `{"name": "reports", "path": "/reports", "vpc_id": "3f34cdb2-1e4f-4100-b5c7-f55f2762085f", "access_policy": {"anonuid": 65534,
				"anongid": 65534, "protocols": ["NFS4"], "squash_config": "ROOT_SQUASH", "identity_enforcement_enabled": false}}`,
			status: http.StatusCreated, answer: `{"access_point": ` + nfsAccessPointFields + `, "action": ` + nfsActionFields + `}`, want: &result,
		},
		{
			name: "NFS.AccessPoints.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.NFS.AccessPoints.Delete(ctx, nfsAccessPointID)
			},
			method: "DELETE", path: "/v2/nfs/access_points/" + nfsAccessPointID,
			answer: `{"access_point": ` + nfsAccessPointFields + `, "action": ` + nfsActionFields + `}`, want: &result,
		},
	} {
		t.Run(e.name, e.do)
	}
}

// The service that has access points answers with errors of its own form.
func TestNFSAccessPointConflict(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, `{"code": "already_exists", "message": "an access point with this name exists"}`)
	})
	_, err := client.NFS.AccessPoints.Create(t.Context(), nfsShareID, &digitalocean.NFSAccessPointCreateRequest{Name: "reports"})
	require.ErrorIs(t, err, digitalocean.ErrConflict)
	require.ErrorContains(t, err, "already_exists: an access point with this name exists")
}

// A second request to delete an access point would be refused, although the first was carried out.
func TestNFSAccessPointDeleteIsSentOnce(t *testing.T) {
	var sent atomic.Int32
	client := serve(t, func(http.ResponseWriter, *http.Request) {
		sent.Add(1)
		panic(http.ErrAbortHandler)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.NFS.AccessPoints.Delete(t.Context(), nfsAccessPointID)
	require.ErrorIs(t, err, digitalocean.ErrOutcomeUnknown)
	require.EqualValues(t, 1, sent.Load())
}

// waiting is a waiter, the answers to its looks, and what must come of them.
type waiting struct {
	name    string
	wait    func(ctx context.Context, c *digitalocean.Client) (any, error)
	uri     string // of each look
	answers []string
	want    any
	fails   string // the error's text
	as      error  // what the error must be
}

// do serves the answers one after the other.
func (w waiting) do(t *testing.T) {
	t.Helper()
	looks := 0
	client := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.Method+" "+r.URL.RequestURI() != "GET "+w.uri {
			t.Errorf("sent %s %s, want GET %s", r.Method, r.URL.RequestURI(), w.uri)
		}
		_, _ = io.WriteString(rw, w.answers[looks])
		looks++
	}, digitalocean.WithClock(&recordingClock{}))
	got, err := w.wait(t.Context(), client)
	require.Equal(t, len(w.answers), looks, "looks")
	if w.fails != "" {
		require.EqualError(t, err, w.fails)
		require.Equal(t, w.as, err)
		require.Nil(t, got)
		return
	}
	require.NoError(t, err)
	require.Equal(t, w.want, got)
}

// waiter gives the answers of a waiter's method the form that waiting has: no value is nil.
func waiter[T any](wait func(ctx context.Context, c *digitalocean.Client) (*T, error)) func(context.Context, *digitalocean.Client) (any, error) {
	return func(ctx context.Context, c *digitalocean.Client) (any, error) {
		got, err := wait(ctx, c)
		if got == nil {
			return nil, err
		}
		return got, err
	}
}

func TestNFSWaitActive(t *testing.T) {
	share := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.NFSShare, error) {
		return c.NFS.WaitActive(ctx, "s1", &digitalocean.NFSOptions{Region: "atl1"})
	})
	snapshot := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.NFSSnapshot, error) {
		return c.NFS.Snapshots.WaitActive(ctx, "n1", &digitalocean.NFSOptions{Region: "atl1"})
	})
	accessPoint := waiter(func(ctx context.Context, c *digitalocean.Client) (*digitalocean.NFSAccessPoint, error) {
		return c.NFS.AccessPoints.WaitActive(ctx, "a1")
	})
	of := func(key, id string, statuses ...string) (answers []string) {
		for _, status := range statuses {
			answers = append(answers, `{"`+key+`": {"id": "`+id+`", "name": "x", "status": "`+status+`"}}`)
		}
		return answers
	}
	for _, w := range []waiting{
		{
			name: "share", wait: share, uri: "/v2/nfs/s1?region=atl1", answers: of("share", "s1", "CREATING", "INACTIVE", "later", "ACTIVE"),
			want: &digitalocean.NFSShare{ID: "s1", Name: "x", Status: digitalocean.NFSShareActive},
		},
		{
			name: "share that fails", wait: share, uri: "/v2/nfs/s1?region=atl1", answers: of("share", "s1", "CREATING", "FAILED"),
			fails: "digitalocean: NFS share s1 (x) has the status FAILED and does not become active",
			as:    &digitalocean.NFSShareError{NFSShare: digitalocean.NFSShare{ID: "s1", Name: "x", Status: digitalocean.NFSShareFailed}},
		},
		{
			name: "share that is deleted", wait: share, uri: "/v2/nfs/s1?region=atl1", answers: of("share", "s1", "DELETED"),
			fails: "digitalocean: NFS share s1 (x) has the status DELETED and does not become active",
			as:    &digitalocean.NFSShareError{NFSShare: digitalocean.NFSShare{ID: "s1", Name: "x", Status: digitalocean.NFSShareDeleted}},
		},
		{
			name: "snapshot", wait: snapshot, uri: "/v2/nfs/snapshots/n1?region=atl1", answers: of("snapshot", "n1", "UNKNOWN", "CREATING", "ACTIVE"),
			want: &digitalocean.NFSSnapshot{ID: "n1", Name: "x", Status: digitalocean.NFSSnapshotActive},
		},
		{
			name: "snapshot that fails", wait: snapshot, uri: "/v2/nfs/snapshots/n1?region=atl1", answers: of("snapshot", "n1", "FAILED"),
			fails: "digitalocean: NFS snapshot n1 (x) has the status FAILED and does not become active",
			as:    &digitalocean.NFSSnapshotError{NFSSnapshot: digitalocean.NFSSnapshot{ID: "n1", Name: "x", Status: digitalocean.NFSSnapshotFailed}},
		},
		{
			name: "snapshot that is deleted", wait: snapshot, uri: "/v2/nfs/snapshots/n1?region=atl1", answers: of("snapshot", "n1", "DELETED"),
			fails: "digitalocean: NFS snapshot n1 (x) has the status DELETED and does not become active",
			as:    &digitalocean.NFSSnapshotError{NFSSnapshot: digitalocean.NFSSnapshot{ID: "n1", Name: "x", Status: digitalocean.NFSSnapshotDeleted}},
		},
		{
			name: "access point", wait: accessPoint, uri: "/v2/nfs/access_points/a1",
			answers: of("access_point", "a1", "ACCESS_POINT_CREATING", "ACCESS_POINT_ACTIVE"),
			want:    &digitalocean.NFSAccessPoint{ID: "a1", Name: "x", Status: digitalocean.NFSAccessPointActive},
		},
		{
			name: "access point that fails", wait: accessPoint, uri: "/v2/nfs/access_points/a1",
			answers: of("access_point", "a1", "ACCESS_POINT_FAILED"),
			fails:   "digitalocean: NFS access point a1 (x) has the status ACCESS_POINT_FAILED and does not become active",
			as: &digitalocean.NFSAccessPointError{
				NFSAccessPoint: digitalocean.NFSAccessPoint{ID: "a1", Name: "x", Status: digitalocean.NFSAccessPointFailed},
			},
		},
		{
			name: "access point that is deleted", wait: accessPoint, uri: "/v2/nfs/access_points/a1",
			answers: of("access_point", "a1", "ACCESS_POINT_DELETED"),
			fails:   "digitalocean: NFS access point a1 (x) has the status ACCESS_POINT_DELETED and does not become active",
			as: &digitalocean.NFSAccessPointError{
				NFSAccessPoint: digitalocean.NFSAccessPoint{ID: "a1", Name: "x", Status: digitalocean.NFSAccessPointDeleted},
			},
		},
	} {
		t.Run(w.name, w.do)
	}
}

func TestNFSWaitActiveOfNone(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "gone"}`)
	}, digitalocean.WithClock(&recordingClock{}))
	_, err := client.NFS.WaitActive(t.Context(), nfsShareID, nil)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	_, err = client.NFS.Snapshots.WaitActive(t.Context(), "n1", nil)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	_, err = client.NFS.AccessPoints.WaitActive(t.Context(), nfsAccessPointID)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}
