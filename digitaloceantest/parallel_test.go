package digitaloceantest_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

var parallelDroplet = digitalocean.DropletCreateRequest{
	Region: "nyc3", Size: "s-1vcpu-1gb", Image: digitalocean.ImageSlug("debian-12-x64"), Tags: []string{"busy"},
}

// Servers know nothing of each other, though they share the catalog.
func TestServersInParallel(t *testing.T) {
	var lock sync.Mutex
	first := map[int64]bool{}
	t.Run("servers", func(t *testing.T) {
		for i := range 30 {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				srv := digitaloceantest.NewServer(t)
				client := srv.Client()
				for n := range 5 {
					request := parallelDroplet
					request.Name = fmt.Sprintf("s%d-%d", i, n)
					d, err := client.Droplets.Create(t.Context(), &request)
					require.NoError(t, err)
					d, err = client.Droplets.WaitActive(t.Context(), d.ID)
					require.NoError(t, err)
					require.Equal(t, request.Name, d.Name)
					if n == 0 {
						lock.Lock()
						first[d.ID] = true
						lock.Unlock()
					}
				}
				total, err := client.Droplets.List(nil).Total(t.Context())
				require.NoError(t, err)
				require.Equal(t, 5, total)
			})
		}
	})
	require.Len(t, first, 1, "all have the same seed")
}

// Many clients of one server create, wait, list and delete, while the test looks at it, moves its time and makes it
// fail. No create is sent twice by a client, so each name is there once.
func TestManyClientsOfOneServer(t *testing.T) {
	const clients, each = 12, 8
	path := filepath.Join(t.TempDir(), "state.json")
	srv := digitaloceantest.NewServer(t, digitaloceantest.Data(path))
	ctx := t.Context()
	trouble := srv.Inject(digitaloceantest.Fault{Method: "GET", Chance: 0.05, Status: 503})
	var busy, meddling sync.WaitGroup
	stop := make(chan struct{})
	meddling.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			fault := srv.Inject(digitaloceantest.Fault{Path: "/v2/sizes", Status: 503})
			srv.Advance(time.Second)
			_ = srv.Requests()
			_ = fault.Fired()
			fault.Remove()
		}
	})
	for i := range clients {
		busy.Go(func() {
			client := srv.Client(digitalocean.WithLimiter(nil))
			for n := range each {
				request := parallelDroplet
				request.Name = fmt.Sprintf("c%d-%d", i, n)
				d, err := client.Droplets.Create(ctx, &request)
				if err == nil {
					_, err = client.Droplets.WaitActive(ctx, d.ID)
				}
				if err == nil && n%2 == 1 {
					err = client.Droplets.Delete(ctx, d.ID)
				}
				if err == nil {
					_, err = client.Droplets.List(&digitalocean.DropletListOptions{Tag: "busy"}).Collect(ctx)
				}
				if err != nil {
					t.Errorf("%s: %v", request.Name, err)
				}
			}
		})
	}
	busy.Wait()
	close(stop)
	meddling.Wait()
	trouble.Remove()

	names := namesOfAll(t, srv)
	require.Len(t, names, clients*each/2)
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(names))), clients*each/2)

	srv.Close()
	again := digitaloceantest.NewServer(t, digitaloceantest.Data(path))
	require.Equal(t, names, namesOfAll(t, again), "the journal has them in the order in which they were carried out")
}

func namesOfAll(t *testing.T, srv *digitaloceantest.Server) []string {
	t.Helper()
	droplets, err := srv.Client().Droplets.List(nil).Collect(t.Context())
	require.NoError(t, err)
	names := []string{}
	for _, d := range droplets {
		names = append(names, d.Name)
	}
	return names
}

func TestStartsInUnder5Milliseconds(t *testing.T) {
	fastest := time.Hour
	for range 20 {
		began := time.Now()
		srv, err := digitaloceantest.Start()
		require.NoError(t, err)
		fastest = min(fastest, time.Since(began))
		srv.Close()
	}
	require.Less(t, fastest, 5*time.Millisecond)
}
