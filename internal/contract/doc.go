// Package contract holds the facts of the DigitalOcean API: its operations with their parameters, bodies and
// answers, and the types that these are made of. facts.jsonl is the one copy of them, in a compact form of our own,
// made from a published OpenAPI description by
//
//	go run ./internal/contract/update DESCRIPTION
//
// which also applies the list in corrections.go, where the description is wrong.
//
// What is built on the facts:
//
//   - [Lookup], [ByID] and [Operations] find an operation; [Operation] and [Schema] describe it.
//   - [Operation.CheckRequest] and [Schema.Check] say what is wrong with a request or a value.
//   - [Generator] makes values: filled, minimal, with nulls, with what nobody expects.
//   - [Compare] says what a newer version of the facts changes, and [OperationPlace] and [TypePlace] where in the Go
//     code that belongs. The command drift prints both.
//
// Nothing is decoded before it is asked for, so a program that needs three operations pays for three. Everything here
// is safe for use by many goroutines at once, and nothing returned may be modified.
package contract
