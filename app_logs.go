package digitalocean

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	maxLogLine    = 256 << 10        // bytes; the rest of a longer line is dropped
	recentLines   = 16 << 10         // in which a live log that begins anew is recognized
	quietStreams  = 3                // live logs that end in order and bring nothing, one after the other, until that counts as the end
	steadyStream  = 10 * time.Second // how long a live log has to last for its breaking off not to count as a failure
	logBufferSize = 64 << 10
)

// FollowLogs reads logs line by line: first the files with what has been logged, then what is being logged, as it comes. It
// asks urls for the addresses, with a method such as GetLogs or Deployments.GetLogs, whose options should have Follow set:
//
//	urls := func(ctx context.Context) (*digitalocean.AppLogs, error) {
//		return client.Apps.GetLogs(ctx, id, &digitalocean.AppLogsOptions{Type: digitalocean.AppLogRun, Follow: true})
//	}
//	for line, err := range client.Apps.FollowLogs(ctx, urls) { … }
//
// The hosts of logs drop their connections now and then, and a new deployment logs elsewhere. It then asks for the addresses
// anew and goes on; a line can come twice, or get lost, where it cannot tell what it has read already. It ends when the API
// names no live log any more, when the live log has ended in order three times without bringing a line, and when ctx ends. An
// error of urls ends it too, and a host that fails as often as the client's [RetryPolicy] allows. After an error it ends.
//
// The addresses are used through the transport of [WithHTTPClient], without the API's token. They have to be https or wss, and
// redirects are not followed. A line is cut after 256 KiB. What it holds is up to the app: mind control characters before you
// print it.
func (s *AppsService) FollowLogs(ctx context.Context, urls func(ctx context.Context) (*AppLogs, error)) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		f := &logFollower{client: s.client, yield: yield, files: map[string]int{}, recent: newLineMemory()}
		if err := f.follow(ctx, urls); err != nil && !f.stopped {
			yield("", err)
		}
	}
}

// logFollower is one iteration over logs.
type logFollower struct {
	client  *Client
	yield   func(string, error) bool
	stopped bool // the caller has seen enough

	files  map[string]int // how many lines of each have been read, by their addresses without the queries; -1 for all
	live   bool           // whether lines of a live log have been read
	recent *lineMemory
	last   string
	lines  int // yielded so far
}

func (f *logFollower) follow(ctx context.Context, urls func(ctx context.Context) (*AppLogs, error)) error {
	if urls == nil {
		return fmt.Errorf("digitalocean: follow logs: %w", argumentError("urls is nil"))
	}
	failures, quiet := 0, 0
	for {
		logs, err := urls(ctx)
		if err != nil {
			return err
		}
		if logs == nil {
			return errors.New("digitalocean: follow logs: there are no addresses")
		}
		before, began := f.lines, f.client.clock.Now()
		err = f.read(ctx, logs)
		steady := f.client.clock.Now().Sub(began) >= steadyStream
		switch {
		case f.stopped:
			return nil
		case ctx.Err() != nil:
			return fmt.Errorf("digitalocean: follow logs: %w", ctx.Err())
		case err == nil && logs.LiveURL.IsZero():
			return nil
		case f.lines > before || err != nil && steady:
			failures, quiet = 0, 0
		case err != nil:
			if failures++; failures >= f.client.retry.MaxAttempts {
				return fmt.Errorf("digitalocean: follow logs: %w", err)
			}
		default:
			if quiet++; quiet >= quietStreams {
				return nil
			}
		}
		if err := f.client.clock.Sleep(ctx, min(firstPoll<<min(failures+quiet, 10), slowestPoll)); err != nil {
			return fmt.Errorf("digitalocean: follow logs: %w", err)
		}
	}
}

// read reads the files that are new, and then the live log until it ends. It returns nil where that ended in order.
func (f *logFollower) read(ctx context.Context, logs *AppLogs) error {
	for _, address := range logs.HistoricURLs {
		name, _, _ := strings.Cut(address.Reveal(), "?")
		if f.files[name] < 0 {
			continue
		}
		if err := f.readFile(ctx, address, name); err != nil || f.stopped {
			return err
		}
		f.files[name] = -1
	}
	if logs.LiveURL.IsZero() {
		return nil
	}
	return f.readLive(ctx, logs.LiveURL)
}

// readFile yields the lines of a file, but not those that an earlier attempt has read. After a live log has been followed,
// only those behind the last line of that are new.
func (f *logFollower) readFile(ctx context.Context, address Secret, name string) error {
	body, err := f.open(ctx, address, nil)
	if err != nil {
		return err
	}
	defer body.Close()
	number, isNew := 0, !f.live
	return eachLine(body, func(line string) bool {
		number++
		switch {
		case !isNew:
			isNew = line == f.last
			return true
		case number <= f.files[name]:
			return true
		}
		f.files[name] = number
		return f.add(line)
	})
}

// readLive yields the lines of a live log, but not those at its beginning that have been yielded lately.
func (f *logFollower) readLive(ctx context.Context, address Secret) error {
	body, err := f.open(ctx, address, newHandshake())
	if err != nil {
		return err
	}
	defer body.Close()
	isNew := false
	return eachLine(body, func(line string) bool {
		if isNew = isNew || !f.recent.has(line); !isNew {
			return true
		}
		f.live = true
		return f.add(line)
	})
}

func (f *logFollower) add(line string) bool {
	f.recent.add(line)
	f.last = line
	f.lines++
	f.stopped = !f.yield(line, nil)
	return !f.stopped
}

// open begins to read from an address. With a handshake it tries to make a WebSocket of the connection, and takes a plain
// stream as well. The errors leave the address out.
func (f *logFollower) open(ctx context.Context, address Secret, handshake *webSocketHandshake) (io.ReadCloser, error) {
	u, err := logAddress(address)
	if err != nil {
		return nil, err
	}
	req := &http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{"User-Agent": {f.client.userAgent}, "Accept": {"text/plain, */*"}}}
	if handshake != nil {
		handshake.ask(req.Header)
	}
	resp, body, err := f.client.openPlain(ctx, req, f.client.timeout)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", u.Host, err)
	}
	switch {
	case handshake != nil && resp.StatusCode == http.StatusSwitchingProtocols:
		return handshake.accept(body.ctx, body.cancel, resp)
	case resp.StatusCode != http.StatusOK:
		_ = body.Close()
		return nil, fmt.Errorf("%s answers %d %s", u.Host, resp.StatusCode, http.StatusText(resp.StatusCode))
	case handshake != nil:
		body.timeout = math.MaxInt64 // a live log may be silent
	}
	return body, nil
}

// logAddress parses the address of a log, and refuses what would send its token in clear text.
func logAddress(address Secret) (*url.URL, error) {
	u, err := url.Parse(address.Reveal())
	if err != nil {
		return nil, errors.New("the address of a log cannot be parsed")
	}
	switch u.Scheme {
	case "wss":
		u.Scheme = "https"
	case "ws":
		u.Scheme = "http"
	}
	if !isPrivate(u) {
		return nil, fmt.Errorf("the address of a log at %q is neither https nor wss", u.Host)
	}
	return u, nil
}

// eachLine visits the lines of a text until visit returns false. It cuts lines that are too long. The end of the text is no
// error.
func eachLine(text io.Reader, visit func(line string) bool) error {
	r := bufio.NewReaderSize(text, logBufferSize)
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part[:min(len(part), maxLogLine+len("\r\n")-len(line))]...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if len(line) > 0 && !visit(trimmedLine(line)) {
			return nil
		}
		line = line[:0]
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func trimmedLine(line []byte) string {
	text := strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r")
	return text[:min(len(text), maxLogLine)]
}

// lineMemory knows the latest lines.
type lineMemory struct {
	seed   maphash.Seed
	hashes []uint64 // a ring
	next   int
	counts map[uint64]int
}

func newLineMemory() *lineMemory {
	return &lineMemory{seed: maphash.MakeSeed(), counts: map[uint64]int{}}
}

func (m *lineMemory) has(line string) bool { return m.counts[maphash.String(m.seed, line)] > 0 }

func (m *lineMemory) add(line string) {
	hash := maphash.String(m.seed, line)
	m.counts[hash]++
	if len(m.hashes) < recentLines {
		m.hashes = append(m.hashes, hash)
		return
	}
	oldest := m.hashes[m.next]
	if m.counts[oldest]--; m.counts[oldest] == 0 {
		delete(m.counts, oldest)
	}
	m.hashes[m.next] = hash
	m.next = (m.next + 1) % recentLines
}
