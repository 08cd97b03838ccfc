package contract

import (
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// firstTime is the time from which generated times count, a second each.
var firstTime = time.Date(2024, time.March, 1, 8, 0, 0, 0, time.UTC)

func (r *run) string(path string, s *Schema) any {
	if enum := s.Enum(); enum != nil {
		if r.Form == Strange {
			return r.text("unexpected")
		}
		return enum[r.next()%uint64(len(enum))]
	}
	text := fit(r.formatted(s.Format(), lastName(path)), s)
	if pattern := s.Pattern(); pattern != "" && !compiled(pattern).MatchString(text) {
		return matching(pattern, r.next())
	}
	return text
}

// text is a string that no other value of the sample has.
func (r *run) text(name string) string {
	return name + "-" + strconv.FormatUint(r.next(), 10)
}

// formatted is a string of a format. One without a format that says what it holds is made of the name of its field.
func (r *run) formatted(format, name string) string {
	switch format {
	case "date-time":
		return firstTime.Add(time.Duration(r.next()) * time.Second).Format(time.RFC3339)
	case "date":
		return firstTime.AddDate(0, 0, int(r.next()%10000)).Format(time.DateOnly)
	case "uuid":
		return fmt.Sprintf("5a4981aa-9653-4bd1-bef5-%012x", r.next())
	case "ipv4":
		n := r.next()
		return fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255)
	case "ipv6":
		n := r.next()
		return fmt.Sprintf("2001:db8:0:1::%x:%x", n>>16&0xffff, n&0xffff)
	case "cidr":
		n := r.next()
		return fmt.Sprintf("10.%d.%d.0/24", n>>8&255, n&255)
	case "email":
		return r.text("user") + "@example.com"
	case "uri", "url":
		return "https://example.com/" + r.text(name)
	case "hostname":
		return r.text("host") + ".example.com"
	case "int32", "int64", "uint64":
		return strconv.FormatUint(r.next(), 10)
	case "decimal":
		return fmt.Sprintf("%d.25", r.next())
	case "byte":
		return base64.StdEncoding.EncodeToString([]byte(r.text(name)))
	}
	return r.text(name)
}

// lastName is the name of the field that a path ends with.
func lastName(path string) string {
	path = path[strings.LastIndexByte(path, '.')+1:]
	if i := strings.IndexAny(path, "[{<"); i >= 0 {
		path = path[:i]
	}
	if path == "" {
		return "value"
	}
	return path
}

// fit cuts a string to the length allowed, at its front, as its end is what sets it apart, or makes it longer there.
func fit(text string, s *Schema) string {
	if most, ok := s.MaxLength(); ok && len(text) > most {
		text = strings.TrimLeft(text[len(text)-most:], "-")
	}
	if least, ok := s.MinLength(); ok && len(text) < least {
		text = strings.Repeat("x", least-len(text)) + text
	}
	return text
}

func (r *run) number(s *Schema) any {
	if enum := s.Enum(); enum != nil {
		return enum[r.next()%uint64(len(enum))]
	}
	least, most := limits(s)
	if s.Kind() == Number {
		return fraction(float64(r.next()), least, most)
	}
	unit := 1.0
	if multiple, ok := s.Multiple(); ok {
		unit = multiple
	}
	r.skipTo(least, most)
	return integer(r.next(), least, most, unit)
}

// skipTo counts on to a lower limit that is near, so that the number is the count itself and no later one is the same.
func (r *run) skipTo(least, most float64) {
	if least > 1 && least < 10_000 && math.IsInf(most, 1) {
		r.count = max(r.count, uint64(least)-1)
	}
}

func limits(s *Schema) (least, most float64) {
	least, most = math.Inf(-1), math.Inf(1)
	if bound, ok := s.Min(); ok {
		least = bound
	}
	if bound, ok := s.Max(); ok {
		most = bound
	}
	return least, most
}

// integer is n units, or where that is outside the limits one within them, counted round and round, and not 0 if it can
// be helped.
func integer(n uint64, least, most, unit float64) int64 {
	if value := float64(n) * unit; value >= least && value <= most {
		return int64(n) * int64(unit)
	}
	low := math.Ceil(max(least, 1) / unit)
	if low*unit > most {
		low = math.Ceil(max(least, most-1000) / unit)
	}
	room := math.Floor(most/unit) - low + 1
	step := math.Mod(float64(n-1), max(1, room))
	return int64(low+step) * int64(unit)
}

// fraction is a number that a float32 holds exactly, within the limits.
func fraction(n, least, most float64) float64 {
	if value := n + 0.5; value >= least && value <= most {
		return value
	}
	if math.IsInf(least, -1) {
		return most - n
	}
	if math.IsInf(most, 1) {
		return least + n
	}
	return least + (most-least)*(math.Mod(n, 1023)+1)/1024
}
