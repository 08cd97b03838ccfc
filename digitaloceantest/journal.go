package digitaloceantest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// The state of a server follows from its seed, its virtual time and the requests that it carried out. So what
// [Data] keeps is a journal of these: a line of JSON for each, with a checksum, in the file before the answer
// is sent. At the next start the journal is carried out again.

// journalFormat is the version of the lines.
const journalFormat = 1

// journalLine is a line of the journal. One of its parts is set.
type journalLine struct {
	Start    *startLine       `json:"start,omitzero"`
	Request  *requestLine     `json:"request,omitzero"`
	Droplets []jsontext.Value `json:"droplets,omitzero"` // of AddDroplets: their fields
	Image    *imageLine       `json:"image,omitzero"`
	Time     time.Time        `json:"time,omitzero"`    // virtual, of a request, of Droplets or of an image
	Fail     string           `json:"fail,omitzero"`    // of FailNext: the kind of work
	Advance  string           `json:"advance,omitzero"` // by how much virtual time was moved
}

// startLine is what a server knew when it started or was reset.
type startLine struct {
	Format       int               `json:"format"`
	Seed         uint64            `json:"seed"`
	Began        time.Time         `json:"began"` // the virtual time of the first start
	Virtual      time.Time         `json:"virtual"`
	Real         time.Time         `json:"real"`
	Manual       bool              `json:"manual"`
	Immediate    bool              `json:"immediate"`
	Lenient      bool              `json:"lenient,omitzero"`
	Durations    map[string]string `json:"durations"`
	DropletLimit int               `json:"droplet_limit"`
}

// imageLine is an image of PushImage.
type imageLine struct {
	Registry   string `json:"registry"`
	Repository string `json:"repository"`
	Tag        string `json:"tag"`
}

// requestLine is a request that changed the state, or may have, and what came of it.
type requestLine struct {
	Method string         `json:"method"`
	Path   string         `json:"path"`
	Header http.Header    `json:"header,omitzero"`
	Body   string         `json:"body,omitzero"`
	Binary []byte         `json:"binary,omitzero"` // a body that is no text
	ID     string         `json:"id"`
	Status int            `json:"status"`
	Made   jsontext.Value `json:"made,omitzero"` // the first ID in the answer
}

func (s settings) startLine(virtual time.Time) *startLine {
	durations := make(map[string]string, len(s.durations))
	for kind, d := range s.durations {
		durations[kind] = d.String()
	}
	return &startLine{
		Format: journalFormat, Seed: s.seed, Began: s.start.UTC(), Virtual: virtual.UTC(), Real: time.Now().UTC(),
		Manual: s.manual, Immediate: s.immediate, Lenient: s.lenient, Durations: durations, DropletLimit: s.dropletLimit,
	}
}

// under returns the settings with those that were in force.
func (e *startLine) under(s settings) (settings, error) {
	s.seed, s.start, s.manual = e.Seed, e.Began, e.Manual
	s.immediate, s.lenient, s.dropletLimit = e.Immediate, e.Lenient, e.DropletLimit
	s.durations = make(map[string]time.Duration, len(e.Durations))
	for kind, text := range e.Durations {
		d, err := time.ParseDuration(text)
		if err != nil {
			return s, err
		}
		s.durations[kind] = d
	}
	return s, nil
}

func (c *call) line(r reply) journalLine {
	e := &requestLine{Method: c.method, Path: c.path, ID: c.id, Status: r.status, Made: firstID(r.body)}
	if len(c.query) > 0 {
		e.Path += "?" + c.query.Encode()
	}
	for name, values := range c.header {
		if strings.HasPrefix(name, "X-") { // the others say nothing to the rules, or are secret
			e.keepHeader(name, values)
		}
	}
	if utf8.Valid(c.raw) {
		e.Body = string(c.raw)
	} else {
		e.Binary = c.raw
	}
	return journalLine{Time: c.now.UTC(), Request: e}
}

func (e *requestLine) keepHeader(name string, values []string) {
	if e.Header == nil {
		e.Header = http.Header{}
	}
	e.Header[name] = values
}

// call is the request as it came at the time.
func (e *requestLine) call(s *Server, now time.Time) (*call, error) {
	u, err := url.Parse(e.Path)
	if err != nil {
		return nil, err
	}
	header := e.Header
	if header == nil {
		header = http.Header{}
	}
	body := e.Binary
	if body == nil {
		body = []byte(e.Body)
	}
	c := s.newCall(e.Method, s.URL, u, header, body)
	c.now, c.id = now, e.ID
	return c, nil
}

// dropletsLine is the line of [Server.AddDroplets].
func dropletsLine(now time.Time, requests []map[string]any) journalLine {
	line := journalLine{Time: now.UTC()}
	for _, request := range requests {
		o := newObject()
		for _, name := range slices.Sorted(maps.Keys(request)) {
			o.set(name, request[name])
		}
		line.Droplets = append(line.Droplets, o.json())
	}
	return line
}

var idInAnswer = regexp.MustCompile(`"id":("[^"\\]*"|[0-9]+)`)

func firstID(answer []byte) jsontext.Value {
	found := idInAnswer.FindSubmatch(answer)
	if found == nil {
		return nil
	}
	return slices.Clone(found[1])
}

const sumLength = len(`,"sum":"00000000"}`)

// encode returns the line, whose last member is a checksum of all before it.
func (e journalLine) encode() ([]byte, error) {
	encoded, err := json.Marshal(e, json.Deterministic(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return nil, err
	}
	encoded = encoded[:len(encoded)-1]
	return fmt.Appendf(encoded, `,"sum":"%08x"}`+"\n", crc32.ChecksumIEEE(encoded)), nil
}

var errSum = errors.New("damaged, or not of a journal: its checksum does not match")

func parseLine(line []byte) (journalLine, error) {
	line, whole := bytes.CutSuffix(line, []byte("\n"))
	at := len(line) - sumLength
	if !whole || at < 0 || string(line[at:]) != fmt.Sprintf(`,"sum":"%08x"}`, crc32.ChecksumIEEE(line[:at])) {
		return journalLine{}, errSum
	}
	var e journalLine
	return e, json.Unmarshal(append(slices.Clip(line[:at]), '}'), &e)
}

// journal is the file that is written. The zero value keeps nothing.
type journal struct {
	lock   sync.Mutex
	path   string
	file   *os.File // nil until it is to be written
	broken error    // why nothing can be written any more
}

// problem says why changes cannot be kept, or nil.
func (j *journal) problem() error {
	j.lock.Lock()
	defer j.lock.Unlock()
	return j.broken
}

// add writes a line, and returns when it is on the disk.
func (j *journal) add(e journalLine) error {
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.file == nil || j.broken != nil {
		return j.broken
	}
	line, err := e.encode()
	if err == nil {
		_, err = j.file.Write(line)
	}
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		j.broken = cannotKeep(err)
	}
	return j.broken
}

func cannotKeep(err error) error {
	return fmt.Errorf("digitaloceantest: the state cannot be kept any more: %w", err)
}

// openJournal opens what an earlier server has left, or returns nil where there is nothing.
func openJournal(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		_ = file.Close()
		return nil, err
	}
	if err := lockFile(file); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("%s is in use by another server: %w", path, err)
	}
	return file, nil
}

// begin makes the file one of a server that starts from nothing.
func (j *journal) begin(start *startLine) error {
	line, err := journalLine{Start: start}.encode()
	if err != nil {
		return err
	}
	return j.rewrite(bytes.NewReader(line))
}

// rewrite puts another file in the place of this one, whole or not at all.
func (j *journal) rewrite(content io.Reader) error {
	j.lock.Lock()
	defer j.lock.Unlock()
	next, err := os.CreateTemp(filepath.Dir(j.path), filepath.Base(j.path)+".*")
	if err != nil {
		return err
	}
	if err := fill(next, content, j.path); err != nil {
		_ = next.Close()
		_ = os.Remove(next.Name())
		return err
	}
	if j.file != nil {
		_ = j.file.Close()
	}
	j.file = next
	return syncDirectory(filepath.Dir(j.path))
}

func fill(next *os.File, content io.Reader, path string) error {
	if _, err := io.Copy(next, content); err != nil {
		return err
	}
	if err := next.Sync(); err != nil {
		return err
	}
	if err := lockFile(next); err != nil {
		return err
	}
	return os.Rename(next.Name(), path)
}

// restart is begin for a server that is reset. A failure ends the next change.
func (j *journal) restart(start *startLine) {
	if err := j.begin(start); err != nil {
		j.lock.Lock()
		defer j.lock.Unlock()
		j.broken = cannotKeep(err)
	}
}

func (j *journal) close() {
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.file != nil {
		_ = j.file.Close()
		j.file = nil
	}
}

// damage is what was found at the end of a journal: a line that was not written whole.
type damage struct {
	line int
	at   int64 // where it begins
	text []byte
}

// readJournal hands the lines to each, in their order. A last line that is cut or damaged is not among them.
func readJournal(file io.Reader, each func(line int, e journalLine) error) (*damage, error) {
	r, at := bufio.NewReaderSize(file, 64<<10), int64(0)
	for line := 1; ; line++ {
		text, err := r.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		if len(text) == 0 {
			return nil, nil
		}
		e, problem := parseLine(text)
		_, end := r.Peek(1)
		switch {
		case problem != nil && line > 1 && end == io.EOF:
			return &damage{line: line, at: at, text: text}, nil
		case problem != nil:
			return nil, fmt.Errorf("line %d: %w", line, problem)
		}
		if err := each(line, e); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		at += int64(len(text))
	}
}
