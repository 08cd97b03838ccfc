package inference

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"time"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/dosdk/digitalocean"
)

// BatchesService has models work through many requests within a day, for less than they cost one by one. The requests are in
// a file, a line each: [EncodeBatch] writes one, and Files uploads it.
type BatchesService struct {
	Files *BatchFilesService

	api *api
}

// List lists the batches, the newest first.
//
// DigitalOcean: GET /v1/batches (inference_list_batches)
func (s *BatchesService) List(options *BatchListOptions, opts ...digitalocean.CallOption) *digitalocean.Pager[Batch] {
	query := BatchListOptions{}
	if options != nil {
		query = *options
	}
	query.Limit = cmp.Or(query.Limit, largestPage)
	return digitalocean.NewCursorPager(func(ctx context.Context, cursor string) (*digitalocean.Page[Batch], string, error) {
		query := query
		query.After = cmp.Or(cursor, query.After)
		list, err := fetch[listOf[Batch]](ctx, s.api, http.MethodGet, "/v1/batches", nil, with(opts, digitalocean.WithQuery(query)))
		if err != nil {
			return nil, "", err
		}
		page := &digitalocean.Page[Batch]{Items: list.Data, Total: -1, Rate: s.api.client.Rate()}
		if !list.HasMore {
			return page, "", nil
		}
		if list.LastID == "" {
			return nil, "", errors.New("digitalocean: GET /v1/batches: the page names no next one, although there is more")
		}
		return page, list.LastID, nil
	})
}

// largestPage is how many batches a page may have; the API gives 20 when it is not asked for more.
const largestPage = 100

// Get returns a batch.
//
// DigitalOcean: GET /v1/batches/{batch_id} (inference_get_batch)
func (s *BatchesService) Get(ctx context.Context, id string, opts ...digitalocean.CallOption) (*Batch, error) {
	return fetch[Batch](ctx, s.api, http.MethodGet, "/v1/batches/{batch_id}", nil, opts, id)
}

// GetResults returns the addresses of the results of a batch, which are valid for a short time. Results reads what is there.
// Before there are any, it returns an error that matches [digitalocean.ErrPreconditionFailed], or a value with ResultAvailable
// false. They are kept for 30 days.
//
// DigitalOcean: GET /v1/batches/{batch_id}/results (inference_get_batch_results)
func (s *BatchesService) GetResults(ctx context.Context, id string, opts ...digitalocean.CallOption) (*BatchResults, error) {
	return fetch[BatchResults](ctx, s.api, http.MethodGet, "/v1/batches/{batch_id}/results", nil, opts, id)
}

// Create starts a batch with a file that has been uploaded. A request with the RequestID of an earlier one starts nothing,
// and returns what that started: so it can be repeated after an error that matches [digitalocean.ErrOutcomeUnknown].
//
// DigitalOcean: POST /v1/batches (inference_create_batch)
func (s *BatchesService) Create(ctx context.Context, request *BatchCreateRequest, opts ...digitalocean.CallOption) (*Batch, error) {
	return post[Batch](ctx, s.api, "/v1/batches", request, opts)
}

// Cancel begins to end a batch; Wait waits until it has. What has been done by then has results. A batch that has ended, or
// has not begun, gives an error that matches [digitalocean.ErrConflict].
//
// DigitalOcean: POST /v1/batches/{batch_id}/cancel (inference_cancel_batch)
func (s *BatchesService) Cancel(ctx context.Context, id string, opts ...digitalocean.CallOption) (*Batch, error) {
	return fetch[Batch](ctx, s.api, http.MethodPost, "/v1/batches/{batch_id}/cancel", nil, opts, id)
}

// Wait waits until a batch is completed and returns it, which may take a day: [digitalocean.WithPollInterval] sets how long
// it waits between two looks. A batch that has failed, has expired or was cancelled is returned with a [*BatchError]; it may
// have results all the same.
func (s *BatchesService) Wait(ctx context.Context, id string, opts ...digitalocean.CallOption) (*Batch, error) {
	var batch *Batch
	err := s.api.client.WaitFor(ctx, "batch "+id, func() (done bool, err error) {
		batch, err = s.Get(ctx, id, opts...)
		return err == nil && batch.ended(), err
	}, opts...)
	if err != nil {
		return nil, err
	}
	return batch, batch.failure()
}

// Results reads the results of a batch line by line: those of the requests that went well, then those of the others. It asks
// for their addresses, which the options are for, and reads from these without the key. The order is not that of the requests:
// CustomID tells them apart. Before there are any, it gives an error that matches [digitalocean.ErrPreconditionFailed]. After an
// error it ends.
func (s *BatchesService) Results(ctx context.Context, id string, opts ...digitalocean.CallOption) iter.Seq2[*BatchResult, error] {
	return func(yield func(*BatchResult, error) bool) {
		results, err := s.GetResults(ctx, id, opts...)
		if err != nil {
			yield(nil, err)
			return
		}
		if !results.ResultAvailable {
			yield(nil, fmt.Errorf("digitalocean: the batch has no results yet: %w", digitalocean.ErrPreconditionFailed))
			return
		}
		for _, address := range []digitalocean.Secret{results.OutputFileURL, results.ErrorFileURL} {
			for result, err := range s.readResults(ctx, address) {
				if !yield(result, err) || err != nil {
					return
				}
			}
		}
	}
}

var resultsFile = digitalocean.Operation{Method: http.MethodGet, Path: "/<output_file_url>"}

const maxResult = 32 << 20 // bytes

// readResults reads one file of results. There need not be one.
func (s *BatchesService) readResults(ctx context.Context, address digitalocean.Secret) iter.Seq2[*BatchResult, error] {
	return func(yield func(*BatchResult, error) bool) {
		if address.IsZero() {
			return
		}
		file, err := s.api.client.Transfer(ctx, resultsFile, address, nil, 0)
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = file.Close() }()
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, maxResult)
		for lines.Scan() {
			if len(lines.Bytes()) == 0 {
				continue
			}
			result := new(BatchResult)
			if err := jsonv2.Unmarshal(lines.Bytes(), result); err != nil {
				if lines.Err() == nil {
					yield(nil, undecodableResult(lines.Text(), err))
					return
				}
				break // the line was cut
			}
			if !yield(result, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, resultsError(err))
		}
	}
}

// BatchListOptions filter a list of batches.
type BatchListOptions struct {
	After  string      `url:"after,omitempty"` // the ID of a batch: only older ones
	Limit  int         `url:"limit,omitempty"` // batches in a page, 100 at most; 0 means 100
	Status BatchStatus `url:"status,omitempty"`
}

// BatchCreateRequest starts a batch.
type BatchCreateRequest struct {
	FileID           string            `json:"file_id"` // that Files.Create returned
	Provider         BatchProvider     `json:"provider"`
	Endpoint         BatchEndpoint     `json:"endpoint,omitzero"` // the URL of every line; for BatchOpenAI only
	CompletionWindow string            `json:"completion_window"` // "24h"
	RequestID        string            `json:"request_id"`        // of your choice; a UUID, say
	Metadata         map[string]string `json:"metadata,omitzero"`
}

// Batch is a file of requests that models work through.
type Batch struct {
	ID               string             `json:"batch_id"`
	Status           BatchStatus        `json:"status"`
	Provider         BatchProvider      `json:"provider"`
	Endpoint         BatchEndpoint      `json:"endpoint,omitzero"`
	CompletionWindow string             `json:"completion_window"`
	InputFileID      string             `json:"input_file_id"`
	OutputFileID     string             `json:"output_file_id,omitzero"` // empty until the batch is completed
	ErrorFileID      string             `json:"error_file_id,omitzero"`  // empty where no request failed
	RequestCounts    BatchRequestCounts `json:"request_counts,omitzero"`
	RequestID        string             `json:"request_id,omitzero"`
	Metadata         map[string]string  `json:"metadata,omitzero"`
	Errors           []BatchProblem     `json:"errors,omitzero"` // that kept the batch from being completed
	CreatedAt        time.Time          `json:"created_at,omitzero"`
	InProgressAt     time.Time          `json:"in_progress_at,omitzero"`
	FinalizingAt     time.Time          `json:"finalizing_at,omitzero"`
	CompletedAt      time.Time          `json:"completed_at,omitzero"`
	ExpiresAt        time.Time          `json:"expires_at,omitzero"`
	CancelledAt      time.Time          `json:"cancelled_at,omitzero"`
	FailedAt         time.Time          `json:"failed_at,omitzero"`
}

func (b *Batch) ended() bool {
	switch b.Status {
	case BatchCompleted, BatchFailed, BatchExpired, BatchCancelled:
		return true
	}
	return false
}

func (b *Batch) failure() error {
	if b.Status != BatchCompleted {
		return &BatchError{Batch: *b}
	}
	return nil
}

// BatchError is a batch that ended and was not completed.
type BatchError struct{ Batch Batch }

func (e *BatchError) Error() string {
	text := fmt.Sprintf("digitalocean: batch %s is %s", e.Batch.ID, e.Batch.Status)
	if len(e.Batch.Errors) > 0 {
		text += fmt.Sprintf(": %q", e.Batch.Errors[0].Message)
	}
	return text
}

// BatchRequestCounts counts the requests of a batch.
type BatchRequestCounts struct {
	Total     int `json:"total"`
	Completed int `json:"completed"`
	Failed    int `json:"failed"`
}

// BatchProblem is what is wrong with a batch.
type BatchProblem struct {
	Code    string `json:"code,omitzero"`
	Message string `json:"message,omitzero"`
	Line    int    `json:"line,omitzero"` // of the file, from 1; 0 where it is no single one
}

// BatchResults has the addresses of the results of a batch. They are secrets: who has one can read.
type BatchResults struct {
	BatchID         string              `json:"batch_id"`
	ResultAvailable bool                `json:"result_available"`
	OutputFileURL   digitalocean.Secret `json:"output_file_url,omitzero"`
	ErrorFileURL    digitalocean.Secret `json:"error_file_url,omitzero"` // empty where no request failed
	ExpiresAt       time.Time           `json:"expires_at,omitzero"`     // of the addresses
}

// BatchStatus is how far a batch has come.
type BatchStatus string

const (
	BatchValidating BatchStatus = "validating"
	BatchInProgress BatchStatus = "in_progress"
	BatchFinalizing BatchStatus = "finalizing"
	BatchCompleted  BatchStatus = "completed"
	BatchFailed     BatchStatus = "failed"
	BatchExpired    BatchStatus = "expired" // the day was over
	BatchCancelling BatchStatus = "cancelling"
	BatchCancelled  BatchStatus = "cancelled"
)

// BatchProvider is whose form the lines of a batch have.
type BatchProvider string

const (
	BatchOpenAI    BatchProvider = "openai"    // lines with a Method, a URL and a Body
	BatchAnthropic BatchProvider = "anthropic" // lines with Params
)

// BatchEndpoint is what the requests of a batch are for.
type BatchEndpoint string

const (
	BatchResponses       BatchEndpoint = "/v1/responses"
	BatchChatCompletions BatchEndpoint = "/v1/chat/completions"
)

// BatchDay is the time in which a batch has to be completed. There is no other.
const BatchDay = "24h"
