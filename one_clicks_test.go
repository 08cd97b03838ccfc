package digitalocean_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestOneClicks(t *testing.T) {
	for _, e := range []exchange{
		{
			name:   "OneClicks.List",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.OneClicks.List(ctx, nil) },
			method: "GET", path: "/v2/1-clicks",
			answer: `{"1_clicks": [{"slug": "monitoring", "type": "kubernetes"}, {"slug": "wordpress-18-04", "type": "droplet"}]}`,
			want: []digitalocean.OneClick{
				{Slug: "monitoring", Type: digitalocean.OneClickKubernetes}, {Slug: "wordpress-18-04", Type: digitalocean.OneClickDroplet},
			},
		},
		{
			name: "OneClicks.List of a type",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.OneClicks.List(ctx, &digitalocean.OneClickListOptions{Type: digitalocean.OneClickDroplet})
			},
			method: "GET", path: "/v2/1-clicks", query: "type=droplet", answer: `{"1_clicks": []}`, want: []digitalocean.OneClick{},
		},
		{
			name: "OneClicks.InstallKubernetes",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.OneClicks.InstallKubernetes(ctx, &digitalocean.OneClickInstallKubernetesRequest{
					AddonSlugs: []string{"kube-state-metrics", "loki"}, ClusterUUID: "50a994b6",
				})
			},
			method: "POST", path: "/v2/1-clicks/kubernetes", body: `{"addon_slugs": ["kube-state-metrics", "loki"], "cluster_uuid": "50a994b6"}`,
			answer: `{"message": "Successfully kicked off addon job."}`, want: "Successfully kicked off addon job.",
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestImageAccountTransfers(t *testing.T) {
	for _, e := range []exchange{
		{
			name: "Images.AccountTransfers.Create to an account",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.AccountTransfers.Create(ctx, 7555620, digitalocean.ImageTransferToEmail("alice@example.com"))
			},
			method: "POST", path: "/v2/images/7555620/account_transfer", body: `{"recipient_email": "alice@example.com"}`,
			status: http.StatusCreated, answer: `{"transfer_id": 3164444}`, want: int64(3164444),
		},
		{
			name: "Images.AccountTransfers.Create to a team, accepted at once",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Images.AccountTransfers.Create(ctx, 7555620, digitalocean.ImageTransferToTeam("4f6c71e2"))
			},
			method: "POST", path: "/v2/images/7555620/account_transfer", body: `{"recipient_uuid": "4f6c71e2"}`,
			status: http.StatusCreated, answer: `{"transfer_id": 0}`, want: int64(0),
		},
		{
			name: "Images.AccountTransfers.Accept",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Images.AccountTransfers.Accept(ctx, 7555620, &digitalocean.ImageAccountTransferAcceptRequest{
					TransferID: 3164444, RecipientUUID: "4f6c71e2",
				})
			},
			method: "POST", path: "/v2/images/7555620/account_transfer/accept", body: `{"transfer_id": 3164444, "recipient_uuid": "4f6c71e2"}`,
			status: http.StatusCreated,
		},
		{
			name: "Images.AccountTransfers.Cancel",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Images.AccountTransfers.Cancel(ctx, 7555620, &digitalocean.ImageAccountTransferCancelRequest{TransferID: 3164444})
			},
			method: "POST", path: "/v2/images/7555620/account_transfer/cancel", body: `{"transfer_id": 3164444}`, status: http.StatusNoContent,
		},
		{
			name: "Images.AccountTransfers.Decline",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Images.AccountTransfers.Decline(ctx, 7555620, &digitalocean.ImageAccountTransferDeclineRequest{TransferID: 3164444})
			},
			method: "POST", path: "/v2/images/7555620/account_transfer/decline", body: `{"transfer_id": 3164444}`, status: http.StatusNoContent,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestImageAccountTransferHasOneRecipient(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("something was sent") })
	for _, request := range []*digitalocean.ImageAccountTransferCreateRequest{
		nil, {}, digitalocean.ImageTransferToEmail(""), digitalocean.ImageTransferToTeam(""), {RecipientEmail: "alice@example.com", RecipientUUID: "4f6c71e2"},
	} {
		id, err := client.Images.AccountTransfers.Create(t.Context(), 7555620, request)
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
		require.Zero(t, id)
	}
	texts := bothEncodings(t, digitalocean.ImageTransferToTeam("4f6c71e2"))
	require.Equal(t, texts["v1"], texts["v2"])
}

func TestOrganizationTeams(t *testing.T) {
	for _, e := range []exchange{
		{
			name:   "Organizations.Teams.List",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Organizations.Teams.List(ctx) },
			method: "GET", path: "/v2/organizations/teams",
			answer: `{"teams": [{"id": 4126873, "uuid": "4e1bfbc3", "name": "production", "email": "sammy@example.com", "member_count": 3, "status": "joined",
				"joined_organization_at": "2026-06-12T15:04:05Z", "company": "Sharks"}, {"id": 4126874, "uuid": "addb4547", "name": "staging", "status": "pending"}]}`,
			want: []digitalocean.OrganizationTeam{
				{
					ID: 4126873, UUID: "4e1bfbc3", Name: "production", Email: "sammy@example.com", MemberCount: 3, Status: digitalocean.OrganizationTeamJoined,
					JoinedOrganizationAt: time.Date(2026, 6, 12, 15, 4, 5, 0, time.UTC), Company: "Sharks",
				},
				{ID: 4126874, UUID: "addb4547", Name: "staging", Status: digitalocean.OrganizationTeamPending},
			},
		},
		{
			name: "Organizations.Teams.Create",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Organizations.Teams.Create(ctx, &digitalocean.OrganizationTeamCreateRequest{
					Name: "production",
					Invitations: []digitalocean.OrganizationTeamInvitation{
						{Email: "member@example.com", Role: digitalocean.OrganizationTeamMember},
						{Email: "biller@example.com", Role: digitalocean.OrganizationTeamBillingViewer},
					},
				})
			},
			method: "POST", path: "/v2/organizations/team",
			body: `{"name": "production", "invitations": [{"email": "member@example.com", "role": "member"},
				{"email": "biller@example.com", "role": "billing viewer"}]}`,
			status: http.StatusCreated,
			answer: `{"team": {"uuid": "4e1bfbc3", "name": "production"}, "invitations": {"member@example.com": {"status": "ok"},
				"biller@example.com": {"status": "daily_invite_limit_reached"}}}`,
			want: &digitalocean.OrganizationTeamCreateResult{
				Team: digitalocean.OrganizationTeam{UUID: "4e1bfbc3", Name: "production"},
				Invitations: map[string]digitalocean.OrganizationTeamInvitationStatus{
					"member@example.com": {Status: digitalocean.OrganizationTeamInvitationOK},
					"biller@example.com": {Status: digitalocean.OrganizationTeamInvitationDailyLimitReached},
				},
			},
		},
		{
			name: "Organizations.Teams.Create without invitations",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Organizations.Teams.Create(ctx, &digitalocean.OrganizationTeamCreateRequest{Name: "production"})
			},
			method: "POST", path: "/v2/organizations/team", body: `{"name": "production"}`, status: http.StatusCreated,
			answer: `{"team": {"uuid": "4e1bfbc3", "name": "production"}}`,
			want: &digitalocean.OrganizationTeamCreateResult{
				Team: digitalocean.OrganizationTeam{UUID: "4e1bfbc3", Name: "production"},
			},
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestOrganizationTeamsNeedAnOrganization(t *testing.T) {
	_, err := answering(t, http.StatusPreconditionFailed, `{"id": "precondition_failed"}`).Organizations.Teams.List(t.Context())
	require.ErrorIs(t, err, digitalocean.ErrPreconditionFailed)
}
