package digitalocean

import (
	"context"
	"errors"

	"github.com/go-json-experiment/json"
)

// ImageAccountTransfersService hands snapshots over to another account or team. The sender begins a transfer and may
// cancel it; the recipient accepts or declines it.
type ImageAccountTransfersService struct{ client *Client }

// Create begins to hand a snapshot over, and returns the ID of the transfer. [ImageTransferToEmail] and
// [ImageTransferToTeam] make the request. The ID is 0 when nothing is left to accept: the image has moved already, as it
// does where the token's user may accept for the team.
//
// DigitalOcean: POST /v2/images/{image_id}/account_transfer (images_post_account_transfer_create)
func (s *ImageAccountTransfersService) Create(ctx context.Context, imageID int64, request *ImageAccountTransferCreateRequest, opts ...CallOption) (int64, error) {
	return fetchValue[int64](ctx, s.client, post("/v2/images/{image_id}/account_transfer", imageID).sending(request), "transfer_id", opts)
}

// Accept takes an image over into a team.
//
// DigitalOcean: POST /v2/images/{image_id}/account_transfer/accept (images_post_account_transfer_accept)
func (s *ImageAccountTransfersService) Accept(ctx context.Context, imageID int64, request *ImageAccountTransferAcceptRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/images/{image_id}/account_transfer/accept", imageID).sending(request), opts)
}

// Cancel ends a transfer that has not been accepted. Only its sender can.
//
// DigitalOcean: POST /v2/images/{image_id}/account_transfer/cancel (images_post_account_transfer_cancel)
func (s *ImageAccountTransfersService) Cancel(ctx context.Context, imageID int64, request *ImageAccountTransferCancelRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/images/{image_id}/account_transfer/cancel", imageID).sending(request), opts)
}

// Decline refuses a transfer; the image stays with its sender. Only the recipient can.
//
// DigitalOcean: POST /v2/images/{image_id}/account_transfer/decline (images_post_account_transfer_decline)
func (s *ImageAccountTransfersService) Decline(ctx context.Context, imageID int64, request *ImageAccountTransferDeclineRequest, opts ...CallOption) error {
	return run(ctx, s.client, post("/v2/images/{image_id}/account_transfer/decline", imageID).sending(request), opts)
}

// ImageTransferToEmail hands an image to the account with an e-mail address. Its owner is told by e-mail how to accept.
func ImageTransferToEmail(email string) *ImageAccountTransferCreateRequest {
	return &ImageAccountTransferCreateRequest{RecipientEmail: email}
}

// ImageTransferToTeam hands an image to a team.
func ImageTransferToTeam(uuid string) *ImageAccountTransferCreateRequest {
	return &ImageAccountTransferCreateRequest{RecipientUUID: uuid}
}

// ImageAccountTransferCreateRequest names the one recipient of an image. [ImageTransferToEmail] and
// [ImageTransferToTeam] make it; one that names both or none cannot be sent.
type ImageAccountTransferCreateRequest struct {
	RecipientEmail string `json:"recipient_email,omitzero"`
	RecipientUUID  string `json:"recipient_uuid,omitzero"` // of a team
}

// MarshalJSON refuses a transfer without a recipient, or with two.
func (r ImageAccountTransferCreateRequest) MarshalJSON() ([]byte, error) {
	type fields ImageAccountTransferCreateRequest
	if (r.RecipientEmail == "") == (r.RecipientUUID == "") {
		return nil, errors.New("the transfer needs either an e-mail address or a team")
	}
	return json.Marshal(fields(r))
}

// ImageAccountTransferAcceptRequest names the transfer to accept, and the team that gets the image.
type ImageAccountTransferAcceptRequest struct {
	TransferID    int64  `json:"transfer_id"`
	RecipientUUID string `json:"recipient_uuid"`
}

// ImageAccountTransferCancelRequest names the transfer to cancel.
type ImageAccountTransferCancelRequest struct {
	TransferID int64 `json:"transfer_id"`
}

// ImageAccountTransferDeclineRequest names the transfer to decline.
type ImageAccountTransferDeclineRequest struct {
	TransferID int64 `json:"transfer_id"`
}
