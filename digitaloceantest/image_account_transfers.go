package digitaloceantest

import "net/http"

// imageTransfer is a snapshot that was offered to another account.
type imageTransfer struct {
	image *image
	team  string // its UUID, or "" for an account
}

// imageTransfers are those that nobody has answered yet, by ID.
var imageTransfers = stateful(fresh[collection[imageTransfer]])

func init() {
	const path = "POST /v2/images/{image_id}/account_transfer"
	handle(path, createImageTransfer)
	handle(path+"/accept", acceptImageTransfer)
	handle(path+"/cancel", endImageTransfer)
	handle(path+"/decline", endImageTransfer)
	onDelete(func(s *Server, resourceType, key string, _ *object) {
		if resourceType == "image" {
			imageTransfers.of(s).remove(s.transferOf(key))
		}
	})
}

// transferOf returns the ID of the transfer of an image, or "".
func (s *Server) transferOf(imageKey string) string {
	for _, e := range imageTransfers.of(s).entries {
		if key(e.resource.image.id) == imageKey {
			return e.key
		}
	}
	return ""
}

func createImageTransfer(c *call) (reply, error) {
	i, err := c.ownImage()
	if err != nil {
		return reply{}, err
	}
	email, team := c.body.text("recipient_email"), c.body.text("recipient_uuid")
	if (email == "") == (team == "") {
		c.body.refuse("one of recipient_email and recipient_uuid must be given")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if i.text("type") != "snapshot" {
		return reply{}, badRequest("only a snapshot can be transferred to another account")
	}
	if c.transferOf(key(i.id)) != "" {
		return reply{}, badRequest("the image is being transferred already")
	}
	id := c.ids.number("image transfer")
	imageTransfers.of(c.Server).add(key(id), imageTransfer{image: i, team: team})
	return bare(http.StatusCreated, newObject("transfer_id", id))
}

// answeredTransfer returns the transfer that the body names. It must be one of the image in the path.
func (c *call) answeredTransfer() (id string, t imageTransfer, err error) {
	i, err := c.ownImage()
	if err != nil {
		return "", t, err
	}
	n := c.body.needWithin("transfer_id", 1, 1<<53)
	if c.body.problem != nil {
		return "", t, c.body.problem
	}
	t, ok := imageTransfers.of(c.Server).get(key(n))
	if !ok || t.image != i {
		return "", t, notFound()
	}
	return key(n), t, nil
}

// acceptImageTransfer takes the image out of this account: it is the recipient's now.
func acceptImageTransfer(c *call) (reply, error) {
	team := c.body.needText("recipient_uuid")
	_, t, err := c.answeredTransfer()
	if err != nil {
		return reply{}, err
	}
	if t.team != "" && t.team != team {
		return reply{}, badRequest("recipient_uuid is not that of the recipient")
	}
	c.dropImage(t.image)
	return empty(http.StatusCreated)
}

// endImageTransfer leaves the image where it is, be it that the sender or the recipient does not want the transfer.
func endImageTransfer(c *call) (reply, error) {
	id, _, err := c.answeredTransfer()
	if err != nil {
		return reply{}, err
	}
	imageTransfers.of(c.Server).remove(id)
	return empty(http.StatusNoContent)
}
