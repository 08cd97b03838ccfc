package digitaloceantest

import (
	"iter"
	"slices"
)

// collection holds the resources of one type in the order of their creation. The zero value is empty.
type collection[R any] struct {
	entries []*entry[R]
	byKey   map[string]*entry[R]
	added   int
}

type entry[R any] struct {
	key      string
	order    int
	resource R
}

// add appends a resource under the key that names it in a path. A key already present keeps its place.
func (c *collection[R]) add(key string, resource R) {
	if e, ok := c.byKey[key]; ok {
		e.resource = resource
		return
	}
	if c.byKey == nil {
		c.byKey = make(map[string]*entry[R])
	}
	e := &entry[R]{key: key, order: c.added, resource: resource}
	c.added++
	c.entries = append(c.entries, e)
	c.byKey[key] = e
}

func (c *collection[R]) get(key string) (R, bool) {
	if e, ok := c.byKey[key]; ok {
		return e.resource, true
	}
	var none R
	return none, false
}

func (c *collection[R]) has(key string) bool { return c.byKey[key] != nil }

func (c *collection[R]) remove(key string) {
	e, ok := c.byKey[key]
	if !ok {
		return
	}
	delete(c.byKey, key)
	at, _ := slices.BinarySearchFunc(c.entries, e.order, func(e *entry[R], order int) int { return e.order - order })
	c.entries = slices.Delete(c.entries, at, at+1)
}

func (c *collection[R]) len() int { return len(c.entries) }

// all yields the resources, oldest first.
func (c *collection[R]) all() iter.Seq[R] {
	return func(yield func(R) bool) {
		for _, e := range c.entries {
			if !yield(e.resource) {
				return
			}
		}
	}
}

// newestFirst yields the resources, youngest first.
func (c *collection[R]) newestFirst() iter.Seq[R] {
	return func(yield func(R) bool) {
		for _, e := range slices.Backward(c.entries) {
			if !yield(e.resource) {
				return
			}
		}
	}
}

// newestKey returns the key added last, or "".
func (c *collection[R]) newestKey() string {
	if len(c.entries) == 0 {
		return ""
	}
	return c.entries[len(c.entries)-1].key
}

// shown is a resource that has a form in the API.
type shown interface{ show() *object }

func (o *object) show() *object { return o }

// objects returns the API's form of the resources that keep accepts; a nil keep accepts all.
func objects[R shown](resources iter.Seq[R], keep func(R) bool) []*object {
	list := []*object{}
	for r := range resources {
		if keep == nil || keep(r) {
			list = append(list, r.show())
		}
	}
	return list
}
