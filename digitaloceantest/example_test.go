package digitaloceantest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

var webServer = &digitalocean.DropletCreateRequest{
	Name: "web-1", Region: "nyc3", Size: "s-1vcpu-1gb",
	Image: digitalocean.ImageSlug("ubuntu-24-04-x64"),
	Tags:  []string{"web"},
}

// In a test, NewServer(t) also closes the server.
func Example() {
	srv, err := digitaloceantest.Start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()

	droplet, err := client.Droplets.Create(ctx, webServer)
	fmt.Println(droplet.Status, err)
	droplet, err = client.Droplets.WaitActive(ctx, droplet.ID) // ten virtual seconds
	fmt.Println(droplet.Status, err)
	// Output:
	// new <nil>
	// active <nil>
}

func ExampleNewServer() {
	_ = func(t *testing.T) {
		srv := digitaloceantest.NewServer(t)
		client := srv.Client()
		_ = client // hand it to the code under test
	}
}

func ExampleServer_AddDroplets() {
	srv, _ := digitaloceantest.Start()
	defer srv.Close()
	srv.AddDroplets(1000, func(i int, d map[string]any) {
		d["name"] = fmt.Sprintf("web-%d", i)
		d["tags"] = []string{"web"}
	})

	list := srv.Client().Droplets.List(&digitalocean.DropletListOptions{Tag: "web"})
	droplets, err := list.Collect(context.Background())
	fmt.Println(len(droplets), droplets[999].Name, err)
	// Output: 1000 web-999 <nil>
}

func ExampleServer_Create() {
	srv, _ := digitaloceantest.Start()
	defer srv.Close()
	srv.Create("/v2/domains", map[string]any{"name": "example.com", "ip_address": "192.0.2.1"})

	domain, err := srv.Client().Domains.Get(context.Background(), "example.com")
	fmt.Println(domain.Name, err)
	// Output: example.com <nil>
}

func ExampleServer_Inject() {
	srv, _ := digitaloceantest.Start()
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()

	// Two answers get lost on the way. The client asks again.
	busy := srv.Inject(digitaloceantest.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable, Times: 2})
	_, err := client.Account.Get(ctx)
	fmt.Println(busy.Fired(), err)

	// The Droplet is created, but the connection ends before the client hears of it.
	srv.Inject(digitaloceantest.Fault{Path: "/v2/droplets", Break: digitaloceantest.ResetAfter, Times: 1})
	_, err = client.Droplets.Create(ctx, webServer)
	fmt.Println(errors.Is(err, digitalocean.ErrOutcomeUnknown))
	total, err := client.Droplets.List(nil).Total(ctx)
	fmt.Println(total, err)
	// Output:
	// 2 <nil>
	// true
	// 1 <nil>
}

func ExampleServer_FailNext() {
	srv, _ := digitaloceantest.Start()
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	id := srv.AddDroplets(1, nil)[0]

	srv.FailNext("resize")
	action, err := client.Droplets.Actions.Resize(ctx, id, "s-2vcpu-4gb", false)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = client.Actions.Wait(ctx, action.ID)
	fmt.Println(err != nil)
	droplet, _ := client.Droplets.Get(ctx, id)
	fmt.Println(droplet.SizeSlug)
	// Output:
	// true
	// s-1vcpu-1gb
}

func ExampleServer_Requests() {
	srv, _ := digitaloceantest.Start()
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()

	_, _ = client.Droplets.Create(ctx, webServer)
	_, _ = client.Droplets.Get(ctx, 1)
	for _, r := range srv.Requests() {
		fmt.Println(r.Operation, r.Status)
	}
	// Output:
	// POST /v2/droplets 202
	// GET /v2/droplets/{droplet_id} 404
}

func ExampleManualClock() {
	srv, _ := digitaloceantest.Start(digitaloceantest.ManualClock())
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	droplet, _ := client.Droplets.Create(ctx, webServer)

	for _, pause := range []time.Duration{9 * time.Second, time.Second} {
		srv.Advance(pause)
		droplet, _ = client.Droplets.Get(ctx, droplet.ID)
		fmt.Println(droplet.Status)
	}
	// Output:
	// new
	// active
}

func ExampleRateLimit() {
	srv, _ := digitaloceantest.Start(digitaloceantest.RateLimit(1000, 5))
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()

	// Twelve calls at five a minute take more than two minutes. The client waits in virtual time.
	began := srv.Now()
	for range 12 {
		if _, err := client.Account.Get(ctx); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(srv.Now().Sub(began) >= 2*time.Minute)
	// Output: true
}

// A field that the API does not have is refused, so that a test finds the misspelt one.
func ExampleLenient() {
	ctx := context.Background()
	request := map[string]any{"name": "example.com", "ip_adress": "192.0.2.1"}
	for _, options := range [][]digitaloceantest.Option{nil, {digitaloceantest.Lenient()}} {
		srv, _ := digitaloceantest.Start(options...)
		err := srv.Client().Do(ctx, http.MethodPost, "/v2/domains", request, nil)
		var refused *digitalocean.Error
		fmt.Println(errors.As(err, &refused))
		if refused != nil {
			fmt.Println(refused.StatusCode, refused.Message)
		}
		srv.Close()
	}
	// Output:
	// true
	// 422 ip_adress is not a field of domain
	// false
}

func ExampleServer_PushImage() {
	srv, _ := digitaloceantest.Start()
	defer srv.Close()
	srv.Create("/v2/registries", map[string]any{"name": "shop"})
	srv.PushImage("shop", "web", "v1")
	srv.PushImage("shop", "web", "v2")

	tags, err := srv.Client().Registries.Repositories.ListTags("shop", "web", nil).Collect(context.Background())
	fmt.Println(len(tags), tags[1].Tag, err)
	// Output: 2 v2 <nil>
}

func ExampleDuration() {
	srv, _ := digitaloceantest.Start(digitaloceantest.Duration("create", time.Hour))
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	began := srv.Now()

	droplet, _ := client.Droplets.Create(ctx, webServer)
	_, err := client.Droplets.WaitActive(ctx, droplet.ID)
	fmt.Println(srv.Now().Sub(began) >= time.Hour, err)
	// Output: true <nil>
}
