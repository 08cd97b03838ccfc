package digitaloceantest

import (
	"net/http"
	"strconv"
)

func init() {
	handle("POST /v2/gen-ai/knowledge_bases/data_sources/file_upload_presigned_urls", presignUploads)
	handle("POST /v2/gen-ai/evaluation_datasets/file_upload_presigned_urls", presignUploads)
	handle("POST /v2/gen-ai/model_evaluation/datasets/file_upload_presigned_urls", presignUploads)
}

// presignUploads gives each file an address in the store.
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
		file, expires := c.announceFile(sizes[i]), c.now.Add(addressLife)
		uploads = append(uploads, newObject(
			"original_file_name", f.text("file_name"), "object_key", file.key, "presigned_url", file.address(c.origin, expires), "expires_at", expires,
		))
	}
	return bare(http.StatusOK, newObject("request_id", c.ids.uuid("upload request"), "uploads", uploads))
}

// download answers with the address of a file, which is in the store from now on.
func (c *call) download(content []byte) (reply, error) {
	file, expires := c.storeFile(content), c.now.Add(addressLife)
	return bare(http.StatusOK, newObject("download_url", file.address(c.origin, expires), "expires_at", expires))
}
