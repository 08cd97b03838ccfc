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
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

const (
	largestPage   = 200 // items; the API gives 20 when it is not asked for more
	parallelPages = 25
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
type Pager[T any] struct{ list *pageReader }

// pageReader is a Pager that does not know what the items are. It is compiled once, and not once for each type of item.
type pageReader struct {
	first    url.Values
	size     string // the query parameter for the size of a page
	fetch    func(ctx context.Context, query url.Values) (page anyPage, next url.Values, err error)
	byCursor bool // pages have no numbers to ask for them by

	mu     sync.Mutex
	failed error
}

// anyPage is a *Page of whatever items.
type anyPage interface{ parts() pageParts }

// pageParts point to the fields of a page.
type pageParts struct {
	items         any // a *[]T
	number, total *int
	links         *Links
	rate          *Rate
}

func (p *Page[T]) parts() pageParts {
	return pageParts{items: &p.Items, number: &p.Number, total: &p.Total, links: &p.Links, rate: &p.Rate}
}

func (p pageParts) count() int { return reflect.ValueOf(p.items).Elem().Len() }

func newPage[T any]() anyPage { return new(Page[T]) }

// PagerOf returns a pager of one page with the items, for test doubles of a service.
func PagerOf[T any](items ...T) *Pager[T] {
	items = slices.Clone(items)
	return NewPager(func(_ context.Context, number int) (*Page[T], error) {
		page := &Page[T]{Number: number, Total: len(items)}
		if number == 1 {
			page.Items = slices.Clone(items)
		}
		return page, nil
	})
}

// NewPager returns a pager that gets its pages from fetch, for test doubles of a service. Numbers count from 1; the
// first page without Links.Pages.Next is the last. [PagerOf] makes one of a list at hand.
func NewPager[T any](fetch func(ctx context.Context, number int) (*Page[T], error)) *Pager[T] {
	return &Pager[T]{&pageReader{first: url.Values{}, size: perPage, fetch: func(ctx context.Context, query url.Values) (anyPage, url.Values, error) {
		number := pageNumber(query)
		page, err := fetch(ctx, number)
		if err == nil && page == nil {
			err = errNoPage
		}
		if err != nil {
			return nil, nil, err
		}
		if page.Links.Pages.Next == "" {
			return page, nil, nil
		}
		return page, withPage(query, number+1), nil
	}}}
}

// NewCursorPager returns a pager of a list in which each page names the next by a cursor, for lists that are read with
// [Client.Do] and for test doubles. fetch gets the cursor of a page, which is empty for the first, and returns that of the next
// page, which is empty behind the last. Such a list is read in order: Page and Total read it from its beginning.
func NewCursorPager[T any](fetch func(ctx context.Context, cursor string) (page *Page[T], next string, err error)) *Pager[T] {
	const cursor = "cursor"
	return &Pager[T]{&pageReader{first: url.Values{}, byCursor: true, fetch: func(ctx context.Context, query url.Values) (anyPage, url.Values, error) {
		page, next, err := fetch(ctx, query.Get(cursor))
		switch {
		case err != nil:
			return nil, nil, err
		case page == nil:
			return nil, nil, errNoPage
		case next == "":
			return page, nil, nil
		}
		return page, url.Values{cursor: {next}}, nil
	}}}
}

var errNoPage = errors.New("digitalocean: the pager's function returned neither a page nor an error")

// list makes a pager of an operation whose answer holds a page of T under key.
func list[T any](client *Client, op *operation, key string, opts []CallOption) *Pager[T] {
	return &Pager[T]{newPageReader(client, op, opts, newPage[T], listUnder(key))}
}

// listUnder is what of list need not know the type.
//
//go:noinline
func listUnder(key string) func(body []byte, page anyPage) error {
	return func(body []byte, page anyPage) error { return decodeList(body, key, page) }
}

// listWith is list for an answer that does not hold its page as an array under a key: decode reads it.
func listWith[T any](client *Client, op *operation, decode func(body []byte, page *Page[T]) error, opts []CallOption) *Pager[T] {
	return &Pager[T]{newPageReader(client, op, opts, newPage[T], func(body []byte, page anyPage) error { return decode(body, page.(*Page[T])) })}
}

// newPageReader makes a reader of an operation's answers. newPage makes an empty page, and decode fills it from a body.
func newPageReader(client *Client, op *operation, opts []CallOption, newPage func() anyPage, decode func(body []byte, page anyPage) error) *pageReader {
	first := maps.Clone(op.query)
	if first == nil {
		first = url.Values{}
	}
	size := cmp.Or(op.size, perPage)
	if size == perPage && !first.Has(size) {
		first.Set(size, strconv.Itoa(largestPage))
	}
	latest := &latestResponse{callers: gather(opts).response}
	return &pageReader{first: first, size: size, fetch: func(ctx context.Context, query url.Values) (anyPage, url.Values, error) {
		op := *op
		op.query = query
		if op.err == nil {
			op.err = checkPaging(query, size)
		}
		page := newPage()
		*page.parts().number = pageNumber(query)
		next, err := fetchPage(ctx, client, &op, page, decode, opts, latest)
		if err != nil {
			return nil, nil, err
		}
		return page, next, nil
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
func listUnlinked[T any](client *Client, op *operation, decode func(body []byte, page *Page[T]) error, opts []CallOption) *Pager[T] {
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

// fetchPage fills a page, and returns the query of the next.
func fetchPage(ctx context.Context, client *Client, op *operation, page anyPage, decode func([]byte, anyPage) error, opts []CallOption, latest *latestResponse) (url.Values, error) {
	response := new(Response)
	err := client.call(ctx, op, append(opts[:len(opts):len(opts)], WithResponse(response)), func(body []byte) error { return decode(body, page) })
	latest.set(response)
	if err != nil {
		return nil, err
	}
	got := page.parts()
	*got.rate = response.Rate
	next, err := nextQuery(client.base, op, got.links.Pages.Next)
	if err != nil {
		return nil, fmt.Errorf("digitalocean: %s: %w", op.Operation, client.redactError(err))
	}
	return next, nil
}

// nextQuery returns the query of the page that a next link names, and nil without one. The link gives the query and
// nothing else: the request goes where all requests go, with the filters that the caller set.
func nextQuery(base *url.URL, op *operation, link string) (url.Values, error) {
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
//
//go:noinline
func (p *Pager[T]) All(ctx context.Context) iter.Seq2[T, error] { // inlined, it would be compiled twice for each type
	return func(yield func(T, error) bool) {
		p.list.read(ctx, func(page anyPage, err error) bool {
			if err != nil {
				return yield(*new(T), err)
			}
			for _, item := range page.(*Page[T]).Items {
				if !yield(item, nil) {
					return false
				}
			}
			return true
		})
	}
}

// Pages reads the list page by page. After an error it ends.
//
//go:noinline
func (p *Pager[T]) Pages(ctx context.Context) iter.Seq2[*Page[T], error] {
	return func(yield func(*Page[T], error) bool) {
		p.list.read(ctx, func(page anyPage, err error) bool { return yield(pageOf[T](page), err) })
	}
}

// Page fetches one page; the first has the number 1. A page behind the last is empty.
func (p *Pager[T]) Page(ctx context.Context, number int) (*Page[T], error) {
	if p.list.byCursor {
		page, err := p.list.walkTo(ctx, number)
		if page == nil && err == nil {
			page = &Page[T]{Number: number, Total: -1}
		}
		return pageOf[T](page), err
	}
	page, _, err := p.list.fetch(ctx, withPage(p.list.first, number))
	return pageOf[T](page), err
}

// pageOf returns a page with its type, and nil where there is none.
func pageOf[T any](page anyPage) *Page[T] {
	typed, _ := page.(*Page[T])
	return typed
}

// Total returns how many items the whole list has. It fetches one item, or the whole list where the API does not say.
func (p *Pager[T]) Total(ctx context.Context) (int, error) { return p.list.total(ctx) }

// Collect returns the whole list, in order. It fetches the first page, and then the others side by side where the first
// says how many there are. When one fails it stops the others and returns no items.
func (p *Pager[T]) Collect(ctx context.Context) ([]T, error) {
	pages, count, err := p.list.collect(ctx)
	if err != nil {
		return nil, err
	}
	items := make([]T, 0, count)
	for _, page := range pages {
		items = append(items, page.(*Page[T]).Items...)
	}
	return items, nil
}

// read yields the pages of the list, until yield returns false; after an error it ends.
func (p *pageReader) read(ctx context.Context, yield func(anyPage, error) bool) {
	if err := p.failure(); err != nil {
		yield(nil, err)
		return
	}
	p.walk(ctx, p.first, map[string]bool{}, yield)
}

// walk yields the page of query and those that its next links lead to.
func (p *pageReader) walk(ctx context.Context, query url.Values, seen map[string]bool, yield func(anyPage, error) bool) {
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
			*page.parts().number = len(seen)
		}
		if !yield(page, nil) {
			return
		}
		query = next
	}
}

// walkTo reads the list up to a page, and returns nil where it ends before.
func (p *pageReader) walkTo(ctx context.Context, number int) (found anyPage, err error) {
	if number < 1 {
		return nil, fmt.Errorf("digitalocean: %w", argumentError("page is "+strconv.Itoa(number)))
	}
	p.read(ctx, func(page anyPage, failed error) bool {
		if failed != nil || *page.parts().number == number {
			found, err = page, failed
			return false
		}
		return true
	})
	return found, err
}

// named names a page for a person.
func (p *pageReader) named(query url.Values) string {
	if p.byCursor {
		return "a cursor"
	}
	return "page " + strconv.Itoa(pageNumber(query))
}

func (p *pageReader) total(ctx context.Context) (int, error) {
	if p.byCursor {
		_, count, err := p.collect(ctx)
		return count, err
	}
	query := withPage(p.first, 1)
	query.Set(p.size, "1")
	page, _, err := p.fetch(ctx, query)
	if err != nil {
		return 0, err
	}
	if total := *page.parts().total; total > 0 || total == 0 && page.parts().count() == 0 {
		return total, nil
	}
	_, count, err := p.collect(ctx)
	return count, err
}

// collect returns all pages in order, and how many items they hold.
func (p *pageReader) collect(ctx context.Context) (pages []anyPage, count int, err error) {
	if err := p.failure(); err != nil {
		return nil, 0, err
	}
	page, next, err := p.fetch(ctx, p.first)
	if err != nil {
		return nil, 0, p.fail(err)
	}
	pages = []anyPage{page}
	seen := map[string]bool{pageKey(p.first): true}
	first := page.parts()
	if last := first.lastPage(); !p.byCursor && pageNumber(next) == *first.number+1 && !next.Has(pageToken) && last > *first.number {
		rest, after, err := p.fetchThrough(ctx, next, *first.number+1, last)
		if err != nil {
			return nil, 0, p.fail(err)
		}
		pages, next = append(pages, rest...), after
	}
	for page, err := range func(yield func(anyPage, error) bool) { p.walk(ctx, next, seen, yield) } {
		if err != nil {
			return nil, 0, err
		}
		pages = append(pages, page)
	}
	for _, page := range pages {
		count += page.parts().count()
	}
	return pages, count, nil
}

// lastPage returns the number of the last page, by what the first says, or 0 where following the links is the only way
// to know it. A last link that the total contradicts is not trusted, nor one that would make room for more pages than
// any account has.
func (p pageParts) lastPage() int {
	link, err := url.Parse(p.links.Pages.Last)
	count := p.count()
	if err != nil || count == 0 || *p.total < 0 {
		return 0
	}
	last := pageNumber(link.Query())
	if possible := *p.number + *p.total/count; last > possible || last > mostPages {
		return 0
	}
	return last
}

// fetchThrough fetches the pages from number to last side by side, and returns them in order with the query of the
// page behind them, if the list has grown meanwhile.
func (p *pageReader) fetchThrough(ctx context.Context, query url.Values, number, last int) ([]anyPage, url.Values, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pages := make([]anyPage, last-number+1)
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

func (p *pageReader) failure() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.failed
}

func (p *pageReader) fail(err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed == nil {
		p.failed = err
	}
	return err
}
