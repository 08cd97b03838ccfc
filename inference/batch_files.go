package inference

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/dosdk/digitalocean"
)

// BatchFilesService uploads the files of batches.
type BatchFilesService struct{ api *api }

// Create announces a file, whose name has to end with ".jsonl". Upload takes the address in the answer, which is valid for
// some 15 minutes; the ID is for Batches.Create.
//
// DigitalOcean: POST /v1/batches/files (inference_create_batch_file)
func (s *BatchFilesService) Create(ctx context.Context, request *BatchFileCreateRequest, opts ...digitalocean.CallOption) (*BatchFile, error) {
	return post[BatchFile](ctx, s.api, "/v1/batches/files", request, opts)
}

// Upload sends a file of size bytes to the address that Create returned, as it is read from file. The key is not sent there.
// The address has to be https, or http on a loopback address, and no redirect is followed. A refusal is a
// [*digitalocean.Error]: 403 when the address has expired, for which Create gives another one. A failed upload is not repeated:
// begin again with the whole file. [UploadProgress] wraps a file to show how far it is.
//
// DigitalOcean: PUT /<upload_url> (inference_upload_batch_file)
func (s *BatchFilesService) Upload(ctx context.Context, uploadURL digitalocean.Secret, file io.Reader, size int64, opts ...digitalocean.CallOption) error {
	if file == nil {
		return fmt.Errorf("digitalocean: upload a file: %w: the file is nil", digitalocean.ErrInvalidArgument)
	}
	op := digitalocean.Operation{Method: http.MethodPut, Path: "/<upload_url>"}
	answer, err := s.api.client.Transfer(ctx, op, uploadURL, file, size, with(opts, digitalocean.WithHeader("Content-Type", "application/octet-stream"))...)
	if err != nil {
		return err
	}
	return answer.Close()
}

// UploadProgress returns a reader of file that calls show after each part that was taken to be sent, with the bytes so far and
// size. Upload reads in another goroutine, and is through with it when it returns.
func UploadProgress(file io.Reader, size int64, show func(sent, total int64)) io.Reader {
	return &progress{file: file, total: size, show: show}
}

type progress struct {
	file        io.Reader
	sent, total int64
	show        func(sent, total int64)
}

// Read implements [io.Reader].
func (p *progress) Read(b []byte) (int, error) {
	n, err := p.file.Read(b)
	if n > 0 {
		p.sent += int64(n)
		p.show(p.sent, p.total)
	}
	return n, err
}

// BatchFileCreateRequest announces a file.
type BatchFileCreateRequest struct {
	FileName string `json:"file_name"` // ends with ".jsonl"
}

// BatchFile is a file that can be uploaded.
type BatchFile struct {
	ID        string              `json:"file_id"`
	UploadURL digitalocean.Secret `json:"upload_url"` // a secret: who has it can write
	ExpiresAt time.Time           `json:"expires_at,omitzero"`
}
