package digitaloceantest

import (
	"encoding/base32"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
)

var spacesKeys = stateful(fresh[collection[*object]])

const fullAccess = "fullaccess"

func init() {
	handle("GET /v2/spaces/keys", listSpacesKeys)
	handle("POST /v2/spaces/keys", createSpacesKey)
	handle("GET /v2/spaces/keys/{access_key}", getter(spacesKeys, "access_key", "key"))
	handle("PUT /v2/spaces/keys/{access_key}", updateSpacesKey)
	handle("PATCH /v2/spaces/keys/{access_key}", updateSpacesKey)
	handle("DELETE /v2/spaces/keys/{access_key}", remover(spacesKeys, "access_key"))
	count("Spaces keys", func(s *Server) int { return spacesKeys.of(s).len() })
}

// listSpacesKeys shows the newest first, unless the request says otherwise.
func listSpacesKeys(c *call) (reply, error) {
	sort, direction := c.query.Get("sort"), c.query.Get("sort_direction")
	if sort != "" && sort != "created_at" && sort != "name" {
		return reply{}, unprocessable("sort must be created_at or name")
	}
	if direction != "" && direction != "asc" && direction != "desc" {
		return reply{}, unprocessable("sort_direction must be asc or desc")
	}
	name, bucket, permission := c.query.Get("name"), c.query.Get("bucket"), c.query.Get("permission")
	keys := objects(spacesKeys.of(c.Server).all(), func(o *object) bool {
		return (name == "" || o.text("name") == name) && (bucket == "" || granted(o, "bucket", bucket)) &&
			(permission == "" || granted(o, "permission", permission))
	})
	if sort == "name" {
		slices.SortStableFunc(keys, func(a, b *object) int { return strings.Compare(a.text("name"), b.text("name")) })
	}
	if direction != "asc" {
		slices.Reverse(keys)
	}
	return c.page("keys", keys)
}

// granted reports whether a grant of a key has a value.
func granted(key *object, name, value string) bool {
	grants, _ := key.get("grants").([]*object)
	return slices.ContainsFunc(grants, func(grant *object) bool { return grant.text(name) == value })
}

// createSpacesKey tells the secret of the key, for the only time.
func createSpacesKey(c *call) (reply, error) {
	name := c.body.needText("name")
	grants, err := c.readGrants()
	if err != nil {
		return reply{}, err
	}
	id := "DO00" + base32.StdEncoding.EncodeToString(c.ids.bytes("spaces key", 10))
	o := newObject("name", name, "access_key", id, "grants", grants, "created_at", c.now)
	spacesKeys.of(c.Server).add(id, o)
	shown := &object{fields: slices.Clone(o.fields)}
	shown.set("secret_key", base64.RawStdEncoding.EncodeToString(c.ids.bytes("spaces secret", 32)))
	return answer(http.StatusCreated, "key", shown)
}

func (c *call) readGrants() ([]*object, error) {
	grants, full := []*object{}, 0
	for _, f := range c.body.objects("grants") {
		grant := newObject("bucket", f.text("bucket"), "permission", f.choice("permission", "", "read", "readwrite", fullAccess))
		if grant.text("permission") == fullAccess {
			full++
		} else if grant.text("bucket") == "" {
			f.refuseField("bucket", "can't be blank")
		}
		grants = append(grants, grant)
	}
	if c.body.problem != nil {
		return nil, c.body.problem
	}
	if full > 0 && full < len(grants) {
		return nil, badRequest("cannot mix fullaccess permission with scoped permissions.")
	}
	return grants, nil
}

// updateSpacesKey changes the name, which is all that can change.
func updateSpacesKey(c *call) (reply, error) {
	o, err := found(c, spacesKeys.of(c.Server), "access_key")
	if err != nil {
		return reply{}, err
	}
	if c.method == http.MethodPut || c.body.present("name") {
		c.body.needText("name")
	}
	grants, err := c.readGrants()
	if err != nil {
		return reply{}, err
	}
	full := slices.ContainsFunc(grants, func(grant *object) bool { return grant.text("permission") == fullAccess })
	if len(grants) > 0 && full != granted(o, "permission", fullAccess) {
		return reply{}, badRequest("cannot convert a fullaccess key to a scoped key or vice versa.")
	}
	if name := c.body.text("name"); name != "" {
		o.set("name", name)
	}
	return answer(http.StatusOK, "key", o)
}
