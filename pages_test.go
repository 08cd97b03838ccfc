package digitalocean_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// listing answers with the domains of a list of 90, and meets one page with a fault as often as it is asked for.
func listing(faultyPage string, f fault) fault {
	return func(conn net.Conn, req *http.Request, n int) bool {
		page := req.URL.Query().Get("page")
		if page == faultyPage || page == "" && faultyPage == "1" {
			return f(conn, req, n)
		}
		return listed(conn, req, n)
	}
}

func listed(conn net.Conn, req *http.Request, n int) bool {
	w := &bodyWriter{}
	(&zones{total: 90, last: true}).ServeHTTP(w, req)
	return answer(http.StatusOK, nil, w.String())(conn, req, n)
}

// A list is whole or an error, whichever page fails and however, and a pager that failed stays failed.
func TestFaultPages(t *testing.T) {
	faults := map[string]fault{
		"closed": unanswered, "cut": write(partOf100), "500": failing(500), "404": failing(404), "HTML": answer(200, nil, "<html>"),
		"empty": answer(200, nil, ""), "an object without items": answer(200, nil, "{}"), "null items": answer(200, nil, `{"domains": null, "links": {}}`),
		"another list": answer(200, nil, `{"droplets": [], "links": {}, "meta": {"total": 90}}`),
	}
	reads := map[string]func(context.Context, *digitalocean.Pager[digitalocean.Domain]) ([]string, error){"Collect": collected, "All": iterated}
	for name, f := range faults {
		for _, page := range []string{"1", "2", "3", "5"} {
			for how, read := range reads {
				t.Run(fmt.Sprint(name, "/page ", page, "/", how), func(t *testing.T) {
					server := newWire(t, listing(page, f))
					var sent atomic.Int32 // the server may see what is cut off only later
					counting := &http.Client{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
						sent.Add(1)
						return http.DefaultTransport.RoundTrip(r)
					})}
					list := wired(t, server, digitalocean.WithClock(&recordingClock{}), digitalocean.WithHTTPClient(counting)).Domains.List(&digitalocean.ListOptions{PerPage: 20})
					items, err := read(t.Context(), list)
					require.Error(t, err)
					require.Equal(t, numbered(len(items)), append([]string(nil), items...), "no page is skipped")
					if how == "Collect" {
						require.Empty(t, items)
					}
					asked := sent.Load()
					again, err2 := read(t.Context(), list)
					require.Equal(t, err, err2)
					require.Empty(t, again)
					require.Equal(t, asked, sent.Load(), "nothing more is sent")
				})
			}
		}
	}
}

func collected(ctx context.Context, list *digitalocean.Pager[digitalocean.Domain]) ([]string, error) {
	items, err := list.Collect(ctx)
	return names(items), err
}

func iterated(ctx context.Context, list *digitalocean.Pager[digitalocean.Domain]) (items []string, err error) {
	for item, err := range list.All(ctx) {
		if err != nil {
			return items, err
		}
		items = append(items, item.Name)
	}
	return items, nil
}

// Pages that fail once are fetched again, and the list is whole.
func TestFaultPagesRecover(t *testing.T) {
	for name, f := range map[string]fault{"closed": unanswered, "cut": write(partOf100), "503": failing(503), "429": asking(429, "Retry-After", "1")} {
		t.Run(name, func(t *testing.T) {
			failed := map[string]bool{}
			server := newWire(t, nil)
			server.serve = func(conn net.Conn, req *http.Request, n int) bool {
				page := req.URL.Query().Get("page")
				server.mu.Lock()
				first := !failed[page]
				failed[page] = true
				server.mu.Unlock()
				if first {
					return f(conn, req, n)
				}
				return listed(conn, req, n)
			}
			items, err := collected(t.Context(), wired(t, server, digitalocean.WithClock(&recordingClock{})).Domains.List(&digitalocean.ListOptions{PerPage: 20}))
			require.NoError(t, err)
			require.Equal(t, numbered(90), items)
		})
	}
}

// Links that lead in a circle end with an error, however long the circle is.
func TestFaultCircles(t *testing.T) {
	for length := 1; length <= 4; length++ {
		server := newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
			next := 1 + number(req.URL.Query(), "page", 1)%length
			return answer(200, nil, fmt.Sprintf(`{"domains": [{"name": "a"}], "links": {"pages": {"next": "/v2/domains?page=%d"}}}`, next))(conn, req, n)
		})
		list := wired(t, server).Domains.List(nil)
		_, err := list.Collect(t.Context())
		require.ErrorContains(t, err, "in a circle")
		require.EqualValues(t, length, server.seen.Load())
	}
}

// One Response may be given to a list whose pages are fetched side by side.
func TestFaultResponseOfPagesSideBySide(t *testing.T) {
	server := newWire(t, listed)
	var resp digitalocean.Response
	items, err := collected(t.Context(), wired(t, server).Domains.List(&digitalocean.ListOptions{PerPage: 5}, digitalocean.WithResponse(&resp)))
	require.NoError(t, err)
	require.Len(t, items, 90)
	require.Equal(t, 200, resp.StatusCode)
}
