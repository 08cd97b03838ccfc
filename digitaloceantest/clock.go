package digitaloceantest

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"
)

// Clock is the virtual time of a [Server]. It implements digitalocean.Clock, so that a client's waits and the
// server's life run on the same time.
//
// In the automatic mode, which is the default, virtual time runs along with real time, and Sleep does not
// wait: it moves virtual time forward and returns. A waiter that polls every five seconds is through at once,
// and the Droplet it waits for has become active. The deadline of a context lies in virtual time too: five
// seconds are over for a waiter that has slept so long. Goroutines that sleep side by side move time one after
// the other, so that ten of them that sleep for a second move it by ten; where that matters, use the manual mode.
//
// In the manual mode ([ManualClock]) time stands still until the test calls [Server.Advance].
type Clock struct {
	manual bool
	epoch  time.Time           // real time at the start
	moved  func(time.Duration) // called after time was moved, without the lock

	mu       sync.Mutex
	start    time.Time
	skipped  time.Duration
	sleepers map[*sleeper]struct{}
	arrived  chan struct{} // closed when a sleeper arrives
	closed   bool

	deadlines map[time.Time]time.Time // of contexts, in real time and in virtual time
}

type sleeper struct {
	until time.Time
	wake  chan error
}

var errClosed = errors.New("digitaloceantest: the server is closed")

func newClock(start time.Time, manual bool) *Clock {
	return &Clock{
		manual:   manual,
		epoch:    time.Now(),
		moved:    func(time.Duration) {},
		start:    start,
		sleepers: make(map[*sleeper]struct{}),
		arrived:  make(chan struct{}),

		deadlines: make(map[time.Time]time.Time),
	}
}

// Now returns the virtual time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	now := c.start.Add(c.skipped)
	if c.manual {
		return now
	}
	return now.Add(time.Since(c.epoch))
}

// Sleep waits until virtual time has moved by d. In the automatic mode it moves the time itself and returns
// at once; where ctx's deadline comes first, it moves time no further than that, and returns
// [context.DeadlineExceeded]. It returns ctx's error when ctx ends first, and an error when the server is closed.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	if !c.manual {
		left := c.leftOf(ctx, d)
		if left > 0 {
			c.advance(left)
		}
		if left < d {
			return context.DeadlineExceeded
		}
		return nil
	}
	s, err := c.arrive(d)
	if err != nil {
		return err
	}
	select {
	case err := <-s.wake:
		return err
	case <-ctx.Done():
		c.leave(s)
		return ctx.Err()
	}
}

// leftOf returns how much of d there is before ctx's deadline. That lies as far ahead in virtual time as it did in real time
// when the clock first saw it.
func (c *Clock) leftOf(ctx context.Context, d time.Duration) time.Duration {
	deadline, ok := ctx.Deadline()
	if !ok {
		return d
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if _, ok := c.deadlines[deadline]; !ok {
		maps.DeleteFunc(c.deadlines, func(other, _ time.Time) bool { return other.Before(time.Now()) })
		c.deadlines[deadline] = now.Add(time.Until(deadline))
	}
	return max(min(d, c.deadlines[deadline].Sub(now)), 0)
}

// AwaitSleepers returns when n calls of Sleep are waiting, so that a test knows that the code under test has
// come to its wait before the test moves the time. Only the manual mode has sleepers.
func (c *Clock) AwaitSleepers(ctx context.Context, n int) error {
	for {
		c.mu.Lock()
		waiting, arrived := len(c.sleepers), c.arrived
		c.mu.Unlock()
		if waiting >= n {
			return nil
		}
		select {
		case <-arrived:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (c *Clock) arrive(d time.Duration) (*sleeper, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, errClosed
	}
	s := &sleeper{until: c.now().Add(d), wake: make(chan error, 1)}
	c.sleepers[s] = struct{}{}
	close(c.arrived)
	c.arrived = make(chan struct{})
	return s, nil
}

func (c *Clock) leave(s *sleeper) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.sleepers, s)
}

func (c *Clock) advance(d time.Duration) {
	c.mu.Lock()
	d = max(d, 0)
	c.skipped += d
	now := c.now()
	for s := range c.sleepers {
		if !s.until.After(now) {
			s.wake <- nil
			delete(c.sleepers, s)
		}
	}
	c.mu.Unlock()
	c.moved(d)
}

// jump sets the time of a clock in the manual mode.
func (c *Clock) jump(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skipped = to.Sub(c.start)
}

// close wakes whoever still sleeps.
func (c *Clock) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	for s := range c.sleepers {
		s.wake <- errClosed
		delete(c.sleepers, s)
	}
}
