package digitalocean_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestDoWithArguments(t *testing.T) {
	var sent string
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) { sent = r.Method + " " + r.URL.RequestURI() })
	do := func(path string, opts ...digitalocean.CallOption) error {
		sent = ""
		return client.Do(t.Context(), "GET", path, nil, nil, opts...)
	}
	for want, call := range map[string]func() error{
		"/v2/things/a%2Fb/parts/7": func() error {
			return do("/v2/things/{thing_id}/parts/{part_id}", digitalocean.WithArguments("a/b", 7))
		},
		"/v2/things/%3Fx=1?a=1": func() error { return do("/v2/things/{thing_id}?a=1", digitalocean.WithArguments("?x=1")) },
		"/v2/things/7":          func() error { return do("/v2/things/{thing_id}", digitalocean.WithArguments(int64(7))) },
		"/v2/things?page=2&x=%7Ba": func() error {
			return do("/v2/things?x=%7Ba", digitalocean.WithQuery(&digitalocean.ListOptions{Page: 2}))
		},
		"/v2/things?a=1&a=2&b=%26":  func() error { return do("/v2/things", digitalocean.WithQuery(url.Values{"a": {"1", "2"}, "b": {"&"}})) },
		"/v2/things?a=2":            func() error { return do("/v2/things?a=1", digitalocean.WithQuery(url.Values{"a": {"2"}})) },
		"/v2/things/%7Bthing_id%7D": func() error { return do("/v2/things/{thing_id}", digitalocean.WithArguments("{thing_id}")) },
		"/v2/things?":               func() error { return do("/v2/things", digitalocean.WithQuery((*digitalocean.ListOptions)(nil))) },
	} {
		require.NoError(t, call(), want)
		require.Equal(t, "GET "+strings.TrimSuffix(want, "?"), sent)
	}
	for name, err := range map[string]error{
		"an empty argument":        do("/v2/things/{thing_id}", digitalocean.WithArguments("")),
		"a dot":                    do("/v2/things/{thing_id}", digitalocean.WithArguments(".")),
		"two dots":                 do("/v2/things/{thing_id}/x", digitalocean.WithArguments("..")),
		"an ID of zero":            do("/v2/things/{thing_id}", digitalocean.WithArguments(0)),
		"another type":             do("/v2/things/{thing_id}", digitalocean.WithArguments(1.5)),
		"an argument too few":      do("/v2/things/{thing_id}/{part_id}", digitalocean.WithArguments("a")),
		"no arguments":             do("/v2/things/{thing_id}"),
		"an argument too many":     do("/v2/things/{thing_id}", digitalocean.WithArguments("a", "b")),
		"no placeholder":           do("/v2/things", digitalocean.WithArguments("a")),
		"a part of a segment":      do("/v2/things/x{thing_id}", digitalocean.WithArguments("a")),
		"a placeholder unnamed":    do("/v2/things/{}", digitalocean.WithArguments("a")),
		"a placeholder in another": do("/v2/things/{{a}}", digitalocean.WithArguments("a")),
		"a query of another type":  do("/v2/things", digitalocean.WithQuery(7)),
	} {
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument, name)
		require.Empty(t, sent, name)
	}
}

// The template names the call, not what fills it.
func TestDoNamesTheTemplate(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	err := client.Do(t.Context(), "GET", "/v2/things/{thing_id}?x=1", nil, nil, digitalocean.WithArguments("secret-name"))
	e, ok := errors.AsType[*digitalocean.Error](err)
	require.True(t, ok)
	require.Equal(t, "/v2/things/{thing_id}", e.Path)
	require.NotContains(t, err.Error(), "secret-name")
}

func TestOptionsOfDoAreForDo(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("it was sent") })
	_, err := client.Droplets.Get(t.Context(), 1, digitalocean.WithArguments("2"))
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	_, err = client.Droplets.List(nil, digitalocean.WithQuery(url.Values{"tag_name": {"x"}})).Collect(t.Context())
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
}

func TestStream(t *testing.T) {
	proceed := make(chan bool)
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		part(w, r.Method+" "+r.URL.RequestURI()+" "+string(text)+"\n")
		if <-proceed {
			part(w, strings.Repeat("x", 1000))
		}
	}, digitalocean.WithMaxBody(10))
	body, err := client.Stream(t.Context(), "POST", "/v2/things/{thing_id}/events?follow=true", map[string]int{"from": 1}, digitalocean.WithArguments("a/b"))
	require.NoError(t, err)
	read(t, body, `POST /v2/things/a%2Fb/events?follow=true {"from":1}`+"\n")
	proceed <- true
	rest, err := readAll(body, nil)
	require.NoError(t, err)
	require.Len(t, rest, 1000, "it is not bounded")

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	body, err = client.Stream(ctx, "GET", "/v2/things", nil)
	require.NoError(t, err)
	read(t, body, "GET /v2/things \n")
	cancel()
	_, err = readAll(body, nil)
	require.ErrorIs(t, err, context.Canceled)
	proceed <- false

	for _, path := range []string{"", "things", "/v2/../things", "/v2/{x}"} {
		_, err = client.Stream(t.Context(), "GET", path, nil)
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	}
}

func TestStreamRefused(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"id": "not_found", "message": "gone"}`)
	})
	body, err := client.Stream(t.Context(), "GET", "/v2/things", nil)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	require.Nil(t, body)
}

// cursors is a list of pages by cursors.
func cursors(pages map[string]struct {
	items []int
	next  string
}, asked *[]string) *digitalocean.Pager[int] {
	return digitalocean.NewCursorPager(func(_ context.Context, cursor string) (*digitalocean.Page[int], string, error) {
		*asked = append(*asked, cursor)
		page, ok := pages[cursor]
		if !ok {
			return nil, "", fmt.Errorf("no page %s", cursor)
		}
		return &digitalocean.Page[int]{Items: page.items, Total: -1}, page.next, nil
	})
}

func TestCursorPager(t *testing.T) {
	type pages = map[string]struct {
		items []int
		next  string
	}
	var asked []string
	list := cursors(pages{"": {[]int{1, 2}, "b"}, "b": {nil, "c"}, "c": {[]int{3}, ""}}, &asked)
	require.Empty(t, asked, "nothing is sent before it is read")
	all, err := list.Collect(t.Context())
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 3}, all)
	require.Equal(t, []string{"", "b", "c"}, asked)

	asked = nil
	for item, err := range list.All(t.Context()) {
		require.NoError(t, err)
		require.Equal(t, 1, item)
		break
	}
	require.Equal(t, []string{""}, asked, "a page is fetched when it is reached")
	total, err := list.Total(t.Context())
	require.NoError(t, err)
	require.Equal(t, 3, total)
	for number, want := range map[int][]int{1: {1, 2}, 2: nil, 3: {3}, 4: nil} {
		page, err := list.Page(t.Context(), number)
		require.NoError(t, err)
		require.Equal(t, want, page.Items)
		require.Equal(t, number, page.Number)
	}
	_, err = list.Page(t.Context(), 0)
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)

	_, err = cursors(pages{"": {[]int{1}, "b"}, "b": {[]int{2}, "c"}, "c": {[]int{3}, "b"}}, &asked).Collect(t.Context())
	require.ErrorContains(t, err, "circle")
	failing := cursors(pages{"": {[]int{1}, "b"}}, &asked)
	all, err = failing.Collect(t.Context())
	require.EqualError(t, err, "no page b")
	require.Nil(t, all)
	asked = nil
	_, err = failing.Collect(t.Context())
	require.EqualError(t, err, "no page b")
	require.Empty(t, asked, "a failed pager stays failed")
}

func TestWaitFor(t *testing.T) {
	clock := &recordingClock{}
	client := serve(t, nil, digitalocean.WithClock(clock))
	looks := 0
	require.NoError(t, client.WaitFor(t.Context(), "a thing", func() (bool, error) { looks++; return looks == 3, nil }))
	require.Equal(t, []time.Duration{time.Second, 1500 * time.Millisecond}, clock.sleeps())
	broken := errors.New("broken")
	require.Equal(t, broken, client.WaitFor(t.Context(), "a thing", func() (bool, error) { return false, broken }))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := client.WaitFor(ctx, "a thing", func() (bool, error) { return false, ctx.Err() })
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "wait for a thing")
}
