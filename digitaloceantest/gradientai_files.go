package digitaloceantest

import (
	"net/http"
	"strconv"
	"time"
)

// storedFile is a file in the store that presigned addresses lead to. One that is still to be uploaded has no content.
type storedFile struct {
	signature string // which its address bears in place of a token
	expires   time.Time
	size      int64
	content   []byte
	present   bool
}

var storedFiles = stateful(fresh[collection[*storedFile]])

const addressLife = 15 * time.Minute

func init() {
	handle("POST /v2/gen-ai/knowledge_bases/data_sources/file_upload_presigned_urls", presignUploads)
	handle("POST /v2/gen-ai/evaluation_datasets/file_upload_presigned_urls", presignUploads)
	handle("POST /v2/gen-ai/model_evaluation/datasets/file_upload_presigned_urls", presignUploads)
	handleSigned("PUT /files/{object_key}", onFile(uploadFile))
	handleSigned("GET /files/{object_key}", onFile(downloadFile))
}

// presignUploads gives each file an address in the store, which lies on the server itself.
func presignUploads(c *call) (reply, error) {
	files := c.body.objects("files")
	if len(files) == 0 {
		c.body.refuseField("files", "can't be blank")
	}
	sizes := make([]int64, len(files))
	for i, f := range files {
		f.needText("file_name")
		size, err := strconv.ParseInt(f.needText("file_size"), 10, 64)
		if err != nil || size < 0 {
			f.refuseField("file_size", "must be an integer in quotes")
		}
		sizes[i] = size
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	uploads := []*object{}
	for i, f := range files {
		key, address, expires := c.addFile(&storedFile{size: sizes[i]})
		uploads = append(uploads, newObject(
			"original_file_name", f.text("file_name"), "object_key", key, "presigned_url", address, "expires_at", expires,
		))
	}
	return bare(http.StatusOK, newObject("request_id", c.ids.uuid("upload request"), "uploads", uploads))
}

// download answers with the address of a file, which is in the store from now on.
func (c *call) download(content []byte) (reply, error) {
	_, address, expires := c.addFile(&storedFile{content: content, present: true})
	return bare(http.StatusOK, newObject("download_url", address, "expires_at", expires))
}

// addFile adds a file to the store, and returns its key and the address that leads to it for a while.
func (c *call) addFile(f *storedFile) (key, address string, expires time.Time) {
	key = c.ids.uuid("stored file")
	f.signature, f.expires = c.ids.hex("stored file", 16), c.now.Add(addressLife)
	storedFiles.of(c.Server).add(key, f)
	return key, c.origin + "/files/" + key + "?signature=" + f.signature, f.expires
}

// onFile is a rule of the store about the file that the path names. The store speaks the protocol of S3.
func onFile(rule func(c *call, f *storedFile) (reply, error)) handler {
	return func(c *call) (reply, error) {
		f, ok := storedFiles.of(c.Server).get(c.arguments["object_key"])
		switch {
		case !ok || c.query.Get("signature") != f.signature:
			return refusedByStore(http.StatusForbidden, "SignatureDoesNotMatch", "The signature is not that of the address"), nil
		case c.now.After(f.expires):
			return refusedByStore(http.StatusForbidden, "AccessDenied", "Request has expired"), nil
		}
		return rule(c, f)
	}
}

func uploadFile(c *call, f *storedFile) (reply, error) {
	if int64(len(c.raw)) != f.size {
		return refusedByStore(http.StatusForbidden, "AccessDenied", "The size is not the one that was announced"), nil
	}
	f.content, f.present = c.raw, true
	return empty(http.StatusOK)
}

func downloadFile(_ *call, f *storedFile) (reply, error) {
	if !f.present {
		return refusedByStore(http.StatusNotFound, "NoSuchKey", "The file was not uploaded"), nil
	}
	return reply{status: http.StatusOK, header: http.Header{"Content-Type": {"application/octet-stream"}}, body: f.content}, nil
}

func refusedByStore(status int, code, message string) reply {
	return reply{
		status: status,
		header: http.Header{"Content-Type": {"application/xml"}},
		body:   []byte("<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>"),
	}
}
