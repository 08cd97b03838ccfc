package digitalocean

import (
	"context"
	"strings"
	"time"
)

// ProjectsService manages projects, which sort an account's resources. Each resource is in one project; a new one is in
// the default project where its request names no other.
type ProjectsService struct {
	Resources *ProjectResourcesService

	client *Client
}

// List lists the projects of the account.
//
// DigitalOcean: GET /v2/projects (projects_list)
func (s *ProjectsService) List(options *ListOptions, opts ...CallOption) *Pager[Project] {
	return list[Project](s.client, get("/v2/projects").with(options), "projects", opts)
}

// Get returns a project.
//
// DigitalOcean: GET /v2/projects/{project_id} (projects_get)
func (s *ProjectsService) Get(ctx context.Context, id string, opts ...CallOption) (*Project, error) {
	return fetch[Project](ctx, s.client, get("/v2/projects/{project_id}", id), "project", opts)
}

// GetDefault returns the default project.
//
// DigitalOcean: GET /v2/projects/default (projects_get_default)
func (s *ProjectsService) GetDefault(ctx context.Context, opts ...CallOption) (*Project, error) {
	return fetch[Project](ctx, s.client, get("/v2/projects/default"), "project", opts)
}

// Create adds an empty project. Resources.Assign puts resources into it.
//
// DigitalOcean: POST /v2/projects (projects_create)
func (s *ProjectsService) Create(ctx context.Context, request *ProjectCreateRequest, opts ...CallOption) (*Project, error) {
	return fetch[Project](ctx, s.client, post("/v2/projects").sending(request), "project", opts)
}

// Update replaces all that can change of a project; the API refuses a request that leaves something out.
// [Project.UpdateRequest] makes one of a project as it is. To change single fields, use Patch.
//
// DigitalOcean: PUT /v2/projects/{project_id} (projects_update)
func (s *ProjectsService) Update(ctx context.Context, id string, request *ProjectUpdateRequest, opts ...CallOption) (*Project, error) {
	return fetch[Project](ctx, s.client, put("/v2/projects/{project_id}", id).sending(request), "project", opts)
}

// UpdateDefault is Update for the default project.
//
// DigitalOcean: PUT /v2/projects/default (projects_update_default)
func (s *ProjectsService) UpdateDefault(ctx context.Context, request *ProjectUpdateRequest, opts ...CallOption) (*Project, error) {
	return fetch[Project](ctx, s.client, put("/v2/projects/default").sending(request), "project", opts)
}

// Patch changes the fields that the request holds. There must be one at least.
//
// DigitalOcean: PATCH /v2/projects/{project_id} (projects_patch)
func (s *ProjectsService) Patch(ctx context.Context, id string, request *ProjectPatchRequest, opts ...CallOption) (*Project, error) {
	return fetch[Project](ctx, s.client, patch("/v2/projects/{project_id}", id).sending(request), "project", opts)
}

// PatchDefault is Patch for the default project.
//
// DigitalOcean: PATCH /v2/projects/default (projects_patch_default)
func (s *ProjectsService) PatchDefault(ctx context.Context, request *ProjectPatchRequest, opts ...CallOption) (*Project, error) {
	return fetch[Project](ctx, s.client, patch("/v2/projects/default").sending(request), "project", opts)
}

// Delete deletes a project. One that still has resources ends with an error that matches [ErrPreconditionFailed]: move
// them to another with Resources.Assign, or delete them.
//
// DigitalOcean: DELETE /v2/projects/{project_id} (projects_delete)
func (s *ProjectsService) Delete(ctx context.Context, id string, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/projects/{project_id}", id), opts)
}

// ProjectCreateRequest describes a project to add.
type ProjectCreateRequest struct {
	Name        string             `json:"name"`                 // unique, 175 characters at most
	Description string             `json:"description,omitzero"` // 255 characters at most
	Purpose     string             `json:"purpose"`              // such as [ProjectPurposeWebsite], or words of your own; 255 characters at most
	Environment ProjectEnvironment `json:"environment,omitzero"`
}

// ProjectUpdateRequest is a project as it is to be. All fields are sent.
type ProjectUpdateRequest struct {
	Name        string             `json:"name"`
	Description string             `json:"description"`
	Purpose     string             `json:"purpose"`
	Environment ProjectEnvironment `json:"environment"`
	IsDefault   bool               `json:"is_default"` // true takes it from the project that has it
}

// ProjectPatchRequest holds the fields of a project to change; nil leaves a field as it is.
type ProjectPatchRequest struct {
	Name        *string             `json:"name,omitzero"`
	Description *string             `json:"description,omitzero"`
	Purpose     *string             `json:"purpose,omitzero"`
	Environment *ProjectEnvironment `json:"environment,omitzero"`
	IsDefault   *bool               `json:"is_default,omitzero"` // true takes it from the project that has it
}

// Project is a group of resources.
type Project struct {
	ID          string             `json:"id"`
	OwnerUUID   string             `json:"owner_uuid"` // the account's, or the team's
	OwnerID     int64              `json:"owner_id"`
	Name        string             `json:"name"`
	Description string             `json:"description"`
	Purpose     string             `json:"purpose"` // begins with "Other: " where it is none of DigitalOcean's, such as [ProjectPurposeWebsite]
	Environment ProjectEnvironment `json:"environment,omitzero"`
	CreatedAt   time.Time          `json:"created_at,omitzero"`
	UpdatedAt   time.Time          `json:"updated_at,omitzero"`
	IsDefault   bool               `json:"is_default"`
}

// UpdateRequest returns the request that leaves the project as it is, to be changed and given to Update. A purpose in
// words of one's own loses its "Other: ", which the API puts there again.
func (p *Project) UpdateRequest() *ProjectUpdateRequest {
	return &ProjectUpdateRequest{
		Name: p.Name, Description: p.Description, Purpose: strings.TrimPrefix(p.Purpose, "Other: "),
		Environment: p.Environment, IsDefault: p.IsDefault,
	}
}

// ProjectEnvironment is what the resources of a project are for.
type ProjectEnvironment string

const (
	ProjectDevelopment ProjectEnvironment = "Development"
	ProjectStaging     ProjectEnvironment = "Staging"
	ProjectProduction  ProjectEnvironment = "Production"
)

// Purposes of projects that DigitalOcean has a name for. A project can have another.
const (
	ProjectPurposeTrial           = "Just trying out DigitalOcean"
	ProjectPurposeEducation       = "Class project / Educational purposes"
	ProjectPurposeWebsite         = "Website or blog"
	ProjectPurposeWebApplication  = "Web Application"
	ProjectPurposeService         = "Service or API"
	ProjectPurposeMobile          = "Mobile Application"
	ProjectPurposeMachineLearning = "Machine learning / AI / Data processing"
	ProjectPurposeIoT             = "IoT"
	ProjectPurposeOperations      = "Operational / Developer tooling"
)
