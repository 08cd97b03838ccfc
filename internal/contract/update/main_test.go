package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const published = "../../../../shared/api/digitalocean-v2.openapi.json"

func TestUpdateWritesFacts(t *testing.T) {
	if _, err := os.Stat(published); os.IsNotExist(err) {
		t.Skipf("SKIPPED: the OpenAPI description is not at %s", published)
	}
	to := filepath.Join(t.TempDir(), "facts.jsonl")
	require.NoError(t, update(published, to))
	got, err := os.ReadFile(to)
	require.NoError(t, err)
	want, err := os.ReadFile("../facts.jsonl")
	require.NoError(t, err)
	require.True(t, string(want) == string(got), "facts.jsonl is not what update makes of the description: run it again")
}

// TestUpdateRefusesFlaws uses a description to which hardly any correction applies.
func TestUpdateRefusesFlaws(t *testing.T) {
	to := filepath.Join(t.TempDir(), "facts.jsonl")
	err := update("../testdata/after.json", to)
	require.ErrorContains(t, err, "update from ../testdata/after.json: ")
	require.NoFileExists(t, to)
	require.ErrorContains(t, update("no/such/file", to), "update: open no/such/file")
}
