package digitalocean

import (
	"context"
	"fmt"
	"io"
	"net/http"
)

var presignedUpload = Operation{Method: http.MethodPut, Path: "/<presigned_url>"}

// Upload uploads a file of size bytes to an address from CreateUploadURLs, with [Client.Transfer]: it reads the content as it
// sends it, and does not close it. A refusal is an [*Error] whose ID is the store's name for the reason, such as AccessDenied.
// Nothing is repeated, but the same address may be used again with the content from its beginning, until it expires.
func (s *GradientAIService) Upload(ctx context.Context, upload *PresignedUpload, content io.Reader, size int64, opts ...CallOption) error {
	if upload == nil || content == nil {
		return fmt.Errorf("digitalocean: upload a file: %w", argumentError("the upload or the content is nil"))
	}
	answer, err := s.client.Transfer(ctx, presignedUpload, upload.PresignedURL, content, size, opts...)
	if err != nil {
		return err
	}
	return answer.Close()
}

// uploadFile uploads a file to the address that an operation gives for it.
func (c *Client) uploadFile(ctx context.Context, op *operation, name string, content io.Reader, size int64, opts []CallOption) (*FileUploadDataSource, error) {
	request := &PresignedUploadsCreateRequest{Files: []PresignedUploadFile{{FileName: name, FileSize: size}}}
	uploads, err := fetch[PresignedUploads](ctx, c, op.sending(request), "", opts)
	if err != nil {
		return nil, err
	}
	if len(uploads.Uploads) != 1 {
		return nil, fmt.Errorf("digitalocean: upload a file: the API names %d addresses", len(uploads.Uploads))
	}
	upload := &uploads.Uploads[0]
	if err := c.GradientAI.Upload(ctx, upload, content, size); err != nil {
		return nil, err
	}
	return &FileUploadDataSource{OriginalFileName: name, StoredObjectKey: upload.ObjectKey, SizeInBytes: size}, nil
}
