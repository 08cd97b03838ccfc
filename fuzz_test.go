package digitalocean_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// said is a transport whose every answer is the same. It notes the latest request.
type said struct {
	status int
	header http.Header
	body   string
	asked  *http.Request
}

func (s *said) RoundTrip(r *http.Request) (*http.Response, error) {
	s.asked = r
	return &http.Response{StatusCode: s.status, Header: s.header.Clone(), Body: io.NopCloser(strings.NewReader(s.body)), Request: r}, nil
}

// client returns a client that is told the same each time, and does not ask twice.
func (s *said) client(t testing.TB, opts ...digitalocean.Option) *digitalocean.Client {
	t.Helper()
	client, err := digitalocean.New(testToken, append([]digitalocean.Option{
		digitalocean.WithHTTPClient(&http.Client{Transport: s}), digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 1}),
	}, opts...)...)
	require.NoError(t, err)
	return client
}

// recordings returns all recorded answers.
func recordings(f *testing.F) []recording {
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(f, err)
	require.NotEmpty(f, files)
	var all []recording
	for _, file := range files {
		all = append(all, readRecording(f, strings.TrimSuffix(filepath.Base(file), ".json")))
	}
	return all
}

// FuzzSuccess: a success is either a value, which is in the body, or a DecodeError with the body.
func FuzzSuccess(f *testing.F) {
	for _, r := range recordings(f) {
		f.Add(r.Body)
	}
	for _, body := range []string{"", "null", "{}", "[]", `{"account": null}`, `{"account": {}}`, `{"account": [], "domains": {}}`, `{"domains": null, "meta": {"total": 0}}`,
		`{"account": {"droplet_limit": "25", "email_verified": "true"}}`, `{"domains": [{"name": 5, "ttl": ""}], "links": {"pages": {"next": 7}}}`, `{"account": {}, "account": {}}`, "{\"account\": {\"email\": \"\xff\"}}", "0\v", "\v{}"} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		server := &said{status: 200, body: body}
		client := server.client(t, digitalocean.WithLimiter(nil))

		account, err := client.Account.Get(t.Context())
		requireValueOrBody(t, account, err, body)
		if err == nil {
			require.Equal(t, byte('{'), firstByte(member(t, body, "account")))
			again, err := json.Marshal(map[string]any{"account": account})
			require.NoError(t, err)
			server.body = string(again)
			same, err := client.Account.Get(t.Context())
			require.NoError(t, err)
			require.Equal(t, account, same, "what was read is written and read again")
			server.body = body
		}

		page, err := client.Domains.List(nil).Page(t.Context(), 1)
		if isLinkError(err) {
			return
		}
		requireValueOrBody(t, page, err, body)
		if err == nil && page.Total != 0 {
			require.NotEmpty(t, member(t, body, "domains"))
		}

		var any any
		err = client.Do(t.Context(), "GET", "/v2/things", nil, &any)
		if err == nil {
			require.True(t, json.Valid([]byte(body)))
			require.NotNil(t, any)
			return
		}
		requireBody(t, err, body)
	})
}

// isLinkError: the list was read, and its link leads nowhere.
func isLinkError(err error) bool {
	return err != nil && strings.Contains(err.Error(), "the link to the next page")
}

func requireValueOrBody[T any](t *testing.T, value *T, err error, body string) {
	t.Helper()
	require.Equal(t, err != nil, value == nil, "%v", err)
	if err != nil {
		requireBody(t, err, body)
	}
}

func requireBody(t *testing.T, err error, body string) {
	t.Helper()
	got, ok := errors.AsType[*digitalocean.DecodeError](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, body, string(got.Body))
	requirePrintable(t, err)
}

func requirePrintable(t *testing.T, err error) {
	t.Helper()
	require.True(t, strings.HasPrefix(err.Error(), "digitalocean: "), err)
	require.False(t, strings.ContainsFunc(err.Error(), func(r rune) bool { return !unicode.IsPrint(r) }), "%q", err)
}

// member returns a member of the object that body is, as another decoder reads it.
func member(t *testing.T, body, name string) string {
	t.Helper()
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(body), &members))
	return string(members[name])
}

func firstByte(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// FuzzError: an answer outside 2xx is an Error with its status, its body and words that can be printed.
func FuzzError(f *testing.F) {
	for _, r := range recordings(f) {
		f.Add(404, r.Header["Content-Type"], r.Body)
	}
	f.Add(502, "text/html", "<html><title>502 Bad Gateway</title></html>")
	f.Add(503, "text/plain", "upstream connect error\x1b[31m")
	f.Add(422, "application/json", `{"id": "unprocessable_entity", "message": "Name is already in use", "request_id": "r"}`)
	f.Add(400, "application/json", `{"error": {"type": "t", "message": ["a", 7]}, "messages": ["b"], "id": 3}`)
	f.Add(429, "", `{"id": "too_many_requests", "message": "API Rate limit exceeded."}`)
	sentinels := []error{digitalocean.ErrBadRequest, digitalocean.ErrUnauthorized, digitalocean.ErrForbidden, digitalocean.ErrNotFound, digitalocean.ErrConflict,
		digitalocean.ErrGone, digitalocean.ErrPreconditionFailed, digitalocean.ErrUnprocessable, digitalocean.ErrRateLimited, digitalocean.ErrServer}
	f.Fuzz(func(t *testing.T, status int, contentType, body string) {
		if status >= 200 && status <= 299 || status < 100 || status > 999 {
			return
		}
		server := &said{status: status, header: http.Header{"Content-Type": {contentType}}, body: body}
		err := server.client(t, digitalocean.WithLimiter(nil)).Domains.Delete(t.Context(), "example.com")
		got, ok := errors.AsType[*digitalocean.Error](err)
		require.True(t, ok, "%v", err)
		require.Equal(t, status, got.StatusCode)
		require.Equal(t, body[:min(len(body), 64<<10)], string(got.Body))
		requirePrintable(t, err)
		matched := 0
		for _, sentinel := range sentinels {
			if errors.Is(err, sentinel) {
				matched++
			}
		}
		require.LessOrEqual(t, matched, 1)
		var documented map[string]string
		if json.Unmarshal([]byte(body), &documented) == nil && len(documented) == 2 && documented["id"] != "" && documented["message"] != "" {
			require.Equal(t, documented["id"], got.ID)
			require.Equal(t, documented["message"], got.Message)
		}
	})
}

// FuzzPath: an argument fills one segment, or nothing is sent.
func FuzzPath(f *testing.F) {
	for _, name := range hostile {
		f.Add(name, int64(7))
	}
	f.Add("example.com", int64(-1))
	f.Fuzz(func(t *testing.T, name string, id int64) {
		server := &arrivals{stop: func() {}}
		client, err := digitalocean.New(testToken, digitalocean.WithHTTPClient(&http.Client{Transport: server}), digitalocean.WithLimiter(nil))
		require.NoError(t, err)
		err = client.Domains.Records.Delete(t.Context(), name, id)
		if name == "" || name == "." || name == ".." || id < 1 {
			require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
			require.Empty(t, server.all)
			return
		}
		require.Len(t, server.all, 1)
		require.NoError(t, server.all[0].matches([]any{name, id}))
		require.Empty(t, server.all[0].query)
	})
}

// FuzzDo: a path that the caller wrote arrives as it is written, or nothing is sent.
func FuzzDo(f *testing.F) {
	for _, r := range recordings(f) {
		f.Add(r.Method, r.Path)
	}
	for _, text := range hostile {
		f.Add("GET", "/v2/"+text)
		f.Add("DELETE", "/v2/droplets?tag_name="+text)
		f.Add(text, text)
	}
	f.Add("DELETE", "/v2/things/{a%2Fb}")
	f.Add("DELETE", "/v2/droplets?tag_name=a#b")
	f.Add("DELETE", "/v2/droplets?tag_name=%zz")
	f.Add("DELETE", "/v2/droplets?a;tag_name=b")
	f.Fuzz(func(t *testing.T, method, path string) {
		server := &said{status: 204, header: http.Header{}}
		err := server.client(t, digitalocean.WithLimiter(nil)).Do(t.Context(), method, path, nil, nil)
		if err != nil {
			require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
			require.Nil(t, server.asked)
			return
		}
		require.Equal(t, method, server.asked.Method)
		require.Equal(t, "api.digitalocean.com", server.asked.URL.Host)
		wrote, wroteQuery, _ := strings.Cut(path, "?")
		segments, arrived := strings.Split(wrote, "/"), strings.Split(server.asked.URL.EscapedPath(), "/")
		require.Len(t, arrived, len(segments))
		for i := range segments {
			want, err := url.PathUnescape(segments[i])
			require.NoError(t, err)
			got, err := url.PathUnescape(arrived[i])
			require.NoError(t, err)
			require.Equal(t, want, got)
			require.NotContains(t, []string{".", ".."}, got)
		}
		want, err := url.ParseQuery(wroteQuery)
		require.NoError(t, err)
		require.Equal(t, want, server.asked.URL.Query())
	})
}

// FuzzRateHeaders: whatever the headers say, the rate makes sense, and nobody waits longer than the longest limit lasts.
func FuzzRateHeaders(f *testing.F) {
	for _, r := range recordings(f) {
		f.Add(r.Header["RateLimit-Limit"], r.Header["RateLimit-Remaining"], r.Header["RateLimit-Reset"], "", r.Header["Date"])
	}
	date := serverDate.Format(http.TimeFormat)
	f.Add("5000", "0", "1533152110", "30", date)
	f.Add("-1", "-1", "-1", "-1", "never")
	f.Add("9223372036854775807", "9223372036854775807", "9223372036854775807", "9223372036854775807", date)
	f.Add("1e9", "0x10", "99999999999999999999", "99999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT")
	f.Add("", "", "4102444800", "Fri, 31 Dec 9999 23:59:59 GMT", date)
	f.Fuzz(func(t *testing.T, limit, remaining, reset, retryAfter, date string) {
		server := &said{status: 429, header: http.Header{
			"Ratelimit-Limit": {limit}, "Ratelimit-Remaining": {remaining}, "Ratelimit-Reset": {reset}, "Retry-After": {retryAfter}, "Date": {date},
		}}
		clock := &recordingClock{}
		client := server.client(t, digitalocean.WithClock(clock))
		var resp digitalocean.Response
		err := client.Domains.Delete(t.Context(), "example.com", digitalocean.WithResponse(&resp))
		limited, ok := errors.AsType[*digitalocean.RateLimitError](err)
		require.True(t, ok, "%v", err)
		require.GreaterOrEqual(t, limited.RetryAfter, time.Duration(0))
		require.Equal(t, limited.Rate, resp.Rate)
		requireSensible(t, resp.Rate, limit, remaining, reset)
		if resp.Rate.Limit > 0 {
			require.Equal(t, resp.Rate, client.Rate())
		} else {
			require.Zero(t, client.Rate())
		}

		_ = client.Domains.Delete(t.Context(), "example.com")
		for _, slept := range clock.sleeps() {
			require.LessOrEqual(t, slept, time.Hour)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		before := len(clock.sleeps())
		_ = client.Domains.Delete(ctx, "example.com")
		for _, slept := range clock.sleeps()[before:] {
			require.LessOrEqual(t, slept, time.Minute)
		}
	})
}

func requireSensible(t *testing.T, rate digitalocean.Rate, limit, remaining, reset string) {
	t.Helper()
	require.GreaterOrEqual(t, rate.Limit, 0)
	require.GreaterOrEqual(t, rate.Remaining, 0)
	if n, err := strconv.Atoi(limit); err == nil && n >= 0 {
		require.Equal(t, n, rate.Limit)
	}
	if n, err := strconv.Atoi(remaining); err == nil && n >= 0 {
		require.Equal(t, n, rate.Remaining)
	}
	if seconds, err := strconv.ParseInt(reset, 10, 64); err == nil && seconds > 0 && seconds < 253402300800 {
		require.Equal(t, seconds, rate.Reset.Unix())
	} else {
		require.True(t, rate.Reset.IsZero())
	}
	_, err := json.Marshal(rate)
	require.NoError(t, err)
}
