package digitaloceantest

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"
)

// storedFile is a file in the store of objects, which lies on the server itself and speaks the protocol of S3.
type storedFile struct {
	key     string
	secret  string // which the signatures of its addresses are made with
	size    int64  // of what can be uploaded, in bytes; negative when any can
	content []byte
	present bool // false until it is uploaded
}

var storedFiles = stateful(fresh[collection[*storedFile]])

const addressLife = 15 * time.Minute

func init() {
	handleSigned("PUT /files/{object_key}", onFile(putFile))
	handleSigned("GET /files/{object_key}", onFile(getFile))
}

// announceFile adds a file that is still to be uploaded.
func (s *Server) announceFile(size int64) *storedFile {
	f := &storedFile{key: s.ids.uuid("stored file"), secret: s.ids.hex("stored file", 16), size: size}
	storedFiles.of(s).add(f.key, f)
	return f
}

// storeFile adds a file with its content, over which none is written.
func (s *Server) storeFile(content []byte) *storedFile {
	f := s.announceFile(0)
	f.content, f.present = content, true
	return f
}

// address is where the file can be read, and uploaded, until a time.
func (f *storedFile) address(origin string, until time.Time) string {
	expires := strconv.FormatInt(until.Unix(), 10)
	return origin + "/files/" + f.key + "?Expires=" + expires + "&Signature=" + f.signature(expires)
}

func (f *storedFile) signature(expires string) string {
	sum := sha256.Sum256([]byte(f.secret + expires))
	return hex.EncodeToString(sum[:16])
}

// onFile is a rule about the file that the path names, for an address that is signed and has not expired.
func onFile(rule func(c *call, f *storedFile) (reply, error)) handler {
	return func(c *call) (reply, error) {
		f, ok := storedFiles.of(c.Server).get(c.arguments["object_key"])
		until := c.query.Get("Expires")
		if !ok || c.query.Get("Signature") != f.signature(until) {
			return reply{}, refusedByStore(http.StatusForbidden, "SignatureDoesNotMatch", "The signature is not that of the address")
		}
		if expires, _ := strconv.ParseInt(until, 10, 64); c.now.Unix() > expires {
			return reply{}, refusedByStore(http.StatusForbidden, "AccessDenied", "Request has expired")
		}
		return rule(c, f)
	}
}

func putFile(c *call, f *storedFile) (reply, error) {
	if f.size >= 0 && int64(len(c.raw)) != f.size {
		return reply{}, refusedByStore(http.StatusForbidden, "AccessDenied", "The size is not the one that was announced")
	}
	f.content, f.present = c.raw, true
	return empty(http.StatusOK)
}

func getFile(_ *call, f *storedFile) (reply, error) {
	if !f.present {
		return reply{}, refusedByStore(http.StatusNotFound, "NoSuchKey", "The file was not uploaded")
	}
	return reply{status: http.StatusOK, header: http.Header{"Content-Type": {"application/octet-stream"}}, body: f.content}, nil
}

// refusedByStore is an error of the store of objects, which is XML.
func refusedByStore(status int, code, message string) error {
	return &apiError{
		status: status, message: message, header: http.Header{"Content-Type": {"application/xml"}},
		body: []byte("<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>"),
	}
}
