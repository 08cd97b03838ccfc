package bench

import (
	"io"
	"net/http"
	"testing"

	"github.com/bytedance/sonic"
	"github.com/digitalocean/godo"

	"github.com/dosdk/digitalocean"
)

func BenchmarkGet(b *testing.B) {
	transport := canned(One())
	b.Run("client=nethttp", func(b *testing.B) {
		client := &http.Client{Transport: transport}
		b.ReportAllocs()
		for b.Loop() {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.digitalocean.com/v2/droplets/3164445", nil)
			check(b, err)
			resp, err := client.Do(req)
			check(b, err)
			_, err = io.ReadAll(resp.Body)
			check(b, err)
		}
	})
	b.Run("client=official", func(b *testing.B) {
		client := newOfficial(b, transport)
		b.ReportAllocs()
		for b.Loop() {
			_, _, err := client.Droplets.Get(ctx, 3164445)
			check(b, err)
		}
	})
	b.Run("client=ours", func(b *testing.B) {
		client := newOurs(b, transport)
		b.ReportAllocs()
		for b.Loop() {
			_, err := client.Droplets.Get(ctx, 3164445)
			check(b, err)
		}
	})
	b.Run("client=ours-undecoded", func(b *testing.B) {
		client := newOurs(b, transport)
		b.ReportAllocs()
		for b.Loop() {
			check(b, client.Do(ctx, http.MethodGet, "/v2/droplets/3164445", nil, nil))
		}
	})
}

func BenchmarkPage(b *testing.B) {
	for _, mix := range Mixes {
		page := Page(mix, "https://api.digitalocean.com", 1, 200, 200)
		b.Run("mix="+string(mix)+"/client=official", func(b *testing.B) {
			client := newOfficial(b, canned(page))
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				droplets, _, err := client.Droplets.List(ctx, &godo.ListOptions{PerPage: 200})
				check(b, err)
				checkCount(b, len(droplets), 200)
			}
		})
		b.Run("mix="+string(mix)+"/client=ours", func(b *testing.B) {
			client := newOurs(b, canned(page))
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				got, err := client.Droplets.List(nil).Page(ctx, 1)
				check(b, err)
				checkCount(b, len(got.Items), 200)
			}
		})
		b.Run("mix="+string(mix)+"/client=sonic", func(b *testing.B) { // decodes our types, and does nothing else
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				var got struct {
					Droplets []digitalocean.Droplet `json:"droplets"`
					Links    digitalocean.Links     `json:"links"`
				}
				check(b, sonic.Unmarshal(page, &got))
				checkCount(b, len(got.Droplets), 200)
			}
		})
	}
}
