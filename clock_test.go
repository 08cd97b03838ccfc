package digitalocean_test

import (
	"context"
	"sync"
	"time"
)

// recordingClock is a clock that takes no time: Sleep records the duration and moves the clock on.
type recordingClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *recordingClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now.IsZero() {
		c.now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	}
	return c.now
}

func (c *recordingClock) Sleep(ctx context.Context, d time.Duration) error {
	now := c.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if d > 0 {
		c.slept = append(c.slept, d)
		c.now = now.Add(d)
	}
	return ctx.Err()
}

// sleeps returns the durations that were slept.
func (c *recordingClock) sleeps() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.slept
}
