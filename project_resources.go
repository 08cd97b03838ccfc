package digitalocean

import (
	"context"
	"time"
)

// ProjectResourcesService says which resources are in a project, and moves them.
type ProjectResourcesService struct{ client *Client }

// List lists the resources of a project. It shows only what the token may read.
//
// DigitalOcean: GET /v2/projects/{project_id}/resources (projects_list_resources)
func (s *ProjectResourcesService) List(projectID string, options *ListOptions, opts ...CallOption) *Pager[ProjectResource] {
	return list[ProjectResource](s.client, get("/v2/projects/{project_id}/resources", projectID).with(options), "resources", opts)
}

// ListDefault is List for the default project.
//
// DigitalOcean: GET /v2/projects/default/resources (projects_list_resources_default)
func (s *ProjectResourcesService) ListDefault(options *ListOptions, opts ...CallOption) *Pager[ProjectResource] {
	return list[ProjectResource](s.client, get("/v2/projects/default/resources").with(options), "resources", opts)
}

// Assign moves resources to a project, from whichever they are in. It succeeds as a whole although single resources fail:
// look at the Status of each that it returns. It needs the scope project:assign_resource or project:update, and the scope
// to read each of the resources.
//
// DigitalOcean: POST /v2/projects/{project_id}/resources (projects_assign_resources)
func (s *ProjectResourcesService) Assign(ctx context.Context, projectID string, request *ProjectResourceAssignRequest, opts ...CallOption) ([]ProjectResource, error) {
	return fetchAll[ProjectResource](ctx, s.client, post("/v2/projects/{project_id}/resources", projectID).sending(request), "resources", opts)
}

// AssignDefault is Assign for the default project.
//
// DigitalOcean: POST /v2/projects/default/resources (projects_assign_resources_default)
func (s *ProjectResourcesService) AssignDefault(ctx context.Context, request *ProjectResourceAssignRequest, opts ...CallOption) ([]ProjectResource, error) {
	return fetchAll[ProjectResource](ctx, s.client, post("/v2/projects/default/resources").sending(request), "resources", opts)
}

// ProjectResourceAssignRequest names the resources to move to a project.
type ProjectResourceAssignRequest struct {
	// Resources are URNs, of the kinds that [DatabaseURN], [DomainURN], [DropletURN], [KubernetesURN], [LoadBalancerURN],
	// [ReservedIPURN], [SpaceURN], [VolumeURN] and [VPCURN] make.
	Resources []string `json:"resources,omitzero"`
}

// ProjectResource is a resource in a project.
type ProjectResource struct {
	URN        string                `json:"urn"` // such as "do:droplet:13457723"
	AssignedAt time.Time             `json:"assigned_at,omitzero"`
	Links      ProjectResourceLinks  `json:"links,omitzero"`
	Status     ProjectResourceStatus `json:"status"`
}

// ProjectResourceLinks says where the resource itself is.
type ProjectResourceLinks struct {
	Self string `json:"self,omitzero"` // URL
}

// ProjectResourceStatus is how a resource was found or moved.
type ProjectResourceStatus string

const (
	ProjectResourceOK              ProjectResourceStatus = "ok"
	ProjectResourceNotFound        ProjectResourceStatus = "not_found"
	ProjectResourceAssigned        ProjectResourceStatus = "assigned"
	ProjectResourceAlreadyAssigned ProjectResourceStatus = "already_assigned"
	ProjectResourceServiceDown     ProjectResourceStatus = "service_down" // try again later
)
