package digitalocean_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const gigabyte = 1 << 30

// flood sends head, and then as many bytes as the client takes, at most total.
func flood(head string, block []byte, total int) fault {
	return func(conn net.Conn, _ *http.Request, _ int) bool {
		_, err := io.WriteString(conn, head)
		for sent := 0; err == nil && sent < total; sent += len(block) {
			_, err = conn.Write(block)
		}
		return false
	}
}

// gzipBomb is a megabyte that is a gigabyte of blanks.
func gzipBomb(t *testing.T) []byte {
	var member bytes.Buffer
	w, err := gzip.NewWriterLevel(&member, gzip.BestCompression)
	require.NoError(t, err)
	_, err = w.Write(bytes.Repeat([]byte{' '}, gigabyte/100))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return bytes.Repeat(member.Bytes(), 100)
}

// peakHeap returns by how much the heap grew at most while f ran, garbage included. It looks every millisecond.
func peakHeap(f func()) int64 {
	runtime.GC()
	var before, m runtime.MemStats
	runtime.ReadMemStats(&before)
	done, peak := make(chan struct{}), make(chan int64)
	go func() {
		most := before.HeapAlloc
		for tick := time.Tick(time.Millisecond); ; {
			select {
			case <-tick:
			case <-done:
				peak <- int64(most - before.HeapAlloc)
				return
			}
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}()
	f()
	close(done)
	return <-peak
}

// An answer without a sensible end costs less than 100 MB of memory, and ends with an error that says so.
func TestFaultMemory(t *testing.T) {
	block := bytes.Repeat([]byte{' '}, 1<<20)
	chunk := append([]byte("100000\r\n"), append(bytes.Clone(block), "\r\n"...)...)
	bomb := gzipBomb(t)
	const success, failure = "HTTP/1.1 200 OK\r\n", "HTTP/1.1 400 Bad Request\r\n"
	for _, c := range []struct {
		name  string
		fault fault
		got   string
		is    error
		body  int // bytes that the error keeps
	}{
		{"a gigabyte", flood(success+fmt.Sprintf("Content-Length: %d\r\n\r\n", gigabyte), block, gigabyte), undecodable, digitalocean.ErrBodyTooLarge, 32 << 20},
		{"a body without end", flood(success+"Transfer-Encoding: chunked\r\n\r\n", chunk, 1<<40), undecodable, digitalocean.ErrBodyTooLarge, 32 << 20},
		{"a body until the connection closes", flood(success+"\r\n", block, gigabyte), undecodable, digitalocean.ErrBodyTooLarge, 32 << 20},
		{"a gzip bomb", flood(success+fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n", len(bomb)), bomb, 1), undecodable, digitalocean.ErrBodyTooLarge, 32 << 20},
		{"a length that is a lie", write(success + "Content-Length: 9000000000000000000\r\n\r\n{"), undecodable, io.ErrUnexpectedEOF, 1},
		{"an error without end", flood(failure+"Transfer-Encoding: chunked\r\n\r\n", chunk, 1<<40), statusError(400), digitalocean.ErrBadRequest, 64 << 10},
		{"an error of a gzip bomb", flood(failure+fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n", len(bomb)), bomb, 1), statusError(400), digitalocean.ErrBadRequest, 64 << 10},
		{"headers without end", flood(success, bytes.Repeat([]byte("X-Padding: "+strings.Repeat("x", 1000)+"\r\n"), 1000), 1<<40), outcomeUnknown, digitalocean.ErrOutcomeUnknown, 0},
		{"interim answers without end", flood("", bytes.Repeat([]byte("HTTP/1.1 103 Early Hints\r\nLink: "+strings.Repeat("x", 1000)+"\r\n\r\n"), 1000), 1<<40), outcomeUnknown, digitalocean.ErrOutcomeUnknown, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := wired(t, newWire(t, c.fault))
			var err error
			peak := peakHeap(func() { err = postThing(t.Context(), client) })
			require.Equal(t, c.got, classify(err))
			require.ErrorIs(t, err, c.is)
			require.Less(t, peak, int64(100<<20))
			require.Len(t, bodyOf(err), c.body)
			t.Logf("%.0f MB", float64(peak)/(1<<20))
		})
	}
}

func bodyOf(err error) []byte {
	if e, ok := errors.AsType[*digitalocean.DecodeError](err); ok {
		return e.Body
	}
	if e, ok := errors.AsType[*digitalocean.Error](err); ok {
		return e.Body
	}
	return nil
}

// A client that is done with an answer keeps nothing of it but its rate.
func TestFaultAnswersAreNotKept(t *testing.T) {
	var first weak.Pointer[string]
	answers := 0
	client := wired(t, newWire(t, healthy), digitalocean.WithHTTPClient(&http.Client{Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
		header := http.Header{}
		if answers++; answers == 1 {
			limit := []string{"5000"}
			first = weak.Make(&limit[0])
			header["Ratelimit-Limit"] = limit
		}
		return &http.Response{StatusCode: 200, Header: header, Body: io.NopCloser(strings.NewReader(thing)), Request: r}, nil
	})}))
	for range 100 { // until the runtime has forgotten the first one's timer
		require.NoError(t, getThing(t.Context(), client))
	}
	runtime.GC()
	require.Nil(t, first.Value())
	require.Equal(t, 5000, client.Rate().Limit)
}

// What a list announces is not believed to the point of running out of memory.
func TestFaultListThatAnnouncesTooMuch(t *testing.T) {
	server := newWire(t, func(conn net.Conn, req *http.Request, n int) bool {
		if n > 1 {
			return failing(404)(conn, req, n)
		}
		return answer(200, nil, `{"domains": [{"name": "a"}], "meta": {"total": 9000000000000000000},
			"links": {"pages": {"next": "/v2/domains?page=2", "last": "/v2/domains?page=9000000000000000000"}}}`)(conn, req, n)
	})
	_, err := wired(t, server).Domains.List(nil).Collect(t.Context())
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
}

// TestFaultNothingLeaks makes a thousand calls that fail, with an http.Client that has a timeout of its own.
func TestFaultNothingLeaks(t *testing.T) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	before := runtime.NumGoroutine()
	var servers []*wire
	for _, r := range rows {
		if r.refused || r.unread {
			continue
		}
		server := newWire(t, r.fault)
		servers = append(servers, server)
		client := wired(t, server, digitalocean.WithHTTPClient(&http.Client{Transport: transport, Timeout: time.Minute}),
			digitalocean.WithClock(&recordingClock{}), digitalocean.WithRetryPolicy(policy), digitalocean.WithMaxBody(1000))
		for i := range 21 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			k := kinds[i%len(kinds)]
			_ = k.call(ctx, client, digitalocean.WithTimeout(5*time.Millisecond))
			cancel()
		}
		require.LessOrEqual(t, server.open.Load(), int32(http.DefaultMaxIdleConnsPerHost+1), r.name)
	}
	transport.CloseIdleConnections()
	for _, server := range servers {
		require.Eventually(t, func() bool { return server.open.Load() == 0 }, 5*time.Second, time.Millisecond, "connections")
		server.close()
	}
	const thisCondition = 1 // runs in a goroutine of its own
	require.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+thisCondition }, 5*time.Second, time.Millisecond, "goroutines")
}
