package bench

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/digitalocean/godo"
)

// BenchmarkIterate reads a long list and keeps nothing of it. peak-B is by how much the heap grew, garbage included.
func BenchmarkIterate(b *testing.B) {
	total := sized(100_000, 4_000)
	transport := droplets.of(total)
	measure := func(client string, read func(b *testing.B) int) {
		b.Run(fmt.Sprintf("droplets=%d/client=%s", total, client), func(b *testing.B) {
			b.ReportAllocs()
			var peak int64
			for b.Loop() {
				peak = max(peak, peakHeap(func() { checkCount(b, read(b), total) }))
			}
			b.ReportMetric(float64(peak), "peak-B")
		})
	}
	measure("official", func(b *testing.B) (count int) {
		walk(b, newOfficial(b, transport), 200, func(page []godo.Droplet) { count += len(page) })
		return count
	})
	measure("ours", func(b *testing.B) int { return iterate(b, newOurs(b, transport)) })
}

// peakHeap returns by how much the heap grew at most while f ran. It looks every millisecond.
func peakHeap(f func()) int64 {
	before := heap()
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		var m runtime.MemStats
		for most := before; ; most = max(most, m.HeapAlloc) {
			select {
			case <-tick.C:
				runtime.ReadMemStats(&m)
			case <-stop:
				peak <- most
				return
			}
		}
	}()
	f()
	close(stop)
	return int64(<-peak - before)
}

// heap returns how much is in use after everything else has been collected.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what had a finalizer or lay in a pool
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkKeep reads a whole list and keeps it. kept-B/droplet is what the heap then holds.
func BenchmarkKeep(b *testing.B) {
	total := sized(10_000, 1_000)
	for _, mix := range Mixes {
		transport, err := store(b.TempDir(), mix, total)
		check(b, err)
		keep := func(client string, read func(b *testing.B) any) {
			b.Run(fmt.Sprintf("droplets=%d/mix=%s/client=%s", total, mix, client), func(b *testing.B) {
				b.ReportAllocs()
				var kept uint64
				for b.Loop() {
					before := heap()
					list := read(b)
					kept = heap() - before
					runtime.KeepAlive(list)
				}
				b.ReportMetric(float64(kept)/float64(total), "kept-B/droplet")
			})
		}
		keep("official", func(b *testing.B) any { return loop(b, newOfficial(b, transport), 200) })
		keep("ours", func(b *testing.B) any {
			list, err := newOurs(b, transport).Droplets.List(nil).Collect(ctx)
			check(b, err)
			return list
		})
		check(b, transport.file.Close())
	}
}
