package digitaloceantest

import (
	"net/http"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// What cannot be kept is not acknowledged, and nothing is changed after it.
func TestNoChangeIsAcknowledgedThatCannotBeKept(t *testing.T) {
	s := NewServer(t, Data(filepath.Join(t.TempDir(), "state.json")))
	require.NoError(t, s.journal.file.Close()) // as though the disk had gone
	for _, name := range []string{"first", "second"} {
		c := s.newCall(http.MethodPost, s.URL, &url.URL{Path: "/v2/tags"}, http.Header{}, []byte(`{"name":"`+name+`"}`))
		s.mu.Lock()
		s.begin(c)
		answer := c.carryOut()
		s.mu.Unlock()
		require.Equal(t, http.StatusInternalServerError, answer.status)
		require.Contains(t, string(answer.body), "the state cannot be kept any more")
	}
	require.False(t, tags.of(s).has("second"))
}
