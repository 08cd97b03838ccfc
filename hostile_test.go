package digitalocean_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// method is a method of a service, found by reflection.
type method struct {
	name string // such as "Domains.Records.Get"
	call reflect.Value
	tame map[digitalocean.Operation]url.Values // what it sends when nobody means harm
}

// methods returns every method of every service that the client has.
func methods(client *digitalocean.Client) []method {
	return methodsBelow("", reflect.ValueOf(client).Elem())
}

func methodsBelow(name string, holder reflect.Value) []method {
	var all []method
	for i := range holder.NumField() {
		field := holder.Type().Field(i)
		if !field.IsExported() || field.Type.Kind() != reflect.Pointer || field.Type.Elem().Kind() != reflect.Struct {
			continue
		}
		service := holder.Field(i)
		for m := range service.NumMethod() {
			all = append(all, method{name + field.Name + "." + service.Type().Method(m).Name, service.Method(m), nil})
		}
		all = append(all, methodsBelow(name+field.Name+".", service.Elem())...)
	}
	return all
}

// sent is a request as it arrives, with the template that it was made from.
type sent struct {
	op    digitalocean.Operation
	path  string // escaped
	query url.Values
}

// arrivals is a transport that takes each request through its form on the wire, and answers 404. It ends calls that send too
// many.
type arrivals struct {
	all  []sent
	stop context.CancelFunc
}

const enough = 20

func (a *arrivals) RoundTrip(r *http.Request) (*http.Response, error) {
	var text bytes.Buffer
	if err := r.Write(&text); err != nil {
		return nil, err
	}
	arrived, err := http.ReadRequest(bufio.NewReader(&text))
	if err != nil {
		return nil, fmt.Errorf("the request cannot be read: %w", err)
	}
	_, _ = io.Copy(io.Discard, arrived.Body)
	if left := text.Len(); left > 0 {
		return nil, fmt.Errorf("%d bytes follow the request", left)
	}
	op, _ := digitalocean.OperationFromContext(r.Context())
	a.all = append(a.all, sent{op: op, path: arrived.URL.EscapedPath(), query: arrived.URL.Query()})
	if len(a.all) >= enough {
		a.stop()
	}
	return &http.Response{StatusCode: 404, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// call makes a method's call with text for each string that it can be given, and returns the requests that arrived.
func (a *arrivals) call(ctx context.Context, m method, text string) (arguments []any, err error) {
	a.all = nil
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	a.stop = stop
	signature := m.call.Type()
	var in []reflect.Value
	for i := range signature.NumIn() {
		if signature.IsVariadic() && i == signature.NumIn()-1 {
			break
		}
		kind := signature.In(i)
		if kind == reflect.TypeFor[context.Context]() {
			in = append(in, reflect.ValueOf(ctx))
			continue
		}
		value := reflect.New(kind).Elem()
		fill(value, text, 0)
		in = append(in, value)
		if kind.Kind() == reflect.Slice {
			value = value.Index(0)
		}
		arguments = append(arguments, value.Interface())
	}
	return arguments, failure(ctx, m.call.Call(in))
}

// fill gives a value content: each string is text, each number is 7.
func fill(v reflect.Value, text string, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		if depth < 4 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), text, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), text, depth+1)
			}
		}
	case reflect.Slice:
		if depth < 4 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0), text, depth+1)
		}
	}
}

// failure returns the error of a call; a pager's is that of its first page, an iterator's that of its first step.
func failure(ctx context.Context, results []reflect.Value) error {
	last := results[len(results)-1]
	if err, ok := last.Interface().(error); ok {
		return err
	}
	if last.Kind() == reflect.Func && last.Type().CanSeq2() {
		for _, err := range last.Seq2() {
			return failure(ctx, []reflect.Value{err})
		}
		return nil
	}
	if page := last.MethodByName("Page"); page.IsValid() {
		return failure(ctx, page.Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(1)}))
	}
	return nil
}

// matches reports whether a path is its template with one segment for each argument, in order, and nothing else.
func (s sent) matches(arguments []any) error {
	template, path := strings.Split(s.op.Path, "/"), strings.Split(s.path, "/")
	if len(template) != len(path) {
		return fmt.Errorf("%d segments, want %d", len(path), len(template))
	}
	for i, want := range template {
		segment, err := url.PathUnescape(path[i])
		if err != nil {
			return err
		}
		if !strings.HasPrefix(want, "{") {
			if segment != want {
				return fmt.Errorf("segment %.40q, want %q", segment, want)
			}
			continue
		}
		at := slices.IndexFunc(arguments, func(argument any) bool { return fmt.Sprint(argument) == segment })
		if at < 0 || segment == "" || segment == "." || segment == ".." {
			return fmt.Errorf("segment %.40q for %s", segment, want)
		}
		arguments = arguments[at+1:]
	}
	return nil
}

var hostile = []string{
	"", ".", "..", "...", "/", "//", "\\", "a/b", "a/../b", "../droplets?tag_name=prod", "..\\droplets", "%2e%2e", "%2E%2E%2F", "%", "%zz", "%25",
	"?", "?tag_name=prod", "#", "a#b", "a;b", "a&b=c", "a b", " ", "\t", "a\r\nHost: evil.example", "a\r\n\r\nGET / HTTP/1.1\r\n\r\n", "\x00", "\x7f", "\xff\xfe",
	"{droplet_id}", "{}", "@evil.example", ":", "https://evil.example/v2/account", "//evil.example", "*", "~", "+", "é", "\u2028", "\u202e", "．．", "∕", "0", "-1",
	strings.Repeat("x", 5000), strings.Repeat("../", 100),
}

// FuzzHostileArguments drives every string that any method of any service takes, and looks at what arrives.
func FuzzHostileArguments(f *testing.F) {
	server := &arrivals{}
	client, err := digitalocean.New(testToken, digitalocean.WithHTTPClient(&http.Client{Transport: server}), digitalocean.WithLimiter(nil),
		digitalocean.WithClock(&recordingClock{}), digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1}))
	require.NoError(f, err)
	all := methods(client)
	require.Greater(f, len(all), 50)
	for i, m := range all {
		_, _ = server.call(f.Context(), m, "tame")
		all[i].tame = map[digitalocean.Operation]url.Values{}
		for _, s := range server.all {
			all[i].tame[s.op] = s.query
		}
	}
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, m := range all {
			arguments, err := server.call(t.Context(), m, text)
			if len(server.all) == 0 {
				if !errors.Is(err, digitalocean.ErrInvalidArgument) {
					t.Errorf("%s(%.40q) sent nothing: %v", m.name, text, err)
				}
				continue
			}
			for _, s := range server.all {
				query, known := m.tame[s.op]
				if !known {
					t.Errorf("%s(%.40q) sent %s, which is not its operation", m.name, text, s.op)
				}
				for parameter := range s.query {
					if !query.Has(parameter) {
						t.Errorf("%s(%.40q) sent the parameter %.40q", m.name, text, parameter)
					}
				}
				if err := s.matches(arguments); err != nil {
					t.Errorf("%s(%.40q) sent %s %.80s for %s: %v", m.name, text, s.op.Method, s.path, s.op.Path, err)
				}
			}
		}
	})
}
