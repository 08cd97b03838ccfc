package digitalocean_test

import (
	"bytes"
	"reflect"

	"github.com/dosdk/digitalocean/internal/contract"
)

const (
	answerIsJSON  = "application/json"
	answerIsEvent = "text/event-stream"
)

// answerJSON is the JSON of an answer: the whole of it, or the data of the first event of a stream. It is nil for a document.
func answerJSON(answer contract.AnswerSample) []byte {
	switch answer.ContentType {
	case answerIsJSON:
		return answer.Body
	case answerIsEvent:
		event, _, _ := bytes.Cut(bytes.TrimPrefix(answer.Body, []byte("data: ")), []byte("\n"))
		return event
	}
	return nil
}

// jsonSchemaOf is the schema of the JSON of an answer.
func jsonSchemaOf(op *contract.Operation, answer contract.AnswerSample) *contract.Schema {
	for _, declared := range op.Answers() {
		for _, content := range declared.Contents {
			if content.Type == answer.ContentType {
				return content.Schema
			}
		}
	}
	return nil
}

// firstOf is what a method returned for the first event of a stream.
func firstOf(answer contract.AnswerSample, value any) any {
	if events := reflect.ValueOf(value); answer.ContentType == answerIsEvent && events.Kind() == reflect.Slice && events.Len() > 0 {
		return events.Index(0).Interface()
	}
	return value
}
