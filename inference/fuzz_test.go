package inference_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/inference"
)

// FuzzStream reads any text as a stream: there is one error at most, at the end, and none only behind the mark of the end.
func FuzzStream(f *testing.F) {
	whole := "data: " + chunk("a") + "\n\ndata: [DONE]\n\n"
	for _, text := range []string{
		"", whole, whole[:20], "\ufeff" + whole, strings.ReplaceAll(whole, "\n", "\r\n"), strings.ReplaceAll(whole, "\n", "\r"), ": quiet\n\n" + whole,
		"event: error\ndata: {}\n\n", `data: {"error":null}` + "\n\n", `data: {"error":{"code":1e999}}` + "\n\n", "{", "<", "data", "data:\n\n", "\n\n\n", "id: \x00\n\n", "data: \xff\n\n",
	} {
		f.Add(text)
	}
	var body string
	client, err := inference.New(testKey, once, digitalocean.WithHTTPClient(&http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		return answer(r, 200, strings.NewReader(body)), nil
	})}))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		body = text
		chunks, err := read(client.ChatCompletions.CreateStream(t.Context(), question))
		if err == nil && !strings.Contains(text, "[DONE]") {
			t.Errorf("%d chunks and no error", len(chunks))
		}
		if err != nil && err.Error() == "" {
			t.Error("an error that says nothing")
		}
	})
}
