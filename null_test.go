package digitalocean_test

import (
	"encoding/json"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean"
)

func TestNull(t *testing.T) {
	type record struct {
		Text   digitalocean.Null[string] `json:"text,omitzero"`
		Number digitalocean.Null[int]    `json:"number,omitzero"`
		List   digitalocean.Null[[]int]  `json:"list,omitzero"`
	}
	for _, c := range []struct {
		json  string
		value record
	}{
		{`{}`, record{}},
		{`{"text":null}`, record{Text: digitalocean.ExplicitNull[string]()}},
		{`{"text":"","number":0,"list":[]}`, record{
			Text: digitalocean.NotNull(""), Number: digitalocean.NotNull(0), List: digitalocean.NotNull([]int{}),
		}},
		{`{"text":"a \"b\"","number":null,"list":[1,2]}`, record{
			Text: digitalocean.NotNull(`a "b"`), Number: digitalocean.ExplicitNull[int](), List: digitalocean.NotNull([]int{1, 2}),
		}},
	} {
		t.Run(c.json, func(t *testing.T) {
			v1, err := json.Marshal(c.value)
			require.NoError(t, err)
			require.Equal(t, c.json, string(v1))
			v2, err := jsonv2.Marshal(c.value)
			require.NoError(t, err)
			require.Equal(t, c.json, string(v2))

			var got record
			require.NoError(t, json.Unmarshal([]byte(c.json), &got))
			require.Equal(t, c.value, got)
			got = record{}
			require.NoError(t, jsonv2.Unmarshal([]byte(c.json), &got))
			require.Equal(t, c.value, got)
		})
	}
}

func TestNullTellsItsStatesApart(t *testing.T) {
	for _, c := range []struct {
		name              string
		value             digitalocean.Null[int]
		isValue, null, no bool
	}{
		{name: "nothing", no: true},
		{name: "null", value: digitalocean.ExplicitNull[int](), null: true},
		{name: "zero", value: digitalocean.NotNull(0), isValue: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := c.value.Get()
			require.Zero(t, got)
			require.Equal(t, c.isValue, ok)
			require.Equal(t, c.null, c.value.IsNull())
			require.Equal(t, c.no, c.value.IsZero())
		})
	}
	got, ok := digitalocean.NotNull(7).Get()
	require.True(t, ok)
	require.Equal(t, 7, got)
}

// A null that is read replaces what was there, and so does a value.
func TestNullIsReplaced(t *testing.T) {
	value := digitalocean.NotNull("a")
	require.NoError(t, json.Unmarshal([]byte(`null`), &value))
	require.Equal(t, digitalocean.ExplicitNull[string](), value)
	require.NoError(t, json.Unmarshal([]byte(`"b"`), &value))
	require.Equal(t, digitalocean.NotNull("b"), value)
	require.Error(t, json.Unmarshal([]byte(`{}`), &value))
	require.Equal(t, digitalocean.NotNull("b"), value)
}

// Comparers of other modules ask for Equal where fields are hidden.
func TestEqual(t *testing.T) {
	require.True(t, digitalocean.NotNull([]string{"a"}).Equal(digitalocean.NotNull([]string{"a"})))
	require.False(t, digitalocean.NotNull([]string{"a"}).Equal(digitalocean.NotNull([]string{"b"})))
	require.False(t, digitalocean.ExplicitNull[int]().Equal(digitalocean.Null[int]{}))
	require.True(t, digitalocean.NewSecret("a").Equal(digitalocean.NewSecret("a")))
	require.False(t, digitalocean.NewSecret("a").Equal(digitalocean.NewSecret("b")))
	require.True(t, digitalocean.AddOnText("a").Equal(digitalocean.AddOnText("a")))
	require.False(t, digitalocean.AddOnText("true").Equal(digitalocean.AddOnFlag(true)))
	require.True(t, digitalocean.LoadBalancerDroplets(1, 2).Equal(digitalocean.LoadBalancerDroplets(1, 2)))
	require.False(t, digitalocean.LoadBalancerDroplets(1, 2).Equal(digitalocean.LoadBalancerTag("web")))
	rsyslog := func(server string) digitalocean.DatabaseLogSinkConfig {
		return digitalocean.DatabaseLogsToRsyslog(digitalocean.DatabaseLogSinkRsyslogConfig{Server: server})
	}
	require.True(t, rsyslog("192.0.2.1").Equal(rsyslog("192.0.2.1")))
	require.False(t, rsyslog("192.0.2.1").Equal(rsyslog("192.0.2.2")))
}
