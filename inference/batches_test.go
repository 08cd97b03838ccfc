package inference_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/digitaloceantest"
	"github.com/dosdk/digitalocean/inference"
)

// upload announces a file and uploads it.
func upload(t *testing.T, client *inference.Client, content string) string {
	t.Helper()
	file, err := client.Batches.Files.Create(t.Context(), &inference.BatchFileCreateRequest{FileName: "in.jsonl"})
	require.NoError(t, err)
	require.NoError(t, client.Batches.Files.Upload(t.Context(), file.UploadURL, strings.NewReader(content), int64(len(content))))
	return file.ID
}

func startBatch(t *testing.T, client *inference.Client, fileID, requestID string) *inference.Batch {
	t.Helper()
	batch, err := client.Batches.Create(t.Context(), &inference.BatchCreateRequest{
		FileID: fileID, Provider: inference.BatchOpenAI, Endpoint: inference.BatchChatCompletions, CompletionWindow: inference.BatchDay, RequestID: requestID,
	})
	require.NoError(t, err)
	return batch
}

func lines(t *testing.T, lines ...inference.BatchLine) string {
	t.Helper()
	var file bytes.Buffer
	require.NoError(t, inference.EncodeBatch(&file, lines...))
	return file.String()
}

func TestBatchOfChatCompletions(t *testing.T) {
	srv := digitaloceantest.NewServer(t)
	client := srv.Inference()
	content := lines(t, inference.ChatCompletionLine("a", question), inference.ChatCompletionLine("b", &inference.ChatCompletionRequest{Model: "m"}))
	batch := startBatch(t, client, upload(t, client, content), "r")
	require.Equal(t, inference.BatchValidating, batch.Status)
	_, err := client.Batches.GetResults(t.Context(), batch.ID)
	require.ErrorIs(t, err, digitalocean.ErrPreconditionFailed)
	require.Equal(t, batch.ID, startBatch(t, client, batch.InputFileID, "r").ID, "the same request starts nothing")

	batch, err = client.Batches.Wait(t.Context(), batch.ID)
	require.NoError(t, err)
	require.Equal(t, inference.BatchRequestCounts{Total: 2, Completed: 1, Failed: 1}, batch.RequestCounts)
	results, err := read(client.Batches.Results(t.Context(), batch.ID))
	require.NoError(t, err)
	require.Len(t, results, 2)
	var completion inference.ChatCompletion
	require.NoError(t, results[0].Decode(&completion))
	require.Equal(t, []string{"a", "You said: Hi"}, []string{results[0].CustomID, completion.Text()})
	refused, ok := errors.AsType[*inference.BatchResultError](results[1].Decode(&completion))
	require.True(t, ok)
	require.Equal(t, "invalid_request_error", refused.Type)
	for _, r := range srv.Requests() {
		require.Equal(t, strings.HasPrefix(r.Path, "/v1/"), r.Header.Get("Authorization") != "", r.Path)
	}
}

func TestBatchOfMessages(t *testing.T) {
	client := digitaloceantest.NewServer(t).Inference()
	request := &inference.MessageRequest{Model: "m", MaxTokens: 9, Messages: []inference.MessageParam{{Role: inference.MessageUser, Content: inference.Content{Text: "Hi"}}}}
	content := lines(t, inference.MessageLine("a", request), inference.MessageLine("b", &inference.MessageRequest{Model: "m"}))
	batch, err := client.Batches.Create(t.Context(), &inference.BatchCreateRequest{
		FileID: upload(t, client, content), Provider: inference.BatchAnthropic, CompletionWindow: inference.BatchDay, RequestID: "r",
	})
	require.NoError(t, err)
	_, err = client.Batches.Wait(t.Context(), batch.ID)
	require.NoError(t, err)
	results, err := read(client.Batches.Results(t.Context(), batch.ID))
	require.NoError(t, err)
	var message inference.Message
	require.NoError(t, results[0].Decode(&message))
	require.Equal(t, "You said: Hi", message.Text())
	require.ErrorContains(t, results[1].Decode(&message), "invalid_request_error")
}

func TestBatchThatIsNotCompleted(t *testing.T) {
	srv := digitaloceantest.NewServer(t, digitaloceantest.ManualClock())
	client := srv.Inference()
	content := lines(t, inference.ChatCompletionLine("a", question))
	t.Run("because its file is wrong", func(t *testing.T) {
		batch := startBatch(t, client, upload(t, client, content+"{\n"), "wrong")
		srv.Advance(time.Minute)
		batch, err := client.Batches.Wait(t.Context(), batch.ID)
		failed, ok := errors.AsType[*inference.BatchError](err)
		require.True(t, ok)
		require.Equal(t, *batch, failed.Batch)
		require.Equal(t, inference.BatchFailed, batch.Status)
		require.Equal(t, 2, batch.Errors[0].Line)
		require.Contains(t, err.Error(), "Line 2")
	})
	t.Run("because it was cancelled", func(t *testing.T) {
		batch := startBatch(t, client, upload(t, client, content), "cancelled")
		_, err := client.Batches.Cancel(t.Context(), batch.ID)
		require.ErrorIs(t, err, digitalocean.ErrConflict)
		srv.Advance(30 * time.Second)
		batch, err = client.Batches.Cancel(t.Context(), batch.ID)
		require.NoError(t, err)
		require.Equal(t, inference.BatchCancelling, batch.Status)
		srv.Advance(time.Minute)
		batch, err = client.Batches.Wait(t.Context(), batch.ID)
		require.Error(t, err)
		require.Equal(t, inference.BatchCancelled, batch.Status)
	})
	t.Run("before ctx ends", func(t *testing.T) {
		batch := startBatch(t, client, upload(t, client, content), "slow")
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			_ = srv.Clock().AwaitSleepers(ctx, 1)
			cancel()
		}()
		_, err := client.Batches.Wait(ctx, batch.ID, digitalocean.WithPollInterval(time.Minute))
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorContains(t, err, "wait for batch "+batch.ID)
	})
	t.Run("as it does not exist", func(t *testing.T) {
		_, err := client.Batches.Wait(t.Context(), "none")
		require.ErrorIs(t, err, digitalocean.ErrNotFound)
	})
}

func TestListBatches(t *testing.T) {
	client := digitaloceantest.NewServer(t, digitaloceantest.ManualClock()).Inference()
	file := upload(t, client, lines(t, inference.ChatCompletionLine("a", question)))
	var ids []string
	for i := range 5 {
		ids = append([]string{startBatch(t, client, file, fmt.Sprint(i)).ID}, ids...)
	}
	for _, limit := range []int{0, 1, 2, 5, 100} {
		list := client.Batches.List(&inference.BatchListOptions{Limit: limit})
		for range 2 { // a pager can be read again
			batches, err := list.Collect(t.Context())
			require.NoError(t, err)
			require.Len(t, batches, 5)
			for i, batch := range batches {
				require.Equal(t, ids[i], batch.ID)
			}
		}
		total, err := list.Total(t.Context())
		require.NoError(t, err)
		require.Equal(t, 5, total)
	}
	page, err := client.Batches.List(&inference.BatchListOptions{Limit: 2}).Page(t.Context(), 3)
	require.NoError(t, err)
	require.Equal(t, []any{3, ids[4]}, []any{page.Number, page.Items[0].ID})
	older, err := client.Batches.List(&inference.BatchListOptions{After: ids[3]}).Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, older, 1)
	none, err := client.Batches.List(&inference.BatchListOptions{Status: inference.BatchCompleted}).Collect(t.Context())
	require.NoError(t, err)
	require.Empty(t, none)
}

// An answer that is no list is not an empty one, and a page without a next one is the last only where it says so.
func TestListBatchesRefusesHalfAnswers(t *testing.T) {
	for _, body := range []string{`{}`, `{"object":"list"}`, `{"data":null}`, `{"data":{}}`, `{"data":[],"has_more":true}`, `[]`} {
		_, err := answering(t, 200, body).Batches.List(nil).Collect(t.Context())
		require.Error(t, err, body)
	}
	body := `{"data":[{"batch_id":"a"}],"has_more":true,"last_id":"a"}`
	_, err := answering(t, 200, body).Batches.List(nil).Collect(t.Context())
	require.ErrorContains(t, err, "circle")
	_, err = answering(t, 200, `{}`).Models.List(t.Context())
	require.Error(t, err)
}

// store is a store of objects, which must never see the key.
func store(t *testing.T, handler http.HandlerFunc) digitalocean.Secret {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, values := range r.Header {
			if strings.Contains(strings.Join(values, ""), testKey) {
				t.Errorf("the header %s has the key", name)
			}
		}
		handler(w, r)
	}))
	t.Cleanup(server.Close)
	return digitalocean.NewSecret(server.URL + "/uploads/a%2Fb?X-Amz-Signature=0123456789abcdef&x=a%2Bb")
}

func storeClient(t *testing.T) *inference.Client {
	t.Helper()
	client, err := inference.New(testKey)
	require.NoError(t, err)
	return client
}

func TestUpload(t *testing.T) {
	var got []byte
	var seen *http.Request
	address := store(t, func(w http.ResponseWriter, r *http.Request) {
		seen = r
		got, _ = io.ReadAll(r.Body)
	})
	content := strings.Repeat("{}\n", 100_000)
	var shown []int64
	file := inference.UploadProgress(strings.NewReader(content), int64(len(content)), func(sent, total int64) {
		require.EqualValues(t, len(content), total)
		shown = append(shown, sent)
	})
	require.NoError(t, storeClient(t).Batches.Files.Upload(t.Context(), address, file, int64(len(content)), digitalocean.WithHeader("Authorization", "Bearer "+testKey)))
	require.Equal(t, content, string(got))
	require.Equal(t, "PUT /uploads/a%2Fb?X-Amz-Signature=0123456789abcdef&x=a%2Bb", seen.Method+" "+seen.RequestURI)
	require.Equal(t, []any{"application/octet-stream", int64(len(content)), ""}, []any{seen.Header.Get("Content-Type"), seen.ContentLength, seen.Header.Get("Authorization")})
	require.Greater(t, len(shown), 2, "the file is not read whole")
	require.IsIncreasing(t, shown)
	require.EqualValues(t, len(content), shown[len(shown)-1])

	require.NoError(t, storeClient(t).Batches.Files.Upload(t.Context(), address, strings.NewReader(""), 0))
	require.Empty(t, got)
}

func TestUploadRefused(t *testing.T) {
	refused := `<Error><Code>SignatureDoesNotMatch</Code><Message>It does not match.</Message><RequestId>tx1</RequestId><Given>0123456789abcdef</Given></Error>`
	err := storeClient(t).Batches.Files.Upload(t.Context(), store(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, refused)
	}), strings.NewReader("{}"), 2)
	require.ErrorIs(t, err, digitalocean.ErrForbidden)
	e, ok := errors.AsType[*digitalocean.Error](err)
	require.True(t, ok)
	require.Equal(t, []string{"SignatureDoesNotMatch", "It does not match.", "tx1", "PUT", "/<upload_url>"}, []string{e.ID, e.Message, e.RequestID, e.Method, e.Path})
	require.Contains(t, string(e.Body), "SignatureDoesNotMatch")
	require.NotContains(t, string(e.Body), "0123456789abcdef")

	elsewhere := store(t, func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") })
	err = storeClient(t).Batches.Files.Upload(t.Context(), store(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.Reveal(), http.StatusTemporaryRedirect)
	}), strings.NewReader("{}"), 2)
	e, ok = errors.AsType[*digitalocean.Error](err)
	require.True(t, ok)
	require.Equal(t, http.StatusTemporaryRedirect, e.StatusCode)
}

func TestUploadIsNotSent(t *testing.T) {
	client := over(t, func(*http.Request) (*http.Response, error) { panic("it is sent") })
	for _, address := range []digitalocean.Secret{digitalocean.NewSecret(""), digitalocean.NewSecret("/x"), digitalocean.NewSecret("http://example.com/x?signature=s3cr3ts3cr3t"), digitalocean.NewSecret("ftp://example.com/x"), digitalocean.NewSecret("https://"), digitalocean.NewSecret(":"), digitalocean.NewSecret("http://10.0.0.1/x")} {
		err := client.Batches.Files.Upload(t.Context(), address, strings.NewReader("{}"), 2)
		require.ErrorIs(t, err, digitalocean.ErrInvalidArgument, address.Reveal())
		require.NotContains(t, err.Error(), "s3cr3t")
	}
	require.ErrorIs(t, client.Batches.Files.Upload(t.Context(), digitalocean.NewSecret("https://example.com/x"), nil, 2), digitalocean.ErrInvalidArgument)
	require.ErrorIs(t, client.Batches.Files.Upload(t.Context(), digitalocean.NewSecret("https://example.com/x"), strings.NewReader("{}"), -1), digitalocean.ErrInvalidArgument)
}

func TestUploadOfAFileThatFails(t *testing.T) {
	address := store(t, func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) })
	broken := errors.New("the disk is broken")
	err := storeClient(t).Batches.Files.Upload(t.Context(), address, io.MultiReader(strings.NewReader("{}"), iotest.ErrReader(broken)), 100)
	require.ErrorIs(t, err, broken)
	require.NotContains(t, err.Error(), "0123456789abcdef")
	err = storeClient(t).Batches.Files.Upload(t.Context(), address, strings.NewReader("short"), 100)
	require.Error(t, err)
}

// resultsIn returns a client whose results are a file.
func resultsIn(t *testing.T, file io.Reader) *inference.Client {
	t.Helper()
	return over(t, func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "store.example" {
			require.Empty(t, r.Header.Get("Authorization"))
			return answer(r, 200, file), nil
		}
		return answer(r, 200, strings.NewReader(`{"batch_id":"b","result_available":true,"output_file_url":"https://store.example/out?signature=s","error_file_url":null}`)), nil
	})
}

func TestResults(t *testing.T) {
	whole := `{"custom_id":"a","response":{"status_code":200,"body":{}}}` + "\n\n" + `{"custom_id":"b","error":{"code":"batch_expired","message":"too late"}}`
	for _, file := range []io.Reader{strings.NewReader(whole), strings.NewReader(whole + "\n"), iotest.OneByteReader(strings.NewReader(whole))} {
		results, err := read(resultsIn(t, file).Batches.Results(t.Context(), "b"))
		require.NoError(t, err)
		require.Len(t, results, 2)
		require.ErrorContains(t, results[1].Decode(new(inference.ChatCompletion)), "batch_expired")
	}
	for name, c := range map[string]struct {
		file io.Reader
		is   error
	}{
		"cut in a line":  {io.MultiReader(strings.NewReader(whole[:70]), iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
		"cut after one":  {io.MultiReader(strings.NewReader(whole[:59]), iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
		"without an end": {&endless{}, digitalocean.ErrBodyTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(resultsIn(t, c.file).Batches.Results(t.Context(), "b"))
			require.ErrorIs(t, err, c.is)
		})
	}
	_, err := read(resultsIn(t, strings.NewReader("no JSON\n")).Batches.Results(t.Context(), "b"))
	e, ok := errors.AsType[*digitalocean.DecodeError](err)
	require.True(t, ok)
	require.Equal(t, "no JSON", string(e.Body))
	_, err = read(answering(t, 200, `{"batch_id":"b","result_available":false}`).Batches.Results(t.Context(), "b"))
	require.ErrorIs(t, err, digitalocean.ErrPreconditionFailed)
	for range resultsIn(t, strings.NewReader(whole)).Batches.Results(t.Context(), "b") {
		break
	}
}
