package digitalocean

import (
	"bytes"
	"cmp"
	"encoding"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

var (
	errEmptyBody    = errors.New("the body is empty")
	errNullBody     = errors.New("the body is null")
	errEmptyObject  = errors.New("the body is an empty object")
	errNotAnObject  = errors.New("the body is not a JSON object")
	errTrailingText = errors.New("text follows the JSON object")
)

// Links are the links of a list to its other pages.
type Links struct {
	Pages PageLinks `json:"pages,omitzero"`
}

// PageLinks holds the URLs of other pages of a list; those that do not exist are empty.
type PageLinks struct {
	First string `json:"first,omitzero"`
	Prev  string `json:"prev,omitzero"`
	Next  string `json:"next,omitzero"`
	Last  string `json:"last,omitzero"`
}

// listLinks is the links object of a list. GradientAI has its own name for the page before.
type listLinks struct {
	Pages struct {
		PageLinks
		Previous string `json:"previous"`
	} `json:"pages"`
}

// listMeta is the meta object of a list. Only some lists number their pages.
type listMeta struct {
	Total *int `json:"total"`
	Page  int  `json:"page"`
	Pages int  `json:"pages"`
}

// of returns the links of a page, made from its number where it has none.
func (l listLinks) of(meta listMeta) Links {
	pages := l.Pages.PageLinks
	pages.Prev = cmp.Or(pages.Prev, l.Pages.Previous)
	if pages == (PageLinks{}) && meta.Page > 0 {
		pages = countedLinks(meta.Page, meta.Pages)
	}
	return Links{Pages: pages}
}

// total returns the number of items in the whole list, or -1 when the answer does not say.
func (m listMeta) total() int {
	if m.Total == nil {
		return -1
	}
	return *m.Total
}

// decode reads a body into out by way of read. Where that fails it reads once more, leniently: one odd field does
// not fail a call.
func decode(read func(opts ...json.Options) error) error {
	err := read()
	if err == nil {
		return nil
	}
	if read(leniently()) == nil {
		return nil
	}
	return err
}

// decodeOne decodes the member key of the answer's object into what out points to; an empty key stands for the whole body.
func decodeOne(body []byte, key string, out any) error {
	if key == "" && readQuicklyWhole(body, out) || key != "" && readQuickly(body, false, member{key, out}) {
		return nil
	}
	return decodeOneCarefully(body, key, out)
}

func decodeOneCarefully(body []byte, key string, out any) error {
	return decode(func(opts ...json.Options) error {
		reflect.ValueOf(out).Elem().SetZero()
		if key == "" {
			return readWhole(body, out, opts)
		}
		return readMember(body, key, out, opts)
	})
}

func readMember(body []byte, key string, out any, opts []json.Options) error {
	found := false
	err := eachMember(body, opts, func(name string, dec *jsontext.Decoder) error {
		if name != key {
			return dec.SkipValue()
		}
		found = true
		switch kind := dec.PeekKind(); {
		case kind == 'n':
			return fmt.Errorf("%q is null", key)
		case kind != '{' && isObject(out):
			return fmt.Errorf("%q is not an object", key)
		}
		return json.UnmarshalDecode(dec, out, opts...)
	})
	if err == nil && !found {
		return fmt.Errorf("the body has no %q", key)
	}
	return err
}

// readWhole decodes a body that is the value itself. An object without members says nothing, so it is no answer.
func readWhole(body []byte, out any, opts []json.Options) error {
	text := bytes.Trim(body, " \t\r\n")
	switch {
	case len(text) == 0:
		return errEmptyBody
	case string(text) == "null":
		return errNullBody
	case text[0] == '{' && string(bytes.TrimSpace(text[1:])) == "}":
		return errEmptyObject
	case text[0] != '{' && isObject(out):
		return errNotAnObject
	}
	return json.Unmarshal(text, out, opts...)
}

// decodeList decodes the array under key into a page, with the list's links and meta. A missing or null array
// is an empty list only where meta says that the list has no items: a body that says nothing is no proof of an
// empty account.
func decodeList(body []byte, key string, page anyPage) error {
	into := page.parts()
	var links listLinks
	var meta listMeta
	if readQuickly(body, true, member{key, into.items}, member{"links", &links}, member{"meta", &meta}) {
		*into.links, *into.total = links.of(meta), meta.total()
		return nil
	}
	return decodeListCarefully(body, key, into)
}

func decodeListCarefully(body []byte, key string, into pageParts) error {
	return decode(func(opts ...json.Options) error {
		var links listLinks
		var meta listMeta
		found := false
		reflect.ValueOf(into.items).Elem().SetZero()
		err := eachMember(body, opts, func(name string, dec *jsontext.Decoder) error {
			switch name {
			case key:
				found = dec.PeekKind() != 'n'
				return json.UnmarshalDecode(dec, into.items, opts...)
			case "links":
				return json.UnmarshalDecode(dec, &links, opts...)
			case "meta":
				return json.UnmarshalDecode(dec, &meta, opts...)
			}
			return dec.SkipValue()
		})
		*into.links, *into.total = links.of(meta), meta.total()
		if err == nil && !found && *into.total != 0 {
			return fmt.Errorf("the body has no %q", key)
		}
		return err
	})
}

// eachMember walks over the members of the one object that body is; visit consumes each value.
func eachMember(body []byte, opts []json.Options, visit func(name string, dec *jsontext.Decoder) error) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return errEmptyBody
	}
	dec := jsontext.NewDecoder(bytes.NewBuffer(body), opts...)
	if kind := dec.PeekKind(); kind != '{' {
		if _, err := dec.ReadValue(); err != nil {
			return err
		}
		return errNotAnObject
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() != '}' {
		name, err := dec.ReadToken()
		if err != nil {
			return err
		}
		if err := visit(name.String(), dec); err != nil {
			return err
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	if _, err := dec.ReadToken(); err != io.EOF {
		return errTrailingText
	}
	return nil
}

// leniently makes the decoder take what another version of the API, or a gateway on the way, may send in place of
// the documented type: a number for a string, a number or a boolean in quotes, an empty string or array for
// nothing, a time in another notation, a name twice.
func leniently() json.Options {
	return json.JoinOptions(
		jsontext.AllowDuplicateNames(true),
		jsontext.AllowInvalidUTF8(true),
		json.WithUnmarshalers(json.UnmarshalFromFunc(func(dec *jsontext.Decoder, target any) error {
			return readLeniently(dec, reflect.ValueOf(target).Elem())
		})),
	)
}

func readLeniently(dec *jsontext.Decoder, target reflect.Value) error {
	kind := dec.PeekKind()
	if t, ok := target.Addr().Interface().(*time.Time); ok && (kind == '"' || kind == '0') {
		return readTime(dec, t)
	}
	if text, ok := target.Addr().Interface().(encoding.TextUnmarshaler); ok && (kind == '0' || kind == 't' || kind == 'f') {
		return readText(dec, text.UnmarshalText)
	}
	if readsItself(target.Addr().Interface()) {
		return errors.ErrUnsupported
	}
	switch target.Kind() {
	case reflect.String:
		if kind == '0' || kind == 't' || kind == 'f' {
			return readText(dec, func(text []byte) error { target.SetString(string(text)); return nil })
		}
	case reflect.Bool:
		if kind == '"' || kind == '0' {
			return readScalar(dec, func(text string) error {
				v, err := strconv.ParseBool(strings.ToLower(text))
				target.SetBool(v)
				return err
			})
		}
	case reflect.Int, reflect.Int64:
		if kind == '"' || kind == '0' {
			return readScalar(dec, func(text string) error {
				v, err := parseInteger(text)
				target.SetInt(v)
				return err
			})
		}
	case reflect.Uint64:
		if kind == '"' {
			return readScalar(dec, func(text string) error {
				v, err := strconv.ParseUint(text, 10, 64)
				target.SetUint(v)
				return err
			})
		}
	case reflect.Float64:
		if kind == '"' {
			return readScalar(dec, func(text string) error {
				v, err := strconv.ParseFloat(text, 64)
				target.SetFloat(v)
				return err
			})
		}
	case reflect.Struct, reflect.Map:
		if kind == '"' || kind == '[' {
			return readNothing(dec)
		}
	}
	return errors.ErrUnsupported
}

// isObject reports whether out points to what only a JSON object can fill.
func isObject(out any) bool {
	return reflect.TypeOf(out).Elem().Kind() == reflect.Struct && !readsItself(out)
}

func readsItself(target any) bool {
	_, fromJSON := target.(json.Unmarshaler)
	_, fromText := target.(encoding.TextUnmarshaler)
	_, fromTokens := target.(json.UnmarshalerFrom)
	return fromJSON || fromText || fromTokens
}

// readText reads a number or a boolean as it is written.
func readText(dec *jsontext.Decoder, set func(text []byte) error) error {
	value, err := dec.ReadValue()
	if err != nil {
		return err
	}
	return set(value)
}

// readScalar reads a number or a string as text. An empty string leaves the zero value.
func readScalar(dec *jsontext.Decoder, set func(text string) error) error {
	token, err := dec.ReadToken()
	if err != nil || token.String() == "" {
		return err
	}
	return set(token.String())
}

// parseInteger reads an integer, also one that is written as 1.0 or 1e3.
func parseInteger(text string) (int64, error) {
	if v, err := strconv.ParseInt(text, 10, 64); err == nil {
		return v, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err == nil && (f != math.Trunc(f) || math.Abs(f) >= 1<<53) {
		err = fmt.Errorf("%s is not an integer", text)
	}
	return int64(f), err
}

var lenientTimes = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z0700", time.DateOnly}

func readTime(dec *jsontext.Decoder, t *time.Time) error {
	return readScalar(dec, func(text string) (err error) {
		if seconds, err := parseInteger(text); err == nil {
			*t = time.Unix(seconds, 0).UTC()
			return nil
		}
		for _, layout := range lenientTimes {
			if *t, err = time.Parse(layout, text); err == nil {
				return nil
			}
		}
		return err
	})
}

// readNothing accepts an empty string or an empty array where another composite is expected. What is not empty is
// left to fail.
func readNothing(dec *jsontext.Decoder) error {
	value, err := dec.ReadValue()
	if err == nil && len(bytes.TrimSpace(value)) > len(`""`) {
		return fmt.Errorf("unexpected %s", value.Kind())
	}
	return err
}
