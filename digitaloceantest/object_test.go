package digitaloceantest

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestObjectsAreEncodedInOrder(t *testing.T) {
	noon := time.Date(2026, 1, 2, 12, 0, 0, 999, time.FixedZone("", 3600))
	inner := newObject("z", 1, "a", int64(-2))
	o := newObject(
		"text", "a\"b\\c\n<é>\u2028",
		"none", nil, "yes", true, "real", 0.1, "large", 1e21,
		"time", noon, "no time", time.Time{},
		"inner", inner, "no inner", (*object)(nil),
		"texts", []string{"x", ""}, "no texts", []string(nil), "numbers", []int64{1, 2},
		"objects", []*object{inner, newObject()}, "groups", [][]int64{{1}, {}},
		"other", map[string]int{"b": 2, "a": 1},
	)
	require.Equal(t, `{"text":"a\"b\\c\n<é>`+"\u2028"+`","none":null,"yes":true,"real":0.1,"large":1000000000000000000000,`+
		`"time":"2026-01-02T11:00:00Z","no time":null,"inner":{"z":1,"a":-2},"no inner":null,`+
		`"texts":["x",""],"no texts":[],"numbers":[1,2],"objects":[{"z":1,"a":-2},{}],"groups":[[1],[]],`+
		`"other":{"a":1,"b":2}}`, string(o.json()))
	require.True(t, json.Valid(o.json()))
}

func TestObjectsAreEncodedAgainAfterAChange(t *testing.T) {
	o := newObject("a", 1)
	first := o.json()
	require.Same(t, &first[0], &o.json()[0])
	o.set("a", 2)
	o.set("b", 3)
	require.Equal(t, `{"a":2,"b":3}`, string(o.json()))
	require.Equal(t, `{"a":1}`, string(first))
}

func TestCollectionsKeepTheirOrder(t *testing.T) {
	var c collection[string]
	for _, key := range []string{"a", "b", "c", "d"} {
		c.add(key, key)
	}
	c.remove("b")
	c.remove("d")
	c.remove("x")
	c.add("e", "e")
	c.add("a", "A")
	var got []string
	for r := range c.all() {
		got = append(got, r)
	}
	for r := range c.newestFirst() {
		got = append(got, r)
	}
	require.Equal(t, []string{"A", "c", "e", "e", "c", "A"}, got)
	require.Equal(t, "e", c.newestKey())
}
