package fleet_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The code on the page is code that was compiled and run: each block of it stands in one of these files.
func TestThePageQuotesTheCode(t *testing.T) {
	root := filepath.Join("..", "..")
	page := read(t, filepath.Join(root, "docs", "testing.md"))
	sources := map[string][]string{
		"go": {
			read(t, "fleet.go"), read(t, "fleet_test.go"), read(t, "model_test.go"),
			read(t, filepath.Join("..", "kubernetes", "kubernetes_test.go")),
		},
		"js": {read(t, filepath.Join(root, "compat", "node", "workflows.test.mjs"))},
	}
	blocks := regexp.MustCompile("(?s)```(go|js)\n(.*?)```").FindAllStringSubmatch(page, -1)
	require.NotEmpty(t, blocks)
	for _, block := range blocks {
		found := false
		for _, source := range sources[block[1]] {
			found = found || strings.Contains(source, block[2])
		}
		require.True(t, found, "not in the sources:\n%s", block[2])
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(content)
}
