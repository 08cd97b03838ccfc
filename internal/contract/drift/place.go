package main

import (
	"fmt"
	"strings"

	"github.com/dosdk/digitalocean/internal/contract"
)

// place names the Go code that a change concerns.
func place(c contract.Change, older, newer *contract.Facts) string {
	facts := older
	if c.Kind == contract.Added {
		facts = newer
	}
	if c.Type != "" {
		return typePlace(c.Type, facts)
	}
	if p, ok := contract.OperationPlace(c.Operation); ok {
		return operationText(p, c)
	}
	return neighbour(facts.ByID(c.Operation), older)
}

func operationText(p contract.Place, c contract.Change) string {
	if c.What == "parameter" && p.Type != "" {
		return fmt.Sprintf("%s, for %s.%s in %s", p.Type, p.Service, p.Method, p.File)
	}
	return fmt.Sprintf("%s.%s in %s", p.Service, p.Method, p.File)
}

// typePlace names the Go type, or the method that answers with a type which has no Go type of its own.
func typePlace(name string, facts *contract.Facts) string {
	if p, ok := contract.TypePlace(name); ok {
		return fmt.Sprintf("%s in %s", p.Type, p.File)
	}
	for _, op := range facts.Operations() {
		p, ok := contract.OperationPlace(op.ID)
		if ok && op.Uses(name) {
			return fmt.Sprintf("no type of its own; %s.%s in %s", p.Service, p.Method, p.File)
		}
	}
	return "no place yet"
}

// neighbour names the service whose paths have most in common with that of a new operation.
func neighbour(op *contract.Operation, older *contract.Facts) string {
	var found contract.Place
	longest := 0
	for _, other := range older.Operations() {
		p, ok := contract.OperationPlace(other.ID)
		if common := commonSegments(op.Path, other.Path); ok && common > longest {
			found, longest = p, common
		}
	}
	if longest == 0 {
		return "a service of its own"
	}
	return fmt.Sprintf("no method yet; next to %s in %s", found.Service, found.File)
}

// commonSegments counts the segments that two paths begin with, the version not among them.
func commonSegments(a, b string) int {
	first, second := strings.Split(a, "/")[1:], strings.Split(b, "/")[1:]
	count := 0
	for count < min(len(first), len(second)) && first[count] == second[count] {
		count++
	}
	return count - 1
}
