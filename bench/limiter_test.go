package bench

import (
	"golang.org/x/time/rate"

	"github.com/dosdk/digitalocean"
)

// generous is our limiter with all its work and no waits.
func generous() digitalocean.Limiter {
	return digitalocean.NewPacedLimiter(rate.NewLimiter(rate.Inf, 0))
}
