package contract

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Direction tells a value that is sent to the service from one that it answers with. The fields that are only read are
// in one and those that are only written in the other.
type Direction int

// The directions.
const (
	Answered Direction = iota
	Sent
)

// ProblemKind groups problems, for a caller who does not mind all of them.
type ProblemKind string

// The kinds of problems.
const (
	Missing   ProblemKind = "missing"    // a required field, parameter or body is not there
	Unknown   ProblemKind = "unknown"    // a field or parameter that is not declared
	WrongType ProblemKind = "type"       // a string where a number is declared, and so on
	Null      ProblemKind = "null"       // null where it is not declared
	NotInEnum ProblemKind = "enum"       // not one of the values allowed
	NoArm     ProblemKind = "union"      // none of the forms of a union
	Bounds    ProblemKind = "bounds"     // too large, too small, too long, too short, too many, too few
	Format    ProblemKind = "format"     // not a date, an address, a number... or not of the pattern
	NotJSON   ProblemKind = "json"       // a body that cannot be read at all
	Media     ProblemKind = "media type" // a body of a type that is not declared
	ReadOnly  ProblemKind = "read only"  // a field of answers in a request
)

// Problem is one thing wrong with a request or a value.
type Problem struct {
	In      Location
	Path    string // the JSON path, as in forwarding_rules[0].entry_port, or the name of a parameter; empty is the whole
	Kind    ProblemKind
	Message string // what is wrong, without the path: "must be a string, not a number"
}

// String returns the problem as a sentence.
func (p Problem) String() string {
	subject := p.Path
	switch {
	case subject == "" && p.In == InBody:
		subject = "the body"
	case p.In != InBody:
		subject = string(p.In) + " parameter " + subject
	}
	return subject + " " + p.Message
}

// CheckRequest returns what is wrong with a request. The header is that of the request; of it only what the operation
// declares is looked at, and Content-Type.
func (o *Operation) CheckRequest(query url.Values, header http.Header, body []byte) []Problem {
	problems := o.checkQuery(query)
	for _, p := range o.Parameters() {
		if p.In == InHeader && !isNegotiation(p.Name) {
			problems = append(problems, p.check(header.Values(p.Name))...)
		}
	}
	return append(problems, o.checkBody(header, body)...)
}

// isNegotiation reports whether a header is one that OpenAPI leaves to the content types, declared or not.
func isNegotiation(name string) bool {
	return name == "Accept" || name == "Content-Type" || name == "Authorization"
}

// CheckPath returns what is wrong with the arguments that [Lookup] found in a path.
func (o *Operation) CheckPath(args map[string]string) []Problem {
	var problems []Problem
	for _, p := range o.Parameters() {
		if p.In != InPath {
			continue
		}
		var values []string
		if arg, ok := args[p.Name]; ok {
			values = []string{arg}
		}
		problems = append(problems, p.check(values)...)
	}
	return problems
}

func (o *Operation) checkQuery(query url.Values) []Problem {
	var problems []Problem
	for name := range query {
		if _, ok := o.Parameter(InQuery, name); !ok {
			problems = append(problems, Problem{InQuery, name, Unknown, "is not a parameter of this operation"})
		}
	}
	slices.SortFunc(problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	for _, p := range o.Parameters() {
		if p.In == InQuery {
			problems = append(problems, p.check(query[p.Name])...)
		}
	}
	return problems
}

func (p Parameter) check(values []string) []Problem {
	if len(values) == 0 {
		if p.Required {
			return []Problem{{p.In, p.Name, Missing, "is required"}}
		}
		return nil
	}
	schema := p.Schema
	if p.Array != "" {
		schema = schema.Items()
		if p.Array == Commas {
			values = strings.Split(strings.Join(values, ","), ",")
		}
	} else if len(values) > 1 {
		return []Problem{{p.In, p.Name, Bounds, "may be given only once"}}
	}
	var problems []Problem
	for _, value := range values {
		c := checker{in: p.In, direction: Sent}
		c.check(p.Name, schema, parameterValue(schema, value))
		problems = append(problems, c.problems...)
	}
	return problems
}

// parameterValue is the JSON value that the text of a parameter stands for.
func parameterValue(s *Schema, text string) any {
	switch s.Kind() {
	case Integer, Number:
		if _, err := strconv.ParseFloat(text, 64); err == nil {
			return json.Number(text)
		}
	case Boolean:
		if text == "true" || text == "false" {
			return text == "true"
		}
	case Union:
		for _, arm := range s.Arms() {
			c := checker{direction: Sent}
			value := parameterValue(arm.Schema, text)
			if c.check("", arm.Schema, value); len(c.problems) == 0 {
				return value
			}
		}
	}
	return text
}

func (o *Operation) checkBody(header http.Header, body []byte) []Problem {
	declared := o.Body()
	empty := len(bytes.TrimSpace(body)) == 0
	switch {
	case declared == nil && empty:
		return nil
	case declared == nil:
		return []Problem{{InBody, "", Unknown, "is not expected: this operation takes none"}}
	case empty && declared.Required:
		return []Problem{{InBody, "", Missing, "is required"}}
	case empty:
		return nil
	}
	media, ok := declared.media(header.Get("Content-Type"))
	if !ok {
		message := fmt.Sprintf("has the media type %s, which is not one this operation takes", header.Get("Content-Type"))
		return []Problem{{InBody, "", Media, message}}
	}
	if media.Type != mediaJSON {
		return nil
	}
	return media.Schema.Check(Sent, body)
}

// media returns the content with a media type. Without one, JSON is assumed where it is taken.
func (b *Body) media(contentType string) (Content, bool) {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil || contentType == "" {
		media = mediaJSON
	}
	for _, c := range b.Contents {
		if c.Type == media {
			return c, true
		}
	}
	return Content{}, false
}

// Check returns what is wrong with a JSON value.
func (s *Schema) Check(direction Direction, value []byte) []Problem {
	decoded, err := decodeJSON(value)
	if err != nil {
		return []Problem{{InBody, "", NotJSON, "is not valid JSON: " + err.Error()}}
	}
	c := checker{in: InBody, direction: direction}
	c.check("", s, decoded)
	return c.problems
}

// decodeJSON keeps numbers as they are written.
func decodeJSON(value []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more after the end of the value")
	}
	return decoded, nil
}

type checker struct {
	in        Location
	direction Direction
	problems  []Problem
}

func (c *checker) add(path string, kind ProblemKind, format string, args ...any) {
	c.problems = append(c.problems, Problem{c.in, path, kind, fmt.Sprintf(format, args...)})
}

func (c *checker) check(path string, s *Schema, value any) {
	if value == nil {
		if !s.Nullable() && s.Kind() != Any {
			c.add(path, Null, "must be %s, not null", s.wanted())
		}
		return
	}
	switch s.Kind() {
	case Any:
		return
	case Union:
		c.checkUnion(path, s, value)
		return
	case Object:
		c.checkObject(path, s, value)
	case Array:
		c.checkArray(path, s, value)
	case String:
		c.checkString(path, s, value)
	case Integer, Number:
		c.checkNumber(path, s, value)
	case Boolean:
		if _, ok := value.(bool); !ok {
			c.addType(path, s, value)
		}
	}
}

func (c *checker) addType(path string, s *Schema, value any) {
	c.add(path, WrongType, "must be %s, not %s", s.wanted(), got(value))
}

// wanted says in words what a schema asks for.
func (s *Schema) wanted() string {
	switch s.Kind() {
	case Object:
		return "an object"
	case Array:
		return "an array"
	case Integer:
		return "an integer"
	case Union:
		return "one of several forms"
	}
	return "a " + string(s.Kind())
}

func got(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case json.Number:
		return "the number " + value.String()
	case []any:
		return "an array"
	}
	return "an object"
}

// quoted is a value as it was sent where that is short, and else in words.
func quoted(value any) string {
	if text, ok := value.(string); ok {
		return strconv.Quote(text)
	}
	return got(value)
}

func (c *checker) checkObject(path string, s *Schema, value any) {
	object, ok := value.(map[string]any)
	if !ok {
		c.addType(path, s, value)
		return
	}
	for _, field := range s.Fields() {
		member, ok := object[field.Name]
		if ok {
			c.checkField(join(path, field.Name), field.Schema, member)
			continue
		}
		if field.Required && c.expects(field.Schema) {
			c.add(join(path, field.Name), Missing, "is required")
		}
	}
	for _, name := range sortedNames(object) {
		if _, declared := s.Field(name); declared {
			continue
		}
		switch {
		case s.Values() != nil:
			c.checkKey(path, s.Keys(), name)
			c.check(join(path, name), s.Values(), object[name])
		case !s.Open():
			c.add(join(path, name), Unknown, "is not a field of %s", cmp.Or(s.Name(), "this object"))
		}
	}
}

func (c *checker) checkField(path string, s *Schema, value any) {
	if c.direction == Sent && s.ReadOnly() {
		c.add(path, ReadOnly, "is only in answers, and may not be sent")
		return
	}
	c.check(path, s, value)
}

// expects reports whether a required field has to be there in the direction of the value.
func (c *checker) expects(s *Schema) bool {
	if c.direction == Sent {
		return !s.ReadOnly()
	}
	return !s.WriteOnly()
}

func (c *checker) checkKey(path, format, name string) {
	if format == "" {
		return
	}
	if problem := formatProblem(format, name); problem != "" {
		c.add(join(path, name), Format, "has a name that %s", problem)
	}
}

func (c *checker) checkArray(path string, s *Schema, value any) {
	array, ok := value.([]any)
	if !ok {
		c.addType(path, s, value)
		return
	}
	if least, ok := s.MinItems(); ok && len(array) < least {
		c.add(path, Bounds, "must have at least %d elements, not %d", least, len(array))
	}
	if most, ok := s.MaxItems(); ok && len(array) > most {
		c.add(path, Bounds, "must have at most %d elements, not %d", most, len(array))
	}
	if tuple := s.Tuple(); tuple != nil {
		c.checkTuple(path, tuple, array)
		return
	}
	for i, element := range array {
		c.check(fmt.Sprintf("%s[%d]", path, i), s.Items(), element)
	}
}

func (c *checker) checkTuple(path string, tuple []*Schema, array []any) {
	if len(array) != len(tuple) {
		c.add(path, Bounds, "must have %d elements, not %d", len(tuple), len(array))
		return
	}
	for i, element := range array {
		c.check(fmt.Sprintf("%s[%d]", path, i), tuple[i], element)
	}
}

func (c *checker) checkString(path string, s *Schema, value any) {
	text, ok := value.(string)
	if !ok {
		c.addType(path, s, value)
		return
	}
	if s.Enum() != nil {
		c.checkEnum(path, s, strconv.Quote(text))
		return
	}
	length := utf8.RuneCountInString(text)
	if least, ok := s.MinLength(); ok && length < least {
		c.add(path, Bounds, "must have at least %d characters, not %d", least, length)
	}
	if most, ok := s.MaxLength(); ok && length > most {
		c.add(path, Bounds, "must have at most %d characters, not %d", most, length)
	}
	if pattern := s.Pattern(); pattern != "" && !compiled(pattern).MatchString(text) {
		c.add(path, Format, "must match %s", pattern)
	}
	if problem := formatProblem(s.Format(), text); problem != "" {
		c.add(path, Format, "%s", problem)
	}
}

func (c *checker) checkNumber(path string, s *Schema, value any) {
	text, ok := value.(json.Number)
	if !ok {
		c.addType(path, s, value)
		return
	}
	number, err := text.Float64()
	if err != nil || s.Kind() == Integer && number != math.Trunc(number) {
		c.addType(path, s, value)
		return
	}
	if s.Kind() == Integer && !fitsInteger(s.Format(), text.String()) {
		c.add(path, Bounds, "does not fit into 64 bits: %s", text)
	}
	if s.Enum() != nil {
		c.checkEnum(path, s, text.String())
		return
	}
	if least, ok := s.Min(); ok && number < least {
		c.add(path, Bounds, "must be at least %v, not %s", least, text)
	}
	if most, ok := s.Max(); ok && number > most {
		c.add(path, Bounds, "must be at most %v, not %s", most, text)
	}
	if unit, ok := s.Multiple(); ok && math.Mod(number, unit) != 0 {
		c.add(path, Bounds, "must be a multiple of %v, not %s", unit, text)
	}
}

// fitsInteger lets a number that is not written as an integer, such as 1e3, pass.
func fitsInteger(format, text string) bool {
	if strings.ContainsAny(text, ".eE") {
		return true
	}
	if format == "uint64" {
		_, err := strconv.ParseUint(text, 10, 64)
		return err == nil
	}
	_, err := strconv.ParseInt(text, 10, 64)
	return err == nil
}

func (c *checker) checkEnum(path string, s *Schema, text string) {
	var allowed []string
	for _, value := range s.Enum() {
		if string(value) == text {
			return
		}
		allowed = append(allowed, string(value))
	}
	c.add(path, NotInEnum, "must be one of %s, not %s", strings.Join(allowed, ", "), text)
}

func (c *checker) checkUnion(path string, s *Schema, value any) {
	if s.Discriminator() != "" {
		c.checkSwitch(path, s, value)
		return
	}
	nearest := c.nearestArm(path, s, value)
	if len(nearest) == 0 {
		return
	}
	if isOtherType(path, nearest) {
		c.add(path, WrongType, "must be %s, not %s", s.forms(), got(value))
		return
	}
	if _, ok := value.(map[string]any); ok {
		c.add(path, NoArm, "fits none of the %d forms allowed here; what follows is about the nearest", len(s.Arms()))
	}
	c.problems = append(c.problems, nearest...)
}

// nearestArm returns the problems of a value with the arm it fits best, none when it fits one.
func (c *checker) nearestArm(path string, s *Schema, value any) []Problem {
	var nearest []Problem
	for i, arm := range s.Arms() {
		trial := checker{in: c.in, direction: c.direction}
		trial.check(path, arm.Schema, value)
		problems := trial.problems
		if !s.exclusive() {
			problems = slices.DeleteFunc(problems, func(p Problem) bool { return p.Kind == Unknown && s.otherArmHas(path, p.Path) })
		}
		if i == 0 || nearer(path, problems, nearest) {
			nearest = problems
		}
	}
	return nearest
}

// nearer reports whether a value with some problems is nearer to its arm than with the others: it has the right type,
// or fewer problems.
func nearer(path string, problems, others []Problem) bool {
	if first, second := isOtherType(path, problems), isOtherType(path, others); first != second {
		return second
	}
	return len(problems) < len(others)
}

// isOtherType reports whether the problem is that the whole value is of another type.
func isOtherType(path string, problems []Problem) bool {
	return len(problems) == 1 && problems[0].Kind == WrongType && problems[0].Path == path
}

// otherArmHas reports whether a field directly under a union is one of any arm: the arms of anyOf may be mixed.
func (s *Schema) otherArmHas(path, field string) bool {
	name := strings.TrimPrefix(strings.TrimPrefix(field, path), ".")
	for _, arm := range s.Arms() {
		if _, ok := arm.Schema.Field(name); ok {
			return true
		}
	}
	return false
}

func (c *checker) checkSwitch(path string, s *Schema, value any) {
	object, ok := value.(map[string]any)
	if !ok {
		c.add(path, WrongType, "must be an object, not %s", got(value))
		return
	}
	at := join(path, s.Discriminator())
	selector, ok := object[s.Discriminator()]
	if !ok {
		c.add(at, Missing, "is required")
		return
	}
	var allowed []string
	for _, arm := range s.Arms() {
		if arm.Value == selector {
			c.check(path, arm.Schema, value)
			return
		}
		allowed = append(allowed, strconv.Quote(arm.Value))
	}
	c.add(at, NotInEnum, "must be one of %s, not %s", strings.Join(allowed, ", "), quoted(selector))
}

// forms lists what the arms of a union ask for.
func (s *Schema) forms() string {
	var forms []string
	for _, arm := range s.Arms() {
		if form := arm.Schema.wanted(); !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return strings.Join(forms, " or ")
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func sortedNames(object map[string]any) []string {
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
