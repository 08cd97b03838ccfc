package digitaloceantest

import (
	"fmt"

	"github.com/dosdk/digitalocean"
)

// Client returns a client of this server: with its URL, its token and its [Clock], so that retries, limits
// and waiters take no real time. opts come after these and may change them. It panics when they make no sense.
func (s *Server) Client(opts ...digitalocean.Option) *digitalocean.Client {
	client, err := digitalocean.New(s.Token, s.ownOptions(opts)...)
	if err != nil {
		panic(fmt.Sprintf("digitaloceantest: the options of the client: %v", err))
	}
	return client
}
