package contract

import (
	"encoding/base64"
	"math/big"
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

var patterns sync.Map // of *regexp.Regexp by pattern

func compiled(pattern string) *regexp.Regexp {
	if re, ok := patterns.Load(pattern); ok {
		return re.(*regexp.Regexp)
	}
	re, _ := patterns.LoadOrStore(pattern, regexp.MustCompile(pattern))
	return re.(*regexp.Regexp)
}

const uuidPattern = `^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`

// formats has for each format what its strings must be, and whether one is. Formats that are not here hold any string.
var formats = map[string]struct {
	must string
	is   func(string) bool
}{
	"date-time": {"must be a time such as 2006-01-02T15:04:05Z", isTime(time.RFC3339)},
	"date":      {"must be a date such as 2006-01-02", isTime(time.DateOnly)},
	"month":     {"must be a month such as 2006-01", isTime("2006-01")},
	"uuid":      {"must be a UUID", func(s string) bool { return compiled(uuidPattern).MatchString(s) }},
	"ipv4":      {"must be an IPv4 address", func(s string) bool { a, err := netip.ParseAddr(s); return err == nil && a.Is4() }},
	"ipv6":      {"must be an IPv6 address", func(s string) bool { a, err := netip.ParseAddr(s); return err == nil && a.Is6() }},
	"cidr":      {"must be a network such as 10.0.0.0/8", func(s string) bool { _, err := netip.ParsePrefix(s); return err == nil }},
	"email":     {"must be an e-mail address", func(s string) bool { _, err := mail.ParseAddress(s); return err == nil }},
	"uri":       {"must be a URL", isURL},
	"url":       {"must be a URL", isURL},
	"hostname":  {"must be a host name", func(s string) bool { return s != "" && !strings.ContainsAny(s, " /:@") }},
	"int32":     {"must be an integer", func(s string) bool { _, err := strconv.ParseInt(s, 10, 32); return err == nil }},
	"int64":     {"must be an integer", func(s string) bool { _, err := strconv.ParseInt(s, 10, 64); return err == nil }},
	"uint64":    {"must be an integer that is not negative", func(s string) bool { _, err := strconv.ParseUint(s, 10, 64); return err == nil }},
	"decimal":   {"must be a decimal number", func(s string) bool { _, ok := new(big.Rat).SetString(s); return ok }},
	"byte":      {"must be base64", func(s string) bool { _, err := base64.StdEncoding.DecodeString(s); return err == nil }},
}

func formatProblem(format, text string) string {
	f, ok := formats[format]
	if !ok || f.is(text) {
		return ""
	}
	return f.must
}

func isTime(layout string) func(string) bool {
	return func(s string) bool { _, err := time.Parse(layout, s); return err == nil }
}

func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme != ""
}
