package digitaloceantest

import (
	"net/http"
	"time"
)

// teams are those of the organization. The account's own is the first.
var teams = stateful(func(s *Server) *collection[*object] {
	list, ids := new(collection[*object]), newIdentity(s.settings.seed)
	own := newTeam(ids.number("own team"), ids.uuid("own team"), "My Team", s.settings.start)
	list.add(own.text("uuid"), own)
	return list
})

func init() {
	handle("GET /v2/organizations/teams", listTeams)
	handle("POST /v2/organizations/team", createTeam)
	count("Teams", func(s *Server) int { return teams.of(s).len() })
}

func newTeam(id int64, uuid, name string, joined time.Time) *object {
	return newObject(
		"id", id,
		"uuid", uuid,
		"name", name,
		"email", accountEmail,
		"member_count", 1,
		"status", "joined",
		"joined_organization_at", joined,
		"company", "Sharks Ltd",
	)
}

func listTeams(c *call) (reply, error) {
	return list(http.StatusOK, "teams", objects(teams.of(c.Server).all(), nil))
}

// createTeam answers with what came of each invitation, by address.
func createTeam(c *call) (reply, error) {
	name, invitations := c.body.needText("name"), newObject()
	for _, f := range c.body.objects("invitations") {
		email := f.needText("email")
		f.needChoice("role", "member", "biller", "billing viewer", "resource viewer", "modifier")
		invitations.set(email, newObject("status", "ok"))
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	team := newTeam(c.ids.number("team"), c.ids.uuid("team"), name, c.now)
	teams.of(c.Server).add(team.text("uuid"), team)
	shown := newObject("uuid", team.get("uuid"), "name", name)
	return bare(http.StatusCreated, newObject("team", shown, "invitations", invitations))
}
