package digitaloceantest

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

var inferenceBatches = stateful(fresh[collection[*batch]])

func init() {
	handle("POST /v1/batches/files", createBatchFile)
	handle("POST /v1/batches", createBatch)
	handle("GET /v1/batches", listBatches)
	handle("GET /v1/batches/{batch_id}", getBatch)
	handle("GET /v1/batches/{batch_id}/results", getBatchResults)
	handle("POST /v1/batches/{batch_id}/cancel", cancelBatch)
	count("batches", func(s *Server) int { return inferenceBatches.of(s).len() })
}

// batch is a batch, whose object has its state.
type batch struct {
	*object
	input, output, errors *storedFile
}

func createBatchFile(c *call) (reply, error) {
	if name := c.body.needText("file_name"); !strings.HasSuffix(strings.ToLower(name), ".jsonl") || len(name) <= len(".jsonl") {
		c.body.refuseField("file_name", "must end with .jsonl")
	}
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	f, expires := c.announceFile(-1), c.now.Add(addressLife)
	return bare(http.StatusCreated, newObject("file_id", f.key, "upload_url", f.address(c.origin, expires), "expires_at", expires))
}

func createBatch(c *call) (reply, error) {
	requestID := c.body.needText("request_id")
	for b := range inferenceBatches.of(c.Server).all() {
		if b.text("request_id") == requestID {
			return bare(http.StatusCreated, b.object)
		}
	}
	provider := c.body.needChoice("provider", "openai", "anthropic")
	endpoint := c.body.text("endpoint")
	switch {
	case provider == "openai" && endpoint != "/v1/chat/completions" && endpoint != "/v1/responses":
		c.body.refuseField("endpoint", "must be /v1/chat/completions or /v1/responses")
	case provider == "anthropic" && endpoint != "":
		c.body.refuseField("endpoint", "must be left out")
	}
	c.body.needChoice("completion_window", "24h")
	file, ok := storedFiles.of(c.Server).get(c.body.needText("file_id"))
	switch {
	case c.body.problem != nil:
		return reply{}, c.body.problem
	case !ok:
		return reply{}, notFound()
	case !file.present:
		return reply{}, unprocessable("the file has not been uploaded")
	}
	b := &batch{input: file, object: newObject(
		"batch_id", c.ids.uuid("batch"), "status", "validating", "provider", provider, "endpoint", endpoint, "completion_window", "24h",
		"input_file_id", file.key, "output_file_id", nil, "error_file_id", nil,
		"request_counts", newObject("total", 0, "completed", 0, "failed", 0),
		"request_id", requestID, "metadata", c.body.values["metadata"], "errors", nil,
		"created_at", c.now, "in_progress_at", nil, "finalizing_at", nil, "completed_at", nil, "expires_at", c.now.Add(24*time.Hour),
		"cancelled_at", nil, "failed_at", nil)}
	if provider == "anthropic" {
		b.drop("endpoint")
	}
	inferenceBatches.of(c.Server).add(b.text("batch_id"), b)
	c.planBatch(b)
	return bare(http.StatusCreated, b.object)
}

// planBatch plans the life of a batch: it is checked, worked through, and its results are put together.
func (c *call) planBatch(b *batch) {
	s, took := c.Server, c.took("batch")
	fails := c.fails("batch")
	step := func(after time.Duration, from, to string, do func(at time.Time)) {
		c.at(c.now.Add(after), func(at time.Time) {
			if b.text("status") == from {
				b.become(to, at)
				do(at)
			}
		})
	}
	step(took/10, "validating", "in_progress", func(at time.Time) {
		if problems := b.check(fails); len(problems) > 0 {
			b.set("errors", problems)
			b.become("failed", at)
		}
	})
	step(took*9/10, "in_progress", "finalizing", func(at time.Time) { s.workThrough(b, at) })
	step(took, "finalizing", "completed", func(time.Time) {})
}

// become gives a batch a status, and the time of that.
func (b *batch) become(status string, at time.Time) {
	b.set("status", status)
	if status != "cancelling" {
		b.set(status+"_at", at)
	}
}

// lines are the lines of the input that hold something, with their numbers.
func (b *batch) lines() map[int]*fields {
	lines := map[int]*fields{}
	for i, text := range bytes.Split(b.input.content, []byte("\n")) {
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		line := &fields{}
		if json.Unmarshal(text, &line.values) != nil {
			line.refuse("the line is not a JSON object")
		}
		line.needText("custom_id")
		lines[i+1] = line
	}
	return lines
}

// check returns what is wrong with the file.
func (b *batch) check(fails bool) []*object {
	lines := b.lines()
	b.set("request_counts", newObject("total", len(lines), "completed", 0, "failed", 0))
	if fails {
		return []*object{newObject("code", "server_error", "message", "The batch could not be processed.", "line", nil)}
	}
	var problems []*object
	for _, number := range sortedNumbers(lines) {
		if problem := lines[number].problem; problem != nil {
			message := fmt.Sprintf("Line %d: %s", number, strings.TrimPrefix(problem.Error(), "422 "))
			problems = append(problems, newObject("code", "invalid_input_file", "message", message, "line", number))
		}
	}
	return problems
}

func sortedNumbers(lines map[int]*fields) []int {
	numbers := make([]int, 0, len(lines))
	for number := range lines {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	return numbers
}

// workThrough answers every line. Those that cannot be go to the file of errors.
func (s *Server) workThrough(b *batch, at time.Time) {
	var output, failed []byte
	completed, lines := 0, b.lines()
	for _, number := range sortedNumbers(lines) {
		result, err := s.answerLine(b, lines[number], at)
		if err != nil {
			failed = append(append(failed, result.json()...), '\n')
			continue
		}
		completed++
		output = append(append(output, result.json()...), '\n')
	}
	b.set("request_counts", newObject("total", len(lines), "completed", completed, "failed", len(lines)-completed))
	b.output = s.storeFile(output)
	b.set("output_file_id", b.output.key)
	if len(failed) > 0 {
		b.errors = s.storeFile(failed)
		b.set("error_file_id", b.errors.key)
	}
}

// answerLine returns the line of the result, and an error where that belongs into the file of errors.
func (s *Server) answerLine(b *batch, line *fields, at time.Time) (*object, error) {
	id := line.text("custom_id")
	if b.text("provider") == "anthropic" {
		params := line.inside("params")
		answer := s.sayMessage(params, at)
		if params.problem != nil {
			problem := newObject("type", "invalid_request_error", "message", params.problem.Error())
			return newObject("custom_id", id, "result", newObject("type", "errored", "error", newObject("type", "error", "error", problem))), params.problem
		}
		return newObject("custom_id", id, "result", newObject("type", "succeeded", "message", answer.message())), nil
	}
	body := line.inside("body")
	var answer *object
	if b.text("endpoint") == "/v1/responses" {
		answer = s.sayResponse(body, at).modelResponse()
	} else {
		answer = s.sayChat(body, at).chatCompletion()
	}
	status := http.StatusOK
	if body.problem != nil {
		status, answer = http.StatusBadRequest, newObject("error", newObject("type", "invalid_request_error", "message", body.problem.Error(), "code", nil))
	}
	response := newObject("status_code", status, "request_id", s.ids.uuid("batch request"), "body", answer)
	return newObject("id", "batch_req_"+s.ids.uuid("batch result"), "custom_id", id, "response", response, "error", nil), body.problem
}

// listBatches shows the newest first, from behind the cursor.
func listBatches(c *call) (reply, error) {
	limit, err := c.positive("limit", defaultPerPage)
	if err != nil {
		return reply{}, err
	}
	if limit > 100 {
		return reply{}, unprocessable("limit must be between 1 and 100")
	}
	status, after := c.query.Get("status"), c.query.Get("after")
	all := []*object{}
	for b := range inferenceBatches.of(c.Server).newestFirst() {
		if status == "" || b.text("status") == status {
			all = append(all, b.object)
		}
	}
	if after != "" {
		at := slices.IndexFunc(all, func(b *object) bool { return b.text("batch_id") == after })
		all = all[at+1:]
	}
	page := all[:min(limit, len(all))]
	var first, last any
	if len(page) > 0 {
		first, last = page[0].text("batch_id"), page[len(page)-1].text("batch_id")
	}
	return bare(http.StatusOK, newObject("object", "list", "data", page, "first_id", first, "last_id", last, "has_more", len(page) < len(all)))
}

func getBatch(c *call) (reply, error) {
	b, err := found(c, inferenceBatches.of(c.Server), "batch_id")
	if err != nil {
		return reply{}, err
	}
	return bare(http.StatusOK, b.object)
}

func getBatchResults(c *call) (reply, error) {
	b, err := found(c, inferenceBatches.of(c.Server), "batch_id")
	if err != nil {
		return reply{}, err
	}
	if b.output == nil || b.text("status") == "finalizing" {
		return reply{}, preconditionFailed("Batch results are not yet available. Retry once the job has completed.")
	}
	expires := c.now.Add(time.Hour)
	var problems any
	if b.errors != nil {
		problems = b.errors.address(c.origin, expires)
	}
	return bare(http.StatusOK, newObject("batch_id", b.text("batch_id"), "result_available", true,
		"output_file_url", b.output.address(c.origin, expires), "error_file_url", problems, "expires_at", expires))
}

func cancelBatch(c *call) (reply, error) {
	b, err := found(c, inferenceBatches.of(c.Server), "batch_id")
	if err != nil {
		return reply{}, err
	}
	if status := b.text("status"); status != "in_progress" && status != "finalizing" {
		return reply{}, conflict("a batch that is " + status + " cannot be cancelled")
	}
	b.become("cancelling", c.now)
	c.at(c.now.Add(c.took("batch")/10), func(at time.Time) { b.become("cancelled", at) })
	return bare(http.StatusOK, b.object)
}
