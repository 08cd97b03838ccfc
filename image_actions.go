package digitalocean

import "context"

// ImageActionsService copies images to other regions and turns backups into snapshots. [ActionsService.Wait] waits for
// what it starts.
type ImageActionsService struct{ client *Client }

// List lists what was done to an image.
//
// DigitalOcean: GET /v2/images/{image_id}/actions (imageActions_list)
func (s *ImageActionsService) List(imageID int64, opts ...CallOption) *Pager[Action] {
	return list[Action](s.client, get("/v2/images/{image_id}/actions", imageID), "actions", opts)
}

// Get returns an action of an image.
//
// DigitalOcean: GET /v2/images/{image_id}/actions/{action_id} (imageActions_get)
func (s *ImageActionsService) Get(ctx context.Context, imageID, actionID int64, opts ...CallOption) (*Action, error) {
	return fetchImageAction(ctx, s.client, get("/v2/images/{image_id}/actions/{action_id}", imageID, actionID), opts)
}

// Create starts an action. Convert and Transfer are shorter.
//
// DigitalOcean: POST /v2/images/{image_id}/actions (imageActions_post)
func (s *ImageActionsService) Create(ctx context.Context, imageID int64, request *ImageActionRequest, opts ...CallOption) (*Action, error) {
	return fetchImageAction(ctx, s.client, post("/v2/images/{image_id}/actions", imageID).sending(request), opts)
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

// fetchImageAction makes a call whose answer is an action. The description of the API has it bare, its examples have it
// under "action": both are read. A body without an ID is no bare action.
func fetchImageAction(ctx context.Context, client *Client, op operation, opts []CallOption) (*Action, error) {
	action := new(Action)
	err := client.call(ctx, op, opts, func(body []byte) error {
		err := decodeOne(body, "action", action)
		if err != nil && decodeOne(body, "", action) == nil && action.ID != 0 {
			return nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return action, nil
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
