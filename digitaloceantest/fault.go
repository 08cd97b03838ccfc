package digitaloceantest

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// maxLatency bounds how long a fault makes a request wait.
const maxLatency = time.Minute

// Fault says which requests go wrong, and how. The zero value of each field means no restriction, or no harm:
//
//	srv.Inject(Fault{Times: 2, Status: 503})                                   // the next two requests
//	srv.Inject(Fault{Method: "POST", Path: "/v2/droplets", Break: ResetAfter}) // created, but nobody hears of it
//	srv.Inject(Fault{Chance: 0.1, Latency: 50 * time.Millisecond})             // one request in ten is slow
//	srv.Inject(Fault{RetryAfter: 30 * time.Second, Times: 1})                  // one 429
//
// Of the faults that match a request, all latencies add up, and the first one that does more than wait decides.
type Fault struct {
	// Method is the HTTP method of the requests meant.
	Method string

	// Path is a path template such as "/v2/droplets/{droplet_id}", a path, or a prefix of paths when it ends
	// in "*".
	Path string

	// Skip is how many of these requests go well first.
	Skip int

	// Times is how many of these requests go wrong; 0 means all, until the fault is removed.
	Times int

	// Chance is how likely each of them goes wrong, drawn from the server's seed; 0 means certainly.
	Chance float64

	// For is how long the fault lasts in virtual time.
	For time.Duration

	// Latency is a real wait before the request is looked at, a minute at most. It ends early with the
	// request. Jitter adds up to as much again.
	Latency, Jitter time.Duration

	// Status answers in place of the API. Without a Body the answer holds an error object of the API's form.
	Status int
	Body   string

	// Header is set over the headers of the answer, be it the API's own or that of Status.
	Header http.Header

	// RetryAfter sets the header of that name, in whole seconds. Without a Status it makes the answer a 429.
	RetryAfter time.Duration

	// Applied lets the request take effect before Status answers: the client is told that it failed.
	Applied bool

	// Break does harm that no status tells.
	Break Break

	// Bytes is how much of the body comes through: what is left by CutBody (half, by default), a piece of
	// SlowDrip (1 by default), the end of EndlessBody (none, by default).
	Bytes int
}

// Break is a way in which an exchange goes wrong below or beside HTTP.
type Break int

const (
	_ Break = iota

	// ConnectionRefused closes the port, so that the system refuses connections as it does where nothing
	// listens. The port stays the server's own: no other server gets what is refused here. Connections that
	// carry no request at that moment are closed too. Nobody can tell what a refused connection was for, or
	// count it: Method, Path, Skip, Times and Chance mean nothing here. The port opens again when the fault is
	// removed, or when For is over. Virtual time that passes while the port is closed counts: a client on the
	// server's [Clock] that backs off long enough finds it open.
	ConnectionRefused

	// ResetBefore ends the connection with a reset (RST) instead of carrying the request out. Mind that Go's
	// own transport repeats a GET by itself when that happens on a connection it had kept from before.
	ResetBefore

	// ResetAfter ends the connection with a reset (RST) after the request was carried out.
	ResetAfter

	// CutBody ends the connection after so many Bytes of the body, fewer than its Content-Length says.
	CutBody

	// MalformedJSON sends the first half of the body as though it were whole.
	MalformedJSON

	// HTMLError answers as a gateway does that cannot reach the API: an HTML page, and the status 502 unless
	// Status says otherwise.
	HTMLError

	// SlowDrip sends the body in pieces of so many Bytes, and waits for Latency (10 ms by default) in real
	// time before each instead of once.
	SlowDrip

	// EndlessBody sends the body without its end, and then blanks until the client stops reading.
	EndlessBody
)

// Injected is a fault at work.
type Injected struct {
	server  *Server
	fault   Fault
	since   time.Time
	skipped int
	fired   int
	removed bool
}

// Fired returns how many requests the fault has hit; for ConnectionRefused, how often it closed the port.
func (i *Injected) Fired() int {
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	return i.fired
}

// Remove ends the fault.
func (i *Injected) Remove() {
	i.server.mu.Lock()
	i.removed = true
	i.server.faults = slices.DeleteFunc(i.server.faults, func(other *Injected) bool { return other == i })
	i.server.mu.Unlock()
	i.server.reopen()
}

// Inject makes requests go wrong from now on.
func (s *Server) Inject(f Fault) *Injected {
	if f.RetryAfter > 0 && f.Status == 0 {
		f.Status = http.StatusTooManyRequests
	}
	if f.Break == HTMLError && f.Status == 0 {
		f.Status = http.StatusBadGateway
	}
	i := &Injected{server: s, fault: f, since: s.clock.Now()}
	s.mu.Lock()
	s.faults = append(s.faults, i)
	if f.Break == ConnectionRefused {
		i.fired = 1
	}
	s.mu.Unlock()
	if f.Break == ConnectionRefused {
		s.shut()
	}
	if f.Break == ConnectionRefused && f.For > 0 && !s.settings.manual {
		time.AfterFunc(f.For, s.reopen) // for a client that waits in real time
	}
	return i
}

// lasts reports whether the fault is still at work.
func (i *Injected) lasts(now time.Time) bool {
	if i.removed || i.fault.For > 0 && now.Sub(i.since) >= i.fault.For {
		return false
	}
	return i.fault.Break == ConnectionRefused || i.fault.Times == 0 || i.fired < i.fault.Times
}

// hits reports whether the fault strikes a request, and counts it.
func (i *Injected) hits(c *call) bool {
	f := i.fault
	if f.Break == ConnectionRefused || !i.lasts(c.now) {
		return false
	}
	if f.Method != "" && f.Method != c.method || !matchesPath(f.Path, c) {
		return false
	}
	if i.skipped < f.Skip {
		i.skipped++
		return false
	}
	if f.Chance > 0 && c.ids.stream("fault").Float64() >= f.Chance {
		return false
	}
	i.fired++
	return true
}

// decides reports whether the fault does more than wait.
func (f Fault) decides() bool { return f.Status != 0 || f.Break != 0 || f.Header != nil }

// outcome is what the faults do to one request.
type outcome struct {
	*Fault  // the one that decides, or nil
	latency time.Duration
}

// fault finds what the faults do to a request.
func (s *Server) fault(c *call) outcome {
	var o outcome
	for _, i := range s.faults {
		if i.fault.decides() && o.Fault != nil || !i.hits(c) {
			continue
		}
		if i.fault.decides() {
			o.Fault = &i.fault
		}
		if i.fault.Break != SlowDrip {
			o.latency += i.fault.Latency
		}
		if i.fault.Jitter > 0 {
			o.latency += time.Duration(s.ids.stream("jitter").Int64N(int64(i.fault.Jitter)))
		}
	}
	s.faults = slices.DeleteFunc(s.faults, func(i *Injected) bool { return !i.lasts(c.now) && i.fault.Break != ConnectionRefused })
	return o
}

// answers reports whether the fault's own answer takes the place of the API's.
func (o outcome) answers() bool { return o.Fault != nil && o.Status != 0 }

// first reports whether the request is not carried out.
func (o outcome) first() bool {
	return o.Fault != nil && (o.Break == ResetBefore || o.Status != 0 && !o.Applied)
}

func (o outcome) resets() bool {
	return o.Fault != nil && (o.Break == ResetBefore || o.Break == ResetAfter)
}

// breaks reports whether the answer cannot just be sent.
func (o outcome) breaks() bool { return o.Fault != nil && o.Break != 0 && o.Break != HTMLError }

// header returns what the fault sets over the answer's headers.
func (o outcome) header() http.Header {
	if o.Fault == nil {
		return nil
	}
	header := o.Header.Clone()
	if o.RetryAfter > 0 {
		if header == nil {
			header = http.Header{}
		}
		header.Set("Retry-After", strconv.FormatInt(int64((o.RetryAfter+time.Second-1)/time.Second), 10))
	}
	return header
}

const gatewayPage = "<html>\r\n<head><title>Bad Gateway</title></head>\r\n" +
	"<body>\r\n<center><h1>The gateway got no answer</h1></center>\r\n</body>\r\n</html>\r\n"

// reply is the fault's own answer.
func (o outcome) reply(c *call) reply {
	status := o.Status
	switch {
	case o.Break == HTMLError:
		body := o.Body
		if body == "" {
			body = gatewayPage
		}
		return reply{status: status, header: http.Header{"Content-Type": {"text/html"}}, body: []byte(body)}
	case o.Body != "":
		return reply{status: status, body: []byte(o.Body)}
	case status == http.StatusNoContent || status < 200:
		return reply{status: status}
	}
	return errorReply(&apiError{status: status, message: errorMessage(status)}, c.id)
}
