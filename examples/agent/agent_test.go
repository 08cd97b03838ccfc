package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
)

var handbook = fstest.MapFS{
	"opening.md":       {Data: []byte("The shop is open from 9 to 17.")},
	"more/returns.md":  {Data: []byte("Returns within 30 days.")},
	"more/shipping.md": {Data: []byte("Shipping is free.")},
}

func newBuilder(srv *digitaloceantest.Server, told *[]string) *Builder {
	return &Builder{
		Client: srv.Client(), Region: "tor1", ProjectID: "p", Model: "llama3.3-70b-instruct", EmbeddingModel: "gte-large-en-v1.5",
		Tell: func(format string, args ...any) { *told = append(*told, fmt.Sprintf(format, args...)) },
	}
}

func TestBuild(t *testing.T) {
	var told []string
	builder := newBuilder(digitaloceantest.NewServer(t), &told)
	built, err := builder.Build(t.Context(), "helper", "Help.", handbook)
	require.NoError(t, err)
	require.Equal(t, digitalocean.AgentDeploymentRunning, built.Agent.Deployment.Status)
	require.Equal(t, built.KnowledgeBase.UUID, built.Agent.KnowledgeBases[0].UUID)
	require.Equal(t, []string{
		"more/returns.md is uploaded", "more/shipping.md is uploaded", "opening.md is uploaded", "the knowledge base is online",
		"3 of 3 files are indexed, 3000 tokens in all", "the agent helper is being deployed", "the agent answers at " + built.Agent.URL,
	}, told)

	require.False(t, built.Key.IsZero())
}

func TestAnswer(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	var said []string
	require.NoError(t, Answer(t.Context(), srv.Agent(), "When do you open?", func(piece string) { said = append(said, piece) }))
	require.Greater(t, len(said), 2, "the answer is not handed on piece by piece")
	require.Equal(t, "You said: When do you open?", strings.Join(said, ""))

	srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.CutBody, Bytes: 400})
	said = nil
	err := Answer(t.Context(), srv.Agent(), "When do you open?", func(piece string) { said = append(said, piece) })
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.NotEmpty(t, said, "what came before is lost")
}

// Whichever step fails, nothing stays behind.
func TestBuildCleansUp(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(srv *digitaloceantest.Server, b *Builder)
		is      func(err error) bool
	}{
		"the upload": {
			prepare: func(srv *digitaloceantest.Server, _ *Builder) {
				srv.Inject(digitaloceantest.Fault{Method: "PUT", Path: "/files/{object_key}", Status: 503})
			},
			is: func(err error) bool { return errors.Is(err, digitalocean.ErrServer) },
		},
		"the database": {
			prepare: func(srv *digitaloceantest.Server, _ *Builder) { srv.FailNext("knowledge_base") }, is: is[*digitalocean.KnowledgeBaseError],
		},
		"the index": {
			prepare: func(srv *digitaloceantest.Server, _ *Builder) { srv.FailNext("indexing_job") }, is: is[*digitalocean.IndexingJobError],
		},
		"the model": {
			prepare: func(_ *digitaloceantest.Server, b *Builder) { b.Model = b.EmbeddingModel },
			is:      func(err error) bool { return strings.Contains(err.Error(), `no model "gte-large-en-v1.5"`) },
		},
		"the deployment": {
			prepare: func(srv *digitaloceantest.Server, _ *Builder) { srv.FailNext("agent") }, is: is[*digitalocean.AgentError],
		},
	} {
		t.Run(name, func(t *testing.T) {
			var told []string
			srv := digitaloceantest.NewServer(t)
			builder := newBuilder(srv, &told)
			c.prepare(srv, builder)
			built, err := builder.Build(t.Context(), "helper", "Help.", handbook)
			require.Nil(t, built)
			require.True(t, c.is(err), "%v", err)
			bases, err := builder.Client.GradientAI.KnowledgeBases.List(nil).Collect(t.Context())
			require.NoError(t, err)
			require.Empty(t, bases)
			agents, err := builder.Client.GradientAI.Agents.List(nil).Collect(t.Context())
			require.NoError(t, err)
			require.Empty(t, agents)
		})
	}
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func TestRun(t *testing.T) {
	require.NoError(t, run(t.Context()))
}
