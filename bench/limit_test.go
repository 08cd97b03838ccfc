package bench

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/digitalocean/godo"
	"golang.org/x/oauth2"
	"golang.org/x/time/rate"

	"github.com/dosdk/digitalocean"
)

// The limit of the server that the records are created on: smaller where the small size is asked for, to take no longer than a second.
const perSecond = 100

func burst() int { return sized(250, 50) }

// strict allows a burst, and then perSecond. It says so as the API does: ratelimit-* headers in all answers and, where
// the API does not, also Retry-After.
type strict struct {
	limit      *rate.Limiter
	retryAfter bool
}

func (s strict) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	allowed := s.limit.Allow()
	remaining := max(0, int(s.limit.Tokens()))
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Ratelimit-Limit", "5000")
	h.Set("Ratelimit-Remaining", strconv.Itoa(remaining))
	h.Set("Ratelimit-Reset", strconv.FormatInt(time.Now().Unix()+1, 10))
	if allowed {
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"domain_record":{"id":28448429,"type":"A","name":"www","data":"192.0.2.1","priority":null,"port":null,"ttl":1800,"weight":null,"flags":null,"tag":null}}`)
		return
	}
	if s.retryAfter {
		h.Set("Retry-After", "1")
	}
	w.WriteHeader(http.StatusTooManyRequests)
	_, _ = io.WriteString(w, `{"id":"too_many_requests","message":"API Rate limit exceeded."}`)
}

// BenchmarkCreate creates records faster than the server allows. failures/op is how many of them failed, limit-s/op how
// long the limit makes them take at least.
func BenchmarkCreate(b *testing.B) {
	count := sized(1000, 60)
	for _, retryAfter := range []bool{false, true} {
		for _, ways := range []int{1, 16, 256} {
			for _, client := range creators {
				b.Run(fmt.Sprintf("records=%d/retryafter=%t/ways=%d/client=%s", count, retryAfter, ways, client.name), func(b *testing.B) {
					var failures atomic.Int64
					for b.Loop() {
						server := httptest.NewServer(strict{rate.NewLimiter(perSecond, burst()), retryAfter})
						create := client.creates(b, server.URL)
						side(ways, count, func() {
							if create() != nil {
								failures.Add(1)
							}
						})
						server.Close()
					}
					b.ReportMetric(float64(failures.Load())/float64(b.N), "failures/op")
					b.ReportMetric(float64(count-burst())/perSecond, "limit-s/op")
				})
			}
		}
	}
}

// side calls f count times, ways at a time.
func side(ways, count int, f func()) {
	var left atomic.Int64
	left.Store(int64(count))
	var all sync.WaitGroup
	for range ways {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				f()
			}
		})
	}
	all.Wait()
}

var creators = []struct {
	name    string
	creates func(b *testing.B, address string) func() error
}{
	{"official", func(b *testing.B, address string) func() error { return recordOf(officialAt(b, address)) }},
	{"official-unretried", officialWith()},
	{"official-static", officialWith(godo.WithRetryAndBackoffs(godo.RetryConfig{RetryMax: 4}), godo.SetStaticRateLimit(perSecond))},
	{"ours", oursWith(func() digitalocean.Limiter { return digitalocean.NewPacedLimiter(rate.NewLimiter(perSecond, burst())) })},
	{"ours-unlimited", oursWith(func() digitalocean.Limiter { return nil })},
}

func officialWith(opts ...godo.ClientOpt) func(*testing.B, string) func() error {
	return func(b *testing.B, address string) func() error {
		source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "token"})
		client, err := godo.New(oauth2.NewClient(ctx, source), append(opts, godo.SetBaseURL(address+"/"))...)
		check(b, err)
		return recordOf(client)
	}
}

func recordOf(client *godo.Client) func() error {
	return func() error {
		_, _, err := client.Domains.CreateRecord(ctx, "example.com", &godo.DomainRecordEditRequest{Type: "A", Name: "www", Data: "192.0.2.1"})
		return err
	}
}

func oursWith(limiter func() digitalocean.Limiter) func(*testing.B, string) func() error {
	return func(b *testing.B, address string) func() error {
		client := oursAt(b, address, digitalocean.WithLimiter(limiter()))
		return func() error {
			_, err := client.Domains.Records.Create(ctx, "example.com", &digitalocean.DomainRecordCreateRequest{
				Type: digitalocean.DomainRecordA, Name: "www", Data: "192.0.2.1",
			})
			return err
		}
	}
}
