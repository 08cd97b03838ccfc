package digitaloceantest

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"github.com/dosdk/digitalocean"
	"github.com/dosdk/digitalocean/inference"
)

// Inference returns a client of the models of this server, as [Server.Client] returns one of the rest: the server answers the
// paths of both. Its models repeat what they are told. opts come after the server's own and may change them. It panics when
// they make no sense.
func (s *Server) Inference(opts ...digitalocean.Option) *inference.Client {
	client, err := inference.New(s.Token, s.ownOptions(opts)...)
	if err != nil {
		panic("digitaloceantest: the options of the client: " + err.Error())
	}
	return client
}

// Agent returns a client of the one agent of this server, which repeats what it is told.
func (s *Server) Agent(opts ...digitalocean.Option) *inference.AgentClient {
	client, err := inference.NewAgent(s.URL, s.Token, s.ownOptions(opts)...)
	if err != nil {
		panic("digitaloceantest: the options of the client: " + err.Error())
	}
	return client
}

// ownOptions puts the server's own options before those of a caller.
func (s *Server) ownOptions(opts []digitalocean.Option) []digitalocean.Option {
	return append([]digitalocean.Option{digitalocean.WithBaseURL(s.URL), digitalocean.WithClock(s.clock)}, opts...)
}

func init() {
	handle("GET /v1/models", listInferenceModels)
	handle("POST /v1/chat/completions", createChatCompletion)
	handle("POST /api/v1/chat/completions", createAgentChatCompletion)
	handle("POST /v1/messages", createMessage)
	handle("POST /v1/responses", createModelResponse)
	handle("POST /v1/embeddings", createEmbeddings)
	handle("POST /v1/images/generations", generateImages)
	handle("POST /v1/async-invoke", createAsyncInvocation)
}

// inferenceModels are those that are listed. Requests may name any.
var inferenceModels = []string{"llama3.3-70b-instruct", "openai-gpt-oss-20b", "anthropic-claude-sonnet-4", "qwen3-embedding-0.6b", "openai-gpt-image-1"}

func listInferenceModels(c *call) (reply, error) {
	models := []*object{}
	for _, id := range inferenceModels {
		models = append(models, newObject("id", id, "object", "model", "created", int64(1_735_689_600), "owned_by", "digitalocean"))
	}
	return bare(http.StatusOK, newObject("object", "list", "data", models))
}

// said is what a model answers, with what it counts.
type said struct {
	id            string
	model         string
	created       time.Time
	words         []string // each with the blank that follows it
	asked         int      // words that it was told
	reachedLength bool
}

// say makes the answer to what a model was told, which is that again. Largest is how many words the answer may have; 0 for any
// number.
func (s *Server) say(kind, model string, told []string, largest int64, now time.Time) *said {
	answer := &said{id: s.ids.uuid(kind), model: model, created: now}
	for _, text := range told {
		answer.asked += len(strings.Fields(text))
	}
	last := ""
	if len(told) > 0 {
		last = told[len(told)-1]
	}
	answer.words = strings.SplitAfter("You said: "+last, " ")
	if largest > 0 && int64(len(answer.words)) > largest {
		answer.words, answer.reachedLength = answer.words[:largest], true
	}
	return answer
}

func (a *said) text() string { return strings.Join(a.words, "") }

// reason is one of two words for why the model stopped.
func (a *said) reason(done, length string) string {
	if a.reachedLength {
		return length
	}
	return done
}

// toldBy returns the texts of messages, the content of which is a text or a list of blocks with texts.
func toldBy(f *fields, name string) []string {
	messages := f.objects(name)
	if len(messages) == 0 {
		f.refuseField(name, "can't be blank")
	}
	var told []string
	for _, m := range messages {
		m.needText("role")
		told = append(told, contentText(m.values["content"]))
	}
	return told
}

func contentText(content any) string {
	switch content := content.(type) {
	case string:
		return content
	case []any:
		var texts []string
		for _, block := range content {
			if b, ok := block.(map[string]any); ok {
				if text, ok := b["text"].(string); ok {
					texts = append(texts, text)
				}
			}
		}
		return strings.Join(texts, " ")
	}
	return ""
}

// streamEvents answers with events, which are sent one by one.
func streamEvents(events []byte) (reply, error) {
	return reply{status: http.StatusOK, header: http.Header{"Content-Type": {contentEvents}}, body: events}, nil
}

const contentEvents = "text/event-stream"

// appendEvent adds an event with the data of an object.
func appendEvent(events []byte, name string, data *object) []byte {
	if name != "" {
		events = append(events, "event: "+name+"\n"...)
	}
	events = append(events, "data: "...)
	events = append(events, data.json()...)
	return append(events, "\n\n"...)
}

func appendDone(events []byte) []byte { return append(events, "data: [DONE]\n\n"...) }

// sendEvents writes events one by one, each at once.
func sendEvents(w http.ResponseWriter, events []byte) {
	control := http.NewResponseController(w)
	for event := range bytes.SplitAfterSeq(events, []byte("\n\n")) {
		_, _ = w.Write(event)
		_ = control.Flush()
	}
}

func createAgentChatCompletion(c *call) (reply, error) {
	if c.query.Get("agent") != "true" {
		return reply{}, badRequest("agent must be true")
	}
	return createChatCompletion(c)
}

func createChatCompletion(c *call) (reply, error) {
	answer := c.sayChat(c.body, c.now)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if c.body.flag("stream", false) {
		return streamEvents(answer.chatChunks(includeUsage(c.body)))
	}
	return bare(http.StatusOK, answer.chatCompletion())
}

func (s *Server) sayChat(f *fields, now time.Time) *said {
	largest, _ := f.number("max_tokens")
	return s.say("chat completion", f.needText("model"), toldBy(f, "messages"), largest, now)
}

func includeUsage(f *fields) bool {
	options := f.nested("stream_options")
	return options != nil && options.flag("include_usage", false)
}

func (a *said) chatCompletion() *object {
	message := newObject("role", "assistant", "content", a.text(), "refusal", nil, "reasoning_content", nil)
	choice := newObject("index", 0, "message", message, "logprobs", nil, "finish_reason", a.reason("stop", "length"))
	return newObject("id", "chatcmpl-"+a.id, "object", "chat.completion", "created", a.created.Unix(), "model", a.model,
		"choices", []*object{choice}, "usage", a.completionUsage())
}

func (a *said) completionUsage() *object {
	return newObject("prompt_tokens", a.asked, "completion_tokens", len(a.words), "total_tokens", a.asked+len(a.words),
		"cache_created_input_tokens", 0, "cache_read_input_tokens", 0,
		"cache_creation", newObject("ephemeral_5m_input_tokens", 0, "ephemeral_1h_input_tokens", 0))
}

func (a *said) chatChunks(withUsage bool) []byte {
	chunk := func(choices []*object, usage any) *object {
		return newObject("id", "chatcmpl-"+a.id, "object", "chat.completion.chunk", "created", a.created.Unix(), "model", a.model,
			"choices", choices, "usage", usage)
	}
	var events []byte
	add := func(delta *object, reason any) {
		choice := newObject("index", 0, "delta", delta, "logprobs", nil, "finish_reason", reason)
		events = appendEvent(events, "", chunk([]*object{choice}, nil))
	}
	add(newObject("role", "assistant", "content", ""), nil)
	for _, word := range a.words {
		add(newObject("content", word), nil)
	}
	add(newObject(), a.reason("stop", "length"))
	if withUsage {
		events = appendEvent(events, "", chunk([]*object{}, a.completionUsage()))
	}
	return appendDone(events)
}

func createMessage(c *call) (reply, error) {
	answer := c.sayMessage(c.body, c.now)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if c.body.flag("stream", false) {
		return streamEvents(answer.messageEvents())
	}
	return bare(http.StatusOK, answer.message())
}

func (s *Server) sayMessage(f *fields, now time.Time) *said {
	largest, _ := f.number("max_tokens")
	if largest < 1 {
		f.refuseField("max_tokens", "must be at least 1")
	}
	return s.say("message", f.needText("model"), toldBy(f, "messages"), largest, now)
}

func (a *said) message() *object {
	return a.messageWith([]*object{newObject("type", "text", "text", a.text())}, a.reason("end_turn", "max_tokens"), len(a.words))
}

func (a *said) messageWith(content []*object, reason any, tokens int) *object {
	return newObject("id", "msg_"+a.id, "type", "message", "role", "assistant", "content", content, "model", a.model,
		"stop_reason", reason, "stop_sequence", nil, "usage", newObject("input_tokens", a.asked, "output_tokens", tokens,
			"cache_creation_input_tokens", 0, "cache_read_input_tokens", 0, "speed", "standard"))
}

func (a *said) messageEvents() []byte {
	var events []byte
	add := func(name string, pairs ...any) {
		events = appendEvent(events, name, newObject(append([]any{"type", name}, pairs...)...))
	}
	add("message_start", "message", a.messageWith([]*object{}, nil, 0))
	add("content_block_start", "index", 0, "content_block", newObject("type", "text", "text", ""))
	for _, word := range a.words {
		add("content_block_delta", "index", 0, "delta", newObject("type", "text_delta", "text", word))
	}
	add("content_block_stop", "index", 0)
	add("message_delta", "delta", newObject("stop_reason", a.reason("end_turn", "max_tokens"), "stop_sequence", nil),
		"usage", newObject("output_tokens", len(a.words)))
	add("message_stop")
	return events
}

func createModelResponse(c *call) (reply, error) {
	answer := c.sayResponse(c.body, c.now)
	if c.body.problem != nil {
		return reply{}, c.body.problem
	}
	if c.body.flag("stream", false) {
		return streamEvents(answer.responseChunks(includeUsage(c.body)))
	}
	return bare(http.StatusOK, answer.modelResponse())
}

func (s *Server) sayResponse(f *fields, now time.Time) *said {
	largest, _ := f.number("max_output_tokens")
	told := []string{}
	if text, ok := f.values["input"].(string); ok {
		told = append(told, text)
	} else {
		for _, m := range f.objects("input") {
			told = append(told, m.text("content"))
		}
	}
	if len(told) == 0 {
		f.refuseField("input", "can't be blank")
	}
	return s.say("model response", f.needText("model"), told, largest, now)
}

func (a *said) modelResponse() *object {
	item := newObject("type", "message", "id", "item_"+a.id, "status", "completed", "role", "assistant",
		"content", []*object{newObject("type", "output_text", "text", a.text())},
		"call_id", nil, "name", nil, "arguments", nil)
	return newObject("id", "response-"+a.id, "object", "response", "created", a.created.Unix(), "model", a.model, "status", "completed",
		"output", []*object{item}, "usage", a.responseUsage(), "parallel_tool_calls", false, "temperature", nil, "tool_choice", nil,
		"tools", nil, "top_p", nil, "max_output_tokens", nil, "user", nil)
}

func (a *said) responseUsage() *object {
	return newObject("input_tokens", a.asked, "input_tokens_details", newObject("cached_tokens", 0),
		"output_tokens", len(a.words), "output_tokens_details", newObject("reasoning_tokens", 0, "tool_output_tokens", 0),
		"total_tokens", a.asked+len(a.words))
}

func (a *said) responseChunks(withUsage bool) []byte {
	chunk := func(choices []*object, usage any) *object {
		return newObject("id", "response-"+a.id, "object", "response.chunk", "created", a.created.Unix(), "model", a.model,
			"choices", choices, "usage", usage)
	}
	var events []byte
	for _, word := range a.words {
		choice := newObject("index", 0, "delta", newObject("content", word), "finish_reason", nil)
		events = appendEvent(events, "", chunk([]*object{choice}, nil))
	}
	last := newObject("index", 0, "delta", newObject(), "finish_reason", a.reason("stop", "length"))
	events = appendEvent(events, "", chunk([]*object{last}, nil))
	if withUsage {
		events = appendEvent(events, "", chunk([]*object{}, a.responseUsage()))
	}
	return appendDone(events)
}
