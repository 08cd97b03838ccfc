package bench

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// droplets are what every list of the benchmarks is made of.
var droplets *fleet

// fleet is a list of Droplets on the disk, where it is no part of the heap that is measured.
type fleet struct {
	file   *os.File
	starts []int64 // of each Droplet, and of what would follow the last
	total  int     // in the list; those on the disk come again and again
}

// store writes count Droplets into dir.
func store(dir string, mix Mix, count int) (*fleet, error) {
	file, err := os.Create(filepath.Join(dir, string(mix)))
	if err != nil {
		return nil, err
	}
	f := &fleet{file: file, starts: make([]int64, 1, count+1), total: count}
	w := bufio.NewWriter(file)
	for i := range count {
		n, _ := w.Write(append(Droplet(mix, i), ','))
		f.starts = append(f.starts, f.starts[i]+int64(n))
	}
	return f, w.Flush()
}

// of returns the same fleet as a list of total Droplets.
func (f *fleet) of(total int) *fleet { return &fleet{file: f.file, starts: f.starts, total: total} }

// page returns the answer to a List. It must not reach over the end of what is on the disk.
func (f *fleet) page(origin string, query url.Values) (body io.Reader, size int64) {
	number, perPage := value(query, "page", 1), value(query, "per_page", 20)
	begin := (number - 1) * perPage
	count := max(0, min(perPage, f.total-begin))
	begin %= len(f.starts) - 1
	head, tail := `{"droplets":[`, fmt.Sprintf(`],"links":{"pages":{%s}},"meta":{"total":%d}}`, f.links(origin, number, perPage), f.total)
	length := max(0, f.starts[begin+count]-f.starts[begin]-1)
	items := io.NewSectionReader(f.file, f.starts[begin], length)
	return io.MultiReader(strings.NewReader(head), items, strings.NewReader(tail)), int64(len(head)) + length + int64(len(tail))
}

func (f *fleet) links(origin string, number, perPage int) string {
	link := func(name string, page int) string {
		return fmt.Sprintf(`"%s":"%s/v2/droplets?page=%d&per_page=%d"`, name, origin, page, perPage)
	}
	last := (f.total + perPage - 1) / perPage
	var links []string
	if number > 1 {
		links = append(links, link("first", 1), link("prev", number-1))
	}
	if number < last {
		links = append(links, link("next", number+1), link("last", last))
	}
	return strings.Join(links, ",")
}

func value(query url.Values, name string, otherwise int) int {
	n, err := strconv.Atoi(query.Get(name))
	if err != nil {
		return otherwise
	}
	return n
}

// RoundTrip answers without a network.
func (f *fleet) RoundTrip(r *http.Request) (*http.Response, error) {
	body, size := f.page(r.URL.Scheme+"://"+r.URL.Host, r.URL.Query())
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: cannedHeader, Body: io.NopCloser(body), ContentLength: size, Request: r,
	}, nil
}

// distant answers over a network, after the time that a way there and back takes.
type distant struct {
	fleet *fleet
	away  time.Duration
}

func (d distant) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(d.away)
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	body, size := d.fleet.page(scheme+r.Host, r.URL.Query())
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.FormatInt(size, 10))
	_, _ = io.Copy(w, body) // a client that has gone away has nothing more to say
}
