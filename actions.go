package digitalocean

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ActionsService reads the account's actions: what was done to its Droplets, images, volumes and addresses, and how
// far that has come.
type ActionsService struct{ client *Client }

// List lists all actions of the account, the newest first.
//
// DigitalOcean: GET /v2/actions (actions_list)
func (s *ActionsService) List(options *ListOptions, opts ...CallOption) *Pager[Action] {
	return list[Action](s.client, get("/v2/actions").with(options), "actions", opts)
}

// Get returns an action.
//
// DigitalOcean: GET /v2/actions/{action_id} (actions_get)
func (s *ActionsService) Get(ctx context.Context, id int64, opts ...CallOption) (*Action, error) {
	return fetch[Action](ctx, s.client, get("/v2/actions/{action_id}", id), "action", opts)
}

// Wait waits until an action is completed and returns it. An action that ends with the status errored is returned with
// an [*ActionError].
func (s *ActionsService) Wait(ctx context.Context, id int64, opts ...CallOption) (*Action, error) {
	var action *Action
	err := s.client.waitFor(ctx, fmt.Sprintf("action %d", id), opts, func() (done bool, err error) {
		action, err = s.Get(ctx, id, opts...)
		return err == nil && action.Status != ActionInProgress, err
	})
	if err != nil {
		return nil, err
	}
	return action, action.failure()
}

// WaitAll waits until every one of the actions has ended, and returns them in the order of the IDs. The error joins an
// [*ActionError] for each that failed. It looks at all of them with one request where it can: the newest 200 actions
// of the account come with one.
func (s *ActionsService) WaitAll(ctx context.Context, ids []int64, opts ...CallOption) ([]Action, error) {
	ended := make(map[int64]Action, len(ids))
	look := func() (bool, error) {
		pending := pendingActions(ids, ended)
		if len(pending) == 0 {
			return true, nil
		}
		newest, err := s.newest(ctx, pending, opts)
		if err != nil {
			return false, err
		}
		for _, id := range pending {
			action, ok := newest[id]
			if !ok {
				found, err := s.Get(ctx, id, opts...)
				if err != nil {
					return false, err
				}
				action = *found
			}
			if action.Status != ActionInProgress {
				ended[id] = action
			}
		}
		return len(pendingActions(ids, ended)) == 0, nil
	}
	if err := s.client.waitFor(ctx, fmt.Sprintf("%d actions", len(ids)), opts, look); err != nil {
		return nil, fmt.Errorf("%w (pending: %v)", err, pendingActions(ids, ended))
	}
	actions := make([]Action, len(ids))
	var failures []error
	for i, id := range ids {
		actions[i] = ended[id]
		failures = append(failures, actions[i].failure())
	}
	return actions, errors.Join(failures...)
}

// newest returns the account's newest actions by ID. For a single pending action it returns none: a Get is cheaper.
func (s *ActionsService) newest(ctx context.Context, pending []int64, opts []CallOption) (map[int64]Action, error) {
	if len(pending) < 2 {
		return nil, nil
	}
	page, err := s.List(nil, opts...).Page(ctx, 1)
	if err != nil {
		return nil, err
	}
	newest := make(map[int64]Action, len(page.Items))
	for _, action := range page.Items {
		newest[action.ID] = action
	}
	return newest, nil
}

func pendingActions(ids []int64, ended map[int64]Action) []int64 {
	var pending []int64
	for _, id := range ids {
		if _, ok := ended[id]; !ok {
			pending = append(pending, id)
		}
	}
	return pending
}

// Action is something done to a resource, such as a reboot of a Droplet.
type Action struct {
	ID           int64        `json:"id"`
	Status       ActionStatus `json:"status"`
	Type         string       `json:"type"` // such as "create", "reboot" or "transfer"
	StartedAt    time.Time    `json:"started_at,omitzero"`
	CompletedAt  time.Time    `json:"completed_at,omitzero"` // zero while in progress
	ResourceID   int64        `json:"resource_id,omitzero"`  // 0 where the resource has no numeric ID
	ResourceType string       `json:"resource_type"`         // such as "droplet", "image" or "volume"
	Region       *Region      `json:"region,omitzero"`
	RegionSlug   string       `json:"region_slug,omitzero"`
	ProjectID    string       `json:"project_id,omitzero"` // of the actions of reserved IPs only
}

func (a *Action) failure() error {
	if a.Status == ActionErrored {
		return &ActionError{Action: *a}
	}
	return nil
}

// ActionStatus is how far an action has come.
type ActionStatus string

const (
	ActionInProgress ActionStatus = "in-progress"
	ActionCompleted  ActionStatus = "completed"
	ActionErrored    ActionStatus = "errored"
)

// ActionError is an action that ended with the status errored. The API does not say why.
type ActionError struct{ Action Action }

func (e *ActionError) Error() string {
	return fmt.Sprintf("digitalocean: action %d (%s of %s %d) ended with an error", e.Action.ID, printable(e.Action.Type), printable(e.Action.ResourceType), e.Action.ResourceID)
}

// ActionLink names an action that a create has started.
type ActionLink struct {
	ID   int64  `json:"id"`
	Rel  string `json:"rel"` // what it is to the resource, such as "create"
	HRef string `json:"href"`
}
