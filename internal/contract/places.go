package contract

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed places.tsv
var placesText string

//go:embed pending.txt
var pendingText string

// Place is where in the Go code something of the API belongs.
type Place struct {
	Service string // Droplets.Actions; an inference: in front names the package inference; empty for a type
	Method  string // empty for a type
	Type    string // the Go type; for an operation that of its options, empty when it has none
	File    string
}

var loadPlaces = sync.OnceValue(func() map[string]Place {
	places := make(map[string]Place)
	for line := range strings.Lines(placesText) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case columns[0] == "operation" && len(columns) == 6:
			place := Place{Service: columns[2], Method: columns[3], File: columns[4]}
			if columns[5] != "-" {
				place.Type = columns[5]
			}
			places["operation "+columns[1]] = place
		case columns[0] == "type" && len(columns) == 4:
			places["type "+columns[1]] = Place{Type: columns[2], File: columns[3]}
		default:
			panic("contract: read places.tsv: " + line)
		}
	}
	return places
})

// OperationPlace returns where places.tsv has an operation.
func OperationPlace(id string) (Place, bool) {
	place, ok := loadPlaces()["operation "+id]
	return place, ok
}

// TypePlace returns where places.tsv has a type of the description. A type that is only the envelope of an answer, or no
// more than a string, has none.
func TypePlace(name string) (Place, bool) {
	place, ok := loadPlaces()["type "+name]
	return place, ok
}

// Pending returns the IDs of the operations that no method reaches yet, as pending.txt has them.
func Pending() []string { return strings.Fields(pendingText) }
