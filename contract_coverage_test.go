package digitalocean_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/dosdk/digitalocean/internal/contract"
)

const (
	pendingFile = "internal/contract/pending.txt"
	placesFile  = "internal/contract/places.tsv"
)

// mention keeps operations from being reported as unreached because of a contractFinding that is reported already.
func (t *contractTest) mention(operations ...*contract.Operation) {
	for _, op := range operations {
		if op != nil {
			t.mentioned[op.ID] = true
		}
	}
}

// checkCoverage holds pending.txt to what is reached.
func (t *contractTest) checkCoverage() {
	pending := contract.Pending()
	if *updatePending {
		pending = slices.DeleteFunc(pending, func(id string) bool { return t.reached[id] != nil })
	}
	for _, op := range contract.Operations() {
		listed, reached := slices.Contains(pending, op.ID), t.reached[op.ID]
		switch {
		case !listed && reached == nil && !t.mentioned[op.ID]:
			t.findings.add(nil, wrongCoverage, op.ID, "no method reaches %s %s, and %s does not list it", op.Method, op.Path, pendingFile)
		case listed && reached != nil:
			t.findings.add(reached.methods[0].apiMethod, wrongCoverage, op.ID, "it is reached: take it off %s with go test -run TestContract -update-pending", pendingFile)
		}
	}
}

// takeOffPending removes what is reached from pending.txt, and adds nothing.
func (t *contractTest) takeOffPending() error {
	return rewriteLines(pendingFile, func(line string) (string, bool) { return line, t.reached[line] == nil })
}

// checkPlaces holds places.tsv to the code, as far as operations are reached.
func (t *contractTest) checkPlaces(reached map[string]*heldOperation) error {
	if *updatePlaces {
		return rewriteLines(placesFile, func(line string) (string, bool) { return t.placeLine(line, reached), true })
	}
	for id, op := range reached {
		row, ok := contract.OperationPlace(id)
		if places := op.places(); !ok || !slices.Contains(places, row) {
			t.findings.add(op.methods[0].apiMethod, wrongPlace, id, "%s has it as %v; go test -run TestContract -update-places makes it %v", placesFile, row, places[0])
		}
	}
	for name := range t.types.schemas {
		row, ok := contract.TypePlace(name)
		if places := t.types.places(name); ok && !slices.Contains(places, row) {
			t.findings.add(nil, wrongPlace, name, "%s has it as %v; go test -run TestContract -update-places makes it %v", placesFile, row, nearest(row, places))
		}
	}
	return nil
}

// places are those of the methods that reach an operation, first one with a request of its own.
func (op *heldOperation) places() []contract.Place {
	methods := slices.Clone(op.methods)
	slices.SortStableFunc(methods, func(a, b *heldMethod) int {
		return cmp.Compare(len(a.filler.slots()), len(b.filler.slots()))
	})
	var places []contract.Place
	for _, m := range methods {
		place := contract.Place{Service: m.service, Method: m.name, File: m.file}
		if options := m.filler.options(); options != nil {
			place.Type = options.Name()
		}
		places = append(places, place)
	}
	return places
}

// places are those of the Go types that hold a type of the description, first the one that most often does.
func (p *typePairs) places(name string) []contract.Place {
	holders := p.schemas[name]
	names := slices.SortedFunc(maps.Keys(holders), func(a, b string) int {
		return cmp.Or(cmp.Compare(holders[b], holders[a]), cmp.Compare(a, b))
	})
	var places []contract.Place
	for _, name := range names {
		places = append(places, contract.Place{Type: name, File: p.sources.types[name]})
	}
	return places
}

// nearest is the place of the Go type that a row has, or else the first.
func nearest(row contract.Place, places []contract.Place) contract.Place {
	if i := slices.IndexFunc(places, func(p contract.Place) bool { return p.Type == row.Type }); i >= 0 {
		return places[i]
	}
	return places[0]
}

// placeLine is a line of places.tsv as it has to be.
func (t *contractTest) placeLine(line string, reached map[string]*heldOperation) string {
	columns := strings.Split(line, "\t")
	switch op := reached[columns[1]]; {
	case columns[0] == "operation" && op != nil:
		row, _ := contract.OperationPlace(op.ID)
		if places := op.places(); !slices.Contains(places, row) {
			row = places[0]
		}
		return fmt.Sprintf("operation\t%s\t%s\t%s\t%s\t%s", op.ID, row.Service, row.Method, row.File, cmp.Or(row.Type, "-"))
	case columns[0] == "type" && len(t.types.schemas[columns[1]]) > 0:
		row, _ := contract.TypePlace(columns[1])
		row = nearest(row, t.types.places(columns[1]))
		return fmt.Sprintf("type\t%s\t%s\t%s", columns[1], row.Type, row.File)
	}
	return line
}

// rewriteLines replaces each line of a file, or drops it.
func rewriteLines(file string, replace func(line string) (text string, keep bool)) error {
	before, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var after strings.Builder
	for line := range strings.Lines(string(before)) {
		if text, keep := replace(strings.TrimSuffix(line, "\n")); keep {
			after.WriteString(text + "\n")
		}
	}
	return os.WriteFile(file, []byte(after.String()), 0o644)
}
