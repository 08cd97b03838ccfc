package digitaloceantest

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// genAIPage answers with the part of a list that the request asks for, and with what else stands beside it, as names and values
// that take turns. GradientAI numbers its pages in meta, and has a name of its own for the page before.
func (c *call) genAIPage(name string, resources []*object, beside ...any) (reply, error) {
	w, err := c.window()
	if err != nil {
		return reply{}, err
	}
	from, to := w.bounds(len(resources))
	links := c.links(w, len(resources))
	if pages, ok := links.get("pages").(*object); ok && pages.get("prev") != nil {
		pages.set("previous", pages.get("prev"))
		pages.drop("prev")
	}
	page := append([]any{name, resources[from:to], "links", links, "meta", w.meta(len(resources))}, beside...)
	return bare(http.StatusOK, newObject(page...))
}

// meta numbers the page among those of total items.
func (w window) meta(total int) *object {
	return newObject("page", w.page, "pages", w.last(total), "total", total)
}

// genAILister answers with a page of all resources of a service of GradientAI.
func genAILister[R shown](of state[collection[R]], name string) handler {
	return func(c *call) (reply, error) { return c.genAIPage(name, objects(of.of(c.Server).all(), nil)) }
}

// matching makes a filter of a value that a query may have: without one, all pass.
func matching(wanted, field string) func(*object) bool {
	return func(o *object) bool { return wanted == "" || o.text(field) == wanted }
}

// inPhases plans work that goes through statuses, each as long as the others, and then ends.
func (c *call) inPhases(kind string, statuses []string, enter func(status string, at time.Time), done, failed func(at time.Time)) {
	for i, status := range statuses {
		c.at(c.now.Add(c.took(kind)*time.Duration(i)/time.Duration(len(statuses))), func(at time.Time) { enter(status, at) })
	}
	c.after(kind, done, failed)
}

// decimal returns a number between two others, or otherwise where the field is absent or null.
func (f *fields) decimal(name string, least, most, otherwise float64) float64 {
	v, ok := read[float64](f, name, "a number")
	if !ok {
		return otherwise
	}
	if v < least || v > most {
		f.refuseField(name, "must be between "+strconv.FormatFloat(least, 'g', -1, 64)+" and "+strconv.FormatFloat(most, 'g', -1, 64))
	}
	return v
}

// changedTexts returns an array of strings where the field was sent, and the present one where it was not, or is null.
func (f *fields) changedTexts(name string, present []string) []string {
	if !f.has(name) {
		return slices.Clone(present)
	}
	return f.texts(name)
}

// needKnown reads the UUIDs of resources that there have to be.
func needKnown[R any](f *fields, name string, list *collection[R]) []R {
	known := []R{}
	for _, uuid := range f.texts(name) {
		r, ok := list.get(uuid)
		if !ok {
			f.refuseField(name, uuid+" does not exist")
			continue
		}
		known = append(known, r)
	}
	return known
}
