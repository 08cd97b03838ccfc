package digitalocean_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

const projectID = "4e1bfbc3-dc3e-41f2-a18f-1b4d7ba71679"

func TestProjects(t *testing.T) {
	const (
		fields = `{"id": "` + projectID + `", "owner_uuid": "99525feb", "owner_id": 258992, "name": "api", "description": "for the phones",
			"purpose": "Service or API", "environment": "Production", "created_at": "2026-09-27T20:10:35Z", "updated_at": "2026-09-28T20:10:35Z",
			"is_default": true}`
		resourceFields = `{"urn": "do:droplet:13457723", "assigned_at": "2026-09-28T19:26:37Z",
			"links": {"self": "https://api.digitalocean.com/v2/droplets/13457723"}, "status": "assigned"}`
		updateFields = `{"name": "api", "description": "", "purpose": "Website or blog", "environment": "Staging", "is_default": false}`
	)
	project := digitalocean.Project{
		ID: projectID, OwnerUUID: "99525feb", OwnerID: 258992, Name: "api", Description: "for the phones", Purpose: digitalocean.ProjectPurposeService,
		Environment: digitalocean.ProjectProduction, CreatedAt: time.Date(2026, 9, 27, 20, 10, 35, 0, time.UTC),
		UpdatedAt: time.Date(2026, 9, 28, 20, 10, 35, 0, time.UTC), IsDefault: true,
	}
	resource := digitalocean.ProjectResource{
		URN: "do:droplet:13457723", AssignedAt: time.Date(2026, 9, 28, 19, 26, 37, 0, time.UTC),
		Links:  digitalocean.ProjectResourceLinks{Self: "https://api.digitalocean.com/v2/droplets/13457723"},
		Status: digitalocean.ProjectResourceAssigned,
	}
	update := &digitalocean.ProjectUpdateRequest{
		Name: "api", Purpose: digitalocean.ProjectPurposeWebsite, Environment: digitalocean.ProjectStaging,
	}
	assign := &digitalocean.ProjectResourceAssignRequest{Resources: []string{"do:droplet:13457723", "do:domain:example.com"}}
	const assignFields = `{"resources": ["do:droplet:13457723", "do:domain:example.com"]}`
	assigned := []digitalocean.ProjectResource{resource, {URN: "do:domain:example.com", Status: digitalocean.ProjectResourceNotFound}}
	const assignedFields = `{"resources": [` + resourceFields + `, {"urn": "do:domain:example.com", "status": "not_found"}]}`
	for _, e := range []exchange{
		{
			name: "Projects.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.List(&digitalocean.ListOptions{Page: 2, PerPage: 10}).Collect(ctx)
			},
			method: "GET", path: "/v2/projects", query: "page=2&per_page=10",
			answer: `{"projects": [` + fields + `], "links": {}, "meta": {"total": 11}}`, want: []digitalocean.Project{project},
		},
		{
			name:   "Projects.Get",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Projects.Get(ctx, projectID) },
			method: "GET", path: "/v2/projects/" + projectID, answer: `{"project": ` + fields + `}`, want: &project,
		},
		{
			name:   "Projects.GetDefault",
			call:   func(ctx context.Context, c *digitalocean.Client) (any, error) { return c.Projects.GetDefault(ctx) },
			method: "GET", path: "/v2/projects/default", answer: `{"project": ` + fields + `}`, want: &project,
		},
		{
			name: "Projects.Create with every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.Create(ctx, &digitalocean.ProjectCreateRequest{
					Name: "api", Description: "for the phones", Purpose: "phones", Environment: digitalocean.ProjectDevelopment,
				})
			},
			method: "POST", path: "/v2/projects",
			body:   `{"name": "api", "description": "for the phones", "purpose": "phones", "environment": "Development"}`,
			status: http.StatusCreated, answer: `{"project": ` + fields + `}`, want: &project,
		},
		{
			name: "Projects.Create with what it needs",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.Create(ctx, &digitalocean.ProjectCreateRequest{Name: "api", Purpose: digitalocean.ProjectPurposeIoT})
			},
			method: "POST", path: "/v2/projects", body: `{"name": "api", "purpose": "IoT"}`,
			status: http.StatusCreated, answer: `{"project": ` + fields + `}`, want: &project,
		},
		{
			name: "Projects.Update",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.Update(ctx, projectID, update)
			},
			method: "PUT", path: "/v2/projects/" + projectID, body: updateFields, answer: `{"project": ` + fields + `}`, want: &project,
		},
		{
			name: "Projects.UpdateDefault",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.UpdateDefault(ctx, update)
			},
			method: "PUT", path: "/v2/projects/default", body: updateFields, answer: `{"project": ` + fields + `}`, want: &project,
		},
		{
			name: "Projects.Patch of every field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.Patch(ctx, projectID, &digitalocean.ProjectPatchRequest{
					Name: new("web"), Description: new(""), Purpose: new("phones"), Environment: new(digitalocean.ProjectStaging), IsDefault: new(false),
				})
			},
			method: "PATCH", path: "/v2/projects/" + projectID,
			body:   `{"name": "web", "description": "", "purpose": "phones", "environment": "Staging", "is_default": false}`,
			answer: `{"project": ` + fields + `}`, want: &project,
		},
		{
			name: "Projects.PatchDefault of one field",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.PatchDefault(ctx, &digitalocean.ProjectPatchRequest{Name: new("web")})
			},
			method: "PATCH", path: "/v2/projects/default", body: `{"name": "web"}`, answer: `{"project": ` + fields + `}`, want: &project,
		},
		{
			name: "Projects.Delete",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return nil, c.Projects.Delete(ctx, projectID)
			},
			method: "DELETE", path: "/v2/projects/" + projectID, status: http.StatusNoContent,
		},
		{
			name: "Projects.Resources.List",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.Resources.List(projectID, &digitalocean.ListOptions{PerPage: 50}).Collect(ctx)
			},
			method: "GET", path: "/v2/projects/" + projectID + "/resources", query: "per_page=50",
			answer: `{"resources": [` + resourceFields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.ProjectResource{resource},
		},
		{
			name: "Projects.Resources.ListDefault",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.Resources.ListDefault(&digitalocean.ListOptions{Page: 2, PerPage: 5}).Collect(ctx)
			},
			method: "GET", path: "/v2/projects/default/resources", query: "page=2&per_page=5",
			answer: `{"resources": [` + resourceFields + `], "links": {}, "meta": {"total": 1}}`, want: []digitalocean.ProjectResource{resource},
		},
		{
			name: "Projects.Resources.Assign",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.Resources.Assign(ctx, projectID, assign)
			},
			method: "POST", path: "/v2/projects/" + projectID + "/resources", body: assignFields, answer: assignedFields, want: assigned,
		},
		{
			name: "Projects.Resources.AssignDefault",
			call: func(ctx context.Context, c *digitalocean.Client) (any, error) {
				return c.Projects.Resources.AssignDefault(ctx, assign)
			},
			method: "POST", path: "/v2/projects/default/resources", body: assignFields, answer: assignedFields, want: assigned,
		},
	} {
		t.Run(e.name, e.do)
	}
}

func TestProjectUpdateRequestChangesNothing(t *testing.T) {
	for name, c := range map[string]struct{ project, want string }{
		"of every field": {
			project: `{"id": "` + projectID + `", "owner_id": 258992, "name": "api", "description": "for the phones", "purpose": "Service or API",
				"environment": "Production", "created_at": "2026-09-27T20:10:35Z", "is_default": true}`,
			want: `{"name": "api", "description": "for the phones", "purpose": "Service or API", "environment": "Production", "is_default": true}`,
		},
		"with a purpose of one's own, which the API marks": {
			project: `{"name": "api", "description": "", "purpose": "Other: the phones", "environment": "Staging", "is_default": false}`,
			want:    `{"name": "api", "description": "", "purpose": "the phones", "environment": "Staging", "is_default": false}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			sent := sentBack(t, `{"project": `+c.project+`}`, func(ctx context.Context, client *digitalocean.Client) error {
				project, err := client.Projects.Get(ctx, projectID)
				require.NoError(t, err)
				_, err = client.Projects.Update(ctx, projectID, project.UpdateRequest())
				return err
			})
			require.JSONEq(t, c.want, sent)
		})
	}
}

func TestProjectThatIsNotEmpty(t *testing.T) {
	client := answering(t, http.StatusPreconditionFailed, `{"id": "precondition_failed", "message": "cannot delete a project with resources"}`)
	require.ErrorIs(t, client.Projects.Delete(t.Context(), projectID), digitalocean.ErrPreconditionFailed)
}

func TestProjectTypesInBothEncodings(t *testing.T) {
	for _, value := range []any{
		digitalocean.Project{}, digitalocean.ProjectCreateRequest{}, digitalocean.ProjectUpdateRequest{}, digitalocean.ProjectPatchRequest{},
		digitalocean.ProjectResource{}, digitalocean.ProjectResourceAssignRequest{}, digitalocean.OrganizationTeam{},
		digitalocean.OrganizationTeamCreateRequest{}, digitalocean.OrganizationTeamCreateResult{}, digitalocean.OneClickInstallKubernetesRequest{},
	} {
		texts := bothEncodings(t, value)
		require.Equal(t, texts["v1"], texts["v2"])
	}
}
