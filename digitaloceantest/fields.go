package digitaloceantest

import (
	"fmt"
	"slices"
	"strings"
)

// numbers returns the integers of an array.
func (f *fields) numbers(name string) []int64 {
	list := f.list(name)
	numbers := make([]int64, 0, len(list))
	for _, item := range list {
		n, ok := item.(float64)
		if !ok || n != float64(int64(n)) {
			f.refuseField(name, "must be an array of integers")
			return nil
		}
		numbers = append(numbers, int64(n))
	}
	return numbers
}

// objects returns the objects of an array.
func (f *fields) objects(name string) []*fields {
	list := f.list(name)
	objects := make([]*fields, 0, len(list))
	for i, item := range list {
		m, ok := item.(map[string]any)
		if !ok {
			f.refuseField(name, "must be an array of objects")
			return nil
		}
		objects = append(objects, &fields{values: m, path: fmt.Sprintf("%s%s[%d].", f.path, name, i), parent: f})
	}
	return objects
}

// inside is nested for an object of which every field may be missing, itself included.
func (f *fields) inside(name string) *fields {
	if o := f.nested(name); o != nil {
		return o
	}
	return &fields{path: f.path + name + ".", parent: f}
}

// choice returns a string that is one of those allowed, or otherwise where the field is absent, null or empty.
func (f *fields) choice(name, otherwise string, allowed ...string) string {
	s := f.text(name)
	if s == "" {
		return otherwise
	}
	if !slices.Contains(allowed, s) {
		f.refuseField(name, "must be one of "+strings.Join(allowed, ", "))
	}
	return s
}

// needChoice is choice for a field that may not be missing.
func (f *fields) needChoice(name string, allowed ...string) string {
	f.needText(name)
	return f.choice(name, "", allowed...)
}

// within returns an integer between two others, or otherwise where the field is absent or null.
func (f *fields) within(name string, least, most, otherwise int64) int64 {
	n, ok := f.number(name)
	if !ok {
		return otherwise
	}
	if n < least || n > most {
		f.refuseField(name, fmt.Sprintf("must be between %d and %d", least, most))
	}
	return n
}

// needWithin is within for a field that may not be missing.
func (f *fields) needWithin(name string, least, most int64) int64 {
	if !f.has(name) {
		f.refuseField(name, "can't be blank")
	}
	return f.within(name, least, most, least)
}

// needTexts is texts for an array that may not be missing or empty.
func (f *fields) needTexts(name string) []string {
	texts := f.texts(name)
	if len(texts) == 0 {
		f.refuseField(name, "can't be blank")
	}
	return texts
}

// region returns the region whose slug the field holds. Without a slug there is none.
func (f *fields) region(name string) *region {
	slug := f.text(name)
	if slug == "" {
		return nil
	}
	r := offer().region(slug)
	if r == nil {
		f.refuseField(name, slug+" does not exist")
	}
	return r
}

// needRegion is region for a field that may not be missing.
func (f *fields) needRegion(name string) *region {
	f.needText(name)
	return f.region(name)
}

// changed returns a string where the field was sent, and the present one where it was not, or is null: the official
// Go client sends null for what it leaves as it is.
func (f *fields) changed(name, present string, maxLength int) string {
	if !f.has(name) {
		return present
	}
	s := f.text(name)
	if len(s) > maxLength {
		f.refuseField(name, fmt.Sprintf("must not be longer than %d characters", maxLength))
	}
	return s
}
