package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// zones serves a paged list of domains, as many as total, and records the queries that came.
type zones struct {
	total   int
	largest int // items in a page, whatever is asked for; 0 means no limit
	host    string
	last    bool // whether pages have a last link

	mu      sync.Mutex
	queries []string
}

func (z *zones) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	z.mu.Lock()
	z.queries = append(z.queries, r.URL.RawQuery)
	z.mu.Unlock()
	query := r.URL.Query()
	page, perPage := number(query, "page", 1), number(query, "per_page", 20)
	if z.largest > 0 {
		perPage = min(perPage, z.largest)
	}
	host := z.host
	if host == "" {
		host = "http://" + r.Host
	}
	link := func(n int) string { return fmt.Sprintf("%s%s?page=%d&per_page=%d", host, r.URL.Path, n, perPage) }
	pages := (z.total + perPage - 1) / perPage
	var names, links []string
	for i := (page - 1) * perPage; i < min(page*perPage, z.total); i++ {
		names = append(names, fmt.Sprintf(`{"name": "%d.example"}`, i))
	}
	if page < pages {
		links = append(links, fmt.Sprintf(`"next": %q`, link(page+1)))
		if z.last {
			links = append(links, fmt.Sprintf(`"last": %q`, link(pages)))
		}
	}
	fmt.Fprintf(w, `{"domains": [%s], "links": {"pages": {%s}}, "meta": {"total": %d}}`, strings.Join(names, ","), strings.Join(links, ","), z.total)
}

func number(query url.Values, name string, otherwise int) int {
	n, err := strconv.Atoi(query.Get(name))
	if err != nil {
		return otherwise
	}
	return n
}

func names(domains []digitalocean.Domain) []string {
	var all []string
	for _, d := range domains {
		all = append(all, d.Name)
	}
	return all
}

func numbered(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("%d.example", i))
	}
	return all
}

func TestPagerReadsTheWholeList(t *testing.T) {
	for name, z := range map[string]*zones{
		"many pages":                       {total: 45, last: true},
		"a page that is full":              {total: 40, last: true},
		"one page":                         {total: 7, last: true},
		"no item":                          {},
		"no last link":                     {total: 45},
		"pages smaller than asked for":     {total: 45, largest: 4, last: true},
		"links of a proxy's backend":       {total: 45, last: true, host: "https://api.digitalocean.com"},
		"a relative link":                  {total: 45, last: true, host: " "},
		"more pages than are side by side": {total: 45 * 20, last: true},
	} {
		t.Run(name, func(t *testing.T) {
			z.host = strings.TrimSpace(z.host)
			client := serve(t, z.ServeHTTP)
			list := client.Domains.List(&digitalocean.ListOptions{PerPage: 20})
			require.Empty(t, z.queries, "nothing is sent before a method is called")

			collected, err := list.Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, numbered(z.total), names(collected))

			var iterated []digitalocean.Domain
			for domain, err := range list.All(t.Context()) {
				require.NoError(t, err)
				iterated = append(iterated, domain)
			}
			require.Equal(t, collected, append([]digitalocean.Domain{}, iterated...))

			total, err := list.Total(t.Context())
			require.NoError(t, err)
			require.Equal(t, z.total, total)
		})
	}
}

func TestPagerAsksForWhatTheCallerWants(t *testing.T) {
	z := &zones{total: 500, last: true}
	client := serve(t, z.ServeHTTP)

	page, err := client.Domains.List(nil).Page(t.Context(), 3)
	require.NoError(t, err)
	require.Equal(t, []string{"page=3&per_page=200"}, z.queries)
	require.Equal(t, 3, page.Number)
	require.Equal(t, 500, page.Total)
	require.Len(t, page.Items, 100)

	z.queries = nil
	options := &digitalocean.ListOptions{Page: 4, PerPage: 50}
	list := client.Domains.List(options)
	options.PerPage = 1
	first := true
	for page, err := range list.Pages(t.Context()) {
		require.NoError(t, err)
		if first {
			require.Equal(t, "150.example", page.Items[0].Name)
			first = false
		}
		if page.Number == 5 {
			break
		}
	}
	require.Equal(t, []string{"page=4&per_page=50", "page=5&per_page=50"}, z.queries, "options are copied, and no page is fetched ahead")

	z.queries = nil
	_, err = client.Domains.List(nil).Page(t.Context(), 0)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	_, err = client.Domains.List(&digitalocean.ListOptions{PerPage: -1}).Collect(t.Context())
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	_, err = client.Domains.Records.List("", nil).Collect(t.Context())
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	require.Empty(t, z.queries)
}

func TestPagerKeepsTheFilters(t *testing.T) {
	var queries []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		queries = append(queries, r.URL.Query().Encode())
		if len(queries) == 1 {
			fmt.Fprintf(w, `{"domain_records": [{"id": 1}], "links": {"pages": {"next": "http://%s%s?page=2"}}}`, r.Host, r.URL.Path)
			return
		}
		fmt.Fprint(w, `{"domain_records": [{"id": 2}]}`)
	})
	records, err := client.Domains.Records.List("example.com", &digitalocean.DomainRecordListOptions{
		Type: digitalocean.DomainRecordTXT, Name: "a.example.com",
	}).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, records, 2)
	require.Equal(t, []string{"name=a.example.com&per_page=200&type=TXT", "name=a.example.com&page=2&per_page=200&type=TXT"}, queries)
}

func TestPagerRefusesALinkThatLeaves(t *testing.T) {
	stolen := 0
	thief := serverURL(t, func(http.ResponseWriter, *http.Request) { stolen++ })
	for name, c := range map[string]struct{ next, want string }{
		"another port":        {thief + "/v2/domains?page=2", "leaves the API"},
		"another host":        {"https://evil.example/v2/domains?page=2", "leaves the API"},
		"a host after a user": {"https://api.digitalocean.com@evil.example/v2/domains?page=2", "leaves the API"},
		"no scheme":           {"//evil.example/v2/domains?page=2", "leaves the API"},
		"another scheme":      {"http://api.digitalocean.com/v2/domains?page=2", "leaves the API"},
		"another list":        {"/v2/droplets?page=2", "leaves the list"},
		"no address":          {"http://[::1", "cannot be parsed"},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				asked++
				fmt.Fprintf(w, `{"domains": [{"name": "a"}], "links": {"pages": {"next": %q}}}`, c.next)
			})
			list := client.Domains.List(nil)
			domains, err := list.Collect(t.Context())
			require.ErrorContains(t, err, c.want)
			require.Nil(t, domains)
			require.Equal(t, 1, asked)
			require.Zero(t, stolen)
		})
	}
}

func TestPagerEndsACircle(t *testing.T) {
	asked := 0
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		next := 1 + number(r.URL.Query(), "page", 1)%3
		fmt.Fprintf(w, `{"domains": [{"name": "a"}], "links": {"pages": {"next": "http://%s/v2/domains?page=%d"}}}`, r.Host, next)
	})
	domains, err := client.Domains.List(nil).Collect(t.Context())
	require.ErrorContains(t, err, "in a circle")
	require.Nil(t, domains)
	require.Equal(t, 3, asked)

	seen := 0
	var last error
	for _, err := range client.Domains.List(nil).All(t.Context()) {
		seen++
		last = err
	}
	require.Equal(t, 4, seen)
	require.ErrorContains(t, last, "in a circle")
}

func TestPagerStaysFailed(t *testing.T) {
	z := &zones{total: 100, last: true}
	var failing atomic.Bool
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if failing.Load() && r.URL.Query().Get("page") == "3" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		z.ServeHTTP(w, r)
	})
	for name, read := range map[string]func(p *digitalocean.Pager[digitalocean.Domain]) (int, error){
		"Collect": func(p *digitalocean.Pager[digitalocean.Domain]) (int, error) {
			items, err := p.Collect(t.Context())
			return len(items), err
		},
		"All": func(p *digitalocean.Pager[digitalocean.Domain]) (n int, err error) {
			for _, e := range p.All(t.Context()) {
				if e != nil {
					require.NoError(t, err, "nothing follows an error")
					err = e
					continue
				}
				n++
			}
			return n, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			failing.Store(true)
			list := client.Domains.List(&digitalocean.ListOptions{PerPage: 10})
			_, err := read(list)
			require.ErrorIs(t, err, digitalocean.ErrNotFound)
			failing.Store(false)
			n, again := read(list)
			require.Equal(t, err, again)
			require.Zero(t, n)
			n, err = read(client.Domains.List(&digitalocean.ListOptions{PerPage: 10}))
			require.NoError(t, err)
			require.Equal(t, 100, n)
		})
	}
}

func TestCollectSeesAListGrow(t *testing.T) {
	z := &zones{total: 40, last: true}
	var asked atomic.Int32
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == 2 {
			z.total = 65
		}
		z.ServeHTTP(w, r)
	})
	domains, err := client.Domains.List(&digitalocean.ListOptions{PerPage: 20}).Collect(t.Context())
	require.NoError(t, err)
	require.Equal(t, numbered(65), names(domains))
}

func TestCollectEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	z := &zones{total: 1000, last: true}
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("page") != "" {
			cancel()
			<-r.Context().Done()
			return
		}
		z.ServeHTTP(w, r)
	})
	domains, err := client.Domains.List(&digitalocean.ListOptions{PerPage: 20}).Collect(ctx)
	require.ErrorIs(t, err, context.Canceled)
	require.Nil(t, domains)
}

func TestNewPager(t *testing.T) {
	failure := errors.New("no more")
	pager := digitalocean.NewPager(func(_ context.Context, n int) (*digitalocean.Page[string], error) {
		switch n {
		case 1, 2:
			return &digitalocean.Page[string]{Items: []string{fmt.Sprint(n)}, Number: n, Total: 2, Links: digitalocean.Links{Pages: digitalocean.PageLinks{Next: "more"}}}, nil
		case 3:
			return &digitalocean.Page[string]{Items: []string{"3"}, Number: 3, Total: 3}, nil
		}
		return nil, failure
	})
	items, err := pager.Collect(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{"1", "2", "3"}, items)
	var iterated []string
	for item, err := range pager.All(t.Context()) {
		require.NoError(t, err)
		iterated = append(iterated, item)
	}
	require.Equal(t, items, iterated)
	_, err = pager.Page(t.Context(), 4)
	require.ErrorIs(t, err, failure)
}

func TestPagerOf(t *testing.T) {
	given := []string{"a", "b"}
	pager := digitalocean.PagerOf(given...)
	given[0] = "z"
	items, err := pager.Collect(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b"}, items)
	total, err := pager.Total(t.Context())
	require.NoError(t, err)
	require.Equal(t, 2, total)
	page, err := pager.Page(t.Context(), 2)
	require.NoError(t, err)
	require.Empty(t, page.Items)
	none, err := digitalocean.PagerOf[string]().Collect(t.Context())
	require.NoError(t, err)
	require.Empty(t, none)
}

func TestPagerOfADoubleThatSaysLittle(t *testing.T) {
	counted := digitalocean.NewPager(func(context.Context, int) (*digitalocean.Page[int], error) {
		return &digitalocean.Page[int]{Items: []int{1, 2}}, nil
	})
	total, err := counted.Total(t.Context())
	require.NoError(t, err)
	require.Equal(t, 2, total)
	_, err = digitalocean.NewPager(func(context.Context, int) (*digitalocean.Page[int], error) { return nil, nil }).Collect(t.Context())
	require.ErrorContains(t, err, "neither a page nor an error")
	_, err = digitalocean.NewCursorPager(func(context.Context, string) (*digitalocean.Page[int], string, error) { return nil, "", nil }).Collect(t.Context())
	require.ErrorContains(t, err, "neither a page nor an error")
}
