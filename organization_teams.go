package digitalocean

import (
	"context"
	"time"
)

// OrganizationsService manages the organization that the token belongs to.
type OrganizationsService struct {
	Teams *OrganizationTeamsService
}

// OrganizationTeamsService manages the teams of an organization. Its calls need a token of the organization; others end
// with an error that matches [ErrForbidden] or [ErrPreconditionFailed].
type OrganizationTeamsService struct{ client *Client }

// List returns the teams of the organization.
//
// DigitalOcean: GET /v2/organizations/teams (organizations_list_teams)
func (s *OrganizationTeamsService) List(ctx context.Context, opts ...CallOption) ([]OrganizationTeam, error) {
	return fetchAll[OrganizationTeam](ctx, s.client, get("/v2/organizations/teams"), "teams", opts)
}

// Create adds a team and invites people to it. It succeeds although an invitation may not have been sent: the answer says
// so for each address.
//
// DigitalOcean: POST /v2/organizations/team (organizations_create_team)
func (s *OrganizationTeamsService) Create(ctx context.Context, request *OrganizationTeamCreateRequest, opts ...CallOption) (*OrganizationTeamCreateResult, error) {
	return fetch[OrganizationTeamCreateResult](ctx, s.client, post("/v2/organizations/team").sending(request), "", opts)
}

// OrganizationTeamCreateRequest describes a team to add.
type OrganizationTeamCreateRequest struct {
	Name        string                       `json:"name"`
	Invitations []OrganizationTeamInvitation `json:"invitations,omitzero"`
}

// OrganizationTeamInvitation asks somebody to join a team.
type OrganizationTeamInvitation struct {
	Email string               `json:"email"`
	Role  OrganizationTeamRole `json:"role"`
}

// OrganizationTeamCreateResult is a team that was created, and what became of its invitations.
type OrganizationTeamCreateResult struct {
	Team        OrganizationTeam                            `json:"team"`                 // its UUID and name only
	Invitations map[string]OrganizationTeamInvitationStatus `json:"invitations,omitzero"` // by e-mail address
}

// OrganizationTeamInvitationStatus is what became of an invitation.
type OrganizationTeamInvitationStatus struct {
	Status OrganizationTeamInvitationOutcome `json:"status"`
}

// OrganizationTeam is a team of an organization.
type OrganizationTeam struct {
	ID                   int64                  `json:"id,omitzero"`
	UUID                 string                 `json:"uuid"`
	Name                 string                 `json:"name"`
	Email                string                 `json:"email,omitzero"`
	MemberCount          int                    `json:"member_count,omitzero"`
	Status               OrganizationTeamStatus `json:"status,omitzero"`
	JoinedOrganizationAt time.Time              `json:"joined_organization_at,omitzero"`
	Company              string                 `json:"company,omitzero"`
}

// OrganizationTeamRole is what somebody may do in a team. The owner of a team cannot be invited.
type OrganizationTeamRole string

const (
	OrganizationTeamMember         OrganizationTeamRole = "member"
	OrganizationTeamBiller         OrganizationTeamRole = "biller"
	OrganizationTeamBillingViewer  OrganizationTeamRole = "billing viewer"
	OrganizationTeamResourceViewer OrganizationTeamRole = "resource viewer"
	OrganizationTeamModifier       OrganizationTeamRole = "modifier"
)

// OrganizationTeamStatus is whether a team is in the organization.
type OrganizationTeamStatus string

const (
	OrganizationTeamJoined  OrganizationTeamStatus = "joined"
	OrganizationTeamPending OrganizationTeamStatus = "pending"
)

// OrganizationTeamInvitationOutcome is whether an invitation was sent.
type OrganizationTeamInvitationOutcome string

const (
	OrganizationTeamInvitationOK                OrganizationTeamInvitationOutcome = "ok"
	OrganizationTeamInvitationDailyLimitReached OrganizationTeamInvitationOutcome = "daily_invite_limit_reached" // send it tomorrow
)
