package digitalocean

import "context"

// DoOnce and DoOnlyReads make a call of an operation that differs from its method.

func (c *Client) DoOnce(ctx context.Context, method, path string, body any, out *map[string]any, opts ...CallOption) error {
	return c.doOperation(ctx, newOperation(method, path, nil).once(), body, out, opts)
}

func (c *Client) DoOnlyReads(ctx context.Context, method, path string, body any, out *map[string]any, opts ...CallOption) error {
	return c.doOperation(ctx, newOperation(method, path, nil).onlyReads(), body, out, opts)
}

func (c *Client) doOperation(ctx context.Context, op *operation, body any, out *map[string]any, opts []CallOption) error {
	if body != nil {
		op = op.sending(body)
	}
	if out == nil {
		return run(ctx, c, op, opts)
	}
	answer, err := fetch[map[string]any](ctx, c, op, "", opts)
	if err == nil {
		*out = *answer
	}
	return err
}
