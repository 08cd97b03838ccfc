package inference_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/inference"
)

func chunk(text string) string {
	return fmt.Sprintf(`{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":%q}}]}`, text)
}

// textOf streams a body and joins the text of its chunks.
func textOf(t *testing.T, body io.Reader) (string, error) {
	t.Helper()
	client := over(t, func(r *http.Request) (*http.Response, error) { return answer(r, 200, body), nil })
	chunks, err := read(client.ChatCompletions.CreateStream(t.Context(), question))
	text := ""
	for _, chunk := range chunks {
		text += chunk.Text()
	}
	return text, err
}

func TestStreamForms(t *testing.T) {
	a, b := chunk("a"), chunk("b")
	for name, body := range map[string]string{
		"plain":                   "data: " + a + "\n\ndata: " + b + "\n\ndata: [DONE]\n\n",
		"without blanks":          "data:" + a + "\n\ndata:" + b + "\n\ndata:[DONE]\n\n",
		"CRLF":                    "data: " + a + "\r\n\r\ndata: " + b + "\r\n\r\ndata: [DONE]\r\n\r\n",
		"CR":                      "data: " + a + "\r\rdata: " + b + "\r\rdata: [DONE]\r\r",
		"a byte order mark":       "\ufeffdata: " + a + "\n\ndata: " + b + "\n\ndata: [DONE]\n\n",
		"comments":                ": hello\n\ndata: " + a + "\n: still there\n\n:\n\ndata: " + b + "\n\ndata: [DONE]\n\n",
		"names and IDs":           "event: chunk\nid: 1\ndata: " + a + "\n\nretry: 10\n\nid: 2\ndata: " + b + "\n\ndata: [DONE]\n\n",
		"data in several lines":   "data: " + strings.ReplaceAll(a, ",", ",\ndata: ") + "\n\ndata: " + b + "\n\ndata: [DONE]\n\n",
		"unknown fields":          "colour: red\ndata: " + a + "\n\ndata: " + b + "\n\ndata: [DONE]\n\n",
		"an event without data":   "data: " + a + "\n\nevent: ping\n\ndata: " + b + "\n\ndata: [DONE]\n\n",
		"an error that is null":   "data: " + a + "\n\n" + `data: {"error":null,` + b[1:] + "\n\ndata: [DONE]\n\n",
		"error as a text":         "data: " + a + "\n\n" + `data: {"note":"\"error\"",` + b[1:] + "\n\ndata: [DONE]\n\n",
		"something after the end": "data: " + a + "\n\ndata: " + b + "\n\ndata: [DONE]\n\ndata: more\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			for _, reader := range []io.Reader{strings.NewReader(body), iotest.OneByteReader(strings.NewReader(body)), iotest.DataErrReader(strings.NewReader(body))} {
				text, err := textOf(t, reader)
				require.NoError(t, err)
				require.Equal(t, "ab", text)
			}
		})
	}
}

// Wherever a stream breaks off, in order or not, what came is read, and the end is an error.
func TestStreamCutAtEveryPoint(t *testing.T) {
	body := "data: " + chunk("a") + "\n\n: quiet\n\ndata: " + chunk("b") + "\n\ndata: [DONE]\n\n"
	whole := strings.Index(body, "[DONE]") + len("[DONE]\n\n")
	for n := range whole {
		want := "ab"[:strings.Count(body[:n], "}\n\n")]
		for name, reader := range map[string]io.Reader{
			"ends":   strings.NewReader(body[:n]),
			"breaks": io.MultiReader(strings.NewReader(body[:n]), iotest.ErrReader(errors.New("connection reset"))),
		} {
			text, err := textOf(t, reader)
			require.ErrorIs(t, err, io.ErrUnexpectedEOF, "%s after %d bytes", name, n)
			require.Equal(t, want, text, "%s after %d bytes", name, n)
		}
	}
	text, err := textOf(t, strings.NewReader(body[:whole]))
	require.NoError(t, err)
	require.Equal(t, "ab", text)
}

func TestStreamErrors(t *testing.T) {
	for name, c := range map[string]struct{ event, id, message string }{
		"of messages":    {"event: error\n" + `data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}`, "overloaded_error", "Overloaded"},
		"with a code":    {`data: {"error":{"message":"broken","type":"server_error","code":"internal"}}`, "internal", "broken"},
		"with a number":  {`data: {"error":{"message":"broken","code":500}}`, "500", "broken"},
		"as a text":      {`data: {"error":"broken"}`, "", "broken"},
		"flat":           {"event: error\n" + `data: {"message":"broken","code":"x"}`, "x", "broken"},
		"in plain words": {"event: error\ndata: broken", "", "broken"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := textOf(t, strings.NewReader("data: "+chunk("a")+"\n\n"+c.event+"\n\ndata: "+chunk("b")+"\n\n"))
			require.Equal(t, "a", text)
			e, ok := errors.AsType[*inference.StreamError](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, []string{"POST", "/v1/chat/completions", c.id, c.message}, []string{e.Method, e.Path, e.ID, e.Message})
			require.Contains(t, err.Error(), c.message)
		})
	}
	t.Run("in place of a stream", func(t *testing.T) {
		_, err := textOf(t, strings.NewReader(`{"error": {"message": "no streams", "code": "x"}}`))
		e, ok := errors.AsType[*inference.StreamError](err)
		require.True(t, ok)
		require.Equal(t, "no streams", e.Message)
	})
	for name, body := range map[string]string{"a document": `{"id": "c"}`, "a page": "<html></html>", "an event that is no JSON": "data: {\n\n", "another type": `data: {"id": 1}` + "\n\n"} {
		t.Run(name, func(t *testing.T) {
			_, err := textOf(t, strings.NewReader(body))
			e, ok := errors.AsType[*digitalocean.DecodeError](err)
			require.True(t, ok, "%v", err)
			require.NotEmpty(t, e.Body)
		})
	}
}

// endless yields a line without its end, and counts what is taken.
type endless struct{ taken int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	copy(p, "data: ")
	e.taken += int64(len(p))
	return len(p), nil
}

func TestStreamIsBounded(t *testing.T) {
	body := &endless{}
	_, err := textOf(t, body)
	require.ErrorIs(t, err, digitalocean.ErrBodyTooLarge)
	require.Less(t, body.taken, int64(65<<20))
}

func TestStreamIsReadWhileItArrives(t *testing.T) {
	proceed, ended := make(chan bool), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(ended)
		for {
			_, _ = io.WriteString(w, "data: "+chunk("a")+"\n\n")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-proceed:
			case <-r.Context().Done():
				return
			}
		}
	}))
	defer server.Close()
	client, err := inference.New(testKey, digitalocean.WithBaseURL(server.URL))
	require.NoError(t, err)
	t.Run("and left", func(t *testing.T) {
		seen := 0
		for chunk, err := range client.ChatCompletions.CreateStream(t.Context(), question) {
			require.NoError(t, err)
			require.Equal(t, "a", chunk.Text())
			if seen++; seen == 3 {
				break
			}
			proceed <- true
		}
		<-ended
	})
	t.Run("and cancelled", func(t *testing.T) {
		ended = make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var failed error
		for _, err := range client.ChatCompletions.CreateStream(ctx, question) {
			failed = err
			cancel()
		}
		require.ErrorIs(t, failed, context.Canceled)
		<-ended
	})
}

// Between two events a stream may be silent for as long as an attempt's timeout.
func TestStreamThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reader, writer := io.Pipe()
		client := over(t, func(r *http.Request) (*http.Response, error) {
			context.AfterFunc(r.Context(), func() { _ = writer.CloseWithError(r.Context().Err()) })
			return answer(r, 200, reader), nil
		})
		go func() {
			time.Sleep(9 * time.Minute)
			_, _ = io.WriteString(writer, "data: "+chunk("a")+"\n\n")
		}()
		began := time.Now()
		chunks, err := read(client.ChatCompletions.CreateStream(t.Context(), question))
		require.Len(t, chunks, 1)
		require.Equal(t, 19*time.Minute, time.Since(began))
		timeout, ok := errors.AsType[interface {
			error
			Timeout() bool
		}](err)
		require.True(t, ok && timeout.Timeout(), "%v", err)
	})
}

// A request for a stream is posted when it is read, and once.
func TestStreamIsPostedOnce(t *testing.T) {
	var posts atomic.Int32
	var body, accepted string
	client := over(t, func(r *http.Request) (*http.Response, error) {
		posts.Add(1)
		text, _ := io.ReadAll(r.Body)
		body = string(text)
		accepted = r.Header.Get("Accept")
		return answer(r, 200, strings.NewReader("data: "+chunk("a"))), nil
	}, digitalocean.WithRetryPolicy(digitalocean.RetryPolicy{MaxAttempts: 5}))
	stream := client.ChatCompletions.CreateStream(t.Context(), question)
	require.Zero(t, posts.Load())
	_, err := read(stream)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_, err = read(stream)
	require.ErrorContains(t, err, "has been read")
	require.EqualValues(t, 1, posts.Load())
	require.Equal(t, "text/event-stream", accepted)
	require.JSONEq(t, `{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}`, body)

	_, err = client.ChatCompletions.Create(t.Context(), question)
	require.Error(t, err)
	require.NotContains(t, body, "stream")
}

// Each kind of stream knows its end.
func TestStreamEnds(t *testing.T) {
	body := func(events ...string) *inference.Client {
		return answering(t, 200, "data: "+strings.Join(events, "\n\ndata: ")+"\n\n")
	}
	events, err := read(body(`{"type":"message_start","message":{"id":"m"}}`, `{"type":"message_stop"}`, "broken").Messages.CreateStream(t.Context(), &inference.MessageRequest{}))
	require.NoError(t, err)
	require.Len(t, events, 2)
	_, err = read(body(`{"type":"message_start","message":{"id":"m"}}`).Messages.CreateStream(t.Context(), &inference.MessageRequest{}))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)

	images, err := read(body(`{"type":"image_generation.partial_image"}`, `{"type":"image_generation.completed"}`, "broken").Images.GenerateStream(t.Context(), &inference.ImageGenerateRequest{}))
	require.NoError(t, err)
	require.Len(t, images, 2)
	_, err = read(body(`{"type":"image_generation.partial_image"}`).Images.GenerateStream(t.Context(), &inference.ImageGenerateRequest{}))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)

	pieces, err := read(body(`{"id":"r"}`, "[DONE]").Responses.CreateStream(t.Context(), &inference.ModelResponseRequest{}))
	require.NoError(t, err)
	require.Len(t, pieces, 1)
	_, err = read(body(`{"id":"r"}`).Responses.CreateStream(t.Context(), &inference.ModelResponseRequest{}))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}
