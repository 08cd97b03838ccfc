package digitalocean

import "context"

// ImageActionsService copies images to other regions and turns backups into snapshots. [ActionsService.Wait] waits for
// what it starts.
type ImageActionsService struct{ client *Client }

// List lists what was done to an image.
//
// DigitalOcean: GET /v2/images/{image_id}/actions (imageActions_list)
func (s *ImageActionsService) List(imageID int64, options *ListOptions, opts ...CallOption) *Pager[Action] {
	return list[Action](s.client, get("/v2/images/{image_id}/actions", imageID).with(options), "actions", opts)
}

// Get returns an action of an image.
//
// DigitalOcean: GET /v2/images/{image_id}/actions/{action_id} (imageActions_get)
func (s *ImageActionsService) Get(ctx context.Context, imageID, actionID int64, opts ...CallOption) (*Action, error) {
	return fetchWith(ctx, s.client, get("/v2/images/{image_id}/actions/{action_id}", imageID, actionID), decodeImageAction, opts)
}

// Create starts an action. Convert and Transfer are shorter.
//
// DigitalOcean: POST /v2/images/{image_id}/actions (imageActions_post)
func (s *ImageActionsService) Create(ctx context.Context, imageID int64, request *ImageActionRequest, opts ...CallOption) (*Action, error) {
	return fetchWith(ctx, s.client, post("/v2/images/{image_id}/actions", imageID).sending(request), decodeImageAction, opts)
}

// Convert starts to turn an image, such as a backup, into a snapshot.
//
// DigitalOcean: POST /v2/images/{image_id}/actions (imageActions_post)
func (s *ImageActionsService) Convert(ctx context.Context, imageID int64, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, imageID, &ImageActionRequest{Type: ImageActionConvert}, opts...)
}

// Transfer starts to copy an image to another region, given by its slug. The image keeps its ID, and stays where it is too.
//
// DigitalOcean: POST /v2/images/{image_id}/actions (imageActions_post)
func (s *ImageActionsService) Transfer(ctx context.Context, imageID int64, region string, opts ...CallOption) (*Action, error) {
	return s.Create(ctx, imageID, &ImageActionRequest{Type: ImageActionTransfer, Region: region}, opts...)
}

// decodeImageAction reads an action that is under "action", as the examples of the API have it, or bare, as its description
// has it. A body without an ID is no bare action.
func decodeImageAction(body []byte, action *Action) error {
	err := decodeOne(body, "action", action)
	if err != nil && decodeOne(body, "", action) == nil && action.ID != 0 {
		return nil
	}
	return err
}

// ImageActionRequest describes an action to start.
type ImageActionRequest struct {
	Type   ImageActionType `json:"type"`
	Region string          `json:"region,omitzero"` // of a transfer: the slug of the region to copy to
}

// ImageActionType is what is done to an image.
type ImageActionType string

const (
	ImageActionConvert  ImageActionType = "convert"
	ImageActionTransfer ImageActionType = "transfer"
)
