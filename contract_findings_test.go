package digitalocean_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// findingKind groups what can be wrong. The kinds stand in the order in which they are reported; where two are about the
// same subject, the first is the cause of the other, which is not reported.
type findingKind int

const (
	wrongComment   findingKind = iota // the comment of a method and what it sends are not the same
	wrongCall                         // a method cannot be called as the facts ask for
	wrongEnum                         // a string type lacks a value
	lostField                         // a field of the description that Go does not have
	strangeField                      // a field that Go has and the description has not
	wrongField                        // a field with a wrong value
	wrongParameter                    // a parameter of the path, the query or the header
	lostZero                          // a zero value, or a null, that means something and cannot be sent
	wrongAnswer                       // an answer that cannot be read
	wrongEncoding                     // the two encoders disagree
	wrongCoverage                     // an operation without a method, and pending.txt
	wrongPlace                        // places.tsv
)

// contractFinding is something that does not hold, once for all methods that show it.
type contractFinding struct {
	kind    findingKind
	subject string // Droplet.vcpus, DropletStatus, Droplets.Get
	text    string
	methods []string
}

// String is one line: the methods, the subject, and what is wrong.
func (f *contractFinding) String() string {
	methods := strings.Join(f.methods, ", ")
	if more := len(f.methods) - 3; more > 0 {
		methods = fmt.Sprintf("%s and %d more", strings.Join(f.methods[:3], ", "), more)
	}
	if methods == "" || methods == f.subject {
		return f.subject + ": " + f.text
	}
	return methods + ": " + f.subject + ": " + f.text
}

type findingKey struct {
	kind    findingKind
	subject string
}

// contractFindings collects findings.
type contractFindings struct {
	all map[findingKey]*contractFinding
}

// add adds a contractFinding. The text of the first with its kind and subject is kept.
func (f *contractFindings) add(m *apiMethod, kind findingKind, subject, format string, args ...any) {
	if f.all == nil {
		f.all = map[findingKey]*contractFinding{}
	}
	key := findingKey{kind, subject}
	if f.all[key] == nil {
		f.all[key] = &contractFinding{kind: kind, subject: subject, text: fmt.Sprintf(format, args...)}
	}
	if m != nil && !slices.Contains(f.all[key].methods, m.String()) {
		f.all[key].methods = append(f.all[key].methods, m.String())
	}
}

// foldFields joins the findings about a struct with those about one that it embeds, and what a struct has and should not
// have with what it should have: one is probably the other.
func (f *contractFindings) foldFields(sources *goSources) {
	for _, key := range f.keys(lostField) {
		owner, field, _ := strings.Cut(key.subject, ".")
		inner := findingKey{lostField, sources.embeds[owner] + "." + field}
		if f.all[inner] != nil {
			f.all[inner].methods = append(f.all[inner].methods, f.all[key].methods...)
			delete(f.all, key)
		}
	}
	for _, key := range f.keys(strangeField) {
		owner, field, _ := strings.Cut(key.subject, ".")
		for _, lost := range f.keys(lostField) {
			if strings.HasPrefix(lost.subject, owner+".") {
				f.all[lost].text += fmt.Sprintf("; Go has %q, which the description has not", field)
				delete(f.all, key)
				break
			}
		}
	}
}

// keys returns the keys of a kind, sorted by their subjects.
func (f *contractFindings) keys(kind findingKind) []findingKey {
	var keys []findingKey
	for key := range f.all {
		if key.kind == kind {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b findingKey) int { return cmp.Compare(a.subject, b.subject) })
	return keys
}

// settled returns the findings, without those that follow from others.
func (f *contractFindings) settled() []*contractFinding {
	causes := map[string]findingKind{}
	for key := range f.all {
		if kind, ok := causes[key.subject]; !ok || key.kind < kind {
			causes[key.subject] = key.kind
		}
	}
	var settled []*contractFinding
	for key, found := range f.all {
		if causes[key.subject] == key.kind {
			settled = append(settled, found)
		}
	}
	slices.SortFunc(settled, func(a, b *contractFinding) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.subject, b.subject))
	})
	return settled
}

// contractException excuses findings about some subjects.
type contractException struct {
	subjects []string
	reason   string
}

// unexcused returns the findings that no exception excuses, as lines, and a line for each exception that excuses nothing.
func (f *contractFindings) unexcused(exceptions []contractException) []string {
	unused := map[string]bool{}
	for _, e := range exceptions {
		for _, subject := range e.subjects {
			unused[subject] = true
		}
	}
	excused := maps.Clone(unused)
	var lines []string
	for _, found := range f.settled() {
		delete(unused, found.subject)
		if !excused[found.subject] {
			lines = append(lines, found.String())
		}
	}
	for _, subject := range slices.Sorted(maps.Keys(unused)) {
		lines = append(lines, subject+": this exception is not needed any more")
	}
	return lines
}
