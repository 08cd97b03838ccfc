package digitaloceantest_test

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dosdk/digitalocean/digitaloceantest"
)

var dataStart = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// keeper restarts servers that keep their state in one file.
type keeper struct {
	api
	path string
	opts []digitaloceantest.Option
}

func keep(t *testing.T, opts ...digitaloceantest.Option) *keeper {
	t.Helper()
	k := &keeper{path: filepath.Join(t.TempDir(), "state.json")}
	k.opts = append([]digitaloceantest.Option{
		digitaloceantest.ManualClock(), digitaloceantest.StartTime(dataStart), digitaloceantest.Data(k.path),
	}, opts...)
	k.api = api{t: t}
	k.restart()
	return k
}

func (k *keeper) restart() {
	k.t.Helper()
	if k.srv != nil {
		k.srv.Close()
	}
	srv, err := digitaloceantest.Start(k.opts...)
	require.NoError(k.t, err)
	k.t.Cleanup(srv.Close)
	k.srv = srv
}

// refuses expects that no server starts on the file, and that the file stays as it is.
func (k *keeper) refuses(message string) {
	k.t.Helper()
	before := k.file()
	_, err := digitaloceantest.Start(k.opts...)
	require.ErrorContains(k.t, err, message)
	require.Equal(k.t, before, k.file())
}

func (k *keeper) file() string {
	k.t.Helper()
	content, err := os.ReadFile(k.path)
	require.NoError(k.t, err)
	return string(content)
}

func (k *keeper) write(content string) {
	k.t.Helper()
	require.NoError(k.t, os.WriteFile(k.path, []byte(content), 0o600))
}

// sealed gives a line the checksum that it should have.
func sealed(line string) string {
	line = line[:strings.LastIndex(line, `,"sum":`)]
	return fmt.Sprintf(`%s,"sum":"%08x"}`, line, crc32.ChecksumIEEE([]byte(line)))
}

// startKept returns a server whose state is there again after a restart, which the end of the test makes sure of:
// so each test of a service is also one of [digitaloceantest.Data].
func startKept(t *testing.T, opts []digitaloceantest.Option) *digitaloceantest.Server {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state.json")
	srv := digitaloceantest.NewServer(t, append([]digitaloceantest.Option{digitaloceantest.Data(path)}, opts...)...)
	t.Cleanup(func() {
		if t.Failed() {
			return
		}
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(path+".copy", content, 0o600))
		again, err := digitaloceantest.Start(append(opts, digitaloceantest.Data(path+".copy"))...)
		require.NoError(t, err)
		defer again.Close()
		before := srv.Shown()
		for i, shown := range again.Shown() {
			require.Equal(t, before[i], shown)
		}
	})
	return srv
}

func TestDataKeepsTheState(t *testing.T) {
	k := keep(t, digitaloceantest.Seed(7), digitaloceantest.Duration("snapshot", time.Hour))
	require.Empty(t, k.srv.Restored())
	active := idOf(k.createDroplet(object{"tags": []string{"web"}, "backups": true}))
	k.post("/v2/droplets/"+active+"/actions", object{"type": "snapshot", "name": "late"})
	k.post("/v2/domains", object{"name": "example.com", "ip_address": "192.0.2.1"})
	fresh := idOf(k.post("/v2/droplets", object{"name": "new", "size": "s-1vcpu-1gb", "image": "debian-12-x64"})["droplet"])
	k.srv.AddDroplets(3, func(i int, d map[string]any) { d["name"], d["created_at"] = fmt.Sprintf("seed-%d", i), dataStart })
	k.srv.Create("/v2/tags", map[string]any{"name": "empty"})
	k.srv.FailNext("power_off")
	paths := []string{
		"/v2/droplets", "/v2/tags", "/v2/domains/example.com", "/v2/domains/example.com/records", "/v2/actions", "/v2/images?private=true",
	}
	before := k.read(paths)

	k.restart()
	require.Contains(t, k.srv.Restored(), "7 changes are back")
	require.Equal(t, before, k.read(paths))
	require.Equal(t, dataStart.Add(time.Minute), k.srv.Now())

	k.srv.Advance(10 * time.Second)
	require.Equal(t, "active", k.get("/v2/droplets/" + fresh)["droplet"].(object)["status"], "what was to happen happens")
	action := k.post("/v2/droplets/"+fresh+"/actions", object{"type": "power_off"})["action"]
	k.restart()
	k.srv.Advance(time.Hour)
	require.Equal(t, "errored", k.get("/v2/actions/" + idOf(action))["action"].(object)["status"], "and fails if it was told to")
	require.Len(t, k.get("/v2/snapshots")["snapshots"], 1)
}

var localURL = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// read returns what each path answers, without the address of the server.
func (k *keeper) read(paths []string) []string {
	k.t.Helper()
	answers := []string{}
	for _, path := range paths {
		answers = append(answers, localURL.ReplaceAllString(k.do("GET", path, nil).raw, ""))
	}
	return answers
}

// A server that is restarted all the time answers as its twin does that never is.
func TestDataMakesNoDifference(t *testing.T) {
	for seed := range uint64(3) {
		k := keep(t, digitaloceantest.Seed(seed))
		twin := start(t, digitaloceantest.Seed(seed), digitaloceantest.StartTime(dataStart))
		r := rand.New(rand.NewPCG(seed, 0))
		for step := range 150 {
			method, path, body := randomRequest(r, k)
			got, want := k.do(method, path, body, "X-Dangerous", "true"), twin.do(method, path, body, "X-Dangerous", "true")
			require.Equal(t, essence(want), essence(got), "step %d: %s %s %v", step, method, path, body)
			if r.IntN(3) == 0 {
				pause := time.Duration(r.IntN(90)) * time.Second
				k.srv.Advance(pause)
				twin.srv.Advance(pause)
			}
			if r.IntN(10) == 0 {
				k.restart()
			}
		}
	}
}

func essence(a answer) string {
	raw := localURL.ReplaceAllString(a.raw, "")
	return fmt.Sprint(a.status, regexp.MustCompile(`"request_id":"[^"]*"`).ReplaceAllString(raw, ""))
}

// randomRequest uses what there is on the server, some of which is sure to be refused.
func randomRequest(r *rand.Rand, k *keeper) (method, path string, body any) {
	pick := func(path, key string) string {
		list, _ := k.get(path)[key].([]any)
		if len(list) == 0 {
			return "1"
		}
		return idOf(list[r.IntN(len(list))])
	}
	droplet := "/v2/droplets/" + pick("/v2/droplets", "droplets")
	kinds := []string{"power_off", "power_on", "snapshot", "resize", "rename", "enable_backups", "enable_ipv6", "nonsense"}
	name := fmt.Sprintf("n%d.example.com", r.IntN(20))
	switch r.IntN(12) {
	case 0, 1, 2:
		return "POST", "/v2/droplets", object{
			"name": name, "size": "s-1vcpu-1gb", "image": "debian-12-x64", "tags": []string{name[:2]}, "ipv6": r.IntN(2) == 0, "backups": true,
		}
	case 3, 4:
		return "POST", droplet + "/actions", object{"type": kinds[r.IntN(len(kinds))], "size": "s-2vcpu-4gb", "name": name}
	case 5:
		return "DELETE", droplet, nil
	case 6:
		return "POST", "/v2/domains", object{"name": name}
	case 7:
		return "POST", "/v2/domains/" + name + "/records", object{"type": "A", "name": "www", "data": "192.0.2.1"}
	case 8:
		return "POST", "/v2/certificates", object{"name": name, "type": "lets_encrypt", "dns_names": []string{name}}
	case 9:
		return "DELETE", "/v2/images/" + pick("/v2/images?private=true", "images"), nil
	case 10:
		return "DELETE", droplet + "/destroy_with_associated_resources/dangerous", nil
	}
	return "POST", "/v2/tags/" + name[:2] + "/resources", "\xff{"
}

func TestDataKeepsVirtualTime(t *testing.T) {
	k := keep(t)
	k.srv.Advance(36 * time.Hour)
	k.restart()
	require.Equal(t, dataStart.Add(36*time.Hour), k.srv.Now())
	k.srv.Advance(time.Hour)
	k.restart()
	k.restart()
	require.Equal(t, dataStart.Add(37*time.Hour), k.srv.Now())
}

func TestDataLetsTimeGoOnWithRealTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	first, err := digitaloceantest.Start(digitaloceantest.Data(path))
	require.NoError(t, err)
	require.NoError(t, first.Clock().Sleep(t.Context(), time.Hour))
	left := first.Now()
	first.Close()
	second := digitaloceantest.NewServer(t, digitaloceantest.Data(path), digitaloceantest.StartTime(dataStart))
	require.False(t, second.Now().Before(left))
	require.Less(t, second.Now().Sub(left), 10*time.Minute)
}

func TestDataOutlivesChangedOptions(t *testing.T) {
	k := keep(t, digitaloceantest.Seed(3), digitaloceantest.DropletLimit(2), digitaloceantest.Immediate())
	k.createDroplet(nil)
	k.createDroplet(nil)
	before := k.read([]string{"/v2/droplets"})
	k.opts = append(k.opts, digitaloceantest.Seed(4), digitaloceantest.DropletLimit(1), digitaloceantest.Duration("create", time.Hour))
	k.restart()
	require.Equal(t, before, k.read([]string{"/v2/droplets"}))
	require.Equal(t, 422, k.do("POST", "/v2/droplets", object{"name": "c", "size": "s-1vcpu-1gb", "image": "debian-12-x64"}).status)
}

func TestDataGivesNewRequestIDsAfterARestart(t *testing.T) {
	k := keep(t)
	seen := map[string]bool{}
	for range 3 {
		for range 5 {
			id := k.do("GET", "/v2/account", nil).header.Get("X-Request-Id")
			require.False(t, seen[id])
			seen[id] = true
		}
		k.restart()
	}
}

func TestDataBeginsAnewAfterReset(t *testing.T) {
	k := keep(t)
	first := k.createDroplet(nil)
	k.srv.Reset()
	require.Equal(t, 1, strings.Count(k.file(), "\n"))
	k.restart()
	require.Empty(t, k.get("/v2/droplets")["droplets"])
	require.Equal(t, dataStart.Add(time.Minute), k.srv.Now())
	require.Equal(t, first["id"], k.createDroplet(nil)["id"])
}

func TestDataKeepsWhatFaultsLetThrough(t *testing.T) {
	k := keep(t)
	k.srv.Inject(digitaloceantest.Fault{Method: "POST", Break: digitaloceantest.ResetAfter, Times: 1})
	_, err := k.try("POST", "/v2/domains", object{"name": "after.example.com"})
	require.Error(t, err)
	k.srv.Inject(digitaloceantest.Fault{Method: "POST", Break: digitaloceantest.ResetBefore, Times: 1})
	_, err = k.try("POST", "/v2/domains", object{"name": "before.example.com"})
	require.Error(t, err)
	require.Equal(t, 401, k.do("POST", "/v2/domains", object{"name": "other.example.com"}, "Authorization", "Bearer x").status)
	k.restart()
	require.Equal(t, []any{"after.example.com"}, column(k.get("/v2/domains")["domains"], "name"))
}

func TestDataHoldsNoToken(t *testing.T) {
	k := keep(t, digitaloceantest.Token("dop_v1_precious"))
	k.post("/v2/domains", object{"name": "example.com"})
	require.NotContains(t, k.file(), "precious")
	info, err := os.Stat(k.path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

func TestDataIsOfOneServerAtATime(t *testing.T) {
	k := keep(t)
	k.refuses("in use by another server")
	k.srv.Reset()
	k.refuses("in use by another server")
}

// However much of the last line came to the disk, the state of before it is back, and nothing is thrown away.
func TestDataRecoversFromACutLastLine(t *testing.T) {
	k := keep(t)
	k.post("/v2/domains", object{"name": "first.example.com"})
	whole := k.file()
	k.post("/v2/domains", object{"name": "last.example.com"})
	k.srv.Close()
	both := k.file()
	tails := []string{strings.Repeat("\x00", 40), "}\n", strings.Replace(both[len(whole):], "last", "lost", 1)}
	for length := 1; length < len(both)-len(whole); length += 5 {
		tails = append(tails, both[len(whole):len(whole)+length])
	}
	for _, tail := range tails {
		k.write(whole + tail)
		k.restart()
		require.Contains(t, k.srv.Restored(), "1 change is back; line 3, which was not written whole, is left out")
		require.Equal(t, []any{"first.example.com"}, column(k.get("/v2/domains")["domains"], "name"))
		cut, err := os.ReadFile(k.path + ".cut")
		require.NoError(t, err)
		require.Equal(t, tail, string(cut))
		require.True(t, strings.HasPrefix(k.file(), whole))
		k.restart()
		require.NotContains(t, k.srv.Restored(), "left out")
		k.srv.Close()
	}
}

func TestDataRefusesADamagedFile(t *testing.T) {
	k := keep(t)
	k.post("/v2/domains", object{"name": "first.example.com"})
	k.post("/v2/domains", object{"name": "last.example.com"})
	k.srv.Close()
	good := k.file()
	lines := strings.Split(strings.TrimSuffix(good, "\n"), "\n")
	replaced := func(at int, line string) string {
		changed := append([]string{}, lines...)
		changed[at] = line
		return strings.Join(changed, "\n") + "\n"
	}
	for _, test := range []struct{ name, content, message string }{
		{"changed in the middle", strings.Replace(good, "first", "worst", 1), "line 2: damaged"},
		{"cut in the middle", replaced(1, lines[1][:20]), "line 2: damaged"},
		{"changed at the beginning", strings.Replace(good, "seed", "feed", 1), "line 1: damaged"},
		{"another file", "# Notes\n\nBuy milk.\n", "line 1: damaged, or not of a journal"},
		{"another file of one line", "hello", "line 1: damaged, or not of a journal"},
		{"without its beginning", strings.Join(lines[1:], "\n") + "\n", "does not begin with a start"},
		{"of a newer version", replaced(0, sealed(strings.Replace(lines[0], `"format":1`, `"format":2`, 1))), "a newer version wrote it, in format 2"},
		{"of something unknown", replaced(1, sealed(`{"time":"2026-03-01T12:00:00Z","wonder":1,"sum":""}`)), "line 2: a newer version wrote it"},
		{"with another status", replaced(1, sealed(strings.Replace(lines[1], "201", "202", 1))), "POST /v2/domains gets 201 now and got 202 when it came"},
		{"with Droplets of another version", replaced(1, sealed(`{"droplets":[{"name":"web","size":"gone"}],"time":"2026-03-01T12:00:00Z","sum":""}`)), "line 2: the Droplets cannot be added now"},
		{"with another result", replaced(1, sealed(strings.Replace(lines[1], `"first`, `"-first`, 1))), "gets 422 now"},
	} {
		t.Run(test.name, func(t *testing.T) {
			k.write(test.content)
			k.refuses(test.message)
		})
	}
	k.write(good)
	k.restart()
	require.Len(t, k.get("/v2/domains")["domains"], 2)
}

func TestDataTakesWhatIsNoText(t *testing.T) {
	k := keep(t)
	k.do("POST", "/v2/domains", "\xff", "X-Odd", "\xfe")
	k.post("/v2/domains", object{"name": "example.com"})
	k.restart()
	k.get("/v2/domains/example.com")
}

func TestDataNeedsADirectory(t *testing.T) {
	_, err := digitaloceantest.Start(digitaloceantest.Data(filepath.Join(t.TempDir(), "none", "state.json")))
	require.ErrorContains(t, err, "no such file or directory")
	_, err = digitaloceantest.Start(digitaloceantest.Data(t.TempDir()))
	require.Error(t, err)
}

func TestDataTakesAnEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.json")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	digitaloceantest.NewServer(t, digitaloceantest.Data(path))
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(content, []byte(`{"start":`)))
}

func BenchmarkDataPerRequest(b *testing.B) {
	for _, kept := range []bool{false, true} {
		b.Run(fmt.Sprintf("kept=%t", kept), func(b *testing.B) {
			opts := []digitaloceantest.Option{digitaloceantest.KeepRequests(1)}
			if kept {
				opts = append(opts, digitaloceantest.Data(filepath.Join(b.TempDir(), "state.json")))
			}
			srv := digitaloceantest.NewServer(b, opts...)
			for i := 0; b.Loop(); i++ {
				srv.Create("/v2/tags", map[string]any{"name": fmt.Sprint("t", i)})
			}
		})
	}
}

func BenchmarkDataRestore(b *testing.B) {
	const requests = 1000
	path := filepath.Join(b.TempDir(), "state.json")
	srv, err := digitaloceantest.Start(digitaloceantest.Data(path))
	require.NoError(b, err)
	for i := range requests {
		srv.Create("/v2/droplets", map[string]any{
			"name": fmt.Sprint("d", i), "size": "s-1vcpu-1gb", "image": "debian-12-x64", "tags": []string{"web"},
		})
	}
	srv.Close()
	for b.Loop() {
		srv, err := digitaloceantest.Start(digitaloceantest.Data(path))
		require.NoError(b, err)
		srv.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*requests), "µs/change")
}

func TestClustersAppsAndDatabasesAreKept(t *testing.T) {
	k := keep(t)
	k.srv.Create("/v2/databases", object{"name": "main", "engine": "kafka", "num_nodes": 3, "size": "db-s-2vcpu-4gb", "region": "nyc3"})
	k.srv.Create("/v2/kubernetes/clusters", object{
		"name": "shop", "region": "nyc3", "version": "latest", "node_pools": []object{{"name": "web", "size": "s-2vcpu-4gb", "count": 2}},
	})
	k.srv.Create("/v2/apps", object{"spec": object{"name": "shop", "services": []object{{"name": "web"}}}})
	k.srv.Create("/v2/vector-databases", object{"name": "memory", "region": "nyc3", "size": "small"})
	k.srv.Advance(90 * time.Second)
	lists := func() (answers []string) {
		for _, path := range []string{"/v2/databases", "/v2/kubernetes/clusters", "/v2/apps", "/v2/vector-databases", "/v2/droplets"} {
			got, err := k.try("GET", path, nil)
			require.NoError(t, err)
			answers = append(answers, got.raw)
		}
		return answers
	}
	before := lists()
	k.restart()
	require.Equal(t, before, lists())
	k.srv.Advance(time.Hour)
	require.Contains(t, lists()[1], `"state":"running"`)
}
