package bench

import (
	"bytes"
	"fmt"
	"regexp"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dosdk/digitalocean"
)

// BenchmarkPages reads lists of more and more pages, without a network: ns/page stays what it is.
func BenchmarkPages(b *testing.B) {
	for _, pages := range []int{1, 10, 100, 1000} {
		if pages > sized(1000, 10) {
			continue
		}
		transport := droplets.of(pages * 200)
		measure := func(client string, read func(b *testing.B) int) {
			b.Run(fmt.Sprintf("pages=%d/client=%s", pages, client), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					checkCount(b, read(b), pages*200)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*pages), "ns/page")
			})
		}
		measure("official", func(b *testing.B) int { return len(loop(b, newOfficial(b, transport), 200)) })
		measure("ours", func(b *testing.B) int {
			list, err := newOurs(b, transport).Droplets.List(nil).Collect(ctx)
			check(b, err)
			return len(list)
		})
		measure("ours-All", func(b *testing.B) int { return iterate(b, newOurs(b, transport)) })
	}
}

// BenchmarkGoroutines gets a Droplet from more and more goroutines with one client. An op is one call.
func BenchmarkGoroutines(b *testing.B) {
	transport := canned(One())
	for ways := 1; ways <= 64; ways *= 2 {
		measure := func(client string, get func() error) {
			b.Run(fmt.Sprintf("goroutines=%d/client=%s", ways, client), func(b *testing.B) {
				b.ReportAllocs()
				side(ways, b.N, func() {
					if err := get(); err != nil {
						b.Error(err)
					}
				})
			})
		}
		official, ours := newOfficial(b, transport), newOurs(b, transport)
		measure("official", func() error { _, _, err := official.Droplets.Get(ctx, 3164445); return err })
		measure("ours", func() error { _, err := ours.Droplets.Get(ctx, 3164445); return err })
	}
}

// BenchmarkLocks is 64 goroutines that call without a pause under a profile of the mutexes. locked-ns/op is how long a
// call waits for the locks that calls share: the limiter, its pace, the retry budget, the tokens. While it waits others
// are at work; what that costs is the time of a call beside that of one without a limiter.
func BenchmarkLocks(b *testing.B) {
	transport := canned(One())
	for name, client := range map[string]*digitalocean.Client{
		"ours": newOurs(b, transport), "ours-unlimited": newOurs(b, transport, digitalocean.WithLimiter(nil)),
	} {
		b.Run("client="+name, func(b *testing.B) {
			defer runtime.SetMutexProfileFraction(runtime.SetMutexProfileFraction(1))
			before := waited(b)
			b.ResetTimer()
			side(64, b.N, func() {
				if _, err := client.Droplets.Get(ctx, 3164445); err != nil {
					b.Error(err)
				}
			})
			b.StopTimer()
			b.ReportMetric(float64((waited(b)-before).Nanoseconds())/float64(b.N), "locked-ns/op")
		})
	}
}

var (
	cyclesPerSecond = regexp.MustCompile(`cycles/second=(\d+)`)
	contended       = regexp.MustCompile(`(?m)^(\d+) \d+ @.*\n((?:#.*\n)+)`)
	shared          = regexp.MustCompile(`\(\*RateLimiter\)|\(\*budget\)|\(\*tokenSource\)|x/time/rate\.`)
)

// waited returns how long goroutines have waited for the shared locks since the process began.
func waited(b *testing.B) time.Duration {
	var profile bytes.Buffer
	check(b, pprof.Lookup("mutex").WriteTo(&profile, 1))
	text := profile.String()
	perSecond := cyclesPerSecond.FindStringSubmatch(text)
	if perSecond == nil {
		b.Fatal("the profile of the mutexes has changed its form: " + strings.SplitN(text, "\n", 3)[0])
	}
	var cycles float64
	for _, stack := range contended.FindAllStringSubmatch(text, -1) {
		if shared.MatchString(stack[2]) {
			n, err := strconv.ParseFloat(stack[1], 64)
			check(b, err)
			cycles += n
		}
	}
	rate, err := strconv.ParseFloat(perSecond[1], 64)
	check(b, err)
	return time.Duration(cycles / rate * float64(time.Second))
}
