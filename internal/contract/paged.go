package contract

// answer makes the top of an answer: it has its payload in every form, and a list says which page it is.
func (r *run) answer(s *Schema) any {
	if s.Kind() != Object {
		return r.value("", s)
	}
	r.top = payload(s)
	object, ok := r.value("", s).(map[string]any)
	if !ok {
		return nil
	}
	if page := r.pageOf(object); page != nil {
		r.paginate(object, s, page)
	}
	return object
}

// pageOf is the page that was asked for, or else the whole of the first list in the payload. It is nil for an answer
// that has none.
func (r *run) pageOf(object map[string]any) *Page {
	if r.Page != nil {
		return r.Page
	}
	for _, name := range r.top {
		if list, ok := object[name].([]any); ok {
			return &Page{Number: 1, Count: 1, Total: len(list), Items: len(list)}
		}
	}
	return nil
}

func (r *run) paginate(object map[string]any, s *Schema, page *Page) {
	numbers := page.numbers()
	for _, field := range s.Fields() {
		_, present := object[field.Name]
		number, isNumber := numbers[field.Name]
		switch {
		case field.Name == "links" && (present || r.Page != nil):
			r.setLinks(object, field.Schema, page)
		case field.Name == "meta" && (present || r.Page != nil):
			r.setMeta(object, field.Schema, numbers)
		case field.Name == "has_more" && present:
			object[field.Name] = page.Number < page.Count
		case isNumber && present && field.Schema.Kind() == Integer:
			object[field.Name] = number
		}
	}
}

// numbers has the names under which the API counts lists.
func (p *Page) numbers() map[string]int {
	return map[string]int{
		"total": p.Total, "total_items": p.Total, "count": p.Total,
		"pages": p.Count, "total_pages": p.Count,
		"page": p.Number, "current_page": p.Number,
	}
}

func (r *run) setMeta(object map[string]any, s *Schema, numbers map[string]int) {
	meta, ok := object["meta"].(map[string]any)
	if !ok {
		meta = make(map[string]any)
		object["meta"] = meta
	}
	for _, field := range s.Fields() {
		if number, ok := numbers[field.Name]; ok {
			meta[field.Name] = number
		}
	}
}

// setLinks leaves links alone that are not those of pages, and nulls that were asked for.
func (r *run) setLinks(object map[string]any, s *Schema, page *Page) {
	pages, ok := s.Field("pages")
	if !ok || r.Form == Nulls && r.Page == nil && pages.Schema.Nullable() {
		return
	}
	urls := make(map[string]any)
	for name, url := range page.urls() {
		_, declared := pages.Schema.Field(name)
		if url != "" && (declared || pages.Schema.Values() != nil) {
			urls[name] = url
		}
	}
	links := make(map[string]any)
	if len(urls) > 0 || pages.Required {
		links["pages"] = urls
	}
	if r.Form == Strange {
		links[UnexpectedField] = r.text("unexpected")
	}
	object["links"] = links
}

// urls has the names under which the API links pages; the one before has two.
func (p *Page) urls() map[string]string {
	return map[string]string{"first": p.First, "prev": p.Prev, "previous": p.Prev, "next": p.Next, "last": p.Last}
}
