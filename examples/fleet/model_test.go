package fleet_test

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
	"github.com/dosdk/digitalocean/inference"
)

func TestModel(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	client := srv.Inference()
	request := &inference.ChatCompletionRequest{
		Model: "m", Messages: []inference.ChatMessage{{Role: inference.ChatUser, Content: "Hi"}},
	}
	completion, err := client.ChatCompletions.Create(t.Context(), request)
	require.NoError(t, err)
	require.Equal(t, "You said: Hi", completion.Text())

	srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.CutBody, Bytes: 300})
	_, err = inference.CollectChatCompletion(client.ChatCompletions.CreateStream(t.Context(), request))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}
