package digitalocean

import (
	"bytes"
	"encoding/binary"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// The quick reader decodes what the API sends, as it is documented, in a third of the time that a decoder takes which has to
// be ready for anything. Where a body is in any way out of the ordinary it gives up, and the body is decoded as if there were
// no quick reader: package json decides what is an error, what is lenient, and what a value is. So it may refuse at will, and
// must never accept what package json would refuse or read otherwise (FuzzQuick holds it to that).
//
// It learns the order in which the members of an object come, takes short texts that repeat from a table, and in a list has
// equal values of the types that say so (inherited) decoded once.

// inherited is a type whose values describe something that many resources have in common: a region, a size, an image. Equal
// ones in a list share their memory.
type inherited interface{ isInherited() }

// member is a member of the body's object, and where it goes: a pointer.
type member struct {
	name string
	into any
}

// readQuickly decodes members of the object that body is. It reports whether it could, and found the first of them and none
// that is null.
func readQuickly(body []byte, isList bool, members ...member) bool {
	r := quickReaders.Get().(*quickReader)
	defer r.release()
	r.begin(body, isList)
	return r.readMembers(members) && r.isAtEnd()
}

// readQuicklyWhole decodes a body that is one value, unless it is empty.
func readQuicklyWhole(body []byte, into any) bool {
	r := quickReaders.Get().(*quickReader)
	defer r.release()
	r.begin(body, false)
	target := reflect.ValueOf(into).Elem()
	r.skipSpace()
	if inside, ok := bytes.CutPrefix(r.body[r.at:], []byte("{")); !ok || bytes.HasPrefix(bytes.TrimSpace(inside), []byte("}")) {
		return false
	}
	return quickPlanOf(target.Type()).read(r, target) && r.isAtEnd()
}

var quickReaders = sync.Pool{New: func() any { return new(quickReader) }}

// quickReader is at some place in a body.
type quickReader struct {
	body   []byte
	at     int
	text   string // the body, where it is short: its texts are parts of it then
	isList bool
	depth  int

	texts   [256][2]string // short ones that have come, by a hash; that which has come twice first
	states  []*quickState  // by the number of the struct's plan
	strings []string       // room for the arrays of a list
	numbers []int64        // the same
}

// quickState is what a reader knows of a struct type.
type quickState struct {
	next   []int16         // by field, from 1: which came after it the last time, from 1 too
	shared []*sharedValues // by field, of this body
}

const (
	shortBody = 8 << 10 // bytes; the texts of a value keep the whole of such a body
	shortText = 40      // bytes
	deepest   = 100
)

func (r *quickReader) begin(body []byte, isList bool) {
	r.body, r.at, r.isList, r.depth = body, 0, isList, 0
	if len(body) <= shortBody {
		r.text = string(body)
	}
}

func (r *quickReader) release() {
	if r.isList {
		clear(r.texts[:])
		for _, state := range r.states {
			if state != nil {
				state.forget()
			}
		}
	}
	r.body, r.text, r.strings, r.numbers = nil, "", nil, nil
	quickReaders.Put(r)
}

func (r *quickReader) peek() byte {
	if r.at < len(r.body) {
		return r.body[r.at]
	}
	return 0
}

func (r *quickReader) skipSpace() {
	for r.at < len(r.body) {
		switch r.body[r.at] {
		case ' ', '\n', '\t', '\r':
			r.at++
		default:
			return
		}
	}
}

// take takes a byte, and the space before it.
func (r *quickReader) take(c byte) bool {
	if r.peek() != c {
		if r.skipSpace(); r.peek() != c {
			return false
		}
	}
	r.at++
	return true
}

func (r *quickReader) takeWord(word string) bool {
	if !bytes.HasPrefix(r.body[r.at:], []byte(word)) {
		return false
	}
	r.at += len(word)
	return true
}

func (r *quickReader) isAtEnd() bool {
	r.skipSpace()
	return r.at == len(r.body)
}

func (r *quickReader) readMembers(members []member) bool {
	found := uint(0)
	ok := r.eachMember(func(name []byte) bool {
		for i, m := range members {
			if string(name) != m.name {
				continue
			}
			if found&(1<<i) != 0 || r.peek() == 'n' {
				return false
			}
			found |= 1 << i
			target := reflect.ValueOf(m.into).Elem()
			return quickPlanOf(target.Type()).read(r, target)
		}
		return r.skip()
	})
	return ok && found&1 != 0
}

// eachMember walks over the members of an object. What it yields stands at the value, and has to read it.
func (r *quickReader) eachMember(yield func(name []byte) bool) bool {
	if !r.take('{') {
		return false
	}
	if r.take('}') {
		return true
	}
	for {
		name, ok := r.name()
		if !ok || !yield(name) {
			return false
		}
		if r.take(',') {
			continue
		}
		return r.take('}')
	}
}

// name takes the name of a member and the colon behind it.
func (r *quickReader) name() ([]byte, bool) {
	if !r.take('"') {
		return nil, false
	}
	begin := r.at
	for r.at < len(r.body) {
		switch c := r.body[r.at]; {
		case c == '"':
			name := r.body[begin:r.at]
			r.at++
			if !r.take(':') {
				return nil, false
			}
			r.skipSpace()
			return name, true
		case c == '\\' || c < ' ' || c >= utf8.RuneSelf:
			return nil, false
		}
		r.at++
	}
	return nil, false
}

// skip passes over any value, and reports whether it is one.
func (r *quickReader) skip() bool {
	if r.depth++; r.depth > deepest {
		return false
	}
	defer func() { r.depth-- }()
	switch c := r.peek(); {
	case c == '"':
		_, ok := r.quoted()
		return ok
	case c == '{':
		return r.eachMember(func([]byte) bool { return r.skip() })
	case c == '[':
		return r.skipArray()
	case c == 't':
		return r.takeWord("true")
	case c == 'f':
		return r.takeWord("false")
	case c == 'n':
		return r.takeWord("null")
	}
	_, ok := r.number()
	return ok
}

func (r *quickReader) skipArray() bool {
	for n := 0; ; n++ {
		if there, ok := r.element(n); !there {
			return ok
		}
		if !r.skip() {
			return false
		}
	}
}

// element goes to an element of an array, of which n have been read. It reports whether there is one and, where there is none,
// whether the array ends as it should.
func (r *quickReader) element(n int) (there, ok bool) {
	switch {
	case n == 0 && !r.take('['):
		return false, false
	case n == 0 && r.take(']'):
		return false, true
	case n > 0 && !r.take(','):
		return false, r.take(']')
	}
	r.skipSpace()
	return true, true
}

// quoted takes a text in quotes, and returns what is between them where nothing there is escaped.
func (r *quickReader) quoted() (text []byte, ok bool) {
	if r.peek() != '"' {
		return nil, false
	}
	rest := r.body[r.at+1:]
	every := byte(0) // their bits together
	for i, c := range rest {
		switch {
		case c == '"':
			r.at += i + 2
			return rest[:i], every < utf8.RuneSelf || utf8.Valid(rest[:i])
		case c == '\\' || c < ' ':
			return nil, false
		}
		every |= c
	}
	return nil, false
}

// readText returns the text in quotes that comes.
func (r *quickReader) readText() (string, bool) {
	begin := r.at + 1
	raw, ok := r.quoted()
	switch {
	case !ok:
		return r.readEscaped()
	case r.text != "":
		return r.text[begin : begin+len(raw)], true
	case len(raw) == 0:
		return "", true
	case len(raw) > shortText:
		return string(raw), true
	}
	known := &r.texts[textHash(raw)]
	switch string(raw) {
	case known[0]:
	case known[1]:
		known[0], known[1] = known[1], known[0]
	default:
		known[1] = string(raw)
		return known[1], true
	}
	return known[0], true
}

// textHash looks at no more than what tells the texts of the API apart: their length, their first bytes and their last.
func textHash(text []byte) uint8 {
	n := len(text)
	var first, last uint64
	switch {
	case n >= 8:
		first, last = binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[n-8:])
	case n >= 4:
		first, last = uint64(binary.LittleEndian.Uint32(text)), uint64(binary.LittleEndian.Uint32(text[n-4:]))
	default:
		for _, c := range text {
			first = first<<8 | uint64(c)
		}
	}
	return uint8((first*31 + last + uint64(n)) * 0x9e3779b97f4a7c15 >> 56)
}

// readEscaped returns a text in which something is escaped.
func (r *quickReader) readEscaped() (string, bool) {
	if r.peek() != '"' {
		return "", false
	}
	end := r.at + 1
	for end < len(r.body) && r.body[end] != '"' {
		if r.body[end] == '\\' {
			end++
		}
		end++
	}
	if end >= len(r.body) {
		return "", false
	}
	text, err := jsontext.AppendUnquote(nil, r.body[r.at:end+1])
	r.at = end + 1
	return string(text), err == nil
}

// number takes a number.
func (r *quickReader) number() (text []byte, ok bool) {
	begin := r.at
	if r.peek() == '-' {
		r.at++
	}
	first := r.at
	if whole := r.digits(); whole == 0 || whole > 1 && r.body[first] == '0' {
		return nil, false
	}
	if r.peek() == '.' {
		r.at++
		if r.digits() == 0 {
			return nil, false
		}
	}
	if c := r.peek(); c == 'e' || c == 'E' {
		r.at++
		if c := r.peek(); c == '+' || c == '-' {
			r.at++
		}
		if r.digits() == 0 {
			return nil, false
		}
	}
	return r.body[begin:r.at], true
}

func (r *quickReader) digits() int {
	begin := r.at
	for r.at < len(r.body) && '0' <= r.body[r.at] && r.body[r.at] <= '9' {
		r.at++
	}
	return r.at - begin
}

// readInteger returns a whole number with no more digits than fit for sure.
func (r *quickReader) readInteger() (n int64, ok bool) {
	negative := r.peek() == '-'
	if negative {
		r.at++
	}
	begin := r.at
	for ; r.at < len(r.body); r.at++ {
		digit := r.body[r.at] - '0'
		if digit > 9 {
			break
		}
		n = n*10 + int64(digit)
	}
	length := r.at - begin
	if c := r.peek(); length == 0 || length > 18 || length > 1 && r.body[begin] == '0' || c == '.' || c == 'e' || c == 'E' {
		return 0, false
	}
	if negative {
		n = -n
	}
	return n, true
}

// quickPlan is how a type is read.
type quickPlan struct {
	read func(r *quickReader, v reflect.Value) bool

	number int // of a struct type
	fields []quickField
	names  map[string]int // by name, from 1
	empty  reflect.Value  // an array without elements, of a slice type
}

// quickField is a field of a struct type.
type quickField struct {
	start  []byte // of a member without spaces: its name and the colon
	index  int
	plan   *quickPlan
	shares bool
}

var quickPlans struct {
	sync.Map // of *quickPlan by reflect.Type
	mu       sync.Mutex
	structs  int
}

// quickPlanOf returns the plan of a type. It is made when the type is first read.
func quickPlanOf(t reflect.Type) *quickPlan {
	if plan, ok := quickPlans.Load(t); ok {
		return plan.(*quickPlan)
	}
	quickPlans.mu.Lock()
	defer quickPlans.mu.Unlock()
	made := map[reflect.Type]*quickPlan{}
	plan := makeQuickPlan(t, made)
	for t, plan := range made {
		quickPlans.Store(t, plan)
	}
	return plan
}

func makeQuickPlan(t reflect.Type, made map[reflect.Type]*quickPlan) *quickPlan {
	if plan, ok := quickPlans.Load(t); ok {
		return plan.(*quickPlan)
	}
	if plan := made[t]; plan != nil {
		return plan
	}
	plan := new(quickPlan)
	made[t] = plan
	switch kind := t.Kind(); {
	case t == reflect.TypeFor[time.Time]():
		plan.read = readQuickTime
	case readsItself(reflect.New(t).Interface()):
		plan.read = readOtherwise
	case kind == reflect.String:
		plan.read = readQuickText
	case kind == reflect.Bool:
		plan.read = readQuickBool
	case kind == reflect.Int || kind == reflect.Int64:
		plan.read = readQuickInteger
	case kind == reflect.Float64:
		plan.read = readQuickFloat
	case t == reflect.TypeFor[[]string]():
		plan.read = readQuickTexts
	case t == reflect.TypeFor[[]int64]():
		plan.read = readQuickIntegers
	case kind == reflect.Pointer:
		plan.read = pointerReader(t.Elem(), makeQuickPlan(t.Elem(), made))
	case kind == reflect.Slice && t.Elem().Kind() != reflect.Uint8:
		plan.empty = reflect.MakeSlice(t, 0, 0)
		plan.read = sliceReader(plan, makeQuickPlan(t.Elem(), made))
	case kind == reflect.Struct && plan.addFields(t, made):
		plan.number = quickPlans.structs
		quickPlans.structs++
		plan.read = plan.readStruct
	default:
		plan.read = readOtherwise
	}
	return plan
}

// addFields adds the fields of a struct type, unless it has one of a kind that only package json knows.
func (p *quickPlan) addFields(t reflect.Type, made map[reflect.Type]*quickPlan) bool {
	var fields []quickField
	names := map[string]int{}
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case name == "-":
			continue
		case !field.IsExported() || field.Anonymous || name == "" || options != "" && options != "omitzero" || len(fields) == 64:
			return false
		}
		_, shares := reflect.Zero(elementOf(field.Type)).Interface().(inherited)
		fields = append(fields, quickField{start: []byte(`"` + name + `":`), index: i, plan: makeQuickPlan(field.Type, made), shares: shares})
		names[name] = len(fields)
	}
	p.fields, p.names = fields, names
	return true
}

func elementOf(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

func (p *quickPlan) state(r *quickReader) *quickState {
	for p.number >= len(r.states) {
		r.states = append(r.states, nil)
	}
	state := r.states[p.number]
	if state == nil {
		state = &quickState{next: make([]int16, len(p.fields)+1), shared: make([]*sharedValues, len(p.fields))}
		r.states[p.number] = state
	}
	return state
}

func (s *quickState) forget() {
	for _, shared := range s.shared {
		if shared != nil {
			*shared = sharedValues{}
		}
	}
}

func (s *quickState) sharedOf(field int) *sharedValues {
	if s.shared[field] == nil {
		s.shared[field] = new(sharedValues)
	}
	return s.shared[field]
}

func (p *quickPlan) readStruct(r *quickReader, v reflect.Value) bool {
	if r.peek() == 'n' {
		return readQuickNull(r, v)
	}
	if r.depth++; r.depth > deepest {
		return false
	}
	defer func() { r.depth-- }()
	if !r.take('{') {
		return false
	}
	if r.take('}') {
		return true
	}
	state := p.state(r)
	previous, seen := 0, uint64(0)
	for {
		field, ok := p.fieldToCome(r, state, previous)
		if !ok {
			return false
		}
		if field == 0 {
			ok = r.skip()
		} else {
			previous = field
			f := &p.fields[field-1]
			switch known := seen&(1<<(field-1)) != 0; {
			case known:
				return false
			case f.shares && r.isList:
				ok = state.sharedOf(field-1).read(r, f.plan, v.Field(f.index))
			default:
				ok = f.plan.read(r, v.Field(f.index))
			}
			seen |= 1 << (field - 1)
		}
		if !ok {
			return false
		}
		if !r.take(',') {
			return r.take('}')
		}
	}
}

// fieldToCome takes the name of a member, and returns the number of its field, from 1; 0 where there is none.
func (p *quickPlan) fieldToCome(r *quickReader, state *quickState, previous int) (field int, ok bool) {
	r.skipSpace()
	if guess := int(state.next[previous]); guess > 0 && bytes.HasPrefix(r.body[r.at:], p.fields[guess-1].start) {
		r.at += len(p.fields[guess-1].start)
		r.skipSpace()
		return guess, true
	}
	name, ok := r.name()
	if field = p.names[string(name)]; field > 0 {
		state.next[previous] = int16(field)
	}
	return field, ok
}

// sharedValues are values of a field that have come in a body. Where few of them come again it stops looking.
type sharedValues struct {
	values      [48]sharedValue
	count       int
	tries, hits int
}

type sharedValue struct {
	text  []byte
	value reflect.Value
}

func (s *sharedValues) read(r *quickReader, plan *quickPlan, v reflect.Value) bool {
	if s.tries >= 32 && s.hits*4 < s.tries {
		return plan.read(r, v)
	}
	s.tries++
	rest := r.body[r.at:]
	for i := range s.values[:min(s.count, len(s.values))] {
		if known := &s.values[i]; bytes.HasPrefix(rest, known.text) {
			s.hits++
			v.Set(known.value)
			r.at += len(known.text)
			return true
		}
	}
	begin := r.at
	if !plan.read(r, v) {
		return false
	}
	if r.body[begin] == '{' { // ends with the brace, whatever follows
		s.values[s.count%len(s.values)] = sharedValue{r.body[begin:r.at], v}
		s.count++
	}
	return true
}

func readQuickNull(r *quickReader, v reflect.Value) bool {
	v.SetZero()
	return r.takeWord("null")
}

func readQuickText(r *quickReader, v reflect.Value) bool {
	if r.peek() != '"' {
		return readQuickNull(r, v)
	}
	text, ok := r.readText()
	v.SetString(text)
	return ok
}

func readQuickBool(r *quickReader, v reflect.Value) bool {
	switch r.peek() {
	case 't':
		v.SetBool(true)
		return r.takeWord("true")
	case 'f':
		v.SetBool(false)
		return r.takeWord("false")
	}
	return readQuickNull(r, v)
}

func readQuickInteger(r *quickReader, v reflect.Value) bool {
	if r.peek() == 'n' {
		return readQuickNull(r, v)
	}
	n, ok := r.readInteger()
	v.SetInt(n)
	return ok
}

func readQuickFloat(r *quickReader, v reflect.Value) bool {
	if r.peek() == 'n' {
		return readQuickNull(r, v)
	}
	text, ok := r.number()
	if !ok {
		return false
	}
	f, err := strconv.ParseFloat(string(text), 64)
	v.SetFloat(f)
	return err == nil && !math.IsInf(f, 0)
}

// readQuickTime reads a time in UTC, in whole seconds.
func readQuickTime(r *quickReader, v reflect.Value) bool {
	const form = "0000-00-00T00:00:00Z"
	if r.peek() != '"' {
		return readQuickNull(r, v)
	}
	text, ok := r.quoted()
	if !ok || len(text) != len(form) {
		return false
	}
	for i, c := range []byte(form) {
		if digit := text[i] - '0'; c == '0' && digit > 9 || c != '0' && text[i] != c {
			return false
		}
	}
	two := func(i int) int { return int(text[i]-'0')*10 + int(text[i+1]-'0') }
	year, month, day, hour, minute, second := two(0)*100+two(2), two(5), two(8), two(11), two(14), two(17)
	if month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 {
		return false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	*v.Addr().Interface().(*time.Time) = t
	return t.Day() == day
}

// readOtherwise has package json read a value.
func readOtherwise(r *quickReader, v reflect.Value) bool {
	begin := r.at
	return r.skip() && json.Unmarshal(r.body[begin:r.at], v.Addr().Interface()) == nil
}

func pointerReader(t reflect.Type, element *quickPlan) func(r *quickReader, v reflect.Value) bool {
	return func(r *quickReader, v reflect.Value) bool {
		if r.peek() == 'n' {
			return readQuickNull(r, v)
		}
		value := reflect.New(t)
		v.Set(value)
		return element.read(r, value.Elem())
	}
}

func sliceReader(p, element *quickPlan) func(r *quickReader, v reflect.Value) bool {
	return func(r *quickReader, v reflect.Value) bool {
		if r.peek() == 'n' {
			return readQuickNull(r, v)
		}
		v.Set(p.empty)
		begin := r.at
		for n := 0; ; n++ {
			if there, ok := r.element(n); !there {
				return ok
			}
			if n == v.Cap() {
				v.Grow(r.elementsToCome(begin, n))
			}
			v.SetLen(n + 1)
			if !element.read(r, v.Index(n)) {
				return false
			}
		}
	}
}

func readQuickTexts(r *quickReader, v reflect.Value) bool {
	return readArray(r, v, &r.strings, (*quickReader).readText)
}

func readQuickIntegers(r *quickReader, v reflect.Value) bool {
	return readArray(r, v, &r.numbers, (*quickReader).readInteger)
}

// readArray reads an array into a part of room of its own, to which nothing can be appended.
func readArray[T any](r *quickReader, v reflect.Value, room *[]T, read func(r *quickReader) (T, bool)) bool {
	if r.peek() == 'n' {
		return readQuickNull(r, v)
	}
	array := (*room)[:0]
	if array == nil {
		array = []T{}
	}
	begin := r.at
	for n := 0; ; n++ {
		there, ok := r.element(n)
		if !there {
			*v.Addr().Interface().(*[]T) = array[:n:n]
			*room = array[n:]
			return ok
		}
		if n == cap(array) {
			array = append(make([]T, 0, max(r.elementsToCome(begin, n)+n, r.roomAhead())), array...)
		}
		element, ok := read(r)
		if !ok {
			return false
		}
		array = append(array, element)
	}
}

// roomAhead is for how many elements at least arrays share an allocation.
func (r *quickReader) roomAhead() int {
	if r.isList {
		return 64
	}
	return 24
}

// elementsToCome guesses how many elements there are for which an array that began at begin, and has n, needs room.
func (r *quickReader) elementsToCome(begin, n int) int {
	switch {
	case n == 1 && r.depth == 0: // the list itself
		return min((len(r.body)-r.at)/(r.at-begin)*21/20+1, largestPage)
	case n > 0:
		return n
	}
	rest := r.body[r.at:]
	rest = rest[:max(bytes.IndexByte(rest, ']'), 0)]
	if r.peek() == '{' {
		return 1 + bytes.Count(rest, []byte("},{"))
	}
	return 1 + bytes.Count(rest, []byte(","))
}
