package contract

import (
	"fmt"
	"regexp/syntax"
	"strings"
)

// matching makes a string that a pattern matches, for each n another one as far as the pattern leaves room.
func matching(pattern string, n uint64) string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		panic(fmt.Sprintf("contract: make a string of %s: %v", pattern, err))
	}
	m := matcher{n: n}
	m.write(re)
	return m.text.String()
}

// usualLength is how often something is repeated that may be repeated for ever.
const usualLength = 6

type matcher struct {
	n    uint64 // what is left of the number that the string is to show
	text strings.Builder
}

// take takes a digit of the given base off the number.
func (m *matcher) take(base int) int {
	digit := m.n % uint64(base)
	m.n /= uint64(base)
	return int(digit)
}

func (m *matcher) write(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		m.text.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		m.writeClass(re.Rune)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		m.writeClass([]rune{'a', 'z'})
	case syntax.OpStar:
		m.repeat(re.Sub[0], 0, -1)
	case syntax.OpPlus:
		m.repeat(re.Sub[0], 1, -1)
	case syntax.OpQuest:
		m.repeat(re.Sub[0], 0, 1)
	case syntax.OpRepeat:
		m.repeat(re.Sub[0], re.Min, re.Max)
	case syntax.OpAlternate:
		m.write(longest(re.Sub))
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			m.write(sub)
		}
	}
}

// repeat repeats a character up to the usual length, and anything longer once.
func (m *matcher) repeat(re *syntax.Regexp, least, most int) {
	count := max(1, least)
	if re.Op == syntax.OpCharClass || re.Op == syntax.OpAnyChar || re.Op == syntax.OpAnyCharNotNL {
		count = max(usualLength, least)
	}
	if most >= 0 {
		count = min(count, most)
	}
	for range count {
		m.write(re)
	}
}

// longest is the alternative with the most parts: those that match nothing at all have the fewest.
func longest(all []*syntax.Regexp) *syntax.Regexp {
	found := all[0]
	for _, re := range all {
		if len(re.String()) > len(found.String()) {
			found = re
		}
	}
	return found
}

// writeClass writes a character of a class, given as pairs of first and last. Letters and digits come first.
func (m *matcher) writeClass(ranges []rune) {
	var plain, other []rune
	for i := 0; i < len(ranges); i += 2 {
		for c := ranges[i]; c <= min(ranges[i+1], '~'); c++ {
			if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
				plain = append(plain, c)
			} else {
				other = append(other, c)
			}
		}
	}
	if len(plain) == 0 {
		plain = other
	}
	m.text.WriteRune(plain[m.take(len(plain))])
}
