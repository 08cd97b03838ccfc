package digitaloceantest

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	defaultPerHour   = 5000
	defaultPerMinute = 250
)

// Limit is a rate limit of its own for some requests.
type Limit struct {
	Method   string        // "" for any
	Path     string        // a path template, or a prefix when it ends in "*"
	Requests int           // how many there may be ...
	Per      time.Duration // ... in this time
}

// DocumentedLimits returns the special limits of the API: 12 reserved IPs created a minute, 10 lists of SSH
// keys a minute, and 5 requests to CDN endpoints in 10 seconds.
func DocumentedLimits() []Limit {
	return []Limit{
		{Method: http.MethodPost, Path: "/v2/reserved_ips", Requests: 12, Per: time.Minute},
		{Method: http.MethodPost, Path: "/v2/floating_ips", Requests: 12, Per: time.Minute},
		{Method: http.MethodGet, Path: "/v2/account/keys", Requests: 10, Per: time.Minute},
		{Path: "/v2/cdn/endpoints*", Requests: 5, Per: 10 * time.Second},
	}
}

// matchesPath reports whether a pattern of a [Limit] or a [Fault] means a request: by its template, by its
// very path, or by a prefix of the path.
func matchesPath(pattern string, c *call) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(c.path, prefix)
	}
	return pattern == "" || pattern == c.template() || pattern == c.path
}

// meter counts requests. Each one counts until its own time is over, as in the API: there is no moment at
// which everything starts anew.
type meter struct {
	enforced bool
	hour     *counter
	minute   *counter
	special  []specialCounter
}

type specialCounter struct {
	Limit
	*counter
}

func newMeter(s settings) *meter {
	m := &meter{
		enforced: s.enforceLimits,
		hour:     &counter{limit: s.perHour, span: time.Hour},
		minute:   &counter{limit: s.perMinute, span: time.Minute},
	}
	for _, l := range s.specialLimits {
		m.special = append(m.special, specialCounter{l, &counter{limit: l.Requests, span: l.Per}})
	}
	return m
}

// admit counts a request, or refuses it and says how long to wait. A refused request does not count.
func (m *meter) admit(c *call) (wait time.Duration, ok bool) {
	counters := []*counter{m.hour, m.minute}
	for _, special := range m.special {
		if (special.Method == "" || special.Method == c.method) && matchesPath(special.Path, c) {
			counters = append(counters, special.counter)
		}
	}
	for _, counter := range counters {
		counter.forget(c.now)
		if m.enforced && counter.total >= counter.limit {
			wait = max(wait, counter.free(c.now))
		}
	}
	if wait > 0 {
		return wait, false
	}
	for _, counter := range counters {
		counter.add(c.now)
	}
	return 0, true
}

// header sets what the API says about the rate in each answer.
func (m *meter) header(h http.Header, now time.Time) {
	m.hour.forget(now)
	remaining := max(m.hour.limit-m.hour.total, 0)
	if !m.enforced {
		remaining = max(remaining, 1) // a client that stops at 0 would wait for a limit that is not there
	}
	reset := now
	if m.hour.total > 0 {
		reset = m.hour.oldest()
	}
	h.Set("Ratelimit-Limit", strconv.Itoa(m.hour.limit))
	h.Set("Ratelimit-Remaining", strconv.Itoa(remaining))
	h.Set("Ratelimit-Reset", strconv.FormatInt(reset.Add(m.hour.span).Unix(), 10))
}

// counter counts the requests of a span of time, second by second.
type counter struct {
	limit   int
	span    time.Duration
	seconds []second
	total   int
}

type second struct {
	at       time.Time
	requests int
}

func (c *counter) add(now time.Time) {
	now = now.Truncate(time.Second)
	c.total++
	if last := len(c.seconds) - 1; last >= 0 && c.seconds[last].at.Equal(now) {
		c.seconds[last].requests++
		return
	}
	c.seconds = append(c.seconds, second{now, 1})
}

func (c *counter) forget(now time.Time) {
	for len(c.seconds) > 0 && now.Sub(c.seconds[0].at) >= c.span {
		c.total -= c.seconds[0].requests
		c.seconds = c.seconds[1:]
	}
}

// oldest returns when the request that expires next was made. There is one when total is not 0.
func (c *counter) oldest() time.Time { return c.seconds[0].at }

// free returns how long it takes until a request may be made again.
func (c *counter) free(now time.Time) time.Duration {
	if c.total == 0 {
		return c.span
	}
	return c.oldest().Add(c.span).Sub(now)
}

func tooManyRequests(wait time.Duration) error {
	seconds := int64((wait + time.Second - 1) / time.Second)
	return &apiError{
		status:  http.StatusTooManyRequests,
		message: errorMessage(http.StatusTooManyRequests),
		header:  http.Header{"Retry-After": {strconv.FormatInt(max(seconds, 1), 10)}},
	}
}
