package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
	"github.com/dosdk/digitalocean/inference"
)

func newJob(srv *digitaloceantest.Server) (job *Job, told *[]string) {
	told = &[]string{}
	return &Job{
		Client: srv.Inference(), Model: "m", RequestID: "r", Poll: time.Minute,
		Progress: func(text string) { *told = append(*told, text) },
	}, told
}

func TestRun(t *testing.T) { require.NoError(t, run(t.Context())) }

func TestJob(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	job, told := newJob(srv)
	answers, err := job.Run(t.Context(), map[string]string{"a": "Why?", "b": "How?"})
	require.NoError(t, err)
	require.Equal(t, map[string]Answer{"a": {Text: "You said: Why?"}, "b": {Text: "You said: How?"}}, answers)
	require.Equal(t, []string{"uploaded 100 %", "batch of 2 requests started", "completed: 2 of 2 answered"}, *told)
}

// The answer to the request that starts the batch is lost: it is asked for again, and started once.
func TestJobWithALostAnswer(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	srv.Inject(digitaloceantest.Fault{Method: http.MethodPost, Path: "/v1/batches", Break: digitaloceantest.ResetAfter, Times: 1})
	job, _ := newJob(srv)
	answers, err := job.Run(t.Context(), map[string]string{"a": "Why?"})
	require.NoError(t, err)
	require.Len(t, answers, 1)
	batches, err := job.Client.Batches.List(nil).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, batches, 1)
}

func TestJobThatFails(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	srv.FailNext("batch")
	job, _ := newJob(srv)
	answers, err := job.Run(t.Context(), map[string]string{"a": "Why?"})
	require.ErrorAs(t, err, new(*inference.BatchError))
	require.Empty(t, answers)

	srv.Inject(digitaloceantest.Fault{Method: http.MethodPut, Status: http.StatusForbidden})
	_, err = job.Run(t.Context(), map[string]string{"a": "Why?"})
	require.ErrorIs(t, err, digitalocean.ErrForbidden)
}
