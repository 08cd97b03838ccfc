package digitalocean

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// ImagesService manages what Droplets are created from: DigitalOcean's distributions and applications, and the account's
// own snapshots, backups and custom images.
type ImagesService struct {
	AccountTransfers *ImageAccountTransfersService
	Actions          *ImageActionsService

	client *Client
}

// List lists the images that the account can use: all of the public ones too, unless the options say otherwise.
//
// DigitalOcean: GET /v2/images (images_list)
func (s *ImagesService) List(options *ImageListOptions, opts ...CallOption) *Pager[Image] {
	return list[Image](s.client, get("/v2/images").with(options), "images", opts)
}

// Get returns an image.
//
// DigitalOcean: GET /v2/images/{image_id} (images_get)
func (s *ImagesService) Get(ctx context.Context, id int64, opts ...CallOption) (*Image, error) {
	return fetch[Image](ctx, s.client, get("/v2/images/{image_id}", id), "image", opts)
}

// GetBySlug returns a public image by its slug, such as "ubuntu-24-04-x64". Private images have none.
//
// DigitalOcean: GET /v2/images/{image_id} (images_get)
func (s *ImagesService) GetBySlug(ctx context.Context, slug string, opts ...CallOption) (*Image, error) {
	return fetch[Image](ctx, s.client, get("/v2/images/{image_id}", slug), "image", opts)
}

// Create imports a custom image from a URL. The answer has the status [ImageNew]: WaitAvailable waits until Droplets can
// be created from it.
//
// DigitalOcean: POST /v2/images (images_create_custom)
func (s *ImagesService) Create(ctx context.Context, request *ImageCreateRequest, opts ...CallOption) (*Image, error) {
	return fetch[Image](ctx, s.client, post("/v2/images").sending(request), "image", opts)
}

// Update renames an image. A custom image can be given another description and distribution too.
//
// DigitalOcean: PUT /v2/images/{image_id} (images_update)
func (s *ImagesService) Update(ctx context.Context, id int64, request *ImageUpdateRequest, opts ...CallOption) (*Image, error) {
	return fetch[Image](ctx, s.client, put("/v2/images/{image_id}", id).sending(request), "image", opts)
}

// Delete deletes a snapshot or a custom image.
//
// DigitalOcean: DELETE /v2/images/{image_id} (images_delete)
func (s *ImagesService) Delete(ctx context.Context, id int64, opts ...CallOption) error {
	return run(ctx, s.client, del("/v2/images/{image_id}", id), opts)
}

// WaitAvailable waits until an image is available and returns it. An image that is deleted or retired instead, as one
// whose import fails, ends the wait with an [*ImageError].
func (s *ImagesService) WaitAvailable(ctx context.Context, id int64, opts ...CallOption) (*Image, error) {
	var image *Image
	err := s.client.waitFor(ctx, fmt.Sprintf("image %d", id), opts, func() (done bool, err error) {
		if image, err = s.Get(ctx, id, opts...); err != nil {
			return false, err
		}
		return image.Status == ImageAvailable, image.failure()
	})
	if err != nil {
		return nil, err
	}
	return image, nil
}

// ImageListOptions select and page images.
type ImageListOptions struct {
	ListOptions

	Type    ImageListType `url:"type,omitempty"`
	Private bool          `url:"private,omitempty"`  // only the account's own
	Tag     string        `url:"tag_name,omitempty"` // only those with the tag
}

// ImageCreateRequest describes a custom image to import.
type ImageCreateRequest struct {
	Name         string            `json:"name"`
	URL          string            `json:"url"`                   // of a raw, qcow2, vhdx, vdi or vmdk file, plain, gzip or bzip2; below 100 GB unpacked
	Region       string            `json:"region"`                // slug
	Distribution ImageDistribution `json:"distribution,omitzero"` // an unknown one counts as [DistributionUnknown]
	Description  string            `json:"description,omitzero"`
	Tags         []string          `json:"tags,omitzero"` // created where they do not exist; needs the scope tag:create
}

// ImageUpdateRequest holds what is to change of an image; what it leaves out stays.
type ImageUpdateRequest struct {
	Name         string            `json:"name,omitzero"`
	Distribution ImageDistribution `json:"distribution,omitzero"` // of custom images
	Description  *string           `json:"description,omitzero"`  // of custom images
}

// Image is something that Droplets can be created from. Equal images of the items of a list are one: do not change it.
type Image struct {
	ID            int64             `json:"id"`
	Name          string            `json:"name"`
	Type          ImageType         `json:"type"`
	Distribution  ImageDistribution `json:"distribution"`
	Slug          string            `json:"slug,omitzero"` // of public images, such as "ubuntu-24-04-x64"
	Public        bool              `json:"public"`
	Regions       []string          `json:"regions,omitzero"` // slugs of the regions that have it
	CreatedAt     time.Time         `json:"created_at,omitzero"`
	MinDiskSize   int               `json:"min_disk_size,omitzero"`  // GB that a Droplet's disk must have
	SizeGigabytes float64           `json:"size_gigabytes,omitzero"` // 0 until it is known
	Description   string            `json:"description,omitzero"`
	Tags          []string          `json:"tags,omitzero"`
	Status        ImageStatus       `json:"status"`
	ErrorMessage  string            `json:"error_message,omitzero"` // why the import of a custom image failed
}

func (Image) isInherited() {}

func (i *Image) failure() error {
	if i.Status == ImageDeleted || i.Status == ImageRetired {
		return &ImageError{Image: *i}
	}
	return nil
}

// ImageError is an image that is never going to be available. Its ErrorMessage may say why.
type ImageError struct{ Image Image }

func (e *ImageError) Error() string {
	text := fmt.Sprintf("digitalocean: image %d (%s) is %s", e.Image.ID, printable(e.Image.Name), printable(string(e.Image.Status)))
	if reason := strings.TrimSpace(e.Image.ErrorMessage); reason != "" {
		text += ": " + printable(reason)
	}
	return text
}

// ImageType is what an image was made from.
type ImageType string

const (
	ImageBase     ImageType = "base"     // a distribution of DigitalOcean
	ImageSnapshot ImageType = "snapshot" // of a Droplet; public images may have it too
	ImageBackup   ImageType = "backup"   // of a Droplet, made by its backup policy
	ImageCustom   ImageType = "custom"   // imported from a URL
	ImageAdmin    ImageType = "admin"    // for managed resources, such as Kubernetes nodes
)

// ImageStatus is the state of an image.
type ImageStatus string

const (
	ImageNew       ImageStatus = "NEW" // the import has not begun
	ImageAvailable ImageStatus = "available"
	ImagePending   ImageStatus = "pending" // it is being imported
	ImageDeleted   ImageStatus = "deleted" // or its import failed
	ImageRetired   ImageStatus = "retired"
)

// ImageListType selects public images in a list. It is not the [ImageType].
type ImageListType string

const (
	ImageListApplication  ImageListType = "application" // 1-Click applications
	ImageListDistribution ImageListType = "distribution"
)

// ImageDistribution is the operating system in an image.
type ImageDistribution string

const (
	DistributionArchLinux    ImageDistribution = "Arch Linux"
	DistributionCentOS       ImageDistribution = "CentOS"
	DistributionCoreOS       ImageDistribution = "CoreOS"
	DistributionDebian       ImageDistribution = "Debian"
	DistributionFedora       ImageDistribution = "Fedora"
	DistributionFedoraAtomic ImageDistribution = "Fedora Atomic"
	DistributionFreeBSD      ImageDistribution = "FreeBSD"
	DistributionGentoo       ImageDistribution = "Gentoo"
	DistributionOpenSUSE     ImageDistribution = "openSUSE"
	DistributionRancherOS    ImageDistribution = "RancherOS"
	DistributionRockyLinux   ImageDistribution = "Rocky Linux"
	DistributionUbuntu       ImageDistribution = "Ubuntu"
	DistributionUnknown      ImageDistribution = "Unknown"
)
