// Package compat proves package digitaloceantest with clients that this project did not write: the official Go
// client godo, and dots, the official TypeScript client, run by node. Each test takes a client through a workflow
// and compares what it reads back with what it created.
//
// node/package.json holds dots' runtime, kiota, at 1.0.0-preview.102: later ones cannot read what dots 1.19.0 asks
// them to, and fail on any list of strings.
package compat
