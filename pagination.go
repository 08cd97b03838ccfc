package digitalocean

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

const (
	largestPage   = 200 // items; the API gives 20 when it is not asked for more
	parallelPages = 16
	mostPages     = 10_000       // of a list that is fetched side by side
	perPage       = "per_page"   // the size of a page, in most lists
	pageToken     = "page_token" // in a link to a page; the page's number counts for nothing then
)

// ListOptions are the options of every paged list.
type ListOptions struct {
	Page    int `url:"page,omitempty"`     // the page to begin with; 0 means the first
	PerPage int `url:"per_page,omitempty"` // items in a page, 200 at most; 0 means 200
}

// Page is one page of a list.
type Page[T any] struct {
	Items  []T
	Number int // of the page, from 1
	Total  int // items in the whole list; -1 when the API does not say
	Links  Links
	Rate   Rate
}

// Pager reads a paged list. It sends nothing before one of its methods is called. All, Pages and Collect each read the
// list anew; once one of them has failed, they return that error again.
//
// The API pages by number: an item that is created or deleted while a list is being read can move others between
// pages, so that one is seen twice or not at all.
type Pager[T any] struct {
	first    url.Values
	size     string // the query parameter for the size of a page
	fetch    func(ctx context.Context, query url.Values) (page *Page[T], next url.Values, err error)
	byCursor bool // pages have no numbers to ask for them by

	mu     sync.Mutex
	failed error
}

// NewPager returns a pager that gets its pages from fetch, for test doubles of a service. Numbers count from 1; the
// first page without Links.Pages.Next is the last.
func NewPager[T any](fetch func(ctx context.Context, number int) (*Page[T], error)) *Pager[T] {
	return &Pager[T]{first: url.Values{}, size: perPage, fetch: func(ctx context.Context, query url.Values) (*Page[T], url.Values, error) {
		number := pageNumber(query)
		page, err := fetch(ctx, number)
		if err != nil || page.Links.Pages.Next == "" {
			return page, nil, err
		}
		return page, withPage(query, number+1), nil
	}}
}

// NewCursorPager returns a pager of a list in which each page names the next by a cursor, for lists that are read with
// [Client.Do] and for test doubles. fetch gets the cursor of a page, which is empty for the first, and returns that of the next
// page, which is empty behind the last. Such a list is read in order: Page and Total read it from its beginning.
func NewCursorPager[T any](fetch func(ctx context.Context, cursor string) (page *Page[T], next string, err error)) *Pager[T] {
	const cursor = "cursor"
	return &Pager[T]{first: url.Values{}, byCursor: true, fetch: func(ctx context.Context, query url.Values) (*Page[T], url.Values, error) {
		page, next, err := fetch(ctx, query.Get(cursor))
		if err != nil || next == "" {
			return page, nil, err
		}
		return page, url.Values{cursor: {next}}, nil
	}}
}

// list makes a pager of an operation whose answer holds a page of T under key.
func list[T any](client *Client, op operation, key string, opts []CallOption) *Pager[T] {
	return listWith(client, op, func(body []byte, page *Page[T]) error { return decodeList(body, key, page) }, opts)
}

// listWith is list for an answer that does not hold its page as an array under a key: decode reads it.
func listWith[T any](client *Client, op operation, decode func(body []byte, page *Page[T]) error, opts []CallOption) *Pager[T] {
	first := maps.Clone(op.query)
	if first == nil {
		first = url.Values{}
	}
	size := cmp.Or(op.size, perPage)
	if size == perPage && !first.Has(size) {
		first.Set(size, strconv.Itoa(largestPage))
	}
	latest := &latestResponse{callers: gather(opts).response}
	return &Pager[T]{first: first, size: size, fetch: func(ctx context.Context, query url.Values) (*Page[T], url.Values, error) {
		op := op
		op.query = query
		if op.err == nil {
			op.err = checkPaging(query, size)
		}
		return fetchPage(ctx, client, op, decode, opts, latest)
	}}
}

// latestResponse is what the caller gave WithResponse, for pages that are fetched side by side.
type latestResponse struct {
	mu      sync.Mutex
	callers *Response
}

func (l *latestResponse) set(response *Response) {
	if l.callers == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	*l.callers = *response
}

// listUnlinked is listWith for an answer that says nothing of other pages: after a full page the next is asked for. A page
// that is the same as the one before is an error, for there would be no end to them.
func listUnlinked[T any](client *Client, op operation, decode func(body []byte, page *Page[T]) error, opts []CallOption) *Pager[T] {
	full, err := strconv.Atoi(op.query.Get(perPage))
	if err != nil {
		full = largestPage
	}
	var sums sync.Map // of the full pages, by number
	return listWith(client, op, func(body []byte, page *Page[T]) error {
		if err := decode(body, page); err != nil || page.Total >= 0 || page.Links.Pages.Next != "" || len(page.Items) != full {
			return err
		}
		sum := sha256.Sum256(body)
		if before, ok := sums.Load(page.Number - 1); ok && before == sum {
			return fmt.Errorf("the list has no pages: page %d is page %d again", page.Number, page.Number-1)
		}
		sums.Store(page.Number, sum)
		page.Links.Pages.Next = "?page=" + strconv.Itoa(page.Number+1)
		return nil
	}, opts)
}

func fetchPage[T any](ctx context.Context, client *Client, op operation, decode func([]byte, *Page[T]) error, opts []CallOption, latest *latestResponse) (*Page[T], url.Values, error) {
	page, response := &Page[T]{Number: pageNumber(op.query)}, new(Response)
	opts = append(opts[:len(opts):len(opts)], WithResponse(response))
	err := client.call(ctx, op, opts, func(body []byte) error { return decode(body, page) })
	latest.set(response)
	if err != nil {
		return nil, nil, err
	}
	page.Rate = response.Rate
	next, err := nextQuery(client.base, op, page.Links.Pages.Next)
	if err != nil {
		return nil, nil, fmt.Errorf("digitalocean: %s: %w", op.Operation, client.redactError(err))
	}
	return page, next, nil
}

// nextQuery returns the query of the page that a next link names, and nil without one. The link gives the query and
// nothing else: the request goes where all requests go, with the filters that the caller set.
func nextQuery(base *url.URL, op operation, link string) (url.Values, error) {
	if link == "" {
		return nil, nil
	}
	here, err := op.url(base)
	if err != nil {
		return nil, err
	}
	next, err := here.Parse(link)
	if err != nil {
		return nil, errors.New("the link to the next page cannot be parsed")
	}
	if !sameOrigin(next, base) && !sameOrigin(next, defaultBase()) {
		return nil, fmt.Errorf("the link to the next page leaves the API for %q", next.Host)
	}
	if !strings.HasSuffix(here.Path, next.Path) { // however the link escapes it
		return nil, fmt.Errorf("the link to the next page leaves the list for %q", next.Path)
	}
	query := maps.Clone(op.query)
	query.Del(pageToken) // it names the page that has been read
	maps.Copy(query, next.Query())
	return query, nil
}

func sameOrigin(a, b *url.URL) bool { return a.Scheme == b.Scheme && a.Host == b.Host }

// defaultBase is what next links name behind a proxy that does not rewrite them.
func defaultBase() *url.URL { return &url.URL{Scheme: "https", Host: "api.digitalocean.com"} }

// countedLinks are the links of a page whose answer has only its number and the number of pages. They name a query; the
// list they belong to is the rest.
func countedLinks(number, pages int) PageLinks {
	var links PageLinks
	if number > 1 {
		links.First, links.Prev = "?page=1", "?page="+strconv.Itoa(number-1)
	}
	if number < pages {
		links.Next, links.Last = "?page="+strconv.Itoa(number+1), "?page="+strconv.Itoa(pages)
	}
	return links
}

func checkPaging(query url.Values, size string) error {
	for _, name := range []string{"page", size} {
		if n, err := strconv.Atoi(query.Get(name)); query.Has(name) && (err != nil || n < 1) {
			return argumentError(name + " is " + query.Get(name))
		}
	}
	return nil
}

func pageNumber(query url.Values) int {
	number, err := strconv.Atoi(query.Get("page"))
	if err != nil {
		return 1
	}
	return number
}

// pageKey tells one page from another, whether or not the first is numbered.
func pageKey(query url.Values) string { return withPage(query, pageNumber(query)).Encode() }

func withPage(query url.Values, number int) url.Values {
	query = maps.Clone(query)
	query.Set("page", strconv.Itoa(number))
	return query
}

// All reads the list item by item, and fetches a page when it is reached. After an error it ends.
func (p *Pager[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for page, err := range p.Pages(ctx) {
			if err != nil {
				yield(*new(T), err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// Pages reads the list page by page. After an error it ends.
func (p *Pager[T]) Pages(ctx context.Context) iter.Seq2[*Page[T], error] {
	return func(yield func(*Page[T], error) bool) {
		if err := p.failure(); err != nil {
			yield(nil, err)
			return
		}
		p.walk(ctx, p.first, map[string]bool{}, yield)
	}
}

// walk yields the page of query and those that its next links lead to.
func (p *Pager[T]) walk(ctx context.Context, query url.Values, seen map[string]bool, yield func(*Page[T], error) bool) {
	for query != nil {
		at := pageKey(query)
		if seen[at] {
			yield(nil, p.fail(fmt.Errorf("digitalocean: the links of the list run in a circle: %s comes again", p.named(query))))
			return
		}
		seen[at] = true
		page, next, err := p.fetch(ctx, query)
		if err != nil {
			yield(nil, p.fail(err))
			return
		}
		if p.byCursor {
			page.Number = len(seen)
		}
		if !yield(page, nil) {
			return
		}
		query = next
	}
}

// Page fetches one page; the first has the number 1. A page behind the last is empty.
func (p *Pager[T]) Page(ctx context.Context, number int) (*Page[T], error) {
	if p.byCursor {
		return p.walkTo(ctx, number)
	}
	page, _, err := p.fetch(ctx, withPage(p.first, number))
	return page, err
}

// walkTo reads the list up to a page.
func (p *Pager[T]) walkTo(ctx context.Context, number int) (*Page[T], error) {
	if number < 1 {
		return nil, fmt.Errorf("digitalocean: %w", argumentError("page is "+strconv.Itoa(number)))
	}
	for page, err := range p.Pages(ctx) {
		if err != nil || page.Number == number {
			return page, err
		}
	}
	return &Page[T]{Number: number, Total: -1}, nil
}

// named names a page for a person.
func (p *Pager[T]) named(query url.Values) string {
	if p.byCursor {
		return "a cursor"
	}
	return "page " + strconv.Itoa(pageNumber(query))
}

// Total returns how many items the whole list has. It fetches one item, or the whole list where the API does not say.
func (p *Pager[T]) Total(ctx context.Context) (int, error) {
	if p.byCursor {
		items, err := p.Collect(ctx)
		return len(items), err
	}
	query := withPage(p.first, 1)
	query.Set(p.size, "1")
	page, _, err := p.fetch(ctx, query)
	if err != nil {
		return 0, err
	}
	if page.Total >= 0 {
		return page.Total, nil
	}
	items, err := p.Collect(ctx)
	return len(items), err
}

// Collect returns the whole list, in order. It fetches the first page, and then the others side by side where the first
// says how many there are. When one fails it stops the others and returns no items.
func (p *Pager[T]) Collect(ctx context.Context) ([]T, error) {
	if err := p.failure(); err != nil {
		return nil, err
	}
	first, next, err := p.fetch(ctx, p.first)
	if err != nil {
		return nil, p.fail(err)
	}
	pages := []*Page[T]{first}
	seen := map[string]bool{pageKey(p.first): true}
	if last := lastPage(first); pageNumber(next) == first.Number+1 && !next.Has(pageToken) && last > first.Number {
		rest, after, err := p.fetchThrough(ctx, next, first.Number+1, last)
		if err != nil {
			return nil, p.fail(err)
		}
		pages, next = append(pages, rest...), after
	}
	for page, err := range func(yield func(*Page[T], error) bool) { p.walk(ctx, next, seen, yield) } {
		if err != nil {
			return nil, err
		}
		pages = append(pages, page)
	}
	return joined(pages), nil
}

// lastPage returns the number of the last page, or 0 where following the links is the only way to know it. A last link
// that the total contradicts is not trusted, nor one that would make room for more pages than any account has.
func lastPage[T any](first *Page[T]) int {
	link, err := url.Parse(first.Links.Pages.Last)
	if err != nil || len(first.Items) == 0 || first.Total < 0 {
		return 0
	}
	last := pageNumber(link.Query())
	if possible := first.Number + first.Total/len(first.Items); last > possible || last > mostPages {
		return 0
	}
	return last
}

// fetchThrough fetches the pages from number to last side by side, and returns them in order with the query of the
// page behind them, if the list has grown meanwhile.
func (p *Pager[T]) fetchThrough(ctx context.Context, query url.Values, number, last int) ([]*Page[T], url.Values, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pages := make([]*Page[T], last-number+1)
	var after url.Values
	var failed error
	var failing sync.Once
	var workers sync.WaitGroup
	numbers := make(chan int)
	for range min(parallelPages, len(pages)) {
		workers.Go(func() {
			for n := range numbers {
				page, next, err := p.fetch(ctx, withPage(query, n))
				if err != nil {
					failing.Do(func() { failed = err })
					cancel()
					return
				}
				pages[n-number] = page
				if n == last {
					after = next
				}
			}
		})
	}
	send(ctx, numbers, number, last)
	workers.Wait()
	if failed == nil {
		failed = ctx.Err()
	}
	return pages, after, failed
}

// send hands out the numbers until ctx ends.
func send(ctx context.Context, numbers chan<- int, from, to int) {
	defer close(numbers)
	for n := from; n <= to; n++ {
		select {
		case numbers <- n:
		case <-ctx.Done():
			return
		}
	}
}

func joined[T any](pages []*Page[T]) []T {
	total := 0
	for _, page := range pages {
		total += len(page.Items)
	}
	items := make([]T, 0, total)
	for _, page := range pages {
		items = append(items, page.Items...)
	}
	return items
}

func (p *Pager[T]) failure() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.failed
}

func (p *Pager[T]) fail(err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed == nil {
		p.failed = err
	}
	return err
}
