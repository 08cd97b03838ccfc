package digitaloceantest

import "slices"

func init() {
	handle("GET /v2/regions", func(c *call) (reply, error) {
		return c.page("regions", objects(slices.Values(offer().regions), nil))
	})
}
