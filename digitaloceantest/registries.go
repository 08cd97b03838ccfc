package digitaloceantest

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"time"
)

// registry keeps container images in repositories.
type registry struct {
	*object
	name         string
	repositories collection[*repository]
	collections  []*object // of garbage, the latest first
}

// registryState is what the account has of registries.
type registryState struct {
	list         collection[*registry]
	subscription *object // nil until the first registry
}

var registries = stateful(fresh[registryState])

var (
	registryName    = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$`)
	registryRegions = []string{"nyc3", "sfo3", "sfo2", "ams3", "sgp1", "fra1", "blr1", "syd1"}
)

// registryTiers are the plans, the smallest first.
var registryTiers = []struct {
	slug                      string
	repositories, price       int
	storage, bandwidth        int64
	registries, overagePrices int
}{
	{"starter", 1, 0, 500 << 20, 500 << 20, 1, 0},
	{"basic", 5, 500, 5 << 30, 5 << 30, 1, 2},
	{"professional", 0, 2000, 100 << 30, 100 << 30, 10, 2},
}

func init() {
	handle("GET /v2/registries", func(c *call) (reply, error) {
		return list(http.StatusOK, "registries", objects(registries.of(c.Server).list.all(), nil))
	})
	handle("POST /v2/registries", createRegistry)
	handle("GET /v2/registries/{registry_name}", ofRegistry(getRegistry))
	handle("DELETE /v2/registries/{registry_name}", ofRegistry(deleteRegistry))
	handle("GET /v2/registries/{registry_name}/docker-credentials", ofRegistry(getDockerCredentials))
	handle("POST /v2/registry", createRegistry)
	handle("GET /v2/registry", ofRegistry(getRegistry))
	handle("DELETE /v2/registry", ofRegistry(deleteRegistry))
	handle("GET /v2/registry/docker-credentials", ofRegistry(getDockerCredentials))
	for _, path := range []string{"/v2/registries", "/v2/registry"} { // the former name answers too
		handle("GET "+path+"/options", listRegistryOptions)
		handle("GET "+path+"/subscription", getSubscription)
		handle("POST "+path+"/subscription", updateSubscription)
		handle("POST "+path+"/validate-name", validateRegistryName)
	}
	count("Registries", func(s *Server) int { return registries.of(s).list.len() })
}

// ofRegistry is a rule of the registry that the path names, or of the only one where it names none.
func ofRegistry(rule func(c *call, r *registry) (reply, error)) handler {
	return func(c *call) (reply, error) {
		registries := &registries.of(c.Server).list
		name, named := c.arguments["registry_name"]
		if !named && registries.len() > 0 {
			name = registries.entries[0].key
		}
		r, ok := registries.get(name)
		if !ok {
			return reply{}, notFound()
		}
		if err := c.complete(); err != nil {
			return reply{}, err
		}
		return rule(c, r)
	}
}

func tierObject(slug string) *object {
	for _, tier := range registryTiers {
		if tier.slug == slug {
			return newObject(
				"name", tier.slug, "slug", tier.slug, "included_repositories", tier.repositories,
				"included_storage_bytes", tier.storage, "allow_storage_overage", tier.overagePrices > 0,
				"included_bandwidth_bytes", tier.bandwidth, "monthly_price_in_cents", tier.price,
				"storage_overage_price_in_cents", tier.overagePrices,
			)
		}
	}
	return nil
}

func listRegistryOptions(*call) (reply, error) {
	tiers := []*object{}
	for _, tier := range registryTiers {
		o := tierObject(tier.slug)
		o.set("eligible", true)
		tiers = append(tiers, o)
	}
	return answer(http.StatusOK, "options", newObject("available_regions", registryRegions, "subscription_tiers", tiers))
}

// registryLimit is how many registries a plan has.
func registryLimit(slug string) int {
	for _, tier := range registryTiers {
		if tier.slug == slug {
			return tier.registries
		}
	}
	return 1
}

func createRegistry(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	state, f := registries.of(c.Server), c.body
	name := f.needText("name")
	if name != "" && !registryName.MatchString(name) {
		f.refuseField("name", "must hold lower-case letters, digits and dashes only, 3 to 63")
	}
	tier := "starter"
	if state.subscription != nil {
		tier = state.tier()
	}
	tier = f.choice("subscription_tier_slug", tier, "starter", "basic", "professional")
	region := f.choice("region", "nyc3", registryRegions...)
	if f.problem != nil {
		return reply{}, f.problem
	}
	if state.list.has(name) {
		return reply{}, conflict("the registry name " + name + " is already taken")
	}
	if state.list.len() >= registryLimit(tier) {
		return reply{}, preconditionFailed(fmt.Sprintf("the plan %s has no more than %d registries", tier, registryLimit(tier)))
	}
	state.subscribe(tier, c.now)
	r := &registry{name: name}
	r.object = newObject(
		"name", name, "region", region, "created_at", c.now, "storage_usage_bytes", int64(0), "storage_usage_bytes_updated_at", c.now,
	)
	state.list.add(name, r)
	return c.answerRegistry(http.StatusCreated, r)
}

// answerRegistry shows the subscription too under the former name of the path.
func (c *call) answerRegistry(status int, r *registry) (reply, error) {
	o := &object{fields: slices.Clone(r.fields)}
	if c.template() == "/v2/registry" {
		o.set("subscription", registries.of(c.Server).subscription)
	}
	return answer(status, "registry", o)
}

func getRegistry(c *call, r *registry) (reply, error) { return c.answerRegistry(http.StatusOK, r) }

func deleteRegistry(c *call, r *registry) (reply, error) {
	registries.of(c.Server).list.remove(r.name)
	c.deleted("registry", r.name, r.object)
	return empty(http.StatusNoContent)
}

func (s *registryState) tier() string {
	tier, _ := s.subscription.get("tier").(*object)
	return tier.text("slug")
}

func (s *registryState) subscribe(tier string, now time.Time) {
	if s.subscription == nil {
		s.subscription = newObject("tier", nil, "created_at", now, "updated_at", now)
	}
	s.subscription.set("tier", tierObject(tier))
	s.subscription.set("updated_at", now)
}

func getSubscription(c *call) (reply, error) {
	state := registries.of(c.Server)
	if state.subscription == nil {
		return reply{}, notFound()
	}
	return answer(http.StatusOK, "subscription", state.subscription)
}

func updateSubscription(c *call) (reply, error) {
	if err := c.complete(); err != nil {
		return reply{}, err
	}
	state, tier := registries.of(c.Server), c.body.needChoice("tier_slug", "starter", "basic", "professional")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if state.list.len() > registryLimit(tier) {
		return reply{}, preconditionFailed("there are more registries than the plan " + tier + " has")
	}
	state.subscribe(tier, c.now)
	return answer(http.StatusOK, "subscription", state.subscription)
}

func validateRegistryName(c *call) (reply, error) {
	name := c.body.needText("name")
	if name != "" && !registryName.MatchString(name) {
		c.body.refuseField("name", "must hold lower-case letters, digits and dashes only, 3 to 63")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if registries.of(c.Server).list.has(name) {
		return reply{}, conflict("the registry name " + name + " is already taken")
	}
	return empty(http.StatusNoContent)
}

func getDockerCredentials(c *call, _ *registry) (reply, error) {
	token := "dop_v1_" + c.ids.hex("docker token", 32)
	auth := base64.StdEncoding.EncodeToString([]byte(token + ":" + token))
	return bare(http.StatusOK, newObject("auths", newObject("registry.digitalocean.com", newObject("auth", auth))))
}
