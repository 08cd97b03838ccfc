package digitalocean

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/internal/contract"
)

// FuzzQuick holds the quick reader to package json: what it accepts, package json accepts and reads as the same.
func FuzzQuick(f *testing.F) {
	for _, text := range quickSeeds(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		sameOne[Droplet](t, body, "droplet")
		sameOne[Account](t, body, "account")
		sameOne[Database](t, body, "database")
		sameOne[App](t, body, "app")
		sameOne[MySQLConfig](t, body, "config")
		sameOne[AppHealth](t, body, "")
		sameOne[string](t, body, "ca")
		sameOne[[]string](t, body, "name_servers")
		sameList[Droplet](t, body, "droplets")
		sameList[Action](t, body, "actions")
		sameList[Image](t, body, "images")
		sameList[KubernetesCluster](t, body, "kubernetes_clusters")
	})
}

func sameOne[T any](t *testing.T, body []byte, key string) {
	var quick, careful T
	if key == "" && !readQuicklyWhole(body, &quick) || key != "" && !readQuickly(body, false, member{key, &quick}) {
		return
	}
	if err := decodeOneCarefully(body, key, &careful); err != nil || !reflect.DeepEqual(careful, quick) {
		t.Fatalf("%q of %q is read as %+v, but is %+v, %v", key, body, quick, careful, err)
	}
}

func sameList[T any](t *testing.T, body []byte, key string) {
	var quick, careful Page[T]
	var meta listMeta
	if !readQuickly(body, true, member{key, &quick.Items}, member{"links", &quick.Links}, member{"meta", &meta}) {
		return
	}
	quick.Total = meta.total()
	if err := decodeListCarefully(body, key, careful.parts()); err != nil || !reflect.DeepEqual(careful, quick) {
		t.Fatalf("%q of %q is read as %+v, but is %+v, %v", key, body, quick, careful, err)
	}
}

// quickSeeds are the recorded answers, those that are made of the facts of the API, and what goes wrong in JSON.
func quickSeeds(tb testing.TB) [][]byte {
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(tb, err)
	var seeds [][]byte
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(tb, err)
		seeds = append(seeds, text)
	}
	for _, id := range []string{
		"droplets_get", "droplets_list", "account_get", "databases_get_cluster", "databases_get_config", "apps_get", "actions_list",
		"images_list", "kubernetes_list_clusters", "uptime_list_checks",
	} {
		op := contract.ByID(id)
		require.NotNil(tb, op, id)
		for _, form := range []contract.Form{contract.Full, contract.Minimal, contract.Nulls, contract.Strange} {
			for _, answer := range (contract.Generator{Seed: 1, Form: form}).Answers(op) {
				seeds = append(seeds, answer.Body, bytes.ToUpper(answer.Body), answer.Body[:len(answer.Body)/2], append(answer.Body, answer.Body...))
			}
		}
	}
	for _, text := range []string{
		``, ` `, `{}`, `{ }`, `null`, `[]`, `{"droplet":{}}`, `{"droplet":null}`, `{"droplet":[]}`, `{"droplet":{"id":1,"id":2}}`, `{"droplet":{"id":01}}`,
		`{"droplet":{"id":-0,"vcpus":-1,"memory":1.0}}`, `{"droplet":{"id":999999999999999999}}`, `{"droplet":{"id":9999999999999999999}}`, `{"droplet":{"id":1e3}}`,
		`{"droplet":{"name":"\u00e9\n\ud83d\ude00"}}`, `{"droplet":{"name":"\ud83d"}}`, "{\"droplet\":{\"name\":\"\xff\"}}", "{\"droplet\":{\"name\":\"\x01\"}}", "{\"droplet\":{\"n\xffame\":\"\"}}",
		`{"droplet":{"na\u006de":"a"}}`, `{"droplet":{"created_at":"2020-02-30T00:00:00Z"}}`, `{"droplet":{"created_at":"0000-01-01T00:00:00Z"}}`, `{"droplet":{"created_at":"2020-07-21T18:37:44.5Z"}}`,
		`{"droplet":{"size":{"price_hourly":1e999}}}`, `{"droplet":{"size":{"price_hourly":-0.0,"transfer":1E+2}}}`, `{"droplet":{"size":{"price_hourly":1.}}}`, `{"droplet":{"features":["a",,"b"]}}`,
		`{"droplet":{"features":["a",]}}`, `{"droplet":{"x":{"y":[1,"]",{"z":tru}]}}}`, `{"droplet":{"id":1}} x`, `{"droplet":{"id":1},"droplet":{"id":2}}`, `{"x":1,"x":2,"droplet":{"id":1}}`,
		`{"droplets":[{"region":{"slug":"a"}},{"region":{"slug":"a"}},{"region":{"slug":"a"} }],"meta":{"total":3},"links":{"pages":{"next":"?page=2"}}}`,
		`{"droplets":[{"features":["a"],"backup_ids":[1]},{"features":["b"],"backup_ids":[2,3]},{"features":[]}]}`, `{"droplets":[],"meta":{}}`, `{"droplets":null,"meta":{"total":0}}`, `{"droplets":[null,{"id":1}]}`,
		"\t{ \"droplet\" :\r\n{ \"id\" : 1 , \"name\" : \"a\" } }\n", `{"ca":"a"}`, `{"ca":null}`, `{"name_servers":["a","b"]}`, `{"name_servers":[null]}`, `{"droplet":{"volume_ids":[0"]}}`, `{"droplet":{"volume_ids":["a",null,"b"]}}`,
	} {
		seeds = append(seeds, []byte(text))
	}
	return seeds
}

// TestQuick is about what the quick reader is for: it reads the documented answers, and equal regions, sizes and images of a
// list are one.
func TestQuick(t *testing.T) {
	for _, id := range []string{"droplets_list", "images_list", "kubernetes_list_clusters"} {
		op := contract.ByID(id)
		require.NotNil(t, op)
		answer := contract.Generator{Seed: 1}.Answers(op)[0].Body
		switch id {
		case "droplets_list":
			require.True(t, readQuickly(answer, true, member{"droplets", new([]Droplet)}), string(answer))
		case "images_list":
			require.True(t, readQuickly(answer, true, member{"images", new([]Image)}), string(answer))
		default:
			require.True(t, readQuickly(answer, true, member{"kubernetes_clusters", new([]KubernetesCluster)}), string(answer))
		}
	}

	var page Page[Droplet]
	const image, other = `{"id":7,"regions":["a","b"]}`, `{"id":8,"regions":["a","b"]}`
	require.NoError(t, decodeList([]byte(`{"droplets":[{"image":`+image+`},{"image":`+other+`},{"image":`+image+`}]}`), "droplets", &page))
	require.Same(t, page.Items[0].Image, page.Items[2].Image)
	require.NotSame(t, page.Items[0].Image, page.Items[1].Image)
	require.Equal(t, int64(8), page.Items[1].Image.ID)
}

// An array of a list has no room behind it in which an append would change another.
func TestQuickArraysAreApart(t *testing.T) {
	var page Page[Droplet]
	require.NoError(t, decodeList([]byte(`{"droplets":[{"tags":["a"],"backup_ids":[1]},{"tags":["b"],"backup_ids":[2]}]}`), "droplets", &page))
	_ = append(page.Items[0].Tags, "x")
	_ = append(page.Items[0].BackupIDs, 9)
	require.Equal(t, []string{"b"}, page.Items[1].Tags)
	require.Equal(t, []int64{2}, page.Items[1].BackupIDs)
}
