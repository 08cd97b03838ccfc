package digitalocean

import (
	"context"
	"fmt"
	"time"
)

const (
	firstPoll   = time.Second
	slowestPoll = 10 * time.Second
)

// WaitFor looks until look is done, as the waiters of the services do: between two looks it waits on the client's [Clock],
// longer each time, or as [WithPollInterval] says. An error of look ends the wait and is returned, as is ctx's when that ends;
// what names the thing waited for in the error.
func (c *Client) WaitFor(ctx context.Context, what string, look func() (done bool, err error), opts ...CallOption) error {
	return c.waitFor(ctx, what, opts, look)
}

// waitFor looks until it is done. Between two looks it waits longer each time, or as WithPollInterval says. An error of a
// look ends the wait: the pipeline has already repeated what was worth repeating. What names the thing waited for.
func (c *Client) waitFor(ctx context.Context, what string, opts []CallOption, look func() (done bool, err error)) error {
	fixed := gather(opts).poll
	for pause := firstPoll; ; pause = min(pause*3/2, slowestPoll) {
		done, err := look()
		if err != nil && ctx.Err() != nil {
			return fmt.Errorf("digitalocean: wait for %s: %w", what, err)
		}
		if err != nil || done {
			return err
		}
		if fixed > 0 {
			pause = fixed
		}
		if err := c.clock.Sleep(ctx, pause); err != nil {
			return fmt.Errorf("digitalocean: wait for %s: %w", what, err)
		}
	}
}
