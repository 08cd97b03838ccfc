package digitaloceantest

import "time"

// Option changes how a [Server] behaves.
type Option func(*settings)

type settings struct {
	addr          string
	token         string
	seed          uint64
	start         time.Time
	manual        bool
	immediate     bool
	lenient       bool
	durations     map[string]time.Duration
	dropletLimit  int
	enforceLimits bool
	perHour       int
	perMinute     int
	specialLimits []Limit
	data          string
	keepRequests  int
	onRequest     func(Request)
}

func newSettings(opts []Option) settings {
	s := settings{
		addr:         "127.0.0.1:0",
		token:        "dop_v1_test",
		seed:         1,
		start:        time.Now().UTC().Truncate(time.Second),
		durations:    make(map[string]time.Duration),
		dropletLimit: 25_000,
		perHour:      defaultPerHour,
		perMinute:    defaultPerMinute,
		onRequest:    func(Request) {},
	}
	for _, opt := range opts {
		opt(&s)
	}
	return s
}

// Addr sets the address to listen on; "127.0.0.1:0", a free port of loopback, by default.
func Addr(addr string) Option { return func(s *settings) { s.addr = addr } }

// Token sets the token that the server accepts.
func Token(token string) Option { return func(s *settings) { s.token = token } }

// Seed sets what IDs, addresses, fingerprints, request IDs and the chances of faults are drawn from. Two
// servers with one seed that get the same requests in the same order give the same identifiers.
func Seed(n uint64) Option { return func(s *settings) { s.seed = n } }

// StartTime sets the virtual time at the start; the real time, by default.
func StartTime(t time.Time) Option { return func(s *settings) { s.start = t } }

// ManualClock makes virtual time stand still until [Server.Advance] is called.
func ManualClock() Option { return func(s *settings) { s.manual = true } }

// Immediate makes everything take no time. The answer to the request that starts something still shows its
// beginning, such as a Droplet with the status "new"; every later one shows its end.
func Immediate() Option { return func(s *settings) { s.immediate = true } }

// Lenient makes the server take requests that the API's description does not allow: a field or a query parameter that
// it does not know, a value of another type. Without it they are refused with 422 and a message that names the field.
// What the services check for themselves is checked all the same.
func Lenient() Option { return func(s *settings) { s.lenient = true } }

// Duration sets how long a kind of work takes, named as for [Server.FailNext]. It panics when there is no such kind.
func Duration(kind string, d time.Duration) Option {
	checkKind(kind)
	return func(s *settings) { s.durations[kind] = d }
}

// DropletLimit sets how many Droplets the account may have; 25,000 by default. [Server.AddDroplets] does not
// heed it.
func DropletLimit(n int) Option { return func(s *settings) { s.dropletLimit = n } }

// RateLimit makes the server refuse requests with 429 beyond so many an hour and a minute of virtual time,
// and beyond the special limits. Where a number is 0 the documented one applies: 5,000 an hour and 250 a
// minute. [DocumentedLimits] are the special limits of the API.
//
// Without this option requests are counted, and the headers of each answer tell the count, but none is
// refused.
func RateLimit(perHour, perMinute int, special ...Limit) Option {
	return func(s *settings) {
		s.enforceLimits = true
		if perHour > 0 {
			s.perHour = perHour
		}
		if perMinute > 0 {
			s.perMinute = perMinute
		}
		s.specialLimits = special
	}
}

// Data keeps the server's state in a file: a server that is started with the file another one has left goes on
// where that one ended, even where it was killed. What is kept are the resources with all that is to happen to
// them, FailNext, the virtual time and the seed; when it ran along with real time, virtual time went on meanwhile.
// Faults, the record of requests and the counted rates begin anew. StartTime and Seed apply to a new file only.
//
// The file is a journal of the requests that changed something, a line of JSON each, on the disk before the
// answer is sent. It grows with them, and is carried out again at the start. It holds the secrets of the
// requests, but no token. One server at a time uses it.
//
// A last line that was not written whole is left out, which [Server.Restored] tells. Any other damage, and a
// line that this version of the package would carry out otherwise, is an error, and leaves the file as it is.
func Data(path string) Option { return func(s *settings) { s.data = path } }

// KeepRequests sets how many requests [Server.Requests] remembers, the latest ones; all by default.
func KeepRequests(n int) Option { return func(s *settings) { s.keepRequests = n } }

// OnRequest calls f after each request was answered. It is called from several goroutines at once.
func OnRequest(f func(Request)) Option { return func(s *settings) { s.onRequest = f } }
