package digitaloceantest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/go-json-experiment/json"
)

// history is what a server found in its journal.
type history struct {
	latest   startLine     // the last start
	advanced time.Duration // of virtual time since then
	until    time.Time     // the virtual time of the last change
	starts   int
	changes  int
}

// Restored says for a person what [Data] brought back, or "" where there was nothing.
func (s *Server) Restored() string { return s.restored }

// keepData carries out what the journal holds, and writes down what happens from now on.
func (s *Server) keepData() error {
	s.journal.path = s.settings.data
	file, err := openJournal(s.settings.data)
	if err != nil {
		return err
	}
	if file == nil {
		return s.journal.begin(s.settings.startLine(s.clock.Now()))
	}
	if err := s.restore(file); err != nil {
		_ = file.Close()
		return fmt.Errorf("%s: %w", s.settings.data, err)
	}
	return s.journal.add(journalLine{Start: s.settings.startLine(s.clock.Now())})
}

// restore brings the server to where it was, and its virtual time to where it would be.
func (s *Server) restore(file *os.File) error {
	wanted, h := s.settings, &history{}
	damaged, err := readJournal(file, func(line int, e journalLine) error { return s.replay(h, line, e) })
	if err != nil {
		return err
	}
	s.settings = wanted
	s.settings.seed, s.settings.start = h.latest.Seed, h.latest.Began
	s.clock = newClock(h.now(), wanted.manual)
	s.requestStream = fmt.Sprintf("request %d", h.starts)
	s.restored = fmt.Sprintf("%s: %d changes are back", wanted.data, h.changes)
	if h.changes == 1 {
		s.restored = wanted.data + ": 1 change is back"
	}
	s.journal.file = file
	if damaged == nil {
		return nil
	}
	return s.leaveOut(damaged)
}

// leaveOut takes a damaged last line out of the journal, and keeps it in a file beside.
func (s *Server) leaveOut(d *damage) error {
	beside := s.settings.data + ".cut"
	if err := os.WriteFile(beside, d.text, 0o600); err != nil {
		return err
	}
	s.restored += fmt.Sprintf("; line %d, which was not written whole, is left out: its %d bytes are in %s", d.line, len(d.text), beside)
	return s.journal.rewrite(io.NewSectionReader(s.journal.file, 0, d.at))
}

// now is the virtual time that goes on from the journal's. Where it runs along with real time, it did so too
// while no server ran. It never goes back.
func (h *history) now() time.Time {
	now := h.latest.Virtual.Add(h.advanced)
	if real := time.Since(h.latest.Real); real > 0 && !h.latest.Manual {
		now = now.Add(real)
	}
	if now.Before(h.until) {
		return h.until
	}
	return now
}

// replay carries out a line of the journal.
func (s *Server) replay(h *history, number int, e journalLine) error {
	if number == 1 && e.Start == nil {
		return errors.New("the journal does not begin with a start")
	}
	if !e.Time.IsZero() {
		s.clock.jump(e.Time)
		h.until = e.Time
	}
	switch {
	case e.Start != nil:
		return s.replayStart(h, e.Start)
	case e.Advance != "":
		d, err := time.ParseDuration(e.Advance)
		h.advanced += d
		return err
	}
	h.changes++
	switch {
	case e.Request != nil:
		return s.replayRequest(e.Time, e.Request)
	case e.Droplets != nil:
		return s.replayDroplets(e)
	case e.Image != nil:
		s.settle(e.Time)
		if _, ok := s.pushImage(e.Time, e.Image.Registry, e.Image.Repository, e.Image.Tag); !ok {
			return fmt.Errorf("there is no registry %s: another version wrote it", e.Image.Registry)
		}
		return nil
	case e.Fail != "":
		s.failing[e.Fail]++
		return nil
	}
	return errors.New("a newer version wrote it")
}

func (s *Server) replayStart(h *history, start *startLine) error {
	if start.Format != journalFormat {
		return fmt.Errorf("a newer version wrote it, in format %d", start.Format)
	}
	settings, err := start.under(s.settings)
	if err != nil {
		return err
	}
	h.latest, h.advanced = *start, 0
	h.starts++
	h.until = start.Virtual
	s.settings = settings
	if h.starts > 1 {
		return nil
	}
	s.clock = newClock(start.Virtual, true)
	s.world = newWorld(settings)
	s.prepare()
	return nil
}

// replayRequest carries out a request again, and refuses to go on when something else comes of it.
func (s *Server) replayRequest(now time.Time, e *requestLine) error {
	c, err := e.call(s, now)
	if err != nil {
		return err
	}
	answer := c.carryOut()
	if answer.status != e.Status {
		return fmt.Errorf("%s %s gets %d now and got %d when it came: another version wrote it", e.Method, e.Path, answer.status, e.Status)
	}
	if made := firstID(answer.body); !bytes.Equal(made, e.Made) {
		return fmt.Errorf("%s %s makes %s now and made %s when it came: another version wrote it", e.Method, e.Path, made, e.Made)
	}
	return nil
}

// replayDroplets adds Droplets again. What the API would refuse is a panic there, as in a test, and an error here.
func (s *Server) replayDroplets(e journalLine) (err error) {
	defer func() {
		if refused := recover(); refused != nil {
			err = fmt.Errorf("the Droplets cannot be added now: %v: another version wrote it", refused)
		}
	}()
	requests := make([]map[string]any, 0, len(e.Droplets))
	for _, encoded := range e.Droplets {
		var request map[string]any
		if err := json.Unmarshal(encoded, &request); err != nil {
			return err
		}
		requests = append(requests, request)
	}
	s.addDroplets(e.Time, requests)
	return nil
}
