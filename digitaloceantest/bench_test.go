package digitaloceantest_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		srv, err := digitaloceantest.Start()
		require.NoError(b, err)
		srv.Close()
	}
}

func BenchmarkAdd10000Droplets(b *testing.B) {
	srv := digitaloceantest.NewServer(b)
	for b.Loop() {
		srv.Reset()
		srv.AddDroplets(10_000, nil)
	}
}

// BenchmarkList10000Droplets reads 50 pages of 200 over HTTP, without decoding them.
func BenchmarkList10000Droplets(b *testing.B) {
	srv := digitaloceantest.NewServer(b, digitaloceantest.KeepRequests(1))
	srv.AddDroplets(10_000, nil)
	for b.Loop() {
		for page := range 50 {
			r, err := http.NewRequest(http.MethodGet, fmt.Sprintf("%s/v2/droplets?per_page=200&page=%d", srv.URL, page+1), nil)
			require.NoError(b, err)
			r.Header.Set("Authorization", "Bearer "+srv.Token)
			resp, err := http.DefaultClient.Do(r)
			require.NoError(b, err)
			n, err := io.Copy(io.Discard, resp.Body)
			require.NoError(b, err)
			b.SetBytes(50 * n)
			_ = resp.Body.Close()
		}
	}
}

// BenchmarkCollect10000Droplets reads and decodes them with the typed client, pages side by side.
func BenchmarkCollect10000Droplets(b *testing.B) {
	srv := digitaloceantest.NewServer(b, digitaloceantest.KeepRequests(1))
	srv.AddDroplets(10_000, nil)
	client := srv.Client(digitalocean.WithLimiter(nil))
	for b.Loop() {
		droplets, err := client.Droplets.List(nil).Collect(b.Context())
		require.NoError(b, err)
		require.Len(b, droplets, 10_000)
	}
}

// BenchmarkFirstRequest has the facts of the API loaded already: that happens once in a program.
func BenchmarkFirstRequest(b *testing.B) {
	for b.Loop() {
		srv, err := digitaloceantest.Start()
		require.NoError(b, err)
		_, err = srv.Client().Account.Get(b.Context())
		require.NoError(b, err)
		srv.Close()
	}
}
