package digitaloceantest

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
)

const (
	defaultPerPage = 20
	maxPerPage     = 200
)

// window is the part of a list that a request asks for.
type window struct {
	page, perPage int
}

// window reads page and per_page. What is not a number is a bad request; what is out of range cannot be
// processed.
func (c *call) window() (window, error) {
	page, err := c.positive("page", 1)
	if err != nil {
		return window{}, err
	}
	perPage, err := c.positive("per_page", defaultPerPage)
	if err != nil {
		return window{}, err
	}
	if perPage > maxPerPage {
		return window{}, unprocessable(fmt.Sprintf("per_page must be between 1 and %d", maxPerPage))
	}
	return window{page: page, perPage: perPage}, nil
}

func (c *call) positive(name string, otherwise int) (int, error) {
	text := c.query.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, badRequest(name + " must be an integer")
	}
	if n < 1 {
		return 0, unprocessable(name + " must be at least 1")
	}
	return n, nil
}

// bounds returns the range of total items that the window shows.
func (w window) bounds(total int) (from, to int) {
	if w.page > w.last(total) {
		return total, total
	}
	from = (w.page - 1) * w.perPage
	return from, min(from+w.perPage, total)
}

func (w window) last(total int) int { return max(1, (total+w.perPage-1)/w.perPage) }

// page answers with the part of a list that the request asks for.
func (c *call) page(name string, resources []*object) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	from, to := w.bounds(len(resources))
	return c.paged(newObject(name, resources[from:to]), w, len(resources))
}

// paged adds the links and the total to a page.
func (c *call) paged(page *object, w window, total int) (reply, error) {
	page.set("links", c.links(w, total))
	page.set("meta", newObject("total", total))
	return bare(http.StatusOK, page)
}

// links holds the pages that there are around this one; a list that fits in one page has none.
func (c *call) links(w window, total int) *object {
	last := w.last(total)
	if last == 1 && w.page == 1 {
		return newObject()
	}
	pages := newObject()
	if w.page > 1 {
		pages.set("first", c.pageURL(1))
		pages.set("prev", c.pageURL(min(w.page-1, last)))
	}
	if w.page < last {
		pages.set("next", c.pageURL(w.page+1))
		pages.set("last", c.pageURL(last))
	}
	return newObject("pages", pages)
}

// pageURL is the URL of the request with another page.
func (c *call) pageURL(page int) string {
	query := url.Values(maps.Clone(c.query))
	query.Set("page", strconv.Itoa(page))
	return c.origin + c.path + "?" + query.Encode()
}
