package digitaloceantest

import "slices"

func init() {
	handle("GET /v2/sizes", func(c *call) (reply, error) {
		return c.page("sizes", objects(slices.Values(offer().sizes), nil))
	})
}
