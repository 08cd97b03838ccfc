package digitalocean_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/dosdk/digitalocean"
)

// startHandling returns a client of a server that answers in one way.
func startHandling(handler http.HandlerFunc) (client *digitalocean.Client, stop func()) {
	server := httptest.NewServer(handler)
	client, err := digitalocean.New("dop_v1_example", digitalocean.WithBaseURL(server.URL))
	if err != nil {
		log.Fatal(err)
	}
	return client, server.Close
}

func ExampleWithArguments() {
	client, stop := startHandling(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println(r.Method, r.RequestURI)
		_, _ = io.WriteString(w, `{"name": "red"}`)
	})
	defer stop()

	var colour struct {
		Name string `json:"name"`
	}
	err := client.Do(context.Background(), http.MethodGet, "/v2/things/{thing_id}/colour", nil, &colour,
		digitalocean.WithArguments("my/thing"), digitalocean.WithQuery(url.Values{"shade": {"dark"}}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(colour.Name)
	// Output:
	// GET /v2/things/my%2Fthing/colour?shade=dark
	// red
}

func ExampleClient_Stream() {
	client, stop := startHandling(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "one\ntwo\n") })
	defer stop()

	body, err := client.Stream(context.Background(), http.MethodGet, "/v2/things/{thing_id}/log", nil, digitalocean.WithArguments(7))
	if err != nil {
		log.Fatal(err)
	}
	defer body.Close()
	lines := bufio.NewScanner(body)
	for lines.Scan() {
		fmt.Println(lines.Text())
	}
	// Output:
	// one
	// two
}

func ExampleNewCursorPager() {
	client, stop := startHandling(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("after") == "" {
			_, _ = io.WriteString(w, `{"things": ["a", "b"], "next": "b"}`)
			return
		}
		_, _ = io.WriteString(w, `{"things": ["c"], "next": ""}`)
	})
	defer stop()

	things := digitalocean.NewCursorPager(func(ctx context.Context, cursor string) (*digitalocean.Page[string], string, error) {
		var answer struct {
			Things []string `json:"things"`
			Next   string   `json:"next"`
		}
		err := client.Do(ctx, http.MethodGet, "/v2/things", nil, &answer, digitalocean.WithQuery(url.Values{"after": {cursor}}))
		return &digitalocean.Page[string]{Items: answer.Things, Total: -1}, answer.Next, err
	})
	for thing, err := range things.All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(thing)
	}
	// Output:
	// a
	// b
	// c
}
