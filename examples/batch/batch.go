package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/inference"
)

// Job has a model answer many questions in one batch.
type Job struct {
	Client    *inference.Client
	Model     string
	RequestID string            // of the batch: a job that is run again with it goes on with the batch that it has started
	Progress  func(text string) // is told what happens
	Poll      time.Duration     // between two looks at the batch; 0 for the client's own pace
}

// Answer is what a model makes of a question.
type Answer struct {
	Text string
	Err  error // why there is none
}

// Run uploads the questions, starts the batch, waits for its end, and returns the answers by the IDs of the questions. A batch
// that was not completed gives an error and the answers that there are.
func (j *Job) Run(ctx context.Context, questions map[string]string) (map[string]Answer, error) {
	fileID, err := j.upload(ctx, questions)
	if err != nil {
		return nil, err
	}
	batch, err := j.start(ctx, fileID)
	if err != nil {
		return nil, err
	}
	j.Progress(fmt.Sprintf("batch of %d requests started", len(questions)))

	var opts []digitalocean.CallOption
	if j.Poll > 0 {
		opts = append(opts, digitalocean.WithPollInterval(j.Poll))
	}
	batch, failed := j.Client.Batches.Wait(ctx, batch.ID, opts...)
	if _, ended := errors.AsType[*inference.BatchError](failed); failed != nil && !ended {
		return nil, failed
	}
	j.Progress(fmt.Sprintf("%s: %d of %d answered", batch.Status, batch.RequestCounts.Completed, batch.RequestCounts.Total))
	if failed != nil && batch.OutputFileID == "" && batch.ErrorFileID == "" {
		return nil, failed
	}
	answers, err := j.answers(ctx, batch.ID)
	return answers, errors.Join(failed, err)
}

// upload writes the file of the batch and sends it.
func (j *Job) upload(ctx context.Context, questions map[string]string) (fileID string, err error) {
	var lines bytes.Buffer
	for id, question := range questions {
		err := inference.EncodeBatch(&lines, inference.ChatCompletionLine(id, &inference.ChatCompletionRequest{
			Model:       j.Model,
			Messages:    []inference.ChatMessage{{Role: inference.ChatUser, Content: question}},
			Temperature: new(0.0),
		}))
		if err != nil {
			return "", err
		}
	}
	file, err := j.Client.Batches.Files.Create(ctx, &inference.BatchFileCreateRequest{FileName: "questions.jsonl"})
	if err != nil {
		return "", err
	}
	return file.ID, j.Client.Batches.Files.Upload(ctx, file.UploadURL, j.shown(&lines, lines.Len()), int64(lines.Len()))
}

// shown tells the progress of an upload, once for each quarter.
func (j *Job) shown(file io.Reader, size int) io.Reader {
	quarter := int64(0)
	return inference.UploadProgress(file, int64(size), func(sent, total int64) {
		if now := 4 * sent / total; now > quarter {
			quarter = now
			j.Progress(fmt.Sprintf("uploaded %d %%", 25*quarter))
		}
	})
}

// start starts the batch. Where it stays unknown whether that was done, it asks again, which does no harm: the batch is known by
// its request ID.
func (j *Job) start(ctx context.Context, fileID string) (*inference.Batch, error) {
	request := &inference.BatchCreateRequest{
		FileID: fileID, Provider: inference.BatchOpenAI, Endpoint: inference.BatchChatCompletions,
		CompletionWindow: inference.BatchDay, RequestID: j.RequestID,
	}
	batch, err := j.Client.Batches.Create(ctx, request)
	if digitalocean.MayHaveActed(err) {
		return j.Client.Batches.Create(ctx, request)
	}
	return batch, err
}

func (j *Job) answers(ctx context.Context, batchID string) (map[string]Answer, error) {
	answers := map[string]Answer{}
	for result, err := range j.Client.Batches.Results(ctx, batchID) {
		if err != nil {
			return answers, err
		}
		var completion inference.ChatCompletion
		err := result.Decode(&completion)
		answers[result.CustomID] = Answer{Text: completion.Text(), Err: err}
	}
	return answers, nil
}
