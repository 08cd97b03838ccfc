package digitaloceantest

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"math"
	"net/http"
	"strings"
)

const vectorLength = 8

// createEmbeddings makes the vectors of texts: the same one for the same text, of length 1.
func createEmbeddings(c *call) (reply, error) {
	model := c.body.needText("model")
	var texts []string
	if text, ok := c.body.values["input"].(string); ok {
		texts = []string{text}
	} else {
		texts = c.body.texts("input")
	}
	if len(texts) == 0 {
		c.body.refuseField("input", "can't be blank")
	}
	encoding := c.body.choice("encoding_format", "float", "float", "base64")
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	data, tokens := []*object{}, 0
	for i, text := range texts {
		tokens += len(strings.Fields(text))
		var embedding any = vectorOf(text)
		if encoding == "base64" {
			embedding = encodedVector(vectorOf(text))
		}
		data = append(data, newObject("object", "embedding", "index", i, "embedding", embedding))
	}
	return bare(http.StatusOK, newObject("object", "list", "model", model, "data", data,
		"usage", newObject("prompt_tokens", tokens, "total_tokens", tokens)))
}

func vectorOf(text string) []float64 {
	vector, length := make([]float64, vectorLength), 0.0
	for i := range vector {
		h := fnv.New32a()
		_, _ = h.Write([]byte{byte(i)})
		_, _ = h.Write([]byte(text))
		vector[i] = float64(h.Sum32())/math.MaxUint32 - 0.5
		length += vector[i] * vector[i]
	}
	for i := range vector {
		vector[i] = float64(float32(vector[i] / math.Sqrt(length)))
	}
	return vector
}

// encodedVector is a vector as 32-bit numbers, the lowest byte first, in base64.
func encodedVector(vector []float64) string {
	var b []byte
	for _, x := range vector {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(x)))
	}
	return base64.StdEncoding.EncodeToString(b)
}

// onePixel is a PNG.
const onePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

// generateImages makes images of one pixel.
func generateImages(c *call) (reply, error) {
	prompt := c.body.needText("prompt")
	c.body.needText("model")
	n, ok := c.body.number("n")
	if !ok || n < 1 || n > 10 {
		c.body.refuseField("n", "must be between 1 and 10")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if c.body.flag("stream", false) {
		return streamEvents(c.imageEvents())
	}
	images := []*object{}
	for range n {
		images = append(images, newObject("b64_json", onePixel, "revised_prompt", prompt))
	}
	tokens := len(strings.Fields(prompt))
	return bare(http.StatusOK, newObject("created", c.now.Unix(), "data", images, "background", "opaque", "output_format", "png",
		"quality", "low", "size", "1024x1024", "usage", newObject("total_tokens", tokens+1, "input_tokens", tokens, "output_tokens", 1,
			"input_tokens_details", newObject("text_tokens", tokens, "image_tokens", 0))))
}

func (c *call) imageEvents() []byte {
	partial, _ := c.body.number("partial_images")
	var events []byte
	for i := range partial + 1 {
		kind := "image_generation.partial_image"
		if i == partial {
			kind = "image_generation.completed"
		}
		events = appendEvent(events, kind, newObject("type", kind, "b64_json", onePixel, "created_at", c.now.Unix(),
			"size", "1024x1024", "quality", "low", "background", "opaque", "output_format", "png", "partial_image_index", i))
	}
	return events
}

// createAsyncInvocation queues work. There is no operation that would tell its end.
func createAsyncInvocation(c *call) (reply, error) {
	model := c.body.needText("model_id")
	if c.body.nested("input") == nil {
		c.body.refuseField("input", "can't be blank")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	return bare(http.StatusAccepted, newObject("request_id", c.ids.uuid("async invocation"), "status", "QUEUED", "model_id", model,
		"created_at", c.now, "started_at", nil, "completed_at", nil, "output", nil, "error", nil))
}
