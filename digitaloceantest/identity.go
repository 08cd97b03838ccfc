package digitaloceantest

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
)

// identity hands out the identifiers of one server. Every kind has its own sequence, drawn from the seed, so
// that what one service creates does not change the identifiers of another.
type identity struct {
	seed    uint64
	streams map[string]*rand.Rand
	next    map[string]int64
	drawn   int // identifiers so far
}

func newIdentity(seed uint64) *identity {
	return &identity{seed: seed, streams: make(map[string]*rand.Rand), next: make(map[string]int64)}
}

func (i *identity) stream(kind string) *rand.Rand {
	i.drawn++
	r, ok := i.streams[kind]
	if !ok {
		h := fnv.New64a()
		h.Write([]byte(kind))
		r = rand.New(rand.NewPCG(i.seed, h.Sum64()))
		i.streams[kind] = r
	}
	return r
}

// number returns the next numeric ID of a kind. IDs of a kind only grow.
func (i *identity) number(kind string) int64 {
	i.drawn++
	if i.next[kind] == 0 {
		i.next[kind] = 100_000_000 + i.stream(kind).Int64N(400_000_000)
	}
	i.next[kind]++
	return i.next[kind]
}

// count returns 0, 1, 2 ... for a kind.
func (i *identity) count(kind string) int64 {
	i.drawn++
	i.next[kind]++
	return i.next[kind] - 1
}

// uuid returns a random (version 4) UUID.
func (i *identity) uuid(kind string) string {
	b := i.bytes(kind, 16)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// hex returns n random bytes in hexadecimal digits.
func (i *identity) hex(kind string, n int) string { return hex.EncodeToString(i.bytes(kind, n)) }

func (i *identity) bytes(kind string, n int) []byte {
	r, b := i.stream(kind), make([]byte, n+8)
	for at := 0; at < n; at += 8 {
		binary.BigEndian.PutUint64(b[at:], r.Uint64())
	}
	return b[:n]
}

func key(id int64) string { return strconv.FormatInt(id, 10) }
