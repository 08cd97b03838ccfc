// Package inference calls the models and agents of DigitalOcean's GradientAI: chat, messages, responses, embeddings, images,
// work in batches.
//
//	client, err := inference.New(modelAccessKey)
//
//	completion, err := client.ChatCompletions.Create(ctx, &inference.ChatCompletionRequest{
//		Model:       "llama3.3-70b-instruct",
//		Messages:    []inference.ChatMessage{{Role: inference.ChatUser, Content: "What is the capital of Portugal?"}},
//		Temperature: new(0.0),
//	})
//	fmt.Println(completion.Text())
//
//	for chunk, err := range client.ChatCompletions.CreateStream(ctx, request) { … } // as the model writes
//
// The models are on another host than the rest of the API, and take another credential: a model access key. An agent has an
// address and keys of its own; [NewAgent] makes a client for it.
//
// # How calls behave
//
// All calls go through the pipeline of package digitalocean, with its options, retries, logs and errors: see
// [digitalocean.Error] and its sentinels. Most requests are POSTs, which cost and must not be made twice: they are repeated
// after an answer 429, or where they were never written to a connection, and otherwise end with an error. One that may have been
// carried out matches [digitalocean.ErrOutcomeUnknown].
//
// # Streams
//
// A method whose name ends in Stream returns a sequence that posts the request when it is read, once. Its events come as
// they arrive; ctx, and leaving the loop, end the answer. It ends well only with the mark that the service sets at the end:
// an answer that breaks off before gives an error that matches [io.ErrUnexpectedEOF]. A failure that the service reports in
// the middle is a [*StreamError]; an event of more than 32 MiB matches [digitalocean.ErrBodyTooLarge]; one that cannot be read
// is a [*digitalocean.DecodeError]. [CollectChatCompletion], [CollectMessage] and [CollectModelResponse] join what comes to the
// answer that Create returns.
//
// # Batches
//
//	file, err := client.Batches.Files.Create(ctx, &inference.BatchFileCreateRequest{FileName: "questions.jsonl"})
//	err = client.Batches.Files.Upload(ctx, file.UploadURL, lines, size)
//	batch, err := client.Batches.Create(ctx, &inference.BatchCreateRequest{FileID: file.ID, …})
//	batch, err = client.Batches.Wait(ctx, batch.ID)
//	for result, err := range client.Batches.Results(ctx, batch.ID) { … }
package inference
