package digitalocean_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

// course is what becomes of an action: after a while on the test's clock it has the status ends, or is gone.
type course struct {
	id    int64
	lasts time.Duration
	ends  digitalocean.ActionStatus // "" for an action that is then gone
}

// actionServer answers with actions as they are by the time of its clock.
type actionServer struct {
	clock    *recordingClock
	start    time.Time
	actions  []course // the newest first
	onPage   int      // how many of them the first page of the list holds
	requests []string
}

// serveActions starts an actionServer that lists all of its actions, and returns a client of it.
func serveActions(t *testing.T, actions ...course) (*actionServer, *digitalocean.Client) {
	t.Helper()
	clock := &recordingClock{}
	s := &actionServer{clock: clock, start: clock.Now(), actions: actions, onPage: len(actions)}
	return s, serve(t, s.answer, digitalocean.WithClock(clock))
}

func (s *actionServer) answer(w http.ResponseWriter, r *http.Request) {
	s.requests = append(s.requests, r.Method+" "+r.URL.RequestURI())
	if r.URL.Path == "/v2/actions" {
		page := []digitalocean.Action{}
		for _, c := range s.actions[:s.onPage] {
			if action := s.now(c); action != nil {
				page = append(page, *action)
			}
		}
		s.write(w, map[string]any{"actions": page, "links": map[string]any{}, "meta": map[string]int{"total": len(s.actions)}})
		return
	}
	id, _ := strconv.ParseInt(strings.TrimPrefix(r.URL.Path, "/v2/actions/"), 10, 64)
	for _, c := range s.actions {
		if action := s.now(c); c.id == id && action != nil {
			s.write(w, map[string]any{"action": action})
			return
		}
	}
	w.WriteHeader(http.StatusNotFound)
	_, _ = io.WriteString(w, `{"id": "not_found", "message": "The resource you were accessing could not be found."}`)
}

// now returns an action as it is by now, and nil when it is gone.
func (s *actionServer) now(c course) *digitalocean.Action {
	action := &digitalocean.Action{ID: c.id, Status: digitalocean.ActionInProgress, Type: "reboot", ResourceID: 10 * c.id, ResourceType: "droplet"}
	if s.clock.Now().Sub(s.start) < c.lasts {
		return action
	}
	if c.ends == "" {
		return nil
	}
	action.Status = c.ends
	return action
}

func (s *actionServer) write(w http.ResponseWriter, answer any) {
	_ = json.NewEncoder(w).Encode(answer)
}

// cancelingClock ends a context when something sleeps.
type cancelingClock struct {
	*recordingClock
	cancel context.CancelFunc
}

func (c cancelingClock) Sleep(ctx context.Context, d time.Duration) error {
	c.cancel()
	return c.recordingClock.Sleep(ctx, d)
}

const (
	getFirst   = "GET /v2/actions/1"
	listNewest = "GET /v2/actions?page=1&per_page=200"
)

func TestActionsWait(t *testing.T) {
	for _, c := range []struct {
		name     string
		course   course
		opts     []digitalocean.CallOption
		requests int
		sleeps   []time.Duration
	}{
		{name: "already completed", course: course{id: 1, ends: digitalocean.ActionCompleted}, requests: 1},
		{
			name: "completed later", course: course{id: 1, lasts: 4 * time.Second, ends: digitalocean.ActionCompleted},
			requests: 4, sleeps: []time.Duration{time.Second, 1500 * time.Millisecond, 2250 * time.Millisecond},
		},
		{
			name: "at the caller's pace", course: course{id: 1, lasts: 4 * time.Second, ends: digitalocean.ActionCompleted},
			opts: []digitalocean.CallOption{digitalocean.WithPollInterval(3 * time.Second)}, requests: 3, sleeps: []time.Duration{3 * time.Second, 3 * time.Second},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			server, client := serveActions(t, c.course)
			action, err := client.Actions.Wait(t.Context(), 1, c.opts...)
			require.NoError(t, err)
			require.Equal(t, server.now(c.course), action)
			require.Len(t, server.requests, c.requests)
			require.Equal(t, c.sleeps, server.clock.sleeps())
		})
	}
	t.Run("slowly at last", func(t *testing.T) {
		server, client := serveActions(t, course{id: 1, lasts: time.Minute, ends: digitalocean.ActionCompleted})
		_, err := client.Actions.Wait(t.Context(), 1)
		require.NoError(t, err)
		sleeps := server.clock.sleeps()
		require.Equal(t, 10*time.Second, sleeps[len(sleeps)-1])
	})
}

func TestActionsWaitErrored(t *testing.T) {
	server, client := serveActions(t, course{id: 1, lasts: time.Second, ends: digitalocean.ActionErrored})
	action, err := client.Actions.Wait(t.Context(), 1)
	require.EqualError(t, err, "digitalocean: action 1 (reboot of droplet 10) ended with an error")
	failed, ok := errors.AsType[*digitalocean.ActionError](err)
	require.True(t, ok)
	require.Equal(t, *action, failed.Action)
	require.Equal(t, digitalocean.ActionErrored, action.Status)
	require.Equal(t, []string{getFirst, getFirst}, server.requests)
}

func TestActionsWaitVanished(t *testing.T) {
	server, client := serveActions(t, course{id: 1, lasts: time.Second})
	action, err := client.Actions.Wait(t.Context(), 1)
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	require.Nil(t, action)
	require.Equal(t, []string{getFirst, getFirst}, server.requests)
}

func TestActionsWaitEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	server, _ := serveActions(t, course{id: 1, lasts: time.Hour})
	client := serve(t, server.answer, digitalocean.WithClock(cancelingClock{server.clock, cancel}))
	action, err := client.Actions.Wait(ctx, 1)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "action 1")
	require.Nil(t, action)
	require.Equal(t, []string{getFirst}, server.requests)
}

func TestActionsWaitAll(t *testing.T) {
	done := digitalocean.ActionCompleted
	for _, c := range []struct {
		name     string
		actions  []course
		onPage   int
		ids      []int64
		requests []string
	}{
		{name: "none"},
		{
			name: "one", actions: []course{{id: 2, ends: done}, {id: 1, lasts: time.Second, ends: done}}, onPage: 2,
			ids: []int64{1}, requests: []string{getFirst, getFirst},
		},
		{
			name: "two at once", actions: []course{{id: 2, ends: done}, {id: 1, ends: done}}, onPage: 2,
			ids: []int64{1, 2}, requests: []string{listNewest},
		},
		{
			name:    "one after the other",
			actions: []course{{id: 3, lasts: time.Second, ends: done}, {id: 2, ends: done}, {id: 1, lasts: 2 * time.Second, ends: done}}, onPage: 3,
			ids: []int64{1, 2, 3}, requests: []string{listNewest, listNewest, getFirst},
		},
		{
			name: "an old one", actions: []course{{id: 3, ends: done}, {id: 2, ends: done}, {id: 1, ends: done}}, onPage: 2,
			ids: []int64{3, 1, 2}, requests: []string{listNewest, getFirst},
		},
		{
			name: "one twice", actions: []course{{id: 2, ends: done}, {id: 1, ends: done}}, onPage: 2,
			ids: []int64{1, 2, 1}, requests: []string{listNewest},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			server, client := serveActions(t, c.actions...)
			server.onPage = c.onPage
			actions, err := client.Actions.WaitAll(t.Context(), c.ids)
			require.NoError(t, err)
			require.Len(t, actions, len(c.ids))
			for i, action := range actions {
				require.Equal(t, c.ids[i], action.ID)
				require.Equal(t, done, action.Status)
			}
			require.Equal(t, c.requests, server.requests)
		})
	}
}

func TestActionsWaitAllTakesOneRequestForMany(t *testing.T) {
	var courses []course
	var ids []int64
	for id := int64(200); id > 0; id-- {
		courses = append(courses, course{id: id, lasts: 2 * time.Second, ends: digitalocean.ActionCompleted})
		ids = append(ids, id)
	}
	server, client := serveActions(t, courses...)
	actions, err := client.Actions.WaitAll(t.Context(), ids)
	require.NoError(t, err)
	require.Len(t, actions, len(ids))
	require.Equal(t, []string{listNewest, listNewest, listNewest}, server.requests)
	require.Equal(t, []time.Duration{time.Second, 1500 * time.Millisecond}, server.clock.sleeps())
}

func TestActionsWaitAllErrored(t *testing.T) {
	server, client := serveActions(t,
		course{id: 3, ends: digitalocean.ActionErrored},
		course{id: 2, lasts: time.Second, ends: digitalocean.ActionCompleted},
		course{id: 1, lasts: time.Second, ends: digitalocean.ActionErrored},
	)
	actions, err := client.Actions.WaitAll(t.Context(), []int64{1, 2, 3})
	require.EqualError(t, err, "digitalocean: action 1 (reboot of droplet 10) ended with an error\n"+
		"digitalocean: action 3 (reboot of droplet 30) ended with an error")
	failed, ok := errors.AsType[*digitalocean.ActionError](err)
	require.True(t, ok)
	require.Equal(t, int64(1), failed.Action.ID)
	require.Len(t, actions, 3)
	require.Equal(t, digitalocean.ActionCompleted, actions[1].Status)
	require.Equal(t, []string{listNewest, listNewest}, server.requests)
}

func TestActionsWaitAllVanished(t *testing.T) {
	server, client := serveActions(t,
		course{id: 3, lasts: time.Hour, ends: digitalocean.ActionCompleted},
		course{id: 2, ends: digitalocean.ActionCompleted},
		course{id: 1, lasts: time.Second},
	)
	actions, err := client.Actions.WaitAll(t.Context(), []int64{1, 2, 3})
	require.ErrorIs(t, err, digitalocean.ErrNotFound)
	require.ErrorContains(t, err, "(pending: [1 3])")
	require.Nil(t, actions)
	require.Equal(t, []string{listNewest, listNewest, getFirst}, server.requests)
}

func TestActionsWaitAllEndsWithTheContext(t *testing.T) {
	courses := []course{
		{id: 3, lasts: time.Hour}, {id: 2, ends: digitalocean.ActionCompleted}, {id: 1, lasts: time.Hour},
	}
	for _, c := range []struct {
		name     string
		before   bool
		pending  string
		requests []string
	}{
		{name: "between two looks", pending: "(pending: [1 3])", requests: []string{listNewest}},
		{name: "before the first look", before: true, pending: "(pending: [1 2 3])"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.before {
				cancel()
			}
			server, _ := serveActions(t, courses...)
			client := serve(t, server.answer, digitalocean.WithClock(cancelingClock{server.clock, cancel}))
			actions, err := client.Actions.WaitAll(ctx, []int64{1, 2, 3})
			require.ErrorIs(t, err, context.Canceled)
			require.ErrorContains(t, err, c.pending)
			require.Nil(t, actions)
			require.Equal(t, c.requests, server.requests)
		})
	}
}

func TestActionsWaitAllRefusesAnID(t *testing.T) {
	server, client := serveActions(t)
	_, err := client.Actions.WaitAll(t.Context(), []int64{0})
	require.ErrorIs(t, err, digitalocean.ErrInvalidArgument)
	require.ErrorContains(t, err, "(pending: [0])")
	require.Empty(t, server.requests)
}
