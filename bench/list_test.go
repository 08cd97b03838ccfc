package bench

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/digitalocean/godo"

	"github.com/dosdk/digitalocean"
)

// away starts a server that is away by latency: a way there and back for a connection, one for TLS, one for each
// request.
func away(b *testing.B, protocol string, total int) *httptest.Server {
	server := httptest.NewUnstartedServer(distant{droplets.of(total), latency()})
	server.Listener = distantListener{server.Listener, latency()}
	server.EnableHTTP2 = protocol == "h2"
	server.TLS = &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
		time.Sleep(latency())
		return nil, nil
	}}
	if protocol == "http1" {
		server.Start()
	} else {
		server.StartTLS()
	}
	b.Cleanup(server.Close)
	return server
}

// distantListener lets a connection wait for its first byte as long as it takes to be set up.
type distantListener struct {
	net.Listener
	away time.Duration
}

func (l distantListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &distantConn{Conn: conn, away: l.away}, nil
}

type distantConn struct {
	net.Conn
	away time.Duration
	once sync.Once
}

func (c *distantConn) Read(p []byte) (int, error) {
	c.once.Do(func() { time.Sleep(c.away) })
	return c.Conn.Read(p)
}

// BenchmarkList reads a whole list with a client that is new each time, and so has to connect.
func BenchmarkList(b *testing.B) {
	total := sized(10_000, 1_000)
	for _, protocol := range []string{"http1", "https1", "h2"} {
		server := away(b, protocol, total)
		name := fmt.Sprintf("droplets=%d/latency=%s/protocol=%s/", total, latency(), protocol)
		measure := func(name string, read func(b *testing.B) int) {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					checkCount(b, read(b), total)
					b.StopTimer()
					server.CloseClientConnections()
					b.StartTimer()
				}
			})
		}
		measure(name+"client=official", func(b *testing.B) int { return len(loop(b, officialAt(b, server.URL), 200)) })
		if protocol == "http1" {
			measure(name+"client=official-default", func(b *testing.B) int { return len(loop(b, officialAt(b, server.URL), 0)) })
		}
		measure(name+"client=ours", func(b *testing.B) int {
			got, err := oursAt(b, server.URL).Droplets.List(nil).Collect(ctx)
			check(b, err)
			return len(got)
		})
		measure(name+"client=ours-All", func(b *testing.B) int { return iterate(b, oursAt(b, server.URL)) })
	}
}

// loop is the loop of the official client's documentation.
func loop(b *testing.B, client *godo.Client, perPage int) []godo.Droplet {
	var all []godo.Droplet
	walk(b, client, perPage, func(page []godo.Droplet) { all = append(all, page...) })
	return all
}

func walk(b *testing.B, client *godo.Client, perPage int, visit func([]godo.Droplet)) {
	options := &godo.ListOptions{PerPage: perPage}
	for {
		page, resp, err := client.Droplets.List(ctx, options)
		check(b, err)
		visit(page)
		if resp.Links == nil || resp.Links.IsLastPage() {
			return
		}
		number, err := resp.Links.CurrentPage()
		check(b, err)
		options.Page = number + 1
	}
}

func iterate(b *testing.B, client *digitalocean.Client) (count int) {
	for _, err := range client.Droplets.List(nil).All(ctx) {
		check(b, err)
		count++
	}
	return count
}

func officialAt(b *testing.B, address string) *godo.Client {
	client := godo.NewFromToken("token")
	base, err := url.Parse(address + "/")
	check(b, err)
	client.BaseURL = base
	return client
}

func oursAt(b *testing.B, address string, opts ...digitalocean.Option) *digitalocean.Client {
	opts = append([]digitalocean.Option{digitalocean.WithBaseURL(address), digitalocean.WithLimiter(generous())}, opts...)
	client, err := digitalocean.New("token", opts...)
	check(b, err)
	return client
}
