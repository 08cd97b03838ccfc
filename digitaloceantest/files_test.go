package digitaloceantest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// store sends a request to the store of objects, without the token.
func (a api) store(method string, address any, content string, header ...string) answer {
	a.t.Helper()
	got, err := a.try(method, strings.TrimPrefix(address.(string), a.srv.URL), content, append([]string{"Authorization", ""}, header...)...)
	require.NoError(a.t, err)
	return got
}

func TestPresignedUploads(t *testing.T) {
	a := start(t)
	for _, path := range []string{"/v2/gen-ai/evaluation_datasets/file_upload_presigned_urls", "/v2/gen-ai/model_evaluation/datasets/file_upload_presigned_urls"} {
		uploads := a.created(path, object{"files": []any{object{"file_name": "a b.csv", "file_size": "5"}}})["uploads"].([]any)
		address := uploads[0].(object)["presigned_url"].(string)
		check := func(wanted int, code string, method, address string, header ...string) {
			t.Helper()
			got := a.store(method, address, "hello", header...)
			require.Equal(t, wanted, got.status)
			require.Contains(t, got.raw, code)
		}
		check(404, "NoSuchKey", "GET", address)
		check(400, "InvalidRequest", "PUT", address, "Authorization", "Bearer "+a.srv.Token)
		check(200, "", "PUT", address)
		check(200, "hello", "GET", address)
		check(403, "SignatureDoesNotMatch", "PUT", address+"x")
		a.refusals("POST", path, []refusal{{object{}, "files"}, {object{"files": []any{object{"file_size": "1"}}}, "files[0].file_name"}})
	}
}

// The store of objects takes whoever knows the address, for a while, and answers in XML.
func TestStoreOfObjects(t *testing.T) {
	a := start(t)
	address := a.post("/v1/batches/files", object{"file_name": "in.jsonl"})["upload_url"].(string)
	require.Equal(t, 200, a.store("PUT", address, "{}\n").status)
	require.Equal(t, "{}\n", a.store("GET", address, "").raw)
	for _, other := range []string{address + "0", strings.Split(address, "?")[0], strings.Replace(address, "/files/", "/files/0", 1), strings.Replace(address, "Expires=", "Expires=9", 1)} {
		got := a.store("PUT", other, "x")
		require.Equal(t, []any{403, "application/xml"}, []any{got.status, got.header.Get("Content-Type")})
		require.Contains(t, got.raw, "<Code>SignatureDoesNotMatch</Code>")
	}
	a.srv.Advance(16 * time.Minute)
	require.Contains(t, a.store("PUT", address, "x").raw, "Request has expired")
}
