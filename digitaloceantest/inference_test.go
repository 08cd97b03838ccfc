package digitaloceantest_test

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

// ask returns the body of a successful POST to a model.
func (a api) ask(path string, body object) object {
	a.t.Helper()
	got := a.do(http.MethodPost, path, body)
	require.Equal(a.t, 200, got.status, got.raw)
	return got.body
}

func TestModelsRepeatWhatTheyAreTold(t *testing.T) {
	a := start(t)
	require.Contains(t, column(a.get("/v1/models")["data"], "id"), "llama3.3-70b-instruct")
	conversation := object{"model": "m", "messages": []object{{"role": "system", "content": "Be kind."}, {"role": "user", "content": "One two three"}}}
	for _, path := range []string{"/v1/chat/completions", "/api/v1/chat/completions?agent=true"} {
		choice := a.ask(path, conversation)["choices"].([]any)[0].(object)
		require.Equal(t, []any{"You said: One two three", "stop"}, []any{choice["message"].(object)["content"], choice["finish_reason"]})
	}
	short := a.ask("/v1/chat/completions", merged(conversation, object{"max_tokens": 3}))
	choice := short["choices"].([]any)[0].(object)
	require.Equal(t, []any{"You said: One ", "length"}, []any{choice["message"].(object)["content"], choice["finish_reason"]})
	require.Equal(t, object{
		"prompt_tokens": 5.0, "completion_tokens": 3.0, "total_tokens": 8.0, "cache_created_input_tokens": 0.0, "cache_read_input_tokens": 0.0,
		"cache_creation": object{"ephemeral_5m_input_tokens": 0.0, "ephemeral_1h_input_tokens": 0.0},
	}, short["usage"])

	message := a.ask("/v1/messages", merged(conversation, object{"max_tokens": 9, "messages": []object{
		{"role": "user", "content": []object{{"type": "text", "text": "One"}, {"type": "image"}, {"type": "text", "text": "two"}}},
	}}))
	require.Equal(t, "You said: One two", message["content"].([]any)[0].(object)["text"])
	for _, input := range []any{"One", []object{{"role": "user", "content": "One"}}} {
		response := a.ask("/v1/responses", object{"model": "m", "input": input})
		require.Equal(t, "You said: One", response["output"].([]any)[0].(object)["content"].([]any)[0].(object)["text"])
	}
	require.Len(t, a.ask("/v1/images/generations", object{"model": "m", "prompt": "An otter", "n": 2})["data"], 2)
	require.Equal(t, "QUEUED", a.post("/v1/async-invoke", object{"model_id": "m", "input": object{"prompt": "An otter"}})["status"])
}

func TestModelsStream(t *testing.T) {
	a := start(t)
	conversation := object{"model": "m", "max_tokens": 9, "stream": true, "messages": []object{{"role": "user", "content": "One"}}}
	for path, c := range map[string]struct {
		request object
		events  int
		end     string
	}{
		"/v1/chat/completions":   {merged(conversation, object{"stream_options": object{"include_usage": true}}), 7, "data: [DONE]\n\n"},
		"/v1/messages":           {conversation, 8, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"},
		"/v1/responses":          {object{"model": "m", "input": "One", "stream": true}, 5, "data: [DONE]\n\n"},
		"/v1/images/generations": {object{"model": "m", "prompt": "An otter", "n": 1, "stream": true, "partial_images": 2}, 3, "\"partial_image_index\":2}\n\n"},
	} {
		got, err := a.try(http.MethodPost, path, c.request)
		require.NoError(t, err)
		require.Equal(t, "text/event-stream", got.header.Get("Content-Type"))
		require.Empty(t, got.header.Get("Content-Length"))
		require.True(t, strings.HasSuffix(got.raw, c.end), got.raw)
		require.Equal(t, c.events, strings.Count(got.raw, "\n\n"), got.raw)
	}
	a.srv.Inject(digitaloceantest.Fault{Break: digitaloceantest.CutBody, Bytes: 100, Times: 1})
	_, err := a.try(http.MethodPost, "/v1/chat/completions", conversation)
	require.Error(t, err)
}

func TestEmbeddings(t *testing.T) {
	a := start(t)
	floats := a.ask("/v1/embeddings", object{"model": "m", "input": []string{"a", "b", "a"}})["data"].([]any)
	require.Equal(t, floats[0].(object)["embedding"], floats[2].(object)["embedding"])
	require.NotEqual(t, floats[0].(object)["embedding"], floats[1].(object)["embedding"])
	encoded := a.ask("/v1/embeddings", object{"model": "m", "input": "a", "encoding_format": "base64"})["data"].([]any)[0].(object)
	raw, err := base64.StdEncoding.DecodeString(encoded["embedding"].(string))
	require.NoError(t, err)
	length := 0.0
	for i, x := range floats[0].(object)["embedding"].([]any) {
		require.InDelta(t, x, math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:])), 1e-6)
		length += x.(float64) * x.(float64)
	}
	require.InDelta(t, 1, length, 1e-6)
}

func TestModelsRefuse(t *testing.T) {
	a := start(t)
	a.refusals("POST", "/v1/chat/completions", []refusal{
		{object{"messages": []object{{"role": "user", "content": "Hi"}}}, "model can't be blank"}, {object{"model": "m"}, "messages can't be blank"},
		{object{"model": "m", "messages": []object{{"content": "Hi"}}}, "messages[0].role can't be blank"},
	})
	a.refusals("POST", "/v1/messages", []refusal{{object{"model": "m", "messages": []object{{"role": "user", "content": "Hi"}}}, "max_tokens"}})
	a.refusals("POST", "/v1/responses", []refusal{{object{"model": "m"}, "input"}})
	a.refusals("POST", "/v1/embeddings", []refusal{{object{"model": "m"}, "input"}})
	a.refusals("POST", "/v1/images/generations", []refusal{{object{"model": "m", "prompt": "x"}, "n must be"}})
	a.refusals("POST", "/v1/async-invoke", []refusal{{object{"model_id": "m"}, "input"}})
	a.refused(a.do("POST", "/api/v1/chat/completions", object{}), 400, "bad_request", "agent must be true")
}

// uploaded returns the ID of a file with a content.
func (a api) uploaded(content string) string {
	a.t.Helper()
	file := a.post("/v1/batches/files", object{"file_name": "in.JSONL"})
	require.Equal(a.t, 200, a.store("PUT", file["upload_url"], content).status)
	return file["file_id"].(string)
}

const batchLine = `{"custom_id":"a","method":"POST","url":"/v1/responses","body":{"model":"m","input":"One"}}` + "\n"

func TestBatchLife(t *testing.T) {
	a := start(t)
	request := object{"file_id": a.uploaded(batchLine + "\n" + `{"custom_id":"b","body":{}}`), "provider": "openai", "endpoint": "/v1/responses",
		"completion_window": "24h", "request_id": "r", "metadata": object{"team": "ml"}}
	batch := a.post("/v1/batches", request)
	path := "/v1/batches/" + batch["batch_id"].(string)
	require.Equal(t, batch, a.post("/v1/batches", request), "the request ID tells that it is the same")
	a.refused(a.do("POST", path+"/cancel", nil), 409, "conflict", "validating")
	a.refused(a.do("GET", path+"/results", nil), 412, "precondition_failed", "not yet available")
	for _, status := range []string{"in_progress", "finalizing", "completed"} {
		a.srv.Advance(map[string]time.Duration{"in_progress": 6 * time.Second, "finalizing": 48 * time.Second, "completed": 6 * time.Second}[status])
		batch = a.get(path)
		require.Equal(t, status, batch["status"])
		require.NotNil(t, batch[status+"_at"])
	}
	require.Equal(t, object{"total": 2.0, "completed": 1.0, "failed": 1.0}, batch["request_counts"])
	results := a.get(path + "/results")
	require.Contains(t, a.store("GET", results["output_file_url"], "").raw, `"text":"You said: One"`)
	require.Equal(t, 403, a.store("PUT", results["output_file_url"], "x").status)
	require.Contains(t, a.store("GET", results["error_file_url"], "").raw, `"custom_id":"b"`)
	a.srv.Advance(2 * time.Hour)
	require.Contains(t, a.store("GET", results["output_file_url"], "").raw, "Request has expired")
	a.refused(a.do("POST", path+"/cancel", nil), 409, "conflict", "completed")
	a.gone("/v1/batches/none")
}

func TestBatchCancelled(t *testing.T) {
	a := start(t)
	request := object{"file_id": a.uploaded(batchLine), "provider": "openai", "endpoint": "/v1/responses", "completion_window": "24h", "request_id": "r"}
	path := "/v1/batches/" + a.post("/v1/batches", request)["batch_id"].(string)
	a.srv.Advance(10 * time.Second)
	got := a.do("POST", path+"/cancel", nil)
	require.Equal(t, "cancelling", got.body["status"])
	a.srv.Advance(time.Minute)
	require.Equal(t, "cancelled", a.get(path)["status"])
	a.refused(a.do("GET", path+"/results", nil), 412, "precondition_failed", "")
}

func TestBatchRefused(t *testing.T) {
	a := start(t)
	file := a.uploaded(batchLine)
	request := object{"file_id": file, "provider": "openai", "endpoint": "/v1/responses", "completion_window": "24h", "request_id": "r"}
	a.refusals("POST", "/v1/batches", []refusal{
		{merged(request, object{"request_id": nil}), "request_id can't be blank"}, {merged(request, object{"provider": "x"}), "provider"},
		{merged(request, object{"endpoint": nil}), "endpoint"}, {merged(request, object{"provider": "anthropic"}), "endpoint must be left out"},
		{merged(request, object{"completion_window": nil}), "completion_window"},
		{merged(request, object{"file_id": a.post("/v1/batches/files", object{"file_name": "x.jsonl"})["file_id"]}), "has not been uploaded"},
	})
	a.refusals("POST", "/v1/batches/files", []refusal{{object{"file_name": "x.json"}, "must end with .jsonl"}, {object{"file_name": ".jsonl"}, "must end with .jsonl"}})
	a.refused(a.do("POST", "/v1/batches", merged(request, object{"file_id": "none"})), 404, "not_found", "")
	a.invalid(a.do("GET", "/v1/batches?limit=101", nil), "limit must be")

	a.srv.FailNext("batch")
	a.post("/v1/batches", merged(request, object{"request_id": "fails"}))
	wrong := a.uploaded(batchLine + "no JSON\n{}\n")
	a.post("/v1/batches", merged(request, object{"request_id": "wrong", "file_id": wrong}))
	a.srv.Advance(time.Minute)
	batches := a.get("/v1/batches?status=failed")["data"].([]any)
	require.Equal(t, []any{"wrong", "fails"}, column(batches, "request_id"))
	require.Equal(t, []any{2.0, 3.0}, column(batches[0].(object)["errors"], "line"))
	require.Equal(t, []any{"server_error"}, column(batches[1].(object)["errors"], "code"))
}

func TestListBatchesByCursor(t *testing.T) {
	a := start(t)
	file := a.uploaded(batchLine)
	for _, id := range []string{"1", "2", "3"} {
		a.post("/v1/batches", object{"file_id": file, "provider": "anthropic", "completion_window": "24h", "request_id": id})
	}
	first := a.get("/v1/batches?limit=2")
	require.Equal(t, []any{"3", "2"}, column(first["data"], "request_id"))
	require.Equal(t, true, first["has_more"])
	second := a.get("/v1/batches?limit=2&after=" + first["last_id"].(string))
	require.Equal(t, []any{"1"}, column(second["data"], "request_id"))
	require.Equal(t, []any{false, second["first_id"]}, []any{second["has_more"], second["last_id"]})
	empty := a.get("/v1/batches?after=" + second["last_id"].(string))
	require.Equal(t, []any{[]any{}, nil}, []any{empty["data"], empty["first_id"]})
}
